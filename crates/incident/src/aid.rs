//! Help between hospitals, and what is sent elsewhere: asked, offered, accepted, declined; diverted, until when, who knows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};

/// Who turned to whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AidWay {
    /// We asked.
    #[default]
    WeAsked,
    /// They offered.
    TheyOffered,
    /// They asked us.
    TheyAsked,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AidAnswer {
    /// An offer was made, perhaps of less than was asked.
    Offered,
    /// Agreed.
    Accepted,
    /// Refused.
    Declined,
}

/// A matter of help.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidMatter {
    /// Who turned to whom.
    pub way: AidWay,
    /// The other hospital, service or supplier.
    pub whom: String,
    /// What.
    pub what: String,
    /// With whom it was spoken, and how they are reached.
    #[serde(default)]
    pub contact: String,
}

/// What can be said of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum AidSays {
    /// It was asked or offered.
    Opened(AidMatter),
    /// It was answered.
    Answered {
        /// Which matter.
        of: EntryRef,
        /// How.
        answer: AidAnswer,
        /// In what words, from when.
        words: String,
        /// Who answered.
        by: String,
    },
    /// It ended: delivered, given back, no longer needed.
    Ended {
        /// Which matter.
        of: EntryRef,
        /// How.
        because: String,
    },
}

/// Something sent elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Divert {
    /// What: ambulances, a specialty, a kind of patient.
    pub what: String,
    /// To where.
    pub to: String,
    /// Until when it was agreed; none for until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Who agreed to it there.
    pub agreed_by: String,
    /// Why.
    #[serde(default)]
    pub because: String,
}

/// What can be said of a diversion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum DivertSays {
    /// It begins.
    Started(Divert),
    /// Somebody was told.
    Told {
        /// Which diversion.
        of: EntryRef,
        /// Who.
        whom: String,
    },
    /// It holds until another time.
    Until {
        /// Which diversion.
        of: EntryRef,
        /// Until when; none for until further notice.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<DateTime<Utc>>,
        /// Who agreed.
        agreed_by: String,
    },
    /// It is over.
    Ended {
        /// Which diversion.
        of: EntryRef,
        /// Why.
        because: String,
    },
}

/// A matter of help as the entries tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aid {
    /// Who wrote it down, and since when.
    pub stamp: Stamp,
    /// What.
    pub matter: AidMatter,
    /// Answers, oldest first: how, words, by whom.
    pub answers: Vec<(AidAnswer, String, String, Stamp)>,
    /// How and when it ended.
    pub ended: Option<(String, Stamp)>,
}

impl Aid {
    /// The last answer.
    pub fn answer(&self) -> Option<AidAnswer> {
        self.answers.last().map(|(answer, ..)| *answer)
    }

    /// Neither ended nor declined.
    pub fn is_open(&self) -> bool {
        self.ended.is_none() && self.answer() != Some(AidAnswer::Declined)
    }

    /// Nobody has answered.
    pub fn waits(&self) -> bool {
        self.is_open() && self.answers.is_empty()
    }
}

/// A diversion as the entries tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diversion {
    /// Who wrote it down, and since when.
    pub stamp: Stamp,
    /// What, where to, why.
    pub divert: Divert,
    /// Until when, as agreed last.
    pub until: Option<DateTime<Utc>>,
    /// Who was told, and when.
    pub told: Vec<(String, Stamp)>,
    /// Why and when it ended.
    pub ended: Option<(String, Stamp)>,
}

/// Help and diversions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AidRegister {
    /// Help, oldest first.
    pub aid: Vec<Aid>,
    /// Diversions, oldest first.
    pub diversions: Vec<Diversion>,
}

impl AidRegister {
    /// Folds one word of help.
    pub(crate) fn apply_aid(&mut self, stamp: &Stamp, says: &AidSays) {
        match says {
            AidSays::Opened(matter) => self.aid.push(Aid {
                stamp: stamp.clone(),
                matter: matter.clone(),
                answers: Vec::new(),
                ended: None,
            }),
            AidSays::Answered {
                of,
                answer,
                words,
                by,
            } => {
                if let Some(aid) = self.aid.iter_mut().find(|a| a.stamp.entry == *of) {
                    aid.answers
                        .push((*answer, words.clone(), by.clone(), stamp.clone()));
                }
            }
            AidSays::Ended { of, because } => {
                if let Some(aid) = self.aid.iter_mut().find(|a| a.stamp.entry == *of) {
                    aid.ended.get_or_insert_with(|| (because.clone(), stamp.clone()));
                }
            }
        }
    }

