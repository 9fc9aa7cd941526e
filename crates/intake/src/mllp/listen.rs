//! The listener: connections within limits, frames within limits, an answer to each message.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use battlebag_census::hl7::{Header, header};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use super::take::{Answer, Desk};
use super::{Frames, Met, Verdict, answer};
use crate::address::{Sender, may_speak};
use crate::keep::Now;
use crate::state::{Board, Doing};

/// How long a listener that could not begin waits before it tries again.
const AGAIN: Duration = Duration::from_secs(3);
/// How long the listener before is given to leave its port.
const LEAVING: Duration = Duration::from_secs(3);
/// How soon the port is tried again meanwhile.
const SOON: Duration = Duration::from_millis(200);
/// How long a sender may take to read an answer.
const WRITE: Duration = Duration::from_secs(30);
/// Bytes read at a time.
const READ: usize = 64 * 1024;

/// What a listener puts up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a message.
    pub message: usize,
    /// The most connections at once.
    pub connections: usize,
    /// The most bytes of messages that wait to be kept, of all listeners together.
    pub in_flight: usize,
    /// How long a connection may be silent between messages. Feeds are quiet at night: a long time.
    pub idle: Duration,
    /// How long a message that has begun may take to end.
    pub half: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message: 8 * 1024 * 1024,
            connections: 32,
            in_flight: 64 * 1024 * 1024,
            idle: Duration::from_hours(6),
            half: Duration::from_mins(1),
        }
    }
}

/// One listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// The source's id.
    pub source: String,
    /// Where it listens.
    pub at: SocketAddr,
    /// Who may send; nobody named is everybody who reaches the address.
    pub allowed: Vec<Sender>,
    /// Its limits.
    pub limits: Limits,
}

/// What all connections of a listener share.
struct Shared {
    listener: Listener,
    desk: Desk,
    board: Board,
    now: Now,
    serial: AtomicU64,
}

impl Shared {
    fn fault(&self, why: String) {
        self.board.fault(&self.listener.source, (self.now)(), why);
    }
}

/// Listens until it is stopped; an address that cannot be had is tried again.
pub(crate) async fn listen(
    listener: Listener,
    desk: Desk,
    board: Board,
    now: Now,
    mut stop: watch::Receiver<bool>,
) {
    let shared = Arc::new(Shared {
        listener,
        desk,
        board,
        now,
        serial: AtomicU64::new(1),
    });
    let source = shared.listener.source.clone();
    let begun = tokio::time::Instant::now();
    loop {
        match TcpListener::bind(shared.listener.at).await {
            Ok(socket) => {
                let at = socket.local_addr().unwrap_or(shared.listener.at);
                shared.board.doing(&source, Doing::Listening(at.to_string()));
                accept(&shared, &socket, &mut stop).await;
                shared.board.doing(&source, Doing::Stopped);
                return;
            }
            // When feeds are changed all begin anew, and the listener before may not be gone yet.
            Err(why) if why.kind() == std::io::ErrorKind::AddrInUse && begun.elapsed() < LEAVING => {
                if timeout(SOON, stopped(&mut stop)).await.is_ok() {
                    shared.board.doing(&source, Doing::Stopped);
                    return;
                }
                continue;
            }
            Err(why) => {
                let why = cannot_listen(shared.listener.at, &why);
                shared.fault(why.clone());
                shared.board.doing(&source, Doing::Failed(why));
            }
        }
        if timeout(AGAIN, stopped(&mut stop)).await.is_ok() {
            shared.board.doing(&source, Doing::Stopped);
            return;
        }
    }
}

