//! Ward packs of 60, 600, 6,000 and 60,000 faces, a file a ward: pages per CPU-second, wall, peak memory and bytes, ours
//! beside naive printpdf, krilla, pdf-writer, `ReportLab`, typst, `WeasyPrint` and Chromium over the same display lists.
//! In each round every way runs once, in a process of its own. Prints ratios and the load; asserts no time.
//!
//! `benches/peers.sh` installs the peers and says what to set; a peer that is not there is left out, and said so.
//! `BATTLEBAG_BENCH_SIZES=60,600` limits the sizes, `BATTLEBAG_BENCH_ROUNDS=1` the rounds.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_possible_truncation)]

mod hospital;
mod listing;
mod meter;
mod naive;
mod own;
#[path = "../../tests/people/mod.rs"]
mod people;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use hospital::{Hospital, Names, WARD};
use meter::load;
use own::Own;

/// Patients with six faces each, and how many rounds.
const SIZES: [(u32, usize); 4] = [(10, 5), (100, 5), (1_000, 3), (10_000, 1)];

/// Who does the work.
#[derive(Clone, Copy)]
enum By {
    /// This program.
    Us(Own),
    /// The peers in Rust, `benches/peers`.
    Rust(&'static str),
    /// The peers in Python, `benches/peers.py`.
    Python(&'static str),
}

/// Name in the table, who does it, and the most patients it is worth waiting for.
const WAYS: [(&str, By, u32); 14] = [
    ("battlebag", By::Us(Own::Whole), 10_000),
    ("battlebag, two threads", By::Us(Own::TwoThreads), 10_000),
    ("battlebag, every script", By::Us(Own::EveryScript), 10_000),
    ("battlebag, marks given", By::Us(Own::Marks), 10_000),
    ("printpdf, naive", By::Us(Own::Naive), 10_000),
    ("krilla, naive", By::Rust("krilla-naive"), 10_000),
    ("krilla, Graphic", By::Rust("krilla-graphic"), 10_000),
    ("pdf-writer, naive", By::Rust("pdf-writer-naive"), 10_000),
    ("pdf-writer, forms", By::Rust("pdf-writer-forms"), 10_000),
    ("ReportLab, naive", By::Python("reportlab-naive"), 1_000),
    ("ReportLab, forms", By::Python("reportlab-forms"), 1_000),
    ("typst", By::Python("typst"), 100),
    ("WeasyPrint", By::Python("weasyprint"), 10),
    ("Chromium", By::Python("chromium"), 100),
];

const NOTE: &str = "battlebag makes its pages from patients: laying out the forms, who the patient is, shaping, the glyph gate and \
what is held back are counted. All others are given finished marks; reading them is not counted. \"marks given\" is our \
back end alone, its text shaped already (as it is for printpdf; krilla and pdf-writer shape, each string once a file).";

/// What one process printed: CPU and wall seconds, peak MiB, bytes, pages.
type Numbers = [f64; 5];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--way", way, patients, seed, folder] => {
            let (_, way) = Own::ALL.into_iter().find(|(id, _)| id == way).unwrap();
            let said = own::run(
                way,
                patients.parse().unwrap(),
                seed.parse().unwrap(),
                Path::new(folder),
            );
            println!("{said}");
        }
        // To look at: the list of a size, for a peer by hand.
        ["--list", patients, file] => {
            write_list(
                &Hospital::new(patients.parse().unwrap(), Names::Plain, 1),
                Path::new(file),
            );
        }
        _ => table(),
    }
}

