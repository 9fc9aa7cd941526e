//! What can happen in an incident, and the fold that turns entries into state. Pure.

pub mod body;
pub mod rules;
pub mod state;

pub use body::{Body, CensusCounts, Decision, EntryRef, KINDS, Sheet, StepStatus, UnreadableBody};
pub use rules::Refusal;
pub use state::{
    CensusInUse, Confirmation, Direction, Incident, Life, Overruling, PrintRun, Stamp, StepMark, Stock,
    SystemWord, Tenure,
};
