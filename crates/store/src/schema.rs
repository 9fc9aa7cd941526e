//! The tables, and how an older home becomes a newer one. Migrations are only ever added, never changed.

use crate::StoreError;
use crate::explain::Explain;
use rusqlite::{Connection, TransactionBehavior};

/// Version n is the first n of these. Each is run once, all that are due in one transaction.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/v1.sql"),
    include_str!("schema/v2.sql"),
    include_str!("schema/v3.sql"),
    include_str!("schema/v4.sql"),
];

/// The newest database version this program knows.
pub const SCHEMA_VERSION: u32 = 4;

/// Brings the database to the newest version, or leaves it as it was.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    run(connection, MIGRATIONS)
}

fn run(connection: &mut Connection, migrations: &[&str]) -> Result<(), StoreError> {
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    // Most opens have nothing to do and must not wait for another process's write.
    if version(connection)? == known {
        return Ok(());
    }
    let doing = "bringing the home up to date";
    let change = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .while_doing(doing)?;
    let found = version(&change)?;
    if found > known {
        return Err(StoreError::NewerHome { found, known });
    }
    for due in migrations
        .iter()
        .skip(usize::try_from(found).unwrap_or(usize::MAX))
    {
        change.execute_batch(due).while_doing(doing)?;
    }
    change
        .pragma_update(None, "user_version", known)
        .while_doing(doing)?;
    change.commit().while_doing(doing)
}

fn version(connection: &Connection) -> Result<u32, StoreError> {
    let asked = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0));
    asked.while_doing("reading the home's version")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(connection: &Connection) -> i64 {
        connection
            .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_version_counts_the_migrations() {
        assert_eq!(MIGRATIONS.len(), SCHEMA_VERSION as usize);
    }

    #[test]
    fn a_migration_that_fails_leaves_the_home_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &["CREATE TABLE one (x);"]).unwrap();
        let broken = [
            "CREATE TABLE one (x);",
            "CREATE TABLE two (x);",
            "CREATE TABLE three (x); not sql;",
        ];
        assert!(run(&mut connection, &broken).is_err());
        assert_eq!((version(&connection).unwrap(), tables(&connection)), (1, 1));
        run(&mut connection, &broken[..2]).unwrap();
        assert_eq!((version(&connection).unwrap(), tables(&connection)), (2, 2));
    }

    #[test]
    fn an_older_program_refuses_a_newer_home() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(
            &mut connection,
            &["CREATE TABLE one (x);", "CREATE TABLE two (x);"],
        )
        .unwrap();
        let refused = run(&mut connection, &["CREATE TABLE one (x);"]).unwrap_err();
        insta::assert_snapshot!(refused, @"this home was made by a newer Battlebag (version 2; this one knows 1). Install the newer Battlebag on this laptop and open it again. Nothing was changed.");
        assert_eq!(tables(&connection), 2);
    }
}
