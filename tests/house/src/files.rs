//! The files of the project.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that are made, not written; skipped where there is no git to ask.
const MADE: [&str; 7] = [
    "target",
    "node_modules",
    "dist",
    "dist-parts",
    ".git",
    "out",
    "battlebag-data",
];

/// The project's top folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Every file of the project, relative to [`root`], sorted: what git tracks; in an unpacked archive, what is there.
pub fn project_files() -> Result<Vec<PathBuf>, String> {
    let root = root();
    let mut files = match tracked(&root) {
        Some(files) => files,
        None => walked(&root)?,
    };
    // A file that is deleted but not yet committed is still listed by git.
    files.retain(|f| root.join(f).is_file());
    files.sort();
    Ok(files)
}

fn tracked(root: &Path) -> Option<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .ok()?;
    if !listed.status.success() {
        return None;
    }
    let text = String::from_utf8(listed.stdout).ok()?;
    Some(
        text.split('\0')
            .filter(|l| !l.is_empty())
            .map(PathBuf::from)
            .collect(),
    )
}

fn walked(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let inside = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for item in inside {
            let path = item.map_err(|e| format!("{}: {e}", folder.display()))?.path();
            let made = path
                .file_name()
                .is_some_and(|name| MADE.iter().any(|m| name == *m));
            if path.is_dir() && !made {
                folders.push(path);
            } else if path.is_file() {
                files.push(path.strip_prefix(root).map_err(|e| e.to_string())?.to_path_buf());
            }
        }
    }
    Ok(files)
}
