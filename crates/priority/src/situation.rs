//! Boards from a file: the stateless way to try the rule on one's own cases (`battlebag priority --situation FILE`).
//!
//! A board lists declared states, what is confirmed, and patients by profile code. Labels that a panel wrote into the
//! file (expected tiers and so on) are carried by the format but never looked at by the rule.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{Bag, FallbackId, ProfileCode, SystemCode};
use battlebag_census::AcuityBand;
use serde::{Deserialize, Serialize};

use crate::case::{Acuity, Case, Circumstances};
use crate::rank::rank;
use crate::state::{Availability, Integrity, State};
use crate::tier::Tier;

/// NEWS2 is not made for people under this age, in years.
const NEWS2_FROM_AGE: f64 = 16.0;
/// Groups of profiles whose patients are pregnant or newborn: NEWS2 is not made for them either.
const GROUPS_WITHOUT_NEWS2: [&str; 2] = ["maternity", "neonatal"];
/// The highest NEWS2 there is.
const NEWS2_MAX: i64 = 20;

/// A file of boards.
#[derive(Debug, Clone, Deserialize)]
struct SituationFile {
    vignettes: Vec<serde_json::Value>,
}

/// One board.
#[derive(Debug, Clone, Deserialize)]
struct Board {
    id: String,
    system_statuses: BTreeMap<SystemCode, String>,
    #[serde(default)]
    fallbacks_confirmed: BTreeSet<FallbackId>,
    #[serde(default)]
    restoration_confirmed_h: BTreeMap<SystemCode, f64>,
    patients: Vec<BoardPatient>,
}

/// One patient of a board.
#[derive(Debug, Clone, Deserialize)]
struct BoardPatient {
    id: String,
    #[serde(default)]
    age: Option<f64>,
    #[serde(default)]
    ward: String,
    #[serde(default)]
    conditions: Vec<ProfileCode>,
    #[serde(default)]
    treatments: Vec<ProfileCode>,
    #[serde(default)]
    devices: Vec<ProfileCode>,
    #[serde(default)]
    news2: Option<i64>,
    #[serde(default)]
    acuity_band: Option<String>,
    #[serde(default)]
    fallbacks_in_place: BTreeSet<FallbackId>,
    #[serde(default)]
    acted_on_suspect_result: bool,
    #[serde(default)]
    vulnerable: bool,
    #[serde(default = "in_a_bed")]
    inpatient: bool,
}

fn in_a_bed() -> bool {
    true
}

/// What is wrong with a file of boards, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SituationError {
    /// Not JSON, or not a file of boards.
    #[error(
        "This is not a file of boards: {fault}. It must be JSON with a list called \"vignettes\"; correct it and try again."
    )]
    NotAFile {
        /// What the reader says, with line and column.
        fault: String,
    },
    /// A board that cannot be read.
    #[error("Board {board}: {fault}. Correct the board and try again.")]
    Board {
        /// Its id, or its number in the file where it has none.
        board: String,
        /// What is wrong.
        fault: String,
    },
    /// A patient that cannot be used.
    #[error("Board {board}, patient {patient}: {fault}. Correct the patient and try again.")]
    Patient {
        /// Board id.
        board: String,
        /// Patient id.
        patient: String,
        /// What is wrong.
        fault: String,
    },
}

/// A board ready to be ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// Board id.
    pub id: String,
    /// States after propagation, what is confirmed, what is promised.
    pub circumstances: Circumstances,
    /// The patients.
    pub cases: Vec<Case>,
}

/// The answer to a file of boards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// One for each board, in the order of the file.
    pub vignettes: Vec<BoardAnswer>,
}

/// The answer to one board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardAnswer {
    /// Board id.
    pub id: String,
    /// Patients, most urgent first.
    pub ranked: Vec<PatientAnswer>,
}

/// One patient's place and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientAnswer {
    /// Patient id.
    pub id: String,
    /// Tier.
    pub tier: Tier,
    /// Place, from 1.
    pub rank: u32,
    /// The reason sentence.
    pub text: String,
}

/// Reads a file of boards. Systems that a board does not list are declared sound; what they hang on may still take
/// them down. Fallbacks that the bag marks as assumed count, as after a bag check that is in date.
pub fn read(bag: &Bag, json: &str) -> Result<Vec<Situation>, SituationError> {
    let file: SituationFile = serde_json::from_str(json).map_err(|fault| SituationError::NotAFile {
        fault: fault.to_string(),
    })?;
    let mut seen = BTreeSet::new();
    let mut situations = vec![];
    for (index, value) in file.vignettes.into_iter().enumerate() {
        let name = value
            .get("id")
            .and_then(serde_json::Value::as_str)
            .map_or_else(|| format!("number {} in the file", index + 1), ToOwned::to_owned);
        let fault = |fault: String| SituationError::Board {
            board: name.clone(),
            fault,
        };
        let board: Board = serde_json::from_value(value).map_err(|error| fault(error.to_string()))?;
        if !seen.insert(board.id.clone()) {
            return Err(fault("this id is used by two boards".to_owned()));
        }
        situations.push(board.into_situation(bag)?);
    }
    Ok(situations)
}

