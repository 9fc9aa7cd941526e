//! Transfusion: the request, and the check at the bedside. No label is ever printed (facts.md §5.6, domain.md §5e).

use super::ruled::{B9, B11, S7, S9, bar, boxes, fill_in, heads, lines_of, rows_to_write, say, table, ticks};
use crate::draw::{Area, Canvas, LIVE_W, Rule, tick_box};
use crate::errors::PaperError;
use crate::text::Span;

/// The request; it goes to the blood bank.
pub(crate) fn request(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 18.5), Rule::Heavy);
    say(
        cv,
        Area::new(1.5, 45.6, 176.0, 5.4),
        "No sample label is printed: write the tube by hand",
        B11,
    )?;
    let words = [
        Span::plain(
            "At the bedside, one patient, one act, from the wristband: last name, first name, birth date, number. A label made away from \
                     the patient is how blood goes to the wrong person. Tube and form must agree letter by letter, or the sample is thrown away. ",
        ),
        Span::bold("Unknown patient: UNKNOWN MALE or UNKNOWN FEMALE and the emergency number."),
    ];
    cv.paragraph(Area::new(1.5, 51.2, 177.0, 12.0), &words, S7, "labels")?;
    bar(cv, 65.5, "What and how soon", "")?;
    cv.frame(Area::new(0.0, 71.0, LIVE_W, 17.0), Rule::Medium);
    cv.across(0.0, LIVE_W, 79.5, Rule::Fine);
    let soon = [
        "Bleeding: emergency units NOW",
        "Group-specific: 15–20 min",
        "Cross-matched: by",
        "Group and save",
    ];
    ticks(cv, (1.8, 73.2), 3.8, 5.0, &soon, S9)?;
    let extra = ["Irradiated", "CMV negative", "Phenotyped", "Warmed", "Other:"];
    let end = ticks(cv, (1.8, 81.8), 3.8, 5.0, &extra, S9)?;
    fill_in(cv, (end, 80.6), "", 178.0, S9)?;
    let columns = [
        (50.0, "Component"),
        (24.0, "Units or mL"),
        (36.0, "Wanted at: date, time"),
        (70.0, "Why: count, bleeding, procedure"),
    ];
    let edges = table(cv, (0.0, 90.0), 5.0, &columns, (4, 8.0))?;
    for (n, words) in ["Red cells", "Platelets", "Fresh frozen plasma", "Other:"]
        .iter()
        .enumerate()
    {
        let y = 95.0 + 8.0 * n as f32;
        let x = edges.first().copied().unwrap_or(0.0);
        tick_box(cv, x + 1.8, y + 2.1, 3.8);
        say(cv, Area::new(x + 7.0, y, 42.0, 8.0), words, S9)?;
    }
    bar(
        cv,
        129.0,
        "Ask the patient, the family, the notes",
        "The blood bank’s computer cannot be asked",
    )?;
    let row = [
        (60.0, "Antibodies or a card? Which"),
        (60.0, "Transfused or reacted before? When"),
        (60.0, "Pregnant, was pregnant; anti-D given"),
    ];
    boxes(cv, (0.0, 134.5), 12.0, &row)?;
    bar(
        cv,
        148.5,
        "Sample",
        "Two samples taken apart by two people, unless there is no time",
    )?;
    let columns = [
        (22.0, "Sample"),
        (34.0, "Taken: date, time"),
        (62.0, "Taken by: name, role, SIGN"),
        (62.0, "Patient said name and birth date; band read by"),
    ];
    table(cv, (0.0, 154.0), 5.0, &columns, (2, 9.0))?;
    for (n, words) in ["First", "Second"].iter().enumerate() {
        say(cv, Area::new(1.5, 159.0 + 9.0 * n as f32, 20.0, 9.0), words, B9)?;
    }
    let row = [
        (70.0, "Requester: name, role, reg. no., SIGN"),
        (50.0, "Phone that works, or runner point"),
        (60.0, "Unknown sex, or female under 50: say so"),
    ];
    boxes(cv, (0.0, 179.0), 12.0, &row)?;
    bank(cv)
}

fn bank(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        193.0,
        "Blood bank",
        "Paper history list read: antibodies, phenotype, special needs. Every unit is reconciled later",
    )?;
    cv.frame(Area::new(0.0, 198.5, LIVE_W, 8.0), Rule::Medium);
    let words = ["sample accepted", "refused, why:"];
    let end = ticks(cv, (1.8, 200.4), 3.8, 5.0, &words, S9)?;
    let end = fill_in(cv, (end, 199.2), "", 112.0, S9)?;
    let end = fill_in(cv, (end + 3.0, 199.2), "group", 142.0, S9)?;
    fill_in(cv, (end + 3.0, 199.2), "by, second", 178.0, S9)?;
    let columns = [
        (46.0, "Donation number"),
        (30.0, "Component, group"),
        (24.0, "Expiry"),
        (40.0, "Issued: date, time, to"),
        (40.0, "Issued by, checked by"),
    ];
    table(cv, (0.0, 206.5), 4.5, &columns, (4, 8.2)).map(|_| ())
}

