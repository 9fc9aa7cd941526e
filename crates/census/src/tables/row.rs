//! One row: its cells by column name, with what spreadsheets do to them seen and undone, or refused with the place.

use chrono::{NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use csv::StringRecord;

use super::damage;
use super::dates::{self, Judged, Moment, NoMoment};
use super::wired::{Wired, short};
use crate::feed::{Ledger, When};
use crate::model::Source;

/// A row being read.
pub(super) struct Row<'a> {
    pub file: &'a str,
    /// Where it is, for a person: "line 12".
    pub at: String,
    /// Key of the row in its file.
    pub key: String,
    wired: &'a Wired,
    /// The row's cells, one for each wire.
    record: &'a StringRecord,
    zone: Tz,
    ledger: &'a mut Ledger,
    /// Times that had no zone.
    pub zoneless: u32,
    /// Columns with something that was not taken as it stands.
    pub troubled: Vec<(String, String)>,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        file: &'a str,
        (at, key): (String, String),
        wired: &'a Wired,
        record: &'a StringRecord,
        zone: Tz,
        ledger: &'a mut Ledger,
    ) -> Self {
        Self {
            file,
            at,
            key,
            wired,
            record,
            zone,
            ledger,
            zoneless: 0,
            troubled: Vec::new(),
        }
    }

    /// The cell, trimmed; `None` when the column is missing or the cell is empty: *not known*.
    pub(super) fn cell(&self, column: &str) -> Option<&'a str> {
        let cell = self.record.get(self.wired.wire(column)?.0)?.trim();
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
        let read = if dates::looks_made_into_a_date(cell) {
            Err(damage::Lost::IsADate)
        } else {
            damage::identifier(cell)
        };
        read.map_err(|lost| self.trouble(column, format!("\"{}\" {}", short(cell), lost.words())))
            .ok()
    }

    /// Something about a column that a person must know: a warning that begins with the column's name.
    pub(super) fn trouble(&mut self, column: &str, text: impl std::fmt::Display) {
        self.warn(format!("{column} {text}"));
        self.troubled.push((column.to_owned(), text.to_string()));
    }

    /// A number as written; a decimal comma is read when it cannot mean thousands.
    pub(super) fn decimal(&mut self, column: &str) -> Option<String> {
        let cell = self.value(column)?;
        let read = decimal(cell, self.wired.decimal_comma);
        if read.is_none() {
            self.left_out(column, cell);
        }
        read
    }

    /// A number read by a rule of its own; what it refuses is left out, and that is said.
    pub(super) fn read<T>(&mut self, column: &str, rule: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let cell = self.value(column)?;
        let read = decimal(cell, self.wired.decimal_comma).as_deref().and_then(rule);
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
        let read = match dates::moment(cell, self.judged(column, cell)?, self.wired.dates_1904) {
            Ok(Moment::Exact(at)) => return Some(at),
            Ok(Moment::Local(local)) => self
                .zone
                .from_local_datetime(&local)
                .earliest()
                .ok_or(NoMoment::Unreadable),
            Err(why) => Err(why),
        };
        match read {
            Ok(at) => {
                self.zoneless += 1;
                Some(at.with_timezone(&Utc))
            }
            Err(why) => {
                self.trouble(column, format!("\"{}\" {}", short(cell), why.words()));
                None
            }
        }
    }

    /// A date.
    pub(super) fn day(&mut self, column: &str) -> Option<NaiveDate> {
        let cell = self.value(column)?;
        let read = dates::day(cell, self.judged(column, cell)?, self.wired.dates_1904);
        read.map_err(|why| self.trouble(column, format!("\"{}\" {}", short(cell), why.words())))
            .ok()
    }

    /// What the column's values say of the order; nothing when the cell is a date whose day and month a spreadsheet has
    /// exchanged.
    fn judged(&mut self, column: &str, cell: &str) -> Option<Judged> {
        let judged = self.wired.wire(column).map(|(_, w)| w.judged).unwrap_or_default();
        let is_a_real_date = cell.as_bytes().get(4) == Some(&b'-');
        if self.wired.dates_1904.is_some() && is_a_real_date && judged.exchanged() {
            let text = "may have day and month exchanged: a spreadsheet of another country made some of this column's \
                        dates and could not read the others. It was left out. Export dates as text.";
            self.trouble(column, format!("\"{}\" {text}", short(cell)));
            return None;
        }
        Some(judged)
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.ledger.warn(self.file, self.at.clone(), text);
    }

    fn left_out(&mut self, column: &str, cell: &str) {
        let text = format!(
            "\"{}\" cannot be read and was left out. Write it as in the guide.",
            short(cell)
        );
        self.trouble(column, text);
    }

    pub(super) fn took(&mut self) {
        self.ledger.took();
    }

    pub(super) fn reject(&mut self, reason: &str) {
        self.ledger.reject(self.file, self.at.clone(), reason);
    }

    pub(super) fn ledger(&mut self) -> &mut Ledger {
        self.ledger
    }

    /// Where the row stands.
    pub(super) fn source(&self) -> Source {
        Source {
            file: self.file.to_owned(),
            at: self.at.clone(),
        }
    }
}

