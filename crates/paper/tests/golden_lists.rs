//! Records, reports and lists as pictures, compared with small committed ones.
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

use battlebag_paper::{
    Form, PackRequest, PaperSize, PrintContext, SheetNumbers, census_report, checkpoint, contact_list,
    org_chart, record, recovery, report, tabards, ward_pack,
};
use pictures::compare;

#[test]
fn the_record_and_the_sheets_that_guard_it_look_as_they_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    for (name, ctx) in [("", &base), ("drill-", &drill)] {
        let mut numbers = SheetNumbers::new(21, ctx.exercise, []);
        let made = record(ctx, &mut numbers, &sheets::record()).unwrap();
        for page in 1..=if ctx.exercise { 1 } else { 3 } {
            compare(&format!("{name}record"), &made.pdf, page);
        }
        let made = checkpoint(ctx, &mut numbers, &sheets::checkpoint(3)).unwrap();
        compare(&format!("{name}checkpoint"), &made.pdf, 1);
        let made = recovery(ctx, &mut numbers, &sheets::recovery()).unwrap();
        compare(&format!("{name}recovery"), &made.pdf, 1);
    }
}

#[test]
fn reports_look_as_they_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    let letter = PrintContext {
        paper: PaperSize::Letter,
        ..base.clone()
    };
    for (name, ctx, sheet) in [
        ("methane", &base, sheets::reports::methane(true)),
        ("methane-not-signed", &base, sheets::reports::methane(false)),
        ("drill-methane", &drill, sheets::reports::methane(false)),
        ("sitrep", &base, sheets::reports::sitrep()),
        ("briefing", &base, sheets::reports::briefing(true)),
        ("briefing-letter", &letter, sheets::reports::briefing(false)),
    ] {
        let mut numbers = SheetNumbers::new(41, ctx.exercise, []);
        let made = report(ctx, &mut numbers, &sheet).unwrap();
        compare(name, &made.pdf, 1);
    }
}

/// Hand-over brief, contact list, organisation chart and tabards, real and in a drill, on A4 and Letter.
#[test]
fn sheets_of_roles_look_as_they_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    let letter = PrintContext {
        paper: PaperSize::Letter,
        ..base.clone()
    };
    let bag = battlebag_bag::Bag::shipped().unwrap();
    for (name, ctx) in [("", &base), ("drill-", &drill), ("letter-", &letter)] {
        let mut numbers = SheetNumbers::new(43, ctx.exercise, []);
        let made = report(ctx, &mut numbers, &sheets::roles::handover()).unwrap();
        for page in 1..=if name.is_empty() { made.pages } else { 1 } {
            compare(&format!("{name}handover"), &made.pdf, page);
        }
        let made = contact_list(ctx, &mut numbers, &sheets::roles::contacts(&bag)).unwrap();
        for page in 1..=if name.is_empty() { made.pages } else { 1 } {
            compare(&format!("{name}contact-list"), &made.pdf, page);
        }
        let made = org_chart(ctx, &mut numbers, &sheets::roles::org_chart(&bag)).unwrap();
        assert_eq!(made.pages, 1, "{name}: one side");
        compare(&format!("{name}org-chart"), &made.pdf, 1);
        let all = sheets::roles::tabards(&bag);
        let made = tabards(ctx, &mut numbers, &all).unwrap();
        assert_eq!(made.pages, all.len(), "{name}: one role a page");
        compare(&format!("{name}tabard"), &made.pdf, 2);
    }
}

#[test]
fn allergies_in_conflict_look_as_they_did() {
    let base = people::context();
    let old = PrintContext {
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    for (name, ctx, p, pages) in [
        ("conflict", &base, people::okafor(), [1, 5].as_slice()),
        ("conflict-long", &base, people::bergstrom(), &[1, 5]),
        ("conflict-old", &old, people::okafor(), &[1]),
    ] {
        let req = PackRequest {
            context: ctx,
            ward: "7B",
            patients: &[&p],
            forms: &Form::USUAL,
        };
        let mut numbers = SheetNumbers::new(7, false, []);
        let made = ward_pack(&req, &mut numbers, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(made.held_back, [], "{name}");
        for page in pages {
            compare(name, &made.pdf, *page);
        }
    }
}

#[test]
fn the_census_report_looks_as_it_did() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    let letter = PrintContext {
        paper: PaperSize::Letter,
        census_as_of: Some(people::at(14, 20, 25)),
        ..base.clone()
    };
    for (name, ctx, pages) in [
        ("census", &base, [1, 2].as_slice()),
        ("census-letter", &letter, &[1]),
        ("drill-census", &drill, &[1]),
    ] {
        let mut numbers = SheetNumbers::new(23, ctx.exercise, []);
        let made = census_report(ctx, &mut numbers, &sheets::census()).unwrap();
        for page in pages {
            compare(name, &made.pdf, *page);
        }
    }
    let empty = battlebag_paper::CensusReportSheet {
        in_patients: 41,
        as_of: "Sat 15-Nov-2025 02:10".into(),
        age: "56 minutes before printing".into(),
        ..Default::default()
    };
    let made = census_report(&base, &mut SheetNumbers::new(24, false, []), &empty).unwrap();
    compare("census-empty", &made.pdf, 1);
}
