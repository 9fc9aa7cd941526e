//! Rules made ready, and whether they hold of a patient's facts.

use std::collections::BTreeMap;

use battlebag_bag::words::{contains_phrase, folded_words};
use battlebag_bag::{Clause, MatchRule, ProfileCode, WordList};
use battlebag_census::model::Standing;
use chrono::NaiveDate;

use super::Because;
use super::facts::{Fact, Facts, MedicineFact, plain_code};
use super::lexicon::{Hit, Lexicon, PhraseId};
use super::person::person;

/// A rule made ready.
#[derive(Debug)]
pub(super) struct CompiledRule {
    pub id: String,
    pub profile: ProfileCode,
    all: Vec<CompiledClause>,
    any: Vec<CompiledClause>,
    unless: Vec<CompiledClause>,
}

/// A clause made ready.
#[derive(Debug)]
struct CompiledClause {
    clause: Clause,
    /// It names words or codes; otherwise any fact of its place will do.
    names: bool,
    phrases: Vec<PhraseId>,
    codes: Vec<(String, String)>,
    but_not: Vec<PhraseId>,
    route: Vec<Vec<String>>,
    not_route: Vec<Vec<String>>,
}

impl CompiledRule {
    /// Makes a rule ready, its words taken into the lexicon.
    pub fn new(rule: &MatchRule, lists: &BTreeMap<String, WordList>, lexicon: &mut Lexicon) -> Self {
        let mut compile = |clauses: &[Clause]| {
            clauses
                .iter()
                .map(|clause| CompiledClause::new(clause, lists, lexicon))
                .collect()
        };
        Self {
            id: rule.id.clone(),
            profile: rule.profile.clone(),
            all: compile(&rule.all),
            any: compile(&rule.any),
            unless: compile(&rule.unless),
        }
    }

    /// Why the rule holds of a patient; none when it does not hold.
    pub fn because(&self, facts: &Facts<'_>) -> Option<Held> {
        let mut held = Held::default();
        for clause in &self.all {
            held.add(clause.because(facts)?);
        }
        if !self.any.is_empty() {
            let found: Vec<Reasons> = self
                .any
                .iter()
                .filter_map(|clause| clause.because(facts))
                .collect();
            if found.is_empty() {
                return None;
            }
            // One certain way in is enough.
            let weak = found.iter().all(|reasons| reasons.weak);
            for reasons in found {
                held.add(Reasons { weak, ..reasons });
            }
        }
        let ruled_out = self.unless.iter().any(|clause| clause.because(facts).is_some());
        (!ruled_out && !held.because.is_empty()).then_some(held)
    }

    /// Whether it knows a fact as an acute problem that is too old to count tonight.
    pub fn is_spent(&self, fact: &Fact, facts: &Facts<'_>) -> bool {
        self.all.iter().chain(&self.any).any(|clause| {
            clause.clause.new_days.is_some()
                && clause.clause.places.contains(&fact.place)
                && clause.names_at_all(fact)
                && !clause.is_new_enough(fact.began, fact, facts)
        })
    }

    /// Phrases that speak for the profile: a fact with one of them is known to the bag.
    pub fn phrases(&self) -> impl Iterator<Item = PhraseId> + '_ {
        self.all
            .iter()
            .chain(&self.any)
            .flat_map(|clause| clause.phrases.iter().copied())
    }

    /// Whether one of its codes is a fact's.
    pub fn knows_code_of(&self, fact: &Fact) -> bool {
        self.all.iter().chain(&self.any).any(|clause| {
            clause.clause.places.contains(&fact.place) && fact.codes.iter().any(|code| clause.has_code(code))
        })
    }

    /// Whether a medicine of which nobody says how it is given would count if it ran as an infusion.
    pub fn would_count_running(&self, fact: &Fact, facts: &Facts<'_>) -> bool {
        self.all.iter().chain(&self.any).any(|clause| {
            clause.clause.infusion == Some(true) && clause.names && clause.holds_but_for_running(fact, facts)
        })
    }
}

