//! The multicast group on this machine alone, and whoever answers there: what a test says a printer is, true or not.
#![allow(dead_code)] // each test binary uses a part

use std::net::{Ipv4Addr, SocketAddrV4, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use battlebag_printers::Segment;
use simple_dns::rdata::{A, PTR, RData, SRV, TXT};
use simple_dns::{CLASS, Label, Name, Packet, ResourceRecord};
use socket2::{Domain, Protocol, Socket, Type};

const GROUP: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);

/// This machine alone. Only tests look here.
pub const HERE: Segment = Segment {
    own: Ipv4Addr::LOCALHOST,
    mask: Ipv4Addr::new(255, 0, 0, 0),
};

/// Everybody of the group hears everybody: one test looks at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// The right to look, for the rest of a test.
pub fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A socket of the group on this machine alone; none where the system cannot send to a group, and the test says so.
#[allow(clippy::print_stdout)] // whoever runs the tests should know what was not run
pub fn in_group(test: &str) -> Option<UdpSocket> {
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
pub struct Responder(Arc<AtomicBool>, Option<std::thread::JoinHandle<()>>);

impl Responder {
    /// Begins to answer.
    pub fn start(socket: UdpSocket, answers: Vec<Vec<u8>>) -> Self {
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

impl Drop for Responder {
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
pub fn says(service: &[u8], called: &[u8], at: (Ipv4Addr, u16), texts: &[(&str, &[u8])]) -> Vec<u8> {
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
