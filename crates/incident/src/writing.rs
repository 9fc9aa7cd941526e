//! The rules for what people write into the journal: reports, messages, tasks, devices, and words about other entries.

use battlebag_bag::{Bag, Power};
use chrono::{DateTime, Utc};

use crate::body::Body;
use crate::erasing::without_words;
use crate::parts::{
    Considered, Decision, DeviceHeld, DeviceReleased, EntryRef, Flag, GlassReview, Message, Methane,
    Redaction, Settlement, SitRep, TaskClosed, TaskEnd, TaskGiven,
};
use crate::powers::permit;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};
use crate::steering_rules::{due, next_report};

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// A decision: what was decided and why are the least.
pub fn decide(d: &Decision) -> Result<Body, Refusal> {
    let mut considered = Vec::new();
    for c in &d.considered {
        match (c.option.trim(), c.why_not.trim()) {
            ("", "") => {}
            ("", _) => {
                return Err(Refusal::Empty {
                    field: "the option that was not taken",
                });
            }
            (_, "") => {
                return Err(Refusal::Empty {
                    field: "why an option was not taken",
                });
            }
            (option, why_not) => considered.push(Considered {
                option: option.to_owned(),
                why_not: why_not.to_owned(),
            }),
        }
    }
    Ok(Body::Decided(Decision {
        decision: filled(&d.decision, "what was decided")?,
        known: trimmed(&d.known),
        options: trimmed(&d.options),
        considered,
        rationale: filled(&d.rationale, "the reason for the decision")?,
        risks: trimmed(&d.risks),
        policy: trimmed(&d.policy),
        told: trimmed(&d.told),
        review_at: d.review_at,
    }))
}

/// A message in the M/ETHANE order, numbered after the last one. What is not known is written as not known.
pub fn methane(incident: &Incident, m: &Methane) -> Result<Body, Refusal> {
    let or_unknown = |text: &str| match text.trim() {
        "" => "Not known yet".to_owned(),
        text => text.to_owned(),
    };
    let last = incident.journal.methanes.iter().map(|(_, m)| m.number).max();
    Ok(Body::Methane(Methane {
        number: last.unwrap_or(0) + 1,
        major: filled(&m.major, "M, declared or standby")?,
        exact: filled(&m.exact, "E, where")?,
        sort: or_unknown(&m.sort),
        hazards: or_unknown(&m.hazards),
        access: or_unknown(&m.access),
        numbers: or_unknown(&m.numbers),
        emergency: or_unknown(&m.emergency),
        told: trimmed(&m.told),
    }))
}

/// A situation report given at `now`, numbered after the last one.
pub fn sitrep(incident: &Incident, s: &SitRep, now: DateTime<Utc>) -> Result<Body, Refusal> {
    if let (Some(from), Some(to)) = (s.from, s.to)
        && from > to
    {
        return Err(Refusal::NotSo {
            what: "The period of the report ends before it begins",
            instead: "Give the earlier time first",
        });
    }
    let last = incident.journal.sitreps.iter().map(|(_, s)| s.number).max();
    let situation = if s.no_change {
        trimmed(&s.situation)
    } else {
        filled(&s.situation, "the situation to date")?
    };
    Ok(Body::SitRep(SitRep {
        number: last.unwrap_or(0) + 1,
        from: s.from,
        to: s.to,
        no_change: s.no_change,
        situation,
        changed: trimmed(&s.changed),
        done: trimmed(&s.done),
        planned: trimmed(&s.planned),
        foreseen: trimmed(&s.foreseen),
        told: trimmed(&s.told),
        next_at: next_report(s.next_at, now)?,
    }))
}

/// A message between people.
pub fn message(m: &Message) -> Result<Body, Refusal> {
    Ok(Body::Message(Message {
        way: m.way,
        from: filled(&m.from, "who it is from")?,
        to: filled(&m.to, "who it is for")?,
        by: filled(&m.by, "how it went: phone, radio, runner")?,
        text: filled(&m.text, "the message")?,
        read_back_by: trimmed(&m.read_back_by),
    }))
}

