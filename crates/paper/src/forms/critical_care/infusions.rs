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
const ACROSS: u8 = 7;
const COLUMN: f32 = 22.0;
const INITIALS: f32 = LIVE_W - HOUR - COLUMN * ACROSS as f32;
/// What is written over each column, and how high its row is.
const OVER: [(&str, f32); 6] = [
    ("Drug, CAPITALS", 7.5),
    (AMOUNT, 6.5),
    ("Dose, unit in full", 6.5),
    ("Pump no.", 6.5),
    (NETWORK, 6.5),
    ("Syringe change due", 6.5),
];
const AMOUNT: &str = "Drug amount, unit";
const NETWORK: &str = "On network?";

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let head = Area::new(0.0, 45.0, LIVE_W, ROWS_TOP - 45.0);
    let mut widths = vec![HOUR];
    widths.extend([COLUMN; ACROSS as usize]);
    widths.push(INITIALS);
    cv.fill(Area { w: HOUR, ..head }, Ink::Grey15);
    cv.frame(head, Rule::Heavy);
    column_lines(cv, head, &widths, Rule::Fine);
    let mut y = head.y;
    for (n, (words, height)) in OVER.iter().enumerate() {
        if n > 0 {
            cv.across(HOUR, LIVE_W - INITIALS, y, Rule::Fine);
        }
        for column in 0..ACROSS {
            let x = HOUR + COLUMN * f32::from(column);
            let cell = Area::new(x, y, COLUMN, *height);
            cv.label(cell, words)?;
            match *words {
                NETWORK => network(cv, cell)?,
                AMOUNT => made_up(cv, cell)?,
                _ => cv.write(cell, Pen::Words),
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
    let initials = Area::new(LIVE_W - INITIALS, ROWS_TOP - 5.0, INITIALS, 5.0);
    cv.text(initials, H::Centre, V::Middle, "Initials", B7)?;
    day(cv, ctx, ROWS_TOP, widths.get(1..).unwrap_or_default())?;
    let words = [
        Span::bold("Rate changed, but nobody changed it? Do not trust the pump: replace it, then tag it. "),
        Span::plain("mL/h as read at the pump. Quotations: next face."),
    ];
    let y = ROWS_TOP + 24.0 * ROW + 0.4;
    cv.paragraph(Area::new(0.0, y, LIVE_W, 3.2), &words, S7, "rates")
        .map(|_| ())
}

/// How much of the drug, and in how many mL: the strength is both.
fn made_up(cv: &mut Canvas<'_>, cell: Area) -> Result<(), PaperError> {
    cv.write(cell, Pen::Words);
    let under = |x: f32| Area::new(cell.x + x, cell.bottom() - 3.3, 6.0, 3.2);
    cv.text(under(9.0), H::Left, V::Middle, "in", S7)?;
    cv.text(under(15.4), H::Right, V::Middle, "mL", S7).map(|_| ())
}

/// Whether the pump hangs on a network: two boxes.
fn network(cv: &mut Canvas<'_>, cell: Area) -> Result<(), PaperError> {
    let y = cell.bottom() - 3.45;
    let end = tick(cv, cell.x + 8.8, y, 3.2, "y", S7)?;
    tick(cv, end + 1.2, y, 3.2, "n", S7).map(|_| ())
}
