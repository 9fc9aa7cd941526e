//! Everything that can keep a page from coming out, in words for the person who stands beside the printer.

use ipp::model::{DelimiterTag, StatusCode};
use ipp::request::IppRequestResponse;

use crate::read::{Group, text};

/// Why pages do not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be reached.
    Offline {
        /// Why, in words.
        why: String,
    },
    /// It was reached and does not answer.
    Silent,
    /// Its certificate is not believed.
    NotTrusted {
        /// Why, in words.
        why: String,
    },
    /// What answers is no printer that speaks IPP.
    NotIpp {
        /// Why, in words.
        why: String,
    },
    /// It wants a name and a password.
    NeedsSignIn,
    /// It wants an encrypted line.
    NeedsEncryption,
    /// There is no printer, queue or job of that name.
    Gone,
    /// This system's print server is not one that Battlebag speaks to.
    NotOnThisSystem,
    /// It prints no PDF.
    NoPdf {
        /// What it prints.
        speaks: Vec<String>,
    },
    /// It does not take this paper.
    NoMedia {
        /// Paper wanted, as people call it.
        wanted: String,
    },
    /// It takes no jobs.
    NotAccepting {
        /// Its own words.
        message: String,
    },
    /// It is busy with another job.
    Busy,
    /// It refused this job.
    Refused {
        /// Its own words.
        message: String,
    },
    /// Somebody stopped it.
    Paused {
        /// Its own words.
        message: String,
    },
    /// The job is held in the queue.
    Held,
    /// No paper.
    PaperOut,
    /// It waits for other paper than is in its trays.
    OtherPaper,
    /// A tray is open or missing.
    TrayOpen,
    /// Paper is stuck.
    Jam,
    /// A door or cover is open.
    DoorOpen,
    /// No toner or ink.
    TonerOut,
    /// The tray that pages fall into is full.
    OutputFull,
    /// Its memory or disk is full.
    MemoryFull,
    /// It switched itself off or is starting.
    ShutDown,
    /// It names a trouble that Battlebag has no words for.
    Other {
        /// Its keyword.
        reason: String,
    },
    /// It gave the job up.
    Aborted {
        /// Its own words.
        message: String,
        /// What it suffers from.
        because: Option<Box<Trouble>>,
    },
    /// The job was taken off at the printer.
    CancelledThere {
        /// Its own words.
        message: String,
    },
    /// It says that it is done, and counts fewer pages than it was sent.
    CountShort {
        /// Pages counted.
        counted: u32,
        /// Pages sent.
        sent: u32,
    },
    /// It knows nothing of the job any more.
    Forgotten,
    /// Nothing came out for a long time.
    Stuck,
}

/// Reasons that stop a printer, worst to mend first, and what each is.
static REASONS: [(&str, Trouble); 27] = [
    ("media-jam", Trouble::Jam),
    ("cover-open", Trouble::DoorOpen),
    ("door-open", Trouble::DoorOpen),
    ("interlock-open", Trouble::DoorOpen),
    ("fuser-over-temp", Trouble::ShutDown),
    ("media-empty", Trouble::PaperOut),
    ("media-needed", Trouble::OtherPaper),
    ("input-manual-input-request", Trouble::OtherPaper),
    ("input-tray-missing", Trouble::TrayOpen),
    ("input-media-tray-missing", Trouble::TrayOpen),
    ("output-tray-missing", Trouble::OutputFull),
    ("output-area-full", Trouble::OutputFull),
    ("toner-empty", Trouble::TonerOut),
    ("marker-supply-empty", Trouble::TonerOut),
    ("marker-supply-missing", Trouble::TonerOut),
    ("marker-waste-full", Trouble::TonerOut),
    ("developer-empty", Trouble::TonerOut),
    ("opc-life-over", Trouble::TonerOut),
    ("spool-area-full", Trouble::MemoryFull),
    (
        "paused",
        Trouble::Paused {
            message: String::new(),
        },
    ),
    (
        "moving-to-paused",
        Trouble::Paused {
            message: String::new(),
        },
    ),
    (
        "stopping",
        Trouble::Paused {
            message: String::new(),
        },
    ),
    ("shutdown", Trouble::ShutDown),
    ("power-down", Trouble::ShutDown),
    ("timed-out", Trouble::Silent),
    ("offline", Trouble::Offline { why: String::new() }),
    ("connecting-to-device", Trouble::Offline { why: String::new() }),
];

