//! Two lists that fall out of the rule: which work-arounds the urgent patients need, and what to restore first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{FallbackId, FallbackKind, SystemCode, ward_key};
use serde::{Deserialize, Serialize};

use crate::case::{Case, Circumstances};
use crate::instances::{Installed, SystemRef, Word};
use crate::key::Span;
use crate::rank::Entry;
use crate::ranked::Standing;
use crate::rules::Rules;
use crate::tier::Tier;
use crate::touched::Touched;

/// How many urgent patients need one work-around: the first number a commander asks for, to hold against the stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkaroundNeed {
    /// The fallback.
    pub id: FallbackId,
    /// In a few words.
    pub name: String,
    /// How far it can be relied on tonight.
    pub standing: Standing,
    /// P1 patients who need it and do not have it running.
    pub p1: u32,
    /// P2 patients likewise.
    pub p2: u32,
    /// P1 and P2 patients for whom it already runs.
    pub running: u32,
    /// Patient keys of those who need it, most urgent first.
    pub patients: Vec<String>,
}

/// For each fallback, how many P1 and P2 patients need it. A patient needs a fallback when it is the quickest full way
/// for one of their P1 or P2 needs, whether or not anybody has confirmed that it exists; where a need has no full way,
/// its quickest bridge. Most needed first.
pub fn workarounds(rules: &Rules<'_>, list: &[Entry<'_>]) -> Vec<WorkaroundNeed> {
    let mut wanted: BTreeMap<&FallbackId, WorkaroundNeed> = BTreeMap::new();
    for entry in list.iter().filter(|entry| entry.decided.tier <= Tier::P2) {
        for (id, running) in wanted_by(rules, entry) {
            let Some(fallback) = rules.bag.fallbacks.get(id) else {
                continue;
            };
            let row = wanted.entry(id).or_insert_with(|| WorkaroundNeed {
                id: id.clone(),
                name: fallback.short.clone(),
                standing: rules.standing(fallback, entry.case),
                p1: 0,
                p2: 0,
                running: 0,
                patients: vec![],
            });
            // It may hang on something that broke on one ward only: the row says how it stands where it stands best.
            row.standing = row.standing.min(rules.standing(fallback, entry.case));
            if running {
                row.running += 1;
                continue;
            }
            match entry.decided.tier {
                Tier::P1 => row.p1 += 1,
                _ => row.p2 += 1,
            }
            row.patients.push(entry.case.id.clone());
        }
    }
    let mut rows: Vec<WorkaroundNeed> = wanted.into_values().collect();
    rows.sort_by(|a, b| (b.p1, b.p2, &a.id).cmp(&(a.p1, a.p2, &b.id)));
    rows
}

/// Fallbacks that one patient needs (`false`) or already has running (`true`).
fn wanted_by<'a>(rules: &Rules<'a>, entry: &Entry<'_>) -> BTreeMap<&'a FallbackId, bool> {
    let case = entry.case;
    let patient = rules.patient(case);
    let mut wanted = BTreeMap::new();
    for unit in rules.units_of(case) {
        for (touched, assessed) in unit.assessed(patient) {
            if let Some(way) = touched.covering(&case.running) {
                wanted.insert(&way.id, true);
            } else if assessed.key.tier <= Tier::P2 {
                let best = touched
                    .ways
                    .iter()
                    .filter(|(_, standing)| *standing != Standing::Blocked)
                    .min_by_key(|(way, _)| {
                        (Reverse(way.kind == FallbackKind::Full), Span::hours(way.lead_h))
                    });
                if let Some((way, _)) = best {
                    wanted.entry(&way.id).or_insert(false);
                }
            }
        }
    }
    wanted
}

/// What the return of one system would do. Clinical advice to whoever restores, not an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestoreGain {
    /// The system: an instance, or a class that has none.
    pub system: SystemRef,
    /// P1 and P2 patients whose tier would fall if it came back and somebody vouched for it.
    pub patients_helped: u32,
    /// Of those, patients who are P1 now.
    pub p1_helped: u32,
    /// P1 and P2 patients who depend on it, or on what stands on it, at all.
    pub patients_touched: u32,
    /// Time in hand gained by those patients, hours, each at most 12.
    pub slack_gained_h: f64,
    /// Patient keys of those who are helped, most urgent first.
    pub patients: Vec<String>,
}

/// Most hours that one patient's gain may count, so that one far-off need does not outweigh many close ones.
const MOST_GAIN_H: f64 = 12.0;

