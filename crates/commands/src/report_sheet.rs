//! A report on paper, with a checkpoint of the log: as it was signed, or as it stands with a word that nobody has signed it.

use std::path::{Path, PathBuf};

use battlebag_incident::{Body, CheckpointMade, Sheet};
use battlebag_paper::{PaperError, PaperSize, ReportForm, ReportPart, ReportSheet};
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::paper_context::context;
use crate::paper_files::{Destination, write_new};
use crate::record_sheet::{cannot_draw, mark, moment, numbers};
use crate::records::checkpoint_of;
use crate::reports::{briefing_of, methane_of, sitrep_of};
use crate::reports_given::{all, briefing_parts, methane_parts, sitrep_parts};
use crate::session::count;
use crate::station::{Act, Open, Station};
use crate::views::{ReportPartView, ReportWord, ReportWritten, WriteReport};
use crate::{ErrorKind, ErrorView};

/// What of a report is printed, before the checkpoint is made.
pub(crate) struct Ready {
    /// "SitRep 3".
    pub name: String,
    /// Who signed it; none for one that nobody has.
    pub signed: Option<String>,
    /// When the data in it was taken.
    pub data_as_at: String,
    /// More that must be known to read it.
    pub facts: Vec<(&'static str, String)>,
    /// Its parts in their order.
    pub parts: Vec<ReportPart>,
}

/// Parts as they are printed, each with what it asks for.
fn parts_of(report: ReportWord, parts: Vec<ReportPartView>) -> Vec<ReportPart> {
    let asks = asks(report);
    let part = |(at, part): (usize, ReportPartView)| ReportPart {
        letter: part.letter,
        word: part.word,
        asks: asks.get(at).copied().unwrap_or_default().to_owned(),
        text: part.text,
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// What each part of a report asks for, in its order: what a hand that mends it must think of.
fn asks(report: ReportWord) -> &'static [&'static str] {
    match report {
        ReportWord::Methane => &[
            "declared or standby, since when",
            "which sites and wards, which systems",
            "what is known of the attack, and what is not",
            "what runs but must not be believed, what may fail next",
            "which phones, radios and doors work",
            "how many, how many cannot wait",
            "who is here, who and what is needed",
        ],
        ReportWord::Sitrep => &[],
        ReportWord::Briefing => &[
            "what has happened, what is known and what is not",
            "what is to be reached in this period",
            "how, and who does what",
            "people, kit, paper, food, rest, log",
            "what can go wrong, and what is done against it",
            "who speaks to whom, by which way, how often",
            "what is owed to patients, families and staff",
        ],
    }
}

fn form(report: ReportWord) -> ReportForm {
    match report {
        ReportWord::Methane => ReportForm::Methane,
        ReportWord::Sitrep => ReportForm::SitRep,
        ReportWord::Briefing => ReportForm::Briefing,
    }
}

fn time(open: &Open, at: Option<&str>) -> Option<String> {
    let at = at?.parse::<DateTime<Utc>>().ok()?;
    Some(open.clock.day_and_time(at))
}

fn period(open: &Open, from: Option<&str>, to: Option<&str>) -> Option<(&'static str, String)> {
    let (from, to) = (time(open, from)?, time(open, to)?);
    Some(("Period", format!("{from} to {to}")))
}

/// One that was signed.
fn signed(open: &Open, request: &WriteReport) -> Result<Ready, ErrorView> {
    let key = request.key.trim();
    let reports = all(open)?;
    let of_sort = |r: &&crate::views::ReportView| r.report == request.report;
    let found = reports
        .iter()
        .filter(of_sort)
        .find(|r| r.key == key || r.key.rsplit_once(':').is_some_and(|(_, number)| number == key));
    let Some(report) = found else {
        return Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("Entry {key} is no report of this sort."),
            "Look its number up under Reports, or leave it out for the report as it stands.",
        ));
    };
    let at = report.at.parse::<DateTime<Utc>>().unwrap_or_default();
    let number = report.key.rsplit_once(':').map_or("", |(_, number)| number);
    let role = match report.role.as_str() {
        "" => String::new(),
        role => format!(", {role}"),
    };
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    facts.extend(period(open, report.from.as_deref(), report.to.as_deref()));
    if !report.told.is_empty() {
        facts.push(("Told", report.told.clone()));
    }
    match report.corrections {
        0 => {}
        n => facts.push((
            "CORRECTED",
            format!("{n} times since: the log has the right words"),
        )),
    }
    Ok(Ready {
        name: report.name.clone(),
        signed: Some(format!(
            "{}{role}, {}, entry {number}",
            report.actor,
            moment(open, at)
        )),
        data_as_at: moment(open, at),
        facts,
        parts: parts_of(request.report, report.parts.clone()),
    })
}

