//! Mapping the columns of a hospital's own list: guessed, looked at, kept as a profile, used again.

use std::path::{Path, PathBuf};

use battlebag_census::tables::{self, Mapping, Table};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::paper_files::write_new;
use crate::station::{Open, Station};
use crate::views::{
    CensusLine, ColumnsOf, ColumnsView, KnownColumnView, MappingFile, MappingName, MappingView, MappingsView,
    Nothing, PreviewColumns, PreviewView, SheetGuess, WriteTemplate, WrittenFile,
};
use crate::{ErrorKind, ErrorView};

/// Setting that keeps the profiles.
const PROFILES: &str = "census.mappings";

/// Largest table that is looked at.
const LARGEST: u64 = 256 * 1024 * 1024;

fn bad(what: impl Into<String>, instead: &str) -> ErrorView {
    ErrorView::new(ErrorKind::BadInput, what, instead)
}

/// The same thing under the names of the screens: both sides have one JSON form.
fn as_view<T: DeserializeOwned>(of: &impl Serialize) -> Result<T, ErrorView> {
    serde_json::to_value(of)
        .and_then(serde_json::from_value)
        .map_err(|e| {
            bad(
                format!("That mapping cannot be read: {e}."),
                "Map the columns again.",
            )
        })
}

pub(crate) fn read_file(path: &str) -> Result<(String, Vec<u8>), ErrorView> {
    let file = Path::new(path.trim());
    let unreadable = |e: std::io::Error| {
        bad(
            format!("{} cannot be read: {e}.", file.display()),
            "Check the name, or copy the file to this computer.",
        )
    };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(bad(
            format!("{} is larger than 256 MB.", file.display()),
            "Export one ward at a time.",
        ));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned());
    Ok((name.unwrap_or_default(), bytes))
}

/// The kept profiles.
pub(crate) fn kept(open: &Open) -> Result<Vec<Mapping>, ErrorView> {
    let Some(text) = open.home.setting(PROFILES)? else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&text).map_err(|e| {
        ErrorView::new(
            ErrorKind::Broken,
            format!("The kept column mappings cannot be read: {e}."),
            "Map the columns again; nothing else is affected.",
        )
    })
}

fn keep(open: &mut Open, mut profiles: Vec<Mapping>) -> Result<MappingsView, ErrorView> {
    profiles.sort_by(|a, b| a.name.cmp(&b.name));
    let text = serde_json::to_string(&profiles).map_err(|e| bad(e.to_string(), "Map the columns again."))?;
    open.home.set_setting(PROFILES, &text)?;
    Ok(MappingsView {
        profiles: as_view(&profiles)?,
    })
}

/// Guesses what the columns of a file are.
pub fn guess(station: &Station, request: ColumnsOf) -> Result<ColumnsView, ErrorView> {
    let profiles = station.with(|open| kept(open))?;
    let (file, bytes) = read_file(&request.path)?;
    let guesses =
        tables::guess(&bytes).map_err(|why| ErrorView::from_sentences(ErrorKind::BadInput, &why))?;
    let sheets: Vec<SheetGuess> = as_view(&guesses)?;
    let known: Vec<&tables::KnownColumn> = tables::known_columns().collect();
    let known: Vec<KnownColumnView> = as_view(&known)?;
    Ok(ColumnsView {
        file,
        sheets,
        known,
        profiles: as_view(&profiles)?,
    })
}

/// Reads a file by a mapping and says what would come of it. Nothing is kept.
pub fn preview(station: &Station, request: PreviewColumns) -> Result<PreviewView, ErrorView> {
    let zone = station.with(|open| Ok(open.clock.zone()))?;
    let (name, bytes) = read_file(&request.path)?;
    let mapping: Mapping = as_view(&request.mapping)?;
    let seen = tables::preview(&bytes, &name, Some(&mapping), zone)
        .map_err(|why| ErrorView::from_sentences(ErrorKind::BadInput, &why))?;
    let rejected = seen.rejected.iter().map(|r| CensusLine {
        file: r.file.clone(),
        at: r.at.clone(),
        reason: r.reason.clone(),
    });
    let warnings = seen.warnings.iter().map(|w| CensusLine {
        file: w.file.clone(),
        at: w.at.clone(),
        reason: w.text.clone(),
    });
    Ok(PreviewView {
        rows: as_view(&seen.rows)?,
        problems: as_view(&seen.problems)?,
        rejected: rejected.collect(),
        warnings: warnings.collect(),
        records: seen.counts.records,
        taken: seen.counts.taken,
        rejected_in_all: seen.counts.rejected,
    })
}

/// The kept profiles.
pub fn list(station: &Station, _: Nothing) -> Result<MappingsView, ErrorView> {
    station.with(|open| {
        let profiles = kept(open)?;
        Ok(MappingsView {
            profiles: as_view(&profiles)?,
        })
    })
}

