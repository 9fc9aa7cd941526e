//! Checking an exported record: the entries, and everything wrapped around them.

use std::fmt;

use battlebag_log::{Bundle, FileSeal, Verdict};

use crate::archive::{self, Part};
use crate::write::{checkpoints, part_of, stations};
use crate::{JSON, LOG, MANIFEST, Manifest, PDF, READ_ME, RECORD_FORMAT, SIGNATURE, VerifyError, json};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// What the record says about itself.
    pub manifest: Manifest,
    /// The log's own verdict: every entry, signature and link.
    pub verdict: Verdict,
    /// What is wrong with the parts around the log, in plain words; empty when nothing is.
    pub around: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.verdict.is_whole() && self.around.is_empty()
    }
}

/// Takes a record apart and checks all of it. An error is a file that cannot be taken apart; what can be is in the
/// report, down to the entry.
pub fn check(bytes: &[u8]) -> Result<Report, VerifyError> {
    let parts = archive::read(bytes)?;
    let part = |name: &'static str| {
        let found = parts.iter().find(|(n, _)| *n == name);
        found
            .map(|(_, content)| *content)
            .ok_or(VerifyError::Missing { name })
    };
    let listed = part(MANIFEST)?;
    let manifest: Manifest = serde_json::from_slice(listed).map_err(|e| VerifyError::Unreadable {
        name: MANIFEST,
        why: e.to_string(),
    })?;
    if manifest.format != RECORD_FORMAT {
        let why = format!(
            "it is of format {}, and this program reads {RECORD_FORMAT}",
            manifest.format
        );
        return Err(VerifyError::Unreadable { name: MANIFEST, why });
    }
    let bundle = Bundle::decode(part(LOG)?)?;
    let mut around = sealed(listed, part(SIGNATURE)?, &bundle);
    let verdict = bundle.verify();
    for name in [READ_ME, PDF, JSON, LOG] {
        around.extend(as_listed(&manifest, (name, part(name)?)));
    }
    around.extend(as_told(&manifest, &bundle, part(JSON)?));
    if parts.len() != 6 {
        around.push("This file holds more than a record does: something was put in.".to_owned());
    }
    let whole = around.is_empty() && verdict.is_whole();
    if whole && archive::write(&parts)? != bytes {
        around
            .push("The wrapping of this file was changed; everything inside is as it was signed.".to_owned());
    }
    Ok(Report {
        manifest,
        verdict,
        around,
    })
}

/// The signature over the list.
fn sealed(listed: &[u8], signature: &[u8], bundle: &Bundle) -> Vec<String> {
    let Some(seal) = std::str::from_utf8(signature).ok().and_then(FileSeal::from_text) else {
        return vec![format!("{SIGNATURE} is not a signature: it was changed.")];
    };
    if !seal.holds(listed) {
        return vec![format!(
            "{MANIFEST} was changed after it was signed, or another station signed it."
        )];
    }
    let key = hex::encode(seal.station.as_bytes());
    if stations(bundle).iter().any(|s| s.key == key) {
        Vec::new()
    } else {
        vec![format!(
            "The station that exported this record ({}) wrote nothing in it.",
            seal.station.short()
        )]
    }
}

/// Whether a part is the one that was listed.
fn as_listed(manifest: &Manifest, part: Part<'_>) -> Option<String> {
    let found = part_of(&part);
    match manifest.parts.iter().find(|p| p.name == part.0) {
        None => Some(format!("{} is not in the signed list.", part.0)),
        Some(listed) if *listed == found => None,
        Some(listed) => Some(format!(
            "{} is not the file that was exported: it has {} bytes and the signed list says {}{}.",
            part.0,
            found.bytes,
            listed.bytes,
            if found.bytes == listed.bytes {
                ", with another content"
            } else {
                ""
            },
        )),
    }
}

/// Whether what is told beside the log is what the log says.
fn as_told(manifest: &Manifest, bundle: &Bundle, told: &[u8]) -> Vec<String> {
    let mut wrong = Vec::new();
    if manifest.incident != bundle.incident.to_string() {
        wrong.push(format!("{MANIFEST} names another incident than {LOG}."));
    }
    if manifest.entries != bundle.entries.len() as u64 {
        wrong.push(format!(
            "{MANIFEST} says {} entries and {LOG} holds {}.",
            manifest.entries,
            bundle.entries.len()
        ));
    }
    if manifest.stations != stations(bundle) {
        wrong.push(format!("{MANIFEST} names other stations or people than {LOG}."));
    }
    if manifest.checkpoints != checkpoints(bundle) {
        wrong.push(format!("{MANIFEST} names other checkpoints than {LOG}."));
    }
    let bad = bundle.checkpoints.iter().filter(|c| !c.holds()).count();
    if bad > 0 {
        wrong.push(format!(
            "{bad} of the checkpoints in {LOG} were changed after they were signed."
        ));
    }
    if told != json::of(bundle) {
        wrong.push(format!("{JSON} says something else than {LOG}."));
    }
    wrong
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let m = &self.manifest;
        let drill = if m.exercise { "EXERCISE. " } else { "" };
        writeln!(f, "{drill}{}, {}", m.title, m.hospital)?;
        writeln!(f, "Exported {} by {} with {}.", m.made_at, m.made_by, m.program)?;
        writeln!(f, "{}", self.verdict.to_string().trim_end())?;
        for station in &m.stations {
            let short = station.key.get(..16).unwrap_or(&station.key);
            writeln!(f, "On station {short} wrote {}.", station.people.join(", "))?;
        }
        for checkpoint in &m.checkpoints {
            writeln!(f, "Checkpoint {}: {}.", checkpoint.made_at, checkpoint.words)?;
        }
        for wrong in &self.around {
            writeln!(f, "Wrong: {wrong}")?;
        }
        if self.is_whole() {
            writeln!(f, "This record is whole: every part of it is as it was signed.")
        } else {
            writeln!(f, "This record is NOT whole.")
        }
    }
}
