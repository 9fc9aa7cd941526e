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
    assert!(refused("ecg").contains("Charts are priority-list, prescription, once-only, observations, drip"));
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

fn asked(what: &Value, more: &Value) -> Value {
    let mut asked = json!({"what": what, "to": "", "paper": "a4", "mono": true, "order": "bed"});
    let (Some(asked_fields), Some(more)) = (asked.as_object_mut(), more.as_object()) else {
        panic!("two objects");
    };
    asked_fields.extend(more.clone());
    asked
}

fn codes(file: &Value) -> Vec<String> {
    let sheets = file["sheets"].as_array().unwrap().iter();
    sheets.map(|s| s["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn wards_are_drawn_side_by_side_and_come_out_in_order_with_no_number_twice() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false, "reason": "", "recognition": []}),
    );
    let view = desk.ask("paper", json!({}));
    let wards: Vec<String> = view["wards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["ward"].as_str().unwrap().to_owned())
        .collect();
    assert!(wards.len() > 2, "{wards:?}");
    let what = json!({"what": "wards", "wards": wards, "charts": ["observations"]});
    let made = desk.job("print_start", asked(&what, &json!({"copies": 2})));
    let files = made["files"].as_array().unwrap();
    let names: Vec<String> = files
        .iter()
        .map(|f| f["what"].as_str().unwrap().to_owned())
        .collect();
    let wanted: Vec<String> = wards
        .iter()
        .flat_map(|w| [1, 2].map(|n| format!("{w} charts, copy {n} of 2")))
        .collect();
    assert_eq!(names, wanted);
    assert_eq!(
        (&made["parts_done"], &made["parts_of"]),
        (&json!(wanted.len()), &json!(wanted.len()))
    );
    let all: Vec<String> = files.iter().flat_map(codes).collect();
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), all.len(), "every copy has numbers of its own");
    let prints = desk.ask("paper", json!({}))["prints"].clone();
    let logged: Vec<&str> = prints
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|p| p["what"].as_str().unwrap())
        .collect();
    assert_eq!(logged, wanted, "the log has them in the same order");
    let many = desk.refused("print_start", asked(&what, &json!({"copies": 21})));
    insta::assert_snapshot!(format!("{} {}", many.what, many.next), @"21 copies are too many. Give 1 to 20. Each copy of a chart is a chart that somebody may write on.");
    let sides = desk.refused("print_start", asked(&what, &json!({"sides": "three"})));
    insta::assert_snapshot!(format!("{} {}", sides.what, sides.next), @"three is no side of a sheet. Use both or one; leave it out for as the printer can.");
}

#[test]
fn a_page_is_seen_before_it_is_printed_and_nothing_is_written() {
    let desk = Desk::with_sample();
    let view = desk.ask("paper", json!({}));
    let ward = view["wards"][0]["ward"].clone();
    let what = json!({"what": "wards", "wards": [ward], "charts": ["priority-list", "prescription"]});
    let log = || {
        desk.ask(
            "log",
            json!({"since": null, "kind": "", "search": "", "limit": 0}),
        )["entries"]
            .clone()
    };
    let before = log();
    let look = |part: u32, page: u32| {
        desk.ask(
            "print_preview",
            json!({"request": asked(&what, &json!({})), "part": part, "page": page}),
        )
    };
    let first = look(1, 1);
    assert_eq!(first["parts"].as_array().unwrap().len(), 2, "{first:#}");
    let svg = first["svg"].as_str().unwrap();
    assert!(svg.starts_with("<svg ") && svg.len() > 10_000);
    let pages = first["pages"].as_u64().unwrap();
    let last = look(7, 9_999);
    assert_eq!(
        (&last["part"], last["page"].as_u64()),
        (&json!(1), Some(pages)),
        "there are no more"
    );
    assert_ne!(last["svg"], first["svg"]);
    assert_eq!(log(), before, "looking is no print");
    let made = desk.job("print_start", asked(&what, &json!({})));
    assert_eq!(made["files"][1]["pages"].as_u64(), Some(pages));
    // One side: the same faces, and none of the empty backs.
    let one = desk.ask(
        "print_preview",
        json!({"request": asked(&what, &json!({"sides": "one"})), "part": 1, "page": 1}),
    );
    assert!(one["pages"].as_u64().unwrap() <= pages);
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

#[test]
fn what_needs_somebody_is_on_paper_too() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false, "reason": "", "recognition": []}),
    );
    desk.minutes_pass(30);
    let needs = desk.ask("now", json!({}))["needs_you"].clone();
    let needs = needs.as_array().unwrap();
    assert!(!needs.is_empty());
    let made = desk.ask(
        "list_export",
        json!({"list": "needs_you", "to": "", "form": "json"}),
    );
    let text = std::fs::read_to_string(made["file"].as_str().unwrap()).unwrap();
    for need in needs {
        assert!(text.contains(need["text"].as_str().unwrap()), "{need}: {text}");
    }
    let made = desk.ask("list_write", json!({"list": "needs_you", "code": "", "to": ""}));
    let pdf = std::fs::read(made["file"].as_str().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
}
