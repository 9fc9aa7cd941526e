//! FHIR XML into the same tree as FHIR JSON, one Bundle entry at a time.
//!
//! A repeated element becomes a list, a single one stays single: the reader asks both alike ([`Json::items`]). Text
//! between elements, the narrative (`div`) and comments are nothing to a ward and are passed over. A document type
//! declaration is refused, because with it a short file can unfold to any size.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::At;
use super::document::{LONGEST_RESOURCE, Taking};
use super::history::History;
use super::json::Json;
use super::letters::{AsUtf8, Letters, letters_of};

const NAMESPACE: &str = "http://hl7.org/fhir";

/// Deepest nesting of elements; FHIR's own examples stay below 30.
const DEEPEST: usize = 120;

/// Reads one XML file. `progress` is told the bytes read now and then; it answers whether to go on.
pub(crate) fn read_xml(
    reader: impl BufRead,
    head: &[u8],
    taking: &mut Taking<'_>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> std::io::Result<bool> {
    let encoding = match letters_of(head) {
        Letters::Known(encoding) => encoding,
        Letters::Unheard(label) => {
            let short: String = label.chars().take(40).collect();
            let reason = format!(
                "The file says that its letters are \"{short}\", which nobody knows. Export it again as UTF-8."
            );
            taking.reject("line 1", reason);
            return Ok(true);
        }
    };
    let mut reader = Reader::from_reader(Metered::new(AsUtf8::new(reader, encoding)));
    reader.config_mut().expand_empty_elements = true;
    let mut document = Document::default();
    let ended = document.read(&mut reader, taking, progress);
    let metered = reader.into_inner();
    if metered.inner.damaged {
        taking.warn(
            "whole file",
            "Some letters could not be read. Check names in this file.",
        );
    }
    let line = format!("line {}", metered.lines);
    match ended {
        Ok(go_on) => return Ok(go_on),
        Err(Stop::Io(e)) if !metered.over => return Err(e),
        Err(stop) => taking.reject(line, stop.words(metered.over, document.entries)),
    }
    Ok(progress(metered.untold))
}

/// Why reading stopped before the end.
enum Stop {
    Io(std::io::Error),
    Xml(String),
    /// A document type declaration or an entity that only such a declaration could explain.
    Declaration,
    TooDeep,
    NotFhir(String),
    BrokenOff,
}

impl Stop {
    fn words(&self, over: bool, entries: u32) -> String {
        let before = match entries {
            0 => String::new(),
            1 => " The entry before it was read.".to_owned(),
            n => format!(" The {n} entries before it were read."),
        };
        match self {
            _ if over => format!(
                "One record here is larger than {} MB, which no patient record is.{before} Check that this is the right file.",
                LONGEST_RESOURCE >> 20
            ),
            Self::Io(e) => format!("The file cannot be read here ({e}).{before} Copy it again."),
            Self::Xml(e) => format!("The file is damaged here ({e}).{before} Export it again."),
            Self::Declaration => format!(
                "The file declares or uses XML entities (DOCTYPE), which FHIR forbids and which can hide any amount of data.{before} Export it again without them."
            ),
            Self::TooDeep => format!(
                "Elements are nested more than {DEEPEST} deep, which no patient record is.{before} Check that this is the right file."
            ),
            Self::NotFhir(name) => {
                format!("This is XML, but not FHIR (it begins with <{name}>). Export it as FHIR, or as CSV.")
            }
            Self::BrokenOff => format!("The file breaks off here.{before} Export it again."),
        }
    }
}

/// The file as far as it was read.
#[derive(Default)]
struct Document {
    open: Vec<Element>,
    /// Inside a narrative: so many elements deep.
    narrative: usize,
    in_bundle: bool,
    done: bool,
    entries: u32,
}

impl Document {
    fn read<R: BufRead>(
        &mut self,
        reader: &mut Reader<Metered<R>>,
        taking: &mut Taking<'_>,
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<bool, Stop> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|e| match e {
                quick_xml::Error::Io(io) => Stop::Io(std::io::Error::new(io.kind(), io.to_string())),
                other => Stop::Xml(other.to_string()),
            })?;
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) if self.end(taking) => {
                    let metered = reader.get_mut();
                    metered.left = LONGEST_RESOURCE;
                    if metered.untold > 1 << 20 && !progress(std::mem::take(&mut metered.untold)) {
                        return Ok(false);
                    }
                }
                Event::DocType(_) => return Err(Stop::Declaration),
                Event::Eof if self.done && self.open.is_empty() => return Ok(true),
                Event::Eof => return Err(Stop::BrokenOff),
                _ => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Stop> {
        if self.narrative > 0 || start.local_name().into_inner() == "div" {
            self.narrative += 1;
            return Ok(());
        }
        if self.open.len() >= DEEPEST {
            return Err(Stop::TooDeep);
        }
        if self.open.is_empty() {
            if self.done || !is_fhir(start) {
                let name = start.name().into_inner().chars().take(40).collect();
                return Err(Stop::NotFhir(name));
            }
            self.in_bundle = start.local_name().into_inner() == "Bundle";
        }
        self.open.push(Element::read(start)?);
        Ok(())
    }

    /// Closes an element. `true`: a whole record was handed over.
    fn end(&mut self, taking: &mut Taking<'_>) -> bool {
        if self.narrative > 0 {
            self.narrative -= 1;
            return false;
        }
        let Some(closed) = self.open.pop() else {
            return false;
        };
        if self.open.is_empty() {
            self.done = true;
            if !self.in_bundle {
                taking.resource(&closed.into_resource(), At::default());
            }
            return true;
        }
        if !self.in_bundle || self.open.len() > 1 {
            if let Some(parent) = self.open.last_mut() {
                parent.add(closed);
            }
            return false;
        }
        match closed.name.as_str() {
            "entry" => {
                self.entries = self.entries.saturating_add(1);
                let at = At {
                    line: 0,
                    entry: self.entries,
                };
                taking.entry(&closed.into_json(), at);
            }
            "type" if closed.value.as_deref() == Some("history") => taking.history = History::of_bundle(),
            "timestamp" => taking.made(closed.value.as_deref()),
            _ => {}
        }
        true
    }
}

