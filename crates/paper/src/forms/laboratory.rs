//! Laboratory request with the night's list, the result slip, and the log of phoned results (facts.md §5.7).

use super::night_list::night_list;
use super::ruled::{B9, B11, S7, S9, bar, boxes, fill_in, middle, say, table, ticks};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::tick;
use crate::text::Span;

/// The request; it leaves the ward.
pub(crate) fn request(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 13.0), Rule::Heavy);
    let question = "Will the result change what you do in the next 4 hours?";
    say(cv, Area::new(1.5, 45.8, 176.0, 5.6), question, B11)?;
    ticks(
        cv,
        (1.8, 52.6),
        3.8,
        8.0,
        &["Yes: go on", "No: do not send"],
        Style::plain(Size::Pt11),
    )?;
    let never = Area::new(90.0, 51.6, 88.5, 5.6);
    cv.text(
        never,
        H::Right,
        V::Middle,
        "Transfusion: never this form, never a printed label.",
        B9,
    )?;
    bar(cv, 60.0, "How soon", "")?;
    cv.frame(Area::new(0.0, 65.5, LIVE_W, 9.0), Rule::Medium);
    let soon = [
        "Life or death: runner waits",
        "Urgent: within 1 hour",
        "Can wait: within 4 hours",
    ];
    ticks(cv, (3.0, 67.6), 4.6, 9.0, &soon, Style::plain(Size::Pt11))?;
    night_list(cv, ctx)?;
    sample(cv)?;
    bar(cv, 195.5, "Result goes to", "")?;
    let to = [
        (70.0, "Requester: name, role, reg. no., SIGN"),
        (50.0, "Phone that works, or runner point"),
        (60.0, "Second person if no answer"),
    ];
    boxes(cv, (0.0, 201.0), 14.0, &to)?;
    bar(cv, 217.0, "Laboratory", "copied by hand: two people")?;
    let lab = [
        (36.0, "Arrived: time, by"),
        (50.0, "Analyser; control passed"),
        (50.0, "Result given to, how, time"),
        (44.0, "Read by, checked by"),
    ];
    boxes(cv, (0.0, 222.5), 17.0, &lab).map(|_| ())
}

fn sample(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        144.0,
        "Sample",
        "Label at the bedside, by hand, from the wristband",
    )?;
    let row = [
        (36.0, "Taken: date"),
        (24.0, "Time (24 h)"),
        (60.0, "Taken by: name, role, SIGN"),
        (60.0, "Specimen and site"),
    ];
    boxes(cv, (0.0, 149.5), 12.0, &row)?;
    let row = [
        (120.0, "Clinical reason, and the question"),
        (60.0, "Heparin, insulin, antibiotic; last dose, time"),
    ];
    boxes(cv, (0.0, 161.5), 24.0, &row)?;
    for y in [173.0, 181.5] {
        cv.across(2.0, 118.0, y, Rule::Fine);
    }
    cv.frame(Area::new(0.0, 185.5, LIVE_W, 8.0), Rule::Medium);
    let end = tick(cv, 1.8, 187.4, 3.8, "Infection risk:", S9)?;
    let end = fill_in(cv, (end, 186.0), "", end + 24.0, S9)?;
    let end = tick(cv, end + 4.0, 187.4, 3.8, "Fasting", S9)?;
    let end = tick(
        cv,
        end + 4.0,
        187.4,
        3.8,
        "Two identifiers on tube = this form, checked by",
        S9,
    )?;
    fill_in(cv, (end, 186.0), "", 178.5, S9).map(|_| ())
}

