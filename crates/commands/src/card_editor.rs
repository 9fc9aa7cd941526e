//! Cards written by the hospital: opened, looked at while they are typed, saved, approved, retired; no programmer needed.

use battlebag_bag::card_text::{card_text, next_version, with_day, with_words, without_fact};
use battlebag_bag::difference::text_difference;
use battlebag_bag::{Bag, BagFiles, Card, CardKind, Severity, read_card};
use battlebag_incident::{ContentAct, ContentChange};
use chrono::{Months, NaiveDate};

use crate::bag::fault;
use crate::bag_compare::line_view;
use crate::content::{bring_in, checked_beside, layers, refused};
use crate::content_list::{begin, draft_of, every_card, id_of, row, versions, words_of};
use crate::own::{is_own, may_replace};
use crate::session::required;
use crate::station::{Open, Station};
use crate::views::{
    ApproveContent, ContentKey, ContentLook, ContentText, ContentTyped, NewCard, SaveContent, TurnContent,
    Written,
};
use crate::{ErrorKind, ErrorView, paper_context};

/// Months after which a new card is looked at again.
const REVIEW_MONTHS: u32 = 12;

/// Cards, roles and what a hospital sets about its own paper are edited here.
fn path_of(path: &str) -> Result<&str, ErrorView> {
    let path = path.trim();
    let plain = |id: &str| {
        !id.is_empty()
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if path == "roles.toml" || is_own(path) || id_of(path).is_some_and(plain) {
        return Ok(path);
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        format!("{path} is not edited here."),
        "Cards are cards/NAME.md, in small letters, digits and hyphens; roles are roles.toml; your own paper is local_paper.toml, back_entry.toml and gravity.toml.",
    ))
}

pub(crate) fn text_at(files: &BagFiles, path: &str) -> Option<String> {
    files
        .get(path)
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

/// A text of the bag, with what lies underneath and what it was before.
pub fn open_text(station: &Station, request: ContentKey) -> Result<ContentText, ErrorView> {
    let path = path_of(&request.path)?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let layers = layers(&open.home)?;
        let begun = draft_of(open, path)?;
        let text = text_at(&layers.files(), path).or(begun).ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                format!("The bag has no {path}."),
                "See the list of cards, or write a new one.",
            )
        })?;
        let card = id_of(path).and_then(|id| every_card(&open.ready).find(|card| card.id == id));
        Ok(ContentText {
            path: path.to_owned(),
            under: text_at(&layers.base, path),
            row: card.map(|card| row(open, &layers, card, today)).transpose()?,
            versions: versions(open, path)?,
            text,
        })
    })
}

/// "Ward pharmacist, nights" → "ward-pharmacist-nights".
fn id_from(title: &str) -> String {
    let words = battlebag_bag::words::folded_words(title);
    let id: String = words
        .join("-")
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    id.trim_matches('-').chars().take(60).collect()
}

/// The text of a card that nobody has written yet: every part is there to be filled in, and the check names what is missing.
pub fn new_card(station: &Station, request: NewCard) -> Result<ContentText, ErrorView> {
    let title = required(&request.title, "the card's title")?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let id = id_from(&title);
        let path = format!("cards/{id}.md");
        path_of(&path)?;
        if layers(&open.home)?.files().get(&path).is_some() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("There is a card {id} already."),
                "Give this one another title, or open that one.",
            ));
        }
        let role = open.ready.role(request.role.trim());
        let above = role.and_then(|role| open.ready.role(role.reports_to.as_deref()?));
        let card = Card {
            id,
            number: String::new(),
            kind: if request.kind == "role" {
                CardKind::Role
            } else {
                CardKind::Task
            },
            title,
            version: "1".to_owned(),
            version_date: Some(today),
            approved_by: None,
            approved_on: None,
            review_due: today
                .checked_add_months(Months::new(REVIEW_MONTHS))
                .unwrap_or(today),
            retired_on: None,
            retired_because: String::new(),
            role: role.map(|role| role.id.clone()),
            mission: String::new(),
            reports_to: above.map(|above| above.spoken().to_owned()).unwrap_or_default(),
            supervises: Vec::new(),
            triggers: Vec::new(),
            systems: Vec::new(),
            location: Vec::new(),
            reach_by: vec!["Runner".to_owned()],
            min_grade: role
                .and_then(|role| role.grades.last().cloned())
                .unwrap_or_default(),
            tabard: role.map_or_else(|| "None".to_owned(), |role| role.tabard.clone()),
            steps: Vec::new(),
            do_not: Vec::new(),
            escalate_if: Vec::new(),
            equipment: Vec::new(),
            see: Vec::new(),
            forms: Vec::new(),
            evidence: Vec::new(),
        };
        let body =
            "\n## First 15 minutes\n\n1. \n\n## Do not\n\n- \n\n## Escalate if\n\n- \n\n## Equipment\n\n- \n";
        let text = card_text(&card) + body;
        begin(open, &path, &text, now)?;
        Ok(ContentText {
            path,
            text,
            under: None,
            row: None,
            versions: Vec::new(),
        })
    })
}

