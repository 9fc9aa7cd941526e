//! What an acknowledgement needs of a message: its header, and whom it is about. The importer reads the rest.

/// Most fields of a header that are looked at.
const FIELDS: usize = 20;
/// Most identifiers that are kept of a message: a batch may be about many.
const MOST_ABOUT: usize = 400;

/// The header of a message (MSH).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The four encoding characters and the field separator before them: `|^~\&`.
    pub separators: String,
    /// MSH-3 as it came.
    pub application: String,
    /// MSH-4 as it came.
    pub facility: String,
    /// MSH-5 as it came.
    pub to_application: String,
    /// MSH-6 as it came.
    pub to_facility: String,
    /// The event of MSH-9 ("A01"); empty when it has none.
    pub event: String,
    /// MSH-10.
    pub control: String,
    /// MSH-11.
    pub processing: String,
    /// MSH-12, its first component.
    pub version: String,
    /// MSH-15: when an accept acknowledgement is wanted.
    pub accept: String,
    /// MSH-16: when an application acknowledgement is wanted.
    pub application_wanted: String,
}

/// Reads the header of a message, or of the first message of a batch. `None` when this is no HL7 v2.
pub fn header(bytes: &[u8]) -> Option<Header> {
    let line = segments(bytes).find(|line| is_segment(line, *b"MSH"))?;
    let separator = char::from(*line.get(3)?);
    if separator.is_alphanumeric() || separator.is_whitespace() {
        return None;
    }
    let text = String::from_utf8_lossy(line);
    let mut fields: Vec<&str> = text.split(separator).take(FIELDS).collect();
    fields.resize(FIELDS, "");
    let field = |n: usize| fields.get(n - 1).copied().unwrap_or_default().trim().to_owned();
    let component = fields.get(1).and_then(|f| f.chars().next()).unwrap_or('^');
    let part = |text: &str, n: usize| text.split(component).nth(n).unwrap_or_default().to_owned();
    let encoding: String = fields
        .get(1)
        .copied()
        .unwrap_or_default()
        .chars()
        .take(5)
        .collect();
    Some(Header {
        separators: format!("{separator}{encoding}"),
        application: field(3),
        facility: field(4),
        to_application: field(5),
        to_facility: field(6),
        event: part(&field(9), 1),
        control: field(10),
        processing: field(11),
        version: part(&field(12), 0),
        accept: field(15),
        application_wanted: field(16),
    })
}

/// The identifiers of the patients that a message is about, a line each: PID-2, PID-3, PID-4 and MRG-1. What they are
/// used for is to know whether a message is still needed, so rather one too many.
pub fn about(bytes: &[u8]) -> String {
    let Some(header) = header(bytes) else {
        return String::new();
    };
    let mut marks = header.separators.chars();
    let separator = marks.next().unwrap_or('|');
    let component = marks.next().unwrap_or('^');
    let repeat = marks.next().unwrap_or('~');
    let mut found: Vec<String> = Vec::new();
    for line in segments(bytes) {
        let wanted: &[usize] = if is_segment(line, *b"PID") {
            &[2, 3, 4]
        } else if is_segment(line, *b"MRG") {
            &[1]
        } else {
            continue;
        };
        let text = String::from_utf8_lossy(line);
        for field in wanted.iter().filter_map(|n| text.split(separator).nth(*n)) {
            for one in field.split(repeat) {
                let id = one.split(component).next().unwrap_or_default().trim();
                if !id.is_empty() && id != "\"\"" && !found.iter().any(|f| f == id) {
                    found.push(id.to_owned());
                }
            }
        }
        if found.len() >= MOST_ABOUT {
            break;
        }
    }
    found.join("\n")
}

/// The lines of a message, whatever ends them, without the mark some senders put before the first.
fn segments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .split(|b| matches!(b, b'\r' | b'\n'))
        .map(<[u8]>::trim_ascii_start)
        .filter(|line| !line.is_empty())
        .enumerate()
        .take_while(|(at, line)| *at > 0 || is_beginning(line))
        .map(|(_, line)| line)
}

fn is_beginning(line: &[u8]) -> bool {
    [*b"MSH", *b"FHS", *b"BHS"].iter().any(|id| is_segment(line, *id))
}

fn is_segment(line: &[u8], id: [u8; 3]) -> bool {
    line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_with_its_own_separators() {
        let h = header(b"MSH#*~\\&#PAS*1#RVX#BB#HERE#20261121#x#ADT*A08#77#P#2.4##\rPID#1##999*0").unwrap();
        assert_eq!(
            (h.separators.as_str(), h.event.as_str(), h.control.as_str()),
            ("#*~\\&", "A08", "77")
        );
        assert_eq!(
            (h.application.as_str(), h.version.as_str(), h.accept.as_str()),
            ("PAS*1", "2.4", "")
        );
        assert_eq!(about(b"MSH#*~\\&#a\rPID#1##999*0~H12*1"), "999\nH12");
    }

    #[test]
    fn what_is_no_hl7_has_no_header() {
        for text in [
            "",
            "hello",
            "GET / HTTP/1.1",
            "PID|1",
            "MSH",
            "MSHELL out",
            "{\"MSH\": 1}",
        ] {
            assert_eq!(header(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn whom_it_is_about() {
        let text = b"\xef\xbb\xbfMSH|^~\\&|PAS|RVX|||t||ADT^A40|9|P|2.3\nEVN|A40\npid|1|X9|999 123 4567^^^NHS~H1^^^RVX||Q\nMRG|H0^^^RVX";
        assert_eq!(about(text), "X9\n999 123 4567\nH1\nH0");
        assert_eq!(
            about(b"FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|a\rPID|||A1\rMSH|^~\\&|a\rPID|||A2\r"),
            "A1\nA2"
        );
    }
}
