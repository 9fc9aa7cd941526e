//! Paper: what can be printed, and printing it to files.

use std::collections::BTreeMap;

use battlebag_incident::{Body, Sheet};
use battlebag_paper::{SheetNumber, SheetNumbers};
use battlebag_priority::Tier;
use battlebag_store::SideWrite;

use crate::jobs::Job;
use crate::paper_charts::charts;
use crate::paper_context::{Hour, hour};
use crate::paper_files::{Destination, write_new};
use crate::session::count;
use crate::station::Station;
use crate::views::{JobView, Nothing, PaperView, PaperWard, PrintRow, PrintedFile, SheetView, StartPrint};
use crate::{ErrorKind, ErrorView, paper_runs};

/// What can be printed, and what was.
pub fn view(station: &Station, _: Nothing) -> Result<PaperView, ErrorView> {
    let now = station.now();
    let folder = station.host.paper_folder().display().to_string();
    station.with(|open| {
        let mut wards: BTreeMap<String, PaperWard> = BTreeMap::new();
        if let (Some(census), Some(ranking)) = (open.census.clone(), open.ranking_if_any(now)) {
            for p in &census.snapshot.patients {
                let ward = wards.entry(p.place.ward.clone()).or_insert_with(|| PaperWard {
                    ward: p.place.ward.clone(),
                    patients: 0,
                    p1: 0,
                });
                ward.patients += 1;
                ward.p1 += u32::from(ranking.of(&p.id.0).is_some_and(|r| r.tier == Tier::P1));
            }
        }
        let mut wards: Vec<PaperWard> = wards.into_values().collect();
        wards.sort_by(|a, b| {
            b.p1.cmp(&a.p1)
                .then_with(|| battlebag_census::natural(&a.ward, &b.ward))
        });
        let prints = open
            .current
            .as_ref()
            .map(|c| c.state.prints.as_slice())
            .unwrap_or_default();
        Ok(PaperView {
            wards,
            charts: charts(),
            prints: prints
                .iter()
                .rev()
                .map(|p| PrintRow {
                    what: p.what.clone(),
                    to: p.to.clone(),
                    pages: p.pages,
                    sheets: count(p.sheets.len()),
                    held_back: p.held_back.clone(),
                    by: p.stamp.actor.clone(),
                    at: open.clock.rfc3339(p.stamp.occurred_at),
                })
                .collect(),
            refused: vec![
                "Transfusion sample labels: write the tube by hand at the bedside, from the wristband."
                    .to_owned(),
            ],
            folder,
        })
    })
}

/// Starts a print, as a job. Each finished file is an entry with its sheet numbers.
pub fn start(station: &Station, request: StartPrint) -> Result<JobView, ErrorView> {
    let now = station.now();
    let to = match request.to.trim() {
        "" => station.host.paper_folder(),
        to => to.into(),
    };
    let seed = u64::from_le_bytes(station.random()?);
    let hour = station.with(|open| hour(open, now, &request))?;
    let runs = station.with(|open| paper_runs::plan(open, &request.what, &request.order, now))?;
    let destination = Destination::new(&to, runs.len())?;
    let what = paper_runs::in_words(&request.what, runs.len());
    let taken = station.with(|open| Ok(numbers_taken(open)))?;
    let mut numbers = SheetNumbers::new(seed, hour.context.exercise, taken);
    Ok(station.start_job(what, "pages", move |station, job| {
        let all: u32 = runs.iter().map(paper_runs::Run::expected_pages).sum();
        let (mut before, mut failed) = (0, Vec::new());
        for run in &runs {
            if job.is_cancelled() {
                break;
            }
            // A ward that fails never loses the others.
            match print_one(
                station,
                job,
                run,
                &hour,
                &mut numbers,
                (&destination, before, all),
            ) {
                Ok(pages) => before += pages,
                Err(error) if error.kind == ErrorKind::Locked => return Err(error),
                Err(error) => failed.push((run.title(), error)),
            }
        }
        match failed.as_slice() {
            [] => Ok(()),
            [(title, error), rest @ ..] => Err(ErrorView::new(
                error.kind,
                match rest.len() {
                    0 => format!("{title} was not printed: {}", error.what),
                    more => format!("{title} and {more} more were not printed: {}", error.what),
                },
                format!("{} Files already made are whole.", error.next),
            )),
        }
    }))
}

pub(crate) fn numbers_taken(open: &crate::station::Open) -> Vec<SheetNumber> {
    let prints = open
        .current
        .as_ref()
        .map(|c| c.state.prints.as_slice())
        .unwrap_or_default();
    prints
        .iter()
        .flat_map(|p| p.sheets.iter())
        .filter_map(|s| SheetNumber::parse(&s.code))
        .collect()
}

/// Prints one file and says so in the log. Gives its pages.
fn print_one(
    station: &Station,
    job: &Job,
    run: &paper_runs::Run,
    hour: &Hour,
    numbers: &mut SheetNumbers,
    (destination, before, all): (&Destination, u32, u32),
) -> Result<u32, ErrorView> {
    job.at(before, all, run.title());
    let pack = run.draw(hour, numbers, &mut |pages| {
        job.at(before + pages, all.max(before + pages), run.title());
        !job.is_cancelled()
    })?;
    let stamp = hour
        .context
        .local(hour.context.printed_at)
        .format("%Y-%m-%d %H%M")
        .to_string();
    let file = destination.file(run.title(), &stamp, hour.context.exercise);
    let finish = write_new(&file, &pack.pdf)?;
    let sheets: Vec<SheetView> = pack
        .sheets
        .iter()
        .map(|s| SheetView {
            code: s.code.to_string(),
            patient: s.patient.as_ref().map(|p| p.0.clone()).unwrap_or_default(),
            form: s.form.clone(),
            faces: u32::from(s.faces),
        })
        .collect();
    let held_back: Vec<String> = pack
        .held_back
        .iter()
        .map(|h| format!("{}, {}: {}", hour.name_of(&h.patient.0), h.form, h.reason))
        .collect();
    let pages = count(pack.pages);
    let body = Body::Printed {
        what: run.title().to_owned(),
        to: file.display().to_string(),
        pages,
        sheets: sheets
            .iter()
            .map(|s| Sheet {
                code: s.code.clone(),
                patient: s.patient.clone(),
                form: s.form.clone(),
                faces: s.faces,
            })
            .collect(),
        held_back: held_back.clone(),
        snapshot: hour.snapshot.clone(),
    };
    let now = station.now();
    station.with(|open| {
        let side: Vec<SideWrite> = sheets
            .iter()
            .map(|s| sheet_kept(open, s, run.title(), now))
            .collect();
        station.record(open, &body, now, &side)
    })?;
    finish.keep()?;
    job.made(PrintedFile {
        what: run.title().to_owned(),
        file: file.display().to_string(),
        pages,
        patients: run.patients(),
        sheets,
        held_back,
    });
    Ok(pages)
}

fn sheet_kept(
    open: &crate::station::Open,
    sheet: &SheetView,
    run: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> SideWrite {
    SideWrite::Sheet(battlebag_store::Sheet {
        code: sheet.code.clone(),
        incident: open.current.as_ref().map(|c| c.id),
        job: run.to_owned(),
        printed_at: now.timestamp_millis(),
        content: format!("{} {}", sheet.form, sheet.patient).trim().to_owned(),
    })
}
