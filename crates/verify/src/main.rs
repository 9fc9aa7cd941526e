//! `battlebag-verify FILE`: checks an exported record. Exit status 0 whole, 1 not whole or not readable, 2 wrong usage.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(file), None) = (arguments.next(), arguments.next()) else {
        let _ = writeln!(std::io::stderr(), "Usage: battlebag-verify FILE");
        return ExitCode::from(2);
    };
    let path = std::path::PathBuf::from(file);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(why) => {
            let _ = writeln!(
                std::io::stderr(),
                "Error: {} cannot be read: {why}.",
                path.display()
            );
            return ExitCode::FAILURE;
        }
    };
    match battlebag_verify::check(&bytes) {
        Ok(report) => {
            let _ = write!(std::io::stdout(), "{report}");
            if report.is_whole() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "Error: {why}.");
            ExitCode::FAILURE
        }
    }
}
