//! Archives (zip) as feeds come in: the list of what is inside, read within bounds. Each part is then read like a file of
//! a folder, without unpacking anything to the disk. Ours and not the zip crate's, because that one makes room for as
//! many parts as a stranger's file claims to have, and forgets all but one of those with the same name.

use std::io::{Error, ErrorKind, Read, Seek, SeekFrom};

/// Most parts of an archive. A bulk export has some hundred.
const PARTS: u64 = 10_000;
/// Most bytes of the list of parts: 10,000 with names of a thousand letters.
const LIST: u64 = 16 * 1024 * 1024;
/// The end of an archive lies within so many bytes of the end of the file (a comment may follow it).
const TAIL: u64 = 22 + 65_535 + 20;

const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const END_64_AT: &[u8] = b"PK\x06\x07";
const LISTED: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// What an archive's first bytes are.
pub(super) fn begins_archive(head: &[u8]) -> bool {
    head.starts_with(LOCAL) || head.starts_with(END)
}

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// With its folders, `/` between them.
    pub name: String,
    /// Where its local header lies.
    header: u64,
    /// Bytes as packed.
    pub packed: u64,
    /// Bytes unpacked, as the archive says: to be checked.
    pub size: u64,
    /// Check sum of what it unpacks to.
    pub crc: u32,
    method: u16,
    locked: bool,
}

/// How a part is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
}

impl Part {
    /// How it is packed, or why it cannot be read.
    pub(super) fn packing(&self) -> Result<Packing, String> {
        if self.locked {
            return Err(
                "This part of the archive has a password. Unpack the archive with it and import the folder."
                    .to_owned(),
            );
        }
        match self.method {
            0 => Ok(Packing::Stored),
            8 => Ok(Packing::Deflated),
            other => Err(format!(
                "This part of the archive is packed in a way that is not read here (method {other}). Unpack the archive and import the folder."
            )),
        }
    }

    /// Moves to the first packed byte.
    pub(super) fn seek(&self, reader: &mut (impl Read + Seek)) -> std::io::Result<()> {
        reader.seek(SeekFrom::Start(self.header))?;
        let mut header = [0u8; 30];
        reader.read_exact(&mut header)?;
        if !header.starts_with(LOCAL) {
            return Err(damaged());
        }
        let names = u64::from(short(&header, 26)) + u64::from(short(&header, 28));
        reader.seek(SeekFrom::Start(self.header + 30 + names))?;
        Ok(())
    }
}

/// Why nothing of an archive is read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArchiveFault {
    /// It is not whole.
    #[error("This archive breaks off or is damaged. Nothing was taken from it. Download or copy it again.")]
    Damaged,
    /// More than any export has.
    #[error(
        "This archive says that it holds {0} files, more than any export has. It was not opened. Unpack it, look into it, and import the folder."
    )]
    TooMany(u64),
    /// A trick: one piece of bytes unpacked again and again.
    #[error(
        "The files in this archive lie upon one another, which no honest archive does. It was not opened. Ask whoever made it for another."
    )]
    Overlapping,
    /// Nothing in it.
    #[error("There is no file in this archive. Export it again.")]
    Empty,
    /// A document of an office program.
    #[error(
        "This is an office document, not a feed. Nothing was taken from it. Save the list in it as a spreadsheet."
    )]
    Document,
}

fn damaged() -> Error {
    Error::new(ErrorKind::InvalidData, "the archive is damaged")
}

fn short(bytes: &[u8], at: usize) -> u16 {
    let found = bytes.get(at..at + 2).and_then(|b| b.try_into().ok());
    found.map_or(0, u16::from_le_bytes)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..at + 4).and_then(|b| b.try_into().ok());
    found.map_or(0, u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u64 {
    let found = bytes.get(at..at + 8).and_then(|b| b.try_into().ok());
    found.map_or(0, u64::from_le_bytes)
}

/// Where the list of parts lies.
struct List {
    start: u64,
    bytes: u64,
    parts: u64,
    /// Something else may stand before the archive: offsets count from here.
    base: u64,
}

/// All files in an archive, in its own order; folders and what systems leave behind are no files. What the list says is
/// not believed where it would cost memory.
pub(super) fn parts(reader: &mut (impl Read + Seek)) -> Result<Vec<Part>, ArchiveFault> {
    let list = find_list(reader).map_err(|_| ArchiveFault::Damaged)?;
    let list = list.ok_or(ArchiveFault::Damaged)?;
    if list.parts > PARTS || list.bytes > LIST {
        return Err(ArchiveFault::TooMany(list.parts));
    }
    let bytes = piece(reader, list.start, list.bytes).map_err(|_| ArchiveFault::Damaged)?;
    let mut rest = bytes.as_slice();
    let mut all = Vec::new();
    for _ in 0..list.parts {
        let (part, next) = one_part(rest, list.base).ok_or(ArchiveFault::Damaged)?;
        rest = next;
        all.push(part);
    }
    check_overlaps(&all, list.start)?;
    all.retain(|part| is_file(&part.name));
    if all.is_empty() {
        return Err(ArchiveFault::Empty);
    }
    Ok(all)
}

fn piece(reader: &mut (impl Read + Seek), start: u64, bytes: u64) -> std::io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(start))?;
    let mut piece = Vec::new();
    let read = reader.take(bytes).read_to_end(&mut piece)?;
    if read as u64 == bytes {
        Ok(piece)
    } else {
        Err(damaged())
    }
}

