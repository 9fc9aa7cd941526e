//! What contradicts itself in an incident: found here, shown, and settled by a person.

use std::collections::BTreeMap;

use crate::state::{Incident, Stamp};

/// Entries that contradict each other, until a person settles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// What it is about.
    pub about: DisputeAbout,
    /// The entries, oldest first.
    pub entries: Vec<Stamp>,
}

/// What entries can contradict each other about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisputeAbout {
    /// Two people hold the role with this id.
    Role(String),
    /// Two stations marked one step: card id, step number.
    Step(String, u32),
    /// Two stations overrode the tier of the patient with this key.
    Override(String),
    /// Two stations said different things of the printed sheet with this number.
    Sheet(String),
    /// Two stations said different things of what the laboratory can do.
    LabList,
}

impl Incident {
    /// What contradicts itself: two holders of one role, two stations that marked one step, overrode one patient or said different
    /// things of one sheet or of the laboratory's list. All of it is kept and shown; a person settles it.
    pub fn disputes(&self) -> Vec<Dispute> {
        let mut found = Vec::new();
        for (role, tenures) in &self.roles {
            let now: Vec<Stamp> = tenures
                .iter()
                .filter(|t| t.until.is_none())
                .map(|t| t.stamp.clone())
                .collect();
            if now.len() > 1 {
                found.push(Dispute {
                    about: DisputeAbout::Role(role.clone()),
                    entries: now,
                });
            }
        }
        for ((card, step), marks) in &self.steps {
            let entries = self.of_two_stations(marks.iter().map(|m| &m.stamp));
            found.extend(entries.map(|entries| Dispute {
                about: DisputeAbout::Step(card.clone(), *step),
                entries,
            }));
        }
        for (patient, overrulings) in &self.overrulings {
            let entries = self.of_two_stations(overrulings.iter().map(|o| &o.stamp));
            found.extend(entries.map(|entries| Dispute {
                about: DisputeAbout::Override(patient.clone()),
                entries,
            }));
        }
        for sheet in self.back_entry.sheets() {
            let entries = self.back_entry.of(sheet, &self.journal.set_aside).two_say();
            if !entries.is_empty() {
                found.push(Dispute {
                    about: DisputeAbout::Sheet(sheet.code.clone()),
                    entries: entries.into_iter().cloned().collect(),
                });
            }
        }
        let lists = self.lab_list.two_say(&self.journal.set_aside);
        if !lists.is_empty() {
            found.push(Dispute {
                about: DisputeAbout::LabList,
                entries: lists.into_iter().cloned().collect(),
            });
        }
        found
    }

    /// The last word of each station, when more than one station has spoken and nobody settled it since.
    fn of_two_stations<'a>(&self, stamps: impl Iterator<Item = &'a Stamp>) -> Option<Vec<Stamp>> {
        let mut last: BTreeMap<&str, &Stamp> = BTreeMap::new();
        for stamp in stamps.filter(|s| !self.journal.set_aside.contains(&s.entry)) {
            last.insert(&stamp.entry.station, stamp);
        }
        (last.len() > 1).then(|| last.into_values().cloned().collect())
    }
}
