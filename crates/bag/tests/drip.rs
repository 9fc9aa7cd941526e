//! The gravity-drip sum against every vector of facts.md §5.5 and domain.md §5b, and against what people type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

use battlebag_bag::Bag;
use battlebag_bag::drip::{
    COUNTABLE, Caution, Drip, DripRefusal, DropFactor, Ordered, OtherSet, Over, Volume, count_of, counted,
    drip, time_strip,
};
use proptest::prelude::*;

fn work(volume: &str, over: &str, factor: &str) -> Drip {
    drip(
        Volume::read(volume).unwrap().unwrap(),
        Over::read(over).unwrap().unwrap(),
        DropFactor::read(factor).unwrap().unwrap(),
    )
    .unwrap()
}

#[test]
fn vectors_of_the_fact_pack() {
    // facts.md §5.5: order, drop factor, drops before rounding (hundredths), drops, mL an hour that they give.
    for (volume, over, factor, exact, drops, ml) in [
        ("1000", "8h", "20", 4167, 42, 1260),
        ("1000", "12h", "20", 2778, 28, 840),
        ("500", "4h", "20", 4167, 42, 1260),
        ("100", "30min", "20", 6667, 67, 2010),
        ("250", "4h", "15", 1563, 16, 640),
        ("300", "2.5h", "15", 3000, 30, 1200),
        ("45", "1h", "60", 4500, 45, 450),
        ("25", "1h", "20", 833, 8, 240),
        ("125", "1h", "60", 12_500, 125, 1250),
    ] {
        let d = work(volume, over, factor);
        assert_eq!(
            (d.exact_hundredths, d.drops, d.given_ml_per_hour_tenths),
            (exact, drops, ml),
            "{volume} {over} {factor}"
        );
    }
    let slow = work("25", "1h", "20");
    let set = |factor, drops| Some(OtherSet { factor, drops });
    assert_eq!(slow.cautions, [Caution::TooSlow(set(60, 25))]);
    let fast = work("125", "1h", "60");
    assert_eq!(fast.cautions, [Caution::TooFast(set(20, 42)), Caution::Burette]);
}

#[test]
fn vectors_of_the_domain_pack() {
    for (volume, over) in [("500", "4h"), ("1000", "8h")] {
        for (factor, drops) in [("10", 21), ("15", 31), ("20", 42), ("60", 125)] {
            assert_eq!(
                work(volume, over, factor).drops,
                drops,
                "{volume} {over} {factor}"
            );
        }
    }
    for (volume, over, factor, drops) in [
        ("1200", "6h", "15", 50),
        ("1500", "12h", "15", 31),
        ("200", "120min", "20", 33),
        ("50", "30 min", "60", 100),
    ] {
        assert_eq!(
            work(volume, over, factor).drops,
            drops,
            "{volume} {over} {factor}"
        );
    }
    let left = counted(Some(15), DropFactor::new(10), Volume::ml(600)).unwrap();
    assert_eq!((left.ml_per_hour_tenths, left.minutes_left), (900, Some(400)));
}

#[test]
fn halves_go_up() {
    // 62.5 drops: half to even would give 62.
    assert_eq!(work("500", "2h", "15").drops, 63);
    assert_eq!(work("500", "2h", "15").exact_hundredths, 6250);
    // paper.md §10.10
    assert_eq!(work("1000", "8h", "20").seconds_per_drop_tenths, 14);
}

#[test]
fn what_is_missing_is_named_and_never_counted_as_0() {
    let bag = Bag::shipped().unwrap();
    let full = Ordered {
        volume: Volume::ml(500),
        over: Over::minutes(240),
        factor: DropFactor::new(20),
        drug: "sodium chloride 0.9 %",
    };
    assert_eq!(bag.drip(&full).unwrap().drops, 42);
    let without = |o: Ordered<'_>| bag.drip(&o).unwrap_err().to_string();
    insta::assert_snapshot!(without(Ordered { factor: None, ..full }), @"the drop factor is missing: nothing is assumed. Read the drops in 1 mL from the packet of this set, two people");
    insta::assert_snapshot!(without(Ordered { volume: None, ..full }), @"the volume is missing: there is no rate without it, and it is not counted as 0. Write it and ask again");
    insta::assert_snapshot!(without(Ordered { over: None, ..full }), @"the time is missing: there is no rate without it, and it is not counted as 0. Write it and ask again");
    assert_eq!(bag.drip(&Ordered::default()), Err(DripRefusal::NoDropFactor));
    assert_eq!(counted(Some(40), None, None), Err(DripRefusal::NoDropFactor));
    assert!(matches!(
        counted(None, DropFactor::new(20), None),
        Err(DripRefusal::Missing { .. })
    ));
    let almost_nothing = drip(
        Volume::ml(1).unwrap(),
        Over::minutes(1440).unwrap(),
        DropFactor::new(10).unwrap(),
    );
    assert_eq!(almost_nothing, Err(DripRefusal::LessThanADrop));
}

#[test]
fn a_listed_drug_is_refused_with_its_reason_whatever_else_is_typed() {
    let bag = Bag::shipped().unwrap();
    let asked = |drug| {
        bag.drip(&Ordered {
            drug,
            ..Ordered::default()
        })
        .unwrap_err()
    };
    insta::assert_snapshot!(asked("Noradrenaline 4 mg in 50 mL"), @"Noradrenaline 4 mg in 50 mL must never run by gravity (vasopressor, inotrope or vasodilator). Blood pressure follows the rate within a minute. Use a pump or a driver, or ask the pharmacist now");
    assert_eq!(asked("Hartmann’s"), DripRefusal::NoDropFactor);
}

