//! Prescription and administration chart, front: allergies, copying, clots, oxygen, once-only doses.

use battlebag_census::Patient;

use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{column_heads, column_lines, section_bar, tick};
use crate::forms::allergies;
use crate::forms::ruled::ticks;
use crate::text::Span;

const S7: Style = Style::plain(Size::Pt7);
const S9: Style = Style::plain(Size::Pt9);
const B9: Style = Style::bold(Size::Pt9);

const OXYGEN: [f32; 5] = [46.0, 30.0, 22.0, 46.0, 36.0];
const ONCE_HEADS: [&str; 8] = [
    "Date",
    "Time due",
    "Medicine: approved name, CAPITALS",
    "Dose, unit in full",
    "Route",
    "Sign, name, reg. no.",
    "Given, checked",
    "Time",
];
const ONCE: [f32; 8] = [14.0, 13.0, 46.0, 25.0, 14.0, 32.0, 22.0, 14.0];

/// Everything on the face that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    chart_line(cv)?;
    section_bar(
        cv,
        bar(59.0),
        "Allergies and bad reactions: write before any medicine",
        "Row 1 is never blank: substance, or NONE KNOWN",
    )?;
    table(
        cv,
        64.5,
        4.5,
        &allergies::COLUMNS,
        &allergies::HEADS,
        allergies::ROWS,
        allergies::ROW,
    )?;
    measures(cv)?;
    copied_from(cv)?;
    clots(cv)?;
    oxygen(cv)?;
    section_bar(
        cv,
        bar(178.8),
        "Once-only and first doses",
        "Units in full. No dose without rows above",
    )?;
    table(cv, 184.3, 5.0, &ONCE, &ONCE_HEADS, 6, 8.0)?;
    codes(cv, 238.2)
}

/// More once-only doses than the front has rows for: a sheet of its own, tied to the front by that one's number.
pub(crate) fn once_only_continued(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 8.0), Rule::Medium);
    field(
        cv,
        1.5,
        45.6,
        "Sheet 1a. Continues the prescription chart whose front has this sheet number (lower right):",
        178.5,
    )?;
    section_bar(
        cv,
        bar(54.5),
        "Once-only and first doses",
        "Read the allergies on the chart’s front before each dose",
    )?;
    table(cv, 60.0, 5.0, &ONCE, &ONCE_HEADS, 21, 8.0)?;
    codes(cv, 234.4)
}

/// The seven reasons for a dose not given, in words.
pub(crate) fn codes(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    let words = "Not given, write a number: 1 refused · 2 away from ward · 3 nil by mouth · 4 no route or access · 5 not available · \
                 6 clinical decision · 7 other, say why in notes. Never leave a blank. Every 5: find the medicine or a prescriber now.";
    cv.paragraph(Area::new(0.0, y, LIVE_W, 6.0), &[Span::plain(words)], S7, "codes")
        .map(|_| ())
}

fn bar(y: f32) -> Area {
    Area::new(0.0, y, LIVE_W, 5.5)
}

/// A ruled table with grey heads; every cell is a place for a pen.
fn table(
    cv: &mut Canvas<'_>,
    y: f32,
    head: f32,
    widths: &[f32],
    heads: &[&str],
    rows: u8,
    row: f32,
) -> Result<(), PaperError> {
    let columns: Vec<(f32, &str)> = widths.iter().copied().zip(heads.iter().copied()).collect();
    column_heads(cv, Area::new(0.0, y, LIVE_W, head), &columns)?;
    let body = Area::new(0.0, y + head, LIVE_W, f32::from(rows) * row);
    cv.frame(body, Rule::Heavy);
    let edges = column_lines(cv, body, widths, Rule::Fine);
    for r in 0..rows {
        let top = body.y + f32::from(r) * row;
        if r > 0 {
            cv.across(0.0, LIVE_W, top, Rule::Fine);
        }
        for pair in edges.windows(2) {
            if let [left, right] = pair {
                cv.write(Area::new(*left, top, right - left, row), Pen::Words);
            }
        }
    }
    Ok(())
}

fn chart_line(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let area = Area::new(0.0, 45.0, LIVE_W, 12.0);
    cv.frame(area, Rule::Medium);
    column_lines(cv, area, &[24.0, 30.0, 30.0, 96.0], Rule::Fine);
    cv.label(Area::new(0.0, 45.0, 24.0, 4.0), "This is chart")?;
    cv.label(Area::new(24.0, 45.0, 30.0, 4.0), "Admitted")?;
    cv.label(
        Area::new(54.0, 45.0, 30.0, 8.0),
        "Rewritten on (keep first start dates)",
    )?;
    cv.label(Area::new(84.0, 45.0, 96.0, 4.0), "Other charts in use: tick")?;
    let others: [&[&str]; 2] = [
        &["Insulin", "Fluids", "Oxygen", "Anticoagulant", "Variable dose"],
        &["Syringe driver", "PCA, epidural", "Feeding (TPN)", "Chemotherapy"],
    ];
    for (row, y) in others.iter().zip([48.9, 52.9]) {
        ticks(cv, (85.2, y), 3.2, 2.6, row, S7)?;
    }
    Ok(())
}

fn measures(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let widths = [24.0, 34.0, 22.0, 44.0, 32.0, 24.0];
    let area = Area::new(0.0, 97.8, LIVE_W, 9.0);
    cv.frame(area, Rule::Medium);
    let edges = column_lines(cv, area, &widths, Rule::Fine);
    let labels = [
        "Weight today kg",
        "",
        "Height cm (BSA m²)",
        "Kidney: eGFR or creatinine, date",
        "Pregnant or breast-feeding",
        "Can swallow?",
    ];
    for ((x, w), words) in edges.iter().zip(widths).zip(labels) {
        if !words.is_empty() {
            cv.label(Area::new(*x, 97.8, w, 6.0), words)?;
            cv.write(Area::new(*x, 97.8, w, 9.0), Pen::Words);
        }
    }
    tick(cv, 25.2, 98.7, 3.2, "measured", S7)?;
    tick(cv, 25.2, 102.7, 3.2, "estimated (how)", S7).map(|_| ())
}