    /// Folds one word of a diversion.
    pub(crate) fn apply_diversion(&mut self, stamp: &Stamp, says: &DivertSays) {
        let of = match says {
            DivertSays::Started(divert) => {
                self.diversions.push(Diversion {
                    stamp: stamp.clone(),
                    divert: divert.clone(),
                    until: divert.until,
                    told: Vec::new(),
                    ended: None,
                });
                return;
            }
            DivertSays::Told { of, .. } | DivertSays::Until { of, .. } | DivertSays::Ended { of, .. } => of,
        };
        let Some(diversion) = self.diversions.iter_mut().find(|d| d.stamp.entry == *of) else {
            return;
        };
        match says {
            DivertSays::Told { whom, .. } => diversion.told.push((whom.clone(), stamp.clone())),
            DivertSays::Until { until, .. } => diversion.until = *until,
            DivertSays::Ended { because, .. } => {
                diversion
                    .ended
                    .get_or_insert_with(|| (because.clone(), stamp.clone()));
            }
            DivertSays::Started(_) => {}
        }
    }

    /// Help that is neither ended nor declined.
    pub fn open_aid(&self) -> impl Iterator<Item = &Aid> {
        self.aid.iter().filter(|a| a.is_open())
    }

    /// Diversions that hold.
    pub fn running(&self) -> impl Iterator<Item = &Diversion> {
        self.diversions.iter().filter(|d| d.ended.is_none())
    }
}

/// Help was asked or offered.
pub fn open(m: &AidMatter) -> Result<Body, Refusal> {
    Ok(Body::Aid(AidSays::Opened(AidMatter {
        way: m.way,
        whom: filled(&m.whom, "the other hospital, service or supplier")?,
        what: filled(&m.what, "what is asked or offered")?,
        contact: m.contact.trim().to_owned(),
    })))
}

fn aid<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i Aid, Refusal> {
    let found = incident.aid.aid.iter().find(|a| a.stamp.entry == *of);
    let aid = found.ok_or_else(|| Refusal::Unknown {
        what: "matter of mutual aid",
        id: format!("number {}", of.seq),
        look: "the register of mutual aid",
    })?;
    if aid.ended.is_some() {
        return Err(Refusal::Already { what: "it ended" });
    }
    Ok(aid)
}

/// It was answered.
pub fn answer(
    incident: &Incident,
    of: &EntryRef,
    answer: AidAnswer,
    (words, by): (&str, &str),
) -> Result<Body, Refusal> {
    aid(incident, of)?;
    Ok(Body::Aid(AidSays::Answered {
        of: of.clone(),
        answer,
        words: words.trim().to_owned(),
        by: filled(by, "who answered")?,
    }))
}

/// It ended.
pub fn end_aid(incident: &Incident, of: &EntryRef, because: &str) -> Result<Body, Refusal> {
    aid(incident, of)?;
    Ok(Body::Aid(AidSays::Ended {
        of: of.clone(),
        because: filled(because, "how it ended")?,
    }))
}

fn later(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Refusal> {
    if until.is_some_and(|at| at <= now) {
        return Err(Refusal::NotSo {
            what: "The diversion would end in the past",
            instead: "Give a time to come, with its date, or leave it empty for until further notice",
        });
    }
    Ok(until)
}

/// A diversion begins.
pub fn divert(d: &Divert, now: DateTime<Utc>) -> Result<Body, Refusal> {
    Ok(Body::Diversion(DivertSays::Started(Divert {
        what: filled(&d.what, "what is diverted")?,
        to: filled(&d.to, "where to")?,
        until: later(d.until, now)?,
        agreed_by: filled(&d.agreed_by, "who agreed to it there")?,
        because: d.because.trim().to_owned(),
    })))
}

fn diversion<'i>(incident: &'i Incident, of: &EntryRef) -> Result<&'i Diversion, Refusal> {
    let found = incident.aid.diversions.iter().find(|d| d.stamp.entry == *of);
    let diversion = found.ok_or_else(|| Refusal::Unknown {
        what: "diversion",
        id: format!("number {}", of.seq),
        look: "the register of diversions",
    })?;
    if diversion.ended.is_some() {
        return Err(Refusal::Already {
            what: "the diversion ended",
        });
    }
    Ok(diversion)
}