/// What is typed so far: its faults by line, its printed side, how it differs from the bag underneath.
pub fn look(station: &Station, request: ContentTyped) -> Result<ContentLook, ErrorView> {
    let path = path_of(&request.path)?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let layers = layers(&open.home)?;
        let files = layers
            .local
            .with(&layers.base, path, &request.text)
            .over(&layers.base);
        let checked = Bag::check_files(&files, Some(today));
        let mut found = checked.faults;
        let (mut page, id) = (String::new(), id_of(path));
        let in_bag = id.and_then(|id| {
            let bag = checked.bag.as_ref()?;
            bag.cards.get(id).or_else(|| bag.retired.get(id)).cloned()
        });
        let card = in_bag.or_else(|| id.and_then(|_| read_card(path, &request.text).ok()));
        if let Some(card) = &card {
            let context = paper_context::preview(open, now);
            match battlebag_paper::card_preview(&context, card) {
                Ok(svg) => page = svg,
                Err(error) => found.push(battlebag_paper::card_layout_fault(&files, card, &error)),
            }
        }
        // This file first; what is wrong elsewhere because of it comes after.
        found.sort_by_key(|fault| fault.file != path);
        let under = text_at(&layers.base, path).unwrap_or_default();
        Ok(ContentLook {
            usable: found.iter().all(|fault| fault.severity != Severity::Error),
            faults: found.iter().map(fault).collect(),
            page,
            difference: text_difference(&under, &request.text)
                .into_iter()
                .map(line_view)
                .collect(),
        })
    })
}

/// A text that has other words than before is another version, and nobody has approved it yet.
fn as_new_version(path: &str, before: Option<&str>, text: &str, today: NaiveDate) -> (String, bool) {
    let (Some(was), Ok(is)) = (
        before.and_then(|text| read_card(path, text).ok()),
        read_card(path, text),
    ) else {
        return (text.to_owned(), false);
    };
    if words_of(&was) == words_of(&is) {
        return (text.to_owned(), false);
    }
    let mut text = text.to_owned();
    if was.version == is.version {
        text = with_words(&text, "version", &next_version(&is.version));
        text = with_day(&text, "version_date", today);
    }
    let approved =
        is.approved_by.is_some() && (&was.approved_by, was.approved_on) == (&is.approved_by, is.approved_on);
    if approved {
        text = without_fact(&without_fact(&text, "approved_by"), "approved_on");
    }
    (text, approved)
}

/// Checks layers with another text for a file and brings them in.
pub(crate) fn put(
    station: &Station,
    open: &mut Open,
    (path, text): (&str, &str),
    mut change: ContentChange,
    said: String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    let mut layers = layers(&open.home)?;
    layers.local = layers.local.with(&layers.base, path, text);
    let today = open.clock.date(now);
    let id = id_of(path);
    let checked = checked_beside(&layers.files(), &open.ready.files, Some(today));
    let Some(bag) = checked.bag else {
        return Err(refused(
            "Nothing was saved: the bag would have errors.",
            &checked.faults,
        ));
    };
    id.unwrap_or(path).clone_into(&mut change.item);
    let card = id.and_then(|id| every_card(&bag).find(|card| card.id == id));
    change.version = card.map(|card| card.version.clone()).unwrap_or_default();
    let said = match &*change.version {
        "" => said,
        version => format!("{said}, version {version}"),
    };
    bring_in(station, open, &layers, change, said)
}

/// Saves a text: checked, as a version of its own, in use from the next incident.
pub fn save(station: &Station, request: SaveContent) -> Result<Written, ErrorView> {
    let path = path_of(&request.path)?.to_owned();
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let layers = layers(&open.home)?;
        let before = text_at(&layers.files(), &path);
        if before.as_deref() == Some(&request.text) {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "It says so already.",
                "Nothing was changed.",
            ));
        }
        if is_own(&path) {
            may_replace(open, &layers, (&path, &request.text), &request.because, today)?;
        }
        let (text, unapproved) = as_new_version(&path, before.as_deref(), &request.text, today);
        let act = if before.is_some() {
            ContentAct::Edited
        } else {
            ContentAct::Added
        };
        let mut said = format!("{path} saved");
        if unapproved {
            said.push_str("; its approval was of the words before, so it has to be approved again");
        }
        let change = ContentChange {
            act,
            because: request.because.trim().to_owned(),
            ..ContentChange::default()
        };
        put(station, open, (&path, &text), change, said)
    })
}

