//! Small feeds in any order, with everything by which people are told apart or joined: read in two passes, most of them
//! are packed away, and the census must be the one that comes of holding them all.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::two_passes::comparable;
use super::{ImportOptions, files, import_found};
use crate::model::{Allergies, Snapshot};

/// One record of a feed.
#[derive(Debug, Clone)]
struct Told {
    id: u8,
    nhs: Option<&'static str>,
    mrn: Option<u8>,
    family: Option<&'static str>,
    given: Option<&'static str>,
    born: Option<&'static str>,
    stay: u8,
    refers: u8,
    replaces: Option<u8>,
    /// In which file each record lies.
    files: [u8; 4],
}

fn told() -> impl Strategy<Value = Told> {
    let nhs = prop::option::weighted(
        0.4,
        prop::sample::select(vec!["9990000018", "9990000026", "9990000034"]),
    );
    let family = prop::option::weighted(
        0.9,
        prop::sample::select(vec!["OKAFOR", "Okafor ", "LIND", "ŻAK"]),
    );
    let given = prop::option::weighted(0.8, prop::sample::select(vec!["Grace", "grace", "Ada"]));
    let born = vec!["1950-01-01", "1950-01-01", "1984-02-03", "2026-12-25", "1950"];
    let born = prop::option::weighted(0.8, prop::sample::select(born));
    let who = (
        0..12u8,
        nhs,
        prop::option::weighted(0.6, 0..6u8),
        family,
        given,
        born,
    );
    let rest = (
        0..12u8,
        0..6u8,
        prop::option::weighted(0.15, 0..12u8),
        any::<[u8; 4]>(),
    );
    (who, rest).prop_map(
        |((id, nhs, mrn, family, given, born), (stay, refers, replaces, files))| Told {
            id,
            nhs,
            mrn,
            family,
            given,
            born,
            stay,
            refers,
            replaces,
            files: files.map(|f| f % 3),
        },
    )
}

