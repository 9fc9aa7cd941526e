//! One key on two machines: a copied folder that writes on is a fork; a restored backup is not.

use super::backup::{go_on, new, restore};
use super::{INCIDENT, START, home, note, open, right};
use crate::{Home, StoreError};
use battlebag_log::Fault;
use std::fs;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn exchange(one: &mut Home, two: &mut Home) -> (crate::Received, crate::Received) {
    let (ones, twos) = (
        one.raw_entries(INCIDENT).unwrap(),
        two.raw_entries(INCIDENT).unwrap(),
    );
    (
        one.receive(INCIDENT, &twos).unwrap(),
        two.receive(INCIDENT, &ones).unwrap(),
    )
}

#[test]
fn a_copied_home_that_writes_on_is_seen_kept_and_frozen_until_it_has_a_new_key() {
    let (dir, mut home) = home();
    home.record(INCIDENT, note(b"shared"), &[]).unwrap();
    drop(home);
    let clone_dir = tempfile::tempdir().unwrap();
    copy(dir.path(), clone_dir.path());
    let (mut one, mut two) = (open(dir.path()), open(clone_dir.path()));
    let station = one.station().unwrap();
    assert_eq!(two.station().unwrap(), station);
    one.record(INCIDENT, note(b"on this disk"), &[]).unwrap();
    two.record(INCIDENT, note(b"on the copy"), &[]).unwrap();
    let (received, _) = exchange(&mut one, &mut two);
    assert_eq!((received.added, received.already), (1, 1));
    let forks: Vec<_> = received
        .forks
        .iter()
        .map(|fork| (fork.station, fork.seq))
        .collect();
    assert_eq!(forks, [(station, 2)]);
    for home in [&mut one, &mut two] {
        let mut bodies: Vec<Vec<u8>> = home
            .entries(INCIDENT)
            .unwrap()
            .iter()
            .map(|entry| entry.body().unwrap().bytes.clone())
            .collect();
        bodies.sort();
        assert_eq!(bodies, [&b"on the copy"[..], b"on this disk", b"shared"]);
        let verdict = home.verify(INCIDENT, &[]).unwrap();
        let found = verdict.first().unwrap();
        assert_eq!((found.station, found.seq), (Some(station), Some(2)));
        assert!(matches!(found.what, Fault::Fork { .. }), "{verdict}");
        let frozen = home.record(INCIDENT, note(b"more"), &[]).unwrap_err();
        assert!(matches!(frozen, StoreError::Frozen { seq: 2 }));
    }
    // A new key lets each write again, and both stations still agree on everything.
    one.renew_station_key([0x11; 32], START).unwrap();
    two.renew_station_key([0x22; 32], START).unwrap();
    one.record(INCIDENT, note(b"with a new key"), &[]).unwrap();
    two.record(INCIDENT, note(b"with another"), &[]).unwrap();
    let (received, back) = exchange(&mut one, &mut two);
    assert!(received.forks.is_empty() && back.forks.is_empty());
    assert_eq!(one.entries(INCIDENT).unwrap(), two.entries(INCIDENT).unwrap());
    assert_eq!(one.entries(INCIDENT).unwrap().len(), 5);
}

#[test]
fn a_restored_backup_is_not_a_fork() {
    let (_dir, mut home) = home();
    home.record(INCIDENT, [note(b"one"), note(b"two")].concat(), &[])
        .unwrap();
    let shelf = tempfile::tempdir().unwrap();
    let file = shelf.path().join("backup");
    home.backup(&file, &new("", START), &mut go_on).unwrap();
    // The home goes on, and so does what was restored from its backup.
    home.record(INCIDENT, note(b"on this disk"), &[]).unwrap();
    let place = tempfile::tempdir().unwrap();
    let mut restored = restore(&file, place.path(), &right()).unwrap().home;
    restored.record(INCIDENT, note(b"restored"), &[]).unwrap();
    let (received, back) = exchange(&mut home, &mut restored);
    assert!(received.forks.is_empty() && back.forks.is_empty());
    assert_eq!((received.added, back.added), (1, 1));
    assert_eq!(
        home.entries(INCIDENT).unwrap(),
        restored.entries(INCIDENT).unwrap()
    );
    for home in [&mut home, &mut restored] {
        assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
        home.record(INCIDENT, note(b"and on"), &[]).unwrap();
    }
}
