//! Import of FHIR against bare `serde_json` over the same bytes, as Bundles, NDJSON and XML; and the memory that an
//! export takes, by its size. Prints ratios; asserts no time.
//!
//! `cargo bench -p battlebag-census --bench fhir` (sizes in MB: BATTLEBAG_BENCH_SIZES, "50,500" when not given;
//! BATTLEBAG_BENCH_FORM=bundle or ndjson for one of the two only). With BATTLEBAG_PEERS=python (a Python that has fhir.resources) Python's
//! readers read the same Bundles.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a bench prints and may stop"
)]

mod timing;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use battlebag_census::sample::sample_hospital;
use battlebag_census::{Format, import};
use serde_json::value::RawValue;
use timing::best;

/// Set for a child that imports one folder and prints what it took.
const CHILD: &str = "BATTLEBAG_BENCH_IMPORT";

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        child(&PathBuf::from(folder));
        return;
    }
    speed();
    memory();
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let inside = std::fs::read_dir(folder).expect("files");
    inside
        .map(|f| std::fs::read(f.expect("a file").path()).expect("a file"))
        .collect()
}

fn speed() {
    let at = "2026-11-21T02:14:00Z".parse().expect("a time");
    let sample = sample_hospital(1, 2_000, at);
    let folder = tempfile::tempdir().expect("a folder");
    sample.write_fhir_bundles(folder.path()).expect("files");
    let texts = files(folder.path());
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let mb = bytes as f64 / 1e6;
    let tree = best(5, || {
        for text in &texts {
            black_box(serde_json::from_slice::<serde_json::Value>(text).expect("JSON"));
        }
    });
    let raw = best(5, || {
        for text in &texts {
            black_box(serde_json::from_slice::<&RawValue>(text).expect("JSON"));
        }
    });
    let paths = [folder.path().to_owned()];
    let ours = best(5, || {
        let snapshot = import(&paths, Some(at), Format::Fhir, &mut |_| true).expect("a census");
        assert_eq!((snapshot.patients.len(), snapshot.rejected.len()), (2_000, 0));
        black_box(snapshot);
    });
    println!("FHIR Bundles         {mb:.1} MB, 2000 in-patients");
    for (what, time) in [
        ("serde_json Value", tree),
        ("serde_json RawValue", raw),
        ("import to a census", ours),
    ] {
        println!("{what:<20} {time:.2?}  {:.0} MB/s", mb / time.as_secs_f64());
    }
    println!(
        "ratio import / Value     {:.2}  (budget 2.00)",
        ours.as_secs_f64() / tree.as_secs_f64()
    );
    println!(
        "ratio import / RawValue  {:.2}",
        ours.as_secs_f64() / raw.as_secs_f64()
    );
    if let Some(python) = std::env::var_os("BATTLEBAG_PEERS") {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/fhir_peers.py");
        let told = Command::new(python)
            .arg(script)
            .arg(folder.path())
            .output()
            .expect("a peer");
        print!(
            "{}{}",
            String::from_utf8_lossy(&told.stdout),
            String::from_utf8_lossy(&told.stderr)
        );
    }
}

/// An export of one hospital: 300 in a bed now, and as many who went home as fill the size.
fn export(folder: &Path, megabytes: u64, bundle: bool) {
    let at = "2026-11-21T02:14:00Z".parse().expect("a time");
    let now = folder.join("now");
    std::fs::create_dir_all(&now).expect("a folder");
    sample_hospital(1, 300, at).write_fhir(&now).expect("files");
    let file = File::create(folder.join(if bundle { "past.json" } else { "past.ndjson" })).expect("a file");
    let mut out = BufWriter::new(file);
    let mut written = 0u64;
    let mut put = |text: &str, out: &mut BufWriter<File>| {
        written += text.len() as u64;
        out.write_all(text.as_bytes()).expect("disk");
        written
    };
    if bundle {
        put(
            "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[",
            &mut out,
        );
    }
    for person in 0u64.. {
        let mut size = 0;
        for n in 0..60 {
            let resource = past(person, n);
            let comma = if person + n == 0 { "" } else { "," };
            size = if bundle {
                put(&format!("{comma}{{\"resource\":{resource}}}"), &mut out)
            } else {
                put(&format!("{resource}\n"), &mut out)
            };
        }
        if size > megabytes * 1_000_000 {
            break;
        }
    }
    if bundle {
        put("]}", &mut out);
    }
    out.flush().expect("disk");
}

