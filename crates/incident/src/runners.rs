//! What was sent by hand, and what has not arrived.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};

/// Something sent by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// What.
    pub what: String,
    /// Who carries it.
    pub runner: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// Minutes in which it should be there.
    pub expected_min: u32,
}

/// What can be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum RunnerSays {
    /// It left.
    Sent(Sending),
    /// It is there.
    Arrived {
        /// Which sending.
        of: EntryRef,
        /// Who took it.
        taken_by: String,
    },
    /// It is not looked for any more: lost, or called back.
    NotArrived {
        /// Which sending.
        of: EntryRef,
        /// What became of it, and what is done.
        because: String,
    },
}

/// How a sending ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendingEnd {
    /// Who took it.
    Arrived(String),
    /// What became of it.
    NotArrived(String),
}

/// A sending as the entries tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Who wrote it down, and when it left.
    pub stamp: Stamp,
    /// What was sent.
    pub sending: Sending,
    /// How and when it ended.
    pub ended: Option<(SendingEnd, Stamp)>,
}

impl Sent {
    /// When it should be there.
    pub fn due(&self) -> DateTime<Utc> {
        self.stamp.occurred_at + Duration::minutes(i64::from(self.sending.expected_min))
    }
}

/// The runners' log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runners(pub Vec<Sent>);

impl Runners {
    /// Folds one word.
    pub(crate) fn apply(&mut self, stamp: &Stamp, says: &RunnerSays) {
        let (of, end) = match says {
            RunnerSays::Sent(sending) => {
                self.0.push(Sent {
                    stamp: stamp.clone(),
                    sending: sending.clone(),
                    ended: None,
                });
                return;
            }
            RunnerSays::Arrived { of, taken_by } => (of, SendingEnd::Arrived(taken_by.clone())),
            RunnerSays::NotArrived { of, because } => (of, SendingEnd::NotArrived(because.clone())),
        };
        if let Some(sent) = self.0.iter_mut().find(|s| s.stamp.entry == *of) {
            // What was given up may turn up after all.
            let arrives = matches!(end, SendingEnd::Arrived(_));
            let given_up = matches!(sent.ended, Some((SendingEnd::NotArrived(_), _)));
            if sent.ended.is_none() || (arrives && given_up) {
                sent.ended = Some((end, stamp.clone()));
            }
        }
    }

    /// What is on its way.
    pub fn under_way(&self) -> impl Iterator<Item = &Sent> {
        self.0.iter().filter(|s| s.ended.is_none())
    }
}

/// Something leaves by hand.
pub fn send(s: &Sending) -> Result<Body, Refusal> {
    if s.expected_min == 0 || s.expected_min > 24 * 60 {
        return Err(Refusal::NotSo {
            what: "That is no time for a runner",
            instead: "Give minutes from 1 to 1440",
        });
    }
    Ok(Body::Runner(RunnerSays::Sent(Sending {
        what: filled(&s.what, "what is sent")?,
        runner: filled(&s.runner, "who carries it")?,
        from: filled(&s.from, "from where")?,
        to: filled(&s.to, "to where")?,
        expected_min: s.expected_min,
    })))
}

fn sent<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i Sent, Refusal> {
    let found = incident.runners.0.iter().find(|s| s.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "sending",
        id: format!("number {}", of.seq),
        look: "the runners' log",
    })
}

/// It arrived, at `at`. What was given up may turn up after all.
pub fn arrive(
    incident: &Incident,
    of: &EntryRef,
    taken_by: &str,
    at: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let sent = sent(incident, of)?;
    if matches!(sent.ended, Some((SendingEnd::Arrived(_), _))) {
        return Err(Refusal::Already {
            what: "it is written down as arrived",
        });
    }
    if at < sent.stamp.occurred_at {
        return Err(Refusal::NotSo {
            what: "It cannot have arrived before it left",
            instead: "Check the time and its date",
        });
    }
    Ok(Body::Runner(RunnerSays::Arrived {
        of: of.clone(),
        taken_by: filled(taken_by, "who took it")?,
    }))
}

/// It is given up: lost, or called back.
pub fn give_up(incident: &Incident, of: &EntryRef, because: &str) -> Result<Body, Refusal> {
    if sent(incident, of)?.ended.is_some() {
        return Err(Refusal::Already { what: "it ended" });
    }
    Ok(Body::Runner(RunnerSays::NotArrived {
        of: of.clone(),
        because: filled(because, "what became of it, and what is done")?,
    }))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap() + Duration::hours(hours)
    }

    pub(crate) fn stamp(seq: u64, hours: i64) -> Stamp {
        Stamp {
            entry: EntryRef {
                station: "a".into(),
                seq,
            },
            occurred_at: at(hours),
            recorded_at: at(hours),
            actor: "Robin".into(),
            role: String::new(),
        }
    }

    pub(crate) fn opened() -> Incident {
        let body = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        Incident::begin(&stamp(1, 0), &body).unwrap()
    }

    #[test]
    fn what_was_given_up_may_turn_up_and_nothing_arrives_before_it_left() {
        let mut incident = opened();
        let sending = Sending {
            what: "Two blood samples, Ward 9 bed 4".into(),
            runner: "Sam".into(),
            from: "Ward 9".into(),
            to: "Laboratory hatch".into(),
            expected_min: 20,
        };
        assert!(
            send(&Sending {
                expected_min: 0,
                ..sending.clone()
            })
            .is_err()
        );
        incident.apply(&stamp(2, 1), &send(&sending).unwrap());
        let of = stamp(2, 1).entry;
        assert_eq!(incident.runners.under_way().count(), 1);
        assert!(arrive(&incident, &of, "Ada", at(0)).is_err());
        incident.apply(
            &stamp(3, 2),
            &give_up(&incident, &of, "Not at the hatch").unwrap(),
        );
        assert_eq!(incident.runners.under_way().count(), 0);
        incident.apply(&stamp(4, 3), &arrive(&incident, &of, "Ada", at(3)).unwrap());
        assert!(matches!(
            incident.runners.0[0].ended,
            Some((SendingEnd::Arrived(_), _))
        ));
        insta::assert_snapshot!(arrive(&incident, &of, "Ada", at(3)).unwrap_err(), @"it is written down as arrived already. Nothing was changed");
    }
}
