-- Version 4. Never change this file once released: add v5.sql.

-- What live feeds sent, as it came. A message is acknowledged to its sender only once its row is committed.
CREATE TABLE inbox (
    -- In the order of arrival; never given twice.
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT NOT NULL,
    -- The set of files it belongs to; 0 for a message, which stands for itself.
    batch       INTEGER NOT NULL,
    -- The message's own number or the file's name.
    name        TEXT NOT NULL,
    -- Who sent it, in words.
    sender      TEXT NOT NULL,
    -- Whom it is about, in the caller's own form: what decides whether it is still needed.
    about       TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    hash        BLOB NOT NULL CHECK (length(hash) = 32),
    size        INTEGER NOT NULL,
    packing     TEXT NOT NULL CHECK (packing IN ('plain', 'zlib')),
    content     BLOB NOT NULL
) STRICT;
-- The same bytes from the same source are one message: a sender that saw no acknowledgement sends again.
CREATE UNIQUE INDEX inbox_message_once ON inbox (source, hash) WHERE batch = 0;
CREATE INDEX inbox_of_source ON inbox (source, batch, number);

-- Files that belong together and count only when all of them are here.
CREATE TABLE inbox_set (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT NOT NULL,
    begun_at    INTEGER NOT NULL,
    -- NULL while it is still coming in.
    finished_at INTEGER,
    -- A word of the caller's own, such as the server's time of the export.
    mark        TEXT NOT NULL
) STRICT;
CREATE INDEX inbox_set_of_source ON inbox_set (source, number);

-- When each source was last heard, and how much it has sent.
CREATE TABLE inbox_source (
    source   TEXT PRIMARY KEY,
    heard_at INTEGER NOT NULL,
    kept     INTEGER NOT NULL,
    repeated INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Content that was erased because it was no longer needed. Entries that name its hash stay, and this says what became
-- of it.
CREATE TABLE shredded (
    hash        BLOB PRIMARY KEY CHECK (length(hash) = 32),
    kind        TEXT NOT NULL,
    label       TEXT NOT NULL,
    kept_at     INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    shredded_at INTEGER NOT NULL,
    because     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
