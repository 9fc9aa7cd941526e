//! What every form says of its patient, and how far that may be believed, in every state that a census can be in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test's own parts

mod faces;
mod people;

use battlebag_bag::LocalPaper;
use battlebag_census::{Allergies, Escalation, Patient};
use battlebag_paper::draw::{Mark, Meaning, Rule};
use battlebag_paper::{Drawn, Form, LocalLists, PrintContext, WardSheet};
use faces::{blanks, contexts, faces_of, marks, texts, ward_sheets, words};

/// One patient about whom much is known, and one about whose allergies nothing is.
fn two() -> [Patient; 2] {
    let mut known = people::ventilated();
    known.escalation = Escalation::Recorded {
        text: "for full escalation".into(),
        at: None,
    };
    let mut not_known = people::al_husseini();
    not_known.allergies = Allergies::NotKnown;
    [known, not_known]
}

fn said(ctx: &PrintContext, form: Form, p: &Patient) -> String {
    let faces = faces_of(ctx, std::slice::from_ref(p), &[form]);
    faces.iter().map(words).collect::<Vec<_>>().join("\n")
}

/// What was believed of a census in each context.
fn tab(name: &str) -> &'static str {
    match name {
        "fresh" | "mono" => "Data as at",
        "old" | "rebuild" => "OLD DATA",
        "suspect" => "? NOT TRUSTED",
        "no census" => "NO RECORD",
        "clock wrong" => "CLOCK WRONG",
        _ => "EXERCISE",
    }
}

#[test]
fn every_face_says_whose_it_is_which_it_is_and_how_far_it_is_believed() {
    let all = two();
    for (name, ctx) in contexts() {
        for f in faces_of(&ctx, &all, &Form::ALL) {
            let said = words(&f);
            let place = format!("{name}, {}", f.title);
            let line = |wanted: &str| said.lines().any(|l| l == wanted);
            assert!(line(tab(name)), "{place}: the state of the data");
            assert!(
                said.contains("Form ") && said.contains(" of 23"),
                "{place}: form i of n"
            );
            assert!(said.contains("Page "), "{place}: page n of m");
            // Two identifiers, and how things stand with allergies, on each face and on its back.
            let identity: Vec<&str> = texts(&f)
                .filter(|t| t.meaning == Meaning::Identity && t.y < 45.0)
                .map(|t| t.text.as_str())
                .collect();
            assert!(
                identity
                    .iter()
                    .any(|t| t.starts_with("999 001 0978") || t.starts_with("999 001 6445")),
                "{place}: {identity:?}"
            );
            assert!(
                said.contains("AL-HUSSEINI") || said.contains("FEATHERSTONEHAUGH"),
                "{place}"
            );
            if said.contains("AL-HUSSEINI") {
                assert!(said.contains("NOT KNOWN"), "{place}: allergies not known");
                assert!(!line("NONE KNOWN"), "{place}: not known is never none");
            } else {
                let last = if matches!(name, "fresh" | "mono" | "exercise") {
                    "PENICILLINS"
                } else {
                    "LAST KNOWN: PENICILLINS"
                };
                assert!(said.contains(last), "{place}: a recorded allergy always prints");
            }
        }
    }
}

#[test]
fn no_form_says_anything_clinical_from_a_census_that_is_not_believed() {
    let [known, _] = two();
    let clinical = [
        "co-careldopa",
        "noradrenaline",
        "VP-04417",
        "58.6 kg",
        "BP 105/62",
        "NEWS2 9",
        "invasive ventilation",
    ];
    for (name, ctx) in contexts() {
        let believed = matches!(name, "fresh" | "mono" | "exercise");
        let all: String = Form::ALL
            .into_iter()
            .map(|form| said(&ctx, form, &known))
            .collect();
        for words in clinical {
            assert_eq!(all.contains(words), believed, "{name}: {words}");
        }
        let limits = believed || name == "suspect";
        assert_eq!(
            all.contains("for full escalation"),
            limits,
            "{name}: treatment limits"
        );
    }
}

#[test]
fn a_blank_form_has_no_patient_and_asks_for_one_by_hand() {
    let ctx = people::context();
    for f in blanks(&ctx) {
        let said = words(&f);
        assert!(said.contains("Hand-written"), "{}", f.title);
        assert!(!said.contains("999 "), "{}", f.title);
        let copies = texts(&f).filter(|t| t.meaning == Meaning::Copy).count();
        assert_eq!(copies, 0, "{}: nothing to quote", f.title);
    }
}

