//! From what the census says of a patient to the dependence profiles, by the bag's rules.
//!
//! Precision counts as much as recall: what is denied, past or healed is no need tonight; what is suspected is. Every
//! match says in the patient's own words why.

mod clause;
mod doubt;
mod examples;
mod facts;
mod lexicon;
mod ordinary;
mod person;
mod record_line;
mod when;

use battlebag_bag::{Bag, ProfileCode};
use battlebag_census::model::Patient;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use clause::CompiledRule;
use doubt::Known;
use facts::Facts;
use lexicon::Lexicon;
use ordinary::OrdinaryCare;

pub use doubt::{Doubt, DoubtKind};
pub use examples::check_examples;

/// The profile that every in-patient has.
const BASE: &str = "inpatient_base";

/// One profile found for a patient, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The profile.
    pub code: ProfileCode,
    /// Ids of the rules that found it, in rule order.
    pub rules: Vec<String>,
    /// The facts that count, in the patient's own words.
    pub because: Vec<Because>,
    /// Nothing but a suspicion speaks for it.
    #[serde(default)]
    pub weak: bool,
}

/// All that the rules make of a patient.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The profiles, ordered by code, each once.
    pub matches: Vec<Match>,
    /// What needs a look.
    pub doubts: Vec<Doubt>,
}

/// One fact behind a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The words of the census ("Actrapid 50 units in 50 mL, 6 mL/h").
    pub fact: String,
    /// Where they stand in the patient ("medicines[3]").
    pub field: String,
}

/// The bag's matching rules, made ready. Build it once for a bag and use it for every patient.
#[derive(Debug)]
pub struct Matcher {
    lexicon: Lexicon,
    rules: Vec<CompiledRule>,
    known: Known,
    ordinary: OrdinaryCare,
}

impl Matcher {
    /// Makes the rules of a bag ready.
    pub fn new(bag: &Bag) -> Self {
        let mut lexicon = Lexicon::new(&bag.matching.clues);
        let compile = |rule| CompiledRule::new(rule, &bag.matching.words, &mut lexicon);
        let rules: Vec<_> = bag.matching.rules.iter().map(compile).collect();
        Self {
            known: Known::of(&rules),
            lexicon,
            rules,
            ordinary: OrdinaryCare::new(bag),
        }
    }

    /// The profiles of a patient at a moment, ordered by code, each once. `inpatient_base` is added by the priority
    /// method; it stands here only when nothing else was found and every condition is known to be ordinary care.
    pub fn profiles_of(&self, patient: &Patient, as_of: DateTime<Utc>) -> Vec<Match> {
        self.matches(&Facts::of(patient, as_of, &self.lexicon))
    }

    /// As [`Self::profiles_of`], with what needs a look.
    pub fn look(&self, patient: &Patient, as_of: DateTime<Utc>) -> Found {
        let facts = Facts::of(patient, as_of, &self.lexicon);
        let matches = self.matches(&facts);
        let mut doubts = doubt::doubts(
            &facts,
            &self.rules,
            &self.known,
            &self.ordinary,
            matches.is_empty(),
        );
        let weak = matches.iter().filter(|found| found.weak);
        doubts.extend(weak.filter_map(|found| {
            found.because.first().map(|about| Doubt {
                kind: DoubtKind::Suspicion,
                about: about.clone(),
                profile: Some(found.code.clone()),
            })
        }));
        Found { matches, doubts }
    }

    fn matches(&self, facts: &Facts<'_>) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for rule in &self.rules {
            let Some(held) = rule.because(facts) else {
                continue;
            };
            match found.iter_mut().find(|earlier| earlier.code == rule.profile) {
                Some(earlier) => {
                    earlier.rules.push(rule.id.clone());
                    earlier.weak &= held.weak;
                    let new = held
                        .because
                        .into_iter()
                        .filter(|fact| !earlier.because.contains(fact))
                        .collect::<Vec<_>>();
                    earlier.because.extend(new);
                }
                None => {
                    found.push(Match {
                        code: rule.profile.clone(),
                        rules: vec![rule.id.clone()],
                        because: held.because,
                        weak: held.weak,
                    });
                }
            }
        }
        if found.is_empty()
            && let Some(because) = self.ordinary.because(facts, |fact| {
                self.rules.iter().any(|rule| rule.is_spent(fact, facts))
            })
        {
            found.push(Match {
                code: ProfileCode::from(BASE),
                rules: vec!["ordinary".to_owned()],
                because,
                weak: false,
            });
        }
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }
}
