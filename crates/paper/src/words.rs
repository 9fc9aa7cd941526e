//! Words and numbers as they may be printed: units in full, no trailing zero, always a leading one.

/// A number without a trailing zero and with a leading one: "5.0" → "5", ".5" → "0.5". Anything else is unchanged.
pub fn plain_number(text: &str) -> String {
    let text = text.trim();
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let Some((whole, part)) = text.split_once('.') else {
        return text.to_string();
    };
    if !(whole.is_empty() || digits(whole)) || !digits(part) {
        return text.to_string();
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    match part.trim_end_matches('0') {
        "" => whole.to_string(),
        part => format!("{whole}.{part}"),
    }
}

/// A unit in full where its short form has killed people (U, IU, mcg, µg, ng); otherwise as it came.
pub fn unit_in_full(unit: &str) -> String {
    let whole = |u: &str| {
        Some(match u {
            "U" | "u" | "IU" | "iu" | "I.U." | "IE" | "unit" => "units",
            "mcg" | "µg" | "μg" | "ug" | "MCG" | "microgram" => "micrograms",
            "ng" | "nanogram" => "nanograms",
            "ml" | "ML" => "mL",
            "l" => "L",
            "gm" => "g",
            _ => return None,
        })
    };
    unit.split('/')
        .map(|part| whole(part).map_or_else(|| part.to_string(), String::from))
        .collect::<Vec<_>>()
        .join("/")
}

/// A source's own words with every number and unit as they may be printed.
pub fn in_full(text: &str) -> String {
    text.split(' ')
        .filter(|w| !w.is_empty())
        .map(word_in_full)
        .collect::<Vec<_>>()
        .join(" ")
}

fn word_in_full(word: &str) -> String {
    let core = word.trim_matches(|c| matches!(c, ',' | ';' | '(' | ')' | ':'));
    let core = core.strip_suffix('.').unwrap_or(core);
    let Some(at) = word.find(core).filter(|_| !core.is_empty()) else {
        return word.to_string();
    };
    let (before, rest) = word.split_at(at);
    let after = rest.get(core.len()..).unwrap_or_default();
    let number_end = core
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(core.len());
    let (number, unit) = core.split_at(number_end);
    let said = match (number.is_empty(), unit.is_empty()) {
        (true, _) => abbreviation(core)
            .map(String::from)
            .or_else(|| joined(core))
            .unwrap_or_else(|| micrograms_apart(&unit_in_full(unit))),
        (false, true) => plain_number(number),
        (false, false) if unit.chars().all(|c| c.is_alphabetic() || c == 'µ' || c == '/') => {
            let full = unit_in_full(unit);
            let gap = if full == "%" { "" } else { " " };
            format!("{}{gap}{full}", plain_number(number))
        }
        (false, false) => joined(core).unwrap_or_else(|| micrograms_apart(core)),
    };
    format!("{before}{said}{after}")
}

/// Short words for how often that have been read as another one: what they were and what they may mean, to be asked.
fn abbreviation(word: &str) -> Option<&'static str> {
    match word.replace('.', "").to_uppercase().as_str() {
        "QD" => Some("“q.d.” (daily? ask)"),
        "QOD" => Some("“q.o.d.” (every other day? ask)"),
        _ => None,
    }
}

/// What a run of characters in a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Number,
    Letters,
    Sign,
}

/// The word as runs of digits, of letters and of what stands between them.
fn runs(word: &str) -> Vec<(Run, &str)> {
    let kind = |c: char| match c {
        '0'..='9' | '.' | ',' => Run::Number,
        c if c.is_alphabetic() || c == 'µ' => Run::Letters,
        _ => Run::Sign,
    };
    let mut out = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let of = kind(first);
        let end = rest.find(|c| kind(c) != of).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        out.push((of, run));
        rest = after;
    }
    out
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "mg" | "g"
            | "gm"
            | "kg"
            | "mcg"
            | "µg"
            | "μg"
            | "ug"
            | "MCG"
            | "microgram"
            | "micrograms"
            | "ng"
            | "nanogram"
            | "nanograms"
            | "ml"
            | "mL"
            | "ML"
            | "l"
            | "L"
            | "U"
            | "u"
            | "IU"
            | "iu"
            | "IE"
            | "unit"
            | "units"
            | "mmol"
            | "h"
            | "hour"
            | "hours"
            | "min"
            | "day"
            | "dose"
            | "puff"
            | "actuation"
            | "spray"
            | "tablet"
            | "drop"
    )
}

