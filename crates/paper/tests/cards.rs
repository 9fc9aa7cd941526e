//! Every card that ships fits on one side of A4, in UK and in US words; one that does not is named with its line.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a broken bag or card is the failure under test

mod people;

use battlebag_bag::{Bag, BagFiles, Card};
use battlebag_paper::{
    CardBook, PaperSize, PrintContext, SheetNumbers, card_book, card_book_faces, card_face, card_faults,
    card_preview, cards,
};

/// The shipped bag with one file edited.
fn edited(path: &str, edit: impl Fn(&str) -> String) -> Bag {
    let files = BagFiles::shipped();
    let text = std::str::from_utf8(files.get(path).expect("the file ships")).unwrap();
    let changed = (path.to_owned(), edit(text).into_bytes());
    let rest = files
        .iter()
        .filter(|(name, _)| *name != path)
        .map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    Bag::from_files(&BagFiles::from_files(rest.chain([changed])))
        .expect("the edited bag is read without a fault")
}

fn in_us_words() -> Bag {
    edited("bag.toml", |text| format!("{text}\nvocabulary = \"us\"\n"))
}

fn faults(bag: &Bag) -> String {
    let faults: Vec<_> = card_faults(bag).iter().map(ToString::to_string).collect();
    faults.join("\n")
}

