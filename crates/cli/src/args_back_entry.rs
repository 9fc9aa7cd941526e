//! The words of back-entry: sheets that come back, and what is said of them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::args_desk::ListTo;

/// Which sheets of the list.
#[derive(Debug, Clone, Args)]
pub struct WhichSheets {
    /// Only this ward.
    #[arg(long, default_value = "")]
    pub ward: String,
    /// Only sheets that stand so; may be given several times.
    #[arg(long, value_enum)]
    pub stand: Vec<Stand>,
    /// Only what people of this role enter, by its title.
    #[arg(long, default_value = "")]
    pub role: String,
    /// Only what is late.
    #[arg(long)]
    pub late: bool,
    /// Where it goes.
    #[command(flatten)]
    pub to: ListTo,
}

/// Where a sheet stands.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Stand {
    /// Two stations said different things.
    TwoSay,
    /// Something is wrong: entered again.
    SentBack,
    /// Looked for, not found.
    Missing,
    /// Not come back.
    Out,
    /// Here.
    Returned,
    /// Taken on.
    Taken,
    /// Waits for a second person.
    ToVerify,
    /// In the record.
    Done,
    /// Nothing was to be entered.
    NotUsed,
}

/// Why nothing is entered from a sheet.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Why {
    /// Nobody wrote on it.
    Blank,
    /// Spoilt: what counts is on another sheet.
    Spoilt,
    /// Destroyed, with what was on it.
    Destroyed,
    /// A file that nobody printed.
    NeverPrinted,
}

/// How a sheet was entered.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum How {
    /// Typed into the record.
    Typed,
    /// Scanned into the record.
    Scanned,
    /// Filed on paper.
    Kept,
}

/// Sheets by the numbers printed on them, and who did it.
#[derive(Debug, Clone, Args)]
pub struct Sheets {
    /// Numbers, as scanned or typed.
    #[arg(required = true, value_name = "SHEET")]
    pub sheets: Vec<String>,
    /// Who, when it is not whoever is signed in.
    #[arg(long, default_value = "")]
    pub by: String,
}

/// Back-entry.
#[derive(Debug, Subcommand)]
pub enum BackEntry {
    /// Sheets that come back, in the order of work.
    List(WhichSheets),
    /// How far it is, by ward and by form.
    Progress,
    /// How each kind of sheet is entered here, by whom, in what time.
    Rules,
    /// The sheet that a scanned or typed number names.
    Find {
        /// Number, as scanned or typed.
        sheet: String,
    },
    /// Sheets are here.
    Return {
        /// Numbers.
        #[arg(required = true, value_name = "SHEET")]
        sheets: Vec<String>,
        /// From where, or by whom.
        #[arg(long, default_value = "")]
        from: String,
        /// Whose they are, for sheets that were printed blank: key, NHS number or hospital number.
        #[arg(long, default_value = "")]
        patient: String,
        /// The same in words, for somebody who is in no census.
        #[arg(long, default_value = "", conflicts_with = "patient")]
        whose: String,
    },
    /// Somebody takes sheets on.
    Take(Sheets),
    /// What is on sheets was entered.
    Done {
        #[command(flatten)]
        sheets: Sheets,
        /// How.
        #[arg(value_enum, long)]
        how: How,
        /// Each fact was typed with the time at which it happened.
        #[arg(long)]
        real_times: bool,
        /// Remark: where it is filed, what could not be read, why it was done otherwise than the rule says.
        #[arg(long, default_value = "")]
        remark: String,
        /// When (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// Nothing is entered from sheets.
    NotUsed {
        #[command(flatten)]
        sheets: Sheets,
        /// Why.
        #[arg(value_enum, long)]
        why: Why,
        /// In words.
        #[arg(long)]
        because: String,
    },
    /// A second person held sheets beside the screen: it is so.
    Verify {
        #[command(flatten)]
        sheets: Sheets,
        /// File with the passphrase of --by, where they can sign in here.
        #[arg(long, value_name = "FILE")]
        by_passphrase_file: Option<PathBuf>,
        /// Remark.
        #[arg(long, default_value = "")]
        remark: String,
    },
    /// Something that was entered is wrong.
    SendBack {
        #[command(flatten)]
        sheets: Sheets,
        /// What is wrong.
        #[arg(long)]
        found: String,
    },
    /// Sheets were looked for and not found.
    Missing {
        #[command(flatten)]
        sheets: Sheets,
        /// Where.
        #[arg(long)]
        looked: String,
    },
    /// The newest word about a sheet was a mistake.
    TakeBack {
        /// Number.
        sheet: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
}
