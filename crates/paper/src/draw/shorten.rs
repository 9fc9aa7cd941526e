//! Words that may be cut, where a sheet that is not printed would do more harm: never a patient's.

use super::{Canvas, Style};
use crate::errors::PaperError;
use crate::text::Span;

impl Canvas<'_> {
    /// A text that stands in so many lines of a width: whole, else its longest beginning and "…".
    pub fn shortened(
        &mut self,
        text: &str,
        style: Style,
        (width, lines): (f32, usize),
        place: &str,
    ) -> Result<String, PaperError> {
        if self.stands_in(text, style, (width, lines), place)? {
            return Ok(text.to_owned());
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (mut fits, mut too_long) = (0, ends.len());
        while too_long - fits > 1 {
            let middle = usize::midpoint(fits, too_long);
            let beginning = cut(text, ends.get(middle).copied().unwrap_or(0));
            if self.stands_in(&beginning, style, (width, lines), place)? {
                fits = middle;
            } else {
                too_long = middle;
            }
        }
        Ok(cut(text, ends.get(fits).copied().unwrap_or(0)))
    }

    fn stands_in(
        &mut self,
        text: &str,
        style: Style,
        (width, lines): (f32, usize),
        place: &str,
    ) -> Result<bool, PaperError> {
        let span = Span {
            text: text.to_owned(),
            weight: style.weight,
        };
        Ok(self.count_lines(width, &[span], style, place)? <= lines)
    }
}

fn cut(text: &str, at: usize) -> String {
    format!("{}…", text.get(..at).unwrap_or_default().trim_end())
}
