//! From census to needs: every profile says why, a ward lead's word counts and is an entry, removing fails upward, and what
//! nobody can be sure of is said, ward by ward.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

const HEAD: &str = "snapshot_at,hospital_number,nhs_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,allergies,weight_kg";

/// A DKA, a fall, one whose problem nobody knows, one without any number, two with one hospital number, one in German.
const NIGHT: &str = "70001,9990000018,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,DKA,NKDA,61
70002,,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Urinary tract infection,Penicillin,
70003,,Haddad,Sami,1990-07-08,E3,inpatient,AMU,03,Urea cycle disorder,,
,,Lund,Ida,1931-09-10,E4,inpatient,Ward 9,01,Constipation,,52
70005,,Braun,Uwe,1951-03-03,E5,inpatient,Ward 9,02,Diabetische Ketoazidose,,
70006,,Weiss,Ute,1961-03-03,E6,inpatient,Ward 9,03,Zustand nach Holzbockbiss,,";

fn census(desk: &Desk, at: &str, rows: &str) {
    let file = desk.dir.path().join("census.csv");
    let rows: Vec<String> = rows.lines().map(|row| format!("{at},{}", row.trim())).collect();
    std::fs::write(&file, format!("{HEAD}\n{}\n", rows.join("\n"))).unwrap();
    let paths = [file.display().to_string()];
    desk.job(
        "census_import",
        json!({"paths": paths, "as_of": null, "format": "csv", "dry_run": false}),
    );
}

/// An incident with the laboratory lost and pumps not trusted.
fn attacked() -> Desk {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T02:00:00Z", NIGHT);
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    for (code, availability, integrity) in [
        ("BGA", "unavailable", "trusted"),
        ("PUMP", "available", "suspect"),
    ] {
        desk.ask(
            "system_set",
            json!({"code": code, "availability": availability, "integrity": integrity,
                   "evidence": "seen", "said_by": "", "expires_min": 0, "since": null}),
        );
    }
    desk
}

fn needs(desk: &Desk) -> Value {
    desk.ask("census_needs", json!({"ward": ""}))
}

fn row(desk: &Desk, family: &str) -> Value {
    let all = needs(desk)["rows"].clone();
    let family = family.to_uppercase();
    let found = all
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["who"].as_str().unwrap().contains(&family));
    found.unwrap_or_else(|| panic!("{family} is not there")).clone()
}

fn key(desk: &Desk, family: &str) -> String {
    row(desk, family)["patient"].as_str().unwrap().to_owned()
}

fn codes(row: &Value, list: &str) -> Vec<String> {
    let all = row[list].as_array().unwrap().iter();
    all.map(|one| {
        format!(
            "{} {}",
            one["code"].as_str().unwrap(),
            one["how"].as_str().unwrap()
        )
    })
    .collect()
}

fn tier(desk: &Desk, family: &str) -> Value {
    let list = desk.ask("patients", json!({"ward": ""}))["rows"].clone();
    let found = list
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["family"] == family.to_uppercase());
    found.unwrap().clone()
}

