//! Bytes of a table as text: encodings and delimiters met in exports.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes text: by its byte-order mark, else UTF-8 if it is that, else Windows-1252 (of which Latin-1 is a part).
/// Gives the text, the encoding's name, and whether some bytes could not be read.
pub(crate) fn decode(bytes: &[u8]) -> (std::borrow::Cow<'_, str>, &'static str, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return (text, encoding.name(), damaged);
    }
    // UTF-16 without a mark: every other byte of plain text is zero.
    let zeros = |odd: usize| {
        bytes
            .iter()
            .take(512)
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let encoding = match (zeros(0), zeros(1)) {
        (even, odd) if odd > 32 && even < 4 => UTF_16LE,
        (even, odd) if even > 32 && odd < 4 => UTF_16BE,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => return (text.into(), UTF_8.name(), false),
            Err(_) => WINDOWS_1252,
        },
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    (text, encoding.name(), damaged)
}

/// Decodes a table: as told, else as [`decode`], but of the one-byte encodings the one that its letters speak for. Gives
/// the text, the encoding's name, and what is to be said of it.
pub(super) fn decode_table<'a>(
    bytes: &'a [u8],
    told: Option<&str>,
) -> (std::borrow::Cow<'a, str>, &'static str, Option<String>) {
    let damaged = |name: &str| format!("Some letters could not be read as {name}. Check names in this file.");
    if let Some(encoding) = told.and_then(|label| Encoding::for_label(label.as_bytes())) {
        let (text, encoding, wrong) = encoding.decode(bytes);
        return (text, encoding.name(), wrong.then(|| damaged(encoding.name())));
    }
    let (text, name, wrong) = decode(bytes);
    if name != WINDOWS_1252.name() {
        return (text, name, wrong.then(|| damaged(name)));
    }
    let encoding = spoken_for(bytes);
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let remark = if wrong {
        damaged(encoding.name())
    } else {
        format!(
            "Letters with accents were read as {}. Check a name that has one; if it is wrong, save the file as UTF-8.",
            encoding.name()
        )
    };
    (text, encoding.name(), Some(remark))
}

/// Lines with other letters than a to z are looked at until there are so many bytes of them.
const LETTERS_LOOKED_AT: usize = 256 * 1024;

/// Fewer letters than these say nothing, and Western Europe's encoding is taken.
const LETTERS_THAT_SPEAK: usize = 12;

/// The one-byte encoding of a text that is not UTF-8.
fn spoken_for(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut looked_at = 0;
    let mut letters = 0;
    for line in bytes.split(|b| matches!(b, b'\n' | b'\r')) {
        let here = line.iter().filter(|b| !b.is_ascii()).count();
        if here > 0 && looked_at < LETTERS_LOOKED_AT {
            let line = line.get(..LETTERS_LOOKED_AT).unwrap_or(line);
            detector.feed(line, false);
            detector.feed(b"\n", false);
            looked_at += line.len();
            letters += here;
        }
    }
    detector.feed(b"", true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    if letters >= LETTERS_THAT_SPEAK && guessed.is_single_byte() {
        guessed
    } else {
        WINDOWS_1252
    }
}

/// `sep=;` as the first line: where the table begins, and the delimiter.
pub(super) fn told_delimiter(text: &str) -> (usize, Option<u8>) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let told = line
        .trim()
        .trim_matches('"')
        .strip_prefix("sep=")
        .map(str::as_bytes);
    match told {
        Some(&[delimiter]) if delimiter.is_ascii() => {
            let rest = text.get(line.len()..).unwrap_or_default();
            let ends = if rest.starts_with("\r\n") {
                2
            } else {
                usize::from(!rest.is_empty())
            };
            (line.len() + ends, Some(delimiter))
        }
        _ => (0, None),
    }
}

/// So many lines are looked at for the delimiter.
const LINES_LOOKED_AT: usize = 60;

/// The delimiter: of comma, semicolon, tab and bar the one that is equally often in most of the first lines, outside
/// quotes; of several the one that is more often.
pub(super) fn delimiter(text: &str) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut lines: Vec<[u32; 4]> = vec![[0; 4]];
    let mut quoted = false;
    for byte in text.bytes().take(256 * 1024) {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            if lines.len() == LINES_LOOKED_AT {
                break;
            }
            lines.push([0; 4]);
        }
        let place = CANDIDATES.iter().position(|c| *c == byte).filter(|_| !quoted);
        if let (Some(at), Some(line)) = (place, lines.last_mut())
            && let Some(count) = line.get_mut(at)
        {
            *count += 1;
        }
    }
    let agreement = |at: usize| {
        let counts: Vec<u32> = lines
            .iter()
            .filter_map(|l| l.get(at).copied())
            .filter(|c| *c > 0)
            .collect();
        let in_first = lines
            .iter()
            .find(|l| l.iter().any(|c| *c > 0))
            .and_then(|l| l.get(at))
            .is_some_and(|c| *c > 0);
        counts
            .iter()
            .map(|c| (counts.iter().filter(|d| *d == c).count(), in_first, *c))
            .max()
            .unwrap_or_default()
    };
    // The first of equals wins, so that a text without any is read as comma-separated.
    (0..CANDIDATES.len())
        .rev()
        .max_by_key(|at| agreement(*at))
        .and_then(|at| CANDIDATES.get(at).copied())
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_real_exports() {
        let text = "name\nÉamonn Ó Súilleabháin\n";
        assert_eq!(decode(text.as_bytes()).0, text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()).0, text);
        let utf16: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16).0, text);
        let unmarked: Vec<u8> = "a,b\n"
            .repeat(40)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&unmarked).0, "a,b\n".repeat(40));
        let latin1: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let (read, encoding, damaged) = decode(&latin1);
        assert_eq!((read.as_ref(), encoding, damaged), (text, "windows-1252", false));
    }

    #[test]
    fn delimiters() {
        assert_eq!(delimiter("a,b,c\n"), b',');
        assert_eq!(delimiter("a;\"b,c,d\";e\n"), b';');
        assert_eq!(delimiter("a\tb\n1,2,3"), b'\t');
        assert_eq!(delimiter("a"), b',');
        assert_eq!(delimiter("a|b,c|d\n1|2|3\n"), b'|');
        // Title lines above, decimal commas within.
        assert_eq!(
            delimiter("Ward list, 21 November\n\na;b;c\n1,5;2,5;3\n2;3,5;4\n"),
            b';'
        );
        assert_eq!(told_delimiter("sep=;\r\na;b"), (7, Some(b';')));
        assert_eq!(told_delimiter("separate"), (0, None));
    }

    #[test]
    fn letters_of_central_europe_are_told_from_those_of_the_west() {
        let polish = "imię\nZażółć gęślą jaźń\nŁukasz Wiśniewski\nGrażyna Żółkiewska\nMałgorzata Jabłońska\n";
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode(polish);
        let (text, name, _) = decode_table(&bytes, None);
        assert_eq!(text, polish, "{name}");
        let (bytes, ..) = WINDOWS_1252.encode("Müller\n");
        assert_eq!(decode_table(&bytes, None).0, "Müller\n");
        assert_eq!(decode_table(b"M\xfcller", Some("iso-8859-2")).0, "Müller");
    }
}
