//! The first databases that a program opens may be opened by several threads at once.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::process::Command;
use std::sync::Barrier;
use std::thread;
use support::create;

/// Set in the processes that this test starts: only the first opening of a process can go wrong.
const IN_CHILD: &str = "BATTLEBAG_TEST_FIRST_OPEN";
/// Before the first connection was opened alone, about one process in a hundred failed.
const PROCESSES: usize = 60;
const THREADS: usize = 8;

#[test]
fn homes_made_at_once_by_the_first_threads_of_a_program_are_all_made() {
    if std::env::var_os(IN_CHILD).is_some() {
        return make_at_once();
    }
    for turn in 0..PROCESSES {
        let this = "homes_made_at_once_by_the_first_threads_of_a_program_are_all_made";
        let child = Command::new(std::env::current_exe().unwrap())
            .args([this, "--exact", "--nocapture"])
            .env(IN_CHILD, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "process {turn}: {said}");
    }
}

fn make_at_once() {
    let ready = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let dir = tempfile::tempdir().unwrap();
                ready.wait();
                let home = create(&dir.path().join("home"));
                assert_eq!(home.hospital(), "St Elsewhere");
            });
        }
    });
}
