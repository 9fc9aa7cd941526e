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
    /// Points at this entry in requests ("a3f09c…:17").
    pub key: String,
    /// Number of the entry that this one corrects, closes, settles or erases, and its station when it is another.
    pub about: String,
    /// Corrections of this entry: number, who, the right words.
    pub corrected: Vec<CorrectionView>,
    /// Words were erased: by which entry and why; empty when they were not.
    pub erased: String,
    /// Marked for the debrief.
    pub flagged: bool,
    /// What to talk about then.
    pub flag_remark: String,
    /// Ward it is about; empty for none.
    pub ward: String,
    /// System it is about; empty for none.
    pub system: String,
    /// Patient it is about; empty for none.
    pub patient: String,
    /// An open task that can be closed, a held device that can be given out: "task", "device" or empty.
    pub open_as: String,
}

/// A correction, shown beside what it corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CorrectionView {
    /// Points at the correcting entry in requests.
    pub key: String,
    /// Number of the correcting entry.
    pub number: u32,
    /// Who.
    pub actor: String,
    /// When (RFC 3339).
    pub at: String,
    /// The right words.
    pub text: String,
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
    /// Leave out this many of the matching ones, newest first.
    pub offset: u32,
    /// Begin at the newest entry that happened at or before this time (RFC 3339) instead of at `offset`.
    pub jump_to: Option<String>,
    /// Only by this person.
    pub person: String,
    /// Only by somebody in this role (title).
    pub role: String,
    /// Only about this ward.
    pub ward: String,
    /// Only about this system (code).
    pub system: String,
    /// Only lines marked for the debrief.
    pub flagged: bool,
    /// The home's own record instead of the incident's: content, people, candidates, backups.
    pub standing: bool,
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
    /// How many of the matching ones come before the first given here.
    pub offset: u32,
    /// Last verification, in words.
    pub verified: String,
    /// What the filters offer.
    pub choices: LogChoices,
    /// Tasks that nobody has closed, contradictions, broken glass to look at.
    pub waiting: Vec<WaitingView>,
}

/// What the filters of the log offer: only what occurs in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogChoices {
    /// Kinds: first part of the kind, and its word.
    pub kinds: Vec<(String, String)>,
    /// People.
    pub people: Vec<String>,
    /// Role titles.
    pub roles: Vec<String>,
    /// Wards.
    pub wards: Vec<String>,
    /// Systems: code and name.
    pub systems: Vec<(String, String)>,
}

/// Something in the log that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingView {
    /// "task", "dispute" or "glass".
    pub sort: String,
    /// In words.
    pub text: String,
    /// When it is due (RFC 3339), for a task.
    pub due_at: Option<String>,
    /// Past due.
    pub late: bool,
    /// The entries it is about: for a contradiction, the choices.
    pub entries: Vec<WaitingEntry>,
}

/// One entry that something waits on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingEntry {
    /// Points at it in requests.
    pub key: String,
    /// Its number.
    pub number: u32,
    /// Its words.
    pub text: String,
    /// Who wrote it.
    pub actor: String,
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
    /// Options and why not, as one text.
    #[serde(default)]
    pub options: String,
    /// Each option considered, and why it was not taken.
    #[serde(default)]
    pub considered: Vec<ConsideredText>,
    /// The policy it rests on or departs from.
    #[serde(default)]
    pub policy: String,
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

/// One option and why it was not taken.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConsideredText {
    /// The option.
    pub option: String,
    /// Why it was not taken.
    pub why_not: String,
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
