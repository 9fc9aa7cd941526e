//! Errors at the edge: few kinds, each with what happened and what to do next.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The few kinds a shell acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The home is locked or missing: show sign-in.
    Locked,
    /// A wrong passphrase, or too many tries.
    Passphrase,
    /// The person gave something that cannot be used: show it beside the field.
    BadInput,
    /// The rules refuse it: nothing was changed.
    Refused,
    /// The person's role does not allow it: nothing was changed. It may be done over broken glass.
    NoPower,
    /// There is no such thing.
    NotFound,
    /// The disk, the file or the database would not.
    Storage,
    /// Our fault.
    Broken,
}

/// An error as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{what}")]
pub struct ErrorView {
    /// Kind.
    pub kind: ErrorKind,
    /// What happened, and what is still kept.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl ErrorView {
    /// Makes one.
    pub fn new(kind: ErrorKind, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            kind,
            what: what.into(),
            next: next.into(),
        }
    }

    /// Splits a sentence pair "what. next" from a typed error inside into its two halves.
    pub fn from_sentences(kind: ErrorKind, text: &str) -> Self {
        match text.split_once(". ") {
            Some((what, next)) => Self::new(kind, format!("{}.", capital(what)), full_stop(next)),
            None => Self::new(kind, full_stop(&capital(text)), ""),
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().collect::<String>() + chars.as_str(),
        None => String::new(),
    }
}

fn full_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

impl From<battlebag_incident::Refusal> for ErrorView {
    fn from(refusal: battlebag_incident::Refusal) -> Self {
        let kind = match refusal {
            battlebag_incident::Refusal::NoPower { .. } => ErrorKind::NoPower,
            _ => ErrorKind::Refused,
        };
        Self::from_sentences(kind, &refusal.to_string())
    }
}

impl From<battlebag_incident::UnreadableBody> for ErrorView {
    fn from(error: battlebag_incident::UnreadableBody) -> Self {
        Self::from_sentences(ErrorKind::Broken, &error.to_string())
    }
}

impl From<battlebag_store::StoreError> for ErrorView {
    fn from(error: battlebag_store::StoreError) -> Self {
        use battlebag_store::StoreError as E;
        let kind = match &error {
            E::WrongPassphrase { .. } | E::WaitFirst { .. } => ErrorKind::Passphrase,
            E::ShortPassphrase { .. }
            | E::RecoveryMistyped { .. }
            | E::NoSuchPerson { .. }
            | E::NameTaken { .. } => ErrorKind::BadInput,
            E::CameByRecovery
            | E::OwnRevocation
            | E::LastPerson { .. }
            | E::NobodyWouldStay
            | E::LetInAgainFirst { .. }
            | E::PlanOutdated
            | E::NotAlone
            | E::HeldBy { .. }
            | E::AlreadyAHome { .. }
            | E::NothingToRedact
            | E::SettingMoved { .. }
            | E::Frozen { .. } => ErrorKind::Refused,
            E::NotAHome { .. } => ErrorKind::Locked,
            _ => ErrorKind::Storage,
        };
        Self::from_sentences(kind, &error.to_string())
    }
}
