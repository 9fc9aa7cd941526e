//! An action card on A5 halves, on their sides: the same rows, a little lower, at the same size of type as on the one side of A4, over two
//! halves or, for the longest, three. Two halves stand on a side of A4 or Letter, to be cut.

use battlebag_bag::Card;

use super::card::{LOW, due_from, facts, held_by, mission, never, phase_words, step_row, two_boxes};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Mark, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{Title, section_bar, title};
use crate::sheet_number::SheetNumber;
use crate::text::{Span, Typesetter};

/// Height of a half, mm.
pub(crate) const HALF_H: f32 = 126.0;
/// Lowest edge of a half's body, mm.
const FLOOR: f32 = 118.0;
/// Where the body begins on the first half, and on the next.
const FIRST: f32 = 42.0;
const NEXT: f32 = 9.0;

/// Halves while they are filled.
struct Halves<'c> {
    ctx: &'c PrintContext,
    done: Vec<Vec<Mark>>,
    y: f32,
}

impl Halves<'_> {
    /// Begins the next half when a block of this height does not fit any more. True when it did.
    fn make_room(&mut self, cv: &mut Canvas<'_>, height: f32) -> Result<bool, PaperError> {
        if self.y + height <= FLOOR {
            return Ok(false);
        }
        self.done.push(cv.take_marks());
        under(cv, self.ctx)?;
        self.y = NEXT;
        Ok(true)
    }
}

