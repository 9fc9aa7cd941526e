//! The left of the identity block, y 9 to 30: ward, bed, consultant, hospital number. Each prints whole: smaller, then
//! over more lines. What does not fit even so stops the sheet, with the reason.

use super::identity::Who;
use crate::draw::{Area, Canvas, H, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::text::{Span, Weight, break_lines};

const S7: Style = Style::plain(Size::Pt7);
const B18: Style = Style::bold(Size::Pt18);
const X: f32 = 1.5;
const WIDTH: f32 = 35.5;
const TOP: f32 = 9.4;
/// Lowest edge of the last line.
const FLOOR: f32 = 29.9;
/// Height of a bed at 18 point, and of the word with a rule to write on.
const B18_H: f32 = 7.4;
const BED_BY_HAND: f32 = 6.5;
/// What stands before each kind of number.
pub(super) const HOSPITAL_NUMBER: &str = "Hosp. no. ";
pub(super) const DOWNTIME_NUMBER: &str = "Downtime no. ";

/// Draws the four fields.
pub(super) fn place(cv: &mut Canvas<'_>, who: &Who) -> Result<(), PaperError> {
    let Some([ward, bed]) = usual_sizes(cv, who)? else {
        return stacked(cv, who);
    };
    let cell = |y: f32, h: f32| Area::new(X, y, WIDTH, h);
    cv.text_at(cell(10.0, 4.6), H::Left, V::Middle, &who.ward, ward, "ward")?;
    bed_at(cv, who, cell(15.4, 7.4), bed)?;
    cv.text_at(
        cell(23.2, 3.1),
        H::Left,
        V::Middle,
        &who.consultant,
        S7,
        "consultant",
    )?;
    cv.text_at(
        cell(26.4, 3.1),
        H::Left,
        V::Middle,
        &who.number,
        S7,
        "hospital number",
    )
    .map(|_| ())
}

/// Sizes of ward and bed when each of the four fields takes one line; none when one of them needs more.
fn usual_sizes(cv: &mut Canvas<'_>, who: &Who) -> Result<Option<[Style; 2]>, PaperError> {
    let wards = [Size::Pt11, Size::Pt9];
    let beds = [Size::Pt18, Size::Pt14, Size::Pt11, Size::Pt9];
    let mut first = |text: &str, sizes: &[Size], place: &str| -> Result<Option<Style>, PaperError> {
        for size in sizes {
            if cv.width(text, Style::bold(*size), place)? <= WIDTH {
                return Ok(Some(Style::bold(*size)));
            }
        }
        Ok(None)
    };
    let ward = first(&who.ward, &wards, "ward")?;
    let bed = first(&who.bed, &beds, "bed")?;
    let small = cv.width(&who.consultant, S7, "consultant")? <= WIDTH
        && cv.width(&who.number, S7, "hospital number")? <= WIDTH;
    Ok(match (ward, bed) {
        (Some(ward), Some(bed)) if small => Some([ward, bed]),
        _ => None,
    })
}

/// The word "Bed" and the bed; a rule to write on when the bed is not known.
fn bed_at(cv: &mut Canvas<'_>, who: &Who, cell: Area, style: Style) -> Result<(), PaperError> {
    if !who.bed_by_hand {
        return cv
            .text_at(cell, H::Left, V::Middle, &who.bed, style, "bed")
            .map(|_| ());
    }
    let end = cv.text(cell, H::Left, V::Middle, "Bed", B18)?;
    cv.across(end + 1.5, 36.0, cell.y + cell.h - 0.8, Rule::Medium);
    Ok(())
}

/// One field over as many lines as it needs.
struct Field {
    lines: Vec<String>,
    style: Style,
    place: &'static str,
}

impl Field {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * line_height(self.style.size)
    }
}

/// Lines close together, so that a long ward and a long bed both stand in the block.
fn line_height(size: Size) -> f32 {
    match size {
        Size::Pt18 => B18_H,
        Size::Pt14 => 5.8,
        other => other.leading(),
    }
}

