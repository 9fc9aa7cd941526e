//! Real second processes: this test program started again, told by its environment what to do.

use super::{INCIDENT, create, note, open};
use crate::{KdfCost, KeyRandom, StoreError};
use std::path::Path;
use std::process::Command;

pub(crate) const HOME: &str = "BATTLEBAG_TEST_HOME";

/// Runs one test of this program as a process of its own; whether it ran and passed.
pub(crate) fn run(test: &str, home: &Path) -> bool {
    let program = std::env::current_exe().unwrap();
    let mut child = Command::new(program);
    child.args(["--exact", test, "--ignored"]).env(HOME, home);
    let output = child.output().unwrap();
    output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 passed")
}

/// The home that this process was told to work on; `None` in the ordinary run of the tests.
pub(crate) fn told() -> Option<std::path::PathBuf> {
    std::env::var_os(HOME).map(Into::into)
}

/// Not a test of its own: a command that comes, writes and goes.
#[test]
#[ignore = "runs as a child of the test below"]
fn writes_one_entry() {
    let Some(dir) = told() else { return };
    let mut home = open(&dir);
    home.record(INCIDENT, note(b"from another process"), &[]).unwrap();
}

/// Not a test of its own: a command that wants the home alone and must be told that it is not.
#[test]
#[ignore = "runs as a child of the test below"]
fn is_not_alone() {
    let Some(dir) = told() else { return };
    let mut home = open(&dir);
    home.set_busy_wait(std::time::Duration::from_millis(20)).unwrap();
    let plan = home.plan_new_data_key().unwrap();
    let random = KeyRandom::from_bytes([3; KeyRandom::LEN]);
    let refused = home.renew_data_key(&plan, KdfCost::FOR_TESTS, &random);
    assert!(matches!(refused, Err(StoreError::NotAlone)), "{refused:?}");
}

#[test]
fn a_command_that_comes_and_goes_pulls_nothing_from_under_a_window() {
    let dir = tempfile::tempdir().unwrap();
    let first = create(dir.path()).home;
    // Two homes are open in one process, as when a window signs in again before it lets go of what it had. Were the database file opened and closed by
    // anything but SQLite here, this process would lose its locks on it, and the command below would take the
    // write-ahead file away on leaving.
    let mut window = open(dir.path());
    window.record(INCIDENT, note(b"one"), &[]).unwrap();
    for written in 1..4 {
        assert!(run("tests::processes::writes_one_entry", dir.path()));
        window.record(INCIDENT, note(b"more"), &[]).unwrap();
        assert_eq!(window.entries(INCIDENT).unwrap().len(), 1 + 2 * written);
    }
    assert!(run("tests::processes::is_not_alone", dir.path()));
    drop((first, window));
    let home = open(dir.path());
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 7);
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
}