#[test]
fn impossible_and_unreadable_numbers_name_their_place() {
    let said = |r: Result<(), DripRefusal>| r.unwrap_err().to_string();
    for (text, want) in [
        ("0", "impossible"),
        ("5001", "impossible"),
        ("0.5", "impossible"),
        ("62.55", "unreadable"),
        ("-5", "unreadable"),
        ("5e2", "unreadable"),
        ("half a litre", "unreadable"),
    ] {
        let got = match Volume::read(text) {
            Err(DripRefusal::Impossible { .. }) => "impossible",
            Err(DripRefusal::Unreadable { .. }) => "unreadable",
            _ => "taken",
        };
        assert_eq!(got, want, "{text}");
    }
    insta::assert_snapshot!(said(Volume::read("700 L").map(|_| ())), @r#"the volume "700 L" cannot be read. Write it like this: 500, or 62.5 mL"#);
    insta::assert_snapshot!(said(Over::read("4").map(|_| ())), @r#"the time "4" cannot be read. Write it like this: 4h, 2.5h, 2h30 or 30min, always with its unit"#);
    insta::assert_snapshot!(said(Over::read("30h").map(|_| ())), @r#"the time "30h" is not possible: it must be 1 minute to 24 hours. Look at the order and the packet again"#);
    insta::assert_snapshot!(said(DropFactor::read("200").map(|_| ())), @r#"the drop factor "200" is not possible: it must be 5 to 100 drops in 1 mL. Look at the order and the packet again"#);
    insta::assert_snapshot!(said(DropFactor::read_twice("20", "15").map(|_| ())), @"the two readers do not agree on the drop factor: 20 and 15. Both read the packet of this set again");
    insta::assert_snapshot!(said(count_of("0").map(|_| ())), @r#"the count "0" is not possible: it must be 1 to 300 drops a minute. Look at the order and the packet again"#);
}

#[test]
fn times_are_read_in_the_ways_people_write_them() {
    for (text, minutes) in [
        ("4h", 240),
        ("2.5 h", 150),
        ("30min", 30),
        ("90 minutes", 90),
        ("2h30", 150),
        ("2h 30min", 150),
        ("2:30", 150),
        ("1 HOUR", 60),
    ] {
        assert_eq!(Over::read(text).unwrap(), Over::minutes(minutes), "{text}");
    }
    for wrong in ["4", "h", "2:75", "1.25h30", "::", "½ h", "4 days"] {
        assert!(Over::read(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Over::read("  ").unwrap(), None);
}

#[test]
fn the_strip_goes_from_a_full_bag_to_an_empty_one() {
    let strip = |ml, minutes| {
        time_strip(Volume::ml(ml).unwrap(), Over::minutes(minutes).unwrap())
            .iter()
            .map(|m| format!("{}:{}", m.minutes, m.left_ml))
            .collect::<Vec<_>>()
            .join(" ")
    };
    insta::assert_snapshot!(strip(500, 240), @"0:500 60:375 120:250 180:125 240:0");
    insta::assert_snapshot!(strip(100, 30), @"0:100 10:67 20:33 30:0");
    insta::assert_snapshot!(strip(300, 150), @"0:300 30:240 60:180 90:120 120:60 150:0");
    insta::assert_snapshot!(strip(1000, 630).split(' ').next_back().unwrap(), @"630:0");
}

proptest! {
    #[test]
    fn whole_drops_are_the_nearest_and_the_sum_goes_back(
        tenths in 10_u32..=50_000, seconds in 60_u32..=86_400, factor in 5_u32..=100,
    ) {
        let (v, t, f) = (
            Volume::from_tenths(tenths).unwrap(),
            Over::from_seconds(seconds).unwrap(),
            DropFactor::new(factor).unwrap(),
        );
        let exact = f64::from(tenths) / 10.0 * f64::from(factor) / (f64::from(seconds) / 60.0);
        match drip(v, t, f) {
            Ok(d) => {
                prop_assert!((f64::from(d.drops) - exact).abs() <= 0.5 + 1e-9 && d.drops > 0);
                let back = counted(Some(d.drops), Some(f), Some(v)).unwrap();
                prop_assert_eq!(back.ml_per_hour_tenths, d.given_ml_per_hour_tenths);
                let off = (f64::from(d.drops) - exact).abs() / exact;
                // On the very edge of 5 % a float cannot tell.
                if (off - 0.05).abs() > 1e-9 {
                    prop_assert_eq!(d.cautions.contains(&Caution::Rounded), off > 0.05);
                }
                let countable = COUNTABLE.contains(&d.drops);
                let said = d.cautions.iter().any(|c| matches!(c, Caution::TooSlow(_) | Caution::TooFast(_)));
                prop_assert_eq!(countable, !said);
            }
            Err(e) => prop_assert!(e == DripRefusal::LessThanADrop && exact < 0.5 + 1e-9),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
        let _ = (Volume::read(&text), Over::read(&text), DropFactor::read(&text), count_of(&text));
        if let Ok(Some(o)) = Over::read(&text) {
            prop_assert!((60..=86_400).contains(&o.seconds()));
        }
    }
}
