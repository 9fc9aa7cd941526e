//! The ventilator each hour: what is set and what it gives side by side, so that a silent change shows.

use battlebag_census::Patient;

use super::{DAY, HOUR, day};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Rule, V};
use crate::errors::PaperError;
use crate::forms::ruled::{B7, S7, boxes, copy_strip, heads, lines_of, no_copy, ticks};
use crate::text::Span;
use crate::words::in_full;

pub(super) const ROWS_TOP: f32 = 73.0;
const GROUPS: f32 = 63.5;
/// Groups, each with its columns.
const COLUMNS: [(&str, &[(f32, &str)]); 9] = [
    ("", &[(15.0, "Mode")]),
    ("Rate /min", &[(9.5, "set"), (9.5, "given")]),
    (
        "One breath mL",
        &[(12.0, "set"), (12.0, "given"), (10.0, "mL/kg")],
    ),
    ("PEEP cmH₂O", &[(9.5, "set"), (9.5, "given")]),
    ("Oxygen %", &[(9.5, "set"), (9.5, "given")]),
    ("Pressure cmH₂O", &[(11.0, "peak"), (11.5, "plateau")]),
    ("ETCO₂", &[(11.5, "kPa")]),
    ("Minute", &[(11.5, "L/min")]),
    ("", &[(16.5, "Initials")]),
];

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let fields = [
        (20.0, "Height cm"),
        (56.0, "Predicted kg: man 50, woman 45.5, + 0.91 × (cm − 152.4)"),
        (40.0, "6 to 8 mL for each: from, to"),
        (64.0, "Ventilator: maker, tag. On a network?"),
    ];
    boxes(cv, (0.0, 45.0), 10.5, &fields)?;
    ticks(cv, (158.5, 51.2), 3.2, 3.0, &["yes", "no"], S7)?;
    let mut columns = vec![(HOUR, "Hour")];
    let corner = Area::new(0.0, GROUPS, HOUR, 4.5);
    cv.fill(corner, Ink::Grey15);
    cv.frame(corner, Rule::Medium);
    let mut x = HOUR;
    for (group, under) in COLUMNS {
        let wide: f32 = under.iter().map(|c| c.0).sum();
        let area = Area::new(x, GROUPS, wide, 4.5);
        cv.fill(area, Ink::Grey15);
        cv.frame(area, Rule::Medium);
        cv.text(area, H::Centre, V::Middle, group, B7)?;
        columns.extend(under);
        x += wide;
    }
    heads(cv, (0.0, GROUPS + 4.5), ROWS_TOP - GROUPS - 4.5, &columns)?;
    let widths: Vec<f32> = columns.iter().skip(1).map(|c| c.0).collect();
    day(cv, ctx, ROWS_TOP, &widths)?;
    let mut x = HOUR;
    for (_, under) in COLUMNS {
        cv.down(x, GROUPS, ROWS_TOP + DAY, Rule::Heavy);
        x += under.iter().map(|c| c.0).sum::<f32>();
    }
    foot(cv)
}

fn foot(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let differ = [
        Span::bold("Set and given differ, or a setting that nobody wrote: "),
        Span::plain(
            "look at the patient first, then tube and circuit. Any doubt about the machine: bag and oxygen, call, then tag the machine.",
        ),
    ];
    let second = [
        Span::bold("Second reader of all settings, at each hand-over: "),
        Span::plain("time ________ by ____________________   time ________ by ____________________"),
    ];
    let y = ROWS_TOP + DAY + 1.2;
    let cell = Area::new(0.0, y, LIVE_W, 245.0 - y);
    lines_of(cv, cell, &[&differ, &second], S7, "settings").map(|_| ())
}

/// The hour of the census, for a quotation of it.
fn census_hour(ctx: &PrintContext) -> String {
    ctx.census_as_of.map(|at| ctx.day_time(at)).unwrap_or_default()
}

/// How the patient breathes, where a fresh and trusted census says so. Settings are never quoted: they are read.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let area = Area::new(0.0, 56.8, LIVE_W, 5.6);
    let why = |words: &str| format!("{words} Every setting is read from the ventilator.");
    let breathing = p.and_then(|p| p.breathing.as_deref()).map(str::trim);
    match breathing.filter(|b| !b.is_empty()) {
        Some(b) if ctx.may_quote(Feed::Observations) => {
            let words = [
                Span::plain(format!("Breathing, census of {}: ", census_hour(ctx))),
                Span::bold(in_full(b)),
                Span::plain(". Settings are not quoted: read them."),
            ];
            if cv.count_lines(area.w - 15.0, &words, S7, "breathing")? <= 1 {
                return copy_strip(cv, area, &words, "breathing");
            }
            let words = [Span::plain(
                "Breathing support is too long to quote: look. Settings are not quoted.",
            )];
            copy_strip(cv, area, &words, "breathing")
        }
        Some(_) => no_copy(
            cv,
            area,
            &why("Withheld: the census is old or its source not trusted."),
            "breathing",
        ),
        None if p.is_some() => no_copy(
            cv,
            area,
            &why("The census does not say how this patient breathes."),
            "breathing",
        ),
        None => no_copy(cv, area, &why("Blank chart: nothing is quoted."), "breathing"),
    }
}
