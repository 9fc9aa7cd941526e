//! The census changed by hand while IT is down, the numbers that stand in for real ones, and the questions that are
//! left when the feed returns.

use battlebag_census::{Patient, Sex};
use battlebag_incident::editing::{edit, settle_edit};
use battlebag_incident::{Bedspace, Body, Change, Edit, Identity, Keep, rules};
use battlebag_store::SideWrite;
use chrono::{DateTime, NaiveDate, Utc};

use crate::journal_subject::{find, key_of};
use crate::patients::place_and_name;
use crate::session::count;
use crate::station::{Act, Open, Station};
use crate::times::parse_some;
use crate::views::{
    CensusEdited, DifferenceRow, EditCensus, EditRow, EditsView, Nothing, SettleDifference, Written,
};
use crate::{ErrorKind, ErrorView};
use crate::{downtime_numbers, edit_words};

fn bad(what: impl Into<String>, instead: &str) -> ErrorView {
    ErrorView::new(ErrorKind::BadInput, what, instead)
}

fn date(text: &str) -> Result<Option<NaiveDate>, ErrorView> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            bad(
                format!("The date of birth is not a date: {text}."),
                "Write it as 1948-03-09: year, month, day.",
            )
        }),
    }
}

fn sex(text: &str) -> Result<Option<Sex>, ErrorView> {
    match text.trim() {
        "" => Ok(None),
        "female" => Ok(Some(Sex::Female)),
        "male" => Ok(Some(Sex::Male)),
        "other" => Ok(Some(Sex::Other)),
        text => Err(bad(
            format!("Sex cannot be read: {text}."),
            "Write female, male or other, or leave it empty.",
        )),
    }
}

fn identity(request: &EditCensus) -> Result<Identity, ErrorView> {
    Ok(Identity {
        family: request.family.clone(),
        given: request.given.clone(),
        born: date(&request.born)?,
        sex: sex(&request.sex)?,
        nhs_number: request.nhs_number.clone(),
        local_id: request.local_id.clone(),
    })
}

fn change_of(open: &Open, request: &EditCensus, number: &str) -> Result<Change, ErrorView> {
    let place = || Bedspace {
        ward: request.ward.clone(),
        bay: request.bay.clone(),
        bed: request.bed.clone(),
    };
    Ok(match request.what.trim() {
        "admitted" => Change::Admitted {
            downtime_number: number.to_owned(),
            identity: identity(request)?,
            place: place(),
        },
        "moved" => Change::Moved { place: place() },
        "discharged" => Change::Discharged {
            to: request.to.clone(),
        },
        "identified" => Change::Identified {
            identity: identity(request)?,
            same_as: same_as(open, request)?,
        },
        "allergic" => Change::Allergic {
            substance: request.substance.clone(),
            reaction: request.reaction.clone(),
        },
        "no_allergies" => Change::NoAllergies {},
        "allergy_doubted" => Change::AllergyDoubted {
            substance: request.substance.clone(),
        },
        "weighed" => Change::Weighed {
            kg: request.kg.clone(),
            estimated: request.estimated,
        },
        "taken_back" => Change::TakenBack {
            of: find(open.entries(), &request.of)?.stamp.entry.clone(),
        },
        other => {
            return Err(bad(
                format!("Battlebag knows no change called {other}."),
                "Use admitted, moved, discharged, identified, allergic, no_allergies, allergy_doubted, weighed or taken_back.",
            ));
        }
    })
}

fn same_as(open: &Open, request: &EditCensus) -> Result<String, ErrorView> {
    match request.same_as.trim() {
        "" => Ok(String::new()),
        key if key == request.patient.trim() => Err(bad(
            "That is the same entry in the census.",
            "Choose the other one, or leave it empty.",
        )),
        key => {
            let census = open.census()?;
            Ok(open.patient(&census, key)?.id.0.clone())
        }
    }
}

/// Changes one patient of the census by hand. Needs an incident or a stand-by: the change is an entry in it.
pub fn change(station: &Station, request: EditCensus) -> Result<CensusEdited, ErrorView> {
    let now = station.now();
    let at = rules::occurred(parse_some(Some(&request.at), "When it happened")?, now)?;
    station.with(|open| {
        let census = open.census()?;
        open.incident()?;
        let admits = request.what.trim() == "admitted";
        let (number, side) = if admits {
            downtime_numbers::take(open, &downtime_numbers::block_of(open)?)?
        } else {
            (String::new(), Vec::new())
        };
        let change = change_of(open, &request, &number)?;
        let (key, patient) = if admits {
            (format!("downtime:{number}"), None)
        } else if matches!(change, Change::TakenBack { .. }) {
            (request.patient.trim().to_owned(), None)
        } else {
            let patient = open.patient(&census, request.patient.trim())?;
            (patient.id.0.clone(), Some(patient))
        };
        let by_hand = ByHand {
            key,
            patient,
            change,
            known_from: &request.known_from,
            number,
        };
        write(station, open, by_hand, &side, at)
    })
}

