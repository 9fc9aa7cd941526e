//! Reads a file message by message: each is taken or rejected, with its place.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use chrono_tz::Tz;

use super::frame::{Framed, Frames, Oddity, as_utf8};
use super::message::{Message as Text, Segment};
use super::orders::Group;
use super::said::{Cx, Deed, Message, Part};
use super::times::{Zones, zone};
use super::{allergies, charset, devices, event, header, observations, orders, patient, visit};
use crate::feed::{Ledger, When};
use crate::model::Source;

/// Everything read so far.
pub(crate) struct Hl7 {
    pub(super) messages: Vec<Message>,
    zone: Tz,
    arrived: u64,
    /// Sender and control id, with the hash of each content met.
    seen: HashMap<(String, String), Vec<[u8; 32]>>,
    /// Time of the message before, for one that says none.
    before: Option<When>,
}

/// Segments that are read, or have nothing that a ward's paper needs and are known not to.
const READ: &[&str] = &[
    "MSH", "EVN", "PID", "MRG", "PV1", "PV2", "AL1", "IAM", "DG1", "PR1", "ORC", "OBR", "OBX", "RXO", "RXE",
    "RXR", "RXC", "RXA", "RXG", "RXD", "TQ1", "MSA",
];

impl Hl7 {
    /// Nothing yet; times without a zone are of `zone`.
    pub(crate) fn new(zone: Tz) -> Self {
        Self {
            messages: Vec::new(),
            zone,
            arrived: 0,
            seen: HashMap::new(),
            before: None,
        }
    }

    /// Reads a file or stream. `head` is its beginning. Answers whether to go on.
    pub(crate) fn read(
        &mut self,
        from: impl BufRead,
        head: &[u8],
        file: &str,
        ledger: &mut Ledger,
        tell: &mut dyn FnMut(u64) -> bool,
    ) -> std::io::Result<bool> {
        let mut frames = Frames::new(as_utf8(from, head));
        let mut books = Books::default();
        let mut told = 0;
        while let Some(framed) = frames.next()? {
            match framed {
                Framed::Message {
                    number,
                    bytes,
                    oddity,
                } => {
                    books.in_batch += 1;
                    books.messages += 1;
                    ledger.counts.messages = ledger.counts.messages.saturating_add(1);
                    self.message(number, &bytes, oddity, file, &mut books, ledger);
                }
                Framed::TooLarge { number, segment, why } => {
                    books.in_batch += 1;
                    books.messages += 1;
                    ledger.counts.messages = ledger.counts.messages.saturating_add(1);
                    let at = format!("message {number}, segment {segment}");
                    let reason = format!(
                        "This segment {why}. The message was not read. Ask for it without the attachment."
                    );
                    ledger.reject(file, at, reason);
                }
                Framed::Envelope(bytes) => books.envelope(&bytes, file, ledger),
                Framed::Stray {
                    line,
                    lines,
                    are_segments: true,
                } => {
                    let reason = format!(
                        "{} without a message header (MSH) before {}. Nothing was taken from {}. Export the whole message.",
                        if lines == 1 {
                            "A segment".to_owned()
                        } else {
                            format!("{lines} lines")
                        },
                        if lines == 1 { "it" } else { "them" },
                        if lines == 1 { "it" } else { "them" },
                    );
                    ledger.reject(file, format!("line {line}"), reason);
                }
                Framed::Stray {
                    line,
                    lines,
                    are_segments: false,
                } => {
                    let what = if lines == 1 {
                        "A line is".to_owned()
                    } else {
                        format!("{lines} lines are")
                    };
                    ledger.warn(
                        file,
                        format!("line {line}"),
                        format!("{what} no HL7 v2 message and not read."),
                    );
                }
            }
            let read = frames.bytes;
            if !tell(read - told) {
                return Ok(false);
            }
            told = read;
        }
        books.close(file, ledger);
        Ok(true)
    }

