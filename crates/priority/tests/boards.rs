//! The public boards: the pass rule, and agreement with two blind readers.
//!
//! The boards are Battlebag's own, with fictional patients. Agreement here is consistency, not clinical validity.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use battlebag_bag::Bag;
use battlebag_priority::situation::{self, Answer};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labels {
    vignettes: Vec<BoardLabels>,
}

#[derive(Deserialize)]
struct BoardLabels {
    id: String,
    expected_tier: BTreeMap<String, u8>,
    acceptable_tiers: BTreeMap<String, BTreeSet<u8>>,
    must_precede: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Readings {
    readings: Vec<Reading>,
}

#[derive(Deserialize)]
struct Reading {
    boards: Vec<BoardReading>,
}

#[derive(Deserialize)]
struct BoardReading {
    tiers: BTreeMap<String, u8>,
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/priority")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Read from the folder, so that an edit to the content is tested at once.
fn bag() -> Bag {
    Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap()
}

fn tiers(answer: &Answer) -> BTreeMap<String, u8> {
    let ranked = answer.vignettes.iter().flat_map(|board| &board.ranked);
    ranked.map(|one| (one.id.clone(), one.tier as u8 + 1)).collect()
}

/// Quadratic-weighted kappa of two readings over the same patients.
fn kappa(one: &BTreeMap<String, u8>, other: &BTreeMap<String, u8>) -> f64 {
    let pairs: Vec<(usize, usize)> = one
        .iter()
        .map(|(id, tier)| (usize::from(*tier) - 1, usize::from(other[id]) - 1))
        .collect();
    let count = pairs.len() as f64;
    let (mut first, mut second) = ([0.0; 4], [0.0; 4]);
    for &(a, b) in &pairs {
        first[a] += 1.0;
        second[b] += 1.0;
    }
    let weight = |a: usize, b: usize| (a.abs_diff(b) * a.abs_diff(b)) as f64;
    let observed: f64 = pairs.iter().map(|&(a, b)| weight(a, b)).sum::<f64>() / count;
    let mut expected = 0.0;
    for (a, in_first) in first.iter().enumerate() {
        for (b, in_second) in second.iter().enumerate() {
            expected += weight(a, b) * in_first * in_second / (count * count);
        }
    }
    1.0 - observed / expected
}

#[test]
fn the_public_boards_pass_and_the_readers_agree() {
    let bag = bag();
    let json = fixture("vignettes_public.json");
    let answer = situation::answer(&bag, &json).unwrap();
    let labels: Labels = serde_json::from_str(&json).unwrap();
    let readings: Readings = serde_json::from_str(&fixture("readings_public.json")).unwrap();
    let by_method = tiers(&answer);
    let readers: Vec<BTreeMap<String, u8>> = readings
        .readings
        .iter()
        .map(|reading| {
            reading
                .boards
                .iter()
                .flat_map(|board| board.tiers.clone())
                .collect()
        })
        .collect();

    let (mut faults, mut notes) = (vec![], vec![]);
    let mut acceptable = 0;
    for board in &labels.vignettes {
        let ranked = &answer
            .vignettes
            .iter()
            .find(|one| one.id == board.id)
            .unwrap()
            .ranked;
        let place: BTreeMap<&str, u32> = ranked.iter().map(|one| (one.id.as_str(), one.rank)).collect();
        for one in ranked {
            let tier = one.tier as u8 + 1;
            let read: Vec<u8> = readers.iter().map(|reader| reader[&one.id]).collect();
            if board.acceptable_tiers[&one.id].contains(&tier) {
                acceptable += 1;
            } else {
                faults.push(format!(
                    "{} is P{tier}, acceptable {:?}",
                    one.id, board.acceptable_tiers[&one.id]
                ));
            }
            if board.expected_tier[&one.id] == 1 && tier > 2 {
                faults.push(format!("HARD FAIL {} is P{tier}", one.id));
            }
            if read.iter().any(|read| *read != tier) {
                notes.push(format!(
                    "{}: method P{tier}, readers {read:?}, expected {}: {}",
                    one.id, board.expected_tier[&one.id], one.text
                ));
            }
            if read.iter().any(|read| tier > read + 1) {
                faults.push(format!("{} is two tiers below a reader", one.id));
            }
        }
        for (first, second) in &board.must_precede {
            if place[first.as_str()] > place[second.as_str()] {
                faults.push(format!("{second} comes before {first}"));
            }
        }
    }
    let kappas: Vec<f64> = readers.iter().map(|reader| kappa(&by_method, reader)).collect();
    let text = notes.join("\n");
    println!(
        "{text}\n{}\nacceptable {acceptable} of {}; kappa {kappas:?}; reader to reader {:.3}",
        faults.join("\n"),
        by_method.len(),
        kappa(&readers[0], &readers[1])
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(kappas.iter().all(|kappa| *kappa >= 0.9), "kappa {kappas:?}");
}
