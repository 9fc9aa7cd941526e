//! What the laboratory can do now, as its lead says it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For whom a test is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LabBasisWord {
    /// For everybody.
    #[default]
    Any,
    /// Urgent requests only.
    Urgent,
    /// Life or death only.
    LifeOrDeath,
}

/// How far the list is to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LabStandWord {
    /// Nobody has said one.
    Nothing,
    /// It was withdrawn.
    Withdrawn,
    /// Its words were erased.
    Erased,
    /// Its time is over.
    Over,
    /// It is too old to go by.
    Old,
    /// It is printed with its age.
    Aged,
    /// It was said at a time to come.
    ClockWrong,
    /// It holds.
    Fresh,
}

/// One test that can be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LabTestRow {
    /// Test.
    pub test: String,
    /// Its tube, or a caution.
    #[serde(default)]
    pub tube: String,
    /// For whom.
    #[serde(default)]
    pub basis: LabBasisWord,
}

/// One word about the list: tests, or that it is withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LabWordRow {
    /// Points at its entry.
    pub key: String,
    /// Number of its entry, as the sheet names it ("12"; with its station when that is another one).
    pub message: String,
    /// When it was said (RFC 3339).
    pub at: String,
    /// Minutes since.
    pub age_min: u32,
    /// How far it is to be believed.
    pub stands: LabStandWord,
    /// Tests; none when it was withdrawn or erased.
    pub tests: Vec<LabTestRow>,
    /// Who in the laboratory said it.
    pub said_by: String,
    /// Who wrote it down.
    pub written_by: String,
    /// How it came; empty when nobody said.
    pub way: String,
    /// For whom or what it is; empty for every ward.
    pub good_for: String,
    /// Until when (RFC 3339); none for until further notice.
    pub until: Option<String>,
    /// Why it was withdrawn.
    pub because: String,
    /// Corrections in words, oldest first: what they say, with the number of their entry.
    pub corrected: Vec<String>,
}

/// What the laboratory can do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LabListView {
    /// Now (RFC 3339).
    pub at: String,
    /// How the list stands.
    pub stands: LabStandWord,
    /// The word that holds; none when nobody has said one.
    pub now: Option<LabWordRow>,
    /// Words of other stations that contradict it.
    pub against: Vec<LabWordRow>,
    /// Earlier words, newest first.
    pub earlier: Vec<LabWordRow>,
    /// A request printed now has the tests in its boxes.
    pub printed: bool,
    /// What a request that is printed now says above its boxes.
    pub on_paper: String,
    /// Tests that the request has room for.
    pub most: u32,
    /// Role that says it, by its title, and who holds it.
    pub lead: String,
    /// Who holds that role, by name; empty for nobody.
    pub lead_name: String,
}

/// This can be done.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SayLabList {
    /// Tests, at most twelve.
    pub tests: Vec<LabTestRow>,
    /// Who in the laboratory said it.
    pub said_by: String,
    /// How it came: phone, runner.
    #[serde(default)]
    pub way: String,
    /// For whom or what it is; every ward when left out.
    #[serde(default)]
    pub good_for: String,
    /// Until when (RFC 3339); until further notice when left out.
    #[serde(default)]
    pub until: Option<String>,
    /// When it was said (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}

/// The list holds no more.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WithdrawLabList {
    /// Who in the laboratory said so.
    pub said_by: String,
    /// Why.
    pub because: String,
    /// When it was said (RFC 3339); now when left out.
    #[serde(default)]
    pub occurred_at: Option<String>,
}
