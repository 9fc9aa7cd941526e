//! The sample hospital: made-up people, as many as a hospital or a country holds, the same for the same seed. Nobody in
//! it is real: NHS numbers are of the test range (999).

mod beds;
mod case;
mod cases;
mod dice;
mod patient;
mod people;
mod vitals;
mod wording;
mod write_csv;
mod write_fhir;
mod write_observations;
mod write_resources;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::error::CensusError;
use crate::model::{Counts, Patient, PatientId, Snapshot};
use crate::snapshot::SNAPSHOT_FORMAT;

use case::{Case, UNITS, Unit};
use dice::Dice;

/// Fewest patients: each dependence is there once, and ordinary patients are still the most.
pub const FEWEST: usize = 300;
/// Most patients: about every hospital bed in England.
pub const MOST: usize = 130_000;

/// Patients of one hospital before another site begins.
const PER_SITE: usize = 1_000;

/// A made-up hospital at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleHospital {
    /// Its census, as an import of its own files gives it (but for what a file format cannot hold).
    pub snapshot: Snapshot,
    /// The dependence that each patient was made to show, by its profile code; ordinary patients are not in it. It is
    /// the answer sheet for tests of the matcher, and is written into no record and no file.
    pub made_to_show: BTreeMap<PatientId, &'static str>,
}

/// Makes a hospital of `beds` in-patients ([`FEWEST`] to [`MOST`]; other numbers are brought into these bounds). The same
/// seed, size and moment always give the same people.
pub fn sample_hospital(seed: u64, beds: usize, as_of: DateTime<Utc>) -> SampleHospital {
    let beds = beds.clamp(FEWEST, MOST);
    let mut numbers = people::NhsNumbers::new(seed);
    let mut patients: Vec<Patient> = Vec::with_capacity(beds);
    let mut made_to_show = BTreeMap::new();
    let mut first = 0;
    while first < beds {
        let site = first / PER_SITE;
        let here = (beds - first).min(PER_SITE);
        let cases = cases_of_site(seed, site, here);
        let places = beds::places(site, beds > PER_SITE, &cases);
        for (n, (case, place)) in cases.into_iter().zip(places).enumerate() {
            let number = first + n;
            let dice = Dice::new(seed, number as u64 + 1);
            let made = patient::Made {
                case,
                place,
                number,
                nhs: numbers.next(),
                as_of,
            };
            let patient = made.patient(dice);
            if !case.shows.is_empty() {
                made_to_show.insert(patient.id.clone(), case.shows);
            }
            patients.push(patient);
        }
        first += here;
    }
    let mut snapshot = Snapshot {
        format: SNAPSHOT_FORMAT,
        as_of,
        feed: vec!["sample hospital".to_owned()],
        counts: counts(&patients),
        patients,
        rejected: Vec::new(),
        warnings: Vec::new(),
        files: Vec::new(),
    };
    snapshot.put_in_order();
    SampleHospital {
        snapshot,
        made_to_show,
    }
}

impl SampleHospital {
    /// Writes FHIR R4 as NDJSON, one file per resource type, as a bulk export does.
    ///
    /// # Errors
    /// [`CensusError::Unwritable`].
    pub fn write_fhir(&self, folder: &Path) -> Result<(), CensusError> {
        write_fhir::ndjson(&self.snapshot, folder)
    }

    /// Writes FHIR R4 as one collection Bundle per ward.
    ///
    /// # Errors
    /// [`CensusError::Unwritable`].
    pub fn write_fhir_bundles(&self, folder: &Path) -> Result<(), CensusError> {
        write_fhir::bundles(&self.snapshot, folder)
    }

    /// Writes the CSV tables.
    ///
    /// # Errors
    /// [`CensusError::Unwritable`].
    pub fn write_csv(&self, folder: &Path) -> Result<(), CensusError> {
        write_csv::tables(&self.snapshot, folder)
    }
}

/// Each dependence once, some of them again, and ordinary patients by the units' sizes.
fn cases_of_site(seed: u64, site: usize, patients: usize) -> Vec<&'static Case> {
    let showing: Vec<&'static Case> = cases::SHOWING.iter().copied().flatten().collect();
    let mut dice = Dice::new(seed ^ 0x5a5a, site as u64);
    let mut chosen: Vec<&'static Case> = showing.iter().copied().take(patients).collect();
    while chosen.len() < patients {
        let unit = unit_by_share(&mut dice);
        let again = dice.chance(9);
        let of_unit = |c: &&&'static Case| c.unit == unit;
        let ordinary: Vec<&'static Case> = cases::ORDINARY.iter().filter(|c| c.unit == unit).collect();
        let list: Vec<&'static Case> = if again || ordinary.is_empty() {
            showing.iter().filter(of_unit).copied().collect()
        } else {
            ordinary
        };
        chosen.extend(dice.pick(&list).copied());
    }
    chosen
}

fn unit_by_share(dice: &mut Dice) -> Unit {
    let all: u64 = UNITS.iter().map(|u| u.share).sum();
    let mut at = dice.below(all);
    for facts in UNITS {
        if at < facts.share {
            return facts.unit;
        }
        at -= facts.share;
    }
    Unit::Medical
}

fn counts(patients: &[Patient]) -> Counts {
    let sum =
        |of: fn(&Patient) -> usize| u32::try_from(patients.iter().map(of).sum::<usize>()).unwrap_or(u32::MAX);
    let people = u32::try_from(patients.len()).unwrap_or(u32::MAX);
    Counts {
        records: people,
        taken: people,
        patients: people,
        inpatients: people,
        medications: sum(|p| p.medicines.len()),
        allergies: sum(|p| match &p.allergies {
            crate::model::Allergies::Recorded { items } => items.len(),
            _ => 0,
        }),
        conditions: sum(|p| p.conditions.len()),
        observations: sum(|p| p.observations.len()),
        orders: sum(|p| p.orders.len()),
        devices: sum(|p| p.devices.len()),
        ..Counts::default()
    }
}
