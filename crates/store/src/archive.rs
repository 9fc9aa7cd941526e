//! The one file of a backup: a plain tar, so that any machine can take it apart.
//!
//! | in it, in this order | what |
//! |---|---|
//! | `backup.json` | what it is, readable without a passphrase, with the size and BLAKE3 hash of the files below |
//! | `backup.json.blake3` | the hash of `backup.json` |
//! | `home.json` | as in the home: no secret, no patient |
//! | `battlebag.db` | the encrypted database |
//!
//! Whoever takes it apart by hand and puts the last two into a folder has the home again, as a clone: its key is then
//! in use twice. [`Home::restore`](crate::Home::restore) gives it a new one.

use crate::StoreError;
use crate::explain::explain_io;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// The newest version of a backup that this program reads.
pub(crate) const BACKUP_FORMAT: u32 = 1;
const ABOUT: &str = "backup.json";
const ABOUT_HASH: &str = "backup.json.blake3";
pub(crate) const HOME_FILE: &str = "home.json";
pub(crate) const DATABASE: &str = "battlebag.db";
/// No small file in a backup is larger (1 MiB).
const MOST_SMALL: u64 = 1024 * 1024;
/// The block of a tar.
const BLOCK: u64 = 512;

/// What a backup says of itself. It is read without a passphrase, so whoever can write the file can change it; restoring
/// checks it against the encrypted database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub(crate) format: u32,
    /// When it was made, milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The hospital's name.
    pub hospital: String,
    /// The home's random id, 32 hex digits.
    pub home: String,
    /// The public key of the station that made it, 64 hex digits.
    pub station: String,
    /// The version of the database in it.
    pub schema_version: u32,
    /// A word of whoever made it.
    pub note: String,
    pub(crate) files: Vec<Part>,
}

/// Read first, so that a newer backup is called newer and not damaged.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) blake3: String,
}

/// What is wrong with a backup, or with making one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is something else.
    #[error("{} is not a Battlebag backup. Choose a file that Battlebag made as a backup.", .path.display())]
    NotABackup {
        /// The file.
        path: PathBuf,
    },
    /// The file is a backup and not whole.
    #[error("the backup {} is damaged: {why}. Nothing was restored. Copy it again from where it was kept, or use another backup.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A newer Battlebag made it.
    #[error("the backup {} was made by a newer Battlebag (version {found}; this one knows {known}). Install the newer Battlebag on this laptop and restore it there.", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version found.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// There is a file of that name.
    #[error("{} is there already, and was not written over. Choose another name.", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file would stand among the home's own.
    #[error(
        "a backup cannot be kept in the home's own folder: what hurts the home would hurt it too. Choose a folder on a stick or another disk."
    )]
    InTheHome,
    /// Another process is making a backup of this home.
    #[error("a backup of this home is being made already. Wait until it is done, then try again.")]
    Running,
    /// The person stopped it.
    #[error("the backup was stopped, and no file was left behind. Make it again when there is time.")]
    Stopped,
}

pub(crate) fn damaged(path: &Path, why: impl Into<String>) -> StoreError {
    StoreError::Backup(BackupError::Damaged {
        path: path.to_owned(),
        why: why.into(),
    })
}

impl Backup {
    /// Reads what a backup says of itself, and whether it is all there by its length: quick, and needs no passphrase.
    /// Whether each byte is right is for [`check`](Self::check).
    pub fn inspect(path: &Path) -> Result<Self, StoreError> {
        let mut archive = open(path)?;
        let about = read_about(path, &mut entries(path, &mut archive)?)?;
        let length = std::fs::metadata(path)
            .map_err(|why| explain_io(why, "read", path))?
            .len();
        if length < about.least_length() {
            return Err(damaged(path, "its end is missing"));
        }
        Ok(about)
    }

    /// Reads every byte and compares it with the hashes. Needs no passphrase.
    pub fn check(path: &Path) -> Result<Self, StoreError> {
        unpack(path, &mut std::io::sink()).map(|unpacked| unpacked.about)
    }

    /// What the length of the file is at least.
    fn least_length(&self) -> u64 {
        let blocks = |size: u64| BLOCK + size.div_ceil(BLOCK) * BLOCK;
        self.files.iter().map(|part| blocks(part.size)).sum::<u64>() + 2 * BLOCK
    }
}

/// Writes a backup to `out`.
pub(crate) fn pack(
    out: impl Write,
    about: &Backup,
    home_file: &[u8],
    database: impl Read,
) -> std::io::Result<()> {
    let text = serde_json::to_vec_pretty(about)?;
    let hash = blake3::hash(&text).to_hex();
    let size = about.files.last().map_or(0, |part| part.size);
    let mut tar = tar::Builder::new(out);
    let seconds = u64::try_from(about.made_at / 1000).unwrap_or(0);
    let mut add = |name: &str, size: u64, bytes: &mut dyn Read| {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(seconds);
        tar.append_data(&mut header, name, bytes)
    };
    add(ABOUT, text.len() as u64, &mut text.as_slice())?;
    add(ABOUT_HASH, hash.len() as u64, &mut hash.as_bytes())?;
    add(HOME_FILE, home_file.len() as u64, &mut &*home_file)?;
    add(DATABASE, size, &mut database.take(size))?;
    tar.into_inner()?.flush()
}

