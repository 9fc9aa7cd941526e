//! What charts say of a person whom no census knows, of an empty list of medicines, and of quotations that are more than one
//! face holds or do not add up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test's own parts

mod faces;
mod people;

use battlebag_census::{Allergies, BY_HAND, DOWNTIME_NUMBER, Patient, Source};
use battlebag_paper::draw::{Mark, Pen};
use battlebag_paper::{Drawn, Feed, Form, PrintContext, SuspectSource};
use chrono::TimeDelta;
use faces::{blanks, contexts, faces_of, marks, texts, words};

fn of(ctx: &PrintContext, p: &Patient) -> Vec<Drawn> {
    faces_of(ctx, std::slice::from_ref(p), &[Form::Prescription])
}

fn flat(f: &Drawn) -> String {
    words(f).replace('\n', " ")
}

/// Somebody who came after the census, as the edits make them.
fn by_hand() -> Patient {
    let mut p = people::patient(15, "", "");
    p.nhs_number = None;
    p.born = None;
    p.local_id = Some("D-0047".into());
    p.flags = vec![format!("{DOWNTIME_NUMBER}D-0047")];
    p.sources = vec![Source {
        file: BY_HAND.into(),
        at: "entry 7, J. Mbeki".into(),
    }];
    p
}

#[test]
fn a_patient_by_hand_has_a_downtime_number_and_no_record() {
    for (name, ctx) in contexts() {
        for f in of(&ctx, &by_hand()) {
            let said = words(&f);
            let line = |wanted: &str| said.lines().any(|l| l == wanted);
            assert!(line("Downtime no. D-0047"), "{name}: {said}");
            assert!(!said.contains("Hosp. no."), "{name}");
            assert_eq!(line("NO RECORD"), name != "exercise", "{name}");
            assert!(!line("Data as at"), "{name}");
        }
    }
    let said = flat(&of(&people::context(), &by_hand())[0]);
    assert!(
        said.contains("Not in the census of 02:10. Two people check the wristband and write above."),
        "{said}"
    );
    // Their hospital number, once it is known, is one.
    let mut known = by_hand();
    known.local_id = Some("4471915".into());
    let said = words(&of(&people::context(), &known)[0]);
    assert!(said.lines().any(|l| l == "Hosp. no. 4471915"), "{said}");
}

#[test]
fn an_old_census_and_a_doubted_source_leave_time_age_and_limit_on_the_row() {
    let base = people::context();
    let source = |name: &str| SuspectSource {
        name: name.into(),
        feeds: vec![Feed::Medicines],
        since: people::at(15, 2, 14),
        said_by: "J. Mbeki".into(),
    };
    for count in [1, 2, 5] {
        let ctx = PrintContext {
            census_as_of: Some(base.printed_at - TimeDelta::hours(6)),
            suspect: (0..count)
                .map(|n| source(&format!("e-prescribing {n}")))
                .collect(),
            ..base.clone()
        };
        let said = flat(&of(&ctx, &people::adebayo())[0]);
        for part in ["Fri 14-Nov-2025 21:06", "6 h old (limit 4 h)", "Not trusted: "] {
            assert!(said.contains(part), "{count}: {part}: {said}");
        }
    }
}

#[test]
fn every_face_of_medicines_says_which_of_how_many_and_where_the_chart_goes_on() {
    let mut p = people::thirty_medicines();
    p.medicines.truncate(15);
    let all = of(&people::context(), &p);
    let regular: Vec<String> = all
        .iter()
        .filter(|f| f.title == "Regular medicines")
        .map(flat)
        .collect();
    assert_eq!(regular.len(), 3);
    for (said, wanted) in regular.iter().zip([
        "1 to 5 of 15: go on, sheet 2a",
        "6 to 10 of 15: go on, sheet 2b",
        "11 to 15 of 15",
    ]) {
        assert!(said.contains(wanted), "{wanted}: {said}");
        assert!(
            said.contains("COPY from the census of 15-Nov-2025 02:10."),
            "{said}"
        );
    }
    assert!(!regular[2].contains("go on"));
    for (name, ctx) in contexts() {
        let quoted = matches!(name, "fresh" | "exercise" | "mono");
        let said: String = of(&ctx, &p).iter().map(flat).collect();
        assert_eq!(said.contains("of 15: go on"), quoted, "{name}");
    }
}

