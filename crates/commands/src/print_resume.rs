//! Carrying an unfinished print on: from the page that failed, on the same printer or elsewhere, never twice unasked.

use battlebag_incident::{Body, OnPrinter, PaperEnd, PaperEnded};
use battlebag_paper::{SheetNumber, SheetNumbers};
use battlebag_printers::{Ended, Flow, Out, Ticket, look, look_again, look_at_job};

use crate::jobs::Claim;
use crate::paper::{self, numbers_taken};
use crate::paper_context::{Hour, hour};
use crate::paper_files::Destination;
use crate::paper_runs::Run;
use crate::print_kept::{self, KeptPrint, Part, Stand, find, keep, without};
use crate::print_run::{Printing, To, shred_if};
use crate::print_words::{became, came_out};
use crate::printers::{target, usual_ticket};
use crate::station::{Open, Station};
use crate::views::{JobView, Nothing, PaperView, PrintKey, ResumePrint};
use crate::{ErrorKind, ErrorView, paper_runs};

/// Where a part goes on.
enum Next {
    /// The printer still has it: follow it.
    Rejoin,
    /// From this page.
    From(u32),
    /// Everything is out.
    AllOut,
}

/// Carries a print on.
pub fn resume(station: &Station, request: ResumePrint) -> Result<JobView, ErrorView> {
    let mut kept = station.with(|open| find(open, request.print))?;
    let claim = claim(station, &kept)?;
    let printer = match (request.printer.trim(), request.to.trim()) {
        ("", "") => kept.printer.clone(),
        (printer, _) => printer.to_owned(),
    };
    let to = if printer.is_empty() {
        let folder = match request.to.trim() {
            "" => kept.request.to.trim().to_owned(),
            to => to.to_owned(),
        };
        let folder = match folder.as_str() {
            "" => station.host.paper_folder(),
            to => to.into(),
        };
        To::Files(Destination::new(&folder, kept.parts.len())?)
    } else {
        To::Printer(Box::new(target(station, &printer)?))
    };
    let name = match &to {
        To::Printer(target) => target.name.clone(),
        To::Files(_) => String::new(),
    };
    for at in 0..kept.parts.len() {
        let Some(part) = kept.parts.get(at).cloned() else {
            continue;
        };
        let begun = matches!(part.stand, Stand::Sent | Stand::Stopped);
        if !begun {
            continue;
        }
        if name.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{} was begun on {}.", part.title, part.printer),
                "Carry it on on a printer. What is not begun can be made as files afterwards.",
            ));
        }
        let next = where_next(station, &part, &request, &name)?;
        if let Some(part) = kept.parts.get_mut(at) {
            set_out(part, &next);
        }
        if let (Next::AllOut, Some(part)) = (&next, kept.parts.get(at).cloned()) {
            say_all_out(station, &kept, &part)?;
        }
    }
    kept.printer.clone_from(&name);
    let now = station.now();
    let hour = station.with(|open| hour(open, now, &kept.request))?;
    let runs = station.with(|open| paper_runs::plan(open, &kept.request, now))?;
    begin(station, claim, kept, to, (hour, runs))
}

fn set_out(part: &mut Part, next: &Next) {
    match *next {
        Next::Rejoin => {}
        Next::AllOut => {
            part.stand = Stand::Done;
            part.out = part.pages;
            part.sure = true;
        }
        Next::From(page) => {
            part.stand = Stand::Stopped;
            part.first = part.front_of(page);
            part.out = part.first - 1;
            part.sure = true;
            part.job = None;
        }
    }
}

fn claim(station: &Station, kept: &KeptPrint) -> Result<Claim, ErrorView> {
    station.jobs.claim(kept.number).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::Refused,
            format!("{} is still being printed.", kept.named()),
            "Wait for it, or cancel it first.",
        )
    })
}

