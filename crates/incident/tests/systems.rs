//! What is said of systems: the newest word that covers an instance, what is gone, what lapses, who may trust again.
#![allow(clippy::unwrap_used)]

use battlebag_bag::{Bag, Instance, Register, Serves};
use battlebag_incident::system_rules::{self, SystemSaid};
use battlebag_incident::{Body, EntryRef, Incident, Refusal, Stamp, Stock};
use battlebag_priority::{Availability, Installed, Integrity, State, SystemRef};
use chrono::{DateTime, Duration, Utc};

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + Duration::minutes(minutes)
}

fn stamp(seq: u64, minutes: i64) -> Stamp {
    Stamp {
        entry: EntryRef {
            station: "a".to_owned(),
            seq,
        },
        occurred_at: at(minutes),
        recorded_at: at(minutes),
        actor: "A. Example".to_owned(),
        role: String::new(),
    }
}

struct Log {
    incident: Incident,
    seq: u64,
}

impl Log {
    fn new() -> Self {
        let opened = Body::Opened {
            title: "Night".to_owned(),
            exercise: true,
            zone: "Europe/London".to_owned(),
        };
        Self {
            incident: Incident::begin(&stamp(1, 0), &opened).unwrap(),
            seq: 1,
        }
    }

    fn add(&mut self, minutes: i64, body: &Body) {
        self.seq += 1;
        // What is written can be read again.
        let body = Body::from_bytes(body.kind(), &body.to_bytes().unwrap()).unwrap();
        self.incident.apply(&stamp(self.seq, minutes), &body);
    }

    fn say(
        &mut self,
        minutes: i64,
        instance: Option<&str>,
        availability: Availability,
        integrity: Integrity,
    ) {
        let body = Body::SystemSet {
            system: "BGA".into(),
            availability,
            integrity,
            evidence: "seen".to_owned(),
            said_by: String::new(),
            expires_at: at(minutes + 60),
            since: None,
            instance: instance.map(Into::into),
            second_person: String::new(),
            tested: String::new(),
        };
        self.add(minutes, &body);
    }
}

fn register(ids: &[&str]) -> Register {
    Register::of(ids.iter().map(|&id| Instance {
        id: id.into(),
        class: "BGA".into(),
        name: id.to_owned(),
        serves: Serves::Hospital,
        owner: String::new(),
        phone: String::new(),
        stands_on: vec![],
        alone: false,
        note: String::new(),
    }))
}

fn of(id: &str) -> SystemRef {
    SystemRef {
        class: "BGA".into(),
        instance: Some(id.into()),
    }
}

const UP: Availability = Availability::Available;

fn state(log: &Log, register: &Register, id: &str, minutes: i64) -> State {
    let bag = Bag::shipped().unwrap();
    let installed = Installed::new(&bag.systems, register);
    log.incident
        .systems
        .counting(&of(id), &installed, at(minutes))
        .state
}

#[test]
fn the_newest_word_that_covers_an_instance_counts() {
    let both = register(&["ed", "icu"]);
    let mut log = Log::new();
    log.say(1, None, UP, Integrity::Suspect);
    assert_eq!(state(&log, &both, "ed", 2).integrity, Integrity::Suspect);
    log.say(3, Some("ed"), UP, Integrity::Trusted);
    assert_eq!(state(&log, &both, "ed", 4), State::SOUND);
    assert_eq!(state(&log, &both, "icu", 4).integrity, Integrity::Suspect);
    // It lapses by its own time, and a class's word comes over it.
    assert_eq!(state(&log, &both, "ed", 64).integrity, Integrity::Unknown);
    log.say(65, None, Availability::Unavailable, Integrity::Trusted);
    assert_eq!(state(&log, &both, "ed", 66), State::DOWN);
}

