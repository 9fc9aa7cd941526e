use super::*;
use crate::bedside_set::BedsideSet;
use crate::edits::EditSettled;
use crate::parts::EntryRef;
use battlebag_census::sample::sample_hospital;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn at(min: i64) -> DateTime<Utc> {
    let base: DateTime<Utc> = "2026-11-21T02:00:00Z".parse().unwrap();
    base + TimeDelta::minutes(min)
}

fn feed(as_of: DateTime<Utc>) -> Snapshot {
    let mut snapshot = sample_hospital(5, 30, at(0)).snapshot;
    snapshot.as_of = as_of;
    snapshot
}

fn stamp(seq: u64, when: DateTime<Utc>) -> Stamp {
    Stamp {
        entry: EntryRef {
            station: "ab".to_owned(),
            seq,
        },
        occurred_at: when,
        recorded_at: when,
        actor: "Sr Okafor".to_owned(),
        role: String::new(),
    }
}

fn edits(changes: &[(&str, Change)]) -> Edits {
    let changes = changes.iter().enumerate().map(|(n, (patient, change))| {
        let n = u32::try_from(n).unwrap();
        let edit = Edit {
            patient: (*patient).to_owned(),
            change: change.clone(),
            known_from: "wristband".to_owned(),
        };
        (stamp(u64::from(n) + 1, at(60 + i64::from(n))), edit)
    });
    Edits {
        changes: changes.collect(),
        settled: Vec::new(),
    }
}

fn bed(ward: &str, bed: &str) -> Bedspace {
    Bedspace {
        ward: ward.to_owned(),
        bay: String::new(),
        bed: bed.to_owned(),
    }
}

fn unknown_man() -> Change {
    Change::Admitted {
        downtime_number: "DT-ab-0001".to_owned(),
        identity: Identity {
            family: "Unknown".to_owned(),
            given: "Male".to_owned(),
            ..Identity::default()
        },
        place: bed("ED", "Resus 1"),
    }
}

fn one<'a>(snapshot: &'a Snapshot, key: &str) -> &'a Patient {
    snapshot.patients.iter().find(|p| p.id.0 == key).unwrap()
}

#[test]
fn the_ward_as_it_is_after_an_hour_on_paper() {
    let snapshot = feed(at(0));
    let (a, b, c) = (
        &snapshot.patients[0],
        &snapshot.patients[1],
        &snapshot.patients[2],
    );
    let done = edited(
        &snapshot,
        &edits(&[
            ("dt:DT-ab-0001", unknown_man()),
            (
                &a.id.0,
                Change::Moved {
                    place: bed("ITU", "3"),
                },
            ),
            (
                &b.id.0,
                Change::Discharged {
                    to: "home".to_owned(),
                },
            ),
            (
                &c.id.0,
                Change::Allergic {
                    substance: "Penicillin".to_owned(),
                    reaction: "swelling".to_owned(),
                },
            ),
            (
                &c.id.0,
                Change::Weighed {
                    kg: "71.5".to_owned(),
                    estimated: true,
                },
            ),
        ]),
    );
    assert_eq!(done.snapshot.patients.len(), snapshot.patients.len());
    assert_eq!(place_words(&one(&done.snapshot, &a.id.0).place), "ITU, bed 3");
    assert!(done.snapshot.patients.iter().all(|p| p.id != b.id));
    let c = one(&done.snapshot, &c.id.0);
    assert!(allergy_words(&c.allergies).contains("Penicillin"));
    assert_eq!(c.weight.as_ref().unwrap().kg, "71.5");
    assert!(c.claims.iter().any(|claim| claim.field == Field::Weight
        && claim.source.file == BY_HAND
        && claim.source.at == "entry 5, Sr Okafor"));
    let new = one(&done.snapshot, "dt:DT-ab-0001");
    assert_eq!(new.local_id.as_deref(), Some("DT-ab-0001"));
    assert_eq!(new.allergies, Allergies::NotKnown);
    assert!(done.differences.is_empty(), "the feed is older than the changes");
}

fn set(respirations: u16) -> BedsideSet {
    BedsideSet {
        respirations: Some(respirations),
        spo2: Some(97),
        scale2: false,
        oxygen: Some(false),
        systolic: Some(124),
        diastolic: Some(80),
        pulse: Some(78),
        consciousness: Some(battlebag_census::Consciousness::Alert),
        temperature_tenths: Some(368),
    }
}

/// Somebody of the feed who is 16 or over and not pregnant, with the feed's own NEWS2 of 1 at a minute.
fn scored_by_feed(snapshot: &mut Snapshot, min: i64) -> String {
    let p = &mut snapshot.patients[0];
    p.born = "1950-01-01".parse().ok();
    p.pregnant = Some(false);
    p.observations = vec![set(9).taken(at(min))];
    p.news2 = Some(News2 {
        score: 1,
        single_three: false,
        at: at(min),
        calculated: true,
    });
    p.id.0.clone()
}

