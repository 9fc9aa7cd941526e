//! The matcher over the sample hospital: every profile is found in the patient made to show it, and ordinary patients
//! bring little.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

use std::collections::BTreeSet;

use battlebag_bag::Bag;
use battlebag_census::sample::sample_hospital;
use battlebag_priority::Matcher;
use chrono::{DateTime, TimeZone, Utc};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 2, 14, 0).unwrap()
}

#[test]
fn every_profile_is_found_where_it_was_put() {
    let bag = Bag::shipped().unwrap();
    let matcher = Matcher::new(&bag);
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut missed: Vec<String> = Vec::new();
    for seed in 1..=5 {
        let hospital = sample_hospital(seed, 400, now());
        for patient in &hospital.snapshot.patients {
            let codes: Vec<String> = matcher
                .profiles_of(patient, now())
                .into_iter()
                .map(|found| found.code.0)
                .collect();
            let shows = hospital.made_to_show.get(&patient.id);
            if let Some(shows) = shows.filter(|shows| !codes.iter().any(|code| code == *shows)) {
                missed.push(format!(
                    "{} shows {shows}, found {codes:?}: {:?}",
                    patient.id, patient.conditions
                ));
            }
            found.extend(codes);
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed\n{}",
        missed.len(),
        missed.join("\n")
    );
    let never: Vec<_> = bag
        .profiles
        .keys()
        .map(battlebag_bag::ProfileCode::as_str)
        .filter(|code| !found.contains(*code) && *code != "inpatient_base")
        .collect();
    assert!(never.is_empty(), "no patient shows {never:?}");
}

#[test]
fn ordinary_patients_bring_little() {
    let matcher = Matcher::new(&Bag::shipped().unwrap());
    let hospital = sample_hospital(7, 1000, now());
    let ordinary = hospital
        .snapshot
        .patients
        .iter()
        .filter(|patient| !hospital.made_to_show.contains_key(&patient.id));
    let (mut people, mut recognised, mut surprises) = (0, 0, Vec::new());
    for patient in ordinary {
        people += 1;
        recognised += usize::from(!matcher.profiles_of(patient, now()).is_empty());
        // A child with a medicine and an allergy of somebody who cannot speak befall ordinary patients too.
        let found = matcher.profiles_of(patient, now()).into_iter();
        surprises.extend(found.filter(|found| {
            !matches!(
                found.code.as_str(),
                "paeds_weight" | "allergy_severe" | "inpatient_base"
            )
        }));
    }
    assert!(people > 700, "only {people} ordinary patients");
    println!("{recognised} of {people} ordinary patients are recognised; the others are not profiled: P3");
    assert!(recognised * 2 > people, "{recognised} of {people}");
    assert!(
        surprises.len() * 100 <= people,
        "{} of {people}: {surprises:#?}",
        surprises.len()
    );
}