/// A task for somebody.
pub fn give_task(incident: &Incident, t: &TaskGiven) -> Result<Body, Refusal> {
    Ok(Body::TaskGiven(TaskGiven {
        task: filled(&t.task, "the task")?,
        to: filled(&t.to, "who does it")?,
        due_at: due(incident, t.due_at)?,
    }))
}

/// Closes an open task.
pub fn close_task(incident: &Incident, of: &EntryRef, end: TaskEnd, remark: &str) -> Result<Body, Refusal> {
    let task = incident.journal.tasks.iter().find(|t| t.stamp.entry == *of);
    match task {
        None => return Err(unknown("task", of)),
        Some(task) if task.closed.is_some() => {
            return Err(Refusal::Already {
                what: "the task is closed",
            });
        }
        Some(_) => {}
    }
    let remark = match end {
        TaskEnd::Done => trimmed(remark),
        TaskEnd::NotDone => filled(remark, "why it is not done")?,
    };
    let of = of.clone();
    Ok(Body::TaskClosed(TaskClosed { of, end, remark }))
}

/// Keeps a device aside as evidence.
pub fn hold_device(d: &DeviceHeld) -> Result<Body, Refusal> {
    Ok(Body::DeviceHeld(DeviceHeld {
        device: filled(&d.device, "the device")?,
        identity: filled(&d.identity, "its asset or serial number")?,
        place: filled(&d.place, "where it stands")?,
        seen: filled(&d.seen, "what was seen")?,
        left: trimmed(&d.left),
        held_by: filled(&d.held_by, "who holds it")?,
        seal: trimmed(&d.seal),
    }))
}

/// Gives a held device out again.
pub fn release_device(incident: &Incident, of: &EntryRef, to: &str, because: &str) -> Result<Body, Refusal> {
    let device = incident.journal.devices.iter().find(|d| d.stamp.entry == *of);
    match device {
        None => return Err(unknown("device", of)),
        Some(d) if d.released.is_some() => {
            return Err(Refusal::Already {
                what: "the device is given out",
            });
        }
        Some(_) => {}
    }
    Ok(Body::DeviceReleased(DeviceReleased {
        of: of.clone(),
        to: filled(to, "who takes it")?,
        because: filled(because, "on whose word")?,
    }))
}

/// The right words for an earlier entry; both are shown.
pub fn correct(of: &EntryRef, text: &str) -> Result<Body, Refusal> {
    Ok(Body::Correction {
        of: of.clone(),
        text: filled(text, "the right words")?,
    })
}

/// Marks a line for the debrief, or takes the mark off.
pub fn flag(of: &EntryRef, on: bool, remark: &str) -> Body {
    Body::Flagged(Flag {
        of: of.clone(),
        on,
        remark: trimmed(remark),
    })
}

/// Kinds whose words are never erased: why somebody acted beyond their role, why words were erased.
const NEVER_ERASED: &[&str] = &["redaction", "glass.broken", "glass.reviewed", "incident.opened"];

/// Erases the words of an entry for good, by somebody with the power or over broken glass. `kind` and `body` are the
/// target's: what the list is made from stays, in the erasure itself.
pub fn redact(
    (incident, bag): (&Incident, &Bag),
    person: &str,
    (of, kind, body): (&EntryRef, &str, Option<&Body>),
    (because, ground): (&str, &str),
    glass: &str,
) -> Result<Vec<Body>, Refusal> {
    if NEVER_ERASED.contains(&kind) {
        return Err(Refusal::NeverErased);
    }
    if incident.journal.erased.contains_key(of) {
        return Err(Refusal::Already {
            what: "the words are erased",
        });
    }
    let broken = permit(incident, bag, person, Power::Redact, glass)?;
    let act = Body::Redacted(Redaction {
        of: of.clone(),
        because: filled(because, "why the words are erased")?,
        ground: filled(ground, "on what ground: a law, a court, a person's right")?,
        stays: body.and_then(without_words).map(Box::new),
    });
    Ok(broken.into_iter().chain([act]).collect())
}

