//! The earlier moment that a list is held against: as a person names it, and never before the incident's first list.

use battlebag_incident::Incident;
use chrono::{DateTime, Duration, Utc};

use crate::station::{Logged, Open};
use crate::times::parse;
use crate::{ErrorKind, ErrorView};

/// Entries of a census carry this kind; the first of them made the first list.
const CENSUS: &str = "census.taken";

/// The moment to hold a list against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub at: DateTime<Utc>,
    /// Why it is not the moment that was asked for, in a sentence; empty when it is.
    pub said: String,
}

/// The moment that a person names: a time, or so long before the other ("60 min", "2 h").
pub(crate) fn moment_named(text: &str, before: DateTime<Utc>) -> Result<DateTime<Utc>, ErrorView> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = text.strip_prefix(digits).unwrap_or_default().trim();
    let long = match (digits.parse::<i64>(), unit) {
        (Ok(n @ 0..=100_000), "min" | "m") => Duration::minutes(n),
        (Ok(n @ 0..=2_000), "h") => Duration::hours(n),
        _ => return parse(text, "Compare with"),
    };
    Ok(before - long)
}

/// When the log had its first census: nobody was on a list before.
fn first_list(entries: &[Logged]) -> Option<DateTime<Utc>> {
    let mut taken = entries.iter().filter(|entry| entry.kind == CENSUS);
    taken.next().map(|entry| entry.stamp.recorded_at)
}

/// The moment that was asked for, or that of the first list when there was none yet. `at` is the later moment of the two.
pub(crate) fn earlier(
    open: &Open,
    asked: DateTime<Utc>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Earlier, ErrorView> {
    let current = open.incident()?;
    let not_before = |wrong: String, next: &str| Err(ErrorView::new(ErrorKind::BadInput, wrong, next));
    if asked >= at {
        return not_before(
            "The time to compare with is not before the other.".to_owned(),
            "Give an earlier time.",
        );
    }
    match first_list(&current.entries).filter(|first| asked < *first) {
        Some(first) if first >= at => not_before(
            format!(
                "There is no list before {}: it was the first.",
                open.clock.day_and_time(first)
            ),
            "Compare again when something has changed.",
        ),
        Some(first) => Ok(Earlier {
            at: first,
            said: instead(open, &current.state, first, at, now),
        }),
        None => Ok(Earlier {
            at: asked,
            said: String::new(),
        }),
    }
}

/// "The incident began 23 min ago; compared with its first list, of 02:14."
fn instead(
    open: &Open,
    incident: &Incident,
    first: DateTime<Utc>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> String {
    let began = incident.opened.recorded_at;
    let what = if incident.exercise { "exercise" } else { "incident" };
    let ago = if at == now { "ago" } else { "before" };
    let time = open.clock.time(first);
    let no_census = if first - began < Duration::minutes(1) {
        String::new()
    } else {
        format!(" and had no census until {time}")
    };
    format!(
        "The {what} began {} {ago}{no_census}; compared with its first list, of {time}.",
        long((at - began).num_minutes())
    )
}

fn long(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "less than a minute".to_owned(),
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02} min"),
    }
}
