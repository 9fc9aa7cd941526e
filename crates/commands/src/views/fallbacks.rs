//! Ways round as stock, the restoration order, and the people behind each number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TierWord;

/// One patient behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PatientLine {
    /// Patient key.
    pub patient: String,
    /// "FAMILY, First".
    pub name: String,
    /// NHS number; empty when not known.
    pub nhs_number: String,
    /// Ward.
    pub ward: String,
    /// Bed; empty when not known.
    pub bed: String,
    /// Tier.
    pub tier: TierWord,
    /// Place in the list, from 1.
    pub rank: u32,
    /// What to do now, for a row.
    pub act: String,
}

/// Some of a fallback at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StockView {
    /// Where; empty when nobody said.
    pub place: String,
    /// How many were counted there.
    pub count: u32,
    /// Who counted.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
}

/// A fallback against the need for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkaroundRow {
    /// Fallback id.
    pub id: String,
    /// Name.
    pub name: String,
    /// P1 and P2 patients who need it and do not have it running.
    pub need: u32,
    /// Of those, P1.
    pub p1: u32,
    /// Of those, P2.
    pub p2: u32,
    /// Patients for whom it runs now, of any tier.
    pub running: u32,
    /// Counted on site; none when nobody has counted.
    pub have: Option<u32>,
    /// Of those, how many are left: less those that began to run since they were counted, never below 0.
    pub left: Option<u32>,
    /// How many are missing: need less what is left. Not counted is as good as none, unless it is assumed and the bag check
    /// is in date.
    pub short: u32,
    /// Where, in words ("6 equipment library; 3 ED").
    pub place: String,
    /// Each place.
    pub places: Vec<StockView>,
    /// Counts without confirmation while the bag is in date.
    pub assumed: bool,
    /// It hangs on a system that broke, for everybody who needs it.
    pub blocked: bool,
    /// Those who need it, most urgent first.
    pub who: Vec<PatientLine>,
    /// Those for whom it runs.
    pub running_for: Vec<PatientLine>,
}

/// Fallbacks needed by P1 and P2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkaroundsView {
    /// As of (RFC 3339).
    pub at: String,
    /// Most short first.
    pub rows: Vec<WorkaroundRow>,
    /// The bag check is in date until (RFC 3339).
    pub bag_in_date_until: Option<String>,
    /// It is in date now: fallbacks that are assumed count.
    pub bag_in_date: bool,
}

/// A fallback was found, or found missing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConfirmFallback {
    /// Fallback id.
    pub id: String,
    /// How many; 0 takes it back.
    pub count: u32,
    /// Where. Counts of other places stand; an empty place counts for the whole hospital.
    pub place: String,
}

/// A fallback runs for a patient, or stopped.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RunFallback {
    /// Patient key.
    pub patient: String,
    /// Fallback id.
    pub fallback: String,
    /// Running, or stopped.
    pub running: bool,
}

/// One line of the restoration order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoreRow {
    /// Id of the instance, or code of the class.
    pub code: String,
    /// Name.
    pub name: String,
    /// Who looks after it; empty when the register does not say.
    pub owner: String,
    /// How to reach them.
    pub phone: String,
    /// P1 and P2 patients whose tier would fall if it came back.
    pub patients: u32,
    /// Of those, P1 now.
    pub p1: u32,
    /// P1 and P2 patients who depend on it at all.
    pub touched: u32,
    /// Hours of slack gained over all.
    pub slack_gained_h: f64,
    /// When it is to be back, as its owner signed (RFC 3339).
    pub back_at: Option<String>,
    /// Those whose tier would fall, most urgent first.
    pub who: Vec<PatientLine>,
}

/// Which system's return helps most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoreOrderView {
    /// As of (RFC 3339).
    pub at: String,
    /// Best first.
    pub rows: Vec<RestoreRow>,
}

/// Writes one of the lists with names to a PDF.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WriteList {
    /// "workarounds", "restore_order", or "look_back".
    pub list: String,
    /// For a look-back: id of an instance, or code of a class.
    pub code: String,
    /// File ending in .pdf, or a folder; empty for the paper folder.
    pub to: String,
}

/// One fact of the window that may have come from the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookBackFact {
    /// When (RFC 3339).
    pub at: String,
    /// What, in words.
    pub what: String,
    /// File that it came from; empty when the census does not say.
    pub source: String,
}

/// One patient of a look-back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookBackRow {
    /// Who and where.
    pub patient: PatientLine,
    /// What of the window may have come from it. Empty: nothing on record, but the patient depends on it.
    pub facts: Vec<LookBackFact>,
    /// What the patient needs it for; empty when no profile says.
    pub needs: Vec<String>,
    /// A person has said whether a decision was taken: yes, no, or not yet said.
    pub acted: Option<bool>,
    /// When it was taken (RFC 3339).
    pub acted_at: Option<String>,
    /// Who said so.
    pub said_by: String,
    /// When they said so (RFC 3339).
    pub said_at: Option<String>,
    /// What was decided.
    pub note: String,
}

/// "Wrong since when?": on whom a decision may have been taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookBackView {
    /// Id of the instance, or code of the class.
    pub code: String,
    /// Its name.
    pub name: String,
    /// From when (RFC 3339): what somebody said, or else when they said that it is doubtful.
    pub from: String,
    /// Somebody said since when; otherwise it may have been wrong for longer.
    pub since_known: bool,
    /// Until (RFC 3339).
    pub until: String,
    /// The census that was searched (RFC 3339).
    pub census_at: String,
    /// In words.
    pub said: String,
    /// Patients with a fact of the window or a need of it: not yet looked at first, then most urgent first.
    pub rows: Vec<LookBackRow>,
}

/// A person says whether a decision was taken on what the system gave for a patient.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SayActed {
    /// Id of the instance, or code of the class.
    pub code: String,
    /// Patient key.
    pub patient: String,
    /// It was, or it was not.
    pub acted: bool,
    /// When it was taken (RFC 3339).
    pub at: Option<String>,
    /// What was decided, or how it is known that nothing was.
    pub note: String,
}
