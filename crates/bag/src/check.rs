//! What must hold across a bag: names that exist, times that make sense, words that fit the paper.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::back_entry;
use crate::card::Card;
use crate::dependence_check::{LONGEST_H, NeedCheck, rings};
use crate::fault::Fault;
use crate::local_paper;
use crate::located::{Located, Part};
use crate::matching_check;
use crate::read::Content;
use crate::system::SystemCode;
use crate::{
    CrossCutting, Fallback, FallbackKind, LegalClock, MOST_WAIT_MIN, NeverByGravity, Profile, ProfileCode,
    Role, SystemClass, Wait, WordPair,
};

/// Most characters of [`Profile::short`]: a row of the ward list holds no more.
const LONGEST_SHORT: usize = 28;

/// Most characters of [`Profile::act_short`]: the same.
const LONGEST_ACT_SHORT: usize = 60;

/// Most characters of a call-now line.
const LONGEST_CALL: usize = 80;

/// The profile the priority engine adds to everybody.
const EVERYBODY: &str = "inpatient_base";

/// Checks what has been read against itself.
pub(crate) fn content(content: &Content<'_>, today: Option<NaiveDate>, faults: &mut Vec<Fault>) {
    let known = Known::of(content);
    let needs = NeedCheck::of(content);
    let mut all = Check {
        known: &known,
        needs: &needs,
        faults,
    };
    if let Some(manifest) = &content.manifest {
        let (by, on) = (&manifest.value.approved_by, manifest.value.approved_on);
        if by.is_some() != on.is_some() {
            let what = "approved_by and approved_on belong together. Give both, or neither.";
            all.fault(manifest.file(), manifest.line(), what);
        }
    }
    all.no_repeats(
        "system",
        content
            .systems
            .iter()
            .map(|s| (s.file(), s.line_of(&[Part::Key("code")]), s.value.code.as_str())),
    );
    all.no_repeats(
        "fallback",
        content
            .fallbacks
            .iter()
            .map(|f| (f.file(), f.line_of(&[Part::Key("id")]), f.value.id.as_str())),
    );
    all.no_repeats(
        "profile",
        content
            .profiles
            .iter()
            .map(|p| (p.file(), p.line_of(&[Part::Key("code")]), p.value.code.as_str())),
    );
    all.no_repeats(
        "role",
        content
            .roles
            .iter()
            .map(|r| (r.file(), r.line_of(&[Part::Key("id")]), r.value.id.as_str())),
    );
    all.no_repeats(
        "class",
        content
            .gravity
            .iter()
            .map(|g| (g.file(), g.line_of(&[Part::Key("id")]), g.value.id.as_str())),
    );
    nothing_timed_twice(&mut all, content);
    let numbered = content.cards.iter().filter(|c| !c.card.number.is_empty());
    all.no_repeats(
        "card number",
        numbered.map(|c| {
            let line = c.front.line_of(&[Part::Key("number")]);
            (c.front.file(), line, c.card.number.as_str())
        }),
    );
    all.no_repeats(
        "word",
        content
            .words
            .iter()
            .map(|w| (w.file(), w.line_of(&[Part::Key("uk")]), w.value.uk.as_str())),
    );
    content.systems.iter().for_each(|system| all.system(system));
    rings(&content.systems, all.faults);
    content
        .fallbacks
        .iter()
        .for_each(|fallback| all.fallback(fallback));
    content.profiles.iter().for_each(|profile| all.profile(profile));
    content
        .cross_cutting
        .iter()
        .for_each(|cross| all.cross_cutting(cross));
    content.gravity.iter().for_each(|class| all.gravity(class));
    content.legal.iter().for_each(|clock| all.legal(clock));
    let words = content.vocabulary();
    content
        .local_paper
        .iter()
        .for_each(|file| local_paper::check(file, (words, today), all.faults));
    content.waits.iter().for_each(|wait| all.wait(wait));
    back_entry::check(&content.back_entry, &mut all);
    content.roles.iter().for_each(|role| all.role(role));
    content.cards.iter().for_each(|card| all.card(card, today));
    content.words.iter().for_each(|word| all.word(word));
    matching_check::check(&content.matching, &known.profiles, all.faults);
    if !content.profiles.is_empty() && !known.profiles.contains(EVERYBODY) {
        let what = format!(
            "The profile `{EVERYBODY}` is missing: every in-patient needs it. Copy it from the shipped bag."
        );
        all.fault("", 0, what);
    }
}

