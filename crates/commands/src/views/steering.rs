//! The life of an incident, its objectives and periods, the battle rhythm, and the reports that were given.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BeatWord, LifeWord, StepWord};

/// Escalates an incident.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EscalateIncident {
    /// To whom.
    pub to: String,
    /// Why.
    pub because: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
    /// When it happened, if not now (RFC 3339).
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// What was said when it was talked over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DebriefText {
    /// Hot, cold, with other organisations.
    pub sort: String,
    /// Who was there.
    pub present: String,
    /// What went well.
    pub well: String,
    /// What did not.
    pub badly: String,
    /// What is to be changed, and by whom.
    pub change: String,
    /// When it was held (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// One turn of an incident's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnView {
    /// "Opened", "Declared", "Escalated" …
    pub word: String,
    /// Where it stood after it.
    pub life: LifeWord,
    /// Why.
    pub because: String,
    /// Who.
    pub actor: String,
    /// In what role; empty for none.
    pub role: String,
    /// When (RFC 3339).
    pub at: String,
    /// The entry.
    pub key: String,
}

/// A step of a card that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedStep {
    /// Card.
    pub card: String,
    /// Its title.
    pub card_title: String,
    /// Step number.
    pub step: u32,
    /// Step.
    pub text: String,
    /// A critical one.
    pub critical: bool,
    /// Open or blocked.
    pub status: StepWord,
}

/// What is not finished in an incident. It stays as it is when the incident is stood down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedView {
    /// Steps not done on cards whose role is or was held.
    pub steps: u32,
    /// Of these, critical.
    pub critical: u32,
    /// The first of them, critical ones before others.
    pub first: Vec<UnfinishedStep>,
    /// Tasks that nobody closed.
    pub tasks: Vec<String>,
    /// Objectives neither met nor given up.
    pub objectives: Vec<String>,
    /// Devices still kept aside.
    pub devices: u32,
    /// Broken glass that nobody looked at.
    pub glass: u32,
    /// Sheets whose back-entry is not done.
    pub sheets: u32,
    /// Of these, missing.
    pub sheets_missing: u32,
    /// In one sentence.
    pub said: String,
}

/// A debrief that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DebriefView {
    /// The entry.
    pub key: String,
    /// When (RFC 3339).
    pub at: String,
    /// Who wrote it down.
    pub actor: String,
    /// What was said.
    pub text: DebriefText,
}

/// The life of the incident on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LifeView {
    /// As of (RFC 3339).
    pub at: String,
    /// Where it stands.
    pub life: LifeWord,
    /// A rehearsal: chosen at the start and never switched.
    pub exercise: bool,
    /// Each turn, oldest first.
    pub turns: Vec<TurnView>,
    /// Turns it can take from here: "declare", "escalate", "recover", "stand_down", "reopen", "debrief".
    pub may: Vec<String>,
    /// What is not finished.
    pub unfinished: UnfinishedView,
    /// Debriefs, oldest first.
    pub debriefs: Vec<DebriefView>,
    /// Lines marked for the debrief.
    pub flagged: u32,
}

/// Incidents that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentsView {
    /// Newest first.
    pub incidents: Vec<super::IncidentHead>,
}

/// Sets an objective.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SetObjective {
    /// The objective.
    pub objective: String,
    /// Who sees to it.
    pub owner: String,
    /// When it is to be reached (RFC 3339).
    pub by: Option<String>,
    /// When it was set (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// Ends an objective.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EndObjective {
    /// The entry that set it.
    pub key: String,
    /// Met; else given up, with the reason.
    pub met: bool,
    /// Remark.
    pub remark: String,
}

/// Starts an operational period; the one that runs ends with it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StartPeriod {
    /// What it is for.
    pub aim: String,
    /// When it is to end (RFC 3339).
    pub until: Option<String>,
    /// When it began, if not now (RFC 3339).
    pub occurred_at: Option<String>,
}

/// Ends the operational period that runs.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EndPeriod {
    /// What came of it.
    pub remark: String,
    /// When it ended, if not now (RFC 3339).
    pub occurred_at: Option<String>,
}

/// Sets when a report or briefing is due next, and how often.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetRhythm {
    /// What.
    pub beat: BeatWord,
    /// Next due (RFC 3339); none when it is not due any more.
    pub next_at: Option<String>,
    /// Minutes from one to the next; 0 when each next one is said by hand.
    pub every_min: u32,
    /// Where, or how to join.
    pub place: String,
}

