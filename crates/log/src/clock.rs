//! The hybrid logical clock: display order that respects what a station had already seen.
//!
//! Wall clocks drift in a cyber incident (the time server may be down), so order is not taken from them alone.
//! Nothing is ever rejected by clock.

use crate::header::MAX_TIME_MS;

/// How far ahead of this station's own clock another station may pull it (24 hours, in milliseconds).
///
/// Beyond this the other clock is taken to be broken (a flat battery, a wrong year): its entries are kept and
/// shown, but they do not move this station's clock.
pub const MAX_CLOCK_LEAD_MS: i64 = 24 * 60 * 60 * 1000;

/// A hybrid logical clock reading.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub struct Hlc {
    /// Milliseconds since 1970 UTC: the largest wall time seen so far.
    pub ms: i64,
    /// Counts entries within the same `ms`.
    pub count: u32,
}

impl Hlc {
    /// The reading for a new entry made at wall time `now_ms` after this reading: always later than `self`.
    ///
    /// Only at the very end of time (the last millisecond of the year 9999 and the last count) does it stand
    /// still.
    #[must_use]
    pub fn tick(self, now_ms: i64) -> Self {
        let now_ms = now_ms.clamp(0, MAX_TIME_MS);
        if now_ms > self.ms {
            return Self { ms: now_ms, count: 0 };
        }
        match self.count.checked_add(1) {
            Some(count) => Self { ms: self.ms, count },
            None if self.ms < MAX_TIME_MS => Self {
                ms: self.ms + 1,
                count: 0,
            },
            None => self,
        }
    }

    /// The later of this reading and another station's, unless the other runs more than
    /// [`MAX_CLOCK_LEAD_MS`] ahead of `now_ms`.
    #[must_use]
    pub fn merge(self, other: Self, now_ms: i64) -> Self {
        if other.lead_ms(now_ms) > MAX_CLOCK_LEAD_MS {
            self
        } else {
            self.max(other)
        }
    }

    /// By how many milliseconds this reading is ahead of `now_ms` (negative when it is behind).
    pub fn lead_ms(self, now_ms: i64) -> i64 {
        self.ms.saturating_sub(now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_clock_set_back_still_counts_forward() {
        let before = Hlc { ms: 5_000, count: 0 };
        assert_eq!(before.tick(1_000), Hlc { ms: 5_000, count: 1 });
        assert_eq!(before.tick(6_000), Hlc { ms: 6_000, count: 0 });
    }

    #[test]
    fn a_clock_in_the_wrong_year_does_not_pull_this_one() {
        let own = Hlc { ms: 1_000, count: 3 };
        let wild = Hlc {
            ms: MAX_TIME_MS,
            count: 0,
        };
        assert_eq!(own.merge(wild, 2_000), own);
        let near = Hlc { ms: 2_500, count: 1 };
        assert_eq!(own.merge(near, 2_000), near);
    }

    proptest! {
        #[test]
        fn a_tick_is_always_later(ms in 0..MAX_TIME_MS, count: u32, now in 0..=MAX_TIME_MS) {
            let before = Hlc { ms, count };
            prop_assert!(before.tick(now) > before);
        }
    }
}
