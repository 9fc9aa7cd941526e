//! The parts of a print as files. Wards are drawn side by side, one on each core, and written in their order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use battlebag_incident::Body;
use battlebag_paper::SheetNumbers;

use crate::ErrorView;
use crate::jobs::Job;
use crate::paper_context::Hour;
use crate::paper_files::{Destination, write_new};
use crate::paper_runs::Run;
use crate::print_drawn::Drawn;
use crate::print_kept::{KeptPrint, Part, Stand, keep, with};
use crate::print_run::{Fault, Pace, Printing, expected, run_of, seconds_left};
use crate::session::count;
use crate::station::Station;

/// More than this many wards at once gain nothing and hold more memory.
const MOST_AT_ONCE: usize = 4;

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whose turn it is to write: parts come out in their order, whoever was drawn first.
#[derive(Default)]
struct Turn {
    at: Mutex<usize>,
    moved: Condvar,
}

/// Held while a part writes; passes the turn on however that ends.
struct Mine<'t>(&'t Turn);

impl Turn {
    fn wait(&self, part: usize) -> Mine<'_> {
        let mut at = locked(&self.at);
        while *at != part {
            at = self.moved.wait(at).unwrap_or_else(PoisonError::into_inner);
        }
        Mine(self)
    }
}

impl Drop for Mine<'_> {
    fn drop(&mut self) {
        *locked(&self.0.at) += 1;
        self.0.moved.notify_all();
    }
}

/// What the threads of one print share.
struct Files<'p> {
    station: &'p Station,
    job: &'p Job,
    destination: &'p Destination,
    hour: &'p Hour,
    runs: &'p [Run],
    titles: Vec<String>,
    kept: Mutex<&'p mut KeptPrint>,
    numbers: Mutex<&'p mut SheetNumbers>,
    /// Pages drawn of each part.
    pages: Mutex<Vec<u32>>,
    /// Pages that were there before.
    before: u32,
    pace: Pace,
    next: AtomicUsize,
    turn: Turn,
    came: Mutex<Vec<(usize, Fault)>>,
}

impl Printing {
    /// Makes every part that is not done. Gives the parts that failed: a ward that fails never loses the others.
    pub(crate) fn files(
        &mut self,
        station: &Station,
        job: &Job,
        destination: &Destination,
    ) -> Result<Vec<(String, ErrorView)>, ErrorView> {
        let parts = self.kept.parts.len();
        let files = Files {
            station,
            job,
            destination,
            hour: &self.hour,
            runs: &self.runs,
            titles: self.kept.parts.iter().map(|p| p.title.clone()).collect(),
            pages: Mutex::new(self.kept.parts.iter().map(|p| p.pages).collect()),
            before: self.kept.parts.iter().map(|p| p.pages).sum(),
            kept: Mutex::new(&mut self.kept),
            numbers: Mutex::new(&mut self.numbers),
            pace: Pace {
                began: station.now(),
                out: 0,
            },
            next: AtomicUsize::new(0),
            turn: Turn::default(),
            came: Mutex::new(Vec::new()),
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 1..cores.min(parts).min(MOST_AT_ONCE) {
                scope.spawn(|| files.work());
            }
            files.work();
        });
        let titles = files.titles;
        let mut failed = Vec::new();
        for (at, fault) in files.came.into_inner().unwrap_or_else(PoisonError::into_inner) {
            match fault {
                Fault::All(error) => return Err(error),
                Fault::Part(error) => failed.push((titles.get(at).cloned().unwrap_or_default(), error)),
            }
        }
        Ok(failed)
    }
}

