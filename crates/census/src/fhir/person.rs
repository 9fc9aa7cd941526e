//! Patient and Practitioner.

use super::Cx;
use super::elements::{date, first_code, has_code, words};
use super::json::Json;
use crate::feed::Person;
use crate::model::{NhsNumber, PersonName, Sex, Source};
use crate::nhs_number;

const NHS_SYSTEMS: &[&str] = &[
    "https://fhir.nhs.uk/Id/nhs-number",
    "http://fhir.nhs.net/Id/nhs-number",
    "urn:oid:2.16.840.1.113883.2.1.4.1",
];

/// Everything a Patient resource says about the person.
pub(super) fn patient(resource: &Json<'_>, cx: &mut Cx<'_>) -> Person {
    let born = resource.get("birthDate").text().and_then(|text| {
        let read = date(text).filter(|_| text.len() == 10);
        if read.is_none() {
            cx.left_out("birthDate", text);
        }
        read
    });
    let sex = match resource.get("gender").text() {
        Some("female") => Some(Sex::Female),
        Some("male") => Some(Sex::Male),
        Some("other") => Some(Sex::Other),
        _ => None,
    };
    let died = match resource.choice("deceased") {
        Some(("DateTime", at)) => at.text().map(|t| cx.times.when(t)),
        Some((_, yes)) => (yes.truth() == Some(true)).then_some(None),
        None => None,
    };
    Person {
        nhs: nhs_number_of(resource, cx),
        local: hospital_number(resource),
        name: name(resource.get("name")),
        born,
        sex,
        language: language(resource),
        died,
        sources: vec![Source {
            file: cx.file.to_owned(),
            at: cx.at.to_string(),
        }],
        ..Person::default()
    }
}

fn nhs_number_of(resource: &Json<'_>, cx: &mut Cx<'_>) -> Option<NhsNumber> {
    let is_nhs = |i: &&Json<'_>| {
        i.get("system").text().is_some_and(|s| NHS_SYSTEMS.contains(&s)) || has_code(i.get("type"), &["NH"])
    };
    let identifier = resource.get("identifier").items().iter().find(is_nhs)?;
    let text = identifier.get("value").text()?;
    match nhs_number::parse(text) {
        Ok(digits) => Some(NhsNumber {
            digits,
            verified: verified(identifier),
        }),
        Err(fault) => {
            let short: String = text.chars().take(20).collect();
            cx.warn(format!(
                "NHS number \"{short}\" was left out: {fault}. Check the wristband."
            ));
            None
        }
    }
}

/// UK Core's verification status: 01 is "present and verified", all others are not.
fn verified(identifier: &Json<'_>) -> Option<bool> {
    let status = identifier.get("extension").items().iter().find(|e| {
        e.get("url")
            .text()
            .is_some_and(|u| u.ends_with("NHSNumberVerificationStatus"))
    })?;
    first_code(status.get("valueCodeableConcept"))
        .map(|code| code == "01" || code == "number-present-and-verified")
}

/// The hospital's own number: typed MR, else the first that is neither the NHS number nor a card or passport.
fn hospital_number(resource: &Json<'_>) -> Option<(String, String)> {
    let identifiers = resource.get("identifier").items();
    let typed = identifiers
        .iter()
        .find(|i| has_code(i.get("type"), &["MR", "PI"]));
    let plain = identifiers.iter().find(|i| {
        let system = i.get("system").text().unwrap_or("");
        i.get("type").is_nothing() && !NHS_SYSTEMS.contains(&system) && !system.ends_with("/synthea")
    });
    let chosen = typed.or(plain)?;
    Some((
        chosen.get("system").text().unwrap_or("").to_owned(),
        chosen.get("value").decimal_or_text()?,
    ))
}

/// The name in use: official before usual before any other; old, nick- and maiden names only when there is no other. A
/// further name in another script stands beside it.
fn name(names: &Json<'_>) -> PersonName {
    let rank = |n: &&Json<'_>| match n.get("use").text() {
        Some("official") => 0,
        Some("usual") => 1,
        None => 2,
        Some("temp" | "anonymous") => 3,
        _ => 4,
    };
    let is_native = |n: &&Json<'_>| representation(n) == Some("IDE") || !is_latin(&whole(n));
    let mut all: Vec<&Json<'_>> = names.items().iter().filter(|n| !whole(n).is_empty()).collect();
    all.sort_by_key(rank);
    let latin = all.iter().copied().find(|n| !is_native(n));
    let native = all.iter().copied().find(is_native);
    let Some(main) = latin.or(native) else {
        return PersonName::default();
    };
    let family = main.get("family").owned();
    let given: Vec<String> = main.get("given").items().iter().filter_map(Json::owned).collect();
    let native = latin.and(native).map(whole);
    match family {
        Some(family) => PersonName {
            family,
            given,
            native,
        },
        // Only a text: it is all family name, never cut in two by guess.
        None if given.is_empty() => PersonName {
            family: main.get("text").owned().unwrap_or_default(),
            given,
            native,
        },
        None => PersonName {
            family: String::new(),
            given,
            native,
        },
    }
}

fn representation<'j>(name: &'j Json<'_>) -> Option<&'j str> {
    let url = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
    let extension = name
        .get("extension")
        .items()
        .iter()
        .find(|e| e.get("url").text() == Some(url))?;
    extension.get("valueCode").text()
}

fn whole(name: &Json<'_>) -> String {
    if let Some(text) = name.get("text").text() {
        return text.to_owned();
    }
    let given = name.get("given").items().iter().filter_map(Json::text);
    given
        .chain(name.get("family").text())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Latin letters (with any marks) or no letters at all.
fn is_latin(text: &str) -> bool {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| c < '\u{370}' || ('\u{1e00}'..='\u{1eff}').contains(&c))
}

/// The language to ask in, when it is not English.
fn language(resource: &Json<'_>) -> Option<String> {
    let communication = resource.get("communication").items();
    let preferred = communication
        .iter()
        .find(|c| c.get("preferred").truth() == Some(true));
    let concept = preferred.or(communication.first())?.get("language");
    let code = first_code(concept).unwrap_or("");
    (!code.starts_with("en")).then(|| words(concept)).flatten()
}

/// A practitioner's name as it is said.
pub(super) fn practitioner(resource: &Json<'_>) -> Option<String> {
    let name = resource.get("name");
    if let Some(text) = name.get("text").text() {
        return Some(text.to_owned());
    }
    let prefix = name.get("prefix").items().iter().filter_map(Json::text);
    let given = name.get("given").items().iter().filter_map(Json::text);
    let all: Vec<&str> = prefix.chain(given).chain(name.get("family").text()).collect();
    (!all.is_empty()).then(|| all.join(" "))
}
