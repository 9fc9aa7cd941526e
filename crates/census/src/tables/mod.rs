//! CSV tables: one row per occupied bed, and beside it medicines, infusions, orders, devices, observations and
//! conditions, joined by `encounter_id`. A value, `none` and an empty cell are three different things.

mod census;
mod columns;
mod facts;
mod row;
mod text;

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::feed::{Ledger, Ordered, Person};
use crate::model::{Infusion, Medicine};

use columns::{Header, Table};
use row::Row;

pub(crate) use text::decode;

/// A row of a table that is joined to a stay.
enum Joined {
    Person(Box<dyn FnOnce(&mut Person) + Send>),
    Ordered(Box<Ordered>),
    Infusion(Box<Medicine>),
}

struct Waiting {
    file: String,
    line: u64,
    encounter_id: String,
    joined: Joined,
}

/// Everything read from tables, until the last file is in.
pub(crate) struct Tables {
    zone: Tz,
    people: Vec<(String, Person)>,
    by_encounter: HashMap<String, Vec<usize>>,
    waiting: Vec<Waiting>,
}

impl Tables {
    /// Nothing yet; times without a zone are of `zone`.
    pub(crate) fn new(zone: Tz) -> Self {
        Self {
            zone,
            people: Vec::new(),
            by_encounter: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// Reads one table.
    pub(crate) fn read(&mut self, bytes: &[u8], file: &str, _number: u32, ledger: &mut Ledger) {
        let (text, encoding, damaged) = decode(bytes);
        if damaged {
            let text = format!("Some letters could not be read as {encoding}. Check names in this file.");
            ledger.warn(file, "whole file", text);
        }
        let delimiter = text::delimiter(&text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let header = match reader.read_record(&mut record) {
            Ok(true) => Header::read(&record),
            _ => None,
        };
        let Some(header) = header else {
            let reason = "This is not a census table: its first line has none of the columns that Battlebag knows. \
                          Name the columns as in the guide (encounter_id, ward, bed, family_name …).";
            ledger.reject(file, "line 1", reason);
            return;
        };
        let mut zoneless = 0u32;
        loop {
            let line = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    // csv counts from the start of the record, which may span lines.
                    let line = record.position().map_or(line, csv::Position::line);
                    if record.iter().all(|cell| cell.trim().is_empty()) {
                        continue;
                    }
                    if let Some(reason) = header.misfit(&record) {
                        ledger.reject(file, format!("line {line}"), reason);
                        continue;
                    }
                    let mut row = Row::new(file, line, &header, &record, self.zone, ledger);
                    self.take(header.table, &mut row);
                    zoneless += row.zoneless;
                }
                Err(e) => {
                    let reason = format!("This line cannot be read: {e}. It was skipped.");
                    ledger.reject(file, format!("line {line}"), reason);
                    if e.is_io_error() {
                        break;
                    }
                }
            }
        }
        if zoneless > 0 {
            let text = format!(
                "{zoneless} times have no zone and were read as {} time. Export times with their zone.",
                self.zone.name()
            );
            ledger.warn(file, "whole file", text);
        }
    }

    fn take(&mut self, table: Table, row: &mut Row<'_>) {
        if table == Table::Census {
            if let Some((key, encounter_id, person)) = census::read(row) {
                let at = self.people.len();
                self.people.push((key, person));
                if let Some(id) = encounter_id {
                    self.by_encounter.entry(id).or_default().push(at);
                }
            }
            return;
        }
        let Some(encounter_id) = row.identifier("encounter_id") else {
            row.reject("It has no encounter_id, so nobody knows whose it is. Nothing was taken from it.");
            return;
        };
        let joined = match table {
            Table::Medicines => facts::medicine(row),
            Table::Infusions => facts::infusion(row),
            Table::Orders => facts::order(row),
            Table::Devices => facts::device(row),
            Table::Observations => facts::observations(row),
            Table::Conditions | Table::Census => facts::condition(row),
        };
        match joined {
            Ok(joined) => {
                row.took();
                let waiting = joined.map(|joined| Waiting {
                    file: row.file.to_owned(),
                    line: row.line,
                    encounter_id,
                    joined,
                });
                self.waiting.extend(waiting);
            }
            Err(reason) => row.reject(&reason),
        }
    }

    /// Joins the tables and hands over the people. Rows of nobody are rejected, each with its place.
    pub(crate) fn finish(mut self, ledger: &mut Ledger) -> Vec<(String, Person)> {
        let mut infusions: Vec<(usize, Medicine)> = Vec::new();
        for waiting in std::mem::take(&mut self.waiting) {
            let at = match self.by_encounter.get(&waiting.encounter_id).map(Vec::as_slice) {
                Some([at]) => *at,
                Some([at, rest @ ..]) if rest.iter().all(|other| self.same(*at, *other)) => *at,
                found => {
                    let why = if found.is_some() {
                        "several people have this encounter_id in the census; it was given to none of them"
                    } else {
                        "nobody in the census has this encounter_id"
                    };
                    let id: String = waiting.encounter_id.chars().take(40).collect();
                    let reason = format!("Encounter {id}: {why}. Check the census table.");
                    ledger.take_back(&waiting.file, format!("line {}", waiting.line), reason);
                    continue;
                }
            };
            let Some((_, person)) = self.people.get_mut(at) else {
                continue;
            };
            match waiting.joined {
                Joined::Person(add) => add(person),
                Joined::Ordered(ordered) => person.ordered.push(*ordered),
                Joined::Infusion(medicine) => infusions.push((at, *medicine)),
            }
        }
        for (at, medicine) in infusions {
            if let Some((_, person)) = self.people.get_mut(at) {
                add_infusion(person, medicine);
            }
        }
        self.people
    }

    /// Two rows of one stay that are one person (the same identifier).
    fn same(&self, a: usize, b: usize) -> bool {
        match (self.people.get(a), self.people.get(b)) {
            (Some((_, a)), Some((_, b))) => {
                (a.local.is_some() && a.local == b.local) || (a.nhs.is_some() && a.nhs == b.nhs)
            }
            _ => false,
        }
    }
}

/// An infusion row belongs to the medicine of the same order, or stands for itself. A count of vasoactive infusions
/// gives way to the infusions themselves.
fn add_infusion(person: &mut Person, medicine: Medicine) {
    let order = medicine.order_id.as_deref();
    let known = person.ordered.iter_mut().find(|o| {
        order.is_some() && o.medicine.order_id.as_deref() == order && o.medicine.name == medicine.name
    });
    if let Some(known) = known {
        known.medicine.infusion = medicine.infusion;
        return;
    }
    person
        .ordered
        .retain(|o| o.medicine.name != census::VASOACTIVE_COUNTED);
    person.ordered.push(facts::on_the_ward(medicine));
}

/// The keys under which a stay of a table is known.
fn stay_keys(stay_id: Option<&String>) -> Vec<String> {
    stay_id.map(|id| format!("encounter:{id}")).into_iter().collect()
}

/// An infusion with something in it.
fn is_something(infusion: &Infusion) -> bool {
    *infusion != Infusion::default()
}
