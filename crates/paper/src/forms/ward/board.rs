//! Ward census and bed board: who lies where and what they need, as far as the census may say it; blank rows for the rest.

use battlebag_census::{Escalation, Patient, Standing};

use super::first_that_fits;
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, LIVE_W, Meaning, Pen, Rule, Size, Style};
use crate::errors::PaperError;
use crate::face::{Who, allergy_row, column_lines};
use crate::forms::ruled::{B7, B9, S7, heads, say};
use crate::text::{Span, printable_part};

/// Rows on a page.
pub(crate) const ROWS: usize = 14;
const TOP: f32 = 33.0;
const ROW: f32 = 14.0;
const COLUMNS: [(f32, &str); 7] = [
    (15.0, "Bed"),
    (48.0, "Patient, born, NHS number"),
    (32.0, "Why here"),
    (24.0, "NEWS2, oxygen, drips"),
    (25.0, "Allergies"),
    (20.0, "Limits, isolation"),
    (16.0, "Tier, seen, next"),
];

/// Bed order, or by name where beds may have moved: no order is left that could be taken for a place.
pub(crate) fn in_order<'a>(ctx: &PrintContext, patients: &[&'a Patient]) -> Vec<&'a Patient> {
    let mut all = patients.to_vec();
    if !ctx.may_quote(Feed::Location) {
        all.sort_by(|a, b| {
            (&a.name.family, &a.name.given, &a.id).cmp(&(&b.name.family, &b.name.given, &b.id))
        });
    }
    all
}

/// The sheet.
pub(crate) fn body(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    all: &[&Patient],
    page: usize,
) -> Result<(), PaperError> {
    heads(cv, (0.0, 26.0), 7.0, &COLUMNS)?;
    let widths: Vec<f32> = COLUMNS.iter().map(|c| c.0).collect();
    let area = Area::new(0.0, TOP, LIVE_W, ROW * ROWS as f32);
    cv.frame(area, Rule::Heavy);
    let edges = column_lines(cv, area, &widths, Rule::Fine);
    let here: Vec<&&Patient> = all.iter().skip(page * ROWS).take(ROWS).collect();
    for n in 0..ROWS {
        let y = TOP + ROW * n as f32;
        if n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        let cells: Vec<Area> = edges
            .iter()
            .zip(&widths)
            .map(|(x, w)| Area::new(*x, y, *w, ROW))
            .collect();
        match here.get(n) {
            Some(p) => row(cv, ctx, p, &cells)?,
            None => cells.iter().for_each(|c| cv.write(*c, Pen::Words)),
        }
    }
    foot(cv, all.len(), here.len())
}

fn foot(cv: &mut Canvas<'_>, all: usize, here: usize) -> Result<(), PaperError> {
    let y = TOP + ROW * ROWS as f32 + 1.4;
    let counts = match all {
        0 => "Nothing is printed from a census. Walk the beds, read each wristband, write a row for each bed, empty ones too.".to_string(),
        _ => format!("{all} in the census of this ward, {here} on this page. Walk the beds: counted people and rows must agree."),
    };
    say(cv, Area::new(0.0, y, LIVE_W, 4.4), &counts, B9)?;
    let words = "Beds: open ______  empty ______  closed ______  people ______  counted by ____________ at ______. Moved, left, died: cross out the row, \
                 write the time. Nobody is left out because something is not known.";
    cv.paragraph(
        Area::new(0.0, y + 5.0, LIVE_W, 7.0),
        &[Span::plain(words)],
        S7,
        "counts",
    )
    .map(|_| ())
}

fn row(cv: &mut Canvas<'_>, ctx: &PrintContext, p: &Patient, cells: &[Area]) -> Result<(), PaperError> {
    let [bed, who, why, state, allergies, limits, seen] = cells else {
        return Ok(());
    };
    let inner = |a: &Area| Area::new(a.x + 0.9, a.y + 0.7, a.w - 1.4, a.h - 1.0);
    let words = Who::new(p, ctx);
    cv.meaning(Meaning::Identity);
    if words.bed_by_hand {
        cv.across(bed.x + 1.5, bed.right() - 1.5, bed.y + 8.0, Rule::Fine);
    } else {
        let text = printable_part(words.bed.strip_prefix("Bed ").unwrap_or(&words.bed));
        let (big, small) = (Style::bold(Size::Pt14), B7);
        let cell = inner(bed);
        if cv.width(&text, big, "bed")? <= cell.w {
            say(cv, Area { h: 8.0, ..cell }, &text, big)?;
        } else {
            let spans = vec![Span::bold(text)];
            let long = vec![Span::bold("bed does not print whole: ask")];
            first_that_fits(cv, cell, &[spans, long], small, "bed")?;
        }
    }
    name(cv, &words, inner(who))?;
    cv.meaning(Meaning::Quoted);
    listed(cv, inner(why), &reasons(ctx, p), "why here")?;
    listed(cv, inner(state), &state_of(ctx, p), "state")?;
    let a = allergy_row(p, ctx);
    let said: Vec<String> = if a.conflict.is_some() {
        std::iter::once("CONFLICT: ask again".to_string())
            .chain(a.substances.clone())
            .collect()
    } else {
        a.substances.clone()
    };
    let said: Vec<String> = said.iter().map(|s| printable_part(s)).collect();
    bold_list(cv, inner(allergies), a.prefix, &said)?;
    listed(cv, inner(limits), &limits_of(ctx, p), "limits")?;
    cv.meaning(Meaning::Words);
    cv.write(*seen, Pen::Words);
    Ok(())
}