#[test]
fn lines_are_never_thinner_than_a_quarter_point_and_greys_are_three() {
    assert!(
        [Rule::Fine, Rule::Medium, Rule::Heavy]
            .iter()
            .all(|r| r.points() >= 0.25)
    );
    let ctx = people::context();
    let sheets = ward_sheets(&ctx, &two());
    for f in faces_of(&ctx, &two(), &Form::ALL).into_iter().chain(sheets) {
        let mut greys: Vec<[u32; 3]> = marks(&f)
            .filter_map(|m| match m {
                Mark::Fill(_, ink) | Mark::Shape { fill: Some(ink), .. } => Some(ink.rgb()),
                Mark::Text(t) => Some(t.style.ink.rgb()),
                _ => None,
            })
            .filter(|[r, g, b]| r == g && g == b && *r > 0.0 && *r < 1.0)
            .map(|rgb| rgb.map(f32::to_bits))
            .collect();
        greys.sort_unstable();
        greys.dedup();
        assert!(greys.len() <= 3, "{}: {} greys", f.title, greys.len());
    }
}

#[test]
fn a_listed_medicine_is_written_apart_wherever_it_is_quoted_and_plain_until_a_list_is_adopted() {
    let mut p = people::ventilated();
    p.medicines[1].time_critical = true;
    if let Some(drip) = p.medicines.iter_mut().find(|m| m.infusion.is_some()) {
        drip.name = "prednisolone by drip".into();
    }
    let base = people::context();
    let listed = PrintContext {
        lists: LocalLists {
            own: LocalPaper {
                tall_man: vec!["prednisoLONE".into()],
                ..base.lists.own.clone()
            },
            ..base.lists.clone()
        },
        ..base.clone()
    };
    for form in [Form::Prescription, Form::Drip, Form::CriticalCare] {
        let (plain, apart) = (said(&base, form, &p), said(&listed, form, &p));
        assert!(
            plain.contains("prednisolone") && !plain.contains("prednisoLONE"),
            "{form:?}"
        );
        assert!(
            apart.contains("prednisoLONE") && !apart.contains("prednisolone"),
            "{form:?}"
        );
    }
}

#[test]
fn as_required_medicines_have_their_own_faces_and_every_one_is_there() {
    let mut p = people::thirty_medicines();
    for m in p.medicines.iter_mut().skip(12) {
        m.as_required = true;
        m.max_24h = Some("4.0 g".into());
        m.indication = Some("pain".into());
    }
    let faces = faces_of(&people::context(), &[p], &[Form::Prescription]);
    let of = |title: &str| -> String {
        let these = faces.iter().filter(|f| f.title == title);
        these.map(words).collect::<Vec<_>>().join("\n")
    };
    let (regular, as_required) = (of("Regular medicines"), of("As-required medicines"));
    for n in 1..=30 {
        let name = format!("invented medicine number {n}\n");
        assert_eq!(regular.contains(&name), n <= 12, "{n}");
        assert_eq!(as_required.contains(&name), n > 12, "{n}");
    }
    assert!(
        as_required.contains("A18") && !regular.contains("A1"),
        "each has its number"
    );
    let flat = as_required.replace('\n', " ");
    assert!(
        flat.contains("AS REQUIRED, at most 4 g in 24 h for pain"),
        "{flat}"
    );
    for part in ["At least between", "Most in 24 h", "Last given before this chart"] {
        assert!(as_required.contains(part), "{part}");
    }
    assert!(as_required.contains("sheet 3a") && regular.contains("sheet 2a"));
}

#[test]
fn the_last_face_of_the_chart_holds_the_blocks_that_the_others_have_no_room_for() {
    let p = people::featherstonehaugh();
    for (name, ctx) in contexts() {
        let faces = faces_of(&ctx, std::slice::from_ref(&p), &[Form::Prescription]);
        let last = faces
            .iter()
            .find(|f| f.title.starts_with("Timed medicines"))
            .unwrap();
        let said = words(last);
        for part in [
            "Exact times",
            "Cultures taken: what,",
            "48–72 h review",
            "gravity",
            "Sign × 2",
        ] {
            assert!(said.contains(part), "{name}: {part}");
        }
        let quoted = said
            .replace('\n', " ")
            .contains("1 co-careldopa 25 mg with 100 mg");
        assert_eq!(quoted, matches!(name, "fresh" | "mono" | "exercise"), "{name}");
    }
}

