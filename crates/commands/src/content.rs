//! The home's own content: the bag underneath (the one that came with the program, or one from a file), and what was written
//! here over it. Every change is an entry of the standing record; every text stays in the store under its hash.

use std::sync::Arc;

use battlebag_bag::{Bag, BagFiles, Card, Checked, Fault, Local, Severity};
use battlebag_incident::{Body, ContentChange};
use battlebag_store::{BlobHash, Home, SideWrite};

use crate::bag_in_force::{keep, kept_bag};
use crate::station::{Open, STANDING, Station};
use crate::views::Written;
use crate::{ErrorKind, ErrorView};

/// Setting that names the bag from a file that lies underneath; empty for the one that came with the program.
const BASE: &str = "content.base";
/// Setting that names what was written here, by its hash.
const LOCAL: &str = "content.local";
/// Setting that names the bag that was underneath when something was last written here.
const LAST_BASE: &str = "content.last_base";
/// Kind of what was written here, in the store.
const LOCAL_KIND: &str = "content.local";
/// Most faults told in one error.
const MOST_TOLD: usize = 20;

/// What the next incident works from, in its two layers.
#[derive(Debug, Clone)]
pub(crate) struct Layers {
    /// The bag underneath.
    pub base: BagFiles,
    /// Its hash in the store; empty for the one that came with the program.
    pub base_named: String,
    /// What was written here.
    pub local: Local,
}

impl Layers {
    /// The whole.
    pub(crate) fn files(&self) -> BagFiles {
        self.local.over(&self.base)
    }
}

fn shipped_is_broken(faults: &[Fault]) -> ErrorView {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    ErrorView::new(
        ErrorKind::Broken,
        format!("The bag built into Battlebag is faulty: {first}."),
        "Install Battlebag again from its own installer. The home was not touched.",
    )
}

fn named(home: &Home, setting: &str) -> Result<String, ErrorView> {
    Ok(home.setting(setting)?.unwrap_or_default())
}

/// What a hash of [`LOCAL_KIND`] names; nothing written here for an empty one.
pub(crate) fn local_named(home: &Home, hash: &str) -> Result<Local, ErrorView> {
    if hash.is_empty() {
        return Ok(Local::default());
    }
    Local::from_bytes(&home.get_blob(hash.parse()?)?).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::Broken,
            "The cards that were written here cannot be read.",
            "Use the version of Battlebag that wrote them, or restore a backup.",
        )
    })
}

/// The layers as they are set.
pub(crate) fn layers(home: &Home) -> Result<Layers, ErrorView> {
    let base_named = named(home, BASE)?;
    let base = match base_named.as_str() {
        "" => BagFiles::shipped(),
        hash => kept_bag(home, hash)?.files,
    };
    Ok(Layers {
        base,
        base_named,
        local: local_named(home, &named(home, LOCAL)?)?,
    })
}

/// The bag that the next incident of this home works from, and why it is not what was last set, or empty. A home is never
/// shut because of its content: what cannot be used is set aside and said.
pub(crate) fn of_home(home: &Home) -> Result<(Arc<Bag>, String), ErrorView> {
    let shipped = || Bag::shipped().map_err(|faults| shipped_is_broken(&faults));
    let layers = match layers(home) {
        Ok(layers) => layers,
        Err(error) => {
            let why = format!(
                "{} The shipped cards are in use until then. {}",
                error.what, error.next
            );
            return Ok((Arc::new(shipped()?), why));
        }
    };
    if layers.base_named.is_empty() && layers.local.is_empty() {
        return Ok((Arc::new(shipped()?), String::new()));
    }
    let faults = match Bag::from_files(&layers.files()) {
        Ok(bag) => return Ok((Arc::new(bag), String::new())),
        Err(faults) => faults,
    };
    let first = faults.iter().find(|fault| fault.severity == Severity::Error);
    let first = first.map(ToString::to_string).unwrap_or_default();
    // The program brought a newer bag that the cards written here do not fit: the older one stays underneath.
    let before = named(home, LAST_BASE)?;
    let old = (!before.is_empty())
        .then(|| kept_bag(home, &before))
        .transpose()?
        .and_then(|bag| Bag::from_bytes(&layers.local.over(&bag.files).pack()).ok());
    if let Some(bag) = old {
        let why = format!(
            "The cards written here do not fit the newer bag of the program, so the older bag stays in use. {first}"
        );
        return Ok((Arc::new(bag), why));
    }
    let why = format!("The cards written here cannot be used, so the shipped ones are. {first}");
    Ok((Arc::new(shipped()?), why))
}

