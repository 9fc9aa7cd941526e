//! A pull from beginning to end, and pulls on a timer.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::PullError;
use super::export::export;
use super::search::search;
use super::server::{PullLimits, Server, Token, check_address};
use crate::keep::{Keep, Now};
use crate::run::Stop;
use crate::state::{Board, Doing};

/// How long a failed pull waits before it is tried again; the timer's own time when that is shorter.
const AGAIN: Duration = Duration::from_mins(5);

/// How a server is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum How {
    /// By bulk export, else by search.
    #[default]
    Auto,
    /// By bulk export.
    Export,
    /// By search.
    Search,
}

/// A server to pull from.
#[derive(Debug, Clone)]
pub struct Pull {
    /// The source's id.
    pub source: String,
    /// The server's base address, or that of an export operation (ending in `$export`).
    pub address: String,
    /// Whether an address without encryption was allowed in so many words.
    pub open_line: bool,
    /// How it is asked.
    pub how: How,
    /// A bearer token, where the server wants one.
    pub token: Option<Token>,
    /// A file with the certificate of the hospital's own authority; with one, no other is trusted.
    pub ca: Option<PathBuf>,
    /// Only what changed since: it is kept beside what was pulled before.
    pub since: Option<DateTime<Utc>>,
    /// Time between two pulls.
    pub every: Duration,
    /// Its limits.
    pub limits: PullLimits,
}

/// What a pull brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Files kept.
    pub files: u64,
    /// Records in them.
    pub records: u64,
    /// The server's time of the export; empty when it gave none.
    pub mark: String,
    /// What the server could not give.
    pub remarks: Vec<String>,
}

/// One pull under way.
pub(super) struct Round<'a> {
    pub(super) pull: &'a Pull,
    pub(super) server: Server,
    pub(super) keep: &'a dyn Keep,
    pub(super) stop: &'a Stop,
    board: &'a Board,
    bytes: u64,
}

impl Round<'_> {
    pub(super) fn say(&self, words: String) {
        self.board.doing(&self.pull.source, Doing::Pulling(words));
    }

    /// Counts bytes towards the limit of the whole pull.
    pub(super) fn count(&mut self, bytes: usize, what: &str) -> Result<(), PullError> {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        let most = self.server.limits.all;
        if self.bytes > most {
            return Err(PullError::TooLarge {
                what: format!("what was pulled up to {what}"),
                most: most / 1_048_576,
            });
        }
        Ok(())
    }
}

/// Pulls once. What was pulled before stays in use until all of this is here.
pub fn pull_once(pull: &Pull, keep: &dyn Keep) -> Result<Pulled, PullError> {
    once(pull, keep, &Board::default(), &Stop::default())
}

fn once(pull: &Pull, keep: &dyn Keep, board: &Board, stop: &Stop) -> Result<Pulled, PullError> {
    let address = check_address(&pull.address, pull.open_line)?;
    let mut round = Round {
        pull,
        server: Server::new(&address, pull.token.clone(), pull.ca.as_ref(), pull.limits)?,
        keep,
        stop,
        board,
        bytes: 0,
    };
    let set = keep.begin_set(&pull.source)?;
    let pulled = match pull.how {
        How::Export => export(&mut round, set),
        How::Search => search(&mut round, set),
        How::Auto => match export(&mut round, set) {
            Err(why) if why.has_no_export() => search(&mut round, set),
            done => done,
        },
    }?;
    // Nothing at all is no news: what was there stays.
    if pulled.files == 0 && pull.since.is_none() {
        return Err(PullError::Unreadable {
            what: "the pull".to_owned(),
            why: "it has no records at all".to_owned(),
        });
    }
    keep.finish_set(&pull.source, set, &pulled.mark, pull.since.is_none())?;
    Ok(pulled)
}

/// Pulls on a timer until it is stopped.
pub(crate) fn pull(pull: &Pull, keep: &Arc<dyn Keep>, board: &Board, now: &Now, stop: &Stop) {
    loop {
        let pause = match once(pull, keep.as_ref(), board, stop) {
            Ok(pulled) => {
                board.change(&pull.source, |state| state.remarks = pulled.remarks);
                pull.every
            }
            Err(PullError::Stopped) => Duration::ZERO,
            Err(why) => {
                let why = why.to_string();
                board.fault(&pull.source, now(), why.clone());
                board.doing(&pull.source, Doing::Failed(why));
                pull.every.min(AGAIN)
            }
        };
        board.change(&pull.source, |state| {
            if !matches!(state.doing, Doing::Failed(_)) {
                let next = chrono::Duration::from_std(pause).unwrap_or_default();
                state.doing = Doing::Waiting(now() + next);
            }
        });
        if stop.wait(pause) {
            board.doing(&pull.source, Doing::Stopped);
            return;
        }
    }
}
