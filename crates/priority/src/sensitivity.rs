//! How much the list hangs on the numbers in the content: every time halved and doubled, one at a time and together.
//!
//! Nearly every number in the bag is a proposal. A panel that has an hour should spend it on the few that move
//! patients, so they are counted here over the boards of a file.

use battlebag_bag::{Bag, FallbackId, Need, ProfileCode, SystemCode};
use serde::{Deserialize, Serialize};

use crate::rules::{INPATIENT_BASE, Rules};
use crate::situation::Situation;
use crate::tier::Tier;

/// What every number is multiplied with.
pub const FACTORS: [f64; 2] = [0.5, 2.0];
/// How many of the numbers that matter most are named.
const NAMED: usize = 25;

/// A kind of number in the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Number {
    /// Hours to harm once the system is gone.
    LossH,
    /// Hours to harm once a wrong output is acted on.
    WrongH,
    /// Hours to harm while it is only doubted.
    SuspectH,
    /// Hours to the definitive alternative.
    DefinitiveH,
    /// Hours until a way round runs.
    LeadH,
    /// Hours that a bridge buys.
    BuysH,
}

/// What a change of numbers did to the patients of all boards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Which number, or which numbers together, and the factor.
    pub what: String,
    /// Patients whose tier changed.
    pub patients: u32,
    /// Of those, patients who became more urgent.
    pub more_urgent: u32,
    /// Patients who moved by two tiers or more.
    pub by_two: u32,
    /// Who they are.
    pub by_two_ids: Vec<String>,
}

/// The answer of a sensitivity run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Boards in the file.
    pub boards: usize,
    /// Patients on them.
    pub patients: usize,
    /// Numbers in the content that were changed one at a time.
    pub numbers: usize,
    /// Changes of one number (each number has two factors) that moved at least one patient.
    pub changes_that_move: usize,
    /// Changes of one number that moved somebody by two tiers.
    pub changes_that_move_by_two: usize,
    /// Numbers of one kind, or all of them, changed together.
    pub together: Vec<Moved>,
    /// The single changes that move most patients, most first.
    pub most: Vec<Moved>,
}

/// Where a number stands in the bag.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    Profile(ProfileCode, usize),
    Added(usize, usize),
    Fallback(FallbackId),
}

/// Tiers of one board before anything was changed.
struct Baseline<'s> {
    board: &'s Situation,
    tiers: Vec<Tier>,
}

/// Halves and doubles every number over the boards.
pub fn run(bag: &Bag, boards: &[Situation]) -> Sensitivity {
    let baselines: Vec<Baseline<'_>> = boards
        .iter()
        .map(|board| Baseline {
            tiers: tiers(bag, board),
            board,
        })
        .collect();
    let mut shaken = bag.clone();
    let (mut most, mut numbers) = (vec![], 0);
    for (place, number) in numbers_of(bag) {
        numbers += 1;
        let touched: Vec<&Baseline<'_>> = baselines
            .iter()
            .filter(|baseline| reaches(bag, baseline.board, &place))
            .collect();
        for factor in FACTORS {
            change(&mut shaken, bag, &place, number, factor);
            let what = format!("{} × {factor}", name(bag, &place, number));
            most.push(compare(&shaken, &touched, what));
            change(&mut shaken, bag, &place, number, 1.0);
        }
    }
    most.retain(|moved| moved.patients > 0);
    most.sort_by(|a, b| (b.by_two, b.patients, &a.what).cmp(&(a.by_two, a.patients, &b.what)));
    Sensitivity {
        boards: boards.len(),
        patients: boards.iter().map(|board| board.cases.len()).sum(),
        numbers,
        changes_that_move: most.len(),
        changes_that_move_by_two: most.iter().filter(|moved| moved.by_two > 0).count(),
        together: together(bag, &baselines),
        most: most.into_iter().take(NAMED).collect(),
    }
}

