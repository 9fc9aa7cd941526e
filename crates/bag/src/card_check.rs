//! What must hold of roles and cards: names that exist, one line of command, dates in order, words a tired person reads.

use chrono::NaiveDate;

use crate::card::{Card, CardKind, Phase, Role};
use crate::card_file::{CardFile, CardPlace, FrontMatter};
use crate::check::Check;
use crate::fault::Fault;
use crate::located::{Located, Part};

/// Most words of a step: more is not taken in at once.
const MOST_WORDS: usize = 14;

impl Check<'_, '_> {
    pub(crate) fn role(&mut self, role: &Located<'_, Role>) {
        let of = &role.value;
        self.systems(role, "systems", &of.systems);
        for (key, words) in [
            ("id", of.id.as_str()),
            ("title", &of.title),
            ("title_us", &of.title_us),
        ] {
            self.some_words(role, key, words);
        }
        if of.grades.is_empty() {
            let what = format!(
                "`{}` names no grade, so nobody can be suggested for it. Add the line `grades = [\"…\"]`.",
                of.id
            );
            self.faults.push(Fault::warning(role.file(), role.line(), what));
        }
        self.span_of_control(role);
        if let Some(above) = of.reports_to.as_deref() {
            let line = role.line_of(&[Part::Key("reports_to")]);
            if above == of.id {
                let what = format!("`{above}` reports to itself. Name the role above it.");
                self.fault(role.file(), line, what);
            } else if !self.known.roles.contains_key(above) {
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
            match self.known.cards.get(card).map(|card| card.role.as_deref()) {
                None if self.known.unread_cards.contains(&card) => {}
                None => {
                    let what =
                        format!("There is no card cards/{card}.md. Check the spelling, or write the card.");
                    self.fault(role.file(), line, what);
                }
                Some(holder) if holder != Some(of.id.as_str()) => {
                    let holder = holder.unwrap_or("no role");
                    let what = format!("cards/{card}.md says it is for {holder}. Make the two agree.");
                    self.fault(role.file(), line, what);
                }
                Some(_) => {}
            }
        }
    }

    /// How many people may report to its holder.
    fn span_of_control(&mut self, role: &Located<'_, Role>) {
        if role.value.supervises_most == Some(0) {
            let what = "`supervises_most` is 0. Give the number of people, or leave the line out.";
            let line = role.line_of(&[Part::Key("supervises_most")]);
            self.fault(role.file(), line, what);
        }
    }

    /// Whether going up from a role comes back to it.
    fn reports_to_itself(&self, id: &str) -> bool {
        let above = |role: &&str| self.known.roles.get(role)?.reports_to.as_deref();
        std::iter::successors(above(&id), above)
            .take(self.known.roles.len() + 1)
            .any(|role| role == id)
    }

    pub(crate) fn card(&mut self, file: &CardFile<'_>, today: Option<NaiveDate>) {
        let (card, front) = (&file.card, &file.front);
        self.systems(front, "systems", &card.systems);
        self.holder(card, front);
        self.other_cards(card, front);
        for (key, words) in [
            ("title", &card.title),
            ("version", &card.version),
            ("mission", &card.mission),
            ("reports_to", &card.reports_to),
        ] {
            self.some_words(front, key, words);
        }
        if card.triggers.iter().all(|trigger| trigger.trim().is_empty()) {
            let what = "`triggers` is empty. Say what starts the card.";
            self.fault(front.file(), front.line_of(&[Part::Key("triggers")]), what);
        }
        self.approval(card, front);
        self.dates(card, front, today);
        self.steps(file);
    }

    /// The role a card is for, and whom it says the holder reports to.
    fn holder(&mut self, card: &Card, front: &Located<'_, FrontMatter>) {
        let line = front.line_of(&[Part::Key("role")]);
        let Some(id) = card.role.as_deref() else {
            if card.kind == CardKind::Role {
                let what = "A role card needs its role. Add the line `role = …`, or make it a task card.";
                self.fault(front.file(), front.line(), what);
            }
            return;
        };
        let Some(role) = self.known.roles.get(id) else {
            let what = format!("There is no role `{id}` in roles.toml. Check the spelling, or add it there.");
            return self.fault(front.file(), line, what);
        };
        if card.kind == CardKind::Role && role.card.is_none() && card.retired_on.is_none() {
            let what = format!(
                "roles.toml gives `{id}` no card. Add the line `card = \"{}\"` to that role.",
                card.id
            );
            self.fault(front.file(), line, what);
        }
        let above = role
            .reports_to
            .as_deref()
            .and_then(|above| self.known.roles.get(above));
        if let Some(above) = above {
            let named = card
                .reports_to
                .to_lowercase()
                .contains(&above.spoken().to_lowercase());
            if card.kind == CardKind::Role && !named {
                let what = format!(
                    "The card says its holder reports to \"{}\"; roles.toml says to the {}. Make the two agree.",
                    card.reports_to,
                    above.spoken()
                );
                self.fault(front.file(), front.line_of(&[Part::Key("reports_to")]), what);
            }
        }
    }

    /// Cards handed out with this one.
    fn other_cards(&mut self, card: &Card, front: &Located<'_, FrontMatter>) {
        for (index, other) in card.see.iter().enumerate() {
            let line = front.line_of(&[Part::Key("see"), Part::At(index)]);
            if *other == card.id {
                self.fault(
                    front.file(),
                    line,
                    "The card names itself here. Remove it from `see`.",
                );
            } else if !self.known.cards.contains_key(other.as_str())
                && !self.known.unread_cards.contains(&other.as_str())
            {
                let what =
                    format!("There is no card cards/{other}.md. Check the spelling, or write the card.");
                self.fault(front.file(), line, what);
            }
        }
    }

    /// Who signed the card, and when; since when it is retired, and why.
    fn approval(&mut self, card: &Card, front: &Located<'_, FrontMatter>) {
        let line = |key| front.line_of(&[Part::Key(key)]);
        match (card.approved_by.as_deref(), card.approved_on) {
            (None, Some(on)) => {
                let what = format!(
                    "The card was approved on {on}, but nobody is named. Add the line `approved_by = …`, or remove \
                     the date."
                );
                self.fault(front.file(), line("approved_on"), what);
            }
            (Some(by), _) if by.trim().is_empty() => {
                let what = "`approved_by` is empty. Write the name of whoever approved the card, or remove the line.";
                self.fault(front.file(), line("approved_by"), what);
            }
            (Some(by), None) => {
                let what =
                    format!("{by} approved the card, but no day is given. Add the line `approved_on = …`.");
                self.fault(front.file(), line("approved_by"), what);
            }
            _ => {}
        }
        if card.retired_on.is_some() && card.retired_because.trim().is_empty() {
            let what = "The card is retired, and nobody says why. Add the line `retired_because = …`.";
            self.fault(front.file(), line("retired_on"), what);
        }
        if card.retired_on.is_none() && !card.retired_because.is_empty() {
            let what = "The card says why it is retired, and not since when. Add the line `retired_on = …`, or remove this one.";
            self.fault(front.file(), line("retired_because"), what);
        }
    }

    /// Written, approved, reviewed: in this order.
    fn dates(&mut self, card: &Card, front: &Located<'_, FrontMatter>, today: Option<NaiveDate>) {
        let line = |key| front.line_of(&[Part::Key(key)]);
        match card.version_date {
            None => {
                let what =
                    "The card does not say when this version was written. Add the line `version_date = …`.";
                self.faults
                    .push(Fault::warning(front.file(), line("version"), what));
            }
            Some(written) if card.review_due < written => {
                let what = format!(
                    "review_due ({}) is before version_date ({written}). A card is looked at again after it is \
                     written: correct one.",
                    card.review_due
                );
                self.fault(front.file(), line("review_due"), what);
            }
            Some(written) if card.approved_on.is_some_and(|on| on < written) => {
                let what = format!(
                    "This version was written on {written}, after it was approved. Approve this version, or correct \
                     the date."
                );
                self.fault(front.file(), line("approved_on"), what);
            }
            Some(_) => {}
        }
        if let Some(today) = today.filter(|today| card.review_due < *today && card.retired_on.is_none()) {
            let what = format!(
                "This card was due for review on {}; today is {today}. Look at it again.",
                card.review_due
            );
            self.faults
                .push(Fault::warning(front.file(), line("review_due"), what));
        }
    }

    /// Steps that never show as late, or are too long to take in.
    fn steps(&mut self, file: &CardFile<'_>) {
        for step in &file.card.steps {
            let line = file.line_of(CardPlace::Step(step.number));
            let words = step.text.split_whitespace().count();
            if words > MOST_WORDS {
                let what = format!(
                    "Step {} has {words} words; {MOST_WORDS} is the most a tired person takes in. Cut words, or make two steps.",
                    step.number
                );
                self.faults.push(Fault::warning(file.front.file(), line, what));
            }
            if matches!(step.phase, Phase::First15 | Phase::FirstHour) && step.due_min.is_none() {
                let what = format!(
                    "Step {} has no time, so it never shows as late. Give it one, for example `{{due 15}}`.",
                    step.number
                );
                self.faults.push(Fault::warning(file.front.file(), line, what));
            }
        }
    }
}
