//! Allergies and weight, y 30 to 39. A recorded allergy always prints; NONE KNOWN only from a fresh, trusted census
//! that names who asked and when. Records that contradict one another are said in white on black, and replace nothing.

use battlebag_census::{Allergies, Allergy, Patient};

use crate::context::{Feed, Freshness, PrintContext};
use crate::draw::{Area, Canvas, H, Ink, LIVE_W, Meaning, Pen, Rule, Size, Style, V, triangle_up};
use crate::errors::PaperError;
use crate::flow::printable_line;
use crate::words::{in_full, plain_number};

/// What the row says about allergies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllergyRow {
    /// Substances, each in capitals; or one statement.
    pub substances: Vec<String>,
    /// "LAST KNOWN: " or empty.
    pub prefix: &'static str,
    /// Second line.
    pub detail: String,
    /// What of the second line stands beside the first when a conflict takes the second.
    pub brief: String,
    /// A rule to write on follows the second line.
    pub write: bool,
    /// False only for NONE KNOWN.
    pub triangle: bool,
    /// How records contradict one another, in the census's words, printable.
    pub conflict: Option<String>,
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
    match &p.allergies {
        Allergies::Recorded { items } if !items.is_empty() => AllergyRow {
            conflict,
            ..recorded(items, ctx)
        },
        // NONE KNOWN that another record contradicts is not known.
        Allergies::NoneKnown {
            by: Some(by),
            at: Some(at),
        } if ctx.may_quote(Feed::Allergies) && conflict.is_none() => AllergyRow {
            substances: vec!["NONE KNOWN".to_string()],
            prefix: "",
            detail: format!(
                "asked {} by {by}. Ask again before the first paper dose.",
                ctx.date_time(*at)
            ),
            brief: String::new(),
            write: false,
            triangle: false,
            conflict: None,
        },
        _ => {
            let interpreter = p
                .language
                .as_deref()
                .map(|l| format!("; interpreter: {l}"))
                .unwrap_or_default();
            AllergyRow {
                substances: vec!["NOT KNOWN: ask and write".to_string()],
                prefix: "",
                detail: format!("ask patient, family, GP, bracelet{interpreter}. Write:"),
                brief: p
                    .language
                    .as_deref()
                    .map_or_else(|| "Write:".to_string(), |l| format!("interpreter: {l}")),
                write: true,
                triangle: true,
                conflict,
            }
        }
    }
}

fn recorded(items: &[Allergy], ctx: &PrintContext) -> AllergyRow {
    let reactions: Vec<String> = items
        .iter()
        .filter_map(|a| a.reaction.as_deref())
        .map(in_full)
        .collect();
    let reactions = if reactions.is_empty() {
        "what happened: not known".to_string()
    } else {
        reactions.join("; ")
    };
    let believed = ctx.may_quote(Feed::Allergies);
    let brief = reactions.clone();
    let detail = if believed {
        let last = items.iter().max_by_key(|a| a.recorded);
        let when = last
            .and_then(|a| a.recorded)
            .map(|d| format!(" {}", d.format("%d-%b-%Y")))
            .unwrap_or_default();
        let by = last
            .and_then(|a| a.source.as_deref())
            .map(|s| format!(" by {s}"))
            .unwrap_or_default();
        if when.is_empty() && by.is_empty() {
            format!("{reactions}.")
        } else {
            format!("{reactions}. Recorded{when}{by}")
        }
    } else {
        let why = match (ctx.freshness(), ctx.census_as_of) {
            (Freshness::Fresh, _) | (_, None) => "Source not trusted".to_string(),
            (_, Some(at)) => format!("Not checked since {}", ctx.day_time(at)),
        };
        format!("{reactions}. {why}. Ask again, write:")
    };
    AllergyRow {
        substances: items.iter().map(substance).collect(),
        prefix: if believed { "" } else { "LAST KNOWN: " },
        detail,
        brief,
        write: !believed,
        triangle: true,
        conflict: None,
    }
}

