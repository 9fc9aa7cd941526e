//! From files to a census: finds the files, tells their formats apart, reads each, joins the people and decides who is
//! in a bed at the as-of time.

mod files;
mod settle;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::error::CensusError;
use crate::feed::Ledger;
use crate::fhir::{Fhir, Origin, looks_like_ndjson, read_document, read_ndjson};
use crate::model::Snapshot;
use crate::tables::Tables;

use files::{Found, Kind, Opened};

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
    /// Format.
    pub format: Format,
    /// Zone of times that are written without one (hospital local time).
    pub zone: Tz,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            as_of: None,
            format: Format::Auto,
            zone: Tz::Europe__London,
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
    let found = files::find(paths)?;
    let bytes = found.iter().map(|f| f.bytes).sum();
    let mut reading = Reading::new(options);
    let mut done = 0u64;
    for (n, file) in found.iter().enumerate() {
        let files = found.len();
        let mut inside = 0u64;
        let mut tell = |more: u64| {
            inside = inside.saturating_add(more);
            let bytes_done = done + inside.min(file.bytes);
            progress(Progress {
                file: &file.name,
                files_done: n,
                files,
                bytes_done,
                bytes,
            })
        };
        let before = reading.ledger.counts;
        if !tell(0) || !reading.read_path(n, file, &mut tell)? {
            return Err(CensusError::Cancelled);
        }
        reading.ledger.end_of_file(&file.name, before);
        done += file.bytes;
    }
    let newest_file = found.iter().filter_map(|f| f.changed).max();
    let names = paths.iter().map(|p| files::short_name(p)).collect();
    reading.finish(names, newest_file)
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
    let mut reading = Reading::new(options);
    for (n, (name, bytes)) in files.iter().enumerate() {
        let before = reading.ledger.counts;
        let opened = files::open_bytes(bytes);
        reading
            .read_opened(n, name, 0, opened, &mut |_| true)
            .unwrap_or_else(|e| {
                reading.ledger.reject(
                    name,
                    "whole file",
                    format!("The file could not be unpacked: {e}."),
                );
                true
            });
        reading.ledger.end_of_file(name, before);
    }
    reading.finish(
        files.iter().map(|(name, _)| (*name).to_owned()).collect(),
        fallback,
    )
}

struct Reading {
    options: ImportOptions,
    ledger: Ledger,
    fhir: Fhir,
    tables: Tables,
}

impl Reading {
    fn new(options: &ImportOptions) -> Self {
        Self {
            options: options.clone(),
            ledger: Ledger::default(),
            fhir: Fhir::default(),
            tables: Tables::new(options.zone),
        }
    }

    fn read_path(
        &mut self,
        number: usize,
        file: &Found,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> Result<bool, CensusError> {
        let unreadable = |source| CensusError::Unreadable {
            path: file.path.clone(),
            source,
        };
        let opened = files::open(&file.path);
        match self.read_opened(number, &file.name, file.folder, opened, tell) {
            Ok(go_on) => Ok(go_on),
            // A damaged gzip: what was read before the damage stays.
            Err(e) if e.kind() != std::io::ErrorKind::PermissionDenied => {
                let reason = format!(
                    "The file breaks off or is damaged ({e}). What came before was read. Copy it again."
                );
                self.ledger
                    .reject(&file.name, "end of what could be read", reason);
                Ok(true)
            }
            Err(e) => Err(unreadable(e)),
        }
    }

    fn read_opened(
        &mut self,
        number: usize,
        name: &str,
        folder: u32,
        opened: std::io::Result<Opened<'_>>,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> std::io::Result<bool> {
        self.ledger.counts.files = self.ledger.counts.files.saturating_add(1);
        let mut opened = opened?;
        let origin = Origin {
            file: u32::try_from(number).unwrap_or(u32::MAX),
            folder,
        };
        let kind = opened.kind();
        if let Some(reason) = refusal(kind, self.options.format) {
            self.ledger.reject(name, "whole file", reason);
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
            Kind::Json if is_ndjson(name, opened.head()) => {
                return read_ndjson(&mut opened, name, origin, &mut self.fhir, &mut self.ledger, tell);
            }
            Kind::Json => match opened.whole()? {
                Some(bytes) => self.read_json(&bytes, name, origin),
                None => self.ledger.reject(name, "whole file", files::TOO_LARGE),
            },
            _ => match opened.whole()? {
                Some(bytes) => self.tables.read(&bytes, name, origin.file, &mut self.ledger),
                None => self.ledger.reject(name, "whole file", files::TOO_LARGE),
            },
        }
        Ok(tell(0))
    }

    fn read_json(&mut self, bytes: &[u8], name: &str, origin: Origin) {
        let (text, encoding, damaged) = crate::tables::decode(bytes);
        if damaged {
            let text = format!("Some letters could not be read as {encoding}. Check names in this file.");
            self.ledger.warn(name, "whole file", text);
        }
        read_document(&text, name, origin, &mut self.fhir, &mut self.ledger);
    }

    fn finish(mut self, feed: Vec<String>, fallback: Option<DateTime<Utc>>) -> Result<Snapshot, CensusError> {
        let mut people = self.fhir.finish(&mut self.ledger);
        people.extend(self.tables.finish(&mut self.ledger));
        settle::settle(people, self.ledger, feed, self.options.as_of, fallback)
    }
}

fn is_ndjson(name: &str, head: &[u8]) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let extension = Path::new(name).extension().and_then(|e| e.to_str());
    matches!(extension, Some("ndjson" | "jsonl")) || looks_like_ndjson(&String::from_utf8_lossy(head))
}

/// Why a file of this kind is not read.
fn refusal(kind: Kind, format: Format) -> Option<&'static str> {
    match (kind, format) {
        (Kind::Xml, _) => {
            Some("This is FHIR XML. Battlebag reads FHIR as JSON or NDJSON: export it in that form.")
        }
        (Kind::Hl7v2, _) => {
            Some("These are HL7 v2 messages, which this import does not read. Use FHIR or CSV.")
        }
        (Kind::Zip, _) => {
            Some("This is a spreadsheet or archive. Save the sheet as CSV (UTF-8), or unpack it first.")
        }
        (Kind::Binary, _) => Some("This is not a census file (it is not text). Nothing was taken from it."),
        (Kind::Json, Format::Csv) => Some("This is JSON, and only CSV was asked for. Import it as FHIR."),
        (Kind::Text, Format::Fhir) => Some("This is a table, and only FHIR was asked for. Import it as CSV."),
        _ => None,
    }
}
