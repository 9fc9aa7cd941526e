//! What must hold in a register: classes and wards that exist, ids that differ, chains that end.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::Fault;
use crate::register::{Instance, InstanceId, Register, Serves, ward_key};
use crate::register_file::{Lined, NOTHING};
use crate::system::{SystemClass, SystemCode};

/// Most letters of an id: it stands in rows and is typed by hand.
const LONGEST_ID: usize = 40;

/// Most letters of a name: it stands in the reason sentence of a patient.
const LONGEST_NAME: usize = 60;

/// What a register is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// Classes of the bag.
    pub systems: &'a BTreeMap<SystemCode, SystemClass>,
    /// Wards of the census in use; none when there is no census: then wards are not looked at.
    pub wards: &'a BTreeSet<String>,
    /// A ward that the census does not have is let in with a warning: it may be empty tonight.
    pub new_wards: bool,
}

/// A register that was changed by hand, with what is wrong with each of its systems.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedRegister {
    /// The register; wards have the spelling of the census.
    pub register: Register,
    /// Every fault, with the system that it is about. Their files and lines are empty: there is no file.
    pub faults: Vec<(InstanceId, Fault)>,
}

/// Checks a register that no file brought.
pub fn check_register(register: &Register, against: &Against<'_>) -> CheckedRegister {
    let mut rows: Vec<Lined> = register
        .iter()
        .zip(1..)
        .map(|(one, line)| Lined {
            instance: one.clone(),
            line,
        })
        .collect();
    let ids: Vec<InstanceId> = rows.iter().map(|row| row.instance.id.clone()).collect();
    let mut found = vec![];
    check("", &mut rows, against, &mut found);
    let of = |fault: Fault| {
        let id = usize::try_from(fault.line)
            .ok()
            .and_then(|line| ids.get(line.checked_sub(1)?));
        Some((id?.clone(), Fault { line: 0, ..fault }))
    };
    CheckedRegister {
        faults: found.into_iter().filter_map(of).collect(),
        register: Register::of(rows.into_iter().map(|row| row.instance)),
    }
}

/// Checks rows that were read. Wards take the spelling of the census.
pub(crate) fn check(file: &str, rows: &mut [Lined], against: &Against<'_>, faults: &mut Vec<Fault>) {
    let mut lines: BTreeMap<InstanceId, u32> = BTreeMap::new();
    for row in rows.iter_mut() {
        let line = row.line;
        let mut fault =
            |field: &str, what: String| faults.push(Fault::error(file, line, what).in_field(field));
        words(&row.instance, against, &mut fault);
        if let Some(before) = lines.get(&row.instance.id) {
            let what = format!(
                "The id `{}` is already on line {before}. Give this one another.",
                row.instance.id
            );
            fault("id", what);
        } else {
            lines.insert(row.instance.id.clone(), row.line);
        }
        wards(file, row, against, faults);
    }
    let rows: &[Lined] = rows;
    let known: BTreeMap<&InstanceId, &Instance> =
        rows.iter().map(|row| (&row.instance.id, &row.instance)).collect();
    for row in rows {
        for what in chain(&row.instance, &known, against) {
            faults.push(Fault::error(file, row.line, what).in_field("stands_on"));
        }
    }
}

/// One row by itself: each fault with the column that it stands in.
fn words(one: &Instance, against: &Against<'_>, fault: &mut impl FnMut(&str, String)) {
    let id = one.id.as_str();
    if id.is_empty() {
        fault(
            "id",
            "The id is empty. Give each system a short name of its own, such as bga-ed.".to_owned(),
        );
    } else if id.chars().count() > LONGEST_ID || !id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    {
        fault(
            "id",
            format!(
                "The id `{id}` must be at most {LONGEST_ID} letters, digits, hyphens or dots, with no space. Change it."
            ),
        );
    } else if against
        .systems
        .keys()
        .any(|code| code.as_str().eq_ignore_ascii_case(id))
    {
        fault(
            "id",
            format!("The id `{id}` is the code of a class. Give this system another id."),
        );
    }
    if id.eq_ignore_ascii_case(NOTHING) {
        fault(
            "id",
            format!("The id `{id}` means that a system stands alone. Give this one another."),
        );
    }
    if one.alone && !one.stands_on.is_empty() {
        fault(
            "stands_on",
            format!(
                "`{id}` stands on nothing and on {}. Keep one of the two.",
                one.stands_on.len()
            ),
        );
    }
    if !against.systems.contains_key(&one.class) {
        let near = against
            .systems
            .keys()
            .find(|code| code.as_str().eq_ignore_ascii_case(one.class.as_str()));
        let hint = near.map_or_else(
            || "The codes: Register on the Systems screen, or `battlebag system list`.".to_owned(),
            |code| format!("Write {code}."),
        );
        fault("class", format!("There is no class `{}`. {hint}", one.class));
    }
    if one.name.is_empty() {
        fault("name", format!("`{id}` has no name. Write what people call it."));
    } else if one.name.chars().count() > LONGEST_NAME {
        fault(
            "name",
            format!(
                "The name of `{id}` has more than {LONGEST_NAME} letters and does not fit into a sentence. Shorten it."
            ),
        );
    }
}

