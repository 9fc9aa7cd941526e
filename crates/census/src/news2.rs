//! NEWS2, exactly as the Royal College of Physicians published it in 2017 (facts.md §5.1, domain.md §5a).
//!
//! Scores per RCP National Early Warning Score 2, 2017. An incomplete set has no score: it is never 0.

#![expect(clippy::match_same_arms, reason = "one arm a band, as the chart has them")]

mod response;
mod typed;

pub use response::Response;
pub use typed::{Typed, Unreadable, typed};

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::model::{Consciousness, Observations, WardKind};

/// The seven things that are scored, in the chart's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// Respirations a minute.
    Respirations,
    /// Oxygen saturation, on the scale in use.
    Saturation,
    /// Air or supplemental oxygen.
    Oxygen,
    /// Systolic blood pressure, mmHg.
    Systolic,
    /// Pulse a minute.
    Pulse,
    /// ACVPU.
    Consciousness,
    /// Temperature.
    Temperature,
}

impl Parameter {
    /// Its name on the chart.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Respirations => "respirations",
            Self::Saturation => "oxygen saturation",
            Self::Oxygen => "air or oxygen",
            Self::Systolic => "systolic blood pressure",
            Self::Pulse => "pulse",
            Self::Consciousness => "consciousness",
            Self::Temperature => "temperature",
        }
    }
}

/// A full score with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Aggregate, 0 to 20.
    pub total: u8,
    /// One parameter alone scores 3: hourly observations and a medical review even when the total is low.
    pub single_three: bool,
    /// Each part, in the chart's order.
    pub parts: [(Parameter, u8); 7],
}

/// A set that cannot be scored, with what is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("NEWS2 incomplete: {} not recorded", missing.iter().map(|p| p.words()).collect::<Vec<_>>().join(", "))]
pub struct Incomplete {
    /// What is missing, in the chart's order.
    pub missing: Vec<Parameter>,
    /// What the rest adds up to: the score is this or more.
    pub least: u8,
    /// One part of the rest alone scores 3.
    pub single_three: bool,
}

/// Whether NEWS2 may be used for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// Yes: 16 or over and not known to be pregnant.
    Yes,
    /// Under 16: use the paediatric chart.
    Child,
    /// Pregnant: use the maternity chart.
    Pregnant,
    /// The date of birth is not known, so it cannot be said.
    AgeNotKnown,
}

/// Whether NEWS2 may be used at `at` for a person born on `born`: never under 16, never in pregnancy (RCP 2017).
pub fn applies(born: Option<NaiveDate>, pregnant: Option<bool>, at: DateTime<Utc>) -> Applies {
    on_day(born, pregnant, at.date_naive())
}

fn on_day(born: Option<NaiveDate>, pregnant: Option<bool>, today: NaiveDate) -> Applies {
    let Some(born) = born else {
        return Applies::AgeNotKnown;
    };
    if years(born, today) < 16 {
        Applies::Child
    } else if pregnant == Some(true) {
        Applies::Pregnant
    } else {
        Applies::Yes
    }
}

/// The same at a bedside or on a sheet: on a labour or maternity ward nobody counts as not pregnant who is not known not
/// to be, and a date of birth after `today` is none.
pub fn applies_at_bedside(
    born: Option<NaiveDate>,
    pregnant: Option<bool>,
    ward: WardKind,
    today: NaiveDate,
) -> Applies {
    let labour = matches!(ward, WardKind::Labour | WardKind::Maternity) && pregnant != Some(false);
    match on_day(born.filter(|b| *b <= today), pregnant, today) {
        Applies::Yes if labour => Applies::Pregnant,
        Applies::AgeNotKnown if pregnant == Some(true) => Applies::Pregnant,
        applies => applies,
    }
}

/// Whole years of age on a day; 0 before birth.
pub fn years(born: NaiveDate, on: NaiveDate) -> i32 {
    let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
    (on.year() - born.year() - i32::from(before_birthday)).max(0)
}

/// Scores a set. Everything must be there; else the missing parts are named.
pub fn score(set: &Observations) -> Result<Score, Incomplete> {
    let parts = part_scores(set);
    let missing: Vec<Parameter> = parts
        .iter()
        .filter(|(_, s)| s.is_none())
        .map(|(p, _)| *p)
        .collect();
    let least = parts.iter().filter_map(|(_, s)| *s).sum();
    let single_three = parts.iter().any(|(_, s)| *s == Some(3));
    if !missing.is_empty() {
        return Err(Incomplete {
            missing,
            least,
            single_three,
        });
    }
    Ok(Score {
        total: least,
        single_three,
        parts: parts.map(|(p, s)| (p, s.unwrap_or(0))),
    })
}

