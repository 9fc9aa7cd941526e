//! Words that are never shown: passphrases and the recovery code, on their way in and out.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

/// A secret text. Wiped when dropped, hidden in debug output. Crosses to the front end as a plain string.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Hides a text.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(hidden)")
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use crate::views::{CreateHome, Recover, Unlock};

    #[test]
    fn requests_do_not_show_their_secrets() {
        let json = r#"{"person":"Robin","passphrase":"four plain words"}"#;
        let unlock: Unlock = serde_json::from_str(json).unwrap();
        assert_eq!(unlock.passphrase.reveal(), "four plain words");
        let json = r#"{"hospital":"H","person":"R","passphrase":"four plain words","zone":""}"#;
        let create: CreateHome = serde_json::from_str(json).unwrap();
        let json = r#"{"recovery_code":"four plain words","person":"R","passphrase":"four plain words"}"#;
        let recover: Recover = serde_json::from_str(json).unwrap();
        let shown = format!("{unlock:?} {create:?} {recover:?}");
        assert!(!shown.contains("plain"), "{shown}");
    }
}
