//! What each source is doing now, for the screen. Nothing here names a patient.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

/// What a source is doing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Doing {
    /// It has not begun.
    #[default]
    Stopped,
    /// It takes messages at this address.
    Listening(String),
    /// It looks into its folder.
    Watching,
    /// It asks a server; in words, how far.
    Pulling(String),
    /// It waits for the time of its next pull.
    Waiting(DateTime<Utc>),
    /// It cannot work, and why; it tries again by itself.
    Failed(String),
}

/// Something that went wrong with a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// When.
    pub at: DateTime<Utc>,
    /// What, and what to do.
    pub why: String,
}

/// One source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceState {
    /// What it does now.
    pub doing: Doing,
    /// The last thing that went wrong since the program started.
    pub last_fault: Option<Fault>,
    /// How many things went wrong since the program started.
    pub faults: u64,
    /// Connections open now.
    pub connections: u32,
    /// What it has to say of its last look: files left aside, files it could not read.
    pub remarks: Vec<String>,
}

/// The state of all sources. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Board(Arc<Mutex<BTreeMap<String, SourceState>>>);

impl Board {
    fn guard(&self) -> MutexGuard<'_, BTreeMap<String, SourceState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state of one source.
    pub fn of(&self, source: &str) -> SourceState {
        self.guard().get(source).cloned().unwrap_or_default()
    }

    pub(crate) fn change(&self, source: &str, change: impl FnOnce(&mut SourceState)) {
        change(self.guard().entry(source.to_owned()).or_default());
    }

    pub(crate) fn doing(&self, source: &str, doing: Doing) {
        self.change(source, |state| state.doing = doing);
    }

    pub(crate) fn fault(&self, source: &str, at: DateTime<Utc>, why: impl Into<String>) {
        let why = why.into();
        self.change(source, |state| {
            state.faults = state.faults.saturating_add(1);
            state.last_fault = Some(Fault { at, why });
        });
    }
}
