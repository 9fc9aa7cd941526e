//! Long work that runs while the person works on: it says how far it is, and it can be cancelled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::station::Station;
use crate::views::{CensusReport, JobKey, JobView, PrintedFile, PrintingView};
use crate::{ErrorKind, ErrorView};

/// One job.
pub(crate) struct Job {
    view: Mutex<JobView>,
    cancelled: AtomicBool,
    /// The home is closed: nobody cancelled anything.
    left: AtomicBool,
}

impl Job {
    fn guard(&self) -> MutexGuard<'_, JobView> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The person cancelled it: stop at the next whole page or record.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// It is to stop only because the home is closed.
    pub(crate) fn is_left(&self) -> bool {
        self.left.load(Ordering::Relaxed)
    }

    /// How a print on a printer is.
    pub(crate) fn printing(&self, printing: PrintingView) {
        self.guard().printing = Some(printing);
    }

    /// How far it is.
    pub(crate) fn at(&self, done: u32, of: u32, now_on: &str) {
        let mut view = self.guard();
        view.done = done;
        view.of = of;
        now_on.clone_into(&mut view.now_on);
    }

    /// How many of its parts are finished, and how long the rest will take.
    pub(crate) fn parts(&self, done: u32, of: u32, left_s: Option<u32>) {
        let mut view = self.guard();
        view.parts_done = done;
        view.parts_of = of;
        view.left_s = left_s;
    }

    /// A file is finished and on the disk.
    pub(crate) fn made(&self, file: PrintedFile) {
        self.guard().files.push(file);
    }

    /// A census was read.
    pub(crate) fn report(&self, report: CensusReport) {
        self.guard().report = Some(report);
    }

    fn finish(&self, result: Result<(), ErrorView>) {
        let cancelled = self.is_cancelled();
        let mut view = self.guard();
        view.now_on = String::new();
        let state = match &result {
            _ if cancelled => "cancelled",
            Ok(()) => "done",
            Err(_) => "failed",
        };
        state.clone_into(&mut view.state);
        view.error = result.err().filter(|_| !cancelled);
    }
}

/// All jobs of this run of the program.
#[derive(Default)]
pub(crate) struct Jobs {
    next: AtomicU32,
    all: Mutex<BTreeMap<u32, Arc<Job>>>,
    /// Prints that a job works on, by number.
    claimed: Mutex<BTreeSet<u32>>,
}

/// The right to work on a print: one job has it, for as long as it runs.
pub(crate) struct Claim {
    jobs: Arc<Jobs>,
    print: u32,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.jobs.claims().remove(&self.print);
    }
}

impl Jobs {
    fn guard(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<Job>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claims(&self) -> MutexGuard<'_, BTreeSet<u32>> {
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Claims a print; none when a job works on it.
    pub(crate) fn claim(self: &Arc<Self>, print: u32) -> Option<Claim> {
        self.claims().insert(print).then(|| Claim {
            jobs: Arc::clone(self),
            print,
        })
    }

    /// Whether a job works on a print.
    pub(crate) fn is_claimed(&self, print: u32) -> bool {
        self.claims().contains(&print)
    }

    fn find(&self, key: JobKey) -> Result<Arc<Job>, ErrorView> {
        self.guard().get(&key.job).cloned().ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                "There is no such job in this run of Battlebag.",
                "Start it again.",
            )
        })
    }

    /// Whether a job of this name runs.
    pub(crate) fn is_running(&self, what: &str) -> bool {
        self.guard().values().any(|job| {
            let view = job.guard();
            view.what == what && view.state == "running"
        })
    }

    /// Asks every running job to stop.
    pub(crate) fn cancel_all(&self) {
        for job in self.guard().values() {
            job.left.store(true, Ordering::Relaxed);
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

impl Station {
    /// Starts a job on its own thread.
    pub(crate) fn start_job(
        &self,
        what: String,
        unit: &str,
        run: impl FnOnce(&Station, &Job) -> Result<(), ErrorView> + Send + 'static,
    ) -> JobView {
        let id = self.jobs.next.fetch_add(1, Ordering::Relaxed) + 1;
        let view = JobView {
            job: id,
            what,
            state: "running".to_owned(),
            done: 0,
            of: 0,
            unit: unit.to_owned(),
            now_on: String::new(),
            parts_done: 0,
            parts_of: 0,
            left_s: None,
            files: Vec::new(),
            report: None,
            printing: None,
            error: None,
        };
        let job = Arc::new(Job {
            view: Mutex::new(view.clone()),
            cancelled: AtomicBool::new(false),
            left: AtomicBool::new(false),
        });
        self.jobs.guard().insert(id, Arc::clone(&job));
        let station = self.clone();
        std::thread::spawn(move || {
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&station, &job)));
            job.finish(result.unwrap_or_else(|_| {
                Err(ErrorView::new(
                    ErrorKind::Broken,
                    "Battlebag stopped in the middle of this.",
                    "What was made so far is whole. Start it again; if it stops again, tell whoever looks after Battlebag.",
                ))
            }));
        });
        view
    }
}

/// How far a job is.
pub fn job(station: &Station, key: JobKey) -> Result<JobView, ErrorView> {
    Ok(station.jobs.find(key)?.guard().clone())
}

/// Cancels a job: what is whole stays, nothing is half-written.
pub fn cancel(station: &Station, key: JobKey) -> Result<JobView, ErrorView> {
    let job = station.jobs.find(key)?;
    job.cancelled.store(true, Ordering::Relaxed);
    Ok(job.guard().clone())
}

/// Waits for a job to end; the command line has nothing else to do.
pub fn wait(
    station: &Station,
    key: JobKey,
    mut progress: impl FnMut(&JobView),
) -> Result<JobView, ErrorView> {
    loop {
        let view = job(station, key.clone())?;
        progress(&view);
        if view.state != "running" {
            return Ok(view);
        }
        std::thread::sleep(std::time::Duration::from_millis(15));
    }
}
