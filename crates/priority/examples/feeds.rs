//! What share of in-patients the matching rules profile, measured on feeds that others published.
//!
//! `cargo run -p battlebag-priority --example feeds -- FOLDER` prints a table by feed; with `--read 50 7` it also prints 50
//! patients (seed 7) with every fact beside what was found, to be read by hand.
//!
//! In the published feeds nobody is in hospital now: each patient is taken at the middle of their last in-patient stay.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use battlebag_bag::Bag;
use battlebag_census::{Format, Patient, PatientId, import};
use battlebag_priority::{DoubtKind, Found, Matcher};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// One in-patient of a feed at a moment, with what the rules make of them.
struct Taken {
    feed: &'static str,
    as_of: DateTime<Utc>,
    patient: Patient,
    found: Found,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = PathBuf::from(arguments.first().map_or("../shared/data", String::as_str));
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let matcher = Matcher::new(&Bag::shipped().expect("the shipped bag"));
    let mut all = Vec::new();
    for (feed, paths) in feeds(&folder) {
        let mut last: BTreeMap<PatientId, Taken> = BTreeMap::new();
        for path in paths {
            for as_of in moments(&path) {
                let Ok(snapshot) = import(std::slice::from_ref(&path), as_of, Format::Auto, &mut |_| true)
                else {
                    continue;
                };
                let as_of = snapshot.as_of;
                for patient in snapshot.patients {
                    if last.get(&patient.id).is_none_or(|before| before.as_of <= as_of) {
                        let found = matcher.look(&patient, as_of);
                        let id = patient.id.clone();
                        last.insert(
                            id,
                            Taken {
                                feed,
                                as_of,
                                patient,
                                found,
                            },
                        );
                    }
                }
            }
        }
        all.extend(last.into_values());
    }
    table(&all);
    facts_given(&all);
    if let Some(count) = number(1) {
        read_aloud(&all, count, number(2).unwrap_or(7));
    }
}

/// The feeds and the files or folders that belong together.
fn feeds(folder: &Path) -> Vec<(&'static str, Vec<PathBuf>)> {
    let each = |name: &str| files_under(&folder.join(name));
    let whole = |name: &str| vec![folder.join(name)];
    vec![
        (
            "Synthea bundles",
            [each("fhir/synthea_bundles"), each("fhir/pysynthea")].concat(),
        ),
        ("Synthea bulk NDJSON", whole("fhir/synthea_bulk_ndjson")),
        ("MII (German)", each("fhir/mii_inpatient")),
        (
            "UK Core, EPS, test cases",
            [
                whole("fhir/ukcore_json"),
                whole("fhir/nhs_eps"),
                whole("fhir/fhir_test_cases_r4"),
            ]
            .concat(),
        ),
        ("HL7 v2", [each("hl7v2"), each("pcd")].concat()),
        ("CSV (UCLH mock)", whole("csv/uclh_hyui")),
    ]
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .flat_map(|entry| {
            if entry.path().is_dir() {
                files_under(&entry.path())
            } else {
                vec![entry.path()]
            }
        })
        .collect();
    files.sort();
    files
}

/// The middles of the in-patient stays that a FHIR file or folder tells of; else the newest time in the feed.
fn moments(path: &Path) -> Vec<Option<DateTime<Utc>>> {
    let files = if path.is_dir() {
        files_under(path)
    } else {
        vec![path.to_owned()]
    };
    let mut moments = BTreeSet::new();
    for file in files {
        let text = unpacked(&file);
        match serde_json::from_str::<Value>(&text) {
            Ok(value) => stays(&value, &mut moments),
            Err(_) => text
                .lines()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .for_each(|value| stays(&value, &mut moments)),
        }
    }
    if moments.is_empty() {
        return vec![None];
    }
    moments.into_iter().map(Some).collect()
}

