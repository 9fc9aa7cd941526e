//! A square code (QR, ISO/IEC 18004) as black squares, for text that a person may also read in words beside it.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::draw::{Area, Canvas, Ink, Mark};

/// Largest side of one square, mm.
const LARGEST: f32 = 0.8;
/// Smallest side that a telephone reads from a laser print: eight dots at 600 dpi.
const SMALLEST: f32 = 0.339;
/// White squares that a reader needs on every side.
const QUIET: u16 = 4;

/// Draws the code in a square of `side` mm whose top left is at `x`, `y`, its white margin included. False, with
/// nothing drawn, when the text is too long for a code of that size: the words beside it are enough.
pub(crate) fn draw_qr(cv: &mut Canvas<'_>, x: f32, y: f32, side: f32, text: &str) -> bool {
    // A quarter of a medium code may be lost to folds and coffee; a low one is still better than none.
    [QrCodeEcc::Medium, QrCodeEcc::Low].into_iter().any(|level| {
        QrCode::encode_text(text, level).is_ok_and(|code| draw_code(cv, (x, y), side, &code, text))
    })
}

fn draw_code(cv: &mut Canvas<'_>, (x, y): (f32, f32), side: f32, code: &QrCode, text: &str) -> bool {
    let size = u16::try_from(code.size()).unwrap_or(u16::MAX);
    let across = f32::from(size.saturating_add(2 * QUIET));
    let module = (side / across).min(LARGEST);
    if module < SMALLEST {
        return false;
    }
    let black = |column: &u16, row: u16| code.get_module(i32::from(*column), i32::from(row));
    let cells = (0..size)
        .flat_map(|row| {
            (0..size)
                .filter(move |column| black(column, row))
                .map(move |column| (column, row))
        })
        .collect();
    // White under it: a reader needs the margin, and the words of a drill lie under every sheet.
    cv.fill(Area::new(x, y, side, side), Ink::White);
    let margin = (side - f32::from(size) * module) / 2.0;
    cv.mark(Mark::Bars {
        x: x + margin,
        y: y + margin,
        module,
        cells,
        payload: text.to_string(),
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Typesetter;

    #[test]
    fn a_code_keeps_its_white_margin_and_too_long_a_text_gives_none() {
        let mut ts = Typesetter::default();
        for (chars, fits) in [(20, true), (490, true), (800, false), (9000, false)] {
            let mut cv = Canvas::new(&mut ts);
            let text = format!("BB:{}", "A7".repeat(chars / 2));
            assert_eq!(draw_qr(&mut cv, 10.0, 20.0, 30.0, &text), fits, "{chars}");
            let marks = cv.into_marks();
            assert_eq!(marks.len(), 2 * usize::from(fits));
            if let Some(Mark::Bars {
                x,
                module,
                cells,
                payload,
                ..
            }) = marks.last()
            {
                let right = cells.iter().map(|c| c.0).max().unwrap();
                assert!(x - 10.0 >= 4.0 * module - 0.01);
                assert!(40.0 - (x + f32::from(right + 1) * module) >= 4.0 * module - 0.01);
                assert!((SMALLEST..=LARGEST).contains(module));
                assert_eq!(payload, &text);
            }
        }
    }
}
