//! Title row, y 0 to 8, and the words under a drill sheet.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;

/// What stands at the top of a face.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Title {
    /// Form name, sentence case.
    pub form: String,
    /// What it is for, small.
    pub purpose: String,
    /// "Form 1 of 2", or words in its place.
    pub first: String,
    /// "Page 1 of 2".
    pub second: String,
}

impl Title {
    /// A title with form and page counts.
    pub fn counted(form: &str, purpose: &str, form_of: (usize, usize), page_of: (usize, usize)) -> Self {
        Self {
            form: form.to_string(),
            purpose: purpose.to_string(),
            first: format!("Form {} of {}", form_of.0, form_of.1),
            second: format!("Page {} of {}", page_of.0, page_of.1),
        }
    }
}

/// Draws the title row: black with EXERCISE at both ends in a drill.
pub fn title(cv: &mut Canvas<'_>, ctx: &PrintContext, t: &Title) -> Result<(), PaperError> {
    if ctx.exercise {
        return exercise_title(cv, t);
    }
    cv.text(
        Area::new(0.0, 0.6, 130.0, 6.4),
        H::Left,
        V::Middle,
        &t.form,
        Style::bold(Size::Pt14),
    )?;
    let right = Area::new(110.0, 0.0, LIVE_W - 110.0, 4.0);
    let first = cv.width(&t.first, Style::bold(Size::Pt9), "title")?;
    let second = cv.width(&t.second, Style::bold(Size::Pt9), "title")?;
    cv.text(right, H::Right, V::Middle, &t.first, Style::bold(Size::Pt9))?;
    cv.text(
        Area { y: 3.8, ..right },
        H::Right,
        V::Middle,
        &t.second,
        Style::bold(Size::Pt9),
    )?;
    let purpose = Area::new(80.0, 2.6, LIVE_W - 80.0 - first.max(second) - 6.0, 4.0);
    cv.text(purpose, H::Right, V::Middle, &t.purpose, Style::plain(Size::Pt7))?;
    cv.across(0.0, LIVE_W, 8.0, Rule::Medium);
    Ok(())
}

fn exercise_title(cv: &mut Canvas<'_>, t: &Title) -> Result<(), PaperError> {
    let bar = Area::new(0.0, 0.0, LIVE_W, 8.0);
    cv.fill(bar, Ink::Black);
    cv.meaning(Meaning::Exercise);
    let ends = bar.inset(2.0);
    cv.text(
        ends,
        H::Left,
        V::Middle,
        "EXERCISE",
        Style::bold(Size::Pt14).white(),
    )?;
    cv.text(
        ends,
        H::Right,
        V::Middle,
        "EXERCISE",
        Style::bold(Size::Pt14).white(),
    )?;
    cv.meaning(Meaning::Words);
    let parts = [&t.form, &t.first, &t.second].map(String::as_str);
    let words = parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let middle = Area::new(28.0, 0.0, LIVE_W - 56.0, 8.0);
    let large = Style::bold(Size::Pt9);
    // A long title and a page of many stand smaller: words are never cut.
    let style = if cv.width(&words, large, "title")? <= middle.w {
        large
    } else {
        Style::bold(Size::Pt7)
    };
    cv.text(middle, H::Centre, V::Middle, &words, style.white())?;
    Ok(())
}

/// EXERCISE three times, slanted, at 15 %, drawn first so that it lies under the content.
pub fn under_words(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    if !ctx.exercise {
        return Ok(());
    }
    cv.meaning(Meaning::Exercise);
    let style = Style {
        ink: Ink::Grey15,
        ..Style::bold(Size::Pt64)
    };
    for y in [106.0, 168.0, 230.0] {
        cv.turned(40.0, y, 17.0, "EXERCISE", style)?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}
