//! What can go wrong when bytes are read or an entry is made.

/// Bytes that are not an entry, a checkpoint or a bundle of the known format.
///
/// `at` is always the offset in bytes from the start of what was being read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum DecodeError {
    /// The first byte names a format this program does not know.
    #[error(
        "this entry is written in format {version}, and this Battlebag reads format 1. Open it with the version that wrote it."
    )]
    Version {
        /// The version byte found.
        version: u8,
    },
    /// The bytes end inside a field.
    #[error(
        "the bytes end at byte {at}, inside the {field}. Copy the log again from the station that wrote it."
    )]
    Short {
        /// The field that was being read.
        field: &'static str,
        /// Where the field starts.
        at: usize,
    },
    /// There are bytes after the last field.
    #[error(
        "there are {extra} bytes too many from byte {at}. Copy the log again from the station that wrote it."
    )]
    Trailing {
        /// Where the first byte too many is.
        at: usize,
        /// How many there are.
        extra: usize,
    },
    /// A field holds something this format does not allow.
    #[error(
        "the {field} at byte {at} is not allowed: {why}. Copy the log again from the station that wrote it."
    )]
    Field {
        /// The field.
        field: &'static str,
        /// Where it starts.
        at: usize,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// A draft that cannot be made into an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A field of the draft breaks a rule of the format.
    #[error("this entry cannot be saved: the {field} is not allowed, {why}. Change it and save again.")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The text is larger than an entry may be.
    #[error(
        "this entry cannot be saved: it is {size} bytes and the most is {most}. Split it into several entries."
    )]
    BodyTooLarge {
        /// Bytes in the draft's body.
        size: usize,
        /// The most the format allows.
        most: usize,
    },
    /// The tail belongs to another station than the key.
    #[error(
        "this entry cannot be saved: the chain belongs to station {chain} and the key to station {key}. Start a new chain with this key."
    )]
    OtherStation {
        /// Short name of the chain's station.
        chain: String,
        /// Short name of the key's station.
        key: String,
    },
    /// The chain has no number left.
    #[error("this entry cannot be saved: the chain is full. Start a new incident log.")]
    ChainFull,
}
