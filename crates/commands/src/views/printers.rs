//! Printers, and prints that go to one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A printer and how it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrinterView {
    /// Name.
    pub name: String,
    /// Address: `ipps://…`, `ipp://…` or `cups:QUEUE`.
    pub address: String,
    /// Added by hand; otherwise a queue of the system.
    pub added: bool,
    /// Maker, model and place, as it says itself.
    pub model: String,
    /// "ready", "printing", "trouble" or "cannot".
    pub state: String,
    /// How it is, in words.
    pub said: String,
    /// What to do next; empty when it would print.
    pub next: String,
    /// What should be known before a print.
    pub notes: Vec<String>,
    /// Pages cross the network in the clear.
    pub open_line: bool,
}

/// All printers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintersView {
    /// Those added, then those of the system.
    pub printers: Vec<PrinterView>,
    /// Why printers of the system are not here; empty when they are.
    pub system: String,
}

/// Adds a printer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddPrinter {
    /// Address: `ipps://HOST`, `ipp://HOST`, `HOST` or `cups:QUEUE`.
    pub address: String,
    /// What people call it.
    pub name: String,
    /// A person takes it on that pages cross the network in the clear.
    pub open_line: bool,
    /// File with the certificate that is believed for it; empty for those the system believes.
    pub authority: String,
}

/// A printer by name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrinterName {
    /// Name.
    pub name: String,
}

/// How a print is on its printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintingView {
    /// Number of the print, for carrying it on.
    pub print: u32,
    /// Printer.
    pub printer: String,
    /// What it does, in words.
    pub said: String,
    /// What keeps it from going on; empty when nothing does.
    pub trouble: String,
    /// What to do about it.
    pub next: String,
}

/// A part of an unfinished print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedPart {
    /// Ward, card or chart.
    pub title: String,
    /// "waiting", "sent", "stopped", "done" or "failed".
    pub state: String,
    /// Pages; 0 before it is drawn.
    pub pages: u32,
    /// Pages known to have come out.
    pub out: u32,
    /// That is certain; otherwise there may be more.
    pub sure: bool,
    /// Numbers of its sheets in order, once it was sent.
    pub sheets: Vec<String>,
    /// How it is, in words.
    pub said: String,
    /// What to do next.
    pub next: String,
}

/// A print that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedPrint {
    /// Its number.
    pub print: u32,
    /// What.
    pub what: String,
    /// Printer; empty for files.
    pub printer: String,
    /// When it began (RFC 3339).
    pub at: String,
    /// A job works on it now.
    pub running: bool,
    /// Its parts in order.
    pub parts: Vec<UnfinishedPart>,
}

/// Carries a print on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ResumePrint {
    /// Its number; 0 for the only unfinished one.
    pub print: u32,
    /// Another printer; empty for the same.
    pub printer: String,
    /// A folder, to make files of the rest; empty otherwise.
    pub to: String,
    /// Page to begin with, counted from 1 in the part that stopped; 0 for where it stopped.
    pub from_page: u32,
    /// The number on the last sheet that came out, as a person read it; empty otherwise.
    pub last_sheet: String,
}

/// An unfinished print.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrintKey {
    /// Its number.
    pub print: u32,
}
