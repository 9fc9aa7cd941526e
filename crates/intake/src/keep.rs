//! Where what came in is kept. The encrypted home stands behind this; the tests bring others.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// The wall clock, handed in from the edge.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// A message as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The source's id.
    pub source: String,
    /// The sender's own number for it (MSH-10); may be empty.
    pub control: String,
    /// Who sent it, in words.
    pub sender: String,
    /// Identifiers of the patients it is about, a line each.
    pub about: String,
    /// The message, without its frame.
    pub bytes: Vec<u8>,
    /// It lies in a folder rather than being sent: that it is still there is no sign of life of its source.
    pub lying: bool,
}

/// Why something was not kept. The words go to the sender and to the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// The home is locked: nothing can be kept until somebody signs in.
    #[error("Battlebag is locked and keeps nothing. Sign in, then send again")]
    Locked,
    /// The disk or the database would not.
    #[error("{0}")]
    Refused(String),
}

/// The newest whole set of files of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetMark {
    /// The word it was finished with.
    pub mark: String,
    /// When it was whole.
    pub finished_at: DateTime<Utc>,
}

/// Keeps what comes in. Each call returns only when what it was given is on the disk.
pub trait Keep: Send + Sync + 'static {
    /// Keeps messages, all or none. The same bytes from one source are kept once, and are no error.
    fn messages(&self, messages: &[Message]) -> Result<(), NotKept>;

    /// The newest whole set of a source.
    fn newest_set(&self, source: &str) -> Result<Option<SetMark>, NotKept>;

    /// Begins a set of files; what an unfinished one left is thrown away.
    fn begin_set(&self, source: &str) -> Result<u64, NotKept>;

    /// Keeps one file of a set.
    fn add_file(&self, source: &str, set: u64, name: &str, bytes: &[u8]) -> Result<(), NotKept>;

    /// Makes a set count, in the place of earlier ones or beside them.
    fn finish_set(&self, source: &str, set: u64, mark: &str, replaces: bool) -> Result<(), NotKept>;
}
