//! MLLP: no panic, the same messages however the reads were cut, never more held than the limit, and an answer that is
//! itself a message.
#![no_main]

use battlebag_census::hl7::{about, header};
use battlebag_intake::mllp::{Frames, Met, Verdict, answer};
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 300;

fn all(reads: &[&[u8]]) -> Vec<Met> {
    let mut frames = Frames::new(LIMIT);
    reads.iter().for_each(|read| frames.push(read));
    frames.end();
    std::iter::from_fn(|| frames.next_met()).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let (cut, stream) = bytes.split_first().map_or((0, bytes), |(cut, rest)| (usize::from(*cut), rest));
    let (a, b) = stream.split_at(cut.min(stream.len()));
    let met = all(&[a, b]);
    // How much noise is told at once depends on the reads; messages do not.
    let messages = |met: &[Met]| met.iter().filter(|m| !matches!(m, Met::Noise { .. })).cloned().collect::<Vec<_>>();
    assert_eq!(messages(&met), messages(&all(&[stream])));
    for met in met {
        let Met::Message(message) = met else { continue };
        assert!(message.len() <= LIMIT);
        let _ = about(&message);
        let now = "2026-11-21T02:14:00Z".parse().expect("a time");
        let verdict = Verdict::NotKept("the disk | is ^ full".to_owned());
        if let Some(said) = answer(header(&message).ok().as_ref(), &verdict, now, 1) {
            assert!(!said.contains(&0x0b) && !said.contains(&0x1c));
            assert_eq!(said.split(|b| *b == b'\r').count(), 3, "two segments");
        }
    }
});
