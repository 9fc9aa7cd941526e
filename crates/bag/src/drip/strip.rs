//! The time strip on a bag: where the fluid should stand, hour by hour, so that a drift is seen.

use super::{Over, Volume, half_up, small};

/// One mark of the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StripMark {
    /// Minutes since the start.
    pub minutes: u32,
    /// What should be left in the bag, mL, rounded.
    pub left_ml: u32,
}

/// Minutes between marks: ten for a short drip, thirty to three hours, then an hour.
fn step(over: Over) -> u32 {
    match over.seconds() {
        0..=3600 => 10,
        3601..=10_800 => 30,
        _ => 60,
    }
}

/// Marks from the full bag to the empty one, at the rate that was ordered.
pub fn time_strip(volume: Volume, over: Over) -> Vec<StripMark> {
    let all = u64::from(over.seconds());
    let left = |seconds: u64| {
        small(half_up(
            u64::from(volume.tenths()) * (all - seconds.min(all)),
            10 * all,
        ))
    };
    let step = u64::from(step(over)) * 60;
    let mut marks: Vec<StripMark> = (0..all.div_ceil(step))
        .map(|n| StripMark {
            minutes: small(n * step / 60),
            left_ml: left(n * step),
        })
        .collect();
    marks.push(StripMark {
        minutes: small(half_up(all, 60)),
        left_ml: 0,
    });
    marks
}
