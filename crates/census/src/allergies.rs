//! What is known about allergies, out of claims that may contradict one another. An allergy always wins.

use crate::feed::{AllergyClaim, Ledger};
use crate::model::{Allergies, Allergy, PatientId};

/// Settles the claims: an empty list is *not known*; "none known" holds only when nobody names an allergy. With it, the
/// contradiction in words, when records contradict one another.
pub(crate) fn settle_allergies(
    id: &PatientId,
    claims: &[AllergyClaim],
    file: &str,
    ledger: &mut Ledger,
) -> (Allergies, Option<String>) {
    let mut items: Vec<Allergy> = Vec::new();
    let mut none_known = None;
    for claim in claims {
        match claim {
            AllergyClaim::Allergy(allergy) if !items.contains(allergy) => items.push(allergy.clone()),
            AllergyClaim::Allergy(_) => {}
            AllergyClaim::NoneKnown { by, at } => {
                let newer = none_known.as_ref().is_none_or(|(_, known)| at > known);
                if newer {
                    none_known = Some((by.clone(), *at));
                }
            }
        }
    }
    match (items.is_empty(), none_known) {
        (true, None) => (Allergies::NotKnown, None),
        (true, Some((by, at))) => (Allergies::NoneKnown { by, at }, None),
        (false, None) => (Allergies::Recorded { items }, None),
        (false, Some((by, at))) => {
            let names: Vec<&str> = items.iter().map(|a| a.substance.as_str()).collect();
            let text = format!(
                "ALLERGY CONFLICT: one record says no known allergies, another says {}. The allergy is kept. Ask the patient or family before any new drug.",
                names.join(", ")
            );
            ledger.warn(file, id.as_str(), text);
            let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
            let at = at
                .map(|at| format!(" on {}", at.format("%d-%b-%Y")))
                .unwrap_or_default();
            let conflict = format!("Another record says none known{at}{by}");
            (Allergies::Recorded { items }, Some(conflict))
        }
    }
}

/// Whether words mean that somebody asked and there was nothing. "None" alone counts only where the column is for
/// allergies.
pub(crate) fn says_none_known(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let text = text
        .replace("known drug allergies", "known allergies")
        .replace("drug allergy", "allergy");
    matches!(
        text.as_str(),
        "nkda"
            | "nka"
            | "none"
            | "none known"
            | "nil known"
            | "no known allergies"
            | "no known allergy"
            | "nil"
    ) || text.starts_with("no known allerg")
        || text.starts_with("no known drug allerg")
        || text.starts_with("no known medication allerg")
}

/// Codes that mean the same (SNOMED CT: no known allergy, no known drug allergy and their kin).
pub(crate) fn is_none_known_code(code: &str) -> bool {
    matches!(
        code,
        "716186003"
            | "409137002"
            | "428607008"
            | "429625007"
            | "428197003"
            | "716184000"
            | "716220001"
            | "160244002"
            | "1003774007"
            | "NKA"
            | "NKDA"
            | "nilknown"
            | "no-known-allergies"
    )
}

/// Codes that mean that nobody has said (SNOMED CT 1631000175102 "patient not asked").
pub(crate) fn is_not_asked_code(code: &str) -> bool {
    matches!(code, "1631000175102" | "unavailable" | "notasked" | "withheld")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allergy(substance: &str) -> AllergyClaim {
        AllergyClaim::Allergy(Allergy {
            substance: substance.to_owned(),
            codes: Vec::new(),
            reaction: None,
            severity: None,
            source: None,
            recorded: None,
            unconfirmed: false,
        })
    }

    #[test]
    fn nothing_said_is_never_none_known() {
        let id = PatientId("x".to_owned());
        let mut ledger = Ledger::default();
        assert_eq!(
            settle_allergies(&id, &[], "f", &mut ledger),
            (Allergies::NotKnown, None)
        );
        let none = AllergyClaim::NoneKnown { by: None, at: None };
        assert_eq!(
            settle_allergies(&id, std::slice::from_ref(&none), "f", &mut ledger),
            (Allergies::NoneKnown { by: None, at: None }, None)
        );
        assert!(ledger.warnings.is_empty());
        let (both, conflict) = settle_allergies(
            &id,
            &[none, allergy("Penicillin"), allergy("Penicillin")],
            "f",
            &mut ledger,
        );
        assert!(matches!(both, Allergies::Recorded { items } if items.len() == 1));
        assert_eq!(conflict.as_deref(), Some("Another record says none known"));
        insta::assert_snapshot!(ledger.warnings[0].text, @"ALLERGY CONFLICT: one record says no known allergies, another says Penicillin. The allergy is kept. Ask the patient or family before any new drug.");
    }

    #[test]
    fn words_for_none() {
        for text in [
            "NKDA",
            "none known",
            "No known drug allergies.",
            "No known allergy (situation)",
            "Nil known",
        ] {
            assert!(says_none_known(text), "{text}");
        }
        for text in ["", "not known", "unknown", "None documented", "Penicillin"] {
            assert!(!says_none_known(text), "{text}");
        }
    }
}
