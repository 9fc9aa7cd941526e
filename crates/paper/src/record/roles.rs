//! Who held which role.

use super::RecordSheet;
use crate::errors::PaperError;
use crate::flow::Flow;
use crate::text::Span;

/// Left and width of role, holder, contact, from, until.
const COLUMNS: [(f32, f32); 5] = [
    (1.0, 44.0),
    (46.0, 44.0),
    (91.0, 40.0),
    (132.0, 23.0),
    (156.0, 24.0),
];

/// Draws the table.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &RecordSheet) -> Result<(), PaperError> {
    let heads = ["Role", "Held by", "Reached by", "From", "Until"];
    let heads: Vec<(f32, &str)> = COLUMNS.iter().map(|c| c.0).zip(heads).collect();
    let hint = format!("{} in all", sheet.roles.len());
    flow.section("Roles", &hint, &heads)?;
    for role in &sheet.roles {
        let contact = if role.contact.is_empty() {
            "not known"
        } else {
            &role.contact
        };
        let until = role.until.as_deref().unwrap_or("still held");
        let cells = [
            Span::bold(role.role.as_str()),
            Span::plain(role.holder.as_str()),
            Span::plain(contact),
            Span::plain(role.from.as_str()),
            Span::plain(until),
        ];
        flow.table_row(&role.role, &COLUMNS, cells)?;
    }
    if sheet.roles.is_empty() {
        flow.note("No role was taken.")?;
    }
    flow.section_ends();
    Ok(())
}
