//! What a ventilator says of itself (IHE PCD DEC): its mode and settings in words that can be set on another one by hand.

use super::message::Segment;
use super::said::{Cx, Part, unit};
use crate::claims::Field as Claimed;
use crate::feed::{Dated, Period, Reading, When};

/// A setting: how it is called at the bedside, and the IEEE 11073 names under which it is met. What was set comes before
/// what was measured.
const SETTINGS: &[(&str, &[&str])] = &[
    (
        "FiO2",
        &[
            "MDC_VENT_CONC_AWAY_O2_INSP_SETTING",
            "MDC_CONC_AWAY_O2_INSP_SETTING",
            "MDC_CONC_GASDLV_O2_INSP_SETTING",
            "MDC_CONC_AWAY_O2_INSP",
            "MDC_CONC_GASDLV_O2_INSP",
            "MDC_VENT_CONC_AWAY_O2_INSP",
            "MDC_CONC_AWAY_O2",
        ],
    ),
    (
        "PEEP",
        &[
            "MDC_VENT_PRESS_AWAY_END_EXP_POS_SETTING",
            "MDC_PRESS_AWAY_END_EXP_POS_SETTING",
            "MDC_VENT_PRESS_AWAY_END_EXP_POS",
            "MDC_PRESS_AWAY_END_EXP_POS",
        ],
    ),
    (
        "pressure above PEEP",
        &["MDC_VENT_PRESS_AWAY_DELTA_SETTING", "MDC_VENT_PRESS_AWAY_DELTA"],
    ),
    (
        "tidal volume",
        &[
            "MDC_VENT_VOL_TIDAL_SETTING",
            "MDC_VOL_AWAY_TIDAL_SETTING",
            "MDC_VENT_VOL_TIDAL",
            "MDC_VOL_AWAY_TIDAL",
        ],
    ),
    ("rate", &["MDC_VENT_RESP_RATE_SETTING", "MDC_VENT_RESP_RATE"]),
];

/// Oxygen in air is 20.9 %: more than this was added by somebody.
const AIR_PERCENT: f64 = 21.5;

/// Takes what a ventilator says out of a group's observations.
pub(super) fn ventilator(observed: &[(String, Segment<'_>)], at: Option<When>, part: &mut Part, cx: &Cx<'_>) {
    let is_ventilator =
        |name: &str| name.starts_with("MDC_DEV_") && name.contains("VENT") || name == "MDC_VENT_MODE";
    if !observed.iter().any(|(name, _)| is_ventilator(name)) {
        return;
    }
    let mut words = vec!["ventilator".to_owned()];
    words.extend(mode(observed).map(|mode| format!("mode {mode}")));
    for (label, names) in SETTINGS {
        let found = names
            .iter()
            .find_map(|name| Some((*name, number(observed, name)?)));
        let Some((name, (value, unit))) = found else {
            continue;
        };
        let set = if name.ends_with("_SETTING") {
            ""
        } else {
            " measured"
        };
        words.push(format!("{label} {value} {unit}").trim_end().to_owned() + set);
        let is_oxygen = *label == "FiO2" && value.parse::<f64>().is_ok_and(|percent| percent > AIR_PERCENT);
        if let Some(at) = at.filter(|_| is_oxygen) {
            part.facts().readings.push((at, Reading::Oxygen(true)));
        }
    }
    let text = words.join(", ");
    let source = cx.source("OBX-5");
    part.facts().says(Claimed::Breathing, text.clone(), &source, at);
    part.facts().breathing.push(Dated {
        fact: text,
        during: Period::since(at),
        stay: None,
    });
}

/// The mode in the maker's own words, else the name of the standard without its family.
fn mode(observed: &[(String, Segment<'_>)]) -> Option<String> {
    let (_, obx) = observed.iter().find(|(name, _)| name == "MDC_VENT_MODE")?;
    let value = obx.field(5);
    let said: Vec<String> = [9, 5, 2, 4, 1].into_iter().filter_map(|n| value.at(n)).collect();
    let plain = said
        .iter()
        .find(|t| !t.starts_with("MDC_") && t.parse::<f64>().is_err());
    plain.cloned().or_else(|| {
        let name = said.iter().find_map(|t| t.strip_prefix("MDC_VENT_MODE_"))?;
        Some(name.trim_start_matches("ISO_").replace('_', "-"))
    })
}

/// A number with its unit, when there is one.
fn number(observed: &[(String, Segment<'_>)], name: &str) -> Option<(String, String)> {
    let (_, obx) = observed.iter().find(|(n, _)| n == name)?;
    let value = obx.value(5, 1).filter(|v| v.parse::<f64>().is_ok())?;
    Some((value, unit(obx.field(6).first())))
}
