//! Find: a patient, card, step, role, colleague, contact, system or screen by a few letters; a printed sheet by its number.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use battlebag_bag::Contact;
use battlebag_incident::SheetLine;
use battlebag_paper::SheetNumber;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::patients::full_name;
use crate::station::{Open, Station};
use crate::views::{FindQuery, Found, FoundView};

/// Rows of a kind given at most: a longer list is not read, and more words make it shorter.
const MOST: usize = 8;

const SCREENS: &[(&str, &str)] = &[
    ("now", "Now"),
    ("patients", "Patients"),
    ("census", "Census"),
    ("systems", "Systems"),
    ("cards", "Cards"),
    ("roles", "Roles"),
    ("log", "Log"),
    ("messages", "Messages"),
    ("reports", "Reports"),
    ("paper", "Paper"),
    ("backentry", "Back-entry"),
    ("drills", "Drills"),
    ("bag", "Bag"),
];

fn found(kind: &str, title: String, note: String, screen: &str, target: &str) -> Found {
    Found {
        kind: kind.into(),
        title,
        note,
        screen: screen.into(),
        target: target.into(),
    }
}

/// Small letters without accents, so that "nguyen" finds NGUYỄN: nobody types the accents at 03:00.
fn plain(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            other => other,
        })
        .collect()
}

/// What was typed.
struct Asked {
    words: Vec<String>,
    digits: String,
}

impl Asked {
    fn new(text: &str) -> Self {
        let words: Vec<String> = plain(text).split_whitespace().map(ToOwned::to_owned).collect();
        let digits = words
            .iter()
            .flat_map(|w| w.chars())
            .filter(char::is_ascii_digit)
            .collect();
        Self { words, digits }
    }

    /// How many words begin a word of the text; none when a word is nowhere in it.
    fn fit(&self, text: &str) -> Option<usize> {
        let text = plain(text);
        let begins = |w: &&String| {
            text.match_indices(w.as_str())
                .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
        };
        self.words
            .iter()
            .all(|w| text.contains(w.as_str()))
            .then(|| self.words.iter().filter(begins).count())
    }

    /// Part of a number that is written in groups or at once; four digits at least, else a bed would find half the hospital.
    fn is_in_number(&self, number: &str) -> bool {
        self.digits.len() >= 4 && number.contains(&self.digits)
    }
}

/// Of one kind: best first, in the order they came, eight at most.
fn best(rows: impl Iterator<Item = (usize, Found)>, all: &mut Vec<Found>) {
    let mut rows: Vec<(usize, Found)> = rows.collect();
    rows.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    all.extend(rows.into_iter().take(MOST).map(|(_, row)| row));
}

fn patients<'a>(open: &'a Open, asked: &'a Asked) -> impl Iterator<Item = (usize, Found)> + 'a {
    let all = open.census.iter().flat_map(|census| &census.snapshot.patients);
    all.filter_map(|p| {
        let bed = p.place.bay_and_bed().unwrap_or_default();
        let nhs = p.nhs_number.as_ref().map_or("", |n| n.digits.as_str());
        let native = p.name.native.as_deref().unwrap_or("");
        let local = p.local_id.as_deref().unwrap_or("");
        let name = full_name(p);
        let fit = asked
            .fit(&format!("{name} {native} {} {bed} {local}", p.place.ward))
            .or_else(|| (asked.is_in_number(nhs) || asked.is_in_number(local)).then_some(0))?;
        let place = format!("{} {bed}", p.place.ward);
        Some((fit, found("patient", name, place, "patients", &p.id.0)))
    })
}

fn cards<'a>(open: &'a Open, asked: &'a Asked) -> impl Iterator<Item = (usize, Found)> + 'a {
    open.bag.cards.values().filter_map(|card| {
        let fit = asked.fit(&format!("{} {} {}", card.number, card.title, card.id))?;
        let note = format!("Action card {}", card.number);
        Some((fit, found("card", card.title.clone(), note, "cards", &card.id)))
    })
}

/// A step by its words, so that who remembers "quarantine" need not know the card.
fn steps<'a>(open: &'a Open, asked: &'a Asked) -> impl Iterator<Item = (usize, Found)> + 'a {
    open.bag.cards.values().flat_map(move |card| {
        card.steps.iter().filter_map(move |step| {
            let fit = asked.fit(&step.text)?;
            let note = format!("{} {}, step {}", card.number, card.title, step.number);
            Some((fit, found("step", step.text.clone(), note, "cards", &card.id)))
        })
    })
}

