//! The life of an incident and its cards.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    Because, CardKey, CardView, CardsView, DebriefText, EscalateIncident, FrameView, IncidentHead,
    IncidentId, IncidentsView, LifeView, LifeWord, Nothing, OpenIncident, StepWord, TurnView, WorkStep,
};

use super::systems::written;
use super::time;
use crate::args::{Card, StepStatus};
use crate::args_incident::Incident;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Incident, break_glass: String) -> Result<Outcome, ErrorView> {
    let turn = |name: &str, because: String, occurred_at: Option<String>| {
        let break_glass = break_glass.clone();
        asked.ask(
            name,
            &Because {
                because,
                break_glass,
                occurred_at,
            },
        )
    };
    let frame: FrameView = match command {
        Incident::Open {
            title,
            standby,
            exercise,
            occurred_at,
        } => asked.ask(
            "incident_open",
            &OpenIncident {
                title,
                standby,
                exercise,
                occurred_at,
            },
        )?,
        Incident::Declare { because, occurred_at } => turn("incident_declare", because, occurred_at)?,
        Incident::StandDown { because, occurred_at } => {
            return stand_down(
                asked,
                &Because {
                    because,
                    break_glass,
                    occurred_at,
                },
            );
        }
        Incident::Escalate {
            to,
            because,
            occurred_at,
        } => asked.ask(
            "incident_escalate",
            &EscalateIncident {
                to,
                because,
                break_glass,
                occurred_at,
            },
        )?,
        Incident::Recover { because, occurred_at } => turn("incident_recover", because, occurred_at)?,
        Incident::Reopen { because, occurred_at } => turn("incident_reopen", because, occurred_at)?,
        Incident::Choose { incident } => asked.ask("incident_choose", &IncidentId { id: incident })?,
        Incident::Show => asked.ask("frame", &Nothing {})?,
        Incident::Life => return life(asked),
        Incident::List => return list(asked),
        Incident::Debrief(debrief) => {
            let request = DebriefText {
                sort: debrief.sort,
                present: debrief.present,
                well: debrief.well,
                badly: debrief.badly,
                change: debrief.change,
                occurred_at: debrief.occurred_at,
            };
            return written(asked, "debrief_add", &request);
        }
    };
    asked.say(&frame, || lines(&frame))?;
    Ok(Outcome::done())
}

/// Sheets that nobody has entered do not stop a stand-down; they need a look, and stand in its entry.
fn stand_down(asked: &Asked, because: &Because) -> Result<Outcome, ErrorView> {
    let frame: FrameView = asked.ask("incident_stand_down", because)?;
    asked.say(&frame, || lines(&frame))?;
    let life: LifeView = asked.ask("incident_life", &Nothing {})?;
    let left = life.unfinished;
    let look = match (left.sheets, left.sheets_missing) {
        (0, _) => Vec::new(),
        (sheets, missing) => vec![format!(
            "Back-entry is not done: sheets open {sheets}, of these missing {missing}. Their numbers are in the entry; see battlebag back-entry list."
        )],
    };
    Ok(Outcome { look })
}

/// Where an incident stands, in words.
fn stands(i: &IncidentHead) -> String {
    let declared = i.declared_at.as_deref().map(time).unwrap_or_default();
    match i.life {
        LifeWord::StandBy => "stood by".to_owned(),
        LifeWord::Declared => format!("declared {declared}"),
        LifeWord::Escalated => format!("escalated, declared {declared}"),
        LifeWord::Recovery => format!("in recovery, declared {declared}"),
        LifeWord::StoodDown => "stood down".to_owned(),
        LifeWord::Debrief => "stood down and debriefed".to_owned(),
    }
}

fn list(asked: &Asked) -> Result<Outcome, ErrorView> {
    let kept: IncidentsView = asked.ask("incident_list", &Nothing {})?;
    asked.say(&kept.incidents, || {
        let line = |i: &IncidentHead| {
            let sort = if i.exercise { "EXERCISE" } else { "real" };
            format!("{:<10} {sort:<8} {}: {}", i.label, i.title, stands(i))
        };
        match kept.incidents.as_slice() {
            [] => vec!["No incident was ever opened in this home.".to_owned()],
            some => some.iter().map(line).collect(),
        }
    })?;
    Ok(Outcome::done())
}

