//! The content that an incident works from: the bag that was in force when it opened, until somebody takes a newer one.
//!
//! A tick is kept by card and number. When a newer bag numbers its steps otherwise, the entry that takes it into use says
//! which tick goes where, so that the fold needs no bag and a tick never lands on other words.

use battlebag_bag::{Bag, Card};
use serde::{Deserialize, Serialize};

use crate::state::{Incident, StepMark};

/// A step with ticks whose number is another in a newer bag, or that is no longer in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepMoved {
    /// Card id.
    pub card: String,
    /// Its number until now.
    pub from: u32,
    /// Its number from now on; none when no step of the card says the same any more.
    pub to: Option<u32>,
    /// Its words until now.
    pub words: String,
}

/// Ticks on a step that the bag in use no longer has: they stay where people can see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftStep {
    /// Card id.
    pub card: String,
    /// The number it had.
    pub step: u32,
    /// The words it had.
    pub words: String,
    /// Its ticks, oldest first.
    pub marks: Vec<StepMark>,
}

/// What was done with the content of a home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentAct {
    /// A card or the roles got other words here.
    #[default]
    Edited,
    /// A card was written here.
    Added,
    /// Somebody vouches for a card by name and day.
    Approved,
    /// A card is not handed out any more.
    Retired,
    /// A retired card is handed out again.
    Restored,
    /// The card of the bag underneath stands again; what was written here is kept as an older version.
    Reverted,
    /// A bag from a file took the place of the one underneath.
    Imported,
    /// The bag that came with the program took its place.
    ShippedTaken,
    /// Bags signed with a key are taken from now on.
    KeyTrusted,
    /// Bags signed with a key are no longer taken.
    KeyDistrusted,
}

/// A change of the content of this home: it counts for the next incident, and for one that takes it into use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentChange {
    /// What was done.
    pub act: ContentAct,
    /// To what: a card id, the name of a bag, the owner of a key.
    pub item: String,
    /// The version that it has now.
    pub version: String,
    /// By whom, where that is not who typed it: who approves, who signed a bag.
    pub by: String,
    /// Why, or how it is known.
    pub because: String,
    /// The whole bag from now on, hex.
    pub bag: String,
    /// What is written here over the bag underneath, hex; empty when nothing is.
    pub local: String,
    /// The key, as minisign writes it.
    pub key: String,
}

/// The contact book is another from here on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsChanged {
    /// The whole book, content hash, hex.
    pub book: String,
    /// How many are in it.
    pub contacts: u32,
    /// What was done, in words.
    pub change: String,
}

/// The number of the step of `card` that says what `words` say; the same number where several do.
fn step_that_says(card: &Card, words: &str, number: u32) -> Option<u32> {
    let same = |text: &str| text.trim().eq_ignore_ascii_case(words.trim());
    let mut found = card.steps.iter().filter(|step| same(&step.text));
    let first = found.next()?.number;
    let still = first == number || found.any(|step| step.number == number);
    Some(if still { number } else { first })
}

/// Which ticks move when an incident goes on with another bag.
pub fn steps_moved(incident: &Incident, before: &Bag, after: &Bag) -> Vec<StepMoved> {
    let ticked = incident.steps.iter().filter(|(_, marks)| !marks.is_empty());
    ticked
        .filter_map(|((card, from), _)| {
            let words = before
                .cards
                .get(card)
                .and_then(|card| card.steps.iter().find(|step| step.number == *from))
                .map(|step| step.text.clone())
                .unwrap_or_default();
            let to = after
                .cards
                .get(card)
                .and_then(|card| step_that_says(card, &words, *from));
            (to != Some(*from)).then(|| StepMoved {
                card: card.clone(),
                from: *from,
                to,
                words,
            })
        })
        .collect()
}

impl Incident {
    /// Carries ticks over to the numbers of a newer bag, all at once.
    pub(crate) fn move_steps(&mut self, moved: &[StepMoved]) {
        let taken: Vec<(&StepMoved, Vec<StepMark>)> = moved
            .iter()
            .filter_map(|one| Some((one, self.steps.remove(&(one.card.clone(), one.from))?)))
            .collect();
        for (one, marks) in taken {
            match one.to {
                Some(to) => self
                    .steps
                    .entry((one.card.clone(), to))
                    .or_default()
                    .extend(marks),
                None => self.left_steps.push(LeftStep {
                    card: one.card.clone(),
                    step: one.from,
                    words: one.words.clone(),
                    marks,
                }),
            }
        }
    }
}
