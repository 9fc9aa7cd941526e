//! A signed entry: header bytes, signature, and the body beside them.

use crate::error::DecodeError;
use crate::header::{Header, MAX_BODY, MAX_HEADER};
use crate::ids::{EntryHash, Salt, Signature, Station};
use crate::wire::{Reader, put_bytes};

/// Put before header bytes when they are hashed into an entry's name.
const ENTRY_HASH_TAG: &[u8] = b"battlebag-log/v1/entry\n";
/// Put before salt and body when they are hashed.
const BODY_HASH_TAG: &[u8] = b"battlebag-log/v1/body\n";
/// Put before header bytes when they are signed.
pub(crate) const SIGN_TAG: &[u8] = b"battlebag-log/v1/sign\n";

/// What an entry says, beside its signed header, with the salt of its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// 32 random bytes.
    pub salt: Salt,
    /// The words or record itself.
    pub bytes: Vec<u8>,
}

impl Body {
    /// `BLAKE3("battlebag-log/v1/body\n" || salt || bytes)`.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(BODY_HASH_TAG)
            .update(self.salt.as_bytes())
            .update(&self.bytes);
        *hasher.finalize().as_bytes()
    }
}

/// Where a keeper has filed an entry: the verifier names entries by this when their own bytes cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Filed {
    /// The chain it is filed under.
    pub station: Station,
    /// The number it is filed under.
    pub seq: u64,
}

/// An entry exactly as stored or received: not yet read, not yet trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEntry {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The station's signature over them.
    pub signature: Signature,
    /// The body, unless it was redacted or lost.
    pub body: Option<Body>,
    /// Where the keeper filed it, if it did.
    pub filed: Option<Filed>,
}

/// An entry whose header could be read. Its bytes are kept as they came; `header` is only a view of them.
///
/// "Sealed" means made by [`append`](crate::append) or read from stored bytes: the latter is *checked* only by
/// [`check_entry`](crate::check_entry) or [`verify_chain`](crate::verify_chain).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    header: Header,
    header_bytes: Vec<u8>,
    signature: Signature,
    body: Option<Body>,
    hash: EntryHash,
}

impl SealedEntry {
    pub(crate) fn sealed(header: Header, header_bytes: Vec<u8>, signature: Signature, body: Body) -> Self {
        let hash = entry_hash(&header_bytes);
        Self {
            header,
            header_bytes,
            signature,
            body: Some(body),
            hash,
        }
    }

    /// Reads the header of a raw entry. Checks the format only, not the signature.
    pub fn read(raw: RawEntry) -> Result<Self, DecodeError> {
        let header = Header::decode(&raw.header)?;
        let hash = entry_hash(&raw.header);
        Ok(Self {
            header,
            header_bytes: raw.header,
            signature: raw.signature,
            body: raw.body,
            hash,
        })
    }

    /// The header as read from the bytes.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The header's exact bytes: what is signed, hashed and stored.
    pub fn header_bytes(&self) -> &[u8] {
        &self.header_bytes
    }

    /// The station's signature.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The body, or `None` when it was redacted or is missing.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The entry's name: `BLAKE3("battlebag-log/v1/entry\n" || header bytes)`. The signature is not part of it.
    pub fn hash(&self) -> EntryHash {
        self.hash
    }

    /// Where the entry belongs by its own header.
    pub fn filed(&self) -> Filed {
        Filed {
            station: self.header.station,
            seq: self.header.seq,
        }
    }

    /// The entry as plain bytes again, filed where its header says.
    pub fn to_raw(&self) -> RawEntry {
        RawEntry {
            header: self.header_bytes.clone(),
            signature: self.signature,
            body: self.body.clone(),
            filed: Some(self.filed()),
        }
    }

    pub(crate) fn with_parts(mut self, signature: Signature, body: Option<Body>) -> Self {
        self.signature = signature;
        self.body = body;
        self
    }

    /// The same entry with its body erased, as after a redaction.
    #[must_use]
    pub fn without_body(mut self) -> Self {
        self.body = None;
        self
    }
}

/// The name of the entry with these header bytes.
pub(crate) fn entry_hash(header_bytes: &[u8]) -> EntryHash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(ENTRY_HASH_TAG).update(header_bytes);
    EntryHash(*hasher.finalize().as_bytes())
}

impl RawEntry {
    /// Appends the entry as one record: `header length u32 | header | signature | body flag | [salt | length u32 | body]`.
    pub fn write_record(&self, out: &mut Vec<u8>) {
        put_bytes(out, &self.header);
        out.extend(self.signature.as_bytes());
        out.push(u8::from(self.body.is_some()));
        if let Some(body) = &self.body {
            out.extend(body.salt.as_bytes());
            put_bytes(out, &body.bytes);
        }
    }

    /// Reads exactly one record, with nothing after it.
    pub fn from_record(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = Reader::new(bytes);
        let entry = Self::read_record(&mut from)?;
        from.finish()?;
        Ok(entry)
    }

    pub(crate) fn read_record(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let header = from.bytes("header", MAX_HEADER)?.to_vec();
        let signature = Signature(from.array("signature")?);
        let body = if from.flag("body flag")? {
            let salt = Salt(from.array("body salt")?);
            Some(Body {
                salt,
                bytes: from.bytes("body", MAX_BODY)?.to_vec(),
            })
        } else {
            None
        };
        Ok(Self {
            header,
            signature,
            body,
            filed: None,
        })
    }
}
