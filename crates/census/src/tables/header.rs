//! Finding the header of a sheet: by a profile made for it, else by the names of its columns. A sheet that is not
//! understood well enough is refused whole, never half read.

use csv::StringRecord;

use super::known::{Table, known_columns, plain};
use super::mapping::{Mapping, fingerprint_of};
use super::sheet::Sheet;
use super::wired::Wired;

/// The header is looked for in so many rows: title lines stand above it.
pub(super) const LOOKED_AT: usize = 40;

/// Why a sheet is no table that is known.
pub(super) struct Unknown {
    /// The row that is likely its header.
    pub row: u64,
    pub reason: String,
}

/// The first rows of a sheet, with their numbers.
pub(super) fn first_rows(sheet: &Sheet<'_>, most: usize) -> Vec<(u64, StringRecord)> {
    let mut rows = Vec::new();
    sheet.each(&mut |n, line| {
        if let Ok(record) = line {
            rows.push((n, record.clone()));
        }
        rows.len() < most
    });
    rows
}

/// Finds the header and understands it.
pub(super) fn find(sheet: &Sheet<'_>, mappings: &[Mapping]) -> Result<(u64, Wired), Unknown> {
    let rows = first_rows(sheet, LOOKED_AT);
    if let Some(found) = by_profile(sheet, mappings, &rows) {
        return found;
    }
    let mut best: Option<(u64, Wired)> = None;
    for (n, record) in &rows {
        for table in IN_ORDER {
            let Some(wired) = Wired::by_names(table, record, sheet.dates_1904) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(_, b)| wired.wires.len() > b.wires.len())
            {
                best = Some((*n, wired));
            }
            break;
        }
    }
    best.ok_or_else(|| unknown(&rows))
}

/// The more a table asks for, the earlier it is tried.
const IN_ORDER: [Table; 7] = [
    Table::Infusions,
    Table::Medicines,
    Table::Orders,
    Table::Observations,
    Table::Census,
    Table::Conditions,
    Table::Devices,
];

fn by_profile(
    sheet: &Sheet<'_>,
    mappings: &[Mapping],
    rows: &[(u64, StringRecord)],
) -> Option<Result<(u64, Wired), Unknown>> {
    let of_sheet = |m: &&Mapping| m.sheet.is_none() || m.sheet == sheet.name;
    for (n, record) in rows {
        let print = fingerprint_of(record);
        let fits = |m: &&Mapping| is_for(m, *n, &print);
        let Some(mapping) = mappings.iter().filter(of_sheet).find(fits) else {
            continue;
        };
        return Some(match Wired::by_mapping(mapping, record, sheet.dates_1904) {
            Ok(wired) => Ok((*n, wired)),
            Err(fault) => Err(Unknown {
                row: *n,
                reason: fault.to_string(),
            }),
        });
    }
    None
}

/// The sheet of a text file by the first profile that names an encoding and whose header the file then has.
pub(super) fn by_told_encoding<'a>(bytes: &'a [u8], mappings: &[Mapping]) -> Option<Sheet<'a>> {
    mappings
        .iter()
        .filter(|m| m.encoding.is_some())
        .find_map(|mapping| {
            let sheet = Sheet::of_text(bytes, mapping.encoding.as_deref());
            let rows = first_rows(&sheet, LOOKED_AT);
            let fits = rows.iter().any(|(n, r)| is_for(mapping, *n, &fingerprint_of(r)));
            fits.then_some(sheet)
        })
}

/// A profile is for the header with its fingerprint; one without a fingerprint, for the row that it names.
fn is_for(mapping: &Mapping, row: u64, print: &str) -> bool {
    if mapping.fingerprint.is_empty() {
        mapping.header_row == Some(row)
    } else {
        mapping.fingerprint == print
    }
}

/// The row that is likely the header of a table that is not known: the first of the widest rows.
pub(super) fn likely(rows: &[(u64, StringRecord)]) -> usize {
    let filled = |r: &StringRecord| r.iter().filter(|c| !c.trim().is_empty()).count();
    let known = |r: &StringRecord| r.iter().filter(|c| is_a_name(&plain(c))).count();
    let most = rows.iter().map(|(_, r)| filled(r)).max().unwrap_or_default();
    let by_name = rows
        .iter()
        .enumerate()
        .map(|(n, (_, r))| (known(r), std::cmp::Reverse(n)))
        .max();
    match by_name {
        Some((count, std::cmp::Reverse(n))) if count >= 2 => n,
        _ => rows
            .iter()
            .position(|(_, r)| filled(r) == most)
            .unwrap_or_default(),
    }
}

fn is_a_name(plain: &str) -> bool {
    known_columns().any(|k| k.column == plain || k.also.contains(&plain))
}

fn unknown(rows: &[(u64, StringRecord)]) -> Unknown {
    let Some((row, record)) = rows.get(likely(rows)) else {
        return Unknown {
            row: 1,
            reason: "Nothing can be read here as a table. Check the file.".to_owned(),
        };
    };
    let names: Vec<String> = record.iter().map(plain).filter(|n| !n.is_empty()).collect();
    let has = |some: &[&str]| names.iter().any(|n| some.contains(&n.as_str()));
    let is_code_list = names.len() <= 4
        && has(&["dmd_code", "snomed_code", "code", "vpid", "dmd", "icd10"])
        && has(&["display", "description", "term", "name", "nm", "desc"]);
    let reason = if is_code_list {
        "This is a list of codes and their names, not a list of patients. Nothing was taken from it."
    } else {
        "This is not a census table: its columns are not known well enough to read it. Map its columns once, or name \
         them as in the template (encounter_id, ward, bed, family_name …)."
    };
    Unknown {
        row: *row,
        reason: reason.to_owned(),
    }
}

/// What is to be said of a sheet that is read.
pub(super) fn said(wired: &Wired, sheet: &Sheet<'_>) -> Vec<String> {
    let mut said = wired.shortened();
    if sheet.hidden {
        said.insert(
            0,
            "This sheet is hidden in the file. It was read like the others.".to_owned(),
        );
    }
    if !wired.unused.is_empty() {
        let count = wired.unused.len();
        let mut names: Vec<&str> = wired.unused.iter().take(12).map(String::as_str).collect();
        if count > names.len() {
            names.push("…");
        }
        said.push(format!(
            "{count} of its columns are not known and were not read: {}. Map them if something is missing.",
            names.join(", ")
        ));
    }
    said
}
