//! Find: a patient, card, role, system or screen by a few letters.

use crate::ErrorView;
use crate::patients::full_name;
use crate::station::{Open, Station};
use crate::views::{FindQuery, Found, FoundView};

/// Rows given at most.
const MOST: usize = 20;

const SCREENS: &[(&str, &str)] = &[
    ("now", "Now"),
    ("patients", "Patients"),
    ("systems", "Systems"),
    ("cards", "Cards"),
    ("roles", "Roles"),
    ("log", "Log"),
    ("messages", "Messages"),
    ("reports", "Reports"),
    ("paper", "Paper"),
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

/// Every word must be found somewhere in the text.
fn fits(words: &[String], text: &str) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|w| text.contains(w.as_str()))
}

fn patients(open: &Open, words: &[String], rows: &mut Vec<Found>) {
    let Some(census) = &open.census else { return };
    let digits: String = words
        .iter()
        .flat_map(|w| w.chars())
        .filter(char::is_ascii_digit)
        .collect();
    for p in &census.snapshot.patients {
        let bed = p.place.bay_and_bed().unwrap_or_default();
        let nhs = p.nhs_number.as_ref().map_or("", |n| n.digits.as_str());
        let native = p.name.native.as_deref().unwrap_or("");
        let local = p.local_id.as_deref().unwrap_or("");
        let text = format!("{} {} {} {} {local}", full_name(p), native, p.place.ward, bed);
        if fits(words, &text) || (digits.len() >= 4 && (nhs.contains(&digits) || local.contains(&digits))) {
            rows.push(found(
                "patient",
                full_name(p),
                format!("{} {bed}", p.place.ward),
                "patients",
                &p.id.0,
            ));
        }
        if rows.len() >= MOST {
            return;
        }
    }
}

fn contacts(open: &Open, words: &[String], rows: &mut Vec<Found>) -> Result<(), ErrorView> {
    for contact in crate::contacts::book(open)? {
        if fits(words, &format!("{} {} contact", contact.name, contact.what_for)) {
            let target = format!("contacts {}", crate::contacts::key(&contact));
            rows.push(found(
                "contact",
                contact.name.clone(),
                contact.ways(),
                "messages",
                &target,
            ));
        }
    }
    Ok(())
}

/// Finds anything.
pub fn find(station: &Station, request: FindQuery) -> Result<FoundView, ErrorView> {
    let words: Vec<String> = request
        .text
        .to_lowercase()
        .split_whitespace()
        .map(ToOwned::to_owned)
        .collect();
    station.with(|open| {
        let mut rows = Vec::new();
        if words.is_empty() {
            return Ok(FoundView { rows });
        }
        for (screen, title) in SCREENS.iter().filter(|(_, title)| fits(&words, title)) {
            rows.push(found(
                "screen",
                (*title).to_owned(),
                "Screen".to_owned(),
                screen,
                "",
            ));
        }
        for card in open
            .bag
            .cards
            .values()
            .filter(|c| fits(&words, &format!("{} {} {}", c.number, c.title, c.id)))
        {
            rows.push(found(
                "card",
                card.title.clone(),
                "Action card".to_owned(),
                "cards",
                &card.id,
            ));
        }
        for role in open
            .bag
            .roles
            .iter()
            .filter(|r| fits(&words, &format!("{} {}", r.title, r.title_us)))
        {
            rows.push(found(
                "role",
                role.title.clone(),
                "Role".to_owned(),
                "roles",
                &role.id,
            ));
        }
        for system in open
            .bag
            .systems
            .values()
            .filter(|s| fits(&words, &format!("{} {}", s.name, s.code)))
        {
            rows.push(found(
                "system",
                system.name.clone(),
                "System".to_owned(),
                "systems",
                &system.code.0,
            ));
        }
        for one in open
            .register
            .iter()
            .filter(|one| fits(&words, &format!("{} {} {}", one.name, one.id, one.class)))
        {
            rows.push(found(
                "system",
                one.name.clone(),
                "System".to_owned(),
                "systems",
                one.id.as_str(),
            ));
        }
        contacts(open, &words, &mut rows)?;
        patients(open, &words, &mut rows);
        rows.truncate(MOST);
        Ok(FoundView { rows })
    })
}
