//! FHIR's data types: codings, quantities, times, references.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::json::Json;
use crate::feed::{Period, When};
use crate::model::{Amount, Code};
use crate::units;

/// Short name of a terminology, or its URI as it came.
pub(super) fn system_name(uri: &str) -> String {
    let short = match uri.trim_end_matches('/') {
        "http://snomed.info/sct" => "snomed",
        "https://dmd.nhs.uk" | "http://dmd.nhs.uk" => "dmd",
        "http://loinc.org" => "loinc",
        "http://www.nlm.nih.gov/research/umls/rxnorm" => "rxnorm",
        "http://hl7.org/fhir/sid/icd-10"
        | "http://hl7.org/fhir/sid/icd-10-cm"
        | "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
        | "http://fhir.de/CodeSystem/dimdi/icd-10-gm" => "icd10",
        "http://www.whocc.no/atc"
        | "http://fhir.de/CodeSystem/bfarm/atc"
        | "http://fhir.de/CodeSystem/dimdi/atc" => "atc",
        other if other.starts_with("http://snomed.info/sct") => "snomed",
        "" => "local",
        other => return other.to_owned(),
    };
    short.to_owned()
}

/// The codings of a CodeableConcept.
pub(super) fn codes(concept: &Json<'_>) -> Vec<Code> {
    let one = |c: &Json<'_>| {
        Some(Code {
            system: system_name(c.get("system").text().unwrap_or("")),
            code: c.get("code").text()?.to_owned(),
            display: c.get("display").owned(),
        })
    };
    concept.get("coding").items().iter().filter_map(one).collect()
}

/// Whether any coding has one of these codes (of any system: the lists we ask for do not collide).
pub(super) fn has_code(concept: &Json<'_>, wanted: &[&str]) -> bool {
    concept
        .get("coding")
        .items()
        .iter()
        .any(|c| c.get("code").text().is_some_and(|code| wanted.contains(&code)))
}

/// First code of a CodeableConcept, or of a plain Coding.
pub(super) fn first_code<'j>(concept: &'j Json<'_>) -> Option<&'j str> {
    concept
        .get("coding")
        .items()
        .iter()
        .find_map(|c| c.get("code").text())
        .or_else(|| concept.get("code").text())
}

/// A CodeableConcept in words: its text, else what the coder chose or first showed, else the bare code.
pub(super) fn words(concept: &Json<'_>) -> Option<String> {
    if let Some(text) = concept.get("text").text() {
        return Some(text.to_owned());
    }
    let codings = concept.get("coding").items();
    let chosen = codings
        .iter()
        .find(|c| c.get("userSelected").truth() == Some(true));
    let shown = chosen.and_then(|c| c.get("display").text());
    shown
        .or_else(|| codings.iter().find_map(|c| c.get("display").text()))
        .or_else(|| codings.iter().find_map(|c| c.get("code").text()))
        .map(str::to_owned)
}

/// A Quantity with its unit in full. The unit's words are taken before its UCUM code.
pub(super) fn quantity(q: &Json<'_>) -> Option<Amount> {
    let value = q.get("value").decimal()?;
    let unit = q
        .get("unit")
        .text()
        .or_else(|| q.get("code").text())
        .unwrap_or("");
    Some(Amount {
        value,
        unit: units::in_full(unit),
    })
}

/// A dateTime, instant or date; a part that is missing counts as its beginning.
pub(super) fn when(text: &str) -> Option<When> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return in_range(exact.with_timezone(&Utc));
    }
    if let Some(day) = date(text) {
        return in_range(day.and_hms_opt(0, 0, 0)?.and_utc());
    }
    // Without seconds, or without a zone (not FHIR, but met): read as UTC.
    for pattern in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(text, pattern) {
            return in_range(local.and_utc());
        }
    }
    let (head, zone) = text.split_at_checked(16)?;
    let local = NaiveDateTime::parse_from_str(head, "%Y-%m-%dT%H:%M").ok()?;
    let offset: FixedOffset = if zone == "Z" { "+00:00" } else { zone }.parse().ok()?;
    in_range(local.and_local_timezone(offset).single()?.with_timezone(&Utc))
}

