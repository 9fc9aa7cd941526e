//! A watched folder on a real disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // a test may stop

mod shelf;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use battlebag_intake::folder::Watched;
use battlebag_intake::{Doing, Plan, Running, start};
use shelf::{Shelf, now, soon};

fn watching(shelf: &Arc<Shelf>, folder: &Path) -> Running {
    let watched = Watched {
        source: "drop".to_owned(),
        folder: folder.to_owned(),
        every: Duration::from_millis(20),
    };
    start(vec![Plan::Watch(watched)], shelf.clone(), now()).unwrap()
}

const MESSAGE: &str = "MSH|^~\\&|PAS|RVX|||20261121||ADT^A01|1|P|2.4\rPID|1||H1\r";

#[test]
fn exports_become_the_newest_set_and_messages_go_into_the_inbox() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("census.csv"), "ward,bed\n7,1\n").unwrap();
    fs::write(dir.path().join("a01.hl7"), MESSAGE).unwrap();
    fs::write(dir.path().join("program.exe"), b"MZ\0\0\0").unwrap();
    let shelf = Shelf::new();
    let running = watching(&shelf, dir.path());
    soon(|| (shelf.names() == ["census.csv"] && shelf.messages().len() == 1).then_some(()));
    assert_eq!(shelf.messages()[0].about, "H1");
    let remarks = soon(|| Some(running.board().of("drop").remarks).filter(|r| !r.is_empty()));
    assert!(
        remarks[0].starts_with("program.exe is no census file"),
        "{remarks:?}"
    );
    // Messages may go from the folder; a new export takes the place of the old.
    fs::remove_file(dir.path().join("a01.hl7")).unwrap();
    fs::write(dir.path().join("census.csv"), "ward,bed\n7,1\n7,2\n").unwrap();
    soon(|| (shelf.files() == [("census.csv".to_owned(), "ward,bed\n7,1\n7,2\n".to_owned())]).then_some(()));
    running.stop();
    assert_eq!(shelf.messages().len(), 1);
    assert!(dir.path().join("census.csv").exists() && dir.path().join("program.exe").exists());
}

#[test]
fn a_file_that_is_still_being_written_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("census.csv");
    fs::write(&file, "ward,bed\n").unwrap();
    let shelf = Shelf::new();
    let growing = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        let running = watching(&shelf, dir.path());
        scope.spawn(|| {
            for line in 0..60 {
                use std::io::Write as _;
                let mut file = fs::OpenOptions::new().append(true).open(&file).unwrap();
                writeln!(file, "7,{line}").unwrap();
                std::thread::sleep(Duration::from_millis(5));
            }
            growing.store(false, std::sync::atomic::Ordering::SeqCst);
        });
        // Whatever was taken in between, the last word is the whole file.
        soon(|| {
            let done = !growing.load(std::sync::atomic::Ordering::SeqCst);
            let whole = fs::read_to_string(&file).unwrap();
            (done && shelf.files() == [("census.csv".to_owned(), whole)]).then_some(())
        });
        running.stop();
    });
}

#[test]
fn a_share_that_goes_away_is_said_once_and_what_was_taken_stays() {
    let dir = tempfile::tempdir().unwrap();
    let share = dir.path().join("share");
    fs::create_dir(&share).unwrap();
    fs::write(share.join("census.csv"), "ward,bed\n7,1\n").unwrap();
    let shelf = Shelf::new();
    let running = watching(&shelf, &share);
    soon(|| (shelf.names() == ["census.csv"]).then_some(()));
    fs::rename(&share, dir.path().join("away")).unwrap();
    soon(|| matches!(running.board().of("drop").doing, Doing::Failed(_)).then_some(()));
    fs::rename(dir.path().join("away"), &share).unwrap();
    soon(|| (running.board().of("drop").doing == Doing::Watching).then_some(()));
    let state = running.board().of("drop");
    assert_eq!(state.faults, 1);
    let why = state.last_fault.unwrap().why;
    assert!(
        why.contains("cannot be looked into") && why.contains("stays in use"),
        "{why}"
    );
    running.stop();
    assert_eq!(shelf.names(), ["census.csv"]);
}

#[test]
fn a_locked_home_takes_nothing_and_it_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("census.csv"), "ward,bed\n").unwrap();
    fs::write(dir.path().join("a.hl7"), MESSAGE).unwrap();
    let shelf = Shelf::new();
    shelf.lock(true);
    let running = watching(&shelf, dir.path());
    let why = soon(|| running.board().of("drop").last_fault).why;
    assert!(
        why.starts_with("a.hl7 could not be kept: Battlebag is locked"),
        "{why}"
    );
    shelf.lock(false);
    soon(|| (shelf.names() == ["census.csv"] && shelf.messages().len() == 1).then_some(()));
    running.stop();
}
