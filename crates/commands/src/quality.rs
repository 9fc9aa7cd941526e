//! How good the census is: on screen, for scripts and on paper.

use battlebag_census::{Changed, Changes, Lack, Patient, PatientId, Quality, Snapshot};

use crate::ErrorView;
use crate::census::said;
use crate::edits::differences;
use crate::patients::place_and_name;
use crate::station::{Census, Open, Station};
use crate::views::{
    CensusChanges, CensusLine, ChangedRow, ClaimRow, FileRow, LackRow, Nothing, QualityView, ReasonRow,
    SharedBedRow, WhoRow,
};

/// The quality of the census in use.
pub fn view(station: &Station, _: Nothing) -> Result<QualityView, ErrorView> {
    station.with(|open| {
        let census = open.census()?;
        of(open, &census)
    })
}

pub(crate) fn of(open: &Open, census: &Census) -> Result<QualityView, ErrorView> {
    let snapshot = &census.snapshot;
    let quality = Quality::of(snapshot);
    let who = |id: &PatientId| row(open, census, id);
    let before = before(open, census)?;
    let changes = before.map(|before| changes(open, census, &before));
    let place = |s: &battlebag_census::Source| format!("{}, {}", s.file, s.at);
    Ok(QualityView {
        snapshot: census.hash.clone(),
        feed: snapshot.feed.join(", "),
        as_of: open.clock.rfc3339(snapshot.as_of),
        said: said(snapshot, open.clock),
        records: quality.records,
        taken: quality.taken,
        rejected: quality.rejected,
        inpatients: quality.inpatients,
        files: quality
            .files
            .into_iter()
            .map(|f| FileRow {
                file: f.file,
                records: f.records,
                taken: f.taken,
                rejected: f.rejected,
            })
            .collect(),
        reasons: quality
            .reasons
            .into_iter()
            .map(|r| ReasonRow {
                reason: r.reason,
                count: r.count,
                places: r.places.iter().map(place).collect(),
            })
            .collect(),
        lacks: quality
            .lacks
            .into_iter()
            .map(|l| LackRow {
                lack: lack_word(l.lack).to_owned(),
                words: l.lack.words().to_owned(),
                people: l.patients.iter().map(who).collect(),
            })
            .collect(),
        shared_beds: quality
            .shared_beds
            .into_iter()
            .map(|b| SharedBedRow {
                place: b.place,
                people: b.patients.iter().map(who).collect(),
            })
            .collect(),
        allergy_conflicts: quality
            .allergy_conflicts
            .into_iter()
            .map(|(id, words)| {
                let who = who(&id);
                ChangedRow {
                    patient: who.patient,
                    who: who.who,
                    before: String::new(),
                    after: words,
                }
            })
            .collect(),
        warnings: snapshot
            .warnings
            .iter()
            .map(|w| CensusLine {
                file: w.file.clone(),
                at: w.at.clone(),
                reason: w.text.clone(),
            })
            .collect(),
        changes,
        differences: differences(open),
    })
}

fn lack_word(lack: Lack) -> &'static str {
    match lack {
        Lack::Ward => "ward",
        Lack::Bed => "bed",
        Lack::Allergies => "allergies",
        Lack::Weight => "weight",
        Lack::News2 => "news2",
        Lack::Medicines => "medicines",
        Lack::Number => "number",
        Lack::Born => "born",
        Lack::FreshObservations => "fresh_observations",
    }
}

fn row(open: &Open, census: &Census, id: &PatientId) -> WhoRow {
    let patient = open.patient(census, id.as_str()).ok();
    WhoRow {
        patient: id.0.clone(),
        who: patient.map_or_else(|| id.0.clone(), place_and_name),
    }
}

/// The kept snapshot before the one in use: the newest that shows an earlier moment.
fn before(open: &Open, census: &Census) -> Result<Option<Snapshot>, ErrorView> {
    let moment = |label: &str| chrono::DateTime::parse_from_rfc3339(label).ok();
    let mut kept: Vec<_> = open
        .home
        .list_blobs("census")?
        .into_iter()
        .filter_map(|b| Some((moment(&b.label)?, b)))
        .filter(|(at, b)| *at < census.feed.as_of && b.hash.to_string() != census.hash)
        .collect();
    kept.sort_by_key(|(at, b)| (*at, b.kept_at));
    let Some((_, newest)) = kept.pop() else {
        return Ok(None);
    };
    Ok(Some(Snapshot::from_bytes(&open.home.get_blob(newest.hash)?)?))
}

fn changes(open: &Open, census: &Census, before: &Snapshot) -> CensusChanges {
    let changes = Changes::between(before, &census.feed);
    let who_was = |id: &PatientId| {
        let was: Option<&Patient> = before.patients.iter().find(|p| p.id == *id);
        WhoRow {
            patient: id.0.clone(),
            who: was.map_or_else(|| id.0.clone(), place_and_name),
        }
    };
    let changed = |list: &[Changed]| {
        list.iter()
            .map(|c| ChangedRow {
                patient: c.patient.0.clone(),
                who: row(open, census, &c.patient).who,
                before: c.before.clone(),
                after: c.after.clone(),
            })
            .collect()
    };
    CensusChanges {
        since: open.clock.rfc3339(changes.since),
        came: changes.came.iter().map(|id| row(open, census, id)).collect(),
        went: changes.went.iter().map(who_was).collect(),
        moved: changed(&changes.moved),
        allergies: changed(&changes.allergies),
        identity: changed(&changes.identity),
    }
}

/// What each source says of each field of a patient, field by field, the newest first.
pub(crate) fn claims(open: &Open, patient: &Patient) -> Vec<ClaimRow> {
    let mut claims: Vec<&battlebag_census::Claim> = patient.claims.iter().collect();
    claims.sort_by(|a, b| a.field.cmp(&b.field).then(b.at.cmp(&a.at)));
    let word = |field: battlebag_census::Field| match serde_json::to_value(field) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    };
    claims
        .into_iter()
        .map(|c| ClaimRow {
            field: word(c.field),
            value: c.value.clone(),
            from: format!("{}, {}", c.source.file, c.source.at),
            at: c.at.map(|at| open.clock.rfc3339(at)).unwrap_or_default(),
        })
        .collect()
}