/// Results of one sample.
pub(crate) fn slip(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Sample",
        "Identity above = tube = request: compared by two people before any value is written",
    )?;
    let row = [
        (36.0, "Request sheet no."),
        (36.0, "Taken: date, time"),
        (36.0, "Arrived: date, time"),
        (36.0, "Specimen and site"),
        (36.0, "Request from"),
    ];
    boxes(cv, (0.0, 50.5), 12.0, &row)?;
    bar(
        cv,
        65.0,
        "Values, copied by hand",
        "Value, then unit. No unit: do not write it. Never a computer’s reference flag",
    )?;
    let columns = [
        (44.0, "Test"),
        (28.0, "Value"),
        (24.0, "Unit"),
        (30.0, "Usual range"),
        (34.0, "Analyser; control passed"),
        (20.0, "Initials × 2"),
    ];
    table(cv, (0.0, 70.5), 5.0, &columns, (14, 8.6))?;
    bar(cv, 198.0, "Who copied, who checked", "")?;
    let row = [
        (60.0, "Copied from the analyser’s screen by"),
        (60.0, "Checked against the screen by"),
        (60.0, "Given to: name, how, time"),
    ];
    boxes(cv, (0.0, 203.5), 13.0, &row)?;
    cv.frame(Area::new(0.0, 218.5, LIVE_W, 8.0), Rule::Medium);
    let end = ticks(
        cv,
        (1.8, 220.4),
        3.8,
        4.0,
        &["printout pinned", "critical: told (name)"],
        S9,
    )?;
    let end = fill_in(cv, (end, 219.0), "", 125.0, S9)?;
    let end = fill_in(cv, (end + 1.5, 219.0), "at", 147.0, S9)?;
    ticks(cv, (end + 3.0, 220.4), 3.8, 4.0, &["read back"], S9)?;
    doubt(cv, ctx, 228.5)
}

/// Results that were phoned or carried; it stays in the notes.
pub(crate) fn phoned(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 17.0), Rule::Heavy);
    say(cv, Area::new(1.5, 45.6, 100.0, 5.4), "Say it in this order", B11)?;
    let words = [
        Span::plain(
            "1 Names, birth date, NHS number from the wristband or this block. 2 Test and sample time. 3 Value, then unit. 4 ",
        ),
        Span::bold("Read it back. Wait for “correct”. "),
        Span::plain("5 Second listener writes initials. No unit or no sample time: do not act, phone back."),
    ];
    cv.paragraph(Area::new(1.5, 51.2, 177.0, 10.0), &words, S9, "order")?;
    let columns = [
        (16.0, "Date, time"),
        (24.0, "Test"),
        (14.0, "Sample time"),
        (20.0, "Value"),
        (16.0, "Unit"),
        (17.0, "Usual range"),
        (25.0, "Given by: name, place"),
        (23.0, "Taken by, and listener"),
        (25.0, "Acted on: what, who, time"),
    ];
    let edges = table(cv, (0.0, 64.0), 7.0, &columns, (8, 20.0))?;
    let x = edges.get(7).copied().unwrap_or(132.0);
    for n in 0..8_u8 {
        let y = 71.0 + 20.0 * f32::from(n);
        cv.across(x, x + 23.0, y + 7.0, Rule::Fine);
        tick(cv, x + 1.0, y + 14.4, 3.4, "read back", S7)?;
    }
    doubt(cv, ctx, 232.5)
}

/// Which sources are not believed, and what to do with a value from one.
fn doubt(cv: &mut Canvas<'_>, ctx: &PrintContext, y: f32) -> Result<(), PaperError> {
    let sources: Vec<String> = ctx
        .suspect
        .iter()
        .map(|s| format!("{} since {}", s.name, ctx.clock(s.since)))
        .collect();
    let known = if sources.is_empty() {
        "a value copied from a computer that somebody doubts".to_string()
    } else {
        format!("a value copied from {}", sources.join("; "))
    };
    let words = [
        Span::bold("Doubt: "),
        Span::plain(format!(
            "write SUSPECT beside {known}, and ask for the analyser’s own printout."
        )),
    ];
    let cell = Area::new(0.0, y, LIVE_W, 245.0 - y);
    let style = if cv.count_lines(LIVE_W, &words, S9, "doubt")? as f32 * S9.size.leading() <= cell.h {
        S9
    } else {
        S7
    };
    middle(
        cv,
        Area {
            h: cell.h.min(12.0),
            ..cell
        },
        &words,
        style,
        "doubt",
    )
}
