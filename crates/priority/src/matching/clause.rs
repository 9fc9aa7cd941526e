//! Rules made ready, and whether they hold of a patient's facts.

use std::collections::BTreeMap;

use battlebag_bag::words::{contains_phrase, folded_words};
use battlebag_bag::{Clause, MatchRule, ProfileCode, WordList};
use battlebag_census::model::{Consciousness, Observations, OrderKind, PatientClass, Standing, WardKind};
use chrono::Datelike;

use super::Because;
use super::facts::{Fact, Facts, MedicineFact, plain_code};
use super::lexicon::{Hit, Lexicon, PhraseId};

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
    pub fn because(&self, facts: &Facts<'_>) -> Option<Vec<Because>> {
        let mut because: Vec<Because> = Vec::new();
        let mut add = |reason: Because| {
            if !because.contains(&reason) {
                because.push(reason);
            }
        };
        for clause in &self.all {
            add(clause.because(facts)?);
        }
        if !self.any.is_empty() {
            let held: Vec<Because> = self
                .any
                .iter()
                .filter_map(|clause| clause.because(facts))
                .collect();
            if held.is_empty() {
                return None;
            }
            held.into_iter().for_each(add);
        }
        let ruled_out = self.unless.iter().any(|clause| clause.because(facts).is_some());
        (!ruled_out && !because.is_empty()).then_some(because)
    }
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

    /// The first fact of which the clause holds.
    fn because(&self, facts: &Facts<'_>) -> Option<Because> {
        if self.clause.looks_for_facts() {
            facts
                .recorded
                .iter()
                .find(|fact| self.holds_of(fact, facts))
                .map(|fact| fact.because.clone())
        } else {
            person(&self.clause, facts)
        }
    }

    /// Whether it holds of one recorded fact.
    fn holds_of(&self, fact: &Fact, facts: &Facts<'_>) -> bool {
        let clause = &self.clause;
        clause.places.contains(&fact.place)
            && self.is_named(fact)
            && !fact
                .hits
                .iter()
                .chain(&fact.code_hits)
                .any(|hit| self.but_not.binary_search(&hit.phrase).is_ok())
            && self.is_new_enough(fact, facts)
            && clause
                .reason_for_stay
                .is_none_or(|asked| asked == fact.reason_for_stay)
            && (clause.order_kind.is_empty()
                || fact
                    .order_kind
                    .is_some_and(|kind| clause.order_kind.iter().any(|asked| asked == kind)))
            && fact
                .medicine
                .as_ref()
                .is_none_or(|medicine| self.holds_of_medicine(medicine))
    }

    /// Whether the fact's words or codes are those asked for, and stand as asked for.
    fn is_named(&self, fact: &Fact) -> bool {
        let stands = |past: bool, suspected: bool| {
            let past = past || fact.standing == Standing::Past;
            let suspected = suspected || fact.standing == Standing::Suspected;
            (if self.clause.done {
                past
            } else {
                !past || self.clause.past_too
            }) && !(self.clause.certain && suspected)
        };
        let by_word = |hit: &Hit| !hit.denied && stands(hit.past, hit.suspected);
        let asked = |hit: &&Hit| self.phrases.binary_search(&hit.phrase).is_ok();
        let by_code = |(system, code): &(String, String)| {
            self.codes.iter().any(|(asked_system, asked)| {
                let whole_branch = matches!(asked_system.as_str(), "icd10" | "atc");
                asked_system == system
                    && (code == asked || (whole_branch && code.starts_with(asked.as_str())))
            })
        };
        if !self.names {
            return stands(false, false);
        }
        // What a person wrote overrules the code beside it: "sepsis, recovered" coded as sepsis is over.
        if fact.hits.iter().any(|hit| asked(&hit)) {
            return fact.hits.iter().filter(asked).any(by_word);
        }
        fact.code_hits.iter().filter(asked).any(by_word)
            || (fact.codes.iter().any(by_code) && stands(false, false))
    }

    fn is_new_enough(&self, fact: &Fact, facts: &Facts<'_>) -> bool {
        let today = facts.as_of.date_naive();
        let within = |days: u32| {
            fact.began
                .map(|began| (today - began).num_days() <= i64::from(days))
        };
        self.clause
            .new_days
            .is_none_or(|days| within(days).unwrap_or(true))
            && self
                .clause
                .known_new_days
                .is_none_or(|days| within(days).unwrap_or(false))
    }

    fn holds_of_medicine(&self, medicine: &MedicineFact) -> bool {
        let named =
            |route: &[String], asked: &[Vec<String>]| asked.iter().any(|words| contains_phrase(route, words));
        self.clause
            .infusion
            .is_none_or(|asked| asked == medicine.infusion)
            && self.clause.given.is_none_or(|asked| asked == medicine.given)
            && self
                .clause
                .as_required
                .is_none_or(|asked| asked == medicine.as_required)
            && (self.route.is_empty()
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

/// Whether a clause about the person holds, and what it rests on.
fn person(clause: &Clause, facts: &Facts<'_>) -> Option<Because> {
    let patient = facts.patient;
    let because = |fact: String, field: &str| Because {
        fact,
        field: field.to_owned(),
    };
    let latest = patient.observations.first();
    let mut reason = None;
    let mut ask = |holds: bool, fact: Because| {
        reason.get_or_insert(fact);
        holds
    };
    let listed = |list: &[String], word: &str| list.iter().any(|asked| asked == word);
    let yes = |asked: Option<bool>, is: Option<bool>| asked.is_none_or(|asked| is == Some(asked));
    let mut holds = true;
    if !clause.ward_kind.is_empty() {
        let word = ward_word(patient.place.kind);
        holds &= ask(
            listed(&clause.ward_kind, word),
            because(patient.place.ward.clone(), "place.kind"),
        );
    }
    if !clause.class.is_empty() {
        let word = class_word(patient.class);
        holds &= ask(
            listed(&clause.class, word),
            because(word.replace('_', " "), "class"),
        );
    }
    if clause.side_room.is_some() {
        let fact = because("side room".to_owned(), "place.side_room");
        holds &= ask(yes(clause.side_room, Some(patient.place.side_room)), fact);
    }
    if clause.pregnant.is_some() {
        holds &= ask(
            yes(clause.pregnant, patient.pregnant),
            because("pregnant".to_owned(), "pregnant"),
        );
    }
    if clause.vulnerable.is_some() {
        let fact = because("cannot call for help".to_owned(), "vulnerable");
        holds &= ask(yes(clause.vulnerable, Some(patient.vulnerable)), fact);
    }
    if clause.isolated.is_some() {
        let fact = because(patient.isolation.clone().unwrap_or_default(), "isolation");
        holds &= ask(yes(clause.isolated, Some(patient.isolation.is_some())), fact);
    }
    if let Some(from) = clause.litres_from {
        let words = patient.breathing.as_deref().unwrap_or_default();
        let fact = because(words.to_owned(), "breathing");
        holds &= ask(
            litres(words).is_some_and(|litres| litres >= f64::from(from)),
            fact,
        );
    }
    if clause.age_from.is_some() || clause.age_under.is_some() || clause.age_under_days.is_some() {
        holds &=
            age_fits(clause, facts).is_some_and(|born| ask(true, because(format!("born {born}"), "born")));
    }
    let observed = |fact: &str| because(fact.to_owned(), "observations[0]");
    if clause.scale2.is_some() {
        holds &= ask(
            yes(clause.scale2, latest.map(|seen| seen.scale2)),
            observed("SpO2 scale 2"),
        );
    }
    if clause.on_oxygen.is_some() {
        holds &= ask(
            yes(clause.on_oxygen, latest.and_then(|seen| seen.oxygen)),
            observed("on oxygen"),
        );
    }
    if !clause.consciousness.is_empty() {
        let word = latest.and_then(|seen| seen.consciousness).map(consciousness_word);
        let fact = observed(word.unwrap_or_default());
        holds &= ask(word.is_some_and(|word| listed(&clause.consciousness, word)), fact);
    }
    holds &= physiology(clause, latest, &mut ask);
    reason.filter(|_| holds)
}

/// Limits on the latest temperature and systolic pressure.
fn physiology(
    clause: &Clause,
    latest: Option<&Observations>,
    ask: &mut dyn FnMut(bool, Because) -> bool,
) -> bool {
    let mut holds = true;
    let observed = |fact: String| Because {
        fact,
        field: "observations[0]".to_owned(),
    };
    if let Some(from) = clause.temperature_tenths_from {
        let seen = latest.and_then(|seen| seen.temperature_tenths);
        let fact = seen.map_or(String::new(), |tenths| {
            format!("temperature {}.{} °C", tenths / 10, tenths % 10)
        });
        holds &= ask(seen.is_some_and(|tenths| tenths >= from), observed(fact));
    }
    if let Some(under) = clause.systolic_under {
        let seen = latest.and_then(|seen| seen.systolic);
        let fact = seen.map_or(String::new(), |systolic| format!("systolic {systolic} mmHg"));
        holds &= ask(seen.is_some_and(|systolic| systolic < under), observed(fact));
    }
    holds
}

/// The birth date, when the age limits hold.
fn age_fits(clause: &Clause, facts: &Facts<'_>) -> Option<chrono::NaiveDate> {
    let born = facts.patient.born?;
    let today = facts.as_of.date_naive();
    let days = (today - born).num_days();
    let before_birthday = (today.month(), today.day()) < (born.month(), born.day());
    let years = i64::from(today.year()) - i64::from(born.year()) - i64::from(before_birthday);
    let fits = days >= 0
        && clause.age_from.is_none_or(|from| years >= i64::from(from))
        && clause.age_under.is_none_or(|under| years < i64::from(under))
        && clause.age_under_days.is_none_or(|under| days < i64::from(under));
    fits.then_some(born)
}

/// Oxygen flow in breathing words: "nasal cannula 2 L/min" is 2.
fn litres(breathing: &str) -> Option<f64> {
    let words = folded_words(breathing);
    let flow = |word: &str| matches!(word, "l" | "litre" | "litres" | "liter" | "lpm");
    words.iter().enumerate().find_map(|(at, word)| {
        let next_is_flow = words.get(at + 1).is_some_and(|next| flow(next));
        match word.parse::<f64>() {
            Ok(number) if next_is_flow => Some(number),
            _ => word.strip_suffix('l').and_then(|number| number.parse().ok()),
        }
    })
}

/// The bag's word for a kind of ward.
fn ward_word(kind: WardKind) -> &'static str {
    match kind {
        WardKind::IntensiveCare => "intensive_care",
        WardKind::HighDependency => "high_dependency",
        WardKind::Emergency => "emergency",
        WardKind::AcuteMedical => "acute_medical",
        WardKind::Medical => "medical",
        WardKind::Surgical => "surgical",
        WardKind::Theatre => "theatre",
        WardKind::Labour => "labour",
        WardKind::Maternity => "maternity",
        WardKind::Neonatal => "neonatal",
        WardKind::Paediatric => "paediatric",
        WardKind::Cardiac => "cardiac",
        WardKind::Renal => "renal",
        WardKind::Cancer => "cancer",
        WardKind::Neuro => "neuro",
        WardKind::OlderPeople => "older_people",
        WardKind::MentalHealth => "mental_health",
        WardKind::Community => "community",
        WardKind::Unknown => "unknown",
    }
}

/// The bag's word for how a patient is here.
fn class_word(class: PatientClass) -> &'static str {
    match class {
        PatientClass::Inpatient => "inpatient",
        PatientClass::Emergency => "emergency",
        PatientClass::DayCase => "day_case",
        PatientClass::Regular => "regular",
        PatientClass::Home => "home",
        PatientClass::Unknown => "unknown",
    }
}

