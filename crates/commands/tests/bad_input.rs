//! What a tired person can get wrong: a sentence that says what and where and what to do next, and nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::json;

fn import(desk: &Desk, path: &std::path::Path) -> serde_json::Value {
    desk.job_ended(
        "census_import",
        json!({"paths": [path.display().to_string()], "as_of": "2026-11-14T02:00:00Z", "format": "auto", "dry_run": false}),
    )
}

#[test]
fn a_wrong_passphrase_says_so_and_waits_longer_each_time() {
    let desk = Desk::with_home();
    desk.ask("lock", json!({}));
    for _ in 0..4 {
        let error = desk.refused(
            "unlock",
            json!({"person": "", "passphrase": "not the one at all"}),
        );
        assert_eq!(
            serde_json::to_value(&error).unwrap()["kind"],
            "passphrase",
            "{error:?}"
        );
        assert!(!error.what.is_empty() && !error.next.is_empty(), "{error:?}");
    }
    let early = desk.refused("unlock", json!({"person": "", "passphrase": desk::PASSPHRASE}));
    assert!(early.next.contains("Wait"), "even the right one waits: {early:?}");
    desk.minutes_pass(60);
    desk.ask("unlock", json!({"person": "", "passphrase": desk::PASSPHRASE}));
}

#[test]
fn a_short_passphrase_makes_no_home() {
    let desk = Desk::new();
    let error = desk.refused(
        "create_home",
        json!({"hospital": "St Oswin’s", "person": "A", "passphrase": "short", "zone": ""}),
    );
    assert!(error.next.to_lowercase().contains("longer"), "{error:?}");
    assert_eq!(desk.ask("status", json!({}))["state"], "missing");
}

#[test]
fn an_unknown_zone_is_named() {
    let desk = Desk::new();
    let request =
        json!({"hospital": "X", "person": "A", "passphrase": desk::PASSPHRASE, "zone": "Mars/Olympus"});
    insta::assert_snapshot!(desk.refused("create_home", request).what, @"The time zone Mars/Olympus is not known.");
}

#[test]
fn a_feed_with_nobody_in_a_bed_says_nobody() {
    let desk = Desk::with_home();
    let feed = desk.dir.path().join("empty.json");
    std::fs::write(&feed, r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"a"}}]}"#).unwrap();
    let job = import(&desk, &feed);
    let report = &job["report"];
    assert_eq!(report["inpatients"], 0, "{job:#}");
    assert!(
        report["said"].as_str().unwrap().contains("0 in-patients"),
        "{report:#}"
    );
    assert!(
        !report["warnings"].as_array().unwrap().is_empty(),
        "a warning says it too"
    );
}

