//! Two bags side by side, wherever they are: in use, shipped, in a folder, in a file.

use std::path::Path;

use battlebag_bag::difference::{DifferentFile, DifferentLine, Differs, files_difference};
use battlebag_bag::{Bag, BagFiles, Fault};

use crate::station::{Open, Station};
use crate::views::{BagsCompared, CompareBags, DifferentFileView, DifferentLineView, PieceView};
use crate::{ErrorKind, ErrorView, content};

/// Largest file that is read as a bag, in bytes.
const MOST_BYTES: u64 = 40 << 20;

fn word(differs: Differs) -> &'static str {
    match differs {
        Differs::Same => "same",
        Differs::Removed => "removed",
        Differs::Added => "added",
        Differs::Changed => "changed",
    }
}

pub(crate) fn line_view(line: DifferentLine) -> DifferentLineView {
    let piece = |(changed, text)| PieceView { text, changed };
    DifferentLineView {
        differs: word(line.differs).to_owned(),
        before: line.before,
        after: line.after,
        pieces: line.pieces.into_iter().map(piece).collect(),
        gap_above: line.gap_above,
    }
}

pub(crate) fn file_view(file: DifferentFile) -> DifferentFileView {
    DifferentFileView {
        path: file.path,
        differs: word(file.differs).to_owned(),
        lines: file.lines.into_iter().map(line_view).collect(),
    }
}

/// "3 files changed, 1 added, 0 removed".
pub(crate) fn counted(files: &[DifferentFileView]) -> String {
    let count = |word: &str| files.iter().filter(|file| file.differs == word).count();
    let (changed, added, removed) = (count("changed"), count("added"), count("removed"));
    match files.len() {
        0 => "The two are the same to the letter".to_owned(),
        _ => format!(
            "{changed} {} changed, {added} added, {removed} removed",
            if changed == 1 { "file" } else { "files" }
        ),
    }
}

fn unreadable(path: &Path, faults: &[Fault]) -> ErrorView {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    ErrorView::new(
        ErrorKind::BadInput,
        format!("{} is no bag that can be read: {first}", path.display()),
        "Give a folder of bag content, or a file that `battlebag bag export` wrote.",
    )
}

/// The bytes of a file of bounded size.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, ErrorView> {
    let cannot = |why: String| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{} cannot be read: {why}.", path.display()),
            "Check the name and the stick, then try again.",
        )
    };
    let length = std::fs::metadata(path).map_err(|e| cannot(e.to_string()))?.len();
    if length > MOST_BYTES {
        return Err(cannot("it is too large for a bag".to_owned()));
    }
    std::fs::read(path).map_err(|e| cannot(e.to_string()))
}

/// A bag's files from a folder or from one packed file, unchecked.
pub(crate) fn files_at(path: &Path) -> Result<BagFiles, ErrorView> {
    let read = if path.is_dir() {
        BagFiles::from_dir(path)
    } else {
        BagFiles::unpack(&bytes_of(path)?)
    };
    read.map_err(|faults| unreadable(path, &faults))
}

fn named(words: &str, files: &BagFiles) -> String {
    match Bag::from_bytes(&files.pack()) {
        Ok(bag) => format!("{words}, bag {} ({})", bag.manifest.version, bag.short_hash()),
        Err(_) => format!("{words}, a bag with errors"),
    }
}

/// Whether a name means something that only an open home knows.
pub fn needs_home(name: &str) -> bool {
    matches!(name.trim(), "" | "in-use" | "under" | "incident")
}

/// The bag that a name means, and the name in words.
pub(crate) fn bag_named(open: Option<&Open>, name: &str) -> Result<(String, BagFiles), ErrorView> {
    let (words, files) = match (name.trim(), open) {
        ("shipped", _) => ("Shipped with this program".to_owned(), BagFiles::shipped()),
        ("" | "in-use", Some(open)) => ("In use".to_owned(), open.ready.files.clone()),
        ("incident", Some(open)) => ("Of the incident on screen".to_owned(), open.bag.files.clone()),
        ("under", Some(open)) => ("Underneath".to_owned(), content::layers(&open.home)?.base),
        (path, _) => (path.to_owned(), files_at(Path::new(path))?),
    };
    Ok((named(&words, &files), files))
}

fn compared(before: (String, BagFiles), after: (String, BagFiles)) -> BagsCompared {
    let files: Vec<_> = files_difference(&before.1, &after.1)
        .into_iter()
        .map(file_view)
        .collect();
    BagsCompared {
        before: before.0,
        after: after.0,
        said: counted(&files),
        files,
    }
}

/// Compares two bags, one of which the home knows.
pub fn compare(station: &Station, request: CompareBags) -> Result<BagsCompared, ErrorView> {
    station.with(|open| {
        Ok(compared(
            bag_named(Some(open), &request.before)?,
            bag_named(Some(open), &request.after)?,
        ))
    })
}

/// Compares two bags without a home.
pub fn compare_files(before: &str, after: &str) -> Result<BagsCompared, ErrorView> {
    Ok(compared(bag_named(None, before)?, bag_named(None, after)?))
}
