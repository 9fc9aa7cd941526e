//! Entry bytes, hash chain, signatures, checkpoints and the verifier.
//!
//! An incident's log is one chain of signed entries per station. This crate makes entries, reads them back
//! strictly, checks whole logs in plain words, merges the logs of several stations, and renders checkpoints as
//! words that can be printed. It does no I/O, reads no clock and draws no random number: times, salts and keys
//! are arguments. It knows nothing of what an entry *means*, with one exception: [`REDACTION_KIND`], because a
//! verifier must tell an erased body from a lost one.
//!
//! The bytes are described for other implementers in `docs/log-format.md`; golden vectors are in
//! `crates/log/tests/golden/`.

mod bundle;
mod chain;
mod checkpoint;
mod clock;
mod entry;
mod error;
mod header;
mod ids;
mod key;
mod links;
mod merge;
mod place;
mod proof;
mod seal;
mod verdict;
mod verify;
mod wire;
mod words;

pub use bundle::{Bundle, BundleError, MAX_BUNDLE_ENTRIES};
pub use chain::{Draft, Tail, append};
pub use checkpoint::{Checkpoint, CheckpointError, Head, MAX_HEADS, SignedCheckpoint};
pub use clock::{Hlc, MAX_CLOCK_LEAD_MS};
pub use entry::{Body, Filed, RawEntry, SealedEntry};
pub use error::{DecodeError, SealError};
pub use header::{
    Actor, FORMAT_VERSION, Header, MAX_ACTOR_ID, MAX_ACTOR_NAME, MAX_BODY, MAX_HEADER, MAX_KIND, MAX_ROLE,
    MAX_TIME_MS, MAX_ZONE_OFFSET_MIN, REDACTION_KIND,
};
pub use ids::{EntryHash, IdError, IncidentId, Salt, Signature, Station};
pub use key::StationKey;
pub use merge::{order, union};
pub use proof::{Past, past_of_words};
pub use seal::FileSeal;
pub use verdict::{Fault, Finding, Verdict};
pub use verify::{check_body, check_entry, verify_chain, verify_from};
pub use words::{WORD_COUNT, WORDS, WordsError, parse_words, words_of};