#[test]
fn an_empty_file_and_a_truncated_bundle_name_the_file_and_keep_the_census_before() {
    let desk = Desk::with_sample();
    let before = desk.ask("census_report", json!({}))["snapshot"].clone();
    for (name, text) in [
        ("empty.json", ""),
        ("cut.json", r#"{"resourceType":"Bundle","entry":[{"resource":{"#),
    ] {
        let feed = desk.dir.path().join(name);
        std::fs::write(&feed, text).unwrap();
        let job = desk.job_ended(
            "census_import",
            json!({"paths": [feed.display().to_string()], "as_of": "2026-11-14T02:00:00Z", "format": "auto", "dry_run": true}),
        );
        let told = serde_json::to_string(&job).unwrap();
        assert!(told.contains(name), "the file is named: {job:#}");
        assert_eq!(desk.ask("census_report", json!({}))["snapshot"], before);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let desk = Desk::with_home();
    let job = import(&desk, std::path::Path::new("/nowhere/census.json"));
    assert_eq!(job["state"], "failed");
    assert!(
        job["error"]["what"]
            .as_str()
            .unwrap()
            .contains("/nowhere/census.json"),
        "{job:#}"
    );
}

#[test]
fn nothing_can_be_declared_twice_and_nothing_stood_down_without_the_power() {
    let desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": "", "standby": false, "exercise": true}),
    );
    let twice = desk.refused("incident_declare", json!({"because": ""}));
    insta::assert_snapshot!(format!("{} | {}", twice.what, twice.next), @"The incident is already declared. | Nothing was changed.");
    desk.ask(
        "role_assign",
        json!({"role": "strategic-commander", "person": "Alasdair Mac an t-Saoir", "contact": ""}),
    );
    let refused = desk.refused("incident_stand_down", json!({"because": "IT says so"}));
    assert!(refused.what.contains("Strategic commander"), "{refused:?}");
    assert_eq!(desk.ask("frame", json!({}))["incident"]["life"], "declared");
}

#[test]
fn a_request_that_cannot_be_read_changes_nothing() {
    let desk = Desk::with_home();
    let error = desk.refused("system_set", json!({"code": 7}));
    assert_eq!(serde_json::to_value(&error).unwrap()["kind"], "bad_input");
    assert!(desk.try_ask("no_such_case", json!({})).is_err());
}

#[test]
fn a_print_to_a_place_that_cannot_be_written_leaves_nothing() {
    let desk = Desk::with_home();
    let file = desk.dir.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let what = json!({"what": "blank", "charts": ["observations"], "copies": 1});
    let error = desk.refused(
        "print_start",
        json!({"what": what, "to": file.join("under").display().to_string(), "paper": "a4", "mono": true, "order": "priority"}),
    );
    assert!(error.next.contains("folder"), "{error:?}");
}

/// Respirations, saturation, scale 2, oxygen, systolic, pulse, consciousness, temperature; total, a single 3. Published sets
/// of the fact packs (facts.md §5.1, domain.md §5a), as somebody types them.
type Set = (
    &'static str,
    &'static str,
    bool,
    bool,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u32,
    bool,
);
const SETS: [Set; 16] = [
    ("18", "97", false, false, "124", "78", "A", "36.8", 0, false),
    ("22", "94", false, true, "105/70", "112", "A", "38.4", 9, false),
    ("20", "90", true, true, "130", "88", "A", "37.0", 2, false),
    ("20", "90", false, true, "130", "88", "A", "37", 5, true),
    ("8", "97", false, false, "124", "78", "A", "36.8", 3, true),
    ("25", "91", false, true, "90", "131", "V", "35.0", 20, true),
    ("18", "95", true, false, "124", "78", "A", "36.8", 0, false),
    ("12", "96", false, false, "111", "51", "A", "36.1", 0, false),
    ("20", "96", false, false, "219", "90", "A", "38.0", 0, false),
    ("8", "98", false, false, "120", "70", "A", "37.0", 3, true),
    ("18", "95", true, true, "130", "80", "A", "37", 4, false),
    ("18", "95", true, false, "130", "80", "A", "37", 0, false),
    ("24", "88", true, false, "110", "110", "A", "36.0", 5, false),
    ("22", "95", false, true, "100", "112", "A", "38.5", 10, false),
    ("21", "97", true, true, "220", "91", "C", "39.1", 16, true),
    ("25", "91", false, true, "90", "131", "U", "35.0", 20, true),
];

fn typed(set: &Set) -> serde_json::Value {
    let oxygen = if set.3 { "oxygen" } else { "air" };
    json!({
        "adult": true, "respirations": set.0, "spo2": set.1, "scale2": set.2, "oxygen": oxygen, "pressure": set.4,
        "pulse": set.5, "consciousness": set.6, "temperature": set.7,
    })
}

#[test]
fn a_set_is_scored_with_no_home_at_all_and_what_is_missing_is_named_and_never_0() {
    let desk = Desk::new();
    for set in &SETS {
        let view = desk.ask("news2", typed(set));
        assert_eq!(
            (&view["score"], &view["single_three"]),
            (&json!(set.8), &json!(set.9)),
            "{set:?}"
        );
    }
    let mut part = typed(&SETS[4]);
    for missing in ["spo2", "pulse"] {
        part[missing] = json!("");
    }
    let view = desk.ask("news2", part);
    assert_eq!((&view["score"], &view["least"]), (&json!(null), &json!(3)));
    assert_eq!(view["parts"][1]["score"], json!(null));
    insta::assert_snapshot!(view["said"].as_str().unwrap(), @"NEWS2 incomplete: oxygen saturation, pulse not recorded; it is 3 or more");
    insta::assert_snapshot!(view["response"].as_str().unwrap(), @"Nurse tells the medical team. They review and decide.");
    let refused = |key: &str, value: serde_json::Value| {
        let mut ask = typed(&SETS[0]);
        ask[key] = value;
        let e = desk.refused("news2", ask);
        format!("{} {}", e.what, e.next)
    };
    insta::assert_snapshot!(refused("temperature", json!("38.05")), @"Temperature cannot be 38.05. Write degrees Celsius from 25.0 to 45.0 with one decimal, as the thermometer shows it.");
    insta::assert_snapshot!(refused("adult", json!(false)), @"NEWS2 is not for patients under 16 and not for use in pregnancy. Say that this patient is 16 or over and not pregnant (window: tick it; command line: --adult), or use the children's or the maternity chart.");
}

#[test]
fn a_drip_without_its_drop_factor_or_with_a_listed_drug_is_refused_with_no_home_at_all() {
    let desk = Desk::new();
    let full = json!({"volume": "500", "over": "4h", "drop_factor": "20", "drop_factor_again": "20"});
    let drip = desk.ask("drip", full);
    assert_eq!(
        (
            drip["drops_per_minute"].as_u64(),
            drip["given_ml_per_hour"].as_f64()
        ),
        (Some(42), Some(126.0))
    );
    assert_eq!(drip["strip"].as_array().map(Vec::len), Some(5));
    let refused = |ask: serde_json::Value| {
        let e = desk.refused("drip", ask);
        format!("{} {}", e.what, e.next)
    };
    insta::assert_snapshot!(refused(json!({"volume": "500", "over": "4h"})), @"The drop factor is missing: nothing is assumed. Read the drops in 1 mL from the packet of this set, two people.");
    insta::assert_snapshot!(refused(json!({"volume": "50", "over": "4h", "drop_factor": "20", "drug": "Actrapid 50 units"})), @"Actrapid 50 units must never run by gravity (insulin). A small drift causes hypoglycaemia or ketoacidosis. Use a pump or a driver, or ask the pharmacist now.");
    insta::assert_snapshot!(refused(json!({"volume": "500", "over": "4h", "drop_factor": "20", "drop_factor_again": "15"})), @"The two readers do not agree on the drop factor: 20 and 15. Both read the packet of this set again.");
    let back = desk.ask(
        "drip_count",
        json!({"count": "15", "drop_factor": "10", "volume": "600"}),
    );
    assert_eq!(
        back,
        json!({"ml_per_hour": 90.0, "minutes_left": 400, "left": "6 h 40 min"})
    );
}
