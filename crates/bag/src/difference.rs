//! Two bags side by side, as a person reads a comparison: file by file, line by line, the changed words in a line marked.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

use crate::files::BagFiles;

/// Lines shown around a change.
const AROUND: usize = 2;

/// How a line or a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    /// In both.
    Same,
    /// Only before.
    Removed,
    /// Only after.
    Added,
    /// In both, with other words; of files only.
    Changed,
}

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferentLine {
    /// In which text it is.
    pub differs: Differs,
    /// Its number in the text before, from 1.
    pub before: Option<u32>,
    /// Its number in the text after, from 1.
    pub after: Option<u32>,
    /// Its words in pieces; true for those that the other text does not have.
    pub pieces: Vec<(bool, String)>,
    /// Lines that are the same in both were left out above it.
    pub gap_above: bool,
}

/// One file that is not the same in both bags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferentFile {
    /// Path in the bag.
    pub path: String,
    /// Whether it is only before, only after, or other words.
    pub differs: Differs,
    /// Its changed lines with two around them.
    pub lines: Vec<DifferentLine>,
}

fn number(index: Option<usize>) -> Option<u32> {
    index.and_then(|at| u32::try_from(at + 1).ok())
}

/// The changed lines of two texts.
pub fn text_difference(before: &str, after: &str) -> Vec<DifferentLine> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    let mut last = 0;
    for group in diff.grouped_ops(AROUND) {
        let starts = group
            .first()
            .map_or(0, |op| op.old_range().start.max(op.new_range().start));
        let mut gap_above = starts > last;
        for op in &group {
            for change in diff.iter_inline_changes(op) {
                let pieces = change
                    .iter_strings_lossy()
                    .map(|(marked, text)| (marked, text.trim_end_matches(['\n', '\r']).to_owned()))
                    .filter(|(_, text)| !text.is_empty());
                lines.push(DifferentLine {
                    differs: match change.tag() {
                        ChangeTag::Equal => Differs::Same,
                        ChangeTag::Delete => Differs::Removed,
                        ChangeTag::Insert => Differs::Added,
                    },
                    before: number(change.old_index()),
                    after: number(change.new_index()),
                    pieces: pieces.collect(),
                    gap_above: std::mem::take(&mut gap_above),
                });
            }
        }
        last = group
            .last()
            .map_or(0, |op| op.old_range().end.max(op.new_range().end));
    }
    lines
}

/// The files that are not the same in two bags, in path order.
pub fn files_difference(before: &BagFiles, after: &BagFiles) -> Vec<DifferentFile> {
    let paths: BTreeSet<&str> = before.iter().chain(after.iter()).map(|(path, _)| path).collect();
    let text = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    paths
        .into_iter()
        .filter_map(|path| {
            let (was, is) = (before.get(path), after.get(path));
            let differs = match (was, is) {
                (Some(was), Some(is)) if was == is => return None,
                (Some(_), Some(_)) => Differs::Changed,
                (Some(_), None) => Differs::Removed,
                (None, _) => Differs::Added,
            };
            Some(DifferentFile {
                path: path.to_owned(),
                differs,
                lines: text_difference(&text(was), &text(is)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(before: &str, after: &str) -> String {
        let line = |line: &DifferentLine| {
            let sign = match line.differs {
                Differs::Same => ' ',
                Differs::Removed => '-',
                Differs::Added | Differs::Changed => '+',
            };
            let words: String = line
                .pieces
                .iter()
                .map(|(marked, text)| {
                    if *marked {
                        format!("[{text}]")
                    } else {
                        text.clone()
                    }
                })
                .collect();
            format!("{}{sign} {words}", if line.gap_above { "…\n" } else { "" })
        };
        let lines: Vec<String> = text_difference(before, after).iter().map(line).collect();
        lines.join("\n")
    }

    #[test]
    fn changed_words_are_marked_and_far_lines_are_left_out() {
        let before = "a\nb\nc\nd\n1. Take the radio to the ward.\ne\nf\n";
        let after = "a\nb\nc\nd\n1. Take the phone to the ward.\ne\nf\nnew\n";
        insta::assert_snapshot!(shown(before, after), @r"
        …
          c
          d
        - 1. Take the [radio] to the ward.
        + 1. Take the [phone] to the ward.
          e
          f
        + new
        ");
    }

    proptest! {
        /// What is shown as same or added is the text after, where nothing was left out.
        #[test]
        fn the_after_side_is_the_text_after(before in "([a-c ]{0,6}\n){0,5}", after in "([a-c ]{0,6}\n){0,5}") {
            for line in text_difference(&before, &after) {
                let words: String = line.pieces.iter().map(|(_, text)| text.as_str()).collect();
                let (text, at) = match line.differs {
                    Differs::Removed => (&before, line.before),
                    _ => (&after, line.after),
                };
                let nth = usize::try_from(at.unwrap() - 1).unwrap();
                prop_assert_eq!(text.lines().nth(nth), Some(words.as_str()));
            }
            prop_assert_eq!(text_difference(&before, &before).len(), 0);
        }
    }
}
