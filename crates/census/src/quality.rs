//! How good a snapshot is: what was read, what was rejected and why, what is missing from whom, what cannot be true.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{Allergies, Patient, PatientId, Snapshot, Source};

/// Hours after which a set of observations is stale even for a patient who scores 0 (RCP NEWS2 2017: every 12 hours at
/// least).
pub const STALE_AFTER_H: i64 = 12;

/// So many places of one reason are listed; the rest are counted.
const PLACES: usize = 20;

/// How many of each were read. `records = taken + rejected` always holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Files read.
    pub files: u32,
    /// Records met (resources, rows, messages).
    pub records: u32,
    /// Records taken in (even when they belong to nobody in a bed).
    pub taken: u32,
    /// Records rejected.
    pub rejected: u32,
    /// HL7 messages, when the feed has any.
    pub messages: u32,
    /// Distinct people met.
    pub patients: u32,
    /// People in a bed at the as-of time.
    pub inpatients: u32,
    /// Medicines met.
    pub medications: u32,
    /// Allergies met.
    pub allergies: u32,
    /// Conditions met.
    pub conditions: u32,
    /// Observations met.
    pub observations: u32,
    /// Orders met.
    pub orders: u32,
    /// Devices met.
    pub devices: u32,
}

/// What was read of one file. `records = taken + rejected` always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCount {
    /// The file as given.
    pub file: String,
    /// Records met in it.
    pub records: u32,
    /// Taken in.
    pub taken: u32,
    /// Rejected.
    pub rejected: u32,
}

/// Records rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCount {
    /// The reason in words, of the first that has it.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// The first of their places.
    pub places: Vec<Source>,
}

/// What a patient may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// No ward.
    Ward,
    /// No bed.
    Bed,
    /// Nobody has said anything about allergies.
    Allergies,
    /// No weight.
    Weight,
    /// No early-warning score, and no other measure of acuity.
    News2,
    /// No medicine recorded: seldom true of an in-patient.
    Medicines,
    /// Neither NHS number nor hospital number.
    Number,
    /// No date of birth.
    Born,
    /// The last observations are older than [`STALE_AFTER_H`] hours, or there are none.
    FreshObservations,
}

impl Lack {
    /// Every one, in the order of a report: what keeps a sheet from the right bed first.
    pub const ALL: [Self; 9] = [
        Self::Ward,
        Self::Bed,
        Self::Number,
        Self::Born,
        Self::Allergies,
        Self::Weight,
        Self::Medicines,
        Self::News2,
        Self::FreshObservations,
    ];

    /// In the words of a report: "12 patients without a bed".
    pub fn words(self) -> &'static str {
        match self {
            Self::Ward => "without a ward",
            Self::Bed => "without a bed",
            Self::Number => "without any number",
            Self::Born => "without a date of birth",
            Self::Allergies => "with allergies not known",
            Self::Weight => "without a weight",
            Self::Medicines => "with no medicine recorded",
            Self::News2 => "without NEWS2 or another acuity",
            Self::FreshObservations => "with no observations in the last 12 hours",
        }
    }

    fn holds(self, p: &Patient, as_of: DateTime<Utc>) -> bool {
        match self {
            Self::Ward => p.place.ward.is_empty(),
            Self::Bed => p.place.bed.is_none(),
            Self::Number => p.nhs_number.is_none() && p.local_id.is_none(),
            Self::Born => p.born.is_none(),
            Self::Allergies => p.allergies == Allergies::NotKnown,
            Self::Weight => p.weight.is_none(),
            Self::Medicines => p.medicines.is_empty(),
            Self::News2 => p.news2.is_none() && p.acuity.is_none(),
            Self::FreshObservations => {
                last_seen(p).is_none_or(|at| as_of - at > TimeDelta::hours(STALE_AFTER_H))
            }
        }
    }
}

/// When the patient was last observed, by a set of observations or by a score.
pub fn last_seen(p: &Patient) -> Option<DateTime<Utc>> {
    let sets = p.observations.iter().map(|set| set.at);
    sets.chain(p.news2.iter().map(|n| n.at)).max()
}

/// Who lacks something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LackCount {
    /// What.
    pub lack: Lack,
    /// Who, in census order.
    pub patients: Vec<PatientId>,
}

/// One bed with more than one person in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedBed {
    /// "AMU, Bay 2, bed 04".
    pub place: String,
    /// Who, in census order.
    pub patients: Vec<PatientId>,
}

/// The quality of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// The moment that the snapshot shows.
    pub as_of: DateTime<Utc>,
    /// Records met; `records = taken + rejected`.
    pub records: u32,
    /// Taken in.
    pub taken: u32,
    /// Rejected.
    pub rejected: u32,
    /// File by file, those with rejected records first.
    pub files: Vec<FileCount>,
    /// Rejected records by reason, the commonest first.
    pub reasons: Vec<ReasonCount>,
    /// In-patients.
    pub inpatients: u32,
    /// What is missing from whom; each of [`Lack::ALL`], also when nobody lacks it.
    pub lacks: Vec<LackCount>,
    /// Beds filled twice.
    pub shared_beds: Vec<SharedBed>,
    /// People whose records contradict one another about allergies, with the words.
    pub allergy_conflicts: Vec<(PatientId, String)>,
    /// Warnings of the import.
    pub warnings: u32,
}

