//! Paper sent to a printer. Sent is not printed: how it ended is an entry of its own.

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::parts::Sheet;
use crate::state::{Incident, PrintRun, Stamp};

/// Pages went to a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSent {
    /// The print that it is part of: the same for what is carried on later.
    pub print: String,
    /// What, in words ("AMU charts").
    pub what: String,
    /// The printer's name.
    pub printer: String,
    /// Pages of the whole.
    pub pages: u32,
    /// The first page of this sending; more than 1 when it carries on.
    pub from_page: u32,
    /// Sheets with their numbers; empty when it carries on, since the first sending named them.
    pub sheets: Vec<Sheet>,
    /// Sheets held back, with the reason.
    pub held_back: Vec<String>,
    /// Census it was made from, hex.
    pub snapshot: String,
}

/// How pages that were sent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperEnd {
    /// Every page came out.
    Printed,
    /// The printer stopped.
    Stopped,
    /// A person took it back.
    Cancelled,
}

/// How pages that were sent ended, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperEnded {
    /// The print.
    pub print: String,
    /// What, in words.
    pub what: String,
    /// The printer's name.
    pub printer: String,
    /// How.
    pub end: PaperEnd,
    /// Pages of the whole that came out so far.
    pub out: u32,
    /// Pages of the whole.
    pub pages: u32,
    /// The printer counted them, or a person looked; otherwise there may be more.
    pub sure: bool,
    /// Why, in words; empty when all came out.
    pub why: String,
}

/// What became of a print on a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPrinter {
    /// The print.
    pub print: String,
    /// How the last sending ended; none while it is under way, or when nobody knows.
    pub ended: Option<PaperEnded>,
    /// Pages that were out before the last sending.
    #[serde(default)]
    pub out_before: u32,
}

impl Incident {
    /// Takes in what was made as files, what was sent to a printer and what came of it. Carrying on is the same print: its sheets are there once.
    pub(crate) fn apply_paper(&mut self, stamp: &Stamp, body: &Body) {
        match body {
            Body::Printed {
                what,
                to,
                pages,
                sheets,
                held_back,
                ..
            } => self.prints.push(PrintRun {
                what: what.clone(),
                to: to.clone(),
                pages: *pages,
                sheets: sheets.clone(),
                held_back: held_back.clone(),
                on_printer: None,
                stamp: stamp.clone(),
            }),
            Body::PaperSent(sent) => {
                if let Some(print) = self.on_printer(&sent.print, &sent.what) {
                    print.to.clone_from(&sent.printer);
                    if let Some(on) = &mut print.on_printer {
                        on.ended = None;
                        on.out_before = sent.from_page.saturating_sub(1);
                    }
                    return;
                }
                self.prints.push(PrintRun {
                    what: sent.what.clone(),
                    to: sent.printer.clone(),
                    pages: sent.pages,
                    sheets: sent.sheets.clone(),
                    held_back: sent.held_back.clone(),
                    on_printer: Some(OnPrinter {
                        print: sent.print.clone(),
                        ended: None,
                        out_before: 0,
                    }),
                    stamp: stamp.clone(),
                });
            }
            Body::PaperEnded(ended) => {
                if let Some(on) = self
                    .on_printer(&ended.print, &ended.what)
                    .and_then(|p| p.on_printer.as_mut())
                {
                    on.ended = Some(ended.clone());
                }
            }
            _ => {}
        }
    }

    fn on_printer(&mut self, print: &str, what: &str) -> Option<&mut PrintRun> {
        let same =
            |p: &&mut PrintRun| p.what == what && p.on_printer.as_ref().is_some_and(|on| on.print == print);
        self.prints.iter_mut().rev().find(same)
    }
}
