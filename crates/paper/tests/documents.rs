//! The record of an incident and the sheets that guard its log: nothing lost, nothing over anything else, no limit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod people;
mod sheets;

use battlebag_paper::draw::{Mark, Size, TextMark};
use battlebag_paper::{
    Drawn, PrintContext, RecordSheet, SheetNumbers, checkpoint_faces, record, record_faces, recovery_face,
};
use proptest::prelude::*;

fn numbers() -> SheetNumbers {
    SheetNumbers::new(31, false, [])
}

fn pages(sheet: &RecordSheet) -> Vec<Drawn> {
    record_faces(&people::context(), &mut numbers(), sheet).unwrap()
}

fn texts(f: &Drawn) -> Vec<&TextMark> {
    let all = f.shared.iter().chain(&f.own);
    all.filter_map(|m| if let Mark::Text(t) = m { Some(t) } else { None })
        .collect()
}

/// All words of the pages, in reading order, without spaces: line ends are not in them.
fn squeezed(faces: &[Drawn]) -> String {
    let own = faces.iter().flat_map(|f| &f.own);
    own.filter_map(|m| {
        if let Mark::Text(t) = m {
            Some(t.text.as_str())
        } else {
            None
        }
    })
    .flat_map(str::chars)
    .filter(|c| !c.is_whitespace())
    .collect()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_record_says_everything_that_it_was_given() {
    let sheet = sheets::record();
    let all = pages(&sheet);
    let said = squeezed(&all);
    let mut wanted: Vec<&str> = vec![&sheet.verification, &sheet.opened, &sheet.checkpoint_at];
    wanted.extend(sheet.checkpoint.words.iter().map(String::as_str));
    for s in &sheet.stations {
        wanted.extend([s.name.as_str(), &s.key]);
        wanted.extend(s.written_by.iter().map(String::as_str));
    }
    for d in &sheet.decisions {
        wanted.extend([
            d.decided.as_str(),
            &d.information,
            &d.rationale,
            &d.risks,
            &d.policy,
            &d.told,
        ]);
        wanted.extend(d.options.iter().map(|o| o.option.as_str()));
    }
    wanted.extend(["Corrects entry A 4, which said: Insulin 6 units given in bed 3."]);
    wanted.extend(["CORRECTED by entry A 6: Insulin 4 units given in bed 3: read back from the chart."]);
    wanted.extend(["Erased by entry B 12: names a member of staff who is not part of the incident"]);
    wanted.extend(["FLAGGED FOR DEBRIEF", "\u{FFFD}[U+1F600]", "End of the record."]);
    for text in wanted {
        assert!(said.contains(&squeeze(text)), "{text}");
    }
    for part in [
        "written later at",
        "15-Nov 04:10",
        "written later at 15-Nov 03:20",
        "U+1F600. The log holds it",
    ] {
        assert!(said.contains(&squeeze(part)), "{part}");
    }
    assert!(
        !said.contains(&squeeze(&sheet.entries[6].text)),
        "erased words are gone"
    );
    // Text that goes over a page is not parted by what stands at the top of the next one, so it is looked for piecemeal.
    let long = said.matches("Longread-backfromthelaboratory.").count();
    assert!(long >= 59, "{long} of 60 read-backs, one of them over two pages");
    for (n, f) in all.iter().enumerate() {
        let page = format!("Page {} of {}", n + 1, all.len());
        assert!(texts(f).iter().any(|t| t.text == page), "{page}");
        assert!(texts(f).iter().any(|t| t.text == f.number.as_str()));
    }
}

#[test]
fn a_part_of_a_log_and_a_broken_one_say_so_on_the_front() {
    let mut sheet = sheets::record();
    sheet.entries_in_log = 41;
    sheet.verified = false;
    sheet.verification = "THE LOG DOES NOT HOLD: entry A 17 was changed after it was signed. ".repeat(3);
    let said = squeezed(&pages(&sheet)[..1]);
    assert!(said.contains(&squeeze("41 in the log, 40 of them here: THIS RECORD IS A PART")));
    assert!(said.contains(&squeeze(&sheet.verification)));
}

#[test]
fn no_text_of_these_sheets_lies_over_another_and_all_is_on_the_paper() {
    let base = people::context();
    let drill = PrintContext {
        exercise: true,
        ..base.clone()
    };
    for ctx in [base, drill] {
        let mut numbers = SheetNumbers::new(32, ctx.exercise, []);
        let mut all = record_faces(&ctx, &mut numbers, &sheets::record()).unwrap();
        all.extend(checkpoint_faces(&ctx, &mut numbers, &sheets::checkpoint(20)).unwrap());
        all.push(recovery_face(&ctx, &mut numbers, &sheets::recovery()).unwrap());
        for f in &all {
            let exercise = texts(f).iter().filter(|t| t.text.contains("EXERCISE")).count();
            assert!(exercise >= 7 || !ctx.exercise, "{}: {exercise} marks", f.title);
            assert!(exercise == 0 || ctx.exercise, "{}", f.title);
            let straight: Vec<&TextMark> = texts(f).into_iter().filter(|t| t.turn == 0.0).collect();
            for (n, t) in straight.iter().enumerate() {
                assert!(
                    t.x >= -0.2 && t.x + t.width <= 180.2 && t.y <= 259.0,
                    "{:?}",
                    t.text
                );
                for other in &straight[n + 1..] {
                    let em = |t: &TextMark| t.style.size.points() / 72.0 * 25.4;
                    let (top, low) = (
                        |t: &TextMark| t.y - 0.72 * em(t),
                        |t: &TextMark| t.y + 0.12 * em(t),
                    );
                    let wide = (t.x + t.width).min(other.x + other.width) - t.x.max(other.x);
                    let high = low(t).min(low(other)) - top(t).max(top(other));
                    assert!(
                        wide.min(high) <= 0.15,
                        "{}: {:?} over {:?}",
                        f.title,
                        t.text,
                        other.text
                    );
                }
            }
        }
    }
}

#[test]
fn the_recovery_code_is_whole_large_and_not_in_a_debug_print() {
    let sheet = sheets::recovery();
    let face = recovery_face(&people::context(), &mut numbers(), &sheet).unwrap();
    let large: Vec<&TextMark> = texts(&face)
        .into_iter()
        .filter(|t| t.style.size == Size::Pt28)
        .collect();
    let code: String = large.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(code, sheet.code.replace('-', ""));
    let middle = |t: &TextMark| t.x + t.width / 2.0;
    for pair in large.chunks(4) {
        let steps: Vec<f32> = pair.windows(2).map(|w| middle(w[1]) - middle(w[0])).collect();
        assert!(
            steps.iter().all(|s| (s - steps[0]).abs() < 0.01),
            "every letter is as wide as the next: {steps:?}"
        );
    }
    assert!(!format!("{sheet:?}").contains("BCDF"));
}

#[test]
fn a_recovery_code_of_long_groups_still_prints() {
    let mut sheet = sheets::recovery();
    sheet.code = "WMWMWMWM-QQQQQQ".into();
    let face = recovery_face(&people::context(), &mut numbers(), &sheet).unwrap();
    assert!(squeezed(&[face]).contains("WMWMWMWM"));
}

#[test]
fn a_checkpoint_of_many_stations_names_each_of_them() {
    let sheet = sheets::checkpoint(40);
    let faces = checkpoint_faces(&people::context(), &mut numbers(), &sheet).unwrap();
    assert_eq!(faces.len(), 3);
    let said = squeezed(&faces);
    for head in &sheet.heads {
        assert!(said.contains(&head.key) && said.contains(&squeeze(&head.station)));
    }
    assert!(
        said.contains("Toomanystations"),
        "the code gives way, the words stay"
    );
    assert!(faces.iter().all(|f| texts(f).iter().any(|t| t.text == "harbour")));
}

#[test]
fn ten_thousand_entries_are_all_printed() {
    let mut sheet = sheets::record();
    sheet.entries = (1..=10_000).map(sheets::entry).collect();
    sheet.entries_in_log = 10_000;
    let made = record(&people::context(), &mut numbers(), &sheet).unwrap();
    println!("{} pages, {} bytes", made.pages, made.pdf.len());
    assert!(made.pages > 300 && made.held_back.is_empty());
    let faces: usize = made.sheets.iter().map(|s| usize::from(s.faces)).sum();
    assert_eq!(faces, made.pages);
}

#[test]
fn one_entry_may_be_a_book_or_a_single_endless_word() {
    let mut sheet = sheets::record();
    sheet.entries[0].text = "x".repeat(20_000);
    sheet.entries[1].details = vec!["آ".repeat(3_000), "\u{301}".repeat(500), "क्ष".repeat(1_000)];
    sheet.decisions[0].rationale = "because ".repeat(4_000);
    sheet.roles[0].holder = "Q".repeat(2_000);
    let said = squeezed(&pages(&sheet));
    assert!(said.matches('x').count() >= 20_000);
    assert!(said.matches("because").count() >= 3_990);
    assert!(said.matches('Q').count() >= 2_000);
    assert!(record(&people::context(), &mut numbers(), &sheet).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]
    #[test]
    fn whatever_is_written_never_holds_the_record_back(text in "(\\PC|[\\x00-\\x1f]|[ঀ-෿]|[\u{300}-\u{36f}]){0,200}") {
        let mut sheet = sheets::record();
        sheet.entries.truncate(12);
        sheet.entries[0].text = text.clone();
        sheet.entries[1].who = text.clone();
        sheet.entries[2].kind = text.clone();
        sheet.entries[2].day = text.clone();
        sheet.decisions[0].decided = text.clone();
        sheet.roles[0].contact = text.clone();
        sheet.stations[0].name = text.clone();
        sheet.zone = text.chars().take(20).collect();
        sheet.verification = text.clone();
        sheet.verified = text.len() % 2 == 0;
        let ctx = PrintContext {
            hospital: text.clone(),
            incident: text.chars().take(90).collect(),
            ..people::context()
        };
        let made = record(&ctx, &mut numbers(), &sheet);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
