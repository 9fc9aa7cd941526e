//! Infusions each hour, mL/h as read from the pump; what each one is stands over its column.

use super::{HOUR, ROW, day};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, V};
use crate::errors::PaperError;
use crate::face::{column_lines, tick};
use crate::forms::ruled::{B7, S7};
use crate::text::Span;

pub(super) const ROWS_TOP: f32 = 85.0;
/// Infusions side by side.
const ACROSS: u8 = 8;
const COLUMN: f32 = 21.0;
/// What is written over each column, and how high its row is.
const OVER: [(&str, f32); 6] = [
    ("Drug, CAPITALS", 8.0),
    ("Amount in mL", 7.0),
    ("Dose, unit in full", 7.0),
    ("Pump no.", 6.5),
    ("network?", 5.0),
    ("Change by", 6.5),
];

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let head = Area::new(0.0, 45.0, LIVE_W, ROWS_TOP - 45.0);
    let mut widths = vec![HOUR];
    widths.extend([COLUMN; ACROSS as usize]);
    cv.fill(Area { w: HOUR, ..head }, Ink::Grey15);
    cv.frame(head, Rule::Heavy);
    column_lines(cv, head, &widths, Rule::Fine);
    let mut y = head.y;
    for (n, (words, height)) in OVER.iter().enumerate() {
        if n > 0 {
            cv.across(HOUR, LIVE_W, y, Rule::Fine);
        }
        for column in 0..ACROSS {
            let x = HOUR + COLUMN * f32::from(column);
            let cell = Area::new(x, y, COLUMN, *height);
            if *words == "network?" {
                network(cv, cell)?;
                continue;
            }
            cv.label(cell, words)?;
            if *height >= 6.5 {
                cv.write(cell, Pen::Words);
            }
        }
        y += height;
    }
    let side = Area::new(0.8, head.y + 0.7, HOUR - 1.0, 12.0);
    let words = [Span::bold("Second check of each: sign on the drip chart")];
    cv.paragraph(Area { h: 26.0, ..side }, &words, B7, "second check")?;
    cv.text(
        Area::new(0.0, ROWS_TOP - 5.0, HOUR, 5.0),
        H::Centre,
        V::Middle,
        "mL/h",
        B7,
    )?;
    day(cv, ctx, ROWS_TOP, &[COLUMN; ACROSS as usize])?;
    let words = [Span::plain(
        "mL/h as read at the pump, with the hour’s total where it matters. A rate that nobody changed: the pump is not believed. Quotations: next face.",
    )];
    let y = ROWS_TOP + 24.0 * ROW + 0.4;
    cv.paragraph(Area::new(0.0, y, LIVE_W, 3.2), &words, S7, "rates")
        .map(|_| ())
}

/// Whether the pump hangs on a network: two boxes.
fn network(cv: &mut Canvas<'_>, cell: Area) -> Result<(), PaperError> {
    let words = Area::new(cell.x + 1.0, cell.y, 10.0, cell.h);
    cv.text(words, H::Left, V::Middle, "net", S7)?;
    let end = tick(cv, cell.x + 5.8, cell.y + 0.9, 3.2, "y", S7)?;
    tick(cv, end + 1.2, cell.y + 0.9, 3.2, "n", S7).map(|_| ())
}
