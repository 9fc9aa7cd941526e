//! Drips, pumps and insulin on paper: sums, what runs, what is withheld, who may not have the chart.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test's own parts

mod faces;
mod people;
mod tools;

use std::ops::ControlFlow;

use battlebag_bag::drip::{DropFactor, Over, Volume, drip};
use battlebag_census::{Amount, Infusion, Patient, WardKind};
use battlebag_paper::{Drawn, Feed, Form, PackRequest, PrintContext, SheetNumbers, SuspectSource, ward_pack};
use chrono::NaiveDate;
use faces::{contexts, faces_of, texts, words};

fn of(ctx: &PrintContext, form: Form, p: &Patient) -> Vec<Drawn> {
    faces_of(ctx, std::slice::from_ref(p), &[form])
}

fn said(ctx: &PrintContext, form: Form, p: &Patient) -> String {
    of(ctx, form, p).iter().map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_cell_of_the_drop_table_is_the_sum() {
    let face = &of(&people::context(), Form::Drip, &people::al_husseini())[0];
    let near = |y: f32| texts(face).filter(move |t| (t.y - y).abs() < 1.2);
    let mut cells = 0;
    for order in texts(face).filter(|t| t.text.contains(" mL, ") && t.x > 90.0) {
        let (ml, time) = order.text.split_once(" mL, ").unwrap();
        let (volume, over) = (
            Volume::read(ml).unwrap().unwrap(),
            Over::read(time).unwrap().unwrap(),
        );
        for (n, factor) in [10, 15, 20, 60].into_iter().enumerate() {
            let x = 124.5 + 13.5 * f32::from(u8::try_from(n).unwrap());
            let here: Vec<&str> = near(order.y)
                .filter(|t| t.x >= x && t.x + t.width <= x + 13.5)
                .map(|t| t.text.as_str())
                .collect();
            let worked = drip(volume, over, DropFactor::new(factor).unwrap()).unwrap();
            let wanted = match worked.drops {
                101.. => "×".to_string(),
                0..10 => "use 60".to_string(),
                drops => {
                    assert!(worked.error_per_mille.abs() <= 50, "{} at {factor}", order.text);
                    drops.to_string()
                }
            };
            assert!(
                here.contains(&wanted.as_str()),
                "{} at {factor}: {here:?}",
                order.text
            );
            cells += 1;
        }
    }
    assert_eq!(cells, 14 * 4);
    let all = words(face);
    for part in [
        "1000 mL, 8 h\n125\n21\n2.9 s\n31\n1.9 s\n42\n1.4 s\n×",
        "500 mL, 2 h\n250\n42\n1.4 s\n63\n1 s\n83",
    ] {
        assert!(all.contains(part), "{all}");
    }
}

#[test]
fn the_drop_factor_is_for_a_person_and_a_listed_drip_has_no_gravity_box() {
    for (name, ctx) in contexts() {
        let plain = said(&ctx, Form::Drip, &people::al_husseini());
        assert!(
            plain.contains("NEVER BY GRAVITY\n") && plain.contains("drops in 1 mL"),
            "{name}"
        );
        assert!(
            plain.contains("insulin") && plain.contains("parenteral nutrition"),
            "{name}: the bag’s list"
        );
        let running = said(&ctx, Form::Drip, &people::ventilated());
        let quoted = matches!(name, "fresh" | "exercise" | "mono");
        assert_eq!(running.contains("pump or driver only"), quoted, "{name}");
        assert_eq!(running.contains("drops in 1 mL"), !quoted, "{name}");
        // A running drip is quoted from a fresh, trusted census and from no other.
        assert_eq!(running.contains("VP-04417"), quoted, "{name}");
        assert!(
            !running.contains("0.10") && !running.contains("mcg"),
            "{name}: units in full"
        );
    }
}

#[test]
fn a_newborn_gets_nothing_by_gravity_whatever_is_believed_of_the_census() {
    let born = |day| NaiveDate::from_ymd_opt(2025, 10, day);
    let mut on_the_ward = people::newborn();
    on_the_ward.born = None;
    let mut of_28_days = people::newborn();
    of_28_days.place.kind = WardKind::Paediatric;
    of_28_days.born = born(18);
    for (name, ctx) in contexts() {
        for p in [&people::newborn(), &on_the_ward, &of_28_days] {
            let all = said(&ctx, Form::Drip, p);
            assert!(all.contains("every infusion."), "{name}: {all}");
            for part in [
                "gravity\n",
                "drops in 1 mL",
                "Counted",
                "Drops counted",
                "Time strip",
                "1000 mL",
            ] {
                assert!(!all.contains(part), "{name}: {part}");
            }
            assert!(!all.contains("take a blank drip chart"), "{name}");
            assert!(all.contains("Pump rate mL/h"), "{name}");
        }
    }
    let mut older = of_28_days;
    older.born = born(17);
    assert!(said(&people::context(), Form::Drip, &older).contains("drops in 1 mL"));
}

#[test]
fn the_pump_is_read_where_drops_may_not_be_counted() {
    let all = said(&people::context(), Form::Drip, &people::ventilated());
    for part in ["Counted", "Drops counted", "Time strip", "Drops/min"] {
        assert!(!all.contains(part), "{part}");
    }
    assert_eq!(all.matches("Pump rate mL/h").count(), 2, "front and back: {all}");
}

#[test]
fn running_rates_are_withheld_where_the_pump_is_not_trusted() {
    let base = people::context();
    let ctx = PrintContext {
        suspect: vec![SuspectSource {
            name: "infusion pump".into(),
            feeds: vec![Feed::Infusions],
            since: people::at(15, 2, 5),
            said_by: "J. Mbeki".into(),
        }],
        ..base.clone()
    };
    let p = people::ventilated();
    for form in [Form::Drip, Form::CriticalCare] {
        let flat = said(&ctx, form, &p).replace('\n', " ");
        assert!(
            flat.contains("Running drips withheld: infusion pump not trusted since 02:05. Read each device."),
            "{form:?}: {flat}"
        );
        assert!(
            !flat.contains("7.5 mL/h") && !flat.contains("VP-04417"),
            "{form:?}"
        );
        assert!(said(&base, form, &p).contains("VP-04417"), "{form:?}");
    }
    // What a doubted pump runs is still never given by gravity, and the order of it is still quoted.
    assert!(said(&ctx, Form::Drip, &p).contains("pump or driver only"));
    assert!(said(&ctx, Form::Prescription, &p).contains("noradrenaline"));
}

#[test]
fn each_running_drip_is_a_line_that_says_how_strong_and_what_is_not_known() {
    let amount = |value: &str, unit: &str| {
        Some(Amount {
            value: value.into(),
            unit: unit.into(),
        })
    };
    let mut p = people::ventilated();
    let mut syringe = people::medicine("noradrenaline", "", "", "intravenous", "");
    syringe.infusion = Some(Infusion {
        amount: amount("4.0", "mg"),
        diluent: Some("glucose 5%".into()),
        volume_ml: Some("50.0".into()),
        rate_ml_h: None,
        dose_rate: amount("3", ""),
        ..Infusion::default()
    });
    p.medicines.push(syringe);
    for form in [Form::Drip, Form::CriticalCare] {
        let faces = of(&people::context(), form, &p);
        let quoted: Vec<(f32, &str)> = faces
            .iter()
            .flat_map(texts)
            .filter(|t| t.meaning == battlebag_paper::draw::Meaning::Copy && t.x > 21.0 && t.y > 50.0)
            .map(|t| (t.y, t.text.as_str()))
            .filter(|(_, words)| !words.contains("Settings are not quoted"))
            .collect();
        let mut lines: Vec<(f32, String)> = Vec::new();
        for (y, words) in quoted {
            match lines.last_mut() {
                Some((at, line)) if (*at - y).abs() < 0.1 => *line = format!("{line} {words}"),
                _ => lines.push((y, words.to_string())),
            }
        }
        let lines: Vec<&str> = lines.iter().map(|(_, l)| l.as_str()).collect();
        for wanted in [
            "insulin soluble human (Actrapid): ordered 50 units, RATE NOT KNOWN",
            "noradrenaline 4 mg in 50 mL glucose 5 %: 7.5 mL/h, 0.1 micrograms/kg/min, right internal jugular, white, pump VP-04417",
            "Hartmann’s solution: 83 mL/h, right internal jugular, white, pump VP-04417",
            "noradrenaline: 4 mg in 50 mL glucose 5%, mL/h NOT KNOWN, 3 UNIT NOT KNOWN",
        ] {
            assert!(
                lines
                    .iter()
                    .any(|l| l.replace("5%", "5 %") == wanted.replace("5%", "5 %")),
                "{form:?}: {wanted}: {lines:#?}"
            );
        }
        assert!(
            faces
                .iter()
                .any(|f| words(f).contains("COPY\ncensus of\n15-Nov 02:10"))
        );
    }
}

#[test]
fn charts_of_an_adults_numbers_are_not_printed_for_a_known_child() {
    let ctx = people::context();
    let mut p = people::wisniewski();
    p.born = NaiveDate::from_ymd_opt(2009, 11, 16);
    for (form, chart) in [
        (Form::HandVentilation, "One breath by height"),
        (Form::NeuroObservations, "5 orientated"),
        (Form::CriticalCare, "Heart rate"),
    ] {
        let flat = |p: &Patient| said(&ctx, form, p).replace('\n', " ");
        let child = flat(&p);
        assert!(
            child.contains("This patient: 15 years.") && child.contains("Use: "),
            "{form:?}: {child}"
        );
        assert!(!child.contains(chart), "{form:?}");
        for born in [None, NaiveDate::from_ymd_opt(2009, 11, 15)] {
            let adult = Patient { born, ..p.clone() };
            let adult = flat(&adult);
            assert!(
                adult.contains(chart) && adult.contains("adults"),
                "{form:?}: {born:?}"
            );
        }
    }
    let patients = [&p];
    let req = PackRequest {
        context: &ctx,
        ward: "7B",
        patients: &patients,
        forms: &[Form::HandVentilation, Form::Drip],
    };
    let made = ward_pack(&req, &mut SheetNumbers::new(8, false, []), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    let told: Vec<&str> = made.held_back.iter().map(|h| h.form.as_str()).collect();
    assert_eq!(
        told,
        ["Ventilation by hand"],
        "said once, and no sheet for a name beside it"
    );
    assert_eq!(made.pages, 5, "two sheets, and the one that says what is missing");
}

#[test]
fn no_words_stand_where_the_punch_may_take_the_frame() {
    let all = [people::ventilated(), people::al_husseini(), people::newborn()];
    let forms = [
        Form::Drip,
        Form::FluidBalance,
        Form::FixedRateInsulin,
        Form::NeuroObservations,
        Form::HandVentilation,
        Form::CriticalCare,
        Form::Partogram,
        Form::Auscultation,
    ];
    for f in faces_of(&people::context(), &all, &forms) {
        for t in texts(&f).filter(|t| t.turn == 0.0) {
            let top = t.y - 0.72 * t.style.size.points() / 72.0 * 25.4;
            let beside = [(86.0, 93.0), (166.0, 173.0)]
                .iter()
                .any(|(a, b)| t.y > *a && top < *b);
            assert!(
                !beside || (t.x >= 1.49 && t.x + t.width <= 178.51),
                "{}: {:?} at {}, {}",
                f.title,
                t.text,
                t.x,
                t.y
            );
        }
    }
}

#[test]
fn insulin_by_weight_is_for_adults_who_were_weighed() {
    let ctx = people::context();
    let mut p = people::wisniewski();
    assert!(!said(&ctx, Form::FixedRateInsulin, &p).contains("weigh first"));
    p.weight = None;
    assert!(said(&ctx, Form::FixedRateInsulin, &p).contains("NOT COMPLETE: weigh first"));
    p.born = NaiveDate::from_ymd_opt(2012, 6, 1);
    let child = said(&ctx, Form::FixedRateInsulin, &p);
    assert!(child.contains("This chart is for adults. This patient: 13 years.") && !child.contains("× 0.1"));
    p.born = None;
    assert!(said(&ctx, Form::FixedRateInsulin, &p).contains("Age is not known"));
    // No scale and no hypo rule is ever supplied.
    let scale = said(&ctx, Form::VariableRateInsulin, &people::wisniewski()).replace('\n', " ");
    assert!(scale.contains("This program supplies none.") && !scale.contains("8.1"));
}
