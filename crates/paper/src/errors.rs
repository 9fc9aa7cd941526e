//! What can stop a sheet, in words a nurse can act on.

use thiserror::Error;

/// Characters that no bundled face draws, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unprintable {
    /// Where on the sheet ("last name", "medicine 3").
    pub place: String,
    /// The characters as code points ("U+1F600").
    pub code_points: Vec<String>,
}

/// Why a sheet or a pack could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PaperError {
    /// The glyph gate: printing would leave an empty box in a person's name or treatment.
    #[error("the {} has a character that cannot be printed ({}): write this sheet by hand", .0.place, .0.code_points.join(", "))]
    GlyphMissing(Unprintable),
    /// Words do not fit where they belong, and words are never cut.
    #[error("the {place} does not fit: \"{text}\". Write it by hand, or shorten it at the source")]
    DoesNotFit {
        /// Where on the sheet.
        place: String,
        /// The words.
        text: String,
    },
    /// A card is longer than one side of A4.
    #[error(
        "card {card} does not fit on one side: cut words on the card, not the size of the type ({over_mm} mm too long)"
    )]
    CardTooLong {
        /// Card id.
        card: String,
        /// How much too long, mm, rounded up.
        over_mm: u32,
        /// What runs off the side first.
        runs_off: battlebag_bag::CardPlace,
    },
    /// The pack was stopped by a person; nothing was printed.
    #[error(
        "printing was stopped after {done} of {total} patients: nothing was kept. Start the ward again when ready"
    )]
    Cancelled {
        /// Patients finished.
        done: usize,
        /// Patients asked for.
        total: usize,
    },
    /// The list cannot be trusted to be whole.
    #[error(
        "the list has {listed} people and the census of the ward {census}: do not use it, make the list again"
    )]
    CountsDiffer {
        /// Rows given.
        listed: usize,
        /// People in the ward's census.
        census: usize,
    },
    /// There is nothing to print.
    #[error("there is nobody to print for: choose a ward with patients, or print blank charts")]
    Nothing,
    /// The code that names the sheet could not be drawn.
    #[error("the code of sheet {sheet} could not be drawn: print again")]
    Code {
        /// Sheet number.
        sheet: String,
    },
    /// The PDF could not be put together.
    #[error("the PDF could not be made ({what}): print blank charts and write by hand")]
    Pdf {
        /// What went wrong.
        what: String,
    },
}
