//! Results by phone, what is waited for, and what runners carry.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One phoned result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhonedView {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry.
    pub number: u32,
    /// Key in the census; empty when the patient was typed.
    pub patient: String,
    /// Name and place, as they were said.
    pub name: String,
    /// The second identifier; empty when only one was given.
    pub second: String,
    /// Test.
    pub test: String,
    /// Value.
    pub value: String,
    /// Unit; empty for none.
    pub unit: String,
    /// Reference range; empty when none was said.
    pub range: String,
    /// When the sample was taken (RFC 3339).
    pub sampled_at: Option<String>,
    /// The laboratory calls it critical.
    pub critical: bool,
    /// Who phoned.
    pub given_by: String,
    /// From where.
    pub from: String,
    /// Who took it.
    pub taken_by: String,
    /// When (RFC 3339).
    pub at: String,
    /// "Read back by … to … 02:20"; empty when it was not.
    pub read_back: String,
    /// Who listened too; empty for nobody.
    pub second_listener: String,
    /// The clinician who knows of it; empty for nobody.
    pub clinician: String,
    /// When they said so (RFC 3339).
    pub acknowledged_at: Option<String>,
    /// What is done about it.
    pub doing: String,
    /// Critical, and no clinician is named.
    pub waits: bool,
    /// What it lacks, in words: "Not read back", "One identifier only".
    pub lacks: Vec<String>,
}

/// One question where a result is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChaseView {
    /// When (RFC 3339).
    pub at: String,
    /// Who asked.
    pub by: String,
    /// Who was asked.
    pub whom: String,
    /// What they said.
    pub answer: String,
    /// When they say it will be there (RFC 3339).
    pub expected_at: Option<String>,
}

/// One sample or request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitedView {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry.
    pub number: u32,
    /// Key in the census; empty when the patient was typed.
    pub patient: String,
    /// Name and place.
    pub name: String,
    /// The second identifier; empty when only one was given.
    pub second: String,
    /// Test.
    pub test: String,
    /// Urgent.
    pub urgent: bool,
    /// Where it went.
    pub to: String,
    /// Who wants the result, and how they are reached.
    pub tell: String,
    /// How it went.
    pub by: String,
    /// When it was sent (RFC 3339).
    pub sent_at: String,
    /// When the result is expected (RFC 3339).
    pub due_at: String,
    /// Minutes that it is late; 0 when it is not.
    pub late_min: u32,
    /// Each time somebody asked where it is, newest first.
    pub chased: Vec<ChaseView>,
    /// How the waiting ended, in words; empty while it is open.
    pub ended: String,
    /// When it ended (RFC 3339).
    pub ended_at: Option<String>,
}

/// How long something is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitTime {
    /// Id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// A test; else carried by hand, or an answer.
    pub test: bool,
    /// Minutes when it is urgent.
    pub urgent_min: u32,
    /// Minutes otherwise.
    pub routine_min: u32,
    /// This hospital set it.
    pub own: bool,
    /// Where the bag's own minutes come from.
    pub source: String,
}

/// Results of the incident on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResultsView {
    /// Now (RFC 3339).
    pub at: String,
    /// Phoned results: critical ones without a clinician first, then those that lack something, then newest first.
    pub results: Vec<PhonedView>,
    /// Samples and requests: open ones by how late, then those that ended, newest first.
    pub waited: Vec<WaitedView>,
    /// Times that things are waited for.
    pub times: Vec<WaitTime>,
    /// Critical, and no clinician is named.
    pub critical: u32,
    /// Not read back.
    pub not_read_back: u32,
    /// Samples and requests that are open.
    pub open: u32,
    /// Of these, late.
    pub late: u32,
}

/// Takes a phoned result down.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TakeResult {
    /// Key in the census: name and second identifier come from there; empty when they are typed.
    pub patient: String,
    /// Name and place, when typed.
    pub name: String,
    /// Second identifier, when typed.
    pub second: String,
    /// Test.
    pub test: String,
    /// Value.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// Reference range.
    pub range: String,
    /// When the sample was taken (RFC 3339).
    pub sampled_at: Option<String>,
    /// The laboratory calls it critical.
    pub critical: bool,
    /// Who phoned.
    pub given_by: String,
    /// From where.
    pub from: String,
    /// Who took it; empty for who is signed in.
    pub taken_by: String,
    /// It was read back and said to be right.
    pub read_back: bool,
    /// Who listened too.
    pub second_listener: String,
    /// The sample or request that it answers; empty for none.
    pub answers: String,
    /// When it was phoned (RFC 3339); now when left out.
    pub occurred_at: Option<String>,
}

