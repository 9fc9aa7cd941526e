//! Glucose and variable-rate insulin: the scale is the hospital's own, and is printed empty until its lead has signed one
//! (facts.md §5.4, domain.md §5c).

use battlebag_bag::{GlucoseBand, InsulinScale, Tenths};

use super::fixed_rate::{hypo, meter_line};
use super::ruled::{B9, S7, S9, bar, boxes, heads, lines_of, rows_to_write, say, table};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Rule, V};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::text::Span;

/// Letters of the columns: the rows under the scale name them by these.
const LETTERS: [&str; 3] = ["A", "B", "C"];
/// Where the scale comes from: written in, or who signed it.
const WHENCE: Area = Area {
    x: 84.0,
    y: 105.0,
    w: 58.0,
    h: 11.0,
};
/// Left edge of the rates, and how wide they are together.
const RATES: (f32, f32) = (52.0, 72.0);

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    match ctx.lists.own.scale_to_print() {
        Some(scale) => signed_scale(cv, scale)?,
        None => empty_scale(cv)?,
    }
    side(cv, ctx)?;
    meter_line(cv, 118.0)?;
    let columns = [
        (18.0, "Date, time"),
        (15.0, "Glucose mmol/L"),
        (15.0, "Ketones mmol/L"),
        (12.0, "Scale"),
        (17.0, "Insulin units per h"),
        (33.0, "Substrate fluid, mL/h"),
        (14.0, "K⁺ mmol/L"),
        (18.0, "K⁺ in bag mmol"),
        (21.0, "Changed, why"),
        (17.0, "Sign × 2"),
    ];
    table(cv, (0.0, 126.5), 8.0, &columns, (14, 7.0))?;
    boxes_for_review(cv)
}

/// The boxes under the scale, without the one that says where it comes from.
fn under_scale(cv: &mut Canvas<'_>, in_use: &str) -> Result<(), PaperError> {
    let prescribed = [(32.0, in_use), (52.0, "Prescriber: sign, name, reg. no., time")];
    boxes(cv, (0.0, 105.0), 11.0, &prescribed)?;
    boxes(cv, (WHENCE.right(), 105.0), 11.0, &[(38.0, "Second check: sign")]).map(|_| ())
}

/// Nobody has signed one: a table to copy it into.
fn empty_scale(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Scale: this hospital’s own, units per hour",
        "Empty until the diabetes lead has signed it. Never from memory, never from a book",
    )?;
    let columns = [
        (26.0, "From mmol/L"),
        (26.0, "up to mmol/L"),
        (24.0, "Scale A"),
        (24.0, "Scale B"),
        (24.0, "Scale C"),
    ];
    table(cv, (0.0, 50.5), 5.0, &columns, (7, 6.8))?;
    under_scale(cv, "Scale in use: A, B or C")?;
    let whence = [(WHENCE.w, "Scale copied from: policy, version, date")];
    boxes(cv, (WHENCE.x, WHENCE.y), WHENCE.h, &whence).map(|_| ())
}

