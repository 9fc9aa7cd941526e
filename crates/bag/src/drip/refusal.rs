//! Why a drip is not worked out: what happened, then what to do.

use thiserror::Error;

/// A sum that is refused. Nothing is ever guessed to make it whole.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DripRefusal {
    /// Nobody has said how many drops are in 1 mL.
    #[error(
        "the drop factor is missing: nothing is assumed. Read the drops in 1 mL from the packet of this set, two people"
    )]
    NoDropFactor,
    /// Two people read different numbers from one packet.
    #[error(
        "the two readers do not agree on the drop factor: {first} and {second}. Both read the packet of this set again"
    )]
    ReadersDiffer {
        /// First reader.
        first: u32,
        /// Second reader.
        second: u32,
    },
    /// A part is missing.
    #[error(
        "{what} is missing: there is no rate without it, and it is not counted as 0. Write it and ask again"
    )]
    Missing {
        /// Which part.
        what: &'static str,
    },
    /// Not a number of its kind.
    #[error("{what} \"{text}\" cannot be read. Write it like this: {like}")]
    Unreadable {
        /// Which part.
        what: &'static str,
        /// What was typed.
        text: String,
        /// An example.
        like: &'static str,
    },
    /// A number that no drip has.
    #[error(
        "{what} \"{text}\" is not possible: it must be {between}. Look at the order and the packet again"
    )]
    Impossible {
        /// Which part.
        what: &'static str,
        /// What was typed.
        text: String,
        /// The limits, in words.
        between: &'static str,
    },
    /// Slower than a drop every two minutes.
    #[error(
        "this is less than one drop a minute: nobody can count it. Use a pump or a driver, or ask the prescriber"
    )]
    LessThanADrop,
    /// A drug that must never run by gravity.
    #[error(
        "{drug} must never run by gravity ({class}). {why} Use a pump or a driver, or ask the pharmacist now"
    )]
    Never {
        /// As ordered.
        drug: String,
        /// Its class.
        class: String,
        /// Why.
        why: String,
    },
}
