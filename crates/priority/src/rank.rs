//! The list: every patient once, most urgent first, whatever order they came in.

use std::collections::BTreeMap;

use battlebag_bag::Bag;

use crate::case::{Case, Circumstances};
use crate::explain::explain;
use crate::overrides::{Decided, Inputs, Override, decide};
use crate::ranked::Ranked;
use crate::rules::{Placed, Rules};

/// A case with its place and what a clinician made of it, before anything is put into words.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'c> {
    /// The patient.
    pub case: &'c Case,
    /// Place by the method, with the tier shown in its key.
    pub placed: Placed<'c>,
    /// What a clinician said, if anybody did.
    pub decided: Decided,
}

/// Places every case, most urgent first, without words: what a long list needs before anybody opens a row.
///
/// `overrides` are those that have not ended by time ([`crate::overrides::in_force`]).
pub fn rank_keys<'c>(rules: &Rules<'_>, cases: &'c [Case], overrides: &[Override]) -> Vec<Entry<'c>> {
    let mut by_patient: BTreeMap<&str, Vec<&Override>> = BTreeMap::new();
    for one in overrides {
        by_patient.entry(&one.patient).or_default().push(one);
    }
    let mut entries: Vec<_> = cases
        .iter()
        .map(|case| {
            let mut placed = rules.place(case);
            let decided = match by_patient.get(case.id.as_str()) {
                Some(overrides) => decide(placed.computed, &Inputs::of(rules, case), overrides),
                None => Decided {
                    tier: placed.computed,
                    raised: false,
                    lowered: false,
                },
            };
            placed.key.tier = decided.tier;
            Entry {
                case,
                placed,
                decided,
            }
        })
        .collect();
    entries.sort_unstable_by_key(|entry| entry.placed.key);
    entries
}

/// The whole list with reasons. The order of `cases` and of `overrides` does not matter.
///
/// `overrides` are those that have not ended by time ([`crate::overrides::in_force`]).
pub fn rank(bag: &Bag, circumstances: &Circumstances, cases: &[Case], overrides: &[Override]) -> Vec<Ranked> {
    let rules = Rules::new(bag, circumstances);
    rank_keys(&rules, cases, overrides)
        .iter()
        .zip(1_u32..)
        .map(|(entry, place)| explain(&rules, entry.case, &entry.placed, entry.decided, place))
        .collect()
}

impl Entry<'_> {
    /// The whole answer for this patient, at a place in the list, from 1.
    pub fn explain(&self, rules: &Rules<'_>, place: u32) -> Ranked {
        explain(rules, self.case, &self.placed, self.decided, place)
    }
}
