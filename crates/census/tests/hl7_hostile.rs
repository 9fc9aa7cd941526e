//! Bytes that are not what they should be: never a panic, and every message is taken or rejected.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod hl7_feed;

use battlebag_census::hl7::{self, AckCode};
use hl7_feed::{GRACE, census_of, message, pv1};
use proptest::prelude::*;

fn feed() -> String {
    let pv1 = pv1("I", "AMU^B2^04^RXX", "V1");
    [
        message(
            "ADT^A01",
            "0100",
            &[
                GRACE,
                &pv1,
                "AL1|1|DA|^Penicillin|SV|HIVES",
                "DG1|1||I21^STEMI^I10|||A",
                "ZPI|1|x",
            ],
        ),
        message("ADT^A40", "0110", &[GRACE, "MRG|111^^^RXX^MR||A1||V9"]),
        message(
            "RDE^O11",
            "0120",
            &[
                GRACE,
                &pv1,
                "ORC|NW|P1|F1",
                "TQ1|1||BID|0800~2000",
                "RXE|^BID|^Heparin|5||mL||||||||||||||||||5|mL/h",
                "RXR|IV",
                "RXC|B|^Saline|50|mL",
            ],
        ),
        message(
            "RAS^O17",
            "0130",
            &[
                GRACE,
                "ORC|RE|P1",
                "RXA|0|1|20261121013000||^Heparin|5|mL|||||||||||||CP",
            ],
        ),
        message(
            "ORU^R42",
            "0140",
            &[
                GRACE,
                &pv1,
                "OBR|1|P1|||||20261121014000",
                "OBX|1||70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC|1.0.0.0|||||||X|||||||E1",
                "OBX|2|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.2.4|15.4|mL/h|||||R",
                "OBX|3|ST|184514^MDC_DRUG_NAME_LABEL^MDC|1.1.2.10|Heparin||||||R",
            ],
        ),
        message(
            "ORU^R01",
            "0150",
            &[GRACE, "OBR|1|P2||FBC", "OBX|1|NM|9279-1^RR^LN||18|/min|||||F"],
        ),
        message("ADT^A12", "0155", &[GRACE, &pv1]),
    ]
    .concat()
}

fn check(bytes: &[u8]) {
    let s = census_of(bytes, "0214");
    for rejected in &s.rejected {
        assert!(
            !rejected.at.is_empty() && rejected.reason.ends_with('.'),
            "{rejected:?}"
        );
    }
    let stored = s.to_bytes().unwrap();
    assert_eq!(battlebag_census::Snapshot::from_bytes(&stored).unwrap(), s);
    assert_eq!(hl7::outline(bytes).len(), hl7::messages(bytes).len());
    for message in hl7::messages(bytes) {
        if let Ok(header) = hl7::header(&message) {
            let answer = hl7::ack(
                &header,
                AckCode::Rejected,
                "no",
                "2026-11-21T02:14:00+00:00".parse().unwrap(),
                "1",
            );
            let again = hl7::header(&answer).unwrap();
            assert_eq!(again.message_type, "ACK");
            assert_eq!(hl7::messages(&answer).len(), 1);
        }
    }
}

fn token() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::sample::select(vec![
            "|",
            "^",
            "~",
            "\\",
            "&",
            "\r",
            "\n",
            "\r\nMSH|^~\\&|",
            "\u{b}",
            "\u{1c}\r",
            "\"\"",
            "\\X00FF\\",
            "\\.br\\",
            "99991231235959+9999",
            "A40",
            "A37",
            "A11",
            "A23",
            "\0",
            "\u{feff}",
            "MRG|",
            "PID|",
            "BTS|-1\r",
            "1e999"
        ])
        .prop_map(|t| t.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn mutated_messages(cuts in prop::collection::vec((any::<usize>(), 0usize..30, token()), 1..8)) {
        let mut bytes = feed().into_bytes();
        for (at, gone, put) in cuts {
            let at = at % (bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, put);
        }
        check(&bytes);
    }

    #[test]
    fn noise(bytes in prop::collection::vec(any::<u8>(), 0..200), tokens in prop::collection::vec(token(), 0..30)) {
        check(&bytes);
        check(&[b"MSH|^~\\&|A|B|C|D|20261121||ADT^A01|1|P|2.5\r".to_vec(), bytes, tokens.concat()].concat());
    }
}
