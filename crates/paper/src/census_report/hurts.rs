//! What could hurt somebody: allergies in conflict, beds filled twice, people whom a sheet would not find, and what a
//! person wrote against what the feed says.

use super::{CensusLack, CensusReportSheet, people};
use crate::errors::PaperError;
use crate::flow::{Flow, heads};
use crate::text::Span;

/// Left and width of who, what is kept, what contradicts it.
const CONFLICT: [(f32, f32); 3] = [(1.0, 58.0), (61.0, 54.0), (117.0, 63.0)];
/// Left and width of bed and people.
const BED: [(f32, f32); 2] = [(1.0, 58.0), (61.0, 119.0)];
/// Left and width of who, what, by hand, in the feed.
const DIFFERENCE: [(f32, f32); 4] = [(1.0, 52.0), (54.0, 26.0), (81.0, 49.0), (131.0, 49.0)];

/// One sentence on what is worst, and whether there is nothing of it.
pub(super) fn verdict(sheet: &CensusReportSheet) -> (String, bool) {
    if sheet.in_patients == 0 {
        let words = "NOBODY IS IN THIS CENSUS. Do not rely on it: count heads, and take the census in again.";
        return (words.to_string(), false);
    }
    let mut worst = Vec::new();
    let mut count = |n: usize, words: &str| {
        if n > 0 {
            worst.push(words.to_string());
        }
    };
    let n = sheet.conflicts.len();
    count(n, &format!("{} with allergies in conflict", people(n)));
    let n = sheet.shared_beds.len();
    let beds = if n == 1 { "bed" } else { "beds" };
    count(n, &format!("{n} {beds} filled twice"));
    for lack in sheet.lacks.iter().filter(|l| l.hurts) {
        let n = lack.people.len();
        count(n, &format!("{} {}", people(n), lack.words));
    }
    let n = sheet.differences.len();
    let open = if n == 1 { "difference" } else { "differences" };
    count(n, &format!("{n} open {open} between hand and feed"));
    let n = super::read::rejected(sheet);
    let records = if n == 1 { "record" } else { "records" };
    if n > 0 {
        worst.push(format!("{n} {records} rejected"));
    }
    if worst.is_empty() {
        let words = "No allergies in conflict, no bed filled twice, nobody without what was looked for, no open \
                     difference between hand and feed, no record rejected. This report knows only what the records say.";
        return (words.to_string(), true);
    }
    (format!("LOOK FIRST: {}.", worst.join("; ")), false)
}

/// Draws the sections, worst first.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    conflicts(flow, sheet)?;
    beds(flow, sheet)?;
    flow.section("Missing, and could hurt: ask at the bedside", "", &[])?;
    for lack in sheet.lacks.iter().filter(|l| l.hurts) {
        missing(flow, lack, sheet.in_patients)?;
    }
    if !sheet.lacks.iter().any(|l| l.hurts) {
        flow.note("Nothing was counted here.")?;
    }
    flow.section_ends();
    differences(flow, sheet)
}

fn conflicts(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.conflicts.len(),
        &CONFLICT,
        &["Who", "Allergies, all kept", "CONFLICT"],
    );
    let hint = people(sheet.conflicts.len());
    flow.section(
        "Allergies in conflict: ask again before any medicine",
        &hint,
        &columns,
    )?;
    for (c, n) in sheet.conflicts.iter().zip(1..) {
        let cells = [&c.person, &c.allergies, &c.words].map(|t| Span::bold(t.as_str()));
        flow.table_row(&format!("Conflict {n}"), &CONFLICT, cells)?;
    }
    if sheet.conflicts.is_empty() {
        flow.note("Nobody’s records contradict one another about allergies.")?;
    }
    flow.section_ends();
    Ok(())
}

fn beds(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.shared_beds.len(),
        &BED,
        &["Bed", "Who is in it, as the records say"],
    );
    let hint = format!("{} in all", sheet.shared_beds.len());
    flow.section("Beds filled twice: look who is there", &hint, &columns)?;
    for (bed, n) in sheet.shared_beds.iter().zip(1..) {
        let cells = [Span::bold(bed.place.as_str()), Span::bold(bed.people.join("\n"))];
        flow.table_row(&format!("Bed {n}"), &BED, cells)?;
    }
    if sheet.shared_beds.is_empty() {
        flow.note("No bed has more than one person.")?;
    }
    flow.section_ends();
    Ok(())
}

/// So many people are named, also when they are everybody.
const NAMED: usize = 20;

/// How many lack it, then who; that nobody does is said too. When everybody does, the names would be the whole census
/// again: a feed that does not carry the field says nothing about any one of them.
pub(super) fn missing(flow: &mut Flow<'_>, lack: &CensusLack, in_patients: u32) -> Result<(), PaperError> {
    let all = lack.people.len();
    if all > NAMED && u32::try_from(all) == Ok(in_patients) {
        return flow.note(&format!("Everybody: all {all} in-patients are {}.", lack.words));
    }
    if lack.people.is_empty() {
        let is = if lack.words.starts_with("without") {
            "is "
        } else {
            ""
        };
        return flow.note(&format!("Nobody {is}{}.", lack.words));
    }
    let words = format!("{} {}", people(lack.people.len()), lack.words);
    flow.need(16.0)?;
    flow.note(&words)?;
    flow.names(&words, &lack.people)
}

fn differences(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.differences.len(),
        &DIFFERENCE,
        &["Who", "What", "Written by hand", "In the feed"],
    );
    let hint = format!("{} open", sheet.differences.len());
    flow.section(
        "Written by hand and not what the feed says: decide",
        &hint,
        &columns,
    )?;
    for (d, n) in sheet.differences.iter().zip(1..) {
        let cells = [
            Span::bold(d.person.as_str()),
            Span::plain(d.field.as_str()),
            Span::bold(d.by_hand.as_str()),
            Span::plain(d.in_feed.as_str()),
        ];
        flow.table_row(&format!("Difference {n}"), &DIFFERENCE, cells)?;
    }
    if sheet.differences.is_empty() {
        flow.note("No difference is open.")?;
    }
    flow.section_ends();
    Ok(())
}