/// EXERCISE under the words of a half, in a drill.
fn under(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    if !ctx.exercise {
        return Ok(());
    }
    cv.meaning(Meaning::Exercise);
    let style = Style {
        ink: Ink::Grey15,
        ..Style::bold(Size::Pt64)
    };
    cv.turned(40.0, 92.0, 17.0, "EXERCISE", style)?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// How high something is: drawn once for nothing, at the top.
fn height_of(
    cv: &mut Canvas<'_>,
    draw: impl FnOnce(&mut Canvas<'_>) -> Result<f32, PaperError>,
) -> Result<f32, PaperError> {
    draw(&mut Canvas::new(cv.ts))
}

/// The facts at the foot. Gives the y below.
fn small_facts(cv: &mut Canvas<'_>, y: f32, card: &Card) -> Result<f32, PaperError> {
    let mut at = y;
    for line in facts(card) {
        let spans: &[Span] = &line;
        at = cv.paragraph(
            Area::new(0.0, at, LIVE_W, 40.0),
            spans,
            Style::plain(Size::Pt7),
            "facts",
        )?;
    }
    Ok(at)
}

/// Everything between title and footer, half by half.
fn bodies(ts: &mut Typesetter, ctx: &PrintContext, card: &Card) -> Result<Vec<Vec<Mark>>, PaperError> {
    let mut cv = Canvas::new(ts);
    let mut halves = Halves {
        ctx,
        done: Vec::new(),
        y: FIRST,
    };
    under(&mut cv, ctx)?;
    mission(&mut cv, card)?;
    held_by(&mut cv)?;
    let mut phase = None;
    for step in &card.steps {
        let bar = if phase == Some(step.phase) { 0.0 } else { 5.5 };
        let height = height_of(&mut cv, |cv| step_row(cv, 0.0, step, LOW))?;
        let turned = halves.make_room(&mut cv, bar + height)?;
        if turned || bar > 0.0 {
            let words = if turned && phase == Some(step.phase) {
                format!("{}, continued", phase_words(step.phase))
            } else {
                phase_words(step.phase).to_owned()
            };
            let area = Area::new(0.0, halves.y, LIVE_W, 5.5);
            section_bar(&mut cv, area, &words, due_from(card))?;
            halves.y += 5.5;
            phase = Some(step.phase);
        }
        halves.y = step_row(&mut cv, halves.y, step, LOW)?;
    }
    for (gap, block) in [
        (
            1.0,
            never as fn(&mut Canvas<'_>, f32, &Card) -> Result<f32, PaperError>,
        ),
        (1.5, two_boxes),
        (1.2, small_facts),
    ] {
        let height = height_of(&mut cv, |cv| block(cv, 0.0, card))?;
        halves.make_room(&mut cv, gap + height)?;
        halves.y = block(&mut cv, halves.y + gap, card)?;
    }
    halves.done.push(cv.take_marks());
    Ok(halves.done)
}

/// Where the half came from and what names its sheet, in two lines at its foot.
fn foot(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    card: &Card,
    number: &SheetNumber,
) -> Result<(), PaperError> {
    let small = Style::plain(Size::Pt7);
    cv.across(0.0, LIVE_W, HALF_H - 7.0, Rule::Medium);
    let approval = match (&card.approved_by, ctx.approved) {
        (Some(by), _) => format!("card approved by {by}"),
        (None, true) => "clinical content approved locally".to_owned(),
        (None, false) => "CLINICAL CONTENT NOT LOCALLY APPROVED".to_owned(),
    };
    let exercise = if ctx.exercise { "EXERCISE · " } else { "" };
    let lines = [
        format!("{exercise}{} · Incident {}", ctx.hospital, ctx.incident),
        format!(
            "Printed {} · Bag {} {} · {approval}",
            ctx.date_time(ctx.printed_at),
            ctx.bag_version,
            ctx.bag_hash
        ),
    ];
    for (line, y) in lines.iter().zip([HALF_H - 6.4, HALF_H - 3.2]) {
        let cell = Area::new(0.0, y, LIVE_W - 26.0, 3.2);
        if cv.width(line, small, "footer")? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, line, small, "footer")?;
        } else {
            // A long name gives way to what names the incident.
            let (hospital, rest) = line.rsplit_once(" · ").unwrap_or((line, ""));
            let left = cell.w - cv.width(&format!(" · {rest}"), small, "footer")?;
            let hospital = cv.shortened(hospital, small, (left, 1), "footer")?;
            let words = format!("{hospital} · {rest}");
            cv.text_at(cell, H::Left, V::Middle, &words, small, "footer")?;
        }
    }
    let name = Area::new(LIVE_W - 25.0, HALF_H - 6.4, 25.0, 4.0);
    cv.text(name, H::Right, V::Middle, number.as_str(), Style::bold(Size::Pt9))
        .map(|_| ())
}

/// The halves of a card, each 180 × 126 mm from its own top left.
pub(crate) fn halves(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    card: &Card,
    (form, number): (&str, &SheetNumber),
) -> Result<Vec<Vec<Mark>>, PaperError> {
    let bodies = bodies(ts, ctx, card)?;
    let of = bodies.len();
    let mut out = Vec::with_capacity(of);
    for (at, body) in bodies.into_iter().enumerate() {
        let mut cv = Canvas::new(ts);
        for mark in body {
            cv.mark(mark);
        }
        let t = Title {
            form: form.to_owned(),
            purpose: String::new(),
            first: format!("card version {}", card.version),
            second: format!("Half {} of {of}", at + 1),
        };
        title(&mut cv, ctx, &t)?;
        foot(&mut cv, ctx, card, number)?;
        out.push(cv.into_marks());
    }
    Ok(out)
}

/// Marks further down the page.
pub(crate) fn lower(marks: Vec<Mark>, by: f32) -> Vec<Mark> {
    let down = |area: Area| Area {
        y: area.y + by,
        ..area
    };
    let moved = |mark| match mark {
        Mark::Fill(area, ink) => Mark::Fill(down(area), ink),
        Mark::Frame(area, rule) => Mark::Frame(down(area), rule),
        Mark::Line {
            from,
            to,
            rule,
            dashed,
        } => Mark::Line {
            from: (from.0, from.1 + by),
            to: (to.0, to.1 + by),
            rule,
            dashed,
        },
        Mark::Shape { corners, fill, rule } => Mark::Shape {
            corners: corners.into_iter().map(|(x, y)| (x, y + by)).collect(),
            fill,
            rule,
        },
        Mark::Circle {
            centre,
            radius,
            rule,
            dashed,
        } => Mark::Circle {
            centre: (centre.0, centre.1 + by),
            radius,
            rule,
            dashed,
        },
        Mark::Text(mut text) => {
            text.y += by;
            Mark::Text(text)
        }
        Mark::Bars {
            x,
            y,
            module,
            cells,
            payload,
        } => Mark::Bars {
            x,
            y: y + by,
            module,
            cells,
            payload,
        },
        Mark::Write(area, pen) => Mark::Write(down(area), pen),
    };
    marks.into_iter().map(moved).collect()
}