/// The text and the card at a path.
fn card_at(open: &Open, path: &str) -> Result<(String, Card), ErrorView> {
    let missing = || {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("The bag has no card {path}."),
            "See the list of cards.",
        )
    };
    let text = text_at(&layers(&open.home)?.files(), path).ok_or_else(missing)?;
    let card = read_card(path, &text).map_err(|_| missing())?;
    Ok((text, card))
}

/// Vouches for a card as it stands, by name and day.
pub fn approve(station: &Station, request: ApproveContent) -> Result<Written, ErrorView> {
    let path = path_of(&request.path)?.to_owned();
    let by = required(&request.by, "who approves it: name and role")?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let on = match request.on.trim() {
            "" => today,
            on => on.parse().map_err(|_| {
                ErrorView::new(
                    ErrorKind::BadInput,
                    format!("{on} is no day."),
                    "Write it as 2026-11-30.",
                )
            })?,
        };
        if on > today {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("{on} is later than today."),
                "Give the day it was approved.",
            ));
        }
        let (text, card) = card_at(open, &path)?;
        let text = with_day(&with_words(&text, "approved_by", &by), "approved_on", on);
        let change = ContentChange {
            act: ContentAct::Approved,
            by: by.clone(),
            ..ContentChange::default()
        };
        let said = format!("{} approved by {by}", card.heading());
        put(station, open, (&path, &text), change, said)
    })
}

/// Takes a card out of use; it stays in the bag.
pub fn retire(station: &Station, request: TurnContent) -> Result<Written, ErrorView> {
    let path = path_of(&request.path)?.to_owned();
    let because = required(&request.because, "why the card is retired")?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let (text, card) = card_at(open, &path)?;
        if card.retired_on.is_some() {
            return Err(battlebag_incident::Refusal::Already {
                what: "the card is retired",
            }
            .into());
        }
        let text = with_words(&with_day(&text, "retired_on", today), "retired_because", &because);
        let change = ContentChange {
            act: ContentAct::Retired,
            because,
            ..ContentChange::default()
        };
        let said = format!("{} is not handed out any more", card.heading());
        put(station, open, (&path, &text), change, said)
    })
}

/// Takes a retired card into use again.
pub fn restore(station: &Station, request: TurnContent) -> Result<Written, ErrorView> {
    let path = path_of(&request.path)?.to_owned();
    station.with(|open| {
        let (text, card) = card_at(open, &path)?;
        if card.retired_on.is_none() {
            return Err(battlebag_incident::Refusal::Already {
                what: "the card is handed out",
            }
            .into());
        }
        let text = without_fact(&without_fact(&text, "retired_on"), "retired_because");
        let change = ContentChange {
            act: ContentAct::Restored,
            because: request.because.trim().to_owned(),
            ..ContentChange::default()
        };
        let said = format!("{} is handed out again", card.heading());
        put(station, open, (&path, &text), change, said)
    })
}

/// Lets the card of the bag underneath stand again.
pub fn revert(station: &Station, request: TurnContent) -> Result<Written, ErrorView> {
    let path = path_of(&request.path)?.to_owned();
    station.with(|open| {
        let layers = layers(&open.home)?;
        if !layers.local.file.contains_key(&path) {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{path} is the text of the bag underneath already."),
                "Nothing was changed.",
            ));
        }
        let Some(under) = text_at(&layers.base, &path) else {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{path} was written here: the bag underneath has no such card."),
                "Retire it instead; its words stay.",
            ));
        };
        let change = ContentChange {
            act: ContentAct::Reverted,
            because: request.because.trim().to_owned(),
            ..ContentChange::default()
        };
        put(
            station,
            open,
            (&path, &under),
            change,
            format!("{path} is the text of the bag underneath again"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_title() {
        assert_eq!(id_from("Ward pharmacist, nights"), "ward-pharmacist-nights");
        assert_eq!(id_from("Öffnung & Übergabe (2)"), "oeffnung-uebergabe-2");
    }

    #[test]
    fn other_words_are_another_version_and_nobody_approved_it() {
        let path = "cards/loggist.md";
        let text = String::from_utf8(BagFiles::shipped().get(path).unwrap().to_vec()).unwrap();
        let today = "2026-12-01".parse().unwrap();
        let approved = with_day(
            &with_words(&text, "approved_by", "A. Example"),
            "approved_on",
            today,
        );
        assert_eq!(
            as_new_version(path, Some(&text), &approved, today),
            (approved.clone(), false),
            "an approval is no other version"
        );
        let edited = approved.replacen("## Do not\n\n", "## Do not\n\n- Sleep.\n", 1);
        let (saved, unapproved) = as_new_version(path, Some(&approved), &edited, today);
        let card = read_card(path, &saved).unwrap();
        assert!(unapproved);
        assert_eq!(card.approved_by, None);
        assert_eq!(card.version_date, Some(today));
        assert!(card.version.ends_with("-1"), "{}", card.version);
    }
}
