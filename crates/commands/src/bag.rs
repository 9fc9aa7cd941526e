//! The bag: what is in it, its faults, and the check of the physical one.

use std::path::Path;

use battlebag_bag::{Bag, BagFiles, Checked, Fault, Severity};
use battlebag_incident::Body;

use crate::ErrorView;
use crate::cards;
use crate::content::checked_whole;
use crate::counted::counted;
use crate::session::count;
use crate::station::Station;
use crate::times::Instant;
use crate::views::{BagChecked, BagView, CardRow, FaultView, Nothing, Written};

/// One fault as a shell shows it.
pub(crate) fn fault(fault: &battlebag_bag::Fault) -> FaultView {
    FaultView {
        file: fault.file.clone(),
        line: fault.line,
        severity: if fault.severity == Severity::Error {
            "error"
        } else {
            "warning"
        }
        .to_owned(),
        what: fault.what.clone(),
    }
}

/// What a check found, for a shell without a home.
#[derive(Debug, Clone)]
pub struct Found {
    /// Everything that is wrong or needs a look.
    pub faults: Vec<FaultView>,
    /// The report in words.
    pub report: String,
    /// There is no error in it.
    pub usable: bool,
}

/// Checks the bag built in, or one in a folder or a file: its rules are run, its cards are laid out.
pub fn check(dir: Option<&Path>, now: Instant) -> Found {
    let today = Some(now.date_naive());
    let files = match dir {
        Some(file) if file.is_file() => std::fs::read(file)
            .map_err(|error| {
                vec![Fault::error(
                    "",
                    0,
                    format!("The file cannot be read ({error}). Check its name."),
                )]
            })
            .and_then(|bytes| BagFiles::unpack(&bytes)),
        Some(dir) => BagFiles::from_dir(dir),
        None => Ok(BagFiles::shipped()),
    };
    let checked = match files {
        Ok(files) => checked_whole(&files, today),
        Err(faults) => Checked { bag: None, faults },
    };
    Found {
        faults: checked.faults.iter().map(fault).collect(),
        report: checked.report(),
        usable: checked.bag.is_some(),
    }
}

/// The bag.
pub fn view(station: &Station, _: Nothing) -> Result<BagView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let bag: &Bag = &open.ready;
        let faults = Bag::check_files(&bag.files, Some(open.clock.date(now))).faults;
        let cards: Vec<CardRow> = {
            let board = cards::board(open, now);
            bag.cards
                .values()
                .map(|c| cards::row(open, &board, c, now))
                .collect()
        };
        let until = open.current.as_ref().and_then(|c| c.state.bag_checked_until);
        Ok(BagView {
            title: bag.manifest.title.clone(),
            version: bag.manifest.version.clone(),
            hash: bag.short_hash(),
            approved_by: bag.manifest.approved_by.clone().unwrap_or_default(),
            systems: count(bag.systems.len()),
            profiles: count(bag.profiles.len()),
            fallbacks: count(bag.fallbacks.len()),
            roles: count(bag.roles.len()),
            cards,
            faults: faults.iter().map(fault).collect(),
            checked_until: until.map(|t| open.clock.rfc3339(t)),
        })
    })
}

/// Records that somebody saw the kit: assumed other ways count until the check lapses.
pub fn checked(station: &Station, request: BagChecked) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let own = open.bag.manifest.check_valid_days;
        let valid_days = if request.valid_days == 0 {
            own
        } else {
            request.valid_days
        };
        let said = format!("Bag checked: good for {}", counted(valid_days, "day", "days"));
        station.acted(open, &Body::BagChecked { valid_days }, now, said)
    })
}
