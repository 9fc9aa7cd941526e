//! Infusions each hour, mL/h as read from the pump; what each one is stands over its column, its name at the left.

use super::{HOUR, ROW, day};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, V};
use crate::errors::PaperError;
use crate::face::{column_lines, tick};
use crate::forms::ruled::{B7, S7, middle};
use crate::text::Span;

pub(super) const ROWS_TOP: f32 = 85.0;
/// Infusions side by side, and the column of initials at the right.
const ACROSS: u8 = 8;
const COLUMN: f32 = 19.5;
const INITIALS: f32 = 12.0;
/// What is written over each column, and how high its row is.
const OVER: [(&str, f32); 6] = [
    ("Drug in capitals", 6.5),
    (AMOUNT, 6.5),
    ("Dose, full unit", 6.5),
    ("Pump no.", 6.5),
    (NETWORK, 5.6),
    ("Syringe change due", 8.4),
];
const AMOUNT: &str = "Amount + unit";
const NETWORK: &str = "On network?";

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let head = Area::new(0.0, 45.0, LIVE_W, ROWS_TOP - 45.0);
    let mut widths = vec![HOUR];
    widths.extend([COLUMN; ACROSS as usize]);
    widths.push(INITIALS);
    let right = Area::new(LIVE_W - INITIALS, head.y, INITIALS, head.h);
    cv.fill(Area { w: HOUR, ..head }, Ink::Grey15);
    cv.fill(right, Ink::Grey15);
    cv.frame(head, Rule::Heavy);
    column_lines(cv, head, &widths, Rule::Fine);
    let mut y = head.y;
    for (n, (words, height)) in OVER.iter().enumerate() {
        if n > 0 {
            cv.across(0.0, LIVE_W - INITIALS, y, Rule::Fine);
        }
        let name = Area::new(0.5, y, HOUR - 0.6, *height);
        middle(cv, name, &[Span::plain(*words)], S7, words)?;
        for column in 0..ACROSS {
            let x = HOUR + COLUMN * f32::from(column);
            let cell = Area::new(x, y, COLUMN, *height);
            match *words {
                NETWORK => network(cv, cell)?,
                AMOUNT => made_up(cv, cell)?,
                _ => cv.write(cell, Pen::Words),
            }
        }
        y += height;
    }
    let words = [Span::bold("Each hour: mL/h as read at the pump; initials")];
    middle(
        cv,
        Area::new(right.x + 0.8, right.y, right.w - 1.0, right.h),
        &words,
        B7,
        "each hour",
    )?;
    day(cv, ctx, ROWS_TOP, widths.get(1..).unwrap_or_default())?;
    let words = [
        Span::bold("Rate changed, but nobody changed it? Do not trust the pump: replace it, then tag it. "),
        Span::plain("Second check of each: on the drip chart. Quotations: next face."),
    ];
    let y = ROWS_TOP + 24.0 * ROW + 0.4;
    cv.paragraph(Area::new(0.0, y, LIVE_W, 3.2), &words, S7, "rates")
        .map(|_| ())
}

/// How much of the drug, and in how many mL: the strength is both.
fn made_up(cv: &mut Canvas<'_>, cell: Area) -> Result<(), PaperError> {
    cv.write(cell, Pen::Words);
    let at = |x: f32| Area::new(cell.x + x, cell.y + 1.2, 4.5, cell.h - 1.2);
    cv.text(at(9.6), H::Left, V::Middle, "in", S7)?;
    cv.text(at(14.6), H::Right, V::Middle, "mL", S7).map(|_| ())
}

/// Whether the pump hangs on a network: two boxes.
fn network(cv: &mut Canvas<'_>, cell: Area) -> Result<(), PaperError> {
    let y = cell.y + 1.2;
    let end = tick(cv, cell.x + 2.6, y, 3.2, "y", S7)?;
    tick(cv, end + 2.6, y, 3.2, "n", S7).map(|_| ())
}
