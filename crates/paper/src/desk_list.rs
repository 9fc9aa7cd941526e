//! Lists of the desk: results, samples that are waited for, runners, help, diversions, contacts, downtime numbers. Any
//! table of words, over as many pages as it needs.

use crate::context::PrintContext;
use crate::draw::Size;
use crate::errors::PaperError;
use crate::face::FormNote;
use crate::flow::{Flow, Furniture, Unprintables, cleaned, document, document_faces, heads, not_printable};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter};

/// Room between two columns, mm.
const GUTTER: f32 = 1.5;

/// What to print. All text is ready to read; the order is kept and nothing is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskList {
    /// Title of every page and name of the form.
    pub title: &'static str,
    /// Patients are named in it.
    pub patients: bool,
    /// What it comes to ("3 results are late").
    pub headline: String,
    /// The moment that it shows.
    pub as_of: String,
    /// Tables, one under another.
    pub parts: Vec<DeskPart>,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeskPart {
    /// Its name.
    pub name: String,
    /// Said where it has no line.
    pub none: String,
    /// Words over each column, and its width in mm; 180 together at most.
    pub columns: Vec<(String, f32)>,
    /// Lines: a cell a column; the first is printed bold.
    pub rows: Vec<Vec<String>>,
}

fn keep(sheet: &DeskList) -> &'static str {
    if sheet.patients {
        "Contains patient names: keep with the notes, shred after"
    } else {
        "Contains numbers of people: keep in the command room, shred when a newer one is printed"
    }
}

/// Hands over every text.
fn each_text(s: &mut DeskList, f: &mut dyn FnMut(&mut String)) {
    f(&mut s.headline);
    f(&mut s.as_of);
    for part in &mut s.parts {
        f(&mut part.name);
        f(&mut part.none);
        part.columns.iter_mut().for_each(|(head, _)| f(head));
        part.rows.iter_mut().flatten().for_each(&mut *f);
    }
}

fn furniture(ctx: &PrintContext, sheet: &DeskList) -> Result<Furniture, PaperError> {
    let row = state_row(
        &mut Typesetter::default(),
        ctx,
        ("List as at", false),
        &[&sheet.as_of],
    )?;
    Ok(Furniture {
        form: sheet.title,
        corner: if sheet.patients {
            "contains patient names"
        } else {
            "contains numbers of people"
        },
        row,
        note: FormNote {
            words: keep(sheet).to_string(),
            ..FormNote::default()
        },
    })
}

fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &DeskList,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    flow.headline(&sheet.headline, Size::Pt14)?;
    flow.drill(ctx)?;
    flow.headline(&format!("{}.", keep(sheet)), Size::Pt9)?;
    flow.gap_below(1.5);
    let known = |words: &str| match words.trim() {
        "" => "not known".to_string(),
        words => words.to_string(),
    };
    let mut facts = vec![
        ("Hospital", known(&ctx.hospital)),
        ("Incident", known(&ctx.incident)),
    ];
    facts.extend(not_printable(unprintable, "The screen shows it as it came."));
    flow.facts(&facts)?;
    for part in &sheet.parts {
        let mut left = 1.0;
        let mut places = Vec::with_capacity(part.columns.len());
        for (_, width) in &part.columns {
            places.push((left, width - GUTTER));
            left += width;
        }
        let words: Vec<&str> = part.columns.iter().map(|(head, _)| head.as_str()).collect();
        let columns = heads(part.rows.len(), &places, &words);
        flow.section(&part.name, "", &columns)?;
        for row in &part.rows {
            let cells = row.iter().enumerate().map(|(n, cell)| {
                if n == 0 {
                    Span::bold(cell.as_str())
                } else {
                    Span::plain(cell.as_str())
                }
            });
            let name = row.first().map(String::as_str).unwrap_or_default();
            flow.table_row(name, &places, cells)?;
        }
        if part.rows.is_empty() {
            flow.note(&part.none)?;
        }
        flow.section_ends();
    }
    flow.note("End of the list.")
}

/// The list as a PDF, over as many pages as it needs.
pub fn desk_list(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &DeskList,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the list, for checks and for other back ends.
pub fn desk_list_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &DeskList,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
