//! The parts of entries: what a decision, a METHANE, a SitRep and the rest consist of.
//!
//! Fields are only ever added, each with a default, so that an old entry reads in a new program.

use battlebag_bag::{InstanceId, SystemCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;

/// Points at another entry: station (first 8 hex of its key) and number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryRef {
    /// Station's public key, hex.
    pub station: String,
    /// Number in that station's chain.
    pub seq: u64,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Not started, or opened again.
    Open,
    /// Done now.
    Complete,
    /// Was done before, at a time the person gives.
    AlreadyDone,
    /// Does not apply here.
    NotApplicable,
    /// Cannot be done yet.
    Blocked,
}

/// The parts of a decision that an inquiry asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// What was decided.
    pub decision: String,
    /// What was known then.
    pub known: String,
    /// Options considered, with why they were not taken, as one text (entries written before `considered` was there).
    pub options: String,
    /// Each option considered and why it was not taken.
    pub considered: Vec<Considered>,
    /// Why.
    pub rationale: String,
    /// Risks and harm accepted.
    pub risks: String,
    /// The policy, plan or guidance it rests on, or departs from.
    pub policy: String,
    /// Who was told.
    pub told: String,
    /// When it is looked at again.
    pub review_at: Option<DateTime<Utc>>,
}

/// How many the census held, kept in the log so that the numbers survive the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusCounts {
    /// Records met.
    pub read: u32,
    /// Records rejected.
    pub rejected: u32,
    /// People in a bed.
    pub inpatients: u32,
}

/// One printed sheet, for tracking and typing back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Sheet number printed on it ("7KQ4-M2XD").
    pub code: String,
    /// Patient key, or empty for a list or a card.
    pub patient: String,
    /// Name of the form.
    pub form: String,
    /// Faces.
    pub faces: u32,
    /// Ward that it was printed for; empty for stock that is nobody's, and in entries of before it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ward: String,
    /// Bed, name and number as they were printed: a patient may be in no census any more when the sheet comes back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whose: String,
}

/// One option that was considered and not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Considered {
    /// The option.
    pub option: String,
    /// Why it was not taken.
    pub why_not: String,
}

/// M/ETHANE in its cyber reading: what the first message to the outside says, in the order it is spoken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Methane {
    /// Number of this message in the incident, from 1.
    pub number: u32,
    /// M: declared or standby, and when.
    pub major: String,
    /// E: sites, wards and systems hit.
    pub exact: String,
    /// T: what sort of attack or failure, as far as known.
    pub sort: String,
    /// H: hazards, present and to come: what is wrong though it looks right.
    pub hazards: String,
    /// A: how to reach the hospital: ways in, phone, radio, runner.
    pub access: String,
    /// N: patients hurt or at risk, by priority.
    pub numbers: String,
    /// E: who is here and who is needed.
    pub emergency: String,
    /// Who was told.
    pub told: String,
}

/// A situation report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SitRep {
    /// Number in the incident, from 1.
    pub number: u32,
    /// Period covered: from.
    pub from: Option<DateTime<Utc>>,
    /// Period covered: to.
    pub to: Option<DateTime<Utc>>,
    /// Nothing changed since the last one.
    pub no_change: bool,
    /// Situation to date.
    pub situation: String,
    /// What changed since the last one: systems, tiers, roles, decisions, steps, stock (empty in reports of before it was kept).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub changed: String,
    /// Actions to date.
    pub done: String,
    /// Actions planned.
    pub planned: String,
    /// Issues foreseen.
    pub foreseen: String,
    /// Who was told.
    pub told: String,
    /// When the next one is due.
    pub next_at: Option<DateTime<Utc>>,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To somebody.
    #[default]
    Sent,
    /// From somebody.
    Received,
}

/// Something said or carried between people, with its read-back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Message {
    /// Sent or received.
    pub way: Way,
    /// Who it is from.
    pub from: String,
    /// Who it is for.
    pub to: String,
    /// By phone, radio, runner, face to face.
    pub by: String,
    /// The words.
    pub text: String,
    /// Who read it back and was right; empty when nobody did.
    pub read_back_by: String,
}

/// A task given to somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskGiven {
    /// What is to be done.
    pub task: String,
    /// The person or role who does it.
    pub to: String,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskEnd {
    /// Done.
    Done,
    /// Not done, and will not be.
    NotDone,
}

