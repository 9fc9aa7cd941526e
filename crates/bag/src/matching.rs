//! Rules that find the dependence profiles of a patient from what the census says, as a clinician wrote them.
//!
//! The rules are content (`action-cards/matching/*.toml`); the crate that knows the census applies them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::profile::ProfileCode;

/// Everything under `action-cards/matching/`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Matching {
    /// The rules, by file and place.
    pub rules: Vec<MatchRule>,
    /// Word lists that rules use by name, as `@name`.
    pub words: BTreeMap<String, WordList>,
    /// How words are denied, put in the past or marked as a suspicion.
    pub clues: Clues,
}

/// A word list that several rules share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// Name, used as `@name`.
    pub id: String,
    /// The words.
    pub words: Vec<String>,
    /// Codes that mean the same (`snomed:…`, `icd10:…` and everything under it, `atc:…` and everything under it).
    #[serde(default)]
    pub codes: Vec<String>,
}

/// Words that change what the words beside them mean. A clue reaches a few words far and never past a clause break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clues {
    /// Before the words: they are not true ("no", "excluded", "family history of").
    pub denied_before: Vec<String>,
    /// Directly before the words, and no further: they are not true ("non", "off").
    #[serde(default)]
    pub denied_beside: Vec<String>,
    /// After the words: they are not true ("excluded", "ruled out").
    pub denied_after: Vec<String>,
    /// Directly after the words: they are not true ("risk", "prophylaxis").
    #[serde(default)]
    pub denied_next: Vec<String>,
    /// Before the words: they are past ("history of", "previous").
    pub past_before: Vec<String>,
    /// After the words: they are past ("resolved", "in 2019").
    pub past_after: Vec<String>,
    /// They are a suspicion, which counts as true ("suspected", "query").
    pub suspected: Vec<String>,
    /// A clue does not reach past these words ("but", "with").
    pub breaks: Vec<String>,
    /// Words in a medicine's name, frequency or route that make it a running infusion.
    pub infusion: Vec<String>,
}

/// One rule: how a patient who has a profile is recognised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchRule {
    /// Id, unique ("dka-named").
    pub id: String,
    /// Profile it finds.
    pub profile: ProfileCode,
    /// Why the rule is as it is, for a clinician to judge.
    #[serde(default)]
    pub note: String,
    /// Every one of these must hold.
    #[serde(default)]
    pub all: Vec<Clause>,
    /// At least one of these must hold, when there are any.
    #[serde(default)]
    pub any: Vec<Clause>,
    /// None of these may hold.
    #[serde(default)]
    pub unless: Vec<Clause>,
    /// Records in which this rule finds its profile, one a line ("condition: DKA | infusion: Actrapid 50 units in
    /// 50 mL"). `battlebag bag check` runs them.
    #[serde(default)]
    pub finds: Vec<String>,
    /// Records in which nothing finds the profile.
    #[serde(default)]
    pub not: Vec<String>,
    /// Where the rule and its examples stand, so that an example that fails can name its line.
    #[serde(skip)]
    pub at: RuleAt,
}

/// Where a rule stands in the bag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleAt {
    /// File inside the bag.
    pub file: String,
    /// Line of the rule's id.
    pub line: u32,
    /// Line of each example under `finds`.
    pub finds: Vec<u32>,
    /// Line of each example under `not`.
    pub not: Vec<u32>,
}

/// Where in the census words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// Conditions and problems.
    Condition,
    /// Procedures done, under way or booked.
    Procedure,
    /// Medicines and infusions.
    Medicine,
    /// Devices in use.
    Device,
    /// Open orders with their clinical question.
    Order,
    /// Oxygen or breathing support.
    Breathing,
    /// Flags and isolation words.
    Flag,
    /// Recorded allergies.
    Allergy,
    /// Treatment limits.
    Escalation,
    /// The ward's name.
    Ward,
}

