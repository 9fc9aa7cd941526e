//! Finding entries by their words, and forgetting the words of what was redacted.

use super::{INCIDENT, START, draft, home, note, open};
use crate::{Found, Home, SideWrite, StoreError};
use battlebag_log::{Draft, EntryHash, IncidentId, RawEntry, Salt, SealedEntry, StationKey, Tail, append};
use proptest::prelude::*;
use rusqlite::MAIN_DB;

fn words(entry: usize, text: &str) -> SideWrite {
    let text = text.to_owned();
    SideWrite::Words { entry, text }
}

/// Records one entry whose words are its body.
fn say(home: &mut Home, text: &str) -> SealedEntry {
    home.record(INCIDENT, note(text.as_bytes()), &[words(0, text)])
        .unwrap()
        .remove(0)
}

/// The numbers of the entries found, last first.
fn found(home: &Home, query: &str) -> Vec<u64> {
    let found = home.search(INCIDENT, query, 50).unwrap();
    found.into_iter().map(|found| found.seq).collect()
}

fn redact(home: &mut Home, target: EntryHash) {
    let redaction = Draft {
        kind: "redaction".to_owned(),
        about: Some(target),
        ..draft(b"wrong person named")
    };
    home.record(INCIDENT, vec![(redaction, Salt([6; 32]))], &[])
        .unwrap();
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

/// Gives every entry without words its body as words; tells how many there were.
fn index_all(home: &mut Home) -> usize {
    let mut done = 0;
    loop {
        let some = home.unindexed(3).unwrap();
        if some.is_empty() {
            return done;
        }
        done += some.len();
        let text = |entry: &SealedEntry| String::from_utf8_lossy(&entry.body().unwrap().bytes).into_owned();
        let words: Vec<(Found, String)> = some.iter().map(|entry| (Found::of(entry), text(entry))).collect();
        home.index_words(&words, INCIDENT).unwrap();
    }
}

/// Whether a page of the database, decrypted, used or free, holds these bytes.
fn lingers(home: &mut Home, text: &str) -> bool {
    let pages = home.connection.serialize(MAIN_DB).unwrap();
    pages
        .windows(text.len())
        .any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

#[test]
fn words_find_the_entry_whatever_the_case_the_accent_and_the_order() {
    let (dir, mut home) = home();
    say(&mut home, "Ward 7 has moved to paper charts");
    say(&mut home, "Caf\u{e9} closed; ward 8 to paper");
    say(&mut home, "Stra\u{df}e gesperrt, \u{dc}berwachung l\u{e4}uft");
    assert_eq!(found(&home, "ward paper"), [2, 1]);
    assert_eq!(found(&home, "PAPER Ward 7"), [1]);
    assert_eq!(found(&home, "cafe"), [2]);
    assert_eq!(found(&home, "uberwachung"), [3]);
    assert_eq!(found(&home, "char"), [1], "the last word may be unfinished");
    assert_eq!(found(&home, "char "), [0; 0], "but not once a space follows");
    assert_eq!(found(&home, "char ward"), [0; 0], "nor before the last");
    assert_eq!(home.search(INCIDENT, "paper", 1).unwrap().len(), 1);
    assert_eq!(home.search(IncidentId([1; 16]), "paper", 9).unwrap(), []);
    drop(home);
    assert_eq!(found(&open(dir.path()), "ward paper"), [2, 1]);
}

#[test]
fn no_sign_a_person_types_has_a_meaning_of_its_own() {
    let (_dir, mut home) = home();
    say(&mut home, "Give 5 mg/kg (not 50) AND call ext. 4411: \"now\"");
    say(&mut home, "nothing of note");
    for query in [
        "5 mg/kg",
        "\"now\"",
        "AND",
        "ext. 4411:",
        "(not 50)",
        "not ",
        "kg* 50",
        "now\u{0}",
    ] {
        assert_eq!(found(&home, query)[..], [1], "{query}");
    }
    for query in [
        "",
        " ",
        "\"",
        "*",
        "-",
        "^",
        "()",
        "NEAR(give",
        "text:give",
        "NOT give of",
    ] {
        assert_eq!(found(&home, query), [0; 0], "{query}");
    }
}

#[test]
fn words_and_entry_are_one_step() {
    let (_dir, mut home) = home();
    let none = home.record(INCIDENT, note(b"a"), &[words(1, "a")]).unwrap_err();
    insta::assert_snapshot!(none, @"words to search by were given for entry 2 of this save, which has 1, so nothing was saved. What you typed is kept; save again, and report this.");
    let aside = SideWrite::Words {
        entry: 0,
        text: "zebra".to_owned(),
    };
    let broken = vec![
        (draft(b"zebra"), Salt([1; 32])),
        (
            Draft {
                kind: "NOT OK".into(),
                ..draft(b"")
            },
            Salt([2; 32]),
        ),
    ];
    assert!(matches!(
        home.record(INCIDENT, broken, &[aside]).unwrap_err(),
        StoreError::Seal(_)
    ));
    assert_eq!(found(&home, "zebra"), [0; 0]);
    assert!(home.entries(INCIDENT).unwrap().is_empty());
}

#[test]
fn entries_without_words_are_offered_until_they_have_some() {
    let (_dir, mut home) = home();
    home.record(
        INCIDENT,
        [note(b"alpha"), note(b"beta")].concat(),
        &[words(1, "beta")],
    )
    .unwrap();
    let theirs = stranger(&[b"gamma", b"delta", b"epsilon", b"zeta"]);
    home.receive(INCIDENT, &theirs[2..]).unwrap();
    assert_eq!(index_all(&mut home), 3, "alpha, epsilon and zeta");
    assert_eq!((found(&home, "alpha"), found(&home, "zeta")), (vec![1], vec![4]));
    // Earlier entries of a chain that was indexed further on.
    home.receive(INCIDENT, &theirs).unwrap();
    assert_eq!(index_all(&mut home), 2);
    assert_eq!(found(&home, "delta"), [2]);
    assert_eq!(index_all(&mut home), 0);
    // Words that were given once can be given better.
    let again = [(
        home.search(INCIDENT, "delta", 1).unwrap()[0],
        "rather something else".to_owned(),
    )];
    home.index_words(&again, INCIDENT).unwrap();
    assert_eq!((found(&home, "delta"), found(&home, "rather")), (vec![], vec![2]));
    // Words for an entry that is not here are passed over.
    let gone = Found {
        hash: EntryHash([1; 32]),
        ..again[0].0
    };
    home.index_words(&[(gone, "ghost".to_owned())], INCIDENT).unwrap();
    assert_eq!(found(&home, "ghost"), [0; 0]);
}

#[test]
fn looking_for_entries_without_words_does_not_wait_for_another_process() {
    let (dir, mut first) = home();
    say(&mut first, "one");
    let mut second = open(dir.path());
    assert_eq!(index_all(&mut second), 0);
    let before = second.connection.changes();
    let saving = first.begin().unwrap();
    second.set_busy_wait(std::time::Duration::from_hours(1)).unwrap();
    assert_eq!(index_all(&mut second), 0);
    drop(saving);
    assert_eq!(second.connection.changes(), before);
}

#[test]
fn a_body_that_comes_later_is_offered_then() {
    let (_dir, mut home) = home();
    let theirs = stranger(&[b"one", b"two"]);
    let bare = RawEntry {
        body: None,
        ..theirs[0].clone()
    };
    home.receive(INCIDENT, &[bare, theirs[1].clone()]).unwrap();
    assert_eq!(index_all(&mut home), 1);
    home.receive(INCIDENT, &theirs).unwrap();
    assert_eq!(index_all(&mut home), 1);
    assert_eq!(found(&home, "one"), [1]);
}

#[test]
fn a_redaction_leaves_no_word_in_any_page() {
    let (_dir, mut home) = home();
    let erased = say(&mut home, "Xanthippe Quillfeather fell in bay 3");
    for at in 0..200 {
        say(
            &mut home,
            &format!("ward {at} quiet, round done, xanadu{at} checked"),
        );
    }
    assert!(lingers(&mut home, "Quillfeather"), "the test can see words");
    redact(&mut home, erased.hash());
    for word in ["Quillfeather", "uillfeath", "anthippe"] {
        assert!(!lingers(&mut home, word), "{word}");
        assert_eq!(found(&home, word), [0; 0]);
    }
    assert_eq!(found(&home, "quiet xanadu7 "), [9]);
    // The entry comes back from another station, and an index that was begun before comes too late.
    home.receive(INCIDENT, &[erased.to_raw()]).unwrap();
    home.index_words(&[(Found::of(&erased), "Quillfeather".to_owned())], INCIDENT)
        .unwrap();
    assert_eq!(index_all(&mut home), 1, "only the redaction itself");
    assert_eq!(found(&home, "quillfeather"), [0; 0]);
    assert!(!lingers(&mut home, "Quillfeather"));
    let check = "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)";
    home.connection.execute(check, []).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Wherever the entry stands among others, whatever else they say, in one segment of the index or several.
    #[test]
    fn a_redacted_word_is_gone_wherever_it_stood(
        texts in prop::collection::vec("[a-f]{1,7}( [a-f]{1,7}){0,6}", 2..60), at in any::<prop::sample::Index>(),
    ) {
        let (_dir, mut home) = home();
        let at = at.index(texts.len());
        let mut hashes = Vec::new();
        for (place, text) in texts.iter().enumerate() {
            let text = if place == at { format!("{text} bcdquetzalcoatl cab") } else { text.clone() };
            hashes.push(say(&mut home, &text).hash());
        }
        prop_assert_eq!(found(&home, "bcdquetzalcoatl"), [at as u64 + 1]);
        redact(&mut home, hashes[at]);
        prop_assert_eq!(found(&home, "bcdquetzalcoatl"), [0; 0]);
        prop_assert!(!lingers(&mut home, "quetzalcoatl"));
        home.connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", []).unwrap();
    }

    #[test]
    fn any_text_is_a_query(query: String, noise in "[\"'*^:(){}+\\-~ a\u{0}\\\\]{0,12}") {
        let (_dir, mut home) = home();
        say(&mut home, &query);
        home.search(INCIDENT, &query, 9).unwrap();
        home.search(INCIDENT, &noise, 9).unwrap();
        home.search(INCIDENT, &format!("{noise}{query}"), 9).unwrap();
    }
}

#[test]
fn words_are_not_readable_in_any_file() {
    let (dir, mut home) = home();
    say(&mut home, "Zebedee Quillfeather");
    let mut files = 0;
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(
            !bytes
                .windows(9)
                .any(|window| window.eq_ignore_ascii_case(b"quillfeat"))
        );
        files += 1;
    }
    assert!(
        files >= 3,
        "home.json, the database and its write-ahead file, but {files}"
    );
    assert_eq!(home.search(INCIDENT, "zebedee", 1).unwrap().len(), 1);
    home.draft_save("log.note", "x", START).unwrap();
}
