//! Ways round as stock, and the restoration order.

use std::path::Path;

use battlebag_commands::views::{
    ConfirmFallback, Nothing, PatientLine, RestoreOrderView, RunFallback, TierWord, WorkaroundRow,
    WorkaroundsView, WriteList, WrittenFile,
};
use battlebag_commands::{ErrorView, counted};

use super::census::key_of;
use super::systems::written;
use super::time;
use crate::args_systems::{Fallback, WithPeople};
use crate::asked::Asked;
use crate::outcome::Outcome;

/// A line each: tier, place, name, number, what to do.
pub fn people(lines: &[PatientLine]) -> Vec<String> {
    lines
        .iter()
        .map(|line| {
            let tier = match line.tier {
                TierWord::P1 => "P1",
                TierWord::P2 => "P2",
                TierWord::P3 => "P3",
                TierWord::P4 => "P4",
            };
            let known = |text: &str| {
                if text.is_empty() {
                    "not known".to_owned()
                } else {
                    text.to_owned()
                }
            };
            format!(
                "    {tier} {} {}  {}  NHS {}  key {}  {}",
                line.ward,
                if line.bed.is_empty() {
                    "bed not known"
                } else {
                    &line.bed
                },
                line.name,
                known(&line.nhs_number),
                line.patient,
                line.act
            )
        })
        .collect()
}

/// Writes one of the lists to a PDF.
pub fn to_pdf(asked: &Asked, list: &str, code: String, to: &Path) -> Result<Outcome, ErrorView> {
    let request = WriteList {
        list: list.to_owned(),
        code,
        to: to.display().to_string(),
    };
    let file: WrittenFile = asked.ask("list_write", &request)?;
    asked.say(&file, || vec![format!("Written to {}", file.file)])?;
    Ok(Outcome::done())
}

fn row(w: &WorkaroundRow) -> String {
    let left = match (w.left, w.assumed) {
        (Some(left), _) => format!("{left} left in store"),
        (None, true) => "assumed, not counted".to_owned(),
        (None, false) => "nobody has counted".to_owned(),
    };
    let running = match w.running {
        0 => String::new(),
        n => format!(", running for {n}"),
    };
    let place = match w.place.as_str() {
        "" => String::new(),
        place => format!(" ({place})"),
    };
    format!(
        "{:<20} need {:<4} {left}{place}{running}; short {}  {}",
        w.id, w.need, w.short, w.name
    )
}

pub fn fallback(asked: &Asked, command: Fallback) -> Result<Outcome, ErrorView> {
    match command {
        Fallback::Confirm { id, count, place } => {
            written(asked, "fallback_confirm", &ConfirmFallback { id, count, place })
        }
        Fallback::Run { id, patient, stop } => {
            let request = RunFallback {
                patient: key_of(asked, &patient)?,
                fallback: id,
                running: !stop,
            };
            written(asked, "fallback_run", &request)
        }
        Fallback::List(WithPeople { pdf: Some(pdf), .. }) => {
            to_pdf(asked, "workarounds", String::new(), &pdf)
        }
        Fallback::List(WithPeople { patients, .. }) => {
            let ways: WorkaroundsView = asked.ask("workarounds", &Nothing {})?;
            asked.say(&ways, || {
                let bag = match (&ways.bag_in_date_until, ways.bag_in_date) {
                    (Some(until), true) => format!("The bag check is in date until {}.", time(until)),
                    _ => "The bag check is not in date: nothing is assumed to be in the bags.".to_owned(),
                };
                let rows = ways.rows.iter().flat_map(|w| {
                    let mut lines = vec![row(w)];
                    if patients {
                        lines.extend(people(&w.who));
                    }
                    lines
                });
                std::iter::once(bag).chain(rows).collect()
            })?;
            Ok(Outcome::done())
        }
    }
}

pub fn restore_order(asked: &Asked, with: &WithPeople) -> Result<Outcome, ErrorView> {
    if let Some(pdf) = &with.pdf {
        return to_pdf(asked, "restore_order", String::new(), pdf);
    }
    let order: RestoreOrderView = asked.ask("restore_order", &Nothing {})?;
    asked.say(&order.rows, || {
        let rows = order.rows.iter().zip(1..);
        rows.flat_map(|(r, n)| {
            let back = match &r.back_at {
                Some(at) => format!("; expected back {}", time(at)),
                None => String::new(),
            };
            let owner = match format!("{} {}", r.owner, r.phone).trim() {
                "" => String::new(),
                owner => format!(" ({owner})"),
            };
            let mut lines = vec![format!(
                "{n}. {}{owner}: {} helped, {} of them P1{back}",
                r.name,
                counted(r.patients, "patient", "patients"),
                r.p1
            )];
            if with.patients {
                lines.extend(people(&r.who));
            }
            lines
        })
        .collect()
    })?;
    Ok(Outcome::done())
}
