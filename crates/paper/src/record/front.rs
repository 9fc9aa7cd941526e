//! The front page: what the record is of, whether the log holds, and who wrote it.

use super::{RecordEntry, RecordSheet};
use crate::context::PrintContext;
use crate::draw::{Area, LIVE_W, Size};
use crate::errors::PaperError;
use crate::flow::{Flow, Unprintables, not_printable};
use crate::forms::checkpoint::checkpoint_block;
use crate::text::Span;

/// Draws the front page; many stations go on over further pages.
pub(super) fn draw(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &RecordSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    let head = format!("Incident {}: {}", ctx.incident, sheet.title);
    flow.headline(&head, Size::Pt18)?;
    flow.gap_below(1.0);
    flow.drill(ctx)?;
    facts(flow, ctx, sheet, unprintable)?;
    flow.verdict(&sheet.verification, sheet.verified)?;
    flow.gap_below(2.5);
    flow.need(44.0)?;
    let block = Area::new(0.0, flow.y(), LIVE_W, 44.0);
    checkpoint_block(&mut flow.cv, block, &sheet.checkpoint_at, &sheet.checkpoint)?;
    flow.gap_below(44.0);
    stations(flow, sheet)
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
    facts.extend(not_printable(unprintable, "The log holds it as it was typed."));
    flow.facts(&facts)
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
        flow.table_row(&format!("Station {}", s.short), &COLUMNS, cells)?;
    }
    flow.section_ends();
    Ok(())
}
