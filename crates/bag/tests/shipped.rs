//! The bag that ships is whole, and says of itself what it should.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

use std::collections::BTreeSet;

use battlebag_bag::{Bag, BagFiles, CardKind, FallbackKind, Phase};
use chrono::NaiveDate;

fn shipped() -> Bag {
    Bag::shipped().unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"))
    })
}

#[test]
fn the_shipped_bag_has_no_fault_and_no_warning() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let checked = Bag::check_files(&BagFiles::shipped(), Some(today));
    assert!(checked.faults.is_empty(), "{}", checked.report());
}

#[test]
fn the_fact_packs_counts_hold() {
    let bag = shipped();
    let rows: usize = bag.profiles.values().map(|profile| profile.needs.len()).sum();
    let emergencies = bag.profiles.values().filter(|profile| profile.emergency).count();
    assert_eq!(
        (bag.systems.len(), bag.profiles.len(), bag.fallbacks.len()),
        // 60 ways round of the fact pack, and four of our own: printed ECG, ward meter, hand-written labels, wash back.
        // 89 profiles of the fact pack, and one of our own: a dialysis session that runs.
        (53, 90, 64)
    );
    assert!(rows >= 161, "a need of the fact pack is gone: {rows} of 161");
    // Fourteen of the fact pack, and seven of round nine (docs/decisions/0018-method-whole.md).
    assert_eq!(emergencies, 21);
    assert_eq!(
        bag.fallbacks
            .values()
            .filter(|fallback| fallback.kind == FallbackKind::Partial)
            .count(),
        // Those of the fact pack; our own four are full.
        19
    );
    assert!(
        bag.manifest.approved_by.is_none(),
        "nobody has signed the shipped content"
    );
    assert!(
        bag.manifest.checked_on.is_none(),
        "no bag has been checked before a hospital checks it"
    );
}

#[test]
fn every_system_has_one_leading_role() {
    let bag = shipped();
    for code in bag.systems.keys() {
        let leads: Vec<_> = bag
            .roles
            .iter()
            .filter(|role| role.systems.contains(code))
            .map(|role| &role.id)
            .collect();
        // Ventilation and circulatory support are led from intensive care.
        assert_eq!(leads.len(), 1, "{code} is led by {leads:?}");
    }
}

#[test]
fn reports_lead_to_the_strategic_commander() {
    let bag = shipped();
    for role in &bag.roles {
        let above = |id: &&str| bag.role(id).and_then(|role| role.reports_to.as_deref());
        let top = std::iter::successors(Some(role.id.as_str()), above).last();
        assert_eq!(top, Some("strategic-commander"), "{}", role.id);
    }
}

#[test]
fn every_role_and_task_of_the_fact_pack_has_its_card() {
    let bag = shipped();
    let numbers: BTreeSet<_> = bag.cards.values().map(|card| card.number.clone()).collect();
    // R25 is not in the fact pack: every role that must be filled has a card.
    let expected = (1..=25)
        .map(|n| format!("R{n:02}"))
        .chain((1..=9).map(|n| format!("T{n:02}")))
        .chain((1..=5).map(|n| format!("W{n:02}")))
        .collect();
    assert_eq!(numbers, expected);
    // Entries of incidents and links of other cards name these.
    for id in [
        "clinical-engineering-lead",
        "loggist",
        "nurse-in-charge",
        "pathology-lead",
        "pumps-to-gravity",
        "radiology-lead",
        "strategic-commander",
        "tactical-commander",
    ] {
        assert!(bag.cards.contains_key(id), "{id}");
    }
    for role in bag.roles.iter().filter(|role| role.required) {
        assert!(role.card.is_some(), "{} must be filled and has no card", role.id);
    }
}

