//! Who can open the home.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SecretText;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonRow {
    /// Name.
    pub name: String,
    /// Is signed in now.
    pub you: bool,
    /// Titles of the roles they hold.
    pub roles: Vec<String>,
}

/// Who can sign in, and what is left of the recovery code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeopleView {
    /// Everybody, by name.
    pub people: Vec<PersonRow>,
    /// The signed-in person's role allows changes; else they break the glass.
    pub may_change: bool,
    /// Whose it is to change people, in words.
    pub needs: String,
    /// The recovery code was used and not renewed since, in words; empty otherwise.
    pub recovery_used: String,
}

/// Lets somebody sign in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddPerson {
    /// Name, as it will stand in the log.
    pub person: String,
    /// Their own passphrase, typed by them.
    #[ts(as = "String")]
    pub passphrase: SecretText,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Who.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PersonName {
    /// Name.
    pub person: String,
}

/// What revoking somebody would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevokePlan {
    /// Who.
    pub person: String,
    /// Go on with the passphrase they have.
    pub stays: Vec<String>,
    /// Have not signed in since an older Battlebag: must be added again afterwards.
    pub let_in_again: Vec<String>,
    /// A new recovery code comes out.
    pub new_recovery_code: bool,
}

/// Stops somebody from signing in; the home gets a new data key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RevokePerson {
    /// Who.
    pub person: String,
    /// Why.
    pub because: String,
    /// The plan was seen: those to be let in again may be dropped.
    pub confirmed: bool,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// A change of keys that may bring a new recovery code.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KeysChanged {
    /// What was done, with the number of its entry.
    pub said: String,
    /// Must be added again.
    pub let_in_again: Vec<String>,
    /// For a sealed envelope; empty when the old one still opens.
    #[ts(as = "String")]
    pub recovery_code: SecretText,
}

/// One's own new passphrase.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one until now.
    #[ts(as = "String")]
    pub old: SecretText,
    /// The new one.
    #[ts(as = "String")]
    pub new: SecretText,
}

/// Somebody else's new passphrase, when theirs is forgotten.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ResetPassphrase {
    /// Who.
    pub person: String,
    /// The new one, typed by them.
    #[ts(as = "String")]
    pub new: SecretText,
    /// Why.
    pub because: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Makes a new recovery code.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RenewRecovery {
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}

/// Opens the home with the code from the sealed envelope, and gives one person a new passphrase.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Recover {
    /// The code.
    #[ts(as = "String")]
    pub recovery_code: SecretText,
    /// Who comes in.
    pub person: String,
    /// Their new passphrase.
    #[ts(as = "String")]
    pub passphrase: SecretText,
}

/// Writes the recovery code as a sheet for the sealed envelope.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecoverySheet {
    /// The code, as it was just shown.
    #[ts(as = "String")]
    pub recovery_code: SecretText,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WrittenFile {
    /// Where it is.
    pub file: String,
}
