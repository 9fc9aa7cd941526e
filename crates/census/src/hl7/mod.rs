//! HL7 v2: admissions, transfers, discharges, merges, allergies, orders, results, medicines and pumps, as messages that
//! tell what happened. Reading is in [`frame`], [`charset`] and [`message`]; what a message says is taken out of it at
//! once (the rooms by segment); what follows from all messages together is worked out at the end, in [`replay`].

mod about;
mod allergies;
mod charset;
mod devices;
mod escape;
mod event;
mod frame;
mod header;
mod message;
mod observations;
mod orders;
mod outline;
mod patient;
mod pharmacy;
mod read;
mod replay;
mod said;
mod times;
mod ventilator;
mod visit;

pub use about::about;
pub use header::{AckCode, Header, HeaderFault, ack, header};
pub use outline::{Outline, outline};

pub(crate) use frame::begins_hl7;
pub(crate) use read::Hl7;

/// Parts a file, a stream or an MLLP frame into its messages, each as its segments ended by CR, in the sender's own
/// letters (UTF-16 becomes UTF-8). What is no message is left out here; an import names it.
pub fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    outline::messages(bytes)
}
