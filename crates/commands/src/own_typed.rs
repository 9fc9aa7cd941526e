//! What is typed about a hospital's own paper, turned into what its file says, and back. What is no number or no day is told at
//! its place; all else is for the check of the bag.

use battlebag_bag::{
    BackEntryHow, BackEntryRule, Bag, GlucoseBand, InsulinScale, LocalPaper, NeverByGravity, Tenths, own_text,
};
use chrono::NaiveDate;

use crate::views::{OwnBand, OwnClass, OwnFault, OwnForm, OwnPaper, OwnRule, OwnScale};

/// The hospital's paper.
pub(crate) const PAPER: &str = "local_paper.toml";
/// Rules of back-entry.
pub(crate) const BACK_ENTRY: &str = "back_entry.toml";
/// Never by gravity.
pub(crate) const GRAVITY: &str = "gravity.toml";
/// The files that a hospital sets, in the order of the screen.
pub(crate) const OWN_FILES: [&str; 3] = [PAPER, BACK_ENTRY, GRAVITY];

/// What a file says, as it is typed.
pub(crate) fn form_of(path: &str, bag: &Bag) -> OwnForm {
    match path {
        PAPER => OwnForm::Paper {
            paper: paper_typed(&bag.local_paper),
        },
        BACK_ENTRY => OwnForm::BackEntry {
            rules: bag.back_entry.iter().map(rule_typed).collect(),
        },
        _ => OwnForm::Gravity {
            classes: bag.gravity.iter().map(class_typed).collect(),
        },
    }
}

/// The file a form belongs to.
pub(crate) fn path_of(form: &OwnForm) -> &'static str {
    match form {
        OwnForm::Paper { .. } => PAPER,
        OwnForm::BackEntry { .. } => BACK_ENTRY,
        OwnForm::Gravity { .. } => GRAVITY,
    }
}

/// The text of a file with these answers in it; or what is typed and is none.
pub(crate) fn text_of(before: &str, form: &OwnForm) -> Result<String, Vec<OwnFault>> {
    let mut wrong = Wrong {
        file: path_of(form),
        faults: Vec::new(),
    };
    let text = match form {
        OwnForm::Paper { paper } => own_text::with_local_paper(before, &paper_set(paper, &mut wrong)),
        OwnForm::BackEntry { rules } => {
            let set = |(at, rule)| rule_set(at, rule, &mut wrong);
            let rules: Vec<_> = rules.iter().enumerate().map(set).collect();
            own_text::with_rules(before, &rules)
        }
        OwnForm::Gravity { classes } => {
            let classes: Vec<_> = classes.iter().map(class_set).collect();
            own_text::with_classes(before, &classes)
        }
    };
    if wrong.faults.is_empty() {
        Ok(text)
    } else {
        Err(wrong.faults)
    }
}

/// Answers that are none.
struct Wrong {
    file: &'static str,
    faults: Vec<OwnFault>,
}

impl Wrong {
    fn say(&mut self, place: &str, what: String) {
        self.faults.push(OwnFault {
            place: place.to_owned(),
            file: self.file.to_owned(),
            line: 0,
            severity: "error".to_owned(),
            what,
        });
    }

    fn hours(&mut self, place: &str, typed: &str) -> Option<u32> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let hours = typed.parse().ok();
        if hours.is_none() {
            self.say(
                place,
                format!("\"{typed}\" is no number of hours. Write a whole number."),
            );
        }
        hours
    }

    fn day(&mut self, place: &str, typed: &str) -> Option<NaiveDate> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let day = typed.parse().ok();
        if day.is_none() {
            self.say(place, format!("\"{typed}\" is no day. Write it as 2026-11-30."));
        }
        day
    }

    fn tenths(&mut self, place: &str, typed: &str, what: &str) -> Tenths {
        Tenths::typed(typed).unwrap_or_else(|| {
            let said = match typed.trim() {
                "" => format!("Write the {what}."),
                typed => format!(
                    "\"{typed}\" is no {what}. Write a number with at most one digit after the point."
                ),
            };
            self.say(place, said);
            Tenths::default()
        })
    }
}

