//! Prints on printers, from the request to the last page: against real printers and a real print server.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;
#[path = "../../printers/tests/room/mod.rs"]
mod room;

use desk::Desk;
use room::{CUPS, Cups, PRINTER, Printer, has};
use serde_json::{Value, json};

/// Prints every page of whatever comes.
const WELL: &str = "n=$(grep -a -o '/Count [0-9]*' \"$1\" | tail -1 | cut -d' ' -f2); page $n";

/// Gives up after page 3.
const DIES: &str = "page 1; page 2; page 3; sleep 0.2; trouble media-jam; exit 1";

fn desk_with(printers: &[(&str, &Printer)]) -> Desk {
    let desk = Desk::with_sample();
    for (name, printer) in printers {
        add(&desk, name, printer);
    }
    desk
}

fn add(desk: &Desk, name: &str, printer: &Printer) -> Value {
    desk.ask(
        "printer_add",
        json!({"address": printer.address(), "name": name, "open_line": false, "authority": ""}),
    )
}

fn blank(printer: &str, charts: &[&str], copies: u32, again: bool) -> Value {
    json!({
        "what": {"what": "blank", "charts": charts, "copies": copies},
        "to": "", "printer": printer, "again": again, "give_up_min": 0,
        "paper": "a4", "mono": true, "order": "bed",
    })
}

fn resume(printer: &str, from_page: u32, last_sheet: &str) -> Value {
    json!({"print": 0, "printer": printer, "to": "", "from_page": from_page, "last_sheet": last_sheet})
}

fn log(desk: &Desk) -> Vec<String> {
    let log = desk.ask(
        "log",
        json!({"since": null, "kind": "printed", "search": "", "limit": 0}),
    );
    let mut lines: Vec<String> = log["entries"]
        .as_array()
        .unwrap_or_else(|| panic!("{log:#}"))
        .iter()
        .map(|row| row["text"].as_str().unwrap().to_owned())
        .collect();
    lines.reverse();
    lines
}

fn unfinished(desk: &Desk) -> Value {
    desk.ask("paper", json!({}))["unfinished"].clone()
}

fn pages(pdf: &[u8]) -> u32 {
    let text = String::from_utf8_lossy(pdf);
    let at = text.rfind("/Count ").unwrap();
    text[at + 7..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap()
}

#[test]
fn wards_are_jobs_of_their_own_in_order_and_never_printed_twice_unasked() {
    if !has(&PRINTER, "ward packs on a printer") {
        return;
    }
    let printer = Printer::start(WELL, &["-2"]);
    let desk = desk_with(&[("Ward laser", &printer)]);
    let wards = desk.ask("paper", json!({}))["wards"].clone();
    let names: Vec<String> = [0, 1]
        .map(|n| wards[n]["ward"].as_str().unwrap().to_owned())
        .to_vec();
    let mut asked = json!({
        "what": {"what": "wards", "wards": names, "charts": ["priority-list"]},
        "to": "", "printer": "ward LASER", "again": false, "give_up_min": 0,
        "paper": "a4", "mono": true, "order": "bed",
    });
    let done = desk.job("print_start", asked.clone());
    let files = done["files"].as_array().unwrap();
    assert_eq!(files.len(), 2, "{done:#}");
    assert_eq!(done["printing"]["printer"], "Ward laser", "{done:#}");
    let documents = printer.documents();
    assert_eq!(documents.len(), 2);
    for (file, pdf) in files.iter().zip(&documents) {
        assert_eq!(file["pages"], pages(pdf), "in the order of the wards");
    }
    assert_eq!(unfinished(&desk), json!([]));
    let said = log(&desk);
    assert!(
        said.iter()
            .any(|l| l.starts_with(&format!("Sent {}", names[0])) && l.contains("to Ward laser")),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|l| l.starts_with(&format!("Printed {}", names[1])) && l.contains("All")),
        "{said:?}"
    );
    let refused = desk.refused("print_start", asked.clone());
    assert!(
        refused.what.contains("went to Ward laser at 02:1"),
        "{}",
        refused.what
    );
    assert!(refused.what.contains("One more part"), "{}", refused.what);
    assert!(
        refused.next.contains("Print it again only if"),
        "{}",
        refused.next
    );
    assert_eq!(printer.documents().len(), 2, "nothing was sent");
    asked["again"] = json!(true);
    desk.job("print_start", asked);
    assert_eq!(printer.documents().len(), 4);
}

