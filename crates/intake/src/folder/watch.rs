//! The watch on a folder: messages go into the inbox one by one, exports become the source's newest set.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use battlebag_census::hl7::{about, header};

use super::{Looked, Looker, Seen, newest};
use crate::keep::{Keep, Message, NotKept, Now};
use crate::run::Stop;
use crate::state::{Board, Doing};

/// The largest file that is taken (256 MiB).
const LARGEST: u64 = 256 * 1024 * 1024;
/// Most remarks that are kept of one look.
const REMARKS: usize = 50;

/// A folder to watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// The source's id.
    pub source: String,
    /// The folder.
    pub folder: PathBuf,
    /// Time between two looks.
    pub every: Duration,
}

/// What a file is, by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Messages,
    Export,
    Unknown,
}

/// Watches until it is stopped.
pub(crate) fn watch(watched: &Watched, keep: &Arc<dyn Keep>, board: &Board, now: &Now, stop: &Stop) {
    let mut watch = Watch {
        watched,
        keep: keep.as_ref(),
        looker: Looker::new(&watched.folder),
        taken: BTreeSet::new(),
        sorts: std::collections::BTreeMap::new(),
        last_said: String::new(),
    };
    board.doing(&watched.source, Doing::Watching);
    loop {
        match watch.once() {
            Ok(remarks) => board.change(&watched.source, |state| {
                state.doing = Doing::Watching;
                state.remarks = remarks;
            }),
            Err(why) => {
                board.doing(&watched.source, Doing::Failed(why.clone()));
                // A share that stays away is one fault, not one a look.
                if watch.last_said != why {
                    board.fault(&watched.source, now(), why.clone());
                }
                watch.last_said = why;
            }
        }
        if stop.wait(watched.every) {
            board.doing(&watched.source, Doing::Stopped);
            return;
        }
    }
}

struct Watch<'a> {
    watched: &'a Watched,
    keep: &'a dyn Keep,
    looker: Looker,
    /// Files of messages that are in the inbox.
    taken: BTreeSet<Seen>,
    /// What each file was found to be, while it stands still.
    sorts: std::collections::BTreeMap<Seen, Sort>,
    last_said: String,
}

impl Watch<'_> {
    /// One look. The error is what is wrong with the folder or the home.
    fn once(&mut self) -> Result<Vec<String>, String> {
        let looked = self.looker.look().map_err(|why| {
            format!(
                "The folder {} cannot be looked into: {why}. Check the share and its permissions; what was taken before stays in use.",
                self.watched.folder.display()
            )
        })?;
        let mut remarks = looked.remarks.clone();
        self.sorts.retain(|file, _| looked.still.contains(file));
        self.taken.retain(|file| looked.still.contains(file));
        let mut exports = Vec::new();
        for file in &looked.still {
            match self.sort(file, &mut remarks) {
                Some(Sort::Messages) => self.take_messages(file, &mut remarks)?,
                Some(Sort::Export) => exports.push(file.clone()),
                Some(Sort::Unknown) => remarks.push(format!(
                    "{} is no census file: it is not text, not a spreadsheet and not FHIR. It was left alone.",
                    file.name
                )),
                None => {}
            }
        }
        self.take_exports(&exports, &looked, &mut remarks)?;
        self.last_said.clear();
        remarks.truncate(REMARKS);
        Ok(remarks)
    }

    fn sort(&mut self, file: &Seen, remarks: &mut Vec<String>) -> Option<Sort> {
        if let Some(sort) = self.sorts.get(file) {
            return Some(*sort);
        }
        if file.size > LARGEST {
            remarks.push(format!(
                "{} is larger than {} MB and was not taken. Export one ward at a time.",
                file.name,
                LARGEST / 1_048_576
            ));
            return None;
        }
        match head(file) {
            Ok(head) => {
                let sort = sort_of(&head);
                self.sorts.insert(file.clone(), sort);
                Some(sort)
            }
            Err(why) => {
                remarks.push(unreadable(file, &why));
                None
            }
        }
    }

    fn take_messages(&mut self, file: &Seen, remarks: &mut Vec<String>) -> Result<(), String> {
        if self.taken.contains(file) {
            return Ok(());
        }
        let bytes = match whole(file) {
            Ok(bytes) => bytes,
            Err(why) => {
                remarks.push(unreadable(file, &why));
                return Ok(());
            }
        };
        let control = header(&bytes).map(|h| h.control_id).unwrap_or_default();
        let message = Message {
            source: self.watched.source.clone(),
            control,
            sender: file.name.clone(),
            about: about(&bytes).join("\n"),
            bytes,
            lying: true,
        };
        self.keep
            .messages(std::slice::from_ref(&message))
            .map_err(|why| not_kept(&file.name, &why))?;
        self.taken.insert(file.clone());
        Ok(())
    }

    /// Takes the newest exports as one set, when they are another set than the one kept.
    fn take_exports(
        &self,
        exports: &[Seen],
        looked: &Looked,
        remarks: &mut Vec<String>,
    ) -> Result<(), String> {
        let (count, aside) = newest(exports);
        if aside > 0 {
            remarks.push(format!(
                "{aside} older exports were left aside: newer ones are in use."
            ));
        }
        // While files are still coming, the set may be half there.
        if count.is_empty() || looked.moving > 0 {
            return Ok(());
        }
        let source = &self.watched.source;
        let failed = |why: &NotKept| not_kept("the newest exports", why);
        let mark = mark_of(&count);
        let kept = self.keep.newest_set(source).map_err(|why| failed(&why))?;
        if kept.is_some_and(|kept| kept.mark == mark) {
            return Ok(());
        }
        let set = self.keep.begin_set(source).map_err(|why| failed(&why))?;
        for file in &count {
            let bytes = match whole(file) {
                Ok(bytes) => bytes,
                Err(why) => {
                    remarks.push(format!(
                        "{} The exports taken before stay in use.",
                        unreadable(file, &why)
                    ));
                    return Ok(());
                }
            };
            self.keep
                .add_file(source, set, &file.name, &bytes)
                .map_err(|why| failed(&why))?;
        }
        self.keep
            .finish_set(source, set, &mark, true)
            .map_err(|why| failed(&why))
    }
}

