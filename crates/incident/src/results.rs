//! Results that come by phone, and samples and requests whose result is still out.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::parts::EntryRef;
use crate::state::Stamp;

/// Whom it is about, as it was said: the words stay when the census is another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Key in the census, when the patient was picked from it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub patient: String,
    /// Name and place, the first identifier.
    pub name: String,
    /// The second one: NHS number, hospital or downtime number, date of birth. Empty: only one was given.
    #[serde(default)]
    pub second: String,
}

/// A result as it was said down the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phoned {
    /// Whom it is about.
    pub of_patient: Named,
    /// Which test.
    pub test: String,
    /// The value.
    pub value: String,
    /// Its unit; empty for a result without one.
    #[serde(default)]
    pub unit: String,
    /// Reference range, as it was said.
    #[serde(default)]
    pub range: String,
    /// When the sample was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampled_at: Option<DateTime<Utc>>,
    /// The laboratory calls it critical.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub critical: bool,
    /// Who phoned.
    pub given_by: String,
    /// From where, with the number to ring back.
    #[serde(default)]
    pub from: String,
    /// Who took it down.
    pub taken_by: String,
    /// It was read back, and whoever phoned said that it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read_back: bool,
    /// Who listened too; empty for nobody.
    #[serde(default)]
    pub second_listener: String,
    /// The sample or request that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<EntryRef>,
}

/// A sample sent or a request made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Whom it is about.
    pub of_patient: Named,
    /// Which test.
    pub test: String,
    /// Urgent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Where it went: laboratory, department, supplier.
    #[serde(default)]
    pub to: String,
    /// Who wants the result, and how they are reached.
    #[serde(default)]
    pub tell: String,
    /// How it went: runner, pod, phone.
    #[serde(default)]
    pub by: String,
    /// Minutes in which the result is expected, as they were set when it was sent.
    pub expected_min: u32,
}

/// What can be said of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum ResultSays {
    /// A result came by phone.
    Phoned(Box<Phoned>),
    /// A result that was not read back is now.
    ReadBack {
        /// Which result.
        of: EntryRef,
        /// Who read it back.
        by: String,
        /// To whom it was read.
        to: String,
        /// Who listened too; empty for nobody.
        #[serde(default)]
        second_listener: String,
    },
    /// A clinician knows of it.
    Acknowledged {
        /// Which result.
        of: EntryRef,
        /// The clinician.
        clinician: String,
        /// What is done about it.
        #[serde(default)]
        doing: String,
    },
    /// A sample was sent or a request made: a result is expected.
    Asked(Box<Asked>),
    /// Somebody asked where the result is.
    Chased {
        /// Of which sample or request.
        of: EntryRef,
        /// Who was asked.
        whom: String,
        /// What they said.
        answer: String,
        /// When they say it will be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected_at: Option<DateTime<Utc>>,
    },
    /// It is no longer waited for.
    Closed {
        /// Which sample or request.
        of: EntryRef,
        /// The result came by another way than the phone.
        came: bool,
        /// Where the result is, or why none is needed.
        because: String,
    },
    /// The hospital sets in how many minutes a test's result is expected.
    Expected {
        /// Test.
        test: String,
        /// Minutes when it is urgent.
        urgent_min: u32,
        /// Minutes otherwise.
        routine_min: u32,
    },
}

/// A reading-back: who read it to whom, who else listened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// Who read it.
    pub by: String,
    /// To whom.
    pub to: String,
    /// Who listened too.
    pub second_listener: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A phoned result as the entries tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhonedResult {
    /// Who wrote it down, and when.
    pub stamp: Stamp,
    /// As it was said.
    pub phoned: Phoned,
    /// Read back, then or later.
    pub read_back: Option<ReadBack>,
    /// The clinician who knows of it, what is done, and the entry that says so.
    pub acknowledged: Option<(String, String, Stamp)>,
}

impl PhonedResult {
    /// Critical, and no clinician is named who knows of it.
    pub fn waits_for_a_clinician(&self) -> bool {
        self.phoned.critical && self.acknowledged.is_none()
    }
}

/// One question where a result is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chase {
    /// Who was asked.
    pub whom: String,
    /// What they said.
    pub answer: String,
    /// When they say it will be there.
    pub expected_at: Option<DateTime<Utc>>,
    /// Who asked, and when.
    pub stamp: Stamp,
}

