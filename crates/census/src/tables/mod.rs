//! CSV tables: one row per occupied bed, and beside it medicines, infusions, orders, devices, observations and
//! conditions, joined by `encounter_id`. A value, `none` and an empty cell are three different things.

mod census;
mod damage;
mod dates;
mod facts;
mod guess;
mod header;
mod known;
mod look;
mod mapping;
mod preview;
mod row;
mod said;
mod sheet;
mod template;
mod text;
mod wired;
mod workbook;

use std::collections::HashMap;

use chrono_tz::Tz;
use csv::StringRecord;

use crate::claims::Field;
use crate::feed::{Ledger, Ordered, Person};
use crate::model::{Infusion, Medicine, Source};

use row::Row;
use sheet::Sheet;
use wired::{Remark, Wired};

pub use dates::DateOrder;
pub use guess::{ColumnGuess, Confidence, Guess, guess, unfilled};
pub use known::{Holds, KnownColumn, Need, Table, columns_of, known_columns};
pub use look::{Look, SheetLook, look};
pub use mapping::{ColumnMap, Mapping, MappingFault, Part, fingerprint};
pub use preview::{ColumnProblem, Preview, PreviewFact, PreviewRow, preview};
pub use template::{guarded, template, template_workbook};

pub(crate) use text::decode;
pub(crate) use workbook::is_workbook;

/// A row of a table that is joined to a stay.
enum Joined {
    Person(Box<dyn FnOnce(&mut Person) + Send>),
    Ordered(Box<Ordered>),
    Infusion(Box<Medicine>),
}

struct Waiting {
    file: String,
    at: String,
    encounter_id: String,
    joined: Joined,
}

/// Everything read from tables, until the last file is in.
pub(crate) struct Tables {
    zone: Tz,
    people: Vec<(String, Person)>,
    by_encounter: HashMap<String, Vec<usize>>,
    waiting: Vec<Waiting>,
    mappings: Vec<Mapping>,
    /// For a preview: what each column could not give, with its place.
    keep_trouble: bool,
    trouble: Vec<(String, String, String)>,
}

impl Tables {
    /// Nothing yet; times without a zone are of `zone`; a file whose header a mapping is for is read by it.
    pub(crate) fn new(zone: Tz, mappings: Vec<Mapping>) -> Self {
        Self {
            zone,
            people: Vec::new(),
            by_encounter: HashMap::new(),
            waiting: Vec::new(),
            mappings,
            keep_trouble: false,
            trouble: Vec::new(),
        }
    }

    /// Reads one text file.
    pub(crate) fn read(&mut self, bytes: &[u8], file: &str, ledger: &mut Ledger) {
        let sheet =
            header::by_told_encoding(bytes, &self.mappings).unwrap_or_else(|| Sheet::of_text(bytes, None));
        self.read_sheet(&sheet, file, ledger);
    }

    /// Reads a spreadsheet: each of its sheets is a table of its own.
    pub(crate) fn read_workbook(&mut self, bytes: &[u8], file: &str, ledger: &mut Ledger) {
        match workbook::sheets(bytes) {
            Ok(sheets) => {
                // A sheet of notes beside the tables is no fault; a file without any table is.
                let read = sheets.iter().filter(|s| self.read_sheet(s, file, ledger)).count();
                if read == 0 && sheets.is_empty() {
                    ledger.reject(
                        file,
                        "whole file",
                        "The spreadsheet has no sheet with anything in it. Check the file.",
                    );
                }
            }
            Err(fault) => ledger.reject(file, "whole file", fault.to_string()),
        }
    }

    /// Reads one sheet; says whether it was a table that is known.
    fn read_sheet(&mut self, sheet: &Sheet<'_>, file: &str, ledger: &mut Ledger) -> bool {
        for remark in &sheet.remarks {
            ledger.warn(file, sheet.whole(), remark.clone());
        }
        let (header_row, mut wired) = match header::find(sheet, &self.mappings) {
            Ok(found) => found,
            Err(unknown) => {
                ledger.reject(file, sheet.place(unknown.row), unknown.reason);
                return false;
            }
        };
        sheet.each(&mut |n, line| {
            if let (Ok(record), true) = (line, n > header_row) {
                wired.see(record);
            }
            true
        });
        for said in header::said(&wired, sheet) {
            ledger.warn(file, sheet.whole(), said);
        }
        let mut zoneless = 0u32;
        let mut remarks = Vec::new();
        sheet.each(&mut |n, line| {
            if n > header_row {
                match line {
                    Ok(record) => {
                        zoneless += self.read_row(sheet, n, record, &wired, file, ledger, &mut remarks);
                    }
                    Err(reason) => {
                        ledger.reject(file, sheet.place(n), reason);
                    }
                }
            }
            true
        });
        if zoneless > 0 {
            let text = format!(
                "{zoneless} times have no zone and were read as {} time. Export times with their zone.",
                self.zone.name()
            );
            ledger.warn(file, sheet.whole(), text);
        }
        true
    }

    /// Reads one row under the header; gives the number of times without a zone.
    #[expect(clippy::too_many_arguments, reason = "one row in all that it belongs to")]
    fn read_row(
        &mut self,
        sheet: &Sheet<'_>,
        n: u64,
        record: &StringRecord,
        wired: &Wired,
        file: &str,
        ledger: &mut Ledger,
        remarks: &mut Vec<Remark>,
    ) -> u32 {
        if wired.is_header(record) {
            ledger.warn(
                file,
                sheet.place(n),
                "This line is the header again and was not read as a patient.",
            );
            return 0;
        }
        if wired.is_total(record) {
            let text = "This line looks like a total or the end of a report and was not read as a patient. Check it.";
            ledger.warn(file, sheet.place(n), text);
            return 0;
        }
        if let Some(reason) = wired.misfit(record) {
            ledger.reject(file, sheet.place(n), reason);
            return 0;
        }
        remarks.clear();
        let ours = wired.row(record, remarks);
        let mut row = Row::new(
            file,
            (sheet.place(n), sheet.key(n)),
            wired,
            &ours,
            self.zone,
            ledger,
        );
        for remark in remarks.drain(..) {
            row.trouble(remark.column, remark.text);
        }
        self.take(wired.table, &mut row);
        if self.keep_trouble {
            let at = row.at.clone();
            self.trouble.extend(
                row.troubled
                    .drain(..)
                    .map(|(column, text)| (column, at.clone(), text)),
            );
        }
        row.zoneless
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
                    at: row.at.clone(),
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
                    ledger.take_back(&waiting.file, waiting.at.clone(), reason);
                    continue;
                }
            };
            let Some((_, person)) = self.people.get_mut(at) else {
                continue;
            };
            match waiting.joined {
                Joined::Person(add) => add(person),
                Joined::Ordered(ordered) => {
                    let source = Source {
                        file: waiting.file,
                        at: waiting.at,
                    };
                    person.says(
                        Field::Medicine,
                        ordered.medicine.name.clone(),
                        &source,
                        ordered.medicine.started_at,
                    );
                    person.ordered.push(*ordered);
                }
                Joined::Infusion(medicine) => {
                    let source = Source {
                        file: waiting.file,
                        at: waiting.at,
                    };
                    let began = medicine.infusion.as_ref().and_then(|i| i.started_at);
                    person.says(Field::Medicine, medicine.name.clone(), &source, began);
                    infusions.push((at, *medicine));
                }
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
