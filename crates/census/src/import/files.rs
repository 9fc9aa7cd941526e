//! Finding the files, those in archives too, opening them (gzip too) and telling their formats apart by their first
//! bytes.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::archive::{self, ArchiveFault, Part};
use super::unpack;
use crate::error::CensusError;
use crate::snapshot::natural;

/// Largest table that is read whole, unpacked. FHIR has no such limit: it is read entry by entry.
const LARGEST_WHOLE: u64 = 512 * 1024 * 1024;

/// What is said of a larger one.
pub(super) const TOO_LARGE: &str =
    "The file is larger than 512 MB, too large to read in one piece. Export it one ward at a time.";

/// Deepest folder below the one given.
const DEEPEST: usize = 12;

const HEAD: usize = 64 * 1024;

/// A file to read.
pub(super) struct Found<'a> {
    pub holder: Holder<'a>,
    /// As shown: the path below the folder that was given.
    pub name: String,
    /// Number of its folder: resources that refer to one another lie in one.
    pub folder: u32,
    pub bytes: u64,
    pub changed: Option<DateTime<Utc>>,
    pub lies: Lies,
}

/// What holds a file, or the archive that it is in.
#[derive(Debug, Clone)]
pub(super) enum Holder<'a> {
    Disk(PathBuf),
    Memory(&'a [u8]),
}

/// Where the bytes of a file lie.
#[derive(Debug, Clone)]
pub(super) enum Lies {
    /// They are the whole file.
    Alone,
    /// In an archive.
    In(Part),
    /// Nowhere that can be read: an archive that was not opened, and why.
    Refused(String),
}

/// Packed bytes are about so many times as many unpacked.
const UNPACKED: u64 = 12;

impl Found<'_> {
    /// Bytes unpacked, by a guess.
    pub(super) fn unpacked(&self) -> u64 {
        let is_gzip = Path::new(&self.name)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("gz"));
        let guess = self.bytes.saturating_mul(if is_gzip { UNPACKED } else { 1 });
        match &self.lies {
            Lies::In(part) => part.size.max(guess),
            _ => guess,
        }
    }
}

/// What lies in a file: itself, or the files of an archive, each with its own name; or the archive, refused.
pub(super) fn inside(file: &mut (impl Read + Seek), name: &str) -> std::io::Result<Vec<(String, Lies)>> {
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    if !archive::begins_archive(&head) {
        return Ok(vec![(name.to_owned(), Lies::Alone)]);
    }
    let refused = |why: ArchiveFault| Ok(vec![(name.to_owned(), Lies::Refused(why.to_string()))]);
    match archive::parts(file) {
        Err(why) => refused(why),
        Ok(parts) if is_workbook(&parts) => Ok(vec![(name.to_owned(), Lies::Alone)]),
        Ok(parts) if parts.iter().any(|p| p.name == "[Content_Types].xml") => refused(ArchiveFault::Document),
        Ok(parts) => {
            let of_archive = |part: Part| (format!("{name}/{}", part.name), Lies::In(part));
            Ok(parts.into_iter().map(of_archive).collect())
        }
    }
}

fn is_workbook(parts: &[Part]) -> bool {
    let names: Vec<&str> = parts.iter().map(|p| p.name.as_str()).collect();
    crate::tables::is_workbook(&names)
}

/// Whether an archive that was met inside another is a spreadsheet.
pub(super) fn is_workbook_inside(bytes: &[u8]) -> bool {
    // Old Excel files are no archives, and are told apart later.
    !archive::begins_archive(bytes)
        || archive::parts(&mut Cursor::new(bytes)).is_ok_and(|parts| is_workbook(&parts))
}

/// All files under the paths, in natural order, patients before what refers to them.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Found<'static>>, CensusError> {
    if paths.is_empty() {
        return Err(CensusError::NothingGiven);
    }
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(CensusError::NotFound { path: path.clone() });
        }
        let base = if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(path)
        };
        walk(path, base, 0, &mut folders, &mut found)?;
    }
    found.sort_by(|a, b| {
        a.folder
            .cmp(&b.folder)
            .then_with(|| is_patients(&b.name).cmp(&is_patients(&a.name)))
            .then_with(|| natural(&a.name, &b.name))
    });
    Ok(found)
}

/// Files that are in memory already, in the order given.
pub(super) fn in_memory<'a>(files: &[(&str, &'a [u8])]) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (name, bytes) in files {
        // Memory can always be read.
        let inside = inside(&mut Cursor::new(*bytes), name).unwrap_or_default();
        found.extend(inside.into_iter().map(|(name, lies)| Found {
            name,
            holder: Holder::Memory(bytes),
            folder: 0,
            bytes: match &lies {
                Lies::In(part) => part.packed,
                _ => bytes.len() as u64,
            },
            changed: None,
            lies,
        }));
    }
    found
}

fn is_patients(name: &str) -> bool {
    Path::new(name)
        .file_name()
        .and_then(|n| n.to_str())
        .is_some_and(|n| n.to_lowercase().starts_with("patient"))
}

