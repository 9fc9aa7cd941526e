//! Dependence-time priority: system state and a patient's needs become a tier, a reason and a next act. Pure.
//!
//! One question a nurse can repeat: how long has this patient got, how long does the other way take, and is there
//! another way? The output is a prompt for a senior clinician, never an order.

mod acuity;
mod assess;
pub mod case;
mod explain;
pub mod instances;
mod key;
pub mod matching;
pub mod outlook;
pub mod overrides;
mod pathway;
pub mod propagate;
pub mod rank;
pub mod ranked;
mod reason;
mod rules;
pub mod sensitivity;
pub mod situation;
pub mod state;
pub mod tier;
mod touched;
pub mod words;

pub use case::{Acuity, Case, Circumstances};
pub use instances::{Installed, SystemRef, Word};
pub use key::{Help, NeedKey, PatientKey, Span};
pub use matching::{Because, Doubt, DoubtKind, Found, Match, Matcher, check_examples};
pub use outlook::{RestoreGain, WorkaroundNeed, restore_order, workarounds};
pub use overrides::{Confirmation, Override};
pub use propagate::{Declared, Effective};
pub use rank::{Entry, rank, rank_keys};
pub use ranked::{Floor, NeedAssessed, OtherWay, Ranked, Standing};
pub use rules::{Placed, Rules};
pub use state::{Availability, Integrity, State};
pub use tier::Tier;
