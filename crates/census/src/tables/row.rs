//! One row: its cells by column name, with what spreadsheets do to them seen and undone, or refused with the place.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use csv::StringRecord;

use super::columns::Header;
use crate::feed::{Ledger, When};
use crate::model::Source;

/// A row being read.
pub(super) struct Row<'a> {
    pub file: &'a str,
    pub line: u64,
    header: &'a Header,
    record: &'a StringRecord,
    zone: Tz,
    ledger: &'a mut Ledger,
    /// Times that had no zone.
    pub zoneless: u32,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        file: &'a str,
        line: u64,
        header: &'a Header,
        record: &'a StringRecord,
        zone: Tz,
        ledger: &'a mut Ledger,
    ) -> Self {
        Self {
            file,
            line,
            header,
            record,
            zone,
            ledger,
            zoneless: 0,
        }
    }

    /// The cell, trimmed; `None` when the column is missing or the cell is empty: *not known*.
    pub(super) fn cell(&self, column: &str) -> Option<&'a str> {
        let cell = self.record.get(self.header.column(column)?)?.trim();
        (!cell.is_empty() && !cell.eq_ignore_ascii_case("null")).then_some(cell)
    }

    /// The cell, unless it says `none`: *asked, and there is nothing*.
    pub(super) fn value(&self, column: &str) -> Option<&'a str> {
        self.cell(column).filter(|cell| !is_none(cell))
    }

    /// [`Self::value`], owned.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.value(column).map(str::to_owned)
    }

    /// An identifier as text: `70295036.0` is undone, `7.03E+07` has lost digits and is refused.
    pub(super) fn identifier(&mut self, column: &str) -> Option<String> {
        let cell = self.value(column)?;
        if let Ok(text) = unmangled(cell) {
            Some(text)
        } else {
            self.warn(format!(
                "{column} \"{cell}\" was changed by a spreadsheet and its digits are lost: it was left out. \
                 Export it as text."
            ));
            None
        }
    }

    /// A number as written; a decimal comma is read when it cannot mean thousands.
    pub(super) fn decimal(&mut self, column: &str) -> Option<String> {
        let cell = self.value(column)?;
        let read = decimal(cell);
        if read.is_none() {
            self.left_out(column, cell);
        }
        read
    }

    /// A number read by a rule of its own; what it refuses is left out, and that is said.
    pub(super) fn read<T>(&mut self, column: &str, rule: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let cell = self.value(column)?;
        let read = decimal(cell).as_deref().and_then(rule);
        if read.is_none() {
            self.left_out(column, cell);
        }
        read
    }

    /// A word read by a rule of its own.
    pub(super) fn word<T>(&mut self, column: &str, rule: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let cell = self.value(column)?;
        let read = rule(cell);
        if read.is_none() {
            self.left_out(column, cell);
        }
        read
    }

    /// Yes or no.
    pub(super) fn yes(&mut self, column: &str) -> Option<bool> {
        let cell = self.cell(column)?;
        match cell.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "1.0" => Some(true),
            "no" | "n" | "false" | "0" | "0.0" | "none" => Some(false),
            _ => {
                self.left_out(column, cell);
                None
            }
        }
    }

    /// A time. Without a zone it is hospital local time.
    pub(super) fn time(&mut self, column: &str) -> Option<When> {
        let cell = self.value(column)?;
        if let Ok(exact) = DateTime::parse_from_rfc3339(cell) {
            return Some(exact.with_timezone(&Utc));
        }
        let patterns = [
            "%Y-%m-%dT%H:%M:%S%.f",
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%d %H:%M",
        ];
        let local = patterns
            .iter()
            .find_map(|p| NaiveDateTime::parse_from_str(cell, p).ok());
        let zoned = [
            "%Y-%m-%d %H:%M:%S%.f%:z",
            "%Y-%m-%dT%H:%M%:z",
            "%Y-%m-%d %H:%M%:z",
        ];
        if let Some(exact) = zoned.iter().find_map(|p| DateTime::parse_from_str(cell, p).ok()) {
            return Some(exact.with_timezone(&Utc));
        }
        let local = local.or_else(|| date(cell)?.and_hms_opt(0, 0, 0));
        let at = local.and_then(|l| self.zone.from_local_datetime(&l).earliest());
        if let Some(at) = at {
            self.zoneless += 1;
            Some(at.with_timezone(&Utc))
        } else {
            self.left_out(column, cell);
            None
        }
    }

    /// A date.
    pub(super) fn day(&mut self, column: &str) -> Option<NaiveDate> {
        let cell = self.value(column)?;
        let read = date(cell.get(..10).unwrap_or(cell)).or_else(|| date(cell));
        if read.is_none() {
            self.left_out(column, cell);
        }
        read
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.ledger.warn(self.file, format!("line {}", self.line), text);
    }

    fn left_out(&mut self, column: &str, cell: &str) {
        let short: String = cell.chars().take(40).collect();
        self.warn(format!(
            "{column} \"{short}\" cannot be read and was left out. Write it as in the guide."
        ));
    }

    pub(super) fn took(&mut self) {
        self.ledger.took();
    }

    pub(super) fn reject(&mut self, reason: &str) {
        self.ledger
            .reject(self.file, format!("line {}", self.line), reason);
    }

    pub(super) fn ledger(&mut self) -> &mut Ledger {
        self.ledger
    }

    /// Where the row stands.
    pub(super) fn source(&self) -> Source {
        Source {
            file: self.file.to_owned(),
            at: format!("line {}", self.line),
        }
    }
}

