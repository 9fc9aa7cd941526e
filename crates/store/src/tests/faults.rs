//! Full disks, locked, missing, plain and damaged files: a clear sentence, and the state unchanged.

use super::{INCIDENT, START, create, draft, home, note, open, right};
use crate::{Home, SideWrite, StoreError};
use battlebag_log::{Fault, Salt};
use std::fs;
use std::path::Path;
use std::time::Duration;

fn refused(dir: &Path) -> String {
    let said = Home::open(dir, None, &right(), START).unwrap_err().to_string();
    said.replace(&dir.display().to_string(), "HOME")
        .replace('\\', "/")
}

#[test]
fn a_full_disk_saves_nothing_and_loses_nothing() {
    let (_dir, mut home) = home();
    home.record(INCIDENT, note(b"before"), &[]).unwrap();
    home.draft_save("log.note", "what I was typing", START).unwrap();
    let pages: i64 = home
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let cap = |home: &Home, pages: i64| {
        home.connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
    };
    cap(&home, pages);
    // Not compressible, so that it cannot fit.
    let mut noise = blake3::Hasher::new().finalize_xof();
    let mut bytes = vec![0; 200_000];
    noise.fill(&mut bytes);
    let blob = SideWrite::Blob {
        kind: "census".into(),
        label: String::new(),
        bytes,
        kept_at: START,
    };
    let clear = SideWrite::ClearDraft {
        name: "log.note".into(),
    };
    let full = home
        .record(INCIDENT, note(b"during"), &[clear, blob.clone()])
        .unwrap_err();
    insta::assert_snapshot!(full, @"the disk is full, so nothing was saved. Free some space (empty the recycle bin, move files to a USB stick), then save again. What you typed is kept.");
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 1);
    assert_eq!(
        home.draft_load("log.note").unwrap().unwrap().text,
        "what I was typing"
    );
    // Space is freed: the same save goes through.
    cap(&home, 1_000_000);
    home.record(INCIDENT, note(b"during"), &[blob]).unwrap();
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
}

#[test]
fn a_full_disk_at_any_write_leaves_a_whole_log() {
    let (_dir, mut home) = home();
    let pages: i64 = home
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let mut saved = 0;
    let mut refused = 0;
    for spare in 0..12 {
        let cap = format!("PRAGMA max_page_count = {}", pages + spare);
        home.connection.query_row(&cap, [], |_| Ok(())).unwrap();
        match home.record(INCIDENT, vec![(draft(&[b'x'; 9_000]), Salt([3; 32]))], &[]) {
            Ok(_) => saved += 1,
            Err(StoreError::DiskFull) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        assert_eq!(home.entries(INCIDENT).unwrap().len(), saved);
        assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
    }
    assert!(saved > 0 && refused > 0, "{saved} saved, {refused} refused");
}

#[test]
fn a_home_that_cannot_be_written_says_so() {
    let (_dir, mut home) = home();
    home.connection.pragma_update(None, "query_only", "ON").unwrap();
    let refused = home.set_setting("a", "b").unwrap_err();
    insta::assert_snapshot!(refused, @"this home cannot be written: the disk or folder is read-only. Copy the whole home to a disk that can be written and open it there.");
    assert!(matches!(
        home.record(INCIDENT, note(b"x"), &[]).unwrap_err(),
        StoreError::ReadOnly
    ));
    home.connection.pragma_update(None, "query_only", "OFF").unwrap();
    assert!(home.entries(INCIDENT).unwrap().is_empty());
}

#[test]
fn while_one_process_saves_another_waits_then_says_so_and_can_still_read() {
    let (dir, mut first) = home();
    first.record(INCIDENT, note(b"one"), &[]).unwrap();
    let mut second = open(dir.path());
    second.set_busy_wait(Duration::from_millis(20)).unwrap();
    let saving = first.begin().unwrap();
    let refused = second.record(INCIDENT, note(b"two"), &[]).unwrap_err();
    insta::assert_snapshot!(refused, @"Battlebag is already open on this home and is saving. Wait a moment and try again, or close the other window. What you typed is kept.");
    assert_eq!(second.entries(INCIDENT).unwrap().len(), 1);
    drop(saving);
    second.record(INCIDENT, note(b"two"), &[]).unwrap();
}

#[test]
fn missing_files() {
    let dir = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"there is no Battlebag home in HOME. Choose the folder that holds home.json, or make a home there first.");
    drop(create(dir.path()));
    fs::remove_file(dir.path().join("battlebag.db")).unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"HOME/battlebag.db is missing. Look for it where the home was moved or copied from and put it back beside home.json, or restore a backup.");
    assert!(
        !dir.path().join("battlebag.db").exists(),
        "an empty one is not put in its place"
    );
}

#[test]
fn damaged_files() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let database = dir.path().join("battlebag.db");
    let whole = fs::read(&database).unwrap();
    let mut hurt = whole.clone();
    hurt[2_000] ^= 1;
    fs::write(&database, &hurt).unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"the database of this home is damaged (opening the database). Stop using it, copy the whole home folder to a USB stick as it is, and restore the last backup.");
    let plain = [b"SQLite format 3\0".as_slice(), &[0; 5_000]].concat();
    fs::write(&database, plain).unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"HOME/battlebag.db is not encrypted, so Battlebag will not use it. Do not put patients in it; restore the home from a backup.");
    fs::write(&database, &whole).unwrap();
    drop(open(dir.path()));
    let home_file = dir.path().join("home.json");
    let text = fs::read_to_string(&home_file).unwrap();
    fs::write(&home_file, text.replace("\"zone\"", "zone")).unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"HOME/home.json, line 5, cannot be read: it is not the JSON that Battlebag writes. Put the file back from a backup; the database itself was not touched.");
    fs::write(&home_file, text.replace("\"format\": 1", "\"format\": 9")).unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"this home was made by a newer Battlebag (version 9; this one knows 2). Install the newer Battlebag on this laptop and open it again. Nothing was changed.");
    fs::write(
        &home_file,
        text.replace("\"memory_kib\": 8", "\"memory_kib\": 4294967295"),
    )
    .unwrap();
    insta::assert_snapshot!(refused(dir.path()), @"HOME/home.json, line 0, cannot be read: the cost of a passphrase is beyond what Battlebag writes. Put the file back from a backup; the database itself was not touched.");
}

