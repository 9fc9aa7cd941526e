//! Small things kept beside the log: settings, what a person was typing, sheets that were printed.

use crate::StoreError;
use crate::blobs::{self, BlobHash};
use crate::explain::Explain;
use crate::home::Home;
use crate::search::{Found, put_words};
use crate::shred;
use battlebag_log::{IncidentId, SealedEntry, SignedCheckpoint};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Something written in the same transaction as entries, so that the two never drift apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideWrite {
    /// Keep content under its hash.
    Blob {
        /// What sort of content: "census", "bag".
        kind: String,
        /// A word of the caller's own.
        label: String,
        /// The content.
        bytes: Vec<u8>,
        /// Now, milliseconds since 1970 UTC.
        kept_at: i64,
    },
    /// Set a setting.
    Setting {
        /// Its name.
        name: String,
        /// Its new value.
        value: String,
    },
    /// Set a setting that must still be as it was read; else nothing of the step is saved.
    SettingFrom {
        /// Its name.
        name: String,
        /// Its value when it was read; `None` when it was never set.
        was: Option<String>,
        /// Its new value.
        value: String,
    },
    /// Forget what a person was typing: it is in the log now.
    ClearDraft {
        /// The draft's name.
        name: String,
    },
    /// Keep a printed sheet, replacing an older record of the same code.
    Sheet(Sheet),
    /// Keep a signed checkpoint.
    Checkpoint(SignedCheckpoint),
    /// Keep the plain words of an entry of this same step, for [`search`](Home::search).
    Words {
        /// The entry's place among those of this step, from 0.
        entry: usize,
        /// Its words, as a person would look for them.
        text: String,
    },
    /// Erase content for good and leave a note of it; see [`Home::shredded`].
    Shred {
        /// Its hash.
        hash: BlobHash,
        /// Now, milliseconds since 1970 UTC.
        at: i64,
        /// Why it is no longer needed.
        because: String,
    },
}

/// What a person was typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Where in the program: such as `log.note`.
    pub name: String,
    /// The text as it stood.
    pub text: String,
    /// When it was kept, milliseconds since 1970 UTC.
    pub updated_at: i64,
}

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The code on the paper.
    pub code: String,
    /// The incident it was printed in, if any.
    pub incident: Option<IncidentId>,
    /// The print run.
    pub job: String,
    /// Milliseconds since 1970 UTC.
    pub printed_at: i64,
    /// What is on it, in the caller's own form.
    pub content: String,
}

impl Home {
    /// A setting, `None` when it was never set.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let find = "SELECT value FROM setting WHERE name = ?1";
        let mut statement = self
            .connection
            .prepare_cached(find)
            .while_doing("reading a setting")?;
        statement
            .query_row([name], |row| row.get(0))
            .optional()
            .while_doing("reading a setting")
    }

    /// Sets a setting.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        set_setting(&self.connection, name, value)
    }

    /// Keeps what a person is typing, over what was kept under this name.
    pub fn draft_save(&mut self, name: &str, text: &str, now: i64) -> Result<(), StoreError> {
        let save = "INSERT INTO draft (name, text, updated_at) VALUES (?1, ?2, ?3) \
                    ON CONFLICT (name) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at";
        let mut statement = self
            .connection
            .prepare_cached(save)
            .while_doing("keeping what was typed")?;
        statement
            .execute(params![name, text, now])
            .while_doing("keeping what was typed")?;
        Ok(())
    }

    /// What a person was typing under this name.
    pub fn draft_load(&self, name: &str) -> Result<Option<KeptDraft>, StoreError> {
        let doing = "reading what was typed";
        let find = "SELECT name, text, updated_at FROM draft WHERE name = ?1";
        self.connection
            .query_row(find, [name], draft_of)
            .optional()
            .while_doing(doing)
    }

    /// Everything that was being typed, newest first.
    pub fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        let doing = "reading what was typed";
        let list = "SELECT name, text, updated_at FROM draft ORDER BY updated_at DESC, name";
        let mut statement = self.connection.prepare_cached(list).while_doing(doing)?;
        let rows = statement.query_map([], draft_of).while_doing(doing)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(doing)
    }

    /// Forgets what was kept under this name.
    pub fn draft_clear(&mut self, name: &str) -> Result<(), StoreError> {
        clear_draft(&self.connection, name)
    }

    /// Keeps a printed sheet.
    pub fn put_sheet(&mut self, sheet: &Sheet) -> Result<(), StoreError> {
        put_sheet(&self.connection, sheet)
    }

    /// The sheet with this code on the paper.
    pub fn sheet(&self, code: &str) -> Result<Option<Sheet>, StoreError> {
        let find = "SELECT code, incident, job, printed_at, content FROM sheet WHERE code = ?1";
        self.connection
            .query_row(find, [code], sheet_of)
            .optional()
            .while_doing("looking for a sheet")
    }

    /// Every sheet that was printed, in the order of printing.
    pub fn sheets(&self) -> Result<Vec<Sheet>, StoreError> {
        let list = "SELECT code, incident, job, printed_at, content FROM sheet ORDER BY printed_at, code";
        let mut statement = self
            .connection
            .prepare_cached(list)
            .while_doing("listing sheets")?;
        let rows = statement.query_map([], sheet_of).while_doing("listing sheets")?;
        rows.collect::<rusqlite::Result<_>>()
            .while_doing("listing sheets")
    }
}

