//! What the board says, in the words of a report: what is lost, what must not be believed, who is at risk, who is here.

use std::collections::BTreeSet;

use battlebag_bag::Level;
use chrono::{DateTime, Utc};

use crate::cards::late_steps;
use crate::fallbacks::workaround_rows;
use crate::now::wards;
use crate::patient_rows::tier_counts;
use crate::roles::vacant;
use crate::station::Open;
use crate::views::{AvailabilityWord, IntegrityWord, SystemRow, TierCounts};

/// Names in one list before the rest is counted.
const MOST: usize = 8;

/// Names of roles that are said down a phone.
const SPOKEN: usize = 4;

/// "LIMS; PACS; and 3 more".
pub(crate) fn joined(names: Vec<String>) -> String {
    at_most(names, MOST)
}

fn at_most(mut names: Vec<String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    let line = names.join("; ");
    if more > 0 {
        return format!("{line}; and {more} more");
    }
    line
}

/// Names of systems that are lost.
pub(crate) fn down(rows: &[SystemRow]) -> Vec<String> {
    let lost = rows
        .iter()
        .filter(|r| r.availability == AvailabilityWord::Unavailable);
    lost.map(|r| r.name.clone()).collect()
}

fn doubted(rows: &[SystemRow]) -> impl Iterator<Item = &SystemRow> {
    rows.iter().filter(|r| {
        r.availability == AvailabilityWord::Available
            && matches!(r.integrity, IntegrityWord::Suspect | IntegrityWord::Compromised)
    })
}

/// Systems that answer and may be wrong: the hazard of a cyberattack.
pub(crate) fn not_to_be_believed(rows: &[SystemRow]) -> Vec<String> {
    doubted(rows).map(|r| r.name.clone()).collect()
}

/// Systems that answer and that nobody has vouched for although somebody was asked: they may be next.
fn not_known(rows: &[SystemRow]) -> Vec<String> {
    let unknown = rows.iter().filter(|r| {
        r.availability == AvailabilityWord::Available && r.integrity == IntegrityWord::Unknown && r.said
    });
    unknown.map(|r| r.name.clone()).collect()
}

/// Counts of the list as it stands.
pub(crate) fn counts(open: &mut Open, now: DateTime<Utc>) -> Option<TierCounts> {
    let ranking = open.ranking_if_any(now)?;
    Some(tier_counts(open, &ranking, &ranking.places, now))
}

/// "612 in-patients: P1 14 (5 not confirmed), …".
pub(crate) fn patients_in_words(c: &TierCounts) -> String {
    format!(
        "{} in-patients: P1 {} ({} not confirmed), P2 {}, P3 {}, P4 {}, not affected {}",
        c.all, c.p1, c.p1_to_confirm, c.p2, c.p3, c.p4, c.not_affected
    )
}

/// "P1 in AMU 3; Intensive care 2".
pub(crate) fn p1_by_ward(open: &mut Open, now: DateTime<Utc>) -> String {
    let hit = wards(open, now).into_iter().filter(|w| w.p1 > 0);
    let words = joined(hit.map(|w| format!("{} {}", w.ward, w.p1)).collect());
    if words.is_empty() {
        return words;
    }
    format!("P1 by ward: {words}")
}

/// Wards with somebody at P1 or P2.
pub(crate) fn wards_hit(open: &mut Open, now: DateTime<Utc>) -> Vec<String> {
    let hit = wards(open, now).into_iter().filter(|w| w.p1 + w.p2 > 0);
    hit.map(|w| w.ward).collect()
}

/// Sentences that are there, as one text.
pub(crate) fn sentences(parts: impl IntoIterator<Item = (&'static str, String)>) -> String {
    parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(head, text)| match head {
            "" => text,
            head => format!("{head}: {text}"),
        })
        .collect::<Vec<_>>()
        .join(". ")
}

/// What may hurt somebody now or next: what runs and must not be believed, what it may do, other ways that run short.
pub(crate) fn hazards(open: &mut Open, rows: &[SystemRow], now: DateTime<Utc>) -> String {
    let wrong: BTreeSet<&str> = doubted(rows).map(|r| r.if_wrong.as_str()).collect();
    let wrong = wrong.into_iter().filter(|w| !w.is_empty());
    sentences([
        ("Running but not to be believed", joined(not_to_be_believed(rows))),
        ("If believed", joined(wrong.map(str::to_owned).collect())),
        ("Not vouched for", joined(not_known(rows))),
        ("Short", joined(short(open, now))),
    ])
}

/// Other ways that P1 and P2 need and that are short: "Stand-alone syringe driver, 5 short".
pub(crate) fn short(open: &mut Open, now: DateTime<Utc>) -> Vec<String> {
    let rows = workaround_rows(open, now).into_iter().filter(|w| w.short > 0);
    rows.map(|w| match w.left {
        Some(left) => format!("{}, {} needed, {left} left", w.name, w.need),
        None => format!("{}, {} needed, not counted", w.name, w.need),
    })
    .collect()
}

/// Steps that are late: "Loggist, step 3: Open the log (late 12 min, critical)".
pub(crate) fn overdue(open: &Open, now: DateTime<Utc>) -> Vec<String> {
    late_steps(open, now)
        .into_iter()
        .map(|(card, step, min)| {
            let critical = if step.critical { ", critical" } else { "" };
            format!("{}, step {} (late {min} min{critical})", card.title, step.number)
        })
        .collect()
}

/// How the commanders are reached, since phones may be down.
pub(crate) fn contacts(open: &Open) -> String {
    let Some(current) = &open.current else {
        return String::new();
    };
    let commanders = open
        .bag
        .roles
        .iter()
        .filter(|r| matches!(r.level, Level::Strategic | Level::Tactical));
    let reached = commanders.flat_map(|r| {
        let holders = current.state.holders(&r.id).into_iter();
        let with_contact = holders.filter(|t| !t.contact.is_empty());
        with_contact
            .map(|t| format!("{}: {}", r.title, crate::roles::reached(r, t)))
            .collect::<Vec<_>>()
    });
    joined(reached.collect())
}

/// Roles filled and roles needed.
pub(crate) fn here_and_needed(open: &Open) -> String {
    let Some(current) = &open.current else {
        return String::new();
    };
    let filled: Vec<String> = open
        .bag
        .roles
        .iter()
        .filter(|r| !current.state.holders(&r.id).is_empty())
        .map(|r| r.title.clone())
        .collect();
    let roles = match filled.len() {
        0 => "No role is filled".to_owned(),
        1 => format!("1 role filled: {}", at_most(filled, SPOKEN)),
        n => format!("{n} roles filled: {}", at_most(filled, SPOKEN)),
    };
    let needed = vacant_roles(open);
    if needed.is_empty() {
        format!("{roles}. No required role is vacant")
    } else {
        format!("{roles}. Needed: {}", at_most(needed, SPOKEN))
    }
}

/// Titles of required roles without a holder.
pub(crate) fn vacant_roles(open: &Open) -> Vec<String> {
    vacant(open).iter().map(|r| r.title.clone()).collect()
}
