//! The last step of an import: the as-of time, one entry each, who is in a bed, and what does not fit together.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::bedside::at_the_bedside;
use crate::error::CensusError;
use crate::feed::{Ledger, Person};
use crate::identity::one_entry_each;
use crate::model::{Patient, Snapshot};
use crate::snapshot::SNAPSHOT_FORMAT;

/// Makes the census.
pub(super) fn settle(
    people: Vec<(String, Person)>,
    mut ledger: Ledger,
    feed: Vec<String>,
    as_of: Option<DateTime<Utc>>,
    fallback: Option<DateTime<Utc>>,
) -> Result<Snapshot, CensusError> {
    let as_of = moment(as_of, fallback, &mut ledger)?;
    let people = one_entry_each(people, &mut ledger);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ledger.counts.patients = count(people.len());
    let mut patients: Vec<Patient> = people
        .into_iter()
        .filter_map(|(id, person)| at_the_bedside(id, person, as_of, &mut ledger))
        .collect();
    patients.sort_by(crate::snapshot::by_place);
    ledger.counts.inpatients = count(patients.len());
    warn_of_shared_beds(&patients, &mut ledger);
    if patients.is_empty() {
        let text = format!(
            "0 in-patients at {}. The files name {} {}. Check the as-of time, or that this is the export of tonight's beds.",
            as_of.format("%d %b %Y %H:%M UTC"),
            ledger.counts.patients,
            if ledger.counts.patients == 1 {
                "person"
            } else {
                "people"
            }
        );
        ledger.warn("", "", text);
    }
    ledger.close();
    let mut snapshot = Snapshot {
        format: SNAPSHOT_FORMAT,
        as_of,
        feed,
        patients,
        counts: ledger.counts,
        rejected: ledger.rejected,
        warnings: ledger.warnings,
    };
    snapshot.put_in_order();
    Ok(snapshot)
}

/// The as-of time: as given; else when the files say they were made; else the newest thing that happened in them; else
/// the date of the newest file.
fn moment(
    given: Option<DateTime<Utc>>,
    fallback: Option<DateTime<Utc>>,
    ledger: &mut Ledger,
) -> Result<DateTime<Utc>, CensusError> {
    if let Some(at) = given.or(ledger.stated).or(ledger.newest) {
        return Ok(at);
    }
    let at = fallback.ok_or(CensusError::NoTime)?;
    let text = format!(
        "The files do not say when they were made. The date of the newest file, {}, is used. Give the time if it is another.",
        at.format("%d %b %Y %H:%M UTC")
    );
    ledger.warn("", "", text);
    Ok(at)
}

/// Two people in one bed: both are kept. A bed with a plain number is one of its bay; a bed with a code of its own is
/// one of its ward.
fn warn_of_shared_beds(patients: &[Patient], ledger: &mut Ledger) {
    let mut beds: BTreeMap<(&str, &str, &str, &str), Vec<&Patient>> = BTreeMap::new();
    for patient in patients {
        let place = &patient.place;
        let Some(bed) = place.bed.as_deref() else { continue };
        let plain = bed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
            || bed.to_lowercase().starts_with("bed");
        let bay = if plain {
            place.bay.as_deref().unwrap_or("")
        } else {
            ""
        };
        let site = place.site.as_deref().unwrap_or("");
        beds.entry((site, place.ward.as_str(), bay, bed))
            .or_default()
            .push(patient);
    }
    for ((_, ward, bay, bed), people) in beds.into_iter().filter(|(_, people)| people.len() > 1) {
        let bay = if bay.is_empty() {
            String::new()
        } else {
            format!(", {bay}")
        };
        let ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
        let text = format!(
            "{} patients are recorded in one bed: {ward}{bay}, bed {bed} ({}). All are kept. Check who lies there before printing.",
            people.len(),
            ids.join(", ")
        );
        for patient in &people {
            let file = patient.sources.first().map_or("", |s| s.file.as_str());
            ledger.warn(file, patient.id.as_str(), text.clone());
        }
    }
}