/// Ranks a file of boards with the bag's own rules.
pub fn answer(bag: &Bag, json: &str) -> Result<Answer, SituationError> {
    let vignettes = read(bag, json)?
        .into_iter()
        .map(|situation| BoardAnswer {
            ranked: rank(bag, &situation.circumstances, &situation.cases, &[])
                .into_iter()
                .map(|one| PatientAnswer {
                    id: one.id,
                    tier: one.tier,
                    rank: one.rank,
                    text: one.reason,
                })
                .collect(),
            id: situation.id,
        })
        .collect();
    Ok(Answer { vignettes })
}

/// The five words of a board as the two axes.
pub fn state_of_word(word: &str) -> Option<State> {
    let integrity = match word {
        "safe" => Integrity::Trusted,
        "suspect" => Integrity::Suspect,
        "compromised" => Integrity::Compromised,
        "unknown" => Integrity::Unknown,
        "down" => return Some(State::DOWN),
        _ => return None,
    };
    Some(State {
        availability: Availability::Available,
        integrity,
    })
}

impl Board {
    fn into_situation(self, bag: &Bag) -> Result<Situation, SituationError> {
        let fault = |fault: String| SituationError::Board {
            board: self.id.clone(),
            fault,
        };
        let mut own = BTreeMap::new();
        for (code, word) in &self.system_statuses {
            if !bag.systems.contains_key(code) {
                return Err(fault(format!("the bag has no system \"{code}\"")));
            }
            let state = state_of_word(word).ok_or_else(|| {
                fault(format!(
                    "system {code} is \"{word}\"; the words are safe, suspect, compromised, down and unknown"
                ))
            })?;
            own.insert(code.clone(), state);
        }
        for id in &self.fallbacks_confirmed {
            if !bag.fallbacks.contains_key(id) {
                return Err(fault(format!("the bag has no fallback \"{id}\"")));
            }
        }
        for (code, hours) in &self.restoration_confirmed_h {
            if !bag.systems.contains_key(code) {
                return Err(fault(format!(
                    "restoration names \"{code}\", which the bag does not have"
                )));
            }
            if !hours.is_finite() || *hours < 0.0 {
                return Err(fault(format!(
                    "restoration of {code} in {hours} h is not a time from now"
                )));
            }
        }
        let mut ids = BTreeSet::new();
        let mut cases = vec![];
        for patient in self.patients {
            let fault = |fault: String| SituationError::Patient {
                board: self.id.clone(),
                patient: patient.id.clone(),
                fault,
            };
            if !ids.insert(patient.id.clone()) {
                return Err(fault("this id is used by two patients of the board".to_owned()));
            }
            let case = patient.clone().into_case(bag).map_err(fault)?;
            cases.push(case);
        }
        Ok(Situation {
            id: self.id,
            circumstances: Circumstances {
                confirmed: self.fallbacks_confirmed,
                bag_in_date: true,
                restoration_h: self.restoration_confirmed_h,
                ..Circumstances::from_own_states(&bag.systems, &own)
            },
            cases,
        })
    }
}

impl BoardPatient {
    fn into_case(self, bag: &Bag) -> Result<Case, String> {
        if let Some(id) = self
            .fallbacks_in_place
            .iter()
            .find(|id| !bag.fallbacks.contains_key(*id))
        {
            return Err(format!("the bag has no fallback \"{id}\""));
        }
        if let Some(age) = self.age.filter(|age| !(0.0..=130.0).contains(age)) {
            return Err(format!("an age of {age} years is not possible"));
        }
        let child = self.age.is_some_and(|age| age < NEWS2_FROM_AGE);
        let codes = self
            .conditions
            .into_iter()
            .chain(self.treatments)
            .chain(self.devices);
        let (mut profiles, unknown): (Vec<_>, Vec<_>) =
            codes.partition(|code| bag.profiles.contains_key(code));
        profiles.sort();
        profiles.dedup();
        let without_news2 = profiles
            .iter()
            .filter_map(|code| bag.profiles.get(code))
            .any(|profile| GROUPS_WITHOUT_NEWS2.contains(&profile.group.as_str()));
        let acuity = acuity(self.news2, self.acuity_band.as_deref(), child || without_news2)?;
        Ok(Case {
            id: self.id,
            ward: self.ward.clone(),
            place: self.ward,
            profiles,
            unprofiled: unknown.into_iter().map(|code| code.0).collect(),
            acuity,
            running: self.fallbacks_in_place,
            acted_on_suspect: self.acted_on_suspect_result,
            vulnerable: self.vulnerable || child || without_news2,
            inpatient: self.inpatient,
        })
    }
}

