//! Properties of the log: merging converges, one changed bit is named, no bytes break the reader.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_log::{
    Actor, Bundle, Checkpoint, Draft, EntryHash, Fault, Hlc, RawEntry, Salt, SealedEntry, SignedCheckpoint,
    Tail, append, order, union, verify_chain,
};
use proptest::prelude::*;
use support::{INCIDENT, START, chain, draft, follow, key, redaction};

/// One step of three stations working: who acts, whether they hear from another first, what they write.
#[derive(Debug, Clone)]
struct Step {
    station: u8,
    hears: Option<u8>,
    skew_ms: i64,
    body: Vec<u8>,
    redacts: Option<prop::sample::Index>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let body = prop::collection::vec(any::<u8>(), 0..20);
    let redacts = prop::option::weighted(0.15, any::<prop::sample::Index>());
    let step = (
        0u8..3,
        prop::option::of(0u8..3),
        -90_000_000i64..90_000_000,
        body,
        redacts,
    )
        .prop_map(|(station, hears, skew_ms, body, redacts)| Step {
            station,
            hears,
            skew_ms,
            body,
            redacts,
        });
    prop::collection::vec(step, 1..25)
}

/// Plays the steps; gives what each of the three stations holds at the end.
fn play(steps: &[Step]) -> [Vec<SealedEntry>; 3] {
    let keys = [key(1), key(2), key(3)];
    let mut held: [Vec<SealedEntry>; 3] = Default::default();
    for (at, step) in steps.iter().enumerate() {
        let me = usize::from(step.station);
        if let Some(other) = step.hears {
            let heard = held[usize::from(other)].clone();
            held[me] = union(std::mem::take(&mut held[me]), heard);
        }
        let station = keys[me].public();
        let mut tail = Tail::empty(INCIDENT, station);
        let mut own: Vec<_> = held[me]
            .iter()
            .filter(|e| e.header().station == station)
            .collect();
        own.sort_by_key(|entry| entry.header().seq);
        tail = own.into_iter().fold(tail, Tail::after);
        tail.seen = held[me]
            .iter()
            .map(|e| e.header().clock)
            .max()
            .unwrap_or_default();
        let recorded_at = START + i64::try_from(at).unwrap() * 1_000 + step.skew_ms;
        let target = step
            .redacts
            .filter(|_| !held[me].is_empty())
            .map(|index| index.get(&held[me]).hash());
        let draft = match target {
            Some(target) => redaction(target, recorded_at),
            None => draft("note", recorded_at, &step.body),
        };
        let entry = append(&tail, draft, &keys[me], Salt([u8::try_from(at).unwrap(); 32])).unwrap();
        held[me] = union(std::mem::take(&mut held[me]), vec![entry]);
    }
    held
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_interleaving_converges(steps in steps()) {
        let [a, b, c] = play(&steps);
        let left = union(union(a.clone(), b.clone()), c.clone());
        let right = union(a.clone(), union(b.clone(), c.clone()));
        prop_assert_eq!(&left, &right, "grouping does not matter");
        prop_assert_eq!(&left, &union(c.clone(), union(b, a.clone())), "order does not matter");
        prop_assert_eq!(&left, &union(left.clone(), left.clone()), "again changes nothing");
        prop_assert_eq!(&left, &union(left.clone(), c), "what is held changes nothing");
        let raw: Vec<_> = left.iter().map(SealedEntry::to_raw).collect();
        let verdict = verify_chain(INCIDENT, &raw, &[]);
        prop_assert!(verdict.is_whole(), "{}", verdict);
        prop_assert_eq!(verdict.entries, steps.len());
    }

    #[test]
    fn display_order_keeps_each_chains_own_order(steps in steps()) {
        let [a, b, c] = play(&steps);
        let mut all = union(union(a, b), c);
        all.reverse();
        order(&mut all);
        for seed in 1..=3 {
            let station = key(seed).public();
            let seqs: Vec<u64> =
                all.iter().map(SealedEntry::header).filter(|h| h.station == station).map(|h| h.seq).collect();
            prop_assert!(seqs.is_sorted());
        }
    }

    #[test]
    fn copies_that_differ_merge_the_same_way_round(cut in 0usize..3, flip in any::<u8>(), which in 0u8..3) {
        let whole = chain(1, &[b"a", b"b", b"c"]);
        let mut hurt = whole.clone();
        let mut raw = hurt[cut].to_raw();
        match which {
            0 => raw.body = None,
            1 => raw.signature.0[usize::from(flip) % 64] ^= 1,
            _ => raw.body.as_mut().unwrap().bytes.push(flip),
        }
        hurt[cut] = SealedEntry::read(raw).unwrap();
        prop_assert_eq!(union(whole.clone(), hurt.clone()), whole.clone());
        prop_assert_eq!(union(hurt, whole.clone()), whole);
    }

    #[test]
    fn any_bit_flipped_in_any_field_names_that_entry(
        at in any::<prop::sample::Index>(), bit in any::<prop::sample::Index>(), length in 1usize..6,
    ) {
        let bodies: Vec<Vec<u8>> = (0..length).map(|n| format!("entry {n}").into_bytes()).collect();
        let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
        let mut log: Vec<RawEntry> = chain(1, &bodies).iter().map(SealedEntry::to_raw).collect();
        let at = at.index(log.len());
        flip(&mut log[at], bit);
        let verdict = verify_chain(INCIDENT, &log, &[]);
        let first = verdict.first().expect("a flipped bit is found");
        prop_assert_eq!(first.index, Some(at), "{}", verdict);
        prop_assert_eq!(verdict.findings.len(), 1, "nothing else is blamed: {}", verdict);
    }

    #[test]
    fn a_header_is_read_as_written(draft in drafts(), salt: [u8; 32], exercise: bool) {
        let key = key(9);
        let tail = Tail { seq: 4, hash: EntryHash([3; 32]), ..Tail::empty(INCIDENT, key.public()) };
        let entry = append(&tail, Draft { exercise, ..draft }, &key, Salt(salt)).unwrap();
        let read = SealedEntry::read(entry.to_raw()).unwrap();
        prop_assert_eq!(&read, &entry);
        prop_assert_eq!(read.header().encode().unwrap(), entry.header_bytes());
        let mut record = Vec::new();
        entry.to_raw().write_record(&mut record);
        let back = RawEntry::from_record(&record).unwrap();
        prop_assert_eq!(SealedEntry::read(back).unwrap(), entry);
        record.push(0);
        prop_assert!(RawEntry::from_record(&record).is_err(), "no byte may follow");
    }

    #[test]
    fn no_bytes_break_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_everything(&bytes);
        read_everything(&[b"\x01".as_slice(), &bytes].concat());
        read_everything(&[b"BATTLEBAG-LOG-1\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn a_header_with_any_byte_changed_is_refused_or_canonical(at in any::<prop::sample::Index>(), to: u8) {
        let mut bytes = chain(1, &[b"a"])[0].header_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = to;
        if let Ok(header) = battlebag_log::Header::decode(&bytes) {
            prop_assert_eq!(header.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn every_cut_header_is_refused(cut in any::<prop::sample::Index>()) {
        let bytes = chain(1, &[b"a"])[0].header_bytes().to_vec();
        prop_assert!(battlebag_log::Header::decode(&bytes[..cut.index(bytes.len())]).is_err());
    }

    #[test]
    fn checkpoints_read_back(counts in prop::collection::vec(1usize..5, 0..4), made_at in 0i64..=253_402_300_799_999) {
        let bodies: [&[u8]; 5] = [b"a", b"b", b"c", b"d", b"e"];
        let log: Vec<_> =
            counts.iter().zip(1u8..).flat_map(|(count, seed)| chain(seed, &bodies[..*count])).collect();
        let checkpoint = Checkpoint::of(INCIDENT, &log, made_at).unwrap();
        prop_assert_eq!(checkpoint.heads().len(), counts.len());
        prop_assert_eq!(Checkpoint::from_qr_text(&checkpoint.qr_text()).unwrap(), checkpoint.clone());
        prop_assert_eq!(checkpoint.matches(&checkpoint.words().join(" ")), Ok(true));
        let signed = checkpoint.sign(&key(5));
        prop_assert!(signed.holds());
        let mut bytes = Vec::new();
        signed.write(&mut bytes);
        prop_assert_eq!(SignedCheckpoint::decode(&bytes).unwrap(), signed.clone());
        let moved = SignedCheckpoint { station: key(6).public(), ..signed };
        prop_assert!(!moved.holds());
    }
}

#[test]
fn every_single_bit_of_a_small_log_is_watched() {
    let whole: Vec<RawEntry> = chain(1, &[b"first", b"second", b"third"])
        .iter()
        .map(SealedEntry::to_raw)
        .collect();
    for at in 0..whole.len() {
        for bit in 0..bits(&whole[at]) {
            let mut log = whole.clone();
            flip_bit(&mut log[at], bit);
            let verdict = verify_chain(INCIDENT, &log, &[]);
            assert_eq!(verdict.findings.len(), 1, "bit {bit} of entry {at}: {verdict}");
            assert_eq!(verdict.findings[0].index, Some(at), "bit {bit}: {verdict}");
            assert_eq!(verdict.findings[0].seq, Some(at as u64 + 1));
        }
    }
}

#[test]
fn a_bundle_is_checked_with_nothing_else() {
    let log = chain(1, &[b"a", b"b", b"c"]);
    let paper = Checkpoint::of(INCIDENT, &log, START).unwrap();
    let entries: Vec<RawEntry> = log
        .iter()
        .map(|e| RawEntry {
            filed: None,
            ..e.to_raw()
        })
        .collect();
    let whole = Bundle {
        incident: INCIDENT,
        entries,
        checkpoints: vec![paper.sign(&key(1)), paper.sign(&key(2))],
    };
    let read = Bundle::decode(&whole.encode().unwrap()).unwrap();
    assert_eq!(read, whole);
    assert!(read.verify().is_whole());
    let mut cut = whole.clone();
    cut.entries.pop();
    assert!(matches!(
        cut.verify().first().unwrap().what,
        Fault::CutShort { seen: 3 }
    ));
    // A checkpoint nobody signed proves nothing, and is not passed over in silence.
    cut.checkpoints.iter_mut().for_each(|c| c.signature.0[0] ^= 1);
    insta::assert_snapshot!(cut.verify(), @r#"
    The log is not whole: 2 faults in 2 entries.
    A checkpoint of station 8a88e3dd: it was changed after it was signed, so it proves nothing. Compare the log with the words on paper.
    A checkpoint of station 8139770e: it was changed after it was signed, so it proves nothing. Compare the log with the words on paper.
    Station 8a88e3dd reaches entry 2.
    "#);
    let short = whole.encode().unwrap();
    let error = Bundle::decode(&short[..300]).unwrap_err();
    insta::assert_snapshot!(error, @"entry 1 of 3 in this file (entry 1 of station 8a88e3dd) cannot be read: the bytes end at byte 290, inside the body salt. Copy the log again from the station that wrote it.");
    insta::assert_snapshot!(Bundle::decode(b"PK\x03\x04").unwrap_err(), @r#"this file is not a Battlebag log. Choose the file that "log export" wrote."#);
}

#[test]
fn the_clock_follows_what_was_seen() {
    let log = chain(1, &[b"a"]);
    let ahead = Hlc {
        ms: START + 3_600_000,
        count: 2,
    };
    let tail = Tail {
        seen: ahead,
        ..Tail::empty(INCIDENT, key(1).public()).after(&log[0])
    };
    let next = append(&tail, draft("note", START + 1_000, b"b"), &key(1), Salt([1; 32])).unwrap();
    assert!(next.header().clock > ahead);
    let later = follow(&log, 1, draft("note", START + 1_000, b"b"));
    assert_eq!(
        later.header().clock,
        Hlc {
            ms: START + 1_000,
            count: 0
        }
    );
}

fn drafts() -> impl Strategy<Value = Draft> {
    let text = |most: usize| {
        prop::collection::vec("[^\\p{Cc}]", 0..20).prop_map(move |chars| {
            chars
                .concat()
                .chars()
                .scan(0, |size, c| {
                    *size += c.len_utf8();
                    (*size <= most).then_some(c)
                })
                .collect::<String>()
        })
    };
    let times = (
        0i64..=253_402_300_799_999,
        0i64..=253_402_300_799_999,
        -840i16..=840,
    );
    let about = prop::option::of(any::<[u8; 32]>().prop_map(|mut hash| {
        hash[0] |= 1;
        EntryHash(hash)
    }));
    (
        "[a-z][a-z0-9._-]{0,63}",
        times,
        text(63),
        text(199),
        text(100),
        about,
        prop::collection::vec(any::<u8>(), 0..300),
    )
        .prop_map(
            |(kind, (occurred_at, recorded_at, zone_offset_min), id, name, role, about, body)| Draft {
                about: about.or((kind == "redaction").then_some(EntryHash([1; 32]))),
                kind,
                occurred_at,
                recorded_at,
                zone_offset_min,
                actor: Actor {
                    id: format!("p{id}"),
                    name: format!("A{name}"),
                },
                role,
                exercise: false,
                body,
            },
        )
}

fn read_everything(bytes: &[u8]) {
    let _ = battlebag_log::Header::decode(bytes);
    let _ = RawEntry::from_record(bytes);
    let _ = Checkpoint::decode(bytes);
    let _ = SignedCheckpoint::decode(bytes);
    if let Ok(bundle) = Bundle::decode(bytes) {
        let _ = bundle.verify().to_string();
    }
}

fn bits(entry: &RawEntry) -> usize {
    (entry.header.len() + 64 + 32 + entry.body.as_ref().unwrap().bytes.len()) * 8
}

fn flip(entry: &mut RawEntry, bit: prop::sample::Index) {
    let bit = bit.index(bits(entry));
    flip_bit(entry, bit);
}

/// Flips one bit of header, signature, salt or body, counted through in that order.
fn flip_bit(entry: &mut RawEntry, bit: usize) {
    let body = entry.body.as_mut().unwrap();
    let mut bytes = entry
        .header
        .iter_mut()
        .chain(entry.signature.0.iter_mut())
        .chain(body.salt.0.iter_mut())
        .chain(body.bytes.iter_mut());
    *bytes.nth(bit / 8).unwrap() ^= 1 << (bit % 8);
}
