//! The lists made for these tests, and the first inputs of the fuzz targets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::path::{Path, PathBuf};

use battlebag_census::tables::{guess, look};
use battlebag_census::{Format, Snapshot, import};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Snapshot {
    let at = "2026-11-21T02:14:00Z".parse().ok();
    let s = import(&[path.to_owned()], at, Format::Auto, &mut |_| true).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    s
}

#[test]
fn lists_made_here() {
    let folder = root().join("fixtures/feeds/csv/made_here");
    let names = |file: &str| {
        let s = read(&folder.join(file));
        s.patients
            .iter()
            .map(|p| {
                format!(
                    "{} {} {:?}",
                    p.name.family,
                    p.place.ward,
                    p.born.map(|b| b.to_string())
                )
            })
            .collect::<Vec<_>>()
            .join("; ")
    };
    insta::assert_snapshot!(names("ward_list.csv"), @r#"Okafor AMU Some("1957-04-26"); Reid AMU Some("1950-04-03"); Khan AMU None"#);
    insta::assert_snapshot!(names("station.csv"), @r#"Schäfer Innere 2 Some("1940-11-17"); Müller Innere 2 Some("1957-04-06")"#);
    insta::assert_snapshot!(names("ward_list.xlsx"), @r#"Okafor AMU Some("1957-04-16"); Reid AMU Some("1950-02-26")"#);
    assert_eq!(read(&folder.join("to_be_mapped.csv")).counts.taken, 0);
}

#[test]
fn first_inputs_of_the_fuzz_targets() {
    let mut files = 0;
    for folder in ["csv", "xlsx"] {
        for file in std::fs::read_dir(root().join("fuzz/corpus").join(folder)).unwrap() {
            let path = file.unwrap().path();
            read(&path);
            let bytes = std::fs::read(&path).unwrap();
            assert!(
                !look(&bytes, &[]).unwrap().sheets.is_empty(),
                "{}",
                path.display()
            );
            guess(&bytes).unwrap();
            files += 1;
        }
    }
    assert!(files >= 5);
}
