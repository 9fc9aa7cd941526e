//! Every clinical number with its unit, source and approval: what a clinician signs, and what the rule adds of its own.

use std::path::Path;

use battlebag_bag::Bag;
use battlebag_bag::approval::Standing;

use crate::rule_numbers::RULE_NUMBERS;
use crate::session::count;
use crate::station::Station;
use crate::views::{Nothing, NumberRow, NumbersView};
use crate::{ErrorKind, ErrorView};

/// Units that a number of one is written with, in the singular.
const ONE: &[(&str, &str)] = &[
    ("hours", "hour"),
    ("minutes", "minute"),
    ("days", "day"),
    ("years", "year"),
    ("times", "time"),
    ("litres per minute", "litre per minute"),
];

/// The unit as it is written after this value: "1 hour", "2 hours".
fn unit_after(value: &str, unit: &str) -> String {
    let one = ONE.iter().find(|(many, _)| value == "1" && *many == unit);
    one.map_or(unit, |(_, one)| one).to_owned()
}

fn of_bag(bag: &Bag) -> Vec<NumberRow> {
    let word = |standing: &Standing| match standing {
        Standing::Approved { .. } => "approved",
        Standing::Changed { .. } => "changed",
        Standing::Proposed => "proposed",
    };
    bag.numbers()
        .into_iter()
        .map(|n| NumberRow {
            state: word(&n.approval).to_owned(),
            approval: n.approval.words(),
            source: if n.source.is_empty() {
                "no source named".to_owned()
            } else {
                n.source
            },
            item: n.item,
            name: n.name,
            of: n.of,
            what: n.what,
            unit: unit_after(&n.value, &n.unit),
            value: n.value,
            fingerprint: n.fingerprint,
            file: n.file,
            line: n.line,
        })
        .collect()
}

fn of_rule() -> impl Iterator<Item = NumberRow> {
    RULE_NUMBERS.iter().map(|n| NumberRow {
        item: "the method".to_owned(),
        name: "The priority method".to_owned(),
        of: String::new(),
        what: n.what.to_owned(),
        unit: unit_after(n.value, n.unit),
        value: n.value.to_owned(),
        source: n.source.to_owned(),
        state: "proposed".to_owned(),
        approval: "proposed, not approved; part of the program".to_owned(),
        fingerprint: String::new(),
        file: n.file.to_owned(),
        line: 0,
    })
}

fn view_of(bag: &Bag) -> NumbersView {
    let rows: Vec<NumberRow> = of_rule().chain(of_bag(bag)).collect();
    let with = |state: &str| count(rows.iter().filter(|r| r.state == state).count());
    NumbersView {
        version: bag.manifest.version.clone(),
        hash: bag.short_hash(),
        approved: with("approved"),
        changed: with("changed"),
        proposed: with("proposed"),
        rows,
    }
}

/// Every number, of the bag that the next incident works from.
pub fn view(station: &Station, _: Nothing) -> Result<NumbersView, ErrorView> {
    station.with(|open| Ok(view_of(&open.ready)))
}

/// Every number, of the bag built in or of one in a folder; needs no home.
pub fn of(dir: Option<&Path>) -> Result<NumbersView, ErrorView> {
    let bag = match dir {
        Some(dir) => Bag::read(dir),
        None => Bag::shipped(),
    };
    bag.map(|bag| view_of(&bag)).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::BadInput,
            format!("This bag cannot be read: {first}."),
            "Mend what `battlebag bag check` names, then ask again.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_one_has_its_unit_in_the_singular() {
        let view = of(None).unwrap();
        let ones: Vec<&NumberRow> = view.rows.iter().filter(|row| row.value == "1").collect();
        assert!(ones.iter().any(|row| row.unit == "hour"));
        let plural: Vec<&str> = ones
            .iter()
            .map(|row| row.unit.as_str())
            .filter(|unit| unit.ends_with('s'))
            .collect();
        assert!(plural.is_empty(), "{plural:?}");
        assert!(
            view.rows
                .iter()
                .any(|row| row.value == "6" && row.unit == "hours")
        );
    }
}
