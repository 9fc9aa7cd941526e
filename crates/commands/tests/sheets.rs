//! Every chart and sheet can be asked for by its id, filled and blank; labels for transfusion cannot.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn print(desk: &Desk, what: &Value) -> Value {
    desk.job(
        "print_start",
        json!({"what": what, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    )
}

fn ids(desk: &Desk, key: &str) -> Vec<String> {
    let view = desk.ask("paper", json!({}));
    let charts = view["charts"].as_array().unwrap().iter();
    charts
        .filter(|c| c[key] == true)
        .map(|c| c["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_chart_prints_blank_before_there_is_a_census_or_an_incident() {
    let desk = Desk::with_home();
    let blank = ids(&desk, "blank");
    assert!(blank.len() > 20 && !blank.contains(&"priority-list".to_owned()));
    let made = print(&desk, &json!({"what": "blank", "charts": blank, "copies": 2}));
    let files = made["files"].as_array().unwrap();
    assert_eq!(files.len(), blank.len(), "{made:#}");
    for file in files {
        assert_eq!(
            file["sheets"].as_array().unwrap().len() % 2,
            0,
            "two copies: {file:#}"
        );
        assert_eq!(file["held_back"], json!([]), "{file:#}");
    }
    let refused = |chart: &str| {
        let what = json!({"what": "blank", "charts": [chart], "copies": 1});
        let e = desk.refused(
            "print_start",
            json!({"what": what, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
        );
        format!("{} {}", e.what, e.next)
    };
    insta::assert_snapshot!(refused("transfusion-labels"), @"Transfusion sample labels are never printed: a label made away from the patient is how blood goes to the wrong person. Write the tube by hand at the bedside, from the wristband; transfusion-request is the form for it.");
    insta::assert_snapshot!(refused("priority-list"), @"A priority list is not printed blank. Print ward-census blank, and rank by hand.");
    assert!(refused("ecg").contains("Charts are priority-list, prescription, observations, drip"));
}

#[test]
fn a_ward_gets_its_census_and_the_sheets_that_were_printed_for_it_to_type_back() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false, "reason": "", "recognition": []}),
    );
    let view = desk.ask("paper", json!({}));
    let ward = view["wards"][0]["ward"].clone();
    let patients = view["wards"][0]["patients"].as_u64().unwrap();
    let wards = |charts: &[&str]| json!({"what": "wards", "wards": [ward], "charts": charts});
    let usual = print(&desk, &wards(&["observations", "wristband"]));
    let sheets = usual["files"][0]["sheets"].as_array().unwrap();
    let bands = sheets.iter().filter(|s| s["form"] == "Wristband").count();
    assert!(bands > 0 && bands <= usize::try_from(patients).unwrap());
    let made = print(&desk, &wards(&["ward-census", "back-entry", "stock-count"]));
    let names: Vec<&str> = made["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["what"].as_str().unwrap())
        .collect();
    let ward = ward.as_str().unwrap();
    assert_eq!(
        names,
        [
            "Ward census and bed board",
            "Back-entry tracker",
            "Form-stock count"
        ]
        .map(|n| format!("{ward} {n}"))
    );
    // Sixteen rows a page, a row a sheet; a band is not typed back.
    let rows = sheets.len() - bands;
    let pages = made["files"][1]["pages"].as_u64().unwrap();
    assert_eq!(usize::try_from(pages).unwrap(), rows.div_ceil(16));
    assert_eq!(made["files"][0]["pages"].as_u64().unwrap(), patients.div_ceil(14));
}

/// The words of every file of a print; none where the reader of PDF is not installed.
fn text_of(made: &Value) -> Option<String> {
    let files = made["files"].as_array().unwrap().iter();
    files
        .map(|f| {
            let file = f["file"].as_str().unwrap();
            let read = std::process::Command::new("pdftotext")
                .args([file, "-"])
                .output()
                .ok()?;
            Some(String::from_utf8_lossy(&read.stdout).replace('\n', " "))
        })
        .collect()
}

#[test]
fn a_word_that_pumps_are_not_trusted_takes_their_rates_off_the_drip_charts() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false, "reason": "", "recognition": []}),
    );
    let view = desk.ask("paper", json!({}));
    let wards: Vec<Value> = view["wards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["ward"].clone())
        .collect();
    let drips = json!({"what": "wards", "wards": wards, "charts": ["drip"]});
    let Some(before) = text_of(&print(&desk, &drips)) else {
        return;
    };
    assert!(
        before.contains("COPY") && !before.contains("Running drips withheld"),
        "{before}"
    );
    desk.ask(
        "system_set",
        json!({"code": "PUMP", "availability": "available", "integrity": "suspect", "evidence": "a rate that nobody set",
               "said_by": "", "expires_min": 0, "since": null}),
    );
    let after = text_of(&print(&desk, &drips)).unwrap();
    assert!(
        after.contains("Running drips withheld: infusion pump not trusted since"),
        "{after}"
    );
    assert!(!after.contains("COPY"), "{after}");
}
