//! What must hold across a bag: names that exist, times that make sense, words that fit the paper.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::card::{Card, CardKind};
use crate::card_file::CardFile;
use crate::dependence_check::{LONGEST_H, NeedCheck, rings};
use crate::fault::Fault;
use crate::located::{Located, Part};
use crate::matching_check;
use crate::read::Content;
use crate::system::SystemCode;
use crate::{CrossCutting, Fallback, FallbackKind, NeverByGravity, Profile, ProfileCode, Role, SystemClass};

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
    all.no_repeats(
        "card",
        content
            .cards
            .iter()
            .map(|c| (c.front.file(), 0, c.card.id.as_str())),
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
    content.roles.iter().for_each(|role| all.role(role));
    content.cards.iter().for_each(|card| all.card(card, today));
    matching_check::check(&content.matching, &known.profiles, all.faults);
    if !content.profiles.is_empty() && !known.profiles.contains(EVERYBODY) {
        let what = format!(
            "The profile `{EVERYBODY}` is missing: every in-patient needs it. Copy it from the shipped bag."
        );
        all.fault("", 0, what);
    }
}

/// Every name that other parts may point at.
struct Known<'c> {
    systems: BTreeSet<&'c str>,
    profiles: BTreeSet<&'c str>,
    /// Role id to the role it reports to.
    roles: BTreeMap<&'c str, Option<&'c str>>,
    /// Card id to the role it is for.
    cards: BTreeMap<&'c str, Option<&'c str>>,
}

impl<'c> Known<'c> {
    fn of(content: &'c Content<'_>) -> Self {
        let role = |role: &'c Located<'_, Role>| (role.value.id.as_str(), role.value.reports_to.as_deref());
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
            roles: content.roles.iter().map(role).collect(),
            cards: content
                .cards
                .iter()
                .map(|card| (card.card.id.as_str(), card.card.role.as_deref()))
                .collect(),
        }
    }
}

/// A check under way.
struct Check<'k, 'c> {
    known: &'k Known<'c>,
    needs: &'k NeedCheck<'c>,
    faults: &'k mut Vec<Fault>,
}

impl Check<'_, '_> {
    fn fault(&mut self, file: &str, line: u32, what: impl Into<String>) {
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
    fn systems<T>(&mut self, of: &Located<'_, T>, key: &str, codes: &[SystemCode]) {
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

    fn gravity(&mut self, class: &Located<'_, NeverByGravity>) {
        if class.value.words.iter().all(|word| word.trim().is_empty()) {
            let what = format!("`{}` names no drug word. Add at least one.", class.value.id);
            self.fault(class.file(), class.line(), what);
        }
    }

    fn role(&mut self, role: &Located<'_, Role>) {
        let of = &role.value;
        self.systems(role, "systems", &of.systems);
        for (key, words) in [
            ("id", of.id.as_str()),
            ("title", &of.title),
            ("title_us", &of.title_us),
        ] {
            self.some_words(role, key, words);
        }
        if let Some(above) = of.reports_to.as_deref() {
            let line = role.line_of(&[Part::Key("reports_to")]);
            if !self.known.roles.contains_key(above) {
                let what = format!("There is no role `{above}` in roles.toml. Check the spelling.");
                self.fault(role.file(), line, what);
            } else if self.reports_to_itself(&of.id) {
                let what = format!(
                    "`{}` ends up reporting to itself. Follow reports_to upwards and break the ring.",
                    of.id
                );
                self.fault(role.file(), line, what);
            }
        }
        if let Some(card) = of.card.as_deref() {
            let line = role.line_of(&[Part::Key("card")]);
            match self.known.cards.get(card) {
                None => {
                    let what =
                        format!("There is no card cards/{card}.md. Check the spelling, or write the card.");
                    self.fault(role.file(), line, what);
                }
                Some(holder) if *holder != Some(of.id.as_str()) => {
                    let holder = holder.unwrap_or("no role");
                    let what = format!("cards/{card}.md says it is for {holder}. Make the two agree.");
                    self.fault(role.file(), line, what);
                }
                Some(_) => {}
            }
        }
    }

    /// Whether going up from a role comes back to it.
    fn reports_to_itself(&self, id: &str) -> bool {
        let above = |role: &&str| self.known.roles.get(role).copied().flatten();
        std::iter::successors(above(&id), above)
            .take(self.known.roles.len() + 1)
            .any(|role| role == id)
    }

    fn card(&mut self, file: &CardFile<'_>, today: Option<NaiveDate>) {
        let (card, front) = (&file.card, &file.front);
        self.systems(front, "systems", &card.systems);
        match (card.kind, card.role.as_deref()) {
            (CardKind::Role, None) => {
                let what = "A role card needs its role. Add the line `role = …`, or make it a task card.";
                self.fault(front.file(), front.line(), what);
            }
            (_, Some(role)) if !self.known.roles.contains_key(role) => {
                let what =
                    format!("There is no role `{role}` in roles.toml. Check the spelling, or add it there.");
                self.fault(front.file(), front.line_of(&[Part::Key("role")]), what);
            }
            _ => {}
        }
        for (key, words) in [
            ("title", &card.title),
            ("mission", &card.mission),
            ("reports_to", &card.reports_to),
        ] {
            self.some_words(front, key, words);
        }
        if card.approved_by.is_some() != card.approved_on.is_some() {
            let what = "approved_by and approved_on belong together. Give both, or neither.";
            self.fault(front.file(), front.line(), what);
        }
        if let Some(today) = today.filter(|today| card.review_due < *today) {
            let what = format!(
                "This card was due for review on {}; today is {today}. Look at it again.",
                card.review_due
            );
            self.faults.push(Fault::warning(
                front.file(),
                front.line_of(&[Part::Key("review_due")]),
                what,
            ));
        }
        let height = printed_height_mm(card);
        if height > BODY_MM {
            let what = format!(
                "The card needs about {height:.0} mm of paper; one side holds {BODY_MM:.0}. Cut words or steps."
            );
            self.faults.push(Fault::warning(front.file(), 0, what));
        }
    }

    /// A text that must not be empty.
    fn some_words<T>(&mut self, of: &Located<'_, T>, key: &str, words: &str) {
        if words.trim().is_empty() {
            let what = format!("`{key}` is empty. Write it.");
            self.fault(of.file(), of.line_of(&[Part::Key(key)]), what);
        }
    }
}

/// Height of a card's body on one A4 side, from the hand-over row to the footer.
const BODY_MM: f64 = 187.0;

/// About how high a card's body prints, in millimetres: phase bars 7, steps 9 or 11.5, the block of things never to do
/// 5 a line, the call-now and equipment boxes side by side 4.2 a line. The sheet itself decides; this warns an editor.
fn printed_height_mm(card: &Card) -> f64 {
    let lines = |text: &str, per_line: usize| text.chars().count().div_ceil(per_line).max(1) as f64;
    let phases: BTreeSet<_> = card.steps.iter().map(|step| step.phase).collect();
    let steps: f64 = card
        .steps
        .iter()
        .map(|step| 9.0 + 2.5 * (lines(&step.text, 60) - 1.0))
        .sum();
    let never: f64 = card.do_not.iter().map(|text| 5.0 * lines(text, 62)).sum();
    let boxed = |items: &[String]| 7.0 + 4.2 * lines(&items.join(" · "), 50);
    7.0 * phases.len() as f64 + steps + never + 4.0 + boxed(&card.escalate_if).max(boxed(&card.equipment))
}
