//! One need and every condition in which its class serves a group of wards: which of them decides.
//!
//! The choice is made by the key and never by mixing states: down and suspect are not ordered, so the worse of two
//! states is not always the more urgent one.

use std::cmp::Ordering;

use battlebag_bag::{Fallback, Need};

use crate::assess::{Assessed, Patient, TouchedNeed};
use crate::ranked::Standing;

/// A need that the incident touches, in each condition of the instances that serve the patient.
#[derive(Debug, Clone)]
pub struct Touched<'a> {
    /// Any of the instances will do: the least urgent condition decides, else the most urgent.
    pub any_will_do: bool,
    /// The need in one condition.
    pub first: TouchedNeed<'a>,
    /// The same need in the others.
    pub rest: Vec<TouchedNeed<'a>>,
}

impl<'a> Touched<'a> {
    /// The need.
    pub fn need(&self) -> &'a Need {
        self.first.need
    }

    /// Ways round: the same in every condition.
    pub fn ways(&self) -> &[(&'a Fallback, Standing)] {
        &self.first.ways
    }

    /// The condition that decides for one patient, with its times. Of two that are equally urgent the first stays.
    pub fn assess(&self, patient: Patient<'_>) -> (&TouchedNeed<'a>, Assessed<'a>) {
        let decides = if self.any_will_do {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        let first = (&self.first, self.first.assess(patient));
        self.rest.iter().fold(first, |best, need| {
            let assessed = need.assess(patient);
            if assessed.key.cmp(&best.1.key) == decides {
                (need, assessed)
            } else {
                best
            }
        })
    }
}
