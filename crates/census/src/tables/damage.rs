//! What spreadsheets do to cells: undone where nothing was lost, seen and refused where something was.

/// An error value of a spreadsheet, or a cell that was too narrow to be exported.
pub(super) fn is_fault(cell: &str) -> bool {
    let is_hashes = cell.len() >= 3 && cell.bytes().all(|b| b == b'#');
    let known = [
        "#n/a",
        "#ref!",
        "#value!",
        "#div/0!",
        "#name?",
        "#num!",
        "#null!",
        "#data!",
        "#nv",
        "#wert!",
        "#bezug!",
        "#spill!",
        "#calc!",
        "#getting_data",
        "err:502",
        "err:508",
    ];
    is_hashes || known.iter().any(|k| cell.eq_ignore_ascii_case(k))
}

/// Signs that people put for nothing: not known, never "none".
pub(super) fn is_nothing(cell: &str) -> bool {
    cell.is_empty()
        || cell.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | '.'))
        || ["null", "n/a", "na", "(null)", "(blank)", "nan", "nat"]
            .iter()
            .any(|k| cell.eq_ignore_ascii_case(k))
}

/// A cell that a spreadsheet would run as a formula. It is text to us.
pub(super) fn is_formula(cell: &str) -> bool {
    match cell.chars().next() {
        Some('=') => text_wrapped(cell).is_none(),
        Some('@') => true,
        Some('+' | '-') => {
            cell.len() > 1
                && cell
                    .get(1..)
                    .is_some_and(|rest| rest.contains(['(', '!', '|', '+', '=', '*']))
        }
        _ => false,
    }
}

/// What is in `="00123"`, the way to keep a number as text in a CSV.
fn text_wrapped(cell: &str) -> Option<&str> {
    let inside = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    (!inside.contains(['"', '(', '&', '!'])).then_some(inside)
}

/// What was lost of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// Scientific notation without all of its digits.
    Digits,
    /// More digits than a spreadsheet keeps, and zeros at the end.
    LastDigits,
    /// It was made into a date.
    IsADate,
}

impl Lost {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Digits => {
                "was changed by a spreadsheet and its digits are lost: it was left out. Export it as text."
            }
            Self::LastDigits => {
                "has more digits than a spreadsheet keeps, and they end in zeros: it was left out. Export it as text."
            }
            Self::IsADate => {
                "was made into a date by a spreadsheet: it was left out. Read it from the notes, and export it as text."
            }
        }
    }
}

/// Undoes what a spreadsheet did to an identifier, where nothing was lost.
pub(super) fn identifier(cell: &str) -> Result<String, Lost> {
    let cell = text_wrapped(cell).unwrap_or(cell).trim_start_matches('\'').trim();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let whole = match cell.split_once('.') {
        Some((whole, zeros)) if digits(whole) && digits(zeros) && zeros.bytes().all(|b| b == b'0') => {
            whole.to_owned()
        }
        _ => match scientific(cell) {
            Some(read) => read?,
            None => cell.to_owned(),
        },
    };
    // A spreadsheet keeps 15 digits and writes zeros for the rest.
    if digits(&whole) && whole.len() > 15 && whole.bytes().skip(15).all(|b| b == b'0') && !is_sctid(&whole) {
        return Err(Lost::LastDigits);
    }
    Ok(whole)
}

/// `7.0295036E+07`: all digits are there. `7.03E+07`: they are not. `None`: no such number.
fn scientific(cell: &str) -> Option<Result<String, Lost>> {
    let (mantissa, exponent) = cell.split_once(['E', 'e'])?;
    let exponent: usize = exponent.strip_prefix('+')?.parse().ok()?;
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_number = whole.len() == 1 && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    if !is_number {
        return None;
    }
    Some(
        if !fraction.is_empty() && fraction.len() == exponent && exponent < 15 {
            Ok(format!("{whole}{fraction}"))
        } else {
            Err(Lost::Digits)
        },
    )
}

/// A SNOMED CT or dm+d code with a right check digit (Verhoeff) and the partition of an extension's concept.
pub(super) fn is_sctid(code: &str) -> bool {
    const D: [[u8; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const P: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    if !(6..=18).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let partition = code.get(code.len() - 3..code.len() - 1);
    if !matches!(partition, Some("00" | "10")) || (code.len() > 15 && partition == Some("00")) {
        return false;
    }
    let check = code.bytes().rev().enumerate().fold(0u8, |c, (i, b)| {
        let p = P
            .get(i % 8)
            .and_then(|row| row.get(usize::from(b - b'0')))
            .copied()
            .unwrap_or(0);
        D.get(usize::from(c))
            .and_then(|row| row.get(usize::from(p)))
            .copied()
            .unwrap_or(0)
    });
    check == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_is_undone_or_refused() {
        for (cell, text) in [
            ("70295036.0", "70295036"),
            ("7.0295036E+07", "70295036"),
            ("RXX00123", "RXX00123"),
            ("00123", "00123"),
            ("=\"00123\"", "00123"),
            ("'00123", "00123"),
            ("1E5X", "1E5X"),
            ("12E4", "12E4"),
            ("12.5", "12.5"),
            ("15517911000001104", "15517911000001104"),
            ("13892511000001100", "13892511000001100"),
            ("1234567890123456", "1234567890123456"),
        ] {
            assert_eq!(identifier(cell).as_deref(), Ok(text), "{cell}");
        }
        for lost in [
            "7.03E+07",
            "7.0295E+07",
            "1.5517911E+16",
            "7E+07",
            "1.55179110000011E+16",
        ] {
            assert_eq!(identifier(lost), Err(Lost::Digits), "{lost}");
        }
        // 15517911000001104 and 39113611000001102 as a spreadsheet writes them.
        for lost in [
            "15517911000001100",
            "39113611000001100",
            "1234567890123450",
            "155179110000011000",
        ] {
            assert_eq!(identifier(lost), Err(Lost::LastDigits), "{lost}");
        }
    }

    #[test]
    fn check_digits_of_real_codes() {
        for code in [
            "322237000",
            "15517911000001104",
            "13892511000001100",
            "22298006",
            "24700007",
        ] {
            assert!(is_sctid(code), "{code}");
        }
        for wrong in ["322237001", "15517911000001100", "", "12345"] {
            assert!(!is_sctid(wrong), "{wrong}");
        }
    }

    #[test]
    fn formulas_and_faults() {
        for formula in [
            "=1+1",
            "=HYPERLINK(\"x\")",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "=\"a\"&B1",
        ] {
            assert!(is_formula(formula), "{formula}");
        }
        for text in ["=\"00123\"", "-3", "+ve", "", "a=b", "-"] {
            assert!(!is_formula(text), "{text}");
        }
        assert!(is_fault("#N/A") && is_fault("########") && !is_fault("#1") && !is_fault("none"));
        assert!(is_nothing("-") && is_nothing("NULL") && !is_nothing("none") && !is_nothing("nil"));
    }
}
