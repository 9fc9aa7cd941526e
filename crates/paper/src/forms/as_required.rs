//! As-required medicines: the same numbered block as a regular one, with the least time between doses, the most in 24
//! hours, and a column for each dose given (facts.md §5.3).

use super::front::codes;
use super::quotation::Lines;
use super::regular::{BLOCKS, PITCH, ROW, TOP, row_top};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::text::Span;

const B7: Style = Style::bold(Size::Pt7);
const S7: Style = Style::plain(Size::Pt7);

/// Where the columns of given doses begin, mm.
const DOSES_X: f32 = 86.0;
/// Doses of one block.
const DOSES: u8 = 10;
const DOSE: f32 = 9.4;

/// Whence the quotations are, and which of how many stand on the face.
pub(super) const HEAD: (Area, Area) = (
    Area::new(67.0, 45.5, 60.0, 3.2),
    Area::new(128.0, 45.5, 51.0, 3.2),
);

/// What stands over the blocks. The dose about to be given counts: without it one too many would be under the most.
pub(super) fn head(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 11.0), Rule::Heavy);
    let copy = "A COPY line is a quotation, not a prescription.";
    cv.text(Area::new(1.5, 45.5, 65.0, 3.2), H::Left, V::Middle, copy, B7)?;
    let words = [
        Span::bold("Before each dose: "),
        Span::plain("the reason still applies; the least time has passed since the last; "),
        Span::bold(
            "this dose and all doses of the last 24 h, on every chart, come to no more than the most.",
        ),
    ];
    cv.paragraph(Area::new(1.5, 48.9, 177.0, 6.6), &words, S7, "as required")
        .map(|_| ())
}

/// The reasons for not giving, and how a dose is written.
pub(super) fn foot(cv: &mut Canvas<'_>, end: f32) -> Result<(), PaperError> {
    let foot = end.max(TOP + BLOCKS as f32 * PITCH);
    codes(cv, foot)?;
    let words = "Each dose is a column: date, time, dose with its unit, initials. Full block: cross it out, sign, write a new one.";
    let cell = Area::new(0.0, foot + 5.8, LIVE_W, 3.0);
    cv.paragraph(cell, &[Span::plain(words)], S7, "doses").map(|_| ())
}

/// One block.
pub(super) fn block(cv: &mut Canvas<'_>, y: f32, lines: Lines, number: &str) -> Result<(), PaperError> {
    let row = |n: u8| row_top(y, lines, n);
    let tab = Area::new(0.0, y, 6.0, ROW);
    cv.fill(tab, Ink::Grey15);
    cv.frame(tab, Rule::Fine);
    let wide = cv.width(number, Style::bold(Size::Pt11), "number")? > 5.6;
    let style = if wide { B7 } else { Style::bold(Size::Pt11) };
    cv.text(tab, H::Centre, V::Middle, number, style)?;
    for n in 1..5 {
        cv.across(if n == 1 { 70.0 } else { 0.0 }, LIVE_W, row(n), Rule::Fine);
    }
    cv.down(30.0, row(2), row(3), Rule::Fine);
    cv.down(24.0, row(3), row(4), Rule::Fine);
    cv.down(47.0, row(2), row(5), Rule::Fine);
    cv.down(70.0, y, row(5), Rule::Medium);
    let labels: [(u8, f32, f32, &str); 9] = [
        (1, 0.0, 70.0, "Medicine: approved name, CAPITALS"),
        (2, 0.0, 30.0, "Dose or range, unit"),
        (2, 30.0, 17.0, "Route"),
        (2, 47.0, 23.0, "Start date"),
        (3, 0.0, 24.0, "What for"),
        (3, 24.0, 23.0, "At least between"),
        (3, 47.0, 23.0, "Most in 24 h"),
        (4, 0.0, 47.0, "Prescriber: sign, name, reg. no., bleep"),
        (4, 47.0, 23.0, "Pharmacy check"),
    ];
    for (n, x, w, words) in labels {
        let cell = Area::new(x, row(n), w, ROW);
        cv.label(cell, words)?;
        let signed = n == 4 && x == 0.0;
        cv.write(cell, if signed { Pen::Signature } else { Pen::Words });
    }
    let before = Area::new(70.0, y, LIVE_W - 70.0, row(1) - y);
    cv.label(
        before,
        "Last given before this chart: date, time, dose; who says so",
    )?;
    cv.write(before, Pen::Words);
    for (n, words) in (1..5_u8).zip(["date", "time", "dose, unit", "initials"]) {
        cv.label(Area::new(70.0, row(n), 16.0, 3.0), words)?;
        for dose in 0..DOSES {
            let x = DOSES_X + DOSE * f32::from(dose);
            cv.write(Area::new(x, row(n), DOSE, ROW), Pen::Dose);
        }
    }
    for dose in 0..DOSES {
        let rule = if dose == 0 { Rule::Medium } else { Rule::Fine };
        cv.down(DOSES_X + DOSE * f32::from(dose), row(1), row(5), rule);
    }
    cv.frame(Area::new(0.0, y, LIVE_W, row(5) - y), Rule::Heavy);
    Ok(())
}
