//! Small files written so that a power cut leaves the old one or the new one, never half of either, and readable
//! by their owner only.

use crate::StoreError;
use crate::explain::explain_io;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// No small file of a home is larger than this (1 MiB): what is larger is not ours.
const MOST: u64 = 1024 * 1024;

/// Makes the folder, with its parents, for its owner only.
pub(crate) fn make_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|why| explain_io(why, "written", dir))
}

/// Writes beside the file, flushes to the disk, then puts it in place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let beside = path.with_extension("json.new");
    let written = (|| {
        let mut file = private(OpenOptions::new().write(true).create(true).truncate(true)).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    })();
    if let Err(why) = written {
        // The old file is still whole; what could not be finished is of no use.
        let _ = fs::remove_file(&beside);
        return Err(explain_io(why, "written", path));
    }
    sync_dir(path);
    Ok(())
}

/// Makes an empty file that only its owner can read; it must not exist.
pub(crate) fn make_private(path: &Path) -> Result<(), StoreError> {
    let made = private(OpenOptions::new().write(true).create_new(true)).open(path);
    made.and_then(|file| file.sync_all())
        .map_err(|why| explain_io(why, "written", path))
}

/// Makes a file, or empties the one that is there, for its owner only.
pub(crate) fn create_private(path: &Path) -> Result<File, StoreError> {
    private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(path)
        .map_err(|why| explain_io(why, "written", path))
}

/// Opens a file that is there only to be locked.
pub(crate) fn open_lock(path: &Path) -> std::io::Result<File> {
    private(
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false),
    )
    .open(path)
}

/// The whole of a small file, `None` when it is not there.
pub(crate) fn read_whole(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(explain_io(why, "read", path)),
    };
    let mut bytes = Vec::new();
    file.take(MOST)
        .read_to_end(&mut bytes)
        .map_err(|why| explain_io(why, "read", path))?;
    Ok(Some(bytes))
}

/// Removes a file if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Ok(()) => {
            sync_dir(path);
            Ok(())
        }
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(()),
        Err(why) => Err(explain_io(why, "written", path)),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Flushes the folder entry; Windows does this with the rename itself and refuses to open a folder.
pub(crate) fn sync_dir(path: &Path) {
    #[cfg(unix)]
    if let Some(dir) = path.parent()
        && let Ok(dir) = File::open(dir)
    {
        // A filesystem that cannot sync a folder (some network shares) has done what it can.
        let _ = dir.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}
