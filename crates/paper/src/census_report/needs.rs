//! From census to needs, ward by ward: whose needs are known, whose are not, and whom somebody must look at.

use super::{CensusNeeds, people};
use crate::errors::PaperError;
use crate::flow::{Flow, heads};
use crate::text::Span;

/// Left and width of ward, in-patients, profiled, ordinary care, not profiled, needs a look.
const WARD: [(f32, f32); 6] = [
    (1.0, 62.0),
    (65.0, 22.0),
    (88.0, 22.0),
    (111.0, 22.0),
    (134.0, 22.0),
    (157.0, 23.0),
];
/// Left and width of who and what.
const LOOK: [(f32, f32); 2] = [(1.0, 70.0), (73.0, 107.0)];

/// Draws the section; nothing when nobody counted.
pub(super) fn draw(flow: &mut Flow<'_>, needs: Option<&CensusNeeds>) -> Result<(), PaperError> {
    let Some(needs) = needs else { return Ok(()) };
    let columns = heads(
        needs.wards.len(),
        &WARD,
        &[
            "Ward",
            "In-patients",
            "Profiled",
            "Ordinary",
            "Not profiled",
            "Needs a look",
        ],
    );
    flow.section("What patients depend on, as far as the records say", "", &columns)?;
    for ward in &needs.wards {
        let number = |count: u32, bold: bool| {
            if bold && count > 0 {
                Span::bold(count.to_string())
            } else {
                Span::plain(count.to_string())
            }
        };
        let cells = [
            Span::plain(ward.ward.as_str()),
            number(ward.in_patients, false),
            number(ward.profiled, false),
            number(ward.ordinary, false),
            number(ward.not_profiled, true),
            number(ward.needs_look, true),
        ];
        flow.table_row(&ward.ward, &WARD, cells)?;
    }
    flow.section_ends();
    let columns = heads(
        needs.look.len(),
        &LOOK,
        &["Who", "What the rules could not judge"],
    );
    flow.section(
        "Look at the patient, and write down what they depend on",
        &people(needs.look.len()),
        &columns,
    )?;
    for (look, n) in needs.look.iter().zip(1..) {
        let cells = [Span::bold(look.person.as_str()), Span::plain(look.what.as_str())];
        flow.table_row(&format!("Look {n}"), &LOOK, cells)?;
    }
    if needs.nothing_recorded > 0 {
        let n = usize::try_from(needs.nothing_recorded).unwrap_or(usize::MAX);
        flow.note(&format!(
            "{} more: nothing on record says why they are here. They are not named one by one; each is P3 at least.",
            people(n)
        ))?;
    } else if needs.look.is_empty() {
        flow.note("Nobody: the rules could judge every record.")?;
    }
    flow.section_ends();
    Ok(())
}
