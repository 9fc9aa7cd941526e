//! Finding phrases in a text, and what the words beside them do to them.

use std::collections::HashMap;
use std::ops::Range;

use battlebag_bag::Clues;
use battlebag_bag::words::folded_words;

use super::when::{self, Said};

/// How many words before a phrase a clue reaches it.
const REACH_BEFORE: usize = 5;

/// How many words after a phrase a clue reaches it.
const REACH_AFTER: usize = 4;

/// Number of a phrase in the lexicon.
pub(super) type PhraseId = u32;

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum WordPattern {
    /// The word itself.
    Exact(String),
    /// A word that begins so (`sepsis*`).
    Begins(String),
    /// A word that ends so (`*sepsis`).
    Ends(String),
    /// A word that has it anywhere (`*sepsis*`).
    Holds(String),
}

impl WordPattern {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Exact(exact) => word == exact,
            Self::Begins(start) => word.starts_with(start.as_str()),
            Self::Ends(end) => word.ends_with(end.as_str()),
            Self::Holds(part) => word.contains(part.as_str()),
        }
    }
}

/// A text as folded words, each with the segment it stands in. Segments end at commas, semicolons, full stops, brackets.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    words: Vec<(String, u16)>,
    /// It holds a question mark: a suspicion.
    queried: bool,
}

impl Text {
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        for (segment, part) in segments(text).enumerate() {
            let segment = u16::try_from(segment).unwrap_or(u16::MAX);
            words.extend(folded_words(part).into_iter().map(|word| (word, segment)));
        }
        Self {
            words,
            queried: text.contains('?'),
        }
    }

    /// The words in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }
}

/// Splits at punctuation that ends a thought; a comma or point after a digit does not, nor a point after a single letter
/// ("Z.n.", "i.v.").
fn segments(text: &str) -> impl Iterator<Item = &str> {
    let mut run = 0;
    let mut after_digit = false;
    text.split_inclusive(move |letter: char| {
        let ends = match letter {
            ';' | '\n' | '(' | ')' | '[' | ']' | '|' => true,
            ',' | ':' => !after_digit,
            '.' => !after_digit && run != 1,
            _ => false,
        };
        run = if letter.is_alphanumeric() { run + 1 } else { 0 };
        after_digit = letter.is_ascii_digit();
        ends
    })
}

/// What the words beside a phrase make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The phrase.
    pub phrase: PhraseId,
    /// Said not to be so.
    pub denied: bool,
    /// Said to be past.
    pub past: bool,
    /// Said to be a suspicion.
    pub suspected: bool,
    /// When it was, by the words beside it.
    pub said: Option<Said>,
}

/// Every phrase of the rules, findable by its first word, with the clues.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    phrases: Vec<Vec<WordPattern>>,
    ids: HashMap<Vec<WordPattern>, PhraseId>,
    by_first_word: HashMap<String, Vec<PhraseId>>,
    /// Phrases whose first word has a star: tried at every word.
    open: Vec<PhraseId>,
    denied_before: Vec<Vec<String>>,
    denied_after: Vec<Vec<String>>,
    denied_next: Vec<Vec<String>>,
    denied_beside: Vec<Vec<String>>,
    past_before: Vec<Vec<String>>,
    past_after: Vec<Vec<String>>,
    suspected: Vec<Vec<String>>,
    breaks: Vec<Vec<String>>,
    infusion: Vec<Vec<String>>,
}

impl Lexicon {
    /// An empty lexicon with the clues of a bag.
    pub fn new(clues: &Clues) -> Self {
        let folded = |clues: &Vec<String>| clues.iter().map(|clue| folded_words(clue)).collect();
        Self {
            denied_before: folded(&clues.denied_before),
            denied_after: folded(&clues.denied_after),
            denied_next: folded(&clues.denied_next),
            denied_beside: folded(&clues.denied_beside),
            past_before: folded(&clues.past_before),
            past_after: folded(&clues.past_after),
            suspected: folded(&clues.suspected),
            breaks: folded(&clues.breaks),
            infusion: folded(&clues.infusion),
            ..Self::default()
        }
    }

