//! Looking for printers near this machine: against a responder of another make, against liars, and from a look to a page.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod room;

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddrV4, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use battlebag_printers::{
    Ended, Flow, Glance, Line, Media, Nearby, Pace, Segment, Server, Ticket, Trouble, Trust, Waits, follow,
    look, look_around,
};
use mdns_sd::{ServiceDaemon, ServiceInfo};
use room::{PRINTER, Printer, has};
use simple_dns::rdata::{A, PTR, RData, SRV, TXT};
use simple_dns::{CLASS, Label, Name, Packet, ResourceRecord};
use socket2::{Domain, Protocol, Socket, Type};

const GROUP: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);

/// This machine alone. Only tests look here.
const HERE: Segment = Segment {
    own: Ipv4Addr::LOCALHOST,
    mask: Ipv4Addr::new(255, 0, 0, 0),
};

/// Long enough for any answer; a test ends it as soon as it has what it waits for.
const GLANCE: Glance = Glance {
    step: Duration::from_millis(50),
    steps: 100,
};

/// Everybody of the group hears everybody: one test looks at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A socket of the group on this machine alone; none where the system cannot send to a group, and the test says so.
#[allow(clippy::print_stdout)] // whoever runs the tests should know what was not run
fn in_group(test: &str) -> Option<UdpSocket> {
    let open = || -> std::io::Result<UdpSocket> {
        let socket = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP))?;
        socket.set_reuse_address(true)?;
        socket.set_reuse_port(true)?;
        socket.bind(&SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 5353).into())?;
        socket.join_multicast_v4(&GROUP, &Ipv4Addr::LOCALHOST)?;
        socket.set_multicast_if_v4(&Ipv4Addr::LOCALHOST)?;
        let socket: UdpSocket = socket.into();
        socket.set_read_timeout(Some(Duration::from_secs(5)))?;
        socket.send_to(b"heard?", (GROUP, 5353))?;
        let mut packet = [0; 64];
        loop {
            let (length, _) = socket.recv_from(&mut packet)?;
            if packet[..length] == *b"heard?" {
                return Ok(socket);
            }
        }
    };
    match open() {
        Ok(socket) => Some(socket),
        Err(why) => {
            println!("skipped: {test} needs a system that sends to a group on its loopback ({why})");
            None
        }
    }
}

/// Answers every question that reaches the group with these packets, until it is dropped.
struct Liar(Arc<AtomicBool>, Option<std::thread::JoinHandle<()>>);

impl Liar {
    fn start(socket: UdpSocket, answers: Vec<Vec<u8>>) -> Self {
        let goes_on = Arc::new(AtomicBool::new(true));
        let mine = Arc::clone(&goes_on);
        socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let answering = move || {
            let mut packet = [0; 9000];
            while mine.load(Ordering::Relaxed) {
                let Ok((length, asker)) = socket.recv_from(&mut packet) else {
                    continue;
                };
                // Others may be on the group as well: only a question from a port of its own is a look.
                if asker.port() != 5353
                    && Packet::parse(&packet[..length]).is_ok_and(|p| !p.questions.is_empty())
                {
                    for answer in &answers {
                        let _ = socket.send_to(answer, asker);
                    }
                }
            }
        };
        Self(goes_on, Some(std::thread::spawn(answering)))
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
        let _ = self.1.take().map(std::thread::JoinHandle::join);
    }
}

fn name(labels: &[&[u8]]) -> Name<'static> {
    let labels: Vec<Label<'_>> = labels.iter().map(|l| Label::new_unchecked(l.to_vec())).collect();
    Name::new_with_labels(&labels).into_owned()
}

/// An answer as a printer gives it.
fn says(service: &[u8], called: &[u8], at: (Ipv4Addr, u16), texts: &[(&str, &[u8])]) -> Vec<u8> {
    let host = name(&[called, b"local"]);
    let printer = name(&[called, service, b"_tcp", b"local"]);
    let mut txt = TXT::new();
    for (key, value) in texts {
        txt.add_attribute(key, Some(value)).unwrap();
    }
    let mut packet = Packet::new_reply(0);
    let of = |name: Name<'static>, rdata: RData<'static>| ResourceRecord::new(name, CLASS::IN, 10, rdata);
    packet.answers.push(of(
        name(&[service, b"_tcp", b"local"]),
        RData::PTR(PTR(printer.clone())),
    ));
    let srv = SRV {
        priority: 0,
        weight: 0,
        port: at.1,
        target: host.clone(),
    };
    packet
        .additional_records
        .push(of(printer.clone(), RData::SRV(srv)));
    packet
        .additional_records
        .push(of(printer, RData::TXT(txt.into_owned())));
    packet.additional_records.push(of(
        host,
        RData::A(A {
            address: at.0.to_bits(),
        }),
    ));
    packet.build_bytes_vec().unwrap()
}

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
fn a_printer_that_a_responder_of_another_make_announces_is_found_and_prints() {
    let _alone = alone();
    let test = "a look around";
    if in_group(test).is_none() || !has(&PRINTER, test) {
        return;
    }
    let printer = Printer::start("page 1", &["-2"]);
    let port: u16 = printer
        .address()
        .split([':', '/'])
        .nth(4)
        .unwrap()
        .parse()
        .unwrap();
    let daemon = ServiceDaemon::new().unwrap();
    daemon.disable_interface(mdns_sd::IfKind::All).unwrap();
    daemon.enable_interface(mdns_sd::IfKind::LoopbackV4).unwrap();
    let texts = [
        ("rp", "ipp/print"),
        ("ty", "Trial LaserWriter 9"),
        ("note", "Ward 6, by the door"),
        ("pdl", "application/pdf,image/urf"),
    ];
    let service = ServiceInfo::new(
        "_ipps._tcp.local.",
        "Ward 6 laser",
        "battlebag-trial.local.",
        "127.0.0.1",
        port,
        &texts[..],
    )
    .unwrap();
    daemon.register(service).unwrap();
    let found = look_for(1);
    daemon.shutdown().unwrap();
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
    let liar = Liar::start(socket, answers);
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
    let liar = Liar::start(socket, both);
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