/// No real record is from before 1850 or after 2200; such a time is a slip, and reckoning with it may overflow.
fn in_range(at: When) -> Option<When> {
    (1850..2200).contains(&at.year()).then_some(at)
}

/// A date; "1970-09" and "1970" count from their first day.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let day = match text.len() {
        10 => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?,
        7 => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()?,
        4 => NaiveDate::from_ymd_opt(text.parse().ok()?, 1, 1)?,
        _ => return None,
    };
    (1850..2200).contains(&day.year()).then_some(day)
}

/// The end of a period: a date means the whole day.
fn until(text: &str) -> Option<When> {
    let at = when(text)?;
    if text.len() == 10 {
        Some(at + TimeDelta::days(1))
    } else {
        Some(at)
    }
}

/// A Period.
pub(super) fn period(p: &Json<'_>) -> Period {
    Period {
        start: p.get("start").text().and_then(when),
        end: p.get("end").text().and_then(until),
    }
}

/// The time of a `name[x]` choice: dateTime, instant, date or Period.
pub(super) fn during(resource: &Json<'_>, name: &str) -> Period {
    for suffix in ["DateTime", "Instant", "Date"] {
        if let Some(text) = resource.get(&format!("{name}{suffix}")).text() {
            return Period::since(when(text));
        }
    }
    period(resource.get(&format!("{name}Period")))
}

/// What a Reference says it points to, in the words of the index: an absolute URL, `Type/id`, a urn, a conditional
/// reference, or `?identifier=system|value`.
pub(super) fn reference(r: &Json<'_>) -> Option<String> {
    if let Some(text) = r.get("reference").text() {
        let text = text.split("/_history/").next().unwrap_or(text);
        return Some(text.replace("%7C", "|").replace("%7c", "|"));
    }
    let value = r.get("identifier").get("value").text()?;
    let system = r.get("identifier").get("system").text().unwrap_or("");
    Some(format!("?identifier={system}|{value}"))
}

/// `Type/id` at the end of an absolute URL.
pub(super) fn tail(url: &str) -> Option<&str> {
    let id_at = url.rfind('/')?;
    let type_at = url.get(..id_at)?.rfind('/').map_or(0, |at| at + 1);
    let tail = url.get(type_at..)?;
    tail.chars()
        .next()
        .is_some_and(|c| c.is_ascii_uppercase())
        .then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_as_fhir_writes_them() {
        for (text, utc) in [
            ("2015-02-07T13:28:17-05:00", "2015-02-07T18:28:17Z"),
            ("2015-02-07T13:28:17.239Z", "2015-02-07T13:28:17.239Z"),
            ("2015-02-07T13:28+01:00", "2015-02-07T12:28:00Z"),
            ("2015-02-07T13:28Z", "2015-02-07T13:28:00Z"),
            ("2015-02-07", "2015-02-07T00:00:00Z"),
            ("2015-02", "2015-02-01T00:00:00Z"),
            ("2015", "2015-01-01T00:00:00Z"),
        ] {
            assert_eq!(when(text), Some(utc.parse().unwrap()), "{text}");
        }
        for wrong in [
            "",
            "2015-02-30",
            "yesterday",
            "9999-01-01",
            "20150207",
            "2015-02-07T25:00:00Z",
        ] {
            assert_eq!(when(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn references_by_every_road() {
        let read = |t: &str| reference(&super::super::json::parse(t).unwrap());
        assert_eq!(
            read(r#"{"reference":"Patient/1/_history/2"}"#).unwrap(),
            "Patient/1"
        );
        assert_eq!(
            read(r#"{"reference":"Practitioner?identifier=a%7C9"}"#).unwrap(),
            "Practitioner?identifier=a|9"
        );
        assert_eq!(
            read(r#"{"identifier":{"system":"s","value":"9"}}"#).unwrap(),
            "?identifier=s|9"
        );
        assert_eq!(tail("https://x.org/fhir/Patient/1"), Some("Patient/1"));
        assert_eq!(tail("urn:uuid:1"), None);
    }

    proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,30}") {
            let _ = (when(&text), date(&text), tail(&text));
        }
    }
}