/// What a rule that holds rests on.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The facts.
    pub because: Vec<Because>,
    /// One of them is only a suspicion.
    pub weak: bool,
}

impl Held {
    fn add(&mut self, reasons: Reasons) {
        self.weak |= reasons.weak;
        for because in reasons.because {
            if !self.because.contains(&because) {
                self.because.push(because);
            }
        }
    }
}

/// The facts of which a clause holds.
struct Reasons {
    because: Vec<Because>,
    /// Only as suspicions.
    weak: bool,
}

impl CompiledClause {
    fn new(clause: &Clause, lists: &BTreeMap<String, WordList>, lexicon: &mut Lexicon) -> Self {
        let spelled = spelled_out(&clause.words, lists);
        let listed = clause
            .words
            .iter()
            .filter_map(|word| lists.get(word.strip_prefix('@')?));
        let codes = clause.codes.iter().chain(listed.flat_map(|list| &list.codes));
        let codes: Vec<_> = codes
            .filter_map(|code| code.split_once(':'))
            .map(|(system, code)| (system.to_lowercase(), plain_code(code)))
            .collect();
        let folded = |words: &[String]| {
            spelled_out(words, lists)
                .iter()
                .map(|word| folded_words(word))
                .collect()
        };
        let mut phrases = |words: &[String]| -> Vec<PhraseId> {
            let mut ids: Vec<_> = words.iter().filter_map(|word| lexicon.add(word)).collect();
            ids.sort_unstable();
            ids
        };
        Self {
            clause: clause.clone(),
            names: !spelled.is_empty() || !codes.is_empty(),
            phrases: phrases(&spelled),
            codes,
            but_not: phrases(&spelled_out(&clause.but_not, lists)),
            route: folded(&clause.route),
            not_route: folded(&clause.not_route),
        }
    }

    /// Every fact of which the clause holds: the certain ones, or the suspicions when there is nothing else.
    fn because(&self, facts: &Facts<'_>) -> Option<Reasons> {
        if !self.clause.looks_for_facts() {
            let because = vec![person(&self.clause, facts)?];
            return Some(Reasons { because, weak: false });
        }
        let (mut certain, mut suspicions) = (Vec::new(), Vec::new());
        for fact in &facts.recorded {
            match self.holds_of(fact, facts) {
                Some(false) => certain.push(fact.because.clone()),
                Some(true) => suspicions.push(fact.because.clone()),
                None => {}
            }
        }
        let weak = certain.is_empty();
        let because = if weak { suspicions } else { certain };
        (!because.is_empty()).then_some(Reasons { because, weak })
    }

    /// Whether it holds of one recorded fact, and then whether only as a suspicion.
    fn holds_of(&self, fact: &Fact, facts: &Facts<'_>) -> Option<bool> {
        let medicine = fact.medicine.as_ref();
        medicine
            .is_none_or(|medicine| self.holds_of_medicine(medicine))
            .then(|| self.holds_so_far(fact, facts))
            .flatten()
    }

    /// As [`Self::holds_of`] for a medicine, whether it runs or not.
    fn holds_but_for_running(&self, fact: &Fact, facts: &Facts<'_>) -> bool {
        self.holds_so_far(fact, facts).is_some()
            && fact
                .medicine
                .as_ref()
                .is_some_and(|medicine| self.goes_by_route(medicine))
    }

    fn holds_so_far(&self, fact: &Fact, facts: &Facts<'_>) -> Option<bool> {
        let clause = &self.clause;
        let fits = clause.places.contains(&fact.place)
            && !fact
                .hits
                .iter()
                .chain(&fact.code_hits)
                .any(|hit| self.but_not.binary_search(&hit.phrase).is_ok())
            && clause
                .reason_for_stay
                .is_none_or(|asked| asked == fact.reason_for_stay)
            && (clause.order_kind.is_empty()
                || fact
                    .order_kind
                    .is_some_and(|kind| clause.order_kind.iter().any(|asked| asked == kind)));
        fits.then(|| self.named_in(fact, facts)).flatten()
    }

