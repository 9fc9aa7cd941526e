//! Printers that are found by looking: off until switched on, strangers until their paper is in somebody's hand.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;
#[path = "../../printers/tests/group/mod.rs"]
mod group;
#[path = "../../printers/tests/room/mod.rs"]
mod room;

use std::net::Ipv4Addr;
use std::process::Command;

use battlebag_commands::Segment;
use desk::Desk;
use group::{HERE, Responder, alone, in_group, says};
use room::{PRINTER, Printer, has};
use serde_json::{Value, json};

/// Prints every page of whatever comes.
const WELL: &str = "n=$(grep -a -o '/Count [0-9]*' \"$1\" | tail -1 | cut -d' ' -f2); page $n";

/// A desk that may look on this machine alone.
fn looking_desk() -> Desk {
    let desk = Desk::with_sample();
    *desk.host.segments.lock().unwrap() = Some(vec![HERE]);
    desk.ask("printers_looking", json!({"on": true}));
    desk
}

fn port(address: &str) -> u16 {
    address.split([':', '/']).nth(4).unwrap().parse().unwrap()
}

fn log(desk: &Desk) -> Vec<String> {
    let asked = json!({"since": null, "kind": "printer", "search": "", "limit": 0});
    let log = desk.ask("log", asked);
    let words = |row: &Value| format!("{} {}", row["text"].as_str().unwrap(), row["lines"]);
    let mut lines: Vec<String> = log["entries"].as_array().unwrap().iter().map(words).collect();
    lines.reverse();
    lines
}

/// Looks, and gives the printer that calls itself so.
fn find(desk: &Desk, called: &str) -> Value {
    desk.job("printers_look", json!({}));
    let found = desk.ask("printers_found", json!({}));
    let all = found["printers"].as_array().unwrap().clone();
    all.into_iter()
        .find(|p| p["name"] == called)
        .unwrap_or_else(|| panic!("{found:#}"))
}

fn prove(id: &Value, name: &str, open_line: bool) -> Value {
    json!({"id": id, "name": name, "open_line": open_line})
}

/// The number on the paper that came out last, as a person reads it.
fn number_on_paper(printer: &Printer) -> String {
    let paper = printer.file("paper.pdf");
    std::fs::write(&paper, printer.documents().last().unwrap()).unwrap();
    let read = Command::new("pdftotext").arg(&paper).arg("-").output().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    let is_number = |line: &&str| {
        let parts: Vec<&str> = line.split(' ').collect();
        parts.len() == 2
            && parts
                .iter()
                .all(|p| p.len() == 3 && p.chars().all(|c| c.is_ascii_digit()))
    };
    let found: Vec<&str> = text.lines().map(str::trim).filter(is_number).collect();
    assert_eq!(found.len(), 1, "one number on the sheet: {text}");
    found[0].to_owned()
}

#[test]
fn nobody_is_asked_while_looking_is_switched_off() {
    // The desk's host fails the test as soon as anybody asks for a network.
    let desk = Desk::with_sample();
    let found = desk.ask("printers_found", json!({}));
    assert_eq!(found["on"], false);
    assert!(
        found["does"].as_str().unwrap().contains("opens a port"),
        "{found:#}"
    );
    for (name, request) in [
        ("printers_look", json!({})),
        ("printer_prove", prove(&json!(1), "Laser", false)),
        ("printer_number", json!({"id": 1, "number": "123456"})),
    ] {
        let refused = desk.refused(name, request);
        assert!(refused.what.contains("switched off"), "{}", refused.what);
        assert!(refused.next.contains("Menu, Network"), "{}", refused.next);
    }
    assert_eq!(log(&desk), Vec::<String>::new());
}

#[test]
fn the_switch_stays_as_it_was_left_and_is_in_the_log() {
    let mut desk = Desk::with_sample();
    assert_eq!(desk.ask("printers_looking", json!({"on": true}))["on"], true);
    desk.ask("printers_looking", json!({"on": true}));
    desk.restart();
    assert_eq!(desk.ask("printers_found", json!({}))["on"], true);
    desk.ask("printers_looking", json!({"on": false}));
    let said = log(&desk);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("was switched on"), "{said:?}");
    assert!(said[1].contains("was switched off"), "{said:?}");
}

#[test]
fn where_nobody_answers_or_nobody_can_be_asked_the_way_by_hand_is_said() {
    let _alone = alone();
    if in_group("a look that nobody answers").is_none() {
        return;
    }
    let desk = looking_desk();
    desk.job("printers_look", json!({}));
    let found = desk.ask("printers_found", json!({}));
    assert!(
        found["said"].as_str().unwrap().starts_with("Nobody answered in"),
        "{found:#}"
    );
    assert!(
        found["next"].as_str().unwrap().contains("Menu, Network"),
        "{found:#}"
    );
    *desk.host.segments.lock().unwrap() = Some(Vec::new());
    let ended = desk.job_ended("printers_look", json!({}));
    assert_eq!(ended["state"], "failed", "{ended:#}");
    let what = ended["error"]["what"].as_str().unwrap();
    assert!(
        what.contains("Nobody could be asked") && what.contains("cable"),
        "{what}"
    );
}

