//! The fixed-size names of things: incident, station, entry, salt, signature.
//!
//! Each is its bytes, shown and stored in text as lower-case hex.

use std::fmt;
use std::str::FromStr;

/// Text that should have been a hex name and is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not {what}: it should be {digits} hex digits. Copy it again from where it is shown.")]
pub struct IdError {
    /// What was asked for, such as "an incident number".
    pub what: &'static str,
    /// How many hex digits it should have.
    pub digits: usize,
    /// The text as given, cut to 80 characters.
    pub text: String,
}

macro_rules! hex_name {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// The bytes themselves.
            pub fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let mut bytes = [0; $bytes];
                match hex::decode_to_slice(text, &mut bytes) {
                    Ok(()) => Ok(Self(bytes)),
                    Err(_) => Err(IdError {
                        what: $what,
                        digits: $bytes * 2,
                        text: text.chars().take(80).collect(),
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hex_name!(
    /// The random 16-byte name of an incident, the same on every station.
    IncidentId,
    16,
    "an incident number"
);
hex_name!(
    /// A station: its ed25519 public key (32 bytes). One station writes one chain in each incident.
    Station,
    32,
    "a station key"
);
hex_name!(
    /// An entry: the BLAKE3 hash of its header bytes (see [`SealedEntry::hash`](crate::SealedEntry::hash)).
    EntryHash,
    32,
    "an entry hash"
);
hex_name!(
    /// An ed25519 signature, 64 bytes.
    Signature,
    64,
    "a signature"
);
hex_name!(
    /// 32 random bytes hashed before a body, so that a short body cannot be guessed from its hash. It is kept
    /// beside the body and erased with it.
    Salt,
    32,
    "a body salt"
);

impl Station {
    /// The first eight hex digits: how a station is named in a sentence.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }
}

impl EntryHash {
    /// All zeros: stands for "no entry before this one" in the first header of a chain.
    pub const NONE: Self = Self([0; 32]);
}
