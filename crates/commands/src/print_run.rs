//! One print, part by part: a file each, or a job on a printer each, followed until its last page is out.

use std::sync::Arc;

use battlebag_incident::{Body, PaperEnd, PaperEnded, PaperSent};
use battlebag_paper::{PaperSize, SheetNumbers};
use battlebag_printers::{Ended, Flow, Media, News, Seen, Ticket, follow, look, look_again};
use battlebag_store::{BlobHash, SideWrite};
use chrono::{DateTime, Utc};

use crate::jobs::Job;
use crate::paper_context::Hour;
use crate::paper_files::Destination;
use crate::paper_runs::Run;
use crate::print_drawn::{Drawn, carried_on};
use crate::print_ended::{CameOut, came, job_name};
use crate::print_kept::{BLOB_KIND, KeptPrint, Part, Stand, keep, shred, with};
use crate::print_words::came_out;
use crate::printers::{Target, error_of};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::PrintingView;
use crate::{ErrorKind, ErrorView};

/// Where the parts go.
#[derive(Clone)]
pub(crate) enum To {
    /// Files.
    Files(Destination),
    /// A printer.
    Printer(Box<Target>),
}

/// What goes wrong with a part.
pub(crate) enum Fault {
    /// This part only: the others go on.
    Part(ErrorView),
    /// All that is left as well.
    All(ErrorView),
}

impl From<ErrorView> for Fault {
    fn from(error: ErrorView) -> Self {
        if error.kind == ErrorKind::Locked {
            Self::All(error)
        } else {
            Self::Part(error)
        }
    }
}

/// Everything a running print holds.
pub(crate) struct Printing {
    pub hour: Hour,
    pub numbers: SheetNumbers,
    pub runs: Vec<Run>,
    pub kept: KeptPrint,
    pub to: To,
}

/// How far the job is.
pub(crate) struct Pace {
    pub began: DateTime<Utc>,
    /// Pages that came out since it began.
    pub out: u32,
}

/// Pages of a part as far as is known: what was drawn, else what its run is likely to have.
pub(crate) fn expected(runs: &[Run], part: &Part) -> u32 {
    match part.pages {
        0 => run_of(runs, &part.title).map_or(0, Run::expected_pages),
        drawn => drawn,
    }
}

/// The run of a part.
pub(crate) fn run_of<'r>(runs: &'r [Run], title: &str) -> Result<&'r Run, ErrorView> {
    runs.iter().find(|r| r.title() == title).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("{title} is not in the census any more."),
            "Start a new print.",
        )
    })
}

impl Printing {
    /// Prints every part that is not done, in order.
    pub(crate) fn run(mut self, station: &Station, job: &Job) -> Result<(), ErrorView> {
        let failed = match self.to.clone() {
            To::Files(destination) => self.files(station, job, &destination)?,
            To::Printer(target) => self.papers(station, job, &target)?,
        };
        match failed.as_slice() {
            [] => Ok(()),
            [(title, error), rest @ ..] => Err(ErrorView::new(
                error.kind,
                match rest.len() {
                    0 => format!("{title} was not printed: {}", error.what),
                    more => format!("{title} and {more} more were not printed: {}", error.what),
                },
                format!("{} What was made before is whole.", error.next),
            )),
        }
    }

    /// Prints every part that is not done on a printer, one after another: paper comes out in one order.
    fn papers(
        &mut self,
        station: &Station,
        job: &Job,
        target: &Target,
    ) -> Result<Vec<(String, ErrorView)>, ErrorView> {
        let mut failed = Vec::new();
        let mut pace = Pace {
            began: station.now(),
            out: 0,
        };
        for at in 0..self.kept.parts.len() {
            if job.is_cancelled() {
                break;
            }
            let part = self.part(at);
            if part.stand == Stand::Done {
                continue;
            }
            // A ward that fails never loses the others.
            match self.paper(station, job, at, target, &mut pace) {
                Ok(()) => {}
                Err(Fault::All(error)) => return Err(error),
                Err(Fault::Part(error)) => {
                    self.say_failed(station, at, &error)?;
                    failed.push((part.title, error));
                }
            }
        }
        Ok(failed)
    }