/// The bag's word for a kind of order.
pub(super) fn order_word(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Laboratory => "laboratory",
        OrderKind::Radiology => "radiology",
        OrderKind::Blood => "blood",
        OrderKind::Procedure => "procedure",
        OrderKind::Other => "other",
    }
}

/// The bag's word for consciousness.
fn consciousness_word(seen: Consciousness) -> &'static str {
    match seen {
        Consciousness::Alert => "alert",
        Consciousness::Confusion => "confusion",
        Consciousness::Voice => "voice",
        Consciousness::Pain => "pain",
        Consciousness::Unresponsive => "unresponsive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oxygen_flow_is_read_from_the_words() {
        for (words, flow) in [
            ("nasal cannula 2 L/min", Some(2.0)),
            ("reservoir mask 15L/min", Some(15.0)),
            ("non-rebreathe mask, 15 litres", Some(15.0)),
            ("0.5 L/min", Some(0.5)),
            ("room air", None),
            ("Venturi 60 %", None),
        ] {
            assert_eq!(litres(words), flow, "{words}");
        }
    }

    #[test]
    fn the_census_and_the_bag_use_one_vocabulary() {
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for known in battlebag_bag::matching::WARD_KINDS {
            let kind: WardKind = serde_json::from_value(known.into()).unwrap();
            assert_eq!(ward_word(kind), known);
        }
        for known in battlebag_bag::matching::CLASSES {
            let class: PatientClass = serde_json::from_value(known.into()).unwrap();
            assert_eq!(class_word(class), word(serde_json::to_value(class).unwrap()));
        }
        for known in battlebag_bag::matching::ORDER_KINDS {
            let kind: OrderKind = serde_json::from_value(known.into()).unwrap();
            assert_eq!(order_word(kind), known);
        }
        for known in battlebag_bag::matching::CONSCIOUSNESS {
            let seen: Consciousness = serde_json::from_value(known.into()).unwrap();
            assert_eq!(consciousness_word(seen), known);
        }
    }
}
