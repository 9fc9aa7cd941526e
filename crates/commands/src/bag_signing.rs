//! Signatures over a bag's file, in minisign's format: anybody with `minisign` can check them.
//!
//! Written here over the ed25519 of the log, because key and randomness are arguments; checked by minisign's own verifier.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use blake2::{Blake2b512, Digest as _};
use ed25519_dalek::{Signer as _, SigningKey};
use minisign_verify::{PublicKey, Signature};

/// Signature of a hash of the file, as minisign writes it since 0.8.
const HASHED: &[u8; 2] = b"ED";
/// A public key of Ed25519.
const ED25519: &[u8; 2] = b"Ed";

/// A home's own key for signing bags.
pub(crate) struct BagKey {
    key: SigningKey,
    id: [u8; 8],
}

impl BagKey {
    /// From random bytes: 32 of the key, 8 of its number.
    pub(crate) fn from_random(random: [u8; 40]) -> Self {
        let (mut seed, mut id) = ([0; 32], [0; 8]);
        seed.copy_from_slice(&random[..32]);
        id.copy_from_slice(&random[32..]);
        Self {
            key: SigningKey::from_bytes(&seed),
            id,
        }
    }

    /// From what [`Self::secret`] gave.
    pub(crate) fn from_secret(hexed: &str) -> Option<Self> {
        let mut random = [0; 40];
        hex::decode_to_slice(hexed, &mut random).ok()?;
        Some(Self::from_random(random))
    }

    /// The secret, to be kept in the encrypted home.
    pub(crate) fn secret(&self) -> String {
        let mut bytes = self.key.to_bytes().to_vec();
        bytes.extend(self.id);
        hex::encode(bytes)
    }

    /// The public key as minisign writes it: "RW…".
    pub(crate) fn public(&self) -> String {
        let mut bytes = ED25519.to_vec();
        bytes.extend(self.id);
        bytes.extend(self.key.verifying_key().as_bytes());
        BASE64.encode(bytes)
    }

    /// The text of a `.minisig` file. `says` is signed too: one line.
    pub(crate) fn sign(&self, bytes: &[u8], says: &str) -> String {
        let says = says.replace(['\n', '\r'], " ");
        let own = self.key.sign(&Blake2b512::digest(bytes)).to_bytes();
        let mut whole = HASHED.to_vec();
        whole.extend(self.id);
        whole.extend(own);
        let mut global = own.to_vec();
        global.extend(says.as_bytes());
        let global = self.key.sign(&global).to_bytes();
        format!(
            "untrusted comment: signature of a Battlebag bag\n{}\ntrusted comment: {says}\n{}\n",
            BASE64.encode(whole),
            BASE64.encode(global)
        )
    }
}

/// The number of a key as minisign shows it: 16 letters of hex.
fn id_words(id: &[u8]) -> String {
    let mut id = id.to_vec();
    id.reverse();
    hex::encode_upper(id)
}

/// The number of a public key; none when it is none.
pub(crate) fn key_id(key: &str) -> Option<String> {
    PublicKey::from_base64(key).ok()?;
    let bytes = BASE64.decode(key).ok()?;
    bytes.get(2..10).map(id_words)
}

/// The key out of what somebody pasted: the line itself, or minisign's two-line file.
pub(crate) fn key_in(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| key_id(word).is_some())
}

/// A signature as read from its file.
pub(crate) struct Signed {
    signature: Signature,
    /// The number of the key that made it.
    pub id: String,
    /// What it says of itself, which is signed too.
    pub says: String,
}

impl Signed {
    /// Reads a `.minisig` file; none when it is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let signature = Signature::decode(text).ok()?;
        let bytes = BASE64.decode(text.lines().nth(1)?.trim()).ok()?;
        Some(Self {
            id: id_words(bytes.get(2..10)?),
            says: signature.trusted_comment().to_owned(),
            signature,
        })
    }

    /// Whether this key signed these bytes and these words.
    pub(crate) fn is_by(&self, key: &str, bytes: &[u8]) -> bool {
        PublicKey::from_base64(key).is_ok_and(|key| key.verify(bytes, &self.signature, false).is_ok())
    }

    /// The key that the signature names for itself, when that key did sign it. Nobody vouches for whose it is.
    pub(crate) fn named_key(&self, bytes: &[u8]) -> Option<String> {
        let key = key_in(self.says.rsplit("key ").next()?)?;
        self.is_by(key, bytes).then(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(seed: u8) -> BagKey {
        BagKey::from_random([seed; 40])
    }

    #[test]
    fn a_signature_is_minisigns_own_form() {
        let own = key(7);
        insta::assert_snapshot!(own.public(), @"RWQHBwcHBwcHB+pKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs");
        assert_eq!(key_id(&own.public()).as_deref(), Some("0707070707070707"));
        let text = own.sign(b"bag", &format!("bag 2026.11, key {}", own.public()));
        let signed = Signed::read(&text).unwrap();
        assert_eq!(signed.named_key(b"bag"), Some(own.public()));
        assert_eq!(signed.named_key(b"bog"), None);
        assert_eq!(signed.id, "0707070707070707");
        let two_lines = format!("untrusted comment: minisign public key\n{}\n", own.public());
        assert_eq!(key_in(&two_lines), Some(own.public().as_str()));
    }

    proptest! {
        #[test]
        fn another_key_another_byte_or_another_word_is_seen(bytes in proptest::collection::vec(any::<u8>(), 1..80), at in any::<prop::sample::Index>(), says in "[a-z ]{1,20}") {
            let text = key(1).sign(&bytes, &says);
            let signed = Signed::read(&text).unwrap();
            prop_assert!(signed.is_by(&key(1).public(), &bytes));
            prop_assert!(!signed.is_by(&key(2).public(), &bytes));
            let mut other = bytes.clone();
            other[at.index(bytes.len())] ^= 1;
            prop_assert!(!signed.is_by(&key(1).public(), &other));
            let reworded = text.replace(&format!("comment: {says}\n"), &format!("comment: {says}!\n"));
            prop_assert!(!Signed::read(&reworded).unwrap().is_by(&key(1).public(), &bytes));
        }

        #[test]
        fn what_is_no_signature_is_none(text in ".{0,200}") {
            prop_assert!(Signed::read(&text).is_none());
        }
    }
}
