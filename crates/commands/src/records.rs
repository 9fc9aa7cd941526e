//! Checkpoints on paper, and the record of an incident as one file that anybody can check.

use battlebag_incident::{Body, CheckpointMade, Exported};
use battlebag_log::{Bundle, Checkpoint, Fault, IncidentId, SealedEntry, past_of_words};
use battlebag_store::SideWrite;
use battlebag_verify::RecordFacts;
use chrono::{DateTime, Utc};

use crate::counted::counted;
use crate::paper_files::write_new;
use crate::session::count;
use crate::station::{Open, STANDING, Station};
use crate::views::{
    CheckCheckpoint, CheckpointView, ExportRecord, JobView, MakeCheckpoint, PrintedFile, ProofView,
};
use crate::{ErrorKind, ErrorView, record_sheet};

fn on_screen(open: &Open) -> IncidentId {
    open.current.as_ref().map_or(STANDING, |c| c.id)
}

/// Makes and signs a checkpoint of the record on screen; with `print`, also as a sheet.
pub fn checkpoint_make(station: &Station, request: MakeCheckpoint) -> Result<CheckpointView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let id = on_screen(open);
        let entries = open.home.entries(id)?;
        let checkpoint = checkpoint_of(id, &entries, now)?;
        let words = checkpoint.words().map(str::to_owned);
        let sheet = if request.print {
            let pdf = record_sheet::checkpoint(station, open, &checkpoint, now)?;
            let name = format!("Checkpoint {}", open.clock.local(now).format("%Y-%m-%d %H%M%S"));
            let file = station.host.paper_folder().join(format!("{name}.pdf"));
            Some((write_new(&file, &pdf)?, file.display().to_string()))
        } else {
            None
        };
        let file = sheet.as_ref().map(|(_, file)| file.clone()).unwrap_or_default();
        let body = Body::CheckpointMade(CheckpointMade {
            words: words.join(" "),
            entries: entries.len() as u64,
            to: file.clone(),
        });
        let signed = checkpoint.sign(&open.home.station_key()?);
        station.record_in(open, id, &body, now, &[SideWrite::Checkpoint(signed)])?;
        if let Some((sheet, _)) = sheet {
            sheet.keep()?;
        }
        Ok(CheckpointView {
            words: words.to_vec(),
            qr: checkpoint.qr_text(),
            entries: count(entries.len()),
            at: open.clock.rfc3339(now),
            file,
        })
    })
}

pub(crate) fn checkpoint_of(
    id: IncidentId,
    entries: &[SealedEntry],
    now: DateTime<Utc>,
) -> Result<Checkpoint, ErrorView> {
    Checkpoint::of(id, entries, now.timestamp_millis())
        .map_err(|e| ErrorView::from_sentences(ErrorKind::Broken, &e.to_string()))
}

/// What an old sheet proves: its words or its square code against every record in the home.
pub fn checkpoint_check(station: &Station, request: CheckCheckpoint) -> Result<ProofView, ErrorView> {
    let text = request.text.trim();
    station.with(|open| {
        if text.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                "There is nothing to check.",
                "Type the eight words of the sheet, or scan its square code.",
            ));
        }
        let bad = |e: &dyn std::fmt::Display| ErrorView::from_sentences(ErrorKind::BadInput, &e.to_string());
        match Checkpoint::from_qr_text(text) {
            Ok(seen) => by_code(open, &seen),
            Err(e) if text.starts_with("BATTLEBAG-CHECKPOINT") => Err(bad(&e)),
            Err(_) => by_words(open, text),
        }
    })
}

fn proof(open: &Open, entries: usize, last: Option<&SealedEntry>, what: &str) -> ProofView {
    let at = last.and_then(|e| DateTime::from_timestamp_millis(e.header().recorded_at));
    let until = at.map(|at| format!(", the last of them written {}", open.clock.day_and_time(at)));
    ProofView {
        holds: true,
        said: format!(
            "The log still contains what {what} saw: {}{}. Nothing in that past was changed.",
            counted(entries, "entry", "entries"),
            until.unwrap_or_default()
        ),
        entries: count(entries),
        at: at.map(|at| open.clock.rfc3339(at)),
    }
}

fn no_proof(said: String) -> ProofView {
    ProofView {
        holds: false,
        said,
        entries: 0,
        at: None,
    }
}

