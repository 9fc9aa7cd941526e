//! What became other since the census before: allergies and identity first, because a sheet that is already printed says
//! the old.

use super::{CensusChange, CensusChanges, people};
use crate::errors::PaperError;
use crate::flow::{Flow, heads};
use crate::text::Span;

/// Left and width of who, before, now.
const COLUMNS: [(f32, f32); 3] = [(1.0, 58.0), (61.0, 58.0), (121.0, 59.0)];

/// Draws the section.
pub(super) fn draw(flow: &mut Flow<'_>, changes: Option<&CensusChanges>) -> Result<(), PaperError> {
    let rows = changes.map_or(0, |c| c.allergies.len() + c.identity.len() + c.moved.len());
    flow.section(
        "Since the census before",
        "",
        &heads(rows, &COLUMNS, &["Who", "Before", "Now"]),
    )?;
    if let Some(c) = changes {
        flow.note(&format!("The census before is of {}.", c.since))?;
        part(
            flow,
            "Allergies changed",
            &c.allergies,
            "Nobody’s allergies changed.",
        )?;
        part(
            flow,
            "Name, number or birth date changed",
            &c.identity,
            "Nobody’s name, number or birth date changed.",
        )?;
        part(flow, "Moved", &c.moved, "Nobody moved.")?;
        list(flow, "Came", &c.came, "Nobody came.")?;
        list(flow, "Went", &c.went, "Nobody went.")?;
    } else {
        flow.note("There is no census before this one to compare with.")?;
    }
    flow.section_ends();
    Ok(())
}

fn part(flow: &mut Flow<'_>, title: &str, changes: &[CensusChange], none: &str) -> Result<(), PaperError> {
    if changes.is_empty() {
        return flow.note(none);
    }
    flow.part(&format!("{title}: {}", people(changes.len())))?;
    for (c, n) in changes.iter().zip(1..) {
        let cells = [
            Span::bold(c.person.as_str()),
            Span::plain(c.before.as_str()),
            Span::bold(c.after.as_str()),
        ];
        flow.table_row(&format!("{title}, {n}"), &COLUMNS, cells)?;
    }
    flow.part_ends();
    Ok(())
}

fn list(flow: &mut Flow<'_>, title: &str, who: &[String], none: &str) -> Result<(), PaperError> {
    if who.is_empty() {
        return flow.note(none);
    }
    flow.part(&format!("{title}: {}", people(who.len())))?;
    flow.names(title, who)?;
    flow.part_ends();
    Ok(())
}
