//! Every entry, in order, with its days.

use super::{RecordEntry, RecordPointer, RecordSheet};
use crate::draw::{LIVE_W, Size};
use crate::errors::PaperError;
use crate::flow::{Flow, Line, side_by_side, wrapped};
use crate::text::Span;

const TIME: (f32, f32) = (0.5, 20.5);
const NUMBER: (f32, f32) = (21.5, 22.5);
const BODY: (f32, f32) = (45.0, LIVE_W - 45.0);
/// Corrections stand inside a rule at the left.
const POINTER: (f32, f32) = (48.0, LIVE_W - 48.0);
const BAR: f32 = 46.2;

/// Draws the timeline.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &RecordSheet) -> Result<(), PaperError> {
    let heads = [
        (TIME.0, "Happened at"),
        (NUMBER.0, "Entry, station"),
        (BODY.0, "What, who"),
    ];
    let hint = format!("{} entries", sheet.entries.len());
    flow.section("Timeline", &hint, &heads)?;
    let mut day: Option<&str> = None;
    for entry in &sheet.entries {
        if day != Some(entry.day.as_str()) {
            flow.part(&entry.day)?;
            day = Some(&entry.day);
        }
        one(flow, entry)?;
    }
    if sheet.entries.is_empty() {
        flow.note("The log has no entry.")?;
    } else {
        flow.note("End of the record.")?;
    }
    flow.section_ends();
    Ok(())
}

fn one(flow: &mut Flow<'_>, e: &RecordEntry) -> Result<(), PaperError> {
    let ts = &mut *flow.cv.ts;
    let mut times = wrapped(ts, TIME, Size::Pt9, &[Span::bold(e.occurred_at.as_str())])?;
    if let Some(late) = &e.written_later_at {
        times.extend(wrapped(
            ts,
            TIME,
            Size::Pt7,
            &[Span::plain(format!("written later at {late}"))],
        )?);
    }
    let mut number = wrapped(ts, NUMBER, Size::Pt9, &[Span::bold(e.entry.as_str())])?;
    number.extend(wrapped(
        ts,
        NUMBER,
        Size::Pt7,
        &[Span::plain(e.station.as_str())],
    )?);
    let (body, bars) = words(flow, e)?;
    let mut rows = side_by_side(vec![times, number, body]);
    for (row, bar) in rows.iter_mut().zip(bars) {
        row.bar = bar.then_some(BAR);
    }
    if let Some(first) = rows.first_mut() {
        first.rule = true;
    }
    flow.rows(&format!("Entry {}", e.entry), &rows, rows.len().min(4))
}

/// Lines of the entry, and which of them stand inside a rule.
fn words(flow: &mut Flow<'_>, e: &RecordEntry) -> Result<(Vec<Line>, Vec<bool>), PaperError> {
    let ts = &mut *flow.cv.ts;
    // Each in a span of its own: a name written from right to left does not turn the rest round.
    let mut head = vec![
        Span::bold(e.kind.as_str()),
        Span::plain(" · "),
        Span::bold(e.who.as_str()),
    ];
    if !e.role.is_empty() {
        head.push(Span::plain(format!(", {}", e.role)));
    }
    if e.flagged {
        head.push(Span::bold(" · FLAGGED FOR DEBRIEF"));
    }
    let mut lines = wrapped(ts, BODY, Size::Pt7, &head)?;
    if let Some(erasure) = &e.erased {
        let spans = [
            Span::bold(format!("Erased by entry {}: ", erasure.by)),
            Span::plain(or_not_recorded(&erasure.reason)),
        ];
        lines.extend(wrapped(ts, BODY, Size::Pt9, &spans)?);
    } else {
        lines.extend(wrapped(ts, BODY, Size::Pt9, &[Span::plain(e.text.as_str())])?);
        for detail in &e.details {
            lines.extend(wrapped(ts, BODY, Size::Pt9, &[Span::plain(detail.as_str())])?);
        }
    }
    let plain = lines.len();
    let mut pointers: Vec<(String, &RecordPointer)> = Vec::new();
    if let Some(p) = &e.corrects {
        pointers.push((format!("Corrects entry {}, which said: ", p.entry), p));
    }
    for p in &e.corrected_by {
        pointers.push((format!("CORRECTED by entry {}: ", p.entry), p));
    }
    for (label, pointer) in pointers {
        let spans = [Span::bold(label), Span::plain(or_not_recorded(&pointer.text))];
        lines.extend(wrapped(ts, POINTER, Size::Pt9, &spans)?);
    }
    let bars = (0..lines.len()).map(|n| n >= plain).collect();
    Ok((lines, bars))
}

fn or_not_recorded(text: &str) -> &str {
    if text.trim().is_empty() {
        "not recorded"
    } else {
        text
    }
}