/// Words without spaces around them, and without empty lines.
fn words(typed: &[String]) -> Vec<String> {
    let words = typed.iter().map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

fn some(typed: &str) -> Option<String> {
    Some(typed.trim().to_owned()).filter(|words| !words.is_empty())
}

fn paper_typed(paper: &LocalPaper) -> OwnPaper {
    let or_empty = |words: &Option<String>| words.clone().unwrap_or_default();
    OwnPaper {
        time_critical: paper.time_critical.clone(),
        antimicrobial: paper.antimicrobial.clone(),
        tall_man: paper.tall_man.clone(),
        child_chart: or_empty(&paper.child_chart),
        maternity_chart: or_empty(&paper.maternity_chart),
        consent_form: or_empty(&paper.consent_form),
        vte_form: or_empty(&paper.vte_form),
        resuscitation_form: or_empty(&paper.resuscitation_form),
        hypo_rule: or_empty(&paper.hypo_rule),
        day_starts_h: paper.day_starts_h.map(|h| h.to_string()).unwrap_or_default(),
        decided_by: paper.decided_by.clone(),
        decided_on: paper.decided_on.map(|day| day.to_string()).unwrap_or_default(),
        scale: paper.scale.as_ref().map(scale_typed),
    }
}

fn scale_typed(scale: &InsulinScale) -> OwnScale {
    let band = |band: &GlucoseBand| OwnBand {
        from: band.from.to_string(),
        up_to: band.up_to.map(|up_to| up_to.to_string()).unwrap_or_default(),
        rates: band.rates.iter().map(Tenths::to_string).collect(),
    };
    OwnScale {
        columns: scale.columns.clone(),
        bands: scale.band.iter().map(band).collect(),
        signed_by: scale.signed_by.clone(),
        signed_on: scale.signed_on.map(|day| day.to_string()).unwrap_or_default(),
    }
}

fn paper_set(paper: &OwnPaper, wrong: &mut Wrong) -> LocalPaper {
    let hour = paper.day_starts_h.trim();
    let day_starts_h = (!hour.is_empty()).then(|| hour.parse::<u8>().ok()).flatten();
    if !hour.is_empty() && day_starts_h.is_none() {
        wrong.say(
            "day_starts_h",
            format!("\"{hour}\" is no hour. Write one from 0 to 23."),
        );
    }
    LocalPaper {
        time_critical: words(&paper.time_critical),
        antimicrobial: words(&paper.antimicrobial),
        tall_man: words(&paper.tall_man),
        child_chart: some(&paper.child_chart),
        maternity_chart: some(&paper.maternity_chart),
        consent_form: some(&paper.consent_form),
        vte_form: some(&paper.vte_form),
        resuscitation_form: some(&paper.resuscitation_form),
        hypo_rule: some(&paper.hypo_rule),
        day_starts_h,
        decided_by: paper.decided_by.trim().to_owned(),
        decided_on: wrong.day("decided_on", &paper.decided_on),
        scale: paper.scale.as_ref().map(|scale| scale_set(scale, wrong)),
    }
}

fn scale_set(scale: &OwnScale, wrong: &mut Wrong) -> InsulinScale {
    let mut band = Vec::with_capacity(scale.bands.len());
    for (at, typed) in scale.bands.iter().enumerate() {
        let place = format!("scale.band.{at}");
        let up_to = typed.up_to.trim();
        let mut rates = Vec::with_capacity(typed.rates.len());
        for (column, rate) in typed.rates.iter().enumerate() {
            rates.push(wrong.tenths(&format!("{place}.rates.{column}"), rate, "rate in units per hour"));
        }
        band.push(GlucoseBand {
            from: wrong.tenths(
                &format!("{place}.from"),
                &typed.from,
                "lowest glucose of the band",
            ),
            up_to: (!up_to.is_empty())
                .then(|| wrong.tenths(&format!("{place}.up_to"), up_to, "highest glucose of the band")),
            rates,
        });
    }
    InsulinScale {
        columns: scale.columns.iter().map(|name| name.trim().to_owned()).collect(),
        band,
        signed_by: scale.signed_by.trim().to_owned(),
        signed_on: wrong.day("scale.signed_on", &scale.signed_on),
    }
}

fn how_word(how: BackEntryHow) -> &'static str {
    match how {
        BackEntryHow::Whole => "whole",
        BackEntryHow::Absolute => "absolute",
        BackEntryHow::Scanned => "scanned",
        BackEntryHow::Kept => "kept",
        BackEntryHow::Never => "never",
    }
}

