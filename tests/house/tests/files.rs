//! How files look, what they are called, and what is written down.
#![allow(clippy::expect_used, clippy::panic)] // a test may stop

use std::path::{Path, PathBuf};

use battlebag_house::{Crates, project_files, root};

/// A file that a person writes stays shorter than this many lines.
const MAX_LINES: usize = 600;
/// Endings of the files that people write.
const WRITTEN: [&str; 9] = ["rs", "ts", "tsx", "css", "sh", "js", "mjs", "py", "html"];
/// Written by a program from the Rust types; `crates/commands/tests/bindings.rs` keeps it true.
const GENERATED: &str = "ui/src/bindings";
/// Names that say nothing about what is inside.
const VAGUE: [&str; 8] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "misc",
];
/// The one module of the front end that may know the window.
const WINDOW_MODULE: &str = "ui/src/host/tauri.ts";

fn files() -> Vec<PathBuf> {
    let files = project_files().expect("the project's files");
    assert!(
        files.len() > 100,
        "only {} files found: the checks would look at nothing",
        files.len()
    );
    files
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| endings.contains(&e))
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_short() {
    let wrong: Vec<_> = files()
        .iter()
        .filter(|f| ends_in(f, &WRITTEN) && !f.starts_with(GENERATED))
        .map(|f| (f, read(f).lines().count()))
        .filter(|(_, lines)| *lines >= MAX_LINES)
        .map(|(f, lines)| {
            format!(
                "{} has {lines} lines: split it by idea, under {MAX_LINES} each.",
                f.display()
            )
        })
        .collect();
    none(&wrong);
}

#[test]
fn names_say_what_is_inside() {
    let mut wrong = Vec::new();
    for file in files() {
        for part in &file {
            let name = part.to_string_lossy();
            let stem = name.split('.').next().unwrap_or_default();
            let mut words = stem.split(['-', '_']);
            if words.any(|w| VAGUE.contains(&w.to_lowercase().as_str())) {
                wrong.push(format!(
                    "{}: \"{stem}\" says nothing; name it by what it does.",
                    file.display()
                ));
            }
        }
    }
    none(&wrong);
}

#[test]
fn one_module_of_the_front_end_knows_the_window() {
    let knowing: Vec<_> = files()
        .iter()
        .filter(|f| f.starts_with("ui/src") && ends_in(f, &["ts", "tsx", "js", "mjs", "html"]))
        .filter(|f| read(f).contains("@tauri-apps"))
        .map(|f| f.display().to_string())
        .collect();
    assert_eq!(knowing, [WINDOW_MODULE], "every other module asks ui/src/host");
}

#[test]
fn every_crate_holds_the_house_lints() {
    let crates = Crates::of(&root()).expect("cargo metadata");
    let wrong: Vec<_> = crates
        .ours()
        .filter(|p| {
            let manifest: toml::Table = toml::from_str(&read(&p.manifest_path)).expect("a manifest is TOML");
            let held = manifest
                .get("lints")
                .and_then(|l| l.get("workspace"))
                .and_then(toml::Value::as_bool);
            held != Some(true)
        })
        .map(|p| {
            format!(
                "{} does not say `[lints] workspace = true`.",
                p.manifest_path.display()
            )
        })
        .collect();
    none(&wrong);
}

#[test]
fn every_crate_is_on_the_map() {
    let map = read(Path::new("ARCHITECTURE.md"));
    let crates = Crates::of(&root()).expect("cargo metadata");
    let wrong: Vec<_> = crates
        .ours()
        .filter_map(|p| {
            let folder = p.manifest_path.parent()?.strip_prefix(root()).ok()?.to_path_buf();
            let row = format!("`{}`", folder.display());
            (!map.contains(&row)).then(|| format!("ARCHITECTURE.md has no row for {row}."))
        })
        .collect();
    none(&wrong);
}

#[test]
fn every_outside_crate_has_its_reason() {
    let reasons: String = files()
        .iter()
        .filter(|f| f.starts_with("docs/decisions") && ends_in(f, &["md"]))
        .map(|f| read(f))
        .collect();
    let manifest: toml::Table = toml::from_str(&read(Path::new("Cargo.toml"))).expect("Cargo.toml is TOML");
    let asked = manifest["workspace"]["dependencies"]
        .as_table()
        .expect("workspace.dependencies");
    assert!(asked.len() > 10, "workspace.dependencies is read");
    let wrong: Vec<_> = asked
        .keys()
        .filter(|name| !name.starts_with("battlebag-") && !reasons.contains(&format!("`{name}`")))
        .map(|name| format!("`{name}` is in Cargo.toml, and no record in docs/decisions/ says why: add a line to the record of crates."))
        .collect();
    none(&wrong);
}
