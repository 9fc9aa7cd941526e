//! Numbers of the method that stand in the program and not in the bag. A hospital cannot change them without a new version, so it
//! must be able to read them beside those it can.

/// A number in the program.
pub(crate) struct RuleNumber {
    pub what: &'static str,
    pub value: &'static str,
    pub unit: &'static str,
    pub source: &'static str,
    /// File of the program.
    pub file: &'static str,
    /// The words that hold it there: a test looks for them.
    #[cfg_attr(not(test), allow(dead_code))]
    pub text: &'static str,
}

const METHOD: &str = "Dependence-time priority, makers' proposal [GK]";
const RCP: &str = "RCP NEWS2 2017";

const fn number(
    (what, value, unit): (&'static str, &'static str, &'static str),
    source: &'static str,
    (file, text): (&'static str, &'static str),
) -> RuleNumber {
    RuleNumber {
        what,
        value,
        unit,
        source,
        file,
        text,
    }
}

const ASSESS: &str = "crates/priority/src/assess.rs";
const ACUITY: &str = "crates/priority/src/acuity.rs";
const TIER: &str = "crates/priority/src/tier.rs";
const RANKING: &str = "crates/commands/src/ranking.rs";
const NEWS2: &str = "crates/census/src/news2/response.rs";
const P1: (&str, &str) = (ASSESS, "slack_h <= 1.0 && clock_h <= 6.0");
const P2: (&str, &str) = (ASSESS, "slack_h <= 4.0 && clock_h <= 24.0");
const P3: (&str, &str) = (ASSESS, "slack_h <= 12.0 && clock_h <= 72.0");

/// All of them.
pub(crate) const RULE_NUMBERS: &[RuleNumber] = &[
    number(("P1 when time in hand is at most", "1", "hours"), METHOD, P1),
    number(("P1 when harm is possible within", "6", "hours"), METHOD, P1),
    number(("P2 when time in hand is at most", "4", "hours"), METHOD, P2),
    number(("P2 when harm is possible within", "24", "hours"), METHOD, P2),
    number(("P3 when time in hand is at most", "12", "hours"), METHOD, P3),
    number(("P3 when harm is possible within", "72", "hours"), METHOD, P3),
    number(
        (
            "harm after acting on a compromised diagnosis, record or issue",
            "1",
            "hours",
        ),
        METHOD,
        (ASSESS, "const ACTED_ON_H: f64 = 1.0;"),
    ),
    number(
        (
            "a promised return counts only when so many times it still fits",
            "2",
            "times",
        ),
        METHOD,
        (ASSESS, "const RESTORATION_MARGIN: f64 = 2.0;"),
    ),
    number(
        ("a suspect system: time to harm after loss, at most", "2", "times"),
        METHOD,
        (ASSESS, "2.0 * need.loss_h"),
    ),
    number(
        (
            "a suspect system: time to harm after a wrong output, at most",
            "4",
            "times",
        ),
        METHOD,
        (ASSESS, "4.0 * need.wrong_h"),
    ),
    number(
        (
            "a system doubted only for what it takes data from: time to harm, at most",
            "2",
            "times",
        ),
        METHOD,
        (ASSESS, "const BY_DATA_ONLY: f64 = 2.0;"),
    ),
    number(
        ("NEWS2 that stands for one not known", "5", "NEWS2"),
        METHOD,
        (ACUITY, "pub const NOT_KNOWN_COUNTS_AS: u8 = 5;"),
    ),
    number(
        (
            "time left with NEWS2 of 5 or 6, a single 3 or none",
            "0.5",
            "times",
        ),
        METHOD,
        (ACUITY, "Self::Raised | Self::NotKnown => 0.5,"),
    ),
    number(
        ("time left with NEWS2 of 7 or more", "0.25", "times"),
        METHOD,
        (ACUITY, "Self::Failing => 0.25,"),
    ),
    number(
        ("failing physiology from", "7", "NEWS2"),
        RCP,
        (ACUITY, "if score >= 7 => Reserve::Failing"),
    ),
    number(
        ("raised physiology from", "5", "NEWS2"),
        RCP,
        (ACUITY, "score >= 5 || single_three"),
    ),
    number(
        ("look again at a P1 after", "15", "minutes"),
        METHOD,
        (TIER, "Self::P1 => 15,"),
    ),
    number(
        ("look again at a P2 after", "60", "minutes"),
        METHOD,
        (TIER, "Self::P2 => 60,"),
    ),
    number(
        ("look again at a P3 after", "240", "minutes"),
        METHOD,
        (TIER, "Self::P3 => 240,"),
    ),
    number(
        ("look again at a P4 after", "720", "minutes"),
        METHOD,
        (TIER, "Self::P4 => 720,"),
    ),
    number(
        ("a NEWS2 of 0 stands for", "12", "hours"),
        RCP,
        (NEWS2, "Self::Routine => 12,"),
    ),
    number(
        ("a NEWS2 of 5 or more, or a single 3, stands for", "1", "hours"),
        RCP,
        (NEWS2, "Self::Review | Self::Urgent | Self::Emergency => 1,"),
    ),
    number(
        ("any other NEWS2 stands for", "6", "hours"),
        RCP,
        (NEWS2, "Self::Nurse => 6,"),
    ),
    number(
        ("a census raises the banner after", "4", "hours"),
        METHOD,
        (RANKING, "pub(crate) const OLD_AFTER_H: i64 = 4;"),
    ),
    number(
        ("a census locks the list after", "12", "hours"),
        METHOD,
        (RANKING, "pub(crate) const EXPIRED_AFTER_H: i64 = 12;"),
    ),
    number(
        ("a word on a system holds, unless said otherwise", "60", "minutes"),
        METHOD,
        ("crates/commands/src/systems.rs", "const HOLDS_MIN: i64 = 60;"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a number of the list and the program differ, one of them is wrong, and a clinician reads the list.
    #[test]
    fn every_number_of_the_rule_stands_in_the_program_as_it_is_listed() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for n in RULE_NUMBERS {
            let program = std::fs::read_to_string(root.join(n.file)).unwrap();
            assert!(program.contains(n.text), "{} does not say `{}`", n.file, n.text);
            let digits: String = n.text.replace(".0", "");
            assert!(
                digits.contains(n.value),
                "{}: {} is not in `{}`",
                n.what,
                n.value,
                n.text
            );
        }
    }
}
