//! From the connections to the disk: messages wait in a short line, are kept many at a time, and only then does each
//! sender hear what became of its own.

use std::sync::Arc;

use battlebag_census::hl7::{Header, about, header};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use super::Verdict;
use crate::keep::{Keep, Message, NotKept};

/// Most messages kept in one step.
const AT_ONCE: usize = 64;
/// Messages that may wait.
const WAITING: usize = 256;
/// Bytes of a permit.
const UNIT: usize = 1024;

/// A message that waits to be kept.
struct Waiting {
    message: Message,
    told: oneshot::Sender<Verdict>,
    /// Its share of the memory that messages in flight may take; given back when it is dropped.
    room: OwnedSemaphorePermit,
}

/// Hands messages over. While the disk is behind, handing over waits, and with it the reading of the socket.
#[derive(Clone)]
pub(crate) struct Desk {
    line: mpsc::Sender<Waiting>,
    room: Arc<Semaphore>,
    units: u32,
}

/// What will become of a message.
pub(super) enum Answer {
    /// Known at once.
    Now(Option<Header>, Verdict),
    /// Known once it is kept.
    Later(Header, oneshot::Receiver<Verdict>),
}

impl Desk {
    /// A desk with this many bytes of messages in flight, and the work behind it, to be run beside the listeners.
    pub(crate) fn open(keep: Arc<dyn Keep>, bytes: usize) -> (Self, impl Future<Output = ()> + 'static) {
        let (line, waiting) = mpsc::channel(WAITING);
        let units = u32::try_from(bytes / UNIT).unwrap_or(u32::MAX).max(1);
        let room = Arc::new(Semaphore::new(usize::try_from(units).unwrap_or(1)));
        (Self { line, room, units }, work(keep, waiting))
    }

    /// Hands one message over.
    pub(super) async fn take(&self, source: &str, from: &str, bytes: Vec<u8>) -> Answer {
        let header = match header(&bytes) {
            Ok(header) => header,
            Err(fault) => {
                let why = format!("{fault} Nothing was kept");
                return Answer::Now(None, Verdict::Refused(why));
            }
        };
        let units = u32::try_from(bytes.len() / UNIT + 1).unwrap_or(u32::MAX);
        let closing = || Verdict::NotKept("Battlebag is closing this listener. Send it again".to_owned());
        let Ok(room) = Arc::clone(&self.room)
            .acquire_many_owned(units.min(self.units))
            .await
        else {
            return Answer::Now(Some(header), closing());
        };
        let message = Message {
            source: source.to_owned(),
            control: header.control_id.clone(),
            sender: sender(&header, from),
            about: about(&bytes).join("\n"),
            bytes,
            lying: false,
        };
        let (told, hears) = oneshot::channel();
        let waiting = Waiting { message, told, room };
        if self.line.send(waiting).await.is_err() {
            return Answer::Now(Some(header), closing());
        }
        Answer::Later(header, hears)
    }
}

fn sender(header: &Header, from: &str) -> String {
    let named: Vec<&str> = [
        header.sending_application.as_str(),
        header.sending_facility.as_str(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    if named.is_empty() {
        from.to_owned()
    } else {
        format!("{}, {from}", named.join(" at "))
    }
}

async fn work(keep: Arc<dyn Keep>, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::new();
    while waiting.recv_many(&mut batch, AT_ONCE).await > 0 {
        let (messages, told): (Vec<Message>, Vec<_>) =
            batch.drain(..).map(|w| (w.message, (w.told, w.room))).unzip();
        let keep = Arc::clone(&keep);
        let kept = tokio::task::spawn_blocking(move || keep_each(keep.as_ref(), &messages)).await;
        let broken = || {
            let why = "Battlebag stopped in the middle of keeping this. Send it again".to_owned();
            Verdict::NotKept(why)
        };
        let mut verdicts = kept.unwrap_or_default().into_iter();
        for (told, _room) in told {
            // A sender that has gone hears nothing, and will send again: the message is kept once all the same.
            let _ = told.send(verdicts.next().unwrap_or_else(broken));
        }
    }
}

/// Keeps a batch in one step. When that is refused, each alone: one bad message must not hold up the others.
fn keep_each(keep: &dyn Keep, messages: &[Message]) -> Vec<Verdict> {
    let verdict = |kept: Result<(), NotKept>| match kept {
        Ok(()) => Verdict::Kept,
        Err(why) => Verdict::NotKept(why.to_string()),
    };
    match keep.messages(messages) {
        Err(NotKept::Refused(_)) if messages.len() > 1 => messages
            .iter()
            .map(|one| verdict(keep.messages(std::slice::from_ref(one))))
            .collect(),
        all => messages.iter().map(|_| verdict(all.clone())).collect(),
    }
}
