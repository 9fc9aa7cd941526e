//! Senders on real sockets: nothing is acknowledged that is not kept, and nothing that went wrong goes unsaid.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)] // a test may stop

mod shelf;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use battlebag_intake::address::Sender;
use battlebag_intake::mllp::{Limits, Listener};
use battlebag_intake::{Doing, Plan, Running, start};
use shelf::{Shelf, now, soon};

const SOURCE: &str = "adt";

fn listener(limits: Limits, allowed: Vec<Sender>) -> Listener {
    Listener {
        source: SOURCE.to_owned(),
        at: "127.0.0.1:0".parse().unwrap(),
        allowed,
        limits,
    }
}

fn listening(shelf: &Arc<Shelf>, listener: Listener) -> (Running, SocketAddr) {
    let running = start(vec![Plan::Listen(listener)], shelf.clone(), now()).unwrap();
    let at = soon(|| match running.board().of(SOURCE).doing {
        Doing::Listening(at) => Some(at.parse().unwrap()),
        _ => None,
    });
    (running, at)
}

fn connect(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

fn message(control: &str) -> String {
    format!("MSH|^~\\&|PAS|RVX|BB|HERE|20261121||ADT^A01|{control}|P|2.4\rPID|1||{control}^^^RVX\r")
}

fn framed(text: &str) -> Vec<u8> {
    [b"\x0b", text.as_bytes(), b"\x1c\r"].concat()
}

/// The next acknowledgement's code, control id and reason.
fn ack(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut one = [0];
    while !bytes.ends_with(b"\x1c\r") {
        match stream.read(&mut one) {
            Ok(1) => bytes.push(one[0]),
            other => panic!("{other:?} after {}", String::from_utf8_lossy(&bytes)),
        }
    }
    let text = String::from_utf8(bytes).unwrap();
    let msa = text.split("MSA|").nth(1).unwrap();
    msa.trim_end_matches(['\r', '\x1c']).to_owned()
}

fn is_closed(stream: &mut TcpStream) -> bool {
    !matches!(stream.read(&mut [0]), Ok(1))
}

#[test]
fn several_senders_at_once_each_get_their_own_answers() {
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let senders: Vec<_> = (0..8)
        .map(|sender| {
            std::thread::spawn(move || {
                let mut stream = connect(at);
                for n in 0..25 {
                    let control = format!("{sender}-{n}");
                    stream.write_all(&framed(&message(&control))).unwrap();
                    assert_eq!(ack(&mut stream), format!("AA|{control}"));
                }
            })
        })
        .collect();
    for sender in senders {
        sender.join().unwrap();
    }
    running.stop();
    assert_eq!(shelf.messages().len(), 200);
    assert!(
        shelf
            .messages()
            .iter()
            .all(|m| m.about == m.control && m.sender == "PAS at RVX, 127.0.0.1")
    );
}

#[test]
fn a_sender_that_does_not_wait_is_answered_in_order() {
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let mut stream = connect(at);
    let all: Vec<u8> = (0..600).flat_map(|n| framed(&message(&n.to_string()))).collect();
    let mut writing = stream.try_clone().unwrap();
    let writer = std::thread::spawn(move || writing.write_all(&all).unwrap());
    for n in 0..600 {
        assert_eq!(ack(&mut stream), format!("AA|{n}"));
    }
    writer.join().unwrap();
    running.stop();
    let order: Vec<String> = shelf.messages().into_iter().map(|m| m.control).collect();
    assert_eq!(order, (0..600).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_slow_sender_and_half_a_message() {
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let mut slow = connect(at);
    slow.set_nodelay(true).unwrap();
    for byte in framed(&message("slow")) {
        slow.write_all(&[byte]).unwrap();
    }
    assert_eq!(ack(&mut slow), "AA|slow");
    // It hangs up in the middle of the next one.
    slow.write_all(b"\x0bMSH|^~\\&|PAS").unwrap();
    drop(slow);
    let fault = soon(|| running.board().of(SOURCE).last_fault).why;
    assert!(
        fault.contains("broke off after 12 bytes") && fault.contains("send it again"),
        "{fault}"
    );
    // One that begins anew without ending the last: the new one is read.
    let mut anew = connect(at);
    anew.write_all(&[b"\x0bMSH|^~\\&|PAS|".to_vec(), framed(&message("anew"))].concat())
        .unwrap();
    assert_eq!(ack(&mut anew), "AA|anew");
    running.stop();
    assert_eq!(shelf.messages().len(), 2);
}

#[test]
fn a_message_that_never_ends_does_not_hold_its_place() {
    let limits = Limits {
        half: Duration::from_millis(50),
        connections: 1,
        ..Limits::default()
    };
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(limits, Vec::new()));
    let mut half = connect(at);
    half.write_all(b"\x0bMSH|").unwrap();
    assert!(is_closed(&mut half));
    let fault = soon(|| running.board().of(SOURCE).last_fault).why;
    assert!(fault.contains("began and did not end"), "{fault}");
    soon(|| (running.board().of(SOURCE).connections == 0).then_some(()));
    let mut next = connect(at);
    next.write_all(&framed(&message("next"))).unwrap();
    assert_eq!(ack(&mut next), "AA|next");
    running.stop();
}

#[test]
fn what_cannot_be_kept_is_answered_with_the_reason() {
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let mut stream = connect(at);
    shelf.lock(true);
    stream.write_all(&framed(&message("1"))).unwrap();
    assert_eq!(
        ack(&mut stream),
        "AE|1|Battlebag is locked and keeps nothing. Sign in, then send again"
    );
    shelf.lock(false);
    shelf.refuse("poison", "the disk is full, so nothing was saved");
    // One that is refused does not hold up its neighbours.
    let three = [
        framed(&message("2")),
        framed(&message("poison")),
        framed(&message("3")),
    ];
    stream.write_all(&three.concat()).unwrap();
    assert_eq!(ack(&mut stream), "AA|2");
    assert_eq!(
        ack(&mut stream),
        "AE|poison|the disk is full, so nothing was saved"
    );
    assert_eq!(ack(&mut stream), "AA|3");
    stream.write_all(&framed("hello")).unwrap();
    assert!(ack(&mut stream).starts_with("AR||There is no MSH segment: this is not an HL7 v2 message"));
    running.stop();
    let kept: Vec<String> = shelf.messages().into_iter().map(|m| m.control).collect();
    assert_eq!(kept, ["2", "3"]);
}

#[test]
fn a_message_too_large_is_refused_and_the_next_is_read() {
    let limits = Limits {
        message: 10_000,
        ..Limits::default()
    };
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(limits, Vec::new()));
    let mut stream = connect(at);
    let large = format!("{}OBX|{}\r", message("large"), "x".repeat(200_000));
    stream
        .write_all(&[framed(&large), framed(&message("next"))].concat())
        .unwrap();
    let refused = ack(&mut stream);
    assert!(
        refused.starts_with("AR|large|The message has 200") && refused.contains("10000"),
        "{refused}"
    );
    assert_eq!(ack(&mut stream), "AA|next");
    running.stop();
    assert_eq!(shelf.messages().len(), 1);
}

#[test]
fn strangers_and_other_tongues_are_turned_away_and_named() {
    let shelf = Shelf::new();
    let allowed = vec![Sender::parse("10.20.0.0/24").unwrap()];
    let (running, at) = listening(&shelf, listener(Limits::default(), allowed));
    assert!(is_closed(&mut connect(at)));
    let fault = soon(|| running.board().of(SOURCE).last_fault).why;
    assert!(
        fault.contains("127.0.0.1 tried to send and is not on the list"),
        "{fault}"
    );
    running.stop();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let mut browser = connect(at);
    browser
        .write_all(format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(2_000)).as_bytes())
        .unwrap();
    assert!(is_closed(&mut browser));
    let fault = soon(|| running.board().of(SOURCE).last_fault).why;
    assert!(fault.contains("is not MLLP"), "{fault}");
    running.stop();
    assert!(shelf.messages().is_empty());
}

