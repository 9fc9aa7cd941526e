//! Objectives, periods and the battle rhythm: what is taken, what is refused in words, when the next one is due.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use battlebag_incident::steering_rules::{end_objective, set_objective, set_rhythm, start_period};
use battlebag_incident::{
    Beat, Body, EntryRef, Incident, Objective, ObjectiveEnd, Period, Rhythm, SitRep, Stamp,
};
use chrono::{DateTime, Duration, Utc};

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + Duration::minutes(minutes)
}

fn stamp(seq: u64, minutes: i64) -> Stamp {
    Stamp {
        entry: EntryRef {
            station: "a".into(),
            seq,
        },
        occurred_at: at(minutes),
        recorded_at: at(minutes),
        actor: "Robin".into(),
        role: String::new(),
    }
}

fn declared() -> Incident {
    let body = Body::Opened {
        title: "t".into(),
        exercise: false,
        zone: "Europe/London".into(),
    };
    let mut incident = Incident::begin(&stamp(1, 0), &body).unwrap();
    incident.apply(
        &stamp(2, 10),
        &Body::Declared {
            because: String::new(),
        },
    );
    incident
}

fn objective(words: &str, by: Option<DateTime<Utc>>) -> Objective {
    Objective {
        objective: words.into(),
        by,
        ..Objective::default()
    }
}

#[test]
fn an_objective_due_before_the_declaration_is_refused_in_words() {
    let refused = set_objective(&declared(), &objective("Blood gases by hand", Some(at(5)))).unwrap_err();
    insta::assert_snapshot!(refused, @"The time it is due is before this incident began. Give a time after the declaration, with its date");
    assert!(set_objective(&declared(), &objective("Blood gases by hand", Some(at(70)))).is_ok());
}

#[test]
fn an_objective_is_given_up_with_a_reason_and_ends_once() {
    let mut incident = declared();
    let set = set_objective(&incident, &objective("Keep theatre 2 open", None)).unwrap();
    incident.apply(&stamp(3, 20), &set);
    let of = stamp(3, 20).entry;
    assert!(end_objective(&incident, &of, ObjectiveEnd::Abandoned, " ").is_err());
    let ended = end_objective(&incident, &of, ObjectiveEnd::Abandoned, "No anaesthetic machine").unwrap();
    incident.apply(&stamp(4, 30), &ended);
    assert_eq!(incident.steering.running_objectives().count(), 0);
    assert!(end_objective(&incident, &of, ObjectiveEnd::Met, "").is_err());
}

#[test]
fn the_next_period_ends_the_one_before() {
    let mut incident = declared();
    for n in 0..2_u64 {
        let minutes = 20 + i64::try_from(n).unwrap();
        let bodies = start_period(&incident, &Period::default(), at(minutes)).unwrap();
        for body in &bodies {
            let seq = incident.entries + 1;
            incident.apply(&stamp(seq, minutes), body);
        }
    }
    let numbers: Vec<(u32, bool)> = incident
        .steering
        .periods
        .iter()
        .map(|p| (p.period.number, p.ended.is_some()))
        .collect();
    assert_eq!(numbers, [(1, true), (2, false)]);
}

#[test]
fn a_sitrep_that_names_no_next_one_is_followed_after_the_usual_time() {
    let mut incident = declared();
    let rhythm = Rhythm {
        beat: Beat::Sitrep,
        next_at: Some(at(60)),
        every_min: 45,
        place: String::new(),
    };
    incident.apply(&stamp(3, 15), &set_rhythm(&incident, &rhythm, at(15)).unwrap());
    assert_eq!(incident.steering.next(Beat::Sitrep), Some(at(60)));
    incident.apply(&stamp(4, 62), &Body::SitRep(SitRep::default()));
    assert_eq!(incident.steering.next(Beat::Sitrep), Some(at(107)));
    assert_eq!(incident.steering.next(Beat::Briefing), None);
}

#[test]
fn a_next_time_that_is_past_is_refused() {
    let rhythm = Rhythm {
        next_at: Some(at(10)),
        ..Rhythm::default()
    };
    assert!(set_rhythm(&declared(), &rhythm, at(30)).is_err());
    let long = Rhythm {
        every_min: 2000,
        ..Rhythm::default()
    };
    assert!(set_rhythm(&declared(), &long, at(30)).is_err());
}
