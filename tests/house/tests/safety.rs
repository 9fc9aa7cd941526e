//! The clinical safety file tells the truth about the code.
#![allow(clippy::expect_used, clippy::panic)] // a test may stop

use battlebag_house::safety::{SafetyFile, find_test};
use battlebag_house::{project_files, root};

const DATA: &str = "docs/clinical-safety/hazards.toml";
const PAGE: &str = "docs/clinical-safety/hazard-log.md";

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn file() -> SafetyFile {
    SafetyFile::read(&read(DATA)).unwrap_or_else(|e| panic!("{DATA}: {e}"))
}

#[test]
fn every_hazard_has_a_control_and_every_test_that_is_named_is_there() {
    let faults = file().faults(&root());
    assert!(faults.is_empty(), "{DATA}:\n{}", faults.join("\n"));
}

#[test]
fn the_page_is_made_from_the_data() {
    let page = file().page();
    if std::env::var_os("BATTLEBAG_WRITE_SAFETY").is_some() {
        std::fs::write(root().join(PAGE), &page).expect("the page can be written");
    }
    let hint = "Write it anew: BATTLEBAG_WRITE_SAFETY=1 cargo test -p battlebag-house --test safety";
    assert!(read(PAGE) == page, "{PAGE} is not what {DATA} says. {hint}");
}

#[test]
fn a_hazard_that_promises_what_is_not_there_is_found() {
    let mut wrong = file();
    let first = wrong.hazard.first_mut().expect("a hazard");
    first.control[0].tests = vec!["crates/bag/tests/shipped.rs::it_never_fails".to_owned()];
    first.control[1].tests.clear();
    wrong.hazard[1].control.clear();
    wrong.hazard[2].control[0].r#where = vec!["crates/bag/src/nowhere.rs".to_owned()];
    wrong.hazard.remove(27);
    wrong.never[0].tests.clear();
    let said = wrong.faults(&root()).join("\n");
    for part in [
        "shipped.rs has no such test",
        "has tests, or says why not",
        "H02: it has no control",
        "there is no crates/bag/src/nowhere.rs",
        "H28 is there 0 times",
        "no test",
    ] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn what_only_looks_like_a_test_is_none() {
    let helper = find_test(&root(), "crates/commands/tests/story.rs::under_attack");
    assert!(helper.is_err_and(|why| why.contains("it is not a test")));
    assert!(
        find_test(
            &root(),
            "crates/commands/tests/story.rs::a_lowered_p1_comes_back_by_itself"
        )
        .is_ok()
    );
    assert!(find_test(&root(), "ui/src/words/format.test.ts::nothing of the sort").is_err());
}

/// Never-event: a connection that nobody asked for. What can speak to a network is named here, and is started by a person.
#[test]
fn only_intake_printers_and_the_browser_test_can_speak_to_a_network() {
    let mut speaking = Vec::new();
    for file in project_files().expect("the project's files") {
        let path = file.to_string_lossy().into_owned();
        let product = path.starts_with("crates/") || path.starts_with("src-tauri/");
        if !product
            || file.extension().is_none_or(|kind| kind != "rs")
            || path.contains("/tests/")
            || path.contains("/benches/")
        {
            continue;
        }
        let text = read(&path);
        let speaks = ["std::net", "TcpListener", "TcpStream", "UdpSocket", "ureq::"];
        if speaks.iter().any(|word| text.contains(word)) {
            let room: String = path.split('/').take(2).collect::<Vec<_>>().join("/");
            speaking.push(room);
        }
    }
    speaking.dedup();
    assert_eq!(
        speaking,
        ["crates/headless", "crates/intake", "crates/printers"],
        "whoever opens a connection is asked about here first"
    );
}
