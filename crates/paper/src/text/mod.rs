//! Text for paper: faces, shaping, the glyph gate, widths and line breaks.

mod faces;
mod lines;
mod shape;

use std::collections::HashMap;
use std::rc::Rc;

pub use faces::{Face, FaceId, Weight, count, face, face_for};
pub use lines::{Span, break_lines};
pub use shape::{Glyph, Shaped, shape};

use crate::errors::{PaperError, Unprintable};

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

/// Shapes text once and remembers it: a ward's charts repeat the same few hundred strings.
#[derive(Default)]
pub struct Typesetter {
    regular: HashMap<Box<str>, Rc<Shaped>>,
    bold: HashMap<Box<str>, Rc<Shaped>>,
}

impl Typesetter {
    /// The shaped line, or the characters that no bundled face draws. `place` says where the text stands.
    pub fn shape(&mut self, text: &str, weight: Weight, place: &str) -> Result<Rc<Shaped>, PaperError> {
        let known = match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        };
        if let Some(shaped) = known.get(text) {
            return Ok(Rc::clone(shaped));
        }
        let shaped = Rc::new(shape(text, weight).map_err(|chars| {
            PaperError::GlyphMissing(Unprintable {
                place: place.to_string(),
                code_points: code_points(&chars),
            })
        })?);
        known.insert(text.into(), Rc::clone(&shaped));
        Ok(shaped)
    }

    /// Forgets everything when it remembers more than `strings`: a long record repeats little of what it says.
    pub fn forget_above(&mut self, strings: usize) {
        for known in [&mut self.regular, &mut self.bold] {
            if known.len() > strings {
                known.clear();
            }
        }
    }

    /// Width in mm of a line at a size in points.
    pub fn width(&mut self, text: &str, weight: Weight, size: f32, place: &str) -> Result<f32, PaperError> {
        Ok(millimetres(self.shape(text, weight, place)?.width, size))
    }
}

/// Thousandths of an em at a size in points, as mm.
pub fn millimetres(thousandths: f32, size: f32) -> f32 {
    thousandths / 1000.0 * size / PT_PER_MM
}

/// Code points in the way people look them up, each once: `U+1F600`.
fn code_points(chars: &[char]) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for c in chars {
        let name = format!("U+{:04X}", u32::from(*c));
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// Capitals for a family name. Georgian keeps its letters: its capitals are for headlines and few faces have them.
pub fn capitals(text: &str) -> String {
    let caps = |c: char| -> Vec<char> {
        if matches!(c, '\u{10A0}'..='\u{10FF}') {
            vec![c]
        } else {
            c.to_uppercase().collect()
        }
    };
    text.chars().flat_map(caps).collect()
}

/// The letters of a text that do print, with `_` for each that does not.
pub fn printable_part(text: &str) -> String {
    let part: String = text
        .chars()
        .map(|c| {
            if c == ' ' || face_for(c, Weight::Bold).is_some() {
                c
            } else {
                '_'
            }
        })
        .collect();
    if shape(&part, Weight::Bold).is_ok() {
        return part;
    }
    text.chars()
        .map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' })
        .collect()
}