/// Settles entries that contradict each other: one holds, all stay.
pub fn settle(incident: &Incident, holds: &EntryRef, because: &str) -> Result<Body, Refusal> {
    let disputes = incident.disputes();
    let dispute = disputes
        .iter()
        .find(|d| d.entries.iter().any(|s| s.entry == *holds))
        .ok_or_else(|| unknown("contradiction", holds))?;
    let matter = match &dispute.about {
        crate::DisputeAbout::Role(role) => format!("who holds {role}"),
        crate::DisputeAbout::Step(card, step) => format!("step {step} of {card}"),
        crate::DisputeAbout::Override(patient) => format!("the tier of {patient}"),
        crate::DisputeAbout::Sheet(code) => format!("sheet {code}"),
        crate::DisputeAbout::LabList => "the laboratory’s list".to_owned(),
    };
    Ok(Body::Settled(Settlement {
        between: dispute.entries.iter().map(|s| s.entry.clone()).collect(),
        holds: holds.clone(),
        matter,
        because: filled(because, "why this one holds")?,
    }))
}

/// Looks at broken glass: somebody other than who broke it.
pub fn review_glass(
    incident: &Incident,
    of: &EntryRef,
    person: &str,
    finding: &str,
) -> Result<Body, Refusal> {
    let broken = incident.journal.glass.iter().find(|g| g.stamp.entry == *of);
    match broken {
        None => return Err(unknown("break-glass entry", of)),
        Some(b) if b.review.is_some() => {
            return Err(Refusal::Already {
                what: "it was looked at",
            });
        }
        Some(b) if b.stamp.actor == person => return Err(Refusal::OwnGlass),
        Some(_) => {}
    }
    Ok(Body::GlassReviewed(GlassReview {
        of: of.clone(),
        finding: filled(finding, "what you found")?,
    }))
}

fn unknown(what: &'static str, of: &EntryRef) -> Refusal {
    Refusal::Unknown {
        what,
        id: format!("number {}", of.seq),
        look: "the log",
    }
}

