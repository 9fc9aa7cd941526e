//! Changes to the census by hand, in the words a person reads.

use battlebag_census::news2;
use battlebag_incident::{BedsideSet, Bedspace, Body, Change, Identity, Keep};

use chrono::DateTime;

use crate::journal_words::{Names, Words, labelled};

fn bed(place: &Bedspace) -> String {
    let parts = [place.ward.as_str(), place.bay.as_str(), place.bed.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(" ")
}

fn who(identity: &Identity) -> String {
    let mut parts = Vec::new();
    let name = [identity.family.to_uppercase(), identity.given.clone()];
    let name: Vec<&str> = name
        .iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    if !name.is_empty() {
        parts.push(name.join(", "));
    }
    parts.extend(identity.born.map(|b| format!("born {}", b.format("%d-%b-%Y"))));
    parts.extend(identity.sex.map(|s| format!("{s:?}").to_lowercase()));
    if !identity.nhs_number.is_empty() {
        let grouped = battlebag_census::nhs_number::grouped(&identity.nhs_number);
        parts.push(format!("NHS number {grouped}"));
    }
    if !identity.local_id.is_empty() {
        parts.push(format!("hospital number {}", identity.local_id));
    }
    parts.join(", ")
}

/// A set with its score; what is not there is left out.
fn observed(set: &BedsideSet) -> String {
    let score = match news2::score(&set.taken(DateTime::UNIX_EPOCH)) {
        Ok(score) => format!("NEWS2 {}", score.total),
        Err(incomplete) => incomplete.to_string(),
    };
    let pressure = set.systolic.map(|systolic| match set.diastolic {
        Some(diastolic) => format!("blood pressure {systolic}/{diastolic}"),
        None => format!("systolic blood pressure {systolic}"),
    });
    let scale = if set.scale2 { 2 } else { 1 };
    let parts = [
        set.respirations.map(|n| format!("respirations {n}")),
        set.spo2
            .map(|n| format!("oxygen saturation {n} % on scale {scale}")),
        set.oxygen
            .map(|on| if on { "on oxygen" } else { "on air" }.to_owned()),
        pressure,
        set.pulse.map(|n| format!("pulse {n}")),
        set.consciousness.map(|c| c.words().to_owned()),
        set.temperature_tenths
            .map(|t| format!("{}.{} °C", t / 10, t % 10)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{score}: {}", parts.join(", "))
}

/// One change, without who it is about.
pub(crate) fn change(change: &Change) -> String {
    match change {
        Change::Admitted {
            downtime_number,
            identity,
            place,
        } => format!(
            "admitted to {} as {downtime_number}: {}",
            bed(place),
            who(identity)
        ),
        Change::Moved { place } => format!("moved to {}", bed(place)),
        Change::Discharged { to } => format!("left: {to}"),
        Change::Identified { identity, same_as } => match (who(identity), same_as.is_empty()) {
            (who, true) => format!("identified as {who}"),
            (who, false) if who.is_empty() => "identified as a person in the census".to_owned(),
            (who, false) => format!("identified as {who}, a person in the census"),
        },
        Change::Allergic { substance, reaction } if reaction.is_empty() => format!("allergic to {substance}"),
        Change::Allergic { substance, reaction } => format!("allergic to {substance}: {reaction}"),
        Change::NoAllergies {} => "asked about allergies: none known".to_owned(),
        Change::AllergyDoubted { substance } => format!("allergy to {substance} is said to be wrong"),
        Change::Weighed { kg, estimated: true } => format!("weight {kg} kg, estimated"),
        Change::Weighed { kg, estimated: false } => format!("weight {kg} kg, measured"),
        Change::Observed { set } => observed(set),
        Change::TakenBack { of } => format!("change of entry {} taken back", of.seq),
    }
}

/// What a person decided about a difference.
pub(crate) fn kept(keep: Keep) -> &'static str {
    match keep {
        Keep::Hand => "what was written by hand holds",
        Keep::Feed => "what the feed says holds",
        Keep::SamePerson => "the feed's patient is the same person",
        Keep::TwoPeople => "these are two people",
    }
}

/// An entry of either kind in words.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::CensusEdited(edit) => {
            labelled(&mut lines, "Known from", &edit.known_from);
            match &edit.change {
                Change::Admitted { .. } => change(&edit.change),
                Change::TakenBack { .. } if edit.patient.is_empty() => change(&edit.change),
                _ => format!("{}: {}", (names.patient)(&edit.patient), change(&edit.change)),
            }
        }
        Body::EditSettled(settled) => {
            labelled(&mut lines, "Found out", &settled.because);
            labelled(&mut lines, "The feed said", &settled.feed);
            format!("Difference of entry {}: {}", settled.of.seq, kept(settled.keep))
        }
        _ => String::new(),
    };
    Words {
        kind: "Census",
        text,
        lines,
    }
}
