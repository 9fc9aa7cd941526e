//! Which of a folder's exports are the newest of their kind. `census-0100.csv` and `census-0200.csv` are two exports of
//! one thing; `Patient.000.ndjson` and `Patient.001.ndjson` are two parts of one export. Their times tell.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Seen;

/// Parts of one export are written within this time of each other.
const ONE_RUN: Duration = Duration::from_mins(10);

/// The files that count, in order of name, and how many older ones were left aside.
///
/// Files whose names differ only in their digits are one kind. Of a kind, those count that were written in one run with
/// the newest: no two neighbours further apart than ten minutes.
pub fn newest(files: &[Seen]) -> (Vec<Seen>, usize) {
    let mut kinds: BTreeMap<String, Vec<&Seen>> = BTreeMap::new();
    for file in files {
        kinds.entry(kind_of(&file.name)).or_default().push(file);
    }
    let mut count = Vec::new();
    for mut kind in kinds.into_values() {
        kind.sort_by_key(|file| std::cmp::Reverse(file.changed));
        let mut last = None;
        for file in kind {
            let near = last.is_none_or(|last: std::time::SystemTime| {
                last.duration_since(file.changed).unwrap_or_default() <= ONE_RUN
            });
            if !near {
                break;
            }
            last = Some(file.changed);
            count.push(file.clone());
        }
    }
    count.sort();
    let aside = files.len() - count.len();
    (count, aside)
}

/// The name with every run of digits as one mark.
fn kind_of(name: &str) -> String {
    let mut kind = String::with_capacity(name.len());
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_digit() {
            if !kind.ends_with('#') {
                kind.push('#');
            }
        } else {
            kind.push(letter);
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::time::SystemTime;

    fn seen(name: &str, minute: u64) -> Seen {
        Seen {
            name: name.to_owned(),
            path: PathBuf::from(name),
            size: 1,
            changed: SystemTime::UNIX_EPOCH + Duration::from_secs(minute * 60),
        }
    }

    fn names(files: &[Seen]) -> (Vec<String>, usize) {
        let (count, aside) = newest(files);
        (count.into_iter().map(|f| f.name).collect(), aside)
    }

    #[test]
    fn of_hourly_exports_the_newest_counts() {
        let files = [
            seen("census-0100.csv", 60),
            seen("census-0200.csv", 120),
            seen("allergies.csv", 0),
        ];
        assert_eq!(
            names(&files),
            (vec!["allergies.csv".to_owned(), "census-0200.csv".to_owned()], 1)
        );
    }

    #[test]
    fn parts_of_one_export_all_count() {
        let files = [
            seen("20261120/Patient.000.ndjson", 10),
            seen("20261121/Patient.000.ndjson", 1_450),
            seen("20261121/Patient.001.ndjson", 1_455),
            seen("20261121/Patient.002.ndjson", 1_464),
        ];
        let (count, aside) = names(&files);
        assert_eq!((count.len(), aside), (3, 1));
        assert!(count.iter().all(|name| name.starts_with("20261121/")));
    }
}
