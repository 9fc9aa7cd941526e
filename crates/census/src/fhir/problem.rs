//! Condition, Procedure, Flag, Consent, CarePlan.

use chrono::NaiveDate;

use super::elements::{Times, codes, date, first_code, has_code, link, words};
use super::json::Json;
use super::{Cx, Fact};
use crate::feed::{Dated, Mark, Period};
use crate::model::{Condition, Standing};

/// A Condition; none if it was entered in error or refuted.
pub(super) fn condition(resource: &Json<'_>, keys: Vec<String>, cx: &mut Cx<'_>) -> Option<Fact> {
    let verification = first_code(resource.get("verificationStatus"));
    if matches!(verification, Some("entered-in-error" | "refuted")) {
        return None;
    }
    let Some(text) = words(resource.get("code")) else {
        cx.warn("A condition has neither words nor a code and was left out. Check the notes.");
        return None;
    };
    let standing = match (first_code(resource.get("clinicalStatus")), verification) {
        (Some("inactive" | "remission" | "resolved"), _) => Standing::Past,
        (_, Some("provisional" | "differential" | "unconfirmed")) => Standing::Suspected,
        (Some("active" | "recurrence" | "relapse"), _) => Standing::Active,
        _ => Standing::Unknown,
    };
    let onset = onset(resource, cx.times);
    let recorded = resource.get("recordedDate").text().and_then(|t| cx.times.when(t));
    cx.ledger.saw(recorded);
    let condition = Condition {
        text,
        codes: codes(resource.get("code")),
        standing,
        onset,
        recorded: recorded.map(|at| at.date_naive()),
        of_stay: None,
        reason_for_stay: false,
    };
    let start = onset
        .and_then(|d| d.and_hms_opt(0, 0, 0))
        .map(|d| d.and_utc())
        .or(recorded);
    let dated = Dated {
        fact: condition,
        during: Period {
            start,
            end: abated(resource, cx.times),
        },
        stay: link(resource.get("encounter")),
    };
    Some(Fact::Condition(keys, Box::new(dated)))
}

/// When it was over, if it says so. An age or a text says nothing that can be compared.
fn abated(resource: &Json<'_>, times: &Times) -> Option<crate::feed::When> {
    let during = times.during(resource, "abatement");
    during.end.or(during.start)
}

fn onset(resource: &Json<'_>, times: &Times) -> Option<NaiveDate> {
    let text = resource
        .get("onsetDateTime")
        .text()
        .or_else(|| resource.get("onsetPeriod").get("start").text())?;
    match times.when(text) {
        // The day as it was where it was written, not as it is in UTC.
        Some(_) => text.get(..10).and_then(date).or_else(|| date(text)),
        None => None,
    }
}

/// A Procedure: what was or is to be done, and the breathing support that some procedures are.
pub(super) fn procedure(resource: &Json<'_>, cx: &mut Cx<'_>) -> Vec<Fact> {
    let standing = match resource.get("status").text() {
        Some("entered-in-error" | "not-done") => return Vec::new(),
        Some("in-progress" | "preparation" | "on-hold") => Standing::Active,
        Some("completed" | "stopped") => Standing::Past,
        _ => Standing::Unknown,
    };
    let concept = resource.get("code");
    let Some(text) = words(concept) else {
        return Vec::new();
    };
    let during = cx.times.during(resource, "performed");
    if standing == Standing::Past {
        cx.ledger.saw(during.end.or(during.start));
    }
    let stay = link(resource.get("encounter"));
    let mut facts = Vec::new();
    if let Some(support) = breathing_support(concept) {
        // A finished support says nothing about tonight unless it says when it ended.
        if standing == Standing::Active || during.end.is_some() {
            facts.push(Fact::Breathing(Dated {
                fact: support.to_owned(),
                during,
                stay: stay.clone(),
            }));
        }
    }
    let onset = during.start.map(|s| s.date_naive());
    let procedure = Condition {
        text,
        codes: codes(concept),
        standing,
        onset,
        recorded: None,
        of_stay: None,
        reason_for_stay: false,
    };
    facts.push(Fact::Procedure(Box::new(Dated {
        fact: procedure,
        during,
        stay,
    })));
    facts
}

