//! The four tiers.

use serde::{Deserialize, Serialize};

/// How soon somebody must act because of this incident. `P1` is the most urgent and sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// Act now: the work-around starts inside 15 minutes.
    P1,
    /// Within 1 hour.
    P2,
    /// Within 4 hours.
    P3,
    /// Routine for this incident. Normal clinical urgency still applies.
    P4,
}

impl Tier {
    /// Minutes until somebody must look again.
    pub fn recheck_min(self) -> u32 {
        match self {
            Self::P1 => 15,
            Self::P2 => 60,
            Self::P3 => 240,
            Self::P4 => 720,
        }
    }

    /// The words that always stand beside the shape.
    pub fn words(self) -> &'static str {
        match self {
            Self::P1 => "Act now",
            Self::P2 => "Within 1 h",
            Self::P3 => "Within 4 h",
            Self::P4 => "Routine",
        }
    }

    /// One step less urgent; P4 stays P4.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::P1 => Self::P2,
            Self::P2 => Self::P3,
            Self::P3 | Self::P4 => Self::P4,
        }
    }
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
        })
    }
}
