//! How the columns of a hospital's own list become the columns that Battlebag knows: made once on the mapping screen,
//! kept as a profile, and used again for every file with the same header.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::dates::DateOrder;
use super::known::{self, Table, plain};

/// A profile: one header, and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the person calls it: "Ward clerk's bed list".
    pub name: String,
    /// The table that the file is.
    pub table: Table,
    /// The header it is for, from [`fingerprint`]. A file with this header is read by this profile.
    pub fingerprint: String,
    /// Only the sheet of this name; `None`: every sheet with the header.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row of the header, counted from 1, if it is not found by its fingerprint (another title line above it is no
    /// reason to fail).
    #[serde(default)]
    pub header_row: Option<u64>,
    /// Which column goes where.
    pub columns: Vec<ColumnMap>,
    /// Columns with the same value in every row: the ward from the file's name, for one. Used where the row's own cell
    /// is empty or there is no such column.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// The order of dates like 03/04/2026; `None`: each column's values decide.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// Whether "72,4" is 72.4 and "1.234" is one thousand; `None`: read where it can mean one thing only.
    #[serde(default)]
    pub decimal_comma: Option<bool>,
    /// Whether day numbers count from 1904 (old Macintosh files); `None`: as the file says.
    #[serde(default)]
    pub dates_1904: Option<bool>,
    /// Encoding of a text file ("iso-8859-2"); `None`: found from its letters.
    #[serde(default)]
    pub encoding: Option<String>,
}

/// Which of the file's columns make one of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// Our column, one of [`super::known_columns`].
    pub to: String,
    /// The file's columns by their names; the second of two columns named "Date" is "Date (2)". Several are joined with
    /// a space.
    pub from: Vec<String>,
    /// The part of the cell that is taken.
    #[serde(default)]
    pub part: Part,
    /// The file's words for ours: "1" is "M". Words that are not listed are taken as they are.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

/// The part of a cell that is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// "OKAFOR, Grace": OKAFOR. Without a comma: the words in capitals, else the whole.
    FamilyName,
    /// "OKAFOR, Grace": Grace.
    GivenName,
    /// "AMU Bay 2 Bed 4": AMU. What comes before the words bay, room or bed.
    Ward,
    /// "Bay 2 Bed 4": Bay 2. "Side room 3": Side room 3.
    Bay,
    /// "Bay 2 Bed 4": 4.
    Bed,
    /// "AMU^Bay 2^04" or "AMU/2/04": the first piece.
    FirstPiece,
    /// The second piece.
    SecondPiece,
    /// The third piece.
    ThirdPiece,
}

impl Part {
    /// Takes the part; `None` when the cell has none.
    pub(super) fn of(self, cell: &str) -> Option<String> {
        let cell = cell.trim();
        let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        match self {
            Self::Whole => some(cell),
            Self::FamilyName | Self::GivenName => {
                let (family, given) = name_parts(cell);
                some(if self == Self::FamilyName { &family } else { &given })
            }
            Self::Ward => some(place_parts(cell).0),
            Self::Bay => some(place_parts(cell).1),
            Self::Bed => some(place_parts(cell).2),
            Self::FirstPiece => piece(cell, 0),
            Self::SecondPiece => piece(cell, 1),
            Self::ThirdPiece => piece(cell, 2),
        }
    }
}

fn piece(cell: &str, n: usize) -> Option<String> {
    let sign = ['^', '/', '|', ';', '~']
        .into_iter()
        .find(|s| cell.contains(*s))
        .unwrap_or('-');
    let piece = cell.split(sign).nth(n)?.trim();
    (!piece.is_empty() && !piece.eq_ignore_ascii_case("null")).then(|| piece.to_owned())
}

/// Family name and given names. "OKAFOR Grace Ada" is cut where the capitals end, for nobody writes a first name so.
pub(super) fn name_parts(cell: &str) -> (String, String) {
    if let Some((family, given)) = cell.split_once(',') {
        return (family.trim().to_owned(), given.trim().to_owned());
    }
    let words: Vec<&str> = cell.split_whitespace().collect();
    let capitals = |w: &&&str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && w.to_uppercase() == **w;
    let count = words.iter().take_while(|w| capitals(w)).count();
    match (words.get(..count), words.get(count..)) {
        (Some(family), Some(given)) if count > 0 && !given.is_empty() => (family.join(" "), given.join(" ")),
        _ => (cell.to_owned(), String::new()),
    }
}

