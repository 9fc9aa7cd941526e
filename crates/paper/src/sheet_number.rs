//! Numbers that name a sheet of paper, never a patient.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use datamatrix::data::EncodationType;
use datamatrix::{DataMatrixBuilder, SymbolSize};

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

    /// A number as it is scanned, read out or typed: small letters, no hyphen, spaces, with or without what the square
    /// code says around it. The second is the face, where the code said it.
    ///
    /// # Errors
    /// Why it can be no number, so that a person can look again.
    pub fn read(typed: &str) -> Result<(Self, Option<u8>), Misread> {
        let plain = signs(typed);
        let (number, face) = match plain.strip_prefix("BB").map(|rest| rest.split_at_checked(8)) {
            Some(Some((number, face))) if face.starts_with('P') => (
                number.to_owned(),
                face.strip_prefix('P').and_then(|face| face.parse().ok()),
            ),
            _ => (plain, None),
        };
        let strange: String = number
            .chars()
            .filter(|sign| !u8::try_from(*sign).is_ok_and(|byte| ALPHABET.contains(&byte)))
            .collect();
        if number.is_empty() {
            return Err(Misread::Empty);
        }
        if !strange.is_empty() {
            return Err(Misread::Strange(strange));
        }
        match number.split_at_checked(4) {
            Some((head, tail)) if tail.len() == 4 => Ok((Self(format!("{head}-{tail}")), face)),
            _ => Err(Misread::Length(number.len())),
        }
    }

    /// Whether what was typed is this number but for one slip: a wrong sign, one too many or too few, two that changed places.
    /// A sign that no number has (0 O, 1 I, …) is any sign, so that there may be several of those.
    pub fn is_near(&self, typed: &str) -> bool {
        let own: Vec<char> = self.0.chars().filter(|sign| *sign != '-').collect();
        let typed: Vec<char> = signs(typed).chars().collect();
        let strange = |sign: char| !u8::try_from(sign).is_ok_and(|byte| ALPHABET.contains(&byte));
        let is = |a: &char, b: &char| a == b || strange(*b);
        let fits = |typed: &[char]| {
            let real = typed.iter().filter(|sign| !strange(**sign)).count();
            // Three known signs of eight name too many sheets to be of use.
            real >= 4 && own.len() == typed.len() && own.iter().zip(typed).all(|(a, b)| is(a, b))
        };
        let changed = |at: usize, with: char| {
            let mut other = typed.clone();
            if let Some(sign) = other.get_mut(at) {
                *sign = with;
            }
            other
        };
        let places = 0..typed.len();
        fits(&typed)
            || places.clone().any(|at| fits(&changed(at, '0')))
            || places.clone().any(|at| {
                let mut other = typed.clone();
                other.remove(at);
                fits(&other)
            })
            || (0..=typed.len()).any(|at| {
                let mut other = typed.clone();
                other.insert(at, '0');
                fits(&other)
            })
            || places.clone().skip(1).any(|at| {
                let mut other = typed.clone();
                other.swap(at - 1, at);
                fits(&other)
            })
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

/// Letters and figures of what was typed, large.
fn signs(typed: &str) -> String {
    typed
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Why what was typed is no sheet number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// Nothing was typed.
    Empty,
    /// These signs stand in no number: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, M, W.
    Strange(String),
    /// A number has eight signs; this many were typed.
    Length(usize),
}

/// Stands where a sheet has no number: it reads as none, by hand and by a scanner.
const NONE_YET: &str = "PREVIEW";

/// Gives out sheet numbers: from one seed always the same ones, never one twice, never one that is taken.
#[derive(Debug, Clone)]
pub struct SheetNumbers {
    state: u64,
    exercise: bool,
    /// Shared by all that were forked from one: wards are drawn side by side.
    taken: Arc<Mutex<BTreeSet<SheetNumber>>>,
    /// Gives out no number at all.
    only_looks: bool,
}

impl SheetNumbers {
    /// Numbers from a seed. `taken` are numbers printed before in this incident.
    pub fn new(seed: u64, exercise: bool, taken: impl IntoIterator<Item = SheetNumber>) -> Self {
        Self {
            state: seed,
            exercise,
            taken: Arc::new(Mutex::new(taken.into_iter().collect())),
            only_looks: false,
        }
    }

    /// For a look on the screen: every sheet says that it has no number yet, so that none is copied from a screen.
    pub fn none_yet() -> Self {
        Self {
            only_looks: true,
            ..Self::new(0, false, [])
        }
    }

    /// Further numbers for something that is drawn beside this: never one of those that the others give out.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self {
            state: self.draw(),
            exercise: self.exercise,
            taken: Arc::clone(&self.taken),
            only_looks: self.only_looks,
        }
    }

    /// The next number.
    pub fn next_number(&mut self) -> SheetNumber {
        if self.only_looks {
            return SheetNumber(NONE_YET.to_owned());
        }
        loop {
            let number = self.candidate();
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            if taken.insert(number.clone()) {
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
    // The planner tries every encoding; for these twelve letters and figures two of them hold the best.
    let code = DataMatrixBuilder::new()
        .with_encodation_types(EncodationType::Ascii | EncodationType::Edifact)
        .with_symbol_list(SymbolSize::Square16)
        .encode(payload.as_bytes())
        .map_err(|_| PaperError::Code {
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
    fn what_is_drawn_side_by_side_never_shares_a_number() {
        // The same state on purpose: both would give out the same numbers.
        let mut one = SheetNumbers::new(41, false, []);
        let mut other = one.clone();
        let (ours, theirs) = std::thread::scope(|scope| {
            let ours = scope.spawn(|| (0..3_000).map(|_| one.next_number()).collect::<Vec<_>>());
            let theirs: Vec<_> = (0..3_000).map(|_| other.next_number()).collect();
            (ours.join().unwrap(), theirs)
        });
        let all: BTreeSet<SheetNumber> = ours.into_iter().chain(theirs).collect();
        assert_eq!(all.len(), 6_000);
        let mut parent = SheetNumbers::new(41, true, []);
        let (mut a, mut b) = (parent.fork(), parent.fork());
        assert_ne!(a.next_number(), b.next_number());
        assert!(a.next_number().as_str().starts_with('X'));
    }

    #[test]
    fn a_look_gives_out_no_number() {
        let mut numbers = SheetNumbers::none_yet();
        let number = numbers.next_number();
        assert_eq!(
            (number.as_str(), numbers.next_number()),
            ("PREVIEW", number.clone())
        );
        assert!(
            SheetNumber::read(&number.payload(1)).is_err(),
            "no scanner takes it for a sheet"
        );
    }

    #[test]
    fn a_number_is_read_as_it_is_scanned_typed_or_read_out() {
        let number = SheetNumber::parse("7KQ4-N9XD").unwrap();
        for typed in [
            "7KQ4-N9XD",
            " 7kq4 n9xd ",
            "7kq4n9xd",
            "7KQ4–N9XD",
            "7.K.Q.4 N.9.X.D",
        ] {
            assert_eq!(SheetNumber::read(typed), Ok((number.clone(), None)), "{typed}");
        }
        for face in [1, 2, 12] {
            assert_eq!(
                SheetNumber::read(&number.payload(face)),
                Ok((number.clone(), Some(face)))
            );
        }
        assert_eq!(SheetNumber::read(" - "), Err(Misread::Empty));
        assert_eq!(SheetNumber::read("7KO4-N1XD"), Err(Misread::Strange("O1".into())));
        assert_eq!(SheetNumber::read("7KQ4-N9X"), Err(Misread::Length(7)));
    }

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        let number = SheetNumber::parse("7KQ4-N9XD").unwrap();
        for near in [
            "7KQ4N9XD",
            "7KO4N9XD",
            "7KC4N9XD",
            "7KQ4N9X",
            "77KQ4N9XD",
            "K7Q4N9XD",
            "7KQ4N9DX",
            "1KO4N9XD",
        ] {
            assert!(number.is_near(near), "{near}");
        }
        for far in ["7KC4N9XA", "", "0000", "OOOOOOOO", "K7Q4N9DX", "7KQ4"] {
            assert!(!number.is_near(far), "{far}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics_and_what_is_read_is_a_number(typed in "\\PC{0,14}") {
            let number = SheetNumbers::new(1, false, []).next_number();
            let _ = number.is_near(&typed);
            if let Ok((read, _)) = SheetNumber::read(&typed) {
                proptest::prop_assert_eq!(SheetNumber::parse(read.as_str()), Some(read));
            }
        }
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
