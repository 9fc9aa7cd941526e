//! Sheets that are nobody's chart: a ward's priority list and role action cards.

use battlebag_bag::Card;

use crate::context::PrintContext;
use crate::draw::{Canvas, Mark};
use crate::errors::PaperError;
use crate::face::{FormNote, Title, footer_number, footer_words, title, under_words};
use crate::forms::{card as card_form, list};
use crate::pack::{Drawn, HeldBack, Pack, SheetPrinted, about, note_face};
use crate::pdf::Writer;
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::{Typesetter, Weight, shape};

pub use crate::forms::list::{Listed, PriorityList};

/// One face: furniture, then whatever `body` draws.
pub(crate) fn face(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    t: &Title,
    note: &FormNote,
    (number, side): (&SheetNumber, u8),
    body: impl FnOnce(&mut Canvas<'_>) -> Result<(), PaperError>,
) -> Result<Vec<Mark>, PaperError> {
    let mut cv = Canvas::new(ts);
    under_words(&mut cv, ctx)?;
    title(&mut cv, ctx, t)?;
    body(&mut cv)?;
    footer_words(&mut cv, ctx, note)?;
    footer_number(&mut cv, number, side)?;
    Ok(cv.into_marks())
}

/// The display lists of a priority list, page by page.
pub fn priority_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    list: &PriorityList<'_>,
) -> Result<Vec<Drawn>, PaperError> {
    if list.entries.is_empty() {
        return Err(PaperError::Nothing);
    }
    if list.entries.len() != list.census_count {
        return Err(PaperError::CountsDiffer {
            listed: list.entries.len(),
            census: list.census_count,
        });
    }
    let mut ts = Typesetter::default();
    let roll_call = list::is_roll_call(ctx);
    let form = if roll_call {
        "Ward roll-call: by name"
    } else {
        "Ward priority list: worst first"
    };
    // A roll-call always has a row for somebody who is not on it.
    let rows = list.entries.len() + usize::from(roll_call);
    let pages = rows.div_ceil(list::ROWS);
    let mut out = Vec::with_capacity(pages);
    let mut number = numbers.next_number();
    let mut entries = list.entries.to_vec();
    if roll_call {
        // No ranking is left in the order either.
        entries.sort_by(|a, b| {
            let (a, b) = (a.patient, b.patient);
            (&a.name.family, &a.name.given, &a.id).cmp(&(&b.name.family, &b.name.given, &b.id))
        });
    }
    for page in 0..pages {
        let from = page * list::ROWS;
        let here = entries
            .get(from..entries.len().min(from + list::ROWS))
            .unwrap_or_default();
        let side = if ctx.duplex && page % 2 == 1 { 2 } else { 1 };
        if page > 0 && side == 1 {
            number = numbers.next_number();
        }
        let t = Title {
            form: form.to_string(),
            purpose: String::new(),
            first: "many patients: not for notes".to_string(),
            second: format!("Page {} of {pages}", page + 1),
        };
        let note = FormNote {
            words: format!("list {}", list.number),
            ..FormNote::default()
        };
        let marks = face(&mut ts, ctx, &t, &note, (&number, side), |cv| {
            list::head(cv, ctx, list, page)?;
            for (at, entry) in here.iter().enumerate() {
                list::entry(cv, ctx, at, entry)?;
            }
            if roll_call {
                (here.len()..list::ROWS).try_for_each(|at| list::not_listed(cv, at))?;
            }
            Ok(())
        })?;
        out.push(Drawn {
            shared: Vec::new(),
            own: marks,
            number: number.clone(),
            face: side,
            title: form.to_string(),
        });
    }
    Ok(out)
}

/// A ward's priority list as a PDF. Names that do not print whole are reported; nobody is left out.
pub fn priority_list(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    list: &PriorityList<'_>,
) -> Result<Pack, PaperError> {
    let faces = priority_faces(ctx, numbers, list)?;
    let held_back = list
        .entries
        .iter()
        .map(|entry| entry.patient)
        .filter(|p| {
            let whole = |text: &str| shape(text, Weight::Bold).is_ok();
            !(whole(&p.name.family) && p.name.given.iter().all(|g| whole(g)))
        })
        .map(|p| HeldBack {
            patient: p.id.clone(),
            form: "Ward priority list".to_string(),
            reason:
                "the name has a character that cannot be printed: read the wristband and write it on the row"
                    .to_string(),
        })
        .collect();
    write(ctx, &format!("Priority list {}", list.ward), &faces, held_back)
}

/// The display list of an action card by itself.
pub fn card_face(ctx: &PrintContext, numbers: &mut SheetNumbers, card: &Card) -> Result<Drawn, PaperError> {
    card_face_of(ctx, numbers, card, "Page 1 of 1")
}

/// What a card is called on paper.
pub(crate) fn card_title(card: &Card) -> String {
    match card.number.as_str() {
        "" => format!("Action card: {}", card.title),
        _ => format!("Action card {}", card.heading()),
    }
}

/// What the footer says of a card's approval.
pub(crate) fn card_note(card: &Card) -> FormNote {
    match &card.approved_by {
        Some(by) => FormNote {
            words: format!("card approved by {by}"),
            ..FormNote::default()
        },
        None => FormNote {
            reviewed: true,
            ..FormNote::default()
        },
    }
}

/// The display list of an action card as a page of something.
pub(crate) fn card_face_of(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    card: &Card,
    page: &str,
) -> Result<Drawn, PaperError> {
    let mut ts = Typesetter::default();
    let number = numbers.next_number();
    let t = Title {
        form: card_title(card),
        purpose: String::new(),
        first: format!("card version {}", card.version),
        second: page.to_string(),
    };
    let marks = face(&mut ts, ctx, &t, &card_note(card), (&number, 1), |cv| {
        card_form::body(cv, card)
    })?;
    Ok(Drawn {
        shared: Vec::new(),
        own: marks,
        number,
        face: 1,
        title: t.form,
    })
}

/// Action cards as one PDF, one side each.
pub fn cards(ctx: &PrintContext, numbers: &mut SheetNumbers, cards: &[&Card]) -> Result<Pack, PaperError> {
    if cards.is_empty() {
        return Err(PaperError::Nothing);
    }
    let faces = cards
        .iter()
        .map(|c| card_face(ctx, numbers, c))
        .collect::<Result<Vec<_>, _>>()?;
    // A card is carried: the next one must not be on its back.
    let ctx = PrintContext {
        duplex: false,
        ..ctx.clone()
    };
    write(&ctx, "Action cards", &faces, Vec::new())
}

/// Faces as one PDF.
pub(crate) fn write(
    ctx: &PrintContext,
    what: &str,
    faces: &[Drawn],
    held_back: Vec<HeldBack>,
) -> Result<Pack, PaperError> {
    let mut writer = Writer::new(about(ctx, what));
    let mut sheets: Vec<SheetPrinted> = Vec::new();
    for f in faces {
        writer.page(None, &f.own)?;
        note_face(&mut sheets, &f.number, &f.title, None);
    }
    let pages = writer.pages();
    Ok(Pack {
        pdf: writer.finish()?,
        sheets,
        held_back,
        pages,
    })
}