fn roles<'a>(open: &'a Open, asked: &'a Asked) -> impl Iterator<Item = (usize, Found)> + 'a {
    open.bag.roles.iter().filter_map(|role| {
        let fit = asked.fit(&format!("{} {}", role.title, role.title_us))?;
        let holders = holders(open, &role.id);
        let note = if holders.is_empty() {
            "Nobody holds it".to_owned()
        } else {
            holders.join(", ")
        };
        Some((fit, found("role", role.title.clone(), note, "roles", &role.id)))
    })
}

fn holders(open: &Open, role: &str) -> Vec<String> {
    let current = open.current.iter();
    current
        .flat_map(|c| c.state.holders(role))
        .map(|tenure| tenure.person.clone())
        .collect()
}

/// Who holds a role, with the way to the role; who only can sign in, with the way to the bag.
fn people(open: &Open, asked: &Asked) -> Vec<(usize, Found)> {
    let mut known: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for person in open.home.people() {
        known.entry(person.name.clone()).or_default();
    }
    for role in &open.bag.roles {
        for person in holders(open, &role.id) {
            known.entry(person).or_default().push((&role.title, &role.id));
        }
    }
    let row = |(name, roles): (String, Vec<(&str, &str)>)| {
        let fit = asked.fit(&name)?;
        let titles: Vec<&str> = roles.iter().map(|(title, _)| *title).collect();
        Some((
            fit,
            match roles.first() {
                Some((_, id)) => found("person", name, titles.join(", "), "roles", id),
                None => found("person", name, "Can sign in, holds no role".to_owned(), "bag", ""),
            },
        ))
    };
    known.into_iter().filter_map(row).collect()
}

fn systems<'a>(open: &'a Open, asked: &'a Asked) -> impl Iterator<Item = (usize, Found)> + 'a {
    let kinds = open.bag.systems.values().filter_map(|system| {
        let fit = asked.fit(&format!("{} {}", system.name, system.code))?;
        let row = found(
            "system",
            system.name.clone(),
            "All of its kind".to_owned(),
            "systems",
            &system.code.0,
        );
        Some((fit, row))
    });
    let own = open.register.iter().filter_map(|one| {
        let fit = asked.fit(&format!("{} {} {}", one.name, one.id, one.class))?;
        let row = found(
            "system",
            one.name.clone(),
            "System".to_owned(),
            "systems",
            one.id.as_str(),
        );
        Some((fit, row))
    });
    kinds.chain(own)
}

fn contacts(open: &Open, asked: &Asked) -> Result<Vec<(usize, Found)>, ErrorView> {
    let row = |contact: &Contact| {
        let fit = asked.fit(&format!("{} {} contact", contact.name, contact.what_for))?;
        let target = format!("contacts {}", crate::contacts::key(contact));
        Some((
            fit,
            found(
                "contact",
                contact.name.clone(),
                contact.ways(),
                "messages",
                &target,
            ),
        ))
    };
    Ok(crate::contacts::book(open)?.iter().filter_map(row).collect())
}

/// A printed sheet by the whole of its number, as it is scanned or typed.
fn sheets(open: &Open, typed: &str, now: DateTime<Utc>) -> Vec<(usize, Found)> {
    let (Some(current), Ok((number, _))) = (&open.current, SheetNumber::read(typed)) else {
        return Vec::new();
    };
    let lines = crate::back_entry::every_line(open, &current.state, now);
    let row = |line: &SheetLine<'_>| {
        let note = format!("{}, {}", line.form(), line.stand.words());
        let title = match line.whose.as_str() {
            "" => format!("Sheet {number}"),
            whose => format!("Sheet {number}: {whose}"),
        };
        (
            1,
            found("sheet", title, note, "backentry", &crate::back_entry::key(line)),
        )
    };
    let same = |line: &&SheetLine<'_>| line.sheet_ref.code == number.as_str();
    lines.iter().filter(same).map(row).collect()
}

/// Finds anything.
pub fn find(station: &Station, request: FindQuery) -> Result<FoundView, ErrorView> {
    let now = station.now();
    let asked = Asked::new(&request.text);
    station.with(|open| {
        let mut rows = Vec::new();
        if asked.words.is_empty() {
            return Ok(FoundView { rows });
        }
        let open = &*open;
        best(sheets(open, &request.text, now).into_iter(), &mut rows);
        best(patients(open, &asked), &mut rows);
        best(cards(open, &asked), &mut rows);
        best(steps(open, &asked), &mut rows);
        best(roles(open, &asked), &mut rows);
        best(people(open, &asked).into_iter(), &mut rows);
        best(systems(open, &asked), &mut rows);
        best(contacts(open, &asked)?.into_iter(), &mut rows);
        let screens = SCREENS.iter().filter_map(|(screen, title)| {
            let fit = asked.fit(title)?;
            Some((
                fit,
                found("screen", (*title).to_owned(), "Screen".to_owned(), screen, ""),
            ))
        });
        best(screens, &mut rows);
        Ok(FoundView { rows })
    })
}
