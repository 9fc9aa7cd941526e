//! The recovery code: printed once, sealed in an envelope, opens the home when every passphrase is lost.
//!
//! Eight groups of four letters from sixteen consonants that are told apart in any hand: seven groups are 112
//! random bits, the eighth checks them, so that a slip in typing is told from a wrong code.

use crate::StoreError;
use std::fmt;
use zeroize::Zeroizing;

const LETTERS: &[u8; 16] = b"BCDFGHJKMPQRTVWX";
const CHECK_TAG: &[u8] = b"battlebag-home/v1/recovery-check\n";

/// A recovery code. Show it once, on paper, with [`RecoveryCode::reveal`].
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

impl RecoveryCode {
    /// The code for 14 random bytes.
    pub(crate) fn from_random(random: &[u8; 14]) -> Self {
        let check = check_of(random);
        let mut bytes = Zeroizing::new([0; 16]);
        bytes
            .iter_mut()
            .zip(random.iter().chain(&check))
            .for_each(|(out, byte)| *out = *byte);
        Self(bytes)
    }

    /// Reads a code as typed: any case, spaces and dashes anywhere.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let mut halves = Zeroizing::new(Vec::with_capacity(32));
        for letter in text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2013}' | '.'))
        {
            let found = LETTERS
                .iter()
                .position(|known| letter.eq_ignore_ascii_case(&char::from(*known)));
            let half = found.and_then(|at| u8::try_from(at).ok());
            let why = || format!("\"{letter}\" is not one of its letters");
            halves.push(half.ok_or_else(|| StoreError::RecoveryMistyped { why: why() })?);
        }
        if halves.len() != 32 {
            return Err(StoreError::RecoveryMistyped {
                why: format!("this has {} letters, not 32", halves.len()),
            });
        }
        let mut bytes = Zeroizing::new([0; 16]);
        for (out, pair) in bytes.iter_mut().zip(halves.chunks_exact(2)) {
            *out = pair.iter().fold(0, |byte, half| byte << 4 | half);
        }
        let (random, check) = bytes.split_at(14);
        if check_of(random) != check {
            return Err(StoreError::RecoveryMistyped {
                why: "a letter is wrong somewhere".to_owned(),
            });
        }
        Ok(Self(bytes))
    }

    /// The code to print: `BCDF-GHJK-…`, eight groups.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(40));
        for (at, half) in self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(
                LETTERS
                    .get(usize::from(half))
                    .map_or('B', |letter| char::from(*letter)),
            );
        }
        text
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

fn check_of(random: &[u8]) -> [u8; 2] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(CHECK_TAG).update(random);
    let mut check = [0; 2];
    hasher.finalize_xof().fill(&mut check);
    check
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_told_from_a_wrong_code() {
        let code = RecoveryCode::from_random(&[0x5A; 14]);
        insta::assert_snapshot!(code.reveal().as_str(), @"HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-HQHQ-XJKB");
        let typed = code.reveal().replacen('H', "J", 1);
        insta::assert_snapshot!(RecoveryCode::parse(&typed).unwrap_err(), @"that is not a recovery code: it has eight groups of four letters, and a letter is wrong somewhere. Read it again from the sealed envelope.");
        insta::assert_snapshot!(RecoveryCode::parse("BCDF").unwrap_err(), @"that is not a recovery code: it has eight groups of four letters, and this has 4 letters, not 32. Read it again from the sealed envelope.");
        insta::assert_snapshot!(RecoveryCode::parse("ABCD").unwrap_err(), @r#"that is not a recovery code: it has eight groups of four letters, and "A" is not one of its letters. Read it again from the sealed envelope."#);
        assert_eq!(format!("{code:?}"), "RecoveryCode(hidden)");
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_printed(random: [u8; 14]) {
            let code = RecoveryCode::from_random(&random);
            let typed = code.reveal().to_lowercase().replace('-', "  ");
            let read = RecoveryCode::parse(&typed).unwrap();
            prop_assert_eq!(read.bytes(), code.bytes());
        }

        #[test]
        fn any_text_is_answered(text: String) {
            let _ = RecoveryCode::parse(&text);
        }
    }
}
