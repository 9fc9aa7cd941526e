//! Every number in the content, with its unit, its source, who approved it, and the line it stands on.
//!
//! The files themselves are walked and not the types read from them, so that a number added tomorrow is listed too.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::approval::Standing;
use crate::located::Source;
use crate::{Bag, BagFiles};

/// One number of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The part it belongs to: "profile dka_friii".
    pub item: String,
    /// The part in words.
    pub name: String,
    /// Which need or step of it, in words; empty when it is of the whole part.
    pub of: String,
    /// What it says.
    pub what: String,
    /// As it is written.
    pub value: String,
    /// Unit in full.
    pub unit: String,
    /// Where it comes from; `[GK]` marks general knowledge to be checked by a clinician. Empty: the file names none.
    pub source: String,
    /// Whether anybody here vouches for it.
    pub approval: Standing,
    /// Fingerprint of the part, for an approval to name.
    pub fingerprint: String,
    /// File inside the bag.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

/// A part of the content that can be approved: a block of a file, a card, the bag itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    name: String,
    source: String,
    /// Of every value in it, in order: a new comment or another order of lines changes nothing, a new number or word does.
    pub fingerprint: String,
    found: Vec<Found>,
}

#[derive(Debug, Clone)]
struct Found {
    of: String,
    key: String,
    value: String,
    /// A part may be in several files: rules that find one profile.
    file: String,
    line: u32,
}

/// What a key says and its unit, where the content has a word for it. Other keys are named as they are.
const WORDS: &[(&str, &str, &str)] = &[
    ("loss_h", "harm possible after loss", "hours"),
    ("wrong_h", "harm possible after acting on a wrong output", "hours"),
    ("suspect_h", "harm possible while it is only doubted", "hours"),
    ("definitive_h", "time to the definitive alternative", "hours"),
    ("lead_h", "time until it runs", "hours"),
    ("buys_h", "time bought", "hours"),
    ("severity", "severity", "4 death or permanent harm, to 1 minor"),
    ("news2_from", "comes with a NEWS2 of at least", "NEWS2"),
    ("check_valid_days", "a bag check stays in date", "days"),
    ("due", "step is due", "minutes"),
    ("age_from", "from this age", "years"),
    ("age_under", "under this age", "years"),
    ("age_under_days", "under this age", "days"),
    ("litres_from", "oxygen from", "litres per minute"),
    (
        "temperature_tenths_from",
        "temperature from",
        "tenths of a degree Celsius",
    ),
    ("systolic_under", "systolic blood pressure under", "mmHg"),
    ("rates", "insulin by the scale", "units per hour"),
    ("from", "glucose from", "mmol/L"),
    ("up_to", "glucose up to", "mmol/L"),
    ("new_days", "began at most so long ago, unknown passes", "days"),
    (
        "known_new_days",
        "began at most so long ago, unknown does not pass",
        "days",
    ),
];

fn words_of(key: &str) -> (String, String) {
    if let Some((_, what, unit)) = WORDS.iter().find(|(known, ..)| *known == key) {
        return ((*what).to_owned(), (*unit).to_owned());
    }
    let unit = match key.rsplit('_').next() {
        Some("h") => "hours",
        Some("min") => "minutes",
        Some("days") => "days",
        _ => "",
    };
    (key.replace('_', " "), unit.to_owned())
}

