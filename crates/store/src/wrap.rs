//! The data key wrapped under a passphrase or a recovery code: Argon2id, then XChaCha20-Poly1305.

use crate::StoreError;
use crate::cost::KdfCost;
use crate::seal::{PublicHalf, opening_key, public_half, seal_key};
use crate::secret::{DataKey, PersonSecret, WrapRandom};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const WRAP_TAG: &[u8] = b"battlebag-home/v1/wrap\n";
const SEALED_TAG: &[u8] = b"battlebag-home/v2/sealed\n";

/// What opens a wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrapKind {
    Passphrase,
    Recovery,
}

/// One wrapped copy of the data key, as kept in `home.json`. Not secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The public half of the fresh pair when the key was sealed while its owner was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_with: Option<String>,
}

/// Whose wrap, and what opens it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrapOwner<'a> {
    pub(crate) kind: WrapKind,
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
}

/// The public half that belongs to one wrap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrapPublic {
    pub(crate) person: String,
    pub(crate) salt: String,
    pub(crate) public: PublicHalf,
}

impl Wrap {
    /// Wraps the data key. `home` is the home's id: a wrap moved to another home or person does not open.
    pub(crate) fn make(
        home: &str,
        owner: WrapOwner<'_>,
        secret: &[u8],
        key: &DataKey,
        cost: KdfCost,
        random: &WrapRandom,
    ) -> Option<(Self, WrapPublic)> {
        let stretched = cost.stretch(secret, &random.salt)?;
        let aad = aad(home, owner.kind, owner.id, None);
        let wrapped = encrypt(&stretched.0, &random.nonce, &key.0, &aad)?;
        let made = Self {
            kind: owner.kind,
            id: owner.id.to_owned(),
            name: owner.name.to_owned(),
            cost,
            salt: hex::encode(random.salt),
            nonce: hex::encode(random.nonce),
            wrapped: hex::encode(wrapped),
            sealed_with: None,
        };
        let public = made.public_of(&stretched);
        Some((made, public))
    }

    /// The same wrap around another data key, for an owner who is not here. `seed` is fresh random bytes.
    pub(crate) fn sealed_anew(
        &self,
        home: &str,
        public: &PublicHalf,
        key: &DataKey,
        seed: &[u8; 32],
    ) -> Option<Self> {
        let seal = seal_key(public, seed, self.id.as_bytes())?;
        let fresh = hex::encode(seal.fresh);
        let aad = aad(home, self.kind, &self.id, Some(&fresh));
        let wrapped = encrypt(&seal.key, &seal.nonce, &key.0, &aad)?;
        Some(Self {
            nonce: hex::encode(seal.nonce),
            wrapped: hex::encode(wrapped),
            sealed_with: Some(fresh),
            ..self.clone()
        })
    }

    /// What Argon2id makes of what was typed: the slow part.
    pub(crate) fn stretch(&self, secret: &[u8]) -> Option<PersonSecret> {
        self.cost.stretch(secret, &hex::decode(&self.salt).ok()?)
    }

    /// The data key, `None` when the secret is wrong or the record was tampered with.
    pub(crate) fn open(&self, home: &str, secret: &PersonSecret) -> Option<DataKey> {
        let nonce: [u8; 24] = hex::decode(&self.nonce).ok()?.try_into().ok()?;
        let wrapped = hex::decode(&self.wrapped).ok()?;
        let key = match &self.sealed_with {
            None => Zeroizing::new(secret.0),
            Some(fresh) => opening_key(secret, &hex::decode(fresh).ok()?.try_into().ok()?)?,
        };
        let aad = aad(home, self.kind, &self.id, self.sealed_with.as_deref());
        let sealed = Payload {
            msg: &wrapped,
            aad: &aad,
        };
        let opened = XChaCha20Poly1305::new(key_of(&key)).decrypt(&XNonce::from(nonce), sealed);
        let opened = Zeroizing::new(opened.ok()?);
        Some(DataKey(opened.as_slice().try_into().ok()?))
    }

    /// The public half for this wrap.
    pub(crate) fn public_of(&self, secret: &PersonSecret) -> WrapPublic {
        WrapPublic {
            person: self.id.clone(),
            salt: self.salt.clone(),
            public: public_half(secret),
        }
    }

    /// What the public half of this wrap is kept under: the owner's id and the salt.
    pub(crate) fn lock_name(&self) -> (&str, &str) {
        (&self.id, &self.salt)
    }

    /// Whether this public half was made for this wrap as it is now.
    pub(crate) fn matches(&self, public: &WrapPublic) -> bool {
        self.id == public.person && self.salt == public.salt
    }

    /// Whether two wraps ask for the same passphrase, stretched in the same way.
    pub(crate) fn same_lock(&self, other: &Self) -> bool {
        (self.kind, &self.id, &self.salt, self.cost) == (other.kind, &other.id, &other.salt, other.cost)
    }

