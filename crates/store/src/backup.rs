//! A copy of the home in one file, taken while people go on writing. It opens with the same passphrases.

use crate::archive::{BACKUP_FORMAT, Backup, BackupError, DATABASE, HOME_FILE, Part, pack};
use crate::cipher;
use crate::explain::{Explain, explain_io};
use crate::files::{create_private, open_lock, remove, sync_dir};
use crate::home::{Home, newest_seed};
use crate::home_file::HomeFile;
use crate::{SCHEMA_VERSION, StoreError};
use battlebag_log::StationKey;
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copying, StepResult};
use std::fs::{File, TryLockError};
use std::io::{BufReader, BufWriter, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied between two looks at whether to go on: 2 MiB.
const PAGES: i32 = 512;
/// How often a busy database is asked again, and how long between.
const MOST_ASKED: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(50);

/// What a backup is to be.
#[derive(Debug, Clone, Default)]
pub struct NewBackup {
    /// A word about it, readable without a passphrase: never about a patient.
    pub note: String,
    /// Now, milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Whether a file that is there already may be replaced.
    pub overwrite: bool,
}

/// What became of older backups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Those that were deleted, oldest first.
    pub deleted: Vec<PathBuf>,
    /// Those of this home that were kept, oldest first.
    pub kept: Vec<PathBuf>,
    /// Those of this home that are damaged: they count for nothing and were left for a person to look at.
    pub damaged: Vec<PathBuf>,
}

impl Home {
    /// Writes a backup of this home to the file `to`: whole or not at all. The folder must exist.
    ///
    /// Others may go on writing; what they write after the beginning is not in it. `progress` is told how many of how
    /// many bytes are done and says whether to go on. The copy is read back and each of its pages checked before it
    /// counts.
    pub fn backup(
        &self,
        to: &Path,
        new: &NewBackup,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Backup, StoreError> {
        let exists = || StoreError::Backup(BackupError::Exists { path: to.to_owned() });
        if self.is_among_own_files(to) {
            return Err(StoreError::Backup(BackupError::InTheHome));
        }
        if !new.overwrite && std::fs::symlink_metadata(to).is_ok() {
            return Err(exists());
        }
        let _turn = self.backup_turn()?;
        // The copy is encrypted like the home, and made beside it: the target may be a slow stick.
        let copy = Scratch(self.dir().join("battlebag.db.copy"));
        let beside = Scratch(beside(to));
        let about = self.copy_database(&copy.0, new, progress)?;
        let written = self.write_archive(&about, &copy.0, &beside.0, progress);
        let about = written?;
        if !new.overwrite && std::fs::symlink_metadata(to).is_ok() {
            return Err(exists());
        }
        std::fs::rename(&beside.0, to).map_err(|why| explain_io(why, "written", to))?;
        sync_dir(to);
        Ok(about)
    }

    /// Deletes the oldest backups of this very home in `dir` until `keep` whole ones are left, at least one. Other
    /// files, other homes' backups and damaged ones are left alone. Reads every byte of those that are kept.
    pub fn prune_backups(&self, dir: &Path, keep: usize) -> Result<Pruned, StoreError> {
        let mut ours = Vec::new();
        for file in std::fs::read_dir(dir).map_err(|why| explain_io(why, "read", dir))? {
            let file = file.map_err(|why| explain_io(why, "read", dir))?;
            let path = file.path();
            // A link may lead anywhere.
            if !file.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            if let Ok(about) = Backup::inspect(&path)
                && about.home == self.id()
            {
                ours.push((about.made_at, path));
            }
        }
        ours.sort();
        let mut pruned = Pruned::default();
        for (_, path) in ours.into_iter().rev() {
            if pruned.kept.len() >= keep.max(1) {
                remove(&path)?;
                pruned.deleted.push(path);
            } else if Backup::check(&path).is_ok() {
                pruned.kept.push(path);
            } else {
                pruned.damaged.push(path);
            }
        }
        for list in [&mut pruned.deleted, &mut pruned.kept, &mut pruned.damaged] {
            list.reverse();
        }
        Ok(pruned)
    }

    /// A backup beside the database could take the place of one of the home's own files.
    fn is_among_own_files(&self, to: &Path) -> bool {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        match (folder.canonicalize(), self.dir().canonicalize()) {
            (Ok(folder), Ok(home)) => folder == home,
            // Writing there will tell what is wrong with the folder.
            _ => false,
        }
    }

    /// One backup of a home at a time.
    fn backup_turn(&self) -> Result<File, StoreError> {
        let path = self.dir().join("backup.lock");
        let lock = open_lock(&path).map_err(|why| explain_io(why, "written", &path))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Err(StoreError::Backup(BackupError::Running)),
            // A disk without locks: go on as if alone.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(lock),
        }
    }

