//! The last step of an import: the as-of time, one entry each, who is in a bed, and what does not fit together.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use crate::bedside::at_the_bedside;
use crate::error::CensusError;
use crate::feed::Ledger;
use crate::fhir::{LeftOut, Met, those_who_matter};
use crate::identity::one_entry_each;
use crate::model::{Patient, PatientId, Snapshot};
use crate::quality::shared_beds;
use crate::snapshot::SNAPSHOT_FORMAT;

/// What came of the last step.
pub(super) enum Settled {
    /// The census.
    Census(Box<Snapshot>),
    /// Facts that are needed were left out: read again with this as-of time and these people named.
    ReadAgain {
        as_of: DateTime<Utc>,
        named: HashSet<String>,
    },
}

/// Makes the census.
pub(super) fn settle(
    people: Vec<Met>,
    mut ledger: Ledger,
    feed: Vec<String>,
    as_of: Option<DateTime<Utc>>,
    fallback: Option<DateTime<Utc>>,
    left_out: LeftOut,
) -> Result<Settled, CensusError> {
    let as_of = moment(as_of, fallback, &mut ledger)?;
    let mut named = HashSet::new();
    let (people, others) = those_who_matter(people, as_of.date_naive());
    let people = one_entry_each(people, &mut ledger);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ledger.counts.patients = count(people.len() + others);
    let mut patients: Vec<Patient> = people
        .into_iter()
        .filter_map(|(keys, mut person)| {
            let left_out = std::mem::take(&mut person.left_out);
            let patient = at_the_bedside(keys, person, as_of, &mut ledger)?;
            named.extend(left_out);
            Some(patient)
        })
        .collect();
    if !named.is_empty() || left_out.stays_until.is_some_and(|until| as_of < until) {
        return Ok(Settled::ReadAgain { as_of, named });
    }
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
        files: ledger.files,
    };
    snapshot.put_in_order();
    Ok(Settled::Census(Box::new(snapshot)))
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

/// Two people in one bed: both are kept.
fn warn_of_shared_beds(patients: &[Patient], ledger: &mut Ledger) {
    for shared in shared_beds(patients) {
        let ids: Vec<&str> = shared.patients.iter().map(PatientId::as_str).collect();
        let text = format!(
            "{} patients are recorded in one bed: {} ({}). All are kept. Check who lies there before printing.",
            ids.len(),
            shared.place,
            ids.join(", ")
        );
        for patient in patients.iter().filter(|p| shared.patients.contains(&p.id)) {
            let file = patient.sources.first().map_or("", |s| s.file.as_str());
            ledger.warn(file, patient.id.as_str(), text.clone());
        }
    }
}
