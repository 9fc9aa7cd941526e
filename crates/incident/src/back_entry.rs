//! Back-entry: what people say of a printed sheet, until what was written on it is in the record.
//!
//! Each word names the sheet and the words that the person had seen of it. Two words of which neither had seen the other, from
//! two stations, contradict each other unless they say the same: both are shown, and a person settles it. So a sheet that was typed in
//! twice is seen, and never merged away.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::parts::EntryRef;
use crate::state::Stamp;

/// Which sheet: the number printed on it, and the entry that says that it was printed. Two stations that never met may give
/// out one number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetRef {
    /// Number ("7KQ4-N9XD").
    pub code: String,
    /// The entry of its print.
    pub printed: EntryRef,
}

/// What was done with what is written on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnteredAs {
    /// Typed into the record.
    Typed,
    /// Scanned into the record.
    Scanned,
    /// Filed on paper.
    Kept,
}

/// Why nothing is entered from a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unused {
    /// Nobody wrote on it.
    Blank,
    /// Spoilt: what counts is on another sheet.
    Spoilt,
    /// Destroyed, with what was on it.
    Destroyed,
    /// It was never on paper: a file that nobody printed.
    NeverPrinted,
}

/// Whatever was entered, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entering {
    /// Who.
    pub by: String,
    /// How.
    pub entered: EnteredAs,
    /// Each fact has the time at which it happened, not the time of typing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub real_times: bool,
    /// Remark: where it is filed, what could not be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// What can be said of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum BackEntrySays {
    /// It is here.
    Returned {
        /// From where, or by whom; empty when nobody said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        from: String,
        /// Whose it is, for a sheet that was printed blank: key in the census, when picked there.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        patient: String,
        /// The same in words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        whose: String,
    },
    /// Somebody takes it on.
    Taken {
        /// Who.
        by: String,
    },
    /// What is on it was entered.
    Done(Entering),
    /// Nothing is entered from it.
    NotUsed {
        /// Who says so.
        by: String,
        /// Why.
        why: Unused,
        /// In words.
        because: String,
    },
    /// A second person looked at it on the screen: it is so.
    Verified {
        /// Who.
        by: String,
        /// They gave their own passphrase.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        checked: bool,
        /// Remark.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        remark: String,
    },
    /// A second person looked, and it is not so.
    SentBack {
        /// Who.
        by: String,
        /// What is wrong.
        found: String,
    },
    /// It was looked for and not found.
    Missing {
        /// Who looked.
        by: String,
        /// Where.
        looked: String,
    },
    /// An earlier word was a mistake.
    TakenBack {
        /// Which.
        of: EntryRef,
        /// Why.
        because: String,
    },
}

/// One word about a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackEntryWord {
    /// The sheet.
    pub sheet: SheetRef,
    /// The newest words about it that the person had seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<EntryRef>,
    /// What is said.
    #[serde(flatten)]
    pub says: BackEntrySays,
}

/// One word, with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetWord {
    /// Who and when.
    pub stamp: Stamp,
    /// The word.
    pub word: BackEntryWord,
}

/// Every word about every sheet, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackEntry {
    words: BTreeMap<SheetRef, Vec<SheetWord>>,
}

/// The words about one sheet as they stand: those that hold, and those that contradict each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard<'b> {
    /// All words, oldest first.
    pub all: &'b [SheetWord],
    /// Words that hold, oldest first: without those taken back or set aside, and without the taking back.
    pub hold: Vec<&'b SheetWord>,
    /// The newest of them: what the next word comes after.
    pub newest: Vec<&'b SheetWord>,
}

impl BackEntry {
    /// Folds one word.
    pub(crate) fn apply(&mut self, stamp: &Stamp, word: &BackEntryWord) {
        self.words.entry(word.sheet.clone()).or_default().push(SheetWord {
            stamp: stamp.clone(),
            word: word.clone(),
        });
    }

    /// Sheets that something was said of.
    pub fn sheets(&self) -> impl Iterator<Item = &SheetRef> {
        self.words.keys()
    }

    /// What stands of a sheet. `set_aside`: words that a settlement put aside.
    pub fn of(&self, sheet: &SheetRef, set_aside: &BTreeSet<EntryRef>) -> Heard<'_> {
        let all = self.words.get(sheet).map(Vec::as_slice).unwrap_or_default();
        let taken_back: BTreeSet<&EntryRef> = all
            .iter()
            .filter_map(|w| match &w.word.says {
                BackEntrySays::TakenBack { of, .. } => Some(of),
                _ => None,
            })
            .collect();
        let holds = |w: &&SheetWord| {
            let undone = matches!(w.word.says, BackEntrySays::TakenBack { .. });
            !undone && !taken_back.contains(&w.stamp.entry) && !set_aside.contains(&w.stamp.entry)
        };
        let hold: Vec<&SheetWord> = all.iter().filter(holds).collect();
        let mut seen: BTreeSet<&EntryRef> = BTreeSet::new();
        // What a settlement put aside takes with it what it was built on: one settlement is enough.
        for word in all.iter().filter(|w| !taken_back.contains(&w.stamp.entry)) {
            if !matches!(word.word.says, BackEntrySays::TakenBack { .. }) {
                before(all, word, &mut seen);
            }
        }
        let newest = hold
            .iter()
            .filter(|w| !seen.contains(&w.stamp.entry))
            .copied()
            .collect();
        Heard { all, hold, newest }
    }
}

/// Every word that a word came after, also over words that do not hold any more.
fn before<'b>(all: &'b [SheetWord], word: &'b SheetWord, seen: &mut BTreeSet<&'b EntryRef>) {
    let mut left: Vec<&EntryRef> = word.word.after.iter().collect();
    while let Some(entry) = left.pop() {
        if seen.insert(entry)
            && let Some(earlier) = all.iter().find(|w| w.stamp.entry == *entry)
        {
            left.extend(&earlier.word.after);
        }
    }
}

impl<'b> Heard<'b> {
    /// The newest words, when they contradict each other.
    pub fn two_say(&self) -> Vec<&'b Stamp> {
        let clash = self
            .newest
            .iter()
            .enumerate()
            .any(|(at, a)| self.newest.iter().skip(at + 1).any(|b| !agree(a, b)));
        if clash {
            self.newest.iter().map(|w| &w.stamp).collect()
        } else {
            Vec::new()
        }
    }
}

/// Whether two words of which neither had seen the other say the same of a sheet. A sheet that is here is no news against one that
/// somebody works on; two who entered it, or took it on, are.
fn agree(a: &SheetWord, b: &SheetWord) -> bool {
    use BackEntrySays as S;
    let (a, b) = (&a.word.says, &b.word.says);
    match (a, b) {
        (S::Returned { patient: one, .. }, S::Returned { patient: other, .. }) => {
            one.is_empty() || other.is_empty() || one == other
        }
        (S::Returned { .. }, other) | (other, S::Returned { .. }) => {
            !matches!(other, S::Missing { .. } | S::NotUsed { .. })
        }
        (S::Missing { .. }, S::Missing { .. })
        | (S::Verified { .. }, S::Verified { .. })
        | (S::SentBack { .. }, S::SentBack { .. }) => true,
        (S::Taken { by }, S::Taken { by: other }) => same_person(by, other),
        (S::NotUsed { why, .. }, S::NotUsed { why: other, .. }) => why == other,
        _ => false,
    }
}

/// Names are compared without regard to large and small letters and spaces at an end.
pub(crate) fn same_person(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
