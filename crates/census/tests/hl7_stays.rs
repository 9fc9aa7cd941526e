//! Who is in which bed, told by HL7 v2 messages in any order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod hl7_feed;

use hl7_feed::{GRACE, TOM, beds, census, census_of, message, pv1, rejected, warnings};
use insta::assert_snapshot;
use proptest::prelude::*;

fn adt(trigger: &str, at: &str, pid: &str, class: &str, place: &str) -> String {
    message(&format!("ADT^{trigger}"), at, &[pid, &pv1(class, place, "V1")])
}

fn grace(trigger: &str, at: &str, place: &str) -> String {
    adt(trigger, at, GRACE, "I", place)
}

#[test]
fn admitted_moved_and_gone() {
    let feed = [
        grace("A01", "0100", "AMU^B2^04^RXX"),
        grace("A02", "0300", "Ward 9^SR1^1^RXX"),
        grace("A03", "0500", "Ward 9^SR1^1^RXX"),
    ];
    assert_snapshot!(beds(&census(&feed, "0059")), @"");
    assert_snapshot!(beds(&census(&feed, "0214")), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(beds(&census(&feed, "0314")), @"OKAFOR Ward 9 1 Inpatient since 21 01:00");
    assert_snapshot!(beds(&census(&feed, "0500")), @"");
}

#[test]
fn an_update_after_the_discharge_brings_nobody_back() {
    let feed = [
        grace("A01", "0100", "AMU^B2^04"),
        grace("A03", "0130", "AMU^B2^04"),
        grace("A08", "0200", "AMU^B2^04"),
        message(
            "ORU^R01",
            "0201",
            &[
                GRACE,
                &pv1("I", "AMU^B2^04", "V1"),
                "OBR|1|P1||FBC|||||||||||||||||||||F",
            ],
        ),
    ];
    assert_snapshot!(beds(&census(&feed, "0214")), @"");
}

#[test]
fn cancels_undo_what_they_cancel() {
    let a01 = grace("A01", "0100", "AMU^B2^04");
    let a02 = grace("A02", "0110", "Ward 9^^1");
    let a03 = grace("A03", "0120", "Ward 9^^1");
    let at = |feed: &[String]| beds(&census(feed, "0214"));
    assert_snapshot!(at(&[a01.clone(), grace("A11", "0130", "AMU^B2^04"), grace("A08", "0140", "AMU^B2^04")]), @"");
    assert_snapshot!(at(&[a01.clone(), a02.clone(), grace("A12", "0130", "AMU^B2^04")]), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    // The sender names the cancelled bed: it is not hers all the same.
    assert_snapshot!(at(&[a01.clone(), a02.clone(), grace("A12", "0130", "Ward 9^^1")]), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(at(&[a01.clone(), a02.clone(), a03.clone(), grace("A13", "0130", "Ward 9^^1")]), @"OKAFOR Ward 9 1 Inpatient since 21 01:00");
    assert_snapshot!(at(&[a01, a02, a03, grace("A23", "0130", "")]), @"");
}

#[test]
fn classes_and_plans() {
    let at = |feed: &[String]| beds(&census(feed, "0214"));
    assert_snapshot!(at(&[adt("A05", "0100", GRACE, "P", "Ward 9^^1")]), @"");
    assert_snapshot!(at(&[adt("A14", "0100", GRACE, "I", "Ward 9^^1"), grace("A08", "0105", "Ward 9^^1")]), @"");
    assert_snapshot!(at(&[adt("A04", "0100", GRACE, "O", "Fracture clinic")]), @"");
    let ed = adt("A04", "0100", GRACE, "E", "ED Majors^^M4");
    assert_snapshot!(at(std::slice::from_ref(&ed)), @"OKAFOR ED Majors M4 Emergency since 21 01:00");
    let up = grace("A06", "0130", "AMU^B2^04");
    assert_snapshot!(at(&[ed.clone(), up.clone()]), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(beds(&census(&[ed.clone(), up.clone()], "0115")), @"OKAFOR ED Majors M4 Emergency since 21 01:00");
    assert_snapshot!(at(&[ed, up, adt("A07", "0150", GRACE, "O", "Clinic")]), @"");
}

#[test]
fn a_feed_that_starts_in_the_middle() {
    let order = message(
        "ORM^O01",
        "0100",
        &[GRACE, &pv1("I", "AMU^B2^04", "V1"), "ORC|NW|P1", "OBR|1|P1||FBC"],
    );
    let s = census(&[order, grace("A02", "0150", "Ward 9^^1")], "0214");
    assert_snapshot!(beds(&s), @"OKAFOR Ward 9 1 Inpatient since not known");
    assert_snapshot!(warnings(&s), @"message 1: No admission was seen for this stay: the messages begin in the middle of it. Counted as in a bed; check with the ward.");
    let clinic = message("SIU^S12", "0100", &[GRACE, &pv1("I", "AMU^B2^04", "V1")]);
    assert_snapshot!(beds(&census(&[clinic], "0214")), @"");
    let discharge = grace("A03", "0100", "AMU^B2^04");
    assert_snapshot!(beds(&census(&[discharge], "0214")), @"");
}

#[test]
fn swaps_and_leave() {
    let tom = |t, at, place| message(&format!("ADT^{t}"), at, &[TOM, &pv1("I", place, "V2")]);
    let swap = message(
        "ADT^A17",
        "0150",
        &[
            GRACE,
            &pv1("I", "AMU^B2^05", "V1"),
            TOM,
            &pv1("I", "AMU^B2^04", "V2"),
        ],
    );
    let s = census(
        &[
            grace("A01", "0100", "AMU^B2^04"),
            tom("A01", "0101", "AMU^B2^05"),
            swap,
        ],
        "0214",
    );
    assert_snapshot!(beds(&s), @r"
    REED AMU 04 Inpatient since 21 01:01
    OKAFOR AMU 05 Inpatient since 21 01:00
    ");
    let leave = [
        grace("A01", "0100", "AMU^B2^04"),
        grace("A21", "0150", ""),
        grace("A22", "0300", ""),
    ];
    let s = census(&leave, "0214");
    assert_eq!(s.patients[0].flags, ["on leave from the ward, bed kept"]);
    assert_snapshot!(beds(&s), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert!(census(&leave, "0314").patients[0].flags.is_empty());
}

#[test]
fn discharge_times() {
    let pv1 = "PV1|1|I|AMU^B2^04||||||||||||||||V1|||||||||||||||||||||||||20261121003000|20261121020000";
    let feed = [
        grace("A01", "0100", "AMU^B2^04"),
        message("ADT^A03", "0300", &[GRACE, pv1]),
    ];
    assert_snapshot!(beds(&census(&feed, "0159")), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(beds(&census(&feed, "0200")), @"");
}

#[test]
fn merges_and_unmerges() {
    const OLD: &str = "PID|1||111^^^RXX^MR||OKAFOR^Grace||19500102|F";
    let under_old = message(
        "ADT^A01",
        "0100",
        &[OLD, &pv1("I", "AMU^B2^04", "V1"), "AL1|1|DA|^Penicillin"],
    );
    let merge = message("ADT^A40", "0150", &[GRACE, "MRG|111^^^RXX^MR"]);
    let unmerge = message("ADT^A37", "0155", &[GRACE, OLD]);
    let known = message("ADT^A28", "0050", &[GRACE]);
    let s = census(&[known.clone(), under_old.clone(), merge.clone()], "0214");
    assert_snapshot!(beds(&s), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_eq!(s.patients[0].id.as_str(), "nhs:9990000018");
    assert_eq!(s.patients[0].local_id.as_deref(), Some("70295036"));
    assert!(format!("{:?}", s.patients[0].allergies).contains("Penicillin"));
    // What happens under the number that stays ends the stay that began under the one that went.
    let gone = message("ADT^A03", "0200", &[GRACE, &pv1("I", "AMU^B2^04", "V1")]);
    assert_snapshot!(beds(&census(&[known.clone(), under_old.clone(), merge.clone(), gone], "0214")), @"");
    let parted = census(&[known.clone(), under_old.clone(), merge, unmerge], "0214");
    let never = census(&[known, under_old], "0214");
    assert_eq!(parted.patients[0].id, never.patients[0].id);
    assert_eq!(parted.patients[0].id.as_str(), "mrn:RXX:111");
    assert_eq!(beds(&parted), beds(&never));
}

#[test]
fn three_names_under_one_number_are_three_people() {
    let one = |name: &str, born: &str, visit: &str, at: &str| {
        let pid = format!("PID|1||PATID1234^^^RXX^MR||{name}||{born}|F");
        message("ADT^A01", at, &[&pid, &pv1("I", "AMU^B2^04", visit)])
    };
    let s = census(
        &[
            one("JONES^Ann", "19500102", "V1", "0100"),
            one("KHAN^Bo", "19610102", "V2", "0101"),
            one("LI^Cy", "19720102", "V3", "0102"),
        ],
        "0214",
    );
    assert_eq!(s.patients.len(), 3);
    // A new name with the same date of birth is a correction.
    let s = census(
        &[
            one("JONES^Ann", "19500102", "V1", "0100"),
            one("SMITH^Anna", "19500102", "V1", "0101").replace("ADT^A01", "ADT^A08"),
        ],
        "0214",
    );
    assert_snapshot!(beds(&s), @"SMITH AMU 04 Inpatient since 21 01:00");
}

#[test]
fn batches_frames_and_what_is_no_message() {
    let bad = "MSH|^~\\&|PAS\rPID|1||3\r";
    let text = format!(
        "log of the engine\rFHS|^~\\&|A\rBHS|^~\\&|A\r{}{bad}{}BTS|4|x\rFTS|1\rPID|1||9\rEVN|A01\r",
        grace("A01", "0100", "AMU^B2^04"),
        message("ACK", "0101", &["MSA|AA|1", "ZZZ|1"])
    );
    let s = census_of(text.as_bytes(), "0214");
    assert_eq!((s.counts.messages, s.counts.taken, s.counts.rejected), (3, 2, 2));
    assert_snapshot!(beds(&s), @"OKAFOR AMU 04 Inpatient since 21 01:00");
    assert_snapshot!(rejected(&s), @r"
    line 16: 2 lines without a message header (MSH) before them. Nothing was taken from them. Export the whole message.
    message 2, MSH: The MSH segment breaks off before the type of the message (MSH-9). Ask the sender to send it again.
    ");
    assert_snapshot!(warnings(&s), @r"
    after message 3, BTS-1: The trailer says 4 messages, but 3 are here. Something may be missing: compare with the sender.
    line 1: A line is no HL7 v2 message and not read.
    whole file: 1 message is about no patient (an acknowledgement or the like) and changes nothing.
    whole file: Segments not read: ZZZ ×1.
    ");
}

#[test]
fn the_same_message_twice_and_the_same_id_twice() {
    let a01 = grace("A01", "0100", "AMU^B2^04");
    let s = census(&[a01.clone(), a01.clone()], "0214");
    assert_eq!((s.counts.records, s.counts.taken), (2, 2));
    assert_snapshot!(warnings(&s), @"message 2: The same message was read before: it is counted, and taken once.");
    let other = a01
        .replace("AMU^B2^04", "AMU^B2^05")
        .replace("ADT^A01", "ADT^A02");
    assert!(warnings(&census(&[a01, other], "0214")).contains("the same control id"));
}

/// Stories whose events have times of their own.
fn story() -> Vec<String> {
    const OLD: &str = "PID|1||111^^^RXX^MR||BELL^Ada||19700102|F";
    const ADA: &str = "PID|1||222^^^RXX^MR||BELL^Ada||19700102|F";
    let tom = |t, at, class, place| message(&format!("ADT^{t}"), at, &[TOM, &pv1(class, place, "V2")]);
    vec![
        grace("A01", "0001", "AMU^B2^04"),
        grace("A02", "0011", "Ward 9^^1"),
        grace("A12", "0021", "AMU^B2^04"),
        grace("A03", "0031", "AMU^B2^04"),
        grace("A13", "0041", "AMU^B2^04"),
        grace("A08", "0042", "AMU^B2^06"),
        tom("A04", "0002", "E", "ED Majors^^M4"),
        tom("A06", "0032", "I", "AMU^B1^01"),
        tom("A03", "0130", "I", "AMU^B1^01"),
        tom("A08", "0140", "I", "AMU^B1^01"),
        message("ADT^A01", "0003", &[OLD, &pv1("I", "Ward 3^^2", "V3")]),
        message("ADT^A40", "0060", &[ADA, "MRG|111^^^RXX^MR"]).replace("0060", "0050"),
        message("ADT^A02", "0101", &[ADA, &pv1("I", "Ward 3^^5", "V3")]),
    ]
}

fn shuffled() -> impl Strategy<Value = Vec<String>> {
    Just(story()).prop_shuffle()
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_the_same_census(feed in shuffled(), at in prop::sample::select(vec!["0000", "0005", "0015", "0035", "0045", "0120", "0214"])) {
        let first = census(&story(), at);
        let second = census(&feed, at);
        prop_assert_eq!(beds(&first), beds(&second));
        let ids = |s: &battlebag_census::Snapshot| s.patients.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&first), ids(&second));
    }

    #[test]
    fn duplicates_change_nothing(mut feed in shuffled(), again in prop::collection::vec(0usize..13, 0..6)) {
        let first = beds(&census(&feed, "0214"));
        for n in again {
            feed.push(feed[n].clone());
        }
        prop_assert_eq!(first, beds(&census(&feed, "0214")));
    }

    #[test]
    fn what_is_cancelled_never_happened(
        feed in shuffled(),
        (what, cancel, class) in prop::sample::select(vec![("A02", "A12", "I"), ("A03", "A13", "I"), ("A21", "A52", "I")]),
        minute in 43u8..58,
    ) {
        let first = census(&feed, "0214");
        let mut more = feed.clone();
        more.push(adt(what, &format!("00{minute}"), GRACE, class, "Ward 1^^9"));
        more.push(adt(cancel, &format!("01{minute}"), GRACE, class, "Ward 1^^9"));
        let second = census(&more, "0214");
        prop_assert_eq!(beds(&first), beds(&second));
        prop_assert_eq!(&first.patients[0].flags, &second.patients[0].flags);
    }
}

#[test]
fn a_machine_whose_clock_is_wrong_does_not_move_the_census_into_next_year() {
    let feed = [
        grace("A01", "0100", "AMU^B2^04"),
        message("ADT^A08", "0200", &[TOM, &pv1("I", "AMU^B2^05", "V2")]).replace("2026112102", "2031112102"),
    ];
    let options = battlebag_census::ImportOptions {
        as_of: None,
        not_after: "2026-11-21T02:14:00Z".parse().ok(),
        ..hl7_feed::options("0214")
    };
    let census =
        battlebag_census::import_bytes(&[("a.hl7", feed.concat().as_bytes())], &options, None).unwrap();
    assert_eq!(census.as_of.to_rfc3339(), "2026-11-21T01:00:00+00:00");
    assert_eq!(
        beds(&census),
        "OKAFOR AMU 04 Inpatient since 21 01:00\nREED AMU 05 Inpatient since not known",
        "whose clock is wrong is in a bed all the same"
    );
    assert!(
        warnings(&census).contains("later than now (the latest 21 Nov 2031"),
        "{}",
        warnings(&census)
    );
}

#[test]
fn beside_an_older_list_the_newest_message_says_what_time_it_is() {
    let list = "snapshot_at,hospital_number,family_name,encounter_id,patient_class,ward,bed\n2026-11-21T01:30:00Z,9,Quill,E9,inpatient,AMU,07\n";
    let message = grace("A01", "0200", "AMU^B2^04");
    let options = battlebag_census::ImportOptions {
        as_of: None,
        format: battlebag_census::Format::Auto,
        ..hl7_feed::options("0214")
    };
    let files = [("list.csv", list.as_bytes()), ("a.hl7", message.as_bytes())];
    let census = battlebag_census::import_bytes(&files, &options, None).unwrap();
    assert_eq!(census.as_of.to_rfc3339(), "2026-11-21T02:00:00+00:00");
    assert_eq!(census.patients.len(), 2, "{}", beds(&census));
}
