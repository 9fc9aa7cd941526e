//! Observations that fit the illness; some are missing a part, some are old, as on any night.

use chrono::{DateTime, TimeDelta, Utc};

use super::case::Look;
use super::dice::Dice;
use crate::model::{Consciousness, Observations};
use crate::observed::empty_set;

/// Sets of the last day, newest first.
pub(super) fn sets(
    look: Look,
    on_oxygen: bool,
    years: i64,
    admitted: DateTime<Utc>,
    as_of: DateTime<Utc>,
    dice: &mut Dice,
) -> Vec<Observations> {
    let (every_min, newest_min) = match look {
        Look::Sick | Look::Sedated => (60, dice.between(4, 50)),
        Look::Unwell | Look::Scale2 => (60, dice.between(10, 70)),
        Look::Unsettled | Look::Confused => (240, dice.between(20, 230)),
        Look::Well | Look::ByAge => (360, dice.between(20, 420)),
    };
    // Now and then a set is stale, or nothing is charted yet.
    let newest_min = if dice.chance(4) {
        newest_min + 14 * 60
    } else {
        newest_min
    };
    let mut sets = Vec::new();
    for n in 0..3 {
        let at = super::wording::whole_minute(as_of - TimeDelta::minutes(newest_min + n * every_min));
        if at < admitted {
            break;
        }
        sets.push(one(look, on_oxygen, years, at, dice));
    }
    sets
}

fn one(look: Look, on_oxygen: bool, years: i64, at: DateTime<Utc>, dice: &mut Dice) -> Observations {
    let (rr, spo2, systolic, pulse, temp) = match look {
        Look::Well => ((13, 18), (96, 99), (116, 148), (58, 88), (363, 374)),
        Look::Unsettled => ((17, 20), (95, 98), (108, 150), (78, 104), (366, 379)),
        Look::Confused => ((14, 20), (95, 98), (112, 150), (66, 98), (364, 378)),
        Look::Unwell => ((21, 24), (94, 97), (102, 124), (92, 118), (366, 384)),
        Look::Sick => ((24, 32), (89, 94), (84, 102), (108, 136), (376, 396)),
        Look::Scale2 => ((20, 24), (86, 91), (112, 150), (84, 108), (364, 378)),
        Look::Sedated => ((14, 20), (94, 98), (96, 130), (60, 100), (362, 378)),
        Look::ByAge => by_age(years),
    };
    let mut number = |(low, high): (i64, i64)| u16::try_from(dice.between(low, high)).ok();
    let mut set = Observations {
        respirations: number(rr),
        spo2: number(spo2).and_then(|n| u8::try_from(n).ok()),
        systolic: number(systolic),
        pulse: number(pulse),
        temperature_tenths: number(temp),
        ..empty_set(at)
    };
    set.oxygen = Some(on_oxygen);
    set.scale2 = look == Look::Scale2;
    let down = u16::try_from(dice.between(38, 58)).unwrap_or(45);
    set.diastolic = set.systolic.map(|s| s.saturating_sub(down).max(30));
    set.consciousness = match look {
        Look::Sedated => None,
        Look::Confused => Some(Consciousness::Confusion),
        Look::Sick if dice.chance(20) => Some(Consciousness::Voice),
        _ => Some(Consciousness::Alert),
    };
    match dice.below(60) {
        0 => set.temperature_tenths = None,
        1 => set.respirations = None,
        2 => set.consciousness = None,
        _ => {}
    }
    set
}

type Range = (i64, i64);

/// Usual ranges by age, of children as APLS gives them and of mothers as adults.
fn by_age(years: i64) -> (Range, Range, Range, Range, Range) {
    match years {
        0 => ((32, 52), (92, 98), (55, 85), (118, 158), (365, 373)),
        1..=4 => ((22, 34), (94, 99), (80, 100), (98, 138), (366, 379)),
        5..=11 => ((18, 26), (95, 99), (90, 112), (78, 116), (366, 378)),
        _ => ((13, 19), (96, 99), (108, 138), (64, 98), (364, 374)),
    }
}
