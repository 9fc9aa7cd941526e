//! Footer, y 246 to 259: where the sheet came from, whether it has been typed back, and what names it.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::rows::tick;
use crate::sheet_number::{SheetNumber, draw_code};

/// The third part of line 2, and whether there is a line 3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FormNote {
    /// Words after the approval, or empty.
    pub words: String,
    /// Values on this sheet are typed back later: print the boxes.
    pub typed_back: bool,
    /// Print a line for the reviewer instead.
    pub reviewed: bool,
}

/// The part of the footer that is the same on every sheet of a pack.
pub fn footer_words(cv: &mut Canvas<'_>, ctx: &PrintContext, note: &FormNote) -> Result<(), PaperError> {
    cv.across(0.0, LIVE_W, 246.0, Rule::Medium);
    let small = Style::plain(Size::Pt7);
    let line = |y: f32| Area::new(0.0, y, 143.0, 3.2);
    let began = match ctx.downtime_began {
        Some(at) => format!("Downtime began {}", ctx.date_time(at)),
        None => "Downtime not declared".to_string(),
    };
    let by = if ctx.printed_by.is_empty() {
        String::new()
    } else {
        format!(" by {}", ctx.printed_by)
    };
    let first = format!(
        "{} · Incident {} · {began} · Printed {}{by}",
        ctx.hospital,
        ctx.incident,
        ctx.date_time(ctx.printed_at)
    );
    if cv.width(&first, small, "footer")? <= 143.0 {
        cv.text(line(247.0), H::Left, V::Middle, &first, small)?;
    } else {
        // A long hospital or name moves who printed away before anything else gives.
        let shorter = first.strip_suffix(&by).unwrap_or(&first);
        cv.text_at(
            line(247.0),
            H::Left,
            V::Middle,
            shorter,
            small,
            "hospital name in the footer",
        )?;
    }
    let approval = if ctx.approved {
        "clinical content approved locally"
    } else {
        "CLINICAL CONTENT NOT LOCALLY APPROVED"
    };
    let mut second = format!("Bag {} · {} · {approval}", ctx.bag_version, ctx.bag_hash);
    if !note.words.is_empty() {
        second.push_str(" · ");
        second.push_str(&note.words);
    }
    let mut end = cv.text_at(line(250.4), H::Left, V::Middle, &second, small, "footer")?;
    if note.reviewed {
        end = cv.text(
            Area::new(end + 1.0, 250.4, 20.0, 3.2),
            H::Left,
            V::Middle,
            "· Reviewed by",
            small,
        )?;
        cv.across(end + 1.0, (end + 22.0).min(143.0), 253.4, Rule::Fine);
    }
    third_line(cv, ctx, note)
}

fn third_line(cv: &mut Canvas<'_>, ctx: &PrintContext, note: &FormNote) -> Result<(), PaperError> {
    if ctx.exercise {
        let bar = Area::new(0.0, 253.8, 145.0, 5.2);
        cv.fill(bar, Ink::Black);
        cv.meaning(Meaning::Exercise);
        let words = "EXERCISE EXERCISE EXERCISE · never type back, file or treat from this";
        cv.text(bar, H::Centre, V::Middle, words, Style::bold(Size::Pt9).white())?;
        cv.meaning(Meaning::Words);
        return Ok(());
    }
    if !note.typed_back {
        return Ok(());
    }
    let small = Style::plain(Size::Pt7);
    let cell = |x: f32| Area::new(x, 254.4, 40.0, 4.0);
    tick(cv, 0.0, 254.8, 3.2, "Typed back", small)?;
    cv.text(cell(20.5), H::Left, V::Middle, "by", small)?;
    cv.across(24.0, 41.0, 258.2, Rule::Fine);
    cv.text(cell(42.0), H::Left, V::Middle, "date, time", small)?;
    cv.across(55.0, 74.0, 258.2, Rule::Fine);
    tick(cv, 82.0, 254.8, 3.2, "Checked", small)?;
    cv.text(cell(99.5), H::Left, V::Middle, "by", small)?;
    cv.across(103.0, 121.0, 258.2, Rule::Fine);
    Ok(())
}

/// The part of the footer that is this sheet's own: number and code.
pub fn footer_number(cv: &mut Canvas<'_>, number: &SheetNumber, face: u8) -> Result<(), PaperError> {
    let cell = Area::new(144.0, 246.8, 24.0, 3.6);
    cv.text(cell, H::Right, V::Middle, number.as_str(), Style::bold(Size::Pt9))?;
    let small = Style::plain(Size::Pt7);
    cv.text(
        Area::new(147.0, 250.4, 21.0, 3.2),
        H::Right,
        V::Middle,
        "names this sheet,",
        small,
    )?;
    cv.text(
        Area::new(147.0, 253.4, 21.0, 3.2),
        H::Right,
        V::Middle,
        "never the patient",
        small,
    )?;
    draw_code(cv, 170.0, 247.6, number, face)
}
