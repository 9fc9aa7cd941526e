//! A home in one file and back again: consistent, encrypted, all or nothing.

use super::people::{person, typed};
use super::{INCIDENT, PASSPHRASE, START, create, home, note, open, right, wrong};
use crate::{
    Backup, BackupError, Credential, Home, KdfCost, KeyRandom, NewBackup, RecoveryCode, Restore, Restored,
    StationSeed, StoreError,
};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const WORDS: &str = "Zebedee-Quillfeather-999";
const NOW: i64 = START + 3_600_000;

pub(crate) fn new(note: &str, made_at: i64) -> NewBackup {
    NewBackup {
        note: note.to_owned(),
        made_at,
        overwrite: false,
    }
}

pub(crate) fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(crate) fn restore(file: &Path, dir: &Path, credential: &Credential) -> Result<Restored, StoreError> {
    let how = Restore {
        who: None,
        credential,
        station_seed: StationSeed::from_bytes([0x5E; 32]),
        now: NOW,
    };
    Home::restore(file, dir, &how)
}

/// A home with something in it, its folder, and a folder for backups.
fn ward() -> (tempfile::TempDir, Home, tempfile::TempDir) {
    let (dir, mut home) = home();
    home.record(INCIDENT, [note(WORDS.as_bytes()), note(b"two")].concat(), &[])
        .unwrap();
    home.put_blob("census", WORDS, WORDS.repeat(3_000).as_bytes(), START)
        .unwrap();
    home.draft_save("log.note", WORDS, START).unwrap();
    (dir, home, tempfile::tempdir().unwrap())
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn said(error: &StoreError, path: &Path) -> String {
    error.to_string().replace(&path.display().to_string(), "FILE")
}

#[test]
fn a_backup_is_restored_on_another_laptop() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    let made = home
        .backup(&file, &new("before the drill", NOW), &mut go_on)
        .unwrap();
    assert_eq!(names(shelf.path()), ["one.battlebag"]);
    let read = Backup::inspect(&file).unwrap();
    assert_eq!((&read, &Backup::check(&file).unwrap()), (&made, &made));
    assert_eq!(
        (read.hospital.as_str(), read.note.as_str(), read.made_at),
        ("St Elsewhere", "before the drill", NOW)
    );
    let station = home.station().unwrap();
    assert_eq!(read.station, hex::encode(station.as_bytes()));
    let other = tempfile::tempdir().unwrap();
    let target = other.path().join("in/a/new/folder");
    let mut restored = restore(&file, &target, &right()).unwrap();
    assert_eq!(
        restored.home.entries(INCIDENT).unwrap(),
        home.entries(INCIDENT).unwrap()
    );
    assert_eq!(restored.home.draft_load("log.note").unwrap().unwrap().text, WORDS);
    assert_eq!((restored.made_by, restored.backup.made_at), (station, NOW));
    let ends: Vec<_> = restored
        .heights
        .iter()
        .map(|h| (h.incident, h.station, h.seq))
        .collect();
    assert_eq!(ends, [(INCIDENT, station, 2)]);
    assert_ne!(restored.station, station);
    assert_eq!(restored.home.station().unwrap(), restored.station);
    restored.home.record(INCIDENT, note(b"restored"), &[]).unwrap();
    drop(restored);
    let again = open(&target);
    assert!(again.verify(INCIDENT, &[]).unwrap().is_whole());
    assert_eq!(again.id(), home.id());
}

#[test]
fn nothing_in_a_backup_is_readable_but_what_it_says_of_itself() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    home.backup(&file, &new("weekly", NOW), &mut go_on).unwrap();
    let bytes = fs::read(&file).unwrap();
    let seed = home.station_key().unwrap().seed();
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    for secret in [
        WORDS.as_bytes(),
        PASSPHRASE.as_bytes(),
        b"SQLite format 3",
        seed.as_slice(),
        &home.data_key.0,
    ] {
        assert!(!holds(secret), "{}", String::from_utf8_lossy(secret));
    }
    assert!(holds(b"St Elsewhere") && holds(b"weekly"));
}

