//! Makes the sheets that people look at, as PDF in the target directory's tmp, and asks the PDF tools what they think.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines
)] // pixels and long lists of checks

mod people;
mod sheets;
mod tools;

use std::ops::ControlFlow;
use std::process::Command;

use battlebag_census::{Allergies, Patient};
use battlebag_paper::{
    Feed, Form, Pack, PackRequest, PaperSize, PrintContext, PriorityList, SheetNumbers, SuspectSource, cards,
    checkpoint, priority_list, record, recovery, ward_pack,
};
use chrono::{NaiveDate, TimeDelta};
use tools::{hold_up, tool};

fn pack(ctx: &PrintContext, all: &[Patient]) -> Pack {
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &patients,
        forms: &Form::USUAL,
    };
    ward_pack(&req, &mut SheetNumbers::new(5, ctx.exercise, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn everybody() -> Vec<Patient> {
    let mut all = vec![
        people::featherstonehaugh(),
        people::hargreaves(),
        people::wisniewski(),
        people::al_husseini(),
        people::adebayo(),
    ];
    all.extend(people::scripts());
    all
}

#[test]
fn a_ward_of_many_scripts_prints_every_sheet() {
    let all = everybody();
    let ctx = people::context();
    let first = pack(&ctx, &all);
    assert!(
        first.pdf == pack(&ctx, &all).pdf,
        "the same request gives the same bytes"
    );
    assert_eq!(first.held_back, [], "nothing is too long to quote");
    // Six faces each; the two with long medicines have a further face of them, and its back.
    assert_eq!(first.pages, all.len() * 6 + 4);
    let file = hold_up("ward.pdf", &first);
    let Ok(text) = Command::new("pdftotext")
        .args(["-layout", &file.display().to_string(), "-"])
        .output()
    else {
        return;
    };
    let text = String::from_utf8_lossy(&text.stdout).to_string();
    let pages: Vec<&str> = text.split('\u{c}').collect();
    for (n, p) in all.iter().enumerate() {
        let digits = &p.nhs_number.as_ref().unwrap().digits;
        let grouped = format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..]);
        let with: Vec<usize> = pages
            .iter()
            .enumerate()
            .filter(|(_, t)| t.contains(&grouped))
            .map(|(i, _)| i)
            .collect();
        assert_eq!(
            with.len(),
            if n < 2 { 8 } else { 6 },
            "{grouped} on its own pages: {with:?}"
        );
    }
    for words in ["ADÉBÁYỌ̀", "NGUYỄN", "王小明", "राजेश कुमार श्रीवास्तव"]
    {
        assert!(
            text.contains(words) || text.contains(&decomposed(words)),
            "{words} is found in the text"
        );
    }
}

/// Yoruba as it was typed: marks after their letters.
fn decomposed(text: &str) -> String {
    text.replace('É', "E\u{301}")
        .replace('Á', "A\u{301}")
        .replace('Ọ', "O\u{323}")
}

#[test]
fn every_state_of_the_census_and_every_stock_prints() {
    let base = people::context();
    let all = [
        people::featherstonehaugh(),
        people::wisniewski(),
        people::adebayo(),
    ];
    let old = PrintContext {
        census_as_of: Some(base.printed_at - TimeDelta::minutes(401)),
        ..base.clone()
    };
    hold_up("old.pdf", &pack(&old, &all));
    let rebuild = PrintContext {
        census_as_of: Some(base.printed_at - TimeDelta::hours(15)),
        ..base.clone()
    };
    hold_up("rebuild.pdf", &pack(&rebuild, &all));
    let suspect = SuspectSource {
        name: "e-prescribing".into(),
        feeds: vec![Feed::Medicines, Feed::Allergies],
        since: people::at(15, 2, 14),
        said_by: "J. Mbeki".into(),
    };
    hold_up(
        "suspect.pdf",
        &pack(
            &PrintContext {
                suspect: vec![suspect],
                ..base.clone()
            },
            &all,
        ),
    );
    hold_up(
        "exercise.pdf",
        &pack(
            &PrintContext {
                exercise: true,
                ..base.clone()
            },
            &all,
        ),
    );
    hold_up(
        "letter.pdf",
        &pack(
            &PrintContext {
                paper: PaperSize::Letter,
                ..base.clone()
            },
            &all,
        ),
    );
    hold_up(
        "mono.pdf",
        &pack(
            &PrintContext {
                mono: true,
                duplex: false,
                ..base.clone()
            },
            &all,
        ),
    );
}

