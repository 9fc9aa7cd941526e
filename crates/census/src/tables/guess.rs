//! What the columns of an unknown list may be: by their names first, then by their values. A person looks at each guess
//! before it is used.

use serde::{Deserialize, Serialize};

use super::dates;
use super::known::{Need, Table, columns_of, named, plain};
use super::look::{Look, look, sheets_of};
use super::mapping::{ColumnMap, Mapping, Part, missing, name_parts};
use super::sheet::Sheet;
use crate::{nhs_number, wards};

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing speaks for anything.
    None,
    /// The values look like it.
    Low,
    /// Name or values speak for it, and nothing against.
    Medium,
    /// The name is known.
    High,
}

/// A guess at one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// The sheet's name; `None` for a text file.
    pub sheet: Option<String>,
    /// A mapping that can be looked at, changed and kept.
    pub mapping: Mapping,
    /// A guess for each of the file's columns, in the file's order.
    pub columns: Vec<ColumnGuess>,
    /// What must still be mapped, in a sentence; `None`: the mapping can be used.
    pub missing: Option<String>,
}

/// A guess at one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnGuess {
    /// The file's column.
    pub from: String,
    /// Our columns that it may fill, each with the part that is taken; none: leave it out.
    pub to: Vec<(String, Part)>,
    /// How sure.
    pub confidence: Confidence,
    /// Why, in words.
    pub reason: String,
    /// Its first values, as they stand.
    pub values: Vec<String>,
}

/// So many rows are looked at.
const LOOKED_AT: usize = 400;

/// Guesses for every sheet of a file.
///
/// # Errors
/// A sentence, when a spreadsheet cannot be opened.
pub fn guess(bytes: &[u8]) -> Result<Vec<Guess>, String> {
    let Look { sheets: looks } = look(bytes, &[])?;
    let sheets = sheets_of(bytes, None)?;
    Ok(sheets
        .iter()
        .zip(looks)
        .map(|(sheet, look)| {
            let values = values(sheet, look.header_row.unwrap_or_default(), look.columns.len());
            let table = look.table.unwrap_or_else(|| likely_table(&look.columns));
            let columns = columns(table, &look.columns, &values);
            let mapping = Mapping {
                name: sheet.name.clone().unwrap_or_default(),
                table,
                fingerprint: look.fingerprint,
                sheet: None,
                header_row: look.header_row,
                columns: wired(&columns),
                constants: std::collections::BTreeMap::new(),
                date_order: None,
                decimal_comma: None,
                dates_1904: None,
                encoding: None,
            };
            let has = |name: &str| mapping.columns.iter().any(|c| c.to == name);
            Guess {
                sheet: sheet.name.clone(),
                missing: missing(table, &has),
                columns,
                mapping,
            }
        })
        .collect())
}

fn values(sheet: &Sheet<'_>, header_row: u64, width: usize) -> Vec<Vec<String>> {
    let mut columns = vec![Vec::new(); width];
    let mut rows = 0;
    sheet.each(&mut |n, line| {
        if let (Ok(record), true) = (line, n > header_row) {
            rows += 1;
            for (column, cell) in columns.iter_mut().zip(record) {
                if !cell.trim().is_empty() {
                    column.push(cell.trim().to_owned());
                }
            }
        }
        rows < LOOKED_AT
    });
    columns
}

