//! Sets of observations out of single readings, and the newest NEWS2.

use chrono::TimeDelta;

use crate::bedside::Window;
use crate::feed::{Ledger, Person, Reading, When};
use crate::model::{News2, Observations, PatientId};
use crate::news2::{self, Applies};

/// Sets of observations kept for a patient, newest first: two days of hourly ones.
const SETS_KEPT: usize = 48;

/// Readings of the same minute belong to one set; newest first.
pub(crate) fn observation_sets(readings: &[(When, Reading)], window: &Window<'_>) -> Vec<Observations> {
    let mut kept: Vec<&(When, Reading)> = readings
        .iter()
        .filter(|(at, r)| window.recent(*at) && !matches!(r, Reading::Score(_)))
        .collect();
    kept.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut sets: Vec<Observations> = Vec::new();
    for (at, reading) in kept {
        let same = sets
            .last()
            .is_some_and(|s| s.at.timestamp().div_euclid(60) == at.timestamp().div_euclid(60));
        if !same {
            if sets.len() == SETS_KEPT {
                break;
            }
            sets.push(empty_set(*at));
        }
        if let Some(set) = sets.last_mut() {
            put(set, *reading);
        }
    }
    sets
}

/// A set taken at a time, with nothing in it.
pub(crate) fn empty_set(at: When) -> Observations {
    Observations {
        at,
        respirations: None,
        spo2: None,
        oxygen: None,
        scale2: false,
        systolic: None,
        diastolic: None,
        pulse: None,
        consciousness: None,
        temperature_tenths: None,
    }
}

fn put(set: &mut Observations, reading: Reading) {
    match reading {
        Reading::Respirations(v) => set.respirations = set.respirations.or(Some(v)),
        Reading::Spo2(v) => set.spo2 = set.spo2.or(Some(v)),
        // Two claims in one minute: on oxygen is the one that must not be lost.
        Reading::Oxygen(v) => set.oxygen = Some(v || set.oxygen == Some(true)),
        Reading::Scale2 => set.scale2 = true,
        Reading::Systolic(v) => set.systolic = set.systolic.or(Some(v)),
        Reading::Diastolic(v) => set.diastolic = set.diastolic.or(Some(v)),
        Reading::Pulse(v) => set.pulse = set.pulse.or(Some(v)),
        Reading::Consciousness(v) => set.consciousness = set.consciousness.or(Some(v)),
        Reading::TemperatureTenths(v) => set.temperature_tenths = set.temperature_tenths.or(Some(v)),
        Reading::Score(_) => {}
    }
}

/// The newest score: worked out from a full set where NEWS2 applies, or the source's own number when that is newer.
/// Where both are of one time and differ, the higher is kept and a warning says so.
pub(crate) fn news2_of(
    id: &PatientId,
    person: &Person,
    sets: &[Observations],
    pregnant: Option<bool>,
    window: &Window<'_>,
    ledger: &mut Ledger,
) -> Option<News2> {
    if matches!(
        news2::applies(person.born, pregnant, window.as_of),
        Applies::Child | Applies::Pregnant
    ) {
        return None;
    }
    let calculated = sets.iter().find_map(|set| {
        let score = news2::score(set).ok()?;
        Some(News2 {
            score: score.total,
            single_three: score.single_three,
            at: set.at,
            calculated: true,
        })
    });
    let stated = person
        .readings
        .iter()
        .filter_map(|(at, r)| match r {
            Reading::Score(score) if window.recent(*at) => Some((*at, *score)),
            _ => None,
        })
        .max();
    let stated = stated.map(|(at, score)| {
        let single_three = sets
            .iter()
            .find(|s| s.at.timestamp().div_euclid(60) == at.timestamp().div_euclid(60))
            .is_some_and(|s| news2::part_scores(s).iter().any(|(_, part)| *part == Some(3)));
        News2 {
            score,
            single_three,
            at,
            calculated: false,
        }
    });
    match (calculated, stated) {
        (Some(c), Some(s)) if (s.at - c.at).abs() < TimeDelta::minutes(1) => {
            if c.score == s.score {
                return Some(c);
            }
            let text = format!(
                "NEWS2 is {} in the feed and {} from its own observations. The higher is shown; take a new set.",
                s.score, c.score
            );
            ledger.warn("", id.as_str(), text);
            Some(if s.score > c.score { s } else { c })
        }
        (Some(c), Some(s)) => Some(if s.at > c.at { s } else { c }),
        (c, s) => c.or(s),
    }
}
