//! The contact book.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    ContactKey, ContactSortWord, ContactView, ContactsTaken, ContactsView, ImportContacts, Nothing,
    PutContact, RegisterFile, WrittenFile,
};

use super::desk::{elsewhere, path};
use super::systems::written;
use crate::args_desk::{ContactsCommand, Sort};
use crate::asked::Asked;
use crate::outcome::Outcome;

fn line(c: &ContactView) -> String {
    let ways = [
        c.phone.as_str(),
        c.other_phone.as_str(),
        c.radio.as_str(),
        c.room.as_str(),
    ];
    let ways: Vec<&str> = ways.into_iter().filter(|way| !way.is_empty()).collect();
    let tried = match (c.verified_on.as_str(), c.stale) {
        ("", _) => "NEVER TRIED".to_owned(),
        (day, true) => format!("tried {day} by {}, OVER HALF A YEAR AGO", c.verified_by),
        (day, false) => format!("tried {day} by {}", c.verified_by),
    };
    format!(
        "{:<36} {} {}; {tried}",
        c.key,
        ways.join(", "),
        match c.what_for.as_str() {
            "" => String::new(),
            what_for => format!("({what_for})"),
        }
    )
}

pub fn run(asked: &Asked, command: ContactsCommand) -> Result<Outcome, ErrorView> {
    match command {
        ContactsCommand::List(to) => {
            if let Some(done) = elsewhere(asked, "contacts", &to)? {
                return Ok(done);
            }
            let view: ContactsView = asked.ask("contacts", &Nothing {})?;
            asked.say(&view.contacts, || view.contacts.iter().map(line).collect())?;
            Ok(Outcome::done())
        }
        ContactsCommand::Put {
            sort,
            name,
            replaces,
            what_for,
            phone,
            other_phone,
            radio,
            room,
            note,
            verified,
        } => {
            let request = PutContact {
                key: replaces,
                sort: match sort {
                    Sort::Person => ContactSortWord::Person,
                    Sort::Place => ContactSortWord::Place,
                    Sort::Supplier => ContactSortWord::Supplier,
                    Sort::Neighbour => ContactSortWord::Neighbour,
                },
                name,
                what_for,
                phone,
                other_phone,
                radio,
                room,
                note,
                verified,
            };
            written(asked, "contact_put", &request)
        }
        ContactsCommand::Remove { key } => written(asked, "contact_remove", &ContactKey { key }),
        ContactsCommand::Verify { key } => written(asked, "contact_verify", &ContactKey { key }),
        ContactsCommand::Import {
            file,
            replace,
            dry_run,
        } => {
            let request = ImportContacts {
                path: path(&file),
                replace,
                dry_run,
            };
            import(asked, &request)
        }
        ContactsCommand::Template { file } => {
            let request = RegisterFile {
                path: file.as_deref().map(path).unwrap_or_default(),
            };
            let file: WrittenFile = asked.ask("contacts_template", &request)?;
            asked.say(&file, || vec![format!("Written to {}", file.file)])?;
            Ok(Outcome::done())
        }
    }
}

/// Faults are told on standard error; a file that was not taken is status 3.
fn import(asked: &Asked, request: &ImportContacts) -> Result<Outcome, ErrorView> {
    let done: ContactsTaken = asked.ask("contacts_import", request)?;
    asked.say(&done, || vec![done.said.clone()])?;
    Ok(Outcome {
        look: done
            .faults
            .iter()
            .map(|f| {
                let field = match f.field.as_str() {
                    "" => String::new(),
                    field => format!(", {field}"),
                };
                format!("{}, line {}{field}: {}", f.file, f.line, f.what)
            })
            .collect(),
    })
}