#[test]
fn the_newest_score_counts_whoever_wrote_it_and_of_one_time_the_higher() {
    // By hand at minute 60.
    for (of_feed, respirations, score) in [(30, 25, 3), (30, 18, 0), (90, 25, 1), (60, 25, 3), (60, 18, 1)] {
        let mut snapshot = feed(at(120));
        let key = scored_by_feed(&mut snapshot, of_feed);
        let observed = Change::Observed {
            set: set(respirations),
        };
        let done = edited(&snapshot, &edits(&[(&key, observed)]));
        let p = one(&done.snapshot, &key);
        let news2 = p.news2.as_ref().unwrap();
        assert_eq!(
            news2.score, score,
            "the feed at {of_feed}, respirations {respirations}"
        );
        assert_eq!(news2.single_three, score == 3);
        assert!(p.observations.is_sorted_by_key(|o| std::cmp::Reverse(o.at)));
        assert_eq!(p.observations.len(), 2);
        assert!(done.differences.is_empty(), "one more set contradicts nobody");
    }
    let mut snapshot = feed(at(120));
    let key = scored_by_feed(&mut snapshot, 60);
    let again = edited(&snapshot, &edits(&[(&key, Change::Observed { set: set(9) })]));
    assert_eq!(
        one(&again.snapshot, &key).observations.len(),
        1,
        "typed back, it is one set"
    );
}

#[test]
fn a_set_of_a_child_or_in_pregnancy_is_kept_and_never_scored_and_goes_over_when_two_become_one() {
    let mut snapshot = feed(at(0));
    let key = scored_by_feed(&mut snapshot, 0);
    snapshot.patients[0].news2 = None;
    let observed = || Change::Observed { set: set(25) };
    let scored = |snapshot: &Snapshot, changes: &[(&str, Change)]| {
        let done = edited(snapshot, &edits(changes));
        let p = one(&done.snapshot, &key);
        (p.observations.len(), p.news2.as_ref().map(|n| n.score))
    };
    assert_eq!(scored(&snapshot, &[(&key, observed())]), (2, Some(3)));
    let joined = [
        ("dt:1", unknown_man()),
        ("dt:1", observed()),
        (
            "dt:1",
            Change::Identified {
                identity: Identity::default(),
                same_as: key.clone(),
            },
        ),
    ];
    assert_eq!(scored(&snapshot, &joined), (2, Some(3)));
    let found_out = Change::Identified {
        identity: Identity {
            born: "2015-01-01".parse().ok(),
            ..Identity::default()
        },
        same_as: String::new(),
    };
    assert_eq!(
        scored(&snapshot, &[(&key, observed()), (&key, found_out)]),
        (2, None)
    );
    snapshot.patients[0].pregnant = Some(true);
    assert_eq!(scored(&snapshot, &[(&key, observed())]), (2, None));
}

#[test]
fn a_recorded_allergy_never_becomes_none() {
    let mut snapshot = feed(at(0));
    let key = snapshot.patients[0].id.0.clone();
    add_allergy(
        &mut snapshot.patients[0],
        Allergy {
            substance: "Latex".to_owned(),
            codes: Vec::new(),
            reaction: None,
            severity: None,
            source: None,
            recorded: None,
            unconfirmed: false,
        },
    );
    let doubted = Change::AllergyDoubted {
        substance: "latex".to_owned(),
    };
    let done = edited(
        &snapshot,
        &edits(&[(&key, Change::NoAllergies {}), (&key, doubted)]),
    );
    let p = one(&done.snapshot, &key);
    let Allergies::Recorded { items } = &p.allergies else {
        panic!("lost")
    };
    assert!(items.iter().any(|a| a.substance == "Latex" && a.unconfirmed));
    assert_eq!(
        p.allergy_conflict.as_deref(),
        Some("Sr Okafor says that latex is wrong")
    );
}

#[test]
fn a_later_feed_that_agrees_ends_the_change_and_one_that_differs_is_asked_about() {
    let mut later = feed(at(300));
    let key = later.patients[0].id.0.clone();
    let moved = edits(&[(
        &key,
        Change::Moved {
            place: bed("ITU", "3"),
        },
    )]);
    let differs = edited(&later, &moved);
    assert_eq!(differs.differences.len(), 1);
    assert_eq!(differs.differences[0].hand, "ITU, bed 3");
    assert_eq!(
        place_words(&one(&differs.snapshot, &key).place),
        "ITU, bed 3",
        "the hand stands until settled"
    );

    let mut settled = moved.clone();
    settled.settled.push((
        stamp(9, at(310)),
        EditSettled {
            of: moved.changes[0].0.entry.clone(),
            keep: Keep::Feed,
            feed: differs.differences[0].feed.clone(),
            other: String::new(),
            because: "rang the ward".to_owned(),
        },
    ));
    let done = edited(&later, &settled);
    assert!(done.differences.is_empty());
    assert_eq!(one(&done.snapshot, &key).place, later.patients[0].place);

    later.patients[0].place.ward = "ITU".to_owned();
    later.patients[0].place.bay = None;
    later.patients[0].place.bed = Some("3".to_owned());
    assert!(edited(&later, &moved).differences.is_empty());
}

