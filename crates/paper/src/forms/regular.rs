//! Numbered blocks of medicines, five to a face: regular ones over fourteen days, and as-required ones
//! ([`super::as_required`]). The machine quotes; a person prescribes and signs.

use battlebag_census::{Medicine, Patient};
use chrono::{Datelike, Days};

use super::as_required;
use super::front::codes;
use super::quotation::{Lines, Quotation};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, Size, Style, V, tick_box, triangle_right};
use crate::errors::PaperError;
use crate::text::{Span, Typesetter};
use crate::words::{in_full, tall_man};

const B7: Style = Style::bold(Size::Pt7);
const S7: Style = Style::plain(Size::Pt7);
const B9: Style = Style::bold(Size::Pt9);

/// Most blocks on a face.
pub(super) const BLOCKS: usize = 5;
/// Where the first begins, mm.
pub(super) const TOP: f32 = 56.0;
/// A usual block and the gap under it.
pub(super) const PITCH: f32 = 35.0;
/// Where the next block may not begin: under the blocks stand the reasons for not giving, and the footer.
const FLOOR: f32 = 236.0;
pub(crate) const ROW: f32 = 6.8;
const DAYS_X: f32 = 86.0;
const DAY: f32 = 94.0 / 14.0;

/// The black or outlined flag of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flags {
    time_critical: bool,
    review: bool,
    drip: bool,
}

/// Which medicines a face is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    /// Given at set times; drips among them.
    Regular,
    /// Given when something calls for it.
    AsRequired,
}

impl Of {
    /// A block's number as it is said on the telephone: "3", or "A3" for an as-required one.
    fn number(self, n: usize) -> String {
        match self {
            Self::Regular => n.to_string(),
            Self::AsRequired => format!("A{n}"),
        }
    }
}

/// Medicines in the order of the chart: regular ones, then running drips; or the as-required ones. None is left out.
fn in_chart_order<'a>(p: &'a Patient, of: Of) -> Vec<&'a Medicine> {
    let as_required = of == Of::AsRequired;
    let mut all: Vec<&'a Medicine> = p
        .medicines
        .iter()
        .filter(|m| m.as_required == as_required)
        .collect();
    all.sort_by_key(|m| m.infusion.is_some());
    all
}

/// The blocks of one face.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Face {
    /// Which medicines.
    pub of: Of,
    /// Number of the first block.
    pub first: usize,
    /// How many lines the quotation of each takes.
    pub blocks: Vec<Lines>,
    /// The days stand over the boxes; on a blank chart a pen writes them, on the day on which it is used.
    pub dated: bool,
}

impl Face {
    /// Where each block begins, and where the last one ends with its gap, mm.
    fn tops(&self) -> (Vec<f32>, f32) {
        let mut y = TOP;
        let mut tops = Vec::with_capacity(self.blocks.len());
        for lines in &self.blocks {
            tops.push(y);
            y += PITCH + lines.extra();
        }
        (tops, y)
    }

    fn has_room(&self, lines: Lines) -> bool {
        self.blocks.len() < BLOCKS && self.tops().1 + PITCH + lines.extra() <= FLOOR + 0.01
    }
}

/// The faces that hold all of a patient's medicines of a kind, the last one filled up with blocks to write in. Five usual blocks
/// to a face, fewer where quotations are long.
pub(crate) fn faces(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    p: Option<&Patient>,
    of: Of,
) -> Result<Vec<Face>, PaperError> {
    let mut out = Vec::new();
    let from = |first: usize| Face {
        of,
        first,
        blocks: Vec::new(),
        dated: p.is_some(),
    };
    let mut face = from(1);
    for (m, number) in quoted(ctx, p, of).into_iter().zip(1..) {
        let quotation = Quotation::of(ts, ctx, m, &place(of, number))?;
        let lines = quotation.map_or(Lines::USUAL, |q| q.lines());
        if !face.has_room(lines) {
            out.push(face);
            face = from(number);
        }
        face.blocks.push(lines);
    }
    while face.has_room(Lines::USUAL) {
        face.blocks.push(Lines::USUAL);
    }
    out.push(face);
    Ok(out)
}