/// Ward and bed at the largest pair of sizes at which all four fields stand one under another.
fn stacked(cv: &mut Canvas<'_>, who: &Who) -> Result<(), PaperError> {
    use Size::{Pt7, Pt9, Pt11, Pt14, Pt18};
    let consultant = words(cv, &who.consultant, S7, "consultant")?.unwrap_or_default();
    let number = number_lines(cv, &who.number)?;
    let sizes = [
        (Pt11, Pt18),
        (Pt11, Pt14),
        (Pt9, Pt18),
        (Pt9, Pt14),
        (Pt9, Pt11),
        (Pt7, Pt18),
        (Pt7, Pt14),
        (Pt7, Pt11),
        (Pt7, Pt9),
        (Pt7, Pt7),
    ];
    // The consultant is not who the patient is: with no room at all, that line goes before the sheet is stopped.
    let tries = [true, false]
        .into_iter()
        .flat_map(|with| sizes.map(|s| (with, s)));
    for (with_consultant, (ward, bed)) in tries {
        let (ward, bed) = (Style::bold(ward), Style::bold(bed));
        let bed_lines = if who.bed_by_hand {
            Some(vec!["Bed".to_string()])
        } else {
            words(cv, &who.bed, bed, "bed")?
        };
        let (Some(ward_lines), Some(bed_lines)) = (words(cv, &who.ward, ward, "ward")?, bed_lines) else {
            continue;
        };
        let field = |lines: &[String], style, place| Field {
            lines: lines.to_vec(),
            style,
            place,
        };
        let bed = if who.bed_by_hand { B18 } else { bed };
        let fields = [
            field(&ward_lines, ward, "ward"),
            field(&bed_lines, bed, "bed"),
            field(if with_consultant { &consultant } else { &[] }, S7, "consultant"),
            field(&number, S7, "hospital number"),
        ];
        let bed_room = if who.bed_by_hand { BED_BY_HAND - B18_H } else { 0.0 };
        if TOP + bed_room + fields.iter().map(Field::height).sum::<f32>() <= FLOOR {
            return draw(cv, who, &fields);
        }
    }
    Err(too_long(
        "ward, bed, consultant and hospital number",
        &[
            who.ward.as_str(),
            who.bed.as_str(),
            who.consultant.as_str(),
            who.number.as_str(),
        ]
        .join(", "),
    ))
}

fn draw(cv: &mut Canvas<'_>, who: &Who, fields: &[Field]) -> Result<(), PaperError> {
    let mut y = TOP;
    for field in fields {
        for line in &field.lines {
            let by_hand = field.place == "bed" && who.bed_by_hand;
            let height = if by_hand {
                BED_BY_HAND
            } else {
                line_height(field.style.size)
            };
            let cell = Area::new(X, y, WIDTH, height);
            if by_hand {
                bed_at(cv, who, cell, field.style)?;
            } else {
                cv.text_at(cell, H::Left, V::Middle, line, field.style, field.place)?;
            }
            y += height;
        }
    }
    Ok(())
}

/// Words over lines. A word wider than a line is broken at 7 point alone; above it, none: a smaller size is tried.
fn words(
    cv: &mut Canvas<'_>,
    text: &str,
    style: Style,
    place: &str,
) -> Result<Option<Vec<String>>, PaperError> {
    if style.size != Size::Pt7 {
        for word in text.split_inclusive([' ', '-']) {
            if cv.width(word.trim_end(), style, place)? > WIDTH {
                return Ok(None);
            }
        }
    }
    let span = Span {
        text: text.to_string(),
        weight: style.weight,
    };
    let lines = break_lines(cv.ts, &[span], style.size.points(), WIDTH, place)?;
    let joined = |line: Vec<Span>| line.into_iter().map(|s| s.text).collect();
    Ok(Some(lines.into_iter().map(joined).collect()))
}