/// How the waiting ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitEnd {
    /// By the phoned result of this entry.
    Phoned(EntryRef),
    /// By another way: where the result is.
    Came(String),
    /// None is needed: why.
    NotNeeded(String),
}

/// A sample or request as the entries tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedResult {
    /// Who wrote it down, and when.
    pub stamp: Stamp,
    /// What was asked.
    pub asked: Asked,
    /// Each time somebody asked where it is.
    pub chased: Vec<Chase>,
    /// How and when the waiting ended.
    pub ended: Option<(WaitEnd, Stamp)>,
}

impl AskedResult {
    /// When the result is expected: what was said last, else by the time that was set for the test.
    pub fn due(&self) -> DateTime<Utc> {
        let said = self.chased.iter().rev().find_map(|c| c.expected_at);
        said.unwrap_or_else(|| self.stamp.occurred_at + Duration::minutes(i64::from(self.asked.expected_min)))
    }
}

/// Results and what is waited for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// Phoned results, oldest first.
    pub phoned: Vec<PhonedResult>,
    /// Samples and requests, oldest first.
    pub asked: Vec<AskedResult>,
    /// Minutes that the hospital set for a test in this incident: urgent, routine.
    pub expected: BTreeMap<String, (u32, u32)>,
}

impl Results {
    /// Folds one word.
    pub(crate) fn apply(&mut self, stamp: &Stamp, says: &ResultSays) {
        match says {
            ResultSays::Phoned(phoned) => {
                if let Some(asked) = phoned.answers.as_ref().and_then(|of| self.asked_mut(of))
                    && asked.ended.is_none()
                {
                    asked.ended = Some((WaitEnd::Phoned(stamp.entry.clone()), stamp.clone()));
                }
                let read_back = phoned.read_back.then(|| ReadBack {
                    by: phoned.taken_by.clone(),
                    to: phoned.given_by.clone(),
                    second_listener: phoned.second_listener.clone(),
                    at: stamp.occurred_at,
                });
                self.phoned.push(PhonedResult {
                    stamp: stamp.clone(),
                    phoned: (**phoned).clone(),
                    read_back,
                    acknowledged: None,
                });
            }
            ResultSays::ReadBack {
                of,
                by,
                to,
                second_listener,
            } => {
                if let Some(result) = self.phoned.iter_mut().find(|r| r.stamp.entry == *of) {
                    result.read_back = Some(ReadBack {
                        by: by.clone(),
                        to: to.clone(),
                        second_listener: second_listener.clone(),
                        at: stamp.occurred_at,
                    });
                }
            }
            ResultSays::Acknowledged { of, clinician, doing } => {
                if let Some(result) = self.phoned.iter_mut().find(|r| r.stamp.entry == *of) {
                    // The first who knew of it stays; a second entry is in the log.
                    result
                        .acknowledged
                        .get_or_insert_with(|| (clinician.clone(), doing.clone(), stamp.clone()));
                }
            }
            ResultSays::Asked(asked) => self.asked.push(AskedResult {
                stamp: stamp.clone(),
                asked: (**asked).clone(),
                chased: Vec::new(),
                ended: None,
            }),
            ResultSays::Chased {
                of,
                whom,
                answer,
                expected_at,
            } => {
                if let Some(asked) = self.asked_mut(of) {
                    asked.chased.push(Chase {
                        whom: whom.clone(),
                        answer: answer.clone(),
                        expected_at: *expected_at,
                        stamp: stamp.clone(),
                    });
                }
            }
            ResultSays::Closed { of, came, because } => {
                if let Some(asked) = self.asked_mut(of) {
                    let end = if *came {
                        WaitEnd::Came(because.clone())
                    } else {
                        WaitEnd::NotNeeded(because.clone())
                    };
                    asked.ended.get_or_insert_with(|| (end, stamp.clone()));
                }
            }
            ResultSays::Expected {
                test,
                urgent_min,
                routine_min,
            } => {
                self.expected.insert(test.clone(), (*urgent_min, *routine_min));
            }
        }
    }

    fn asked_mut(&mut self, of: &EntryRef) -> Option<&mut AskedResult> {
        self.asked.iter_mut().find(|a| a.stamp.entry == *of)
    }

    /// Samples and requests whose result is not in.
    pub fn open(&self) -> impl Iterator<Item = &AskedResult> {
        self.asked.iter().filter(|a| a.ended.is_none())
    }
}
