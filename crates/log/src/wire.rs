//! Reading and writing the explicit, length-prefixed binary encoding. All integers are big-endian.

use crate::DecodeError;

/// Reads fields in order and never past the end.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, at: 0 }
    }

    /// Reads on from an offset of the same bytes.
    pub(crate) fn from(bytes: &'a [u8], at: usize) -> Option<Self> {
        bytes.get(at..).map(|rest| Self { rest, at })
    }

    /// The offset of the next field.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn take(&mut self, count: usize, field: &'static str) -> Result<&'a [u8], DecodeError> {
        let Some((field_bytes, rest)) = self.rest.split_at_checked(count) else {
            return Err(DecodeError::Short { field, at: self.at });
        };
        self.rest = rest;
        self.at += count;
        Ok(field_bytes)
    }

    pub(crate) fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let at = self.at;
        self.take(N, field)?
            .try_into()
            .map_err(|_| DecodeError::Short { field, at })
    }

    pub(crate) fn u8(&mut self, field: &'static str) -> Result<u8, DecodeError> {
        Ok(u8::from_be_bytes(self.array(field)?))
    }

    pub(crate) fn i16(&mut self, field: &'static str) -> Result<i16, DecodeError> {
        Ok(i16::from_be_bytes(self.array(field)?))
    }

    pub(crate) fn u32(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        Ok(u32::from_be_bytes(self.array(field)?))
    }

    pub(crate) fn u64(&mut self, field: &'static str) -> Result<u64, DecodeError> {
        Ok(u64::from_be_bytes(self.array(field)?))
    }

    pub(crate) fn i64(&mut self, field: &'static str) -> Result<i64, DecodeError> {
        Ok(i64::from_be_bytes(self.array(field)?))
    }

    /// A flag byte: only 0 and 1 are canonical.
    pub(crate) fn flag(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        let at = self.at;
        match self.u8(field)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(DecodeError::Field {
                field,
                at,
                why: "a flag must be 0 or 1",
            }),
        }
    }

    /// One length byte, then that many bytes of UTF-8.
    pub(crate) fn text(&mut self, field: &'static str) -> Result<&'a str, DecodeError> {
        let at = self.at;
        let length = self.u8(field)?;
        let bytes = self.take(usize::from(length), field)?;
        std::str::from_utf8(bytes).map_err(|_| DecodeError::Field {
            field,
            at,
            why: "it is not UTF-8 text",
        })
    }

    /// Four length bytes, then that many bytes, at most `most`.
    pub(crate) fn bytes(&mut self, field: &'static str, most: usize) -> Result<&'a [u8], DecodeError> {
        let at = self.at;
        let length = usize::try_from(self.u32(field)?).unwrap_or(usize::MAX);
        if length > most {
            return Err(DecodeError::Field {
                field,
                at,
                why: "it is longer than this format allows",
            });
        }
        self.take(length, field)
    }

    pub(crate) fn finish(self) -> Result<(), DecodeError> {
        match self.rest.len() {
            0 => Ok(()),
            extra => Err(DecodeError::Trailing { at: self.at, extra }),
        }
    }
}

/// Appends a text of at most 255 bytes; the caller has checked its length against the field's own limit.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
    out.push(length);
    out.extend(text.as_bytes().iter().take(usize::from(length)));
}

/// Appends a byte string of at most `u32::MAX` bytes; the caller has checked its length.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(bytes);
}

/// Whether a text may stand in a header: no control characters, so that a log can be shown anywhere as it is.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
