//! The tables and columns that Battlebag knows: one list for the reader, the guesser, the template, the mapping screen
//! and the guide.

mod census;
mod joined;

use serde::{Deserialize, Serialize};

/// A table that Battlebag reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// One row per bed or patient.
    Census,
    /// Medicines as ordered.
    Medicines,
    /// Running infusions.
    Infusions,
    /// Open orders: laboratory, radiology and others.
    Orders,
    /// Devices at the patient.
    Devices,
    /// Sets of observations.
    Observations,
    /// Problems and procedures.
    Conditions,
}

impl Table {
    /// All tables, the census first.
    pub const ALL: [Self; 7] = [
        Self::Census,
        Self::Medicines,
        Self::Infusions,
        Self::Orders,
        Self::Devices,
        Self::Observations,
        Self::Conditions,
    ];

    /// What a person calls it; also the name of the template's sheet.
    pub fn title(self) -> &'static str {
        match self {
            Self::Census => "Beds",
            Self::Medicines => "Medicines",
            Self::Infusions => "Infusions",
            Self::Orders => "Orders",
            Self::Devices => "Devices",
            Self::Observations => "Observations",
            Self::Conditions => "Conditions",
        }
    }

    /// The file name of the table as Battlebag writes it.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Census => "census.csv",
            Self::Medicines => "medications.csv",
            Self::Infusions => "infusions.csv",
            Self::Orders => "orders.csv",
            Self::Devices => "devices.csv",
            Self::Observations => "observations.csv",
            Self::Conditions => "conditions.csv",
        }
    }
}

/// How much a column is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Without it (or the column named beside it) the table cannot be read.
    Must,
    /// The priority list or the printed charts are poorer without it.
    Should,
    /// Taken if it is there.
    May,
}

/// What kind of value a column holds: decides how a cell is read and what a spreadsheet may have done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Words.
    Text,
    /// An identifier: text made of digits and letters, never a number.
    Identifier,
    /// A date or a time.
    Time,
    /// A number.
    Number,
    /// A dose or a bed, which a spreadsheet may turn into a date ("1/2" into "02-Jan").
    NotADate,
    /// Yes or no.
    YesNo,
}

/// A column that Battlebag knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KnownColumn {
    /// The table.
    pub table: Table,
    /// Our name of the column.
    pub column: &'static str,
    /// How much it is needed.
    pub need: Need,
    /// What kind of value it holds.
    pub holds: Holds,
    /// What it is, in a few words.
    pub what: &'static str,
    /// A cell as it may look.
    pub example: &'static str,
    /// What others call it, in small letters with `_` between words.
    #[serde(skip)]
    pub also: &'static [&'static str],
}

/// Every column that Battlebag knows, table by table, in the order of the templates.
pub fn known_columns() -> impl Iterator<Item = &'static KnownColumn> {
    census::COLUMNS.iter().chain(joined::COLUMNS)
}

/// The columns of one table.
pub fn columns_of(table: Table) -> impl Iterator<Item = &'static KnownColumn> {
    known_columns().filter(move |k| k.table == table)
}

/// One column by its name.
pub(super) fn column(table: Table, name: &str) -> Option<&'static KnownColumn> {
    columns_of(table).find(|k| k.column == name)
}

/// A column name without case, spaces, accents of German umlauts and signs: "Date of Birth" is `date_of_birth`.
pub(super) fn plain(cell: &str) -> String {
    let lower = cell.trim().trim_start_matches('\u{feff}').to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// The column of a table that a header cell names, by our name or another's.
pub(super) fn named(table: Table, plain: &str) -> Option<&'static KnownColumn> {
    columns_of(table)
        .find(|k| k.column == plain)
        .or_else(|| columns_of(table).find(|k| k.also.contains(&plain)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_stands_for_two_columns_of_one_table() {
        for table in Table::ALL {
            let mut seen = BTreeSet::new();
            for known in columns_of(table) {
                assert!(seen.insert(known.column), "{table:?} {}", known.column);
                for other in known.also {
                    assert!(seen.insert(other), "{table:?} {other}");
                    assert_eq!(*other, plain(other), "{other}");
                }
                assert!(!known.what.is_empty());
            }
        }
    }
}