fn text<'t>(table: &'t DeTable<'_>, key: &str) -> Option<&'t str> {
    match table.get(key)?.get_ref() {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

/// Reads one block.
struct Walk<'s, 'a> {
    source: &'s Source<'a>,
    item: Item,
    values: Vec<String>,
}

impl Walk<'_, '_> {
    fn table(&mut self, table: &DeTable<'_>, path: &str, of: &str) {
        let of = match (text(table, "what"), text(table, "system")) {
            (Some(what), Some(system)) => format!("{what} ({system})"),
            _ => of.to_owned(),
        };
        for (key, value) in table {
            let line = self.source.line_at(value.span().start);
            let path = format!("{path}.{}", key.get_ref());
            self.value(value.get_ref(), (key.get_ref(), &path), &of, line);
        }
    }

    fn value(&mut self, value: &DeValue<'_>, (key, path): (&str, &str), of: &str, line: u32) {
        let number = match value {
            DeValue::Integer(n) => n.to_string(),
            DeValue::Float(n) => n.to_string(),
            DeValue::Table(table) => return self.table(table, path, of),
            DeValue::Array(values) => {
                for (at, one) in values.iter().enumerate() {
                    let line = self.source.line_at(one.span().start);
                    self.value(one.get_ref(), (key, &format!("{path}.{at}")), of, line);
                }
                return;
            }
            DeValue::String(text) => return self.values.push(format!("{path}={text}")),
            DeValue::Boolean(yes) => return self.values.push(format!("{path}={yes}")),
            DeValue::Datetime(date) => return self.values.push(format!("{path}={date}")),
        };
        self.values.push(format!("{path}={number}"));
        self.item.found.push(Found {
            of: of.to_owned(),
            key: key.to_owned(),
            value: number,
            file: self.source.file.to_owned(),
            line,
        });
    }

    fn done(mut self) -> Item {
        self.values.sort_unstable();
        let hash = blake3::hash(self.values.join("\n").as_bytes());
        self.item.fingerprint = hash.to_hex().chars().take(16).collect();
        self.item
    }
}

fn block(source: &Source<'_>, kind: &str, table: &DeTable<'_>) -> (String, Item) {
    let id = ["code", "id", "profile", "item"]
        .iter()
        .find_map(|key| text(table, key));
    let name = ["name", "title"].iter().find_map(|key| text(table, key)).or(id);
    let mut walk = Walk {
        source,
        item: Item {
            name: name.unwrap_or(kind).to_owned(),
            source: text(table, "source").unwrap_or_default().to_owned(),
            ..Item::default()
        },
        values: Vec::new(),
    };
    walk.table(table, "", "");
    let item = id.map_or_else(|| kind.to_owned(), |id| format!("{kind} {id}"));
    (item, walk.done())
}

/// A card's steps say when they are due.
fn card(source: &Source<'_>) -> (String, Item) {
    let id = source.file.trim_start_matches("cards/").trim_end_matches(".md");
    let mut item = Item {
        name: id.to_owned(),
        fingerprint: blake3::hash(source.text.as_bytes())
            .to_hex()
            .chars()
            .take(16)
            .collect(),
        ..Item::default()
    };
    for (line, text) in (source.first_line..).zip(source.text.lines()) {
        if let Some(title) = text.strip_prefix("title = ") {
            title.trim_matches('"').clone_into(&mut item.name);
        }
        let Some((step, marks)) = text.rsplit_once('{') else {
            continue;
        };
        let due = marks
            .split([',', '}'])
            .find_map(|mark| mark.trim().strip_prefix("due "));
        if let Some(minutes) = due {
            item.found.push(Found {
                of: step.trim().to_owned(),
                key: "due".to_owned(),
                value: minutes.trim().to_owned(),
                file: source.file.to_owned(),
                line,
            });
        }
    }
    (format!("card {id}"), item)
}

/// Every part of the content that has a name. What cannot be read is left out: the check of the bag names it.
pub(crate) fn items(files: &BagFiles) -> BTreeMap<String, Item> {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let mut add = |(name, item): (String, Item)| {
        // Several matching rules find one profile: they are one part.
        let kept = items.entry(name).or_default();
        if kept.fingerprint.is_empty() {
            *kept = item;
        } else {
            let both = format!("{}{}", kept.fingerprint, item.fingerprint);
            kept.fingerprint = blake3::hash(both.as_bytes()).to_hex().chars().take(16).collect();
            kept.found.extend(item.found);
        }
    };
    for (path, bytes) in files.iter() {
        let Some(source) = Source::of_file(path, bytes, &mut Vec::new()) else {
            continue;
        };
        if Path::new(path).extension().is_some_and(|e| e == "md") {
            if path.starts_with("cards/") {
                add(card(&source));
            }
            continue;
        }
        if path == "approvals.toml" {
            continue;
        }
        let table = source.table(&mut Vec::new());
        let mut rest = DeTable::new();
        for (key, value) in &table {
            match value.get_ref() {
                DeValue::Array(blocks) if blocks.iter().all(|b| matches!(b.get_ref(), DeValue::Table(_))) => {
                    let kind = if path.starts_with("matching/") {
                        "matching"
                    } else {
                        key.get_ref()
                    };
                    for one in blocks {
                        if let DeValue::Table(table) = one.get_ref() {
                            add(block(&source, kind, table));
                        }
                    }
                }
                _ => {
                    rest.insert(key.clone(), value.clone());
                }
            }
        }
        if !rest.is_empty() {
            let kind = path.trim_end_matches(".toml");
            add(block(&source, kind, &rest));
        }
    }
    items
}

impl Bag {
    /// Every number of the content, by file and line.
    pub fn numbers(&self) -> Vec<Number> {
        let mut all: Vec<Number> = items(&self.files)
            .into_iter()
            .flat_map(|(name, item)| {
                let approval = self.approval(&name);
                let base = Number {
                    item: name,
                    name: item.name,
                    of: String::new(),
                    what: String::new(),
                    value: String::new(),
                    unit: String::new(),
                    source: item.source,
                    approval,
                    fingerprint: item.fingerprint,
                    file: String::new(),
                    line: 0,
                };
                item.found.into_iter().map(move |found| {
                    let (what, unit) = words_of(&found.key);
                    Number {
                        of: found.of,
                        what,
                        value: found.value,
                        unit,
                        file: found.file,
                        line: found.line,
                        ..base.clone()
                    }
                })
            })
            .collect();
        all.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        all
    }

    /// Where a part's facts come from, in its own words; empty when the content names no source.
    pub fn source_of(&self, code: &crate::ProfileCode) -> &str {
        let added = || self.cross_cutting.added.iter().find(|a| a.code == *code);
        let profile = self.profiles.get(code).map(|p| p.source.as_str());
        profile
            .or_else(|| added().map(|a| a.source.as_str()))
            .unwrap_or_default()
    }

    /// Whether anybody here vouches for the times of a profile, or of needs that cut across profiles.
    pub fn approval_of(&self, code: &crate::ProfileCode) -> Standing {
        let kind = if self.profiles.contains_key(code) {
            "profile"
        } else {
            "added"
        };
        self.approval(&format!("{kind} {code}"))
    }
}
