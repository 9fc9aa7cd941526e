//! Secrets: never shown, wiped when dropped.

use crate::StoreError;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The least characters in a new passphrase (NIST SP 800-63B-4 asks at least 8 where it is not the only factor;
/// Argon2id slows each guess).
const LEAST_CHARACTERS: usize = 8;

/// A passphrase as typed.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text; nothing is trimmed.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The same passphrase again, wiped when dropped like this one.
    pub(crate) fn copy_of(other: &Self) -> Self {
        Self(other.0.clone())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Refuses a passphrase too short to protect a hospital's patients.
    pub(crate) fn check_new(&self) -> Result<(), StoreError> {
        if self.0.trim().chars().count() < LEAST_CHARACTERS {
            return Err(StoreError::ShortPassphrase {
                least: LEAST_CHARACTERS,
            });
        }
        Ok(())
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

/// The random 256-bit key of the database.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey(pub(crate) [u8; 32]);

impl DataKey {
    /// SQLCipher's form of a raw key: it skips SQLCipher's own passphrase stretching.
    pub(crate) fn sqlcipher(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex::encode(self.0));
        Zeroizing::new(format!("x'{}'", digits.as_str()))
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(hidden)")
    }
}

/// What Argon2id makes of a passphrase or a recovery code.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct PersonSecret(pub(crate) [u8; 32]);

impl fmt::Debug for PersonSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonSecret(hidden)")
    }
}

/// The random bytes one wrap of the data key needs.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct WrapRandom {
    /// Argon2id salt.
    pub(crate) salt: [u8; 16],
    /// XChaCha20-Poly1305 nonce.
    pub(crate) nonce: [u8; 24],
    /// The person's id.
    pub(crate) id: [u8; 8],
}

impl WrapRandom {
    /// How many random bytes to draw.
    pub const LEN: usize = 48;

    /// Deals out fresh random bytes from the operating system.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let bytes = Zeroizing::new(bytes);
        let mut at = 0;
        Self {
            salt: deal(&*bytes, &mut at),
            nonce: deal(&*bytes, &mut at),
            id: deal(&*bytes, &mut at),
        }
    }
}

/// The random bytes a new home needs.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct HomeRandom {
    pub(crate) home: [u8; 16],
    pub(crate) data_key: [u8; 32],
    pub(crate) station_seed: [u8; 32],
    pub(crate) recovery: [u8; 14],
    pub(crate) person_wrap: WrapRandom,
    pub(crate) recovery_wrap: WrapRandom,
}

impl HomeRandom {
    /// How many random bytes to draw.
    pub const LEN: usize = 16 + 32 + 32 + 14 + 2 * WrapRandom::LEN;

    /// Deals out fresh random bytes from the operating system.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let bytes = Zeroizing::new(bytes);
        let mut at = 0;
        Self {
            home: deal(&*bytes, &mut at),
            data_key: deal(&*bytes, &mut at),
            station_seed: deal(&*bytes, &mut at),
            recovery: deal(&*bytes, &mut at),
            person_wrap: WrapRandom::from_bytes(deal(&*bytes, &mut at)),
            recovery_wrap: WrapRandom::from_bytes(deal(&*bytes, &mut at)),
        }
    }
}

/// What a station's new key grows from: 32 fresh random bytes from the operating system.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct StationSeed(pub(crate) [u8; 32]);

impl StationSeed {
    /// How many random bytes to draw.
    pub const LEN: usize = 32;

    /// Takes fresh random bytes from the operating system.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for StationSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StationSeed(hidden)")
    }
}

/// The random bytes a fresh recovery code needs.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoveryRandom {
    pub(crate) code: [u8; 14],
    pub(crate) wrap: WrapRandom,
}

impl RecoveryRandom {
    /// How many random bytes to draw.
    pub const LEN: usize = 14 + WrapRandom::LEN;

    /// Deals out fresh random bytes from the operating system.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let bytes = Zeroizing::new(bytes);
        let mut at = 0;
        Self {
            code: deal(&*bytes, &mut at),
            wrap: WrapRandom::from_bytes(deal(&*bytes, &mut at)),
        }
    }
}

/// The random bytes a new data key needs.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyRandom {
    pub(crate) data_key: [u8; 32],
    /// What the fresh pair of each person's seal grows from.
    pub(crate) seals: [u8; 32],
    /// For a fresh recovery code, should the old one not be able to stay.
    pub(crate) recovery: RecoveryRandom,
}

impl KeyRandom {
    /// How many random bytes to draw.
    pub const LEN: usize = 32 + 32 + RecoveryRandom::LEN;

    /// Deals out fresh random bytes from the operating system.
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        let bytes = Zeroizing::new(bytes);
        let mut at = 0;
        Self {
            data_key: deal(&*bytes, &mut at),
            seals: deal(&*bytes, &mut at),
            recovery: RecoveryRandom::from_bytes(deal(&*bytes, &mut at)),
        }
    }
}

impl fmt::Debug for RecoveryRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryRandom(hidden)")
    }
}

impl fmt::Debug for KeyRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRandom(hidden)")
    }
}

impl fmt::Debug for HomeRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HomeRandom(hidden)")
    }
}

impl fmt::Debug for WrapRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrapRandom(hidden)")
    }
}

/// The next `N` bytes. The lengths above add up, so there are always enough.
fn deal<const N: usize>(from: &[u8], at: &mut usize) -> [u8; N] {
    let dealt = from.iter().skip(*at).take(N);
    *at += N;
    let mut out = [0; N];
    out.iter_mut().zip(dealt).for_each(|(out, byte)| *out = *byte);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_random_byte_is_dealt_once() {
        let bytes: [u8; HomeRandom::LEN] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let r = HomeRandom::from_bytes(bytes);
        let wraps = [&r.person_wrap, &r.recovery_wrap];
        let mut all = [&r.home[..], &r.data_key, &r.station_seed, &r.recovery].concat();
        for wrap in wraps {
            all.extend([&wrap.salt[..], &wrap.nonce, &wrap.id].concat());
        }
        assert_eq!(all, bytes);
        let bytes: [u8; KeyRandom::LEN] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let r = KeyRandom::from_bytes(bytes);
        let wrap = &r.recovery.wrap;
        let all = [
            &r.data_key[..],
            &r.seals,
            &r.recovery.code,
            &wrap.salt,
            &wrap.nonce,
            &wrap.id,
        ]
        .concat();
        assert_eq!(all, bytes);
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = format!(
            "{:?} {:?}",
            Passphrase::new("correct horse".into()),
            DataKey([7; 32])
        );
        assert_eq!(shown, "Passphrase(hidden) DataKey(hidden)");
    }

    #[test]
    fn short_passphrases_are_refused() {
        assert!(Passphrase::new("  seven77  ".into()).check_new().is_err());
        assert!(Passphrase::new("eight888".into()).check_new().is_ok());
    }
}
