//! RxNorm and dm+d codes in the matching rules: only codes that a published feed carried, each beside a display that names the
//! ingredient of its rule. A code alone brings what its display alone brings.
#![allow(clippy::unwrap_used)]

mod record;

use std::collections::BTreeSet;

use battlebag_bag::{Bag, Clause};
use battlebag_census::model::Code;
use battlebag_priority::Matcher;

use record::{Record, now};

/// Code, its display in the feed, and what else the record holds for the rule to have something to say.
type Seen = (&'static str, &'static str, fn(Record) -> Record);

fn nothing_else(record: Record) -> Record {
    record
}

fn epilepsy(record: Record) -> Record {
    record.condition("Epilepsy")
}

fn addisons(record: Record) -> Record {
    record.condition("Addison's disease")
}

fn head_injury(record: Record) -> Record {
    record.condition("Head injury, GCS 15, CT requested")
}

fn sepsis(record: Record) -> Record {
    record.condition("Sepsis")
}

fn heart_attack(record: Record) -> Record {
    record.condition("STEMI")
}

fn telemetry(record: Record) -> Record {
    record.device("Telemetry")
}

/// Synthea (RxNorm), NHS electronic prescription service and UK Core examples (dm+d), as published.
const SEEN: [Seen; 17] = [
    (
        "rxnorm:1860480",
        "1 ML DOCEtaxel 20 MG/ML Injection",
        nothing_else,
    ),
    (
        "rxnorm:1736776",
        "10 ML oxaliplatin 5 MG/ML Injection",
        nothing_else,
    ),
    ("rxnorm:1736854", "Cisplatin 50 MG Injection", nothing_else),
    ("rxnorm:583214", "PACLitaxel 100 MG Injection", nothing_else),
    ("rxnorm:308971", "Carbamazepine[Tegretol]", epilepsy),
    ("rxnorm:199889", "topiramate 100 MG Oral Tablet", epilepsy),
    ("rxnorm:855332", "Warfarin Sodium 5 MG Oral Tablet", head_injury),
    (
        "rxnorm:1660014",
        "1 ML Epinephrine 1 MG/ML Injection",
        nothing_else,
    ),
    (
        "rxnorm:789980",
        "Ampicillin 100 MG/ML Injectable Solution",
        sepsis,
    ),
    (
        "rxnorm:105078",
        "Penicillin G 375 MG/ML Injectable Solution",
        sepsis,
    ),
    (
        "rxnorm:1719286",
        "10 ML Furosemide 10 MG/ML Injection",
        nothing_else,
    ),
    ("rxnorm:1804799", "Alteplase 100 MG Injection", heart_attack),
    (
        "rxnorm:834357",
        "3 ML Amiodarone hydrocholoride 50 MG/ML Prefilled Syringe",
        telemetry,
    ),
    ("rxnorm:108515", "1 ML tacrolimus 5 MG/ML Injection", nothing_else),
    (
        "rxnorm:1664463",
        "24 HR tacrolimus 1 MG Extended Release Oral Tablet",
        nothing_else,
    ),
    ("rxnorm:312617", "predniSONE 5 MG Oral Tablet", addisons),
    (
        "dmd:36141511000001100",
        "Ciprofloxacin 400mg/200ml infusion bags",
        sepsis,
    ),
];

/// A dm+d code of which two names are written in feeds: `dmd` and, as part of SNOMED CT, `snomed`.
const SEEN_TWICE: [Seen; 2] = [
    ("dmd:325427002", "Prednisolone 5mg tablets", addisons),
    ("snomed:325427002", "Prednisolone 5mg tablets", addisons),
];

fn all_seen() -> impl Iterator<Item = Seen> {
    SEEN.into_iter().chain(SEEN_TWICE)
}

/// Profiles of a record with one medicine that is given, running or not.
fn profiles(
    matcher: &Matcher,
    record: Record,
    running: bool,
    name: &str,
    code: Option<&str>,
) -> BTreeSet<String> {
    let mut record = if running {
        record.infusion(name, "10")
    } else {
        record.medicine(name, "")
    };
    let medicine = record.0.medicines.last_mut().unwrap();
    medicine.last_given_at = Some(now());
    if medicine.route.as_deref() == Some("") {
        medicine.route = None;
    }
    medicine.codes = code
        .and_then(|code| code.split_once(':'))
        .map(|(system, code)| Code {
            system: system.to_owned(),
            code: code.to_owned(),
            display: None,
        })
        .into_iter()
        .collect();
    let found = matcher.profiles_of(&record.0, now());
    found.into_iter().map(|found| found.code.0).collect()
}

#[test]
fn a_code_alone_brings_what_its_display_alone_brings_and_not_what_nothing_brings() {
    let matcher = Matcher::new(&Bag::shipped().unwrap());
    for (code, display, besides) in all_seen() {
        let mut mattered = false;
        for running in [true, false] {
            let of = |name, code| profiles(&matcher, besides(Record::new()), running, name, code);
            let by_code = of("as coded", Some(code));
            assert_eq!(by_code, of(display, None), "{code}, running: {running}");
            mattered |= by_code != of("as coded", None);
        }
        assert!(mattered, "{code} brings nothing");
    }
}

#[test]
fn no_rule_names_a_medicine_code_that_was_not_seen_in_a_published_feed() {
    let bag = Bag::shipped().unwrap();
    let seen: BTreeSet<&str> = all_seen().map(|(code, ..)| code).collect();
    let clauses = bag
        .matching
        .rules
        .iter()
        .flat_map(|rule| rule.all.iter().chain(&rule.any).chain(&rule.unless));
    let named = clauses.flat_map(|clause: &Clause| &clause.codes);
    let listed = bag.matching.words.values().flat_map(|list| &list.codes);
    let unseen: BTreeSet<&String> = named
        .chain(listed)
        .filter(|code| code.starts_with("rxnorm:") || code.starts_with("dmd:"))
        .filter(|code| !seen.contains(code.as_str()))
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}
