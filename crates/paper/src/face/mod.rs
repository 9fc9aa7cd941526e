//! The furniture of every face: title, identity block, allergies, state of the data, footer, and the marks of a drill.

mod allergies;
mod allergy_words;
mod footer;
mod identity;
mod place;
mod rows;
mod state;
mod title;
mod weight;

pub use allergies::{AllergyRow, AllergyTable, allergy_row};
pub(crate) use allergies::{conflict, conflict_sentence};
pub use footer::{FormNote, footer_name, footer_number, footer_words, hospital_fits};
pub(crate) use identity::years;
pub use identity::{Born, IdentityMode, NameLines, Who, age_in_words, fit_name, identity};
pub use rows::{column_heads, column_lines, section_bar, tick};
pub use state::{DataRow, data_row};
pub use title::{Title, title, under_words};
pub(crate) use weight::believed;

use battlebag_census::Patient;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas};
use crate::errors::PaperError;

/// Who a face is about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A patient of the census.
    Patient(&'a Patient, &'a Who, &'a NameLines),
    /// A patient whose name is too long to print whole.
    LongName(&'a Patient, &'a Who),
    /// Written by hand.
    Blank,
}

/// Rules of identity, allergies and data state; on the shared form.
pub fn subject_rules(cv: &mut Canvas<'_>) {
    identity::identity_rules(cv);
    weight::weight_rule(cv);
}

/// Identity, allergies, weight and data state of a face; `all` is where the table of allergies stands, seen from it.
pub fn subject(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    subject: Subject<'_>,
    all: AllergyTable,
) -> Result<(), PaperError> {
    match subject {
        Subject::Patient(p, who, lines) => {
            identity(cv, IdentityMode::Printed(who, lines))?;
            known(cv, ctx, p, all)
        }
        Subject::LongName(p, who) => {
            identity(cv, IdentityMode::NameByHand(who))?;
            known(cv, ctx, p, all)
        }
        Subject::Blank => subject_by_hand(cv, &DataRow::by_hand(ctx)),
    }
}

/// The block for a pen, with what the face is to be believed for.
pub(crate) fn subject_by_hand(cv: &mut Canvas<'_>, row: &DataRow) -> Result<(), PaperError> {
    identity(cv, IdentityMode::Blank)?;
    allergies::tab(cv, true)?;
    cv.label(
        Area::new(38.5, 30.0, 99.0, 4.0),
        "Substance and what happened; or NONE KNOWN and who asked. Never blank",
    )?;
    weight::weight_by_hand(cv, "Weight")?;
    data_row(cv, 39.0, row)
}

fn known(cv: &mut Canvas<'_>, ctx: &PrintContext, p: &Patient, all: AllergyTable) -> Result<(), PaperError> {
    allergies::draw_allergies(cv, p, ctx, all)?;
    weight::draw_weight(cv, p, ctx)?;
    data_row(cv, 39.0, &DataRow::for_patient(ctx, p))
}
