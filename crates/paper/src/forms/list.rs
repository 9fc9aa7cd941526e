//! Ward priority list: many patients, worst first, not for notes. From a census too old to rank: a roll-call.

use std::fmt::Write as _;

use battlebag_census::Patient;
use battlebag_priority::{Ranked, Tier};
use chrono::{DateTime, Utc};

use crate::context::{Freshness, PrintContext};
use crate::draw::{
    Area, Canvas, H, LIVE_W, Mark, Meaning, Pen, Rule, Size, Style, V, octagon, polygon, tick_box,
};
use crate::errors::PaperError;
use crate::face::{DataRow, Who, column_heads, column_lines, data_row};
use crate::text::{Span, printable_part};

const S7: Style = Style::plain(Size::Pt7);
const S9: Style = Style::plain(Size::Pt9);
const B9: Style = Style::bold(Size::Pt9);
const B11: Style = Style::bold(Size::Pt11);

/// Rows on a page.
pub(crate) const ROWS: usize = 7;
const TOP: f32 = 36.0;
const ROW: f32 = 28.5;
const WIDTHS: [f32; 5] = [20.0, 44.0, 50.0, 38.0, 28.0];
/// The last line of every page of a ranking.
const STILL: &str = "Normal clinical urgency still applies to every patient, P4 and not affected included.";
/// The last line of a roll-call, which knows no tiers.
const STILL_UNRANKED: &str = "Normal clinical urgency still applies to every patient.";

/// Somebody on the list.
#[derive(Clone, Copy)]
pub struct Listed<'a> {
    /// Who.
    pub patient: &'a Patient,
    /// Their tier and why.
    pub ranked: &'a Ranked,
    /// By when somebody must look again, as the screen counts it; none where nothing says since when. It never counts
    /// from the hour of printing: a list printed again must not give a patient nobody saw more time.
    pub recheck: Option<DateTime<Utc>>,
}

/// A list to print.
pub struct PriorityList<'a> {
    /// Ward.
    pub ward: &'a str,
    /// Everybody in the ward's census, in the engine's order.
    pub entries: &'a [Listed<'a>],
    /// People in the ward's census: must equal the entries.
    pub census_count: usize,
    /// When the state of systems was last told.
    pub systems_as_of: DateTime<Utc>,
    /// Number of this list.
    pub number: u32,
    /// Number of the list it replaces.
    pub replaces: Option<u32>,
}

/// A census this old is not ranked.
pub(crate) fn is_roll_call(ctx: &PrintContext) -> bool {
    matches!(
        ctx.freshness(),
        Freshness::Rebuild | Freshness::ClockWrong | Freshness::None
    )
}

/// Ward and how many people, at the largest sizes at which the ward stands whole over the count.
fn ward_and_count(cv: &mut Canvas<'_>, ward: &str, people: &str) -> Result<(), PaperError> {
    let (b18, b14, b7) = (
        Style::bold(Size::Pt18),
        Style::bold(Size::Pt14),
        Style::bold(Size::Pt7),
    );
    let (top, bottom, width) = (9.8, 23.6, 35.5);
    let spans = [Span::bold(ward)];
    for (style, count, height) in [(B11, b18, 7.6), (b7, b18, 7.6), (b7, b14, 5.4), (b7, B9, 3.0)] {
        let words = cv.count_lines(width, &spans, style, "ward")? as f32 * style.size.leading();
        if top + words + height > bottom || (style == B11 && cv.width(ward, B11, "ward")? > width) {
            continue;
        }
        cv.paragraph(Area::new(1.5, top, width, words), &spans, style, "ward")?;
        let y = (top + words).max(if count == b18 { 15.5 } else { 0.0 });
        let cell = Area::new(1.5, y, width, height);
        return cv.text(cell, H::Left, V::Middle, people, count).map(|_| ());
    }
    Err(PaperError::DoesNotFit {
        place: "ward".into(),
        text: ward.into(),
    })
}

