//! Taking a census: real files into a snapshot, and the snapshot into the log.

use std::path::{Path, PathBuf};

use battlebag_census::import::{Format, ImportOptions};
use battlebag_census::{CensusError, Snapshot};
use battlebag_incident::{Body, CensusCounts};
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::jobs::Job;
use crate::station::{Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{CensusLine, CensusReport, ChooseFiles, Chosen, ImportCensus, JobView, Nothing};
use crate::{ErrorKind, ErrorView};

/// In-patients in the sample hospital.
const SAMPLE_BEDS: usize = 420;
/// The sample hospital is the same everywhere.
const SAMPLE_SEED: u64 = 9_990_214;

/// Who asked for something that the station can also do by itself. Both are signed as the person who is signed in: the
/// station has no name of its own, and somebody has to answer for an open home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    ByPerson,
    ByTimer,
}

/// The entry that names a census.
pub(crate) fn taken(hash: &str, snapshot: &Snapshot, asked: Asked) -> Body {
    Body::CensusTaken {
        snapshot: hash.to_owned(),
        as_of: snapshot.as_of,
        counts: CensusCounts {
            read: snapshot.counts.records,
            rejected: snapshot.counts.rejected,
            inpatients: snapshot.counts.inpatients,
        },
        feed: snapshot.feed.join(", "),
        by_timer: asked == Asked::ByTimer,
    }
}

/// "615 records read: 612 taken, 3 rejected. 287 in-patients at …".
pub(crate) fn said(snapshot: &Snapshot, clock: Clock) -> String {
    let c = snapshot.counts;
    let records = if c.records == 1 {
        "1 record".to_owned()
    } else {
        format!("{} records", c.records)
    };
    format!(
        "{records} read: {} taken, {} rejected. {} in-patients at {}.",
        c.taken,
        c.rejected,
        c.inpatients,
        clock.day_and_time(snapshot.as_of)
    )
}

/// The report of a snapshot.
pub(crate) fn report_of(snapshot: &Snapshot, hash: &str, clock: Clock, dry_run: bool) -> CensusReport {
    let c = snapshot.counts;
    let line = |file: &str, at: &str, reason: &str| CensusLine {
        file: file.to_owned(),
        at: at.to_owned(),
        reason: reason.to_owned(),
    };
    CensusReport {
        snapshot: hash.to_owned(),
        as_of: clock.rfc3339(snapshot.as_of),
        files: c.files,
        messages: c.messages,
        records: c.records,
        taken: c.taken,
        patients: c.patients,
        inpatients: c.inpatients,
        medications: c.medications,
        allergies: c.allergies,
        conditions: c.conditions,
        observations: c.observations,
        orders: c.orders,
        devices: c.devices,
        rejected: snapshot
            .rejected
            .iter()
            .map(|r| line(&r.file, &r.at, &r.reason))
            .collect(),
        warnings: snapshot
            .warnings
            .iter()
            .map(|w| line(&w.file, &w.at, &w.text))
            .collect(),
        said: said(snapshot, clock),
        dry_run,
    }
}

fn options(
    request: &ImportCensus,
    open: &Open,
    now: DateTime<Utc>,
) -> Result<(Vec<PathBuf>, ImportOptions), ErrorView> {
    let (clock, mappings) = (open.clock, crate::columns::kept(open)?);
    let paths: Vec<PathBuf> = request
        .paths
        .iter()
        .map(|p| p.trim())
        .filter(|p| !p.is_empty())
        .map(PathBuf::from)
        .collect();
    if paths.is_empty() {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            "No file was chosen.",
            "Choose the feed's files, or a folder that holds them.",
        ));
    }
    let format = match request.format.trim() {
        "" | "auto" => Format::Auto,
        "fhir" => Format::Fhir,
        "csv" => Format::Csv,
        "hl7v2" => Format::Hl7v2,
        "xlsx" => Format::Xlsx,
        other => {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("Battlebag cannot read the format {other} yet."),
                "Use auto, fhir, hl7v2, csv or xlsx.",
            ));
        }
    };
    let as_of = parse_some(request.as_of.as_deref(), "As of")?;
    Ok((
        paths,
        ImportOptions {
            as_of,
            not_after: Some(now),
            format,
            zone: clock.zone(),
            mappings,
        },
    ))
}

