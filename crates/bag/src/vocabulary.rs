//! One card, two vocabularies: cards are written in UK words; a US hospital sees its own for roles, rooms and things.

use serde::{Deserialize, Serialize};

use crate::card::{Card, Role};

/// Whose words a bag says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    /// Strategic, tactical and operational command; theatre, bleep, drug chart.
    #[default]
    Uk,
    /// Hospital incident command; operating room, pager, medication record.
    Us,
}

/// The file in which a hospital says whose words it uses, over what `bag.toml` says: `words.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenWords {
    /// Whose.
    pub vocabulary: Vocabulary,
}

impl ChosenWords {
    /// Where it stands in a bag.
    pub const PATH: &str = "words.toml";

    /// As a file.
    pub fn text(self) -> String {
        let word = match self.vocabulary {
            Vocabulary::Uk => "uk",
            Vocabulary::Us => "us",
        };
        format!(
            "# Whose words this hospital uses on cards and for roles: \"uk\" or \"us\".\nvocabulary = \"{word}\"\n"
        )
    }
}

/// A word or phrase that the two countries say differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordPair {
    /// As cards are written.
    pub uk: String,
    /// As a US hospital says it.
    pub us: String,
}

/// Every pair of a bag, ready to be used: the longest phrase wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// UK phrase in lower case, then the US phrase.
    pairs: Vec<(Vec<char>, String)>,
}

impl Lexicon {
    /// From the pairs of `vocabulary.toml` and the spoken names of roles.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w WordPair>, roles: &[Role]) -> Self {
        let words = words.into_iter().map(|pair| (pair.uk.as_str(), pair.us.as_str()));
        let roles = roles.iter().map(|role| (role.spoken(), role.spoken_us()));
        let mut pairs: Vec<_> = words
            .chain(roles)
            .filter(|(uk, _)| !uk.is_empty())
            .map(|(uk, us)| (uk.chars().map(lower).collect::<Vec<_>>(), us.to_owned()))
            .collect();
        pairs.sort_by_key(|(uk, _)| std::cmp::Reverse(uk.len()));
        Self { pairs }
    }

    /// A text in US words. Whole words only; a capital stays a capital.
    pub fn in_us(&self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let mut said = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            let begins = at == 0 || !letters.get(at - 1).is_some_and(|c| c.is_alphanumeric());
            let pair = self
                .pairs
                .iter()
                .find(|(uk, _)| begins && stands(&letters, at, uk));
            if let Some((uk, us)) = pair {
                let found = letters.get(at..at + uk.len()).unwrap_or_default();
                said.push_str(&in_the_case_of(found, us));
                at += uk.len();
            } else {
                said.push(*letter);
                at += 1;
            }
        }
        said
    }

    /// A card in US words. What the facts come from stays as it was written.
    pub fn card_in_us(&self, card: &mut Card) {
        for text in [
            &mut card.title,
            &mut card.mission,
            &mut card.reports_to,
            &mut card.min_grade,
            &mut card.tabard,
        ] {
            *text = self.in_us(text);
        }
        for list in [
            &mut card.supervises,
            &mut card.triggers,
            &mut card.location,
            &mut card.reach_by,
            &mut card.do_not,
            &mut card.escalate_if,
            &mut card.equipment,
            &mut card.forms,
        ] {
            for text in list {
                *text = self.in_us(text);
            }
        }
        for step in &mut card.steps {
            step.text = self.in_us(&step.text);
        }
    }

    /// A role in US words: its title becomes the US title.
    pub fn role_in_us(&self, role: &mut Role) {
        role.short = Some(role.spoken_us().to_owned());
        role.title.clone_from(&role.title_us);
        for text in [
            &mut role.usual_holder,
            &mut role.tabard,
            &mut role.phone,
            &mut role.radio,
            &mut role.runner,
        ]
        .into_iter()
        .chain(&mut role.grades)
        {
            *text = self.in_us(text);
        }
    }
}

/// A letter in lower case; the few that become two letters stay as they are.
fn lower(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Whether a phrase stands at this place as whole words.
fn stands(letters: &[char], at: usize, phrase: &[char]) -> bool {
    let here = letters.get(at..at + phrase.len());
    let same = here.is_some_and(|here| here.iter().zip(phrase).all(|(a, b)| lower(*a) == *b));
    same && !letters
        .get(at + phrase.len())
        .is_some_and(|c| c.is_alphanumeric())
}

/// The US phrase in capitals, with a capital, or in small letters, as the UK one stood. A name of several capitals
/// ("Operations Chief", "FDA") keeps them; an abbreviation ("A4") says nothing of the sentence it stands in.
fn in_the_case_of(found: &[char], us: &str) -> String {
    let letters: Vec<char> = found.iter().copied().filter(|c| c.is_alphabetic()).collect();
    let shouts = letters.iter().filter(|c| c.is_uppercase()).count();
    let capitals = us.chars().filter(|c| c.is_uppercase()).count();
    let mut rest = us.chars();
    let Some(first) = rest.next() else {
        return String::new();
    };
    if letters.len() > 4 && shouts == letters.len() {
        us.to_uppercase()
    } else if shouts == 0 && capitals == 1 && first.is_uppercase() {
        first.to_lowercase().chain(rest).collect()
    } else if matches!(found, [one, two, ..] if one.is_uppercase() && two.is_lowercase()) {
        first.to_uppercase().chain(rest).collect()
    } else {
        us.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let pair = |uk: &str, us: &str| WordPair {
            uk: uk.into(),
            us: us.into(),
        };
        let words = [
            pair("theatre", "operating room"),
            pair("theatres", "operating rooms"),
            pair("MHRA", "FDA"),
            pair("A4", "letter-size"),
            pair("medical lead", "Medical Care Director"),
            pair("nurse in charge", "Charge nurse"),
            pair("nurse", "RN"),
        ];
        Lexicon::new(&words, &[])
    }

    #[test]
    fn us_words_stand_in_place_of_uk_ones() {
        let said = |text: &str| lexicon().in_us(text);
        insta::assert_snapshot!(said("Theatre list: tell theatres, not theatrework."), @"Operating room list: tell operating rooms, not theatrework.");
        insta::assert_snapshot!(said("Red, THEATRES"), @"Red, OPERATING ROOMS");
        insta::assert_snapshot!(said("Ask the medical lead (or MHRA)."), @"Ask the Medical Care Director (or FDA).");
        insta::assert_snapshot!(said("A bound A4 log"), @"A bound letter-size log");
        insta::assert_snapshot!(said("Nurse in charge. Tell the nurse in charge; a nurse waits"), @"Charge nurse. Tell the charge nurse; a RN waits");
        assert_eq!(said(""), "");
    }
}
