//! The cases, by field. Each shows the dependence that it is named for in the words and codes of a real record.

mod cardiac;
mod chest_and_blood;
mod critical;
mod family;
mod infection_and_cancer;
mod metabolic;
mod neuro;
mod ordinary;
mod rest;

use super::case::Case;

/// Cases that show a dependence.
pub(super) const SHOWING: &[&[Case]] = &[
    metabolic::CASES,
    cardiac::CASES,
    critical::CASES,
    neuro::CASES,
    chest_and_blood::CASES,
    infection_and_cancer::CASES,
    family::CASES,
    rest::CASES,
];

/// Cases of most patients: in hospital for a good reason, and able to wait some hours for a computer.
pub(super) const ORDINARY: &[Case] = ordinary::CASES;
