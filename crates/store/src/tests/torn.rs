//! Files cut short and bits turned over, in the database and in its write-ahead file.

use super::{INCIDENT, START, create, draft, note, open, right};
use crate::{Home, StoreError};
use battlebag_log::{Fault, Salt, SealedEntry};
use std::fs;
use std::path::Path;

const DATABASE: &str = "battlebag.db";
const AHEAD: &str = "battlebag.db-wal";

/// The files of a home that is open, as a power cut would leave them, into another folder.
fn snapshot(from: &Path, to: &Path) {
    for name in ["home.json", DATABASE, AHEAD] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

/// A home whose last entries stand in the write-ahead file only: its files, and after each entry how long that file was.
fn unfinished() -> (tempfile::TempDir, Vec<usize>, Vec<SealedEntry>) {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    home.record(INCIDENT, note(b"kept"), &[]).unwrap();
    drop(home);
    let mut home = open(dir.path());
    let mut ends = vec![0];
    for at in 0..6u8 {
        home.record(INCIDENT, vec![(draft(&[at; 3_000]), Salt([3; 32]))], &[])
            .unwrap();
        ends.push(usize::try_from(fs::metadata(dir.path().join(AHEAD)).unwrap().len()).unwrap());
    }
    let kept = tempfile::tempdir().unwrap();
    snapshot(dir.path(), kept.path());
    let entries = home.entries(INCIDENT).unwrap();
    (kept, ends, entries)
}

#[test]
fn a_write_ahead_file_cut_anywhere_loses_only_what_is_cut_off() {
    let (kept, ends, entries) = unfinished();
    let ahead = fs::read(kept.path().join(AHEAD)).unwrap();
    assert!(
        ends.is_sorted() && *ends.last().unwrap() == ahead.len() && ahead.len() > 20_000,
        "{ends:?}"
    );
    let cuts = (0..=ahead.len())
        .step_by(1_021)
        .chain(ends.iter().copied())
        .chain([1, 31, 32, 33, ahead.len() - 1]);
    for cut in cuts {
        let dir = tempfile::tempdir().unwrap();
        snapshot(kept.path(), dir.path());
        fs::write(dir.path().join(AHEAD), &ahead[..cut]).unwrap();
        let mut home = open(dir.path());
        let whole = ends.iter().filter(|end| **end <= cut).count();
        assert_eq!(home.entries(INCIDENT).unwrap(), entries[..whole], "cut at {cut}");
        assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
        home.record(INCIDENT, note(b"and on"), &[]).unwrap();
        home.check_pages().unwrap();
    }
}

#[test]
fn a_bit_turned_over_in_the_write_ahead_file_is_never_read_as_something_else() {
    let (kept, _, entries) = unfinished();
    let ahead = fs::read(kept.path().join(AHEAD)).unwrap();
    let mut shorter = 0;
    for at in (0..ahead.len()).step_by(2_039) {
        let dir = tempfile::tempdir().unwrap();
        snapshot(kept.path(), dir.path());
        let mut hurt = ahead.clone();
        hurt[at] ^= 1;
        fs::write(dir.path().join(AHEAD), hurt).unwrap();
        let mut home = open(dir.path());
        let read = home.entries(INCIDENT).unwrap();
        assert!(entries.starts_with(&read), "bit at {at}");
        assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
        shorter += usize::from(read.len() < entries.len());
        home.record(INCIDENT, note(b"and on"), &[]).unwrap();
    }
    assert!(
        shorter > 5,
        "{shorter}: SQLite drops a damaged frame and all after it"
    );
}

/// SQLite drops what follows a damaged frame without a word. What was marked as whole before is missed all the same.
#[test]
fn entries_lost_from_the_write_ahead_file_are_missed_by_the_mark() {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    home.record(INCIDENT, note(b"one"), &[]).unwrap();
    assert!(home.verify_fully(INCIDENT, &[], START).unwrap().is_whole());
    drop(home);
    let mut home = open(dir.path());
    home.record(INCIDENT, note(b"two"), &[]).unwrap();
    let before_mark = fs::read(dir.path().join(DATABASE)).unwrap();
    assert!(home.verify_since_mark(INCIDENT, &[], START).unwrap().is_whole());
    drop(home);
    // The mark went to the database; the page with the entry comes back as it was before, as from an old copy.
    assert_ne!(before_mark, fs::read(dir.path().join(DATABASE)).unwrap());
    let mut home = open(dir.path());
    home.connection
        .execute_batch("DROP TRIGGER entry_is_never_deleted; DELETE FROM entry WHERE seq = 2")
        .unwrap();
    let check = home.verify_since_mark(INCIDENT, &[], START).unwrap();
    assert_eq!(check.verdict.first().unwrap().what, Fault::CutShort { seen: 2 });
}

/// A closed home, the bytes of its database, and its entries.
fn closed() -> (tempfile::TempDir, Vec<u8>, Vec<SealedEntry>) {
    let dir = tempfile::tempdir().unwrap();
    let mut home = create(dir.path()).home;
    for at in 0..12u8 {
        home.record(INCIDENT, vec![(draft(&[at; 3_000]), Salt([3; 32]))], &[])
            .unwrap();
    }
    let entries = home.entries(INCIDENT).unwrap();
    drop(home);
    assert!(!dir.path().join(AHEAD).exists());
    let bytes = fs::read(dir.path().join(DATABASE)).unwrap();
    (dir, bytes, entries)
}

/// Whole, or refused with a sentence that says what to do with the home and names the backup.
fn whole_or_refused(dir: &Path, entries: &[SealedEntry], what: &str) -> bool {
    let read = Home::open(dir, None, &right(), START).and_then(|mut home| {
        home.check_pages()?;
        let read = home.entries(INCIDENT)?;
        home.verify_since_mark(INCIDENT, &[], START)
            .map(|check| (read, check))
    });
    match read {
        Ok((read, check)) => {
            assert_eq!((read.as_slice(), check.is_whole()), (entries, true), "{what}");
            true
        }
        Err(why) => {
            let damage = matches!(why, StoreError::Damaged { .. } | StoreError::EntryDiffers { .. });
            assert!(damage && why.to_string().contains("backup"), "{what}: {why}");
            false
        }
    }
}

#[test]
fn a_database_cut_short_is_refused_and_the_backup_named() {
    let (dir, bytes, entries) = closed();
    let mut refused = 0;
    let last_pages = bytes.len().saturating_sub(6 * 4_096);
    let cuts = (last_pages..bytes.len())
        .step_by(1_024)
        .chain((0..last_pages).step_by(4_096))
        .chain([1, 512, 4_095]);
    for cut in cuts {
        fs::write(dir.path().join(DATABASE), &bytes[..cut]).unwrap();
        refused += usize::from(!whole_or_refused(dir.path(), &entries, &format!("cut at {cut}")));
    }
    assert!(refused > bytes.len() / 4_096, "{refused} refused");
    fs::write(dir.path().join(DATABASE), &bytes).unwrap();
    assert!(whole_or_refused(dir.path(), &entries, "put back"));
}

#[test]
fn a_page_torn_or_turned_over_in_the_middle_is_refused_and_the_backup_named() {
    let (dir, bytes, entries) = closed();
    for page in 0..bytes.len() / 4_096 {
        for at in [16, 700, 4_095] {
            let mut hurt = bytes.clone();
            hurt[page * 4_096 + at] ^= 0x10;
            fs::write(dir.path().join(DATABASE), &hurt).unwrap();
            let what = format!("page {page}, byte {at}");
            assert!(
                !whole_or_refused(dir.path(), &entries, &what),
                "{what}: not noticed"
            );
        }
        // Half of it never reached the disk.
        let mut torn = bytes.clone();
        torn[page * 4_096 + 2_048..(page + 1) * 4_096].fill(0);
        fs::write(dir.path().join(DATABASE), &torn).unwrap();
        assert!(!whole_or_refused(
            dir.path(),
            &entries,
            &format!("page {page} torn")
        ));
    }
}
