//! Action cards as one file: with or without a page of contents, one side each or on A5 halves.

use battlebag_bag::Card;

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, LIVE_W, Mark, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::{FormNote, Title};
use crate::forms::card_half::{halves, lower};
use crate::lists::{card_face_of, card_title, face, write};
use crate::pack::{Drawn, Pack};
use crate::pdf::PaperSize;
use crate::sheet_number::SheetNumbers;
use crate::text::Typesetter;

/// How cards are put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CardBook {
    /// A page of contents comes first, and pages are numbered through.
    pub contents: bool,
    /// On A5 halves: two on each side of A4 or Letter, to be cut; one on each side of A5.
    pub halves: bool,
}

/// Top of each half on a side of A4 or Letter, and the line to cut along, which is the middle of both papers, mm.
const HALF_TOPS: [f32; 2] = [-4.0, 137.0];
const CUT: f32 = 129.5;

/// Height of a row of the contents, mm, and how many a page takes.
const ROW: f32 = 5.6;
const ROWS: usize = 40;

/// One card's line in the contents, before pages are known to be counted right.
struct Line<'c> {
    card: &'c Card,
    page: usize,
}

/// The pages of a card book as display lists.
pub fn card_book_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    cards: &[&Card],
    book: CardBook,
) -> Result<Vec<Drawn>, PaperError> {
    if cards.is_empty() {
        return Err(PaperError::Nothing);
    }
    if ctx.paper == PaperSize::A5 && (!book.halves || book.contents) {
        return Err(PaperError::DoesNotFit {
            place: "A5".to_owned(),
            text: "a whole side or a list of contents".to_owned(),
        });
    }
    let front = if book.contents {
        cards.len().div_ceil(ROWS)
    } else {
        0
    };
    let mut out = Vec::new();
    let mut lines = Vec::new();
    // Halves are laid out first: how many pages a card takes is known only then.
    let mut ts = Typesetter::default();
    for card in cards {
        lines.push(Line {
            card,
            page: front + out.len() + 1,
        });
        if book.halves {
            let first = book.contents.then(|| front + out.len() + 1);
            out.extend(half_pages(&mut ts, ctx, numbers, (card, first))?);
        } else {
            let page = if book.contents {
                format!("Page {} of {}", front + out.len() + 1, front + cards.len())
            } else {
                "Page 1 of 1".to_owned()
            };
            out.push(card_face_of(ctx, numbers, card, &page)?);
        }
    }
    let all = front + out.len();
    if book.contents {
        let mut contents = contents(&mut ts, ctx, numbers, &lines, all)?;
        contents.append(&mut out);
        out = contents;
    }
    Ok(out)
}

/// The pages of one card on halves; the first of them is this page of a book.
fn half_pages(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    (card, first_page): (&Card, Option<usize>),
) -> Result<Vec<Drawn>, PaperError> {
    let (title, number) = (card_title(card), numbers.next_number());
    let halves = halves(ts, ctx, card, (&title, &number))?;
    let page = |own: Vec<Mark>, at: usize| Drawn {
        shared: Vec::new(),
        own,
        number: number.clone(),
        face: u8::try_from(at + 1).unwrap_or(u8::MAX),
        title: title.clone(),
    };
    if ctx.paper == PaperSize::A5 {
        return Ok(halves
            .into_iter()
            .enumerate()
            .map(|(at, half)| page(half, at))
            .collect());
    }
    let mut pages = Vec::new();
    let mut rest = halves.into_iter();
    while let Some(first) = rest.next() {
        let mut cv = Canvas::new(ts);
        let both = [Some(first), rest.next()];
        for (half, top) in both.into_iter().zip(HALF_TOPS) {
            for mark in lower(half.unwrap_or_default(), top) {
                cv.mark(mark);
            }
        }
        cut_line(&mut cv, first_page.map(|first| first + pages.len()))?;
        pages.push(page(cv.into_marks(), pages.len()));
    }
    Ok(pages)
}