/// Whether an entry was written long enough after it happened to be called late: more than five minutes.
pub fn written_late(stamp: &Stamp) -> bool {
    (stamp.recorded_at - stamp.occurred_at).num_minutes() > 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::StepStatus::{Blocked, Complete};

    fn stamp(station: &str, seq: u64, actor: &str) -> Stamp {
        let at =
            DateTime::<Utc>::from_timestamp(1_790_000_000 + i64::try_from(seq).unwrap() * 60, 0).unwrap();
        Stamp {
            entry: EntryRef {
                station: station.into(),
                seq,
            },
            occurred_at: at,
            recorded_at: at,
            actor: actor.into(),
            role: String::new(),
        }
    }

    fn opened() -> Incident {
        let body = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        Incident::begin(&stamp("a", 1, "Robin"), &body).unwrap()
    }

    fn give(incident: &mut Incident, stamp: &Stamp, role: &str, person: &str) {
        let body = Body::RoleAssigned {
            role: role.into(),
            person: person.into(),
            contact: String::new(),
        };
        incident.apply(stamp, &body);
    }

    #[test]
    fn without_the_power_an_act_is_refused_and_over_broken_glass_it_is_written_first() {
        let bag = Bag::shipped().unwrap();
        let mut incident = opened();
        give(
            &mut incident,
            &stamp("a", 2, "Robin"),
            "strategic-commander",
            "Ann",
        );
        let refused =
            crate::life::stand_down((&incident, &bag), Vec::new(), "Robin", "Gold", "").unwrap_err();
        insta::assert_snapshot!(refused, @"standing an incident down needs Strategic commander (Gold). You act as nobody yet. Ask them, or have the role handed to you, or break the glass and say why it cannot wait");
        let done = crate::life::stand_down(
            (&incident, &bag),
            Vec::new(),
            "Robin",
            "Gold",
            "Ann is on the train",
        )
        .unwrap();
        let kinds: Vec<&str> = done.iter().map(Body::kind).collect();
        assert_eq!(kinds, ["glass.broken", "incident.stood_down"]);
        let broke = stamp("a", 3, "Robin");
        incident.apply(&broke, &done[0]);
        assert_eq!(incident.journal.glass_to_review().count(), 1);
        assert_eq!(
            review_glass(&incident, &broke.entry, "Robin", "fine"),
            Err(Refusal::OwnGlass)
        );
        let seen = review_glass(&incident, &broke.entry, "Ann", "Right to do").unwrap();
        incident.apply(&stamp("a", 4, "Ann"), &seen);
        assert_eq!(incident.journal.glass_to_review().count(), 0);
    }

    #[test]
    fn two_holders_are_kept_until_a_person_settles_it() {
        let mut incident = opened();
        give(&mut incident, &stamp("a", 2, "Robin"), "loggist", "Ann");
        give(&mut incident, &stamp("b", 1, "Sam"), "loggist", "Ben");
        let disputes = incident.disputes();
        assert_eq!(disputes.len(), 1);
        let settled = settle(&incident, &disputes[0].entries[1].entry, "Ben has the book").unwrap();
        incident.apply(&stamp("a", 3, "Robin"), &settled);
        let left: Vec<&str> = incident
            .holders("loggist")
            .iter()
            .map(|t| t.person.as_str())
            .collect();
        assert_eq!(left, ["Ben"]);
        assert_eq!(incident.roles["loggist"].len(), 2, "both are kept");
        assert!(incident.disputes().is_empty());
    }

    #[test]
    fn a_step_marked_on_two_stations_is_settled_by_a_person() {
        let mut incident = opened();
        let mark = |status| Body::CardStep {
            card: "loggist".into(),
            step: 1,
            status,
            remark: String::new(),
            second_person: String::new(),
            done_by: String::new(),
        };
        incident.apply(&stamp("a", 2, "Robin"), &mark(Complete));
        incident.apply(&stamp("b", 1, "Sam"), &mark(Blocked));
        let first = stamp("a", 2, "Robin").entry;
        let settled = settle(&incident, &first, "Robin did it").unwrap();
        incident.apply(&stamp("a", 3, "Robin"), &settled);
        assert_eq!(incident.mark("loggist", 1).unwrap().status, Complete);
        assert_eq!(incident.steps[&("loggist".to_owned(), 1)].len(), 2);
    }

    #[test]
    fn why_words_were_erased_is_itself_never_erased() {
        let bag = Bag::shipped().unwrap();
        let incident = opened();
        let of = stamp("a", 7, "Robin").entry;
        let words = ("wrong patient", "UK GDPR article 17");
        assert_eq!(
            redact((&incident, &bag), "Robin", (&of, "redaction", None), words, ""),
            Err(Refusal::NeverErased)
        );
        assert!(redact((&incident, &bag), "Robin", (&of, "note", None), words, "").is_ok());
    }

    #[test]
    fn an_option_without_its_reason_is_asked_for() {
        let d = Decision {
            decision: "Divert stroke".into(),
            rationale: "No CT".into(),
            considered: vec![Considered {
                option: "Use the private scanner".into(),
                why_not: " ".into(),
            }],
            ..Decision::default()
        };
        insta::assert_snapshot!(decide(&d).unwrap_err(), @"why an option was not taken is empty. Write it, then try again");
    }

    #[test]
    fn a_task_is_closed_once() {
        let mut incident = opened();
        let given = TaskGiven {
            task: "Count drivers".into(),
            to: "Sam".into(),
            due_at: None,
        };
        let gave = stamp("a", 2, "Robin");
        incident.apply(&gave, &give_task(&incident, &given).unwrap());
        assert!(close_task(&incident, &gave.entry, TaskEnd::NotDone, "").is_err());
        let closed = close_task(&incident, &gave.entry, TaskEnd::Done, "").unwrap();
        incident.apply(&stamp("a", 3, "Sam"), &closed);
        assert_eq!(incident.journal.open_tasks().count(), 0);
        assert!(close_task(&incident, &gave.entry, TaskEnd::Done, "").is_err());
    }
}
