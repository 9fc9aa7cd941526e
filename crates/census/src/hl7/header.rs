//! The header of a message, and the acknowledgement that answers it.

use chrono::{DateTime, FixedOffset};

use super::escape;
use super::message::{Message, Separators};
use super::{charset, frame};

/// Why a message has no header that could be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// There is no MSH segment.
    #[error("There is no MSH segment: this is not an HL7 v2 message. Check what the sender sends.")]
    NoHeader,
    /// The MSH segment ends before the type of the message.
    #[error(
        "The MSH segment breaks off before the type of the message (MSH-9). Ask the sender to send it again."
    )]
    TooShort,
    /// Two separators of MSH-1 and MSH-2 are the same.
    #[error(
        "MSH-1 and MSH-2 name one character for two purposes, so that the fields cannot be told apart. Ask the sender to check its separators."
    )]
    Separators,
}

/// What a message says of itself (MSH).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub(crate) separators: Separators,
    /// MSH-3 as written, components and all: echoed in an answer.
    pub sending_application: String,
    /// MSH-4 as written.
    pub sending_facility: String,
    /// MSH-5 as written.
    pub receiving_application: String,
    /// MSH-6 as written.
    pub receiving_facility: String,
    /// MSH-7 as written.
    pub sent: String,
    /// MSH-9.1: `ADT`.
    pub message_type: String,
    /// MSH-9.2: `A01`. Empty for an acknowledgement.
    pub trigger: String,
    /// MSH-10 as written: what an answer must name.
    pub control_id: String,
    /// MSH-11 as written: `P` (production), `T` (training) or `D` (debugging).
    pub processing_id: String,
    /// MSH-12 as written: `2.5`.
    pub version: String,
    /// MSH-15: `AL` always, `NE` never, `ER`, `SU`; empty in the original mode.
    pub accept_acknowledgement: String,
    /// MSH-16: the same for the application's answer.
    pub application_acknowledgement: String,
    /// MSH-18, its repetitions; empty when not said.
    pub charset: Vec<String>,
}

impl Header {
    /// The header that answers bytes which are no HL7 v2: the usual separators, us as the receiver, nobody as the
    /// sender, no control id.
    pub fn of_nobody() -> Self {
        Self {
            separators: Separators::default(),
            sending_application: String::new(),
            sending_facility: String::new(),
            receiving_application: "BATTLEBAG".to_owned(),
            receiving_facility: String::new(),
            sent: String::new(),
            message_type: String::new(),
            trigger: String::new(),
            control_id: String::new(),
            processing_id: "P".to_owned(),
            version: "2.3".to_owned(),
            accept_acknowledgement: String::new(),
            application_acknowledgement: String::new(),
            charset: Vec::new(),
        }
    }
}

/// Bytes that are looked at for a header: one that comes later, or is longer, belongs to nobody who wants an answer.
const HEAD: usize = 64 * 1024;

/// Reads the header of a message, or of the first message of a batch: MLLP bytes, byte-order marks and blank lines
/// before it may stay. What follows the header is not read, however large or broken it is.
///
/// # Errors
/// [`HeaderFault`] when there is no header, or one that cannot be answered.
pub fn header(bytes: &[u8]) -> Result<Header, HeaderFault> {
    let bytes = bytes.get(..HEAD).unwrap_or(bytes);
    let mut frames = frame::Frames::new(frame::as_utf8(bytes, bytes));
    // Reading from memory does not fail.
    while let Ok(Some(framed)) = frames.next() {
        if let frame::Framed::Message { bytes, .. } = framed {
            return of(&Message::new(charset::read(&bytes).text));
        }
    }
    Err(HeaderFault::NoHeader)
}

/// The header of a message that is taken apart.
pub(super) fn of(message: &Message) -> Result<Header, HeaderFault> {
    let msh = message.header();
    if !msh.is("MSH") && !msh.name().is_empty() {
        return Err(HeaderFault::NoHeader);
    }
    let raw = |n: usize| {
        let field = msh.field(n);
        if field.is_delete() {
            String::new()
        } else {
            field.raw().trim().to_owned()
        }
    };
    let kind = msh.field(9);
    let message_type = kind.at(1).unwrap_or_default().to_uppercase();
    if message_type.is_empty() {
        return Err(HeaderFault::TooShort);
    }
    if !message.separators.are_distinct() {
        return Err(HeaderFault::Separators);
    }
    let (message_type, trigger) = match (message_type.split_once('_'), kind.at(2)) {
        // "ADT_A01" without components, as some engines write it.
        (Some((kind, trigger)), None) => (kind.to_owned(), trigger.to_owned()),
        (_, trigger) => (message_type, trigger.unwrap_or_default().to_uppercase()),
    };
    Ok(Header {
        separators: message.separators,
        sending_application: raw(3),
        sending_facility: raw(4),
        receiving_application: raw(5),
        receiving_facility: raw(6),
        sent: raw(7),
        message_type,
        trigger,
        control_id: raw(10),
        processing_id: raw(11),
        version: raw(12),
        accept_acknowledgement: raw(15).to_uppercase(),
        application_acknowledgement: raw(16).to_uppercase(),
        charset: msh.field(18).repetitions().filter_map(|r| r.value()).collect(),
    })
}

/// What an acknowledgement says (MSA-1, HL7 table 0008).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AckCode {
    /// AA, original mode, as the next two: taken in.
    Accepted,
    /// AE: read, but not all of it could be taken in.
    Error,
    /// AR: not taken in; the sender may send it again.
    Rejected,
    /// CA, enhanced mode: it is kept.
    CommitAccepted,
    /// CE, enhanced mode: it could not be kept; the sender may send it again.
    CommitError,
    /// CR, enhanced mode: it will never be kept as it is.
    CommitRejected,
}

