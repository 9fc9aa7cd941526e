//! What was said of the hospital's systems: the newest word that covers each of them, and what counts of it when.

use std::collections::BTreeMap;

use battlebag_bag::{InstanceId, SystemCode};
use battlebag_priority::{Declared, Installed, Integrity, State as SystemState, SystemRef};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::{ActedOn, RegisterAdopted};
use crate::state::Stamp;

/// What somebody said of a system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemWord {
    /// The instance; none for the class as a whole.
    pub instance: Option<InstanceId>,
    /// The two axes.
    pub state: SystemState,
    /// On what evidence.
    pub evidence: String,
    /// Who says so.
    pub said_by: String,
    /// Who else vouches for it.
    pub second_person: String,
    /// What was tested.
    pub tested: String,
    /// When it lapses to unknown.
    pub expires_at: DateTime<Utc>,
    /// Wrong or lost since, if known.
    pub since: Option<DateTime<Utc>>,
    /// Who typed it, and when.
    pub stamp: Stamp,
}

impl SystemWord {
    /// It speaks of this instance: of it alone, or of its class as a whole.
    fn covers(&self, of: &SystemRef) -> bool {
        self.instance.is_none() || self.instance == of.instance
    }

    /// The state that counts at `now`: past its time, nobody vouches any more.
    pub fn state_at(&self, now: DateTime<Utc>) -> SystemState {
        let declared = Declared {
            state: self.state,
            said_by: String::new(),
            at: self.stamp.occurred_at,
            evidence: String::new(),
            expires_at: self.expires_at,
        };
        declared.state_at(now)
    }
}

/// How long an owner signed that a system will take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The instance; none for the class as a whole.
    pub instance: Option<InstanceId>,
    /// Hours from when it was signed; none when it was taken back, or the system came back.
    pub hours: Option<f64>,
    /// Who signed.
    pub signed_by: String,
    /// Who typed it, and when.
    pub stamp: Stamp,
}

impl Estimate {
    /// Hours that are left at `now`; none when it was taken back or its time is past: then nobody knows.
    pub fn left_h(&self, now: DateTime<Utc>) -> Option<f64> {
        let due = self.due_at()?;
        let left = due - now;
        (left > Duration::zero()).then(|| left.num_seconds() as f64 / 3600.0)
    }

    /// When it is to be back; none when it was taken back.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        // Hours are checked when they are signed; an old or foreign entry with a wild number counts as none.
        let hours = self.hours.filter(|hours| (0.0..=100_000.0).contains(hours))?;
        #[allow(clippy::cast_possible_truncation)] // within bounds just above
        let seconds = (hours * 3600.0).round() as i64;
        self.stamp
            .occurred_at
            .checked_add_signed(Duration::seconds(seconds))
    }
}

/// Some of a fallback at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockPlace {
    /// Where; empty when nobody said.
    pub place: String,
    /// How many were counted there.
    pub count: u32,
    /// Who and when.
    pub stamp: Stamp,
}

/// A fallback found on site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// Each place, the newest count last.
    pub places: Vec<StockPlace>,
}

impl Stock {
    /// All places together.
    pub fn total(&self) -> u32 {
        self.places
            .iter()
            .fold(0, |sum, place| sum.saturating_add(place.count))
    }

    /// The newest count.
    pub fn newest(&self) -> Option<&StockPlace> {
        self.places.last()
    }

    /// Takes in a count. One that is not of its place alone replaces everything.
    pub(crate) fn count(&mut self, place: &str, count: u32, this_place_only: bool, stamp: &Stamp) {
        if this_place_only {
            let key = battlebag_bag::ward_key(place);
            self.places
                .retain(|one| battlebag_bag::ward_key(&one.place) != key);
        } else {
            self.places.clear();
        }
        if count > 0 {
            self.places.push(StockPlace {
                place: place.to_owned(),
                count,
                stamp: stamp.clone(),
            });
        }
    }
}

/// Everything that was said of the systems.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Systems {
    /// Words on each class and its instances, oldest first.
    pub words: BTreeMap<SystemCode, Vec<SystemWord>>,
    /// Signed returns of each class and its instances, oldest first.
    pub estimates: BTreeMap<SystemCode, Vec<Estimate>>,
    /// The register in use, and the entry that named it.
    pub register: Option<(RegisterAdopted, Stamp)>,
    /// What was said of decisions on suspect results, by patient, oldest first.
    pub acted: BTreeMap<String, Vec<(ActedOn, Stamp)>>,
}

/// What counts of one system at a moment.
#[derive(Debug, Clone)]
pub struct Counting<'a> {
    /// The state in itself, before anything that it stands on.
    pub state: SystemState,
    /// The newest word that covers it.
    pub word: Option<&'a SystemWord>,
    /// Words for instances that are no longer in the register: their doubt stays with the class.
    pub gone: Vec<&'a SystemWord>,
    /// Hours to its return.
    pub restoration_h: Option<f64>,
}

