//! Checking from where the log was last found whole: what is read again, what is not, and what is said of it.

use super::{INCIDENT, START, draft, home, note, open};
use crate::{FULL_CHECK_EVERY_MS, Home, LogCheck, SideWrite};
use battlebag_log::{Checkpoint, Draft, Fault, RawEntry, Salt, SealedEntry, StationKey, Tail, append};

fn check(home: &mut Home, now: i64) -> LogCheck {
    home.verify_since_mark(INCIDENT, &[], now).unwrap()
}

/// How many entries were checked now, and how many earlier.
fn counts(home: &mut Home, now: i64) -> (usize, usize) {
    let check = check(home, now);
    assert!(check.is_whole(), "{check}");
    (check.checked_now, check.checked_earlier)
}

fn stranger(bodies: &[&[u8]]) -> Vec<RawEntry> {
    let key = StationKey::from_seed([9; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let seal = |body: &&[u8]| {
        let entry = append(&tail, draft(body), &key, Salt([8; 32])).unwrap();
        tail = tail.after(&entry);
        entry.to_raw()
    };
    bodies.iter().map(seal).collect()
}

/// Edits the database past its triggers, as damage or somebody with the data key would.
fn edit(home: &Home, sql: &str) {
    let triggers = "DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted; \
                    DROP TRIGGER body_is_erased_only_when_redacted;";
    home.connection.execute_batch(triggers).unwrap();
    home.connection.execute_batch(sql).unwrap();
}

fn ten_entries() -> (tempfile::TempDir, Home) {
    let (dir, mut home) = home();
    for at in 0..10u8 {
        home.record(INCIDENT, note(&[at]), &[]).unwrap();
    }
    (dir, home)
}

#[test]
fn only_what_is_new_is_checked_and_it_is_said() {
    let (dir, mut home) = ten_entries();
    assert_eq!(counts(&mut home, START), (10, 0), "no mark yet: everything");
    assert_eq!(counts(&mut home, START + 1), (0, 10));
    home.record(INCIDENT, [note(b"a"), note(b"b")].concat(), &[])
        .unwrap();
    home.receive(INCIDENT, &stranger(&[b"c"])).unwrap();
    drop(home);
    let mut home = open(dir.path());
    insta::assert_snapshot!(check(&mut home, START + 2), @r#"
    The log is whole as far as it was checked now: 3 entries are new, every signature and link of theirs holds. 10 entries were found whole at an earlier check and were not checked again.
    Station b1782f68 reaches entry 12.
    Station fd172438 reaches entry 1.
    "#);
    insta::assert_snapshot!(check(&mut home, START + 3), @r#"
    The log is whole as far as it was checked now: no entry is new. 13 entries were found whole at an earlier check and were not checked again.
    Station b1782f68 reaches entry 12.
    Station fd172438 reaches entry 1.
    "#);
    assert_eq!(check(&mut home, START + 3).full_at, START);
    let full = home.verify_fully(INCIDENT, &[], START + 4).unwrap();
    assert_eq!(
        (full.checked_now, full.checked_earlier, full.full_at),
        (13, 0, START + 4)
    );
    assert_eq!(full.to_string(), home.verify(INCIDENT, &[]).unwrap().to_string());
}

#[test]
fn once_a_day_and_after_a_clock_set_back_everything_is_checked() {
    let (_dir, mut home) = ten_entries();
    assert_eq!(counts(&mut home, START), (10, 0));
    assert_eq!(counts(&mut home, START + FULL_CHECK_EVERY_MS - 1), (0, 10));
    assert_eq!(counts(&mut home, START + FULL_CHECK_EVERY_MS), (10, 0));
    assert_eq!(
        counts(&mut home, START + FULL_CHECK_EVERY_MS - 1),
        (10, 0),
        "the clock went back"
    );
}

#[test]
fn damage_at_the_mark_or_after_it_is_named_by_a_full_check() {
    let hurts = [
        (
            "UPDATE entry SET header = CAST(substr(header, 1, 140) || x'00' || substr(header, 142) AS BLOB) WHERE seq = 10",
            10,
        ),
        ("UPDATE entry SET signature = zeroblob(64) WHERE seq = 10", 10),
        ("UPDATE entry SET body = x'41' WHERE seq = 10", 10),
        ("UPDATE entry SET body = x'41' WHERE seq = 12", 12),
        ("UPDATE entry SET signature = zeroblob(64) WHERE seq = 11", 11),
        ("DELETE FROM entry WHERE seq = 11", 12),
    ];
    for (hurt, seq) in hurts {
        let (_dir, mut home) = ten_entries();
        assert_eq!(counts(&mut home, START), (10, 0));
        home.record(INCIDENT, [note(b"a"), note(b"b")].concat(), &[])
            .unwrap();
        edit(&home, hurt);
        let check = check(&mut home, START + 1);
        assert_eq!(
            check.verdict.first().and_then(|found| found.seq),
            Some(seq),
            "{hurt}: {check}"
        );
        assert_eq!(
            (check.checked_earlier, check.verdict.entries >= 11),
            (0, true),
            "{hurt}: {check}"
        );
        let again = self::check(&mut home, START + 2);
        assert_eq!(
            again,
            LogCheck {
                full_at: START + 2,
                ..check
            },
            "{hurt}: it is not forgotten"
        );
    }
}

#[test]
fn a_log_cut_back_behind_its_mark_is_not_taken_for_whole() {
    let (_dir, mut home) = ten_entries();
    assert_eq!(counts(&mut home, START), (10, 0));
    edit(&home, "DELETE FROM entry WHERE seq = 10");
    // What is left holds together by itself: only the mark knows better, and goes on knowing.
    for at in 1..4 {
        let check = check(&mut home, START + at);
        assert!(!check.is_whole(), "{at}: {check}");
        assert_eq!(check.verdict.first().unwrap().what, Fault::CutShort { seen: 10 });
        assert_eq!((check.checked_now, check.checked_earlier), (9, 0));
    }
}

#[test]
fn what_lies_before_the_mark_is_not_read_and_is_not_vouched_for() {
    let (_dir, mut home) = ten_entries();
    assert_eq!(counts(&mut home, START), (10, 0));
    edit(&home, "UPDATE entry SET signature = zeroblob(64) WHERE seq = 3");
    assert_eq!(counts(&mut home, START + 1), (0, 10), "its words say so");
    let full = home.verify_fully(INCIDENT, &[], START + 2).unwrap();
    assert_eq!(full.verdict.first().unwrap().what, Fault::BadSignature);
    assert!(!check(&mut home, START + 3).is_whole(), "and the mark is gone");
}

#[test]
fn a_fork_behind_the_mark_is_found() {
    let (_dir, mut home) = ten_entries();
    let tail = Tail::empty(INCIDENT, home.station().unwrap());
    assert_eq!(counts(&mut home, START), (10, 0));
    let twin = append(
        &tail,
        draft(b"from the cloned disk"),
        &home.station_key().unwrap(),
        Salt([1; 32]),
    )
    .unwrap();
    home.receive(INCIDENT, &[twin.to_raw()]).unwrap();
    let check = check(&mut home, START + 1);
    assert!(
        matches!(check.verdict.first().unwrap().what, Fault::Fork { .. }),
        "{check}"
    );
}

#[test]
fn paper_and_new_checkpoints_are_held_against_what_lies_before_the_mark() {
    let (_dir, mut home) = ten_entries();
    let entries = home.entries(INCIDENT).unwrap();
    assert_eq!(counts(&mut home, START), (10, 0));
    let of = |entries: &[SealedEntry]| Checkpoint::of(INCIDENT, entries, START).unwrap();
    let paper = of(&entries[..4]);
    let sound = home
        .verify_since_mark(INCIDENT, std::slice::from_ref(&paper), START + 1)
        .unwrap();
    assert_eq!((sound.is_whole(), sound.checked_earlier), (true, 10));
    // A checkpoint of another fourth entry, as after a rewrite: from paper, and kept here.
    let tail = entries[..3]
        .iter()
        .fold(Tail::empty(INCIDENT, home.station().unwrap()), Tail::after);
    let fourth = append(
        &tail,
        draft(b"as it was"),
        &home.station_key().unwrap(),
        Salt([1; 32]),
    )
    .unwrap();
    let other = of(&[entries[..3].to_vec(), vec![fourth]].concat());
    let found = home
        .verify_since_mark(INCIDENT, std::slice::from_ref(&other), START + 2)
        .unwrap();
    assert_eq!(found.verdict.first().unwrap().what, Fault::NotAsSeen);
    assert_eq!(counts(&mut home, START + 3), (10, 0));
    let signed = other.sign(&StationKey::from_seed([9; 32]));
    home.record(INCIDENT, note(b"met"), &[SideWrite::Checkpoint(signed)])
        .unwrap();
    assert_eq!(
        check(&mut home, START + 4).verdict.first().unwrap().what,
        Fault::NotAsSeen
    );
}

#[test]
fn a_redaction_from_before_the_mark_does_not_cry_wolf() {
    let (_dir, mut home) = ten_entries();
    let theirs = stranger(&[b"a", b"about somebody"]);
    let target = SealedEntry::read(theirs[1].clone()).unwrap().hash();
    let redacts = Draft {
        kind: "redaction".to_owned(),
        about: Some(target),
        ..draft(b"wrong person")
    };
    let key = StationKey::from_seed([3; 32]);
    let redacts = append(&Tail::empty(INCIDENT, key.public()), redacts, &key, Salt([1; 32])).unwrap();
    let tail = Tail::empty(INCIDENT, key.public()).after(&redacts);
    let after = append(&tail, draft(b"after"), &key, Salt([4; 32])).unwrap();
    home.receive(INCIDENT, &[theirs[0].clone(), redacts.to_raw(), after.to_raw()])
        .unwrap();
    assert_eq!(counts(&mut home, START), (13, 0));
    home.receive(INCIDENT, &theirs).unwrap();
    assert_eq!(
        counts(&mut home, START + 1),
        (14, 0),
        "a full check, which knows the redaction"
    );
    // A redaction after the mark of an entry before it.
    let made = home.entries(INCIDENT).unwrap();
    let again = Draft {
        kind: "redaction".to_owned(),
        about: Some(made[0].hash()),
        ..draft(b"also")
    };
    home.record(INCIDENT, vec![(again, Salt([2; 32]))], &[]).unwrap();
    assert_eq!(counts(&mut home, START + 2), (1, 14));
}