#[test]
fn no_medicines_in_the_census_is_not_none() {
    let mut p = people::wisniewski();
    p.medicines.clear();
    let all = of(&people::context(), &p);
    for title in ["Regular medicines", "As-required medicines", "Timed medicines"] {
        let said = flat(all.iter().find(|f| f.title.starts_with(title)).unwrap());
        assert!(
            said.contains("No medicines in the census: NOT KNOWN. Ask."),
            "{said}"
        );
        assert!(
            !said.contains("Nothing quoted") && !said.contains("mark no medicine"),
            "{said}"
        );
    }
}

#[test]
fn a_blank_chart_has_no_date_and_no_place_in_a_count() {
    let ctx = people::context();
    for f in blanks(&ctx) {
        let said = words(&f);
        if f.title == "Regular medicines" {
            assert!(!said.contains("Sat\n") && !said.contains("Nov 2025"), "{said}");
        }
        if f.title == Form::Prescription.name() {
            assert!(!said.lines().any(|l| l == "1 of"), "{said}");
        }
    }
    let dated = of(&ctx, &people::wisniewski());
    assert!(words(&dated[1]).contains("Nov 2025") && words(&dated[0]).contains("1 of\n"));
}

#[test]
fn there_is_always_a_free_row_for_an_allergy_that_is_told_now() {
    for count in 0..7 {
        let mut p = people::wisniewski();
        p.allergies = Allergies::Recorded {
            items: (0..count)
                .map(|n| people::allergy(&format!("substance {n}"), "rash"))
                .collect(),
        };
        let all = of(&people::context(), &p);
        let front = &all[0];
        // Rows of the table on the front, by the top of their first cell.
        let free = marks(front).filter(|m| {
            matches!(m, Mark::Write(a, Pen::Words) if a.x == 0.0 && (68.0..96.0).contains(&a.y)
                && !texts(front).any(|t| t.x < 46.0 && t.y > a.y && t.y < a.bottom()))
        });
        assert!(free.count() >= 1, "{count}");
        let continued: Vec<&Drawn> = all.iter().filter(|f| f.title == "Allergies, continued").collect();
        assert_eq!(continued.len(), usize::from(count > 3), "{count}");
        if let [face] = continued.as_slice() {
            let page = all.iter().position(|f| f.title == face.title).unwrap() + 1;
            let wanted = format!("ALL {count} RECORDED: “Allergies, continued”, page {page}");
            assert!(words(front).contains(&wanted), "{}", words(front));
            let rows =
                marks(face).filter(|m| matches!(m, Mark::Write(a, Pen::Words) if a.x == 0.0 && a.h >= 7.0));
            assert_eq!(rows.count(), 2, "{count}");
        }
    }
}

#[test]
fn a_score_that_its_own_set_does_not_add_up_to_is_told_as_both() {
    let ctx = people::context();
    let said = |p: &Patient| {
        let faces = faces_of(&ctx, std::slice::from_ref(p), &[Form::Observations]);
        faces.iter().map(flat).collect::<String>()
    };
    let mut p = people::featherstonehaugh();
    assert!(said(&p).contains("NEWS2 9."), "{}", said(&p));
    p.observations[0].temperature_tenths = Some(380);
    assert!(
        said(&p).contains("NEWS2: source says 9, the set adds up to 8: score again."),
        "{}",
        said(&p)
    );
    p.observations[0].temperature_tenths = None;
    assert!(said(&p).contains("NEWS2 9."), "a gap proves nothing");
    p.news2.as_mut().unwrap().score = 3;
    assert!(said(&p).contains("source says 3, the set adds up to 8 or more: score again."));
}

#[test]
fn a_sheet_for_a_name_that_does_not_print_says_how_old_what_it_quotes_is() {
    let mut p = people::okafor();
    p.name.family = "Sm\u{1F600}ith".into();
    for (name, ctx) in contexts() {
        let all = of(&ctx, &p);
        let sheet = flat(all.iter().find(|f| f.title == "Name needs a person").unwrap());
        assert!(
            !sheet.contains("Nothing is printed from a system"),
            "{name}: {sheet}"
        );
        let told = match name {
            "fresh" | "mono" => "Below: census of Sat 15-Nov-2025 02:10",
            "old" | "rebuild" => "OLD DATA",
            "suspect" => "? NOT TRUSTED",
            "no census" => "NO RECORD",
            "clock wrong" => "CLOCK WRONG",
            _ => "EXERCISE",
        };
        assert!(sheet.contains(told), "{name}: {sheet}");
    }
}
