//! A snapshot's stored form: canonical bytes, a content hash, and one order of patients.

use std::cmp::Ordering;

use crate::error::CensusError;
use crate::model::{Patient, Snapshot};

/// The format number this build writes.
pub const SNAPSHOT_FORMAT: u16 = 1;

impl Snapshot {
    /// Canonical bytes: patients, rejected records and warnings in their one order, JSON with fields in the model's
    /// order and nothing else. The same census always gives the same bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CensusError> {
        if self.is_in_order() {
            return encode(self);
        }
        let mut sorted = self.clone();
        sorted.put_in_order();
        encode(&sorted)
    }

    /// Reads [`Self::to_bytes`] back.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CensusError> {
        let snapshot: Self = serde_json::from_slice(bytes).map_err(|e| CensusError::BadSnapshot {
            reason: e.to_string(),
        })?;
        if snapshot.format != SNAPSHOT_FORMAT {
            let reason = format!(
                "it is written in format {} and this version reads format {SNAPSHOT_FORMAT}",
                snapshot.format
            );
            return Err(CensusError::BadSnapshot { reason });
        }
        Ok(snapshot)
    }

    /// BLAKE3 of the canonical bytes: the name under which log entries mean this census.
    pub fn hash(&self) -> Result<[u8; 32], CensusError> {
        Ok(*blake3::hash(&self.to_bytes()?).as_bytes())
    }

    /// [`Self::hash`] in hexadecimal.
    pub fn hash_hex(&self) -> Result<String, CensusError> {
        self.hash().map(hex::encode)
    }

    /// Puts patients in order of ward, bay, bed and id; rejected records and warnings in order of file and place.
    pub fn put_in_order(&mut self) {
        self.patients.sort_by(by_place);
        self.rejected
            .sort_by(|a, b| natural(&a.file, &b.file).then_with(|| natural(&a.at, &b.at)));
        self.warnings.sort_by(|a, b| {
            natural(&a.file, &b.file)
                .then_with(|| natural(&a.at, &b.at))
                .then_with(|| a.text.cmp(&b.text))
        });
    }

    fn is_in_order(&self) -> bool {
        self.patients
            .is_sorted_by(|a, b| by_place(a, b) != Ordering::Greater)
            && self.rejected.is_sorted_by(|a, b| {
                natural(&a.file, &b.file).then_with(|| natural(&a.at, &b.at)) != Ordering::Greater
            })
            && self.warnings.is_sorted_by(|a, b| {
                let order = natural(&a.file, &b.file).then_with(|| natural(&a.at, &b.at));
                order.then_with(|| a.text.cmp(&b.text)) != Ordering::Greater
            })
    }
}

fn encode(snapshot: &Snapshot) -> Result<Vec<u8>, CensusError> {
    serde_json::to_vec(snapshot).map_err(|e| CensusError::BadSnapshot {
        reason: e.to_string(),
    })
}

/// Site, ward, bay, bed (a person without a bed comes after those with one), then key.
pub fn by_place(a: &Patient, b: &Patient) -> Ordering {
    natural_option(a.place.site.as_deref(), b.place.site.as_deref())
        .then_with(|| natural(&a.place.ward, &b.place.ward))
        .then_with(|| natural_option(a.place.bay.as_deref(), b.place.bay.as_deref()))
        .then_with(|| natural_option(a.place.bed.as_deref(), b.place.bed.as_deref()))
        .then_with(|| a.id.cmp(&b.id))
        .then_with(|| a.encounter_id.cmp(&b.encounter_id))
}

fn natural_option(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => natural(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Order people expect of names with numbers in them: "Bed 2" before "Bed 10", "Ward 9" before "Ward 12".
/// A total order: texts that look the same but for case or leading zeros are told apart at the end.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let (dx, rest_x) = split_run(x);
        let (dy, rest_y) = split_run(y);
        let order = match (dx.is_empty(), dy.is_empty()) {
            (true, true) => return a.cmp(b),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => compare_runs(dx, dy),
        };
        if order != Ordering::Equal {
            return order;
        }
        (x, y) = (rest_x, rest_y);
    }
}

/// The leading run of digits, or of anything else.
fn split_run(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

fn compare_runs(a: &str, b: &str) -> Ordering {
    let both_digits =
        a.starts_with(|c: char| c.is_ascii_digit()) && b.starts_with(|c: char| c.is_ascii_digit());
    if both_digits {
        let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        a.len().cmp(&b.len()).then_with(|| a.cmp(b))
    } else {
        a.chars()
            .flat_map(char::to_lowercase)
            .cmp(b.chars().flat_map(char::to_lowercase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn beds_in_the_order_of_a_ward_round() {
        let mut beds = vec![
            "Bed 10",
            "Bed 2",
            "Side room 1",
            "bed 1",
            "04",
            "4",
            "11",
            "3",
            "",
            "Bed 2a",
        ];
        beds.sort_by(|a, b| natural(a, b));
        assert_eq!(
            beds,
            [
                "",
                "3",
                "04",
                "4",
                "11",
                "bed 1",
                "Bed 2",
                "Bed 2a",
                "Bed 10",
                "Side room 1"
            ]
        );
    }

    proptest! {
        #[test]
        fn natural_is_a_total_order(a in "[aA0-9 é]{0,6}", b in "[aA0-9 é]{0,6}", c in "[aA0-9 é]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b) == Ordering::Equal, a == b);
            if natural(&a, &b) != Ordering::Greater && natural(&b, &c) != Ordering::Greater {
                prop_assert!(natural(&a, &c) != Ordering::Greater);
            }
        }
    }

    #[test]
    fn stored_bytes_that_are_not_a_census_say_so() {
        let wrong = Snapshot::from_bytes(b"{").unwrap_err();
        assert!(
            wrong
                .to_string()
                .starts_with("This stored census cannot be read: EOF")
        );
    }
}
