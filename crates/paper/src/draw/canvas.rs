//! A face being drawn.

use super::{Area, Ink, Mark, Meaning, Pen, Rule, Style, TextMark};
use crate::errors::PaperError;
use crate::text::{Span, Typesetter, Weight, break_lines, millimetres};

/// Where text stands across its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum H {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// Where text stands down its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum V {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// The left of a text, kept clear of where a hole punch bites: 1.5 mm of the edge at y 86 to 93 and 166 to 173.
pub(crate) fn clear_of_holes(x: f32, y: f32, height: f32) -> f32 {
    let punched = |hole: f32| y < hole + 7.0 && y + height > hole;
    if punched(86.0) || punched(166.0) {
        x.max(1.6)
    } else {
        x
    }
}

/// A face being drawn: a display list and the typesetter that measures for it.
pub struct Canvas<'a> {
    /// Shapes and measures text.
    pub ts: &'a mut Typesetter,
    marks: Vec<Mark>,
    meaning: Meaning,
}

impl<'a> Canvas<'a> {
    /// An empty face.
    pub fn new(ts: &'a mut Typesetter) -> Self {
        Self {
            ts,
            marks: Vec::new(),
            meaning: Meaning::Words,
        }
    }

    /// The finished list.
    pub fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// The list so far; the face goes on empty, as the next page.
    pub(crate) fn take_marks(&mut self) -> Vec<Mark> {
        std::mem::take(&mut self.marks)
    }

    /// What the next texts are.
    pub fn meaning(&mut self, meaning: Meaning) {
        self.meaning = meaning;
    }

