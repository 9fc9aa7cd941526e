//! What can go wrong with a pull: what happened, then what to do.

use crate::keep::NotKept;

/// A pull that came to nothing. What was pulled before stays in use.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// The address cannot be used.
    #[error("{0} is no address of a FHIR server. Write it as https://server.hospital.example/fhir")]
    BadAddress(String),
    /// Patients' records over an open line.
    #[error(
        "{0} is not encrypted (http), so nothing was asked. Use https, or allow http in so many words for a line that only this hospital can read"
    )]
    NotEncrypted(String),
    /// A link to somewhere else.
    #[error(
        "the server sent Battlebag to another place ({0}). It was not followed: patients' records come from the server that was named. If that place is right, name it instead"
    )]
    Elsewhere(String),
    /// No answer, or one that broke off.
    #[error("{what} did not come through: {why}. Nothing of this pull was used; it is tried again")]
    Line {
        /// What was asked for, without its parameters.
        what: String,
        /// The reason of whatever broke.
        why: String,
    },
    /// A server that cannot show who it is.
    #[error("the server at {what} was not asked: {why}. No record went over this line")]
    Distrusted {
        /// What was asked for, without its parameters.
        what: String,
        /// What is wrong with its certificate, and what to do.
        why: String,
    },
    /// The server refused.
    #[error("the server answered {what} with {status}{}. {}", said(.words), next_of(*.status))]
    Refused {
        /// What was asked for.
        what: String,
        /// The HTTP status.
        status: u16,
        /// The server's own words, cut short.
        words: String,
    },
    /// Something that cannot be read.
    #[error("what the server sent for {what} cannot be read: {why}. Tell whoever looks after the server")]
    Unreadable {
        /// What was asked for.
        what: String,
        /// Why.
        why: String,
    },
    /// Too much.
    #[error(
        "{what} is larger than {most} MB, the most that is taken. Export one ward or one group of patients"
    )]
    TooLarge {
        /// What was asked for.
        what: String,
        /// The limit in megabytes.
        most: u64,
    },
    /// Too slow.
    #[error(
        "the server had not finished its export after {minutes} minutes. Nothing of it was used; it is tried again"
    )]
    TooSlow {
        /// How long it was given.
        minutes: u64,
    },
    /// The file with the certificate.
    #[error(
        "the certificate file {file} cannot be used: {why}. It must be the hospital's own authority in PEM form"
    )]
    Certificate {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// It could not be kept.
    #[error(transparent)]
    NotKept(#[from] NotKept),
    /// Somebody stopped it.
    #[error("it was stopped")]
    Stopped,
}

fn said(words: &str) -> String {
    if words.is_empty() {
        String::new()
    } else {
        format!(" ({words})")
    }
}

fn next_of(status: u16) -> &'static str {
    match status {
        401 | 403 => "Give Battlebag a token that may read patients",
        404 | 405 | 501 => "Check the address; if the server has no bulk export, pull by search",
        429 => "It asks for fewer questions: pull less often",
        500..=599 => "The fault is at the server; it is tried again",
        _ => "Tell whoever looks after the server",
    }
}

impl PullError {
    /// Whether this is a server's way of saying that it has no bulk export.
    pub(super) fn has_no_export(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 400 | 404 | 405 | 406 | 501,
                ..
            }
        )
    }
}
