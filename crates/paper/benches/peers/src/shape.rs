//! Text to glyphs, each string once a file, as ours.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

/// A face of the fonts folder, for the whole run.
pub struct Face {
    pub name: String,
    pub bytes: &'static [u8],
    pub shaper: rustybuzz::Face<'static>,
}

impl Face {
    pub fn load(fonts: &Path, name: &str) -> Self {
        let file = ["ttf", "otf"].map(|e| fonts.join(format!("{name}.{e}")));
        let bytes = file
            .iter()
            .find_map(|f| std::fs::read(f).ok())
            .expect("a face of the fonts folder");
        let bytes: &'static [u8] = Vec::leak(bytes);
        Self {
            name: name.to_string(),
            bytes,
            shaper: rustybuzz::Face::from_slice(bytes, 0).expect("a face that parses"),
        }
    }
}

/// One glyph; distances in ems.
pub struct Glyph {
    pub id: u16,
    pub advance: f32,
    pub dx: f32,
    pub dy: f32,
    /// The words it stands for, as a range of the string.
    pub stands_for: std::ops::Range<usize>,
}

/// Strings shaped so far: by face, then by string.
#[derive(Default)]
pub struct Shaped {
    known: Vec<HashMap<Box<str>, Rc<Vec<Glyph>>>>,
}

impl Shaped {
    pub fn get(&mut self, faces: &[Face], face: usize, words: &str) -> Rc<Vec<Glyph>> {
        if self.known.len() <= face {
            self.known.resize_with(face + 1, HashMap::new);
        }
        if let Some(glyphs) = self.known[face].get(words) {
            return Rc::clone(glyphs);
        }
        let glyphs = Rc::new(shape(&faces[face].shaper, words));
        self.known[face].insert(words.into(), Rc::clone(&glyphs));
        glyphs
    }
}

fn shape(face: &rustybuzz::Face<'_>, words: &str) -> Vec<Glyph> {
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(words);
    buffer.set_direction(rustybuzz::Direction::LeftToRight);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(face, &[], buffer);
    let em = face.units_per_em() as f32;
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|i| i.cluster as usize).collect();
    shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, at)| {
            let start = info.cluster as usize;
            let end = starts
                .iter()
                .copied()
                .filter(|s| *s > start)
                .min()
                .unwrap_or(words.len());
            Glyph {
                id: info.glyph_id as u16,
                advance: at.x_advance as f32 / em,
                dx: at.x_offset as f32 / em,
                dy: at.y_offset as f32 / em,
                stands_for: start..end,
            }
        })
        .collect()
}
