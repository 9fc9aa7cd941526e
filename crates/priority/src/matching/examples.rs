//! The examples that rules carry, run: what a rule should find, and what nothing should.

use battlebag_bag::{Bag, Fault, MatchRule};

use super::Matcher;
use super::clause::CompiledRule;
use super::facts::Facts;
use super::record_line::{moment, patient_of};

/// Runs every rule's own examples. Each that does not come out is an error at its line.
pub fn check_examples(bag: &Bag) -> Vec<Fault> {
    let matcher = Matcher::new(bag);
    let mut faults = Vec::new();
    for (rule, compiled) in bag.matching.rules.iter().zip(&matcher.rules) {
        let lines = |lines: &[u32], at: usize| lines.get(at).copied().unwrap_or(rule.at.line);
        for (at, example) in rule.finds.iter().enumerate() {
            if let Some(what) = not_found(&matcher, rule, compiled, example) {
                faults.push(Fault::error(&rule.at.file, lines(&rule.at.finds, at), what));
            }
        }
        for (at, example) in rule.not.iter().enumerate() {
            if let Some(what) = found(&matcher, rule, example) {
                faults.push(Fault::error(&rule.at.file, lines(&rule.at.not, at), what));
            }
        }
    }
    faults
}

fn unreadable(why: &str) -> String {
    format!("This example cannot be read: {why}")
}

/// What to say when a rule does not find what it says it finds.
fn not_found(matcher: &Matcher, rule: &MatchRule, compiled: &CompiledRule, example: &str) -> Option<String> {
    let patient = match patient_of(example) {
        Ok(patient) => patient,
        Err(why) => return Some(unreadable(&why)),
    };
    let facts = Facts::of(&patient, moment(), &matcher.lexicon);
    compiled.because(&facts).is_none().then(|| {
        format!(
            "The rule `{}` does not find {} in {example:?}. Mend the rule or the example.",
            rule.id,
            rule.profile.as_str()
        )
    })
}

/// What to say when something finds a profile that nothing should.
fn found(matcher: &Matcher, rule: &MatchRule, example: &str) -> Option<String> {
    let patient = match patient_of(example) {
        Ok(patient) => patient,
        Err(why) => return Some(unreadable(&why)),
    };
    let found = matcher
        .profiles_of(&patient, moment())
        .into_iter()
        .find(|found| found.code == rule.profile)?;
    let because: Vec<&str> = found.because.iter().map(|fact| fact.fact.as_str()).collect();
    Some(format!(
        "{} is found in {example:?} by `{}` because of {}. Nothing should find it there: mend the rule or the example.",
        rule.profile.as_str(),
        found.rules.join("`, `"),
        because.join("; ")
    ))
}
