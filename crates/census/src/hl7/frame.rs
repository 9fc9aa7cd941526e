//! Bytes into messages, one at a time and in bounded memory: MLLP frames, batches, mixed line ends, rubbish between.

use std::io::{BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

/// Longest segment that is kept (a scanned letter inside an OBX has a few million bytes).
pub(super) const LONGEST_SEGMENT: usize = 16 * 1024 * 1024;
/// Longest message that is kept.
pub(super) const LONGEST_MESSAGE: usize = 48 * 1024 * 1024;
/// Most segments of one message.
pub(super) const MOST_SEGMENTS: u32 = 20_000;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// What lies in a file, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Framed {
    /// A message: its segments, parted by CR. A line feed inside is part of a text.
    Message {
        number: u32,
        bytes: Vec<u8>,
        oddity: Option<Oddity>,
    },
    /// A message that is too large to be kept.
    TooLarge {
        number: u32,
        segment: u32,
        why: &'static str,
    },
    /// FHS, BHS, BTS or FTS.
    Envelope(Vec<u8>),
    /// Lines that belong to no message.
    Stray {
        line: u64,
        lines: u64,
        are_segments: bool,
    },
}

/// What was odd in the framing of a message that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Lines that are no segments were left out: the first, by its number in the message.
    BrokenSegment { segment: u32, lines: u32 },
    /// Zero bytes were left out.
    Zeros,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// CR, or a frame's byte: certain.
    Hard,
    /// LF or CRLF: may also be a line end inside a text.
    Soft,
    File,
}

struct Building {
    number: u32,
    bytes: Vec<u8>,
    separator: u8,
    segments: u32,
    /// Where the last segment begins.
    last: usize,
    too_large: Option<(u32, &'static str)>,
    broken: Option<(u32, u32)>,
    zeros: bool,
}

struct StrayRun {
    line: u64,
    lines: u64,
    are_segments: bool,
}

/// Reads messages off a stream.
pub(super) struct Frames<R> {
    from: R,
    line: Vec<u8>,
    line_is_too_long: bool,
    line_has_zeros: bool,
    lines: u64,
    before: End,
    messages: u32,
    building: Option<Building>,
    stray: Option<StrayRun>,
    ready: std::collections::VecDeque<Framed>,
    /// Bytes read, for the progress bar.
    pub bytes: u64,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            line: Vec::new(),
            line_is_too_long: false,
            line_has_zeros: false,
            lines: 0,
            before: End::Hard,
            messages: 0,
            building: None,
            stray: None,
            ready: std::collections::VecDeque::new(),
            bytes: 0,
        }
    }

    /// The next thing in the file, or `None` at its end.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Framed>> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Ok(Some(ready));
            }
            let end = self.read_line()?;
            self.take_line();
            if end == End::File {
                self.finish_message();
                self.finish_stray();
                return Ok(self.ready.pop_front());
            }
            self.before = end;
        }
    }

    /// Reads up to the next line end into `line`; of a line that is too long only the beginning is kept.
    fn read_line(&mut self) -> std::io::Result<End> {
        self.line.clear();
        (self.line_is_too_long, self.line_has_zeros) = (false, false);
        loop {
            let buffer = match self.from.fill_buf() {
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                return Ok(End::File);
            }
            let found = buffer
                .iter()
                .position(|b| matches!(b, b'\r' | b'\n' | 0x0b | 0x1c));
            let part = buffer.get(..found.unwrap_or(buffer.len())).unwrap_or_default();
            if self.line.len() + part.len() > LONGEST_SEGMENT {
                self.line_is_too_long = true;
                self.line.truncate(64);
            }
            if !self.line_is_too_long {
                if part.contains(&0) {
                    self.line_has_zeros = true;
                    self.line.extend(part.iter().filter(|b| **b != 0));
                } else {
                    self.line.extend_from_slice(part);
                }
            }
            let end = found.and_then(|at| buffer.get(at)).copied();
            let used = part.len() + usize::from(end.is_some());
            self.from.consume(used);
            self.bytes += used as u64;
            match end {
                None => {}
                Some(b'\r') => return self.after_return(),
                Some(b'\n') => return Ok(End::Soft),
                Some(_) => return Ok(End::Hard),
            }
        }
    }

    fn after_return(&mut self) -> std::io::Result<End> {
        if self.from.fill_buf()?.first() == Some(&b'\n') {
            self.from.consume(1);
            self.bytes += 1;
            return Ok(End::Soft);
        }
        Ok(End::Hard)
    }

    /// Puts the line where it belongs.
    fn take_line(&mut self) {
        self.lines += 1;
        let line = trimmed(&self.line).to_vec();
        if line.is_empty() {
            return;
        }
        if begins_message(&line) {
            self.finish_message();
            self.finish_stray();
            self.messages = self.messages.saturating_add(1);
            self.building = Some(Building {
                number: self.messages,
                separator: line.get(3).copied().unwrap_or(b'|'),
                bytes: line,
                segments: 1,
                last: 0,
                too_large: self.line_is_too_long.then_some((1, SEGMENT_TOO_LONG)),
                broken: None,
                zeros: self.line_has_zeros,
            });
        } else if is_envelope(&line) && !self.line_is_too_long {
            self.finish_message();
            self.finish_stray();
            self.ready.push_back(Framed::Envelope(line));
        } else if let Some(building) = &mut self.building {
            building.zeros |= self.line_has_zeros;
            building.add(&line, self.before, self.line_is_too_long);
        } else {
            let are_segments = looks_like_segment(&line);
            let stray = self.stray.get_or_insert(StrayRun {
                line: self.lines,
                lines: 0,
                are_segments: false,
            });
            stray.lines += 1;
            stray.are_segments |= are_segments;
        }
    }

    fn finish_message(&mut self) {
        let Some(building) = self.building.take() else {
            return;
        };
        let number = building.number;
        self.ready.push_back(match building.too_large {
            Some((segment, why)) => Framed::TooLarge { number, segment, why },
            None => Framed::Message {
                number,
                oddity: match building.broken {
                    Some((segment, lines)) => Some(Oddity::BrokenSegment { segment, lines }),
                    None => building.zeros.then_some(Oddity::Zeros),
                },
                bytes: building.bytes,
            },
        });
    }

    fn finish_stray(&mut self) {
        if let Some(stray) = self.stray.take() {
            self.ready.push_back(Framed::Stray {
                line: stray.line,
                lines: stray.lines,
                are_segments: stray.are_segments,
            });
        }
    }
}

