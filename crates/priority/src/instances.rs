//! The hospital's own systems in the method: which of them serve a ward, what each stands on, and how they stand.
//!
//! A class without an instance in the register counts as one that serves everybody, so that a hospital without a
//! register, and an entry from before there was one, are ranked as ever.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{Bond, Instance, InstanceId, Register, SystemClass, SystemCode, ward_key};
use serde::{Deserialize, Serialize};

use crate::propagate::{Effective, Upstreams, settle};
use crate::state::State;

/// One thing with a state of its own: an instance of the register, or a class that has none there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SystemRef {
    /// The class.
    pub class: SystemCode,
    /// The instance; none for the class as a whole.
    pub instance: Option<InstanceId>,
}

impl SystemRef {
    /// A class as a whole.
    pub fn class(code: &SystemCode) -> Self {
        Self {
            class: code.clone(),
            instance: None,
        }
    }

    /// An instance.
    pub fn of(instance: &Instance) -> Self {
        Self {
            class: instance.class.clone(),
            instance: Some(instance.id.clone()),
        }
    }

    /// What a person types: the id of the instance, or the code of the class.
    pub fn id(&self) -> &str {
        self.instance
            .as_ref()
            .map_or(self.class.as_str(), InstanceId::as_str)
    }
}

/// What counts, at one moment, of what people said of one system.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The two axes.
    pub state: State,
    /// Hours to its return as the owner signed.
    pub restoration_h: Option<f64>,
    /// Who said so and when, in words for the reason sentence; empty when nobody did.
    pub said: String,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            state: State::SOUND,
            restoration_h: None,
            said: String::new(),
        }
    }
}

/// The classes of the bag together with the hospital's register.
#[derive(Debug, Clone)]
pub struct Installed<'a> {
    systems: &'a BTreeMap<SystemCode, SystemClass>,
    by_class: BTreeMap<&'a SystemCode, Vec<&'a Instance>>,
    by_id: BTreeMap<&'a InstanceId, &'a Instance>,
}

impl<'a> Installed<'a> {
    /// From the bag's classes and a register, which may be empty.
    pub fn new(systems: &'a BTreeMap<SystemCode, SystemClass>, register: &'a Register) -> Self {
        let mut by_class: BTreeMap<&SystemCode, Vec<&Instance>> = BTreeMap::new();
        for one in register.iter() {
            by_class.entry(&one.class).or_default().push(one);
        }
        Self {
            systems,
            by_class,
            by_id: register.iter().map(|one| (&one.id, one)).collect(),
        }
    }

    /// The classes.
    pub fn systems(&self) -> &'a BTreeMap<SystemCode, SystemClass> {
        self.systems
    }

    /// The instances of a class, in the order of their ids; none when the class is one for everybody.
    pub fn instances(&self, class: &SystemCode) -> &[&'a Instance] {
        self.by_class.get(class).map_or(&[], Vec::as_slice)
    }

    /// One instance.
    pub fn get(&self, id: &InstanceId) -> Option<&'a Instance> {
        self.by_id.get(id).copied()
    }

    /// What stands for a class: its instances, or the class itself when it has none.
    pub fn refs(&self, class: &SystemCode) -> Vec<SystemRef> {
        match self.instances(class) {
            [] => vec![SystemRef::class(class)],
            some => some.iter().map(|one| SystemRef::of(one)).collect(),
        }
    }

    /// The instances of a class that serve a ward, by its key, and whether the register says so. Where it does not,
    /// or the ward is not known (an empty key), all of them may.
    pub fn serving(&self, class: &SystemCode, ward_key: &str) -> (Vec<&'a Instance>, bool) {
        let all = self.instances(class);
        let here = all.iter().filter(|one| one.serves.ward(ward_key)).copied();
        let here: Vec<&Instance> = here.filter(|_| !ward_key.is_empty()).collect();
        if here.is_empty() {
            (all.to_vec(), false)
        } else {
            (here, true)
        }
    }

    /// Everything with a state of its own.
    pub fn all(&self) -> Vec<SystemRef> {
        let classes = self.systems.keys().chain(self.by_class.keys().copied());
        let classes: BTreeSet<&SystemCode> = classes.collect();
        classes.into_iter().flat_map(|class| self.refs(class)).collect()
    }

    /// The name of a system for lists: the instance's own, or the class's.
    pub fn name(&self, of: &SystemRef) -> String {
        let own = of.instance.as_ref().and_then(|id| self.get(id));
        let class = || self.systems.get(&of.class).map(|class| class.name.clone());
        own.map(|one| one.name.clone())
            .or_else(class)
            .unwrap_or_else(|| of.id().to_owned())
    }

    /// What one system stands on. An instance stands on those that it names; of a class that it does not name, on
    /// every instance whose wards overlap with its own, and when none does, on all of them: it fails upward. One that
    /// is written down as alone stands on nothing.
    pub fn upstreams(&self, of: &SystemRef) -> Upstreams<SystemRef> {
        let list = |codes: &[SystemCode]| {
            codes
                .iter()
                .flat_map(|code| self.upstreams_in(of, code))
                .collect()
        };
        let own = of.instance.as_ref().and_then(|id| self.get(id));
        match self.systems.get(&of.class) {
            Some(class) if !own.is_some_and(|one| one.alone) => Upstreams {
                hard: list(&class.hard),
                data: list(&class.data),
                comfort: list(&class.comfort),
            },
            _ => Upstreams {
                hard: vec![],
                data: vec![],
                comfort: vec![],
            },
        }
    }

    fn upstreams_in(&self, of: &SystemRef, class: &SystemCode) -> Vec<SystemRef> {
        let all = self.instances(class);
        let Some(own) = of.instance.as_ref().and_then(|id| self.get(id)) else {
            return self.refs(class);
        };
        let named = all.iter().filter(|one| own.stands_on.contains(&one.id));
        let overlapping = all.iter().filter(|one| one.serves.overlaps(&own.serves));
        let named: Vec<SystemRef> = named.map(|one| SystemRef::of(one)).collect();
        if !named.is_empty() {
            return named;
        }
        let overlapping: Vec<SystemRef> = overlapping.map(|one| SystemRef::of(one)).collect();
        if overlapping.is_empty() {
            self.refs(class)
        } else {
            overlapping
        }
    }

    /// Effective states of everything, from what people said.
    pub fn effective(&self, own: &BTreeMap<SystemRef, State>) -> BTreeMap<SystemRef, Effective<SystemRef>> {
        let graph = self.all().into_iter().map(|one| {
            let upstreams = self.upstreams(&one);
            (one, upstreams)
        });
        settle(&graph.collect(), own)
    }
}

