//! The cards of the bag as their keeper sees them: where each comes from, who vouches for it, when it is looked at again.

use battlebag_bag::{Bag, Card, CardKind, read_card};
use battlebag_incident::{ContentAct, ContentChange, Stamp};
use chrono::{Days, NaiveDate};

use crate::ErrorView;
use crate::content::{Layers, changes, layers, local_named};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{ContentRow, ContentVersion, ContentView, Nothing};
use crate::{bag_in_force, drafts};

/// Days before a review when it is worth saying.
const SOON_DAYS: u64 = 30;

/// The id of a card's path, if it is one.
pub(crate) fn id_of(path: &str) -> Option<&str> {
    path.strip_prefix("cards/")?.strip_suffix(".md")
}

/// The name under which what is typed of a file is kept.
pub(crate) fn draft_key(path: &str) -> String {
    format!("content.{path}")
}

/// "", "soon" or "due".
pub(crate) fn review_word(card: &Card, today: NaiveDate) -> &'static str {
    let soon = today.checked_add_days(Days::new(SOON_DAYS)).unwrap_or(today);
    if card.retired_on.is_some() || card.review_due > soon {
        ""
    } else if card.review_due <= today {
        "due"
    } else {
        "soon"
    }
}

/// "2 cards are due for review, 3 within 30 days"; none when all have time.
pub(crate) fn reviews_due(open: &Open, now: chrono::DateTime<chrono::Utc>) -> Option<String> {
    let today = open.clock.date(now);
    let of = |word: &str| {
        let cards = open.ready.cards.values();
        cards.filter(|card| review_word(card, today) == word).count()
    };
    match (of("due"), of("soon")) {
        (0, 0) => None,
        (0, soon) => Some(format!(
            "{soon} of the action cards are due for review within {SOON_DAYS} days"
        )),
        (due, soon) => Some(format!(
            "{due} of the action cards are due for review now, {soon} within {SOON_DAYS} days"
        )),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

pub(crate) fn row(
    open: &Open,
    layers: &Layers,
    card: &Card,
    today: NaiveDate,
) -> Result<ContentRow, ErrorView> {
    let path = format!("cards/{}.md", card.id);
    let under = layers.base.get(&path).is_some();
    let origin = match (layers.local.file.get(&path), under) {
        (None, _) => "shipped",
        (Some(_), false) => "added",
        (Some(local), true) if same_words(&path, layers.base.get(&path), &local.text) => "shipped",
        (Some(_), true) => "local",
    };
    let draft = draft_of(open, &path)?.is_some();
    Ok(ContentRow {
        id: card.id.clone(),
        number: card.number.clone(),
        title: card.title.clone(),
        kind: kind_word(card.kind).to_owned(),
        version: card.version.clone(),
        origin: origin.to_owned(),
        approved_by: card.approved_by.clone().unwrap_or_default(),
        approved_on: card.approved_on.map(day),
        review_due: day(card.review_due),
        review: review_word(card, today).to_owned(),
        retired_on: card.retired_on.map(day),
        retired_because: card.retired_because.clone(),
        base_changed: layers.local.base_changed(&layers.base, &path),
        draft,
        path,
    })
}

fn kind_word(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Role => "role",
        CardKind::Task => "task",
    }
}

/// A card without what a person says of it as a whole: approval, retirement, version.
pub(crate) fn words_of(card: &Card) -> Card {
    Card {
        version: String::new(),
        version_date: None,
        approved_by: None,
        approved_on: None,
        retired_on: None,
        retired_because: String::new(),
        ..card.clone()
    }
}

/// Whether two texts of a card say the same to whoever works it.
fn same_words(path: &str, under: Option<&[u8]>, text: &str) -> bool {
    let read = |text: &str| read_card(path, text).ok().map(|card| words_of(&card));
    let under = under
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(read);
    under.is_some() && under == read(text)
}

pub(crate) fn every_card(bag: &Bag) -> impl Iterator<Item = &Card> {
    bag.cards.values().chain(bag.retired.values())
}

/// Setting that names the cards which somebody has begun to write.
const BEGUN: &str = "content.begun";

/// What the person signed in has typed of a text and not saved.
pub(crate) fn draft_of(open: &Open, path: &str) -> Result<Option<String>, ErrorView> {
    let kept = open.home.draft_load(&drafts::kept_as(open, &draft_key(path)))?;
    Ok(kept.map(|draft| draft.text))
}

/// Keeps the first words of a new card as a draft, so that leaving the screen loses nothing.
pub(crate) fn begin(
    open: &mut Open,
    path: &str,
    text: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), ErrorView> {
    let name = drafts::kept_as(open, &draft_key(path));
    open.home.draft_save(&name, text, now.timestamp_millis())?;
    let mut begun = open.home.setting(BEGUN)?.unwrap_or_default();
    if !begun.lines().any(|line| line == path) {
        begun.push_str(path);
        begun.push('\n');
        open.home.set_setting(BEGUN, &begun)?;
    }
    Ok(())
}

/// New cards that the person signed in has begun and not saved.
fn begun(open: &Open, layers: &Layers) -> Result<Vec<String>, ErrorView> {
    let named = open.home.setting(BEGUN)?.unwrap_or_default();
    let files = layers.files();
    let mut paths = Vec::new();
    for path in named.lines().filter(|path| files.get(path).is_none()) {
        if draft_of(open, path)?.is_some() {
            paths.push(path.to_owned());
        }
    }
    Ok(paths)
}

/// The cards of the bag that the next incident works from.
pub fn list(station: &Station, _: Nothing) -> Result<ContentView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let layers = layers(&open.home)?;
        let mut rows = every_card(&open.ready)
            .map(|card| row(open, &layers, card, today))
            .collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|r| {
            (
                r.retired_on.is_some(),
                r.number.is_empty(),
                r.number.clone(),
                r.title.clone(),
            )
        });
        let imported = !layers.base_named.is_empty();
        let base = if imported {
            let from = changes(open)
                .filter(|(_, change)| change.act == ContentAct::Imported)
                .last();
            from.map_or_else(
                || "From a file".to_owned(),
                |(stamp, change)| {
                    format!(
                        "{} {}, signed by {}, taken in {} by {}",
                        change.item,
                        change.version,
                        change.by,
                        open.clock.day_and_time(stamp.occurred_at),
                        stamp.actor
                    )
                },
            )
        } else {
            format!("Shipped with Battlebag {}", env!("CARGO_PKG_VERSION"))
        };
        Ok(ContentView {
            rows,
            base,
            imported,
            local: count(layers.local.file.len()),
            begun: begun(open, &layers)?,
            fault: open.content_fault.clone(),
            incident: bag_in_force::of_incident(open),
            roles_without_card: open
                .ready
                .roles
                .iter()
                .filter(|role| role.card.is_none())
                .map(|role| role.id.clone())
                .collect(),
        })
    })
}

