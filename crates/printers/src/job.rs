//! One job: sent, looked at, taken back.

use ipp::model::{DelimiterTag, Operation};
use ipp::request::IppRequestResponse;
use ipp::value::{IppMimeMediaType, IppValue};

use crate::line::{Line, add, unasked};
use crate::read::{Group, count, is_set, keyword, keywords, name_value, number, text, texts};
use crate::seen::{Seen, bare};
use crate::ticket::Ticket;
use crate::trouble::Trouble;

/// What becomes of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// It waits its turn.
    Pending,
    /// Somebody holds it back.
    Held,
    /// It is being printed.
    Printing,
    /// It is stopped in the middle.
    Stopped,
    /// Somebody took it off.
    Cancelled,
    /// The printer gave it up.
    Aborted,
    /// The printer is done with it.
    Completed,
    /// The printer does not say.
    NotKnown,
}

impl JobState {
    /// Nothing more will come out.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Cancelled | Self::Aborted | Self::Completed)
    }
}

/// How a job is, as the printer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSeen {
    /// State.
    pub state: JobState,
    /// The printer's own words.
    pub message: String,
    /// It was begun; `None` when the printer does not say.
    pub began: Option<bool>,
    /// Pages printed so far; `None` when it does not count.
    pub pages: Option<u32>,
    /// Sheets of paper so far; `None` when it does not count.
    pub sheets: Option<u32>,
    /// State reasons of the printer as the job has them.
    pub printer_reasons: Vec<String>,
}

impl JobSeen {
    /// Pages known to have come out; `None` when the printer does not count, or counts nothing.
    pub fn counted(&self, two_sided: bool) -> Option<u32> {
        let sheets = self
            .sheets
            .map(|s| s.saturating_mul(if two_sided { 2 } else { 1 }));
        self.pages.filter(|p| *p > 0).or(sheets).filter(|p| *p > 0)
    }
}

const CREATE: i32 = Operation::CreateJob as i32;
const SEND: i32 = Operation::SendDocument as i32;

/// Gives a job to a printer. `known` is told the job's number as early as the printer gives it, before the document is on
/// its way where it can be: only with the number can the job be asked after.
pub fn send(
    line: &Line,
    seen: &Seen,
    ticket: &Ticket,
    pdf: &[u8],
    known: &mut dyn FnMut(i32),
) -> Result<i32, Trouble> {
    let two_steps = seen.operations.contains(&CREATE) && seen.operations.contains(&SEND);
    if !two_steps {
        let mut request = line.request(Operation::PrintJob)?;
        describe(&mut request, seen, ticket)?;
        add(
            &mut request,
            DelimiterTag::OperationAttributes,
            "document-format",
            pdf_format()?,
        )?;
        let job = number_of(&line.ask_with(&request, pdf)?)?;
        known(job);
        return Ok(job);
    }
    let mut request = line.request(Operation::CreateJob)?;
    describe(&mut request, seen, ticket)?;
    let job = number_of(&line.ask(&request)?)?;
    known(job);
    let mut request = line.request(Operation::SendDocument)?;
    let operation = DelimiterTag::OperationAttributes;
    add(&mut request, operation, "job-id", IppValue::Integer(job))?;
    add(&mut request, operation, "document-format", pdf_format()?)?;
    add(&mut request, operation, "last-document", IppValue::Boolean(true))?;
    line.ask_with(&request, pdf)?;
    Ok(job)
}

fn pdf_format() -> Result<IppValue, Trouble> {
    let format = IppMimeMediaType::new("application/pdf").map_err(|e| unasked(&e))?;
    Ok(IppValue::MimeMediaType(format))
}

fn describe(request: &mut IppRequestResponse, seen: &Seen, ticket: &Ticket) -> Result<(), Trouble> {
    let name: String = ticket.name.chars().filter(|c| !c.is_control()).take(60).collect();
    let name = name_value(&name).map_err(|e| unasked(&e))?;
    add(request, DelimiterTag::OperationAttributes, "job-name", name)?;
    let job = DelimiterTag::JobAttributes;
    add(request, job, "media", keyword(ticket.media.keyword())?)?;
    let sides = if ticket.two_sided {
        "two-sided-long-edge"
    } else {
        "one-sided"
    };
    if seen.sides.as_ref().is_none_or(|s| s.iter().any(|k| k == sides)) {
        add(request, job, "sides", keyword(sides)?)?;
    }
    // The forms are drawn to be printed at their own size: a millimetre on the screen is one on the paper.
    if seen.scalings.iter().any(|s| s == "none") {
        add(request, job, "print-scaling", keyword("none")?)?;
    }
    // A cover page of the queue would be counted as a page of ours.
    if seen.covers.iter().any(|s| s == "none") {
        add(request, job, "job-sheets", keyword("none")?)?;
    }
    let ink = if ticket.colour { "color" } else { "monochrome" };
    if seen.colour_modes.iter().any(|m| m == ink) {
        add(request, job, "print-color-mode", keyword(ink)?)?;
    }
    Ok(())
}

fn number_of(answer: &IppRequestResponse) -> Result<i32, Trouble> {
    let group = answer
        .attributes()
        .first_of(DelimiterTag::JobAttributes)
        .map(Group);
    group
        .and_then(|g| number(&g, "job-id"))
        .ok_or_else(|| Trouble::NotIpp {
            why: "it gives no number for the job".to_owned(),
        })
}

const WANTED: [&str; 7] = [
    "time-at-processing",
    "job-state",
    "job-state-message",
    "job-impressions-completed",
    "job-media-sheets-completed",
    "job-printer-state-message",
    "job-printer-state-reasons",
];

/// Asks how a job is.
pub fn look_at_job(line: &Line, job: i32) -> Result<JobSeen, Trouble> {
    let mut request = line.request(Operation::GetJobAttributes)?;
    let operation = DelimiterTag::OperationAttributes;
    add(&mut request, operation, "job-id", IppValue::Integer(job))?;
    add(
        &mut request,
        operation,
        "requested-attributes",
        keywords(&WANTED)?,
    )?;
    let answer = line.ask(&request)?;
    let group = answer.attributes().first_of(DelimiterTag::JobAttributes);
    let group = Group(group.ok_or(Trouble::Gone)?);
    let own = text(&group, "job-state-message").filter(|m| !m.is_empty());
    Ok(JobSeen {
        state: match number(&group, "job-state") {
            Some(3) => JobState::Pending,
            Some(4) => JobState::Held,
            Some(5) => JobState::Printing,
            Some(6) => JobState::Stopped,
            Some(7) => JobState::Cancelled,
            Some(8) => JobState::Aborted,
            Some(9) => JobState::Completed,
            _ => JobState::NotKnown,
        },
        message: own
            .or_else(|| text(&group, "job-printer-state-message"))
            .unwrap_or_default(),
        began: is_set(&group, "time-at-processing"),
        pages: count(&group, "job-impressions-completed"),
        sheets: count(&group, "job-media-sheets-completed"),
        printer_reasons: texts(&group, "job-printer-state-reasons")
            .unwrap_or_default()
            .iter()
            .map(|r| bare(r))
            .filter(|r| r != "none")
            .collect(),
    })
}

/// Takes a job off the printer.
pub fn cancel(line: &Line, job: i32) -> Result<(), Trouble> {
    let mut request = line.request(Operation::CancelJob)?;
    let operation = DelimiterTag::OperationAttributes;
    add(&mut request, operation, "job-id", IppValue::Integer(job))?;
    line.ask(&request).map(|_| ())
}