#[test]
fn doubt_about_an_instance_that_is_gone_stays_with_its_class_until_somebody_speaks_of_the_class() {
    let mut log = Log::new();
    log.say(1, Some("gone"), UP, Integrity::Compromised);
    let left = register(&["ed"]);
    assert_eq!(state(&log, &left, "ed", 2).integrity, Integrity::Compromised);
    // The instance's own word does not clear it: nobody has spoken of the other.
    log.say(3, Some("ed"), UP, Integrity::Trusted);
    assert_eq!(state(&log, &left, "ed", 4).integrity, Integrity::Compromised);
    // A class without any instance takes it up too.
    let bag = Bag::shipped().unwrap();
    let none = Register::default();
    let installed = Installed::new(&bag.systems, &none);
    let class = SystemRef::class(&"BGA".into());
    let counting = log.incident.systems.counting(&class, &installed, at(4));
    assert_eq!(counting.state.integrity, Integrity::Compromised);
    assert_eq!(counting.gone.len(), 2);
    log.say(5, None, UP, Integrity::Trusted);
    assert_eq!(state(&log, &left, "ed", 6), State::SOUND);
}

#[test]
fn an_entry_from_before_there_were_instances_is_read_as_one_on_its_class() {
    let old = br#"{"kind":"system.set","system":"BGA","availability":"available","integrity":"suspect","evidence":"e","said_by":"","expires_at":"2026-11-21T03:00:00Z","since":null}"#;
    let Body::SystemSet {
        instance,
        second_person,
        ..
    } = Body::from_bytes("system.set", old).unwrap()
    else {
        unreachable!()
    };
    assert_eq!((instance, second_person.as_str()), (None, ""));
    let old = br#"{"kind":"system.restoration","system":"BGA","hours":2.0,"signed_by":"IT"}"#;
    assert!(Body::from_bytes("system.restoration", old).is_ok());
    let old = br#"{"kind":"fallback.confirmed","fallback":"standalone_pump","count":4,"place":"library"}"#;
    assert!(Body::from_bytes("fallback.confirmed", old).is_ok());
    // And a word on a class writes the bytes that it wrote before.
    let body = Body::SystemSet {
        system: "BGA".into(),
        availability: UP,
        integrity: Integrity::Suspect,
        evidence: "e".to_owned(),
        said_by: String::new(),
        expires_at: "2026-11-21T03:00:00Z".parse().unwrap(),
        since: None,
        instance: None,
        second_person: String::new(),
        tested: String::new(),
    };
    let text = String::from_utf8(body.to_bytes().unwrap()).unwrap();
    assert!(!text.contains("instance") && !text.contains("tested"), "{text}");
}

#[test]
fn a_signed_return_covers_lapses_is_taken_back_and_ends_with_the_outage() {
    let mut log = Log::new();
    let sign = |log: &mut Log, minutes, instance: Option<&str>, hours| {
        let body = Body::Restoration {
            system: "BGA".into(),
            hours,
            signed_by: "Head of IT".to_owned(),
            instance: instance.map(Into::into),
        };
        log.add(minutes, &body);
    };
    let left = |log: &Log, id: &str, minutes| {
        log.incident
            .systems
            .estimate(&of(id))
            .and_then(|one| one.left_h(at(minutes)))
    };
    sign(&mut log, 0, None, Some(2.0));
    assert_eq!(left(&log, "ed", 30), Some(1.5));
    assert_eq!(left(&log, "ed", 120), None, "its time is past: nobody knows");
    sign(&mut log, 40, Some("ed"), None);
    assert_eq!((left(&log, "ed", 41), left(&log, "icu", 60)), (None, Some(1.0)));
    log.say(50, None, UP, Integrity::Trusted);
    assert_eq!(left(&log, "icu", 60), None, "it came back");
}

#[test]
fn hours_that_cannot_be_are_refused_in_words() {
    let log = Log::new();
    for hours in [-1.0, 0.0, f64::NAN, f64::INFINITY, 1e9] {
        let refused =
            system_rules::restoration(&log.incident, &of("ed"), Some(hours), "Head of IT").unwrap_err();
        assert!(refused.to_string().contains("Give hours from now"), "{refused}");
    }
    let nobody = system_rules::restoration(&log.incident, &of("ed"), Some(2.0), " ").unwrap_err();
    assert!(matches!(nobody, Refusal::Empty { .. }), "{nobody}");
    assert!(system_rules::restoration(&log.incident, &of("ed"), None, "Head of IT").is_err());
}

