//! What counts of what was said of each system at a moment, and who said it, in words for the reason sentence.

use std::collections::BTreeMap;

use battlebag_bag::{Bag, Register, SystemCode, ward_key};
use battlebag_incident::{Counting, Incident, SystemWord};
use battlebag_priority::propagate::{self, Effective};
use battlebag_priority::{Installed, SystemRef, Word};
use chrono::{DateTime, Utc};

use crate::times::Clock;

/// States after propagation, of everything that has one.
pub(crate) type Standing = BTreeMap<SystemRef, Effective<SystemRef>>;

/// Every system at one moment: what was said, and what follows from it.
pub(crate) struct Standings {
    /// What people said, with who and when in words.
    pub words: BTreeMap<SystemRef, Word>,
    /// What counts after propagation.
    pub effective: Standing,
}

impl Standings {
    /// As the log has it at `now`.
    pub(crate) fn at(installed: &Installed<'_>, incident: Option<&Incident>, now: DateTime<Utc>) -> Self {
        let Some(incident) = incident else {
            return Self {
                words: BTreeMap::new(),
                effective: installed.effective(&BTreeMap::new()),
            };
        };
        let counting: BTreeMap<SystemRef, Counting<'_>> = installed
            .all()
            .into_iter()
            .map(|of| {
                let counting = incident.systems.counting(&of, installed, now);
                (of, counting)
            })
            .collect();
        let own = counting.iter().map(|(of, one)| (of.clone(), one.state)).collect();
        let effective = installed.effective(&own);
        // A zone that cannot be read is an old entry's fault and must not stop the list.
        let clock = Clock::new(&incident.zone).or_else(|_| Clock::new("UTC")).ok();
        let said = |of: &SystemRef| {
            let (Some(one), Some(clock)) = (counting.get(of), clock) else {
                return String::new();
            };
            said_of(one, clock, now)
        };
        let words = counting
            .iter()
            .filter(|(of, one)| {
                one.word.is_some()
                    || !one.gone.is_empty()
                    || effective.get(*of).is_some_and(|e| !e.state.is_sound())
            })
            .map(|(of, one)| {
                let word = Word {
                    state: one.state,
                    restoration_h: one.restoration_h,
                    said: match propagate::path(&effective, of).last() {
                        Some(root) => format!(
                            "it stands on {}{}",
                            spoken(installed, &root.upstream),
                            after(", ", &said(&root.upstream))
                        ),
                        None => said(of),
                    },
                };
                (of.clone(), word)
            })
            .collect();
        Self { words, effective }
    }
}

fn after(between: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{between}{text}")
    }
}

/// "said by A. Example at 02:14, lapsed".
fn said_of(one: &Counting<'_>, clock: Clock, now: DateTime<Utc>) -> String {
    let said = |word: &SystemWord| {
        let lapsed = if now >= word.expires_at && word.state.is_sound() {
            ", lapsed"
        } else {
            ""
        };
        format!(
            "said by {} at {}{lapsed}",
            word.said_by,
            clock.time(word.stamp.occurred_at)
        )
    };
    let own = one
        .word
        .filter(|word| !word.state_at(now).is_sound() || one.gone.is_empty());
    match (own, one.gone.first()) {
        (Some(word), _) => said(word),
        (None, Some(gone)) => {
            let id = gone
                .instance
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            format!("said of {id}, which is no longer in the register, {}", said(gone))
        }
        (None, None) => String::new(),
    }
}

/// The name of a system inside a sentence.
pub(crate) fn spoken(installed: &Installed<'_>, of: &SystemRef) -> String {
    let class = installed.systems().get(&of.class);
    let spoken = class.map_or_else(|| of.class.to_string(), |class| class.spoken.clone());
    match &of.instance {
        Some(_) => format!("the {spoken} ({})", installed.name(of)),
        None => format!("the {spoken}"),
    }
}

/// The state of a class as a whole, where several instances of it differ: the worst on each axis, with why.
pub(crate) fn of_class<'e>(effective: &'e Standing, class: &SystemCode) -> Option<&'e Effective<SystemRef>> {
    effective
        .iter()
        .filter(|(of, _)| of.class == *class)
        .map(|(_, effective)| effective)
        .max_by_key(|effective| (effective.state.integrity, effective.state.availability))
}

/// The instances of the patient's ward that are of a need's class, or the class itself.
pub(crate) fn serving(installed: &Installed<'_>, class: &SystemCode, ward: &str) -> Vec<SystemRef> {
    let (here, _) = installed.serving(class, &ward_key(ward));
    if here.is_empty() {
        vec![SystemRef::class(class)]
    } else {
        here.into_iter().map(SystemRef::of).collect()
    }
}

/// The bag's classes with a register.
pub(crate) fn installed<'a>(bag: &'a Bag, register: &'a Register) -> Installed<'a> {
    Installed::new(&bag.systems, register)
}
