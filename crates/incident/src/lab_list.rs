//! What the laboratory can do now: the list that its lead gives out, printed on every laboratory request.
//!
//! There is one list in an incident. Each word names the words that its writer had seen: a list said by somebody who had not seen the
//! other contradicts it, both are shown, and a person settles it or somebody who has seen both says the list anew.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};

/// Boxes on the request.
pub const MOST_TESTS: usize = 12;
/// Hours after which its age is told wherever the list is shown.
pub const AGE_TOLD_AFTER_H: i64 = 4;
/// Hours after which the list is not printed any more.
pub const OLD_AFTER_H: i64 = 12;
/// Letters of what the list is good for: it has one line on the sheet.
pub const LONGEST_FOR: usize = 60;

/// For whom a test is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabBasis {
    /// For everybody.
    #[default]
    Any,
    /// Urgent requests only.
    Urgent,
    /// Life or death only.
    LifeOrDeath,
}

impl LabBasis {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde asks by reference
    fn is_any(&self) -> bool {
        *self == Self::Any
    }
}

/// One test that can be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabTest {
    /// Test.
    pub test: String,
    /// Its tube, or a caution.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tube: String,
    /// For whom.
    #[serde(default, skip_serializing_if = "LabBasis::is_any")]
    pub basis: LabBasis,
}

/// The list as it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabSaid {
    /// Tests, in the order in which they were said. None: the words of the entry were erased.
    pub tests: Vec<LabTest>,
    /// Who in the laboratory said it.
    pub said_by: String,
    /// How it came: phone, runner.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub way: String,
    /// For whom or what it is; empty for every ward.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub good_for: String,
    /// Until when; none for until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// What can be said of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum LabListSays {
    /// This can be done.
    Said(LabSaid),
    /// The list holds no more, and there is no other.
    Withdrawn {
        /// Who in the laboratory said so.
        said_by: String,
        /// Why.
        because: String,
    },
}

/// One word about the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabListWord {
    /// The newest words that the person had seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<EntryRef>,
    /// What is said.
    #[serde(flatten)]
    pub says: LabListSays,
}

/// A word, with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabWord {
    /// Who and when.
    pub stamp: Stamp,
    /// The word.
    pub word: LabListWord,
}

/// Every word about the list, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabList(pub Vec<LabWord>);

/// How far the list is to be believed at an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabStand {
    /// Nobody has said one.
    Nothing,
    /// It was withdrawn.
    Withdrawn,
    /// Its words were erased.
    Erased,
    /// Its time is over.
    Over,
    /// It is too old to go by.
    Old,
    /// Its age is told with it.
    Aged,
    /// It was said at a time to come: a clock is wrong.
    ClockWrong,
    /// It holds.
    Fresh,
}

impl LabStand {
    /// The tests are printed.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Aged | Self::ClockWrong | Self::Fresh)
    }

    /// There is a list, and the laboratory has to be asked again.
    pub fn is_past(self) -> bool {
        matches!(self, Self::Over | Self::Old)
    }
}

impl LabList {
    /// Folds one word.
    pub(crate) fn apply(&mut self, stamp: &Stamp, word: &LabListWord) {
        self.0.push(LabWord {
            stamp: stamp.clone(),
            word: word.clone(),
        });
    }

    /// The words that nobody has followed up, oldest first: one, or several that were written without knowing of each other.
    /// `set_aside`: words that a settlement put aside; what they came after stays behind them.
    pub fn newest(&self, set_aside: &BTreeSet<EntryRef>) -> Vec<&LabWord> {
        let followed: BTreeSet<&EntryRef> = self.0.iter().flat_map(|w| &w.word.after).collect();
        let stands = |w: &&LabWord| !followed.contains(&w.stamp.entry) && !set_aside.contains(&w.stamp.entry);
        self.0.iter().filter(stands).collect()
    }

    /// The newest words, when they contradict each other.
    pub fn two_say(&self, set_aside: &BTreeSet<EntryRef>) -> Vec<&Stamp> {
        let newest = self.newest(set_aside);
        let differ = newest
            .iter()
            .skip(1)
            .any(|w| newest.first().is_some_and(|first| !agree(first, w)));
        if differ {
            newest.into_iter().map(|w| &w.stamp).collect()
        } else {
            Vec::new()
        }
    }
}

/// Two words that say the same of what can be done, whoever said it.
fn agree(a: &LabWord, b: &LabWord) -> bool {
    match (&a.word.says, &b.word.says) {
        (LabListSays::Said(one), LabListSays::Said(other)) => {
            (&one.tests, &one.good_for, one.until) == (&other.tests, &other.good_for, other.until)
        }
        (LabListSays::Withdrawn { .. }, LabListSays::Withdrawn { .. }) => true,
        _ => false,
    }
}

impl LabWord {
    /// The list, when this word gives one.
    pub fn said(&self) -> Option<&LabSaid> {
        match &self.word.says {
            LabListSays::Said(said) => Some(said),
            LabListSays::Withdrawn { .. } => None,
        }
    }