/// What came out of a backup, checked against its hashes.
pub(crate) struct Unpacked {
    pub(crate) about: Backup,
    pub(crate) home_file: Vec<u8>,
}

/// Takes a backup apart: the database goes to `database`.
pub(crate) fn unpack(path: &Path, database: &mut dyn Write) -> Result<Unpacked, StoreError> {
    let mut archive = open(path)?;
    let mut entries = entries(path, &mut archive)?;
    let about = read_about(path, &mut entries)?;
    let [home, db] = about.files.as_slice() else {
        return Err(damaged(path, "it does not hold the two files of a home"));
    };
    let mut home_file = Vec::new();
    read_part(path, &mut entries, home, HOME_FILE, &mut home_file)?;
    read_part(path, &mut entries, db, DATABASE, database)?;
    match entries.next() {
        None => Ok(Unpacked { about, home_file }),
        Some(_) => Err(damaged(path, "its end is not what a backup ends with")),
    }
}

type Archive = tar::Archive<BufReader<File>>;
type Entries<'a> = tar::Entries<'a, BufReader<File>>;

fn open(path: &Path) -> Result<Archive, StoreError> {
    let file = File::open(path).map_err(|why| explain_io(why, "read", path))?;
    Ok(tar::Archive::new(BufReader::with_capacity(1 << 18, file)))
}

fn entries<'a>(path: &Path, archive: &'a mut Archive) -> Result<Entries<'a>, StoreError> {
    // Raw: no long names, no sparse files, nothing that a few bytes could blow up.
    let entries = archive.entries().map_err(|why| explain_io(why, "read", path))?;
    Ok(entries.raw(true))
}

fn read_about(path: &Path, entries: &mut Entries<'_>) -> Result<Backup, StoreError> {
    let not_a_backup = || {
        StoreError::Backup(BackupError::NotABackup {
            path: path.to_owned(),
        })
    };
    let text = small(entries, ABOUT).ok_or_else(not_a_backup)?;
    let hash = small(entries, ABOUT_HASH).ok_or_else(|| damaged(path, "its second part is missing"))?;
    if hash != blake3::hash(&text).to_hex().as_bytes() {
        return Err(damaged(path, "what it says of itself was changed"));
    }
    let FormatOnly { format } = serde_json::from_slice(&text).map_err(|_| not_a_backup())?;
    if format > BACKUP_FORMAT {
        return Err(StoreError::Backup(BackupError::Newer {
            path: path.to_owned(),
            found: format,
            known: BACKUP_FORMAT,
        }));
    }
    serde_json::from_slice(&text)
        .map_err(|why| damaged(path, format!("what it says of itself is odd ({why})")))
}

fn is_file(entry: &tar::Entry<'_, BufReader<File>>, name: &str) -> bool {
    entry.header().entry_type().is_file() && &*entry.path_bytes() == name.as_bytes()
}

/// The next file when it has this name and is small.
fn small(entries: &mut Entries<'_>, name: &str) -> Option<Vec<u8>> {
    let entry = entries.next()?.ok()?;
    if !is_file(&entry, name) || entry.size() > MOST_SMALL {
        return None;
    }
    let mut bytes = Vec::new();
    let size = entry.size();
    entry.take(MOST_SMALL).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == size).then_some(bytes)
}

/// The next file, which must be this one, written to `to`.
fn read_part(
    path: &Path,
    entries: &mut Entries<'_>,
    part: &Part,
    name: &str,
    to: &mut dyn Write,
) -> Result<(), StoreError> {
    let missing = || damaged(path, format!("{name} is missing from it or not complete"));
    let mut entry = entries.next().ok_or_else(missing)?.map_err(|_| missing())?;
    if part.name != name || !is_file(&entry, name) || entry.size() != part.size {
        return Err(missing());
    }
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 18];
    let mut left = part.size;
    while left > 0 {
        let read = match entry.read(&mut buffer) {
            Ok(0) => return Err(missing()),
            Ok(read) => read,
            Err(why) if why.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(missing()),
        };
        let bytes = buffer.get(..read).ok_or_else(missing)?;
        hasher.update(bytes);
        to.write_all(bytes)
            .map_err(|why| explain_io(why, "written", Path::new(name)))?;
        left = left.saturating_sub(read as u64);
    }
    if hasher.finalize().to_hex().as_str() == part.blake3 {
        Ok(())
    } else {
        Err(damaged(path, format!("{name} in it is not what was put there")))
    }
}
