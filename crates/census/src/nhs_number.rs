//! NHS numbers: the check digit, and the way they are written.
//!
//! Modulus 11 (facts.md §5.8, NHS Data Dictionary): the first nine digits are multiplied by 10 down to 2 and added;
//! 11 minus the remainder of the sum by 11 is the check digit, 11 stands for 0, and 10 is never issued.

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberFault {
    /// Not ten digits.
    #[error("an NHS number has ten digits")]
    NotTenDigits,
    /// The last digit does not fit the first nine.
    #[error("the check digit does not fit: one of the digits is wrong")]
    CheckDigit,
}

/// The check digit of nine digits, or `None` when no number is issued for them (or they are not nine digits).
pub fn check_digit(nine: &str) -> Option<u8> {
    if nine.len() != 9 {
        return None;
    }
    let mut sum = 0u32;
    for (weight, c) in (2..=10u32).rev().zip(nine.chars()) {
        sum += weight * c.to_digit(10)?;
    }
    match 11 - sum % 11 {
        10 => None,
        11 => Some(0),
        digit => u8::try_from(digit).ok(),
    }
}

/// Reads an NHS number as people write it (spaces and hyphens between the groups are allowed): ten digits, no spaces.
pub fn parse(text: &str) -> Result<String, NhsNumberFault> {
    let digits: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{a0}'))
        .collect();
    if digits.len() != 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NhsNumberFault::NotTenDigits);
    }
    let (nine, last) = digits.split_at(9);
    match check_digit(nine) {
        Some(check) if last == check.to_string() => Ok(digits),
        _ => Err(NhsNumberFault::CheckDigit),
    }
}

/// Ten digits as they are printed: 3-3-4 ("999 123 4567"). Anything else comes back unchanged.
pub fn grouped(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(a), Some(b), Some(c)) if digits.len() == 10 => format!("{a} {b} {c}"),
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_pairs() {
        // 943 476 5919 and 401 023 2137 are the Data Dictionary's own examples; 999 is the range for tests.
        for good in [
            "9434765919",
            "943 476 5919",
            "943-476-5919",
            "9990000018",
            "4010232137",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for wrong in ["9434765918", "9434765871", "9876543211", "1234567890"] {
            assert_eq!(parse(wrong), Err(NhsNumberFault::CheckDigit), "{wrong}");
        }
        for short in [
            "",
            "943476591",
            "94347659191",
            "943476591X",
            "９４３４７６５９１９",
        ] {
            assert_eq!(parse(short), Err(NhsNumberFault::NotTenDigits), "{short}");
        }
    }

    #[test]
    fn the_remainder_is_not_the_check_digit() {
        // A page seen says that the remainder itself is compared; here remainder and check digit differ.
        assert_eq!(check_digit("943476591"), Some(9));
        assert_eq!(
            check_digit("999000000"),
            None,
            "sums that would need 10 are not issued"
        );
    }

    #[test]
    fn written_in_groups() {
        assert_eq!(grouped("9434765919"), "943 476 5919");
        assert_eq!(grouped("12"), "12");
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_is_seen(nine in 0u32..1_000_000_000, at in 0usize..10, by in 1u8..10) {
            let nine = format!("{nine:09}");
            if let Some(check) = check_digit(&nine) {
                let good = format!("{nine}{check}");
                prop_assert_eq!(parse(&good), Ok(good.clone()));
                prop_assert_eq!(parse(&grouped(&good)), Ok(good.clone()));
                let mut bytes = good.into_bytes();
                bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
                prop_assert_eq!(parse(&String::from_utf8(bytes).unwrap()), Err(NhsNumberFault::CheckDigit));
            }
        }

        #[test]
        fn any_text_gives_an_answer(text in "\\PC*") {
            let _ = parse(&text);
            let _ = grouped(&text);
        }
    }
}
