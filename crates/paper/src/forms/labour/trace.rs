//! Back of the partogram: reading a trace with two people, examinations, and the last look before an operation.

use crate::draw::{Area, Canvas, LIVE_W, Rule};
use crate::errors::PaperError;
use crate::face::tick;
use crate::forms::ruled::{B9, S7, S9, bar, boxes, fill_in, lines_of, table, ticks};
use crate::text::Span;

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    examinations(cv)?;
    traces(cv)?;
    decision(cv)
}

fn examinations(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Examinations",
        "Asked and agreed each time. Offered 4-hourly",
    )?;
    let columns = [
        (22.0, "Date, time"),
        (20.0, "Fifths felt"),
        (18.0, "Cervix cm"),
        (20.0, "Station"),
        (26.0, "Position"),
        (26.0, "Waters"),
        (24.0, "Heart after"),
        (24.0, "By"),
    ];
    table(cv, (0.0, 50.5), 5.0, &columns, (6, 7.6)).map(|_| ())
}

fn traces(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        103.5,
        "Traces (CTG) from a machine that stands alone",
        "Her name and number in ink on every strip; a second reader every hour",
    )?;
    let columns = [
        (17.0, "Time by the wall clock"),
        (17.0, "Time on the paper"),
        (25.0, "Two identifiers on the strip"),
        (20.0, "Mother’s pulse"),
        (47.0, "What it shows, and what is done"),
        (27.0, "Read by"),
        (27.0, "Second reader, hourly"),
    ];
    let edges = table(cv, (0.0, 109.0), 8.0, &columns, (8, 7.8))?;
    let x = edges.get(2).copied().unwrap_or(34.0);
    for n in 0..8_u8 {
        let y = 117.0 + 7.8 * f32::from(n) + 2.3;
        tick(cv, x + 1.0, y, 3.2, "both, in ink", S7)?;
    }
    let words = [
        Span::bold("Clocks differ? "),
        Span::plain("Write the wall clock’s time on the strip. "),
        Span::bold("A strip with no name belongs to nobody: "),
        Span::plain("it is not read, and a new one is begun."),
    ];
    lines_of(cv, Area::new(0.0, 180.2, LIVE_W, 4.0), &[&words], S7, "clocks").map(|_| ())
}

fn decision(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        185.0,
        "Before any caesarean for a trace",
        "Stop for ten seconds: is it this woman, and this fetus, now?",
    )?;
    cv.frame(Area::new(0.0, 190.5, LIVE_W, 16.0), Rule::Heavy);
    cv.across(0.0, LIVE_W, 198.5, Rule::Fine);
    let end = tick(cv, 1.8, 192.4, 4.2, "This woman’s fetus listened to: rate", B9)?;
    let end = fill_in(cv, (end + 1.0, 191.2), "", end + 24.0, S9)?;
    let end = tick(cv, end + 5.0, 192.4, 4.2, "mother’s pulse", B9)?;
    fill_in(cv, (end + 1.0, 191.2), "", 178.0, S9)?;
    let end = tick(
        cv,
        1.8,
        200.4,
        4.2,
        "Two identifiers: said by her, on her band, on the strip",
        B9,
    )?;
    fill_in(cv, (end + 3.0, 199.2), "checked by", 178.0, S9)?;
    bar(
        cv,
        208.5,
        "Urgency: one tick",
        "Usual aim to birth: category 1 within 30 min, 2 within 75 min; the unit’s own goes first",
    )?;
    cv.frame(Area::new(0.0, 214.0, LIVE_W, 16.0), Rule::Heavy);
    cv.across(0.0, LIVE_W, 222.0, Rule::Fine);
    let words = [
        "1 immediate threat to life of woman or fetus",
        "2 compromise, no immediate threat to life",
    ];
    ticks(cv, (1.8, 215.9), 4.2, 8.0, &words, B9)?;
    let words = ["3 needs early birth", "4 at a time that suits"];
    ticks(cv, (1.8, 223.9), 4.2, 12.0, &words, B9)?;
    let row = [
        (44.0, "Decided: date, time"),
        (50.0, "By: name, grade, SIGN"),
        (46.0, "Theatre, anaesthetist told at"),
        (40.0, "Born at"),
    ];
    boxes(cv, (0.0, 231.0), 12.5, &row).map(|_| ())
}