const SEGMENT_TOO_LONG: &str = "is longer than 16 MB";

impl Building {
    fn add(&mut self, line: &[u8], before: End, too_long: bool) {
        if self.too_large.is_some() {
            return;
        }
        let is_segment = is_segment(line, self.separator);
        if is_segment {
            self.segments += 1;
        }
        let more = self.bytes.len() + line.len();
        if too_long || more - self.last > LONGEST_SEGMENT {
            self.give_up(SEGMENT_TOO_LONG);
        } else if more > LONGEST_MESSAGE {
            self.give_up("makes the message longer than 48 MB");
        } else if self.segments > MOST_SEGMENTS {
            self.give_up("is more than the 20,000 segments that one message may have");
        } else if is_segment {
            self.bytes.push(b'\r');
            self.last = self.bytes.len();
            self.bytes.extend_from_slice(line);
        } else if before == End::Soft {
            // A line end inside a text.
            self.bytes.push(b'\n');
            self.bytes.extend_from_slice(line);
        } else {
            let (_, lines) = self.broken.get_or_insert((self.segments + 1, 0));
            *lines += 1;
        }
    }

    fn give_up(&mut self, why: &'static str) {
        self.too_large = Some((self.segments, why));
        self.bytes = Vec::new();
    }
}

/// Without the spaces and byte-order marks before it.
fn trimmed(mut line: &[u8]) -> &[u8] {
    loop {
        let shorter = line.trim_ascii_start();
        let shorter = shorter.strip_prefix(BOM).unwrap_or(shorter);
        if shorter.len() == line.len() {
            return line.trim_ascii_end();
        }
        line = shorter;
    }
}

fn begins_message(line: &[u8]) -> bool {
    line.get(..3).is_some_and(|n| n.eq_ignore_ascii_case(b"MSH"))
        && line.get(3).is_none_or(u8::is_ascii_punctuation)
}