/// Legal clocks, waits and rules of back-entry, each once.
fn nothing_timed_twice(all: &mut Check<'_, '_>, content: &Content<'_>) {
    all.no_repeats(
        "legal clock",
        content
            .legal
            .iter()
            .map(|c| (c.file(), c.line_of(&[Part::Key("id")]), c.value.id.as_str())),
    );
    all.no_repeats(
        "wait",
        content
            .waits
            .iter()
            .map(|w| (w.file(), w.line_of(&[Part::Key("id")]), w.value.id.as_str())),
    );
    all.no_repeats(
        "rule of back-entry",
        content
            .back_entry
            .iter()
            .map(|r| (r.file(), r.line_of(&[Part::Key("id")]), r.value.id.as_str())),
    );
}

/// Every name that other parts may point at.
pub(crate) struct Known<'c> {
    systems: BTreeSet<&'c str>,
    profiles: BTreeSet<&'c str>,
    pub roles: BTreeMap<&'c str, &'c Role>,
    pub cards: BTreeMap<&'c str, &'c Card>,
    /// Cards that are there but cannot be read.
    pub unread_cards: &'c [&'c str],
}

impl<'c> Known<'c> {
    fn of(content: &'c Content<'_>) -> Self {
        Self {
            systems: content
                .systems
                .iter()
                .map(|system| system.value.code.as_str())
                .collect(),
            profiles: content
                .profiles
                .iter()
                .map(|profile| profile.value.code.as_str())
                .collect(),
            roles: content
                .roles
                .iter()
                .map(|role| (role.value.id.as_str(), &role.value))
                .collect(),
            cards: content
                .cards
                .iter()
                .map(|card| (card.card.id.as_str(), &card.card))
                .collect(),
            unread_cards: &content.unread_cards,
        }
    }
}

/// A check under way.
pub(crate) struct Check<'k, 'c> {
    pub known: &'k Known<'c>,
    needs: &'k NeedCheck<'c>,
    pub faults: &'k mut Vec<Fault>,
}

impl Check<'_, '_> {
    /// An error at a line.
    pub fn fault(&mut self, file: &str, line: u32, what: impl Into<String>) {
        self.faults.push(Fault::error(file, line, what));
    }

