//! Objectives, operational periods and the battle rhythm.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    BeatWord, EndObjective, EndPeriod, Nothing, SetObjective, SetRhythm, StartPeriod, SteeringView,
};

use super::systems::written;
use super::time;
use crate::args_incident::{Beat, Objective, Period, Rhythm};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn objective(asked: &Asked, command: Objective) -> Result<Outcome, ErrorView> {
    match command {
        Objective::List => {
            let view: SteeringView = asked.ask("steering", &Nothing {})?;
            asked.say(&view, || lines(&view))?;
            Ok(Outcome::done())
        }
        Objective::Set { objective, owner, by } => {
            let occurred_at = None;
            let request = SetObjective {
                objective,
                owner,
                by,
                occurred_at,
            };
            written(asked, "objective_set", &request)
        }
        Objective::Met { entry, remark } => {
            let (key, met) = (entry, true);
            written(asked, "objective_end", &EndObjective { key, met, remark })
        }
        Objective::Abandon { entry, because } => {
            let (key, met, remark) = (entry, false, because);
            written(asked, "objective_end", &EndObjective { key, met, remark })
        }
    }
}

pub fn period(asked: &Asked, command: Period) -> Result<Outcome, ErrorView> {
    match command {
        Period::Start {
            aim,
            until,
            occurred_at,
        } => {
            let request = StartPeriod {
                aim,
                until,
                occurred_at,
            };
            written(asked, "period_start", &request)
        }
        Period::End { remark, occurred_at } => {
            written(asked, "period_end", &EndPeriod { remark, occurred_at })
        }
    }
}

pub fn rhythm(asked: &Asked, command: Rhythm) -> Result<Outcome, ErrorView> {
    let Rhythm::Set {
        beat,
        next_at,
        every,
        place,
    } = command;
    let request = SetRhythm {
        beat: match beat {
            Beat::Sitrep => BeatWord::Sitrep,
            Beat::Briefing => BeatWord::Briefing,
        },
        next_at,
        every_min: every,
        place,
    };
    written(asked, "rhythm_set", &request)
}

fn by(at: Option<&str>, word: &str) -> String {
    at.map(|at| format!(", {word} {}", time(at))).unwrap_or_default()
}

fn lines(view: &SteeringView) -> Vec<String> {
    let mut lines = Vec::new();
    for o in &view.objectives {
        let late = if o.late { " LATE" } else { "" };
        let entry = o.key.rsplit_once(':').map_or("", |(_, number)| number);
        let by = by(o.by.as_deref(), "by");
        lines.push(format!(
            "Objective {} ({}, entry {entry}): {}{by}{late}",
            o.number, o.state, o.objective
        ));
    }
    if view.objectives.is_empty() {
        lines.push("No objective is set.".to_owned());
    }
    if let Some(p) = &view.period {
        let until = by(p.until.as_deref(), "until");
        lines.push(format!(
            "Period {} since {}{until} {}",
            p.number,
            time(&p.started_at),
            p.aim
        ));
    }
    for beat in &view.rhythm {
        let next = beat
            .next_at
            .as_deref()
            .map_or_else(|| "not set".to_owned(), |at| format!("due {}", time(at)));
        let late = if beat.late { " LATE" } else { "" };
        lines.push(format!("{}: {next}{late}", beat.name));
    }
    lines
}