/// Does one side write inside the caller's transaction, beside these entries.
pub(crate) fn write(
    connection: &Connection,
    entries: &[SealedEntry],
    side: &SideWrite,
) -> Result<(), StoreError> {
    match side {
        SideWrite::Blob {
            kind,
            label,
            bytes,
            kept_at,
        } => blobs::put(connection, kind, label, bytes, *kept_at).map(|_| ()),
        SideWrite::Setting { name, value } => set_setting(connection, name, value),
        SideWrite::SettingFrom { name, was, value } => {
            let now: Option<String> = connection
                .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| {
                    row.get(0)
                })
                .optional()
                .while_doing("reading a setting")?;
            if now != *was {
                return Err(StoreError::SettingMoved { name: name.clone() });
            }
            set_setting(connection, name, value)
        }
        SideWrite::ClearDraft { name } => clear_draft(connection, name),
        SideWrite::Sheet(sheet) => put_sheet(connection, sheet),
        SideWrite::Checkpoint(checkpoint) => put_checkpoint(connection, checkpoint),
        SideWrite::Shred { hash, at, because } => shred::shred(connection, *hash, *at, because),
        SideWrite::Words { entry, text } => {
            let of = entries.get(*entry).ok_or(StoreError::WordsOfNothing {
                entry: *entry,
                entries: entries.len(),
            })?;
            put_words(connection, of.header().incident, Found::of(of), text)
        }
    }
}

fn set_setting(connection: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    let set = "INSERT INTO setting (name, value) VALUES (?1, ?2) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection
        .execute(set, [name, value])
        .while_doing("saving a setting")?;
    Ok(())
}

fn clear_draft(connection: &Connection, name: &str) -> Result<(), StoreError> {
    connection
        .execute("DELETE FROM draft WHERE name = ?1", [name])
        .while_doing("clearing what was typed")?;
    Ok(())
}

fn put_sheet(connection: &Connection, sheet: &Sheet) -> Result<(), StoreError> {
    let put = "INSERT INTO sheet (code, incident, job, printed_at, content) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT (code) DO UPDATE SET incident = excluded.incident, job = excluded.job, \
               printed_at = excluded.printed_at, content = excluded.content";
    let incident = sheet.incident.map(|incident| incident.0);
    let given = params![sheet.code, incident, sheet.job, sheet.printed_at, sheet.content];
    let mut statement = connection.prepare_cached(put).while_doing("keeping a sheet")?;
    statement.execute(given).while_doing("keeping a sheet")?;
    Ok(())
}

fn put_checkpoint(connection: &Connection, signed: &SignedCheckpoint) -> Result<(), StoreError> {
    let mut bytes = Vec::new();
    signed.write(&mut bytes);
    let put = "INSERT INTO checkpoint (incident, bytes) VALUES (?1, ?2) ON CONFLICT (bytes) DO NOTHING";
    let incident = signed.checkpoint.incident();
    let given = params![incident.as_bytes().as_slice(), bytes];
    connection
        .execute(put, given)
        .while_doing("keeping a checkpoint")?;
    Ok(())
}

fn draft_of(row: &Row<'_>) -> rusqlite::Result<KeptDraft> {
    Ok(KeptDraft {
        name: row.get(0)?,
        text: row.get(1)?,
        updated_at: row.get(2)?,
    })
}

fn sheet_of(row: &Row<'_>) -> rusqlite::Result<Sheet> {
    Ok(Sheet {
        code: row.get(0)?,
        incident: row.get::<_, Option<[u8; 16]>>(1)?.map(IncidentId),
        job: row.get(2)?,
        printed_at: row.get(3)?,
        content: row.get(4)?,
    })
}
