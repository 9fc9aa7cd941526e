//! The clock of the benches.

use std::time::{Duration, Instant};

/// The shortest of some runs: what the work takes when nothing else is in the way.
pub fn best(times: usize, mut work: impl FnMut()) -> Duration {
    (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}
