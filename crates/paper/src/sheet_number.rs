//! Numbers that name a sheet of paper, never a patient.

use std::collections::BTreeSet;

use datamatrix::{DataMatrix, SymbolSize};

use crate::draw::{Canvas, Mark};
use crate::errors::PaperError;

/// Letters and digits that are not mistaken for one another by hand or by telephone: no 0 O, 1 I L, 2 Z, 5 S, 8 B,
/// U V, and neither M (heard as N) nor W (wide).
const ALPHABET: &[u8] = b"34679ACDEFGHJKNPQRTXY";

/// The number of one sheet: `7KQ4-N9XD`. It begins with X if and only if the sheet is from a drill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SheetNumber(String);

impl SheetNumber {
    /// A number as it was printed before; `None` when the text is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, tail) = text.split_once('-')?;
        let fits = |part: &str| part.len() == 4 && part.bytes().all(|b| ALPHABET.contains(&b));
        (fits(head) && fits(tail)).then(|| Self(text.to_owned()))
    }

    /// The number as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the code on a face says: `BB`, the number without its hyphen, `P` and the face.
    pub fn payload(&self, face: u8) -> String {
        format!("BB{}P{face}", self.0.replace('-', ""))
    }
}

impl std::fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives out sheet numbers: from one seed always the same ones, never one twice, never one that is taken.
#[derive(Debug, Clone)]
pub struct SheetNumbers {
    state: u64,
    exercise: bool,
    taken: BTreeSet<SheetNumber>,
}

impl SheetNumbers {
    /// Numbers from a seed. `taken` are numbers printed before in this incident.
    pub fn new(seed: u64, exercise: bool, taken: impl IntoIterator<Item = SheetNumber>) -> Self {
        Self {
            state: seed,
            exercise,
            taken: taken.into_iter().collect(),
        }
    }

    /// The next number.
    pub fn next_number(&mut self) -> SheetNumber {
        loop {
            let number = self.candidate();
            if self.taken.insert(number.clone()) {
                return number;
            }
        }
    }

    fn candidate(&mut self) -> SheetNumber {
        let mut bits = self.draw();
        let mut text = String::with_capacity(9);
        for place in 0..8 {
            if place == 4 {
                text.push('-');
            }
            let letters = ALPHABET.len() as u64;
            let letter = ALPHABET
                .get(usize::try_from(bits % letters).unwrap_or(0))
                .copied()
                .unwrap_or(b'3');
            bits /= letters;
            text.push(char::from(match (place, self.exercise, letter) {
                (0, true, _) => b'X',
                (0, false, b'X') => b'Y',
                _ => letter,
            }));
        }
        SheetNumber(text)
    }

    /// SplitMix64 (Steele, Lea and Flood 2014): spreads a seed; it is not a secret.
    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// Side of one square of the code: nine dots at 600 dpi.
pub const MODULE: f32 = 0.381;

/// Draws the code of a face at its fixed place.
pub fn draw_code(
    cv: &mut Canvas<'_>,
    x: f32,
    y: f32,
    number: &SheetNumber,
    face: u8,
) -> Result<(), PaperError> {
    let payload = number.payload(face);
    let code =
        DataMatrix::encode(payload.as_bytes(), SymbolSize::Square16).map_err(|_| PaperError::Code {
            sheet: number.to_string(),
        })?;
    let cells = code
        .bitmap()
        .pixels()
        .map(|(column, row)| {
            (
                u16::try_from(column).unwrap_or(0),
                u16::try_from(row).unwrap_or(0),
            )
        })
        .collect();
    cv.mark(Mark::Bars {
        x,
        y,
        module: MODULE,
        cells,
        payload,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_begin_with_x_only_in_a_drill() {
        for exercise in [false, true] {
            let mut numbers = SheetNumbers::new(7, exercise, []);
            let all: BTreeSet<SheetNumber> = (0..20_000).map(|_| numbers.next_number()).collect();
            assert_eq!(all.len(), 20_000);
            assert!(
                all.iter()
                    .all(|n| n.as_str().starts_with('X') == exercise && n.as_str().len() == 9)
            );
        }
    }

    #[test]
    fn a_seed_gives_its_numbers_again_and_skips_those_taken() {
        let first = SheetNumbers::new(41, false, []).next_number();
        assert_eq!(first, SheetNumbers::new(41, false, []).next_number());
        assert_ne!(first, SheetNumbers::new(41, false, [first.clone()]).next_number());
        assert!(first.payload(2).starts_with("BB") && first.payload(2).ends_with("P2"));
    }

    #[test]
    fn every_number_fits_its_place_in_the_footer() {
        use crate::text::{Weight, millimetres, shape};
        let widest = |c: char| millimetres(shape(&c.to_string(), Weight::Bold).unwrap().width, 9.0);
        let letter = ALPHABET
            .iter()
            .map(|c| widest(char::from(*c)))
            .fold(0.0, f32::max);
        assert!(8.0 * letter + widest('-') <= 24.0, "{letter}");
    }
}
