//! The checkpoint of a log on paper: eight words that a person can say and type, and the same as a square code.

use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::section_bar;
use crate::qr::draw_qr;
use crate::text::Span;

const S7: Style = Style::plain(Size::Pt7);
const S9: Style = Style::plain(Size::Pt9);
const B9: Style = Style::bold(Size::Pt9);
const S11: Style = Style::plain(Size::Pt11);
const B18: Style = Style::bold(Size::Pt18);

/// What stands for a checkpoint on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointMark {
    /// The eight words, in order.
    pub words: [String; 8],
    /// The text of the square code.
    pub qr: String,
}

/// How far one station's chain reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointHead {
    /// The station, in words ("Ward 7B desk").
    pub station: String,
    /// The first 16 hex digits of its key.
    pub key: String,
    /// The number of its last entry in the checkpoint.
    pub height: u64,
}

/// A checkpoint to print on a sheet of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointSheet {
    /// When the checkpoint was made, with its zone ("15-Nov-2025 03:05 GMT").
    pub made_at: String,
    /// How far each station's chain reached.
    pub heads: Vec<CheckpointHead>,
    /// The words and the code.
    pub mark: CheckpointMark,
}

/// Rows of stations that stand on the sheet.
const ROWS: usize = 16;
const ROW: f32 = 5.6;
const HEADS_TOP: f32 = 76.0;

/// Stations on one sheet; a checkpoint of more goes on over further faces.
pub(crate) fn pages(sheet: &CheckpointSheet) -> usize {
    sheet.heads.len().div_ceil(ROWS).max(1)
}

/// Draws one face: the words and the code on each, the stations from `page` × 16 on.
pub(crate) fn body(cv: &mut Canvas<'_>, sheet: &CheckpointSheet, page: usize) -> Result<(), PaperError> {
    let made = [
        Span::bold("Made "),
        Span::bold(sheet.made_at.as_str()),
        Span::plain(
            ". Nobody can change the log up to here without these words changing. Keep the sheet away from the computers.",
        ),
    ];
    cv.paragraph(Area::new(0.0, 16.5, LIVE_W, 10.0), &made, S11, "made at")?;
    large_words(cv, 29.0, &sheet.mark)?;
    stations(cv, sheet, page)?;
    how(cv, sheet)
}

/// Two rows of four words at 18, each with its number.
fn large_words(cv: &mut Canvas<'_>, top: f32, mark: &CheckpointMark) -> Result<(), PaperError> {
    section_bar(
        cv,
        Area::new(0.0, top, LIVE_W, 5.5),
        "The eight words",
        "Read them aloud by number, left to right",
    )?;
    let (w, h) = (LIVE_W / 4.0, 16.0);
    for (n, (word, number)) in mark.words.iter().zip(1_u8..).enumerate() {
        let (column, row) = (n % 4, n / 4);
        let cell = Area::new(column as f32 * w, top + 5.5 + row as f32 * h, w, h);
        cv.frame(cell, Rule::Medium);
        let tab = Area::new(cell.x, cell.y, 7.0, h);
        cv.fill(tab, Ink::Grey15);
        cv.frame(tab, Rule::Medium);
        cv.text(tab, H::Centre, V::Middle, &number.to_string(), B18)?;
        let room = Area::new(cell.x + 8.0, cell.y, w - 8.6, h);
        word_in(
            cv,
            room,
            word,
            &[Size::Pt18, Size::Pt14, Size::Pt11, Size::Pt9, Size::Pt7],
        )?;
    }
    cv.frame(Area::new(0.0, top + 5.5, LIVE_W, 2.0 * h), Rule::Heavy);
    Ok(())
}

/// A word at the largest size at which it is whole.
fn word_in(cv: &mut Canvas<'_>, room: Area, word: &str, sizes: &[Size]) -> Result<(), PaperError> {
    let mut style = Style::bold(Size::Pt7);
    for size in sizes {
        style = Style::bold(*size);
        if cv.width(word, style, "checkpoint word")? <= room.w {
            break;
        }
    }
    cv.text_at(room, H::Left, V::Middle, word, style, "checkpoint word")
        .map(|_| ())
}

fn stations(cv: &mut Canvas<'_>, sheet: &CheckpointSheet, page: usize) -> Result<(), PaperError> {
    let all = sheet.heads.len();
    let hint = if all == 1 {
        "1 station".to_string()
    } else {
        format!("{all} stations")
    };
    section_bar(
        cv,
        Area::new(0.0, 70.0, 108.0, 5.5),
        "How far each station had written",
        &hint,
    )?;
    let mut y = HEADS_TOP;
    for head in sheet.heads.iter().skip(page * ROWS).take(ROWS) {
        let cell = Area::new(1.0, y, 46.0, ROW);
        let small = Style::bold(Size::Pt7);
        if cv.width(&head.station, B9, "station")? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, &head.station, B9, "station")?;
        } else if cv.width(&head.station, small, "station")? <= cell.w {
            cv.text_at(cell, H::Left, V::Middle, &head.station, small, "station")?;
        } else {
            let words = [Span::bold(head.station.as_str())];
            cv.paragraph(cell, &words, small, "station")?;
        }
        let key = Area::new(49.0, y, 32.0, ROW);
        cv.text_at(key, H::Left, V::Middle, &head.key, S7, "station key")?;
        let height = format!("entry {}", head.height);
        cv.text(Area::new(82.0, y, 25.0, ROW), H::Right, V::Middle, &height, B9)?;
        y += ROW;
        cv.across(0.0, 108.0, y, Rule::Fine);
    }
    Ok(())
}

