//! Acuity as the rule uses it: how much reserve, which floor, and who else must be able to see and be called.

use battlebag_census::AcuityBand;

use crate::case::Acuity;
use crate::ranked::Floor;
use crate::tier::Tier;

/// NEWS2 that stands for one that is not known.
pub const NOT_KNOWN_COUNTS_AS: u8 = 5;

/// How much of the time in the table this patient can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reserve {
    /// NEWS2 0 to 2 and not rising, or band low: full time, and a signed return may count.
    Settled,
    /// NEWS2 3 or 4, or rising: full time, but no relief for a promised return.
    Steady,
    /// NEWS2 5 or 6, a single 3, or band medium: half the time.
    Raised,
    /// No observations: half the time.
    NotKnown,
    /// NEWS2 of 7 or more, or band high: a quarter.
    Failing,
}

impl Reserve {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Settled,
        Self::Steady,
        Self::Raised,
        Self::NotKnown,
        Self::Failing,
    ];

    /// Share of the table's time.
    pub fn factor(self) -> f64 {
        match self {
            Self::Settled | Self::Steady => 1.0,
            Self::Raised | Self::NotKnown => 0.5,
            Self::Failing => 0.25,
        }
    }

    /// May a signed estimate of a system's return take a need one step down?
    pub fn allows_relief(self) -> bool {
        self == Self::Settled
    }

    /// The floor it sets, whatever broke, in a patient scored with NEWS2.
    fn floor(self) -> Option<(Tier, Floor)> {
        match self {
            Self::Settled | Self::Steady => None,
            Self::Raised => Some((Tier::P3, Floor::RaisedPhysiology)),
            Self::NotKnown => Some((Tier::P3, Floor::NoObservations)),
            Self::Failing => Some((Tier::P2, Floor::FailingPhysiology)),
        }
    }
}

/// What of the incident bears on the floor that physiology sets.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own, none a state
pub struct Surroundings {
    /// Something that broke touches the patient and no work-around runs yet.
    pub uncovered: bool,
    /// The same for a need whose failure kills or harms for good (severity 4).
    pub grave_uncovered: bool,
    /// Somebody has been to this patient and set up a way round.
    pub attended: bool,
    /// No nurse stands at this bed all the time, although acuity is a band.
    pub unwatched: bool,
    /// In a bed here; else at home or come for the day.
    pub inpatient: bool,
}

impl Acuity {
    /// Reserve class.
    pub fn reserve(self) -> Reserve {
        match self {
            Self::News2 { score, .. } if score >= 7 => Reserve::Failing,
            Self::News2 {
                score, single_three, ..
            } if score >= 5 || single_three => Reserve::Raised,
            Self::News2 { score, rising, .. } if score >= 3 || rising => Reserve::Steady,
            Self::News2 { .. }
            | Self::Band {
                band: AcuityBand::Low,
            } => Reserve::Settled,
            Self::Band {
                band: AcuityBand::Medium,
            } => Reserve::Raised,
            Self::Band {
                band: AcuityBand::High,
            } => Reserve::Failing,
            Self::Missing => Reserve::NotKnown,
        }
    }

    /// The floor that physiology sets.
    ///
    /// A high band says that the unit watches this patient closely already. While nothing that broke touches them, or only
    /// lesser needs do beside a way round that somebody has set up at this bed, the incident adds nothing within the hour:
    /// look within four. A woman in labour has no nurse who stands beside her all the time, and keeps her hour. A high
    /// NEWS2 on a ward keeps its hour whatever broke, because there the emergency response itself is what has to work. At
    /// home a band is how the person always is: while nothing that broke touches them the incident asks for no visit.
    pub fn floor(self, around: Surroundings) -> Option<(Tier, Floor)> {
        let quiet = !around.uncovered;
        let only_lesser = around.attended && !around.grave_uncovered;
        match self {
            Self::Band { .. } if quiet && !around.inpatient => None,
            Self::Band {
                band: AcuityBand::High,
            } if !around.unwatched && (quiet || only_lesser) => Some((Tier::P3, Floor::RaisedPhysiology)),
            _ => self.reserve().floor(),
        }
    }

    /// NEWS2 for ordering inside a tier.
    pub fn for_ordering(self) -> u8 {
        match self {
            Self::News2 { score, .. } => score,
            Self::Band {
                band: AcuityBand::Low,
            } => 0,
            Self::Band {
                band: AcuityBand::Medium,
            }
            | Self::Missing => NOT_KNOWN_COUNTS_AS,
            Self::Band {
                band: AcuityBand::High,
            } => 7,
        }
    }

    /// Does physiology alone bring needs that start at this NEWS2? Bands never do: those units have their own watch.
    pub fn brings_from(self, news2_from: u8) -> bool {
        match self {
            Self::News2 {
                score, single_three, ..
            } => score >= news2_from || (single_three && news2_from <= NOT_KNOWN_COUNTS_AS),
            Self::Missing => news2_from <= NOT_KNOWN_COUNTS_AS,
            Self::Band { .. } => false,
        }
    }
}

impl Acuity {
    /// Worse than it was: less reserve, a higher score, newly rising, or no longer known.
    pub fn is_worse_than(self, then: Self) -> bool {
        if self.reserve() > then.reserve() || self.for_ordering() > then.for_ordering() {
            return true;
        }
        match (self, then) {
            (
                Self::News2 {
                    rising: now,
                    single_three: three_now,
                    ..
                },
                Self::News2 {
                    rising, single_three, ..
                },
            ) => (now && !rising) || (three_now && !single_three),
            (Self::Missing, then) => then != Self::Missing,
            _ => false,
        }
    }
}
