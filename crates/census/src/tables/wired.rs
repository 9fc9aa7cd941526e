//! A header that was understood: which cells of a row make which of our columns.

use std::collections::{BTreeMap, HashMap};

use csv::StringRecord;

use super::damage;
use super::dates::{Judged, looks_made_into_a_date};
use super::known::{self, Holds, KnownColumn, Table, plain};
use super::mapping::{Mapping, MappingFault, Part, column_names, missing};

/// A header that was understood.
pub(super) struct Wired {
    pub table: Table,
    pub wires: Vec<Wire>,
    /// The header's own cells, to know it when it is repeated.
    header: StringRecord,
    /// Columns of the file that are not taken.
    pub unused: Vec<String>,
    pub decimal_comma: Option<bool>,
    /// Day numbers count from 1904; `None`: nobody said.
    pub dates_1904: Option<bool>,
}

/// One of our columns, and where it comes from.
pub(super) struct Wire {
    pub to: &'static KnownColumn,
    pub from: Vec<usize>,
    part: Part,
    constant: Option<String>,
    words: HashMap<String, String>,
    pub judged: Judged,
    /// How many of its cells are so many digits and nothing else.
    lengths: BTreeMap<usize, u32>,
}

/// Something about a cell that a person must know.
pub(super) struct Remark {
    pub column: &'static str,
    pub text: String,
}

