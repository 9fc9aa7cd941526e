//! Dates and times as people and spreadsheets write them. One that may mean two moments is refused, never guessed.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// Which part of `03/04/2026` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3 April, as in the UK and Germany.
    DayFirst,
    /// March 4, as in the US.
    MonthFirst,
}

/// What all values of a column together say of the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was seen or not"
)]
pub(super) struct Judged {
    day_first: bool,
    month_first: bool,
    iso_both_small: bool,
    iso_day_large: bool,
    told: Option<DateOrder>,
}

impl Judged {
    /// What a person said counts for more than what the values say.
    pub(super) fn told(order: Option<DateOrder>) -> Self {
        Self {
            told: order,
            ..Self::default()
        }
    }

    /// Takes one value of the column into account.
    pub(super) fn see(&mut self, cell: &str) {
        let cell = cell.trim();
        if let Some((a, b, year, sign)) = slashed(cell) {
            // A date with dots is the German way and says nothing of the others.
            if sign != '.' && year > 0 {
                self.day_first |= a > 12 && b <= 12;
                self.month_first |= b > 12 && a <= 12;
            }
        } else if let Some(day) = cell.get(..10).and_then(iso_day) {
            self.iso_both_small |= day.day() <= 12;
            self.iso_day_large |= day.day() > 12;
        }
    }

    /// The order, if it is certain.
    pub(super) fn order(self) -> Option<DateOrder> {
        self.told.or(match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        })
    }

    /// A spreadsheet of another country took the dates it could read and exchanged their day and month: real dates all
    /// have a small day, and those that it could not read stand beside them as text.
    pub(super) fn exchanged(self) -> bool {
        (self.day_first || self.month_first) && self.iso_both_small && !self.iso_day_large
    }
}

/// Why a cell is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMoment {
    /// It cannot be read at all.
    Unreadable,
    /// Day and month can be exchanged, and nothing says which comes first.
    Order,
    /// Two figures for the year.
    Century,
    /// A spreadsheet's day number, and nothing says from which year it counts.
    DayNumber,
    /// A time without its day.
    NoDay,
}

impl NoMoment {
    /// The rest of the sentence "column "cell" …".
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "cannot be read and was left out. Write it as in the guide.",
            Self::Order => {
                "may mean two days: nothing in this column says whether the day or the month comes first. It was left \
                 out. Say the order of dates when you map the columns."
            }
            Self::Century => "has two figures for the year and was left out. Export it with four.",
            Self::DayNumber => {
                "is a spreadsheet's day number, and a text file does not say from which year it counts. It was left \
                 out. Export dates as text, or say it when you map the columns."
            }
            Self::NoDay => "is a time without its day and was left out. Export day and time together.",
        }
    }
}

/// A moment: exact (with a zone), or local.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moment {
    Exact(DateTime<Utc>),
    Local(NaiveDateTime),
}

/// Reads a cell. `serials`: whether day numbers count from 1904, `None` if nobody said.
pub(super) fn moment(cell: &str, judged: Judged, serials: Option<bool>) -> Result<Moment, NoMoment> {
    let cell = cell.trim();
    if let Ok(exact) = DateTime::parse_from_rfc3339(cell) {
        return sensible(exact.naive_utc()).map(|_| Moment::Exact(exact.with_timezone(&Utc)));
    }
    let zoned = [
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%dT%H:%M%:z",
        "%Y-%m-%d %H:%M%:z",
    ];
    if let Some(exact) = zoned.iter().find_map(|p| DateTime::parse_from_str(cell, p).ok()) {
        return Ok(Moment::Exact(exact.with_timezone(&Utc)));
    }
    let digits = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if digits
        && cell.starts_with(|c: char| c.is_ascii_digit())
        && let Some(read) = digits_only(cell, serials)
    {
        return read.and_then(sensible).map(Moment::Local);
    }
    let (date, time) = cut(cell);
    if date.is_empty() {
        return Err(time
            .and_then(clock)
            .map_or(NoMoment::Unreadable, |_| NoMoment::NoDay));
    }
    let day = day_of(date, judged)?;
    let time = match time {
        None => NaiveTime::MIN,
        Some(time) => clock(time).ok_or(NoMoment::Unreadable)?,
    };
    sensible(day.and_time(time)).map(Moment::Local)
}

