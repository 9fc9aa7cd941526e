//! The letters of a message: what MSH-18 declares, what the bytes show, and what is done when they disagree.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A message as text, with what was doubtful about its letters.
pub(super) struct Letters {
    pub text: String,
    /// In a nurse's words; `None` when nothing was doubtful.
    pub doubt: Option<String>,
}

/// Reads the bytes of one message. Each segment is judged on its own, so that one wrong byte does not spoil the names
/// of the others: what is valid UTF-8 is UTF-8, else the declared set, else Windows-1252.
pub(super) fn read(bytes: &[u8]) -> Letters {
    let names = declared(bytes);
    let known: Vec<Option<&'static Encoding>> = names.iter().map(|n| encoding_of(n)).collect();
    let unknown: Vec<&str> = names
        .iter()
        .zip(&known)
        .filter(|(name, known)| known.is_none() && !is_plain(name))
        .map(|(name, _)| name.as_str())
        .collect();
    let set = known.iter().flatten().next().copied();
    let mut doubt = (!unknown.is_empty()).then(|| {
        format!(
            "The character set {} (MSH-18) is not known. Letters are kept as well as can be; check names against the wristband.",
            unknown.join(", ")
        )
    });
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some(stateful) = known.iter().flatten().find(|e| **e == encoding_rs::ISO_2022_JP)
            && bytes.contains(&0x1b)
        {
            let (text, damaged) = stateful.decode_without_bom_handling(bytes);
            return Letters {
                text: text.into_owned(),
                doubt: damaged.then(|| damaged_in(stateful)).or(doubt),
            };
        }
        let text = text.to_owned();
        if !text.is_ascii() && set.is_some_and(|s| s != UTF_8) {
            doubt.get_or_insert_with(|| {
                "MSH-18 declares another character set, but the letters are UTF-8 and were read so."
                    .to_owned()
            });
        }
        return Letters { text, doubt };
    }
    let fallback = set.filter(|s| *s != UTF_8).unwrap_or(WINDOWS_1252);
    let guessed = set.is_none_or(|s| s == UTF_8);
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut damaged = false;
    for (n, segment) in bytes.split(|b| *b == b'\r').enumerate() {
        if n > 0 {
            text.push('\r');
        }
        if let Ok(valid) = std::str::from_utf8(segment) {
            text.push_str(valid);
        } else {
            let (decoded, wrong) = fallback.decode_without_bom_handling(segment);
            damaged |= wrong;
            text.push_str(&decoded);
        }
    }
    if damaged {
        doubt = Some(damaged_in(fallback));
    } else if guessed {
        doubt.get_or_insert_with(|| {
            "The message does not say truly how its letters are written; they were read as Windows-1252. Check names with accents against the wristband.".to_owned()
        });
    }
    Letters { text, doubt }
}

fn damaged_in(encoding: &'static Encoding) -> String {
    format!(
        "Some letters could not be read as {}. Check names against the wristband.",
        encoding.name()
    )
}

/// The names in MSH-18, all its repetitions.
fn declared(bytes: &[u8]) -> Vec<String> {
    let header = bytes.split(|b| *b == b'\r').next().unwrap_or_default();
    let Some(separator) = header.get(3) else {
        return Vec::new();
    };
    let repeat = header.get(5).copied().unwrap_or(b'~');
    // MSH-1 is the separator itself, so that MSH-18 is the seventeenth piece after the name.
    let Some(field) = header.split(|b| b == separator).nth(17) else {
        return Vec::new();
    };
    field
        .split(|b| *b == repeat)
        .take(16)
        .map(|name| String::from_utf8_lossy(name).trim().to_owned())
        .filter(|name| !name.is_empty() && name != "\"\"")
        .collect()
}

/// Plain ASCII under one of its names: nothing to decode, and nothing said of other letters.
fn is_plain(name: &str) -> bool {
    let name = name.to_uppercase();
    matches!(
        name.as_str(),
        "ASCII" | "US-ASCII" | "ISO IR6" | "ISO IR 6" | "ISO-IR-6" | "USA" | "2.8" | "7BIT"
    )
}

