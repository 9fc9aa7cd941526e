//! Documents that flow: rows one under another over as many pages as they need.
//!
//! They may not be held back: long text goes over pages, and a character that no face draws is printed as its code
//! point, with a word on the front page. Memory is one page and the finished file, however long the document is.

mod blocks;
mod clean;
mod document;

use std::rc::Rc;

pub(crate) use blocks::{LABEL, WORDS, heads, not_printable};
use clean::escaped;
pub(crate) use clean::{Unprintables, cleaned, printable_line};
pub(crate) use document::{Furniture, document, document_faces};

use crate::draw::{Area, Canvas, Ink, LIVE_W, Mark, Meaning, Rule, Size, Style, TextMark};
use crate::errors::PaperError;
use crate::face::section_bar;
use crate::text::{Shaped, Span, Typesetter, break_lines, millimetres};

/// First and last edge of the rows on a page, mm.
const TOP: f32 = 16.5;
const FLOOR: f32 = 244.0;
/// Strings whose shapes are kept from one page to the next.
const REMEMBERED: usize = 4_000;
/// A word longer than this is broken where it is, whatever it says.
const LONGEST_WORD: usize = 40;

/// A line of words in a row.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Left, mm.
    pub x: f32,
    /// The words.
    pub spans: Vec<Span>,
    /// Size.
    pub size: Size,
}

/// What stands at one height.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Lines beside one another, on one base line.
    pub lines: Vec<Line>,
    /// A fine rule across the page above it.
    pub rule: bool,
    /// An upright rule at this x.
    pub bar: Option<f32>,
}

impl Row {
    fn height(&self) -> f32 {
        let tallest = self.lines.iter().map(|l| l.size.leading()).fold(0.0, f32::max);
        tallest + if self.rule { 1.4 } else { 0.0 }
    }
}

/// Words broken into lines at `x`, no wider than `width` mm. Never fails for what the words are.
pub(crate) fn wrapped(
    ts: &mut Typesetter,
    (x, width): (f32, f32),
    size: Size,
    spans: &[Span],
) -> Result<Vec<Line>, PaperError> {
    let mut out = Vec::new();
    for paragraph in paragraphs(spans) {
        let lines = break_lines(ts, &paragraph, size.points(), width - 0.3, "text").or_else(|_| {
            // A letter that cannot stand at the start of a line: its code points print.
            let plain: Vec<Span> = paragraph
                .iter()
                .flat_map(|s| chunks(&escaped(&s.text), s.weight))
                .collect();
            break_lines(ts, &plain, size.points(), width - 0.3, "text")
        })?;
        out.extend(lines.into_iter().map(|spans| Line { x, spans, size }));
    }
    Ok(out)
}

/// Spans parted at line ends, and words too long for any line parted into chunks.
fn paragraphs(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new()];
    for span in spans {
        for (n, part) in span.text.split('\n').enumerate() {
            if n > 0 {
                out.push(Vec::new());
            }
            if let Some(last) = out.last_mut() {
                last.extend(chunks(part, span.weight));
            }
        }
    }
    out
}

/// A text as spans that a line may end between: one, unless a word in it is very long.
fn chunks(text: &str, weight: crate::text::Weight) -> Vec<Span> {
    let span = |text: &str| Span {
        text: text.to_string(),
        weight,
    };
    let long = |word: &str| word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD;
    if !text.split(' ').any(long) {
        return vec![span(text)];
    }
    let mut out = Vec::new();
    for word in text.split_inclusive(' ') {
        let mut part = String::new();
        for (n, c) in word.chars().enumerate() {
            if n > 0 && n % LONGEST_WORD == 0 {
                out.push(span(&part));
                part.clear();
            }
            part.push(c);
        }
        out.push(span(&part));
    }
    out
}

/// Columns side by side as rows: the nth line of each in the nth row.
pub(crate) fn side_by_side(columns: Vec<Vec<Line>>) -> Vec<Row> {
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![Row::default(); count];
    for column in columns {
        for (row, line) in rows.iter_mut().zip(column) {
            row.lines.push(line);
        }
    }
    rows
}

