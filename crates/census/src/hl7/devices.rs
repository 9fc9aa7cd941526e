//! IHE PCD: pumps, ventilators and monitors that report themselves by MDC codes, one OBX a value, placed in the device
//! by OBX-4 (device.module.channel.value).

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::message::Segment;
use super::orders::Group;
use super::said::{Cx, DeviceSaid, DeviceWhat, Part, codes, unit, words};
use crate::claims::Field as Claimed;
use crate::feed::When;
use crate::model::{Amount, Code, Device, Infusion};
use crate::units;

/// The MDC name of an OBX, without spaces that word wrap left.
fn mdc(obx: &Segment<'_>) -> Option<String> {
    let name = obx.value(3, 2).or_else(|| obx.value(3, 1))?.replace(' ', "");
    name.starts_with("MDC").then_some(name)
}

/// Where a value sits: device and module, then channel.
fn containment(obx: &Segment<'_>) -> (String, String) {
    let text = obx.value(4, 1).unwrap_or_default();
    let mut parts = text.split('.');
    let mut next = || parts.next().unwrap_or("0");
    let module = format!("{}.{}", next(), next());
    (module, next().to_owned())
}

/// Takes what devices say of themselves out of a group's observations.
pub(super) fn devices(group: &Group<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    let observed: Vec<(String, Segment<'_>)> = group.all("OBX").filter_map(|o| Some((mdc(&o)?, o))).collect();
    if observed.is_empty() {
        return;
    }
    let at = group
        .first("OBR")
        .and_then(|o| cx.time(o.field(7), "OBR-7"))
        .map(|s| s.at)
        .or(cx.when);
    let asset = observed.iter().find_map(|(_, obx)| asset(obx));
    let device = whole(&observed).and_then(|(name, obx)| {
        let device = Device {
            kind: kind(name)?.to_owned(),
            codes: codes(obx.field(3)),
            model: library(&observed),
            asset: asset.clone(),
            needs_network: None,
        };
        Some(device)
    });
    let key = asset
        .clone()
        .or_else(|| group.keys().first().cloned())
        .unwrap_or_default();
    if let Some(device) = device {
        cx.ledger.counts.devices += 1;
        let source = cx.source("OBX-3");
        part.facts()
            .says(Claimed::Device, device.kind.clone(), &source, at);
        part.devices.push(DeviceSaid {
            key: key.clone(),
            at,
            what: DeviceWhat::Device(device),
        });
    }
    super::ventilator::ventilator(&observed, at, part, cx);
    infusions(&observed, group, asset.as_deref(), &key, at, part, cx);
}

/// The entry for the whole device: the outermost one.
fn whole<'s, 'a>(observed: &'s [(String, Segment<'a>)]) -> Option<&'s (String, Segment<'a>)> {
    let is = |end: &str| {
        observed
            .iter()
            .find(move |(name, _)| name.starts_with("MDC_DEV_") && name.ends_with(end))
    };
    is("_MDS").or_else(|| is("_VMD"))
}

/// What kind of device an MDC name is, in words; `None` for parts that nobody would look for.
fn kind(name: &str) -> Option<&'static str> {
    let has = |part: &str| name.contains(part);
    Some(if has("SYRINGE") {
        "syringe pump"
    } else if has("PUMP_PCA") {
        "patient-controlled analgesia pump"
    } else if has("PUMP") {
        "infusion pump"
    } else if has("VENT") {
        "ventilator"
    } else if has("ANESTH") || has("ANAESTH") {
        "anaesthetic machine"
    } else if has("DIALY") || has("RENAL") {
        "dialysis machine"
    } else if has("BALLOON") {
        "balloon pump"
    } else if has("MON_PHYSIO") || has("MULTI_PARAM") {
        "patient monitor"
    } else {
        return None;
    })
}

/// OBX-18: the name of the one device among its like, else its global number.
fn asset(obx: &Segment<'_>) -> Option<String> {
    let id = obx.field(18).first();
    id.at(1).or_else(|| id.at(3))
}