#[test]
fn only_what_has_two_faces_is_printed_on_both_sides() {
    if !has(&PRINTER, "sides") {
        return;
    }
    // It writes down the sides that each job asked for.
    let script = format!("echo \"$IPP_SIDES\" >> sides; {WELL}");
    let both = Printer::start(&script, &["-2"]);
    let one = Printer::start(&script, &[]);
    let desk = desk_with(&[("Both", &both), ("One", &one)]);
    let ward = desk.ask("paper", json!({}))["wards"][0]["ward"].clone();
    let packs = |printer: &str| {
        json!({
            "what": {"what": "wards", "wards": [ward], "charts": ["observations"]},
            "to": "", "printer": printer, "again": false, "give_up_min": 0,
            "paper": "a4", "mono": true, "order": "bed",
        })
    };
    let apart = |pdf: &[u8]| String::from_utf8_lossy(pdf).contains("/Simplex");
    desk.job("print_start", packs("Both"));
    let mut again = packs("One");
    again["again"] = json!(true);
    desk.job("print_start", again);
    desk.job("print_start", blank("Both", &["quarantine-tag"], 2, false));
    assert!(
        !apart(&both.documents()[0]),
        "charts go on both sides where the printer can"
    );
    assert!(
        apart(&one.documents()[0]),
        "and say that their faces lie apart where it cannot"
    );
    let sides = |printer: &Printer| std::fs::read_to_string(printer.file("sides")).unwrap();
    assert_eq!(
        sides(&both),
        "two-sided-long-edge\none-sided\n",
        "the next tag is not on the back of the first"
    );
    assert_eq!(sides(&one).trim(), "one-sided");
}

#[test]
fn a_printer_that_dies_at_page_3_is_carried_on_elsewhere_from_that_sheet_also_after_a_restart() {
    if !has(&PRINTER, "carrying on elsewhere") {
        return;
    }
    let dies = Printer::start(DIES, &["-2"]);
    let well = Printer::start(WELL, &["-2"]);
    let mut desk = desk_with(&[("Laser 1", &dies), ("Laser 2", &well)]);
    let ended = desk.job_ended(
        "print_start",
        blank("Laser 1", &["observations", "fluid-balance"], 3, false),
    );
    assert_eq!(ended["state"], "failed", "{ended:#}");
    let what = ended["error"]["what"].as_str().unwrap().to_owned();
    assert!(what.contains("Pages 1 to 3 of 6 came out."), "{what}");
    assert!(what.contains("Laser 1 gave the job up"), "{what}");
    desk.restart();
    let left = unfinished(&desk);
    assert_eq!(left[0]["parts"][0]["state"], "stopped", "{left:#}");
    assert_eq!(left[0]["parts"][0]["out"], 3);
    assert_eq!(left[0]["parts"][0]["sure"], true);
    assert_eq!(left[0]["parts"][1]["state"], "waiting");
    desk.job("print_resume", resume("Laser 2", 0, ""));
    let documents = well.documents();
    // Page 3 is the front of a sheet whose back failed: the sheet is printed whole, from page 3.
    assert_eq!(documents.iter().map(|d| pages(d)).collect::<Vec<_>>(), [4, 6]);
    assert_eq!(unfinished(&desk), json!([]));
    let said = log(&desk).join("\n");
    assert!(said.contains("to Laser 2 again, from page 3 of 6"), "{said}");
    assert!(said.contains("on Laser 2: All 6 pages came out"), "{said}");
}

