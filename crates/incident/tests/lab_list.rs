//! The laboratory's list for the night: what may be said of it, what holds, and what two stations make of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use battlebag_incident::lab_list::{say, withdraw};
use battlebag_incident::{
    Body, DisputeAbout, EntryRef, Incident, LabBasis, LabSaid, LabStand, LabTest, LabWord, Stamp, erasing,
    writing,
};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + Duration::minutes(minutes)
}

fn stamp(station: &str, seq: u64, minutes: i64) -> Stamp {
    Stamp {
        entry: EntryRef {
            station: station.into(),
            seq,
        },
        occurred_at: at(minutes),
        recorded_at: at(minutes),
        actor: "Robin".into(),
        role: String::new(),
    }
}

fn opened() -> (Stamp, Body) {
    let body = Body::Opened {
        title: "t".into(),
        exercise: false,
        zone: "Europe/London".into(),
    };
    (stamp("a", 1, 0), body)
}

fn begun() -> Incident {
    let (stamp, body) = opened();
    Incident::begin(&stamp, &body).unwrap()
}

fn test(name: &str) -> LabTest {
    LabTest {
        test: name.into(),
        ..LabTest::default()
    }
}

fn list(names: &[&str]) -> LabSaid {
    LabSaid {
        tests: names.iter().map(|name| test(name)).collect(),
        said_by: "Ada Nwosu".into(),
        ..LabSaid::default()
    }
}

fn refused(incident: &Incident, said: &LabSaid) -> String {
    say(incident, said, at(60), at(60)).unwrap_err().to_string()
}

fn names(incident: &Incident) -> Vec<String> {
    let said = incident.lab_list_now().and_then(LabWord::said);
    said.map(|s| s.tests.iter().map(|t| t.test.clone()).collect())
        .unwrap_or_default()
}

#[test]
fn the_newest_list_holds_until_it_is_withdrawn_and_grows_old() {
    let mut incident = begun();
    assert!(incident.lab_list_now().is_none());
    assert!(withdraw(&incident, ("Ada", "no water"), at(5)).is_err());
    let first = say(&incident, &list(&["Potassium", "Glucose"]), at(10), at(10)).unwrap();
    incident.apply(&stamp("a", 2, 10), &first);
    let second = say(&incident, &list(&["Potassium"]), at(20), at(20)).unwrap();
    incident.apply(&stamp("a", 3, 20), &second);
    assert_eq!(names(&incident), ["Potassium"]);
    assert!(incident.disputes().is_empty());
    let stand = |minutes: i64| incident.lab_list_now().unwrap().stand(at(20 + minutes));
    assert_eq!(stand(4 * 60), LabStand::Fresh);
    assert_eq!(stand(4 * 60 + 1), LabStand::Aged);
    assert_eq!(stand(12 * 60), LabStand::Aged);
    assert_eq!(stand(12 * 60 + 1), LabStand::Old);
    assert_eq!(stand(-6), LabStand::ClockWrong);
    let early = say(&incident, &list(&["Glucose"]), at(15), at(30)).unwrap_err();
    assert!(early.to_string().contains("the laboratory said"), "{early}");
    let gone = withdraw(&incident, ("Ada Nwosu", "analyser down"), at(30)).unwrap();
    incident.apply(&stamp("a", 4, 30), &gone);
    assert_eq!(
        incident.lab_list_now().unwrap().stand(at(31)),
        LabStand::Withdrawn
    );
    assert!(withdraw(&incident, ("Ada", "again"), at(31)).is_err());
}

#[test]
fn a_list_is_over_when_the_laboratory_said_so() {
    let mut incident = begun();
    let until = LabSaid {
        until: Some(at(120)),
        ..list(&["Potassium"])
    };
    assert!(
        say(&incident, &until, at(10), at(120)).is_err(),
        "it would end in the past"
    );
    incident.apply(
        &stamp("a", 2, 10),
        &say(&incident, &until, at(10), at(10)).unwrap(),
    );
    let word = incident.lab_list_now().unwrap();
    assert_eq!(word.stand(at(120)), LabStand::Fresh);
    assert_eq!(word.stand(at(121)), LabStand::Over);
    assert!(word.stand(at(121)).is_past() && !word.stand(at(121)).is_printed());
}

