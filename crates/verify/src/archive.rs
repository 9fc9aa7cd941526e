//! The wrapping of an exported record: a ZIP whose files are stored uncompressed, written in one fixed way.
//!
//! Fixed, because then the wrapping itself can be checked: whatever is read is written again and must give the same
//! bytes, so that no bit of the file can change unseen. Any unzip program opens it.
//!
//! Fixed means: version 20, no flags but bit 11 (names are UTF-8), method 0, time 0 and date 1 January 1980, no extra
//! fields, no comment, no part larger than 4 GiB, one local header per file followed by its bytes, then the directory in the same order.

use crate::error::VerifyError;

const LOCAL: &[u8; 4] = b"PK\x03\x04";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
/// Bytes of a local header before the name.
const LOCAL_LEN: usize = 30;

/// A file inside, by name.
pub(crate) type Part<'a> = (&'a str, &'a [u8]);

/// Version needed, flags, method, time, date: the fields that both headers share, all fixed.
fn shared(out: &mut Vec<u8>, crc: u32, size: u32, name: u16) {
    for field in [20u16, 0x0800, 0, 0, 0x0021] {
        out.extend(field.to_le_bytes());
    }
    out.extend(crc.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(name.to_le_bytes());
    out.extend(0u16.to_le_bytes());
}

fn small<T: TryFrom<usize>>(size: usize) -> Result<T, VerifyError> {
    T::try_from(size).map_err(|_| VerifyError::TooLarge)
}

/// Writes the archive.
pub(crate) fn write(parts: &[Part<'_>]) -> Result<Vec<u8>, VerifyError> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let (at, size, named) = (
            small::<u32>(out.len())?,
            small::<u32>(bytes.len())?,
            small::<u16>(name.len())?,
        );
        let crc = crc32fast::hash(bytes);
        out.extend(LOCAL);
        shared(&mut out, crc, size, named);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        directory.extend(CENTRAL);
        directory.extend(20u16.to_le_bytes());
        shared(&mut directory, crc, size, named);
        directory.extend([0; 10]); // no comment, disk 0, no attributes
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (
        small::<u32>(out.len())?,
        small::<u32>(directory.len())?,
        small::<u16>(parts.len())?,
    );
    out.extend(directory);
    out.extend(END);
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

/// Reads the files inside, in order. Only the lengths and names are looked at here; that everything else is as
/// [`write`] makes it is checked by writing it again.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Part<'_>>, VerifyError> {
    if !bytes.starts_with(LOCAL) {
        return Err(VerifyError::NotARecord);
    }
    let mut parts = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(LOCAL) {
        let at = bytes.len() - rest.len();
        let (part, after) = one(rest).ok_or(VerifyError::Wrapping { at })?;
        parts.push(part);
        rest = after;
    }
    if rest.starts_with(CENTRAL) {
        Ok(parts)
    } else {
        let at = bytes.len() - rest.len();
        Err(VerifyError::Wrapping { at })
    }
}

fn one(from: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let (head, after) = from.split_at_checked(LOCAL_LEN)?;
    let number = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let size = usize::try_from(number(18)?).ok()?;
    let named = usize::from(u16::from_le_bytes(head.get(26..28)?.try_into().ok()?));
    let (name, after) = after.split_at_checked(named)?;
    let (content, after) = after.split_at_checked(size)?;
    Some(((std::str::from_utf8(name).ok()?, content), after))
}