    fn message(
        &mut self,
        number: u32,
        bytes: &[u8],
        oddity: Option<Oddity>,
        file: &str,
        books: &mut Books,
        ledger: &mut Ledger,
    ) {
        let at = format!("message {number}");
        let letters = charset::read(bytes);
        let text = Text::new(letters.text);
        let header = match header::of(&text) {
            Ok(header) => header,
            Err(fault) => return ledger.reject(file, format!("{at}, MSH"), fault.to_string()),
        };
        if let Some(doubt) = letters.doubt {
            ledger.warn(file, format!("{at}, MSH-18"), doubt);
        }
        warn_of_oddity(oddity, &at, file, ledger);
        if self.is_known(&header, bytes, &at, file, ledger) {
            ledger.took();
            return;
        }
        let mut zones = Zones {
            message: None,
            hospital: self.zone,
        };
        zones.message = zone(&header.sent);
        let mut cx = Cx {
            ledger,
            file,
            at: at.clone(),
            zones,
            when: None,
        };
        let sent = cx.time(text.header().field(7), "MSH-7").map(|s| s.at);
        let evn = text.first("EVN");
        let recorded = evn.and_then(|e| cx.time(e.field(2), "EVN-2"));
        let occurred = evn.and_then(|e| cx.time(e.field(6), "EVN-6"));
        // A date alone does not order the events of a day: the more exact time of that day does.
        let exact = [occurred, recorded]
            .into_iter()
            .flatten()
            .find(|s| !s.date_only)
            .map(|s| s.at);
        let dated = occurred.or(recorded).map(|s| s.at);
        let evn_1 = evn.and_then(|e| e.value(1, 1));
        let deed = event::deed(&header.message_type, &header.trigger, evn_1.as_deref());
        let is_cancel = is_cancel(deed);
        let happened = if is_cancel {
            // EVN-6 of a cancel may be the time of what it cancels.
            recorded
                .filter(|s| !s.date_only)
                .map(|s| s.at)
                .or(sent)
                .or(exact)
                .or(dated)
        } else {
            exact
                .or(sent.filter(|s| dated.is_none_or(|d| *s >= d && *s - d < chrono::TimeDelta::days(1))))
                .or(dated)
                .or(sent)
        };
        if happened.is_none() {
            cx.warn(
                "MSH-7",
                "The message has no time that can be read: it is taken to follow the one before it.",
            );
        }
        let when = happened.or(self.before).unwrap_or(When::UNIX_EPOCH);
        cx.when = Some(when).filter(|_| happened.is_some() || self.before.is_some());
        let parts = parts(&text, &header.message_type, books, &mut cx);
        let somebody = parts.iter().any(|p| p.who.is_somebody());
        if !somebody && !event::names_nobody(&header.message_type) {
            let reason = "The message names no patient (PID-3 or PID-5). Nothing was taken from it. Find out whom it is about.";
            return ledger.reject(file, format!("{at}, PID"), reason);
        }
        ledger.took();
        if !somebody {
            books.nobody += 1;
            return;
        }
        // The message says when it was made: of several sources the newest counts, whatever its kind.
        ledger.made(sent.or(happened));
        self.before = Some(when);
        self.arrived += 1;
        self.messages.push(Message {
            at: when,
            occurred: occurred.map(|s| s.at),
            sent,
            arrival: self.arrived,
            deed,
            is_adt: header.message_type == "ADT",
            source: Source {
                file: file.to_owned(),
                at,
            },
            parts,
        });
    }

    /// The same message was read before. The same control id with other content is another message.
    fn is_known(
        &mut self,
        header: &super::Header,
        bytes: &[u8],
        at: &str,
        file: &str,
        ledger: &mut Ledger,
    ) -> bool {
        let key = (header.sending_application.clone(), header.control_id.clone());
        let hash = *blake3::hash(bytes).as_bytes();
        let has_id = !header.control_id.is_empty();
        let known = self.seen.entry(key).or_default();
        if known.contains(&hash) {
            ledger.warn(
                file,
                at,
                "The same message was read before: it is counted, and taken once.",
            );
            return true;
        }
        if !known.is_empty() && has_id {
            let text = format!(
                "Another message of this sender has the same control id ({}) and other content. Both were taken.",
                header.control_id
            );
            ledger.warn(file, format!("{at}, MSH-10"), text);
        }
        known.push(hash);
        false
    }
}

pub(super) fn is_cancel(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::CancelAdmit
            | Deed::CancelTransfer
            | Deed::CancelDischarge
            | Deed::CancelPlan
            | Deed::CancelLeaveOut
            | Deed::CancelLeaveBack
            | Deed::DeleteVisit
    )
}

fn warn_of_oddity(oddity: Option<Oddity>, at: &str, file: &str, ledger: &mut Ledger) {
    match oddity {
        None => {}
        Some(Oddity::BrokenSegment { segment, lines }) => {
            let what = if lines == 1 {
                "A line is no segment and was".to_owned()
            } else {
                format!("{lines} lines are no segments and were")
            };
            ledger.warn(
                file,
                format!("{at}, segment {segment}"),
                format!("{what} left out. Check the message at its source."),
            );
        }
        Some(Oddity::Zeros) => ledger.warn(
            file,
            at,
            "The message has zero bytes in it, which were left out. Check names.",
        ),
    }
}