    /// Adds a mark.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// A line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), rule: Rule) {
        self.marks.push(Mark::Line {
            from,
            to,
            rule,
            dashed: false,
        });
    }

    /// A level line.
    pub fn across(&mut self, x0: f32, x1: f32, y: f32, rule: Rule) {
        self.line((x0, y), (x1, y), rule);
    }

    /// An upright line.
    pub fn down(&mut self, x: f32, y0: f32, y1: f32, rule: Rule) {
        self.line((x, y0), (x, y1), rule);
    }

    /// A filled rectangle.
    pub fn fill(&mut self, area: Area, ink: Ink) {
        self.marks.push(Mark::Fill(area, ink));
    }

    /// A ruled rectangle.
    pub fn frame(&mut self, area: Area, rule: Rule) {
        self.marks.push(Mark::Frame(area, rule));
    }

    /// A dashed rectangle: a quotation from a system.
    pub fn dashed_frame(&mut self, a: Area) {
        let corners = [
            (a.x, a.y),
            (a.right(), a.y),
            (a.right(), a.bottom()),
            (a.x, a.bottom()),
            (a.x, a.y),
        ];
        for pair in corners.windows(2) {
            if let [from, to] = pair {
                self.marks.push(Mark::Line {
                    from: *from,
                    to: *to,
                    rule: Rule::Medium,
                    dashed: true,
                });
            }
        }
    }

    /// A place for a pen.
    pub fn write(&mut self, area: Area, pen: Pen) {
        self.marks.push(Mark::Write(area, pen));
    }

    /// Width of a text, mm.
    pub fn width(&mut self, text: &str, style: Style, place: &str) -> Result<f32, PaperError> {
        self.ts.width(text, style.weight, style.size.points(), place)
    }

    /// One line of text in a cell; an error when it is wider than the cell, because words are never cut.
    pub fn text(&mut self, cell: Area, h: H, v: V, text: &str, style: Style) -> Result<f32, PaperError> {
        self.text_at(cell, h, v, text, style, text)
    }

    /// As [`Canvas::text`], with the name of the place for an error.
    pub fn text_at(
        &mut self,
        cell: Area,
        h: H,
        v: V,
        text: &str,
        style: Style,
        place: &str,
    ) -> Result<f32, PaperError> {
        if text.is_empty() {
            return Ok(cell.x);
        }
        let shaped = self.ts.shape(text, style.weight, place)?;
        let width = millimetres(shaped.width, style.size.points());
        if width > cell.w + 0.02 {
            return Err(PaperError::DoesNotFit {
                place: place.to_string(),
                text: text.to_string(),
            });
        }
        let x = match h {
            H::Left => cell.x,
            H::Centre => cell.x + (cell.w - width) / 2.0,
            H::Right => cell.right() - width,
        };
        let (cap, leading) = (style.size.cap(), style.size.leading());
        let y = match v {
            V::Top => cell.y + f32::midpoint(leading, cap),
            V::Middle => cell.y + f32::midpoint(cell.h, cap),
            V::Bottom => cell.bottom() - (leading - cap) / 2.0,
        };
        self.marks.push(Mark::Text(TextMark {
            text: text.to_string(),
            x,
            y,
            width,
            style,
            cell: (cell.x, cell.right()),
            turn: 0.0,
            meaning: self.meaning,
            shaped,
        }));
        Ok(x + width)
    }

    /// A turned text about its left end, for the words under a drill sheet.
    pub fn turned(&mut self, x: f32, y: f32, turn: f32, text: &str, style: Style) -> Result<(), PaperError> {
        let shaped = self.ts.shape(text, style.weight, "EXERCISE")?;
        let width = millimetres(shaped.width, style.size.points());
        self.marks.push(Mark::Text(TextMark {
            text: text.to_string(),
            x,
            y,
            width,
            style,
            cell: (0.0, super::LIVE_W),
            turn,
            meaning: self.meaning,
            shaped,
        }));
        Ok(())
    }

    /// Words in regular and bold, broken into lines from the top of a cell. Gives the y below the last line; an error
    /// when the cell is too low for all of it.
    pub fn paragraph(
        &mut self,
        cell: Area,
        spans: &[Span],
        style: Style,
        place: &str,
    ) -> Result<f32, PaperError> {
        let lines = break_lines(self.ts, spans, style.size.points(), cell.w, place)?;
        let leading = style.size.leading();
        if lines.len() as f32 * leading > cell.h + 0.3 {
            let text = spans.iter().map(|s| s.text.as_str()).collect();
            return Err(PaperError::DoesNotFit {
                place: place.to_string(),
                text,
            });
        }
        let mut y = cell.y;
        for line in lines {
            self.spans(Area::new(cell.x, y, cell.w, leading), &line, style, place)?;
            y += leading;
        }
        Ok(y)
    }

    /// One line of regular and bold words from the left.
    fn spans(&mut self, cell: Area, line: &[Span], style: Style, place: &str) -> Result<(), PaperError> {
        let mut x = cell.x;
        for span in line {
            let lead = span.text.len() - span.text.trim_start().len();
            let style = Style {
                weight: span.weight,
                ..style
            };
            if lead > 0 {
                x += self.width(" ", style, place)?;
            }
            let trailing = span.text.ends_with(' ');
            let at = Area::new(x, cell.y, (cell.right() - x).max(0.0), cell.h);
            x = self.text_at(at, H::Left, V::Top, span.text.trim(), style, place)?;
            if trailing {
                x += self.width(" ", style, place)?;
            }
        }
        Ok(())
    }

    /// How many lines a paragraph takes.
    pub fn count_lines(
        &mut self,
        width: f32,
        spans: &[Span],
        style: Style,
        place: &str,
    ) -> Result<usize, PaperError> {
        Ok(break_lines(self.ts, spans, style.size.points(), width, place)?.len())
    }

    /// A 7 point label at the top of a cell, over two lines when it needs them.
    pub fn label(&mut self, cell: Area, text: &str) -> Result<(), PaperError> {
        let left = clear_of_holes(cell.x + 1.0, cell.y, 6.0);
        let inner = Area::new(left, cell.y + 0.4, cell.right() - 0.5 - left, cell.h);
        let style = Style {
            size: super::Size::Pt7,
            weight: Weight::Regular,
            ink: Ink::Black,
        };
        self.paragraph(inner, &[Span::plain(text)], style, text)
            .map(|_| ())
    }
}