impl Quality {
    /// Looks a snapshot through.
    pub fn of(snapshot: &Snapshot) -> Self {
        let patients = &snapshot.patients;
        let lacks = Lack::ALL.map(|lack| LackCount {
            lack,
            patients: patients
                .iter()
                .filter(|p| lack.holds(p, snapshot.as_of))
                .map(|p| p.id.clone())
                .collect(),
        });
        let conflicts = patients
            .iter()
            .filter_map(|p| Some((p.id.clone(), p.allergy_conflict.clone()?)));
        let mut files = snapshot.files.clone();
        files.sort_by(|a, b| {
            let order = (b.rejected > 0).cmp(&(a.rejected > 0));
            order.then_with(|| crate::snapshot::natural(&a.file, &b.file))
        });
        Self {
            as_of: snapshot.as_of,
            records: snapshot.counts.records,
            taken: snapshot.counts.taken,
            rejected: snapshot.counts.rejected,
            files,
            reasons: reasons(snapshot),
            inpatients: u32::try_from(patients.len()).unwrap_or(u32::MAX),
            lacks: lacks.into(),
            shared_beds: shared_beds(patients),
            allergy_conflicts: conflicts.collect(),
            warnings: u32::try_from(snapshot.warnings.len()).unwrap_or(u32::MAX),
        }
    }

    /// Who lacks something.
    pub fn lacking(&self, lack: Lack) -> &[PatientId] {
        let found = self.lacks.iter().find(|l| l.lack == lack);
        found.map_or(&[], |l| &l.patients)
    }
}

/// A reason without the values in it: what is in quotation marks and numbers differ from record to record.
fn pattern(reason: &str) -> String {
    let mut out = String::with_capacity(reason.len());
    let mut quoted = false;
    for c in reason.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                out.push('"');
            }
            _ if quoted => {}
            '0'..='9' => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

fn reasons(snapshot: &Snapshot) -> Vec<ReasonCount> {
    let mut by_pattern: BTreeMap<String, ReasonCount> = BTreeMap::new();
    // The one line that sums up what is not listed has no file.
    for rejected in snapshot.rejected.iter().filter(|r| !r.file.is_empty()) {
        let known = by_pattern
            .entry(pattern(&rejected.reason))
            .or_insert_with(|| ReasonCount {
                reason: rejected.reason.clone(),
                count: 0,
                places: Vec::new(),
            });
        known.count = known.count.saturating_add(1);
        if known.places.len() < PLACES {
            known.places.push(Source {
                file: rejected.file.clone(),
                at: rejected.at.clone(),
            });
        }
    }
    let mut reasons: Vec<ReasonCount> = by_pattern.into_values().collect();
    reasons.sort_by_key(|r| std::cmp::Reverse(r.count));
    reasons
}

/// Beds with two people or more. A bed with a plain number is one of its bay; a bed with a code of its own is one of its
/// ward.
pub(crate) fn shared_beds(patients: &[Patient]) -> Vec<SharedBed> {
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
    beds.into_iter()
        .filter(|(_, people)| people.len() > 1)
        .map(|((_, ward, bay, bed), people)| {
            let bay = if bay.is_empty() {
                String::new()
            } else {
                format!(", {bay}")
            };
            SharedBed {
                place: format!("{ward}{bay}, bed {bed}"),
                patients: people.iter().map(|p| p.id.clone()).collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rejected;
    use crate::sample::sample_hospital;

    fn sample() -> Snapshot {
        let at = "2026-11-21T02:00:00Z".parse().unwrap();
        sample_hospital(7, 60, at).snapshot
    }

    #[test]
    fn every_hole_is_counted_and_named() {
        let mut snapshot = sample();
        let p = &mut snapshot.patients[3];
        p.place.bed = None;
        p.allergies = Allergies::NotKnown;
        p.weight = None;
        p.observations.clear();
        p.news2 = None;
        let id = p.id.clone();
        let quality = Quality::of(&snapshot);
        for lack in [Lack::Bed, Lack::Allergies, Lack::Weight, Lack::FreshObservations] {
            assert!(quality.lacking(lack).contains(&id), "{lack:?}");
        }
        assert_eq!(quality.inpatients as usize, snapshot.patients.len());
        assert_eq!(quality.lacks.len(), Lack::ALL.len());
    }

    #[test]
    fn reasons_that_differ_in_a_value_only_are_one() {
        let mut snapshot = sample();
        snapshot.rejected = [("line 2", "\"7a\""), ("line 9", "\"x\"")]
            .map(|(at, value)| Rejected {
                file: "beds.csv".to_owned(),
                at: at.to_owned(),
                reason: format!("The bed {value} in row {} cannot be read.", at.len()),
            })
            .into();
        let quality = Quality::of(&snapshot);
        assert_eq!(quality.reasons.len(), 1);
        assert_eq!(
            (quality.reasons[0].count, quality.reasons[0].places.len()),
            (2, 2)
        );
    }

    #[test]
    fn two_people_in_one_bed_are_shown() {
        let mut snapshot = sample();
        snapshot.patients[1].place = snapshot.patients[0].place.clone();
        let shared = Quality::of(&snapshot).shared_beds;
        assert!(shared.iter().any(|s| s.patients.len() == 2));
    }
}
