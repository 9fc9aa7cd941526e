//! What can be written about paper.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};

/// Print commands.
#[derive(Debug, Subcommand)]
pub enum Print {
    /// Packs of some wards.
    Ward {
        /// Wards.
        #[arg(required = true)]
        wards: Vec<String>,
        /// How.
        #[command(flatten)]
        how: HowPacks,
    },
    /// Packs of every ward.
    Hospital {
        /// How.
        #[command(flatten)]
        how: HowPacks,
    },
    /// How good the census is.
    Census {
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// Action cards.
    Card {
        /// Card ids.
        #[arg(required = true)]
        ids: Vec<String>,
        /// How.
        #[command(flatten)]
        how: How,
        /// On A5 halves: two on a side of A4 or Letter, to be cut, or one on a side of A5.
        #[arg(long)]
        halves: bool,
    },
    /// The card of each role.
    Role {
        /// Role ids.
        #[arg(required = true)]
        ids: Vec<String>,
        /// How.
        #[command(flatten)]
        how: How,
        /// On A5 halves: two on a side of A4 or Letter, to be cut, or one on a side of A5.
        #[arg(long)]
        halves: bool,
    },
    /// The contact list: roles, who holds them, telephone, radio, runner.
    Contacts {
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// The organisation chart on one side.
    OrgChart {
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// Tabards: one role a page on its side, read across a room.
    Tabards {
        /// Role ids; every role when absent.
        roles: Vec<String>,
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// The hand-over brief of a role, made from the log, with a checkpoint.
    Handover {
        /// Role id.
        role: String,
        /// Folder for the PDF.
        #[arg(long)]
        to: PathBuf,
        /// Paper; the hospital's usual one when absent.
        #[arg(long, value_enum)]
        paper: Option<PaperArg>,
    },
    /// Every card in the bag as one file, with a page of contents.
    Bag {
        /// How.
        #[command(flatten)]
        how: How,
        /// On A5 halves, two on a side, to be cut.
        #[arg(long)]
        halves: bool,
    },
    /// Blank charts.
    Blank {
        /// Chart ids.
        #[arg(required = true)]
        charts: Vec<String>,
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// What has been printed.
    Jobs,
    /// Prints that are not finished, and why.
    Unfinished,
    /// Carry an unfinished print on from the page where it stopped.
    Resume {
        /// Its number; may be left out when there is only one.
        print: Option<u32>,
        /// Another printer than before.
        #[arg(long, value_name = "NAME")]
        printer: Option<String>,
        /// Make files of the rest, in this folder.
        #[arg(long, value_name = "DIR", conflicts_with = "printer")]
        to: Option<PathBuf>,
        /// Begin at this page of the part that stopped, counted from 1.
        #[arg(long, value_name = "N", conflicts_with = "after")]
        from_page: Option<u32>,
        /// The number on the last sheet that came out.
        #[arg(long, value_name = "SHEET")]
        after: Option<String>,
    },
    /// Let an unfinished print be: the rest is not printed.
    Drop {
        /// Its number.
        print: u32,
    },
}

/// Printer commands.
#[derive(Debug, Subcommand)]
pub enum Printer {
    /// Printers and how each is; exit 3 when one has trouble.
    List,
    /// Add a printer by its address.
    Add {
        /// ipps://HOST, ipp://HOST, or cups:QUEUE for a queue of the system.
        address: String,
        /// What people call it.
        #[arg(long)]
        name: String,
        /// Also over a line in the clear: nobody can listen on that network.
        #[arg(long)]
        open_line: bool,
        /// File with the printer's certificate (PEM), when it signed its own.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
    },
    /// Take a printer off the list.
    Remove {
        /// Its name.
        name: String,
    },
    /// Ask a printer whether it would print, without printing.
    Test {
        /// Its name, or an address.
        name: String,
    },
    /// Print a test sheet: both sides, size, lines, letters, scripts, code, EXERCISE or not. No patient on it.
    Page {
        /// Its name, or an address.
        name: String,
        /// Paper; the hospital's usual one when absent.
        #[arg(long, value_enum)]
        paper: Option<PaperArg>,
    },
}

/// Where and how to print.
#[derive(Debug, Group)]
pub struct How {
    /// File or folder for the PDFs.
    #[arg(long, required_unless_present = "printer")]
    pub to: Option<PathBuf>,
    /// Printer: a name from printer list, cups:QUEUE, or an address.
    #[arg(long, value_name = "NAME", conflicts_with = "to")]
    pub printer: Option<String>,
    /// Print again what was printed on a printer before.
    #[arg(long)]
    pub again: bool,
    /// Minutes without a page after which a job is taken off the printer; 0 to wait for ever.
    #[arg(long, value_name = "MIN", default_value_t = 30)]
    pub give_up_after: u32,
    /// Paper; the hospital's usual one when absent.
    #[arg(long, value_enum)]
    pub paper: Option<PaperArg>,
    /// One ink only.
    #[arg(long)]
    pub mono: bool,
    /// Sides of a sheet; as the printer can when absent, both for files.
    #[arg(long, value_enum)]
    pub sides: Option<Sides>,
    /// How many of each; every copy has its own sheet numbers.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub copies: u32,
}

/// Where and how to print ward packs.
#[derive(Debug, Group)]
pub struct HowPacks {
    /// Where and how.
    #[command(flatten)]
    pub how: How,
    /// Charts, by id; the usual pack when absent.
    #[arg(long, value_delimiter = ',')]
    pub charts: Vec<String>,
    /// Order of the patients.
    #[arg(long, value_enum, default_value_t = Order::Priority)]
    pub order: Order,
}

/// Paper sizes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PaperArg {
    /// A4.
    A4,
    /// US Letter.
    Letter,
    /// A5, for half cards.
    A5,
}

/// Sides of a sheet.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sides {
    /// Both.
    Both,
    /// One.
    One,
}

/// Order of patients in a pack.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Order {
    /// Most urgent first.
    Priority,
    /// By bed.
    Bed,
}
