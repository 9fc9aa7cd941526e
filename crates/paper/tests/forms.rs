//! What each form may and may not say, beyond the rules of every face; and what the PDF tools think of all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test's own parts

mod faces;
mod people;
mod tools;

use std::ops::ControlFlow;

use battlebag_census::{Allergies, BY_HAND, Claim, Escalation, Field, Patient, Source};
use battlebag_paper::{
    Drawn, Form, LocalLists, NightTest, NightTests, PackRequest, PaperSize, PrintContext, PriorityList,
    SheetNumbers, WardContent, WardSheet, blank, night_list_fault, priority_faces, refused, ward_pack,
    ward_sheet, ward_sheet_faces,
};
use chrono::TimeDelta;
use faces::{contexts, faces_of, others, texts, words};

fn of(ctx: &PrintContext, form: Form, p: &Patient) -> Vec<Drawn> {
    faces_of(ctx, std::slice::from_ref(p), &[form])
}

fn said(ctx: &PrintContext, form: Form, p: &Patient) -> String {
    of(ctx, form, p).iter().map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_band_has_four_identifiers_and_nothing_else() {
    let faces = of(&people::context(), Form::Wristband, &people::featherstonehaugh());
    let band: Vec<&str> = texts(&faces[0])
        .filter(|t| (60.0..88.0).contains(&t.y) && t.text != "tape")
        .map(|t| t.text.as_str())
        .collect();
    insta::assert_snapshot!(band.join(" | "), @"FEATHERSTONEHAUGH-CHOLMONDELEY | Alexandrina Wilhelmina Rosamund | Born | 04-Mar-1951 | 999 001 6445 | NHS number");
    // Nothing is printed behind it.
    assert!(texts(&faces[1]).all(|t| !(46.0..120.0).contains(&t.y)));
}

#[test]
fn a_hand_over_quotes_no_tier_and_infers_no_limit_of_treatment() {
    for (name, ctx) in contexts() {
        let all = said(&ctx, Form::Sbar, &people::al_husseini());
        let fresh = matches!(name, "fresh" | "exercise" | "mono" | "suspect");
        assert_eq!(
            all.contains("treatment limits not in the census, ask"),
            fresh,
            "{name}: {all}"
        );
        assert!(!all.contains("P1") && !all.contains("P2"), "{name}");
        assert_eq!(
            all.contains("not trusted: e-prescribing"),
            name == "suspect",
            "{name}"
        );
    }
}

#[test]
fn labels_for_transfusion_are_refused_with_the_reason() {
    for id in ["transfusion-labels", "Sample Labels", "transfusion_sample_label"] {
        assert!(refused(id).unwrap().contains("wrong person"), "{id}");
    }
    assert!(Form::ALL.into_iter().all(|f| refused(f.id()).is_none()));
    let request = said(&people::context(), Form::TransfusionRequest, &people::okafor());
    assert!(request.contains("No sample label is printed"));
}

#[test]
fn every_form_holds_up_before_the_pdf_tools_filled_and_blank_on_both_papers() {
    let all = [
        people::ventilated(),
        people::al_husseini(),
        people::thirty_medicines(),
    ];
    let patients: Vec<_> = all.iter().collect();
    for paper in [PaperSize::A4, PaperSize::Letter] {
        let ctx = PrintContext {
            paper,
            ..people::context()
        };
        let req = PackRequest {
            context: &ctx,
            ward: "7B",
            patients: &patients,
            forms: &others(),
        };
        let mut numbers = SheetNumbers::new(8, false, []);
        let made = ward_pack(&req, &mut numbers, &mut |_| ControlFlow::Continue(())).unwrap();
        let told: Vec<&str> = made.held_back.iter().map(|h| h.form.as_str()).collect();
        assert_eq!(
            told,
            ["Drip and infusion chart"],
            "{paper:?}: {:?}",
            made.held_back
        );
        // Critical care is two sheets; every other form is one. The last says what is missing.
        assert_eq!(
            made.pages,
            3 * 2 * (others().len() + 1) + 1,
            "both sides, one patient a sheet"
        );
        tools::hold_up(&format!("forms-{paper:?}.pdf"), &made);
    }
    let ctx = people::context();
    for form in Form::ALL {
        let made = blank(&ctx, &mut SheetNumbers::new(9, false, []), form, 2).unwrap();
        let faces = match form {
            Form::Prescription | Form::CriticalCare => 4,
            _ => 2,
        };
        assert_eq!(made.pages, 2 * faces, "{form:?}");
        tools::hold_up(&format!("blank-{}.pdf", form.id()), &made);
    }
}

#[test]
fn a_ward_census_leaves_nobody_out_and_says_no_more_than_it_may() {
    let all = [people::ventilated(), people::wisniewski(), people::adebayo()];
    let patients: Vec<_> = all.iter().collect();
    let content = WardContent {
        ward: "7B",
        patients: &patients,
        ..WardContent::default()
    };
    for (name, ctx) in contexts() {
        let mut numbers = SheetNumbers::new(3, ctx.exercise, []);
        let faces = ward_sheet_faces(&ctx, &mut numbers, WardSheet::WardCensus, &content).unwrap();
        let all = faces.iter().map(words).collect::<Vec<_>>().join("\n");
        let fresh = matches!(name, "fresh" | "exercise" | "mono");
        for who in ["FEATHERSTONEHAUGH", "WIŚNIEWSKI", "LATEX"] {
            assert!(all.contains(who), "{name}: {who}");
        }
        assert!(all.contains("3 in the census of this ward"), "{name}");
        assert_eq!(all.contains("NONE KNOWN"), fresh, "{name}");
        assert_eq!(all.contains("NEWS2 9 at"), fresh, "{name}");
        assert_eq!(all.contains("\n12\n"), fresh || name == "suspect", "{name}: bed");
        // A limit is quoted as recorded, with its date, and never as a fact; oxygen and isolation are asked for.
        let flat = all.replace('\n', " ");
        assert_eq!(
            flat.matches("signed original").count(),
            usize::from(fresh || name == "suspect"),
            "{name}"
        );
        assert_eq!(flat.matches("isolation: ask").count(), 3, "{name}: {flat}");
        assert_eq!(
            flat.matches("oxygen: ask").count(),
            if fresh { 2 } else { 3 },
            "{name}: {flat}"
        );
    }
    // Three to a page of fourteen is one page; forty are three, and each one is on them.
    let many: Vec<Patient> = (0..40)
        .map(|n| people::patient(n, &format!("Smith{n}"), "Jo"))
        .collect();
    let patients: Vec<_> = many.iter().collect();
    let content = WardContent {
        patients: &patients,
        ..content
    };
    let mut numbers = SheetNumbers::new(3, false, []);
    let faces = ward_sheet_faces(&people::context(), &mut numbers, WardSheet::WardCensus, &content).unwrap();
    let all = faces.iter().map(words).collect::<Vec<_>>().join("\n");
    assert_eq!(faces.len(), 3);
    assert!((0..40).all(|n| all.contains(&format!("SMITH{n}, Jo"))));
}

#[test]
fn a_ward_census_names_allergies_through_a_conflict_or_says_how_many_and_where() {
    let census = |ctx: &PrintContext, p: &Patient| {
        let content = WardContent {
            ward: "7B",
            patients: &[p],
            ..WardContent::default()
        };
        let mut numbers = SheetNumbers::new(3, false, []);
        let faces = ward_sheet_faces(ctx, &mut numbers, WardSheet::WardCensus, &content).unwrap();
        words(&faces[0]).replace('\n', " ")
    };
    let ctx = people::context();
    let one = census(&ctx, &people::okafor());
    assert!(one.contains("PENICILLINS. CONFLICT: ask again"), "{one}");
    let many = census(&ctx, &people::bergstrom());
    assert!(
        many.contains("MORE: see chart front. CONFLICT: ask again")
            || many.contains("CONFLICT. 4 RECORDED: see chart front. Ask again"),
        "{many}"
    );
    let mut none = people::bergstrom();
    none.allergies = Allergies::NotKnown;
    assert!(census(&ctx, &none).contains("CONFLICT, NOT KNOWN: ask again and write"));
    // Words of any length leave no cell empty.
    let long = "for ward-based care, after a long talk with the family and the community team, ".repeat(3);
    let mut p = people::okafor();
    p.escalation = Escalation::Recorded {
        text: long.clone(),
        at: None,
    };
    p.isolation = Some(long.clone());
    p.breathing = Some(long);
    let said = census(&ctx, &p);
    for part in [
        "limits recorded: find signed original; isolation recorded: ask",
        "oxygen: ask",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_roll_call_has_room_for_who_is_not_on_it_and_no_tier_in_print() {
    let ctx = PrintContext {
        census_as_of: Some(people::context().printed_at - TimeDelta::hours(15)),
        ..people::context()
    };
    let ward = people::ranked_ward();
    let all = people::listed(&ward);
    for (people, pages, rows) in [(9, 2, 5), (7, 2, 7), (6, 1, 1)] {
        let list = PriorityList {
            ward: "7B",
            entries: &all[..people],
            census_count: people,
            systems_as_of: people::at(15, 3, 1),
            number: 3,
            replaces: None,
        };
        let faces = priority_faces(&ctx, &mut SheetNumbers::new(1, false, []), &list).unwrap();
        let said: String = faces.iter().map(words).collect::<Vec<_>>().join("\n");
        assert_eq!(faces.len(), pages, "{people} people");
        assert_eq!(said.matches("not listed").count(), rows, "{people} people");
        let tiers = ["P1", "P2", "P3", "P4", "OVERDUE", "tier\n"];
        assert!(tiers.iter().all(|t| !said.contains(t)), "{said}");
    }
}

#[test]
fn the_back_of_a_sheet_that_leaves_has_no_line_for_a_note() {
    let p = people::al_husseini();
    for form in others() {
        let leaves = matches!(
            form,
            Form::LaboratoryRequest | Form::TransfusionRequest | Form::Sbar | Form::PatientLetter
        );
        let said = said(&people::context(), form, &p);
        assert_eq!(
            said.contains("This sheet leaves: no notes here."),
            leaves,
            "{form:?}"
        );
        assert!(!leaves || !said.contains("sign each note"), "{form:?}");
    }
}

#[test]
fn a_set_typed_in_at_the_bedside_is_not_called_an_electronic_one() {
    let mut p = people::featherstonehaugh();
    let newest = p.observations.iter().map(|o| o.at).max().unwrap();
    let plain = |p: &Patient| said(&people::context(), Form::Observations, p).replace('\n', " ");
    assert!(plain(&p).contains("Last electronic set"), "{}", plain(&p));
    p.claims.push(Claim {
        field: Field::News2,
        value: "6".into(),
        source: Source {
            file: BY_HAND.into(),
            at: "entry 7, J. Mbeki".into(),
        },
        at: Some(newest),
    });
    assert!(
        plain(&p).contains("Last set typed in at the bedside,"),
        "{}",
        plain(&p)
    );
}

#[test]
fn a_number_stands_by_itself_beside_a_name_from_the_right() {
    let rows = people::back_entry();
    let content = WardContent {
        back_entry: &rows,
        ..WardContent::default()
    };
    let mut numbers = SheetNumbers::new(3, false, []);
    let ctx = people::context();
    let faces = ward_sheet_faces(&ctx, &mut numbers, WardSheet::BackEntry, &content).unwrap();
    let alone = texts(&faces[0]).filter(|t| t.text == "999 001 0978").count();
    let named = texts(&faces[0])
        .filter(|t| t.text.contains("AL-HUSSEINI"))
        .count();
    assert!(alone > 0 && alone == named, "{alone} numbers, {named} names");
}

#[test]
fn a_tag_names_a_device_and_never_a_patient_and_both_halves_have_its_number() {
    let patient = people::okafor();
    let content = WardContent {
        ward: "7B",
        patients: &[&patient],
        ..WardContent::default()
    };
    let mut numbers = SheetNumbers::new(3, false, []);
    let faces = ward_sheet_faces(
        &people::context(),
        &mut numbers,
        WardSheet::QuarantineTag,
        &content,
    )
    .unwrap();
    let all = words(&faces[0]);
    assert!(!all.to_uppercase().contains("OKAFOR"));
    let number = faces[0].number.as_str();
    let upper = texts(&faces[0])
        .filter(|t| t.y < 129.0 && t.text.contains(number))
        .count();
    let lower = texts(&faces[0])
        .filter(|t| (129.0..246.0).contains(&t.y) && t.text.contains(number))
        .count();
    assert_eq!((upper, lower), (2, 1));
}

#[test]
fn ward_sheets_hold_up_before_the_pdf_tools_on_both_papers() {
    let mut all = people::scripts();
    all.extend([people::ventilated(), people::hargreaves()]);
    let patients: Vec<_> = all.iter().collect();
    let rows = people::back_entry();
    let content = WardContent {
        ward: "7B",
        patients: &patients,
        back_entry: &rows,
    };
    for (paper, name) in [(PaperSize::A4, "a4"), (PaperSize::Letter, "letter")] {
        let ctx = PrintContext {
            paper,
            ..people::context()
        };
        for sheet in WardSheet::ALL {
            let mut numbers = SheetNumbers::new(8, false, []);
            let made = ward_sheet(&ctx, &mut numbers, sheet, &content, 2).unwrap();
            assert_eq!(made.pages, made.sheets.len(), "one side, one number each");
            tools::hold_up(&format!("sheet-{}-{name}.pdf", sheet.id()), &made);
        }
    }
}

#[test]
fn ids_and_names_are_each_their_own() {
    let sheets = WardSheet::ALL;
    let ids = Form::ALL
        .iter()
        .map(|f| f.id())
        .chain(sheets.iter().map(|s| s.id()));
    let names = Form::ALL
        .iter()
        .map(|f| f.name())
        .chain(sheets.iter().map(|s| s.name()));
    for mut all in [ids.collect::<Vec<_>>(), names.collect()] {
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}

#[test]
fn the_laboratorys_list_is_printed_whole_with_its_doubt_or_not_at_all() {
    let request = |lists: LocalLists| {
        let ctx = PrintContext {
            lists,
            ..people::context()
        };
        said(&ctx, Form::LaboratoryRequest, &people::wisniewski()).replace('\n', " ")
    };
    let with = |list: NightTests| {
        request(LocalLists {
            night_tests: Some(list),
            ..people::context().lists
        })
    };
    let plain = people::night_tests();
    let text = with(plain.clone());
    assert!(text.contains("From the laboratory, message 3, 02:55. Anything else: telephone first"));
    assert!(text.contains("Spinal fluid") && text.contains("telephone before sending"));
    assert_eq!(text.matches("agreed with").count(), 1, "the twelfth box is empty");
    let doubted = people::doubted_tests();
    assert_eq!(night_list_fault(&doubted), None);
    let text = with(doubted.clone());
    assert!(text.contains("Said 5 h 12 min before this was printed"), "{text}");
    assert!(text.contains("Life or death only"), "{text}");
    let long = NightTests {
        tests: vec![NightTest {
            test:
                "Potassium and everything else that the analyser of the emergency department gives at night"
                    .into(),
            ..NightTest::default()
        }],
        ..plain.clone()
    };
    assert!(night_list_fault(&long).is_some());
    let text = with(long);
    assert!(
        text.contains("message 3, 02:55, does not fit here: ask for it"),
        "{text}"
    );
    assert_eq!(text.matches("agreed with").count(), 12);
    let old = "The laboratory’s list of 14-Nov 14:20 is 12 h 46 min old: not printed. Telephone first";
    let text = request(LocalLists {
        no_night_tests: old.into(),
        ..people::context().lists
    });
    assert!(text.contains(old), "{text}");
    let text = request(LocalLists {
        no_night_tests: old.repeat(3),
        ..people::context().lists
    });
    assert!(
        text.contains("Ask the laboratory by telephone before each test"),
        "{text}"
    );
    assert!(request(people::context().lists).contains("No list from the laboratory yet"));
}
