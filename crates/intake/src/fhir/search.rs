//! Searches, for servers without bulk export: who is in a bed, then what is known of them, a few patients at a time.

use std::collections::BTreeSet;

use serde_json::Value;

use super::PullError;
use super::pull::{Pulled, Round};

/// Stays that count: those that are running.
const STAYS: &str = "Encounter?status=arrived,triaged,in-progress,onleave&_include=Encounter:patient&_include=Encounter:location";
/// What is asked about the patients found.
const ABOUT: [&str; 12] = [
    "AllergyIntolerance?",
    "MedicationRequest?status=active&_include=MedicationRequest:medication&",
    "MedicationStatement?status=active&",
    "MedicationAdministration?",
    "Condition?",
    "Observation?",
    "DeviceUseStatement?",
    "ServiceRequest?status=active&",
    "Procedure?",
    "Flag?status=active&",
    "CarePlan?status=active&",
    "Consent?status=active&",
];
/// A bed is in a bay, the bay on a ward, the ward at a site: more steps than this are a loop.
const STEPS: usize = 5;
/// Patients asked about at once: addresses must not grow too long.
const AT_ONCE: usize = 20;
/// Entries asked for on a page.
const PER_PAGE: usize = 200;

/// Pulls by search.
pub(super) fn search(round: &mut Round<'_>, set: u64) -> Result<Pulled, PullError> {
    let mut pulled = Pulled::default();
    let mut patients = BTreeSet::new();
    let mut places = Places::default();
    query(round, set, STAYS, &mut pulled, &mut |resource| {
        patients.extend(patient_of(resource));
        places.meet(resource);
    })?;
    wards(round, set, &mut places, &mut pulled)?;
    let since = round
        .pull
        .since
        .map(|since| since.format("&_lastUpdated=ge%Y-%m-%dT%H:%M:%SZ").to_string());
    let patients: Vec<String> = patients.into_iter().collect();
    for some in patients.chunks(AT_ONCE) {
        for about in ABOUT {
            let question = format!(
                "{about}patient={}{}",
                some.join(","),
                since.as_deref().unwrap_or_default()
            );
            match query(round, set, &question, &mut pulled, &mut |_| ()) {
                // Not every server knows every type: said, and gone on.
                Err(PullError::Refused {
                    status: 400 | 404 | 405 | 501,
                    words,
                    ..
                }) => {
                    let sort = about.split('?').next().unwrap_or_default();
                    let remark = format!(
                        "The server does not answer searches for {sort} ({words}): nothing of that kind is known from it."
                    );
                    if !pulled.remarks.contains(&remark) {
                        pulled.remarks.push(remark);
                    }
                }
                done => done?,
            }
        }
    }
    Ok(pulled)
}

/// Places that were met, and those that they and the stays point to.
#[derive(Default)]
struct Places {
    known: BTreeSet<String>,
    named: BTreeSet<String>,
}

impl Places {
    fn meet(&mut self, resource: &Value) {
        let text = |pointer: &str| resource.pointer(pointer).and_then(Value::as_str);
        match text("/resourceType") {
            Some("Location") => {
                self.known.extend(text("/id").and_then(plain));
                self.named
                    .extend(text("/partOf/reference").and_then(|r| id_of(r, "Location/")));
            }
            Some("Encounter") => {
                let stays_at = resource.get("location").and_then(Value::as_array);
                let references = stays_at.into_iter().flatten();
                let references = references.filter_map(|l| l.pointer("/location/reference")?.as_str());
                self.named
                    .extend(references.filter_map(|r| id_of(r, "Location/")));
            }
            _ => {}
        }
    }
}

/// The bay and the ward that a bed belongs to are other records, and not every server sends them along.
fn wards(round: &mut Round<'_>, set: u64, places: &mut Places, pulled: &mut Pulled) -> Result<(), PullError> {
    for _ in 0..STEPS {
        let missing: Vec<String> = places.named.difference(&places.known).cloned().collect();
        if missing.is_empty() {
            break;
        }
        // One that does not come is not asked for again.
        places.known.extend(missing.iter().cloned());
        for some in missing.chunks(AT_ONCE) {
            let question = format!("Location?_id={}", some.join(","));
            match query(round, set, &question, pulled, &mut |resource| {
                places.meet(resource);
            }) {
                Err(PullError::Refused { words, .. }) => {
                    pulled.remarks.push(format!(
                        "The server does not say what places belong to ({words}): wards may not be known from it."
                    ));
                    return Ok(());
                }
                done => done?,
            }
        }
    }
    Ok(())
}

/// Asks one question and keeps each page as it came.
fn query(
    round: &mut Round<'_>,
    set: u64,
    question: &str,
    pulled: &mut Pulled,
    met: &mut dyn FnMut(&Value),
) -> Result<(), PullError> {
    let sort = question.split('?').next().unwrap_or_default();
    let mut address = round.server.below(&format!("{question}&_count={PER_PAGE}"));
    let mut seen = BTreeSet::new();
    for page in 1.. {
        let what = format!("page {page} of {sort}");
        if page > round.server.limits.pages || !seen.insert(address.clone()) {
            return Err(PullError::Unreadable {
                what,
                why: "the pages do not end".to_owned(),
            });
        }
        if round.stop.is_said() {
            return Err(PullError::Stopped);
        }
        round.say(format!("Reading {what}"));
        let answer = round
            .server
            .get(&address, &[("Accept", "application/fhir+json")])?;
        let bytes = round.server.whole(&what, answer)?;
        let bundle: Value = serde_json::from_slice(&bytes).map_err(|why| PullError::Unreadable {
            what: what.clone(),
            why: why.to_string(),
        })?;
        if bundle.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
            return Err(PullError::Unreadable {
                what,
                why: "it is no Bundle".to_owned(),
            });
        }
        round.count(bytes.len(), &what)?;
        let entries = bundle.get("entry").and_then(Value::as_array);
        let resources = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.get("resource"));
        let mut any = false;
        for resource in resources {
            any = true;
            pulled.records += 1;
            met(resource);
        }
        if any {
            pulled.files += 1;
            let name = format!("{sort}.{:05}.json", pulled.files);
            round.keep.add_file(&round.pull.source, set, &name, &bytes)?;
        }
        let Some(next) = next_of(&bundle) else {
            return Ok(());
        };
        address = round.server.linked(next)?;
    }
    Ok(())
}

fn next_of(bundle: &Value) -> Option<&str> {
    let links = bundle.get("link")?.as_array()?;
    let next = links
        .iter()
        .find(|link| link.get("relation").and_then(Value::as_str) == Some("next"))?;
    next.get("url")?.as_str()
}

/// The id of the patient that an Encounter is of, or that a Patient is.
fn patient_of(resource: &Value) -> Option<String> {
    let text = |pointer: &str| resource.pointer(pointer).and_then(Value::as_str);
    match text("/resourceType")? {
        "Patient" => plain(text("/id")?),
        "Encounter" => id_of(text("/subject/reference")?, "Patient/"),
        _ => None,
    }
}

/// The id at the end of a reference.
fn id_of(reference: &str, kind: &str) -> Option<String> {
    plain(reference.rsplit(kind).next()?.split('/').next()?)
}

/// An id as the standard has it: it becomes part of an address.
fn plain(id: &str) -> Option<String> {
    let letters = id
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    (letters && !id.is_empty() && id.len() <= 64).then(|| id.to_owned())
}
