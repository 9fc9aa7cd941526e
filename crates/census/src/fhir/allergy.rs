//! AllergyIntolerance.

use super::elements::{codes, date, first_code, has_code, words};
use super::json::Json;
use super::{Cx, Fact};
use crate::allergies::{is_none_known_code, is_not_asked_code, says_none_known};
use crate::claims::Field;
use crate::feed::AllergyClaim;
use crate::model::Allergy;

/// An allergy, a claim that there is none, or nothing (entered in error, refuted, nobody asked).
pub(super) fn allergy(resource: &Json<'_>, cx: &mut Cx<'_>) -> Option<Fact> {
    let verification = first_code(resource.get("verificationStatus"));
    let concept = resource.get("code");
    let shown = words(concept).or_else(|| {
        resource
            .get("reaction")
            .items()
            .iter()
            .find_map(|r| words(r.get("substance")))
    });
    if let Some(why @ ("entered-in-error" | "refuted")) = verification {
        let what = shown.as_deref().unwrap_or("without a name");
        let why = if why == "refuted" {
            "refuted"
        } else {
            "entered in error"
        };
        cx.warn(format!(
            "Allergy {what} is marked {why} and is not shown. Ask the patient or family."
        ));
        let at = resource.get("recordedDate").text().and_then(|t| cx.times.when(t));
        return Some(Fact::Said(Field::Allergy, format!("{what} ({why})"), at));
    }
    let Some(substance) = shown else {
        cx.warn("An allergy has no name. Ask the patient or family what it is.");
        return Some(Fact::Allergy(
            None,
            AllergyClaim::Allergy(Allergy {
                substance: "not named in the source: ask".to_owned(),
                codes: Vec::new(),
                reaction: None,
                severity: None,
                source: None,
                recorded: None,
                unconfirmed: true,
            }),
        ));
    };
    let inner: Vec<_> = concept
        .get("coding")
        .items()
        .iter()
        .filter_map(|c| c.get("code").text())
        .collect();
    if inner.iter().any(|c| is_not_asked_code(c)) {
        return None;
    }
    let recorded_at = resource.get("recordedDate").text().and_then(|t| cx.times.when(t));
    cx.ledger.saw(recorded_at);
    let resolved = matches!(
        first_code(resource.get("clinicalStatus")),
        Some("inactive" | "resolved")
    );
    let who = resource
        .get("asserter")
        .get("display")
        .owned()
        .or_else(|| resource.get("recorder").get("display").owned());
    if inner.iter().any(|c| is_none_known_code(c)) || says_none_known(&substance) {
        // A "none known" that no longer holds says that something was found since.
        return (!resolved).then_some(Fact::Allergy(
            recorded_at,
            AllergyClaim::NoneKnown {
                by: who,
                at: recorded_at,
            },
        ));
    }
    if resolved {
        cx.warn(format!(
            "Allergy {substance} is marked resolved and is not shown. Ask the patient or family."
        ));
        return Some(Fact::Said(
            Field::Allergy,
            format!("{substance} (resolved)"),
            recorded_at,
        ));
    }
    // A source that says nothing of confirmation has not said that it is in doubt.
    let unconfirmed = has_code(resource.get("verificationStatus"), &["unconfirmed", "presumed"]);
    Some(Fact::Allergy(
        recorded_at,
        AllergyClaim::Allergy(Allergy {
            substance,
            codes: codes(concept),
            reaction: reaction(resource),
            severity: severity(resource),
            source: who,
            recorded: resource
                .get("recordedDate")
                .text()
                .and_then(|t| t.get(..10))
                .and_then(date),
            unconfirmed,
        }),
    ))
}

fn reaction(resource: &Json<'_>) -> Option<String> {
    let mut words_of: Vec<String> = Vec::new();
    for reaction in resource.get("reaction").items() {
        let manifestations = reaction.get("manifestation").items().iter().filter_map(words);
        for text in manifestations.chain(reaction.get("description").owned()) {
            if !words_of.contains(&text) {
                words_of.push(text);
            }
        }
    }
    (!words_of.is_empty()).then(|| words_of.join(", "))
}

fn severity(resource: &Json<'_>) -> Option<String> {
    let worst = ["severe", "moderate", "mild"].into_iter().find(|level| {
        resource
            .get("reaction")
            .items()
            .iter()
            .any(|r| r.get("severity").text() == Some(level))
    });
    let criticality = match resource.get("criticality").text() {
        Some("high") => Some("high risk"),
        Some("low") => Some("low risk"),
        _ => None,
    };
    let both: Vec<&str> = worst.into_iter().chain(criticality).collect();
    (!both.is_empty()).then(|| both.join(", "))
}
