//! The sample hospital: what must be true of it at any size, and that its files read back as the same people.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::collections::{BTreeMap, BTreeSet};

use battlebag_census::sample::sample_hospital;
use battlebag_census::{
    Allergies, Escalation, Format, Patient, PatientClass, Sex, Snapshot, WardKind, import, news2, nhs_number,
    wards,
};
use chrono::{DateTime, Utc};

fn moment() -> DateTime<Utc> {
    "2026-11-21T02:14:00Z".parse().unwrap()
}

/// The dependence profiles of the method, but the one that every in-patient has.
const PROFILES: &[&str] = &[
    "dka_friii",
    "hhs",
    "vriii",
    "insulin_pump_user",
    "hypoNa_hypertonic",
    "aki_hyperk",
    "aki_acidosis",
    "dialysis_due",
    "dialysis_overdue",
    "crrt",
    "hf_furosemide",
    "stemi",
    "acs_trop",
    "tele_high",
    "tele_low",
    "digoxin_tox",
    "icd_user",
    "pm_dependent",
    "dbs_user",
    "scs_user",
    "scs_labour",
    "itb_pump",
    "vent_icu",
    "niv",
    "vasopressor",
    "sedation",
    "ecmo",
    "copd_hypercapnic",
    "o2_dependent",
    "k_infusion",
    "pca",
    "epidural",
    "palliative_driver",
    "cauda_equina",
    "mscc",
    "ich_ct_1h",
    "ich_ct_8h",
    "ich_confirmed",
    "stroke_lysis",
    "head_injury_obs",
    "status_epilepticus",
    "seizure_aed",
    "parkinsons_tcm",
    "epilepsy_app",
    "app_vulnerable",
    "ptx_drain",
    "ng_tube",
    "ng_feeding_film",
    "major_trauma",
    "raaa",
    "massive_haem",
    "gi_bleed_stable",
    "transfusion_dep",
    "sickle_crisis",
    "neutropenic",
    "sepsis_high",
    "sepsis_treated",
    "gent_vanc",
    "pe_heparin",
    "warfarin_bleed",
    "tacrolimus",
    "lithium",
    "paracetamol_od",
    "salicylate_alcohol",
    "chemo_due",
    "chemo_infusing",
    "rt_cat1",
    "rt_emergency",
    "tpn_adult",
    "nicu_tpn",
    "nicu_vent",
    "labour_low",
    "labour_high",
    "cs_urgent",
    "eclampsia_mg",
    "oxytocin",
    "home_vent",
    "virtual_ward",
    "theatre_ga",
    "elective_wait",
    "postop_24h",
    "allergy_severe",
    "paeds_weight",
    "addisons",
    "wander_risk",
    "falls_sideroom",
    "isolation_np",
    "histology_wait",
];

#[test]
fn one_seed_one_hospital() {
    let a = sample_hospital(7, 300, moment());
    assert_eq!(
        a.snapshot.to_bytes().unwrap(),
        sample_hospital(7, 300, moment()).snapshot.to_bytes().unwrap()
    );
    assert_ne!(
        a.snapshot.hash().unwrap(),
        sample_hospital(8, 300, moment()).snapshot.hash().unwrap()
    );
    assert_eq!(
        Snapshot::from_bytes(&a.snapshot.to_bytes().unwrap()).unwrap(),
        a.snapshot
    );
    assert_eq!(sample_hospital(7, 5, moment()).snapshot.patients.len(), 300);
}

#[test]
fn every_dependence_is_there_at_300_beds_and_written_nowhere() {
    let sample = sample_hospital(1, 300, moment());
    let shown: BTreeSet<&str> = sample.made_to_show.values().copied().collect();
    assert_eq!(shown, PROFILES.iter().copied().collect());
    assert!(
        sample.made_to_show.len() < 140,
        "most patients are ordinary: {}",
        sample.made_to_show.len()
    );
    let text = String::from_utf8(sample.snapshot.to_bytes().unwrap()).unwrap();
    for code in PROFILES.iter().filter(|c| c.contains('_')) {
        assert!(!text.contains(code), "{code}");
    }
}