/// Reads a result back later.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReadBackResult {
    /// The result.
    pub key: String,
    /// Who read it; empty for who is signed in.
    #[serde(default)]
    pub by: String,
    /// To whom.
    pub to: String,
    /// Who listened too.
    #[serde(default)]
    pub second_listener: String,
}

/// A named clinician knows of a result.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AcknowledgeResult {
    /// The result.
    pub key: String,
    /// The clinician.
    pub clinician: String,
    /// What is done.
    #[serde(default)]
    pub doing: String,
}

/// A sample was sent or a request made.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AskResult {
    /// Key in the census; empty when the patient is typed.
    pub patient: String,
    /// Name and place, when typed.
    pub name: String,
    /// Second identifier, when typed.
    pub second: String,
    /// Test: an id or any words.
    pub test: String,
    /// Urgent.
    pub urgent: bool,
    /// Where it went.
    pub to: String,
    /// Who wants the result.
    pub tell: String,
    /// How it went.
    pub by: String,
    /// Minutes in which it is expected; 0 for the time that is set for the test.
    pub expected_min: u32,
    /// When it was sent (RFC 3339); now when left out.
    pub occurred_at: Option<String>,
}

/// Somebody asked where a result is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChaseResult {
    /// The sample or request.
    pub key: String,
    /// Who was asked.
    pub whom: String,
    /// What they said.
    pub answer: String,
    /// When they say it will be there (RFC 3339).
    #[serde(default)]
    pub expected_at: Option<String>,
}

/// Ends the waiting.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CloseWait {
    /// The sample or request.
    pub key: String,
    /// The result came by another way than the phone.
    pub came: bool,
    /// Where it is, or why none is needed.
    pub because: String,
}

/// Sets how long something is waited for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetWait {
    /// Id.
    pub id: String,
    /// Minutes when it is urgent.
    pub urgent_min: u32,
    /// Minutes otherwise.
    pub routine_min: u32,
}

/// How something carried by hand stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunStand {
    /// Under way, and past its time.
    Late,
    /// Under way.
    UnderWay,
    /// Given up.
    NotArrived,
    /// There.
    Arrived,
}

/// Something carried by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunView {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry.
    pub number: u32,
    /// What.
    pub what: String,
    /// Who carries it.
    pub runner: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// When it left (RFC 3339).
    pub sent_at: String,
    /// When it should be there (RFC 3339).
    pub due_at: String,
    /// How it stands.
    pub stands: RunStand,
    /// Minutes that it is late; 0 when it is not.
    pub late_min: u32,
    /// Who took it, or what became of it.
    pub ended: String,
    /// When (RFC 3339).
    pub ended_at: Option<String>,
}

/// The runners' log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunnersView {
    /// Now (RFC 3339).
    pub at: String,
    /// Late ones first, by how late; then under way; then ended ones, newest first.
    pub runs: Vec<RunView>,
    /// Under way.
    pub under_way: u32,
    /// Of these, late.
    pub late: u32,
    /// Minutes after which one is late: urgent, any other.
    pub urgent_min: u32,
    /// Any other.
    pub routine_min: u32,
}

/// Something leaves by hand.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SendRunner {
    /// What.
    pub what: String,
    /// Who carries it.
    pub runner: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// Urgent.
    pub urgent: bool,
    /// Minutes in which it should be there; 0 for the time that is set.
    pub expected_min: u32,
    /// When it left (RFC 3339); now when left out.
    pub occurred_at: Option<String>,
}

/// It is there.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ArriveRunner {
    /// Which.
    pub key: String,
    /// Who took it.
    pub taken_by: String,
    /// When (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// It is given up.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct GiveUpRunner {
    /// Which.
    pub key: String,
    /// What became of it, and what is done.
    pub because: String,
}
