//! Legal clocks: who must be told of what, by when, under which law. Data, so that a hospital's lawyer can change it.

use std::fmt;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// How long a law gives, counted from when the organisation became aware. Written "at once", "72 h", "60 days",
/// "10 working days" or "60 days after the year".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Term {
    /// As soon as possible: due the moment it starts.
    AtOnce,
    /// Hours.
    Hours(u32),
    /// Calendar days: the same time of day.
    Days(u32),
    /// Days from Monday to Friday, to the end of the last one. Public holidays are not known and count as days, so
    /// this is never later than the law's own date.
    WorkingDays(u32),
    /// Days after the end of the calendar year, to the end of the last one.
    DaysAfterYear(u32),
}

/// What a term may look like.
const TERMS: &str =
    "Write \"at once\", \"72 h\", \"60 days\", \"10 working days\" or \"60 days after the year\"";

impl TryFrom<String> for Term {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "at once" {
            return Ok(Self::AtOnce);
        }
        let wrong = || format!("\"{text}\" is no term. {TERMS}");
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        // Ten thousand hours or days are more than a year: nobody is given that long.
        let count: u32 = count.parse().map_err(|_| wrong())?;
        if count == 0 || count > 10_000 {
            return Err(wrong());
        }
        match unit {
            "h" => Ok(Self::Hours(count)),
            "days" => Ok(Self::Days(count)),
            "working days" => Ok(Self::WorkingDays(count)),
            "days after the year" => Ok(Self::DaysAfterYear(count)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtOnce => f.write_str("at once"),
            Self::Hours(n) => write!(f, "{n} h"),
            Self::Days(n) => write!(f, "{n} days"),
            Self::WorkingDays(n) => write!(f, "{n} working days"),
            Self::DaysAfterYear(n) => write!(f, "{n} days after the year"),
        }
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}

impl Term {
    /// When it is due, for somebody who became aware at `aware`; days are those of `zone`.
    pub fn due(self, aware: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let local = aware.with_timezone(&zone);
        match self {
            Self::AtOnce => aware,
            Self::Hours(n) => aware + Duration::hours(i64::from(n)),
            Self::Days(n) => {
                let day = local.date_naive() + Duration::days(i64::from(n));
                at_wall(day, local.time(), zone)
            }
            Self::WorkingDays(n) => {
                let weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                let mut days = local.date_naive().iter_days().skip(1).filter(weekday);
                let last = days.nth(n.saturating_sub(1) as usize);
                end_of(last.unwrap_or(local.date_naive()), zone)
            }
            Self::DaysAfterYear(n) => {
                let last = NaiveDate::from_ymd_opt(local.year(), 12, 31).unwrap_or(local.date_naive());
                end_of(last + Duration::days(i64::from(n)), zone)
            }
        }
    }
}

/// A wall time in a zone. A time that the change to summer time skips, or that comes twice, is the earlier one: a term
/// must never look longer than it is.
fn at_wall(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let wall = day.and_time(time);
    wall.and_local_timezone(zone).earliest().map_or_else(
        || wall.and_utc() - Duration::hours(1),
        |at| at.with_timezone(&Utc),
    )
}

/// The last minute of a day.
fn end_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default();
    at_wall(day, time, zone)
}

/// One duty to tell somebody, with its term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalClock {
    /// Id, unique ("uk-gdpr").
    pub id: String,
    /// Whose law ("UK", "US").
    pub jurisdiction: String,
    /// The duty in a few words ("Personal data breach").
    pub name: String,
    /// What starts it.
    pub trigger: String,
    /// Who is told, and by which way.
    pub tell: String,
    /// The law.
    pub basis: String,
    /// How long after becoming aware.
    pub term: Term,
    /// Role that sees to it.
    pub owner: String,
    /// Number or address, local and dated; empty when the hospital has to fill it in.
    #[serde(default)]
    pub contact: String,
    /// In force. A duty that is not yet law is kept, shown as such, and never counts.
    #[serde(default = "yes")]
    pub in_force: bool,
    /// Nobody has verified term and contact against the law itself: said wherever it is shown.
    #[serde(default)]
    pub unverified: bool,
    /// What to watch out for.
    #[serde(default)]
    pub remark: String,
    /// Where it comes from; `[GK]` is general knowledge.
    pub source: String,
    /// When it was last changed, and by whom here; both or neither.
    #[serde(default)]
    pub changed_on: Option<NaiveDate>,
    /// Who changed it.
    #[serde(default)]
    pub changed_by: String,
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str) -> Term {
        Term::try_from(text.to_owned()).unwrap()
    }

    fn due(text: &str, aware: &str) -> String {
        let zone: Tz = "Europe/London".parse().unwrap();
        let at = term(text).due(aware.parse().unwrap(), zone);
        at.with_timezone(&zone).format("%a %d-%b-%Y %H:%M %Z").to_string()
    }

    #[test]
    fn hours_are_hours_and_days_keep_the_time_of_day_over_the_change_to_summer_time() {
        assert_eq!(due("72 h", "2026-03-28T02:14:00Z"), "Tue 31-Mar-2026 03:14 BST");
        assert_eq!(due("3 days", "2026-03-28T02:14:00Z"), "Tue 31-Mar-2026 02:14 BST");
        assert_eq!(due("1 days", "2026-03-28T01:30:00Z"), "Sun 29-Mar-2026 00:30 GMT");
        assert_eq!(
            due("at once", "2026-03-28T01:30:00Z"),
            "Sat 28-Mar-2026 01:30 GMT"
        );
    }

    #[test]
    fn working_days_leave_out_the_weekend() {
        assert_eq!(
            due("10 working days", "2026-11-14T02:14:00Z"),
            "Fri 27-Nov-2026 23:59 GMT"
        );
        assert_eq!(
            due("1 working days", "2026-11-12T10:00:00Z"),
            "Fri 13-Nov-2026 23:59 GMT"
        );
        assert_eq!(
            due("1 working days", "2026-11-13T10:00:00Z"),
            "Mon 16-Nov-2026 23:59 GMT"
        );
    }

    #[test]
    fn sixty_days_after_the_year_are_the_first_of_march() {
        assert_eq!(
            due("60 days after the year", "2026-11-14T02:14:00Z"),
            "Mon 01-Mar-2027 23:59 GMT"
        );
    }

    #[test]
    fn a_term_reads_back_as_written_and_anything_else_is_refused() {
        for text in [
            "at once",
            "72 h",
            "60 days",
            "10 working days",
            "60 days after the year",
        ] {
            assert_eq!(term(text).to_string(), text);
        }
        for text in ["", "72", "72h", "0 h", "-1 h", "3 weeks", "99999 days", "soon"] {
            assert!(Term::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
