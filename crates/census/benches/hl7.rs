//! HL7 v2 messages a second: taken apart, and imported into a census. Prints numbers; asserts no time.
//!
//! `cargo bench -p battlebag-census --bench hl7`. The messages are those of the developers' sample data where it lies
//! beside the project, else the fixtures. With BATTLEBAG_PEERS=python (a Python that has hl7 and hl7apy) the peers read
//! the same messages, by `benches/hl7_peers.py`, and ratios are printed.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints and may stop"
)]

mod timing;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use battlebag_census::{ImportOptions, hl7, import_bytes};
use timing::best;

/// How often each message is read.
const TIMES: usize = 40;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(inside) = std::fs::read_dir(folder) else {
        return;
    };
    let mut inside: Vec<PathBuf> = inside.map(|f| f.expect("a file").path()).collect();
    inside.sort();
    for path in inside {
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "hl7" || e == "mllp") {
            into.push(path);
        }
    }
}

/// The message with a control id of its own, so that it is not taken for one that was read before.
fn renamed(message: &[u8], n: usize) -> Vec<u8> {
    let separator = message.get(3).copied().unwrap_or(b'|');
    let mut fields: Vec<Vec<u8>> = message
        .splitn(11, |b| *b == separator)
        .map(<[u8]>::to_vec)
        .collect();
    if let Some(id) = fields.get_mut(9) {
        id.extend(format!("-{n}").bytes());
    }
    fields.join(&separator)
}

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = here.join("../../../shared/data");
    let folder = if shared.exists() {
        shared
    } else {
        here.join("../../fixtures/feeds/hl7v2")
    };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let messages: Vec<Vec<u8>> = paths
        .iter()
        .flat_map(|p| hl7::messages(&std::fs::read(p).expect("a file")))
        .collect();
    let mut feed = Vec::new();
    for n in 0..TIMES {
        for message in &messages {
            feed.extend(renamed(message, n));
            feed.push(b'\r');
        }
    }
    let count = (messages.len() * TIMES) as f64;
    let mb = feed.len() as f64 / 1e6;
    let apart = best(5, || {
        black_box(hl7::outline(&feed));
    });
    let options = ImportOptions {
        as_of: Some("2026-11-21T02:14:00Z".parse().expect("a time")),
        ..ImportOptions::default()
    };
    let imported = best(3, || {
        black_box(import_bytes(&[("feed.hl7", &feed)], &options, None).expect("a census"));
    });
    let rate = |d: Duration| count / d.as_secs_f64();
    println!("{} messages, {TIMES} times, {mb:.1} MB", messages.len());
    println!(
        "taken apart          {:>9.0} messages/s  {:.0} MB/s",
        rate(apart),
        mb / apart.as_secs_f64()
    );
    println!(
        "imported to a census {:>9.0} messages/s  {:.0} MB/s",
        rate(imported),
        mb / imported.as_secs_f64()
    );
    if let Some(python) = std::env::var_os("BATTLEBAG_PEERS") {
        let out = Command::new(python)
            .arg(here.join("benches/hl7_peers.py"))
            .args(&paths)
            .output()
            .expect("the peers run");
        for line in String::from_utf8_lossy(&out.stdout).lines() {
            println!("{line}");
            if let Some((name, theirs)) = line.split_once('\t')
                && let Ok(theirs) = theirs.parse::<f64>()
            {
                println!(
                    "  ours taken apart / {name}: {:.0} times; imported: {:.0} times",
                    rate(apart) / theirs,
                    rate(imported) / theirs
                );
            }
        }
    }
}
