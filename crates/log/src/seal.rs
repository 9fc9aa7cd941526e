//! A station's signature over a file that it made from its log: the list of what an exported record holds.

use crate::ids::{Signature, Station};
use crate::key::{StationKey, signed_by};

/// Put before the bytes when they are signed, so that this signature never passes for an entry's or a checkpoint's.
const EXPORT_TAG: &[u8] = b"battlebag-log/v1/export\n";

/// Who vouches for a file, and the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileSeal {
    /// The station that made the file.
    pub station: Station,
    /// Its signature over `"battlebag-log/v1/export\n" || bytes`.
    pub signature: Signature,
}

impl FileSeal {
    /// Signs a file's bytes.
    pub fn of(key: &StationKey, bytes: &[u8]) -> Self {
        Self {
            station: key.public(),
            signature: key.sign(EXPORT_TAG, bytes),
        }
    }

    /// Whether these are the bytes that the station signed.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        signed_by(&self.station, EXPORT_TAG, bytes, &self.signature)
    }

    /// As two lines of hex: station, signature.
    pub fn to_text(&self) -> String {
        format!(
            "{}\n{}\n",
            hex::encode(self.station.as_bytes()),
            hex::encode(self.signature.as_bytes())
        )
    }

    /// Reads [`to_text`](Self::to_text) strictly; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (mut station, mut signature) = ([0; 32], [0; 64]);
        hex::decode_to_slice(lines.next()?, &mut station).ok()?;
        hex::decode_to_slice(lines.next()?, &mut signature).ok()?;
        let seal = Self {
            station: Station(station),
            signature: Signature(signature),
        };
        (lines.next().is_none() && seal.to_text() == text).then_some(seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_for_these_bytes_only_and_reads_back_as_written() {
        let seal = FileSeal::of(&StationKey::from_seed([5; 32]), b"list");
        assert!(seal.holds(b"list") && !seal.holds(b"lisp"));
        assert_eq!(FileSeal::from_text(&seal.to_text()), Some(seal));
        assert_eq!(FileSeal::from_text(&seal.to_text().to_uppercase()), None);
        assert_eq!(FileSeal::from_text(&format!("{} ", seal.to_text())), None);
    }
}
