//! TOML read with the line of every value kept, so that a fault can name its place.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::fault::Fault;

/// A text with its file name; `first_line` is its line in the file, so that front matter counts from the file's top.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// File inside the bag.
    pub file: &'a str,
    /// The TOML text.
    pub text: &'a str,
    /// Line of the file the text begins on, from 1.
    pub first_line: u32,
}

impl<'a> Source<'a> {
    /// A whole file's text; a fault when it is not UTF-8.
    pub fn of_file(file: &'a str, bytes: &'a [u8], faults: &mut Vec<Fault>) -> Option<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(Self {
                file,
                text: text.strip_prefix('\u{feff}').unwrap_or(text),
                first_line: 1,
            }),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let what = "This letter is not UTF-8. Save the file as UTF-8.";
                faults.push(Fault::error(file, lines_in(good) + 1, what));
                None
            }
        }
    }

    /// The file's name without folder and ending: the id of a card.
    pub fn file_stem(&self) -> &'a str {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".md")
    }

    /// Line of the file at a byte offset of the text.
    pub fn line_at(&self, offset: usize) -> u32 {
        self.first_line + self.text.as_bytes().get(..offset).map_or(0, lines_in)
    }

    /// Parses the text. Every fault of its form is reported; the rest is still returned.
    pub fn table(&self, faults: &mut Vec<Fault>) -> DeTable<'a> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let line = error
                .span()
                .map_or(self.first_line, |span| self.line_at(span.start));
            let what = format!(
                "This is not TOML: {}. Check quotes, brackets and equals signs on this line.",
                error.message().lines().next().unwrap_or("cannot be read")
            );
            faults.push(Fault::error(self.file, line, what));
        }
        table.into_inner()
    }

    /// Every `[[key]]` block of the text. Other keys at the top are faults.
    pub fn blocks<T: DeserializeOwned>(self, key: &str, faults: &mut Vec<Fault>) -> Vec<Located<'a, T>> {
        let mut blocks = Vec::new();
        for (name, value) in self.table(faults) {
            let line = self.line_at(name.span().start);
            match value.into_inner() {
                DeValue::Array(entries) if name.get_ref() == key => {
                    blocks.extend(
                        entries
                            .into_iter()
                            .filter_map(|entry| Located::read(self, entry, faults)),
                    );
                }
                _ => {
                    let what = format!(
                        "`{}` does not belong here. Use [[{key}]] blocks only.",
                        name.get_ref()
                    );
                    faults.push(Fault::error(self.file, line, what));
                }
            }
        }
        blocks
    }
}

/// A value with the place it was read from.
#[derive(Debug)]
pub(crate) struct Located<'a, T> {
    /// The value.
    pub value: T,
    /// Where its text is.
    source: Source<'a>,
    /// Its tree, for the lines of its parts.
    tree: Spanned<DeValue<'a>>,
}

/// One step into a tree: a key or a place in a list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'k> {
    /// A key of a table.
    Key(&'k str),
    /// A place in a list, from 0.
    At(usize),
}

impl<'a, T: DeserializeOwned> Located<'a, T> {
    /// Reads a value; each key it does not know is a fault of its own, so that one slip does not hide the next.
    pub fn read(source: Source<'a>, mut tree: Spanned<DeValue<'a>>, faults: &mut Vec<Fault>) -> Option<Self> {
        dates_as_text(tree.get_mut());
        let place = tree.span();
        let mut trimmed = None;
        loop {
            let attempt = trimmed.as_ref().unwrap_or(&tree).clone();
            let error = match T::deserialize(ValueDeserializer::from(attempt)) {
                Ok(value) => return Some(Self { value, source, tree }),
                Err(error) => error,
            };
            let line = source.line_at(error.span().unwrap_or(place.clone()).start);
            faults.push(Fault::error(source.file, line, in_plain_words(error.message())));
            let unknown = quoted_after(error.message(), "unknown field `").map(str::to_owned);
            let removed = match (trimmed.get_or_insert_with(|| tree.clone()).get_mut(), unknown) {
                (DeValue::Table(table), Some(key)) => remove(table, &key),
                _ => false,
            };
            if !removed {
                return None;
            }
        }
    }
}

impl<T> Located<'_, T> {
    /// The file it was read from.
    pub fn file(&self) -> &str {
        self.source.file
    }

    /// Line of the value itself.
    pub fn line(&self) -> u32 {
        self.source.line_at(self.tree.span().start)
    }

    /// Line of a part, or of the nearest part above it that exists.
    pub fn line_of(&self, path: &[Part<'_>]) -> u32 {
        let mut at = &self.tree;
        for step in path {
            let next = match *step {
                Part::Key(key) => at.get_ref().get(key),
                Part::At(index) => at.get_ref().get(index),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        self.source.line_at(at.span().start)
    }
}

/// How many line ends there are.
fn lines_in(bytes: &[u8]) -> u32 {
    let parts = bytes.split(|byte| *byte == b'\n').count();
    u32::try_from(parts.saturating_sub(1)).unwrap_or(u32::MAX - 1)
}

/// Removes a key; false when it was not there.
fn remove(table: &mut DeTable<'_>, key: &str) -> bool {
    let found = table.keys().find(|name| name.get_ref() == key).cloned();
    found.is_some_and(|name| table.remove(name.get_ref().as_ref()).is_some())
}

/// TOML has dates of its own, people write some in quotes: both are read as text.
fn dates_as_text(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(date) => *value = DeValue::String(date.to_string().into()),
        DeValue::Array(items) => items.iter_mut().for_each(|item| dates_as_text(item.get_mut())),
        DeValue::Table(table) => table
            .iter_mut()
            .for_each(|(_, item)| dates_as_text(item.get_mut())),
        _ => {}
    }
}

/// What stands between `start` and the next back-tick.
fn quoted_after<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.split_once(start)?.1.split('`').next()
}

/// A reader's message in words that say what to do.
fn in_plain_words(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    if let Some(field) = quoted_after(message, "missing field `") {
        return format!("`{field}` is missing. Add the line `{field} = …`.");
    }
    if let Some(field) = quoted_after(message, "unknown field `") {
        return format!("`{field}` is not a word this file knows. Check the spelling, or remove the line.");
    }
    if let Some(word) = quoted_after(message, "unknown variant `") {
        let known = message.split_once("expected ").map_or("", |(_, known)| known);
        return format!(
            "`{word}` is not one of the words allowed here: {}.",
            known.trim_start_matches("one of ")
        );
    }
    format!("This cannot be read: {message}. Correct the line.")
}