impl Systems {
    pub(crate) fn apply(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::SystemSet {
                system,
                availability,
                integrity,
                evidence,
                said_by,
                expires_at,
                since,
                instance,
                second_person,
                tested,
            } => {
                let word = SystemWord {
                    instance: instance.clone(),
                    state: SystemState {
                        availability: *availability,
                        integrity: *integrity,
                    },
                    evidence: evidence.clone(),
                    said_by: if said_by.is_empty() {
                        stamp.actor.clone()
                    } else {
                        said_by.clone()
                    },
                    second_person: second_person.clone(),
                    tested: tested.clone(),
                    expires_at: *expires_at,
                    since: *since,
                    stamp: stamp.clone(),
                };
                self.end_estimates(system, &word);
                self.words.entry(system.clone()).or_default().push(word);
            }
            Body::Restoration {
                system,
                hours,
                signed_by,
                instance,
            } => self.estimates.entry(system.clone()).or_default().push(Estimate {
                instance: instance.clone(),
                hours: *hours,
                signed_by: signed_by.clone(),
                stamp: stamp.clone(),
            }),
            Body::RegisterAdopted(adopted) => self.register = Some((adopted.clone(), stamp.clone())),
            Body::ActedOn(acted) => self
                .acted
                .entry(acted.patient.clone())
                .or_default()
                .push((acted.clone(), stamp.clone())),
            _ => {}
        }
    }

    /// An estimate is for one outage: what is up again does not keep it for the next.
    fn end_estimates(&mut self, system: &SystemCode, word: &SystemWord) {
        if word.state.availability != battlebag_priority::Availability::Available {
            return;
        }
        if let Some(estimates) = self.estimates.get_mut(system) {
            estimates.push(Estimate {
                instance: word.instance.clone(),
                hours: None,
                signed_by: String::new(),
                stamp: word.stamp.clone(),
            });
        }
    }

    /// All words, of every class.
    pub fn every_word(&self) -> impl Iterator<Item = &SystemWord> {
        self.words.values().flatten()
    }

    /// The newest word that covers a system: its own, or its class's.
    pub fn word(&self, of: &SystemRef) -> Option<&SystemWord> {
        self.words
            .get(&of.class)?
            .iter()
            .rev()
            .find(|word| word.covers(of))
    }

    /// The words that cover a system, newest first.
    pub fn covering<'a>(&'a self, of: &'a SystemRef) -> impl Iterator<Item = &'a SystemWord> {
        let words = self.words.get(&of.class).into_iter().flatten().rev();
        words.filter(|word| word.covers(of))
    }

    /// The newest signed return that covers a system.
    pub fn estimate(&self, of: &SystemRef) -> Option<&Estimate> {
        let all = self.estimates.get(&of.class)?;
        all.iter()
            .rev()
            .find(|one| one.instance.is_none() || one.instance == of.instance)
    }

    /// The newest word for each instance of a class that is not in the register any more, unless somebody has spoken
    /// of the class as a whole since.
    pub fn gone<'a>(&'a self, class: &SystemCode, installed: &Installed<'_>) -> Vec<&'a SystemWord> {
        let mut newest: BTreeMap<&InstanceId, &SystemWord> = BTreeMap::new();
        for word in self.words.get(class).into_iter().flatten() {
            match &word.instance {
                None => newest.clear(),
                Some(id) if installed.get(id).is_none_or(|one| one.class != *class) => {
                    newest.insert(id, word);
                }
                Some(_) => {}
            }
        }
        newest.into_values().collect()
    }

    /// What counts of a system at `now`.
    pub fn counting<'a>(
        &'a self,
        of: &SystemRef,
        installed: &Installed<'_>,
        now: DateTime<Utc>,
    ) -> Counting<'a> {
        let word = self.word(of);
        let gone = self.gone(&of.class, installed);
        let own = word.map_or(SystemState::SOUND, |word| word.state_at(now));
        Counting {
            state: gone
                .iter()
                .fold(own, |state, word| state.worse(word.state_at(now))),
            word,
            gone,
            restoration_h: self.estimate(of).and_then(|one| one.left_h(now)),
        }
    }

    /// It was compromised, and nobody has trusted it since: trusting it again takes two people and a test. Of a class
    /// as a whole this is so when it is so of any of its instances.
    pub fn was_compromised(&self, of: &SystemRef) -> bool {
        let words = self.words.get(&of.class).map_or(&[][..], Vec::as_slice);
        let since_trusted = |of: &SystemRef| {
            let covering = words.iter().rev().filter(|word| word.covers(of));
            covering
                .take_while(|word| word.state.integrity != Integrity::Trusted)
                .any(|word| word.state.integrity == Integrity::Compromised)
        };
        let instances = words.iter().filter_map(|word| word.instance.as_ref());
        let named = instances.filter(|_| of.instance.is_none()).map(|id| SystemRef {
            class: of.class.clone(),
            instance: Some(id.clone()),
        });
        since_trusted(of) || named.into_iter().any(|one| since_trusted(&one))
    }

    /// Somebody says that a decision was taken on what a doubted system gave for this patient. Of each system the
    /// newest word counts.
    pub fn acted_on(&self, patient: &str) -> bool {
        let mut newest: BTreeMap<(&SystemCode, Option<&InstanceId>), bool> = BTreeMap::new();
        for (acted, _) in self.acted.get(patient).into_iter().flatten() {
            newest.insert((&acted.system, acted.instance.as_ref()), acted.acted);
        }
        newest.into_values().any(|acted| acted)
    }
}
