//! Drugs that must never run by gravity, by class and by the words they are known under.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::located::Part;
use crate::read::Content;
use crate::words::{contains_phrase, folded_words};
use crate::{Bag, Need};

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

/// The other way that lets a drug run by its weight.
const GRAVITY: &str = "gravity";

/// The classes that forbid a gravity drip of `drug`.
fn forbidding<'c>(classes: impl Iterator<Item = &'c NeverByGravity>, drug: &str) -> Vec<&'c NeverByGravity> {
    classes.filter(|class| class.forbids(drug)).collect()
}

/// A need whose words name a listed drug must not offer gravity, not even beside another way: somebody in a hurry takes
/// the first.
pub(crate) fn check(content: &Content<'_>, faults: &mut Vec<Fault>) {
    let mut look = |file: &str, needs: &[Need], line_of: &dyn Fn(usize) -> u32| {
        for (at, need) in needs.iter().enumerate() {
            let classes = forbidding(content.gravity.iter().map(|c| &c.value), &need.what);
            let offered = need.fallbacks.iter().any(|way| way.as_str() == GRAVITY);
            if let (Some(class), true) = (classes.first(), offered) {
                let what = format!(
                    "\"{}\" is {} and must never run by gravity. Take gravity out of the fallbacks, or give what may run so a need of its own.",
                    need.what, class.name
                );
                faults.push(Fault::error(file, line_of(at), what));
            }
        }
    };
    let path = |at| [Part::Key("needs"), Part::At(at), Part::Key("fallbacks")];
    for profile in &content.profiles {
        look(profile.file(), &profile.value.needs, &|at| {
            profile.line_of(&path(at))
        });
    }
    if let Some(cross) = &content.cross_cutting {
        for (i, added) in cross.value.added.iter().enumerate() {
            look(cross.file(), &added.needs, &|at| {
                let [needs, at, fallbacks] = path(at);
                cross.line_of(&[Part::Key("added"), Part::At(i), needs, at, fallbacks])
            });
        }
    }
}

impl Bag {
    /// The classes that forbid a gravity drip of `drug`, as it is ordered. Empty does not mean that gravity suits it:
    /// a pharmacist still looks at the monograph.
    pub fn never_by_gravity(&self, drug: &str) -> Vec<&NeverByGravity> {
        forbidding(self.gravity.iter(), drug)
    }
}