#[test]
fn a_us_hospital_reads_its_own_words() {
    let files = BagFiles::shipped();
    let files = files.iter().map(|(path, bytes)| {
        let mut bytes = bytes.to_vec();
        if path == "bag.toml" {
            bytes.extend(b"\nvocabulary = \"us\"\n");
        }
        (path.to_owned(), bytes)
    });
    let us = Bag::from_files(&BagFiles::from_files(files)).unwrap();
    let card = &us.cards["theatre-lead"];
    insta::assert_snapshot!(
        [card.title.as_str(), &card.reports_to, &card.location[0], &card.min_grade, &card.tabard].join("\n"),
        @r"
    Perioperative Leader
    Medical Care Director
    Operating room desk
    Attending anesthesiologist on call
    Red, OPERATING ROOMS
    ");
    insta::assert_snapshot!(us.cards["tactical-commander"].steps[6].text, @"Start the P1 list with the Medical Care Director.");
    insta::assert_snapshot!(us.cards["switchboard-lead"].steps[9].text, @"Test the code number three times.");
    insta::assert_snapshot!(us.role("strategic-commander").unwrap().title, @"Incident Commander");
    for card in us.cards.values() {
        let mut shown = card.clone();
        (shown.id, shown.role) = (String::new(), None); // names in files are not shown; sources stay as written
        (shown.see, shown.evidence) = (Vec::new(), Vec::new());
        for word in format!("{shown:?}").split(|letter: char| !letter.is_alphanumeric()) {
            let uk = [
                "theatre",
                "Theatre",
                "theatres",
                "ward",
                "wards",
                "bleep",
                "torch",
                "torches",
                "analogue",
                "analyser",
                "labour",
                "MHRA",
                "NCSC",
                "matron",
                "consultant",
                "Consultant",
                "registrar",
                "mobile",
                "estates",
                "haemorrhage",
                "999",
                "2222",
                "BNF",
            ];
            assert!(!uk.contains(&word), "{word} in {}", card.id);
        }
    }
}

#[test]
fn every_card_can_be_worked() {
    let bag = shipped();
    for card in bag.cards.values() {
        assert!(
            card.steps
                .iter()
                .any(|step| step.phase == Phase::First15 && step.critical),
            "{}",
            card.id
        );
        assert!(
            card.steps.iter().any(|step| step.phase == Phase::StandDown),
            "{}",
            card.id
        );
        assert!(
            !card.do_not.is_empty() && !card.escalate_if.is_empty() && !card.equipment.is_empty(),
            "{}",
            card.id
        );
        assert_eq!(
            card.steps
                .iter()
                .filter(|step| step.phase == Phase::Standby)
                .count(),
            usize::from(card.kind == CardKind::Role),
            "{}: every role has one thing to do on warning",
            card.id
        );
        assert!(
            card.reach_by.len() > 1 || card.id == "loggist",
            "{} has no second way to be reached",
            card.id
        );
        assert_eq!(card.kind == CardKind::Role, card.role.is_some(), "{}", card.id);
        for step in &card.steps {
            assert!(
                step.text.split_whitespace().count() <= 14,
                "{} step {}: {}",
                card.id,
                step.number,
                step.text
            );
        }
    }
}

/// Words that charts and lists must not use: abbreviations that kill, and false comfort.
#[test]
fn no_dangerous_word_is_shown() {
    let bag = shipped();
    let mut texts: Vec<String> = Vec::new();
    for profile in bag.profiles.values() {
        texts.extend(
            [
                &profile.name,
                &profile.short,
                &profile.if_wrong,
                &profile.act,
                &profile.act_short,
            ]
            .map(Clone::clone),
        );
        texts.extend(
            profile
                .needs
                .iter()
                .flat_map(|need| [need.what.clone(), need.every.clone()]),
        );
    }
    texts.extend(
        bag.systems
            .values()
            .flat_map(|s| [&s.name, &s.spoken, &s.if_down, &s.if_wrong].map(Clone::clone)),
    );
    texts.extend(
        bag.fallbacks
            .values()
            .flat_map(|f| [&f.name, &f.short, &f.limits].map(Clone::clone)),
    );
    for card in bag.cards.values() {
        texts.push(card.mission.clone());
        texts.extend(card.steps.iter().map(|step| step.text.clone()));
        texts.extend(card.do_not.iter().chain(&card.escalate_if).cloned());
    }
    for text in texts {
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            let banned = [
                "safe", "Safe", "normal", "Normal", "OK", "IU", "mcg", "µg", "QD", "MS", "ml",
            ];
            assert!(!banned.contains(&word), "{word:?} in {text:?}");
        }
        assert!(
            !text.contains([';', '>', '<', '—']) || !text.contains(" - "),
            "{text:?}"
        );
        assert!(!text.contains(['>', '<', '—', '–']), "{text:?}");
    }
}

#[test]
fn the_bag_comes_back_from_its_bytes() {
    let bag = shipped();
    let bytes = bag.to_bytes();
    assert_eq!(blake3::hash(&bytes).as_bytes(), &bag.hash);
    assert_eq!(Bag::from_bytes(&bytes).unwrap(), bag);
    assert_eq!(bag.short_hash().len(), 9);
}

