//! One look into a folder: what is there, and what has stood still since the look before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Deepest folder below the one watched.
const DEEPEST: usize = 4;
/// Most files of a folder.
const MOST: usize = 5_000;

/// A file as it lay there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Its path below the folder, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed.
    pub changed: SystemTime,
}

/// What a look found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// Files that stood still since the look before, in order of name.
    pub still: Vec<Seen>,
    /// How many are new or still being written.
    pub moving: usize,
    /// What cannot be looked at, in words.
    pub remarks: Vec<String>,
}

/// Looks, and remembers what it saw.
#[derive(Debug)]
pub struct Looker {
    folder: PathBuf,
    before: BTreeMap<PathBuf, (u64, SystemTime)>,
}

impl Looker {
    /// A folder to look into.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            before: BTreeMap::new(),
        }
    }

    /// Looks once. A folder that cannot be read is an error, and what was seen before is forgotten: a share that was away
    /// has to stand still again.
    pub fn look(&mut self) -> std::io::Result<Looked> {
        let mut looked = Looked::default();
        let mut files = Vec::new();
        let before = std::mem::take(&mut self.before);
        std::fs::read_dir(&self.folder)?;
        self.walk(&self.folder, 0, &mut files, &mut looked.remarks);
        if files.len() > MOST {
            looked.remarks.push(format!(
                "There are {} files in the folder, and Battlebag looks at {MOST}. Move old ones away.",
                files.len()
            ));
            // The newest count.
            files.sort_by_key(|file| std::cmp::Reverse(file.changed));
            files.truncate(MOST);
        }
        files.sort();
        for file in files {
            let now = (file.size, file.changed);
            if before.get(&file.path) == Some(&now) {
                looked.still.push(file.clone());
            } else {
                looked.moving += 1;
            }
            self.before.insert(file.path, now);
        }
        Ok(looked)
    }

    fn walk(&self, folder: &Path, depth: usize, files: &mut Vec<Seen>, remarks: &mut Vec<String>) {
        let inside = match std::fs::read_dir(folder) {
            Ok(inside) => inside,
            Err(why) => {
                remarks.push(format!("{} cannot be looked into: {why}.", folder.display()));
                return;
            }
        };
        for entry in inside.flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // Links may lead anywhere; dot files and half-written ones are the system's own.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_symlink() || is_scratch(&name) {
                continue;
            }
            if kind.is_dir() {
                if depth < DEEPEST {
                    self.walk(&path, depth + 1, files, remarks);
                }
                continue;
            }
            // Vanished between the list and the look: it will be there, or not, the next time.
            let Ok(about) = entry.metadata() else { continue };
            let Ok(changed) = about.modified() else { continue };
            let below = path.strip_prefix(&self.folder).unwrap_or(&path);
            files.push(Seen {
                name: below.to_string_lossy().replace('\\', "/"),
                size: about.len(),
                changed,
                path,
            });
        }
    }
}

/// Names under which programs write before they rename, and what systems leave behind.
fn is_scratch(name: &str) -> bool {
    let lower = name.to_lowercase();
    let endings = [
        ".tmp",
        ".part",
        ".partial",
        ".filepart",
        ".crdownload",
        ".swp",
        "~",
    ];
    name.starts_with('.')
        || name.starts_with("~$")
        || endings.iter().any(|end| lower.ends_with(end))
        || ["thumbs.db", "desktop.ini"].contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(looked: &Looked) -> Vec<&str> {
        looked.still.iter().map(|f| f.name.as_str()).collect()
    }

    #[test]
    fn a_file_counts_when_it_stood_still() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("census.csv");
        fs::write(&file, "ward,bed\n").unwrap();
        fs::write(dir.path().join("next.csv.part"), "half").unwrap();
        fs::write(dir.path().join(".DS_Store"), "x").unwrap();
        let mut looker = Looker::new(dir.path());
        assert_eq!((looker.look().unwrap().moving, looker.before.len()), (1, 1));
        assert_eq!(names(&looker.look().unwrap()), ["census.csv"]);
        fs::write(&file, "ward,bed\n7,3\n").unwrap();
        let grown = looker.look().unwrap();
        assert_eq!((names(&grown).len(), grown.moving), (0, 1));
        assert_eq!(names(&looker.look().unwrap()), ["census.csv"]);
        fs::remove_file(&file).unwrap();
        assert_eq!(looker.look().unwrap(), Looked::default());
    }

    #[test]
    fn a_folder_that_is_away_has_to_stand_still_again() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("drop");
        fs::create_dir_all(inner.join("today")).unwrap();
        fs::write(inner.join("today/a.csv"), "x").unwrap();
        let mut looker = Looker::new(&inner);
        looker.look().unwrap();
        assert_eq!(names(&looker.look().unwrap()), ["today/a.csv"]);
        let away = dir.path().join("away");
        fs::rename(&inner, &away).unwrap();
        assert!(looker.look().is_err());
        fs::rename(&away, &inner).unwrap();
        assert_eq!(looker.look().unwrap().moving, 1);
        assert_eq!(names(&looker.look().unwrap()), ["today/a.csv"]);
    }
}
