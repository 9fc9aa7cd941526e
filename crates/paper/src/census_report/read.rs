//! What was read: rejected records with their reasons, what else is missing, warnings, and the counts of each file.

use super::{CensusReason, CensusReportSheet, hurts};
use crate::errors::PaperError;
use crate::flow::{Flow, heads};
use crate::text::Span;

/// Left and width of count, reason, places.
const REASON: [(f32, f32); 3] = [(1.0, 16.0), (18.0, 88.0), (108.0, 72.0)];
/// Left and width of number, warning, file, place.
const WARNING: [(f32, f32); 4] = [(1.0, 10.0), (12.0, 90.0), (104.0, 38.0), (144.0, 36.0)];
/// Left and width of file, records, taken, rejected.
const FILE: [(f32, f32); 4] = [(1.0, 106.0), (109.0, 22.0), (133.0, 22.0), (157.0, 22.0)];

/// Draws the sections.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    reasons(flow, sheet)?;
    flow.section("Also missing", "", &[])?;
    for lack in sheet.lacks.iter().filter(|l| !l.hurts) {
        hurts::missing(flow, lack, sheet.in_patients)?;
    }
    if sheet.lacks.iter().all(|l| l.hurts) {
        flow.note("Nothing else was counted.")?;
    }
    flow.section_ends();
    warnings(flow, sheet)?;
    files(flow, sheet)
}

/// Records rejected for any reason.
pub(super) fn rejected(sheet: &CensusReportSheet) -> u64 {
    sheet.reasons.iter().map(|r| u64::from(r.count)).sum()
}

fn reasons(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.reasons.len(),
        &REASON,
        &["Records", "Why, and what to do", "Where"],
    );
    let hint = format!("{} in all", rejected(sheet));
    flow.section(
        "Rejected records: what they say is not in the census",
        &hint,
        &columns,
    )?;
    for (r, n) in sheet.reasons.iter().zip(1..) {
        let cells = [
            Span::bold(r.count.to_string()),
            Span::plain(r.reason.as_str()),
            Span::plain(places(r)),
        ];
        flow.table_row(&format!("Reason {n}"), &REASON, cells)?;
    }
    if sheet.reasons.is_empty() {
        flow.note("No record was rejected.")?;
    }
    flow.section_ends();
    Ok(())
}

/// The places that are known, each on a line, and how many more there are.
fn places(r: &CensusReason) -> String {
    let mut places = r.places.clone();
    let more = usize::try_from(r.count)
        .unwrap_or(usize::MAX)
        .saturating_sub(r.places.len());
    match (more, places.is_empty()) {
        (0, _) => {}
        (_, true) => places.push("place not known".to_string()),
        (more, false) => places.push(format!("and {more} more: see the screen")),
    }
    places.join("\n")
}

fn warnings(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.warnings.len(),
        &WARNING,
        &["", "What, and what to do", "File", "Where"],
    );
    let hint = format!("{} in all", sheet.warnings.len());
    flow.section("Warnings: taken in, needs a look", &hint, &columns)?;
    for (w, n) in sheet.warnings.iter().zip(1..) {
        let file = if w.file.is_empty() {
            "the whole census"
        } else {
            &w.file
        };
        let cells = [
            Span::plain(n.to_string()),
            Span::plain(w.text.as_str()),
            Span::plain(file),
            Span::plain(w.at.as_str()),
        ];
        flow.table_row(&format!("Warning {n}"), &WARNING, cells)?;
    }
    if sheet.warnings.is_empty() {
        flow.note("There is no warning.")?;
    }
    flow.section_ends();
    Ok(())
}

fn files(flow: &mut Flow<'_>, sheet: &CensusReportSheet) -> Result<(), PaperError> {
    let columns = heads(
        sheet.files.len(),
        &FILE,
        &["File", "Records", "Taken", "Rejected"],
    );
    let hint = format!("{} in all", sheet.files.len());
    flow.section("Files", &hint, &columns)?;
    for (file, n) in sheet.files.iter().zip(1..) {
        let rejected = file.rejected.to_string();
        let cells = [
            Span::plain(file.file.as_str()),
            Span::plain(file.records.to_string()),
            Span::plain(file.taken.to_string()),
            if file.rejected > 0 {
                Span::bold(rejected)
            } else {
                Span::plain(rejected)
            },
        ];
        flow.table_row(&format!("File {n}"), &FILE, cells)?;
    }
    if sheet.files.is_empty() {
        flow.note("The files were not counted one by one.")?;
    }
    flow.section_ends();
    Ok(())
}
