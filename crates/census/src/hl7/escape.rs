//! Escape sequences of a text: `\F\`, `\X41\`, `\.br\` and their kin, both ways.

use super::message::Separators;

/// The text with its escape sequences put as what they stand for. A sequence that we do not know stays as it is
/// written, so that no letter is lost.
pub(crate) fn decode(raw: &str, separators: &Separators) -> String {
    let Some(escape) = separators.escape else {
        return raw.to_owned();
    };
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once(escape) {
        out.push_str(before);
        match after.split_once(escape) {
            Some((sequence, further)) if put(sequence, separators, &mut out) => rest = further,
            // Not a sequence: the sign stands for itself.
            _ => {
                out.push(escape);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Puts what a sequence stands for, or answers that it is none we know.
fn put(sequence: &str, separators: &Separators, out: &mut String) -> bool {
    let mut letters = sequence.chars();
    match (letters.next(), letters.as_str()) {
        (Some('F'), "") => out.push(separators.field),
        (Some('S'), "") => out.push(separators.component),
        (Some('R'), "") => out.push(separators.repetition),
        (Some('E'), "") => out.extend(separators.escape),
        (Some('T'), "") => out.push(separators.subcomponent.unwrap_or('&')),
        (Some('P'), "") => out.push(separators.truncation.unwrap_or('#')),
        // Highlighting on and off.
        (Some('H' | 'N'), "") => {}
        (Some('X'), hex) => return put_bytes(hex, out),
        (Some('.'), command) => return format(command, out),
        _ => return false,
    }
    true
}

/// Formatting commands: breaks become line ends, the rest is about looks only.
fn format(command: &str, out: &mut String) -> bool {
    match command.get(..2) {
        Some("br" | "sp" | "ce") => out.push('\n'),
        Some("in" | "ti" | "sk" | "fi" | "nf") => {}
        _ => return false,
    }
    true
}

fn put_bytes(hex: &str, out: &mut String) -> bool {
    if hex.is_empty() || !hex.len().is_multiple_of(2) {
        return false;
    }
    let Ok(bytes) = hex::decode(hex) else { return false };
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0,
    };
    // A carriage return is a line end here; other control bytes are printers' commands.
    for letter in text.chars() {
        match letter {
            '\r' | '\n' => out.push('\n'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    true
}

/// The text with everything that would be read as a separator written as an escape sequence.
pub(crate) fn encode(text: &str, separators: &Separators) -> String {
    let mut out = String::with_capacity(text.len());
    let escape = separators.escape.unwrap_or('\\');
    for letter in text.chars() {
        let sequence = match letter {
            c if c == separators.field => "F",
            c if c == separators.component => "S",
            c if c == separators.repetition => "R",
            c if Some(c) == separators.escape => "E",
            c if Some(c) == separators.subcomponent => "T",
            c if Some(c) == separators.truncation => "P",
            '\r' | '\n' => ".br",
            c if c.is_control() => continue,
            c => {
                out.push(c);
                continue;
            }
        };
        // Without an escape character a separator cannot be written: a space is put for it.
        if separators.escape.is_some() {
            out.push(escape);
            out.push_str(sequence);
            out.push(escape);
        } else {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(raw: &str) -> String {
        decode(raw, &Separators::default())
    }

    #[test]
    fn sequences_met() {
        for (raw, text) in [
            (r"Smith\F\Jones\S\a\T\b\R\c\E\d", r"Smith|Jones^a&b~c\d"),
            (r"one\.br\two\.sp\three", "one\ntwo\nthree"),
            (r"\.in+4\in\.ti-2\\H\bold\N\", "inbold"),
            (r"\X41\\X0D\\X0d0a\B", "A\n\n\nB"),
            (r"R\XE9\n\XC3A9\e", "Rénée"),
            (r"\C2842\\M824041\x", r"\C2842\\M824041\x"),
            (r"text \Z99\ embedded", r"text \Z99\ embedded"),
            (r"a\b", r"a\b"),
            (r"\", r"\"),
            (r"\\", r"\\"),
            (r"\XZZ\", r"\XZZ\"),
        ] {
            assert_eq!(read(raw), text, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_read_back(text in "[^\\p{C}]*(\n[^\\p{C}]*)?") {
            for header in ["MSH|^~\\&", "MSH|^~\\&#", "MSH@~&#\\@"] {
                let separators = Separators::of_header(header);
                let raw = encode(&text, &separators);
                prop_assert!(!raw.contains([separators.field, separators.component, separators.repetition]));
                prop_assert_eq!(decode(&raw, &separators), text.clone());
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC*") {
            read(&text);
        }
    }
}
