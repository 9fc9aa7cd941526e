//! Takes a stream of JSON apart into its values without holding more than one of them, and without believing anything
//! about what is inside. A value that is too long is passed over; what follows it is still read.

use std::io::BufRead;

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Got {
    /// It is in the buffer.
    Whole,
    /// It was longer than allowed and was passed over; the buffer is empty.
    TooLong,
    /// The stream ended inside it.
    BrokenOff,
}

/// A stream of JSON.
pub(super) struct Pieces<R> {
    reader: R,
    /// Line reached, from 1.
    pub line: u64,
    /// Bytes consumed since somebody last took the count.
    pub untold: u64,
}

impl<R: BufRead> Pieces<R> {
    /// At the beginning.
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            line: 1,
            untold: 0,
        }
    }

    fn advance(&mut self, by: usize, lines: u64) {
        self.reader.consume(by);
        self.line += lines;
        self.untold += by as u64;
    }

    /// The next byte that is not white space, not consumed.
    pub(super) fn peek(&mut self) -> std::io::Result<Option<u8>> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blank = buffer
                .iter()
                .position(|b| !b.is_ascii_whitespace())
                .unwrap_or(buffer.len());
            let found = buffer.get(blank).copied();
            let lines = newlines(buffer.get(..blank));
            self.advance(blank, lines);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Consumes the byte that [`Self::peek`] gave.
    pub(super) fn pass(&mut self) {
        self.advance(1, 0);
    }

    /// Consumes the next byte if it is this one.
    pub(super) fn pass_if(&mut self, byte: u8) -> std::io::Result<bool> {
        let is = self.peek()? == Some(byte);
        if is {
            self.pass();
        }
        Ok(is)
    }

    /// Reads one value (object, list, text, number or word) to the end of `into`, which holds `most` bytes at most.
    pub(super) fn value(&mut self, into: &mut Vec<u8>, most: usize) -> std::io::Result<Got> {
        if self.peek()?.is_none() {
            return Ok(Got::BrokenOff);
        }
        let mut scan = Scan::default();
        let mut too_long = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                // A bare number or word may be the last thing in the stream.
                return Ok(if scan.is_bare() && !too_long {
                    Got::Whole
                } else {
                    Got::BrokenOff
                });
            }
            let (used, ended) = scan.over(buffer);
            let part = buffer.get(..used).unwrap_or_default();
            too_long |= into.len() + part.len() > most;
            if too_long {
                into.clear();
            } else {
                into.extend_from_slice(part);
            }
            let lines = newlines(Some(part));
            self.advance(used, lines);
            if ended {
                return Ok(if too_long { Got::TooLong } else { Got::Whole });
            }
        }
    }
}

fn newlines(bytes: Option<&[u8]>) -> u64 {
    memchr::memchr_iter(b'\n', bytes.unwrap_or_default()).count() as u64
}

/// Where in a value the scan is.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    fn is_bare(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_text
    }

    /// Goes over a part of the value. Gives how much of it belongs to the value, and whether the value is over.
    fn over(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if self.in_text {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                    return (bytes.len(), false);
                };
                at += found + 1;
                if rest.get(found) == Some(&b'\\') {
                    self.escaped = true;
                } else {
                    self.in_text = false;
                    if self.depth == 0 {
                        return (at, true);
                    }
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' | b':' if self.depth == 0 => return (at, true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b if self.depth == 0 && self.begun && b.is_ascii_whitespace() => return (at, true),
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        (at, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, capacity: usize, most: usize) -> Vec<(Got, String)> {
        let mut pieces = Pieces::new(std::io::BufReader::with_capacity(capacity, text.as_bytes()));
        let mut out = Vec::new();
        while pieces.peek().unwrap().is_some() {
            let mut value = Vec::new();
            let got = pieces.value(&mut value, most).unwrap();
            out.push((got, String::from_utf8(value).unwrap()));
            if !pieces.pass_if(b',').unwrap() && out.last().unwrap().1.is_empty() {
                break;
            }
        }
        out
    }

    #[test]
    fn values_one_by_one() {
        let text = " {\"a\":[1,\"}\\\"\"]} , \"x\\\\\",12 ,true";
        let wanted = ["{\"a\":[1,\"}\\\"\"]}", "\"x\\\\\"", "12", "true"];
        for capacity in [1, 2, 3, 64] {
            let got = all(text, capacity, 100);
            assert_eq!(
                got,
                wanted.map(|w| (Got::Whole, w.to_owned())),
                "capacity {capacity}"
            );
        }
    }

    #[test]
    fn a_value_too_long_is_passed_over_and_the_next_is_read() {
        let got = all("[\"aaaaaaaaaaaaaaaaaaaa\"],7", 4, 10);
        assert_eq!(got, [(Got::TooLong, String::new()), (Got::Whole, "7".to_owned())]);
        assert_eq!(all("{\"a\":", 4, 10), [(Got::BrokenOff, "{\"a\":".to_owned())]);
    }

    #[test]
    fn lines_are_counted() {
        let mut pieces = Pieces::new("\n\n {\n\"a\":1}\n".as_bytes());
        let mut value = Vec::new();
        pieces.value(&mut value, 100).unwrap();
        assert_eq!((pieces.line, pieces.peek().unwrap(), pieces.line), (4, None, 5));
    }

    proptest! {
        #[test]
        fn finds_the_end_of_any_json(list in proptest::collection::vec("[\\PC\"\\\\{}\\[\\],:\n]{0,12}", 0..6), capacity in 1usize..9) {
            let values: Vec<String> = list.iter().map(|t| serde_json::json!({"k": [t, 1.5, null]}).to_string()).collect();
            let got: Vec<String> = all(&values.join(" ,\n"), capacity, 1000).into_iter().map(|(_, v)| v).collect();
            prop_assert_eq!(got, values);
        }
    }
}
