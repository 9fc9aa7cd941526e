//! The machine as a browser needs it: it stays like the window, so it holds the home, runs the live feeds and makes the
//! backups that are due.

use std::path::PathBuf;

use battlebag_commands::{Host, Instant, KdfCost, Machine};

/// The machine, with a screen that stays open.
pub(crate) struct Browser {
    /// Clock, randomness, folders.
    pub machine: Machine,
}

impl Host for Browser {
    fn now(&self) -> Instant {
        self.machine.now()
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        self.machine.fill_random(bytes)
    }

    fn paper_folder(&self) -> PathBuf {
        self.machine.paper_folder()
    }

    fn kdf_cost(&self) -> KdfCost {
        self.machine.kdf_cost()
    }

    fn holds_as(&self) -> Option<&str> {
        Some("browser")
    }

    fn machine_name(&self) -> String {
        self.machine.machine_name()
    }
}
