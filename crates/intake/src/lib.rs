//! Live feeds: HL7 v2 messages over MLLP, folders that exports are dropped in, FHIR servers that are asked.
//!
//! This crate does the listening, looking and asking; where things are kept comes in through [`Keep`], and the time
//! through [`Now`]. One rule holds everywhere: **nothing is acknowledged before it is kept**, and what cannot be kept
//! is said to the sender and to the person, with a reason.

pub mod address;
pub mod fhir;
pub mod folder;
mod keep;
pub mod mllp;
mod run;
mod state;

pub use keep::{Keep, Message, NotKept, Now, SetMark};
pub use run::{Plan, Running, start};
pub use state::{Board, Doing, Fault, SourceState};
