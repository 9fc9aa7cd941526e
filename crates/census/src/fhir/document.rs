//! FHIR files: a JSON document entry by entry, or NDJSON line by line, in bounded memory.

use std::io::{BufRead, Read};

use serde::de::IgnoredAny;

use super::history::History;
use super::json::{self, Json};
use super::letters::{AsUtf8, Letters, letters_of};
use super::pieces::{Got, Pieces};
use super::{At, Cx, Fhir, Origin, Pass, Times};
use crate::feed::Ledger;

/// Longest NDJSON line, bytes: no real resource comes near, and a longer line is skipped without being held.
pub(crate) const LONGEST_LINE: u64 = 32 * 1024 * 1024;

/// Largest single resource or Bundle entry, bytes (an entry may itself be a whole Bundle).
pub(super) const LONGEST_RESOURCE: u64 = 64 * 1024 * 1024;

/// Where the resources of one file go.
pub(crate) struct Taking<'a> {
    pub file: &'a str,
    pub origin: Origin,
    pub times: &'a Times,
    pub store: &'a mut Fhir,
    pub ledger: &'a mut Ledger,
    pub history: History,
}

impl Taking<'_> {
    fn cx(&mut self, at: At) -> (&mut Fhir, Cx<'_>) {
        let cx = Cx {
            file: self.file,
            origin: self.origin,
            at,
            full_url: None,
            times: self.times,
            ledger: self.ledger,
        };
        (self.store, cx)
    }

    /// A resource that is not in a Bundle.
    pub(super) fn resource(&mut self, resource: &Json<'_>, at: At) {
        let (store, mut cx) = self.cx(at);
        store.take(resource, &mut cx);
    }

    /// An entry of a Bundle.
    pub(super) fn entry(&mut self, entry: &Json<'_>, at: At) {
        if self.history.is_older(entry) {
            let kind = entry.get("resource").get("resourceType").text();
            if let Some(kind) = kind.filter(|kind| self.store.pass.takes(kind)) {
                self.passed_over(kind);
            }
            return;
        }
        let (store, mut cx) = self.cx(at);
        store.take_entry(entry, at, &mut cx);
    }

    /// A resource that was not looked into is taken all the same.
    fn passed_over(&mut self, kind: &str) {
        self.ledger.took();
        if let Some(contents) = &mut self.store.contents {
            contents.count(kind, &Json::Null);
        }
    }

    /// The time at which a Bundle says that it was made.
    pub(super) fn made(&mut self, timestamp: Option<&str>) {
        if self.store.pass != Pass::Facts {
            self.ledger.made(timestamp.and_then(|t| self.times.when(t)));
        }
    }

    /// Something that is no resource. Said once, also when a file is read twice.
    pub(super) fn reject(&mut self, at: impl Into<String>, reason: impl Into<String>) {
        if self.store.pass != Pass::Who {
            self.ledger.reject(self.file, at, reason);
        }
    }

    pub(super) fn warn(&mut self, at: impl Into<String>, text: impl Into<String>) {
        if self.store.pass != Pass::Who {
            self.ledger.warn(self.file, at, text);
        }
    }

    fn bytes(&mut self, bytes: &[u8], bare: bool, at: At) {
        let text = if let Ok(text) = std::str::from_utf8(bytes) {
            std::borrow::Cow::Borrowed(text)
        } else {
            let text = "Some letters could not be read as UTF-8 and were read as windows-1252. Check names in this record.";
            self.warn(at.to_string(), text);
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
        };
        let what = if at.entry == 0 { "resource" } else { "entry" };
        self.text(&text, what, bare, at);
    }

    /// One resource (`bare`) or Bundle entry. One that cannot be read is rejected once, by the pass that has to read it.
    fn text(&mut self, text: &str, what: &str, bare: bool, at: At) {
        let pass = self.store.pass;
        match json::parse_but(text, pass.passes_over()) {
            Ok(resource) if bare => self.resource(&resource, at),
            Ok(entry) => self.entry(&entry, at),
            Err(e) => {
                if pass != Pass::Who || json::parse_but(text, Pass::Facts.passes_over()).is_ok() {
                    let reason = format!("This {what} cannot be read: {e}. It was skipped; export it again.");
                    self.ledger.reject(self.file, at.to_string(), reason);
                }
            }
        }
    }
}

/// Reads a document: a Bundle, a single resource, or a list of resources; several, one after another, are read one after
/// another. A document that breaks off keeps every entry before the break; an entry that cannot be read loses nothing but
/// itself.
pub(crate) fn read_document(
    reader: impl BufRead,
    head: &[u8],
    taking: &mut Taking<'_>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> std::io::Result<bool> {
    match letters_of(head) {
        Letters::Known(encoding)
            if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE =>
        {
            let mut reader = AsUtf8::new(reader, encoding);
            let go_on = read_utf8(&mut reader, taking, progress)?;
            if reader.damaged {
                taking.warn(
                    "whole file",
                    "Some letters could not be read. Check names in this file.",
                );
            }
            Ok(go_on)
        }
        _ => read_utf8(reader, taking, progress),
    }
}

