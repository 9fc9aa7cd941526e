//! The keys that order needs and patients. Smaller is more urgent everywhere, so `min` finds the deciding need.

use std::cmp::Reverse;

use crate::ranked::Floor;
use crate::tier::Tier;

/// Hours held as whole microhours, so that keys have a total order. Not-a-number becomes 0: it fails upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// Longer than any real time.
    pub const ENDLESS: Self = Self(i64::MAX);

    /// From hours.
    pub fn hours(hours: f64) -> Self {
        // A float-to-integer cast saturates and turns NaN into 0, which is what we want here.
        #[allow(clippy::cast_possible_truncation)]
        Self((hours * 1e6).round() as i64)
    }

    /// From hours, with everything that is already late counted as 0: two late patients are equally late.
    pub fn in_hand(hours: f64) -> Self {
        Self::hours(hours).max(Self(0))
    }
}

/// How much help the best other way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Help {
    /// None that counts.
    Nothing,
    /// It buys hours.
    Partial,
    /// It removes the dependence.
    Full,
    /// It already does.
    Running,
}

/// Urgency of one need. First difference wins, in the order of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NeedKey {
    /// Tier of the need alone.
    pub tier: Tier,
    /// 4 less severity.
    pub mildness: u8,
    /// Time in hand, late counted as 0.
    pub slack: Span,
    /// Time to possible harm.
    pub clock: Span,
    /// False when integrity is lost, which comes first.
    pub availability_only: bool,
    /// No help before partial before full.
    pub help: Help,
    /// Harm that cannot be undone comes first.
    pub reversible: bool,
}

impl NeedKey {
    /// After every real need: for patients whom a floor holds up without any need touched.
    pub const NONE: Self = Self {
        tier: Tier::P4,
        mildness: u8::MAX,
        slack: Span::ENDLESS,
        clock: Span::ENDLESS,
        availability_only: true,
        help: Help::Running,
        reversible: true,
    };

    /// Death or permanent harm.
    pub fn is_grave(&self) -> bool {
        self.mildness == 0
    }

    /// Place in a tier of somebody whom a floor holds there. An emergency in a failing patient presses like the gravest
    /// need with an hour to go: a ruptured aneurysm does not wait behind a comfortable patient whose pump is wrong. Other
    /// emergencies and failing physiology come after the needs of severity 4 and before the lesser ones. Who is held up
    /// only because something is not known comes last.
    pub fn held_by(tier: Tier, floor: Floor) -> Self {
        let (slack, clock) = match floor {
            Floor::EmergencyFailing => (Span::in_hand(0.0), Span::hours(1.0)),
            Floor::Emergency | Floor::Urgent | Floor::FailingPhysiology => (Span::ENDLESS, Span::ENDLESS),
            _ => return Self::NONE,
        };
        Self {
            tier,
            mildness: 0,
            slack,
            clock,
            availability_only: true,
            help: Help::Nothing,
            reversible: false,
        }
    }
}

/// Place of a patient in the list. First difference wins.
///
/// Age, name, payment, nationality, disability and resuscitation status are not here and never will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatientKey<'a> {
    /// Tier shown.
    pub tier: Tier,
    /// The deciding need, or the floor that presses more.
    pub need: NeedKey,
    /// Needs at the final tier or above, more first.
    pub pressing: Reverse<u32>,
    /// NEWS2, higher first; not known counts as 5, a band as 0, 5 or 7.
    pub news2: Reverse<u8>,
    /// Vulnerable first.
    pub vulnerable: Reverse<bool>,
    /// Ward and bed.
    pub place: &'a str,
    /// Patient key, so that the order is total.
    pub id: &'a str,
}