#[test]
fn the_hash_sees_every_byte_and_every_name() {
    let bag = shipped();
    let files: Vec<_> = bag
        .files
        .iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect();
    let mut changed = files.clone();
    changed[0].1.push(b'\n');
    assert_ne!(BagFiles::from_files(changed).hash(), bag.hash);
    let mut renamed = files.clone();
    renamed[0].0 = "bags.toml".into();
    assert_ne!(BagFiles::from_files(renamed).hash(), bag.hash);
    assert_eq!(BagFiles::from_files(files.into_iter().rev()).hash(), bag.hash);
}

#[test]
fn a_bag_read_from_disk_is_the_same_bag() {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in BagFiles::shipped().iter() {
        let to = dir.path().join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    std::fs::write(dir.path().join("notes.txt"), "not content").unwrap();
    assert_eq!(Bag::read(dir.path()).unwrap().hash, shipped().hash);
}

#[test]
fn gravity_refuses_what_harms_when_it_drifts() {
    let bag = shipped();
    for drug in [
        "Actrapid 50 units in 50 mL",
        "Noradrenaline 4 mg in 50 mL",
        "NORADRENALIN 5 mg/50 ml",
        "Heparin sodium 20,000 units",
        "Potassium chloride 40 mmol in 100 mL",
        "Magnesium sulfate 4 g",
        "Sodium chloride 2.7 % 250 mL",
        "Morphine 1 mg/mL PCA",
        "Propofol 1 %",
        "Bupivacaine 0.1 % with fentanyl",
        "Oxytocin 10 units in 500 mL",
        "Vincristine 2 mg",
    ] {
        assert!(!bag.never_by_gravity(drug).is_empty(), "{drug} must be refused");
    }
    for drug in [
        "Sodium chloride 0.9 % 1000 mL",
        "Hartmann's 500 mL",
        "Glucose 5 % 1000 mL",
        "Sodium chloride 0.9 % with potassium chloride 40 mmol in 1000 mL",
        "Ceftriaxone 2 g in 100 mL",
        "Enoxaparin 40 mg",
        "Paracetamol 1 g in 100 mL",
        "Heparin flush 10 units/mL",
    ] {
        let refused = bag.never_by_gravity(drug);
        assert!(refused.is_empty(), "{drug} is refused as {refused:?}");
    }
}

/// A newborn, or a child who may be one, gets nothing by gravity, whatever the drug.
#[test]
fn nothing_offers_gravity_to_a_newborn() {
    let bag = shipped();
    let theirs = |profile: &&battlebag_bag::Profile| {
        profile.group == "neonatal" || profile.code.as_str() == "paeds_weight"
    };
    let needs: Vec<_> = bag
        .profiles
        .values()
        .filter(theirs)
        .flat_map(|profile| &profile.needs)
        .collect();
    assert!(!needs.is_empty());
    for need in needs {
        assert!(
            need.fallbacks.iter().all(|way| way.as_str() != "gravity"),
            "{}",
            need.what
        );
    }
}

#[test]
fn every_role_has_both_names_a_tabard_and_a_way_to_reach_it_without_a_network() {
    for role in &shipped().roles {
        assert!(
            !role.title_us.is_empty() && role.title_uk == role.title,
            "{}",
            role.id
        );
        assert!(
            !role.tabard_colour().is_empty() && !role.tabard_words().is_empty(),
            "{}: {}",
            role.id,
            role.tabard
        );
        assert!(!role.runner.is_empty(), "{}: no place for a runner", role.id);
    }
}

#[test]
fn a_us_bag_says_us_names_and_still_knows_the_uk_ones() {
    let shipped = BagFiles::shipped();
    let files = shipped.iter().map(|(path, bytes)| {
        let us = if path == "bag.toml" {
            "vocabulary = \"us\"\n"
        } else {
            ""
        };
        (path.to_owned(), [us.as_bytes(), bytes].concat())
    });
    let bag = Bag::from_files(&BagFiles::from_files(files)).unwrap();
    let role = bag.role("tactical-commander").unwrap();
    assert_eq!(role.title, "Operations Section Chief");
    assert_eq!(role.title_uk, "Tactical commander (Silver)");
    assert_eq!(
        bag.role("theatre-lead").unwrap().tabard_words(),
        "OPERATING ROOMS"
    );
}
