//! Columns mapped by a person: guessed, looked at, kept, used again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::collections::BTreeMap;

use battlebag_census::tables::{
    ColumnMap, Confidence, DateOrder, Mapping, MappingFault, Part, Table, fingerprint, guess, look, preview,
    unfilled,
};
use battlebag_census::{ImportOptions, Sex, Snapshot, import_bytes};
use proptest::prelude::*;

const LIST: &str = "Who,Number,When born,Where,G,Notes\n\
    \"OKAFOR, Grace\",9990000018,06/04/1957,Bay 2 Bed 4,2,x\n\
    \"REID, Tom\",9990000026,07/05/1961,Bay 2 Bed 5,1,y\n\
    \"KHAN, Zara\",9990000034,02/02/1940,Side room 1 Bed 1,2,z\n\
    \"SILVA, Ana\",9990000042,01/12/1971,Bay 3 Bed 1,2,z\n";

fn import(bytes: &[u8], mappings: Vec<Mapping>) -> Snapshot {
    let options = ImportOptions {
        as_of: "2026-11-21T02:14:00Z".parse().ok(),
        mappings,
        ..ImportOptions::default()
    };
    import_bytes(&[("list.csv", bytes)], &options, None).unwrap()
}

fn column(to: &str, from: &[&str], part: Part) -> ColumnMap {
    ColumnMap {
        to: to.to_owned(),
        from: from.iter().map(|f| (*f).to_owned()).collect(),
        part,
        words: BTreeMap::new(),
    }
}