#[test]
fn a_list_that_cannot_be_so_is_refused_in_words() {
    let incident = begun();
    insta::assert_snapshot!(refused(&incident, &list(&[])), @"The list has no test. Write at least one; if nothing can be done, withdraw the list and tell the wards");
    let thirteen: Vec<String> = (1..=13).map(|n| format!("Test {n}")).collect();
    let thirteen: Vec<&str> = thirteen.iter().map(String::as_str).collect();
    insta::assert_snapshot!(refused(&incident, &list(&thirteen)), @"The list has more than 12 tests, and the request has 12 boxes. Leave out what can wait, or join tests that go in one tube");
    insta::assert_snapshot!(refused(&incident, &list(&["Potassium", "  "])), @"Test 2 has no name. Write the test, or take the line out");
    insta::assert_snapshot!(refused(&incident, &list(&["Full blood count", "full  Blood count "])), @"Test 2 is in the list already. Take one of the two out");
    insta::assert_snapshot!(refused(&incident, &list(&["Potassium\nGlucose"])), @"a test has a line break or a mark that nobody sees. Write it as one line of plain words");
    let nobody = LabSaid {
        said_by: " ".into(),
        ..list(&["Potassium"])
    };
    insta::assert_snapshot!(refused(&incident, &nobody), @"who in the laboratory said it is empty. Write it, then try again");
    let long = LabSaid {
        good_for: "x".repeat(61),
        ..list(&["Potassium"])
    };
    assert!(refused(&incident, &long).contains("60 letters"));
    assert!(say(&incident, &list(&thirteen[..12]), at(1), at(1)).is_ok());
}

#[test]
fn a_word_reads_back_as_it_was_written_and_an_older_program_keeps_it_unread() {
    let said = LabSaid {
        tests: vec![LabTest {
            test: "Blood gas".into(),
            tube: "gas syringe".into(),
            basis: LabBasis::LifeOrDeath,
        }],
        ..list(&[])
    };
    let body = say(&begun(), &said, at(1), at(1)).unwrap();
    let bytes = body.to_bytes().unwrap();
    insta::assert_snapshot!(String::from_utf8_lossy(&bytes), @r#"{"kind":"lab_list","says":"said","tests":[{"test":"Blood gas","tube":"gas syringe","basis":"life_or_death"}],"said_by":"Ada Nwosu"}"#);
    assert_eq!(Body::from_bytes("lab_list", &bytes).unwrap(), body);
    let newer = Body::from_bytes("lab_list.newer", &bytes).unwrap();
    assert!(matches!(newer, Body::Unread { .. }));
}

#[test]
fn erased_words_never_bring_an_older_list_back() {
    let mut incident = begun();
    let first = say(&incident, &list(&["Potassium", "Troponin"]), at(10), at(10)).unwrap();
    incident.apply(&stamp("a", 2, 10), &first);
    let second = say(&incident, &list(&["Mrs Quill’s potassium"]), at(20), at(20)).unwrap();
    incident.apply(&stamp("a", 3, 20), &erasing::without_words(&second).unwrap());
    let word = incident.lab_list_now().unwrap();
    assert_eq!(word.stand(at(21)), LabStand::Erased);
    assert!(names(&incident).is_empty());
    let left = erasing::without_words(&second).unwrap().to_bytes().unwrap();
    assert!(!String::from_utf8_lossy(&left).contains("Quill"));
}

#[test]
fn two_stations_that_did_not_know_of_each_other_are_both_shown() {
    let mut incident = begun();
    let one = say(&incident, &list(&["Potassium"]), at(10), at(10)).unwrap();
    let other = say(&incident, &list(&["Glucose"]), at(11), at(11)).unwrap();
    incident.apply(&stamp("a", 2, 10), &one);
    incident.apply(&stamp("b", 1, 11), &other);
    assert_eq!(names(&incident), ["Glucose"]);
    let disputes = incident.disputes();
    assert_eq!(disputes[0].about, DisputeAbout::LabList);
    assert_eq!(disputes[0].entries.len(), 2);
    let settled = writing::settle(&incident, &stamp("a", 2, 10).entry, "Ada says so").unwrap();
    let mut by_a_person = incident.clone();
    by_a_person.apply(&stamp("a", 3, 12), &settled);
    assert!(by_a_person.disputes().is_empty());
    assert_eq!(names(&by_a_person), ["Potassium"]);
    // Whoever has seen both says it anew.
    let anew = say(&incident, &list(&["Lactate"]), at(13), at(13)).unwrap();
    incident.apply(&stamp("b", 2, 13), &anew);
    assert!(incident.disputes().is_empty());
    assert_eq!(names(&incident), ["Lactate"]);
    // The same list from two desks is no contradiction.
    let mut same = begun();
    let twice = say(&same, &list(&["Potassium"]), at(10), at(10)).unwrap();
    same.apply(&stamp("a", 2, 10), &twice);
    same.apply(&stamp("b", 1, 11), &twice);
    assert!(same.disputes().is_empty());
}

/// One press on one of two laptops, or the two meet.
#[derive(Debug, Clone)]
enum Press {
    Say(bool, u8),
    Withdraw(bool),
    Meet,
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        4 => (any::<bool>(), 0..4_u8).prop_map(|(on, what)| Press::Say(on, what)),
        1 => any::<bool>().prop_map(Press::Withdraw),
        1 => Just(Press::Meet),
    ]
}

