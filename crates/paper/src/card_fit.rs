//! Whether each card of a bag fits one side of paper, found before anybody needs it.

use battlebag_bag::{Bag, BagFiles, Card, CardPlace, Fault, card_fault};
use chrono::{DateTime, Offset, Utc};

use crate::context::{LocalLists, PrintContext};
use crate::errors::PaperError;
use crate::lists::card_face;
use crate::pdf::PaperSize;
use crate::sheet_number::SheetNumbers;
use crate::svg;

/// Lays out every card of a bag: a fault, with file and line, for each that does not fit one side of A4 or Letter
/// (the live area is the same) or has a character that cannot be printed.
pub fn card_faults(bag: &Bag) -> Vec<Fault> {
    bag.cards
        .values()
        .filter_map(|card| card_fault_on_paper(&bag.files, card))
        .collect()
}

/// Lays out one card of a bag.
pub fn card_fault_on_paper(files: &BagFiles, card: &Card) -> Option<Fault> {
    let error = card_face(&nowhere(), &mut SheetNumbers::new(1, false, []), card).err()?;
    Some(card_layout_fault(files, card, &error))
}

/// Why a card cannot be laid out, at the line of the part that is in the way.
pub fn card_layout_fault(files: &BagFiles, card: &Card, error: &PaperError) -> Fault {
    let (place, what) = in_words(error);
    card_fault(files, &card.id, place, what)
}

/// The printed side of a card as an SVG picture, drawn by the code that prints it.
///
/// # Errors
/// Why it cannot be printed.
pub fn card_preview(ctx: &PrintContext, card: &Card) -> Result<String, PaperError> {
    let face = card_face(ctx, &mut SheetNumbers::none_yet(), card)?;
    Ok(svg::page(ctx.paper, &face.own))
}

/// Which part of the card, and what to do.
fn in_words(error: &PaperError) -> (CardPlace, String) {
    match error {
        PaperError::CardTooLong {
            over_mm, runs_off, ..
        } => (
            *runs_off,
            format!(
                "The card is {over_mm} mm too long for one side of paper; it runs off here. Cut words or steps."
            ),
        ),
        PaperError::DoesNotFit { place, .. } => {
            let at = place_of(place);
            let what = match at {
                CardPlace::Mission => "The mission does not fit its box on paper. Cut words.",
                CardPlace::Triggers => "What starts the card does not fit its box on paper. Cut words.",
                CardPlace::Contact => {
                    "Reports to, reach by and place do not fit their box on paper. Cut words."
                }
                _ => "These words do not fit their place on paper. Cut words.",
            };
            (at, what.to_owned())
        }
        PaperError::GlyphMissing(letters) => (
            place_of(&letters.place),
            format!(
                "A character here cannot be printed ({}). Write it in other letters.",
                letters.code_points.join(", ")
            ),
        ),
        other => (CardPlace::Facts, format!("The card cannot be printed: {other}.")),
    }
}

/// The part of a card by the name that its layout gives it.
fn place_of(place: &str) -> CardPlace {
    if let Some(number) = place.strip_prefix("step ").and_then(|n| n.parse().ok()) {
        return CardPlace::Step(number);
    }
    match place {
        "mission" => CardPlace::Mission,
        "triggers" => CardPlace::Triggers,
        "never" => CardPlace::DoNot,
        "card" => CardPlace::Boxes,
        "Reports to" | "Reach by" | "Place" => CardPlace::Contact,
        box_of if box_of.starts_with("box of card") => CardPlace::Contact,
        _ => CardPlace::Facts,
    }
}

/// A print run of nothing: the body of a card does not hang on hospital, incident or hour.
pub(crate) fn nowhere() -> PrintContext {
    PrintContext {
        hospital: String::new(),
        zone: Utc.fix(),
        incident: String::new(),
        exercise: false,
        downtime_began: None,
        printed_at: DateTime::UNIX_EPOCH,
        printed_by: String::new(),
        bag_version: String::new(),
        bag_hash: String::new(),
        approved: false,
        census_as_of: None,
        old_after_h: 4,
        rebuild_after_h: 12,
        suspect: Vec::new(),
        paper: PaperSize::A4,
        mono: true,
        duplex: false,
        copy: None,
        look_at: None,
        lists: LocalLists::default(),
    }
}
