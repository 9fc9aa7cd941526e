//! The bag that counts: an incident works from the one that was in use when it opened, whatever the home or the program have
//! by now; a newer one is taken in by a person, as an entry.

use std::sync::Arc;

use battlebag_bag::Bag;
use battlebag_incident::{Body, StepMoved, steps_moved};
use battlebag_store::{Home, SideWrite};
use chrono::{DateTime, Utc};

use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{IncidentBag, Nothing, StepMoves, Written};
use crate::{ErrorKind, ErrorView};

/// Fingerprint of the source that turns a log, a census and a bag into a list (`build.rs`). Another fingerprint may rank
/// otherwise, so the log says which one was in use.
pub(crate) const METHOD: &str = env!("BATTLEBAG_METHOD");

/// Kind of a kept bag in the store.
pub(crate) const KIND: &str = "bag";

/// The bag that an entry names, out of the store: its hash is the hash of its packed bytes.
pub(crate) fn kept_bag(home: &Home, hash: &str) -> Result<Bag, ErrorView> {
    Bag::from_bytes(&home.get_blob(hash.parse()?)?).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::Broken,
            format!("The bag that was in use then cannot be read by this version: {first}."),
            "Use the version of Battlebag that the log names.",
        )
    })
}

impl Open {
    /// Takes the bag of the incident on screen into use; without an incident, the home's.
    pub(crate) fn find_bag(&mut self) {
        let named = self.current.as_ref().and_then(|c| c.state.bag.clone());
        self.bag_fault.clear();
        let bag = match named {
            Some((hash, _)) if hash == hex::encode(self.bag.hash) => return,
            Some((hash, version)) if hash != hex::encode(self.ready.hash) => {
                match kept_bag(&self.home, &hash) {
                    Ok(bag) => Arc::new(bag),
                    Err(error) => {
                        self.bag_fault = format!("Bag {version} is named by this incident. {}", error.what);
                        Arc::clone(&self.ready)
                    }
                }
            }
            _ => Arc::clone(&self.ready),
        };
        if bag.hash != self.bag.hash {
            // What was worked out by the other bag is worked out again.
            self.census = None;
            self.ranking = None;
            self.past = None;
        }
        self.bag = bag;
    }
}

fn adopted(bag: &Bag, moved: Vec<StepMoved>) -> Body {
    Body::BagAdopted {
        bag: hex::encode(bag.hash),
        version: bag.manifest.version.clone(),
        method: METHOD.to_owned(),
        moved,
    }
}

/// The packed bag, to be kept in the transaction that names it.
pub(crate) fn keep(bag: &Bag, now: DateTime<Utc>) -> SideWrite {
    SideWrite::Blob {
        kind: KIND.to_owned(),
        label: bag.manifest.version.clone(),
        bytes: bag.to_bytes(),
        kept_at: now.timestamp_millis(),
    }
}

/// Says in the log, when it does not say so yet, which bag a new incident works from. An incident that has its bag keeps
/// it; after another version of the program was installed in its midst, the log says by which rules it is ranked now.
pub(crate) fn adopt(station: &Station, open: &mut Open, now: DateTime<Utc>) -> Result<(), ErrorView> {
    open.find_bag();
    let known = open.current.as_ref().is_none_or(|c| {
        let same = c.state.bag.is_some() && c.state.method == METHOD;
        same || c.state.life.is_over() || !open.bag_fault.is_empty()
    });
    if known {
        return Ok(());
    }
    let bag = Arc::clone(&open.bag);
    station.record(open, &adopted(&bag, Vec::new()), now, &[keep(&bag, now)])?;
    Ok(())
}

/// Which bag the incident works from, and what would become of its ticks with the newer one. None without an incident that
/// still runs.
pub(crate) fn of_incident(open: &Open) -> Option<IncidentBag> {
    let current = open.current.as_ref().filter(|c| !c.state.life.is_over())?;
    let newer = open.ready.hash != open.bag.hash;
    let moved = if newer {
        steps_moved(&current.state, &open.bag, &open.ready)
    } else {
        Vec::new()
    };
    let heading = |card: &str| {
        let card = open.bag.cards.get(card).or_else(|| open.ready.cards.get(card));
        card.map(battlebag_bag::Card::heading)
    };
    Some(IncidentBag {
        incident: current.state.title.clone(),
        version: open.bag.manifest.version.clone(),
        hash: open.bag.short_hash(),
        newer,
        moves: moved
            .into_iter()
            .map(|one| StepMoves {
                card: heading(&one.card).unwrap_or(one.card),
                from: one.from,
                to: one.to,
                words: one.words,
            })
            .collect(),
        fault: open.bag_fault.clone(),
    })
}

/// Takes the home's newer bag into use in the incident on screen. Ticks go with the words of their steps.
pub fn take_newer(station: &Station, _: Nothing) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let current = open.incident()?;
        if current.state.life.is_over() {
            return Err(battlebag_incident::Refusal::StoodDown.into());
        }
        if open.ready.hash == open.bag.hash {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "This incident works from the newest content already.",
                "Nothing was changed.",
            ));
        }
        let bag = Arc::clone(&open.ready);
        let moved = steps_moved(&current.state, &open.bag, &bag);
        let lost = count(moved.iter().filter(|one| one.to.is_none()).count());
        let said = match lost {
            0 => format!(
                "This incident works from bag {} from now on",
                bag.manifest.version
            ),
            n => format!(
                "This incident works from bag {} from now on; {n} ticked steps are no longer in it",
                bag.manifest.version
            ),
        };
        let body = adopted(&bag, moved);
        let act = crate::station::Act::plain(std::slice::from_ref(&body), now);
        let written = station.write(open, &act, &[keep(&bag, now)], |_| said)?;
        open.find_bag();
        open.find_register()?;
        open.find_census()?;
        Ok(written)
    })
}
