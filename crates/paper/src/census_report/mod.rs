//! The quality of a census on paper, for the incident commander and ward leads: what could hurt somebody first, then
//! what became other, what was rejected and why, what else is missing, and last the counts of the files.

mod changes;
mod hurts;
mod needs;
mod read;
mod texts;

use crate::context::{Freshness, PrintContext};
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote};
use crate::flow::{Flow, Furniture, Unprintables, cleaned, document, document_faces, not_printable};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::Typesetter;
use texts::each_text;

/// Title of every page and name of the form.
const FORM: &str = "Census report";
/// Whose sheet it is and where it ends: on the front and in the footer of every page.
const KEEP: &str = "Contains patient names: keep with the notes, shred after";

/// What to print. All text is ready to read: times in the incident's zone, people with their place ("AMU 04 OKAFOR,
/// Grace"). Nothing is left out and nothing is printed twice; the order of each list is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusReportSheet {
    /// What the census was read from, each by its name.
    pub feed: Vec<String>,
    /// The moment that the census shows ("Sun 22-Nov-2026 02:00").
    pub as_of: String,
    /// How old that is ("39 minutes before printing").
    pub age: String,
    /// How many records ("615 records read: 612 taken, 3 rejected").
    pub read: String,
    /// People in a bed.
    pub in_patients: u32,
    /// Whose records contradict one another about allergies.
    pub conflicts: Vec<CensusConflict>,
    /// Beds with more than one person.
    pub shared_beds: Vec<CensusSharedBed>,
    /// What may be missing and from whom; also what nobody lacks, which is said too.
    pub lacks: Vec<CensusLack>,
    /// Where what a person wrote and what the feed says are not the same, and nobody has decided.
    pub differences: Vec<CensusDifference>,
    /// Whose needs are known and whose are not; none when nobody counted.
    pub needs: Option<CensusNeeds>,
    /// What became other since the census before; none when there is none before.
    pub changes: Option<CensusChanges>,
    /// Rejected records, by reason.
    pub reasons: Vec<CensusReason>,
    /// What was taken in and needs a look.
    pub warnings: Vec<CensusWarning>,
    /// Each file that was read.
    pub files: Vec<CensusFile>,
}

/// Records that contradict one another about one person's allergies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusConflict {
    /// Who.
    pub person: String,
    /// Allergies as the census keeps them ("Penicillin, latex").
    pub allergies: String,
    /// What contradicts them.
    pub words: String,
}

/// A bed with more than one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusSharedBed {
    /// "AMU, Bay 2, bed 04".
    pub place: String,
    /// Who.
    pub people: Vec<String>,
}

/// Something that people may lack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusLack {
    /// What, after a count of people ("without a bed", "with allergies not known").
    pub words: String,
    /// Lacking it can hurt them: printed among the first.
    pub hurts: bool,
    /// Who.
    pub people: Vec<String>,
}

/// An open difference between a person's hand and the feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusDifference {
    /// Whose.
    pub person: String,
    /// Of what ("bed", "allergies").
    pub field: String,
    /// What a person wrote, with who and when.
    pub by_hand: String,
    /// What the feed says, with its time.
    pub in_feed: String,
}

/// Whose needs are known, whose are not, and whom somebody must look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusNeeds {
    /// Ward by ward.
    pub wards: Vec<CensusWardNeeds>,
    /// Who needs a look, and why.
    pub look: Vec<CensusLook>,
    /// How many more of whom nothing at all is on record: not named one by one.
    pub nothing_recorded: u32,
}

/// What the rules made of one ward.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusWardNeeds {
    /// Ward ("ward not known").
    pub ward: String,
    /// Everybody in it.
    pub in_patients: u32,
    /// With a dependence profile.
    pub profiled: u32,
    /// Known to be ordinary care.
    pub ordinary: u32,
    /// Nothing found.
    pub not_profiled: u32,
    /// Something needs a look.
    pub needs_look: u32,
}

/// Somebody who needs a look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusLook {
    /// Who.
    pub person: String,
    /// What nobody can be sure of, each on a line.
    pub what: String,
}

/// What became other since the census before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusChanges {
    /// The moment of the census before.
    pub since: String,
    /// In a bed now and not then.
    pub came: Vec<String>,
    /// In a bed then and not now.
    pub went: Vec<String>,
    /// In another place.
    pub moved: Vec<CensusChange>,
    /// Allergies are others.
    pub allergies: Vec<CensusChange>,
    /// Another name, number or date of birth.
    pub identity: Vec<CensusChange>,
}

