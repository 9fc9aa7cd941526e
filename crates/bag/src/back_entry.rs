//! How what was written on paper gets into the record when the systems are back: which sheets, by which rule, by whom, in
//! what time. Hospitals differ, so it is content: `back_entry.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::fault::Fault;
use crate::located::{Located, Part};

/// Most characters of what is typed: two lines of a row on the tracker sheet.
pub const LONGEST_WHAT: usize = 110;

/// Most hours of a rule: 90 days.
pub const MOST_BACK_ENTRY_H: u32 = 90 * 24;

/// Id of the rule for a patient's sheet that no other rule names.
pub const OTHER_SHEET: &str = "other-sheet";

/// What becomes of what stands on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackEntryHow {
    /// All of it is typed into the record.
    Whole,
    /// Only what must be in the record for the next dose or decision: allergies, weight, orders not completed. The sheet is
    /// scanned or filed as well.
    Absolute,
    /// It is scanned into the record, not typed.
    Scanned,
    /// It is filed on paper; the record says where.
    Kept,
    /// It does not come back: a wristband is worn, a letter is the patient's.
    Never,
}

impl BackEntryHow {
    /// In words, as the tracker has them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole => "type all of it",
            Self::Absolute => "type what must be known, scan the rest",
            Self::Scanned => "scan",
            Self::Kept => "keep on paper",
            Self::Never => "does not come back",
        }
    }
}

/// The rule for some sheets. The order of the file is the order in which they are entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackEntryRule {
    /// Id, unique ("medicines").
    pub id: String,
    /// The sheets that it is for, by the ids that they are printed by ("prescription"); none for [`OTHER_SHEET`].
    #[serde(default)]
    pub sheets: Vec<String>,
    /// What becomes of what stands on them.
    pub how: BackEntryHow,
    /// What is entered and what is looked at, in words.
    #[serde(default)]
    pub what: String,
    /// Role whose people enter it; empty for a sheet that does not come back.
    #[serde(default)]
    pub owner: String,
    /// Hours in which it is done, from the turn to recovery; 0 for a sheet that does not come back.
    #[serde(default)]
    pub within_h: u32,
    /// A second person looks at it on the screen before it counts as done.
    #[serde(default)]
    pub second_person: bool,
    /// After an outage of more than so many hours another way holds.
    #[serde(default)]
    pub long_h: Option<u32>,
    /// That way.
    #[serde(default)]
    pub long_how: Option<BackEntryHow>,
    /// Where it comes from; `[GK]` is general knowledge.
    pub source: String,
    /// Line of its id in `back_entry.toml`.
    #[serde(skip)]
    pub line: u32,
}

impl BackEntryRule {
    /// What becomes of the sheet after an outage of so many hours.
    pub fn how_after(&self, outage_h: i64) -> BackEntryHow {
        match (self.long_h, self.long_how) {
            (Some(long), Some(how)) if outage_h > i64::from(long) => how,
            _ => self.how,
        }
    }
}

impl crate::Bag {
    /// The rule for a sheet by the id that it is printed by. `of_a_patient`: a patient's sheet that no rule names takes
    /// [`OTHER_SHEET`]; one that is nobody's is not asked for.
    pub fn back_entry_rule(&self, sheet: &str, of_a_patient: bool) -> Option<&BackEntryRule> {
        let named = |rule: &&BackEntryRule| rule.sheets.iter().any(|id| id == sheet);
        let other = |rule: &&BackEntryRule| of_a_patient && rule.id == OTHER_SHEET;
        self.back_entry
            .iter()
            .find(named)
            .or_else(|| self.back_entry.iter().find(other))
    }
}

/// Ids once, sheets once, an owner of roles.toml, hours that can be, and words that fit their row.
pub(crate) fn check(rules: &[Located<'_, BackEntryRule>], all: &mut Check<'_, '_>) {
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    let mut say = |rule: &Located<'_, BackEntryRule>, key: &str, what: String| {
        all.faults
            .push(Fault::error(rule.file(), rule.line_of(&[Part::Key(key)]), what));
    };
    for rule in rules {
        let of = &rule.value;
        for sheet in &of.sheets {
            if let Some(other) = named.insert(sheet, &of.id) {
                say(
                    rule,
                    "sheets",
                    format!(
                        "The sheet `{sheet}` is in the rule `{other}` already. Take it out of one of them."
                    ),
                );
            }
        }
        match (of.id == OTHER_SHEET, of.sheets.is_empty()) {
            (true, false) => say(
                rule,
                "sheets",
                format!(
                    "`{OTHER_SHEET}` is for every sheet that no other rule names. Take its `sheets` out."
                ),
            ),
            (false, true) => say(
                rule,
                "id",
                format!(
                    "`{}` names no sheet. Name its `sheets`, or take the rule out.",
                    of.id
                ),
            ),
            _ => {}
        }
        let length = of.what.chars().count();
        if length > LONGEST_WHAT {
            say(
                rule,
                "what",
                format!(
                    "`what` has {length} characters; a row of the tracker holds {LONGEST_WHAT}. Cut words."
                ),
            );
        }
        if of.long_h.is_some() != of.long_how.is_some() {
            say(
                rule,
                if of.long_h.is_some() { "long_h" } else { "long_how" },
                "Another way after a long outage needs both: `long_h` (hours) and `long_how` (the way)."
                    .to_owned(),
            );
        }
        if of.how != BackEntryHow::Never && !(1..=MOST_BACK_ENTRY_H).contains(&of.within_h) {
            say(
                rule,
                "within_h",
                format!(
                    "`within_h` is {}. Give hours from 1 to {MOST_BACK_ENTRY_H}, which is 90 days.",
                    of.within_h
                ),
            );
        }
    }
    for rule in rules {
        let of = &rule.value;
        all.some_words(rule, "id", &of.id);
        all.some_words(rule, "source", &of.source);
        if of.how == BackEntryHow::Never {
            continue;
        }
        all.some_words(rule, "what", &of.what);
        if !all.known.roles.contains_key(of.owner.as_str()) {
            let what = format!("There is no role `{}`. Name a role of roles.toml.", of.owner);
            all.fault(rule.file(), rule.line_of(&[Part::Key("owner")]), what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_without_a_rule_is_asked_for_when_it_is_a_patients() {
        let bag = crate::Bag::shipped().unwrap();
        let id = |sheet: &str, patient| bag.back_entry_rule(sheet, patient).map(|rule| rule.id.clone());
        assert_eq!(id("a form of next year", true).as_deref(), Some(OTHER_SHEET));
        assert_eq!(id("ward-priority-list", false), None);
        assert_eq!(
            bag.back_entry_rule("wristband", true).unwrap().how,
            BackEntryHow::Never
        );
        assert!(bag.back_entry_rule("prescription", true).unwrap().second_person);
    }

    #[test]
    fn after_a_long_outage_another_way_holds() {
        let rule = BackEntryRule {
            id: "observations".into(),
            sheets: vec!["observations".into()],
            how: BackEntryHow::Whole,
            what: "Last set".into(),
            owner: "nurse-in-charge".into(),
            within_h: 24,
            second_person: false,
            long_h: Some(2),
            long_how: Some(BackEntryHow::Scanned),
            source: "[GK]".into(),
            line: 0,
        };
        assert_eq!(
            [0, 2, 3].map(|h| rule.how_after(h)),
            [BackEntryHow::Whole, BackEntryHow::Whole, BackEntryHow::Scanned]
        );
    }
}
