//! A file that cannot even be taken apart.

/// Why a file is no exported record, or is too damaged to be taken apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The file is something else.
    #[error(
        "this file is not an exported Battlebag record. Choose the file that \"battlebag log export\" or the Log screen wrote"
    )]
    NotARecord,
    /// The wrapping is damaged.
    #[error(
        "this record is damaged at byte {at}: its wrapping cannot be read there. Ask for another copy of the file"
    )]
    Wrapping {
        /// The first byte of the part that cannot be read.
        at: usize,
    },
    /// A part is not there.
    #[error(
        "{name} is not in this record: it was taken out, or its name was changed. Ask for another copy of the file"
    )]
    Missing {
        /// Its name.
        name: &'static str,
    },
    /// A part cannot be understood.
    #[error("{name} in this record cannot be read: {why}. Ask for another copy of the file")]
    Unreadable {
        /// Its name.
        name: &'static str,
        /// What is wrong.
        why: String,
    },
    /// The log in the record cannot be taken apart.
    #[error("{0} Ask for another copy of the file")]
    Log(#[from] battlebag_log::BundleError),
    /// The parts do not fit into one file.
    #[error("this record is larger than 4 GiB, which one file cannot hold. Export one incident at a time")]
    TooLarge,
}
