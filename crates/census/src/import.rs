//! From files to a census: finds the files, tells their formats apart, reads each, joins the people and decides who is
//! in a bed at the as-of time.

mod archive;
mod files;
mod settle;
#[cfg(test)]
mod shuffled;
#[cfg(test)]
mod two_passes;
mod unpack;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::error::CensusError;
use crate::feed::Ledger;
use crate::fhir::{
    Beds, Contents, Fhir, History, Met, Origin, Pass, Taking, Times, looks_like_ndjson, read_document,
    read_ndjson, read_xml,
};
use crate::hl7::Hl7;
use crate::model::{Counts, Snapshot};
use crate::tables::{Mapping, Tables};

use files::{Found, Holder, Kind, Lies, Opened};
use settle::Settled;

/// Feeds up to this size (unpacked, by a guess) are held whole; larger ones are read in two passes.
const HELD_WHOLE: u64 = 96 * 1024 * 1024;

/// How often a feed is read before it is held whole after all.
const TRIES: usize = 3;

/// Which format to read. `Auto` looks into each file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Each file by what is in it.
    #[default]
    Auto,
    /// FHIR R4 JSON or NDJSON only.
    Fhir,
    /// CSV tables only.
    Csv,
    /// HL7 v2 messages only.
    Hl7v2,
    /// Spreadsheets only.
    Xlsx,
}

/// How to import.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The moment that decides who is in a bed; `None`: the newest time in the feed.
    pub as_of: Option<DateTime<Utc>>,
    /// The latest moment that is believed when the as-of time is found in the feed: now, as the caller's clock has it. A
    /// message from a machine whose clock is wrong must not move the census into next year.
    pub not_after: Option<DateTime<Utc>>,
    /// Format.
    pub format: Format,
    /// Zone of times that are written without one (hospital local time).
    pub zone: Tz,
    /// Profiles of tables whose columns a person has mapped. A table with a profile's header is read by it.
    pub mappings: Vec<Mapping>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            as_of: None,
            not_after: None,
            format: Format::Auto,
            zone: Tz::Europe__London,
            mappings: Vec::new(),
        }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file being read.
    pub file: &'a str,
    /// Files done.
    pub files_done: usize,
    /// Files in all.
    pub files: usize,
    /// Bytes read, compressed files by their compressed size when they are done.
    pub bytes_done: u64,
    /// Bytes in all, as they lie on disk.
    pub bytes: u64,
}

