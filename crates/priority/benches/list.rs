//! The list after a system change: 2,000 patients in one frame, 130,000 in under a second, growth in proportion.
//!
//! Prints times and ratios; asserts nothing. `cargo bench -p battlebag-priority`. With BATTLEBAG_PEERS=python (a Python with DuckDB, made by
//! `benches/list_peers.sh`) the same list is made by SQL (`benches/list_peers.sql`) in SQLite and DuckDB, and its order held
//! against the engine's.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, missing_docs)]

mod sql;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::time::{Duration, Instant};

use battlebag_bag::{Bag, ProfileCode, SystemCode};
use battlebag_priority::{Acuity, Case, Circumstances, Rules, State, rank, rank_keys};

/// One frame of a screen, milliseconds.
const FRAME_MS: f64 = 16.0;
/// What 130,000 beds may take, milliseconds.
const COUNTRY_MS: f64 = 1_000.0;

/// A small reproducible stream of numbers (SplitMix64), so that every run ranks the same patients.
struct Stream(u64);

impl Stream {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}

fn cases(bag: &Bag, count: usize) -> Vec<Case> {
    let codes: Vec<&ProfileCode> = bag.profiles.keys().collect();
    let fallbacks: Vec<_> = bag.fallbacks.keys().collect();
    let mut stream = Stream(2_026);
    (0..count)
        .map(|number| Case {
            id: format!("nhs:{number:010}"),
            place: format!("Ward {:03} bed {:02}", number / 28, number % 28),
            ward: String::new(),
            profiles: (0..=stream.below(3))
                .map(|_| codes[stream.below(codes.len())].clone())
                .collect(),
            unprofiled: vec![],
            acuity: match stream.below(10) {
                0 => Acuity::Missing,
                score => Acuity::News2 {
                    score: u8::try_from(score - 1).unwrap(),
                    single_three: false,
                    rising: stream.below(8) == 0,
                },
            },
            running: if stream.below(12) == 0 {
                BTreeSet::from([fallbacks[stream.below(fallbacks.len())].clone()])
            } else {
                BTreeSet::new()
            },
            acted_on_suspect: stream.below(40) == 0,
            vulnerable: stream.below(10) == 0,
            inpatient: true,
        })
        .collect()
}

/// Time that this thread has had a core for, where the system says; else the time that passed. On a busy machine only the first means
/// anything.
fn cpu(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let ns = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    ns.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Median of several runs, in milliseconds of CPU.
fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let before = cpu(start);
            work();
            cpu(start).saturating_sub(before)
        })
        .collect();
    times.sort_unstable();
    times[runs / 2].as_secs_f64() * 1e3
}

/// Peak memory of this process so far, MiB; 0 where the system does not say.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

/// Load of the machine over the last minute: figures from a busy machine are worth less.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("not known").to_owned()
}

struct Hour<'a> {
    bag: &'a Bag,
    own: BTreeMap<SystemCode, State>,
}

impl Hour<'_> {
    fn circumstances(&self) -> Circumstances {
        Circumstances {
            bag_in_date: true,
            ..Circumstances::from_own_states(&self.bag.systems, &self.own)
        }
    }

    /// What a system change costs: propagation, compiling the rule, placing and sorting everybody.
    fn after_change(&self, cases: &[Case]) {
        let circumstances = self.circumstances();
        let rules = Rules::new(self.bag, &circumstances);
        let list = rank_keys(&rules, cases, &[]);
        // The rows that a screen shows are put into words at once; the rest when somebody scrolls to them.
        for (entry, place) in list.iter().take(40).zip(1_u32..) {
            black_box(entry.explain(&rules, place));
        }
        black_box(list.len());
    }

    /// The same list as SQL, by each engine that is there.
    fn peers(&self, python: &str, cases: &[Case], ours: f64) {
        let folder = tempfile::tempdir().unwrap();
        let circumstances = self.circumstances();
        let rules = Rules::new(self.bag, &circumstances);
        let list = rank_keys(&rules, cases, &[]);
        let order: Vec<&str> = list.iter().map(|entry| entry.case.id.as_str()).collect();
        sql::export(folder.path(), self.bag, &circumstances, cases, &order);
        for engine in ["sqlite", "duckdb"] {
            let Some(told) = sql::ask(python, folder.path(), engine) else {
                println!("  {engine:>16} is not there");
                continue;
            };
            println!(
                "  {:>16} {:10.1} ms   {:6.1} times ours   peak {:5.0} MiB   {}",
                told.name,
                told.ms,
                told.ms / ours,
                told.mib,
                if told.same {
                    "same order"
                } else {
                    "ANOTHER ORDER: not comparable"
                }
            );
        }
    }
}

fn main() {
    let bag = Bag::shipped().unwrap();
    let hour = Hour {
        bag: &bag,
        own: ["NET", "HOST", "IDAM"]
            .into_iter()
            .map(|code| (SystemCode::from(code), State::DOWN))
            .collect(),
    };
    let peers = std::env::var("BATTLEBAG_PEERS").ok();
    println!(
        "list after a system change, first 40 rows in words; milliseconds of CPU; load of the machine {}",
        load()
    );
    let mut smallest = None;
    for (patients, runs) in [(2_000, 31), (20_000, 11), (130_000, 7)] {
        let before = peak_mib();
        let cases = cases(&bag, patients);
        let held = peak_mib();
        let ms = median(runs, || hour.after_change(&cases));
        let (base, base_patients) = *smallest.get_or_insert((ms, patients));
        println!(
            "{patients:>8} patients {ms:10.2} ms   {:.2} of a frame   {:.2} of a second   {:5.1} times the time for {:>2} times the patients   patients {:4.0} MiB, ranking {:4.0} MiB more",
            ms / FRAME_MS,
            ms / COUNTRY_MS,
            ms / base,
            patients / base_patients,
            held - before,
            peak_mib() - held
        );
        if let Some(python) = &peers {
            hour.peers(python, &cases, ms);
        }
    }
    let circumstances = hour.circumstances();
    let hospital = cases(&bag, 2_000);
    let worded = median(7, || {
        black_box(rank(&bag, &circumstances, &hospital, &[]).len());
    });
    println!(
        "every row in words, 2,000 patients {worded:8.2} ms   {:.2} of one frame; load {}",
        worded / FRAME_MS,
        load()
    );
}
