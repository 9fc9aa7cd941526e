//! How a command ends: 0 done, 1 could not be done, 2 wrong usage, 3 done but something needs a look.

use std::process::ExitCode;

use battlebag_commands::ErrorView;

/// A command that did not fail.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was rejected or needs a look, a line each.
    pub look: Vec<String>,
}

impl Outcome {
    /// Done, and nothing needs a look.
    pub fn done() -> Self {
        Self::default()
    }
}

/// Says it on standard error and gives the exit status.
pub fn report(result: Result<Outcome, ErrorView>) -> ExitCode {
    match result {
        Ok(outcome) if outcome.look.is_empty() => ExitCode::SUCCESS,
        Ok(outcome) => {
            for line in &outcome.look {
                eprintln!("Look: {line}");
            }
            ExitCode::from(3)
        }
        Err(error) => {
            eprintln!("Error: {}", error.what);
            if !error.next.is_empty() {
                eprintln!("Hint: {}", error.next);
            }
            ExitCode::FAILURE
        }
    }
}
