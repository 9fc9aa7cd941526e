//! Every card that ships fits on one side of A4.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a broken bag or card is the failure under test

mod people;

use battlebag_bag::{Bag, Card};
use battlebag_paper::{PrintContext, SheetNumbers, card_face, cards};

#[test]
fn every_card_of_the_shipped_bag_fits_on_one_side() {
    let bag = Bag::shipped().expect("the shipped bag is read without a fault");
    assert!(!bag.cards.is_empty());
    for exercise in [false, true] {
        let ctx = PrintContext {
            exercise,
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
    let all: Vec<&Card> = bag.cards.values().collect();
    let pack = cards(&people::context(), &mut SheetNumbers::new(1, false, []), &all).unwrap();
    assert_eq!(pack.pages, all.len());
    std::fs::write(
        concat!(env!("CARGO_TARGET_TMPDIR"), "/shipped-cards.pdf"),
        pack.pdf,
    )
    .unwrap();
}
