//! The faces bundled with the program, and which of them has a given character.

use std::sync::OnceLock;

use rustybuzz::ttf_parser::GlyphId;

/// Regular or bold: the only two weights on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// Index of a face in [`faces`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(crate) u8);

impl FaceId {
    /// Its place in the order of fallback; the font resource `F<index>` in a PDF.
    pub fn index(self) -> u8 {
        self.0
    }
}

/// One bundled face, parsed.
pub struct Face {
    /// PostScript name, as it is embedded.
    pub name: &'static str,
    /// The whole font file.
    pub bytes: &'static [u8],
    /// The shaper's view of it.
    pub shaper: rustybuzz::Face<'static>,
    /// Thousandths of an em for one font unit.
    pub unit: f32,
}

impl Face {
    /// The glyph for a character, if this face draws it.
    pub fn glyph(&self, c: char) -> Option<u16> {
        self.shaper.glyph_index(c).map(|g| g.0).filter(|g| *g != 0)
    }

    /// The signs have no bold of their own: in bold text they are drawn with an edge, or ≥ would be lighter than its number.
    pub fn thickened(&self, weight: Weight) -> bool {
        weight == Weight::Bold && self.name == "NotoSansMath-signs"
    }

    /// Advance width that the font file itself gives a glyph, in thousandths of an em.
    pub fn advance(&self, glyph: u16) -> f32 {
        f32::from(self.shaper.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)) * self.unit
    }
}

macro_rules! bundled {
    ($($regular:literal $(+ $bold:literal)?),* $(,)?) => {
        /// File name, PostScript name and bytes of each face; a family's bold follows its regular.
        const BUNDLED: &[(Weight, &str, &[u8])] = &[$(
            (Weight::Regular, $regular, include_bytes!(concat!("../../fonts/", $regular))),
            $((Weight::Bold, $bold, include_bytes!(concat!("../../fonts/", $bold))),)?
        )*];
    };
}

// Order is the order of fallback. The Chinese face is last but one: it also holds Latin-looking full-width forms.
bundled!(
    "NotoSans-Regular.ttf" + "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf" + "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Regular.ttf" + "NotoSansHebrew-Bold.ttf",
    "NotoSansDevanagari-Regular.ttf" + "NotoSansDevanagari-Bold.ttf",
    "NotoSansBengali-Regular.ttf" + "NotoSansBengali-Bold.ttf",
    "NotoSansGurmukhi-Regular.ttf" + "NotoSansGurmukhi-Bold.ttf",
    "NotoSansGujarati-Regular.ttf" + "NotoSansGujarati-Bold.ttf",
    "NotoSansTamil-Regular.ttf" + "NotoSansTamil-Bold.ttf",
    "NotoSansTelugu-Regular.ttf" + "NotoSansTelugu-Bold.ttf",
    "NotoSansKannada-Regular.ttf",
    "NotoSansMalayalam-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansThai-Regular.ttf" + "NotoSansThai-Bold.ttf",
    "NotoSansLao-Regular.ttf",
    "NotoSansKhmer-Regular.ttf",
    "NotoSansMyanmar-Regular.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf" + "NotoSansGeorgian-Bold.ttf",
    "NotoSansArmenian-Regular.ttf" + "NotoSansArmenian-Bold.ttf",
    "NotoSansMath-signs.ttf",
    "NotoSansCJKsc-names.otf",
);

/// Every bundled face that parses, with its weight. A face that does not parse is a broken build: the tests count them.
fn parsed() -> &'static [(Weight, Face)] {
    static FACES: OnceLock<Vec<(Weight, Face)>> = OnceLock::new();
    FACES.get_or_init(|| {
        BUNDLED
            .iter()
            .filter_map(|(weight, file, bytes)| {
                let shaper = rustybuzz::Face::from_slice(bytes, 0)?;
                let name = file.split('.').next().unwrap_or(file);
                let per_em = f32::from(u16::try_from(shaper.units_per_em()).ok().filter(|u| *u > 0)?);
                Some((
                    *weight,
                    Face {
                        name,
                        bytes,
                        shaper,
                        unit: 1000.0 / per_em,
                    },
                ))
            })
            .collect()
    })
}

/// A face by its index.
pub fn face(id: FaceId) -> Option<&'static Face> {
    parsed().get(usize::from(id.0)).map(|(_, f)| f)
}

/// How many faces there are.
pub fn count() -> usize {
    parsed().len()
}

/// The first face of this weight that draws the character, else the first of any weight.
pub fn face_for(c: char, weight: Weight) -> Option<FaceId> {
    let has =
        |(_, (w, f)): &(usize, &(Weight, Face)), same: bool| (!same || *w == weight) && f.glyph(c).is_some();
    let mut all = parsed().iter().enumerate();
    all.clone()
        .find(|f| has(f, true))
        .or_else(|| all.find(|f| has(f, false)))
        .and_then(|(i, _)| u8::try_from(i).ok())
        .map(FaceId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_parses() {
        assert_eq!(count(), BUNDLED.len());
    }

    #[test]
    fn bold_text_stays_bold_where_a_bold_face_exists() {
        for (c, name) in [
            ('A', "NotoSans-Bold"),
            ('ع', "NotoSansArabic-Bold"),
            ('श', "NotoSansDevanagari-Bold"),
        ] {
            assert_eq!(
                face_for(c, Weight::Bold).and_then(face).map(|f| f.name),
                Some(name)
            );
        }
        assert_eq!(
            face_for('王', Weight::Bold).and_then(face).map(|f| f.name),
            Some("NotoSansCJKsc-names")
        );
        assert!(face_for('\u{10FFFD}', Weight::Bold).is_none());
    }

    #[test]
    fn digits_are_tabular_in_both_weights() {
        for weight in [Weight::Regular, Weight::Bold] {
            let f = face_for('0', weight).and_then(face).unwrap();
            let widths: Vec<f32> = ('0'..='9')
                .filter_map(|d| f.glyph(d))
                .map(|g| f.advance(g))
                .collect();
            assert_eq!(widths, vec![572.0; 10]);
        }
    }
}
