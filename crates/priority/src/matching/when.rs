//! Times in words: "in 2009", "3 weeks ago". They say how old something is; a dose is none of them.

use chrono::{Datelike, Days, NaiveDate};

/// Most words of a time in words ("about 3 weeks ago").
pub(super) const LONGEST: usize = 4;

/// When something was, as somebody wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// In a year.
    Year(i32),
    /// So many days ago.
    DaysAgo(u64),
}

impl Said {
    /// The latest day that it can mean. A year to come means nothing.
    pub fn began(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year(year) if year < today.year() => NaiveDate::from_ymd_opt(year, 12, 31),
            Self::Year(_) => None,
            Self::DaysAgo(days) => today.checked_sub_days(Days::new(days)),
        }
    }
}

/// A time that begins at a word.
pub(super) fn said<'t>(word: &impl Fn(usize) -> Option<&'t str>, at: usize) -> Option<Said> {
    let number = word(at)?;
    if number == "vor" {
        return ago(word(at + 1)?, word(at + 2)?);
    }
    if word(at + 2) == Some("ago")
        && let Some(said) = ago(number, word(at + 1)?)
    {
        return Some(said);
    }
    year(number, word(at + 1))
}

fn ago(number: &str, unit: &str) -> Option<Said> {
    let number: u64 = match number {
        "one" | "a" | "an" | "einem" | "einer" => 1,
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fuenf" => 5,
        "six" | "sechs" => 6,
        digits => digits.parse().ok().filter(|number| *number < 1_000)?,
    };
    let days = match unit {
        "hour" | "hours" | "hrs" | "stunde" | "stunden" => return Some(Said::DaysAgo(number / 24)),
        "day" | "days" | "tag" | "tagen" => 1,
        "week" | "weeks" | "woche" | "wochen" => 7,
        "month" | "months" | "monat" | "monaten" => 30,
        "year" | "years" | "yrs" | "jahr" | "jahren" => 365,
        _ => return None,
    };
    Some(Said::DaysAgo(number * days))
}

/// Four digits that can be a year and are no amount.
fn year(number: &str, next: Option<&str>) -> Option<Said> {
    const UNITS: [&str; 18] = [
        "ml",
        "mg",
        "g",
        "l",
        "units",
        "unit",
        "iu",
        "u",
        "mcg",
        "micrograms",
        "mmol",
        "cells",
        "ng",
        "pg",
        "kcal",
        "hours",
        "h",
        "hrs",
    ];
    let year: i32 = number
        .parse()
        .ok()
        .filter(|year| number.len() == 4 && (1930..2100).contains(year))?;
    (!next.is_some_and(|unit| UNITS.contains(&unit))).then_some(Said::Year(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_words_is_no_dose() {
        let read = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            said(&|at| words.get(at).copied(), 0)
        };
        assert_eq!(read("2009"), Some(Said::Year(2009)));
        assert_eq!(read("2000 ml"), None);
        assert_eq!(read("3 weeks ago"), Some(Said::DaysAgo(21)));
        assert_eq!(read("two days ago"), Some(Said::DaysAgo(2)));
        assert_eq!(read("36 hours ago"), Some(Said::DaysAgo(1)));
        assert_eq!(read("vor 2 jahren"), Some(Said::DaysAgo(730)));
        assert_eq!(read("3 weeks"), None);
        assert_eq!(read("1000"), None);
        assert_eq!(read("99999 years ago"), None);
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(Said::Year(2026).began(today), None, "this year may be today");
        assert_eq!(
            Said::Year(2025).began(today),
            NaiveDate::from_ymd_opt(2025, 12, 31)
        );
    }
}
