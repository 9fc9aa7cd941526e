//! The quotation of a block: the medicine at 9, the rest at 7, over as many lines as its words need. Nothing is cut:
//! a long quotation makes its block higher, and a face then holds fewer blocks.

use battlebag_census::Medicine;

use super::regular::ROW;
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Meaning, Size, Style, V};
use crate::errors::PaperError;
use crate::text::{Span, Typesetter, break_lines};
use crate::words::{in_full, tall_man};

const S7: Style = Style::plain(Size::Pt7);
const B7: Style = Style::bold(Size::Pt7);
const B9: Style = Style::bold(Size::Pt9);

/// Width of the lines of the medicine's name, left of the word COPY, mm.
const NAME_W: f32 = 52.0;
/// Width of the lines under it, mm.
const DETAIL_W: f32 = 61.5;
/// Height of a line of each, mm.
const NAME_H: f32 = 3.6;
const DETAIL_H: f32 = 2.9;
/// No quotation is so long that it needs more; beyond it a block would not stand on a face.
const MOST_LINES: usize = 40;

/// How many lines a quotation takes; what makes one block higher than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Lines {
    /// Of the name.
    pub name: u8,
    /// Of dose, route, frequency and last dose.
    pub detail: u8,
}

impl Lines {
    /// The usual block, and one that quotes nothing.
    pub const USUAL: Self = Self { name: 1, detail: 1 };

    /// How much higher than usual the first row of the block is, mm.
    pub fn extra(self) -> f32 {
        f32::from(self.name.saturating_sub(1)) * NAME_H + f32::from(self.detail.saturating_sub(1)) * DETAIL_H
    }
}

/// The words of a quotation, broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quotation {
    name: Vec<Vec<Span>>,
    detail: Vec<Vec<Span>>,
}

impl Quotation {
    /// A medicine's quotation; none when it cannot be set whole: a word wider than its line, or more than a face of lines.
    pub fn of(
        ts: &mut Typesetter,
        ctx: &PrintContext,
        m: &Medicine,
        place: &str,
    ) -> Result<Option<Self>, PaperError> {
        let name = tall_man(&in_full(m.name.trim()), &ctx.lists.own.tall_man);
        let name = set(ts, &[Span::bold(name)], 9.0, NAME_W, place)?;
        let detail = set(ts, &super::medicine_words::detail(ctx, m), 7.0, DETAIL_W, place)?;
        let (Some(name), Some(detail)) = (name, detail) else {
            return Ok(None);
        };
        let fits = name.len() + detail.len() <= MOST_LINES;
        Ok(fits.then_some(Self { name, detail }))
    }

    /// How many lines it takes.
    pub fn lines(&self) -> Lines {
        let count = |lines: &[Vec<Span>]| u8::try_from(lines.len()).unwrap_or(u8::MAX);
        Lines {
            name: count(&self.name),
            detail: count(&self.detail),
        }
    }

    /// Draws the dashed strip of a block whose top is at `y`.
    pub fn draw(&self, cv: &mut Canvas<'_>, y: f32, place: &str) -> Result<(), PaperError> {
        cv.dashed_frame(Area::new(6.0, y, 64.0, ROW + self.lines().extra()));
        cv.meaning(Meaning::Copy);
        let mut top = y + 0.2;
        for line in &self.name {
            let cell = Area::new(7.5, top, NAME_W, NAME_H);
            cv.line_of(cell, line, B9, place)?;
            top += NAME_H;
        }
        for line in &self.detail {
            let cell = Area::new(7.5, top, DETAIL_W, DETAIL_H);
            cv.line_of(cell, line, S7, place)?;
            top += DETAIL_H;
        }
        let copy = Area::new(60.0, y + 0.3, 9.0, 3.4);
        cv.text(copy, H::Right, V::Middle, "COPY", B7)?;
        cv.meaning(Meaning::Words);
        Ok(())
    }
}

/// Words in lines, a number never parted from its unit; none when a single word is wider than a line.
fn set(
    ts: &mut Typesetter,
    spans: &[Span],
    size: f32,
    width: f32,
    place: &str,
) -> Result<Option<Vec<Vec<Span>>>, PaperError> {
    let same = |span: &Span, text: String| Span {
        text,
        weight: span.weight,
    };
    let apart = |span: &Span| same(span, span.text.replace('\u{A0}', " "));
    for glue in [true, false] {
        let glued = |span: &Span| {
            if glue {
                same(span, with_units(&span.text))
            } else {
                apart(span)
            }
        };
        let spans: Vec<Span> = spans.iter().map(glued).collect();
        let mut whole = true;
        for span in &spans {
            for word in span.text.split_inclusive([' ', '-', '/']) {
                whole &= ts.width(word.trim_end(), span.weight, size, place)? <= width;
            }
        }
        if !whole {
            continue;
        }
        let lines = break_lines(ts, &spans, size, width, place)?;
        let with_spaces = |line: Vec<Span>| line.iter().map(apart).collect();
        return Ok(Some(lines.into_iter().map(with_spaces).collect()));
    }
    Ok(None)
}

/// The same words, with a space at which no line breaks between a number and the unit after it.
fn with_units(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ') {
        if !out.is_empty() {
            let number = out.ends_with(|c: char| c.is_ascii_digit());
            let unit = word.starts_with(|c: char| c.is_lowercase() || c == '%' || c == 'L');
            out.push(if number && unit { '\u{A0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_stays_with_its_unit_and_a_date_may_part_from_what_follows() {
        assert_eq!(
            with_units("4 g in 24 h. Last 14-Nov 22:00. SOURCE"),
            "4\u{A0}g in 24\u{A0}h. Last 14-Nov 22:00. SOURCE"
        );
    }

    #[test]
    fn a_word_wider_than_its_line_is_not_broken() {
        let mut ts = Typesetter::default();
        let long = "x".repeat(60);
        assert_eq!(set(&mut ts, &[Span::bold(long)], 9.0, NAME_W, "t").unwrap(), None);
    }

    proptest! {
        #[test]
        fn every_word_is_there_in_order(words in proptest::collection::vec("[a-z0-9]{1,12}", 1..60)) {
            let text = words.join(" ");
            let mut ts = Typesetter::default();
            let lines = set(&mut ts, &[Span::plain(text.as_str())], 7.0, DETAIL_W, "t").unwrap().unwrap();
            let lines: Vec<&str> = lines.iter().flatten().map(|s| s.text.trim()).collect();
            prop_assert_eq!(lines.join(" "), text);
        }
    }
}
