//! The sources at work while the home is open: started by a shell that stays, stopped when the home is locked.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use battlebag_intake::{Board, Running};
use chrono::{DateTime, Utc};

use crate::census::Asked;
use crate::intake_keep::KeepInHome;
use crate::intake_retention::erase_due;
use crate::intake_snapshot::{Tried, snapshot};
use crate::intake_sources::{Sources, last, read, token};
use crate::station::{Open, Station};
use crate::{ErrorKind, ErrorView};

/// How often it is looked whether a snapshot is due.
const TICK: Duration = Duration::from_secs(2);

/// The live feeds of this run of the program.
#[derive(Default)]
pub(crate) struct Intake {
    /// Goes up whenever the sources are started or stopped.
    pub run: AtomicU32,
    running: Mutex<Option<Working>>,
    turn: Mutex<()>,
}

/// Sources at work.
struct Working {
    running: Running,
    /// The sources it was started with.
    sources: Sources,
}

impl Intake {
    fn guard(&self) -> MutexGuard<'_, Option<Working>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One snapshot at a time.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What each source is doing; `None` when none run here.
    pub(crate) fn board(&self) -> Option<Board> {
        self.guard()
            .as_ref()
            .map(|working| working.running.board().clone())
    }

    /// Tells all to stop and does not wait: what comes in later is refused.
    pub(crate) fn stop(&self) {
        let mut working = self.guard();
        self.run.fetch_add(1, Ordering::SeqCst);
        *working = None;
    }
}

impl Station {
    /// Starts the sources of a home that stays open, or starts them anew when they were changed.
    pub(crate) fn intake_if_due(&self, open: &Open) -> Result<(), ErrorView> {
        let sources = read(&open.home)?;
        let same = match &*self.intake.guard() {
            Some(working) => working.sources.all == sources.all,
            None => sources.all.is_empty(),
        };
        if same {
            Ok(())
        } else {
            self.start_intake(open, None)
        }
    }

    /// Starts the sources, all or those named, and the timer of the snapshots.
    pub(crate) fn start_intake(&self, open: &Open, only: Option<BTreeSet<String>>) -> Result<(), ErrorView> {
        self.intake.stop();
        let sources = read(&open.home)?;
        let mut plans = Vec::new();
        for source in &sources.all {
            if only.as_ref().is_none_or(|only| only.contains(&source.id)) {
                plans.push(source.plan(token(&open.home, &source.id)?)?);
            }
        }
        if plans.is_empty() {
            return Ok(());
        }
        let mut working = self.intake.guard();
        let run = self.intake.run.fetch_add(1, Ordering::SeqCst) + 1;
        let keep = Arc::new(KeepInHome {
            station: self.clone(),
            run,
        });
        let host = Arc::clone(&self.host);
        let now = Arc::new(move || host.now());
        let no_thread = |why: std::io::Error| {
            ErrorView::new(
                ErrorKind::Broken,
                format!("The live feeds could not be started: {why}."),
                "Close other programs, then start Battlebag again.",
            )
        };
        let running = battlebag_intake::start(plans, keep, now).map_err(no_thread)?;
        let station = self.clone();
        std::thread::Builder::new()
            .name("snapshots".to_owned())
            .spawn(move || station.take_snapshots(run))
            .map_err(no_thread)?;
        *working = Some(Working { running, sources });
        Ok(())
    }

    /// Takes a snapshot whenever one is due, until the sources are stopped.
    fn take_snapshots(&self, run: u32) {
        while self.intake.run.load(Ordering::SeqCst) == run {
            let now = self.now();
            let due = self.with(|open| Ok(next_snapshot(open)?.is_some_and(|due| due <= now)));
            if due.unwrap_or(false) {
                // What it came to is kept in the home and shown; the next try is after the usual time.
                let made = snapshot(self, false, Asked::ByTimer);
                if matches!(made, Ok(Tried::Made(_))) {
                    let _ = self.with(|open| erase_due(self, open, now, Asked::ByTimer));
                }
            }
            std::thread::sleep(TICK);
        }
    }
}

/// When the next snapshot is due; `None` when nothing new came.
pub(crate) fn next_snapshot(open: &Open) -> Result<Option<DateTime<Utc>>, ErrorView> {
    let sources = read(&open.home)?;
    if sources.all.is_empty() || open.home.inbox_sources()?.is_empty() {
        return Ok(None);
    }
    let Some(last) = last(&open.home)? else {
        return Ok(Some(DateTime::UNIX_EPOCH));
    };
    if last.mark == crate::intake_sources::inbox_mark(&open.home, &sources)? {
        return Ok(None);
    }
    Ok(Some(
        last.at + chrono::Duration::minutes(i64::from(sources.every_min)),
    ))
}