#[test]
fn damage_to_any_page_is_found_when_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    for _ in 0..30 {
        home.record(INCIDENT, vec![(draft(&[b'x'; 3_000]), Salt([3; 32]))], &[])
            .unwrap();
    }
    let kept = home.entries(INCIDENT).unwrap();
    drop(home);
    let database = dir.path().join("battlebag.db");
    let mut bytes = fs::read(&database).unwrap();
    // Every page in turn: a damaged one is found at opening or at reading, and never read as something else.
    let whole = bytes.clone();
    for middle in (2_000..whole.len()).step_by(4_096) {
        bytes.clone_from(&whole);
        bytes[middle] ^= 1;
        fs::write(&database, &bytes).unwrap();
        let Ok(home) = Home::open(dir.path(), None, &right(), START) else {
            continue;
        };
        match home.entries(INCIDENT) {
            Ok(entries) => assert_eq!(entries, kept, "page at {middle}"),
            Err(error) => assert!(is_damage(&error), "page at {middle}: {error}"),
        }
    }
}

fn is_damage(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Damaged { .. } | StoreError::EntryDiffers { .. } | StoreError::EntryDamaged { .. }
    )
}

#[test]
fn damaged_pages_are_named_by_the_page_check() {
    let (dir, mut home) = home();
    home.record(INCIDENT, vec![(draft(&[b'x'; 9_000]), Salt([3; 32]))], &[])
        .unwrap();
    home.check_pages().unwrap();
    drop(home);
    let database = dir.path().join("battlebag.db");
    let mut bytes = fs::read(&database).unwrap();
    let last = bytes.len() - 2_000;
    bytes[last] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let damaged = open(dir.path()).check_pages().unwrap_err();
    insta::assert_snapshot!(damaged, @"the database of this home is damaged (checking every page). Stop using it, copy the whole home folder to a USB stick as it is, and restore the last backup.");
}

#[test]
fn an_older_program_refuses_a_newer_database() {
    let (dir, home) = home();
    let newer = crate::SCHEMA_VERSION + 1;
    home.connection
        .pragma_update(None, "user_version", newer)
        .unwrap();
    drop(home);
    let Err(StoreError::NewerHome { found, known }) = Home::open(dir.path(), None, &right(), START) else {
        panic!("a newer database was opened");
    };
    assert_eq!((found, known), (newer, crate::SCHEMA_VERSION));
}

#[test]
fn who_holds_the_key_and_edits_past_the_triggers_is_named() {
    let (_dir, mut home) = home();
    home.record(INCIDENT, [note(b"give 5 mg"), note(b"b")].concat(), &[])
        .unwrap();
    let edit = "DROP TRIGGER body_is_erased_only_when_redacted; UPDATE entry SET body = x'41' WHERE seq = 1;";
    home.connection.execute_batch(edit).unwrap();
    let verdict = home.verify(INCIDENT, &[]).unwrap();
    let first = verdict.first().unwrap();
    assert_eq!((first.seq, &first.what), (Some(1), &Fault::BodyDiffers));
    let moved = "DROP TRIGGER entry_is_never_changed; UPDATE entry SET seq = 9 WHERE seq = 2;";
    home.connection.execute_batch(moved).unwrap();
    let verdict = home.verify(INCIDENT, &[]).unwrap();
    assert!(
        verdict
            .findings
            .iter()
            .any(|found| found.seq == Some(9) && matches!(found.what, Fault::Misfiled { .. }))
    );
}

#[test]
fn nothing_a_person_wrote_is_readable_in_any_file() {
    const MARKER: &str = "Zebedee-Quillfeather-999";
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let code = created.recovery_code.reveal().to_string();
    let mut home = created.home;
    let seed = home.station_key().unwrap().seed();
    home.draft_save("log.note", MARKER, START).unwrap();
    home.set_setting("a", MARKER).unwrap();
    home.put_blob("census", MARKER, MARKER.repeat(200).as_bytes(), START)
        .unwrap();
    home.record(INCIDENT, note(MARKER.as_bytes()), &[]).unwrap();
    // While the write-ahead file is there, and after it is gone.
    let watched: [&[u8]; 5] = [
        MARKER.as_bytes(),
        b"SQLite format 3",
        code.as_bytes(),
        super::PASSPHRASE.as_bytes(),
        seed.as_slice(),
    ];
    let open_files = search(dir.path(), &watched);
    assert!(
        open_files >= 3,
        "home.json, the database and its write-ahead file, but {open_files}"
    );
    drop(home);
    assert!(search(dir.path(), &watched) >= 2);
}

/// Looks for each of `watched` in every file; gives the number of files.
fn search(dir: &Path, watched: &[&[u8]]) -> usize {
    let mut files = 0;
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for secret in watched {
            let found = bytes.windows(secret.len()).any(|window| window == *secret);
            assert!(
                !found,
                "{} holds {}",
                path.display(),
                String::from_utf8_lossy(secret)
            );
        }
        files += 1;
    }
    files
}
