//! Home, sign-in and the frame around every screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LifeWord, SecretText};

/// Is there a home, and is it open?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HomeState {
    /// No home in this folder yet.
    Missing,
    /// Locked: a passphrase opens it.
    Locked,
    /// Open.
    Open,
}

/// What can be known without a passphrase. Never a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusView {
    /// State of the home.
    pub state: HomeState,
    /// Folder.
    pub folder: String,
    /// People who can sign in.
    pub people: Vec<String>,
    /// Seconds to wait before the next try.
    pub wait_s: u32,
    /// Wrong tries so far.
    pub tries: u32,
    /// Who has this home open in another window; empty for nobody.
    pub held_by: String,
    /// Program version.
    pub version: String,
    /// This shell can show a file dialog.
    pub can_choose_files: bool,
    /// Wall clock now (RFC 3339, incident or machine zone).
    pub now: String,
}

/// Makes an encrypted home.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CreateHome {
    /// Hospital name.
    pub hospital: String,
    /// Person's name.
    pub person: String,
    /// Passphrase.
    #[ts(as = "String")]
    pub passphrase: SecretText,
    /// Zone (IANA), empty for Europe/London.
    pub zone: String,
}

/// The recovery code, shown once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct HomeMade {
    /// For a sealed envelope.
    #[ts(as = "String")]
    pub recovery_code: SecretText,
}

/// Opens the home.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Unlock {
    /// Who; may be empty when one person has a passphrase.
    pub person: String,
    /// Passphrase.
    #[ts(as = "String")]
    pub passphrase: SecretText,
}

/// The incident as the bar shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentHead {
    /// Id, hex.
    pub id: String,
    /// Short label printed on sheets ("CYB-7F3K").
    pub label: String,
    /// Title.
    pub title: String,
    /// A rehearsal.
    pub exercise: bool,
    /// Where it stands.
    pub life: LifeWord,
    /// Opened (RFC 3339).
    pub opened_at: String,
    /// Declared (RFC 3339).
    pub declared_at: Option<String>,
}

/// How old the census is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CensusAge {
    /// Up to 4 h.
    Fresh,
    /// Over 4 h: a banner on every screen and sheet.
    Old,
    /// Over 12 h: rebuild at the bedside.
    Expired,
}

/// The census as the bar and the strip show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CensusHead {
    /// The moment it shows (RFC 3339).
    pub as_of: String,
    /// Minutes since then.
    pub age_min: u32,
    /// Fresh, old or expired.
    pub age: CensusAge,
    /// Records read.
    pub read: u32,
    /// Records rejected.
    pub rejected: u32,
    /// People in a bed.
    pub inpatients: u32,
    /// Where from.
    pub feed: String,
}

/// A standing warning on the strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StripWarning {
    /// Words in bold.
    pub head: String,
    /// The rest.
    pub text: String,
    /// What the one action is called; empty for none.
    pub act: String,
    /// Screen that the action opens ("patients", "bag" …).
    pub screen: String,
}

/// What is due next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextDue {
    /// What.
    pub what: String,
    /// When (RFC 3339).
    pub at: String,
    /// Critical and late.
    pub late_critical: bool,
}

/// Counts on the left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NavCounts {
    /// Patients at P1.
    pub p1: u32,
    /// Systems that are not sound.
    pub systems: u32,
    /// Steps overdue on cards whose role is held.
    pub overdue: u32,
    /// Of these, critical.
    pub overdue_critical: u32,
    /// Required roles with no holder.
    pub vacant: u32,
    /// Print jobs stopped.
    pub print_stopped: u32,
    /// Results, runners and diversions that are late or lack something.
    pub messages: u32,
    /// Critical results that no clinician knows of.
    pub critical_results: u32,
}

/// Everything around the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FrameView {
    /// Hospital.
    pub hospital: String,
    /// Who is signed in.
    pub person: String,
    /// Titles of the roles they hold.
    pub roles: Vec<String>,
    /// Now, in the incident's zone (RFC 3339 with offset).
    pub now: String,
    /// Zone abbreviation ("GMT").
    pub zone: String,
    /// Zone name ("Europe/London").
    pub zone_name: String,
    /// The incident, if one is open.
    pub incident: Option<IncidentHead>,
    /// The census, if there is one.
    pub census: Option<CensusHead>,
    /// Standing warnings, worst first.
    pub strip: Vec<StripWarning>,
    /// Next thing due.
    pub next_due: Option<NextDue>,
    /// Counts on the left.
    pub counts: NavCounts,
    /// Entries that only this station has.
    pub not_copied: u32,
    /// Bag version.
    pub bag_version: String,
    /// Clinical content signed locally.
    pub approved: bool,
    /// Goes up with each change; the front end re-reads its screen when it moves.
    pub revision: u32,
}

/// Opens an incident.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenIncident {
    /// Title; empty for "Major incident, cyber".
    pub title: String,
    /// Stand by first.
    pub standby: bool,
    /// A rehearsal.
    pub exercise: bool,
    /// When it began, if not now (RFC 3339): it was run on paper until the laptop was there.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// A reason.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Because {
    /// The words.
    pub because: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
    /// When it happened, if not now (RFC 3339).
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// One line on readiness, for Home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyLine {
    /// "ready", "look" or "not_ready".
    pub state: String,
    /// What ("Census", "Action cards").
    pub what: String,
    /// In a sentence.
    pub text: String,
    /// Screen that helps.
    pub screen: String,
}

/// Home with no incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadinessView {
    /// Lines.
    pub lines: Vec<ReadyLine>,
    /// Earlier incidents.
    pub incidents: Vec<IncidentHead>,
}

/// Chooses one of the kept incidents.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct IncidentId {
    /// Id, hex.
    pub id: String,
}
