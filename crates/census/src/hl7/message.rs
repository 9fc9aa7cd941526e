//! One message taken apart: segments, fields, repetitions, components, subcomponents. Nothing is copied and nothing is
//! taken apart before somebody asks for it; what is missing is empty.

use super::escape;

/// Repetitions of one field that are read; more are never meant.
const REPETITIONS: usize = 400;

/// The characters that separate the parts of a message, as its header names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Separators {
    pub field: char,
    pub component: char,
    pub repetition: char,
    pub escape: Option<char>,
    pub subcomponent: Option<char>,
    pub truncation: Option<char>,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            field: '|',
            component: '^',
            repetition: '~',
            escape: Some('\\'),
            subcomponent: Some('&'),
            truncation: None,
        }
    }
}

impl Separators {
    /// As a header (MSH, BHS, FHS) names them; the usual ones where it names none.
    pub(crate) fn of_header(header: &str) -> Self {
        let mut letters = header.chars().skip(3);
        let usual = Self::default();
        let Some(field) = letters.next().filter(|c| may_separate(*c)) else {
            return usual;
        };
        let named: Vec<char> = letters.take_while(|c| *c != field).take(5).collect();
        let at = |n: usize| named.get(n).copied().filter(|c| may_separate(*c));
        Self {
            field,
            component: at(0).unwrap_or(usual.component),
            repetition: at(1).unwrap_or(usual.repetition),
            escape: at(2),
            subcomponent: at(3),
            truncation: at(4),
        }
    }

    /// As MSH-2 writes them.
    pub(crate) fn written(&self) -> String {
        let mut out = String::from_iter([self.component, self.repetition]);
        out.extend(
            [self.escape, self.subcomponent, self.truncation]
                .into_iter()
                .flatten(),
        );
        out
    }

    /// No two are the same.
    pub(crate) fn are_distinct(&self) -> bool {
        let mut all: Vec<char> = vec![self.field];
        all.extend(self.written().chars());
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        all.len() == count
    }
}

/// Letters, digits, spaces and control characters cannot separate.
fn may_separate(c: char) -> bool {
    c.is_ascii_punctuation() && c != '"'
}

/// A message.
pub(crate) struct Message {
    text: String,
    pub separators: Separators,
    /// Begin and end of each segment.
    spans: Vec<(usize, usize)>,
}

impl Message {
    /// Takes a message apart at its segment ends (CR).
    pub(crate) fn new(text: String) -> Self {
        let separators = Separators::of_header(text.trim_start());
        let mut spans = Vec::new();
        let mut at = 0;
        for segment in text.split('\r') {
            if !segment.trim().is_empty() {
                let skipped = segment.len() - segment.trim_start().len();
                spans.push((at + skipped, at + segment.len()));
            }
            at += segment.len() + 1;
        }
        Self {
            text,
            separators,
            spans,
        }
    }

    /// All segments in order.
    pub(crate) fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.spans.iter().filter_map(|(from, until)| {
            Some(Segment {
                text: self.text.get(*from..*until)?,
                separators: &self.separators,
            })
        })
    }

    /// The first segment of a name.
    pub(crate) fn first(&self, name: &str) -> Option<Segment<'_>> {
        self.segments().find(|s| s.is(name))
    }

    /// The header, or an empty one.
    pub(crate) fn header(&self) -> Segment<'_> {
        self.segments().next().unwrap_or(Segment {
            text: "",
            separators: &self.separators,
        })
    }
}

/// A segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<'a> {
    text: &'a str,
    separators: &'a Separators,
}

impl<'a> Segment<'a> {
    /// Its name as written.
    pub(crate) fn name(&self) -> &'a str {
        self.text.split(self.separators.field).next().unwrap_or("").trim()
    }

    /// Its name is this one, in capitals or not.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Field `n` (from 1, as the standard counts). In a header field 1 is the separator itself.
    pub(crate) fn field(&self, n: usize) -> Piece<'a> {
        let is_header = ["MSH", "BHS", "FHS"].iter().any(|h| self.is(h));
        let raw = match (is_header, n) {
            (_, 0) => None,
            (true, 1) => self.text.get(3..4),
            (true, n) => self.text.split(self.separators.field).nth(n - 1),
            (false, n) => self.text.split(self.separators.field).nth(n),
        };
        Piece {
            raw: raw.unwrap_or(""),
            separators: self.separators,
            level: Level::Field,
        }
    }

    /// Decoded text of field `n`, component `c` of its first repetition; `None` when empty or deleted.
    pub(crate) fn value(&self, n: usize, c: usize) -> Option<String> {
        self.field(n).first().component(c).value()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Field,
    Repetition,
    Component,
    Subcomponent,
}