/// NEWS2 or band. A band stands in for NEWS2; with both, the more urgent counts. A NEWS2 in somebody it is not made
/// for counts only when it is alarming; otherwise acuity is not known.
fn acuity(news2: Option<i64>, band: Option<&str>, news2_not_valid: bool) -> Result<Acuity, String> {
    let score = match news2 {
        Some(score) if !(0..=NEWS2_MAX).contains(&score) => {
            return Err(format!("a NEWS2 of {score} is not possible (0 to {NEWS2_MAX})"));
        }
        Some(score) => u8::try_from(score).ok(),
        None => None,
    };
    let by_score = score.map(|score| Acuity::News2 {
        score,
        single_three: false,
        rising: false,
    });
    let by_band = match band {
        None => None,
        Some("low") => Some(Acuity::Band {
            band: AcuityBand::Low,
        }),
        Some("medium") => Some(Acuity::Band {
            band: AcuityBand::Medium,
        }),
        Some("high") => Some(Acuity::Band {
            band: AcuityBand::High,
        }),
        Some("unknown") => Some(Acuity::Missing),
        Some(other) => {
            return Err(format!(
                "acuity band \"{other}\" is not one of low, medium, high and unknown"
            ));
        }
    };
    Ok(match (by_score, by_band) {
        (Some(score), Some(band)) if score.reserve() > band.reserve() => score,
        (_, Some(band)) => band,
        (Some(score), None) if news2_not_valid && score.reserve() < Acuity::Missing.reserve() => {
            Acuity::Missing
        }
        (Some(score), None) => score,
        (None, None) => Acuity::Missing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bag() -> Bag {
        Bag::read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap()
    }

    fn board(statuses: &str, patient: &str) -> String {
        format!(r#"{{"vignettes":[{{"id":"B1","system_statuses":{statuses},"patients":[{patient}]}}]}}"#)
    }

    fn only_case(patient: &str) -> Case {
        read(&bag(), &board("{}", patient))
            .unwrap()
            .remove(0)
            .cases
            .remove(0)
    }

    fn fault(json: &str) -> String {
        read(&bag(), json).unwrap_err().to_string()
    }

    #[test]
    fn every_fault_names_its_place() {
        insta::assert_snapshot!(fault("{"), @r#"This is not a file of boards: EOF while parsing an object at line 1 column 1. It must be JSON with a list called "vignettes"; correct it and try again."#);
        insta::assert_snapshot!(fault(&board(r#"{"BGA":"broken"}"#, "")), @r#"Board B1: system BGA is "broken"; the words are safe, suspect, compromised, down and unknown. Correct the board and try again."#);
        insta::assert_snapshot!(fault(&board(r#"{"XYZ":"down"}"#, "")), @r#"Board B1: the bag has no system "XYZ". Correct the board and try again."#);
        insta::assert_snapshot!(fault(&board("{}", r#"{"id":"p","news2":21}"#)), @"Board B1, patient p: a NEWS2 of 21 is not possible (0 to 20). Correct the patient and try again.");
        insta::assert_snapshot!(fault(&board("{}", r#"{"id":"p","acuity_band":"mid"}"#)), @r#"Board B1, patient p: acuity band "mid" is not one of low, medium, high and unknown. Correct the patient and try again."#);
        insta::assert_snapshot!(fault(&board("{}", r#"{"id":"p"},{"id":"p"}"#)), @"Board B1, patient p: this id is used by two patients of the board. Correct the patient and try again.");
    }

    #[test]
    fn news2_does_not_count_in_somebody_it_is_not_made_for_unless_it_alarms() {
        assert_eq!(
            only_case(r#"{"id":"p","age":4,"news2":1}"#).acuity,
            Acuity::Missing
        );
        assert_eq!(
            only_case(r#"{"id":"p","age":30,"conditions":["labour_low"],"news2":1}"#).acuity,
            Acuity::Missing
        );
        assert!(matches!(
            only_case(r#"{"id":"p","age":4,"news2":8}"#).acuity,
            Acuity::News2 { score: 8, .. }
        ));
        assert!(matches!(
            only_case(r#"{"id":"p","age":40,"news2":1}"#).acuity,
            Acuity::News2 { score: 1, .. }
        ));
        assert_eq!(only_case(r#"{"id":"p","age":40}"#).acuity, Acuity::Missing);
    }

    #[test]
    fn a_code_the_bag_does_not_know_is_kept_and_the_patient_still_listed() {
        let case =
            only_case(r#"{"id":"p","age":9,"conditions":["urea_cycle_disorder"],"acuity_band":"low"}"#);
        assert_eq!(case.unprofiled, ["urea_cycle_disorder"]);
        let json = board(
            "{}",
            r#"{"id":"p","age":9,"conditions":["urea_cycle_disorder"],"acuity_band":"low"}"#,
        );
        let answer = answer(&bag(), &json).unwrap();
        let one = &answer.vignettes[0].ranked[0];
        assert_eq!((one.id.as_str(), one.tier, one.rank), ("p", Tier::P3, 1));
        assert!(one.text.contains("urea_cycle_disorder"), "{}", one.text);
    }
}
