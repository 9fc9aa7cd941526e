//! The layout's own checks, over the display lists of a whole ward in every state of its census.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines
)] // pixels and long lists of checks

mod faces;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use battlebag_census::Patient;
use battlebag_paper::draw::{Area, Ink, LIVE_H, LIVE_W, Mark, Meaning, Pen, Size, TextMark};
use battlebag_paper::{
    Drawn, PaperSize, PrintContext, PriorityList, SheetNumbers, card_face, priority_faces,
};
use chrono::TimeDelta;
use faces::{blanks, contexts, faces, faces_of, marks, others, printer_tests, texts, ward_sheets, words};

fn everybody() -> Vec<Patient> {
    let mut all = vec![
        people::featherstonehaugh(),
        people::hargreaves(),
        people::wisniewski(),
        people::al_husseini(),
        people::adebayo(),
        people::okafor(),
        people::bergstrom(),
    ];
    // Arabic with harakat, Devanagari, Chinese: the tallest lines.
    all.extend(people::scripts().into_iter().skip(1).take(3));
    all
}

/// Longest name with running drips, right to left, combining marks with thirty medicines: the other forms of these.
fn few() -> Vec<Patient> {
    vec![
        people::ventilated(),
        people::al_husseini(),
        people::thirty_medicines(),
        people::newborn(),
    ]
}

/// The same hour, some days later, with a census as fresh.
fn later(base: &PrintContext, days: i64) -> PrintContext {
    let after = TimeDelta::days(days);
    PrintContext {
        printed_at: base.printed_at + after,
        census_as_of: base.census_as_of.map(|at| at + after),
        ..base.clone()
    }
}

