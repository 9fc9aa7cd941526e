//! The human-readable record of one incident: front page, roles, decisions, then every entry in order.
//!
//! It may not be held back: long text goes over pages, and a character that no face draws is printed as its code
//! point, with a word on the front page. Memory is one page and the finished file, however long the log is.

mod clean;
mod decisions;
mod flow;
mod front;
mod roles;
mod timeline;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Mark, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{FormNote, Title, data_row, footer_number, footer_words, title, under_words};
use crate::forms::checkpoint::CheckpointMark;
use crate::pack::{Drawn, Pack, SheetPrinted, about};
use crate::pdf::Writer;
use crate::proofs::state_row;
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::Typesetter;
use flow::Flow;

/// Title of every page and name of the form.
const FORM: &str = "Record of the incident";

/// What to print. All text is ready to read: times in the incident's zone, names as people know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordSheet {
    /// The incident's title ("Ransomware, laboratory and pumps").
    pub title: String,
    /// Name of the zone that all times are in ("Europe/London").
    pub zone: String,
    /// When the log was opened.
    pub opened: String,
    /// When the incident was declared; none when it never was.
    pub declared: Option<String>,
    /// When it was stood down; none while it runs.
    pub stood_down: Option<String>,
    /// The time of the newest entry that is printed.
    pub data_as_at: String,
    /// Entries in the log. When it is not the number of `entries`, the front page says that the record is a part.
    pub entries_in_log: u64,
    /// Stations that wrote.
    pub stations: Vec<RecordStation>,
    /// What the verifier says of the log, one sentence.
    pub verification: String,
    /// The verifier found nothing wrong; otherwise the sentence is printed white on black.
    pub verified: bool,
    /// When the checkpoint was made.
    pub checkpoint_at: String,
    /// The checkpoint's words and code.
    pub checkpoint: CheckpointMark,
    /// Who held which role, in order.
    pub roles: Vec<RecordRole>,
    /// Decisions, in order.
    pub decisions: Vec<RecordDecision>,
    /// Every entry, in order.
    pub entries: Vec<RecordEntry>,
}

/// A station that wrote in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordStation {
    /// Short name, as it stands beside the entries ("A").
    pub short: String,
    /// Name ("Ward 7B desk").
    pub name: String,
    /// The first 16 hex digits of its key.
    pub key: String,
    /// Entries it wrote.
    pub entries: u64,
    /// Who wrote on it, with their roles.
    pub written_by: Vec<String>,
}

/// A holder of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRole {
    /// Role.
    pub role: String,
    /// Who held it.
    pub holder: String,
    /// How to reach them; empty when not known.
    pub contact: String,
    /// From when.
    pub from: String,
    /// Until when; none while they hold it.
    pub until: Option<String>,
}

/// An option that was considered and not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOption {
    /// The option.
    pub option: String,
    /// Why not; empty when nobody said.
    pub why_not: String,
}

/// A decision. An empty field prints as "not recorded".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDecision {
    /// Number and station of its entry ("A 41").
    pub entry: String,
    /// When it was made, as the person said.
    pub occurred_at: String,
    /// When it was written, if later than it was made.
    pub written_later_at: Option<String>,
    /// Who decided.
    pub who: String,
    /// In which role.
    pub role: String,
    /// What was decided.
    pub decided: String,
    /// What was known.
    pub information: String,
    /// What else was considered.
    pub options: Vec<RecordOption>,
    /// Why.
    pub rationale: String,
    /// Risks that were accepted.
    pub risks: String,
    /// Policy or plan that it follows or leaves.
    pub policy: String,
    /// Who was told.
    pub told: String,
    /// When it is looked at again.
    pub review_at: String,
}

/// Another entry that this one points at, or that points at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPointer {
    /// Number and station of the other entry ("B 57").
    pub entry: String,
    /// What the other entry says. When its words were erased, say so here: the record prints what it is given.
    pub text: String,
}

/// An entry whose words were erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordErasure {
    /// Number and station of the entry that erased it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// The day it happened, as a heading ("Saturday 15 November 2025"); a heading is printed where it changes.
    pub day: String,
    /// When it happened, as the person said ("02:14").
    pub occurred_at: String,
    /// When it was written, if later ("03:20", or with its day).
    pub written_later_at: Option<String>,
    /// Number and station ("A 41").
    pub entry: String,
    /// The station's name, or its short name again.
    pub station: String,
    /// Who.
    pub who: String,
    /// In which role; empty when in none.
    pub role: String,
    /// What kind of entry, in a word or two ("decision", "system state").
    pub kind: String,
    /// The entry.
    pub text: String,
    /// Further lines.
    pub details: Vec<String>,
    /// The entry that this one corrects, with what it said.
    pub corrects: Option<RecordPointer>,
    /// Entries that correct this one, with what they say.
    pub corrected_by: Vec<RecordPointer>,
    /// Its words were erased.
    pub erased: Option<RecordErasure>,
    /// Marked for the debrief.
    pub flagged: bool,
}

