//! How far the log was known at a moment, and why a list made again may not be the one that was shown.
//!
//! A list that was shown is named by two things: its time, to the millisecond, and how far the log was known. The time alone does
//! not do: two things happen in one millisecond, a laptop's clock is set back, another station's entries arrive later.

use std::collections::BTreeMap;

use battlebag_incident::Incident;
use chrono::{DateTime, Utc};

use crate::bag_in_force::METHOD;
use crate::station::Logged;
use crate::views::PriorityAt;
use crate::{ErrorKind, ErrorView};

/// How many letters of a station's key name it.
const KEY_LETTERS: usize = 8;

/// How far each station's chain was known: numbers up to and including these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known(BTreeMap<String, u64>);

fn short(station: &str) -> &str {
    station.get(..KEY_LETTERS).unwrap_or(station)
}

impl Known {
    /// Everything that is here.
    pub(crate) fn all(entries: &[Logged]) -> Self {
        let mut ends = BTreeMap::new();
        for entry in entries {
            let end = ends.entry(entry.stamp.entry.station.clone()).or_insert(0);
            *end = entry.stamp.entry.seq.max(*end);
        }
        Self(ends)
    }

    /// What each station had written before its clock first showed a time after `at`.
    fn by(entries: &[Logged], at: DateTime<Utc>) -> Self {
        let mut known = Self::all(entries);
        for entry in entries.iter().filter(|e| e.stamp.recorded_at > at) {
            if let Some(end) = known.0.get_mut(&entry.stamp.entry.station) {
                *end = (*end).min(entry.stamp.entry.seq.saturating_sub(1));
            }
        }
        known
    }

    /// Reads what [`Self::words`] wrote.
    fn read(text: &str, entries: &[Logged]) -> Result<Self, ErrorView> {
        let wrong = || {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("How far the log was known is not to be read: {text}."),
                "Give it as the list itself says it, as in 3f9a2c1b:57, or leave it out.",
            )
        };
        let mut known: BTreeMap<String, u64> = Self::all(entries).0;
        for end in known.values_mut() {
            *end = 0;
        }
        for part in text.split('+') {
            let (name, number) = part.trim().split_once(':').ok_or_else(wrong)?;
            let mut named = known
                .iter_mut()
                .filter(|(station, _)| name.len() >= KEY_LETTERS && station.starts_with(name));
            let (Some((_, end)), None) = (named.next(), named.next()) else {
                return Err(wrong());
            };
            *end = number.parse().map_err(|_| wrong())?;
        }
        Ok(Self(known))
    }

    /// "3f9a2c1b:57", and so on for each station that had written.
    pub(crate) fn words(&self) -> String {
        let parts = self.0.iter().filter(|(_, end)| **end > 0);
        let parts: Vec<String> = parts.map(|(s, end)| format!("{}:{end}", short(s))).collect();
        parts.join("+")
    }

    fn holds(&self, entry: &Logged) -> bool {
        let end = self.0.get(&entry.stamp.entry.station);
        end.is_some_and(|end| entry.stamp.entry.seq <= *end)
    }
}

/// Which moment, and as known when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    pub at: DateTime<Utc>,
    /// As a list said it; empty for everything recorded by `at`.
    pub known: String,
    /// Everything known today of what had happened by `at`, whenever it was written down.
    pub hindsight: bool,
    /// `at` is now: all that is here counts, whatever a clock said when it was written.
    pub now: bool,
}

impl From<DateTime<Utc>> for When {
    fn from(at: DateTime<Utc>) -> Self {
        Self {
            at,
            known: String::new(),
            hindsight: false,
            now: false,
        }
    }
}

impl When {
    /// The moment of a request; `at` is none for now.
    pub(crate) fn asked(request: &PriorityAt, at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        Self {
            at: at.unwrap_or(now),
            known: request.known.clone(),
            hindsight: request.hindsight,
            now: at.is_none(),
        }
    }
}

/// The entries that count, in the order in which they count.
pub(crate) fn entries_of<'a>(
    entries: &'a [Logged],
    moment: &When,
) -> Result<(Known, Vec<&'a Logged>), ErrorView> {
    let known = match moment.known.trim() {
        "" if moment.now || moment.hindsight => Known::all(entries),
        "" => Known::by(entries, moment.at),
        words => Known::read(words, entries)?,
    };
    let mut counting: Vec<&Logged> = entries.iter().filter(|e| known.holds(e)).collect();
    if moment.hindsight {
        counting.retain(|e| e.stamp.occurred_at <= moment.at);
        counting.sort_by_key(|e| e.stamp.occurred_at);
    }
    Ok((known, counting))
}

/// Why the list that `incident` gives may not be the one that was shown at the moment, in sentences.
pub(crate) fn doubts(all: &[Logged], moment: &When, known: &Known, incident: &Incident) -> Vec<String> {
    let mut doubts = Vec::new();
    let set_back = |e: &&Logged| !known.holds(e) && e.stamp.recorded_at <= moment.at;
    if moment.known.trim().is_empty() && all.iter().any(|e| set_back(&e)) {
        doubts.push(
            "A clock was set back: lists of this time were shown more than once. This is the first; name how far the log was known to see another.".to_owned(),
        );
    }
    if incident.method.is_empty() {
        doubts.push("The log does not say which rules ranked then: another version of Battlebag may have shown another list.".to_owned());
    } else if incident.method != METHOD {
        doubts.push(format!(
            "Rules {} ranked then and rules {METHOD} rank now: the list that was shown may have been another. Use the version of Battlebag of that day to see it.",
            incident.method
        ));
    }
    let erased = all.iter().filter(|e| known.holds(e) && e.body.is_none());
    let (kept, lost) = erased.partition::<Vec<_>, _>(|e| e.stays.is_some());
    if !kept.is_empty() {
        doubts.push(
            "Words of entries were erased since: tiers and order are as shown, some words are missing."
                .to_owned(),
        );
    }
    if lost
        .iter()
        .any(|e| battlebag_incident::erasing::COUNTS.contains(&e.kind.as_str()))
    {
        doubts.push("Entries were erased since, or cannot be read, and nothing of them stays: the list that was shown may have been another.".to_owned());
    }
    doubts
}
