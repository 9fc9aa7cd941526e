//! Letter to a patient and the family, in plain English. It promises nothing, and says nothing of anybody's data that the
//! hospital has not written on it.

use battlebag_census::Patient;

use super::ruled::{B9, S7, S9, bar, boxes, fill_in, say};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style};
use crate::errors::PaperError;
use crate::text::{Span, Weight, shape};

const S11: Style = Style::plain(Size::Pt11);

/// What is said, section by section.
const SECTIONS: [(&str, &[&str]); 2] = [
    (
        "What you may notice",
        &[
            "We ask your name and date of birth many times, and read your wristband. Please answer each time, even if you are tired of it.",
            "We ask again about allergies and medicines. We would rather ask twice than guess.",
            "We write on paper, and look at you and your machines more often.",
            "Tests, scans, letters and planned visits can take longer. The most urgent go first.",
        ],
    ),
    (
        "How you can help",
        &[
            "Keep your wristband on. If anything on it is wrong, say so at once.",
            "Tell us about allergies, medicines that you take at set times, blood thinners, insulin, a device in your body, or a pregnancy.",
            "If a tablet, drip or meal is not what you expect, ask before you take it.",
            "Call a nurse at once if you feel worse, have pain, or an alarm sounds. If the bell is not answered, call out, or send your visitor.",
        ],
    ),
];

/// Everything that is the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let words = [
        Span::bold("Some of the computers of this hospital are not working. "),
        Span::plain(
            "Doctors, nurses and all others are here, and look after you with paper and by word of mouth. You have done nothing wrong.",
        ),
    ];
    let mut y = cv.paragraph(Area::new(0.0, 47.0, LIVE_W, 16.0), &words, S11, "letter")? + 2.0;
    for (head, lines) in SECTIONS {
        bar(cv, y, head, "")?;
        y += 7.0;
        for line in lines {
            cv.fill(Area::new(1.5, y + 1.7, 1.6, 1.6), Ink::Black);
            let cell = Area::new(5.5, y, LIVE_W - 6.0, 16.0);
            y = cv.paragraph(cell, &[Span::plain(*line)], S11, "letter")? + 1.2;
        }
        y += 1.6;
    }
    bar(
        cv,
        y,
        "Your information",
        "Written by the hospital. Empty: it does not know yet",
    )?;
    lines(cv, y + 5.5, 3);
    let y = y + 5.5 + 3.0 * LINE + 2.0;
    bar(
        cv,
        y,
        "For you",
        "Your next test, visit, treatment; what to bring",
    )?;
    lines(cv, y + 5.5, 4);
    let y = y + 5.5 + 4.0 * LINE + 1.5;
    let row = [
        (66.0, "Who to ask: name, where"),
        (56.0, "Telephone that works"),
        (58.0, "Given by: name; date, time"),
    ];
    boxes(cv, (0.0, y), 11.0, &row)?;
    let words = format!(
        "{}. This letter is in English: ask for it to be read or interpreted for you.",
        ctx.hospital.trim()
    );
    let style = if cv.width(&words, S9, "letter")? <= LIVE_W {
        S9
    } else {
        S7
    };
    let cell = Area::new(0.0, y + 11.8, LIVE_W, 4.6);
    if cv.width(&words, style, "letter")? <= LIVE_W {
        say(cv, cell, &words, style)?;
    }
    Ok(())
}

/// Height of a line to write on, mm.
const LINE: f32 = 8.5;

fn lines(cv: &mut Canvas<'_>, top: f32, rows: u8) {
    for n in 0..rows {
        let y = top + LINE * f32::from(n);
        cv.across(2.0, 178.0, y + LINE - 0.6, Rule::Fine);
        cv.write(Area::new(2.0, y, 176.0, LINE), Pen::Words);
    }
}

/// Which language to ask in, where the census says.
pub(crate) fn fill(cv: &mut Canvas<'_>, ctx: &PrintContext, p: Option<&Patient>) -> Result<(), PaperError> {
    let cell = Area::new(0.0, 240.2, LIVE_W, 4.8);
    let language = p
        .and_then(|p| p.language.as_deref())
        .map(str::trim)
        .filter(|l| !l.is_empty() && shape(l, Weight::Bold).is_ok())
        .filter(|_| ctx.may_quote(Feed::Location));
    let Some(language) = language else {
        fill_in(cv, (0.0, cell.y - 1.0), "Interpreter for", 80.0, S9)?;
        return Ok(());
    };
    cv.meaning(Meaning::Quoted);
    let words = format!("Interpreter: {language}, by the census.");
    if cv.width(&words, B9, "language")? <= cell.w {
        say(cv, cell, &words, B9)?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_the_letter_is_long_or_in_jargon() {
        for (_, lines) in SECTIONS {
            for line in lines {
                assert!(line.split_whitespace().count() <= 28, "{line}");
                for word in ["downtime", "cyber", "patient", "NEWS2", "system"] {
                    assert!(!line.to_lowercase().contains(word), "{line}");
                }
            }
        }
    }
}