/// What is repeated at the top of a page in the middle of something.
#[derive(Debug, Clone, Default)]
struct Running {
    section: Option<(String, String)>,
    part: Option<String>,
    heads: Vec<(f32, String)>,
    item: Option<String>,
}

/// Rows on pages.
pub(crate) struct Flow<'a> {
    pub cv: Canvas<'a>,
    page: &'a mut dyn FnMut(Vec<Mark>) -> Result<(), PaperError>,
    y: f32,
    running: Running,
}

impl<'a> Flow<'a> {
    pub fn new(ts: &'a mut Typesetter, page: &'a mut dyn FnMut(Vec<Mark>) -> Result<(), PaperError>) -> Self {
        Self {
            cv: Canvas::new(ts),
            page,
            y: TOP,
            running: Running::default(),
        }
    }

    /// Top of what comes next, mm.
    pub fn y(&self) -> f32 {
        self.y
    }

    /// Leaves room.
    pub fn gap(&mut self, mm: f32) {
        if self.y > TOP {
            self.y += mm;
        }
    }

    /// Moves down past something drawn by other means.
    pub fn gap_below(&mut self, mm: f32) {
        self.y += mm;
    }

    /// Goes on to the next page when less than `mm` is left.
    pub fn need(&mut self, mm: f32) -> Result<(), PaperError> {
        if self.y + mm > FLOOR && self.y > TOP {
            self.page_break()?;
        }
        Ok(())
    }

    /// Starts a page, with the headings of what goes on.
    pub fn page_break(&mut self) -> Result<(), PaperError> {
        let marks = self.cv.take_marks();
        (self.page)(marks)?;
        self.cv.ts.forget_above(REMEMBERED);
        self.y = TOP;
        let running = self.running.clone();
        if let Some((title, _)) = &running.section {
            self.bar(&format!("{title}, continued"), "")?;
            self.heads();
        }
        if let Some(part) = &running.part {
            self.part_bar(&format!("{part}, continued"))?;
        }
        if let Some(item) = &running.item {
            let words = [Span::bold(format!("{item}, continued"))];
            let lines = wrapped(self.cv.ts, (0.0, LIVE_W), Size::Pt7, &words)?;
            self.y += 0.6;
            // A reminder of what stands whole on the page before: two lines of it are enough.
            for row in side_by_side(vec![lines]).iter().take(2) {
                self.draw(row);
            }
        }
        Ok(())
    }

    /// The last page.
    pub fn finish(mut self) -> Result<(), PaperError> {
        let marks = self.cv.take_marks();
        (self.page)(marks)
    }

    /// Starts a section, with heads over its columns.
    pub fn section(&mut self, title: &str, hint: &str, heads: &[(f32, &str)]) -> Result<(), PaperError> {
        self.running = Running::default();
        self.gap(4.0);
        self.need(36.0)?;
        self.bar(title, hint)?;
        self.running.section = Some((title.to_string(), hint.to_string()));
        self.running.heads = heads.iter().map(|(x, t)| (*x, (*t).to_string())).collect();
        self.heads();
        Ok(())
    }

    /// Ends a section: nothing is repeated on the next page.
    pub fn section_ends(&mut self) {
        self.running = Running::default();
    }

    /// A heading within a section: a day, a kind.
    pub fn part(&mut self, title: &str) -> Result<(), PaperError> {
        self.running.part = None;
        self.need(20.0)?;
        self.gap(1.0);
        self.part_bar(title)?;
        self.running.part = Some(title.to_string());
        Ok(())
    }

    /// Ends what the heading is over.
    pub fn part_ends(&mut self) {
        self.running.part = None;
    }