fn check(p: &Patient) {
    let digits = &p.nhs_number.as_ref().unwrap().digits;
    assert!(digits.starts_with("999") && nhs_number::parse(digits).is_ok());
    assert!(!p.name.family.is_empty() && !p.name.given.is_empty() && !p.conditions.is_empty());
    assert!(p.conditions[0].reason_for_stay && !p.conditions[0].text.contains('|'));
    let born = p.born.unwrap();
    let age = news2::years(born, moment().date_naive());
    assert_eq!(wards::kind_of(&p.place.ward), p.place.kind, "{}", p.place.ward);
    match p.place.kind {
        WardKind::Labour | WardKind::Maternity => assert_eq!(p.sex, Some(Sex::Female)),
        WardKind::Paediatric => assert!(age < 16),
        WardKind::Neonatal => assert!(age == 0),
        _ => assert!(age >= 16, "{age} on {}", p.place.ward),
    }
    assert!(p.pregnant != Some(true) || p.place.kind == WardKind::Labour);
    if age < 16 || p.pregnant == Some(true) {
        assert_eq!(p.news2, None);
    }
    if age < 16 {
        let weighed = p
            .weight
            .as_ref()
            .is_none_or(|w| w.kg.parse::<f64>().unwrap() < 70.0);
        assert!(weighed);
    }
    let admitted = p.admitted_at.unwrap();
    assert!(admitted <= moment() && admitted.date_naive() >= born);
    for o in &p.observations {
        assert!(o.at >= admitted && o.at <= moment());
    }
    for m in &p.medicines {
        assert!(
            m.last_given_at.is_none_or(|at| at <= moment() && at >= admitted),
            "{m:?}"
        );
        assert!(m.next_due_at.is_none_or(|at| at > moment()));
        assert!(m.started_at.is_some_and(|at| at >= admitted && at <= moment()));
        if let Some(i) = &m.infusion {
            let rate: f64 = i.rate_ml_h.as_ref().unwrap().parse().unwrap();
            assert!(
                (0.0..=1000.0).contains(&rate) && (rate > 0.0 || m.name.contains("PCA")),
                "{m:?}"
            );
            assert!(i.runs_out_at.is_none_or(|at| at > moment()), "{m:?}");
            assert!(
                i.pump.is_none() || p.devices.iter().any(|d| d.asset == i.pump),
                "{m:?}"
            );
        }
        let unit = m.dose.as_ref().map_or("", |d| d.unit.as_str());
        assert!(!["mcg", "IU", "U", "µg"].contains(&unit), "{m:?}");
    }
    for o in &p.orders {
        assert!(
            o.ordered_at.unwrap() >= admitted && o.ordered_at.unwrap() <= moment(),
            "{o:?} {admitted}"
        );
    }
}

#[test]
fn a_hospital_a_clinician_would_believe() {
    let s = sample_hospital(3, 2_500, moment()).snapshot;
    assert_eq!(s.patients.len(), 2_500);
    s.patients.iter().for_each(check);
    let count = |f: fn(&Patient) -> bool| s.patients.iter().filter(|p| f(p)).count();
    let of = |n: usize| n * 100 / s.patients.len();
    assert!((8..30).contains(&of(count(|p| p.allergies == Allergies::NotKnown))));
    assert!(count(|p| matches!(p.allergies, Allergies::NoneKnown { .. })) > 1_200);
    assert!(count(|p| matches!(p.allergies, Allergies::Recorded { .. })) > 200);
    assert!(count(|p| p.escalation != Escalation::NotKnown) > 500);
    assert!(count(|p| p.name.native.is_some()) > 150);
    assert!(count(|p| p.class == PatientClass::Home) > 5);
    assert!(count(|p| p.news2.as_ref().is_some_and(|n| n.score <= 4)) * 10 > s.patients.len() * 6);
    assert!(count(|p| p.news2.as_ref().is_some_and(|n| n.score >= 7)) > 30);
    let mut beds: BTreeMap<_, u32> = BTreeMap::new();
    for p in s.patients.iter().filter(|p| p.place.bed.is_some()) {
        *beds
            .entry((&p.place.site, &p.place.ward, &p.place.bay, &p.place.bed))
            .or_default() += 1;
    }
    assert!(beds.values().all(|n| *n == 1));
    let ids: BTreeSet<_> = s.patients.iter().map(|p| &p.id).collect();
    assert_eq!(ids.len(), s.patients.len());
}

