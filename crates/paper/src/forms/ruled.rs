//! Parts that several forms are ruled with: rows of boxes, tables to write in, rows of ticks, quotations.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V, clear_of_holes};
use crate::errors::PaperError;
use crate::face::{column_lines, section_bar, tick};
use crate::text::Span;

pub(crate) const S7: Style = Style::plain(Size::Pt7);
pub(crate) const B7: Style = Style::bold(Size::Pt7);
pub(crate) const S9: Style = Style::plain(Size::Pt9);
pub(crate) const B9: Style = Style::bold(Size::Pt9);
pub(crate) const B11: Style = Style::bold(Size::Pt11);

/// A section bar over the whole width.
pub(crate) fn bar(cv: &mut Canvas<'_>, y: f32, words: &str, hint: &str) -> Result<(), PaperError> {
    section_bar(cv, Area::new(0.0, y, LIVE_W, 5.5), words, hint)
}

/// A place for a pen, where there is room for one.
fn pen(cv: &mut Canvas<'_>, area: Area) {
    if area.w >= 8.99 && area.h >= 6.49 {
        cv.write(area, Pen::Words);
    }
}

/// A framed row of boxes, each with its label; gives their left edges and the right one.
pub(crate) fn boxes(
    cv: &mut Canvas<'_>,
    at: (f32, f32),
    height: f32,
    cells: &[(f32, &str)],
) -> Result<Vec<f32>, PaperError> {
    let widths: Vec<f32> = cells.iter().map(|c| c.0).collect();
    let area = Area::new(at.0, at.1, widths.iter().sum(), height);
    cv.frame(area, Rule::Medium);
    let edges = column_lines(cv, area, &widths, Rule::Fine);
    for ((w, label), x) in cells.iter().zip(&edges) {
        let cell = Area::new(*x, at.1, *w, height);
        if !label.is_empty() {
            cv.label(cell, label)?;
        }
        pen(cv, cell);
    }
    Ok(edges)
}

/// Grey heads over columns, each over as many lines as it needs.
pub(crate) fn heads(
    cv: &mut Canvas<'_>,
    at: (f32, f32),
    height: f32,
    columns: &[(f32, &str)],
) -> Result<(), PaperError> {
    let area = Area::new(at.0, at.1, columns.iter().map(|c| c.0).sum(), height);
    cv.fill(area, Ink::Grey15);
    cv.frame(area, Rule::Medium);
    let mut x = at.0;
    for (n, (w, words)) in columns.iter().enumerate() {
        if n > 0 {
            cv.down(x, area.y, area.bottom(), Rule::Fine);
        }
        let left = clear_of_holes(x + 0.8, area.y, height);
        let cell = Area::new(left, area.y, x + w - 0.2 - left, height);
        let spans = [Span::bold(*words)];
        let lines = cv.count_lines(cell.w, &spans, B7, words)? as f32;
        let top = area.y + (height - lines * Size::Pt7.leading()) / 2.0;
        cv.paragraph(Area::new(cell.x, top, cell.w, height), &spans, B7, words)?;
        x += w;
    }
    Ok(())
}

/// A table to write in, with grey heads; gives its left edges and the right one.
pub(crate) fn table(
    cv: &mut Canvas<'_>,
    at: (f32, f32),
    head: f32,
    columns: &[(f32, &str)],
    (rows, row): (u8, f32),
) -> Result<Vec<f32>, PaperError> {
    heads(cv, at, head, columns)?;
    let widths: Vec<f32> = columns.iter().map(|c| c.0).collect();
    Ok(rows_to_write(cv, (at.0, at.1 + head), &widths, (rows, row)))
}

/// The rows of a table; gives its left edges and the right one.
pub(crate) fn rows_to_write(
    cv: &mut Canvas<'_>,
    at: (f32, f32),
    widths: &[f32],
    (rows, row): (u8, f32),
) -> Vec<f32> {
    let body = Area::new(at.0, at.1, widths.iter().sum(), f32::from(rows) * row);
    cv.frame(body, Rule::Heavy);
    let edges = column_lines(cv, body, widths, Rule::Fine);
    for r in 0..rows {
        let top = body.y + f32::from(r) * row;
        if r > 0 {
            cv.across(body.x, body.right(), top, Rule::Fine);
        }
        for pair in edges.windows(2) {
            if let [left, right] = pair {
                pen(cv, Area::new(*left, top, right - left, row));
            }
        }
    }
    edges
}

/// A row of tick boxes with their words; gives the x after the last.
pub(crate) fn ticks(
    cv: &mut Canvas<'_>,
    (x, y): (f32, f32),
    side: f32,
    gap: f32,
    words: &[&str],
    style: Style,
) -> Result<f32, PaperError> {
    let mut x = x;
    for w in words {
        x = tick(cv, x, y, side, w, style)? + gap;
    }
    Ok(x - gap)
}

