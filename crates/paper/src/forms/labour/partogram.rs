//! Partogram: twelve hours of established labour, half-hours across, with alert line and 4-hour action line.

use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, V};
use crate::errors::PaperError;
use crate::forms::ruled::{B7, B9, S7, bar, boxes, lines_of, middle, say};
use crate::text::Span;

/// Width of the labels, mm.
const LABELS: f32 = 24.0;
/// Width of half an hour, mm.
const HALF: f32 = 6.5;
/// Half-hours across.
const HALVES: u8 = 24;
/// Hours between the alert line and the action line (NICE; facts.md §5.11).
const ACTION_AFTER_H: f32 = 4.0;
/// Established labour begins here, cm (facts.md §5.11).
const FROM_CM: u8 = 4;
const FULL_CM: u8 = 10;
/// Height of a row to write in, mm.
const ROW: f32 = 6.5;
/// Of ten beats a minute, and of a centimetre, mm.
const BEATS: f32 = 5.0;
const CM: f32 = 7.0;

fn half(n: u8) -> f32 {
    LABELS + HALF * f32::from(n)
}

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let row = [
        (22.0, "Gravida, para"),
        (22.0, "Weeks + days"),
        (46.0, "Established labour: date, time"),
        (42.0, "Waters gone: date, time"),
        (48.0, "Risks; care led by"),
    ];
    boxes(cv, (0.0, 45.0), 9.5, &row)?;
    let y = hours(cv, 55.5)?;
    let y = heart(cv, y)?;
    let y = halves(cv, y, "Waters: I C M B")?;
    let y = dilatation(cv, y)?;
    let y = halves(cv, y, "Contractions in 10 min")?;
    let y = halves(cv, y, "Each lasts, s")?;
    let y = whole_hours(cv, y)?;
    foot(cv, y + 1.0)
}

/// Hours of labour, and a row for the clock.
fn hours(cv: &mut Canvas<'_>, top: f32) -> Result<f32, PaperError> {
    let head = Area::new(0.0, top, LIVE_W, 4.5);
    cv.fill(head, Ink::Grey15);
    cv.frame(head, Rule::Medium);
    say(cv, Area::new(1.0, top, 22.0, 4.5), "Hour of labour", B7)?;
    for hour in 0..HALVES / 2 {
        let cell = Area::new(half(hour * 2), top, HALF * 2.0, 4.5);
        cv.down(cell.x, top, top + 4.5, Rule::Fine);
        let words = format!("{}", hour + 1);
        cv.text(cell, H::Centre, V::Middle, &words, B9)?;
    }
    hourly(cv, top + 4.5, "Clock time")
}

/// One row, a cell for each hour; gives the y under it.
fn hourly(cv: &mut Canvas<'_>, y: f32, label: &str) -> Result<f32, PaperError> {
    let row = Area::new(0.0, y, LIVE_W, ROW);
    cv.frame(row, Rule::Medium);
    row_label(cv, y, label)?;
    for hour in 0..HALVES / 2 {
        let x = half(hour * 2);
        cv.down(x, y, row.bottom(), Rule::Fine);
        cv.write(Area::new(x, y, HALF * 2.0, ROW), Pen::Words);
    }
    Ok(row.bottom())
}

/// What a row is for, over two lines where it needs them.
fn row_label(cv: &mut Canvas<'_>, y: f32, label: &str) -> Result<(), PaperError> {
    // The punch may take the edge of the frame beside some of these rows.
    let cell = Area::new(1.6, y, LABELS - 2.0, ROW);
    middle(cv, cell, &[Span::bold(label)], B7, label)
}

/// One row, a square for each half-hour; gives the y under it.
fn halves(cv: &mut Canvas<'_>, y: f32, label: &str) -> Result<f32, PaperError> {
    let row = Area::new(0.0, y, LIVE_W, ROW);
    cv.frame(row, Rule::Medium);
    row_label(cv, y, label)?;
    for n in 0..HALVES {
        cv.down(half(n), y, row.bottom(), Rule::Fine);
        cv.write(Area::new(half(n), y, HALF, ROW), Pen::Dose);
    }
    Ok(row.bottom())
}