/// A task closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskClosed {
    /// The entry that gave it.
    pub of: EntryRef,
    /// How it ended.
    pub end: TaskEnd,
    /// Remark; the reason when it was not done.
    #[serde(default)]
    pub remark: String,
}

/// A device kept aside as evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceHeld {
    /// What it is.
    pub device: String,
    /// Asset or serial number.
    pub identity: String,
    /// Where it stands.
    pub place: String,
    /// What was seen.
    pub seen: String,
    /// How it was left: on, off, network cable out, not cleaned.
    pub left: String,
    /// Who holds it.
    pub held_by: String,
    /// Number on its seal or tag.
    pub seal: String,
}

/// A device given out of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReleased {
    /// The entry that held it.
    pub of: EntryRef,
    /// To whom.
    pub to: String,
    /// On whose word.
    pub because: String,
}

/// Why an entry's words were erased. The entry's place, hash and signature stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redaction {
    /// The entry.
    pub of: EntryRef,
    /// Why.
    pub because: String,
    /// On what ground: a law, a court, a person's right.
    #[serde(default)]
    pub ground: String,
    /// What the list is still made from: the entry without its words. None for an entry that no list is made from, and
    /// in erasures of before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stays: Option<Box<Body>>,
}

/// A person's word on entries that contradict each other. All stay; one holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The entries that contradict each other.
    pub between: Vec<EntryRef>,
    /// The one that holds.
    pub holds: EntryRef,
    /// What it is about, in words.
    pub matter: String,
    /// Why.
    pub because: String,
}

/// A line marked for the debrief, or the mark taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The entry.
    pub of: EntryRef,
    /// On, or off.
    pub on: bool,
    /// What to talk about.
    #[serde(default)]
    pub remark: String,
}

/// Somebody did what their role does not allow, and said why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glass {
    /// What was done.
    pub act: String,
    /// Whose it is to do.
    pub needs: String,
    /// Why it could not wait.
    pub because: String,
}

/// Somebody else looked at a broken glass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlassReview {
    /// The entry that broke it.
    pub of: EntryRef,
    /// What they found.
    pub finding: String,
}

/// Something about who can open the home.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonChange {
    /// Who.
    pub person: String,
    /// Why, or how.
    pub because: String,
}

/// This station has a new key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationRenewed {
    /// The key before, hex.
    pub before: String,
    /// Why: a restored backup, a key in use on two machines.
    pub because: String,
    /// When the backup was made, if one was restored.
    #[serde(default)]
    pub backup_of: Option<DateTime<Utc>>,
}

/// A register of the hospital's own systems came into use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterAdopted {
    /// Content hash, hex.
    pub register: String,
    /// How many systems it holds.
    pub instances: u32,
    /// What was changed, in words: "added bga-ed".
    pub change: String,
}

/// Whether a decision was taken on what a doubted system gave for one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActedOn {
    /// Patient key.
    pub patient: String,
    /// Class of the system.
    pub system: SystemCode,
    /// The instance; none for the class as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<InstanceId>,
    /// A decision was taken on it, or none was.
    pub acted: bool,
    /// When it was taken, if known.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// What was decided, or how it is known that nothing was.
    #[serde(default)]
    pub note: String,
}

/// The home was copied to a backup file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupMade {
    /// The file.
    pub to: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Where live feeds come from, or how long what they sent is kept, was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedChange {
    /// The feed's name; empty for a change of all.
    pub feed: String,
    /// What was changed, in words: "added: HL7 v2 over MLLP at 127.0.0.1:2575".
    pub change: String,
}

/// Printers were looked for, or one that was found was taken on or turned away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterChange {
    /// The printer's name; empty for a change of the looking itself.
    pub printer: String,
    /// What was changed, in words: "taken on: the number 482 913 was read from its paper".
    pub change: String,
    /// What the printer says of itself, where it is and its certificate, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
}

/// Census snapshots that were no longer needed were erased. The entries that name them stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shredding {
    /// Their content hashes, hex.
    pub snapshots: Vec<String>,
    /// Why.
    pub because: String,
    /// The station did it by its timer: whoever was signed in did not ask for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_timer: bool,
}

/// The record was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The file.
    pub to: String,
    /// Entries in it.
    pub entries: u64,
}

/// A checkpoint was made and signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointMade {
    /// Its eight words.
    pub words: String,
    /// Entries it stands for.
    pub entries: u64,
    /// Where it was printed to; empty when it was only read aloud.
    #[serde(default)]
    pub to: String,
}