/// The line to cut along.
fn cut_line(cv: &mut Canvas<'_>, page: Option<usize>) -> Result<(), PaperError> {
    cv.mark(Mark::Line {
        from: (0.0, CUT),
        to: (LIVE_W, CUT),
        rule: Rule::Medium,
        dashed: true,
    });
    let text = page.map_or_else(|| "cut here".to_owned(), |page| format!("cut here · page {page}"));
    let words = Area::new(0.0, CUT + 0.4, LIVE_W, 3.2);
    cv.text(words, H::Centre, V::Middle, &text, Style::plain(Size::Pt7))
        .map(|_| ())
}

/// Columns of the contents: number, title, review due, approval, page. mm.
const COLUMNS: [(f32, f32); 5] = [
    (0.0, 14.0),
    (14.0, 78.0),
    (94.0, 26.0),
    (121.0, 46.0),
    (168.0, 12.0),
];

fn contents(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    lines: &[Line<'_>],
    all: usize,
) -> Result<Vec<Drawn>, PaperError> {
    let form = "Action cards: contents";
    let mut out = Vec::new();
    for (at, rows) in lines.chunks(ROWS).enumerate() {
        let number = numbers.next_number();
        let t = Title {
            form: form.to_owned(),
            purpose: String::new(),
            first: format!("{} cards", lines.len()),
            second: format!("Page {} of {all}", at + 1),
        };
        let marks = face(ts, ctx, &t, &FormNote::default(), (&number, 1), |cv| {
            contents_rows(cv, rows)
        })?;
        out.push(Drawn {
            shared: Vec::new(),
            own: marks,
            number,
            face: 1,
            title: form.to_owned(),
        });
    }
    Ok(out)
}

fn contents_rows(cv: &mut Canvas<'_>, rows: &[Line<'_>]) -> Result<(), PaperError> {
    let (small, plain, bold) = (
        Style::plain(Size::Pt7),
        Style::plain(Size::Pt9),
        Style::bold(Size::Pt9),
    );
    let cell = |column: usize, y: f32| {
        let (x, w) = COLUMNS.get(column).copied().unwrap_or_default();
        Area::new(x, y, w, ROW)
    };
    for (column, head) in ["Card", "Title", "Review due", "Approved", "Page"]
        .iter()
        .enumerate()
    {
        let side = if column == 4 { H::Right } else { H::Left };
        cv.text(cell(column, 9.0), side, V::Middle, head, small)?;
    }
    cv.across(0.0, LIVE_W, 14.4, Rule::Medium);
    for (at, line) in rows.iter().enumerate() {
        let y = 14.8 + at as f32 * ROW;
        let card = line.card;
        cv.text(cell(0, y), H::Left, V::Middle, &card.number, bold)?;
        let title = cell(1, y);
        if cv.width(&card.title, plain, "contents")? <= title.w {
            cv.text_at(title, H::Left, V::Middle, &card.title, plain, "contents")?;
        } else {
            cv.paragraph(
                Area {
                    h: ROW + 0.5,
                    ..title
                },
                &[crate::text::Span::plain(card.title.as_str())],
                small,
                "contents",
            )?;
        }
        let day = card.review_due.format("%d-%b-%Y").to_string();
        cv.text(cell(2, y), H::Left, V::Middle, &day, plain)?;
        let by = card.approved_by.as_deref().unwrap_or("not locally approved");
        let approved = cell(3, y);
        if cv.width(by, small, "contents")? <= approved.w {
            cv.text_at(approved, H::Left, V::Middle, by, small, "contents")?;
        } else {
            cv.paragraph(
                Area {
                    h: ROW + 0.5,
                    ..approved
                },
                &[crate::text::Span::plain(by)],
                small,
                "contents",
            )?;
        }
        cv.text(cell(4, y), H::Right, V::Middle, &line.page.to_string(), bold)?;
        cv.across(0.0, LIVE_W, y + ROW, Rule::Fine);
    }
    Ok(())
}

/// Action cards as one PDF.
pub fn card_book(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    cards: &[&Card],
    book: CardBook,
) -> Result<Pack, PaperError> {
    let faces = card_book_faces(ctx, numbers, cards, book)?;
    // A card is carried: the next one must not be on its back.
    let ctx = PrintContext {
        duplex: false,
        ..ctx.clone()
    };
    write(&ctx, "Action cards", &faces, Vec::new())
}
