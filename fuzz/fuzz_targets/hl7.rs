//! HL7 v2: no panic, every message is taken or rejected, and what can be answered has an answer that can be read.
#![no_main]

use battlebag_census::hl7::{self, AckCode};
use battlebag_census::{ImportOptions, Snapshot, import_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), ..ImportOptions::default() };
    let file = [b"MSH|^~\\&|A|B|C|D|20261121020000||ADT^A01|1|P|2.5\r", bytes].concat();
    for bytes in [bytes, file.as_slice()] {
        let census = import_bytes(&[("a.hl7", bytes)], &options, None).expect("a time is given");
        assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
        let stored = census.to_bytes().expect("a census can always be stored");
        assert_eq!(Snapshot::from_bytes(&stored).expect("what was stored can be read"), census);
        assert_eq!(hl7::outline(bytes).len(), hl7::messages(bytes).len());
        if let Ok(header) = hl7::header(bytes) {
            let now = "2026-11-21T02:14:00+00:00".parse().expect("a time");
            let answer = hl7::ack(&header, AckCode::Error, &String::from_utf8_lossy(bytes), now, "BB1");
            let again = hl7::header(&answer).expect("an answer can be read");
            assert_eq!(again.message_type, "ACK");
        }
    }
});