/// All numbers of a kind at once.
fn together(bag: &Bag, baselines: &[Baseline<'_>]) -> Vec<Moved> {
    let all: Vec<&Baseline<'_>> = baselines.iter().collect();
    let runs = [
        ("every time to harm × 0.5", [0.5, 1.0, 1.0]),
        ("every time to harm × 2", [2.0, 1.0, 1.0]),
        ("every lead time × 0.5", [1.0, 0.5, 1.0]),
        ("every lead time × 2", [1.0, 2.0, 1.0]),
        ("every hour bought × 0.5", [1.0, 1.0, 0.5]),
        ("every hour bought × 2", [1.0, 1.0, 2.0]),
        ("every number × 0.5", [0.5, 0.5, 0.5]),
        ("every number × 2", [2.0, 2.0, 2.0]),
        (
            "the worst way: times and hours bought × 0.5, leads × 2",
            [0.5, 2.0, 0.5],
        ),
        (
            "the best way: times and hours bought × 2, leads × 0.5",
            [2.0, 0.5, 2.0],
        ),
    ];
    runs.into_iter()
        .map(|(what, [time, lead, bought])| {
            let shaken = all_changed(bag, time, lead, bought);
            compare(&shaken, &all, what.to_owned())
        })
        .collect()
}

fn all_changed(bag: &Bag, time: f64, lead: f64, bought: f64) -> Bag {
    let mut shaken = bag.clone();
    for (place, number) in numbers_of(bag) {
        let factor = match number {
            Number::LossH | Number::WrongH | Number::SuspectH => time,
            Number::DefinitiveH | Number::LeadH => lead,
            Number::BuysH => bought,
        };
        change_alone(&mut shaken, bag, &place, number, factor);
    }
    shaken
}

fn tiers(bag: &Bag, board: &Situation) -> Vec<Tier> {
    let rules = Rules::new(bag, &board.circumstances);
    board
        .cases
        .iter()
        .map(|case| rules.place(case).computed)
        .collect()
}

fn compare(shaken: &Bag, baselines: &[&Baseline<'_>], what: String) -> Moved {
    let mut moved = Moved {
        what,
        patients: 0,
        more_urgent: 0,
        by_two: 0,
        by_two_ids: vec![],
    };
    for baseline in baselines {
        let now = tiers(shaken, baseline.board);
        let cases = baseline.board.cases.iter().zip(&baseline.tiers).zip(now);
        for ((case, was), is) in cases.filter(|((_, was), is)| **was != *is) {
            moved.patients += 1;
            moved.more_urgent += u32::from(is < *was);
            if (*was as u8).abs_diff(is as u8) >= 2 {
                moved.by_two += 1;
                moved.by_two_ids.push(case.id.clone());
            }
        }
    }
    moved
}

/// Every number of the content, in a fixed order.
fn numbers_of(bag: &Bag) -> Vec<(Place, Number)> {
    let mut all = vec![];
    let mut of_needs = |needs: &[Need], place: &dyn Fn(usize) -> Place| {
        for (index, need) in needs.iter().enumerate() {
            let times = [Number::LossH, Number::WrongH, Number::DefinitiveH];
            all.extend(times.map(|number| (place(index), number)));
            all.extend(need.suspect_h.map(|_| (place(index), Number::SuspectH)));
        }
    };
    for profile in bag.profiles.values() {
        of_needs(&profile.needs, &|index| {
            Place::Profile(profile.code.clone(), index)
        });
    }
    for (which, added) in bag.cross_cutting.added.iter().enumerate() {
        of_needs(&added.needs, &|index| Place::Added(which, index));
    }
    for way in bag.fallbacks.values() {
        for (number, hours) in [(Number::LeadH, way.lead_h), (Number::BuysH, way.buys_h)] {
            if hours > 0.0 {
                all.push((Place::Fallback(way.id.clone()), number));
            }
        }
    }
    all
}

fn need_at<'b>(bag: &'b Bag, place: &Place) -> Option<&'b Need> {
    match place {
        Place::Profile(code, index) => bag.profiles.get(code)?.needs.get(*index),
        Place::Added(which, index) => bag.cross_cutting.added.get(*which)?.needs.get(*index),
        Place::Fallback(_) => None,
    }
}

fn need_at_mut<'b>(bag: &'b mut Bag, place: &Place) -> Option<&'b mut Need> {
    match place {
        Place::Profile(code, index) => bag.profiles.get_mut(code)?.needs.get_mut(*index),
        Place::Added(which, index) => bag.cross_cutting.added.get_mut(*which)?.needs.get_mut(*index),
        Place::Fallback(_) => None,
    }
}