    /// Rows of one thing that may go over pages; `item` names it at the top of the next one. The first `keep` rows
    /// stand together.
    pub fn rows(&mut self, item: &str, rows: &[Row], keep: usize) -> Result<(), PaperError> {
        self.running.item = None;
        let together: f32 = rows.iter().take(keep).map(Row::height).sum();
        self.need(together)?;
        for (n, row) in rows.iter().enumerate() {
            if n == keep.max(1) {
                self.running.item = Some(item.to_string());
            }
            self.need(row.height())?;
            self.draw(row);
        }
        self.running.item = None;
        Ok(())
    }

    fn bar(&mut self, title: &str, hint: &str) -> Result<(), PaperError> {
        section_bar(&mut self.cv, Area::new(0.0, self.y, LIVE_W, 5.5), title, hint)?;
        self.y += 6.0;
        Ok(())
    }

    fn part_bar(&mut self, title: &str) -> Result<(), PaperError> {
        let bar = Area::new(0.0, self.y, LIVE_W, 5.2);
        self.cv.fill(bar, Ink::Grey15);
        let lines = wrapped(self.cv.ts, (1.4, LIVE_W - 3.0), Size::Pt11, &[Span::bold(title)])?;
        if let Some(line) = lines.first() {
            self.line(line, self.y + 0.2, Ink::Black);
        }
        self.y += 5.8;
        Ok(())
    }

    fn heads(&mut self) {
        if self.running.heads.is_empty() {
            return;
        }
        let line = |(x, words): &(f32, String)| Line {
            x: *x,
            spans: vec![Span::bold(words.as_str())],
            size: Size::Pt7,
        };
        let lines = self.running.heads.iter().map(line).collect();
        self.draw(&Row {
            lines,
            ..Row::default()
        });
        self.y += 0.6;
    }

    fn draw(&mut self, row: &Row) {
        let top = self.y;
        let height = row.height();
        if row.rule {
            self.cv.across(0.0, LIVE_W, top + 0.7, Rule::Fine);
        }
        let text_top = if row.rule { top + 1.4 } else { top };
        if let Some(x) = row.bar {
            self.cv.down(x, text_top, top + height, Rule::Medium);
        }
        // One base line for lines of different sizes.
        let tallest = row.lines.iter().map(|l| l.size).max().unwrap_or(Size::Pt9);
        for line in &row.lines {
            let below = f32::midpoint(tallest.leading(), tallest.cap())
                - f32::midpoint(line.size.leading(), line.size.cap());
            self.line(line, text_top + below, Ink::Black);
        }
        self.y = top + height;
    }

    /// Draws a line with its top at `y`. Its words have been broken to fit; whatever is still wrong with one of them,
    /// it is printed.
    pub fn line(&mut self, line: &Line, y: f32, ink: Ink) {
        let base = y + f32::midpoint(line.size.leading(), line.size.cap());
        let mut x = line.x;
        for span in &line.spans {
            let style = Style {
                weight: span.weight,
                ink,
                ..Style::plain(line.size)
            };
            let space = self.shaped(" ", style).1;
            let space = millimetres(space.width, line.size.points());
            let words = span.text.trim_start_matches(' ');
            x += space * (span.text.len() - words.len()) as f32;
            let bare = words.trim_end_matches(' ');
            let (text, shaped) = self.shaped(bare, style);
            let width = millimetres(shaped.width, line.size.points());
            if !text.is_empty() {
                self.cv.mark(Mark::Text(TextMark {
                    text,
                    x,
                    y: base,
                    width,
                    style,
                    cell: (0.0, LIVE_W),
                    turn: 0.0,
                    meaning: Meaning::Quoted,
                    shaped,
                }));
            }
            x += width + space * (words.len() - bare.len()) as f32;
        }
    }

    /// The shaped words, or their code points when they do not shape.
    fn shaped(&mut self, text: &str, style: Style) -> (String, Rc<Shaped>) {
        if let Ok(shaped) = self.cv.ts.shape(text, style.weight, "text") {
            return (text.to_string(), shaped);
        }
        let plain = escaped(text);
        let shaped = self.cv.ts.shape(&plain, style.weight, "text").unwrap_or_default();
        (plain, shaped)
    }
}
