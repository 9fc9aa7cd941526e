//! Times as the incident's people see them: one zone, 24-hour clock.

use chrono::{DateTime, NaiveDate, Offset as _, SecondsFormat, Utc};
use chrono_tz::Tz;

use crate::{ErrorKind, ErrorView};

/// A moment on the wall clock.
pub type Instant = DateTime<Utc>;

/// The incident's clock face.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    zone: Tz,
}

impl Clock {
    /// A clock in an IANA zone. An unknown name is an error that says what to write.
    pub fn new(zone: &str) -> Result<Self, ErrorView> {
        let name = if zone.trim().is_empty() {
            "Europe/London"
        } else {
            zone.trim()
        };
        name.parse().map(|zone| Self { zone }).map_err(|_| {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("The time zone {name} is not known."),
                "Write it as in Europe/London or America/New_York.",
            )
        })
    }

    /// The zone.
    pub fn zone(self) -> Tz {
        self.zone
    }

    /// Zone name.
    pub fn name(self) -> &'static str {
        self.zone.name()
    }

    /// RFC 3339 with the zone's offset, to the second.
    pub fn rfc3339(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone)
            .to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// RFC 3339 with the zone's offset, to the millisecond: what a list is made again from.
    pub fn exact(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone)
            .to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    /// Abbreviation of the zone at that moment ("GMT").
    pub fn abbreviation(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Z").to_string()
    }

    /// Minutes east of UTC at that moment.
    pub fn offset_min(self, at: DateTime<Utc>) -> i16 {
        let seconds = at.with_timezone(&self.zone).offset().fix().local_minus_utc();
        i16::try_from(seconds / 60).unwrap_or_default()
    }

    /// "Sat 14-Nov 06:51".
    pub fn day_and_time(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%a %d-%b %H:%M").to_string()
    }

    /// "06:51".
    pub fn time(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// The local date.
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// Local time with offset, for paper.
    pub fn local(self, at: DateTime<Utc>) -> DateTime<chrono::FixedOffset> {
        let local = at.with_timezone(&self.zone);
        local.with_timezone(&local.offset().fix())
    }
}

/// Reads RFC 3339. The error names the field.
pub(crate) fn parse(text: &str, field: &str) -> Result<DateTime<Utc>, ErrorView> {
    DateTime::parse_from_rfc3339(text.trim())
        .map(|t| t.with_timezone(&Utc))
        .map_err(|_| {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("{field} is not a time: {text}."),
                "Write it as 2026-11-14T02:14:00Z, with the zone.",
            )
        })
}

/// Reads RFC 3339 where it may be absent or empty.
pub(crate) fn parse_some(text: Option<&str>, field: &str) -> Result<Option<DateTime<Utc>>, ErrorView> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => parse(text, field).map(Some),
    }
}

/// Whole minutes from `from` to `to`; 0 when `to` is earlier.
pub(crate) fn minutes_between(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    u32::try_from((to - from).num_minutes().max(0)).unwrap_or(u32::MAX)
}