    /// Whether only a newer program can read this wrap.
    pub(crate) fn is_sealed(&self) -> bool {
        self.sealed_with.is_some()
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
            (
                self.sealed_with.as_ref().is_some_and(|fresh| !sized(fresh, 32)),
                "a public key is not 64 hex digits",
            ),
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

/// The key where it stands: a copy would not be wiped.
fn key_of(key: &[u8; 32]) -> &Key {
    key.into()
}

fn encrypt(key: &[u8; 32], nonce: &[u8; 24], plain: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key_of(key));
    cipher
        .encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad })
        .ok()
}

fn aad(home: &str, kind: WrapKind, id: &str, sealed_with: Option<&str>) -> Vec<u8> {
    let kind: &[u8] = match kind {
        WrapKind::Passphrase => b"passphrase",
        WrapKind::Recovery => b"recovery",
    };
    let common = [home.as_bytes(), b"\n", kind, b"\n", id.as_bytes()].concat();
    match sealed_with {
        None => [WRAP_TAG, &common].concat(),
        Some(fresh) => [SEALED_TAG, &common, b"\n", fresh.as_bytes()].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap() -> (Wrap, WrapPublic) {
        let random = WrapRandom::from_bytes([9; 48]);
        let owner = WrapOwner {
            kind: WrapKind::Passphrase,
            id: "0909",
            name: "Asha Verma",
        };
        Wrap::make(
            "home",
            owner,
            b"right",
            &DataKey([5; 32]),
            KdfCost::FOR_TESTS,
            &random,
        )
        .unwrap()
    }

    fn opens(wrap: &Wrap, home: &str, secret: &[u8]) -> Option<[u8; 32]> {
        Some(wrap.open(home, &wrap.stretch(secret)?)?.0)
    }

    fn only_the_right_secret_home_and_person_open(wrap: &Wrap, key: [u8; 32]) {
        assert_eq!(opens(wrap, "home", b"right"), Some(key));
        assert_eq!(opens(wrap, "home", b"wrong"), None);
        assert_eq!(opens(wrap, "other", b"right"), None);
        let renamed = Wrap {
            id: "0000".into(),
            ..wrap.clone()
        };
        assert_eq!(opens(&renamed, "home", b"right"), None);
        let other_kind = Wrap {
            kind: WrapKind::Recovery,
            ..wrap.clone()
        };
        assert_eq!(opens(&other_kind, "home", b"right"), None);
    }

    #[test]
    fn a_wrap_opens_for_one_secret_home_and_person() {
        only_the_right_secret_home_and_person_open(&wrap().0, [5; 32]);
    }

    #[test]
    fn a_key_sealed_in_the_owners_absence_opens_for_them_alone() {
        let (wrap, public) = wrap();
        let anew = wrap
            .sealed_anew("home", &public.public, &DataKey([6; 32]), &[7; 32])
            .unwrap();
        only_the_right_secret_home_and_person_open(&anew, [6; 32]);
        assert!(anew.same_lock(&wrap) && anew.is_sealed() && anew.fault().is_none());
        // Taken for an ordinary wrap, or given another fresh pair, it stays shut.
        let plain = Wrap {
            sealed_with: None,
            ..anew.clone()
        };
        assert_eq!(opens(&plain, "home", b"right"), None);
        let other = wrap
            .sealed_anew("home", &public.public, &DataKey([6; 32]), &[8; 32])
            .unwrap();
        let mixed = Wrap {
            sealed_with: other.sealed_with,
            ..anew
        };
        assert_eq!(opens(&mixed, "home", b"right"), None);
    }

    #[test]
    fn a_sealed_wrap_keeps_its_form() {
        // What is on people's disks: a change here locks them out.
        let (wrap, public) = wrap();
        let anew = wrap
            .sealed_anew("home", &public.public, &DataKey([6; 32]), &[7; 32])
            .unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&anew).unwrap(), @r#"
        {
          "kind": "passphrase",
          "id": "0909",
          "name": "Asha Verma",
          "cost": {
            "memory_kib": 8,
            "passes": 1,
            "lanes": 1
          },
          "salt": "09090909090909090909090909090909",
          "nonce": "2b4288711522f4c248ecbed94c74b2506db594da94bc76bc",
          "wrapped": "c9dd5953d17894f95360b926a3c72a3989efbf70fe2a7d788dc8ef7ca63a4cfe3ff8e62b235ccd2dbac7e0590e982998",
          "sealed_with": "15ea7eb2a793203ca9599ebbf9bcf5cb9ac79df62a36137b1a255ec1dd2ce426"
        }
        "#);
    }

    #[test]
    fn a_cost_that_would_take_all_memory_is_refused() {
        let (mut wrap, _) = wrap();
        wrap.cost.memory_kib = u32::MAX;
        assert_eq!(opens(&wrap, "home", b"right"), None);
        assert!(wrap.fault().is_some());
    }
}