/// Starts the job of a print that nobody else works on.
pub(crate) fn begin(
    station: &Station,
    claim: Claim,
    kept: KeptPrint,
    to: To,
    (hour, runs): (Hour, Vec<Run>),
) -> Result<JobView, ErrorView> {
    let seed = u64::from_le_bytes(station.random()?);
    let taken = station.with(|open| {
        keep(open, &kept)?;
        Ok(numbers_taken(open))
    })?;
    let numbers = SheetNumbers::new(seed, hour.context.exercise, taken);
    let what = kept.what.clone();
    let printing = Printing {
        hour,
        numbers,
        runs,
        kept,
        to,
    };
    Ok(station.start_job(what, "pages", move |station, job| {
        let _claim = claim;
        printing.run(station, job)
    }))
}

/// A person or the printer said afterwards that a part is wholly out.
fn say_all_out(station: &Station, kept: &KeptPrint, part: &Part) -> Result<(), ErrorView> {
    let now = station.now();
    let body = Body::PaperEnded(PaperEnded {
        print: kept.key.clone(),
        what: part.title.clone(),
        printer: part.printer.clone(),
        end: PaperEnd::Printed,
        out: part.pages,
        pages: part.pages,
        sure: true,
        why: "Looked at afterwards.".to_owned(),
    });
    station.with(|open| {
        let mut side = vec![print_kept::with(&open.home, kept)?];
        side.extend(shred_if(open, part, true, now));
        station.record(open, &body, now, &side)?;
        Ok(())
    })
}

/// Finds where a part goes on: what a person saw, else what the printer counted, else it asks.
fn where_next(
    station: &Station,
    part: &Part,
    request: &ResumePrint,
    printer: &str,
) -> Result<Next, ErrorView> {
    if let Some(page) = page_said(part, request)? {
        // A person has looked. What the old printer may still hold is taken off it where it can be reached.
        if part.job.is_some() && part.stand != Stand::Done {
            let _ = asks_old(station, part, true);
        }
        return Ok(if page > part.pages {
            Next::AllOut
        } else {
            Next::From(page)
        });
    }
    if part.stand == Stand::Stopped && part.sure && !part.still_there {
        return Ok(if part.out >= part.pages {
            Next::AllOut
        } else {
            Next::From(part.out + 1)
        });
    }
    let same = part.printer == printer;
    match asks_old(station, part, !same) {
        Some(Asked::StillOn) if same => Ok(Next::Rejoin),
        Some(Asked::Over(out)) if out >= part.pages => Ok(Next::AllOut),
        Some(Asked::Over(out)) => Ok(Next::From(out + 1)),
        _ => Err(ask_a_person(part)),
    }
}

/// How many looks a person waits for.
const ASKED: u32 = 10;

enum Asked {
    StillOn,
    /// Over, and so many pages of the part are out for certain.
    Over(u32),
}

/// Asks the printer that had a part. With `take_off` a job that is not over is taken off it.
fn asks_old(station: &Station, part: &Part, take_off: bool) -> Option<Asked> {
    let job = part.job?;
    let old = target(station, &part.printer).ok()?;
    // One look decides whether it can be asked at all: a person waits for this answer.
    look_at_job(&old.line, job).ok()?;
    let two_sided = part.is_two_sided()
        && look(&old.line)
            .ok()
            .is_some_and(|s| s.sides.is_none() || s.is_two_sided());
    let ticket = Ticket {
        two_sided,
        pages: part.pages - (part.first - 1),
        ..usual_ticket()
    };
    let (_, mut patience) = station.host.printer_patience();
    patience.silent = patience.silent.min(ASKED);
    let flow = if take_off { Flow::TakeBack } else { Flow::Leave };
    let base = part.first - 1;
    match look_again(&old.line, job, &ticket, patience, &mut |_| flow) {
        Ended::Printed { .. } => Some(Asked::Over(part.pages)),
        Ended::Stopped {
            out: Out::Exactly(n),
            still_there: false,
            ..
        }
        | Ended::TakenBack {
            out: Out::Exactly(n),
            still_there: false,
        } => Some(Asked::Over(base + n)),
        Ended::Left { .. } if look(&old.line).is_ok() => Some(Asked::StillOn),
        _ => None,
    }
}

