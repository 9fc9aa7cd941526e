//! The encrypted home: entries, census snapshots, keys and settings in SQLCipher.
