//! Help between hospitals, diversions, and the contact book.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FileFault;

/// Who turned to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AidWayWord {
    /// We asked.
    WeAsked,
    /// They offered.
    TheyOffered,
    /// They asked us.
    TheyAsked,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AidAnswerWord {
    /// An offer was made.
    Offered,
    /// Agreed.
    Accepted,
    /// Refused.
    Declined,
}

/// How a matter of help stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AidStand {
    /// Nobody answered, and the time for an answer is over.
    Late,
    /// Nobody answered.
    Asked,
    /// An offer stands.
    Offered,
    /// Agreed.
    Accepted,
    /// Refused.
    Declined,
    /// Ended.
    Ended,
}

/// One word about help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AidSaid {
    /// When (RFC 3339).
    pub at: String,
    /// What, and who said it.
    pub text: String,
}

/// One matter of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AidRow {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry.
    pub number: u32,
    /// Who turned to whom.
    pub way: AidWayWord,
    /// The other hospital, service or supplier.
    pub whom: String,
    /// What.
    pub what: String,
    /// With whom it was spoken.
    pub contact: String,
    /// Since when (RFC 3339).
    pub since: String,
    /// How it stands.
    pub stands: AidStand,
    /// What was said since, oldest first.
    pub said: Vec<AidSaid>,
}

/// One diversion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DivertRow {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry.
    pub number: u32,
    /// What.
    pub what: String,
    /// To where.
    pub to: String,
    /// Since when (RFC 3339).
    pub since: String,
    /// Until when it is agreed (RFC 3339); none for until further notice.
    pub until: Option<String>,
    /// Runs, and its time is over.
    pub over: bool,
    /// Who agreed to it there.
    pub agreed_by: String,
    /// Why.
    pub because: String,
    /// Who was told, oldest first.
    pub told: Vec<AidSaid>,
    /// Why it ended; empty while it runs.
    pub ended: String,
    /// When (RFC 3339).
    pub ended_at: Option<String>,
}

/// Help and diversions of the incident on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AidView {
    /// Now (RFC 3339).
    pub at: String,
    /// Late ones first, then open ones, then the rest.
    pub aid: Vec<AidRow>,
    /// Running ones first, those whose time is over before others.
    pub diversions: Vec<DivertRow>,
    /// Help that is open.
    pub open: u32,
    /// Diversions that run.
    pub running: u32,
}

/// Help was asked or offered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenAid {
    /// Who turned to whom.
    pub way: AidWayWord,
    /// The other hospital, service or supplier.
    pub whom: String,
    /// What.
    pub what: String,
    /// With whom it was spoken.
    #[serde(default)]
    pub contact: String,
    /// When (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// It was answered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswerAid {
    /// Which matter.
    pub key: String,
    /// How.
    pub answer: AidAnswerWord,
    /// In what words, from when.
    #[serde(default)]
    pub words: String,
    /// Who answered.
    pub by: String,
}

/// A diversion begins.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StartDivert {
    /// What.
    pub what: String,
    /// To where.
    pub to: String,
    /// Until when (RFC 3339); until further notice when left out.
    #[serde(default)]
    pub until: Option<String>,
    /// Who agreed to it there.
    pub agreed_by: String,
    /// Why.
    #[serde(default)]
    pub because: String,
    /// When it began (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// Words about one matter of help or one diversion: how it ended, who was told.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SayAid {
    /// Which.
    pub key: String,
    /// The words.
    pub text: String,
}

/// A diversion holds until another time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HoldDivert {
    /// Which.
    pub key: String,
    /// Until when (RFC 3339); until further notice when left out.
    #[serde(default)]
    pub until: Option<String>,
    /// Who agreed to it there.
    pub agreed_by: String,
}

/// What a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactSortWord {
    /// A person.
    Person,
    /// A place or a desk.
    Place,
    /// A supplier.
    Supplier,
    /// A neighbour.
    Neighbour,
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContactView {
    /// Its key: what it is and its name.
    pub key: String,
    /// What it is.
    pub sort: ContactSortWord,
    /// Name.
    pub name: String,
    /// What one rings it for.
    pub what_for: String,
    /// Number.
    pub phone: String,
    /// Another number.
    pub other_phone: String,
    /// Radio channel or bleep.
    pub radio: String,
    /// Where it is.
    pub room: String,
    /// What else to know.
    pub note: String,
    /// The day somebody tried it (2026-11-14); empty for never.
    pub verified_on: String,
    /// Who tried it.
    pub verified_by: String,
    /// Never tried, or longer ago than half a year.
    pub stale: bool,
}

/// The contact book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContactsView {
    /// Contacts: people, places, suppliers, neighbours; by name.
    pub contacts: Vec<ContactView>,
    /// Never tried, or longer ago than half a year.
    pub stale: u32,
}

/// Adds a contact, or changes one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PutContact {
    /// Key of the one to change; empty for a new one.
    #[serde(default)]
    pub key: String,
    /// What it is.
    pub sort: ContactSortWord,
    /// Name.
    pub name: String,
    /// What one rings it for.
    #[serde(default)]
    pub what_for: String,
    /// Number.
    #[serde(default)]
    pub phone: String,
    /// Another number.
    #[serde(default)]
    pub other_phone: String,
    /// Radio channel or bleep.
    #[serde(default)]
    pub radio: String,
    /// Where it is.
    #[serde(default)]
    pub room: String,
    /// What else to know.
    #[serde(default)]
    pub note: String,
    /// Somebody tried it today: it becomes verified by who is signed in.
    #[serde(default)]
    pub verified: bool,
}

/// Names one contact.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContactKey {
    /// Key.
    pub key: String,
}

/// Takes contacts from a CSV file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportContacts {
    /// The file.
    pub path: String,
    /// Contacts that are not in the file go; else they stay.
    #[serde(default)]
    pub replace: bool,
    /// Only check.
    #[serde(default)]
    pub dry_run: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContactsTaken {
    /// In a sentence.
    pub said: String,
    /// The book was changed.
    pub taken: bool,
    /// How many are in the book now.
    pub contacts: u32,
    /// What is wrong in the file, by line and column.
    pub faults: Vec<FileFault>,
}

/// Writes a list to a file that other programs read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportList {
    /// "results", "waited", "runners", "aid", "diversions", "contacts" or "`downtime_numbers`".
    pub list: String,
    /// A file ending in .csv or .json, or a folder; empty for the folder that paper goes to.
    #[serde(default)]
    pub to: String,
    /// "csv" or "json", where `to` does not say; CSV when left out.
    #[serde(default)]
    pub form: String,
}