/// One as it stands.
fn standing(open: &mut Open, report: ReportWord, now: DateTime<Utc>) -> Result<Ready, ErrorView> {
    let (name, facts, parts) = match report {
        ReportWord::Methane => {
            let last = open
                .incident()?
                .state
                .journal
                .methanes
                .iter()
                .map(|(_, m)| m.number);
            let name = format!("METHANE {}", last.max().unwrap_or(0) + 1);
            (name, Vec::new(), methane_parts(methane_of(open, now)?))
        }
        ReportWord::Sitrep => {
            let s = sitrep_of(open, now)?;
            let facts = period(open, s.from.as_deref(), s.to.as_deref());
            let name = format!("SitRep {}", s.number);
            (name, facts.into_iter().collect(), sitrep_parts(s))
        }
        ReportWord::Briefing => {
            let b = briefing_of(open, now)?;
            let name = format!("Briefing {}", b.number);
            (name, Vec::new(), briefing_parts(b))
        }
    };
    Ok(Ready {
        name,
        signed: None,
        data_as_at: moment(open, now),
        facts,
        parts: parts_of(report, parts),
    })
}

fn census(open: &Open) -> String {
    open.census.as_ref().map_or_else(
        || "none: nobody is counted".to_owned(),
        |c| format!("of {}", moment(open, c.snapshot.as_of)),
    )
}

/// The paper that a report is printed on.
pub(crate) fn size_of(open: &Open, paper: &str) -> Result<PaperSize, ErrorView> {
    match paper.trim() {
        "" => Ok(crate::paper_context::usual(open)),
        "a4" => Ok(PaperSize::A4),
        "letter" => Ok(PaperSize::Letter),
        other => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{other} is no paper size here."),
            "Use a4 or letter.",
        )),
    }
}

/// Writes a report to a PDF, signs a checkpoint of the log on it, and says both in the log.
pub fn write(station: &Station, request: WriteReport) -> Result<ReportWritten, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let paper = size_of(open, &request.paper)?;
        let ready = match request.key.trim() {
            "" => standing(open, request.report, now)?,
            _ => signed(open, &request)?,
        };
        on_paper(
            station,
            open,
            (form(request.report), ready),
            (paper, &request.to),
            now,
        )
    })
}

/// Draws a report with a checkpoint of the log made now, signs that, writes the file and says both in the log.
pub(crate) fn on_paper(
    station: &Station,
    open: &mut Open,
    (form, ready): (ReportForm, Ready),
    (paper, to): (PaperSize, &str),
    now: DateTime<Utc>,
) -> Result<ReportWritten, ErrorView> {
    let id = open.incident()?.id;
    let entries = open.home.entries(id)?;
    let checkpoint = checkpoint_of(id, &entries, now)?;
    let words = checkpoint.words().map(str::to_owned);
    let mut facts = ready.facts;
    facts.push(("Incident", open.incident()?.state.title.clone()));
    facts.push(("Census", census(open)));
    let sheet = ReportSheet {
        form,
        name: ready.name.clone(),
        signed: ready.signed,
        data_as_at: ready.data_as_at,
        facts,
        parts: ready.parts,
        checkpoint_at: moment(open, now),
        checkpoint: mark(&checkpoint),
    };
    let ctx = context(open, now, (paper, true), None);
    let mut numbers = numbers(station, open, &ctx)?;
    let drawn = battlebag_paper::report(&ctx, &mut numbers, &sheet);
    let pack = drawn.map_err(|e: PaperError| cannot_draw(&e))?;
    let to = match to.trim() {
        "" => station.host.paper_folder(),
        to => PathBuf::from(to),
    };
    let stamp = open.clock.local(now).format("%Y-%m-%d %H%M%S").to_string();
    let file = Destination::new(Path::new(&to), 1)?.file(&ready.name, &stamp, ctx.exercise);
    let half = write_new(&file, &pack.pdf)?;
    let to = file.display().to_string();
    let bodies = [
        Body::CheckpointMade(CheckpointMade {
            words: words.join(" "),
            entries: entries.len() as u64,
            to: to.clone(),
        }),
        Body::Printed {
            what: ready.name,
            to: to.clone(),
            pages: count(pack.pages),
            sheets: pack
                .sheets
                .iter()
                .map(|sheet| Sheet {
                    code: sheet.code.to_string(),
                    patient: String::new(),
                    form: sheet.form.clone(),
                    faces: u32::from(sheet.faces),
                    ward: String::new(),
                    whose: String::new(),
                })
                .collect(),
            held_back: Vec::new(),
            snapshot: open.census.as_ref().map(|c| c.hash.clone()).unwrap_or_default(),
        },
    ];
    let signed = checkpoint.sign(&open.home.station_key()?);
    station.record_act(
        open,
        id,
        &Act::plain(&bodies, now),
        &[SideWrite::Checkpoint(signed)],
    )?;
    half.keep()?;
    Ok(ReportWritten {
        file: to,
        pages: count(pack.pages),
        words: words.to_vec(),
    })
}