#[test]
fn a_found_printer_is_taken_on_by_the_number_on_its_paper_and_believed_by_its_certificate() {
    let _alone = alone();
    let test = "a found printer";
    let Some(socket) = in_group(test) else { return };
    if !has(&PRINTER, test) || !has(&["pdftotext"], test) {
        return;
    }
    let printer = Printer::start(WELL, &["-2"]);
    let at = (Ipv4Addr::LOCALHOST, port(&printer.encrypted()));
    let texts: [(&str, &[u8]); 3] = [("rp", b"ipp/print"), ("ty", b"Trial 9"), ("note", b"Ward 6")];
    let _responder = Responder::start(socket, vec![says(b"_ipps", b"HP 3F", at, &texts)]);
    let mut desk = looking_desk();
    let one = find(&desk, "HP 3F");
    assert_eq!(
        one["says"], "Says it is “HP 3F”, model Trial 9, and stands at “Ward 6”",
        "{one:#}"
    );
    // It is a stranger: no print goes to it by any name.
    for name in ["HP 3F", "Ward 6 laser"] {
        let mut patients = json!({
            "what": {"what": "blank", "charts": ["observations"], "copies": 1},
            "to": "", "printer": name, "again": false, "give_up_min": 0,
            "paper": "a4", "mono": true, "order": "bed",
        });
        assert!(
            desk.refused("print_start", patients.clone())
                .what
                .contains("There is no printer")
        );
        patients["printer"] = one["address"].clone();
        assert!(
            desk.refused("print_start", patients)
                .what
                .contains("is not believed")
        );
    }
    let early = desk.refused("printer_number", json!({"id": one["id"], "number": "123456"}));
    assert!(early.what.contains("No sheet"), "{}", early.what);

    let done = desk.job("printer_prove", prove(&one["id"], "Ward 6 laser", false));
    assert_eq!(done["files"][0]["pages"], 2, "{done:#}");
    assert_eq!(printer.documents().len(), 1);
    // Nobody walks to a printer in less time than it takes the screen to lock.
    desk.restart();
    let waits = desk.ask("printers_found", json!({}))["printers"][0].clone();
    assert_eq!(waits["waits_as"], "Ward 6 laser", "{waits:#}");
    assert_eq!(waits["tries_left"], 3);
    assert_ne!(waits["certificate"], "");
    let number = number_on_paper(&printer);
    let shown = format!("{:?} {:?} {waits}", log(&desk), desk.ask("paper", json!({})));
    assert!(
        !shown.contains(&number),
        "the number is on the paper alone: {shown}"
    );
    let wrong = desk.refused("printer_number", json!({"id": one["id"], "number": "1234567"}));
    assert!(wrong.what.contains("2 tries are left"), "{}", wrong.what);
    let found = desk.ask(
        "printer_number",
        json!({"id": one["id"], "number": number.replace(' ', "")}),
    );
    assert_eq!(found["taken_on"], "Ward 6 laser", "{found:#}");
    assert_eq!(found["printers"], json!([]));
    let kept = desk.ask("printers", json!({}))["printers"][0].clone();
    assert_eq!(
        (&kept["name"], &kept["state"]),
        (&json!("Ward 6 laser"), &json!("ready")),
        "{kept:#}"
    );
    desk.job(
        "print_start",
        json!({
            "what": {"what": "blank", "charts": ["observations"], "copies": 1},
            "to": "", "printer": "Ward 6 laser", "again": false, "give_up_min": 0,
            "paper": "a4", "mono": true, "order": "bed",
        }),
    );
    assert_eq!(printer.documents().len(), 2);
    let said = log(&desk);
    let last = said.last().unwrap();
    assert!(
        last.contains("was taken on: the number") && last.contains(&number),
        "{last}"
    );
    assert!(
        last.contains("HP 3F") && last.contains("Certificate (SHA-256)"),
        "{last}"
    );

    // Another machine at its address, with a certificate of its own.
    let mut printer = printer;
    printer.switch_off();
    std::fs::remove_dir_all(printer.file("keys")).unwrap();
    printer.switch_on(&["-2"]);
    let kept = desk.ask("printers", json!({}))["printers"][0].clone();
    assert!(
        kept["said"].as_str().unwrap().contains("is another than the one"),
        "{kept:#}"
    );
}

