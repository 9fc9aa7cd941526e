//! Allergies on the prescription chart: the table on its front, and the face that carries what the front has no room
//! for. Records that contradict one another are said in white on black and replace no allergy.

use battlebag_census::{Allergies, Allergy, Patient};

use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V, triangle_right};
use crate::errors::PaperError;
use crate::face::{column_heads, column_lines, conflict, conflict_sentence, section_bar};
use crate::forms::ruled::{middle, rows_to_write};
use crate::text::Span;
use crate::words::{in_full, sentence_case};

const B7: Style = Style::bold(Size::Pt7);
const S7: Style = Style::plain(Size::Pt7);
const S9: Style = Style::plain(Size::Pt9);
const B9: Style = Style::bold(Size::Pt9);

/// Columns of the table, mm.
pub(super) const COLUMNS: [f32; 5] = [46.0, 40.0, 24.0, 28.0, 42.0];
/// What stands over them.
pub(super) const HEADS: [&str; 5] = [
    "Substance",
    "What happened",
    "How bad",
    "Who says so",
    "Signed, name, role, date",
];
/// Rows on the front, their height and the top of the first, mm. One stays free: another allergy may be told any time.
pub(super) const ROWS: u8 = 4;
pub(super) const ROW: f32 = 6.7;
const TOP: f32 = 69.0;

/// Allergies that the census records; none also when it says that there are none or does not know.
pub(crate) fn recorded(p: &Patient) -> &[Allergy] {
    match &p.allergies {
        Allergies::Recorded { items } => items,
        _ => &[],
    }
}

/// Whether all recorded allergies have their own row on the front, and a conflict, if there is one, the last row.
pub(crate) fn allergies_fit(
    cv: &mut Canvas<'_>,
    p: &Patient,
    ctx: &PrintContext,
) -> Result<bool, PaperError> {
    let conflict = conflict(p);
    Ok(items_fit(cv, recorded(p), ctx, rows_for(conflict.as_deref()))?
        && match conflict {
            Some(words) => conflict_fits(cv, &words)?,
            None => true,
        })
}

/// Rows of the front that are left for allergies of the census.
fn rows_for(conflict: Option<&str>) -> usize {
    usize::from(if conflict.is_some() { ROWS - 2 } else { ROWS - 1 })
}

fn row_top(row: usize) -> f32 {
    TOP + row as f32 * ROW
}

/// Where all of it stands, seen from the front.
fn on_page(continued: Option<usize>) -> String {
    continued.map_or_else(
        || "“Allergies, continued”".to_string(),
        |page| format!("“Allergies, continued”, page {page}"),
    )
}

