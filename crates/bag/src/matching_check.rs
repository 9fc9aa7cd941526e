//! What must hold of the matching rules: profiles, lists and places that exist, and rules that can match.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::Fault;
use crate::located::{Located, Part};
use crate::matching::{
    CLASSES, CONSCIOUSNESS, Clause, Clues, MatchRule, ORDER_KINDS, WARD_KINDS, Where, WordList,
};
use crate::words::folded_words;

/// What stands in one file under `matching/`.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatchingFile {
    #[serde(default)]
    pub rule: Vec<MatchRule>,
    #[serde(default)]
    pub words: Vec<WordList>,
    pub clues: Option<Clues>,
}

/// Profiles that no rule finds, because they are added to everybody or by the engine.
const FOUND_BY_NO_RULE: [&str; 1] = ["inpatient_base"];

/// Checks all matching files against each other and against the profiles.
pub(crate) fn check(files: &[Located<'_, MatchingFile>], profiles: &BTreeSet<&str>, faults: &mut Vec<Fault>) {
    if files.is_empty() {
        return;
    }
    let lists: BTreeSet<&str> = files
        .iter()
        .flat_map(|f| &f.value.words)
        .map(|list| list.id.as_str())
        .collect();
    lists_named_twice(files, faults);
    let mut seen: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut clues = 0;
    for file in files {
        clues += usize::from(file.value.clues.is_some());
        for (index, rule) in file.value.rule.iter().enumerate() {
            found.insert(rule.profile.as_str());
            let place = Place { file, rule: index };
            if let Some((at, line)) = seen.insert(&rule.id, (file.file(), place.line(&[Part::Key("id")]))) {
                let what = format!(
                    "The rule `{}` is already in {at}, line {line}. Give this one another id.",
                    rule.id
                );
                place.fault(&[Part::Key("id")], what, faults);
            }
            if !profiles.contains(rule.profile.as_str()) {
                let what = format!(
                    "There is no profile `{}` in profiles/. Check the spelling.",
                    rule.profile
                );
                place.fault(&[Part::Key("profile")], what, faults);
            }
            place.rule(rule, &lists, faults);
        }
    }
    if clues != 1 {
        let what =
            format!("There are {clues} [clues] blocks under matching/. There must be one, in clues.toml.");
        faults.push(Fault::error("matching/clues.toml", 0, what));
    }
    for code in profiles
        .iter()
        .filter(|code| !found.contains(*code) && !FOUND_BY_NO_RULE.contains(code))
    {
        let what =
            format!("No rule finds `{code}`: its patients are not recognised. Add a rule under matching/.");
        faults.push(Fault::warning("matching", 0, what));
    }
}

/// Two word lists under one name.
fn lists_named_twice(files: &[Located<'_, MatchingFile>], faults: &mut Vec<Fault>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for file in files {
        for (index, list) in file.value.words.iter().enumerate() {
            let line = file.line_of(&[Part::Key("words"), Part::At(index), Part::Key("id")]);
            if !seen.insert(&list.id) {
                let what = format!(
                    "The word list `{}` is there twice. Join the two, or rename one.",
                    list.id
                );
                faults.push(Fault::error(file.file(), line, what));
            }
            if list.words.iter().any(|word| word.starts_with('@')) {
                let what = format!(
                    "The word list `{}` names another list. Write the words out.",
                    list.id
                );
                faults.push(Fault::error(file.file(), line, what));
            }
        }
    }
}

/// One rule in its file.
struct Place<'f, 'a> {
    file: &'f Located<'a, MatchingFile>,
    rule: usize,
}

impl Place<'_, '_> {
    fn line(&self, path: &[Part<'_>]) -> u32 {
        self.file
            .line_of(&[&[Part::Key("rule"), Part::At(self.rule)], path].concat())
    }

    fn fault(&self, path: &[Part<'_>], what: impl Into<String>, faults: &mut Vec<Fault>) {
        faults.push(Fault::error(self.file.file(), self.line(path), what));
    }

    fn rule(&self, rule: &MatchRule, lists: &BTreeSet<&str>, faults: &mut Vec<Fault>) {
        if rule.all.is_empty() && rule.any.is_empty() {
            let what =
                "This rule asks for nothing, so it can never match. Add a clause under `all` or `any`.";
            self.fault(&[Part::Key("id")], what, faults);
        }
        for (key, examples) in [("finds", &rule.finds), ("not", &rule.not)] {
            if examples.is_empty() {
                let what = format!(
                    "The rule `{}` has no example under `{key}`. Write a record or two, so that the next edit is tested.",
                    rule.id
                );
                let line = self.line(&[Part::Key("id")]);
                faults.push(Fault::warning(self.file.file(), line, what));
            }
        }
        for (key, clauses) in [("all", &rule.all), ("any", &rule.any), ("unless", &rule.unless)] {
            for (index, clause) in clauses.iter().enumerate() {
                let at = [Part::Key(key), Part::At(index)];
                for what in faults_of(clause, lists) {
                    self.fault(&at, what, faults);
                }
                if key == "unless" && rule.all.contains(clause) {
                    let what =
                        "This is asked for under `all` and ruled out here, so the rule can never match.";
                    self.fault(&at, what, faults);
                }
            }
        }
    }
}

/// What is wrong with one clause by itself.
fn faults_of(clause: &Clause, lists: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    match (clause.looks_for_facts(), clause.is_about_the_person()) {
        (false, false) => faults
            .push("This clause asks for nothing. Give `in` with words, or a line about the person.".into()),
        (true, true) => {
            faults.push("This clause mixes a recorded fact with the person. Write two clauses.".into());
        }
        _ => {}
    }
    let narrowed = !clause.route.is_empty() || clause.infusion.is_some() || !clause.order_kind.is_empty();
    if clause.looks_for_facts() && clause.words.is_empty() && clause.codes.is_empty() && !narrowed {
        faults.push("This clause names no words and no codes, so every fact would match. Name some.".into());
    }
    for word in clause
        .words
        .iter()
        .chain(&clause.but_not)
        .chain(&clause.route)
        .chain(&clause.not_route)
    {
        match word.strip_prefix('@') {
            Some(list) if !lists.contains(list) => {
                faults.push(format!(
                    "There is no word list `{list}` under matching/. Check the spelling."
                ));
            }
            None if folded_words(word).is_empty() => {
                faults.push(format!(
                    "{word:?} has no letters, so it can never match. Remove it."
                ));
            }
            _ => {}
        }
    }
    for code in &clause.codes {
        let known = ["snomed:", "icd10:", "atc:", "rxnorm:", "dmd:", "loinc:", "local:"];
        if !known
            .iter()
            .any(|system| code.strip_prefix(system).is_some_and(|code| !code.is_empty()))
        {
            faults.push(format!(
                "`{code}` is no code. Write for example icd10:E10.1 or snomed:420422005."
            ));
        }
    }
    let about_medicines = clause.infusion.is_some() || clause.given.is_some() || !clause.route.is_empty();
    if about_medicines && clause.places.iter().any(|place| *place != Where::Medicine) {
        faults.push("infusion, given and route belong to medicines. Set `in = [\"medicine\"]`.".into());
    }
    if !clause.order_kind.is_empty() && clause.places.iter().any(|place| *place != Where::Order) {
        faults.push("order_kind belongs to orders. Set `in = [\"order\"]`.".into());
    }
    if clause.done && clause.certain && clause.past_too {
        faults.push("done, certain and past_too together leave nothing to match. Remove one.".into());
    }
    if clause
        .age_from
        .zip(clause.age_under)
        .is_some_and(|(from, under)| from >= under)
    {
        faults.push("age_from is not below age_under, so nobody can match. Correct one.".into());
    }
    let lists = [
        ("ward_kind", &clause.ward_kind, &WARD_KINDS[..]),
        ("class", &clause.class, &CLASSES[..]),
        ("order_kind", &clause.order_kind, &ORDER_KINDS[..]),
        ("consciousness", &clause.consciousness, &CONSCIOUSNESS[..]),
    ];
    for (key, words, known) in lists {
        for word in words.iter().filter(|word| !known.contains(&word.as_str())) {
            faults.push(format!("`{word}` is no {key}. Use one of: {}.", known.join(", ")));
        }
    }
    faults
}
