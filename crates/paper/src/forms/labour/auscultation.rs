//! Intermittent auscultation: the fetal heart as one number, and the mother's own pulse beside it.

use crate::draw::{Area, Canvas, LIVE_W, Rule};
use crate::errors::PaperError;
use crate::forms::ruled::{B9, B11, S9, boxes, lines_of, say, table, ticks};
use crate::text::Span;

/// Rows of each half of the face.
const ROWS: u8 = 21;
/// Height of one, mm.
const ROW: f32 = 6.8;
const COLUMNS: [(f32, &str); 6] = [
    (14.0, "Time"),
    (17.0, "Fetal heart /min"),
    (16.0, "Mother’s pulse /min"),
    (13.0, "Slows?"),
    (13.5, "Contr. in 10 min"),
    (15.5, "Initials"),
];

/// First stage: every 15 minutes.
pub(crate) fn first_stage(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    face(
        cv,
        "First stage: every 15 minutes",
        "Mother’s pulse at the start, then hourly, and whenever something is not as it was.",
    )
}

/// Second stage: every 5 minutes.
pub(crate) fn second_stage(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    face(
        cv,
        "Second stage: every 5 minutes",
        "Mother’s pulse every 15 minutes, and whenever something is not as it was.",
    )
}

fn face(cv: &mut Canvas<'_>, often: &str, pulse: &str) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 19.4), Rule::Heavy);
    say(cv, Area::new(1.5, 45.4, 110.0, 5.6), often, B11)?;
    ticks(cv, (125.0, 46.6), 3.8, 5.0, &["Pinard", "hand Doppler"], S9)?;
    let how = [
        Span::bold("At least 1 minute, straight after a contraction. One number, not a range. "),
        Span::plain(pulse),
        Span::bold(" Same as the fetal heart? You may be hearing the mother: find the other heart."),
    ];
    lines_of(cv, Area::new(1.5, 51.2, 177.0, 13.0), &[&how], S9, "how")?;
    let row = [
        (50.0, "Stage began: date, time"),
        (50.0, "Heart rate found first, at"),
        (80.0, "Doppler: its tag; checked by hand on a pulse"),
    ];
    boxes(cv, (0.0, 65.2), 9.0, &row)?;
    for x in [0.0, 91.0] {
        table(cv, (x, 75.0), 7.5, &COLUMNS, (ROWS, ROW))?;
    }
    let y = 75.0 + 7.5 + ROW * f32::from(ROWS) + 0.8;
    let call = [
        Span::bold("Slower after a contraction, a rise that stays, or doubt: "),
        Span::plain(
            "call a second midwife, listen after each contraction, ask for a continuous trace by the unit’s guideline. ",
        ),
        Span::bold("The trace’s own system not trusted? "),
        Span::plain("A stand-alone machine, and the checks on the sheet Labour: traces and decisions."),
    ];
    let cell = Area::new(0.0, y, LIVE_W, 245.0 - y);
    lines_of(cv, cell, &[&call], S9, "call")?;
    let end = Area::new(0.0, 240.4, LIVE_W, 4.4);
    say(
        cv,
        end,
        "Next sheet no. ______________   Time of birth ____________",
        B9,
    )?;
    Ok(())
}
