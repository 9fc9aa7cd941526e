//! What can be written about live feeds.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

/// Live feeds: where the census comes from by itself.
#[derive(Debug, Subcommand)]
pub enum Intake {
    /// The feeds and how each does.
    List,
    /// The same as list; exit 3 when a feed is silent or failed.
    Status,
    /// Add a feed.
    #[command(subcommand)]
    Add(AddFeed),
    /// Take a feed away, and all that it sent.
    Remove {
        /// Its id or name.
        id: String,
    },
    /// Run the feeds until stopped (Ctrl-C): for a clerk's machine without the window.
    Run {
        /// Only these, by id or name; else all.
        ids: Vec<String>,
        /// Stop after the first snapshot: for a task that runs on a timer.
        #[arg(long)]
        once: bool,
    },
    /// Take a snapshot of what the feeds hold.
    Snapshot {
        /// Also when it knows far fewer people than the census in use.
        #[arg(long)]
        anyway: bool,
    },
    /// How often snapshots are taken, and how long what feeds sent is kept; with nothing given, says so.
    Keep(KeepFor),
}

/// Census commands that take what comes by itself.
#[derive(Debug, Subcommand)]
pub enum Live {
    /// Take a new snapshot whenever files land in a folder, until stopped (Ctrl-C).
    Watch {
        /// The folder; it becomes a feed of this home.
        dir: PathBuf,
        /// Minutes between snapshots at least.
        #[arg(long, value_name = "MIN")]
        every: Option<u32>,
        /// Stop after the first snapshot.
        #[arg(long)]
        once: bool,
    },
    /// Take HL7 v2 messages over MLLP, and a snapshot when something came, until stopped (Ctrl-C).
    Listen {
        /// Port on this machine alone (2575), or this machine's own address and a port; it becomes a feed of this home.
        #[arg(long, value_name = "ADDRESS")]
        mllp: String,
        /// Every network this machine is on may send.
        #[arg(long)]
        anywhere: bool,
        /// Who may send: 10.20.0.5 or 10.20.0.0/24. May be given again.
        #[arg(long = "from", value_name = "ADDRESS")]
        senders: Vec<String>,
        /// Minutes between snapshots at least.
        #[arg(long, value_name = "MIN")]
        every: Option<u32>,
        /// Stop after the first snapshot.
        #[arg(long)]
        once: bool,
    },
    /// Ask a FHIR server once and take a snapshot.
    Pull {
        /// How it is reached; it becomes a feed of this home.
        #[command(flatten)]
        server: FhirServer,
        /// Only what changed since (RFC 3339); it is kept beside what was pulled before.
        #[arg(long, value_name = "T")]
        since: Option<String>,
    },
}

/// How long.
#[derive(Debug, Group)]
pub struct KeepFor {
    /// Minutes between snapshots.
    #[arg(long, value_name = "MIN")]
    pub every: Option<u32>,
    /// The newest snapshots that are always kept.
    #[arg(long)]
    pub snapshots: Option<u32>,
    /// Days after which older snapshots are erased.
    #[arg(long)]
    pub days: Option<u32>,
    /// Days after which messages are erased that are about nobody in a bed.
    #[arg(long)]
    pub message_days: Option<u32>,
}

/// What every feed has.
#[derive(Debug, Default, Group)]
pub struct FeedWords {
    /// Its name, as the hospital calls it.
    #[arg(long, default_value = "")]
    pub name: String,
    /// Minutes of silence after which it is shown as silent; 0 for never.
    #[arg(long, value_name = "MIN", default_value_t = 120)]
    pub silent_after: u32,
}

/// The kinds of feed.
#[derive(Debug, Subcommand)]
pub enum AddFeed {
    /// HL7 v2 messages over MLLP.
    Mllp {
        /// Port on this machine alone (2575), or this machine's own address and a port (10.20.0.5:2575).
        at: String,
        /// Every network this machine is on may send.
        #[arg(long)]
        anywhere: bool,
        /// Who may send: 10.20.0.5 or 10.20.0.0/24. May be given again.
        #[arg(long = "from", value_name = "ADDRESS")]
        senders: Vec<String>,
        /// What every feed has.
        #[command(flatten)]
        words: FeedWords,
    },
    /// A folder that exports or messages are dropped in.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What every feed has.
        #[command(flatten)]
        words: FeedWords,
    },
    /// A FHIR server that is asked.
    Fhir {
        /// How it is reached.
        #[command(flatten)]
        server: FhirServer,
        /// Minutes between two pulls.
        #[arg(long, value_name = "MIN", default_value_t = 60)]
        every: u32,
        /// What every feed has.
        #[command(flatten)]
        words: FeedWords,
    },
}

/// A FHIR server.
#[derive(Debug, Group)]
pub struct FhirServer {
    /// Its base address (https://server.hospital.example/fhir).
    pub url: String,
    /// How it is asked: auto, export or search.
    #[arg(long, default_value = "auto")]
    pub how: String,
    /// File whose first line is the bearer token.
    #[arg(long)]
    pub token_file: Option<PathBuf>,
    /// File with the certificate of the hospital's own authority; then no other is trusted.
    #[arg(long)]
    pub ca: Option<PathBuf>,
    /// Allow a line without encryption (http).
    #[arg(long)]
    pub open_line: bool,
}
