//! How a job on a printer ended, as the log keeps it.

use battlebag_incident::PaperEnd;
use battlebag_paper::PrintContext;
use battlebag_printers::{Ended, Out, Trouble};

/// The end of a job.
pub(crate) struct CameOut {
    pub end: PaperEnd,
    /// Pages of the part that are out.
    pub out: u32,
    /// That is certain.
    pub sure: bool,
    /// The printer may still have it.
    pub still_there: bool,
    pub trouble: Option<Trouble>,
}

/// Of a part with `pages`, of which `before` were out when the job began. None when nobody listens any more.
pub(crate) fn came(ended: Ended, before: u32, pages: u32) -> Option<CameOut> {
    let (end, out, still_there, trouble) = match ended {
        Ended::Left { .. } => return None,
        Ended::Printed { counted: true } => (PaperEnd::Printed, Out::Exactly(pages), false, None),
        Ended::Printed { counted: false } => (PaperEnd::Printed, Out::AtLeast(pages), false, None),
        Ended::Stopped {
            trouble,
            out,
            still_there,
        } => (PaperEnd::Stopped, over(before, out), still_there, Some(trouble)),
        Ended::TakenBack { out, still_there } => (PaperEnd::Cancelled, over(before, out), still_there, None),
    };
    let (out, sure) = match out {
        Out::Exactly(n) => (n.min(pages), true),
        Out::AtLeast(n) => (n.min(pages), false),
    };
    Some(CameOut {
        end,
        out,
        sure,
        still_there,
        trouble,
    })
}

fn over(before: u32, out: Out) -> Out {
    match out {
        Out::Exactly(n) => Out::Exactly(before + n),
        Out::AtLeast(n) => Out::AtLeast(before + n),
    }
}

/// What a printer's display and its queue call the job: never a patient.
pub(crate) fn job_name(context: &PrintContext, title: &str) -> String {
    let drill = if context.exercise { "EXERCISE " } else { "" };
    format!("{drill}Battlebag {title}")
}
