//! How a printer is, as it says itself.

use ipp::model::{DelimiterTag, Operation};

use crate::line::{Line, add};
use crate::read::{Group, count, keywords, number, numbers, text, texts, yes};
use crate::trouble::Trouble;

/// What a printer does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for work.
    Idle,
    /// It prints.
    Printing,
    /// Somebody or something stopped it.
    Stopped,
    /// It does not say.
    NotKnown,
}

/// How a printer is and what it can do. `None` where it does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Maker and model.
    pub model: String,
    /// Where it stands, in its keeper's words.
    pub location: String,
    /// What it does.
    pub state: State,
    /// It takes jobs.
    pub accepting: Option<bool>,
    /// Why it is as it is, as IPP's keywords without their ending.
    pub reasons: Vec<String>,
    /// Its own words.
    pub message: String,
    /// Kinds of document that it prints.
    pub formats: Option<Vec<String>>,
    /// Paper that it can take.
    pub media: Option<Vec<String>>,
    /// Paper that is in its trays.
    pub media_ready: Option<Vec<String>>,
    /// One side or both.
    pub sides: Option<Vec<String>>,
    /// In colour.
    pub colour: Option<bool>,
    /// Jobs in front.
    pub queued: u32,
    pub(crate) operations: Vec<i32>,
    pub(crate) scalings: Vec<String>,
    pub(crate) covers: Vec<String>,
    pub(crate) colour_modes: Vec<String>,
}

const WANTED: [&str; 18] = [
    "printer-make-and-model",
    "printer-location",
    "printer-state",
    "printer-state-message",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "sides-supported",
    "color-supported",
    "operations-supported",
    "print-scaling-supported",
    "job-sheets-supported",
    "print-color-mode-supported",
    "queued-job-count",
    "printer-name",
    "printer-info",
];

/// Asks a printer how it is.
pub fn look(line: &Line) -> Result<Seen, Trouble> {
    let mut request = line.request(Operation::GetPrinterAttributes)?;
    add(
        &mut request,
        DelimiterTag::OperationAttributes,
        "requested-attributes",
        keywords(&WANTED)?,
    )?;
    let answer = line.ask(&request)?;
    let group = answer
        .attributes()
        .first_of(DelimiterTag::PrinterAttributes)
        .ok_or_else(|| Trouble::NotIpp {
            why: "it says nothing of itself".to_owned(),
        })?;
    Ok(Seen::of(&Group(group)))
}

impl Seen {
    fn of(group: &Group<'_>) -> Self {
        let reasons = texts(group, "printer-state-reasons").unwrap_or_default();
        Self {
            model: text(group, "printer-make-and-model").unwrap_or_default(),
            location: text(group, "printer-location").unwrap_or_default(),
            state: match number(group, "printer-state") {
                Some(3) => State::Idle,
                Some(4) => State::Printing,
                Some(5) => State::Stopped,
                _ => State::NotKnown,
            },
            accepting: yes(group, "printer-is-accepting-jobs"),
            reasons: reasons.iter().map(|r| bare(r)).filter(|r| r != "none").collect(),
            message: text(group, "printer-state-message").unwrap_or_default(),
            formats: texts(group, "document-format-supported"),
            media: texts(group, "media-supported"),
            media_ready: texts(group, "media-ready"),
            sides: texts(group, "sides-supported"),
            colour: yes(group, "color-supported"),
            queued: count(group, "queued-job-count").unwrap_or(0),
            operations: numbers(group, "operations-supported"),
            scalings: texts(group, "print-scaling-supported").unwrap_or_default(),
            covers: texts(group, "job-sheets-supported").unwrap_or_default(),
            colour_modes: texts(group, "print-color-mode-supported").unwrap_or_default(),
        }
    }

    /// What keeps it from printing now, worst first; none when it would print.
    pub fn trouble(&self) -> Option<Trouble> {
        if self.accepting == Some(false) {
            return Some(Trouble::NotAccepting {
                message: self.message.clone(),
            });
        }
        let of_reasons = Trouble::of_reasons(&self.reasons);
        match (self.state, of_reasons) {
            (State::Stopped, None) => Some(Trouble::Paused {
                message: self.message.clone(),
            }),
            (_, found) => found,
        }
    }
}

/// A reason without how bad it is: printers do not agree on the ending.
pub(crate) fn bare(reason: &str) -> String {
    ["-error", "-warning", "-report"]
        .iter()
        .find_map(|ending| reason.strip_suffix(ending))
        .unwrap_or(reason)
        .to_owned()
}
