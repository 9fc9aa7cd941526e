//! What can stop an import, in words for the person who started it.

use std::path::PathBuf;

/// Why a census could not be made or read. One bad record is never one of these: it is listed in
/// [`crate::Snapshot::rejected`] and the rest is kept.
#[derive(Debug, thiserror::Error)]
pub enum CensusError {
    /// A path that was given is not there.
    #[error("There is no file or folder at {path}. Check the name, or plug the USB stick in again.")]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// A path could not be opened.
    #[error("{path} could not be read: {source}. Copy it to this computer and try again.")]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No path was given.
    #[error("No file was given to import. Name at least one file or folder.")]
    NothingGiven,
    /// Nothing in the feed says a time, and none was given.
    #[error(
        "These files do not say when they were made. Give the time they were taken (--as-of 2026-11-21T02:14:00Z)."
    )]
    NoTime,
    /// The person stopped the import.
    #[error("The import was stopped. Nothing was changed; start it again when you are ready.")]
    Cancelled,
    /// Stored census bytes do not decode.
    #[error("This stored census cannot be read: {reason}. Use another snapshot, or import the feed again.")]
    BadSnapshot {
        /// What is wrong with them.
        reason: String,
    },
    /// A sample hospital was asked for that cannot be made.
    #[error(
        "A sample hospital can have {least} to {most} beds, not {asked}. Ask for a number between these."
    )]
    SampleSize {
        /// Fewest.
        least: usize,
        /// Most.
        most: usize,
        /// What was asked.
        asked: usize,
    },
    /// A file of the sample hospital could not be written.
    #[error("{path} could not be written: {source}. Check that the disk is not full and may be written to.")]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
