//! Boards with labels and readings, and how far the method agrees with them.
#![allow(dead_code)] // each test uses its own part

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use battlebag_bag::Bag;
use battlebag_census::AcuityBand;
use battlebag_priority::situation::{self, Answer, BoardAnswer};
use battlebag_priority::{Acuity, Tier};
use serde::Deserialize;

/// Tier, 1 to 4, of each patient.
pub type Tiers = BTreeMap<String, u8>;

/// The labels of a file of boards.
#[derive(Deserialize)]
pub struct Labels {
    pub vignettes: Vec<BoardLabels>,
}

#[derive(Deserialize)]
pub struct BoardLabels {
    pub id: String,
    #[serde(default)]
    pub expected_tier: Tiers,
    #[serde(default)]
    pub acceptable_tiers: BTreeMap<String, BTreeSet<u8>>,
    #[serde(default)]
    pub must_precede: Vec<(String, String)>,
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
    tiers: Tiers,
}

/// What readers of the panel said of patients that a program made over the whole matrix.
#[derive(Deserialize)]
pub struct Panel {
    pub patients: BTreeMap<String, Vec<Seat>>,
}

/// One reader of one patient.
#[derive(Deserialize)]
pub struct Seat {
    pub reader: String,
    /// The tier that the reader would choose.
    pub tier: u8,
    /// Every tier that the reader would not object to.
    pub accept: BTreeSet<u8>,
}

pub fn panel(name: &str) -> Panel {
    serde_json::from_str(&fixture(&format!("{name}_readings.json"))).unwrap()
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("fixtures/priority").join(name)).unwrap()
}

/// Read from the folder, so that an edit to the content is tested at once.
pub fn bag() -> Bag {
    Bag::read(&root().join("action-cards")).unwrap()
}

/// One set of tiers for each reader of a file.
pub fn readers(name: &str) -> Vec<Tiers> {
    let readings: Readings = serde_json::from_str(&fixture(name)).unwrap();
    let all = readings.readings.iter();
    all.map(|one| one.boards.iter().flat_map(|board| board.tiers.clone()).collect())
        .collect()
}

pub fn tiers(answer: &Answer) -> Tiers {
    let ranked = answer.vignettes.iter().flat_map(|board| &board.ranked);
    ranked.map(|one| (one.id.clone(), one.tier as u8 + 1)).collect()
}

/// A file of boards with what the method says and what the labels want.
pub struct Read {
    pub answer: Answer,
    pub labels: Labels,
    /// Tier by NEWS2 or band alone, for comparison.
    pub news2_only: Tiers,
}

pub fn read(bag: &Bag, json: &str) -> Read {
    let boards = situation::read(bag, json).unwrap();
    let cases = boards.iter().flat_map(|board| &board.cases);
    Read {
        answer: situation::answer(bag, json).unwrap(),
        labels: serde_json::from_str(json).unwrap(),
        news2_only: cases
            .map(|case| (case.id.clone(), by_news2_alone(case.acuity)))
            .collect(),
    }
}

/// NEWS2 of 7 and more P1, 5 and 6 P2, 3 and 4 P3, else P4; a band likewise; not known counts as 5.
fn by_news2_alone(acuity: Acuity) -> u8 {
    let score = match acuity {
        Acuity::News2 { score, .. } => score,
        Acuity::Missing
        | Acuity::Band {
            band: AcuityBand::Medium,
        } => 5,
        Acuity::Band {
            band: AcuityBand::High,
        } => 7,
        Acuity::Band {
            band: AcuityBand::Low,
        } => 0,
    };
    match score {
        7.. => 1,
        5..=6 => 2,
        3..=4 => 3,
        _ => 4,
    }
}

impl Read {
    /// Only the boards whose id the filter takes.
    pub fn only(&self, takes: impl Fn(&str) -> bool) -> Counted {
        let mut counted = Counted::default();
        for labels in self.labels.vignettes.iter().filter(|labels| takes(&labels.id)) {
            let board = self
                .answer
                .vignettes
                .iter()
                .find(|one| one.id == labels.id)
                .unwrap();
            counted.add(board, labels);
        }
        counted
    }

    pub fn ids(&self, takes: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let taken = self.labels.vignettes.iter().filter(|labels| takes(&labels.id));
        taken
            .flat_map(|labels| labels.expected_tier.keys().cloned())
            .collect()
    }
}

/// What a pass rule counts.
#[derive(Default)]
pub struct Counted {
    pub patients: usize,
    pub acceptable: usize,
    pub pairs: usize,
    pub pairs_right: usize,
    /// Expected P1, ranked P3 or P4.
    pub hard_failures: usize,
    /// Two tiers or more below the expected tier.
    pub two_too_low: usize,
    pub two_too_high: usize,
    pub expected: Tiers,
    pub method: Tiers,
    /// In words, for the boards that must pass.
    pub faults: Vec<String>,
}

impl Counted {
    fn add(&mut self, board: &BoardAnswer, labels: &BoardLabels) {
        let place: BTreeMap<&str, u32> = board
            .ranked
            .iter()
            .map(|one| (one.id.as_str(), one.rank))
            .collect();
        for one in &board.ranked {
            let (tier, expected) = (one.tier as u8 + 1, labels.expected_tier[&one.id]);
            let acceptable = &labels.acceptable_tiers[&one.id];
            self.patients += 1;
            if acceptable.contains(&tier) {
                self.acceptable += 1;
            } else {
                self.faults
                    .push(format!("{} is P{tier}, acceptable {acceptable:?}", one.id));
            }
            if expected == 1 && one.tier > Tier::P2 {
                self.hard_failures += 1;
                self.faults.push(format!("HARD FAIL {} is P{tier}", one.id));
            }
            self.two_too_low += usize::from(tier >= expected + 2);
            self.two_too_high += usize::from(expected >= tier + 2);
            self.method.insert(one.id.clone(), tier);
            self.expected.insert(one.id.clone(), expected);
        }
        for (first, second) in &labels.must_precede {
            self.pairs += 1;
            if place[first.as_str()] < place[second.as_str()] {
                self.pairs_right += 1;
            } else {
                self.faults.push(format!("{second} comes before {first}"));
            }
        }
    }
}

/// Quadratic-weighted kappa of two readings over the patients that both have.
pub fn kappa(one: &Tiers, other: &Tiers) -> f64 {
    let pairs: Vec<(usize, usize)> = one
        .iter()
        .filter_map(|(id, tier)| Some((usize::from(*tier) - 1, usize::from(*other.get(id)?) - 1)))
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

/// Patients whom `method` puts two tiers or more below `reader`.
pub fn two_below(method: &Tiers, reader: &Tiers) -> usize {
    let both = method
        .iter()
        .filter_map(|(id, tier)| Some((tier, reader.get(id)?)));
    both.filter(|(tier, read)| **tier >= **read + 2).count()
}