/// The hospital's scale as it was signed. No cell of it is written in.
fn signed_scale(cv: &mut Canvas<'_>, scale: &InsulinScale) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Scale: this hospital’s own, units per hour",
        "As signed: see below. Change nothing in it by hand",
    )?;
    let each = RATES.1 / scale.columns.len().max(1) as f32;
    let names: Vec<String> = LETTERS
        .iter()
        .zip(&scale.columns)
        .map(|(l, name)| format!("{l}: {}", name.trim()))
        .collect();
    let mut columns = vec![(26.0, "From mmol/L"), (26.0, "up to mmol/L")];
    columns.extend(names.iter().map(|name| (each, name.as_str())));
    heads(cv, (0.0, 50.5), 7.0, &columns)?;
    let row = 6.5;
    let widths: Vec<f32> = columns.iter().map(|c| c.0).collect();
    let body = Area::new(0.0, 57.5, RATES.0 + RATES.1, scale.band.len() as f32 * row);
    cv.frame(body, Rule::Heavy);
    column_lines(cv, body, &widths, Rule::Fine);
    for (at, band) in scale.band.iter().enumerate() {
        let y = body.y + at as f32 * row;
        if at > 0 {
            cv.across(body.x, body.right(), y, Rule::Fine);
        }
        band_row(cv, band, (y, row), each)?;
    }
    let letters = match scale.columns.len() {
        1 => "Scale in use: A",
        2 => "Scale in use: A or B",
        _ => "Scale in use: A, B or C",
    };
    // Who signed it stands in the box: the prescriber does not copy it from anywhere.
    under_scale(cv, letters)?;
    cv.frame(WHENCE, Rule::Medium);
    let on = scale
        .signed_on
        .map(|day| day.format("%d-%b-%Y").to_string())
        .unwrap_or_default();
    let signed = [
        Span::bold("Scale signed by "),
        Span::plain(format!("{}, {on}", scale.signed_by.trim())),
    ];
    let cell = Area::new(WHENCE.x + 1.2, WHENCE.y + 1.0, WHENCE.w - 2.4, WHENCE.h - 1.4);
    cv.paragraph(cell, &signed, S7, "scale signed by").map(|_| ())
}

/// "1 unit", "0.5 units".
fn units(rate: Tenths) -> String {
    format!("{rate} {}", if rate == Tenths(10) { "unit" } else { "units" })
}

fn band_row(
    cv: &mut Canvas<'_>,
    band: &GlucoseBand,
    (y, row): (f32, f32),
    each: f32,
) -> Result<(), PaperError> {
    say(cv, Area::new(1.5, y, 23.0, row), &band.from.to_string(), B9)?;
    if band.is_low() {
        cv.text(
            Area::new(1.5, y, 23.5, row),
            H::Right,
            V::Middle,
            "hypo rule first",
            S7,
        )?;
    }
    match band.up_to {
        Some(up_to) => say(cv, Area::new(27.5, y, 23.0, row), &up_to.to_string(), B9)?,
        None => say(cv, Area::new(27.5, y, 23.0, row), "and over", S9)?,
    };
    let mut x = RATES.0 + 1.5;
    for rate in &band.rates {
        say(cv, Area::new(x, y, each - 2.0, row), &units(*rate), B9)?;
        x += each;
    }
    Ok(())
}

fn side(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(126.0, 50.5, 54.0, 52.6), Rule::Heavy);
    let hourly = [
        Span::bold("Glucose every hour. "),
        Span::plain("Aim 6–10, 4–12 is acceptable."),
    ];
    let fluid = [
        Span::bold("Fluid always runs "),
        Span::plain("through the same cannula, with a one-way valve. No fluid: no insulin."),
    ];
    let keep = [
        Span::bold("Keep long-acting insulin. "),
        Span::plain("Potassium each day. Review within 24 h."),
    ];
    let not = [
        Span::bold("Not for DKA; "),
        Span::plain("not for a patient who eats and takes their usual insulin."),
    ];
    let make = [
        Span::plain(
            "50 units soluble insulin in 50 mL sodium chloride 0.9 %: 1 unit in 1 mL. Driver or pump, ",
        ),
        Span::bold("never gravity."),
    ];
    lines_of(
        cv,
        Area::new(127.5, 51.6, 51.5, 38.0),
        &[&hourly, &fluid, &keep, &not, &make],
        S7,
        "rules of the scale",
    )?;
    hypo(cv, Area::new(127.0, 88.5, 52.0, 13.6), ctx)
}

fn boxes_for_review(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let y = 234.0;
    let edges = rows_to_write(cv, (0.0, y), &[60.0, 60.0, 60.0], (1, 10.0));
    for (x, words) in edges.iter().zip([
        "Reviewed within 24 h: by, time",
        "Stopped: when, why",
        "Basal insulin given: dose, time",
    ]) {
        cv.label(Area::new(*x, y, 60.0, 4.0), words)?;
    }
    Ok(())
}
