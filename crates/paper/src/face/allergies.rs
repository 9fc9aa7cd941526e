//! Allergies, y 30 to 39. A recorded allergy always prints; NONE KNOWN only from a fresh, trusted census
//! that names who asked and when. Records that contradict one another are said in white on black, and replace nothing.

use battlebag_census::{Allergies, Allergy, Patient};

use super::allergy_words::{Said, said};
use crate::context::{Feed, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, Meaning, Rule, Size, Style, V, triangle_up};
use crate::errors::PaperError;
use crate::flow::printable_line;

/// What the row says about allergies in its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllergyRow {
    /// Substances, each in capitals; or one statement.
    pub substances: Vec<String>,
    /// "LAST KNOWN: " or empty.
    pub prefix: &'static str,
    /// False only for NONE KNOWN.
    pub triangle: bool,
    /// How records contradict one another, in the census's words, printable.
    pub conflict: Option<String>,
}

/// Where the table of allergies stands, seen from a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllergyTable {
    /// On this face.
    Below,
    /// On the front of the prescription chart.
    Elsewhere,
}

impl AllergyTable {
    /// In a sentence.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Below => "see below",
            Self::Elsewhere => "prescription chart, page 1",
        }
    }

    /// At the end of the line of substances, where there is less room.
    fn short(self) -> &'static str {
        match self {
            Self::Below => "see below",
            Self::Elsewhere => "see chart front",
        }
    }
}

/// How a patient's records contradict one another about allergies, with every character printable.
pub(crate) fn conflict(p: &Patient) -> Option<String> {
    let words = printable_line(p.allergy_conflict.as_deref()?);
    Some(if words.is_empty() {
        "records contradict one another".to_string()
    } else {
        words
    })
}

/// "CONFLICT: another record says none known on 02-Mar-2026 (GP). Ask again."
pub(crate) fn conflict_sentence(words: &str) -> String {
    let words = words.trim_end_matches('.');
    // A name at the beginning keeps its capital, a common word does not.
    let lower = words
        .strip_prefix("Another ")
        .map(|rest| format!("another {rest}"));
    format!("CONFLICT: {}. Ask again.", lower.as_deref().unwrap_or(words))
}

/// Substance in capitals, with the doubt that the census records.
fn substance(a: &Allergy) -> String {
    let doubt = if a.unconfirmed { " (UNCONFIRMED)" } else { "" };
    format!("{}{doubt}", crate::text::capitals(a.substance.trim()))
}

/// The row for what a census says.
pub fn allergy_row(p: &Patient, ctx: &PrintContext) -> AllergyRow {
    let conflict = conflict(p);
    let one = |statement: &str, triangle: bool, conflict: Option<String>| AllergyRow {
        substances: vec![statement.to_string()],
        prefix: "",
        triangle,
        conflict,
    };
    match &p.allergies {
        Allergies::Recorded { items } if !items.is_empty() => AllergyRow {
            substances: items.iter().map(substance).collect(),
            prefix: if ctx.may_quote(Feed::Allergies) {
                ""
            } else {
                "LAST KNOWN: "
            },
            triangle: true,
            conflict,
        },
        // NONE KNOWN that another record contradicts is not known.
        Allergies::NoneKnown {
            by: Some(_),
            at: Some(_),
        } if ctx.may_quote(Feed::Allergies) && conflict.is_none() => one("NONE KNOWN", false, None),
        _ => one("NOT KNOWN: ask and write", true, conflict),
    }
}

