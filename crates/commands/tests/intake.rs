//! Live feeds through the use cases: real sockets and folders into a real home.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // what a test's own parts do not hold fails the test

mod desk;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use desk::Desk;
use serde_json::{Value, json};

/// In-patients of the sample in a folder.
const BEDS: usize = 300;

/// Waits until something is so; a test that waits in vain fails.
fn soon<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_mins(2), "waited in vain");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn as_window(desk: &Desk) {
    desk.host.window.store(true, Ordering::SeqCst);
    desk.ask("frame", json!({}));
}

fn source(desk: &Desk) -> Value {
    desk.ask("intake", json!({}))["sources"][0].clone()
}

fn listen(desk: &Desk) -> TcpStream {
    desk.ask(
        "intake_add",
        json!({"name": "the ADT feed", "kind": "mllp", "place": "127.0.0.1:0", "silent_after_min": 120}),
    );
    as_window(desk);
    connect(desk)
}

fn connect(desk: &Desk) -> TcpStream {
    let at = soon(|| {
        let source = source(desk);
        let words = source["words"].as_str().unwrap().to_owned();
        let at = words.split("Listens at ").nth(1)?.split(';').next()?.to_owned();
        Some(at)
    });
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    stream
}

fn send(stream: &mut TcpStream, control: &str) {
    let text = format!(
        "\x0bMSH|^~\\&|PAS|RVX|BB|HERE|20261114020000||ADT^A01|{control}|P|2.4\rPID|1||{control}^^^RVX\r\x1c\r"
    );
    stream.write_all(text.as_bytes()).unwrap();
}

/// MSA of the next acknowledgement; `None` when the line is closed.
fn ack(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\x1c\r") {
        let mut one = [0];
        if !matches!(stream.read(&mut one), Ok(1)) {
            return None;
        }
        bytes.push(one[0]);
    }
    let text = String::from_utf8(bytes).unwrap();
    Some(
        text.split("MSA|")
            .nth(1)?
            .trim_end_matches(['\r', '\x1c'])
            .to_owned(),
    )
}

#[test]
fn what_was_acknowledged_is_there_after_the_home_was_locked_and_opened() {
    let mut desk = Desk::with_home();
    let mut stream = listen(&desk);
    for n in 0..30 {
        send(&mut stream, &n.to_string());
        assert_eq!(ack(&mut stream), Some(format!("AA|{n}")));
    }
    // Locked between the last message and its acknowledgement: kept or not, the sender is never told a lie.
    send(&mut stream, "late");
    desk.ask("lock", json!({}));
    let late = ack(&mut stream);
    if let Some(said) = &late {
        assert!(said == "AA|late" || said.starts_with("AE|late|"), "{said}");
    }
    desk.restart();
    let kept = source(&desk)["kept"].as_u64().unwrap();
    assert!(
        kept >= 30 && (late.as_deref() != Some("AA|late") || kept == 31),
        "{kept} {late:?}"
    );
    // The sender saw no answer and sends again: the same message is kept once.
    as_window(&desk);
    let mut stream = connect(&desk);
    for n in 0..30 {
        send(&mut stream, &n.to_string());
        assert_eq!(ack(&mut stream), Some(format!("AA|{n}")));
    }
    send(&mut stream, "late");
    assert_eq!(ack(&mut stream), Some("AA|late".to_owned()));
    let source = source(&desk);
    assert_eq!(
        (&source["kept"], source["state"].as_str()),
        (&json!(31), Some("listening"))
    );
    assert!(source["repeated"].as_u64().unwrap() >= 30);
}

