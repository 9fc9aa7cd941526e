//! Who can open the home, and coming back in.

use std::path::Path;

use battlebag_commands::views::{
    AddPerson, ChangePassphrase, FrameView, KeysChanged, Nothing, PeopleView, PersonName, PersonRow,
    Recover as RecoverRequest, RenewRecovery, ResetPassphrase, RestoreHome, RevokePerson, RevokePlan,
    SecretText,
};
use battlebag_commands::{ErrorKind, ErrorView};

use super::systems::written;
use crate::args::Args;
use crate::args_record::{Person, Recover};
use crate::asked::{Asked, passphrase};
use crate::outcome::Outcome;

/// A passphrase that is new: typed twice where it is typed.
pub fn new_passphrase(file: Option<&Path>) -> Result<SecretText, ErrorView> {
    let chosen = passphrase(file, "New passphrase: ")?;
    if file.is_none() && passphrase(None, "Once more: ")? != chosen {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            "The two passphrases differ.",
            "Nothing was changed. Try again.",
        ));
    }
    Ok(chosen)
}

pub fn run(asked: &Asked, args: &Args, command: &Person) -> Result<Outcome, ErrorView> {
    let break_glass = args.break_glass.clone();
    match command {
        Person::List => {
            let people: PeopleView = asked.ask("people", &Nothing {})?;
            asked.say(&people, || {
                let line = |p: &PersonRow| {
                    if p.roles.is_empty() {
                        p.name.clone()
                    } else {
                        format!("{}: {}", p.name, p.roles.join(", "))
                    }
                };
                let mut lines: Vec<String> = people.people.iter().map(line).collect();
                if !people.recovery_used.is_empty() {
                    lines.push(format!(
                        "The sealed recovery code was opened: {}.",
                        people.recovery_used
                    ));
                }
                lines
            })?;
            Ok(Outcome::done())
        }
        Person::Add {
            person,
            new_passphrase_file,
        } => {
            let request = AddPerson {
                person: person.clone(),
                passphrase: new_passphrase(new_passphrase_file.as_deref())?,
                break_glass,
            };
            written(asked, "person_add", &request)
        }
        Person::Revoke {
            person,
            because,
            confirmed,
        } => revoke(asked, person, because, *confirmed, break_glass),
        Person::Passphrase { new_passphrase_file } => {
            let request = ChangePassphrase {
                old: passphrase(args.passphrase_file.as_deref(), "Passphrase until now: ")?,
                new: new_passphrase(new_passphrase_file.as_deref())?,
            };
            written(asked, "passphrase_change", &request)
        }
        Person::Reset {
            person,
            because,
            new_passphrase_file,
        } => {
            let request = ResetPassphrase {
                person: person.clone(),
                new: new_passphrase(new_passphrase_file.as_deref())?,
                because: because.clone(),
                break_glass,
            };
            written(asked, "passphrase_reset", &request)
        }
        Person::RecoveryCode => keys(
            asked,
            &asked.ask("recovery_renew", &RenewRecovery { break_glass })?,
        ),
    }
}

fn revoke(
    asked: &Asked,
    person: &str,
    because: &str,
    confirmed: bool,
    break_glass: String,
) -> Result<Outcome, ErrorView> {
    let plan: RevokePlan = asked.ask(
        "person_plan",
        &PersonName {
            person: person.to_owned(),
        },
    )?;
    if !confirmed && (!plan.let_in_again.is_empty() || plan.new_recovery_code) {
        let mut first = Vec::new();
        if !plan.let_in_again.is_empty() {
            first.push(format!(
                "must be added again afterwards: {}",
                plan.let_in_again.join(", ")
            ));
        }
        if plan.new_recovery_code {
            first.push("a new recovery code comes out, for a new envelope".to_owned());
        }
        return Err(ErrorView::new(
            ErrorKind::Refused,
            format!(
                "Revoking {person} changes more than that: {}. Nothing was changed.",
                first.join("; ")
            ),
            "Write --confirmed to go on.",
        ));
    }
    let request = RevokePerson {
        person: person.to_owned(),
        because: because.to_owned(),
        confirmed,
        break_glass,
    };
    keys(asked, &asked.ask("person_revoke", &request)?)
}

fn keys(asked: &Asked, changed: &KeysChanged) -> Result<Outcome, ErrorView> {
    asked.say(changed, || {
        let mut lines = vec![changed.said.clone()];
        if !changed.recovery_code.reveal().is_empty() {
            lines.push(format!("Recovery code: {}", changed.recovery_code.reveal()));
            lines.push(
                "Write it down now, seal it in an envelope, and destroy the old one: it is not shown again."
                    .to_owned(),
            );
        }
        lines
    })?;
    let again = changed
        .let_in_again
        .iter()
        .map(|p| format!("{p} must be added again"));
    Ok(Outcome {
        look: again.collect(),
    })
}

/// Comes in with the sealed envelope and a new passphrase.
pub fn recover(asked: &Asked, args: &Args, recover: &Recover) -> Result<Outcome, ErrorView> {
    let request = RecoverRequest {
        recovery_code: passphrase(recover.code_file.as_deref(), "Recovery code: ")?,
        person: recover.person.clone(),
        passphrase: new_passphrase(args.passphrase_file.as_deref())?,
    };
    let frame: FrameView = asked.ask("recover", &request)?;
    asked.say(&frame, || {
        vec![
            format!("{} can sign in with the new passphrase.", recover.person),
            "It is in the log. Make a new code now: battlebag person recovery-code".to_owned(),
        ]
    })?;
    Ok(Outcome::done())
}

/// Makes a home from a backup.
pub fn restore(asked: &Asked, args: &Args, file: &Path) -> Result<Outcome, ErrorView> {
    let request = RestoreHome {
        file: file.display().to_string(),
        person: args.acting.clone().unwrap_or_default(),
        passphrase: passphrase(args.passphrase_file.as_deref(), "Passphrase: ")?,
    };
    let frame: FrameView = asked.ask("restore", &request)?;
    asked.say(&frame, || {
        vec![
            format!(
                "The home of {} is restored; every page of it was checked.",
                frame.hospital
            ),
            "It signs with a new key from now on, and the log says so.".to_owned(),
        ]
    })?;
    Ok(Outcome::done())
}