/// One thing that must (or must not) be so. Either words (or codes) found somewhere (`in`), or something about the person;
/// every line given must hold, for one and the same fact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Where to look.
    #[serde(default, rename = "in")]
    pub places: Vec<Where>,
    /// Words: whole words in any case, accents folded; `word*` and `*word` reach into longer words; `@name` is a list.
    #[serde(default)]
    pub words: Vec<String>,
    /// Codes, as well as the words: `snomed:…` exactly; `icd10:…` and `atc:…` with everything under them.
    #[serde(default)]
    pub codes: Vec<String>,
    /// A fact with one of these words does not count.
    #[serde(default)]
    pub but_not: Vec<String>,
    /// A condition or procedure in the past counts too: an implant stays, an old fit does not.
    #[serde(default)]
    pub past_too: bool,
    /// Only what is over and done (a procedure completed).
    #[serde(default)]
    pub done: bool,
    /// Only what is certain: a suspicion does not count.
    #[serde(default)]
    pub certain: bool,
    /// It began at most this many days ago. Nobody says when: the admission counts for the reason for the stay, and
    /// anything else passes.
    pub new_days: Option<u32>,
    /// As `new_days`, but an unknown beginning does not count.
    pub known_new_days: Option<u32>,
    /// It is the reason for this stay.
    pub reason_for_stay: Option<bool>,
    /// A medicine that runs (true) or does not run (false) as an infusion.
    pub infusion: Option<bool>,
    /// Route words; a medicine whose route nobody says passes.
    #[serde(default)]
    pub route: Vec<String>,
    /// Route words that rule it out, found in the route or in the name.
    #[serde(default)]
    pub not_route: Vec<String>,
    /// A medicine of which a dose was recorded as given (true) or not (false).
    pub given: Option<bool>,
    /// A medicine ordered as required (true) or regularly (false).
    pub as_required: Option<bool>,
    /// Kinds of order: laboratory, radiology, blood, procedure, other.
    #[serde(default)]
    pub order_kind: Vec<String>,
    /// Oxygen flow in breathing words of at least this, litres a minute.
    pub litres_from: Option<u32>,
    /// Kinds of ward ([`WARD_KINDS`]).
    #[serde(default)]
    pub ward_kind: Vec<String>,
    /// How the patient is here ([`CLASSES`]).
    #[serde(default)]
    pub class: Vec<String>,
    /// In a single room.
    pub side_room: Option<bool>,
    /// Age in years of at least this.
    pub age_from: Option<u32>,
    /// Age in years under this.
    pub age_under: Option<u32>,
    /// Age in days under this.
    pub age_under_days: Option<u32>,
    /// Known to be pregnant.
    pub pregnant: Option<bool>,
    /// Cannot call for help, newborn or confused, by a flag of the feed.
    pub vulnerable: Option<bool>,
    /// Isolation words are recorded.
    pub isolated: Option<bool>,
    /// Latest consciousness is one of: alert, confusion, voice, pain, unresponsive.
    #[serde(default)]
    pub consciousness: Vec<String>,
    /// Latest observations use SpO2 scale 2.
    pub scale2: Option<bool>,
    /// Latest observations are on oxygen.
    pub on_oxygen: Option<bool>,
    /// Latest temperature of at least this, tenths of a degree Celsius.
    pub temperature_tenths_from: Option<u16>,
    /// Latest systolic pressure under this, mmHg.
    pub systolic_under: Option<u16>,
}

impl Clause {
    /// Whether it looks for words, codes or properties of a recorded fact.
    pub fn looks_for_facts(&self) -> bool {
        !self.places.is_empty()
    }

    /// Whether it says something about the person.
    pub fn is_about_the_person(&self) -> bool {
        !self.ward_kind.is_empty()
            || !self.class.is_empty()
            || !self.consciousness.is_empty()
            || self.litres_from.is_some()
            || self.side_room.is_some()
            || self.age_from.is_some()
            || self.age_under.is_some()
            || self.age_under_days.is_some()
            || self.pregnant.is_some()
            || self.vulnerable.is_some()
            || self.isolated.is_some()
            || self.scale2.is_some()
            || self.on_oxygen.is_some()
            || self.temperature_tenths_from.is_some()
            || self.systolic_under.is_some()
    }
}

/// Words for kinds of ward, as the census writes them.
pub const WARD_KINDS: [&str; 19] = [
    "intensive_care",
    "high_dependency",
    "emergency",
    "acute_medical",
    "medical",
    "surgical",
    "theatre",
    "labour",
    "maternity",
    "neonatal",
    "paediatric",
    "cardiac",
    "renal",
    "cancer",
    "neuro",
    "older_people",
    "mental_health",
    "community",
    "unknown",
];

/// Words for how a patient is here, as the census writes them.
pub const CLASSES: [&str; 6] = ["inpatient", "emergency", "day_case", "regular", "home", "unknown"];

/// Words for kinds of order, as the census writes them.
pub const ORDER_KINDS: [&str; 5] = ["laboratory", "radiology", "blood", "procedure", "other"];

/// Words for consciousness, as the census writes them.
pub const CONSCIOUSNESS: [&str; 5] = ["alert", "confusion", "voice", "pain", "unresponsive"];