/// Asked, and there is nothing.
pub(super) fn is_none(cell: &str) -> bool {
    cell.eq_ignore_ascii_case("none") || cell.eq_ignore_ascii_case("nil")
}

/// Undoes what a spreadsheet did to an identifier, where nothing was lost.
fn unmangled(cell: &str) -> Result<String, ()> {
    let cell = cell
        .strip_prefix("=\"")
        .and_then(|c| c.strip_suffix('"'))
        .unwrap_or(cell);
    let cell = cell.trim_start_matches('\'');
    if let Some((whole, zeros)) = cell.split_once('.') {
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if digits(whole) && digits(zeros) && zeros.bytes().all(|b| b == b'0') {
            return Ok(whole.to_owned());
        }
    }
    let Some((mantissa, exponent)) = cell.split_once(['E', 'e']) else {
        return Ok(cell.to_owned());
    };
    let (Some(first), Ok(exponent)) = (
        mantissa.split_once('.'),
        exponent.trim_start_matches('+').parse::<usize>(),
    ) else {
        return Ok(cell.to_owned());
    };
    let (whole, fraction) = first;
    let is_number = whole.len() == 1 && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    match is_number {
        // Every digit is there: 7.0295036E+07.
        true if fraction.len() == exponent => Ok(format!("{whole}{fraction}")),
        true => Err(()),
        false => Ok(cell.to_owned()),
    }
}

/// A plain decimal number as written. "72,4" is 72.4; "1,000" may be one or a thousand and is refused.
fn decimal(cell: &str) -> Option<String> {
    let text = match cell.split_once(',') {
        Some((whole, fraction)) if !cell.contains('.') && (1..=2).contains(&fraction.len()) => {
            format!("{whole}.{fraction}")
        }
        Some(_) => return None,
        None => cell.to_owned(),
    };
    let unsigned = text.strip_prefix('-').unwrap_or(&text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |t: &str| !t.is_empty() && t.len() <= 18 && t.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(text)
}

/// A date that can mean one day only: ISO, with the month in letters, or day and month that cannot be exchanged.
fn date(cell: &str) -> Option<NaiveDate> {
    let sensible = |d: &NaiveDate| (1850..2200).contains(&chrono::Datelike::year(d));
    for pattern in ["%Y-%m-%d", "%d-%b-%Y", "%d %b %Y", "%d/%b/%Y", "%Y/%m/%d"] {
        if let Ok(day) = NaiveDate::parse_from_str(cell, pattern) {
            return Some(day).filter(sensible);
        }
    }
    let day_first = NaiveDate::parse_from_str(cell, "%d/%m/%Y").ok().filter(sensible);
    let month_first = NaiveDate::parse_from_str(cell, "%m/%d/%Y").ok().filter(sensible);
    match (day_first, month_first) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_is_undone_or_refused() {
        for (cell, text) in [
            ("70295036.0", "70295036"),
            ("7.0295036E+07", "70295036"),
            ("RXX00123", "RXX00123"),
            ("00123", "00123"),
            ("=\"00123\"", "00123"),
            ("1E5X", "1E5X"),
            ("12.5", "12.5"),
        ] {
            assert_eq!(unmangled(cell).as_deref(), Ok(text), "{cell}");
        }
        for lost in ["7.03E+07", "1.5517911E+16"] {
            assert_eq!(unmangled(lost), Err(()), "{lost}");
        }
    }

    #[test]
    fn numbers_that_may_mean_two_things_are_refused() {
        assert_eq!(decimal("72,4").as_deref(), Some("72.4"));
        assert_eq!(decimal("0.50").as_deref(), Some("0.50"));
        for wrong in ["1,000", "1.000,5", "", "1e3", "NaN", "12kg", ",5", "."] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_that_may_mean_two_days_are_refused() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(date("1960-04-06"), day(1960, 4, 6));
        assert_eq!(date("06-Apr-1960"), day(1960, 4, 6));
        assert_eq!(date("26/04/1960"), day(1960, 4, 26));
        assert_eq!(date("04/04/1960"), day(1960, 4, 4));
        assert_eq!(date("06/04/1960"), None);
        assert_eq!(date("0060-04-06"), None);
    }
}