fn how_set(word: &str) -> Option<BackEntryHow> {
    use BackEntryHow::{Absolute, Kept, Never, Scanned, Whole};
    [Whole, Absolute, Scanned, Kept, Never]
        .into_iter()
        .find(|how| how_word(*how) == word.trim())
}

fn rule_typed(rule: &BackEntryRule) -> OwnRule {
    OwnRule {
        id: rule.id.clone(),
        sheets: rule.sheets.clone(),
        how: how_word(rule.how).to_owned(),
        what: rule.what.clone(),
        owner: rule.owner.clone(),
        within_h: match rule.within_h {
            0 => String::new(),
            hours => hours.to_string(),
        },
        second_person: rule.second_person,
        long_h: rule.long_h.map(|hours| hours.to_string()).unwrap_or_default(),
        long_how: rule.long_how.map(how_word).unwrap_or_default().to_owned(),
        source: rule.source.clone(),
    }
}

fn rule_set(at: usize, rule: &OwnRule, wrong: &mut Wrong) -> BackEntryRule {
    let how = how_set(&rule.how).unwrap_or_else(|| {
        wrong.say(
            &format!("rule.{at}.how"),
            "Choose what becomes of what stands on the sheet.".to_owned(),
        );
        BackEntryHow::Never
    });
    BackEntryRule {
        id: rule.id.trim().to_owned(),
        sheets: words(&rule.sheets),
        how,
        what: rule.what.trim().to_owned(),
        owner: rule.owner.trim().to_owned(),
        within_h: wrong
            .hours(&format!("rule.{at}.within_h"), &rule.within_h)
            .unwrap_or_default(),
        second_person: rule.second_person,
        long_h: wrong.hours(&format!("rule.{at}.long_h"), &rule.long_h),
        long_how: how_set(&rule.long_how),
        source: rule.source.trim().to_owned(),
        line: 0,
    }
}

fn class_typed(class: &NeverByGravity) -> OwnClass {
    OwnClass {
        id: class.id.clone(),
        name: class.name.clone(),
        why: class.why.clone(),
        words: class.words.clone(),
        unless: class.unless.clone(),
        source: class.source.clone(),
    }
}

fn class_set(class: &OwnClass) -> NeverByGravity {
    NeverByGravity {
        id: class.id.trim().to_owned(),
        name: class.name.trim().to_owned(),
        why: class.why.trim().to_owned(),
        words: words(&class.words),
        unless: words(&class.unless),
        source: class.source.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_is_typed_and_says_it_again() {
        let bag = Bag::shipped().unwrap();
        for path in OWN_FILES {
            let text = String::from_utf8(bag.files.get(path).unwrap().to_vec()).unwrap();
            let form = form_of(path, &bag);
            assert_eq!(path_of(&form), path);
            assert_eq!(text_of(&text, &form).unwrap(), text, "{path}");
        }
    }

    #[test]
    fn what_is_no_number_and_no_day_is_told_at_its_place() {
        let form = OwnForm::Paper {
            paper: OwnPaper {
                day_starts_h: "seven".into(),
                decided_on: "yesterday".into(),
                scale: Some(OwnScale {
                    columns: vec!["standard".into()],
                    bands: vec![OwnBand {
                        from: "0".into(),
                        up_to: "3.95".into(),
                        rates: vec![String::new()],
                    }],
                    ..OwnScale::default()
                }),
                ..OwnPaper::default()
            },
        };
        let faults = text_of("", &form).unwrap_err();
        let said: Vec<String> = faults
            .iter()
            .map(|f| format!("{}: {}", f.place, f.what))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        day_starts_h: "seven" is no hour. Write one from 0 to 23.
        decided_on: "yesterday" is no day. Write it as 2026-11-30.
        scale.band.0.rates.0: Write the rate in units per hour.
        scale.band.0.up_to: "3.95" is no highest glucose of the band. Write a number with at most one digit after the point.
        "#);
    }
}