/// A graph: rows of points, each half-hour a column; gives the y under it.
fn graph(cv: &mut Canvas<'_>, top: f32, row: f32, scale: &[String]) -> Result<f32, PaperError> {
    let rows = scale.len() - 1;
    let area = Area::new(LABELS, top, LIVE_W - LABELS, row * rows as f32);
    for n in 0..rows {
        let y = top + row * n as f32;
        if n > 0 {
            cv.across(LABELS, LIVE_W, y, Rule::Fine);
        }
        for column in 0..HALVES {
            cv.write(Area::new(half(column), y, HALF, row), Pen::Observation);
        }
    }
    for column in 0..HALVES {
        let rule = if column % 2 == 0 { Rule::Medium } else { Rule::Fine };
        cv.down(half(column), top, area.bottom(), rule);
    }
    cv.frame(Area::new(0.0, top, LIVE_W, area.h), Rule::Heavy);
    for (n, words) in scale.iter().enumerate() {
        let y = top + row * n as f32;
        let y = (y - 1.6).clamp(top + 0.1, area.bottom() - 3.3);
        let cell = Area::new(LABELS - 9.0, y, 8.0, 3.2);
        cv.text(cell, H::Right, V::Middle, words, B7)?;
    }
    Ok(area.bottom())
}

fn heart(cv: &mut Canvas<'_>, top: f32) -> Result<f32, PaperError> {
    // Every second line is numbered: the figures of all would touch.
    let number = |tens: u8| {
        if tens.is_multiple_of(2) {
            format!("{tens}0")
        } else {
            String::new()
        }
    };
    let scale: Vec<String> = (8..=18).rev().map(number).collect();
    let end = graph(cv, top, BEATS, &scale)?;
    let words = [
        Span::bold("Fetal heart /min: a dot. "),
        Span::plain("Outside: write the number"),
    ];
    cv.paragraph(Area::new(1.6, top + 10.0, 13.3, 28.0), &words, B7, "fetal heart")?;
    Ok(end)
}

fn dilatation(cv: &mut Canvas<'_>, top: f32) -> Result<f32, PaperError> {
    let scale: Vec<String> = (FROM_CM..=FULL_CM).rev().map(|cm| cm.to_string()).collect();
    let end = graph(cv, top, CM, &scale)?;
    let words = [Span::bold("Cervix cm: ×")];
    cv.paragraph(Area::new(1.6, top + 6.0, 13.3, 14.0), &words, B7, "cervix")?;
    let rise = end - top;
    let run = f32::from(FULL_CM - FROM_CM) * 2.0 * HALF;
    for (from, words) in [(0.0, "ALERT"), (ACTION_AFTER_H, "ACTION")] {
        let x = LABELS + from * 2.0 * HALF;
        cv.line((x, end), (x + run, end - rise), Rule::Heavy);
        let place = Area::new(x + run - 20.0, top + 0.6, 14.0, 3.6);
        let width = cv.width(words, B7, words)?;
        cv.fill(
            Area::new(place.right() - width - 0.6, place.y, width + 1.2, 3.6),
            Ink::White,
        );
        cv.meaning(Meaning::Band);
        cv.text(place, H::Right, V::Middle, words, B7)?;
        cv.meaning(Meaning::Words);
    }
    Ok(end)
}

fn whole_hours(cv: &mut Canvas<'_>, top: f32) -> Result<f32, PaperError> {
    let rows = [
        "Mother’s pulse /min",
        "BP mmHg",
        "Temperature °C",
        "Urine: mL, protein",
        "Station; position",
        "Drugs, fluids",
        "Initials",
    ];
    let mut y = top;
    for label in rows {
        y = hourly(cv, y, label)?;
    }
    Ok(y)
}

fn foot(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    bar(
        cv,
        y,
        "How often, and when to call",
        "The unit’s own guideline goes first",
    )?;
    let often = [
        Span::bold("Fetal heart: "),
        Span::plain("every 15 min, second stage every 5 min, on the listening sheet; here each half-hour. "),
        Span::bold("Contractions "),
        Span::plain("half-hourly. "),
        Span::bold("Pulse "),
        Span::plain("hourly. "),
        Span::bold("BP, temperature, examination "),
        Span::plain("4-hourly. "),
        Span::bold("Waters: "),
        Span::plain("I intact, C clear, M meconium, B blood."),
    ];
    let lines = [
        Span::bold("First × on the ALERT line, at 4 cm or more with regular painful contractions. "),
        Span::plain(
            "On or right of the ACTION line, 4 hours later; meconium; blood; a heart rate that worries you: ",
        ),
        Span::bold("call the obstetrician now."),
    ];
    let cell = Area::new(0.5, y + 6.0, 179.0, 245.0 - y - 6.0);
    lines_of(cv, cell, &[&often, &lines], S7, "how often").map(|_| ())
}
