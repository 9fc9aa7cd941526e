//! Wards, bays and beds of the sample hospital.

use std::collections::BTreeMap;

use super::case::{Case, UNITS, Unit, UnitFacts};
use crate::model::{Place, WardKind};

/// Beds of one ward before a second one of its kind opens.
const WARD: usize = 28;
/// Beds of one bay.
const BAY: usize = 6;

const SITES: &[&str] = &[
    "Northfield",
    "Eastmoor",
    "Harrowdale",
    "St Brannock's",
    "Kingsmere",
    "Whitelow",
    "Fernhurst",
    "Redcliffe",
];

/// The facts of a unit.
pub(super) fn facts(unit: Unit) -> Option<&'static UnitFacts> {
    UNITS.iter().find(|u| u.unit == unit)
}

/// A bed for each case, in the same order. No two share one.
pub(super) fn places(site: usize, several_sites: bool, cases: &[&'static Case]) -> Vec<Place> {
    let site = several_sites.then(|| site_name(site));
    let mut of_unit: BTreeMap<Unit, usize> = BTreeMap::new();
    for case in cases {
        *of_unit.entry(case.unit).or_default() += 1;
    }
    let mut used: BTreeMap<Unit, usize> = BTreeMap::new();
    let mut rooms: BTreeMap<(Unit, usize), usize> = BTreeMap::new();
    let mut beds: BTreeMap<(Unit, usize), usize> = BTreeMap::new();
    cases
        .iter()
        .map(|case| {
            let n = used.entry(case.unit).or_default();
            let ward = *n / WARD;
            *n += 1;
            let wards = of_unit.get(&case.unit).map_or(1, |all| all.div_ceil(WARD));
            let Some(facts) = facts(case.unit) else {
                return Place::default();
            };
            let name = if wards > 1 {
                format!("{} {}", facts.name, ward + 1)
            } else {
                facts.name.to_owned()
            };
            let counter = if case.side_room { &mut rooms } else { &mut beds };
            let number = counter.entry((case.unit, ward)).or_default();
            *number += 1;
            let (bay, bed) = bay_and_bed(facts, *number, case.side_room);
            Place {
                site: site.clone(),
                ward: name,
                kind: facts.kind,
                bay,
                bed,
                side_room: case.side_room,
            }
        })
        .collect()
}

fn site_name(site: usize) -> String {
    let name = SITES.get(site % SITES.len()).copied().unwrap_or("Northfield");
    match site / SITES.len() {
        0 => format!("{name} General Hospital"),
        n => format!("{name} General Hospital {}", n + 1),
    }
}

fn bay_and_bed(facts: &UnitFacts, number: usize, side_room: bool) -> (Option<String>, Option<String>) {
    if side_room {
        return (Some(format!("Side room {number}")), Some("1".to_owned()));
    }
    match facts.kind {
        WardKind::Community => (None, None),
        WardKind::Neonatal => (None, Some(format!("Cot {number}"))),
        WardKind::IntensiveCare | WardKind::HighDependency => (None, Some(format!("Bed {number}"))),
        WardKind::Theatre => (None, Some(format!("Theatre {number}"))),
        WardKind::Labour => (None, Some(format!("Room {number}"))),
        WardKind::Emergency => (None, Some(format!("{number:02}"))),
        _ => {
            let bay = (number - 1) / BAY;
            let letter = u8::try_from(bay)
                .ok()
                .map_or('Z', |b| char::from(b'A' + b.min(25)));
            (
                Some(format!("Bay {letter}")),
                Some(format!("{:02}", (number - 1) % BAY + 1)),
            )
        }
    }
}
