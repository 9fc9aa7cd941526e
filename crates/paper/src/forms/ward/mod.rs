//! Sheets that are nobody's chart.

pub(crate) mod back_entry;
pub(crate) mod board;
pub(crate) mod decision_log;
pub(crate) mod harm;
pub(crate) mod logs;
pub(crate) mod quarantine;

use crate::draw::{Area, Canvas, Style};
use crate::errors::PaperError;
use crate::text::Span;

/// The first of several wordings that stands in a cell, from its top; the last one is made to.
pub(crate) fn first_that_fits(
    cv: &mut Canvas<'_>,
    cell: Area,
    wordings: &[Vec<Span>],
    style: Style,
    place: &str,
) -> Result<(), PaperError> {
    for words in wordings {
        let room = cv.count_lines(cell.w, words, style, place)? as f32 * style.size.leading();
        if room <= cell.h {
            return cv.paragraph(cell, words, style, place).map(|_| ());
        }
    }
    Ok(())
}