/// Reasons that stop nothing.
const HARMLESS: [&str; 14] = [
    "none",
    "media-low",
    "toner-low",
    "marker-supply-low",
    "marker-waste-almost-full",
    "developer-low",
    "opc-near-eol",
    "output-area-almost-full",
    "stopped-partly",
    "identify-printer-requested",
    "hibernate",
    "standby",
    "suspend",
    "resuming",
];

impl Trouble {
    /// The worst of a printer's state reasons; none when none of them stops it.
    pub(crate) fn of_reasons(reasons: &[String]) -> Option<Self> {
        let known = REASONS
            .iter()
            // CUPS says that it connects before each job, also when all is well.
            .filter(|(word, _)| *word != "connecting-to-device")
            .find(|(word, _)| reasons.iter().any(|r| r == word));
        if let Some((_, trouble)) = known {
            return Some(trouble.clone());
        }
        let unknown = reasons.iter().find(|r| {
            !HARMLESS.contains(&r.as_str())
                && !REASONS.iter().any(|(word, _)| word == r)
                && !r.starts_with("cups-")
                && !r.starts_with("com.")
        });
        unknown.map(|reason| Self::Other {
            reason: reason.clone(),
        })
    }

    /// What the status of an answer says; none for a success.
    pub(crate) fn of_status(answer: &IppRequestResponse) -> Option<Self> {
        let status = answer.header().status_code();
        if status.is_success() {
            return None;
        }
        let group = answer
            .attributes()
            .first_of(DelimiterTag::OperationAttributes)
            .map(Group);
        let message = group.and_then(|g| text(&g, "status-message")).unwrap_or_default();
        Some(match status {
            StatusCode::ServerErrorBusy => Self::Busy,
            StatusCode::ServerErrorNotAcceptingJobs => Self::NotAccepting { message },
            StatusCode::ServerErrorServiceUnavailable => Self::Silent,
            StatusCode::ClientErrorNotFound | StatusCode::ClientErrorGone => Self::Gone,
            StatusCode::ClientErrorForbidden
            | StatusCode::ClientErrorNotAuthenticated
            | StatusCode::ClientErrorNotAuthorized => Self::NeedsSignIn,
            StatusCode::ClientErrorDocumentFormatNotSupported => Self::NoPdf { speaks: Vec::new() },
            StatusCode::ServerErrorJobCanceled => Self::CancelledThere { message },
            other => Self::Refused {
                message: if message.is_empty() {
                    other.to_string()
                } else {
                    message
                },
            },
        })
    }

    /// It goes away when a person mends it at the printer; the job waits there meanwhile.
    pub fn waits_for_hands(&self) -> bool {
        matches!(
            self,
            Self::PaperOut
                | Self::OtherPaper
                | Self::TrayOpen
                | Self::Jam
                | Self::DoorOpen
                | Self::TonerOut
                | Self::OutputFull
                | Self::MemoryFull
                | Self::Paused { .. }
                | Self::Held
                | Self::Busy
                | Self::Other { .. }
        )
    }

