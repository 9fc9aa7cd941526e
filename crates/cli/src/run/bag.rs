//! The content of the bag.

use std::path::Path;

use battlebag_commands::views::{BagChecked, BagView, FaultView, Nothing, NumberRow, NumbersView, SetWords};
use battlebag_commands::{ErrorKind, ErrorView, bag};

use super::bag_content;
use super::systems::written;
use crate::args_bag::Bag;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub use super::bag_content::{diff_files, needs_home};

pub fn check(asked: &Asked, dir: Option<&Path>) -> Result<Outcome, ErrorView> {
    let found = bag::check(
        dir,
        battlebag_commands::Host::now(&battlebag_commands::Machine::default()),
    );
    asked.say(&found.faults, || vec![found.report.clone()])?;
    if found.usable {
        let line = |f: &FaultView| format!("{} line {}: {}", f.file, f.line, f.what);
        return Ok(Outcome {
            look: found.faults.iter().map(line).collect(),
        });
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        "The bag has errors.",
        "Mend the files and lines named above, then check again.",
    ))
}

/// "loss_h" of one need, with everything a clinician needs to sign it.
fn line(n: &NumberRow) -> String {
    let of = if n.of.is_empty() {
        String::new()
    } else {
        format!(", {}", n.of)
    };
    let place = if n.line == 0 {
        n.file.clone()
    } else {
        format!("{} line {}", n.file, n.line)
    };
    format!(
        "{}{of}: {} {} {} · {} · {} · {place} · {} {}",
        n.name, n.what, n.value, n.unit, n.source, n.approval, n.item, n.fingerprint
    )
    .trim_end()
    .to_owned()
}

pub fn numbers(
    asked: &Asked,
    dir: Option<&Path>,
    not_approved: bool,
    find: &str,
) -> Result<Outcome, ErrorView> {
    let mut view = battlebag_commands::numbers::of(dir)?;
    let find = find.to_lowercase();
    view.rows.retain(|n| !(not_approved && n.state == "approved"));
    view.rows.retain(|n| line(n).to_lowercase().contains(&find));
    asked.say(&view, || {
        let mut lines: Vec<String> = view.rows.iter().map(line).collect();
        lines.push(format!(
            "Bag {} ({}): {} approved, {} changed since, {} proposed and not approved. {} shown.",
            view.version,
            view.hash,
            view.approved,
            view.changed,
            view.proposed,
            view.rows.len()
        ));
        lines
    })?;
    Ok(Outcome::done())
}

pub fn run(asked: &Asked, command: &Bag) -> Result<Outcome, ErrorView> {
    match command {
        Bag::Check { dir } => check(asked, dir.as_deref()),
        Bag::Numbers {
            dir,
            not_approved,
            find,
        } => numbers(asked, dir.as_deref(), *not_approved, find),
        Bag::Diff { before, after } => bag_content::diff(asked, before, after),
        Bag::Cards
        | Bag::Export { .. }
        | Bag::Sign { .. }
        | Bag::Import { .. }
        | Bag::Keys
        | Bag::Trust { .. }
        | Bag::Distrust { .. } => bag_content::files(asked, command),
        Bag::Save { .. }
        | Bag::Approve { .. }
        | Bag::Retire { .. }
        | Bag::Restore { .. }
        | Bag::Revert { .. }
        | Bag::TakeNewer => bag_content::cards(asked, command),
        Bag::Own { act } => super::bag_own::run(asked, act.as_ref()),
        Bag::Words { vocabulary } => {
            let vocabulary = vocabulary.clone();
            written(asked, "bag_words", &SetWords { vocabulary })
        }
        Bag::Checked { days } => written(asked, "bag_checked", &BagChecked { valid_days: *days }),
        Bag::Show => {
            let view: BagView = asked.ask("bag", &Nothing {})?;
            let numbers: NumbersView = asked.ask("bag_numbers", &Nothing {})?;
            asked.say(&view, || {
                vec![
                    format!("{} {} ({})", view.title, view.version, view.hash),
                    format!(
                        "{} systems, {} profiles, {} other ways, {} roles, {} cards",
                        view.systems,
                        view.profiles,
                        view.fallbacks,
                        view.roles,
                        view.cards.len()
                    ),
                    if view.approved_by.is_empty() {
                        "Clinical content not locally approved".to_owned()
                    } else {
                        format!("Approved by {}", view.approved_by)
                    },
                    format!(
                        "{} clinical numbers: {} approved, {} changed since, {} proposed and not approved; see `battlebag bag numbers`",
                        numbers.rows.len(),
                        numbers.approved,
                        numbers.changed,
                        numbers.proposed
                    ),
                ]
            })?;
            Ok(Outcome::done())
        }
    }
}