/// Keeps a profile: one for each header, the newest; every file with that header is read by it.
pub fn save(station: &Station, request: MappingView) -> Result<MappingsView, ErrorView> {
    let mapping: Mapping = as_view(&request)?;
    put(station, mapping)
}

fn put(station: &Station, mapping: Mapping) -> Result<MappingsView, ErrorView> {
    if mapping.name.trim().is_empty() {
        return Err(bad(
            "The mapping has no name.",
            "Name it as the ward calls the list.",
        ));
    }
    mapping
        .check()
        .map_err(|fault| ErrorView::from_sentences(ErrorKind::BadInput, &fault.to_string()))?;
    station.with(|open| {
        let mut profiles = kept(open)?;
        let same = |m: &Mapping| {
            m.name == mapping.name || (m.fingerprint == mapping.fingerprint && m.sheet == mapping.sheet)
        };
        profiles.retain(|m| !same(m));
        profiles.push(mapping);
        keep(open, profiles)
    })
}

fn named(profiles: &[Mapping], name: &str) -> Result<Mapping, ErrorView> {
    let found = profiles.iter().find(|m| m.name == name.trim()).cloned();
    found.ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("There is no column mapping called {name}."),
            "Look at the list of mappings.",
        )
    })
}

/// Forgets a profile.
pub fn remove(station: &Station, request: MappingName) -> Result<MappingsView, ErrorView> {
    station.with(|open| {
        let mut profiles = kept(open)?;
        let gone = named(&profiles, &request.name)?;
        profiles.retain(|m| m.name != gone.name);
        keep(open, profiles)
    })
}

/// Writes a profile to a file, for another laptop. It holds column names, never a patient.
pub fn export(station: &Station, request: MappingFile) -> Result<WrittenFile, ErrorView> {
    let mapping = station.with(|open| named(&kept(open)?, &request.name))?;
    let text =
        serde_json::to_vec_pretty(&mapping).map_err(|e| bad(e.to_string(), "Map the columns again."))?;
    let file = match request.path.trim() {
        "" => free_name(&station.host.paper_folder(), &mapping.name),
        to if Path::new(to).is_dir() => free_name(Path::new(to), &mapping.name),
        to => PathBuf::from(to),
    };
    write_new(&file, &text)?.keep()?;
    Ok(WrittenFile {
        file: file.display().to_string(),
    })
}

/// "AMU night board columns.json", with a number when that is taken.
fn free_name(folder: &Path, profile: &str) -> PathBuf {
    let plain = |c: char| {
        if c.is_alphanumeric() || " -_".contains(c) {
            c
        } else {
            '_'
        }
    };
    let plain: String = profile.trim().chars().take(80).map(plain).collect();
    let named = |n: u32| match n {
        1 => folder.join(format!("{plain} columns.json")),
        n => folder.join(format!("{plain} columns ({n}).json")),
    };
    (1..1000)
        .map(named)
        .find(|f| !f.exists())
        .unwrap_or_else(|| named(1000))
}

/// Takes a profile from a file.
pub fn import(station: &Station, request: MappingFile) -> Result<MappingsView, ErrorView> {
    let (_, bytes) = read_file(&request.path)?;
    let mapping: Mapping = serde_json::from_slice(&bytes).map_err(|e| {
        bad(
            format!("{} is no column mapping: {e}.", request.path.trim()),
            "Choose a file that was saved as a mapping.",
        )
    })?;
    put(station, mapping)
}

/// Writes an empty table, or all of them as one spreadsheet, with the columns that Battlebag knows.
pub fn template(station: &Station, request: WriteTemplate) -> Result<WrittenFile, ErrorView> {
    let table = request.table.trim();
    let (name, bytes) = if table == "workbook" {
        let bytes = tables::template_workbook().ok_or_else(|| {
            ErrorView::new(
                ErrorKind::Broken,
                "The spreadsheet could not be made.",
                "Take the tables one by one.",
            )
        })?;
        ("Battlebag census template.xlsx".to_owned(), bytes)
    } else {
        let table: Table = serde_json::from_value(serde_json::Value::String(table.to_owned())).map_err(|_| {
            bad(
                format!("Battlebag knows no table called {table}."),
                "Use census, medicines, infusions, orders, devices, observations, conditions or workbook.",
            )
        })?;
        (table.file_name().to_owned(), tables::template(table))
    };
    let to = request.to.trim();
    let file = match to {
        "" => station.host.paper_folder().join(name),
        to if Path::new(to).is_dir() => Path::new(to).join(name),
        to => PathBuf::from(to),
    };
    write_new(&file, &bytes)?.keep()?;
    Ok(WrittenFile {
        file: file.display().to_string(),
    })
}