/// Somebody was told of a diversion.
pub fn tell(incident: &Incident, of: &EntryRef, whom: &str) -> Result<Body, Refusal> {
    diversion(incident, of)?;
    Ok(Body::Diversion(DivertSays::Told {
        of: of.clone(),
        whom: filled(whom, "who was told")?,
    }))
}

/// A diversion holds until another time.
pub fn hold(
    incident: &Incident,
    of: &EntryRef,
    (until, agreed_by): (Option<DateTime<Utc>>, &str),
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    diversion(incident, of)?;
    Ok(Body::Diversion(DivertSays::Until {
        of: of.clone(),
        until: later(until, now)?,
        agreed_by: filled(agreed_by, "who agreed to it there")?,
    }))
}

/// A diversion is over.
pub fn end_diversion(incident: &Incident, of: &EntryRef, because: &str) -> Result<Body, Refusal> {
    diversion(incident, of)?;
    Ok(Body::Diversion(DivertSays::Ended {
        of: of.clone(),
        because: filled(because, "why it ends")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runners::tests::{at, opened, stamp};

    #[test]
    fn help_waits_until_it_is_answered_and_a_refusal_closes_it() {
        let mut incident = opened();
        let matter = AidMatter {
            whom: "Harrow Vale Hospital".into(),
            what: "Four stand-alone syringe drivers".into(),
            ..AidMatter::default()
        };
        incident.apply(&stamp(2, 1), &open(&matter).unwrap());
        let of = stamp(2, 1).entry;
        assert!(incident.aid.aid[0].waits());
        let offered = answer(&incident, &of, AidAnswer::Offered, ("two, by 05:00", "Ines")).unwrap();
        incident.apply(&stamp(3, 2), &offered);
        assert!(incident.aid.aid[0].is_open() && !incident.aid.aid[0].waits());
        let declined = answer(&incident, &of, AidAnswer::Declined, ("none left", "Ines")).unwrap();
        incident.apply(&stamp(4, 3), &declined);
        assert_eq!(incident.aid.open_aid().count(), 0);
        incident.apply(
            &stamp(5, 4),
            &end_aid(&incident, &of, "Bought elsewhere").unwrap(),
        );
        assert!(answer(&incident, &of, AidAnswer::Accepted, ("", "Ines")).is_err());
    }

    #[test]
    fn a_diversion_runs_until_a_person_ends_it_and_knows_who_was_told() {
        let mut incident = opened();
        let stroke = Divert {
            what: "Stroke".into(),
            to: "Harrow Vale Hospital".into(),
            until: Some(at(3)),
            agreed_by: "Their site manager".into(),
            ..Divert::default()
        };
        assert!(divert(&stroke, at(4)).is_err(), "it would end in the past");
        incident.apply(&stamp(2, 1), &divert(&stroke, at(1)).unwrap());
        let of = stamp(2, 1).entry;
        incident.apply(&stamp(3, 2), &tell(&incident, &of, "Ambulance control").unwrap());
        let held = hold(&incident, &of, (None, "Their site manager"), at(4)).unwrap();
        incident.apply(&stamp(4, 4), &held);
        let running = incident.aid.running().next().unwrap();
        assert_eq!((running.until, running.told.len()), (None, 1));
        incident.apply(
            &stamp(5, 5),
            &end_diversion(&incident, &of, "CT is back").unwrap(),
        );
        assert_eq!(incident.aid.running().count(), 0);
        insta::assert_snapshot!(tell(&incident, &of, "ICB").unwrap_err(), @"the diversion ended already. Nothing was changed");
    }

    #[test]
    fn a_word_reads_back_as_it_was_written() {
        let stroke = Divert {
            what: "Stroke".into(),
            to: "Harrow Vale".into(),
            agreed_by: "Site".into(),
            ..Divert::default()
        };
        let body = divert(&stroke, at(1)).unwrap();
        assert_eq!(
            Body::from_bytes("diversion", &body.to_bytes().unwrap()).unwrap(),
            body
        );
        let matter = AidMatter {
            whom: "Harrow Vale".into(),
            what: "CT".into(),
            ..AidMatter::default()
        };
        let body = open(&matter).unwrap();
        assert_eq!(Body::from_bytes("aid", &body.to_bytes().unwrap()).unwrap(), body);
    }
}
