//! A table with named columns, as spreadsheets write it: comma, semicolon or tab between the cells, by the first line.

use std::collections::BTreeMap;

use crate::fault::Fault;

/// What a table must be to be read.
pub(crate) struct Columned {
    /// Names of the columns, in the order of the template.
    pub columns: &'static [&'static str],
    /// Those that must be there.
    pub needed: &'static [&'static str],
    /// Command that gives the template.
    pub template: &'static str,
    /// A column that is there twice, or a line that is longer than the first, is a fault.
    pub exact: bool,
}

type Places = BTreeMap<&'static str, usize>;

/// One line, with its number.
pub(crate) struct Line<'p> {
    pub number: u32,
    record: csv::StringRecord,
    places: &'p Places,
}

impl Line<'_> {
    /// The cell of a column; empty where there is none.
    pub fn cell(&self, name: &str) -> String {
        let at = self.places.get(name).copied();
        at.and_then(|at| self.record.get(at))
            .unwrap_or_default()
            .to_owned()
    }
}

impl Columned {
    /// Gives every line that can be read to `take`; what cannot be read is a fault with its line.
    pub fn read(
        &self,
        (file, text): (&str, &str),
        faults: &mut Vec<Fault>,
        mut take: impl FnMut(&Line<'_>, &mut Vec<Fault>),
    ) {
        let first = text.lines().next().unwrap_or_default();
        let count = |delimiter: char| first.matches(delimiter).count();
        let (_, delimiter) = [(count(','), b','), (count(';'), b';'), (count('\t'), b'\t')]
            .into_iter()
            .max_by_key(|(count, _)| *count)
            .unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let Some(Ok(head)) = records.next() else {
            let what = format!(
                "This file is empty. Fill in the template: {} FILE.",
                self.template
            );
            faults.push(Fault::error(file, 1, what));
            return;
        };
        let Some(places) = self.places(file, &head, faults) else {
            return;
        };
        for record in records {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let what = "This line cannot be read as a table. Save the sheet as CSV again.";
                    faults.push(Fault::error(file, line_of(error.position()), what));
                    continue;
                }
            };
            if record.iter().all(str::is_empty) {
                continue;
            }
            let number = line_of(record.position());
            if self.exact && record.len() > head.len() {
                let what = "This line has more cells than the first line has columns. Look for a comma that needs quotes.";
                faults.push(Fault::error(file, number, what));
                continue;
            }
            let places = &places;
            take(
                &Line {
                    number,
                    record,
                    places,
                },
                faults,
            );
        }
    }

    /// Where each column is; none when one that must be there is not.
    fn places(&self, file: &str, head: &csv::StringRecord, faults: &mut Vec<Fault>) -> Option<Places> {
        let mut found = Places::new();
        for (at, title) in head.iter().enumerate() {
            let plain = title.trim().to_lowercase().replace([' ', '-'], "_");
            match self.columns.iter().find(|name| **name == plain) {
                Some(name) if self.exact && found.contains_key(name) => {
                    let what = format!("The column `{title}` is there twice. Remove one of them.");
                    faults.push(Fault::error(file, 1, what));
                }
                Some(name) => {
                    found.entry(*name).or_insert(at);
                }
                None if plain.is_empty() => {}
                None => {
                    let what = format!(
                        "The column `{title}` is not read. The columns are {}.",
                        self.columns.join(", ")
                    );
                    faults.push(Fault::warning(file, 1, what));
                }
            }
        }
        let missing: Vec<&str> = self
            .needed
            .iter()
            .copied()
            .filter(|name| !found.contains_key(name))
            .collect();
        if missing.is_empty() {
            return Some(found);
        }
        let what = format!(
            "The first line has no column {}. Copy the first line of the template.",
            missing.join(", ")
        );
        faults.push(Fault::error(file, 1, what));
        None
    }

    /// The table as [`Self::read`] reads it.
    pub fn write<S: AsRef<str>>(&self, lines: impl Iterator<Item = Vec<S>>) -> String {
        let mut text = self.columns.join(",") + "\n";
        for cells in lines {
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn line_of(position: Option<&csv::Position>) -> u32 {
    u32::try_from(position.map_or(0, csv::Position::line)).unwrap_or(u32::MAX)
}
