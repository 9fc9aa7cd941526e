//! No crash dumps: this process's memory holds patients and keys.

/// Keeps the operating system from writing this process's memory, or that of the processes it starts, to a file when
/// it crashes. Each program of ours calls it first. On Windows the same is a setting of the machine (`SECURITY.md`).
pub fn refuse() {
    // Where the system refuses, nothing is lost but this one guard.
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn a_crash_writes_no_memory() {
        super::refuse();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits
            .lines()
            .find(|l| l.starts_with("Max core file size"))
            .unwrap();
        let words: Vec<&str> = core.split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"], "{core}");
    }
}
