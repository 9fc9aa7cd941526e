//! An exported record: one file that a coroner, a regulator or another hospital can check with nothing else.
//!
//! It is a ZIP that any computer opens: `record.pdf` for people, `record.json` for programs, `record.log` with the
//! exact signed entries and checkpoints, `manifest.json` that lists them all, `manifest.sig` with the exporting
//! station's signature over that list, and `READ ME.txt`. This crate knows the log and nothing else of Battlebag:
//! no home, no network, no secret. It does no I/O. `docs/log-format.md` is enough to write another verifier.

mod archive;
mod check;
mod error;
mod json;
mod manifest;
mod write;

pub use check::{Report, check};
pub use error::VerifyError;
pub use manifest::{Manifest, RECORD_FORMAT, RecordCheckpoint, RecordPart, RecordStation};
pub use write::{RecordFacts, write};

pub(crate) const READ_ME: &str = "READ ME.txt";
pub(crate) const PDF: &str = "record.pdf";
pub(crate) const JSON: &str = "record.json";
pub(crate) const LOG: &str = "record.log";
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SIGNATURE: &str = "manifest.sig";