    fn part(&self, at: usize) -> Part {
        self.kept
            .parts
            .get(at)
            .cloned()
            .unwrap_or_else(|| Part::waiting(""))
    }

    fn part_mut(&mut self, at: usize, change: impl FnOnce(&mut Part)) {
        if let Some(part) = self.kept.parts.get_mut(at) {
            change(part);
        }
    }

    fn say_failed(&mut self, station: &Station, at: usize, error: &ErrorView) -> Result<(), ErrorView> {
        self.part_mut(at, |part| part.fails(error));
        station.with(|open| keep(open, &self.kept))
    }

    /// Pages of the parts before this one, and of all, as far as is known.
    fn pages(&self, at: usize) -> (u32, u32) {
        let of = |parts: &[Part]| parts.iter().map(|part| expected(&self.runs, part)).sum();
        (
            of(self.kept.parts.get(..at).unwrap_or_default()),
            of(&self.kept.parts),
        )
    }

    /// Draws a part.
    fn draw(&mut self, job: &Job, at: usize) -> Result<Drawn, ErrorView> {
        let title = self.part(at).title;
        let (before, all) = self.pages(at);
        job.at(before, all, &title);
        let run = run_of(&self.runs, &title)?;
        Drawn::of(run, &self.hour, &mut self.numbers, &mut |pages| {
            job.at(before + pages, all.max(before + pages), &title);
            !job.is_cancelled()
        })
    }

    /// Sends a part to the printer and follows it to its end.
    fn paper(
        &mut self,
        station: &Station,
        job: &Job,
        at: usize,
        target: &Target,
        pace: &mut Pace,
    ) -> Result<(), Fault> {
        self.shows_drawing(job, &target.name);
        let seen = look(&target.line).map_err(|t| Fault::All(error_of(&t, &target.name)))?;
        let part = self.part(at);
        let rejoins = part.stand == Stand::Sent && part.job.is_some();
        let (pdf, made) = if part.blob.is_empty() {
            let drawn = self.draw(job, at)?;
            self.sent_first(station, at, &drawn, &target.name)?;
            (drawn.pack.pdf.clone(), drawn.made(&target.name))
        } else {
            if !rejoins {
                self.sent_again(station, at, &target.name)?;
            }
            let kept = station.with(|open| Ok(open.home.get_blob(hash_of(&part)?)?))?;
            (kept, carried_on(&part, &target.name))
        };
        let part = self.part(at);
        let ticket = self.ticket(&part, &seen);
        let mut left = false;
        let (_, patience) = station.host.printer_patience();
        let mut patience = patience;
        if self.kept.request.give_up_min > 0 {
            let looks =
                u128::from(self.kept.request.give_up_min) * 60_000 / patience.every.as_millis().max(1);
            patience.stuck = Some(u32::try_from(looks).unwrap_or(u32::MAX));
        }
        let began = pace.out;
        let ended = {
            let this = std::cell::RefCell::new(&mut *self);
            let mut known = |number: i32| {
                let mut this = this.borrow_mut();
                this.part_mut(at, |p| p.job = Some(number));
                // Without the home it cannot be kept; the printer goes on, and is asked later.
                let _ = station.with(|open| keep(open, &this.kept));
            };
            let mut news = |news: &News| {
                let mut this = this.borrow_mut();
                pace.out = began + news.pages;
                left |= this.hears(station, job, at, news, pace, &target.name).is_err();
                match (left || job.is_left(), job.is_cancelled()) {
                    (true, _) => Flow::Leave,
                    (false, true) => Flow::TakeBack,
                    (false, false) => Flow::Go,
                }
            };
            if let (true, Some(number)) = (rejoins, part.job) {
                look_again(&target.line, number, &ticket, patience, &mut news)
            } else {
                let rest = battlebag_paper::pages_from(&pdf, part.first).map_err(ErrorView::from)?;
                let rest: Arc<[u8]> = Arc::from(rest);
                follow(
                    &target.line,
                    &seen,
                    &ticket,
                    &rest,
                    patience,
                    &mut known,
                    &mut news,
                )
            }
        };
        pace.out = began + self.part(at).pages.saturating_sub(part.first - 1);
        let result = self.ends(station, at, &target.name, ended);
        if self.part(at).stand == Stand::Done {
            job.made(made);
        }
        result
    }