/// Reads a cell as a day; a time beside it is dropped, a zone too (a day of birth has none).
pub(super) fn day(cell: &str, judged: Judged, serials: Option<bool>) -> Result<NaiveDate, NoMoment> {
    if let Some(day) = cell.trim().get(..10).and_then(iso_day) {
        let rest = cell.trim().get(10..).unwrap_or_default();
        if rest.is_empty() || rest.starts_with([' ', 'T']) {
            return sensible(day.and_time(NaiveTime::MIN)).map(|m| m.date());
        }
    }
    match moment(cell, judged, serials)? {
        Moment::Exact(at) => Ok(at.date_naive()),
        Moment::Local(at) => Ok(at.date()),
    }
}

/// A time of day in a cell: "6:00", "06:00:00", "2:14 PM", or a spreadsheet's fraction of a day, 0.25.
pub(super) fn clock_or_fraction(cell: &str) -> Option<NaiveTime> {
    if let Some(time) = clock(cell) {
        return Some(time);
    }
    let fraction = cell
        .strip_prefix("0.")
        .filter(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()))?;
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    from_serial_time(fraction)
}

fn iso_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == 10)
}

fn sensible(at: NaiveDateTime) -> Result<NaiveDateTime, NoMoment> {
    if (1850..2200).contains(&at.year()) {
        Ok(at)
    } else {
        Err(NoMoment::Unreadable)
    }
}

/// Date and time of day of a cell, cut at the first space or T that a time follows.
fn cut(cell: &str) -> (&str, Option<&str>) {
    let Some(colon) = cell.find(':') else {
        return (cell, None);
    };
    let before = cell.get(..colon).unwrap_or_default();
    match before.rfind([' ', 'T', ',']) {
        Some(at) => (
            cell.get(..at).unwrap_or_default().trim_end_matches([' ', ',']),
            Some(cell.get(at + 1..).unwrap_or_default().trim()),
        ),
        None => ("", Some(cell)),
    }
}

fn clock(text: &str) -> Option<NaiveTime> {
    let upper = text.trim().to_uppercase();
    ["%H:%M:%S%.f", "%H:%M", "%I:%M %p", "%I:%M%p", "%I:%M:%S %p"]
        .iter()
        .find_map(|p| NaiveTime::parse_from_str(&upper, p).ok())
}

/// First number, second number, year and the sign between, of "3/4/2026", "03.04.2026", "3-4-26".
fn slashed(cell: &str) -> Option<(u32, u32, i32, char)> {
    let (date, _) = cut(cell);
    let sign = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '/' | '.' | '-') {
        return None;
    }
    let mut parts = date.split(sign);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits =
        |t: &str, most: usize| !t.is_empty() && t.len() <= most && t.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits(a, 2) || !digits(b, 2) || !digits(year, 4) || year.len() == 3 {
        return None;
    }
    let years: i32 = year.parse().ok()?;
    let years = if year.len() <= 2 { -1 - years } else { years };
    Some((a.parse().ok()?, b.parse().ok()?, years, sign))
}

