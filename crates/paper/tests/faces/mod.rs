//! Charts as display lists, in every state that a census can be in.
#![allow(dead_code)] // each test file uses some of them

use battlebag_census::Patient;
use battlebag_paper::draw::{Mark, TextMark};
use battlebag_paper::{
    Drawn, Feed, Form, PackRequest, PrintContext, PrinterTest, SheetNumbers, SuspectSource, WardContent,
    WardSheet, blank_faces, printer_test_faces, ward_faces, ward_sheet_faces,
};
use chrono::TimeDelta;

use crate::people;

/// The usual forms of everybody.
pub fn faces(ctx: &PrintContext, all: &[Patient]) -> Vec<Drawn> {
    faces_of(ctx, all, &Form::USUAL)
}

/// The other forms.
pub fn others() -> Vec<Form> {
    Form::ALL
        .into_iter()
        .filter(|f| !Form::USUAL.contains(f))
        .collect()
}

pub fn faces_of(ctx: &PrintContext, all: &[Patient], forms: &[Form]) -> Vec<Drawn> {
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &patients,
        forms,
    };
    // Packs of other forms must not get the same sheet numbers.
    let seed = forms.len() as u64;
    let mut faces = ward_faces(&req, &mut SheetNumbers::new(seed, ctx.exercise, [])).unwrap();
    // The last sheet of a pack that is not whole is a list like any other: documents.rs looks at those.
    faces.retain(|f| f.title != "Held back: write by hand");
    faces
}

/// Every form, wholly blank.
pub fn blanks(ctx: &PrintContext) -> Vec<Drawn> {
    let mut numbers = SheetNumbers::new(4, ctx.exercise, []);
    let forms = Form::ALL.into_iter();
    forms
        .flat_map(|form| blank_faces(ctx, &mut numbers, form).unwrap())
        .collect()
}

/// Named contexts: fresh, old, rebuild, suspect, no census, exercise, mono and simplex.
pub fn contexts() -> Vec<(&'static str, PrintContext)> {
    let base = people::context();
    let aged = |h: i64| PrintContext {
        census_as_of: Some(base.printed_at - TimeDelta::hours(h)),
        ..base.clone()
    };
    let suspect = SuspectSource {
        name: "e-prescribing".into(),
        feeds: vec![Feed::Medicines, Feed::Allergies, Feed::Observations, Feed::Weight],
        since: people::at(15, 2, 14),
        said_by: "J. Mbeki".into(),
    };
    vec![
        ("fresh", base.clone()),
        ("old", aged(6)),
        ("rebuild", aged(15)),
        (
            "suspect",
            PrintContext {
                suspect: vec![suspect],
                ..base.clone()
            },
        ),
        (
            "no census",
            PrintContext {
                census_as_of: None,
                ..base.clone()
            },
        ),
        ("clock wrong", aged(-3)),
        (
            "exercise",
            PrintContext {
                exercise: true,
                ..base.clone()
            },
        ),
        (
            "mono",
            PrintContext {
                mono: true,
                duplex: false,
                ..base.clone()
            },
        ),
    ]
}

/// Every ward sheet, wholly blank and filled with the ward.
pub fn ward_sheets(ctx: &PrintContext, all: &[Patient]) -> Vec<Drawn> {
    let patients: Vec<_> = all.iter().collect();
    let rows = people::back_entry();
    let full = WardContent {
        ward: "7B",
        patients: &patients,
        back_entry: &rows,
    };
    let mut numbers = SheetNumbers::new(6, ctx.exercise, []);
    let mut out = Vec::new();
    for sheet in WardSheet::ALL {
        for content in [&WardContent::default(), &full] {
            out.extend(ward_sheet_faces(ctx, &mut numbers, sheet, content).unwrap());
        }
    }
    out
}

/// The sheet that a printer is tried with, named and not.
pub fn printer_tests(ctx: &PrintContext) -> Vec<Drawn> {
    let mut numbers = SheetNumbers::new(9, ctx.exercise, []);
    let named = PrinterTest {
        printer: "Ward 6 laser".into(),
    };
    [PrinterTest::default(), named]
        .iter()
        .flat_map(|test| printer_test_faces(ctx, &mut numbers, test).unwrap())
        .collect()
}

pub fn marks(f: &Drawn) -> impl Iterator<Item = &Mark> {
    f.shared.iter().chain(&f.own)
}

pub fn texts(f: &Drawn) -> impl Iterator<Item = &TextMark> {
    marks(f).filter_map(|m| if let Mark::Text(t) = m { Some(t) } else { None })
}

pub fn words(f: &Drawn) -> String {
    texts(f).map(|t| t.text.as_str()).collect::<Vec<_>>().join("\n")
}
