//! A flowing document as faces: furniture that all pages share, pages as they are full, then how many they are.

use super::{Flow, REMEMBERED};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Mark, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote, Title, data_row, footer_number, footer_words, title, under_words};
use crate::pack::{Drawn, Pack, SheetPrinted, about, note_face};
use crate::pdf::Writer;
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::Typesetter;

/// What every page of a document shares.
pub(crate) struct Furniture {
    /// Title of every page and name of the form.
    pub form: &'static str,
    /// Words over the page's number; left out in a drill, where EXERCISE stands.
    pub corner: &'static str,
    /// State of the data.
    pub row: DataRow,
    /// Words of the footer.
    pub note: FormNote,
}

/// The shared marks. A hospital or incident whose name is too long for the footer stands on the front page alone.
fn furniture_or_less(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    f: &Furniture,
) -> Result<Vec<Mark>, PaperError> {
    match furniture(ts, ctx, f) {
        Err(PaperError::DoesNotFit { .. }) => {
            let short = PrintContext {
                hospital: "Hospital: see the front page".to_string(),
                incident: "see the front page".to_string(),
                bag_version: String::new(),
                printed_by: String::new(),
                ..ctx.clone()
            };
            furniture(ts, &short, f)
        }
        done => done,
    }
}

/// Title, state of the data, footer.
fn furniture(ts: &mut Typesetter, ctx: &PrintContext, f: &Furniture) -> Result<Vec<Mark>, PaperError> {
    let mut cv = Canvas::new(ts);
    under_words(&mut cv, ctx)?;
    let t = Title {
        form: f.form.to_string(),
        purpose: String::new(),
        first: if ctx.exercise { "" } else { f.corner }.to_string(),
        second: String::new(),
    };
    title(&mut cv, ctx, &t)?;
    data_row(&mut cv, 9.0, &f.row)?;
    footer_words(&mut cv, ctx, &f.note)?;
    Ok(cv.into_marks())
}

/// Page n of m, and the sheet's number and code.
fn page_words(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    (page, pages): (usize, usize),
    number: &SheetNumber,
    side: u8,
) -> Result<Vec<Mark>, PaperError> {
    let mut cv = Canvas::new(ts);
    let words = format!("Page {page} of {pages}");
    let bold = Style::bold(Size::Pt9);
    if ctx.exercise {
        let middle = Area::new(28.0, 0.0, LIVE_W - 58.0, 8.0);
        cv.text(middle, H::Right, V::Middle, &words, bold.white())?;
    } else {
        let right = Area::new(110.0, 3.8, LIVE_W - 110.0, 4.0);
        cv.text(right, H::Right, V::Middle, &words, bold)?;
    }
    footer_number(&mut cv, number, side)?;
    Ok(cv.into_marks())
}

/// Sheet and side of each page: two to a sheet when both sides are printed.
fn sheets(ctx: &PrintContext, numbers: &mut SheetNumbers, pages: usize) -> Vec<(SheetNumber, u8)> {
    let mut out: Vec<(SheetNumber, u8)> = Vec::with_capacity(pages);
    for page in 0..pages {
        let back = ctx.duplex && page % 2 == 1;
        let number = match out.last() {
            Some((number, _)) if back => number.clone(),
            _ => numbers.next_number(),
        };
        out.push((number, if back { 2 } else { 1 }));
    }
    out
}

/// A document as a PDF. Nothing in it is left out and nothing holds it back; one page is in memory at a time.
pub(crate) fn document(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    f: &Furniture,
    lay_out: impl FnOnce(&mut Flow<'_>) -> Result<(), PaperError>,
) -> Result<Pack, PaperError> {
    let mut ts = Typesetter::default();
    let mut writer = Writer::new(about(ctx, f.form));
    let form = writer.form(&furniture_or_less(&mut ts, ctx, f)?)?;
    let mut page = |marks: Vec<Mark>| writer.page(Some(form), &marks);
    let mut flow = Flow::new(&mut ts, &mut page);
    lay_out(&mut flow)?;
    flow.finish()?;
    let pages = writer.pages();
    let mut printed: Vec<SheetPrinted> = Vec::new();
    for (at, (number, side)) in sheets(ctx, numbers, pages).into_iter().enumerate() {
        let marks = page_words(&mut ts, ctx, (at + 1, pages), &number, side)?;
        writer.over(at, &marks)?;
        ts.forget_above(REMEMBERED);
        note_face(&mut printed, &number, f.form, None);
    }
    Ok(Pack {
        pdf: writer.finish()?,
        sheets: printed,
        held_back: Vec::new(),
        pages,
    })
}

/// The display lists of a document, for checks and for other back ends. All pages are in memory at once.
pub(crate) fn document_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    f: &Furniture,
    lay_out: impl FnOnce(&mut Flow<'_>) -> Result<(), PaperError>,
) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let shared = furniture_or_less(&mut ts, ctx, f)?;
    let mut pages = Vec::new();
    let mut page = |marks: Vec<Mark>| {
        pages.push(marks);
        Ok(())
    };
    let mut flow = Flow::new(&mut ts, &mut page);
    lay_out(&mut flow)?;
    flow.finish()?;
    let all = pages.len();
    let mut out = Vec::with_capacity(all);
    for ((at, mut own), (number, side)) in pages.into_iter().enumerate().zip(sheets(ctx, numbers, all)) {
        own.extend(page_words(&mut ts, ctx, (at + 1, all), &number, side)?);
        out.push(Drawn {
            shared: shared.clone(),
            own,
            number,
            face: side,
            title: f.form.to_string(),
        });
    }
    Ok(out)
}