    /// What happened, and what to do next.
    pub fn words(&self, printer: &str) -> (String, String) {
        let p = printer;
        let (what, next) = match self {
            Self::Offline { .. } | Self::Silent | Self::NotTrusted { .. } | Self::NotIpp { .. } => {
                return self.words_of_line(p);
            }
            Self::NoPdf { .. } | Self::NoMedia { .. } | Self::Refused { .. } | Self::NotAccepting { .. } => {
                return self.words_of_refusal(p);
            }
            Self::Aborted { .. } | Self::CountShort { .. } | Self::Other { .. } | Self::Paused { .. } => {
                return self.words_of_end(p);
            }
            Self::NeedsSignIn => (
                format!("{p} asks for a name and a password, and Battlebag has none for it."),
                "Choose another printer, or ask whoever looks after this one to let this laptop print.",
            ),
            Self::NeedsEncryption => (
                format!("{p} prints only over an encrypted line."),
                "Add it again with an address that begins with ipps://.",
            ),
            Self::Gone => (
                format!("{p} says that there is no such printer or job."),
                "Look at the address: battlebag printer list. A queue may have another name now.",
            ),
            Self::NotOnThisSystem => (
                "Battlebag does not speak to this system's own print server yet.".to_owned(),
                "Add the printer by its address (battlebag printer add ipps://HOST --name NAME), or make a PDF and print that.",
            ),
            Self::Busy => (
                format!("{p} is printing for somebody else."),
                "It is asked again by itself. If it takes too long, choose another printer.",
            ),
            Self::Held => (
                format!("The job is held in the queue of {p}."),
                "Release it at the printer or in the queue, or print the rest on another printer.",
            ),
            Self::PaperOut => (
                format!("{p} has no paper."),
                "Fill the tray: it goes on by itself. Or print the rest on another printer.",
            ),
            Self::OtherPaper => (
                format!("{p} waits for paper that is not in its trays."),
                "Put in the paper that its display names, or press its OK key to use what is there.",
            ),
            Self::TrayOpen => (
                format!("A paper tray of {p} is open or missing."),
                "Push the tray in until it clicks: it goes on by itself.",
            ),
            Self::Jam => (
                format!("Paper is stuck in {p}."),
                "Open it, take out every piece of paper, close it: it goes on by itself. Look that no page is missing.",
            ),
            Self::DoorOpen => (
                format!("A door of {p} is open."),
                "Close every door and cover: it goes on by itself.",
            ),
            Self::TonerOut => (
                format!("{p} has no toner, or its waste box is full."),
                "Change what its display names, or print the rest on another printer. Do not use pale pages.",
            ),
            Self::OutputFull => (
                format!("The tray that pages fall into is full on {p}."),
                "Take the pages away: it goes on by itself.",
            ),
            Self::MemoryFull => (
                format!("The memory of {p} is full."),
                "Take other jobs off it, or print the rest on another printer.",
            ),
            Self::ShutDown => (
                format!("{p} is switching off, starting or cooling down."),
                "Wait until its display says that it is ready, then carry on.",
            ),
            Self::CancelledThere { message } => (
                format!("The job was cancelled at {p}{}.", said(message)),
                "Ask at the printer why, then carry on from the page that came out last.",
            ),
            Self::Forgotten => (
                format!("{p} knows nothing of this job any more."),
                "Look which page came out last, and carry on from the next one.",
            ),
            Self::Stuck => (
                format!("{p} has put out nothing for a long time."),
                "Go and look at the printer, then carry on there or on another one.",
            ),
        };
        (what, next.to_owned())
    }

    fn words_of_line(&self, p: &str) -> (String, String) {
        let (what, next) = match self {
            Self::Offline { why } if why.is_empty() => (
                format!("{p} cannot be reached."),
                "Look that it is switched on and that its network cable is in, or choose another printer.",
            ),
            Self::Offline { why } => (
                format!("{p} cannot be reached: {why}."),
                "Look that it is switched on and that its network cable is in, or choose another printer.",
            ),
            Self::NotTrusted { why } => (
                format!("{p} is not believed: {why}."),
                "Ask whoever looks after it for its certificate and add it again with --ca FILE, or choose another printer.",
            ),
            Self::NotIpp { why } => (
                format!("What answers at the address of {p} does not print: {why}."),
                "Look at the address. Most printers answer at ipps://HOST/ipp/print.",
            ),
            _ => (
                format!("{p} does not answer."),
                "Look at its display. Switch it off and on again if it hangs, or choose another printer.",
            ),
        };
        (what, next.to_owned())
    }

    fn words_of_refusal(&self, p: &str) -> (String, String) {
        let (what, next) = match self {
            Self::NoPdf { speaks } if speaks.is_empty() => (
                format!("{p} does not print PDF."),
                "Print through a queue of the system that changes PDF for it (cups:QUEUE), or choose another printer.",
            ),
            Self::NoPdf { speaks } => (
                format!("{p} does not print PDF, only {}.", first_of(speaks)),
                "Print through a queue of the system that changes PDF for it (cups:QUEUE), or choose another printer.",
            ),
            Self::NoMedia { wanted } => (
                format!("{p} does not take {wanted} paper."),
                "Choose the other paper size, or another printer.",
            ),
            Self::NotAccepting { message } => (
                format!("{p} takes no jobs{}.", said(message)),
                "Ask whoever looks after it to let jobs in again, or choose another printer.",
            ),
            Self::Refused { message } => (
                format!("{p} refused the job{}.", said(message)),
                "Nothing was printed. Try again, or choose another printer.",
            ),
            _ => (String::new(), ""),
        };
        (what, next.to_owned())
    }

