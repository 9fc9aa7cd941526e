//! What an old sheet proves: the words on it name one past of the log, and here it is looked for.

use crate::checkpoint::Checkpoint;
use crate::entry::SealedEntry;
use crate::ids::{EntryHash, IncidentId};
use crate::words::{WORD_COUNT, WordsError, parse_words};
use std::collections::BTreeMap;

/// A past of the log that a sheet's words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// How many entries it had.
    pub entries: usize,
    /// The last of them in display order, as a position in the entries given.
    pub last: usize,
}

/// Looks for the past that eight words from paper name: every prefix of the entries in display order is tried, so
/// nothing but the entries themselves is needed. `None` when no prefix has these words: they were read wrongly, or
/// the log no longer contains what the sheet saw.
///
/// A checkpoint that a station made before another station's older entries reached it is no prefix; for such a one
/// the kept checkpoints, or the square code, which names every chain's end, are compared instead. `entries` must be
/// in display order. Takes one hash of all chain ends for each entry.
pub fn past_of_words(
    incident: IncidentId,
    entries: &[SealedEntry],
    words: &str,
) -> Result<Option<Past>, WordsError> {
    let wanted: [u8; WORD_COUNT] = parse_words(words)?;
    let mut ends: BTreeMap<EntryHash, &SealedEntry> = BTreeMap::new();
    let mut before = 0;
    for (at, entry) in entries.iter().enumerate() {
        if entry.header().incident != incident {
            continue;
        }
        ends.remove(&entry.header().previous);
        ends.insert(entry.hash(), entry);
        before += 1;
        if Checkpoint::of_ends(incident, 0, ends.values().copied())
            .root()
            .starts_with(&wanted)
        {
            return Ok(Some(Past {
                entries: before,
                last: at,
            }));
        }
    }
    Ok(None)
}