fn is_envelope(line: &[u8]) -> bool {
    line.get(..3).is_some_and(|n| {
        [b"FHS", b"BHS", b"BTS", b"FTS"]
            .iter()
            .any(|e| n.eq_ignore_ascii_case(*e))
    }) && line.get(3).is_none_or(u8::is_ascii_punctuation)
}

fn is_segment(line: &[u8], separator: u8) -> bool {
    let named = line.get(..3).is_some_and(|n| {
        n.iter().all(u8::is_ascii_alphanumeric) && n.first().is_some_and(u8::is_ascii_alphabetic)
    });
    // A name alone is a segment without fields; in small letters it is as likely the last word of a text.
    let alone = line.len() == 3 && line.iter().all(|b| !b.is_ascii_lowercase());
    named && (line.get(3) == Some(&separator) || alone)
}

fn looks_like_segment(line: &[u8]) -> bool {
    const USUAL: [&[u8; 3]; 12] = [
        b"EVN", b"PID", b"PV1", b"ORC", b"OBR", b"OBX", b"MSA", b"MRG", b"AL1", b"RXE", b"NK1", b"SCH",
    ];
    line.get(..3)
        .is_some_and(|n| USUAL.iter().any(|u| n.eq_ignore_ascii_case(*u)))
        && line.get(3).is_some_and(u8::is_ascii_punctuation)
}

/// Whether the beginning of a file (already UTF-8) is one of HL7 v2, also when rubbish stands before the first message
/// or the header of the first is missing.
pub(crate) fn begins_hl7(head: &[u8]) -> bool {
    let mut lines = head
        .split(|b| matches!(b, b'\r' | b'\n' | 0x0b | 0x1c))
        .map(trimmed)
        .filter(|l| !l.is_empty());
    let Some(first) = lines.next() else { return false };
    // "MSHABC" is a word; "MSH" alone on the first line is a column's name.
    let header = |l: &[u8]| {
        l.len() > 3 && (begins_message(l) || is_envelope(l)) && !matches!(l.get(3), Some(b',' | b';' | b'"'))
    };
    if header(first) || looks_like_segment(first) && first.get(3) == Some(&b'|') {
        return true;
    }
    // Further down only a header that names its separators as nearly all do.
    !matches!(first.first(), Some(b'{' | b'[' | b'<'))
        && lines.any(|l| header(l) && l.get(4..6) == Some(b"^~"))
}

/// UTF-16 as UTF-8, as it is read; anything else as it is. `head` is the beginning of what `from` will give.
pub(super) fn as_utf8<'a>(from: impl BufRead + 'a, head: &[u8]) -> Box<dyn BufRead + 'a> {
    let zeros = |odd: usize| {
        head.iter()
            .take(64)
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let encoding = if head.starts_with(&[0xff, 0xfe]) {
        UTF_16LE
    } else if head.starts_with(&[0xfe, 0xff]) {
        UTF_16BE
    } else {
        let half = head.len().min(64) / 2;
        match (zeros(0), zeros(1)) {
            (even, odd) if half >= 4 && odd + 1 >= half && even == 0 => UTF_16LE,
            (even, odd) if half >= 4 && even + 1 >= half && odd == 0 => UTF_16BE,
            _ => return Box::new(from),
        }
    };
    Box::new(BufReader::with_capacity(
        64 * 1024,
        Wide {
            from,
            decoder: encoding.new_decoder_with_bom_removal(),
            done: false,
        },
    ))
}

/// A reader of UTF-16 that gives UTF-8.
struct Wide<R> {
    from: R,
    decoder: Decoder,
    done: bool,
}