/// Several numbers and units without a space ("10mg/5mL", "100-200mcg"), written apart; none when a part of it is neither.
/// No number is changed but for a trailing or a leading zero.
fn joined(word: &str) -> Option<String> {
    let mut out = String::new();
    let (mut before, mut units) = (Run::Sign, 0);
    for (run, text) in runs(word) {
        match run {
            Run::Number if before == Run::Letters => return None,
            Run::Number => out.push_str(&plain_number(text)),
            Run::Letters if !is_unit(text) => return None,
            Run::Letters => {
                if before == Run::Number {
                    out.push(' ');
                    units += 1;
                }
                out.push_str(&unit_in_full(text));
            }
            Run::Sign if matches!(text, "/" | "-" | "–" | "+" | "×") => out.push_str(text),
            Run::Sign => return None,
        }
        before = run;
    }
    (units > 0).then_some(out)
}

/// A word that is none of these: micrograms are written in full all the same.
fn micrograms_apart(word: &str) -> String {
    let mut out = String::new();
    let mut before = Run::Sign;
    for (run, text) in runs(word) {
        if run == Run::Letters && matches!(text, "mcg" | "µg" | "μg" | "MCG") {
            out.push_str(if before == Run::Number {
                " micrograms"
            } else {
                "micrograms"
            });
        } else {
            out.push_str(text);
        }
        before = run;
    }
    out
}

/// A medicine's name with those words written apart that an adopted list writes apart ("prednisoLONE"). Nothing else
/// is changed: a name that is not listed stays as its source wrote it.
pub fn tall_man(name: &str, list: &[String]) -> String {
    name.split(' ')
        .map(|word| {
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            let listed = list
                .iter()
                .find(|l| !core.is_empty() && l.to_lowercase() == core.to_lowercase());
            listed.map_or_else(|| word.to_string(), |l| word.replacen(core, l, 1))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// An NHS number grouped 3 3 4. Text that is not ten digits is unchanged.
pub fn grouped(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..10)) {
        (Some(a), Some(b), Some(c)) if digits.len() == 10 => format!("{a} {b} {c}"),
        _ => digits.to_string(),
    }
}

/// Whether ten digits end in the right NHS check digit (weights 10 to 2, mod 11).
pub fn nhs_check(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [body @ .., check] = values.as_slice() else {
        return false;
    };
    if body.len() != 9 || digits.len() != 10 {
        return false;
    }
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    (11 - sum % 11) % 11 == *check
}

/// A first letter in capitals.
pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_units_are_written_as_iso_and_ismp_ask() {
        for (from, to) in [
            ("5.0", "5"),
            (".5", "0.5"),
            ("0.50", "0.5"),
            ("25/100", "25/100"),
            ("1.2.3", "1.2.3"),
            ("10", "10"),
        ] {
            assert_eq!(plain_number(from), to);
        }
        for (from, to) in [
            ("10 IU", "10 units"),
            ("10U at night", "10 units at night"),
            ("125mcg", "125 micrograms"),
            ("0.1 mcg/kg/min", "0.1 micrograms/kg/min"),
            ("5.0 mg, once", "5 mg, once"),
            ("Half a tablet.", "Half a tablet."),
            ("co-careldopa 25mg", "co-careldopa 25 mg"),
            ("3-hourly", "3-hourly"),
            ("US visitor", "US visitor"),
            ("10mg/5mL", "10 mg/5 mL"),
            ("50mcg/5.0ml", "50 micrograms/5 mL"),
            ("100-200mcg", "100-200 micrograms"),
            ("100mcg–200mcg,", "100 micrograms–200 micrograms,"),
            ("50U/50mL", "50 units/50 mL"),
            ("500/125mg", "500/125 mg"),
            ("1,000mcg", "1,000 micrograms"),
            ("salmeterol50mcg", "salmeterol50 micrograms"),
            ("25/100", "25/100"),
            ("12-Nov", "12-Nov"),
            ("24-h", "24-h"),
            ("B12 1.0mg", "B12 1 mg"),
            ("100-mcg", "100-micrograms"),
            ("~5mcg", "~5 micrograms"),
            ("QD", "“q.d.” (daily? ask)"),
            ("5mg q.d.", "5 mg “q.d.” (daily? ask)."),
            ("QDS", "QDS"),
        ] {
            assert_eq!(in_full(from), to);
        }
    }

    #[test]
    fn a_listed_name_is_written_apart_and_no_other() {
        let list = ["prednisoLONE".to_string(), "hydrALAZINE".to_string()];
        for (from, to) in [
            ("prednisolone", "prednisoLONE"),
            (
                "Prednisolone 5 mg (prednisolone)",
                "prednisoLONE 5 mg (prednisoLONE)",
            ),
            ("methylprednisolone", "methylprednisolone"),
            ("prednisone", "prednisone"),
        ] {
            assert_eq!(tall_man(from, &list), to);
        }
        assert_eq!(tall_man("prednisolone", &[]), "prednisolone");
    }

    #[test]
    fn nhs_numbers_are_checked_and_grouped() {
        assert!(nhs_check("9434765919"));
        assert!(!nhs_check("9434765918"));
        assert!(!nhs_check("943476591"));
        assert_eq!(grouped("9434765919"), "943 476 5919");
    }
}