    /// Says from the start that this goes to a printer: it may be refused, or be done, before the printer says a word.
    fn shows_drawing(&self, job: &Job, printer: &str) {
        job.parts(self.kept.done(), count(self.kept.parts.len()), None);
        job.printing(PrintingView {
            print: self.kept.number,
            printer: printer.to_owned(),
            said: "Nothing is sent yet".to_owned(),
            trouble: String::new(),
            next: String::new(),
        });
    }

    fn ticket(&self, part: &Part, seen: &Seen) -> Ticket {
        Ticket {
            name: job_name(&self.hour.context, &part.title),
            media: media(self.hour.context.paper),
            two_sided: part.is_two_sided() && (seen.sides.is_none() || seen.is_two_sided()),
            colour: !self.hour.context.mono,
            pages: part.pages.saturating_sub(part.first - 1),
        }
    }

    /// The first sending: the PDF is kept, the sheets and what was sent are said, all in one step.
    fn sent_first(
        &mut self,
        station: &Station,
        at: usize,
        drawn: &Drawn,
        printer: &str,
    ) -> Result<(), ErrorView> {
        let one_side = !self.hour.context.duplex;
        self.part_mut(at, |part| {
            part.stand = Stand::Sent;
            part.one_side = one_side;
            part.pages = drawn.pages;
            part.blob = BlobHash::of(&drawn.pack.pdf).to_string();
            part.sheets = drawn.sheets.iter().map(|s| (s.code.clone(), s.faces)).collect();
            printer.clone_into(&mut part.printer);
            part.first = 1;
            part.job = None;
        });
        let body = Body::PaperSent(PaperSent {
            print: self.kept.key.clone(),
            what: drawn.title.clone(),
            printer: printer.to_owned(),
            pages: drawn.pages,
            from_page: 1,
            sheets: drawn.for_log(),
            held_back: drawn.held_back.clone(),
            snapshot: self.hour.snapshot.clone(),
        });
        let now = station.now();
        station.with(|open| {
            let mut side = drawn.for_store(open, now);
            side.push(SideWrite::Blob {
                kind: BLOB_KIND.to_owned(),
                label: drawn.title.clone(),
                bytes: drawn.pack.pdf.clone(),
                kept_at: now.timestamp_millis(),
            });
            side.push(with(&open.home, &self.kept)?);
            station.record(open, &body, now, &side)?;
            Ok(())
        })
    }

    /// Carrying on: the same sheets, from a page on.
    fn sent_again(&mut self, station: &Station, at: usize, printer: &str) -> Result<(), ErrorView> {
        self.part_mut(at, |part| {
            part.stand = Stand::Sent;
            printer.clone_into(&mut part.printer);
            part.job = None;
            part.still_there = false;
        });
        let part = self.part(at);
        let body = Body::PaperSent(PaperSent {
            print: self.kept.key.clone(),
            what: part.title.clone(),
            printer: printer.to_owned(),
            pages: part.pages,
            from_page: part.first,
            sheets: Vec::new(),
            held_back: Vec::new(),
            snapshot: self.hour.snapshot.clone(),
        });
        let now = station.now();
        station.with(|open| {
            let side = [with(&open.home, &self.kept)?];
            station.record(open, &body, now, &side)?;
            Ok(())
        })
    }

