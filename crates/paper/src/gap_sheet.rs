//! The gap sheet: what a ward's pack does not hold, for whom, and why. It is the last sheet of the pack, so that it lies
//! on top of the pile.

use battlebag_census::Patient;

use crate::context::PrintContext;
use crate::desk_list::{DeskList, DeskPart, desk_list_faces};
use crate::errors::PaperError;
use crate::face::Who;
use crate::pack::{Drawn, HeldBack};
use crate::sheet_number::SheetNumbers;
use crate::words::sentence_case;

/// Its title, and the name of the form in the list of sheets.
pub(crate) const TITLE: &str = "Held back: write by hand";

/// Patient, what, why and what to do, done. 180 mm.
const COLUMNS: [(&str, f32); 4] = [
    ("Patient", 52.0),
    ("Not printed", 38.0),
    ("Why, and what to do", 64.0),
    ("Done: by, time", 26.0),
];

/// A line for a pen.
const LINE: &str = "______________";

fn row(ctx: &PrintContext, patients: &[&Patient], h: &HeldBack) -> Vec<String> {
    let patient = patients
        .iter()
        .find(|p| p.id == h.patient)
        .map(|p| {
            let who = Who::new(p, ctx);
            let bed = if who.bed_by_hand { "Bed ____" } else { &who.bed };
            let nhs = who.nhs.as_deref().unwrap_or("not known");
            format!("{bed}, {} {}\nNHS number {nhs}", who.last, who.first)
        })
        .unwrap_or_default();
    vec![
        patient,
        sentence_case(&h.form),
        format!("{}.", sentence_case(h.reason.trim_end_matches('.'))),
        LINE.to_string(),
    ]
}

/// Its faces; none when nothing was held back. Names are printed whatever they are made of: a character without a glyph
/// stands as its code point.
pub(crate) fn gap_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    (ward, patients): (&str, &[&Patient]),
    held_back: &[HeldBack],
) -> Result<Vec<Drawn>, PaperError> {
    if held_back.is_empty() {
        return Ok(Vec::new());
    }
    let lines = if held_back.len() == 1 { "line" } else { "lines" };
    let list = DeskList {
        title: TITLE,
        patients: true,
        headline: format!(
            "{ward}: this pack is not whole. {} {lines} to write by hand",
            held_back.len()
        ),
        as_of: format!("printed {}", ctx.date_time(ctx.printed_at)),
        parts: vec![DeskPart {
            name: "What is missing, and for whom".to_string(),
            none: String::new(),
            columns: COLUMNS.map(|(head, w)| (head.to_string(), w)).to_vec(),
            rows: held_back.iter().map(|h| row(ctx, patients, h)).collect(),
        }],
    };
    desk_list_faces(ctx, numbers, &list)
}
