//! Regular medicines: five blocks of fourteen days. The machine quotes; a person prescribes and signs.

use battlebag_census::{Medicine, Patient};
use chrono::{Datelike, Days};

use super::front::codes;
use crate::context::{Feed, PrintContext};
use crate::draw::{
    Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V, tick_box, triangle_right,
};
use crate::errors::PaperError;
use crate::text::{Span, break_lines};
use crate::words::{in_full, plain_number, unit_in_full};

const B7: Style = Style::bold(Size::Pt7);
const S7: Style = Style::plain(Size::Pt7);
const B9: Style = Style::bold(Size::Pt9);

/// Blocks on a face.
pub(crate) const BLOCKS: usize = 5;
const TOP: f32 = 56.0;
const PITCH: f32 = 35.0;
const ROW: f32 = 6.8;
const DAYS_X: f32 = 86.0;
const DAY: f32 = 94.0 / 14.0;

/// The black or outlined flag of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flags {
    time_critical: bool,
    review: bool,
    drip: bool,
}

/// Medicines in the order of the chart: regular, as required, running drips; none is left out.
pub(crate) fn in_chart_order<'a>(p: &'a Patient) -> Vec<&'a Medicine> {
    let kind = |m: &Medicine| (m.infusion.is_some(), m.as_required);
    let mut all: Vec<&'a Medicine> = p.medicines.iter().collect();
    all.sort_by_key(|m| kind(m));
    all
}

/// Everything that is the same for every patient. `first` is the number of the first block.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext, first: usize) -> Result<(), PaperError> {
    date_head(cv, ctx)?;
    for block in 0..BLOCKS {
        block_rules(cv, TOP + block as f32 * PITCH, first + block)?;
    }
    codes(cv, 231.0)?;
    let words = "Each box: initials; add the real time if over 30 minutes off. Controlled drug: two initials. The prescriber writes the times.";
    cv.paragraph(
        Area::new(0.0, 236.8, LIVE_W, 3.0),
        &[Span::plain(words)],
        S7,
        "codes",
    )
    .map(|_| ())
}

fn date_head(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 11.0), Rule::Heavy);
    cv.text(
        Area::new(1.5, 46.6, 68.0, 3.2),
        H::Left,
        V::Middle,
        "A COPY line is a quotation, not a prescription.",
        B7,
    )?;
    cv.text(
        Area::new(1.5, 50.0, 68.0, 3.2),
        H::Left,
        V::Middle,
        "Change: cross out the block, sign, write a new block.",
        S7,
    )?;
    cv.down(70.0, 45.0, 56.0, Rule::Medium);
    let start = ctx.local(ctx.printed_at).date_naive();
    let last = start.checked_add_days(Days::new(13)).unwrap_or(start);
    // Two lines where the fortnight crosses a month: a date is never cut.
    let months = if start.month() == last.month() {
        vec![start.format("%b %Y").to_string()]
    } else {
        vec![
            format!("{} to", start.format("%b")),
            last.format("%b %Y").to_string(),
        ]
    };
    for (line, y) in months.iter().zip([45.4_f32, 48.1]) {
        cv.text(Area::new(70.6, y, 15.4, 2.8), H::Left, V::Middle, line, B7)?;
    }
    let end = cv.text(Area::new(71.0, 51.0, 14.0, 4.4), H::Left, V::Middle, "Day", B9)?;
    triangle_right(cv, end + 1.0, 52.6, 1.4);
    for i in 0..14_u8 {
        let Some(day) = start.checked_add_days(Days::new(u64::from(i))) else {
            continue;
        };
        let x = DAYS_X + f32::from(i) * DAY;
        cv.down(x, 45.0, 56.0, if i == 7 { Rule::Heavy } else { Rule::Fine });
        cv.text(
            Area::new(x, 45.8, DAY, 3.6),
            H::Centre,
            V::Middle,
            &day.format("%a").to_string(),
            S7,
        )?;
        cv.text(
            Area::new(x, 50.0, DAY, 5.2),
            H::Centre,
            V::Middle,
            &day.format("%-d").to_string(),
            Style::bold(Size::Pt11),
        )?;
    }
    Ok(())
}

