//! Results that come by phone, and samples and requests whose result is still out.

use std::collections::BTreeMap;

use battlebag_bag::MOST_WAIT_MIN;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};

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

fn patient(of: &Named) -> Result<Named, Refusal> {
    Ok(Named {
        patient: of.patient.trim().to_owned(),
        name: filled(&of.name, "the patient")?,
        second: of.second.trim().to_owned(),
    })
}

fn other_ear(listener: &str, first: &str) -> Result<String, Refusal> {
    let listener = listener.trim();
    if !listener.is_empty() && listener.to_lowercase() == first.trim().to_lowercase() {
        return Err(Refusal::NotSo {
            what: "The second listener is the one who took the result",
            instead: "Name another person who heard it, or leave it empty",
        });
    }
    Ok(listener.to_owned())
}

/// Takes a phoned result down. Without a read-back, a second identifier or a second listener it is kept and shown as such.
pub fn take(incident: &Incident, p: &Phoned, now: DateTime<Utc>) -> Result<Body, Refusal> {
    if p.sampled_at.is_some_and(|at| at > now + Duration::minutes(1)) {
        return Err(Refusal::NotSo {
            what: "The sample cannot have been taken later than now",
            instead: "Give the time it was taken, with its date, or leave it empty",
        });
    }
    if let Some(of) = &p.answers {
        waited_for(incident, of)?;
    }
    let taken_by = filled(&p.taken_by, "who took the result")?;
    Ok(Body::Result(ResultSays::Phoned(Box::new(Phoned {
        of_patient: patient(&p.of_patient)?,
        test: filled(&p.test, "the test")?,
        value: filled(&p.value, "the value")?,
        unit: p.unit.trim().to_owned(),
        range: p.range.trim().to_owned(),
        sampled_at: p.sampled_at,
        critical: p.critical,
        given_by: filled(&p.given_by, "who phoned")?,
        from: p.from.trim().to_owned(),
        read_back: p.read_back,
        second_listener: other_ear(&p.second_listener, &taken_by)?,
        taken_by,
        answers: p.answers.clone(),
    }))))
}

fn result<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i PhonedResult, Refusal> {
    let found = incident.results.phoned.iter().find(|r| r.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "phoned result",
        id: format!("number {}", of.seq),
        look: "the list of results",
    })
}

fn waited_for<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i AskedResult, Refusal> {
    let found = incident.results.asked.iter().find(|a| a.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "sample or request",
        id: format!("number {}", of.seq),
        look: "the list of what is waited for",
    })
}

fn still_waited_for<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i AskedResult, Refusal> {
    let asked = waited_for(incident, of)?;
    if asked.ended.is_some() {
        return Err(Refusal::Already {
            what: "its result is in, or it was closed",
        });
    }
    Ok(asked)
}

/// Reads a result back that was not read back when it came.
pub fn read_back(
    incident: &Incident,
    of: &EntryRef,
    (by, to): (&str, &str),
    second_listener: &str,
) -> Result<Body, Refusal> {
    if result(incident, of)?.read_back.is_some() {
        return Err(Refusal::Already {
            what: "it was read back",
        });
    }
    let by = filled(by, "who read it back")?;
    Ok(Body::Result(ResultSays::ReadBack {
        of: of.clone(),
        to: filled(to, "to whom it was read back")?,
        second_listener: other_ear(second_listener, &by)?,
        by,
    }))
}

/// A named clinician knows of a result.
pub fn acknowledge(
    incident: &Incident,
    of: &EntryRef,
    clinician: &str,
    doing: &str,
) -> Result<Body, Refusal> {
    if result(incident, of)?.acknowledged.is_some() {
        return Err(Refusal::Already {
            what: "a clinician knows of it",
        });
    }
    Ok(Body::Result(ResultSays::Acknowledged {
        of: of.clone(),
        clinician: filled(clinician, "the clinician's name")?,
        doing: doing.trim().to_owned(),
    }))
}

fn wait(minutes: u32) -> Result<u32, Refusal> {
    if minutes == 0 || minutes > MOST_WAIT_MIN {
        return Err(Refusal::NotSo {
            what: "That is no time to wait for a result",
            instead: "Give minutes from 1 to 10080, which is a week",
        });
    }
    Ok(minutes)
}

/// A sample was sent or a request made.
pub fn ask(a: &Asked) -> Result<Body, Refusal> {
    Ok(Body::Result(ResultSays::Asked(Box::new(Asked {
        of_patient: patient(&a.of_patient)?,
        test: filled(&a.test, "the test")?,
        urgent: a.urgent,
        to: a.to.trim().to_owned(),
        tell: a.tell.trim().to_owned(),
        by: a.by.trim().to_owned(),
        expected_min: wait(a.expected_min)?,
    }))))
}

/// Somebody asked where a result is.
pub fn chase(
    incident: &Incident,
    of: &EntryRef,
    (whom, answer): (&str, &str),
    expected_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    still_waited_for(incident, of)?;
    if expected_at.is_some_and(|at| at < now) {
        return Err(Refusal::NotSo {
            what: "The time when it will be there is past",
            instead: "Give the time they said, with its date, or leave it empty",
        });
    }
    Ok(Body::Result(ResultSays::Chased {
        of: of.clone(),
        whom: filled(whom, "who was asked")?,
        answer: filled(answer, "what they said")?,
        expected_at,
    }))
}

