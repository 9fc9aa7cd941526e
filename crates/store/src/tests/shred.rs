//! Content that is no longer needed goes for good, together with the entry that says so.

use super::{INCIDENT, START, home, note};
use crate::{BlobHash, SideWrite, StoreError};

const NAME: &[u8] = b"Xanthippe Quillfeather, ward 7, bed 3, penicillin";

fn shred(hash: BlobHash) -> SideWrite {
    SideWrite::Shred {
        hash,
        at: START + 9,
        because: "older than 7 days".to_owned(),
    }
}

#[test]
fn the_bytes_go_and_a_note_stays() {
    let (_dir, mut home) = home();
    let hash = home.put_blob("census", "02:14", NAME, START).unwrap();
    home.record(INCIDENT, note(b"snapshot erased"), &[shred(hash)])
        .unwrap();
    let gone = home.get_blob(hash).unwrap_err();
    insta::assert_snapshot!(gone, @"this content was erased because it was no longer needed (older than 7 days). The log still says that it was here; use a newer census.");
    assert!(!home.has_blob(hash).unwrap() && home.list_blobs("census").unwrap().is_empty());
    let notes = home.shredded("census").unwrap();
    assert_eq!(
        (notes[0].label.as_str(), notes[0].shredded_at),
        ("02:14", START + 9)
    );
    // No decrypted page holds the words any more: free pages and the log of writes included.
    let bytes = home.connection.serialize("main").unwrap();
    assert!(!bytes.windows(12).any(|part| part == b"Quillfeather"));
    // Taken in again, it is simply here.
    home.put_blob("census", "02:14", NAME, START).unwrap();
    assert_eq!(home.get_blob(hash).unwrap(), NAME);
    assert!(home.shredded("census").unwrap().is_empty());
}

#[test]
fn what_is_not_there_is_not_said_to_be_erased() {
    let (_dir, mut home) = home();
    let refused = home
        .record(INCIDENT, note(b"snapshot erased"), &[shred(BlobHash::of(NAME))])
        .unwrap_err();
    assert!(matches!(refused, StoreError::BlobMissing { .. }), "{refused}");
    assert!(home.entries(INCIDENT).unwrap().is_empty());
}