/// A record of somebody who went home: who, the stay, conditions, medicines, then observations.
fn past(person: u64, n: u64) -> String {
    let who = format!("\"subject\":{{\"reference\":\"Patient/past-{person}\"}}");
    let day = 1 + person % 28;
    match n {
        0 => format!(
            "{{\"resourceType\":\"Patient\",\"id\":\"past-{person}\",\"name\":[{{\"family\":\"WENTHOME{person}\",\"given\":[\"Avery\"]}}],\"birthDate\":\"1950-02-{day:02}\",\"gender\":\"other\",\"identifier\":[{{\"system\":\"https://example.org/mrn\",\"value\":\"P{person:08}\"}}]}}"
        ),
        1 => format!(
            "{{\"resourceType\":\"Encounter\",\"id\":\"stay-{person}\",{who},\"status\":\"finished\",\"class\":{{\"code\":\"IMP\"}},\"period\":{{\"start\":\"2025-03-{day:02}T10:00:00Z\",\"end\":\"2025-04-{day:02}T10:00:00Z\"}}}}"
        ),
        2..10 => format!(
            "{{\"resourceType\":\"Condition\",\"id\":\"c-{person}-{n}\",{who},\"code\":{{\"coding\":[{{\"system\":\"http://snomed.info/sct\",\"code\":\"38341003\",\"display\":\"Hypertensive disorder, systemic arterial\"}}],\"text\":\"Hypertension\"}},\"clinicalStatus\":{{\"coding\":[{{\"code\":\"active\"}}]}},\"recordedDate\":\"2025-03-{day:02}\"}}"
        ),
        10..20 => format!(
            "{{\"resourceType\":\"MedicationRequest\",\"id\":\"m-{person}-{n}\",{who},\"status\":\"completed\",\"intent\":\"order\",\"medicationCodeableConcept\":{{\"text\":\"Amlodipine 5 mg tablets\"}},\"authoredOn\":\"2025-03-{day:02}T11:00:00Z\",\"dosageInstruction\":[{{\"text\":\"one a day\",\"doseAndRate\":[{{\"doseQuantity\":{{\"value\":5,\"unit\":\"mg\"}}}}]}}]}}"
        ),
        _ => format!(
            "{{\"resourceType\":\"Observation\",\"id\":\"o-{person}-{n}\",{who},\"status\":\"final\",\"code\":{{\"coding\":[{{\"system\":\"http://loinc.org\",\"code\":\"8867-4\",\"display\":\"Heart rate\"}}]}},\"effectiveDateTime\":\"2025-03-{day:02}T12:{n:02}:00Z\",\"valueQuantity\":{{\"value\":{},\"unit\":\"/min\"}}}}",
            60 + n
        ),
    }
}

fn memory() {
    let sizes = std::env::var("BATTLEBAG_BENCH_SIZES").unwrap_or_else(|_| "50,500".to_owned());
    let own = std::env::current_exe().expect("this program");
    let form = std::env::var("BATTLEBAG_BENCH_FORM").ok();
    for size in sizes.split(',').filter_map(|s| s.trim().parse::<u64>().ok()) {
        for (bundle, name) in [(false, "ndjson"), (true, "bundle")] {
            if form.as_deref().is_some_and(|only| only != name) {
                continue;
            }
            let folder = tempfile::tempdir().expect("a folder");
            export(folder.path(), size, bundle);
            let form = if bundle { "one Bundle" } else { "NDJSON" };
            let done = Command::new(&own)
                .env(CHILD, folder.path())
                .output()
                .expect("a child");
            print!(
                "{size:>6} MB as {form:<10} {}",
                String::from_utf8_lossy(&done.stdout)
            );
        }
    }
}

fn child(folder: &Path) {
    let at = "2026-11-21T02:14:00Z".parse().expect("a time");
    let start = Instant::now();
    let snapshot = import(&[folder.to_owned()], Some(at), Format::Fhir, &mut |_| true).expect("a census");
    assert_eq!((snapshot.patients.len(), snapshot.rejected.len()), (300, 0));
    let took = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|l| l.starts_with("VmHWM"))
        .unwrap_or("VmHWM: not known here");
    let peak = peak
        .split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse::<f64>().ok());
    let peak = peak.map_or_else(|| "not known".to_owned(), |kb| format!("{:.0} MB", kb / 1024.0));
    println!(
        "peak memory {peak}, {took:.1?}, {} records of {} people",
        snapshot.counts.records, snapshot.counts.patients
    );
}
