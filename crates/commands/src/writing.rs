//! Writing into the journal: notes, decisions, reports, messages, tasks, devices, and words about other entries.
//! Each clears its own draft in the same transaction.

use battlebag_incident::{
    Body, Briefing, Considered, Decision, DeviceHeld, EntryRef, Message, Methane, Refusal, SitRep, TaskEnd,
    TaskGiven, Way, rules, steering_rules, writing,
};
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::drafts::kept_as;
use crate::journal_subject;
use crate::station::{Act, Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{
    AddDecision, AddNote, BriefingText, CloseTask, CorrectEntry, FlagEntry, GiveTask, HoldDevice, JudgeEntry,
    MessageText, MethaneText, RedactEntry, ReleaseDevice, SitRepText, Written,
};
use crate::{ErrorKind, ErrorView};

/// When it happened: what the person gave, else now; never in the future.
pub(crate) fn occurred(given: Option<&str>, now: DateTime<Utc>) -> Result<DateTime<Utc>, ErrorView> {
    Ok(rules::occurred(parse_some(given, "When it happened")?, now)?)
}

/// A refusal in the words of the incident's clock, where a time was given that something else comes before.
pub(crate) fn by_the_clock(clock: Clock, refusal: Refusal) -> ErrorView {
    match refusal {
        Refusal::TooEarly { when, what, since } => ErrorView::new(
            ErrorKind::Refused,
            format!(
                "{} is before {what}, {}.",
                clock.day_and_time(when),
                clock.day_and_time(since)
            ),
            "Give a later time. What happened before is written in the log as a note, with its own time.",
        ),
        other => other.into(),
    }
}

/// Writes one act and forgets what the person was typing it in; `draft` is empty for none.
pub(crate) fn write(
    station: &Station,
    open: &mut Open,
    (act, draft): (&Act<'_>, &str),
    said: impl FnOnce(u32) -> String,
) -> Result<Written, ErrorView> {
    let clear = SideWrite::ClearDraft {
        name: kept_as(open, draft),
    };
    let side = if draft.is_empty() {
        &[]
    } else {
        std::slice::from_ref(&clear)
    };
    station.write(open, act, side, said)
}

pub(crate) fn plain(body: &Body, occurred_at: DateTime<Utc>) -> Act<'_> {
    Act::plain(std::slice::from_ref(body), occurred_at)
}

/// Adds a note.
pub fn note(station: &Station, request: AddNote) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let body = rules::note(&request.text)?;
    station.with(|open| {
        write(station, open, (&plain(&body, at), "log.note"), |n| {
            format!("Entry {n} added")
        })
    })
}

/// Adds a decision with the parts that an inquiry asks for.
pub fn decision(station: &Station, request: AddDecision) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let considered = request.considered.into_iter().map(|c| Considered {
        option: c.option,
        why_not: c.why_not,
    });
    let body = writing::decide(&Decision {
        decision: request.decision,
        known: request.known,
        options: request.options,
        considered: considered.collect(),
        rationale: request.rationale,
        risks: request.risks,
        policy: request.policy,
        told: request.told,
        review_at: parse_some(request.review_at.as_deref(), "Review")?,
    })?;
    station.with(|open| {
        open.incident()?;
        let act = plain(&body, at);
        write(station, open, (&act, "log.decision"), |n| {
            format!("Decision signed, entry {n}")
        })
    })
}

/// Adds a message in the M/ETHANE order.
pub fn methane(station: &Station, request: MethaneText) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let given = Methane {
        number: 0,
        major: request.major,
        exact: request.exact,
        sort: request.sort,
        hazards: request.hazards,
        access: request.access,
        numbers: request.numbers,
        emergency: request.emergency,
        told: request.told,
    };
    station.with(|open| {
        let body = writing::methane(&open.incident()?.state, &given)?;
        let act = plain(&body, at);
        write(station, open, (&act, "log.methane"), |n| {
            format!("METHANE signed, entry {n}")
        })
    })
}

/// Adds a situation report.
pub fn sitrep(station: &Station, request: SitRepText) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let given = SitRep {
        number: 0,
        from: parse_some(request.from.as_deref(), "Period from")?,
        to: parse_some(request.to.as_deref(), "Period to")?,
        no_change: request.no_change,
        situation: request.situation,
        changed: request.changed,
        done: request.done,
        planned: request.planned,
        foreseen: request.foreseen,
        told: request.told,
        next_at: parse_some(request.next_at.as_deref(), "Next one")?,
    };
    station.with(|open| {
        let body = writing::sitrep(&open.incident()?.state, &given, at)?;
        let act = plain(&body, at);
        write(station, open, (&act, "log.sitrep"), |n| {
            format!("SitRep signed, entry {n}")
        })
    })
}

/// Adds a briefing in the order of IIMARCH.
pub fn briefing(station: &Station, request: BriefingText) -> Result<Written, ErrorView> {
    let now = station.now();
    let at = occurred(request.occurred_at.as_deref(), now)?;
    let given = Briefing {
        number: 0,
        information: request.information,
        intent: request.intent,
        method: request.method,
        administration: request.administration,
        risk: request.risk,
        communications: request.communications,
        humanitarian: request.humanitarian,
        told: request.told,
        next_at: parse_some(request.next_at.as_deref(), "Next one")?,
    };
    station.with(|open| {
        let body = steering_rules::brief(&open.incident()?.state, &given, at)?;
        let act = plain(&body, at);
        write(station, open, (&act, "reports.briefing"), |n| {
            format!("Briefing signed, entry {n}")
        })
    })
}

