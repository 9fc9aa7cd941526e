//! From files to a checked bag.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeValue;

use crate::approval::{self, Approval};
use crate::card_file::{self, CardFile};
use crate::fault::{Fault, Severity, in_reading_order};
use crate::files::BagFiles;
use crate::located::{Located, Part, Source};
use crate::matching_check::MatchingFile;
use crate::vocabulary::{ChosenWords, Lexicon, Vocabulary, WordPair};
use crate::{
    BackEntryRule, Bag, Card, CrossCutting, Fallback, LegalClock, LocalPaper, Manifest, Matching,
    NeverByGravity, Profile, Role, RuleAt, SystemClass, Wait, check, gravity, numbers,
};

/// What a check of a bag found.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The bag, when there is no error in it.
    pub bag: Option<Bag>,
    /// Everything that is wrong or needs a look, in file and line order.
    pub faults: Vec<Fault>,
}

impl Checked {
    /// How many errors and how many warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self
            .faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .count();
        (errors, self.faults.len() - errors)
    }

    /// Adds what was found by running the bag rather than by reading it. An error among it takes the bag out of use.
    #[must_use]
    pub fn and(mut self, found: Vec<Fault>) -> Self {
        if found.iter().any(|fault| fault.severity == Severity::Error) {
            self.bag = None;
        }
        self.faults.extend(found);
        self.faults = in_reading_order(self.faults);
        self
    }

    /// What `battlebag bag check` prints: one line a fault, then what the bag holds or that it cannot be used.
    pub fn report(&self) -> String {
        let mut lines: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        let (errors, warnings) = self.counts();
        let found = format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
        lines.push(match &self.bag {
            Some(bag) => format!("{}. {found}.", bag.summary()),
            None => format!("{found}. This bag cannot be used until the errors are mended."),
        });
        lines.join("\n")
    }
}

/// "1 error", "2 errors".
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

impl Bag {
    /// Reads and checks a folder of content. Review dates are not looked at: [`Bag::check_dir`] does that.
    ///
    /// # Errors
    /// Every fault of the bag, with its file and line.
    pub fn read(dir: &Path) -> Result<Self, Vec<Fault>> {
        Self::from_files(&BagFiles::from_dir(dir)?)
    }

    /// The bag built into the program.
    ///
    /// # Errors
    /// Every fault of the bag; a test holds that there is none.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::from_files(&BagFiles::shipped())
    }

    /// Reads a bag back from the bytes of [`Bag::to_bytes`]. It was checked when it came into use: a rule that came
    /// later does not take it out of use, so only what cannot be read is a fault.
    ///
    /// # Errors
    /// Every fault of the packed form or of the bag inside, when there is no bag to be had from it.
    pub fn from_bytes(packed: &[u8]) -> Result<Self, Vec<Fault>> {
        let files = BagFiles::unpack(packed)?;
        let mut faults = Vec::new();
        let bag = Content::read(&files, &mut faults).into_bag(&files);
        bag.ok_or(faults)
    }

    /// Reads and checks files already in memory.
    ///
    /// # Errors
    /// Every fault of the bag, with its file and line.
    pub fn from_files(files: &BagFiles) -> Result<Self, Vec<Fault>> {
        let checked = Self::check_files(files, None);
        checked.bag.ok_or(checked.faults)
    }

    /// Checks a folder and keeps the warnings too. `today` lets review dates count.
    pub fn check_dir(dir: &Path, today: Option<NaiveDate>) -> Checked {
        match BagFiles::from_dir(dir) {
            Ok(files) => Self::check_files(&files, today),
            Err(faults) => Checked {
                bag: None,
                faults: in_reading_order(faults),
            },
        }
    }

    /// Checks files in memory and keeps the warnings too. `today` lets review dates count.
    pub fn check_files(files: &BagFiles, today: Option<NaiveDate>) -> Checked {
        let mut faults = Vec::new();
        let bag = {
            let content = Content::read(files, &mut faults);
            check::content(&content, today, &mut faults);
            gravity::check(&content, &mut faults);
            if !content.approvals.is_empty() {
                approval::check(&content.approvals, &numbers::items(files), &mut faults);
            }
            let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
            if broken { None } else { content.into_bag(files) }
        };
        Checked {
            bag,
            faults: in_reading_order(faults),
        }
    }

    /// The bag's files packed into one piece, so that an incident can keep the very bag it used.
    /// BLAKE3 of these bytes is [`Bag::hash`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.files.pack()
    }

    /// The hash as sheets print it: "9f41-c2d8", the first 8 hexadecimal digits.
    pub fn short_hash(&self) -> String {
        short_hash(&self.hash)
    }

    /// One profile by its code.
    pub fn profile(&self, code: &str) -> Option<&Profile> {
        self.profiles.get(&code.into())
    }

    /// One role by its id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// What the bag holds, in one line.
    fn summary(&self) -> String {
        format!(
            "Bag {} ({}): {} systems, {} profiles, {} fallbacks, {} roles, {} cards, {} matching rules, {}",
            self.manifest.version,
            self.short_hash(),
            self.systems.len(),
            self.profiles.len(),
            self.fallbacks.len(),
            self.roles.len(),
            self.cards.len(),
            self.matching.rules.len(),
            match &self.manifest.approved_by {
                Some(name) => format!("approved by {name}"),
                None => "clinical content not locally approved".to_owned(),
            }
        )
    }
}

