//! Transfusion: the request, and the check at the bedside. No label is ever printed (facts.md §5.6, domain.md §5e).

use super::ruled::{B9, B11, S9, bar, boxes, fill_in, heads, lines_of, rows_to_write, say, table, ticks};
use crate::draw::{Area, Canvas, LIVE_W, Rule, tick_box};
use crate::errors::PaperError;
use crate::text::Span;

/// The request; it goes to the blood bank.
pub(crate) fn request(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 18.5), Rule::Heavy);
    say(
        cv,
        Area::new(1.5, 45.4, 176.0, 5.4),
        "No sample label is printed: write the tube by hand",
        B11,
    )?;
    let words = [
        Span::plain(
            "At the bedside, one patient, one act, from the wristband: last name, first name, birth date, number. A label made elsewhere is \
                     how blood goes to the wrong person. Tube and form agree letter by letter, or the sample is thrown away. ",
        ),
        Span::bold("Unknown: UNKNOWN MALE or FEMALE and the emergency number."),
    ];
    cv.paragraph(Area::new(1.5, 51.0, 177.0, 12.4), &words, S9, "labels")?;
    how_soon(cv)?;
    components(cv)?;
    bar(
        cv,
        133.0,
        "Ask the patient, the family, the notes",
        "The blood bank’s computer cannot be asked",
    )?;
    let row = [
        (60.0, "Antibodies or a card? Which"),
        (60.0, "Transfused or reacted before? When"),
        (60.0, "Pregnant, was pregnant; anti-D given"),
    ];
    boxes(cv, (0.0, 138.5), 11.0, &row)?;
    bar(
        cv,
        151.0,
        "Sample",
        "Two samples taken separately by two people, unless there is no time",
    )?;
    let columns = [
        (22.0, "Sample"),
        (34.0, "Taken: date, time"),
        (62.0, "Taken by: name, role, SIGN"),
        (62.0, "Patient said name and birth date; band read by"),
    ];
    table(cv, (0.0, 156.5), 5.0, &columns, (2, 8.5))?;
    for (n, words) in ["First", "Second"].iter().enumerate() {
        say(cv, Area::new(1.6, 161.5 + 8.5 * n as f32, 20.0, 8.5), words, B9)?;
    }
    let row = [
        (70.0, "Requester: name, role, reg. no., SIGN"),
        (50.0, "Phone that works, or runner point"),
        (60.0, "Unknown sex, or female under 50: say so"),
    ];
    boxes(cv, (0.0, 180.5), 11.5, &row)?;
    bank(cv)
}

/// How soon, and what the blood must be. No turn-round is promised: the blood bank says it.
fn how_soon(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        65.0,
        "What and how soon",
        "The blood bank says how long it takes",
    )?;
    cv.frame(Area::new(0.0, 70.5, LIVE_W, 24.0), Rule::Medium);
    for y in [78.5, 86.5] {
        cv.across(0.0, LIVE_W, y, Rule::Fine);
    }
    let end = ticks(
        cv,
        (1.8, 72.6),
        3.8,
        8.0,
        &["Bleeding: emergency units NOW", "Group-specific: blood bank says"],
        S9,
    )?;
    let end = fill_in(cv, (end, 71.2), "", end + 26.0, S9)?;
    say(cv, Area::new(end + 1.0, 70.5, 10.0, 8.0), "min", S9)?;
    let end = ticks(cv, (1.8, 80.6), 3.8, 8.0, &["Cross-matched: by (date, time)"], S9)?;
    let end = fill_in(cv, (end, 79.2), "", end + 44.0, S9)?;
    ticks(cv, (end + 8.0, 80.6), 3.8, 8.0, &["Group and save"], S9)?;
    let extra = ["Irradiated", "CMV negative", "Phenotyped", "Warmed", "Other:"];
    let end = ticks(cv, (1.8, 88.6), 3.8, 5.0, &extra, S9)?;
    fill_in(cv, (end, 87.2), "", 178.0, S9).map(|_| ())
}

