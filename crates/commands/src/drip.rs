//! The gravity-drip sum for screen and command line: the core of `battlebag_bag::drip` with words around it. It needs
//! no home: without one, the list of drugs that never run by gravity is the one built in.

use std::sync::Arc;

use battlebag_bag::Bag;
use battlebag_bag::drip::{
    Caution, Drip, DripRefusal, DropFactor, OtherSet, Over, Volume, count_of, counted, time_strip,
};

use crate::station::Station;
use crate::views::{DripAsk, DripCountAsk, DripCounted, DripMark, DripView};
use crate::{ErrorKind, ErrorView};

const HOW: &str = "Count for a full minute. Count again at 5, 15 and 30 minutes, then every 30 minutes, and after the patient, \
                   the bag or the clamp has moved. Mark the times on the bag.";

/// The bag of the open home, or the one built in.
fn bag(station: &Station) -> Result<Arc<Bag>, ErrorView> {
    if let Ok(bag) = station.with(|open| Ok(Arc::clone(&open.bag))) {
        return Ok(bag);
    }
    Bag::shipped().map(Arc::new).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::Broken,
            format!("The bag built into Battlebag is faulty: {first}."),
            "Use the table on the paper drip chart, and install Battlebag again.",
        )
    })
}

/// Drops a minute from volume, time and drop factor.
pub fn work_out(station: &Station, ask: DripAsk) -> Result<DripView, ErrorView> {
    let bag = bag(station)?;
    bag.may_drip(&ask.drug)?;
    let factor = DropFactor::read_twice(&ask.drop_factor, &ask.drop_factor_again)?;
    let (volume, over) = (Volume::read(&ask.volume)?, Over::read(&ask.over)?);
    let drip = bag.drip(&battlebag_bag::drip::Ordered {
        volume,
        over,
        factor,
        drug: &ask.drug,
    })?;
    let strip = volume
        .zip(over)
        .map(|(v, o)| time_strip(v, o))
        .unwrap_or_default();
    Ok(view(&drip, &strip))
}

fn view(drip: &Drip, strip: &[battlebag_bag::drip::StripMark]) -> DripView {
    let mark = |m: &battlebag_bag::drip::StripMark| DripMark {
        minutes: m.minutes,
        after: span(m.minutes),
        left_ml: m.left_ml,
    };
    DripView {
        drops_per_minute: drip.drops,
        exact: f64::from(drip.exact_hundredths) / 100.0,
        seconds_per_drop: f64::from(drip.seconds_per_drop_tenths) / 10.0,
        ordered_ml_per_hour: f64::from(drip.ordered_ml_per_hour_tenths) / 10.0,
        given_ml_per_hour: f64::from(drip.given_ml_per_hour_tenths) / 10.0,
        error_percent: f64::from(drip.error_per_mille) / 10.0,
        countable: battlebag_bag::drip::COUNTABLE.contains(&drip.drops),
        cautions: drip.cautions.iter().map(|c| in_words(*c, drip)).collect(),
        strip: strip.iter().map(mark).collect(),
        how: HOW.to_owned(),
    }
}

fn in_words(caution: Caution, drip: &Drip) -> String {
    let change = |set: Option<OtherSet>| match set {
        Some(s) => format!(
            "Change to a {}-drop set: {} drops a minute. Read its packet.",
            s.factor, s.drops
        ),
        None => "Use a pump or a driver.".to_owned(),
    };
    match caution {
        Caution::TooSlow(set) => format!(
            "{} drops a minute is too slow to count. {}",
            drip.drops,
            change(set)
        ),
        Caution::TooFast(set) => format!("{} drops a minute cannot be counted. {}", drip.drops, change(set)),
        Caution::Rounded => format!(
            "Whole drops give {} mL an hour instead of {}: more than 5 % off. Ask the prescriber.",
            f64::from(drip.given_ml_per_hour_tenths) / 10.0,
            f64::from(drip.ordered_ml_per_hour_tenths) / 10.0
        ),
        Caution::UnusualFactor => {
            "Few sets have this drop factor: two people read the packet again. Usual are 10, 15, 20 and 60."
                .to_owned()
        }
        Caution::Burette => {
            "Burette or fine set: for a child it never holds more than two hours of fluid.".to_owned()
        }
    }
}

/// mL an hour, and how long the bag lasts, from a count.
pub fn from_count(station: &Station, ask: DripCountAsk) -> Result<DripCounted, ErrorView> {
    bag(station)?.may_drip(&ask.drug)?;
    let factor = DropFactor::read_twice(&ask.drop_factor, &ask.drop_factor_again)?;
    let back = counted(count_of(&ask.count)?, factor, Volume::read(&ask.volume)?)?;
    Ok(DripCounted {
        ml_per_hour: f64::from(back.ml_per_hour_tenths) / 10.0,
        minutes_left: back.minutes_left,
        left: back.minutes_left.map(span).unwrap_or_default(),
    })
}

/// "1 h 30 min".
fn span(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

impl From<DripRefusal> for ErrorView {
    fn from(refusal: DripRefusal) -> Self {
        match refusal {
            // A drug's own words may hold a full stop ("Inj. ..."): they are not split there.
            DripRefusal::Never { drug, class, why } => Self::new(
                ErrorKind::Refused,
                format!("{drug} must never run by gravity ({class}). {why}"),
                "Use a pump or a driver, or ask the pharmacist now.",
            ),
            DripRefusal::LessThanADrop => Self::from_sentences(ErrorKind::Refused, &refusal.to_string()),
            _ => Self::from_sentences(ErrorKind::BadInput, &refusal.to_string()),
        }
    }
}