fn table() {
    let wanted = std::env::var("BATTLEBAG_BENCH_SIZES").unwrap_or_default();
    let wanted: Vec<u32> = wanted.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let most = std::env::var("BATTLEBAG_BENCH_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usize::MAX)
        .max(1);
    let folder = std::env::temp_dir().join(format!("battlebag-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    println!("{NOTE}\n");
    first_file(&folder);
    for (patients, rounds) in SIZES {
        if wanted.is_empty() || wanted.contains(&(patients * 6)) {
            size(patients, rounds.min(most), &folder);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// How soon something can go to a printer, from a cold start of the faces.
fn first_file(folder: &Path) {
    for (patients, what) in [(1, "one patient"), (WARD, "a ward of 40")] {
        let walls: Vec<f64> = (0..5)
            .filter_map(|round| run(By::Us(Own::Whole), patients, round, Path::new(""), folder).ok())
            .map(|[_, wall, ..]| wall)
            .collect();
        println!("first file, {what}: {:.3} s by the clock", median(walls));
    }
    println!();
}

/// One size: every way once in each round.
fn size(patients: u32, rounds: usize, folder: &Path) {
    let list = folder.join("list.tsv");
    let hospital = Hospital::new(patients, Names::Plain, 1);
    let pages = write_list(&hospital, &list);
    println!(
        "{pages} faces of {patients} patients in {} files, median of {rounds} interleaved rounds; load before: {}",
        hospital.wards(),
        load()
    );
    let ways: Vec<_> = WAYS.iter().filter(|(_, _, most)| patients <= *most).collect();
    let mut runs: Vec<Vec<Numbers>> = vec![Vec::new(); ways.len()];
    let mut missing: Vec<Option<String>> = vec![None; ways.len()];
    for round in 0..rounds {
        for ((&&(name, by, _), runs), missing) in ways.iter().zip(&mut runs).zip(&mut missing) {
            if missing.is_some() {
                continue;
            }
            match run(by, patients, round as u64, &list, folder) {
                Ok(numbers) => {
                    let every = matches!(by, By::Us(Own::EveryScript));
                    assert!(
                        every || numbers[4] == pages as f64,
                        "{name}: {} pages",
                        numbers[4]
                    );
                    runs.push(numbers);
                }
                Err(why) => *missing = Some(why),
            }
        }
    }
    println!(
        "{:<24} {:>12} {:>9} {:>9} {:>9} {:>9} {:>12}",
        "", "pages/CPU-s", "CPU s", "wall s", "peak MiB", "MB", "CPU to ours"
    );
    let ours = runs.first().and_then(|r| cpu_per_page(r));
    for ((&&(name, ..), runs), missing) in ways.iter().zip(&runs).zip(&missing) {
        match (missing, cpu_per_page(runs), ours) {
            (None, Some(each), Some(ours)) => row(name, runs, each, each / ours),
            (why, ..) => println!("{name:<24} not measured: {}", why.as_deref().unwrap_or("no run")),
        }
    }
    println!("load after: {}\n", load());
}

fn row(name: &str, runs: &[Numbers], each: f64, ratio: f64) {
    let of = |i: usize| median(runs.iter().map(|n| n[i]).collect());
    let rate = 1.0 / each;
    println!(
        "{name:<24} {rate:>12.*} {:>9.3} {:>9.3} {:>9.0} {:>9.2} {:>12.2}",
        usize::from(rate < 100.0),
        of(0),
        of(1),
        of(2),
        of(3) / 1e6,
        ratio
    );
}

/// CPU seconds of a page, the median of the runs.
fn cpu_per_page(runs: &[Numbers]) -> Option<f64> {
    (!runs.is_empty()).then(|| median(runs.iter().map(|[cpu, .., pages]| cpu / pages).collect()))
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Writes the list for the peers, a ward at a time; gives its pages.
fn write_list(hospital: &Hospital, file: &Path) -> usize {
    let mut out = BufWriter::new(File::create(file).unwrap());
    let mut pages = 0;
    for ward in 0..hospital.wards() {
        let faces = hospital.faces(ward);
        pages += faces.len();
        out.write_all(listing::ward(&faces).as_bytes()).unwrap();
    }
    out.flush().unwrap();
    pages
}

/// Runs a way once, in a process of its own and an empty folder; gives its numbers, or why it has none.
fn run(by: By, patients: u32, round: u64, list: &Path, folder: &Path) -> Result<Numbers, String> {
    let files = folder.join("files");
    std::fs::create_dir_all(&files).unwrap();
    let mut command = match by {
        By::Us(way) => {
            let mut us = Command::new(std::env::current_exe().unwrap());
            us.args(["--way", way.id(), &patients.to_string(), &round.to_string()]);
            us
        }
        By::Rust(way) => {
            let program = std::env::var("BATTLEBAG_RUST_PEERS")
                .map_err(|_| "BATTLEBAG_RUST_PEERS is not set (benches/peers.sh)")?;
            peer(Command::new(program), way, list)
        }
        By::Python(way) => {
            let python = std::env::var("BATTLEBAG_PEERS").unwrap_or_else(|_| "python3".into());
            let mut command = Command::new(python);
            command.arg(here("benches/peers.py"));
            peer(command, way, list)
        }
    };
    let done = command
        .arg(&files)
        .output()
        .map_err(|e| format!("{}: {e}", command.get_program().display()))?;
    std::fs::remove_dir_all(&files).unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().map_err(|_| {
        let wrong = String::from_utf8_lossy(&done.stderr);
        wrong
            .trim()
            .lines()
            .last()
            .unwrap_or("it said nothing")
            .to_string()
    })
}

fn peer(mut command: Command, way: &str, list: &Path) -> Command {
    command.arg(way).arg(list).arg(here("fonts"));
    command
}

fn here(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}
