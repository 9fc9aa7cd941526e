//! A set of observations taken at the bedside, and how it stands among those of the feed.

use battlebag_census::news2::{self, Applies};
use battlebag_census::{Consciousness, News2, Observations, Patient};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A set of observations taken at the bedside. When it was taken is when the entry says that it happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BedsideSet {
    /// Respirations a minute.
    pub respirations: Option<u16>,
    /// Oxygen saturation, %.
    pub spo2: Option<u8>,
    /// Scored on scale 2: target 88 to 92 %, set by a competent clinician.
    pub scale2: bool,
    /// On supplemental oxygen.
    pub oxygen: Option<bool>,
    /// Systolic pressure, mmHg.
    pub systolic: Option<u16>,
    /// Diastolic pressure, mmHg.
    pub diastolic: Option<u16>,
    /// Pulse a minute.
    pub pulse: Option<u16>,
    /// Consciousness.
    pub consciousness: Option<Consciousness>,
    /// Temperature in tenths of a degree Celsius.
    pub temperature_tenths: Option<u16>,
}

impl BedsideSet {
    /// As a set of the census, taken at `at`.
    pub fn taken(&self, at: DateTime<Utc>) -> Observations {
        Observations {
            at,
            respirations: self.respirations,
            spo2: self.spo2,
            oxygen: self.oxygen,
            scale2: self.scale2,
            systolic: self.systolic,
            diastolic: self.diastolic,
            pulse: self.pulse,
            consciousness: self.consciousness,
            temperature_tenths: self.temperature_tenths,
        }
    }
}

impl From<&Observations> for BedsideSet {
    fn from(set: &Observations) -> Self {
        Self {
            respirations: set.respirations,
            spo2: set.spo2,
            scale2: set.scale2,
            oxygen: set.oxygen,
            systolic: set.systolic,
            diastolic: set.diastolic,
            pulse: set.pulse,
            consciousness: set.consciousness,
            temperature_tenths: set.temperature_tenths,
        }
    }
}

/// Adds a set where its time puts it. Typed into the feed's own system afterwards it is still one set.
pub(crate) fn add_set(p: &mut Patient, set: Observations) {
    let minute = |o: &Observations| o.at.timestamp().div_euclid(60);
    let is_same = |o: &Observations| {
        minute(o) == minute(&set)
            && Observations {
                at: set.at,
                ..o.clone()
            } == set
    };
    if p.observations.iter().any(is_same) {
        return;
    }
    let at = p.observations.partition_point(|o| o.at > set.at);
    p.observations.insert(at, set);
}

/// A child or a pregnant patient has no NEWS2, whoever scored it.
pub(crate) fn newest_score(p: &mut Patient, new: News2) {
    let applies = news2::applies(p.born, p.pregnant, new.at);
    if matches!(applies, Applies::Child | Applies::Pregnant) {
        return;
    }
    let stands = p
        .news2
        .as_ref()
        .is_some_and(|n| (n.at, n.score) >= (new.at, new.score));
    if !stands {
        p.news2 = Some(new);
    }
}
