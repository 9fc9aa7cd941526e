//! The furniture of every face: title, identity block, allergies, state of the data, footer, and the marks of a drill.

mod allergies;
mod footer;
mod identity;
mod place;
mod rows;
mod state;
mod title;

pub use allergies::{AllergyRow, allergy_row};
pub(crate) use allergies::{believed, conflict, conflict_sentence};
pub use footer::{FormNote, footer_name, footer_number, footer_words, hospital_fits};
pub(crate) use identity::years;
pub use identity::{Born, IdentityMode, NameLines, Who, age_in_words, fit_name, identity};
pub use rows::{column_heads, column_lines, section_bar, tick};
pub use state::{DataRow, data_row};
pub use title::{Title, title, under_words};

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
    allergies::weight_rule(cv);
}

/// Identity, allergies, weight and data state of a face.
pub fn subject(cv: &mut Canvas<'_>, ctx: &PrintContext, subject: Subject<'_>) -> Result<(), PaperError> {
    match subject {
        Subject::Patient(p, who, lines) => {
            identity(cv, IdentityMode::Printed(who, lines))?;
            known(cv, ctx, p)
        }
        Subject::LongName(p, who) => {
            identity(cv, IdentityMode::NameByHand(who))?;
            known(cv, ctx, p)
        }
        Subject::Blank => {
            identity(cv, IdentityMode::Blank)?;
            allergies::tab(cv, true)?;
            cv.label(
                Area::new(38.5, 30.0, 99.0, 4.0),
                "Substance and what happened; or NONE KNOWN and who asked. Never blank",
            )?;
            allergies::weight_by_hand(cv, "Weight")?;
            data_row(cv, 39.0, &DataRow::by_hand(ctx))
        }
    }
}

fn known(cv: &mut Canvas<'_>, ctx: &PrintContext, p: &Patient) -> Result<(), PaperError> {
    allergies::draw_allergies(cv, &allergy_row(p, ctx))?;
    allergies::draw_weight(cv, p, ctx)?;
    data_row(cv, 39.0, &DataRow::for_census(ctx))
}
