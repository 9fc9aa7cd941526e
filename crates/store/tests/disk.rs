//! Disks that fail in the middle of a save: full, at the limit for one file, and killed at the write itself.
//!
//! These need programs that only Linux has (`prlimit`, `unshare`, `strace`); where one is missing or not allowed the
//! test says so and looks at nothing.
#![allow(clippy::panic, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_store::StoreError;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use support::child::{command_behind, say, start, told};
use support::shift::{Told, check, go_on, work};
use support::{START, create, open};

/// How many entries a child makes: enough for a redaction and the other station.
const SHIFT: u64 = 6;

/// Not a test of its own: works a shift, and says how it was broken off.
#[test]
#[ignore = "runs as a child of the tests below"]
fn works_a_shift() {
    let Some(dir) = told() else { return };
    let by = battlebag_store::Credential::Passphrase(battlebag_store::Passphrase::new(
        support::PASSPHRASE.to_owned(),
    ));
    let worked = battlebag_store::Home::open(&dir, None, &by, START).and_then(|mut home| {
        let mut hashes = go_on(&mut home)?;
        (1..=SHIFT).try_for_each(|n| work(&mut home, n, &mut hashes))
    });
    match worked {
        Ok(()) => say("ended 0"),
        Err(why) => {
            assert!(expected(&why), "{why:?}");
            let sentence = why.to_string();
            assert!(sentence.contains("disk"), "{sentence}");
            say("refused 0");
        }
    }
}

/// A disk that takes no more is called a full disk or one that does not take it; never a damaged database.
fn expected(why: &StoreError) -> bool {
    matches!(
        why,
        StoreError::DiskFull | StoreError::DiskRefuses { .. } | StoreError::File { .. }
    )
}

/// Whether this program is here and may be used as the tests use it.
fn allowed(command: &[&str]) -> bool {
    let (program, arguments) = command.split_first().unwrap();
    let mut probe = Command::new(program);
    probe.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let allowed = probe.status().is_ok_and(|status| status.success());
    if !allowed {
        println!("skipped: {} is not here or not allowed", command.join(" "));
    }
    allowed
}

/// A home with nothing in it yet, to be copied.
fn fresh() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// What a child said, sorted into what it did and how it ended.
fn hear(said: Vec<String>) -> (Told, Option<String>) {
    let (end, did): (Vec<String>, Vec<String>) = said
        .into_iter()
        .partition(|line| line == "ended 0" || line == "refused 0");
    let mut told = Told::default();
    told.hear(&did);
    (told, end.into_iter().next())
}

/// After the fault: with the disk as it should be, everything acknowledged is there and the work goes on.
fn recovers(dir: &Path, told: Told) {
    let mut home = open(dir);
    let last = check(&mut home, told, 0, START);
    home.check_pages().unwrap();
    let mut hashes = go_on(&mut home).unwrap();
    for n in last + 1..=SHIFT + 1 {
        work(&mut home, n, &mut hashes).unwrap();
    }
    let told = Told {
        saved: SHIFT + 1,
        ..told
    };
    check(&mut home, told, 0, START);
}

#[test]
fn a_file_that_may_not_grow_refuses_the_save_and_keeps_the_rest() {
    if !allowed(&["prlimit", "--fsize=100000", "sh", "-c", "trap '' XFSZ"]) {
        return;
    }
    let home = fresh();
    let (mut refused, mut ended) = (0, 0);
    // The database has about 150 kB; the write-ahead file reaches the limit first, at every page of it.
    let sizes = (4_096..=600_000).step_by(step(16));
    for size in sizes {
        let dir = tempfile::tempdir().unwrap();
        copy(home.path(), dir.path());
        // A shell that lets the signal pass, so that the write fails instead of ending the program.
        let limit = format!("trap '' XFSZ; exec prlimit --fsize={size} \"$@\"");
        let running = start(command_behind(
            &["sh", "-c", &limit, "sh"],
            "works_a_shift",
            dir.path(),
        ));
        let (said, status) = running.end();
        assert!(status.success(), "at {size} bytes: {said:?}");
        let (told, end) = hear(said);
        match end.as_deref() {
            Some("ended 0") => ended += 1,
            _ => refused += 1,
        }
        recovers(dir.path(), told);
    }
    println!("{refused} limits refused a save, {ended} let the shift end; 0 lost, 0 in half");
    assert!(refused > 3 && ended > 0, "{refused} refused, {ended} ended");
}

/// Every page (4 KiB and its frame) in the long run, every so many by default.
fn step(pages: usize) -> usize {
    if std::env::var_os("BATTLEBAG_KILL_ROUNDS").is_some() {
        4_120
    } else {
        pages * 4_120
    }
}

#[test]
fn a_full_disk_refuses_the_save_and_keeps_the_rest() {
    let tmpfs = "mount -t tmpfs -o size=1m none /tmp";
    if !allowed(&[
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        tmpfs,
    ]) {
        return;
    }
    let home = fresh();
    let used: u64 = fs::read_dir(home.path())
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    let (mut refused, mut ended) = (0, 0);
    for spare in (0u64..=700_000).step_by(step(12)) {
        let dir = tempfile::tempdir().unwrap();
        let (small, out) = (dir.path().join("small"), dir.path().join("out"));
        fs::create_dir_all(&small).unwrap();
        let size = (used / 4_096 + 3) * 4_096 + spare;
        // A disk of that size for this child alone; what is on it at the end is copied out before it goes away.
        let script = format!(
            "mount -t tmpfs -o size={size} none '{small}' && cp '{home}'/* '{small}'/ && \"$@\"; \
             status=$?; cp -r '{small}' '{out}'; exit $status",
            small = small.display(),
            home = home.path().display(),
            out = out.display(),
        );
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
        let (said, status) = start(command_behind(&wrap, "works_a_shift", &small)).end();
        assert!(status.success(), "with {spare} bytes to spare: {said:?}");
        let (told, end) = hear(said);
        match end.as_deref() {
            Some("ended 0") => ended += 1,
            _ => refused += 1,
        }
        recovers(&out, told);
    }
    println!("{refused} disks were full in the middle, {ended} had room; 0 lost, 0 in half");
    assert!(refused > 3 && ended > 0, "{refused} refused, {ended} ended");
}

#[test]
fn killed_at_any_write_to_the_disk_nothing_acknowledged_is_lost() {
    if !allowed(&["strace", "-f", "-o", "/dev/null", "-e", "trace=pwrite64", "true"]) {
        return;
    }
    let home = fresh();
    let long = std::env::var_os("BATTLEBAG_KILL_ROUNDS").is_some();
    let mut report = Vec::new();
    for (call, every) in [("pwrite64", 23), ("fsync", 7), ("ftruncate", 1), ("unlink", 1)] {
        let every: usize = if long { 1 } else { every };
        let mut kills = 0;
        for nth in (1usize..).step_by(every) {
            let dir = tempfile::tempdir().unwrap();
            copy(home.path(), dir.path());
            let (trace, inject) = (
                format!("trace={call}"),
                format!("inject={call}:signal=SIGKILL:when={nth}"),
            );
            let wrap = [
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                &trace,
                "-e",
                &inject,
            ];
            let (said, status) = start(command_behind(&wrap, "works_a_shift", dir.path())).end();
            let (told, end) = hear(said);
            recovers(dir.path(), told);
            if status.success() {
                assert_eq!(end.as_deref(), Some("ended 0"));
                break;
            }
            kills += 1;
        }
        report.push(format!("{kills} at {call}"));
    }
    println!("killed {}; 0 lost, 0 in half", report.join(", "));
}
