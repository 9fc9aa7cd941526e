//! Ventilation by hand: settings, the record, stop signs (facts.md §5.13).

use super::ruled::{B9, S7, S9, bar, boxes, heads, lines_of, table, ticks};
use crate::draw::{Area, Canvas, H, LIVE_W, Rule, V};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::text::Span;

/// Heights of the table, cm.
pub(crate) const HEIGHTS: [u32; 9] = [150, 155, 160, 165, 170, 175, 180, 185, 190];

/// Predicted body weight in tenths of a kilogram: men 50 + 0.91 × (cm − 152.4), women 45.5 + 0.91 × (cm − 152.4)
/// (ARDSNet; facts.md §5.10). Nearest tenth, halves up.
pub(crate) fn predicted_weight_tenths(cm: u32, male: bool) -> u32 {
    let base: i64 = if male { 50_000 } else { 45_500 };
    let grams = base + 91 * (i64::from(cm) * 10 - 1524);
    u32::try_from((grams + 50) / 100).unwrap_or(0)
}

/// 6 to 8 mL for each kilogram, to the nearest ten.
pub(crate) fn breath_ml(cm: u32, male: bool) -> (u32, u32) {
    let kg = predicted_weight_tenths(cm, male);
    let ten = |per_kg: u32| (kg * per_kg + 50) / 100 * 10;
    (ten(6), ten(8))
}

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        45.0,
        "Tube and set-up",
        "Two people for each patient; change hands within 20 minutes",
    )?;
    let row = [
        (24.0, "Tube size mm"),
        (30.0, "Depth at teeth cm"),
        (24.0, "Cuff cm H₂O"),
        (28.0, "Bag size L"),
        (26.0, "PEEP valve cm H₂O"),
        (48.0, "Machine stopped: why, when, its tag"),
    ];
    boxes(cv, (0.0, 50.5), 10.0, &row)?;
    let row = [
        (34.0, "Oxygen 10–15 L/min, set at"),
        (38.0, "Cylinder: size, pressure, litres"),
        (46.0, "Minutes left = litres × how full ÷ L/min"),
        (18.0, "Height cm"),
        (44.0, "One breath mL: by HEIGHT, below"),
    ];
    boxes(cv, (0.0, 60.5), 10.0, &row)?;
    breaths(cv)?;
    bar(
        cv,
        98.0,
        "Record",
        "Every 5 minutes for 15 minutes, then every 15. Rate 10–14 for an adult",
    )?;
    let columns = [
        (14.0, "Time"),
        (12.0, "Rate /min"),
        (19.0, "CO₂ wave or colour"),
        (17.0, "Chest just rises"),
        (12.0, "SpO₂ %"),
        (13.0, "Pulse /min"),
        (18.0, "BP mmHg"),
        (13.0, "O₂ L/min"),
        (15.0, "Cylinder, min left"),
        (19.0, "Sedation runs"),
        (28.0, "Who ventilates; swap by"),
    ];
    let edges = table(cv, (0.0, 103.5), 7.5, &columns, (14, 7.6))?;
    for n in 0..14_u8 {
        let y = 111.0 + 7.6 * f32::from(n) + 2.2;
        for column in [2, 3, 9] {
            let x = edges.get(column).copied().unwrap_or(0.0);
            ticks(cv, (x + 0.9, y), 3.2, 1.9, &["y", "n"], S7)?;
        }
    }
    stop(cv)
}

fn breaths(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    bar(
        cv,
        72.0,
        "One breath by height",
        "About a one-third squeeze of a 1.5 L bag: the chest just rises",
    )?;
    let mut columns = vec![(36.0, "Height")];
    let words: Vec<String> = HEIGHTS.iter().map(|cm| format!("{cm} cm")).collect();
    columns.extend(words.iter().map(|w| (16.0, w.as_str())));
    heads(cv, (0.0, 77.5), 4.5, &columns)?;
    let body = Area::new(0.0, 82.0, LIVE_W, 10.0);
    cv.frame(body, Rule::Medium);
    column_lines(
        cv,
        body,
        &columns.iter().map(|c| c.0).collect::<Vec<_>>(),
        Rule::Fine,
    );
    cv.across(0.0, LIVE_W, 87.0, Rule::Fine);
    for (male, y, label) in [(false, 82.0, "Woman, mL"), (true, 87.0, "Man, mL")] {
        // The punch may take the edge of the frame here.
        cv.text(Area::new(1.6, y, 34.0, 5.0), H::Left, V::Middle, label, B9)?;
        for (n, cm) in HEIGHTS.iter().enumerate() {
            let (low, high) = breath_ml(*cm, male);
            let cell = Area::new(36.0 + 16.0 * n as f32, y, 16.0, 5.0);
            cv.text(cell, H::Centre, V::Middle, &format!("{low}–{high}"), B9)?;
        }
    }
    let words = "6 to 8 mL for each kg of predicted weight: man 50 + 0.91 × (cm − 152.4), woman 45.5 + 0.91 × (cm − 152.4). Adults only.";
    cv.text(Area::new(0.0, 92.6, LIVE_W, 3.6), H::Left, V::Middle, words, S7)
        .map(|_| ())
}

fn stop(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 219.0, LIVE_W, 25.5), Rule::Heavy);
    let none = [
        Span::bold("No CO₂, or the chest does not rise: CALL. "),
        Span::plain("Tube out? D displaced, O obstructed, P pneumothorax, E equipment."),
    ];
    let trapped = [
        Span::bold("Asthma, COPD: "),
        Span::plain(
            "slow rate, long time to breathe out; blood pressure falls or the chest stays up: take the bag off and let the air out.",
        ),
    ];
    let gas = [
        Span::bold("Oxygen: "),
        Span::plain("CD 460 L, HX 2,300 L when full; minutes = litres × how full ÷ L/min."),
    ];
    let people = [
        Span::bold("People: "),
        Span::plain(
            "never one alone. Sedation and drips run by hand too: who watches them? Back on a machine: checked by two, note the time.",
        ),
    ];
    let y = lines_of(cv, Area::new(1.5, 219.6, 177.0, 18.0), &[&none], S9, "stop signs")?;
    let rest = Area::new(1.5, y, 177.0, 244.2 - y);
    lines_of(cv, rest, &[&trapped, &gas, &people], S7, "stop signs")?;
    Ok(())
}