impl Files<'_> {
    fn work(&self) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(title) = self.titles.get(at) else {
                return;
            };
            let done = locked(&self.kept)
                .parts
                .get(at)
                .is_none_or(|p| p.stand == Stand::Done);
            let stops = done || self.job.is_cancelled() || self.is_over();
            let drawn = (!stops).then(|| self.draw(at, title));
            let turn = self.turn.wait(at);
            let result = match drawn {
                None => Ok(()),
                Some(_) if self.is_over() => Ok(()),
                Some(drawn) => drawn
                    .map_err(Fault::from)
                    .and_then(|drawn| self.write(at, &drawn)),
            };
            if let Err(fault) = result {
                let fault = self.say_failed(at, fault);
                locked(&self.came).push((at, fault));
            }
            drop(turn);
        }
    }

    /// Something went wrong that all the others would meet as well.
    fn is_over(&self) -> bool {
        locked(&self.came)
            .iter()
            .any(|(_, fault)| matches!(fault, Fault::All(_)))
    }

    fn draw(&self, at: usize, title: &str) -> Result<Drawn, ErrorView> {
        let mut numbers = locked(&self.numbers).fork();
        let run = run_of(self.runs, title)?;
        self.shows(at, 0, title);
        Drawn::of(run, self.hour, &mut numbers, &mut |pages| {
            self.shows(at, pages, title);
            !self.job.is_cancelled()
        })
    }

    /// Says how far all parts are together.
    fn shows(&self, at: usize, pages: u32, title: &str) {
        let drawn: Vec<u32> = {
            let mut all = locked(&self.pages);
            if let Some(of_part) = all.get_mut(at) {
                *of_part = pages;
            }
            all.clone()
        };
        let (of, finished) = {
            let kept = locked(&self.kept);
            let pages = |(part, drawn): (&Part, &u32)| expected(self.runs, part).max(*drawn);
            let expected: u32 = kept.parts.iter().zip(&drawn).map(pages).sum();
            (expected, kept.done())
        };
        let out: u32 = drawn.iter().sum();
        self.job.at(out, of.max(out), title);
        let pace = Pace {
            began: self.pace.began,
            out: out.saturating_sub(self.before),
        };
        let left = seconds_left(&pace, self.station.now(), of.saturating_sub(out));
        self.job.parts(finished, count(self.titles.len()), left);
    }

    /// Writes a part as a file and says so in the log.
    fn write(&self, at: usize, drawn: &Drawn) -> Result<(), Fault> {
        let (hour, context) = (self.hour, &self.hour.context);
        let stamp = context
            .local(context.printed_at)
            .format("%Y-%m-%d %H%M")
            .to_string();
        let file = self.destination.file(&drawn.title, &stamp, context.exercise);
        let finish = write_new(&file, &drawn.pack.pdf)?;
        let body = Body::Printed {
            what: drawn.title.clone(),
            to: file.display().to_string(),
            pages: drawn.pages,
            sheets: drawn.for_log(),
            held_back: drawn.held_back.clone(),
            snapshot: hour.snapshot.clone(),
        };
        let mut kept = locked(&self.kept);
        if let Some(part) = kept.parts.get_mut(at) {
            part.stand = Stand::Done;
            part.pages = drawn.pages;
            part.out = drawn.pages;
        }
        let now = self.station.now();
        self.station.with(|open| {
            let mut side = drawn.for_store(open, now);
            side.push(with(&open.home, &kept)?);
            self.station.record(open, &body, now, &side)
        })?;
        drop(kept);
        finish.keep()?;
        self.job.made(drawn.made(&file.display().to_string()));
        self.shows(at, drawn.pages, &drawn.title);
        Ok(())
    }

    /// Keeps what went wrong with a part beside it.
    fn say_failed(&self, at: usize, fault: Fault) -> Fault {
        let Fault::Part(error) = fault else {
            return fault;
        };
        let mut kept = locked(&self.kept);
        if let Some(part) = kept.parts.get_mut(at) {
            part.fails(&error);
        }
        match self.station.with(|open| keep(open, &kept)) {
            Ok(()) => Fault::Part(error),
            Err(home) => Fault::All(home),
        }
    }
}
