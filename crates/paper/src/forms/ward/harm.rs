//! Incident and harm report: facts while they are fresh. It never goes into anybody's notes.

use crate::draw::{Area, Canvas, LIVE_W, Pen, Rule};
use crate::errors::PaperError;
use crate::forms::ruled::{B9, S7, S9, bar, boxes, fill_in, say, ticks};
use crate::text::Span;
use crate::ward_sheets::BODY;

/// The sheet.
pub(crate) fn body(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        BODY,
        "Who and when",
        "Facts, not opinion. Nobody is blamed for a report",
    )?;
    let row = [
        (66.0, "Harmed, or nearly: LAST NAME, first name"),
        (36.0, "NHS or downtime number"),
        (28.0, "Born"),
        (50.0, "Happened: date, time, place"),
    ];
    boxes(cv, (0.0, 31.5), 12.0, &row)?;
    cv.frame(Area::new(0.0, 43.5, LIVE_W, 8.0), Rule::Medium);
    let who = [
        "patient",
        "visitor",
        "member of staff",
        "nobody yet: a danger seen",
    ];
    ticks(cv, (1.8, 45.4), 3.8, 7.0, &who, S9)?;
    bar(cv, 54.0, "How bad, as known now", "")?;
    cv.frame(Area::new(0.0, 59.5, LIVE_W, 8.0), Rule::Medium);
    let bad = [
        "no harm",
        "low: watched more",
        "moderate: treated",
        "severe: lasting",
        "died",
    ];
    ticks(cv, (1.8, 61.4), 3.8, 6.0, &bad, S9)?;
    bar(
        cv,
        70.0,
        "What happened",
        "In order, with times. What was seen, done, said",
    )?;
    lines(cv, 75.5, 6);
    bar(
        cv,
        128.0,
        "What had failed or was not believed",
        "So that it is found again when systems are looked at",
    )?;
    let row = [
        (60.0, "System: which, since when"),
        (60.0, "Device: maker, model, number"),
        (60.0, "Quarantine tag no.; photographed by"),
    ];
    boxes(cv, (0.0, 133.5), 12.0, &row)?;
    cv.frame(Area::new(0.0, 145.5, LIVE_W, 8.0), Rule::Medium);
    let end = ticks(
        cv,
        (1.8, 147.4),
        3.8,
        5.0,
        &[
            "paper form missing or wrong",
            "identity mixed up",
            "result late or lost",
            "other:",
        ],
        S9,
    )?;
    fill_in(cv, (end, 146.2), "", 178.0, S9)?;
    bar(
        cv,
        156.0,
        "Done at once",
        "First the person, then the danger to the next one",
    )?;
    lines(cv, 161.5, 3);
    bar(cv, 190.0, "Told", "")?;
    cv.frame(Area::new(0.0, 195.5, LIVE_W, 17.0), Rule::Medium);
    cv.across(0.0, LIVE_W, 204.0, Rule::Fine);
    for (y, words) in [
        (195.5, "Person harmed, or family: honest, said sorry"),
        (204.0, "Nurse in charge, doctor, clinical safety"),
    ] {
        let end = say(cv, Area::new(1.5, y, 80.0, 8.5), words, B9)?;
        let end = fill_in(cv, (end + 3.0, y + 1.0), "by, to", 148.0, S7)?;
        fill_in(cv, (end + 2.0, y + 1.0), "time", 178.0, S7)?;
    }
    let row = [
        (70.0, "Reported by: name, role, SIGN"),
        (50.0, "Date, time of this report"),
        (60.0, "Given to (a person, not a tray)"),
    ];
    boxes(cv, (0.0, 214.5), 13.0, &row)?;
    let words = [
        Span::bold("Death, or severe harm: "),
        Span::plain(
            "leave device, lines and bags as they are, tag them, tell the incident commander by voice. Coroner and police decide when it moves. ",
        ),
        Span::bold("Later: "),
        Span::plain("typed into the risk system with the time it happened, not the time of typing."),
    ];
    cv.paragraph(Area::new(0.0, 229.5, LIVE_W, 14.0), &words, S9, "later")
        .map(|_| ())
}

fn lines(cv: &mut Canvas<'_>, top: f32, rows: u8) {
    let row = 8.4;
    cv.frame(Area::new(0.0, top, LIVE_W, row * f32::from(rows)), Rule::Heavy);
    for n in 0..rows {
        let y = top + row * f32::from(n);
        if n > 0 {
            cv.across(2.0, 178.0, y, Rule::Fine);
        }
        cv.write(Area::new(2.0, y, 176.0, row), Pen::Words);
    }
}