fn day_of(date: &str, judged: Judged) -> Result<NaiveDate, NoMoment> {
    if let Some(day) = iso_day(date) {
        return Ok(day);
    }
    for pattern in [
        "%d-%b-%Y",
        "%d %b %Y",
        "%d/%b/%Y",
        "%Y/%m/%d",
        "%d %B %Y",
        "%b %d, %Y",
        "%B %d, %Y",
    ] {
        if let Ok(day) = NaiveDate::parse_from_str(date, pattern)
            && day.year() >= 1000
        {
            return Ok(day);
        }
    }
    let (a, b, year, sign) = slashed(date).ok_or(NoMoment::Unreadable)?;
    if year < 0 {
        return Err(NoMoment::Century);
    }
    let day_first = NaiveDate::from_ymd_opt(year, b, a);
    let month_first = NaiveDate::from_ymd_opt(year, a, b);
    let order = if sign == '.' {
        Some(DateOrder::DayFirst)
    } else {
        judged.order()
    };
    match (order, day_first, month_first) {
        (Some(DateOrder::DayFirst), Some(day), _) | (Some(DateOrder::MonthFirst), _, Some(day)) => Ok(day),
        (Some(_), ..) => Err(NoMoment::Unreadable),
        (None, Some(a), Some(b)) if a != b => Err(NoMoment::Order),
        (None, a, b) => a.or(b).ok_or(NoMoment::Unreadable),
    }
}

/// 20261121, 202611210214, 20261121021400, or a spreadsheet's day number.
fn digits_only(cell: &str, serials: Option<bool>) -> Option<Result<NaiveDateTime, NoMoment>> {
    let whole = !cell.contains('.');
    if whole && cell.len() >= 8 {
        let day = NaiveDate::parse_from_str(cell.get(..8)?, "%Y%m%d").ok();
        let read = match (day, cell.len()) {
            (Some(day), 8) => Some(day.and_time(NaiveTime::MIN)),
            (Some(_), 12) => NaiveDateTime::parse_from_str(&format!("{cell}00"), "%Y%m%d%H%M%S").ok(),
            (Some(_), 14) => NaiveDateTime::parse_from_str(cell, "%Y%m%d%H%M%S").ok(),
            _ => None,
        };
        return Some(read.ok_or(NoMoment::Unreadable));
    }
    let number: f64 = cell.parse().ok()?;
    if number < 1.0 {
        return Some(Err(NoMoment::NoDay));
    }
    // A small number in a column of dates is more likely an age or a code than a day before 1927.
    if !(10_000.0..110_000.0).contains(&number) {
        return None;
    }
    Some(match serials {
        None => Err(NoMoment::DayNumber),
        Some(from_1904) => from_serial(number, from_1904).ok_or(NoMoment::Unreadable),
    })
}

/// A spreadsheet's day number as a moment, to the second. The days that the 1900 system has twice or not at all (0 to
/// 60) are refused.
pub(super) fn from_serial(number: f64, from_1904: bool) -> Option<NaiveDateTime> {
    if !number.is_finite() || !(61.0..2_958_466.0).contains(&number) {
        return None;
    }
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    }?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above: 61 to 2,958,466"
    )]
    let seconds = (number * 86_400.0).round() as u64;
    let day = first.checked_add_days(Days::new(seconds / 86_400))?;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(seconds % 86_400).ok()?, 0)?;
    Some(day.and_time(time))
}

/// A fraction of a day as a time of day, to the second.
pub(super) fn from_serial_time(fraction: f64) -> Option<NaiveTime> {
    if !(0.0..1.0).contains(&fraction) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 86,400"
    )]
    let seconds = (fraction * 86_400.0).round() as u32;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds % 86_400, 0)
}