/// One person's change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusChange {
    /// Who.
    pub person: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// Records rejected for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusReason {
    /// Why, and what to do.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// Where: as many as are known. When they are fewer than `count`, the rest is printed as a number.
    pub places: Vec<String>,
}

/// A warning of the import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusWarning {
    /// What, and what to do.
    pub text: String,
    /// File; empty when it is about the census as a whole.
    pub file: String,
    /// Place in the file, or whom it is about; may be empty.
    pub at: String,
}

/// What was read of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusFile {
    /// The file as given.
    pub file: String,
    /// Records met in it.
    pub records: u32,
    /// Taken in.
    pub taken: u32,
    /// Rejected.
    pub rejected: u32,
}

/// "1 person", "3 people".
fn people(count: usize) -> String {
    if count == 1 {
        "1 person".to_string()
    } else {
        format!("{count} people")
    }
}

/// The row under the title: the age of the census, loud when it is old, and which sources are not trusted.
fn state(ctx: &PrintContext, sheet: &CensusReportSheet) -> Result<DataRow, PaperError> {
    let (tab, loud) = match ctx.freshness() {
        Freshness::Fresh => ("Data as at", false),
        Freshness::Old | Freshness::Rebuild => ("OLD DATA", true),
        Freshness::ClockWrong => ("CLOCK WRONG", true),
        Freshness::None => ("NO CENSUS TIME", true),
    };
    let age = format!("{} · {}", sheet.as_of, sheet.age);
    let sentences = [age.as_str(), &sheet.as_of];
    let row = state_row(&mut Typesetter::default(), ctx, (tab, loud), &sentences)?;
    Ok(DataRow {
        triangle: loud && !ctx.exercise,
        ..row
    })
}

fn furniture(ctx: &PrintContext, sheet: &CensusReportSheet) -> Result<Furniture, PaperError> {
    Ok(Furniture {
        form: FORM,
        corner: "contains patient names",
        row: state(ctx, sheet)?,
        note: FormNote {
            words: KEEP.to_string(),
            ..FormNote::default()
        },
    })
}

fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &CensusReportSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    front(flow, ctx, sheet, unprintable)?;
    hurts::draw(flow, sheet)?;
    needs::draw(flow, sheet.needs.as_ref())?;
    changes::draw(flow, sheet.changes.as_ref())?;
    read::draw(flow, sheet)?;
    flow.note("End of the report.")
}

/// What the census is, and what is worst in it.
fn front(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &CensusReportSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    use crate::draw::Size;
    let who = people(usize::try_from(sheet.in_patients).unwrap_or(usize::MAX));
    flow.headline(&format!("{who} in a bed at {}", sheet.as_of), Size::Pt18)?;
    flow.drill(ctx)?;
    flow.headline(&format!("{KEEP}."), Size::Pt9)?;
    let (worst, well) = hurts::verdict(sheet);
    flow.verdict(&worst, well)?;
    flow.gap_below(2.5);
    let not_known = |words: &str| {
        if words.trim().is_empty() {
            "not known".to_string()
        } else {
            words.to_string()
        }
    };
    let feed = sheet.feed.join(", ");
    let mut facts = vec![
        ("Hospital", not_known(&ctx.hospital)),
        ("Incident", not_known(&ctx.incident)),
        (
            "Census of",
            format!("{}, {}", not_known(&sheet.as_of), not_known(&sheet.age)),
        ),
        ("Read from", not_known(&feed)),
        ("Records", not_known(&sheet.read)),
    ];
    for s in &ctx.suspect {
        let said = format!(
            "{}, since {}, said by {}",
            s.name,
            ctx.day_time(s.since),
            s.said_by
        );
        facts.push(("NOT TRUSTED", said));
    }
    facts.extend(not_printable(unprintable, "The screen shows it as it came."));
    flow.facts(&facts)
}

/// The census report as a PDF. Nothing in it is left out and nothing holds it back: it goes over as many pages as it
/// needs, one page in memory at a time.
pub fn census_report(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &CensusReportSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the census report, for checks and for other back ends. All pages are in memory at once.
pub fn census_report_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &CensusReportSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