/// Asked, and there is nothing.
pub(super) fn is_none(cell: &str) -> bool {
    cell.eq_ignore_ascii_case("none") || cell.eq_ignore_ascii_case("nil")
}

/// A plain decimal number as written. "72,4" is 72.4; "1,000" may be one or a thousand and is refused, unless the
/// mapping says what a comma is.
fn decimal(cell: &str, comma: Option<bool>) -> Option<String> {
    let grouped = |text: &str, sign: char| {
        let mut groups = text.split(sign);
        let first = groups
            .next()
            .is_some_and(|g| (1..=3).contains(&g.trim_start_matches('-').len()));
        first && groups.all(|g| g.len() == 3)
    };
    let text = match comma {
        Some(true) => {
            let (whole, fraction) = cell.split_once(',').unwrap_or((cell, ""));
            let fits = !whole.contains('.') || grouped(whole, '.');
            let whole = fits.then(|| whole.replace('.', ""))?;
            if fraction.is_empty() && !cell.contains(',') {
                whole
            } else {
                format!("{whole}.{fraction}")
            }
        }
        Some(false) => {
            let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
            let fits = !whole.contains(',') || grouped(whole, ',');
            let whole = fits.then(|| whole.replace(',', ""))?;
            if fraction.is_empty() && !cell.contains('.') {
                whole
            } else {
                format!("{whole}.{fraction}")
            }
        }
        None => match cell.split_once(',') {
            Some((whole, fraction)) if !cell.contains('.') && (1..=2).contains(&fraction.len()) => {
                format!("{whole}.{fraction}")
            }
            Some(_) => return None,
            None => cell.to_owned(),
        },
    };
    let unsigned = text.strip_prefix('-').unwrap_or(&text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |t: &str| !t.is_empty() && t.len() <= 18 && t.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_may_mean_two_things_are_refused() {
        assert_eq!(decimal("72,4", None).as_deref(), Some("72.4"));
        assert_eq!(decimal("0.50", None).as_deref(), Some("0.50"));
        for wrong in ["1,000", "1.000,5", "", "1e3", "NaN", "12kg", ",5", "."] {
            assert_eq!(decimal(wrong, None), None, "{wrong}");
        }
        assert_eq!(decimal("1.000,5", Some(true)).as_deref(), Some("1000.5"));
        assert_eq!(decimal("1.000", Some(true)).as_deref(), Some("1000"));
        assert_eq!(decimal("72.4", Some(true)), None);
        assert_eq!(decimal("1,000", Some(false)).as_deref(), Some("1000"));
        assert_eq!(decimal("72,4", Some(false)), None);
    }
}
