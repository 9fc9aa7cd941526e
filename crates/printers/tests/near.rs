//! Looking for printers near this machine: a real printer that is announced, liars, and from a look to a page.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod group;
mod room;

use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use battlebag_printers::{
    Ended, Flow, Glance, Line, Media, Nearby, Pace, Server, Ticket, Trouble, Trust, Waits, follow, look,
    look_around,
};
use group::{HERE, Responder, alone, in_group, says};
use room::{PRINTER, Printer, has};

/// Long enough for any answer; a test ends it as soon as it has what it waits for.
const GLANCE: Glance = Glance {
    step: Duration::from_millis(50),
    steps: 100,
};

/// Looks until `enough` printers answered.
fn look_for(enough: usize) -> Nearby {
    let mut left = None;
    look_around(&[HERE], GLANCE, &mut |_, found| {
        if found >= enough {
            // What they said of themselves may still be under way.
            let steps = left.get_or_insert(6);
            *steps -= 1;
            return *steps > 0;
        }
        true
    })
    .unwrap()
}

fn names(found: &Nearby) -> BTreeSet<String> {
    found.claims.iter().map(|c| c.name.clone()).collect()
}

#[test]
fn a_printer_that_announces_itself_is_found_and_prints_by_its_own_certificate() {
    let _alone = alone();
    let test = "a look around";
    let Some(socket) = in_group(test) else { return };
    if !has(&PRINTER, test) {
        return;
    }
    let printer = Printer::start("page 1", &["-2"]);
    let port: u16 = printer
        .encrypted()
        .split([':', '/'])
        .nth(4)
        .unwrap()
        .parse()
        .unwrap();
    let texts: [(&str, &[u8]); 4] = [
        ("rp", b"ipp/print"),
        ("ty", b"Trial LaserWriter 9"),
        ("note", b"Ward 6, by the door"),
        ("pdl", b"application/pdf,image/urf"),
    ];
    let at = (Ipv4Addr::LOCALHOST, port);
    let responder = Responder::start(socket, vec![says(b"_ipps", b"Ward 6 laser", at, &texts)]);
    let found = look_for(1);
    drop(responder);
    let claim = found
        .claims
        .iter()
        .find(|c| c.name == "Ward 6 laser")
        .unwrap_or_else(|| panic!("{found:#?}"));
    assert_eq!(claim.model, "Trial LaserWriter 9");
    assert_eq!(claim.place, "Ward 6, by the door");
    assert_eq!(
        claim.address.to_string(),
        format!("ipps://127.0.0.1:{port}/ipp/print")
    );
    assert!(!claim.no_pdf);

    // Its certificate is signed by nobody and for another name: it is believed for being the same as before.
    let line = |trust: &Trust| Line::new(&claim.address, &Server::none(), trust, Waits::default()).unwrap();
    let first = line(&Trust::FirstSeen);
    assert_eq!(first.pin(), None);
    let seen = look(&first).unwrap();
    let pin = first.pin().expect("a certificate was shown");
    assert_eq!(pin.to_string().parse(), Ok(pin));
    let ticket = Ticket {
        name: "Battlebag".into(),
        media: Media::A4,
        two_sided: true,
        colour: false,
        pages: 1,
    };
    let pdf: Arc<[u8]> = Arc::from(&b"%PDF-1.4\n%%EOF\n"[..]);
    let pace = Pace {
        every: Duration::from_millis(40),
        silent: 5,
        stuck: None,
    };
    let known = line(&Trust::Only(pin));
    let ended = follow(&known, &seen, &ticket, &pdf, pace, &mut |_| (), &mut |_| Flow::Go);
    assert_eq!(ended, Ended::Printed { counted: true }, "{}", printer.log());
    let other = "00".repeat(32).parse().unwrap();
    let refused = look(&line(&Trust::Only(other))).unwrap_err();
    let Trouble::NotTrusted { why } = refused else {
        panic!("{refused:?}")
    };
    assert!(why.contains("is another than the one"), "{why}");
}

#[test]
fn ten_thousand_answers_evil_names_and_addresses_elsewhere_are_borne() {
    let _alone = alone();
    let Some(socket) = in_group("liars") else { return };
    let here = |n: u16| (Ipv4Addr::LOCALHOST, 7000 + n);
    let mut answers = vec![
        says(
            b"_ipp",
            "Ward 6\u{202e}resal\u{7}".as_bytes(),
            here(1),
            &[("rp", b"ipp/print"), ("ty", &[0xff; 200])],
        ),
        says(
            b"_ipp",
            b"Public",
            (Ipv4Addr::new(8, 8, 8, 8), 631),
            &[("rp", b"ipp/print")],
        ),
        says(
            b"_ipp",
            b"Elsewhere",
            (Ipv4Addr::new(10, 9, 9, 9), 631),
            &[("rp", b"ipp/print")],
        ),
        says(
            b"_ipp",
            b"Strange path",
            here(2),
            &[("rp", b"@10.9.9.9/\r\nHost: x")],
        ),
        says(b"_http", b"No printer", here(3), &[]),
        b"\xc0\x0c\xc0\x0c no packet at all".to_vec(),
        Vec::new(),
    ];
    answers.extend((0..10_000).map(|n| {
        says(
            b"_ipp",
            format!("Liar {n}").as_bytes(),
            here(n),
            &[("rp", b"ipp/print")],
        )
    }));
    let liar = Responder::start(socket, answers);
    let found = look_around(&[HERE], Glance { steps: 30, ..GLANCE }, &mut |_, _| true).unwrap();
    drop(liar);
    assert!(
        found.claims.len() <= 16,
        "one machine has few printers: {}",
        found.claims.len()
    );
    assert!(found.left_out > 0);
    let names = names(&found);
    assert!(names.contains("Ward 6<U+202E>resal<U+0007>"), "{names:?}");
    for absent in ["Public", "Elsewhere", "Strange path", "No printer"] {
        assert!(!names.contains(absent), "{names:?}");
    }
    for claim in &found.claims {
        assert!(
            claim.address.to_string().starts_with("ipp://127.0.0.1:"),
            "{claim:?}"
        );
        assert!(claim.model.chars().count() <= 61);
    }
}

#[test]
fn an_encrypted_line_is_taken_before_one_in_the_clear_and_what_was_left_out_is_asked_for() {
    let _alone = alone();
    let Some(socket) = in_group("two ways to one printer") else {
        return;
    };
    let both = vec![
        says(
            b"_ipp",
            b"Two ways",
            (Ipv4Addr::LOCALHOST, 631),
            &[("rp", b"ipp/print"), ("pdl", b"image/urf")],
        ),
        says(
            b"_ipps",
            b"Two ways",
            (Ipv4Addr::LOCALHOST, 8631),
            &[("rp", b"ipp/print")],
        ),
    ];
    let liar = Responder::start(socket, both);
    let found = look_for(2);
    drop(liar);
    let addresses: Vec<String> = found.claims.iter().map(|c| c.address.to_string()).collect();
    assert_eq!(addresses, ["ipps://127.0.0.1:8631/ipp/print"]);
}

#[test]
fn nobody_there_and_a_person_who_cancels_end_it_without_a_word() {
    let _alone = alone();
    if in_group("a cancelled look").is_none() {
        return;
    }
    let mut steps = 0;
    let found = look_around(&[HERE], GLANCE, &mut |step, _| {
        steps = step;
        step < 2
    })
    .unwrap();
    assert_eq!(steps, 2);
    assert_eq!(found.claims, []);
    let nowhere = look_around(&[], GLANCE, &mut |_, _| true).unwrap_err();
    assert!(nowhere.to_string().contains("on no network of a building"));
}
