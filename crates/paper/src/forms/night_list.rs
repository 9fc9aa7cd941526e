//! The laboratory's list for the night on its request: twelve boxes, what is said of the list above them, or why it is not printed.

use super::ruled::{B9, B11, S7, bar, fill_in, middle};
use crate::context::{NightTest, NightTests, PrintContext};
use crate::draw::{Area, Canvas, LIVE_W, Rule, Size, Style, tick_box};
use crate::errors::PaperError;
use crate::face::column_lines;
use crate::text::{Span, Typesetter};

/// Boxes for tests: three across, four down.
const TESTS: usize = 12;
/// Where the boxes begin, mm.
const TOP: f32 = 82.0;
/// All boxes and the line above them, mm.
const HEIGHT: f32 = 60.0;
/// Two lines of what is said of the list, with air.
const NOTE_H: f32 = 6.6;
/// Words of one box, mm.
const WORDS_W: f32 = 51.0;

const TITLE: &str = "Tests that can be done tonight";
/// What the bar says when there is no room for more.
const SHORT_HINT: &str = "Ask the laboratory by telephone before each test";

const B7: Style = Style::bold(Size::Pt7);

/// Height of a row of boxes.
fn row_height(has_note: bool) -> f32 {
    (HEIGHT - if has_note { NOTE_H } else { 0.0 }) / 4.0
}

/// The bar and the boxes. A list that does not fit is not printed in part: the boxes stay empty and the bar says where it is.
pub(super) fn night_list(cv: &mut Canvas<'_>, ctx: &PrintContext) -> Result<(), PaperError> {
    let given = ctx.lists.night_tests.as_ref();
    let list = given.filter(|list| check(cv, list).is_ok());
    let hint = match (list, given) {
        (Some(l), _) => format!("From the laboratory, {}. Anything else: telephone first", l.said),
        (None, Some(l)) => format!("The laboratory’s list, {}, does not fit here: ask for it", l.said),
        (None, None) if ctx.lists.no_night_tests.is_empty() => {
            "No list from the laboratory yet: write each test, telephone first".to_string()
        }
        (None, None) => ctx.lists.no_night_tests.clone(),
    };
    let hint = if has_room(cv, &hint)? {
        hint.as_str()
    } else {
        SHORT_HINT
    };
    bar(cv, 76.5, TITLE, hint)?;
    cv.frame(Area::new(0.0, TOP, LIVE_W, HEIGHT), Rule::Heavy);
    let note = list.map(|l| l.note.as_str()).filter(|note| !note.is_empty());
    let first = TOP + if note.is_some() { NOTE_H } else { 0.0 };
    if let Some(note) = note {
        write_note(cv, note)?;
        cv.across(0.0, LIVE_W, first, Rule::Medium);
    }
    let row = row_height(note.is_some());
    column_lines(
        cv,
        Area::new(0.0, first, LIVE_W, TOP + HEIGHT - first),
        &[60.0, 60.0, 60.0],
        Rule::Fine,
    );
    for n in 0..TESTS {
        let (x, y) = (60.0 * (n % 3) as f32, first + row * (n / 3) as f32);
        if n % 3 == 0 && n > 0 {
            cv.across(0.0, LIVE_W, y, Rule::Fine);
        }
        tick_box(cv, x + 2.0, y + 2.0, 4.6);
        if let Some(test) = list.and_then(|l| l.tests.get(n)) {
            write_test(cv, (x + 8.4, y), row, test)?;
        } else {
            let agreed = if note.is_some() { 6.8 } else { 7.4 };
            fill_in(cv, (x + 8.4, y + 0.6), "test", x + 58.5, S7)?;
            fill_in(cv, (x + 8.4, y + agreed), "agreed with", x + 58.5, S7)?;
        }
    }
    Ok(())
}

/// Whether a hint stands in one line beside the words of the bar.
fn has_room(cv: &mut Canvas<'_>, hint: &str) -> Result<bool, PaperError> {
    let left = LIVE_W - 2.8 - 2.0 - cv.width(TITLE, B11, "bar")?;
    Ok(cv.width(hint, S7, "bar")? <= left)
}

fn write_note(cv: &mut Canvas<'_>, note: &str) -> Result<(), PaperError> {
    let cell = Area::new(1.5, TOP + 0.6, LIVE_W - 3.0, NOTE_H - 0.8);
    let words = [Span::bold(note)];
    if cv.count_lines(cell.w, &words, B9, "note")? == 1 {
        return middle(cv, cell, &words, B9, "note");
    }
    cv.paragraph(cell, &words, B7, "note").map(|_| ())
}

/// A test in bold, and under it for whom and in which tube.
fn write_test(cv: &mut Canvas<'_>, (x, y): (f32, f32), row: f32, test: &NightTest) -> Result<(), PaperError> {
    let cell = Area::new(x, y + 1.2, WORDS_W, 8.6);
    let end = cv.paragraph(cell, &[Span::bold(test.test.as_str())], B9, "test")?;
    let below = Area::new(x, end + 0.4, WORDS_W, (y + row - 0.4 - end - 0.4).max(0.0));
    cv.paragraph(below, &under(test), S7, "tube").map(|_| ())
}

fn under(test: &NightTest) -> Vec<Span> {
    match (test.only.as_str(), test.tube.as_str()) {
        ("", tube) => vec![Span::plain(tube)],
        (only, "") => vec![Span::bold(only)],
        (only, tube) => vec![Span::bold(format!("{only}: ")), Span::plain(tube)],
    }
}

/// Whether every word fits its box, also in the rows that a note leaves. What does not fit is named by the place of its box.
fn check(cv: &mut Canvas<'_>, list: &NightTests) -> Result<(), PaperError> {
    let too_long = |place: String, text: &str| PaperError::DoesNotFit {
        place,
        text: text.to_string(),
    };
    let (b9, s7) = (B9.size.leading(), S7.size.leading());
    for (n, test) in list.tests.iter().enumerate() {
        let place = format!("test {}", n + 1);
        let name = cv.count_lines(WORDS_W, &[Span::bold(test.test.as_str())], B9, &place)?;
        if name > 2 {
            return Err(too_long(place, &test.test));
        }
        let under = cv.count_lines(WORDS_W, &under(test), S7, &place)?;
        let room = row_height(true) - 2.0 - name as f32 * b9;
        if under as f32 * s7 > room + 0.3 {
            return Err(too_long(place, &test.tube));
        }
    }
    let note = cv.count_lines(LIVE_W - 3.0, &[Span::bold(list.note.as_str())], B7, "note")?;
    if note > 2 || list.tests.len() > TESTS {
        return Err(too_long("note".to_string(), &list.note));
    }
    Ok(())
}

/// Why a list cannot be printed on the laboratory request, found before it is given out: the place is "test 3" or "note".
pub fn night_list_fault(list: &NightTests) -> Option<PaperError> {
    let mut ts = Typesetter::default();
    check(&mut Canvas::new(&mut ts), list).err()
}