/// Drug library and care area, which decide the pump's limits.
fn library(observed: &[(String, Segment<'_>)]) -> Option<String> {
    let value = |name: &str| {
        observed
            .iter()
            .find(|(n, _)| n == name)
            .and_then(|(_, o)| words(o.field(5)))
    };
    let version = value("MDC_PUMP_DRUG_LIBRARY_VERSION")?;
    Some(match value("MDC_PUMP_DRUG_LIBRARY_CARE_AREA") {
        Some(area) => format!("drug library {version}, care area {area}"),
        None => format!("drug library {version}"),
    })
}

/// What one channel of a pump delivers.
#[derive(Default)]
struct Channel {
    drug: Option<String>,
    codes: Vec<Code>,
    rate: Option<Amount>,
    dose_rate: Option<Amount>,
    volume: Option<String>,
    remaining: Option<TimeDelta>,
    stopped: bool,
}

impl Channel {
    fn delivers(&self) -> bool {
        self.drug.is_some() || self.rate.is_some() || self.dose_rate.is_some()
    }
}

fn infusions(
    observed: &[(String, Segment<'_>)],
    group: &Group<'_>,
    asset: Option<&str>,
    key: &str,
    at: Option<When>,
    part: &mut Part,
    cx: &Cx<'_>,
) {
    let mut channels: BTreeMap<(String, String), Channel> = BTreeMap::new();
    let mut all_stopped = false;
    for (name, obx) in observed {
        let place = containment(obx);
        let Some(value) = words(obx.field(5)) else {
            continue;
        };
        let channel = channels.entry(place).or_default();
        let amount = || {
            let number = obx.value(5, 1)?;
            number.parse::<f64>().ok()?;
            Some(Amount {
                value: number,
                unit: unit(obx.field(6).first()),
            })
        };
        let is_volume = || amount().filter(|a| a.unit == "mL").map(|a| a.value);
        match name.as_str() {
            "MDC_DRUG_NAME_LABEL" => channel.drug = Some(value),
            "MDC_DRUG_NAME_TYPE" | "MDC_DRUG_NAME" => {
                channel.codes = codes(obx.field(5));
                channel.drug = channel.drug.take().or(Some(value));
            }
            "MDC_FLOW_FLUID_PUMP" => channel.rate = amount(),
            "MDC_RATE_DOSE" => channel.dose_rate = amount(),
            "MDC_VOL_FLUID_TBI" => channel.volume = is_volume(),
            "MDC_TIME_PD_REMAIN" => channel.remaining = amount().and_then(|a| minutes(&a)),
            "MDC_PUMP_INFUSING_STATUS"
            | "MDC_PUMP_STAT"
            | "MDC_PUMP_CURRENT_DELIVERY_STATUS"
            | "MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS" => {
                let value = value.to_lowercase();
                let halted = ["stop", "standby", "not-delivering", "paused", "complete"];
                if halted.iter().any(|w| value.contains(w)) {
                    channel.stopped = true;
                }
            }
            "MDC_ATTR_EVT_COND" => {
                all_stopped |= value.contains("DELIV_STOP") || value.contains("DELIV_COMP");
            }
            _ => {}
        }
    }
    let halted: Vec<String> = channels
        .iter()
        .filter(|(_, c)| c.stopped)
        .map(|((m, _), _)| m.clone())
        .collect();
    let ordered = group
        .first("OBR")
        .and_then(|o| words(o.field(4)))
        .filter(|n| !n.starts_with("MDC"));
    for ((module, place), channel) in channels.into_iter().filter(|(_, c)| c.delivers()) {
        let stopped = all_stopped || halted.contains(&module);
        let drug = channel.drug.clone().or_else(|| ordered.clone());
        let drug = drug.unwrap_or_else(|| "medicine not named by the pump".to_owned());
        let (rate, dose_rate) = match channel.rate {
            Some(rate) if units::is_ml_per_hour(&rate.unit) => (Some(rate.value), channel.dose_rate),
            rate => (None, channel.dose_rate.or(rate)),
        };
        let infusion = Infusion {
            volume_ml: channel.volume,
            rate_ml_h: rate,
            dose_rate,
            pump: asset.map(str::to_owned),
            started_at: at,
            runs_out_at: at
                .zip(channel.remaining)
                .and_then(|(at, left)| at.checked_add_signed(left)),
            ..Infusion::default()
        };
        let source = cx.source("OBX-5");
        part.facts()
            .says(Claimed::Medicine, format!("{drug} on the pump"), &source, at);
        part.devices.push(DeviceSaid {
            key: format!("{key} {module}.{place}"),
            at,
            what: DeviceWhat::Infusion {
                order: group.keys(),
                drug,
                codes: channel.codes,
                infusion: Box::new(infusion),
                stopped,
            },
        });
    }
}

/// A time left, in minutes, hours or seconds.
fn minutes(left: &Amount) -> Option<TimeDelta> {
    let value = left
        .value
        .parse::<f64>()
        .ok()
        .filter(|v| (0.0..1e6).contains(v))?;
    let seconds = match left.unit.as_str() {
        "min" => value * 60.0,
        "h" | "hr" => value * 3600.0,
        "s" | "sec" => value,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "below a thousand million seconds")]
    TimeDelta::try_seconds(seconds as i64)
}
