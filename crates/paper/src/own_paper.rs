//! A hospital's own words on its sheets, laid out before anybody needs them.

use battlebag_bag::{Bag, Fault};

use crate::card_fit::nowhere;
use crate::context::{LocalLists, PrintContext};
use crate::errors::PaperError;
use crate::form::Form;
use crate::pack::{Drawn, blank_faces};
use crate::sheet_number::SheetNumbers;
use crate::svg;
use crate::ward_sheets::{BackEntryRow, WardContent, WardSheet, ward_sheet_faces};

/// Forms on which a hospital's own words stand, and the key of `local_paper.toml` that brings them there.
const WITH_OWN_WORDS: [(Form, &str); 6] = [
    (Form::VariableRateInsulin, "scale"),
    (Form::FixedRateInsulin, "hypo_rule"),
    (Form::Consent, "consent_form"),
    (Form::VteAssessment, "vte_form"),
    (Form::ResuscitationPlan, "resuscitation_form"),
    (Form::FluidBalance, "day_starts_h"),
];

const FILE: &str = "local_paper.toml";

fn first_page(ctx: &PrintContext, faces: Vec<Drawn>) -> String {
    let marks = faces
        .into_iter()
        .next()
        .map(|face| [face.shared, face.own].concat());
    svg::page(ctx.paper, &marks.unwrap_or_default())
}

/// The first side of a blank form as an SVG picture, drawn by the code that prints it.
///
/// # Errors
/// Why it cannot be printed.
pub fn form_preview(ctx: &PrintContext, form: Form) -> Result<String, PaperError> {
    let faces = blank_faces(ctx, &mut SheetNumbers::none_yet(), form)?;
    Ok(first_page(ctx, faces))
}

/// The first side of the back-entry tracker, with these rows, as an SVG picture.
///
/// # Errors
/// Why it cannot be printed.
pub fn tracker_preview(ctx: &PrintContext, rows: &[BackEntryRow]) -> Result<String, PaperError> {
    let content = WardContent {
        ward: "",
        patients: &[],
        back_entry: rows,
    };
    let faces = ward_sheet_faces(ctx, &mut SheetNumbers::none_yet(), WardSheet::BackEntry, &content)?;
    Ok(first_page(ctx, faces))
}

/// Line of a key, or of its block, in the hospital's own file; 0 when it is not there.
fn line_of(bag: &Bag, key: &str) -> u32 {
    let text = String::from_utf8_lossy(bag.files.get(FILE).unwrap_or_default()).into_owned();
    let begins = |line: &str| line.trim_start_matches('[').starts_with(key);
    let at = text.lines().position(begins).map_or(0, |at| at + 1);
    u32::try_from(at).unwrap_or_default()
}

/// What a hospital set about its own paper and cannot be printed: words too wide for their place, a character that no
/// bundled face draws.
pub fn own_paper_faults(bag: &Bag) -> Vec<Fault> {
    if bag.local_paper == battlebag_bag::LocalPaper::default() {
        return Vec::new();
    }
    let ctx = PrintContext {
        lists: LocalLists {
            own: bag.local_paper.clone(),
            ..LocalLists::default()
        },
        ..nowhere()
    };
    let fault = |(form, key): (Form, &str)| {
        let why = form_preview(&ctx, form).err()?;
        Some(Fault::error(FILE, line_of(bag, key), own_words(&why, form)))
    };
    WITH_OWN_WORDS.into_iter().filter_map(fault).collect()
}

/// Why words of the hospital's own cannot be printed, and what to do.
pub(crate) fn own_words(error: &PaperError, form: Form) -> String {
    match error {
        PaperError::DoesNotFit { place, text } => {
            format!(
                "{}: \"{text}\" does not fit its place ({place}). Cut words.",
                form.name()
            )
        }
        PaperError::GlyphMissing(letters) => format!(
            "{}: a character cannot be printed ({}). Write it with other letters.",
            form.name(),
            letters.code_points.join(", ")
        ),
        other => format!("{}: {other}", form.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_cannot_be_printed_are_a_fault_of_the_bag_with_their_line() {
        let mut bag = Bag::shipped().unwrap();
        assert_eq!(own_paper_faults(&bag), Vec::new());
        bag.local_paper.consent_form = Some("Form 1 \u{10FFFD}".into());
        let faults = own_paper_faults(&bag);
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].what.contains("cannot be printed (U+10FFFD)"),
            "{}",
            faults[0]
        );
    }
}
