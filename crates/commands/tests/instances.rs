//! A hospital's own systems, end to end: the register, words on its instances, the look-back, stock, and the list as it
//! was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use battlebag_commands::ErrorKind;
use desk::Desk;
use serde_json::{Value, json};

const NIGHT: &str = "snapshot_at,hospital_number,nhs_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,allergies,weight_kg
2026-11-14T02:00:00Z,70001,9990000018,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,DKA on insulin infusion,NKDA,61
2026-11-14T02:00:00Z,70002,,Quill,Wanda,1944-05-06,E2,inpatient,ED,02,DKA on insulin infusion,Penicillin,
2026-11-14T02:00:00Z,70003,,Haddad,Sami,1990-07-08,E3,inpatient,Ward 9,03,Fracture,,
";

const REGISTER: &str = "id,class,name,serves,owner,phone,stands_on,note
bga-amu,BGA,Blood gas analyser AMU,AMU,Point of care team,4417,,
bga-ed,BGA,Blood gas analyser ED,ED,Point of care team,4417,,
pumps-amu,PUMP,Alder pumps AMU,AMU,Library,4402,,
pumps-ed,PUMP,Birch pumps ED,ED,Library,4402,,
";

/// The quickest full way round a lost gas analyser for a patient with ketoacidosis.
const WAY: &str = "standalone_bga";

fn write(desk: &Desk, name: &str, text: &str) -> String {
    let file = desk.dir.path().join(name);
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn import(desk: &Desk, text: &str) -> Value {
    let path = write(desk, "register.csv", text);
    desk.ask(
        "register_import",
        json!({"path": path, "new_wards": false, "dry_run": false}),
    )
}

/// Three patients, four systems, an incident.
fn hospital() -> Desk {
    let desk = Desk::with_home();
    let path = write(&desk, "census.csv", NIGHT);
    desk.job(
        "census_import",
        json!({"paths": [path], "as_of": null, "format": "csv", "dry_run": false}),
    );
    import(&desk, REGISTER);
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    desk
}

fn say(desk: &Desk, code: &str, availability: &str, integrity: &str) -> Value {
    desk.ask("system_set", word(code, availability, integrity))
}

fn word(code: &str, availability: &str, integrity: &str) -> Value {
    json!({
        "code": code, "availability": availability, "integrity": integrity, "evidence": "potassium 2.1 three times",
        "said_by": "", "expires_min": 0, "since": null, "second_person": "", "tested": ""
    })
}

fn list(desk: &Desk, at: Option<&str>) -> Value {
    desk.ask("priority", json!({"ward": "", "at": at}))
}

fn of<'v>(list: &'v Value, ward: &str) -> &'v Value {
    list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["ward"] == ward)
        .unwrap()
}

fn systems_of(list: &Value, ward: &str) -> Vec<String> {
    let reasons = of(list, ward)["reasons"].as_array().unwrap();
    reasons
        .iter()
        .map(|r| r["instance"].as_str().unwrap().to_owned())
        .filter(|id| !id.is_empty())
        .collect()
}

fn row<'v>(view: &'v Value, id: &str) -> &'v Value {
    view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["id"] == id)
        .unwrap_or_else(|| panic!("no row {id}"))
}

#[test]
fn a_word_on_one_instance_hurts_its_own_ward_and_the_reason_names_it_and_who_said_it() {
    let desk = hospital();
    say(&desk, "bga-ed", "available", "suspect");
    let now = list(&desk, None);
    assert_eq!(systems_of(&now, "AMU"), Vec::<String>::new());
    assert_eq!(systems_of(&now, "ED"), ["bga-ed"]);
    let reason = of(&now, "ED")["reason"].as_str().unwrap();
    assert!(
        reason.contains("(Blood gas analyser ED)")
            && reason.contains("(said by Siobhán Ní Chonchúir at 02:14)"),
        "{reason}"
    );
    let board = desk.ask("systems", json!({}));
    assert_eq!(row(&board, "bga-ed")["integrity"], "suspect");
    assert_eq!(row(&board, "bga-amu")["said"], false);
    assert_eq!(row(&board, "bga-ed")["phone"], "4417");
    // A class's word covers both.
    say(&desk, "BGA", "unavailable", "trusted");
    assert_eq!(systems_of(&list(&desk, None), "AMU"), ["bga-amu"]);
    assert_eq!(
        row(&desk.ask("systems", json!({})), "bga-amu")["said_of_class"],
        true
    );
}