/// Head, y 9 to 29, and column heads.
pub(crate) fn head(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    list: &PriorityList<'_>,
    page: usize,
) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 9.0, LIVE_W, 20.0), Rule::Heavy);
    cv.down(38.0, 9.0, 29.0, Rule::Medium);
    let ward = if list.ward.len() <= 4 {
        format!("Ward {}", list.ward)
    } else {
        list.ward.to_string()
    };
    let people = match list.entries.len() {
        1 => "1 person".to_string(),
        n => format!("{n} people"),
    };
    ward_and_count(cv, &ward, &people)?;
    let roll_call = is_roll_call(ctx);
    let promise = if roll_call {
        "A roll-call, not a ranking: the census is too old to rank."
    } else {
        "A prompt for a senior clinician: not an order, denies nobody care."
    };
    cv.text(
        Area::new(40.0, 10.0, 138.0, 5.0),
        H::Left,
        V::Middle,
        promise,
        B11,
    )?;
    let shown = list.entries.len().saturating_sub(page * ROWS).min(ROWS);
    let counts = format!(
        "{} in the census · {} on this list · {}. Page {} shows {shown}. {}",
        list.census_count,
        list.entries.len(),
        if roll_call {
            "no tiers".to_string()
        } else {
            tiers(list.entries)
        },
        page + 1,
        if roll_call {
            "Find each one, ask who they are, score, rank by hand."
        } else {
            "Raise anyone at once; lowering needs a reason and a name."
        },
    );
    cv.paragraph(
        Area::new(40.0, 15.4, 138.0, 8.4),
        &[Span::plain(counts)],
        S9,
        "counts",
    )?;
    data_row(cv, 24.0, &row(ctx, list))?;
    let heads = if roll_call {
        [
            "Here?",
            "Patient",
            "Who they are now, why here",
            "What they need",
            "Seen by, time",
        ]
    } else {
        [
            "Tier",
            "Patient",
            "Why",
            "Do next, by when",
            "Seen by, time, tier",
        ]
    };
    let columns: Vec<(f32, &str)> = WIDTHS.iter().copied().zip(heads).collect();
    column_heads(cv, Area::new(0.0, 31.0, LIVE_W, 5.0), &columns)?;
    let still = if roll_call { STILL_UNRANKED } else { STILL };
    cv.text(Area::new(0.0, 236.4, LIVE_W, 5.0), H::Left, V::Middle, still, B11)
        .map(|_| ())
}

