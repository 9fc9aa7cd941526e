//! A set of observations as it is typed at the bedside. What cannot be read is refused with its name; what is empty was not
//! taken, and is never a number.

use chrono::{DateTime, Utc};

use super::{Parameter, temperature_tenths};
use crate::model::Observations;
use crate::readings::{acvpu, whole};

/// A set as typed; an empty text was not taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// Respirations a minute.
    pub respirations: &'a str,
    /// Oxygen saturation, %.
    pub spo2: &'a str,
    /// On scale 2: a competent clinician set a target of 88 to 92 %.
    pub scale2: bool,
    /// "air" or "oxygen".
    pub oxygen: &'a str,
    /// Systolic pressure in mmHg, or both: "142/80".
    pub pressure: &'a str,
    /// Pulse a minute.
    pub pulse: &'a str,
    /// A, C, V, P or U, or its words.
    pub consciousness: &'a str,
    /// Degrees Celsius with at most one decimal.
    pub temperature: &'a str,
}

/// Something typed that cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}. {instead}")]
pub struct Unreadable {
    /// Whose.
    pub parameter: Parameter,
    /// What is wrong.
    pub what: String,
    /// What to write or do.
    pub instead: &'static str,
}

/// A number that is typed: its bounds are those of the importers, but for 0, which is no observation to score.
struct Bounds {
    parameter: Parameter,
    least: u16,
    most: u16,
    instead: &'static str,
    /// What 0 is, when it is true.
    zero: bool,
}

const RESPIRATIONS: Bounds = Bounds {
    parameter: Parameter::Respirations,
    least: 1,
    most: 120,
    instead: "Count them for a full minute: 1 to 120, a whole number",
    zero: true,
};
const SATURATION: Bounds = Bounds {
    parameter: Parameter::Saturation,
    least: 20,
    most: 100,
    instead: "Write per cent, 20 to 100, a whole number",
    zero: false,
};
const SYSTOLIC: Bounds = Bounds {
    parameter: Parameter::Systolic,
    least: 20,
    most: 350,
    instead: "Write mmHg, 20 to 350, as 142 or 142/80",
    zero: false,
};
const PULSE: Bounds = Bounds {
    parameter: Parameter::Pulse,
    least: 1,
    most: 350,
    instead: "Count it: 1 to 350 a minute, a whole number",
    zero: true,
};

fn number(typed: &str, bounds: &Bounds) -> Result<Option<u16>, Unreadable> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if bounds.zero && whole(typed, 0, 0).is_some() {
        return Err(Unreadable {
            parameter: bounds.parameter,
            what: format!("A 0 for {} is not scored", bounds.parameter.words()),
            instead: "If it is true, call the arrest team now",
        });
    }
    whole(typed, bounds.least, bounds.most)
        .map(Some)
        .ok_or_else(|| unreadable(bounds.parameter, typed, bounds.instead))
}

fn capital(parameter: Parameter) -> String {
    let words = parameter.words();
    let (first, rest) = words.split_at_checked(1).unwrap_or((words, ""));
    first.to_uppercase() + rest
}

fn unreadable(parameter: Parameter, typed: &str, instead: &'static str) -> Unreadable {
    let typed: String = typed.chars().take(20).collect();
    Unreadable {
        parameter,
        what: format!("{} cannot be {typed}", capital(parameter)),
        instead,
    }
}

/// "142" or "142/80".
fn pressure(typed: &str) -> Result<(Option<u16>, Option<u16>), Unreadable> {
    let Some((systolic, diastolic)) = typed.split_once('/') else {
        return Ok((number(typed, &SYSTOLIC)?, None));
    };
    let wrong = || unreadable(Parameter::Systolic, typed.trim(), SYSTOLIC.instead);
    let systolic = number(systolic, &SYSTOLIC)?.ok_or_else(wrong)?;
    let diastolic = whole(diastolic, 0, 250)
        .filter(|d| *d < systolic)
        .ok_or_else(wrong)?;
    Ok((Some(systolic), Some(diastolic)))
}

