//! The recovery code for its sealed envelope: the one sheet that opens everything. No patient is on it.

use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Pen, Rule, Size, Style, V, cross};
use crate::errors::PaperError;
use crate::face::section_bar;
use crate::text::Span;

const S7: Style = Style::plain(Size::Pt7);
const S11: Style = Style::plain(Size::Pt11);
const B11: Style = Style::bold(Size::Pt11);
const B14: Style = Style::bold(Size::Pt14);
const B28: Style = Style::bold(Size::Pt28);

/// A recovery code to print once.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySheet {
    /// What names the home that the code opens.
    pub home: String,
    /// When the code was made, with its zone.
    pub made_at: String,
    /// The code as it is typed: groups of letters parted by hyphens or spaces ("BCDF-GHJK-…").
    pub code: String,
    /// Who may open the envelope, one role or name a line.
    pub may_open: Vec<String>,
}

// The code must not be in a log of errors or of a test.
impl std::fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoverySheet")
            .field("home", &self.home)
            .field("made_at", &self.made_at)
            .field("may_open", &self.may_open)
            .finish_non_exhaustive()
    }
}

/// Letters as they are said on the telephone (ICAO).
fn said(letter: char) -> Option<&'static str> {
    const WORDS: [&str; 36] = [
        "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo",
        "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform",
        "Victor", "Whiskey", "X-ray", "Yankee", "Zulu", "zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine",
    ];
    let at = match letter {
        'A'..='Z' => u32::from(letter) - u32::from('A'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        _ => return None,
    };
    WORDS.get(usize::try_from(at).unwrap_or(usize::MAX)).copied()
}

/// Draws the sheet.
pub(crate) fn body(cv: &mut Canvas<'_>, hospital: &str, sheet: &RecoverySheet) -> Result<(), PaperError> {
    let bar = Area::new(0.0, 16.0, LIVE_W, 10.0);
    cv.fill(bar, Ink::Black);
    let words = "Put this in an envelope now. Seal it and sign across the seal.";
    cv.text(bar, H::Centre, V::Middle, words, B14.white())?;
    let y = facts(cv, hospital, sheet)?;
    let y = code(cv, y + 3.0, &sheet.code)?;
    let y = rules(cv, y + 3.0)?;
    let y = may_open(cv, y + 2.0, &sheet.may_open)?;
    signatures(cv, y + 3.0)
}

/// Hospital, home and time.
fn facts(cv: &mut Canvas<'_>, hospital: &str, sheet: &RecoverySheet) -> Result<f32, PaperError> {
    let mut y = 28.5;
    for (label, text) in [
        ("Hospital", hospital),
        ("Opens the home", sheet.home.as_str()),
        ("Made", sheet.made_at.as_str()),
    ] {
        cv.text(Area::new(0.0, y, 30.0, 5.0), H::Left, V::Middle, label, S7)?;
        y = cv.paragraph(
            Area::new(32.0, y, LIVE_W - 32.0, 15.0),
            &[Span::bold(text)],
            B11,
            label,
        )?;
    }
    Ok(y)
}

/// The code: groups in boxes, four to a row, every letter as wide as the next, its words for the telephone below.
fn code(cv: &mut Canvas<'_>, top: f32, code: &str) -> Result<f32, PaperError> {
    const ROW: f32 = 22.0;
    let groups: Vec<&str> = code.split(['-', ' ']).filter(|g| !g.is_empty()).collect();
    section_bar(
        cv,
        Area::new(0.0, top, LIVE_W, 5.5),
        "Recovery code",
        "Type it left to right, row by row. Hyphens and spaces do not matter",
    )?;
    let w = LIVE_W / 4.0;
    for (n, group) in groups.iter().enumerate() {
        let cell = Area::new((n % 4) as f32 * w, top + 5.5 + (n / 4) as f32 * ROW, w, ROW);
        cv.frame(cell, Rule::Medium);
        cv.text(
            Area::new(cell.x + 1.0, cell.y + 0.4, 6.0, 3.2),
            H::Left,
            V::Middle,
            &(n + 1).to_string(),
            S7,
        )?;
        let count = group.chars().count().max(1);
        let each = (w - 4.0) / count as f32;
        let style = letters(cv, group, each)?;
        for (i, letter) in group.chars().enumerate() {
            let slot = Area::new(cell.x + 2.0 + i as f32 * each, cell.y + 3.0, each, 13.0);
            cv.text_at(
                slot,
                H::Centre,
                V::Middle,
                &letter.to_string(),
                style,
                "recovery code",
            )?;
        }
        let spoken: Option<Vec<&str>> = group.chars().map(said).collect();
        if let Some(spoken) = spoken {
            let line = Area::new(cell.x + 0.6, cell.y + 17.4, w - 1.2, 3.4);
            let words = spoken.join(" ");
            if cv.width(&words, S7, "recovery code")? <= line.w {
                cv.text(line, H::Centre, V::Middle, &words, S7)?;
            }
        }
    }
    let bottom = top + 5.5 + groups.len().div_ceil(4) as f32 * ROW;
    cv.frame(Area::new(0.0, top + 5.5, LIVE_W, bottom - top - 5.5), Rule::Heavy);
    Ok(bottom)
}

