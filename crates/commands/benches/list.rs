//! The list after one system changed, as the window asks for it: places for everybody, words for the rows in view,
//! against putting everybody into words. Prints times and ratios; asserts no time.
//!
//! `cargo bench -p battlebag-commands`. Patients: `BATTLEBAG_BENCH_BEDS` ("2000,20000" when not given).
//! `BATTLEBAG_BENCH_KEEP=FOLDER` keeps the homes there (passphrase: four plain words here), to open in a window.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant as Watch};

use battlebag_census::sample::sample_hospital;
use battlebag_commands::views::JobKey;
use battlebag_commands::{Host, Instant, KdfCost, Station, jobs};
use serde_json::{Value, json};

/// One frame of a screen, milliseconds.
const FRAME_MS: f64 = 16.0;
/// Rows that a tall display shows.
const IN_VIEW: usize = 30;
const AT: &str = "2026-11-14T02:14:00Z";

struct BenchHost(AtomicI64, PathBuf);

impl Host for BenchHost {
    fn now(&self) -> Instant {
        // A second passes with every look at the clock, so that no list is the kept one by accident.
        Instant::from_timestamp_millis(self.0.fetch_add(1_000, Ordering::SeqCst)).unwrap()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        bytes.fill(7);
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte ^= u8::try_from((self.0.fetch_add(1, Ordering::SeqCst) + i64::try_from(i).unwrap()) & 0xFF)
                .unwrap();
        }
        Ok(())
    }
    fn paper_folder(&self) -> PathBuf {
        self.1.join("paper")
    }
    fn kdf_cost(&self) -> KdfCost {
        KdfCost::FOR_TESTS
    }
}

fn ask(station: &Station, name: &str, request: Value) -> Value {
    station
        .call(name, request)
        .unwrap_or_else(|e| panic!("{name}: {} {}", e.what, e.next))
}

fn home(folder: &Path, beds: usize) -> Station {
    let at: Instant = AT.parse().unwrap();
    let host = Arc::new(BenchHost(
        AtomicI64::new(at.timestamp_millis()),
        folder.to_owned(),
    ));
    let station = Station::new(host, &folder.join("home"));
    let feed = folder.join("feed");
    std::fs::create_dir_all(&feed).unwrap();
    sample_hospital(1, beds, at).write_fhir(&feed).unwrap();
    ask(
        &station,
        "create_home",
        json!({"hospital": "Bench", "person": "Robin Hale", "passphrase": "four plain words here", "zone": ""}),
    );
    let job = ask(
        &station,
        "census_import",
        json!({"paths": [feed.display().to_string()], "as_of": AT, "format": "auto", "dry_run": false}),
    );
    let key = JobKey {
        job: u32::try_from(job["job"].as_u64().unwrap()).unwrap(),
    };
    jobs::wait(&station, key, |_| ()).unwrap();
    ask(
        &station,
        "incident_open",
        json!({"title": "Bench", "standby": false, "exercise": true}),
    );
    station
}

fn change(station: &Station, code: &str) {
    ask(
        station,
        "system_set",
        json!({"code": code, "availability": "available", "integrity": "compromised", "evidence": "bench", "said_by": "",
               "expires_min": 0, "since": null}),
    );
}

fn best(turns: usize, mut run: impl FnMut() -> Duration) -> f64 {
    (0..turns).map(|_| run()).min().unwrap().as_secs_f64() * 1000.0
}

fn main() {
    let beds = std::env::var("BATTLEBAG_BENCH_BEDS").unwrap_or_else(|_| "2000,20000".into());
    let keep = std::env::var("BATTLEBAG_BENCH_KEEP").ok().map(PathBuf::from);
    let mut before: Option<(usize, f64)> = None;
    for beds in beds.split(',').filter_map(|b| b.trim().parse::<usize>().ok()) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = keep.as_ref().map_or_else(
            || temporary.path().to_owned(),
            |keep| keep.join(format!("{beds}")),
        );
        std::fs::create_dir_all(&folder).unwrap();
        let station = home(&folder, beds);
        let codes = ["LIMS", "PUMP", "BGA", "EPMA", "PACS"];
        let mut turn = 0;
        let mut ids: Vec<Value> = Vec::new();
        let mut bytes = 0;
        let list = best(codes.len(), || {
            change(&station, codes[turn]);
            turn += 1;
            let start = Watch::now();
            let view = ask(&station, "patients", json!({"ward": ""}));
            let took = start.elapsed();
            bytes = view.to_string().len();
            ids = view["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| r["id"].clone())
                .collect();
            took
        });
        let words = |ids: &[Value]| {
            let start = Watch::now();
            for some in ids.chunks(400) {
                ask(&station, "patient_words", json!({"ids": some}));
            }
            start.elapsed()
        };
        let view = best(5, || words(&ids[..IN_VIEW.min(ids.len())]));
        let all = best(2, || words(&ids));
        let noticed = list + view;
        println!("{beds} patients, after one system changed");
        println!(
            "  order, counts and filters of everybody  {list:8.1} ms   {:.1} MB",
            bytes as f64 / 1e6
        );
        println!("  words for the {IN_VIEW} rows in view            {view:8.1} ms");
        println!(
            "  both                                     {noticed:8.1} ms   {:.1} frames of {FRAME_MS} ms",
            noticed / FRAME_MS
        );
        println!(
            "  everybody in words, as it was before     {:8.1} ms   {:.1} times as long",
            list + all,
            (list + all) / noticed
        );
        if let Some((fewer, then)) = before {
            println!(
                "  {:.1} times the patients: {:.1} times the time",
                beds as f64 / fewer as f64,
                noticed / then
            );
        }
        before = Some((beds, noticed));
    }
}
