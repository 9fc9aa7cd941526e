//! One look at the printers near this machine: a question to everybody on the network segment (multicast DNS, RFC 6762
//! part 5.1), some seconds of hearing the answers, and every socket is closed again.
//!
//! It asks from a port of its own that is open only while it looks, and never joins the group: nothing that others say to
//! each other is heard, and whoever asks this machine gets no answer. What is heard is in [`crate::claim`]'s hands.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, UdpSocket};
use std::time::Duration;

use socket2::SockRef;

use crate::answers::Answers;
use crate::claim::{Claim, Segment, is_inside};

/// Where everybody is asked.
const EVERYBODY: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::new(224, 0, 0, 251), 5353));
/// Most answers that are taken between two steps: beyond that they are let go unread.
const MOST_IN_A_STEP: usize = 256;
/// Longest packet of multicast DNS.
const LONGEST: usize = 9000;

/// How long a look takes: in steps, since this crate reads no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    /// A step.
    pub step: Duration,
    /// How many.
    pub steps: u32,
}

impl Default for Glance {
    /// Five seconds.
    fn default() -> Self {
        Self {
            step: Duration::from_millis(100),
            steps: 50,
        }
    }
}

impl Glance {
    /// Whole seconds that it takes.
    pub fn seconds(self) -> u64 {
        (self.step * self.steps).as_secs().max(1)
    }

    /// When it is asked again, since a packet can be lost: at the beginning, after a fifth, after a half.
    fn asks_at(self, step: u32) -> bool {
        step == 0 || step == self.steps / 5 || step == self.steps / 2
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nearby {
    /// Printers as they describe themselves.
    pub claims: Vec<Claim>,
    /// Others that answered and are not among them: too many, unreadable, or with an address elsewhere.
    pub left_out: u32,
}

/// Why nobody could be asked.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    /// There is no network to ask on.
    #[error(
        "this computer is on no network of a building: its cable is out, its wireless is off, or it has a public address"
    )]
    NoNetwork,
    /// The system did not let us ask.
    #[error("the system does not let it ask ({0})")]
    Refused(io::Error),
}

/// Networks that this machine is attached to, of those that are never routed on the internet; without tunnels.
pub fn attached() -> io::Result<Vec<Segment>> {
    let all = if_addrs::get_if_addrs()?;
    let mut segments = Vec::new();
    for interface in all {
        let usable = interface.is_oper_up() || interface.oper_status == if_addrs::IfOperStatus::Unknown;
        if let if_addrs::IfAddr::V4(v4) = &interface.addr
            && usable
            && !interface.is_p2p
            && is_inside(v4.ip)
        {
            segments.push(Segment {
                own: v4.ip,
                mask: v4.netmask,
            });
        }
    }
    Ok(segments)
}

/// Asks everybody on these networks for printers. `go_on` hears how many steps are over and how many printers answered, and
/// says whether to look on; what was found until then is given either way.
pub fn look_around(
    segments: &[Segment],
    glance: Glance,
    go_on: &mut dyn FnMut(u32, usize) -> bool,
) -> Result<Nearby, NotAsked> {
    let mut sockets = Vec::new();
    let mut why = None;
    for segment in segments {
        match open(segment.own) {
            Ok(socket) => sockets.push(socket),
            Err(error) => why = Some(error),
        }
    }
    if sockets.is_empty() {
        return Err(why.map_or(NotAsked::NoNetwork, NotAsked::Refused));
    }
    let mut answers = Answers::default();
    let mut asked = false;
    for step in 0..glance.steps {
        if !go_on(step, answers.printers()) {
            break;
        }
        if glance.asks_at(step) {
            match ask(&sockets, &answers) {
                Ok(()) => asked = true,
                Err(error) => why = Some(error),
            }
            if let (false, Some(error)) = (asked, why.take()) {
                return Err(NotAsked::Refused(error));
            }
        }
        std::thread::sleep(glance.step);
        for socket in &sockets {
            hear(socket, segments, &mut answers);
        }
    }
    let (claims, left_out) = answers.claims(segments);
    Ok(Nearby {
        claims,
        left_out: left_out.saturating_add(answers.passed_over),
    })
}

fn open(own: Ipv4Addr) -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((own, 0))?;
    socket.set_nonblocking(true)?;
    // As the RFC has it; routers pass on nothing of this group.
    socket.set_multicast_ttl_v4(255)?;
    SockRef::from(&socket).set_multicast_if_v4(&own)?;
    Ok(socket)
}

/// Asks on every network; an error when it could be asked on none.
fn ask(sockets: &[UdpSocket], answers: &Answers) -> io::Result<()> {
    let questions = [Answers::first_question(), answers.further_question()];
    let mut why = None;
    let mut sent = false;
    for question in questions.iter().flatten() {
        for socket in sockets {
            match socket.send_to(question, EVERYBODY) {
                Ok(_) => sent = true,
                Err(error) => why = Some(error),
            }
        }
    }
    match why {
        Some(error) if !sent => Err(error),
        _ => Ok(()),
    }
}

fn hear(socket: &UdpSocket, segments: &[Segment], answers: &mut Answers) {
    let mut packet = vec![0; LONGEST];
    for _ in 0..MOST_IN_A_STEP {
        match socket.recv_from(&mut packet) {
            Ok((length, SocketAddr::V4(from))) => {
                // Who is not on the network was not asked.
                if segments.iter().any(|s| s.holds(*from.ip())) {
                    answers.take(*from.ip(), packet.get(..length).unwrap_or_default());
                } else {
                    answers.passed_over = answers.passed_over.saturating_add(1);
                }
            }
            Ok(_) => {}
            // On Windows a machine that refuses is told as an error of the next hearing.
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            Err(_) => return,
        }
    }
}