/// Draws tab, substances and second line; with a conflict, what happened moves up beside the substances.
pub(crate) fn draw_allergies(cv: &mut Canvas<'_>, row: &AllergyRow) -> Result<(), PaperError> {
    cv.meaning(Meaning::Identity);
    let headline = headline(cv, row, LINE)?;
    let first = Area::new(40.0, 30.2, LINE, 5.0);
    let bold = Style::bold(Size::Pt11);
    if let Some(words) = &row.conflict {
        conflict_tab(cv)?;
        let first = Area { h: 4.6, ..first };
        let end = cv.text_at(first, H::Left, V::Middle, &headline, bold, "allergy")?;
        let pointed = beside(cv, row, &headline, end + 2.0)?;
        band(cv, words, pointed)?;
    } else {
        tab(cv, row.triangle)?;
        cv.text_at(first, H::Left, V::Middle, &headline, bold, "allergy")?;
        second_line(cv, row, &headline)?;
    }
    cv.meaning(Meaning::Words);
    Ok(())
}

/// Width of the lines, mm.
const LINE: f32 = 96.5;

/// Some substances stand on the chart's front alone.
fn is_cut(headline: &str) -> bool {
    headline.contains(" MORE") || headline.contains(" RECORDED:")
}

fn second_line(cv: &mut Canvas<'_>, row: &AllergyRow, headline: &str) -> Result<(), PaperError> {
    let small = Style::plain(Size::Pt7);
    let below = Area::new(40.0, 35.0, LINE, 3.6);
    let room = below.w - if row.write { 18.0 } else { 0.0 };
    let fits = !is_cut(headline) && cv.width(&row.detail, small, "allergy reaction")? <= room;
    let elsewhere = if row.write {
        "all of them, what happened, who says so: see chart front. Ask again, write:"
    } else {
        "all of them, what happened, who says so, when: see chart front"
    };
    let words = if fits { row.detail.as_str() } else { elsewhere };
    let end = cv.text_at(below, H::Left, V::Middle, words, small, "allergy reaction")?;
    if row.write {
        cv.across(end + 1.0, 136.0, 38.0, Rule::Fine);
    }
    Ok(())
}

/// What happened, beside the substances from `x`: as much as has room, or where it stands. False when nothing has.
fn beside(cv: &mut Canvas<'_>, row: &AllergyRow, headline: &str, x: f32) -> Result<bool, PaperError> {
    let small = Style::plain(Size::Pt7);
    let right = 40.0 + LINE;
    let tries = if is_cut(headline) {
        ["what happened: see chart front"; 3]
    } else {
        [row.detail.as_str(), &row.brief, "what happened: see chart front"]
    };
    for words in tries {
        let rule = if row.write && words.ends_with("rite:") {
            18.0
        } else {
            0.0
        };
        if cv.width(words, small, "allergy reaction")? + rule > right - x {
            continue;
        }
        let cell = Area::new(x, 31.0, right - x, 3.6);
        let end = cv.text_at(cell, H::Left, V::Middle, words, small, "allergy reaction")?;
        if rule > 0.0 {
            cv.across(end + 1.0, 136.0, 34.2, Rule::Fine);
        }
        return Ok(true);
    }
    Ok(headline.contains("see chart front"))
}