#[test]
fn somebody_whom_the_feed_still_has_in_bed_is_asked_about() {
    let later = feed(at(300));
    let key = later.patients[4].id.0.clone();
    let done = edited(
        &later,
        &edits(&[(
            &key,
            Change::Discharged {
                to: "died".to_owned(),
            },
        )]),
    );
    assert_eq!(done.differences[0].about, "Discharge");
    assert!(done.snapshot.patients.iter().all(|p| p.id.0 != key));
}

#[test]
fn the_unknown_man_gets_his_name_and_is_joined_only_by_a_person() {
    let later = feed(at(300));
    let known = later.patients[7].clone();
    let identity = Identity {
        family: known.name.family.clone(),
        given: known.name.given.join(" "),
        born: known.born,
        ..Identity::default()
    };
    let identified = Change::Identified {
        identity,
        same_as: String::new(),
    };
    let by_hand = edits(&[("dt:1", unknown_man()), ("dt:1", identified)]);
    let shown = edited(&later, &by_hand);
    assert_eq!(
        shown.snapshot.patients.len(),
        later.patients.len() + 1,
        "both are shown"
    );
    assert_eq!(shown.differences.len(), 1);
    assert_eq!(shown.differences[0].other, known.id.0);

    let settle = |keep| {
        let mut edits = by_hand.clone();
        edits.settled.push((
            stamp(9, at(310)),
            EditSettled {
                of: by_hand.changes[0].0.entry.clone(),
                keep,
                feed: String::new(),
                other: known.id.0.clone(),
                because: "wristband".to_owned(),
            },
        ));
        edited(&later, &edits)
    };
    let joined = settle(Keep::SamePerson);
    assert_eq!(joined.snapshot.patients.len(), later.patients.len());
    let p = one(&joined.snapshot, &known.id.0);
    assert!(p.aka.contains(&PatientId("dt:1".to_owned())));
    let apart = settle(Keep::TwoPeople);
    assert_eq!(apart.snapshot.patients.len(), later.patients.len() + 1);
    assert!(apart.differences.is_empty());
}

fn any_change() -> impl Strategy<Value = Change> {
    let word = "[A-Z][a-z]{1,6}";
    prop_oneof![
        (word, "[0-9]{1,2}").prop_map(|(w, b)| Change::Moved { place: bed(&w, &b) }),
        word.prop_map(|to| Change::Discharged { to }),
        word.prop_map(|substance| Change::Allergic {
            substance,
            reaction: String::new()
        }),
        Just(Change::NoAllergies {}),
        word.prop_map(|substance| Change::AllergyDoubted { substance }),
        "[1-9][0-9]".prop_map(|kg| Change::Weighed { kg, estimated: false }),
        (5u16..40).prop_map(|respirations| Change::Observed {
            set: set(respirations)
        }),
        Just(unknown_man()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Nobody is lost but those whose last word is that they left; no allergy is ever lost; laying over twice is once.
    #[test]
    fn nobody_and_no_allergy_is_lost(changes in prop::collection::vec((0usize..6, any_change()), 0..20), late in any::<bool>()) {
        let snapshot = feed(if late { at(600) } else { at(0) });
        let keys: Vec<String> = snapshot.patients.iter().take(5).map(|p| p.id.0.clone()).chain(["dt:1".to_owned()]).collect();
        let named: Vec<(&str, Change)> = changes.iter().map(|(who, c)| {
            let admits = matches!(c, Change::Admitted { .. });
            (if admits { "dt:1" } else { keys[*who].as_str() }, c.clone())
        }).collect();
        let edits = edits(&named);
        let done = edited(&snapshot, &edits);
        for p in &snapshot.patients {
            let last = named.iter().rev().find(|(k, c)| *k == p.id.0 && matches!(c, Change::Discharged { .. } | Change::Moved { .. }));
            let left = matches!(last, Some((_, Change::Discharged { .. })));
            let here = done.snapshot.patients.iter().find(|q| q.id == p.id);
            prop_assert_eq!(here.is_none(), left);
            if let (Some(here), Allergies::Recorded { items }) = (here, &p.allergies) {
                let Allergies::Recorded { items: now } = &here.allergies else { panic!("an allergy was lost") };
                for item in items {
                    prop_assert!(now.iter().any(|a| a.substance == item.substance));
                }
            }
        }
        prop_assert_eq!(edited(&snapshot, &edits), done);
    }
}
