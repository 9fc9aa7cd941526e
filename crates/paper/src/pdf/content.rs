//! A display list to a PDF content stream.
//!
//! Written here rather than through printpdf's operations: those cost a string and 128 bytes for each glyph and cannot
//! make a form with a bounding box. Coordinates in the stream are points from the lower left of the live area, y up,
//! so that A4 and Letter share every byte but the origin.

use std::fmt::Write as _;

use super::fonts::FontSet;
use crate::draw::{Area, Ink, LIVE_H, Mark, Rule, Style, TextMark};
use crate::text::{Glyph, PT_PER_MM, face};

/// Appends a number with at most three decimals and no more digits than it needs.
pub(super) fn number(out: &mut String, value: f32) {
    // A page has some hundred numbers: the general formatting of floats was a fifth of the time of a pack.
    #[allow(clippy::cast_possible_truncation)]
    // a page is a few thousand points wide; what is not a number is 0
    let thousandths = (f64::from(value) * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push('-');
    }
    let (whole, rest) = (
        thousandths.unsigned_abs() / 1000,
        thousandths.unsigned_abs() % 1000,
    );
    figures(out, whole);
    if rest > 0 {
        out.push('.');
        let mut rest = rest;
        for place in [100, 10, 1] {
            out.push(figure(rest / place));
            rest %= place;
            if rest == 0 {
                break;
            }
        }
    }
    out.push(' ');
}

/// One figure, 0 to 9 or A to F.
fn figure(value: u64) -> char {
    char::from(
        *b"0123456789ABCDEF"
            .get(usize::try_from(value).unwrap_or(0))
            .unwrap_or(&b'0'),
    )
}

/// A whole number.
fn figures(out: &mut String, value: u64) {
    if value >= 10 {
        figures(out, value / 10);
    }
    out.push(figure(value % 10));
}

/// Four hexadecimal figures.
fn hex(out: &mut String, value: u16) {
    for shift in [12, 8, 4, 0] {
        out.push(figure(u64::from(value >> shift & 15)));
    }
}

/// Writes content streams and notes which glyphs they use.
pub struct Encoder<'f> {
    out: String,
    fonts: &'f mut FontSet,
    fill: Option<Ink>,
    rule: Option<Rule>,
    dashed: bool,
}

impl<'f> Encoder<'f> {
    /// An empty stream.
    pub fn new(fonts: &'f mut FontSet) -> Self {
        Self {
            out: String::with_capacity(8192),
            fonts,
            fill: None,
            rule: None,
            dashed: false,
        }
    }

    /// A stream that goes on where another one of the same page ended, with whatever line it left.
    pub fn after_another(fonts: &'f mut FontSet) -> Self {
        Self {
            dashed: true,
            ..Self::new(fonts)
        }
    }

    /// The finished stream.
    pub fn finish(self) -> String {
        self.out
    }

    /// Moves the origin, in points.
    pub fn origin(&mut self, x: f32, y: f32) {
        self.out.push_str("1 0 0 1 ");
        self.numbers(&[x, y]);
        self.out.push_str("cm\n");
    }

    /// Draws a shared form.
    pub fn use_form(&mut self, name: &str) {
        let _ = writeln!(self.out, "/{name} Do");
    }

