//! The incident log.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{AddDecision, AddNote, ListLog, LogView, Nothing, VerifyView};

use super::systems::written;
use super::time;
use crate::args::{Log, LogAdd};
use crate::asked::Asked;
use crate::outcome::Outcome;

/// More entries than any incident has.
const ALL: u32 = 1_000_000;

pub fn run(asked: &Asked, command: Log) -> Result<Outcome, ErrorView> {
    match command {
        Log::Add(add) => entry(asked, add),
        Log::List { since, kind } => {
            let log: LogView = asked.ask(
                "log",
                &ListLog {
                    since,
                    kind,
                    search: String::new(),
                    limit: ALL,
                },
            )?;
            asked.say(&log.entries, || {
                let mut lines = Vec::new();
                for e in &log.entries {
                    let who = if e.role.is_empty() {
                        e.actor.clone()
                    } else {
                        format!("{}, {}", e.actor, e.role)
                    };
                    lines.push(format!(
                        "{:>4}  {}  {}: {}  ({who})",
                        e.number,
                        time(&e.occurred_at),
                        e.kind_word,
                        e.text
                    ));
                    lines.extend(e.lines.iter().map(|l| format!("      {l}")));
                }
                lines
            })?;
            Ok(Outcome::done())
        }
        Log::Verify => verify(asked),
    }
}

fn entry(asked: &Asked, add: LogAdd) -> Result<Outcome, ErrorView> {
    if add.decision {
        let request = AddDecision {
            decision: add.text,
            known: add.known,
            options: add.options,
            rationale: add.rationale,
            risks: add.risks,
            told: add.told,
            review_at: add.review_at,
            occurred_at: add.occurred_at,
        };
        return written(asked, "decision_add", &request);
    }
    written(
        asked,
        "log_add",
        &AddNote {
            text: add.text,
            occurred_at: add.occurred_at,
        },
    )
}

fn verify(asked: &Asked) -> Result<Outcome, ErrorView> {
    let v: VerifyView = asked.ask("log_verify", &Nothing {})?;
    asked.say(&v, || {
        let mut lines = vec![format!("{}.", v.said)];
        if !v.words.is_empty() {
            lines.push(format!("Checkpoint: {}", v.words.join(" ")));
        }
        lines.extend(v.findings.iter().map(|f| format!("{}: {}", f.record, f.what)));
        lines
    })?;
    if v.ok {
        return Ok(Outcome::done());
    }
    Err(ErrorView::new(
        battlebag_commands::ErrorKind::Storage,
        v.said,
        "Keep this laptop as it is, copy the home folder to a USB stick, and tell the commander and whoever holds the evidence.",
    ))
}
