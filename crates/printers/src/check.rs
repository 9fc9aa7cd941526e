//! Whether a printer can print a job, before anything is sent.

use crate::seen::{Seen, bare};
use crate::ticket::Ticket;
use crate::trouble::Trouble;

/// What a person should know, and what stops nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// It prints on one side only.
    OneSide,
    /// It prints in one ink only.
    OneInk,
    /// It does not say whether it prints PDF.
    PdfNotSaid,
    /// The paper is not in its trays now.
    PaperNotLoaded,
    /// Toner, paper or the waste box comes to an end.
    RunsLow,
}

impl Note {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::OneSide => {
                "It prints on one side only: front and back of a sheet come out on two papers. Keep them together."
            }
            Self::OneInk => {
                "It prints in one ink: colours come out grey, and every meaning is printed in words as well."
            }
            Self::PdfNotSaid => {
                "It does not say whether it prints PDF. Look at the first page before you leave it alone."
            }
            Self::PaperNotLoaded => "It says that this paper is not in its trays now.",
            Self::RunsLow => "Toner or paper is running low.",
        }
    }
}

/// What stands in the way, and what should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Why it cannot print this; empty when it can.
    pub stops: Vec<Trouble>,
    /// What should be known.
    pub notes: Vec<Note>,
}

const LOW: [&str; 5] = [
    "media-low",
    "toner-low",
    "marker-supply-low",
    "marker-waste-almost-full",
    "developer-low",
];

impl Seen {
    /// Holds the printer against a job. What it does not say of itself stops nothing.
    pub fn check(&self, ticket: &Ticket) -> Check {
        let mut stops = Vec::new();
        let mut notes = Vec::new();
        match &self.formats {
            Some(formats) if formats.iter().any(|f| f == "application/pdf") => {}
            Some(formats) => stops.push(Trouble::NoPdf {
                speaks: formats.clone(),
            }),
            None => notes.push(Note::PdfNotSaid),
        }
        let paper = ticket.media.keyword();
        if self.media.as_ref().is_some_and(|m| !m.iter().any(|k| k == paper)) {
            stops.push(Trouble::NoMedia {
                wanted: ticket.media.name().to_owned(),
            });
        } else if self
            .media_ready
            .as_ref()
            .is_some_and(|m| !m.iter().any(|k| k == paper))
        {
            notes.push(Note::PaperNotLoaded);
        }
        if self.accepting == Some(false) {
            stops.push(Trouble::NotAccepting {
                message: self.message.clone(),
            });
        }
        if ticket.two_sided && !self.is_two_sided() && self.sides.is_some() {
            notes.push(Note::OneSide);
        }
        if ticket.colour && self.colour == Some(false) {
            notes.push(Note::OneInk);
        }
        if self.reasons.iter().any(|r| LOW.contains(&bare(r).as_str())) {
            notes.push(Note::RunsLow);
        }
        Check { stops, notes }
    }

    /// It says that it prints on both sides.
    pub fn is_two_sided(&self) -> bool {
        self.sides
            .as_ref()
            .is_some_and(|s| s.iter().any(|k| k == "two-sided-long-edge"))
    }
}