/// What is wanted: each row says whether its number counts units or millilitres.
fn components(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let columns = [
        (44.0, "Component"),
        (46.0, "How many or how much: tick one"),
        (34.0, "Wanted at: date, time"),
        (56.0, "Why: count, bleeding, procedure"),
    ];
    table(cv, (0.0, 96.0), 5.0, &columns, (4, 7.6))?;
    for (n, words) in ["Red cells", "Platelets", "Fresh frozen plasma", "Other:"]
        .iter()
        .enumerate()
    {
        let y = 101.0 + 7.6 * n as f32;
        tick_box(cv, 1.8, y + 1.9, 3.8);
        say(cv, Area::new(7.0, y, 36.0, 7.6), words, S9)?;
        ticks(cv, (61.0, y + 2.0), 3.6, 3.0, &["units", "mL"], S9)?;
    }
    Ok(())
}

fn bank(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        193.5,
        "Blood bank",
        "Paper history list read: antibodies, phenotype, special needs. Every unit is reconciled later",
    )?;
    cv.frame(Area::new(0.0, 199.0, LIVE_W, 8.0), Rule::Medium);
    let words = ["sample accepted", "refused, why:"];
    let end = ticks(cv, (1.8, 200.9), 3.8, 5.0, &words, S9)?;
    let end = fill_in(cv, (end, 199.7), "", 112.0, S9)?;
    let end = fill_in(cv, (end + 3.0, 199.7), "group", 142.0, S9)?;
    fill_in(cv, (end + 3.0, 199.7), "by, second", 178.0, S9)?;
    let columns = [
        (46.0, "Donation number"),
        (30.0, "Component, group"),
        (24.0, "Expiry"),
        (40.0, "Issued: date, time, to"),
        (40.0, "Issued by, checked by"),
    ];
    table(cv, (0.0, 207.0), 4.5, &columns, (4, 8.2)).map(|_| ())
}

/// What is ticked for each unit, after its number was copied.
const CHECKS: [&str; 7] = [
    "Patient SAYS last name, first name, birth date",
    "Band = label = pack: the four identifiers",
    "Group of unit suits group of patient",
    "Special needs met: irradiated, CMV, phenotype, warmed",
    "Expiry in date; pack whole, no clots, no leak",
    "Consent; prescription for this unit",
    "Set with filter; nothing else in the bag or line",
];
/// Units on a face: as many as have rows for their observations.
const UNITS: u8 = 2;
/// Width of the words before the units, mm.
const LABEL: f32 = 92.0;
const UNIT: f32 = (LIVE_W - LABEL) / 2.0;
const WIDTHS: [f32; 3] = [LABEL, UNIT, UNIT];
/// Height of a donation number to copy, mm.
const NUMBER: f32 = 13.0;
/// Height of a tick, and of a row to write in, mm.
const TICK: f32 = 6.6;
const ROW: f32 = 7.0;

/// The check at the bedside, for units `first` and the next; it stays in the notes.
pub(crate) fn check(cv: &mut Canvas<'_>, first: u8) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 10.0), Rule::Heavy);
    let words = [
        Span::bold("At the bedside, by the person who hangs the unit. "),
        Span::plain("Never in another room. One patient, one unit at a time. "),
        Span::bold("Any difference or any interruption: STOP and start again."),
    ];
    cv.paragraph(Area::new(1.5, 45.8, 177.0, 9.0), &words, S9, "bedside")?;
    let (one, two) = (format!("Unit {first}"), format!("Unit {}", first + 1));
    let columns = [(LABEL, "Check"), (UNIT, one.as_str()), (UNIT, two.as_str())];
    heads(cv, (0.0, 57.0), 5.0, &columns)?;
    let mut y = 62.0;
    rows_to_write(cv, (0.0, y), &WIDTHS, (1, NUMBER));
    let words = "Donation number, copied from the pack";
    say(cv, Area::new(1.6, y, LABEL - 2.0, NUMBER), words, B9)?;
    y += NUMBER;
    rows_to_write(cv, (0.0, y), &WIDTHS, (7, TICK));
    for words in CHECKS {
        say(cv, Area::new(1.6, y, LABEL - 2.0, TICK), words, S9)?;
        for unit in 0..UNITS {
            let middle = LABEL + UNIT * (f32::from(unit) + 0.5);
            tick_box(cv, middle - 1.9, y + (TICK - 3.8) / 2.0, 3.8);
        }
        y += TICK;
    }
    let checkers = [
        "First checker: initials",
        "Second checker, independently: initials",
    ];
    labelled(cv, y, &checkers)?;
    times(cv)?;
    observations(cv, first)?;
    reaction(cv, first)
}

