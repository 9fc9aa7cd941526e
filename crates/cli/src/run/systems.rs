//! The system board and the ways round.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    AvailabilityWord, ConfirmFallback, ImpactView, IntegrityWord, Nothing, RestoreOrderView, SetSystem,
    SystemKey, SystemsView, WorkaroundsView, Written, state_words,
};

use super::time;
use crate::args::{Availability, Fallback, Integrity, System};
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: System) -> Result<Outcome, ErrorView> {
    match command {
        System::List => list(asked),
        System::Set {
            id,
            availability,
            integrity,
            evidence,
            said_by,
            expires,
            since,
        } => {
            let request = SetSystem {
                code: id,
                availability: match availability {
                    Availability::Available => AvailabilityWord::Available,
                    Availability::Unavailable => AvailabilityWord::Unavailable,
                },
                integrity: match integrity {
                    Integrity::Trusted => IntegrityWord::Trusted,
                    Integrity::Suspect => IntegrityWord::Suspect,
                    Integrity::Compromised => IntegrityWord::Compromised,
                    Integrity::Unknown => IntegrityWord::Unknown,
                },
                evidence,
                said_by,
                expires_min: expires,
                since,
            };
            written(asked, "system_set", &request)
        }
        System::Impact { id } => impact(asked, id),
    }
}

/// Asks something that writes an entry, and says which.
pub fn written<Q: serde::Serialize>(asked: &Asked, name: &str, request: &Q) -> Result<Outcome, ErrorView> {
    let written: Written = asked.ask(name, request)?;
    asked.say(&written, || {
        vec![format!(
            "{} (entry {}, {})",
            written.said,
            written.number,
            time(&written.at)
        )]
    })?;
    Ok(Outcome::done())
}

fn list(asked: &Asked) -> Result<Outcome, ErrorView> {
    let board: SystemsView = asked.ask("systems", &Nothing {})?;
    asked.say(&board, || {
        board
            .rows
            .iter()
            .map(|r| {
                let state = if r.said || !r.because.is_empty() {
                    state_words(r.availability, r.integrity)
                } else {
                    "nobody has said".to_owned()
                };
                let who = match (r.said, r.lapsed) {
                    (true, true) => format!("said by {}, lapsed", r.said_by),
                    (true, false) => format!("said by {}", r.said_by),
                    (false, _) => r.because.clone(),
                };
                format!(
                    "{:<7} {state:<18} P1 {:<3} P2 {:<3} {}  {who}",
                    r.code, r.reaches_p1, r.reaches_p2, r.name
                )
                .trim_end()
                .to_owned()
            })
            .collect()
    })?;
    Ok(Outcome::done())
}

fn impact(asked: &Asked, code: String) -> Result<Outcome, ErrorView> {
    let i: ImpactView = asked.ask("system_impact", &SystemKey { code })?;
    asked.say(&i, || {
        let names = |edges: &[battlebag_commands::views::SystemEdge]| {
            let names: Vec<&str> = edges.iter().map(|e| e.name.as_str()).collect();
            if names.is_empty() {
                "nothing".to_owned()
            } else {
                names.join("; ")
            }
        };
        let tiers = |c: &battlebag_commands::views::TierCounts| {
            format!(
                "P1 {}, P2 {}, P3 {}, P4 {}, not affected {}",
                c.p1, c.p2, c.p3, c.p4, c.not_affected
            )
        };
        vec![
            i.name.clone(),
            format!("Falls with it: {}", names(&i.falls)),
            format!("Not to be believed if it is wrong: {}", names(&i.doubtful)),
            format!("Loses comfort only: {}", names(&i.warned)),
            format!("Patients now: {}", tiers(&i.now)),
            format!("If it is down: {}", tiers(&i.if_unavailable)),
            format!("If it is compromised: {}", tiers(&i.if_compromised)),
        ]
    })?;
    Ok(Outcome::done())
}

pub fn fallback(asked: &Asked, command: Fallback) -> Result<Outcome, ErrorView> {
    match command {
        Fallback::Confirm { id, count, place } => {
            written(asked, "fallback_confirm", &ConfirmFallback { id, count, place })
        }
        Fallback::List => {
            let ways: WorkaroundsView = asked.ask("workarounds", &Nothing {})?;
            asked.say(&ways, || {
                ways.rows
                    .iter()
                    .map(|w| {
                        let have = w
                            .have
                            .map_or("nobody has counted".to_owned(), |n| format!("have {n}"));
                        format!("{:<16} need {:<4} {have:<20} {}", w.id, w.need, w.name)
                    })
                    .collect()
            })?;
            Ok(Outcome::done())
        }
    }
}

pub fn restore_order(asked: &Asked) -> Result<Outcome, ErrorView> {
    let order: RestoreOrderView = asked.ask("restore_order", &Nothing {})?;
    asked.say(&order.rows, || {
        let rows = order.rows.iter().zip(1..);
        rows.map(|(r, n)| {
            format!(
                "{n}. {}: {} patients helped, {} of them P1",
                r.name, r.patients, r.p1
            )
        })
        .collect()
    })?;
    Ok(Outcome::done())
}
