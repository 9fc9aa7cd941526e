//! Paper: what can be printed, and printing it to files.

use std::collections::BTreeMap;

use battlebag_paper::SheetNumber;
use battlebag_printers::{Seen, Ticket, look};
use battlebag_priority::Tier;

use crate::paper_charts::charts;
use crate::paper_context::{Hour, hour};
use crate::paper_files::Destination;
use crate::print_kept::{KeptPrint, Part};
use crate::print_resume::{begin, printed_before};
use crate::print_run::{To, media};
use crate::print_words::became;
use crate::printers::Target;
use crate::session::count;
use crate::station::Station;
use crate::views::{JobView, Nothing, PaperView, PaperWard, PrintRow, PrintWhat, StartPrint};
use crate::{ErrorKind, ErrorView, paper_runs, print_kept, printers};

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
            usual_paper: match crate::paper_context::usual(open) {
                battlebag_paper::PaperSize::Letter => "letter",
                _ => "a4",
            }
            .to_owned(),
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
                    became: became(p.on_printer.as_ref()),
                    by: p.stamp.actor.clone(),
                    at: open.clock.rfc3339(p.stamp.occurred_at),
                })
                .collect(),
            unfinished: print_kept::view(open, |n| station.jobs.is_claimed(n))?,
            refused: vec![
                "Transfusion sample labels: write the tube by hand at the bedside, from the wristband."
                    .to_owned(),
            ],
            folder,
        })
    })
}

/// Starts a print, as a job: files, or jobs on a printer. Each finished file, and each sending to a printer and its end,
/// is an entry.
pub fn start(station: &Station, mut request: StartPrint) -> Result<JobView, ErrorView> {
    let now = station.now();
    let mut hour = station.with(|open| hour(open, now, &request))?;
    let runs = station.with(|open| paper_runs::plan(open, &request, now))?;
    let printer = request.printer.trim();
    let to = if printer.is_empty() {
        let to = match request.to.trim() {
            "" => station.host.paper_folder(),
            to => to.into(),
        };
        To::Files(Destination::new(&to, runs.len())?)
    } else {
        let (target, seen) = willing(station, printer, &hour)?;
        // Faces that cannot lie back to back say so, and no sheet is spent on an empty back.
        if request.sides.trim().is_empty() && seen.sides.is_some() && !seen.is_two_sided() {
            "one".clone_into(&mut request.sides);
            hour.context.duplex = false;
        }
        To::Printer(Box::new(target))
    };
    let titles: Vec<String> = runs.iter().map(|r| r.title().to_owned()).collect();
    let on_printer = match &to {
        To::Printer(target) => target.name.clone(),
        To::Files(_) => String::new(),
    };
    // Blank charts and cards are stock: a second pile is wanted as often as not.
    let of_wards = matches!(request.what, PrintWhat::Wards { .. });
    if !on_printer.is_empty() && of_wards && !request.again {
        let before = station.with(|open| Ok(printed_before(open, &titles)))?;
        if let [first, rest @ ..] = before.as_slice() {
            let more = match rest.len() {
                0 => String::new(),
                1 => " One more part of this print did, too.".to_owned(),
                n => format!(" {n} more parts of this print did, too."),
            };
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{first}.{more}"),
                "Carry it on if it is not finished. Print it again only if you want the same paper twice (window: Print again; command line: --again).",
            ));
        }
    }
    let key = hex::encode(station.random::<8>()?);
    let last = station.with(|open| Ok(print_kept::read(&open.home)?.last))?;
    // Two prints that are started at the same moment get two numbers.
    let claimed = (last + 1..=u32::MAX).find_map(|n| Some((n, station.jobs.claim(n)?)));
    let (number, claim) = claimed.ok_or_else(|| {
        ErrorView::new(
            ErrorKind::Broken,
            "There is no number left for a print.",
            "Open a new incident.",
        )
    })?;
    let kept = KeptPrint {
        number,
        key,
        what: paper_runs::in_words(&request.what, runs.len(), on_printer.is_empty()),
        request,
        printer: on_printer,
        begun_at: now,
        parts: titles.iter().map(|t| Part::waiting(t)).collect(),
    };
    begin(station, claim, kept, to, (hour, runs))
}

/// A printer that would print this; else why not.
fn willing(station: &Station, name: &str, hour: &Hour) -> Result<(Target, Seen), ErrorView> {
    let target = printers::target(station, name)?;
    let refused = |trouble: &battlebag_printers::Trouble| printers::error_of(trouble, &target.name);
    let seen = look(&target.line).map_err(|t| refused(&t))?;
    let ticket = Ticket {
        media: media(hour.context.paper),
        colour: !hour.context.mono,
        ..printers::usual_ticket()
    };
    match seen.check(&ticket).stops.first() {
        Some(stop) => Err(refused(stop)),
        None => Ok((target, seen)),
    }
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
