//! Footer, y 246 to 259: where the sheet came from, whether it has been typed back, and what names it.

use crate::context::PrintContext;
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::face::rows::tick;
use crate::sheet_number::{SheetNumber, draw_code};
use crate::text::Typesetter;

/// Width of the lines, left of the sheet's number, mm.
const WIDTH: f32 = 143.0;

/// The third part of line 2, and whether there is a line 3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FormNote {
    /// Words after the approval, or empty.
    pub words: String,
    /// Values on this sheet are typed back later: print the boxes.
    pub typed_back: bool,
    /// Print a line for the reviewer instead.
    pub reviewed: bool,
}

/// The part of the footer that is the same on every sheet of a pack.
pub fn footer_words(cv: &mut Canvas<'_>, ctx: &PrintContext, note: &FormNote) -> Result<(), PaperError> {
    cv.across(0.0, LIVE_W, 246.0, Rule::Medium);
    let small = Style::plain(Size::Pt7);
    let line = |y: f32| Area::new(0.0, y, WIDTH, 3.2);
    let began = match ctx.downtime_began {
        Some(at) => format!("Downtime began {}", ctx.date_time(at)),
        None => "Downtime not declared".to_string(),
    };
    let by = if ctx.printed_by.is_empty() {
        String::new()
    } else {
        format!(" by {}", ctx.printed_by)
    };
    let approval = if ctx.approved {
        "clinical content approved locally"
    } else {
        "CLINICAL CONTENT NOT LOCALLY APPROVED"
    };
    let place = vec![
        ctx.hospital.clone(),
        format!("Incident {}", ctx.incident),
        began,
        format!("Printed {}{by}", ctx.date_time(ctx.printed_at)),
    ];
    let mut content = vec![
        format!("Bag {}", ctx.bag_version),
        ctx.bag_hash.clone(),
        approval.to_string(),
    ];
    content.extend((!note.words.is_empty()).then(|| note.words.clone()));
    content.extend(ctx.copy.map(|(n, of)| format!("copy {n} of {of}")));
    let lines = place_and_content(cv, place, &content, &by)?;
    // Three lines stand close, clear of the line of boxes under them.
    let tops: &[f32] = if lines.len() > 2 {
        &[245.95, 248.45, 250.95]
    } else {
        &[247.0, 250.4]
    };
    let (mut end, mut last) = (0.0, 250.4);
    for (words, y) in lines.iter().zip(tops) {
        end = cv.text_at(line(*y), H::Left, V::Middle, words, small, "footer")?;
        last = *y;
    }
    if note.reviewed {
        end = cv.text(
            Area::new(end + 1.0, last, 20.0, 3.2),
            H::Left,
            V::Middle,
            "· Reviewed by",
            small,
        )?;
        cv.across(end + 1.0, (end + 22.0).min(WIDTH), last + 3.0, Rule::Fine);
    }
    third_line(cv, ctx, note)
}

/// Line 1 says where and when, line 2 what the clinical content is. Where line 1 is too long, who printed gives way;
/// then the parts flow over three lines; then the hospital is cut: a card that is not printed would do more harm.
fn place_and_content(
    cv: &mut Canvas<'_>,
    mut place: Vec<String>,
    content: &[String],
    by: &str,
) -> Result<Vec<String>, PaperError> {
    let small = Style::plain(Size::Pt7);
    let (first, second) = (place.join(" · "), content.join(" · "));
    let mut fits = |words: &str| cv.width(words, small, "footer").map(|w| w <= WIDTH);
    if fits(&first)? && fits(&second)? {
        return Ok(vec![first, second]);
    }
    if !fits(&first)?
        && let Some(printed) = place.last_mut()
        && let Some(shorter) = printed.strip_suffix(by)
    {
        *printed = shorter.to_string();
    }
    let (first, second) = (place.join(" · "), content.join(" · "));
    if fits(&first)? && fits(&second)? {
        return Ok(vec![first, second]);
    }
    let whole = place.first().cloned().unwrap_or_default();
    for width in [WIDTH, WIDTH / 2.0] {
        if let Some(hospital) = place.first_mut() {
            *hospital = cv.shortened(&whole, small, (width, 1), "footer")?;
        }
        let lines = flow(cv, place.iter().chain(content))?;
        if lines.len() <= 3 {
            return Ok(lines);
        }
    }
    Err(PaperError::DoesNotFit {
        place: "footer: incident and bag".to_string(),
        text: place.join(" · "),
    })
}

/// The parts in as few lines as hold them, none broken.
fn flow<'p>(cv: &mut Canvas<'_>, parts: impl Iterator<Item = &'p String>) -> Result<Vec<String>, PaperError> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let longer = lines.last().map(|l| format!("{l} · {part}"));
        let fits = match &longer {
            Some(longer) => cv.width(longer, Style::plain(Size::Pt7), "footer")? <= WIDTH,
            None => false,
        };
        match (longer, lines.last_mut()) {
            (Some(longer), Some(last)) if fits => *last = longer,
            _ => lines.push(part.clone()),
        }
    }
    Ok(lines)
}

