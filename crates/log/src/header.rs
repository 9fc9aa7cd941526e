//! The header of an entry: the bytes that are hashed, chained and signed. Format version 1.
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 1 | format version, 1 |
//! | 1 | 16 | incident |
//! | 17 | 32 | station: ed25519 public key |
//! | 49 | 8 | sequence number, from 1 |
//! | 57 | 32 | hash of the header before, zeros exactly when the sequence number is 1 |
//! | 89 | 32 | body hash |
//! | 121 | 4 | body size in bytes |
//! | 125 | 8 | occurred at, milliseconds since 1970 UTC |
//! | 133 | 8 | recorded at, milliseconds since 1970 UTC |
//! | 141 | 2 | the incident's zone offset at that time, minutes east of UTC, signed |
//! | 143 | 8 | hybrid logical clock, milliseconds |
//! | 151 | 4 | hybrid logical clock, count |
//! | 155 | 1 | exercise: 0 or 1 |
//! | 156 | 1 | points at another entry: 0 or 1 |
//! | 157 | 0 or 32 | the hash of that entry |
//! | then | 1 + n | kind |
//! | then | 1 + n | actor's id |
//! | then | 1 + n | actor's name |
//! | then | 1 + n | role held, may be empty |

use crate::clock::Hlc;
use crate::error::{DecodeError, SealError};
use crate::ids::{EntryHash, IncidentId, Station};
use crate::wire::{Reader, is_plain, put_text};

/// The format this crate writes and reads.
pub const FORMAT_VERSION: u8 = 1;
/// The most bytes in an entry's kind.
pub const MAX_KIND: usize = 64;
/// The most bytes in an actor's id.
pub const MAX_ACTOR_ID: usize = 64;
/// The most bytes of UTF-8 in an actor's name.
pub const MAX_ACTOR_NAME: usize = 200;
/// The most bytes of UTF-8 in the role held.
pub const MAX_ROLE: usize = 100;
/// The most bytes in a body (16 MiB): bulk content is kept apart and named by its hash.
pub const MAX_BODY: usize = 16 * 1024 * 1024;
/// The longest a header can be.
pub const MAX_HEADER: usize = 157 + 32 + 4 + MAX_KIND + MAX_ACTOR_ID + MAX_ACTOR_NAME + MAX_ROLE;
/// The last millisecond of the year 9999: times are from 0 (1970) to this.
pub const MAX_TIME_MS: i64 = 253_402_300_799_999;
/// The widest zone offset in minutes either way (14 hours).
pub const MAX_ZONE_OFFSET_MIN: i16 = 14 * 60;
/// Offset of the station in the header's bytes.
pub(crate) const STATION_AT: usize = 17;
/// Offset of the sequence number.
pub(crate) const SEQ_AT: usize = 49;
/// Offset of the hash of the header before.
pub(crate) const PREVIOUS_AT: usize = 57;
/// Offset of the body size.
const BODY_SIZE_AT: usize = 121;
/// Offset of the flag that says whether there is a pointer.
const POINTER_FLAG_AT: usize = 156;
/// The one kind this crate knows: an entry that erases the body of the entry it points at.
pub const REDACTION_KIND: &str = "redaction";

/// Who made an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    /// A stable id, 1 to [`MAX_ACTOR_ID`] bytes.
    pub id: String,
    /// The name as people read it, 1 to [`MAX_ACTOR_NAME`] bytes.
    pub name: String,
}

/// What is signed about an entry. Made by [`append`](crate::append) or read from bytes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Header {
    /// The incident.
    pub incident: IncidentId,
    /// The station that wrote the entry.
    pub station: Station,
    /// The number in the station's chain, from 1.
    pub seq: u64,
    /// The hash of the header before this one, [`EntryHash::NONE`] for the first.
    pub previous: EntryHash,
    /// The hash of the salted body.
    pub body_hash: [u8; 32],
    /// The body's size in bytes.
    pub body_size: u32,
    /// When it happened, as the person says: milliseconds since 1970 UTC.
    pub occurred_at: i64,
    /// When the machine took it down: milliseconds since 1970 UTC.
    pub recorded_at: i64,
    /// The incident's own zone, minutes east of UTC, so that it reads the same on every station.
    pub zone_offset_min: i16,
    /// For display order.
    pub clock: Hlc,
    /// Whether this is part of an exercise.
    pub exercise: bool,
    /// The entry this one corrects, undoes, settles or redacts.
    pub about: Option<EntryHash>,
    /// What sort of entry it is: `a-z`, `0-9`, `.`, `_`, `-`, starting with a letter.
    pub kind: String,
    /// Who made it.
    pub actor: Actor,
    /// The role they held, empty when none.
    pub role: String,
}

impl Header {
    /// The canonical bytes, or the first rule broken. `decode(encode(h)) == h`, and only these bytes decode to `h`.
    pub fn encode(&self) -> Result<Vec<u8>, SealError> {
        self.broken_rule()
            .map_or(Ok(()), |(field, why)| Err(SealError::Field { field, why }))?;
        let mut out = Vec::with_capacity(256);
        out.push(FORMAT_VERSION);
        out.extend(self.incident.as_bytes());
        out.extend(self.station.as_bytes());
        out.extend(self.seq.to_be_bytes());
        out.extend(self.previous.as_bytes());
        out.extend(self.body_hash);
        out.extend(self.body_size.to_be_bytes());
        out.extend(self.occurred_at.to_be_bytes());
        out.extend(self.recorded_at.to_be_bytes());
        out.extend(self.zone_offset_min.to_be_bytes());
        out.extend(self.clock.ms.to_be_bytes());
        out.extend(self.clock.count.to_be_bytes());
        out.push(u8::from(self.exercise));
        out.push(u8::from(self.about.is_some()));
        if let Some(about) = &self.about {
            out.extend(about.as_bytes());
        }
        for text in [&self.kind, &self.actor.id, &self.actor.name, &self.role] {
            put_text(&mut out, text);
        }
        Ok(out)
    }

