//! Boards from a file, ranked with the bag's own rules: so a clinical panel can try its own cases.

use std::path::Path;

use battlebag_bag::Bag;
use battlebag_priority::situation::SituationError;

use crate::{ErrorKind, ErrorView};

/// Largest board file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Ranks every board in the file and gives the answer as JSON. Needs no home.
pub fn rank_file(file: &Path) -> Result<String, ErrorView> {
    let (bag, text) = opened(file)?;
    let answer = battlebag_priority::situation::answer(&bag, &text).map_err(|e| bad(file, &e))?;
    written(&answer)
}

/// Halves and doubles every number of the content over the boards in the file, and gives what moved as JSON.
pub fn sensitivity_file(file: &Path) -> Result<String, ErrorView> {
    let (bag, text) = opened(file)?;
    let boards = battlebag_priority::situation::read(&bag, &text).map_err(|e| bad(file, &e))?;
    written(&battlebag_priority::sensitivity::run(&bag, &boards))
}

/// The bag built in, and the text of a board file.
fn opened(file: &Path) -> Result<(Bag, String), ErrorView> {
    let unreadable = |e: std::io::Error| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{} cannot be read: {e}.", file.display()),
            "Check the name of the file.",
        )
    };
    if std::fs::metadata(file).map_err(unreadable)?.len() > LARGEST {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{} is larger than 64 MB.", file.display()),
            "Split the boards into several files.",
        ));
    }
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let bag = Bag::shipped().map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::Broken,
            format!("The bag built into Battlebag is faulty: {first}."),
            "Install Battlebag again.",
        )
    })?;
    Ok((bag, text))
}

fn bad(file: &Path, error: &SituationError) -> ErrorView {
    ErrorView::from_sentences(ErrorKind::BadInput, &format!("{}: {error}", file.display()))
}

fn written(answer: &impl serde::Serialize) -> Result<String, ErrorView> {
    serde_json::to_string_pretty(answer).map_err(|e| {
        ErrorView::new(
            ErrorKind::Broken,
            format!("The answer cannot be written: {e}."),
            "Tell whoever looks after Battlebag.",
        )
    })
}