/// An objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ObjectiveView {
    /// The entry.
    pub key: String,
    /// Number.
    pub number: u32,
    /// The objective.
    pub objective: String,
    /// Who sees to it; empty for nobody.
    pub owner: String,
    /// When it is to be reached (RFC 3339).
    pub by: Option<String>,
    /// That time is past and it runs.
    pub late: bool,
    /// "running", "met" or "abandoned".
    pub state: String,
    /// Who set it.
    pub set_by: String,
    /// When (RFC 3339).
    pub set_at: String,
    /// Who ended it; empty while it runs.
    pub ended_by: String,
    /// When (RFC 3339).
    pub ended_at: Option<String>,
    /// What was said at the end.
    pub remark: String,
}

/// An operational period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeriodView {
    /// The entry.
    pub key: String,
    /// Number.
    pub number: u32,
    /// What it is for.
    pub aim: String,
    /// When it began (RFC 3339).
    pub started_at: String,
    /// When it is to end (RFC 3339).
    pub until: Option<String>,
    /// That time is past and it runs.
    pub late: bool,
    /// When it ended (RFC 3339).
    pub ended_at: Option<String>,
    /// What came of it.
    pub remark: String,
}

/// One beat of the battle rhythm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BeatView {
    /// What.
    pub beat: BeatWord,
    /// "SitRep 3", "Briefing 2": the next one.
    pub name: String,
    /// When it is due (RFC 3339); none when nobody said.
    pub next_at: Option<String>,
    /// That time is past.
    pub late: bool,
    /// Minutes from one to the next; 0 when nobody said.
    pub every_min: u32,
    /// Where, or how to join.
    pub place: String,
    /// When the last one was given (RFC 3339).
    pub last_at: Option<String>,
}

/// Objectives, periods and the battle rhythm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SteeringView {
    /// As of (RFC 3339).
    pub at: String,
    /// Running ones first, then the ended, each oldest first.
    pub objectives: Vec<ObjectiveView>,
    /// The period that runs.
    pub period: Option<PeriodView>,
    /// Periods that ended, newest first.
    pub periods: Vec<PeriodView>,
    /// SitReps and briefings.
    pub rhythm: Vec<BeatView>,
}

/// A briefing in the order of IIMARCH, to be added or as it would be filled now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BriefingText {
    /// Its number: that of the next one.
    pub number: u32,
    /// I: information.
    pub information: String,
    /// I: intent.
    pub intent: String,
    /// M: method.
    pub method: String,
    /// A: administration.
    pub administration: String,
    /// R: risk assessment.
    pub risk: String,
    /// C: communications.
    pub communications: String,
    /// H: humanitarian issues.
    pub humanitarian: String,
    /// Who was briefed.
    pub told: String,
    /// Next one due (RFC 3339).
    pub next_at: Option<String>,
    /// When it was given (RFC 3339), if not now.
    pub occurred_at: Option<String>,
}

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportWord {
    /// M/ETHANE.
    Methane,
    /// Situation report.
    Sitrep,
    /// Briefing (IIMARCH).
    Briefing,
}

/// One part of a report that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportPartView {
    /// The letter it is called by; empty for none.
    pub letter: String,
    /// Its name.
    pub word: String,
    /// What it says.
    pub text: String,
}

/// A report that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportView {
    /// The entry.
    pub key: String,
    /// Which sort.
    pub report: ReportWord,
    /// "SitRep 3".
    pub name: String,
    /// When it was given (RFC 3339).
    pub at: String,
    /// Who gave it.
    pub actor: String,
    /// In what role.
    pub role: String,
    /// Its parts in their order.
    pub parts: Vec<ReportPartView>,
    /// Who was told.
    pub told: String,
    /// Period covered: from (RFC 3339).
    pub from: Option<String>,
    /// To.
    pub to: Option<String>,
    /// How often it was corrected since: the log has the words.
    pub corrections: u32,
}

/// The reports of the incident on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportsView {
    /// As of (RFC 3339).
    pub at: String,
    /// Newest first.
    pub reports: Vec<ReportView>,
}

/// Writes a report to a PDF with a checkpoint of the log.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WriteReport {
    /// Which sort.
    pub report: ReportWord,
    /// The entry of one that was given; empty for the report as it stands, which is marked as not signed.
    #[serde(default)]
    pub key: String,
    /// A file or a folder; empty for the paper folder.
    #[serde(default)]
    pub to: String,
    /// "a4" or "letter"; empty for the hospital's usual one.
    #[serde(default)]
    pub paper: String,
}

/// A report on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportWritten {
    /// The file.
    pub file: String,
    /// Its pages.
    pub pages: u32,
    /// The eight words of its checkpoint.
    pub words: Vec<String>,
}
