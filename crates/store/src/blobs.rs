//! Bulk content by its hash: census snapshots, bags. Entries name the hash; the bytes are checked at each read.

use crate::StoreError;
use crate::explain::Explain;
use crate::home::Home;
use crate::shred;
use flate2::Compression;
use flate2::bufread::{ZlibDecoder, ZlibEncoder};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::fmt;
use std::io::Read;
use std::str::FromStr;

/// The most bytes in one blob (512 MiB).
pub const MAX_BLOB: usize = 512 * 1024 * 1024;
/// Smaller content is not worth packing.
const WORTH_PACKING: usize = 1024;

/// The BLAKE3 hash of a blob's plain bytes. In text: 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for BlobHash {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| StoreError::BlobMissing {
            hash: text.chars().take(80).collect(),
        })?;
        Ok(Self(bytes))
    }
}

/// What is known of a blob without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobInfo {
    /// The hash of its plain bytes.
    pub hash: BlobHash,
    /// What sort of content: "census", "bag".
    pub kind: String,
    /// A word of the caller's own, such as the time the census is as of.
    pub label: String,
    /// When it was kept, milliseconds since 1970 UTC.
    pub kept_at: i64,
    /// Its plain size in bytes.
    pub size: u64,
}

impl Home {
    /// Keeps content and gives its hash. Content that is there already is left as it is.
    pub fn put_blob(
        &mut self,
        kind: &str,
        label: &str,
        bytes: &[u8],
        now: i64,
    ) -> Result<BlobHash, StoreError> {
        put(&self.connection, kind, label, bytes, now)
    }

    /// The content with this hash, checked against it.
    pub fn get_blob(&self, hash: BlobHash) -> Result<Vec<u8>, StoreError> {
        let doing = "reading stored content";
        let find = "SELECT packing, size, content FROM blob WHERE hash = ?1";
        let read = |row: &Row<'_>| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, u64>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        };
        let mut statement = self.connection.prepare_cached(find).while_doing(doing)?;
        let found = statement
            .query_row([hash.0.as_slice()], read)
            .optional()
            .while_doing(doing)?;
        let Some((packing, size, content)) = found else {
            return Err(self.why_missing(hash)?);
        };
        match plain_of(&packing, size, content) {
            Some(plain) if BlobHash::of(&plain) == hash => Ok(plain),
            _ => Err(StoreError::BlobDamaged {
                hash: hash.to_string(),
            }),
        }
    }

    /// Whether content with this hash is here.
    pub fn has_blob(&self, hash: BlobHash) -> Result<bool, StoreError> {
        let doing = "looking for stored content";
        let find = "SELECT 1 FROM blob WHERE hash = ?1";
        let found = self
            .connection
            .query_row(find, [hash.0.as_slice()], |_| Ok(()))
            .optional();
        Ok(found.while_doing(doing)?.is_some())
    }

    /// The content of one kind, oldest first.
    pub fn list_blobs(&self, kind: &str) -> Result<Vec<BlobInfo>, StoreError> {
        let doing = "listing stored content";
        let list = "SELECT hash, kind, label, kept_at, size FROM blob WHERE kind = ?1 ORDER BY kept_at, hash";
        let info = |row: &Row<'_>| {
            Ok(BlobInfo {
                hash: BlobHash(row.get(0)?),
                kind: row.get(1)?,
                label: row.get(2)?,
                kept_at: row.get(3)?,
                size: row.get(4)?,
            })
        };
        let mut statement = self.connection.prepare_cached(list).while_doing(doing)?;
        let rows = statement.query_map([kind], info).while_doing(doing)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(doing)
    }
}

pub(crate) fn put(
    connection: &Connection,
    kind: &str,
    label: &str,
    bytes: &[u8],
    now: i64,
) -> Result<BlobHash, StoreError> {
    if bytes.len() > MAX_BLOB {
        return Err(StoreError::BlobTooLarge {
            size: bytes.len(),
            most: MAX_BLOB,
        });
    }
    let hash = BlobHash::of(bytes);
    let packed = pack(bytes);
    let (packing, content) = stored_form(packed.as_deref(), bytes);
    let insert = "INSERT INTO blob (hash, kind, label, kept_at, size, packing, content) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (hash) DO NOTHING";
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let given = params![hash.0.as_slice(), kind, label, now, size, packing, content];
    connection.execute(insert, given).while_doing("keeping content")?;
    shred::forget_note(connection, hash)?;
    Ok(hash)
}

/// How content is stored: its packing in a word, and the bytes.
pub(crate) fn stored_form<'a>(packed: Option<&'a [u8]>, bytes: &'a [u8]) -> (&'static str, &'a [u8]) {
    packed.map_or(("plain", bytes), |packed| ("zlib", packed))
}

/// The plain bytes of what was stored; `None` when it cannot be unpacked.
pub(crate) fn plain_of(packing: &str, size: u64, content: Vec<u8>) -> Option<Vec<u8>> {
    if packing == "zlib" {
        unpack(&content, size)
    } else {
        Some(content)
    }
}

/// The packed bytes, when that is worth it.
pub(crate) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_PACKING {
        return None;
    }
    let mut packed = Vec::new();
    ZlibEncoder::new(bytes, Compression::fast())
        .read_to_end(&mut packed)
        .ok()?;
    (packed.len() < bytes.len()).then_some(packed)
}

/// Never unpacks past the size that was kept.
fn unpack(content: &[u8], size: u64) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let most = size.min(MAX_BLOB as u64);
    ZlibDecoder::new(content)
        .take(most)
        .read_to_end(&mut plain)
        .ok()?;
    Some(plain)
}