#[test]
fn others_write_while_the_copy_is_made_and_it_is_of_one_moment() {
    let (dir, home, shelf) = ward();
    let mut noise = vec![0; 9_000_000];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let mut other = open(dir.path());
    other.put_blob("census", "large", &noise, START).unwrap();
    let file = shelf.path().join("one.battlebag");
    let mut written = 0;
    let mut seen = Vec::new();
    home.backup(&file, &new("", NOW), &mut |done, total| {
        seen.push((done, total));
        other.record(INCIDENT, note(b"meanwhile"), &[]).unwrap();
        written += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(written > 5, "{written}");
    assert!(
        seen.windows(2).all(|pair| pair[0].0 <= pair[1].0),
        "never backwards"
    );
    let (done, total) = *seen.last().unwrap();
    assert_eq!(done, total);
    let target = tempfile::tempdir().unwrap();
    let restored = restore(&file, target.path(), &right()).unwrap();
    assert_eq!(restored.heights[0].seq, 2, "what came later is not in it");
    assert!(restored.home.verify(INCIDENT, &[]).unwrap().is_whole());
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 2 + written);
}

#[test]
fn a_stopped_backup_leaves_nothing_behind() {
    let (dir, home, shelf) = ward();
    let before = names(dir.path());
    let file = shelf.path().join("one.battlebag");
    for after in 0..4 {
        let mut asked = 0;
        let stopped = home.backup(&file, &new("", NOW), &mut |_, _| {
            asked += 1;
            if asked > after {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if after < 2 {
            assert!(matches!(stopped, Err(StoreError::Backup(BackupError::Stopped))));
            assert!(names(shelf.path()).is_empty());
        }
        let _ = fs::remove_file(&file);
    }
    let mut now = names(dir.path());
    now.retain(|name| name != "backup.lock");
    assert_eq!(now, before);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("thesis.doc");
    fs::write(&file, "x").unwrap();
    let refused = home.backup(&file, &new("", NOW), &mut go_on).unwrap_err();
    insta::assert_snapshot!(said(&refused, &file), @"FILE is there already, and was not written over. Choose another name.");
    assert_eq!(fs::read(&file).unwrap(), b"x");
    let replace = NewBackup {
        overwrite: true,
        ..new("", NOW)
    };
    home.backup(&file, &replace, &mut go_on).unwrap();
    Backup::check(&file).unwrap();
}

#[test]
fn a_backup_never_takes_the_place_of_the_homes_own_files() {
    let (dir, home, _shelf) = ward();
    let before = fs::read(dir.path().join("home.json")).unwrap();
    let replace = NewBackup {
        overwrite: true,
        ..new("", NOW)
    };
    for name in ["battlebag.db", "home.json", "backup", "./one"] {
        let refused = home
            .backup(&dir.path().join(name), &replace, &mut go_on)
            .unwrap_err();
        assert!(
            matches!(refused, StoreError::Backup(BackupError::InTheHome)),
            "{refused}"
        );
    }
    assert_eq!(fs::read(dir.path().join("home.json")).unwrap(), before);
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 2);
}

#[test]
fn one_backup_of_a_home_at_a_time() {
    let (dir, home, shelf) = ward();
    let other = open(dir.path());
    let mut refused = None;
    home.backup(&shelf.path().join("one"), &new("", NOW), &mut |_, _| {
        refused = other
            .backup(&shelf.path().join("two"), &new("", NOW), &mut go_on)
            .err();
        ControlFlow::Continue(())
    })
    .unwrap();
    insta::assert_snapshot!(refused.unwrap(), @"a backup of this home is being made already. Wait until it is done, then try again.");
    other
        .backup(&shelf.path().join("two"), &new("", NOW), &mut go_on)
        .unwrap();
}

#[test]
fn a_wrong_passphrase_or_a_taken_folder_restores_nothing() {
    let (dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    home.backup(&file, &new("", NOW), &mut go_on).unwrap();
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("deep/er");
    let refused = restore(&file, &target, &wrong()).unwrap_err();
    assert!(matches!(refused, StoreError::WrongPassphrase { .. }));
    assert!(
        names(place.path()).is_empty(),
        "the folders that were made are gone"
    );
    fs::create_dir_all(&target).unwrap();
    restore(&file, &target, &wrong()).unwrap_err();
    assert!(
        target.is_dir() && names(&target).is_empty(),
        "the folder that was there stays"
    );
    assert!(matches!(
        restore(&file, dir.path(), &right()),
        Err(StoreError::AlreadyAHome { .. })
    ));
    fs::write(target.join("thesis.doc"), "x").unwrap();
    assert!(matches!(
        restore(&file, &target, &right()),
        Err(StoreError::NotEmpty { .. })
    ));
    assert_eq!(names(&target), ["thesis.doc"]);
}

#[test]
fn a_torn_or_flipped_backup_is_refused_and_nothing_is_left() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    home.backup(&file, &new("", NOW), &mut go_on).unwrap();
    let whole = fs::read(&file).unwrap();
    let hurt = shelf.path().join("hurt.battlebag");
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("home");
    let mut refused = Vec::new();
    let mut try_it = |bytes: &[u8], what: String| {
        fs::write(&hurt, bytes).unwrap();
        match restore(&hurt, &target, &right()) {
            // A flip in the padding of the tar changes nothing that counts.
            Ok(restored) => {
                assert_eq!(restored.home.entries(INCIDENT).unwrap().len(), 2, "{what}");
                assert!(Backup::check(&hurt).is_ok(), "{what}");
                drop(restored);
                fs::remove_dir_all(&target).unwrap();
                false
            }
            Err(why) => {
                assert!(names(place.path()).is_empty(), "{what}: {why}");
                assert!(matches!(why, StoreError::Backup(_)), "{what}: {why:?}");
                refused.push(said(&why, &hurt));
                true
            }
        }
    };
    for length in [0, 1, 511, 600, 1_024, 2_500, whole.len() / 2, whole.len() - 1_025] {
        assert!(try_it(&whole[..length], format!("cut at {length}")));
    }
    let mut flipped = 0;
    let end = whole.len() - 700;
    for at in (3..whole.len()).step_by(whole.len() / 150).chain([end]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        flipped += usize::from(try_it(&bytes, format!("flipped at {at}")));
    }
    assert!(flipped > 130, "{flipped}");
    refused.sort();
    refused.dedup();
    let kinds: Vec<&str> = refused
        .iter()
        .map(|why| why.split(". ").next().unwrap())
        .collect();
    insta::assert_snapshot!(kinds.join("\n"), @r"
    FILE is not a Battlebag backup
    the backup FILE is damaged: battlebag.db in it is not what was put there
    the backup FILE is damaged: battlebag.db is missing from it or not complete
    the backup FILE is damaged: home.json in it is not what was put there
    the backup FILE is damaged: home.json is missing from it or not complete
    the backup FILE is damaged: its end is not what a backup ends with
    the backup FILE is damaged: its second part is missing
    the backup FILE is damaged: what it says of itself was changed
    ");
}

#[test]
fn a_torn_backup_is_seen_without_reading_it_all() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    home.backup(&file, &new("", NOW), &mut go_on).unwrap();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() - 3_000]).unwrap();
    insta::assert_snapshot!(said(&Backup::inspect(&file).unwrap_err(), &file), @"the backup FILE is damaged: its end is missing. Nothing was restored. Copy it again from where it was kept, or use another backup.");
    fs::write(&file, b"thesis").unwrap();
    insta::assert_snapshot!(said(&Backup::inspect(&file).unwrap_err(), &file), @"FILE is not a Battlebag backup. Choose a file that Battlebag made as a backup.");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..4_000)) {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        assert!(matches!(Backup::inspect(file.path()), Err(StoreError::Backup(BackupError::NotABackup { .. }))));
    }
}

