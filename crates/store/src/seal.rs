//! The data key sealed to a public key that grew from somebody's passphrase.
//!
//! An ordinary wrap needs the passphrase at hand. When the data key changes, nobody but the person who does it is
//! there: so each passphrase (after Argon2id) also gives an X25519 key pair, whose public half is kept in the
//! database. A new data key is sealed to it with a fresh pair of its own, and the passphrase opens that as well.

use crate::secret::{DataKey, PersonSecret};
use blake3::{Hasher, derive_key};
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

const PAIR: &str = "battlebag-home v2 2026-11-21 key pair of a person";
const SEALING: &str = "battlebag-home v2 2026-11-21 sealing a data key";
const FRESH_PAIR: &str = "battlebag-home v2 2026-11-21 fresh pair for one seal";
const CHECK: &str = "battlebag-home v2 2026-11-21 name of a data key";

/// The public half of a person's pair.
pub(crate) type PublicHalf = [u8; 32];

/// The key that seals, and the public half that lets the other side find it again.
pub(crate) struct SealKey {
    pub(crate) key: Zeroizing<[u8; 32]>,
    /// Of the fresh pair; kept beside what was sealed.
    pub(crate) fresh: PublicHalf,
    pub(crate) nonce: [u8; 24],
}

fn private_half(secret: &PersonSecret) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(derive_key(PAIR, &secret.0))
}

/// The public half of the pair that grows from this secret.
pub(crate) fn public_half(secret: &PersonSecret) -> PublicHalf {
    x25519(*private_half(secret), X25519_BASEPOINT_BYTES)
}

/// A fresh key to seal something to `public`. `seed` is fresh random bytes; `label` tells one seal made from them
/// from another. `None` when `public` is not the public half of any pair.
pub(crate) fn seal_key(public: &PublicHalf, seed: &[u8; 32], label: &[u8]) -> Option<SealKey> {
    let mut drawn = Zeroizing::new([0; 56]);
    let mut hasher = Hasher::new_derive_key(FRESH_PAIR);
    hasher
        .update(seed)
        .update(label)
        .finalize_xof()
        .fill(drawn.as_mut_slice());
    let (private, nonce) = drawn.split_at(32);
    let private = Zeroizing::new(<[u8; 32]>::try_from(private).ok()?);
    let fresh = x25519(*private, X25519_BASEPOINT_BYTES);
    Some(SealKey {
        key: agreed(x25519(*private, *public), &fresh, public)?,
        fresh,
        nonce: nonce.try_into().ok()?,
    })
}

/// The key of a seal that was made to this secret's public half.
pub(crate) fn opening_key(secret: &PersonSecret, fresh: &PublicHalf) -> Option<Zeroizing<[u8; 32]>> {
    agreed(x25519(*private_half(secret), *fresh), fresh, &public_half(secret))
}

fn agreed(shared: [u8; 32], fresh: &PublicHalf, public: &PublicHalf) -> Option<Zeroizing<[u8; 32]>> {
    let shared = Zeroizing::new(shared);
    // A point of low order gives zeros to everybody: not a secret.
    if *shared == [0; 32] {
        return None;
    }
    let mut key = Zeroizing::new([0; 32]);
    let mut hasher = Hasher::new_derive_key(SEALING);
    hasher.update(shared.as_slice()).update(fresh).update(public);
    hasher.finalize_xof().fill(key.as_mut_slice());
    Some(key)
}

/// A name for a data key that tells nothing about it: 16 hex digits.
pub(crate) fn name_of(key: &DataKey) -> String {
    let name = Zeroizing::new(derive_key(CHECK, &key.0));
    hex::encode(name.iter().take(8).copied().collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_that_it_was_sealed_to_finds_the_key() {
        let (asha, ben) = (PersonSecret([1; 32]), PersonSecret([2; 32]));
        let sealed = seal_key(&public_half(&asha), &[9; 32], b"asha").unwrap();
        assert_eq!(opening_key(&asha, &sealed.fresh).unwrap(), sealed.key);
        assert_ne!(opening_key(&ben, &sealed.fresh).unwrap(), sealed.key);
    }

    #[test]
    fn one_seed_gives_each_label_its_own_pair() {
        let asha = public_half(&PersonSecret([1; 32]));
        let one = seal_key(&asha, &[9; 32], b"one").unwrap();
        let two = seal_key(&asha, &[9; 32], b"two").unwrap();
        assert_ne!(one.fresh, two.fresh);
        assert_ne!(one.nonce, two.nonce);
        assert_ne!(one.key, two.key);
    }

    #[test]
    fn points_that_make_everybody_agree_are_refused() {
        assert!(seal_key(&[0; 32], &[9; 32], b"").is_none());
        assert!(opening_key(&PersonSecret([1; 32]), &[0; 32]).is_none());
    }
}