    /// Takes in a phrase as a rule writes it; none when it has no letters.
    pub fn add(&mut self, phrase: &str) -> Option<PhraseId> {
        let patterns: Vec<_> = phrase.split_whitespace().flat_map(patterns_of).collect();
        let first = patterns.first()?.clone();
        if let Some(id) = self.ids.get(&patterns) {
            return Some(*id);
        }
        let id = PhraseId::try_from(self.phrases.len()).ok()?;
        match first {
            WordPattern::Exact(word) => self.by_first_word.entry(word).or_default().push(id),
            _ => self.open.push(id),
        }
        self.ids.insert(patterns.clone(), id);
        self.phrases.push(patterns);
        Some(id)
    }

    /// Every phrase found in a text. A phrase found twice, once denied and once not, is found both ways.
    pub fn hits(&self, text: &Text) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, (word, _)) in text.words.iter().enumerate() {
            let exact = self
                .by_first_word
                .get(word)
                .map(Vec::as_slice)
                .unwrap_or_default();
            for id in exact.iter().chain(&self.open) {
                let length = self.phrases.get(*id as usize).map_or(0, Vec::len);
                if self.fits(*id, text, at) {
                    hits.push(self.judged(*id, text, at, at + length));
                }
            }
        }
        hits
    }

    /// Whether a text says that a medicine runs ("for infusion" only says what the ampoule may be used for).
    pub fn says_infusion(&self, text: &Text) -> bool {
        let words: Vec<&str> = text.words().collect();
        let stands_at =
            |at: usize, clue: &[String]| words.get(at..at + clue.len()).is_some_and(|found| found == clue);
        (0..words.len()).any(|at| {
            let for_use = at
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|word| *word == "for");
            !for_use
                && self
                    .infusion
                    .iter()
                    .any(|clue| !clue.is_empty() && stands_at(at, clue))
        })
    }

    /// Whether a phrase begins at a word.
    fn fits(&self, id: PhraseId, text: &Text, at: usize) -> bool {
        let Some(phrase) = self.phrases.get(id as usize) else {
            return false;
        };
        text.words.get(at..at + phrase.len()).is_some_and(|words| {
            phrase
                .iter()
                .zip(words)
                .all(|(pattern, (word, _))| pattern.fits(word))
        })
    }

    /// A hit with what the words beside it make of it.
    fn judged(&self, phrase: PhraseId, text: &Text, from: usize, to: usize) -> Hit {
        let segment_of = |at: usize| text.words.get(at).map(|(_, segment)| *segment);
        let same = |at: &usize, edge: usize| segment_of(*at) == segment_of(edge);
        let first = (from.saturating_sub(REACH_BEFORE)..from)
            .find(|at| same(at, from))
            .unwrap_or(from);
        let last = (to..to + REACH_AFTER)
            .take_while(|at| same(at, to.saturating_sub(1)))
            .last()
            .map_or(to, |at| at + 1);
        let before = self.after_break(text, first, from);
        let after = self.before_break(text, to, last);
        let found = |range: &Range<usize>, clues: &[Vec<String>]| -> Vec<Range<usize>> {
            let at_word = |at: usize| {
                clues
                    .iter()
                    .filter(move |clue| stands(text, at, range.end, clue))
                    .map(move |clue| at..at + clue.len())
            };
            range.clone().flat_map(at_word).collect()
        };
        let says = |clues: &[Vec<String>], range: &Range<usize>| !found(range, clues).is_empty();
        // "DKA, resolved": a clue that opens the next part speaks of this one.
        let part_ends = (to..text.words.len())
            .find(|at| !same(at, to.saturating_sub(1)))
            .unwrap_or(text.words.len());
        let opening = part_ends..text.words.len().min(part_ends + REACH_AFTER);
        let opens = |clues: &[Vec<String>]| -> Vec<Range<usize>> {
            let near = part_ends - to < REACH_AFTER;
            found(&opening, clues)
                .into_iter()
                .filter(|clue| near && clue.start == part_ends)
                .collect()
        };
        let suspicions = [
            found(&before, &self.suspected),
            found(&after, &self.suspected),
            opens(&self.suspected),
        ]
        .concat();
        // "To be excluded" holds "excluded": a denial inside a suspicion is none.
        let denies = |denial: &Range<usize>| {
            !suspicions
                .iter()
                .any(|inside| inside.start <= denial.start && denial.end <= inside.end)
        };
        let next = found(&after, &self.denied_next)
            .iter()
            .any(|denial| denial.start == to);
        let beside = found(&before, &self.denied_beside)
            .iter()
            .any(|denial| denial.end == from);
        Hit {
            phrase,
            denied: next
                || beside
                || found(&before, &self.denied_before).iter().any(denies)
                || found(&after, &self.denied_after).iter().any(denies)
                || opens(&self.denied_after).iter().any(denies),
            past: says(&self.past_before, &before)
                || says(&self.past_after, &after)
                || !opens(&self.past_after).is_empty(),
            suspected: text.queried || !suspicions.is_empty(),
            said: self.said_when(text, from..to, (first, last), &opening),
        }
    }

    /// A year or a time ago beside a phrase: in its own part before any break, or alone in the next ("(2009)").
    fn said_when(
        &self,
        text: &Text,
        phrase: Range<usize>,
        (first, last): (usize, usize),
        opening: &Range<usize>,
    ) -> Option<Said> {
        let word = |at: usize| text.words.get(at).map(|(word, _)| word.as_str());
        let read = |range: Range<usize>| range.clone().find_map(|at| when::said(&word, at));
        let after = self.before_break(text, phrase.end, last.max(phrase.end).min(text.words.len()));
        let before = self.after_break(text, first, phrase.start);
        let alone = || {
            let segment = text.words.get(opening.start).map(|(_, segment)| *segment)?;
            let part = text.words.iter().filter(|(_, of)| *of == segment).count();
            let said = when::said(&word, opening.start).or_else(|| when::said(&word, opening.start + 1))?;
            (part <= when::LONGEST && phrase.end == opening.start).then_some(said)
        };
        read(after).or_else(|| read(before)).or_else(alone)
    }

    /// The words before a phrase, from the last break on.
    fn after_break(&self, text: &Text, from: usize, to: usize) -> Range<usize> {
        let ends = (from..to).rev().find_map(|at| {
            self.breaks
                .iter()
                .filter(|clue| stands(text, at, to, clue))
                .map(|clue| at + clue.len())
                .max()
        });
        ends.unwrap_or(from)..to
    }

    /// The words after a phrase, up to the first break.
    fn before_break(&self, text: &Text, from: usize, to: usize) -> Range<usize> {
        let broken = (from..to).find(|at| self.breaks.iter().any(|clue| stands(text, *at, to, clue)));
        from..broken.unwrap_or(to)
    }
}

