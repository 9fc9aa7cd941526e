//! What happened, under the substances: each reaction with its own substance, shortened by rule where the line is full and
//! never put on another one.

use battlebag_census::{Allergies, Allergy, Patient};

use super::allergies::{AllergyRow, AllergyTable};
use crate::context::{Feed, Freshness, PrintContext};
use crate::words::in_full;

/// A wording of the second line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub words: String,
    /// A rule to write on follows it.
    pub write: bool,
}

fn quoted(words: impl Into<String>) -> Said {
    Said {
        words: words.into(),
        write: false,
    }
}

fn to_write(words: impl Into<String>) -> Said {
    Said {
        words: words.into(),
        write: true,
    }
}

/// Wordings of the second line, the fullest first; the last one says where it stands whole.
pub(super) fn said(p: &Patient, ctx: &PrintContext, row: &AllergyRow, all: AllergyTable) -> Vec<Said> {
    match &p.allergies {
        Allergies::Recorded { items } if !items.is_empty() => {
            if ctx.may_quote(Feed::Allergies) {
                believed(items, all)
            } else {
                doubted(items, ctx, all)
            }
        }
        Allergies::NoneKnown {
            by: Some(by),
            at: Some(at),
        } if !row.triangle => {
            let asked = format!("asked {} by {by}", ctx.date_time(*at));
            vec![
                quoted(format!("{asked}. Ask again before the first paper dose.")),
                quoted(asked),
                quoted("Ask again before the first paper dose."),
            ]
        }
        _ => not_known(p.language.as_deref()),
    }
}

fn not_known(language: Option<&str>) -> Vec<Said> {
    let ask = "ask patient, family, GP, bracelet";
    let mut wordings = Vec::new();
    if let Some(language) = language {
        wordings.push(to_write(format!("{ask}; interpreter: {language}. Write:")));
        wordings.push(quoted(format!("interpreter: {language}")));
    } else {
        wordings.push(to_write(format!("{ask}. Write:")));
    }
    wordings.push(to_write("Write:"));
    wordings
}

/// Reactions as the source has them; each with its substance as soon as there are two.
fn happened(items: &[Allergy]) -> Vec<String> {
    let reaction = |a: &Allergy| {
        let words = a.reaction.as_deref().map(str::trim).filter(|r| !r.is_empty());
        words.map_or_else(|| "not known".to_string(), in_full)
    };
    match items {
        [one] => vec![match reaction(one).as_str() {
            "not known" => "what happened: not known".to_string(),
            words => words.to_string(),
        }],
        _ => items
            .iter()
            .map(|a| format!("{}: {}", a.substance.trim(), reaction(a)))
            .collect(),
    }
}

/// Who says so and when, if that is the same for all.
fn recorded(items: &[Allergy]) -> String {
    let Some(first) = items.first() else {
        return String::new();
    };
    let same = |a: &Allergy| a.source == first.source && a.recorded == first.recorded;
    if !items.iter().all(same) {
        return String::new();
    }
    let when = first.recorded.map(|d| format!(" {}", d.format("%d-%b-%Y")));
    let by = first.source.as_deref().map(|s| format!(" by {s}"));
    match (when, by) {
        (None, None) => String::new(),
        (when, by) => format!(" Recorded{}{}", when.unwrap_or_default(), by.unwrap_or_default()),
    }
}

/// The first few, and how many more stand elsewhere.
fn beginnings(each: &[String], all: AllergyTable) -> impl Iterator<Item = String> + '_ {
    (1..each.len()).rev().map(move |shown| {
        let some = each.get(..shown).unwrap_or_default().join("; ");
        format!("{some}; {} more: {}", each.len() - shown, all.place())
    })
}

fn believed(items: &[Allergy], all: AllergyTable) -> Vec<Said> {
    let each = happened(items);
    let whole = each.join("; ");
    let recorded = recorded(items);
    let mut wordings = Vec::new();
    if !recorded.is_empty() {
        wordings.push(quoted(format!("{whole}.{recorded}")));
    }
    wordings.push(quoted(format!("{whole}.")));
    wordings.extend(beginnings(&each, all).map(quoted));
    wordings.push(quoted(format!(
        "what happened, who says so, when: {}",
        all.place()
    )));
    wordings
}

