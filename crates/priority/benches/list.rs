//! The list after a system change: 2,000 patients in one frame, 130,000 in under a second, growth in proportion.
//!
//! Prints times and ratios; asserts nothing. `cargo bench -p battlebag-priority`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

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

/// Median of several runs, in milliseconds.
fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2].as_secs_f64() * 1e3
}

fn main() {
    let bag = Bag::shipped().unwrap();
    let own: BTreeMap<SystemCode, State> = ["NET", "HOST", "IDAM"]
        .into_iter()
        .map(|code| (SystemCode::from(code), State::DOWN))
        .collect();
    // What a system change costs: propagation, compiling the rule, placing and sorting everybody.
    let after_change = |cases: &[Case]| {
        let circumstances = Circumstances {
            bag_in_date: true,
            ..Circumstances::from_own_states(&bag.systems, &own)
        };
        let rules = Rules::new(&bag, &circumstances);
        let list = rank_keys(&rules, cases, &[]);
        // The rows that a screen shows are put into words at once; the rest when somebody scrolls to them.
        for (entry, place) in list.iter().take(40).zip(1_u32..) {
            black_box(entry.explain(&rules, place));
        }
        black_box(list.len());
    };
    let (hospital, country) = (cases(&bag, 2_000), cases(&bag, 130_000));
    let small = median(31, || after_change(&hospital));
    let large = median(7, || after_change(&country));
    let circumstances = Circumstances {
        bag_in_date: true,
        ..Circumstances::from_own_states(&bag.systems, &own)
    };
    let worded = median(7, || {
        black_box(rank(&bag, &circumstances, &hospital, &[]).len());
    });
    println!("list after a system change, first 40 rows in words");
    println!(
        "    2,000 patients {small:8.2} ms   {:.2} of one frame (16 ms)",
        small / FRAME_MS
    );
    println!(
        "  130,000 patients {large:8.2} ms   {:.2} of one second",
        large / COUNTRY_MS
    );
    println!(
        "  growth: {:.1} times the time for 65 times the patients",
        large / small
    );
    println!(
        "every row in words, 2,000 patients {worded:8.2} ms   {:.2} of one frame",
        worded / FRAME_MS
    );
}
