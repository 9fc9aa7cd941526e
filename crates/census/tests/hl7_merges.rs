//! Merges, moves and new numbers (chapter 3 of HL7 v2): whose stay it is afterwards, and that nobody gets a name or a
//! number from somebody else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod hl7_feed;

use battlebag_census::{Allergies, Field, Snapshot};
use hl7_feed::{beds, census, message, warnings};
use insta::assert_snapshot;

const GRACE: &str = "PID|1||70295036^^^RXX^MR||OKAFOR^Grace||19500102|F";
const TOM: &str = "PID|1||70295037^^^RXX^MR||REED^Tom||19610304|M";

/// With an account (PID-18).
fn on(pid: &str, account: &str) -> String {
    format!("{pid}||||||||||{account}")
}

fn pv1(place: &str, visit: &str) -> String {
    hl7_feed::pv1("I", place, visit)
}

/// Who is in a bed, under which number.
fn known(s: &Snapshot) -> String {
    let line = |p: &battlebag_census::Patient| {
        let bed = p.place.bed.as_deref().unwrap_or("-");
        format!(
            "{} {} {} bed {bed}",
            p.local_id.as_deref().unwrap_or("-"),
            p.name.family,
            p.born.unwrap()
        )
    };
    s.patients.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn allergies(s: &Snapshot) -> Vec<String> {
    let one = |p: &battlebag_census::Patient| match &p.allergies {
        Allergies::Recorded { items } => items
            .iter()
            .map(|a| a.substance.clone())
            .collect::<Vec<_>>()
            .join(", "),
        Allergies::NotKnown => "not known".to_owned(),
        Allergies::NoneKnown { .. } => "none known".to_owned(),
    };
    s.patients
        .iter()
        .map(|p| format!("{} {}", p.name.family, one(p)))
        .collect()
}

/// Every event that makes two records one, with the number in the field where it has it.
#[test]
fn records_become_one() {
    let old = "PID|1||111^^^RXX^MR||OKAFOR^Grace||19500102|F";
    let stay = message(
        "ADT^A01",
        "0100",
        &[old, &pv1("AMU^B2^04", "V1"), "AL1|1|DA|^Penicillin"],
    );
    let met = message("ADT^A28", "0050", &[GRACE]);
    for (event, mrg) in [
        ("A18", "MRG|111^^^RXX^MR"),
        ("A30", "MRG|111^^^RXX^MR"),
        ("A34", "MRG|111^^^RXX^MR"),
        ("A36", "MRG|111^^^RXX^MR||ACC1"),
        ("A39", "MRG|111^^^RXX^MR|||111^^^RXX"),
        ("A40", "MRG|111^^^RXX^MR"),
        ("A43", "MRG|111^^^RXX^MR"),
        ("A46", "MRG||||111^^^RXX"),
        ("A47", "MRG|111^^^RXX^MR"),
        ("A48", "MRG||||111^^^RXX"),
    ] {
        let merge = message(&format!("ADT^{event}"), "0150", &[GRACE, mrg]);
        let s = census(&[met.clone(), stay.clone(), merge.clone()], "0214");
        assert_eq!(known(&s), "70295036 OKAFOR 1950-01-02 bed 04", "{event}");
        assert_eq!(allergies(&s), ["OKAFOR Penicillin"], "{event}");
        // However the messages arrive.
        assert_eq!(
            known(&census(&[merge, stay.clone(), met.clone()], "0214")),
            known(&s),
            "{event}"
        );
        let gone = message("ADT^A03", "0200", &[GRACE, &pv1("AMU^B2^04", "V1")]);
        let merge = message(&format!("ADT^{event}"), "0150", &[GRACE, mrg]);
        assert_eq!(
            known(&census(&[met.clone(), stay.clone(), merge, gone], "0214")),
            "",
            "{event}"
        );
    }
}

/// A stay that was booked on the wrong person is moved to the right one.
fn moved(event: &str, mrg: &str, account: &str) -> [String; 4] {
    let (tom, grace) = (on(TOM, "ACC1"), on(GRACE, account));
    [
        message("ADT^A28", "0050", &[GRACE]),
        message(
            "ADT^A01",
            "0100",
            &[&tom, &pv1("AMU^B2^04", "V1"), "AL1|1|DA|^Penicillin"],
        ),
        message(
            "ORU^R01",
            "0110",
            &[
                &tom,
                "OBR|1|P1||VITALS",
                "OBX|1|NM|8867-4^Pulse^LN||140|/min|||||F|||20261121011000",
            ],
        ),
        message(
            &format!("ADT^{event}"),
            "0150",
            &[&grace, mrg, &pv1("AMU^B2^04", "V1")],
        ),
    ]
}

#[test]
fn a_stay_is_moved_to_the_right_person_and_takes_no_name_with_it() {
    for (event, mrg, account) in [
        ("A44", "MRG|70295037^^^RXX^MR||ACC1", "ACC1"),
        ("A44", "MRG|70295037^^^RXX^MR||ACC1", "ACC9"),
        ("A44", "MRG|||ACC1", "ACC9"),
        ("A45", "MRG|70295037^^^RXX^MR||ACC1||V1", "ACC9"),
        ("A45", "MRG|||||V1", ""),
    ] {
        let feed = moved(event, mrg, account);
        let s = census(&feed, "0214");
        assert_eq!(known(&s), "70295036 OKAFOR 1950-01-02 bed 04", "{event} {mrg}");
        // Of whom the allergy was said nobody knows: it is printed for both.
        assert_eq!(allergies(&s), ["OKAFOR Penicillin"], "{event} {mrg}");
        assert!(
            !s.patients[0].claims.iter().any(|c| matches!(
                c.field,
                Field::Name | Field::Born | Field::LocalId
            ) && (c.value.contains("REED")
                || c.value.contains("1961")
                || c.value.contains("70295037"))),
            "{event} {mrg} {:#?}",
            s.patients[0].claims
        );
        let mut shuffled = feed.clone();
        shuffled.reverse();
        assert_eq!(known(&census(&shuffled, "0214")), known(&s), "{event} {mrg}");
        let tom = message("ADT^A01", "0200", &[TOM, &pv1("AMU^B2^05", "V7")]);
        let gone = message("ADT^A03", "0205", &[GRACE, &pv1("AMU^B2^04", "V1")]);
        let later = census(&[feed.to_vec(), vec![tom, gone]].concat(), "0214");
        assert_eq!(known(&later), "70295037 REED 1961-03-04 bed 05", "{event} {mrg}");
        assert_eq!(allergies(&later), ["REED Penicillin"], "{event} {mrg}");
    }
}

/// What was measured in the moved stay goes with it, also when it names the account only.
#[test]
fn what_was_measured_in_a_moved_account_goes_with_it() {
    let s = census(&moved("A44", "MRG|70295037^^^RXX^MR||ACC1", "ACC1"), "0214");
    assert_eq!(s.patients[0].observations[0].pulse, Some(140));
}

/// One of two visits of an account is moved: the other stays where it is.
#[test]
fn a_visit_is_moved_alone() {
    let tom = on(TOM, "ACC1");
    let feed = [
        message("ADT^A28", "0050", &[GRACE]),
        message("ADT^A01", "0100", &[&tom, &pv1("AMU^B2^04", "V1")]),
        message("ADT^A01", "0101", &[&tom, &pv1("Ward 9^^1", "V2")]),
        message(
            "ADT^A45",
            "0150",
            &[
                &on(GRACE, "ACC9"),
                "MRG|70295037^^^RXX^MR||ACC1||V1",
                &pv1("AMU^B2^04", "V1"),
            ],
        ),
    ];
    assert_snapshot!(known(&census(&feed, "0214")), @"
    70295036 OKAFOR 1950-01-02 bed 04
    70295037 REED 1961-03-04 bed 1
    ");
}

/// A43 as the standard writes it: the same number on both sides, the persons in PID-2 and MRG-4.
#[test]
fn a_record_is_moved_from_one_person_to_another() {
    let feed = [
        message(
            "ADT^A28",
            "0040",
            &["PID|1|6789^^^RXX|80000001^^^RXX^MR||OKAFOR^Grace||19500102|F"],
        ),
        message(
            "ADT^A01",
            "0100",
            &[
                "PID|1|1234^^^RXX|MR1^^^XYZ^MR||REED^Tom||19610304|M",
                &pv1("AMU^B2^04", "V1"),
            ],
        ),
        message(
            "ADT^A43",
            "0150",
            &[
                "PID|1|6789^^^RXX|MR1^^^XYZ^MR||OKAFOR^Grace||19500102|F",
                "MRG|MR1^^^XYZ^MR|||1234^^^RXX",
            ],
        ),
        message(
            "ADT^A08",
            "0200",
            &[
                "PID|1|6789^^^RXX|MR1^^^XYZ^MR||OKAFOR^Grace||19500102|F",
                &pv1("AMU^B2^06", "V1"),
            ],
        ),
    ];
    let s = census(&feed, "0214");
    assert_eq!(s.patients.len(), 1, "{}", known(&s));
    assert_snapshot!(beds(&s), @"OKAFOR AMU 06 Inpatient since 21 01:00");
    assert_snapshot!(warnings(&s), @"");
    let alone = census(&feed[1..3], "0214");
    assert_snapshot!(beds(&alone), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(warnings(&alone), @"message 2, PID: A record was moved (A43) to a person of whom nothing else is known. Check both wristbands.");
}

#[test]
fn accounts_and_visits_get_new_numbers() {
    let grace = |account: &str| on(GRACE, account);
    // Accounts only: two of them that are one stay (A35, A41), and one that is renamed (A49).
    for event in ["A35", "A41", "A49"] {
        let feed = [
            message("ADT^A01", "0100", &[&grace("ACC1"), &pv1("AMU^B2^04", "")]),
            message(
                &format!("ADT^{event}"),
                "0150",
                &[&grace("ACC2"), "MRG|70295036^^^RXX^MR||ACC1"],
            ),
        ];
        let out = message("ADT^A03", "0200", &[&grace("ACC2"), &pv1("AMU^B2^04", "")]);
        assert_eq!(
            beds(&census(&feed, "0214")),
            "OKAFOR AMU 04 Inpatient since 21 01:00",
            "{event}"
        );
        let gone = census(&[feed.to_vec(), vec![out]].concat(), "0214");
        assert_eq!(beds(&gone), "", "{event}");
    }
    // Visits: two that are one (A42), and one that is renamed (A50).
    for event in ["A42", "A50"] {
        let feed = [
            message("ADT^A01", "0100", &[&grace("ACC1"), &pv1("AMU^B2^04", "V1")]),
            message(
                &format!("ADT^{event}"),
                "0150",
                &[
                    &grace("ACC1"),
                    "MRG|70295036^^^RXX^MR||ACC1||V1",
                    &pv1("AMU^B2^04", "V2"),
                ],
            ),
        ];
        let out = |visit| message("ADT^A03", "0200", &[&grace("ACC1"), &pv1("AMU^B2^04", visit)]);
        assert_eq!(
            beds(&census(&feed, "0214")),
            "OKAFOR AMU 04 Inpatient since 21 01:00",
            "{event}"
        );
        for visit in ["V1", "V2"] {
            let gone = census(&[feed.to_vec(), vec![out(visit)]].concat(), "0214");
            assert_eq!(beds(&gone), "", "{event} {visit}");
        }
    }
    // Another id of the visit (A51, PV1-50) changes nothing.
    let feed = [
        message("ADT^A01", "0100", &[&grace("ACC1"), &pv1("AMU^B2^04", "V1")]),
        message(
            "ADT^A51",
            "0150",
            &[&grace("ACC1"), "MRG|70295036^^^RXX^MR|||||ALT1"],
        ),
        message("ADT^A02", "0155", &[&grace("ACC1"), &pv1("Ward 9^^1", "V1")]),
    ];
    assert_snapshot!(beds(&census(&feed, "0214")), @"OKAFOR Ward 9 1 Inpatient since 21 01:00");
}

/// Two visits that were opened for one patient are one bed after the merge.
#[test]
fn of_two_visits_that_are_one_the_newest_bed_counts() {
    let feed = [
        message("ADT^A01", "0100", &[GRACE, &pv1("ED^^M4", "V1")]),
        message("ADT^A01", "0130", &[GRACE, &pv1("AMU^B2^04", "V2")]),
        message(
            "ADT^A42",
            "0150",
            &[GRACE, "MRG|70295036^^^RXX^MR||||V1", &pv1("AMU^B2^04", "V2")],
        ),
    ];
    let s = census(&feed, "0214");
    assert_snapshot!(beds(&s), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(warnings(&s), @"");
}