/// Which system's return helps most patients, most helpful first; ties by time in hand gained. Every system that
/// somebody declared unsound is listed; `words` are those declarations, as given to [`Circumstances::installed`].
/// What stands on a system comes back with it, unless something else holds it down.
pub fn restore_order(
    rules: &Rules<'_>,
    installed: &Installed<'_>,
    words: &BTreeMap<SystemRef, Word>,
    list: &[Entry<'_>],
) -> Vec<RestoreGain> {
    let urgent: Vec<&Entry<'_>> = list
        .iter()
        .filter(|entry| entry.placed.computed <= Tier::P2)
        .collect();
    let broken = words
        .iter()
        .filter(|(_, word)| !word.state.is_sound())
        .map(|(system, _)| system);
    let mut gains: Vec<RestoreGain> = broken
        .map(|system| gain(rules, installed, words, &urgent, system))
        .collect();
    gains.sort_by(|a, b| {
        (
            b.patients_helped,
            Span::hours(b.slack_gained_h),
            b.patients_touched,
        )
            .cmp(&(
                a.patients_helped,
                Span::hours(a.slack_gained_h),
                a.patients_touched,
            ))
            .then_with(|| a.system.cmp(&b.system))
    });
    gains
}

fn gain(
    rules: &Rules<'_>,
    installed: &Installed<'_>,
    words: &BTreeMap<SystemRef, Word>,
    urgent: &[&Entry<'_>],
    system: &SystemRef,
) -> RestoreGain {
    let mut left = words.clone();
    left.remove(system);
    let circumstances = Circumstances {
        confirmed: rules.circumstances.confirmed.clone(),
        bag_in_date: rules.circumstances.bag_in_date,
        ..Circumstances::installed(installed, &left)
    };
    let after = Rules::new(rules.bag, &circumstances);
    let mut back = Back::new(rules, &after);
    let mut gain = RestoreGain {
        system: system.clone(),
        patients_helped: 0,
        p1_helped: 0,
        patients_touched: 0,
        slack_gained_h: 0.0,
        patients: vec![],
    };
    for entry in urgent {
        if !touches(rules, entry.case, back.on_ward(&entry.case.ward)) {
            continue;
        }
        gain.patients_touched += 1;
        let placed = after.place(entry.case);
        if placed.computed > entry.placed.computed {
            gain.patients_helped += 1;
            gain.p1_helped += u32::from(entry.placed.computed == Tier::P1);
            gain.slack_gained_h += slack_gained(rules, &after, entry.case);
            gain.patients.push(entry.case.id.clone());
        }
    }
    gain
}

/// The classes that stand otherwise once a system is back, ward by ward.
struct Back<'r> {
    before: &'r Rules<'r>,
    after: &'r Rules<'r>,
    wards: BTreeMap<String, BTreeSet<SystemCode>>,
}

impl<'r> Back<'r> {
    fn new(before: &'r Rules<'r>, after: &'r Rules<'r>) -> Self {
        Self {
            before,
            after,
            wards: BTreeMap::new(),
        }
    }

    fn on_ward(&mut self, ward: &str) -> &BTreeSet<SystemCode> {
        let (before, after) = (self.before, self.after);
        self.wards.entry(ward_key(ward)).or_insert_with(|| {
            let classes = before.bag.systems.keys();
            let other = classes.filter(|class| !before.stands_as(after, ward, class));
            other.cloned().collect()
        })
    }
}

fn touches(rules: &Rules<'_>, case: &Case, systems: &BTreeSet<SystemCode>) -> bool {
    let hangs = |id| {
        rules
            .bag
            .fallbacks
            .get(id)
            .is_some_and(|way| way.needs.iter().any(|code| systems.contains(code)))
    };
    let mut needs = rules
        .units_of(case)
        .into_iter()
        .flat_map(|unit| unit.touched.iter().map(Touched::need));
    needs.any(|need| systems.contains(&need.system) || need.fallbacks.iter().any(hangs))
}

/// Time in hand of the tightest need, before and after.
fn slack_gained(before: &Rules<'_>, after: &Rules<'_>, case: &Case) -> f64 {
    let tightest = |rules: &Rules<'_>| {
        let patient = rules.patient(case);
        let units = rules.units_of(case).into_iter();
        units
            .flat_map(|unit| unit.assessed(patient).collect::<Vec<_>>())
            .map(|(_, assessed)| assessed.slack_h)
            .fold(f64::INFINITY, f64::min)
    };
    (tightest(after) - tightest(before)).clamp(0.0, MOST_GAIN_H)
}