    fn words_of_end(&self, p: &str) -> (String, String) {
        let (what, next) = match self {
            Self::Paused { message } => (
                format!("{p} is stopped{}.", said(message)),
                "Let it go on at the printer or in the queue: the job waits there. Or print the rest on another printer.",
            ),
            Self::Other { reason } => (
                format!("{p} says \"{reason}\"."),
                "Look at its display and do what it says, or print the rest on another printer.",
            ),
            Self::CountShort { counted, sent } => (
                format!("{p} says that it is done, but counted {counted} of {sent} pages."),
                "Look which page came out last. If all are there, say so; else carry on from the next one.",
            ),
            Self::Aborted {
                because: Some(because),
                ..
            } => (
                format!("{p} gave the job up. {}", because.words(p).0),
                "Mend that, then carry on there or on another printer.",
            ),
            Self::Aborted { message, .. } => (
                format!("{p} gave the job up{}.", said(message)),
                "Look at the printer, then carry on there or on another one.",
            ),
            _ => (String::new(), ""),
        };
        (what, next.to_owned())
    }
}

fn said(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    // What says no more than the sentence before it.
    if matches!(message, "" | "Job aborted" | "Job canceled" | "Job cancelled") {
        String::new()
    } else {
        format!(" (its own words: {message})")
    }
}

fn first_of(formats: &[String]) -> String {
    let shown: Vec<&str> = formats
        .iter()
        .map(String::as_str)
        .filter(|f| *f != "application/octet-stream")
        .take(4)
        .collect();
    if shown.is_empty() {
        "what its driver makes".to_owned()
    } else {
        shown.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(trouble: &Trouble) -> String {
        let (what, next) = trouble.words("Ward laser");
        format!("{what} {next}")
    }

    #[test]
    fn every_trouble_says_what_happened_and_what_to_do_next() {
        let text = String::new;
        let mut all: Vec<Trouble> = REASONS.iter().map(|(_, t)| t.clone()).collect();
        all.extend([
            Trouble::Offline {
                why: "the line broke off".into(),
            },
            Trouble::Silent,
            Trouble::NotTrusted {
                why: "its certificate has run out".into(),
            },
            Trouble::NotIpp {
                why: "it answers with HTTP status 404".into(),
            },
            Trouble::NeedsSignIn,
            Trouble::NeedsEncryption,
            Trouble::Gone,
            Trouble::NotOnThisSystem,
            Trouble::NoPdf { speaks: vec![] },
            Trouble::NoPdf {
                speaks: vec!["image/urf".into()],
            },
            Trouble::NoMedia { wanted: "A4".into() },
            Trouble::NotAccepting { message: text() },
            Trouble::Busy,
            Trouble::Refused { message: text() },
            Trouble::Held,
            Trouble::Other { reason: "fax".into() },
            Trouble::Aborted {
                message: text(),
                because: None,
            },
            Trouble::Aborted {
                message: text(),
                because: Some(Box::new(Trouble::Jam)),
            },
            Trouble::CancelledThere { message: text() },
            Trouble::CountShort { counted: 3, sent: 6 },
            Trouble::Forgotten,
            Trouble::Stuck,
        ]);
        for trouble in all {
            let (what, next) = trouble.words("Ward laser");
            assert!(
                what.ends_with('.') && next.ends_with('.'),
                "{trouble:?}: {what} {next}"
            );
            assert!(
                what.contains("Ward laser") || trouble == Trouble::NotOnThisSystem,
                "{what}"
            );
            let both = format!("{what} {next}").to_lowercase();
            assert!(!both.contains("safe") && !both.contains("error"), "{both}");
        }
    }

    #[test]
    fn words_a_tired_person_reads() {
        insta::assert_snapshot!(
            words(&Trouble::PaperOut),
            @"Ward laser has no paper. Fill the tray: it goes on by itself. Or print the rest on another printer."
        );
        insta::assert_snapshot!(
            words(&Trouble::Aborted { message: "Job aborted.".into(), because: Some(Box::new(Trouble::Jam)) }),
            @"Ward laser gave the job up. Paper is stuck in Ward laser. Mend that, then carry on there or on another printer."
        );
        insta::assert_snapshot!(
            words(&Trouble::CountShort { counted: 5, sent: 6 }),
            @"Ward laser says that it is done, but counted 5 of 6 pages. Look which page came out last. If all are there, say so; else carry on from the next one."
        );
    }

    #[test]
    fn the_worst_reason_is_said_and_harmless_ones_are_not() {
        let of = |reasons: &[&str]| {
            Trouble::of_reasons(&reasons.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["toner-low", "media-empty", "media-jam"]), Some(Trouble::Jam));
        assert_eq!(
            of(&[
                "toner-low",
                "connecting-to-device",
                "cups-waiting-for-job-completed"
            ]),
            None
        );
        assert_eq!(of(&[]), None);
    }
}
