//! FHIR's data types: codings, quantities, times, references.

use std::cell::Cell;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

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

/// How times are read: FHIR asks for a zone with every time, and some systems leave it out.
pub(crate) struct Times {
    zone: Tz,
    zoneless: Cell<u32>,
}

impl Times {
    /// Times without a zone are of `zone`.
    pub(crate) fn new(zone: Tz) -> Self {
        Self {
            zone,
            zoneless: Cell::new(0),
        }
    }

    /// So many times had no zone since this was last asked.
    pub(crate) fn zoneless(&self) -> u32 {
        self.zoneless.take()
    }

    /// A dateTime, instant or date; a part that is missing counts as its beginning. A date is of the hospital's zone.
    pub(super) fn when(&self, text: &str) -> Option<When> {
        if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
            return in_range(exact.with_timezone(&Utc));
        }
        if let Some(day) = date(text) {
            return self.local(day.and_hms_opt(0, 0, 0)?);
        }
        // Without seconds, or without a zone (not FHIR, but met).
        for pattern in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
            if let Ok(local) = NaiveDateTime::parse_from_str(text, pattern) {
                self.zoneless.set(self.zoneless.get().saturating_add(1));
                return self.local(local);
            }
        }
        let (head, zone) = text.split_at_checked(16)?;
        let local = NaiveDateTime::parse_from_str(head, "%Y-%m-%dT%H:%M").ok()?;
        let offset: FixedOffset = if zone == "Z" { "+00:00" } else { zone }.parse().ok()?;
        in_range(local.and_local_timezone(offset).single()?.with_timezone(&Utc))
    }

    /// A time of the hospital's clock. The hour that comes twice in autumn is the first of them; one that does not come
    /// at all in spring is the hour after.
    fn local(&self, local: NaiveDateTime) -> Option<When> {
        let at = self.zone.from_local_datetime(&local).earliest().or_else(|| {
            self.zone
                .from_local_datetime(&(local + TimeDelta::hours(1)))
                .earliest()
        })?;
        in_range(at.with_timezone(&Utc))
    }

    /// The end of a period: a date means the whole day.
    fn until(&self, text: &str) -> Option<When> {
        if let Some(next) = date(text).filter(|_| text.len() == 10).and_then(|d| d.succ_opt()) {
            return self.local(next.and_hms_opt(0, 0, 0)?);
        }
        self.when(text)
    }

    /// A Period.
    pub(super) fn period(&self, p: &Json<'_>) -> Period {
        Period {
            start: p.get("start").text().and_then(|t| self.when(t)),
            end: p.get("end").text().and_then(|t| self.until(t)),
        }
    }

    /// The time of a `name[x]` choice: dateTime, instant, date or Period.
    pub(super) fn during(&self, resource: &Json<'_>, name: &str) -> Period {
        for suffix in ["DateTime", "Instant", "Date"] {
            if let Some(text) = resource.get(&format!("{name}{suffix}")).text() {
                return Period::since(self.when(text));
            }
        }
        self.period(resource.get(&format!("{name}Period")))
    }
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

/// A reference in the form in which two of them are held against one another: `Type/id` without a server, an identifier
/// without a type, anything else as it is.
pub(super) fn link(r: &Json<'_>) -> Option<String> {
    let text = reference(r)?;
    if let Some(at) = text.find("?identifier=") {
        return text.get(at..).map(str::to_owned);
    }
    match tail(&text) {
        Some(tail) if text.starts_with("http") => Some(tail.to_owned()),
        _ => Some(text),
    }
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

    fn london() -> Times {
        Times::new(Tz::Europe__London)
    }

    #[test]
    fn times_without_a_zone_are_the_hospitals_and_counted() {
        let times = london();
        for (text, utc) in [
            ("2026-07-01T10:00:00", "2026-07-01T09:00:00Z"),
            ("2026-07-01T10:00", "2026-07-01T09:00:00Z"),
            // The hour that comes twice, and the one that does not come.
            ("2026-10-25T01:30:00", "2026-10-25T00:30:00Z"),
            ("2026-03-29T01:30:00", "2026-03-29T01:30:00Z"),
        ] {
            assert_eq!(times.when(text), Some(utc.parse().unwrap()), "{text}");
        }
        assert_eq!((times.zoneless(), times.zoneless()), (4, 0));
        assert_eq!(
            times.when("2026-07-01"),
            Some("2026-06-30T23:00:00Z".parse().unwrap())
        );
        assert_eq!(
            times.until("2026-07-01"),
            Some("2026-07-01T23:00:00Z".parse().unwrap())
        );
        assert_eq!(times.zoneless(), 0, "a date needs no zone");
    }

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
            assert_eq!(london().when(text), Some(utc.parse().unwrap()), "{text}");
        }
        for wrong in [
            "",
            "2015-02-30",
            "yesterday",
            "9999-01-01",
            "20150207",
            "2015-02-07T25:00:00Z",
        ] {
            assert_eq!(london().when(wrong), None, "{wrong}");
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
            let _ = (london().when(&text), london().until(&text), date(&text), tail(&text));
        }
    }
}
