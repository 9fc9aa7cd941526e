//! The small bag that tests of faults edit.
#![allow(clippy::needless_pass_by_value)] // each test gives its bag away
#![allow(dead_code)] // each test file uses its part

use battlebag_bag::{Bag, BagFiles};
use chrono::NaiveDate;

/// Its one card.
pub const CARD: &str = include_str!("../small_bag/cards/runner.md");

/// A whole bag, as small as one can be.
pub fn small_bag() -> Vec<(String, Vec<u8>)> {
    [
        ("bag.toml", include_str!("../small_bag/bag.toml")),
        ("cards/runner.md", CARD),
        ("fallbacks.toml", include_str!("../small_bag/fallbacks.toml")),
        ("gravity.toml", include_str!("../small_bag/gravity.toml")),
        (
            "profiles/all.toml",
            include_str!("../small_bag/profiles/all.toml"),
        ),
        ("roles.toml", include_str!("../small_bag/roles.toml")),
        ("systems.toml", include_str!("../small_bag/systems.toml")),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
    .into()
}

/// The small bag with one file edited.
pub fn edited(path: &str, from: &str, to: &str) -> BagFiles {
    let file = small_bag().into_iter().find(|(name, _)| name == path).unwrap().1;
    let file = String::from_utf8(file).unwrap();
    assert!(file.contains(from), "{path} has no {from:?}");
    with(path, file.replacen(from, to, 1).as_bytes())
}

/// The small bag with one file replaced or added.
pub fn with(path: &str, bytes: &[u8]) -> BagFiles {
    let mut files = small_bag();
    files.retain(|(name, _)| name != path);
    files.push((path.to_owned(), bytes.to_vec()));
    BagFiles::from_files(files)
}

/// What the check of these files says.
pub fn report(files: BagFiles) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    Bag::check_files(&files, Some(today)).report()
}

/// The lines of a report that are faults.
pub fn faults(files: BagFiles) -> String {
    let report = report(files);
    let lines: Vec<_> = report.lines().collect();
    lines[..lines.len() - 1].join("\n")
}
