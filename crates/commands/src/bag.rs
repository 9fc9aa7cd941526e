//! The bag: what is in it, its faults, and the check of the physical one.

use std::path::Path;

use battlebag_bag::{Bag, BagFiles, Checked, Fault, Severity};
use battlebag_incident::{Body, Stamp};
use chrono::Duration;

use crate::ErrorView;
use crate::cards;
use crate::content::checked_whole;
use crate::counted::counted;
use crate::session::count;
use crate::station::{Open, STANDING, Station};
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
        let running = open.current.as_ref().filter(|c| !c.state.life.is_over());
        let until = match running {
            Some(current) => current.state.bag_checked_until,
            None => last_check(open).map(|check| check.until),
        };
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
            vocabulary: crate::bag_words::word(bag.manifest.vocabulary).to_owned(),
        })
    })
}

/// Records that somebody saw the kit: assumed other ways count until the check lapses. While no incident runs, it stands in the
/// home's own record, and the next incident begins with it.
pub fn checked(station: &Station, request: BagChecked) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let running = open.current.as_ref().filter(|c| !c.state.life.is_over());
        let (record, own) = match running {
            Some(current) => (current.id, open.bag.manifest.check_valid_days),
            None => (STANDING, open.ready.manifest.check_valid_days),
        };
        let valid_days = if request.valid_days == 0 {
            own
        } else {
            request.valid_days
        };
        let body = Body::BagChecked {
            valid_days,
            by: String::new(),
            until: None,
        };
        let number = station.record_in(open, record, &body, now, &[])?;
        Ok(Written {
            number,
            at: open.clock.rfc3339(now),
            said: format!("Bag checked: good for {}", counted(valid_days, "day", "days")),
        })
    })
}

/// A check of the real bag.
pub(crate) struct Check {
    /// When.
    pub at: Instant,
    /// When it lapses.
    pub until: Instant,
    /// Who saw it.
    pub by: String,
}

/// The last check that this home knows of: of its own record, or of the incident on screen.
pub(crate) fn last_check(open: &Open) -> Option<Check> {
    let shown = open.current.iter().flat_map(|c| &c.entries);
    let check = |(stamp, body): (&Stamp, &Body)| match body {
        Body::BagChecked {
            valid_days,
            by,
            until,
        } => {
            let counted = || stamp.occurred_at + Duration::days(i64::from(*valid_days));
            Some(Check {
                at: stamp.occurred_at,
                until: until.unwrap_or_else(counted),
                by: if by.is_empty() { &stamp.actor } else { by }.clone(),
            })
        }
        _ => None,
    };
    let all = open.standing.iter().chain(shown);
    all.filter_map(|entry| check(entry.said()?))
        .max_by_key(|check| check.at)
}

/// A check that still holds, as the entry with which an incident takes it over: when that happened, and what it says.
pub(crate) fn taken_over(check: &Check, began: Instant, now: Instant) -> Option<(Instant, Body)> {
    let body = Body::BagChecked {
        valid_days: u32::try_from((check.until - check.at).num_days()).unwrap_or(0),
        by: check.by.clone(),
        until: Some(check.until),
    };
    (now < check.until).then(|| (began.max(check.at), body))
}
