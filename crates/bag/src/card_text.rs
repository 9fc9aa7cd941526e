//! A card as text: written whole from its parts, and single facts of its front matter changed in place.

use std::fmt::Write as _;

use crate::card::{Card, CardKind, Phase, Step};

/// Headings of the phases.
fn heading(phase: Phase) -> &'static str {
    match phase {
        Phase::Standby => "Standby",
        Phase::First15 => "First 15 minutes",
        Phase::FirstHour => "First hour",
        Phase::Ongoing => "Ongoing",
        Phase::StandDown => "Stand down",
    }
}

/// A basic string of TOML: one line whatever the text is, and JSON too, so that a form can read it line by line.
fn string(text: &str) -> String {
    let mut said = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => said.push_str("\\\""),
            '\\' => said.push_str("\\\\"),
            '\n' => said.push_str("\\n"),
            '\r' => said.push_str("\\r"),
            '\t' => said.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(said, "\\u{:04X}", u32::from(control));
            }
            letter => said.push(letter),
        }
    }
    said.push('"');
    said
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| string(item)).collect();
    format!("[{}]", items.join(", "))
}

fn step_line(step: &Step) -> String {
    let mut marks = Vec::new();
    if let Some(due) = step.due_min {
        marks.push(format!("due {due}"));
    }
    if step.critical {
        marks.push("critical".to_owned());
    }
    if step.second_person {
        marks.push("second person".to_owned());
    }
    let marks = if marks.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", marks.join(", "))
    };
    format!("{}. {}{marks}\n", step.number, step.text)
}

/// A card as its file says it. What it is read back to is the card.
pub fn card_text(card: &Card) -> String {
    let mut text = String::from("+++\n");
    let mut fact = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    if !card.number.is_empty() {
        fact("number", string(&card.number));
    }
    fact("title", string(&card.title));
    let kind = match card.kind {
        CardKind::Role => "role",
        CardKind::Task => "task",
    };
    fact("kind", string(kind));
    if let Some(role) = &card.role {
        fact("role", string(role));
    }
    fact("version", string(&card.version));
    if let Some(day) = card.version_date {
        fact("version_date", day.to_string());
    }
    if let Some(by) = &card.approved_by {
        fact("approved_by", string(by));
    }
    if let Some(day) = card.approved_on {
        fact("approved_on", day.to_string());
    }
    fact("review_due", card.review_due.to_string());
    if let Some(day) = card.retired_on {
        fact("retired_on", day.to_string());
    }
    if !card.retired_because.is_empty() {
        fact("retired_because", string(&card.retired_because));
    }
    fact("mission", string(&card.mission));
    fact("reports_to", string(&card.reports_to));
    let codes: Vec<String> = card.systems.iter().map(|code| code.0.clone()).collect();
    for (key, items, always) in [
        ("supervises", &card.supervises, false),
        ("triggers", &card.triggers, true),
        ("systems", &codes, false),
        ("location", &card.location, true),
        ("reach_by", &card.reach_by, true),
    ] {
        if always || !items.is_empty() {
            fact(key, list(items));
        }
    }
    fact("min_grade", string(&card.min_grade));
    fact("tabard", string(&card.tabard));
    for (key, items) in [
        ("see", &card.see),
        ("forms", &card.forms),
        ("evidence", &card.evidence),
    ] {
        if !items.is_empty() {
            fact(key, list(items));
        }
    }
    text.push_str("+++\n");
    body(&mut text, card);
    text
}

fn body(text: &mut String, card: &Card) {
    let mut phase = None;
    for step in &card.steps {
        if phase != Some(step.phase) {
            let _ = write!(text, "\n## {}\n\n", heading(step.phase));
            phase = Some(step.phase);
        }
        text.push_str(&step_line(step));
    }
    for (name, items) in [
        ("Do not", &card.do_not),
        ("Escalate if", &card.escalate_if),
        ("Equipment", &card.equipment),
    ] {
        if !items.is_empty() {
            let _ = write!(text, "\n## {name}\n\n");
            for item in items {
                let _ = writeln!(text, "- {item}");
            }
        }
    }
}

/// The value of one fact of the front matter as it is written; none when it is not there on a line of its own.
pub fn front_value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let front = text.split_once("+++")?.1.split_once("\n+++")?.0;
    front.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then_some(value.trim())
    })
}

/// The text with one fact of its front matter set, or taken away; everything else stays to the letter. `value` is in quotes
/// already or a day.
fn with_front(text: &str, key: &str, value: Option<&str>) -> String {
    let mut out = String::with_capacity(text.len() + 40);
    let (mut fences, mut placed) = (0, false);
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_end() == "+++";
        fences += u32::from(is_fence);
        let named = line.split_once('=').is_some_and(|(name, _)| name.trim() == key);
        if fences == 1 && named {
            if let Some(value) = value.filter(|_| !placed) {
                let _ = writeln!(out, "{key} = {value}");
                placed = true;
            }
            continue;
        }
        if let Some(value) = value.filter(|_| is_fence && fences == 2 && !placed) {
            let _ = writeln!(out, "{key} = {value}");
        }
        out.push_str(line);
    }
    out
}