fn block_rules(cv: &mut Canvas<'_>, y: f32, number: usize) -> Result<(), PaperError> {
    let block = Area::new(0.0, y, LIVE_W, 5.0 * ROW);
    let tab = Area::new(0.0, y, 6.0, ROW);
    cv.fill(tab, Ink::Grey15);
    cv.frame(tab, Rule::Fine);
    cv.text(
        tab,
        H::Centre,
        V::Middle,
        &number.to_string(),
        Style::bold(Size::Pt11),
    )?;
    let row = |n: u8| y + f32::from(n) * ROW;
    for n in 1..5 {
        cv.across(if n == 1 { 70.0 } else { 0.0 }, LIVE_W, row(n), Rule::Fine);
    }
    cv.down(30.0, row(2), row(4), Rule::Fine);
    cv.down(47.0, row(2), row(5), Rule::Fine);
    cv.down(70.0, y, row(5), Rule::Medium);
    let labels: [(u8, f32, f32, &str); 8] = [
        (1, 0.0, 70.0, "Medicine: approved name, CAPITALS"),
        (2, 0.0, 30.0, "Dose, unit in full"),
        (2, 30.0, 17.0, "Route"),
        (2, 47.0, 23.0, "Start date"),
        (3, 0.0, 30.0, "What for"),
        (3, 30.0, 17.0, "Stop, review"),
        (4, 0.0, 47.0, "Prescriber: sign, name, reg. no."),
        (4, 47.0, 23.0, "Pharmacy check"),
    ];
    for (n, x, w, words) in labels {
        let cell = Area::new(x, row(n), w, ROW);
        cv.label(cell, words)?;
        cv.write(
            cell,
            if n == 4 && x == 0.0 {
                Pen::Signature
            } else {
                Pen::Words
            },
        );
    }
    for n in 0..5 {
        cv.label(Area::new(70.0, row(n), 16.0, 3.0), "time")?;
        for day in 0..14_u8 {
            cv.write(
                Area::new(DAYS_X + f32::from(day) * DAY, row(n), DAY, ROW),
                Pen::Dose,
            );
        }
    }
    for day in 0..14_u8 {
        let rule = match day {
            0 => Rule::Medium,
            7 => Rule::Heavy,
            _ => Rule::Fine,
        };
        let x = DAYS_X + f32::from(day) * DAY;
        cv.down(x, y, row(5), rule);
    }
    cv.frame(block, Rule::Heavy);
    Ok(())
}

/// A medicine that could not be quoted, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotQuoted {
    /// Its number on the chart.
    pub number: usize,
    /// Its name as it came.
    pub name: String,
}

/// Quotes the medicines from number `first` on, in five strips. Old or suspect source: nothing is quoted.
pub(crate) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    first: usize,
) -> Result<Vec<NotQuoted>, PaperError> {
    let quote = ctx.may_quote(Feed::Medicines);
    let medicines = p.map(in_chart_order).filter(|_| quote).unwrap_or_default();
    let mut not_quoted = Vec::new();
    for block in 0..BLOCKS {
        let y = TOP + block as f32 * PITCH;
        let Some(m) = medicines.get(first - 1 + block) else {
            nothing_quoted(cv, y, withheld(ctx, p.is_some()))?;
            flag_tick(cv, y)?;
            continue;
        };
        if !strip(cv, ctx, y, m, first + block)? {
            nothing_quoted(cv, y, "Too long to quote: see the source. Copied from:")?;
            not_quoted.push(NotQuoted {
                number: first + block,
                name: m.name.clone(),
            });
        }
        flags(cv, y, flags_of(ctx, m))?;
    }
    Ok(not_quoted)
}

/// Why a strip quotes nothing.
fn withheld(ctx: &PrintContext, patient: bool) -> &'static str {
    if !patient || ctx.may_quote(Feed::Medicines) {
        "Nothing quoted. Copied from:"
    } else if ctx.suspect(Feed::Medicines).is_some() {
        "Withheld: source not trusted. Copied from:"
    } else {
        "Withheld: census is old. Copied from:"
    }
}

fn nothing_quoted(cv: &mut Canvas<'_>, y: f32, words: &str) -> Result<(), PaperError> {
    cv.across(6.0, 70.0, y + ROW, Rule::Fine);
    let end = cv.text(Area::new(7.5, y + 0.6, 61.0, 3.0), H::Left, V::Middle, words, S7)?;
    if end < 60.0 {
        cv.across(end + 1.0, 69.0, y + 5.8, Rule::Fine);
    }
    Ok(())
}

fn flags_of(ctx: &PrintContext, m: &Medicine) -> Flags {
    let name = m.name.to_lowercase();
    let listed = |list: &[String]| {
        list.iter()
            .any(|entry| !entry.is_empty() && name.contains(&entry.to_lowercase()))
    };
    Flags {
        time_critical: m.time_critical || listed(&ctx.lists.time_critical),
        review: listed(&ctx.lists.antimicrobial),
        drip: m.infusion.is_some(),
    }
}