    /// How far it is to be believed at an hour.
    pub fn stand(&self, now: DateTime<Utc>) -> LabStand {
        let Some(said) = self.said() else {
            return LabStand::Withdrawn;
        };
        let age = now - self.stamp.occurred_at;
        if said.tests.is_empty() {
            LabStand::Erased
        } else if said.until.is_some_and(|until| now > until) {
            LabStand::Over
        } else if age > Duration::hours(OLD_AFTER_H) {
            LabStand::Old
        } else if age > Duration::hours(AGE_TOLD_AFTER_H) {
            LabStand::Aged
        } else if age < Duration::minutes(-5) {
            LabStand::ClockWrong
        } else {
            LabStand::Fresh
        }
    }
}

impl Incident {
    /// The word about the laboratory's list that holds: the newest.
    pub fn lab_list_now(&self) -> Option<&LabWord> {
        self.lab_list.newest(&self.journal.set_aside).last().copied()
    }
}

/// One line without breaks and marks that nobody sees.
fn line(text: &str, field: &'static str) -> Result<String, Refusal> {
    if text.trim().chars().any(char::is_control) {
        return Err(Refusal::NoLine { field });
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The words that a new word comes after, which it must not be older than.
fn after(incident: &Incident, at: DateTime<Utc>) -> Result<Vec<EntryRef>, Refusal> {
    let newest = incident.lab_list.newest(&incident.journal.set_aside);
    if let Some(last) = newest
        .iter()
        .map(|w| w.stamp.occurred_at)
        .max()
        .filter(|last| at < *last)
    {
        return Err(Refusal::TooEarly {
            when: at,
            what: "the laboratory said what holds now",
            since: last,
        });
    }
    Ok(newest.into_iter().map(|w| w.stamp.entry.clone()).collect())
}

fn tests(given: &[LabTest]) -> Result<Vec<LabTest>, Refusal> {
    if given.is_empty() {
        return Err(Refusal::NotSo {
            what: "The list has no test",
            instead: "Write at least one; if nothing can be done, withdraw the list and tell the wards",
        });
    }
    if given.len() > MOST_TESTS {
        return Err(Refusal::NotSo {
            what: "The list has more than 12 tests, and the request has 12 boxes",
            instead: "Leave out what can wait, or join tests that go in one tube",
        });
    }
    let mut seen = BTreeSet::new();
    let mut tests = Vec::new();
    for (at, one) in given.iter().enumerate() {
        let test = line(&one.test, "a test")?;
        if test.is_empty() {
            return Err(Refusal::LabTest {
                number: at + 1,
                what: "has no name",
                instead: "Write the test, or take the line out",
            });
        }
        if !seen.insert(test.to_lowercase()) {
            return Err(Refusal::LabTest {
                number: at + 1,
                what: "is in the list already",
                instead: "Take one of the two out",
            });
        }
        tests.push(LabTest {
            test,
            tube: line(&one.tube, "a tube or caution")?,
            basis: one.basis,
        });
    }
    Ok(tests)
}

/// This can be done, as was said at `at`.
pub fn say(
    incident: &Incident,
    said: &LabSaid,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    if said.until.is_some_and(|until| until <= now) {
        return Err(Refusal::NotSo {
            what: "The list would end in the past",
            instead: "Give a time to come, with its date, or leave it empty for until further notice",
        });
    }
    let good_for = line(&said.good_for, "what the list is for")?;
    if good_for.chars().count() > LONGEST_FOR {
        return Err(Refusal::NotSo {
            what: "What the list is for has more than 60 letters, and its line on the sheet is short",
            instead: "Say it shorter, as in \"ED and ITU only\"",
        });
    }
    let said_by = filled(&said.said_by, "who in the laboratory said it")?;
    Ok(Body::LabList(LabListWord {
        after: after(incident, at)?,
        says: LabListSays::Said(LabSaid {
            tests: tests(&said.tests)?,
            said_by: line(&said_by, "who in the laboratory said it")?,
            way: line(&said.way, "how it came")?,
            good_for,
            until: said.until,
        }),
    }))
}

/// The list holds no more, as was said at `at`.
pub fn withdraw(
    incident: &Incident,
    (said_by, because): (&str, &str),
    at: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let newest = incident.lab_list.newest(&incident.journal.set_aside);
    if newest.iter().all(|w| w.said().is_none()) {
        return Err(Refusal::NotSo {
            what: "There is no list of the laboratory that could be withdrawn",
            instead: "Requests are printed with empty boxes already",
        });
    }
    let said_by = filled(said_by, "who in the laboratory said so")?;
    let because = filled(because, "why it is withdrawn")?;
    Ok(Body::LabList(LabListWord {
        after: after(incident, at)?,
        says: LabListSays::Withdrawn {
            said_by: line(&said_by, "who in the laboratory said so")?,
            because: line(&because, "why it is withdrawn")?,
        },
    }))
}
