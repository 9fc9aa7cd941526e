//! Sheets of roles: tabards are read across a room, the chart is one side and hides nobody, the contact list holds every role.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod faces;
mod people;
mod sheets;

use battlebag_bag::Bag;
use battlebag_paper::draw::{LIVE_H, LIVE_W, Mark, Size};
use battlebag_paper::{
    OrgBox, OrgChart, OrgState, PaperError, PrintContext, SheetNumbers, Tabard, contact_list_faces,
    org_chart_faces, report_faces, tabard_faces,
};
use faces::{marks, texts, words};

fn bag() -> Bag {
    Bag::shipped().unwrap()
}

fn numbers() -> SheetNumbers {
    SheetNumbers::new(3, false, [])
}

/// A name that may stand over lines: without spaces, and without the hyphens that a line may end at.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_shipped_role_is_read_across_a_room_in_uk_and_us_words() {
    let bag = bag();
    let us = bag.roles.iter().map(|role| Tabard {
        role: role.spoken_us().to_owned(),
        ..sheets::roles::tabard(role)
    });
    let all: Vec<Tabard> = sheets::roles::tabards(&bag).into_iter().chain(us).collect();
    let drawn = tabard_faces(&people::context(), &mut numbers(), &all).unwrap();
    assert_eq!(drawn.len(), all.len(), "one role a page");
    for (face, tabard) in drawn.iter().zip(&all) {
        let large: Vec<_> = texts(face).filter(|t| t.style.size >= Size::Pt84).collect();
        let name: String = large.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(letters(&name), letters(&tabard.role), "the whole name is large");
        for t in &large {
            assert!(t.x >= -0.1 && t.x + t.width <= 260.1, "{}", tabard.role);
        }
        let said = words(face);
        assert!(said.contains(&tabard.colour), "{}", tabard.role);
    }
}

#[test]
fn a_name_that_no_size_takes_is_refused_with_what_to_do() {
    let tabard = Tabard {
        role: "Donaudampfschifffahrtsgesellschaftskapitän".into(),
        ..Tabard::default()
    };
    let refused = tabard_faces(&people::context(), &mut numbers(), &[tabard]).map(|_| ());
    let Err(error @ PaperError::DoesNotFit { .. }) = refused else {
        panic!("{refused:?}");
    };
    assert!(error.to_string().contains("shorter name"), "{error}");
}

#[test]
fn a_drill_says_so_on_every_sheet_of_roles() {
    let ctx = PrintContext {
        exercise: true,
        ..people::context()
    };
    let bag = bag();
    let mut numbers = SheetNumbers::new(3, true, []);
    let mut all = tabard_faces(&ctx, &mut numbers, &sheets::roles::tabards(&bag)).unwrap();
    all.extend(org_chart_faces(&ctx, &mut numbers, &sheets::roles::org_chart(&bag)).unwrap());
    all.extend(contact_list_faces(&ctx, &mut numbers, &sheets::roles::contacts(&bag)).unwrap());
    all.extend(report_faces(&ctx, &mut numbers, &sheets::roles::handover()).unwrap());
    for face in &all {
        assert!(words(face).contains("EXERCISE"), "{}", face.title);
        assert!(face.number.as_str().starts_with('X'));
    }
}

fn in_the_live_area(face: &battlebag_paper::Drawn) {
    for mark in marks(face) {
        let (right, bottom) = match mark {
            Mark::Text(t) if t.turn == 0.0 => (t.x + t.width, t.y),
            Mark::Fill(a, _) | Mark::Frame(a, _) => (a.right(), a.bottom()),
            Mark::Line { from, to, .. } => (from.0.max(to.0), from.1.max(to.1)),
            _ => continue,
        };
        assert!(right <= LIVE_W + 0.2 && bottom <= LIVE_H + 0.2, "{mark:?}");
    }
}

#[test]
fn the_chart_is_one_side_and_names_whoever_has_no_box() {
    let bag = bag();
    let chart = sheets::roles::org_chart(&bag);
    let drawn = org_chart_faces(&people::context(), &mut numbers(), &chart).unwrap();
    let [face] = drawn.as_slice() else {
        panic!("one side");
    };
    in_the_live_area(face);
    let said = words(face);
    for role in &bag.roles {
        assert!(said.contains(role.spoken()), "{}", role.id);
    }
    assert!(
        said.contains("Vacant 38 min") && said.contains("Two say") && said.contains("Overloaded: 2 roles")
    );
    // Twice as many roles as fit: those that nobody called give way, and are named.
    let mut boxes = chart.boxes.clone();
    boxes.extend((0..40).map(|n| OrgBox {
        id: format!("more-{n}"),
        title: format!("Further lead {n}"),
        reports_to: Some("tactical-commander".into()),
        ..OrgBox::default()
    }));
    let many = OrgChart { boxes, ..chart };
    let drawn = org_chart_faces(&people::context(), &mut numbers(), &many).unwrap();
    let [face] = drawn.as_slice() else {
        panic!("one side");
    };
    in_the_live_area(face);
    let said = letters(&words(face));
    for one in &many.boxes {
        assert!(said.contains(&letters(&one.title)), "{}", one.title);
    }
    assert!(said.contains("nobodycalled"));
}

#[test]
fn a_ring_of_roles_and_a_bag_without_a_lead_are_drawn_all_the_same() {
    let one = |id: &str, above: &str| OrgBox {
        id: id.into(),
        title: format!("Lead {id}"),
        reports_to: Some(above.into()),
        state: OrgState::Held,
        holder: "Ann".into(),
        ..OrgBox::default()
    };
    let chart = OrgChart {
        data_as_at: "now".into(),
        boxes: vec![one("a", "nobody"), one("b", "a")],
    };
    let drawn = org_chart_faces(&people::context(), &mut numbers(), &chart).unwrap();
    let said: String = drawn.iter().map(words).collect();
    assert!(said.contains("Lead a") && said.contains("Lead b"));
}

#[test]
fn the_contact_list_holds_every_role_with_a_line_where_nobody_knows() {
    let bag = bag();
    let sheet = sheets::roles::contacts(&bag);
    let drawn = contact_list_faces(&people::context(), &mut numbers(), &sheet).unwrap();
    let said: String = drawn.iter().map(words).collect::<Vec<_>>().join("\n");
    for role in &bag.roles {
        // A name goes over the lines of its cell, with other cells between them.
        assert!(
            role.spoken().split(' ').all(|word| said.contains(word)),
            "{}",
            role.id
        );
    }
    assert!(said.contains("Castellanos-Murphy"));
    assert!(said.contains("____"));
}
