//! Bytes of any encoding as a stream of UTF-8.

use std::io::{BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a file's encoding is, by its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Letters {
    /// Known.
    Known(&'static Encoding),
    /// An XML file names an encoding that nobody knows.
    Unheard(String),
}

/// The encoding of a text by its mark, by zeros, by what XML declares, else UTF-8 if the beginning is that, else
/// Windows-1252 (of which Latin-1 is a part).
pub(super) fn letters_of(head: &[u8]) -> Letters {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Letters::Known(encoding);
    }
    // UTF-16 without a mark: every other byte of the beginning is zero.
    match (head.first(), head.get(1)) {
        (Some(0), Some(1..)) => return Letters::Known(UTF_16BE),
        (Some(1..), Some(0)) => return Letters::Known(UTF_16LE),
        _ => {}
    }
    if let Some(label) = declared(head) {
        return match Encoding::for_label(label.as_bytes()) {
            // The declaration was read as plain letters, so it cannot be of two bytes each.
            Some(named) if named == UTF_16LE || named == UTF_16BE => Letters::Known(UTF_8),
            Some(named) if named != UTF_8 => Letters::Known(named),
            Some(_) => Letters::Known(as_utf8(head)),
            None => Letters::Unheard(label),
        };
    }
    Letters::Known(as_utf8(head))
}

fn as_utf8(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        // The beginning may end inside a letter.
        Err(e) if e.error_len().is_some() => WINDOWS_1252,
        _ => UTF_8,
    }
}

/// `encoding` of an XML declaration.
fn declared(head: &[u8]) -> Option<String> {
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = head.iter().take(200).position(|b| *b == b'>')?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = rest.get(1..)?.split_once(quote)?;
    Some(label.to_owned())
}

/// A reader of UTF-8 over a reader of another encoding. Holds one buffer, whatever the size of the file.
pub(super) struct AsUtf8<R> {
    inner: R,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    filled: usize,
    ended: bool,
    /// Some bytes could not be read and were replaced.
    pub damaged: bool,
}

impl<R: BufRead> AsUtf8<R> {
    /// Decodes `inner`; a mark at its beginning is dropped.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            out: vec![0; 64 * 1024],
            at: 0,
            filled: 0,
            ended: false,
            damaged: false,
        }
    }
}

impl<R: BufRead> BufRead for AsUtf8<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        while self.at == self.filled && !self.ended {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, written, replaced) = self.decoder.decode_to_utf8(bytes, &mut self.out, last);
            self.inner.consume(read);
            self.damaged |= replaced;
            (self.at, self.filled) = (0, written);
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
        }
        Ok(self.out.get(self.at..self.filled).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.filled);
    }
}

impl<R: BufRead> Read for AsUtf8<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> String {
        let Letters::Known(encoding) = letters_of(bytes) else {
            panic!("no encoding")
        };
        let mut text = String::new();
        // Three bytes at a time, so that letters are cut.
        let small = std::io::BufReader::with_capacity(3, bytes);
        AsUtf8::new(small, encoding).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn encodings_that_exports_have() {
        let text = "<?xml version=\"1.0\" encoding=\"X\"?><name>Éamonn Ó Súilleabháin</name>";
        let utf8 = text.replace('X', "utf-8");
        assert_eq!(read(utf8.as_bytes()), utf8);
        assert_eq!(read(format!("\u{feff}{utf8}").as_bytes()), utf8);
        let latin1 = text.replace('X', "ISO-8859-1");
        let bytes: Vec<u8> = latin1
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        assert_eq!(read(&bytes), latin1);
        // Says UTF-8 and is not: read as what it is.
        let lie: Vec<u8> = utf8
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        assert_eq!(read(&lie), utf8);
        let utf16 = text.replace('X', "UTF-16");
        for bom in ["\u{feff}", ""] {
            let marked = format!("{bom}{utf16}");
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!((read(&little), read(&big)), (utf16.clone(), utf16.clone()));
        }
        assert_eq!(
            letters_of(b"<?xml version='1.0' encoding='klingon'?>"),
            Letters::Unheard("klingon".to_owned())
        );
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = read(&bytes);
        }
    }
}