fn life(asked: &Asked) -> Result<Outcome, ErrorView> {
    let life: LifeView = asked.ask("incident_life", &Nothing {})?;
    asked.say(&life, || {
        let turn = |t: &TurnView| {
            let why = match t.because.as_str() {
                "" => String::new(),
                because => format!(": {because}"),
            };
            format!("{} {} by {}{why}", time(&t.at), t.word, t.actor)
        };
        let mut lines: Vec<String> = life.turns.iter().map(turn).collect();
        lines.push(life.unfinished.said.clone());
        lines
    })?;
    Ok(Outcome::done())
}

fn lines(frame: &FrameView) -> Vec<String> {
    let mut lines = Vec::new();
    match &frame.incident {
        None => lines.push("No incident is open.".to_owned()),
        Some(i) => {
            let sort = if i.exercise { "EXERCISE" } else { "LIVE" };
            lines.push(format!("{sort} {} {}: {}", i.label, i.title, stands(i)));
        }
    }
    if let Some(census) = &frame.census {
        lines.push(format!(
            "Census of {}: {} in-patients, {} read, {} rejected",
            time(&census.as_of),
            census.inpatients,
            census.read,
            census.rejected
        ));
    }
    let c = &frame.counts;
    lines.push(format!(
        "P1 {} · systems hit {} · steps overdue {} · roles vacant {}",
        c.p1, c.systems, c.overdue, c.vacant
    ));
    lines.extend(frame.strip.iter().map(|w| format!("{} {}", w.head, w.text)));
    lines
}

pub fn card(asked: &Asked, command: Card) -> Result<Outcome, ErrorView> {
    match command {
        Card::List { role } => {
            let mut cards: CardsView = asked.ask("cards", &Nothing {})?;
            cards.rows.retain(|c| role.is_none() || c.role == role);
            asked.say(&cards.rows, || {
                cards
                    .rows
                    .iter()
                    .map(|c| {
                        format!(
                            "{:<28} {} of {} steps closed, {} overdue  {}",
                            c.id, c.closed, c.steps, c.overdue, c.title
                        )
                    })
                    .collect()
            })?;
            Ok(Outcome::done())
        }
        Card::Show { id } => {
            let card: CardView = asked.ask("card", &CardKey { id })?;
            asked.say(&card, || card_lines(&card))?;
            Ok(Outcome::done())
        }
        Card::Step {
            id,
            step,
            status,
            remark,
            second_person,
            occurred_at,
        } => {
            let status = match status {
                StepStatus::Open => StepWord::Open,
                StepStatus::Complete => StepWord::Complete,
                StepStatus::AlreadyDone => StepWord::AlreadyDone,
                StepStatus::NotApplicable => StepWord::NotApplicable,
                StepStatus::Blocked => StepWord::Blocked,
            };
            let request = WorkStep {
                card: id,
                step,
                status,
                remark,
                second_person,
                occurred_at,
            };
            written(asked, "card_step", &request)
        }
    }
}

fn card_lines(card: &CardView) -> Vec<String> {
    let mut lines = vec![
        card.row.title.clone(),
        card.row.mission.clone(),
        format!("Reports to {}", card.reports_to),
    ];
    let mut phase = "";
    for step in &card.steps {
        if step.phase != phase {
            phase = &step.phase;
            lines.push(format!("— {}", phase.replace('_', " ")));
        }
        let mark = match step.status {
            StepWord::Open => "[ ]",
            StepWord::Complete => "[x]",
            StepWord::AlreadyDone => "[x, before]",
            StepWord::NotApplicable => "[not applicable]",
            StepWord::Blocked => "[blocked]",
        };
        let due = step
            .due_min
            .map(|d| format!(" (due {d} min)"))
            .unwrap_or_default();
        let late = step
            .late_min
            .map(|l| format!(" LATE {l} min"))
            .unwrap_or_default();
        lines.push(format!("{mark} {}. {}{due}{late}", step.number, step.text));
    }
    lines.extend(card.do_not.iter().map(|d| format!("Never: {d}")));
    lines.extend(card.escalate_if.iter().map(|e| format!("Call now if: {e}")));
    lines
}