/// Whether a clue stands at a word and ends before `end`.
fn stands(text: &Text, at: usize, end: usize, clue: &[String]) -> bool {
    !clue.is_empty()
        && at + clue.len() <= end
        && text
            .words
            .get(at..at + clue.len())
            .is_some_and(|words| words.iter().map(|(word, _)| word).eq(clue))
}

/// The patterns of one written word: "post-op*" is two words, the second of them open.
fn patterns_of(written: &str) -> Vec<WordPattern> {
    let folded = folded_words(written);
    let (starts_open, ends_open) = (written.starts_with('*'), written.ends_with('*'));
    let last = folded.len().saturating_sub(1);
    let pattern =
        |(place, word): (usize, String)| match (starts_open && place == 0, ends_open && place == last) {
            (false, false) => WordPattern::Exact(word),
            (false, true) => WordPattern::Begins(word),
            (true, false) => WordPattern::Ends(word),
            (true, true) => WordPattern::Holds(word),
        };
    folded.into_iter().enumerate().map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> (Lexicon, PhraseId) {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let mut lexicon = Lexicon::new(&Clues {
            denied_before: list(&["no", "kein", "family history of"]),
            denied_after: list(&["excluded", "ruled out"]),
            denied_next: list(&["risk"]),
            denied_beside: list(&["non", "off"]),
            past_before: list(&["history of", "previous"]),
            past_after: list(&["resolved"]),
            suspected: list(&["suspected", "v a", "to be excluded", "not excluded"]),
            breaks: list(&["but", "with"]),
            infusion: list(&["infusion", "syringe driver"]),
        });
        let id = lexicon.add("stroke").unwrap();
        (lexicon, id)
    }

    fn judged(text: &str) -> String {
        let (lexicon, _) = lexicon();
        let hits = lexicon.hits(&Text::new(text));
        let word = |hit: &Hit| match (hit.denied, hit.past, hit.suspected) {
            (true, _, _) => "denied",
            (_, true, _) => "past",
            (_, _, true) => "suspected",
            _ => "so",
        };
        hits.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clues_reach_a_few_words_and_no_further_than_a_break() {
        for (text, expected) in [
            ("Acute stroke", "so"),
            ("No evidence of stroke", "denied"),
            ("Stroke excluded on CT", "denied"),
            ("Stroke has been ruled out", "denied"),
            ("History of stroke", "past"),
            ("Family history of stroke", "denied"),
            ("Previous TIA, now stroke", "so"),
            ("No headache but stroke", "so"),
            ("No fever. Stroke", "so"),
            ("? stroke", "suspected"),
            ("V.a. Stroke", "suspected"),
            ("V a stroke", "suspected"),
            ("Suspected stroke", "suspected"),
            ("Stroke to be excluded", "suspected"),
            ("Stroke not excluded", "suspected"),
            ("Stroke risk high", "denied"),
            ("Stroke, resolved", "past"),
            ("Stroke (resolved)", "past"),
            ("Stroke, ruled out", "denied"),
            ("Stroke, fit resolved", "so"),
            ("Stroke. Headache resolved", "so"),
            ("Stroke, high risk", "so"),
            ("Stroke high risk", "so"),
            ("kein Stroke", "denied"),
            ("Stroke with no bleed", "so"),
            ("Previous stroke. New stroke", "past so"),
            ("Strokes", ""),
            ("Non-stroke", "denied"),
            ("Non-small cell cancer stroke", "so"),
            ("Off legs stroke", "so"),
        ] {
            assert_eq!(judged(text), expected, "{text}");
        }
    }

    #[test]
    fn stars_reach_into_longer_words() {
        let (mut lexicon, _) = lexicon();
        let begins = lexicon.add("hypoglyk*").unwrap();
        let ends = lexicon.add("*sepsis").unwrap();
        let inside = lexicon.add("acute *nieren* failure").unwrap();
        let found = |text: &str| -> Vec<_> {
            lexicon
                .hits(&Text::new(text))
                .iter()
                .map(|hit| hit.phrase)
                .collect()
        };
        assert_eq!(found("Hypoglykämie bei Urosepsis"), [begins, ends]);
        assert_eq!(found("acute Teilnierenschaden failure"), [inside]);
        assert!(found("sepsis-like").contains(&ends));
    }

    #[test]
    fn an_ampoule_for_infusion_does_not_run() {
        let (lexicon, _) = lexicon();
        assert!(lexicon.says_infusion(&Text::new("Furosemide infusion")));
        assert!(lexicon.says_infusion(&Text::new("by syringe driver over 24 hours")));
        assert!(!lexicon.says_infusion(&Text::new(
            "Heparin 20,000 units/20 mL solution for infusion ampoules"
        )));
    }
}