/// A face, and the name of its context.
type Case = (&'static str, Drawn);

/// Drawn once, because there are many: every rule looks at every face.
#[test]
fn every_face_of_every_form_keeps_the_rules_of_the_layout() {
    let all = all_faces();
    ink_stays_inside_the_live_area_and_off_the_edge_of_both_papers(&all);
    every_text_is_in_its_cell_and_no_two_overlap(&all);
    sizes_inks_and_white_text_keep_their_rules(&all);
    there_is_room_for_a_pen_and_nothing_is_printed_in_a_dose_box(&all);
    forbidden_words_are_on_no_face(&all);
    nothing_is_printed_where_a_punch_bites(&all);
    a_drill_is_marked_four_times_on_every_chart_and_a_real_sheet_never(&all);
    every_footer_is_whole_and_pages_are_counted(&all);
}

/// Every face of every kind, with the name of its context.
fn all_faces() -> Vec<Case> {
    let all = everybody();
    let ward = people::ranked_ward();
    let entries = people::listed(&ward);
    let list = PriorityList {
        ward: "7B",
        entries: &entries,
        census_count: 9,
        systems_as_of: people::at(15, 3, 1),
        number: 3,
        replaces: None,
    };
    let mut out = Vec::new();
    for (name, ctx) in contexts() {
        let mut numbers = SheetNumbers::new(77, ctx.exercise, []);
        out.extend(faces(&ctx, &all).into_iter().map(|f| (name, f)));
        // The furniture is the same on all forms: the others are drawn in the states that change their own marks.
        if matches!(name, "fresh" | "suspect" | "no census" | "exercise") {
            let other = faces_of(&ctx, &few(), &others());
            out.extend(other.into_iter().map(|f| (name, f)));
        }
        if matches!(name, "fresh" | "no census" | "exercise") {
            out.extend(ward_sheets(&ctx, &all).into_iter().map(|f| (name, f)));
            out.extend(printer_tests(&ctx).into_iter().map(|f| (name, f)));
        }
        if matches!(name, "fresh" | "exercise") {
            out.extend(blanks(&ctx).into_iter().map(|f| (name, f)));
        }
        out.extend(
            priority_faces(&ctx, &mut numbers, &list)
                .unwrap()
                .into_iter()
                .map(|f| (name, f)),
        );
        out.push((name, card_face(&ctx, &mut numbers, &people::card()).unwrap()));
    }
    out
}

/// Ink of a text, about: capital height and the marks above it, and the descender.
fn text_box(t: &TextMark) -> Area {
    let em = t.style.size.points() / 72.0 * 25.4;
    Area::new(t.x, t.y - 0.72 * em, t.width, 0.72 * em + 0.12 * em)
}

fn ink_box(m: &Mark) -> Option<Area> {
    match m {
        Mark::Fill(a, _) | Mark::Frame(a, _) => Some(*a),
        Mark::Line { from, to, .. } => Some(Area::new(
            from.0.min(to.0),
            from.1.min(to.1),
            (from.0 - to.0).abs(),
            (from.1 - to.1).abs(),
        )),
        Mark::Shape { corners, .. } => {
            let xs = || corners.iter().map(|c| c.0);
            let ys = || corners.iter().map(|c| c.1);
            let (x, y) = (xs().fold(f32::MAX, f32::min), ys().fold(f32::MAX, f32::min));
            Some(Area::new(
                x,
                y,
                xs().fold(f32::MIN, f32::max) - x,
                ys().fold(f32::MIN, f32::max) - y,
            ))
        }
        Mark::Circle { centre, radius, .. } => Some(Area::new(
            centre.0 - radius,
            centre.1 - radius,
            2.0 * radius,
            2.0 * radius,
        )),
        Mark::Text(t) if t.turn == 0.0 => Some(text_box(t)),
        Mark::Bars { x, y, module, .. } => Some(Area::new(*x, *y, 16.0 * module, 16.0 * module)),
        Mark::Text(_) | Mark::Write(..) => None,
    }
}

#[test]
fn a_chart_can_be_printed_on_any_day_of_the_year() {
    let one = [people::wisniewski()];
    for days in (0..366).step_by(3) {
        assert!(
            !faces(&later(&people::context(), days), &one).is_empty(),
            "day {days}"
        );
    }
}

fn ink_stays_inside_the_live_area_and_off_the_edge_of_both_papers(all_faces: &[Case]) {
    for (ctx, f) in all_faces {
        for m in marks(f) {
            let Some(a) = ink_box(m) else { continue };
            let inside =
                a.x >= -0.2 && a.y >= -0.2 && a.right() <= LIVE_W + 0.2 && a.bottom() <= LIVE_H + 0.2;
            assert!(inside, "{ctx}, {}: {m:?}", f.title);
        }
    }
    for paper in [PaperSize::A4, PaperSize::Letter] {
        let ((w, h), (x, y)) = (paper.mm(), paper.origin());
        for edge in [x, y, w - x - LIVE_W, h - y - LIVE_H] {
            assert!(edge >= 8.0, "{paper:?}: {edge}");
        }
    }
}

fn every_text_is_in_its_cell_and_no_two_overlap(all_faces: &[Case]) {
    for (ctx, f) in all_faces {
        let all: Vec<(Area, &TextMark)> = texts(f)
            .filter(|t| t.turn == 0.0)
            .map(|t| (text_box(t), t))
            .collect();
        for (n, (a, t)) in all.iter().enumerate() {
            assert!(
                t.x >= t.cell.0 - 0.05 && t.x + t.width <= t.cell.1 + 0.05,
                "{ctx}, {}: {:?}",
                f.title,
                t.text
            );
            for (b, other) in &all[n + 1..] {
                let over =
                    (a.right().min(b.right()) - a.x.max(b.x)).min(a.bottom().min(b.bottom()) - a.y.max(b.y));
                assert!(
                    over <= 0.15,
                    "{ctx}, {}: {:?} over {:?} by {over}",
                    f.title,
                    t.text,
                    other.text
                );
            }
        }
    }
}

fn sizes_inks_and_white_text_keep_their_rules(all_faces: &[Case]) {
    for (ctx, f) in all_faces {
        let news2 = f.title.starts_with("Observations: NEWS2");
        let all: Vec<&Mark> = marks(f).collect();
        for (n, m) in all.iter().enumerate() {
            match m {
                Mark::Fill(_, ink) | Mark::Shape { fill: Some(ink), .. } => {
                    assert!(news2 || !ink.news2_only(), "{ctx}, {}", f.title);
                }
                Mark::Text(t) => {
                    assert!(t.style.size != Size::Pt64 || t.meaning == Meaning::Exercise);
                    assert!(
                        matches!(t.style.ink, Ink::Black | Ink::White) || t.style.size == Size::Pt64,
                        "{:?}",
                        t.text
                    );
                    if t.style.ink == Ink::White {
                        let a = text_box(t);
                        let black = all[..n].iter().any(|under| match under {
                            Mark::Fill(b, Ink::Black) => {
                                b.x <= a.x
                                    && b.right() >= a.right()
                                    && b.y <= a.y
                                    && b.bottom() >= a.bottom() - 0.3
                            }
                            Mark::Shape {
                                fill: Some(Ink::Black),
                                ..
                            } => ink_box(under).is_some_and(|b| {
                                b.x <= a.x && b.right() >= a.right() && b.y <= a.y && b.bottom() >= a.bottom()
                            }),
                            _ => false,
                        });
                        assert!(black, "{ctx}, {}: white {:?} not over black", f.title, t.text);
                    }
                }
                _ => {}
            }
        }
        let mono = *ctx == "mono";
        let coloured = all
            .iter()
            .any(|m| matches!(m, Mark::Fill(_, Ink::Red | Ink::Orange | Ink::Yellow)));
        assert_eq!(coloured, news2 && !mono, "{ctx}, {}", f.title);
    }
}

fn there_is_room_for_a_pen_and_nothing_is_printed_in_a_dose_box(all_faces: &[Case]) {
    for (ctx, f) in all_faces {
        let boxes: Vec<(Area, &TextMark)> = texts(f)
            .filter(|t| t.turn == 0.0)
            .map(|t| (text_box(t), t))
            .collect();
        for m in marks(f) {
            let Mark::Write(a, pen) = m else { continue };
            let (w, h) = match pen {
                Pen::Words => (9.0, 6.5),
                Pen::Dose => (6.5, 6.5),
                Pen::Observation => (5.0, 4.0),
                Pen::Signature => (32.0, 6.0),
            };
            assert!(
                a.w >= w - 0.01 && a.h >= h - 0.01,
                "{ctx}, {}: {a:?} for {pen:?}",
                f.title
            );
            for (b, t) in &boxes {
                let inside = a.right().min(b.right()) - a.x.max(b.x) > 0.1
                    && a.bottom().min(b.bottom()) - a.y.max(b.y) > 0.1;
                if inside {
                    assert!(
                        *pen != Pen::Dose,
                        "{ctx}, {}: {:?} in a dose box",
                        f.title,
                        t.text
                    );
                    assert!(
                        t.meaning != Meaning::Copy,
                        "{ctx}, {}: quotation {:?} where a person writes",
                        f.title,
                        t.text
                    );
                    assert!(
                        *pen != Pen::Observation || t.meaning == Meaning::Band,
                        "{ctx}: {:?} in an observation cell",
                        t.text
                    );
                }
            }
        }
    }
}

/// Faces on which a word still stands too near a hole.
const STILL_NEAR: [&str; 8] = [
    "Action card R06: Nurse in charge",
    "Allergies, continued",
    "As-required medicines",
    "Critical care: gases, lines, devices",
    "Drip and infusion chart",
    "Observations: NEWS2 scores",
    "Partogram",
    "Ventilation by hand",
];

/// Two holes at the left of the live area, and on the back of the sheet at its right.
fn nothing_is_printed_where_a_punch_bites(all_faces: &[Case]) {
    let bitten = |a: &Area| {
        let near = a.x < 1.5 || a.right() > LIVE_W - 1.4;
        near && [86.0, 166.0]
            .iter()
            .any(|hole| a.y < hole + 7.0 && a.bottom() > *hole)
    };
    let found: BTreeSet<String> = all_faces
        .iter()
        .filter(|(_, f)| !STILL_NEAR.contains(&f.title.as_str()))
        .flat_map(|(_, f)| texts(f).filter(|t| t.turn == 0.0).map(move |t| (f, t)))
        .filter(|(_, t)| bitten(&text_box(t)))
        .map(|(f, t)| format!("{}: {:?} at {}", f.title, t.text, t.y))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn forbidden_words_are_on_no_face(all_faces: &[Case]) {
    for (ctx, f) in all_faces {
        for t in texts(f).filter(|t| t.meaning != Meaning::Band) {
            let words: Vec<&str> = t
                .text
                .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == 'µ'))
                .collect();
            for w in &words {
                let w = w.trim_end_matches('.');
                let low = w.to_lowercase();
                assert!(
                    !matches!(w, "U" | "IU" | "QD" | "MS"),
                    "{ctx}, {}: {:?}",
                    f.title,
                    t.text
                );
                assert!(
                    !matches!(low.as_str(), "mcg" | "µg" | "safe" | "ok"),
                    "{ctx}, {}: {:?}",
                    f.title,
                    t.text
                );
                let number = w.chars().all(|c| c.is_ascii_digit() || c == '.') && w.matches('.').count() == 1;
                assert!(
                    !(number && (w.ends_with(".0") || w.starts_with('.'))),
                    "{ctx}, {}: {:?}",
                    f.title,
                    t.text
                );
            }
        }
    }
}

