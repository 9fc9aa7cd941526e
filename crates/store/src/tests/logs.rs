//! The log in the database: what goes in comes out, exactly, and nothing else changes it.

use super::{INCIDENT, START, draft, home, note, open};
use crate::{BlobHash, Home, Received, Sheet, SideWrite, StoreError};
use battlebag_log::{
    Checkpoint, Draft, EntryHash, Fault, RawEntry, Salt, SealedEntry, StationKey, Tail, append,
};

/// Another station's chain.
fn stranger(bodies: &[&[u8]]) -> Vec<SealedEntry> {
    let key = StationKey::from_seed([9; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let seal = |body: &&[u8]| {
        let entry = append(&tail, draft(body), &key, Salt([8; 32])).unwrap();
        tail = tail.after(&entry);
        entry
    };
    bodies.iter().map(seal).collect()
}

fn raw(entries: &[SealedEntry]) -> Vec<RawEntry> {
    entries.iter().map(SealedEntry::to_raw).collect()
}

fn redaction(target: EntryHash) -> Vec<(Draft, Salt)> {
    let draft = Draft {
        kind: "redaction".to_owned(),
        about: Some(target),
        ..draft(b"wrong person named")
    };
    vec![(draft, Salt([6; 32]))]
}

#[test]
fn entries_come_back_as_they_went_in() {
    let (dir, mut home) = home();
    let mut made = home.record(INCIDENT, note(b"first"), &[]).unwrap();
    made.extend(
        home.record(INCIDENT, [note(b"second"), note(b"")].concat(), &[])
            .unwrap(),
    );
    drop(home);
    let home = open(dir.path());
    assert_eq!(home.entries(INCIDENT).unwrap(), made);
    assert_eq!(home.incidents().unwrap(), [INCIDENT]);
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
    let tail = home.tail(INCIDENT, home.station().unwrap()).unwrap();
    assert_eq!((tail.seq, tail.hash), (3, made[2].hash()));
}

#[test]
fn an_entry_and_what_is_written_beside_it_are_one_step() {
    let (_dir, mut home) = home();
    home.draft_save("log.note", "first", START).unwrap();
    let sheet = Sheet {
        code: "BB-1".into(),
        incident: Some(INCIDENT),
        job: "j1".into(),
        printed_at: START,
        content: "{}".into(),
    };
    let census = SideWrite::Blob {
        kind: "census".into(),
        label: "14:05".into(),
        bytes: b"all".to_vec(),
        kept_at: START,
    };
    let good = [
        census,
        SideWrite::Sheet(sheet.clone()),
        SideWrite::ClearDraft {
            name: "log.note".into(),
        },
        SideWrite::Setting {
            name: "bag".into(),
            value: "x".into(),
        },
    ];
    home.record(INCIDENT, note(b"first"), &good).unwrap();
    assert_eq!(home.draft_load("log.note").unwrap(), None);
    assert_eq!(home.sheet("BB-1").unwrap(), Some(sheet));
    assert_eq!(home.setting("bag").unwrap().as_deref(), Some("x"));
    assert_eq!(home.get_blob(BlobHash::of(b"all")).unwrap(), b"all");
    assert_eq!(home.list_blobs("census").unwrap()[0].label, "14:05");
    // A draft that cannot be sealed leaves nothing of the step behind.
    let bad = vec![
        (draft(b"ok"), Salt([1; 32])),
        (
            Draft {
                kind: "NOT OK".into(),
                ..draft(b"")
            },
            Salt([2; 32]),
        ),
    ];
    let aside = SideWrite::Setting {
        name: "bag".into(),
        value: "y".into(),
    };
    assert!(matches!(
        home.record(INCIDENT, bad, &[aside]).unwrap_err(),
        StoreError::Seal(_)
    ));
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 1);
    assert_eq!(home.setting("bag").unwrap().as_deref(), Some("x"));
}

#[test]
fn a_step_that_counted_on_a_setting_is_refused_when_it_moved() {
    let (_dir, mut home) = home();
    let from = |was: Option<&str>, value: &str| SideWrite::SettingFrom {
        name: "next".into(),
        was: was.map(str::to_owned),
        value: value.into(),
    };
    home.record(INCIDENT, note(b"first"), &[from(None, "1")]).unwrap();
    let moved = home.record(INCIDENT, note(b"second"), &[from(None, "1")]);
    assert!(matches!(moved, Err(StoreError::SettingMoved { .. })), "{moved:?}");
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 1);
    home.record(INCIDENT, note(b"second"), &[from(Some("1"), "2")])
        .unwrap();
    assert_eq!(home.setting("next").unwrap().as_deref(), Some("2"));
}