/// Rows to write in, a cell a unit, with their words before them.
fn labelled(cv: &mut Canvas<'_>, top: f32, labels: &[&str]) -> Result<(), PaperError> {
    let rows = u8::try_from(labels.len()).unwrap_or(1);
    rows_to_write(cv, (0.0, top), &WIDTHS, (rows, ROW));
    for (n, words) in labels.iter().enumerate() {
        let cell = Area::new(1.6, top + ROW * n as f32, LABEL - 2.0, ROW);
        say(cv, cell, words, B9)?;
    }
    Ok(())
}

fn times(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        137.0,
        "Times and fate",
        "From leaving the fridge: start within 30 min or return it; finish within 4 h",
    )?;
    let labels = [
        "Left the fridge at",
        "Started at",
        "Stopped at; mL given",
        "Fate: given, part, returned, wasted",
    ];
    labelled(cv, 142.5, &labels)
}

fn observations(cv: &mut Canvas<'_>, first: u8) -> Result<(), PaperError> {
    bar(
        cv,
        172.5,
        "Observations",
        "Within 60 min before, at 15 min, within 60 min after the end, and when anything changes",
    )?;
    let columns = [
        (16.0, "Unit"),
        (26.0, "Which set"),
        (20.0, "Time"),
        (20.0, "Respirations"),
        (18.0, "Pulse"),
        (22.0, "BP mmHg"),
        (18.0, "Temp. °C"),
        (20.0, "NEWS2 from its chart"),
        (20.0, "Initials"),
    ];
    heads(cv, (0.0, 178.0), 6.6, &columns)?;
    let widths: Vec<f32> = columns.iter().map(|c| c.0).collect();
    rows_to_write(cv, (0.0, 184.6), &widths, (6, TICK));
    for unit in 0..UNITS {
        for (n, words) in ["before", "15 min", "end"].iter().enumerate() {
            let y = 184.6 + TICK * (3.0 * f32::from(unit) + n as f32);
            let number = (first + unit).to_string();
            say(cv, Area::new(1.6, y, 14.0, TICK), &number, S9)?;
            say(cv, Area::new(17.0, y, 24.0, TICK), words, S9)?;
        }
    }
    Ok(())
}

fn reaction(cv: &mut Canvas<'_>, first: u8) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 225.6, LIVE_W, 19.2), Rule::Heavy);
    let stop = [
        Span::bold(
            "Fever, rash, breathless, pain, shock, or just unwell: STOP the unit, keep the line, call. ",
        ),
        Span::plain(
            "Check band, label and pack again. Keep the pack and the set. Tell the blood bank by voice or runner.",
        ),
    ];
    let next = if first == 1 {
        "Units 3 and 4: other face. "
    } else {
        "More units: a new sheet. "
    };
    let more = [
        Span::bold(next),
        Span::plain(
            "Every donation number goes back to the blood bank: each unit is traced, kept for 30 years. ",
        ),
        Span::bold("Heavy bleeding: "),
        Span::plain("local plan; tests every 30–60 min."),
    ];
    lines_of(
        cv,
        Area::new(1.5, 226.2, 177.0, 18.4),
        &[&stop, &more],
        S9,
        "reaction",
    )
    .map(|_| ())
}
