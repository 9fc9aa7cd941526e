//! All sources of a home at work, on threads of their own, from when the home is opened until it is locked.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::watch;

use crate::fhir::{Pull, pull};
use crate::folder::{Watched, watch as watch_folder};
use crate::keep::{Keep, Now};
use crate::mllp::{Desk, Limits, Listener, listen};
use crate::state::{Board, Doing};

/// How long connections have at the end to hear what became of their messages.
const FAREWELL: Duration = Duration::from_secs(5);

/// One source to run.
#[derive(Debug, Clone)]
pub enum Plan {
    /// Take HL7 v2 messages over MLLP.
    Listen(Listener),
    /// Look into a folder.
    Watch(Watched),
    /// Ask a FHIR server.
    Pull(Pull),
}

/// Says to stop, and wakes whoever waits.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    said: Mutex<bool>,
    wake: Condvar,
}

impl Stop {
    /// Waits for so long, or until it is said. Whether it was said.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.wake.wait_timeout_while(said, time, |said| !*said);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Whether it was said.
    pub(crate) fn is_said(&self) -> bool {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wake.notify_all();
    }
}

/// Sources at work. Dropping it tells them to stop and does not wait.
pub struct Running {
    board: Board,
    stop: Arc<Stop>,
    listeners: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

impl Running {
    /// What each source is doing.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Stops all and waits until each has put down what it holds. What is being kept is kept.
    pub fn stop(mut self) {
        self.say_stop();
        for thread in self.threads.drain(..) {
            // A thread that panicked has kept what it said it kept.
            let _ = thread.join();
        }
    }

    fn say_stop(&self) {
        self.stop.say();
        self.listeners.send_replace(true);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.say_stop();
    }
}

/// Starts the sources. Each that cannot begin says so on the board and tries again; the others go on.
///
/// # Errors
/// When the machine gives no thread.
pub fn start(plans: Vec<Plan>, keep: Arc<dyn Keep>, now: Now) -> std::io::Result<Running> {
    let (listeners, hears) = watch::channel(false);
    let mut running = Running {
        board: Board::default(),
        stop: Arc::default(),
        listeners,
        threads: Vec::new(),
    };
    let mut listening = Vec::new();
    for plan in plans {
        let (keep, now) = (Arc::clone(&keep), Arc::clone(&now));
        let (board, stop) = (running.board.clone(), Arc::clone(&running.stop));
        let thread = match plan {
            Plan::Listen(listener) => {
                listening.push(listener);
                continue;
            }
            Plan::Watch(watched) => thread("folder", move || {
                watch_folder(&watched, &keep, &board, &now, &stop);
            }),
            Plan::Pull(plan) => thread("fhir", move || pull(&plan, &keep, &board, &now, &stop)),
        };
        running.threads.push(thread?);
    }
    if !listening.is_empty() {
        let board = running.board.clone();
        let thread = thread("mllp", move || serve(listening, keep, &board, &now, &hears))?;
        running.threads.push(thread);
    }
    Ok(running)
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// All listeners on one thread, with one more to write to the disk.
fn serve(
    listening: Vec<Listener>,
    keep: Arc<dyn Keep>,
    board: &Board,
    now: &Now,
    stop: &watch::Receiver<bool>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(2)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(why) => {
            for listener in listening {
                let why = format!("Battlebag cannot listen: {why}. Restart the laptop and try again.");
                board.fault(&listener.source, now(), why.clone());
                board.doing(&listener.source, Doing::Failed(why));
            }
            return;
        }
    };
    runtime.block_on(async {
        let most = listening.iter().map(|l| l.limits.in_flight).max();
        let (desk, work) = Desk::open(keep, most.unwrap_or(Limits::default().in_flight));
        let working = tokio::spawn(work);
        let mut all = tokio::task::JoinSet::new();
        for listener in listening {
            let (board, now) = (board.clone(), Arc::clone(now));
            all.spawn(listen(listener, desk.clone(), board, now, stop.clone()));
        }
        drop(desk);
        while all.join_next().await.is_some() {}
        // Connections hear what became of what they handed over, as far as that goes.
        let _ = tokio::time::timeout(FAREWELL, working).await;
    });
}
