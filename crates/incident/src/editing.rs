//! The rules for changing the census by hand.

use battlebag_census::news2::{self, Applies};
use battlebag_census::{Allergies, Patient, nhs_number};
use chrono::{DateTime, NaiveDate};

use crate::bedside_set::BedsideSet;
use crate::body::Body;
use crate::edited::Difference;
use crate::edits::{Bedspace, Change, Edit, EditSettled, Edits, Identity, Keep};
use crate::rules::{Refusal, filled};

/// Lightest and heaviest weight that is believed, in grams: outside, a decimal point or a unit is wrong.
const GRAMS: (u64, u64) = (300, 500_000);

/// A change to one patient. `patient` is who it is about, as they stand; `None` only for an admission. `today` is the
/// date in the incident's zone.
pub fn edit(
    key: &str,
    patient: Option<&Patient>,
    change: Change,
    known_from: &str,
    edits: &Edits,
    today: NaiveDate,
) -> Result<Body, Refusal> {
    let change = match change {
        Change::Admitted {
            downtime_number,
            identity,
            place,
        } => Change::Admitted {
            downtime_number,
            identity: identified(&with_a_name(identity), today)?,
            place: placed(&place)?,
        },
        Change::Moved { place } => Change::Moved {
            place: placed(&place)?,
        },
        Change::Discharged { to } => Change::Discharged {
            to: filled(&to, "where they went")?,
        },
        Change::Identified { identity, same_as } => {
            filled(known_from, "how it is known who this is")?;
            Change::Identified {
                identity: identified(&identity, today)?,
                same_as,
            }
        }
        Change::Allergic { substance, reaction } => Change::Allergic {
            substance: filled(&substance, "the substance")?,
            reaction: reaction.trim().to_owned(),
        },
        Change::NoAllergies {} => {
            filled(known_from, "who was asked about allergies")?;
            Change::NoAllergies {}
        }
        Change::AllergyDoubted { substance } => {
            filled(known_from, "how it is known that the allergy is wrong")?;
            doubted(&substance, patient)?
        }
        Change::Weighed { kg, estimated } => Change::Weighed {
            kg: weight(&kg)?,
            estimated,
        },
        Change::Observed { set } => observed(set, patient, today)?,
        Change::TakenBack { of } => {
            if !edits.changes.iter().any(|(stamp, _)| stamp.entry == of) {
                return Err(Refusal::Already {
                    what: "that change was taken back, or is no change to the census",
                });
            }
            Change::TakenBack { of }
        }
    };
    Ok(Body::CensusEdited(Edit {
        patient: key.to_owned(),
        change,
        known_from: known_from.trim().to_owned(),
    }))
}

/// Settles one of the differences that are open.
pub fn settle_edit(difference: &Difference, keep: Keep, because: &str) -> Result<Body, Refusal> {
    let about_person = !difference.other.is_empty();
    if about_person != matches!(keep, Keep::SamePerson | Keep::TwoPeople) {
        return Err(Refusal::NotSo {
            what: "that is no answer to this difference",
            instead: if about_person {
                "Say whether they are the same person or two people"
            } else {
                "Say whether the hand or the feed holds"
            },
        });
    }
    Ok(Body::EditSettled(EditSettled {
        of: difference.stamp.entry.clone(),
        keep,
        feed: difference.feed.clone(),
        other: difference.other.clone(),
        because: filled(because, "how it was found out")?,
    }))
}

fn placed(place: &Bedspace) -> Result<Bedspace, Refusal> {
    Ok(Bedspace {
        ward: filled(&place.ward, "the ward")?,
        bay: place.bay.trim().to_owned(),
        bed: place.bed.trim().to_owned(),
    })
}

/// Nobody is without a name: an unknown person is Unknown, with the sex where it is known (NHS wristband rules).
fn with_a_name(mut identity: Identity) -> Identity {
    if identity.family.trim().is_empty() {
        "Unknown".clone_into(&mut identity.family);
        identity.given = match identity.sex {
            Some(battlebag_census::Sex::Female) => "Female".to_owned(),
            Some(battlebag_census::Sex::Male) => "Male".to_owned(),
            _ => identity.given,
        };
    }
    identity
}

fn identified(identity: &Identity, today: NaiveDate) -> Result<Identity, Refusal> {
    let nhs = match identity.nhs_number.trim() {
        "" => String::new(),
        written => nhs_number::parse(written).map_err(|_| Refusal::NotSo {
            what: "the NHS number is not right: its check digit does not fit",
            instead: "Read it from the wristband again, or leave it empty",
        })?,
    };
    if identity.born.is_some_and(|born| born > today) {
        return Err(Refusal::NotSo {
            what: "the date of birth is in the future",
            instead: "Write it as on the wristband, or leave it empty",
        });
    }
    let trim = |text: &str| text.trim().to_owned();
    let identity = Identity {
        family: trim(&identity.family),
        given: trim(&identity.given),
        born: identity.born,
        sex: identity.sex,
        nhs_number: nhs,
        local_id: trim(&identity.local_id),
    };
    Ok(identity)
}