#[test]
fn nobody_is_given_what_the_chart_says_they_are_allergic_to() {
    for p in sample_hospital(11, 1_200, moment()).snapshot.patients {
        let Allergies::Recorded { items } = &p.allergies else {
            continue;
        };
        for allergy in items {
            let name = allergy.substance.to_lowercase();
            for m in &p.medicines {
                let m = m.name.to_lowercase();
                assert!(!m.contains(&name), "{m} and {name}");
                assert!(
                    name != "penicillin" || !(m.contains("cillin") || m.contains("amoxiclav")),
                    "{m}"
                );
            }
        }
    }
}

/// What a file format cannot hold is made equal before comparing.
fn comparable(mut p: Patient, csv: bool) -> Patient {
    p.sources.clear();
    if csv {
        if let Allergies::NoneKnown { by, at } = &mut p.allergies {
            (*by, *at) = (None, None);
        }
        if let Allergies::Recorded { items } = &mut p.allergies {
            for allergy in items {
                allergy.recorded = None;
            }
        }
        // One cell holds all first names: a name of two words reads back as two.
        p.name.given = p
            .name
            .given
            .iter()
            .flat_map(|g| g.split(' '))
            .map(str::to_owned)
            .collect();
        // The census holds dm+d codes of medicines only.
        p.medicines
            .iter_mut()
            .for_each(|m| m.codes.retain(|c| c.system == "dmd"));
    }
    p
}

fn assert_same(before: &Snapshot, after: &Snapshot, csv: bool) {
    assert_eq!(after.rejected, [], "{:?}", after.rejected.first());
    let loud: Vec<_> = after.warnings.iter().take(5).collect();
    assert!(loud.is_empty(), "{loud:#?}");
    assert_eq!(after.patients.len(), before.patients.len());
    for (a, b) in before.patients.iter().zip(&after.patients) {
        let (a, b) = (comparable(a.clone(), csv), comparable(b.clone(), csv));
        let (x, y) = (
            serde_json::to_value(&a).unwrap(),
            serde_json::to_value(&b).unwrap(),
        );
        for (field, before) in x.as_object().unwrap() {
            assert_eq!(before, &y[field], "{field} of {}", a.id);
        }
    }
    assert_eq!(after.as_of, before.as_of);
}

#[test]
fn fhir_files_read_back_as_the_same_people() {
    let sample = sample_hospital(5, 330, moment());
    let folder = tempfile::tempdir().unwrap();
    let at = Some(moment());
    sample.write_fhir(&folder.path().join("ndjson")).unwrap();
    let back = import(&[folder.path().join("ndjson")], at, Format::Auto, &mut |_| true).unwrap();
    assert_same(&sample.snapshot, &back, false);
    assert_eq!(back.counts.records, back.counts.taken);
    sample.write_fhir_bundles(&folder.path().join("bundles")).unwrap();
    let back = import(&[folder.path().join("bundles")], None, Format::Fhir, &mut |_| {
        true
    })
    .unwrap();
    assert_same(&sample.snapshot, &back, false);
}

#[test]
fn csv_tables_read_back_as_the_same_people() {
    let sample = sample_hospital(6, 330, moment());
    let folder = tempfile::tempdir().unwrap();
    sample.write_csv(folder.path()).unwrap();
    let back = import(&[folder.path().to_owned()], None, Format::Csv, &mut |_| true).unwrap();
    assert_same(&sample.snapshot, &back, true);
}