#[test]
fn the_list_of_a_past_minute_comes_out_to_the_byte_after_the_register_was_changed() {
    let mut desk = hospital();
    say(&desk, "pumps-ed", "available", "suspect");
    desk.minutes_pass(5);
    let then = list(&desk, None);
    let at = then["at"].as_str().unwrap().to_owned();
    desk.minutes_pass(5);
    let removed = desk.ask("register_remove", json!({"id": "pumps-ed"}));
    assert_eq!(removed["said"], "removed pumps-ed");
    desk.ask(
        "register_put",
        json!({"instance": {"id": "pumps-9", "class": "PUMP", "name": "Pumps 9", "whole_hospital": false, "wards": ["ward 9"], "owner": "", "phone": "", "stands_on": [], "note": ""}, "new_wards": false, "only_new": true}),
    );
    desk.minutes_pass(1);
    assert_ne!(list(&desk, None)["rows"], then["rows"]);
    assert_eq!(list(&desk, Some(&at)).to_string(), then.to_string());
    desk.restart();
    assert_eq!(list(&desk, Some(&at)).to_string(), then.to_string());
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}

#[test]
fn what_was_said_of_an_instance_that_is_gone_stays_shown_and_counts_for_its_class() {
    let desk = hospital();
    say(&desk, "pumps-ed", "available", "compromised");
    desk.ask("register_remove", json!({"id": "pumps-ed"}));
    let board = desk.ask("systems", json!({}));
    let gone = row(&board, "pumps-ed");
    assert_eq!(
        (gone["gone"].as_bool(), gone["integrity"].as_str()),
        (Some(true), Some("compromised"))
    );
    assert_eq!(row(&board, "pumps-amu")["integrity"], "compromised");
    assert!(
        of(&list(&desk, None), "AMU")["reason"]
            .as_str()
            .unwrap()
            .contains("no longer in the register")
    );
    let refused = desk.refused("system_set", word("pumps-ed", "available", "trusted"));
    assert_eq!(refused.kind, ErrorKind::NotFound);
    assert!(
        refused.what.contains("not in the register any more"),
        "{}",
        refused.what
    );
    let unknown = desk.refused("system_set", word("pumps-x", "available", "trusted"));
    assert!(unknown.what.contains("has no system pumps-x"), "{}", unknown.what);
    // The class is cleared by two people, and then the row of what is gone is gone too.
    let mut sound = word("PUMP", "available", "trusted");
    let refused = desk.refused("system_set", sound.clone());
    assert!(refused.what.contains("was compromised"), "{}", refused.what);
    sound["second_person"] = json!("B. Engineer");
    sound["tested"] = json!("10 mL measured in 60 min");
    desk.ask("system_set", sound);
    let board = desk.ask("systems", json!({}));
    assert!(
        board["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|r| r["gone"] == false)
    );
    assert_eq!(row(&board, "pumps-amu")["second_person"], "B. Engineer");
}

#[test]
fn a_faulty_register_changes_nothing_and_names_each_line() {
    let desk = hospital();
    let before = desk.ask("register", json!({}))["hash"].clone();
    let path = write(
        &desk,
        "bad.csv",
        "id,class,name,serves\na,BGA,One,AMU\na,BGA,Two,Ward 99\nb,NOPE,Three,all\n",
    );
    let refused = desk.ask(
        "register_import",
        json!({"path": path, "new_wards": false, "dry_run": false}),
    );
    assert_eq!((&refused["taken"], &refused["hash"]), (&json!(false), &before));
    assert_eq!(
        refused["said"],
        "The register was not taken in: 3 faults to mend. Nothing was changed."
    );
    let told: Vec<String> = refused["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let text = |key: &str| f[key].as_str().unwrap();
            format!(
                "{} {} {}: {}",
                text("file"),
                f["line"],
                text("field"),
                text("what")
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    bad.csv 3 serves: The census has no ward `Ward 99`; it has `Ward 9`. Check its name, or say that it is new.
    bad.csv 3 id: The id `a` is already on line 2. Give this one another.
    bad.csv 4 class: There is no class `NOPE`. The codes: Register on the Systems screen, or `battlebag system list`.
    ");
    assert_eq!(desk.ask("register", json!({}))["hash"], before);
    // Written out and read in again it is the same register, and nothing is written twice.
    for name in ["out.csv", "out.toml"] {
        let path = desk.dir.path().join(name).display().to_string();
        desk.ask("register_export", json!({"path": path}));
        let again = desk.ask(
            "register_import",
            json!({"path": path, "new_wards": false, "dry_run": false}),
        );
        assert_eq!((again["taken"].as_bool(), &again["hash"]), (Some(false), &before));
    }
    let view = desk.ask("register", json!({}));
    assert_eq!(view["not_served"][0]["wards"], json!(["Ward 9"]));
}

fn put(id: &str, wards: &[&str], new_wards: bool, only_new: bool) -> Value {
    json!({"instance": {
        "id": id, "class": "PUMP", "name": "Cedar pumps", "whole_hospital": false, "wards": wards, "owner": "",
        "phone": "", "stands_on": [], "note": ""
    }, "new_wards": new_wards, "only_new": only_new})
}

#[test]
fn what_stands_in_the_way_of_a_change_by_hand_is_said_field_by_field_and_a_ward_of_another_system_stops_nobody()
 {
    let desk = hospital();
    let faults = |request: &Value| -> Vec<(String, String)> {
        let checked = desk.ask("register_check", request.clone());
        let faults = checked["faults"].as_array().unwrap().iter();
        let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
        faults.map(|f| (text(f, "id"), text(f, "field"))).collect()
    };
    let at = |id: &str, field: &str| (id.to_owned(), field.to_owned());
    let mut wrong = put("pumps ED", &["Ward 77"], false, true);
    wrong["instance"]["name"] = json!("");
    wrong["instance"]["stands_on"] = json!(["nowhere"]);
    assert_eq!(
        faults(&wrong),
        [
            at("pumps ED", "id"),
            at("pumps ED", "name"),
            at("pumps ED", "serves"),
            at("pumps ED", "stands_on"),
        ]
    );
    assert_eq!(
        faults(&put("pumps-ed", &["ED"], false, true)),
        [at("pumps-ed", "id")]
    );
    // A ward that is not in tonight's census is let in when that is said, and then stops no other change.
    assert_eq!(
        faults(&put("pumps-77", &["Ward 77"], false, true)),
        [at("pumps-77", "serves")]
    );
    assert_eq!(faults(&put("pumps-77", &["Ward 77"], true, true)), []);
    desk.ask("register_put", put("pumps-77", &["Ward 77"], true, true));
    desk.ask("register_put", put("pumps-ed", &["ED"], false, false));
    assert_eq!(
        desk.ask("register", json!({}))["instances"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    // Another system that stands on the changed one is named.
    let mut server = put("server", &["ED"], false, true);
    server["instance"]["class"] = json!("PSRV");
    desk.ask("register_put", server.clone());
    let mut pumps = put("pumps-ed", &["ED"], false, false);
    pumps["instance"]["stands_on"] = json!(["server"]);
    desk.ask("register_put", pumps);
    server["instance"]["class"] = json!("BGA");
    server["only_new"] = json!(false);
    assert_eq!(faults(&server), [at("pumps-ed", "stands_on")]);
    let refused = desk.refused("register_remove", json!({"id": "server"}));
    assert_eq!(refused.what, "pumps-ed stands on server. Nothing was changed.");
}

#[test]
fn the_register_and_an_empty_one_go_to_the_paper_folder_under_names_of_their_own() {
    let desk = hospital();
    for (command, name) in [
        ("register_export", "Systems 2026-11-14 021400.csv"),
        ("register_template", "Systems to fill in.csv"),
    ] {
        let made = desk.ask(command, json!({"path": ""}));
        let file = made["file"].as_str().unwrap();
        assert!(file.ends_with(name), "{file}");
        let text = std::fs::read_to_string(file).unwrap();
        assert!(
            text.starts_with("id,class,name,serves,owner,phone,stands_on,note\n"),
            "{text}"
        );
    }
}

#[test]
fn a_look_back_lists_who_may_have_been_treated_and_what_a_person_says_of_them_counts() {
    let desk = hospital();
    assert!(
        desk.refused("system_look_back", json!({"code": "bga-ed"}))
            .what
            .contains("Nobody has said")
    );
    let mut doubt = word("bga-ed", "available", "suspect");
    doubt["since"] = json!("2026-11-14T01:00:00Z");
    desk.ask("system_set", doubt);
    let view = desk.ask("system_look_back", json!({"code": "bga-ed"}));
    assert_eq!(view["since_known"], true);
    let wards: Vec<&str> = view["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["patient"]["ward"].as_str().unwrap())
        .collect();
    assert_eq!(wards, ["ED"], "the analyser serves one ward only");
    let patient = view["rows"][0]["patient"]["patient"].clone();
    let say = |acted: bool| {
        desk.ask("system_acted", json!({"code": "bga-ed", "patient": patient, "acted": acted, "at": "2026-11-14T01:30:00Z", "note": "potassium given"}))
    };
    say(true);
    let row = desk.ask("system_look_back", json!({"code": "bga-ed"}))["rows"][0].clone();
    assert_eq!(
        (row["acted"].as_bool(), row["note"].as_str()),
        (Some(true), Some("potassium given"))
    );
    let later = desk.refused("system_acted", json!({"code": "bga-ed", "patient": patient, "acted": true, "at": "2026-11-14T09:00:00Z", "note": ""}));
    assert!(later.what.contains("later than now"), "{}", later.what);
    say(false);
    assert_eq!(
        desk.ask("system_look_back", json!({"code": "bga-ed"}))["rows"][0]["acted"],
        false
    );
}

#[test]
fn stock_is_need_against_what_is_left_with_the_people_behind_the_number() {
    let desk = hospital();
    say(&desk, "BGA", "unavailable", "trusted");
    let driver = |desk: &Desk| {
        let view = desk.ask("workarounds", json!({}));
        row(&view, WAY).clone()
    };
    let before = driver(&desk);
    assert_eq!(
        (
            before["need"].as_u64(),
            before["have"].as_u64(),
            before["short"].as_u64()
        ),
        (Some(2), None, Some(2))
    );
    assert_eq!(before["who"].as_array().unwrap().len(), 2);
    let count = |place: &str, count: u32| {
        desk.ask(
            "fallback_confirm",
            json!({"id": WAY, "count": count, "place": place}),
        )
    };
    count("library", 1);
    desk.minutes_pass(1);
    let run = |patient: &Value, running: bool| {
        desk.ask(
            "fallback_run",
            json!({"patient": patient, "fallback": WAY, "running": running}),
        )
    };
    run(&before["who"][0]["patient"], true);
    let after = driver(&desk);
    assert_eq!(
        (
            after["need"].as_u64(),
            after["left"].as_u64(),
            after["running"].as_u64(),
            after["short"].as_u64()
        ),
        (Some(1), Some(0), Some(1), Some(1))
    );
    assert_eq!(after["running_for"][0]["patient"], before["who"][0]["patient"]);
    // More run than were counted: the sum stays at none.
    run(&before["who"][1]["patient"], true);
    assert_eq!(driver(&desk)["left"], 0);
    assert!(count("ED", 3)["said"].as_str().unwrap().contains("4 in all"));
}

#[test]
fn the_restoration_order_names_people_owner_and_the_signed_return() {
    let desk = hospital();
    say(&desk, "pumps-ed", "unavailable", "trusted");
    desk.ask(
        "system_return",
        json!({"code": "pumps-ed", "hours": 2.0, "signed_by": "Medical equipment library"}),
    );
    let order = desk.ask("restore_order", json!({}));
    let first = &order["rows"][0];
    assert_eq!(
        (
            first["code"].as_str(),
            first["phone"].as_str(),
            first["who"][0]["ward"].as_str()
        ),
        (Some("pumps-ed"), Some("4402"), Some("ED"))
    );
    assert_eq!(first["back_at"], "2026-11-14T04:14:00Z");
    desk.minutes_pass(121);
    assert_eq!(
        desk.ask("restore_order", json!({}))["rows"][0]["back_at"],
        Value::Null
    );
    let refused = desk.refused(
        "system_return",
        json!({"code": "pumps-ed", "hours": -2.0, "signed_by": "IT"}),
    );
    assert!(refused.what.contains("-2 hours"), "{}", refused.what);
    for list in ["workarounds", "restore_order"] {
        let file = desk.ask("list_write", json!({"list": list, "code": "", "to": ""}))["file"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn the_sample_hospital_has_a_register_whose_wards_are_its_own() {
    let desk = Desk::with_sample();
    let view = desk.ask("register", json!({}));
    assert!(view["instances"].as_array().unwrap().len() > 15);
    let wards = view["wards"].as_array().unwrap();
    for one in view["instances"].as_array().unwrap() {
        for ward in one["wards"].as_array().unwrap() {
            assert!(wards.contains(ward), "{one:#}");
        }
    }
}
