//! Asking a FHIR R4 server: a bulk export where it has one (FHIR Bulk Data Access 2.0), searches for the patients who
//! are in a bed where it has none.

mod error;
mod export;
mod pull;
mod search;
mod server;

pub use error::PullError;
pub(crate) use pull::pull;
pub use pull::{How, Pull, Pulled, pull_once};
pub use server::{PullLimits, Token, check_address};
