//! Back-entry tracker: each sheet that was printed, by which rule it is entered and by whom, and who looked again; as far as the
//! log knows, the rest for a pen.

use super::first_that_fits;
use crate::draw::{Area, Canvas, LIVE_W, Meaning, Pen, Rule};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::forms::ruled::{B7, B9, S7, S9, heads, say};
use crate::text::{Span, printable_part};
use crate::ward_sheets::BODY;

/// Rows on a page.
pub(crate) const ROWS: usize = 16;
const ROW: f32 = 12.0;
const COLUMNS: [(f32, &str); 7] = [
    (22.0, "Sheet no."),
    (48.0, "Patient: bed, name, number"),
    (36.0, "Form, faces"),
    (22.0, "Rule"),
    (18.0, "Owner"),
    (17.0, "Done: by, time"),
    (17.0, "Looked again: by"),
];

/// One sheet to be typed back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackEntryRow {
    /// Number of the sheet.
    pub sheet: String,
    /// Whose: bed and name; empty for a list.
    pub patient: String,
    /// Their number, by itself: beside a name that is written from the right its groups would change places.
    pub number: String,
    /// Which form.
    pub form: String,
    /// How it is to be typed back, where the hospital has said so; else empty.
    pub rule: String,
    /// Who enters it: whoever has taken it on, else the role; empty to be written in.
    pub owner: String,
    /// Who entered it and when, or what stands in the way; empty to be written in.
    pub done: String,
    /// Who looked again and when; empty to be written in.
    pub looked: String,
}

impl BackEntryRow {
    /// What is printed in the columns that a pen fills otherwise.
    fn after_form(&self) -> [&str; 4] {
        [&self.rule, &self.owner, &self.done, &self.looked]
    }
}

/// The sheet.
pub(crate) fn body(cv: &mut Canvas<'_>, rows: &[BackEntryRow], page: usize) -> Result<(), PaperError> {
    let words = [
        Span::bold("In this order: "),
        Span::plain(
            "allergies, medicines given, insulin and blood, then observations, then the rest. Real times, never the time of typing. A second person looks \
                     at each sheet on the screen. The paper is kept.",
        ),
    ];
    cv.paragraph(Area::new(0.0, BODY, LIVE_W, 8.4), &words, S9, "order")?;
    heads(cv, (0.0, BODY + 9.5), 7.0, &COLUMNS)?;
    let widths: Vec<f32> = COLUMNS.iter().map(|c| c.0).collect();
    let area = Area::new(0.0, BODY + 16.5, LIVE_W, ROW * ROWS as f32);
    cv.frame(area, Rule::Heavy);
    let edges = column_lines(cv, area, &widths, Rule::Fine);
    let here: Vec<&BackEntryRow> = rows.iter().skip(page * ROWS).take(ROWS).collect();
    for n in 0..ROWS {
        let y = area.y + ROW * n as f32;
        if n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        let cells: Vec<Area> = edges
            .iter()
            .zip(&widths)
            .map(|(x, w)| Area::new(*x, y, *w, ROW))
            .collect();
        for (c, cell) in cells.iter().enumerate() {
            let printed = here.get(n).is_some_and(|row| {
                c < 3 || row.after_form().get(c - 3).is_some_and(|words| !words.is_empty())
            });
            if !printed {
                cv.write(*cell, Pen::Words);
            }
        }
        if let Some(row) = here.get(n) {
            sheet(cv, row, &cells)?;
        }
    }
    let still = rows.len();
    let words = match still {
        0 => "Blank tracker: write the number at the lower right of each sheet.".to_string(),
        1 => "1 sheet in all. If it cannot be found, it stays written down here: look for it before stand-down.".to_string(),
        n => format!(
            "{n} sheets in all. A sheet that cannot be found is written down here too: look for it before stand-down."
        ),
    };
    say(cv, Area::new(0.0, area.bottom() + 0.6, LIVE_W, 4.0), &words, S7).map(|_| ())
}

/// Bed and name. What is in another script stands whole in a line of its own, larger, where there is room for one.
fn who_it_is(cv: &mut Canvas<'_>, cell: Area, patient: &str) -> Result<(), PaperError> {
    let native = patient.find(|c: char| c.is_alphabetic() && c > NOT_LATIN);
    let (latin, native) = patient.split_at(native.unwrap_or(patient.len()));
    let latin = [Span::bold(latin.trim())];
    let lines = cv.count_lines(cell.w, &latin, B7, "patient")? as f32;
    let below = Area::new(
        cell.x,
        cell.y + lines * B7.size.leading() + 0.2,
        cell.w,
        B9.size.leading(),
    );
    let apart = !native.is_empty() && below.bottom() <= cell.bottom() + 0.3;
    if apart && cv.width(native, B9, "patient")? <= cell.w {
        cv.paragraph(cell, &latin, B7, "patient")?;
        return say(cv, below, native, B9).map(|_| ());
    }
    let long = vec![Span::plain(TOO_LONG)];
    first_that_fits(cv, cell, &[vec![Span::bold(patient)], long], B7, "patient")
}

const TOO_LONG: &str = "too long to print whole: see the sheet";

/// The last letter of the Latin, Greek and Cyrillic blocks: what comes after them is drawn smaller than it is read.
const NOT_LATIN: char = '\u{52f}';

fn sheet(cv: &mut Canvas<'_>, row: &BackEntryRow, cells: &[Area]) -> Result<(), PaperError> {
    let inner = |a: &Area| {
        let left = (a.x + 1.0).max(1.6);
        Area::new(left, a.y + 0.6, a.right() - 0.6 - left, a.h - 0.8)
    };
    let [number, who, form, after @ ..] = cells else {
        return Ok(());
    };
    say(
        cv,
        Area {
            h: number.h - 1.2,
            ..inner(number)
        },
        &row.sheet,
        B9,
    )?;
    cv.meaning(Meaning::Quoted);
    let patient = if row.patient.is_empty() {
        "many, or nobody".to_string()
    } else {
        printable_part(&row.patient)
    };
    let all = inner(who);
    let name = Area {
        h: all.h - 2.8,
        ..all
    };
    who_it_is(cv, name, &patient)?;
    let below = Area::new(all.x, all.bottom() - 2.8, all.w, 2.8);
    if cv.width(&row.number, S7, "number")? <= below.w {
        say(cv, below, &row.number, S7)?;
    }
    first_that_fits(
        cv,
        inner(form),
        &[vec![Span::plain(row.form.as_str())], vec![Span::plain(TOO_LONG)]],
        S7,
        "form",
    )?;
    cv.meaning(Meaning::Words);
    for (words, cell) in row.after_form().into_iter().zip(after) {
        let words = printable_part(words);
        let short = vec![Span::plain("see the list")];
        first_that_fits(cv, inner(cell), &[vec![Span::plain(words)], short], S7, "words")?;
    }
    Ok(())
}
