//! The work of a shift, entry after entry, and what must be true of it whenever it was broken off.
//!
//! Entry `n` is made from `n` alone, so that whoever looks afterwards knows what must be there. Beside each stand a
//! cleared draft, a blob, a sheet, a setting and words, in one step; every fifth is a redaction; every fourth is
//! followed by two entries of another station.

use super::child::say;
use super::{INCIDENT, START, draft};
use battlebag_log::{
    Draft, EntryHash, REDACTION_KIND, RawEntry, Salt, SealedEntry, StationKey, Tail, append,
};
use battlebag_store::{BlobHash, Found, Home, Sheet, SideWrite, StoreError};

/// A word that stands for a number, so that no number finds another's entry.
fn word(n: u64) -> String {
    format!("nr{n}x")
}

fn text(n: u64) -> String {
    format!("Ward {n} has moved to paper charts, {}", word(n))
}

fn blob(n: u64) -> Vec<u8> {
    // Not compressible, and larger than a page now and then.
    let mut bytes = vec![0; 200 + usize::try_from(n % 9).unwrap() * 900];
    blake3::Hasher::new()
        .update(&n.to_be_bytes())
        .finalize_xof()
        .fill(&mut bytes);
    bytes
}

fn sheet(n: u64) -> Sheet {
    Sheet {
        code: format!("BB-{n}"),
        incident: Some(INCIDENT),
        job: "shift".to_owned(),
        printed_at: START,
        content: text(n),
    }
}

fn draft_name(n: u64) -> String {
    format!("log.note.{n}")
}

/// Another station's next two entries.
fn theirs(pair: u64) -> Vec<RawEntry> {
    let key = StationKey::from_seed([9; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let seal = |n: u64| {
        let entry = append(&tail, draft(START, &n.to_be_bytes()), &key, Salt([8; 32])).unwrap();
        tail = tail.after(&entry);
        entry.to_raw()
    };
    let all: Vec<RawEntry> = (0..pair * 2 + 2).map(seal).collect();
    all[all.len() - 2..].to_vec()
}

/// Makes entry `n`, with everything beside it.
pub fn work(home: &mut Home, n: u64, hashes: &mut Vec<EntryHash>) -> Result<(), StoreError> {
    home.draft_save(&draft_name(n), &text(n), START)?;
    say(&format!("typed {n}"));
    let made = match n % 5 {
        0 => Draft {
            kind: REDACTION_KIND.to_owned(),
            about: hashes.get(usize::try_from(n - 4).unwrap()).copied(),
            ..draft(START + i64::try_from(n).unwrap(), text(n).as_bytes())
        },
        _ => draft(START + i64::try_from(n).unwrap(), text(n).as_bytes()),
    };
    let beside = [
        SideWrite::ClearDraft { name: draft_name(n) },
        SideWrite::Blob {
            kind: "census".to_owned(),
            label: n.to_string(),
            bytes: blob(n),
            kept_at: START,
        },
        SideWrite::Sheet(sheet(n)),
        SideWrite::Setting {
            name: "last".to_owned(),
            value: n.to_string(),
        },
        SideWrite::Words {
            entry: 0,
            text: text(n),
        },
    ];
    let made = home.record(INCIDENT, vec![(made, Salt([7; 32]))], &beside)?;
    hashes.extend(made.iter().map(SealedEntry::hash));
    say(&format!("saved {n}"));
    receive(home, n)
}

/// Takes in what the other station has by entry `n`.
fn receive(home: &mut Home, n: u64) -> Result<(), StoreError> {
    if n > 0 && n.is_multiple_of(4) {
        home.receive(INCIDENT, &theirs(n / 4 - 1))?;
        say(&format!("received {}", n / 4));
    }
    Ok(())
}

/// Goes on after a stop: the hashes of this station's entries so far, and the other station once more.
pub fn go_on(home: &mut Home) -> Result<Vec<EntryHash>, StoreError> {
    let hashes: Vec<EntryHash> = own(home).iter().map(SealedEntry::hash).collect();
    receive(home, hashes.len() as u64)?;
    Ok(hashes)
}

fn own(home: &Home) -> Vec<SealedEntry> {
    let station = home.station().unwrap();
    let mut own = home.entries(INCIDENT).unwrap();
    own.retain(|entry| entry.header().station == station);
    own
}

/// What the worker was told is done, from its words.
#[derive(Debug, Default, Clone, Copy)]
pub struct Told {
    pub typed: u64,
    pub saved: u64,
    pub received: u64,
}

impl Told {
    pub fn hear(&mut self, said: &[String]) {
        for line in said {
            let (what, n) = line.split_once(' ').unwrap();
            let n: u64 = n.parse().unwrap();
            match what {
                "typed" => self.typed = n,
                "saved" => self.saved = n,
                "received" => self.received = n,
                other => panic!("{other}"),
            }
        }
    }
}

/// Everything that was said to be done is there, nothing is there in half, and the log verifies. Looks closely at
/// entries from `from` on; gives the number of the last.
pub fn check(home: &mut Home, told: Told, from: u64, now: i64) -> u64 {
    let own = own(home);
    let last = own.len() as u64;
    assert!(
        last >= told.saved,
        "entry {} was acknowledged and is lost: {last} are here",
        told.saved
    );
    assert!(last <= told.saved + 1, "nobody wrote entry {last}");
    let check = home.verify_since_mark(INCIDENT, &[], now).unwrap();
    assert!(check.is_whole(), "{check}");
    for n in from.max(1)..=last {
        let entry = &own[usize::try_from(n - 1).unwrap()];
        assert_eq!(entry.header().seq, n);
        let redacted = n % 5 == 2 && n + 3 <= last;
        let body = entry.body().map(|body| body.bytes.clone());
        assert_eq!(
            body,
            (!redacted).then(|| text(n).into_bytes()),
            "entry {n} of {last}"
        );
        let found: Vec<Found> = home.search(INCIDENT, &word(n), 9).unwrap();
        assert_eq!(
            found,
            if redacted { vec![] } else { vec![Found::of(entry)] },
            "words of {n} of {last}"
        );
        assert_eq!(home.sheet(&sheet(n).code).unwrap(), Some(sheet(n)));
        assert_eq!(home.get_blob(BlobHash::of(&blob(n))).unwrap(), blob(n));
        assert_eq!(
            home.draft_load(&draft_name(n)).unwrap(),
            None,
            "draft {n} of {last}"
        );
    }
    let setting = home.setting("last").unwrap();
    assert_eq!(setting, (last > 0).then(|| last.to_string()));
    let next = last + 1;
    assert_eq!(home.sheet(&sheet(next).code).unwrap(), None);
    assert!(!home.has_blob(BlobHash::of(&blob(next))).unwrap());
    assert_eq!(home.search(INCIDENT, &word(next), 9).unwrap(), []);
    let typing = home.draft_load(&draft_name(next)).unwrap().map(|kept| kept.text);
    match typing {
        Some(kept) => assert_eq!(kept, text(next)),
        None => assert!(told.typed < next, "what was typed for {next} is lost"),
    }
    let others = home.entries(INCIDENT).unwrap().len() as u64 - last;
    assert!(
        others.is_multiple_of(2) && others / 2 >= told.received,
        "{others} of the other station's, told {told:?}"
    );
    last
}
