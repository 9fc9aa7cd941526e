//! One use case, one function: what both the window and the command line call.
//!
//! [`api`] is the table of use cases; each takes a request, works on the [`Station`] and gives a response. What a
//! use case needs from the machine (clock, randomness, file dialog) comes in through [`Host`].

// Every use case has one signature, `(&Station, Request)`: the table owns what it has read.
#![allow(clippy::needless_pass_by_value)]

pub mod api;
mod backups;
pub mod bag;
pub mod bag_compare;
mod bag_files;
mod bag_in_force;
mod bag_signing;
mod card_editor;
mod cards;
mod cards_typed;
pub mod census;
mod census_list;
mod columns;
mod content;
mod content_list;
mod drafts;
mod drip;
pub mod dumps;
mod edit_words;
mod edits;
mod error;
mod fallbacks;
mod find;
mod host;
mod incident;
pub mod intake;
mod intake_keep;
mod intake_retention;
mod intake_run;
mod intake_snapshot;
mod intake_sources;
pub mod jobs;
mod journal;
mod journal_subject;
mod journal_system_words;
mod journal_words;
mod journal_writing_words;
mod lists_sheet;
mod look_back;
mod moment;
mod needs;
mod now;
pub mod numbers;
pub mod paper;
mod paper_charts;
mod paper_context;
mod paper_files;
mod paper_runs;
mod paper_sheets;
mod past;
mod patient_facts;
mod patient_rows;
mod patients;
mod people;
pub mod places;
mod priority_compare;
mod priority_list;
mod profiles;
mod quality;
mod quality_sheet;
mod ranking;
mod record_sheet;
mod records;
mod register;
mod register_import;
mod reports;
mod roles;
mod rule_numbers;
mod session;
pub mod situation;
mod standings;
mod station;
mod station_key;
mod systems;
pub mod table;
mod times;
mod verifying;
pub mod views;
mod writing;

pub use battlebag_census::natural;
pub use battlebag_store::KdfCost;
pub use error::{ErrorKind, ErrorView};
pub use host::{Host, Machine};
pub use station::Station;
pub use times::{Clock, Instant};
