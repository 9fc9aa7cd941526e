//! Paper.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A ward to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperWard {
    /// Ward.
    pub ward: String,
    /// Patients.
    pub patients: u32,
    /// P1.
    pub p1: u32,
}

/// A chart that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperChart {
    /// Form id.
    pub id: String,
    /// Title.
    pub title: String,
    /// For each patient; false for one a ward.
    pub per_patient: bool,
    /// In the usual pack.
    pub usual: bool,
    /// Can be printed wholly blank.
    pub blank: bool,
}

/// A print that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintRow {
    /// What.
    pub what: String,
    /// Where it went.
    pub to: String,
    /// Pages.
    pub pages: u32,
    /// Sheets.
    pub sheets: u32,
    /// Held back, with the reason.
    pub held_back: Vec<String>,
    /// What became of it on a printer, in words; empty for a file.
    pub became: String,
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
}

/// Paper, ready to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperView {
    /// Wards, most P1 first.
    pub wards: Vec<PaperWard>,
    /// Charts.
    pub charts: Vec<PaperChart>,
    /// Prints made in this incident, newest first.
    pub prints: Vec<PrintRow>,
    /// Prints that are not finished: to carry on or to let be.
    pub unfinished: Vec<super::UnfinishedPrint>,
    /// What is never printed, with the reason.
    pub refused: Vec<String>,
    /// The paper of this hospital when nothing else is said: "a4" or "letter".
    pub usual_paper: String,
    /// Folder that PDFs go to unless told otherwise.
    pub folder: String,
}

/// What to print.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum PrintWhat {
    /// Ward packs; an empty list means every ward.
    Wards {
        /// Wards.
        wards: Vec<String>,
        /// Form ids; empty for the usual pack.
        charts: Vec<String>,
    },
    /// Action cards.
    Cards {
        /// Card ids; empty for all.
        cards: Vec<String>,
        /// On A5 halves: two on a side of A4, to be cut, or one on a side of A5.
        #[serde(default)]
        halves: bool,
        /// One file for all, with a page of contents.
        #[serde(default)]
        contents: bool,
    },
    /// Blank charts.
    Blank {
        /// Form ids.
        charts: Vec<String>,
        /// Copies of each.
        copies: u32,
    },
    /// How good the census is.
    CensusReport {},
    /// Roles, holders, ways to reach them.
    Contacts {},
    /// The organisation chart.
    OrgChart {},
    /// Tabards, one role a page.
    Tabards {
        /// Role ids; empty for all.
        #[serde(default)]
        roles: Vec<String>,
    },
    /// A page to try a printer with: no patient on it.
    PrinterTest {
        /// The printer as people call it, for the page; may be empty.
        #[serde(default)]
        printer: String,
    },
}

/// Starts a print.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StartPrint {
    /// What.
    pub what: PrintWhat,
    /// Folder or file; empty for the usual folder. Not looked at when there is a printer.
    pub to: String,
    /// A printer: the name of a kept one, a queue of the system (`cups:NAME`) or an address. Empty for files.
    #[serde(default)]
    pub printer: String,
    /// Print again what was printed on a printer before.
    #[serde(default)]
    pub again: bool,
    /// Minutes without a page after which the job is taken off the printer; 0 to wait until a person says so.
    #[serde(default)]
    pub give_up_min: u32,
    /// "a4" or "letter", empty for the hospital's usual one; "a5" for half cards.
    pub paper: String,
    /// One ink only.
    pub mono: bool,
    /// "priority" or "bed".
    pub order: String,
    /// "both" or "one"; empty for both, or as the printer can.
    #[serde(default)]
    pub sides: String,
    /// How many of each part, up to 20; 0 is one. Blank charts have copies of their own.
    #[serde(default)]
    pub copies: u32,
}

/// Looks at one page of what would be printed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreviewPrint {
    /// What would be printed.
    pub request: StartPrint,
    /// Which part, from 0; the last one when there are fewer.
    pub part: u32,
    /// Which page of it, from 1; the last one when there are fewer.
    pub page: u32,
}

/// One page on the screen. Nothing is printed, and no sheet has a number yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintPreview {
    /// Parts of the print, in order.
    pub parts: Vec<String>,
    /// The part shown, from 0.
    pub part: u32,
    /// The page shown, from 1.
    pub page: u32,
    /// Pages of this part.
    pub pages: u32,
    /// The page as an SVG picture.
    pub svg: String,
    /// What this part does not hold, and why.
    pub held_back: Vec<String>,
}

/// A job that runs while the person works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobKey {
    /// Job id.
    pub job: u32,
}

/// One file made by a print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintedFile {
    /// Ward, card or chart.
    pub what: String,
    /// File.
    pub file: String,
    /// Pages.
    pub pages: u32,
    /// Patients.
    pub patients: u32,
    /// Sheets with their document codes: patient key, form, code.
    pub sheets: Vec<SheetView>,
    /// Held back, with the reason.
    pub held_back: Vec<String>,
}

impl PrintedFile {
    /// A file that is no paper for a ward: it has no sheets.
    pub(crate) fn plain(what: &str, file: &std::path::Path) -> Self {
        Self {
            what: what.to_owned(),
            file: file.display().to_string(),
            pages: 0,
            patients: 0,
            sheets: Vec::new(),
            held_back: Vec::new(),
        }
    }
}

/// One printed sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetView {
    /// Document code.
    pub code: String,
    /// Patient key; empty for a list or a card.
    pub patient: String,
    /// Form id.
    pub form: String,
    /// Faces.
    pub faces: u32,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobView {
    /// Job id.
    pub job: u32,
    /// What ("Ward packs, 6 wards").
    pub what: String,
    /// "running", "done", "cancelled" or "failed".
    pub state: String,
    /// Done so far, in `unit`.
    pub done: u32,
    /// Of.
    pub of: u32,
    /// "pages" or "MB".
    pub unit: String,
    /// Now on.
    pub now_on: String,
    /// Parts finished: wards, cards, charts.
    pub parts_done: u32,
    /// Of.
    pub parts_of: u32,
    /// Seconds left at the pace so far, where it can be told.
    pub left_s: Option<u32>,
    /// Files made.
    pub files: Vec<PrintedFile>,
    /// How it is on the printer, for a print that goes to one.
    pub printing: Option<super::PrintingView>,
    /// Census read, for an import.
    pub report: Option<super::CensusReport>,
    /// What went wrong, and what to do.
    pub error: Option<crate::ErrorView>,
}