/// Each part's own score, `None` where it was not recorded.
pub fn part_scores(set: &Observations) -> [(Parameter, Option<u8>); 7] {
    [
        (Parameter::Respirations, set.respirations.map(respirations)),
        (Parameter::Saturation, saturation(set)),
        (Parameter::Oxygen, set.oxygen.map(|on| if on { 2 } else { 0 })),
        (Parameter::Systolic, set.systolic.map(systolic)),
        (Parameter::Pulse, set.pulse.map(pulse)),
        (
            Parameter::Consciousness,
            set.consciousness
                .map(|c| if c == Consciousness::Alert { 0 } else { 3 }),
        ),
        (Parameter::Temperature, set.temperature_tenths.map(temperature)),
    ]
}

const fn respirations(rate: u16) -> u8 {
    match rate {
        0..=8 => 3,
        9..=11 => 1,
        12..=20 => 0,
        21..=24 => 2,
        25.. => 3,
    }
}

/// Scale 2 needs to know whether the patient is on oxygen only above 92 %.
fn saturation(set: &Observations) -> Option<u8> {
    let percent = set.spo2?;
    Some(match (set.scale2, percent, set.oxygen) {
        (false, 0..=91, _) => 3,
        (false, 92..=93, _) => 2,
        (false, 94..=95, _) => 1,
        (false, 96.., _) => 0,
        (true, 0..=83, _) => 3,
        (true, 84..=85, _) => 2,
        (true, 86..=87, _) => 1,
        (true, 88..=92, _) | (true, 93.., Some(false)) => 0,
        (true, 93..=94, Some(true)) => 1,
        (true, 95..=96, Some(true)) => 2,
        (true, 97.., Some(true)) => 3,
        (true, 93.., None) => return None,
    })
}

const fn systolic(pressure: u16) -> u8 {
    match pressure {
        0..=90 => 3,
        91..=100 => 2,
        101..=110 => 1,
        111..=219 => 0,
        220.. => 3,
    }
}

const fn pulse(rate: u16) -> u8 {
    match rate {
        0..=40 => 3,
        41..=50 => 1,
        51..=90 => 0,
        91..=110 => 1,
        111..=130 => 2,
        131.. => 3,
    }
}

const fn temperature(tenths: u16) -> u8 {
    match tenths {
        0..=350 => 3,
        351..=360 => 1,
        361..=380 => 0,
        381..=390 => 1,
        391.. => 2,
    }
}

