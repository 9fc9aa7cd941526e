//! Charts to pages to PDF: shaping, the glyph gate, forms and ward packs.
