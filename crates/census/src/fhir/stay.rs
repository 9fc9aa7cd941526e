//! Encounter and Location: who is in which bed.

use super::elements::{Times, first_code, has_code, link, reference, words};
use super::json::Json;
use super::past::{self, Past};
use super::shelf::{Origin, Shelf};
use super::{Cx, Fact};
use crate::course::Course;
use crate::feed::{Dated, Mark, Period, Placed, Stay, StayStatus};
use crate::model::{Condition, PatientClass, Place, Source, Standing, WardKind};
use crate::wards;

/// What a place is part of: deeper nesting than this is a loop.
const DEEPEST: usize = 8;

/// A Location as it was read.
pub(super) struct LocationFact {
    name: String,
    physical: Option<Physical>,
    kind: WardKind,
    part_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Physical {
    Site,
    Ward,
    Room,
    Bed,
}

fn physical(concept: &Json<'_>) -> Option<Physical> {
    match first_code(concept)? {
        "si" | "bu" => Some(Physical::Site),
        "wa" | "wi" | "area" => Some(Physical::Ward),
        "ro" => Some(Physical::Room),
        "bd" => Some(Physical::Bed),
        _ => None,
    }
}

/// A Location resource.
pub(super) fn location(resource: &Json<'_>) -> LocationFact {
    let roles = resource.get("type").items().iter();
    let kind = roles
        .flat_map(|t| t.get("coding").items())
        .filter_map(|c| c.get("code").text())
        .map(wards::kind_of_role)
        .find(|k| *k != WardKind::Unknown);
    let name = resource.get("name").owned();
    let name = name
        .or_else(|| resource.get("identifier").get("value").decimal_or_text())
        .unwrap_or_default();
    LocationFact {
        kind: kind.unwrap_or_else(|| wards::kind_of(&name)),
        physical: physical(resource.get("physicalType")),
        part_of: reference(resource.get("partOf")),
        name,
    }
}

/// A stay whose places and people are still references.
pub(super) struct FhirStay {
    pub stay: Stay,
    located: Vec<Located>,
    attending: Vec<String>,
    /// Leaves from the ward, and what was arranged for the stay.
    pub marks: Vec<Dated<Mark>>,
    pub admitted_from: Option<String>,
}

struct Located {
    reference: Option<String>,
    words: Option<String>,
    physical: Option<Physical>,
    during: Period,
    current: Option<bool>,
}

/// An Encounter.
pub(super) fn encounter(resource: &Json<'_>, keys: Vec<String>, cx: &mut Cx<'_>) -> Option<Fact> {
    let status = past::status(resource.get("status").text());
    if status == StayStatus::Void {
        return None;
    }
    let stated = past::period(resource.get("period"), "Encounter.period", cx);
    let past = Past::of(resource, cx);
    let during = past.filled(stated, status);
    cx.ledger.saw(during.start);
    if status == StayStatus::Finished {
        cx.ledger.saw(during.end);
    }
    let reasons: Vec<Condition> = resource
        .get("reasonCode")
        .items()
        .iter()
        .filter_map(reason)
        .collect();
    let diagnosed = resource
        .get("diagnosis")
        .items()
        .iter()
        .map(|d| d.get("condition"));
    let diagnoses = diagnosed
        .chain(resource.get("reasonReference").items())
        .filter_map(link)
        .collect();
    let how = resource.get("hospitalization");
    let stay = Stay {
        keys,
        part_of: link(resource.get("partOf")),
        encounter_id: encounter_id(resource),
        class: class(resource.get("class")),
        status,
        classes: Course::of(past.classes),
        statuses: Course::of(past.statuses),
        discharged: past::discharged(how),
        period: during,
        places: Vec::new(),
        consultant: None,
        specialty: words(resource.get("serviceType")),
        reasons,
        diagnoses,
        source: Source {
            file: cx.file.to_owned(),
            at: cx.at.to_string(),
        },
    };
    let stay = FhirStay {
        stay,
        located: located(resource, cx.times),
        attending: attending(resource),
        marks: past.leaves.into_iter().chain(past::wishes(how, during)).collect(),
        admitted_from: past::admitted_from(how),
    };
    Some(Fact::Stay(Box::new(stay)))
}

fn encounter_id(resource: &Json<'_>) -> Option<String> {
    let identifiers = resource.get("identifier").items();
    let visit = identifiers.iter().find(|i| has_code(i.get("type"), &["VN"]));
    let given = visit
        .or(identifiers.first())
        .and_then(|i| i.get("value").decimal_or_text());
    given.or_else(|| resource.get("id").owned())
}

/// A class of an Encounter.
pub(super) fn class(class: &Json<'_>) -> Option<PatientClass> {
    match first_code(class) {
        Some("IMP" | "ACUTE" | "NONAC" | "OBSENC") => Some(PatientClass::Inpatient),
        Some("EMER") => Some(PatientClass::Emergency),
        Some("SS") => Some(PatientClass::DayCase),
        Some("HH") => Some(PatientClass::Home),
        // A clinic or telephone visit; somebody in a bed only when a bed or ward is named.
        Some("AMB" | "VR" | "PRENC" | "FLD") => None,
        _ => Some(PatientClass::Unknown),
    }
}

fn reason(concept: &Json<'_>) -> Option<Condition> {
    Some(Condition {
        text: words(concept)?,
        codes: super::elements::codes(concept),
        standing: Standing::Active,
        onset: None,
        recorded: None,
        of_stay: None,
        reason_for_stay: true,
    })
}

fn attending(resource: &Json<'_>) -> Vec<String> {
    let mut people: Vec<(bool, String)> = Vec::new();
    for participant in resource.get("participant").items() {
        let types = participant.get("type").items();
        let leads = types.iter().any(|t| has_code(t, &["ATND", "PPRF", "CON"]));
        let individual = participant.get("individual");
        if let Some(name) = individual.get("display").text() {
            people.push((leads, format!("={name}")));
        } else if let Some(reference) = reference(individual) {
            people.push((leads, reference));
        }
    }
    people.sort_by_key(|(leads, _)| !leads);
    people.into_iter().map(|(_, who)| who).collect()
}

fn located(resource: &Json<'_>, times: &Times) -> Vec<Located> {
    let one = |l: &Json<'_>| {
        let location = l.get("location");
        Located {
            reference: reference(location),
            words: location
                .get("display")
                .owned()
                .or_else(|| location.get("identifier").get("value").decimal_or_text()),
            physical: physical(l.get("physicalType")),
            during: times.period(l.get("period")),
            current: match l.get("status").text() {
                Some("active") => Some(true),
                Some("planned" | "reserved" | "completed") => Some(false),
                _ => None,
            },
        }
    };
    resource.get("location").items().iter().map(one).collect()
}

