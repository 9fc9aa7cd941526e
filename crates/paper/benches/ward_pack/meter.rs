//! What a piece of work costs, as the system tells it.

use std::time::{Duration, Instant};

/// CPU and wall of the parts of this thread's work that count.
#[derive(Default, Clone, Copy)]
pub struct Meter {
    /// CPU time.
    pub cpu: Duration,
    /// Time by the clock.
    pub wall: Duration,
}

impl Meter {
    /// Does something that counts.
    pub fn count<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (before, start) = (cpu(), Instant::now());
        let made = work();
        let wall = start.elapsed();
        self.wall += wall;
        self.cpu += match (before, cpu()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => wall,
        };
        made
    }
}

/// CPU time of this thread so far, where the system tells it.
fn cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Most memory this process has held, MiB; 0 where the system does not say.
pub fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .map_or(0, |kib| kib / 1024)
}

/// How busy the machine is: a table is worth little without it.
pub fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").map_or_else(|_| "not known".into(), |l| l.trim().to_string())
}