/// The table of which the most columns are known by name; the census, if none is.
fn likely_table(columns: &[String]) -> Table {
    let known = |table: Table| {
        let mut names: Vec<&str> = columns
            .iter()
            .filter_map(|c| named(table, &plain(c)))
            .map(|k| k.column)
            .collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    Table::ALL
        .into_iter()
        .rev()
        .max_by_key(|t| known(*t))
        .unwrap_or(Table::Census)
}

fn columns(table: Table, names: &[String], values: &[Vec<String>]) -> Vec<ColumnGuess> {
    let mut taken: Vec<&'static str> = Vec::new();
    let mut guesses: Vec<ColumnGuess> = names
        .iter()
        .zip(values)
        .map(|(name, values)| ColumnGuess {
            from: name.clone(),
            to: Vec::new(),
            confidence: Confidence::None,
            reason: "Neither its name nor its values are known.".to_owned(),
            values: values.iter().take(5).map(|v| super::wired::short(v)).collect(),
        })
        .collect();
    // Our own names first, then known names, then parts of names, then values: the order of the columns does not matter
    // but between two of one name.
    for pass in 0..4 {
        for (guess, values) in guesses.iter_mut().zip(values).filter(|(g, _)| g.to.is_empty()) {
            let found = match pass {
                0 | 1 => by_name(table, &guess.from, pass == 0, values),
                2 if table == Table::Census => by_split(values, &taken),
                3 if table == Table::Census => by_values(values),
                _ => None,
            };
            let Some((to, confidence, reason)) = found else {
                continue;
            };
            if to.iter().any(|(column, _)| taken.contains(column)) {
                "Another column fills the same already.".clone_into(&mut guess.reason);
                continue;
            }
            taken.extend(to.iter().map(|(column, _)| *column));
            guess.to = to
                .iter()
                .map(|(column, part)| ((*column).to_owned(), *part))
                .collect();
            guess.confidence = confidence;
            guess.reason = reason;
        }
    }
    guesses
}

type Found = (Vec<(&'static str, Part)>, Confidence, String);

fn by_name(table: Table, name: &str, own: bool, values: &[String]) -> Option<Found> {
    let plain = plain(name);
    let known = named(table, &plain)?;
    if (known.column == plain) != own {
        return None;
    }
    let whole = |column: &'static str| vec![(column, Part::Whole)];
    let against = match known.column {
        "nhs_number" => share(values, |v| nhs_number::parse(v).is_ok()) < 0.5,
        "birth_date" | "admitted_at" | "snapshot_at" | "at" => share(values, is_a_date) < 0.5,
        "ward" if share(values, is_a_place_string) > 0.6 => {
            let parts = vec![("ward", Part::Ward), ("bay", Part::Bay), ("bed", Part::Bed)];
            return Some((
                parts,
                Confidence::Medium,
                "Its cells hold ward, bay and bed together.".to_owned(),
            ));
        }
        "name" if share(values, |v| name_parts(v).1.is_empty()) < 0.3 => {
            let parts = vec![("family_name", Part::FamilyName), ("given_name", Part::GivenName)];
            return Some((
                parts,
                Confidence::High,
                "Its cells hold family name and first names.".to_owned(),
            ));
        }
        _ => false,
    };
    Some(if against && !values.is_empty() {
        let reason = format!(
            "Its name says {}, but most of its values do not look like it.",
            known.what
        );
        (whole(known.column), Confidence::Low, reason)
    } else {
        (
            whole(known.column),
            Confidence::High,
            format!("Its name is known: {}.", known.what),
        )
    })
}

/// A cell that holds several of our columns.
fn by_split(values: &[String], taken: &[&str]) -> Option<Found> {
    let free = |column: &str| !taken.contains(&column);
    if values.len() < 3 {
        return None;
    }
    if free("location_string") && share(values, |v| v.matches('^').count() >= 2) > 0.8 {
        let to = vec![("location_string", Part::Whole)];
        return Some((
            to,
            Confidence::Medium,
            "Its cells are HL7 locations: department, room and bed.".to_owned(),
        ));
    }
    if free("bay") && free("bed") && share(values, is_a_place_string) > 0.6 {
        let mut to = vec![("bay", Part::Bay), ("bed", Part::Bed)];
        if free("ward") && share(values, |v| Part::Ward.of(v).is_some()) > 0.6 {
            to.insert(0, ("ward", Part::Ward));
        }
        return Some((
            to,
            Confidence::Medium,
            "Its cells say bay and bed in words.".to_owned(),
        ));
    }
    let is_name = |v: &str| {
        v.split_once(',')
            .is_some_and(|(_, b)| !b.trim().is_empty() && v.len() < 60)
            && v.chars().all(|c| c.is_alphabetic() || " ,.-'’".contains(c))
            && name_parts(v).0.split_whitespace().count() <= 3
    };
    if free("family_name") && free("given_name") && free("name") && share(values, is_name) > 0.8 {
        let to = vec![("family_name", Part::FamilyName), ("given_name", Part::GivenName)];
        return Some((
            to,
            Confidence::Medium,
            "Its cells look like \"FAMILY, First\".".to_owned(),
        ));
    }
    None
}

fn by_values(values: &[String]) -> Option<Found> {
    let whole = |column: &'static str, confidence, reason: &str| {
        Some((vec![(column, Part::Whole)], confidence, reason.to_owned()))
    };
    if values.len() < 3 {
        return None;
    }
    if share(values, |v| nhs_number::parse(v).is_ok()) > 0.8 {
        return whole(
            "nhs_number",
            Confidence::Medium,
            "Its values are ten digits with the check digit of an NHS number.",
        );
    }
    let sex = |v: &str| {
        matches!(
            v.to_lowercase().as_str(),
            "m" | "f" | "male" | "female" | "w" | "männlich" | "weiblich"
        )
    };
    if share(values, sex) > 0.9 {
        return whole("sex", Confidence::Medium, "Its values are words for sex.");
    }
    if share(values, |v| is_a_date(v) && year(v).is_some_and(|y| y < 2015)) > 0.6
        && share(values, is_a_date) > 0.9
    {
        return whole(
            "birth_date",
            Confidence::Low,
            "Its values are dates over many years.",
        );
    }
    if share(values, |v| {
        v.to_lowercase().contains("ward") || wards::kind_of(v) != crate::model::WardKind::Unknown
    }) > 0.6
    {
        return whole("ward", Confidence::Low, "Its values look like names of wards.");
    }
    if share(values, crate::allergies::says_none_known) > 0.2 {
        return whole(
            "allergies",
            Confidence::Low,
            "Some of its values say that no allergies are known.",
        );
    }
    None
}

fn share(values: &[String], is: impl Fn(&str) -> bool) -> f64 {
    let all = values.len().max(1);
    values.iter().filter(|v| is(v)).count() as f64 / all as f64
}

fn is_a_date(value: &str) -> bool {
    use dates::{DateOrder, Judged, moment};
    [DateOrder::DayFirst, DateOrder::MonthFirst]
        .into_iter()
        .any(|order| moment(value, Judged::told(Some(order)), Some(false)).is_ok())
}

fn year(value: &str) -> Option<i32> {
    use dates::{DateOrder, Judged, day};
    [DateOrder::DayFirst, DateOrder::MonthFirst]
        .into_iter()
        .find_map(|order| day(value, Judged::told(Some(order)), Some(false)).ok())
        .map(|d| chrono::Datelike::year(&d))
}

/// "Bay 2 Bed 4".
fn is_a_place_string(value: &str) -> bool {
    Part::Bed.of(value).is_some() && (Part::Bay.of(value).is_some() || Part::Ward.of(value).is_some())
}

fn wired(columns: &[ColumnGuess]) -> Vec<ColumnMap> {
    columns
        .iter()
        .filter(|c| c.confidence > Confidence::None)
        .flat_map(|c| {
            c.to.iter().map(|(to, part)| ColumnMap {
                to: to.clone(),
                from: vec![c.from.clone()],
                part: *part,
                words: std::collections::BTreeMap::new(),
            })
        })
        .collect()
}

/// Our columns that a mapping of this table should still fill: those that must or should be there.
pub fn unfilled(mapping: &Mapping) -> Vec<&'static str> {
    let filled =
        |name: &str| mapping.columns.iter().any(|c| c.to == name) || mapping.constants.contains_key(name);
    columns_of(mapping.table)
        .filter(|k| k.need != Need::May && !filled(k.column))
        .map(|k| k.column)
        .collect()
}
