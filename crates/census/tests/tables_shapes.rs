//! CSV as wards and systems write it: the same people out of every shape.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

mod table_feed;

use battlebag_census::{Field, Snapshot};
use encoding_rs::{UTF_8, WINDOWS_1252};
use proptest::prelude::*;
use table_feed::{read_with, said};

fn read(bytes: &[u8]) -> Snapshot {
    read_with(&[("list.csv", bytes)])
}

#[test]
fn a_clerks_list_with_titles_totals_and_repeated_headers() {
    let list = "sep=;\r\nAcute Medical Unit;;;;\r\nPrinted 21/11/2026;;;;\r\n\r\n\
                Hosp No;Surname;Forename;D.O.B.;;Ward;Bed\r\n\
                0012345;O\u{2019}Neill;Aoife;26/04/1957;;AMU;1\r\n\
                0012346;Reid;Tom;03/04/1950;;AMU;2\r\n\
                Hosp No;Surname;Forename;D.O.B.;;Ward;Bed\r\n\
                0012347;Khan;Zara;-;;AMU;3;;\r\n\
                12348;Silva;Ana;#REF!;;AMU\r\n\
                Total;3;;;;;\r\n";
    let s = read(list.as_bytes());
    assert_eq!((s.counts.taken, s.counts.rejected), (3, 1));
    let reid = s.patients.iter().find(|p| p.name.family == "Reid").unwrap();
    assert_eq!(reid.born.unwrap().to_string(), "1950-04-03");
    assert_eq!(reid.local_id.as_deref(), Some("0012346"));
    let born = reid.claims.iter().find(|c| c.field == Field::Born).unwrap();
    assert_eq!(
        (born.value.as_str(), born.source.at.as_str()),
        ("1950-04-03", "line 7")
    );
    insta::assert_snapshot!(said(&s), @r#"
    rejected, line 10: This line has 6 cells and the header has 7, so the columns cannot be told apart. Look for a comma or quote inside a name.
    line 8: This line is the header again and was not read as a patient.
    line 11: This line looks like a total or the end of a report and was not read as a patient. Check it.
    "#);
}

#[test]
fn a_german_list() {
    let list = "Fallnummer;Patientennummer;Name;Vorname;Geburtsdatum;Geschlecht;Station;Zimmer;Bett;Gewicht\n\
                F1;P1;Müller;Jürgen;06.04.1957;m;Innere 2;Zimmer 12;2;72,4\n";
    let (bytes, ..) = WINDOWS_1252.encode(list);
    let s = read(&bytes);
    let p = &s.patients[0];
    assert_eq!(
        (p.name.family.as_str(), p.name.given.as_slice()),
        ("Müller", ["Jürgen".to_owned()].as_slice())
    );
    assert_eq!(
        (p.place.ward.as_str(), p.place.bed.as_deref()),
        ("Innere 2", Some("2"))
    );
    assert_eq!(p.born.unwrap().to_string(), "1957-04-06");
    assert_eq!(p.weight.as_ref().unwrap().kg, "72.4");
    assert!(said(&s).contains("were read as windows-1252"));
}

#[test]
fn dates_that_nothing_decides_are_refused_with_what_to_do() {
    let list = "hospital_number,family_name,ward,bed,dob\n1,Okafor,AMU,1,03/02/1950\n2,Reid,AMU,2,05/06/1961\n3,Khan,AMU,3,20916\n";
    let s = read(list.as_bytes());
    assert!(s.patients.iter().all(|p| p.born.is_none()));
    insta::assert_snapshot!(said(&s), @r#"
    line 2: birth_date "03/02/1950" may mean two days: nothing in this column says whether the day or the month comes first. It was left out. Say the order of dates when you map the columns.
    line 3: birth_date "05/06/1961" may mean two days: nothing in this column says whether the day or the month comes first. It was left out. Say the order of dates when you map the columns.
    line 4: birth_date "20916" is a spreadsheet's day number, and a text file does not say from which year it counts. It was left out. Export dates as text, or say it when you map the columns.
    "#);
}

#[test]
fn doses_and_codes_that_a_spreadsheet_changed() {
    let census = "encounter_id,hospital_number,family_name,ward,bed\nE1,1,Okafor,AMU,1\n";
    let drugs = "encounter_id,drug,dmd_code,dose,dose_unit,due_times\n\
                 E1,Methotrexate,15517911000001100,02-Jan,tablet,0.25;18:00:00\n\
                 E1,Amlodipine,13892511000001100,5,mg,06:00\n";
    let s = read_with(&[("census.csv", census.as_bytes()), ("drugs.csv", drugs.as_bytes())]);
    let medicines = &s.patients[0].medicines;
    let by = |name: &str| medicines.iter().find(|m| m.name == name).unwrap();
    assert_eq!(
        (by("Methotrexate").dose.as_ref(), by("Methotrexate").codes.len()),
        (None, 0)
    );
    assert_eq!(by("Methotrexate").due_times, ["06:00", "18:00"]);
    assert_eq!(by("Amlodipine").codes[0].code, "13892511000001100");
    insta::assert_snapshot!(said(&s), @r#"
    line 2: dmd_code "15517911000001100" has more digits than a spreadsheet keeps, and they end in zeros: it was left out. Export it as text.
    line 2: dose "02-Jan" was made into a date by a spreadsheet and was left out. Read it from the notes.
    "#);
}

#[test]
fn numbers_that_lost_their_zeros_are_said() {
    let mut list = "hospital_number,family_name,ward,bed\n".to_owned();
    for n in 0..9 {
        list.extend([
            "7",
            &format!("{n:06}"),
            ",Okafor",
            &n.to_string(),
            ",AMU,",
            &n.to_string(),
            "\n",
        ]);
    }
    list.push_str("12345,Reid,AMU,10\n");
    let s = read(list.as_bytes());
    assert!(
        said(&s).contains("whole file: hospital_number: 1 of 10 have fewer digits than the others (7)."),
        "{}",
        said(&s)
    );
}

#[test]
fn a_table_that_is_not_understood_is_refused_whole() {
    let s = read(b"Pt,Where,What\nOkafor,AMU 1,chest\n");
    assert_eq!((s.counts.taken, s.counts.rejected), (0, 1));
    insta::assert_snapshot!(said(&s), @r#"
    rejected, line 1: This is not a census table: its columns are not known well enough to read it. Map its columns once, or name them as in the template (encounter_id, ward, bed, family_name …).
    : 0 in-patients at 21 Nov 2026 02:14 UTC. The files name 0 people. Check the as-of time, or that this is the export of tonight's beds.
    "#);
}

/// A person as written.
#[derive(Debug, Clone)]
struct Written {
    family: String,
    given: String,
    born: chrono::NaiveDate,
    bed: u8,
}

fn people() -> impl Strategy<Value = Vec<Written>> {
    let name = "[A-ZŁŻÓŚ][a-ząćęłńóśźż]{2,8}([ '-][A-Z][a-z]{1,6})?";
    let person = (name, name, 0i64..30_000, 1u8..99).prop_map(|(family, given, days, bed)| Written {
        family,
        given,
        born: chrono::NaiveDate::from_ymd_opt(1925, 1, 1).unwrap() + chrono::Duration::days(days),
        bed,
    });
    prop::collection::vec(person, 6..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Rows written in any shape are read back as they were.
    #[test]
    fn any_delimiter_encoding_and_date_order(
        mut people in people(),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        ends in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        encoding in 0..4,
        pattern in prop::sample::select(vec!["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%b-%Y", "%Y%m%d"]),
        titles in 0usize..3,
        order in Just(vec![0usize, 1, 2, 3, 4, 5]).prop_shuffle(),
    ) {
        // One day that can be read in one way only decides for all.
        people[0].born = chrono::NaiveDate::from_ymd_opt(1957, 4, 26).unwrap();
        let quoted = |cell: &str| format!("\"{cell}\"");
        let line = |cells: [String; 6]| {
            let cells: Vec<String> = order.iter().map(|n| quoted(&cells[*n])).collect();
            cells.join(&delimiter.to_string())
        };
        let mut lines = vec!["Ward list".to_owned(); titles];
        lines.push(line(["MRN", "Surname", "First name", "Date of birth", "Ward", "Bed"].map(str::to_owned)));
        for (n, p) in people.iter().enumerate() {
            lines.push(line([
                format!("M{n:05}"),
                p.family.clone(),
                p.given.clone(),
                p.born.format(pattern).to_string(),
                "AMU".to_owned(),
                p.bed.to_string(),
            ]));
        }
        let text = lines.join(ends);
        let bytes = match encoding {
            0 => UTF_8.encode(&text).0.into_owned(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            _ => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        };
        let s = read(&bytes);
        prop_assert_eq!(s.counts.rejected, 0, "{}", said(&s));
        prop_assert_eq!(s.patients.len(), people.len());
        for (n, p) in people.iter().enumerate() {
            let number = format!("M{n:05}");
            let got = s.patients.iter().find(|q| q.local_id.as_deref() == Some(&number)).unwrap();
            prop_assert_eq!(&got.name.family, &p.family);
            prop_assert_eq!(got.name.given.join(" "), p.given.clone());
            prop_assert_eq!(got.born, Some(p.born));
            prop_assert_eq!(got.place.bed.clone(), Some(p.bed.to_string()));
        }
    }

    #[test]
    fn hostile_text(text in "(([,;|\t\"=#@0-9a-zA-Z/.: -]|mrn|ward|bed|name|dob|sep=)*[\r\n]){0,12}") {
        read(text.as_bytes());
    }
}