/// The largest size at which every letter of a group stands in its slot.
fn letters(cv: &mut Canvas<'_>, group: &str, slot: f32) -> Result<Style, PaperError> {
    let mut style = B28;
    for size in [Size::Pt28, Size::Pt18, Size::Pt14, Size::Pt11] {
        style = Style::bold(size);
        let mut fits = true;
        for letter in group.chars() {
            fits &= cv.width(&letter.to_string(), style, "recovery code")? <= slot;
        }
        if fits {
            break;
        }
    }
    Ok(style)
}

fn rules(cv: &mut Canvas<'_>, top: f32) -> Result<f32, PaperError> {
    let mut y = cv.paragraph(
        Area::new(0.0, top, LIVE_W, 12.0),
        &[
            Span::bold("This code opens everything: "),
            Span::plain("every patient, every entry. It is kept nowhere else. After use, make a new one: the old code stays open until you do."),
        ],
        S11,
        "rules",
    )? + 1.5;
    for words in [
        "Never photograph, copy, scan or type it anywhere but into the program.",
        "Never keep it in the same place as the computer it opens.",
    ] {
        cross(cv, 1.0, y + 1.2, 2.8);
        y = cv.paragraph(
            Area::new(7.0, y, LIVE_W - 7.0, 10.0),
            &[Span::bold(words)],
            B11,
            "rules",
        )?;
    }
    Ok(y)
}

fn may_open(cv: &mut Canvas<'_>, top: f32, who: &[String]) -> Result<f32, PaperError> {
    section_bar(
        cv,
        Area::new(0.0, top, LIVE_W, 5.5),
        "Who may open the envelope",
        "Two people together",
    )?;
    let mut y = top + 6.5;
    if who.is_empty() {
        cv.across(1.0, LIVE_W, y + 7.0, Rule::Fine);
        cv.write(Area::new(1.0, y, LIVE_W - 1.0, 7.0), Pen::Words);
        return Ok(y + 8.0);
    }
    for name in who {
        let cell = Area::new(1.0, y, LIVE_W - 1.0, 22.0);
        y = cv.paragraph(cell, &[Span::bold(name.as_str())], B11, "who may open")?;
    }
    Ok(y)
}

/// Sealed, opened, and why: rows to write in. Stops the sheet when the list above left no room for them.
fn signatures(cv: &mut Canvas<'_>, top: f32) -> Result<(), PaperError> {
    let rows = [
        ["Sealed by (name, role, sign)", "Date, time"],
        ["Seen by (name, role, sign)", "Date, time"],
        ["Opened by (name, role, sign)", "Date, time"],
        ["Opened with (name, role, sign)", "Date, time"],
        ["Reason", "New code made, sealed"],
    ];
    let height = 11.0;
    if top + height * rows.len() as f32 > 245.0 {
        return Err(PaperError::DoesNotFit {
            place: "list of who may open the envelope".into(),
            text: "too many names for one sheet".into(),
        });
    }
    for (n, labels) in rows.iter().enumerate() {
        let y = top + n as f32 * height;
        let rule = if n == 2 { Rule::Heavy } else { Rule::Fine };
        cv.across(0.0, LIVE_W, y, rule);
        let [who, when] = *labels;
        for (label, x, w) in [(who, 0.0, 130.0), (when, 130.0, 50.0)] {
            let cell = Area::new(x, y, w, height);
            cv.label(cell, label)?;
            cv.write(cell, Pen::Signature);
        }
    }
    let all = Area::new(0.0, top, LIVE_W, height * rows.len() as f32);
    cv.frame(all, Rule::Heavy);
    cv.down(130.0, all.y, all.bottom(), Rule::Fine);
    Ok(())
}