fn items_fit(
    cv: &mut Canvas<'_>,
    items: &[Allergy],
    ctx: &PrintContext,
    rows: usize,
) -> Result<bool, PaperError> {
    if items.len() > rows {
        return Ok(false);
    }
    for a in items {
        for (words, width) in cells(a, ctx).iter().zip(COLUMNS) {
            if !fits(cv, words, width)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// From a column's left to its words, mm: clear of the punch at the edge of the sheet.
const INSET: f32 = 1.5;

/// Width for the words of a conflict: the table up to the column for a signature, mm.
const CONFLICT_WIDTH: f32 = 135.0;

fn conflict_fits(cv: &mut Canvas<'_>, words: &str) -> Result<bool, PaperError> {
    let spans = [Span::bold(conflict_sentence(words))];
    Ok(cv.count_lines(CONFLICT_WIDTH, &spans, B7, "allergy conflict")? <= 2)
}

fn fits(cv: &mut Canvas<'_>, words: &str, width: f32) -> Result<bool, PaperError> {
    Ok(cv.count_lines(width - 2.0, &[Span::plain(words)], S7, "allergy")? <= 2)
}

/// Substance, what happened, how bad, who says so.
fn cells(a: &Allergy, ctx: &PrintContext) -> [String; 4] {
    let believed = ctx.may_quote(Feed::Allergies);
    let doubt = match (believed, a.unconfirmed) {
        (false, _) => " (LAST KNOWN)",
        (true, true) => " (UNCONFIRMED)",
        (true, false) => "",
    };
    let or_not_known = |t: &Option<String>| {
        t.as_deref()
            .map_or_else(|| "Not known".to_string(), |t| sentence_case(&in_full(t)))
    };
    let census = ctx
        .census_as_of
        .map_or_else(|| "Census".to_string(), |at| format!("Census {}", ctx.clock(at)));
    let who = match (&a.source, a.recorded) {
        (Some(s), Some(d)) => format!("{s}, {}", d.format("%d-%b-%Y")),
        (Some(s), None) => s.clone(),
        (None, Some(d)) => format!("{census}, of {}", d.format("%d-%b-%Y")),
        (None, None) => census,
    };
    [
        format!("{}{doubt}", sentence_case(a.substance.trim())),
        or_not_known(&a.reaction),
        or_not_known(&a.severity),
        who,
    ]
}

/// The rows of the front that the census fills; `continued` is the page of the face that goes on.
pub(super) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: &Patient,
    continued: Option<usize>,
) -> Result<(), PaperError> {
    cv.meaning(Meaning::Quoted);
    let conflict = conflict(p);
    rows(cv, ctx, recorded(p), rows_for(conflict.as_deref()), continued)?;
    if let Some(words) = conflict {
        conflict_row(cv, &words, row_top(usize::from(ROWS - 1)), continued)?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

/// Every allergy in a row of its own; more than fit are named on the face that continues, and the last row says so.
fn rows(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    items: &[Allergy],
    rows: usize,
    continued: Option<usize>,
) -> Result<(), PaperError> {
    let all = items_fit(cv, items, ctx, rows)?;
    let shown = if all { items.len() } else { rows - 1 };
    for (n, a) in items.iter().take(shown).enumerate() {
        allergy(cv, ctx, a, row_top(n))?;
    }
    if !all {
        let words = format!("ALL {} RECORDED: {}", items.len(), on_page(continued));
        let y = row_top(shown.min(items.len()));
        // The sentence goes across the columns.
        cv.fill(Area::new(0.4, y + 0.3, 137.2, ROW - 0.6), Ink::White);
        let cell = Area::new(1.5, y, 130.0, ROW);
        cv.text(cell, H::Left, V::Middle, &words, B9)?;
    }
    Ok(())
}

/// White on black over the columns that a person fills, with a place to sign that it was asked again.
fn conflict_row(
    cv: &mut Canvas<'_>,
    words: &str,
    y: f32,
    continued: Option<usize>,
) -> Result<(), PaperError> {
    cv.fill(Area::new(0.0, y, CONFLICT_WIDTH + 3.0, ROW), Ink::Black);
    let whole = conflict_sentence(words);
    let row = Area::new(1.5, y, CONFLICT_WIDTH, ROW);
    if cv.width(&whole, B9, "allergy conflict")? <= row.w {
        cv.text_at(row, H::Left, V::Middle, &whole, B9.white(), "allergy conflict")?;
    } else if conflict_fits(cv, words)? {
        let cell = Area {
            y: y + 0.3,
            h: 6.2,
            ..row
        };
        cv.paragraph(cell, &[Span::bold(whole)], B7.white(), "allergy conflict")?;
    } else {
        let words = format!("CONFLICT: all of it on {}. Ask again.", on_page(continued));
        cv.text(row, H::Left, V::Middle, &words, B9.white())?;
    }
    reask(cv, y)
}

/// Where a person signs that the patient was asked again.
fn reask(cv: &mut Canvas<'_>, y: f32) -> Result<(), PaperError> {
    let cell = Area::new(139.0, y, 40.0, ROW);
    let end = cv.text(cell, H::Left, V::Middle, "Re-ask and sign", S9)?;
    triangle_right(cv, end + 1.0, y + 2.55, 1.6);
    Ok(())
}

fn allergy(cv: &mut Canvas<'_>, ctx: &PrintContext, a: &Allergy, y: f32) -> Result<(), PaperError> {
    let mut x = 0.0;
    for (words, width) in cells(a, ctx).iter().zip(COLUMNS) {
        let cell = Area::new(x + INSET, y, width - 2.0, ROW);
        if cv.width(words, S9, "allergy")? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, words, S9, "allergy")?;
        } else if fits(cv, words, width)? {
            middle(cv, cell, &[Span::plain(words)], S7, "allergy")?;
        } else {
            cv.text_at(cell, H::Left, V::Middle, "see continued", S9, "allergy")?;
        }
        x += width;
    }
    reask(cv, y)
}

/// Rules of the face that carries every allergy when the front has no room.
pub(crate) fn continued_rules(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    section_bar(
        cv,
        Area::new(0.0, 46.0, LIVE_W, 5.5),
        "Every recorded allergy and bad reaction",
        "Ask each one again. Sign beside it, or on the front",
    )?;
    let columns: Vec<(f32, &str)> = COLUMNS.into_iter().zip(HEADS).collect();
    column_heads(cv, Area::new(0.0, 51.5, LIVE_W, 4.5), &columns)
}

/// A conflict in full, white on black, at the largest size at which it leaves room for allergies; gives the y below it.
fn conflict_block(cv: &mut Canvas<'_>, words: &str, top: f32) -> Result<f32, PaperError> {
    let spans = [Span::bold(conflict_sentence(words))];
    let mut fitting = (Size::Pt7, 0.0);
    for size in [Size::Pt11, Size::Pt9, Size::Pt7] {
        let lines = cv.count_lines(LIVE_W - 4.0, &spans, Style::bold(size), "allergy conflict")?;
        fitting = (size, lines as f32 * size.leading());
        if fitting.1 <= 40.0 {
            break;
        }
    }
    let (size, height) = fitting;
    cv.fill(Area::new(0.0, top, LIVE_W, height + 2.0), Ink::Black);
    let cell = Area::new(2.0, top + 1.0, LIVE_W - 4.0, 244.0 - top);
    cv.paragraph(cell, &spans, Style::bold(size).white(), "allergy conflict")?;
    Ok(top + height + 2.0)
}

/// Allergies from `from` on, as many as fit on one face, in rows as high as their words need; gives the number of the next.
pub(crate) fn continued(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: &Patient,
    from: usize,
) -> Result<usize, PaperError> {
    let items = recorded(p);
    let mut y = 56.0;
    let mut next = from;
    cv.meaning(Meaning::Quoted);
    if let (0, Some(words)) = (from, conflict(p)) {
        y = conflict_block(cv, &words, y)?;
    }
    for a in items.iter().skip(from) {
        let words = cells(a, ctx);
        let mut lines = 1;
        for (text, width) in words.iter().zip(COLUMNS) {
            lines = lines.max(cv.count_lines(width - 2.0, &[Span::plain(text.as_str())], S9, "allergy")?);
        }
        let height = (lines as f32 * Size::Pt9.leading() + 1.6).max(9.0);
        // One that needs the whole face gets it; else the last face keeps its blank rows.
        let floor = if next == from { 244.0 } else { 244.0 - LAST };
        if y + height > floor {
            break;
        }
        let mut x = 0.0;
        for (text, width) in words.iter().zip(COLUMNS) {
            let cell = Area::new(x + INSET, y + 0.8, width - 2.0, height);
            cv.paragraph(cell, &[Span::plain(text.as_str())], S9, "allergy")?;
            x += width;
        }
        cv.write(Area::new(x, y, 42.0, height), Pen::Signature);
        let row = Area::new(0.0, y, LIVE_W, height);
        cv.frame(row, Rule::Medium);
        column_lines(cv, row, &COLUMNS, Rule::Fine);
        y += height;
        next += 1;
    }
    cv.meaning(Meaning::Words);
    if next == from && from < items.len() {
        return Err(PaperError::DoesNotFit {
            place: "allergy".into(),
            text: items.get(from).map(|a| a.substance.clone()).unwrap_or_default(),
        });
    }
    let words = if next < items.len() {
        format!("{} MORE on the next face", items.len() - next)
    } else if items.is_empty() {
        "Told since: substance, what happened, how bad, who says so".to_string()
    } else {
        format!(
            "End of {} recorded. Told since: substance, what happened, how bad, who says so",
            items.len()
        )
    };
    let line = Area::new(1.5, y.min(240.0) + 0.6, LIVE_W - 3.0, 4.0);
    cv.text(line, H::Left, V::Middle, &words, B7)?;
    if next == items.len() && y + LAST <= 244.01 {
        rows_to_write(cv, (0.0, y + 5.0), &COLUMNS, (BLANK_ROWS, BLANK_ROW));
    }
    Ok(next)
}

/// Blank rows under the last allergy, their height, and the room that they and the words over them need, mm.
const BLANK_ROWS: u8 = 2;
const BLANK_ROW: f32 = 9.0;
const LAST: f32 = 5.0 + 2.0 * BLANK_ROW;
