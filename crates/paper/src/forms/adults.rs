//! Charts whose numbers are an adult's: for somebody who is known to be under 16 a face that says so, with lines to write
//! on. Whose age is not known gets the chart: its head says "adults".

use battlebag_census::Patient;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{age_in_words, years};
use crate::form::Form;
use crate::text::Span;

/// Under this age in years a chart of an adult's numbers is not printed.
const ADULT_FROM: i32 = 16;
/// Height of a line to write on, mm.
const LINE: f32 = 8.5;

/// Why the form is not printed for this patient, and what to use; none where it is.
pub(crate) fn gate(ctx: &PrintContext, form: Form, p: Option<&Patient>) -> Option<(String, &'static str)> {
    let (what, instead) = match form {
        Form::HandVentilation => (
            "Breaths and rate of this chart are an adult’s.",
            "Use: breath and rate from the children’s team. Call them now. Until then the chest just rises, no more.",
        ),
        Form::NeuroObservations => (
            "The coma scale of this chart is an adult’s.",
            "Use: the children’s neurological chart, with the children’s coma scale.",
        ),
        Form::CriticalCare => (
            "This chart is for adults.",
            "Use: the critical care chart for children or newborns.",
        ),
        _ => return None,
    };
    let today = ctx.local(ctx.printed_at).date_naive();
    let born = p?.born.filter(|b| *b <= today && years(*b, today) < ADULT_FROM)?;
    let age = age_in_words(born, today);
    Some((format!("{what} This patient: {age}."), instead))
}

/// The face in place of the chart.
pub(crate) fn gate_face(cv: &mut Canvas<'_>, why: &str, instead: &str) -> Result<(), PaperError> {
    cv.frame(Area::new(0.0, 48.0, LIVE_W, 26.0), Rule::Heavy);
    let cell = Area::new(2.0, 50.0, 176.0, 12.0);
    let y = cv.paragraph(cell, &[Span::bold(why)], Style::bold(Size::Pt14), "gate")?;
    let cell = Area::new(2.0, y + 1.0, 176.0, 73.5 - y);
    cv.paragraph(cell, &[Span::bold(instead)], Style::bold(Size::Pt11), "gate")?;
    let words = "Until that chart is here: time, what you see and count, who you told, initials";
    cv.text(
        Area::new(0.0, 76.0, LIVE_W, 4.0),
        H::Left,
        V::Middle,
        words,
        Style::plain(Size::Pt7),
    )?;
    let mut line = 90.0;
    while line < 244.0 {
        cv.across(0.0, LIVE_W, line, Rule::Fine);
        cv.write(Area::new(0.0, line - LINE, LIVE_W, LINE), Pen::Words);
        line += LINE;
    }
    Ok(())
}
