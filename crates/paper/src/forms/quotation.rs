//! The quotation of a block: the medicine at 9, the rest at 7, over as many lines as its words need. Nothing is cut:
//! a long quotation makes its block higher, and a face then holds fewer blocks.

use battlebag_census::Medicine;

use super::regular::ROW;
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Meaning, Size, Style, V};
use crate::errors::PaperError;
use crate::text::{Span, Typesetter, Weight, break_lines};
use crate::words::{in_full, plain_number, tall_man, unit_in_full};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    name: Vec<String>,
    detail: Vec<String>,
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
        let name = set(ts, &name, Weight::Bold, 9.0, NAME_W, place)?;
        let detail = set(ts, &detail(ctx, m), Weight::Regular, 7.0, DETAIL_W, place)?;
        let (Some(name), Some(detail)) = (name, detail) else {
            return Ok(None);
        };
        let fits = name.len() + detail.len() <= MOST_LINES;
        Ok(fits.then_some(Self { name, detail }))
    }

    /// How many lines it takes.
    pub fn lines(&self) -> Lines {
        let count = |lines: &[String]| u8::try_from(lines.len()).unwrap_or(u8::MAX);
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
            cv.text_at(cell, H::Left, V::Middle, line, B9, place)?;
            top += NAME_H;
        }
        for line in &self.detail {
            let cell = Area::new(7.5, top, DETAIL_W, DETAIL_H);
            cv.text_at(cell, H::Left, V::Middle, line, S7, place)?;
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
    text: &str,
    weight: Weight,
    size: f32,
    width: f32,
    place: &str,
) -> Result<Option<Vec<String>>, PaperError> {
    for glue in [true, false] {
        let text = if glue {
            with_units(text)
        } else {
            text.replace('\u{A0}', " ")
        };
        let mut whole = true;
        for word in text.split_inclusive([' ', '-', '/']) {
            whole &= ts.width(word.trim_end(), weight, size, place)? <= width;
        }
        if !whole {
            continue;
        }
        let lines = break_lines(ts, &[Span { text, weight }], size, width, place)?;
        let words = |line: Vec<Span>| line.into_iter().map(|s| s.text).collect::<String>();
        return Ok(Some(
            lines
                .into_iter()
                .map(|l| words(l).replace('\u{A0}', " "))
                .collect(),
        ));
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

/// Dose, route, frequency and last recorded dose in words.
fn detail(ctx: &PrintContext, m: &Medicine) -> String {
    let dose = match m.dose.as_ref().map(|d| (d.value.trim(), d.unit.trim())) {
        None | Some(("", _)) => "DOSE NOT KNOWN,".to_string(),
        Some((value, "")) => format!("{} UNIT NOT KNOWN,", plain_number(value)),
        Some((value, unit)) => format!("{} {}", plain_number(value), unit_in_full(unit)),
    };
    let route = m
        .route
        .as_deref()
        .map_or_else(|| "route not known".to_string(), in_full);
    let often = match (&m.frequency, m.as_required) {
        (_, true) => match &m.max_24h {
            Some(max) => format!("AS REQUIRED, at most {} in 24 h", in_full(max)),
            None => "AS REQUIRED, most in 24 h not known".to_string(),
        },
        (Some(f), _) if m.infusion.is_some() => format!("{}, INFUSION", in_full(f)),
        (Some(f), _) => in_full(f),
        (None, _) if m.infusion.is_some() => "INFUSION".to_string(),
        (None, _) => "how often not known".to_string(),
    };
    let last = m.last_given_at.map_or_else(
        || "Last dose not known".to_string(),
        |at| format!("Last {}", ctx.day_time(at).replace(' ', "\u{A0}")).replacen(' ', "\u{A0}", 1),
    );
    let doubt = m
        .disagreement
        .as_deref()
        .map(|d| format!(". SOURCE DISAGREES: {}", in_full(d)))
        .unwrap_or_default();
    let indication = m.indication.as_deref().map(str::trim).filter(|i| !i.is_empty());
    let what_for = indication.map_or_else(String::new, |i| format!(" for {}", in_full(i)));
    let day = |at| ctx.local(at).format("%d-%b").to_string();
    // A rewritten chart keeps the first start date.
    let started = m
        .started_at
        .map_or_else(String::new, |at| format!(". Started {}", day(at)));
    let review = m
        .stop_or_review_at
        .map_or_else(String::new, |at| format!(". Stop or review {}", day(at)));
    format!("{dose} {route}, {often}{what_for}. {last}{started}{review}{doubt}")
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
        assert_eq!(set(&mut ts, &long, Weight::Bold, 9.0, NAME_W, "t").unwrap(), None);
    }

    proptest! {
        #[test]
        fn every_word_is_there_in_order(words in proptest::collection::vec("[a-z0-9]{1,12}", 1..60)) {
            let text = words.join(" ");
            let mut ts = Typesetter::default();
            let lines = set(&mut ts, &text, Weight::Regular, 7.0, DETAIL_W, "t").unwrap().unwrap();
            prop_assert_eq!(lines.join(" "), text);
        }
    }
}