/// Imports files and folders into a census. `progress` answers whether to go on.
///
/// Bad records never stop it: they are in [`Snapshot::rejected`], and `counts.records = counts.taken +
/// counts.rejected`. With nobody in a bed the snapshot is empty and says so in a warning.
///
/// # Errors
/// [`CensusError`] when a path is not there or cannot be read, when no time is known, or when `progress` said stop.
pub fn import(
    paths: &[PathBuf],
    as_of: Option<DateTime<Utc>>,
    format: Format,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Snapshot, CensusError> {
    import_with(
        paths,
        &ImportOptions {
            as_of,
            format,
            ..ImportOptions::default()
        },
        progress,
    )
}

/// [`import`] with every option.
///
/// # Errors
/// As [`import`].
pub fn import_with(
    paths: &[PathBuf],
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Snapshot, CensusError> {
    import_holding(paths, options, HELD_WHOLE, progress)
}

/// [`import_with`], holding at most so many bytes of feed at once.
fn import_holding(
    paths: &[PathBuf],
    options: &ImportOptions,
    hold: u64,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Snapshot, CensusError> {
    let found = files::find(paths)?;
    let names: Vec<String> = paths.iter().map(|p| files::short_name(p)).collect();
    let newest_file = found.iter().filter_map(|f| f.changed).max();
    import_found(&found, &names, newest_file, options, hold, progress)
}

fn import_found(
    found: &[Found<'_>],
    names: &[String],
    fallback: Option<DateTime<Utc>>,
    options: &ImportOptions,
    hold: u64,
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Snapshot, CensusError> {
    let unpacked = found.iter().map(Found::unpacked).fold(0, u64::saturating_add);
    // What unpacks to far more than was guessed is read in two passes after all.
    let mut swelled = false;
    let mut beds = Beds {
        as_of: options.as_of,
        named: HashSet::new(),
    };
    for tried in 0.. {
        let passes: &[Pass] = if (unpacked > hold || swelled) && tried < TRIES {
            &[Pass::Who, Pass::Facts]
        } else {
            &[Pass::All]
        };
        let mut reading = Reading::new(options, beds.clone());
        let most = (tried == 0 && passes == [Pass::All]).then(|| hold.saturating_mul(2));
        match reading.read_all(found, passes, most, progress)? {
            Ended::All => {}
            Ended::Swelled => {
                swelled = true;
                continue;
            }
            Ended::Stopped => return Err(CensusError::Cancelled),
        }
        match reading.finish(names.to_vec(), fallback)? {
            Settled::Census(snapshot) => return Ok(*snapshot),
            Settled::ReadAgain { as_of, named } => {
                beds.as_of = Some(as_of);
                beds.named.extend(named);
            }
        }
    }
    Err(CensusError::Cancelled)
}

/// What the FHIR files under these paths hold, and the records that could not be read. Nobody is placed in a bed.
///
/// # Errors
/// [`CensusError`] when a path is not there or cannot be read.
pub fn fhir_contents(paths: &[PathBuf]) -> Result<(Contents, Counts), CensusError> {
    let found = files::find(paths)?;
    let mut reading = Reading::new(&ImportOptions::default(), Beds::default());
    reading.fhir.count_contents();
    reading.read_all(&found, &[Pass::All], None, &mut |_| true)?;
    Ok((reading.fhir.contents(), reading.ledger.counts))
}

/// Imports files that are already in memory, each with its name. `fallback` is the as-of time when neither the options
/// nor the files give one.
///
/// # Errors
/// [`CensusError::NoTime`] when no time is known.
pub fn import_bytes(
    files: &[(&str, &[u8])],
    options: &ImportOptions,
    fallback: Option<DateTime<Utc>>,
) -> Result<Snapshot, CensusError> {
    let found = files::in_memory(files);
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    import_found(&found, &names, fallback, options, HELD_WHOLE, &mut |_| true)
}

/// How a reading of all files ended.
enum Ended {
    All,
    Stopped,
    /// There is more in them than is to be held.
    Swelled,
}

struct Reading {
    options: ImportOptions,
    ledger: Ledger,
    pass: Pass,
    times: Times,
    /// FHIR times that had no zone, by file.
    zoneless: BTreeMap<String, u32>,
    fhir: Fhir,
    tables: Tables,
    hl7: Hl7,
}

impl Reading {
    fn new(options: &ImportOptions, beds: Beds) -> Self {
        Self {
            options: options.clone(),
            ledger: Ledger::until(options.not_after),
            pass: Pass::All,
            times: Times::new(options.zone),
            zoneless: BTreeMap::new(),
            fhir: Fhir::new(beds),
            tables: Tables::new(options.zone, options.mappings.clone()),
            hl7: Hl7::new(options.zone),
        }
    }

    /// Reads all files, once for each pass; no more than `most` bytes of what is packed.
    fn read_all(
        &mut self,
        found: &[Found<'_>],
        passes: &[Pass],
        most: Option<u64>,
        progress: &mut dyn FnMut(Progress<'_>) -> bool,
    ) -> Result<Ended, CensusError> {
        let files = found.len();
        let bytes = found.iter().map(|f| f.bytes).sum::<u64>() * passes.len() as u64;
        let mut done = 0u64;
        let mut unpacked = 0u64;
        // Records taken and rejected in each file by the first of two passes.
        let mut first = vec![(0u32, 0u32); files];
        for pass in passes {
            self.pass = *pass;
            self.fhir.begin(*pass, &self.ledger);
            for ((n, file), first) in found.iter().enumerate().zip(&mut first) {
                let mut before = self.ledger.counts;
                let mut inside = 0u64;
                let mut tell = |more: u64| {
                    inside = inside.saturating_add(more);
                    unpacked = unpacked.saturating_add(more);
                    most.is_none_or(|most| unpacked <= most)
                        && progress(Progress {
                            file: &file.name,
                            files_done: n,
                            files,
                            bytes_done: done + inside.min(file.bytes),
                            bytes,
                        })
                };
                if !tell(0) || !self.read_path(n, file, &mut tell)? {
                    let swelled = most.is_some_and(|most| unpacked > most);
                    return Ok(if swelled { Ended::Swelled } else { Ended::Stopped });
                }
                let now = self.ledger.counts;
                if *pass == Pass::Who {
                    *first = (now.taken - before.taken, now.rejected - before.rejected);
                } else {
                    before.taken = before.taken.saturating_sub(first.0);
                    before.rejected = before.rejected.saturating_sub(first.1);
                    before.records = before.records.saturating_sub(first.0 + first.1);
                    self.ledger.end_of_file(&file.name, before);
                }
                done += file.bytes;
            }
        }
        Ok(Ended::All)
    }

    fn read_path(
        &mut self,
        number: usize,
        file: &Found<'_>,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> Result<bool, CensusError> {
        let opened = file.open();
        match self.read_opened(number, &file.name, file.folder, opened, tell) {
            Ok(go_on) => Ok(go_on),
            // A damaged gzip: what was read before the damage stays.
            Err(e) if e.kind() != std::io::ErrorKind::PermissionDenied => {
                self.reject_rest(&file.name, &file.lies, &e);
                Ok(true)
            }
            Err(source) => Err(CensusError::Unreadable {
                path: match &file.holder {
                    Holder::Disk(path) => path.clone(),
                    Holder::Memory(_) => PathBuf::from(&file.name),
                },
                source,
            }),
        }
    }

    /// A file could not be read, or not to its end.
    fn reject_rest(&mut self, name: &str, lies: &Lies, why: &std::io::Error) {
        if self.pass == Pass::Who {
            return;
        }
        let refused = match lies {
            Lies::Alone => None,
            Lies::In(part) => part.packing().err(),
            Lies::Refused(why) => Some(why.clone()),
        };
        if let Some(reason) = refused {
            self.ledger.reject(name, "whole file", reason);
            return;
        }
        let reason = if unpack::swells(why) {
            format!(
                "This file was not read to its end: {why}. What came before was read. Do not rely on it: export it again."
            )
        } else {
            format!("The file breaks off or is damaged ({why}). What came before was read. Copy it again.")
        };
        self.ledger.reject(name, "end of what could be read", reason);
    }

    fn read_opened(
        &mut self,
        number: usize,
        name: &str,
        folder: u32,
        opened: std::io::Result<Opened<'_>>,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> std::io::Result<bool> {
        if self.pass != Pass::Who {
            self.ledger.counts.files = self.ledger.counts.files.saturating_add(1);
        }
        let mut opened = opened?;
        let origin = Origin {
            file: u32::try_from(number).unwrap_or(u32::MAX),
            folder,
        };
        let kind = opened.kind();
        if self.pass == Pass::Who && !matches!(kind, Kind::Json | Kind::Xml) {
            return Ok(true);
        }
        if let Some(reason) = refusal(kind, self.options.format) {
            if self.pass != Pass::Who {
                self.ledger.reject(name, "whole file", reason);
            }
            return Ok(true);
        }
        match kind {
            Kind::Empty => {
                self.ledger.warn(
                    name,
                    "whole file",
                    "The file is empty. Export it again if it should not be.",
                );
            }
            Kind::Hl7v2 => {
                let head = opened.head().to_vec();
                return self.hl7.read(&mut opened, &head, name, &mut self.ledger, tell);
            }
            Kind::Zip => match opened.whole()? {
                Some(bytes) if files::is_workbook_inside(&bytes) => {
                    self.tables.read_workbook(&bytes, name, &mut self.ledger);
                }
                Some(_) => self.ledger.reject(name, "whole file", NESTED),
                None => self.ledger.reject(name, "whole file", files::TOO_LARGE),
            },
            Kind::Json | Kind::Xml => {
                let read = self.read_fhir(kind, opened, name, origin, tell);
                let zoneless = self.times.zoneless();
                if zoneless > 0 {
                    *self.zoneless.entry(name.to_owned()).or_default() += zoneless;
                }
                return read;
            }
            _ => match opened.whole()? {
                Some(bytes) => self.tables.read(&bytes, name, &mut self.ledger),
                None => self.ledger.reject(name, "whole file", files::TOO_LARGE),
            },
        }
        Ok(tell(0))
    }

    fn read_fhir(
        &mut self,
        kind: Kind,
        opened: Opened<'_>,
        name: &str,
        origin: Origin,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> std::io::Result<bool> {
        let head = opened.head().to_vec();
        let mut taking = Taking {
            file: name,
            origin,
            times: &self.times,
            store: &mut self.fhir,
            ledger: &mut self.ledger,
            history: History::default(),
        };
        match kind {
            Kind::Xml => read_xml(opened, &head, &mut taking, tell),
            _ if is_ndjson(name, &head) => read_ndjson(opened, &mut taking, tell),
            _ => read_document(opened, &head, &mut taking, tell),
        }
    }

    fn warn_of_zones(&mut self) {
        for (file, times) in std::mem::take(&mut self.zoneless) {
            let (have, were) = if times == 1 {
                ("time has", "was")
            } else {
                ("times have", "were")
            };
            let text = format!(
                "{times} {have} no zone and {were} read as {} time. Export times with their zone.",
                self.options.zone.name()
            );
            self.ledger.warn(&file, "whole file", text);
        }
    }

    fn finish(mut self, feed: Vec<String>, fallback: Option<DateTime<Utc>>) -> Result<Settled, CensusError> {
        let left_out = self.fhir.left_out();
        self.warn_of_zones();
        let mut people = self.fhir.finish(&mut self.ledger);
        let others = self.tables.finish(&mut self.ledger).into_iter();
        let others = others.chain(self.hl7.finish(self.options.as_of, &mut self.ledger));
        people.extend(others.map(|(key, person)| Met::whole(key, person)));
        settle::settle(people, self.ledger, feed, self.options.as_of, fallback, left_out)
    }
}

fn is_ndjson(name: &str, head: &[u8]) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    matches!(extension, Some("ndjson" | "jsonl")) || looks_like_ndjson(&String::from_utf8_lossy(head))
}

/// What is said of an archive inside an archive that is no spreadsheet.
const NESTED: &str =
    "This is an archive inside an archive. It was not opened. Unpack it and import the folder.";

/// Why a file of this kind is not read.
fn refusal(kind: Kind, format: Format) -> Option<&'static str> {
    match (kind, format) {
        (Kind::Hl7v2, Format::Fhir | Format::Csv | Format::Xlsx) => {
            Some("These are HL7 v2 messages, and another format was asked for. Import them as HL7 v2.")
        }
        (Kind::Json | Kind::Xml | Kind::Text, Format::Hl7v2) => {
            Some("There is no HL7 v2 message in this file (no MSH segment), and only HL7 v2 was asked for.")
        }
        (Kind::Zip, Format::Fhir | Format::Csv | Format::Hl7v2) => Some(
            "This is a spreadsheet or archive, and another format was asked for. Import it as a spreadsheet.",
        ),
        (Kind::Json | Kind::Text, Format::Xlsx) => Some(
            "This is no spreadsheet, and only spreadsheets were asked for. Import it without naming a format.",
        ),
        (Kind::Binary, _) => Some("This is not a census file (it is not text). Nothing was taken from it."),
        (Kind::Json, Format::Csv) => Some("This is JSON, and only CSV was asked for. Import it as FHIR."),
        (Kind::Xml, Format::Csv) => Some("This is XML, and only CSV was asked for. Import it as FHIR."),
        (Kind::Text, Format::Fhir) => Some("This is a table, and only FHIR was asked for. Import it as CSV."),
        _ => None,
    }
}