fn read_utf8(
    mut reader: impl BufRead,
    taking: &mut Taking<'_>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> std::io::Result<bool> {
    if reader.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        reader.consume(3);
    }
    let mut document = Document {
        pieces: Pieces::new(reader),
        taking,
        progress,
        buffer: Vec::new(),
        entries: 0,
    };
    loop {
        let end = match document.pieces.peek()? {
            None => return Ok((document.progress)(document.pieces.untold)),
            Some(b'{') => document.object()?,
            Some(b'[') => {
                document.pieces.pass();
                document.entries(true)?
            }
            Some(_) => End::Damaged,
        };
        match end {
            End::Whole => {}
            End::Cancelled => return Ok(false),
            End::Damaged => {
                document.broken();
                return Ok((document.progress)(document.pieces.untold));
            }
        }
    }
}

/// How a part of a document ended.
enum End {
    Whole,
    Damaged,
    Cancelled,
}

struct Document<'t, 'a, R> {
    pieces: Pieces<R>,
    taking: &'t mut Taking<'a>,
    progress: &'t mut dyn FnMut(u64) -> bool,
    buffer: Vec<u8>,
    entries: u32,
}

/// A top object as far as it was read: whether it is a Bundle may be said after its entries.
#[derive(Default)]
struct Top {
    kind: Option<String>,
    /// The object's text, while it may be a single resource.
    whole: Vec<u8>,
    too_long: bool,
    /// Entries whose owner is not known yet: where they lie in `whole`.
    kept: Vec<std::ops::Range<usize>>,
}

impl Top {
    fn is_bundle(&self) -> bool {
        self.kind.as_deref() == Some("Bundle")
    }

    fn keep(&mut self, parts: &[&[u8]]) {
        // Of a Bundle only entries that came before its type are kept, and these are in already.
        if self.is_bundle() || self.too_long {
            return;
        }
        let more: usize = parts.iter().map(|p| p.len()).sum();
        if self.whole.len() + more > most() {
            self.too_long = true;
            if self.kept.is_empty() {
                self.whole = Vec::new();
            }
            return;
        }
        for part in parts {
            self.whole.extend_from_slice(part);
        }
    }
}

fn most() -> usize {
    usize::try_from(LONGEST_RESOURCE).unwrap_or(usize::MAX)
}

impl<R: BufRead> Document<'_, '_, R> {
    fn object(&mut self) -> std::io::Result<End> {
        self.pieces.pass();
        let mut top = Top::default();
        top.keep(&[b"{"]);
        loop {
            match self.pieces.peek()? {
                Some(b'}') => {
                    self.pieces.pass();
                    top.keep(&[b"}"]);
                    self.close(&top);
                    return Ok(End::Whole);
                }
                Some(b',') => {
                    self.pieces.pass();
                    top.keep(&[b","]);
                    continue;
                }
                Some(b'"') => {}
                _ => return Ok(self.cut_off(&top)),
            }
            let mut name = Vec::new();
            let got = self.pieces.value(&mut name, 1024)?;
            if got == Got::BrokenOff || !self.pieces.pass_if(b':')? {
                return Ok(self.cut_off(&top));
            }
            if name == b"\"entry\""
                && top.kind.as_deref().is_none_or(|k| k == "Bundle")
                && self.pieces.pass_if(b'[')?
            {
                let end = if top.is_bundle() {
                    self.entries(false)?
                } else {
                    self.undecided(&mut top)?
                };
                if !matches!(end, End::Whole) {
                    return Ok(end);
                }
                continue;
            }
            self.buffer.clear();
            match self.pieces.value(&mut self.buffer, most())? {
                Got::BrokenOff => return Ok(self.cut_off(&top)),
                Got::TooLong => {
                    top.too_long |= !top.is_bundle();
                    continue;
                }
                Got::Whole => {}
            }
            top.keep(&[&name, b":", &self.buffer]);
            self.member(&name, &mut top);
        }
    }

    /// A field of the top object.
    fn member(&mut self, name: &[u8], top: &mut Top) {
        match name {
            b"\"resourceType\"" if top.kind.is_none() => {
                top.kind = serde_json::from_slice(&self.buffer).ok();
                if top.is_bundle() && top.kept.is_empty() {
                    top.whole = Vec::new();
                }
            }
            b"\"type\"" if self.buffer == b"\"history\"" => {
                self.taking.history = History::of_bundle();
            }
            b"\"timestamp\"" => {
                let text: Option<String> = serde_json::from_slice(&self.buffer).ok();
                self.taking.made(text.as_deref());
            }
            b"\"entry\"" if top.is_bundle() => {
                let entry = std::mem::take(&mut self.buffer);
                self.entries = self.entries.saturating_add(1);
                self.taking.bytes(&entry, false, self.at());
            }
            _ => {}
        }
    }

    fn at(&self) -> At {
        At {
            line: 0,
            entry: self.entries,
        }
    }