fn patient(t: &Told, id: &str) -> String {
    let text = |value: Option<&str>| value.map_or_else(|| "null".to_owned(), |v| format!("\"{v}\""));
    let nhs = t
        .nhs
        .map(|n| format!(r#"{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{n}"}}"#));
    let mrn = t.mrn.map(|n| format!(r#"{{"system":"urn:mrn","value":"M{n}"}}"#));
    // A card that is nobody else's: what several people answer to goes to whom is met first, when all is held.
    let card = format!(r#"{{"type":{{"coding":[{{"code":"CARD"}}]}},"system":"urn:card","value":"{id}"}}"#);
    let numbers: Vec<String> = nhs.into_iter().chain(mrn).chain([card]).collect();
    let link = t.replaces.map_or_else(String::new, |other| {
        format!(r#","link":[{{"type":"replaces","other":{{"reference":"Patient/{other}"}}}}]"#)
    });
    let given = t.given.map_or_else(String::new, |g| format!("\"{g}\""));
    format!(
        r#"{{"resourceType":"Patient","id":"{id}","identifier":[{}],"name":[{{"family":{},"given":[{given}]}}],"birthDate":{}{link}}}"#,
        numbers.join(","),
        text(t.family),
        text(t.born),
    )
}

/// How a record says whose it is: by id, by a card's number, inside it, of another server, or of nobody.
fn subject(t: &Told) -> (String, String) {
    match t.refers {
        0 => (format!("Patient?identifier=urn:card|{}", t.id), String::new()),
        1 => ("#p".to_owned(), format!(r#","contained":[{}]"#, patient(t, "p"))),
        2 => (format!("https://a.org/fhir/Patient/{}", t.id), String::new()),
        3 if t.id.is_multiple_of(4) => ("Patient/nobody".to_owned(), String::new()),
        _ => (format!("Patient/{}", t.id), String::new()),
    }
}

fn stay(t: &Told) -> Option<String> {
    let (status, start, end) = match t.stay {
        0 | 1 => ("in-progress", Some("2026-11-19"), None),
        2..6 => ("finished", Some("2026-03-01"), Some("2026-03-09")),
        6 => ("finished", Some("2026-11-19"), Some("2026-11-25")),
        7 => ("finished", None, None),
        8 => ("planned", Some("2026-12-01"), None),
        9 => ("in-progress", Some("2026-11-01"), Some("2026-11-02")),
        _ => return None,
    };
    let time = |name: &str, at: Option<&str>| at.map(|at| format!(r#""{name}":"{at}T10:00:00Z""#));
    let period: Vec<String> = time("start", start).into_iter().chain(time("end", end)).collect();
    let (subject, contained) = subject(t);
    Some(format!(
        r#"{{"resourceType":"Encounter","id":"e{}","status":"{status}","class":{{"code":"IMP"}},"subject":{{"reference":"{subject}"}},"period":{{{}}}{contained}}}"#,
        t.id,
        period.join(",")
    ))
}

fn facts(t: &Told) -> [String; 2] {
    // A Patient inside a fact is met in the second pass, after all others: only the order in warnings would differ.
    let (subject, _) = subject(&Told {
        refers: if t.refers == 1 { 9 } else { t.refers },
        ..t.clone()
    });
    [
        format!(
            r#"{{"resourceType":"AllergyIntolerance","patient":{{"reference":"{subject}"}},"code":{{"text":"allergen {}"}}}}"#,
            t.id
        ),
        format!(
            r#"{{"resourceType":"Observation","status":"final","subject":{{"reference":"{subject}"}},"effectiveDateTime":"2026-11-21T01:{:02}:00Z","code":{{"coding":[{{"code":"8867-4"}}]}},"valueQuantity":{{"value":70}}}}"#,
            t.id
        ),
    ]
}

/// Records with the file each lies in, in an order of their own.
fn feed() -> impl Strategy<Value = Vec<(u8, String)>> {
    prop::collection::vec(told(), 1..9)
        .prop_map(|all| {
            let mut records = Vec::new();
            for (mut t, id) in all.into_iter().zip(0..) {
                t.id = id;
                records.push((t.files[0], patient(&t, &t.id.to_string())));
                records.extend(stay(&t).map(|stay| (t.files[1], stay)));
                let [allergy, pulse] = facts(&t);
                records.extend([(t.files[2], allergy), (t.files[3], pulse)]);
            }
            records
        })
        .prop_shuffle()
}

fn read(texts: &[String; 3], table: Option<&str>, as_of: Option<DateTime<Utc>>, hold: u64) -> Snapshot {
    let mut all: Vec<(&str, &[u8])> = ["a.ndjson", "b.ndjson", "c.ndjson"]
        .into_iter()
        .zip(texts.iter().map(String::as_bytes))
        .collect();
    all.extend(table.map(|table| ("census.csv", table.as_bytes())));
    let options = ImportOptions {
        as_of,
        ..ImportOptions::default()
    };
    let fallback = "2026-11-21T02:14:00Z".parse().ok();
    let found = files::in_memory(&all);
    let read = import_found(&found, &[], fallback, &options, hold, &mut |_| true).unwrap();
    let mut read = comparable(read);
    // What was read before its patient waits in the one way of reading, and need not in the other.
    for patient in &mut read.patients {
        if let Allergies::Recorded { items, .. } = &mut patient.allergies {
            items.sort_by_key(|a| format!("{a:?}"));
        }
    }
    read.rejected.sort_by_key(|r| format!("{r:?}"));
    read
}

const TABLE: &str = "encounter_id,nhs_number,family_name,birth_date,patient_class,ward,bed,admitted_at\n1,9990000018,OKAFOR,1950-01-01,inpatient,A1,3,2026-11-20T10:00:00Z\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn packed_away_or_held_the_census_is_the_same(records in feed(), table: bool, known: bool) {
        let mut texts = [String::new(), String::new(), String::new()];
        for (file, record) in &records {
            texts[usize::from(*file)].push_str(record);
            texts[usize::from(*file)].push('\n');
        }
        let table = table.then_some(TABLE);
        let as_of = known.then(|| "2026-11-21T02:14:00Z".parse().unwrap());
        let (held, streamed) = (read(&texts, table, as_of, u64::MAX), read(&texts, table, as_of, 0));
        prop_assert_eq!(&held.counts, &streamed.counts);
        prop_assert_eq!(&held.rejected, &streamed.rejected);
        prop_assert_eq!(&held.warnings, &streamed.warnings);
        prop_assert_eq!(held, streamed);
    }
}
