//! Charts to pages to PDF: shaping, the glyph gate, forms and ward packs.

pub mod draw;
pub mod errors;
pub mod pdf;
pub mod text;

pub use errors::{PaperError, Unprintable};