/// Medicines that may be quoted; none from an old or suspect source.
fn quoted<'a>(ctx: &PrintContext, p: Option<&'a Patient>, of: Of) -> Vec<&'a Medicine> {
    p.map(|p| in_chart_order(p, of))
        .filter(|_| ctx.may_quote(Feed::Medicines))
        .unwrap_or_default()
}

fn place(of: Of, number: usize) -> String {
    format!("medicine {}", of.number(number))
}

/// The medicines whose time matters, each by the number of its block and with its times, where they may be quoted.
pub(super) fn time_critical(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    let of = Of::Regular;
    quoted(ctx, Some(p), of)
        .into_iter()
        .zip(1..)
        .filter(|(m, _)| flags_of(ctx, m).time_critical)
        .map(|(m, n)| {
            let name = tall_man(&in_full(m.name.trim()), &ctx.lists.own.tall_man);
            let mut words = format!("{} {name}", of.number(n));
            let often = m.frequency.as_deref().filter(|_| m.due_times.is_empty());
            if let Some(often) = often {
                words = format!("{words}, {}", in_full(often));
            } else if !m.due_times.is_empty() {
                words = format!("{words}, at {}", m.due_times.join(", "));
            }
            match m.next_due_at {
                Some(at) => format!("{words}, next due {}", ctx.day_time(at)),
                None => words,
            }
        })
        .collect()
}

/// Everything that is the same for every patient whose blocks are of these heights.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext, face: &Face) -> Result<(), PaperError> {
    let (tops, end) = face.tops();
    let blocks = tops.into_iter().zip(&face.blocks).zip(face.first..);
    if face.of == Of::AsRequired {
        as_required::head(cv)?;
        for ((y, lines), number) in blocks {
            as_required::block(cv, y, *lines, &face.of.number(number))?;
        }
        return as_required::foot(cv, end);
    }
    date_head(cv, ctx, face.dated)?;
    for ((y, lines), number) in blocks {
        block_rules(cv, y, *lines, number)?;
    }
    let foot = end.max(TOP + BLOCKS as f32 * PITCH);
    codes(cv, foot)?;
    let words = "Each box: initials; add the real time if over 30 minutes off. Controlled drug: two initials. The prescriber writes the times.";
    cv.paragraph(
        Area::new(0.0, foot + 5.8, LIVE_W, 3.0),
        &[Span::plain(words)],
        S7,
        "codes",
    )
    .map(|_| ())
}

/// Lines beside the days, mm: what a copy is, whence it is, what to do about a change, which blocks are here.
const HEAD_LINES: [f32; 4] = [45.25, 47.8, 50.35, 52.9];

fn head_line(n: usize) -> Area {
    let y = HEAD_LINES.get(n).copied().unwrap_or(TOP);
    Area::new(1.5, y, 68.0, 2.65)
}

fn date_head(cv: &mut Canvas<'_>, ctx: &PrintContext, dated: bool) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 45.0, LIVE_W, 11.0), Rule::Heavy);
    let copy = "A COPY line is a quotation, not a prescription.";
    cv.text(head_line(0), H::Left, V::Middle, copy, B7)?;
    let change = "Change: cross out the block, sign, write a new block.";
    cv.text(head_line(2), H::Left, V::Middle, change, S7)?;
    cv.down(70.0, 45.0, 56.0, Rule::Medium);
    let start = ctx.local(ctx.printed_at).date_naive();
    let last = start.checked_add_days(Days::new(13)).unwrap_or(start);
    // Two lines where the fortnight crosses a month: a date is never cut.
    let months = if !dated {
        vec!["Month".to_string()]
    } else if start.month() == last.month() {
        vec![start.format("%b %Y").to_string()]
    } else {
        vec![
            format!("{} to", start.format("%b")),
            last.format("%b %Y").to_string(),
        ]
    };
    let style = if dated { B7 } else { S7 };
    for (line, y) in months.iter().zip([45.4_f32, 48.1]) {
        cv.text(Area::new(70.6, y, 15.4, 2.8), H::Left, V::Middle, line, style)?;
    }
    let end = cv.text(Area::new(71.0, 51.0, 14.0, 4.4), H::Left, V::Middle, "Day", B9)?;
    triangle_right(cv, end + 1.0, 52.6, 1.4);
    for i in 0..14_u8 {
        let x = DAYS_X + f32::from(i) * DAY;
        cv.down(x, 45.0, 56.0, if i == 7 { Rule::Heavy } else { Rule::Fine });
        let day = start.checked_add_days(Days::new(u64::from(i)));
        let Some(day) = day.filter(|_| dated) else {
            cv.write(Area::new(x, 45.0, DAY, 11.0), Pen::Dose);
            continue;
        };
        let name = day.format("%a").to_string();
        cv.text(Area::new(x, 45.8, DAY, 3.6), H::Centre, V::Middle, &name, S7)?;
        let number = day.format("%-d").to_string();
        let cell = Area::new(x, 50.0, DAY, 5.2);
        cv.text(cell, H::Centre, V::Middle, &number, Style::bold(Size::Pt11))?;
    }
    Ok(())
}

