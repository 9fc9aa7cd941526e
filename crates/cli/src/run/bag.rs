//! The content of the bag.

use std::path::Path;

use battlebag_commands::views::{BagChecked, BagView, FaultView, Nothing};
use battlebag_commands::{ErrorKind, ErrorView, bag};

use super::systems::written;
use crate::args::Bag;
use crate::asked::Asked;
use crate::outcome::Outcome;

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

pub fn run(asked: &Asked, command: &Bag) -> Result<Outcome, ErrorView> {
    match command {
        Bag::Check { dir } => check(asked, dir.as_deref()),
        Bag::Checked { days } => written(asked, "bag_checked", &BagChecked { valid_days: *days }),
        Bag::Show => {
            let view: BagView = asked.ask("bag", &Nothing {})?;
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
                ]
            })?;
            Ok(Outcome::done())
        }
    }
}
