//! Cells of a spreadsheet as text, so that one set of rules reads them and a CSV's.

use std::collections::BTreeMap;

use calamine::{DataRef, Dimensions, ExcelDateTime};
use csv::StringRecord;

use super::{WorkbookFault, bounds};
use crate::tables::dates;

/// Rows with their numbers, and what is to be said of them.
type Rows = (Vec<(u64, StringRecord)>, Vec<String>);

/// The cells of one sheet that have something in them.
#[derive(Default)]
pub(super) struct Grid {
    cells: BTreeMap<(u32, u32), String>,
    formulas: u32,
    beyond: u32,
}

impl Grid {
    /// Takes a cell.
    pub(super) fn put(
        &mut self,
        at: (u32, u32),
        value: &DataRef<'_>,
        formula: bool,
    ) -> Result<(), WorkbookFault> {
        let text = text_of(value)?;
        if text.is_empty() {
            return Ok(());
        }
        if at.1 >= bounds::COLUMNS {
            self.beyond += 1;
            return Ok(());
        }
        self.formulas += u32::from(formula);
        self.cells.insert(at, text);
        Ok(())
    }

    /// The rows, all of one width. A merged cell stands in each of its cells, as a person sees it.
    pub(super) fn rows(mut self, merged: &[Dimensions]) -> Result<Rows, WorkbookFault> {
        let filled = self.spread(merged);
        let width = self
            .cells
            .keys()
            .map(|(_, c)| *c as usize + 1)
            .max()
            .unwrap_or_default();
        let mut rows: Vec<(u64, StringRecord)> = Vec::new();
        let mut area = 0usize;
        let mut cells = self.cells.into_iter().peekable();
        while let Some(&((row, _), _)) = cells.peek() {
            area += width;
            if area > bounds::AREA {
                return Err(WorkbookFault::TooLarge(
                    "rows far wider than they are filled".to_owned(),
                ));
            }
            let mut record = StringRecord::new();
            while let Some(((_, column), text)) = cells.next_if(|((r, _), _)| *r == row) {
                while record.len() < column as usize {
                    record.push_field("");
                }
                record.push_field(&text);
            }
            while record.len() < width {
                record.push_field("");
            }
            rows.push((u64::from(row) + 1, record));
        }
        let mut remarks = Vec::new();
        if self.formulas > 0 {
            remarks.push(format!(
                "{} cells are worked out by formulas. Their values as last saved were read; no formula was run.",
                self.formulas
            ));
        }
        if filled > 0 {
            remarks.push(format!(
                "{filled} cells belong to merged cells and were given the merged cell's value."
            ));
        }
        if self.beyond > 0 {
            remarks.push(format!(
                "{} cells lie beyond column {} and were not read.",
                self.beyond,
                bounds::COLUMNS
            ));
        }
        Ok((rows, remarks))
    }

    fn spread(&mut self, merged: &[Dimensions]) -> u32 {
        // No ward list has more merged cells than these; what is more stays as it is in the file.
        let mut left = 20_000u32;
        let mut filled = 0;
        for area in merged {
            let Some(text) = self.cells.get(&area.start).cloned() else {
                continue;
            };
            let last = self.cells.keys().next_back().map_or(0, |(r, _)| *r);
            for row in area.start.0..=area.end.0.min(last) {
                for column in area.start.1..=area.end.1.min(bounds::COLUMNS - 1) {
                    if left == 0 {
                        return filled;
                    }
                    left -= 1;
                    if let std::collections::btree_map::Entry::Vacant(empty) = self.cells.entry((row, column))
                    {
                        empty.insert(text.clone());
                        filled += 1;
                    }
                }
            }
        }
        filled
    }
}

/// A cell's value as text. What cannot be written without loss is written so that the rules for damaged cells see it.
fn text_of(value: &DataRef<'_>) -> Result<String, WorkbookFault> {
    let most = |text: &str| {
        // A spreadsheet's own limit for one cell.
        let fits = text.len() <= 4 * 32_767;
        fits.then(|| text.trim().to_owned())
            .ok_or_else(|| WorkbookFault::TooLarge("a cell longer than a spreadsheet allows".to_owned()))
    };
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(number) => number_as_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => most(text)?,
        DataRef::SharedString(text) => most(text)?,
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(at) => moment_as_text(*at),
        DataRef::Error(fault) => fault.to_string(),
    })
}

/// A number as text: whole numbers exactly, up to the 15 digits that a spreadsheet keeps; larger ones with an exponent,
/// so that no rule takes them for an identifier.
pub(super) fn number_as_text(number: f64) -> String {
    const KEPT: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < KEPT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 1e15")]
        return (number as i64).to_string();
    }
    if number.abs() >= KEPT {
        let text = format!("{number:e}");
        return match text.split_once('e') {
            Some((mantissa, exponent)) => format!("{mantissa}E+{exponent}"),
            None => text,
        };
    }
    // 37.4 is kept as 37.399999999999999: fifteen digits are what the person typed.
    let typed: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    typed.to_string()
}

fn moment_as_text(at: ExcelDateTime) -> String {
    let number = at.as_f64();
    if at.is_duration() || (0.0..1.0).contains(&number) {
        return dates::from_serial_time(number)
            .map_or_else(|| number_as_text(number), |t| t.format("%H:%M:%S").to_string());
    }
    let (.., from_1904) = at_parts(at);
    match dates::from_serial(number, from_1904) {
        Some(at) if at.time() == chrono::NaiveTime::MIN => at.format("%Y-%m-%d").to_string(),
        Some(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => number_as_text(number),
    }
}

/// calamine keeps the date system to itself: day 1,000 of the two systems lies in different years.
fn at_parts(at: ExcelDateTime) -> (u16, bool) {
    let (year, ..) = at.to_ymd_hms_milli();
    let of_1900 = dates::from_serial(at.as_f64(), false).map(|d| chrono::Datelike::year(&d));
    (year, of_1900.is_some_and(|y| i32::from(year) >= y + 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_whole_or_refused() {
        for (number, text) in [
            (70_295_036.0, "70295036"),
            (0.0, "0"),
            (37.4, "37.4"),
            (0.1 + 0.2, "0.3"),
            (999_999_999_999_999.0, "999999999999999"),
            (15_517_911_000_001_100.0, "1.55179110000011E+16"),
        ] {
            assert_eq!(number_as_text(number), text);
        }
    }

    #[test]
    fn both_date_systems() {
        let text = |number, from_1904| {
            moment_as_text(ExcelDateTime::new(number, ExcelDateTimeType::DateTime, from_1904))
        };
        assert_eq!(text(46_347.0, false), "2026-11-21");
        assert_eq!(text(44_885.0, true), "2026-11-21");
        assert_eq!(text(46_347.093_055_555_56, false), "2026-11-21 02:14:00");
        assert_eq!(text(0.25, false), "06:00:00");
        assert_eq!(text(61.0, true), "1904-03-02");
    }
}