/// "2a" for the second face of regular medicines, "3a" for the second one of as-required ones, and so on.
pub(crate) fn continuation(of: Of, sheet: usize) -> String {
    let face = match of {
        Of::Regular => 2,
        Of::AsRequired => 3,
    };
    match u8::try_from(sheet) {
        Ok(n @ 1..=26) => format!("{face}{}", char::from(b'a' + n - 1)),
        _ => format!("{face}-{sheet}"),
    }
}

/// Which blocks of how many are on this face, and where the chart goes on.
fn range(face: &Face, sheet: usize, all: usize) -> String {
    let last = (face.first + face.blocks.len() - 1).min(all);
    let here = if face.first == last {
        face.of.number(last)
    } else {
        format!("{} to {}", face.of.number(face.first), face.of.number(last))
    };
    if last < all {
        format!(
            "{here} of {all}: go on, sheet {}",
            continuation(face.of, sheet + 1)
        )
    } else {
        format!("{here} of {all}")
    }
}

/// Over the blocks: whence the quotations are, and which of how many; or that there is none.
fn head_of_copies(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: &Patient,
    face: &Face,
    (sheet, all): (usize, usize),
) -> Result<(), PaperError> {
    if !ctx.may_quote(Feed::Medicines) {
        return Ok(());
    }
    let (whence, which) = match face.of {
        Of::Regular => (head_line(1), head_line(3)),
        Of::AsRequired => as_required::HEAD,
    };
    if all == 0 {
        let none = match face.of {
            _ if p.medicines.is_empty() => NO_MEDICINES,
            Of::Regular => "No regular medicine in the census: ask.",
            Of::AsRequired => "No as-required medicine in the census: ask.",
        };
        let room = match face.of {
            Of::Regular => which,
            Of::AsRequired => Area {
                w: which.right() - whence.x,
                ..whence
            },
        };
        return cv.text(room, H::Left, V::Middle, none, B7).map(|_| ());
    }
    if let Some(at) = ctx.census_as_of {
        let words = format!("COPY from the census of {}.", ctx.date_time(at));
        cv.text(whence, H::Left, V::Middle, &words, S7)?;
    }
    let words = range(face, sheet, all);
    cv.text(which, H::Left, V::Middle, &words, B7).map(|_| ())
}

/// An empty list is no list: nobody has said that there are none.
pub(super) const NO_MEDICINES: &str = "No medicines in the census: NOT KNOWN. Ask.";

/// Top of a row of a block; the first one is as high as the quotation beside it.
pub(super) fn row_top(y: f32, lines: Lines, n: u8) -> f32 {
    let extra = if n == 0 { 0.0 } else { lines.extra() };
    y + extra + f32::from(n) * ROW
}

fn block_rules(cv: &mut Canvas<'_>, y: f32, lines: Lines, number: usize) -> Result<(), PaperError> {
    let block = Area::new(0.0, y, LIVE_W, 5.0 * ROW + lines.extra());
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
    let row = |n: u8| row_top(y, lines, n);
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
        (4, 0.0, 47.0, "Prescriber: sign, name, reg. no., bleep"),
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
                Area::new(DAYS_X + f32::from(day) * DAY, row(n), DAY, row(n + 1) - row(n)),
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
    pub number: String,
    /// Its name as it came.
    pub name: String,
}

