//! Words compared as people mean them: whole words, in any case, accents and German umlauts folded.

/// A text as folded words: lower case, accents dropped, `ä ö ü ß` as `ae oe ue ss`, split at everything that is
/// neither letter nor digit (a point or comma between digits stays: "0.9", "2,5" as "2.5").
pub fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(char::is_ascii_digit);
        let umlaut =
            letters.peek() == Some(&'\u{308}') && matches!(letter.to_ascii_lowercase(), 'a' | 'o' | 'u');
        if letter.is_alphanumeric() {
            fold_into(letter, &mut word);
            if umlaut {
                word.push('e'); // ä written as a and a separate mark
            }
        } else if matches!(letter, '.' | ',') && next_is_digit && word.ends_with(|c: char| c.is_ascii_digit())
        {
            word.push('.');
        } else if !is_mark(letter) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether `phrase` stands in `words` as whole words side by side. An empty phrase stands nowhere.
pub fn contains_phrase(words: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
}

/// Combining accents, which follow their letter in decomposed text, and apostrophes inside words.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\'' | '\u{2019}')
}

/// One letter, folded.
fn fold_into(letter: char, word: &mut String) {
    for low in letter.to_lowercase() {
        match low {
            'ä' | 'æ' => word.push_str("ae"),
            'ö' | 'œ' => word.push_str("oe"),
            'ü' => word.push_str("ue"),
            'ß' => word.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => word.push('a'),
            'ç' => word.push('c'),
            'è' | 'é' | 'ê' | 'ë' => word.push('e'),
            'ì' | 'í' | 'î' | 'ï' => word.push('i'),
            'ñ' => word.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => word.push('o'),
            'ù' | 'ú' | 'û' => word.push('u'),
            '₂' => word.push('2'),
            other if is_mark(other) => {}
            other => word.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        folded_words(text).join("|")
    }

    #[test]
    fn words_are_folded_as_people_mean_them() {
        insta::assert_snapshot!(folded("Ménière's disease"), @"menieres|disease");
        insta::assert_snapshot!(folded("Lungenödem, CPAP-Therapie"), @"lungenoedem|cpap|therapie");
        insta::assert_snapshot!(folded("Sodium chloride 2.7 % 250mL (1,5 mL/h)."), @"sodium|chloride|2.7|250ml|1.5|ml|h");
        insta::assert_snapshot!(folded("Lungeno\u{308}dem"), @"lungenoedem");
        insta::assert_snapshot!(folded("PARKINSON\u{2019}S"), @"parkinsons");
    }

    #[test]
    fn a_phrase_is_whole_words_side_by_side() {
        let words = folded_words("Chronic lymphocytic leukaemia");
        assert!(contains_phrase(&words, &folded_words("Lymphocytic Leukaemia")));
        assert!(!contains_phrase(&words, &folded_words("lymph")));
        assert!(!contains_phrase(&words, &folded_words("chronic leukaemia")));
        assert!(!contains_phrase(&words, &[]));
    }
}
