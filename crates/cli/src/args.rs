//! What can be written after `battlebag`.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::args_back_entry::BackEntry;
use crate::args_bag::Bag;
use crate::args_desk::{AidCommand, ContactsCommand, DivertCommand, ResultCommand, Runner};
use crate::args_incident::{Incident, Objective, Period, Report, Rhythm};
use crate::args_intake::Intake;
use crate::args_lab_list::LabListCommand;
use crate::args_legal::LegalClocks;
use crate::args_paper::{Print, Printer};
use crate::args_record::{Log, Person, Recover, StationCommand};
use crate::args_roles::Role;
use crate::args_systems::{Fallback, System, WithPeople};

/// Action cards, priorities and paper when the hospital's IT is down.
#[derive(Debug, Parser)]
#[command(name = "battlebag", version, about, propagate_version = true)]
pub struct Args {
    /// Folder of the encrypted home.
    #[arg(long, global = true, env = "BATTLEBAG_HOME")]
    pub home: Option<PathBuf>,
    /// File whose first line is the passphrase; else it is asked for on the terminal.
    #[arg(long, global = true, env = "BATTLEBAG_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Who is acting, where the home has several people.
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub acting: Option<String>,
    /// Do it although the role does not allow it, and say why it cannot wait: it is logged and looked at by somebody else.
    #[arg(long, global = true, value_name = "WHY", default_value = "")]
    pub break_glass: String,
    /// Machine-readable output on stdout, nothing else there.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an encrypted home; prints the recovery code once.
    Init {
        /// Hospital.
        #[arg(long)]
        hospital: String,
        /// Person.
        #[arg(long)]
        person: String,
        /// Time zone (IANA).
        #[arg(long, default_value = "Europe/London")]
        zone: String,
    },
    /// Fill a fresh home with the sample hospital.
    Demo,
    /// Who is in the hospital.
    #[command(subcommand)]
    Census(Census),
    /// Live feeds: where the census comes from by itself.
    #[command(subcommand)]
    Intake(Intake),
    /// The system board.
    #[command(subcommand)]
    System(System),
    /// The life of an incident.
    #[command(subcommand)]
    Incident(Incident),
    /// Who holds what.
    #[command(subcommand)]
    Role(Role),
    /// Action cards.
    #[command(subcommand)]
    Card(Card),
    /// The incident log.
    #[command(subcommand)]
    Log(Log),
    /// The priority list, now or as it was; or boards from a file.
    Priority(Priority),
    /// Confirm, raise, lower or release a patient's tier.
    #[command(subcommand)]
    Tier(Tier),
    /// Other ways: what is needed, what is on site.
    #[command(subcommand)]
    Fallback(Fallback),
    /// Which system's return helps most patients.
    RestoreOrder(WithPeople),
    /// Paper.
    #[command(subcommand)]
    Print(Print),
    /// Printers.
    #[command(subcommand)]
    Printer(Printer),
    /// The same as printer list.
    Printers,
    /// The gravity-drip sum, both ways: needs no home. Refuses a missing drop factor: read it from the packet.
    Drip(Drip),
    /// The points of a set of observations (NEWS2), what is missing, who comes. Needs no home; --patient and --enter do.
    News2(Box<News2>),
    /// The content of the bag.
    #[command(subcommand)]
    Bag(Bag),
    /// Check an exported record: needs no home.
    Verify {
        /// The file that `log export` wrote.
        file: PathBuf,
    },
    /// Who can sign in.
    #[command(subcommand)]
    Person(Person),
    /// Come in with the recovery code of the sealed envelope and a new passphrase.
    Recover(Recover),
    /// Copy the whole home, encrypted, to a file or into a folder.
    Backup {
        /// File ending in .battlebag-backup, or a folder.
        to: PathBuf,
    },
    /// Make a home from a backup, in a folder that has none yet.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// This station.
    #[command(subcommand)]
    Station(StationCommand),
    /// The M/ETHANE message as the board and the log fill it now.
    Methane(Report),
    /// The situation report as the board and the log fill it now.
    Sitrep(Report),
    /// The briefing in the order of IIMARCH as the board and the log fill it now.
    Briefing(Report),
    /// What the team means to reach.
    #[command(subcommand)]
    Objective(Objective),
    /// Operational periods.
    #[command(subcommand)]
    Period(Period),
    /// When reports and briefings are due.
    #[command(subcommand)]
    Rhythm(Rhythm),
    /// Legal clocks: who must be told by law, by when.
    #[command(subcommand)]
    Clock(LegalClocks),
    /// Printed sheets that come back: what is entered, by whom, and who looked again.
    #[command(subcommand, alias = "backentry")]
    BackEntry(Box<BackEntry>),
    /// Results by phone, and samples and requests whose result is out.
    #[command(subcommand)]
    Result(Box<ResultCommand>),
    /// What runners carry, and what has not arrived.
    #[command(subcommand)]
    Runner(Runner),
    /// Help between hospitals.
    #[command(subcommand)]
    Aid(AidCommand),
    /// What is sent elsewhere: ambulances, specialties.
    #[command(subcommand)]
    Divert(DivertCommand),
    /// What the laboratory can do now: printed on every laboratory request.
    #[command(subcommand)]
    LabList(LabListCommand),
    /// The contact book: people, places, suppliers, neighbours.
    #[command(subcommand)]
    Contacts(ContactsCommand),
}

