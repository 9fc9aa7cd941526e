//! Text made printable without losing any of it: a character that no face draws, or that would turn the order of the
//! words round, is printed as its code point behind a mark of its own.

use std::collections::{BTreeMap, HashMap};

use crate::context::PrintContext;
use crate::text::{Weight, face_for, shape};

/// Stands before a code point in brackets, so that brackets which a person typed are not taken for one.
const MARK: char = '\u{FFFD}';

/// Characters that could not be printed, and how often each was met.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unprintables(BTreeMap<char, usize>);

impl Unprintables {
    /// How many places of the document show a code point.
    pub fn places(&self) -> usize {
        self.0.values().sum()
    }

    /// The code points, each once.
    pub fn code_points(&self) -> Vec<String> {
        self.0
            .keys()
            .map(|c| format!("U+{:04X}", u32::from(*c)))
            .collect()
    }
}

/// What a document is printed from, with every text printable: `each_text` hands over those of the document.
pub(crate) fn cleaned<S: Clone>(
    ctx: &PrintContext,
    sheet: &S,
    each_text: impl FnOnce(&mut S, &mut dyn FnMut(&mut String)),
) -> (PrintContext, S, Unprintables) {
    let (mut ctx, mut sheet) = (ctx.clone(), sheet.clone());
    let mut cleaner = Cleaner::default();
    each_text(&mut sheet, &mut |text| cleaner.clean(text));
    for text in [
        &mut ctx.hospital,
        &mut ctx.incident,
        &mut ctx.printed_by,
        &mut ctx.bag_version,
        &mut ctx.bag_hash,
    ] {
        cleaner.clean(text);
    }
    (ctx, sheet, cleaner.missing)
}

/// One text with every character printable, line ends as spaces.
pub(crate) fn printable_line(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Cleaner::default().clean(&mut text);
    text
}

/// The code point of a character as it is printed in its place.
fn code_point(c: char) -> String {
    format!("{MARK}[U+{:04X}]", u32::from(c))
}

/// Any text with all that is not plain ASCII as code points: prints always.
pub(crate) fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == ' ' || c.is_ascii_graphic() {
                c.to_string()
            } else {
                format!("[U+{:04X}]", u32::from(c))
            }
        })
        .collect()
}

#[derive(Default)]
struct Cleaner {
    known: HashMap<char, bool>,
    missing: Unprintables,
}

impl Cleaner {
    fn clean(&mut self, text: &mut String) {
        if text.bytes().all(|b| b == b'\n' || (b' '..0x7F).contains(&b)) {
            return;
        }
        let mut out = String::with_capacity(text.len());
        for line in text.split('\n') {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&self.line(line));
        }
        *text = out;
    }

    fn line(&mut self, line: &str) -> String {
        let mut clean = String::with_capacity(line.len());
        for c in line.chars() {
            match c {
                '\r' => {}
                '\t' => clean.push(' '),
                c if self.prints(c) => clean.push(c),
                c => clean.push_str(&self.replaced(c)),
            }
        }
        // A face may have the letter and still not the form of it that its neighbours ask for.
        for _ in 0..3 {
            let Err(holes) = shape(&clean, Weight::Regular) else {
                return clean;
            };
            for hole in holes {
                if clean.contains(hole) && !hole.is_ascii() {
                    let words = self.replaced(hole);
                    clean = clean.replace(hole, &words);
                }
            }
        }
        escaped(&clean)
    }

    fn replaced(&mut self, c: char) -> String {
        *self.missing.0.entry(c).or_insert(0) += 1;
        code_point(c)
    }

    fn prints(&mut self, c: char) -> bool {
        let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let silent = matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{34F}' | '\u{61C}' | '\u{A0}');
        !turns
            && !c.is_control()
            && (silent
                || *self
                    .known
                    .entry(c)
                    .or_insert_with(|| face_for(c, Weight::Regular).is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clean(text: &str) -> (String, Vec<String>) {
        let mut cleaner = Cleaner::default();
        let mut text = text.to_string();
        cleaner.clean(&mut text);
        (text, cleaner.missing.code_points())
    }

    #[test]
    fn what_does_not_print_is_shown_as_its_code_point() {
        let (text, points) = clean("Łucja 😀 said\u{202E} no\u{7}");
        assert_eq!(text, "Łucja �[U+1F600] said�[U+202E] no�[U+0007]");
        assert_eq!(points, ["U+0007", "U+202E", "U+1F600"]);
        assert!(shape(&text, Weight::Bold).is_ok(), "the mark itself prints");
    }

    #[test]
    fn scripts_that_print_are_left_alone() {
        for text in [
            "عَائِشَة المِصْرِيّ",
            "राजेश कुमार",
            "王小明",
            "Ọláńjí",
            "line one\nline two",
            "நீ",
        ] {
            assert_eq!(clean(text), (text.to_string(), Vec::new()));
        }
    }

    proptest! {
        #[test]
        fn any_text_shapes_after_it(text in "\\PC{0,40}") {
            let (text, _) = clean(&text);
            for line in text.split('\n') {
                prop_assert!(shape(line, Weight::Regular).is_ok() , "{}", line);
            }
        }
    }
}
