//! The readers of the log's bytes: whatever comes, no panic, and what is accepted is canonical.
#![no_main]

use battlebag_log::{Bundle, Checkpoint, Header, IncidentId, RawEntry, SignedCheckpoint, verify_chain};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = Header::decode(bytes) {
        assert_eq!(header.encode().as_deref(), Ok(bytes), "only canonical bytes are accepted");
    }
    if let Ok(entry) = RawEntry::from_record(bytes) {
        let mut again = Vec::new();
        entry.write_record(&mut again);
        assert_eq!(again, bytes, "only canonical bytes are accepted");
        let verdict = verify_chain(IncidentId([0; 16]), &[entry], &[]);
        let _ = verdict.to_string();
    }
    if let Ok(checkpoint) = Checkpoint::decode(bytes) {
        assert_eq!(checkpoint.encode(), bytes, "only canonical bytes are accepted");
        assert_eq!(checkpoint.matches(&checkpoint.words().join(" ")), Ok(true));
    }
    let _ = SignedCheckpoint::decode(bytes);
    if let Ok(bundle) = Bundle::decode(bytes) {
        assert_eq!(bundle.encode().as_deref(), Ok(bytes), "only canonical bytes are accepted");
        let _ = bundle.verify().to_string();
    }
});
