//! Who can be called to a role, by grade and shift, and who has left: the part of the standing record that outlives incidents.

use std::collections::BTreeMap;

use battlebag_bag::{Bag, Role};
use chrono::{DateTime, Datelike, Timelike, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::namesakes::same_name;
use crate::rules::{Refusal, filled};
use crate::state::Stamp;

/// When somebody is on: local time of the hospital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// Monday to Friday, 08:00 to 20:00.
    Day,
    /// Monday to Friday, before 08:00 and after 20:00.
    Night,
    /// Saturday and Sunday.
    Weekend,
}

impl Shift {
    /// In the order of a list.
    pub const ALL: [Self; 3] = [Self::Day, Self::Night, Self::Weekend];

    /// The shift that a local moment falls into.
    pub fn at(local: &(impl Datelike + Timelike)) -> Self {
        match local.weekday() {
            Weekday::Sat | Weekday::Sun => Self::Weekend,
            _ if (8..20).contains(&local.hour()) => Self::Day,
            _ => Self::Night,
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Weekend => "weekend",
        }
    }
}

/// Somebody who can be called to a role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Candidate {
    /// Role id.
    pub role: String,
    /// Who.
    pub person: String,
    /// Their grade, in the words of the role's list.
    pub grade: String,
    /// Shifts on which they can be called.
    pub shifts: Vec<Shift>,
    /// Stands in when the first choice cannot.
    pub deputy: bool,
    /// How to reach them; no network first.
    pub reach: String,
    /// When they can be reached, in words: "after 18:00, 40 minutes away".
    pub when: String,
}

/// A candidate is called no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CandidateGone {
    /// Role id; empty for every role: the person has left.
    pub role: String,
    /// Who.
    pub person: String,
    /// Why.
    pub because: String,
}

/// Somebody who has left: nothing is given to them any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Since when.
    pub at: DateTime<Utc>,
    /// Why, as it was written.
    pub because: String,
}

/// The list of candidates and of those who left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// Candidates by role and person.
    candidates: BTreeMap<(String, String), (Candidate, Stamp)>,
    /// Who has left, by name in small letters.
    left: BTreeMap<String, Left>,
}

fn key(person: &str) -> String {
    same_name(person)
}

impl Roster {
    /// Folds entries in the order they were written; kinds that are not of the roster are left alone.
    pub fn fold<'a>(entries: impl IntoIterator<Item = (&'a Stamp, &'a Body)>) -> Self {
        let mut roster = Self::default();
        for (stamp, body) in entries {
            roster.apply(stamp, body);
        }
        roster
    }

    fn apply(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::CandidateSet(one) => {
                self.left.remove(&key(&one.person));
                let at = (one.role.clone(), key(&one.person));
                self.candidates.insert(at, (one.clone(), stamp.clone()));
            }
            Body::CandidateRemoved(gone) if gone.role.is_empty() => {
                self.leaves(stamp, &gone.person, &gone.because);
            }
            Body::CandidateRemoved(gone) => {
                self.candidates.remove(&(gone.role.clone(), key(&gone.person)));
            }
            Body::PersonRevoked(change) => self.leaves(stamp, &change.person, &change.because),
            Body::PersonAdded(change) => {
                self.left.remove(&key(&change.person));
            }
            _ => {}
        }
    }

    fn leaves(&mut self, stamp: &Stamp, person: &str, because: &str) {
        let person = key(person);
        self.candidates.retain(|(_, who), _| *who != person);
        let left = Left {
            at: stamp.occurred_at,
            because: because.to_owned(),
        };
        self.left.insert(person, left);
    }

    /// Who can be called to a role: on this shift first, first choices before deputies, then by the role's own order of grades.
    pub fn of(&self, role: &Role, shift: Shift) -> Vec<&Candidate> {
        let mut all: Vec<&Candidate> = self
            .candidates
            .values()
            .map(|(one, _)| one)
            .filter(|one| one.role == role.id)
            .collect();
        let grade = |one: &Candidate| {
            let same = |grade: &String| grade.eq_ignore_ascii_case(&one.grade);
            role.grades.iter().position(same).unwrap_or(usize::MAX)
        };
        all.sort_by_key(|one| {
            (
                !one.shifts.contains(&shift),
                one.deputy,
                grade(one),
                one.person.clone(),
            )
        });
        all
    }

    /// One candidate.
    pub fn candidate(&self, role: &str, person: &str) -> Option<&Candidate> {
        let at = (role.to_owned(), key(person));
        self.candidates.get(&at).map(|(one, _)| one)
    }

    /// Since when and why somebody has left.
    pub fn left(&self, person: &str) -> Option<&Left> {
        self.left.get(&key(person))
    }

    /// Refuses somebody who has left.
    pub fn may_take(&self, person: &str) -> Result<(), Refusal> {
        match self.left(person) {
            None => Ok(()),
            Some(left) => Err(Refusal::HasLeft {
                person: person.trim().to_owned(),
                because: match left.because.trim() {
                    "" => "no reason was written".to_owned(),
                    because => because.to_owned(),
                },
            }),
        }
    }
}

