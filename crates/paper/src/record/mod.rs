//! The human-readable record of one incident: front page, roles, decisions, then every entry in order.

mod decisions;
mod front;
mod roles;
mod texts;
mod timeline;

use crate::context::PrintContext;
use crate::errors::PaperError;
use crate::face::FormNote;
use crate::flow::{Flow, Furniture, Unprintables, cleaned, document, document_faces};
use crate::forms::checkpoint::CheckpointMark;
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::Typesetter;
use texts::each_text;

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

/// What every page shares.
fn furniture(ctx: &PrintContext, sheet: &RecordSheet) -> Result<Furniture, PaperError> {
    let whole = format!("{} · all times in the zone {}", sheet.data_as_at, sheet.zone);
    let sentences = [whole.as_str(), &sheet.data_as_at];
    Ok(Furniture {
        form: FORM,
        corner: "in confidence",
        row: state_row(&mut Typesetter::default(), ctx, ("Data as at", false), &sentences)?,
        note: FormNote::default(),
    })
}

/// Lays out the record.
fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &RecordSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    front::draw(flow, ctx, sheet, unprintable)?;
    flow.page_break()?;
    roles::draw(flow, sheet)?;
    decisions::draw(flow, sheet)?;
    timeline::draw(flow, sheet)
}

/// The record as a PDF. Nothing in it is left out and nothing holds it back.
pub fn record(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecordSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the record, for checks and for other back ends. All pages are in memory at once.
pub fn record_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &RecordSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
