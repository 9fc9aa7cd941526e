//! Labour: the partogram, listening to the fetus, and what is checked before anything is decided on a trace
//! (facts.md §5.11).

mod auscultation;
mod partogram;
mod trace;

pub(crate) use auscultation::{first_stage, second_stage};
pub(crate) use partogram::rules as partogram;
pub(crate) use trace::rules as trace;