impl AckCode {
    /// As MSA-1 writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "AA",
            Self::Error => "AE",
            Self::Rejected => "AR",
            Self::CommitAccepted => "CA",
            Self::CommitError => "CE",
            Self::CommitRejected => "CR",
        }
    }
}

/// The acknowledgement of a message: the same separators, processing id and version, sender and receiver changed over,
/// MSA-2 the control id. Bare segments, each ended by CR; the MLLP frame is put around by who sends it.
///
/// `text` is MSA-3, in words (empty: left out); `now` is the answer's MSH-7, to the second with its zone;
/// `ack_control_id` its MSH-10.
pub fn ack(
    header: &Header,
    code: AckCode,
    text: &str,
    now: DateTime<FixedOffset>,
    ack_control_id: &str,
) -> Vec<u8> {
    let s = &header.separators;
    let old = ["2.1", "2.2", "2.3"]
        .iter()
        .any(|v| header.version.starts_with(v));
    let kind = if old || header.trigger.is_empty() {
        "ACK".to_owned()
    } else {
        let trigger = escape::encode(&header.trigger, s);
        format!("ACK{c}{trigger}{c}ACK", c = s.component)
    };
    let id = escape::encode(ack_control_id, s);
    let mut fields = vec![
        format!("MSH{}{}", s.field, s.written()),
        header.receiving_application.clone(),
        header.receiving_facility.clone(),
        header.sending_application.clone(),
        header.sending_facility.clone(),
        now.format("%Y%m%d%H%M%S%z").to_string(),
        String::new(),
        kind,
        id,
        header.processing_id.clone(),
        header.version.clone(),
    ];
    let mut answer = vec![
        "MSA".to_owned(),
        code.code().to_owned(),
        header.control_id.clone(),
    ];
    if !text.is_empty() {
        answer.push(escape::encode(text, s));
    }
    if !fields.iter().chain(&answer).all(|f| f.is_ascii()) {
        fields.extend([const { String::new() }; 5]);
        fields.push("UNICODE UTF-8".to_owned());
    }
    let separator = s.field.to_string();
    // What was written with a line end in it is not put into a segment again.
    let segment = |fields: &[String]| {
        fields
            .join(&separator)
            .replace(['\r', '\n', '\u{b}', '\u{1c}'], " ")
    };
    format!("{}\r{}\r", segment(&fields), segment(&answer)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T02:14:00+00:00").unwrap()
    }

    fn answered(message: &str, code: AckCode, text: &str) -> String {
        let header = header(message.as_bytes()).unwrap();
        let bytes = ack(&header, code, text, now(), "BB1");
        let again = super::header(&bytes).unwrap();
        assert_eq!(
            (again.message_type.as_str(), again.control_id.as_str()),
            ("ACK", "BB1")
        );
        assert_eq!(again.version, header.version);
        String::from_utf8(bytes).unwrap().replace('\r', "\n")
    }

    #[test]
    fn answers_name_the_message() {
        let message = "\u{b}MSH|^~\\&|PAS^1.2^ISO|RXX|BATTLEBAG|RXX|20261121021300||ADT^A01^ADT_A01|MSG\\T\\7|P|2.5\rPID|1\r\u{1c}\r";
        insta::assert_snapshot!(answered(message, AckCode::Accepted, ""), @r"
        MSH|^~\&|BATTLEBAG|RXX|PAS^1.2^ISO|RXX|20261121021400+0000||ACK^A01^ACK|BB1|P|2.5
        MSA|AA|MSG\T\7
        ");
        let odd = "msh@~&#\\@Ä@B@C@D@@@ADT~A08@9@T@2.3";
        insta::assert_snapshot!(answered(odd, AckCode::Error, "no bed @ all"), @r"
        MSH@~&#\@C@D@Ä@B@20261121021400+0000@@ACK@BB1@T@2.3@@@@@@UNICODE UTF-8
        MSA@AE@9@no bed #F# all
        ");
    }

    #[test]
    fn what_is_no_message_is_answered_too() {
        let bytes = ack(&Header::of_nobody(), AckCode::CommitRejected, "no", now(), "BB1");
        insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace('\r', "\n"), @r"
        MSH|^~\&|BATTLEBAG||||20261121021400+0000||ACK|BB1|P|2.3
        MSA|CR||no
        ");
    }

    #[test]
    fn a_header_does_not_wait_for_the_rest() {
        let mut large = b"MSH|^~\\&|a||||||ADT^A01|7|P|2.5\r".to_vec();
        large.extend(b"OBX|1\r".repeat(30_000));
        assert_eq!(header(&large).unwrap().control_id, "7");
        assert_eq!(
            header(&[b" ".repeat(HEAD), large].concat()).unwrap_err(),
            HeaderFault::NoHeader
        );
    }

    #[test]
    fn what_cannot_be_answered() {
        assert_eq!(header(b"PID|1").unwrap_err(), HeaderFault::NoHeader);
        assert_eq!(header(b"").unwrap_err(), HeaderFault::NoHeader);
        assert_eq!(header(b"MSH|^~").unwrap_err(), HeaderFault::TooShort);
        assert_eq!(
            header(b"MSH|^^\\&|a|||||||ADT^A01^^").unwrap_err(),
            HeaderFault::TooShort
        );
        assert_eq!(
            header(b"MSH|^^\\&|a||||||ADT^A01|1").unwrap_err(),
            HeaderFault::Separators
        );
        let engine = header(b"MSH|^~\\&|a||||||ADT_A01|1").unwrap();
        assert_eq!(
            (engine.message_type.as_str(), engine.trigger.as_str()),
            ("ADT", "A01")
        );
    }
}
