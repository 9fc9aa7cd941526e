//! Who is who: records by number, kept apart where they contradict one another, joined by merges, parted by unmerges.

use std::collections::{BTreeMap, HashMap};

use super::{Entry, Moved};
use crate::feed::Ledger;
use crate::hl7::patient::shown;
use crate::hl7::said::{Deed, Gone, Message, Number, Part, Who};
use crate::model::PersonName;

/// What is known under one number (or several that one message gave together).
#[derive(Default)]
pub(super) struct Record<'a> {
    pub numbers: Vec<Number>,
    nhs: Vec<String>,
    names: Vec<PersonName>,
    born: Option<chrono::NaiveDate>,
    pub entries: Vec<Entry<'a>>,
    /// Met only as what a merge takes away, or what it leaves.
    only_merged: bool,
}

/// One person: the record that stands, then those that were merged into it.
pub(super) struct Group<'a> {
    pub records: Vec<Record<'a>>,
    /// Visit numbers that were given new ones: the old, the new.
    pub renumbered: Vec<(String, String)>,
    index: usize,
}

impl<'a> Group<'a> {
    /// A key of its own, for people without any number.
    pub(super) fn key(&self) -> String {
        self.records.first().and_then(|r| r.entries.first()).map_or_else(
            || self.index.to_string(),
            |e| format!("{}:{}:{}", e.message.source.file, e.message.source.at, self.index),
        )
    }

    /// All entries in the order of events.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        let mut all: Vec<Entry<'a>> = self
            .records
            .iter()
            .flat_map(|r| r.entries.iter().copied())
            .collect();
        all.sort_by_key(|e| {
            let m = e.message;
            (m.at, crate::hl7::read::is_cancel(m.deed), m.sent, m.arrival)
        });
        all
    }
}

#[derive(Default)]
struct People<'a> {
    records: Vec<Record<'a>>,
    by_key: HashMap<String, Vec<usize>>,
    /// Which record goes into which, by the merges that hold.
    into: BTreeMap<usize, usize>,
    renumbered: Vec<(usize, String, String)>,
}

/// Sorts the parts of all messages (in the order of events) by person.
pub(super) fn people<'a>(messages: &'a [Message], ledger: &mut Ledger) -> Vec<Group<'a>> {
    let mut people = People::default();
    for message in messages {
        let mut before = None;
        for part in &message.parts {
            if !part.who.is_somebody() {
                continue;
            }
            let at = match (message.deed, &part.gone) {
                (Deed::MoveRecord, Some(gone)) if is_moved_within(part, gone) => {
                    people.record_of(&without(&part.who, gone), true)
                }
                _ => people.record_of(&part.who, true),
            };
            if let Some(record) = people.records.get_mut(at) {
                record.learn(&part.who);
                record.entries.push(Entry {
                    message,
                    part,
                    moved: Moved::No,
                });
                record.only_merged &= message.deed == Deed::Merge;
            }
            people.change(message, part, at, before, ledger);
            before = Some(at);
        }
        if message.deed == Deed::Merge && before.is_none() {
            let text = "The merge names no patient who stays (PID). It was not carried out: check both numbers with medical records.";
            ledger.warn(&message.source.file, format!("{}, PID", message.source.at), text);
        }
    }
    people.groups(messages, ledger)
}

impl<'a> People<'a> {
    /// The record that a message is about; a new one when no known one fits.
    fn record_of(&mut self, who: &Who, make: bool) -> usize {
        let keys = keys(who);
        for key in &keys {
            let found = self
                .by_key
                .get(key)
                .into_iter()
                .flatten()
                .copied()
                .find(|at| self.records.get(*at).is_some_and(|r| r.fits(who, key)));
            if let Some(at) = found {
                self.remember(&keys, at);
                return at;
            }
        }
        let at = self.records.len();
        self.records.push(Record {
            only_merged: make,
            ..Record::default()
        });
        self.remember(&keys, at);
        at
    }

