//! A list of numbers with the people behind each: the work-around list for the commander, the restoration order for
//! whoever restores, a look-back for the wards.

use crate::context::{Freshness, PrintContext};
use crate::draw::Size;
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote};
use crate::flow::{Flow, Furniture, Unprintables, cleaned, document, document_faces, heads, not_printable};
use crate::pack::{Drawn, Pack};
use crate::proofs::state_row;
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter};

/// Whose sheet it is and where it ends.
const KEEP: &str = "Contains patient names: keep with the notes, shred after";

/// Left and width of tier, ward and bed, name, NHS number, what, and room to write.
const PEOPLE: [(f32, f32); 5] = [
    (1.0, 9.0),
    (11.0, 40.0),
    (52.0, 46.0),
    (99.0, 26.0),
    (126.0, 55.0),
];

/// Which of the lists it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumbersForm {
    /// What is needed against what is in store.
    WorkArounds,
    /// What to restore first.
    RestorationOrder,
    /// On whom a decision may have been taken from a suspect result.
    LookBack,
}

impl NumbersForm {
    /// Title of every page and name of the form.
    pub fn title(self) -> &'static str {
        match self {
            Self::WorkArounds => "Work-around list",
            Self::RestorationOrder => "Restoration order",
            Self::LookBack => "Look-back",
        }
    }
}

/// What to print. All text is ready to read; the order is kept and nothing is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumbersSheet {
    /// Which list.
    pub form: NumbersForm,
    /// What it comes to ("14 patients need something that is not in store").
    pub headline: String,
    /// The moment that the census shows.
    pub as_of: String,
    /// More that must be known to read it: label, words.
    pub facts: Vec<(&'static str, String)>,
    /// Word over the last column of the people ("Do now", "What may be wrong").
    pub last_column: &'static str,
    /// Each number.
    pub parts: Vec<NumbersPart>,
}

/// One number and the people behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumbersPart {
    /// What it is of ("Stand-alone syringe driver").
    pub name: String,
    /// The numbers in words ("14 need one, 9 left in store: 5 short").
    pub numbers: String,
    /// Where, who to ring, what else.
    pub more: String,
    /// The people, most urgent first.
    pub people: Vec<NumbersPerson>,
}

/// One person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumbersPerson {
    /// "P1".
    pub tier: String,
    /// "AMU 04".
    pub place: String,
    /// "FAMILY, First".
    pub name: String,
    /// NHS number, or "not known".
    pub number: String,
    /// What to do, or what may be wrong.
    pub what: String,
}

/// Hands over every text.
fn each_text(s: &mut NumbersSheet, f: &mut dyn FnMut(&mut String)) {
    f(&mut s.headline);
    f(&mut s.as_of);
    s.facts.iter_mut().for_each(|(_, words)| f(words));
    for part in &mut s.parts {
        for text in [&mut part.name, &mut part.numbers, &mut part.more] {
            f(text);
        }
        for one in &mut part.people {
            for text in [
                &mut one.tier,
                &mut one.place,
                &mut one.name,
                &mut one.number,
                &mut one.what,
            ] {
                f(text);
            }
        }
    }
}

fn furniture(ctx: &PrintContext, sheet: &NumbersSheet) -> Result<Furniture, PaperError> {
    let (tab, loud) = match ctx.freshness() {
        Freshness::Fresh => ("Data as at", false),
        Freshness::Old | Freshness::Rebuild => ("OLD DATA", true),
        Freshness::ClockWrong => ("CLOCK WRONG", true),
        Freshness::None => ("NO CENSUS TIME", true),
    };
    let row = state_row(&mut Typesetter::default(), ctx, (tab, loud), &[&sheet.as_of])?;
    Ok(Furniture {
        form: sheet.form.title(),
        corner: "contains patient names",
        row: DataRow {
            triangle: loud && !ctx.exercise,
            ..row
        },
        note: FormNote {
            words: KEEP.to_string(),
            ..FormNote::default()
        },
    })
}

fn lay_out(
    flow: &mut Flow<'_>,
    ctx: &PrintContext,
    sheet: &NumbersSheet,
    unprintable: &Unprintables,
) -> Result<(), PaperError> {
    flow.headline(&sheet.headline, Size::Pt14)?;
    flow.drill(ctx)?;
    flow.headline(&format!("{KEEP}."), Size::Pt9)?;
    flow.gap_below(1.5);
    let known = |words: &str| match words.trim() {
        "" => "not known".to_string(),
        words => words.to_string(),
    };
    let mut facts = vec![
        ("Hospital", known(&ctx.hospital)),
        ("Incident", known(&ctx.incident)),
        ("Census of", known(&sheet.as_of)),
    ];
    facts.extend(sheet.facts.iter().cloned());
    facts.extend(not_printable(unprintable, "The screen shows it as it came."));
    flow.facts(&facts)?;
    for part in &sheet.parts {
        let words = ["Tier", "Ward and bed", "Name", "NHS number", sheet.last_column];
        let columns = heads(part.people.len(), &PEOPLE, &words);
        let (title, whole) = bar_title(&part.name);
        flow.section(&title, "", &columns)?;
        let name = if whole { "" } else { part.name.as_str() };
        let words = [name, &part.numbers, &part.more];
        let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        flow.note(&words.join(". ").replace(".. ", ". "))?;
        for one in &part.people {
            let cells = [
                Span::bold(one.tier.as_str()),
                Span::plain(one.place.as_str()),
                Span::bold(one.name.as_str()),
                Span::plain(one.number.as_str()),
                Span::plain(one.what.as_str()),
            ];
            flow.table_row(&one.name, &PEOPLE, cells)?;
        }
        if part.people.is_empty() {
            flow.note("Nobody on the list.")?;
        }
        flow.section_ends();
    }
    if sheet.parts.is_empty() {
        flow.note("Nothing is on this list.")?;
    }
    flow.note("End of the list.")
}

/// Most letters in the bar over a part.
const BAR: usize = 44;

/// A name as it fits into the bar, and whether that is all of it: a system's full name may say in brackets what it takes in.
fn bar_title(name: &str) -> (String, bool) {
    if name.chars().count() <= BAR {
        return (name.to_string(), true);
    }
    let end = [" (", ": "].iter().filter_map(|mark| name.find(mark)).min();
    let head = end.and_then(|end| name.get(..end)).unwrap_or(name);
    let mut title = String::new();
    for word in head.split_whitespace() {
        if title.chars().count() + word.chars().count() >= BAR {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    (title, false)
}

/// The list as a PDF, over as many pages as it needs.
pub fn numbers_list(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &NumbersSheet,
) -> Result<Pack, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}

/// The display lists of the list, for checks and for other back ends.
pub fn numbers_list_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    sheet: &NumbersSheet,
) -> Result<Vec<Drawn>, PaperError> {
    let (ctx, sheet, unprintable) = cleaned(ctx, sheet, each_text);
    let shared = furniture(&ctx, &sheet)?;
    document_faces(&ctx, numbers, &shared, |flow| {
        lay_out(flow, &ctx, &sheet, &unprintable)
    })
}
