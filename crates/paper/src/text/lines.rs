//! Line breaks: at spaces and after hyphens, and inside a word only when the word alone is wider than the line.

use super::{Typesetter, Weight};
use crate::errors::PaperError;

/// A stretch of text in one weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Their weight.
    pub weight: Weight,
}

impl Span {
    /// Regular text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Regular,
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Bold,
        }
    }
}

/// Pieces that a line may be broken between; each keeps the space or hyphen at its end.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, n)| *n);
        let breaks = match c {
            ' ' => next != Some(' '),
            // After the hyphen of a name, never inside a date or a range.
            '-' | '/' => {
                let before = text.get(start..at).and_then(|w| w.chars().next_back());
                next.is_some_and(char::is_alphabetic) && before.is_some_and(char::is_alphabetic)
            }
            _ => matches!(c, '\u{3400}'..='\u{9FFF}'),
        };
        if breaks {
            out.extend(text.get(start..end));
            start = end;
        }
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

/// Breaks spans into lines no wider than `width` mm at `size` points. Every character comes out once, in order.
pub fn break_lines(
    ts: &mut Typesetter,
    spans: &[Span],
    size: f32,
    width: f32,
    place: &str,
) -> Result<Vec<Vec<Span>>, PaperError> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    let mut used = 0.0;
    for span in spans {
        for piece in pieces(&span.text) {
            let bare = ts.width(piece.trim_end(), span.weight, size, place)?;
            let full = ts.width(piece, span.weight, size, place)?;
            if used + bare > width && used > 0.0 {
                lines.push(Vec::new());
                used = 0.0;
            }
            if bare > width {
                used = split_word(ts, piece, span.weight, size, width, place, &mut lines)?;
            } else {
                append(&mut lines, piece, span.weight);
                used += full;
            }
        }
    }
    for line in &mut lines {
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
    lines.retain(|l| l.iter().any(|s| !s.text.is_empty()));
    Ok(lines)
}

/// Adds a piece to the last line, joining it to a span of the same weight.
fn append(lines: &mut [Vec<Span>], piece: &str, weight: Weight) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.weight == weight => last.text.push_str(piece),
        _ => line.push(Span {
            text: piece.to_string(),
            weight,
        }),
    }
}

/// A word wider than the line is broken between letters, never before a mark; gives the width of its last part.
fn split_word(
    ts: &mut Typesetter,
    word: &str,
    weight: Weight,
    size: f32,
    width: f32,
    place: &str,
    lines: &mut Vec<Vec<Span>>,
) -> Result<f32, PaperError> {
    let mut part = String::new();
    let mut part_width = 0.0;
    for c in word.chars() {
        let mut longer = part.clone();
        longer.push(c);
        let longer_width = ts.width(longer.trim_end(), weight, size, place)?;
        if longer_width > width && !part.is_empty() && longer_width > part_width {
            append(lines, &part, weight);
            lines.push(Vec::new());
            part = String::from(c);
            part_width = ts.width(&part, weight, size, place)?;
        } else {
            part = longer;
            part_width = longer_width;
        }
    }
    append(lines, &part, weight);
    ts.width(&part, weight, size, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(lines: &[Vec<Span>]) -> String {
        lines
            .iter()
            .flatten()
            .flat_map(|s| s.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    #[test]
    fn breaks_at_the_hyphen_of_a_double_name() {
        let mut ts = Typesetter::default();
        let lines = break_lines(
            &mut ts,
            &[Span::bold("FEATHERSTONEHAUGH-CHOLMONDELEY")],
            11.0,
            50.0,
            "t",
        )
        .unwrap();
        let text: Vec<&str> = lines.iter().map(|l| l[0].text.as_str()).collect();
        assert_eq!(text, ["FEATHERSTONEHAUGH-", "CHOLMONDELEY"]);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_is_too_wide(words in proptest::collection::vec("[A-Za-zé-]{1,24}", 1..12), width in 15.0f32..80.0) {
            let text = words.join(" ");
            let mut ts = Typesetter::default();
            let lines = break_lines(&mut ts, &[Span::plain(text.clone())], 9.0, width, "t").unwrap();
            let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(joined(&lines), wanted);
            for line in &lines {
                let w: f32 = line.iter().map(|s| ts.width(&s.text, s.weight, 9.0, "t").unwrap()).sum();
                prop_assert!(w <= width + 0.01, "{} > {}", w, width);
            }
        }
    }
}
