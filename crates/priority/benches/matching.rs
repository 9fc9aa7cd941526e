//! From census to needs: how many patients a second the rules read, with everything that needs a look.
//!
//! Prints times and ratios; asserts nothing. `cargo bench -p battlebag-priority --bench matching`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use battlebag_bag::Bag;
use battlebag_census::sample::sample_hospital;
use battlebag_priority::Matcher;

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
    let at = "2026-11-21T02:14:00Z".parse().unwrap();
    let ready = median(15, || {
        black_box(Matcher::new(&bag));
    });
    let matcher = Matcher::new(&bag);
    println!("{} rules made ready in {ready:.2} ms", bag.matching.rules.len());
    for (beds, runs) in [(500_usize, 15), (2_000, 7), (8_000, 3)] {
        let patients = sample_hospital(7, beds, at).snapshot.patients;
        let facts: usize = patients
            .iter()
            .map(|p| p.conditions.len() + p.medicines.len() + p.orders.len() + p.devices.len())
            .sum();
        let took = median(runs, || {
            for patient in &patients {
                black_box(matcher.look(patient, at));
            }
        });
        println!(
            "{beds:>6} patients, {:.1} facts each {took:8.1} ms   {:>8.0} patients a second",
            facts as f64 / patients.len() as f64,
            patients.len() as f64 / took * 1e3
        );
    }
}
