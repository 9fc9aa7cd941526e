//! Glucose, ketones and fixed-rate insulin for an adult with ketoacidosis (JBDS 02, 2023; facts.md §5.4).

use battlebag_census::Patient;

use super::ruled::{B7, B9, S7, S9, bar, boxes, fill_in, lines_of, middle, say, table, ticks};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{age_in_words, believed, years};
use crate::text::Span;

/// Weights of the check table, kg.
const WEIGHTS: [u32; 9] = [40, 50, 60, 70, 80, 90, 100, 110, 120];
/// Where the check of the sum begins, mm.
const CHECK: f32 = 78.3;

/// Why the chart is not printed for this person; none when it is.
pub(crate) fn gate(ctx: &PrintContext, p: &Patient) -> Option<String> {
    let today = ctx.local(ctx.printed_at).date_naive();
    let Some(born) = p.born.filter(|b| *b <= today) else {
        return Some(
            "Age is not known: this chart is for adults. Ask the age first; for an adult take a blank chart and write who this is."
                .to_string(),
        );
    };
    let age = years(born, today);
    if age < 16 {
        let words = age_in_words(born, today);
        return Some(format!(
            "This chart is for adults. This patient: {words}. Use the children’s ketoacidosis guideline and call the children’s team."
        ));
    }
    None
}

/// The face in place of the chart.
pub(crate) fn gate_face(cv: &mut Canvas<'_>, why: &str) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 48.0, LIVE_W, 30.0), Rule::Heavy);
    let cell = Area::new(3.0, 48.0, 174.0, 30.0);
    middle(cv, cell, &[Span::bold(why)], Style::bold(Size::Pt14), "gate")
}

/// The line about the meter, with the trap of the other unit.
pub(crate) fn meter_line(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, y, LIVE_W, 7.0), Rule::Medium);
    let mut x = say(cv, Area::new(1.5, y, 20.0, 7.0), "Meter", B9)? + 3.0;
    x = ticks(cv, (x, y + 1.9), 3.2, 2.5, &["networked", "not"], S7)? + 4.0;
    x = fill_in(cv, (x, y), "strip lot, expiry", x + 42.0, S7)? + 3.0;
    fill_in(cv, (x, y), "control passed at", x + 31.0, S7)?;
    let words = "70 or more? That is mg/dL: stop.";
    cv.text(Area::new(120.0, y, 58.5, 7.0), H::Right, V::Middle, words, B9)
        .map(|_| ())
}

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Is it DKA? All three (mmol/L)",
        "Under 16: children’s guideline. 16–18: team in charge decides. JBDS 02, 2023",
    )?;
    cv.frame(Area::new(0.0, 50.5, LIVE_W, 10.8), Rule::Medium);
    let words = [
        "Glucose over 11 or known diabetes",
        "Ketones 3 or more (urine 2+)",
        "pH under 7.3 or bicarbonate under 15",
    ];
    ticks(cv, (1.6, 52.1), 3.8, 4.0, &words, S9)?;
    let severe = [
        Span::bold("High dependency: "),
        Span::plain(
            "pH under 7, K⁺ under 3.5 or over 6, GCS falls, low systolic, pregnant, heart or kidney failure, young, old.",
        ),
    ];
    cv.paragraph(Area::new(1.6, 57.6, 177.0, 3.2), &severe, S7, "high dependency")?;
    insulin(cv)?;
    targets(cv, ctx)?;
    meter_line(cv, 107.2)?;
    let columns = [
        (12.0, "Time"),
        (14.0, "Glucose mmol/L"),
        (14.0, "Ketones mmol/L"),
        (14.0, "Meter no."),
        (13.0, "K⁺ in mmol/L"),
        (15.0, "K⁺ from: gas, lab"),
        (11.0, "pH"),
        (13.0, "Bicarb. mmol/L"),
        (15.0, "Insulin units per h"),
        (22.0, "Fluid with potassium"),
        (11.0, "Urine mL"),
        (9.0, "GCS"),
        (17.0, "Sign × 2"),
    ];
    table(cv, (0.0, 115.0), 6.6, &columns, (18, 6.5))?;
    let hourly = [Span::plain(
        "Hourly glucose and ketones; gas at 60 min, 2 h, then 2-hourly. Write 0.5, never without the 0.",
    )];
    let over = [Span::bold(
        "Resolved when pH is over 7.3 and ketones are under 0.6 mmol/L.",
    )];
    let foot = Area::new(0.0, 238.9, LIVE_W, 6.1);
    lines_of(cv, foot, &[&hourly, &over], S7, "foot").map(|_| ())
}

