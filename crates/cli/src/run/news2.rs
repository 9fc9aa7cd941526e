//! NEWS2: scored, and entered for a patient.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{CensusEdited, News2Ask, News2View};

use super::census::key_of;
use crate::args::News2;
use crate::asked::Asked;
use crate::outcome::Outcome;

fn asks(set: &News2, patient: String) -> News2Ask {
    let oxygen = match (set.air, set.oxygen) {
        (true, _) => "air",
        (_, true) => "oxygen",
        _ => "",
    };
    News2Ask {
        patient,
        adult: set.adult,
        respirations: set.respirations.clone(),
        spo2: set.spo2.clone(),
        scale2: set.scale2,
        oxygen: oxygen.to_owned(),
        pressure: set.pressure.clone(),
        pulse: set.pulse.clone(),
        consciousness: set.consciousness.clone(),
        temperature: set.temperature.clone(),
        at: set.at.clone(),
    }
}

/// Of a patient in the census; written into the log where that is asked for.
pub fn of_patient(asked: &Asked, set: &News2) -> Result<Outcome, ErrorView> {
    let patient = key_of(asked, &set.patient)?;
    if !set.enter {
        return scored(asked, &asks(set, patient));
    }
    let done: CensusEdited = asked.ask("news2_enter", &asks(set, patient))?;
    asked.say(&done, || vec![format!("Entry {}: {}", done.number, done.said)])?;
    Ok(Outcome::done())
}

/// Of nobody in particular; needs no home.
pub fn score(asked: &Asked, set: &News2) -> Result<Outcome, ErrorView> {
    scored(asked, &asks(set, String::new()))
}

fn scored(asked: &Asked, ask: &News2Ask) -> Result<Outcome, ErrorView> {
    let view: News2View = asked.ask("news2", ask)?;
    asked.say(&view, || words(&view))?;
    let mut look = view.cautions.clone();
    if view.score.is_none() {
        look.insert(0, format!("{}. An incomplete score is never 0.", view.said));
    }
    Ok(Outcome { look })
}

fn words(view: &News2View) -> Vec<String> {
    let mut lines = Vec::new();
    if !view.who.is_empty() {
        lines.push(view.who.clone());
    }
    lines.push(view.said.clone());
    lines.extend(view.parts.iter().map(|part| match part.score {
        Some(score) => format!("  {score}  {}", part.parameter),
        None => format!("  ?  {}: not recorded", part.parameter),
    }));
    let already = if view.score.is_some() { "" } else { "At least " };
    lines.push(format!(
        "{already}{}, {}: {}",
        view.scores, view.how_often, view.response
    ));
    if !view.before.is_empty() {
        lines.push(format!("Before: {}", view.before));
    }
    lines.push(view.source.clone());
    lines
}