/// Words and a rule to write on, up to an x; gives that x.
pub(crate) fn fill_in(
    cv: &mut Canvas<'_>,
    (x, y): (f32, f32),
    words: &str,
    to: f32,
    style: Style,
) -> Result<f32, PaperError> {
    let end = cv.text(
        Area::new(x, y, (to - x).max(0.0), 6.5),
        H::Left,
        V::Middle,
        words,
        style,
    )?;
    cv.across(end + 1.2, to, y + 5.6, Rule::Fine);
    Ok(to)
}

/// A row of blanks, each with its words before it and its right end; a pen has the whole height.
pub(crate) fn blanks(cv: &mut Canvas<'_>, y: f32, parts: &[(&str, f32)]) -> Result<(), PaperError> {
    let mut left = 0.0;
    for (words, to) in parts {
        fill_in(cv, (left, y), words, *to, S9)?;
        pen(cv, Area::new(left, y, to - left, 6.5));
        left = to + 2.0;
    }
    Ok(())
}

/// Words in the middle of a cell's height, at the left.
pub(crate) fn say(cv: &mut Canvas<'_>, cell: Area, words: &str, style: Style) -> Result<f32, PaperError> {
    cv.text(cell, H::Left, V::Middle, words, style)
}

/// A quotation from a system: dashed, with the word COPY. It is never where a person writes.
pub(crate) fn copy_strip(
    cv: &mut Canvas<'_>,
    area: Area,
    words: &[Span],
    place: &str,
) -> Result<(), PaperError> {
    cv.dashed_frame(area);
    let tab = Area::new(area.x + 0.25, area.y + 0.25, 11.5, area.h - 0.5);
    cv.fill(tab, Ink::Grey15);
    cv.meaning(Meaning::Copy);
    cv.text(tab, H::Centre, V::Middle, "COPY", B7)?;
    let cell = Area::new(area.x + 13.5, area.y, area.w - 15.0, area.h);
    middle(cv, cell, words, S7, place)?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// Width left for the words of [`copy_lines`] in a strip, mm.
pub(crate) fn copy_lines_width(area: Area) -> f32 {
    area.w - 23.0
}

/// A quotation of several lines, one thing a line; the tab says that it is of the census, and of which hour.
pub(crate) fn copy_lines(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    area: Area,
    lines: &[Vec<Span>],
    place: &str,
) -> Result<(), PaperError> {
    cv.dashed_frame(area);
    let tab = Area::new(area.x + 0.25, area.y + 0.25, 19.5, area.h - 0.5);
    cv.fill(tab, Ink::Grey15);
    cv.meaning(Meaning::Copy);
    let when = ctx.census_as_of.map(|at| ctx.day_time(at)).unwrap_or_default();
    let leading = Size::Pt7.leading();
    let top = tab.y + (tab.h - 3.0 * leading) / 2.0;
    for (n, (words, style)) in [("COPY", B7), ("census of", S7), (when.as_str(), S7)]
        .into_iter()
        .enumerate()
    {
        let cell = Area::new(tab.x, top + leading * n as f32, tab.w, leading);
        cv.text(cell, H::Centre, V::Middle, words, style)?;
    }
    let width = copy_lines_width(area);
    let mut high = 0.0;
    for line in lines {
        high += cv.count_lines(width, line, S7, place)? as f32 * leading;
    }
    let mut y = area.y + ((area.h - high) / 2.0).max(0.2);
    for line in lines {
        let cell = Area::new(area.x + 21.5, y, width, area.bottom() - y);
        y = cv.paragraph(cell, line, S7, place)?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

/// A strip that quotes nothing, and says why.
pub(crate) fn no_copy(cv: &mut Canvas<'_>, area: Area, words: &str, place: &str) -> Result<(), PaperError> {
    cv.frame(area, Rule::Fine);
    let cell = Area::new(area.x + 1.5, area.y, area.w - 3.0, area.h);
    middle(cv, cell, &[Span::plain(words)], S7, place)
}

/// A paragraph in the middle of a cell's height.
pub(crate) fn middle(
    cv: &mut Canvas<'_>,
    cell: Area,
    words: &[Span],
    style: Style,
    place: &str,
) -> Result<(), PaperError> {
    let lines = cv.count_lines(cell.w, words, style, place)? as f32;
    let top = cell.y + ((cell.h - lines * style.size.leading()) / 2.0).max(0.0);
    cv.paragraph(
        Area::new(cell.x, top, cell.w, cell.bottom() - top),
        words,
        style,
        place,
    )
    .map(|_| ())
}

/// Several paragraphs, one under another, with a little air; gives the y under the last.
pub(crate) fn lines_of(
    cv: &mut Canvas<'_>,
    at: Area,
    paragraphs: &[&[Span]],
    style: Style,
    place: &str,
) -> Result<f32, PaperError> {
    let mut y = at.y;
    for words in paragraphs {
        y = cv.paragraph(Area::new(at.x, y, at.w, at.bottom() - y), words, style, place)? + 0.6;
    }
    Ok(y)
}
