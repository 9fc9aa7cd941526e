//! Numbers and words that a ward writes down, read without guessing.

use crate::model::Consciousness;

/// A whole number within bounds. A fraction other than zero is refused rather than rounded.
pub(crate) fn whole(text: &str, least: u16, most: u16) -> Option<u16> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().any(|b| b != b'0') || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    whole.parse().ok().filter(|n| (least..=most).contains(n))
}

/// A weight in kilograms that a person can have (a very preterm baby to the heaviest recorded).
pub(crate) fn is_weight(kg: &str) -> bool {
    kg.parse::<f64>().is_ok_and(|kg| (0.2..=650.0).contains(&kg))
}

/// Whole grams as kilograms, digit by digit: 3250 is "3.25".
pub(crate) fn grams_in_kg(grams: &str) -> Option<String> {
    let grams: u32 = grams
        .split_once('.')
        .map_or(grams, |(whole, _)| whole)
        .parse()
        .ok()?;
    let text = format!("{}.{:03}", grams / 1000, grams % 1000);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// A level of consciousness: one letter of ACVPU, or words that begin like one.
pub(crate) fn acvpu(text: &str) -> Option<Consciousness> {
    let text = text.trim().to_lowercase();
    // "Confused" may go on from "confus"; "alert" must be the whole word.
    let whole_word = |rest: &str| !rest.starts_with(char::is_alphabetic);
    let starts = |words: &[&str]| {
        words.iter().any(|w| {
            text.strip_prefix(w)
                .is_some_and(|rest| *w == "confus" || whole_word(rest))
        })
    };
    if text == "a" || starts(&["alert", "mentally alert"]) {
        Some(Consciousness::Alert)
    } else if text == "c" || starts(&["new confusion", "confus", "acute confusion"]) {
        Some(Consciousness::Confusion)
    } else if text == "v" || starts(&["voice", "responds to voice", "responds to verbal", "verbal"]) {
        Some(Consciousness::Voice)
    } else if text == "p" || starts(&["pain", "responds to pain"]) {
        Some(Consciousness::Pain)
    } else if text == "u" || starts(&["unresponsive", "unconscious"]) {
        Some(Consciousness::Unresponsive)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_rounded_or_guessed() {
        assert_eq!(whole("18", 0, 120), Some(18));
        assert_eq!(whole("18.0", 0, 120), Some(18));
        for wrong in ["18.5", "-1", "", "1e2", "121", "99999999999"] {
            assert_eq!(whole(wrong, 0, 120), None, "{wrong}");
        }
        assert_eq!(grams_in_kg("3250").as_deref(), Some("3.25"));
        assert_eq!(grams_in_kg("980").as_deref(), Some("0.98"));
        assert!(is_weight("72.4") && !is_weight("7240") && !is_weight("0") && !is_weight("NaN"));
        assert_eq!(acvpu("V"), Some(Consciousness::Voice));
        assert_eq!(acvpu("Confused, new"), Some(Consciousness::Confusion));
        assert_eq!(
            (acvpu("alertness unknown"), acvpu("asleep"), acvpu("")),
            (None, None, None)
        );
    }
}
