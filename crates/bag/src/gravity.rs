//! Drugs that must never run by gravity, by class and by the words they are known under.

use serde::{Deserialize, Serialize};

use crate::Bag;
use crate::words::{contains_phrase, folded_words};

/// One class of drug that must never run by gravity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverByGravity {
    /// Id, unique ("insulin").
    pub id: String,
    /// The class in words, for the refusal ("insulin").
    pub name: String,
    /// Why, in one sentence.
    pub why: String,
    /// Words a drug of this class is ordered under; a phrase is found as whole words, in any case.
    pub words: Vec<String>,
    /// Not refused when one of these words stands there too ("0.9 %" for sodium chloride).
    #[serde(default)]
    pub unless: Vec<String>,
    /// Where it comes from; `[GK]` marks general knowledge to be checked by a clinician.
    pub source: String,
}

impl NeverByGravity {
    /// Whether `drug`, as it is ordered, is of this class.
    pub fn forbids(&self, drug: &str) -> bool {
        let words = folded_words(drug);
        let has = |phrase: &String| contains_phrase(&words, &folded_words(phrase));
        self.words.iter().any(has) && !self.unless.iter().any(has)
    }
}

impl Bag {
    /// The classes that forbid a gravity drip of `drug`, as it is ordered. Empty does not mean that gravity suits it:
    /// a pharmacist still looks at the monograph.
    pub fn never_by_gravity(&self, drug: &str) -> Vec<&NeverByGravity> {
        self.gravity.iter().filter(|class| class.forbids(drug)).collect()
    }
}