impl Wired {
    /// Understands a header by the names of its columns; `None` when it is not this table.
    pub(super) fn by_names(table: Table, header: &StringRecord, dates_1904: Option<bool>) -> Option<Self> {
        let names: Vec<String> = header.iter().map(plain).collect();
        let mut columns: Vec<(&'static KnownColumn, usize)> = Vec::new();
        // Our own name in the same header goes before another's name for it, and the first before the second.
        for own in [true, false] {
            for (n, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                let Some(to) = known::named(table, name) else {
                    continue;
                };
                let free = columns.iter().all(|(k, at)| k.column != to.column && *at != n);
                if free && (to.column == name) == own {
                    columns.push((to, n));
                }
            }
        }
        family_beside_given(table, &mut columns);
        let has = |name: &str| columns.iter().any(|(k, _)| k.column == name);
        if missing(table, &has).is_some() {
            return None;
        }
        columns.sort_by_key(|(_, n)| *n);
        let wires = columns
            .iter()
            .map(|(to, n)| Wire {
                to,
                from: vec![*n],
                part: Part::Whole,
                constant: None,
                words: HashMap::new(),
                judged: Judged::default(),
                lengths: BTreeMap::new(),
            })
            .collect();
        Some(Self::with(table, wires, header, dates_1904))
    }

    /// Understands a header by a profile.
    pub(super) fn by_mapping(
        mapping: &Mapping,
        header: &StringRecord,
        dates_1904: Option<bool>,
    ) -> Result<Self, MappingFault> {
        mapping.check()?;
        let names = column_names(header);
        let plains: Vec<String> = names.iter().map(|n| plain(n)).collect();
        let mut wires = Vec::new();
        for column in &mapping.columns {
            let to = known::column(mapping.table, &column.to).ok_or_else(|| MappingFault::NoSuchColumn {
                to: column.to.clone(),
            })?;
            let mut from = Vec::new();
            for name in &column.from {
                let at =
                    plains
                        .iter()
                        .position(|p| *p == plain(name))
                        .ok_or_else(|| MappingFault::NotInFile {
                            to: column.to.clone(),
                            from: name.clone(),
                        })?;
                from.push(at);
            }
            wires.push(Wire {
                to,
                from,
                part: column.part,
                constant: mapping.constants.get(&column.to).cloned(),
                words: column
                    .words
                    .iter()
                    .map(|(k, v)| (k.trim().to_lowercase(), v.clone()))
                    .collect(),
                judged: Judged::told(mapping.date_order),
                lengths: BTreeMap::new(),
            });
        }
        for (name, value) in &mapping.constants {
            let known = known::column(mapping.table, name);
            if let Some(to) = known.filter(|k| wires.iter().all(|w| w.to.column != k.column)) {
                wires.push(Wire {
                    to,
                    from: Vec::new(),
                    part: Part::Whole,
                    constant: Some(value.clone()),
                    words: HashMap::new(),
                    judged: Judged::told(mapping.date_order),
                    lengths: BTreeMap::new(),
                });
            }
        }
        let mut wired = Self::with(mapping.table, wires, header, mapping.dates_1904.or(dates_1904));
        wired.decimal_comma = mapping.decimal_comma;
        Ok(wired)
    }

    fn with(table: Table, wires: Vec<Wire>, header: &StringRecord, dates_1904: Option<bool>) -> Self {
        let names = column_names(header);
        let unused = names
            .into_iter()
            .enumerate()
            .filter(|(n, name)| !name.starts_with("column ") && wires.iter().all(|w| !w.from.contains(n)))
            .map(|(_, name)| name)
            .collect();
        Self {
            table,
            wires,
            header: header.clone(),
            unused,
            decimal_comma: None,
            dates_1904,
        }
    }

    /// One of our columns.
    pub(super) fn wire(&self, column: &str) -> Option<(usize, &Wire)> {
        self.wires.iter().enumerate().find(|(_, w)| w.to.column == column)
    }

    /// The row is the header again.
    pub(super) fn is_header(&self, record: &StringRecord) -> bool {
        record.len() == self.header.len()
            && record
                .iter()
                .zip(&self.header)
                .all(|(a, b)| a.trim().eq_ignore_ascii_case(b.trim()))
    }

    /// Why a record does not fit: with a cell too many or too few nobody can tell which column is which.
    pub(super) fn misfit(&self, record: &StringRecord) -> Option<String> {
        let (cells, named) = (record.len(), self.header.len());
        let empty =
            |record: &StringRecord, from: usize| record.iter().skip(from).all(|cell| cell.trim().is_empty());
        if cells == named
            || (cells > named && empty(record, named))
            || (cells < named && empty(&self.header, cells))
        {
            return None;
        }
        Some(format!(
            "This line has {cells} cells and the header has {named}, so the columns cannot be told apart. Look for a \
             comma or quote inside a name."
        ))
    }

    /// A line under the patients that sums them up or ends the report. A line with any identifier is never one.
    pub(super) fn is_total(&self, record: &StringRecord) -> bool {
        let filled: Vec<&str> = record.iter().map(str::trim).filter(|c| !c.is_empty()).collect();
        let first = filled.first().map(|c| c.to_lowercase()).unwrap_or_default();
        let starts = [
            "total",
            "grand total",
            "sub total",
            "subtotal",
            "sub-total",
            "count",
            "sum ",
            "sum:",
            "summe",
            "gesamt",
            "end of report",
            "end of list",
            "page ",
            "seite ",
            "printed ",
            "report run",
            "report date",
            "***",
        ];
        let has = |column: &str| {
            self.wire(column)
                .and_then(|(_, w)| record.get(*w.from.first()?))
                .map(|cell| cell.trim().to_lowercase())
                .filter(|cell| !cell.is_empty() && !cell.starts_with(&first))
                // The sum itself may stand under a name.
                .is_some_and(|cell| !column.ends_with("_name") || cell.chars().any(char::is_alphabetic))
        };
        starts.iter().any(|s| first.starts_with(s))
            && filled.len() <= 3.max(self.header.len() / 3)
            && ![
                "hospital_number",
                "nhs_number",
                "encounter_id",
                "birth_date",
                "given_name",
                "family_name",
            ]
            .iter()
            .any(|c| has(c))
    }

    /// Takes a row into account for what the columns say together.
    pub(super) fn see(&mut self, record: &StringRecord) {
        for wire in &mut self.wires {
            let Some(cell) = wire.from.first().and_then(|n| record.get(*n)).map(str::trim) else {
                continue;
            };
            match wire.to.holds {
                Holds::Time => wire.judged.see(cell),
                Holds::Identifier
                    if matches!(wire.to.column, "hospital_number" | "nhs_number")
                        && cell.len() > 3
                        && cell.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    *wire.lengths.entry(cell.len().min(40)).or_default() += 1;
                }
                _ => {}
            }
        }
    }