/// A part of a segment: a field, one of its repetitions, a component or a subcomponent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    raw: &'a str,
    separators: &'a Separators,
    level: Level,
}

impl<'a> Piece<'a> {
    /// As written.
    pub(crate) fn raw(&self) -> &'a str {
        self.raw
    }

    /// Nothing is written: not known.
    pub(crate) fn is_empty(&self) -> bool {
        self.raw.trim().is_empty()
    }

    /// `""`: the sender deletes what was known.
    pub(crate) fn is_delete(&self) -> bool {
        self.raw.trim() == "\"\""
    }

    fn part(&self, raw: Option<&'a str>, level: Level) -> Self {
        Self {
            raw: raw.unwrap_or(""),
            separators: self.separators,
            level,
        }
    }

    /// The repetitions of a field.
    pub(crate) fn repetitions(&self) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let whole = *self;
        self.raw
            .split(self.separators.repetition)
            .take(REPETITIONS)
            .map(move |raw| whole.part(Some(raw), Level::Repetition))
    }

    /// The first repetition.
    pub(crate) fn first(&self) -> Piece<'a> {
        self.part(
            self.raw.split(self.separators.repetition).next(),
            Level::Repetition,
        )
    }

    /// Component `n` (from 1).
    pub(crate) fn component(&self, n: usize) -> Piece<'a> {
        let from = if self.level == Level::Field {
            self.first()
        } else {
            *self
        };
        from.part(
            from.raw.split(self.separators.component).nth(n.saturating_sub(1)),
            Level::Component,
        )
    }

    /// Subcomponent `n` (from 1).
    pub(crate) fn subcomponent(&self, n: usize) -> Piece<'a> {
        let raw = match self.separators.subcomponent {
            Some(separator) => self.raw.split(separator).nth(n.saturating_sub(1)),
            None => (n == 1).then_some(self.raw),
        };
        self.part(raw, Level::Subcomponent)
    }

    /// Decoded text, without the spaces around it; `None` when empty or deleted. A component with subcomponents gives
    /// the first one that says something.
    pub(crate) fn value(&self) -> Option<String> {
        if self.is_empty() || self.is_delete() {
            return None;
        }
        let raw = match (self.level, self.separators.subcomponent) {
            (Level::Component, Some(separator)) if self.raw.contains(separator) => self
                .raw
                .split(separator)
                .find(|s| !s.trim().is_empty() && s.trim() != "\"\"")?,
            _ => self.raw,
        };
        let text = escape::decode(raw, self.separators);
        let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        let text = text.trim();
        (!text.is_empty() && text != "\"\"").then(|| text.to_owned())
    }

    /// Decoded text of component `n` of the first repetition.
    pub(crate) fn at(&self, n: usize) -> Option<String> {
        self.component(n).value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message::new(text.replace('\n', "\r"))
    }

    #[test]
    fn parts_are_counted_as_the_standard_counts_them() {
        let m =
            message("MSH|^~\\&|APP|FAC|||20261121||ADT^A01\npid|1||A^^^X&1.2&ISO^MR~B^^^Y^NH||\"\"^Jo\nPV1");
        let header = m.header();
        assert_eq!(header.field(1).raw(), "|");
        assert_eq!(header.field(2).raw(), "^~\\&");
        assert_eq!(header.value(9, 2).as_deref(), Some("A01"));
        let pid = m.first("PID").unwrap();
        let ids: Vec<_> = pid.field(3).repetitions().map(|r| r.at(1).unwrap()).collect();
        assert_eq!(ids, ["A", "B"]);
        assert_eq!(
            pid.field(3).component(4).subcomponent(2).value().as_deref(),
            Some("1.2")
        );
        assert!(pid.field(5).component(1).is_delete() && pid.field(6).is_empty());
        assert_eq!(pid.value(5, 2).as_deref(), Some("Jo"));
        assert_eq!(pid.field(99).value(), None);
        assert_eq!(
            m.segments().map(|s| s.name()).collect::<Vec<_>>(),
            ["MSH", "pid", "PV1"]
        );
    }

    #[test]
    fn other_separators_and_none() {
        let m = message("MSH@~&#\\@APP@FAC\nPID@1@@MRN~~~H~MR@@Doe~J#F#o");
        assert_eq!(m.first("PID").unwrap().value(5, 2).as_deref(), Some("J@o"));
        assert!(m.separators.are_distinct());
        let short = message("MSH|^~");
        assert_eq!(
            (short.separators.escape, short.header().field(9).raw()),
            (None, "")
        );
        assert!(!Separators::of_header("MSH|^^\\&|").are_distinct());
        assert_eq!(Separators::of_header("MSH"), Separators::default());
        assert_eq!(message("").segments().count(), 0);
    }
}
