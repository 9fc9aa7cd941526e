//! A message as it stands, before anything is made of it: for comparing with what other readers see.

use super::message::{Message, Segment};
use super::{charset, frame};

/// What is written in one message, escape sequences and all; what is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// MSH-9.
    pub kind: String,
    /// MSH-10.
    pub control_id: String,
    /// MSH-12.
    pub version: String,
    /// Names of the segments, in order.
    pub segments: Vec<String>,
    /// PID-3.1, first repetition.
    pub patient_number: String,
    /// PID-5.1, first repetition.
    pub family: String,
    /// PID-5.2, first repetition.
    pub given: String,
    /// PID-7.
    pub born: String,
    /// PID-8.
    pub sex: String,
    /// PV1-2.
    pub class: String,
    /// PV1-3.
    pub location: String,
    /// PV1-19.1, first repetition.
    pub visit: String,
    /// Names of the medicines in RXO-1, RXE-2, RXD-2, RXG-4 and RXA-5.
    pub medicines: Vec<String>,
    /// Names of the substances in AL1-3 and IAM-3.
    pub allergies: Vec<String>,
}

/// The messages of a file, as they stand.
pub fn outline(bytes: &[u8]) -> Vec<Outline> {
    super::messages(bytes)
        .iter()
        .map(|m| of(&Message::new(charset::read(m).text)))
        .collect()
}

fn of(message: &Message) -> Outline {
    let header = message.header();
    let (pid, pv1) = (message.first("PID"), message.first("PV1"));
    let whole = |segment: Option<Segment<'_>>, n: usize| {
        segment.map_or_else(String::new, |s| s.field(n).raw().to_owned())
    };
    let component = |segment: Option<Segment<'_>>, n: usize, c: usize| {
        segment.map_or_else(String::new, |s| s.field(n).component(c).raw().to_owned())
    };
    let mut outline = Outline {
        kind: whole(Some(header), 9),
        control_id: whole(Some(header), 10),
        version: whole(Some(header), 12),
        segments: message.segments().map(|s| s.name().to_owned()).collect(),
        patient_number: component(pid, 3, 1),
        family: component(pid, 5, 1),
        given: component(pid, 5, 2),
        born: whole(pid, 7),
        sex: whole(pid, 8),
        class: whole(pv1, 2),
        location: whole(pv1, 3),
        visit: component(pv1, 19, 1),
        medicines: Vec::new(),
        allergies: Vec::new(),
    };
    for segment in message.segments() {
        let named = |n: usize| name_of(&segment, n);
        match segment.name().to_uppercase().as_str() {
            "RXO" => outline.medicines.extend(named(1)),
            "RXE" | "RXD" => outline.medicines.extend(named(2)),
            "RXG" => outline.medicines.extend(named(4)),
            "RXA" => outline.medicines.extend(named(5)),
            "AL1" | "IAM" => outline.allergies.extend(named(3)),
            _ => {}
        }
    }
    outline
}

/// The words of a coded field, else its code.
fn name_of(segment: &Segment<'_>, n: usize) -> Option<String> {
    let field = segment.field(n);
    field
        .at(2)
        .or_else(|| field.at(9))
        .or_else(|| field.at(5))
        .or_else(|| field.at(1))
}

/// Parts a file or stream into its messages, each as its segments ended by CR, in the sender's own letters (UTF-16
/// becomes UTF-8). What is no message is left out; an import names it.
pub(super) fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = frame::Frames::new(frame::as_utf8(bytes, bytes));
    let mut found = Vec::new();
    // Reading from memory does not fail.
    while let Ok(Some(framed)) = frames.next() {
        if let frame::Framed::Message { bytes, .. } = framed {
            found.push(bytes);
        }
    }
    found
}