    fn remember(&mut self, keys: &[String], at: usize) {
        for key in keys {
            let known = self.by_key.entry(key.clone()).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
    }

    /// Merges, links, moves and new numbers.
    fn change(
        &mut self,
        message: &Message,
        part: &Part,
        at: usize,
        before: Option<usize>,
        ledger: &mut Ledger,
    ) {
        let file = &message.source.file;
        match (message.deed, &part.gone, before) {
            (Deed::MoveRecord, Some(gone), _) if is_moved_within(part, gone) => {
                self.move_record(message, gone, at, ledger);
            }
            (Deed::Merge | Deed::MoveRecord, Some(gone), _) if gone.who.is_somebody() => {
                let from = self.record_of(&gone.who, true);
                if let Some(record) = self.records.get_mut(from) {
                    record.learn(&gone.who);
                }
                self.merge(from, at);
                self.renumber(at, part);
            }
            (Deed::Merge | Deed::MoveRecord, _, _) if part.gone.is_none() => {
                let text = "The merge does not say which number goes (MRG-1). It was not carried out: check both numbers with medical records.";
                ledger.warn(file, format!("{}, MRG", message.source.at), text);
            }
            (Deed::Merge | Deed::MoveRecord | Deed::Renumber, ..) => self.renumber(at, part),
            (Deed::MoveVisit, Some(gone), _) => {
                self.renumber(at, part);
                let from = if gone.who.is_somebody() {
                    Some(self.record_of(&gone.who, true))
                } else {
                    None
                };
                let visits: Vec<String> = gone.moving().cloned().collect();
                self.move_entries(from, at, |e| e.is_of_visit(&visits));
            }
            (Deed::Link, _, Some(first)) => {
                let apart = match (self.records.get(first), self.records.get(at)) {
                    (Some(a), Some(b)) => a.contradicts(b),
                    _ => true,
                };
                if apart {
                    let text = "Two records were linked (A24), but their names or dates of birth differ. They are kept as two people. Check both wristbands.";
                    ledger.warn(file, message.source.at.clone(), text);
                } else {
                    self.merge(at, first);
                }
            }
            (Deed::Unlink, _, Some(first)) => {
                for (a, b) in [(first, at), (at, first)] {
                    if self.into.get(&a) == Some(&b) {
                        self.into.remove(&a);
                    }
                }
            }
            _ => {}
        }
    }

    fn merge(&mut self, from: usize, into: usize) {
        // A merge back ends the one before it, so that there is never a circle.
        if self.root(into) == from {
            self.into.remove(&into);
        }
        if self.root(into) != from && from != into {
            self.into.insert(from, into);
        }
    }

    fn root(&self, mut at: usize) -> usize {
        // Each step goes to another record, and there is no circle.
        for _ in 0..self.records.len() {
            match self.into.get(&at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    }

    fn renumber(&mut self, at: usize, part: &Part) {
        let Some(gone) = &part.gone else { return };
        let new: Vec<String> = part
            .visit
            .iter()
            .flat_map(|v| v.numbers.iter().cloned())
            .collect();
        let account = part.who.account.as_deref().map(crate::hl7::visit::account);
        for old in gone.moving() {
            let is_account = old.starts_with("account ");
            let to = new
                .iter()
                .chain(&account)
                .find(|n| n.starts_with("account ") == is_account);
            if let Some(to) = to.filter(|to| *to != old) {
                self.renumbered.push((at, old.clone(), to.clone()));
            }
        }
    }

    /// What came under a visit or number goes to the record that it belongs to now.
    fn move_entries(&mut self, from: Option<usize>, to: usize, goes: impl Fn(&Entry<'_>) -> bool) {
        let mut moved = Vec::new();
        for (n, record) in self.records.iter_mut().enumerate() {
            if n == to || from.is_some_and(|f| f != n) {
                continue;
            }
            for entry in record.entries.iter_mut().filter(|e| e.is_of_stay() && goes(e)) {
                moved.push(Entry {
                    moved: Moved::Here,
                    ..*entry
                });
                entry.moved = Moved::Away;
            }
        }
        if let Some(record) = self.records.get_mut(to) {
            record.entries.extend(moved);
        }
    }

    /// What came under the number goes to the person whom PID names; whoever comes later by it is that person.
    fn move_record(&mut self, message: &Message, gone: &Gone, to: usize, ledger: &mut Ledger) {
        if self.records.get(to).is_some_and(|r| r.entries.len() < 2) {
            let text =
                "A record was moved (A43) to a person of whom nothing else is known. Check both wristbands.";
            ledger.warn(&message.source.file, format!("{}, PID", message.source.at), text);
        }
        self.move_entries(None, to, |e| {
            e.part.who.numbers.iter().any(|n| gone.who.numbers.contains(n))
        });
        let others = self.records.iter_mut().enumerate().filter(|(n, _)| *n != to);
        for (_, record) in others {
            record.numbers.retain(|n| !gone.who.numbers.contains(n));
        }
        for number in &gone.who.numbers {
            let known = self.by_key.entry(format!("number {}", number.value)).or_default();
            known.retain(|n| *n != to);
            known.insert(0, to);
        }
    }

    fn groups(mut self, messages: &[Message], ledger: &mut Ledger) -> Vec<Group<'a>> {
        self.warn_of_strangers(messages, ledger);
        let roots: Vec<usize> = (0..self.records.len()).map(|n| self.root(n)).collect();
        let mut groups: BTreeMap<usize, Group<'a>> = BTreeMap::new();
        let mut others = Vec::new();
        for (n, record) in std::mem::take(&mut self.records).into_iter().enumerate() {
            let root = roots.get(n).copied().unwrap_or(n);
            if root == n {
                groups.insert(
                    n,
                    Group {
                        records: vec![record],
                        renumbered: Vec::new(),
                        index: n,
                    },
                );
            } else {
                others.push((root, record));
            }
        }
        for (root, record) in others {
            if let Some(group) = groups.get_mut(&root) {
                group.records.push(record);
            }
        }
        for (at, old, new) in self.renumbered {
            let root = roots.get(at).copied().unwrap_or(at);
            if let Some(group) = groups.get_mut(&root) {
                group.renumbered.push((old, new));
            }
        }
        groups
            .into_values()
            .filter(|g| g.records.iter().any(|r| !r.entries.is_empty()))
            .collect()
    }

    /// A merge into somebody of whom nothing else is known may name a wrong number.
    fn warn_of_strangers(&self, messages: &[Message], ledger: &mut Ledger) {
        for message in messages.iter().filter(|m| m.deed == Deed::Merge) {
            for part in message.parts.iter().filter(|p| p.gone.is_some()) {
                let Some(at) = keys(&part.who)
                    .first()
                    .and_then(|k| self.by_key.get(k)?.first().copied())
                else {
                    continue;
                };
                let stranger = self.records.get(at).is_some_and(|r| r.only_merged);
                let gone = part.gone.as_ref().and_then(|g| {
                    keys(&g.who)
                        .first()
                        .and_then(|k| self.by_key.get(k)?.first().copied())
                });
                let has_facts = gone
                    .and_then(|g| self.records.get(g))
                    .is_some_and(|r| !r.entries.is_empty());
                if stranger && has_facts {
                    let name = part
                        .who
                        .name
                        .is()
                        .map_or_else(|| "nobody named".to_owned(), shown);
                    let text = format!(
                        "A record was merged into one of which nothing else is known ({name}). What is known is kept under both numbers. Check both wristbands."
                    );
                    ledger.warn(
                        &message.source.file,
                        format!("{}, PID-3", message.source.at),
                        text,
                    );
                }
            }
        }
    }
}

/// A43 as the standard has it: one number (PID-3 and MRG-1 are the same) goes from one person to another.
fn is_moved_within(part: &Part, gone: &Gone) -> bool {
    let numbers = &gone.who.numbers;
    !numbers.is_empty() && gone.who.nhs.is_none() && numbers.iter().all(|n| part.who.numbers.contains(n))
}

/// Whom PID names besides the number that is moved.
fn without(who: &Who, gone: &Gone) -> Who {
    let mut who = who.clone();
    who.numbers.retain(|n| !gone.who.numbers.contains(n));
    who
}

/// Keys by which a record is found: NHS number, hospital numbers; the name and date of birth only without any.
fn keys(who: &Who) -> Vec<String> {
    let nhs = who.nhs.iter().map(|n| format!("nhs {}", n.digits));
    let numbers = who.numbers.iter().map(|n| format!("number {}", n.value));
    let mut keys: Vec<String> = numbers.chain(nhs).collect();
    if keys.is_empty()
        && let (Some(name), Some(born)) = (who.name.is(), who.born.is())
    {
        keys.push(format!("name {} {born}", shown(name).to_lowercase()));
    }
    keys
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn same_given(a: &PersonName, b: &PersonName) -> bool {
    match (a.given.first(), b.given.first()) {
        (Some(a), Some(b)) => same(a, b),
        _ => true,
    }
}

impl Record<'_> {
    fn learn(&mut self, who: &Who) {
        for number in &who.numbers {
            if !self.numbers.contains(number) {
                self.numbers.push(number.clone());
            }
        }
        if let Some(nhs) = &who.nhs
            && !self.nhs.contains(&nhs.digits)
        {
            self.nhs.push(nhs.digits.clone());
        }
        if let Some(name) = who.name.is()
            && !self.names.contains(name)
        {
            self.names.push(name.clone());
        }
        self.born = who.born.is().copied().or(self.born);
    }

    /// The number is given out by the same body, as far as both say, and nothing tells the two apart.
    fn fits(&self, who: &Who, key: &str) -> bool {
        let Some(value) = key.strip_prefix("number ") else {
            return !self.differs(who.name.is(), who.born.is().copied(), None);
        };
        let theirs = who.numbers.iter().filter(|n| n.value == value);
        let mut pairs = theirs.flat_map(|t| {
            self.numbers
                .iter()
                .filter(|m| m.value == t.value)
                .map(move |m| (t, m))
        });
        let authority = pairs.any(|(t, m)| {
            same(&t.authority, &m.authority) || t.authority.is_empty() || m.authority.is_empty()
        });
        let nhs = who.nhs.as_ref().map(|n| n.digits.as_str());
        authority && !self.differs(who.name.is(), who.born.is().copied(), nhs)
    }

    /// Name, date of birth or NHS number say that it is another person. A new name with the same date of birth, or a
    /// new date of birth with the same name, is a correction.
    fn differs(&self, name: Option<&PersonName>, born: Option<chrono::NaiveDate>, nhs: Option<&str>) -> bool {
        let known = |f: &dyn Fn(&PersonName) -> bool| self.names.iter().any(f);
        let family = name.is_none_or(|n| self.names.is_empty() || known(&|k| same(&k.family, &n.family)));
        let given = name.is_none_or(|n| self.names.is_empty() || known(&|k| same_given(k, n)));
        let whole = name.is_none_or(|n| {
            self.names.is_empty() || known(&|k| same(&k.family, &n.family) && same_given(k, n))
        });
        let by_name = match (self.born, born) {
            (Some(a), Some(b)) if a == b => false,
            (Some(_), Some(_)) => !whole,
            _ => !family && !given,
        };
        let other_nhs = nhs.is_some_and(|n| !self.nhs.is_empty() && !self.nhs.iter().any(|k| k == n));
        by_name || (other_nhs && !(whole && (self.born == born || self.born.is_none() || born.is_none())))
    }

    fn contradicts(&self, other: &Record<'_>) -> bool {
        let nhs = other.nhs.first().map(String::as_str);
        other.names.is_empty() && other.born.is_none()
            || other
                .names
                .iter()
                .map(Some)
                .chain(other.names.is_empty().then_some(None))
                .any(|name| self.differs(name, other.born, nhs))
    }
}