/// Draws tab, substances and second line; with a conflict, what happened moves up beside the substances.
pub(super) fn draw_allergies(
    cv: &mut Canvas<'_>,
    p: &Patient,
    ctx: &PrintContext,
    all: AllergyTable,
) -> Result<(), PaperError> {
    cv.meaning(Meaning::Identity);
    let row = allergy_row(p, ctx);
    let said = said(p, ctx, &row, all);
    let headline = headline(cv, &row, all)?;
    let first = Area::new(40.0, 30.2, LINE, 5.0);
    let bold = Style::bold(Size::Pt11);
    if let Some(words) = &row.conflict {
        conflict_tab(cv)?;
        let first = Area { h: 4.6, ..first };
        let end = cv.text_at(first, H::Left, V::Middle, &headline, bold, "allergy")?;
        let cell = Area::new(end + 2.0, 31.0, 38.5 + LINE - end, 3.6);
        let pointed = what_happened(cv, &said, &headline, cell)? || headline.contains("see ");
        band(cv, words, pointed, all)?;
    } else {
        tab(cv, row.triangle)?;
        cv.text_at(first, H::Left, V::Middle, &headline, bold, "allergy")?;
        what_happened(cv, &said, &headline, Area::new(40.0, 35.0, LINE, 3.6))?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

/// Width of the lines, mm.
const LINE: f32 = 96.5;

/// Room for a rule to write on, mm.
const WRITE: f32 = 18.0;

/// Some substances do not stand in the line: what happened is told in order of them, and so is not told here.
fn is_cut(headline: &str) -> bool {
    headline.contains(" MORE") || headline.contains(" RECORDED:")
}

/// The first wording that fits the cell; the last of them alone where substances are missing. False when none fits.
fn what_happened(cv: &mut Canvas<'_>, said: &[Said], headline: &str, cell: Area) -> Result<bool, PaperError> {
    let small = Style::plain(Size::Pt7);
    let from = if is_cut(headline) {
        said.len().saturating_sub(1)
    } else {
        0
    };
    for wording in said.iter().skip(from) {
        let rule = if wording.write { WRITE } else { 0.0 };
        if cv.width(&wording.words, small, "allergy reaction")? + rule > cell.w {
            continue;
        }
        let end = cv.text_at(
            cell,
            H::Left,
            V::Middle,
            &wording.words,
            small,
            "allergy reaction",
        )?;
        if wording.write {
            cv.across(end + 1.0, cell.right() - 0.5, cell.y + 3.1, Rule::Fine);
        }
        return Ok(true);
    }
    Ok(false)
}

/// The conflict in white on black, at the largest size at which it is whole; or that there is one and where it stands
/// whole. When nothing beside the substances says where to read what happened, the band does.
fn band(cv: &mut Canvas<'_>, words: &str, pointed: bool, all: AllergyTable) -> Result<(), PaperError> {
    cv.fill(Area::new(38.0, 34.9, 100.0, 4.1), Ink::Black);
    let cell = Area::new(40.0, 34.9, 97.5, 4.1);
    let mut whole = conflict_sentence(words);
    if !pointed {
        whole = format!("{whole} What happened: {}.", all.place());
    }
    let short = match all {
        AllergyTable::Below => "CONFLICT: records contradict one another. See below. Ask again.",
        AllergyTable::Elsewhere => "CONFLICT: records disagree. See prescription chart, page 1. Ask again.",
    };
    for (said, size) in [
        (whole.as_str(), Size::Pt9),
        (&whole, Size::Pt7),
        (short, Size::Pt7),
    ] {
        let style = Style::bold(size).white();
        if said == short || cv.width(said, style, "allergy conflict")? <= cell.w {
            return cv
                .text_at(cell, H::Left, V::Middle, said, style, "allergy conflict")
                .map(|_| ());
        }
    }
    Ok(())
}

/// All substances, or as many as fit and how many more stand on the chart's front. Never smaller than 11.
fn headline(cv: &mut Canvas<'_>, row: &AllergyRow, table: AllergyTable) -> Result<String, PaperError> {
    let all = row.substances.len();
    let place = table.short();
    for shown in (1..=all).rev() {
        let names = row.substances.get(..shown).unwrap_or_default().join(", ");
        let left = all - shown;
        let more = [format!(" AND {left} MORE: {place}"), format!(" AND {left} MORE")];
        let more = if shown < all {
            more.to_vec()
        } else {
            vec![String::new()]
        };
        for more in more {
            let text = format!("{}{names}{more}", row.prefix);
            if cv.width(&text, Style::bold(Size::Pt11), "allergy")? <= LINE {
                return Ok(text);
            }
        }
    }
    Ok(format!("{}{all} RECORDED: {place}", row.prefix))
}

/// The tab: a triangle unless nobody knows of any and that is believed.
pub(crate) fn tab(cv: &mut Canvas<'_>, triangle: bool) -> Result<(), PaperError> {
    let area = Area::new(0.0, 30.0, 38.0, 9.0);
    cv.fill(area, Ink::Black);
    let style = Style::bold(Size::Pt11).white();
    if triangle {
        triangle_up(cv, 6.6, 33.0, 3.2, Ink::White);
        cv.text(
            Area::new(11.0, 30.0, 26.0, 9.0),
            H::Left,
            V::Middle,
            "ALLERGIES",
            style,
        )?;
    } else {
        cv.text(area, H::Centre, V::Middle, "ALLERGIES", style)?;
    }
    Ok(())
}

/// The tab when records contradict one another: it says so in a line of its own.
fn conflict_tab(cv: &mut Canvas<'_>) -> Result<(), PaperError> {
    cv.fill(Area::new(0.0, 30.0, 38.0, 9.0), Ink::Black);
    let style = Style::bold(Size::Pt11).white();
    triangle_up(cv, 6.6, 31.0, 3.2, Ink::White);
    for (words, y) in [("ALLERGIES", 30.3), ("CONFLICT", 34.5)] {
        let cell = Area::new(11.0, y, 26.0, 4.4);
        cv.text(cell, H::Left, V::Middle, words, style)?;
    }
    Ok(())
}
