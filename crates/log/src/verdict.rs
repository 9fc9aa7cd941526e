//! What the verifier found, in plain words.

use crate::checkpoint::Head;
use crate::entry::Filed;
use crate::error::DecodeError;
use crate::ids::{EntryHash, IncidentId, Station};
use std::fmt;

/// One thing that is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// The header's bytes cannot be read.
    Unreadable(DecodeError),
    /// The entry belongs to another incident.
    OtherIncident {
        /// The incident it names.
        incident: IncidentId,
    },
    /// The entry says it is another entry than the one it is filed as.
    Misfiled {
        /// Where its header says it belongs.
        says: Filed,
    },
    /// The signature is not the station's over these bytes.
    BadSignature,
    /// The body is not the one that was signed.
    BodyDiffers,
    /// The body is not there, and no signed redaction explains why.
    BodyMissing,
    /// Entries are missing before this one.
    Gap {
        /// The first number missing.
        from: u64,
        /// The last number missing.
        to: u64,
    },
    /// The entry does not follow the one before it.
    BrokenLink,
    /// The clock of the entry is not later than the one before it.
    ClockBackwards,
    /// The station signed more than one entry with this number.
    Fork {
        /// The entries, all kept.
        entries: Vec<EntryHash>,
    },
    /// A checkpoint saw the chain further on than it is here.
    CutShort {
        /// The last number the checkpoint saw.
        seen: u64,
    },
    /// A checkpoint saw another entry under this number.
    NotAsSeen,
    /// A checkpoint that came with the log is not the one its station signed.
    CheckpointChanged,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Self::OtherIncident { incident } => write!(f, "it belongs to another incident, {incident}."),
            Self::Misfiled { says } => {
                write!(
                    f,
                    "it says it is entry {} of station {}.",
                    says.seq,
                    says.station.short()
                )
            }
            Self::BadSignature => {
                f.write_str("it was changed after it was signed, or this station did not sign it.")
            }
            Self::BodyDiffers => f.write_str("what it says was changed after it was signed."),
            Self::BodyMissing => f.write_str(
                "what it said is missing, and no signed redaction explains why. Another station may hold it.",
            ),
            Self::Gap { from, to } if from == to => {
                write!(
                    f,
                    "entry {from} before it is missing. Another station may hold it."
                )
            }
            Self::Gap { from, to } => {
                write!(
                    f,
                    "entries {from} to {to} before it are missing. Another station may hold them."
                )
            }
            Self::BrokenLink => {
                f.write_str("it does not follow the entry before it: one of the two was replaced.")
            }
            Self::ClockBackwards => f.write_str("its clock is not later than the entry before it."),
            Self::Fork { entries } => write!(
                f,
                "the station signed {} different entries with this number. All are kept. Its key may be in use on two \
                 machines: stop using that station until it has a new key.",
                entries.len()
            ),
            Self::CutShort { seen } => {
                write!(
                    f,
                    "the chain ends here, and a checkpoint saw it reach entry {seen}. Later entries are missing."
                )
            }
            Self::NotAsSeen => {
                f.write_str("a checkpoint saw another entry under this number: the log was rewritten.")
            }
            Self::CheckpointChanged => f.write_str(
                "it was changed after it was signed, so it proves nothing. Compare the log with the words on paper.",
            ),
        }
    }
}

/// One fault and the entry it is about.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The position in the entries that were checked, from 0; `None` when the entry is not among them.
    pub index: Option<usize>,
    /// The station, as filed or as the header says; `None` when neither can be told.
    pub station: Option<Station>,
    /// The number in the station's chain, told the same way.
    pub seq: Option<u64>,
    /// What is wrong.
    pub what: Fault,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.station, self.seq, self.index) {
            (Some(station), None, _) if self.what == Fault::CheckpointChanged => {
                write!(f, "A checkpoint of station {}: {}", station.short(), self.what)
            }
            (Some(station), Some(seq), _) => {
                write!(f, "Entry {seq} of station {}: {}", station.short(), self.what)
            }
            (_, _, Some(index)) => write!(f, "The entry in place {}: {}", index + 1, self.what),
            _ => write!(f, "An entry: {}", self.what),
        }
    }
}

/// The result of checking a log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// The incident that was checked.
    pub incident: IncidentId,
    /// How many different entries were checked.
    pub entries: usize,
    /// Where each station's chain ends, as far as it can be trusted. A forked chain has several ends.
    pub heads: Vec<Head>,
    /// Entries whose words were erased by a signed redaction. Not a fault.
    pub redacted: Vec<Filed>,
    /// What is wrong, the first bad entry first; empty when the log is whole.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first bad entry.
    pub fn first(&self) -> Option<&Finding> {
        self.findings.first()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = counted(self.entries, "entry", "entries");
        if self.is_whole() {
            writeln!(f, "The log is whole: {entries}, every signature and link holds.")?;
        } else {
            let faults = counted(self.findings.len(), "fault", "faults");
            writeln!(f, "The log is not whole: {faults} in {entries}.")?;
        }
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        for head in &self.heads {
            writeln!(f, "Station {} reaches entry {}.", head.station.short(), head.seq)?;
        }
        for gone in &self.redacted {
            writeln!(
                f,
                "Entry {} of station {} was redacted, signed.",
                gone.seq,
                gone.station.short()
            )?;
        }
        Ok(())
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
