//! Ctrl K: cards, steps, roles, colleagues and patients by a few letters, past accents, none of them crowding out another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use desk::Desk;
use serde_json::json;

/// Kind, title and where it leads.
fn found(desk: &Desk, text: &str) -> Vec<(String, String, String)> {
    let word = |row: &serde_json::Value, part: &str| row[part].as_str().unwrap().to_owned();
    desk.ask("find", json!({"text": text}))["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                word(row, "kind"),
                word(row, "title"),
                format!("{} {}", word(row, "screen"), word(row, "target")),
            )
        })
        .collect()
}

fn declared() -> Desk {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Night drill", "standby": false, "exercise": true}),
    );
    desk
}

#[test]
fn a_colleague_is_found_without_the_accents_and_leads_to_the_role() {
    let desk = declared();
    desk.ask(
        "role_assign",
        json!({"role": "loggist", "person": "Łukasz Wróblewski-Nguyễn", "contact": "bleep 12"}),
    );
    let rows = found(&desk, "lukasz wroblewski nguyen");
    let person = rows.iter().find(|(kind, ..)| kind == "person").unwrap();
    assert_eq!(person.1, "Łukasz Wróblewski-Nguyễn");
    assert_eq!(person.2, "roles loggist");
    assert!(found(&desk, "lukasz nobody").is_empty());
}

#[test]
fn a_step_is_found_by_its_words_and_leads_to_its_card() {
    let desk = declared();
    let card = desk.ask("card", json!({"id": "device-quarantine"}));
    let words = card["steps"][0]["text"].as_str().unwrap().to_owned();
    let rows = found(&desk, &words);
    assert!(
        rows.contains(&("step".into(), words, "cards device-quarantine".into())),
        "{rows:?}"
    );
}

#[test]
fn one_letter_gives_some_of_every_kind_and_never_more_than_eight() {
    let desk = declared();
    let rows = found(&desk, "a");
    for kind in ["patient", "card", "step", "role", "system", "screen"] {
        let n = rows.iter().filter(|(of, ..)| of == kind).count();
        assert!((1..=8).contains(&n), "{n} of kind {kind}");
    }
    assert!(found(&desk, "  ").is_empty());
}
