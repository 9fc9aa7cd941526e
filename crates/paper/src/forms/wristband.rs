//! Wristband: last name, first names, birth date, NHS number and nothing else (facts.md §5.8). No code is on it: a code
//! of ours would be scanned in place of the patient.

use battlebag_census::Patient;

use super::ruled::{B9, B11, S7, boxes, say, ticks};
use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{NameLines, Who, fit_name};
use crate::text::Span;

/// The band itself, and where the name stands on it.
const BAND: Area = Area::new(0.0, 60.0, LIVE_W, 28.0);
const NAME_X: f32 = 14.0;

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let words = "Cut out. Two people compare it with the PERSON, ask name and birth date, then put it on. Old band off only then.";
    say(cv, Area::new(0.0, 46.0, LIVE_W, 5.0), words, B9)?;
    let words = "Cover with clear tape, close with a band clip. Four identifiers and nothing more: allergies, bed and risks are not on a band.";
    say(cv, Area::new(0.0, 51.0, LIVE_W, 4.0), words, S7)?;
    cv.frame(BAND, Rule::Heavy);
    cv.down(NAME_X - 3.0, BAND.y, BAND.bottom(), Rule::Fine);
    if ctx.exercise {
        let tab = Area::new(LIVE_W - 30.0, BAND.y + 1.0, 28.0, 6.0);
        cv.fill(tab, Ink::Black);
        cv.meaning(Meaning::Exercise);
        cv.text(tab, H::Centre, V::Middle, "EXERCISE", B11.white())?;
        cv.meaning(Meaning::Words);
    }
    let words = "tape";
    cv.text(
        Area::new(0.0, BAND.y, NAME_X - 3.0, BAND.h),
        H::Centre,
        V::Middle,
        words,
        S7,
    )?;
    checked(cv)
}

fn checked(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let y = 96.0;
    say(cv, Area::new(0.0, y, LIVE_W, 5.0), "Put on by two people", B11)?;
    let row = [
        (60.0, "First: name, role, SIGN"),
        (60.0, "Second: name, role, SIGN"),
        (60.0, "Date, time"),
    ];
    boxes(cv, (0.0, y + 6.0), 13.0, &row)?;
    cv.frame(Area::new(0.0, y + 19.0, LIVE_W, 9.0), Rule::Medium);
    let said = [
        "the person said name and birth date",
        "family or carer said it",
        "nobody can say it: treated as unknown",
    ];
    ticks(cv, (2.0, y + 21.6), 3.8, 6.0, &said, Style::plain(Size::Pt9))?;
    let words = [
        Span::bold("Wrong or cannot be read? "),
        Span::plain(
            "Take it off, cut it through, print or write another. By hand: capitals for the last name, birth date as 04-Mar-1951, the number in \
             groups of three, three and four; a second person reads it against the person. ",
        ),
        Span::bold("Unknown: "),
        Span::plain(
            "UNKNOWN MALE, UNKNOWN FEMALE or UNKNOWN CHILD and the downtime number; a new band when the name is verified, by two.",
        ),
    ];
    cv.paragraph(
        Area::new(0.0, y + 31.0, LIVE_W, 24.0),
        &words,
        Style::plain(Size::Pt9),
        "by hand",
    )
    .map(|_| ())
}

/// The back of the sheet: nothing stands behind the band.
pub(crate) fn back(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let words = "Back of a wristband sheet: left blank, because it is cut.";
    say(
        cv,
        Area::new(0.0, 236.0, LIVE_W, 5.0),
        words,
        Style::plain(Size::Pt9),
    )
    .map(|_| ())
}

/// The four identifiers.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    cv.meaning(Meaning::Identity);
    match p {
        Some(p) => printed(cv, &Who::new(p, ctx))?,
        None => by_hand(cv)?,
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

fn printed(cv: &mut Canvas<'_>, who: &Who) -> Result<(), PaperError> {
    let line = |y: f32, h: f32| Area::new(NAME_X, BAND.y + y, 138.0, h);
    match fit_name(cv.ts, who) {
        Ok(lines) => names(cv, who, &lines)?,
        Err(PaperError::DoesNotFit { .. }) => {
            cv.label(
                line(0.4, 8.0),
                "LAST NAME (too long to print whole: write it in capitals)",
            )?;
            cv.across(NAME_X, 150.0, BAND.y + 9.6, Rule::Fine);
            cv.label(line(10.0, 8.0), "First name")?;
        }
        Err(e) => return Err(e),
    }
    let born = who.born.as_ref().map_or("not known", |b| b.date.as_str());
    let (label, number) = match (&who.nhs, who.number.as_str()) {
        (Some(nhs), _) => ("NHS number", nhs.clone()),
        (None, "") => ("NHS number", "not known".to_string()),
        (None, local) => ("", format!("NHS number not known · {local}")),
    };
    let end = say(cv, line(20.0, 7.0), "Born", S7)?;
    let at = Area::new(end + 1.5, BAND.y + 19.8, 60.0, 7.0);
    let end = say(cv, at, born, Style::bold(Size::Pt14))?;
    let right = Area::new(end + 3.0, BAND.y + 19.8, (152.0 - end - 3.0).max(0.0), 7.0);
    let style = if label.is_empty() {
        B9
    } else {
        Style::bold(Size::Pt14)
    };
    let width = cv.width(&number, style, "number")?;
    cv.text(right, H::Right, V::Middle, &number, style)?;
    let before = Area::new(right.x, BAND.y + 20.0, (right.w - width - 2.0).max(0.0), 7.0);
    cv.text(before, H::Right, V::Middle, label, S7).map(|_| ())
}

fn names(cv: &mut Canvas<'_>, who: &Who, lines: &NameLines) -> Result<(), PaperError> {
    let cell = |y: f32, h: f32| Area::new(NAME_X, BAND.y + y, 138.0, h);
    let style = Style::bold(lines.size);
    let first = if let [one] = lines.last.as_slice() {
        say(cv, cell(1.6, 8.4), one, style)?;
        cell(10.4, 7.0)
    } else {
        for (line, y) in lines.last.iter().zip([0.8, 6.4]) {
            say(cv, cell(y, 5.6), line, style)?;
        }
        cell(12.4, 6.0)
    };
    say(cv, first, &who.first, Style::bold(lines.first_size)).map(|_| ())
}

fn by_hand(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let cell = |x: f32, y: f32, w: f32, h: f32| Area::new(NAME_X + x, BAND.y + y, w, h);
    for (area, words) in [
        (cell(0.0, 0.2, 138.0, 9.4), "LAST NAME in capitals"),
        (cell(0.0, 9.8, 138.0, 9.0), "First name"),
        (cell(0.0, 19.0, 60.0, 8.8), "Born (day, month in letters, year)"),
        (cell(62.0, 19.0, 76.0, 8.8), "NHS number, or downtime number"),
    ] {
        cv.label(area, words)?;
        cv.write(area, Pen::Words);
    }
    cv.across(NAME_X, 152.0, BAND.y + 9.7, Rule::Fine);
    cv.across(NAME_X, 152.0, BAND.y + 18.9, Rule::Fine);
    Ok(())
}