#[test]
fn silence_is_loud() {
    let desk = Desk::with_home();
    let mut stream = listen(&desk);
    send(&mut stream, "1");
    assert_eq!(ack(&mut stream).unwrap(), "AA|1");
    desk.minutes_pass(119);
    let strip = |desk: &Desk| desk.ask("frame", json!({}))["strip"].to_string();
    assert!(!strip(&desk).contains("Nothing has come"));
    desk.minutes_pass(11);
    assert!(
        strip(&desk).contains("Nothing has come from the ADT feed for 2 h 10 min."),
        "{}",
        strip(&desk)
    );
    let warnings = desk.ask("frame", json!({}))["strip"].clone();
    let silent = warnings
        .as_array()
        .unwrap()
        .iter()
        .find(|w| w["act"] == "Look at the feeds");
    assert_eq!(silent.unwrap()["screen"], "census", "where the feeds stand");
    assert_eq!(source(&desk)["state"], "silent");
    send(&mut stream, "2");
    assert_eq!(ack(&mut stream).unwrap(), "AA|2");
    assert!(!strip(&desk).contains("Nothing has come"));
}

fn folder_with_sample(desk: &Desk) -> PathBuf {
    let folder = desk.dir.path().join("drop");
    fs::create_dir(&folder).unwrap();
    let at = "2026-11-14T02:00:00Z".parse().unwrap();
    battlebag_census::sample::sample_hospital(7, BEDS, at)
        .write_csv(&folder)
        .unwrap();
    desk.ask(
        "intake_add",
        json!({"name": "exports", "kind": "folder", "place": folder.display().to_string(), "silent_after_min": 0}),
    );
    as_window(desk);
    folder
}

fn log_of(desk: &Desk) -> String {
    let request = json!({"since": null, "kind": "", "search": "", "limit": 50, "offset": 0, "jump_to": null,
        "person": "", "role": "", "ward": "", "system": "", "flagged": false});
    desk.ask("log", request).to_string()
}

fn snapshots(desk: &Desk) -> usize {
    desk.ask("census_snapshots", json!({}))["rows"]
        .as_array()
        .unwrap()
        .len()
}

#[test]
fn a_folder_becomes_the_census_and_a_bad_export_does_not_replace_it() {
    let desk = Desk::with_home();
    let folder = folder_with_sample(&desk);
    soon(|| (snapshots(&desk) == 1).then_some(()));
    let frame = desk.ask("frame", json!({}));
    assert_eq!(frame["census"]["inpatients"], BEDS);
    assert_eq!(frame["census"]["feed"], "exports");
    // Nobody asked for it: the entry says so, and is signed as the person whose home was open.
    let log = log_of(&desk);
    assert!(
        log.contains("taken by this station's timer from exports: "),
        "{log}"
    );
    // Nothing new: no new snapshot, whoever asks.
    desk.job("intake_snapshot", json!({"anyway": false}));
    assert_eq!(snapshots(&desk), 1);
    // One bad file: said on every screen, and the last good census stays.
    for file in fs::read_dir(&folder).unwrap() {
        fs::write(file.unwrap().path(), "ward,bed\n").unwrap();
    }
    desk.minutes_pass(16);
    let held = soon(|| {
        let held = desk.ask("intake", json!({}))["held_back"]
            .as_str()
            .unwrap()
            .to_owned();
        (!held.is_empty()).then_some(held)
    });
    assert!(
        held.contains("The census in use was kept") || held.contains("time"),
        "{held}"
    );
    let frame = desk.ask("frame", json!({}));
    assert_eq!(frame["census"]["inpatients"], BEDS);
    assert!(
        frame["strip"]
            .to_string()
            .contains("The newest snapshot was held back.")
    );
    assert_eq!(snapshots(&desk), 1);
}

#[test]
fn changing_feeds_is_logged_and_wrong_places_are_refused() {
    let desk = Desk::with_home();
    let refused = |place: &str, kind: &str| {
        let request = json!({"name": "x", "kind": kind, "place": place, "silent_after_min": 0});
        let error = desk.refused("intake_add", request);
        format!("{} {}", error.what, error.next)
    };
    assert!(refused("0.0.0.0:2575", "mllp").contains("every network"));
    assert!(refused("http://fhir.example/r4", "fhir").contains("is not encrypted"));
    assert!(refused("/no/such/folder", "folder").contains("There is no folder"));
    let token = "s3cr3t-token";
    let added = desk.ask(
        "intake_add",
        json!({"name": "PAS", "kind": "fhir", "place": "https://fhir.example/r4", "silent_after_min": 0, "token": token}),
    );
    assert_eq!(
        (&added["sources"][0]["has_token"], added["running"].as_bool()),
        (&json!(true), Some(false))
    );
    assert!(!added.to_string().contains(token));
    desk.ask("intake_remove", json!({"id": "f1"}));
    let text = log_of(&desk);
    assert!(
        text.contains("PAS added: the FHIR server https://fhir.example/r4")
            && text.contains("PAS taken away"),
        "{text}"
    );
    assert!(!text.contains(token));
}

