//! Forms that are the hospital's own: consent, clot risk, resuscitation. A sheet keeps the place where each belongs, says
//! why it is not redrawn here, and what is written down until the form itself is found.

use battlebag_census::Patient;

use super::ruled::{B9, S7, S9, bar, boxes, copy_strip, fill_in, middle, no_copy, ticks};
use super::sbar::{limits, source};
use crate::context::{Freshness, PrintContext};
use crate::draw::{Area, Canvas, LIVE_W, Pen, Rule, Size, Style};
use crate::errors::PaperError;
use crate::text::Span;
use crate::words::sentence_case;

/// Which form's place is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LocalForm {
    Consent,
    Clots,
    Resuscitation,
}

impl LocalForm {
    /// What it is called in a sentence.
    fn called(self) -> &'static str {
        match self {
            Self::Consent => "consent form",
            Self::Clots => "assessment of clot and bleeding risk (VTE)",
            Self::Resuscitation => "ReSPECT form or other plan",
        }
    }

    /// Where the hospital says that it is.
    fn kept(self, ctx: &PrintContext) -> Option<&str> {
        let lists = &ctx.lists;
        match self {
            Self::Consent => lists.own.consent_form.as_deref(),
            Self::Clots => lists.own.vte_form.as_deref(),
            Self::Resuscitation => lists.own.resuscitation_form.as_deref(),
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Consent => {
                "Consent is what one person was told and agreed to, in wording that the hospital answers for. A form drawn by somebody else could \
                 leave out a risk, a right or an interpreter."
            }
            Self::Clots => {
                "The wording of the assessment is national and its medicines and doses are local. A form drawn by somebody else would be a third \
                 version. What was decided stands on the front of the prescription chart."
            }
            Self::Resuscitation => {
                "Only the signed original counts, and it goes where the patient goes. A form printed by a machine could start or stop resuscitation \
                 for the wrong person."
            }
        }
    }

    /// What is written down until the form is found.
    fn until(self) -> [&'static str; 6] {
        match self {
            Self::Consent => [
                "For what: procedure and side, in full words",
                "Told: what for, which risks, what else could be done",
                "Understands and decides alone? Who else was there; interpreter",
                "Said yes or no; own words",
                "Person asking: name, grade, SIGN, date, time",
                "Patient, or who decides for them and legal authority seen: SIGN, date, time",
            ],
            Self::Clots => [
                "Clot risk: what raises it",
                "Bleeding risk: what raises it",
                "Kidney, weight, platelets: value, unit, when",
                "Decided: medicine, stockings, or none and why",
                "Assessed by: name, grade, SIGN, date, time",
                "Looked at again within 24 h by: SIGN, date, time",
            ],
            Self::Resuscitation => [
                "When found: what the original says, read aloud by two people",
                "What the patient, or who decides for them, says now",
                "Agreed until the original is found",
                "Senior doctor: name, grade, SIGN, date, time",
                "Nurse in charge told: name, date, time",
                "When found: second reader of the original: SIGN, date, time",
            ],
        }
    }

    fn last(self) -> &'static str {
        match self {
            Self::Consent => {
                "Life in danger, no time, cannot decide, no refusal known: treat in best interests, and write why nobody could be asked. A known refusal \
                 stands. The form is signed as soon as there is one."
            }
            Self::Clots => {
                "Nothing is given from this sheet: a medicine is prescribed on the prescription chart."
            }
            Self::Resuscitation => {
                "Arrest and no original in hand: start resuscitation, call, ask meanwhile. No form found is not a decision. Nobody infers one from this \
                 sheet, from age or from illness."
            }
        }
    }
}

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext, form: LocalForm) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 46.0, LIVE_W, 41.0), Rule::Heavy);
    let words = [Span::bold(format!(
        "The hospital’s own {} goes here.",
        form.called()
    ))];
    let style = Style::bold(Size::Pt14);
    let y = cv.paragraph(Area::new(2.0, 47.4, 176.0, 14.0), &words, style, "own form")?;
    let words = [Span::bold("Why none is printed: "), Span::plain(form.why())];
    let plain = Style::plain(Size::Pt11);
    let y = cv.paragraph(Area::new(2.0, y + 1.0, 176.0, 22.0), &words, plain, "own form")?;
    if form.kept(ctx).is_none() {
        cv.across(2.0, 178.0, 85.6, Rule::Fine);
    }
    let kept = match form.kept(ctx) {
        Some(where_) => vec![Span::bold("This hospital’s is: "), Span::plain(where_)],
        None => vec![Span::plain(
            "This hospital has not yet said what its form is called and where the paper is kept. Write it here once known:",
        )],
    };
    let floor = if form.kept(ctx).is_some() { 86.4 } else { 80.0 };
    middle(
        cv,
        Area::new(2.0, y, 176.0, floor - y),
        &kept,
        S9,
        "where the form is kept",
    )?;
    bar(
        cv,
        99.5,
        "Where the original is now",
        "Looked for by hand, not on a screen",
    )?;
    cv.frame(Area::new(0.0, 105.0, LIVE_W, 16.0), Rule::Medium);
    let found = ["with the patient", "in the paper notes", "with the family"];
    ticks(cv, (1.8, 106.9), 4.2, 10.0, &found, S9)?;
    let not = [
        "only in a system that is down",
        "none was ever made",
        "not known:",
    ];
    let end = ticks(cv, (1.8, 114.9), 4.2, 10.0, &not, S9)?;
    fill_in(cv, (end, 113.8), "", 178.0, S9)?;
    bar(
        cv,
        123.5,
        "Until it is found: a note, not the form",
        "Copied to the form as soon as there is one",
    )?;
    let mut y = 129.0;
    for label in form.until() {
        let row = Area::new(0.0, y, LIVE_W, 15.0);
        cv.frame(row, Rule::Medium);
        cv.label(row, label)?;
        cv.write(row, Pen::Words);
        y += 15.0;
    }
    let row = [
        (60.0, "Original found: date, time, by"),
        (60.0, "Note copied to it by: SIGN"),
        (60.0, "This sheet filed behind it by"),
    ];
    boxes(cv, (0.0, y + 1.5), 11.0, &row)?;
    let cell = Area::new(0.0, y + 13.5, LIVE_W, 245.0 - y - 13.5);
    middle(cv, cell, &[Span::bold(form.last())], B9, "last")
}

/// Limits of treatment, where a fresh census records them; never inferred, and never in place of the original.
pub(crate) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    form: LocalForm,
) -> Result<(), PaperError> {
    let area = Area::new(0.0, 88.6, LIVE_W, 9.0);
    if form != LocalForm::Resuscitation {
        let words = "Nothing is quoted: what a system says of it may not be what was agreed.";
        return no_copy(cv, area, words, "own form");
    }
    let Some(p) = p else {
        return no_copy(cv, area, "Blank sheet: nothing is quoted.", "own form");
    };
    if ctx.freshness() != Freshness::Fresh {
        let words = "Withheld: the census is old or there is none. Look for the original.";
        return no_copy(cv, area, words, "own form");
    }
    let spans = [Span::plain(format!(
        "{}: {}. Only the signed original counts.",
        sentence_case(&source(ctx)),
        limits(ctx, p)
    ))];
    let lines = cv.count_lines(area.w - 15.0, &spans, S7, "treatment limits")? as f32;
    if lines * S7.size.leading() > area.h - 0.4 {
        let words = "The census records limits of treatment, too long to print here. Look for the original.";
        return no_copy(cv, area, words, "treatment limits");
    }
    copy_strip(cv, area, &spans, "treatment limits")
}
