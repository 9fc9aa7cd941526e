//! Exports as hospitals download them: files in a zip. Read like the folder they came from, within bounds, and nothing in
//! them lost without a word.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::io::{Cursor, Write};

use battlebag_census::sample::sample_hospital;
use battlebag_census::{ImportOptions, Snapshot, import_bytes, import_with};
use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

fn zip(files: &[(&str, &[u8])], how: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(how);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(files, CompressionMethod::Deflated)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn options() -> ImportOptions {
    ImportOptions {
        as_of: Some("2026-11-21T02:14:00Z".parse().unwrap()),
        ..ImportOptions::default()
    }
}

fn read(bytes: &[u8]) -> Snapshot {
    let s = import_bytes(&[("export.zip", bytes)], &options(), None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    let of_files: u32 = s.files.iter().map(|f| f.records).sum();
    assert_eq!(of_files, s.counts.records, "{:#?}", s.files);
    s
}

fn rejected(s: &Snapshot) -> String {
    let lines = s
        .rejected
        .iter()
        .map(|r| format!("{}: {}: {}", r.file, r.at, r.reason));
    lines.collect::<Vec<_>>().join("\n")
}

const PATIENT: &[u8] =
    br#"{"resourceType":"Patient","id":"1","name":[{"family":"OKAFOR"}],"birthDate":"1950-01-01"}
"#;
const STAY: &[u8] = br#"{"resourceType":"Encounter","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"period":{"start":"2026-11-20T10:00:00Z"}}
"#;

#[test]
fn a_bulk_export_in_a_zip_is_the_folder_it_came_from() {
    let sample = sample_hospital(7, 300, "2026-11-21T02:14:00Z".parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("lines");
    std::fs::create_dir(&lines).unwrap();
    sample.write_fhir(&lines).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for file in std::fs::read_dir(&lines).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((format!("export/{name}"), std::fs::read(&path).unwrap()));
    }
    let named: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let packed = folder.path().join("export.zip");
    std::fs::write(&packed, deflated(&named)).unwrap();
    let of_zip = import_with(&[packed], &options(), &mut |_| true).unwrap();
    let of_folder = import_with(&[lines], &options(), &mut |_| true).unwrap();
    assert_eq!(of_zip.counts, of_folder.counts);
    assert_eq!((of_zip.patients.len(), of_zip.rejected.len()), (300, 0));
    let facts = |s: &Snapshot| -> Vec<String> {
        let of_one = |p: &battlebag_census::Patient| {
            format!(
                "{:?} {:?} {:?} {:?} {:?}",
                p.id, p.place, p.allergies, p.medicines, p.news2
            )
        };
        s.patients.iter().map(of_one).collect()
    };
    assert_eq!(facts(&of_zip), facts(&of_folder));
    assert!(
        of_zip
            .files
            .iter()
            .any(|f| f.file == "export.zip/export/Patient.000.ndjson"
                || f.file.starts_with("export.zip/export/Patient"))
    );
}

#[test]
fn every_form_that_a_folder_may_have() {
    let xml = br#"<Patient xmlns="http://hl7.org/fhir"><id value="2"/></Patient>"#;
    let table = b"encounter_id,hospital_number,family_name,ward,bed\nE1,1,Reid,AMU,04\n";
    let message =
        b"MSH|^~\\&|A|B|C|D|20261121010000||ADT^A01|1|P|2.5\rPID|1||77^^^H^MR||Khan^Ali\rPV1|1|I|AMU^1^2\r";
    for how in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let s = read(&zip(
            &[
                ("a/Encounter.ndjson", STAY),
                ("a/Patient.ndjson.gz", &gzip(PATIENT)),
                ("b.xml", xml),
                ("lists\\beds.csv", table),
                ("adt.hl7", message),
                ("a/.DS_Store", b"x"),
                ("__MACOSX/a/._Patient.ndjson", b"x"),
                ("empty/", b""),
            ],
            how,
        ));
        assert_eq!(rejected(&s), "");
        let names: Vec<&str> = s.patients.iter().map(|p| p.name.family.as_str()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert_eq!(s.counts.files, 5);
    }
}

#[test]
fn what_cannot_be_opened_is_said_with_its_place_and_the_rest_is_read() {
    let inner = deflated(&[("Patient.ndjson", PATIENT)]);
    let s = read(&deflated(&[
        ("Patient.ndjson", PATIENT),
        ("Encounter.ndjson", STAY),
        ("more/old.zip", &inner),
        ("scan.pdf", b"%PDF\0\0"),
    ]));
    assert_eq!(s.patients.len(), 1);
    insta::assert_snapshot!(rejected(&s), @"
    export.zip/more/old.zip: whole file: This is an archive inside an archive. It was not opened. Unpack it and import the folder.
    export.zip/scan.pdf: whole file: This is not a census file (it is not text). Nothing was taken from it.
    ");
    // One part with a password: flag 1 in its local header and in the list.
    let mut locked = deflated(&[("Patient.ndjson", PATIENT), ("Encounter.ndjson", STAY)]);
    let list = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[list + 8] |= 1;
    insta::assert_snapshot!(rejected(&read(&locked)), @"
    export.zip/Encounter.ndjson: line 1: It belongs to Patient/1, who is not in these files. Import the Patient file with it.
    export.zip/Patient.ndjson: whole file: This part of the archive has a password. Unpack the archive with it and import the folder.
    ");
}

#[test]
fn an_archive_that_is_not_whole_is_refused() {
    let whole = deflated(&[("Patient.ndjson", PATIENT)]);
    for (name, bytes) in [
        ("cut", &whole[..whole.len() - 30]),
        ("half", &whole[..whole.len() / 2]),
        ("head", &whole[..4]),
    ] {
        let s = read(bytes);
        assert_eq!(
            rejected(&s),
            "export.zip: whole file: This archive breaks off or is damaged. Nothing was taken from it. Download or copy it again.",
            "{name}"
        );
    }
    insta::assert_snapshot!(rejected(&read(&deflated(&[]))), @"export.zip: whole file: There is no file in this archive. Export it again.");
    let document = deflated(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w/>"),
    ]);
    insta::assert_snapshot!(rejected(&read(&document)), @"export.zip: whole file: This is an office document, not a feed. Nothing was taken from it. Save the list in it as a spreadsheet.");
    // A comment may stand behind it.
    let mut behind = whole.clone();
    let at = behind.len() - 2;
    behind[at..].copy_from_slice(&5u16.to_le_bytes());
    behind.extend_from_slice(b"hello");
    assert_eq!(read(&behind).counts.taken, 1);
}

#[test]
fn a_wrong_check_sum_is_said_and_what_was_read_stays() {
    let mut damaged = zip(&[("Patient.ndjson", PATIENT)], CompressionMethod::Stored);
    let at = damaged.windows(6).position(|w| w == b"OKAFOR").unwrap();
    damaged[at] = b'X';
    let s = read(&damaged);
    assert_eq!((s.counts.taken, s.counts.rejected), (1, 1));
    insta::assert_snapshot!(rejected(&s), @"export.zip/Patient.ndjson: end of what could be read: The file breaks off or is damaged (its check sum is wrong). What came before was read. Copy it again.");
}

#[test]
fn what_swells_without_end_is_stopped() {
    let blank = vec![b'\n'; 64 * 1024 * 1024];
    let swelling = [PATIENT, &blank].concat();
    let s = read(&deflated(&[
        ("Patient.ndjson", &swelling),
        ("Encounter.ndjson", STAY),
    ]));
    assert_eq!(s.patients.len(), 1);
    insta::assert_snapshot!(rejected(&s), @"export.zip/Patient.ndjson: end of what could be read: This file was not read to its end: it unpacks to more than 300 times its size, which no export does. What came before was read. Do not rely on it: export it again.");
    let s = import_bytes(&[("Patient.ndjson.gz", &gzip(&swelling))], &options(), None).unwrap();
    assert_eq!((s.counts.taken, s.counts.rejected), (1, 1));
}

#[test]
fn lists_that_boast_or_lie_cost_no_memory() {
    let mut whole = deflated(&[("Patient.ndjson", PATIENT)]);
    // Two entries of the list that name the same bytes.
    let list = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let end = whole.windows(4).position(|w| w == b"PK\x05\x06").unwrap();
    let entry = whole[list..end].to_vec();
    let mut twice = whole[..end].to_vec();
    twice.extend_from_slice(&entry);
    let mut tail = whole[end..].to_vec();
    tail[8..12].copy_from_slice(&[2, 0, 2, 0]);
    let bytes = u32::try_from(2 * entry.len()).unwrap();
    tail[12..16].copy_from_slice(&bytes.to_le_bytes());
    twice.extend_from_slice(&tail);
    insta::assert_snapshot!(rejected(&read(&twice)), @"export.zip: whole file: The files in this archive lie upon one another, which no honest archive does. It was not opened. Ask whoever made it for another.");
    // Sixty thousand parts claimed.
    whole[end + 8..end + 12].copy_from_slice(&[0x60, 0xea, 0x60, 0xea]);
    insta::assert_snapshot!(rejected(&read(&whole)), @"export.zip: whole file: This archive says that it holds 60000 files, more than any export has. It was not opened. Unpack it, look into it, and import the folder.");
}

/// A package for the spreadsheet reader whose end claims as many parts as there are bytes before it.
#[test]
fn a_spreadsheet_that_boasts_is_refused_before_room_is_made() {
    let book = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fuzz/corpus/xlsx/ward_list.xlsx"
    ))
    .unwrap();
    let end = book.windows(4).position(|w| w == b"PK\x05\x06").unwrap();
    let (size, start) = (&book[end + 12..end + 16], &book[end + 16..end + 20]);
    let mut large = Vec::new();
    large.extend_from_slice(b"PK\x06\x06");
    large.extend_from_slice(&44u64.to_le_bytes());
    large.extend_from_slice(&[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    large.extend_from_slice(&[&900_000_000u64.to_le_bytes()[..], &900_000_000u64.to_le_bytes()].concat());
    large.extend_from_slice(&[size, &[0; 4], start, &[0; 4]].concat());
    large.extend_from_slice(b"PK\x06\x07\0\0\0\0");
    large.extend_from_slice(&(end as u64).to_le_bytes());
    large.extend_from_slice(&[1, 0, 0, 0]);
    let boasting = [&book[..end], &large, &book[end..]].concat();
    assert!(battlebag_census::tables::look(&boasting, &[]).is_err());
    assert_eq!(read(&boasting).counts.taken, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn damage_anywhere_is_never_a_panic(cuts in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6), keep in any::<usize>()) {
        let mut bytes = deflated(&[("Patient.ndjson", PATIENT), ("x/Encounter.ndjson", STAY)]);
        for (at, byte) in &cuts {
            let at = at % bytes.len();
            bytes[at] = *byte;
        }
        read(&bytes);
        bytes.truncate(keep % bytes.len());
        read(&bytes);
    }

    #[test]
    fn what_is_packed_is_read_as_it_was(families in proptest::collection::vec("[A-Za-z]{1,12}", 1..8), stored in any::<bool>()) {
        let files: Vec<(String, String)> = families.iter().enumerate().map(|(n, family)| {
            (format!("d{n}/p.ndjson"), format!("{{\"resourceType\":\"Patient\",\"id\":\"{n}\",\"name\":[{{\"family\":\"{family}\"}}]}}\n"))
        }).collect();
        let named: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
        let how = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let s = read(&zip(&named, how));
        prop_assert_eq!(s.counts.taken as usize, families.len());
        prop_assert_eq!(rejected(&s), "");
    }
}
