//! Acknowledgements (HL7 v2.5.1 §2.9): original mode AA, AE, AR; enhanced mode CA, CE, CR as MSH-15 asks.

use battlebag_census::hl7::{AckCode, Header, ack};
use chrono::{DateTime, Utc};

/// Longest reason that is sent, in letters.
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
    let nobody;
    let header = if let Some(header) = header {
        header
    } else {
        nobody = Header::of_nobody();
        &nobody
    };
    let reason: String = match verdict {
        Verdict::Kept => String::new(),
        Verdict::NotKept(why) | Verdict::Refused(why) => why.chars().take(REASON).collect(),
    };
    let control = format!("BB{}{serial}", now.format("%Y%m%d%H%M%S"));
    Some(ack(header, code, &reason, now.fixed_offset(), &control))
}

fn code_of(header: Option<&Header>, verdict: &Verdict) -> Option<AckCode> {
    let (original, commit) = match verdict {
        Verdict::Kept => (AckCode::Accepted, AckCode::CommitAccepted),
        Verdict::NotKept(_) => (AckCode::Error, AckCode::CommitError),
        Verdict::Refused(_) => (AckCode::Rejected, AckCode::CommitRejected),
    };
    let Some(header) = header else {
        return Some(original);
    };
    let accept = &header.accept_acknowledgement;
    let application = &header.application_acknowledgement;
    if accept.is_empty() && application.is_empty() {
        return Some(original);
    }
    if is_wanted(accept, verdict) {
        return Some(commit);
    }
    is_wanted(application, verdict).then_some(original)
}

/// Whether the condition of MSH-15 or MSH-16 (table 0155) asks for an answer.
fn is_wanted(condition: &str, verdict: &Verdict) -> bool {
    let good = *verdict == Verdict::Kept;
    match condition {
        "" | "NE" => false,
        "SU" => good,
        "ER" => !good,
        // AL, and anything the sender made up: rather one answer too many.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use battlebag_census::hl7::header;

    use super::*;

    fn said(message: &str, verdict: &Verdict) -> Option<String> {
        let now = "2026-11-21T02:14:00Z".parse().unwrap();
        let answer = answer(header(message.as_bytes()).ok().as_ref(), verdict, now, 7)?;
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
        MSA|AE|77|Battlebag is locked \F\ keeps nothing
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
