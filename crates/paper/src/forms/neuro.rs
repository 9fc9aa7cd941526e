//! Neurological observations: coma scale, pupils, limbs, vital signs (NICE NG232; facts.md §5.12).

use super::ruled::{B7, B9, S7, S9, bar, lines_of, middle, say};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Mark, Pen, Rule, V};
use crate::errors::PaperError;
use crate::text::Span;

const LABELS: f32 = 60.0;
const SETS: u8 = 12;
const SET: f32 = 10.0;
const TOP: f32 = 45.0;

/// Group, row, what the row says, height.
const ROWS: [(&str, &str, &str, f32); 21] = [
    ("", "Date", "", 6.5),
    ("", "Time (24 h)", "", 6.5),
    (
        "Coma scale: write the number",
        "Eyes",
        "4 open · 3 to sound · 2 to pressure · 1 none · C closed by swelling",
        8.6,
    ),
    (
        "",
        "Verbal",
        "5 orientated · 4 confused · 3 words · 2 sounds · 1 none · T tube",
        8.6,
    ),
    (
        "",
        "Motor, best arm",
        "6 obeys · 5 localises · 4 normal flexion · 3 abnormal flexion · 2 extends · 1 none",
        11.4,
    ),
    (
        "",
        "GCS total",
        "3 to 15. With C or T: write the parts, no total",
        8.6,
    ),
    (
        "Pupils: mm; + reacts, − does not, S slow",
        "Right, size mm",
        "",
        6.5,
    ),
    ("", "Right, reacts", "", 6.5),
    ("", "Left, size mm", "", 6.5),
    ("", "Left, reacts", "", 6.5),
    ("Limbs: see the key below", "Right arm", "", 6.5),
    ("", "Left arm", "", 6.5),
    ("", "Right leg", "", 6.5),
    ("", "Left leg", "", 6.5),
    ("Vital signs", "Respirations /min", "", 6.5),
    ("", "SpO₂ %, oxygen", "", 6.5),
    ("", "Pulse /min", "", 6.5),
    ("", "BP mmHg", "", 6.5),
    ("", "Temperature °C", "", 6.5),
    ("", "Told whom, time", "", 6.5),
    ("", "Initials", "", 6.5),
];

/// Everything; the patient is in the head of the face alone.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let mut y = TOP;
    for (n, (group, row, hint, height)) in ROWS.iter().enumerate() {
        let new_group = !group.is_empty() || matches!(n, 0 | 19);
        let rule = if new_group { Rule::Heavy } else { Rule::Fine };
        cv.across(if new_group { 0.0 } else { 16.0 }, LIVE_W, y, rule);
        if !new_group && matches!(n, 1 | 20) {
            cv.across(0.0, 16.0, y, rule);
        }
        if !group.is_empty() {
            let rows = 1 + ROWS.iter().skip(n + 1).take_while(|r| r.0.is_empty()).count();
            let rows = if *group == "Vital signs" { 5 } else { rows };
            let tall: f32 = ROWS.iter().skip(n).take(rows).map(|r| r.3).sum();
            cv.fill(Area::new(0.0, y, 16.0, tall), Ink::Grey15);
            middle(
                cv,
                Area::new(0.8, y, 14.8, tall),
                &[Span::bold(*group)],
                B7,
                group,
            )?;
        }
        label(cv, y, *height, row, hint)?;
        for set in 0..SETS {
            cv.write(
                Area::new(LABELS + SET * f32::from(set), y, SET, *height),
                Pen::Words,
            );
        }
        y += height;
    }
    cv.frame(Area::new(0.0, TOP, LIVE_W, y - TOP), Rule::Heavy);
    cv.down(16.0, TOP + 13.0, y - 13.0, Rule::Fine);
    for set in 0..SETS {
        let rule = if set % 4 == 0 { Rule::Medium } else { Rule::Fine };
        cv.down(LABELS + SET * f32::from(set), TOP, y, rule);
    }
    pupils(cv, y + 1.0)?;
    when(cv, y + 18.2)
}

fn label(cv: &mut Canvas<'_>, y: f32, height: f32, row: &str, hint: &str) -> Result<(), PaperError> {
    let x = if matches!(row, "Date" | "Time (24 h)" | "Told whom, time" | "Initials") {
        1.0
    } else {
        17.0
    };
    if hint.is_empty() {
        return say(cv, Area::new(x, y, LABELS - x - 0.5, height), row, B9).map(|_| ());
    }
    say(cv, Area::new(x, y, 42.0, 3.0), row, B7)?;
    cv.paragraph(
        Area::new(x, y + 2.9, LABELS - x - 0.4, height - 2.9),
        &[Span::plain(hint)],
        S7,
        row,
    )
    .map(|_| ())
}

/// Pupils at their true size: hold the sheet beside the eye.
fn pupils(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    say(cv, Area::new(0.0, y, 44.0, 9.0), "Pupil sizes, true, mm", B9)?;
    let mut x = 44.0;
    for mm in 1..=8_u8 {
        let radius = f32::from(mm) / 2.0;
        x += radius;
        cv.mark(Mark::Circle {
            centre: (x, y + 4.5),
            radius,
            rule: Rule::Medium,
            dashed: false,
        });
        let cell = Area::new(x - 4.0, y + 9.4, 8.0, 3.4);
        cv.text(cell, H::Centre, V::Middle, &mm.to_string(), S7)?;
        x += radius + 7.0;
    }
    let key = "Limbs: N full power · W weak · WW hardly moves · F bends only · E straightens only · 0 nothing. Right and left differ: write both.";
    say(cv, Area::new(0.0, y + 13.0, LIVE_W, 3.4), key, S7).map(|_| ())
}

fn when(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    bar(
        cv,
        y,
        "How often, and when to call",
        "NICE NG232. The prescriber’s own order goes first",
    )?;
    let often = [
        Span::bold("Half-hourly until GCS is 15. "),
        Span::plain(
            "Then half-hourly for 2 hours, hourly for 4 hours, then 2-hourly. GCS 15 that falls later: half-hourly again from the start.",
        ),
    ];
    let call = [
        Span::bold("Call a doctor NOW: "),
        Span::plain(
            "agitation or strange behaviour; GCS down by 1 for 30 minutes (motor counts most); down by 3 or more for eyes or verbal, by 2 or more for motor, \
             at once; severe or growing headache, or vomiting; a new sign in pupil, face or limb.",
        ),
    ];
    lines_of(
        cv,
        Area::new(1.0, y + 6.4, 178.0, 245.0 - y - 6.4),
        &[&often, &call],
        S9,
        "how often",
    )
    .map(|_| ())
}
