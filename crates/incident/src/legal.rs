//! Legal clocks of an incident: when each started, who sees to it, who was told, or why it does not apply.

use std::collections::BTreeMap;

use battlebag_bag::{Bag, LegalClock};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::rules::{Refusal, filled, occurred};
use crate::state::{Incident, Stamp};

/// What a person says of one legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalWord {
    /// Its id in the bag.
    pub clock: String,
    /// What is said.
    #[serde(flatten)]
    pub says: LegalSays,
}

/// What can be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum LegalSays {
    /// The organisation became aware: the clock runs from there.
    Started {
        /// When it became aware; not when the attack began.
        aware_at: DateTime<Utc>,
        /// When it is due, where a regulator gave another time than the bag's term.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_at: Option<DateTime<Utc>>,
        /// How it became aware; who gave another time.
        #[serde(default)]
        because: String,
    },
    /// Somebody sees to it.
    Owner {
        /// Who.
        person: String,
    },
    /// It was told.
    Told {
        /// When.
        at: DateTime<Utc>,
        /// To whom; empty for whom the bag names.
        #[serde(default)]
        whom: String,
        /// The reference given, or that none was.
        reference: String,
        /// Where the proof is kept.
        #[serde(default)]
        evidence: String,
    },
    /// It does not apply.
    NotApplicable {
        /// Why.
        because: String,
    },
    /// It applies again, or was not told after all.
    Reopened {
        /// Why.
        because: String,
    },
}

/// Start of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// When the organisation became aware.
    pub aware_at: DateTime<Utc>,
    /// Due by another time than the bag's term.
    pub due_at: Option<DateTime<Utc>>,
    /// How it became aware.
    pub because: String,
}

/// One clock as the entries tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptClock {
    /// Running since, as it was said last.
    pub started: Option<Started>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Told: when, to whom, reference, evidence.
    pub told: Option<(DateTime<Utc>, String, String, String)>,
    /// Why it does not apply.
    pub not_applicable: Option<String>,
    /// Everything that was said, oldest first.
    pub said: Vec<(LegalSays, Stamp)>,
}

impl KeptClock {
    /// When it is due: what a regulator gave, else by the bag's term.
    pub fn due(&self, clock: &LegalClock, zone: Tz) -> Option<DateTime<Utc>> {
        let started = self.started.as_ref()?;
        Some(
            started
                .due_at
                .unwrap_or_else(|| clock.term.due(started.aware_at, zone)),
        )
    }

    /// Started, not told, and nobody said that it does not apply.
    pub fn runs(&self) -> bool {
        self.started.is_some() && self.told.is_none() && self.not_applicable.is_none()
    }
}

/// The clocks that something was said of, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalClocks(pub BTreeMap<String, KeptClock>);

impl LegalClocks {
    /// Folds one word.
    pub(crate) fn apply(&mut self, stamp: &Stamp, word: &LegalWord) {
        let kept = self.0.entry(word.clock.clone()).or_default();
        match &word.says {
            LegalSays::Started {
                aware_at,
                due_at,
                because,
            } => {
                kept.started = Some(Started {
                    aware_at: *aware_at,
                    due_at: *due_at,
                    because: because.clone(),
                });
                kept.not_applicable = None;
            }
            LegalSays::Owner { person } => kept.owner = Some(person.clone()),
            LegalSays::Told {
                at,
                whom,
                reference,
                evidence,
            } => kept.told = Some((*at, whom.clone(), reference.clone(), evidence.clone())),
            LegalSays::NotApplicable { because } => kept.not_applicable = Some(because.clone()),
            LegalSays::Reopened { .. } => {
                kept.told = None;
                kept.not_applicable = None;
            }
        }
        kept.said.push((word.says.clone(), stamp.clone()));
    }

    /// What is kept of one clock.
    pub fn of(&self, id: &str) -> Option<&KeptClock> {
        self.0.get(id)
    }
}

fn known<'b>(bag: &'b Bag, id: &str) -> Result<&'b LegalClock, Refusal> {
    bag.legal
        .iter()
        .find(|clock| clock.id == id)
        .ok_or_else(|| Refusal::Unknown {
            what: "legal clock",
            id: id.to_owned(),
            look: "the list of legal clocks",
        })
}

