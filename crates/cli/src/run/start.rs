//! First steps: a home, and the sample hospital.

use battlebag_commands::views::{CreateHome, HomeMade, JobView, MakeBackup, Nothing};
use battlebag_commands::{ErrorKind, ErrorView};

use super::census::report;
use crate::args::Args;
use crate::asked::{Asked, passphrase};
use crate::outcome::Outcome;

pub fn init(
    asked: &Asked,
    args: &Args,
    hospital: &str,
    person: &str,
    zone: &str,
) -> Result<Outcome, ErrorView> {
    let file = args.passphrase_file.as_deref();
    let chosen = passphrase(file, "Choose a passphrase: ")?;
    if file.is_none() && passphrase(None, "Once more: ")? != chosen {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            "The two passphrases differ.",
            "Nothing was made. Try again.",
        ));
    }
    let request = CreateHome {
        hospital: hospital.to_owned(),
        person: person.to_owned(),
        passphrase: chosen,
        zone: zone.to_owned(),
    };
    let made: HomeMade = asked.ask("create_home", &request)?;
    asked.say(&made, || {
        vec![
            format!("Recovery code: {}", made.recovery_code.reveal()),
            "Write it down now and seal it in an envelope: it is not shown again.".to_owned(),
        ]
    })?;
    Ok(Outcome::done())
}

pub fn demo(asked: &Asked) -> Result<Outcome, ErrorView> {
    let job: JobView = asked.ask("demo", &Nothing {})?;
    report(asked, &asked.wait(&job)?)
}

/// Copies the whole home, encrypted.
pub fn backup(asked: &Asked, to: &std::path::Path) -> Result<Outcome, ErrorView> {
    let request = MakeBackup {
        to: to.display().to_string(),
    };
    let job: JobView = asked.ask("backup_make", &request)?;
    let made = asked.wait(&job)?;
    asked.say(&made.files, || {
        made.files
            .iter()
            .map(|f| format!("Backup made: {}", f.file))
            .collect()
    })?;
    Ok(Outcome::done())
}