/// The result came on paper, or none is needed any more.
pub fn close(incident: &Incident, of: &EntryRef, came: bool, because: &str) -> Result<Body, Refusal> {
    still_waited_for(incident, of)?;
    let field = if came {
        "where the result is"
    } else {
        "why no result is needed, and who says so"
    };
    Ok(Body::Result(ResultSays::Closed {
        of: of.clone(),
        came,
        because: filled(because, field)?,
    }))
}

/// The hospital sets in how many minutes a test's result is expected.
pub fn expect(test: &str, urgent_min: u32, routine_min: u32) -> Result<Body, Refusal> {
    Ok(Body::Result(ResultSays::Expected {
        test: filled(test, "the test")?,
        urgent_min: wait(urgent_min)?,
        routine_min: wait(routine_min)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runners::tests::{at, opened, stamp};

    fn named() -> Named {
        Named {
            patient: String::new(),
            name: "QUILL, Wanda".into(),
            second: "999 000 0026".into(),
        }
    }

    fn potassium() -> Phoned {
        Phoned {
            of_patient: named(),
            test: "Potassium".into(),
            value: "6.9".into(),
            unit: "mmol/L".into(),
            critical: true,
            given_by: "Ada, biochemistry".into(),
            taken_by: "Robin".into(),
            ..Phoned::default()
        }
    }

    fn asked(minutes: u32) -> Body {
        ask(&Asked {
            of_patient: named(),
            test: "Potassium".into(),
            expected_min: minutes,
            ..Asked::default()
        })
        .unwrap()
    }

    #[test]
    fn a_result_without_read_back_is_kept_and_read_back_later() {
        let mut incident = opened();
        incident.apply(&stamp(2, 1), &take(&incident, &potassium(), at(1)).unwrap());
        let of = stamp(2, 1).entry;
        assert_eq!(incident.results.phoned[0].read_back, None);
        assert!(incident.results.phoned[0].waits_for_a_clinician());
        let again = read_back(&incident, &of, ("Robin", "Ada"), " robin ").unwrap_err();
        insta::assert_snapshot!(again, @"The second listener is the one who took the result. Name another person who heard it, or leave it empty");
        incident.apply(
            &stamp(3, 2),
            &read_back(&incident, &of, ("Robin", "Ada"), "Sam").unwrap(),
        );
        assert!(read_back(&incident, &of, ("Robin", "Ada"), "").is_err());
        assert!(acknowledge(&incident, &of, " ", "").is_err());
        incident.apply(
            &stamp(4, 3),
            &acknowledge(&incident, &of, "Dr Okoro", "calcium, ECG").unwrap(),
        );
        assert!(!incident.results.phoned[0].waits_for_a_clinician());
        assert!(acknowledge(&incident, &of, "Dr Lund", "").is_err());
    }

    #[test]
    fn what_is_asked_is_open_until_its_result_is_in_and_a_chase_moves_its_time() {
        let mut incident = opened();
        incident.apply(&stamp(2, 0), &asked(60));
        let of = stamp(2, 0).entry;
        assert_eq!(incident.results.open().next().unwrap().due(), at(1));
        assert!(chase(&incident, &of, ("Ada", ""), None, at(2)).is_err());
        assert!(chase(&incident, &of, ("Ada", "on the bench"), Some(at(1)), at(2)).is_err());
        let chased = chase(&incident, &of, ("Ada", "on the bench"), Some(at(3)), at(2)).unwrap();
        incident.apply(&stamp(3, 2), &chased);
        assert_eq!(incident.results.open().next().unwrap().due(), at(3));
        let phoned = Phoned {
            answers: Some(of.clone()),
            ..potassium()
        };
        incident.apply(&stamp(4, 3), &take(&incident, &phoned, at(3)).unwrap());
        assert_eq!(incident.results.open().count(), 0);
        assert!(close(&incident, &of, true, "in the notes").is_err());
    }

    #[test]
    fn closing_says_where_the_result_is_or_why_none_is_needed() {
        let mut incident = opened();
        incident.apply(&stamp(2, 0), &asked(60));
        let of = stamp(2, 0).entry;
        insta::assert_snapshot!(close(&incident, &of, false, "").unwrap_err(), @"why no result is needed, and who says so is empty. Write it, then try again");
        incident.apply(
            &stamp(3, 1),
            &close(&incident, &of, false, "Died, Dr Okoro").unwrap(),
        );
        assert_eq!(incident.results.open().count(), 0);
    }

    #[test]
    fn a_word_reads_back_as_it_was_written() {
        let incident = opened();
        for body in [
            take(&incident, &potassium(), at(1)).unwrap(),
            asked(60),
            expect("Potassium", 60, 240).unwrap(),
        ] {
            let bytes = body.to_bytes().unwrap();
            assert_eq!(Body::from_bytes("result", &bytes).unwrap(), body);
        }
        assert!(expect("Potassium", 0, 240).is_err());
    }
}
