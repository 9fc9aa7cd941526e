//! Checking an exported record: no home, no network, no secret.

use std::path::Path;

use battlebag_commands::{ErrorKind, ErrorView};
use battlebag_verify::check;

use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, file: &Path) -> Result<Outcome, ErrorView> {
    let bytes = std::fs::read(file).map_err(|why| {
        ErrorView::new(
            ErrorKind::Storage,
            format!("{} cannot be read: {why}.", file.display()),
            "Look at the name of the file and at the disk.",
        )
    })?;
    let report =
        check(&bytes).map_err(|e| ErrorView::from_sentences(ErrorKind::BadInput, &format!("{e}.")))?;
    asked.say(&report, || vec![report.to_string().trim_end().to_owned()])?;
    if report.is_whole() {
        return Ok(Outcome::done());
    }
    let first = report.verdict.first().map(ToString::to_string);
    Err(ErrorView::new(
        ErrorKind::Refused,
        first
            .or_else(|| report.around.first().cloned())
            .unwrap_or_default(),
        "Keep this file as it is and ask for another copy; compare both with the checkpoint words on paper.",
    ))
}
