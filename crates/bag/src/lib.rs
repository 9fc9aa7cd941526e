//! The battle bag's content: systems, dependence profiles, fallbacks, roles and action cards, read, checked and hashed.
//!
//! Content lives in `action-cards/` as Markdown and TOML that a clinician can read and edit. A shipped copy is
//! built into the program, so that a laptop with nothing but the binary still has a bag.

pub mod approval;
mod back_entry;
pub mod card;
mod card_check;
mod card_file;
pub mod card_text;
mod check;
mod columned;
mod contacts;
pub mod cross_cutting;
mod dependence_check;
pub mod difference;
pub mod drip;
pub mod fault;
pub mod files;
pub mod gravity;
mod insulin_scale;
pub mod legal;
pub mod local;
mod local_paper;
mod located;
pub mod matching;
mod matching_check;
pub mod numbers;
pub mod own_text;
pub mod profile;
mod read;
pub mod register;
mod register_check;
mod register_file;
pub mod system;
pub mod vocabulary;
mod waits;
pub mod words;

pub use back_entry::{BackEntryHow, BackEntryRule, LONGEST_WHAT, MOST_BACK_ENTRY_H, OTHER_SHEET};
pub use card_file::{CardPlace, card_fault, read_card};
pub use contacts::{
    Contact, ContactSort, ReadContacts, contact_faults, contacts_csv, contacts_template, in_book_order,
    read_contacts,
};
pub use fault::{Fault, Severity};
pub use files::BagFiles;
pub use gravity::NeverByGravity;
pub use insulin_scale::{
    GlucoseBand, InsulinScale, LONGEST_SCALE_COLUMN, LONGEST_SIGNED_BY, MOST_SCALE_BANDS, MOST_SCALE_COLUMNS,
    Tenths,
};
pub use legal::{LegalClock, Term};
pub use local::Local;
pub use local_paper::{LONGEST_NAME, LONGEST_RULE, LocalPaper};
pub use matching::{Clause, Clues, MatchRule, Matching, RuleAt, Where, WordList};
pub use numbers::Number;
pub use read::{Checked, short_hash};

pub use card::{Card, CardKind, Level, MOST_REPORTS, Phase, Power, Role, Step};
pub use cross_cutting::{AddedNeeds, CallNow, CrossCutting};
pub use profile::{Fallback, FallbackId, FallbackKind, Need, NeedRole, Profile, ProfileCode};
pub use register::{Instance, InstanceId, Register, Serves, ward_key};
pub use register_check::{Against, CheckedRegister, check_register};
pub use register_file::{
    ReadRegister, RegisterForm, read_register, register_template, serves, stands_on, stands_on_words,
};
pub use system::{Bond, Fact, SystemClass, SystemCode};
pub use vocabulary::{ChosenWords, Lexicon, Vocabulary, WordPair};
pub use waits::{MOST_WAIT_MIN, OTHER_TEST, Wait, WaitOf};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What `action-cards/bag.toml` says of the bag as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Bag version ("2026.11").
    pub version: String,
    /// Name of the bag.
    pub title: String,
    /// Who signed the clinical content locally. None: every list and sheet says "clinical content not locally approved".
    pub approved_by: Option<String>,
    /// When it was signed.
    pub approved_on: Option<NaiveDate>,
    /// When the physical bag was last checked on site; fallbacks marked `assumed` count only while this is in date.
    pub checked_on: Option<NaiveDate>,
    /// Days a bag check stays in date.
    pub check_valid_days: u32,
    /// Whose words cards and roles say.
    #[serde(default)]
    pub vocabulary: Vocabulary,
}

/// The whole bag, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Bag {
    /// The bag as a whole.
    pub manifest: Manifest,
    /// BLAKE3 over every content file's name and bytes, in name order: entries and sheets name it.
    pub hash: [u8; 32],
    /// System classes by code.
    pub systems: BTreeMap<SystemCode, SystemClass>,
    /// Fallbacks by id.
    pub fallbacks: BTreeMap<FallbackId, Fallback>,
    /// Dependence profiles by code.
    pub profiles: BTreeMap<ProfileCode, Profile>,
    /// Needs that cut across the profiles.
    pub cross_cutting: CrossCutting,
    /// Roles, in command order.
    pub roles: Vec<Role>,
    /// Cards by id, in the words of [`Manifest::vocabulary`].
    pub cards: BTreeMap<String, Card>,
    /// Cards that are kept and not handed out any more, by id.
    pub retired: BTreeMap<String, Card>,
    /// Rules that find a patient's profiles from the census.
    pub matching: Matching,
    /// Who approved which part here, and whether that part is still as it was approved.
    pub approvals: BTreeMap<String, (approval::Approval, bool)>,
    /// Drug classes that must never run by gravity.
    pub gravity: Vec<NeverByGravity>,
    /// Duties to tell somebody outside, with their terms, in the file's order.
    pub legal: Vec<LegalClock>,
    /// What the hospital's own people decide about its charts.
    pub local_paper: LocalPaper,
    /// How long something is waited for before it is late, in the file's order.
    pub waits: Vec<Wait>,
    /// How what was written on paper gets into the record, in the order of entry.
    pub back_entry: Vec<BackEntryRule>,
    /// The files it was read from, kept so that an incident can store the very bag it used.
    pub files: BagFiles,
}
