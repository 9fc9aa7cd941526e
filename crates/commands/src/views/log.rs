//! The log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One entry as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryView {
    /// Number in its station's chain.
    pub number: u32,
    /// Station, first 8 of its key.
    pub station: String,
    /// Kind ("note", "system.set" …).
    pub kind: String,
    /// Kind in a word ("Note", "System", "Decision").
    pub kind_word: String,
    /// When it happened (RFC 3339).
    pub occurred_at: String,
    /// When it was written (RFC 3339).
    pub recorded_at: String,
    /// Written more than five minutes after it happened.
    pub late: bool,
    /// Who.
    pub actor: String,
    /// Role held; empty for none.
    pub role: String,
    /// In words.
    pub text: String,
    /// More lines (evidence, rationale, remark).
    pub lines: Vec<String>,
    /// Body was redacted or cannot be read.
    pub unread: bool,
}

/// What of the log.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListLog {
    /// Only entries that happened at or after (RFC 3339).
    pub since: Option<String>,
    /// Kind or its first part ("system").
    pub kind: String,
    /// Words to find.
    pub search: String,
    /// At most this many; 0 for 500.
    pub limit: u32,
}

/// The log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogView {
    /// Newest first.
    pub entries: Vec<EntryView>,
    /// Entries in the whole log.
    pub all: u32,
    /// Entries that match.
    pub matched: u32,
    /// Last verification, in words.
    pub verified: String,
}

/// Adds a note.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddNote {
    /// The words.
    pub text: String,
    /// When it happened (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// Adds a decision.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddDecision {
    /// What was decided.
    pub decision: String,
    /// What was known.
    pub known: String,
    /// Options and why not.
    pub options: String,
    /// Why.
    pub rationale: String,
    /// Harm accepted.
    pub risks: String,
    /// Who was told.
    pub told: String,
    /// Review at (RFC 3339).
    pub review_at: Option<String>,
    /// When it was taken (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// One thing wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingView {
    /// Which log: the incident's title, or "standing record".
    pub record: String,
    /// Entry.
    pub number: u32,
    /// Station.
    pub station: String,
    /// What is wrong.
    pub what: String,
}

/// The log, verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerifyView {
    /// Unbroken.
    pub ok: bool,
    /// In plain words.
    pub said: String,
    /// Entries checked.
    pub entries: u32,
    /// Checkpoint words of the log as it stands.
    pub words: Vec<String>,
    /// When (RFC 3339).
    pub at: String,
    /// What is wrong.
    pub findings: Vec<FindingView>,
}

/// A draft: what somebody was typing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftText {
    /// Which field ("log.note").
    pub key: String,
    /// The words; empty clears it.
    pub text: String,
}

/// Which draft.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftKey {
    /// Which field.
    pub key: String,
}

/// A draft as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// The words; empty when there are none.
    pub text: String,
    /// Kept at (RFC 3339).
    pub kept_at: Option<String>,
}