/// The conflict in white on black, at the largest size at which it is whole; or that there is one and where it stands
/// whole. When nothing beside the substances says where to read what happened, the band does.
fn band(cv: &mut Canvas<'_>, words: &str, pointed: bool) -> Result<(), PaperError> {
    cv.fill(Area::new(38.0, 34.9, 100.0, 4.1), Ink::Black);
    let cell = Area::new(40.0, 34.9, 97.5, 4.1);
    let mut whole = conflict_sentence(words);
    if !pointed {
        whole.push_str(" What happened: see chart front.");
    }
    let short = "CONFLICT: records contradict one another. See chart front. Ask again.";
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
fn headline(cv: &mut Canvas<'_>, row: &AllergyRow, width: f32) -> Result<String, PaperError> {
    let all = row.substances.len();
    for shown in (1..=all).rev() {
        let names = row.substances.get(..shown).unwrap_or_default().join(", ");
        let left = all - shown;
        let more = [
            format!(" AND {left} MORE: see chart front"),
            format!(" AND {left} MORE"),
        ];
        let more = if shown < all {
            more.to_vec()
        } else {
            vec![String::new()]
        };
        for more in more {
            let text = format!("{}{names}{more}", row.prefix);
            if cv.width(&text, Style::bold(Size::Pt11), "allergy")? <= width {
                return Ok(text);
            }
        }
    }
    Ok(format!("{}{all} RECORDED: see chart front", row.prefix))
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

/// Whether a weight in kg can be a person's: 0.2 to 500. General knowledge, for a clinician to settle: the smallest
/// newborns who lived, and more than a bed carries.
pub(crate) fn believed(kg: &str) -> bool {
    kg.trim()
        .parse::<f64>()
        .is_ok_and(|kg| (0.2..=500.0).contains(&kg))
}

/// Weight, x 138 to 180: printed only from a fresh, trusted census.
pub(crate) fn draw_weight(cv: &mut Canvas<'_>, p: &Patient, ctx: &PrintContext) -> Result<(), PaperError> {
    let Some(weight) = &p.weight else {
        return weight_by_hand(cv, "Weight not known");
    };
    if !ctx.may_quote(Feed::Weight) {
        let doubted = ctx.freshness() == Freshness::Fresh;
        return weight_by_hand(
            cv,
            if doubted {
                "Weight (withheld: not trusted)"
            } else {
                "Weight (old value withheld)"
            },
        );
    }
    if !believed(&weight.kg) {
        // Never in bold where a dose is worked out from it.
        return weight_by_hand(cv, "Weight not believed: weigh");
    }
    cv.label(Area::new(138.0, 30.0, 42.0, 3.0), "Weight")?;
    cv.meaning(Meaning::Identity);
    let row = Area::new(139.5, 33.6, 39.0, 5.0);
    let kg = format!("{} kg", plain_number(&weight.kg));
    let end = cv.text_at(row, H::Left, V::Middle, &kg, Style::bold(Size::Pt11), "weight")?;
    let how = match weight.estimated {
        Some(true) => "ESTIMATED",
        Some(false) => "measured",
        None => "how: not known",
    };
    let when = weight
        .at
        .map(|at| ctx.local(at).format(" %d-%b").to_string())
        .unwrap_or_default();
    let words = format!("{how}{when}");
    let style = if weight.estimated == Some(true) {
        Style::bold(Size::Pt7)
    } else {
        Style::plain(Size::Pt7)
    };
    let rest = Area::new(end + 1.0, 34.0, row.right() - end - 1.0, 5.0);
    // A long figure leaves no room beside it: how it was got stands above, after the label.
    let above = Area::new(149.0, 30.2, row.right() - 149.0, 3.2);
    let place = if cv.width(&words, style, "weight")? <= rest.w {
        rest
    } else {
        above
    };
    cv.text_at(place, H::Right, V::Middle, &words, style, "weight")?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// A label and a rule to write the weight on.
pub(crate) fn weight_by_hand(cv: &mut Canvas<'_>, label: &str) -> Result<(), PaperError> {
    cv.label(Area::new(138.0, 30.0, 42.0, 3.0), label)?;
    cv.across(139.5, 172.0, 38.0, Rule::Fine);
    cv.write(Area::new(139.5, 33.0, 33.0, 6.0), Pen::Signature);
    cv.text(
        Area::new(173.0, 34.6, 6.0, 4.0),
        H::Left,
        V::Middle,
        "kg",
        Style::plain(Size::Pt9),
    )
    .map(|_| ())
}

/// The rule between allergies and weight; on the shared form.
pub(crate) fn weight_rule(cv: &mut Canvas<'_>) {
    cv.down(138.0, 30.0, 39.0, Rule::Fine);
    cv.across(0.0, LIVE_W, 39.0, Rule::Medium);
}
