//! What can be written about the record, the people and the backups.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

/// Log commands.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Add a note, or a decision with --decision.
    Add(LogAdd),
    /// The log, newest first.
    List(LogList),
    /// Verify every entry, in plain words.
    Verify,
    /// Write the record of the incident to one file that anybody can check with `battlebag verify`.
    Export {
        /// The file; without it, one with the incident's name in the paper folder.
        file: Option<PathBuf>,
    },
    /// Sign a checkpoint: eight words to read out or to print.
    Checkpoint {
        /// Also as a sheet.
        #[arg(long)]
        print: bool,
    },
    /// Prove with the words or the square code of an old sheet that the log still contains that past.
    Prove {
        /// The eight words, or the scanned text.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// The right words for an earlier entry; both are kept.
    Correct {
        /// Its number, or station:number.
        entry: String,
        /// The right words.
        text: String,
    },
    /// Mark a line for the debrief.
    Flag {
        /// Its number, or station:number.
        entry: String,
        /// What to talk about.
        #[arg(long, default_value = "")]
        remark: String,
        /// Take the mark off.
        #[arg(long)]
        off: bool,
    },
    /// Erase the words of an entry for good; its place in the log stays.
    Redact {
        /// Its number, or station:number.
        entry: String,
        /// Why.
        #[arg(long)]
        because: String,
        /// A law, a court, a person's right.
        #[arg(long)]
        ground: String,
    },
}

/// Which entries.
#[derive(Debug, Group)]
pub struct LogList {
    /// Only what happened at or after (RFC 3339).
    #[arg(long)]
    pub since: Option<String>,
    /// Only this kind ("note", "system", "priority" …).
    #[arg(long, default_value = "")]
    pub kind: String,
    /// Only with these words.
    #[arg(long, default_value = "")]
    pub search: String,
    /// Only by this person.
    #[arg(long, default_value = "")]
    pub person: String,
    /// Only about this ward.
    #[arg(long, default_value = "")]
    pub ward: String,
    /// Only about this system.
    #[arg(long, default_value = "")]
    pub system: String,
    /// Only lines marked for the debrief.
    #[arg(long)]
    pub flagged: bool,
    /// The home's own record instead of the incident's: content, people, candidates, backups.
    #[arg(long)]
    pub standing: bool,
}

/// What to add.
#[derive(Debug, Group)]
pub struct LogAdd {
    /// The words.
    pub text: String,
    /// When it happened (RFC 3339), if not now.
    #[arg(long)]
    pub occurred_at: Option<String>,
    /// It is a decision; the text says what was decided.
    #[arg(long)]
    pub decision: bool,
    /// What was known then.
    #[arg(long, default_value = "")]
    pub known: String,
    /// Options considered, and why not.
    #[arg(long, default_value = "")]
    pub options: String,
    /// An option that was not taken, and why: "OPTION: WHY NOT". May be given again.
    #[arg(long = "not-taken", value_name = "OPTION: WHY NOT")]
    pub not_taken: Vec<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub rationale: String,
    /// Harm accepted.
    #[arg(long, default_value = "")]
    pub risks: String,
    /// The policy it rests on or departs from.
    #[arg(long, default_value = "")]
    pub policy: String,
    /// Who was told.
    #[arg(long, default_value = "")]
    pub told: String,
    /// When it is looked at again (RFC 3339).
    #[arg(long)]
    pub review_at: Option<String>,
}

/// People commands.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Who can sign in.
    List,
    /// Let somebody sign in with their own passphrase.
    Add {
        /// Name.
        person: String,
        /// File whose first line is their passphrase; else they type it.
        #[arg(long)]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Stop somebody from signing in; the home gets a new key.
    Revoke {
        /// Name.
        person: String,
        /// Why.
        #[arg(long)]
        because: String,
        /// The plan was seen: those it lists are let in again afterwards.
        #[arg(long)]
        confirmed: bool,
    },
    /// Change one's own passphrase.
    Passphrase {
        /// File whose first line is the new one; else it is typed.
        #[arg(long)]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Give somebody a new passphrase when theirs is forgotten.
    Reset {
        /// Name.
        person: String,
        /// Why.
        #[arg(long)]
        because: String,
        /// File whose first line is the new one; else they type it.
        #[arg(long)]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Make a new recovery code; the old one opens nothing.
    RecoveryCode,
}

/// Coming in with the sealed envelope.
#[derive(Debug, Group)]
pub struct Recover {
    /// Who comes in.
    #[arg(long)]
    pub person: String,
    /// File whose first line is the recovery code; else it is asked for.
    #[arg(long)]
    pub code_file: Option<PathBuf>,
}

/// Commands about this station.
#[derive(Debug, Subcommand)]
pub enum StationCommand {
    /// Give it a new signing key, after its old one was in use on two machines.
    NewKey {
        /// Why.
        #[arg(long)]
        because: String,
    },
}