/// Census commands.
#[derive(Debug, Subcommand)]
pub enum Census {
    /// Read files or folders into a new snapshot.
    Import {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Format.
        #[arg(long, value_enum, default_value_t = Format::Auto)]
        format: Format,
        /// The moment that decides who is an in-patient (RFC 3339).
        #[arg(long, value_name = "T")]
        as_of: Option<String>,
        /// Read and report, keep nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Who is in a bed.
    List {
        /// Only this ward.
        #[arg(long)]
        ward: Option<String>,
    },
    /// One patient.
    Show {
        /// Patient key, NHS number or hospital number.
        patient: String,
    },
    /// Kept snapshots.
    Snapshots,
    /// By hand.
    #[command(flatten)]
    ByHand(Box<crate::args_census::ByHand>),
    /// By itself.
    #[command(flatten)]
    Live(Box<crate::args_intake::Live>),
}

/// Feed formats.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// By what is in each file.
    Auto,
    /// FHIR R4 JSON, NDJSON or XML.
    Fhir,
    /// HL7 v2 messages.
    Hl7v2,
    /// CSV tables.
    Csv,
    /// Spreadsheets.
    Xlsx,
}

/// Card commands.
#[derive(Debug, Subcommand)]
pub enum Card {
    /// The cards.
    List {
        /// Only this role's.
        #[arg(long)]
        role: Option<String>,
    },
    /// One card, live.
    Show {
        /// Card id.
        id: String,
    },
    /// Work a step.
    Step {
        /// Card id.
        id: String,
        /// Step number.
        step: u32,
        /// What became of it.
        #[arg(value_enum)]
        status: StepStatus,
        /// Remark; the reason for not applicable and blocked.
        #[arg(long, default_value = "")]
        remark: String,
        /// Second person, where the step needs one.
        #[arg(long, default_value = "")]
        second_person: String,
        /// When it was done (RFC 3339), if not now.
        #[arg(long)]
        occurred_at: Option<String>,
    },
}

/// What became of a step.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum StepStatus {
    /// Open again.
    Open,
    /// Done.
    Complete,
    /// Done before.
    AlreadyDone,
    /// Does not apply.
    NotApplicable,
    /// Blocked.
    Blocked,
}