    /// Copies the database as it is at one moment, checks the copy, and says what it is.
    fn copy_database(
        &self,
        copy: &Path,
        new: &NewBackup,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Backup, StoreError> {
        let doing = "making a backup";
        // While this reads, what others write is kept apart: the copy is of one moment and never has to start again.
        let moment = self.connection.unchecked_transaction().while_doing(doing)?;
        let station = StationKey::from_seed(*newest_seed(&moment)?).public();
        create_private(copy)?;
        let mut target = cipher::open_copy(copy, &self.data_key)?;
        copy_pages(&moment, &mut target, progress)?;
        cipher::check_pages(&target, doing)?;
        target.close().map_err(|(_, why)| why).while_doing(doing)?;
        moment.finish().while_doing(doing)?;
        Ok(Backup::new(self, hex::encode(station.as_bytes()), new))
    }

    fn write_archive(
        &self,
        about: &Backup,
        copy: &Path,
        to: &Path,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Backup, StoreError> {
        let home_file = HomeFile::read(self.dir())?
            .settled_for(&self.data_key)
            .to_bytes(self.dir())?;
        let file = File::open(copy).map_err(|why| explain_io(why, "read", copy))?;
        let (size, hash) = measure(&file, copy)?;
        let about = Backup {
            files: vec![
                Part {
                    name: HOME_FILE.to_owned(),
                    size: home_file.len() as u64,
                    blake3: blake3::hash(&home_file).to_hex().to_string(),
                },
                Part {
                    name: DATABASE.to_owned(),
                    size,
                    blake3: hash,
                },
            ],
            ..about.clone()
        };
        let source = File::open(copy).map_err(|why| explain_io(why, "read", copy))?;
        let source = Watched {
            from: BufReader::with_capacity(1 << 18, source),
            done: size,
            total: size * 2,
            progress,
        };
        let out = create_private(to)?;
        let written = pack(
            BufWriter::with_capacity(1 << 18, &out),
            &about,
            &home_file,
            source,
        )
        .and_then(|()| out.sync_all());
        match written {
            Ok(()) => Ok(about),
            Err(why) if was_stopped(&why) => Err(StoreError::Backup(BackupError::Stopped)),
            Err(why) => Err(explain_io(why, "written", to)),
        }
    }
}

impl Backup {
    fn new(home: &Home, station: String, new: &NewBackup) -> Self {
        Self {
            format: BACKUP_FORMAT,
            made_at: new.made_at,
            hospital: home.hospital().to_owned(),
            home: home.id().to_owned(),
            station,
            schema_version: SCHEMA_VERSION,
            note: new.note.clone(),
            files: Vec::new(),
        }
    }
}

fn copy_pages(
    from: &Connection,
    to: &mut Connection,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let doing = "making a backup";
    // SQLCipher answers this one in words.
    let page: String = from
        .query_row("PRAGMA cipher_page_size", [], |row| row.get(0))
        .while_doing(doing)?;
    let page: u64 = page.parse().map_err(|_| StoreError::CipherAbsent)?;
    let copying = Copying::new(from, to).while_doing(doing)?;
    let mut asked = 0;
    loop {
        let step = copying.step(PAGES).while_doing(doing)?;
        let pages = copying.progress();
        let bytes = |pages: i32| u64::try_from(pages).unwrap_or(0) * page;
        let total = bytes(pages.pagecount);
        let done = total.saturating_sub(bytes(pages.remaining));
        if progress(done, total * 2).is_break() {
            return Err(StoreError::Backup(BackupError::Stopped));
        }
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => asked = 0,
            _ if asked >= MOST_ASKED => return Err(StoreError::AlreadyOpen),
            _ => {
                asked += 1;
                std::thread::sleep(BETWEEN);
            }
        }
    }
}

/// The size and hash of a file.
fn measure(mut file: &File, path: &Path) -> Result<(u64, String), StoreError> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 18];
    let mut size = 0;
    loop {
        let read = file
            .read(&mut buffer)
            .map_err(|why| explain_io(why, "read", path))?;
        match buffer.get(..read) {
            None | Some([]) => return Ok((size, hasher.finalize().to_hex().to_string())),
            Some(bytes) => {
                hasher.update(bytes);
                size += read as u64;
            }
        }
    }
}

fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    to.with_file_name(name)
}

/// A file that goes away when it is done with, whatever happened.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[derive(Debug, thiserror::Error)]
#[error("stopped")]
struct Stopped;

/// Whether this is our own way of saying that the person stopped it. What reads may wrap it in words of its own.
fn was_stopped(why: &std::io::Error) -> bool {
    let mut inner: Option<&(dyn std::error::Error + 'static)> = Some(why);
    while let Some(error) = inner {
        let io = error.downcast_ref::<std::io::Error>();
        if error.is::<Stopped>()
            || io
                .and_then(std::io::Error::get_ref)
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Stopped>)
        {
            return true;
        }
        inner = error.source();
    }
    false
}

/// Reads on while the person lets it.
struct Watched<'a, R> {
    from: R,
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(to)?;
        self.done += read as u64;
        if (self.progress)(self.done, self.total).is_break() {
            return Err(std::io::Error::other(Stopped));
        }
        Ok(read)
    }
}
