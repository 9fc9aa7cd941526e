//! A hospital's insulin scale on its chart: all of it as it was signed, or none of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test's own parts
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a row out of its place in mm

mod faces;
mod people;

use battlebag_bag::{GlucoseBand, InsulinScale, LocalPaper, Tenths};
use battlebag_paper::draw::{Area, TextMark};
use battlebag_paper::{Form, LocalLists, PrintContext};
use faces::{faces_of, texts, words};
use proptest::prelude::*;

const RULE: &str = "20 g glucose by mouth, then 10 % glucose; look again after 15 min";

fn with(scale: Option<InsulinScale>, hypo_rule: Option<&str>) -> PrintContext {
    let own = LocalPaper {
        hypo_rule: hypo_rule.map(str::to_owned),
        scale,
        ..LocalPaper::default()
    };
    PrintContext {
        lists: LocalLists {
            own,
            ..LocalLists::default()
        },
        ..people::context()
    }
}

fn chart(ctx: &PrintContext) -> battlebag_paper::Drawn {
    faces_of(ctx, &[people::adebayo()], &[Form::VariableRateInsulin]).remove(0)
}

fn said(scale: Option<InsulinScale>, hypo_rule: Option<&str>) -> String {
    words(&chart(&with(scale, hypo_rule)))
}

#[test]
fn the_insulin_scale_is_empty_until_it_is_whole_and_signed() {
    let with = said;
    let rule = Some(RULE);
    let empty = with(None, rule);
    assert!(empty.contains("Empty until the diabetes lead has signed it") && empty.contains("Scale C"));
    let signed = with(Some(people::scale()), rule).replace('\n', " ");
    assert!(
        signed.contains("Dr Ifeoma Example, diabetes lead, 03-Nov-2025"),
        "{signed}"
    );
    assert!(signed.contains("B: standard") && !signed.contains("Empty until"));
    // One of these is missing: the sheet is the empty one, to the letter.
    for (what, scale, rule) in [
        (
            "not signed",
            InsulinScale {
                signed_by: String::new(),
                ..people::scale()
            },
            rule,
        ),
        (
            "no day",
            InsulinScale {
                signed_on: None,
                ..people::scale()
            },
            rule,
        ),
        (
            "a gap",
            {
                let mut scale = people::scale();
                scale.band.remove(2);
                scale
            },
            rule,
        ),
        (
            "insulin under 4",
            {
                let mut scale = people::scale();
                scale.band[0].rates[0] = Tenths(5);
                scale
            },
            rule,
        ),
    ] {
        assert_eq!(with(Some(scale), rule), empty, "{what}");
    }
    assert_eq!(
        with(Some(people::scale()), None),
        with(None, None),
        "no rule for a low glucose"
    );
}

#[test]
fn a_column_too_wide_for_its_head_is_a_fault_of_the_bag_and_never_found_at_the_printer() {
    let mut bag = battlebag_bag::Bag::shipped().unwrap();
    bag.local_paper = LocalPaper {
        hypo_rule: Some(RULE.into()),
        scale: Some(InsulinScale {
            columns: ["MMMM MMMMMM MMMM 1", "b", "c"].map(str::to_owned).to_vec(),
            ..people::scale()
        }),
        ..LocalPaper::default()
    };
    let faults = battlebag_paper::own_paper_faults(&bag);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].what.contains("does not fit its place"), "{}", faults[0]);
}

/// What stands in the table, row by row, cell by cell.
fn table(face: &battlebag_paper::Drawn, columns: usize) -> Vec<Vec<String>> {
    let mut edges = vec![0.0, 26.0, 52.0];
    edges.extend((1..=columns).map(|n| 52.0 + 72.0 / columns as f32 * n as f32));
    let body = Area::new(0.0, 57.5, 124.0, 47.0);
    let in_table = |t: &&TextMark| t.x < body.right() && t.y > body.y && t.y < body.bottom();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut marks: Vec<&TextMark> = texts(face).filter(in_table).collect();
    marks.sort_by(|a, b| a.y.total_cmp(&b.y));
    for mark in marks {
        let row = ((mark.y - body.y) / 6.5) as usize;
        let cell = edges.iter().rposition(|edge| *edge <= mark.x).unwrap();
        rows.resize(rows.len().max(row + 1), vec![String::new(); columns + 2]);
        let said = &mut rows[row][cell];
        if mark.text.as_str() != "hypo rule first" {
            assert!(said.is_empty(), "two numbers in one cell");
            mark.text.clone_into(said);
        }
    }
    rows
}

fn cells(scale: &InsulinScale) -> Vec<Vec<String>> {
    let row = |band: &GlucoseBand| {
        let up_to = band
            .up_to
            .map_or("and over".to_owned(), |up_to| up_to.to_string());
        let rates = band
            .rates
            .iter()
            .map(|rate| format!("{rate} {}", if rate.0 == 10 { "unit" } else { "units" }));
        [band.from.to_string(), up_to].into_iter().chain(rates).collect()
    };
    scale.band.iter().map(row).collect()
}

/// A scale without a fault, out of nothing but chance.
fn any_scale() -> impl Strategy<Value = InsulinScale> {
    let steps = proptest::collection::vec(1_u32..46, 0..6);
    let rates = proptest::collection::vec(proptest::collection::vec(0_u32..33, 6), 1..=3);
    (steps, rates).prop_map(|(steps, rates)| {
        let mut from = 40;
        let mut band = vec![GlucoseBand {
            from: Tenths(0),
            up_to: Some(Tenths(39)),
            rates: vec![Tenths(0); rates.len()],
        }];
        for at in 0..=steps.len() {
            let up_to = steps.get(at).map(|step| from + step);
            // Each column goes up from band to band.
            let rates = rates
                .iter()
                .map(|more| Tenths(more.iter().take(at + 1).sum()))
                .collect();
            band.push(GlucoseBand {
                from: Tenths(from),
                up_to: up_to.map(Tenths),
                rates,
            });
            from = up_to.unwrap_or(from) + 1;
        }
        let names = ["reduced", "standard", "increased"];
        InsulinScale {
            columns: names.iter().take(rates.len()).map(ToString::to_string).collect(),
            band,
            ..people::scale()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) })]

    /// Every number that was signed is in its cell, no other number is, and none is written as the house does not write it.
    #[test]
    fn the_table_says_what_was_signed_and_nothing_else(scale in any_scale()) {
        let ctx = with(Some(scale.clone()), Some(RULE));
        prop_assert!(ctx.lists.own.scale_to_print().is_some(), "{scale:?}");
        let face = chart(&ctx);
        prop_assert_eq!(table(&face, scale.columns.len()), cells(&scale));
        for word in words(&face).split_whitespace() {
            prop_assert!(!word.ends_with(".0") && !word.starts_with('.'), "{word}");
        }
    }
}