    /// Two things under one name.
    fn no_repeats<'i>(&mut self, kind: &str, items: impl Iterator<Item = (&'i str, u32, &'i str)>) {
        let mut first: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
        for (file, line, id) in items {
            if let Some((at, before)) = first.get(id) {
                let place = if *before == 0 {
                    (*at).to_owned()
                } else {
                    format!("{at}, line {before}")
                };
                let what = format!(
                    "The {kind} `{id}` is already in {place}. Give this one another name, or remove it."
                );
                self.fault(file, line, what);
            } else {
                first.insert(id, (file, line));
            }
        }
    }

    /// System codes of a list under `key`.
    pub fn systems<T>(&mut self, of: &Located<'_, T>, key: &str, codes: &[SystemCode]) {
        for (index, code) in codes.iter().enumerate() {
            if !self.known.systems.contains(code.as_str()) {
                let what = format!(
                    "There is no system `{code}` in systems.toml. Check the spelling, or add it there."
                );
                self.fault(of.file(), of.line_of(&[Part::Key(key), Part::At(index)]), what);
            }
        }
    }

    fn system(&mut self, system: &Located<'_, SystemClass>) {
        let class = &system.value;
        for (key, edges) in [
            ("hard", &class.hard),
            ("data", &class.data),
            ("comfort", &class.comfort),
        ] {
            self.systems(system, key, edges);
            if let Some(index) = edges.iter().position(|edge| *edge == class.code) {
                let what = format!("`{}` depends on itself here. Remove it from `{key}`.", class.code);
                self.fault(
                    system.file(),
                    system.line_of(&[Part::Key(key), Part::At(index)]),
                    what,
                );
            }
        }
        for (key, words) in [
            ("code", class.code.as_str()),
            ("name", &class.name),
            ("spoken", &class.spoken),
        ] {
            self.some_words(system, key, words);
        }
    }

    fn fallback(&mut self, fallback: &Located<'_, Fallback>) {
        let way = &fallback.value;
        self.systems(fallback, "needs", &way.needs);
        for (key, hours) in [("lead_h", way.lead_h), ("buys_h", way.buys_h)] {
            if !(0.0..=LONGEST_H).contains(&hours) {
                let what = format!("`{key}` is {hours}. Give hours, from 0 to {LONGEST_H} (60 days).");
                self.fault(fallback.file(), fallback.line_of(&[Part::Key(key)]), what);
            }
        }
        if way.kind == FallbackKind::Full && way.buys_h != 0.0 {
            let what = "A full fallback takes the dependence away: set buys_h to 0, or make it \"partial\".";
            self.fault(fallback.file(), fallback.line_of(&[Part::Key("buys_h")]), what);
        }
        if way.kind == FallbackKind::Full && way.standby {
            let what =
                "A full fallback takes the dependence away: leave `standby` out, or make it \"partial\".";
            self.fault(fallback.file(), fallback.line_of(&[Part::Key("standby")]), what);
        }
        for (key, words) in [
            ("id", way.id.as_str()),
            ("name", &way.name),
            ("short", &way.short),
        ] {
            self.some_words(fallback, key, words);
        }
    }

    fn profile(&mut self, profile: &Located<'_, Profile>) {
        let of = &profile.value;
        let texts = [
            ("code", of.code.as_str()),
            ("name", &of.name),
            ("short", &of.short),
            ("act", &of.act),
            ("act_short", &of.act_short),
            ("source", &of.source),
        ];
        for (key, words) in texts {
            self.some_words(profile, key, words);
        }
        for (key, words, most) in [
            ("short", &of.short, LONGEST_SHORT),
            ("act_short", &of.act_short, LONGEST_ACT_SHORT),
        ] {
            self.fits(
                profile.file(),
                profile.line_of(&[Part::Key(key)]),
                key,
                words,
                most,
            );
        }
        if of.needs.is_empty() {
            let what = format!(
                "`{}` needs no system. Add at least one [[profile.needs]] block.",
                of.code
            );
            self.fault(profile.file(), profile.line(), what);
        }
        for (index, need) in of.needs.iter().enumerate() {
            self.needs
                .check(profile, &[Part::Key("needs"), Part::At(index)], need, self.faults);
        }
    }

    fn cross_cutting(&mut self, cross: &Located<'_, CrossCutting>) {
        let of = &cross.value;
        for (key, codes) in [
            ("two_unknowns", &of.two_unknowns),
            ("connected", &of.connected),
            ("issuers", &of.issuers),
        ] {
            self.systems(cross, key, codes);
        }
        self.profiles(
            cross.file(),
            cross.line_of(&[Part::Key("two_unknowns_also")]),
            &of.two_unknowns_also,
        );
        for (index, added) in of.added.iter().enumerate() {
            let at = [Part::Key("added"), Part::At(index)];
            let line = |key: &str| cross.line_of(&[&at[..], &[Part::Key(key)]].concat());
            self.profiles(cross.file(), line("profiles"), &added.profiles);
            self.profiles(cross.file(), line("with"), &added.with);
            if self.known.profiles.contains(added.code.as_str()) {
                let what = format!(
                    "`{}` is already the code of a profile. Give this one another code.",
                    added.code
                );
                self.fault(cross.file(), line("code"), what);
            }
            if added.needs.is_empty() {
                self.fault(
                    cross.file(),
                    line("code"),
                    "This brings no need. Add at least one [[added.needs]] block.",
                );
            }
            for (key, words, most) in [
                ("short", &added.short, LONGEST_SHORT),
                ("act_short", &added.act_short, LONGEST_ACT_SHORT),
            ] {
                self.fits(cross.file(), line(key), key, words, most);
            }
            for (place, need) in added.needs.iter().enumerate() {
                let at = [&at[..], &[Part::Key("needs"), Part::At(place)]].concat();
                self.needs.check(cross, &at, need, self.faults);
            }
        }
        for (index, call) in of.call_now.iter().enumerate() {
            let line = |key: &str| cross.line_of(&[Part::Key("call_now"), Part::At(index), Part::Key(key)]);
            self.profiles(cross.file(), line("profile"), std::slice::from_ref(&call.profile));
            self.fits(cross.file(), line("text"), "text", &call.text, LONGEST_CALL);
            for code in call
                .systems
                .iter()
                .filter(|code| !self.known.systems.contains(code.as_str()))
            {
                let what = format!("There is no system `{code}` in systems.toml. Check the spelling.");
                self.faults
                    .push(Fault::error(cross.file(), line("systems"), what));
            }
        }
    }

    /// Profile codes named at one line.
    fn profiles(&mut self, file: &str, line: u32, codes: &[ProfileCode]) {
        for code in codes
            .iter()
            .filter(|code| !self.known.profiles.contains(code.as_str()))
        {
            let what = format!("There is no profile `{code}` in profiles/. Check the spelling.");
            self.faults.push(Fault::error(file, line, what));
        }
    }

    /// A text that must fit its row.
    fn fits(&mut self, file: &str, line: u32, key: &str, words: &str, most: usize) {
        let length = words.chars().count();
        if length > most {
            self.fault(
                file,
                line,
                format!("`{key}` has {length} characters; a row holds {most}. Cut words."),
            );
        }
    }

    fn word(&mut self, word: &Located<'_, WordPair>) {
        self.some_words(word, "uk", &word.value.uk);
        self.some_words(word, "us", &word.value.us);
    }

    fn gravity(&mut self, class: &Located<'_, NeverByGravity>) {
        if class.value.words.iter().all(|word| word.trim().is_empty()) {
            let what = format!("`{}` names no drug word. Add at least one.", class.value.id);
            self.fault(class.file(), class.line(), what);
        } else if class
            .value
            .words
            .iter()
            .chain(&class.value.unless)
            .any(|word| word.trim().is_empty())
        {
            let what = format!("`{}` has an empty drug word. Take it out.", class.value.id);
            self.fault(class.file(), class.line_of(&[Part::Key("words")]), what);
        }
        let of = &class.value;
        for (key, words) in [
            ("id", &of.id),
            ("name", &of.name),
            ("why", &of.why),
            ("source", &of.source),
        ] {
            self.some_words(class, key, words);
        }
    }

    /// Owners are roles, words are there, and a change says who and when.
    fn legal(&mut self, clock: &Located<'_, LegalClock>) {
        let of = &clock.value;
        if !self.known.roles.contains_key(of.owner.as_str()) {
            let what = format!("There is no role `{}`. Name a role of roles.toml.", of.owner);
            self.fault(clock.file(), clock.line_of(&[Part::Key("owner")]), what);
        }
        for (key, words) in [
            ("id", &of.id),
            ("name", &of.name),
            ("trigger", &of.trigger),
            ("tell", &of.tell),
            ("basis", &of.basis),
            ("jurisdiction", &of.jurisdiction),
            ("source", &of.source),
        ] {
            self.some_words(clock, key, words);
        }
        if of.changed_on.is_some() == of.changed_by.trim().is_empty() {
            let what = "A change has a day and a name: `changed_on` and `changed_by`, both or neither.";
            self.fault(clock.file(), clock.line_of(&[Part::Key("changed_on")]), what);
        }
    }

    /// Minutes are there and an urgent one is not waited for longer.
    fn wait(&mut self, wait: &Located<'_, Wait>) {
        let of = &wait.value;
        for (key, words) in [("id", &of.id), ("name", &of.name), ("source", &of.source)] {
            self.some_words(wait, key, words);
        }
        for (key, minutes) in [("urgent_min", of.urgent_min), ("routine_min", of.routine_min)] {
            if minutes == 0 || minutes > MOST_WAIT_MIN {
                let what =
                    format!("`{key}` is {minutes}. Give minutes from 1 to {MOST_WAIT_MIN}, which is a week.");
                self.fault(wait.file(), wait.line_of(&[Part::Key(key)]), what);
            }
        }
        if of.urgent_min > of.routine_min {
            let what =
                "An urgent one is waited for longer than a routine one. Swap the minutes, or correct them.";
            self.fault(wait.file(), wait.line_of(&[Part::Key("urgent_min")]), what);
        }
    }

    /// A text that must not be empty.
    pub fn some_words<T>(&mut self, of: &Located<'_, T>, key: &str, words: &str) {
        if words.trim().is_empty() {
            let what = format!("`{key}` is empty. Write it.");
            self.fault(of.file(), of.line_of(&[Part::Key(key)]), what);
        }
    }
}
