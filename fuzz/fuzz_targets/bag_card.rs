//! An action card from a stranger: it is read or it is refused with a line, and it never falls over. The same bytes
//! as a packed bag and as a matching file are tried too.
#![no_main]

use battlebag_bag::{BagFiles, Bag, read_card};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Err(faults) = read_card("cards/x.md", text) {
            assert!(!faults.is_empty());
            let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
            assert!(faults.iter().all(|fault| fault.line <= lines.saturating_add(1)));
        }
    }
    if let Ok(files) = BagFiles::unpack(bytes) {
        assert_eq!(files.pack(), bytes);
    }
    let files = BagFiles::from_files([("matching/x.toml".to_owned(), bytes.to_vec())]);
    assert!(Bag::from_files(&files).is_err());
});
