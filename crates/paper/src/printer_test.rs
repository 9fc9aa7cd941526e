//! A page to try a printer with: what goes wrong on a printer that is found at night shows on one sheet of paper, with no
//! patient on it. Whether the sheet prints on both sides, whole and at its own size, in thin lines and small letters, in
//! every script; whether its code is read; which tray it came from.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{DataRow, FormNote, Title, data_row, tick};
use crate::forms::ruled::{B9, B11, S7, S9, bar, boxes};
use crate::lists::{face, write};
use crate::pack::{Drawn, Pack};
use crate::sheet_number::SheetNumbers;
use crate::text::{Span, Typesetter, Weight, shape};

const NAME: &str = "Printer test";
/// Scripts that names are written in, with a name in each: invented people.
const SCRIPTS: [(&str, &str); 12] = [
    ("Latin", "Ní Chonchúir, Đặng, Adébáyọ̀"),
    ("Greek", "Παπαδοπούλου"),
    ("Cyrillic", "Шевченко"),
    ("Arabic", "عائشہ گیلانی"),
    ("Hebrew", "כהן"),
    ("Devanagari", "राजेश श्रीवास्तव"),
    ("Bengali", "রহিমা খাতুন"),
    ("Gujarati", "પટેલ"),
    ("Gurmukhi", "ਸਿੰਘ"),
    ("Tamil", "முருகன்"),
    ("Thai", "สมชาย"),
    ("Chinese", "王小明"),
];

/// What to look at, and where: right or wrong.
const LOOKS: [&str; 7] = [
    "The bar below is 100 mm long: lay a ruler on it. Shorter: switch off “fit to page” at the printer.",
    "All three lines below are there, and the smallest letters can be read without a lamp.",
    "The grey box is grey, and the words in it can be read.",
    "Every name below is whole: no empty boxes, no question marks, no letters apart.",
    "The code at the lower right is read by the scanner as the number beside it.",
    "Page 2 is on the back of this paper, the same way up. On a paper of its own: it prints one side only.",
    "No edge is cut off: title, footer and both side rules of the frames are whole.",
];

/// A page to try a printer with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrinterTest {
    /// The printer as people call it; empty leaves room to write it.
    pub printer: String,
    /// A number that stands on this sheet and nowhere else, by which somebody shows that they hold it; empty for none.
    pub number: String,
}

fn place(cv: &mut Canvas<'_>, ctx: &PrintContext, test: &PrinterTest) -> Result<(), PaperError> {
    let edges = boxes(
        cv,
        (0.0, 9.0),
        11.0,
        &[
            (70.0, "Printer"),
            (40.0, "Where it stands"),
            (40.0, "Came out of tray, paper left"),
            (30.0, "Tried by"),
        ],
    )?;
    let cell = Area::new(edges.first().copied().unwrap_or_default() + 1.2, 12.8, 67.0, 6.0);
    let name = test.printer.trim();
    if shape(name, Weight::Bold).is_ok() && cv.width(name, B11, "printer")? <= cell.w {
        cv.text(cell, H::Left, V::Middle, name, B11)?;
    }
    data_row(cv, 22.0, &DataRow::log(ctx))
}

fn looks(cv: &mut Canvas<'_>, test: &PrinterTest) -> Result<(), PaperError> {
    let hint = if test.number.is_empty() {
        "wrong: say it to whoever keeps the printer"
    } else {
        "the number to type in is on page 2"
    };
    bar(cv, 30.0, "Look, and tick", hint)?;
    let rows = Area::new(0.0, 35.5, LIVE_W, 8.0 * LOOKS.len() as f32);
    cv.frame(rows, Rule::Medium);
    for (n, look) in LOOKS.iter().enumerate() {
        let y = rows.y + 8.0 * n as f32;
        if n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        let words = [Span::plain(*look)];
        let lines = cv.count_lines(140.0, &words, S9, look)? as f32;
        let top = y + (8.0 - lines * Size::Pt9.leading()) / 2.0;
        cv.paragraph(Area::new(1.6, top, 140.0, 8.0), &words, S9, look)?;
        let x = tick(cv, 146.0, y + 2.1, 3.8, "right", S9)?;
        tick(cv, x + 3.0, y + 2.1, 3.8, "wrong", S9)?;
    }
    Ok(())
}

/// A bar to measure, lines and letters down to the smallest that the forms use, and a grey.
fn marks(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let y = 96.0;
    bar(cv, y, "What the forms need of a printer", "")?;
    let ruler = Area::new(40.0, y + 8.5, 100.0, 5.0);
    cv.fill(ruler, Ink::Black);
    let words = "100 mm";
    cv.text(ruler, H::Centre, V::Middle, words, B9.white())?;
    for (n, rule) in [Rule::Fine, Rule::Medium, Rule::Heavy].into_iter().enumerate() {
        cv.across(40.0, 140.0, y + 18.0 + 3.0 * n as f32, rule);
    }
    let words = "The smallest letters of a form: 0.5 micrograms, 5 units, mmol/L, 10:45, 3 8 B, rn m, 1 l I.";
    cv.text(
        Area::new(0.0, y + 27.0, LIVE_W, 4.5),
        H::Centre,
        V::Middle,
        words,
        S7,
    )?;
    let grey = Area::new(40.0, y + 33.0, 100.0, 8.0);
    cv.fill(grey, Ink::Grey15);
    cv.frame(grey, Rule::Fine);
    let words = "These words stand on the grey of the forms";
    cv.text(grey, H::Centre, V::Middle, words, B9).map(|_| ())
}

