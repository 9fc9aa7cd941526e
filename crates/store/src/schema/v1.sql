-- Version 1. Never change this file once released: add v2.sql.

-- One chain per station per incident.
CREATE TABLE chain (
    id       INTEGER PRIMARY KEY,
    incident BLOB NOT NULL CHECK (length(incident) = 16),
    station  BLOB NOT NULL CHECK (length(station) = 32),
    -- The first number that exists twice: the key is in use on two machines.
    forked   INTEGER,
    UNIQUE (incident, station)
) STRICT;

-- Exact bytes. The hash is part of the key, so that both entries of a fork are kept. One tree and no second index:
-- saving an entry writes one page, which is half the cost of making it durable.
CREATE TABLE entry (
    chain     INTEGER NOT NULL REFERENCES chain (id),
    seq       INTEGER NOT NULL CHECK (seq >= 1),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    header    BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    salt      BLOB CHECK (salt IS NULL OR length(salt) = 32),
    body      BLOB,
    PRIMARY KEY (chain, seq, hash),
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

-- The marked path: a body may be erased only once its signed redaction is written here.
CREATE TABLE redaction (
    incident BLOB NOT NULL,
    target   BLOB NOT NULL CHECK (length(target) = 32),
    by_entry BLOB NOT NULL CHECK (length(by_entry) = 32),
    PRIMARY KEY (incident, target, by_entry)
) STRICT, WITHOUT ROWID;

-- These triggers stop mistakes. Against somebody who holds the data key stand only the chain and the paper.
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'a log entry is never deleted');
END;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
WHEN NEW.chain IS NOT OLD.chain OR NEW.seq IS NOT OLD.seq OR NEW.hash IS NOT OLD.hash
    OR NEW.header IS NOT OLD.header OR NEW.signature IS NOT OLD.signature
BEGIN
    SELECT RAISE(ABORT, 'a log entry is never changed');
END;
CREATE TRIGGER body_is_erased_only_when_redacted BEFORE UPDATE ON entry
WHEN OLD.body IS NOT NULL AND (NEW.body IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM redaction JOIN chain ON chain.incident = redaction.incident
    WHERE chain.id = OLD.chain AND redaction.target = OLD.hash))
BEGIN
    SELECT RAISE(ABORT, 'a body is erased only by a signed redaction');
END;
CREATE TRIGGER redaction_is_never_deleted BEFORE DELETE ON redaction
BEGIN
    SELECT RAISE(ABORT, 'a redaction is never deleted');
END;
CREATE TRIGGER redaction_is_never_changed BEFORE UPDATE ON redaction
BEGIN
    SELECT RAISE(ABORT, 'a redaction is never changed');
END;

-- Signed checkpoints, this station's and others'.
CREATE TABLE checkpoint (
    id       INTEGER PRIMARY KEY,
    incident BLOB NOT NULL,
    bytes    BLOB NOT NULL UNIQUE
) STRICT;

-- Bulk content by the BLAKE3 hash of its plain bytes: census snapshots, bags.
CREATE TABLE blob (
    hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
    kind    TEXT NOT NULL,
    label   TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    packing TEXT NOT NULL CHECK (packing IN ('plain', 'zlib')),
    content BLOB NOT NULL
) STRICT;
CREATE INDEX blob_kind ON blob (kind, kept_at);

-- This station's secret keys; the newest is in use.
CREATE TABLE station_key (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    seed    BLOB NOT NULL CHECK (length(seed) = 32),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person was typing when it was last kept.
CREATE TABLE draft (
    name       TEXT PRIMARY KEY,
    text       TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sheets that were printed, by the code on the paper.
CREATE TABLE sheet (
    code       TEXT PRIMARY KEY,
    incident   BLOB,
    job        TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    content    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_job ON sheet (job);
