//! Radiology request, and on its back the hot report with the doubt that goes with it (facts.md §5.7).

use super::ruled::{B9, B11, S7, S9, bar, boxes, fill_in, lines_of, say, ticks};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, LIVE_W, Pen, Rule, tick_box};
use crate::errors::PaperError;
use crate::text::Span;

/// The request; it goes with the patient.
pub(crate) fn request(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Examination",
        "Side in words: LEFT or RIGHT, never L or R",
    )?;
    let row = [
        (90.0, "Examination and part"),
        (30.0, "Side in words"),
        (60.0, "How soon, and by what time"),
    ];
    boxes(cv, (0.0, 50.5), 13.0, &row)?;
    cv.frame(Area::new(0.0, 63.5, LIVE_W, 8.0), Rule::Medium);
    let soon = [
        "Life or death: radiographer waits",
        "Urgent: within 1 hour",
        "Can wait: within 4 hours",
    ];
    ticks(cv, (1.8, 65.4), 3.8, 9.0, &soon, S9)?;
    boxes(
        cv,
        (0.0, 73.5),
        24.0,
        &[
            (100.0, "The question to be answered"),
            (80.0, "History that matters; earlier images, where"),
        ],
    )?;
    for (x0, x1) in [(2.0, 98.0), (102.0, 178.0)] {
        cv.across(x0, x1, 85.5, Rule::Fine);
    }
    screen(cv)?;
    bar(
        cv,
        155.0,
        "Who asks",
        "The images cannot be looked up: say where they must be brought",
    )?;
    let row = [
        (70.0, "Referrer: name, role, reg. no., SIGN"),
        (50.0, "Phone that works, or runner point"),
        (60.0, "Report and images go to"),
    ];
    boxes(cv, (0.0, 160.5), 13.0, &row)?;
    bar(
        cv,
        176.0,
        "Radiology",
        "Two people read the identity aloud at the console, from the wristband",
    )?;
    cv.frame(Area::new(0.0, 181.5, LIVE_W, 8.5), Rule::Medium);
    let end = ticks(
        cv,
        (1.8, 183.8),
        3.8,
        6.0,
        &["band = form = console, read out by two"],
        B9,
    )?;
    let end = fill_in(cv, (end + 3.0, 182.4), "first", end + 46.0, S7)?;
    fill_in(cv, (end + 3.0, 182.4), "second", 178.0, S7)?;
    let row = [
        (46.0, "Justified by: sign, time"),
        (46.0, "Operator: sign, time"),
        (44.0, "Dose, with its unit"),
        (44.0, "Number of images"),
    ];
    boxes(cv, (0.0, 190.0), 12.0, &row)?;
    let row = [
        (60.0, "Room, machine, its clock against the wall clock"),
        (60.0, "Where the images are: console, disc no."),
        (60.0, "Contrast: what, batch, mL, by"),
    ];
    boxes(cv, (0.0, 202.0), 12.0, &row)?;
    boxes(
        cv,
        (0.0, 214.0),
        12.0,
        &[
            (120.0, "Anything that went wrong, or looked wrong"),
            (60.0, "Hot report given to, time (write it on the back)"),
        ],
    )?;
    let words = [
        Span::bold("Image without a name or with the wrong one: "),
        Span::plain(
            "not used for a decision until two people have matched it to this patient by examination, side and time. A mix-up is an incident.",
        ),
    ];
    cv.paragraph(Area::new(0.0, 228.5, LIVE_W, 9.0), &words, S9, "mix-up")
        .map(|_| ())
}

/// A number with its unit, where no and yes would answer nothing.
const KIDNEY: &str = "Kidney: eGFR or creatinine";

/// What must be known before the beam or the magnet.
fn screen(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        99.5,
        "Before the beam or the magnet",
        "Not known is an answer: write it. It is never “no”",
    )?;
    cv.frame(Area::new(0.0, 105.0, LIVE_W, 48.0), Rule::Heavy);
    let rows = [
        "Could be pregnant; last period",
        "Implant, pacemaker, clip, metal in the eye",
        "Reaction to contrast, or other allergy above",
        KIDNEY,
        "Travels in bed, with a nurse, cannot lie flat",
        "Infection, isolation, oxygen, drips that travel",
    ];
    for (n, words) in rows.into_iter().enumerate() {
        let y = 105.0 + 8.0 * n as f32;
        if n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        say(cv, Area::new(1.5, y, 76.0, 8.0), words, B9)?;
        if words == KIDNEY {
            fill_in(cv, (79.0, y + 0.6), "value, unit, date", 150.0, S9)?;
            cv.write(Area::new(79.0, y, 71.0, 8.0), Pen::Words);
            ticks(cv, (154.0, y + 2.1), 3.8, 4.0, &["not known"], S9)?;
            continue;
        }
        let answers = ["no", "yes", "not known"];
        let end = ticks(cv, (79.0, y + 2.1), 3.8, 4.0, &answers, S9)?;
        fill_in(cv, (end + 3.0, y + 0.6), "which, when", 178.0, S7)?;
        cv.write(Area::new(126.0, y, 54.0, 8.0), Pen::Words);
    }
    Ok(())
}

