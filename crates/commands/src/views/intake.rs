//! Live feeds: where the census comes from by itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SecretText;

/// What a source is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntakeState {
    /// It takes messages.
    Listening,
    /// It looks into its folder.
    Watching,
    /// It asks its server now.
    Pulling,
    /// It waits for the time of its next pull.
    Waiting,
    /// It works, and has said nothing for longer than its own limit.
    Silent,
    /// It does not run in this window or command.
    Stopped,
    /// It cannot work; it tries again by itself.
    Failed,
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntakeSource {
    /// Id.
    pub id: String,
    /// Name, as the hospital calls it ("ADT feed").
    pub name: String,
    /// "mllp", "folder" or "fhir".
    pub kind: String,
    /// Address, folder or server.
    pub place: String,
    /// What it is doing.
    pub state: IntakeState,
    /// The same in words, with what is wrong.
    pub words: String,
    /// When it was last heard (RFC 3339), or none.
    pub last_heard: Option<String>,
    /// Minutes of silence after which it counts as silent; 0 for never.
    pub silent_after_min: u32,
    /// Messages and files kept since it was added.
    pub kept: u32,
    /// Messages that came again and were kept once.
    pub repeated: u32,
    /// The last thing that went wrong since the program started; empty for nothing.
    pub last_error: String,
    /// When (RFC 3339).
    pub last_error_at: Option<String>,
    /// What it has to say of its last look or pull.
    pub remarks: Vec<String>,
    /// Whether it has a token.
    pub has_token: bool,
}

/// How long what feeds sent is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntakeRetention {
    /// The newest snapshots that are always kept.
    pub snapshots: u32,
    /// Days after which older snapshots are erased.
    pub days: u32,
    /// Days after which messages are erased that are about nobody in a bed.
    pub message_days: u32,
}

/// All sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntakeView {
    /// Sources.
    pub sources: Vec<IntakeSource>,
    /// Minutes between snapshots when something new came.
    pub every_min: u32,
    /// When the next snapshot is due (RFC 3339); none when nothing new came or nothing runs.
    pub next_snapshot: Option<String>,
    /// What the last try at a snapshot came to, in words; empty before the first.
    pub last_try: String,
    /// Why the newest snapshot was held back; empty when it was not.
    pub held_back: String,
    /// How long what they sent is kept.
    pub retention: IntakeRetention,
    /// Whether sources run in this window or command.
    pub running: bool,
    /// Whether who is signed in may change them.
    pub may_change: bool,
}

/// Adds a source.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddIntake {
    /// Name, as the hospital calls it.
    pub name: String,
    /// "mllp", "folder" or "fhir".
    pub kind: String,
    /// Address to listen at, folder, or server.
    pub place: String,
    /// Minutes of silence after which it counts as silent; 0 for never.
    pub silent_after_min: u32,
    /// MLLP: every network this machine is on may send.
    #[serde(default)]
    pub anywhere: bool,
    /// MLLP: who may send (10.20.0.5, 10.20.0.0/24); empty for everybody who reaches the address.
    #[serde(default)]
    pub senders: Vec<String>,
    /// FHIR: a line without encryption is allowed.
    #[serde(default)]
    pub open_line: bool,
    /// FHIR: "auto", "export" or "search".
    #[serde(default)]
    pub how: String,
    /// FHIR: file with the certificate of the hospital's own authority; empty for the machine's own.
    #[serde(default)]
    pub ca: String,
    /// FHIR: bearer token; empty for none.
    #[ts(as = "String")]
    #[serde(default)]
    pub token: SecretText,
    /// FHIR: minutes between two pulls.
    #[serde(default)]
    pub every_min: u32,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Names a source.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RemoveIntake {
    /// Id.
    pub id: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Pulls from a server now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PullIntake {
    /// Id of the source.
    pub id: String,
    /// Only what changed since (RFC 3339); none for everything.
    pub since: Option<String>,
}

/// Takes a snapshot of what the sources hold.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct IntakeSnapshot {
    /// Also when it knows far fewer people than the one in use.
    pub anyway: bool,
}

/// Sets how long what feeds sent is kept, and how often snapshots are taken.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetIntake {
    /// Minutes between snapshots.
    pub every_min: u32,
    /// How long it is kept.
    pub retention: IntakeRetention,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}