/// The encoding of a name of HL7 table 0211 or of common use.
fn encoding_of(name: &str) -> Option<&'static Encoding> {
    if is_plain(name) {
        return None;
    }
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let label = match plain.as_str() {
        // UTF-16 was turned into UTF-8 when the file was opened.
        "UNICODE" | "UNICODEUTF8" | "UTF8" | "ISOIR192" | "UNICODEUTF16" | "UNICODEUTF32" | "UTF16"
        | "UTF32" => "utf-8",
        "88591" | "ISO88591" | "ISOIR100" | "LATIN1" | "ANSI" => "windows-1252",
        "88592" | "ISO88592" | "ISOIR101" => "iso-8859-2",
        "88593" | "ISO88593" | "ISOIR109" => "iso-8859-3",
        "88594" | "ISO88594" | "ISOIR110" => "iso-8859-4",
        "88595" | "ISO88595" | "ISOIR144" => "iso-8859-5",
        "88596" | "ISO88596" | "ISOIR127" => "iso-8859-6",
        "88597" | "ISO88597" | "ISOIR126" => "iso-8859-7",
        "88598" | "ISO88598" | "ISOIR138" => "iso-8859-8",
        "88599" | "ISO88599" | "ISOIR148" => "windows-1254",
        "885915" | "ISO885915" => "iso-8859-15",
        "GB180302000" | "GB18030" => "gb18030",
        "KSX1001" | "ISOIR149" => "euc-kr",
        "BIG5" | "CNS116431992" => "big5",
        "ISOIR14" | "ISOIR87" | "ISOIR159" | "ISOIR13" => "iso-2022-jp",
        _ => return Encoding::for_label(name.as_bytes()),
    };
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(set: &str, family: &[u8]) -> Vec<u8> {
        let mut bytes =
            format!("MSH|^~\\&|A|B|C|D|20261121||ADT^A01|1|P|2.5||||||{set}\rPID|1||1||").into_bytes();
        bytes.extend_from_slice(family);
        bytes.extend_from_slice(b"\rPV1|1|I");
        bytes
    }

    #[test]
    fn letters_as_declared_or_as_shown() {
        for (set, bytes, name, doubtful) in [
            ("UNICODE UTF-8", "Zörb".as_bytes(), "Zörb", false),
            ("", "Zörb".as_bytes(), "Zörb", false),
            ("8859/1", b"Z\xf6rb".as_slice(), "Zörb", false),
            ("", b"Z\xf6rb", "Zörb", true),
            ("UNICODE UTF-8", b"Z\xf6rb", "Zörb", true),
            ("8859/1", "Zörb".as_bytes(), "Zörb", true),
            ("8859/2", b"\xa3ukasz", "Łukasz", false),
            ("8859/15", b"\xa4", "€", false),
            ("ASCII~8859/5", b"\xb8", "И", false),
            ("ISO IR 999", b"Doe", "Doe", true),
            ("WINDOWS-1252", b"O\x92Neill", "O’Neill", false),
            ("ASCII~ISO IR87", b"\x1b$B;3ED\x1b(B", "山田", false),
        ] {
            let letters = read(&message(set, bytes));
            assert!(
                letters.text.contains(&format!("||{name}\rPV1")),
                "{set}: {}",
                letters.text
            );
            assert_eq!(
                letters.doubt.is_some(),
                doubtful,
                "{set} {name}: {:?}",
                letters.doubt
            );
        }
    }

    #[test]
    fn one_wrong_byte_does_not_spoil_the_other_segments() {
        let mut bytes = message("", "Zörb".as_bytes());
        bytes.extend_from_slice(b"\rNTE|1||caf\xe9");
        let letters = read(&bytes);
        assert!(
            letters.text.contains("Zörb") && letters.text.contains("café"),
            "{}",
            letters.text
        );
    }
}