/// A change by hand that is to be written.
pub(crate) struct ByHand<'a> {
    /// Key of the patient.
    pub key: String,
    /// The patient as they stand; none for an admission and for what is taken back.
    pub patient: Option<&'a Patient>,
    pub change: Change,
    pub known_from: &'a str,
    /// Downtime number given out, or empty.
    pub number: String,
}

/// Writes a change that the rules allow.
pub(crate) fn write(
    station: &Station,
    open: &mut Open,
    of: ByHand<'_>,
    side: &[SideWrite],
    at: DateTime<Utc>,
) -> Result<CensusEdited, ErrorView> {
    let today = open.clock.date(station.now());
    let edits = &open.incident()?.state.edits;
    let body = edit(&of.key, of.patient, of.change, of.known_from, edits, today)?;
    let was = of.patient.map_or_else(|| of.number.clone(), place_and_name);
    let said = said(&body, &was);
    let act = Act::plain(std::slice::from_ref(&body), at);
    let written = station.write(open, &act, side, |_| said)?;
    Ok(CensusEdited {
        number: written.number,
        patient: of.key,
        downtime_number: of.number,
        said: written.said,
    })
}

fn said(body: &Body, who: &str) -> String {
    match body {
        Body::CensusEdited(Edit { change, .. }) => format!("{who}: {}", edit_words::change(change)),
        _ => String::new(),
    }
}

fn who(open: &Open, key: &str) -> String {
    let census = open.census.as_ref();
    census
        .and_then(|c| open.patient(c, key).ok().map(place_and_name))
        .unwrap_or_else(|| key.to_owned())
}

/// Who it is, where they are by hand; as the feed had them when they are not in the census any more.
fn who_is(open: &Open, key: &str) -> String {
    let census = open.census.as_ref();
    let known = census.and_then(|c| open.patient(c, key).ok().map(place_and_name));
    known.unwrap_or_else(|| who_was(open, key))
}

/// Who was meant when they are not in the census any more: as the feed had them.
fn who_was(open: &Open, key: &str) -> String {
    let feed = open.census.as_ref().map(|c| &c.feed.patients);
    let known = feed.and_then(|all| all.iter().find(|p| p.id.0 == key));
    known.map_or_else(|| who(open, key), place_and_name)
}

/// Where hand and feed differ, oldest first.
pub(crate) fn differences(open: &Open) -> Vec<DifferenceRow> {
    let found = open.census.iter().flat_map(|c| &c.differences);
    found
        .map(|d| DifferenceRow {
            entry: key_of(&d.stamp.entry),
            patient: d.patient.clone(),
            who: who_is(open, &d.patient),
            about: d.about.to_owned(),
            hand: d.hand.clone(),
            feed: d.feed.clone(),
            other: d.other.clone(),
            by: format!(
                "{}, {}",
                d.stamp.actor,
                open.clock.day_and_time(d.stamp.occurred_at)
            ),
        })
        .collect()
}

/// Changes by hand that stand, and what is to be settled.
pub fn view(station: &Station, _: Nothing) -> Result<EditsView, ErrorView> {
    station.with(|open| {
        let (next_downtime_number, downtime_numbers_left) =
            downtime_numbers::next(open, &downtime_numbers::block_of(open)?);
        let edits = open
            .current
            .as_ref()
            .map(|c| c.state.edits.clone())
            .unwrap_or_default();
        let changes = edits.changes.iter().rev().map(|(stamp, edit)| EditRow {
            entry: key_of(&stamp.entry),
            patient: edit.patient.clone(),
            who: who_was(open, &edit.patient),
            text: edit_words::change(&edit.change),
            by: stamp.actor.clone(),
            at: open.clock.rfc3339(stamp.occurred_at),
        });
        Ok(EditsView {
            changes: changes.collect(),
            differences: differences(open),
            next_downtime_number,
            downtime_numbers_left,
        })
    })
}

/// A person settles a difference between the hand and the feed.
pub fn settle(station: &Station, request: SettleDifference) -> Result<Written, ErrorView> {
    let now = station.now();
    let keep = match request.keep.trim() {
        "hand" => Keep::Hand,
        "feed" => Keep::Feed,
        "same_person" => Keep::SamePerson,
        "two_people" => Keep::TwoPeople,
        other => {
            return Err(bad(
                format!("{other} is no answer to a difference."),
                "Use hand, feed, same_person or two_people.",
            ));
        }
    };
    station.with(|open| {
        let entry = find(open.entries(), &request.entry)?.stamp.entry.clone();
        let census = open.census()?;
        let open_one = census.differences.iter().find(|d| d.stamp.entry == entry);
        let difference = open_one.ok_or_else(|| {
            ErrorView::new(
                ErrorKind::Refused,
                "There is nothing to settle about that entry: hand and feed agree, or it was settled.",
                "Look at the list of differences again.",
            )
        })?;
        let body = settle_edit(difference, keep, &request.because)?;
        let said = format!(
            "{}: {}",
            who_was(open, &difference.patient),
            edit_words::kept(keep)
        );
        station.acted(open, &body, now, said)
    })
}

/// How many differences wait for a person.
pub(crate) fn waiting(open: &Open) -> u32 {
    open.census.as_ref().map_or(0, |c| count(c.differences.len()))
}