#[test]
fn entries_that_do_not_follow_the_chain_are_not_appended() {
    let (_dir, mut home) = home();
    let key = home.station_key().unwrap();
    let tail = home.tail(INCIDENT, key.public()).unwrap();
    let one = append(&tail, draft(b"one"), &key, Salt([1; 32])).unwrap();
    let also_one = append(&tail, draft(b"also one"), &key, Salt([2; 32])).unwrap();
    home.append(&[one], &[]).unwrap();
    let stale = home.append(&[also_one], &[]).unwrap_err();
    insta::assert_snapshot!(stale, @"the log was added to from another window first, so this was not saved. Look at the newest entries, then save again. What you typed is kept.");
    assert!(matches!(
        home.append(&stranger(&[b"x"]), &[]).unwrap_err(),
        StoreError::NotThisStation { .. }
    ));
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 1);
}

#[test]
fn triggers_refuse_what_only_a_mistake_would_do() {
    let (_dir, mut home) = home();
    home.record(INCIDENT, note(b"first"), &[]).unwrap();
    for mistake in [
        "DELETE FROM entry",
        "UPDATE entry SET seq = 2",
        "UPDATE entry SET header = x'00'",
        "UPDATE entry SET body = x'00'",
        "UPDATE entry SET body = NULL, salt = NULL",
        "REPLACE INTO entry SELECT chain, seq, hash, x'00', signature, salt, body FROM entry",
    ] {
        let refused = home.connection.execute(mistake, []).unwrap_err().to_string();
        assert!(
            refused.contains("never") || refused.contains("only by a signed redaction"),
            "{mistake}: {refused}"
        );
    }
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
}

#[test]
fn a_redaction_erases_the_words_and_the_log_stays_whole() {
    let (dir, mut home) = home();
    let made = home
        .record(INCIDENT, [note(b"about somebody"), note(b"other")].concat(), &[])
        .unwrap();
    let redacted = home.record(INCIDENT, redaction(made[0].hash()), &[]).unwrap();
    let entries = home.entries(INCIDENT).unwrap();
    let bodies: Vec<bool> = entries.iter().map(|entry| entry.body().is_some()).collect();
    assert_eq!(bodies, [false, true, true]);
    let verdict = home.verify(INCIDENT, &[]).unwrap();
    assert!(verdict.is_whole() && verdict.redacted.len() == 1, "{verdict}");
    assert!(matches!(
        home.record(INCIDENT, redaction(EntryHash([5; 32])), &[])
            .unwrap_err(),
        StoreError::NothingToRedact
    ));
    assert!(matches!(
        home.record(INCIDENT, redaction(redacted[0].hash()), &[])
            .unwrap_err(),
        StoreError::NothingToRedact
    ));
    // Another station still has the words and sends them back: they stay erased.
    assert_eq!(home.receive(INCIDENT, &raw(&made)).unwrap().already, 2);
    drop(home);
    assert!(open(dir.path()).entries(INCIDENT).unwrap()[0].body().is_none());
}

#[test]
fn another_stations_entries_come_in_any_order_and_as_often_as_they_like() {
    let (_dir, mut home) = home();
    home.record(INCIDENT, note(b"own"), &[]).unwrap();
    let theirs = stranger(&[b"a", b"b", b"c"]);
    let first = home
        .receive(INCIDENT, &raw(&[theirs[2].clone(), theirs[0].clone()]))
        .unwrap();
    assert_eq!(
        first,
        Received {
            added: 2,
            ..Received::default()
        }
    );
    let gap = home.verify(INCIDENT, &[]).unwrap();
    assert!(matches!(gap.first().unwrap().what, Fault::Gap { from: 2, to: 2 }));
    let all = home.receive(INCIDENT, &raw(&theirs)).unwrap();
    assert_eq!((all.added, all.already), (1, 2));
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
    let from_two = home.chain_from(INCIDENT, theirs[0].header().station, 2).unwrap();
    assert_eq!(from_two, raw(&theirs[1..]));
    let tail = home.tail(INCIDENT, home.station().unwrap()).unwrap();
    assert_eq!(tail.seen, theirs[2].header().clock);
}

#[test]
fn entries_that_do_not_hold_are_refused_and_the_rest_is_kept() {
    let (_dir, mut home) = home();
    let mut theirs = raw(&stranger(&[b"a", b"b", b"c"]));
    theirs[1].body.as_mut().unwrap().bytes = b"changed".to_vec();
    theirs[2].signature.0[3] ^= 1;
    let received = home.receive(INCIDENT, &theirs).unwrap();
    assert_eq!(received.added, 1);
    let why: Vec<&Fault> = received.refused.iter().map(|finding| &finding.what).collect();
    assert_eq!(why, [&Fault::BodyDiffers, &Fault::BadSignature]);
}

#[test]
fn a_redaction_may_come_before_the_entry_it_erases() {
    let (_dir, mut home) = home();
    let theirs = stranger(&[b"about somebody"]);
    let key = StationKey::from_seed([9; 32]);
    let tail = Tail::empty(INCIDENT, key.public()).after(&theirs[0]);
    let (redacts, salt) = redaction(theirs[0].hash()).remove(0);
    let redacts = append(&tail, redacts, &key, salt).unwrap();
    home.receive(INCIDENT, &raw(&[redacts])).unwrap();
    home.receive(INCIDENT, &raw(&theirs)).unwrap();
    assert!(home.entries(INCIDENT).unwrap()[0].body().is_none());
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
}

