//! Documents that flow, and the sheets that guard the log: nothing lost, nothing over anything else, no limit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod people;
mod sheets;

use battlebag_paper::draw::{Mark, Size, TextMark};
use battlebag_paper::{
    CensusLack, CensusReportSheet, CensusWarning, Drawn, PrintContext, RecordSheet, SheetNumbers,
    census_report, census_report_faces, checkpoint_faces, record, record_faces, recovery_face, report_faces,
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

/// All words, column by column: the lines of a cell of a table are one under another.
fn columns(faces: &[Drawn]) -> String {
    let mut out = String::new();
    for f in faces {
        let mut lines = texts(f);
        lines.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        out.extend(lines.iter().map(|t| squeeze(&t.text)));
    }
    out
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
fn a_report_says_every_word_it_was_given_and_whether_anybody_signed_it() {
    for (sheet, signed) in [
        (sheets::reports::methane(true), true),
        (sheets::reports::methane(false), false),
        (sheets::reports::sitrep(), true),
        (sheets::reports::briefing(false), false),
    ] {
        let faces = report_faces(&people::context(), &mut numbers(), &sheet).unwrap();
        let said = squeezed(&faces);
        let mut wanted: Vec<&str> = sheet.checkpoint.words.iter().map(String::as_str).collect();
        wanted.extend([sheet.name.as_str(), &sheet.checkpoint_at]);
        let parts = sheet.parts.iter();
        wanted.extend(parts.clone().flat_map(|p| [p.word.as_str(), &p.asks]));
        for text in wanted
            .into_iter()
            .chain(sheet.facts.iter().map(|(_, words)| words.as_str()))
        {
            assert!(said.contains(&squeeze(text)), "{text}");
        }
        for line in parts.flat_map(|p| p.text.lines()) {
            assert!(said.contains(&squeeze(line)), "{line}");
        }
        let shared: String = texts(&faces[0]).iter().map(|t| t.text.as_str()).collect();
        assert_eq!(shared.contains("NOT SIGNED"), !signed);
        assert_eq!(
            said.contains("COPY"),
            !signed,
            "COPY stands for what no person has signed"
        );
    }
    let long = report_faces(
        &people::context(),
        &mut numbers(),
        &sheets::reports::far_too_long(),
    )
    .unwrap();
    let said = squeezed(&long);
    // The one that goes over the page has the head of the next page in its middle.
    let whole = (1..=220).filter(|n| said.contains(&format!("Ward{n:03}ishit;")));
    assert!(long.len() > 1 && whole.count() >= 218);
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
        all.extend(census_report_faces(&ctx, &mut numbers, &sheets::census()).unwrap());
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

fn report(sheet: &CensusReportSheet) -> Vec<Drawn> {
    census_report_faces(&people::context(), &mut numbers(), sheet).unwrap()
}

#[test]
fn the_census_report_says_everything_that_it_was_given_worst_first() {
    let sheet = sheets::census();
    let faces = report(&sheet);
    let said = squeezed(&faces);
    let mut wanted: Vec<String> = sheet.feed.clone();
    wanted.extend([sheet.as_of.clone(), sheet.age.clone(), sheet.read.clone()]);
    for c in &sheet.conflicts {
        wanted.extend([c.allergies.clone(), c.words.clone()]);
    }
    wanted.extend(sheet.shared_beds.iter().map(|b| b.place.clone()));
    wanted.extend(sheet.shared_beds.iter().map(|b| b.people[0].clone()));
    for lack in &sheet.lacks {
        wanted.extend(lack.people.iter().filter(|p| p.is_ascii()).cloned());
    }
    let changes = sheet.changes.as_ref().unwrap();
    wanted.extend(changes.came.clone());
    for c in changes.moved.iter().chain(&changes.allergies) {
        wanted.extend([c.before.clone(), c.after.clone()]);
    }
    for r in &sheet.reasons {
        wanted.push(r.reason.clone());
    }
    wanted.extend(
        sheet
            .files
            .iter()
            .map(|f| format!("{}{}{}{}", f.file, f.records, f.taken, f.rejected)),
    );
    for words in [
        "LOOK FIRST: 2 people with allergies in conflict; 1 bed filled twice; 2 people without a bed; 1 person \
         without any number; 4 people with allergies not known; 1 open difference between hand and feed; 3 records rejected.",
        "Nobody is without a ward.",
        "Nobody is without NEWS2 or another acuity.",
        "Nobody went.",
        "2 people without a bed",
        "Once a character is printed as its number",
        "\u{FFFD}[U+1F600]",
        "the whole census",
        "End of the report.",
    ] {
        wanted.push(words.to_string());
    }
    let cells = columns(&faces);
    for text in &wanted {
        let text = squeeze(text);
        assert!(said.contains(&text) || cells.contains(&text), "{text}");
    }
    let order = [
        "Allergies in conflict: ask again",
        "Beds filled twice: look",
        "Missing, and could hurt",
        "Written by hand and not",
        "Since the census before",
        "Rejected records: what",
        "Also missing",
        "Warnings: taken in",
        "FileRecordsTakenRejected",
    ]
    .map(|t| said.find(&squeeze(t)).expect(t));
    assert!(order.is_sorted(), "{order:?}");
    for (n, f) in faces.iter().enumerate() {
        let page = format!("Page {} of {}", n + 1, faces.len());
        assert!(texts(f).iter().any(|t| t.text == page), "{page}");
        let keep = "Contains patient names: keep with the notes, shred after";
        assert!(texts(f).iter().any(|t| t.text.contains(keep)), "{page}");
    }
}

#[test]
fn a_census_with_nothing_to_say_says_so_in_every_section() {
    let nobody = squeezed(&report(&CensusReportSheet::default()));
    assert!(nobody.contains(&squeeze("NOBODY IS IN THIS CENSUS. Do not rely on it")));
    let faces = report(&CensusReportSheet {
        in_patients: 1,
        ..CensusReportSheet::default()
    });
    let said = squeezed(&faces);
    for words in [
        "1 person in a bed",
        "No allergies in conflict, no bed filled twice",
        "Nobody’s records contradict one another about allergies.",
        "No bed has more than one person.",
        "No difference is open.",
        "There is no census before this one to compare with.",
        "No record was rejected.",
        "There is no warning.",
        "The files were not counted one by one.",
    ] {
        assert!(said.contains(&squeeze(words)), "{words}");
    }
    assert!(!said.contains("safe"));
}

/// A whole hospital with all names but one missing something, and a feed that complains without end.
fn hospital(beds: usize, warnings: usize) -> CensusReportSheet {
    let people: Vec<String> = (1..=beds)
        .map(|n| format!("Ward {} bed {n:04} FAMILY-NAME{n}, Given Second", n % 60))
        .collect();
    let lack = |words: &str, hurts| CensusLack {
        words: words.into(),
        hurts,
        people: people.clone(),
    };
    CensusReportSheet {
        in_patients: u32::try_from(beds + 1).unwrap(),
        lacks: vec![lack("without any number", true), lack("without a weight", false)],
        warnings: (1..=warnings)
            .map(|n| CensusWarning {
                text: format!("Line {n} says a weight of {n} stone, which is not taken. Weigh again and write it on the chart."),
                file: "pas-extract-of-the-night-before.csv".into(),
                at: format!("line {n}"),
            })
            .collect(),
        ..sheets::census()
    }
}

#[test]
fn what_everybody_lacks_is_said_once() {
    let sheet = CensusReportSheet {
        in_patients: 60,
        ..hospital(60, 0)
    };
    let said = squeezed(&report(&sheet));
    assert!(said.contains(&squeeze("Everybody: all 60 in-patients are without any number.")));
    assert_eq!(said.matches("bed0007").count(), 0);
}

#[test]
fn a_hospital_of_two_thousand_is_printed_whole() {
    let sheet = hospital(2_000, 300);
    let said = squeezed(&report(&sheet));
    for n in 1..=2_000 {
        // Long names go over two lines, so the words of a line are looked for.
        assert_eq!(said.matches(&format!("bed{n:04}")).count(), 2, "bed {n}");
    }
    for n in 1..=300 {
        assert!(said.contains(&format!("weightof{n}stone")), "warning {n}");
    }
    let made = census_report(&people::context(), &mut numbers(), &sheet).unwrap();
    println!("{} pages, {} bytes", made.pages, made.pdf.len());
    assert!(made.held_back.is_empty());
    let faces: usize = made.sheets.iter().map(|s| usize::from(s.faces)).sum();
    assert_eq!(faces, made.pages);
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

    #[test]
    fn whatever_a_feed_says_never_holds_the_census_report_back(text in "(\\PC|[\\x00-\\x1f]|[ঀ-෿]|[\u{300}-\u{36f}]){0,200}") {
        let mut sheet = sheets::census();
        sheet.feed[0] = text.clone();
        sheet.as_of = text.clone();
        sheet.age = text.clone();
        sheet.conflicts[0].person = text.clone();
        sheet.conflicts[0].words = text.clone();
        sheet.shared_beds[0].people[1] = text.clone();
        sheet.lacks[1].people[0] = text.clone();
        sheet.lacks[2].words = text.clone();
        sheet.differences[0].by_hand = text.clone();
        sheet.reasons[0].places[0] = text.clone();
        sheet.warnings[0].at = text.clone();
        sheet.files[0].file = text.clone();
        if let Some(c) = &mut sheet.changes {
            c.since = text.clone();
            c.came[0] = text.clone();
            c.moved[0].person = text.clone();
        }
        let ctx = PrintContext { hospital: text.clone(), ..people::context() };
        let made = census_report(&ctx, &mut numbers(), &sheet);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
