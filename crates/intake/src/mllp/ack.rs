//! Acknowledgements (HL7 v2.5.1 §2.9): original mode AA, AE, AR; enhanced mode CA, CE, CR as MSH-15 asks.

use chrono::{DateTime, Utc};

use super::Header;

/// Longest reason that is sent.
const REASON: usize = 200;

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is on the disk.
    Kept,
    /// It could not be kept: the sender is to send it again.
    NotKept(String),
    /// It will never be taken: it is no HL7, or too large.
    Refused(String),
}

/// The acknowledgement of a message, without its frame; `None` when the sender wants none. `serial` is our number for
/// it, `now` its time.
///
/// In enhanced mode one acknowledgement is sent. The accept acknowledgement (MSH-15) is the one that says "kept", and
/// goes first; only a sender that asks for an application acknowledgement alone (MSH-16) gets that one.
pub fn answer(
    header: Option<&Header>,
    verdict: &Verdict,
    now: DateTime<Utc>,
    serial: u64,
) -> Option<Vec<u8>> {
    let code = code_of(header, verdict)?;
    let plain;
    let header = if let Some(header) = header {
        header
    } else {
        plain = unknown();
        &plain
    };
    let mut marks = header.separators.chars();
    let s = marks.next().unwrap_or('|');
    let c = marks.next().unwrap_or('^');
    let encoding = header.separators.get(s.len_utf8()..).unwrap_or("^~\\&");
    let event = &header.event;
    // Before 2.3.1 an acknowledgement had no structure and mostly no event.
    let kind = if event.is_empty() || ["2.1", "2.2", "2.3"].contains(&header.version.as_str()) {
        "ACK".to_owned()
    } else {
        format!("ACK{c}{event}{c}ACK")
    };
    let or = |text: &str, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text.to_owned()
        }
    };
    let msh = [
        format!("MSH{s}{encoding}"),
        or(&header.to_application, "BATTLEBAG"),
        header.to_facility.clone(),
        header.application.clone(),
        header.facility.clone(),
        now.format("%Y%m%d%H%M%S+0000").to_string(),
        String::new(),
        kind,
        format!("BB{}{serial}", now.format("%Y%m%d%H%M%S")),
        or(&header.processing, "P"),
        or(&header.version, "2.3"),
    ];
    let reason = match verdict {
        Verdict::Kept => String::new(),
        Verdict::NotKept(why) | Verdict::Refused(why) => sendable(why, &header.separators),
    };
    let s = s.to_string();
    let msa = ["MSA", code, &header.control, &reason].join(&s);
    let msa = msa.trim_end_matches(s.as_str());
    Some(format!("{}\r{msa}\r", msh.join(&s)).into_bytes())
}

fn code_of(header: Option<&Header>, verdict: &Verdict) -> Option<&'static str> {
    let [kept, not_kept, refused] = ["AA", "AE", "AR"];
    let original = match verdict {
        Verdict::Kept => kept,
        Verdict::NotKept(_) => not_kept,
        Verdict::Refused(_) => refused,
    };
    let Some(header) = header else {
        return Some(original);
    };
    if header.accept.is_empty() && header.application_wanted.is_empty() {
        return Some(original);
    }
    if is_wanted(&header.accept, verdict) {
        return Some(match verdict {
            Verdict::Kept => "CA",
            Verdict::NotKept(_) => "CE",
            Verdict::Refused(_) => "CR",
        });
    }
    is_wanted(&header.application_wanted, verdict).then_some(original)
}

/// Whether the condition of MSH-15 or MSH-16 (table 0155) asks for an answer.
fn is_wanted(condition: &str, verdict: &Verdict) -> bool {
    let good = *verdict == Verdict::Kept;
    match condition.to_ascii_uppercase().as_str() {
        "" | "NE" => false,
        "SU" => good,
        "ER" => !good,
        // AL, and anything the sender made up: rather one answer too many.
        _ => true,
    }
}

/// The header of a message whose own cannot be read.
fn unknown() -> Header {
    Header {
        separators: "|^~\\&".to_owned(),
        application: String::new(),
        facility: String::new(),
        to_application: String::new(),
        to_facility: String::new(),
        event: String::new(),
        control: String::new(),
        processing: String::new(),
        version: String::new(),
        accept: String::new(),
        application_wanted: String::new(),
    }
}

/// Plain letters, none of them a separator.
fn sendable(text: &str, separators: &str) -> String {
    text.chars()
        .take(REASON)
        .map(|letter| match letter {
            ' '..='~' if !separators.contains(letter) => letter,
            _ => ' ',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mllp::header;

    fn said(message: &str, verdict: &Verdict) -> Option<String> {
        let now = "2026-11-21T02:14:00Z".parse().unwrap();
        let answer = answer(header(message.as_bytes()).as_ref(), verdict, now, 7)?;
        Some(String::from_utf8(answer).unwrap().replace('\r', "\n"))
    }

    const PLAIN: &str = "MSH|^~\\&|PAS|RVX|BB|HERE|20261121||ADT^A01^ADT_A01|77|P|2.5";

    #[test]
    fn original_mode() {
        insta::assert_snapshot!(said(PLAIN, &Verdict::Kept).unwrap(), @r"
        MSH|^~\&|BB|HERE|PAS|RVX|20261121021400+0000||ACK^A01^ACK|BB202611210214007|P|2.5
        MSA|AA|77
        ");
        let locked = Verdict::NotKept("Battlebag is locked | keeps nothing".to_owned());
        insta::assert_snapshot!(said(PLAIN, &locked).unwrap(), @r"
        MSH|^~\&|BB|HERE|PAS|RVX|20261121021400+0000||ACK^A01^ACK|BB202611210214007|P|2.5
        MSA|AE|77|Battlebag is locked   keeps nothing
        ");
        let refused = Verdict::Refused("This is no HL7 v2 message".to_owned());
        insta::assert_snapshot!(said("hello", &refused).unwrap(), @r"
        MSH|^~\&|BATTLEBAG||||20261121021400+0000||ACK|BB202611210214007|P|2.3
        MSA|AR||This is no HL7 v2 message
        ");
    }

    #[test]
    fn enhanced_mode() {
        let code = |conditions: &str, verdict: &Verdict| {
            let text = said(&format!("{PLAIN}|||{conditions}"), verdict)?;
            text.split("MSA|").nth(1)?.get(..2).map(str::to_owned)
        };
        let bad = Verdict::NotKept("full".to_owned());
        let no = Verdict::Refused("no".to_owned());
        let table = [
            ("AL|NE", Some("CA"), Some("CE"), Some("CR")),
            ("NE|AL", Some("AA"), Some("AE"), Some("AR")),
            ("AL|AL", Some("CA"), Some("CE"), Some("CR")),
            ("ER|NE", None, Some("CE"), Some("CR")),
            ("SU|NE", Some("CA"), None, None),
            ("NE|NE", None, None, None),
        ];
        for (conditions, kept, not_kept, refused) in table {
            let got = [
                code(conditions, &Verdict::Kept),
                code(conditions, &bad),
                code(conditions, &no),
            ];
            let want = [kept, not_kept, refused].map(|c| c.map(str::to_owned));
            assert_eq!(got, want, "{conditions}");
        }
    }
}
