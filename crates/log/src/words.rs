//! Eight plain words that stand for a checkpoint, so that it can be read from paper aloud or typed back.
//!
//! Each word is one byte. No two words share their first three letters and none is another with one letter
//! changed, so that a slip of the pen is noticed and not mistaken for another word.

/// How many words stand for a checkpoint.
pub const WORD_COUNT: usize = 8;

/// Words that are not a checkpoint's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// There are not eight of them.
    #[error("there are {found} words and a checkpoint has eight. Read them again from the sheet.")]
    Count {
        /// How many words were given.
        found: usize,
    },
    /// One of them is not in the list.
    #[error("word {position}, \"{word}\", is not a checkpoint word{}. Read it again from the sheet.", .meant.map(|m| format!(" (perhaps \"{m}\")")).unwrap_or_default())]
    Unknown {
        /// Which word, from 1.
        position: usize,
        /// The word as given, cut to 20 characters.
        word: String,
        /// The word of the list that starts with the same three letters.
        meant: Option<&'static str>,
    },
}

/// The words for eight bytes.
pub fn words_of(bytes: [u8; WORD_COUNT]) -> [&'static str; WORD_COUNT] {
    // 256 words and a byte: there is always one.
    bytes.map(|byte| WORDS.get(usize::from(byte)).copied().unwrap_or_default())
}

/// The bytes for eight words, in any case, parted by spaces, line breaks, commas, dots or dashes.
pub fn parse_words(text: &str) -> Result<[u8; WORD_COUNT], WordsError> {
    let parted = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '\u{2013}' | '\u{00b7}');
    let given: Vec<String> = text
        .split(parted)
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let bytes = given
        .iter()
        .enumerate()
        .map(|(at, word)| byte_of(at + 1, word))
        .collect::<Result<Vec<u8>, _>>()?;
    bytes
        .try_into()
        .map_err(|_| WordsError::Count { found: given.len() })
}

fn byte_of(position: usize, word: &str) -> Result<u8, WordsError> {
    if let Ok(byte) = WORDS.binary_search(&word)
        && let Ok(byte) = u8::try_from(byte)
    {
        return Ok(byte);
    }
    let start: String = word.chars().take(3).collect();
    let meant = WORDS
        .iter()
        .copied()
        .find(|known| start.len() == 3 && known.starts_with(&start));
    Err(WordsError::Unknown {
        position,
        word: word.chars().take(20).collect(),
        meant,
    })
}

/// The list, in alphabetical order: word n stands for byte n. It is part of the format and never changes.
#[rustfmt::skip]
pub const WORDS: [&str; 256] = [
    "acorn", "actor", "album", "alley", "amber", "anchor", "angle", "apple",
    "apron", "arch", "arrow", "attic", "autumn", "axle", "bacon", "badge",
    "bagel", "baker", "banjo", "barley", "basil", "beach", "beetle", "berry",
    "birch", "bonnet", "bottle", "branch", "bread", "brick", "bronze", "bucket",
    "bugle", "bumper", "butter", "cabin", "cactus", "camel", "canal", "carbon",
    "castle", "cedar", "cellar", "chalk", "cherry", "cider", "cinema", "circus",
    "citrus", "clay", "cliff", "clover", "cobalt", "coffee", "comet", "copper",
    "coral", "cotton", "cousin", "cradle", "crown", "daisy", "dancer", "decade",
    "denim", "desert", "dinner", "donkey", "dragon", "drum", "dune", "eagle",
    "easel", "echo", "engine", "fabric", "falcon", "farmer", "fern", "fiddle",
    "flag", "flute", "forest", "fossil", "frost", "galaxy", "garden", "gecko",
    "ginger", "globe", "goblet", "golf", "goose", "guitar", "gull", "hammer",
    "harp", "hazel", "hedge", "helmet", "heron", "hollow", "honey", "hood",
    "hotel", "igloo", "indigo", "iris", "island", "ivory", "jacket", "jaguar",
    "jelly", "jigsaw", "jockey", "jungle", "kayak", "kettle", "kiwi", "knight",
    "koala", "ladder", "lagoon", "laurel", "lemon", "lilac", "linen", "lizard",
    "locket", "lotus", "lumber", "lunar", "lynx", "magnet", "mallet", "mango",
    "maple", "marble", "meadow", "melon", "meteor", "mill", "mint", "mirror",
    "mitten", "monk", "mosaic", "moth", "muffin", "museum", "napkin", "nectar",
    "needle", "nickel", "noodle", "north", "nugget", "nutmeg", "oasis", "oboe",
    "ocean", "olive", "onion", "opal", "orbit", "orchid", "osprey", "otter",
    "oyster", "paddle", "pagoda", "palace", "panda", "papaya", "parade", "pebble",
    "pencil", "pepper", "piano", "pickle", "pigeon", "pillow", "pine", "pirate",
    "planet", "polar", "pony", "poppy", "porch", "potato", "prism", "puzzle",
    "quartz", "queen", "quilt", "rabbit", "radish", "raft", "raven", "ribbon",
    "ridge", "river", "robin", "roof", "rope", "ruby", "rudder", "salmon",
    "sandal", "satin", "scarf", "school", "shadow", "shell", "shovel", "silver",
    "siren", "skate", "sled", "snow", "sofa", "spice", "spoon", "spruce",
    "squash", "stable", "sugar", "summit", "sunset", "swan", "syrup", "teapot",
    "temple", "tennis", "tiger", "timber", "tomato", "topaz", "tulip", "tunnel",
    "turnip", "twig", "urchin", "velvet", "vessel", "violin", "voyage", "waffle",
    "wagon", "walnut", "whale", "wheat", "yacht", "yarn", "zebra", "zinc",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_sorted_and_its_words_differ_in_their_first_three_letters() {
        assert!(WORDS.is_sorted());
        let starts: BTreeSet<&str> = WORDS.iter().map(|word| &word[..3]).collect();
        assert_eq!(starts.len(), 256);
        assert!(
            WORDS
                .iter()
                .all(|w| (4..=6).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase()))
        );
    }

    #[test]
    fn a_misread_word_is_named() {
        let said = "acorn actor album alley ambre anchor angle apple";
        insta::assert_snapshot!(parse_words(said).unwrap_err(), @r#"word 5, "ambre", is not a checkpoint word (perhaps "amber"). Read it again from the sheet."#);
        insta::assert_snapshot!(parse_words("acorn").unwrap_err(), @"there are 1 words and a checkpoint has eight. Read them again from the sheet.");
    }

    proptest! {
        #[test]
        fn words_read_back(bytes: [u8; WORD_COUNT]) {
            let said = words_of(bytes).join(" - ").to_uppercase();
            prop_assert_eq!(parse_words(&said), Ok(bytes));
        }

        #[test]
        fn any_text_is_answered(text: String) {
            let _ = parse_words(&text);
        }
    }
}