fn doubted(items: &[Allergy], ctx: &PrintContext, all: AllergyTable) -> Vec<Said> {
    let why = match (ctx.freshness(), ctx.census_as_of) {
        (Freshness::Fresh, _) | (_, None) => "Source not trusted".to_string(),
        (_, Some(at)) => format!("Not checked since {}", ctx.day_time(at)),
    };
    let each = happened(items);
    let whole = each.join("; ");
    let mut wordings = vec![
        to_write(format!("{whole}. {why}. Ask again, write:")),
        to_write(format!("{whole}. Ask again, write:")),
        quoted(format!("{whole}. Ask again.")),
    ];
    let reactions: Vec<String> = items
        .iter()
        .filter_map(|a| a.reaction.as_deref())
        .map(in_full)
        .filter(|r| !r.is_empty())
        .collect();
    if reactions.len() == items.len() && items.len() > 1 {
        let words = reactions.join("; ");
        wordings.push(to_write(format!("in this order: {words}. Ask again, write:")));
    }
    wordings.extend(beginnings(&each, all).map(|words| quoted(format!("{words}. Ask again."))));
    wordings.push(to_write(format!(
        "what happened: {}. Ask again, write:",
        all.place()
    )));
    wordings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::context;
    use chrono::{NaiveDate, TimeDelta};

    fn allergy(substance: &str, reaction: Option<&str>, source: &str, day: u32) -> Allergy {
        Allergy {
            substance: substance.into(),
            codes: Vec::new(),
            reaction: reaction.map(Into::into),
            severity: None,
            source: Some(source.into()),
            recorded: NaiveDate::from_ymd_opt(2025, 11, day),
            unconfirmed: false,
        }
    }

    fn lines(said: &[Said]) -> String {
        let line = |s: &Said| format!("{}{}", s.words, if s.write { " ____" } else { "" });
        said.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_reaction_that_is_not_recorded_is_not_taken_from_the_next_substance() {
        let items = [
            allergy("penicillins", None, "L. Osei", 12),
            allergy("co-trimoxazole", Some("widespread rash"), "GP", 3),
        ];
        insta::assert_snapshot!(lines(&believed(&items, AllergyTable::Elsewhere)), @"
        penicillins: not known; co-trimoxazole: widespread rash.
        penicillins: not known; 1 more: prescription chart, page 1
        what happened, who says so, when: prescription chart, page 1
        ");
        let one = &items[1..];
        insta::assert_snapshot!(lines(&believed(one, AllergyTable::Below)), @"
        widespread rash. Recorded 03-Nov-2025 by GP
        widespread rash.
        what happened, who says so, when: see below
        ");
    }

    #[test]
    fn from_an_old_census_reactions_stay_and_are_asked_again() {
        let mut ctx = context();
        ctx.census_as_of = Some(ctx.printed_at - TimeDelta::hours(6));
        let items = [
            allergy("penicillins", Some("anaphylaxis 2009"), "GP", 12),
            allergy("co-trimoxazole", Some("widespread rash"), "GP", 12),
        ];
        insta::assert_snapshot!(lines(&doubted(&items, &ctx, AllergyTable::Below)), @"
        penicillins: anaphylaxis 2009; co-trimoxazole: widespread rash. Not checked since 14-Nov 21:06. Ask again, write: ____
        penicillins: anaphylaxis 2009; co-trimoxazole: widespread rash. Ask again, write: ____
        penicillins: anaphylaxis 2009; co-trimoxazole: widespread rash. Ask again.
        in this order: anaphylaxis 2009; widespread rash. Ask again, write: ____
        penicillins: anaphylaxis 2009; 1 more: see below. Ask again.
        what happened: see below. Ask again, write: ____
        ");
    }
}
