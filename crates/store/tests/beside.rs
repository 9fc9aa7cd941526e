//! Several processes on one home, saving at once; and a home on a disk that cannot be written.
#![allow(clippy::panic, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_store::{Credential, Home, Passphrase, SideWrite};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use support::child::{command, command_behind, say, start, told};
use support::{INCIDENT, PASSPHRASE, START, create, note, open};

const EACH: usize = 25;

/// Not a test of its own: one of several processes that write to one home.
#[test]
#[ignore = "runs as a child of the test below"]
fn writes_beside_others() {
    let Some(dir) = told() else { return };
    let mut home = open(&dir);
    home.set_busy_wait(std::time::Duration::from_secs(30)).unwrap();
    for n in 0..EACH {
        let name = format!("{}-{n}", std::process::id());
        let beside = SideWrite::Setting {
            name: name.clone(),
            value: n.to_string(),
        };
        let made = home
            .record(INCIDENT, note(START, name.as_bytes()), &[beside])
            .unwrap();
        say(&made[0].header().seq.to_string());
    }
}

#[test]
fn processes_that_save_at_once_never_give_one_number_twice() {
    let dir = tempfile::tempdir().unwrap();
    let mut watching = create(dir.path());
    let running: Vec<_> = (0..3)
        .map(|_| start(command("writes_beside_others", dir.path())))
        .collect();
    let mut numbers = BTreeSet::new();
    for child in running {
        let (said, status) = child.end();
        assert!(status.success(), "{said:?}");
        assert_eq!(said.len(), EACH);
        for number in said {
            assert!(
                numbers.insert(number.parse::<u64>().unwrap()),
                "{number} was given twice"
            );
        }
    }
    let all = 3 * EACH as u64;
    assert_eq!(numbers, (1..=all).collect(), "no number is left out");
    let entries = watching.entries(INCIDENT).unwrap();
    assert_eq!(entries.len() as u64, all);
    for entry in &entries {
        let name = String::from_utf8(entry.body().unwrap().bytes.clone()).unwrap();
        assert!(watching.setting(&name).unwrap().is_some(), "{name}");
    }
    let check = watching.verify_fully(INCIDENT, &[], START).unwrap();
    assert!(check.is_whole() && check.checked_now == entries.len(), "{check}");
}

/// Not a test of its own: tries to work on a disk that cannot be written.
#[test]
#[ignore = "runs as a child of the test below"]
fn opens_a_home() {
    let Some(dir) = told() else { return };
    let by = Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    match Home::open(&dir, None, &by, START) {
        Ok(_) => say("opened"),
        Err(why) => say(&why.to_string()),
    }
}

#[test]
fn a_home_on_a_read_only_disk_says_so_and_is_left_as_it_was() {
    let mine = ["--user", "--map-root-user", "--mount", "sh", "-c"];
    let probe = Command::new("unshare")
        .args(mine)
        .arg("mount -t tmpfs none /tmp")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("skipped: unshare is not here or not allowed, so no disk can be made read-only");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path());
    home.record(INCIDENT, note(START, b"before"), &[]).unwrap();
    drop(home);
    let path = dir.path().display();
    let script =
        format!("mount --bind '{path}' '{path}' && mount -o remount,ro,bind '{path}' && exec \"$@\"");
    let wrap = [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        &script,
        "sh",
    ];
    let (said, status) = start(command_behind(&wrap, "opens_a_home", dir.path())).end();
    assert!(status.success(), "{said:?}");
    insta::assert_snapshot!(said.join("\n"), @"this home cannot be written: the disk or folder is read-only. Copy the whole home to a disk that can be written and open it there.");
    assert_eq!(open(dir.path()).entries(INCIDENT).unwrap().len(), 1);
}