    /// Reads exactly one header: no byte missing, no byte over, nothing the encoder would not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = Reader::new(bytes);
        let version = from.u8("format version")?;
        if version != FORMAT_VERSION {
            return Err(DecodeError::Version { version });
        }
        let header = Self {
            incident: IncidentId(from.array("incident")?),
            station: Station(from.array("station")?),
            seq: from.u64("sequence number")?,
            previous: EntryHash(from.array("hash of the entry before")?),
            body_hash: from.array("body hash")?,
            body_size: from.u32("body size")?,
            occurred_at: from.i64("time it occurred")?,
            recorded_at: from.i64("time it was recorded")?,
            zone_offset_min: from.i16("zone offset")?,
            clock: Hlc {
                ms: from.i64("clock")?,
                count: from.u32("clock")?,
            },
            exercise: from.flag("exercise flag")?,
            about: if from.flag("pointer flag")? {
                Some(EntryHash(from.array("pointer")?))
            } else {
                None
            },
            kind: from.text("kind")?.to_owned(),
            actor: Actor {
                id: from.text("actor's id")?.to_owned(),
                name: from.text("actor's name")?.to_owned(),
            },
            role: from.text("role")?.to_owned(),
        };
        from.finish()?;
        match header.broken_rule() {
            None => Ok(header),
            Some((field, why)) => Err(DecodeError::Field { field, at: 0, why }),
        }
    }

    /// The first rule of the format that the fields break: the field and why.
    fn broken_rule(&self) -> Option<(&'static str, &'static str)> {
        let (seq, previous) = (self.seq, self.previous);
        let rules = [
            (seq == 0, "sequence number", "it starts at 1"),
            (
                seq > i64::MAX as u64,
                "sequence number",
                "it is past the last number a log can hold",
            ),
            (
                (seq == 1) != (previous == EntryHash::NONE),
                "hash of the entry before",
                "it is empty for entry 1 only",
            ),
            (
                self.body_size as usize > MAX_BODY,
                "body size",
                "it is larger than 16 MiB",
            ),
            (
                !is_time(self.occurred_at),
                "time it occurred",
                "it must be in the years 1970 to 9999",
            ),
            (
                !is_time(self.recorded_at),
                "time it was recorded",
                "it must be in the years 1970 to 9999",
            ),
            (
                !is_time(self.clock.ms),
                "clock",
                "it must be in the years 1970 to 9999",
            ),
            (
                self.zone_offset_min.unsigned_abs() > MAX_ZONE_OFFSET_MIN.unsigned_abs(),
                "zone offset",
                "it is over 14 hours",
            ),
            (
                self.about == Some(EntryHash::NONE),
                "pointer",
                "it points at nothing",
            ),
            (
                self.kind == REDACTION_KIND && self.about.is_none(),
                "pointer",
                "a redaction must say which entry it erases",
            ),
            (
                !is_kind(&self.kind),
                "kind",
                "it is 1 to 64 of a-z, 0-9, dot, dash, underscore, and starts with a letter",
            ),
            (
                !is_text(&self.actor.id, 1, MAX_ACTOR_ID),
                "actor's id",
                "it is 1 to 64 bytes with no control characters",
            ),
            (
                !is_text(&self.actor.name, 1, MAX_ACTOR_NAME),
                "actor's name",
                "it is 1 to 200 bytes with no line breaks",
            ),
            (
                !is_text(&self.role, 0, MAX_ROLE),
                "role",
                "it is at most 100 bytes with no line breaks",
            ),
        ];
        rules.into_iter().find(|rule| rule.0).map(|rule| (rule.1, rule.2))
    }
}

/// How long the header that starts these bytes is by its own lengths, and the body size it gives; `None` when the
/// bytes end before it does. Tells nothing of whether it is a good header.
pub(crate) fn outline(bytes: &[u8]) -> Option<(usize, usize)> {
    let size = u32::from_be_bytes(*bytes.get(BODY_SIZE_AT..)?.first_chunk()?);
    let pointer = if *bytes.get(POINTER_FLAG_AT)? == 0 { 0 } else { 32 };
    let texts = POINTER_FLAG_AT + 1 + pointer;
    let length = (0..4).try_fold(texts, |at, _| Some(at + 1 + usize::from(*bytes.get(at)?)))?;
    (length <= bytes.len()).then_some((length, usize::try_from(size).unwrap_or(usize::MAX)))
}

fn is_time(ms: i64) -> bool {
    (0..=MAX_TIME_MS).contains(&ms)
}

fn is_kind(kind: &str) -> bool {
    kind.len() <= MAX_KIND
        && kind.starts_with(|first: char| first.is_ascii_lowercase())
        && kind
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

fn is_text(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && is_plain(text)
}