fn word(clock: &LegalClock, says: LegalSays) -> Body {
    Body::Legal(LegalWord {
        clock: clock.id.clone(),
        says,
    })
}

/// Starts a clock, or gives it another start or another due time. Legal clocks outlast the incident: they can be
/// worked after it is stood down.
pub fn start(
    bag: &Bag,
    id: &str,
    (aware_at, due_at): (DateTime<Utc>, Option<DateTime<Utc>>),
    because: &str,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let clock = known(bag, id)?;
    if !clock.in_force {
        return Err(Refusal::NotSo {
            what: "The bag says that this is not law yet",
            instead: "When it is, set `in_force` in legal_clocks.toml with the day and your name",
        });
    }
    let aware_at = occurred(Some(aware_at), now)?;
    if due_at.is_some_and(|due| due < aware_at) {
        return Err(Refusal::NotSo {
            what: "It cannot be due before you were aware",
            instead: "Check both times and their dates",
        });
    }
    let because = match due_at {
        Some(_) => filled(because, "who gave another time, and by which letter or call")?,
        None => because.trim().to_owned(),
    };
    Ok(word(
        clock,
        LegalSays::Started {
            aware_at,
            due_at,
            because,
        },
    ))
}

/// Names who sees to a clock.
pub fn own(bag: &Bag, id: &str, person: &str) -> Result<Body, Refusal> {
    let person = filled(person, "who sees to it")?;
    Ok(word(known(bag, id)?, LegalSays::Owner { person }))
}

/// What was told, to whom, when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling<'a> {
    /// To whom; empty for whom the bag names.
    pub whom: &'a str,
    /// The reference given.
    pub reference: &'a str,
    /// Where the proof is kept.
    pub evidence: &'a str,
}

/// Stops a clock: it was told.
pub fn tell(
    (incident, bag): (&Incident, &Bag),
    id: &str,
    at: DateTime<Utc>,
    telling: &Telling<'_>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let clock = known(bag, id)?;
    let kept = incident.legal.of(id);
    if kept.is_some_and(|k| k.told.is_some()) {
        return Err(Refusal::Already { what: "it was told" });
    }
    let Some(started) = kept.and_then(|k| k.started.as_ref()) else {
        return Err(Refusal::NotSo {
            what: "This clock was never started",
            instead: "Start it first: say when you became aware",
        });
    };
    let at = occurred(Some(at), now)?;
    if at < started.aware_at {
        return Err(Refusal::NotSo {
            what: "It cannot have been told before you were aware",
            instead: "Check the time, or correct when you became aware",
        });
    }
    Ok(word(
        clock,
        LegalSays::Told {
            at,
            whom: telling.whom.trim().to_owned(),
            reference: filled(
                telling.reference,
                "the reference; if none was given, say so and who took it",
            )?,
            evidence: telling.evidence.trim().to_owned(),
        },
    ))
}

/// Says why a clock does not apply.
pub fn not_applicable((incident, bag): (&Incident, &Bag), id: &str, because: &str) -> Result<Body, Refusal> {
    let clock = known(bag, id)?;
    if incident.legal.of(id).is_some_and(|k| k.told.is_some()) {
        return Err(Refusal::Already { what: "it was told" });
    }
    let because = filled(because, "why it does not apply, and who says so")?;
    Ok(word(clock, LegalSays::NotApplicable { because }))
}