fn page_said(part: &Part, request: &ResumePrint) -> Result<Option<u32>, ErrorView> {
    let sheet = request.last_sheet.trim();
    if !sheet.is_empty() {
        let number = SheetNumber::read(sheet).ok();
        let next = number.and_then(|(number, _)| part.after(number.as_str()));
        return next.map(Some).ok_or_else(|| {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("{sheet} is no sheet of {}.", part.title),
                "Read the sheet number again: it stands at the lower right of each page.",
            )
        });
    }
    match request.from_page {
        0 => Ok(None),
        page if page <= part.pages + 1 => Ok(Some(page)),
        page => Err(ErrorView::new(
            ErrorKind::BadInput,
            format!(
                "{} has {} pages; there is no page {page}.",
                part.title, part.pages
            ),
            format!(
                "Give 1 to {}, or {} when all are out.",
                part.pages,
                part.pages + 1
            ),
        )),
    }
}

fn ask_a_person(part: &Part) -> ErrorView {
    let still = if part.still_there || part.stand == Stand::Sent {
        format!(
            " {} may still print the rest: take the job off it, or switch it off, first.",
            part.printer
        )
    } else {
        String::new()
    };
    ErrorView::new(
        ErrorKind::Refused,
        format!(
            "{}: {}.{still}",
            part.title,
            print_kept::lower(&came_out(part.out, part.pages, false))
        ),
        "Look at the last sheet that came out, and give its number (window: Last sheet; command line: --after SHEET, or --from-page N).",
    )
}

/// Lets an unfinished print be: what came out stays, the rest is not printed.
pub fn drop_print(station: &Station, key: PrintKey) -> Result<PaperView, ErrorView> {
    let kept = station.with(|open| find(open, key.print))?;
    let _claim = claim(station, &kept)?;
    for part in kept
        .parts
        .iter()
        .filter(|p| p.job.is_some() && p.stand != Stand::Done)
    {
        let _ = asks_old(station, part, true);
    }
    let now = station.now();
    station.with(|open| {
        let begun: Vec<&Part> = kept
            .parts
            .iter()
            .filter(|p| matches!(p.stand, Stand::Sent | Stand::Stopped))
            .collect();
        for part in &begun {
            let body = Body::PaperEnded(PaperEnded {
                print: kept.key.clone(),
                what: part.title.clone(),
                printer: part.printer.clone(),
                end: PaperEnd::Cancelled,
                out: part.out,
                pages: part.pages,
                sure: part.sure,
                why: "The rest is not wanted.".to_owned(),
            });
            let side: Vec<_> = shred_if(open, part, true, now).into_iter().collect();
            station.record(open, &body, now, &side)?;
        }
        if let battlebag_store::SideWrite::Setting { name, value } = without(&open.home, kept.number)? {
            open.home.set_setting(&name, &value)?;
        }
        Ok(())
    })?;
    paper::view(station, Nothing {})
}

/// What of these titles went to a printer before, in words; the newest word of each.
pub(crate) fn printed_before(open: &Open, titles: &[String]) -> Vec<String> {
    let entries = open.entries();
    let mut said = Vec::new();
    for title in titles {
        let last = entries.iter().rev().find_map(|e| match e.body.as_ref()? {
            Body::PaperSent(sent) if sent.what == *title => Some((e.stamp.occurred_at, sent)),
            _ => None,
        });
        let Some((at, sent)) = last else { continue };
        let ended = entries.iter().rev().find_map(|e| match e.body.as_ref()? {
            Body::PaperEnded(ended) if ended.what == *title && ended.print == sent.print => {
                Some(ended.clone())
            }
            _ => None,
        });
        if ended.as_ref().is_some_and(|e| e.out == 0 && e.sure) {
            continue;
        }
        let on = OnPrinter {
            print: sent.print.clone(),
            ended,
            out_before: sent.from_page.saturating_sub(1),
        };
        let words = print_kept::lower(&became(Some(&on)));
        said.push(format!(
            "{title} went to {} at {}: {words}",
            sent.printer,
            open.clock.time(at)
        ));
    }
    said
}
