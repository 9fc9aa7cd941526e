//! Arrows point one way: content and census at the bottom, the shells on top.
#![allow(clippy::expect_used)] // a test may stop

use battlebag_house::{Crates, Kind, Package, root};

/// What each of our crates may need of ours. A crate that is not here has no place in the house yet.
const MAY_NEED: &[(&str, &[&str])] = &[
    ("bag", &[]),
    ("census", &[]),
    ("priority", &["bag", "census"]),
    ("incident", &["bag", "census", "priority"]),
    ("log", &[]),
    // A coroner's check needs the log and nothing else of Battlebag.
    ("verify", &["log"]),
    ("store", &["log"]),
    ("intake", &["census"]),
    ("printers", &[]),
    ("paper", &["bag", "census", "priority", "incident"]),
    ("stations", &["log", "store"]),
    (
        "commands",
        &[
            "bag", "census", "priority", "incident", "log", "verify", "store", "paper", "stations", "intake",
            "printers",
        ],
    ),
    // Shells: they reach everything through the use cases.
    ("cli", &["commands", "verify"]),
    ("headless", &["commands"]),
    ("desktop", &["commands"]),
];

const OURS: &str = "battlebag-";
/// Crates that stand on a window.
const WINDOW: [&str; 4] = ["tauri", "wry", "tao", "webkit2gtk"];
/// Crates through which a pure crate would reach a disk, a clock of its own, a network or chance.
const IMPURE: [&str; 8] = [
    "rusqlite",
    "libsqlite3-sys",
    "tokio",
    "getrandom",
    "rand",
    "rand_core",
    "socket2",
    "fastrand",
];

fn crates() -> Crates {
    Crates::of(&root()).expect("cargo metadata")
}

fn room(package: &Package) -> &str {
    package.name.strip_prefix(OURS).unwrap_or(&package.name)
}

fn is_under(package: &Package, folder: &str) -> bool {
    package.manifest_path.starts_with(root().join(folder))
}

fn is_of_window(name: &str) -> bool {
    WINDOW.contains(&name) || name.starts_with("tauri-")
}

#[test]
fn no_arrow_points_up() {
    let crates = crates();
    let mut wrong = Vec::new();
    for package in crates.ours().filter(|p| !is_under(p, "tests")) {
        let Some((_, allowed)) = MAY_NEED.iter().find(|(name, _)| *name == room(package)) else {
            wrong.push(format!(
                "{} has no place in the house: give it a row in MAY_NEED of tests/house/tests/arrows.rs and a line in ARCHITECTURE.md.",
                package.name
            ));
            continue;
        };
        for needed in package
            .dependencies
            .iter()
            .filter_map(|d| d.name.strip_prefix(OURS))
        {
            if needed != room(package) && !allowed.contains(&needed) {
                wrong.push(format!(
                    "The arrow {} -> {needed} points up or sideways: {} may only need {allowed:?}. Move the code down, or hand the value in as an argument.",
                    room(package),
                    room(package),
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_under_crates_knows_the_window() {
    let crates = crates();
    let mut wrong = Vec::new();
    for package in crates.ours().filter(|p| is_under(p, "crates")) {
        // The manifest speaks for every platform; the resolved graph only for this one, but all the way down.
        for asked in package.dependencies.iter().filter(|d| is_of_window(&d.name)) {
            wrong.push(format!(
                "{} asks for {}: only src-tauri may.",
                package.name, asked.name
            ));
        }
        for way in crates.ways(package, &[Kind::Normal, Kind::Dev, Kind::Build], is_of_window) {
            wrong.push(format!(
                "{}: nothing under crates/ may know the window.",
                way.join(" -> ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn priority_and_incident_are_pure() {
    let crates = crates();
    let pure: Vec<_> = crates
        .ours()
        .filter(|p| ["priority", "incident"].contains(&room(p)))
        .collect();
    assert_eq!(pure.len(), 2, "priority and incident are in the workspace");
    let mut wrong = Vec::new();
    for package in pure {
        // Build scripts and tests may do as they like: they are not in the program.
        for way in crates.ways(package, &[Kind::Normal], |name| IMPURE.contains(&name)) {
            wrong.push(format!(
                "{}: {} does no input or output, reads no clock and draws no random number; take the value as an argument.",
                way.join(" -> "),
                room(package)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The checks above would pass on an empty graph; this one fails on it.
#[test]
fn the_graph_that_is_checked_is_the_real_one() {
    let crates = crates();
    let desktop = crates
        .ours()
        .find(|p| room(p) == "desktop")
        .expect("src-tauri is in the workspace");
    let ways = crates.ways(desktop, &[Kind::Normal], |name| {
        name == "tauri" || name == "libsqlite3-sys"
    });
    let ends: Vec<_> = ways.iter().filter_map(|w| w.last().map(String::as_str)).collect();
    assert!(ends.contains(&"tauri"), "the window stands on tauri: {ends:?}");
    assert!(
        ends.contains(&"libsqlite3-sys"),
        "the window reaches the store through the use cases: {ends:?}"
    );
    assert!(
        ways.iter()
            .all(|w| w.first() == Some(&desktop.name) && w.len() > 1),
        "{ways:?}"
    );
}
