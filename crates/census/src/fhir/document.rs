//! FHIR files: a whole JSON document, or NDJSON line by line in bounded memory.

use std::fmt;
use std::io::{BufRead, Read};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{At, Cx, Fhir, Origin, elements, json};
use crate::feed::Ledger;

/// Longest NDJSON line, bytes: no real resource comes near, and a longer line is skipped without being held.
pub(crate) const LONGEST_LINE: u64 = 32 * 1024 * 1024;

/// Resource types that tell a ward nothing: read for their syntax only.
const PASSED_OVER: &[&str] = &[
    "Claim",
    "ClaimResponse",
    "ExplanationOfBenefit",
    "Coverage",
    "Provenance",
    "AuditEvent",
    "SupplyDelivery",
    "DocumentReference",
    "ImagingStudy",
    "DiagnosticReport",
    "Immunization",
    "CareTeam",
    "Goal",
    "Organization",
    "Binary",
    "Media",
];

/// Reads a whole document: a Bundle, a single resource, or a list of resources. A document that breaks off keeps every
/// entry before the break.
pub(crate) fn read_document(text: &str, file: &str, origin: Origin, store: &mut Fhir, ledger: &mut Ledger) {
    let mut top = Top::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = TopSeed(&mut top)
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    ledger.made(top.timestamp.as_deref().and_then(elements::when));
    let is_list = top.kind.is_none() && text.trim_start().starts_with('[');
    let is_bundle = top
        .kind
        .as_deref()
        .map_or(!top.entries.is_empty(), |kind| kind == "Bundle");
    if is_bundle || is_list {
        for (n, entry) in top.entries.iter().enumerate() {
            let at = At {
                line: 0,
                entry: u32::try_from(n + 1).unwrap_or(u32::MAX),
            };
            read_entry(entry.get(), is_list, file, origin, at, store, ledger);
        }
        if let Err(e) = read {
            let reason = format!(
                "The file breaks off or is damaged here ({e}). The {} entries before it were read. Export it again.",
                top.entries.len()
            );
            ledger.reject(file, format!("line {}, column {}", e.line(), e.column()), reason);
        }
        return;
    }
    let mut cx = Cx {
        file,
        origin,
        at: At::default(),
        full_url: None,
        ledger,
    };
    match json::parse(text) {
        Ok(resource) => store.take(&resource, &mut cx),
        Err(e) => {
            let at = format!("line {}, column {}", e.line(), e.column());
            cx.ledger
                .reject(file, at, format!("This is not whole JSON: {e}. Export it again."));
        }
    }
}

fn read_entry(
    entry: &str,
    bare: bool,
    file: &str,
    origin: Origin,
    at: At,
    store: &mut Fhir,
    ledger: &mut Ledger,
) {
    let mut cx = Cx {
        file,
        origin,
        at,
        full_url: None,
        ledger,
    };
    match json::parse(entry) {
        Ok(resource) if bare => store.take(&resource, &mut cx),
        Ok(entry) => store.take_entry(&entry, at, &mut cx),
        Err(e) => cx.ledger.reject(
            file,
            at.to_string(),
            format!("This entry cannot be read: {e}. It was left out."),
        ),
    }
}

/// Reads NDJSON. `progress` is told the bytes read now and then; it answers whether to go on.
pub(crate) fn read_ndjson(
    mut reader: impl BufRead,
    file: &str,
    origin: Origin,
    store: &mut Fhir,
    ledger: &mut Ledger,
    progress: &mut dyn FnMut(u64) -> bool,
) -> std::io::Result<bool> {
    let mut line = Vec::with_capacity(16 * 1024);
    let (mut number, mut since) = (0u64, 0u64);
    loop {
        line.clear();
        let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? as u64;
        if read == 0 {
            return Ok(progress(since));
        }
        number += 1;
        since += read;
        if read == LONGEST_LINE && line.last() != Some(&b'\n') {
            since += skip_line(&mut reader)?;
            let reason = format!(
                "This line is longer than {} MB, which no patient record is. It was skipped. Check that the file is NDJSON.",
                LONGEST_LINE / 1024 / 1024
            );
            ledger.reject(file, format!("line {number}"), reason);
        } else {
            read_line(&line, number, file, origin, store, ledger);
        }
        if since > 1 << 20 {
            if !progress(since) {
                return Ok(false);
            }
            since = 0;
        }
    }
}

fn skip_line(reader: &mut impl BufRead) -> std::io::Result<u64> {
    let mut skipped = 0u64;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let (used, ended) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(used);
        skipped += used as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

fn read_line(line: &[u8], number: u64, file: &str, origin: Origin, store: &mut Fhir, ledger: &mut Ledger) {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let Ok(text) = std::str::from_utf8(line) else {
        let reason = "This line is not UTF-8 text. It was skipped.";
        ledger.reject(file, format!("line {number}"), reason);
        return;
    };
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let at = At {
        line: number,
        entry: 0,
    };
    if kind_at_the_front(text).is_some_and(|kind| PASSED_OVER.contains(&kind))
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
    {
        ledger.took();
        return;
    }
    match json::parse(text) {
        Ok(resource) => store.take(
            &resource,
            &mut Cx {
                file,
                origin,
                at,
                full_url: None,
                ledger,
            },
        ),
        Err(e) => ledger.reject(
            file,
            at.to_string(),
            format!("This line cannot be read: {e}. It was skipped."),
        ),
    }
}

/// The resource type where servers usually write it, first in the object; `None` costs only time.
fn kind_at_the_front(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix('{')?
        .trim_start()
        .strip_prefix("\"resourceType\"")?;
    let rest = rest
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?;
    rest.split_once('"').map(|(kind, _)| kind)
}

/// Whether a text that begins with `{` is NDJSON: its first line is a whole object and another follows.
pub(crate) fn looks_like_ndjson(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let Some((first, rest)) = head.split_once('\n') else {
        return false;
    };
    rest.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(first.trim()).is_ok()
}

#[derive(Default)]
struct Top<'a> {
    kind: Option<String>,
    timestamp: Option<String>,
    entries: Vec<&'a RawValue>,
}

/// Fills a [`Top`] as it goes, so that what was read stays when the document breaks off.
struct TopSeed<'t, 'a>(&'t mut Top<'a>);

impl<'de: 'a, 'a> DeserializeSeed<'de> for TopSeed<'_, 'a> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for TopSeed<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR resource")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(entry) = seq.next_element::<&'de RawValue>()? {
            self.0.entries.push(entry);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            match name.as_ref() {
                "resourceType" => self.0.kind = short_text(map.next_value()?),
                "timestamp" => self.0.timestamp = short_text(map.next_value()?),
                "entry" => map.next_value_seed(EntrySeed(&mut self.0.entries))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

fn short_text(raw: &RawValue) -> Option<String> {
    serde_json::from_str::<String>(raw.get()).ok()
}

/// The entries of a Bundle; of something else that has an `entry` (a List), nothing.
struct EntrySeed<'t, 'a>(&'t mut Vec<&'a RawValue>);

impl<'de: 'a, 'a> DeserializeSeed<'de> for EntrySeed<'_, 'a> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for EntrySeed<'_, 'a> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the entries of a Bundle")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(entry) = seq.next_element::<&'de RawValue>()? {
            self.0.push(entry);
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}