/// Reads a bag, runs its rules and lays its cards out: what `battlebag bag check` does.
pub(crate) fn checked_whole(files: &BagFiles, today: Option<chrono::NaiveDate>) -> Checked {
    let checked = Bag::check_files(files, today);
    let found = checked.bag.as_ref().map(|bag| {
        let mut found = battlebag_priority::check_examples(bag);
        found.extend(battlebag_paper::card_faults(bag));
        found.extend(battlebag_paper::back_entry_faults(bag));
        found.extend(battlebag_paper::own_paper_faults(bag));
        found
    });
    checked.and(found.unwrap_or_default())
}

/// Reads a bag beside one that was checked whole when it came into use: of what is the same in both, rules are not run and cards
/// are not laid out again. A person waits for this.
pub(crate) fn checked_beside(
    files: &BagFiles,
    known: &BagFiles,
    today: Option<chrono::NaiveDate>,
) -> Checked {
    let checked = Bag::check_files(files, today);
    let Some(bag) = &checked.bag else { return checked };
    let same = |path: &str| files.get(path) == known.get(path);
    let is_words = |path: &str| matches!(path, "bag.toml" | "roles.toml" | "vocabulary.toml" | "words.toml");
    let paths = || files.iter().chain(known.iter()).map(|(path, _)| path);
    let same_words = paths().filter(|path| is_words(path)).all(same);
    let same_rules = paths()
        .filter(|path| !is_words(path) && !path.starts_with("cards/"))
        .all(same);
    let mut found = if same_rules {
        Vec::new()
    } else {
        battlebag_priority::check_examples(bag)
    };
    let other = |card: &&Card| !same_words || !same(&format!("cards/{}.md", card.id));
    let cards = bag.cards.values().filter(other);
    found.extend(cards.filter_map(|card| battlebag_paper::card_fault_on_paper(files, card)));
    found.extend(battlebag_paper::back_entry_faults(bag));
    if !same("local_paper.toml") {
        found.extend(battlebag_paper::own_paper_faults(bag));
    }
    checked.and(found)
}

/// All errors of a bag in one answer, each with its place; the bag in use stays in use.
pub(crate) fn refused(what: &str, faults: &[Fault]) -> ErrorView {
    let errors = || faults.iter().filter(|fault| fault.severity == Severity::Error);
    let all = errors().count();
    let mut told: Vec<String> = errors().take(MOST_TOLD).map(ToString::to_string).collect();
    if all > MOST_TOLD {
        told.push(format!("and {} more.", all - MOST_TOLD));
    }
    ErrorView::new(
        ErrorKind::BadInput,
        format!("{what}\n{}", told.join("\n")),
        "The bag in use stays in use. Mend these lines, then try again.",
    )
}

/// Brings layers into use: their bytes, the settings and the entry in one transaction. They were checked.
pub(crate) fn bring_in(
    station: &Station,
    open: &mut Open,
    layers: &Layers,
    mut change: ContentChange,
    said: String,
) -> Result<Written, ErrorView> {
    let now = station.now();
    let files = layers.files();
    let bag =
        Bag::from_files(&files).map_err(|faults| refused("The bag was not taken into use.", &faults))?;
    let setting = |name: &str, value: &str| SideWrite::Setting {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let local = layers.local.to_bytes();
    change.bag = hex::encode(bag.hash);
    change.local = if layers.local.is_empty() {
        String::new()
    } else {
        BlobHash::of(&local).to_string()
    };
    let mut side = vec![
        setting(BASE, &layers.base_named),
        setting(LOCAL, &change.local),
        setting(LAST_BASE, &hex::encode(layers.base.hash())),
        SideWrite::Blob {
            kind: crate::bag_in_force::KIND.to_owned(),
            label: bag.manifest.version.clone(),
            bytes: layers.base.pack(),
            kept_at: now.timestamp_millis(),
        },
        keep(&bag, now),
    ];
    if !layers.local.is_empty() {
        side.push(SideWrite::Blob {
            kind: LOCAL_KIND.to_owned(),
            label: format!("{} files", layers.local.file.len()),
            bytes: local,
            kept_at: now.timestamp_millis(),
        });
    }
    let body = Body::ContentChanged(change);
    let number = station.record_in(open, STANDING, &body, now, &side)?;
    open.ready = Arc::new(bag);
    open.content_fault.clear();
    open.find_bag();
    if open.census.is_none() {
        open.find_register()?;
        open.find_census()?;
    }
    Ok(Written {
        number,
        at: open.clock.rfc3339(now),
        said,
    })
}

/// Every change of the content so far, oldest first.
pub(crate) fn changes(open: &Open) -> impl Iterator<Item = (&battlebag_incident::Stamp, &ContentChange)> {
    open.standing.iter().filter_map(|entry| match entry.said()? {
        (stamp, Body::ContentChanged(change)) => Some((stamp, change)),
        _ => None,
    })
}