/// It applies again, or was not told after all.
pub fn reopen((incident, bag): (&Incident, &Bag), id: &str, because: &str) -> Result<Body, Refusal> {
    let clock = known(bag, id)?;
    let ended = incident
        .legal
        .of(id)
        .is_some_and(|k| k.told.is_some() || k.not_applicable.is_some());
    if !ended {
        return Err(Refusal::NotSo {
            what: "This clock was not stopped",
            instead: "Nothing was changed",
        });
    }
    let because = filled(because, "why it runs again")?;
    Ok(word(clock, LegalSays::Reopened { because }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::EntryRef;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap() + chrono::Duration::hours(hours)
    }

    fn stamp(seq: u64, hours: i64) -> Stamp {
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

    fn opened() -> Incident {
        let body = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        Incident::begin(&stamp(1, 0), &body).unwrap()
    }

    fn due(incident: &Incident, bag: &Bag) -> Option<DateTime<Utc>> {
        let clock = bag.legal.iter().find(|c| c.id == "uk-gdpr").unwrap();
        let kept = incident.legal.of("uk-gdpr")?;
        kept.due(clock, "Europe/London".parse().unwrap())
    }

    #[test]
    fn a_clock_counts_from_awareness_and_stops_with_a_reference() {
        let (bag, mut incident) = (Bag::shipped().unwrap(), opened());
        let telling = Telling {
            reference: "IC-123",
            ..Telling::default()
        };
        let early = tell((&incident, &bag), "uk-gdpr", at(1), &telling, at(2)).unwrap_err();
        insta::assert_snapshot!(early, @"This clock was never started. Start it first: say when you became aware");
        incident.apply(
            &stamp(2, 2),
            &start(&bag, "uk-gdpr", (at(1), None), "", at(2)).unwrap(),
        );
        assert_eq!(due(&incident, &bag), Some(at(73)));
        assert!(tell((&incident, &bag), "uk-gdpr", at(0), &telling, at(2)).is_err());
        assert!(tell((&incident, &bag), "uk-gdpr", at(3), &Telling::default(), at(3)).is_err());
        incident.apply(
            &stamp(3, 3),
            &tell((&incident, &bag), "uk-gdpr", at(3), &telling, at(3)).unwrap(),
        );
        assert!(!incident.legal.of("uk-gdpr").unwrap().runs());
        assert!(tell((&incident, &bag), "uk-gdpr", at(4), &telling, at(4)).is_err());
        incident.apply(
            &stamp(4, 5),
            &reopen((&incident, &bag), "uk-gdpr", "It never arrived").unwrap(),
        );
        assert!(incident.legal.of("uk-gdpr").unwrap().runs());
        assert_eq!(incident.legal.of("uk-gdpr").unwrap().said.len(), 3);
    }

    #[test]
    fn another_due_time_needs_the_one_who_gave_it_and_lies_after_awareness() {
        let (bag, mut incident) = (Bag::shipped().unwrap(), opened());
        assert!(start(&bag, "uk-gdpr", (at(1), Some(at(100))), " ", at(2)).is_err());
        assert!(start(&bag, "uk-gdpr", (at(1), Some(at(0))), "ICO by phone", at(2)).is_err());
        assert!(
            start(&bag, "uk-gdpr", (at(3), None), "", at(2)).is_err(),
            "still to come"
        );
        incident.apply(
            &stamp(2, 2),
            &start(&bag, "uk-gdpr", (at(1), Some(at(100))), "ICO by phone", at(2)).unwrap(),
        );
        assert_eq!(due(&incident, &bag), Some(at(100)));
    }

    #[test]
    fn what_is_not_law_yet_never_runs_and_what_is_unknown_is_said() {
        let (bag, incident) = (Bag::shipped().unwrap(), opened());
        insta::assert_snapshot!(start(&bag, "uk-csr-full", (at(1), None), "", at(2)).unwrap_err(), @"The bag says that this is not law yet. When it is, set `in_force` in legal_clocks.toml with the day and your name");
        insta::assert_snapshot!(own(&bag, "gdpr", "Robin").unwrap_err(), @"the bag has no legal clock called gdpr. Look it up in the list of legal clocks");
        assert!(not_applicable((&incident, &bag), "uk-nis", "").is_err());
        assert!(reopen((&incident, &bag), "uk-nis", "again").is_err());
    }

    #[test]
    fn a_word_reads_back_as_it_was_written() {
        let bag = Bag::shipped().unwrap();
        for body in [
            start(&bag, "uk-gdpr", (at(1), Some(at(9))), "ICO", at(2)).unwrap(),
            own(&bag, "uk-gdpr", "Sam Okoro").unwrap(),
        ] {
            let bytes = body.to_bytes().unwrap();
            assert_eq!(Body::from_bytes("legal.clock", &bytes).unwrap(), body);
        }
    }
}