    /// Identifiers that are a digit or two shorter than nearly all others: a spreadsheet drops zeros at the start.
    pub(super) fn shortened(&self) -> Vec<String> {
        let mut said = Vec::new();
        for wire in &self.wires {
            let all: u32 = wire.lengths.values().sum();
            let Some((usual, times)) = wire.lengths.iter().max_by_key(|(_, times)| **times) else {
                continue;
            };
            let shorter: u32 = wire
                .lengths
                .range(usual.saturating_sub(3)..*usual)
                .map(|(_, n)| n)
                .sum();
            if shorter > 0 && all >= 8 && f64::from(*times) >= 0.6 * f64::from(all) {
                said.push(format!(
                    "{}: {shorter} of {all} have fewer digits than the others ({usual}). A spreadsheet drops zeros at \
                     the start. Check these against the wristband.",
                    wire.to.column
                ));
            }
        }
        said
    }

    /// Makes a row of our columns out of a row of the file.
    pub(super) fn row(&self, record: &StringRecord, remarks: &mut Vec<Remark>) -> StringRecord {
        let mut row = StringRecord::new();
        for wire in &self.wires {
            let text = wire.cell(record, remarks);
            row.push_field(&text);
        }
        row
    }
}

/// In a German list "Name" beside "Vorname" is the family name.
fn family_beside_given(table: Table, columns: &mut [(&'static KnownColumn, usize)]) {
    let has = |name: &str| columns.iter().any(|(k, _)| k.column == name);
    if table == Table::Census
        && has("given_name")
        && !has("family_name")
        && let Some(family) = known::column(table, "family_name")
    {
        columns
            .iter_mut()
            .filter(|(k, _)| k.column == "name")
            .for_each(|c| c.0 = family);
    }
}

impl Wire {
    fn cell<'r>(&'r self, record: &'r StringRecord, remarks: &mut Vec<Remark>) -> std::borrow::Cow<'r, str> {
        let mut parts: Vec<&str> = Vec::new();
        for cell in self.from.iter().filter_map(|n| record.get(*n)).map(str::trim) {
            if damage::is_fault(cell) {
                let text = format!("\"{}\" is a spreadsheet's error: read as not known.", short(cell));
                remarks.push(Remark {
                    column: self.to.column,
                    text,
                });
            } else if self.to.holds == Holds::NotADate && looks_made_into_a_date(cell) {
                let text = format!(
                    "\"{}\" was made into a date by a spreadsheet and was left out. Read it from the notes.",
                    short(cell)
                );
                remarks.push(Remark {
                    column: self.to.column,
                    text,
                });
            } else if !damage::is_nothing(cell) {
                if damage::is_formula(cell) {
                    let text = format!(
                        "\"{}\" begins like a formula. It was kept as text and never run.",
                        short(cell)
                    );
                    remarks.push(Remark {
                        column: self.to.column,
                        text,
                    });
                }
                parts.push(cell);
            }
        }
        let plain_way = self.part == Part::Whole && self.words.is_empty() && self.constant.is_none();
        if let ([cell], true) = (parts.as_slice(), plain_way) {
            return (*cell).into();
        }
        let joined = parts.join(" ");
        let cell = self
            .part
            .of(&joined)
            .or_else(|| self.constant.clone())
            .unwrap_or_default();
        self.words
            .get(&cell.to_lowercase())
            .cloned()
            .unwrap_or(cell)
            .into()
    }
}

/// A cell as it is quoted to a person.
pub(super) fn short(cell: &str) -> String {
    cell.chars().take(40).collect()
}
