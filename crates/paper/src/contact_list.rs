//! The contact list: every role, who holds it, and the ways to reach them, with room to write where nobody knows.

use crate::context::PrintContext;
use crate::errors::PaperError;
use crate::face::FormNote;
use crate::flow::{Flow, Furniture, Unprintables, cleaned, document, document_faces, not_printable};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter};

/// Whose sheet it is and where it ends.
const KEEP: &str = "Names and numbers: not outside the hospital";

/// Left and width of role, holder, telephone, radio, and where a runner goes.
const COLUMNS: [(f32, f32); 5] = [
    (1.0, 46.0),
    (49.0, 50.0),
    (101.0, 33.0),
    (136.0, 17.0),
    (154.0, 26.0),
];
const HEADS: [&str; 5] = [
    "Role",
    "Held by, and how reached",
    "Telephone",
    "Radio",
    "Runner to",
];

/// A line to write on, as wide as its column takes.
const LINE: &str = "________________";

/// What to print. All text is ready to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactSheet {
    /// When it was so.
    pub data_as_at: String,
    /// More that must be known to read it: label, words.
    pub facts: Vec<(&'static str, String)>,
    /// Roles by level, in command order.
    pub parts: Vec<ContactPart>,
}

/// The roles of one level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactPart {
    /// Its name.
    pub name: String,
    /// Its roles.
    pub rows: Vec<ContactRow>,
}

/// One role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactRow {
    /// Role, with the colour of its tabard.
    pub role: String,
    /// Who holds it, each with what they signed on with; empty for nobody.
    pub held: Vec<String>,
    /// Vacant though somebody must hold it.
    pub vacant: bool,
    /// Who can be called, where nobody holds it.
    pub call: Vec<String>,
    /// Telephone of the role.
    pub phone: String,
    /// Radio channel.
    pub radio: String,
    /// Where a runner goes.
    pub runner: String,
}

/// Hands over every text.
fn each_text(s: &mut ContactSheet, f: &mut dyn FnMut(&mut String)) {
    f(&mut s.data_as_at);
    s.facts.iter_mut().for_each(|(_, words)| f(words));
    for part in &mut s.parts {
        f(&mut part.name);
        for row in &mut part.rows {
            for text in [&mut row.role, &mut row.phone, &mut row.radio, &mut row.runner] {
                f(text);
            }
            row.held.iter_mut().chain(&mut row.call).for_each(&mut *f);
        }
    }
}

fn furniture(ctx: &PrintContext, sheet: &ContactSheet) -> Result<Furniture, PaperError> {
    let said = format!(
        "{} · say every change to whoever keeps the list",
        sheet.data_as_at
    );
    let row = state_row(
        &mut Typesetter::default(),
        ctx,
        ("Data as at", false),
        &[&said, &sheet.data_as_at],
    )?;
    Ok(Furniture {
        form: "Contact list: roles",
        corner: "in confidence",
        row,
        note: FormNote {
            words: KEEP.to_string(),
            ..FormNote::default()
        },
    })
}

/// Who holds it, or whom to call, with a line for a pen.
fn holder(row: &ContactRow) -> String {
    if !row.held.is_empty() {
        return row.held.join("\n");
    }
    let head = if row.vacant { "Vacant  " } else { "" };
    let mut lines = vec![format!("{head}{LINE}")];
    lines.extend(row.call.iter().map(|one| format!("Call: {one}")));
    lines.join("\n")
}

fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &ContactSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    flow.drill(ctx)?;
    let mut facts = sheet.facts.clone();
    facts.extend(not_printable(unprintable, "The screen shows it as it was typed."));
    flow.facts(&facts)?;
    let or_line = |text: &str| match text {
        "" => Span::plain("____________"),
        text => Span::plain(text),
    };
    for part in &sheet.parts {
        let heads: Vec<(f32, &str)> = COLUMNS.iter().map(|(x, _)| *x).zip(HEADS).collect();
        flow.section(&part.name, "", &heads)?;
        for row in &part.rows {
            let radio = match row.radio.as_str() {
                "" => Span::plain("______"),
                radio => Span::plain(radio),
            };
            let cells = [
                Span::bold(row.role.as_str()),
                if row.held.is_empty() {
                    Span::plain(holder(row))
                } else {
                    Span::bold(holder(row))
                },
                or_line(&row.phone),
                radio,
                or_line(&row.runner),
            ];
            flow.table_row(&row.role, &COLUMNS, cells)?;
        }
        flow.section_ends();
    }
    flow.note("End of the list.")
}

/// The list as a PDF, over as many pages as it needs.
pub fn contact_list(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &ContactSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the list, for checks and for other back ends.
pub fn contact_list_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &ContactSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
