//! What can be written after `battlebag role`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};

/// Role commands.
#[derive(Debug, Subcommand)]
pub enum Role {
    /// Who holds what, since when, and who carries too much.
    List,
    /// One role: both its names, how it is reached, who held it from when to when, who can be called.
    Show {
        /// Role id.
        role: String,
    },
    /// Give a role to a person; a held role is handed over.
    Assign(RoleTo),
    /// Hand a held role over; with --print, its hand-over brief is printed first.
    #[command(visible_alias = "handover")]
    HandOver {
        /// Who takes it.
        #[command(flatten)]
        to: RoleTo,
        /// Print the hand-over brief to this file or folder before it is handed over.
        #[arg(long, value_name = "FILE-OR-DIR")]
        print: Option<PathBuf>,
        /// "a4" or "letter"; the hospital's usual one when absent.
        #[arg(long, default_value = "")]
        paper: String,
    },
    /// Somebody stands in for the holder for a while.
    Cover {
        /// Who stands in.
        #[command(flatten)]
        to: RoleTo,
        /// When the holder is to be back (RFC 3339).
        #[arg(long, value_name = "T")]
        until: Option<String>,
    },
    /// Whoever was stood in for is back.
    Back {
        /// Role id.
        role: String,
    },
    /// Leave a role empty.
    Vacate {
        /// Role id.
        role: String,
        /// Who leaves it.
        #[arg(default_value = "")]
        person: String,
    },
    /// One name in two roles: say that it is one person, or with --apart what sets this holder apart from the other.
    Settle {
        /// Role id.
        role: String,
        /// The holder's name as it stands there.
        person: String,
        /// A short word: ward, grade, bleep.
        #[arg(long, default_value = "")]
        apart: String,
    },
    /// What whoever takes the role over must know, from the log and the board. On paper: `battlebag print handover`.
    Brief {
        /// Role id.
        role: String,
    },
    /// Give a role to somebody on its list of candidates, with the way to reach them that is written there.
    Call {
        /// Role id.
        role: String,
        /// Who; without a name, the first choice of the shift that runs.
        person: Option<String>,
    },
    /// Who can be called to which role.
    #[command(subcommand)]
    Candidate(Candidate),
}

/// A role and who takes it.
#[derive(Debug, Group)]
pub struct RoleTo {
    /// Role id.
    pub role: String,
    /// Person.
    pub person: String,
    /// How to reach them; no network first.
    #[arg(long, default_value = "")]
    pub contact: String,
}

/// Commands about candidates.
#[derive(Debug, Subcommand)]
pub enum Candidate {
    /// The lists, best choice of this shift first.
    List {
        /// Only this role's.
        role: Option<String>,
    },
    /// Put somebody on a role's list, or say it anew.
    Add {
        /// Role id.
        role: String,
        /// Person.
        person: String,
        /// Shifts on which they can be called.
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        shift: Vec<ShiftArg>,
        /// How to reach them; no network first.
        #[arg(long)]
        reach: String,
        /// When they can be reached, in words.
        #[arg(long, default_value = "")]
        when: String,
        /// Their grade.
        #[arg(long, default_value = "")]
        grade: String,
        /// They stand in when the first choice cannot.
        #[arg(long)]
        deputy: bool,
    },
    /// Take somebody off a role's list.
    Remove {
        /// Role id.
        role: String,
        /// Person.
        person: String,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// Somebody has left: off every list, and no role is given to them.
    Left {
        /// Person.
        person: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
}

/// Shifts.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ShiftArg {
    /// Monday to Friday, 08:00 to 20:00.
    Day,
    /// Monday to Friday, before 08:00 and after 20:00.
    Night,
    /// Saturday and Sunday.
    Weekend,
}
