//! A record that is whole says so; any bit flipped anywhere in it is found, and an entry that was changed is named.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // a test may

use battlebag_log::{
    Actor, Bundle, Checkpoint, Draft, IncidentId, Salt, SealedEntry, StationKey, Tail, append,
};
use battlebag_verify::{RecordFacts, VerifyError, check, write};
use chrono::{DateTime, Utc};

const INCIDENT: IncidentId = IncidentId([7; 16]);

fn log() -> (StationKey, Vec<SealedEntry>) {
    let key = StationKey::from_seed([3; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let mut entries = Vec::new();
    for n in 0..5u8 {
        let at = 1_790_000_000_000 + i64::from(n) * 60_000;
        let draft = Draft {
            kind: "note".into(),
            occurred_at: at,
            recorded_at: at,
            zone_offset_min: 60,
            actor: Actor {
                id: "00112233".into(),
                name: "Robin Hale".into(),
            },
            role: "Loggist".into(),
            exercise: true,
            about: None,
            body: format!("{{\"kind\":\"note\",\"text\":\"Ward {n} has paper\"}}").into_bytes(),
        };
        let entry = append(&tail, draft, &key, Salt([n; 32])).unwrap();
        tail = tail.after(&entry);
        entries.push(entry);
    }
    (key, entries)
}

fn bundle(key: &StationKey, entries: &[SealedEntry]) -> Bundle {
    let checkpoint = Checkpoint::of(INCIDENT, &entries[..3], 1_790_000_200_000).unwrap();
    Bundle {
        incident: INCIDENT,
        entries: entries.iter().map(SealedEntry::to_raw).collect(),
        checkpoints: vec![checkpoint.sign(key)],
    }
}

fn facts() -> RecordFacts {
    RecordFacts {
        title: "Ransomware".into(),
        exercise: true,
        hospital: "St Elsewhere Infirmary".into(),
        zone: "Europe/London".into(),
        made_at: DateTime::<Utc>::from_timestamp(1_790_003_600, 0).unwrap(),
        made_by: "Robin Hale".into(),
        version: "0.1.0".into(),
    }
}

fn record() -> Vec<u8> {
    let (key, entries) = log();
    write(&bundle(&key, &entries), b"%PDF-1.7 a short one", &facts(), &key).unwrap()
}

#[test]
fn a_whole_record_says_so_in_plain_words() {
    let report = check(&record()).unwrap();
    assert!(report.is_whole());
    insta::assert_snapshot!(report);
}

#[test]
fn every_single_bit_matters() {
    let whole = record();
    // One bit of each byte, another in each; BATTLEBAG_EVERY_BIT=1 tries all eight, which takes a minute.
    let every = std::env::var_os("BATTLEBAG_EVERY_BIT").is_some();
    let bits: Vec<usize> = (0..whole.len() * 8)
        .filter(|bit| every || (bit / 8 * 3) % 8 == bit % 8)
        .collect();
    let mut unseen = Vec::new();
    for &bit in &bits {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if check(&bytes).is_ok_and(|report| report.is_whole()) {
            unseen.push(bit);
        }
    }
    println!("{} bits flipped, {} unseen", bits.len(), unseen.len());
    assert_eq!(unseen, Vec::<usize>::new());
}

#[test]
fn a_changed_entry_is_named() {
    let whole = record();
    let at = find(&whole, b"Ward 3 has paper", 2);
    let mut bytes = whole;
    bytes[at + 5] = b'4';
    let report = check(&bytes).unwrap();
    let first = report.verdict.first().unwrap().to_string();
    assert!(first.starts_with("Entry 4 of station"), "{first}");
    insta::assert_snapshot!(report);
}

/// Where the n-th occurrence begins: the words are in the JSON first and in the log after it.
fn find(bytes: &[u8], words: &[u8], nth: usize) -> usize {
    let mut places = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(words));
    places.nth(nth - 1).unwrap()
}

#[test]
fn a_rewritten_log_signed_again_by_its_owner_still_contradicts_the_checkpoint() {
    let (key, entries) = log();
    let honest = bundle(&key, &entries);
    let (_, mut others) = log();
    others.truncate(2);
    let forged = Bundle {
        entries: others.iter().map(SealedEntry::to_raw).collect(),
        ..honest
    };
    let report = check(&write(&forged, b"%PDF", &facts(), &key).unwrap()).unwrap();
    assert!(!report.is_whole());
    insta::assert_snapshot!(report.verdict.first().unwrap(), @"Entry 2 of station ed4928c6: the chain ends here, and a checkpoint saw it reach entry 3. Later entries are missing.");
}

#[test]
fn what_is_not_a_record_is_refused_in_words() {
    insta::assert_snapshot!(check(b"").unwrap_err(), @r#"this file is not an exported Battlebag record. Choose the file that "battlebag log export" or the Log screen wrote"#);
    let whole = record();
    let short = check(&whole[..whole.len() / 2]).unwrap_err();
    assert!(matches!(short, VerifyError::Wrapping { .. }), "{short}");
}

#[test]
fn any_unzip_program_opens_it() {
    let folder = std::env::temp_dir().join(format!("battlebag-verify-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("record.zip");
    std::fs::write(&file, record()).unwrap();
    match std::process::Command::new("python3")
        .args(["-m", "zipfile", "-t"])
        .arg(&file)
        .output()
    {
        Ok(tested) => {
            let said = String::from_utf8_lossy(&tested.stdout).into_owned();
            assert!(tested.status.success() && said.contains("Done testing"), "{said}");
        }
        Err(_) => println!("not tried: there is no python3 here"),
    }
    std::fs::remove_dir_all(folder).unwrap();
}
