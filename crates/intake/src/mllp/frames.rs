//! The frames of MLLP in a stream of bytes: 0B, the message, 1C 0D. Reads may cut anywhere.

use std::collections::VecDeque;

const START: u8 = 0x0b;
const END: u8 = 0x1c;
/// Bytes kept of a message that is too large: enough for its header, so that it can be answered.
const HEAD: usize = 4096;
/// Bytes outside frames before it is said that this is not MLLP.
const MUCH_NOISE: u64 = 1024;
/// What a message or batch begins with.
const BEGINNINGS: [&[u8; 3]; 3] = [b"MSH", b"FHS", b"BHS"];

/// What was met in the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// A whole message.
    Message(Vec<u8>),
    /// A whole message beyond the limit; only its beginning was kept.
    TooLarge {
        /// Its beginning.
        head: Vec<u8>,
        /// Its size in bytes.
        size: u64,
    },
    /// A message that broke off: the stream ended, or another message began inside it.
    Cut {
        /// Its beginning.
        head: Vec<u8>,
        /// Bytes that came.
        size: u64,
    },
    /// Bytes outside any frame.
    Noise {
        /// How many.
        size: u64,
    },
}

/// Takes a stream apart. Holds at most one message of the limit's size.
#[derive(Debug)]
pub struct Frames {
    limit: usize,
    inside: bool,
    message: Vec<u8>,
    /// Bytes of the message so far, also those not kept.
    size: u64,
    noise: u64,
    /// Where in the message a byte 0B stands that may begin the next one.
    restart: Option<usize>,
    ready: VecDeque<Met>,
}