/// Ward, bay and bed of "AMU Bay 2 Bed 4". What has no such words is a bed.
fn place_parts(cell: &str) -> (&str, &str, &str) {
    let lower = cell.to_ascii_lowercase();
    let word = |words: &[&str]| {
        words.iter().find_map(|w| {
            lower
                .match_indices(w)
                .map(|(at, _)| (at, w.len()))
                .find(|(at, len)| {
                    let before = lower.get(..*at).and_then(|b| b.chars().next_back());
                    let after = lower.get(at + len..).and_then(|b| b.chars().next());
                    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphabetic)
                })
        })
    };
    let bed = word(&["bed", "bett"]);
    let bay = word(&["side room", "bay", "room", "cubicle", "zimmer", "sr"])
        .filter(|b| bed.is_none_or(|d| b.0 < d.0));
    let end = |at: Option<(usize, usize)>| at.map_or(cell.len(), |(at, _)| at);
    let tidy = |text: &'_ str| -> (usize, usize) {
        let start = text.len() - text.trim_start_matches([' ', ',', '-', '/', ':']).len();
        (
            start,
            text.trim_end_matches([' ', ',', '-', '/', ':']).len().max(start),
        )
    };
    let cut = |from: usize, to: usize| {
        let text = cell.get(from..to).unwrap_or_default();
        let (a, b) = tidy(text);
        text.get(a..b).unwrap_or_default()
    };
    match (bay, bed) {
        (None, None) => ("", "", cell),
        (bay, Some((at, len))) => {
            let bay_text = bay.map_or("", |(start, _)| cut(start, at));
            (cut(0, end(bay).min(at)), bay_text, cut(at + len, cell.len()))
        }
        (Some((at, _)), None) => (cut(0, at), cut(at, cell.len()), ""),
    }
}

/// The names of a header's columns as a mapping refers to them: the second "Date" is "Date (2)"; a column without a name
/// is "column 3".
pub(super) fn column_names(header: &StringRecord) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    header
        .iter()
        .enumerate()
        .map(|(n, cell)| {
            let tidy = cell
                .trim()
                .trim_start_matches('\u{feff}')
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let name = if tidy.is_empty() {
                format!("column {}", n + 1)
            } else {
                tidy
            };
            let times = seen.entry(plain(&name)).or_default();
            *times += 1;
            if *times > 1 {
                format!("{name} ({times})")
            } else {
                name
            }
        })
        .collect()
}

/// What makes a header the same header again: the names of its columns in any order, without case and signs.
pub fn fingerprint<'n>(columns: impl IntoIterator<Item = &'n str>) -> String {
    let names: BTreeSet<String> = columns
        .into_iter()
        .filter(|name| !name.starts_with("column "))
        .map(plain)
        .filter(|name| !name.is_empty())
        .collect();
    let mut hash = blake3::Hasher::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update(b"\n");
    }
    hex::encode(hash.finalize().as_bytes().get(..16).unwrap_or_default())
}

/// The fingerprint of a header row.
pub(super) fn fingerprint_of(header: &StringRecord) -> String {
    let names = column_names(header);
    fingerprint(names.iter().map(String::as_str))
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MappingFault {
    /// A column of ours that there is not.
    #[error("The mapping names a column \"{to}\" that Battlebag does not have. Choose one of the list.")]
    NoSuchColumn {
        /// The name.
        to: String,
    },
    /// Two entries for one column.
    #[error("The mapping fills \"{to}\" twice. Keep one of the two, or join the columns.")]
    Twice {
        /// The name.
        to: String,
    },
    /// The file has no such column.
    #[error(
        "This file has no column \"{from}\", which the mapping takes for \"{to}\". Map the columns of this file."
    )]
    NotInFile {
        /// Our column.
        to: String,
        /// The file's column.
        from: String,
    },
    /// Without these the table says nothing.
    #[error("{what} Map it, or give it one value for all rows.")]
    Missing {
        /// A sentence that says what is missing.
        what: String,
    },
}