/// The hospital number. One that has no hyphen, stroke or space goes on a line of its own under its label; one that has
/// breaks there and nowhere else, because half a number on a line reads as a number.
fn number_lines(cv: &mut Canvas<'_>, number: &str) -> Result<Vec<String>, PaperError> {
    let mut width = |text: &str| {
        cv.ts
            .width(text.trim_end(), Weight::Regular, 7.0, "hospital number")
    };
    if number.is_empty() {
        return Ok(Vec::new());
    }
    if width(number)? <= WIDTH {
        return Ok(vec![number.to_string()]);
    }
    let label = if number.starts_with(DOWNTIME_NUMBER) {
        DOWNTIME_NUMBER
    } else {
        HOSPITAL_NUMBER
    };
    let bare = number.strip_prefix(label).unwrap_or(number);
    let mut lines = Vec::new();
    let mut line = label.to_string();
    for piece in bare.split_inclusive(['-', '/', ' ']) {
        if width(piece)? > WIDTH {
            return Err(too_long("hospital number", bare));
        }
        if !line.is_empty() && width(&format!("{line}{piece}"))? > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    Ok(lines.into_iter().map(|l| l.trim_end().to_string()).collect())
}

fn too_long(place: &str, text: &str) -> PaperError {
    PaperError::DoesNotFit {
        place: place.to_string(),
        text: text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Mark;
    use crate::text::Typesetter;

    fn who(ward: &str, bed: &str, consultant: &str, number: &str) -> Who {
        Who {
            ward: ward.into(),
            bed: bed.into(),
            bed_by_hand: false,
            consultant: consultant.into(),
            number: format!("{HOSPITAL_NUMBER}{number}"),
            last: String::new(),
            first: String::new(),
            native: None,
            born: None,
            sex: String::new(),
            nhs: None,
        }
    }

    /// Lines as they are printed, with their size.
    fn printed(who: &Who) -> Result<String, PaperError> {
        let mut ts = Typesetter::default();
        let mut cv = Canvas::new(&mut ts);
        place(&mut cv, who)?;
        let lines: Vec<String> = cv
            .into_marks()
            .iter()
            .filter_map(|m| match m {
                Mark::Text(t) => {
                    assert!(t.y <= FLOOR && t.x + t.width <= X + WIDTH + 0.02);
                    Some(format!("{} {}", t.style.size.points(), t.text))
                }
                _ => None,
            })
            .collect();
        Ok(lines.join("\n"))
    }

    #[test]
    fn a_long_ward_goes_over_two_lines_and_nothing_is_cut() {
        let long = who(
            "Queen Elizabeth the Queen Mother Respiratory High Care",
            "Bed 12",
            "Dr H. Marchetti",
            "4471902",
        );
        insta::assert_snapshot!(printed(&long).unwrap(), @"
        7 Queen Elizabeth the Queen
        7 Mother Respiratory High
        7 Care
        14 Bed 12
        7 Dr H. Marchetti
        7 Hosp. no. 4471902
        ");
    }

    #[test]
    fn every_field_at_its_longest_is_still_whole() {
        let long = who(
            "Cardiothoracic Intensive Care and Post-operative Recovery",
            "Overflow trolley 3 by lift",
            "Prof. A. Featherstonehaugh",
            "a7c1f3d2-55b0-4f0e-9a61-2f8f0a3b9c11",
        );
        insta::assert_snapshot!(printed(&long).unwrap(), @"
        7 Cardiothoracic Intensive
        7 Care and Post-operative
        7 Recovery
        7 Overflow trolley 3 by lift
        7 Prof. A. Featherstonehaugh
        7 Hosp. no. a7c1f3d2-55b0-4f0e-
        7 9a61-2f8f0a3b9c11
        ");
    }

    #[test]
    fn a_number_that_would_break_in_the_middle_stops_the_sheet() {
        let e = printed(&who("Ward 7B", "Bed 1", "", &"4471902".repeat(5))).unwrap_err();
        insta::assert_snapshot!(e, @r#"the hospital number does not fit: "44719024471902447190244719024471902". Write it by hand, or shorten it at the source"#);
        let all = "word ".repeat(40);
        assert!(printed(&who(&all, "Bed 1", "", "1")).is_err());
    }
}