    /// Whether the fact's words or codes are those asked for, and stand as asked for; then whether as a suspicion.
    fn named_in(&self, fact: &Fact, facts: &Facts<'_>) -> Option<bool> {
        let stands = |past: bool, suspected: bool, began: Option<NaiveDate>| {
            let past = past || fact.standing == Standing::Past;
            let suspected = suspected || fact.standing == Standing::Suspected;
            let stands = (if self.clause.done {
                past
            } else {
                !past || self.clause.past_too
            }) && !(self.clause.certain && suspected)
                && self.is_new_enough(began, fact, facts);
            stands.then_some(suspected)
        };
        let by_word = |hit: &Hit| {
            let began = hit.said.and_then(|said| said.began(facts.today())).or(fact.began);
            (!hit.denied)
                .then(|| stands(hit.past, hit.suspected, began))
                .flatten()
        };
        let asked = |hit: &&Hit| self.phrases.binary_search(&hit.phrase).is_ok();
        let certain_first = |found: &mut dyn Iterator<Item = bool>| found.min();
        if !self.names {
            return stands(false, false, fact.began);
        }
        // What a person wrote overrules the code beside it: "sepsis, recovered" coded as sepsis is over.
        if fact.hits.iter().any(|hit| asked(&hit)) {
            return certain_first(&mut fact.hits.iter().filter(asked).filter_map(by_word));
        }
        let by_display = certain_first(&mut fact.code_hits.iter().filter(asked).filter_map(by_word));
        by_display.or_else(|| {
            fact.codes
                .iter()
                .any(|code| self.has_code(code))
                .then(|| stands(false, false, fact.began))
                .flatten()
        })
    }

    /// Whether its words or codes stand in a fact at all, true or not.
    fn names_at_all(&self, fact: &Fact) -> bool {
        let asked = |hit: &Hit| self.phrases.binary_search(&hit.phrase).is_ok();
        fact.hits.iter().chain(&fact.code_hits).any(asked)
            || fact.codes.iter().any(|code| self.has_code(code))
    }

    fn has_code(&self, (system, code): &(String, String)) -> bool {
        self.codes.iter().any(|(asked_system, asked)| {
            let whole_branch = matches!(asked_system.as_str(), "icd10" | "atc");
            asked_system == system && (code == asked || (whole_branch && code.starts_with(asked.as_str())))
        })
    }

    fn is_new_enough(&self, began: Option<NaiveDate>, fact: &Fact, facts: &Facts<'_>) -> bool {
        let within = |days: u32| began.map(|began| (facts.today() - began).num_days() <= i64::from(days));
        // Nobody says when. What the feed links to another stay is not of tonight.
        let unknown = !fact.of_another_stay;
        self.clause
            .new_days
            .is_none_or(|days| within(days).unwrap_or(unknown))
            && self
                .clause
                .known_new_days
                .is_none_or(|days| within(days).unwrap_or(false))
    }

    fn holds_of_medicine(&self, medicine: &MedicineFact) -> bool {
        self.clause
            .infusion
            .is_none_or(|asked| asked == medicine.infusion)
            && self.clause.given.is_none_or(|asked| asked == medicine.given)
            && self
                .clause
                .as_required
                .is_none_or(|asked| asked == medicine.as_required)
            && self.goes_by_route(medicine)
    }

    fn goes_by_route(&self, medicine: &MedicineFact) -> bool {
        let named =
            |route: &[String], asked: &[Vec<String>]| asked.iter().any(|words| contains_phrase(route, words));
        (self.route.is_empty()
            || medicine
                .route
                .as_ref()
                .is_none_or(|route| named(route, &self.route)))
            && !named(&medicine.route_or_name, &self.not_route)
    }
}

/// Words with their `@lists` spelled out.
fn spelled_out(words: &[String], lists: &BTreeMap<String, WordList>) -> Vec<String> {
    let one = |word: &String| match word.strip_prefix('@') {
        Some(list) => lists.get(list).map(|list| list.words.clone()).unwrap_or_default(),
        None => vec![word.clone()],
    };
    words.iter().flat_map(one).collect()
}
