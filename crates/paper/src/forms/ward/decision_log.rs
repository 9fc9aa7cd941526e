//! Blank pages of a decision log: what an inquiry asks for, two decisions to a side.

use crate::draw::{Area, Canvas, LIVE_W, Pen, Rule};
use crate::errors::PaperError;
use crate::forms::ruled::{B7, S7, boxes, lines_of};
use crate::text::Span;
use crate::ward_sheets::BODY;

/// Decisions on a side, height of a written line and of a row of boxes, mm.
const DECISIONS: u8 = 2;
const LINE: f32 = 7.2;
const BOXES: f32 = 10.4;
/// Width of the words at the left of the lines, mm.
const WORDS: f32 = 34.0;

/// What is written on lines: label, what it asks for, lines.
const PARTS: [(&str, &str, u8); 5] = [
    ("Known then", "facts, who said so, how sure", 2),
    ("Options", "each one; why it was not taken", 3),
    ("Decision", "what is done, by whom, from when", 2),
    ("Reason", "why this one, with what was known", 2),
    ("Harm accepted", "who may be hurt, what is done about it", 2),
];

/// The sheet.
pub(crate) fn body(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let lines: u8 = PARTS.iter().map(|(.., lines)| lines).sum();
    let height = 2.0 * BOXES + f32::from(lines) * LINE;
    for n in 0..DECISIONS {
        decision(cv, BODY + f32::from(n) * (height + 3.5))?;
    }
    let top = BODY + f32::from(DECISIONS) * (height + 3.5);
    let rules: [&[Span]; 2] = [
        &[
            Span::bold("Black ink, 24-hour times, in order, while it happens. "),
            Span::plain(
                "No rubbing out, no torn leaves, no blank spaces, no writing over, none outside the lines. Strike out once and initial; rule off what stays empty.",
            ),
        ],
        &[
            Span::bold("Numbers run on from page to page and from book to book. "),
            Span::plain("The question at an inquiry: was it reasonable with what was known at the time?"),
        ],
    ];
    let room = Area::new(0.0, top, LIVE_W, 243.5 - top);
    lines_of(cv, room, &rules, S7, "rules of the log").map(|_| ())
}

fn decision(cv: &mut Canvas<'_>, top: f32) -> Result<(), PaperError> {
    let head = [
        (16.0, "No."),
        (26.0, "Date"),
        (20.0, "Time"),
        (80.0, "Decided by: name, role"),
        (38.0, "Looked at again at"),
    ];
    boxes(cv, (0.0, top), BOXES, &head)?;
    let mut y = top + BOXES;
    for (label, asks, lines) in PARTS {
        let height = f32::from(lines) * LINE;
        cv.frame(Area::new(0.0, y, LIVE_W, height), Rule::Medium);
        cv.down(WORDS, y, y + height, Rule::Fine);
        let words: [&[Span]; 2] = [&[Span::bold(label)], &[Span::plain(asks)]];
        let cell = Area::new(1.6, y + 0.8, WORDS - 2.2, height);
        let under = cv.paragraph(cell, words[0], B7, label)?;
        let cell = Area::new(1.6, under, WORDS - 2.2, height);
        cv.paragraph(cell, words[1], S7, label)?;
        for line in 0..lines {
            let row = y + f32::from(line) * LINE;
            if line > 0 {
                cv.across(WORDS, LIVE_W, row, Rule::Fine);
            }
            cv.write(Area::new(WORDS, row, LIVE_W - WORDS, LINE), Pen::Words);
        }
        y += height;
    }
    let foot = [
        (48.0, "Policy or plan it rests on"),
        (62.0, "Told: who, how, when"),
        (22.0, "Loggist: initials"),
        (48.0, "Decision-maker: SIGN, time"),
    ];
    boxes(cv, (0.0, y), BOXES, &foot)?;
    cv.frame(Area::new(0.0, top, LIVE_W, y + BOXES - top), Rule::Heavy);
    Ok(())
}
