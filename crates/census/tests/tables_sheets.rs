//! Spreadsheets as ward clerks keep them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::format_push_string
)] // helpers of tests are not under #[test]

mod sheets;
mod table_feed;

use battlebag_census::Snapshot;
use proptest::prelude::*;
use sheets::{Stored, Written, packed, texts, xlsx};
use table_feed::{read_with, said};

fn read(name: &str, bytes: &[u8]) -> Snapshot {
    read_with(&[(name, bytes)])
}

const HEADER: [&str; 8] = [
    "Hospital No",
    "Surname",
    "Forename",
    "DOB",
    "Ward",
    "Bay",
    "Bed",
    "Admitted",
];

fn row(number: Stored, family: &str, born: Stored, bed: &str, admitted: Stored) -> Vec<Stored> {
    let mut row = vec![number];
    row.extend(texts(&[family, "Grace"]));
    row.push(born);
    row.extend(texts(&["AMU", "Bay 2", bed]));
    row.push(admitted);
    row
}

#[test]
fn a_ward_list_with_everything_that_spreadsheets_do() {
    let beds = Written {
        name: "Beds",
        rows: vec![
            texts(&["AMU ward list, printed Friday"]),
            vec![],
            texts(&HEADER),
            row(
                Stored::Number(70_295_036.0),
                "Okafor",
                Stored::Date(20_926.0),
                "1",
                Stored::Date(46_345.694_444_444_4),
            ),
            row(
                Stored::Text("00123".into()),
                "Reid",
                Stored::Text("26/02/1950".into()),
                "2",
                Stored::Number(46_346.5),
            ),
            row(
                Stored::Number(1.551_791_100_000_11e16),
                "Khan",
                Stored::Fault("#N/A"),
                "02-Jan",
                Stored::Empty,
            ),
            row(
                Stored::Formula("A4+1", 70_295_037.0),
                "Silva",
                Stored::Empty,
                "=1+1",
                Stored::Empty,
            ),
            texts(&HEADER),
            texts(&["Total: 4"]),
        ],
        ..Written::default()
    };
    let notes = Written {
        name: "Notes",
        rows: vec![texts(&["Ask Sister about bay 3"])],
        ..Written::default()
    };
    let s = read("ward.xlsx", &xlsx(&[beds, notes], false));
    assert_eq!((s.counts.taken, s.patients.len()), (4, 4));
    let by = |family: &str| s.patients.iter().find(|p| p.name.family == family).unwrap();
    let okafor = by("Okafor");
    assert_eq!(okafor.local_id.as_deref(), Some("70295036"));
    assert_eq!(okafor.born.unwrap().to_string(), "1957-04-16");
    assert_eq!(
        okafor.admitted_at.unwrap().to_rfc3339(),
        "2026-11-19T16:40:00+00:00"
    );
    assert_eq!(okafor.sources[0].at, "sheet Beds, row 4");
    assert_eq!(by("Reid").local_id.as_deref(), Some("00123"));
    assert_eq!(
        by("Reid").admitted_at.unwrap().to_rfc3339(),
        "2026-11-20T12:00:00+00:00"
    );
    assert_eq!(
        (by("Khan").local_id.as_deref(), by("Khan").place.bed.as_deref()),
        (None, None)
    );
    assert_eq!(by("Silva").place.bed.as_deref(), Some("=1+1"));
    insta::assert_snapshot!(said(&s), @r##"
    rejected, sheet Notes, row 1: This is not a census table: its columns are not known well enough to read it. Map its columns once, or name them as in the template (encounter_id, ward, bed, family_name …).
    sheet Beds: 1 cells are worked out by formulas. Their values as last saved were read; no formula was run.
    sheet Beds: 2 times have no zone and were read as Europe/London time. Export times with their zone.
    sheet Beds, row 6: bed "02-Jan" was made into a date by a spreadsheet and was left out. Read it from the notes.
    sheet Beds, row 6: birth_date "#N/A" is a spreadsheet's error: read as not known.
    sheet Beds, row 6: hospital_number "1.55179110000011E+16" was changed by a spreadsheet and its digits are lost: it was left out. Export it as text.
    sheet Beds, row 7: bed "=1+1" begins like a formula. It was kept as text and never run.
    sheet Beds, row 8: This line is the header again and was not read as a patient.
    sheet Beds, row 9: This line looks like a total or the end of a report and was not read as a patient. Check it.
    "##);
}

#[test]
fn dates_counted_from_1904_and_hidden_sheets() {
    let beds = Written {
        name: "Mac",
        hidden: true,
        rows: vec![
            texts(&HEADER),
            row(
                Stored::Text("1".into()),
                "Okafor",
                Stored::Date(19_464.0),
                "1",
                Stored::Number(44_884.5),
            ),
        ],
        ..Written::default()
    };
    let s = read("mac.xlsx", &xlsx(&[beds], true));
    let p = &s.patients[0];
    assert_eq!(p.born.unwrap().to_string(), "1957-04-16");
    assert_eq!(p.admitted_at.unwrap().to_rfc3339(), "2026-11-20T12:00:00+00:00");
    assert!(said(&s).contains("sheet Mac: This sheet is hidden in the file. It was read like the others."));
}

#[test]
fn merged_headers_and_a_ward_written_once_for_all_its_beds() {
    let beds = Written {
        name: "Beds",
        rows: vec![
            texts(&["Patient", "", "", "Place", ""]),
            texts(&["Hospital No", "Surname", "Forename", "Ward", "Bed"]),
            texts(&["1", "Okafor", "Grace", "AMU", "1"]),
            texts(&["2", "Reid", "Tom", "", "2"]),
        ],
        merged: vec!["A1:C1", "D1:E1", "D3:D4"],
        ..Written::default()
    };
    let s = read("ward.xlsx", &xlsx(&[beds], false));
    let wards: Vec<_> = s.patients.iter().map(|p| p.place.ward.as_str()).collect();
    assert_eq!(wards, ["AMU", "AMU"]);
    assert!(said(&s).contains("belong to merged cells"));
}

#[test]
fn dates_exchanged_by_a_spreadsheet_of_another_country_are_refused() {
    // 03/04/1950 became 4 March; 26/04/1960 could not be read and stayed text.
    let beds = Written {
        name: "Beds",
        rows: vec![
            texts(&HEADER),
            row(
                Stored::Text("1".into()),
                "Okafor",
                Stored::Date(18_326.0),
                "1",
                Stored::Empty,
            ),
            row(
                Stored::Text("2".into()),
                "Reid",
                Stored::Text("26/04/1960".into()),
                "2",
                Stored::Empty,
            ),
        ],
        ..Written::default()
    };
    let s = read("ward.xlsx", &xlsx(&[beds], false));
    let by = |family: &str| s.patients.iter().find(|p| p.name.family == family).unwrap();
    assert_eq!(
        (by("Okafor").born, by("Reid").born.unwrap().to_string().as_str()),
        (None, "1960-04-26")
    );
    assert!(said(&s).contains("may have day and month exchanged"));
}

#[test]
fn bombs_and_other_archives_are_refused_in_words() {
    let bomb = packed(&[
        ("xl/workbook.xml".to_owned(), "<workbook/>".to_owned()),
        ("xl/worksheets/sheet1.xml".to_owned(), " ".repeat(40_000_000)),
    ]);
    let many: Vec<(String, String)> = (0..5_000)
        .map(|n| (format!("xl/{n}.xml"), String::new()))
        .collect();
    let many = [vec![("xl/workbook.xml".to_owned(), String::new())], many].concat();
    let other = packed(&[("a.txt".to_owned(), "x".to_owned())]);
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    let mut all = String::new();
    for (name, bytes) in [
        ("bomb.xlsx", bomb),
        ("many.xlsx", packed(&many)),
        ("a.zip", other),
        ("old.xls", ole),
    ] {
        let s = read(name, &bytes);
        assert_eq!(s.counts.rejected, 1, "{name}");
        all.push_str(&format!(
            "{}, {}: {}\n",
            s.rejected[0].file, s.rejected[0].at, s.rejected[0].reason
        ));
    }
    insta::assert_snapshot!(all, @r"
    bomb.xlsx, whole file: This spreadsheet unpacks to far more than a ward list ever has (a part of it unpacks without end). It was not opened. Save the sheet as CSV.
    many.xlsx, whole file: This spreadsheet unpacks to far more than a ward list ever has (5001 parts). It was not opened. Save the sheet as CSV.
    a.zip/a.txt, line 1: This is not a census table: its columns are not known well enough to read it. Map its columns once, or name them as in the template (encounter_id, ward, bed, family_name …).
    old.xls, whole file: This is an old Excel file (XLS), or one with a password. Open it in a spreadsheet program and save it as XLSX or CSV.
    ");
}

#[test]
fn a_far_corner_does_not_fill_memory() {
    let far = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/>\
               <sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"ALL1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let mut book = xlsx(
        &[Written {
            name: "Far",
            rows: vec![texts(&["x"])],
            ..Written::default()
        }],
        false,
    );
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&book)).unwrap();
    let mut parts = Vec::new();
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        parts.push((
            name.clone(),
            if name.contains("sheet0") {
                far.to_owned()
            } else {
                text
            },
        ));
    }
    book = packed(&parts);
    assert_eq!(read("far.xlsx", &book).counts.rejected, 1);
}

thread_local! {
    static BOOK: Vec<u8> = xlsx(
        &[Written { name: "Beds", rows: vec![
            texts(&HEADER),
            row(Stored::Number(70_295_036.0), "Okafor", Stored::Date(20_926.0), "1", Stored::Date(46_345.69)),
        ], ..Written::default() }],
        false,
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn damaged_packages_are_refused_or_read(at in any::<prop::sample::Index>(), with in prop::collection::vec(any::<u8>(), 1..8)) {
        BOOK.with(|book| {
            let mut bytes = book.clone();
            let at = at.index(bytes.len());
            let end = (at + with.len()).min(bytes.len());
            bytes.splice(at..end, with);
            read("ward.xlsx", &bytes);
        });
    }

    #[test]
    fn sheets_of_any_inside(inside in "[<>/=\"a-z0-9 ]{0,200}") {
        let parts = [("xl/workbook.xml".to_owned(), inside.clone()), ("xl/worksheets/sheet1.xml".to_owned(), inside)];
        let s = read("a.xlsx", &packed(&parts));
        assert_eq!(s.counts.taken, 0);
    }
}
