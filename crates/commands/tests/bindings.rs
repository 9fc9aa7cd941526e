//! The TypeScript that the front end is checked against, generated here and compared with what is committed.
//! `BATTLEBAG_WRITE_BINDINGS=1 cargo test -p battlebag-commands --test bindings` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use battlebag_commands::api;

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/bindings")
}

fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let Ok(read) = std::fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    read.map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "ts"))
        .map(|p| {
            (
                p.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&p).unwrap(),
            )
        })
        .collect()
}

fn generate(folder: &Path) {
    let config = ts_rs::Config::new().with_out_dir(folder);
    api::export_types(&config).unwrap();
    let names = files_of(folder);
    let mut text =
        String::from("// Generated from Rust by the bindings test of battlebag-commands. Do not edit.\n");
    for name in api::typescript_imports(&config) {
        writeln!(text, "import type {{ {name} }} from \"./{name}\";").unwrap();
    }
    writeln!(text, "\n/** Every use case: its request and its response. */").unwrap();
    writeln!(
        text,
        "export interface Commands {{\n{}}}\n",
        api::typescript_table(&config)
    )
    .unwrap();
    for name in names.keys().map(|n| n.trim_end_matches(".ts")) {
        writeln!(text, "export type {{ {name} }} from \"./{name}\";").unwrap();
    }
    std::fs::write(folder.join("index.ts"), text).unwrap();
}

#[test]
fn the_committed_typescript_is_what_rust_says() {
    let fresh = tempfile::tempdir().unwrap();
    generate(fresh.path());
    let want = files_of(fresh.path());
    assert!(want.len() > 60, "only {} types were exported", want.len());
    if std::env::var_os("BATTLEBAG_WRITE_BINDINGS").is_some() {
        let folder = committed();
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &want {
            std::fs::write(folder.join(name), text).unwrap();
        }
        return;
    }
    let have = files_of(&committed());
    for (name, text) in &want {
        assert_eq!(
            have.get(name),
            Some(text),
            "ui/src/bindings/{name} has drifted: run BATTLEBAG_WRITE_BINDINGS=1 cargo test -p battlebag-commands --test bindings"
        );
    }
    assert_eq!(
        have.len(),
        want.len(),
        "ui/src/bindings holds a file that Rust no longer makes"
    );
}