/// Keeps a snapshot and says so in the log, in one transaction.
pub(crate) fn keep(
    station: &Station,
    open: &mut Open,
    snapshot: Snapshot,
    asked: Asked,
) -> Result<String, ErrorView> {
    let now = station.now();
    let bytes = snapshot.to_bytes()?;
    let hash = snapshot.hash_hex()?;
    let label = open.clock.rfc3339(snapshot.as_of);
    let blob = SideWrite::Blob {
        kind: "census".to_owned(),
        label,
        bytes,
        kept_at: now.timestamp_millis(),
    };
    station.record(open, &taken(&hash, &snapshot, asked), now, &[blob])?;
    open.use_census(hash.clone(), snapshot);
    Ok(hash)
}

fn run_import(
    station: &Station,
    job: &Job,
    paths: &[PathBuf],
    options: &ImportOptions,
    dry_run: bool,
) -> Result<(), ErrorView> {
    let mut progress = |p: battlebag_census::import::Progress<'_>| {
        let mb = |bytes: u64| u32::try_from(bytes / 1_000_000).unwrap_or(u32::MAX);
        job.at(mb(p.bytes_done), mb(p.bytes).max(1), p.file);
        !job.is_cancelled()
    };
    let snapshot = battlebag_census::import::import_with(paths, options, &mut progress)?;
    station.with(|open| {
        let report = if dry_run {
            report_of(&snapshot, &snapshot.hash_hex()?, open.clock, true)
        } else {
            let clock = open.clock;
            // People keep the key that they had: what was said of them holds on.
            let mut snapshot = snapshot;
            if let Some(before) = &open.census {
                battlebag_census::carry_keys(&before.feed, &mut snapshot);
            }
            let mut report = report_of(&snapshot, "", clock, false);
            report.snapshot = keep(station, open, snapshot, Asked::ByPerson)?;
            report
        };
        job.report(report);
        Ok(())
    })
}

/// Reads files or folders into a new snapshot, as a job.
pub fn import(station: &Station, request: ImportCensus) -> Result<JobView, ErrorView> {
    let (paths, options) = station.with(|open| options(&request, open, station.now()))?;
    let what = format!(
        "Census from {} {}",
        paths.len(),
        if paths.len() == 1 { "place" } else { "places" }
    );
    Ok(station.start_job(what, "MB", move |station, job| {
        run_import(station, job, &paths, &options, request.dry_run)
    }))
}

/// The report of the census in use.
pub fn report(station: &Station, _: Nothing) -> Result<CensusReport, ErrorView> {
    station.with(|open| {
        let census = open.census()?;
        Ok(report_of(&census.snapshot, &census.hash, open.clock, false))
    })
}

/// Opens the file dialog, where the shell has one.
pub fn choose_files(station: &Station, request: ChooseFiles) -> Result<Chosen, ErrorView> {
    let paths = station.host.choose(request.kind);
    Ok(Chosen {
        paths: paths.into_iter().map(|p| p.display().to_string()).collect(),
    })
}

/// Writes the sample hospital as real FHIR files beside the home and takes a census from them, as a job.
pub fn demo(station: &Station, _: Nothing) -> Result<JobView, ErrorView> {
    station.with(|open| {
        if open.census.is_some() {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                "This home already has a census.",
                "Make a fresh home for the sample hospital: battlebag init --home FOLDER.",
            ));
        }
        Ok(())
    })?;
    let folder = station.folder.join("sample-hospital");
    Ok(
        station.start_job("Sample hospital".to_owned(), "MB", move |station, job| {
            write_sample(&folder, station)?;
            let zone = station.with(|open| Ok(open.clock.zone()))?;
            let options = ImportOptions {
                as_of: None,
                format: Format::Fhir,
                zone,
                ..ImportOptions::default()
            };
            run_import(station, job, &[folder], &options, false)?;
            station.with(|open| crate::register::demo(station, open))
        }),
    )
}

fn write_sample(folder: &Path, station: &Station) -> Result<(), ErrorView> {
    let as_of = station.now() - chrono::Duration::minutes(38);
    let sample = battlebag_census::sample::sample_hospital(SAMPLE_SEED, SAMPLE_BEDS, as_of);
    sample.write_fhir(folder).map_err(ErrorView::from)
}

impl From<CensusError> for ErrorView {
    fn from(error: CensusError) -> Self {
        Self::from_sentences(ErrorKind::BadInput, &error.to_string())
    }
}
