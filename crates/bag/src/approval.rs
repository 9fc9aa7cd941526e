//! Who approved which part of the content, in which words: `approvals.toml`.
//!
//! An approval names the fingerprint of what was approved. Whoever changes a number later, or a word, ends the approval by
//! that: nobody approved the new one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Bag;
use crate::fault::Fault;
use crate::located::{Located, Part};
use crate::numbers::Item;

/// One `[[approval]]` of `approvals.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What was approved: "profile dka_friii", "fallback gravity", "card loggist".
    pub item: String,
    /// Who: name and role.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Version of the bag it was approved in.
    pub version: String,
    /// Fingerprint of what was approved, as `battlebag bag numbers` shows it.
    pub content: String,
}

/// Whether anybody vouches for a part of the content here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// A proposal of the makers: nobody here approved it.
    Proposed,
    /// Approved as it stands.
    Approved {
        /// Who.
        by: String,
        /// When.
        on: Option<NaiveDate>,
        /// In which version of the bag.
        version: String,
    },
    /// Approved in other words or with other numbers: counts as proposed.
    Changed {
        /// Who approved what it was.
        by: String,
        /// When.
        on: NaiveDate,
    },
}

impl Standing {
    /// "proposed, not approved"; "approved by A. Example, 30-Nov-2026, version 2026.11".
    pub fn words(&self) -> String {
        let day = |on: &NaiveDate| on.format("%d-%b-%Y").to_string();
        match self {
            Self::Proposed => "proposed, not approved".to_owned(),
            Self::Approved { by, on, version } => {
                let on = on.as_ref().map_or_else(|| "day not known".to_owned(), day);
                format!("approved by {by}, {on}, version {version}")
            }
            Self::Changed { by, on } => {
                format!("changed since {by} approved it on {}: not approved", day(on))
            }
        }
    }

    /// Somebody approved it as it stands.
    pub fn is_approved(&self) -> bool {
        matches!(self, Self::Approved { .. })
    }
}

/// Names what an approval gets wrong. A part that changed since is a warning: the rest of the bag can be used.
pub(crate) fn check(
    approvals: &[Located<'_, Approval>],
    items: &BTreeMap<String, Item>,
    faults: &mut Vec<Fault>,
) {
    for approval in approvals {
        let (file, one) = (approval.file(), &approval.value);
        let line = |key| approval.line_of(&[Part::Key(key)]);
        if one.by.trim().is_empty() {
            let what = "Nobody is named. Write who approved it: name and role.";
            faults.push(Fault::error(file, line("by"), what));
        }
        let Some(item) = items.get(&one.item) else {
            let what = format!(
                "There is no {} in this bag. Write for example `profile dka_friii`, or take the approval out.",
                one.item
            );
            faults.push(Fault::error(file, line("item"), what));
            continue;
        };
        if item.fingerprint != one.content {
            let what = format!(
                "{} was changed since {} approved it: it counts as not approved. Let it be read again; its fingerprint is {} now.",
                one.item, one.by, item.fingerprint
            );
            faults.push(Fault::warning(file, line("content"), what));
        }
    }
}

/// The approvals by item, each with whether it still holds. Of two for one item the one that holds counts.
pub(crate) fn by_item(
    approvals: Vec<Located<'_, Approval>>,
    items: &BTreeMap<String, Item>,
) -> BTreeMap<String, (Approval, bool)> {
    let mut all: BTreeMap<String, (Approval, bool)> = BTreeMap::new();
    for one in approvals.into_iter().map(|located| located.value) {
        let holds = items.get(&one.item).is_some_and(|i| i.fingerprint == one.content);
        if all.get(&one.item).is_none_or(|(_, held)| !held) {
            all.insert(one.item.clone(), (one, holds));
        }
    }
    all
}

impl Bag {
    /// Whether anybody here vouches for a part of the content: "profile dka_friii".
    pub fn approval(&self, item: &str) -> Standing {
        let whole = self.manifest.approved_by.as_ref().map(|by| Standing::Approved {
            by: by.clone(),
            on: self.manifest.approved_on,
            version: self.manifest.version.clone(),
        });
        // A card may also carry its approval itself.
        let card = item.strip_prefix("card ").and_then(|id| self.cards.get(id));
        let own = card.and_then(|card| {
            Some(Standing::Approved {
                by: card.approved_by.clone()?,
                on: card.approved_on,
                version: card.version.clone(),
            })
        });
        match (self.approvals.get(item), own.or(whole)) {
            (Some((one, true)), _) => Standing::Approved {
                by: one.by.clone(),
                on: Some(one.on),
                version: one.version.clone(),
            },
            (_, Some(whole)) => whole,
            (Some((one, false)), None) => Standing::Changed {
                by: one.by.clone(),
                on: one.on,
            },
            (None, None) => Standing::Proposed,
        }
    }
}