/// The text with a fact set to words.
pub fn with_words(text: &str, key: &str, words: &str) -> String {
    with_front(text, key, Some(&string(words)))
}

/// The text with a fact set to a day.
pub fn with_day(text: &str, key: &str, day: chrono::NaiveDate) -> String {
    with_front(text, key, Some(&day.to_string()))
}

/// The text without a fact.
pub fn without_fact(text: &str, key: &str) -> String {
    with_front(text, key, None)
}

/// The version after this one, of a hospital's own: "1.1" → "1.1-1" → "1.1-2".
pub fn next_version(version: &str) -> String {
    let own = version
        .rsplit_once('-')
        .and_then(|(base, own)| Some((base, own.parse::<u32>().ok()?)));
    match own {
        Some((base, own)) => format!("{base}-{}", own.saturating_add(1)),
        None => format!("{version}-1"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BagFiles, read_card};
    use proptest::prelude::*;

    fn shipped() -> impl Iterator<Item = (String, String)> {
        let files = BagFiles::shipped();
        let cards: Vec<_> = files
            .iter()
            .filter(|(path, _)| path.starts_with("cards/"))
            .map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap()))
            .collect();
        cards.into_iter()
    }

    #[test]
    fn every_shipped_card_is_itself_when_it_is_written_again() {
        for (path, text) in shipped() {
            let card = read_card(&path, &text).unwrap();
            assert_eq!(read_card(&path, &card_text(&card)).unwrap(), card, "{path}");
        }
    }

    #[test]
    fn a_fact_is_changed_and_nothing_else() {
        let (path, text) = shipped().next().unwrap();
        let day = "2026-11-30".parse().unwrap();
        let approved = with_day(
            &with_words(&text, "approved_by", "Dr \"A\" Example"),
            "approved_on",
            day,
        );
        let card = read_card(&path, &approved).unwrap();
        assert_eq!(card.approved_by.as_deref(), Some("Dr \"A\" Example"));
        assert_eq!(card.approved_on, Some(day));
        assert_eq!(
            without_fact(&without_fact(&approved, "approved_by"), "approved_on"),
            text
        );
        assert_eq!(front_value(&approved, "approved_on"), Some("2026-11-30"));
        assert_eq!(
            with_words(&text, "version", "9"),
            text.replacen(front_value(&text, "version").unwrap(), "\"9\"", 1)
        );
    }

    #[test]
    fn a_hospitals_own_version_goes_up() {
        assert_eq!(
            ["1.1", "1.1-1", "1.1-9", "2-b"].map(next_version),
            ["1.1-1", "1.1-2", "1.1-10", "2-b-1"]
        );
    }

    fn words() -> impl Strategy<Value = String> {
        "[A-Za-zäéß0-9\"'\\\\,;: ]{0,30}[A-Za-z0-9]"
            .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .prop_filter("begins as words", |text| !text.is_empty())
    }

    fn lists() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(words(), 1..4)
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = (words(), any::<bool>(), any::<bool>());
        proptest::collection::vec(step, 1..12).prop_map(|steps| {
            let many = steps.len();
            let step = |(at, (text, critical, second)): (usize, (String, bool, bool))| Step {
                number: u32::try_from(at + 1).unwrap(),
                text,
                phase: [Phase::First15, Phase::FirstHour, Phase::Ongoing][at * 3 / many],
                due_min: (at * 3 / many < 2).then(|| u32::try_from(at / 2 + at * 3 / many * 15).unwrap()),
                critical,
                second_person: critical && second,
            };
            steps.into_iter().enumerate().map(step).collect()
        })
    }

    proptest! {
        #[test]
        fn a_card_that_is_written_is_read_back_as_it_was(
            title in words(),
            facts in (lists(), lists(), lists(), words()),
            steps in steps(),
            never in lists(),
            approved in proptest::option::of(words()),
        ) {
            let (path, text) = shipped().next().unwrap();
            let shipped = read_card(&path, &text).unwrap();
            let day = "2026-11-30".parse().unwrap();
            let (triggers, location, evidence, retired_because) = facts;
            let card = Card {
                title,
                triggers,
                location,
                evidence,
                retired_on: approved.is_some().then_some(day),
                retired_because,
                steps,
                do_not: never,
                approved_on: approved.as_ref().map(|_| day),
                approved_by: approved,
                ..shipped
            };
            prop_assert_eq!(read_card(&path, &card_text(&card)), Ok(card));
        }
    }
}
