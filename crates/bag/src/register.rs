//! A hospital's own systems: this maker's pumps on these wards, two gas analysers, one scanner that stands alone.
//!
//! The register belongs to the hospital and not to the bag. It is kept as a file that people can read, and an
//! entry names the hash of its bytes when it becomes the one in use.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::system::SystemCode;

/// Name of one instance, unique in the register (`bga-ed`, `pumps-amu`).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InstanceId(pub String);

impl InstanceId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for InstanceId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl std::fmt::Display for InstanceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom an instance serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Serves {
    /// Everybody in the hospital.
    Hospital,
    /// Patients on these wards, by the names that the census uses.
    Wards(BTreeSet<String>),
}

impl Serves {
    /// A patient on a ward with this key ([`ward_key`]).
    pub fn ward(&self, key: &str) -> bool {
        match self {
            Self::Hospital => true,
            Self::Wards(wards) => wards.iter().any(|ward| ward_key(ward) == key),
        }
    }

    /// Somebody is served by both.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Hospital, _) | (_, Self::Hospital) => true,
            (Self::Wards(mine), theirs) => mine.iter().any(|ward| theirs.ward(&ward_key(ward))),
        }
    }

    /// Names of the wards; none for the whole hospital.
    pub fn wards(&self) -> impl Iterator<Item = &String> {
        match self {
            Self::Hospital => None,
            Self::Wards(wards) => Some(wards),
        }
        .into_iter()
        .flatten()
    }
}

/// A ward's name as it is compared: capitals and spaces do not count.
pub fn ward_key(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// One system of the hospital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Name of the instance, unique.
    pub id: InstanceId,
    /// The class that it belongs to.
    pub class: SystemCode,
    /// What people call it ("Blood gas analyser, ED resus").
    pub name: String,
    /// Whom it serves.
    pub serves: Serves,
    /// Who looks after it.
    pub owner: String,
    /// How to reach them; no network first.
    pub phone: String,
    /// Instances upstream that it stands on. Of a class that is not named here it stands on every instance whose
    /// wards overlap with its own.
    pub stands_on: Vec<InstanceId>,
    /// It stands on nothing at all: off the network, whatever its class stands on.
    pub alone: bool,
    /// Anything else.
    pub note: String,
}

/// The hospital's own systems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    instances: BTreeMap<InstanceId, Instance>,
}

impl Register {
    /// From instances whose ids differ; of two with one id the last stays.
    pub fn of(instances: impl IntoIterator<Item = Instance>) -> Self {
        Self {
            instances: instances.into_iter().map(|one| (one.id.clone(), one)).collect(),
        }
    }

    /// Every instance, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Instance> {
        self.instances.values()
    }

    /// One instance.
    pub fn get(&self, id: &InstanceId) -> Option<&Instance> {
        self.instances.get(id)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.instances.len()
    }

    /// There is none: each class is one instance that serves everybody.
    pub fn is_empty(&self) -> bool {
        self.instances.is_empty()
    }

    /// With one more, or another under the same id.
    #[must_use]
    pub fn with(&self, instance: Instance) -> Self {
        let mut more = self.clone();
        more.instances.insert(instance.id.clone(), instance);
        more
    }

    /// Without one.
    #[must_use]
    pub fn without(&self, id: &InstanceId) -> Self {
        let mut fewer = self.clone();
        fewer.instances.remove(id);
        fewer
    }
}