/// "2 P1, 3 P2, 9 P3, 12 P4, 2 not affected".
fn tiers(entries: &[Listed<'_>]) -> String {
    let all = || entries.iter().map(|e| e.ranked);
    let count = |t: Tier| all().filter(|r| r.affected && r.tier == t).count();
    let mut words: Vec<String> = [Tier::P1, Tier::P2, Tier::P3, Tier::P4]
        .iter()
        .map(|t| format!("{} {t}", count(*t)))
        .collect();
    words.push(format!("{} not affected", all().filter(|r| !r.affected).count()));
    words.join(", ")
}

fn row(ctx: &PrintContext, list: &PriorityList<'_>) -> DataRow {
    let mut row = DataRow::for_census(ctx);
    if row.loud {
        let _ = write!(row.sentence, " List {}", list.number);
    } else {
        let census = ctx
            .census_as_of
            .map(|at| ctx.local(at).format("%a %d-%b-%Y %H:%M").to_string())
            .unwrap_or_default();
        row.sentence = format!(
            "Census {census} · systems as told at {} · list {}",
            ctx.clock(list.systems_as_of),
            list.number
        );
    }
    let replaced = list
        .replaces
        .map_or_else(|| " is the first".to_string(), |n| format!(" replaces list {n}"));
    row.sentence.push_str(&replaced);
    row
}

/// The rules of one row; the words are the patient's own.
pub(crate) fn entry(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    at: usize,
    entry: &Listed<'_>,
) -> Result<(), PaperError> {
    let row @ [sign, who, reason, next, _] = cells(cv, at);
    if is_roll_call(ctx) {
        by_hand(cv, &row);
    } else {
        tier_sign(cv, sign, entry.ranked)?;
        why(cv, reason, entry.ranked)?;
        act(cv, ctx, next, entry)?;
    }
    person(cv, ctx, who, entry.patient)?;
    seen_by(cv, &row)
}

/// A row of a roll-call for somebody who is in the ward and not in its census.
pub(crate) fn not_listed(cv: &mut Canvas<'_>, at: usize) -> Result<(), PaperError> {
    let row @ [here, who, ..] = cells(cv, at);
    by_hand(cv, &row);
    let words = Area::new(here.x, here.y + 13.0, here.w, 4.0);
    cv.text(words, H::Centre, V::Middle, "not listed", S7)?;
    for (line, label) in ["Bed", "LAST NAME", "First name", "Born, NHS number"]
        .iter()
        .enumerate()
    {
        let cell = Area::new(who.x, who.y + 7.125 * line as f32, who.w, 7.125);
        if line > 0 {
            cv.across(who.x, who.right(), cell.y, Rule::Fine);
        }
        cv.label(cell, label)?;
        cv.write(cell, Pen::Words);
    }
    seen_by(cv, &row)
}

/// The cells of a row, with their rules.
fn cells(cv: &mut Canvas<'_>, at: usize) -> [Area; 5] {
    let area = Area::new(0.0, TOP + at as f32 * ROW, LIVE_W, ROW);
    cv.frame(area, Rule::Medium);
    column_lines(cv, area, &WIDTHS, Rule::Fine);
    let mut x = 0.0;
    WIDTHS.map(|w| {
        let cell = Area::new(x, area.y, w, ROW);
        x += w;
        cell
    })
}

/// Whether somebody is here, who they are now and what they need, for a pen.
fn by_hand(cv: &mut Canvas<'_>, [here, _, now, need, _]: &[Area; 5]) {
    tick_box(cv, here.x + 7.4, here.y + 6.0, 5.2);
    for cell in [now, need] {
        for line in 0..3_u8 {
            let y = cell.y + f32::from(line) * 7.0;
            cv.across(cell.x + 1.0, cell.right() - 1.0, y + 7.0, Rule::Fine);
            cv.write(Area::new(cell.x, y, cell.w, 7.0), Pen::Words);
        }
    }
}

/// Who saw the patient and when, and the tier that they give.
fn seen_by(cv: &mut Canvas<'_>, [.., seen]: &[Area; 5]) -> Result<(), PaperError> {
    for line in 1..4_u8 {
        let y = seen.y + f32::from(line) * 7.125;
        cv.across(seen.x, seen.right(), y, Rule::Fine);
        cv.write(Area::new(seen.x, y - 7.125, seen.w, 7.125), Pen::Words);
    }
    let end = cv.text(
        Area::new(seen.x + 1.0, seen.y + 21.5, 10.0, 7.0),
        H::Left,
        V::Middle,
        "P",
        S9,
    )?;
    cv.across(end + 0.5, end + 7.0, seen.y + 26.8, Rule::Fine);
    Ok(())
}

/// Shape and word: the same set as on the screen.
pub(crate) fn tier_sign(cv: &mut Canvas<'_>, cell: Area, ranked: &Ranked) -> Result<(), PaperError> {
    let centre = (cell.x + cell.w / 2.0, cell.y + 11.0);
    let inner = Area::new(cell.x, centre.1 - 4.0, cell.w, 8.0);
    let big = Style::bold(Size::Pt18);
    let words = if ranked.affected {
        ranked.tier.words().to_string()
    } else {
        "Not affected".to_string()
    };
    if ranked.affected {
        match ranked.tier {
            Tier::P1 => octagon(cv, centre, 8.2),
            Tier::P2 => cv.mark(Mark::Shape {
                corners: polygon(centre, 9.0, 4, 0.0),
                fill: None,
                rule: Some(Rule::Heavy),
            }),
            Tier::P3 => cv.frame(Area::new(centre.0 - 6.8, centre.1 - 6.8, 13.6, 13.6), Rule::Heavy),
            Tier::P4 => cv.mark(Mark::Circle {
                centre,
                radius: 7.4,
                rule: Rule::Heavy,
                dashed: false,
            }),
        }
        let style = if ranked.tier == Tier::P1 {
            big.white()
        } else if ranked.tier == Tier::P2 {
            Style::bold(Size::Pt14)
        } else {
            big
        };
        cv.text(inner, H::Centre, V::Middle, &ranked.tier.to_string(), style)?;
    } else {
        cv.mark(Mark::Circle {
            centre,
            radius: 7.4,
            rule: Rule::Medium,
            dashed: true,
        });
    }
    let below = Area::new(cell.x + 0.4, cell.y + 21.4, cell.w - 0.8, 5.0);
    let style = if cv.width(&words, B9, "tier")? <= below.w {
        B9
    } else {
        Style::bold(Size::Pt7)
    };
    cv.text(below, H::Centre, V::Middle, &words, style).map(|_| ())
}

/// Bed, names, birth date, NHS number. A name that cannot be set whole sends the reader to the wristband.
fn person(cv: &mut Canvas<'_>, ctx: &PrintContext, cell: Area, p: &Patient) -> Result<(), PaperError> {
    let who = Who::new(p, ctx);
    cv.meaning(Meaning::Identity);
    let x = cell.x + 1.0;
    let line = |y: f32, h: f32| Area::new(x, y, cell.w - 1.8, h);
    bed(cv, &who, line(cell.y + 0.4, 5.6))?;
    let number = Area {
        y: cell.y + 24.0,
        ..line(0.0, 4.0)
    };
    let nhs = who.nhs.as_deref().map_or_else(
        || format!("NHS number not known {}", printable_part(&who.number)),
        String::from,
    );
    let style = if cv.width(&nhs, B9, "NHS number")? <= number.w {
        B9
    } else {
        Style::bold(Size::Pt7)
    };
    if cv.width(&nhs, style, "NHS number")? <= number.w {
        cv.text_at(number, H::Left, V::Middle, &nhs, style, "NHS number")?;
    } else {
        cv.text_at(
            number,
            H::Left,
            V::Middle,
            "NHS number not known",
            style,
            "NHS number",
        )?;
    }
    let born = who
        .born
        .as_ref()
        .map_or_else(|| "Born: not known".to_string(), |b| format!("Born {}", b.date));
    cv.text(line(cell.y + 20.0, 4.0), H::Left, V::Middle, &born, S9)?;
    names(cv, &who, line(cell.y + 6.2, 13.8))?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// The bed at 14, at 7, over two lines of 7. A bed longer than that does not stop the list: the reader is sent to look.
fn bed(cv: &mut Canvas<'_>, who: &Who, cell: Area) -> Result<(), PaperError> {
    let text = printable_part(&who.bed);
    let (large, small) = (Style::bold(Size::Pt14), Style::bold(Size::Pt7));
    for style in [large, small] {
        if cv.width(&text, style, "bed")? <= cell.w {
            let end = cv.text_at(cell, H::Left, V::Middle, &text, style, "bed")?;
            if who.bed_by_hand {
                cv.across(end + 1.0, end + 14.0, cell.y + 5.0, Rule::Medium);
            }
            return Ok(());
        }
    }
    let spans = [Span::bold(text)];
    if cv.count_lines(cell.w, &spans, small, "bed")? <= 2 {
        return cv.paragraph(cell, &spans, small, "bed").map(|_| ());
    }
    let words = [Span::bold("Bed does not print whole: look in the census")];
    cv.paragraph(cell, &words, small, "bed").map(|_| ())
}

fn names(cv: &mut Canvas<'_>, who: &Who, cell: Area) -> Result<(), PaperError> {
    let settings = [(B11, S9), (B9, S9), (B9, S7), (Style::bold(Size::Pt7), S7)];
    for (last, first) in settings {
        let spans = ([Span::bold(who.last.as_str())], [Span::plain(who.first.as_str())]);
        let counted = (
            cv.count_lines(cell.w, &spans.0, last, "last name"),
            cv.count_lines(cell.w, &spans.1, first, "first names"),
        );
        let (Ok(a), Ok(b)) = counted else { break };
        if a as f32 * last.size.leading() + b as f32 * first.size.leading() <= cell.h {
            let y = cv.paragraph(cell, &spans.0, last, "last name")?;
            cv.paragraph(
                Area {
                    y,
                    h: cell.bottom() - y + 0.2,
                    ..cell
                },
                &spans.1,
                first,
                "first names",
            )?;
            return Ok(());
        }
    }
    cv.paragraph(
        cell,
        &[
            Span::bold("Name does not print whole: "),
            Span::plain("read the wristband, write it here"),
        ],
        S7,
        "name",
    )
    .map(|_| ())
}

/// Bold cause, then as much of the reason as fits: all of it; without its first sentence, which says the cause again;
/// then sentence by sentence. Paper is read where there is no screen, so the times come before "more on the screen".
fn why(cv: &mut Canvas<'_>, cell: Area, ranked: &Ranked) -> Result<(), PaperError> {
    cv.meaning(Meaning::Quoted);
    let inner = Area::new(cell.x + 1.0, cell.y + 1.0, cell.w - 2.0, ROW - 1.6);
    let short = printable_part(&ranked.reason_short);
    let full = printable_part(&ranked.reason);
    let sentences: Vec<&str> = full.split_inclusive(". ").collect();
    let rest = sentences.get(1..).unwrap_or_default();
    let mut tries = vec![
        (full.clone(), S9),
        (rest.concat(), S9),
        (full.clone(), S7),
        (rest.concat(), S7),
    ];
    tries.extend((1..rest.len()).rev().map(|kept| {
        let some = rest.get(..kept).unwrap_or_default().concat();
        (format!("{some}More on the screen."), S7)
    }));
    for (words, style) in tries.into_iter().filter(|(words, _)| !words.is_empty()) {
        let spans = [
            Span::bold(format!("{}. ", short.trim_end_matches(['.', ':', ' ']))),
            Span::plain(words),
        ];
        if cv.count_lines(inner.w, &spans, style, "reason")? as f32 * style.size.leading() <= inner.h {
            cv.paragraph(inner, &spans, style, "reason")?;
            cv.meaning(Meaning::Words);
            return Ok(());
        }
    }
    let only = [
        Span::bold(short),
        Span::plain(" The whole reason is on the screen."),
    ];
    fit_paragraph(cv, inner, &only, &only)?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// At 9, at 7, or the short form.
fn fit_paragraph(cv: &mut Canvas<'_>, cell: Area, long: &[Span], short: &[Span]) -> Result<(), PaperError> {
    for (spans, style) in [(long, S9), (long, S7), (short, S9), (short, S7)] {
        if cv.count_lines(cell.w, spans, style, "reason")? as f32 * style.size.leading() <= cell.h {
            return cv.paragraph(cell, spans, style, "reason").map(|_| ());
        }
    }
    Err(PaperError::DoesNotFit {
        place: "reason".into(),
        text: short.iter().map(|s| s.text.as_str()).collect(),
    })
}

/// What to do, and by when.
fn act(cv: &mut Canvas<'_>, ctx: &PrintContext, cell: Area, entry: &Listed<'_>) -> Result<(), PaperError> {
    let ranked = entry.ranked;
    cv.meaning(Meaning::Quoted);
    let inner = Area::new(cell.x + 1.0, cell.y + 1.0, cell.w - 2.0, ROW - 8.0);
    let call = printable_part(&ranked.call_now);
    let call = call.strip_prefix("Call now: ").unwrap_or(&call);
    let call = if call.is_empty() {
        String::new()
    } else {
        format!("CALL NOW: {call} ")
    };
    let first = |text: &str| text.find(". ").map_or(text.len(), |at| at + 2);
    let full = printable_part(&ranked.act);
    let (lead, rest) = full.split_at(first(&full));
    let spans = [Span::bold(format!("{call}{lead}")), Span::plain(rest)];
    let short = [Span::bold(format!("{call}{}", printable_part(&ranked.act_short)))];
    fit_paragraph(cv, inner, &spans, &short)?;
    cv.meaning(Meaning::Words);
    by_when(cv, ctx, cell, entry)
}

/// The time by which somebody must look again, or since when they should have.
fn by_when(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    cell: Area,
    Listed { ranked, recheck, .. }: &Listed<'_>,
) -> Result<(), PaperError> {
    let base = Area::new(cell.x + 1.0, cell.y + ROW - 6.0, cell.w - 2.0, 5.0);
    let round = !ranked.affected || ranked.tier == Tier::P4;
    let time = |at: DateTime<Utc>| {
        let today = ctx.local(at).date_naive() == ctx.local(ctx.printed_at).date_naive();
        if today { ctx.clock(at) } else { ctx.day_time(at) }
    };
    let wordings = match recheck {
        Some(at) if *at <= ctx.printed_at => vec![
            format!("OVERDUE since {}", time(*at)),
            format!("OVERDUE: {}", time(*at)),
        ],
        Some(at) if round => vec![format!("next round, {}", ctx.clock(*at))],
        Some(at) => vec![format!("by {}", ctx.clock(*at))],
        None if round => vec!["next round".to_string()],
        // Nothing says since when: the interval stands, and the reader counts.
        None => vec![format!("{} min from the last look", ranked.recheck_min)],
    };
    for words in &wordings {
        for style in [B11, B9, Style::bold(Size::Pt7)] {
            if cv.width(words, style, "look again")? <= base.w {
                return cv.text(base, H::Left, V::Middle, words, style).map(|_| ());
            }
        }
    }
    Err(PaperError::DoesNotFit {
        place: "look again".into(),
        text: wordings.concat(),
    })
}
