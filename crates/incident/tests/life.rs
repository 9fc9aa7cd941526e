//! The turns of an incident’s life: every act from every state, and stations that had not heard of one another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use battlebag_bag::Bag;
use battlebag_incident::life::{debrief, declare, escalate, recover, reopen, stand_down};
use battlebag_incident::{Body, Debrief, EntryRef, Escalation, Incident, Life, Refusal, Stamp, StepStatus};
use chrono::DateTime;

fn stamp(station: &str, seq: u64) -> Stamp {
    let at = DateTime::from_timestamp(1_790_000_000 + i64::try_from(seq).unwrap() * 60, 0).unwrap();
    Stamp {
        entry: EntryRef {
            station: station.into(),
            seq,
        },
        occurred_at: at,
        recorded_at: at,
        actor: "Robin".into(),
        role: String::new(),
    }
}

fn stood_by() -> Incident {
    let body = Body::Opened {
        title: "t".into(),
        exercise: true,
        zone: "Europe/London".into(),
    };
    Incident::begin(&stamp("a", 1), &body).unwrap()
}

fn escalation() -> Escalation {
    Escalation {
        to: "Regional command".into(),
        because: "Two hospitals".into(),
    }
}

type Act = (&'static str, fn(&Incident, &Bag) -> Result<Vec<Body>, Refusal>);

/// Every act from every state: the ones that are allowed, and where each leads.
#[test]
fn every_turn_from_every_state() {
    let bag = Bag::shipped().unwrap();
    let acts: [Act; 6] = [
        ("declare", |i, b| declare(i, b, "Robin", "", "")),
        ("escalate", |i, b| escalate(i, b, "Robin", &escalation(), "")),
        ("recover", |i, b| recover(i, b, "Robin", "LIMS is back", "")),
        ("stand down", |i, b| {
            stand_down((i, b), Vec::new(), "Robin", "Gold", "")
        }),
        ("reopen", |i, b| reopen(i, b, "Robin", "It came back", "")),
        ("debrief", |i, _| {
            let d = Debrief {
                present: "All".into(),
                well: "Cards".into(),
                ..Debrief::default()
            };
            debrief(i, &d).map(|b| vec![b])
        }),
    ];
    let mut seen = vec![stood_by()];
    let mut lines = Vec::new();
    let mut at = 0;
    while let Some(incident) = seen.get(at).cloned() {
        for (name, act) in acts {
            let line = match act(&incident, &bag) {
                Ok(bodies) => {
                    let mut next = incident.clone();
                    for body in &bodies {
                        next.apply(&stamp("a", next.entries + 1), body);
                    }
                    let led = next.life;
                    let is_new = seen
                        .iter()
                        .all(|s| (s.life, s.declared.is_some()) != (led, next.declared.is_some()));
                    if is_new {
                        seen.push(next);
                    }
                    format!("{:?} {name} -> {led:?}", incident.life)
                }
                Err(refusal) => format!("{:?} {name}: {refusal}", incident.life),
            };
            if incident.declared.is_some() || !incident.life.is_over() {
                lines.push(line);
            }
        }
        at += 1;
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    StandBy declare -> Declared
    StandBy escalate: the incident is stood by, so it cannot be escalated. Declare it first
    StandBy recover: the incident is stood by, so there is nothing to recover from. Declare it first
    StandBy stand down -> StoodDown
    StandBy reopen: the incident is stood by, so it cannot be reopened. Go on in it
    StandBy debrief: the incident is stood by, so it is not debriefed yet. Stand it down first; until then mark lines of the log for the debrief
    Declared declare: the incident is already declared. Nothing was changed
    Declared escalate -> Escalated
    Declared recover -> Recovery
    Declared stand down -> StoodDown
    Declared reopen: the incident is declared, so it cannot be reopened. Go on in it
    Declared debrief: the incident is declared, so it is not debriefed yet. Stand it down first; until then mark lines of the log for the debrief
    Escalated declare: the incident is already declared. Nothing was changed
    Escalated escalate -> Escalated
    Escalated recover -> Recovery
    Escalated stand down -> StoodDown
    Escalated reopen: the incident is escalated, so it cannot be reopened. Go on in it
    Escalated debrief: the incident is escalated, so it is not debriefed yet. Stand it down first; until then mark lines of the log for the debrief
    Recovery declare: the incident is already declared. Nothing was changed
    Recovery escalate -> Escalated
    Recovery recover: the incident is in recovery already. Nothing was changed
    Recovery stand down -> StoodDown
    Recovery reopen: the incident is in recovery, so it cannot be reopened. Go on in it
    Recovery debrief: the incident is in recovery, so it is not debriefed yet. Stand it down first; until then mark lines of the log for the debrief
    StoodDown declare: the incident is stood down. Reopen it to go on in it, or open a new one
    StoodDown escalate: the incident is stood down. Reopen it to go on in it, or open a new one
    StoodDown recover: the incident is stood down. Reopen it to go on in it, or open a new one
    StoodDown stand down: the incident is stood down. Reopen it to go on in it, or open a new one
    StoodDown reopen -> Declared
    StoodDown debrief -> Debrief
    Debrief declare: the incident is stood down. Reopen it to go on in it, or open a new one
    Debrief escalate: the incident is stood down. Reopen it to go on in it, or open a new one
    Debrief recover: the incident is stood down. Reopen it to go on in it, or open a new one
    Debrief stand down: the incident is stood down. Reopen it to go on in it, or open a new one
    Debrief reopen -> Declared
    Debrief debrief -> Debrief
    ");
}

#[test]
fn the_exercise_stays_an_exercise_whatever_turns_it_takes() {
    let mut incident = stood_by();
    for (seq, body) in [
        Body::Declared {
            because: String::new(),
        },
        Body::Opened {
            title: "Now it is real".into(),
            exercise: false,
            zone: "Europe/London".into(),
        },
        Body::StoodDown {
            because: "x".into(),
            left: Vec::new(),
        },
        Body::Reopened { because: "y".into() },
    ]
    .iter()
    .enumerate()
    {
        incident.apply(&stamp("a", seq as u64 + 2), body);
        assert!(incident.exercise);
    }
    assert_eq!(incident.life, Life::Declared);
}

#[test]
fn a_station_that_declares_late_takes_no_escalation_back_and_the_clock_stays() {
    let mut incident = stood_by();
    incident.apply(
        &stamp("a", 2),
        &Body::Declared {
            because: String::new(),
        },
    );
    incident.apply(&stamp("a", 3), &Body::Escalated(escalation()));
    incident.apply(
        &stamp("b", 4),
        &Body::Declared {
            because: String::new(),
        },
    );
    assert_eq!(incident.life, Life::Escalated);
    assert_eq!(incident.clock_start(), Some(stamp("a", 2).occurred_at));
}

#[test]
fn steps_that_were_not_done_survive_the_end_and_the_reopening() {
    let mut incident = stood_by();
    let step = Body::CardStep {
        card: "loggist".into(),
        step: 1,
        status: StepStatus::Blocked,
        remark: "no printer".into(),
        second_person: String::new(),
        done_by: String::new(),
    };
    incident.apply(
        &stamp("a", 2),
        &Body::Declared {
            because: String::new(),
        },
    );
    incident.apply(&stamp("a", 3), &step);
    incident.apply(
        &stamp("a", 4),
        &Body::StoodDown {
            because: "x".into(),
            left: Vec::new(),
        },
    );
    incident.apply(&stamp("a", 5), &Body::Reopened { because: "y".into() });
    let mark = incident.mark("loggist", 1).unwrap();
    assert_eq!(mark.remark, "no printer");
    assert_eq!(incident.turns.len(), 4, "{:?}", incident.turns);
}