fn unpacked(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap_or_default();
    let mut text = String::new();
    if file.extension().is_some_and(|ending| ending == "gz") {
        let _ = flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text);
        text
    } else {
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn stays(value: &Value, moments: &mut BTreeSet<DateTime<Utc>>) {
    if let Some(entries) = value.get("entry").and_then(Value::as_array) {
        entries
            .iter()
            .filter_map(|entry| entry.get("resource"))
            .for_each(|one| stays(one, moments));
    }
    let is_stay = value["resourceType"] == "Encounter"
        && matches!(
            value["class"]["code"].as_str(),
            Some("IMP" | "ACUTE" | "NONAC" | "EMER" | "SS" | "OBSENC")
        );
    let time = |key: &str| {
        let text = value["period"][key].as_str()?;
        DateTime::parse_from_rfc3339(text)
            .map(|at| at.with_timezone(&Utc))
            .ok()
            .or_else(|| format!("{}T12:00:00Z", text.get(..10)?).parse().ok())
    };
    if is_stay && value["class"]["code"] != "EMER" {
        match (time("start"), time("end")) {
            (Some(start), Some(end)) => moments.insert(start + (end - start) / 2),
            (Some(start), None) => moments.insert(start + chrono::TimeDelta::hours(12)),
            _ => false,
        };
    }
}

fn is_ordinary(found: &Found) -> bool {
    found
        .matches
        .iter()
        .all(|one| one.code.as_str() == "inpatient_base")
}

fn table(all: &[Taken]) {
    println!(
        "{:26} {:>11} {:>9} {:>9} {:>13} {:>12}",
        "feed", "in-patients", "profiled", "ordinary", "not profiled", "needs a look"
    );
    let mut feeds: Vec<&str> = all.iter().map(|read| read.feed).collect();
    feeds.dedup();
    for feed in feeds.into_iter().map(Some).chain([None]) {
        let of: Vec<&Taken> = all
            .iter()
            .filter(|read| feed.is_none_or(|feed| read.feed == feed))
            .collect();
        let count = |is: &dyn Fn(&Found) -> bool| of.iter().filter(|read| is(&read.found)).count();
        let profiled = count(&|found| !found.matches.is_empty() && !is_ordinary(found));
        let ordinary = count(&|found| !found.matches.is_empty() && is_ordinary(found));
        println!(
            "{:26} {:>11} {:>9} {:>9} {:>13} {:>12}",
            feed.unwrap_or("all"),
            of.len(),
            profiled,
            ordinary,
            count(&|found| found.matches.is_empty()),
            count(&|found| !found.doubts.is_empty()),
        );
    }
}

/// The share among those of whom the feed says anything at all.
fn facts_given(all: &[Taken]) {
    let said = all.iter().filter(|read| {
        let nothing = |doubt: &battlebag_priority::Doubt| doubt.kind == DoubtKind::NothingRecorded;
        !read.found.doubts.iter().any(nothing)
    });
    let (told, found) = said.fold((0, 0), |(told, found), read| {
        (told + 1, found + usize::from(!read.found.matches.is_empty()))
    });
    println!("of {told} with any clinical fact on record, {found} are recognised");
}

/// A small reproducible stream of numbers (SplitMix64).
struct Stream(u64);

impl Stream {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }
}

/// Patients across the feeds in turn, so that a small feed is read too.
fn read_aloud(all: &[Taken], count: u64, seed: u64) {
    let mut stream = Stream(seed);
    let mut feeds: Vec<&str> = all.iter().map(|read| read.feed).collect();
    feeds.dedup();
    let mut left: Vec<Vec<&Taken>> = feeds
        .iter()
        .map(|feed| all.iter().filter(|read| read.feed == *feed).collect())
        .collect();
    let mut number = 0;
    while number < count && left.iter().any(|feed| !feed.is_empty()) {
        for feed in &mut left {
            if !feed.is_empty() && number < count {
                number += 1;
                say(number, feed.swap_remove(stream.below(feed.len())));
            }
        }
    }
}

fn say(number: u64, read: &Taken) {
    let Taken {
        feed,
        as_of,
        patient,
        found,
    } = read;
    println!("\n=== {number}. {feed}, {} at {as_of}", patient.id);
    println!(
        "  {:?} {:?} born {:?} admitted {:?}",
        patient.class, patient.place, patient.born, patient.admitted_at
    );
    for c in &patient.conditions {
        let codes: Vec<String> = c
            .codes
            .iter()
            .map(|code| format!("{}:{}", code.system, code.code))
            .collect();
        println!(
            "  condition  {} | {:?} onset {:?} recorded {:?} of stay {:?}{} | {}",
            c.text,
            c.standing,
            c.onset,
            c.recorded,
            c.of_stay,
            if c.reason_for_stay { " REASON" } else { "" },
            codes.join(" ")
        );
    }
    for p in &patient.procedures {
        println!("  procedure  {} | {:?} {:?}", p.text, p.standing, p.onset);
    }
    for m in &patient.medicines {
        println!(
            "  medicine   {} | {:?} | {:?} | {:?} | given {:?}",
            m.name, m.route, m.frequency, m.infusion, m.last_given_at
        );
    }
    for d in &patient.devices {
        println!("  device     {} {:?}", d.kind, d.model);
    }
    for o in &patient.orders {
        println!(
            "  order      {:?} {} | {:?} | {:?}",
            o.kind, o.text, o.question, o.priority
        );
    }
    println!(
        "  breathing {:?} flags {:?} isolation {:?} allergies {:?}",
        patient.breathing, patient.flags, patient.isolation, patient.allergies
    );
    println!(
        "  vulnerable {} pregnant {:?} news2 {:?} latest {:?}",
        patient.vulnerable,
        patient.pregnant,
        patient.news2.as_ref().map(|n| n.score),
        patient.observations.first()
    );
    for m in &found.matches {
        let because: Vec<String> = m
            .because
            .iter()
            .map(|b| format!("{} ({})", b.fact, b.field))
            .collect();
        println!(
            "  -> {} {:?}{} because {}",
            m.code,
            m.rules,
            if m.weak { " WEAK" } else { "" },
            because.join("; ")
        );
    }
    for d in &found.doubts {
        println!("  ?? {} ({}): {}", d.about.fact, d.about.field, d.kind.words());
    }
}
