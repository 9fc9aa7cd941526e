//! The gravity-drip sum, both ways.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An order, as typed. An empty text is a part that nobody has written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DripAsk {
    /// "500" or "500 mL".
    pub volume: String,
    /// "4h", "2h30", "30min": always with its unit.
    pub over: String,
    /// Drops in 1 mL, read from the packet. Never filled in beforehand.
    pub drop_factor: String,
    /// The same, as a second person reads it; may be left out.
    pub drop_factor_again: String,
    /// The drug, as ordered; empty for a plain fluid.
    pub drug: String,
}

/// A count over a full minute, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DripCountAsk {
    /// Drops counted in a full minute.
    pub count: String,
    /// Drops in 1 mL, read from the packet.
    pub drop_factor: String,
    /// The same, as a second person reads it; may be left out.
    pub drop_factor_again: String,
    /// What is left in the bag; empty when nobody asks how long it lasts.
    pub volume: String,
    /// The drug, as ordered; empty for a plain fluid.
    pub drug: String,
}

/// One mark of the strip on the bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DripMark {
    /// Minutes since the start.
    pub minutes: u32,
    /// "1 h 30 min".
    pub after: String,
    /// What should be left, mL.
    pub left_ml: u32,
}

/// A drip, worked out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DripView {
    /// Drops a minute, whole.
    pub drops_per_minute: u32,
    /// Before rounding, to a hundredth.
    pub exact: f64,
    /// Seconds for one drop, to a tenth.
    pub seconds_per_drop: f64,
    /// mL an hour that was ordered, to a tenth.
    pub ordered_ml_per_hour: f64,
    /// mL an hour that the whole drops give, to a tenth.
    pub given_ml_per_hour: f64,
    /// How far that is off, per cent; negative is too little.
    pub error_percent: f64,
    /// Fewer than 10 or more than 100 drops: not to be counted on this set.
    pub countable: bool,
    /// What to look at before it runs, a sentence each.
    pub cautions: Vec<String>,
    /// The strip for the bag.
    pub strip: Vec<DripMark>,
    /// How to count.
    pub how: String,
}

/// A count, turned back into a rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DripCounted {
    /// mL an hour, to a tenth.
    pub ml_per_hour: f64,
    /// Minutes until the bag is empty, where what is left was given.
    pub minutes_left: Option<u32>,
    /// "6 h 40 min", or empty.
    pub left: String,
}
