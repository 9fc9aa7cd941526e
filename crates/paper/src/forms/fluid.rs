//! Fluid balance of a day: hours down, millilitres across. No volume is ever printed.

use super::ruled::{B7, B9, B11, S7, boxes, say};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, V};
use crate::errors::PaperError;
use crate::text::Span;

const TOP: f32 = 69.0;
const ROW: f32 = 6.5;
const COLUMN: f32 = 10.5;
/// Heads, and whether the column is a running total.
const COLUMNS: [(&str, bool); 16] = [
    ("By mouth", false),
    ("Feed", false),
    ("Drip 1", false),
    ("Drip 2", false),
    ("Drip 3", false),
    ("Drugs", false),
    ("Blood", false),
    ("TOTAL so far", true),
    ("Urine", false),
    ("Tube, vomit", false),
    ("Drain 1", false),
    ("Drain 2", false),
    ("Stool, stoma", false),
    ("Blood loss", false),
    ("TOTAL so far", true),
    ("Balance", false),
];

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let start = ctx.lists.own.day_starts_h.unwrap_or(0) % 24;
    let fields = [
        (34.0, "Day starts (local), date"),
        (36.0, "Brought forward balance mL"),
        (26.0, "Weight today kg"),
        (36.0, "Urine target mL per hour"),
        (48.0, "Limit or target for 24 h mL, set by"),
    ];
    boxes(cv, (0.0, 45.0), 9.0, &fields)?;
    let words = format!("{start:02}:00");
    say(cv, Area::new(1.0, 49.0, 12.0, 5.0), &words, B9)?;
    heads(cv)?;
    let mut y = TOP;
    for n in 0..25_u8 {
        let (label, height) = if n == 24 {
            ("24 h".to_string(), 8.0)
        } else {
            (format!("{:02}:00", (start + n) % 24), ROW)
        };
        // A heavier line each six hours: where the totals are checked.
        let rule = if n % 6 == 0 { Rule::Heavy } else { Rule::Fine };
        cv.across(0.0, LIVE_W, y, rule);
        cv.text(Area::new(0.0, y, 12.0, height), H::Centre, V::Middle, &label, B9)?;
        for c in 0..COLUMNS.len() {
            let cell = Area::new(12.0 + COLUMN * c as f32, y, COLUMN, height);
            cv.write(cell, Pen::Words);
        }
        y += height;
    }
    columns(cv, y);
    foot(cv, start, y)
}

fn heads(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    for (x, w, words) in [
        (0.0, 12.0, ""),
        (12.0, 84.0, "IN, mL"),
        (96.0, 73.5, "OUT, mL"),
        (169.5, 10.5, ""),
    ] {
        let area = Area::new(x, 55.5, w, 5.5);
        cv.fill(area, Ink::Grey15);
        cv.frame(area, Rule::Medium);
        cv.text(area, H::Centre, V::Middle, words, B11)?;
    }
    say(cv, Area::new(1.0, 61.0, 11.0, 8.0), "Hour", B7)?;
    for (n, (words, total)) in COLUMNS.iter().enumerate() {
        let cell = Area::new(12.0 + COLUMN * n as f32 + 0.6, 61.4, COLUMN - 0.7, 7.4);
        let style = if *total { B7 } else { S7 };
        let spans = [Span {
            text: (*words).to_string(),
            weight: style.weight,
        }];
        cv.paragraph(cell, &spans, style, words)?;
    }
    Ok(())
}

fn columns(cv: &mut Canvas<'_>, bottom: f32) {
    cv.frame(Area::new(0.0, 61.0, LIVE_W, bottom - 61.0), Rule::Heavy);
    for n in 0..COLUMNS.len() {
        let x = 12.0 + COLUMN * n as f32;
        let rule = if matches!(n, 0 | 7 | 14 | 15) {
            Rule::Medium
        } else {
            Rule::Fine
        };
        let rule = if n == 8 { Rule::Heavy } else { rule };
        cv.down(x, 61.0, bottom, rule);
    }
}

fn foot(cv: &mut Canvas<'_>, start: u8, y: f32) -> Result<(), PaperError> {
    let at: Vec<String> = (1..=4_u8)
        .map(|n| format!("{:02}:00 ______", (start + 6 * n) % 24))
        .collect();
    let words = [
        Span::bold("Add by hand, twice: "),
        Span::plain(format!(
            "each TOTAL is the one above plus this hour. Second adder, initials at {}. ",
            at.join(" ")
        )),
        Span::bold("Low urine: "),
        Span::plain(
            "adult under 0.5 mL per kg per hour for 2 hours, infant under 1 mL per kg per hour: tell the doctor. \
             Weight ______ kg × 0.5 (infant × 1) = ______ mL per hour. A new sheet each day; carry the balance over by hand.",
        ),
    ];
    cv.paragraph(Area::new(0.0, y + 1.0, LIVE_W, 11.5), &words, S7, "totals")
        .map(|_| ())
}
