//! Pages as grey pictures, by Poppler and by MuPDF.
#![allow(dead_code)] // each test file uses some of them

use std::path::{Path, PathBuf};
use std::process::Command;

/// A grey picture: width, height, one byte a pixel.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
}

/// Reads binary PGM as poppler writes it.
pub fn read_pgm(bytes: &[u8]) -> Picture {
    let mut numbers = Vec::new();
    let mut at = 2;
    while numbers.len() < 3 {
        while bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        numbers.push(std::str::from_utf8(&bytes[at..end]).unwrap().parse().unwrap());
        at = end;
    }
    Picture {
        width: numbers[0],
        height: numbers[1],
        grey: bytes[at + 1..].to_vec(),
    }
}

/// One page as grey pixels; none when poppler is not installed.
pub fn raster(pdf: &[u8], name: &str, page: usize, dpi: u32) -> Option<(PathBuf, Picture)> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = dir.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    let stem = dir.join(format!("{name}-{page}"));
    let page = page.to_string();
    let made = Command::new("pdftoppm")
        .args([
            "-gray",
            "-singlefile",
            "-r",
            &dpi.to_string(),
            "-f",
            &page,
            "-l",
            &page,
        ])
        .arg(&file)
        .arg(&stem)
        .output();
    let Ok(made) = made else {
        println!("pdftoppm is not installed: pictures not compared");
        return None;
    };
    assert!(
        made.status.success() && made.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let path = stem.with_extension("pgm");
    let picture = read_pgm(&std::fs::read(&path).unwrap());
    Some((path, picture))
}

/// Blocks of 4 by 4 pixels as their mean: what a small difference between versions of poppler cannot move far.
pub fn blocks(p: &Picture) -> Picture {
    let (width, height) = (p.width / 4, p.height / 4);
    let mut grey = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let sum: u32 = (0..16)
                .map(|i| u32::from(p.grey[(y * 4 + i / 4) * p.width + x * 4 + i % 4]))
                .sum();
            grey.push(u8::try_from(sum / 16).unwrap());
        }
    }
    Picture { width, height, grey }
}

/// The same page by MuPDF, block by block, where it is installed. The two smooth edges in different ways, so a block may
/// be lighter or darker; one that is missing or elsewhere is far off.
pub fn same_in_mupdf(name: &str, page: usize, poppler: &Picture) {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (pdf, pgm) = (
        dir.join(format!("{name}.pdf")),
        dir.join(format!("{name}-{page}-mupdf.pgm")),
    );
    let made = Command::new("mutool")
        .args(["draw", "-q", "-r", "72", "-c", "gray", "-F", "pgm", "-o"])
        .arg(&pgm)
        .arg(&pdf)
        .arg(page.to_string())
        .output();
    let Ok(made) = made else {
        println!("mutool is not installed: not compared with MuPDF");
        return;
    };
    let said = String::from_utf8_lossy(&made.stderr);
    // Debian builds it without colour profiles: our pages have none.
    let faults: Vec<&str> = said.lines().filter(|l| !l.contains("ICC support")).collect();
    assert!(made.status.success() && faults.is_empty(), "{name}: {said}");
    let mupdf = blocks(&read_pgm(&std::fs::read(&pgm).unwrap()));
    assert_eq!(
        (mupdf.width, mupdf.height),
        (poppler.width, poppler.height),
        "{name}"
    );
    let far = mupdf
        .grey
        .iter()
        .zip(&poppler.grey)
        .filter(|(a, b)| a.abs_diff(**b) > 90)
        .count();
    assert!(
        far * 200 <= mupdf.grey.len(),
        "{name} page {page}: {far} of {} blocks differ between Poppler and MuPDF",
        mupdf.grey.len()
    );
}

/// Compares a page with its small committed picture, and with what MuPDF draws.
pub fn compare(name: &str, pdf: &[u8], page: usize) {
    let Some((_, picture)) = raster(pdf, name, page, 72) else {
        return;
    };
    let now = blocks(&picture);
    same_in_mupdf(name, page, &now);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}-{page}.pgm"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let mut bytes = format!("P5\n{} {}\n255\n", now.width, now.height).into_bytes();
        bytes.extend(&now.grey);
        std::fs::write(&golden, bytes).unwrap();
        return;
    }
    let then = read_pgm(&std::fs::read(&golden).unwrap());
    assert_eq!((now.width, now.height), (then.width, then.height), "{name}");
    let far = now
        .grey
        .iter()
        .zip(&then.grey)
        .filter(|(a, b)| a.abs_diff(**b) > 40)
        .count();
    assert!(
        far * 500 <= now.grey.len(),
        "{name} page {page}: {far} of {} blocks differ. Look at it; UPDATE_GOLDEN=1 keeps it",
        now.grey.len()
    );
}
