//! Facts that must and must not bring a profile: the result is exactly right, not only included.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod record;

use battlebag_bag::Bag;
use battlebag_census::model::{Consciousness, OrderKind, Patient, PatientClass, Standing, WardKind};
use battlebag_priority::Matcher;
use battlebag_priority::matching::Match;

use record::{Record, now};

fn matcher() -> &'static Matcher {
    static MATCHER: std::sync::OnceLock<Matcher> = std::sync::OnceLock::new();
    MATCHER.get_or_init(|| Matcher::new(&Bag::shipped().unwrap()))
}

/// The profiles of a record, in code order.
fn codes(record: &Record) -> Vec<String> {
    special(&record.0).into_iter().map(|found| found.code.0).collect()
}

/// What a patient needs beyond any in-patient: the table is about that. Ordinary care has its own tests.
fn special(patient: &Patient) -> Vec<Match> {
    let mut found = matcher().profiles_of(patient, now());
    found.retain(|found| found.code.as_str() != "inpatient_base");
    found
}

/// A row of the table: what the record says, and exactly which profiles follow.
type Row = (&'static str, Record, &'static [&'static str]);

fn check(rows: Vec<Row>) {
    let wrong: Vec<String> = rows
        .into_iter()
        .filter_map(|(name, record, expected)| {
            let found = special(&record.0);
            let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
            (codes != expected).then(|| format!("{name}: expected {expected:?}, found {found:#?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} rows wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn said(condition: &str) -> Record {
    Record::new().condition(condition)
}

fn on(ward: WardKind) -> Record {
    Record::new().ward(ward)
}

#[rustfmt::skip] // a table reads as a table
#[test]
fn what_is_past_or_healed_or_denied_is_no_need() {
    check(vec![
        ("an old appendicectomy", Record::new().procedure("Appendicectomy", Standing::Past, -4000), &[]),
        ("a history of pneumothorax", said("History of pneumothorax"), &[]),
        ("a healed pneumothorax", Record::new().was("Spontaneous pneumothorax", Standing::Past), &[]),
        ("an old stroke", said("Previous stroke in 2019"), &[]),
        ("an old stroke by date", Record::new().began("Ischaemic stroke", -900), &[]),
        ("a past DKA", said("Previous DKA"), &[]),
        ("a resolved DKA in words", said("DKA, resolved"), &[]),
        ("methanol ruled out", said("Methanol exposure, ruled out"), &[]),
        ("section 2 of an operation", said("Section 2 neck dissection"), &[]),
        ("CPAP machine of one's own", Record::new().device("CPAP machine (own)"), &[]),
        ("rituximab for the vessels", Record::new().medicine("Rituximab for vasculitis", "intravenous"), &[]),
        ("a resolved DKA", Record::new().was("Diabetic ketoacidosis", Standing::Past), &[]),
        ("no cauda equina signs", said("Low back pain, no cauda equina symptoms"), &[]),
        ("cauda equina excluded", said("Cauda equina excluded on MRI"), &[]),
        ("family history of an aneurysm", said("Family history of ruptured aortic aneurysm"), &[]),
        ("a status epilepticus years ago", Record::new().began("Status epilepticus", -700), &[]),
        ("a treated GI bleed of last year", Record::new().began("Upper GI bleed", -300), &[]),
        ("a STEMI after PCI", said("STEMI").procedure("Primary PCI", Standing::Past, 0), &[]),
        ("an NSTEMI is no STEMI", said("Non-ST elevation myocardial infarction"), &["acs_trop"]),
        ("sepsis ruled out", said("Sepsis ruled out"), &[]),
        ("no evidence of sepsis", said("Chest infection, no evidence of sepsis"), &[]),
        ("a healed head injury", said("Old head injury"), &[]),
        ("a caesarean last week", Record::new().procedure("Emergency caesarean section", Standing::Past, -6), &[]),
        ("chronic subdural", said("Chronic subdural haematoma"), &[]),
        ("a suspected SAH is not confirmed", said("?SAH"), &[]),
        ("ein alter Apoplex", said("Z.n. Apoplex 2015"), &[]),
        ("kein Anhalt", said("Kein Pneumothorax"), &[]),
        ("Ausschluss", said("Ausschluss Lungenembolie, Cauda-Syndrom ausgeschlossen"), &[]),
        ("cancer in remission", said("Breast cancer, chemotherapy completed 2021"), &[]),
        ("a removed defibrillator", said("ICD removed after infection"), &[]),
        ("an old problem beside a new one", said("Previous stroke, head injury today"), &["head_injury_obs"]),
        ("a caesarean two days ago is no detention", said("Caesarean section 2 days ago"), &[]),
        ("bleeding risk", said("Bleeding risk assessed").medicine("Apixaban 5 mg", "oral"), &[]),
        ("unstable angina and a nosebleed", said("Epistaxis").began("Unstable angina", -400), &[]),
        ("off NIV", Record::new().breathing("off NIV since 06:00, nasal cannula 1 L/min"), &[]),
        ("PCA territory", said("Old infarct in PCA territory"), &[]),
        ("a vascular access device", Record::new().device("VAD: PICC line"), &[]),
        ("hypercapnia of last winter", said("COPD, previous hypercapnic respiratory failure"), &[]),
        ("ECMO referral declined", said("Referred for ECMO, declined"), &[]),
    ]);
}

#[rustfmt::skip] // a table reads as a table
#[test]
fn a_medicine_that_needs_no_pump_brings_no_pump() {
    check(vec![
        ("furosemide tablets", Record::new().medicine("Furosemide 40 mg tablets", "oral"), &[]),
        ("furosemide bolus", Record::new().medicine("Furosemide 50 mg", "intravenous"), &[]),
        ("salbutamol nebuliser", Record::new().medicine("Salbutamol 2.5 mg nebuliser", "nebulised"), &[]),
        ("adrenaline nebuliser", Record::new().medicine("Adrenaline 5 mg nebuliser", "nebulised"), &[]),
        ("adrenaline pen", Record::new().medicine("Adrenaline auto-injector 300 micrograms", "intramuscular"), &[]),
        ("hypertonic saline nebuliser", Record::new().medicine("Sodium chloride 7 % nebuliser, hypertonic saline", "nebulised"), &[]),
        ("glargine", Record::new().medicine("Insulin glargine 18 units", "subcutaneous"), &[]),
        ("mixed insulin", Record::new().medicine("Humulin M3 20 units", "subcutaneous"), &[]),
        ("potassium tablets", Record::new().medicine("Potassium chloride effervescent tablet", "oral"), &[]),
        ("potassium in a litre", Record::new().infusion("Sodium chloride 0.9 % with potassium chloride 40 mmol in 1000 mL", "125"), &[]),
        ("plain fluid", Record::new().infusion("Sodium chloride 0.9 % 1000 mL", "125"), &[]),
        ("enoxaparin", Record::new().medicine("Enoxaparin 40 mg", "subcutaneous"), &[]),
        ("heparin flush", Record::new().medicine("Heparin flush 50 units", "intravenous"), &[]),
        (
            "heparin injection for infusion, prophylaxis",
            Record::new().medicine("Heparin 5000 units, solution for infusion ampoule", "subcutaneous"),
            &[],
        ),
        ("oral morphine", Record::new().medicine("Morphine oral solution 10 mg", "oral"), &[]),
        ("fentanyl patch", Record::new().medicine("Fentanyl 25 micrograms/h patch", "transdermal"), &[]),
        ("oral vancomycin", Record::new().medicine("Vancomycin 125 mg capsules", "oral"), &[]),
        ("gentamicin ear drops", Record::new().medicine("Gentamicin 0.3 % ear drops", "otic"), &[]),
        ("tacrolimus ointment", Record::new().medicine("Tacrolimus 0.1 % ointment", "cutaneous"), &[]),
        ("methotrexate weekly", Record::new().medicine("Methotrexate 10 mg tablets once a week", "oral"), &[]),
        ("magnesium tablets", Record::new().medicine("Magnesium aspartate 243 mg", "oral"), &[]),
        ("lithium tablets", Record::new().medicine("Lithium carbonate 400 mg", "oral"), &[]),
        ("valproate for mood", said("Bipolar affective disorder").medicine("Sodium valproate 500 mg", "oral"), &[]),
        ("topiramate for migraine", said("Migraine").medicine("Topiramate 50 mg", "oral"), &[]),
        ("warfarin without a bleed", said("Atrial fibrillation").medicine("Warfarin 3 mg", "oral"), &[]),
        ("hydrocortisone cream", said("Eczema").medicine("Hydrocortisone 1 % cream", "cutaneous"), &[]),
        ("prednisolone for COPD", said("Exacerbation of COPD").medicine("Prednisolone 30 mg", "oral"), &[]),
        ("steroid epidural", Record::new().medicine("Methylprednisolone epidural steroid injection", "epidural"), &[]),
        ("oxytocin after birth", on(WardKind::Maternity).infusion("Oxytocin 40 units postpartum", "125"), &[]),
        ("acetylcysteine for the chest", Record::new().medicine("Acetylcysteine 600 mg effervescent", "oral"), &[]),
    ]);
}

#[rustfmt::skip] // a table reads as a table
#[test]
fn an_infusion_brings_its_pump() {
    check(vec![
        ("furosemide infusion", Record::new().infusion("Furosemide 250 mg in 50 mL", "2"), &["hf_furosemide"]),
        ("insulin infusion", Record::new().infusion("Actrapid 50 units in 50 mL", "3"), &["vriii"]),
        ("insulin infusion in DKA", said("DKA").infusion("Actrapid 50 units in 50 mL", "6"), &["dka_friii"]),
        ("noradrenaline", Record::new().infusion("Noradrenaline 4 mg in 50 mL", "5"), &["vasopressor"]),
        ("Noradrenalin Perfusor", Record::new().medicine("Noradrenalin 5 mg/50 ml Perfusor", "intravenös"), &["vasopressor"]),
        ("heparin", Record::new().infusion("Heparin sodium 20,000 units in 20 mL", "1.2"), &["pe_heparin"]),
        ("strong potassium", Record::new().infusion("Potassium chloride 40 mmol in 100 mL", "25"), &["k_infusion"]),
        ("magnesium for asthma", said("Acute severe asthma").infusion("Magnesium sulfate 2 g in 100 mL", "300"), &["k_infusion"]),
        ("magnesium in pre-eclampsia", said("Severe pre-eclampsia").infusion("Magnesium sulfate 10 g in 50 mL", "5"), &["eclampsia_mg"]),
        ("PCA", Record::new().infusion("Morphine PCA 50 mg in 50 mL", "0"), &["pca"]),
        ("epidural", Record::new().infusion("Levobupivacaine 0.125 % epidural", "8"), &["epidural"]),
        ("comfort driver", Record::new().infusion_by("Morphine 20 mg with midazolam 10 mg", "0.9", "subcutaneous"), &["palliative_driver"]),
        ("propofol, no ventilator named", Record::new().infusion("Propofol 1 %", "10"), &["sedation"]),
        ("propofol on a ventilator", Record::new().infusion("Propofol 1 %", "10").breathing("invasive ventilation"), &["sedation", "vent_icu"]),
        ("oxytocin in labour", on(WardKind::Labour).infusion("Oxytocin 10 units in 500 mL", "24"), &["oxytocin"]),
        ("parenteral nutrition", Record::new().infusion("Parenteral nutrition (TPN) 2000 mL", "83"), &["tpn_adult"]),
        ("vesicant", Record::new().infusion("Epirubicin 160 mg in 80 mL", "160"), &["chemo_infusing"]),
        ("hypertonic saline", Record::new().infusion("Sodium chloride 2.7 % 500 mL", "30"), &["hypoNa_hypertonic"]),
        ("acetylcysteine", on(WardKind::Emergency).infusion("Acetylcysteine 12 g in 500 mL", "125"), &["paracetamol_od"]),
    ]);
}

#[rustfmt::skip] // a table reads as a table
#[test]
fn emergencies_only_when_the_words_say_so() {
    check(vec![
        ("suspected cauda equina", said("Suspected cauda equina syndrome"), &["cauda_equina"]),
        ("a question on an MRI request", Record::new().order(OrderKind::Radiology, "MRI lumbar spine", "cauda equina?"), &["cauda_equina"]),
        ("Verdacht auf Cauda-Syndrom", said("V.a. Cauda-Syndrom"), &["cauda_equina"]),
        ("back pain", said("Low back pain"), &[]),
        ("STEMI", said("Acute inferior STEMI"), &["stemi"]),
        ("STEMI by code", Record::new().coded("Myokardinfarkt", "icd10", "I21.1"), &["stemi"]),
        ("infarct of no stated kind", Record::new().coded("Akuter Myokardinfarkt", "icd10", "I21.9"), &[]),
        ("stroke in the window", said("Acute stroke, onset 2 hours ago, thrombolysis call"), &["stroke_lysis"]),
        ("stroke with no word on the window", said("Ischaemic stroke"), &[]),
        ("stroke outside the window", said("Acute stroke, outside thrombolysis window"), &[]),
        ("status", said("Status epilepticus"), &["status_epilepticus"]),
        ("a first fit", said("First seizure"), &[]),
        ("hyperkalaemia", said("Hyperkalaemia, potassium 6.9 mmol/L"), &["aki_hyperk"]),
        ("mild hyperkalaemia", said("Mild hyperkalaemia"), &[]),
        ("Hyperkaliämie", said("Hyperkaliämie 6,8 mmol/l"), &["aki_hyperk"]),
        ("AKI with acidosis", said("Acute kidney injury").condition("Metabolic acidosis"), &["aki_acidosis"]),
        ("AKI stage 1", said("Acute kidney injury stage 1"), &[]),
        ("CKD", said("Chronic kidney disease stage 3"), &[]),
        ("to be excluded is a suspicion", said("Cauda equina to be excluded"), &["cauda_equina"]),
        ("not excluded is a suspicion", said("Ruptured AAA not excluded"), &["raaa"]),
        ("sepsis after an operation", said("Post-operative sepsis"), &["sepsis_high"]),
        ("not eating since a stroke call", said("Not eating since acute stroke, thrombolysis call"), &["stroke_lysis"]),
        ("a bleed after a birth", said("Postpartum haemorrhage 2500 mL"), &["massive_haem"]),
        ("potassium in a number", said("AKI on CKD, potassium 6.7"), &["aki_hyperk"]),
        ("untreated sepsis", said("Suspected sepsis"), &["sepsis_high"]),
        ("sepsis on antibiotics", said("Sepsis").medicine("Meropenem 1 g", "intravenous"), &["sepsis_treated"]),
        ("Urosepsis", said("Urosepsis").medicine("Ceftriaxon 2 g", "intravenös"), &["sepsis_treated"]),
        ("neutropenic sepsis", said("Neutropenic sepsis"), &["neutropenic"]),
        ("neutropenia without fever", said("Neutropenia"), &[]),
        ("a head injury", said("Head injury"), &["head_injury_obs"]),
        ("a head injury on apixaban", said("Head injury").medicine("Apixaban 5 mg", "oral"), &["ich_ct_8h"]),
        ("a head injury to scan at once", said("Head injury, GCS 11").order(OrderKind::Radiology, "CT head", ""), &["ich_ct_1h"]),
        ("intracerebral haemorrhage", said("Intracerebral haemorrhage"), &["ich_confirmed"]),
        ("Hirnblutung", said("Hirnblutung rechts"), &["ich_confirmed"]),
        ("major trauma", said("Major trauma"), &["major_trauma"]),
        ("suspected rupture", said("Suspected ruptured AAA"), &["raaa"]),
        ("a small aneurysm", said("Abdominal aortic aneurysm 4 cm, under surveillance"), &[]),
        ("major haemorrhage", said("Major haemorrhage protocol activated"), &["massive_haem"]),
        ("a stable bleed", said("Melaena, stable"), &["gi_bleed_stable"]),
        ("a bleed on warfarin", said("Epistaxis").medicine("Warfarin 3 mg", "oral"), &["warfarin_bleed"]),
        ("sickle crisis", said("Sickle cell crisis"), &["sickle_crisis"]),
        ("sickle trait", said("Sickle cell trait"), &[]),
        ("Ketoazidose", said("Diabetische Ketoazidose"), &["dka_friii"]),
        ("diabetes", said("Type 1 diabetes mellitus"), &[]),
    ]);
}

#[rustfmt::skip] // a table reads as a table
#[test]
fn devices_breathing_and_circumstance() {
    check(vec![
        ("own CPAP at night", said("Obstructive sleep apnoea").device("Home CPAP machine"), &[]),
        ("CPAP now", Record::new().breathing("CPAP 10 cmH2O, FiO2 0.4"), &["niv"]),
        ("nasal oxygen", Record::new().breathing("nasal cannula 2 L/min"), &[]),
        ("15 litres", Record::new().breathing("reservoir mask 15 L/min"), &["o2_dependent"]),
        ("non-invasive is not invasive", Record::new().breathing("non-invasive ventilation 18/5"), &["niv"]),
        ("ventilated newborn", on(WardKind::Neonatal).age_days(3).breathing("invasive ventilation"), &["nicu_vent"]),
        ("beatmet", Record::new().breathing("invasive Beatmung"), &["vent_icu"]),
        ("a pacemaker alone", Record::new().device("Cardiac pacemaker"), &[]),
        ("pacemaker-dependent", Record::new().device("Pacemaker").condition("Pacemaker-dependent"), &["pm_dependent"]),
        ("ICD", Record::new().device("Implantable cardioverter defibrillator"), &["icd_user"]),
        ("a blood glucose meter", Record::new().device("Blood glucose meter"), &[]),
        ("insulin pump", Record::new().device("Insulin pump"), &["insulin_pump_user"]),
        ("stimulator", Record::new().device("Spinal cord stimulator"), &["scs_user"]),
        ("stimulator in labour", on(WardKind::Labour).device("Spinal cord stimulator"), &["scs_labour"]),
        ("telemetry", said("Atrial fibrillation").device("Telemetry"), &["tele_low"]),
        ("telemetry for VT", said("Ventricular tachycardia").device("Telemetry"), &["tele_high"]),
        ("ventilator at home", Record::new().class(PatientClass::Home).device("Home ventilator"), &["home_vent"]),
        ("virtual ward", Record::new().class(PatientClass::Home), &["virtual_ward"]),
        ("haemodialysis", said("End-stage renal disease on haemodialysis"), &["dialysis_due"]),
        ("peritoneal dialysis", said("ESRD on peritoneal dialysis"), &[]),
        ("missed dialysis", said("Missed dialysis, fluid overload"), &["dialysis_overdue"]),
        ("levodopa", Record::new().medicine("Co-careldopa 25/100", "oral"), &["parkinsons_tcm"]),
        ("epilepsy on levetiracetam", said("Epilepsy").medicine("Levetiracetam 1 g", "oral"), &["seizure_aed"]),
        ("a child with a dose", Record::new().age_days(2000).medicine("Paracetamol 240 mg", "oral"), &["paeds_weight"]),
        ("a child without medicines", Record::new().age_days(2000), &[]),
        ("peanut allergy", Record::new().vulnerable().allergy("Peanut", "anaphylaxis"), &[]),
        ("severe drug allergy, can speak", Record::new().allergy("Penicillin", "anaphylaxis"), &[]),
        ("severe drug allergy, cannot", Record::new().vulnerable().allergy("Penicillin", "anaphylaxis"), &["allergy_severe"]),
        ("severe allergy, drowsy", Record::new().awake(Consciousness::Voice).allergy("Penicillin", "anaphylaxis"), &["allergy_severe"]),
        ("side room, walks", Record::new().side_room(), &[]),
        ("side room, falls risk", Record::new().side_room().flag("High falls risk"), &["falls_sideroom"]),
        ("dementia alone", said("Dementia"), &[]),
        ("wandering", said("Dementia").flag("Wandering risk"), &["wander_risk"]),
        ("Addison's disease", said("Addison's disease").medicine("Hydrocortisone 20 mg", "oral"), &["addisons"]),
        ("tuberculosis, isolated", said("Pulmonary tuberculosis").side_room(), &["isolation_np"]),
        ("latent tuberculosis", said("Latent tuberculosis").side_room(), &[]),
        ("histology", Record::new().order(OrderKind::Laboratory, "Histology of colonic polyp", ""), &["histology_wait"]),
        ("troponin", Record::new().order(OrderKind::Laboratory, "High-sensitivity troponin", "chest pain"), &["acs_trop"]),
        ("labour", on(WardKind::Labour).condition("In labour, low risk"), &["labour_low"]),
        ("labour on CTG", on(WardKind::Labour).condition("In labour").device("Cardiotocograph"), &["labour_high"]),
        ("no labour", on(WardKind::Maternity).condition("Not in labour"), &[]),
        ("urgent section", on(WardKind::Labour).condition("Category 1 caesarean section"), &["cs_urgent"]),
        ("elective section", on(WardKind::Labour).condition("Elective caesarean section"), &["elective_wait"]),
    ]);
}

#[test]
fn a_match_says_why_in_the_patients_own_words() {
    let record = said("Type 1 diabetes mellitus")
        .condition("DKA")
        .infusion("Actrapid 50 units in 50 mL", "6");
    let found = matcher().profiles_of(&record.0, now());
    let text: Vec<String> = found
        .iter()
        .flat_map(|found| {
            found
                .because
                .iter()
                .map(|why| format!("{} because {} ({})", found.code, why.fact, why.field))
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"), @"dka_friii because DKA (conditions[1])");
    let pump = matcher().profiles_of(
        &Record::new().infusion("Actrapid 50 units in 50 mL", "6").0,
        now(),
    );
    insta::assert_snapshot!(format!("{} ({})", pump[0].because[0].fact, pump[0].because[0].field), @"Actrapid 50 units in 50 mL, 6 mL/h, intravenous (medicines[0])");
}

#[test]
fn the_order_of_the_record_changes_nothing() {
    let forwards = said("Sepsis")
        .condition("Epilepsy")
        .medicine("Levetiracetam 1 g", "oral")
        .medicine("Meropenem 1 g", "intravenous");
    let mut backwards = Record(forwards.0.clone());
    backwards.0.conditions.reverse();
    backwards.0.medicines.reverse();
    assert_eq!(codes(&forwards), codes(&backwards));
    assert_eq!(codes(&forwards), ["seizure_aed", "sepsis_treated"]);
}