/// What every page shares. A hospital or incident whose name is too long for the footer stands on the front page alone.
fn furniture_or_less(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    sheet: &RecordSheet,
) -> Result<Vec<Mark>, PaperError> {
    match furniture(ts, ctx, sheet) {
        Err(PaperError::DoesNotFit { .. }) => {
            let short = PrintContext {
                hospital: "Hospital: see the front page".to_string(),
                incident: "see the front page".to_string(),
                bag_version: String::new(),
                printed_by: String::new(),
                ..ctx.clone()
            };
            furniture(ts, &short, sheet)
        }
        done => done,
    }
}

/// What every page shares: title, state of the data, footer.
fn furniture(ts: &mut Typesetter, ctx: &PrintContext, sheet: &RecordSheet) -> Result<Vec<Mark>, PaperError> {
    let mut cv = Canvas::new(ts);
    under_words(&mut cv, ctx)?;
    let t = Title {
        form: FORM.to_string(),
        purpose: String::new(),
        first: if ctx.exercise {
            String::new()
        } else {
            "in confidence".to_string()
        },
        second: String::new(),
    };
    title(&mut cv, ctx, &t)?;
    let whole = format!("{} · all times in the zone {}", sheet.data_as_at, sheet.zone);
    let row = state_row(cv.ts, ctx, ("Data as at", false), &[&whole, &sheet.data_as_at])?;
    data_row(&mut cv, 9.0, &row)?;
    footer_words(&mut cv, ctx, &FormNote::default())?;
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
        cv.text(
            Area::new(110.0, 3.8, LIVE_W - 110.0, 4.0),
            H::Right,
            V::Middle,
            &words,
            bold,
        )?;
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

/// Lays out the record and hands over each page as it is full.
fn lay_out(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    sheet: &RecordSheet,
    unprintable: &clean::Unprintables,
    page: &mut dyn FnMut(Vec<Mark>) -> Result<(), PaperError>,
) -> Result<(), PaperError> {
    let mut flow = Flow::new(ts, page);
    front::draw(&mut flow, ctx, sheet, unprintable)?;
    flow.page_break()?;
    roles::draw(&mut flow, sheet)?;
    decisions::draw(&mut flow, sheet)?;
    timeline::draw(&mut flow, sheet)?;
    flow.finish()
}

/// The record as a PDF. Nothing in it is left out and nothing holds it back.
pub fn record(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecordSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = clean::cleaned(ctx, sheet);
    let ctx = &ctx;
    let mut ts = Typesetter::default();
    let mut writer = Writer::new(about(ctx, FORM));
    let form = writer.form(&furniture_or_less(&mut ts, ctx, &sheet)?)?;
    lay_out(&mut ts, ctx, &sheet, &unprintable, &mut |marks| {
        writer.page(Some(form), &marks)
    })?;
    let pages = writer.pages();
    let mut printed: Vec<SheetPrinted> = Vec::new();
    for (at, (number, side)) in sheets(ctx, numbers, pages).into_iter().enumerate() {
        let marks = page_words(&mut ts, ctx, (at + 1, pages), &number, side)?;
        writer.over(at, &marks)?;
        ts.forget_above(flow::REMEMBERED);
        match printed.last_mut() {
            Some(last) if last.code == number => last.faces += 1,
            _ => printed.push(SheetPrinted {
                code: number,
                patient: None,
                form: FORM.to_string(),
                faces: 1,
            }),
        }
    }
    Ok(Pack {
        pdf: writer.finish()?,
        sheets: printed,
        held_back: Vec::new(),
        pages,
    })
}

/// The display lists of the record, for checks and for other back ends. All pages are in memory at once.
pub fn record_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecordSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = clean::cleaned(ctx, sheet);
    let ctx = &ctx;
    let mut ts = Typesetter::default();
    let shared = furniture_or_less(&mut ts, ctx, &sheet)?;
    let mut pages = Vec::new();
    lay_out(&mut ts, ctx, &sheet, &unprintable, &mut |marks| {
        pages.push(marks);
        Ok(())
    })?;
    let all = pages.len();
    let mut out = Vec::with_capacity(all);
    for ((at, mut own), (number, side)) in pages.into_iter().enumerate().zip(sheets(ctx, numbers, all)) {
        own.extend(page_words(&mut ts, ctx, (at + 1, all), &number, side)?);
        out.push(Drawn {
            shared: shared.clone(),
            own,
            number,
            face: side,
            title: FORM.to_string(),
        });
    }
    Ok(out)
}