fn oxygen(typed: &str) -> Result<Option<bool>, Unreadable> {
    match typed.trim() {
        "" => Ok(None),
        "air" => Ok(Some(false)),
        "oxygen" => Ok(Some(true)),
        other => Err(unreadable(
            Parameter::Oxygen,
            other,
            "Say air, or oxygen by whatever device",
        )),
    }
}

fn temperature(typed: &str) -> Result<Option<u16>, Unreadable> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    temperature_tenths(typed).map(Some).ok_or_else(|| {
        unreadable(
            Parameter::Temperature,
            typed,
            "Write degrees Celsius from 25.0 to 45.0 with one decimal, as the thermometer shows it",
        )
    })
}

/// Reads a set that was taken at `at`.
pub fn typed(set: &Typed<'_>, at: DateTime<Utc>) -> Result<Observations, Unreadable> {
    let consciousness = match set.consciousness.trim() {
        "" => None,
        level => Some(acvpu(level).ok_or_else(|| {
            unreadable(
                Parameter::Consciousness,
                level,
                "Write A, C, V, P or U: alert, new confusion, voice, pain, unresponsive",
            )
        })?),
    };
    let (systolic, diastolic) = pressure(set.pressure)?;
    Ok(Observations {
        at,
        respirations: number(set.respirations, &RESPIRATIONS)?,
        spo2: number(set.spo2, &SATURATION)?.and_then(|n| u8::try_from(n).ok()),
        oxygen: oxygen(set.oxygen)?,
        scale2: set.scale2,
        systolic,
        diastolic,
        pulse: number(set.pulse, &PULSE)?,
        consciousness,
        temperature_tenths: temperature(set.temperature)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::score;
    use super::*;

    const CALM: Typed<'_> = Typed {
        respirations: "18",
        spo2: "97",
        scale2: false,
        oxygen: "air",
        pressure: "124/80",
        pulse: "78",
        consciousness: "A",
        temperature: "36.8",
    };

    fn said(set: &Typed<'_>) -> String {
        match typed(set, DateTime::UNIX_EPOCH) {
            Ok(set) => score(&set).map_or_else(|e| e.to_string(), |s| s.total.to_string()),
            Err(why) => why.to_string(),
        }
    }

    #[test]
    fn what_cannot_be_is_named_and_what_is_empty_is_missing() {
        assert_eq!(said(&CALM), "0");
        insta::assert_snapshot!(said(&Typed { temperature: "38.05", ..CALM }), @"Temperature cannot be 38.05. Write degrees Celsius from 25.0 to 45.0 with one decimal, as the thermometer shows it");
        insta::assert_snapshot!(said(&Typed { pulse: "0", ..CALM }), @"A 0 for pulse is not scored. If it is true, call the arrest team now");
        insta::assert_snapshot!(said(&Typed { consciousness: "asleep", ..CALM }), @"Consciousness cannot be asleep. Write A, C, V, P or U: alert, new confusion, voice, pain, unresponsive");
        insta::assert_snapshot!(said(&Typed { pulse: " ", oxygen: "", ..CALM }), @"NEWS2 incomplete: air or oxygen, pulse not recorded");
        for set in [
            Typed {
                pressure: "80/142",
                ..CALM
            },
            Typed {
                pressure: "/80",
                ..CALM
            },
            Typed {
                pressure: "142/",
                ..CALM
            },
            Typed {
                pressure: "14",
                ..CALM
            },
            Typed { spo2: "101", ..CALM },
            Typed { spo2: "9.7", ..CALM },
            Typed {
                respirations: "-1",
                ..CALM
            },
            Typed {
                oxygen: "2 L",
                ..CALM
            },
        ] {
            assert!(said(&set).contains(" cannot be "), "{set:?}: {}", said(&set));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_reader_or_becomes_another_number(text in ".{0,12}") {
            let set = Typed { pulse: &text, ..CALM };
            if let Ok(set) = typed(&set, DateTime::UNIX_EPOCH) {
                proptest::prop_assert_eq!(set.pulse, text.trim().split('.').next().and_then(|t| t.parse().ok()));
            }
        }
    }
}