/// Reads a temperature in degrees Celsius into tenths. More than one decimal is refused (38.05 sits between two
/// bands, and rounding would choose one), unless the further digits are zeros. 25.0 to 45.0 only.
pub fn temperature_tenths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let (tenth, rest) = decimals.split_at_checked(1)?;
    if whole.len() > 2 || !whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    if rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let tenths = whole.parse::<u16>().ok()? * 10 + tenth.parse::<u16>().ok()?;
    (250..=450).contains(&tenths).then_some(tenths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Consciousness::{Alert, Confusion, Voice};
    use proptest::prelude::*;

    #[expect(clippy::too_many_arguments, reason = "the chart has eight columns")]
    fn set(
        rr: u16,
        spo2: u8,
        scale2: bool,
        oxygen: bool,
        bp: u16,
        pulse: u16,
        c: Consciousness,
        temp: &str,
    ) -> Observations {
        Observations {
            at: DateTime::UNIX_EPOCH,
            respirations: Some(rr),
            spo2: Some(spo2),
            oxygen: Some(oxygen),
            scale2,
            systolic: Some(bp),
            diastolic: None,
            pulse: Some(pulse),
            consciousness: Some(c),
            temperature_tenths: temperature_tenths(temp),
        }
    }

    fn total(s: &Observations) -> (u8, bool) {
        let s = score(s).unwrap();
        (s.total, s.single_three)
    }

    #[test]
    fn vectors_of_the_fact_pack() {
        assert_eq!(
            total(&set(18, 97, false, false, 124, 78, Alert, "36.8")),
            (0, false)
        );
        assert_eq!(
            total(&set(22, 94, false, true, 105, 112, Alert, "38.4")),
            (9, false)
        );
        assert_eq!(
            total(&set(20, 90, true, true, 130, 88, Alert, "37.0")),
            (2, false)
        );
        assert_eq!(
            total(&set(20, 90, false, true, 130, 88, Alert, "37.0")),
            (5, true)
        );
        assert_eq!(
            total(&set(8, 97, false, false, 124, 78, Alert, "36.8")),
            (3, true)
        );
        assert_eq!(
            total(&set(25, 91, false, true, 90, 131, Voice, "35.0")),
            (20, true)
        );
        assert_eq!(
            total(&set(18, 95, true, false, 124, 78, Alert, "36.8")),
            (0, false)
        );
    }

    #[test]
    fn vectors_of_the_domain_pack() {
        assert_eq!(
            total(&set(12, 96, false, false, 111, 51, Alert, "36.1")),
            (0, false)
        );
        assert_eq!(
            total(&set(20, 96, false, false, 219, 90, Alert, "38.0")),
            (0, false)
        );
        assert_eq!(
            total(&set(8, 98, false, false, 120, 70, Alert, "37.0")),
            (3, true)
        );
        assert_eq!(total(&set(18, 95, true, true, 130, 80, Alert, "37")), (4, false));
        assert_eq!(total(&set(18, 95, true, false, 130, 80, Alert, "37")), (0, false));
        assert_eq!(
            total(&set(24, 88, true, false, 110, 110, Alert, "36.0")),
            (5, false)
        );
        assert_eq!(
            total(&set(22, 95, false, true, 100, 112, Alert, "38.5")),
            (10, false)
        );
        assert_eq!(
            total(&set(21, 97, true, true, 220, 91, Confusion, "39.1")),
            (16, true)
        );
        assert_eq!(
            total(&set(25, 91, false, true, 90, 131, Confusion, "35.0")),
            (20, true)
        );
    }

    #[test]
    fn every_missing_part_makes_it_incomplete() {
        let full = set(18, 97, false, false, 124, 78, Alert, "36.8");
        let without: [fn(&mut Observations); 7] = [
            |o| o.respirations = None,
            |o| o.spo2 = None,
            |o| o.oxygen = None,
            |o| o.systolic = None,
            |o| o.pulse = None,
            |o| o.consciousness = None,
            |o| o.temperature_tenths = None,
        ];
        for (n, remove) in without.iter().enumerate() {
            let mut part = full.clone();
            remove(&mut part);
            let missing = score(&part).unwrap_err().missing;
            assert_eq!(missing, [part_scores(&full)[n].0]);
        }
        let mut two = full;
        two.pulse = None;
        two.temperature_tenths = None;
        assert_eq!(score(&two).unwrap_err().least, 0);
        two.respirations = Some(8);
        let least = score(&two).unwrap_err();
        assert_eq!((least.least, least.single_three), (3, true));
        insta::assert_snapshot!(score(&two).unwrap_err(), @"NEWS2 incomplete: pulse, temperature not recorded");
    }

    #[test]
    fn one_decimal_only() {
        assert_eq!(temperature_tenths("36.8"), Some(368));
        assert_eq!(temperature_tenths("38.50"), Some(385));
        for wrong in [
            "38.05", "", "-1", "3.68e1", "98.6", "36,8", "370", "36.", "24.9", "45.1", "３６.8",
        ] {
            assert_eq!(temperature_tenths(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn not_for_children_or_in_pregnancy() {
        let at = "2026-11-21T02:14:00Z".parse().unwrap();
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(applies(day(2010, 11, 22), None, at), Applies::Child);
        assert_eq!(applies(day(2010, 11, 21), None, at), Applies::Yes);
        assert_eq!(applies(day(1990, 1, 1), Some(true), at), Applies::Pregnant);
        assert_eq!(applies(None, None, at), Applies::AgeNotKnown);
        let today = day(2026, 11, 21).unwrap();
        let bedside = |born, pregnant, ward| applies_at_bedside(born, pregnant, ward, today);
        let (adult, child) = (day(1990, 1, 1), day(2012, 1, 1));
        assert_eq!(bedside(adult, None, WardKind::Labour), Applies::Pregnant);
        assert_eq!(bedside(adult, Some(false), WardKind::Labour), Applies::Yes);
        assert_eq!(bedside(adult, None, WardKind::Medical), Applies::Yes);
        assert_eq!(bedside(child, None, WardKind::Labour), Applies::Child);
        assert_eq!(bedside(None, Some(true), WardKind::Medical), Applies::Pregnant);
        assert_eq!(
            bedside(day(2027, 1, 1), None, WardKind::Medical),
            Applies::AgeNotKnown
        );
    }

    proptest! {
        #[test]
        fn between_0_and_20_and_worse_never_scores_less(
            rr in 0u16..100, spo2 in 0u8..=100, s2: bool, o2: bool, bp in 0u16..300, hr in 0u16..250, t in 250u16..450,
        ) {
            let mut o = set(rr, spo2, s2, o2, bp, hr, Alert, "37.0");
            o.temperature_tenths = Some(t);
            let (alert, _) = total(&o);
            o.consciousness = Some(Confusion);
            let (confused, three) = total(&o);
            prop_assert!(confused <= 20 && confused == alert + 3 && three);
        }
    }
}
