//! The public halves in the database: what a new data key is sealed to.

use crate::StoreError;
use crate::explain::Explain;
use crate::home_file::HomeFile;
use crate::seal::PublicHalf;
use crate::wrap::{Wrap, WrapPublic};
use rusqlite::{Connection, OptionalExtension, params};

const DOING: &str = "keeping who can open the home";

/// Keeps the public half of one wrap, beside an older one of the same person.
pub(crate) fn keep(connection: &Connection, public: &WrapPublic) -> Result<(), StoreError> {
    let keep = "INSERT INTO person_key (person, salt, public) VALUES (?1, ?2, ?3) ON CONFLICT (person, salt) DO NOTHING";
    connection
        .execute(
            keep,
            params![public.person, public.salt, public.public.as_slice()],
        )
        .while_doing(DOING)?;
    Ok(())
}

/// Keeps it if it is not there, at sign-in. A home that cannot be written just now is opened all the same, and the
/// next sign-in tries again; until then a plan of a change of key says who would have to be let in again.
pub(crate) fn keep_quietly(connection: &Connection, file: &HomeFile, public: &WrapPublic) {
    let Some(wrap) = file.wraps.iter().find(|wrap| wrap.matches(public)) else {
        return;
    };
    if matches!(of(connection, wrap), Ok(None)) {
        let _ = keep(connection, public);
    }
}

/// The public half of a wrap as it is now.
pub(crate) fn of(connection: &Connection, wrap: &Wrap) -> Result<Option<PublicHalf>, StoreError> {
    let (person, salt) = wrap.lock_name();
    let find = "SELECT public FROM person_key WHERE person = ?1 AND salt = ?2";
    connection
        .query_row(find, [person, salt], |row| row.get(0))
        .optional()
        .while_doing(DOING)
}

/// Forgets the halves of wraps that are no more. They open nothing; it is a matter of order only.
pub(crate) fn tidy_quietly(connection: &Connection, file: &HomeFile) {
    let Ok(mut list) = connection.prepare("SELECT person, salt FROM person_key") else {
        return;
    };
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    let Ok(kept) = list
        .query_map([], read)
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
    else {
        return;
    };
    let used = |person: &str, salt: &str| file.wraps.iter().any(|wrap| wrap.lock_name() == (person, salt));
    for (person, salt) in kept.iter().filter(|(person, salt)| !used(person, salt)) {
        let _ = connection.execute(
            "DELETE FROM person_key WHERE person = ?1 AND salt = ?2",
            [person, salt],
        );
    }
}