fn find_list(reader: &mut (impl Read + Seek)) -> std::io::Result<Option<List>> {
    let length = reader.seek(SeekFrom::End(0))?;
    let tail_start = length.saturating_sub(TAIL);
    let tail = piece(reader, tail_start, length - tail_start)?;
    for at in memchr::memmem::rfind_iter(&tail, END) {
        let end = tail.get(at..).unwrap_or_default();
        if end.len() < 22 || end.len() < 22 + usize::from(short(end, 20)) {
            continue;
        }
        let mut list = List {
            start: tail_start + at as u64,
            bytes: word(end, 12).into(),
            parts: short(end, 10).into(),
            base: word(end, 16).into(),
        };
        let marker = at.checked_sub(20).and_then(|from| tail.get(from..at));
        if let Some(marker) = marker.filter(|m| m.starts_with(END_64_AT)) {
            let place = long(marker, 8);
            let large = piece(reader, place, 56)?;
            if !large.starts_with(END_64) {
                continue;
            }
            list = List {
                start: place,
                bytes: long(&large, 40),
                parts: long(&large, 32),
                base: long(&large, 48),
            };
        }
        // The list ends where its end begins; what it says of its own place then tells what stands before the archive.
        let start = list.start.checked_sub(list.bytes);
        if let Some(base) = start.and_then(|start| start.checked_sub(list.base)) {
            list.start -= list.bytes;
            list.base = base;
            return Ok(Some(list));
        }
    }
    Ok(None)
}

fn one_part(list: &[u8], base: u64) -> Option<(Part, &[u8])> {
    let fixed = list.get(..46).filter(|l| l.starts_with(LISTED))?;
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(short(fixed, at)));
    let (name_bytes, rest) = list.get(46..)?.split_at_checked(name)?;
    let (extra_bytes, rest) = rest.split_at_checked(extra)?;
    let rest = rest.get(comment..)?;
    let mut numbers = [24, 20, 42].map(|at| u64::from(word(fixed, at)));
    enlarge(&mut numbers, extra_bytes);
    let [size, packed, header] = numbers;
    let part = Part {
        name: readable(name_bytes),
        header: base.checked_add(header)?,
        packed,
        size,
        crc: word(fixed, 16),
        method: short(fixed, 10),
        locked: short(fixed, 8) & 1 == 1,
    };
    Some((part, rest))
}

/// Numbers that need more than four bytes stand in an extra field, in this order.
fn enlarge(numbers: &mut [u64; 3], mut extra: &[u8]) {
    while extra.len() >= 4 {
        let (id, length) = (short(extra, 0), usize::from(short(extra, 2)));
        let field = extra.get(4..4 + length).unwrap_or_default();
        if id == 1 {
            let mut large = field.chunks_exact(8);
            for number in numbers.iter_mut().filter(|n| **n == u64::from(u32::MAX)) {
                if let Some(bytes) = large.next() {
                    *number = long(bytes, 0);
                }
            }
            return;
        }
        extra = extra.get(4 + length..).unwrap_or_default();
    }
}

/// A name that can be shown: it is never used as a path.
fn readable(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let shown = name.chars().map(|c| if c.is_control() { '?' } else { c });
    shown.take(400).collect()
}

/// Dot files and the resource forks of macOS are the system's own, never an export.
fn is_file(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    !last.is_empty() && !last.starts_with('.') && !name.starts_with("__MACOSX/")
}

fn check_overlaps(parts: &[Part], list_start: u64) -> Result<(), ArchiveFault> {
    let mut ranges: Vec<(u64, u64)> = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        let end = part
            .header
            .checked_add(30)
            .and_then(|at| at.checked_add(part.packed));
        ranges.push((part.header, end.ok_or(ArchiveFault::Damaged)?));
    }
    ranges.push((list_start, list_start));
    ranges.sort_unstable();
    let lie_upon = |pair: &[(u64, u64)]| matches!(pair, [(_, end), (next, _)] if end > next);
    if ranges.windows(2).any(lie_upon) {
        return Err(ArchiveFault::Overlapping);
    }
    Ok(())
}
