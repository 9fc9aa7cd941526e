//! Where printed PDFs go: whole or not at all, never over an older one.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::{ErrorKind, ErrorView};

/// A file or a folder that the person named.
#[derive(Debug, Clone)]
pub(crate) enum Destination {
    File(PathBuf),
    Folder(PathBuf),
}

fn cannot(what: &str, path: &Path, why: &std::io::Error) -> ErrorView {
    use std::io::ErrorKind as Io;
    // The system's own words for these are for people who know its numbers.
    let (said, next) = match why.kind() {
        Io::StorageFull => (
            "the disk is full".to_owned(),
            "Free some space, or choose another folder.",
        ),
        Io::PermissionDenied => (
            "you may not write there".to_owned(),
            "Choose a folder that you may write to.",
        ),
        Io::ReadOnlyFilesystem => (
            "the disk is write-protected".to_owned(),
            "Choose a folder that you may write to.",
        ),
        _ => (why.to_string(), "Choose another folder."),
    };
    ErrorView::new(
        ErrorKind::Storage,
        format!(
            "{} cannot be {what}: {said}. Nothing was half-written.",
            path.display()
        ),
        next,
    )
}

impl Destination {
    /// A name that ends in .pdf is a file, for one print; anything else is a folder, made if it is missing.
    pub(crate) fn new(to: &Path, files: usize) -> Result<Self, ErrorView> {
        let is_pdf = to.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
        if is_pdf && files == 1 {
            return Ok(Self::File(to.to_owned()));
        }
        if is_pdf {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!("{files} files cannot go into one."),
                "Name a folder instead of a file.",
            ));
        }
        std::fs::create_dir_all(to).map_err(|e| cannot("made", to, &e))?;
        Ok(Self::Folder(to.to_owned()))
    }

    /// The file for a title. In a folder: "AMU charts 2026-11-14 0306.pdf", with a number when that is taken.
    pub(crate) fn file(&self, title: &str, stamp: &str, exercise: bool) -> PathBuf {
        match self {
            Self::File(file) => file.clone(),
            Self::Folder(folder) => {
                let drill = if exercise { "EXERCISE " } else { "" };
                let plain: String = title
                    .chars()
                    .map(|c| {
                        if c.is_alphanumeric() || " -_".contains(c) {
                            c
                        } else {
                            '_'
                        }
                    })
                    .collect();
                let named = |n: u32| match n {
                    1 => folder.join(format!("{drill}{plain} {stamp}.pdf")),
                    n => folder.join(format!("{drill}{plain} {stamp} ({n}).pdf")),
                };
                (1..1000)
                    .map(named)
                    .find(|f| !f.exists())
                    .unwrap_or_else(|| named(1000))
            }
        }
    }
}

/// A file that is whole on the disk under another name.
pub(crate) struct Finished {
    written: PathBuf,
    file: PathBuf,
}

impl Finished {
    /// Gives it its name.
    pub(crate) fn keep(self) -> Result<(), ErrorView> {
        std::fs::rename(&self.written, &self.file).map_err(|e| cannot("written", &self.file, &e))
    }
}

impl Drop for Finished {
    fn drop(&mut self) {
        // After `keep` there is nothing under this name; after a failure nothing may stay half-kept.
        let _ = std::fs::remove_file(&self.written);
    }
}

/// Writes the bytes beside the file's place and makes sure that they are on the disk.
pub(crate) fn write_new(file: &Path, bytes: &[u8]) -> Result<Finished, ErrorView> {
    let mut written = file.as_os_str().to_owned();
    written.push(".part");
    let written = PathBuf::from(written);
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|e| cannot("made", folder, &e))?;
    }
    let finished = Finished {
        written,
        file: file.to_owned(),
    };
    let write = || -> std::io::Result<()> {
        let mut out = std::fs::File::create(&finished.written)?;
        out.write_all(bytes)?;
        out.sync_all()
    };
    write().map_err(|e| cannot("written", file, &e))?;
    Ok(finished)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_slashes_stays_in_its_folder_and_never_replaces_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let to = Destination::new(dir.path(), 2).unwrap();
        let first = to.file("Ward 6/../..", "2026-11-14 0306", false);
        assert_eq!(first.parent(), Some(dir.path()));
        write_new(&first, b"%PDF").unwrap().keep().unwrap();
        let second = to.file("Ward 6/../..", "2026-11-14 0306", false);
        assert_ne!(first, second);
        assert_eq!(std::fs::read(first).unwrap(), b"%PDF");
    }

    #[test]
    fn what_is_not_kept_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        drop(write_new(&dir.path().join("a.pdf"), b"%PDF").unwrap());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn several_files_do_not_go_into_one() {
        let error = Destination::new(Path::new("x.pdf"), 3).unwrap_err();
        assert_eq!(error.next, "Name a folder instead of a file.");
    }
}
