//! Drip chart, back: what ran when the census was taken, the table of what should be left in the bag, checks of the bag.

use battlebag_bag::drip::{Over, Volume, time_strip};
use battlebag_census::{Amount, Infusion, Medicine, Patient};

use super::drip::order_words;
use super::ruled::{B9, S7, S9, bar, copy_lines, copy_lines_width, heads, no_copy, say, table};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Pen, Rule, V};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::text::Span;
use crate::words::{in_full, plain_number, tall_man, unit_in_full};

/// Orders that run in whole hours: mL and hours.
pub(crate) const STRIPS: [(u32, u32); 9] = [
    (1000, 4),
    (1000, 6),
    (1000, 8),
    (1000, 10),
    (1000, 12),
    (500, 4),
    (500, 6),
    (500, 8),
    (250, 4),
];
/// Room for the quotation.
const QUOTED: Area = Area::new(0.0, 50.5, LIVE_W, 20.0);

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Running when the census was taken",
        "Look at the pump or the bag: this is not an order",
    )?;
    bar(
        cv,
        73.0,
        "Time strip: what should be left in the bag, mL",
        "Draw these marks on a strip of tape beside the bag",
    )?;
    let mut columns = vec![(36.0, "Order; left after")];
    let hours: Vec<String> = (1..=12).map(|h| format!("{h} h")).collect();
    columns.extend(hours.iter().map(|h| (12.0, h.as_str())));
    heads(cv, (0.0, 78.5), 5.0, &columns)?;
    let body = Area::new(0.0, 83.5, LIVE_W, 9.0 * 5.6 + 2.0 * 7.5);
    cv.frame(body, Rule::Heavy);
    let widths: Vec<f32> = columns.iter().map(|c| c.0).collect();
    let edges = column_lines(cv, body, &widths, Rule::Fine);
    for (n, (ml, hours)) in STRIPS.iter().enumerate() {
        let y = body.y + 5.6 * n as f32;
        cv.across(0.0, LIVE_W, y + 5.6, Rule::Fine);
        say(
            cv,
            Area::new(1.5, y, 34.0, 5.6),
            &order_words(*ml, hours * 60),
            B9,
        )?;
        for (left, x) in left_in_bag(*ml, *hours).iter().zip(edges.iter().skip(1)) {
            let cell = Area::new(*x, y, 11.0, 5.6);
            cv.text(cell, H::Right, V::Middle, &left.to_string(), S9)?;
        }
    }
    for n in 0..2_u8 {
        let y = body.y + 9.0 * 5.6 + f32::from(n) * 7.5;
        cv.across(0.0, LIVE_W, y, Rule::Fine);
        cv.label(Area::new(0.0, y, 36.0, 3.0), "Other: mL, h")?;
        for x in edges.iter().take(13) {
            cv.write(Area::new(*x, y, 12.0, 7.5), Pen::Words);
        }
    }
    checks(cv)
}

/// What should be left after each whole hour, mL.
pub(crate) fn left_in_bag(ml: u32, hours: u32) -> Vec<u32> {
    let Some((volume, over)) = Volume::ml(ml).zip(Over::minutes(hours * 60)) else {
        return Vec::new();
    };
    let marks = time_strip(volume, over);
    let hourly = marks.iter().filter(|m| m.minutes > 0 && m.minutes % 60 == 0);
    hourly.map(|m| m.left_ml).collect()
}

fn checks(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        151.5,
        "Checks of the bag",
        "Behind? Never run the rest in faster: tell the prescriber",
    )?;
    let columns = [
        (20.0, "Date, time"),
        (24.0, "Should be left mL"),
        (20.0, "Is left mL"),
        (22.0, "Drops counted"),
        (22.0, "Site: swollen, red, wet"),
        (50.0, "What was done"),
        (22.0, "Initials"),
    ];
    table(cv, (0.0, 157.0), 7.0, &columns, (9, 7.6))?;
    let words =
        "Child: a burette never holds more than two hours of fluid. A newborn gets nothing by gravity.";
    say(cv, Area::new(0.0, 233.4, LIVE_W, 4.0), words, B9)?;
    let words = "The rate drifts with the pressure in the vein: sitting up, coughing, an arm bent or raised change it. Empty, blocked or \
                 swollen: clamp first, then look.";
    cv.paragraph(
        Area::new(0.0, 238.0, LIVE_W, 7.0),
        &[Span::plain(words)],
        S7,
        "checks",
    )
    .map(|_| ())
}

/// The quotation of running infusions, or why there is none.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    running(cv, ctx, p, QUOTED)
}