/// A bag hash as people read it: "9f41-c2d8".
pub fn short_hash(hash: &[u8; 32]) -> String {
    let [a, b, c, d, ..] = hash;
    format!("{a:02x}{b:02x}-{c:02x}{d:02x}")
}

/// The matching files as one.
fn joined(files: Vec<Located<'_, MatchingFile>>) -> Matching {
    let mut matching = Matching::default();
    for mut file in files {
        let places: Vec<RuleAt> = (0..file.value.rule.len())
            .map(|index| rule_at(&file, index))
            .collect();
        for (rule, at) in file.value.rule.iter_mut().zip(places) {
            rule.at = at;
        }
        matching.rules.extend(file.value.rule);
        matching
            .words
            .extend(file.value.words.into_iter().map(|list| (list.id.clone(), list)));
        matching.clues = file.value.clues.unwrap_or(matching.clues);
    }
    matching
}

/// Where a rule of a file stands, with its examples.
fn rule_at(file: &Located<'_, MatchingFile>, index: usize) -> RuleAt {
    let part = |path: &[Part<'_>]| file.line_of(&[&[Part::Key("rule"), Part::At(index)], path].concat());
    let lines = |key: &str, count: usize| {
        (0..count)
            .map(|example| part(&[Part::Key(key), Part::At(example)]))
            .collect()
    };
    let rule = file.value.rule.get(index);
    RuleAt {
        file: file.file().to_owned(),
        line: part(&[Part::Key("id")]),
        finds: lines("finds", rule.map_or(0, |rule| rule.finds.len())),
        not: lines("not", rule.map_or(0, |rule| rule.not.len())),
    }
}

/// A rule with the line that a fault of it is named by.
fn with_line(rule: Located<'_, BackEntryRule>) -> BackEntryRule {
    BackEntryRule {
        line: rule.line_of(&[Part::Key("id")]),
        ..rule.value
    }
}

/// Whether a file's name ends in `.kind`.
fn ends_in(name: &str, kind: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == kind)
}

/// A file that is one value.
fn whole<'a, T: DeserializeOwned>(source: Source<'a>, faults: &mut Vec<Fault>) -> Option<Located<'a, T>> {
    let tree = Spanned::new(0..source.text.len(), DeValue::Table(source.table(faults)));
    Located::read(source, tree, faults)
}

type Cards = BTreeMap<String, Card>;

/// Parts the retired cards from those that are handed out; nobody is sent to a retired one.
fn without_retired(cards: Cards, roles: &mut [Role]) -> (Cards, Cards) {
    let (retired, mut live): (Cards, Cards) =
        cards.into_iter().partition(|(_, card)| card.retired_on.is_some());
    for role in roles {
        role.card = role.card.take().filter(|card| !retired.contains_key(card));
    }
    for card in live.values_mut() {
        card.see.retain(|other| !retired.contains_key(other));
    }
    (retired, live)
}

/// Everything read from the files, each with its place, before it is known to hang together.
#[derive(Debug)]
pub(crate) struct Content<'a> {
    pub manifest: Option<Located<'a, Manifest>>,
    pub systems: Vec<Located<'a, SystemClass>>,
    pub fallbacks: Vec<Located<'a, Fallback>>,
    pub profiles: Vec<Located<'a, Profile>>,
    pub cross_cutting: Option<Located<'a, CrossCutting>>,
    pub roles: Vec<Located<'a, Role>>,
    pub gravity: Vec<Located<'a, NeverByGravity>>,
    pub legal: Vec<Located<'a, LegalClock>>,
    pub local_paper: Option<Located<'a, LocalPaper>>,
    pub waits: Vec<Located<'a, Wait>>,
    pub back_entry: Vec<Located<'a, BackEntryRule>>,
    pub words: Vec<Located<'a, WordPair>>,
    pub chosen_words: Option<Located<'a, ChosenWords>>,
    pub matching: Vec<Located<'a, MatchingFile>>,
    pub cards: Vec<CardFile<'a>>,
    /// Ids of cards whose file is there but cannot be read: that is their fault, not of those who name them.
    pub unread_cards: Vec<&'a str>,
    pub approvals: Vec<Located<'a, Approval>>,
}