fn not_kept(what: &str, why: &NotKept) -> String {
    format!("{what} could not be kept: {why}. It is tried again at the next look.")
}

fn unreadable(file: &Seen, why: &std::io::Error) -> String {
    format!(
        "{} cannot be read: {why}. It is tried again at the next look.",
        file.name
    )
}

/// What tells one set of files from another: names, sizes and times.
fn mark_of(files: &[Seen]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let changed = file
            .changed
            .duration_since(std::time::SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        hasher.update(format!("{}\n{}\n{}\n", file.name, file.size, changed.as_nanos()).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn head(file: &Seen) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(&file.path)?
        .take(8 * 1024)
        .read_to_end(&mut head)?;
    Ok(head)
}

/// The whole file, when it is still as it was seen.
fn whole(file: &Seen) -> std::io::Result<Vec<u8>> {
    let opened = std::fs::File::open(&file.path)?;
    let mut bytes = Vec::new();
    (&opened).take(LARGEST + 1).read_to_end(&mut bytes)?;
    let about = opened.metadata()?;
    if bytes.len() as u64 != file.size || about.modified()? != file.changed {
        return Err(std::io::Error::other("it changed while it was read"));
    }
    Ok(bytes)
}

fn sort_of(head: &[u8]) -> Sort {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start();
    let text = text.strip_prefix(b"\x0b").unwrap_or(text);
    let begins = |mark: &[u8]| {
        text.get(..mark.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(mark))
    };
    let separated = text.get(3).is_some_and(u8::is_ascii_punctuation);
    if separated && [b"MSH", b"FHS", b"BHS"].iter().any(|mark| begins(*mark)) {
        return Sort::Messages;
    }
    let packed = head.starts_with(b"PK") || head.starts_with(&[0x1f, 0x8b]);
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if packed || utf16 || !head.contains(&0) {
        Sort::Export
    } else {
        Sort::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_beginning() {
        for (head, sort) in [
            (&b"\xef\xbb\xbfMSH|^~\\&|PAS"[..], Sort::Messages),
            (b"\x0bMSH|^~\\&|PAS", Sort::Messages),
            (b"FHS|^~\\&", Sort::Messages),
            (b"MSHELL,ward\n", Sort::Export),
            (b"{\"resourceType\":\"Patient\"}", Sort::Export),
            (b"PK\x03\x04\0\0", Sort::Export),
            (b"\x1f\x8b\x08\0", Sort::Export),
            (b"\x7fELF\0\0", Sort::Unknown),
        ] {
            assert_eq!(sort_of(head), sort, "{head:?}");
        }
    }
}
