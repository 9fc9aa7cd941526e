//! Making an exported record.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_log::{Bundle, FileSeal, Header, Station, StationKey};
use chrono::{DateTime, SecondsFormat, Utc};

use crate::archive::{self, Part};
use crate::{
    JSON, LOG, MANIFEST, Manifest, PDF, READ_ME, RECORD_FORMAT, RecordCheckpoint, RecordPart, RecordStation,
    SIGNATURE, VerifyError, json,
};

/// What is told about a record beside the log itself.
#[derive(Debug, Clone)]
pub struct RecordFacts {
    /// The incident's title.
    pub title: String,
    /// Whether it was an exercise.
    pub exercise: bool,
    /// The hospital.
    pub hospital: String,
    /// IANA name of the incident's zone.
    pub zone: String,
    /// Now.
    pub made_at: DateTime<Utc>,
    /// Who makes it.
    pub made_by: String,
    /// Version of the program.
    pub version: String,
}

/// The bytes of the record, signed with the exporting station's key. `pdf` is the record as people read it.
pub fn write(
    bundle: &Bundle,
    pdf: &[u8],
    facts: &RecordFacts,
    key: &StationKey,
) -> Result<Vec<u8>, VerifyError> {
    let log = bundle.encode()?;
    let json = json::of(bundle);
    let read_me = read_me(facts, bundle);
    let inside: [Part<'_>; 4] = [
        (READ_ME, read_me.as_bytes()),
        (PDF, pdf),
        (JSON, &json),
        (LOG, &log),
    ];
    let manifest = Manifest {
        format: RECORD_FORMAT,
        incident: bundle.incident.to_string(),
        title: facts.title.clone(),
        exercise: facts.exercise,
        hospital: facts.hospital.clone(),
        zone: facts.zone.clone(),
        made_at: rfc3339(facts.made_at),
        made_by: facts.made_by.clone(),
        program: format!("Battlebag {}", facts.version),
        entries: bundle.entries.len() as u64,
        stations: stations(bundle),
        checkpoints: checkpoints(bundle),
        parts: inside.iter().map(part_of).collect(),
    };
    let mut listed = serde_json::to_vec_pretty(&manifest).map_err(|e| VerifyError::Unreadable {
        name: MANIFEST,
        why: e.to_string(),
    })?;
    listed.push(b'\n');
    let seal = FileSeal::of(key, &listed).to_text();
    let mut parts = inside.to_vec();
    parts.push((MANIFEST, &listed));
    parts.push((SIGNATURE, seal.as_bytes()));
    archive::write(&parts)
}

pub(crate) fn part_of((name, bytes): &Part<'_>) -> RecordPart {
    RecordPart {
        name: (*name).to_owned(),
        bytes: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
    }
}

fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The stations, with how much each wrote and who wrote on it.
pub(crate) fn stations(bundle: &Bundle) -> Vec<RecordStation> {
    let mut wrote: BTreeMap<Station, (u64, BTreeSet<String>)> = BTreeMap::new();
    for header in bundle
        .entries
        .iter()
        .filter_map(|e| Header::decode(&e.header).ok())
    {
        let (entries, people) = wrote.entry(header.station).or_default();
        *entries += 1;
        people.insert(header.actor.name);
    }
    let told = wrote
        .into_iter()
        .map(|(station, (entries, people))| RecordStation {
            key: hex::encode(station.as_bytes()),
            entries,
            people: people.into_iter().collect(),
        });
    told.collect()
}

pub(crate) fn checkpoints(bundle: &Bundle) -> Vec<RecordCheckpoint> {
    let told = bundle.checkpoints.iter().map(|signed| RecordCheckpoint {
        made_at: rfc3339(DateTime::from_timestamp_millis(signed.checkpoint.made_at()).unwrap_or_default()),
        words: signed.checkpoint.words().join(" "),
        signed_by: hex::encode(signed.station.as_bytes()),
    });
    told.collect()
}

fn read_me(facts: &RecordFacts, bundle: &Bundle) -> String {
    let drill = if facts.exercise {
        "EXERCISE: a rehearsal, not a real incident\r\n"
    } else {
        ""
    };
    format!(
        "{drill}{} - {}\r\n\
         The record of one incident, exported by Battlebag {} on {} by {}.\r\n\r\n\
         record.pdf     to read and print\r\n\
         record.json    the same entries for programs\r\n\
         record.log     the {} entries exactly as they were signed; this is the evidence\r\n\
         manifest.json  what this file holds; manifest.sig is the station's signature over it\r\n\r\n\
         To check it:  battlebag verify FILE   or   battlebag-verify FILE\r\n\
         Neither needs a network, a password or a Battlebag home. The format is written down in docs/log-format.md\r\n\
         of Battlebag's source, for anybody who would rather write their own check. Whether the stations' keys are the\r\n\
         hospital's own is shown by the checkpoint words on the sheets it printed during the incident.\r\n",
        facts.hospital,
        facts.title,
        facts.version,
        rfc3339(facts.made_at),
        facts.made_by,
        bundle.entries.len(),
    )
}