fn cannot_listen(at: SocketAddr, why: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let what = match why.kind() {
        ErrorKind::AddrInUse => "another program listens there. Choose another port, or close that program",
        ErrorKind::AddrNotAvailable => {
            "this machine does not have that address. Check the network cable, or name another address"
        }
        ErrorKind::PermissionDenied => "the machine does not allow that port. Choose one above 1023",
        _ => return format!("Battlebag cannot listen at {at}: {why}. It tries again by itself."),
    };
    format!("Battlebag cannot listen at {at}: {what}. It tries again by itself.")
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // Whoever could say so being gone is as good as having said it.
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn accept(shared: &Arc<Shared>, socket: &TcpListener, stop: &mut watch::Receiver<bool>) {
    let seats = Arc::new(Semaphore::new(shared.listener.limits.connections));
    loop {
        let arrived = tokio::select! {
            () = stopped(stop) => return,
            arrived = socket.accept() => arrived,
        };
        let (stream, from) = match arrived {
            Ok(arrived) => arrived,
            Err(why) => {
                // Out of file handles, mostly: let others finish.
                shared.fault(format!("A connection could not be taken: {why}."));
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        if !may_speak(&shared.listener.allowed, from.ip()) {
            shared.fault(format!(
                "{} tried to send and is not on the list of senders. It was turned away.",
                from.ip()
            ));
            continue;
        }
        let Ok(seat) = Arc::clone(&seats).try_acquire_owned() else {
            let most = shared.listener.limits.connections;
            shared.fault(format!(
                "{} was turned away: {most} connections are open, the most there may be. Close some at the sender.",
                from.ip()
            ));
            continue;
        };
        let (shared, stop) = (Arc::clone(shared), stop.clone());
        tokio::spawn(async move {
            let count = |by: i32| {
                shared.board.change(&shared.listener.source, |state| {
                    state.connections = state.connections.saturating_add_signed(by);
                });
            };
            count(1);
            if let Err(why) = converse(&shared, stream, from, stop).await {
                shared.fault(format!("The connection from {} ended: {why}.", from.ip()));
            }
            count(-1);
            drop(seat);
        });
    }
}

/// Why a connection ended that should not have.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("{0}")]
    Broke(#[from] std::io::Error),
    #[error("a message began and did not end within {} seconds. It was not kept; the sender has to send it again", .0.as_secs())]
    Half(Duration),
    #[error("a message broke off after {0} bytes. It was not kept; the sender has to send it again")]
    Cut(u64),
    #[error(
        "what it sent is not MLLP ({0} bytes outside a frame). Have the sender frame its messages (0B … 1C 0D)"
    )]
    Noise(u64),
    #[error("it did not read its answers")]
    Deaf,
}

/// Reads one connection to its end.
async fn converse(
    shared: &Shared,
    mut stream: TcpStream,
    from: SocketAddr,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Ended> {
    let limits = shared.listener.limits;
    let mut frames = Frames::new(limits.message);
    let mut buffer = vec![0; READ];
    let mut begun: Option<tokio::time::Instant> = None;
    loop {
        let wait = match begun {
            Some(begun) => limits.half.saturating_sub(begun.elapsed()),
            None => limits.idle,
        };
        let read = tokio::select! {
            () = stopped(&mut stop) => return Ok(()),
            read = timeout(wait, stream.read(&mut buffer)) => read,
        };
        let read = match read {
            Ok(read) => read?,
            Err(_) if frames.is_inside() => return Err(Ended::Half(limits.half)),
            // Silent for long between messages: the sender opens a new connection when it has something.
            Err(_) => return Ok(()),
        };
        if read == 0 {
            frames.end();
        } else {
            frames.push(buffer.get(..read).unwrap_or_default());
        }
        let met = answer_all(shared, &mut frames, from, &mut stream).await;
        if read == 0 || met.is_err() {
            return met.map(|_| ());
        }
        begun = match (frames.is_inside(), begun, met?) {
            (false, _, _) => None,
            // A message ended in this read: what is inside now is another.
            (true, _, true) | (true, None, false) => Some(tokio::time::Instant::now()),
            (true, begun, false) => begun,
        };
    }
}

/// Answers everything met in what was read, in order. Whether anything was met.
async fn answer_all(
    shared: &Shared,
    frames: &mut Frames,
    from: SocketAddr,
    stream: &mut TcpStream,
) -> Result<bool, Ended> {
    let source = &shared.listener.source;
    let mut answers = Vec::new();
    let mut ended = Ok(());
    while let Some(met) = frames.next_met() {
        match met {
            Met::Message(bytes) => {
                answers.push(shared.desk.take(source, &from.ip().to_string(), bytes).await);
            }
            Met::TooLarge { head, size } => {
                let most = shared.listener.limits.message;
                let why = format!("The message has {size} bytes and the most is {most}. It was not kept");
                answers.push(Answer::Now(header(&head).ok(), Verdict::Refused(why)));
            }
            Met::Cut { size, .. } => ended = Err(Ended::Cut(size)),
            Met::Noise { size } => {
                ended = Err(Ended::Noise(size));
                break;
            }
        }
    }
    let any = !answers.is_empty();
    for waiting in answers {
        let (header, verdict) = match waiting {
            Answer::Now(header, verdict) => (header, verdict),
            Answer::Later(header, hears) => {
                let lost =
                    || Verdict::NotKept("Battlebag is closing this listener. Send it again".to_owned());
                (Some(header), hears.await.unwrap_or_else(|_| lost()))
            }
        };
        if let Verdict::NotKept(why) | Verdict::Refused(why) = &verdict {
            shared.fault(format!("A message from {} was not kept: {why}.", from.ip()));
        }
        send(shared, stream, header.as_ref(), &verdict).await?;
    }
    match ended {
        // A message that was cut by the next one: the others of this connection go on.
        Err(Ended::Cut(size)) if frames.is_inside() || any => {
            shared.fault(format!(
                "A message from {} broke off after {size} bytes. It was not kept; the sender has to send it again.",
                from.ip()
            ));
            Ok(any)
        }
        ended => ended.map(|()| any),
    }
}

async fn send(
    shared: &Shared,
    stream: &mut TcpStream,
    header: Option<&Header>,
    verdict: &Verdict,
) -> Result<(), Ended> {
    let serial = shared.serial.fetch_add(1, Ordering::Relaxed);
    let Some(said) = answer(header, verdict, (shared.now)(), serial) else {
        return Ok(());
    };
    let mut framed = Vec::with_capacity(said.len() + 3);
    framed.push(0x0b);
    framed.extend_from_slice(&said);
    framed.extend_from_slice(&[0x1c, 0x0d]);
    match timeout(WRITE, stream.write_all(&framed)).await {
        Ok(written) => Ok(written?),
        Err(_) => Err(Ended::Deaf),
    }
}
