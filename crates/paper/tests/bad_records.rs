//! What a census should not hold, and does: the sheet says so, and everybody else is printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test's own parts

mod faces;
mod people;
mod tools;

use std::ops::ControlFlow;

use battlebag_census::{Amount, Patient, Weight};
use battlebag_paper::{Form, Pack, PackRequest, SheetNumbers, ward_pack};
use faces::{faces_of, words};
use tools::hold_up;

fn pack(all: &[Patient], forms: &[Form]) -> Pack {
    let ctx = people::context();
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: &ctx,
        ward: "7B",
        patients: &patients,
        forms,
    };
    ward_pack(&req, &mut SheetNumbers::new(5, false, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn said(p: &Patient, form: Form) -> String {
    let faces = faces_of(&people::context(), std::slice::from_ref(p), &[form]);
    faces
        .iter()
        .map(words)
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\n', " ")
}

#[test]
fn a_medicine_without_a_dose_or_a_unit_says_which_is_missing() {
    let mut p = people::wisniewski();
    let mut no_dose = people::medicine("amlodipine", "", "", "by mouth", "mornings");
    no_dose.dose = None;
    let empty = people::medicine("bisoprolol", " ", "mg", "by mouth", "mornings");
    let no_unit = people::medicine("digoxin", "125", "", "by mouth", "mornings");
    let mut nothing = people::medicine("furosemide", "40", "mg", "", "");
    (nothing.route, nothing.frequency, nothing.last_given_at) = (None, None, None);
    p.medicines = vec![no_dose, empty, no_unit, nothing];
    let said = said(&p, Form::Prescription);
    for part in [
        "amlodipine COPY DOSE NOT KNOWN",
        "bisoprolol COPY DOSE NOT KNOWN",
        "125 UNIT NOT KNOWN",
        "40 mg route not known, how often not known. Last dose not known",
    ] {
        assert!(said.contains(part) || parts_of(&said, part), "{part}: {said}");
    }
    assert_eq!(pack(&[p], &[Form::Prescription]).held_back, []);
}

/// The words of a block stand one under another, with COPY at the end of the first line or after them.
fn parts_of(said: &str, part: &str) -> bool {
    let words: Vec<&str> = part.split(" COPY ").collect();
    words.iter().all(|w| said.contains(w))
}

#[test]
fn a_weight_that_nobody_has_is_not_printed_and_no_dose_is_worked_out_from_it() {
    for kg in ["700", "7000", "0", "-5", "0.05", "seventy", "", "NaN"] {
        let mut p = people::wisniewski();
        p.weight = Some(Weight {
            kg: kg.into(),
            estimated: Some(false),
            at: None,
        });
        let forms = if kg == "700" {
            &Form::ALL[..]
        } else {
            &[Form::Drip]
        };
        for form in forms.iter().copied() {
            let said = said(&p, form);
            assert!(said.contains("Weight not believed: weigh"), "{kg}, {form:?}");
            assert!(!said.contains("700 kg"), "{kg}, {form:?}");
        }
        assert!(
            said(&p, Form::FixedRateInsulin).contains("NOT COMPLETE: weigh first"),
            "{kg}"
        );
        let made = pack(&[p, people::adebayo()], &[Form::FluidBalance]);
        let told: Vec<&str> = made.held_back.iter().map(|h| h.form.as_str()).collect();
        assert_eq!(told, ["weight"], "{kg}");
        assert!(made.sheets.iter().all(|s| s.form != "Name needs a person"));
    }
    for kg in ["0.45", "3.2", "142.5", "320"] {
        let mut p = people::wisniewski();
        p.weight.as_mut().unwrap().kg = kg.into();
        assert_eq!(pack(&[p], &[Form::Sbar]).held_back, [], "{kg}");
    }
}

#[test]
fn a_name_of_three_hundred_letters_is_written_by_hand_on_every_form_and_the_rest_is_printed() {
    let one_word = people::patient(1, &"Wolfeschlegelsteinhausen".repeat(13)[..300], "Hubert");
    let many_words = people::patient(2, &"de la Santísima Trinidad ".repeat(12), &"María ".repeat(50));
    let plain = people::adebayo();
    let made = pack(&[one_word, many_words, plain.clone()], &Form::ALL);
    let names: Vec<&str> = made
        .held_back
        .iter()
        .filter(|h| h.form == "name")
        .map(|h| h.patient.0.as_str())
        .collect();
    assert_eq!(names, ["row:1", "row:2"]);
    assert!(made.held_back.iter().all(|h| !h.reason.is_empty()));
    let pages = |id: &str| {
        let of = made
            .sheets
            .iter()
            .filter(|s| s.patient.as_ref().is_some_and(|p| p.0 == id));
        of.map(|s| usize::from(s.faces)).sum::<usize>()
    };
    assert_eq!(pages(&plain.id.0), pages("row:1"), "nobody loses a face");
    hold_up("bad-names.pdf", &made);
}

#[test]
fn a_script_with_no_font_is_named_by_its_code_points_and_only_that_patient_is_held_back() {
    for (family, code) in [
        ("ᠮᠣᠩᠭᠣᠯ", "U+182E"),
        ("𐎀𐎁𐎂", "U+10380"),
        ("Sm\u{1F600}ith", "U+1F600"),
    ] {
        let strange = people::patient(1, family, "Ann");
        let made = pack(&[strange, people::adebayo()], &Form::ALL);
        let held: Vec<_> = made
            .held_back
            .iter()
            .filter(|h| h.reason.contains(code))
            .collect();
        assert_eq!(held.len(), Form::ALL.len(), "{family}: {:?}", made.held_back);
        assert!(held.iter().all(|h| h.patient.0 == "row:1"));
        assert!(
            made.sheets.iter().any(|s| s.form == "Name needs a person"),
            "{family}"
        );
        assert!(
            made.sheets
                .iter()
                .any(|s| s.patient.as_ref().is_some_and(|p| p.0 == "row:9")),
            "the next patient is printed"
        );
    }
}

#[test]
fn nobody_in_a_bed_and_nothing_known_still_gets_every_form() {
    let mut p = people::patient(3, "Okonkwo", "Ada");
    p.place.bed = None;
    (p.consultant, p.local_id, p.nhs_number, p.born, p.sex) = (None, None, None, None, None);
    let said = Form::ALL.into_iter().map(|f| said(&p, f)).collect::<Vec<_>>();
    for (form, said) in Form::ALL.into_iter().zip(&said) {
        assert!(said.contains("Bed"), "{form:?}: a place to write the bed");
        assert!(!said.contains("None") && !said.contains("null"), "{form:?}");
    }
    let made = pack(&[p], &Form::ALL);
    // Age not known: NEWS2 and insulin by weight say so; nothing else is missing.
    let told: Vec<&str> = made.held_back.iter().map(|h| h.form.as_str()).collect();
    assert_eq!(
        told,
        [Form::Observations.name(), Form::FixedRateInsulin.name()],
        "{:?}",
        made.held_back
    );
    hold_up("bad-nothing-known.pdf", &made);
}

#[test]
fn extreme_values_of_running_drips_and_long_words_stop_no_form() {
    let mut p = people::ventilated();
    for m in &mut p.medicines {
        m.dose = Some(Amount {
            value: "99999999999.999".into(),
            unit: "micrograms/kg/min".into(),
        });
        m.route = Some("through the longest line that anybody ever wrote down in words ".repeat(3));
        m.indication = Some("x".repeat(120));
        if let Some(i) = &mut m.infusion {
            i.rate_ml_h = Some("123456789.0".into());
            i.line = Some("distal lumen of the left femoral line ".repeat(8));
        }
    }
    p.breathing = Some("high flow with every word that fits on a form ".repeat(6));
    p.consultant = Some("Professor Doctor Bartholomew ".repeat(3));
    let made = pack(&[p, people::adebayo()], &Form::ALL);
    hold_up("bad-extremes.pdf", &made);
    // What was too long is told; no form of either patient is missing.
    let forms = |id: &str| {
        let of = made
            .sheets
            .iter()
            .filter(|s| s.patient.as_ref().is_some_and(|p| p.0 == id));
        of.count()
    };
    assert!(forms("row:12") >= forms("row:9"), "{:?}", made.held_back);
}