#[test]
fn what_a_backup_says_of_itself_must_agree_with_what_is_in_it() {
    let (_dir, home, shelf) = ward();
    let file = shelf.path().join("one.battlebag");
    let made = home.backup(&file, &new("", NOW), &mut go_on).unwrap();
    let mut database = Vec::new();
    let unpacked = crate::archive::unpack(&file, &mut database).unwrap();
    let place = tempfile::tempdir().unwrap();
    let forged = |about: &Backup| {
        let mut bytes = Vec::new();
        crate::archive::pack(&mut bytes, about, &unpacked.home_file, database.as_slice()).unwrap();
        fs::write(&file, bytes).unwrap();
        let why = restore(&file, &place.path().join("home"), &right()).unwrap_err();
        assert!(names(place.path()).is_empty());
        said(&why, &file)
    };
    let other_station = Backup {
        station: "00".repeat(32),
        ..made.clone()
    };
    insta::assert_snapshot!(forged(&other_station), @"the backup FILE is damaged: the station it names did not make it. Nothing was restored. Copy it again from where it was kept, or use another backup.");
    let other_home = Backup {
        home: "00".repeat(16),
        ..made.clone()
    };
    insta::assert_snapshot!(forged(&other_home), @"the backup FILE is damaged: its parts are of two homes. Nothing was restored. Copy it again from where it was kept, or use another backup.");
    let newer = Backup { format: 2, ..made };
    insta::assert_snapshot!(forged(&newer), @"the backup FILE was made by a newer Battlebag (version 2; this one knows 1). Install the newer Battlebag on this laptop and restore it there.");
}

