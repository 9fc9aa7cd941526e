//! What a mapping would make of a file, before it is kept: the first rows as they would be read, what each column could
//! not give, and the rows that would be rejected.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::look::sheets_of;
use super::mapping::Mapping;
use super::{Joined, Tables};
use crate::claims::Field;
use crate::feed::{Ledger, Person};
use crate::model::{Counts, Rejected, Warning};

/// What would be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The first rows as they would be read.
    pub rows: Vec<PreviewRow>,
    /// What columns could not give, the most frequent first.
    pub problems: Vec<ColumnProblem>,
    /// The first rows that would be rejected, with their reasons.
    pub rejected: Vec<Rejected>,
    /// The first warnings that are not of one column.
    pub warnings: Vec<Warning>,
    /// Rows met, taken and rejected, in all.
    pub counts: Counts,
}

/// A row as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Where it is: "line 12", "sheet Beds, row 12".
    pub at: String,
    /// Number of the stay, of a row that is joined to one.
    pub encounter_id: Option<String>,
    /// Each fact that would be taken from it.
    pub said: Vec<PreviewFact>,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewFact {
    /// What it is about.
    pub field: Field,
    /// As it would be shown.
    pub value: String,
}

/// What a column could not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnProblem {
    /// Our column.
    pub column: String,
    /// How many of its cells.
    pub cells: u32,
    /// The first of them, in words: the cell, why, and what to do.
    pub first: String,
    /// Where that is.
    pub at: String,
}

const SHOWN: usize = 20;
const LISTED: usize = 100;

/// Reads a file by a mapping (without one: by its own column names) and says what would come of it. Nothing is kept.
///
/// # Errors
/// A sentence, when a spreadsheet cannot be opened or the mapping is faulty in itself.
pub fn preview(bytes: &[u8], name: &str, mapping: Option<&Mapping>, zone: Tz) -> Result<Preview, String> {
    if let Some(mapping) = mapping {
        mapping.check().map_err(|fault| fault.to_string())?;
    }
    let sheets = sheets_of(bytes, mapping.and_then(|m| m.encoding.as_deref()))?;
    let mut tables = Tables::new(zone, mapping.cloned().into_iter().collect());
    tables.keep_trouble = true;
    let mut ledger = Ledger::default();
    for sheet in &sheets {
        tables.read_sheet(sheet, name, &mut ledger);
    }
    let problems = problems(&tables.trouble);
    let mut rows: Vec<PreviewRow> = tables
        .people
        .iter()
        .take(SHOWN)
        .map(|(_, person)| PreviewRow {
            at: person.sources.first().map(|s| s.at.clone()).unwrap_or_default(),
            encounter_id: person.stays.first().and_then(|s| s.encounter_id.clone()),
            said: facts(person),
        })
        .collect();
    for waiting in tables.waiting.into_iter().take(SHOWN) {
        let mut person = Person::default();
        match waiting.joined {
            Joined::Person(add) => add(&mut person),
            Joined::Ordered(ordered) => medicine(&mut person, &ordered.medicine),
            Joined::Infusion(infusion) => medicine(&mut person, &infusion),
        }
        rows.push(PreviewRow {
            at: waiting.at,
            encounter_id: Some(waiting.encounter_id),
            said: facts(&person),
        });
    }
    let of_a_column = |text: &str| {
        problems
            .iter()
            .any(|p| text.starts_with(&format!("{} ", p.column)))
    };
    let warnings = ledger
        .warnings
        .into_iter()
        .filter(|w| !of_a_column(&w.text))
        .take(LISTED)
        .collect();
    Ok(Preview {
        rows,
        problems,
        rejected: ledger.rejected.into_iter().take(LISTED).collect(),
        warnings,
        counts: ledger.counts,
    })
}

fn facts(person: &Person) -> Vec<PreviewFact> {
    person
        .claims
        .iter()
        .map(|c| PreviewFact {
            field: c.field,
            value: c.value.clone(),
        })
        .collect()
}

fn medicine(person: &mut Person, medicine: &crate::model::Medicine) {
    let dose = medicine.dose.as_ref().map(|d| format!("{} {}", d.value, d.unit));
    let parts = [
        Some(medicine.name.clone()),
        dose,
        medicine.route.clone(),
        medicine.frequency.clone(),
    ];
    let words: Vec<String> = parts.into_iter().flatten().map(|p| p.trim().to_owned()).collect();
    let source = crate::model::Source {
        file: String::new(),
        at: String::new(),
    };
    person.says(Field::Medicine, words.join(", "), &source, None);
}

fn problems(trouble: &[(String, String, String)]) -> Vec<ColumnProblem> {
    let mut by_column: BTreeMap<&str, ColumnProblem> = BTreeMap::new();
    for (column, at, text) in trouble {
        by_column
            .entry(column)
            .and_modify(|p| p.cells = p.cells.saturating_add(1))
            .or_insert_with(|| ColumnProblem {
                column: column.clone(),
                cells: 1,
                first: text.clone(),
                at: at.clone(),
            });
    }
    let mut problems: Vec<ColumnProblem> = by_column.into_values().collect();
    problems.sort_by_key(|p| std::cmp::Reverse(p.cells));
    problems
}