impl Mapping {
    /// Checks the profile by itself, before a file is there.
    ///
    /// # Errors
    /// The first [`MappingFault`].
    pub fn check(&self) -> Result<(), MappingFault> {
        let mut seen = BTreeSet::new();
        let constants = self.constants.keys().map(|to| (to, false));
        for (to, may_repeat) in self.columns.iter().map(|c| (&c.to, true)).chain(constants) {
            if known::column(self.table, to).is_none() {
                return Err(MappingFault::NoSuchColumn { to: to.clone() });
            }
            if may_repeat && !seen.insert(to) {
                return Err(MappingFault::Twice { to: to.clone() });
            }
        }
        let has = |name: &str| seen.iter().any(|s| *s == name) || self.constants.contains_key(name);
        match missing(self.table, &has) {
            Some(what) => Err(MappingFault::Missing { what }),
            None => Ok(()),
        }
    }
}

/// What a table cannot be read without, in a sentence.
pub(super) fn missing(table: Table, has: &dyn Fn(&str) -> bool) -> Option<String> {
    let any = |some: &[&str]| some.iter().any(|n| has(n));
    let say = |there: bool, what: &str| (!there).then(|| what.to_owned());
    if table == Table::Census {
        return say(
            any(&["family_name", "name", "hospital_number", "nhs_number"]),
            "No column says who the patient is: a name, a hospital number or an NHS number.",
        )
        .or_else(|| {
            say(
                any(&["ward", "bed", "location_string"]),
                "No column says where the patient is: a ward or a bed.",
            )
        });
    }
    say(
        has("encounter_id"),
        "No column has the number of the stay (encounter_id), so nobody knows whose a row is.",
    )
    .or_else(|| match table {
        Table::Census => None,
        Table::Medicines => say(has("drug"), "No column names the medicine."),
        Table::Infusions => say(has("drug"), "No column names the medicine.").or_else(|| {
            say(
                any(&["rate_ml_h", "dose_rate"]),
                "No column has the rate of the infusion.",
            )
        }),
        Table::Orders => say(has("test"), "No column says what was ordered."),
        Table::Devices => say(has("kind"), "No column says what device it is."),
        Table::Observations => {
            say(has("at"), "No column says when the observations were taken.").or_else(|| {
                say(
                    any(&["rr", "spo2", "bp_sys", "pulse", "temp_c", "acvpu"]),
                    "No column has a measured value.",
                )
            })
        }
        Table::Conditions => say(
            has("kind") && has("text"),
            "No column names the condition and its kind.",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_cells() {
        for (cell, family, given) in [
            ("OKAFOR, Grace", "OKAFOR", "Grace"),
            ("OKAFOR Grace Ada", "OKAFOR", "Grace Ada"),
            ("VAN DER BERG Jan", "VAN DER BERG", "Jan"),
            ("Grace Okafor", "Grace Okafor", ""),
            ("OKAFOR", "OKAFOR", ""),
        ] {
            assert_eq!(name_parts(cell), (family.to_owned(), given.to_owned()), "{cell}");
        }
        for (cell, ward, bay, bed) in [
            ("Bay 2 Bed 4", "", "Bay 2", "4"),
            ("AMU Bay 2, Bed 04", "AMU", "Bay 2", "04"),
            ("Ward 12 - Side room 3", "Ward 12", "Side room 3", ""),
            ("Zimmer 12 Bett 2", "", "Zimmer 12", "2"),
            ("B04", "", "", "B04"),
            ("Bedford Ward Bed 3", "Bedford Ward", "", "3"),
        ] {
            assert_eq!(place_parts(cell), (ward, bay, bed), "{cell}");
        }
        assert_eq!(Part::SecondPiece.of("AMU^Bay 2^04").as_deref(), Some("Bay 2"));
        assert_eq!(Part::SecondPiece.of("AMU^null^04"), None);
        assert_eq!(Part::ThirdPiece.of("AMU/2/04").as_deref(), Some("04"));
    }

    #[test]
    fn a_header_is_known_again_in_any_order() {
        let a = fingerprint(["Date of Birth", "Ward", "Bed"]);
        assert_eq!(a, fingerprint(["BED", "ward ", "date_of_birth", ""]));
        assert_ne!(a, fingerprint(["Ward", "Bed"]));
        let header = StringRecord::from(vec!["Date", "", " Date "]);
        assert_eq!(column_names(&header), ["Date", "column 2", "Date (2)"]);
    }
}
