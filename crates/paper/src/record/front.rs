//! The front page: what the record is of, whether the log holds, and who wrote it.

use super::clean::Unprintables;
use super::flow::{Flow, Row, side_by_side, wrapped};
use super::{RecordEntry, RecordSheet};
use crate::context::PrintContext;
use crate::draw::{Area, Ink, LIVE_W, Rule, Size};
use crate::errors::PaperError;
use crate::forms::checkpoint::checkpoint_block;
use crate::text::Span;

const LABEL: (f32, f32) = (1.0, 36.0);
const WORDS: (f32, f32) = (38.0, LIVE_W - 38.0);

/// Draws the front page; many stations go on over further pages.
pub(super) fn draw(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &RecordSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    let head = format!("Incident {}: {}", ctx.incident, sheet.title);
    let lines = wrapped(flow.cv.ts, (0.0, LIVE_W), Size::Pt18, &[Span::bold(head)])?;
    flow.rows("Front page", &side_by_side(vec![lines]), 1)?;
    flow.gap_below(1.0);
    if ctx.exercise {
        let words = [Span::bold("EXERCISE: no real incident, no real patient.")];
        let lines = wrapped(flow.cv.ts, (0.0, LIVE_W), Size::Pt14, &words)?;
        flow.rows("", &side_by_side(vec![lines]), 1)?;
    }
    facts(flow, ctx, sheet, unprintable)?;
    verdict(flow, sheet)?;
    flow.gap_below(2.5);
    flow.need(44.0)?;
    let block = Area::new(0.0, flow.y(), LIVE_W, 44.0);
    checkpoint_block(&mut flow.cv, block, &sheet.checkpoint_at, &sheet.checkpoint)?;
    flow.gap_below(44.0);
    stations(flow, sheet)
}

/// A sentence of its own.
pub(super) fn note(flow: &mut Flow<'_>, words: &str) -> Result<(), PaperError> {
    let lines = wrapped(flow.cv.ts, (1.0, LIVE_W - 1.0), Size::Pt9, &[Span::bold(words)])?;
    let mut rows = side_by_side(vec![lines]);
    if let Some(first) = rows.first_mut() {
        first.rule = true;
    }
    flow.rows("", &rows, rows.len())
}

fn facts(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &RecordSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    let count = |f: fn(&RecordEntry) -> bool| sheet.entries.iter().filter(|e| f(e)).count();
    let printed = sheet.entries.len();
    let entries = if u64::try_from(printed) == Ok(sheet.entries_in_log) {
        format!("{printed} in the log, all of them here")
    } else {
        format!(
            "{} in the log, {printed} of them here: THIS RECORD IS A PART",
            sheet.entries_in_log
        )
    };
    let marked = format!(
        "{} written later than they happened, {} corrected, {} erased, {} flagged for debrief",
        count(|e| e.written_later_at.is_some()),
        count(|e| !e.corrected_by.is_empty()),
        count(|e| e.erased.is_some()),
        count(|e| e.flagged),
    );
    let mut facts = vec![
        ("Hospital", ctx.hospital.clone()),
        ("Log opened", sheet.opened.clone()),
        (
            "Declared",
            sheet.declared.clone().unwrap_or_else(|| "not declared".into()),
        ),
        (
            "Stood down",
            sheet
                .stood_down
                .clone()
                .unwrap_or_else(|| "not stood down".into()),
        ),
        ("Times", format!("all in the zone {}", sheet.zone)),
        ("Entries", entries),
        ("Of these", marked),
        (
            "Decisions, roles",
            format!(
                "decisions: {}, holders of roles: {}",
                sheet.decisions.len(),
                sheet.roles.len()
            ),
        ),
    ];
    if unprintable.places() > 0 {
        let times = match unprintable.places() {
            1 => "Once".to_string(),
            n => format!("{n} times"),
        };
        facts.push((
            "Not printable",
            format!(
                "{times} a character is printed as its number behind \u{FFFD}, because no typeface here draws it or \
                 because it would turn words round: {}. The log holds it as it was typed.",
                unprintable.code_points().join(", ")
            ),
        ));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (label, text) in facts {
        let label = wrapped(flow.cv.ts, LABEL, Size::Pt7, &[Span::plain(label)])?;
        let text = wrapped(flow.cv.ts, WORDS, Size::Pt9, &[Span::bold(text)])?;
        rows.extend(side_by_side(vec![label, text]));
    }
    flow.rows("Front page", &rows, 1)
}

/// What the verifier says: framed when the log holds, white on black when it does not.
fn verdict(flow: &mut Flow<'_>, sheet: &RecordSheet) -> Result<(), PaperError> {
    flow.gap_below(2.5);
    let words = [Span::bold(sheet.verification.as_str())];
    let lines = wrapped(flow.cv.ts, (3.0, LIVE_W - 6.0), Size::Pt11, &words)?;
    if sheet.verified {
        let top = flow.y();
        flow.rows("Verification", &side_by_side(vec![lines]), 20)?;
        if flow.y() > top {
            flow.cv.frame(
                Area::new(0.0, top - 0.6, LIVE_W, flow.y() - top + 1.2),
                Rule::Heavy,
            );
        }
        return Ok(());
    }
    let height = Size::Pt11.leading();
    for line in lines {
        flow.need(height)?;
        flow.cv
            .fill(Area::new(0.0, flow.y(), LIVE_W, height + 0.05), Ink::Black);
        flow.line(&line, flow.y(), Ink::White);
        flow.gap_below(height);
    }
    Ok(())
}

fn stations(flow: &mut Flow<'_>, sheet: &RecordSheet) -> Result<(), PaperError> {
    const COLUMNS: [(f32, f32); 5] = [
        (1.0, 12.0),
        (14.0, 42.0),
        (57.0, 36.0),
        (94.0, 16.0),
        (111.0, 69.0),
    ];
    let heads = ["Station", "Name", "Key begins", "Entries", "Who wrote on it"];
    let heads: Vec<(f32, &str)> = COLUMNS.iter().map(|c| c.0).zip(heads).collect();
    let hint = format!("{} in all", sheet.stations.len());
    flow.section("Stations that wrote", &hint, &heads)?;
    for s in &sheet.stations {
        let who = if s.written_by.is_empty() {
            "nobody signed in".to_string()
        } else {
            s.written_by.join("\n")
        };
        let cells = [
            Span::bold(s.short.as_str()),
            Span::plain(s.name.as_str()),
            Span::plain(s.key.as_str()),
            Span::plain(s.entries.to_string()),
            Span::plain(who),
        ];
        let mut columns = Vec::new();
        for (place, cell) in COLUMNS.into_iter().zip(cells) {
            columns.push(wrapped(flow.cv.ts, place, Size::Pt9, &[cell])?);
        }
        let mut rows = side_by_side(columns);
        if let Some(first) = rows.first_mut() {
            first.rule = true;
        }
        flow.rows(&format!("Station {}", s.short), &rows, rows.len().min(6))?;
    }
    flow.section_ends();
    Ok(())
}