#[test]
fn where_the_printer_cannot_tell_a_person_reads_the_last_sheet() {
    if !has(&PRINTER, "the last sheet, read by a person") {
        return;
    }
    let mut printer = Printer::start("page 1; touch began; wait_for never", &["-2"]);
    let well = Printer::start(WELL, &["-2"]);
    let desk = desk_with(&[("Laser 1", &printer), ("Laser 2", &well)]);
    let started = desk.ask("print_start", blank("Laser 1", &["observations"], 3, false));
    while !printer.file("began").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    printer.switch_off();
    let key = battlebag_commands::views::JobKey {
        job: u32::try_from(started["job"].as_u64().unwrap()).unwrap(),
    };
    let ended = battlebag_commands::jobs::wait(&desk.station, key, |_| ()).unwrap();
    assert_eq!(ended.state, "failed");
    let error = ended.error.unwrap();
    assert!(error.what.contains("Laser 1 cannot be reached"), "{}", error.what);
    let refused = desk.refused("print_resume", resume("Laser 2", 0, ""));
    assert!(
        refused.what.contains("Laser 1 may still print the rest"),
        "{}",
        refused.what
    );
    assert!(refused.next.contains("last sheet"), "{}", refused.next);
    let refused = desk.refused("print_resume", resume("Laser 2", 0, "ZZZZ-ZZZZ"));
    assert!(refused.what.contains("is no sheet of"), "{}", refused.what);
    let refused = desk.refused("print_resume", resume("Laser 2", 9, ""));
    assert!(refused.what.contains("there is no page 9"), "{}", refused.what);
    // The first sheet is in somebody's hand, and read out over the telephone.
    let sheet = unfinished(&desk)[0]["parts"][0]["sheets"][0]
        .as_str()
        .unwrap()
        .to_lowercase();
    desk.job("print_resume", resume("Laser 2", 0, &sheet.replace('-', " ")));
    assert_eq!(well.documents().iter().map(|d| pages(d)).collect::<Vec<_>>(), [4]);
    assert_eq!(unfinished(&desk), json!([]));
}

#[test]
fn a_cancelled_print_can_be_carried_on_or_let_be() {
    if !has(&PRINTER, "a cancelled print") {
        return;
    }
    let printer = Printer::start(
        "page 1; page 2; touch began; [ -e go ] || wait_for go; page 6",
        &["-2"],
    );
    let desk = desk_with(&[("Laser 1", &printer)]);
    let started = desk.ask("print_start", blank("Laser 1", &["observations"], 3, false));
    while !printer.file("began").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let refused = desk.refused("print_resume", resume("", 0, ""));
    assert!(
        refused.what.contains("is still being printed"),
        "{}",
        refused.what
    );
    desk.ask("job_cancel", json!({"job": started["job"]}));
    let key = battlebag_commands::views::JobKey {
        job: u32::try_from(started["job"].as_u64().unwrap()).unwrap(),
    };
    let ended = std::thread::scope(|both| {
        // The printer goes on only when it has been told: else it may be done before the word reaches it.
        both.spawn(|| {
            std::thread::sleep(std::time::Duration::from_secs(3));
            printer.let_go("go");
        });
        battlebag_commands::jobs::wait(&desk.station, key, |_| ()).unwrap()
    });
    assert_eq!(ended.state, "cancelled");
    let left = unfinished(&desk);
    assert_eq!(left[0]["parts"][0]["state"], "stopped", "{left:#}");
    let view = desk.ask("print_drop", json!({"print": left[0]["print"]}));
    assert_eq!(view["unfinished"], json!([]));
    assert!(
        log(&desk).iter().any(|l| l.contains("was cancelled on Laser 1")),
        "{:?}",
        log(&desk)
    );
}

