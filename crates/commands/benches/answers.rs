//! How long somebody waits who asks: the first printed role card after the start, the next ones, the whole bag; a letter in Find.
//! Prints times and ratios; asserts no time.
//!
//! `cargo bench -p battlebag-commands --bench answers` (with `--profile dev`: the unoptimised engine). Patients:
//! `BATTLEBAG_BENCH_BEDS` ("400" when not given). `BATTLEBAG_BENCH_CLI=PATH` also times that `battlebag` as a person runs it,
//! from the command to the file, against a command that only looks.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant as Watch;

use battlebag_census::sample::sample_hospital;
use battlebag_commands::views::JobKey;
use battlebag_commands::{Host, Instant, Station, jobs};
use serde_json::{Value, json};

const AT: &str = "2026-11-14T02:14:00Z";
const PASSPHRASE: &str = "four plain words here";
/// What the issue gives the first card, milliseconds.
const A_SECOND: f64 = 1_000.0;
/// Contacts of a middling hospital.
const CONTACTS: usize = 400;

/// A laptop whose keys cost what they cost a hospital.
struct Laptop(AtomicI64, PathBuf);

impl Host for Laptop {
    fn now(&self) -> Instant {
        Instant::from_timestamp_millis(self.0.fetch_add(1_000, Ordering::SeqCst)).unwrap()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        for byte in bytes.iter_mut() {
            *byte = u8::try_from(self.0.fetch_add(1, Ordering::SeqCst).wrapping_mul(31) & 0xFF).unwrap();
        }
        Ok(())
    }
    fn paper_folder(&self) -> PathBuf {
        self.1.join("paper")
    }
}

fn ask(station: &Station, name: &str, request: Value) -> Value {
    station
        .call(name, request)
        .unwrap_or_else(|e| panic!("{name}: {} {}", e.what, e.next))
}

fn finish(station: &Station, job: &Value) {
    let job = u32::try_from(job["job"].as_u64().unwrap()).unwrap();
    let done = jobs::wait(station, JobKey { job }, |_| ()).unwrap();
    assert_eq!(done.state, "done", "{done:?}");
}

fn laptop(folder: &Path) -> Station {
    let at: Instant = AT.parse().unwrap();
    let host = Arc::new(Laptop(AtomicI64::new(at.timestamp_millis()), folder.to_owned()));
    Station::new(host, &folder.join("home"))
}

/// A home with a hospital, a contact book and a declared incident; shut again.
fn prepare(folder: &Path, beds: usize) {
    let station = laptop(folder);
    let feed = folder.join("feed");
    std::fs::create_dir_all(&feed).unwrap();
    sample_hospital(1, beds, AT.parse().unwrap())
        .write_fhir(&feed)
        .unwrap();
    let home = json!({"hospital": "Bench", "person": "Robin Hale", "passphrase": PASSPHRASE, "zone": ""});
    ask(&station, "create_home", home);
    let taken =
        json!({"paths": [feed.display().to_string()], "as_of": AT, "format": "auto", "dry_run": false});
    finish(&station, &ask(&station, "census_import", taken));
    let mut book = String::from("sort,name,phone\n");
    for n in 0..CONTACTS {
        writeln!(book, "person,Person {n} Example,555 01{n:03}").unwrap();
    }
    let file = folder.join("book.csv");
    std::fs::write(&file, book).unwrap();
    let book = json!({"path": file.display().to_string(), "replace": true, "dry_run": false});
    let taken = ask(&station, "contacts_import", book);
    assert_eq!(taken["taken"], true, "{taken:#}");
    let opened = json!({"title": "Bench", "standby": false, "exercise": true});
    ask(&station, "incident_open", opened);
}

fn ms(run: impl FnOnce()) -> f64 {
    let start = Watch::now();
    run();
    start.elapsed().as_secs_f64() * 1000.0
}

fn best(turns: usize, mut run: impl FnMut()) -> f64 {
    (0..turns).map(|_| ms(&mut run)).fold(f64::MAX, f64::min)
}

fn print(station: &Station, folder: &Path, cards: &[&str], contents: bool) {
    let to = folder.join("out");
    let what = json!({"what": "cards", "cards": cards, "halves": false, "contents": contents});
    let asked = json!({"what": what, "to": to.display().to_string(), "paper": "a4", "mono": true, "order": "priority"});
    finish(station, &ask(station, "print_start", asked));
}

fn line(what: &str, took: f64, beside: &str) {
    println!("  {what:<44}{took:9.1} ms   {beside}");
}

fn within(folder: &Path) {
    let station = laptop(folder);
    let start = ms(|| {
        ask(
            &station,
            "unlock",
            json!({"person": "", "passphrase": PASSPHRASE}),
        );
        ask(&station, "now", json!({}));
    });
    let first = ms(|| print(&station, folder, &["strategic-commander"], false));
    let next = best(3, || print(&station, folder, &["tactical-commander"], false));
    let five = [
        "strategic-commander",
        "tactical-commander",
        "medical-lead",
        "operational-lead",
        "loggist",
    ];
    let handed_out = best(2, || print(&station, folder, &five, false));
    let bag = best(2, || print(&station, folder, &[], true));
    line("signed in, board read", start, "");
    let beside = format!(
        "{:.2} of a second; {:.2} of the start",
        first / A_SECOND,
        first / start
    );
    line("first role card, from asking to the file", first, &beside);
    line(
        "the next one",
        next,
        &format!("the first: {:.1} times", first / next),
    );
    line(
        "five, a file each",
        handed_out,
        &format!("{:.1} times one", handed_out / next),
    );
    line(
        "the whole bag in one file",
        bag,
        &format!("{:.1} times one", bag / next),
    );
    let letter = |text: &str| best(5, || drop(ask(&station, "find", json!({"text": text}))));
    let (one, words) = (letter("a"), letter("person 399"));
    line(
        "Find, one letter typed",
        one,
        &format!("{:.2} of the next card", one / next),
    );
    line("Find, a name typed", words, "");
}

/// As a person runs it: a process from the command to the file, with the keys that a hospital's laptop stretches.
fn as_a_command(cli: &str, folder: &Path) {
    let secret = folder.join("passphrase");
    std::fs::write(&secret, PASSPHRASE).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(cli);
        command.arg("--home").arg(folder.join("home"));
        command.arg("--passphrase-file").arg(&secret).args(args);
        let done = command.output().unwrap();
        assert!(
            done.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    let to = folder.join("by-command").display().to_string();
    let look = best(3, || run(&["incident", "show"]));
    let card = best(3, || {
        run(&["print", "role", "strategic-commander", "--to", &to]);
    });
    line("as a command: look", look, "");
    let beside = format!(
        "{:.2} of a second; {:.2} of the look",
        card / A_SECOND,
        card / look
    );
    line("as a command: print one role card", card, &beside);
}

fn main() {
    let beds = std::env::var("BATTLEBAG_BENCH_BEDS").unwrap_or_else(|_| "400".into());
    for beds in beds.split(',').filter_map(|b| b.trim().parse::<usize>().ok()) {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path(), beds);
        println!("{beds} patients, {CONTACTS} contacts");
        within(folder.path());
        if let Ok(cli) = std::env::var("BATTLEBAG_BENCH_CLI") {
            as_a_command(&cli, folder.path());
        }
    }
}