fn walk(
    path: &Path,
    base: &Path,
    depth: usize,
    folders: &mut Vec<PathBuf>,
    found: &mut Vec<Found<'static>>,
) -> Result<(), CensusError> {
    let unreadable = |source| CensusError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        let link = depth > 0 && path.is_symlink();
        if depth > DEEPEST || link {
            return Ok(());
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            // Dot files are the system's own (.DS_Store), never an export.
            if !entry.file_name().to_string_lossy().starts_with('.') {
                inside.push(entry.path());
            }
        }
        inside.sort();
        return inside
            .iter()
            .try_for_each(|p| walk(p, base, depth + 1, folders, found));
    }
    let name = path.strip_prefix(base).unwrap_or(path).to_string_lossy();
    // What cannot be opened now is told when it is read.
    let files = File::open(path).and_then(|mut file| inside(&mut file, &name.replace('\\', "/")));
    for (name, lies) in files.unwrap_or_else(|_| vec![(name.replace('\\', "/"), Lies::Alone)]) {
        let beside = match &lies {
            Lies::In(part) => path.join(&part.name),
            _ => path.to_owned(),
        };
        let parent = beside.parent().unwrap_or(base).to_owned();
        let folder = folders.iter().position(|f| *f == parent).unwrap_or_else(|| {
            folders.push(parent);
            folders.len() - 1
        });
        found.push(Found {
            name,
            holder: Holder::Disk(path.to_owned()),
            folder: u32::try_from(folder).unwrap_or(u32::MAX),
            bytes: match &lies {
                Lies::In(part) => part.packed,
                _ => about.len(),
            },
            changed: about.modified().ok().map(DateTime::<Utc>::from),
            lies,
        });
    }
    Ok(())
}

/// Last part of a path, for the name of the feed.
pub(super) fn short_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.to_string_lossy().into_owned(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    Json,
    Xml,
    Hl7v2,
    Zip,
    Binary,
    Text,
}

/// An open file, unpacked if it is gzip, with its beginning looked at but not consumed.
pub(super) struct Opened<'a> {
    head: Vec<u8>,
    at: usize,
    rest: Box<dyn BufRead + 'a>,
}

impl Found<'_> {
    /// Opens it.
    pub(super) fn open(&self) -> std::io::Result<Opened<'_>> {
        match &self.holder {
            Holder::Disk(path) => opened(File::open(path)?, &self.lies),
            Holder::Memory(bytes) => opened(Cursor::new(*bytes), &self.lies),
        }
    }
}

fn opened<'a>(mut file: impl Read + Seek + 'a, lies: &Lies) -> std::io::Result<Opened<'a>> {
    let refused = std::io::Error::other;
    match lies {
        Lies::Alone => ungzipped(BufReader::with_capacity(256 * 1024, file)),
        Lies::In(part) => {
            let packing = part.packing().map_err(refused)?;
            part.seek(&mut file)?;
            ungzipped(unpack::part(file, part, packing))
        }
        Lies::Refused(why) => Err(refused(why.clone())),
    }
}

fn ungzipped<'a>(mut reader: impl BufRead + 'a) -> std::io::Result<Opened<'a>> {
    let is_gzip = reader.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let mut rest: Box<dyn BufRead + 'a> = if is_gzip {
        unpack::gzip(reader)
    } else {
        Box::new(reader)
    };
    let mut head = Vec::new();
    let mut part = (&mut rest).take(HEAD as u64);
    match part.read_to_end(&mut head) {
        Ok(_) => {}
        // A damaged gzip may still have a readable beginning; the damage is met again, and told, further on.
        Err(_) if !head.is_empty() => {}
        Err(e) => return Err(e),
    }
    Ok(Opened { head, at: 0, rest })
}

impl Opened<'_> {
    /// The first bytes (at most 64 KiB).
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// What the first bytes say that it is.
    pub(super) fn kind(&self) -> Kind {
        let head = self.head.as_slice();
        if archive::begins_archive(head) || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Kind::Zip;
        }
        let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || head.contains(&0);
        if utf16 {
            let (text, ..) = crate::tables::decode(head.get(..head.len() & !1).unwrap_or(head));
            return kind_of_text(text.as_bytes());
        }
        kind_of_text(head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head))
    }

    /// The whole file, or `None` when it is too large to hold.
    pub(super) fn whole(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut all = Vec::new();
        let read = self.by_ref().take(LARGEST_WHOLE + 1).read_to_end(&mut all)?;
        Ok((read as u64 <= LARGEST_WHOLE).then_some(all))
    }
}

fn kind_of_text(head: &[u8]) -> Kind {
    let trimmed = head.trim_ascii_start();
    let starts = |with: &[u8]| trimmed.starts_with(with);
    if trimmed.is_empty() {
        Kind::Empty
    } else if crate::hl7::begins_hl7(head) {
        Kind::Hl7v2
    } else if starts(b"{") || starts(b"[") {
        Kind::Json
    } else if starts(b"<") {
        Kind::Xml
    } else if trimmed.contains(&0) {
        Kind::Binary
    } else {
        Kind::Text
    }
}

impl Read for Opened<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut left = self.head.get(self.at..).unwrap_or_default();
        if left.is_empty() {
            return self.rest.read(into);
        }
        let read = left.read(into)?;
        self.at += read;
        Ok(read)
    }
}

impl BufRead for Opened<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(self.head.get(self.at..).unwrap_or_default());
        }
        self.rest.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.head.len() {
            self.at += amount;
        } else {
            self.rest.consume(amount);
        }
    }
}
