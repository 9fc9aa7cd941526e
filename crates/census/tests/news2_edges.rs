//! Both sides of every edge of every NEWS2 band (RCP 2017; facts.md §5.1), on both oxygen scales.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use battlebag_census::news2::{Parameter, part_scores, score};
use battlebag_census::{Consciousness, Observations};
use chrono::DateTime;

fn calm() -> Observations {
    Observations {
        at: DateTime::UNIX_EPOCH,
        respirations: Some(16),
        spo2: Some(97),
        oxygen: Some(false),
        scale2: false,
        systolic: Some(124),
        diastolic: None,
        pulse: Some(78),
        consciousness: Some(Consciousness::Alert),
        temperature_tenths: Some(368),
    }
}

fn part(set: &Observations, which: Parameter) -> u8 {
    part_scores(set)
        .into_iter()
        .find(|(p, _)| *p == which)
        .unwrap()
        .1
        .unwrap()
}

/// A parameter, how its number is put into a set, and numbers with their score.
type Edges = (Parameter, fn(&mut Observations, u16), &'static [(u16, u8)]);

#[test]
fn numbers_on_both_sides_of_each_edge() {
    let edges: [Edges; 4] = [
        (
            Parameter::Respirations,
            |o, n| o.respirations = Some(n),
            &[
                (8, 3),
                (9, 1),
                (11, 1),
                (12, 0),
                (20, 0),
                (21, 2),
                (24, 2),
                (25, 3),
            ],
        ),
        (
            Parameter::Systolic,
            |o, n| o.systolic = Some(n),
            &[
                (90, 3),
                (91, 2),
                (100, 2),
                (101, 1),
                (110, 1),
                (111, 0),
                (219, 0),
                (220, 3),
            ],
        ),
        (
            Parameter::Pulse,
            |o, n| o.pulse = Some(n),
            &[
                (40, 3),
                (41, 1),
                (50, 1),
                (51, 0),
                (90, 0),
                (91, 1),
                (110, 1),
                (111, 2),
                (130, 2),
                (131, 3),
            ],
        ),
        (
            Parameter::Temperature,
            |o, n| o.temperature_tenths = Some(n),
            &[
                (350, 3),
                (351, 1),
                (360, 1),
                (361, 0),
                (380, 0),
                (381, 1),
                (390, 1),
                (391, 2),
            ],
        ),
    ];
    for (which, put, cases) in edges {
        for (number, wanted) in cases {
            let mut set = calm();
            put(&mut set, *number);
            assert_eq!(part(&set, which), *wanted, "{} {number}", which.words());
            assert_eq!(score(&set).unwrap().total, *wanted, "alone, it is the total");
        }
    }
}

#[test]
fn saturations_on_both_sides_of_each_edge_of_both_scales() {
    // Percent, and the score on scale 1, on scale 2 on air, on scale 2 on oxygen.
    for (percent, one, air, oxygen) in [
        (83, 3, 3, 3),
        (84, 3, 2, 2),
        (85, 3, 2, 2),
        (86, 3, 1, 1),
        (87, 3, 1, 1),
        (88, 3, 0, 0),
        (91, 3, 0, 0),
        (92, 2, 0, 0),
        (93, 2, 0, 1),
        (94, 1, 0, 1),
        (95, 1, 0, 2),
        (96, 0, 0, 2),
        (97, 0, 0, 3),
        (100, 0, 0, 3),
    ] {
        let on = |scale2: bool, oxygen: bool| {
            let set = Observations {
                spo2: Some(percent),
                scale2,
                oxygen: Some(oxygen),
                ..calm()
            };
            part(&set, Parameter::Saturation)
        };
        assert_eq!(
            (on(false, false), on(false, true)),
            (one, one),
            "{percent} % on scale 1"
        );
        assert_eq!(
            (on(true, false), on(true, true)),
            (air, oxygen),
            "{percent} % on scale 2"
        );
    }
    // Above 92 % scale 2 needs to know about oxygen: without it there is no score.
    let set = Observations {
        spo2: Some(95),
        scale2: true,
        oxygen: None,
        ..calm()
    };
    assert_eq!(
        score(&set).unwrap_err().missing,
        [Parameter::Saturation, Parameter::Oxygen]
    );
}
