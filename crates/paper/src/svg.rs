//! A display list as SVG: the printed side on a screen, glyph by glyph as the PDF draws it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use crate::draw::{Area, Ink, Mark, Rule, Style, TextMark};
use crate::pdf::PaperSize;
use crate::text::{FaceId, Glyph, PT_PER_MM, face};

/// Millimetres of a rule's width.
fn pen(rule: Rule) -> f32 {
    rule.points() / PT_PER_MM
}

/// At most three decimals, no more digits than needed.
fn number(value: f32) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn ink(ink: Ink) -> String {
    let [r, g, b] = ink.rgb().map(|part| format!("{:.0}%", part * 100.0));
    format!("rgb({r},{g},{b})")
}

/// The outline of a glyph as a path, in font units, y up.
#[derive(Default)]
struct Outline(String);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{} {}", number(x), number(y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{} {}", number(x), number(y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(
            self.0,
            "Q{} {} {} {}",
            number(x1),
            number(y1),
            number(x),
            number(y)
        );
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let points = [x1, y1, x2, y2, x, y].map(number).join(" ");
        let _ = write!(self.0, "C{points}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[derive(Default)]
struct Picture {
    body: String,
    glyphs: BTreeSet<(FaceId, u16)>,
}

impl Picture {
    fn rect(&mut self, area: Area, paint: &str) {
        let [x, y, w, h] = [area.x, area.y, area.w, area.h].map(number);
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {paint}/>"
        );
    }

    fn stroke(rule: Rule, dashed: bool) -> String {
        let dash = if dashed { " stroke-dasharray=\"1 .8\"" } else { "" };
        format!(
            "fill=\"none\" stroke=\"#000\" stroke-width=\"{}\"{dash}",
            number(pen(rule))
        )
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Fill(area, of) => self.rect(*area, &format!("fill=\"{}\"", ink(*of))),
            Mark::Frame(area, rule) => self.rect(*area, &Self::stroke(*rule, false)),
            Mark::Line {
                from,
                to,
                rule,
                dashed,
            } => {
                let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
                let paint = Self::stroke(*rule, *dashed);
                let _ = writeln!(self.body, "<path d=\"M{x1} {y1}L{x2} {y2}\" {paint}/>");
            }
            Mark::Shape { corners, fill, rule } => {
                let points: Vec<String> = corners
                    .iter()
                    .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
                    .collect();
                let fill = fill.map_or_else(|| "none".to_owned(), ink);
                let pen = rule.map_or(0.0, pen);
                let _ = writeln!(
                    self.body,
                    "<polygon points=\"{}\" fill=\"{fill}\" stroke=\"#000\" stroke-width=\"{}\"/>",
                    points.join(" "),
                    number(pen)
                );
            }
            Mark::Circle {
                centre,
                radius,
                rule,
                dashed,
            } => {
                let [x, y, r] = [centre.0, centre.1, *radius].map(number);
                let paint = Self::stroke(*rule, *dashed);
                let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {paint}/>");
            }
            Mark::Text(text) => self.text(text),
            Mark::Bars {
                x, y, module, cells, ..
            } => {
                for (column, row) in cells {
                    let at = (x + f32::from(*column) * module, y + f32::from(*row) * module);
                    self.rect(Area::new(at.0, at.1, *module, *module), "fill=\"#000\"");
                }
            }
            Mark::Write(..) => {}
        }
    }

    fn text(&mut self, text: &TextMark) {
        let turn = if text.turn == 0.0 {
            String::new()
        } else {
            format!(" rotate({})", number(-text.turn))
        };
        let [x, y] = [text.x, text.y].map(number);
        let _ = write!(
            self.body,
            "<g transform=\"translate({x} {y}){turn}\" fill=\"{}\">",
            ink(text.style.ink)
        );
        let mut at = 0.0;
        for glyph in &text.shaped.glyphs {
            self.glyph(glyph, at, text.style);
            at += glyph.advance;
        }
        self.body.push_str("</g>\n");
    }

    /// One glyph at a pen position in thousandths of an em.
    fn glyph(&mut self, glyph: &Glyph, at: f32, style: Style) {
        let Some(font) = face(glyph.face) else { return };
        let size = style.size.points() / PT_PER_MM;
        self.glyphs.insert((glyph.face, glyph.id));
        let [x, y] = [(at + glyph.dx) / 1000.0 * size, -glyph.dy / 1000.0 * size].map(number);
        let scale = font.unit / 1000.0 * size;
        let edge = if font.thickened(style.weight) && style.ink == Ink::Black {
            format!(
                " stroke=\"#000\" stroke-width=\"{}\"",
                number(pen(Rule::Medium) / scale)
            )
        } else {
            String::new()
        };
        let _ = write!(
            self.body,
            "<use href=\"#g{}-{}\" transform=\"translate({x} {y}) scale({scale:.6} -{scale:.6})\"{edge}/>",
            glyph.face.index(),
            glyph.id
        );
    }

    fn outlines(&self) -> String {
        let mut defs = String::new();
        for (id, glyph) in &self.glyphs {
            let mut outline = Outline::default();
            if let Some(font) = face(*id) {
                font.shaper.outline_glyph(GlyphId(*glyph), &mut outline);
            }
            let _ = writeln!(defs, "<path id=\"g{}-{glyph}\" d=\"{}\"/>", id.index(), outline.0);
        }
        defs
    }
}

/// A face on its paper as one SVG picture, sizes in mm.
pub(crate) fn page(paper: PaperSize, marks: &[Mark]) -> String {
    let mut picture = Picture::default();
    for mark in marks {
        picture.mark(mark);
    }
    let ((w, h), (x, y)) = (paper.mm(), paper.origin());
    let [w, h, x, y] = [w, h, x, y].map(number);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}mm\" height=\"{h}mm\"><defs>{}</defs><rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/><g transform=\"translate({x} {y})\">{}</g></svg>",
        picture.outlines(),
        picture.body
    )
}