/// Can the number matter on this board at all?
fn reaches(bag: &Bag, board: &Situation, place: &Place) -> bool {
    let broken = |system: &SystemCode| board.circumstances.states.contains_key(system);
    let Some(need) = need_at(bag, place) else {
        return true;
    };
    let carried = match place {
        Place::Profile(code, _) => board
            .cases
            .iter()
            .any(|case| case.profiles.contains(code) || (case.inpatient && code.as_str() == INPATIENT_BASE)),
        Place::Added(..) | Place::Fallback(_) => true,
    };
    carried && broken(&need.system)
}

/// Sets one number to `factor` times its value in `original`, and keeps the order that the content check asks for.
fn change(bag: &mut Bag, original: &Bag, place: &Place, number: Number, factor: f64) {
    if let (Some(need), Some(was)) = (need_at_mut(bag, place), need_at(original, place)) {
        need.clone_from(was);
    }
    change_alone(bag, original, place, number, factor);
}

fn change_alone(bag: &mut Bag, original: &Bag, place: &Place, number: Number, factor: f64) {
    if let Place::Fallback(id) = place {
        let (Some(way), Some(was)) = (bag.fallbacks.get_mut(id), original.fallbacks.get(id)) else {
            return;
        };
        match number {
            Number::BuysH => way.buys_h = was.buys_h * factor,
            _ => way.lead_h = was.lead_h * factor,
        }
        return;
    }
    let (Some(need), Some(was)) = (need_at_mut(bag, place), need_at(original, place)) else {
        return;
    };
    match number {
        Number::LossH => need.loss_h = was.loss_h * factor,
        Number::WrongH => need.wrong_h = was.wrong_h * factor,
        Number::SuspectH => need.suspect_h = was.suspect_h.map(|hours| hours * factor),
        _ => need.definitive_h = was.definitive_h * factor,
    }
    need.wrong_h = need.wrong_h.min(need.loss_h);
    need.suspect_h = need.suspect_h.map(|hours| hours.max(need.wrong_h));
}

fn name(bag: &Bag, place: &Place, number: Number) -> String {
    let number = match number {
        Number::LossH => "loss_h",
        Number::WrongH => "wrong_h",
        Number::SuspectH => "suspect_h",
        Number::DefinitiveH => "definitive_h",
        Number::LeadH => "lead_h",
        Number::BuysH => "buys_h",
    };
    let system = need_at(bag, place).map_or("", |need| need.system.as_str());
    match place {
        Place::Profile(code, _) => format!("{code} {system} {number}"),
        Place::Added(which, _) => {
            let code = bag
                .cross_cutting
                .added
                .get(*which)
                .map_or("", |added| added.code.as_str());
            format!("{code} {system} {number}")
        }
        Place::Fallback(id) => format!("{} {number}", id.as_str()),
    }
}

impl Sensitivity {
    /// As a table in Markdown, for the documentation.
    pub fn table(&self) -> String {
        let row = |moved: &Moved| {
            format!(
                "| {} | {} | {} | {} | {} |\n",
                moved.what,
                moved.patients,
                moved.more_urgent,
                moved.patients - moved.more_urgent,
                if moved.by_two == 0 {
                    "0".to_owned()
                } else {
                    format!("{} ({})", moved.by_two, moved.by_two_ids.join(", "))
                }
            )
        };
        let head = "| Change | Patients who change tier | more urgent | less urgent | by two tiers |\n|---|---|---|---|---|\n";
        format!(
            "{} boards, {} patients, {} numbers. Of {} changes of one number alone, {} move anybody and {} move somebody by two tiers.\n\n### Together\n\n{head}{}\n### One at a time: the {} that move most\n\n{head}{}",
            self.boards,
            self.patients,
            self.numbers,
            self.numbers * FACTORS.len(),
            self.changes_that_move,
            self.changes_that_move_by_two,
            self.together.iter().map(row).collect::<String>(),
            self.most.len(),
            self.most.iter().map(row).collect::<String>(),
        )
    }
}