/// Dose, route, frequency and last recorded dose in words.
fn detail(ctx: &PrintContext, m: &Medicine) -> String {
    let dose = m.dose.as_ref().map_or_else(
        || "dose not known".to_string(),
        |d| {
            format!("{} {}", plain_number(&d.value), unit_in_full(&d.unit))
                .trim_end()
                .to_string()
        },
    );
    let route = m
        .route
        .as_deref()
        .map_or_else(|| "route not known".to_string(), in_full);
    let often = match (&m.frequency, m.as_required) {
        (_, true) => match &m.max_24h {
            Some(max) => format!("AS REQUIRED, at most {} in 24 h", in_full(max)),
            None => "AS REQUIRED, most in 24 h not known".to_string(),
        },
        (Some(f), _) => in_full(f),
        (None, _) if m.infusion.is_some() => "INFUSION".to_string(),
        (None, _) => "how often not known".to_string(),
    };
    let last = m.last_given_at.map_or_else(
        || "Last dose not known".to_string(),
        |at| format!("Last {}", ctx.day_time(at)),
    );
    let doubt = m
        .disagreement
        .as_deref()
        .map(|d| format!(" SOURCE DISAGREES: {}", in_full(d)))
        .unwrap_or_default();
    format!("{dose} {route}, {often}. {last}{doubt}")
}

/// The dashed quotation strip; false when its words do not fit.
fn strip(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    y: f32,
    m: &Medicine,
    number: usize,
) -> Result<bool, PaperError> {
    let place = format!("medicine {number}");
    let name = in_full(m.name.trim());
    let words = detail(ctx, m);
    let (one_line, below) = (
        Area::new(7.5, y + 0.2, 52.0, 3.6),
        Area::new(7.5, y + 3.8, 61.5, 2.9),
    );
    let short = cv.width(&name, B9, &place)? <= one_line.w && cv.width(&words, S7, &place)? <= below.w;
    let spans = [Span::bold(format!("{name} ")), Span::plain(words.as_str())];
    let small = [
        Area::new(7.5, y + 0.5, 52.5, 3.0),
        Area::new(7.5, y + 3.5, 61.5, 3.0),
    ];
    let Some(lines) = (if short {
        Some(Vec::new())
    } else {
        two_lines(cv, &spans, small, &place)?
    }) else {
        return Ok(false);
    };
    cv.dashed_frame(Area::new(6.0, y, 64.0, ROW));
    cv.meaning(Meaning::Copy);
    if short {
        cv.text_at(one_line, H::Left, V::Middle, &name, B9, &place)?;
        cv.text_at(below, H::Left, V::Middle, &words, S7, &place)?;
    } else {
        for (line, cell) in lines.iter().zip(small) {
            cv.paragraph(cell, line, S7, &place)?;
        }
    }
    cv.text(
        Area::new(60.0, y + 0.3, 9.0, 3.4),
        H::Right,
        V::Middle,
        "COPY",
        B7,
    )?;
    cv.meaning(Meaning::Words);
    Ok(true)
}

/// The words over two lines, the first shorter for the word COPY; none when they need more.
fn two_lines(
    cv: &mut Canvas<'_>,
    spans: &[Span],
    cells: [Area; 2],
    place: &str,
) -> Result<Option<Vec<Vec<Span>>>, PaperError> {
    let mut lines = break_lines(cv.ts, spans, 7.0, cells[0].w, place)?;
    let mut rest: Vec<Span> = Vec::new();
    for line in lines.split_off(lines.len().min(1)) {
        if let Some(last) = rest.last_mut() {
            last.text.push(' ');
        }
        rest.extend(line);
    }
    let fits = rest.is_empty() || cv.count_lines(cells[1].w, &rest, S7, place)? == 1;
    lines.push(rest);
    Ok(fits.then_some(lines))
}

/// Where the flag of a block stands.
fn flag_cell(y: f32) -> Area {
    Area::new(47.0, y + 3.0 * ROW, 23.0, ROW)
}

fn flag_tick(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    let cell = flag_cell(y);
    tick_box(cv, cell.x + 1.0, cell.y + 1.8, 3.2);
    cv.text(
        Area {
            x: cell.x + 5.4,
            w: 17.0,
            ..cell
        },
        H::Left,
        V::Middle,
        "time-critical",
        S7,
    )
    .map(|_| ())
}

/// One flag fills the cell; two share it.
fn flags(cv: &mut Canvas<'_>, y: f32, flags: Flags) -> Result<(), PaperError> {
    let mut words: Vec<(&str, bool)> = Vec::new();
    if flags.time_critical {
        words.push(("TIME-CRITICAL", true));
    }
    if flags.review {
        words.push(("48–72 h review", false));
    }
    if flags.drip {
        words.push(("use drip chart", false));
    }
    if words.is_empty() {
        return flag_tick(cv, y);
    }
    words.truncate(2);
    let cell = flag_cell(y);
    let each = (cell.h - 1.0) / words.len() as f32;
    for (n, (text, black)) in words.iter().enumerate() {
        let area = Area::new(cell.x + 0.5, cell.y + 0.5 + n as f32 * each, cell.w - 1.0, each);
        if *black {
            cv.fill(area, Ink::Black);
        } else {
            cv.frame(area, Rule::Medium);
        }
        cv.text(
            area,
            H::Centre,
            V::Middle,
            text,
            if *black { B7.white() } else { B7 },
        )?;
    }
    Ok(())
}