/// The parts of a message, one for each PID.
fn parts(text: &Text, kind: &str, books: &mut Books, cx: &mut Cx<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = vec![Part::default()];
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut begun = false;
    for segment in text.segments().skip(1) {
        let name = segment.name().to_uppercase();
        if !READ.contains(&name.as_str()) {
            books.unread(&name);
        }
        if name == "PID" {
            if begun {
                close(&mut parts, &mut groups, kind, cx);
                parts.push(Part::default());
            }
            begun = true;
        }
        if kind != "VXU" && Group::take(&mut groups, segment) {
            continue;
        }
        let Some(part) = parts.last_mut() else { continue };
        one(&name, &segment, part, cx);
    }
    close(&mut parts, &mut groups, kind, cx);
    for part in &mut parts {
        if let (Some(account), Some(visit)) = (&part.who.account, &mut part.visit) {
            visit.numbers.push(visit::account(account));
        }
    }
    parts
}

fn close(parts: &mut [Part], groups: &mut Vec<Group<'_>>, kind: &str, cx: &mut Cx<'_>) {
    let Some(part) = parts.last_mut() else { return };
    let groups = std::mem::take(groups);
    orders::orders(&groups, kind, part, cx);
    for group in &groups {
        devices::devices(group, part, cx);
    }
}

fn one(name: &str, segment: &Segment<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    match name {
        "PID" => part.who = patient::who(segment, cx),
        "MRG" => part.gone = Some(patient::gone(segment, cx)),
        "PV1" => visit::visit(segment, part, cx),
        "PV2" => visit::more(segment, part),
        "AL1" | "IAM" => allergies::allergy(segment, part, cx),
        "DG1" => visit::diagnosis(segment, part, cx),
        "PR1" => visit::procedure(segment, part, cx),
        // Observations of the patient that answer no request.
        "OBX" => observations::observation(segment, None, part, cx),
        _ => {}
    }
}

/// Counts of one file.
#[derive(Default)]
struct Books {
    messages: u64,
    /// Since the last batch header.
    in_batch: u64,
    batches: u64,
    in_file: bool,
    unread: BTreeMap<String, u64>,
    nobody: u64,
}

impl Books {
    fn unread(&mut self, name: &str) {
        // Names are three letters; hostile files may hold any number of them.
        if self.unread.len() < 200 || self.unread.contains_key(name) {
            *self.unread.entry(name.to_owned()).or_default() += 1;
        } else {
            *self.unread.entry("others".to_owned()).or_default() += 1;
        }
    }

    /// A batch's or file's header or trailer.
    fn envelope(&mut self, bytes: &[u8], file: &str, ledger: &mut Ledger) {
        let text = Text::new(String::from_utf8_lossy(bytes).into_owned());
        let Some(segment) = text.segments().next() else {
            return;
        };
        let name = segment.name().to_uppercase();
        // A trailer names no separators: nearly all write the usual ones.
        let declared = segment.value(1, 1).and_then(|n| n.parse::<u64>().ok());
        let (found, of) = match name.as_str() {
            "BHS" => {
                self.in_batch = 0;
                self.batches += 1;
                return;
            }
            "FHS" => {
                self.in_file = true;
                return;
            }
            "BTS" => (std::mem::take(&mut self.in_batch), "messages"),
            _ => (self.batches, "batches"),
        };
        if let Some(declared) = declared.filter(|d| *d != found) {
            let text = format!(
                "The trailer says {declared} {of}, but {found} are here. Something may be missing: compare with the sender."
            );
            ledger.warn(file, format!("after message {}, {name}-1", self.messages), text);
        }
    }

    fn close(self, file: &str, ledger: &mut Ledger) {
        if self.messages == 0 {
            ledger.warn(
                file,
                "whole file",
                "The file holds no HL7 v2 message. Export it again if it should.",
            );
        }
        if !self.unread.is_empty() {
            let all: Vec<String> = self
                .unread
                .iter()
                .map(|(name, n)| format!("{name} ×{n}"))
                .collect();
            ledger.warn(
                file,
                "whole file",
                format!("Segments not read: {}.", all.join(", ")),
            );
        }
        if self.nobody > 0 {
            let text = if self.nobody == 1 {
                "1 message is about no patient (an acknowledgement or the like) and changes nothing."
                    .to_owned()
            } else {
                format!(
                    "{} messages are about no patient (acknowledgements and the like) and change nothing.",
                    self.nobody
                )
            };
            ledger.warn(file, "whole file", text);
        }
    }
}
