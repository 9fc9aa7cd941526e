//! The faces a document uses, cut down to the glyphs it uses, and handed to printpdf for embedding.

use std::collections::BTreeMap;

use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem};
use subsetter::GlyphRemapper;

use crate::errors::PaperError;
use crate::text::{FaceId, Glyph, face};

/// One face as far as it is used.
#[derive(Default)]
struct Used {
    remap: GlyphRemapper,
    /// New glyph number to the text it stands for.
    says: BTreeMap<u16, String>,
}

/// Glyphs used so far, by face. Numbers in the subset are given out as glyphs first appear, so that pages can be
/// written before the whole ward has been shaped.
#[derive(Default)]
pub struct FontSet {
    used: BTreeMap<FaceId, Used>,
}

impl FontSet {
    /// The code of a glyph in its embedded subset.
    pub fn code(&mut self, glyph: &Glyph) -> u16 {
        let used = self.used.entry(glyph.face).or_default();
        let new = used.remap.remap(glyph.id);
        used.says.entry(new).or_insert_with(|| glyph.stands_for.clone());
        new
    }

    /// Embeds every used face and gives the operations that make printpdf keep it and its text map.
    pub fn embed(&self, doc: &mut PdfDocument) -> Result<Vec<Op>, PaperError> {
        let mut ops = vec![Op::StartTextSection];
        for (id, used) in &self.used {
            let Some(whole) = face(*id) else { continue };
            let cut = subsetter::subset(whole.bytes, 0, &used.remap).map_err(|e| PaperError::Pdf {
                what: format!("face {}: {e}", whole.name),
            })?;
            let mut font =
                ParsedFont::from_bytes(&cut, 0, &mut Vec::new()).ok_or_else(|| PaperError::Pdf {
                    what: format!("face {} did not parse after cutting", whole.name),
                })?;
            font.font_name = Some(format!("{}+{}", subset_tag(id.0), whole.name));
            let key = FontId(format!("F{}", id.0));
            doc.resources.fonts.map.insert(key.clone(), PdfFont::new(font));
            let glyphs = used
                .says
                .iter()
                .map(|(new, text)| Codepoint::with_cid(*new, 0.0, text.clone()))
                .collect();
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(key),
                size: Pt(9.0),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs)],
            });
        }
        ops.push(Op::EndTextSection);
        Ok(ops)
    }
}

/// Six capitals that mark a cut-down face, different for each face of the document.
fn subset_tag(index: u8) -> String {
    let letter = |n: u8| char::from(b'A' + n % 26);
    format!("BATB{}{}", letter(index / 26), letter(index))
}
