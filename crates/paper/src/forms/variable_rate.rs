//! Glucose and variable-rate insulin: the scale is the hospital's own and is printed empty (facts.md §5.4, domain.md §5c).

use super::fixed_rate::{hypo, meter_line};
use super::ruled::{S7, bar, boxes, lines_of, rows_to_write, table};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, Rule};
use crate::errors::PaperError;
use crate::text::Span;

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
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
    side(cv, ctx)?;
    let fields = [
        (32.0, "Scale in use: A, B or C"),
        (52.0, "Prescriber: sign, name, reg. no., time"),
        (58.0, "Scale copied from: policy, version, date"),
        (38.0, "Second check: sign"),
    ];
    boxes(cv, (0.0, 105.0), 11.0, &fields)?;
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
