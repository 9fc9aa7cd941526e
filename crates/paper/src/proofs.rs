//! Sheets that guard the log: the checkpoint that proves it and the recovery code for its sealed envelope.

use crate::context::PrintContext;
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote, Title, data_row};
use crate::forms::{checkpoint as checkpoint_form, recovery as recovery_form};
use crate::lists::{face, write};
use crate::pack::{Drawn, Pack};
use crate::sheet_number::SheetNumbers;
use crate::text::{Typesetter, Weight};

pub use crate::forms::checkpoint::{CheckpointHead, CheckpointMark, CheckpointSheet};
pub use crate::forms::recovery::RecoverySheet;

/// Width of the sentence under the title, mm.
const ROW_WIDTH: f32 = 138.0;

/// The row under the title: EXERCISE in a drill, else what the caller says of the sheet: the first of its sentences that
/// stands in the row whole.
pub(crate) fn state_row(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    (tab, loud): (&str, bool),
    sentences: &[&str],
) -> Result<DataRow, PaperError> {
    let (tab, loud, before) = if ctx.exercise {
        ("EXERCISE", true, "Not a real incident. ")
    } else {
        (tab, loud, "")
    };
    let mut chosen = before.trim_end().to_string();
    for sentence in sentences {
        let sentence = format!("{before}{sentence}");
        if ts.width(&sentence, Weight::Bold, 7.0, "data state")? <= ROW_WIDTH {
            chosen = sentence;
            break;
        }
    }
    Ok(DataRow {
        tab: tab.into(),
        loud,
        triangle: false,
        sentence: chosen,
        short: String::new(),
    })
}

/// The display lists of a checkpoint: one face, and a further one for every sixteen stations more.
pub fn checkpoint_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &CheckpointSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let pages = checkpoint_form::pages(sheet);
    let mut out = Vec::with_capacity(pages);
    for page in 0..pages {
        // Each face may go to another place: it has a sheet of its own.
        let number = numbers.next_number();
        let t = Title {
            form: "Checkpoint of the log".to_string(),
            purpose: "No patient is on this sheet".to_string(),
            first: "keep away from the computers".to_string(),
            second: format!("Page {} of {pages}", page + 1),
        };
        let whole = format!("{} · incident {}", sheet.made_at, ctx.incident);
        let row = state_row(&mut ts, ctx, ("Data as at", false), &[&whole, &sheet.made_at])?;
        let own = face(&mut ts, ctx, &t, &FormNote::default(), (&number, 1), |cv| {
            data_row(cv, 9.0, &row)?;
            checkpoint_form::body(cv, sheet, page)
        })?;
        out.push(Drawn {
            shared: Vec::new(),
            own,
            number,
            face: 1,
            title: t.form,
        });
    }
    Ok(out)
}

/// A checkpoint of the log as a PDF, to be kept where nobody who writes in the log can reach it.
pub fn checkpoint(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &CheckpointSheet,
) -> Result<Pack, PaperError> {
    let faces = checkpoint_faces(ctx, numbers, sheet)?;
    one_sided(ctx, "Checkpoint of the log", &faces)
}

/// The display list of the recovery sheet.
pub fn recovery_face(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecoverySheet,
) -> Result<Drawn, PaperError> {
    let mut ts = Typesetter::default();
    let number = numbers.next_number();
    let t = Title {
        form: "Recovery code".to_string(),
        purpose: "No patient is on this sheet".to_string(),
        first: "for the sealed envelope".to_string(),
        second: "Page 1 of 1".to_string(),
    };
    let sentence = "Whoever holds this sheet can read every patient.";
    let row = state_row(&mut ts, ctx, ("SECRET", true), &[sentence])?;
    let own = face(&mut ts, ctx, &t, &FormNote::default(), (&number, 1), |cv| {
        data_row(cv, 9.0, &row)?;
        recovery_form::body(cv, &ctx.hospital, sheet)
    })?;
    Ok(Drawn {
        shared: Vec::new(),
        own,
        number,
        face: 1,
        title: t.form,
    })
}

/// The recovery code as a PDF. The file's own words, which show in a printer's queue, do not say what is on it.
pub fn recovery(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecoverySheet,
) -> Result<Pack, PaperError> {
    let face = recovery_face(ctx, numbers, sheet)?;
    one_sided(ctx, "Sheet for an envelope", &[face])
}

fn one_sided(ctx: &PrintContext, what: &str, faces: &[Drawn]) -> Result<Pack, PaperError> {
    let ctx = PrintContext {
        duplex: false,
        ..ctx.clone()
    };
    write(&ctx, what, faces, Vec::new())
}
