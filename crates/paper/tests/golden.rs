//! Pages as pictures: compared with small committed ones, and their codes read back as a scanner would.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines
)] // pixels and long lists of checks

mod people;
mod pictures;
mod sheets;

use std::ops::ControlFlow;
use std::process::Command;

use battlebag_bag::LocalPaper;
use battlebag_paper::{
    CardBook, Form, LocalLists, Pack, PackRequest, PaperSize, PrintContext, PriorityList, SheetNumbers,
    WardContent, WardSheet, blank, card_book, cards, checkpoint, priority_list, record, ward_pack,
    ward_sheet,
};
use pictures::{compare, raster};

fn pack(ctx: &PrintContext) -> Pack {
    let all = [
        people::featherstonehaugh(),
        people::al_husseini(),
        people::adebayo(),
    ];
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

/// A card on halves in each paper and in a drill, and the contents of a book.
fn card_books(base: &PrintContext) {
    let card = people::card();
    let halves = |ctx: &PrintContext| {
        let book = CardBook {
            contents: false,
            halves: true,
        };
        card_book(ctx, &mut SheetNumbers::new(12, ctx.exercise, []), &[&card], book)
            .unwrap()
            .pdf
    };
    compare("card-halves", &halves(base), 1);
    let on = |paper, exercise| PrintContext {
        paper,
        exercise,
        ..base.clone()
    };
    compare("card-halves-letter", &halves(&on(PaperSize::Letter, false)), 1);
    compare("drill-card-halves", &halves(&on(PaperSize::A4, true)), 1);
    compare("card-half-a5", &halves(&on(PaperSize::A5, false)), 1);
    let bag = battlebag_bag::Bag::shipped().unwrap();
    let mut all: Vec<_> = bag.cards.values().collect();
    all.sort_by_key(|card| &card.number);
    let book = CardBook {
        contents: true,
        halves: false,
    };
    let made = card_book(base, &mut SheetNumbers::new(12, false, []), &all, book).unwrap();
    compare("card-contents", &made.pdf, 1);
}

#[test]
fn pages_look_as_they_did() {
    let base = people::context();
    let fresh = pack(&base);
    for page in [1, 2, 3, 4, 5, 7, 8] {
        compare("fresh", &fresh.pdf, page);
    }
    compare(
        "exercise",
        &pack(&PrintContext {
            exercise: true,
            ..base.clone()
        })
        .pdf,
        1,
    );
    compare(
        "mono",
        &pack(&PrintContext {
            mono: true,
            ..base.clone()
        })
        .pdf,
        7,
    );
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        paper: PaperSize::Letter,
        ..base.clone()
    };
    compare("old-letter", &pack(&old).pdf, 1);
    // A pack that is not whole: its last sheet.
    let mut emoji = people::patient(1, "Sm\u{1F600}ith", "Ann");
    emoji.name.native = None;
    let mut child = people::patient(3, "Dahl", "Mia");
    child.born = chrono::NaiveDate::from_ymd_opt(2019, 6, 1);
    let gaps = [emoji, people::patient(2, &"W".repeat(60), "Bo"), child];
    let gaps: Vec<_> = gaps.iter().collect();
    let req = PackRequest {
        context: &base,
        ward: "7B",
        patients: &gaps,
        forms: &Form::USUAL,
    };
    let made = ward_pack(&req, &mut SheetNumbers::new(6, false, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    compare("gap", &made.pdf, made.pages);
    let long = people::hargreaves();
    let req = PackRequest {
        context: &base,
        ward: "7B",
        patients: &[&long],
        forms: &[Form::Prescription],
    };
    let made = ward_pack(&req, &mut SheetNumbers::new(6, false, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    for page in [2, 3] {
        compare("long", &made.pdf, page);
    }
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
    compare(
        "list",
        &priority_list(&base, &mut SheetNumbers::new(11, false, []), &list)
            .unwrap()
            .pdf,
        1,
    );
    card_books(&base);
    compare(
        "card",
        &cards(&base, &mut SheetNumbers::new(12, false, []), &[&people::card()])
            .unwrap()
            .pdf,
        1,
    );
}

/// One patient's sheet of one form.
fn sheet_of(ctx: &PrintContext, form: Form, p: &battlebag_census::Patient) -> Pack {
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &[p],
        forms: &[form],
    };
    ward_pack(&req, &mut SheetNumbers::new(31, ctx.exercise, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

#[test]
fn every_other_form_looks_as_it_did_filled() {
    let base = PrintContext {
        lists: LocalLists {
            night_tests: Some(people::night_tests()),
            ..people::context().lists
        },
        ..people::context()
    };
    let (rtl, long, marks, plain) = (
        people::al_husseini(),
        people::ventilated(),
        people::thirty_medicines(),
        people::wisniewski(),
    );
    for (form, p, pages) in [
        (Form::Drip, &rtl, [1, 2].as_slice()),
        (Form::FluidBalance, &marks, &[1]),
        (Form::FixedRateInsulin, &plain, &[1]),
        (Form::VariableRateInsulin, &plain, &[1]),
        (Form::LaboratoryRequest, &marks, &[1]),
        (Form::ResultSlip, &long, &[1]),
        (Form::PhonedResults, &marks, &[1]),
        (Form::Sbar, &marks, &[1]),
        (Form::NeuroObservations, &rtl, &[1]),
        (Form::HandVentilation, &long, &[1]),
        (Form::TransfusionRequest, &long, &[1]),
        (Form::TransfusionCheck, &rtl, &[1, 2]),
        (Form::RadiologyRequest, &long, &[1, 2]),
        (Form::CriticalCare, &long, &[1, 2, 3, 4]),
        (Form::Partogram, &marks, &[1, 2]),
        (Form::Auscultation, &long, &[1, 2]),
        (Form::Consent, &rtl, &[1]),
        (Form::VteAssessment, &marks, &[1]),
        (Form::ResuscitationPlan, &long, &[1]),
        (Form::PatientLetter, &rtl, &[1]),
        (Form::Wristband, &long, &[1]),
    ] {
        let made = sheet_of(&base, form, p);
        for page in pages {
            compare(form.id(), &made.pdf, *page);
        }
    }
    let doubted = PrintContext {
        lists: LocalLists {
            night_tests: Some(people::doubted_tests()),
            ..people::context().lists
        },
        ..people::context()
    };
    let made = sheet_of(&doubted, Form::LaboratoryRequest, &plain);
    compare("laboratory-doubt", &made.pdf, 1);
    let signed = PrintContext {
        lists: LocalLists {
            own: LocalPaper {
                hypo_rule: Some("20 g glucose by mouth, look again after 15 minutes".into()),
                scale: Some(people::scale()),
                ..base.lists.own.clone()
            },
            ..base.lists.clone()
        },
        ..base.clone()
    };
    compare(
        "variable-rate-insulin-signed",
        &sheet_of(&signed, Form::VariableRateInsulin, &plain).pdf,
        1,
    );
    // No gravity where noradrenaline runs; a drill's band; a laboratory request on Letter from an old census.
    let made = sheet_of(&base, Form::Drip, &long);
    for page in [1, 2] {
        compare("drip-never", &made.pdf, page);
    }
    // Nothing by gravity for a newborn, and no chart with an adult's numbers.
    let made = sheet_of(&base, Form::Drip, &people::newborn());
    for page in [1, 2] {
        compare("drip-newborn", &made.pdf, page);
    }
    let made = sheet_of(&base, Form::HandVentilation, &people::newborn());
    compare("hand-ventilation-child", &made.pdf, 1);
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    compare("drill-wristband", &sheet_of(&drill, Form::Wristband, &rtl).pdf, 1);
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        paper: PaperSize::Letter,
        ..people::context()
    };
    compare(
        "laboratory-letter",
        &sheet_of(&old, Form::LaboratoryRequest, &rtl).pdf,
        1,
    );
}

/// The new charts where they are hardest: a census past its limit on Letter, a source not trusted, a drill, thirty
/// medicines of which half are as required, a form that the hospital has named.
#[test]
fn charts_look_as_they_did_in_doubt_and_with_much_to_say() {
    let base = people::context();
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        paper: PaperSize::Letter,
        ..base.clone()
    };
    let long = people::ventilated();
    let made = sheet_of(&old, Form::CriticalCare, &long);
    for page in [2, 4] {
        compare("critical-care-letter", &made.pdf, page);
    }
    compare(
        "resuscitation-letter",
        &sheet_of(&old, Form::ResuscitationPlan, &long).pdf,
        1,
    );
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    compare(
        "drill-partogram",
        &sheet_of(&drill, Form::Partogram, &long).pdf,
        1,
    );
    let mut many = people::thirty_medicines();
    for m in many.medicines.iter_mut().skip(15) {
        m.as_required = true;
        m.max_24h = Some("4 doses".into());
        m.indication = Some("pain".into());
    }
    let named = PrintContext {
        lists: LocalLists {
            own: LocalPaper {
                consent_form: Some("Consent form 1, theatre reception, blue tray".into()),
                tall_man: vec!["prednisoLONE".into()],
                ..base.lists.own.clone()
            },
            ..base.lists.clone()
        },
        ..base.clone()
    };
    let made = sheet_of(&named, Form::Prescription, &many);
    for page in [5, 7, 8] {
        compare("thirty", &made.pdf, page);
    }
    compare("consent-named", &sheet_of(&named, Form::Consent, &long).pdf, 1);
}

#[test]
fn ward_sheets_look_as_they_did() {
    let ctx = people::context();
    let drill = PrintContext {
        exercise: true,
        ..people::context()
    };
    let all = [
        people::ventilated(),
        people::al_husseini(),
        people::thirty_medicines(),
        people::okafor(),
        people::bergstrom(),
        people::hargreaves(),
    ];
    let patients: Vec<_> = all.iter().collect();
    let rows = people::back_entry();
    let full = WardContent {
        ward: "7B",
        patients: &patients,
        back_entry: &rows,
    };
    for sheet in WardSheet::ALL {
        let mut numbers = SheetNumbers::new(33, false, []);
        let made = ward_sheet(&ctx, &mut numbers, sheet, &full, 1).unwrap();
        for page in 1..=if sheet == WardSheet::StockCount { 2 } else { 1 } {
            compare(sheet.id(), &made.pdf, page);
        }
    }
    let mut numbers = SheetNumbers::new(34, true, []);
    let made = ward_sheet(&drill, &mut numbers, WardSheet::QuarantineTag, &full, 1).unwrap();
    compare("drill-quarantine-tag", &made.pdf, 1);
}

#[test]
fn blank_forms_look_as_they_did() {
    let ctx = people::context();
    let mut numbers = SheetNumbers::new(32, false, []);
    for form in [
        Form::Drip,
        Form::Wristband,
        Form::Sbar,
        Form::CriticalCare,
        Form::Partogram,
        Form::PatientLetter,
    ] {
        let made = blank(&ctx, &mut numbers, form, 1).unwrap();
        compare(&format!("blank-{}", form.id()), &made.pdf, 1);
    }
    let made = blank(&ctx, &mut numbers, Form::Prescription, 1).unwrap();
    for page in 1..=4 {
        compare("blank-prescription", &made.pdf, page);
    }
}

/// A page at 300 dpi, read by another program's eyes.
#[test]
fn the_code_of_a_checkpoint_is_read_back_from_a_print() {
    let ctx = people::context();
    let mut numbers = SheetNumbers::new(22, false, []);
    let mut made: Vec<(String, Vec<u8>, String)> = [1, 3, 8, 16]
        .into_iter()
        .map(|n| {
            let pdf = checkpoint(&ctx, &mut numbers, &sheets::checkpoint(n))
                .unwrap()
                .pdf;
            (format!("checkpoint-of-{n}"), pdf, sheets::code_text(n))
        })
        .collect();
    let pdf = record(&ctx, &mut numbers, &sheets::record()).unwrap().pdf;
    made.push(("record-code".to_string(), pdf, sheets::code_text(2)));
    let drill = PrintContext {
        exercise: true,
        ..people::context()
    };
    let pdf = checkpoint(&drill, &mut numbers, &sheets::checkpoint(3))
        .unwrap()
        .pdf;
    made.push(("drill-code".to_string(), pdf, sheets::code_text(3)));
    for (name, pdf, text) in made {
        let Some((file, _)) = raster(&pdf, &name, 1, 300) else {
            return;
        };
        let Ok(read) = Command::new("zbarimg")
            .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&file)
            .output()
        else {
            println!("zbarimg is not installed: square codes not read");
            return;
        };
        assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), text, "{name}");
    }
}

/// Score bands of a mono print stay apart when a fax makes every pixel black or white: the digits are still there.
#[test]
fn mono_scores_survive_a_threshold() {
    let mono = pack(&PrintContext {
        mono: true,
        ..people::context()
    });
    let Some((_, p)) = raster(&mono.pdf, "threshold", 7, 300) else {
        return;
    };
    // The first band (25 or more, score 3): its score column is 45 % grey, so at 50 % only the digit is black.
    let mm = |v: f32| (v / 25.4 * 300.0) as usize;
    let (x0, x1) = (mm(15.0 + 41.3), mm(15.0 + 45.7));
    let (y0, y1) = (mm(19.0 + 53.8), mm(19.0 + 57.4));
    let cell: Vec<u8> = (y0..y1)
        .flat_map(|y| p.grey[y * p.width + x0..y * p.width + x1].to_vec())
        .collect();
    let black = cell.iter().filter(|g| **g < 128).count() as f32 / cell.len() as f32;
    assert!((0.04..0.5).contains(&black), "{black} of the cell is black");
}
