//! A set of observations scored with NEWS2.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A set as typed at the bedside. An empty text was not taken; it is never a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct News2Ask {
    /// Key of the patient; empty for somebody whom the census does not have: then nothing can be entered.
    pub patient: String,
    /// Said at the bedside: 16 or over, and not pregnant. Needed where the census does not know how old somebody is.
    pub adult: bool,
    /// Respirations a minute.
    pub respirations: String,
    /// Oxygen saturation, %.
    pub spo2: String,
    /// On scale 2: a competent clinician set a target of 88 to 92 %.
    pub scale2: bool,
    /// "air" or "oxygen".
    pub oxygen: String,
    /// Systolic blood pressure in mmHg, or both: "142/80".
    pub pressure: String,
    /// Pulse a minute.
    pub pulse: String,
    /// A, C, V, P or U.
    pub consciousness: String,
    /// Degrees Celsius with one decimal.
    pub temperature: String,
    /// When the set was taken (RFC 3339); empty for now. Read only when it is entered.
    pub at: String,
}

/// One parameter with its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct News2Part {
    /// Its name on the chart.
    pub parameter: String,
    /// 0 to 3; none where it was not recorded.
    pub score: Option<u32>,
}

/// A set, scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct News2View {
    /// Bed and name of the patient, or empty.
    pub who: String,
    /// 0 to 20; none when something is missing: an incomplete set is never 0.
    pub score: Option<u32>,
    /// What was recorded adds up to this: the score is this or more.
    pub least: u32,
    /// The seven parameters in the chart's order.
    pub parts: Vec<News2Part>,
    /// What is missing.
    pub missing: Vec<String>,
    /// One parameter alone scores 3.
    pub single_three: bool,
    /// The scores of the response, as the chart has them.
    pub scores: String,
    /// How often a set is taken at least.
    pub how_often: String,
    /// Who comes. Of an incomplete set: what is needed already.
    pub response: String,
    /// The score in a sentence.
    pub said: String,
    /// The patient's score before, with its time, or empty.
    pub before: String,
    /// What to look at before somebody acts on it, a sentence each.
    pub cautions: Vec<String>,
    /// Whose scores these are.
    pub source: String,
}