/// The code at the right, and what to do with the sheet.
fn how(cv: &mut Canvas<'_>, sheet: &CheckpointSheet) -> Result<(), PaperError> {
    code(cv, Area::new(112.0, 70.0, 68.0, 68.0), &sheet.mark.qr)?;
    section_bar(
        cv,
        Area::new(0.0, 172.0, LIVE_W, 5.5),
        "To prove the log",
        "No computer of this hospital is needed to keep the sheet",
    )?;
    let prove = [
        Span::bold("Prove: "),
        Span::plain(
            "in the program open Log, then Check an old sheet. Type the eight words, or scan the code. It says whether the log still holds everything that it held when this was made.",
        ),
    ];
    let y = cv.paragraph(Area::new(0.0, 179.0, LIVE_W, 16.0), &prove, S11, "prove")?;
    let keep = [
        Span::bold("Keep: "),
        Span::plain(
            "in the incident binder, in another building if there is one. Give a copy to somebody who does not write in this log. Never throw it away when a newer one is printed.",
        ),
    ];
    let y = cv.paragraph(Area::new(0.0, y + 2.0, LIVE_W, 16.0), &keep, S11, "keep")?;
    let differ = [
        Span::bold("If the words differ: "),
        Span::plain(
            "somebody has changed or lost entries, or the words were typed wrong. Type them again; then tell the incident commander, and copy nothing over.",
        ),
    ];
    let y = cv.paragraph(Area::new(0.0, y + 2.0, LIVE_W, 16.0), &differ, S11, "differ")?;
    for (n, words) in ["Given to (name, role), date, time", "Kept where"]
        .into_iter()
        .enumerate()
    {
        let top = y + 4.0 + n as f32 * 10.0;
        cv.text(Area::new(0.0, top, 70.0, 3.2), H::Left, V::Middle, words, S7)?;
        cv.across(52.0, LIVE_W, top + 6.5, Rule::Fine);
    }
    Ok(())
}

/// The code in a square, or a line that says why there is none.
fn code(cv: &mut Canvas<'_>, square: Area, text: &str) -> Result<(), PaperError> {
    if draw_qr(cv, square.x, square.y, square.w, text) {
        return Ok(());
    }
    let words = [Span::plain(
        "Too many stations for a square code of this size: the eight words are enough.",
    )];
    cv.frame(square, Rule::Fine);
    cv.paragraph(
        Area::new(square.x + 2.0, square.y + 2.0, square.w - 4.0, square.h),
        &words,
        S7,
        "code",
    )
    .map(|_| ())
}

/// The words and the code in a block 30 mm high or more, for another sheet: words in two columns, numbered, and the
/// code at the right, as wide as the block is high.
pub(crate) fn checkpoint_block(
    cv: &mut Canvas<'_>,
    block: Area,
    made_at: &str,
    mark: &CheckpointMark,
) -> Result<(), PaperError> {
    cv.frame(block, Rule::Heavy);
    let head = format!("Checkpoint of the log, made {made_at}");
    let left = Area::new(block.x + 1.5, block.y + 0.8, block.w - block.h - 3.0, 4.6);
    let style = if cv.width(&head, B9, "checkpoint")? <= left.w {
        B9
    } else {
        S7
    };
    cv.text_at(left, H::Left, V::Middle, &head, style, "checkpoint")?;
    let (w, h) = (left.w / 2.0, (block.h - 10.6) / 4.0);
    for (n, (word, number)) in mark.words.iter().zip(1_u8..).enumerate() {
        let cell = Area::new(
            left.x + (n % 2) as f32 * w,
            block.y + 5.6 + (n / 2) as f32 * h,
            w,
            h,
        );
        cv.text(
            Area { w: 5.0, ..cell },
            H::Left,
            V::Middle,
            &number.to_string(),
            S9,
        )?;
        let room = Area::new(cell.x + 5.5, cell.y, w - 6.0, h);
        word_in(cv, room, word, &[Size::Pt14, Size::Pt11, Size::Pt9, Size::Pt7])?;
    }
    let how = Area::new(left.x, block.bottom() - 4.4, left.w, 3.6);
    cv.text(
        how,
        H::Left,
        V::Middle,
        "To prove: Log, Check an old sheet, type the eight words.",
        S7,
    )?;
    code(
        cv,
        Area::new(block.right() - block.h, block.y, block.h, block.h),
        &mark.qr,
    )
}
