//! One run of the command: the station, the person, and the way to ask a use case.

use std::path::Path;
use std::sync::Arc;

use battlebag_commands::views::{JobKey, JobView, Nothing, SecretText, StatusView, Unlock};
use battlebag_commands::{ErrorKind, ErrorView, Machine, Station, jobs, places};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::args::Args;

/// The station, and how to speak.
pub struct Asked {
    station: Station,
    /// Machine-readable output.
    pub json: bool,
    progress: bool,
}

impl Asked {
    /// A station on the home that was named, still locked.
    pub fn new(args: &Args) -> Self {
        use std::io::IsTerminal as _;
        let machine = Machine {
            paper: places::paper_folder(),
        };
        let station = Station::new(Arc::new(machine), &places::home_folder(args.home.clone()));
        Self {
            station,
            json: args.json,
            progress: std::io::stderr().is_terminal(),
        }
    }

    /// Asks a use case.
    pub fn ask<Q: Serialize, R: DeserializeOwned>(&self, name: &str, request: &Q) -> Result<R, ErrorView> {
        let broken = |e: serde_json::Error| {
            ErrorView::new(
                ErrorKind::Broken,
                format!("{name} cannot be asked: {e}."),
                "Install Battlebag again.",
            )
        };
        let request = serde_json::to_value(request).map_err(broken)?;
        serde_json::from_value(self.station.call(name, request)?).map_err(broken)
    }

    /// Opens the home with the passphrase from the file or the terminal.
    pub fn sign_in(&self, args: &Args) -> Result<(), ErrorView> {
        let status: StatusView = self.ask("status", &Nothing {})?;
        if status.people.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::Locked,
                format!("There is no Battlebag home in {} yet.", status.folder),
                "Make one: battlebag init --hospital NAME --person NAME, or name another folder with --home.",
            ));
        }
        let passphrase = passphrase(args.passphrase_file.as_deref(), "Passphrase: ")?;
        let person = args.acting.clone().unwrap_or_default();
        let _: serde_json::Value = self.ask("unlock", &Unlock { person, passphrase })?;
        Ok(())
    }

    /// Runs live feeds until `look` says to stop.
    pub fn run_feeds(
        &self,
        ids: &[String],
        look: impl FnMut(&battlebag_commands::views::IntakeView, &str) -> bool,
    ) -> Result<(), ErrorView> {
        battlebag_commands::intake::run(&self.station, ids, look)
    }

    /// Waits for a job, with its progress on a terminal.
    pub fn wait(&self, job: &JobView) -> Result<JobView, ErrorView> {
        let mut trouble = String::new();
        let shown = |view: &JobView| {
            let now = view
                .printing
                .as_ref()
                .map(|p| p.trouble.as_str())
                .unwrap_or_default();
            if now != trouble {
                now.clone_into(&mut trouble);
                if let Some(p) = view.printing.as_ref().filter(|p| !p.trouble.is_empty()) {
                    let clear = if self.progress { "\r\x1b[K" } else { "" };
                    eprintln!("{clear}Look: {} {}", p.trouble, p.next);
                }
            }
            if self.progress && view.of > 0 {
                eprint!(
                    "\r{}: {} of {} {} {}\x1b[K",
                    view.what, view.done, view.of, view.unit, view.now_on
                );
            }
        };
        let ended = jobs::wait(&self.station, JobKey { job: job.job }, shown)?;
        if self.progress {
            eprint!("\r\x1b[K");
        }
        match ended.error.clone() {
            Some(error) => Err(error),
            None => Ok(ended),
        }
    }

    /// Prints a value for scripts, or the lines for people.
    pub fn say<T: Serialize>(&self, value: &T, lines: impl FnOnce() -> Vec<String>) -> Result<(), ErrorView> {
        let text = if self.json {
            serde_json::to_string_pretty(value).map_err(|e| {
                ErrorView::new(
                    ErrorKind::Broken,
                    format!("The answer cannot be written: {e}."),
                    "Try without --json.",
                )
            })?
        } else {
            lines().join("\n")
        };
        write_out(&text)
    }
}

/// Writes to standard output; a closed pipe (`| head`) is no error.
pub fn write_out(text: &str) -> Result<(), ErrorView> {
    use std::io::Write as _;
    match writeln!(std::io::stdout().lock(), "{text}") {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(ErrorView::new(
            ErrorKind::Storage,
            format!("The answer cannot be written out: {e}."),
            "Write it somewhere else.",
        )),
    }
}

/// The passphrase: first line of the file, else typed on the terminal without echo.
pub fn passphrase(file: Option<&Path>, prompt: &str) -> Result<SecretText, ErrorView> {
    if let Some(file) = file {
        let text = std::fs::read_to_string(file).map_err(|e| {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("The passphrase file {} cannot be read: {e}.", file.display()),
                "Give another file, or leave it out to be asked.",
            )
        })?;
        return Ok(SecretText::new(
            text.lines().next().unwrap_or_default().to_owned(),
        ));
    }
    rpassword::prompt_password(prompt)
        .map(SecretText::new)
        .map_err(|e| {
            ErrorView::new(
                ErrorKind::BadInput,
                format!("No passphrase could be read from the terminal: {e}."),
                "Run it on a terminal, or give --passphrase-file FILE.",
            )
        })
}