#[test]
fn three_wrong_numbers_drop_it_and_an_older_sheet_has_no_number() {
    let _alone = alone();
    let test = "a wrong number";
    let Some(socket) = in_group(test) else { return };
    if !has(&PRINTER, test) || !has(&["pdftotext"], test) {
        return;
    }
    let printer = Printer::start(WELL, &["-2"]);
    let at = (Ipv4Addr::LOCALHOST, port(&printer.address()));
    let texts: [(&str, &[u8]); 1] = [("rp", b"ipp/print")];
    let _responder = Responder::start(socket, vec![says(b"_ipp", b"Ward 7 laser", at, &texts)]);
    let desk = looking_desk();
    let one = find(&desk, "Ward 7 laser");
    let bad = desk.refused("printer_prove", prove(&one["id"], "10.0.0.5", false));
    assert!(bad.what.contains("needs a name"), "{}", bad.what);
    desk.job("printer_prove", prove(&one["id"], "Ward 7", false));
    let typed = json!({"id": one["id"], "number": "no digits"});
    assert!(desk.refused("printer_number", typed).what.contains("No number"));
    let number = number_on_paper(&printer);
    let other = if number.starts_with('1') {
        "200 000"
    } else {
        "100 000"
    };
    for left in ["2 tries are left", "1 try is left", "was dropped"] {
        let refused = desk.refused("printer_number", json!({"id": one["id"], "number": other}));
        assert!(refused.what.contains(left), "{}", refused.what);
    }
    let gone = desk.refused("printer_number", json!({"id": one["id"], "number": number}));
    assert!(gone.what.contains("There is no printer"), "{}", gone.what);
    assert_eq!(desk.ask("printers", json!({}))["printers"], json!([]));
    // The next one gets its number too late.
    let one = find(&desk, "Ward 7 laser");
    desk.job("printer_prove", prove(&one["id"], "Ward 7", false));
    let number = number_on_paper(&printer);
    desk.minutes_pass(241);
    let late = desk.refused("printer_number", json!({"id": one["id"], "number": number}));
    assert!(late.what.contains("older than 4 hours"), "{}", late.what);
}

#[test]
fn nothing_is_kept_of_a_sheet_that_never_went_and_a_name_is_not_taken_twice() {
    let _alone = alone();
    let Some(socket) = in_group("a found printer that is off") else {
        return;
    };
    let desk = looking_desk();
    let texts: [(&str, &[u8]); 2] = [("rp", b"ipp/print"), ("pdl", b"image/urf")];
    let at = (Ipv4Addr::LOCALHOST, 9);
    let _responder = Responder::start(socket, vec![says(b"_ipp", "Süd \u{202e}".as_bytes(), at, &texts)]);
    let one = find(&desk, "Süd <U+202E>");
    assert_eq!(one["no_pdf"], true);
    assert_eq!(one["open_line"], false, "this machine itself is no network");
    let ended = desk.job_ended("printer_prove", prove(&one["id"], "Süd", false));
    assert_eq!(ended["state"], "failed", "{ended:#}");
    assert!(
        ended["error"]["what"]
            .as_str()
            .unwrap()
            .contains("Süd cannot be reached")
    );
    assert_eq!(
        desk.ask("printers_found", json!({}))["printers"][0]["waits_as"],
        "",
        "nothing was sent"
    );
    desk.ask(
        "printer_add",
        json!({"address": "ipp://localhost:9", "name": "Süd", "open_line": false, "authority": ""}),
    );
    let twice = desk.refused("printer_prove", prove(&one["id"], "süd", false));
    assert!(twice.what.contains("already"), "{}", twice.what);
}

#[test]
fn a_found_printer_in_the_clear_is_taken_on_by_name_as_any_other() {
    let _alone = alone();
    let Some(socket) = in_group("a found printer in the clear") else {
        return;
    };
    let desk = looking_desk();
    let ward = Segment {
        own: Ipv4Addr::new(10, 1, 2, 7),
        mask: Ipv4Addr::new(255, 255, 255, 0),
    };
    *desk.host.segments.lock().unwrap() = Some(vec![HERE, ward]);
    let at = (Ipv4Addr::new(10, 1, 2, 9), 631);
    let texts: [(&str, &[u8]); 1] = [("rp", b"ipp/print")];
    let _responder = Responder::start(socket, vec![says(b"_ipp", b"Clear", at, &texts)]);
    let one = find(&desk, "Clear");
    assert_eq!(one["open_line"], true, "{one:#}");
    let refused = desk.refused("printer_prove", prove(&one["id"], "Clear", false));
    assert!(refused.what.contains("in the clear"), "{}", refused.what);
    let unknown = desk.refused("printer_prove", prove(&json!(99), "Clear", true));
    assert!(
        unknown.what.contains("There is no printer 99"),
        "{}",
        unknown.what
    );
}
