//! Printers: where paper goes, what a printer can do, how it is, and a job followed until its last page has come out.
//!
//! Knows nothing of patients, wards or incidents: it takes a PDF and gives the pages that came out. It speaks IPP to a
//! printer itself ([`Address::Network`]) or to a queue of the system's print server ([`Address::Queue`]). Bytes go from
//! memory to the line; nothing is written to a disk. It reads no clock: how long it waits is counted in looks
//! ([`Pace`]).
//!
//! A printer that accepts a job has not printed it. [`follow`] asks until the job ended or cannot be asked any more,
//! and says how many pages are known to have come out ([`Out`]), so that the rest can be sent elsewhere.

mod address;
mod answers;
mod check;
mod claim;
mod follow;
mod job;
mod line;
mod nearby;
mod pinned;
mod read;
mod seen;
mod system;
mod ticket;
mod trouble;

pub use address::{Address, BadAddress};
pub use check::{Check, Note};
pub use claim::{Claim, Segment};
pub use follow::{Ended, Flow, News, Out, Pace, follow, look_again};
pub use job::{JobSeen, JobState, cancel, look_at_job, send};
pub use line::{Authority, Line, Trust, Waits};
pub use nearby::{Glance, Nearby, NotAsked, attached, look_around};
pub use pinned::Pin;
pub use seen::{Seen, State, look};
pub use system::{Queue, Server, queues};
pub use ticket::{Media, Ticket};
pub use trouble::Trouble;