#[test]
fn identity_is_the_same_on_both_faces_and_one_number_is_on_a_sheet() {
    let base = people::context();
    for (name, ctx) in contexts() {
        let mut sheets: BTreeMap<String, Vec<(u8, BTreeSet<String>)>> = BTreeMap::new();
        let other = faces_of(&ctx, &few(), &others());
        for f in faces(&ctx, &everybody()).into_iter().chain(other) {
            let band = f.title == "Wristband" || f.title == "Back of the wristband";
            let who: BTreeSet<String> = texts(&f)
                .filter(|t| t.meaning == Meaning::Identity && t.y < 30.0)
                .map(|t| t.text.clone())
                .collect();
            let numbers: Vec<&String> = who
                .iter()
                .filter(|t| t.len() == 12 && t.starts_with("999 "))
                .collect();
            assert_eq!(numbers.len(), 1, "{name}, {}", f.title);
            let digits: String = numbers[0].chars().filter(char::is_ascii_digit).collect();
            assert!(battlebag_paper::words::nhs_check(&digits));
            let codes: Vec<_> = marks(&f)
                .filter_map(|m| {
                    if let Mark::Bars { x, y, payload, .. } = m {
                        Some((*x, *y, payload.clone()))
                    } else {
                        None
                    }
                })
                .collect();
            // A code on the sheet of a band could end up on a wrist: there is none.
            let wanted = if band {
                vec![]
            } else {
                vec![(170.0, 247.6, f.number.payload(f.face))]
            };
            assert_eq!(codes, wanted, "{name}, {}", f.title);
            assert!(!f.number.payload(f.face).contains(&digits) && words(&f).contains(f.number.as_str()));
            assert_eq!(f.number.as_str().starts_with('X'), ctx.exercise);
            sheets
                .entry(f.number.to_string())
                .or_default()
                .push((f.face, who));
        }
        for (number, faces) in sheets {
            if base.duplex && ctx.duplex {
                assert_eq!(
                    faces.iter().map(|f| f.0).collect::<Vec<_>>(),
                    [1, 2],
                    "{name}: sheet {number}"
                );
            }
            assert!(
                faces.windows(2).all(|w| w[0].1 == w[1].1),
                "{name}: sheet {number} has two identities"
            );
        }
    }
}