#[test]
fn names_that_do_not_print_are_held_back_and_reported() {
    let mut emoji = people::patient(1, "Sm\u{1F600}ith", "Ann");
    emoji.name.native = None;
    let long = people::patient(2, &"W".repeat(60), "Bo");
    let mut child = people::patient(3, "Dahl", "Mia");
    child.born = NaiveDate::from_ymd_opt(2019, 6, 1);
    let mut many = people::patient(4, "Kowalczyk", "Ewa");
    many.allergies = Allergies::Recorded {
        items: (0..7)
            .map(|n| {
                people::allergy(
                    &format!("substance number {n}"),
                    "swelling of the face and hands within an hour, treated in the emergency department",
                )
            })
            .collect(),
    };
    let all = [emoji, long, child, many];
    let made = pack(&people::context(), &all);
    hold_up("held-back.pdf", &made);
    let said: Vec<String> = made
        .held_back
        .iter()
        .map(|h| format!("{} | {} | {}", h.patient, h.form, h.reason))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    row:1 | Prescription and administration chart | the last name has a character that cannot be printed (U+1F600): write this sheet by hand
    row:1 | Observations: NEWS2 scores | the last name has a character that cannot be printed (U+1F600): write this sheet by hand
    row:2 | name | the name is too long to print whole: write it on each face from the wristband
    row:3 | Observations: NEWS2 scores | NEWS2 is not for patients under 16. This patient: 6 years. Use: PEWS chart, St Oswin’s
    ");
    assert!(made.sheets.iter().any(|s| s.form == "Name needs a person"));
    // The last sheet says all of it, and nobody's chart is on it.
    let gap = made.sheets.last().unwrap();
    assert_eq!(
        (gap.form.as_str(), gap.patient.clone()),
        ("Held back: write by hand", None)
    );
    let whole = pack(&people::context(), &[people::wisniewski()]);
    assert!(
        whole.sheets.iter().all(|s| s.form != gap.form),
        "a whole pack has none"
    );
    if let Ok(text) = Command::new("pdftotext")
        .args(["-layout", "-f", &made.pages.to_string()])
        .args([tools::out("held-back.pdf").display().to_string(), "-".into()])
        .output()
    {
        let text = String::from_utf8_lossy(&text.stdout).to_string();
        for words in [
            "4 lines to write by hand",
            "[U+1F600]",
            "PEWS chart",
            "The name is too long to print whole",
        ] {
            assert!(text.contains(words), "{words} stands on the gap sheet: {text}");
        }
    }
}

/// What a screen shows of a page is what the printer gets: the same marks, and no number that could be copied.
#[test]
fn a_page_is_looked_at_before_it_is_printed() {
    let all = everybody();
    let whole = pack(&people::context(), &all);
    let patients: Vec<_> = all.iter().collect();
    let look = |page| {
        let ctx = PrintContext {
            look_at: Some(page),
            ..people::context()
        };
        let req = PackRequest {
            context: &ctx,
            ward: "7B",
            patients: &patients,
            forms: &Form::USUAL,
        };
        ward_pack(&req, &mut SheetNumbers::none_yet(), &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap()
    };
    for page in [0, 1, whole.pages - 1] {
        let seen = look(page);
        assert_eq!((seen.pages, &seen.held_back), (whole.pages, &whole.held_back));
        let svg = String::from_utf8(seen.pdf).unwrap();
        assert!(
            svg.starts_with("<svg ") && svg.matches("<use ").count() > 100,
            "page {page}"
        );
    }
    assert_ne!(look(0).pdf, look(1).pdf);
}

#[test]
fn lists_and_cards_print() {
    let base = people::context();
    let ward = people::ranked_ward();
    let entries = people::listed(&ward);
    let list = PriorityList {
        ward: "7B",
        entries: &entries,
        census_count: 9,
        systems_as_of: people::at(15, 3, 1),
        number: 3,
        replaces: Some(2),
    };
    hold_up(
        "list.pdf",
        &priority_list(&base, &mut SheetNumbers::new(11, false, []), &list).unwrap(),
    );
    let rebuild = PrintContext {
        census_as_of: Some(base.printed_at - TimeDelta::hours(15)),
        exercise: true,
        ..base.clone()
    };
    hold_up(
        "roll-call.pdf",
        &priority_list(&rebuild, &mut SheetNumbers::new(11, true, []), &list).unwrap(),
    );
    let card = people::card();
    hold_up(
        "card.pdf",
        &cards(&base, &mut SheetNumbers::new(12, false, []), &[&card]).unwrap(),
    );
    let mut long = people::card();
    let more = long.steps.clone();
    long.steps.extend(more);
    let refused = cards(&base, &mut SheetNumbers::new(12, false, []), &[&long]).unwrap_err();
    insta::assert_snapshot!(refused.to_string(), @"card nurse-in-charge does not fit on one side: cut words on the card, not the size of the type (104 mm too long)");
}

#[test]
fn the_record_of_an_incident_and_its_guards_print() {
    let base = people::context();
    let mut numbers = SheetNumbers::new(13, false, []);
    let made = record(&base, &mut numbers, &sheets::record()).unwrap();
    assert!(
        made.pdf
            == record(&base, &mut SheetNumbers::new(13, false, []), &sheets::record())
                .unwrap()
                .pdf,
        "the same record gives the same bytes"
    );
    let file = hold_up("incident-record.pdf", &made);
    let letter = PrintContext {
        paper: PaperSize::Letter,
        exercise: true,
        ..base.clone()
    };
    hold_up(
        "incident-record-letter.pdf",
        &record(&letter, &mut numbers, &sheets::record()).unwrap(),
    );
    hold_up(
        "guard-checkpoint.pdf",
        &checkpoint(&base, &mut numbers, &sheets::checkpoint(20)).unwrap(),
    );
    let envelope = recovery(&base, &mut numbers, &sheets::recovery()).unwrap();
    let file_of_code = hold_up("guard-recovery.pdf", &envelope);
    if let Some((said, _, _)) = tool("pdfinfo", &[], &file_of_code) {
        assert!(
            !said.to_lowercase().contains("recovery"),
            "a printer's queue shows the title: {said}"
        );
    }
    let Ok(text) = Command::new("pdftotext")
        .args(["-layout", &file.display().to_string(), "-"])
        .output()
    else {
        return;
    };
    let text = String::from_utf8_lossy(&text.stdout).to_string();
    for words in [
        "CORRECTED by entry A 6:",
        "राजेश कुमार श्रीवास्तव",
        "王小明",
        "[U+1F600]",
        "FLAGGED FOR DEBRIEF",
        "Page 2 of 4",
    ] {
        assert!(text.contains(words), "{words} is found in the text");
    }
}
