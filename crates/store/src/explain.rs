//! SQLite's reasons, sorted into the few a person can act on.

use crate::StoreError;
use rusqlite::{ErrorCode, ffi};
use std::path::Path;

/// Turns a SQLite result into one with our errors; `doing` says what was going on.
pub(crate) trait Explain<T> {
    fn while_doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Explain<T> for rusqlite::Result<T> {
    fn while_doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|why| explain(why, doing))
    }
}

fn explain(why: rusqlite::Error, doing: &'static str) -> StoreError {
    match why.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::DiskFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::AlreadyOpen,
        Some(ErrorCode::SystemIoFailure) if is_refused_write(&why) => StoreError::DiskRefuses { doing },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure) => {
            StoreError::Damaged { doing }
        }
        _ => StoreError::Database { doing, why },
    }
}

/// Whether the disk would not take a write. What it holds is as good as before; a read that fails is another matter.
fn is_refused_write(why: &rusqlite::Error) -> bool {
    const WRITES: [i32; 8] = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_FSYNC,
        ffi::SQLITE_IOERR_DIR_FSYNC,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_DELETE,
        ffi::SQLITE_IOERR_SHMOPEN,
        ffi::SQLITE_IOERR_SHMSIZE,
        ffi::SQLITE_IOERR_SHMMAP,
    ];
    why.sqlite_error()
        .is_some_and(|error| WRITES.contains(&error.extended_code))
}

/// Turns an operating system's reason into ours.
pub(crate) fn explain_io(why: std::io::Error, doing: &'static str, path: &Path) -> StoreError {
    use std::io::ErrorKind;
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::DiskFull,
        ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        ErrorKind::PermissionDenied if doing == "written" => StoreError::ReadOnly,
        _ => StoreError::File {
            doing,
            path: path.to_owned(),
            why,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn each_fault_of_the_disk_has_its_own_sentence() {
        let path = Path::new("home.json");
        let said = |kind| explain_io(Error::from(kind), "written", path).to_string();
        insta::assert_snapshot!(said(ErrorKind::ReadOnlyFilesystem), @"this home cannot be written: the disk or folder is read-only. Copy the whole home to a disk that can be written and open it there.");
        assert_eq!(
            said(ErrorKind::PermissionDenied),
            said(ErrorKind::ReadOnlyFilesystem)
        );
        insta::assert_snapshot!(said(ErrorKind::StorageFull), @"the disk is full, so nothing was saved. Free some space (empty the recycle bin, move files to a USB stick), then save again. What you typed is kept.");
        insta::assert_snapshot!(explain_io(Error::from(ErrorKind::PermissionDenied), "read", path), @"home.json could not be read: permission denied. Check the disk and the folder's permissions, then try again.");
    }
}