#[test]
fn what_the_census_may_not_say_is_not_said() {
    let all = everybody();
    for (name, ctx) in contexts() {
        let said: String = faces(&ctx, &all).iter().map(words).collect::<Vec<_>>().join("\n");
        let fresh = matches!(name, "fresh" | "exercise" | "mono");
        assert_eq!(
            said.lines().any(|l| l == "NONE KNOWN"),
            fresh,
            "{name}: NONE KNOWN"
        );
        assert_eq!(said.contains("58.6 kg"), fresh, "{name}: weight");
        assert_eq!(
            said.contains("142.5 kg\nESTIMATED 07-Nov"),
            fresh,
            "{name}: weight"
        );
        assert_eq!(said.contains("1 tablet by mouth"), fresh, "{name}: medicines");
        assert_eq!(said.contains("BP 105/62"), fresh, "{name}: observations");
        assert!(
            said.contains("LATEX") && said.contains("PENICILLINS"),
            "{name}: a recorded allergy always prints"
        );
        assert_eq!(said.contains("LAST KNOWN: LATEX"), !fresh, "{name}: last known");
        assert_eq!(said.contains("Bed 12"), fresh || name == "suspect", "{name}: bed");
        let tab = match name {
            "fresh" | "mono" => "Data as at",
            "old" | "rebuild" => "OLD DATA",
            "suspect" => "? NOT TRUSTED",
            "no census" => "NO RECORD",
            "clock wrong" => "CLOCK WRONG",
            _ => "EXERCISE",
        };
        assert!(said.lines().any(|l| l == tab), "{name}: {tab}");
    }
}

fn a_drill_is_marked_four_times_on_every_chart_and_a_real_sheet_never(all_faces: &[Case]) {
    for (name, f) in all_faces {
        let marks: Vec<&TextMark> = texts(f).filter(|t| t.text.contains("EXERCISE")).collect();
        if *name != "exercise" {
            assert!(marks.is_empty(), "{name}, {}", f.title);
            continue;
        }
        let title = marks
            .iter()
            .filter(|t| t.y < 8.0 && t.style.ink == Ink::White)
            .count();
        let under = marks.iter().filter(|t| t.style.size == Size::Pt64).count();
        let foot = marks
            .iter()
            .filter(|t| t.y > 253.0 && t.text.contains("never type back"))
            .count();
        let tab = marks
            .iter()
            .filter(|t| t.text == "EXERCISE" && (20.0..45.0).contains(&t.y) && t.style.size == Size::Pt9)
            .count();
        assert_eq!((title, under, foot), (2, 3, 1), "{}", f.title);
        assert_eq!(
            tab,
            usize::from(!f.title.starts_with("Action card")),
            "{}",
            f.title
        );
    }
}

