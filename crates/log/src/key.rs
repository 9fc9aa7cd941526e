//! A station's secret key.

use crate::ids::{Signature, Station};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use std::fmt;
use zeroize::Zeroizing;

/// A station's ed25519 secret key. It is wiped from memory when dropped and never shown.
pub struct StationKey(SigningKey);

impl StationKey {
    /// The key grown from 32 secret random bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self(SigningKey::from_bytes(&seed))
    }

    /// The secret seed, for keeping in an encrypted place.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half: the station's name.
    pub fn public(&self) -> Station {
        Station(self.0.verifying_key().to_bytes())
    }

    /// Signs `message` under a purpose, so that a signature made for one purpose never passes for another.
    pub(crate) fn sign(&self, purpose: &[u8], message: &[u8]) -> Signature {
        Signature(self.0.sign(&[purpose, message].concat()).to_bytes())
    }
}

impl fmt::Debug for StationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StationKey(secret of station {})", self.public().short())
    }
}

/// Whether `signature` is the station's own over `message` for this purpose (strict ed25519: no weak keys, no
/// second form of the same signature).
pub(crate) fn signed_by(station: &Station, purpose: &[u8], message: &[u8], signature: &Signature) -> bool {
    let Ok(public) = VerifyingKey::from_bytes(station.as_bytes()) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
    public
        .verify_strict(&[purpose, message].concat(), &signature)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_secret() {
        let key = StationKey::from_seed([7; 32]);
        let shown = format!("{key:?}");
        assert!(!shown.contains("0707"), "{shown}");
        assert_eq!(StationKey::from_seed(*key.seed()).public(), key.public());
    }

    #[test]
    fn a_signature_for_one_purpose_is_refused_for_another() {
        let key = StationKey::from_seed([7; 32]);
        let signature = key.sign(b"entry", b"bytes");
        assert!(signed_by(&key.public(), b"entry", b"bytes", &signature));
        assert!(!signed_by(&key.public(), b"other", b"bytes", &signature));
        let other = StationKey::from_seed([8; 32]).public();
        assert!(!signed_by(&other, b"entry", b"bytes", &signature));
    }
}