/// The back: what was seen, by whom, and how far it may be believed.
pub(crate) fn hot_report(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Hot report",
        "Read from the console by a person who was there. The formal report follows",
    )?;
    let row = [
        (60.0, "Examination and side in words"),
        (40.0, "Images made: date, time"),
        (40.0, "Read at: console, film, disc"),
        (40.0, "Read: date, time"),
    ];
    boxes(cv, (0.0, 50.5), 13.0, &row)?;
    cv.frame(Area::new(0.0, 63.5, LIVE_W, 66.0), Rule::Heavy);
    cv.label(
        Area::new(0.0, 63.5, 80.0, 4.0),
        "What is seen, in words. No abbreviation, no L or R",
    )?;
    for n in 0..7_u8 {
        let y = 75.0 + 9.0 * f32::from(n);
        if n < 6 {
            cv.across(2.0, 178.0, y, Rule::Fine);
        }
        cv.write(Area::new(2.0, y - 8.0, 176.0, 8.0), Pen::Words);
    }
    boxes(
        cv,
        (0.0, 131.5),
        14.0,
        &[(180.0, "Answer to the question, in one sentence")],
    )?;
    cv.frame(Area::new(0.0, 147.5, LIVE_W, 8.5), Rule::Medium);
    let end = say(cv, Area::new(1.5, 147.5, 30.0, 8.5), "Critical:", B9)?;
    let end = ticks(cv, (end + 3.0, 149.8), 3.8, 5.0, &["no", "yes: told at once"], S9)?;
    let end = fill_in(cv, (end + 3.0, 148.4), "to whom", end + 48.0, S7)?;
    let end = fill_in(cv, (end + 2.0, 148.4), "time", end + 24.0, S7)?;
    tick_box(cv, end + 3.0, 149.8, 3.8);
    say(cv, Area::new(end + 8.0, 147.5, 30.0, 8.5), "read back", S9)?;
    let row = [
        (64.0, "Reported by: name, role, reg. no., SIGN"),
        (58.0, "Second reader, or none on site"),
        (58.0, "Formal report due: when, by whom"),
    ];
    boxes(cv, (0.0, 158.0), 14.0, &row)?;
    caveat(cv, ctx)
}

fn caveat(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 175.0, LIVE_W, 48.0), Rule::Heavy);
    say(
        cv,
        Area::new(1.5, 175.8, 170.0, 6.0),
        "How far may these images be believed?",
        B11,
    )?;
    let sources: Vec<String> = ctx
        .suspect
        .iter()
        .map(|s| format!("{} since {}", s.name, ctx.clock(s.since)))
        .collect();
    let known = if sources.is_empty() {
        "No source is marked as untrusted at the hour of printing: ask again before you act. ".to_string()
    } else {
        format!("Not trusted at the hour of printing: {}. ", sources.join("; "))
    };
    let known = [Span::bold(known)];
    let why = [Span::plain(
        "Name, side, date, measurements and earlier images come from computers. A person looks at each of these, at the machine:",
    )];
    let y = lines_of(
        cv,
        Area::new(1.5, 182.4, 177.0, 20.0),
        &[&known, &why],
        S9,
        "caveat",
    )?;
    let checks = [
        "name burnt in = band",
        "side marker = side asked",
        "time = wall clock",
        "scale checked",
    ];
    ticks(cv, (2.0, y + 1.4), 3.8, 5.0, &checks, S9)?;
    let end = ticks(
        cv,
        (2.0, y + 8.6),
        3.8,
        5.0,
        &["cannot be told: report says so, decide from the patient, not the picture"],
        S9,
    )?;
    fill_in(cv, (end + 3.0, y + 7.4), "checked by", 178.0, S7)?;
    let words = [
        Span::bold("Compared with nothing? "),
        Span::plain(
            "Write: no earlier images to compare. When systems return, this report is typed in and looked at again by a radiologist.",
        ),
    ];
    cv.paragraph(Area::new(0.0, 225.5, LIVE_W, 12.0), &words, S9, "after")
        .map(|_| ())
}