fn is_fhir(start: &BytesStart<'_>) -> bool {
    let prefix = start.name().prefix().map(|p| p.into_inner().to_owned());
    let wanted = prefix.map_or_else(|| "xmlns".to_owned(), |p| format!("xmlns:{p}"));
    start
        .attributes()
        .flatten()
        .any(|a| a.key.into_inner() == wanted && a.value.trim() == NAMESPACE)
}

type Fields = Vec<(Cow<'static, str>, Json<'static>)>;

/// An element that is being read.
struct Element {
    name: String,
    value: Option<String>,
    fields: Fields,
    /// The resource inside `resource` or `contained`.
    resource: Option<Json<'static>>,
}

impl Element {
    fn read(start: &BytesStart<'_>) -> Result<Self, Stop> {
        let mut element = Self {
            name: start.local_name().into_inner().to_owned(),
            value: None,
            fields: Vec::new(),
            resource: None,
        };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| Stop::Xml(e.to_string()))?;
            let name = attribute.key.into_inner();
            if !matches!(name, "value" | "id" | "url") {
                continue;
            }
            let text = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| Stop::Declaration)?
                .into_owned();
            if name == "value" {
                element.value = Some(text);
            } else {
                let name = if name == "id" { "id" } else { "url" };
                element.fields.push((name.into(), Json::Text(text.into())));
            }
        }
        Ok(element)
    }

    fn into_resource(self) -> Json<'static> {
        let mut fields = Vec::with_capacity(self.fields.len() + 1);
        fields.push(("resourceType".into(), Json::Text(self.name.into())));
        fields.extend(self.fields);
        Json::Object(fields)
    }

    fn into_json(self) -> Json<'static> {
        match (self.resource, self.value) {
            (Some(resource), _) => resource,
            (None, Some(value)) => Json::Text(value.into()),
            (None, None) => Json::Object(self.fields),
        }
    }

    fn add(&mut self, mut child: Self) {
        if child.name.starts_with(|c: char| c.is_ascii_uppercase()) {
            self.resource = Some(child.into_resource());
            return;
        }
        let name = std::mem::take(&mut child.name);
        let about = if child.value.is_some() && !child.fields.is_empty() {
            Some(Json::Object(std::mem::take(&mut child.fields)))
        } else {
            None
        };
        let beside = format!("_{name}");
        let so_far = self.put(name, child.into_json());
        // What is said about a single value stands beside it, at the same place of its own list.
        let Some(about) = about else { return };
        match self.near(&beside) {
            None if so_far == 1 => self.fields.push((beside.into(), about)),
            None => {
                let mut all = vec![Json::Null; so_far - 1];
                all.push(about);
                self.fields.push((beside.into(), Json::List(all)));
            }
            Some(known) => {
                let mut all = match std::mem::replace(known, Json::Null) {
                    Json::List(all) => all,
                    one => vec![one],
                };
                all.resize(so_far - 1, Json::Null);
                all.push(about);
                *known = Json::List(all);
            }
        }
    }

    /// A field among the last two: repeats stand next to one another, with what is said about them between.
    fn near(&mut self, name: &str) -> Option<&mut Json<'static>> {
        let from = self.fields.len().saturating_sub(2);
        self.fields
            .iter_mut()
            .skip(from)
            .rev()
            .find(|(k, _)| k == name)
            .map(|(_, v)| v)
    }

    /// Adds a field, or one more of it. Gives how many there are now.
    fn put(&mut self, name: String, value: Json<'static>) -> usize {
        match self.near(&name) {
            Some(Json::List(all)) => {
                all.push(value);
                all.len()
            }
            Some(one) => {
                let first = std::mem::replace(one, Json::Null);
                *one = Json::List(vec![first, value]);
                2
            }
            None => {
                self.fields.push((name.into(), value));
                1
            }
        }
    }
}

/// Counts lines and bytes, and stops one record from growing without end.
struct Metered<R> {
    inner: R,
    lines: u64,
    untold: u64,
    left: u64,
    over: bool,
}

impl<R> Metered<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            lines: 1,
            untold: 0,
            left: LONGEST_RESOURCE,
            over: false,
        }
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            self.over = true;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            let used = bytes.get(..amount).unwrap_or(bytes);
            self.lines += memchr::memchr_iter(b'\n', used).count() as u64;
        }
        self.inner.consume(amount);
        self.untold += amount as u64;
        self.left = self.left.saturating_sub(amount as u64);
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
