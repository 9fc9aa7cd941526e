-- Version 2. Never change this file once released: add v3.sql.

-- For each wrap in home.json the public half of a key pair that grows from its passphrase or recovery code. A new
-- data key is wrapped for everybody who stays with these, and nobody is asked for a passphrase. Public halves only:
-- who keeps an old copy of this database and its old key learns nothing that opens the home as it is now. In here and
-- not in home.json, because who can write that file must not be able to slip in a key of their own.
CREATE TABLE person_key (
    -- The wrap's id, which is the person's.
    person TEXT NOT NULL,
    -- The wrap's salt: a row made for an earlier passphrase is told from one made for this one.
    salt   TEXT NOT NULL,
    public BLOB NOT NULL CHECK (length(public) = 32),
    PRIMARY KEY (person, salt)
) STRICT, WITHOUT ROWID;