impl<R: BufRead> Read for Wide<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        // Less room than one letter needs is never given by the buffer around this reader.
        while !self.done {
            let buffer = self.from.fill_buf()?;
            let last = buffer.is_empty();
            let (result, read, written, _) = self.decoder.decode_to_utf8(buffer, into, last);
            self.from.consume(read);
            self.done = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Framed> {
        let mut frames = Frames::new(as_utf8(bytes, bytes));
        std::iter::from_fn(|| frames.next().unwrap()).collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        all(bytes)
            .into_iter()
            .map(|f| match f {
                Framed::Message { bytes, .. } => String::from_utf8(bytes).unwrap(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn every_line_end_and_frame() {
        let wanted = ["MSH|^~\\&|A\rPID|1", "MSH|^~\\&|B\rPID|2"];
        for end in ["\r", "\n", "\r\n", "\r\r\n", "\n\n", "\r\n  "] {
            let text = ["MSH|^~\\&|A", "PID|1", "MSH|^~\\&|B", "PID|2"].join(end);
            assert_eq!(texts(text.as_bytes()), wanted, "{end:?}");
            assert_eq!(
                texts(format!("\u{feff}\n \r{text}{end}").as_bytes()),
                wanted,
                "{end:?}"
            );
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(texts(&wide), wanted, "{end:?}");
        }
        let mllp = b"\x0bMSH|^~\\&|A\rPID|1\r\x1c\r\x0bMSH|^~\\&|B\rPID|2\r\x1c\r";
        assert_eq!(texts(mllp), wanted);
    }

    #[test]
    fn a_line_feed_in_a_text_is_kept() {
        let found = texts(b"MSH|^~\\&|A\nOBX|1|TX|x||first\nsecond line\nof three||||F\nNTE|1||z\nPV1");
        assert_eq!(
            found,
            ["MSH|^~\\&|A\rOBX|1|TX|x||first\nsecond line\nof three||||F\rNTE|1||z\rPV1"]
        );
    }

    #[test]
    fn what_is_no_message_is_named() {
        let found = all(b"hello\nPID|1\nMSH|^~\\&|A\rPI|2\rNTE|1\0\rBTS|1\rOBX|9");
        assert_eq!(
            found,
            [
                Framed::Stray {
                    line: 1,
                    lines: 2,
                    are_segments: true
                },
                Framed::Message {
                    number: 1,
                    bytes: b"MSH|^~\\&|A\rNTE|1".to_vec(),
                    oddity: Some(Oddity::BrokenSegment { segment: 2, lines: 1 })
                },
                Framed::Envelope(b"BTS|1".to_vec()),
                Framed::Stray {
                    line: 7,
                    lines: 1,
                    are_segments: true
                },
            ]
        );
    }

    #[test]
    fn what_is_too_large_is_named_and_not_held() {
        /// So many letters `A`, without holding them.
        struct Long(u64);
        impl Read for Long {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let n = into.len().min(usize::try_from(self.0).unwrap());
                into[..n].fill(b'A');
                self.0 -= n as u64;
                Ok(n)
            }
        }
        let long = b"MSH|^~\\&|A\rOBX|1|TX|x||"
            .chain(Long(1 << 26))
            .chain(b"\rNTE|1\rMSH|^~\\&|B\r".as_slice());
        let mut frames = Frames::new(BufReader::new(long));
        let first = frames.next().unwrap();
        assert_eq!(
            first,
            Some(Framed::TooLarge {
                number: 1,
                segment: 2,
                why: SEGMENT_TOO_LONG
            })
        );
        assert!(frames.line.capacity() <= LONGEST_SEGMENT * 2);
        assert!(matches!(
            frames.next().unwrap(),
            Some(Framed::Message { number: 2, .. })
        ));
        let many = format!("MSH|^~\\&|A{}", "\rNTE|1".repeat(30_000));
        assert!(matches!(
            all(many.as_bytes())[..],
            [Framed::TooLarge { segment: 20_001, .. }]
        ));
    }

    #[test]
    fn which_files_are_hl7() {
        for yes in [
            "MSH|^~\\&|A",
            "msh|^~\\&|A",
            "\u{b}MSH|",
            "FHS|^~\\&",
            "\n\nBHS|",
            "log line 1\nMSH|^~\\&|A",
            "PID|1||2",
            "MSH@~&#\\@A",
        ] {
            assert!(begins_hl7(yes.as_bytes()), "{yes}");
        }
        for no in [
            "",
            "MSH,name\n1,2",
            "MSH\n1",
            "mrn,name\nMSH,2",
            "{\"a\":\"\nMSH|^~\\&\"}",
            "PIDGIN|a",
            "pid,evn",
        ] {
            assert!(!begins_hl7(no.as_bytes()), "{no}");
        }
    }
}
