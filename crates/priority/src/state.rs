//! The state of a system on two axes: does it work, and can it be believed?

use serde::{Deserialize, Serialize};

/// Does it work?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It works.
    Available,
    /// It does not.
    Unavailable,
}

/// Can it be believed? Ordered by badness; `Unknown` counts as suspect and is shown as unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Integrity {
    /// Somebody vouches for it.
    Trusted,
    /// Nobody knows: the status expired or was never given. Ranked as suspect.
    Unknown,
    /// It may be wrong.
    Suspect,
    /// It is known to be wrong, or in the attacker's hands.
    Compromised,
}

/// Both axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct State {
    /// Does it work?
    pub availability: Availability,
    /// Can it be believed?
    pub integrity: Integrity,
}

impl State {
    /// Works and is vouched for.
    pub const SOUND: Self = Self {
        availability: Availability::Available,
        integrity: Integrity::Trusted,
    };

    /// Nothing is wrong with it.
    pub fn is_sound(self) -> bool {
        self == Self::SOUND
    }
}

impl State {
    /// Does not work; nothing says that it lied.
    pub const DOWN: Self = Self {
        availability: Availability::Unavailable,
        integrity: Integrity::Trusted,
    };

    /// The worse of the two on each axis.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        Self {
            availability: self.availability.max(other.availability),
            integrity: self.integrity.max(other.integrity),
        }
    }

    /// At least as bad on both axes.
    pub fn at_least_as_bad_as(self, other: Self) -> bool {
        self.availability >= other.availability && self.integrity >= other.integrity
    }

    /// Somebody doubts what it says: suspect, compromised, or nobody knows.
    pub fn is_doubted(self) -> bool {
        self.integrity != Integrity::Trusted
    }

    /// Gone, and nothing worse: the only state in which an estimate of its return counts.
    pub fn is_plain_down(self) -> bool {
        self == Self::DOWN
    }
}
