//! Import of FHIR NDJSON against bare `serde_json` over the same bytes, in one run on one machine. Prints ratios.
//!
//! `cargo bench -p battlebag-census` (patients: BATTLEBAG_BENCH_BEDS, 5,000 when not given).

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints and may stop"
)]

mod timing;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use battlebag_census::sample::sample_hospital;
use battlebag_census::{Format, import};
use timing::best;

fn main() {
    let beds = std::env::var("BATTLEBAG_BENCH_BEDS")
        .ok()
        .and_then(|b| b.parse().ok())
        .unwrap_or(5_000);
    let at = "2026-11-21T02:14:00Z".parse().expect("a time");
    let start = Instant::now();
    let sample = sample_hospital(1, beds, at);
    let made = start.elapsed();
    let folder = tempfile::tempdir().expect("a folder");
    sample.write_fhir(folder.path()).expect("files");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .expect("files")
        .map(|f| f.expect("a file").path())
        .collect();
    files.sort();
    let texts: Vec<Vec<u8>> = files.iter().map(|f| std::fs::read(f).expect("a file")).collect();
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let lines = || {
        texts
            .iter()
            .flat_map(|t| t.split(|b| *b == b'\n'))
            .filter(|l| !l.is_empty())
    };

    let bare = best(5, || {
        for line in lines() {
            let value: serde_json::Value = serde_json::from_slice(line).expect("JSON");
            black_box(value);
        }
    });
    let skimmed = best(5, || {
        for line in lines() {
            serde_json::from_slice::<serde::de::IgnoredAny>(line).expect("JSON");
        }
    });
    let paths = [folder.path().to_owned()];
    let ours = best(5, || {
        let snapshot = import(&paths, Some(at), Format::Fhir, &mut |_| true).expect("a census");
        assert_eq!((snapshot.patients.len(), snapshot.rejected.len()), (beds, 0));
        black_box(snapshot);
    });
    let stored = sample.snapshot.to_bytes().expect("bytes");
    let hashed = best(5, || {
        black_box(sample.snapshot.hash().expect("a hash"));
    });

    let mb = bytes as f64 / 1e6;
    let rate = |d: Duration| mb / d.as_secs_f64();
    println!("sample hospital      {beds} in-patients in {made:.2?}");
    println!("FHIR NDJSON          {mb:.1} MB, {} resources", lines().count());
    println!("serde_json Value     {bare:.2?}  {:.0} MB/s", rate(bare));
    println!("serde_json, skimmed  {skimmed:.2?}  {:.0} MB/s", rate(skimmed));
    println!("import to a census   {ours:.2?}  {:.0} MB/s", rate(ours));
    println!(
        "ratio import / serde_json Value     {:.2}  (budget 2.00)",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
    println!(
        "ratio import / skimming             {:.2}",
        ours.as_secs_f64() / skimmed.as_secs_f64()
    );
    println!(
        "snapshot bytes       {:.1} MB, encoded and hashed in {hashed:.2?}",
        stored.len() as f64 / 1e6
    );
}