#[test]
fn a_full_disk_fails_one_file_and_the_rest_is_carried_on_elsewhere() {
    let desk = Desk::with_sample();
    let full = desk.dir.path().join("full");
    std::fs::create_dir(&full).unwrap();
    // Whatever is written under this name meets a disk without room, as at page 4,000 of a long night.
    let name = "Blank Fluid balance_ 24 hours 2026-11-14 0214.pdf.part";
    std::os::unix::fs::symlink("/dev/full", full.join(name)).unwrap();
    let mut request = blank("", &["observations", "fluid-balance", "sbar"], 2, false);
    request["to"] = json!(full.display().to_string());
    let ended = desk.job_ended("print_start", request);
    assert_eq!(ended["state"], "failed", "{ended:#}");
    let error = &ended["error"];
    assert!(
        error["what"]
            .as_str()
            .unwrap()
            .contains("the disk is full. Nothing was half-written"),
        "{error:#}"
    );
    let files = |dir: &std::path::Path| {
        let mut names: Vec<String> = std::fs::read_dir(dir)
            .unwrap()
            .map(|f| f.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        files(&full).len(),
        2,
        "nothing is half-written: {:?}",
        files(&full)
    );
    let other = desk.dir.path().join("other");
    let mut request = resume("", 0, "");
    request["to"] = json!(other.display().to_string());
    desk.job("print_resume", request);
    assert_eq!(files(&other).len(), 1, "{:?}", files(&other));
    assert_eq!(unfinished(&desk), json!([]));
}

#[test]
fn a_queue_of_the_system_is_listed_and_prints() {
    if !has(&PRINTER, "a queue of the system") || !has(&CUPS, "a queue of the system") {
        return;
    }
    let printer = Printer::start(&format!("{WELL}; sleep 0.5"), &["-2"]);
    let cups = Cups::start();
    cups.queue("Ward_6", &printer.address());
    let desk = Desk::with_sample();
    *desk.host.cups.lock().unwrap() = Some(cups.server());
    let list = desk.ask("printers", json!({}));
    assert_eq!(list["printers"][0]["name"], "cups:Ward_6", "{list:#}");
    assert_eq!(list["printers"][0]["state"], "ready", "{list:#}");
    desk.job("print_start", blank("cups:Ward_6", &["observations"], 1, false));
    assert_eq!(printer.documents().len(), 1);
}

#[test]
fn a_printer_is_tried_with_one_sheet_that_names_it_and_nobody_else() {
    if !has(&PRINTER, "a test sheet") {
        return;
    }
    let printer = Printer::start(WELL, &["-2"]);
    let desk = desk_with(&[("Ward laser", &printer)]);
    let mut asked = blank("Ward laser", &[], 1, false);
    asked["what"] = json!({"what": "printer_test", "printer": "Ward laser"});
    let done = desk.job("print_start", asked.clone());
    assert_eq!(done["files"][0]["pages"], 2, "{done:#}");
    assert_eq!(
        done["files"][0]["sheets"].as_array().unwrap().len(),
        1,
        "both sides of one sheet"
    );
    // Tried again as often as anybody wants.
    desk.job("print_start", asked);
    assert_eq!(
        printer.documents().iter().map(|d| pages(d)).collect::<Vec<_>>(),
        [2, 2]
    );
    assert!(
        log(&desk).iter().any(|l| l.starts_with("Sent Printer test")),
        "{:?}",
        log(&desk)
    );
}

#[test]
fn printers_are_added_by_an_address_that_can_be_kept_and_told_what_is_wrong() {
    let desk = Desk::with_sample();
    let list = desk.ask("printers", json!({}));
    assert_eq!(list["printers"], json!([]));
    assert!(
        list["system"].as_str().unwrap().contains("own print server"),
        "{list:#}"
    );
    let ask = |address: &str, name: &str| {
        desk.refused(
            "printer_add",
            json!({"address": address, "name": name, "open_line": false, "authority": ""}),
        )
    };
    assert!(ask("ipp://10.0.0.5", "Laser").what.contains("in the clear"));
    assert!(
        ask("socket://10.0.0.5", "Laser")
            .what
            .contains("never says whether the pages came out")
    );
    assert!(ask("ipp://localhost:9", "a/b").what.contains("needs a name"));
    // One that is off is kept, and the list says so.
    let list = desk.ask(
        "printer_add",
        json!({"address": "ipp://localhost:9", "name": "Ward laser", "open_line": false, "authority": ""}),
    );
    assert_eq!(list["printers"][0]["state"], "cannot", "{list:#}");
    assert_eq!(
        list["printers"][0]["said"],
        "Ward laser cannot be reached: nobody answers at its address."
    );
    let refused = desk.refused("print_start", blank("Ward laser", &["observations"], 1, false));
    assert!(refused.next.contains("switched on"), "{}", refused.next);
    let refused = desk.refused("print_start", blank("Nobody", &["observations"], 1, false));
    assert!(
        refused.what.contains("no printer called Nobody"),
        "{}",
        refused.what
    );
    assert_eq!(unfinished(&desk), json!([]));
    let list = desk.ask("printer_remove", json!({"name": "ward laser"}));
    assert_eq!(list["printers"], json!([]));
}

#[test]
fn a_printer_that_prints_no_pdf_is_not_added() {
    if !has(&PRINTER, "a printer without PDF") {
        return;
    }
    let printer = Printer::start("page 1", &["-f", "image/urf"]);
    let desk = Desk::with_sample();
    let refused = desk.refused(
        "printer_add",
        json!({"address": printer.address(), "name": "Old one", "open_line": false, "authority": ""}),
    );
    assert_eq!(refused.what, "Old one does not print PDF, only image/urf.");
    assert!(refused.next.contains("cups:QUEUE"), "{}", refused.next);
}