#[test]
fn the_action_line_lies_four_hours_to_the_right_of_the_alert_line() {
    let faces = faces_of(&people::context(), &[people::adebayo()], &[Form::Partogram]);
    let mut slanted: Vec<((f32, f32), (f32, f32))> = marks(&faces[0])
        .filter_map(|m| match m {
            Mark::Line { from, to, .. } if from.0 != to.0 && from.1 != to.1 => Some((*from, *to)),
            _ => None,
        })
        .collect();
    slanted.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let [alert, action] = slanted.as_slice() else {
        panic!("{slanted:?}")
    };
    // Half an hour is 6.5 mm wide and a centimetre 7 mm high: one centimetre an hour, from 4 cm to 10.
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    assert!(near(action.0.0 - alert.0.0, 4.0 * 13.0), "{slanted:?}");
    for line in [alert, action] {
        assert!(near(line.1.0 - line.0.0, 6.0 * 13.0) && near(line.0.1 - line.1.1, 6.0 * 7.0));
    }
    let said = faces
        .iter()
        .map(words)
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\n', " ");
    for part in [
        "Second reader, hourly",
        "Time by the wall clock",
        "This woman’s fetus listened to",
        "1 immediate threat to life of woman or fetus",
        "category 1 within 30 min, 2 within 75 min",
    ] {
        assert!(said.contains(part), "{part}");
    }
    let listen = said_flat(Form::Auscultation);
    for part in [
        "every 15 minutes",
        "every 5 minutes",
        "At least 1 minute, straight after a contraction",
        "You may be hearing the mother",
    ] {
        assert!(listen.contains(part), "{part}");
    }
}

fn said_flat(form: Form) -> String {
    said(&people::context(), form, &people::adebayo()).replace('\n', " ")
}

#[test]
fn the_hospitals_own_forms_are_named_and_never_redrawn_and_no_decision_is_inferred() {
    let ctx = people::context();
    for form in [Form::Consent, Form::VteAssessment, Form::ResuscitationPlan] {
        let plain = said_flat(form);
        assert!(plain.contains("Why none is printed:"), "{form:?}");
        assert!(
            plain.contains("has not yet said what its form is called"),
            "{form:?}"
        );
    }
    let named = PrintContext {
        lists: LocalLists {
            own: LocalPaper {
                resuscitation_form: Some("ReSPECT version 3, purple, front of the notes".into()),
                ..ctx.lists.own.clone()
            },
            ..ctx.lists.clone()
        },
        ..ctx.clone()
    };
    let p = people::al_husseini();
    let said = said(&named, Form::ResuscitationPlan, &p).replace('\n', " ");
    assert!(
        said.contains("This hospital’s is: ReSPECT version 3, purple"),
        "{said}"
    );
    assert!(said.contains("treatment limits not in the census, ask"), "{said}");
    assert!(said.contains("No form found is not a decision."), "{said}");
}

#[test]
fn a_letter_is_the_patients_and_names_no_medicine_and_nobodys_data() {
    let [known, _] = two();
    let said = said(&people::context(), Form::PatientLetter, &known);
    for word in ["co-careldopa", "noradrenaline", "stolen", "Typed back"] {
        assert!(!said.contains(word), "{word}");
    }
    let arabic = said_flat_of(Form::PatientLetter, &people::al_husseini());
    assert!(arabic.contains("Interpreter: Arabic, by the census."));
}

fn said_flat_of(form: Form, p: &Patient) -> String {
    said(&people::context(), form, p).replace('\n', " ")
}

#[test]
fn a_stock_count_names_every_form_and_every_sheet_that_is_printed() {
    let sheets: Vec<Drawn> = ward_sheets(&people::context(), &two())
        .into_iter()
        .filter(|f| f.title == WardSheet::StockCount.name())
        .collect();
    let said: String = sheets.iter().map(words).collect::<Vec<_>>().join("\n");
    for name in Form::ALL
        .into_iter()
        .map(Form::name)
        .chain(WardSheet::ALL.into_iter().map(WardSheet::name))
    {
        assert!(said.lines().any(|l| l == name), "{name}");
    }
}

#[test]
fn the_longest_words_that_a_bag_may_give_hold_no_sheet_back() {
    let wide = |count: usize| {
        Some(
            "Wagenmannsgasse 12 "
                .chars()
                .cycle()
                .take(count)
                .collect::<String>(),
        )
    };
    let ctx = PrintContext {
        lists: LocalLists {
            own: LocalPaper {
                child_chart: wide(120),
                maternity_chart: wide(120),
                consent_form: wide(120),
                vte_form: wide(120),
                resuscitation_form: wide(120),
                hypo_rule: wide(100),
                day_starts_h: Some(23),
                scale: Some(battlebag_bag::InsulinScale {
                    columns: ["increased steroid1", "increased steroid2", "increased steroid3"]
                        .map(str::to_owned)
                        .to_vec(),
                    signed_by: wide(60).unwrap(),
                    ..people::scale()
                }),
                ..LocalPaper::default()
            },
            ..LocalLists::default()
        },
        ..people::context()
    };
    let p = people::al_husseini();
    for form in [
        Form::Consent,
        Form::VteAssessment,
        Form::ResuscitationPlan,
        Form::FixedRateInsulin,
        Form::VariableRateInsulin,
        Form::FluidBalance,
    ] {
        assert!(!said(&ctx, form, &p).is_empty(), "{form:?}");
    }
    let mut child = people::al_husseini();
    child.born = chrono::NaiveDate::from_ymd_opt(2018, 3, 4);
    assert!(said(&ctx, Form::Observations, &child).contains("Wagenmannsgasse"));
}
