//! The life of the incident on screen: its turns, what it can turn to, what is not finished, what was said at the debrief.

use battlebag_bag::{Card, Step};
use battlebag_incident::{Incident, Life, StepStatus, Turn, life};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::back_entry;
use crate::cards::{is_closed, status};
use crate::journal_subject::key_of;
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{
    DebriefText, DebriefView, LifeView, Nothing, TurnView, UnfinishedStep, UnfinishedView, Written,
};
use crate::writing::{occurred, plain, write};

/// Unfinished steps that are named; the rest is counted.
const NAMED: usize = 12;

/// The life of the incident on screen.
pub fn view(station: &Station, _: Nothing) -> Result<LifeView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let state = &open.incident()?.state;
        Ok(LifeView {
            at: open.clock.rfc3339(now),
            life: state.life.into(),
            exercise: state.exercise,
            turns: state.turns.iter().map(|t| turn(open, t)).collect(),
            may: may(state.life).iter().map(|m| (*m).to_owned()).collect(),
            unfinished: unfinished(open, state, now),
            debriefs: debriefs(open, state),
            flagged: count(state.journal.flags.len()),
        })
    })
}

/// What an incident can turn to. Only those are offered; the rules say why another is refused.
fn may(life: Life) -> &'static [&'static str] {
    match life {
        Life::StandBy => &["declare", "stand_down"],
        Life::Declared | Life::Escalated => &["escalate", "recover", "stand_down"],
        Life::Recovery => &["escalate", "stand_down"],
        Life::StoodDown | Life::Debrief => &["debrief", "reopen"],
    }
}

fn turn(open: &Open, t: &Turn) -> TurnView {
    let word = match t.kind.as_str() {
        "incident.opened" => "Opened",
        "incident.declared" => "Declared",
        "incident.escalated" => "Escalated",
        "incident.recovering" => "Recovery",
        "incident.stood_down" => "Stood down",
        "incident.reopened" => "Reopened",
        _ => "Debriefed",
    };
    TurnView {
        word: word.to_owned(),
        life: t.life.into(),
        because: t.because.clone(),
        actor: t.stamp.actor.clone(),
        role: t.stamp.role.clone(),
        at: open.clock.rfc3339(t.stamp.occurred_at),
        key: key_of(&t.stamp.entry),
    }
}

/// Whether a card was in use: somebody held its role, or worked a step of it.
fn in_use(state: &Incident, card: &Card) -> bool {
    let held = card
        .role
        .as_ref()
        .is_some_and(|role| state.roles.contains_key(role));
    held || card
        .steps
        .iter()
        .any(|step| state.steps.contains_key(&(card.id.clone(), step.number)))
}

pub(crate) fn unfinished_steps<'a>(
    open: &'a Open,
    state: &Incident,
) -> Vec<(&'a Card, &'a Step, StepStatus)> {
    let mut left: Vec<_> = open
        .bag
        .cards
        .values()
        .filter(|card| in_use(state, card))
        .flat_map(|card| card.steps.iter().map(move |step| (card, step)))
        .map(|(card, step)| (card, step, status(Some(state), &card.id, step.number)))
        .filter(|(_, _, status)| !is_closed(*status))
        .collect();
    left.sort_by_key(|(card, step, _)| (!step.critical, card.title.clone(), step.number));
    left
}

fn unfinished(open: &Open, state: &Incident, now: DateTime<Utc>) -> UnfinishedView {
    let sheets = back_entry::left(open, state, now);
    let steps = unfinished_steps(open, state);
    let critical = count(steps.iter().filter(|(_, step, _)| step.critical).count());
    let tasks = state.journal.open_tasks();
    let objectives = state.steering.running_objectives();
    let mut view = UnfinishedView {
        steps: count(steps.len()),
        critical,
        first: steps
            .iter()
            .take(NAMED)
            .map(|(card, step, status)| UnfinishedStep {
                card: card.id.clone(),
                card_title: card.title.clone(),
                step: step.number,
                text: step.text.clone(),
                critical: step.critical,
                status: (*status).into(),
            })
            .collect(),
        tasks: tasks
            .map(|t| format!("{}: {}", t.given.to, t.given.task))
            .collect(),
        objectives: objectives.map(|o| o.set.objective.clone()).collect(),
        devices: count(
            state
                .journal
                .devices
                .iter()
                .filter(|d| d.released.is_none())
                .count(),
        ),
        glass: count(state.journal.glass_to_review().count()),
        sheets: sheets.printed,
        sheets_missing: sheets.missing,
        said: String::new(),
    };
    view.said = said(&view);
    view
}

/// "3 card steps (1 critical), 1 task and 2 objectives are not finished."
fn said(v: &UnfinishedView) -> String {
    let some = |n: u32, one: &str, more: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {more}")),
    };
    let steps = some(v.steps, "card step", "card steps").map(|words| match v.critical {
        0 => words,
        n => format!("{words} ({n} critical)"),
    });
    let sheets = some(v.sheets, "sheet of back-entry", "sheets of back-entry");
    let sheets = sheets.map(|words| match v.sheets_missing {
        0 => words,
        n => format!("{words} ({n} missing)"),
    });
    let parts: Vec<String> = [
        steps,
        some(count(v.tasks.len()), "task", "tasks"),
        some(count(v.objectives.len()), "objective", "objectives"),
        some(v.devices, "device kept aside", "devices kept aside"),
        some(v.glass, "broken glass to look at", "broken glasses to look at"),
        sheets,
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.as_slice() {
        [] => "Nothing is left unfinished.".to_owned(),
        [one] => format!("Not finished: {one}."),
        [first @ .., last] => format!("Not finished: {} and {last}.", first.join(", ")),
    }
}

fn debriefs(open: &Open, state: &Incident) -> Vec<DebriefView> {
    state
        .steering
        .debriefs
        .iter()
        .map(|(stamp, d)| DebriefView {
            key: key_of(&stamp.entry),
            at: open.clock.rfc3339(stamp.occurred_at),
            actor: stamp.actor.clone(),
            text: DebriefText {
                sort: d.sort.clone(),
                present: d.present.clone(),
                well: d.well.clone(),
                badly: d.badly.clone(),
                change: d.change.clone(),
                occurred_at: None,
            },
        })
        .collect()
}

/// Writes a debrief of the stood-down incident on screen.
pub fn debrief(station: &Station, request: DebriefText) -> Result<Written, ErrorView> {
    let at: DateTime<Utc> = occurred(request.occurred_at.as_deref(), station.now())?;
    let given = battlebag_incident::Debrief {
        sort: request.sort,
        present: request.present,
        well: request.well,
        badly: request.badly,
        change: request.change,
    };
    station.with(|open| {
        let body = life::debrief(&open.incident()?.state, &given)?;
        write(station, open, (&plain(&body, at), "incident.debrief"), |n| {
            format!("Debrief signed, entry {n}")
        })
    })
}