/// Names somebody who can be called to a role, or says it anew.
pub fn set_candidate(bag: &Bag, said: &Candidate) -> Result<Body, Refusal> {
    if bag.role(&said.role).is_none() {
        return Err(unknown_role(&said.role));
    }
    let mut shifts = said.shifts.clone();
    shifts.sort_unstable();
    shifts.dedup();
    if shifts.is_empty() {
        return Err(Refusal::Empty {
            field: "the shifts on which they can be called (day, night, weekend)",
        });
    }
    Ok(Body::CandidateSet(Candidate {
        role: said.role.clone(),
        person: filled(&said.person, "the person's name")?,
        grade: said.grade.trim().to_owned(),
        shifts,
        deputy: said.deputy,
        reach: filled(&said.reach, "how to reach them (phone, radio, runner)")?,
        when: said.when.trim().to_owned(),
    }))
}

/// Takes a candidate off one role's list; off every list with an empty role, because the person has left.
pub fn remove_candidate(roster: &Roster, gone: &CandidateGone) -> Result<Body, Refusal> {
    let person = filled(&gone.person, "the person's name")?;
    if gone.role.is_empty() {
        if roster.left(&person).is_some() {
            return Err(Refusal::Already {
                what: "they have left",
            });
        }
        filled(&gone.because, "why they are not called any more")?;
    } else if roster.candidate(&gone.role, &person).is_none() {
        return Err(Refusal::Unknown {
            what: "candidate",
            id: person,
            look: "the list of candidates of that role",
        });
    }
    Ok(Body::CandidateRemoved(CandidateGone {
        role: gone.role.clone(),
        person,
        because: gone.because.trim().to_owned(),
    }))
}

fn unknown_role(role: &str) -> Refusal {
    Refusal::Unknown {
        what: "role",
        id: role.to_owned(),
        look: "the list of roles",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::{EntryRef, PersonChange};
    use chrono::TimeZone as _;

    fn stamp(seq: u64) -> Stamp {
        let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        Stamp {
            entry: EntryRef {
                station: "a".into(),
                seq,
            },
            occurred_at: at,
            recorded_at: at,
            actor: "Robin".into(),
            role: String::new(),
        }
    }

    fn candidate(person: &str, grade: &str, shifts: &[Shift], deputy: bool) -> Body {
        let said = Candidate {
            role: "blood-bank-lead".into(),
            person: person.into(),
            grade: grade.into(),
            shifts: shifts.to_vec(),
            deputy,
            reach: "bleep 2217".into(),
            when: String::new(),
        };
        set_candidate(&Bag::shipped().unwrap(), &said).unwrap()
    }

    fn folded(bodies: &[Body]) -> Roster {
        let stamps: Vec<Stamp> = (1..).map(stamp).take(bodies.len()).collect();
        Roster::fold(stamps.iter().zip(bodies))
    }

    #[test]
    fn a_shift_is_told_by_the_wall_clock() {
        let at = |day, hour| Shift::at(&Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap());
        // The 27th is a Friday.
        assert_eq!(
            [
                at(27, 7),
                at(27, 8),
                at(27, 19),
                at(27, 20),
                at(28, 3),
                at(29, 23),
                at(30, 2)
            ],
            [
                Shift::Night,
                Shift::Day,
                Shift::Day,
                Shift::Night,
                Shift::Weekend,
                Shift::Weekend,
                Shift::Night
            ]
        );
    }

    #[test]
    fn who_is_on_comes_first_then_first_choices_then_the_usual_grade() {
        let bag = Bag::shipped().unwrap();
        let role = bag.role("blood-bank-lead").unwrap();
        let roster = folded(&[
            candidate("Ann", "Senior biomedical scientist", &[Shift::Night], false),
            candidate("Ben", "Transfusion biomedical scientist", &[Shift::Night], true),
            candidate("Cleo", "transfusion biomedical scientist", &[Shift::Night], false),
            candidate("Dev", "Transfusion biomedical scientist", &[Shift::Day], false),
        ]);
        let names = |shift| {
            roster
                .of(role, shift)
                .iter()
                .map(|c| c.person.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(Shift::Night), ["Cleo", "Ann", "Ben", "Dev"]);
        assert_eq!(names(Shift::Day).first().map(String::as_str), Some("Dev"));
    }

    #[test]
    fn whoever_left_is_on_no_list_and_takes_no_role_until_they_are_back() {
        let revoked = Body::PersonRevoked(PersonChange {
            person: "ANN ".into(),
            because: "left the trust".into(),
        });
        let on = candidate("Ann", "", &[Shift::Day], false);
        let roster = folded(&[on.clone(), revoked.clone()]);
        assert!(roster.candidate("blood-bank-lead", "Ann").is_none());
        insta::assert_snapshot!(roster.may_take("Ann").unwrap_err(), @"Ann has left: left the trust. Choose somebody else; if they are back, put them on the list of candidates again");
        assert!(folded(&[on.clone(), revoked, on]).may_take("Ann").is_ok());
    }

    #[test]
    fn a_candidate_without_a_shift_or_a_way_to_be_reached_is_refused() {
        let bag = Bag::shipped().unwrap();
        let said = Candidate {
            role: "blood-bank-lead".into(),
            person: "Ann".into(),
            ..Candidate::default()
        };
        insta::assert_snapshot!(set_candidate(&bag, &said).unwrap_err(), @"the shifts on which they can be called (day, night, weekend) is empty. Write it, then try again");
        let said = Candidate {
            shifts: vec![Shift::Day],
            ..said
        };
        assert!(matches!(set_candidate(&bag, &said), Err(Refusal::Empty { .. })));
        let said = Candidate {
            role: "blood-bank".into(),
            ..said
        };
        assert!(matches!(set_candidate(&bag, &said), Err(Refusal::Unknown { .. })));
    }
}