fn insulin(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 62.2, 88.0, 44.2), Rule::Heavy);
    let line = |y: f32| Area::new(1.6, y, 85.5, 4.0);
    let words = "Insulin: 50 units soluble in 50 mL = 1 unit in 1 mL";
    say(cv, line(62.8), words, B9)?;
    let words = "Human. In sodium chloride 0.9 %. Driver or pump, never gravity.";
    say(cv, line(66.4), words, S7)?;
    boxes(cv, (2.0, 70.6), 7.6, &[(20.0, "weight kg")])?;
    let sign = |x: f32, w: f32| Area::new(x, 70.6, w, 7.6);
    cv.text(sign(22.0, 16.0), H::Centre, V::Middle, "× 0.1 =", B9)?;
    boxes(cv, (38.0, 70.6), 7.6, &[(20.0, "units per hour")])?;
    cv.text(sign(58.0, 6.0), H::Centre, V::Middle, "=", B9)?;
    boxes(cv, (64.0, 70.6), 7.6, &[(22.0, "mL per hour")])?;
    say(cv, line(CHECK), "Check: kg, then units per hour", S7)?;
    let width = 85.0 / WEIGHTS.len() as f32;
    for (n, kg) in WEIGHTS.iter().enumerate() {
        let x = 1.5 + width * n as f32;
        cv.frame(Area::new(x, 82.4, width, 8.0), Rule::Fine);
        let head = Area::new(x, 82.7, width, 3.4);
        cv.text(head, H::Centre, V::Middle, &format!("{kg} kg"), S7)?;
        // 0.1 units per kg per hour: a tenth of a weight in tens is a whole number.
        let units = (kg / 10).to_string();
        cv.text(Area::new(x, 86.2, width, 4.0), H::Centre, V::Middle, &units, B9)?;
    }
    let words = "Over 15 units per hour: senior decides. Keep long-acting insulin.";
    say(cv, line(90.7), words, B7)?;
    let order = [
        (17.0, "Date"),
        (15.0, "Start at"),
        (28.0, "Prescriber: sign, no."),
        (25.0, "Sum checked by"),
    ];
    boxes(cv, (1.5, 95.0), 10.4, &order).map(|_| ())
}

fn targets(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(90.0, 62.2, 90.0, 44.2), Rule::Heavy);
    let at = |y: f32, h: f32| Area::new(91.5, y, 86.8, h);
    let aim = [
        Span::bold("Each hour aim for "),
        Span::plain("ketones −0.5, glucose −3, bicarbonate +3 mmol/L."),
    ];
    let missed = [Span::plain(
        "Missed: check the line and the driver; then +1 unit per hour, signed.",
    )];
    let pressure = [
        Span::bold("Systolic under 90 mmHg: "),
        Span::plain("500 mL over 10–15 min, senior now."),
    ];
    let fluid = [
        Span::bold("Then, for all: "),
        Span::plain("1 L over 1, 2, 2, 4, 4, 6 h."),
    ];
    let y = lines_of(
        cv,
        at(62.9, 13.6),
        &[&aim, &missed, &pressure, &fluid],
        S7,
        "targets",
    )?;
    fill_in(
        cv,
        (91.5, y - 1.4),
        "Which fluid, by the hospital’s guideline:",
        178.0,
        S7,
    )?;
    // One sum a line: a figure of one must not be read with the words of the next.
    let potassium: [&[Span]; 4] = [
        &[
            Span::bold("Potassium, from bag 2. "),
            Span::plain("Aim 4 to 5.5 mmol/L. In each litre, by the last K⁺:"),
        ],
        &[Span::plain("over 5.5 mmol/L: none")],
        &[Span::plain("3.5–5.5 mmol/L: 40 mmol in each litre")],
        &[Span::bold("under 3.5 mmol/L: senior help NOW, high dependency")],
    ];
    let mut y = y + 5.2;
    for (n, words) in potassium.into_iter().enumerate() {
        let inset = if n == 0 { 0.0 } else { 3.0 };
        let cell = Area::new(91.5 + inset, y, 86.8 - inset, 3.0);
        y = cv.paragraph(cell, words, S7, "potassium")?;
    }
    let sugar = [
        Span::bold("Glucose under 14: "),
        Span::plain("add glucose 10 %; consider 0.05 units/kg per hour."),
    ];
    cv.paragraph(at(y + 0.3, 3.0), &sugar, S7, "glucose")?;
    hypo(cv, Area::new(91.0, 96.4, 88.0, 9.4), ctx)
}

/// The hospital's own rule for a low glucose. None is ever supplied.
pub(crate) fn hypo(cv: &mut Canvas<'_>, area: Area, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.dashed_frame(area);
    let cell = Area::new(area.x + 1.2, area.y + 0.6, area.w - 2.4, area.h - 1.0);
    let words = match ctx
        .lists
        .own
        .hypo_rule
        .as_deref()
        .map(str::trim)
        .filter(|r| !r.is_empty())
    {
        Some(rule) => vec![Span::bold("Glucose under 4: "), Span::plain(rule.to_string())],
        None => vec![Span::plain(
            "Glucose under 4: stick YOUR hospital’s hypo rule here. This program supplies none.",
        )],
    };
    cv.paragraph(cell, &words, S7, "hypo rule").map(|_| ())
}

/// For a patient of the census: says when the weight is missing, because the rate hangs on it.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let Some(p) = p else { return Ok(()) };
    let weighed = p.weight.as_ref().is_some_and(|w| believed(&w.kg));
    if weighed && ctx.may_quote(Feed::Weight) {
        return Ok(());
    }
    let cell = Area::new(52.0, CHECK, 34.8, 4.0);
    cv.text(cell, H::Right, V::Middle, "NOT COMPLETE: weigh first", B7)
        .map(|_| ())
}
