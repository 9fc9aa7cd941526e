//! What is packed, unpacked as it is read: counted against its packed size, and checked at its end.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read};
use std::rc::Rc;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};

use super::archive::{Packing, Part};

/// Something may unpack to so many times its packed size, once it is larger than [`SMALL`]. Exports come to 20 to 60.
const RATIO: u64 = 300;
const SMALL: u64 = 4 * 1024 * 1024;
const BUFFER: usize = 256 * 1024;

/// What is said of something that swells beyond that.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {RATIO} times its size, which no export does")]
pub(super) struct Swells;

/// Whether reading stopped for that reason.
pub(super) fn swells(why: &Error) -> bool {
    let inner = why.get_ref().and_then(|inner| inner.downcast_ref::<Swells>());
    inner.is_some()
}

/// A gzip, unpacked.
pub(super) fn gzip<'a>(packed: impl BufRead + 'a) -> Box<dyn BufRead + 'a> {
    let read = Rc::new(Cell::new(0));
    let packed = Counted {
        inner: packed,
        read: Rc::clone(&read),
    };
    bounded(MultiGzDecoder::new(packed), read)
}

/// A part of an archive, unpacked from where its packed bytes begin.
pub(super) fn part<'a>(packed: impl Read + 'a, part: &Part, packing: Packing) -> Box<dyn BufRead + 'a> {
    let packed = BufReader::with_capacity(BUFFER, packed.take(part.packed));
    let (read, crc, size) = (Rc::new(Cell::new(0)), part.crc, part.size);
    let packed = Counted {
        inner: packed,
        read: Rc::clone(&read),
    };
    let whole = |inner| Whole {
        inner,
        so_far: flate2::Crc::new(),
        crc,
        size,
    };
    match packing {
        Packing::Stored => bounded(whole(Box::new(packed) as Box<dyn Read + 'a>), read),
        Packing::Deflated => bounded(whole(Box::new(DeflateDecoder::new(packed))), read),
    }
}

fn bounded<'a>(unpacked: impl Read + 'a, packed: Rc<Cell<u64>>) -> Box<dyn BufRead + 'a> {
    let bounded = Bounded {
        inner: unpacked,
        packed,
        unpacked: 0,
    };
    Box::new(BufReader::with_capacity(BUFFER, bounded))
}

/// Counts the packed bytes.
struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read.set(self.read.get().saturating_add(amount as u64));
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read.set(self.read.get().saturating_add(read as u64));
        Ok(read)
    }
}

/// Stops what swells.
struct Bounded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.unpacked = self.unpacked.saturating_add(read as u64);
        if self.unpacked > SMALL.max(self.packed.get().saturating_mul(RATIO)) {
            return Err(Error::new(ErrorKind::InvalidData, Swells));
        }
        Ok(read)
    }
}

/// Holds what was unpacked against what the archive says of it.
struct Whole<R> {
    inner: R,
    so_far: flate2::Crc,
    crc: u32,
    size: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        self.so_far.update(into.get(..read).unwrap_or_default());
        // The counter of the check sum has 32 bits.
        let differs = self.so_far.sum() != self.crc
            || u64::from(self.so_far.amount()) != self.size & u64::from(u32::MAX);
        if read == 0 && !into.is_empty() && differs {
            return Err(Error::new(ErrorKind::InvalidData, "its check sum is wrong"));
        }
        Ok(read)
    }
}