impl<'a> Content<'a> {
    /// Reads every file; what cannot be read is a fault and left out.
    fn read(files: &'a BagFiles, faults: &mut Vec<Fault>) -> Self {
        let mut content = Self {
            manifest: None,
            systems: Vec::new(),
            fallbacks: Vec::new(),
            profiles: Vec::new(),
            cross_cutting: None,
            roles: Vec::new(),
            gravity: Vec::new(),
            legal: Vec::new(),
            local_paper: None,
            waits: Vec::new(),
            back_entry: Vec::new(),
            words: Vec::new(),
            chosen_words: None,
            matching: Vec::new(),
            cards: Vec::new(),
            unread_cards: Vec::new(),
            approvals: Vec::new(),
        };
        for needed in [
            "bag.toml",
            "systems.toml",
            "fallbacks.toml",
            "roles.toml",
            "gravity.toml",
        ] {
            if files.get(needed).is_none() {
                let what =
                    "This file is missing. Copy it from the shipped bag, or check that this folder is a bag.";
                faults.push(Fault::error(needed, 0, what));
            }
        }
        for (path, bytes) in files.iter() {
            if let Some(source) = Source::of_file(path, bytes, faults) {
                content.file(path, source, faults);
            }
        }
        content
    }

    /// Reads one file into its place.
    fn file(&mut self, path: &str, source: Source<'a>, faults: &mut Vec<Fault>) {
        match path.split_once('/') {
            None if path == "bag.toml" => self.manifest = whole(source, faults),
            None if path == "cross_cutting.toml" => self.cross_cutting = whole(source, faults),
            None if path == "systems.toml" => self.systems = source.blocks("system", faults),
            None if path == "fallbacks.toml" => self.fallbacks = source.blocks("fallback", faults),
            None if path == "roles.toml" => self.roles = source.blocks("role", faults),
            None if path == "vocabulary.toml" => self.words = source.blocks("word", faults),
            None if path == "words.toml" => self.chosen_words = whole(source, faults),
            None if path == "approvals.toml" => self.approvals = source.blocks("approval", faults),
            None if path == "gravity.toml" => self.gravity = source.blocks("class", faults),
            None if path == "local_paper.toml" => self.local_paper = whole(source, faults),
            None if path == "legal_clocks.toml" => self.legal = source.blocks("clock", faults),
            None if path == "back_entry.toml" => self.back_entry = source.blocks("rule", faults),
            None if path == "waits.toml" => self.waits = source.blocks("wait", faults),
            Some(("profiles", name)) if ends_in(name, "toml") => {
                self.profiles.extend(source.blocks("profile", faults));
            }
            Some(("matching", name)) if ends_in(name, "toml") => self.matching.extend(whole(source, faults)),
            Some(("cards", name)) if ends_in(name, "md") => match card_file::read(source, faults) {
                Some(card) => self.cards.push(card),
                None => self.unread_cards.push(source.file_stem()),
            },
            _ => {
                let what =
                    "No part of a bag is read from here. Move the file to where it belongs, or remove it.";
                faults.push(Fault::warning(path, 0, what));
            }
        }
    }

    /// Whose words cards and roles say: a hospital's choice comes before the bag's own.
    pub(crate) fn vocabulary(&self) -> Vocabulary {
        let chosen = self.chosen_words.as_ref().map(|chosen| chosen.value.vocabulary);
        let shipped = || self.manifest.as_ref().map(|manifest| manifest.value.vocabulary);
        chosen.or_else(shipped).unwrap_or_default()
    }

    /// The bag, once the content is known to hang together.
    fn into_bag(self, files: &BagFiles) -> Option<Bag> {
        let value = |located: Located<'a, SystemClass>| (located.value.code.clone(), located.value);
        let vocabulary = self.vocabulary();
        let mut manifest = self.manifest?.value;
        manifest.vocabulary = vocabulary;
        let mut roles: Vec<Role> = self.roles.into_iter().map(|role| role.value).collect();
        for role in &mut roles {
            role.title_uk.clone_from(&role.title);
        }
        let mut cards: BTreeMap<String, Card> = self
            .cards
            .into_iter()
            .map(|card| (card.card.id.clone(), card.card))
            .collect();
        if manifest.vocabulary == Vocabulary::Us {
            let lexicon = Lexicon::new(self.words.iter().map(|word| &word.value), &roles);
            for card in cards.values_mut() {
                lexicon.card_in_us(card);
            }
            for role in &mut roles {
                lexicon.role_in_us(role);
            }
        }
        let (retired, cards) = without_retired(cards, &mut roles);
        Some(Bag {
            manifest,
            hash: files.hash(),
            systems: self.systems.into_iter().map(value).collect(),
            fallbacks: self
                .fallbacks
                .into_iter()
                .map(|f| (f.value.id.clone(), f.value))
                .collect(),
            profiles: self
                .profiles
                .into_iter()
                .map(|p| (p.value.code.clone(), p.value))
                .collect(),
            cross_cutting: self.cross_cutting.map(|cross| cross.value).unwrap_or_default(),
            roles,
            cards,
            retired,
            matching: joined(self.matching),
            approvals: if self.approvals.is_empty() {
                BTreeMap::new()
            } else {
                approval::by_item(self.approvals, &numbers::items(files))
            },
            gravity: self.gravity.into_iter().map(|class| class.value).collect(),
            legal: self.legal.into_iter().map(|clock| clock.value).collect(),
            local_paper: self.local_paper.map(|file| file.value).unwrap_or_default(),
            waits: self.waits.into_iter().map(|wait| wait.value).collect(),
            back_entry: self.back_entry.into_iter().map(with_line).collect(),
            files: files.clone(),
        })
    }
}
