//! A fingerprint of everything that turns a log, a census and a bag into a list. The log names it, so that a list made again
//! years later by another program is not passed off as the one that was shown.
#![allow(clippy::print_stdout)] // a build script speaks to cargo on stdout

use std::path::{Path, PathBuf};

/// Source that decides a list.
const DECIDES: [&str; 11] = [
    "../bag/src",
    "../census/src",
    "../priority/src",
    "../incident/src",
    "src/moment.rs",
    "src/past.rs",
    "src/patient_rows.rs",
    "src/patients.rs",
    "src/priority_list.rs",
    "src/ranking.rs",
    "src/standings.rs",
];

fn files(at: &Path, found: &mut Vec<PathBuf>) {
    match std::fs::read_dir(at) {
        Ok(inside) => inside.flatten().for_each(|item| files(&item.path(), found)),
        Err(_) => found.push(at.to_owned()),
    }
}

/// FNV-1a, 64 bits: a fingerprint, not a seal. The program's own bytes are sealed by whoever ships it.
fn mix(mut sum: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    sum
}

fn main() {
    let mut found = Vec::new();
    for place in DECIDES {
        println!("cargo:rerun-if-changed={place}");
        files(Path::new(place), &mut found);
    }
    found.sort();
    let mut sum = 0xcbf2_9ce4_8422_2325;
    for file in &found {
        sum = mix(sum, file.to_string_lossy().as_bytes());
        sum = mix(sum, &std::fs::read(file).unwrap_or_default());
    }
    println!("cargo:rustc-env=BATTLEBAG_METHOD={sum:016x}");
}