/// A labelled rule to write on.
fn field(cv: &mut Canvas<'_>, x: f32, y: f32, words: &str, to: f32) -> Result<(), PaperError> {
    let end = cv.text(
        Area::new(x, y + 0.6, (to - x).max(0.0), 6.0),
        H::Left,
        V::Middle,
        words,
        S7,
    )?;
    cv.across(end + 1.5, to, y + 5.4, Rule::Fine);
    Ok(())
}

fn two_rows(cv: &mut Canvas<'_>, y: f32) {
    cv.frame(Area::new(0.0, y, LIVE_W, 14.0), Rule::Heavy);
    cv.across(0.0, LIVE_W, y + 7.0, Rule::Fine);
    for row in [y, y + 7.0] {
        cv.write(Area::new(0.0, row, LIVE_W, 7.0), Pen::Words);
    }
}

fn copied_from(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(
        cv,
        bar(108.8),
        "Where this chart was copied from",
        "One source a sheet. Paper and screen are never both live for one patient",
    )?;
    two_rows(cv, 114.3);
    let end = tick(cv, 1.5, 116.0, 3.8, "Last e-chart, printed at", S9)?;
    cv.across(end + 1.5, end + 17.0, 119.8, Rule::Fine);
    let mut x = end + 20.0;
    for words in ["Patient’s own", "GP", "Family", "Ward drug list"] {
        x = tick(cv, x, 116.0, 3.8, words, S9)? + 4.5;
    }
    field(cv, 1.0, 121.3, "Copied by", 55.0)?;
    field(cv, 57.0, 121.3, "Second check by", 115.0)?;
    let end = cv.text(
        Area::new(117.0, 121.9, 30.0, 6.0),
        H::Left,
        V::Middle,
        "Doses since then",
        S7,
    )?;
    let mut x = end + 2.0;
    for words in ["yes", "no", "not known"] {
        x = tick(cv, x, 123.2, 3.2, words, S7)? + 3.0;
    }
    Ok(())
}

fn clots(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(
        cv,
        bar(130.3),
        "Clots and bleeding (VTE)",
        "Review within 24 hours and on any change",
    )?;
    two_rows(cv, 135.8);
    let mut x = 1.5;
    for words in ["Clot risk", "Bleeding risk"] {
        x = cv.text(Area::new(x, 135.8, 40.0, 7.0), H::Left, V::Middle, words, B9)? + 4.0;
        x = tick(cv, x, 137.4, 3.8, "yes", S9)? + 3.0;
        x = tick(cv, x, 137.4, 3.8, "no", S9)? + 7.0;
    }
    let end = tick(cv, x, 137.4, 3.8, "Stockings or pump", S9)?;
    field(cv, end + 4.0, 135.8, "Assessed by", 178.5)?;
    field(cv, 1.0, 142.8, "Medicine, or reason for none", 110.0)?;
    field(cv, 112.0, 142.8, "Signed, date, time", 178.5)
}

fn oxygen(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(cv, bar(151.8), "Oxygen is a medicine: target first", "")?;
    let heads = [
        "Target SpO₂ %: ring one",
        "Device",
        "Start flow L/min",
        "Prescriber: sign, name, reg. no.",
        "Started: date, time, by",
    ];
    table(cv, 157.3, 4.5, &OXYGEN, &heads, 2, 7.5)?;
    for y in [161.8, 169.3] {
        let cell = |x: f32| Area::new(x, y, 20.0, 7.5);
        cv.text(cell(2.0), H::Left, V::Middle, "94–98", B9)?;
        cv.text(cell(15.0), H::Left, V::Middle, "88–92", B9)?;
        let end = cv.text(cell(28.0), H::Left, V::Middle, "other", S9)?;
        cv.across(end + 1.0, 44.5, y + 5.4, Rule::Fine);
    }
    Ok(())
}

/// What the census says, in the two places where the front quotes it.
pub(crate) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    continued: Option<usize>,
) -> Result<(), PaperError> {
    chart_of(cv, p.is_some())?;
    let admitted = p
        .and_then(|p| p.admitted_at)
        .filter(|_| ctx.may_quote(Feed::Location));
    match admitted {
        Some(at) => {
            let words = ctx.local(at).format("%d-%b-%Y").to_string();
            cv.text(Area::new(25.0, 50.0, 28.0, 5.0), H::Left, V::Middle, &words, B9)?;
        }
        None => cv.across(25.0, 52.0, 55.0, Rule::Fine),
    }
    let Some(p) = p else { return Ok(()) };
    allergies::fill(cv, ctx, p, continued)
}

/// "1 of __" on the chart of a patient; a blank one may be any of them.
fn chart_of(cv: &mut Canvas<'_>, first: bool) -> Result<(), PaperError> {
    let cell = |x: f32| Area::new(x, 50.0, 12.0, 5.0);
    let bold = Style::bold(Size::Pt11);
    let end = if first {
        cv.text(cell(3.0), H::Left, V::Middle, "1 of", bold)?
    } else {
        cv.across(1.5, 9.0, 54.5, Rule::Fine);
        cv.text(cell(10.0), H::Left, V::Middle, "of", bold)?
    };
    cv.across(end + 1.0, 22.5, 54.5, Rule::Fine);
    Ok(())
}
