//! The gravity-drip sum, both ways: the one core that screen, sheet and command line use (facts.md §5.5, domain.md §5b).
//!
//! Drops a minute = volume in mL × drop factor ÷ minutes, to the nearest whole drop, halves up. The drop factor is
//! read from the packet in the hand: nothing here assumes one. What is missing is named; it is never counted as 0.

mod refusal;
mod strip;
mod typed;

pub use refusal::DripRefusal;
pub use strip::{StripMark, time_strip};
pub use typed::{DropFactor, Over, Volume, count_of};

use crate::Bag;

/// Fewest drops a minute that a person can count on a coarse set, and most on any (facts.md §5.5).
pub const COUNTABLE: std::ops::RangeInclusive<u32> = 10..=100;
/// Drop factors usual in the UK: others are asked about again (facts.md §5.5).
const USUAL: [u32; 4] = [10, 15, 20, 60];
/// The fine set, and the coarse one that is offered when a fine one runs too fast to count.
const FINE: u32 = 60;
const COARSE: u32 = 20;

/// What was asked, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ordered<'a> {
    /// Volume to run in.
    pub volume: Option<Volume>,
    /// Over how long.
    pub over: Option<Over>,
    /// Drops in 1 mL, from the packet.
    pub factor: Option<DropFactor>,
    /// The drug, as it is ordered; empty for a plain fluid.
    pub drug: &'a str,
}

/// The same order on another set, where this one cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherSet {
    /// Its drop factor: to be read from that packet too.
    pub factor: u32,
    /// Drops a minute with it.
    pub drops: u32,
}

/// What a person must look at before the drip runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// Under 10 drops a minute on a coarse set.
    TooSlow(Option<OtherSet>),
    /// Over 100 drops a minute.
    TooFast(Option<OtherSet>),
    /// Rounding to a whole drop moves the rate by more than 5 %.
    Rounded,
    /// A drop factor that few sets have.
    UnusualFactor,
    /// A fine set: the burette of a child holds two hours of fluid at most.
    Burette,
}

/// A drip, worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drip {
    /// Drops a minute, whole; never 0.
    pub drops: u32,
    /// Drops a minute before rounding, hundredths.
    pub exact_hundredths: u32,
    /// Seconds for one drop, tenths.
    pub seconds_per_drop_tenths: u32,
    /// What was ordered, mL an hour, tenths.
    pub ordered_ml_per_hour_tenths: u32,
    /// What the whole drops give, mL an hour, tenths.
    pub given_ml_per_hour_tenths: u32,
    /// How far that is off, tenths of a per cent; negative is too little.
    pub error_per_mille: i32,
    /// What to look at.
    pub cautions: Vec<Caution>,
}

/// A count, turned back into a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// mL an hour, tenths.
    pub ml_per_hour_tenths: u32,
    /// Minutes until the volume left is in, rounded; none where the volume was not given.
    pub minutes_left: Option<u32>,
}

/// `over / under` to the nearest whole, halves up.
fn half_up(over: u64, under: u64) -> u64 {
    (2 * over + under) / (2 * under.max(1))
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Drops a minute as a fraction: tenths of mL × factor ÷ (10 × minutes), with the time in seconds.
fn fraction(volume: Volume, over: Over, factor: u32) -> (u64, u64) {
    (
        u64::from(volume.tenths()) * u64::from(factor) * 6,
        u64::from(over.seconds()),
    )
}

/// Whole drops a minute, halves up.
fn whole_drops(volume: Volume, over: Over, factor: u32) -> u32 {
    let (top, bottom) = fraction(volume, over, factor);
    small(half_up(top, bottom))
}

/// Drops a minute for an order, without asking what drug is in it. For that see [`Bag::drip`].
pub fn drip(volume: Volume, over: Over, factor: DropFactor) -> Result<Drip, DripRefusal> {
    let (top, bottom) = fraction(volume, over, factor.drops());
    let drops = whole_drops(volume, over, factor.drops());
    if drops == 0 {
        return Err(DripRefusal::LessThanADrop);
    }
    let error = i128::from(drops) * i128::from(bottom) - i128::from(top);
    let per_mille = i32::try_from((error * 1000) / i128::from(top.max(1))).unwrap_or(i32::MAX);
    let mut cautions = Vec::new();
    let other = |set: u32| {
        let drops = whole_drops(volume, over, set);
        COUNTABLE
            .contains(&drops)
            .then_some(OtherSet { factor: set, drops })
    };
    if drops > *COUNTABLE.end() {
        cautions.push(Caution::TooFast(
            Some(COARSE).filter(|c| *c < factor.drops()).and_then(other),
        ));
    } else if drops < *COUNTABLE.start() {
        cautions.push(Caution::TooSlow(
            Some(FINE).filter(|f| *f > factor.drops()).and_then(other),
        ));
    }
    if error.unsigned_abs() * 20 > u128::from(top) {
        cautions.push(Caution::Rounded);
    }
    if !USUAL.contains(&factor.drops()) {
        cautions.push(Caution::UnusualFactor);
    }
    if factor.drops() == FINE {
        cautions.push(Caution::Burette);
    }
    Ok(Drip {
        drops,
        exact_hundredths: small(half_up(top * 100, bottom)),
        seconds_per_drop_tenths: small(half_up(600, u64::from(drops))),
        ordered_ml_per_hour_tenths: small(half_up(
            u64::from(volume.tenths()) * 3600,
            u64::from(over.seconds()),
        )),
        given_ml_per_hour_tenths: rate_of(drops, factor),
        error_per_mille: per_mille,
        cautions,
    })
}

/// mL an hour, tenths, that a count gives.
fn rate_of(drops: u32, factor: DropFactor) -> u32 {
    small(half_up(u64::from(drops) * 600, u64::from(factor.drops())))
}

/// What a count over a full minute gives, and how long the volume left will last at it.
pub fn counted(
    drops: Option<u32>,
    factor: Option<DropFactor>,
    left: Option<Volume>,
) -> Result<Counted, DripRefusal> {
    let factor = factor.ok_or(DripRefusal::NoDropFactor)?;
    let drops = drops.ok_or(DripRefusal::Missing { what: "the count" })?;
    let minutes = |v: Volume| {
        let drops_left = u64::from(v.tenths()) * u64::from(factor.drops());
        small(half_up(drops_left, 10 * u64::from(drops)))
    };
    Ok(Counted {
        ml_per_hour_tenths: rate_of(drops, factor),
        minutes_left: left.map(minutes),
    })
}

impl Bag {
    /// Drops a minute for an order: refuses a drug that must never run by gravity, a missing part and, first of all, a
    /// drop factor that nobody has read from the packet.
    pub fn drip(&self, ordered: &Ordered<'_>) -> Result<Drip, DripRefusal> {
        self.may_drip(ordered.drug)?;
        let factor = ordered.factor.ok_or(DripRefusal::NoDropFactor)?;
        let volume = ordered
            .volume
            .ok_or(DripRefusal::Missing { what: "the volume" })?;
        let over = ordered.over.ok_or(DripRefusal::Missing { what: "the time" })?;
        drip(volume, over, factor)
    }

    /// Refuses a drug that is on the list, with the reason.
    pub fn may_drip(&self, drug: &str) -> Result<(), DripRefusal> {
        match self.never_by_gravity(drug).first() {
            Some(class) => Err(DripRefusal::Never {
                drug: drug.trim().to_owned(),
                class: class.name.clone(),
                why: class.why.clone(),
            }),
            None => Ok(()),
        }
    }
}
