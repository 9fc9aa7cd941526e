//! METHANE and SitRep as the board and the log would fill them now: a person reads, mends and signs them.
//! What is not known stays empty, so that somebody is asked.

use battlebag_incident::{Body, Life};
use chrono::{DateTime, Duration, Utc};

use crate::ErrorView;
use crate::journal::view;
use crate::patient_rows::tier_counts;
use crate::roles::vacant;
use crate::station::{Open, Station};
use crate::systems::rows;
use crate::views::{
    AvailabilityWord, IntegrityWord, MethaneText, Nothing, SitRepText, SystemRow, TierCounts,
};

/// Lines of one list before the rest is counted.
const MOST: usize = 8;

fn joined(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let line = names.join("; ");
    if more > 0 {
        return format!("{line}; and {more} more");
    }
    line
}

fn down(rows: &[SystemRow]) -> Vec<String> {
    let lost = rows
        .iter()
        .filter(|r| r.availability == AvailabilityWord::Unavailable);
    lost.map(|r| r.name.clone()).collect()
}

/// Systems that answer and may be wrong: the hazard of a cyberattack.
fn not_to_be_believed(rows: &[SystemRow]) -> Vec<String> {
    let doubted = rows.iter().filter(|r| {
        r.availability == AvailabilityWord::Available
            && matches!(r.integrity, IntegrityWord::Suspect | IntegrityWord::Compromised)
    });
    doubted.map(|r| r.name.clone()).collect()
}

fn counts(open: &mut Open, now: DateTime<Utc>) -> Option<TierCounts> {
    let ranking = open.ranking_if_any(now)?;
    Some(tier_counts(open, &ranking, &ranking.places, now))
}

fn patients_in_words(c: &TierCounts) -> String {
    format!(
        "{} in-patients: P1 {} ({} not confirmed), P2 {}, P3 {}, P4 {}, not affected {}",
        c.all, c.p1, c.p1_to_confirm, c.p2, c.p3, c.p4, c.not_affected
    )
}

/// The M/ETHANE message.
pub fn methane(station: &Station, _: Nothing) -> Result<MethaneText, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let state = &open.incident()?.state;
        let at = open
            .clock
            .day_and_time(state.clock_start().unwrap_or(state.opened.occurred_at));
        let drill = if state.exercise {
            "EXERCISE EXERCISE EXERCISE. "
        } else {
            ""
        };
        let major = match state.life {
            Life::StandBy => format!("{drill}Major incident, cyber: standby since {at}"),
            Life::Declared => format!("{drill}Major incident, cyber: declared {at}"),
            Life::StoodDown => format!("{drill}Major incident, cyber: stood down"),
        };
        let title = state.title.clone();
        let rows = rows(open, now);
        let (lost, doubted) = (down(&rows), not_to_be_believed(&rows));
        let hospital = open.home.hospital();
        let exact = if lost.is_empty() {
            hospital.to_owned()
        } else {
            format!("{hospital}. Down: {}", joined(lost))
        };
        let hazards = if doubted.is_empty() {
            String::new()
        } else {
            format!("Running but not to be believed: {}", joined(doubted))
        };
        let numbers = counts(open, now)
            .map(|c| patients_in_words(&c))
            .unwrap_or_default();
        Ok(MethaneText {
            major,
            exact,
            sort: title,
            hazards,
            access: contacts(open),
            numbers,
            emergency: here_and_needed(open),
            told: String::new(),
            occurred_at: None,
        })
    })
}

/// How the commanders are reached, since phones may be down.
fn contacts(open: &Open) -> String {
    let Some(current) = &open.current else {
        return String::new();
    };
    let commanders = open.bag.roles.iter().filter(|r| {
        matches!(
            r.level,
            battlebag_bag::Level::Strategic | battlebag_bag::Level::Tactical
        )
    });
    let reached = commanders.flat_map(|r| {
        let holders = current
            .state
            .holders(&r.id)
            .into_iter()
            .filter(|t| !t.contact.is_empty());
        holders
            .map(|t| format!("{}: {}, {}", r.title, t.person, t.contact))
            .collect::<Vec<_>>()
    });
    joined(reached.collect())
}

fn here_and_needed(open: &Open) -> String {
    let Some(current) = &open.current else {
        return String::new();
    };
    let filled = open
        .bag
        .roles
        .iter()
        .filter(|r| !current.state.holders(&r.id).is_empty())
        .count();
    let needed: Vec<String> = vacant(open).iter().map(|r| r.title.clone()).collect();
    let roles = if filled == 1 {
        "1 role filled".to_owned()
    } else {
        format!("{filled} roles filled")
    };
    if needed.is_empty() {
        format!("{roles}; no required role is vacant")
    } else {
        format!("{roles}. Needed: {}", joined(needed))
    }
}

/// The situation report since the last one.
pub fn sitrep(station: &Station, _: Nothing) -> Result<SitRepText, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let state = &open.incident()?.state;
        let last = state.journal.sitreps.last();
        let from = last
            .and_then(|(stamp, s)| s.to.or(Some(stamp.occurred_at)))
            .or(state.clock_start())
            .unwrap_or(state.opened.occurred_at);
        let number = state
            .journal
            .sitreps
            .iter()
            .map(|(_, s)| s.number)
            .max()
            .unwrap_or(0)
            + 1;
        let rows = rows(open, now);
        let mut situation = Vec::new();
        for (what, names) in [
            ("Down", down(&rows)),
            ("Not to be believed", not_to_be_believed(&rows)),
        ] {
            if !names.is_empty() {
                situation.push(format!("{what}: {}", joined(names)));
            }
        }
        situation.extend(counts(open, now).map(|c| patients_in_words(&c)));
        let done = since(open, from, |b| {
            matches!(
                b,
                Body::Decided(_) | Body::RoleAssigned { .. } | Body::Printed { .. }
            )
        });
        let tasks = open.incident()?.state.journal.open_tasks();
        let planned = joined(
            tasks
                .map(|t| format!("{}: {}", t.given.to, t.given.task))
                .collect(),
        );
        let needed: Vec<String> = vacant(open)
            .iter()
            .map(|r| format!("{} is vacant", r.title))
            .collect();
        Ok(SitRepText {
            number,
            from: Some(open.clock.rfc3339(from)),
            to: Some(open.clock.rfc3339(now)),
            no_change: false,
            situation: situation.join(". "),
            done,
            planned,
            foreseen: joined(needed),
            told: String::new(),
            next_at: Some(open.clock.rfc3339(now + Duration::minutes(60))),
            occurred_at: None,
        })
    })
}

/// What was written of some kinds since a time, in words, oldest first.
fn since(open: &Open, from: DateTime<Utc>, wanted: fn(&Body) -> bool) -> String {
    let recent = open.entries().iter().filter(|e| e.stamp.occurred_at >= from);
    let of_kind = recent.filter(|e| e.body.as_ref().is_some_and(wanted));
    joined(
        of_kind
            .map(|e| format!("{} {}", open.clock.time(e.stamp.occurred_at), view(open, e).text))
            .collect(),
    )
}