impl FhirStay {
    /// Turns references into ward, bay and bed, and into the consultant's name.
    pub(super) fn settle(&mut self, from: Origin, locations: &Shelf<LocationFact>, people: &Shelf<String>) {
        self.stay.consultant = self.attending.iter().find_map(|who| match who.strip_prefix('=') {
            Some(name) => Some(name.to_owned()),
            None => people.look_up(from, who).cloned(),
        });
        // Entries of one time are parts of one place: a ward, a room and a bed listed side by side.
        for located in &self.located {
            let mut place = place_of(located, from, locations);
            place.side_room = place.bay.as_deref().is_some_and(wards::is_side_room);
            let same = self.stay.places.iter_mut().find(|p| {
                p.during == located.during && p.current == located.current && can_join(&p.place, &place)
            });
            match same {
                Some(placed) => join(&mut placed.place, place),
                None => {
                    self.stay.places.push(Placed {
                        place,
                        during: located.during,
                        current: located.current,
                    });
                }
            }
        }
    }
}

fn place_of(located: &Located, from: Origin, locations: &Shelf<LocationFact>) -> Place {
    let mut place = Place::default();
    let mut next = located.reference.as_deref();
    let mut first = true;
    for _ in 0..DEEPEST {
        let Some(found) = next.and_then(|r| locations.look_up(from, r)) else {
            break;
        };
        let level = if first {
            located.physical.or(found.physical)
        } else {
            found.physical
        };
        put(&mut place, level, &found.name, found.kind);
        next = found.part_of.as_deref();
        first = false;
    }
    if first && let Some(words) = &located.words {
        put(&mut place, located.physical, words, wards::kind_of(words));
    }
    place
}

/// A place of no stated level is taken as the ward: it is the word people will look for.
fn put(place: &mut Place, level: Option<Physical>, name: &str, kind: WardKind) {
    let free = |slot: &mut Option<String>| {
        if slot.is_none() {
            *slot = Some(name.to_owned());
        }
    };
    match level {
        Some(Physical::Site) => free(&mut place.site),
        Some(Physical::Room) => free(&mut place.bay),
        Some(Physical::Bed) => free(&mut place.bed),
        Some(Physical::Ward) | None if place.ward.is_empty() => {
            name.clone_into(&mut place.ward);
            place.kind = kind;
        }
        Some(Physical::Ward) | None => {}
    }
}

fn can_join(a: &Place, b: &Place) -> bool {
    let both = |x: &Option<String>, y: &Option<String>| x.is_some() && y.is_some() && x != y;
    !((!a.ward.is_empty() && !b.ward.is_empty() && a.ward != b.ward)
        || both(&a.bay, &b.bay)
        || both(&a.bed, &b.bed)
        || both(&a.site, &b.site))
}

fn join(place: &mut Place, other: Place) {
    if place.ward.is_empty() {
        place.ward = other.ward;
        place.kind = other.kind;
    }
    place.site = place.site.take().or(other.site);
    place.bay = place.bay.take().or(other.bay);
    place.bed = place.bed.take().or(other.bed);
    place.side_room |= other.side_room;
}