#[test]
fn from_a_list_nobody_knows_to_a_census() {
    // Refused at first, whole, with what to do.
    assert_eq!(import(LIST.as_bytes(), Vec::new()).counts.taken, 0);
    let guesses = guess(LIST.as_bytes()).unwrap();
    let found: Vec<String> = guesses[0]
        .columns
        .iter()
        .map(|c| format!("{}: {:?} {:?}. {}", c.from, c.to, c.confidence, c.reason))
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    Who: [("family_name", FamilyName), ("given_name", GivenName)] Medium. Its cells look like "FAMILY, First".
    Number: [("nhs_number", Whole)] Medium. Its values are ten digits with the check digit of an NHS number.
    When born: [("birth_date", Whole)] Low. Its values are dates over many years.
    Where: [("bay", Bay), ("bed", Bed)] Medium. Its cells say bay and bed in words.
    G: [] None. Neither its name nor its values are known.
    Notes: [] None. Neither its name nor its values are known.
    "#);
    // The person says the rest: the ward from the file's name, what 1 and 2 mean, that the day comes first.
    let mut mapping = guesses[0].mapping.clone();
    mapping.name = "AMU list".to_owned();
    mapping.constants.insert("ward".to_owned(), "AMU".to_owned());
    mapping.date_order = Some(DateOrder::DayFirst);
    let mut sex = column("sex", &["G"], Part::Whole);
    sex.words = BTreeMap::from([("2".to_owned(), "F".to_owned()), ("1".to_owned(), "M".to_owned())]);
    mapping.columns.push(sex);
    mapping.check().unwrap();
    assert!(unfilled(&mapping).contains(&"allergies"));
    let seen = preview(
        LIST.as_bytes(),
        "list.csv",
        Some(&mapping),
        chrono_tz::Europe::London,
    )
    .unwrap();
    let first: Vec<String> = seen.rows[0]
        .said
        .iter()
        .map(|f| format!("{:?}: {}", f.field, f.value))
        .collect();
    insta::assert_snapshot!(first.join("\n"), @r"
    Name: OKAFOR, Grace
    Born: 1957-04-06
    Sex: female
    NhsNumber: 9990000018
    Place: AMU, Bay 2, bed 4
    ");
    assert_eq!((seen.counts.taken, seen.rejected.len()), (4, 0));
    // Kept, and used for the next file with the same header, in another order of its columns.
    let kept: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    let next = "G,Where,Number,Who,Notes,When born\n2,Bay 1 Bed 7,9990000018,\"OKAFOR, Grace\",,06/04/1957\n";
    assert_eq!(
        look(next.as_bytes(), std::slice::from_ref(&kept)).unwrap().sheets[0]
            .mapping
            .as_deref(),
        Some("AMU list")
    );
    let s = import(next.as_bytes(), vec![kept]);
    let p = &s.patients[0];
    assert_eq!((p.name.family.as_str(), p.sex), ("OKAFOR", Some(Sex::Female)));
    assert_eq!(p.born.unwrap().to_string(), "1957-04-06");
    let place = (
        p.place.ward.as_str(),
        p.place.bay.as_deref(),
        p.place.bed.as_deref(),
    );
    assert_eq!(place, ("AMU", Some("Bay 1"), Some("7")));
}

#[test]
fn columns_joined_and_decimal_commas() {
    let list = "Fall;Pat;Tag;Zeit;Ort;kg\nF1;P1;21.11.2026;01:30;AMU^2^04;1.072,5\n";
    let mapping = Mapping {
        name: "Aufnahmen".to_owned(),
        table: Table::Census,
        fingerprint: fingerprint(["Fall", "Pat", "Tag", "Zeit", "Ort", "kg"]),
        sheet: None,
        header_row: None,
        columns: vec![
            column("encounter_id", &["Fall"], Part::Whole),
            column("hospital_number", &["Pat"], Part::Whole),
            column("admitted_at", &["Tag", "Zeit"], Part::Whole),
            column("ward", &["Ort"], Part::FirstPiece),
            column("bed", &["Ort"], Part::ThirdPiece),
            column("weight_kg", &["kg"], Part::Whole),
        ],
        constants: BTreeMap::new(),
        date_order: None,
        decimal_comma: Some(true),
        dates_1904: None,
        encoding: None,
    };
    let seen = preview(
        list.as_bytes(),
        "list.csv",
        Some(&mapping),
        chrono_tz::Europe::Berlin,
    )
    .unwrap();
    // 1,072.5 kg is read as written, and is no weight of a person.
    assert_eq!(
        (seen.problems.len(), seen.problems[0].column.as_str()),
        (1, "weight_kg")
    );
    let s = import(list.as_bytes(), vec![mapping]);
    let p = &s.patients[0];
    assert_eq!(p.admitted_at.unwrap().to_rfc3339(), "2026-11-21T01:30:00+00:00");
    assert_eq!(
        (p.place.ward.as_str(), p.place.bed.as_deref()),
        ("AMU", Some("04"))
    );
}

/// A profile that names an encoding is used for its own files only.
#[test]
fn an_encoding_that_a_person_told() {
    let list = "Nr,Imię,Nazwisko,Oddział,Łóżko\n1,Małgorzata,Jabłońska-Żółć,Kardiologia,3\n";
    let (bytes, ..) = encoding_rs::ISO_8859_2.encode(list);
    let mapping = Mapping {
        name: "Lista".to_owned(),
        table: Table::Census,
        fingerprint: fingerprint(["Nr", "Imię", "Nazwisko", "Oddział", "Łóżko"]),
        sheet: None,
        header_row: None,
        columns: vec![
            column("hospital_number", &["Nr"], Part::Whole),
            column("family_name", &["Nazwisko"], Part::Whole),
            column("given_name", &["Imię"], Part::Whole),
            column("ward", &["Oddział"], Part::Whole),
            column("bed", &["Łóżko"], Part::Whole),
        ],
        constants: BTreeMap::new(),
        date_order: None,
        decimal_comma: None,
        dates_1904: None,
        encoding: Some("iso-8859-2".to_owned()),
    };
    let s = import(&bytes, vec![mapping.clone()]);
    assert_eq!(s.patients[0].name.family, "Jabłońska-Żółć");
    let other = "hospital_number,family_name,ward,bed\n1,Müller,AMU,1\n";
    assert_eq!(
        import(other.as_bytes(), vec![mapping]).patients[0].name.family,
        "Müller"
    );
}

#[test]
fn faults_of_a_profile_are_said() {
    let mut mapping = guess(LIST.as_bytes()).unwrap().remove(0).mapping;
    mapping.columns.push(column("colour", &["G"], Part::Whole));
    assert_eq!(
        mapping.check(),
        Err(MappingFault::NoSuchColumn {
            to: "colour".to_owned()
        })
    );
    mapping.columns.pop();
    mapping.columns.push(column("consultant", &["Gone"], Part::Whole));
    let s = import(LIST.as_bytes(), vec![mapping]);
    insta::assert_snapshot!(s.rejected[0].reason, @r#"This file has no column "Gone", which the mapping takes for "consultant". Map the columns of this file."#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The guess does not depend on the order of the columns.
    #[test]
    fn a_guess_is_stable(order in Just(vec![0usize, 1, 2, 3, 4, 5]).prop_shuffle()) {
        let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(LIST.as_bytes())
            .records()
            .map(Result::unwrap)
            .collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &rows {
            writer.write_record(order.iter().map(|n| &row[*n])).unwrap();
        }
        let shuffled = guess(&writer.into_inner().unwrap()).unwrap().remove(0);
        let straight = guess(LIST.as_bytes()).unwrap().remove(0);
        prop_assert_eq!(&shuffled.mapping.fingerprint, &straight.mapping.fingerprint);
        for guess in &straight.columns {
            let other = shuffled.columns.iter().find(|c| c.from == guess.from).unwrap();
            prop_assert_eq!(&other.to, &guess.to);
            prop_assert!(guess.to.is_empty() || guess.confidence > Confidence::None);
        }
    }

    #[test]
    fn hostile_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = guess(&bytes);
        let _ = preview(&bytes, "a.csv", None, chrono_tz::Europe::London);
    }
}
