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

/// The delimiter: of comma, semicolon and tab the one that is most often in the first line outside quotes.
pub(super) fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let mut counts = [(b',', 0u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && byte == *delimiter);
        }
    }
    // The first of equals wins, so that a line without any is read as comma-separated.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| count)
        .map_or(b',', |(delimiter, _)| *delimiter)
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
    }
}