fn name(cv: &mut Canvas<'_>, who: &Who, cell: Area) -> Result<(), PaperError> {
    let last = printable_part(&who.last);
    let first = printable_part(&who.first);
    let whole = vec![Span::bold(format!("{last}, {first}"))];
    let top = Area { h: 8.6, ..cell };
    let fits9 = cv.count_lines(cell.w, &whole, B9, "name")? as f32 * B9.size.leading() <= top.h;
    if fits9 {
        cv.paragraph(top, &whole, B9, "name")?;
    } else {
        let long = vec![Span::bold("name too long to print whole: read the wristband")];
        first_that_fits(cv, top, &[whole, long], B7, "name")?;
    }
    let born = who
        .born
        .as_ref()
        .map_or("birth date not known", |b| b.date.as_str());
    let nhs = who.nhs.as_deref().unwrap_or("NHS no. not known");
    let cell = Area::new(cell.x, cell.y + 9.2, cell.w, 3.4);
    say(cv, cell, &format!("{born} · {nhs}"), S7).map(|_| ())
}

/// As many items as stand in the cell, and how many more there are.
fn listed(cv: &mut Canvas<'_>, cell: Area, items: &[String], place: &str) -> Result<(), PaperError> {
    let mut wordings = Vec::new();
    for shown in (0..=items.len()).rev() {
        let mut words = items.get(..shown).unwrap_or_default().join("; ");
        if shown < items.len() {
            words = format!(
                "{words}{}and {} more",
                if shown == 0 { "" } else { "; " },
                items.len() - shown
            );
        }
        wordings.push(vec![Span::plain(words)]);
    }
    first_that_fits(cv, cell, &wordings, S7, place)
}

/// Allergies: as many as stand in the cell, the rest counted and never dropped.
fn bold_list(cv: &mut Canvas<'_>, cell: Area, prefix: &str, items: &[String]) -> Result<(), PaperError> {
    let mut wordings = Vec::new();
    for shown in (0..=items.len()).rev() {
        let said = items.get(..shown).unwrap_or_default().join(", ");
        let words = if shown < items.len() {
            format!("{prefix}{said} AND {} MORE: see chart", items.len() - shown)
        } else {
            format!("{prefix}{said}")
        };
        wordings.push(vec![Span::bold(words)]);
    }
    first_that_fits(cv, cell, &wordings, B7, "allergies")
}

fn reasons(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    if !ctx.may_quote(Feed::Location) {
        return vec!["withheld: ask".to_string()];
    }
    let active = p.conditions.iter().filter(|c| c.standing != Standing::Past);
    let (mut why, rest): (Vec<_>, Vec<_>) = active.partition(|c| c.reason_for_stay);
    why.extend(rest);
    let words: Vec<String> = why.iter().map(|c| printable_part(&c.text)).collect();
    if words.is_empty() {
        vec!["not in the census: ask".to_string()]
    } else {
        words
    }
}

fn state_of(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    let mut words = Vec::new();
    match (&p.news2, ctx.may_quote(Feed::Observations)) {
        (Some(n), true) => words.push(format!("NEWS2 {} at {}", n.score, ctx.day_time(n.at))),
        (None, true) => words.push("NEWS2 not known".to_string()),
        (_, false) => words.push("NEWS2 withheld".to_string()),
    }
    if let Some(b) = p
        .breathing
        .as_deref()
        .filter(|_| ctx.may_quote(Feed::Observations))
    {
        words.push(printable_part(b));
    }
    if ctx.may_quote(Feed::Medicines) {
        let drips = p.medicines.iter().filter(|m| m.infusion.is_some()).count();
        words.push(match drips {
            0 => "no drip in the census".to_string(),
            1 => "1 drip".to_string(),
            n => format!("{n} drips"),
        });
    } else {
        words.push("drips withheld".to_string());
    }
    words
}

fn limits_of(ctx: &PrintContext, p: &Patient) -> Vec<String> {
    let mut words = Vec::new();
    match &p.escalation {
        Escalation::Recorded { text, .. } if ctx.may_quote(Feed::Location) => {
            words.push(printable_part(text.trim()));
        }
        _ => words.push("limits: ask".to_string()),
    }
    if let Some(i) = p.isolation.as_deref().filter(|_| ctx.may_quote(Feed::Location)) {
        words.push(printable_part(i));
    }
    words
}