/// SNOMED CT procedures that are breathing support.
fn breathing_support(concept: &Json<'_>) -> Option<&'static str> {
    const SUPPORT: &[(&[&str], &str)] = &[
        (
            &["40617009", "243147009", "243141005", "11140008"],
            "invasive ventilation",
        ),
        (
            &["428311008", "243142003", "447837008"],
            "non-invasive ventilation",
        ),
        (&["47545007", "6891008"], "CPAP"),
        (&["426854004", "1149092001"], "high-flow nasal oxygen"),
    ];
    SUPPORT
        .iter()
        .find(|(codes, _)| has_code(concept, codes))
        .map(|(_, words)| *words)
}

/// An active Flag: isolation, a patient who cannot call for help, or any other mark.
pub(super) fn flag(resource: &Json<'_>, times: &Times) -> Option<Fact> {
    if matches!(
        resource.get("status").text(),
        Some("inactive" | "entered-in-error")
    ) {
        return None;
    }
    let text = words(resource.get("code"))?;
    let during = times.period(resource.get("period"));
    let lower = text.to_lowercase();
    let is = |parts: &[&str]| parts.iter().any(|p| lower.contains(p));
    let category = words(resource.get("category")).unwrap_or_default().to_lowercase();
    if category.contains("escalation")
        || is(&[
            "dnacpr",
            "do not attempt",
            "not for resus",
            "for full escalation",
            "respect form",
            "ward-based care",
        ])
    {
        return Some(Fact::Escalation(during.start, text));
    }
    if category.contains("vulnerab") {
        return Some(Fact::Mark(Dated {
            fact: Mark::Vulnerable,
            during,
            stay: None,
        }));
    }
    let mark = if category.contains("isolation")
        || category.contains("infection")
        || is(&["isolation", "barrier nurs"])
    {
        Mark::Isolation(text)
    } else if is(&[
        "cannot call for help",
        "unable to use call bell",
        "unable to call",
    ]) {
        return Some(Fact::Several(vec![
            Fact::Mark(Dated {
                fact: Mark::Vulnerable,
                during,
                stay: None,
            }),
            Fact::Mark(Dated {
                fact: Mark::Flag(text),
                during,
                stay: None,
            }),
        ]));
    } else {
        Mark::Flag(text)
    };
    Some(Fact::Mark(Dated {
        fact: mark,
        during,
        stay: None,
    }))
}

/// A Consent that records a treatment limit (advance care directive, DNACPR). Research and privacy consents say nothing
/// of escalation.
pub(super) fn consent(resource: &Json<'_>, times: &Times) -> Option<Fact> {
    if resource.get("status").text() != Some("active") {
        return None;
    }
    let is_limit = has_code(resource.get("scope"), &["adr", "treatment"]);
    let categories = resource.get("category").items();
    let dnr = categories.iter().any(|c| has_code(c, &["dnr", "acd", "polst"]));
    if !is_limit && !dnr {
        return None;
    }
    let note = resource
        .get("provision")
        .get("code")
        .items()
        .iter()
        .find_map(words);
    let text = note.or_else(|| categories.iter().find_map(words))?;
    Some(Fact::Escalation(
        resource.get("dateTime").text().and_then(|t| times.when(t)),
        text,
    ))
}

/// A CarePlan about escalation (UK: treatment escalation plan, ReSPECT).
pub(super) fn care_plan(resource: &Json<'_>, times: &Times) -> Option<Fact> {
    if resource.get("status").text() != Some("active") {
        return None;
    }
    let title = resource.get("title").owned();
    let category = resource.get("category").items().iter().find_map(words);
    if ![&title, &category]
        .into_iter()
        .flatten()
        .any(|t| is_about_limits(t))
    {
        return None;
    }
    let text = resource.get("description").owned().or(title)?;
    Some(Fact::Escalation(
        resource.get("created").text().and_then(|t| times.when(t)),
        text,
    ))
}

fn is_about_limits(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("escalation") || text.contains("respect") || text.contains("resuscitation")
}

/// A Goal that is about escalation, in its own words. What other goals are for is never guessed.
pub(super) fn goal(resource: &Json<'_>, times: &Times) -> Option<Fact> {
    if !matches!(
        resource.get("lifecycleStatus").text(),
        Some("active" | "accepted")
    ) {
        return None;
    }
    let text = words(resource.get("description"))?;
    let category = resource.get("category").items().iter().find_map(words);
    if !is_about_limits(&text) && !category.is_some_and(|c| is_about_limits(&c)) {
        return None;
    }
    let at = resource.get("startDate").text().and_then(|t| times.when(t));
    Some(Fact::Escalation(at, text))
}
