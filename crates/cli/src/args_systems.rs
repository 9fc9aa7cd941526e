//! What can be written after `battlebag system`, `fallback` and `restore-order`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};

/// System commands.
#[derive(Debug, Subcommand)]
pub enum System {
    /// The hospital's systems with their effective states.
    List,
    /// Say how a system is.
    Set {
        /// Id of an instance (bga-ed), or code of a class (BGA, LIMS, PUMP …) for all of it.
        id: String,
        /// Does it work?
        #[arg(value_enum)]
        availability: Availability,
        /// Can it be believed?
        #[arg(long, value_enum, default_value_t = Integrity::Trusted)]
        integrity: Integrity,
        /// How you know.
        #[arg(long)]
        evidence: String,
        /// Who says so, if not you.
        #[arg(long, default_value = "")]
        said_by: String,
        /// Minutes until it lapses to unknown.
        #[arg(long, default_value_t = 60, allow_negative_numbers = true)]
        expires: u32,
        /// Wrong or lost since (RFC 3339).
        #[arg(long)]
        since: Option<String>,
        /// A second person who vouches for it: needed to trust it again after it was compromised, one clinical and one
        /// technical name.
        #[arg(long, value_name = "NAME", default_value = "")]
        second: String,
        /// What was tested against a known result, likewise.
        #[arg(long, value_name = "WHAT", default_value = "")]
        tested: String,
    },
    /// Say again what was said of it last.
    Renew {
        /// Id of an instance, or code of a class.
        id: String,
        /// How you know.
        #[arg(long)]
        evidence: String,
        /// Who says so, if not you.
        #[arg(long, default_value = "")]
        said_by: String,
        /// Minutes until it lapses to unknown.
        #[arg(long, default_value_t = 60, allow_negative_numbers = true)]
        expires: u32,
    },
    /// The owner signs when it will be back.
    Return {
        /// Id of an instance, or code of a class.
        id: String,
        /// Hours from now.
        #[arg(long, allow_negative_numbers = true, required_unless_present = "take_back")]
        hours: Option<f64>,
        /// Take the estimate back.
        #[arg(long, conflicts_with = "hours")]
        take_back: bool,
        /// Who signs for it.
        #[arg(long, value_name = "NAME")]
        signed_by: String,
    },
    /// What falls if it falls, and whom that hurts.
    Impact {
        /// Id of an instance, or code of a class.
        id: String,
        /// With the names of those who would be more urgent.
        #[arg(long)]
        patients: bool,
    },
    /// Wrong since when? On whom a decision may have been taken from what it gave.
    LookBack {
        /// Id of an instance, or code of a class.
        id: String,
        /// Write it to a PDF: a file, or a folder.
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
    },
    /// Say whether a decision was taken on what it gave for a patient.
    Acted {
        /// Id of an instance, or code of a class.
        id: String,
        /// Patient key, NHS number or hospital number.
        patient: String,
        /// It was, or it was not.
        #[arg(value_enum)]
        acted: YesNo,
        /// When it was taken (RFC 3339).
        #[arg(long)]
        at: Option<String>,
        /// What was decided, or how it is known that nothing was.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// The hospital's own systems: which of them serves which wards.
    #[command(subcommand)]
    Register(Register),
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Register commands.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// The register in use.
    List,
    /// Take a register from a CSV or TOML file; it replaces the one in use.
    Import {
        /// The file.
        file: PathBuf,
        /// Let in wards that the census does not have.
        #[arg(long)]
        new_wards: bool,
        /// Check and report, change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the register to a file ending in .csv or .toml.
    Export {
        /// The file.
        file: PathBuf,
    },
    /// Write an empty register to fill in, ending in .csv.
    Template {
        /// The file.
        file: PathBuf,
    },
    /// Add a system, or change one.
    Add {
        /// Its id, unique.
        id: String,
        /// Code of its class.
        class: String,
        /// What people call it.
        #[arg(long)]
        name: String,
        /// A ward that it serves; more than once for several. Without one it serves the whole hospital.
        #[arg(long = "ward", value_name = "WARD")]
        wards: Vec<String>,
        /// Who looks after it.
        #[arg(long, default_value = "")]
        owner: String,
        /// How to reach them.
        #[arg(long, default_value = "")]
        phone: String,
        /// Id of a system that it stands on; more than once for several; "nothing" when it is off the network.
        #[arg(long = "stands-on", value_name = "ID")]
        stands_on: Vec<String>,
        /// Anything else.
        #[arg(long, default_value = "")]
        note: String,
        /// Change the one with that id.
        #[arg(long)]
        replace: bool,
        /// Let in wards that the census does not have.
        #[arg(long)]
        new_wards: bool,
    },
    /// Take a system out. What was said of it counts for its class.
    Remove {
        /// Its id.
        id: String,
    },
}

/// Does it work?
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Availability {
    /// It works.
    Available,
    /// It does not.
    Unavailable,
}

/// Can it be believed?
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Integrity {
    /// Somebody vouches for it.
    Trusted,
    /// It may be wrong.
    Suspect,
    /// It is wrong.
    Compromised,
    /// Nobody knows.
    Unknown,
}

/// With the people behind the numbers, or on paper.
#[derive(Debug, Group)]
pub struct WithPeople {
    /// With the people behind each number.
    #[arg(long)]
    pub patients: bool,
    /// Write it to a PDF: a file, or a folder.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
}

/// Fallback commands.
#[derive(Debug, Subcommand)]
pub enum Fallback {
    /// What P1 and P2 need, against what is in store; the short ones first.
    List(WithPeople),
    /// A fallback was counted on site.
    Confirm {
        /// Fallback id.
        id: String,
        /// How many; 0 takes it back.
        count: u32,
        /// Where. Counts of other places stand; without a place it counts for the whole hospital.
        #[arg(long, default_value = "")]
        place: String,
    },
    /// A fallback runs for a patient.
    Run {
        /// Fallback id.
        id: String,
        /// Patient key, NHS number or hospital number.
        patient: String,
        /// It stopped.
        #[arg(long)]
        stop: bool,
    },
}