fn scripts(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    let y = 141.5;
    bar(cv, y, "Scripts that names are written in", "invented people")?;
    let body = Area::new(0.0, y + 5.5, LIVE_W, 60.0);
    cv.frame(body, Rule::Medium);
    for (n, (script, name)) in SCRIPTS.iter().enumerate() {
        let (column, row) = ((n % 2) as f32, (n / 2) as f32);
        let (x, top) = (column * 90.0, body.y + row * 10.0);
        if column == 0.0 && row > 0.0 {
            cv.across(0.0, LIVE_W, top, Rule::Fine);
        }
        let label = Area::new(x + 1.6, top, 20.0, 10.0);
        cv.text(label, H::Left, V::Middle, script, S9)?;
        let cell = Area::new(x + 23.0, top, 66.0, 10.0);
        cv.text(cell, H::Left, V::Middle, name, Style::plain(Size::Pt11))?;
    }
    cv.down(90.0, body.y, body.bottom(), Rule::Fine);
    Ok(())
}

/// What kind of sheet this is: whoever finds it in a tray must not take it for one of a patient.
fn real_or_not(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let (words, why) = if ctx.exercise {
        cv.meaning(Meaning::Exercise);
        (
            "EXERCISE",
            "The word must stand across every page of a drill. Missing: do not print drill sheets here.",
        )
    } else {
        (
            "REAL",
            "In a drill a word stands across every page. None stands across this one: what comes out of this printer now is real.",
        )
    };
    let cell = Area::new(0.0, 212.0, LIVE_W, 12.0);
    cv.text(cell, H::Centre, V::Middle, words, Style::bold(Size::Pt28))?;
    cv.meaning(Meaning::Words);
    let cell = Area::new(0.0, 224.0, LIVE_W, 5.0);
    cv.text(cell, H::Centre, V::Middle, why, S9).map(|_| ())
}

/// The number, for whoever holds the paper.
fn number(cv: &mut Canvas<'_>, number: &str) -> Result<(), PaperError> {
    bar(cv, 30.0, "The number to type in", "")?;
    let cell = Area::new(0.0, 36.5, LIVE_W, 13.0);
    cv.text(cell, H::Centre, V::Middle, number, Style::bold(Size::Pt28))?;
    let words =
        "Type it into Battlebag, where this printer was chosen: it shows that its paper came out here.";
    let cell = Area::new(0.0, 49.5, LIVE_W, 5.0);
    cv.text(cell, H::Centre, V::Middle, words, S9).map(|_| ())
}

fn back(cv: &mut Canvas<'_>, ctx: &PrintContext, test: &PrinterTest) -> Result<(), PaperError> {
    place(cv, ctx, test)?;
    if !test.number.is_empty() {
        number(cv, &test.number)?;
    }
    let cell = Area::new(0.0, 60.0, LIVE_W, 16.0);
    cv.text(cell, H::Centre, V::Middle, "BACK", Style::bold(Size::Pt28))?;
    let words = [Span::plain(
        "Hold the paper to the light: the frames at the top of both pages lie over each other, and both titles are at the same end. \
         Titles at opposite ends: the printer turns on the short edge; set it to the long edge.",
    )];
    let said = Area::new(20.0, 80.0, 140.0, 20.0);
    cv.paragraph(said, &words, Style::plain(Size::Pt11), "back")?;
    let words = [Span::plain(
        "Is this page on a paper of its own? Then the printer prints one side only, and a chart comes out on two papers with the same number: keep \
         them together.",
    )];
    let said = Area::new(20.0, 106.0, 140.0, 20.0);
    cv.paragraph(said, &words, Style::plain(Size::Pt11), "back")?;
    real_or_not(cv, ctx)
}

/// The display lists: front and back of one sheet.
pub fn printer_test_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    test: &PrinterTest,
) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let sheet = numbers.next_number();
    let mut out = Vec::with_capacity(2);
    for side in [1_u8, 2] {
        let t = Title {
            form: NAME.to_owned(),
            purpose: String::new(),
            first: "no patient: throw away".to_owned(),
            second: format!("Page {side} of 2"),
        };
        let note = FormNote {
            typed_back: false,
            ..FormNote::default()
        };
        let marks = face(&mut ts, ctx, &t, &note, (&sheet, side), |cv| {
            if side == 2 {
                return back(cv, ctx, test);
            }
            place(cv, ctx, test)?;
            looks(cv, test)?;
            marks(cv)?;
            scripts(cv)?;
            real_or_not(cv, ctx)
        })?;
        out.push(Drawn {
            shared: Vec::new(),
            own: marks,
            number: sheet.clone(),
            face: side,
            title: NAME.to_owned(),
        });
    }
    Ok(out)
}

/// The sheet as a PDF.
pub fn printer_test(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    test: &PrinterTest,
) -> Result<Pack, PaperError> {
    let faces = printer_test_faces(ctx, numbers, test)?;
    write(ctx, NAME, &faces, Vec::new())
}
