//! What a use case needs from the machine it runs on: a clock, randomness, a file dialog. Nothing else.

use std::path::PathBuf;

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

    /// What deriving a key from a passphrase may cost.
    fn kdf_cost(&self) -> KdfCost {
        KdfCost::STANDARD
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
}