fn act_words(change: &ContentChange) -> String {
    let what = match change.act {
        ContentAct::Edited => "Edited",
        ContentAct::Added => "Written",
        ContentAct::Approved => "Approved",
        ContentAct::Retired => "Retired",
        ContentAct::Restored => "Handed out again",
        ContentAct::Reverted => "Back to the bag underneath",
        _ => "Changed",
    };
    let by = if change.by.is_empty() {
        String::new()
    } else {
        format!(" by {}", change.by)
    };
    let version = if change.version.is_empty() {
        String::new()
    } else {
        format!(", version {}", change.version)
    };
    format!("{what}{by}{version}")
}

pub(crate) fn versions(open: &Open, path: &str) -> Result<Vec<ContentVersion>, ErrorView> {
    let item = id_of(path).unwrap_or(path);
    let of_it: Vec<_> = changes(open).filter(|(_, change)| change.item == item).collect();
    let version = |(stamp, change): &(&Stamp, &ContentChange)| {
        let local = local_named(&open.home, &change.local)?;
        Ok(ContentVersion {
            said: act_words(change),
            by: stamp.actor.clone(),
            at: open.clock.rfc3339(stamp.occurred_at),
            because: change.because.clone(),
            text: local
                .file
                .get(path)
                .map(|file| file.text.clone())
                .unwrap_or_default(),
        })
    };
    of_it.iter().rev().map(version).collect()
}
