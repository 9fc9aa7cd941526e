//! Dependence-time priority: system state and a patient's needs become a tier, a reason and a next act. Pure.
//!
//! One question a nurse can repeat: how long has this patient got, how long does the other way take, and is there
//! another way? The output is a prompt for a senior clinician, never an order.

pub mod case;
pub mod ranked;
pub mod state;
pub mod tier;

pub use case::{Acuity, Case, Circumstances};
pub use ranked::{Floor, NeedAssessed, OtherWay, Ranked, Standing};
pub use state::{Availability, Integrity, State};
pub use tier::Tier;