/// What is checked for each unit.
const CHECKS: [&str; 10] = [
    "Patient SAYS last name, first name, birth date",
    "Band = label = pack: the four identifiers",
    "Group of unit suits group of patient",
    "Special needs met: irradiated, CMV, warmed",
    "Expiry in date; pack whole, no clots, no leak",
    "Consent; prescription for this unit",
    "Set with filter; nothing else in the bag or line",
    "First checker: initials",
    "Second checker, alone: initials",
    "Donation number, copied from the pack",
];
const UNITS: usize = 4;

/// The check at the bedside; it stays in the notes.
pub(crate) fn check(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 11.0), Rule::Heavy);
    let words = [
        Span::bold("At the bedside, by the person who hangs the unit. "),
        Span::plain("Never in another room. One patient, one unit at a time. "),
        Span::bold("Any difference or any interruption: STOP and start again."),
    ];
    cv.paragraph(Area::new(1.5, 46.2, 177.0, 9.4), &words, S9, "bedside")?;
    let label = 76.0;
    let width = (LIVE_W - label) / UNITS as f32;
    heads(
        cv,
        (0.0, 58.0),
        5.0,
        &[
            (label, "Check"),
            (width, "Unit 1"),
            (width, "Unit 2"),
            (width, "Unit 3"),
            (width, "Unit 4"),
        ],
    )?;
    let widths = [label, width, width, width, width];
    rows_to_write(cv, (0.0, 63.0), &widths, (10, 7.0));
    for (n, words) in CHECKS.iter().enumerate() {
        let y = 63.0 + 7.0 * n as f32;
        let style = if n >= 7 { B9 } else { S9 };
        say(cv, Area::new(1.5, y, label - 2.0, 7.0), words, style)?;
        if n < 7 {
            for unit in 0..UNITS {
                tick_box(cv, label + width * (unit as f32 + 0.5) - 1.9, y + 1.6, 3.8);
            }
        }
    }
    times(cv, &widths)?;
    observations(cv)?;
    reaction(cv)
}

fn times(cv: &mut Canvas<'_>, widths: &[f32; 5]) -> Result<(), PaperError> {
    bar(
        cv,
        135.0,
        "Times and fate",
        "Start within 30 min of leaving the fridge, or return it. Finish within 4 h",
    )?;
    rows_to_write(cv, (0.0, 140.5), widths, (4, 7.0));
    for (n, words) in [
        "Left the fridge at",
        "Started at",
        "Stopped at; mL given",
        "Fate: given, part, returned, wasted",
    ]
    .iter()
    .enumerate()
    {
        say(cv, Area::new(1.5, 140.5 + 7.0 * n as f32, 74.0, 7.0), words, B9)?;
    }
    Ok(())
}

fn observations(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        170.5,
        "Observations",
        "Within 60 min before, at 15 min, within 60 min after the end, and when anything changes",
    )?;
    let columns = [
        (16.0, "Unit"),
        (26.0, "Which set"),
        (18.0, "Time"),
        (20.0, "Respirations"),
        (18.0, "Pulse"),
        (22.0, "BP mmHg"),
        (18.0, "Temp. °C"),
        (18.0, "NEWS2"),
        (24.0, "Initials"),
    ];
    heads(cv, (0.0, 176.0), 4.5, &columns)?;
    let widths: Vec<f32> = columns.iter().map(|c| c.0).collect();
    let body = rows_to_write(cv, (0.0, 180.5), &widths, (6, 7.0));
    let x = body.get(1).copied().unwrap_or(16.0);
    for (n, words) in ["before", "15 min", "end", "before", "15 min", "end"]
        .iter()
        .enumerate()
    {
        say(
            cv,
            Area::new(x + 1.0, 180.5 + 7.0 * n as f32, 24.0, 7.0),
            words,
            S9,
        )?;
    }
    Ok(())
}

fn reaction(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 225.0, LIVE_W, 19.0), Rule::Heavy);
    let stop = [
        Span::bold(
            "Fever, rash, breathless, pain, shock, or just unwell: STOP the unit, keep the line, call. ",
        ),
        Span::plain(
            "Check band, label and pack again. Keep the pack and the set. Tell the blood bank by voice or runner.",
        ),
    ];
    let more = [
        Span::plain(
            "Units 3 and 4 and more sets of observations: a second sheet. The donation numbers of every unit go back to the blood bank: \
                     each one is traced, kept for 30 years. ",
        ),
        Span::bold("Heavy bleeding: "),
        Span::plain("local plan; tests every 30–60 min."),
    ];
    let y = lines_of(cv, Area::new(1.5, 225.6, 177.0, 9.0), &[&stop], S9, "reaction")?;
    lines_of(cv, Area::new(1.5, y, 177.0, 243.8 - y), &[&more], S7, "reaction")?;
    Ok(())
}
