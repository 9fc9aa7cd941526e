//! Ward census and bed board: who lies where and what they need, as far as the census may say it; blank rows for the rest.

use battlebag_census::{Allergies, Escalation, Patient, Standing};

use super::first_that_fits;
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, LIVE_W, Meaning, Pen, Rule, Size, Style};
use crate::errors::PaperError;
use crate::face::{Who, allergy_row, column_lines};
use crate::forms::ruled::{B7, B9, S7, blanks, heads, say};
use crate::text::{Span, printable_part};

/// Rows on a page.
pub(crate) const ROWS: usize = 14;
const TOP: f32 = 33.0;
const ROW: f32 = 14.0;
const COLUMNS: [(f32, &str); 7] = [
    (14.0, "Bed"),
    (44.0, "Patient, born, NHS number"),
    (27.0, "Why here"),
    (27.0, "NEWS2, oxygen, drips"),
    (25.0, "Allergies"),
    (27.0, "Limits as recorded, isolation"),
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
    let counted = [
        ("Beds: open", 30.0),
        ("empty", 55.0),
        ("closed", 80.0),
        ("people", 105.0),
        ("counted by", 155.0),
        ("at", LIVE_W),
    ];
    blanks(cv, y + 4.6, &counted)?;
    let words = "Moved, left, died: cross out the row, write the time. Nobody is left out because something is not known.";
    say(cv, Area::new(0.0, y + 11.4, LIVE_W, 3.2), words, S7).map(|_| ())
}

fn row(cv: &mut Canvas<'_>, ctx: &PrintContext, p: &Patient, cells: &[Area]) -> Result<(), PaperError> {
    let [bed, who, why, state, allergies, limits, seen] = cells else {
        return Ok(());
    };
    let inner = |a: &Area| {
        let left = (a.x + 0.9).max(1.6);
        Area::new(left, a.y + 0.7, a.right() - 0.5 - left, a.h - 1.0)
    };
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
    first_that_fits(cv, inner(state), &state_of(ctx, p), S7, "state")?;
    first_that_fits(cv, inner(allergies), &allergies_of(ctx, p), B7, "allergies")?;
    first_that_fits(cv, inner(limits), &limits_of(ctx, p), S7, "limits")?;
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
    let born = who.born.as_ref().map(|b| b.date.as_str());
    let words = match (born, who.nhs.as_deref()) {
        (Some(born), Some(nhs)) => format!("{born} · {nhs}"),
        (Some(born), None) => format!("{born} · NHS no. not known"),
        (None, Some(nhs)) => format!("born: not known · {nhs}"),
        (None, None) => "birth date, NHS no. not known".to_string(),
    };
    let cell = Area::new(cell.x, cell.y + 9.2, cell.w, 3.4);
    say(cv, cell, &words, S7).map(|_| ())
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

/// Recorded allergies, as many as stand in the cell and how many more there are, or where all of them are; with a conflict,
/// that too. A recorded allergy is never dropped for the words of the conflict.
fn allergies_of(ctx: &PrintContext, p: &Patient) -> Vec<Vec<Span>> {
    let row = allergy_row(p, ctx);
    let prefix = row.prefix;
    let conflict = row.conflict.is_some();
    let recorded = matches!(&p.allergies, Allergies::Recorded { items } if !items.is_empty());
    if conflict && !recorded {
        return vec![vec![Span::bold("CONFLICT, NOT KNOWN: ask again and write")]];
    }
    let all: Vec<String> = row.substances.iter().map(|s| printable_part(s)).collect();
    let after = if conflict { ". CONFLICT: ask again" } else { "" };
    let mut wordings = vec![format!("{prefix}{}{after}", all.join(", "))];
    for shown in (1..all.len()).rev() {
        let some = all.get(..shown).unwrap_or_default().join(", ");
        let more = all.len() - shown;
        wordings.push(format!("{prefix}{some} AND {more} MORE: see chart front{after}"));
    }
    let (before, after) = if conflict {
        ("CONFLICT. ", ". Ask again")
    } else {
        ("", "")
    };
    wordings.push(format!(
        "{before}{prefix}{} RECORDED: see chart front{after}",
        all.len()
    ));
    wordings
        .into_iter()
        .map(|words| vec![Span::bold(words)])
        .collect()
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

/// Score, oxygen and drips. What the census does not say, or may not, is asked for: an empty place would read as none.
fn state_of(ctx: &PrintContext, p: &Patient) -> Vec<Vec<Span>> {
    let believed = ctx.may_quote(Feed::Observations);
    let news2 = match &p.news2 {
        Some(n) if believed => format!("NEWS2 {} at {}", n.score, ctx.day_time(n.at)),
        None if believed => "NEWS2 not known".to_string(),
        _ => "NEWS2 withheld".to_string(),
    };
    let breathing = p.breathing.as_deref().map(printable_part);
    let breathing = breathing.filter(|words| believed && !words.trim().is_empty());
    let drips = if ctx.may_quote(Feed::Medicines) {
        match p.medicines.iter().filter(|m| m.infusion.is_some()).count() {
            0 => "no drip in the census".to_string(),
            1 => "1 drip".to_string(),
            n => format!("{n} drips"),
        }
    } else {
        "drips withheld".to_string()
    };
    let ask = "oxygen: ask".to_string();
    [breathing.unwrap_or_else(|| ask.clone()), ask]
        .iter()
        .map(|oxygen| vec![Span::plain(format!("{news2}; {oxygen}; {drips}"))])
        .collect()
}

/// Limits of treatment as recorded, with their date, and where the word on them is: never as a fact of this sheet. Then
/// isolation, asked for where the census does not say or may not.
fn limits_of(ctx: &PrintContext, p: &Patient) -> Vec<Vec<Span>> {
    let believed = ctx.may_quote(Feed::Location);
    let isolation = p.isolation.as_deref().map(printable_part);
    let isolation = isolation.filter(|words| believed && !words.trim().is_empty());
    let known = isolation.is_some();
    let isolation = isolation.unwrap_or_else(|| "isolation: ask".to_string());
    let short = if known {
        "isolation recorded: ask"
    } else {
        "isolation: ask"
    };
    let wordings = match &p.escalation {
        Escalation::Recorded { text, at } if believed => {
            let when = at.map_or_else(
                || "date not known".to_string(),
                |at| ctx.local(at).format("%d-%b-%Y").to_string(),
            );
            let whole = format!(
                "recorded as: {}, {when}. Find signed original",
                printable_part(text.trim())
            );
            let long = format!("limits recorded, {when}: find signed original");
            vec![
                format!("{whole}; {isolation}"),
                format!("{long}; {isolation}"),
                format!("limits recorded: find signed original; {short}"),
            ]
        }
        _ => vec![
            format!("limits: ask; {isolation}"),
            format!("limits: ask; {short}"),
        ],
    };
    wordings
        .into_iter()
        .map(|words| vec![Span::plain(words)])
        .collect()
}
