//! The bag's files as bytes: from a folder, from the program itself, from one packed piece; their hash.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};

use crate::fault::Fault;

/// The content that ships inside the program.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../action-cards");

/// First bytes of a packed bag; the number is the format.
const MAGIC: &[u8; 8] = b"BBBAG\x00\x00\x01";

/// Most files a bag may have: a folder given by mistake must not be read to the end.
const MOST_FILES: usize = 2_000;

/// Most bytes one file may have.
const MOST_BYTES_A_FILE: u64 = 1 << 20;

/// Most bytes a whole bag may have.
const MOST_BYTES: u64 = 32 << 20;

/// Deepest folder read.
const DEEPEST: usize = 4;

/// The content files of a bag by path, with `/` between folders on every system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BagFiles(Arc<BTreeMap<String, Vec<u8>>>);

impl BagFiles {
    /// The files built into the program.
    pub fn shipped() -> Self {
        let mut files = BTreeMap::new();
        collect_shipped(&SHIPPED, &mut files);
        Self(Arc::new(files))
    }

    /// Reads every content file of a folder.
    ///
    /// # Errors
    /// One fault for each file that cannot be read or is too large, and for links, which are not followed.
    pub fn from_dir(dir: &Path) -> Result<Self, Vec<Fault>> {
        let mut walk = Walk::default();
        walk.folder(dir, "", 0);
        if walk.faults.is_empty() {
            Ok(Self(Arc::new(walk.files)))
        } else {
            Err(walk.faults)
        }
    }

    /// Content files given by hand, as an editor or a test has them.
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(Arc::new(
            files.into_iter().filter(|(path, _)| is_content(path)).collect(),
        ))
    }

    /// Path and bytes of each file, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// One file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// No file at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files packed into one piece: magic, then for each file in path order the length of its path (u32, little
    /// endian), its path, the length of its bytes (u32) and its bytes. The same files always pack to the same bytes.
    pub fn pack(&self) -> Vec<u8> {
        let mut packed = MAGIC.to_vec();
        for (path, bytes) in self.iter() {
            for part in [path.as_bytes(), bytes] {
                // Files over MOST_BYTES_A_FILE are refused on the way in, so the length always fits.
                packed.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
                packed.extend_from_slice(part);
            }
        }
        packed
    }

    /// Takes a packed bag apart again.
    ///
    /// # Errors
    /// One fault when the bytes are not a packed bag, are cut short, or are not in the one order that packing gives.
    pub fn unpack(packed: &[u8]) -> Result<Self, Vec<Fault>> {
        let broken = |what: &str| {
            vec![Fault::error(
                "",
                0,
                format!("The packed bag {what}. Copy it again from the station that has it."),
            )]
        };
        let Some(mut rest) = packed.strip_prefix(MAGIC) else {
            return Err(broken("does not begin as a bag does"));
        };
        let mut files = BTreeMap::new();
        while !rest.is_empty() {
            let taken = take_part(rest).and_then(|(path, rest)| Some((path, take_part(rest)?)));
            let Some((path, (bytes, after))) = taken else {
                return Err(broken("is cut short"));
            };
            let Ok(path) = std::str::from_utf8(path) else {
                return Err(broken("names a file in letters that cannot be read"));
            };
            if files.len() >= MOST_FILES || bytes.len() as u64 > MOST_BYTES_A_FILE || !is_content(path) {
                return Err(broken("holds something that is not bag content"));
            }
            // One order only, so that one bag has one packed form and one hash.
            if files
                .last_key_value()
                .is_some_and(|(last, _): (&String, _)| last.as_str() >= path)
            {
                return Err(broken("has its files out of order"));
            }
            files.insert(path.to_owned(), bytes.to_vec());
            rest = after;
        }
        Ok(Self(Arc::new(files)))
    }

    /// BLAKE3 of the packed form: names, bytes and order.
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.pack()).as_bytes()
    }
}

