//! What sort of ward a name means. Only words that leave no doubt decide; anything else stays unknown.

use crate::model::WardKind;

/// Phrases are tried in order, so that "paediatric intensive care" is found before "intensive care".
/// Short abbreviations must stand alone ("ED" is not found in "Medical").
const PHRASES: &[(&str, WardKind)] = &[
    ("virtual ward", WardKind::Community),
    ("hospital at home", WardKind::Community),
    ("home ventilation", WardKind::Community),
    ("community", WardKind::Community),
    ("neonat", WardKind::Neonatal),
    ("nicu", WardKind::Neonatal),
    ("scbu", WardKind::Neonatal),
    ("special care baby", WardKind::Neonatal),
    ("picu", WardKind::Paediatric),
    ("paediatric", WardKind::Paediatric),
    ("pediatric", WardKind::Paediatric),
    ("children", WardKind::Paediatric),
    ("labour", WardKind::Labour),
    ("delivery suite", WardKind::Labour),
    ("birth centre", WardKind::Labour),
    ("maternity", WardKind::Maternity),
    ("antenatal", WardKind::Maternity),
    ("postnatal", WardKind::Maternity),
    ("coronary care", WardKind::Cardiac),
    ("cardiac", WardKind::Cardiac),
    ("cardiology", WardKind::Cardiac),
    ("kardiologie", WardKind::Cardiac),
    ("catheter lab", WardKind::Cardiac),
    ("stroke", WardKind::Neuro),
    ("neuro", WardKind::Neuro),
    ("spinal", WardKind::Neuro),
    ("dialysis", WardKind::Renal),
    ("renal", WardKind::Renal),
    ("nephrology", WardKind::Renal),
    ("oncology", WardKind::Cancer),
    ("haematology", WardKind::Cancer),
    ("hematology", WardKind::Cancer),
    ("chemotherapy", WardKind::Cancer),
    ("radiotherapy", WardKind::Cancer),
    ("onkologie", WardKind::Cancer),
    ("intensive care", WardKind::IntensiveCare),
    ("intensivstation", WardKind::IntensiveCare),
    ("critical care", WardKind::IntensiveCare),
    ("icu", WardKind::IntensiveCare),
    ("itu", WardKind::IntensiveCare),
    ("high dependency", WardKind::HighDependency),
    ("hdu", WardKind::HighDependency),
    ("emergency dep", WardKind::Emergency),
    ("accident and emergency", WardKind::Emergency),
    ("a&e", WardKind::Emergency),
    ("notaufnahme", WardKind::Emergency),
    ("ed", WardKind::Emergency),
    ("resus", WardKind::Emergency),
    ("acute medical", WardKind::AcuteMedical),
    ("medical assessment", WardKind::AcuteMedical),
    ("same day emergency", WardKind::AcuteMedical),
    ("amu", WardKind::AcuteMedical),
    ("sdec", WardKind::AcuteMedical),
    ("theatre", WardKind::Theatre),
    ("recovery", WardKind::Theatre),
    ("operating", WardKind::Theatre),
    ("older people", WardKind::OlderPeople),
    ("elderly", WardKind::OlderPeople),
    ("geriatr", WardKind::OlderPeople),
    ("frailty", WardKind::OlderPeople),
    ("mental health", WardKind::MentalHealth),
    ("psychiatr", WardKind::MentalHealth),
    ("orthopaedic", WardKind::Surgical),
    ("trauma", WardKind::Surgical),
    ("surger", WardKind::Surgical),
    ("surgical", WardKind::Surgical),
    ("chirurgi", WardKind::Surgical),
    ("urology", WardKind::Surgical),
    ("vascular", WardKind::Surgical),
    ("gynaecology", WardKind::Surgical),
    ("respiratory", WardKind::Medical),
    ("gastro", WardKind::Medical),
    ("infectious", WardKind::Medical),
    ("diabetes", WardKind::Medical),
    ("medical", WardKind::Medical),
    ("medicine", WardKind::Medical),
    ("innere", WardKind::Medical),
    ("ccu", WardKind::Cardiac),
];

/// The kind of ward that a name says, or `Unknown`.
pub fn kind_of(name: &str) -> WardKind {
    let name = name.to_lowercase();
    PHRASES
        .iter()
        .find(|(phrase, _)| {
            if phrase.len() <= 4 {
                has_word(&name, phrase)
            } else {
                name.contains(phrase)
            }
        })
        .map_or(WardKind::Unknown, |(_, kind)| *kind)
}

/// The kind that an HL7 v3 service-delivery-location role code says.
pub fn kind_of_role(code: &str) -> WardKind {
    match code {
        "ICU" => WardKind::IntensiveCare,
        "PEDNICU" => WardKind::Neonatal,
        "PEDICU" | "PEDU" => WardKind::Paediatric,
        "ER" | "ETU" => WardKind::Emergency,
        "CCU" | "CARD" => WardKind::Cardiac,
        "HD" => WardKind::Renal,
        "CANC" | "BMTU" => WardKind::Cancer,
        "PHU" => WardKind::MentalHealth,
        _ => WardKind::Unknown,
    }
}

/// Whether a bay or room name says that it is a single room.
pub fn is_side_room(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "side room",
        "sideroom",
        "single room",
        "cubicle",
        "isolation room",
    ]
    .iter()
    .any(|w| name.contains(w))
        || name.split(|c: char| !c.is_alphanumeric()).any(|word| {
            word.strip_prefix("sr")
                .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
        })
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !letter(before) && !letter(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_people_use() {
        for (name, kind) in [
            ("AMU", WardKind::AcuteMedical),
            ("ED Majors", WardKind::Emergency),
            ("UCH T03 INTENSIVE CARE", WardKind::IntensiveCare),
            ("Medical ward 7", WardKind::Medical),
            ("Ward 9 Spinal", WardKind::Neuro),
            ("Neonatal intensive care", WardKind::Neonatal),
            ("Children's ward Puffin", WardKind::Paediatric),
            ("Ward 12", WardKind::Unknown),
            ("", WardKind::Unknown),
            ("CARDIOLOGY SJUH", WardKind::Cardiac),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn single_rooms() {
        for name in ["Side room 3", "SR09", "T08SARCU SR40", "sr 4", "Cubicle 1"] {
            assert!(is_side_room(name), "{name}");
        }
        for name in ["Bay 2", "BY04", "Room 12", "SRB"] {
            assert!(!is_side_room(name), "{name}");
        }
    }
}