/// "02-Jan", "Jan-02", "2 Jan": what a spreadsheet makes of "1/2" or "2-1".
pub(super) fn looks_made_into_a_date(cell: &str) -> bool {
    const MONTHS: [&str; 16] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai",
        "okt", "dez",
    ];
    let lower = cell.trim().to_lowercase();
    if lower.get(..10).and_then(iso_day).is_some() {
        return true;
    }
    let mut parts = lower.split(['-', ' ', '.']).filter(|p| !p.is_empty());
    let (Some(a), Some(b), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let number = |t: &str| t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit());
    (number(a) && MONTHS.contains(&b)) || (MONTHS.contains(&a) && number(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(column: &[&str]) -> Judged {
        let mut judged = Judged::default();
        for cell in column {
            judged.see(cell);
        }
        judged
    }

    #[test]
    fn the_column_says_which_comes_first() {
        let read = |cell: &str, column: &[&str]| day(cell, judged(column), None).map(|d| d.to_string());
        let uk = ["26/04/1960", "06/04/1960"];
        let us = ["04/26/1960", "06/04/1960"];
        assert_eq!(read("06/04/1960", &uk).as_deref(), Ok("1960-04-06"));
        assert_eq!(read("06/04/1960", &us).as_deref(), Ok("1960-06-04"));
        assert_eq!(read("06/04/1960", &["06/04/1960"]), Err(NoMoment::Order));
        assert_eq!(read("06/04/1960", &[uk[0], us[0]]), Err(NoMoment::Order));
        assert_eq!(read("04/04/1960", &[]).as_deref(), Ok("1960-04-04"));
        assert_eq!(read("06.04.1960", &[]).as_deref(), Ok("1960-04-06"));
        assert_eq!(read("04/26/1960", &uk), Err(NoMoment::Unreadable));
        assert_eq!(read("06/04/60", &uk), Err(NoMoment::Century));
        assert_eq!(read("06-Apr-1960", &[]).as_deref(), Ok("1960-04-06"));
        assert_eq!(read("06-Apr-60", &[]), Err(NoMoment::Unreadable));
        assert_eq!(read("0060-04-06", &[]), Err(NoMoment::Unreadable));
        assert_eq!(
            read("1960-04-06T00:00:00+01:00", &[]).as_deref(),
            Ok("1960-04-06")
        );
    }

    #[test]
    fn times_in_many_forms() {
        let read = |cell: &str| match moment(cell, Judged::told(Some(DateOrder::DayFirst)), Some(false)) {
            Ok(Moment::Exact(at)) => at.to_rfc3339(),
            Ok(Moment::Local(at)) => at.to_string(),
            Err(why) => format!("{why:?}"),
        };
        for (cell, text) in [
            ("2026-11-21T02:14:00Z", "2026-11-21T02:14:00+00:00"),
            ("2026-11-21 02:14", "2026-11-21 02:14:00"),
            ("21/11/2026 02:14", "2026-11-21 02:14:00"),
            ("21/11/2026, 2:14 pm", "2026-11-21 14:14:00"),
            ("21.11.2026 02:14:30", "2026-11-21 02:14:30"),
            ("20261121021400", "2026-11-21 02:14:00"),
            ("20261121", "2026-11-21 00:00:00"),
            ("46347.09306", "2026-11-21 02:14:00"),
            ("46347", "2026-11-21 00:00:00"),
            ("02:14", "NoDay"),
            ("0.25", "NoDay"),
            ("62", "Unreadable"),
            ("soon", "Unreadable"),
            ("", "Unreadable"),
        ] {
            assert_eq!(read(cell), text, "{cell}");
        }
        assert_eq!(moment("46347", Judged::default(), None), Err(NoMoment::DayNumber));
        assert_eq!(
            from_serial(44885.0, true).unwrap().to_string(),
            "2026-11-21 00:00:00"
        );
        assert_eq!(from_serial(60.0, false), None, "29 February 1900 never was");
        assert_eq!(clock_or_fraction("0.25").unwrap().to_string(), "06:00:00");
        assert_eq!(clock_or_fraction("5.25"), None);
    }

    #[test]
    fn doses_made_into_dates_are_seen() {
        for cell in [
            "02-Jan",
            "Jan-02",
            "2 Jan",
            "1-Mrz".trim_end_matches("Mrz"),
            "2026-01-02",
        ] {
            assert_eq!(looks_made_into_a_date(cell), cell != "1-", "{cell}");
        }
        for cell in ["1/2", "5 to 10", "may", "10 mar daily", "0.5", "SR40-40"] {
            assert!(!looks_made_into_a_date(cell), "{cell}");
        }
    }
}