fn doubted(substance: &str, patient: Option<&Patient>) -> Result<Change, Refusal> {
    let wanted = substance.trim();
    let items = match patient.map(|p| &p.allergies) {
        Some(Allergies::Recorded { items }) => items.as_slice(),
        _ => &[],
    };
    let known = items.iter().find(|a| a.substance.eq_ignore_ascii_case(wanted));
    known.map_or(
        Err(Refusal::NotSo {
            what: "that allergy is not in the records",
            instead: "Choose one of those recorded",
        }),
        |a| {
            Ok(Change::AllergyDoubted {
                substance: a.substance.clone(),
            })
        },
    )
}

/// A set that NEWS2 may score, whole: an incomplete one has no score, and the list would read none out of it.
fn observed(set: BedsideSet, patient: Option<&Patient>, today: NaiveDate) -> Result<Change, Refusal> {
    let applies = patient.map_or(Applies::Yes, |p| {
        news2::applies_at_bedside(p.born, p.pregnant, p.place.kind, today)
    });
    match applies {
        Applies::Child => Err(Refusal::NotSo {
            what: "NEWS2 is not for patients under 16",
            instead: "Use the children's observation chart, and raise the patient on the list if they worry you",
        }),
        Applies::Pregnant => Err(Refusal::NotSo {
            what: "NEWS2 is not for use in pregnancy",
            instead: "Use the maternity observation chart, and raise the patient on the list if they worry you",
        }),
        Applies::Yes | Applies::AgeNotKnown if news2::score(&set.taken(DateTime::UNIX_EPOCH)).is_err() => {
            Err(Refusal::NotSo {
                what: "the set is incomplete, so it has no score to enter",
                instead: "Take what is missing. If the patient worries you, raise them on the list now",
            })
        }
        Applies::Yes | Applies::AgeNotKnown => Ok(Change::Observed { set }),
    }
}

/// A weight in kilograms as it is written, when it can be one. A comma is a decimal point.
fn weight(kg: &str) -> Result<String, Refusal> {
    let written = kg.trim().trim_end_matches("kg").trim().replace(',', ".");
    let plain = written.chars().all(|c| c.is_ascii_digit() || c == '.')
        && written.starts_with(|c: char| c.is_ascii_digit());
    let grams = written
        .parse::<f64>()
        .ok()
        .filter(|_| plain)
        .map(|kg| kg * 1000.0);
    match grams {
        Some(g) if g >= GRAMS.0 as f64 && g <= GRAMS.1 as f64 => Ok(written),
        _ => Err(Refusal::NotSo {
            what: "the weight is not a number of kilograms between 0.3 and 500",
            instead: "Write it in kilograms, such as 72.4",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    fn said(change: Change, known_from: &str) -> String {
        match edit("k", None, change, known_from, &Edits::default(), today()) {
            Ok(Body::CensusEdited(edit)) => format!("{:?}", edit.change),
            Ok(_) => String::new(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn what_cannot_be_is_refused_in_words() {
        let weighed = |kg: &str| {
            let change = Change::Weighed {
                kg: kg.to_owned(),
                estimated: false,
            };
            said(change, "")
        };
        assert!(weighed("72,4 kg").contains("\"72.4\""));
        for bad in ["", "724000", "0.03", "-70", "1e2", "seventy", "NaN", ".5"] {
            assert!(weighed(bad).contains("between 0.3 and 500"), "{bad}");
        }
        insta::assert_snapshot!(said(Change::NoAllergies {}, " "), @"who was asked about allergies is empty. Write it, then try again");
        let identity = |nhs: &str, year| Identity {
            nhs_number: nhs.to_owned(),
            born: NaiveDate::from_ymd_opt(year, 1, 1),
            ..Identity::default()
        };
        let identified = |identity| {
            let same_as = String::new();
            said(Change::Identified { identity, same_as }, "wristband")
        };
        insta::assert_snapshot!(identified(identity("999 000 0019", 1950)), @"the NHS number is not right: its check digit does not fit. Read it from the wristband again, or leave it empty");
        insta::assert_snapshot!(identified(identity("", 2027)), @"the date of birth is in the future. Write it as on the wristband, or leave it empty");
    }

    #[test]
    fn a_set_without_a_score_is_not_entered() {
        let whole = BedsideSet {
            respirations: Some(18),
            spo2: Some(95),
            scale2: true,
            oxygen: Some(true),
            systolic: Some(124),
            diastolic: None,
            pulse: Some(78),
            consciousness: Some(battlebag_census::Consciousness::Alert),
            temperature_tenths: Some(368),
        };
        let entered = |set: BedsideSet| said(Change::Observed { set }, "");
        assert!(entered(whole.clone()).starts_with("Observed"));
        let part = BedsideSet {
            oxygen: None,
            ..whole
        };
        insta::assert_snapshot!(entered(part), @"the set is incomplete, so it has no score to enter. Take what is missing. If the patient worries you, raise them on the list now");
    }

    #[test]
    fn nobody_is_without_a_name() {
        let admitted = Change::Admitted {
            downtime_number: "DT-1".to_owned(),
            identity: Identity {
                sex: Some(battlebag_census::Sex::Male),
                ..Identity::default()
            },
            place: Bedspace {
                ward: "ED".to_owned(),
                ..Bedspace::default()
            },
        };
        let said = said(admitted, "");
        assert!(said.contains("family: \"Unknown\", given: \"Male\""), "{said}");
    }
}