/// Wards that exist, in the spelling of the census.
fn wards(file: &str, row: &mut Lined, against: &Against<'_>, faults: &mut Vec<Fault>) {
    let Serves::Wards(wards) = &mut row.instance.serves else {
        return;
    };
    if wards.is_empty() {
        let what = format!(
            "`{}` serves nobody. Write its wards with a semicolon between them, or all for the whole hospital.",
            row.instance.id
        );
        faults.push(Fault::error(file, row.line, what).in_field("serves"));
        return;
    }
    if against.wards.is_empty() {
        return;
    }
    let spelt: BTreeMap<String, &String> = against.wards.iter().map(|ward| (ward_key(ward), ward)).collect();
    *wards = std::mem::take(wards)
        .into_iter()
        .map(|ward| {
            if let Some(known) = spelt.get(&ward_key(&ward)) {
                return (*known).clone();
            }
            let what = format!("The census has no ward `{ward}`{}", nearest(&ward, against.wards));
            let fault = if against.new_wards {
                Fault::warning(file, row.line, what)
            } else {
                Fault::error(file, row.line, what)
            };
            faults.push(fault.in_field("serves"));
            ward
        })
        .collect();
}

/// The end of the sentence: a ward that may be meant.
fn nearest(ward: &str, wards: &BTreeSet<String>) -> String {
    let key = ward_key(ward);
    let first = key.split(' ').next().unwrap_or_default();
    let like = wards.iter().find(|known| {
        let known = ward_key(known);
        known.contains(&key) || key.contains(&known) || known.split(' ').next() == Some(first)
    });
    like.map_or_else(
        || ". Check its name, or say that it is new.".to_owned(),
        |known| format!("; it has `{known}`. Check its name, or say that it is new."),
    )
}

/// What an instance stands on exists, is of a class that its own class stands on, and does not stand on it in turn.
fn chain(one: &Instance, known: &BTreeMap<&InstanceId, &Instance>, against: &Against<'_>) -> Vec<String> {
    let mut wrong = vec![];
    for id in &one.stands_on {
        let Some(upstream) = known.get(id) else {
            wrong.push(format!(
                "`{}` stands on `{id}`, which is not in the register. Check its id, or add it.",
                one.id
            ));
            continue;
        };
        if let Some(class) = against.systems.get(&one.class)
            && !edges(class).any(|code| *code == upstream.class)
        {
            let may: Vec<&str> = edges(class).map(SystemCode::as_str).collect();
            let may = if may.is_empty() {
                "nothing".to_owned()
            } else {
                may.join(", ")
            };
            wrong.push(format!(
                "`{}` cannot stand on `{id}`: {} stands on {may}, and `{id}` is of class {}. Remove it here.",
                one.id, one.class, upstream.class
            ));
        }
    }
    if let Some(round) = back_to(one, known, against) {
        let ids: Vec<&str> = round.iter().map(|id| id.as_str()).collect();
        wrong.push(format!(
            "`{}` stands on itself: {}. Remove one of these from stands_on.",
            one.id,
            ids.join(" stands on ")
        ));
    }
    wrong
}

fn edges(class: &SystemClass) -> impl Iterator<Item = &SystemCode> {
    class.hard.iter().chain(&class.data).chain(&class.comfort)
}

/// The chain from an instance back to itself, if there is one. Links that only carry data may go round: monitors feed
/// the central station and are shown by it.
fn back_to<'k>(
    one: &'k Instance,
    known: &BTreeMap<&'k InstanceId, &'k Instance>,
    against: &Against<'_>,
) -> Option<Vec<&'k InstanceId>> {
    let soft = |from: &Instance, to: &Instance| {
        against.systems.get(&from.class).is_some_and(|class| {
            !class.hard.contains(&to.class) && edges(class).any(|code| *code == to.class)
        })
    };
    let mut seen = BTreeSet::new();
    let mut waiting = vec![vec![&one.id]];
    while let Some(path) = waiting.pop() {
        let Some(from) = path.last().and_then(|id| known.get(*id)) else {
            continue;
        };
        for id in &from.stands_on {
            let Some(to) = known.get(id).filter(|to| !soft(from, to)) else {
                continue;
            };
            let longer = [path.as_slice(), &[&to.id]].concat();
            if to.id == one.id {
                return Some(longer);
            }
            if seen.insert(&to.id) {
                waiting.push(longer);
            }
        }
    }
    None
}
