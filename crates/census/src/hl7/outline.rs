//! A message as it stands, before anything is made of it: for comparing with what other readers see.

use super::message::{Message, Segment};
use super::{charset, frame};

/// What is written in one message. Texts are decoded; an empty or deleted field is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// MSH-9 as written.
    pub kind: String,
    /// MSH-10.
    pub control_id: Option<String>,
    /// MSH-12 as written.
    pub version: String,
    /// Names of the segments, in order.
    pub segments: Vec<String>,
    /// PID-3.1, first repetition.
    pub patient_number: Option<String>,
    /// PID-5.1, as a component (with its subcomponents).
    pub family: Option<String>,
    /// PID-5.2.
    pub given: Option<String>,
    /// PID-7 as written.
    pub born: String,
    /// PID-8.
    pub sex: Option<String>,
    /// PV1-2.
    pub class: Option<String>,
    /// PV1-3 as written.
    pub location: String,
    /// PV1-19.1.
    pub visit: Option<String>,
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
    let mut outline = Outline {
        kind: header.field(9).raw().trim().to_owned(),
        control_id: header.value(10, 1),
        version: header.field(12).raw().trim().to_owned(),
        segments: message.segments().map(|s| s.name().to_owned()).collect(),
        ..Outline::default()
    };
    if let Some(pid) = message.first("PID") {
        outline.patient_number = pid.value(3, 1);
        outline.family = pid.value(5, 1);
        outline.given = pid.value(5, 2);
        pid.field(7).raw().trim().clone_into(&mut outline.born);
        outline.sex = pid.value(8, 1);
    }
    if let Some(pv1) = message.first("PV1") {
        outline.class = pv1.value(2, 1);
        pv1.field(3).raw().trim().clone_into(&mut outline.location);
        outline.visit = pv1.value(19, 1);
    }
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
