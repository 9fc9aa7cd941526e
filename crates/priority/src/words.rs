//! Times, states and lists in the words of a ward.

use crate::ranked::Standing;
use crate::state::{Availability, Integrity, State};

/// Printed with every P4 and every patient who is not affected.
pub const URGENCY_STILL_APPLIES: &str = "Normal clinical urgency still applies.";
/// Most characters in a short reason or a short act.
pub const SHORT: usize = 60;

/// A length of time in words: "under 1 min", "about 15 min", "2 h", "1 h 30", "3 days".
pub fn duration(hours: f64) -> String {
    let minutes = hours.max(0.0) * 60.0;
    if minutes < 1.0 {
        "under 1 min".to_owned()
    } else if minutes < 10.0 {
        format!("about {minutes:.0} min")
    } else if minutes < 57.5 {
        format!("about {:.0} min", (minutes / 5.0).round() * 5.0)
    } else if hours < 48.0 {
        let rounded = if hours < 6.0 {
            (minutes / 5.0).round() * 5.0
        } else {
            (minutes / 30.0).round() * 30.0
        };
        let whole = (rounded / 60.0).floor();
        let rest = rounded - whole * 60.0;
        if rest < 1.0 {
            format!("{whole:.0} h")
        } else {
            format!("{whole:.0} h {rest:02.0}")
        }
    } else {
        format!("{:.0} days", (hours / 24.0).round())
    }
}

/// Time in hand: "Late 1 h 45", "0 h 05 left", "3 days left".
pub fn time_in_hand(slack_h: f64) -> String {
    let late = slack_h < 0.0;
    let minutes = (slack_h.abs() * 60.0).round();
    let amount = if minutes >= 48.0 * 60.0 {
        format!("{:.0} days", (minutes / 1440.0).round())
    } else {
        let whole = (minutes / 60.0).floor();
        format!("{whole:.0} h {:02.0}", minutes - whole * 60.0)
    };
    if late {
        format!("Late {amount}")
    } else {
        format!("{amount} left")
    }
}

/// A state as the end of a sentence about the system: "is down".
pub fn state(state: State, presumed_lost: bool) -> &'static str {
    match (state.availability, state.integrity) {
        (Availability::Unavailable, Integrity::Trusted) if presumed_lost => {
            "is presumed lost until somebody checks it"
        }
        (Availability::Unavailable, Integrity::Trusted) => "is down",
        (Availability::Unavailable, Integrity::Unknown) => {
            "is down, and nobody knows whether it was right before"
        }
        (Availability::Unavailable, Integrity::Suspect) => "is down, and may have been wrong before",
        (Availability::Unavailable, Integrity::Compromised) => {
            "is down, and what it said must not be believed"
        }
        (Availability::Available, Integrity::Unknown) => "is in a state that nobody knows, and may be wrong",
        (Availability::Available, Integrity::Suspect) => "is up, but may be wrong",
        (Availability::Available, Integrity::Compromised) => "is up, but must not be believed",
        (Availability::Available, Integrity::Trusted) => "works",
    }
}

/// The same in two or three words.
pub fn state_short(state: State, presumed_lost: bool) -> &'static str {
    match (state.availability, state.integrity) {
        (Availability::Unavailable, Integrity::Trusted) if presumed_lost => "presumed lost",
        (Availability::Unavailable, _) => "is down",
        (Availability::Available, Integrity::Unknown) => "not known",
        (Availability::Available, Integrity::Suspect) => "may be wrong",
        (Availability::Available, Integrity::Compromised) => "cannot be believed",
        (Availability::Available, Integrity::Trusted) => "works",
    }
}

/// The same in one or two words, where a row is narrow.
pub fn state_shortest(state: State) -> &'static str {
    match (state.availability, state.integrity) {
        (Availability::Unavailable, _) => "down",
        (Availability::Available, Integrity::Unknown) => "not known",
        (Availability::Available, Integrity::Suspect) => "doubtful",
        (Availability::Available, Integrity::Compromised) => "not trusted",
        (Availability::Available, Integrity::Trusted) => "works",
    }
}

/// How far a way round can be relied on, after its name.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Running => "already running",
        Standing::Confirmed => "confirmed on site",
        Standing::Assumed => "assumed from the bag check",
        Standing::NotConfirmed => "not confirmed",
        Standing::Blocked => "hangs on a system that broke",
    }
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// First letter in capitals.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first candidate that fits a row. None is ever cut in the middle of a word: the last one is shortened by whole
/// words when not even that fits.
pub fn fitting(candidates: &[String]) -> String {
    let fits = |text: &&String| text.chars().count() <= SHORT;
    if let Some(text) = candidates.iter().find(fits) {
        return text.clone();
    }
    let mut short = String::new();
    for word in candidates.last().map_or("", String::as_str).split_whitespace() {
        if short.chars().count() + 1 + word.chars().count() > SHORT {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_a_nurse_says_them() {
        let said: Vec<String> = [
            0.0075, 0.03, 0.125, 0.25, 0.5, 0.96, 1.0, 1.5, 1.75, 2.0, 7.0, 16.5, 72.0, 168.0,
        ]
        .into_iter()
        .map(duration)
        .collect();
        assert_eq!(
            said.join(" · "),
            "under 1 min · about 2 min · about 8 min · about 15 min · about 30 min · 1 h · 1 h · 1 h 30 · 1 h 45 · 2 h · 7 h · 16 h 30 · 3 days · 7 days"
        );
    }

    #[test]
    fn time_in_hand_is_late_or_left() {
        let said: Vec<String> = [-1.75, -0.001, 0.0, 0.0834, 0.5, 30.0, 71.0]
            .into_iter()
            .map(time_in_hand)
            .collect();
        assert_eq!(
            said.join(" · "),
            "Late 1 h 45 · Late 0 h 00 · 0 h 00 left · 0 h 05 left · 0 h 30 left · 30 h 00 left · 3 days left"
        );
    }

    #[test]
    fn a_row_never_grows_past_its_width_and_never_cuts_a_word() {
        let long = "word ".repeat(30);
        assert_eq!(
            fitting(&[long.clone(), "short enough".to_owned()]),
            "short enough"
        );
        let cut = fitting(&[long]);
        assert!(cut.chars().count() <= SHORT && cut.ends_with("word"));
    }
}