type Log = Vec<(Stamp, Body)>;

fn fold(log: &Log) -> Incident {
    Incident::fold(log.iter().map(|(stamp, body)| (stamp, body))).unwrap()
}

fn joined(logs: &[Log; 2]) -> Log {
    let mut all: Log = Vec::new();
    for (stamp, body) in logs.iter().flatten() {
        if !all.iter().any(|(s, _)| s.entry == stamp.entry) {
            all.push((stamp.clone(), body.clone()));
        }
    }
    all.sort_by_key(|(s, _)| (s.recorded_at, s.entry.clone()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    /// Two laptops press as they like and meet when they like. Then: every word is kept; what holds is among the words that nobody
    /// followed up; a list that somebody had not seen is never quietly passed over; and one more word by whoever sees all ends it.
    #[test]
    fn no_list_is_lost_when_two_stations_meet(presses in proptest::collection::vec(press(), 1..24)) {
        let mut logs = [vec![opened()], vec![opened()]];
        let mut seq = [1_u64, 0];
        let mut written = 0;
        for (minute, press) in (1_i64..).zip(&presses) {
            let (on, body) = match press {
                Press::Meet => {
                    let all = joined(&logs);
                    logs = [all.clone(), all];
                    continue;
                }
                Press::Say(on, what) => {
                    let said = list(&[&format!("Test {what}")]);
                    let state = fold(&logs[usize::from(*on)]);
                    (*on, say(&state, &said, at(minute), at(minute)))
                }
                Press::Withdraw(on) => {
                    let state = fold(&logs[usize::from(*on)]);
                    (*on, withdraw(&state, ("Ada", "down"), at(minute)))
                }
            };
            if let Ok(body) = body {
                let at = usize::from(on);
                seq[at] += 1;
                written += 1;
                logs[at].push((stamp(["a", "b"][at], seq[at], minute), body));
            }
        }
        let all = joined(&logs);
        let mut incident = fold(&all);
        prop_assert_eq!(incident.lab_list.0.len(), written);
        let aside = &incident.journal.set_aside;
        let newest = incident.lab_list.newest(aside);
        prop_assert_eq!(newest.is_empty(), written == 0);
        prop_assert_eq!(newest.last().map(|w| &w.stamp), incident.lab_list_now().map(|w| &w.stamp));
        // One chain each: two stations leave at most two loose ends.
        prop_assert!(newest.len() <= 2);
        let said = |at: usize| newest.get(at).map(|w| w.said().map(|s| s.tests.clone()));
        let differ = newest.len() == 2 && said(0) != said(1);
        prop_assert_eq!(!incident.lab_list.two_say(aside).is_empty(), differ);
        prop_assert_eq!(incident.disputes().len(), usize::from(differ));
        let end = say(&incident, &list(&["Lactate"]), at(100), at(100)).unwrap();
        incident.apply(&stamp("a", seq[0] + 1, 100), &end);
        prop_assert!(incident.disputes().is_empty());
        prop_assert_eq!(names(&incident), vec!["Lactate".to_owned()]);
    }
}