#[test]
fn every_ward_adds_up_and_every_doubt_is_said() {
    let desk = attacked();
    let view = needs(&desk);
    let said: Vec<String> = view["wards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ward| {
            let number = |key: &str| ward[key].as_u64().unwrap();
            assert_eq!(
                number("in_patients"),
                number("profiled") + number("ordinary") + number("not_profiled")
            );
            format!(
                "{}: {} in, {} profiled, {} ordinary, {} not profiled, {} to look at",
                ward["ward"].as_str().unwrap(),
                number("in_patients"),
                number("profiled"),
                number("ordinary"),
                number("not_profiled"),
                number("needs_look")
            )
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    AMU: 3 in, 1 profiled, 1 ordinary, 1 not profiled, 1 to look at
    Ward 9: 3 in, 1 profiled, 1 ordinary, 1 not profiled, 2 to look at
    ");
    let doubts: Vec<String> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| {
            let who = row["who"].as_str().unwrap().to_owned();
            let all = row["doubts"].as_array().unwrap().clone();
            all.into_iter().map(move |doubt| {
                format!(
                    "{who}: {}: {}: {}",
                    doubt["about"]["place"].as_str().unwrap(),
                    doubt["about"]["fact"].as_str().unwrap(),
                    doubt["words"].as_str().unwrap()
                )
            })
        })
        .collect();
    insta::assert_snapshot!(doubts.join("\n"), @r"
    AMU 03 HADDAD, Sami: Problem 1: Urea cycle disorder: the bag does not know this
    Ward 9 03 WEISS, Ute: Problem 1: Zustand nach Holzbockbiss: the bag does not know this
    Ward 9 01 LUND, Ida: Number: not known: no number: nobody can tell whose facts these are but by name and bed
    ");
    let dka = row(&desk, "Okafor");
    insta::assert_snapshot!(dka["profiles"][0]["because"][0].as_str().unwrap(), @"Problem 1: DKA");
    assert_eq!(dka["profiles"][0]["why"][0]["field"], "conditions[0]");
    assert_eq!(
        codes(&row(&desk, "Braun"), "profiles"),
        ["dka_friii found"],
        "German is read"
    );
}

#[test]
fn a_word_of_a_person_counts_is_an_entry_and_can_be_taken_back() {
    let mut desk = attacked();
    let quill = key(&desk, "Quill");
    let before = desk.ask("priority", json!({"ward": "", "at": null}));
    desk.minutes_pass(5);
    desk.ask("profile_add", json!({"patient": quill, "profile": "vriii"}));
    assert_eq!(
        codes(&row(&desk, "Quill"), "profiles"),
        ["inpatient_base found", "vriii added"]
    );
    assert!(tier(&desk, "Quill")["tier"].as_str().unwrap() < "P4");
    let again = desk.refused("profile_add", json!({"patient": quill, "profile": "vriii"}));
    insta::assert_snapshot!(format!("{} {}", again.what, again.next), @"The patient has that profile already. Nothing was changed.");
    let unknown = desk.refused("profile_add", json!({"patient": quill, "profile": "vriiii"}));
    insta::assert_snapshot!(format!("{} {}", unknown.what, unknown.next), @"The bag has no profile called vriiii. Look it up in the list of profiles.");
    assert!(
        desk.try_ask("profile_add", json!({"patient": "nobody", "profile": "vriii"}))
            .is_err()
    );
    let no_reason = desk.refused("profile_remove", json!({"patient": quill, "profile": "vriii"}));
    insta::assert_snapshot!(format!("{} {}", no_reason.what, no_reason.next), @"Why the profile is wrong is empty. Write it, then try again.");
    // As it was before the word: to the byte.
    let then = desk.ask("priority", json!({"ward": "", "at": before["at"].clone()}));
    assert_eq!(then, before);
    desk.restart();
    assert_eq!(
        codes(&row(&desk, "Quill"), "profiles"),
        ["inpatient_base found", "vriii added"]
    );
    // It made the patient P1: what takes them off it needs a second person, whichever door it goes through.
    let alone = json!({"patient": quill, "profile": "vriii", "reason": "wrong bed"});
    assert!(
        desk.refused("profile_restore", alone)
            .what
            .contains("second person")
    );
    desk.ask("profile_restore", json!({"patient": quill, "profile": "vriii", "reason": "wrong bed", "second_person": "Ann Registrar"}));
    assert_eq!(codes(&row(&desk, "Quill"), "profiles"), ["inpatient_base found"]);
    let log = desk.ask("log", json!({}));
    assert!(log.to_string().contains("vriii") || log.to_string().contains("Variable-rate"));
}

#[test]
fn taking_a_profile_away_fails_upward() {
    let desk = attacked();
    let okafor = key(&desk, "Okafor");
    assert_eq!(tier(&desk, "Okafor")["tier"], "P1");
    let remove = |second: &str| json!({"patient": okafor, "profile": "dka_friii", "reason": "resolved at 23:00", "second_person": second});
    let alone = desk.refused("profile_remove", remove(""));
    insta::assert_snapshot!(format!("{} {}", alone.what, alone.next), @"The second person for taking a patient off P1 is empty. Write it, then try again.");
    desk.ask("profile_remove", remove("Ann Registrar"));
    let after = row(&desk, "Okafor");
    assert_eq!(after["state"], "not_profiled", "never ordinary, never below P3");
    assert_eq!(codes(&after, "profiles_set_aside"), ["dka_friii removed"]);
    assert_eq!(after["profiles_set_aside"][0]["by"], "Siobhán Ní Chonchúir");
    let shown = tier(&desk, "Okafor");
    assert!(
        shown["tier"].as_str().unwrap() <= "P3" && shown["not_profiled"] == true,
        "{shown}"
    );
    // The same facts in a later census change nothing; a new fact opens the question again.
    desk.minutes_pass(30);
    census(&desk, "2026-11-14T02:40:00Z", NIGHT);
    assert_eq!(
        codes(&row(&desk, "Okafor"), "profiles_set_aside"),
        ["dka_friii removed"]
    );
    census(
        &desk,
        "2026-11-14T02:43:00Z",
        &NIGHT.replace(",DKA,", ",DKA; Diabetic ketoacidosis on fixed rate insulin,"),
    );
    let open = row(&desk, "Okafor");
    assert_eq!(codes(&open, "profiles"), ["dka_friii open_again"]);
    assert_eq!(tier(&desk, "Okafor")["tier"], "P1");
    desk.ask(
        "profile_restore",
        json!({"patient": okafor, "profile": "dka_friii"}),
    );
    assert_eq!(codes(&row(&desk, "Okafor"), "profiles"), ["dka_friii found"]);
}

#[test]
fn ordinary_care_said_by_hand_answers_for_what_was_known_then() {
    let desk = attacked();
    let haddad = key(&desk, "Haddad");
    assert_eq!(row(&desk, "Haddad")["state"], "not_profiled");
    let bare = desk.refused(
        "profile_add",
        json!({"patient": haddad, "profile": "inpatient_base"}),
    );
    insta::assert_snapshot!(format!("{} {}", bare.what, bare.next), @"How it is known that nothing else is needed is empty. Write it, then try again.");
    desk.ask(
        "profile_add",
        json!({"patient": haddad, "profile": "inpatient_base", "reason": "seen, eats and drinks"}),
    );
    assert_eq!(row(&desk, "Haddad")["state"], "ordinary");
    desk.minutes_pass(30);
    census(
        &desk,
        "2026-11-14T02:43:00Z",
        &NIGHT.replace(",Urea cycle disorder,", ",Urea cycle disorder; Hyperammonaemia,"),
    );
    let later = row(&desk, "Haddad");
    assert_eq!(later["state"], "not_profiled");
    assert_eq!(codes(&later, "profiles_set_aside"), ["inpatient_base lapsed"]);
}

#[test]
fn one_profile_is_put_in_the_place_of_another() {
    let desk = attacked();
    let braun = key(&desk, "Braun");
    desk.ask(
        "profile_remove",
        json!({"patient": braun, "profile": "dka_friii", "instead": "hhs", "reason": "ketones 0.4", "second_person": "Ann Registrar"}),
    );
    let after = row(&desk, "Braun");
    assert_eq!(codes(&after, "profiles"), ["hhs added"]);
    assert_eq!(codes(&after, "profiles_set_aside"), ["dka_friii removed"]);
}