#[test]
fn while_the_disk_is_behind_the_socket_is_not_read() {
    let limits = Limits {
        in_flight: 64 * 1024,
        ..Limits::default()
    };
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(limits, Vec::new()));
    shelf.hold(true);
    let mut stream = connect(at);
    stream.set_nonblocking(true).unwrap();
    let one = framed(&format!("{}NTE|{}\r", message("n"), "x".repeat(30_000)));
    // What the operating system buffers is bounded too: at some point nothing more is taken.
    let mut sent = 0usize;
    soon(|| match stream.write(&one) {
        Ok(n) => {
            sent += n;
            assert!(sent < 512 * 1024 * 1024, "everything was taken");
            None
        }
        Err(why) if why.kind() == std::io::ErrorKind::WouldBlock => {
            std::thread::sleep(Duration::from_millis(100));
            matches!(stream.write(b"x"), Err(e) if e.kind() == std::io::ErrorKind::WouldBlock).then_some(())
        }
        Err(why) => panic!("{why}"),
    });
    shelf.hold(false);
    drop(stream);
    running.stop();
}

#[test]
fn two_listeners_and_an_address_that_is_taken() {
    let shelf = Shelf::new();
    let (running, at) = listening(&shelf, listener(Limits::default(), Vec::new()));
    let second = Listener {
        at,
        source: "lab".to_owned(),
        ..listener(Limits::default(), Vec::new())
    };
    let other = start(vec![Plan::Listen(second)], shelf.clone(), now()).unwrap();
    let failed = soon(|| match other.board().of("lab").doing {
        Doing::Failed(why) => Some(why),
        _ => None,
    });
    assert!(failed.contains("another program listens there"), "{failed}");
    other.stop();
    running.stop();
}
