//! What a use case needs from the machine it runs on: a clock, randomness, a file dialog. Nothing else.

use std::path::PathBuf;
use std::sync::OnceLock;

use battlebag_printers::{Glance, Pace, Segment, Server, Waits, attached};
use battlebag_store::KdfCost;
use chrono::{DateTime, Utc};

use crate::views::ChoiceKind;

/// The machine, as narrow as it can be. The window, the command line and the headless host each bring one.
pub trait Host: Send + Sync {
    /// Wall clock.
    fn now(&self) -> DateTime<Utc>;

    /// Fills the bytes from the operating system's generator. The error is the system's own word.
    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String>;

    /// This shell can show a file dialog.
    fn can_choose_files(&self) -> bool {
        false
    }

    /// Shows a file dialog. Empty when the person cancels or there is none.
    fn choose(&self, _kind: ChoiceKind) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Folder that PDFs go to unless the person says otherwise.
    fn paper_folder(&self) -> PathBuf;

    /// The system's print server.
    fn print_server(&self) -> Server {
        Server::of_this_system(std::env::var("CUPS_SERVER").ok())
    }

    /// How long a printer is waited for, and how often it is asked.
    fn printer_patience(&self) -> (Waits, Pace) {
        (Waits::default(), Pace::default())
    }

    /// Networks of this machine that printers are looked for on. Nothing is opened by asking.
    fn segments(&self) -> std::io::Result<Vec<Segment>> {
        attached()
    }

    /// How long a look for printers takes.
    fn glance(&self) -> Glance {
        Glance::default()
    }

    /// What deriving a key from a passphrase may cost.
    fn kdf_cost(&self) -> KdfCost {
        KdfCost::STANDARD
    }

    /// What this shell calls itself when it keeps the home open for long ("window"); `None` when it comes and goes.
    fn holds_as(&self) -> Option<&str> {
        None
    }

    /// The machine's name, to say who has a home open.
    fn machine_name(&self) -> String {
        "this machine".to_owned()
    }
}

/// The machine we run on.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// Folder that PDFs go to.
    pub paper: PathBuf,
}

impl Host for Machine {
    #[allow(clippy::disallowed_methods)] // the one place where the product reads a clock
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        getrandom::fill(bytes).map_err(|e| e.to_string())
    }

    fn paper_folder(&self) -> PathBuf {
        self.paper.clone()
    }

    /// Measured on this machine once in a run: half a second to a second.
    #[allow(clippy::disallowed_methods)] // a stopwatch, not a time that is kept
    fn kdf_cost(&self) -> KdfCost {
        static MEASURED: OnceLock<KdfCost> = OnceLock::new();
        *MEASURED.get_or_init(|| {
            battlebag_store::choose_cost(|cost| {
                let begun = std::time::Instant::now();
                cost.run_once();
                begun.elapsed()
            })
        })
    }

    fn machine_name(&self) -> String {
        let named = std::fs::read_to_string("/etc/hostname").ok();
        let named = named.or_else(|| std::env::var("COMPUTERNAME").ok());
        let name = named
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty());
        name.unwrap_or_else(|| "this machine".to_owned())
    }
}
