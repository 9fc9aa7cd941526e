-- Version 3. Never change this file once released: add v4.sql.

-- Plain words of entries, to search by. The program that knows the kinds gives the words; this file only keeps them.
CREATE TABLE entry_words (
    id    INTEGER PRIMARY KEY,
    chain INTEGER NOT NULL REFERENCES chain (id),
    seq   INTEGER NOT NULL,
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    text  TEXT NOT NULL,
    UNIQUE (chain, seq, hash)
) STRICT;

-- The index over them. The words themselves are kept once, above. `columnsize` serves only ranking by relevance, and
-- a log is read by time.
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'entry_words', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
-- Words that are taken out are taken out at once, and not when segments are next merged.
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER words_are_indexed AFTER INSERT ON entry_words
BEGIN
    INSERT INTO words (rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER words_are_forgotten AFTER DELETE ON entry_words
BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
CREATE TRIGGER words_are_replaced_not_changed BEFORE UPDATE ON entry_words
BEGIN
    SELECT RAISE(ABORT, 'words of an entry are replaced whole');
END;
-- Whatever erases a body erases its words in the same step.
CREATE TRIGGER an_erased_body_leaves_no_words AFTER UPDATE OF body ON entry WHEN NEW.body IS NULL
BEGIN
    DELETE FROM entry_words WHERE chain = NEW.chain AND seq = NEW.seq AND hash = NEW.hash;
END;

-- Up to this number every entry of the chain that has a body has its words: what is left to index is found without
-- reading the whole log.
ALTER TABLE chain ADD COLUMN words_to INTEGER NOT NULL DEFAULT 0;

-- Where the log was last found whole, so that a start need not check a million signatures again. It guards against
-- damage; who holds the data key could write it.
CREATE TABLE verified (
    incident   BLOB PRIMARY KEY CHECK (length(incident) = 16),
    -- When every entry was last checked, milliseconds since 1970 UTC.
    full_at    INTEGER NOT NULL,
    -- How many entries were checked up to the heads.
    entries    INTEGER NOT NULL,
    -- The newest kept checkpoint that was compared.
    checkpoint INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE verified_head (
    incident BLOB NOT NULL REFERENCES verified (incident) ON DELETE CASCADE,
    station  BLOB NOT NULL CHECK (length(station) = 32),
    seq      INTEGER NOT NULL,
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (incident, station)
) STRICT, WITHOUT ROWID;