/// Adds something said or carried.
pub fn message(station: &Station, request: MessageText) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let body = writing::message(&Message {
        way: if request.received {
            Way::Received
        } else {
            Way::Sent
        },
        from: request.from,
        to: request.to,
        by: request.by,
        text: request.text,
        read_back_by: request.read_back_by,
    })?;
    station.with(|open| {
        let act = plain(&body, at);
        write(station, open, (&act, "log.message"), |n| {
            format!("Message taken down, entry {n}")
        })
    })
}

/// Gives a task.
pub fn task_give(station: &Station, request: GiveTask) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let given = TaskGiven {
        task: request.task,
        to: request.to,
        due_at: parse_some(request.due_at.as_deref(), "Due")?,
    };
    station.with(|open| {
        let body = writing::give_task(&open.incident()?.state, &given)?;
        write(station, open, (&plain(&body, at), "log.task"), |n| {
            format!("Task given, entry {n}")
        })
    })
}

/// Keeps a device aside as evidence.
pub fn device_hold(station: &Station, request: HoldDevice) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let body = writing::hold_device(&DeviceHeld {
        device: request.device,
        identity: request.identity,
        place: request.place,
        seen: request.seen,
        left: request.left,
        held_by: request.held_by,
        seal: request.seal,
    })?;
    station.with(|open| {
        open.incident()?;
        let act = plain(&body, at);
        write(station, open, (&act, "log.device"), |n| {
            format!("Device kept aside, entry {n}")
        })
    })
}

/// Writes one act about an entry of the record on screen.
pub(crate) fn about(
    station: &Station,
    key: &str,
    bodies: impl FnOnce(&Open, &EntryRef, &str) -> Result<Vec<Body>, ErrorView>,
    said: impl FnOnce(u32) -> String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let target = journal_subject::find(open.entries(), key)?;
        let bodies = bodies(open, &target.stamp.entry, &target.kind)?;
        let act = Act {
            bodies: &bodies,
            occurred_at: now,
            about: Some(target.hash),
        };
        write(station, open, (&act, ""), said)
    })
}

/// Closes a task.
pub fn task_close(station: &Station, request: CloseTask) -> Result<Written, ErrorView> {
    let end = if request.done {
        TaskEnd::Done
    } else {
        TaskEnd::NotDone
    };
    let bodies = |open: &Open, of: &EntryRef, _: &str| {
        Ok(vec![writing::close_task(
            &open.incident()?.state,
            of,
            end,
            &request.remark,
        )?])
    };
    about(station, &request.key, bodies, |n| {
        format!("Task closed, entry {n}")
    })
}

/// Gives a held device out again.
pub fn device_release(station: &Station, request: ReleaseDevice) -> Result<Written, ErrorView> {
    let bodies = |open: &Open, of: &EntryRef, _: &str| {
        let state = &open.incident()?.state;
        Ok(vec![writing::release_device(
            state,
            of,
            &request.to,
            &request.because,
        )?])
    };
    about(station, &request.key, bodies, |n| {
        format!("Device given out, entry {n}")
    })
}

/// The right words for an earlier entry; both are shown.
pub fn correct(station: &Station, request: CorrectEntry) -> Result<Written, ErrorView> {
    let bodies = |_: &Open, of: &EntryRef, _: &str| Ok(vec![writing::correct(of, &request.text)?]);
    about(station, &request.key, bodies, |n| {
        format!("Correction signed, entry {n}. The first words are kept")
    })
}

/// Marks a line for the debrief, or takes the mark off.
pub fn flag(station: &Station, request: FlagEntry) -> Result<Written, ErrorView> {
    let bodies = |_: &Open, of: &EntryRef, _: &str| Ok(vec![writing::flag(of, request.on, &request.remark)]);
    let said = if request.on {
        "Marked for the debrief"
    } else {
        "Mark taken off"
    };
    about(station, &request.key, bodies, |_| said.to_owned())
}

/// Erases the words of an entry for good. Its place in the chain stays.
pub fn redact(station: &Station, request: RedactEntry) -> Result<Written, ErrorView> {
    let bodies = |open: &Open, of: &EntryRef, kind: &str| {
        let incident = (&open.incident()?.state, &*open.bag);
        let words = (request.because.as_str(), request.ground.as_str());
        let target = open.entries().iter().find(|e| e.stamp.entry == *of);
        Ok(writing::redact(
            incident,
            &open.person(),
            (of, kind, target.and_then(|e| e.body.as_ref())),
            words,
            &request.break_glass,
        )?)
    };
    let written = about(station, &request.key, bodies, |n| {
        format!("Words erased, entry {n} says why")
    })?;
    station.with(Open::reload)?;
    Ok(written)
}

/// Says which of contradicting entries holds. All stay.
pub fn settle(station: &Station, request: JudgeEntry) -> Result<Written, ErrorView> {
    let bodies = |open: &Open, of: &EntryRef, _: &str| {
        Ok(vec![writing::settle(
            &open.incident()?.state,
            of,
            &request.because,
        )?])
    };
    about(station, &request.key, bodies, |n| format!("Settled, entry {n}"))
}

/// Looks at broken glass: somebody other than who broke it.
pub fn review_glass(station: &Station, request: JudgeEntry) -> Result<Written, ErrorView> {
    let bodies = |open: &Open, of: &EntryRef, _: &str| {
        let state = &open.incident()?.state;
        Ok(vec![writing::review_glass(
            state,
            of,
            &open.person(),
            &request.because,
        )?])
    };
    about(station, &request.key, bodies, |n| format!("Looked at, entry {n}"))
}
