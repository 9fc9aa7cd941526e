//! The blank back of a sheet, and the sheet that stands in when a name cannot be printed.

use crate::draw::{Area, Canvas, H, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{Who, section_bar};
use crate::text::{Span, printable_part};

const S9: Style = Style::plain(Size::Pt9);
const B11: Style = Style::bold(Size::Pt11);

fn lines(cv: &mut Canvas<'_>, from: f32) {
    let mut y = from + 8.5;
    while y < 244.0 {
        cv.across(0.0, LIVE_W, y, Rule::Fine);
        cv.write(Area::new(0.0, y - 8.5, LIVE_W, 8.5), Pen::Words);
        y += 8.5;
    }
}

/// An odd last face: nobody else's form may share the sheet.
pub(crate) fn blank_back(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.text(
        Area::new(0.0, 46.0, LIVE_W, 5.0),
        H::Left,
        V::Middle,
        "Blank back: continues the patient named above. Write the time and sign each note.",
        S9,
    )?;
    lines(cv, 52.0);
    Ok(())
}

/// The back of a sheet that leaves the ward, or that the patient keeps: a note on it would go with it.
pub(crate) fn bare_back(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let words = "This sheet leaves: no notes here. Write them on a sheet that stays.";
    cv.text(Area::new(0.0, 47.0, LIVE_W, 6.0), H::Left, V::Middle, words, B11)
        .map(|_| ())
}

/// Words of the sheet for a name that needs a person; everything prints, or it would be held back too.
pub(crate) struct NeedsPerson<'a> {
    /// Words of the identity block.
    pub who: &'a Who,
    /// Recorded allergies in capitals, or that they are not known.
    pub allergies: String,
    /// How records contradict one another about them, as a sentence.
    pub conflict: Option<String>,
    /// What stopped the forms.
    pub reason: String,
    /// Forms held back.
    pub forms: Vec<String>,
}

/// The sheet: number and what Latin letters print, in the body; the identity block is for a hand.
pub(crate) fn needs_person(cv: &mut Canvas<'_>, sheet: &NeedsPerson<'_>) -> Result<(), PaperError> {
    let who = sheet.who;
    section_bar(
        cv,
        Area::new(0.0, 47.0, LIVE_W, 5.5),
        "What the census says, as far as it prints",
        "_ stands for a character that cannot be printed",
    )?;
    cv.frame(Area::new(0.0, 52.5, LIVE_W, 56.0), Rule::Heavy);
    cv.meaning(Meaning::Identity);
    let born = who
        .born
        .as_ref()
        .map_or_else(|| "not known".to_string(), |b| format!("{} ({})", b.date, b.age));
    let rows = [
        (
            "NHS number",
            who.nhs.clone().unwrap_or_else(|| "not known".into()),
        ),
        ("Last name", printable_part(&who.last)),
        ("First names", printable_part(&who.first)),
        ("Born, sex", format!("{born} · {}", who.sex)),
        (
            "Ward, bed",
            format!("{} · {}", printable_part(&who.ward), printable_part(&who.bed)),
        ),
        ("Hospital number", printable_part(&who.number)),
    ];
    for (n, (label, text)) in rows.iter().enumerate() {
        let y = 53.5 + n as f32 * 6.6;
        cv.text(
            Area::new(2.0, y, 36.0, 6.6),
            H::Left,
            V::Middle,
            label,
            Style::plain(Size::Pt7),
        )?;
        let cell = Area::new(40.0, y, 138.0, 6.6);
        let size = if n == 0 { Style::bold(Size::Pt14) } else { B11 };
        let style = if cv.width(text, size, label)? <= cell.w {
            size
        } else {
            Style::bold(Size::Pt7)
        };
        if cv.width(text, style, label)? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, text, style, label)?;
        } else {
            cv.text_at(
                cell,
                H::Left,
                V::Middle,
                "too long to print whole: read the wristband",
                B11,
                label,
            )?;
        }
    }
    // A recorded allergy always prints, even here. NONE KNOWN never does.
    cv.text(
        Area::new(2.0, 93.4, 36.0, 5.0),
        H::Left,
        V::Middle,
        "Allergies",
        Style::plain(Size::Pt7),
    )?;
    allergies(cv, sheet)?;
    cv.meaning(Meaning::Words);
    let forms = sheet.forms.join(", ");
    let words = [
        Span::bold("Held back: "),
        Span::plain(format!("{}. ", printable_part(&forms))),
        Span::bold("Why: "),
        Span::plain(format!("{}. ", printable_part(&sheet.reason))),
        Span::bold("Do: "),
        Span::plain(
            "take blank charts. Two people read the wristband and write the name by hand on each. Ask again and write allergies.",
        ),
    ];
    let y = cv.paragraph(Area::new(0.0, 111.0, LIVE_W, 34.0), &words, S9, "reason")?;
    lines(cv, y + 2.0);
    Ok(())
}

/// Every recorded allergy and the whole conflict; what does not fit is named as such, and that there is a conflict is
/// always said.
fn allergies(cv: &mut Canvas<'_>, sheet: &NeedsPerson<'_>) -> Result<(), PaperError> {
    let many = "MANY RECORDED, too long to print here: ask and write all of them";
    let contradict = "CONFLICT: records contradict one another. Ask again.";
    let names = printable_part(&sheet.allergies);
    let with = |names: &str, conflict: Option<&str>| match conflict {
        Some(words) => format!("{names}. {}", printable_part(words)),
        None => names.to_string(),
    };
    let conflict = sheet.conflict.as_deref();
    let short = conflict.map(|_| contradict);
    let cell = Area::new(40.0, 93.4, 138.0, 14.6);
    let small = Style::bold(Size::Pt7);
    let tries = [
        (with(&names, conflict), B11, 3),
        (with(&names, conflict), small, 5),
        (with(&names, short), B11, 3),
        (with(&names, short), small, 5),
        (with(many, conflict), B11, 3),
        (with(many, conflict), small, 5),
    ];
    for (words, style, lines) in tries {
        let spans = [Span::bold(words)];
        if cv.count_lines(cell.w, &spans, style, "allergy")? <= lines {
            return cv.paragraph(cell, &spans, style, "allergy").map(|_| ());
        }
    }
    cv.paragraph(cell, &[Span::bold(with(many, short))], B11, "allergy")
        .map(|_| ())
}