fn trusts(log: &Log, of: &SystemRef, said_by: &str, second: &str, tested: &str) -> Result<Body, String> {
    let said = SystemSaid {
        of,
        name: "Gas analyser ED",
        availability: UP,
        integrity: Integrity::Trusted,
        evidence: "controls in range",
        said_by,
        second_person: second,
        tested,
        since: None,
        expires_at: at(600),
    };
    system_rules::system_set(&log.incident, "A. Example", &said, at(300)).map_err(|e| e.to_string())
}

/// Hazard H09: a system is declared sound too early.
#[test]
fn what_was_compromised_is_trusted_again_by_two_people_and_a_test_only() {
    let mut log = Log::new();
    let (ed, icu, class) = (of("ed"), of("icu"), SystemRef::class(&"BGA".into()));
    assert!(trusts(&log, &ed, "", "", "").is_ok());
    log.say(1, Some("ed"), UP, Integrity::Compromised);
    // Neither a lesser doubt nor an outage in between opens a way round it.
    log.say(2, Some("ed"), UP, Integrity::Suspect);
    log.say(3, Some("ed"), Availability::Unavailable, Integrity::Unknown);
    for (said_by, second, tested, lacking) in [
        ("", "", "", "second name is missing"),
        ("", "a. example ", "QC level 2", "first one again"),
        ("Dr Osei", "Dr Osei", "QC level 2", "first one again"),
        ("Dr Osei", "B. Engineer", "  ", "what was tested is missing"),
    ] {
        let refused = trusts(&log, &ed, said_by, second, tested).unwrap_err();
        assert!(refused.contains(lacking), "{refused}");
    }
    // The class as a whole cannot be trusted over its head either; another instance can.
    assert!(trusts(&log, &class, "Dr Osei", "", "").is_err());
    assert!(trusts(&log, &icu, "Dr Osei", "", "").is_ok());
    let body = trusts(&log, &ed, "Dr Osei", "B. Engineer", "QC levels 1 to 3 in range").unwrap();
    log.add(4, &body);
    assert!(
        trusts(&log, &ed, "", "", "").is_ok(),
        "once trusted, one name renews it"
    );
    let word = log.incident.systems.word(&ed).unwrap();
    assert_eq!(
        (word.second_person.as_str(), word.tested.as_str()),
        ("B. Engineer", "QC levels 1 to 3 in range")
    );
}

#[test]
fn a_decision_on_a_suspect_result_counts_until_somebody_says_that_there_was_none() {
    let mut log = Log::new();
    let acted = |log: &mut Log, minutes, id: &str, acted| {
        let body = system_rules::acted_on(&of(id), "p1", acted, None, "", at(minutes)).unwrap();
        log.add(minutes, &body);
    };
    assert!(!log.incident.systems.acted_on("p1"));
    acted(&mut log, 1, "ed", true);
    acted(&mut log, 2, "icu", false);
    assert!(
        log.incident.systems.acted_on("p1"),
        "what is said of another system takes nothing back"
    );
    acted(&mut log, 3, "ed", false);
    assert!(!log.incident.systems.acted_on("p1"));
    let later = system_rules::acted_on(&of("ed"), "p1", true, Some(at(60)), "", at(3));
    assert!(matches!(later, Err(Refusal::Future { .. })));
}

#[test]
fn counts_of_places_add_up_and_one_for_the_whole_hospital_replaces_them() {
    let mut log = Log::new();
    let count = |log: &mut Log, minutes, place: &str, count, this_place_only| {
        let body = Body::FallbackConfirmed {
            fallback: "standalone_pump".into(),
            count,
            place: place.to_owned(),
            this_place_only,
        };
        log.add(minutes, &body);
    };
    let total = |log: &Log| {
        log.incident
            .stock
            .get(&"standalone_pump".into())
            .map(Stock::total)
    };
    count(&mut log, 1, "library", 6, true);
    count(&mut log, 2, "ED", 3, true);
    assert_eq!(total(&log), Some(9));
    count(&mut log, 3, " Library", 2, true);
    assert_eq!(total(&log), Some(5), "one place, whatever its capitals");
    count(&mut log, 4, "", 4, false);
    assert_eq!(total(&log), Some(4));
    count(&mut log, 5, "", 0, false);
    assert_eq!(total(&log), None);
    count(&mut log, 6, "a", u32::MAX, true);
    count(&mut log, 7, "b", u32::MAX, true);
    assert_eq!(total(&log), Some(u32::MAX));
}
