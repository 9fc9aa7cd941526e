//! Observation chart with NEWS2 scores, front. Bands exactly as the Royal College of Physicians 2017; the grid is
//! never pre-filled.

use battlebag_census::Patient;
use battlebag_census::news2::Applies;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::age_in_words;
use crate::text::Span;

const B7: Style = Style::bold(Size::Pt7);
const S7: Style = Style::plain(Size::Pt7);
const B9: Style = Style::bold(Size::Pt9);

/// One band of one parameter and its score.
pub(crate) type Band = (&'static str, u8);

/// A parameter: bold name, small words, bands from the top. RCP NEWS2 2017, chart 1; the score 0 bands of pressure and
/// pulse are split so that written numbers show a trend.
pub(crate) const PARAMETERS: [(&str, &str, &[Band]); 8] = [
    (
        "Respirations",
        "per minute",
        &[("≥25", 3), ("21–24", 2), ("12–20", 0), ("9–11", 1), ("≤8", 3)],
    ),
    (
        "SpO₂ scale 1",
        "%, usual",
        &[("≥96", 0), ("94–95", 1), ("92–93", 2), ("≤91", 3)],
    ),
    (
        "SpO₂ scale 2",
        "%, only if signed below",
        &[
            ("≥97 on O₂", 3),
            ("95–96 on O₂", 2),
            ("93–94 on O₂", 1),
            ("88–92; ≥93 air", 0),
            ("86–87", 1),
            ("84–85", 2),
            ("≤83", 3),
        ],
    ),
    ("Air or oxygen", "", &[("Air: tick", 0), ("O₂ L/min, device", 2)]),
    (
        "Blood pressure",
        "mmHg: write 142/80; systolic scores",
        &[
            ("≥220", 3),
            ("181–219", 0),
            ("141–180", 0),
            ("111–140", 0),
            ("101–110", 1),
            ("91–100", 2),
            ("≤90", 3),
        ],
    ),
    (
        "Pulse",
        "per minute",
        &[
            ("≥131", 3),
            ("111–130", 2),
            ("91–110", 1),
            ("71–90", 0),
            ("51–70", 0),
            ("41–50", 1),
            ("≤40", 3),
        ],
    ),
    (
        "Consciousness",
        "",
        &[("Alert", 0), ("C new confusion", 3), ("V, P or U: write it", 3)],
    ),
    (
        "Temperature",
        "°C",
        &[
            ("≥39.1", 2),
            ("38.1–39.0", 1),
            ("36.1–38.0", 0),
            ("35.1–36.0", 1),
            ("≤35.0", 3),
        ],
    ),
];

/// Why NEWS2 is not printed for a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Child,
    Pregnant,
    AgeNotKnown,
}

/// The gate: under 16, pregnant (or on a labour ward and not known not to be), or of unknown age.
pub(crate) fn gate(p: &Patient, ctx: &PrintContext) -> Option<Gate> {
    let today = ctx.local(ctx.printed_at).date_naive();
    match battlebag_census::news2::applies_at_bedside(p.born, p.pregnant, p.place.kind, today) {
        Applies::Yes => None,
        Applies::Child => Some(Gate::Child),
        Applies::Pregnant => Some(Gate::Pregnant),
        Applies::AgeNotKnown => Some(Gate::AgeNotKnown),
    }
}

/// The sentence in place of the chart.
pub(crate) fn gate_words(gate: Gate, p: &Patient, ctx: &PrintContext) -> (String, String) {
    let lists = &ctx.lists;
    let today = ctx.local(ctx.printed_at).date_naive();
    let age = p.born.map(|b| age_in_words(b, today)).unwrap_or_default();
    match gate {
        Gate::Child => (
            format!("NEWS2 is not for patients under 16. This patient: {age}."),
            format!("Use: {}", lists.own.child_chart.as_deref().unwrap_or("the local children’s observation chart")),
        ),
        Gate::Pregnant => (
            "NEWS2 is not for use in pregnancy.".to_string(),
            format!("Use: {}", lists.own.maternity_chart.as_deref().unwrap_or("the local maternity observation chart")),
        ),
        Gate::AgeNotKnown => (
            "Age is not known: NEWS2 may be the wrong chart.".to_string(),
            "Ask the age first. 16 and over and not pregnant: take a blank NEWS2 chart and write who this is.".to_string(),
        ),
    }
}