/// The priority list.
#[derive(Debug, Group)]
pub struct Priority {
    /// Only this ward.
    #[arg(long)]
    pub ward: Option<String>,
    /// As it was at this moment (RFC 3339).
    #[arg(long, value_name = "T")]
    pub at: Option<String>,
    /// Hold it against the list at this earlier moment: a time (RFC 3339), or so long ago ("60min", "2h"). Where there was no
    /// list yet, against the first.
    #[arg(long, value_name = "T")]
    pub compare_with: Option<String>,
    /// With --at: how far the log was known, as a list names it.
    #[arg(long, value_name = "STATION:NUMBER", requires = "at")]
    pub known: Option<String>,
    /// With --at: what is known today of what had happened by then, not what was shown.
    #[arg(long, requires = "at", conflicts_with = "known")]
    pub hindsight: bool,
    /// With --json: the rows with what they were made from, census, bag and rules by their hash.
    #[arg(long)]
    pub whole: bool,
    /// Rank the boards in this file with the bag's own rules; needs no home.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ward", "at", "compare_with"])]
    pub situation: Option<PathBuf>,
    /// With --situation: halve and double every number of the bag and count who moves.
    #[arg(long, requires = "situation")]
    pub sensitivity: bool,
}

/// Tier commands.
#[derive(Debug, Subcommand)]
pub enum Tier {
    /// Confirm the tier as shown.
    Confirm {
        /// Patient key, NHS number or hospital number.
        patient: String,
    },
    /// Raise a patient.
    Raise {
        /// Patient.
        patient: String,
        /// To.
        #[arg(value_enum)]
        to: TierArg,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Lower a patient: reason, and a second person for a P1.
    Lower {
        /// Patient.
        patient: String,
        /// To.
        #[arg(value_enum)]
        to: TierArg,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Second person, for a P1.
        #[arg(long, default_value = "")]
        second_person: String,
        /// File whose first line is the second person's passphrase, where they can sign in here.
        #[arg(long)]
        second_passphrase_file: Option<PathBuf>,
    },
    /// Take an override back.
    Release {
        /// Patient.
        patient: String,
    },
}

/// A tier.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "UPPER")]
pub enum TierArg {
    /// Act now.
    P1,
    /// Within 1 h.
    P2,
    /// Within 4 h.
    P3,
    /// Routine.
    P4,
}

/// A set of observations as it is taken; what is left out was not taken, and is named.
#[derive(Debug, Group)]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own
pub struct News2 {
    /// Respirations a minute.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub respirations: String,
    /// Oxygen saturation, %.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub spo2: String,
    /// Scale 2: a competent clinician set a target of 88 to 92 %.
    #[arg(long)]
    pub scale2: bool,
    /// On air.
    #[arg(long, conflicts_with = "oxygen")]
    pub air: bool,
    /// On oxygen, by whatever device.
    #[arg(long)]
    pub oxygen: bool,
    /// Systolic blood pressure in mmHg, or both: 142/80.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub pressure: String,
    /// Pulse a minute.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub pulse: String,
    /// A, C, V, P or U: alert, new confusion, voice, pain, unresponsive.
    #[arg(long, default_value = "")]
    pub consciousness: String,
    /// Degrees Celsius with one decimal.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub temperature: String,
    /// 16 or over, and not pregnant: needed where the census does not know.
    #[arg(long)]
    pub adult: bool,
    /// Patient: key, NHS number or hospital number.
    #[arg(long, default_value = "")]
    pub patient: String,
    /// Writes the set into the log: the list counts the newest.
    #[arg(long, requires = "patient")]
    pub enter: bool,
    /// When it was taken; now when left out.
    #[arg(long, default_value = "", requires = "enter")]
    pub at: String,
}

/// A gravity drip: an order, or a count.
#[derive(Debug, Group)]
pub struct Drip {
    /// Volume in mL; with --count, what is left in the bag.
    #[arg(long, default_value = "")]
    pub volume: String,
    /// Over how long: 4h, 2h30, 30min.
    #[arg(long, default_value = "", conflicts_with = "count")]
    pub over: String,
    /// Drops counted in a full minute: gives mL an hour.
    #[arg(long, default_value = "")]
    pub count: String,
    /// Drops in 1 mL, from the packet of this set. Never assumed.
    #[arg(long, default_value = "")]
    pub drop_factor: String,
    /// The drug, as ordered: refused if it must never run by gravity.
    #[arg(long, default_value = "")]
    pub drug: String,
}