    /// Takes in what the printer says while it prints.
    fn hears(
        &mut self,
        station: &Station,
        job: &Job,
        at: usize,
        news: &News,
        pace: &Pace,
        printer: &str,
    ) -> Result<(), ErrorView> {
        let before = self.part(at);
        let out = (before.first - 1 + news.pages).min(before.pages).max(before.out);
        let (pages_before, all) = self.pages(at);
        job.at(pages_before + out, all, &before.title);
        let (trouble, next) = news
            .trouble
            .as_ref()
            .map(|t| t.words(printer))
            .unwrap_or_default();
        let left = seconds_left(pace, station.now(), all.saturating_sub(pages_before + out));
        job.parts(self.kept.done(), count(self.kept.parts.len()), left);
        job.printing(PrintingView {
            print: self.kept.number,
            printer: printer.to_owned(),
            said: if news.pages == 0 && trouble.is_empty() {
                "The printer has it; no page is counted yet".to_owned()
            } else {
                came_out(out, before.pages, true)
            },
            trouble,
            next,
        });
        if out == before.out {
            return Ok(());
        }
        self.part_mut(at, |part| {
            part.out = out;
            part.sure = false;
        });
        station.with(|open| keep(open, &self.kept))
    }

    /// Says in the log how a part ended.
    fn ends(&mut self, station: &Station, at: usize, printer: &str, ended: Ended) -> Result<(), Fault> {
        let part = self.part(at);
        // The home is closed: whoever opens it again asks the printer.
        let Some(came) = came(ended, part.first - 1, part.pages) else {
            return Ok(());
        };
        let CameOut {
            end,
            out,
            sure,
            still_there,
            trouble,
        } = came;
        let (why, next) = trouble.as_ref().map(|t| t.words(printer)).unwrap_or_default();
        self.part_mut(at, |part| {
            part.stand = if end == PaperEnd::Printed {
                Stand::Done
            } else {
                Stand::Stopped
            };
            part.out = out;
            part.sure = sure;
            part.still_there = still_there;
            part.said.clone_from(&why);
            part.next.clone_from(&next);
            if !still_there {
                part.job = None;
            }
        });
        let body = Body::PaperEnded(PaperEnded {
            print: self.kept.key.clone(),
            what: part.title.clone(),
            printer: printer.to_owned(),
            end,
            out,
            pages: part.pages,
            sure,
            why: why.clone(),
        });
        let now = station.now();
        station.with(|open| {
            let mut side = vec![with(&open.home, &self.kept)?];
            side.extend(shred_if(open, &part, end == PaperEnd::Printed, now));
            station.record(open, &body, now, &side)?;
            Ok(())
        })?;
        if end != PaperEnd::Stopped {
            return Ok(());
        }
        Err(Fault::All(ErrorView::new(
            ErrorKind::Refused,
            format!(
                "{} stopped. {}. {why}",
                part.title,
                came_out(out, part.pages, sure)
            ),
            next,
        )))
    }
}

fn hash_of(part: &Part) -> Result<BlobHash, ErrorView> {
    Ok(part.blob.parse::<BlobHash>()?)
}

/// Erases the kept PDF of a part that is over.
pub(crate) fn shred_if(open: &Open, part: &Part, over: bool, now: DateTime<Utc>) -> Option<SideWrite> {
    let is_here = |part: &Part| {
        part.blob
            .parse::<BlobHash>()
            .is_ok_and(|hash| open.home.has_blob(hash).unwrap_or(false))
    };
    if over && is_here(part) {
        shred(part, now)
    } else {
        None
    }
}

/// Seconds for the pages that are left, at the pace so far; not said before three pages are out.
pub(crate) fn seconds_left(pace: &Pace, now: DateTime<Utc>, pages_left: u32) -> Option<u32> {
    let spent = u64::try_from((now - pace.began).num_milliseconds()).ok()?;
    if pace.out < 3 || spent == 0 {
        return None;
    }
    let left = spent * u64::from(pages_left) / u64::from(pace.out) / 1000;
    u32::try_from(left).ok()
}

/// A paper size as printers know it.
pub(crate) fn media(paper: PaperSize) -> Media {
    match paper {
        // A wide page is the same sheet, turned.
        PaperSize::A4 | PaperSize::A4Wide => Media::A4,
        PaperSize::Letter | PaperSize::LetterWide => Media::Letter,
        PaperSize::A5 => Media::A5,
    }
}
