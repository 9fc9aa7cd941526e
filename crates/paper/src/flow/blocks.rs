//! Blocks that more than one flowing document is made of: facts, a verdict, a row of a table, a sentence.

use super::clean::Unprintables;
use super::{Flow, Row, side_by_side, wrapped};
use crate::context::PrintContext;
use crate::draw::{Area, Ink, LIVE_W, Rule, Size};
use crate::errors::PaperError;
use crate::text::Span;

/// Left and width of a fact's label and of its words, mm.
pub(crate) const LABEL: (f32, f32) = (1.0, 36.0);
pub(crate) const WORDS: (f32, f32) = (38.0, LIVE_W - 38.0);

impl Flow<'_> {
    /// A heading of the whole document.
    pub fn headline(&mut self, words: &str, size: Size) -> Result<(), PaperError> {
        let lines = wrapped(self.cv.ts, (0.0, LIVE_W), size, &[Span::bold(words)])?;
        self.rows("Front page", &side_by_side(vec![lines]), 1)
    }

    /// Across a drill, in words: nothing of it is real.
    pub fn drill(&mut self, ctx: &PrintContext) -> Result<(), PaperError> {
        if !ctx.exercise {
            return Ok(());
        }
        self.headline("EXERCISE: no real incident, no real patient.", Size::Pt14)
    }

    /// Labels at the left, words at the right.
    pub fn facts(&mut self, facts: &[(&str, String)]) -> Result<(), PaperError> {
        let mut rows: Vec<Row> = Vec::new();
        for (label, text) in facts {
            let label = wrapped(self.cv.ts, LABEL, Size::Pt7, &[Span::plain(*label)])?;
            let text = wrapped(self.cv.ts, WORDS, Size::Pt9, &[Span::bold(text.as_str())])?;
            rows.extend(side_by_side(vec![label, text]));
        }
        self.rows("Front page", &rows, 1)
    }

    /// What it comes to: framed when it is well, white on black when it is not.
    pub fn verdict(&mut self, words: &str, well: bool) -> Result<(), PaperError> {
        self.gap_below(2.5);
        let lines = wrapped(self.cv.ts, (3.0, LIVE_W - 6.0), Size::Pt11, &[Span::bold(words)])?;
        if well {
            let top = self.y();
            self.rows("Front page", &side_by_side(vec![lines]), 20)?;
            if self.y() > top {
                let frame = Area::new(0.0, top - 0.6, LIVE_W, self.y() - top + 1.2);
                self.cv.frame(frame, Rule::Heavy);
            }
            return Ok(());
        }
        let height = Size::Pt11.leading();
        for line in lines {
            self.need(height)?;
            let band = Area::new(0.0, self.y(), LIVE_W, height + 0.05);
            self.cv.fill(band, Ink::Black);
            self.line(&line, self.y(), Ink::White);
            self.gap_below(height);
        }
        Ok(())
    }

    /// A sentence of its own.
    pub fn note(&mut self, words: &str) -> Result<(), PaperError> {
        let lines = wrapped(self.cv.ts, (1.0, LIVE_W - 1.0), Size::Pt9, &[Span::bold(words)])?;
        let mut rows = side_by_side(vec![lines]);
        if let Some(first) = rows.first_mut() {
            first.rule = true;
        }
        self.rows("", &rows, rows.len())
    }

    /// One row of a table, ruled off from the one above: each cell over as many lines as it needs, at the left and
    /// width of its column. `name` says whose row it is where it goes over a page.
    pub fn table_row(
        &mut self,
        name: &str,
        columns: &[(f32, f32)],
        cells: impl IntoIterator<Item = Span>,
    ) -> Result<(), PaperError> {
        let mut lines = Vec::with_capacity(columns.len());
        for (place, cell) in columns.iter().zip(cells) {
            lines.push(wrapped(self.cv.ts, *place, Size::Pt9, &[cell])?);
        }
        let mut rows = side_by_side(lines);
        if let Some(first) = rows.first_mut() {
            first.rule = true;
        }
        self.rows(name, &rows, rows.len().min(6))
    }

    /// Names in three columns, read across; a long one goes over lines. `item` says whose names they are where they go
    /// over a page.
    pub fn names(&mut self, item: &str, names: &[String]) -> Result<(), PaperError> {
        const COLUMNS: [(f32, f32); 3] = [(1.0, 58.0), (61.0, 58.0), (121.0, 58.0)];
        let mut rows = Vec::with_capacity(names.len().div_ceil(COLUMNS.len()));
        for three in names.chunks(COLUMNS.len()) {
            let mut lines = Vec::with_capacity(COLUMNS.len());
            for (place, name) in COLUMNS.iter().zip(three) {
                lines.push(wrapped(
                    self.cv.ts,
                    *place,
                    Size::Pt9,
                    &[Span::plain(name.as_str())],
                )?);
            }
            rows.extend(side_by_side(lines));
        }
        self.rows(item, &rows, rows.len().min(2))
    }
}

/// Words over columns, each at the left of its own; none over a table without rows.
pub(crate) fn heads<'t>(rows: usize, columns: &[(f32, f32)], words: &[&'t str]) -> Vec<(f32, &'t str)> {
    if rows == 0 {
        return Vec::new();
    }
    columns
        .iter()
        .map(|(x, _)| *x)
        .zip(words.iter().copied())
        .collect()
}

/// The fact that says which characters could not be printed; none when all could. `kept` says where they still stand.
pub(crate) fn not_printable(missing: &Unprintables, kept: &str) -> Option<(&'static str, String)> {
    let times = match missing.places() {
        0 => return None,
        1 => "Once".to_string(),
        n => format!("{n} times"),
    };
    let words = format!(
        "{times} a character is printed as its number behind \u{FFFD}, because no typeface here draws it or because it \
         would turn words round: {}. {kept}",
        missing.code_points().join(", ")
    );
    Some(("Not printable", words))
}