/// The face that prints where NEWS2 must not.
pub(crate) fn gate_face(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: &Patient,
    gate: Gate,
) -> Result<(), PaperError> {
    let (why, instead) = gate_words(gate, p, ctx);
    let area = Area::new(0.0, 48.0, LIVE_W, 26.0);
    cv.frame(area, Rule::Heavy);
    let y = cv.paragraph(
        Area::new(2.0, 50.0, 176.0, 12.0),
        &[Span::bold(why)],
        Style::bold(Size::Pt14),
        "gate",
    )?;
    cv.paragraph(
        Area::new(2.0, y + 1.0, 176.0, 12.0),
        &[Span::bold(instead)],
        Style::bold(Size::Pt11),
        "gate",
    )?;
    cv.text(
        Area::new(0.0, 77.0, LIVE_W, 4.0),
        H::Left,
        V::Middle,
        "Until that chart is here: time, what you see and count, who you told, initials",
        S7,
    )?;
    let mut line = 90.0;
    while line < 244.0 {
        cv.across(0.0, LIVE_W, line, Rule::Fine);
        cv.write(Area::new(0.0, line - 8.5, LIVE_W, 8.5), Pen::Words);
        line += 8.5;
    }
    Ok(())
}

const TOP: f32 = 45.0;
const ROW: f32 = 4.0;
const SETS: u8 = 12;
const SET_X: f32 = 46.0;
const SET: f32 = 128.0 / 12.0;
const BANDS_TOP: f32 = TOP + 8.6;

/// Everything on the face.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let mut y = BANDS_TOP;
    for (name, words, bands) in PARAMETERS {
        parameter(cv, ctx, y, (name, words), bands)?;
        y += bands.len() as f32 * ROW;
    }
    written_row(cv, TOP, 4.3, "Date", B9)?;
    written_row(cv, TOP + 4.3, 4.3, "Time (24 h)", B9)?;
    written_row(cv, y, 6.5, "NEWS2 TOTAL", Style::bold(Size::Pt11))?;
    written_row(cv, y + 6.5, 4.5, "Next set due (time)", B9)?;
    written_row(cv, y + 11.0, 4.5, "Escalated? Y / N", B9)?;
    written_row(cv, y + 15.5, 4.5, "Initials", B9)?;
    let bottom = y + 20.0;
    for set in 0..=SETS {
        let rule = if set.is_multiple_of(4) {
            Rule::Medium
        } else {
            Rule::Fine
        };
        cv.down(SET_X + f32::from(set) * SET, TOP, bottom, rule);
    }
    cv.frame(Area::new(0.0, TOP, LIVE_W, bottom - TOP), Rule::Heavy);
    authorisation(cv, bottom)?;
    acknowledgement(cv, bottom + 5.4)
}

/// Grounds of a score on band and score columns, and in the cells that are written in.
fn grounds(mono: bool, score: u8) -> (Ink, Ink) {
    match (mono, score) {
        (_, 0) => (Ink::White, Ink::White),
        (true, 1) => (Ink::Grey15, Ink::White),
        (true, 2) => (Ink::Grey30, Ink::Grey15),
        (true, _) => (Ink::Grey45, Ink::Grey30),
        (false, 1) => (Ink::Yellow, Ink::YellowTint),
        (false, 2) => (Ink::Orange, Ink::OrangeTint),
        (false, _) => (Ink::Red, Ink::RedTint),
    }
}

fn parameter(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    y: f32,
    names: (&str, &str),
    bands: &[Band],
) -> Result<(), PaperError> {
    for (n, (band, score)) in bands.iter().enumerate() {
        band_row(cv, ctx, y + n as f32 * ROW, band, *score)?;
    }
    let cell = Area::new(0.7, y + 0.4, 18.2, bands.len() as f32 * ROW);
    let below = cv.paragraph(cell, &[Span::bold(names.0)], S7, names.0)?;
    cv.paragraph(
        Area {
            y: below,
            h: cell.bottom() - below,
            ..cell
        },
        &[Span::plain(names.1)],
        S7,
        names.0,
    )?;
    cv.down(19.0, y, y + cell.h, Rule::Fine);
    cv.across(0.0, LIVE_W, y, Rule::Heavy);
    Ok(())
}

