//! Tabard sheets: one role a page on its side, its name as large as the paper takes, to be read across a room.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::lists::write;
use crate::pack::{Drawn, Pack};
use crate::sheet_number::{SheetNumber, SheetNumbers, draw_code};
use crate::text::{Typesetter, Weight};

/// Live area on paper on its side, mm.
const WIDE: f32 = 260.0;
/// Where the name stands, mm.
const NAME: Area = Area::new(0.0, 19.0, WIDE, 134.0);
/// Where the footer begins, mm.
const FOOT: f32 = 176.0;
/// A line of the name to the next, in heights of a capital.
const LEADING: f32 = 1.42;

/// Sizes of a name, largest first: capitals of the smallest are 21 mm high, which is read at 10 m with room to spare.
const SIZES: [Size; 5] = [Size::Pt172, Size::Pt144, Size::Pt120, Size::Pt100, Size::Pt84];

/// One tabard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tabard {
    /// The role as it is spoken.
    pub role: String,
    /// Colour of the cloth ("Red").
    pub colour: String,
    /// How whoever wears it is reached; empty when the bag does not say.
    pub ways: String,
    /// Number of the role's action card; empty for none.
    pub card: String,
}

/// A name in lines, and the size that it stands in.
fn fitted(ts: &mut Typesetter, name: &str) -> Result<(Size, Vec<String>), PaperError> {
    for size in SIZES {
        let lines = broken(ts, name, size)?;
        let wide = |line: &String, ts: &mut Typesetter| ts.width(line, Weight::Bold, size.points(), "tabard");
        let mut fits = lines.len() as f32 * size.cap() * LEADING <= NAME.h;
        for line in &lines {
            fits = fits && wide(line, ts)? <= WIDE;
        }
        if fits {
            return Ok((size, lines));
        }
    }
    Err(PaperError::DoesNotFit {
        place: "tabard: give the role a shorter name (`short`)".to_owned(),
        text: name.to_owned(),
    })
}

/// Words on lines, a line also ending behind a hyphen.
fn broken(ts: &mut Typesetter, name: &str, size: Size) -> Result<Vec<String>, PaperError> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        for (n, part) in word.split_inclusive('-').enumerate() {
            let between = if n == 0 { " " } else { "" };
            let longer = lines.last().map(|line| format!("{line}{between}{part}"));
            match (longer, lines.last_mut()) {
                (Some(longer), Some(last))
                    if ts.width(&longer, Weight::Bold, size.points(), "tabard")? <= WIDE =>
                {
                    *last = longer;
                }
                _ => lines.push(part.to_owned()),
            }
        }
    }
    Ok(lines)
}

fn head(cv: &mut Canvas<'_>, ctx: &PrintContext, tabard: &Tabard) -> Result<(), PaperError> {
    let bar = Area::new(0.0, 0.0, WIDE, 14.0);
    let colour = match tabard.colour.as_str() {
        "" => "Tabard".to_owned(),
        colour => format!("{colour} tabard"),
    };
    if ctx.exercise {
        cv.fill(bar, Ink::Black);
        cv.meaning(Meaning::Exercise);
        let ends = bar.inset(3.0);
        for side in [H::Left, H::Right] {
            cv.text(ends, side, V::Middle, "EXERCISE", Style::bold(Size::Pt28).white())?;
        }
        cv.meaning(Meaning::Words);
        let style = Style::bold(Size::Pt18).white();
        return cv.text(bar, H::Centre, V::Middle, &colour, style).map(|_| ());
    }
    let end = cv.text(bar, H::Left, V::Middle, &colour, Style::bold(Size::Pt28))?;
    let right = Area::new(end + 6.0, 0.0, (WIDE - end - 6.0).max(0.0), 14.0);
    for size in [Size::Pt14, Size::Pt9, Size::Pt7] {
        if cv.width(&ctx.hospital, Style::plain(size), "tabard")? <= right.w {
            cv.text(right, H::Right, V::Middle, &ctx.hospital, Style::plain(size))?;
            break;
        }
    }
    cv.across(0.0, WIDE, 15.0, Rule::Heavy);
    Ok(())
}

