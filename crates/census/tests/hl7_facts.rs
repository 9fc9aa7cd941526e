//! What HL7 v2 messages say of a patient: allergies, orders, medicines, pumps, observations, letters.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod hl7_feed;

use std::path::Path;

use battlebag_census::{Allergies, ImportOptions, Patient, Snapshot, import_bytes};
use hl7_feed::{GRACE, census, census_of, message, pv1, warnings};
use insta::assert_snapshot;

fn admitted(more: &[&str]) -> String {
    let pv1 = pv1("I", "AMU^B2^04", "V1");
    let mut segments = vec![GRACE, &pv1];
    segments.extend(more);
    message("ADT^A01", "0030", &segments)
}

fn later(kind: &str, at: &str, more: &[&str]) -> String {
    let pv1 = pv1("I", "AMU^B2^04", "V1");
    let mut segments = vec![GRACE, &pv1];
    segments.extend(more);
    message(kind, at, &segments)
}

fn grace(feed: &[String]) -> Patient {
    census(feed, "0214").patients.into_iter().next().unwrap()
}

fn allergies(feed: &[String]) -> String {
    match grace(feed).allergies {
        Allergies::NotKnown => "not known".to_owned(),
        Allergies::NoneKnown { .. } => "none known".to_owned(),
        Allergies::Recorded { items } => items
            .iter()
            .map(|a| {
                let more = [
                    a.reaction.as_deref(),
                    a.severity.as_deref(),
                    a.source.as_deref(),
                    a.unconfirmed.then_some("unconfirmed"),
                ];
                format!(
                    "{}: {}",
                    a.substance,
                    more.into_iter().flatten().collect::<Vec<_>>().join("; ")
                )
            })
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

#[test]
fn a_doubtful_allergy_never_turns_into_none() {
    assert_snapshot!(allergies(&[admitted(&[])]), @"not known");
    assert_snapshot!(allergies(&[admitted(&["AL1|1|DA|NKDA^No known drug allergies"])]), @"none known");
    let penicillin = "AL1|1|DA|^Penicillin|SV|HIVES~RASH|20100102";
    assert_snapshot!(allergies(&[admitted(&[penicillin])]), @"Penicillin: HIVES, RASH; severe");
    // Emptied: known stays known, not known stays not known.
    let emptied = later("ADT^A08", "0100", &["AL1|1||\"\""]);
    assert_snapshot!(allergies(&[admitted(&[penicillin]), emptied.clone()]), @"Penicillin: HIVES, RASH; severe");
    let s = census(&[admitted(&[]), emptied], "0214");
    assert_eq!(s.patients[0].allergies, Allergies::NotKnown);
    assert_snapshot!(warnings(&s), @r#"message 2, AL1-3: The sender emptied the allergy (""). That is not “no known allergies”: what was known is kept, else it is not known. Ask the patient."#);
    // Withdrawn: kept, and said.
    let withdrawn = later("ADT^A60", "0100", &["IAM|1|DA|^Penicillin|SV||D"]);
    assert_snapshot!(allergies(&[admitted(&[penicillin]), withdrawn]), @"Penicillin: HIVES, RASH; severe; withdrawn by the sending system on 21 Nov 2026: not confirmed; unconfirmed");
    // "None known" gives way to what is named later; an allergy does not give way to a later "none known".
    let none = "AL1|1|DA|NKA";
    let s = census(
        &[admitted(&[none]), later("ADT^A08", "0100", &[penicillin])],
        "0214",
    );
    assert!(!warnings(&s).contains("CONFLICT"), "{}", warnings(&s));
    let s = census(
        &[admitted(&[penicillin]), later("ADT^A08", "0100", &[none])],
        "0214",
    );
    assert!(warnings(&s).contains("CONFLICT"), "{}", warnings(&s));
    assert!(matches!(s.patients[0].allergies, Allergies::Recorded { .. }));
}

fn orders(feed: &[String]) -> String {
    let p = grace(feed);
    p.orders
        .iter()
        .map(|o| format!("{:?} {} {}", o.kind, o.text, o.priority.as_deref().unwrap_or("-")))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn orders_stay_open_until_the_result_is_final() {
    let order = later(
        "OML^O21",
        "0100",
        &[
            "ORC|NW|P1|",
            "TQ1|1||||||||S^STAT",
            "OBR|1|P1||26604007^FBC^SCT",
            "ORC|NW|P2",
            "OBR|2|P2||CT head^CT head^L|||||||||||||||||||RAD",
        ],
    );
    assert_snapshot!(orders(&[admitted(&[]), order.clone()]), @r"
    Laboratory FBC STAT
    Radiology CT head -
    ");
    let some = later(
        "ORU^R01",
        "0110",
        &[
            "OBR|1|P1|F1|26604007^FBC^SCT|||||||||||||||||||||P",
            "OBX|1|NM|Hb||80|g/L|||||P",
        ],
    );
    assert!(orders(&[admitted(&[]), order.clone(), some]).contains("FBC"));
    let all = later(
        "ORU^R01",
        "0120",
        &[
            "OBR|1|P1|F1|26604007^FBC^SCT|||||||||||||||||||||F",
            "OBX|1|NM|Hb||80|g/L|||||F",
        ],
    );
    assert_snapshot!(orders(&[admitted(&[]), order.clone(), all]), @"Radiology CT head -");
    let cancelled = later("ORM^O01", "0120", &["ORC|CA|P2"]);
    assert_snapshot!(orders(&[admitted(&[]), order, cancelled.clone()]), @"Laboratory FBC STAT");
    // A cancel that overtakes its order closes it all the same, by its time.
    let late = later("ORM^O01", "0100", &["ORC|NW|P2", "OBR|1|P2||CT head"]);
    assert_snapshot!(orders(&[cancelled, late, admitted(&[])]), @"");
}

fn medicines(p: &Patient) -> String {
    let line = |m: &battlebag_census::Medicine| {
        let dose = m
            .dose
            .as_ref()
            .map_or("-".to_owned(), |d| format!("{} {}", d.value, d.unit));
        let infusion = m.infusion.as_ref().map(|i| {
            let rate = i.dose_rate.as_ref().map(|r| format!("{} {}", r.value, r.unit));
            format!(
                "rate {:?} mL/h, dose {rate:?}, amount {:?}, volume {:?}, in {:?}, pump {:?}",
                i.rate_ml_h,
                i.amount.as_ref().map(|a| format!("{} {}", a.value, a.unit)),
                i.volume_ml,
                i.diluent,
                i.pump
            )
        });
        let given = m
            .last_given_at
            .map(|g| g.format(" given %H:%M").to_string())
            .unwrap_or_default();
        format!(
            "{} {dose} {} {} {:?} prn {}{given} {}",
            m.name,
            m.route.as_deref().unwrap_or("-"),
            m.frequency.as_deref().unwrap_or("-"),
            m.due_times,
            m.as_required,
            infusion.unwrap_or_default()
        )
        .trim_end()
        .to_owned()
    };
    p.medicines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn medicines_from_order_to_dose() {
    let ordered = later(
        "RDE^O11",
        "0040",
        &[
            "ORC|NW|P1|F1||||^BID&0800,2000^^20261121004000||||||12^Shah^Priya^^^Dr",
            "RXE|^BID&0800,2000|1049630^Paracetamol 500 mg tablets^DMD|2||TAB^tablet",
            "RXR|PO^Oral",
        ],
    );
    let prn = later(
        "RDE^O11",
        "0041",
        &[
            "ORC|NW|P2",
            "TQ1|1||Q4H^^^^^^PRN||||20261121004100||PRN",
            "RXE||^Morphine|2.5|5|mg",
            "RXR|SC",
        ],
    );
    let infusion = later(
        "RDE^O11",
        "0042",
        &[
            "ORC|NW|P3",
            "RXE||^Noradrenaline|4||mg||||||||||||||||||5|mL/hr",
            "RXR|IV",
            "RXC|B|^Glucose 5 %|50|mL",
            "RXC|A|^Noradrenaline|4|mg",
        ],
    );
    let feed = [admitted(&[]), ordered.clone(), prn, infusion];
    assert_snapshot!(medicines(&grace(&feed)), @r#"
    Paracetamol 500 mg tablets 2 tablet oral BID ["08:00", "20:00"] prn false
    Morphine 2.5 to 5 mg subcutaneous Q4H [] prn true
    Noradrenaline 4 mg intravenous - [] prn false rate Some("5") mL/h, dose None, amount Some("4 mg"), volume Some("50"), in Some("Glucose 5 %"), pump None
    "#);
    let given = later(
        "RAS^O17",
        "0105",
        &[
            "ORC|RE|P1|F1",
            "RXA|0|1|20261121010500|20261121010500|^Paracetamol 500 mg tablets|2|tablet|||||||||||||CP|A",
        ],
    );
    let refused = later(
        "RAS^O17",
        "0205",
        &[
            "ORC|RE|P1|F1",
            "RXA|0|1|20261121020500|20261121020500|^Paracetamol 500 mg tablets|2|tablet|||||||||||||RE|A",
        ],
    );
    let s = census(&[admitted(&[]), ordered.clone(), given, refused], "0214");
    assert_snapshot!(medicines(&s.patients[0]), @r#"Paracetamol 500 mg tablets 2 tablet oral BID ["08:00", "20:00"] prn false given 01:05"#);
    assert!(warnings(&s).contains("recorded as refused"));
    let stopped = later(
        "RDE^O11",
        "0110",
        &["ORC|DC|P1|F1", "RXE||^Paracetamol 500 mg tablets|2||TAB^tablet"],
    );
    assert_snapshot!(medicines(&grace(&[admitted(&[]), ordered.clone(), stopped])), @"");
    let held = later("RDE^O11", "0110", &["ORC|HD|P1|F1"]);
    assert!(medicines(&grace(&[admitted(&[]), ordered, held])).contains("BID (on hold)"));
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/feeds/hl7v2");
    std::fs::read(folder.join(name)).unwrap()
}

fn read(name: &str, as_of: &str) -> Snapshot {
    let options = ImportOptions {
        as_of: Some(as_of.parse().unwrap()),
        ..ImportOptions::default()
    };
    let s = import_bytes(&[(name, &fixture(name))], &options, None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    s
}

#[test]
fn a_pump_starts_dopamine() {
    let s = read(
        "pcd/ihe_pcd_tf_vol2/IPEC_PCD10_ORU_R42_delivery_start.hl7",
        "2015-10-15T19:00:00Z",
    );
    let p = &s.patients[0];
    assert_eq!(
        (
            p.name.family.as_str(),
            p.place.ward.as_str(),
            p.place.bay.as_deref(),
            p.place.bed.as_deref()
        ),
        ("Hon", "3 West ICU", Some("3002"), Some("1"))
    );
    assert_snapshot!(medicines(p), @r#"Dopamine - - - [] prn false rate Some("15.4") mL/h, dose Some("5.00 micrograms/kg/min"), amount None, volume Some("250.0"), in None, pump Some("E0002")"#);
    let infusion = p.medicines[0].infusion.as_ref().unwrap();
    assert_eq!(
        infusion.runs_out_at.unwrap().to_rfc3339(),
        "2015-10-16T10:35:06+00:00"
    );
    let d = &p.devices[0];
    assert_eq!(
        (d.kind.as_str(), d.asset.as_deref(), d.model.as_deref()),
        (
            "infusion pump",
            Some("E0002"),
            Some("drug library DL1, care area Crit Care")
        )
    );
    assert_eq!(p.weight.as_ref().unwrap().kg, "82.0");
}

#[test]
fn a_monitor_and_an_alarm() {
    let s = read("pcd/ihe_pcd_tf_vol2/01_ORU_R01.hl7", "2015-01-22T18:30:00Z");
    let p = &s.patients[0];
    let kinds: Vec<&str> = p.devices.iter().map(|d| d.kind.as_str()).collect();
    assert_eq!(kinds, ["patient monitor"]);
    let o = &p.observations[0];
    assert_eq!((o.respirations, o.spo2, o.pulse), (Some(30), Some(99), Some(80)));
    let s = read("pcd/ihe_pcd_tf_vol2/09_ORU_R40.hl7", "2012-01-10T00:00:00Z");
    assert_eq!(s.patients[0].place.ward, "HO 3 West ICU");
}

#[test]
fn a_ventilator_with_its_settings() {
    let s = read("pcd/made_here/ventilator_ORU_R01.hl7", "2026-11-21T02:14:00Z");
    let p = &s.patients[0];
    assert_eq!(
        (p.place.ward.as_str(), p.place.bed.as_deref()),
        ("ICU", Some("3"))
    );
    let devices: Vec<String> = p
        .devices
        .iter()
        .map(|d| format!("{} {}", d.kind, d.asset.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(devices, ["ventilator V0417"]);
    assert_snapshot!(p.breathing.as_deref().unwrap(), @"ventilator, mode BIPAP assist, FiO2 45 % measured, PEEP 8 cmH2O measured, tidal volume 420 mL, rate 16 a minute measured");
    let o = &p.observations[0];
    assert_eq!((o.respirations, o.oxygen), (Some(19), Some(true)));
    let claim = p
        .claims
        .iter()
        .find(|c| c.field == battlebag_census::Field::Breathing)
        .unwrap();
    assert_eq!(claim.source.at, "message 1, OBX-5");
    // Without the maker's word for the mode, the standard's name.
    let text = String::from_utf8(fixture("pcd/made_here/ventilator_ORU_R01.hl7")).unwrap();
    let bare = text.replace("^^^^^^BIPAP assist", "");
    let s = census_of(bare.as_bytes(), "0214");
    assert!(
        s.patients[0]
            .breathing
            .as_deref()
            .unwrap()
            .starts_with("ventilator, mode AC-PC-6ACAP, FiO2")
    );
}

#[test]
fn letters_separators_and_frames() {
    for (name, family) in [("derived/utf16le_bom.hl7", 1), ("derived/latin1_no_msh18.hl7", 1)] {
        let s = read(name, "2030-01-01T00:00:00Z");
        assert_eq!(s.patients.len(), family, "{name}: {:?}", s.rejected);
        assert!(!s.patients[0].name.family.contains('\u{fffd}'), "{name}");
        assert!(
            !s.patients[0].name.family.is_ascii() || !s.patients[0].name.given.concat().is_ascii(),
            "{name}: {:?}",
            s.patients[0].name
        );
    }
    let s = read("cosyte/charset__utf8-name.hl7", "2026-01-01T00:00:00Z");
    assert_eq!(
        (
            s.patients[0].name.family.as_str(),
            s.patients[0].name.native.as_deref()
        ),
        ("Zörb", Some("山田, 太郎"))
    );
    let s = read(
        "cosyte/edge-cases__custom-msh-delimiters.hl7",
        "2026-05-01T00:00:00Z",
    );
    assert_eq!(s.patients[0].name.family, "Doe");
    let s = read("derived/stream.mllp", "2030-01-01T00:00:00Z");
    assert_eq!((s.counts.messages, s.counts.rejected), (6, 0));
    let s = read(
        "cosyte/edge-cases__embedded-delimiters.hl7",
        "2026-05-01T00:00:00Z",
    );
    assert_eq!((s.counts.patients, s.counts.rejected), (1, 0));
}

#[test]
fn observations_by_code_and_by_name() {
    let set = later(
        "ORU^R01",
        "0200",
        &[
            "OBR|1|||NEWS2|||20261121015500|||||||||||||||||||F",
            "OBX|1|NM|9279-1^Respiratory rate^LN||24|/min|||||F",
            "OBX|2|NM|^SpO2||91|%|||||F",
            "OBX|3|ST|^On oxygen||Yes||||||F",
            "OBX|4|ST|^BP||98/60|mmHg|||||F",
            "OBX|5|NM|8867-4||118|/min|||||F",
            "OBX|6|ST|^ACVPU||V||||||F",
            "OBX|7|NM|^Temp||38.4|Cel|||||F",
            "OBX|8|NM|29463-7^Body weight^LN||72.4|kg|||||F",
            "OBX|9|ST|^Oxygen delivery||Nasal cannula 2 L/min||||||F",
            "OBX|10|ST|^DNACPR||In place||||||F",
            "OBX|11|NM|9279-1||99|/min|||||W",
            "OBX|12|NM|^Temp||101|[degF]|||||F",
        ],
    );
    let s = census(&[admitted(&[]), set], "0214");
    let p = &s.patients[0];
    let news = p.news2.as_ref().unwrap();
    assert_eq!((news.score, news.calculated, p.observations.len()), (15, true, 1));
    assert_eq!(p.weight.as_ref().unwrap().kg, "72.4");
    assert_eq!(p.breathing.as_deref(), Some("Nasal cannula 2 L/min"));
    assert!(format!("{:?}", p.escalation).contains("In place"));
    assert!(warnings(&s).contains("Temp “101 [degF]”"), "{}", warnings(&s));
    assert!(
        p.claims
            .iter()
            .any(|c| c.source.at == "message 2, OBX-5" && c.value == "SpO2 91 %"),
        "{:?}",
        p.claims
    );
}

#[test]
fn silence_leaves_what_is_known_and_two_quotes_delete_it() {
    let silent = later("ADT^A08", "0100", &[]).replace("19500102|F", "|");
    let p = grace(&[admitted(&[]), silent]);
    assert!(p.born.is_some() && p.sex.is_some());
    let deleted = later("ADT^A08", "0100", &[]).replace("19500102|F", "19500102|\"\"");
    let p = grace(&[admitted(&[]), deleted]);
    assert!(p.born.is_some() && p.sex.is_none());
    let text = "MSH|^~\\&|A|B|||20261121003000||ADT^A01|1|P|2.5\nPID|1||9^^^RXX^MR||D'ARCY^Jo\nPV1|1|I|AMU^^1\nDG1|1||I21^STEMI\nwith line end^I10|||A";
    let s = census_of(text.as_bytes(), "0214");
    assert_eq!(s.patients[0].conditions[0].text, "STEMI\nwith line end");
    assert!(s.patients[0].conditions[0].reason_for_stay);
}
