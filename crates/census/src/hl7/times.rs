//! Times as v2 senders write them. Without a zone of its own a time is of the message's zone, else of the hospital's.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::feed::When;

/// Zones to try where a time has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Zones {
    /// Of MSH-7.
    pub message: Option<FixedOffset>,
    /// Of the hospital.
    pub hospital: Tz,
}

/// A time as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub at: When,
    /// The date alone was given; `at` is its first moment.
    pub date_only: bool,
    /// The text had a zone of its own.
    pub zone: Option<FixedOffset>,
}

/// Reads a time; `None` when it cannot be read without guessing.
pub(crate) fn stamp(text: &str, zones: &Zones) -> Option<Stamp> {
    let (local, zone, date_only) = parts(text)?;
    let at = if let Some(zone) = zone.or(zones.message) {
        zone.from_local_datetime(&local).single()?.with_timezone(&Utc)
    } else {
        of_hospital(&local, zones.hospital)?
    };
    Some(Stamp { at, date_only, zone })
}

/// The first of two in autumn; in spring's gap the moment that the clock would have shown.
fn of_hospital(local: &NaiveDateTime, hospital: Tz) -> Option<When> {
    if let Some(at) = hospital.from_local_datetime(local).earliest() {
        return Some(at.with_timezone(&Utc));
    }
    let hour = chrono::TimeDelta::hours(1);
    let before = hospital
        .from_local_datetime(&local.checked_sub_signed(hour)?)
        .earliest()?;
    DateTime::checked_add_signed(before.with_timezone(&Utc), hour)
}

/// A date, of a time or alone.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    parts(text).map(|(local, ..)| local.date())
}

/// The zone that a time is written with.
pub(crate) fn zone(text: &str) -> Option<FixedOffset> {
    parts(text)?.1
}

fn parts(text: &str) -> Option<(NaiveDateTime, Option<FixedOffset>, bool)> {
    // The degree of precision of v2.2 and before ("19880705^D") is not part of the time.
    let text = text.split('^').next()?.trim();
    if text.is_empty() || text.len() > 64 || !text.is_ascii() {
        return None;
    }
    if text.contains('/') {
        return slashed(text);
    }
    let (clock, zone) = split_zone(text)?;
    let digits: String = clock
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | ':' | 'T' | 't'))
        .collect();
    let (digits, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if !digits.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, until: usize| digits.get(from..until)?.parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    if !matches!(digits.len(), 8 | 10 | 12 | 14) || year < 1850 {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
    let time = NaiveTime::from_hms_opt(
        number(8, 10).unwrap_or(0),
        number(10, 12).unwrap_or(0),
        number(12, 14).unwrap_or(0).min(59),
    )?;
    Some((day.and_time(time), zone, digits.len() == 8))
}

/// `+0100`, `-06:00`, `Z`, also with spaces ("- 0600").
fn split_zone(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, FixedOffset::east_opt(0)));
    }
    // A hyphen inside a date ("2026-01-15") is no zone: one stands only after the hour.
    let from = text.find([':', 'T', '.']).unwrap_or(8).max(8);
    let Some(at) = text
        .get(from..)
        .and_then(|t| t.rfind(['+', '-']))
        .map(|at| at + from)
    else {
        return Some((text, None));
    };
    if at <= 10 && text.get(..at).is_some_and(|t| t.contains('-')) {
        return Some((text, None));
    }
    let (clock, zone) = text.split_at_checked(at)?;
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    if digits.len() > 4 || minutes > 59 {
        return None;
    }
    let east = hours * 3600 + minutes * 60;
    let offset = FixedOffset::east_opt(if zone.starts_with('-') { -east } else { east })?;
    Some((clock.trim_end(), Some(offset)))
}

/// `01/15/2025 14:30:00` or `15/01/2025 14:30`: read only where day and month cannot be taken for one another.
fn slashed(text: &str) -> Option<(NaiveDateTime, Option<FixedOffset>, bool)> {
    let (day, clock) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut numbers = day.split('/').map(|n| n.parse::<u32>().ok());
    let (a, b, c) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let (year, month, day) = match (a, b, c) {
        (year, month, day) if year > 1850 => (year, month, day),
        (day, month, year) if day > 12 || day == month => (year, month, day),
        (month, day, year) if day > 12 => (year, month, day),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|y| *y > 1850)?, month, day)?;
    let clock = clock.trim();
    if clock.is_empty() {
        return Some((date.and_hms_opt(0, 0, 0)?, None, true));
    }
    let time = ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|p| NaiveTime::parse_from_str(clock, p).ok())?;
    Some((date.and_time(time), None, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONES: Zones = Zones {
        message: None,
        hospital: Tz::Europe__London,
    };

    fn read(text: &str) -> Option<String> {
        stamp(text, &ZONES).map(|s| s.at.format("%Y-%m-%dT%H:%M:%S").to_string())
    }

    #[test]
    fn forms_met() {
        for (text, at) in [
            ("20260121", "2026-01-21T00:00:00"),
            ("2026012102", "2026-01-21T02:00:00"),
            ("202601210214", "2026-01-21T02:14:00"),
            ("20260721021400", "2026-07-21T01:14:00"),
            ("20260121021400.1234+0100", "2026-01-21T01:14:00"),
            ("20080101123456- 0600", "2008-01-01T18:34:56"),
            ("198808181126+0215", "1988-08-18T09:11:00"),
            ("2026-01-15T14:30:00", "2026-01-15T14:30:00"),
            ("2026-01-15", "2026-01-15T00:00:00"),
            ("2026-01-15T14:30:00-06:00", "2026-01-15T20:30:00"),
            ("2026-01-15 14:30Z", "2026-01-15T14:30:00"),
            ("20250115 1430", "2025-01-15T14:30:00"),
            ("01/15/2025 14:30:00", "2025-01-15T14:30:00"),
            ("15/01/2025 14:30", "2025-01-15T14:30:00"),
            ("05/05/2025", "2025-05-04T23:00:00"),
            ("198807050000", "1988-07-04T23:00:00"),
            // The hour that summer time leaves out.
            ("20260329013000", "2026-03-29T01:30:00"),
            ("20260101235960", "2026-01-01T23:59:59"),
        ] {
            assert_eq!(read(text).as_deref(), Some(at), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for wrong in [
            "",
            "2026",
            "202601",
            "01/02/2025",
            "20261321",
            "20260230",
            "2026012125",
            "yesterday",
            "0000",
            "00000000",
            "20260121+99999",
            "\"\"",
            "9999999999",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_zone_of_the_message_stands_in() {
        let zones = Zones {
            message: zone("20080101123456-0600"),
            ..ZONES
        };
        assert_eq!(
            stamp("20080101120000", &zones).unwrap().at.to_rfc3339(),
            "2008-01-01T18:00:00+00:00"
        );
        assert!(stamp("20080101", &zones).unwrap().date_only);
        assert_eq!(date("19880705^D"), NaiveDate::from_ymd_opt(1988, 7, 5));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC*", digits in "[0-9+\\-:T ./Z]{0,30}") {
            read(&text);
            read(&digits);
        }
    }
}