/// A sample census and, three days later, a second one from a folder; the first one's hash.
fn two_censuses(desk: &Desk) -> String {
    let first = desk.ask("census_snapshots", json!({}))["rows"][0]["snapshot"]
        .as_str()
        .unwrap()
        .to_owned();
    let keep = json!({"snapshots": 1, "days": 1, "message_days": 2});
    desk.ask("intake_set", json!({"every_min": 1, "retention": keep}));
    desk.minutes_pass(5);
    folder_with_sample(desk);
    soon(|| (source(desk)["kept"].as_u64()? > 0).then_some(()));
    // The timer may have taken it already; then nothing is new.
    desk.job("intake_snapshot", json!({"anyway": true}));
    soon(|| (snapshots(desk) == 2).then_some(()));
    desk.minutes_pass(60 * 24 * 3);
    desk.job("intake_shred", json!({}));
    first
}

#[test]
fn an_old_snapshot_is_shredded_and_the_log_says_so() {
    let desk = Desk::with_sample();
    let first = two_censuses(&desk);
    let left = desk.ask("census_snapshots", json!({}))["rows"].to_string();
    assert!(!left.contains(&first) && snapshots(&desk) == 1, "{left}");
    // The person pressed; or the timer was faster, and then says so.
    assert!(log_of(&desk).contains("1 old snapshot erased"));
    assert_eq!(desk.ask("frame", json!({}))["census"]["inpatients"], BEDS);
}

#[test]
fn a_snapshot_that_an_incident_names_stays() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "", "standby": false, "exercise": true}),
    );
    let first = two_censuses(&desk);
    assert!(
        desk.ask("census_snapshots", json!({}))["rows"]
            .to_string()
            .contains(&first)
    );
    assert_eq!(snapshots(&desk), 2);
}

/// A ward's own list says no time and has its own column names: the kept mapping reads it, and the time is when it came.
#[test]
fn a_mapped_list_in_a_watched_folder_is_read() {
    let desk = Desk::with_home();
    let folder = desk.dir.path().join("lists");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("beds.csv");
    fs::write(&file, "Where;Pat;Our no.\nAMU Bed 4;OKAFOR, Grace;0070001\n").unwrap();
    let guessed = desk.ask(
        "census_columns_guess",
        json!({"path": file.display().to_string()}),
    );
    let mut mapping = guessed["sheets"][0]["mapping"].clone();
    let column =
        |to: &str, from: &str, part: &str| json!({"to": to, "from": [from], "part": part, "words": {}});
    mapping["name"] = json!("beds");
    mapping["table"] = json!("census");
    mapping["columns"] = json!([
        column("ward", "Where", "ward"),
        column("bed", "Where", "bed"),
        column("family_name", "Pat", "family_name"),
        column("hospital_number", "Our no.", "whole"),
    ]);
    desk.ask("mapping_save", mapping);
    desk.ask(
        "intake_add",
        json!({"name": "lists", "kind": "folder", "place": folder.display().to_string(), "silent_after_min": 120}),
    );
    as_window(&desk);
    soon(|| {
        desk.minutes_pass(20);
        let done = desk.job_ended("intake_snapshot", json!({"anyway": true}));
        let rows = desk.try_ask("census_list", json!({"ward": "AMU"})).ok()?;
        let rows = rows["rows"].as_array().unwrap().clone();
        assert!(done["state"] != "failed", "{done}");
        rows.first().map(|r| assert_eq!(r["family"], "OKAFOR"))
    });
}