    /// Draws a list.
    pub fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            self.mark(mark);
        }
    }

    fn numbers(&mut self, values: &[f32]) {
        for v in values {
            number(&mut self.out, *v);
        }
    }

    fn fill_ink(&mut self, ink: Ink) {
        if self.fill == Some(ink) {
            return;
        }
        self.fill = Some(ink);
        let [r, g, b] = ink.rgb();
        if r == g && g == b {
            self.numbers(&[r]);
            self.out.push_str("g\n");
        } else {
            self.numbers(&[r, g, b]);
            self.out.push_str("rg\n");
        }
    }

    fn pen(&mut self, rule: Rule, dashed: bool) {
        if self.rule != Some(rule) {
            self.rule = Some(rule);
            self.numbers(&[rule.points()]);
            self.out.push_str("w\n");
        }
        if self.dashed != dashed {
            self.dashed = dashed;
            if dashed {
                self.out.push('[');
                self.numbers(&[PT_PER_MM, 0.8 * PT_PER_MM]);
                self.out.push_str("] 0 d\n");
            } else {
                self.out.push_str("[] 0 d\n");
            }
        }
    }

    fn rect(&mut self, area: Area) {
        let (x, y) = points(area.x, area.bottom());
        self.numbers(&[x, y, area.w * PT_PER_MM, area.h * PT_PER_MM]);
        self.out.push_str("re ");
    }

    fn path(&mut self, corners: &[(f32, f32)]) {
        for (i, (x, y)) in corners.iter().enumerate() {
            let (x, y) = points(*x, *y);
            self.numbers(&[x, y]);
            self.out.push_str(if i == 0 { "m " } else { "l " });
        }
        self.out.push_str("h ");
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Fill(area, ink) => {
                self.fill_ink(*ink);
                self.rect(*area);
                self.out.push_str("f\n");
            }
            Mark::Frame(area, rule) => {
                self.pen(*rule, false);
                self.rect(*area);
                self.out.push_str("S\n");
            }
            Mark::Line {
                from,
                to,
                rule,
                dashed,
            } => {
                self.pen(*rule, *dashed);
                let (a, b) = (points(from.0, from.1), points(to.0, to.1));
                self.numbers(&[a.0, a.1]);
                self.out.push_str("m ");
                self.numbers(&[b.0, b.1]);
                self.out.push_str("l S\n");
            }
            Mark::Shape { corners, fill, rule } => self.shape(corners, *fill, *rule),
            Mark::Circle {
                centre,
                radius,
                rule,
                dashed,
            } => self.circle(*centre, *radius, *rule, *dashed),
            Mark::Text(text) => self.text(text),
            Mark::Bars {
                x, y, module, cells, ..
            } => self.bars(*x, *y, *module, cells),
            Mark::Write(..) => {}
        }
    }

    fn shape(&mut self, corners: &[(f32, f32)], fill: Option<Ink>, rule: Option<Rule>) {
        if let Some(ink) = fill {
            self.fill_ink(ink);
        }
        if let Some(rule) = rule {
            self.pen(rule, false);
        }
        self.path(corners);
        self.out.push_str(match (fill, rule) {
            (Some(_), Some(_)) => "B\n",
            (Some(_), None) => "f\n",
            _ => "S\n",
        });
    }

    fn circle(&mut self, (cx, cy): (f32, f32), radius: f32, rule: Rule, dashed: bool) {
        // A quarter circle as a Bézier curve: control points at 0.5523 of the radius.
        let (k, r) = (0.5523 * radius, radius);
        self.pen(rule, dashed);
        let start = points(cx + r, cy);
        self.numbers(&[start.0, start.1]);
        self.out.push_str("m ");
        let quarters = [
            [(cx + r, cy + k), (cx + k, cy + r), (cx, cy + r)],
            [(cx - k, cy + r), (cx - r, cy + k), (cx - r, cy)],
            [(cx - r, cy - k), (cx - k, cy - r), (cx, cy - r)],
            [(cx + k, cy - r), (cx + r, cy - k), (cx + r, cy)],
        ];
        for quarter in quarters {
            for (x, y) in quarter {
                let (x, y) = points(x, y);
                self.numbers(&[x, y]);
            }
            self.out.push_str("c ");
        }
        self.out.push_str("h S\n");
    }

    fn bars(&mut self, x: f32, y: f32, module: f32, cells: &[(u16, u16)]) {
        self.fill_ink(Ink::Black);
        // Cells are the unit, y down, and neighbours in a row are one bar: a third of the bytes of a page were single cells.
        let (left, top) = points(x, y);
        let scale = module * PT_PER_MM;
        self.out.push_str("q ");
        self.numbers(&[scale, 0.0, 0.0, -scale, left, top]);
        self.out.push_str("cm ");
        for (column, row, cells) in cell_runs(cells) {
            self.numbers(&[f32::from(column), f32::from(row), f32::from(cells), 1.0]);
            self.out.push_str("re ");
        }
        self.out.push_str("f Q\n");
    }

    fn text(&mut self, text: &TextMark) {
        self.fill_ink(text.style.ink);
        let reordered = text.text.chars().any(reorders) && !text.text.chars().any(right_to_left);
        if reordered {
            self.out.push_str("/Span<</ActualText<FEFF");
            for unit in text.text.encode_utf16() {
                hex(&mut self.out, unit);
            }
            self.out.push_str(">>>BDC\n");
        }
        self.out.push_str("BT ");
        let (x, y) = points(text.x, text.y);
        if text.turn == 0.0 {
            self.numbers(&[x, y]);
            self.out.push_str("Td ");
        } else {
            let (sin, cos) = text.turn.to_radians().sin_cos();
            self.numbers(&[cos, sin, -sin, cos, x, y]);
            self.out.push_str("Tm ");
        }
        let mut rest = text.shaped.glyphs.as_slice();
        while let Some(first) = rest.first() {
            let same = |g: &Glyph| g.face == first.face && g.dy == first.dy;
            let n = rest.iter().take_while(|g| same(g)).count();
            let (run, after) = rest.split_at(n);
            self.run(run, text.style);
            rest = after;
        }
        if text.shaped.glyphs.last().is_some_and(|g| g.dy != 0.0) {
            self.out.push_str("0 Ts ");
        }
        self.out.push_str(if reordered { "ET EMC\n" } else { "ET\n" });
    }

    /// Glyphs of one face and one height as one `TJ`.
    fn run(&mut self, run: &[Glyph], style: Style) {
        let Some(first) = run.first() else { return };
        let Some(font) = face(first.face) else { return };
        let size = style.size.points();
        let thickened = font.thickened(style.weight) && style.ink == Ink::Black;
        if thickened {
            self.pen(Rule::Medium, false);
            self.out.push_str("2 Tr ");
        }
        let _ = write!(self.out, "/F{} ", first.face.0);
        self.numbers(&[size]);
        self.out.push_str("Tf ");
        self.numbers(&[first.dy / 1000.0 * size]);
        self.out.push_str("Ts [<");
        for glyph in run {
            if glyph.dx.abs() > 0.5 {
                self.kern(-glyph.dx);
            }
            let code = self.fonts.code(glyph);
            hex(&mut self.out, code);
            // The viewer moves the pen by the rounded width in the font dictionary; the shaper by its own.
            let drift = font.advance(glyph.id).round() - glyph.advance + glyph.dx;
            if drift.abs() > 0.5 {
                self.kern(drift);
            }
        }
        self.out.push_str(">] TJ ");
        if thickened {
            self.out.push_str("0 Tr ");
        }
    }

    fn kern(&mut self, thousandths: f32) {
        self.out.push('>');
        number(&mut self.out, thousandths.round());
        self.out.push('<');
    }
}