/// Running infusions as a quotation in `area`, or why there is none.
pub(crate) fn running(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    area: Area,
) -> Result<(), PaperError> {
    let Some(p) = p else {
        return no_copy(
            cv,
            area,
            "Blank chart: nothing is quoted. Write what runs, at what rate, on which device.",
            "running drips",
        );
    };
    // A rate is quoted only where the pump is believed as well (paper.md §7.5).
    let feeds = [Feed::Infusions, Feed::Medicines];
    if !feeds.iter().all(|f| ctx.may_quote(*f)) {
        let why = match feeds.iter().find_map(|f| ctx.suspect(*f)) {
            Some(s) => format!(
                "Running drips withheld: {} not trusted since {}. Read each device.",
                s.name,
                ctx.clock(s.since)
            ),
            None => {
                "Running drips withheld: the census is old or there is none. Read each device.".to_string()
            }
        };
        return no_copy(cv, area, &why, "running drips");
    }
    let running: Vec<Vec<Span>> = p
        .medicines
        .iter()
        .filter_map(|m| Some(in_words(ctx, m, m.infusion.as_ref()?)))
        .collect();
    if running.is_empty() {
        return no_copy(
            cv,
            area,
            "The census names no running drip. Look at the patient all the same.",
            "running drips",
        );
    }
    // As many as stand in the strip, whole, each on its own line; the rest are counted, and are on the prescription chart.
    for shown in (0..=running.len()).rev() {
        let mut lines = running.get(..shown).unwrap_or_default().to_vec();
        if shown < running.len() {
            let and = if shown == 0 { "" } else { "AND " };
            lines.push(vec![Span::bold(format!(
                "{and}{} more: see the prescription chart",
                running.len() - shown
            ))]);
        }
        let mut high = 0.0;
        for line in &lines {
            let count = cv.count_lines(copy_lines_width(area), line, S7, "running drips")?;
            high += count as f32 * S7.size.leading();
        }
        if high <= area.h - 0.5 {
            return copy_lines(cv, ctx, area, &lines, "running drips");
        }
    }
    Ok(())
}

/// One running drip: what, how strong, how fast, where, on which device. What the census does not say is named.
fn in_words(ctx: &PrintContext, m: &Medicine, i: &Infusion) -> Vec<Span> {
    let name = tall_man(&in_full(m.name.trim()), &ctx.lists.own.tall_man);
    let dose = i.dose_rate.as_ref().and_then(amount);
    let rate = i.rate_ml_h.as_deref().map(str::trim).filter(|r| !r.is_empty());
    let rate = rate.map(|r| format!("{} mL/h", plain_number(r)));
    let fast = match (rate, dose) {
        (Some(rate), Some(dose)) if rate == dose => rate,
        (Some(rate), Some(dose)) => format!("{rate}, {dose}"),
        (Some(rate), None) => rate,
        (None, Some(dose)) if dose.ends_with(" mL/h") => dose,
        (None, Some(dose)) => format!("mL/h NOT KNOWN, {dose}"),
        (None, None) => "RATE NOT KNOWN".to_string(),
    };
    let pump = i.pump.as_deref().map(|p| format!("pump {p}"));
    let doubt = m
        .disagreement
        .as_deref()
        .map(|d| format!("SOURCE DISAGREES: {}", in_full(d)));
    let parts: Vec<String> = [strength(m, i), Some(fast), i.line.clone(), pump, doubt]
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    vec![Span::bold(format!("{name}: ")), Span::plain(parts.join(", "))]
}

/// An amount with its unit in full; a bare number says that its unit is not known.
fn amount(a: &Amount) -> Option<String> {
    let (value, unit) = (a.value.trim(), a.unit.trim());
    match (value.is_empty(), unit.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!("{} UNIT NOT KNOWN", plain_number(value))),
        (false, false) => Some(format!("{} {}", plain_number(value), unit_in_full(unit))),
    }
}

/// What is in the bag or syringe, as far as the census says it; the dose of the order where it does not.
fn strength(m: &Medicine, i: &Infusion) -> Option<String> {
    let said = |words: &Option<String>| {
        let words = words.as_deref().map(str::trim).filter(|w| !w.is_empty());
        words.map(in_full)
    };
    let volume = said(&i.volume_ml).map(|v| format!("{} mL", plain_number(&v)));
    let made_up = match (volume, said(&i.diluent)) {
        (Some(volume), Some(in_what)) => Some(format!("{volume} {in_what}")),
        (volume, in_what) => volume.or(in_what),
    };
    match (i.amount.as_ref().and_then(amount), made_up) {
        (Some(amount), Some(made_up)) => Some(format!("{amount} in {made_up}")),
        (Some(amount), None) => Some(amount),
        (None, Some(made_up)) => Some(made_up),
        (None, None) => m
            .dose
            .as_ref()
            .and_then(amount)
            .map(|dose| format!("ordered {dose}")),
    }
}
