//! The words of the commands that steer an incident: its life, objectives, periods, the battle rhythm, reports.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Incident commands.
#[derive(Debug, Subcommand)]
pub enum Incident {
    /// Open an incident; declared at once unless stood by. Real or exercise is chosen here and never switched.
    Open {
        /// Title.
        #[arg(long, default_value = "")]
        title: String,
        /// Stand by first.
        #[arg(long)]
        standby: bool,
        /// A rehearsal.
        #[arg(long)]
        exercise: bool,
        /// When it began, if not now (RFC 3339): it was run on paper until the laptop was there.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// Declare a stood-by incident.
    Declare {
        /// Why now.
        #[arg(long, default_value = "")]
        because: String,
        /// When it happened, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// Escalate a declared incident: others outside the hospital take part.
    Escalate {
        /// To whom.
        #[arg(long)]
        to: String,
        /// Why.
        #[arg(long)]
        because: String,
        /// When it happened, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// Turn a declared incident to recovery.
    Recover {
        /// What has come back.
        #[arg(long)]
        because: String,
        /// When it happened, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// The incident as it stands.
    Show,
    /// The turns that the incident's life took, and what is not finished.
    Life,
    /// Stand the incident down. What is not done stays as it is and can be read.
    StandDown {
        /// On whose advice.
        #[arg(long)]
        because: String,
        /// When it happened, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// Take a stood-down incident up again.
    Reopen {
        /// Why.
        #[arg(long)]
        because: String,
        /// When it happened, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// Write down what was said at the debrief of a stood-down incident.
    Debrief(Debrief),
    /// The incidents of this home.
    List,
    /// Show another of them: by its label (CYB-7F3K) or its id.
    Choose {
        /// Label or id.
        incident: String,
    },
}

/// What was said at the debrief.
#[derive(Debug, Args)]
pub struct Debrief {
    /// Hot, cold, with other organisations.
    #[arg(long, default_value = "")]
    pub sort: String,
    /// Who was there.
    #[arg(long)]
    pub present: String,
    /// What went well.
    #[arg(long, default_value = "")]
    pub well: String,
    /// What did not.
    #[arg(long, default_value = "")]
    pub badly: String,
    /// What is to be changed, and by whom.
    #[arg(long, default_value = "")]
    pub change: String,
    /// When it was held, if not now (RFC 3339).
    #[arg(long)]
    pub occurred_at: Option<String>,
}

/// A report as it stands, and what is done with it.
#[derive(Debug, Args)]
pub struct Report {
    /// Write it to a PDF with a checkpoint of the log: a file, or a folder.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// The entry of one that was signed, instead of the report as it stands; only with --pdf.
    #[arg(long, requires = "pdf", conflicts_with = "sign")]
    pub entry: Option<String>,
    /// Sign it as it stands: it becomes an entry of the log.
    #[arg(long)]
    pub sign: bool,
    /// Who was told; with --sign.
    #[arg(long, requires = "sign", default_value = "")]
    pub told: String,
    /// When the next one is due (RFC 3339); with --sign.
    #[arg(long, requires = "sign")]
    pub next_at: Option<String>,
    /// Paper for the PDF: a4 or letter; the hospital's usual one when absent.
    #[arg(long, default_value = "")]
    pub paper: String,
}

/// Objective commands.
#[derive(Debug, Subcommand)]
pub enum Objective {
    /// Objectives, periods and the battle rhythm.
    List,
    /// Set an objective.
    Set {
        /// The objective.
        objective: String,
        /// Who sees to it.
        #[arg(long, default_value = "")]
        owner: String,
        /// When it is to be reached (RFC 3339).
        #[arg(long)]
        by: Option<String>,
    },
    /// An objective was met.
    Met {
        /// The entry that set it.
        entry: String,
        /// Remark.
        #[arg(long, default_value = "")]
        remark: String,
    },
    /// An objective is given up.
    Abandon {
        /// The entry that set it.
        entry: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
}

/// Period commands.
#[derive(Debug, Subcommand)]
pub enum Period {
    /// Start an operational period; the one that runs ends with it.
    Start {
        /// What it is for.
        #[arg(long, default_value = "")]
        aim: String,
        /// When it is to end (RFC 3339).
        #[arg(long)]
        until: Option<String>,
        /// When it began, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
    /// End the one that runs.
    End {
        /// What came of it.
        #[arg(long, default_value = "")]
        remark: String,
        /// When it ended, if not now (RFC 3339): typed in later.
        #[arg(long)]
        occurred_at: Option<String>,
    },
}

/// What comes round again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Beat {
    /// Situation reports.
    Sitrep,
    /// Briefings of the team.
    Briefing,
}

/// Rhythm commands.
#[derive(Debug, Subcommand)]
pub enum Rhythm {
    /// Set when the next one is due, and how often.
    Set {
        /// What.
        beat: Beat,
        /// When the next one is due (RFC 3339).
        #[arg(long)]
        next_at: Option<String>,
        /// Minutes from one to the next; 0 when each next one is said by hand.
        #[arg(long, default_value_t = 0)]
        every: u32,
        /// Where, or how to join.
        #[arg(long, default_value = "")]
        place: String,
    },
}