/// Cells that follow one another in a row as one: column, row, how many.
pub fn cell_runs(cells: &[(u16, u16)]) -> Vec<(u16, u16, u16)> {
    let mut out: Vec<(u16, u16, u16)> = Vec::with_capacity(cells.len() / 2);
    for (column, row) in cells {
        match out.last_mut() {
            Some((first, of, cells)) if of == row && *first + *cells == *column => *cells += 1,
            _ => out.push((*column, *row, 1)),
        }
    }
    out
}

/// Scripts whose glyphs stand in another order than their letters: without the words beside them they could not be
/// found or copied.
fn reorders(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Scripts for which a viewer would turn the words beside the glyphs round once more.
fn right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// From mm of the live area, y down, to points, y up.
fn points(x: f32, y: f32) -> (f32, f32) {
    (x * PT_PER_MM, (LIVE_H - y) * PT_PER_MM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_exponents() {
        let mut out = String::new();
        for v in [0.0, -0.0001, 12.5, 0.25, -3.125, 595.276, 1e-7] {
            number(&mut out, v);
        }
        assert_eq!(out, "0 0 12.5 0.25 -3.125 595.276 0 ");
    }

    #[test]
    fn figures_are_those_of_the_general_formatting() {
        let (mut ours, mut theirs) = (String::new(), String::new());
        for n in -70_000..70_000_i32 {
            #[allow(clippy::cast_precision_loss)] // small enough
            let value = n as f32 / 64.0 + 0.003;
            number(&mut ours, value);
            let text = format!("{:.3}", (f64::from(value) * 1000.0).round() / 1000.0);
            let text = text.trim_end_matches('0').trim_end_matches('.');
            theirs.push_str(if text == "-0" { "0" } else { text });
            theirs.push(' ');
        }
        assert!(ours == theirs);
        let mut code = String::new();
        for n in [0, 0x1A2B, 0xFFFF] {
            hex(&mut code, n);
        }
        assert_eq!(code, "00001A2BFFFF");
    }

    #[test]
    fn neighbours_in_a_row_are_one_bar_and_none_is_lost() {
        let cells = [(0, 0), (1, 0), (3, 0), (4, 1), (5, 1), (6, 1), (0, 2)];
        assert_eq!(cell_runs(&cells), [(0, 0, 2), (3, 0, 1), (4, 1, 3), (0, 2, 1)]);
        assert_eq!(
            cell_runs(&cells).iter().map(|r| usize::from(r.2)).sum::<usize>(),
            cells.len()
        );
    }
}
