//! Parts that all forms are ruled with.

use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Rule, Size, Style, V, clear_of_holes, tick_box};
use crate::errors::PaperError;

/// A section bar: grey, 5.5 mm, its words at 11 bold and a hint at the right.
pub fn section_bar(cv: &mut Canvas<'_>, area: Area, words: &str, hint: &str) -> Result<(), PaperError> {
    cv.fill(area, Ink::Grey15);
    cv.frame(area, Rule::Medium);
    cv.across(area.x, area.right(), area.y, Rule::Heavy);
    let inner = area.inset(1.4);
    let end = cv.text(inner, H::Left, V::Middle, words, Style::bold(Size::Pt11))?;
    if !hint.is_empty() {
        let rest = Area::new(
            end + 2.0,
            area.y + 0.3,
            (inner.right() - end - 2.0).max(0.0),
            area.h,
        );
        cv.text(rest, H::Right, V::Middle, hint, Style::plain(Size::Pt7))?;
    }
    Ok(())
}

/// Upright lines between columns of these widths, from `area.x`; gives the left edges and the right one.
pub fn column_lines(cv: &mut Canvas<'_>, area: Area, widths: &[f32], rule: Rule) -> Vec<f32> {
    let mut x = area.x;
    let mut edges = vec![x];
    for (i, w) in widths.iter().enumerate() {
        x += w;
        edges.push(x);
        if i + 1 < widths.len() {
            cv.down(x, area.y, area.bottom(), rule);
        }
    }
    edges
}

/// Grey heads over columns.
pub fn column_heads(cv: &mut Canvas<'_>, area: Area, columns: &[(f32, &str)]) -> Result<(), PaperError> {
    cv.fill(area, Ink::Grey15);
    cv.frame(area, Rule::Medium);
    let mut x = area.x;
    for (i, (w, words)) in columns.iter().enumerate() {
        if i > 0 {
            cv.down(x, area.y, area.bottom(), Rule::Fine);
        }
        let left = clear_of_holes(x + 0.8, area.y, area.h);
        let cell = Area::new(left, area.y, x + w - 0.2 - left, area.h);
        cv.text(cell, H::Left, V::Middle, words, Style::bold(Size::Pt7))?;
        x += w;
    }
    Ok(())
}

/// A tick box with its words to the right; gives the x after the words.
pub fn tick(
    cv: &mut Canvas<'_>,
    x: f32,
    y: f32,
    side: f32,
    words: &str,
    style: Style,
) -> Result<f32, PaperError> {
    tick_box(cv, x, y, side);
    let left = x + side + 1.2;
    let cell = Area::new(left, y - 1.0, (LIVE_W - left).max(0.0), side + 2.0);
    cv.text(cell, H::Left, V::Middle, words, style)
}
