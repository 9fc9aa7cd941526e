//! A night on paper: the census is changed by hand, the feed comes back, and a person settles what differs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use battlebag_commands::{ErrorKind, Host as _};
use desk::Desk;
use serde_json::{Value, json};

fn incident(desk: &Desk) {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
}

/// Four people on two wards, as a ward clerk's spreadsheet.
fn census(desk: &Desk, at: &str, rows: &str) -> Value {
    let file = desk.dir.path().join("census.csv");
    let head = "snapshot_at,hospital_number,nhs_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,allergies,weight_kg";
    let rows: Vec<String> = rows.lines().map(|row| format!("{at},{}", row.trim())).collect();
    std::fs::write(&file, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    desk.job(
        "census_import",
        json!({"paths": [file.display().to_string()], "as_of": null, "format": "csv", "dry_run": false}),
    )
}

const NIGHT: &str = "70001,9990000018,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,Pneumonia,NKDA,61
70002,,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Fall,Penicillin,
70003,,Haddad,Sami,1990-07-08,E3,inpatient,AMU,03,DKA,,
70004,,Lund,Ida,1931-09-10,E4,inpatient,Ward 9,01,Stroke,,52";

fn edit(desk: &Desk, change: Value) -> Value {
    desk.ask("census_edit", change)
}

fn key_of(desk: &Desk, family: &str) -> String {
    let rows = desk.ask("census_list", json!({"ward": ""}))["rows"].clone();
    let found = rows.as_array().unwrap().iter().find(|r| r["family"] == family);
    found.unwrap_or_else(|| panic!("{family} is not in the census"))["patient"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn people(desk: &Desk) -> Vec<String> {
    let rows = desk.ask("census_list", json!({"ward": ""}))["rows"].clone();
    let line = |r: &Value| {
        format!(
            "{} {} {}",
            r["ward"].as_str().unwrap(),
            r["bed"].as_str().unwrap_or("-"),
            r["family"].as_str().unwrap()
        )
    };
    rows.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_night_on_paper_and_the_morning_after() {
    let mut desk = Desk::with_home();
    let haddad = night(&desk);
    morning(&desk, &haddad);
    // The same after a restart, and as it was before anything was changed.
    let before = people(&desk);
    desk.restart();
    assert_eq!(people(&desk), before);
    let then = desk.ask("priority", json!({"at": "2026-11-14T02:43:00Z", "ward": ""}));
    assert_eq!(then["rows"].as_array().unwrap().len(), 4);
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}

/// Changes by hand from 02:44 on; gives the key of one patient.
fn night(desk: &Desk) -> String {
    census(desk, "2026-11-14T02:00:00Z", NIGHT);
    let refused = desk.refused(
        "census_edit",
        json!({"what": "moved", "patient": key_of(desk, "Lund"), "ward": "AMU"}),
    );
    assert_eq!(
        refused.kind,
        ErrorKind::Refused,
        "a change by hand belongs to an incident"
    );
    incident(desk);
    desk.minutes_pass(30);

    let (okafor, quill, haddad, lund) = (
        key_of(desk, "Okafor"),
        key_of(desk, "Quill"),
        key_of(desk, "Haddad"),
        key_of(desk, "Lund"),
    );
    let unknown = edit(
        desk,
        json!({"what": "admitted", "sex": "male", "ward": "ED", "bed": "Resus 1"}),
    );
    let next = edit(
        desk,
        json!({"what": "admitted", "sex": "female", "ward": "ED", "bed": "2"}),
    );
    assert_ne!(unknown["downtime_number"], next["downtime_number"]);
    assert!(unknown["downtime_number"].as_str().unwrap().ends_with("-0001"));
    edit(
        desk,
        json!({"what": "moved", "patient": lund, "ward": "ITU", "bed": "4"}),
    );
    let gone = edit(
        desk,
        json!({"what": "discharged", "patient": okafor, "to": "home"}),
    );
    edit(
        desk,
        json!({"what": "allergic", "patient": haddad, "substance": "Latex", "reaction": "rash"}),
    );
    edit(
        desk,
        json!({"what": "weighed", "patient": haddad, "kg": "71,5", "estimated": true}),
    );
    edit(
        desk,
        json!({"what": "no_allergies", "patient": quill, "known_from": "asked the daughter"}),
    );
    assert_eq!(
        people(desk),
        [
            "AMU 02 Quill",
            "AMU 03 Haddad",
            "ED 2 Unknown",
            "ED Resus 1 Unknown",
            "ITU 4 Lund"
        ]
    );
    let quill_now = desk.ask("census_show", json!({"id": quill}));
    assert_eq!(
        quill_now["allergies"]["state"], "recorded",
        "an allergy never becomes none"
    );
    assert_eq!(quill_now["allergies"]["items"], json!(["Penicillin"]));
    assert!(
        quill_now["allergies"]["conflict"]
            .as_str()
            .unwrap()
            .contains("told that there are none")
    );
    let claims = quill_now["claims"].as_array().unwrap();
    assert!(claims.iter().any(
        |c| c["field"] == "allergy" && c["from"].as_str().unwrap().starts_with("written by hand, entry")
    ));

    // A mistake is taken back; the list is ranked with those who came.
    edit(
        desk,
        json!({"what": "taken_back", "of": gone["number"].to_string()}),
    );
    assert!(people(desk).contains(&"AMU 01 Okafor".to_owned()));
    let rows = desk.ask("patients", json!({"ward": ""}))["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 6, "everybody is on the list");
    edit(
        desk,
        json!({"what": "discharged", "patient": okafor, "to": "home"}),
    );

    // The unknown man turns out to be somebody.
    edit(
        desk,
        json!({"what": "identified", "patient": unknown["patient"], "family": "Brandt", "given": "Erik",
        "born": "1977-03-04", "local_id": "70009", "known_from": "driving licence"}),
    );
    assert!(people(desk).contains(&"ED Resus 1 Brandt".to_owned()));
    haddad
}

/// 08:00: the feed is back, and says some things otherwise.
fn morning(desk: &Desk, haddad: &str) {
    desk.minutes_pass(300);
    census(
        desk,
        "2026-11-14T07:40:00Z",
        "70001,9990000018,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,Pneumonia,NKDA,61
70002,,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Fall,Penicillin,
70003,,Haddad,Sami,1990-07-08,E3,inpatient,AMU,03,DKA,,
70004,,Lund,Ida,1931-09-10,E4,inpatient,ITU,4,Stroke,,52
70009,,Brandt,Erik,1977-03-04,E9,inpatient,ED,Resus 1,Head injury,,",
    );
    let asked = desk.ask("census_edits", json!({}));
    let about: Vec<&str> = asked["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["about"].as_str().unwrap())
        .collect();
    assert_eq!(
        about,
        ["Allergies", "Weight", "Allergies", "Discharge", "Who this is"]
    );
    let strip = desk.ask("frame", json!({}))["strip"].to_string();
    assert!(strip.contains("Hand and feed differ"), "{strip}");
    assert_eq!(
        people(desk).len(),
        6,
        "both Brandts are shown until somebody says that they are one"
    );

    let settle = |about: &str, keep: &str| {
        let edits = desk.ask("census_edits", json!({}));
        let all = edits["differences"].as_array().unwrap();
        let one = all.iter().find(|d| d["about"] == about).unwrap();
        desk.ask(
            "census_settle",
            json!({"entry": one["entry"], "keep": keep, "because": "rang the ward"}),
        )
    };
    let wrong = desk.ask("census_edits", json!({}))["differences"][0]["entry"].clone();
    desk.refused(
        "census_settle",
        json!({"entry": wrong, "keep": "same_person", "because": "x"}),
    );
    settle("Who this is", "same_person");
    settle("Discharge", "feed");
    settle("Weight", "hand");
    settle("Allergies", "hand");
    settle("Allergies", "hand");
    assert_eq!(desk.ask("census_edits", json!({}))["differences"], json!([]));
    assert_eq!(
        people(desk),
        [
            "AMU 01 Okafor",
            "AMU 02 Quill",
            "AMU 03 Haddad",
            "ED 2 Unknown",
            "ED Resus 1 Brandt",
            "ITU 4 Lund"
        ]
    );
    let haddad = desk.ask("census_show", json!({"id": haddad}));
    assert_eq!(haddad["allergies"]["items"], json!(["Latex: rash"]));
}

#[test]
fn what_is_missing_and_what_became_other_is_said() {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T01:00:00Z", NIGHT);
    census(
        &desk,
        "2026-11-14T02:00:00Z",
        "70001,9990000018,Okafor,Grace,1950-01-02,E1,inpatient,AMU,02,Pneumonia,NKDA,61
70002,,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Fall,\"Penicillin; Latex\",
70004,,Lund,Ida,1931-09-10,E4,inpatient,Ward 9,,Stroke,,52
70005,,New,Norman,1960-01-01,E5,inpatient,Ward 9,02,Fall,,
70006,,Bad,Row,not a date,E6,inpatient",
    );
    let q = desk.ask("census_quality", json!({}));
    assert_eq!(
        q["records"].as_u64().unwrap(),
        q["taken"].as_u64().unwrap() + q["rejected"].as_u64().unwrap()
    );
    let lacks = |what: &str| -> Vec<String> {
        let all = q["lacks"].as_array().unwrap();
        let one = all.iter().find(|l| l["lack"] == what).unwrap();
        let people = one["people"].as_array().unwrap();
        people
            .iter()
            .map(|p| p["who"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(
        lacks("bed").iter().any(|w| w.contains("LUND")),
        "{:?}",
        lacks("bed")
    );
    assert!(lacks("allergies").iter().any(|w| w.contains("NEW")));
    assert_eq!(q["shared_beds"].as_array().unwrap().len(), 1);
    let changes = &q["changes"];
    assert!(changes["went"].to_string().contains("HADDAD"));
    assert!(changes["came"].to_string().contains("NEW"));
    assert!(changes["moved"].to_string().contains("OKAFOR"));
    assert!(changes["allergies"].to_string().contains("Latex, Penicillin"));
    let printed = desk.job(
        "print_start",
        json!({"what": {"what": "census_report"}, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    );
    assert_eq!(printed["files"].as_array().map(Vec::len), Some(1), "{printed}");
}

fn set(patient: &str, respirations: &str, at: &str) -> Value {
    json!({
        "patient": patient, "respirations": respirations, "spo2": "97", "oxygen": "air", "pressure": "124/80", "pulse": "112",
        "consciousness": "A", "temperature": "38.4", "at": at,
    })
}

#[test]
fn a_set_scored_at_the_bedside_is_what_the_list_counts_and_the_newest_by_the_time_it_was_taken() {
    const NIGHT: &str = "70001,,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,Pneumonia,NKDA,61
70002,,Quill,Wanda,,E2,inpatient,AMU,02,Fall,,
70003,,Haddad,Sami,2014-07-08,E3,inpatient,AMU,03,DKA,,";
    let mut desk = Desk::with_home();
    census(&desk, "2026-11-14T02:00:00Z", NIGHT);
    let (okafor, quill, haddad) = (
        key_of(&desk, "Okafor"),
        key_of(&desk, "Quill"),
        key_of(&desk, "Haddad"),
    );
    let shown = |desk: &Desk, key: &str| {
        let view = desk.ask("patient", json!({"id": key, "at": null}));
        view["news2"].as_str().unwrap().to_owned()
    };
    assert_eq!(shown(&desk, &okafor), "NEWS2 missing");
    // Scored, and entered nowhere: that needs an incident.
    assert_eq!(desk.ask("news2", set(&okafor, "25", ""))["score"], 6);
    let refused = desk.refused("news2_enter", set(&okafor, "25", ""));
    assert_eq!(refused.kind, ErrorKind::Refused);
    incident(&desk);
    desk.minutes_pass(30);
    let said = desk.ask("news2_enter", set(&okafor, "25", ""));
    insta::assert_snapshot!(said["said"].as_str().unwrap(), @"AMU 01 OKAFOR, Grace: NEWS2 6: respirations 25, oxygen saturation 97 % on scale 1, on air, blood pressure 124/80, pulse 112, alert, 38.4 °C");
    assert_eq!(shown(&desk, &okafor), "NEWS2 6, 02:44");
    let older = desk.ask("news2_enter", set(&okafor, "18", "2026-11-14T02:20:00Z"));
    assert!(
        older["said"]
            .as_str()
            .unwrap()
            .ends_with("The list counts the newer NEWS2 6 of 02:44"),
        "{older:#}"
    );
    assert_eq!(shown(&desk, &okafor), "NEWS2 6, 02:44");
    let before = desk.ask("news2", set(&okafor, "18", ""));
    assert_eq!(before["before"], "NEWS2 6, 02:44");
    let row = |desk: &Desk, key: &str| {
        let list = desk.ask("priority", json!({"at": null, "ward": ""}));
        let rows = list["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|r| r["patient"] == key).unwrap()
    };
    insta::assert_snapshot!(row(&desk, &okafor)["tier"].as_str().unwrap(), @"P3");
    insta::assert_snapshot!(row(&desk, &okafor)["reason"].as_str().unwrap(), @"P3 because NEWS2 is 6, which is never below P3. Nothing that broke is known to touch this patient.");

    // Whose age nobody knows, somebody has to have seen; a child never; half a set has no score to enter.
    let mut asked = set(&quill, "25", "");
    assert!(
        desk.refused("news2_enter", asked.clone())
            .next
            .contains("--adult")
    );
    asked["adult"] = json!(true);
    let said = desk.ask("news2_enter", asked.clone());
    assert!(said["said"].as_str().unwrap().contains("NEWS2 6"), "{said:#}");
    asked["pulse"] = json!("");
    let refused = desk.refused("news2_enter", asked);
    insta::assert_snapshot!(format!("{} {}", refused.what, refused.next), @"The set is incomplete, so it has no score to enter. Take what is missing. If the patient worries you, raise them on the list now.");
    let refused = desk.refused("news2", set(&haddad, "25", ""));
    insta::assert_snapshot!(format!("{} {}", refused.what, refused.next), @"NEWS2 is not for patients under 16. Use the local children's chart. If the patient worries you, raise them on the list now.");

    // The same after a restart; a slip is taken back.
    desk.restart();
    assert_eq!(shown(&desk, &okafor), "NEWS2 6, 02:44");
    let changes = desk.ask("census_edits", json!({}))["changes"].clone();
    let slip = changes
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .find(|c| c["patient"] == json!(okafor))
        .unwrap();
    assert!(
        slip["text"]
            .as_str()
            .unwrap()
            .starts_with("NEWS2 6: respirations 25"),
        "{slip:#}"
    );
    edit(
        &desk,
        json!({"what": "taken_back", "patient": okafor, "of": slip["entry"]}),
    );
    assert_eq!(shown(&desk, &okafor), "NEWS2 3, 02:20");
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}

#[test]
fn a_block_of_downtime_numbers_ends_in_words() {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T02:00:00Z", NIGHT);
    incident(&desk);
    desk.ask(
        "downtime_block_set",
        json!({"prefix": "ED", "first": 7001, "last": 7002, "next": 7001}),
    );
    let admit = json!({"what": "admitted", "ward": "ED"});
    let number = |desk: &Desk| {
        edit(desk, admit.clone())["downtime_number"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let block = desk.ask("downtime_block", json!({}));
    let prefix = block["prefix"].as_str().unwrap().to_owned();
    assert!(prefix.starts_with("ED-") && prefix.len() == 10, "{prefix}");
    assert_eq!(number(&desk), format!("{prefix}7001"));
    let again = json!({"prefix": prefix, "first": 7001, "last": 7002, "next": 7001});
    let refused = desk.refused("downtime_block_set", again);
    assert!(refused.what.contains("given out already"), "{}", refused.what);
    assert_eq!(number(&desk), format!("{prefix}7002"));
    let refused = desk.refused("census_edit", admit);
    assert!(refused.what.contains("used up"), "{}", refused.what);
    assert!(people(&desk).len() == 6);
}

#[test]
fn a_ward_clerks_own_list_is_mapped_once_and_read_ever_after() {
    let desk = Desk::with_home();
    let file = desk.dir.path().join("Beds tonight.csv");
    let rows = "Ward list Saturday\nWhere;Pat;DOB;Our no.;Reactions\nAMU Bay 2 Bed 4;OKAFOR, Grace;02/01/1950;0070001;Penicillin\n\
                AMU Bay 2 Bed 5;QUILL, Wanda;31/05/1944;0070002;NKDA\n";
    std::fs::write(&file, rows).unwrap();
    let path = file.display().to_string();
    let import = json!({"paths": [path], "as_of": "2026-11-14T02:00:00Z", "format": "auto", "dry_run": true});
    let unread = desk.job("census_import", import.clone());
    assert_eq!(
        unread["report"]["inpatients"], 0,
        "a list of unknown columns is never read by half"
    );
    assert_eq!(
        unread["report"]["rejected"].as_array().unwrap().len(),
        1,
        "{}",
        unread["report"]
    );

    let guessed = desk.ask("census_columns_guess", json!({"path": path}));
    let sheet = &guessed["sheets"][0];
    assert_eq!(sheet["columns"].as_array().unwrap().len(), 5);
    let mut mapping = sheet["mapping"].clone();
    mapping["name"] = json!("AMU list");
    mapping["table"] = json!("census");
    let column =
        |to: &str, from: &str, part: &str| json!({"to": to, "from": [from], "part": part, "words": {}});
    mapping["columns"] = json!([
        column("ward", "Where", "ward"),
        column("bay", "Where", "bay"),
        column("bed", "Where", "bed"),
        column("family_name", "Pat", "family_name"),
        column("given_name", "Pat", "given_name"),
        column("birth_date", "DOB", "whole"),
        column("hospital_number", "Our no.", "whole"),
        column("allergies", "Reactions", "whole"),
    ]);
    let seen = desk.ask(
        "census_columns_preview",
        json!({"path": path, "mapping": mapping}),
    );
    assert_eq!(
        (&seen["records"], &seen["taken"]),
        (&json!(2), &json!(2)),
        "{seen}"
    );
    assert!(
        seen["rows"][0]["said"].to_string().contains("OKAFOR"),
        "{}",
        seen["rows"][0]
    );
    desk.ask("mapping_save", mapping);
    let read = desk.job("census_import", import);
    assert_eq!(read["report"]["inpatients"], 2, "{}", read["report"]);

    let saved = desk.dir.path().join("amu.json").display().to_string();
    desk.ask("mapping_export", json!({"path": saved, "name": "AMU list"}));
    desk.ask("mapping_remove", json!({"name": "AMU list"}));
    assert_eq!(desk.ask("mappings", json!({}))["profiles"], json!([]));
    let back = desk.ask("mapping_import", json!({"path": saved, "name": ""}));
    assert_eq!(back["profiles"][0]["name"], "AMU list");
    // Nothing is said of where: beside what was printed, and never over another.
    let names: Vec<String> = (0..2)
        .map(|_| {
            let made = desk.ask("mapping_export", json!({"path": "", "name": "AMU list"}));
            let file = std::path::PathBuf::from(made["file"].as_str().unwrap());
            assert!(file.exists());
            file.file_name().unwrap().to_string_lossy().into_owned()
        })
        .collect();
    assert_eq!(names, ["AMU list columns.json", "AMU list columns (2).json"]);
    let template = desk.ask("census_template", json!({"table": "census", "to": ""}));
    assert!(std::path::Path::new(template["file"].as_str().unwrap()).exists());
}

#[test]
fn two_stations_give_out_two_numbers_and_the_list_says_who_has_which() {
    let number = |desk: &Desk| {
        census(desk, "2026-11-14T02:00:00Z", NIGHT);
        incident(desk);
        let made = edit(desk, json!({"what": "admitted", "ward": "ED", "sex": "male"}));
        made["downtime_number"].as_str().unwrap().to_owned()
    };
    let (one, other) = (Desk::with_home(), Desk::new());
    // The hosts of a test draw alike: the other one is drawn on before its home makes a key.
    other.host.fill_random(&mut [0; 7]).unwrap();
    other.ask(
        "create_home",
        json!({"hospital": "Harrow Vale", "person": "Ada Nwosu", "passphrase": desk::PASSPHRASE, "zone": ""}),
    );
    let (first, second) = (number(&one), number(&other));
    assert!(first.ends_with("-0001") && second.ends_with("-0001"));
    assert_ne!(first, second);
    let csv = one.ask(
        "list_export",
        json!({"list": "downtime_numbers", "to": "", "form": "csv"}),
    );
    let text = std::fs::read_to_string(csv["file"].as_str().unwrap()).unwrap();
    assert!(
        text.contains(&first) && text.contains("not identified since"),
        "{text}"
    );
    let pdf = one.ask(
        "list_write",
        json!({"list": "downtime_numbers", "code": "", "to": ""}),
    );
    assert!(
        std::fs::read(pdf["file"].as_str().unwrap())
            .unwrap()
            .starts_with(b"%PDF")
    );
}
