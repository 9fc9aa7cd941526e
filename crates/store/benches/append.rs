//! What durability costs: `Home::record` against a bare SQLCipher insert-and-commit of the same bytes with the same
//! settings on the same disk, in turns. Budget: at least 0.7 of the bare rate.
//!
//! `cargo bench -p battlebag-store --bench append` prints ratios; `BATTLEBAG_BENCH_DIR` chooses the disk.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use battlebag_log::{Actor, Draft, IncidentId, Salt};
use battlebag_store::{Credential, Home, HomeRandom, KdfCost, NewHome, Passphrase, SideWrite};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 20;
const ENTRIES: usize = 100;
const PASSPHRASE: &str = "correct horse battery";
const INCIDENT: IncidentId = IncidentId([1; 16]);

fn main() {
    let dir = match std::env::var_os("BATTLEBAG_BENCH_DIR") {
        Some(dir) => tempfile::tempdir_in(dir).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let mut home = home(&dir.path().join("home"));
    let bare = bare(&dir.path().join("bare.db"));
    let mut ratios = Vec::new();
    let mut with_words = Vec::new();
    let mut last = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        last = (
            time_bare(&bare),
            time_home(&mut home, &[]),
            time_home(&mut home, &words()),
        );
        ratios.push(last.0.as_secs_f64() / last.1.as_secs_f64());
        with_words.push(last.0.as_secs_f64() / last.2.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    with_words.sort_by(f64::total_cmp);
    let per_entry = |time: Duration| time.as_secs_f64() * 1e6 / ENTRIES as f64;
    println!("append, {ENTRIES} entries a round, {ROUNDS} rounds in turns");
    println!(
        "bare SQLCipher  {:8.0} us an entry (last round)",
        per_entry(last.0)
    );
    println!(
        "Home::record    {:8.0} us an entry (last round)",
        per_entry(last.1)
    );
    println!(
        "  and its words {:8.0} us an entry (last round)",
        per_entry(last.2)
    );
    println!(
        "rate with words against bare: median {:.2}, lowest {:.2}, highest {:.2}",
        with_words[ROUNDS / 2],
        with_words[0],
        with_words[ROUNDS - 1]
    );
    println!(
        "rate against bare: median {:.2}, lowest {:.2}, highest {:.2}",
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1]
    );
    let started = Instant::now();
    let read = home.entries(INCIDENT).unwrap().len();
    println!(
        "read {read} entries: {:.1} us each",
        started.elapsed().as_secs_f64() * 1e6 / read as f64
    );
    let started = Instant::now();
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
    println!(
        "verify {read} entries: {:.1} us each",
        started.elapsed().as_secs_f64() * 1e6 / read as f64
    );
    drop(home);
    let started = Instant::now();
    let by = Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    drop(Home::open(&dir.path().join("home"), None, &by, 0).unwrap());
    println!(
        "open with the standard passphrase cost: {:.2} s",
        started.elapsed().as_secs_f64()
    );
}

fn home(dir: &Path) -> Home {
    let new = NewHome {
        hospital: "St Elsewhere".to_owned(),
        person: "Asha Verma".to_owned(),
        zone: "Europe/London".to_owned(),
        passphrase: Passphrase::new(PASSPHRASE.to_owned()),
        cost: KdfCost::STANDARD,
        random: HomeRandom::from_bytes([5; HomeRandom::LEN]),
        created_at: 0,
    };
    Home::create(dir, &new).unwrap().home
}

fn bare(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let key = format!("x'{}'", "05".repeat(32));
    connection.pragma_update(None, "key", key).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    let settings = "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; \
                    PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; \
                    PRAGMA cell_size_check = ON;";
    connection.execute_batch(settings).unwrap();
    connection
        .execute_batch("CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB)")
        .unwrap();
    connection
}

/// As many bytes as an entry with its header, signature, salt and hash.
fn time_bare(connection: &Connection) -> Duration {
    let bytes = vec![7u8; 230 + 64 + 32 + 32 + body().len()];
    let started = Instant::now();
    for _ in 0..ENTRIES {
        let mut statement = connection
            .prepare_cached("INSERT INTO row (bytes) VALUES (?1)")
            .unwrap();
        statement.execute(params![bytes]).unwrap();
    }
    started.elapsed()
}

/// The words of one entry, for the search.
fn words() -> [SideWrite; 1] {
    let text =
        "Ward 7 has moved to paper charts; two patients on pumps handed to the outreach nurse".to_owned();
    [SideWrite::Words { entry: 0, text }]
}

fn time_home(home: &mut Home, beside: &[SideWrite]) -> Duration {
    let started = Instant::now();
    for at in 0..ENTRIES {
        home.record(INCIDENT, vec![(draft(at), Salt([7; 32]))], beside)
            .unwrap();
    }
    started.elapsed()
}

fn draft(at: usize) -> Draft {
    Draft {
        kind: "note".to_owned(),
        occurred_at: 1_795_227_240_000,
        recorded_at: 1_795_227_240_000 + i64::try_from(at).unwrap(),
        zone_offset_min: 0,
        actor: Actor {
            id: "0123456789abcdef".to_owned(),
            name: "Asha Verma".to_owned(),
        },
        role: "Loggist".to_owned(),
        exercise: true,
        about: None,
        body: body(),
    }
}

fn body() -> Vec<u8> {
    br#"{"text":"Ward 7 has moved to paper charts; two patients on pumps handed to the outreach nurse"}"#
        .to_vec()
}
