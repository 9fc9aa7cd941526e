//! Decisions, each with what it rested on.

use super::{RecordDecision, RecordSheet};
use crate::draw::{LIVE_W, Size};
use crate::errors::PaperError;
use crate::flow::{Flow, LABEL, Row, WORDS, side_by_side, wrapped};
use crate::text::Span;

/// Draws all decisions.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &RecordSheet) -> Result<(), PaperError> {
    let hint = format!("{} in all", sheet.decisions.len());
    flow.section("Decisions", &hint, &[])?;
    for (decision, number) in sheet.decisions.iter().zip(1..) {
        one(flow, decision, number)?;
    }
    if sheet.decisions.is_empty() {
        flow.note("No decision was written as a decision. The timeline may hold some.")?;
    }
    flow.section_ends();
    Ok(())
}

fn one(flow: &mut Flow<'_>, d: &RecordDecision, number: usize) -> Result<(), PaperError> {
    let name = format!("Decision {number}, entry {}", d.entry);
    let late = d
        .written_later_at
        .as_ref()
        .map(|at| format!(" · written later at {at}"))
        .unwrap_or_default();
    let role = if d.role.is_empty() {
        String::new()
    } else {
        format!(", {}", d.role)
    };
    let head = [
        Span::bold(format!("{} · {name}", d.occurred_at)),
        Span::plain(" · "),
        Span::bold(d.who.as_str()),
        Span::plain(role),
        Span::bold(late),
    ];
    let lines = wrapped(flow.cv.ts, (1.0, LIVE_W - 1.0), Size::Pt9, &head)?;
    let mut rows: Vec<Row> = side_by_side(vec![lines]);
    if let Some(first) = rows.first_mut() {
        first.rule = true;
    }
    field(flow, &mut rows, "Decided", Span::bold(d.decided.as_str()))?;
    field(
        flow,
        &mut rows,
        "Information known",
        Span::plain(d.information.as_str()),
    )?;
    options(flow, &mut rows, d)?;
    for (label, text) in [
        ("Why", &d.rationale),
        ("Risks accepted", &d.risks),
        ("Policy or plan", &d.policy),
        ("Told", &d.told),
        ("To be looked at again", &d.review_at),
    ] {
        field(flow, &mut rows, label, Span::plain(text.as_str()))?;
    }
    flow.rows(&name, &rows, rows.len().min(8))?;
    flow.gap(1.0);
    Ok(())
}

/// A label and its words; words that nobody gave are said to be missing.
fn field(flow: &mut Flow<'_>, rows: &mut Vec<Row>, label: &str, words: Span) -> Result<(), PaperError> {
    let words = if words.text.trim().is_empty() {
        Span::plain("not recorded")
    } else {
        words
    };
    let label = wrapped(flow.cv.ts, LABEL, Size::Pt7, &[Span::plain(label)])?;
    let words = wrapped(flow.cv.ts, WORDS, Size::Pt9, &[words])?;
    rows.extend(side_by_side(vec![label, words]));
    Ok(())
}

/// Each option that was not taken, with why not.
fn options(flow: &mut Flow<'_>, rows: &mut Vec<Row>, d: &RecordDecision) -> Result<(), PaperError> {
    if d.options.is_empty() {
        return field(flow, rows, "Options considered", Span::plain(""));
    }
    let mut lines = Vec::new();
    for option in &d.options {
        let why = if option.why_not.trim().is_empty() {
            "not recorded"
        } else {
            &option.why_not
        };
        let spans = [
            Span::plain(option.option.as_str()),
            Span::bold(" Why not: "),
            Span::plain(why),
        ];
        lines.extend(wrapped(flow.cv.ts, WORDS, Size::Pt9, &spans)?);
    }
    let label = wrapped(flow.cv.ts, LABEL, Size::Pt7, &[Span::plain("Options considered")])?;
    rows.extend(side_by_side(vec![label, lines]));
    Ok(())
}