impl Frames {
    /// `limit`: the most bytes a message may have.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            inside: false,
            message: Vec::new(),
            size: 0,
            noise: 0,
            restart: None,
            ready: VecDeque::new(),
        }
    }

    /// Takes in what was read; ask [`next`](Self::next_met) afterwards.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = if self.inside {
                self.inside(rest)
            } else {
                self.outside(rest)
            };
        }
        if self.noise >= MUCH_NOISE {
            self.say_noise();
        }
    }

    /// The next thing met.
    pub fn next_met(&mut self) -> Option<Met> {
        self.ready.pop_front()
    }

    /// Whether a message has begun and not ended.
    pub fn is_inside(&self) -> bool {
        self.inside
    }

    /// The stream ended: what was begun will not be finished.
    pub fn end(&mut self) {
        self.say_noise();
        if std::mem::take(&mut self.inside) && self.size > 0 {
            self.say_cut();
        }
    }

    fn outside<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let at = bytes.iter().position(|b| *b == START);
        let (before, rest) = bytes.split_at(at.unwrap_or(bytes.len()));
        // The 0D that ends a frame, and line ends that some senders add.
        let noise = before.iter().filter(|b| !matches!(b, b'\r' | b'\n')).count();
        self.noise = self.noise.saturating_add(noise as u64);
        match rest.split_first() {
            Some((_, rest)) => {
                self.say_noise();
                self.begin();
                rest
            }
            None => rest,
        }
    }

    fn begin(&mut self) {
        self.inside = true;
        self.message.clear();
        self.size = 0;
        self.restart = None;
    }

    fn inside<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let at = bytes.iter().position(|b| matches!(*b, START | END));
        let (part, rest) = bytes.split_at(at.unwrap_or(bytes.len()));
        // Whether the next message begins here is decided on its first bytes alone: what follows them may pass the limit.
        let (beginning, further) = part.split_at(self.undecided().min(part.len()));
        self.take(beginning);
        self.begin_anew_if_cut();
        self.take(further);
        match rest.split_first() {
            Some((&END, rest)) => {
                self.finish();
                rest
            }
            Some((_, rest)) => {
                // Inside text it is a letter like any other (a line break of a word processor); before a header it
                // begins the next message.
                self.restart = Some(self.message.len());
                self.take(&[START]);
                rest
            }
            None => rest,
        }
    }

    fn take(&mut self, part: &[u8]) {
        self.size = self.size.saturating_add(part.len() as u64);
        if self.is_over() {
            self.message.truncate(HEAD);
            let room = HEAD.saturating_sub(self.message.len());
            self.message.extend_from_slice(part.get(..room).unwrap_or(part));
            self.message.shrink_to(HEAD);
        } else {
            self.message.extend_from_slice(part);
        }
    }

    fn is_over(&self) -> bool {
        self.size > self.limit as u64
    }

    /// Bytes still wanted to say whether the byte 0B in the message begins the next one.
    fn undecided(&self) -> usize {
        self.restart
            .map_or(0, |at| (at + 4).saturating_sub(self.message.len()))
    }

    fn begin_anew_if_cut(&mut self) {
        let Some(at) = self.restart.filter(|_| !self.is_over()) else {
            return;
        };
        let Some(begin) = self.message.get(at + 1..at + 4) else {
            return;
        };
        self.restart = None;
        if BEGINNINGS.iter().any(|b| begin == *b) {
            let next = self.message.split_off(at + 1);
            self.message.truncate(at);
            self.size = at as u64;
            if at > 0 {
                self.say_cut();
            }
            self.begin();
            self.size = next.len() as u64;
            self.message = next;
        }
    }

    fn finish(&mut self) {
        self.inside = false;
        let message = std::mem::take(&mut self.message);
        if self.is_over() {
            self.ready.push_back(Met::TooLarge {
                head: message,
                size: self.size,
            });
        } else if !message.is_empty() {
            // An empty frame is how some senders ask whether we are still here.
            self.ready.push_back(Met::Message(message));
        }
    }

    fn say_cut(&mut self) {
        let mut head = std::mem::take(&mut self.message);
        head.truncate(HEAD);
        self.ready.push_back(Met::Cut {
            head,
            size: self.size,
        });
    }

    fn say_noise(&mut self) {
        let size = std::mem::take(&mut self.noise);
        if size > 0 {
            self.ready.push_back(Met::Noise { size });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(limit: usize, reads: &[&[u8]]) -> Vec<Met> {
        let mut frames = Frames::new(limit);
        for read in reads {
            frames.push(read);
        }
        frames.end();
        std::iter::from_fn(|| frames.next_met()).collect()
    }

    fn message(text: &str) -> Met {
        Met::Message(text.as_bytes().to_vec())
    }

    #[test]
    fn reads_may_cut_anywhere() {
        let stream = b"\x0bMSH|1\rPID|1\r\x1c\r\x0bMSH|2\r\x1c\r";
        let whole = all(100, &[stream]);
        assert_eq!(whole, [message("MSH|1\rPID|1\r"), message("MSH|2\r")]);
        for at in 0..stream.len() {
            assert_eq!(all(100, &[&stream[..at], &stream[at..]]), whole);
        }
    }

    #[test]
    fn the_last_0d_may_be_missing() {
        assert_eq!(
            all(100, &[b"\x0bMSH|1\x1c\x0bMSH|2\x1c"]),
            [message("MSH|1"), message("MSH|2")]
        );
    }

    #[test]
    fn a_message_that_breaks_off_is_told_and_the_next_is_read() {
        let cut = Met::Cut {
            head: b"MSH|1\rPI".to_vec(),
            size: 8,
        };
        assert_eq!(
            all(100, &[b"\x0bMSH|1\rPI\x0bMSH|2\x1c\r"]),
            [cut.clone(), message("MSH|2")]
        );
        assert_eq!(all(100, &[b"\x0bMSH|1\rPI"]), [cut]);
    }

    #[test]
    fn the_message_after_one_that_broke_off_may_be_large() {
        let stream = [b"\x0bMSH|1\rPI\x0bMSH|2".as_slice(), &[b'x'; 200], b"\x1c\r"].concat();
        let whole = all(100, &[&stream]);
        assert!(
            matches!(
                whole.as_slice(),
                [Met::Cut { size: 8, .. }, Met::TooLarge { size: 205, .. }]
            ),
            "{whole:?}"
        );
        for at in 0..stream.len() {
            assert_eq!(all(100, &[&stream[..at], &stream[at..]]), whole, "cut at {at}");
        }
    }

    #[test]
    fn the_byte_0b_in_a_text_is_text() {
        assert_eq!(
            all(100, &[b"\x0bMSH|1\rNTE|a\x0bb\x0b\x1c\r"]),
            [message("MSH|1\rNTE|a\x0bb\x0b")]
        );
    }

    #[test]
    fn too_large_keeps_its_head_and_the_next_is_read() {
        let large = format!("\x0bMSH|1{}\x1c\r\x0bMSH|2\x1c\r", "x".repeat(9_000));
        let met = all(5_000, &[large.as_bytes()]);
        let Some(Met::TooLarge { head, size }) = met.first() else {
            panic!("{met:?}");
        };
        assert_eq!((head.len(), *size), (HEAD, 9_005));
        assert_eq!(met[1..], [message("MSH|2")]);
    }

    #[test]
    fn bytes_outside_frames_are_counted() {
        assert_eq!(
            all(100, &[b"GET / HTTP/1.1\r\n\x0bMSH|1\x1c\r"]),
            [Met::Noise { size: 14 }, message("MSH|1")]
        );
        assert!(
            all(100, &[b"\x0b\x1c\r\n\r\n"]).is_empty(),
            "an empty frame is a keep-alive"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_reads_are_taken_alike(bytes in proptest::collection::vec(
            prop_oneof![Just(START), Just(END), Just(b'\r'), Just(b'M'), Just(b'S'), Just(b'H'), any::<u8>()], 0..80), at in 0usize..80, limit in 1usize..40) {
            let (a, b) = bytes.split_at(at.min(bytes.len()));
            prop_assert_eq!(all(limit, &[&bytes]), all(limit, &[a, b]));
        }

        #[test]
        fn what_is_framed_comes_out(texts in proptest::collection::vec("[A-Z|^\\r]{1,30}", 0..6)) {
            let stream: Vec<u8> = texts.iter().flat_map(|t| [b"\x0b", t.as_bytes(), b"\x1c\r"].concat()).collect();
            let met = all(1_000, &[&stream]);
            prop_assert_eq!(met, texts.iter().map(|t| message(t)).collect::<Vec<_>>());
        }
    }
}
