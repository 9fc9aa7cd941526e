//! The census as scripts read it, and the snapshots kept.

use battlebag_census::{Patient, PatientClass};

use crate::patient_facts;
use crate::patients::full_name;
use crate::profiles;
use crate::station::{Open, Station};
use crate::views::{
    CensusPatient, CensusPatients, ListPatients, Nothing, PatientKey, SnapshotRow, SnapshotsView,
};
use crate::{ErrorView, station::Census};

fn class_word(class: PatientClass) -> &'static str {
    match class {
        PatientClass::Inpatient => "inpatient",
        PatientClass::Emergency => "emergency",
        PatientClass::DayCase => "day_case",
        PatientClass::Regular => "regular",
        PatientClass::Home => "home",
        PatientClass::Unknown => "not_known",
    }
}

fn patient(open: &Open, census: &Census, p: &Patient) -> CensusPatient {
    let line = |f: crate::views::FactView| {
        let parts: Vec<&str> = [f.label.as_str(), f.value.as_str(), f.note.as_str()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        parts.join(" · ")
    };
    let needs = profiles::now(open, census, p);
    CensusPatient {
        patient: p.id.0.clone(),
        nhs_number: p.nhs_number.as_ref().map(|n| n.digits.clone()),
        local_id: p.local_id.clone(),
        name: full_name(p),
        family: p.name.family.clone(),
        given: p.name.given.join(" "),
        native: p.name.native.clone(),
        dob: p.born.map(|d| d.format("%Y-%m-%d").to_string()),
        sex: p.sex.map(|_| patient_facts::sex(p).to_owned()),
        ward: p.place.ward.clone(),
        bed: p.place.bed.clone(),
        class: class_word(p.class).to_owned(),
        allergies: patient_facts::allergies(p, open.clock),
        medications: patient_facts::medicines(p, open.clock)
            .into_iter()
            .map(line)
            .collect(),
        conditions: p.conditions.iter().map(|c| c.text.clone()).collect(),
        devices: p.devices.iter().map(|d| d.kind.clone()).collect(),
        news2: p.news2.as_ref().map(|n| u32::from(n.score)),
        profiles: needs.profiles,
        profiles_set_aside: needs.set_aside,
        doubts: needs.doubts,
        sources: p
            .sources
            .iter()
            .map(|s| format!("{}, {}", s.file, s.at))
            .collect(),
        claims: Vec::new(),
    }
}

/// One patient as scripts read the census, with what each source says of each field.
pub fn show(station: &Station, request: PatientKey) -> Result<CensusPatient, ErrorView> {
    station.with(|open| {
        let census = open.census()?;
        let p = open.patient(&census, &request.id)?;
        Ok(CensusPatient {
            claims: crate::quality::claims(open, p),
            ..patient(open, &census, p)
        })
    })
}

/// Everybody in the census, by ward and bed.
pub fn list(station: &Station, request: ListPatients) -> Result<CensusPatients, ErrorView> {
    station.with(|open| {
        let census = open.census()?;
        let ward = request.ward.trim();
        let rows = census
            .snapshot
            .patients
            .iter()
            .filter(|p| ward.is_empty() || p.place.ward == ward);
        Ok(CensusPatients {
            as_of: open.clock.rfc3339(census.snapshot.as_of),
            rows: rows.map(|p| patient(open, &census, p)).collect(),
        })
    })
}

/// Kept snapshots, newest first.
pub fn snapshots(station: &Station, _: Nothing) -> Result<SnapshotsView, ErrorView> {
    station.with(|open| {
        let in_use = open.census.as_ref().map(|c| c.hash.clone()).unwrap_or_default();
        let mut kept = open.home.list_blobs("census")?;
        kept.sort_by_key(|b| std::cmp::Reverse(b.kept_at));
        let rows = kept
            .into_iter()
            .map(|b| SnapshotRow {
                in_use: b.hash.to_string() == in_use,
                snapshot: b.hash.to_string(),
                as_of: b.label,
                kept_at: chrono::DateTime::from_timestamp_millis(b.kept_at)
                    .map(|t| open.clock.rfc3339(t))
                    .unwrap_or_default(),
            })
            .collect();
        Ok(SnapshotsView { rows })
    })
}
