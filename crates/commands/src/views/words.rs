//! The small closed vocabularies, as the front end sees them.

use battlebag_incident::{Beat, Life, Shift, StepStatus};
use battlebag_priority::{Availability, Integrity, Tier};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident of $of:ty { $($(#[$vdoc:meta])* $v:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $v),+ }

        impl From<$of> for $name {
            fn from(value: $of) -> Self {
                match value { $(<$of>::$v => Self::$v),+ }
            }
        }

        impl From<$name> for $of {
            fn from(value: $name) -> Self {
                match value { $($name::$v => Self::$v),+ }
            }
        }
    };
}

mirror!(
    /// Does it work?
    AvailabilityWord of Availability {
        /// It works.
        Available,
        /// It does not.
        Unavailable,
    }
);

mirror!(
    /// Can it be believed?
    IntegrityWord of Integrity {
        /// Vouched for.
        Trusted,
        /// Nobody knows; counts as suspect.
        Unknown,
        /// It may be wrong.
        Suspect,
        /// It is wrong.
        Compromised,
    }
);

/// The two axes in words: "up, compromised".
pub fn state_words(availability: AvailabilityWord, integrity: IntegrityWord) -> String {
    let up = match availability {
        AvailabilityWord::Available => "up",
        AvailabilityWord::Unavailable => "down",
    };
    let belief = match integrity {
        IntegrityWord::Trusted => "trusted",
        IntegrityWord::Unknown => "not known whether it can be believed",
        IntegrityWord::Suspect => "suspect",
        IntegrityWord::Compromised => "compromised",
    };
    format!("{up}, {belief}")
}

mirror!(
    /// What became of a step.
    StepWord of StepStatus {
        /// Open.
        Open,
        /// Done.
        Complete,
        /// Done before.
        AlreadyDone,
        /// Does not apply.
        NotApplicable,
        /// Blocked.
        Blocked,
    }
);

mirror!(
    /// Where an incident stands.
    LifeWord of Life {
        /// Opened, not declared.
        StandBy,
        /// The clock runs.
        Declared,
        /// Others outside the hospital take part.
        Escalated,
        /// Systems come back; the clock runs on.
        Recovery,
        /// Over.
        StoodDown,
        /// Over, and talked over.
        Debrief,
    }
);

mirror!(
    /// When somebody is on.
    ShiftWord of Shift {
        /// Monday to Friday, 08:00 to 20:00.
        Day,
        /// Monday to Friday, before 08:00 and after 20:00.
        Night,
        /// Saturday and Sunday.
        Weekend,
    }
);

mirror!(
    /// What comes round again in the battle rhythm.
    BeatWord of Beat {
        /// Situation reports.
        Sitrep,
        /// Briefings of the team.
        Briefing,
    }
);

/// A tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum TierWord {
    /// Act now.
    P1,
    /// Within 1 h.
    P2,
    /// Within 4 h.
    P3,
    /// Routine.
    P4,
}

impl From<Tier> for TierWord {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::P1 => Self::P1,
            Tier::P2 => Self::P2,
            Tier::P3 => Self::P3,
            Tier::P4 => Self::P4,
        }
    }
}

impl From<TierWord> for Tier {
    fn from(tier: TierWord) -> Self {
        match tier {
            TierWord::P1 => Self::P1,
            TierWord::P2 => Self::P2,
            TierWord::P3 => Self::P3,
            TierWord::P4 => Self::P4,
        }
    }
}

/// Nothing to say, nothing to answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// An entry was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Written {
    /// Its number in this station's chain.
    pub number: u32,
    /// When it was recorded (RFC 3339).
    pub at: String,
    /// One line for a screen reader: "Confirmed P1, AMU 04".
    pub said: String,
}
