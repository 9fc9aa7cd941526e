//! The machine-readable record: made from the log alone, so that the verifier can make it again and compare.

use battlebag_log::{Body, Bundle, Header, SealedEntry, order};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Record<'a> {
    format: u32,
    incident: String,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    station: String,
    number: u64,
    hash: String,
    previous: String,
    kind: &'a str,
    occurred_at: String,
    recorded_at: String,
    exercise: bool,
    actor_id: &'a str,
    actor: &'a str,
    role: &'a str,
    about: Option<String>,
    /// The body as it was written; absent when its words were erased or lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
    /// A body that is not JSON, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_hex: Option<String>,
}

/// The record as JSON: every entry that can be read, in display order, times in the zone of the incident.
pub(crate) fn of(bundle: &Bundle) -> Vec<u8> {
    let read = bundle.entries.iter().cloned().map(SealedEntry::read);
    let mut entries: Vec<SealedEntry> = read.filter_map(Result::ok).collect();
    order(&mut entries);
    let record = Record {
        format: crate::RECORD_FORMAT,
        incident: bundle.incident.to_string(),
        entries: entries.iter().map(entry).collect(),
    };
    let mut out = serde_json::to_vec_pretty(&record).unwrap_or_default();
    out.push(b'\n');
    out
}

fn entry(sealed: &SealedEntry) -> Entry<'_> {
    let header = sealed.header();
    let body = sealed.body().and_then(as_json);
    Entry {
        station: hex::encode(header.station.as_bytes()),
        number: header.seq,
        hash: hex::encode(sealed.hash().as_bytes()),
        previous: hex::encode(header.previous.as_bytes()),
        kind: &header.kind,
        occurred_at: time(header, header.occurred_at),
        recorded_at: time(header, header.recorded_at),
        exercise: header.exercise,
        actor_id: &header.actor.id,
        actor: &header.actor.name,
        role: &header.role,
        about: header.about.map(|hash| hex::encode(hash.as_bytes())),
        body_hex: sealed
            .body()
            .filter(|_| body.is_none())
            .map(|b| hex::encode(&b.bytes)),
        body,
    }
}

fn as_json(body: &Body) -> Option<&RawValue> {
    serde_json::from_slice(&body.bytes).ok()
}

fn time(header: &Header, ms: i64) -> String {
    let utc = DateTime::from_timestamp_millis(ms).unwrap_or_default();
    let zone = FixedOffset::east_opt(i32::from(header.zone_offset_min) * 60);
    zone.map_or_else(|| utc.to_rfc3339(), |zone| utc.with_timezone(&zone).to_rfc3339())
}
