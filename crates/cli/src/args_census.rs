//! What can be asked of the census, and changed in it by hand.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};

/// Who somebody is, as far as it is known.
#[derive(Debug, Group)]
pub struct Who {
    /// Family name.
    #[arg(long, default_value = "")]
    pub family: String,
    /// First names.
    #[arg(long, default_value = "")]
    pub given: String,
    /// Date of birth (YYYY-MM-DD).
    #[arg(long, default_value = "")]
    pub born: String,
    /// Sex: female, male or other.
    #[arg(long, default_value = "")]
    pub sex: String,
    /// NHS number.
    #[arg(long, default_value = "")]
    pub nhs: String,
    /// Hospital number.
    #[arg(long, default_value = "")]
    pub local_id: String,
}

/// Where somebody lies.
#[derive(Debug, Group)]
pub struct Bedspace {
    /// Ward.
    #[arg(long)]
    pub ward: String,
    /// Bay or room.
    #[arg(long, default_value = "")]
    pub bay: String,
    /// Bed.
    #[arg(long, default_value = "")]
    pub bed: String,
}

/// How and when.
#[derive(Debug, Group)]
pub struct Known {
    /// How it is known: "wristband", "asked the daughter".
    #[arg(long, default_value = "")]
    pub known_from: String,
    /// When it happened (RFC 3339); without it, now.
    #[arg(long, default_value = "")]
    pub at: String,
}

/// Census by hand.
#[derive(Debug, Subcommand)]
pub enum ByHand {
    /// Mapping the columns of a hospital's own lists.
    #[command(subcommand)]
    Columns(Columns),
    /// How good the census is: what was read, what is missing from whom, what became other.
    Quality,
    /// From census to needs: who is profiled, who is not, who needs a look, and why.
    Needs {
        /// Only this ward.
        #[arg(long, default_value = "")]
        ward: String,
    },
    /// A person's word on what a patient depends on.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Changes by hand, and where a later feed says otherwise.
    Changes,
    /// Somebody came in while IT is down: gives them a downtime number.
    Admit {
        #[command(flatten)]
        place: Bedspace,
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        known: Known,
    },
    /// Lies elsewhere now.
    Move {
        /// Patient key, NHS number or hospital number.
        patient: String,
        #[command(flatten)]
        place: Bedspace,
        #[command(flatten)]
        known: Known,
    },
    /// Left the hospital, or died.
    Discharge {
        /// Patient key, NHS number or hospital number.
        patient: String,
        /// Where to: "home", "died", "Royal, ICU".
        #[arg(long)]
        to: String,
        #[command(flatten)]
        known: Known,
    },
    /// It is known now who this is.
    Identify {
        /// Patient key, NHS number or hospital number.
        patient: String,
        #[command(flatten)]
        who: Who,
        /// The same person as this one in the census.
        #[arg(long, default_value = "")]
        same_as: String,
        #[command(flatten)]
        known: Known,
    },
    /// An allergy was found out, denied, or is said to be wrong.
    Allergy {
        /// Patient key, NHS number or hospital number.
        patient: String,
        /// Substance.
        #[arg(default_value = "", required_unless_present = "none")]
        substance: String,
        /// What happens.
        #[arg(long, default_value = "")]
        reaction: String,
        /// Somebody asked, and there are none.
        #[arg(long, conflicts_with = "wrong")]
        none: bool,
        /// The recorded allergy is said to be wrong; it stays on every sheet, marked.
        #[arg(long)]
        wrong: bool,
        #[command(flatten)]
        known: Known,
    },
    /// Weighed, or estimated.
    Weigh {
        /// Patient key, NHS number or hospital number.
        patient: String,
        /// Kilograms.
        kg: String,
        /// Estimated, not measured.
        #[arg(long)]
        estimated: bool,
        #[command(flatten)]
        known: Known,
    },
    /// A change by hand was a mistake.
    TakeBack {
        /// Its entry: its number, or station:number.
        entry: String,
    },
    /// Says which of hand and feed holds.
    Settle {
        /// Entry of the change by hand: its number, or station:number.
        entry: String,
        /// Which.
        #[arg(long, value_enum)]
        keep: Keep,
        /// How it was found out.
        #[arg(long)]
        because: String,
    },
}

/// Who it is about, which profile, and why.
#[derive(Debug, Group)]
pub struct OfProfile {
    /// Patient key, NHS number or hospital number.
    pub patient: String,
    /// Profile code: `battlebag census profile list`.
    pub code: String,
    /// Why.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// A person's word on a profile.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Every profile, with its code.
    List,
    /// The patient has it, whatever the rules find.
    Add {
        #[command(flatten)]
        of: OfProfile,
    },
    /// The patient does not have it. Off P1 only with a second person.
    Remove {
        #[command(flatten)]
        of: OfProfile,
        /// The profile that it should have been.
        #[arg(long, default_value = "")]
        instead: String,
        /// Second person, where it takes the patient off P1.
        #[arg(long, default_value = "")]
        second_person: String,
    },
    /// Take back what was said of it: the rules' word holds again.
    Restore {
        #[command(flatten)]
        of: OfProfile,
    },
}

/// Tables of a hospital's own making.
#[derive(Debug, Subcommand)]
pub enum Columns {
    /// The kept mappings.
    List,
    /// What the columns of a file may be.
    Guess {
        /// The file.
        file: PathBuf,
    },
    /// Keep a mapping from a file: every list with that header is read by it.
    Load {
        /// The mapping, as saved.
        file: PathBuf,
    },
    /// Save a mapping to a file, for another laptop.
    Save {
        /// Its name.
        name: String,
        /// The file.
        file: PathBuf,
    },
    /// Forget a mapping.
    Forget {
        /// Its name.
        name: String,
    },
    /// Write an empty table with the columns that Battlebag knows.
    Template {
        /// census, medicines, infusions, orders, devices, observations, conditions, or workbook for all of them.
        #[arg(default_value = "workbook")]
        table: String,
        /// Folder or file; without it, the paper folder.
        #[arg(long, default_value = "")]
        to: String,
    },
}

/// Which of two words holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Keep {
    /// What was written by hand.
    Hand,
    /// What the feed says.
    Feed,
    /// The feed's patient is the one admitted by hand.
    SamePerson,
    /// They are two people.
    TwoPeople,
}
