//! What a hospital wrote over the bag it was given: its own cards and roles, each with the text that it took the place of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::files::BagFiles;

/// One file written here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalFile {
    /// BLAKE3 of the text that this one was made from, hex; empty for a file that the bag underneath does not have. When the
    /// bag underneath has another text now, somebody has to look.
    pub from: String,
    /// The text.
    pub text: String,
}

/// The files written here, by path in the bag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    /// By path ("cards/loggist.md").
    #[serde(default)]
    pub file: BTreeMap<String, LocalFile>,
}

/// BLAKE3 of a text, hex.
pub fn text_hash(bytes: &[u8]) -> String {
    hex::encode(blake3::hash(bytes).as_bytes())
}

impl Local {
    /// Nothing is written here.
    pub fn is_empty(&self) -> bool {
        self.file.is_empty()
    }

    /// The whole bag: the one underneath with these files in place of its own.
    pub fn over(&self, base: &BagFiles) -> BagFiles {
        let own = self
            .file
            .iter()
            .map(|(path, file)| (path.clone(), file.text.clone().into_bytes()));
        let theirs = base
            .iter()
            .filter(|(path, _)| !self.file.contains_key(*path))
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
        BagFiles::from_files(theirs.chain(own))
    }

    /// With one more file, or another text for it. A text that is what the bag underneath says is none of ours.
    #[must_use]
    pub fn with(&self, base: &BagFiles, path: &str, text: &str) -> Self {
        let mut more = self.clone();
        let under = base.get(path);
        if under == Some(text.as_bytes()) {
            more.file.remove(path);
            return more;
        }
        // Who goes on with their own text has not looked at what changed underneath in the meantime.
        let from = match more.file.get(path) {
            Some(before) => before.from.clone(),
            None => under.map(text_hash).unwrap_or_default(),
        };
        let text = text.to_owned();
        more.file.insert(path.to_owned(), LocalFile { from, text });
        more
    }

    /// Without one: the bag underneath stands again.
    #[must_use]
    pub fn without(&self, path: &str) -> Self {
        let mut fewer = self.clone();
        fewer.file.remove(path);
        fewer
    }

    /// Without the files whose text is what a bag says that is laid underneath.
    #[must_use]
    pub fn still_own(&self, base: &BagFiles) -> Self {
        let own = self
            .file
            .iter()
            .filter(|(path, file)| base.get(path) != Some(file.text.as_bytes()))
            .map(|(path, file)| (path.clone(), file.clone()));
        Self { file: own.collect() }
    }

    /// Whether the text underneath is another than the one that a file was made from.
    pub fn base_changed(&self, base: &BagFiles, path: &str) -> bool {
        let under = base.get(path).map(text_hash).unwrap_or_default();
        self.file.get(path).is_some_and(|file| file.from != under)
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain strings in tables: there is nothing in it that TOML cannot say.
        toml::to_string(self).unwrap_or_default().into_bytes()
    }

    /// Reads what [`Self::to_bytes`] wrote; none when it is not that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        toml::from_str(std::str::from_utf8(bytes).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base() -> BagFiles {
        BagFiles::from_files([
            ("bag.toml".to_owned(), b"version = \"1\"".to_vec()),
            ("cards/a.md".to_owned(), b"shipped".to_vec()),
        ])
    }

    #[test]
    fn a_text_that_is_the_shipped_one_is_none_of_ours() {
        let own = Local::default().with(&base(), "cards/a.md", "ours");
        assert_eq!(own.over(&base()).get("cards/a.md"), Some(b"ours".as_slice()));
        assert!(own.with(&base(), "cards/a.md", "shipped").is_empty());
        assert!(own.without("cards/a.md").is_empty());
    }

    #[test]
    fn a_change_underneath_is_seen_until_the_text_is_given_up() {
        let own = Local::default().with(&base(), "cards/a.md", "ours");
        let newer = BagFiles::from_files([("cards/a.md".to_owned(), b"newer".to_vec())]);
        assert!(!own.base_changed(&base(), "cards/a.md"));
        assert!(own.base_changed(&newer, "cards/a.md"));
        assert!(
            own.with(&newer, "cards/a.md", "ours again")
                .base_changed(&newer, "cards/a.md")
        );
        assert!(own.still_own(&own.over(&base())).is_empty());
    }

    proptest! {
        #[test]
        fn what_was_written_here_comes_back_as_it_was(texts in proptest::collection::btree_map("cards/[a-z]{1,8}\\.md", any::<String>(), 0..4)) {
            let mut own = Local::default();
            for (path, text) in &texts {
                own = own.with(&base(), path, text);
            }
            prop_assert_eq!(Local::from_bytes(&own.to_bytes()), Some(own));
        }
    }
}
