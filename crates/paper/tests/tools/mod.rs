//! The PDF tools that look at what was made, where they are installed.
#![allow(dead_code)] // each test file uses some of them

use std::path::{Path, PathBuf};
use std::process::Command;

use battlebag_paper::Pack;

pub fn out(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs a tool over a file; none, with a word printed, when it is not installed.
pub fn tool(name: &str, args: &[&str], file: &Path) -> Option<(String, String, bool)> {
    let mut args: Vec<String> = args.iter().map(|a| (*a).to_string()).collect();
    args.push(file.display().to_string());
    let Ok(o) = Command::new(name).args(&args).output() else {
        println!("{name} is not installed: not checked");
        return None;
    };
    Some((
        String::from_utf8_lossy(&o.stdout).into(),
        String::from_utf8_lossy(&o.stderr).into(),
        o.status.success(),
    ))
}

/// Writes the file and checks it with every PDF tool that is installed.
pub fn hold_up(name: &str, pack: &Pack) -> PathBuf {
    let file = out(name);
    std::fs::write(&file, &pack.pdf).unwrap();
    if let Some((said, err, ok)) = tool("qpdf", &["--check"], &file) {
        assert!(
            ok && said.contains("No syntax or stream encoding errors"),
            "{said}{err}"
        );
    }
    if let Some((_, err, ok)) = tool("pdftoppm", &["-r", "20", "-gray"], &file) {
        assert!(ok && err.is_empty(), "poppler: {err}");
    }
    if let Some((_, err, ok)) = tool("mutool", &["info", "-F"], &file) {
        assert!(ok && err.is_empty(), "mupdf: {err}");
    }
    if let Some((said, _, _)) = tool("pdffonts", &[], &file) {
        for line in said.lines().skip(2) {
            assert!(
                line.contains(" yes yes yes "),
                "not embedded, cut and readable: {line}"
            );
        }
    }
    if let Some((said, _, _)) = tool("pdfinfo", &[], &file) {
        assert!(
            said.lines()
                .any(|l| l.starts_with("Pages:") && l.ends_with(&format!(" {}", pack.pages))),
            "{said}"
        );
        assert!(
            !said.to_lowercase().contains("featherstone"),
            "a name in the file's own words"
        );
    }
    file
}
