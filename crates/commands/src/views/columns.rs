//! How the columns of a hospital's own list become those that Battlebag knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CensusLine;

/// A profile: one header, and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MappingView {
    /// What the person calls it: "Ward clerk's bed list".
    pub name: String,
    /// "census", "medicines", "infusions", "orders", "devices", "observations" or "conditions".
    pub table: String,
    /// The header it is for; as the guess gave it.
    pub fingerprint: String,
    /// Only the sheet of this name; none: every sheet with the header.
    pub sheet: Option<String>,
    /// The row of the header, counted from 1; none: found by its names.
    pub header_row: Option<u32>,
    /// Which column goes where.
    pub columns: Vec<ColumnMapView>,
    /// Columns with the same value in every row.
    pub constants: BTreeMap<String, String>,
    /// "day_first" or "month_first"; none: each column's values decide.
    pub date_order: Option<String>,
    /// Whether "72,4" is 72.4; none: read where it can mean one thing only.
    pub decimal_comma: Option<bool>,
    /// Whether day numbers count from 1904; none: as the file says.
    pub dates_1904: Option<bool>,
    /// Encoding of a text file; none: found from its letters.
    pub encoding: Option<String>,
}

/// Which of the file's columns make one of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnMapView {
    /// Our column.
    pub to: String,
    /// The file's columns; several are joined with a space.
    pub from: Vec<String>,
    /// "whole", "family_name", "given_name", "ward", "bay", "bed", "first_piece", "second_piece" or "third_piece".
    pub part: String,
    /// The file's words for ours: "1" is "M".
    pub words: BTreeMap<String, String>,
}

/// A file whose columns are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnsOf {
    /// The file.
    pub path: String,
}

/// A guess at one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnGuessView {
    /// The file's column.
    pub from: String,
    /// Our columns that it may fill, each with the part that is taken.
    pub to: Vec<(String, String)>,
    /// "none", "low", "medium" or "high".
    pub confidence: String,
    /// Why, in words.
    pub reason: String,
    /// Its first values.
    pub values: Vec<String>,
}

/// A guess at one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetGuess {
    /// The sheet's name; none for a text file.
    pub sheet: Option<String>,
    /// A mapping that can be looked at, changed and kept.
    pub mapping: MappingView,
    /// A guess for each of the file's columns, in its order.
    pub columns: Vec<ColumnGuessView>,
    /// What must still be mapped, in a sentence; none: the mapping can be used.
    pub missing: Option<String>,
}

/// A column that Battlebag knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnownColumnView {
    /// Table.
    pub table: String,
    /// Our name.
    pub column: String,
    /// "must", "should" or "may".
    pub need: String,
    /// What it is.
    pub what: String,
    /// A cell as it may look.
    pub example: String,
}

/// A file's columns, guessed, beside those that Battlebag knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnsView {
    /// The file's name.
    pub file: String,
    /// Sheet by sheet.
    pub sheets: Vec<SheetGuess>,
    /// Every column that Battlebag knows.
    pub known: Vec<KnownColumnView>,
    /// The kept profiles.
    pub profiles: Vec<MappingView>,
}

/// Asks what a mapping would make of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewColumns {
    /// The file.
    pub path: String,
    /// The mapping.
    pub mapping: MappingView,
}

/// One fact of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewFactView {
    /// What it is about.
    pub field: String,
    /// As it would be shown.
    pub value: String,
}

/// A row as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewRowView {
    /// "line 12", "sheet Beds, row 12".
    pub at: String,
    /// Number of the stay, of a row that is joined to one.
    pub encounter_id: Option<String>,
    /// Each fact that would be taken from it.
    pub said: Vec<PreviewFactView>,
}

/// What a column could not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnProblemView {
    /// Our column.
    pub column: String,
    /// How many of its cells.
    pub cells: u32,
    /// The first of them, in words.
    pub first: String,
    /// Where that is.
    pub at: String,
}

/// What a mapping would make of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewView {
    /// The first rows as they would be read.
    pub rows: Vec<PreviewRowView>,
    /// What columns could not give, the most frequent first.
    pub problems: Vec<ColumnProblemView>,
    /// The first rows that would be rejected.
    pub rejected: Vec<CensusLine>,
    /// The first warnings that are not of one column.
    pub warnings: Vec<CensusLine>,
    /// Rows met.
    pub records: u32,
    /// Rows that would be taken.
    pub taken: u32,
    /// Rows that would be rejected.
    pub rejected_in_all: u32,
}

/// The kept profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MappingsView {
    /// By name.
    pub profiles: Vec<MappingView>,
}

/// A profile by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MappingName {
    /// Name.
    pub name: String,
}

/// A profile to or from a file, for another hospital's laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MappingFile {
    /// The file; to write, a folder will do, and empty is the folder of printed files.
    pub path: String,
    /// Which profile to write; empty when one is read.
    pub name: String,
}

/// Writes an empty table with the columns that Battlebag knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WriteTemplate {
    /// Table; "workbook" for all of them in one spreadsheet.
    pub table: String,
    /// Folder or file; empty for the paper folder.
    pub to: String,
}