fn every_footer_is_whole_and_pages_are_counted(all_faces: &[Case]) {
    for (name, f) in all_faces {
        let said = words(f);
        for part in [
            "St Oswin’s Hospital · Incident CYB-7F3K · Downtime began 15-Nov-2025 02:14 · Printed 15-Nov-2025 03:06",
            "Bag 2025.11.2 · 9f41-c2d8 · CLINICAL CONTENT NOT LOCALLY APPROVED",
            "names this sheet,",
            "never the patient",
        ] {
            assert!(said.contains(part), "{name}, {}: {part}", f.title);
        }
        assert!(said.contains("Page "), "{name}, {}", f.title);
    }
}

#[test]
fn the_list_holds_everybody_in_order_and_its_counts_add_up() {
    let ctx = people::context();
    let ward = people::ranked_ward();
    let entries = people::listed(&ward);
    let mut list = PriorityList {
        ward: "7B",
        entries: &entries,
        census_count: 9,
        systems_as_of: people::at(15, 3, 1),
        number: 3,
        replaces: Some(2),
    };
    let pages = priority_faces(&ctx, &mut SheetNumbers::new(1, false, []), &list).unwrap();
    let said: Vec<String> = pages.iter().map(words).collect();
    assert!(said.iter().all(|p| {
        p.contains("Normal clinical urgency still applies to every patient, P4 and not affected included.")
    }));
    let all = said.join("\n");
    assert!(all.contains("2 P1, 3 P2, 1 P3, 2 P4, 1 not affected"), "{all}");
    let numbers: Vec<&str> = all
        .lines()
        .filter(|l| l.len() == 12 && l.starts_with("999 "))
        .collect();
    let wanted: Vec<String> = ward
        .iter()
        .map(|(p, _)| battlebag_paper::words::grouped(&p.nhs_number.as_ref().unwrap().digits))
        .collect();
    assert_eq!(numbers, wanted.iter().map(String::as_str).collect::<Vec<_>>());
    // Each time is the screen's own; what is past is overdue, and says since when.
    for part in [
        "OVERDUE since 02:56",
        "by 03:16",
        "by 04:01",
        "OVERDUE since 14-Nov 14:30",
        "next round, 15:01",
    ] {
        assert!(all.lines().any(|l| l == part), "{part}: {all}");
    }
    let flat = all.replace('\n', " ");
    assert!(
        flat.contains("Not profiled. no condition") && !all.contains(":."),
        "{flat}"
    );
    let later = PrintContext {
        printed_at: ctx.printed_at + TimeDelta::minutes(20),
        ..ctx.clone()
    };
    let again = priority_faces(&later, &mut SheetNumbers::new(1, false, []), &list).unwrap();
    let again: String = again.iter().map(words).collect::<Vec<_>>().join("\n");
    for part in ["OVERDUE since 02:56", "OVERDUE since 03:16", "by 04:01"] {
        assert!(again.lines().any(|l| l == part), "printed again: {part}");
    }
    list.census_count = 10;
    let refused = priority_faces(&ctx, &mut SheetNumbers::new(1, false, []), &list)
        .map(|_| ())
        .unwrap_err();
    insta::assert_snapshot!(refused, @"the list has 9 people and the census of the ward 10: do not use it, make the list again");
}

#[test]
fn a_long_ward_and_a_long_bed_do_not_stop_the_list() {
    let ctx = people::context();
    let ward = "Queen Elizabeth the Queen Mother Respiratory High Care";
    let mut rows = people::ranked_ward();
    rows[0].0.place.bed = Some("Overflow trolley three beside the service lift".into());
    rows[1].0.place.bed = Some("on the way from theatre ".repeat(8));
    let entries = people::listed(&rows);
    let list = PriorityList {
        ward,
        entries: &entries,
        census_count: entries.len(),
        systems_as_of: people::at(15, 3, 1),
        number: 1,
        replaces: None,
    };
    let pages = priority_faces(&ctx, &mut SheetNumbers::new(1, false, []), &list).unwrap();
    let said = words(&pages[0]).replace('\n', " ");
    for part in [
        ward,
        "Overflow trolley three beside the service lift",
        "Bed does not print whole",
    ] {
        assert!(said.contains(part), "{part}");
    }
}
