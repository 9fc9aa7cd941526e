//! What the verifier says about whole logs, in the words people read.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_log::{
    Body, Checkpoint, Draft, EntryHash, Fault, Filed, IncidentId, MAX_BODY, RawEntry, Salt, SealError,
    SealedEntry, Signature, Tail, append, union, verify_chain,
};
use support::{INCIDENT, START, chain, draft, follow, key, redaction};

fn raw(entries: &[SealedEntry]) -> Vec<RawEntry> {
    entries.iter().map(SealedEntry::to_raw).collect()
}

fn verdict(entries: &[RawEntry]) -> String {
    verify_chain(INCIDENT, entries, &[]).to_string()
}

#[test]
fn a_whole_log() {
    let two = union(chain(1, &[b"a", b"b", b"c"]), chain(2, &[b"d"]));
    insta::assert_snapshot!(verdict(&raw(&two)), @r"
    The log is whole: 4 entries, every signature and link holds.
    Station 8139770e reaches entry 1.
    Station 8a88e3dd reaches entry 3.
    ");
    insta::assert_snapshot!(verdict(&[]), @"The log is whole: 0 entries, every signature and link holds.");
}

#[test]
fn changed_words() {
    let mut log = raw(&chain(1, &[b"give 5 mg", b"b", b"c"]));
    log[0].body = Some(Body {
        bytes: b"give 50 mg".to_vec(),
        ..log[0].body.clone().unwrap()
    });
    insta::assert_snapshot!(verdict(&log), @r"
    The log is not whole: 1 fault in 3 entries.
    Entry 1 of station 8a88e3dd: what it says was changed after it was signed.
    Station 8a88e3dd reaches entry 3.
    ");
}

#[test]
fn an_entry_signed_again_by_its_own_station_breaks_the_next_link() {
    let log = chain(1, &[b"a", b"b", b"c"]);
    let rewritten = follow(&log[..1], 1, draft("note", START + 1_000, b"something else"));
    let log = raw(&[log[0].clone(), rewritten, log[2].clone()]);
    insta::assert_snapshot!(verdict(&log), @r"
    The log is not whole: 1 fault in 3 entries.
    Entry 3 of station 8a88e3dd: it does not follow the entry before it: one of the two was replaced.
    Station 8a88e3dd reaches entry 2.
    Station 8a88e3dd reaches entry 3.
    ");
}

#[test]
fn missing_entries() {
    let log = chain(1, &[b"a", b"b", b"c", b"d", b"e"]);
    let log = raw(&[log[0].clone(), log[3].clone(), log[4].clone()]);
    insta::assert_snapshot!(verdict(&log), @r"
    The log is not whole: 1 fault in 3 entries.
    Entry 4 of station 8a88e3dd: entries 2 to 3 before it are missing. Another station may hold them.
    Station 8a88e3dd reaches entry 1.
    Station 8a88e3dd reaches entry 5.
    ");
}

#[test]
fn a_fork_keeps_both_branches() {
    let log = chain(1, &[b"a", b"b"]);
    let other = follow(
        &log[..1],
        1,
        draft("note", START + 5_000, b"from the cloned disk"),
    );
    let log = union(log, vec![other.clone()]);
    assert_eq!(log.len(), 3);
    let verdict = verify_chain(INCIDENT, &raw(&log), &[]);
    let Fault::Fork { entries } = &verdict.first().unwrap().what else {
        unreachable!("{verdict}")
    };
    assert!(entries.contains(&other.hash()));
    insta::assert_snapshot!(verdict, @r"
    The log is not whole: 1 fault in 3 entries.
    Entry 2 of station 8a88e3dd: the station signed 2 different entries with this number. All are kept. Its key may be in use on two machines: stop using that station until it has a new key.
    Station 8a88e3dd reaches entry 2.
    Station 8a88e3dd reaches entry 2.
    ");
}

#[test]
fn a_redacted_body_is_told_from_a_missing_one() {
    let log = chain(1, &[b"a", b"a name that should not be here", b"c"]);
    let mut redacted = log.clone();
    redacted.push(follow(&log, 1, redaction(log[1].hash(), START + 9_000)));
    redacted[1] = redacted[1].clone().without_body();
    insta::assert_snapshot!(verdict(&raw(&redacted)), @r"
    The log is whole: 4 entries, every signature and link holds.
    Station 8a88e3dd reaches entry 4.
    Entry 2 of station 8a88e3dd was redacted, signed.
    ");
    let lost = [log[0].clone(), log[1].clone().without_body(), log[2].clone()];
    insta::assert_snapshot!(verdict(&raw(&lost)), @r"
    The log is not whole: 1 fault in 3 entries.
    Entry 2 of station 8a88e3dd: what it said is missing, and no signed redaction explains why. Another station may hold it.
    Station 8a88e3dd reaches entry 3.
    ");
}

#[test]
fn a_redaction_that_is_not_signed_erases_nothing() {
    let log = chain(1, &[b"a", b"b"]);
    let mut forged = follow(&log, 1, redaction(log[0].hash(), START + 9_000)).to_raw();
    forged.signature = Signature([1; 64]);
    let forged = SealedEntry::read(forged).unwrap();
    let merged = union(log.clone(), vec![forged.clone()]);
    assert!(merged.iter().all(|entry| entry.body().is_some()));
    let erased = [log[0].clone().without_body(), log[1].clone(), forged];
    let faults: Vec<Fault> = verify_chain(INCIDENT, &raw(&erased), &[])
        .findings
        .into_iter()
        .map(|f| f.what)
        .collect();
    assert_eq!(faults, [Fault::BadSignature, Fault::BodyMissing]);
}

#[test]
fn a_redaction_cannot_be_redacted() {
    let mut log = chain(1, &[b"a"]);
    log.push(follow(&log, 1, redaction(log[0].hash(), START + 2_000)));
    log.push(follow(&log, 1, redaction(log[1].hash(), START + 3_000)));
    let merged = union(log.clone(), log);
    let bodies: Vec<bool> = merged.iter().map(|entry| entry.body().is_some()).collect();
    assert_eq!(bodies, [false, true, true]);
    assert!(verify_chain(INCIDENT, &raw(&merged), &[]).is_whole());
}

#[test]
fn a_checkpoint_on_paper_catches_what_the_owner_rewrote() {
    let log = chain(1, &[b"a", b"b", b"c"]);
    let paper = Checkpoint::of(INCIDENT, &log, START).unwrap();
    assert!(verify_chain(INCIDENT, &raw(&log), std::slice::from_ref(&paper)).is_whole());
    let cut = verify_chain(INCIDENT, &raw(&log[..2]), std::slice::from_ref(&paper));
    insta::assert_snapshot!(cut.first().unwrap(), @"Entry 2 of station 8a88e3dd: the chain ends here, and a checkpoint saw it reach entry 3. Later entries are missing.");
    let rewritten = [
        log[0].clone(),
        log[1].clone(),
        follow(&log[..2], 1, draft("note", START + 2_000, b"not c")),
    ];
    let verdict = verify_chain(INCIDENT, &raw(&rewritten), &[paper]);
    insta::assert_snapshot!(verdict.first().unwrap(), @"Entry 3 of station 8a88e3dd: a checkpoint saw another entry under this number: the log was rewritten.");
}

#[test]
fn another_incidents_entry_and_a_misfiled_one() {
    let log = chain(1, &[b"a", b"b"]);
    let verdict = verify_chain(IncidentId([1; 16]), &raw(&log), &[]);
    assert!(matches!(
        verdict.first().unwrap().what,
        Fault::OtherIncident { .. }
    ));
    let mut moved = raw(&log);
    moved[1].filed = Some(Filed {
        station: key(1).public(),
        seq: 7,
    });
    let verdict = verify_chain(INCIDENT, &moved, &[]);
    insta::assert_snapshot!(verdict.first().unwrap(), @"Entry 7 of station 8a88e3dd: it says it is entry 2 of station 8a88e3dd.");
}

#[test]
fn a_clock_that_runs_backwards_in_one_chain() {
    let key = key(1);
    let first = append(
        &Tail::empty(INCIDENT, key.public()),
        draft("note", START, b"a"),
        &key,
        Salt([1; 32]),
    )
    .unwrap();
    let mut tail = Tail::empty(INCIDENT, key.public()).after(&first);
    tail.clock = battlebag_log::Hlc::default();
    let second = append(&tail, draft("note", START - 1, b"b"), &key, Salt([2; 32])).unwrap();
    let verdict = verify_chain(INCIDENT, &raw(&[first, second]), &[]);
    assert_eq!(verdict.first().unwrap().what, Fault::ClockBackwards);
}

#[test]
fn drafts_that_break_a_rule_say_which() {
    let key = key(1);
    let tail = Tail::empty(INCIDENT, key.public());
    let refused = |draft: Draft| append(&tail, draft, &key, Salt([1; 32])).unwrap_err();
    let good = draft("note", START, b"a");
    let shout = Draft {
        kind: "NOTE".into(),
        ..good.clone()
    };
    insta::assert_snapshot!(refused(shout), @"this entry cannot be saved: the kind is not allowed, it is 1 to 64 of a-z, 0-9, dot, dash, underscore, and starts with a letter. Change it and save again.");
    let mut nameless = good.clone();
    nameless.actor.name = String::new();
    assert!(matches!(
        refused(nameless),
        SealError::Field {
            field: "actor's name",
            ..
        }
    ));
    let broken_role = Draft {
        role: "Loggist\nMatron".into(),
        ..good.clone()
    };
    assert!(matches!(
        refused(broken_role),
        SealError::Field { field: "role", .. }
    ));
    let aimless = Draft {
        kind: "redaction".into(),
        about: None,
        ..good.clone()
    };
    assert!(matches!(
        refused(aimless),
        SealError::Field { field: "pointer", .. }
    ));
    let nothing = Draft {
        about: Some(EntryHash::NONE),
        ..good.clone()
    };
    assert!(matches!(
        refused(nothing),
        SealError::Field { field: "pointer", .. }
    ));
    let long = Draft {
        body: vec![0; MAX_BODY + 1],
        ..good.clone()
    };
    assert!(matches!(refused(long), SealError::BodyTooLarge { .. }));
    let early = Draft {
        occurred_at: -1,
        ..good.clone()
    };
    assert!(matches!(
        refused(early),
        SealError::Field {
            field: "time it occurred",
            ..
        }
    ));
    let stranger = append(&tail, good, &support::key(2), Salt([1; 32])).unwrap_err();
    assert!(matches!(stranger, SealError::OtherStation { .. }));
}
