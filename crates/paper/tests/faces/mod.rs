//! Charts as display lists, in every state that a census can be in.
#![allow(dead_code)] // each test file uses some of them

use battlebag_census::Patient;
use battlebag_paper::draw::{Mark, TextMark};
use battlebag_paper::{
    Drawn, Feed, Form, PackRequest, PrintContext, SheetNumbers, SuspectSource, ward_faces,
};
use chrono::TimeDelta;

use crate::people;

pub fn faces(ctx: &PrintContext, all: &[Patient]) -> Vec<Drawn> {
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest {
        context: ctx,
        ward: "7B",
        patients: &patients,
        forms: &Form::ALL,
    };
    ward_faces(&req, &mut SheetNumbers::new(3, ctx.exercise, [])).unwrap()
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

pub fn marks(f: &Drawn) -> impl Iterator<Item = &Mark> {
    f.shared.iter().chain(&f.own)
}

pub fn texts(f: &Drawn) -> impl Iterator<Item = &TextMark> {
    marks(f).filter_map(|m| if let Mark::Text(t) = m { Some(t) } else { None })
}

pub fn words(f: &Drawn) -> String {
    texts(f).map(|t| t.text.as_str()).collect::<Vec<_>>().join("\n")
}
