//! What people write into the journal, and words about other entries.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A message in the M/ETHANE order, to be added or as it would be filled now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MethaneText {
    /// M: declared or standby.
    pub major: String,
    /// E: exact places and systems.
    pub exact: String,
    /// T: type.
    pub sort: String,
    /// H: hazards.
    pub hazards: String,
    /// A: access.
    pub access: String,
    /// N: numbers of patients.
    pub numbers: String,
    /// E: who is here and needed.
    pub emergency: String,
    /// Who was told.
    pub told: String,
    /// When it was said (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// A situation report, to be added or as it would be filled now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SitRepText {
    /// Its number: that of the next one.
    pub number: u32,
    /// Period: from (RFC 3339).
    pub from: Option<String>,
    /// Period: to (RFC 3339).
    pub to: Option<String>,
    /// Nothing changed since the last one.
    pub no_change: bool,
    /// Situation to date.
    pub situation: String,
    /// What changed since the last one.
    pub changed: String,
    /// Actions to date.
    pub done: String,
    /// Actions planned.
    pub planned: String,
    /// Issues foreseen.
    pub foreseen: String,
    /// Who was told.
    pub told: String,
    /// Next one due (RFC 3339).
    pub next_at: Option<String>,
    /// When it was given (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// Something said or carried.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MessageText {
    /// Received, or sent.
    pub received: bool,
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// Phone, radio, runner, face to face.
    pub by: String,
    /// The words.
    pub text: String,
    /// Who read it back; empty when nobody did.
    pub read_back_by: String,
    /// When (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// A task for somebody.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct GiveTask {
    /// What.
    pub task: String,
    /// Person or role.
    pub to: String,
    /// Due (RFC 3339).
    pub due_at: Option<String>,
    /// When it was given (RFC 3339), if not now.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// Closes a task.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CloseTask {
    /// The entry that gave it.
    pub key: String,
    /// Done; else not done, with the reason.
    pub done: bool,
    /// Remark.
    pub remark: String,
}

/// Keeps a device aside as evidence.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HoldDevice {
    /// What it is.
    pub device: String,
    /// Asset or serial number.
    pub identity: String,
    /// Where it stands.
    pub place: String,
    /// What was seen.
    pub seen: String,
    /// How it was left.
    pub left: String,
    /// Who holds it.
    pub held_by: String,
    /// Seal or tag.
    pub seal: String,
    /// When (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// Gives a device out again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReleaseDevice {
    /// The entry that held it.
    pub key: String,
    /// To whom.
    pub to: String,
    /// On whose word.
    pub because: String,
}

/// The right words for an earlier entry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectEntry {
    /// The entry.
    pub key: String,
    /// The right words.
    pub text: String,
}

/// Marks a line for the debrief.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FlagEntry {
    /// The entry.
    pub key: String,
    /// On, or off.
    pub on: bool,
    /// What to talk about.
    pub remark: String,
}

/// Erases the words of an entry for good.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RedactEntry {
    /// The entry.
    pub key: String,
    /// Why.
    pub because: String,
    /// A law, a court, a person's right.
    pub ground: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Says which of contradicting entries holds, or what was found on looking at broken glass.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JudgeEntry {
    /// The entry that holds, or that broke the glass.
    pub key: String,
    /// Why, or what was found.
    pub because: String,
}