/// How an instance stands, as far as a need can tell it from another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// Effective state.
    pub state: State,
    /// Nobody declared it down, but what carries it is.
    pub presumed_lost: bool,
    /// Nobody doubts it itself, but it takes data from one that must not be believed.
    pub by_data_only: bool,
    /// Hours to its return as the owner signed.
    pub restoration_h: Option<f64>,
}

/// What a class offers to a group of wards, when not everything that it offers there is sound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Supply {
    /// Any of them will do, and it is known which serve here: the best counts. Otherwise the worst does.
    pub any_will_do: bool,
    /// One of them is sound: what needs the class can be had.
    pub some_sound: bool,
    /// The different conditions of those that are not sound; never empty.
    pub conditions: Vec<Condition>,
}

/// What is the same for every ward of a group: the classes that have instances and are not sound there.
pub(crate) type Scene = BTreeMap<SystemCode, Supply>;

/// One instance as it stands.
#[derive(Debug, Clone, PartialEq)]
struct Now {
    id: InstanceId,
    name: String,
    condition: Condition,
    said: String,
}

/// A ward: its group, and its instances of each class that is not sound there.
#[derive(Debug, Clone, Default, PartialEq)]
struct Ward {
    scene: usize,
    serving: BTreeMap<SystemCode, Vec<usize>>,
}

/// Which instances serve which ward and how they stand. Wards are grouped by the states that serve them, so that the
/// rule is compiled once a group and not once a ward.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    now: Vec<Now>,
    scenes: Vec<Scene>,
    wards: BTreeMap<String, Ward>,
    /// A patient whose ward is not known.
    nowhere: Ward,
    /// A ward that no instance names.
    elsewhere: Ward,
}

/// Which instance of a class a need met, for the reason sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Met {
    /// The first of them.
    pub id: Option<InstanceId>,
    /// Its name, and how many more stand as it does; empty for a class without instances.
    pub name: String,
    /// Who said so.
    pub said: String,
}

/// Key of a ward that no instance names: no name can have this key.
const ELSEWHERE: &str = "\u{0}";

impl Places {
    /// From the register, the effective states and what was said.
    pub(crate) fn new(
        installed: &Installed<'_>,
        effective: &BTreeMap<SystemRef, Effective<SystemRef>>,
        words: &BTreeMap<SystemRef, Word>,
    ) -> Self {
        let mut places = Self::default();
        if installed.by_id.is_empty() {
            return places;
        }
        let mut at: BTreeMap<&InstanceId, usize> = BTreeMap::new();
        for one in installed.by_id.values() {
            let of = SystemRef::of(one);
            let effective = effective.get(&of);
            let word = words.get(&of);
            at.insert(&one.id, places.now.len());
            places.now.push(Now {
                id: one.id.clone(),
                name: one.name.clone(),
                condition: Condition {
                    state: effective.map_or(State::SOUND, |effective| effective.state),
                    presumed_lost: effective.is_some_and(Effective::is_presumed_lost),
                    by_data_only: effective.is_some_and(Effective::is_doubted_by_data_only),
                    restoration_h: word.and_then(|word| word.restoration_h),
                },
                said: word.map(|word| word.said.clone()).unwrap_or_default(),
            });
        }
        places.nowhere = places.ward(installed, &at, "");
        places.elsewhere = places.ward(installed, &at, ELSEWHERE);
        let named = installed.by_id.values().flat_map(|one| one.serves.wards());
        let named: BTreeSet<String> = named.map(|ward| ward_key(ward)).collect();
        for key in named {
            let ward = places.ward(installed, &at, &key);
            places.wards.insert(key, ward);
        }
        // Names as the census spells them are found without being spelt anew for each patient.
        let spelt = installed.by_id.values().flat_map(|one| one.serves.wards());
        for name in spelt {
            if let Some(ward) = places.wards.get(&ward_key(name)).cloned() {
                places.wards.insert(name.clone(), ward);
            }
        }
        places
    }