/// Splits a length-prefixed part off the front.
fn take_part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// Whether a path is bag content: Markdown and TOML, but no read-me and nothing hidden.
fn is_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = Path::new(name).extension().and_then(std::ffi::OsStr::to_str);
    let plain = path
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'));
    plain && !name.eq_ignore_ascii_case("readme.md") && matches!(kind, Some("toml" | "md"))
}

/// Walks the built-in folder.
fn collect_shipped(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect_shipped(inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if is_content(&path) {
                    files.insert(path, file.contents().to_vec());
                }
            }
        }
    }
}

/// A walk over a folder on disk.
#[derive(Default)]
struct Walk {
    files: BTreeMap<String, Vec<u8>>,
    bytes: u64,
    faults: Vec<Fault>,
}

impl Walk {
    /// Reads one folder; `inside` is its path within the bag.
    fn folder(&mut self, dir: &Path, inside: &str, depth: usize) {
        let entries = match std::fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) => {
                let what = format!(
                    "The folder {} cannot be read ({error}). Check the name.",
                    dir.display()
                );
                return self.faults.push(Fault::error(inside, 0, what));
            }
        };
        for entry in entries {
            let Ok(entry) = entry else {
                let what = "A file in this folder cannot be listed. Check the disk and try again.";
                return self.faults.push(Fault::error(inside, 0, what));
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() {
                name
            } else {
                format!("{inside}/{name}")
            };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEEPEST => self.folder(&entry.path(), &path, depth + 1),
                Ok(kind) if kind.is_file() && is_content(&path) => self.file(&entry.path(), path),
                Ok(kind) if kind.is_symlink() && is_content(&path) => {
                    let what = "This is a link to another place. Put the file itself here.";
                    self.faults.push(Fault::error(path, 0, what));
                }
                _ => {} // pictures, read-me files and hidden files are no content
            }
        }
    }

    /// Reads one file.
    fn file(&mut self, at: &Path, path: String) {
        let length = std::fs::metadata(at).map_or(0, |about| about.len());
        self.bytes = self.bytes.saturating_add(length);
        if length > MOST_BYTES_A_FILE || self.bytes > MOST_BYTES || self.files.len() >= MOST_FILES {
            let what = "This is too large for a bag. Check that the folder is a bag and nothing else.";
            return self.faults.push(Fault::error(path, 0, what));
        }
        match std::fs::read(at) {
            Ok(bytes) => {
                self.files.insert(path, bytes);
            }
            Err(error) => {
                let what = format!("This file cannot be read ({error}). Check the disk and who may read it.");
                self.faults.push(Fault::error(path, 0, what));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shipped_bag_survives_packing() {
        let files = BagFiles::shipped();
        assert!(files.get("bag.toml").is_some());
        assert_eq!(BagFiles::unpack(&files.pack()).unwrap(), files);
    }

    #[test]
    fn a_cut_bag_is_refused() {
        let packed = BagFiles::from_files([("bag.toml".into(), b"x".to_vec())]).pack();
        for length in 0..packed.len() {
            let read = BagFiles::unpack(packed.get(..length).unwrap_or_default());
            assert!(read.is_err() || length == MAGIC.len(), "cut at {length}");
        }
    }

    #[test]
    fn hidden_files_and_read_me_are_no_content() {
        for path in [
            ".gitattributes",
            "README.md",
            "cards/.x.md",
            "a//b.md",
            "logo.png",
            ".git/x.toml",
        ] {
            assert!(!is_content(path), "{path}");
        }
        assert!(is_content("cards/x.md"));
    }

    proptest! {
        #[test]
        fn unpacking_never_panics_and_has_one_form(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut packed = MAGIC.to_vec();
            packed.extend(bytes);
            if let Ok(files) = BagFiles::unpack(&packed) {
                prop_assert_eq!(files.pack(), packed);
            }
        }
    }
}