/// Whether a hospital's name stands whole in the foot of every sheet.
pub fn hospital_fits(name: &str) -> bool {
    let mut ts = Typesetter::default();
    let mut cv = Canvas::new(&mut ts);
    cv.width(name, Style::plain(Size::Pt7), "footer")
        .is_ok_and(|width| width <= WIDTH)
}

fn third_line(cv: &mut Canvas<'_>, ctx: &PrintContext, note: &FormNote) -> Result<(), PaperError> {
    if ctx.exercise {
        let bar = Area::new(0.0, 253.8, 145.0, 5.2);
        cv.fill(bar, Ink::Black);
        cv.meaning(Meaning::Exercise);
        let words = "EXERCISE EXERCISE EXERCISE · never type back, file or treat from this";
        cv.text(bar, H::Centre, V::Middle, words, Style::bold(Size::Pt9).white())?;
        cv.meaning(Meaning::Words);
        return Ok(());
    }
    if !note.typed_back {
        return Ok(());
    }
    let small = Style::plain(Size::Pt7);
    let cell = |x: f32| Area::new(x, 254.4, 40.0, 4.0);
    tick(cv, 0.0, 254.8, 3.2, "Typed back", small)?;
    cv.text(cell(20.5), H::Left, V::Middle, "by", small)?;
    cv.across(24.0, 41.0, 258.2, Rule::Fine);
    cv.text(cell(42.0), H::Left, V::Middle, "date, time", small)?;
    cv.across(55.0, 74.0, 258.2, Rule::Fine);
    tick(cv, 82.0, 254.8, 3.2, "Checked", small)?;
    cv.text(cell(99.5), H::Left, V::Middle, "by", small)?;
    cv.across(103.0, 121.0, 258.2, Rule::Fine);
    Ok(())
}

/// The part of the footer that is this sheet's own: number and code.
pub fn footer_number(cv: &mut Canvas<'_>, number: &SheetNumber, face: u8) -> Result<(), PaperError> {
    footer_name(cv, number)?;
    draw_code(cv, 170.0, 247.6, number, face)
}

/// The number alone, for a sheet that must carry no code.
pub fn footer_name(cv: &mut Canvas<'_>, number: &SheetNumber) -> Result<(), PaperError> {
    let cell = Area::new(144.0, 246.8, 24.0, 3.6);
    cv.text(cell, H::Right, V::Middle, number.as_str(), Style::bold(Size::Pt9))?;
    let small = Style::plain(Size::Pt7);
    cv.text(
        Area::new(147.0, 250.4, 21.0, 3.2),
        H::Right,
        V::Middle,
        "names this sheet,",
        small,
    )?;
    cv.text(
        Area::new(147.0, 253.4, 21.0, 3.2),
        H::Right,
        V::Middle,
        "never the patient",
        small,
    )
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::context;

    /// The footer's first two lines.
    fn lines(ctx: &PrintContext) -> Result<String, PaperError> {
        let mut ts = Typesetter::default();
        let mut cv = Canvas::new(&mut ts);
        footer_words(&mut cv, ctx, &FormNote::default())?;
        let texts = cv.into_marks().into_iter().filter_map(|m| match m {
            crate::draw::Mark::Text(t) => Some(t.text),
            _ => None,
        });
        Ok(texts.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_long_hospital_is_whole_a_longer_one_is_cut_and_nothing_else_is_lost() {
        let hospital = "Royal Bournemouth and Christchurch Hospitals of the University of Saint Oswin";
        let ctx = PrintContext {
            hospital: hospital.into(),
            ..context()
        };
        insta::assert_snapshot!(lines(&ctx).unwrap(), @"
        Royal Bournemouth and Christchurch Hospitals of the University of Saint Oswin · Incident CYB-7F3K
        Downtime began 15-Nov-2025 02:14 · Printed 15-Nov-2025 03:06 · Bag 2025.11.2 · 9f41-c2d8
        CLINICAL CONTENT NOT LOCALLY APPROVED
        ");
        let ctx = PrintContext {
            hospital: hospital.repeat(3),
            ..context()
        };
        insta::assert_snapshot!(lines(&ctx).unwrap(), @"
        Royal Bournemouth and Christchurch Hospitals of the University of Saint OswinRoyal Bournemouth and Christchurch Hos…
        Incident CYB-7F3K · Downtime began 15-Nov-2025 02:14 · Printed 15-Nov-2025 03:06 · Bag 2025.11.2 · 9f41-c2d8
        CLINICAL CONTENT NOT LOCALLY APPROVED
        ");
        assert!(hospital_fits(hospital) && !hospital_fits(&ctx.hospital));
    }
}
