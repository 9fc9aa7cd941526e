//! METHANE and SitRep as they stand: to be read out, mended and signed by a person.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{MethaneText, Nothing, SitRepText};

use super::time;
use crate::asked::Asked;
use crate::outcome::Outcome;

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "not known yet" } else { text }
}

pub fn methane(asked: &Asked) -> Result<Outcome, ErrorView> {
    let m: MethaneText = asked.ask("methane_draft", &Nothing {})?;
    asked.say(&m, || {
        let letters = [
            ("M  Major incident", &m.major),
            ("E  Exact location", &m.exact),
            ("T  Type", &m.sort),
            ("H  Hazards", &m.hazards),
            ("A  Access", &m.access),
            ("N  Numbers", &m.numbers),
            ("E  Emergency response", &m.emergency),
        ];
        letters
            .iter()
            .map(|(letter, text)| format!("{letter}: {}", or_unknown(text)))
            .collect()
    })?;
    Ok(Outcome::done())
}

pub fn sitrep(asked: &Asked) -> Result<Outcome, ErrorView> {
    let s: SitRepText = asked.ask("sitrep_draft", &Nothing {})?;
    asked.say(&s, || {
        let (from, to) = (s.from.as_deref().map(time), s.to.as_deref().map(time));
        let mut lines = vec![format!(
            "SitRep {}, {} to {}",
            s.number,
            from.unwrap_or_default(),
            to.unwrap_or_default()
        )];
        for (head, text) in [
            ("Situation", &s.situation),
            ("Done", &s.done),
            ("Planned", &s.planned),
            ("Foreseen", &s.foreseen),
        ] {
            lines.push(format!("{head}: {}", or_unknown(text)));
        }
        lines
    })?;
    Ok(Outcome::done())
}