#[test]
fn a_lost_body_is_filled_in_when_another_station_has_it() {
    let (_dir, mut home) = home();
    let theirs = stranger(&[b"a"]);
    home.receive(INCIDENT, &raw(&[theirs[0].clone().without_body()]))
        .unwrap();
    assert!(matches!(
        home.verify(INCIDENT, &[]).unwrap().first().unwrap().what,
        Fault::BodyMissing
    ));
    home.receive(INCIDENT, &raw(&theirs)).unwrap();
    assert_eq!(home.entries(INCIDENT).unwrap(), theirs);
}

#[test]
fn the_same_key_on_two_machines_is_seen_kept_and_frozen() {
    let (_dir, mut home) = home();
    let key = home.station_key().unwrap();
    let shared = home.record(INCIDENT, note(b"shared"), &[]).unwrap();
    let tail = Tail::empty(INCIDENT, key.public()).after(&shared[0]);
    let clone = append(&tail, draft(b"on the cloned disk"), &key, Salt([4; 32])).unwrap();
    home.record(INCIDENT, note(b"on this disk"), &[]).unwrap();
    let received = home.receive(INCIDENT, &raw(&[clone])).unwrap();
    assert_eq!(received.forks.len(), 1);
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 3);
    let frozen = home.record(INCIDENT, note(b"more"), &[]).unwrap_err();
    insta::assert_snapshot!(frozen, @"this station's key is in use on two machines (entry 2 exists twice), so it is frozen. Both entries are kept. Give this station a new key, then save again.");
    home.renew_station_key([77; 32], START).unwrap();
    home.record(INCIDENT, note(b"more"), &[]).unwrap();
    assert!(matches!(
        home.verify(INCIDENT, &[]).unwrap().first().unwrap().what,
        Fault::Fork { .. }
    ));
}

#[test]
fn a_kept_checkpoint_catches_a_log_that_was_cut_short() {
    let (_dir, mut home) = home();
    let theirs = stranger(&[b"a", b"b"]);
    let checkpoint = Checkpoint::of(INCIDENT, &theirs, START).unwrap();
    let signed = checkpoint.sign(&StationKey::from_seed([9; 32]));
    home.receive(INCIDENT, &raw(&theirs[..1])).unwrap();
    home.record(
        INCIDENT,
        note(b"met the other station"),
        &[SideWrite::Checkpoint(signed.clone())],
    )
    .unwrap();
    assert_eq!(home.checkpoints(INCIDENT).unwrap(), [signed]);
    assert!(matches!(
        home.verify(INCIDENT, &[]).unwrap().first().unwrap().what,
        Fault::CutShort { seen: 2 }
    ));
}

#[test]
fn content_is_kept_once_packed_and_checked_at_each_read() {
    let (_dir, mut home) = home();
    let census = b"{\"patient\":\"999 000 0018\"}\n".repeat(5_000);
    let hash = home.put_blob("census", "14:05", &census, START).unwrap();
    assert_eq!(
        home.put_blob("census", "again", &census, START + 1).unwrap(),
        hash
    );
    assert_eq!(home.get_blob(hash).unwrap(), census);
    assert!(home.has_blob(hash).unwrap());
    let listed = home.list_blobs("census").unwrap();
    assert_eq!(
        (listed.len(), listed[0].size, listed[0].label.as_str()),
        (1, census.len() as u64, "14:05")
    );
    let packed: i64 = home
        .connection
        .query_row("SELECT length(content) FROM blob", [], |row| row.get(0))
        .unwrap();
    assert!(packed < 10_000, "{packed}");
    home.connection
        .execute("UPDATE blob SET content = zeroblob(40), packing = 'plain'", [])
        .unwrap();
    assert!(matches!(
        home.get_blob(hash).unwrap_err(),
        StoreError::BlobDamaged { .. }
    ));
    assert!(matches!(
        home.get_blob(BlobHash([0; 32])).unwrap_err(),
        StoreError::BlobMissing { .. }
    ));
}

#[test]
fn two_windows_on_one_home_take_turns() {
    let (dir, mut first) = home();
    let mut second = open(dir.path());
    first.record(INCIDENT, note(b"one"), &[]).unwrap();
    second.record(INCIDENT, note(b"two"), &[]).unwrap();
    first.record(INCIDENT, note(b"three"), &[]).unwrap();
    let read = |home: &Home| home.entries(INCIDENT).unwrap().len();
    assert_eq!((read(&first), read(&second)), (3, 3));
    assert!(second.verify(INCIDENT, &[]).unwrap().is_whole());
}