#[test]
fn every_card_of_the_shipped_bag_fits_on_one_side() {
    let uk = Bag::shipped().expect("the shipped bag is read without a fault");
    assert!(uk.cards.len() >= 39);
    for (words, paper, bag) in [
        ("uk", PaperSize::A4, uk),
        ("us", PaperSize::Letter, in_us_words()),
    ] {
        assert_eq!(faults(&bag), "", "{words}");
        for exercise in [false, true] {
            let ctx = PrintContext {
                exercise,
                paper,
                ..people::context()
            };
            for card in bag.cards.values() {
                let face = card_face(&ctx, &mut SheetNumbers::new(1, exercise, []), card);
                assert!(
                    face.is_ok(),
                    "{}",
                    face.err().map(|e| e.to_string()).unwrap_or_default()
                );
            }
        }
        let mut all: Vec<&Card> = bag.cards.values().collect();
        all.sort_by_key(|card| &card.number);
        let ctx = PrintContext {
            paper,
            ..people::context()
        };
        let pack = cards(&ctx, &mut SheetNumbers::new(1, false, []), &all).unwrap();
        assert_eq!(pack.pages, all.len());
        let file = format!("{}/shipped-cards-{words}.pdf", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(file, pack.pdf).unwrap();
    }
}

#[test]
fn every_card_of_the_shipped_bag_stands_on_a5_halves_too() {
    let bag = Bag::shipped().expect("the shipped bag is read without a fault");
    let mut on_three = Vec::new();
    for paper in [PaperSize::A4, PaperSize::Letter, PaperSize::A5] {
        for exercise in [false, true] {
            let ctx = PrintContext {
                exercise,
                paper,
                ..people::context()
            };
            let book = CardBook {
                halves: true,
                contents: false,
            };
            for card in bag.cards.values() {
                let faces =
                    card_book_faces(&ctx, &mut SheetNumbers::new(1, exercise, []), &[card], book).unwrap();
                let most = if paper == PaperSize::A5 { 3 } else { 2 };
                assert!(
                    faces.len() <= most,
                    "{}: {} pages on {paper:?}",
                    card.id,
                    faces.len()
                );
                if paper == PaperSize::A5 && !exercise && faces.len() > 2 {
                    on_three.push(card.id.as_str());
                }
            }
        }
    }
    assert!(
        on_three.len() <= 4,
        "these need a third half: {}",
        on_three.join(", ")
    );
}

#[test]
fn the_whole_bag_has_a_page_of_contents_that_counts_right() {
    let bag = Bag::shipped().expect("the shipped bag is read without a fault");
    let all: Vec<&Card> = bag.cards.values().collect();
    for halves in [false, true] {
        let book = CardBook {
            contents: true,
            halves,
        };
        let pack = card_book(
            &people::context(),
            &mut SheetNumbers::new(1, false, []),
            &all,
            book,
        )
        .unwrap();
        let file = format!("{}/whole-bag-{halves}.pdf", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(file, &pack.pdf).unwrap();
        let cards: Vec<_> = pack
            .sheets
            .iter()
            .filter(|s| !s.form.contains("contents"))
            .collect();
        assert_eq!(cards.len(), all.len(), "each card is a sheet of its own number");
        let pages: usize = cards.iter().map(|s| usize::from(s.faces)).sum();
        assert_eq!(pack.pages, 1 + pages);
    }
    let a5 = PrintContext {
        paper: PaperSize::A5,
        ..people::context()
    };
    let whole = card_book(
        &a5,
        &mut SheetNumbers::new(1, false, []),
        &all,
        CardBook::default(),
    );
    assert!(whole.is_err(), "a whole side does not stand on A5");
}

#[test]
fn a_preview_draws_every_letter_of_the_printed_side() {
    let bag = Bag::shipped().expect("the shipped bag is read without a fault");
    let card = &bag.cards["loggist"];
    let svg = card_preview(&people::context(), card).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    let face = card_face(&people::context(), &mut SheetNumbers::none_yet(), card).unwrap();
    let glyphs: usize = face
        .own
        .iter()
        .map(|mark| match mark {
            battlebag_paper::draw::Mark::Text(text) => text.shaped.glyphs.len(),
            _ => 0,
        })
        .sum();
    assert_eq!(svg.matches("<use ").count(), glyphs);
    assert_eq!(svg.matches('&').count(), 0, "no letter is written as text");
}

#[test]
fn a_card_too_long_for_one_side_is_named_with_its_line() {
    let steps = edited("cards/runner.md", |text| {
        let more: Vec<String> = (12..30)
            .map(|n| format!("{n}. Carry one more thing to one more place.\n"))
            .collect();
        text.replace("\n## Do not", &format!("{}\n## Do not", more.concat()))
    });
    insta::assert_snapshot!(faults(&steps), @"cards/runner.md, line 55: error: The card is 142 mm too long for one side of paper; it runs off here. Cut words or steps.");
    let never = edited("cards/runner.md", |text| {
        let more = "- Carry one more thing to one more place.\n".repeat(14);
        text.replace("\n## Escalate if", &format!("{more}\n## Escalate if"))
    });
    insta::assert_snapshot!(faults(&never), @"cards/runner.md, line 48: error: The card is 49 mm too long for one side of paper; it runs off here. Cut words or steps.");
    let boxes = edited("cards/runner.md", |text| {
        let more = "- you meet somebody who tells you to do something else at once\n".repeat(12);
        text.replace("\n## Equipment", &format!("{more}\n## Equipment"))
    });
    insta::assert_snapshot!(faults(&boxes), @"cards/runner.md, line 55: error: The card is 37 mm too long for one side of paper; it runs off here. Cut words or steps.");
}

#[test]
fn words_too_many_for_their_box_are_named_with_their_line() {
    let long = |key: &str| {
        let line = format!("{key} = [\"");
        edited("cards/runner.md", |text| {
            text.replace(
                &line,
                &format!("{line}{}", "Somewhere behind the old boiler house. ".repeat(12)),
            )
        })
    };
    insta::assert_snapshot!(faults(&long("triggers")), @"cards/runner.md, line 12: error: What starts the card does not fit its box on paper. Cut words.");
    insta::assert_snapshot!(faults(&long("reach_by")), @"cards/runner.md, line 15: error: Reports to, reach by and place do not fit their box on paper. Cut words.");
    let mission = edited("cards/runner.md", |text| {
        text.replace(
            "mission = \"",
            &format!("mission = \"{}", "Run and run and run again. ".repeat(12)),
        )
    });
    insta::assert_snapshot!(faults(&mission), @"cards/runner.md, line 9: error: The mission does not fit its box on paper. Cut words.");
    let letter = edited("cards/runner.md", |text| {
        text.replace("Carry controlled", "\u{1F600} Carry controlled")
    });
    insta::assert_snapshot!(faults(&letter), @"cards/runner.md, line 48: error: A character here cannot be printed (U+1F600). Write it in other letters.");
}
