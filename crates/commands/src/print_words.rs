//! What the log and the screens say of paper on a printer.

use battlebag_incident::{Body, OnPrinter, PaperEnd, PaperEnded};

use crate::counted;
use crate::journal_words::Words;

/// "Pages 1 to 3 of 24", "None of 24 pages", "All 24 pages".
pub(crate) fn came_out(out: u32, pages: u32, sure: bool) -> String {
    let least = if sure { "" } else { "At least " };
    match out {
        0 if sure => format!("None of {} came out", counted(pages, "page", "pages")),
        0 => format!(
            "How many of {} came out is not known",
            counted(pages, "page", "pages")
        ),
        n if n >= pages => format!("All {} came out", counted(pages, "page", "pages")),
        1 => format!(
            "{least}{} of {pages} came out",
            if sure { "Page 1" } else { "page 1" }
        ),
        n => format!(
            "{least}{} 1 to {n} of {pages} came out",
            if sure { "Pages" } else { "pages" }
        ),
    }
}

/// The words of an entry.
pub(crate) fn words(body: &Body) -> Words {
    let (text, lines) = match body {
        Body::Printed {
            what,
            to,
            pages,
            sheets,
            held_back,
            ..
        } => {
            let mut lines = vec![format!("To {to}")];
            lines.extend(held_back.iter().map(|h| format!("Held back: {h}")));
            let text = format!(
                "Printed {what}: {}, {}",
                counted(*pages, "page", "pages"),
                counted(sheets.len(), "sheet", "sheets")
            );
            (text, lines)
        }
        Body::PaperSent(sent) => {
            let text = if sent.from_page > 1 {
                format!(
                    "Sent {} to {} again, from page {} of {}",
                    sent.what, sent.printer, sent.from_page, sent.pages
                )
            } else {
                format!(
                    "Sent {} to {}: {}, {}",
                    sent.what,
                    sent.printer,
                    counted(sent.pages, "page", "pages"),
                    counted(sent.sheets.len(), "sheet", "sheets")
                )
            };
            (
                text,
                sent.held_back.iter().map(|h| format!("Held back: {h}")).collect(),
            )
        }
        Body::PaperEnded(ended) => {
            let why: Vec<String> = [ended.why.clone()]
                .into_iter()
                .filter(|w| !w.is_empty())
                .collect();
            (ended_words(ended), why)
        }
        _ => (String::new(), Vec::new()),
    };
    Words {
        kind: "Paper",
        text,
        lines,
    }
}

fn ended_words(ended: &PaperEnded) -> String {
    let out = came_out(ended.out, ended.pages, ended.sure);
    match ended.end {
        PaperEnd::Printed if ended.sure => format!("Printed {} on {}: {out}", ended.what, ended.printer),
        PaperEnd::Printed => format!(
            "Printed {} on {}: the printer says that it is done, and does not count pages",
            ended.what, ended.printer
        ),
        PaperEnd::Stopped => format!("{} stopped on {}: {out}", ended.what, ended.printer),
        PaperEnd::Cancelled => format!("{} was cancelled on {}: {out}", ended.what, ended.printer),
    }
}

/// What became of a print, for the list of prints.
pub(crate) fn became(on: Option<&OnPrinter>) -> String {
    match on {
        None => String::new(),
        Some(OnPrinter { ended: None, .. }) => "Sent; how it ended is not known yet".to_owned(),
        Some(OnPrinter {
            ended: Some(ended), ..
        }) => match ended.end {
            PaperEnd::Printed if ended.sure => came_out(ended.out, ended.pages, true),
            PaperEnd::Printed => "The printer says that it is done".to_owned(),
            PaperEnd::Stopped | PaperEnd::Cancelled => came_out(ended.out, ended.pages, ended.sure),
        },
    }
}
