//! Whom messages are about, before anything is made of them: to know whether they are still needed.

use super::message::Message;
use super::{charset, frame};

/// Most identifiers that are given: a batch may be about many.
const MOST: usize = 400;

/// The identifiers of the patients that a message or a batch is about: PID-2, PID-3, PID-4 and MRG-1, every repetition,
/// each identifier once, in their order, at most 400. Empty when this is no HL7 v2, or about nobody.
pub fn about(bytes: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut frames = frame::Frames::new(frame::as_utf8(bytes, bytes));
    // Reading from memory does not fail.
    while let Ok(Some(framed)) = frames.next() {
        if let frame::Framed::Message { bytes, .. } = framed {
            of(&Message::new(charset::read(&bytes).text), &mut found);
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

fn of(message: &Message, found: &mut Vec<String>) {
    for segment in message.segments() {
        let fields: &[usize] = if segment.is("PID") {
            &[2, 3, 4]
        } else if segment.is("MRG") {
            &[1]
        } else {
            continue;
        };
        for field in fields {
            for id in segment.field(*field).repetitions().filter_map(|r| r.at(1)) {
                if found.len() < MOST && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_named_once_whatever_separates() {
        for (text, ids) in [
            (
                "\u{feff}MSH|^~\\&|PAS|RVX|||t||ADT^A40|9|P|2.3\nEVN|A40\npid|1|X9|999 123 4567^^^NHS~H1^^^RVX||Q\nMRG|H0^^^RVX~H1",
                ["X9", "999 123 4567", "H1", "H0"].as_slice(),
            ),
            ("MSH#*~\\&#a\rPID#1##999*0~H12*1", &["999", "H12"]),
            (
                "FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|a\rPID|||A1\rMSH|^~\\&|a\rPID|||A2\r",
                &["A1", "A2"],
            ),
            (
                "\u{b}MSH|^~\\&|a\rPID|||\"\"~^^^RVX~A\\T\\1|\"\"\r\u{1c}\r",
                &["A&1"],
            ),
            ("MSH|^~\\&|a\rOBX|1|TX|||PID\r", &[]),
            ("PID|1||A1", &[]),
            ("", &[]),
        ] {
            assert_eq!(about(text.as_bytes()), ids, "{text}");
        }
        let wide: Vec<u8> = "MSH|^~\\&|a\rPID|||A1\r"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(about(&wide), ["A1"]);
    }

    #[test]
    fn no_more_than_can_be_looked_through() {
        let batch: Vec<String> = (0..300)
            .map(|n| format!("MSH|^~\\&|a\rPID||B{n}|A{n}\r"))
            .collect();
        let found = about(batch.concat().as_bytes());
        assert_eq!(found.len(), 400);
        assert_eq!(found.last().map(String::as_str), Some("A199"));
    }
}
