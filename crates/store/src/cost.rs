//! What a guess at a passphrase costs, and how much of that a machine can bear.

use crate::secret::PersonSecret;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The most memory that is chosen. RFC 9106 would take 2 GiB; but a home made on a strong machine has to open on the
/// oldest laptop of a ward, with everything else that runs there.
const MOST_MEMORY_KIB: u32 = 512 * 1024;
/// The most passes that are chosen.
const MOST_PASSES: u32 = 16;
/// The longest that opening a home may take on the machine where the cost is chosen.
const LONGEST: Duration = Duration::from_secs(1);

/// How hard a guess at a passphrase is. Stored with each wrap, so that it can rise later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfCost {
    /// For real homes: well above OWASP's least for Argon2id (19 MiB, 2 passes), under a second on a laptop.
    pub const STANDARD: Self = Self {
        memory_kib: 128 * 1024,
        passes: 4,
        lanes: 1,
    };
    /// The least that [`choose_cost`] gives, however slow the machine: more than three times the memory of OWASP's
    /// least, and what RFC 9106 (section 4, second choice) asks for.
    pub const LEAST: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// For tests only: no protection at all.
    pub const FOR_TESTS: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    /// Whether a stored cost is one this program would ever write; a file must not make it take all memory.
    pub(crate) fn is_sane(self) -> bool {
        self.memory_kib <= 1024 * 1024 && self.passes <= 64 && self.lanes <= 16
    }

    pub(crate) fn stretch(self, secret: &[u8], salt: &[u8]) -> Option<PersonSecret> {
        if !self.is_sane() {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let mut key = PersonSecret([0; 32]);
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(secret, salt, &mut key.0).ok()?;
        Some(key)
    }

    /// Does once what a sign-in does, on made-up words: to be timed. `false` when the cost is out of range.
    pub fn run_once(self) -> bool {
        self.stretch(b"four plain words", b"and a made-up salt").is_some()
    }
}

/// The cost that takes this machine half a second to a second, as far as [`KdfCost::LEAST`] and 512 MiB allow: memory
/// first, since that is what a guessing machine lacks, then passes.
///
/// `timed` runs one stretch ([`KdfCost::run_once`]) and says how long it took. It is asked a handful of times.
pub fn choose_cost(mut timed: impl FnMut(KdfCost) -> Duration) -> KdfCost {
    let mut cost = KdfCost::LEAST;
    let mut took = timed(cost);
    while took * 2 <= LONGEST && cost.memory_kib * 2 <= MOST_MEMORY_KIB {
        let more = KdfCost {
            memory_kib: cost.memory_kib * 2,
            ..cost
        };
        let took_more = timed(more);
        if took_more > LONGEST {
            break;
        }
        (cost, took) = (more, took_more);
    }
    if took * 2 > LONGEST {
        return cost;
    }
    let per_pass = took / cost.passes;
    let fitting = LONGEST.as_nanos().checked_div(per_pass.as_nanos());
    let passes = fitting.map_or(MOST_PASSES, |passes| u32::try_from(passes).unwrap_or(MOST_PASSES));
    let more = KdfCost {
        passes: passes.clamp(cost.passes, MOST_PASSES),
        ..cost
    };
    if timed(more) <= LONGEST { more } else { cost }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine that takes so many nanoseconds for each KiB of each pass.
    fn machine(nanos: u64) -> impl FnMut(KdfCost) -> Duration {
        move |cost| Duration::from_nanos(nanos * u64::from(cost.memory_kib) * u64::from(cost.passes))
    }

    fn chosen(nanos: u64) -> (u32, u32) {
        let cost = choose_cost(machine(nanos));
        (cost.memory_kib / 1024, cost.passes)
    }

    #[test]
    fn a_faster_machine_gets_memory_first_and_then_passes() {
        // MiB, passes. A laptop of 2015 needs about 1500 ns for a KiB, a new one about 300.
        assert_eq!(
            chosen(20_000),
            (64, 3),
            "slower than anything: never less than this"
        );
        assert_eq!(chosen(3_000), (64, 3));
        assert_eq!(chosen(1_500), (128, 3));
        assert_eq!(chosen(700), (256, 3));
        assert_eq!(chosen(300), (512, 6));
        assert_eq!(chosen(150), (512, 12));
        assert_eq!(chosen(1), (512, 16));
        assert_eq!(chosen(0), (512, 16));
    }

    #[test]
    fn what_is_chosen_takes_half_a_second_to_a_second_where_the_bounds_allow() {
        for nanos in (150..2_600).step_by(7) {
            let cost = choose_cost(machine(nanos));
            let took = machine(nanos)(cost);
            assert!(
                Duration::from_millis(500) <= took && took <= LONGEST,
                "{nanos} ns: {cost:?} takes {took:?}"
            );
        }
    }

    #[test]
    fn a_machine_that_chokes_on_memory_gets_passes() {
        // Swapping from 128 MiB on.
        let chokes = |cost: KdfCost| {
            let nanos = if cost.memory_kib > 64 * 1024 { 40_000 } else { 500 };
            machine(nanos)(cost)
        };
        let cost = choose_cost(chokes);
        assert_eq!((cost.memory_kib / 1024, cost.passes), (64, 16));
    }

    #[test]
    fn a_clock_that_stands_or_leaps_still_ends_in_a_cost_within_the_bounds() {
        for took in [Duration::ZERO, Duration::from_secs(1 << 40)] {
            let cost = choose_cost(|_| took);
            assert!(cost.memory_kib >= KdfCost::LEAST.memory_kib && cost.memory_kib <= MOST_MEMORY_KIB);
            assert!(cost.passes >= KdfCost::LEAST.passes && cost.passes <= MOST_PASSES);
            assert!(cost.is_sane());
        }
    }
}
