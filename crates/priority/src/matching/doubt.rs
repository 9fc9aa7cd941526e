//! What nobody can be sure of: facts that no rule knows, or that only half speak for a need. A person looks at these.

use std::collections::BTreeSet;

use battlebag_bag::{ProfileCode, Where};
use battlebag_census::model::Standing;
use serde::{Deserialize, Serialize};

use super::Because;
use super::clause::CompiledRule;
use super::facts::{Fact, Facts};
use super::lexicon::PhraseId;
use super::ordinary::OrdinaryCare;

/// A problem that began this many days ago or less can be what the patient is in for.
const NEW_DAYS: i64 = 14;

/// Why a fact needs a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// The bag has no rule for it and does not know it as ordinary care.
    NotKnown,
    /// Only a suspicion speaks for the profile.
    Suspicion,
    /// A medicine that would count if it ran on a pump; nobody says how it is given.
    HowGiven,
    /// The words say that it is over or not so; the record has it as why the patient is here.
    Contradicts,
    /// The record says nothing of why the patient is here.
    NothingRecorded,
}

impl DoubtKind {
    /// In the words of a list.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotKnown => "the bag does not know this",
            Self::Suspicion => "only a suspicion",
            Self::HowGiven => "nobody says how it is given: it may run on a pump",
            Self::Contradicts => {
                "the words say that it is over or not so, the record has it as why they are here"
            }
            Self::NothingRecorded => "nothing on record says why they are here",
        }
    }
}

/// One fact that needs a look, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Why.
    pub kind: DoubtKind,
    /// The fact and where it stands.
    pub about: Because,
    /// The profile that it half speaks for.
    pub profile: Option<ProfileCode>,
}

/// What rules and lists know, for telling what they do not know.
#[derive(Debug, Default)]
pub(super) struct Known {
    phrases: BTreeSet<PhraseId>,
}

impl Known {
    pub fn of(rules: &[CompiledRule]) -> Self {
        Self {
            phrases: rules.iter().flat_map(CompiledRule::phrases).collect(),
        }
    }

    fn knows(&self, fact: &Fact) -> bool {
        let mut hits = fact.hits.iter().chain(&fact.code_hits);
        hits.any(|hit| self.phrases.contains(&hit.phrase))
    }

    /// The words say that it is not so, or is over, wherever a rule would hear them.
    fn is_taken_back(&self, fact: &Fact) -> bool {
        let mut heard = fact
            .hits
            .iter()
            .filter(|hit| self.phrases.contains(&hit.phrase))
            .peekable();
        heard.peek().is_some() && heard.all(|hit| hit.denied || hit.past)
    }
}

/// Everything about a patient that needs a look, in the order of the record.
pub(super) fn doubts(
    facts: &Facts<'_>,
    rules: &[CompiledRule],
    known: &Known,
    ordinary: &OrdinaryCare,
    nothing_found: bool,
) -> Vec<Doubt> {
    let ask = Ask {
        facts,
        rules,
        known,
        ordinary,
        nothing_found,
    };
    let mut doubts = Vec::new();
    for fact in &facts.recorded {
        let Some((kind, profile)) = ask.doubt(fact) else {
            continue;
        };
        doubts.push(Doubt {
            kind,
            about: fact.because.clone(),
            profile,
        });
    }
    if nothing_found && !facts.recorded.iter().any(|fact| ask.speaks_of_tonight(fact)) {
        doubts.push(Doubt {
            kind: DoubtKind::NothingRecorded,
            about: Because {
                fact: "no problem, procedure, medicine, device or order of this stay".to_owned(),
                field: "conditions".to_owned(),
            },
            profile: None,
        });
    }
    doubts
}

/// What a fact is held against.
struct Ask<'a, 'p> {
    facts: &'a Facts<'p>,
    rules: &'a [CompiledRule],
    known: &'a Known,
    ordinary: &'a OrdinaryCare,
    nothing_found: bool,
}

impl Ask<'_, '_> {
    fn doubt(&self, fact: &Fact) -> Option<(DoubtKind, Option<ProfileCode>)> {
        if let Some(medicine) = &fact.medicine {
            if medicine.infusion || medicine.route.is_some() || self.ordinary.is_no_drip(fact) {
                let unknown =
                    medicine.infusion && !self.known.knows(fact) && !self.ordinary.knows_thing(fact);
                return unknown.then_some((DoubtKind::NotKnown, None));
            }
            let rule = self
                .rules
                .iter()
                .find(|rule| rule.would_count_running(fact, self.facts))?;
            return Some((DoubtKind::HowGiven, Some(rule.profile.clone())));
        }
        if !may_be_of_tonight(fact, self.facts) {
            return None;
        }
        if fact.reason_for_stay && fact.standing == Standing::Active && self.known.is_taken_back(fact) {
            return Some((DoubtKind::Contradicts, None));
        }
        let is_known = self.ordinary.knows(fact)
            || self.ordinary.knows_thing(fact)
            || (!(self.nothing_found && fact.place == Where::Condition)
                && (self.known.knows(fact) || self.rules.iter().any(|rule| rule.knows_code_of(fact))));
        (!is_known).then_some((DoubtKind::NotKnown, None))
    }

    /// Whether a fact says anything of why the patient is in a bed.
    fn speaks_of_tonight(&self, fact: &Fact) -> bool {
        let speaks = matches!(fact.place, Where::Condition | Where::Procedure | Where::Breathing)
            && may_be_of_tonight(fact, self.facts)
            && !self.ordinary.knows_thing(fact);
        speaks || fact.place == Where::Medicine || (fact.place == Where::Order && fact.urgent)
    }
}

/// Whether a fact is of the kind that can need something tonight.
fn may_be_of_tonight(fact: &Fact, facts: &Facts<'_>) -> bool {
    match fact.place {
        Where::Condition => {
            let is_new = fact
                .began
                .is_none_or(|began| (facts.today() - began).num_days() <= NEW_DAYS);
            fact.standing != Standing::Past && !fact.of_another_stay && (fact.reason_for_stay || is_new)
        }
        Where::Procedure => fact.standing == Standing::Active || fact.is_a_new_procedure(facts),
        Where::Device | Where::Breathing => true,
        Where::Order => fact.urgent,
        _ => false,
    }
}