fn by_code(open: &Open, seen: &Checkpoint) -> Result<ProofView, ErrorView> {
    let id = seen.incident();
    if !open.home.incidents()?.contains(&id) {
        return Ok(no_proof(
            "The sheet is of an incident that is not in this home.".to_owned(),
        ));
    }
    let verdict = open.home.verify(id, std::slice::from_ref(seen))?;
    let against = |f: &&battlebag_log::Finding| matches!(f.what, Fault::CutShort { .. } | Fault::NotAsSeen);
    if let Some(finding) = verdict.findings.iter().find(against) {
        return Ok(no_proof(format!(
            "The log does NOT contain what the sheet saw. {finding} Keep the sheet: it is evidence."
        )));
    }
    let entries = open.home.entries(id)?;
    let reached = |e: &&SealedEntry| {
        seen.heads()
            .iter()
            .any(|h| h.station == e.header().station && e.header().seq <= h.seq)
    };
    let past: Vec<&SealedEntry> = entries.iter().filter(reached).collect();
    Ok(proof(open, past.len(), past.last().copied(), "the square code"))
}

fn by_words(open: &Open, words: &str) -> Result<ProofView, ErrorView> {
    let bad = |e: battlebag_log::WordsError| ErrorView::from_sentences(ErrorKind::BadInput, &e.to_string());
    for id in open.home.incidents()? {
        let entries = open.home.entries(id)?;
        if let Some(past) = past_of_words(id, &entries, words).map_err(bad)? {
            return Ok(proof(open, past.entries, entries.get(past.last), "the sheet"));
        }
        for kept in open.home.checkpoints(id)? {
            if kept.holds() && kept.checkpoint.matches(words).map_err(bad)? {
                return by_code(open, &kept.checkpoint);
            }
        }
    }
    Ok(no_proof(
        "No past of this log has these words. Read them from the sheet again, each with its number. If they are right, the \
         log was rewritten after the sheet was printed, or the sheet is of another home. Keep the sheet: it is evidence."
            .to_owned(),
    ))
}

/// Writes the record of the incident on screen to one file that anybody can check, or its PDF alone, as a job.
pub fn export(station: &Station, request: ExportRecord) -> Result<JobView, ErrorView> {
    station.with(|open| open.incident().map(|_| ()))?;
    Ok(
        station.start_job("Record".to_owned(), "entries", move |station, job| {
            let now = station.now();
            let (bundle, facts, sheet, key) = station.with(|open| {
                let id = open.incident()?.id;
                let bundle = Bundle {
                    incident: id,
                    entries: open.home.raw_entries(id)?,
                    checkpoints: open.home.checkpoints(id)?,
                };
                let sheet = record_sheet::record(station, open, now)?;
                Ok((bundle, facts(open, now)?, sheet, open.home.station_key()?))
            })?;
            let all = count(bundle.entries.len());
            job.at(0, all, "");
            let name = sheet.file_name(if request.pdf_only { "pdf" } else { "zip" });
            let pdf = sheet.draw()?;
            if job.is_cancelled() {
                return Ok(());
            }
            let broken = |e: battlebag_verify::VerifyError| {
                ErrorView::from_sentences(ErrorKind::Broken, &e.to_string())
            };
            let bytes = if request.pdf_only {
                pdf
            } else {
                battlebag_verify::write(&bundle, &pdf, &facts, &key).map_err(broken)?
            };
            let file = match request.to.trim() {
                "" => station.host.paper_folder().join(name),
                to => to.into(),
            };
            let written = write_new(&file, &bytes)?;
            let body = Body::Exported(Exported {
                to: file.display().to_string(),
                entries: u64::from(all),
            });
            station.with(|open| {
                station
                    .record_in(open, bundle.incident, &body, now, &[])
                    .map(|_| ())
            })?;
            written.keep()?;
            job.at(all, all, "");
            job.made(PrintedFile::plain("Record", &file));
            Ok(())
        }),
    )
}

fn facts(open: &Open, now: DateTime<Utc>) -> Result<RecordFacts, ErrorView> {
    let state = &open.incident()?.state;
    Ok(RecordFacts {
        title: state.title.clone(),
        exercise: state.exercise,
        hospital: open.home.hospital().to_owned(),
        zone: state.zone.clone(),
        made_at: now,
        made_by: open.person(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
