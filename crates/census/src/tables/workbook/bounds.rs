//! Limits of a packed spreadsheet, checked by unpacking it into nothing before anything is kept: what a package says of
//! its own size is not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::WorkbookFault;

/// Most entries in the package.
const ENTRIES: usize = 4_000;
/// Most bytes of all entries, unpacked.
const UNPACKED: u64 = 256 * 1024 * 1024;
/// Most bytes of the table of texts, unpacked: it is held whole.
const TEXTS: u64 = 64 * 1024 * 1024;
/// An entry may be so many times larger than its packed form, once it is larger than [`SMALL`].
const RATIO: u64 = 300;
const SMALL: u64 = 4 * 1024 * 1024;
/// Most cells of a workbook that have something in them.
pub(super) const CELLS: usize = 4_000_000;
/// Most cells of a sheet's rows, the empty ones between them too.
pub(super) const AREA: usize = 8_000_000;
/// Columns that are read; ward lists have fewer than a hundred.
pub(super) const COLUMNS: u32 = 1_024;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    Xlsx,
    Xlsb,
    Ods,
    /// The container of old Excel files, and of new ones with a password.
    Ole,
    Other,
}

impl Package {
    pub(super) fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Self::Ole;
        }
        let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
            return Self::Other;
        };
        let names: Vec<_> = zip.file_names().flatten().collect();
        Self::with(&names)
    }

    /// By the names of its parts.
    pub(super) fn with(parts: &[impl AsRef<str>]) -> Self {
        let has = |name: &str| {
            parts
                .iter()
                .any(|n| n.as_ref().replace('\\', "/").eq_ignore_ascii_case(name))
        };
        if has("xl/workbook.xml") {
            Self::Xlsx
        } else if has("xl/workbook.bin") {
            Self::Xlsb
        } else if has("content.xml") && has("mimetype") {
            Self::Ods
        } else {
            Self::Other
        }
    }
}

/// Whether a package claims more parts than are read, in the one way in which it can claim more than 65,535: the reader
/// makes room for as many before it looks for them.
pub(super) fn boasts(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"PK\x06\x06").any(|at| {
        let number = |from: usize, to: usize| {
            let found = bytes.get(at + from..at + to).and_then(|b| b.try_into().ok());
            found.map_or(0, u64::from_le_bytes)
        };
        // By chance these four bytes stand in packed ones too: then the length and the number of the disk make no sense.
        let plausible = (44..0x1_0000_0000).contains(&number(4, 12)) && number(16, 24) == 0;
        plausible && number(24, 32).max(number(32, 40)) > ENTRIES as u64
    })
}

/// Unpacks every entry into nothing and counts.
pub(super) fn check(bytes: &[u8]) -> Result<(), WorkbookFault> {
    let damaged = |e: String| WorkbookFault::Damaged(e);
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(e.to_string()))?;
    if zip.len() > ENTRIES {
        return Err(WorkbookFault::TooLarge(format!("{} parts", zip.len())));
    }
    let mut all = 0u64;
    for n in 0..zip.len() {
        let entry = zip.by_index(n).map_err(|e| damaged(e.to_string()))?;
        let packed = entry.compressed_size();
        let most = if entry
            .name()
            .is_ok_and(|n| n.to_lowercase().ends_with("sharedstrings.xml"))
        {
            TEXTS
        } else {
            UNPACKED
        };
        let most = most
            .min(SMALL.max(packed.saturating_mul(RATIO)))
            .min(UNPACKED - all);
        let unpacked = std::io::copy(&mut entry.take(most + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|e| damaged(e.to_string()))?;
        if unpacked > most {
            return Err(WorkbookFault::TooLarge(
                "a part of it unpacks without end".to_owned(),
            ));
        }
        all += unpacked;
    }
    Ok(())
}
