//! HL7 v2 over MLLP: frames on a TCP stream, each answered once its message is kept.

mod ack;
mod frames;
mod listen;
mod take;

pub use ack::{Verdict, answer};
pub use frames::{Frames, Met};
pub(crate) use listen::listen;
pub use listen::{Limits, Listener};
pub(crate) use take::Desk;