fn band_row(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    y: f32,
    band: &str,
    score: u8,
) -> Result<(), PaperError> {
    let (deep, light) = grounds(ctx.mono, score);
    let digit = score.to_string();
    if score > 0 {
        cv.fill(Area::new(19.0, y, 27.0, ROW), deep);
        cv.fill(Area::new(174.0, y, 6.0, ROW), deep);
        if light != Ink::White {
            cv.fill(Area::new(SET_X, y, 128.0, ROW), light);
        }
    }
    cv.across(19.0, LIVE_W, y, Rule::Fine);
    cv.down(41.0, y, y + ROW, Rule::Fine);
    cv.meaning(Meaning::Band);
    let cell = Area::new(19.8, y, 21.0, ROW);
    let style = if cv.width(band, B9, band)? <= cell.w {
        B9
    } else {
        B7
    };
    cv.text(cell, H::Left, V::Middle, band, style)?;
    cv.text(Area::new(41.0, y, 5.0, ROW), H::Centre, V::Middle, &digit, B9)?;
    cv.text(Area::new(174.0, y, 6.0, ROW), H::Centre, V::Middle, &digit, B9)?;
    for set in 0..SETS {
        let cell = Area::new(SET_X + f32::from(set) * SET, y, SET, ROW);
        cv.write(cell, Pen::Observation);
        if score > 0 {
            cv.text(cell.inset(0.9), H::Right, V::Middle, &digit, S7)?;
        }
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

fn written_row(cv: &mut Canvas<'_>, y: f32, h: f32, words: &str, style: Style) -> Result<(), PaperError> {
    cv.across(0.0, LIVE_W, y, Rule::Medium);
    cv.text(Area::new(1.0, y, 44.0, h), H::Left, V::Middle, words, style)?;
    for set in 0..SETS {
        cv.write(
            Area::new(SET_X + f32::from(set) * SET, y, SET, h),
            Pen::Observation,
        );
    }
    Ok(())
}

fn authorisation(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, y, LIVE_W, 5.2), Rule::Heavy);
    let cell = |x: f32| Area::new(x, y + 0.2, 90.0, 5.0);
    let end = cv.text(
        cell(1.0),
        H::Left,
        V::Middle,
        "Scale 2 only if a competent clinician sets 88–92 % and signs:",
        B7,
    )?;
    cv.across(end + 1.5, 139.0, y + 4.4, Rule::Fine);
    let end = cv.text(cell(140.5), H::Left, V::Middle, "role, time", S7)?;
    cv.across(end + 1.5, 178.5, y + 4.4, Rule::Fine);
    Ok(())
}

fn acknowledgement(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    let words = [
        Span::plain("Scores per NEWS2, © Royal College of Physicians 2017, acknowledged. "),
        Span::bold("Redrawn form awaiting local approval: not the RCP chart. "),
        Span::plain(
            "RCP asks for colour and no change: see the stock chart. Empty row = incomplete, never 0. Overleaf: what to do.",
        ),
    ];
    cv.paragraph(Area::new(0.0, y, LIVE_W, 5.7), &words, S7, "acknowledgement")
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_bands_with_the_edges_of_the_royal_college() {
        let all: Vec<Band> = PARAMETERS.iter().flat_map(|p| p.2.iter().copied()).collect();
        assert_eq!(all.len(), 40);
        let by_score = |s: u8| all.iter().filter(|b| b.1 == s).count();
        assert_eq!(
            (by_score(0), by_score(1), by_score(2), by_score(3)),
            (11, 9, 8, 12)
        );
        // The numbers of each scale, in order, must meet without gap or overlap.
        for (name, _, bands) in PARAMETERS
            .iter()
            .filter(|p| !matches!(p.0, "Air or oxygen" | "Consciousness" | "SpO₂ scale 2"))
        {
            let step = if *name == "Temperature" { 0.1 } else { 1.0 };
            let mut floor: Option<f64> = None;
            let ranges: Vec<(Option<f64>, Option<f64>)> = bands.iter().map(|b| range(b.0)).collect();
            let ascending: Vec<_> = if ranges[0].1.is_none() {
                ranges.iter().rev().collect()
            } else {
                ranges.iter().collect()
            };
            for (low, high) in ascending {
                if let (Some(f), Some(l)) = (floor, low) {
                    assert!((l - f - step).abs() < 1e-6, "{name}: {f} then {l}");
                }
                floor = high.or(*low);
            }
        }
    }

    fn range(band: &str) -> (Option<f64>, Option<f64>) {
        let number = |t: &str| t.parse().ok();
        if let Some(t) = band.strip_prefix('≥') {
            (number(t), None)
        } else if let Some(t) = band.strip_prefix('≤') {
            (None, number(t))
        } else {
            let (a, b) = band.split_once('–').unwrap();
            (number(a), number(b))
        }
    }
}
