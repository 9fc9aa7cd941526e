//! The data key wrapped under a passphrase or a recovery code: Argon2id, then XChaCha20-Poly1305.

use crate::StoreError;
use crate::secret::{DataKey, WrapRandom};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const WRAP_TAG: &[u8] = b"battlebag-home/v1/wrap\n";

/// How hard a guess at a passphrase is. Stored with each wrap, so that it can rise later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfCost {
    /// For real homes: well above OWASP's least for Argon2id (19 MiB, 2 passes), under a second on a laptop.
    pub const STANDARD: Self = Self {
        memory_kib: 128 * 1024,
        passes: 4,
        lanes: 1,
    };
    /// For tests only: no protection at all.
    pub const FOR_TESTS: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    /// Whether a stored cost is one this program would ever write; a file must not make it take all memory.
    fn is_sane(self) -> bool {
        self.memory_kib <= 1024 * 1024 && self.passes <= 64 && self.lanes <= 16
    }

    fn stretch(self, secret: &[u8], salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        if !self.is_sane() {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(secret, salt, key.as_mut_slice()).ok()?;
        Some(key)
    }
}

/// What opens a wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrapKind {
    Passphrase,
    Recovery,
}

/// One wrapped copy of the data key, as kept in `home.json`. Not secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wrap {
    pub(crate) kind: WrapKind,
    /// The person's id; of the recovery code, its own.
    pub(crate) id: String,
    /// The person's name, "Recovery code" for that.
    pub(crate) name: String,
    cost: KdfCost,
    salt: String,
    nonce: String,
    wrapped: String,
}

impl Wrap {
    /// Wraps the data key. `home` is the home's id: a wrap moved to another home or person does not open.
    pub(crate) fn make(
        home: &str,
        (kind, name): (WrapKind, &str),
        secret: &[u8],
        key: &DataKey,
        cost: KdfCost,
        random: &WrapRandom,
    ) -> Option<Self> {
        let kek = cost.stretch(secret, &random.salt)?;
        let id = hex::encode(random.id);
        let cipher = XChaCha20Poly1305::new(&Key::from(*kek));
        let aad = aad(home, kind, &id);
        let wrapped = cipher
            .encrypt(
                &XNonce::from(random.nonce),
                Payload {
                    msg: &key.0,
                    aad: &aad,
                },
            )
            .ok()?;
        Some(Self {
            kind,
            id,
            name: name.to_owned(),
            cost,
            salt: hex::encode(random.salt),
            nonce: hex::encode(random.nonce),
            wrapped: hex::encode(wrapped),
        })
    }

    /// The data key, `None` when the secret is wrong or the record was tampered with.
    pub(crate) fn open(&self, home: &str, secret: &[u8]) -> Option<DataKey> {
        let salt = hex::decode(&self.salt).ok()?;
        let nonce: [u8; 24] = hex::decode(&self.nonce).ok()?.try_into().ok()?;
        let wrapped = hex::decode(&self.wrapped).ok()?;
        let kek = self.cost.stretch(secret, &salt)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(*kek));
        let aad = aad(home, self.kind, &self.id);
        let opened = cipher
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &wrapped,
                    aad: &aad,
                },
            )
            .ok()?;
        let opened = Zeroizing::new(opened);
        Some(DataKey(opened.as_slice().try_into().ok()?))
    }

    /// Whether the record is one this program could have written: the first thing wrong with it.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let sized = |text: &str, bytes: usize| hex::decode(text).is_ok_and(|decoded| decoded.len() == bytes);
        let faults = [
            (
                !self.cost.is_sane(),
                "the cost of a passphrase is beyond what Battlebag writes",
            ),
            (!sized(&self.salt, 16), "a salt is not 32 hex digits"),
            (!sized(&self.nonce, 24), "a nonce is not 48 hex digits"),
            (!sized(&self.wrapped, 48), "a wrapped key is not 96 hex digits"),
        ];
        faults.into_iter().find(|fault| fault.0).map(|fault| fault.1)
    }
}

/// The error for a wrap that could not be made; only a cost out of range can do that.
pub(crate) fn unusable_cost(path: std::path::PathBuf) -> StoreError {
    StoreError::HomeFileDamaged {
        path,
        line: 0,
        why: "the cost of a passphrase is out of range".to_owned(),
    }
}

fn aad(home: &str, kind: WrapKind, id: &str) -> Vec<u8> {
    let kind: &[u8] = match kind {
        WrapKind::Passphrase => b"passphrase",
        WrapKind::Recovery => b"recovery",
    };
    [WRAP_TAG, home.as_bytes(), b"\n", kind, b"\n", id.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap() -> Wrap {
        let random = WrapRandom::from_bytes([9; 48]);
        let who = (WrapKind::Passphrase, "Asha Verma");
        Wrap::make(
            "home",
            who,
            b"right",
            &DataKey([5; 32]),
            KdfCost::FOR_TESTS,
            &random,
        )
        .unwrap()
    }

    #[test]
    fn only_the_right_secret_home_and_person_open_it() {
        let wrap = wrap();
        assert_eq!(wrap.open("home", b"right").unwrap().0, [5; 32]);
        assert!(wrap.open("home", b"wrong").is_none());
        assert!(wrap.open("other", b"right").is_none());
        assert!(
            Wrap {
                id: "0000".into(),
                ..wrap.clone()
            }
            .open("home", b"right")
            .is_none()
        );
        assert!(
            Wrap {
                kind: WrapKind::Recovery,
                ..wrap
            }
            .open("home", b"right")
            .is_none()
        );
    }

    #[test]
    fn a_cost_that_would_take_all_memory_is_refused() {
        let mut wrap = wrap();
        wrap.cost.memory_kib = u32::MAX;
        assert!(wrap.open("home", b"right").is_none());
        assert!(wrap.fault().is_some());
    }
}