fn foot(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    tabard: &Tabard,
    number: &SheetNumber,
) -> Result<(), PaperError> {
    if !tabard.ways.is_empty() {
        let room = Area::new(0.0, 156.0, WIDE, 18.0);
        let ways = format!("Reach: {}", tabard.ways);
        let mut written = false;
        for size in [Size::Pt28, Size::Pt18, Size::Pt14] {
            if !written && cv.width(&ways, Style::bold(size), "tabard")? <= WIDE {
                cv.text(room, H::Centre, V::Middle, &ways, Style::bold(size))?;
                written = true;
            }
        }
        if !written {
            let words = [crate::text::Span::bold(ways)];
            cv.paragraph(room, &words, Style::bold(Size::Pt14), "tabard")?;
        }
    }
    cv.across(0.0, WIDE, FOOT, Rule::Medium);
    let mut said = vec![ctx.hospital.clone()];
    if !ctx.incident.is_empty() {
        said.push(format!("Incident {}", ctx.incident));
    }
    if !tabard.card.is_empty() {
        said.push(format!("Action card {}", tabard.card));
    }
    said.push(format!("Printed {}", ctx.date_time(ctx.printed_at)));
    said.push(format!("Bag {} · {}", ctx.bag_version, ctx.bag_hash));
    let words = [crate::text::Span::plain(said.join(" · "))];
    let line = Area::new(0.0, FOOT + 1.5, 214.0, 8.5);
    cv.paragraph(line, &words, Style::plain(Size::Pt7), "footer")?;
    let cell = Area::new(216.0, FOOT + 1.2, 31.0, 4.0);
    cv.text(cell, H::Right, V::Middle, number.as_str(), Style::bold(Size::Pt9))?;
    let cell = Area::new(216.0, FOOT + 5.2, 31.0, 3.6);
    cv.text(
        cell,
        H::Right,
        V::Middle,
        "names this sheet",
        Style::plain(Size::Pt7),
    )?;
    draw_code(cv, 249.6, FOOT + 1.6, number, 1)
}

/// The display lists of tabards, one page each.
pub fn tabard_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    tabards: &[Tabard],
) -> Result<Vec<Drawn>, PaperError> {
    if tabards.is_empty() {
        return Err(PaperError::Nothing);
    }
    let mut ts = Typesetter::default();
    let mut out = Vec::with_capacity(tabards.len());
    for tabard in tabards {
        let (size, lines) = fitted(&mut ts, &tabard.role)?;
        let number = numbers.next_number();
        let mut cv = Canvas::new(&mut ts);
        head(&mut cv, ctx, tabard)?;
        let step = size.cap() * LEADING;
        let top = NAME.y + (NAME.h - step * lines.len() as f32) / 2.0;
        for (n, line) in lines.iter().enumerate() {
            let cell = Area::new(0.0, top + step * n as f32, WIDE, step);
            cv.text_at(cell, H::Centre, V::Middle, line, Style::bold(size), "tabard")?;
        }
        foot(&mut cv, ctx, tabard, &number)?;
        out.push(Drawn {
            shared: Vec::new(),
            own: cv.into_marks(),
            number,
            face: 1,
            title: "Tabard".to_owned(),
        });
    }
    Ok(out)
}

/// Tabards as one PDF, one page each, one side of the paper, on its side.
pub fn tabards(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    tabards: &[Tabard],
) -> Result<Pack, PaperError> {
    let faces = tabard_faces(ctx, numbers, tabards)?;
    let ctx = PrintContext {
        paper: ctx.paper.on_its_side(),
        duplex: false,
        ..ctx.clone()
    };
    write(&ctx, "Tabards", &faces, Vec::new())
}
