//! What a start costs as the log grows: open, read, check all of it, check it from where it was last found whole; and
//! what a search costs in a long log.
//!
//! `cargo bench -p battlebag-store --bench start` takes logs of 10,000 and 100,000 entries; `-- --full` one of
//! 1,000,000 as well, which takes minutes to write. `BATTLEBAG_BENCH_DIR` chooses the disk. The passphrase is made
//! cheap here, so that what is seen is the database.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use battlebag_log::{Actor, Draft, IncidentId, Salt};
use battlebag_store::{Credential, Home, HomeRandom, KdfCost, NewHome, Passphrase, SideWrite};
use std::path::Path;
use std::time::{Duration, Instant};

const PASSPHRASE: &str = "correct horse battery";
const INCIDENT: IncidentId = IncidentId([1; 16]);
const START: i64 = 1_795_227_240_000;
const BATCH: u64 = 1_000;
const WORDS: [&str; 16] = [
    "ward",
    "pumps",
    "paper",
    "charts",
    "outreach",
    "nurse",
    "switchboard",
    "ventilator",
    "insulin",
    "theatre",
    "bleep",
    "handover",
    "pharmacy",
    "monitor",
    "dialysis",
    "blood",
];

fn main() {
    let full = std::env::args().any(|argument| argument == "--full");
    let sizes: &[u64] = if full {
        &[10_000, 100_000, 1_000_000]
    } else {
        &[10_000, 100_000]
    };
    println!("milliseconds, the median of 5 (of 1 for a million)");
    println!("   entries     open     read  check all  since mark  100 new  all/mark  us an entry, all");
    for &size in sizes {
        let dir = match std::env::var_os("BATTLEBAG_BENCH_DIR") {
            Some(dir) => tempfile::tempdir_in(dir).unwrap(),
            None => tempfile::tempdir().unwrap(),
        };
        let place = dir.path().join("home");
        let mut home = fill(&place, size);
        start(&place, &mut home, size);
        if size == 100_000 {
            search(&home);
        }
    }
}

fn start(place: &Path, home: &mut Home, size: u64) {
    let rounds = if size > 100_000 { 1 } else { 5 };
    let by = || Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    let open = median(rounds, || drop(Home::open(place, None, &by(), START).unwrap()));
    let read = median(rounds, || {
        assert_eq!(home.entries(INCIDENT).unwrap().len() as u64, size);
    });
    let all = median(rounds, || {
        assert!(home.verify_fully(INCIDENT, &[], START).unwrap().is_whole());
    });
    let mut since = |earlier: u64| {
        let check = home.verify_since_mark(INCIDENT, &[], START).unwrap();
        assert!(check.is_whole() && check.checked_earlier as u64 >= earlier);
    };
    let mark = median(rounds, || since(size));
    let news: Vec<Duration> = (0..rounds)
        .map(|round| {
            record(home, size + u64::from(round) * 100, 100);
            timed(|| drop(home.verify_since_mark(INCIDENT, &[], START).unwrap()))
        })
        .collect();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{size:10} {:8.1} {:8.1} {:10.1} {:11.2} {:8.2} {:9.0} {:10.1}",
        ms(open),
        ms(read),
        ms(all),
        ms(mark),
        ms(middle(news)),
        ms(all) / ms(mark),
        ms(all) * 1e3 / size as f64
    );
}

fn search(home: &Home) {
    println!("search in 100,000 entries, at most 50 found");
    let asked = [
        "ventilator",
        "ventilator insulin",
        "vent",
        "v",
        "bay4711",
        "nowhere",
    ];
    for query in asked {
        let found = home.search(INCIDENT, query, 50).unwrap().len();
        let time = median(20, || {
            assert_eq!(home.search(INCIDENT, query, 50).unwrap().len(), found);
        });
        println!("{query:>20}  {:8.2} ms, {found} found", time.as_secs_f64() * 1e3);
    }
}

fn timed(act: impl FnOnce()) -> Duration {
    let started = Instant::now();
    act();
    started.elapsed()
}

fn median(rounds: u32, mut act: impl FnMut()) -> Duration {
    middle((0..rounds).map(|_| timed(&mut act)).collect())
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn fill(place: &Path, size: u64) -> Home {
    let new = NewHome {
        hospital: "St Elsewhere".to_owned(),
        person: "Asha Verma".to_owned(),
        zone: "Europe/London".to_owned(),
        passphrase: Passphrase::new(PASSPHRASE.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: HomeRandom::from_bytes([5; HomeRandom::LEN]),
        created_at: START,
    };
    let mut home = Home::create(place, &new).unwrap().home;
    for first in (0..size).step_by(usize::try_from(BATCH).unwrap()) {
        record(&mut home, first, BATCH);
    }
    home
}

/// Entries with their words, as the program records them, many in one step.
fn record(home: &mut Home, first: u64, count: u64) {
    let texts: Vec<String> = (first..first + count).map(text).collect();
    let drafts = texts.iter().map(|text| (draft(text), Salt([7; 32]))).collect();
    let words: Vec<SideWrite> = texts
        .iter()
        .enumerate()
        .map(|(entry, text)| SideWrite::Words {
            entry,
            text: text.clone(),
        })
        .collect();
    home.record(INCIDENT, drafts, &words).unwrap();
}

/// Eight words of the sixteen and one that is nowhere else.
fn text(n: u64) -> String {
    let word = |at: u64| WORDS[usize::try_from((n * 31 + at * at * 7 + n / 16 * at) % 16).unwrap()];
    format!("{} bay{n}", (0..8).map(word).collect::<Vec<_>>().join(" "))
}

fn draft(text: &str) -> Draft {
    Draft {
        kind: "note".to_owned(),
        occurred_at: START,
        recorded_at: START,
        zone_offset_min: 0,
        actor: Actor {
            id: "0123456789abcdef".to_owned(),
            name: "Asha Verma".to_owned(),
        },
        role: "Loggist".to_owned(),
        exercise: true,
        about: None,
        body: format!("{{\"text\":\"{text}\"}}").into_bytes(),
    }
}