#[test]
fn a_backup_opens_with_the_passphrases_of_its_day_and_by_the_envelope() {
    let dir = tempfile::tempdir().unwrap();
    let created = create(dir.path());
    let code = created.recovery_code.reveal().to_string();
    let mut home = created.home;
    let ben = home
        .add_person(&person("Ben Osei", "bens plain words", 3))
        .unwrap();
    let shelf = tempfile::tempdir().unwrap();
    let (before, after) = (shelf.path().join("before"), shelf.path().join("after"));
    home.backup(&before, &new("", NOW), &mut go_on).unwrap();
    let plan = home.plan_revoke(&ben.id).unwrap();
    let random = KeyRandom::from_bytes([7; KeyRandom::LEN]);
    home.renew_data_key(&plan, KdfCost::FOR_TESTS, &random).unwrap();
    home.backup(&after, &new("", NOW), &mut go_on).unwrap();
    let place = tempfile::tempdir().unwrap();
    let into = |name: &str| -> PathBuf { place.path().join(name) };
    let bens = typed("bens plain words");
    assert!(restore(&before, &into("1"), &bens).is_ok());
    assert!(matches!(
        restore(&after, &into("2"), &bens),
        Err(StoreError::WrongPassphrase { .. })
    ));
    let envelope = Credential::Recovery(RecoveryCode::parse(&code).unwrap());
    assert!(
        restore(&after, &into("3"), &envelope)
            .unwrap()
            .home
            .signed_in()
            .recovery
    );
    assert!(restore(&after, &into("4"), &right()).is_ok());
}

#[test]
fn pruning_deletes_only_old_whole_backups_of_this_very_home() {
    let (_dir, home, shelf) = ward();
    let at = |name: &str| shelf.path().join(name);
    for (name, made_at) in [("c", 3), ("a", 1), ("e", 5), ("b", 2), ("d", 4)] {
        home.backup(&at(name), &new("", made_at), &mut go_on).unwrap();
    }
    // The newest is damaged in its middle; others are not backups, or of another home.
    let mut bytes = fs::read(at("e")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(at("e"), bytes).unwrap();
    fs::write(at("thesis.doc"), "x").unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let stranger = Home::create(elsewhere.path(), &super::new_home(2)).unwrap().home;
    stranger.backup(&at("stranger"), &new("", 0), &mut go_on).unwrap();
    let pruned = home.prune_backups(shelf.path(), 2).unwrap();
    assert_eq!(pruned.deleted, [at("a"), at("b")]);
    assert_eq!(pruned.kept, [at("c"), at("d")]);
    assert_eq!(pruned.damaged, [at("e")]);
    assert_eq!(names(shelf.path()), ["c", "d", "e", "stranger", "thesis.doc"]);
    // The last whole one is never deleted.
    assert_eq!(home.prune_backups(shelf.path(), 0).unwrap().kept, [at("d")]);
}