    fn ward(&mut self, installed: &Installed<'_>, at: &BTreeMap<&InstanceId, usize>, key: &str) -> Ward {
        let mut scene = Scene::new();
        let mut serving = BTreeMap::new();
        for class in installed.by_class.keys() {
            let (here, known) = installed.serving(class, key);
            let here: Vec<usize> = here.iter().filter_map(|one| at.get(&one.id).copied()).collect();
            let bond = installed
                .systems
                .get(*class)
                .map_or(Bond::Attached, |class| class.bond);
            if let Some(supply) = self.supply(&here, known, bond) {
                scene.insert((*class).clone(), supply);
                serving.insert((*class).clone(), here);
            }
        }
        let found = self.scenes.iter().position(|known| *known == scene);
        let scene = found.unwrap_or_else(|| {
            self.scenes.push(scene);
            self.scenes.len() - 1
        });
        Ward { scene, serving }
    }

    /// What these instances offer; none when it is as good as if all were sound.
    fn supply(&self, here: &[usize], known: bool, bond: Bond) -> Option<Supply> {
        let standing = || {
            here.iter()
                .filter_map(|&index| self.now.get(index))
                .map(|one| one.condition)
        };
        let sound = standing().any(|one| one.state.is_sound());
        let any_will_do = known && bond == Bond::Shared;
        if any_will_do && sound {
            return None;
        }
        let mut conditions: Vec<Condition> = vec![];
        for one in standing().filter(|one| !one.state.is_sound()) {
            if !conditions.contains(&one) {
                conditions.push(one);
            }
        }
        // The order in which ids come must not tell two wards apart.
        conditions.sort_by(|a, b| {
            let of = |one: &Condition| {
                let doubt = (one.presumed_lost, !one.by_data_only);
                (one.state.availability, one.state.integrity, doubt)
            };
            of(b).cmp(&of(a)).then_with(|| {
                a.restoration_h
                    .partial_cmp(&b.restoration_h)
                    .unwrap_or(std::cmp::Ordering::Equal)
            })
        });
        (!conditions.is_empty()).then_some(Supply {
            any_will_do,
            some_sound: known && sound,
            conditions,
        })
    }

    fn of(&self, ward: &str) -> &Ward {
        if self.now.is_empty() {
            return &self.elsewhere;
        }
        if let Some(known) = self.wards.get(ward) {
            return known;
        }
        let key = ward_key(ward);
        if key.is_empty() {
            return &self.nowhere;
        }
        self.wards.get(&key).unwrap_or(&self.elsewhere)
    }

    /// The group of a ward: an index below [`Self::groups`].
    pub(crate) fn group(&self, ward: &str) -> usize {
        self.of(ward).scene
    }

    /// How many groups there are; at least one.
    pub(crate) fn groups(&self) -> usize {
        self.scenes.len().max(1)
    }

    /// What a class offers to a group; none when it is sound there or has no instances.
    pub(crate) fn supply_in(&self, group: usize, class: &SystemCode) -> Option<&Supply> {
        self.scenes.get(group)?.get(class)
    }

    /// Every instance of a class that serves a ward and is not sound, with its state.
    pub(crate) fn unsound(
        &self,
        ward: &str,
        class: &SystemCode,
    ) -> impl Iterator<Item = (&InstanceId, Condition)> {
        let serving = self.of(ward).serving.get(class);
        serving
            .into_iter()
            .flatten()
            .filter_map(|&index| self.now.get(index))
            .filter(|one| !one.condition.state.is_sound())
            .map(|one| (&one.id, one.condition))
    }

    /// The instances behind a condition that a patient's need met.
    pub(crate) fn met(&self, ward: &str, class: &SystemCode, condition: Condition) -> Option<Met> {
        let serving = self.of(ward).serving.get(class)?;
        let mut like = serving
            .iter()
            .filter_map(|&index| self.now.get(index))
            .filter(|one| one.condition == condition);
        let first = like.next()?;
        let more = like.count();
        Some(Met {
            id: Some(first.id.clone()),
            name: match more {
                0 => first.name.clone(),
                more => format!("{} and {more} more", first.name),
            },
            said: first.said.clone(),
        })
    }

    /// The hospital has no register.
    pub fn is_empty(&self) -> bool {
        self.now.is_empty()
    }
}