    /// Reads the elements of a list one by one and hands each over.
    fn entries(&mut self, bare: bool) -> std::io::Result<End> {
        loop {
            match self.pieces.peek()? {
                Some(b']') => {
                    self.pieces.pass();
                    return Ok(End::Whole);
                }
                Some(b',') => {
                    self.pieces.pass();
                    continue;
                }
                Some(b'}' | b':') | None => return Ok(End::Damaged),
                Some(_) => {}
            }
            self.buffer.clear();
            self.entries = self.entries.saturating_add(1);
            match self.pieces.value(&mut self.buffer, most())? {
                Got::Whole => {
                    let entry = std::mem::take(&mut self.buffer);
                    self.taking.bytes(&entry, bare, self.at());
                    self.buffer = entry;
                }
                Got::TooLong => self.too_long(self.at().to_string()),
                Got::BrokenOff => {
                    self.entries -= 1;
                    return Ok(End::Damaged);
                }
            }
            if self.pieces.untold > 1 << 20 && !(self.progress)(std::mem::take(&mut self.pieces.untold)) {
                return Ok(End::Cancelled);
            }
        }
    }

    /// Entries before it is said whose they are: kept, until they are too many for anything but a Bundle.
    fn undecided(&mut self, top: &mut Top) -> std::io::Result<End> {
        top.keep(&[b"\"entry\":["]);
        loop {
            match self.pieces.peek()? {
                Some(b']') => {
                    self.pieces.pass();
                    top.keep(&[b"]"]);
                    return Ok(End::Whole);
                }
                Some(b',') => {
                    self.pieces.pass();
                    top.keep(&[b","]);
                    continue;
                }
                Some(b'}' | b':') | None => return Ok(self.cut_off(top)),
                Some(_) => {}
            }
            self.buffer.clear();
            let got = self.pieces.value(&mut self.buffer, most())?;
            if got == Got::BrokenOff {
                return Ok(self.cut_off(top));
            }
            if got == Got::TooLong || top.whole.len() + self.buffer.len() + 64 > most() {
                top.kind = Some("Bundle".to_owned());
                self.close(top);
                top.whole = Vec::new();
                top.kept.clear();
                self.entries = self.entries.saturating_add(1);
                if got == Got::TooLong {
                    self.too_long(self.at().to_string());
                } else {
                    let entry = std::mem::take(&mut self.buffer);
                    self.taking.bytes(&entry, false, self.at());
                }
                return self.entries(false);
            }
            let from = top.whole.len();
            top.keep(&[&self.buffer]);
            top.kept.push(from..top.whole.len());
        }
    }

    /// Hands over what was kept of a top object.
    fn close(&mut self, top: &Top) {
        if top.is_bundle() || (top.kind.is_none() && !top.kept.is_empty()) {
            for range in &top.kept {
                self.entries = self.entries.saturating_add(1);
                let entry = top.whole.get(range.clone()).unwrap_or_default();
                self.taking.bytes(entry, false, self.at());
            }
        } else if top.too_long {
            self.too_long("whole file".to_owned());
        } else {
            self.taking.bytes(&top.whole, true, At::default());
        }
    }

    fn too_long(&mut self, at: String) {
        let reason = format!(
            "This record is larger than {} MB, which no patient record is. It was skipped. Check that this is the right file.",
            LONGEST_RESOURCE >> 20
        );
        self.taking.reject(at, reason);
    }

    /// The object breaks off: entries that were kept are still entries.
    fn cut_off(&mut self, top: &Top) -> End {
        if !top.kept.is_empty() && top.kind.as_deref().is_none_or(|k| k == "Bundle") {
            self.close(top);
        }
        End::Damaged
    }

    fn broken(&mut self) {
        let before = match self.entries {
            0 => "Nothing was taken from it.".to_owned(),
            1 => "The entry before it was read.".to_owned(),
            n => format!("The {n} entries before it were read."),
        };
        let reason = format!(
            "The file breaks off or is damaged here (this is not whole JSON). {before} Export it again."
        );
        self.taking.reject(format!("line {}", self.pieces.line), reason);
    }
}

/// Reads NDJSON. `progress` is told the bytes read now and then; it answers whether to go on.
pub(crate) fn read_ndjson(
    mut reader: impl BufRead,
    taking: &mut Taking<'_>,
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
            taking.reject(format!("line {number}"), reason);
        } else {
            read_line(&line, number, taking);
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

fn read_line(line: &[u8], number: u64, taking: &mut Taking<'_>) {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let Ok(text) = std::str::from_utf8(line) else {
        let reason = "This line is not UTF-8 text. It was skipped.";
        taking.reject(format!("line {number}"), reason);
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
    let pass = taking.store.pass;
    if let Some(kind) = kind_at_the_front(text).filter(|kind| pass.passes_over()(kind))
        && (pass == Pass::Who || serde_json::from_str::<IgnoredAny>(text).is_ok())
    {
        if pass.takes(kind) {
            taking.passed_over(kind);
        }
        return;
    }
    taking.text(text, "line", true, at);
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
