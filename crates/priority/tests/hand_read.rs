//! What 50 patients read by hand taught (docs/priority/hand-read-50.md): what was misread stays mended.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod record;

use battlebag_bag::Bag;
use battlebag_census::model::{Standing, WardKind};
use battlebag_priority::{DoubtKind, Found, Matcher};

use record::{Record, now};

fn look(record: &Record) -> Found {
    static MATCHER: std::sync::OnceLock<Matcher> = std::sync::OnceLock::new();
    let matcher = MATCHER.get_or_init(|| Matcher::new(&Bag::shipped().unwrap()));
    matcher.look(&record.0, now())
}

fn codes(record: &Record) -> Vec<String> {
    look(record)
        .matches
        .into_iter()
        .map(|found| found.code.0)
        .collect()
}

fn doubts(record: &Record) -> Vec<(DoubtKind, String)> {
    let all = look(record).doubts.into_iter();
    all.map(|doubt| (doubt.kind, doubt.about.fact)).collect()
}

/// An old problem of another stay, as a problem list carries it on.
fn long_ago(record: Record, text: &str) -> Record {
    let mut record = record.began(text, -9_000);
    record.0.conditions.last_mut().unwrap().of_stay = Some(false);
    record
}

fn reason(record: Record, text: &str) -> Record {
    let mut record = record.condition(text);
    record.0.conditions.last_mut().unwrap().reason_for_stay = true;
    record
}

#[test]
fn non_small_cell_denies_nothing() {
    let record = reason(
        Record::new(),
        "Non-small cell lung cancer, metastatic spinal cord compression",
    );
    assert_eq!(codes(&record), ["mscc"]);
    assert!(codes(&Record::new().condition("Off legs, sepsis")).contains(&"sepsis_high".to_owned()));
    assert!(codes(&Record::new().breathing("off NIV since 06:00")).is_empty());
}

#[test]
fn an_operation_today_is_watched_whatever_it_is_called() {
    for operation in [
        "Partial resection of colon",
        "Lung volume reduction surgery (procedure)",
    ] {
        let record = Record::new().procedure(operation, Standing::Past, 0);
        assert_eq!(codes(&record), ["postop_24h"], "{operation}");
    }
    let care = Record::new().procedure(
        "Transplantation of kidney regime (regime/therapy)",
        Standing::Past,
        0,
    );
    assert!(codes(&care).is_empty(), "a care plan is no operation");
}

#[test]
fn a_new_organ_hangs_on_drug_levels() {
    let record = Record::new().procedure("Transplant of kidney (procedure)", Standing::Past, -6);
    assert_eq!(codes(&record), ["tacrolimus"]);
    let old = Record::new().procedure("Transplant of kidney (procedure)", Standing::Past, -600);
    assert!(codes(&old).is_empty());
}

#[test]
fn treatment_that_goes_on_tomorrow_is_not_past() {
    let done = "Combined chemotherapy and radiation therapy (procedure)";
    assert_eq!(
        codes(&Record::new().procedure(done, Standing::Past, -1)),
        ["rt_cat1"]
    );
    assert!(codes(&Record::new().procedure(done, Standing::Past, -40)).is_empty());
    let booked = Record::new().procedure("Zytostatische Chemotherapie", Standing::Active, 6);
    assert_eq!(codes(&booked), ["chemo_due"]);
}

#[test]
fn a_sitreps_one_word_for_the_kidney_counts_beside_a_ventilator() {
    let sitrep = |ward| {
        Record::new()
            .ward(ward)
            .procedure("Renal replacement therapy", Standing::Active, 0)
    };
    assert_eq!(
        codes(&sitrep(WardKind::Unknown).breathing("invasive ventilation")),
        ["crrt", "vent_icu"]
    );
    assert!(codes(&sitrep(WardKind::Medical)).is_empty());
}

#[test]
fn propofol_running_needs_its_pump_without_a_ventilator_on_record() {
    assert_eq!(codes(&Record::new().infusion("Propofol 1 %", "39")), ["sedation"]);
}

#[test]
fn an_old_sepsis_on_the_list_of_problems_does_not_hide_ordinary_care() {
    let record = reason(Record::new(), "Fracture of forearm");
    let record = long_ago(
        long_ago(record, "Sepsis (disorder)"),
        "Full-time employment (finding)",
    );
    assert_eq!(codes(&record), ["inpatient_base"]);
}

#[test]
fn only_old_problems_say_nothing_of_why_somebody_is_here() {
    let record = long_ago(long_ago(Record::new(), "Hypertension"), "Osteoarthritis of knee");
    assert!(
        codes(&record).is_empty(),
        "not ordinary: nobody has said why they are here"
    );
    assert_eq!(doubts(&record).first().unwrap().0, DoubtKind::NothingRecorded);
}

#[test]
fn a_drug_with_no_word_on_how_it_is_given_is_asked_about_and_a_tablet_is_not() {
    let given = |name: &str| {
        let mut record = Record::new().medicine(name, "");
        record.0.medicines[0].route = None;
        doubts(&record)
    };
    assert_eq!(
        given("10 ML Furosemide 10 MG/ML Injection"),
        [(
            DoubtKind::HowGiven,
            "10 ML Furosemide 10 MG/ML Injection".to_owned()
        )]
    );
    assert!(given("Acetaminophen 325 MG / oxyCODONE 5 MG Oral Tablet").is_empty());
    assert!(given("Furosemide 40 MG Oral Tablet").is_empty());
}

#[test]
fn what_nobody_can_read_is_said() {
    let unknown = reason(Record::new(), "Urea cycle disorder");
    assert_eq!(
        doubts(&unknown),
        [(DoubtKind::NotKnown, "Urea cycle disorder".to_owned())]
    );
    let coded = Record::new().coded("99999-x", "urn:oid:1.2.3.4", "99999-x");
    assert_eq!(doubts(&coded), [(DoubtKind::NotKnown, "99999-x".to_owned())]);
    let german = reason(Record::new(), "Zustand nach Holzbockbiss, Erythema migrans");
    assert_eq!(doubts(&german)[0].0, DoubtKind::NotKnown);
    let healed = reason(Record::new(), "DKA, resolved");
    assert_eq!(doubts(&healed)[0].0, DoubtKind::Contradicts);
    let only_asked = Record::new().condition("?SAH, acute stroke, thrombolysis call");
    assert!(
        doubts(&only_asked)
            .iter()
            .any(|(kind, _)| *kind == DoubtKind::Suspicion)
    );
    let trachy = Record::new().breathing("oxygen, tracheostomy");
    assert!(
        doubts(&trachy)
            .iter()
            .any(|(kind, fact)| *kind == DoubtKind::NotKnown && fact.contains("trach"))
    );
    assert!(doubts(&reason(Record::new().breathing("room air"), "Pneumonia")).is_empty());
}

#[test]
fn a_stop_date_says_more_than_a_status() {
    let healed = Record::new().was("Sepsis", Standing::Past);
    assert!(codes(&healed).is_empty());
    for words in [
        "Fracture of femur, healed in 2009",
        "Pneumothorax (2016)",
        "STEMI 3 weeks ago",
        "Sepsis vor 2 Jahren",
    ] {
        assert!(
            codes(&Record::new().condition(words))
                .iter()
                .all(|code| code == "inpatient_base"),
            "{words}: {:?}",
            codes(&Record::new().condition(words))
        );
    }
    // A year beside what never goes away says since when, not that it is over.
    let since = Record::new().condition("ESRF on haemodialysis 2019");
    assert_eq!(codes(&since), ["dialysis_due"]);
}