/// Quotes the medicines of a face, each in the strip of its block. Old or suspect source: nothing is quoted.
pub(crate) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    (sheet, face): (usize, &Face),
) -> Result<Vec<NotQuoted>, PaperError> {
    let of = face.of;
    let medicines = quoted(ctx, p, of);
    if let Some(p) = p {
        head_of_copies(cv, ctx, p, face, (sheet, medicines.len()))?;
    }
    let mut not_quoted = Vec::new();
    let (tops, end) = face.tops();
    for ((y, lines), number) in tops.into_iter().zip(&face.blocks).zip(face.first..) {
        let Some(m) = medicines.get(number - 1) else {
            nothing_quoted(cv, y, withheld(ctx, p))?;
            if of == Of::Regular {
                flag_tick(cv, y, *lines)?;
            }
            continue;
        };
        if let Some(quotation) = Quotation::of(cv.ts, ctx, m, &place(of, number))? {
            quotation.draw(cv, y, &place(of, number))?;
        } else {
            nothing_quoted(cv, y, "Too long to quote: see the source. Copied from:")?;
            not_quoted.push(NotQuoted {
                number: of.number(number),
                name: m.name.clone(),
            });
        }
        if of == Of::Regular {
            flags(cv, y, *lines, flags_of(ctx, m))?;
        }
    }
    next_face(cv, (sheet, face), end, medicines.len())?;
    Ok(not_quoted)
}

/// Where long quotations leave no room for the next block: says that the chart goes on.
fn next_face(
    cv: &mut Canvas<'_>,
    (sheet, face): (usize, &Face),
    end: f32,
    all: usize,
) -> Result<(), PaperError> {
    let next = face.first + face.blocks.len();
    if next > all || end + 6.0 > TOP + BLOCKS as f32 * PITCH {
        return Ok(());
    }
    let (first, last) = (face.of.number(next), face.of.number(all));
    let on = continuation(face.of, sheet + 1);
    let words = if next == all {
        format!("Medicine {last} is on the next face, sheet {on}.")
    } else {
        format!("Medicines {first} to {last} go on from the next face, sheet {on}.")
    };
    let cell = Area::new(0.0, end + 0.5, LIVE_W, 5.0);
    cv.text(cell, H::Left, V::Middle, &words, B9).map(|_| ())
}

/// Why a strip quotes nothing.
fn withheld(ctx: &PrintContext, p: Option<&Patient>) -> &'static str {
    if p.is_some_and(|p| p.medicines.is_empty()) && ctx.may_quote(Feed::Medicines) {
        NO_MEDICINES
    } else if p.is_none() || ctx.may_quote(Feed::Medicines) {
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
    // A rule beside short words, else under them: 11 mm are too few for where somebody copied from.
    let from = if end < 45.0 { end + 1.0 } else { 7.5 };
    cv.across(from, 69.0, y + 5.8, Rule::Fine);
    Ok(())
}

fn flags_of(ctx: &PrintContext, m: &Medicine) -> Flags {
    let name = m.name.to_lowercase();
    let listed = |list: &[String]| {
        list.iter()
            .any(|entry| !entry.is_empty() && name.contains(&entry.to_lowercase()))
    };
    Flags {
        time_critical: m.time_critical || listed(&ctx.lists.own.time_critical),
        review: listed(&ctx.lists.own.antimicrobial),
        drip: m.infusion.is_some(),
    }
}

/// Where the flag of a block stands.
fn flag_cell(y: f32, lines: Lines) -> Area {
    Area::new(47.0, row_top(y, lines, 3), 23.0, ROW)
}

fn flag_tick(cv: &mut Canvas<'_>, y: f32, lines: Lines) -> Result<(), PaperError> {
    let cell = flag_cell(y, lines);
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
fn flags(cv: &mut Canvas<'_>, y: f32, lines: Lines, flags: Flags) -> Result<(), PaperError> {
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
        return flag_tick(cv, y, lines);
    }
    // Of three, the drip chart is named in the quotation as well.
    words.truncate(2);
    let cell = flag_cell(y, lines);
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
