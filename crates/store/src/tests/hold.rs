//! One window at a time; commands go through.

use super::{INCIDENT, create, home, note, open};
use crate::{HoldNote, Home, StoreError};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const CHILD: &str = "BATTLEBAG_TEST_HOLD_HOME";

fn who(program: &str) -> HoldNote {
    HoldNote {
        program: program.to_owned(),
        machine: "WARD-7".to_owned(),
        process: 4711,
        since: super::START,
        since_words: "02:14 on 21 November".to_owned(),
    }
}

#[test]
fn the_second_window_is_told_who_has_the_home_and_a_command_still_writes() {
    let (dir, first) = home();
    assert_eq!(Home::held_by(dir.path()).unwrap(), None);
    let hold = first.hold(&who("window")).unwrap();
    let mut second = open(dir.path());
    insta::assert_snapshot!(second.hold(&who("window")).unwrap_err(), @"this home is open already: the window on WARD-7, process 4711, since 02:14 on 21 November has it. Go on there, or close that window and try again. A single command still goes through.");
    assert_eq!(Home::held_by(dir.path()).unwrap(), Some(who("window")));
    second
        .record(INCIDENT, note(b"from the command line"), &[])
        .unwrap();
    drop(hold);
    assert_eq!(Home::held_by(dir.path()).unwrap(), None);
    let _hold = second.hold(&who("window")).unwrap();
}

#[test]
fn a_note_that_cannot_be_read_still_refuses() {
    let (dir, first) = home();
    let _hold = first.hold(&who("window")).unwrap();
    std::fs::write(dir.path().join("hold.json"), "{").unwrap();
    insta::assert_snapshot!(first.hold(&who("window")).unwrap_err(), @"this home is open already: another window has it. Go on there, or close that window and try again. A single command still goes through.");
    assert_eq!(Home::held_by(dir.path()).unwrap().unwrap().process, 0);
}

/// Not a test of its own: the process that the next test kills.
#[test]
#[ignore = "runs as a child of the test below"]
fn holds_until_it_is_killed() {
    let Ok(dir) = std::env::var(CHILD) else { return };
    let home = open(Path::new(&dir));
    let _hold = home.hold(&who("window")).unwrap();
    println!("\nheld");
    std::io::stdout().flush().unwrap();
    // Until the pipe closes or the process is killed.
    let _ = std::io::stdin().lines().next();
}

#[test]
fn a_hold_goes_with_the_process_that_had_it() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tests::hold::holds_until_it_is_killed",
            "--nocapture",
            "--ignored",
        ])
        .env(CHILD, dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "held"));
    let home = open(dir.path());
    assert!(matches!(
        home.hold(&who("window")),
        Err(StoreError::HeldBy { .. })
    ));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(dir.path().join("hold.json").exists(), "it had no time to tidy up");
    let _hold = home.hold(&who("window")).unwrap();
}
