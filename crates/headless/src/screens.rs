//! The built screens, read once: what is not in the folder cannot be asked for.

use std::collections::BTreeMap;
use std::path::Path;

/// As strict as the window's own policy, but for the one address that the calls go to.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Files by their path in the folder.
pub struct Screens(BTreeMap<String, (&'static str, Vec<u8>)>);

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

impl Screens {
    /// Reads the folder and the folders in it.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        read_into(folder, "", &mut files).map_err(|e| {
            format!(
                "the screens in {} cannot be read: {e}. Build them first: npm run build in ui",
                folder.display()
            )
        })?;
        if files.contains_key("index.html") {
            return Ok(Self(files));
        }
        Err(format!(
            "{} holds no index.html. Build the screens first: npm run build in ui",
            folder.display()
        ))
    }

    /// One file with its content type.
    pub fn get(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        self.0.get(path).cloned()
    }
}

fn read_into(
    folder: &Path,
    under: &str,
    files: &mut BTreeMap<String, (&'static str, Vec<u8>)>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if under.is_empty() {
            name.clone()
        } else {
            format!("{under}/{name}")
        };
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &path, files)?;
        } else {
            files.insert(path, (kind(&name), std::fs::read(entry.path())?));
        }
    }
    Ok(())
}
