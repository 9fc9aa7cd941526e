//! Holding a role: standing in for a while, coming back, and how much one person carries.

use std::collections::BTreeSet;

use battlebag_bag::Bag;
use chrono::{DateTime, Utc};

use crate::body::Body;
use crate::rules::{Refusal, filled, hand_over};
use crate::state::{Incident, Tenure};

/// Who stands in, how they are reached, and until when.
#[derive(Debug, Clone, Copy)]
pub struct Covering<'a> {
    /// Role id.
    pub role: &'a str,
    /// Who stands in.
    pub by: &'a str,
    /// How to reach them.
    pub contact: &'a str,
    /// When the holder is to be back; none when nobody knows.
    pub until: Option<DateTime<Utc>>,
}

/// The one holder of a role, or why there is none.
fn only<'i>(incident: &'i Incident, bag: &Bag, role: &str) -> Result<(String, &'i Tenure), Refusal> {
    let title = bag
        .role(role)
        .map(|r| r.title.clone())
        .ok_or_else(|| Refusal::Unknown {
            what: "role",
            id: role.to_owned(),
            look: "the list of roles",
        })?;
    let holders = incident.holders(role);
    match holders.as_slice() {
        [] => Err(Refusal::Vacant { role: title }),
        [one] => Ok((title, one)),
        several => {
            let names: Vec<&str> = several.iter().map(|t| t.person.as_str()).collect();
            Err(Refusal::TwoHolders {
                role: title,
                holders: names.join(" and "),
            })
        }
    }
}

/// Somebody stands in for the holder for a while: a break, a walk to another site. The holder is named, so that the role goes back in
/// one press.
pub fn cover(
    (incident, bag): (&Incident, &Bag),
    said: &Covering<'_>,
    now: DateTime<Utc>,
) -> Result<Body, Refusal> {
    let (title, holder) = only(incident, bag, said.role)?;
    let by = filled(said.by, "who stands in")?;
    if by == holder.person {
        return Err(Refusal::AlreadyHolds {
            person: by,
            role: title,
        });
    }
    if by == holder.covers {
        return Err(Refusal::NotSo {
            what: "This is whom they stand in for",
            instead: "Say that they are back instead",
        });
    }
    if said.until.is_some_and(|until| until <= now) {
        return Err(Refusal::NotSo {
            what: "The time until which they stand in is past",
            instead: "Give a time to come, or leave it out",
        });
    }
    Ok(Body::RoleCovered {
        role: said.role.to_owned(),
        from: holder.person.clone(),
        by,
        contact: said.contact.trim().to_owned(),
        until: said.until,
    })
}

/// Whoever was stood in for is back.
pub fn back(incident: &Incident, bag: &Bag, role: &str) -> Result<Body, Refusal> {
    let (_, holder) = only(incident, bag, role)?;
    if holder.covers.is_empty() {
        return Err(Refusal::NotSo {
            what: "Nobody stands in for this role's holder",
            instead: "Hand it over instead",
        });
    }
    let before = incident.roles.get(role).into_iter().flatten().rev();
    let contact = before
        .filter(|t| t.until.is_some() && t.person == holder.covers)
        .map(|t| t.contact.clone())
        .next()
        .unwrap_or_default();
    hand_over(incident, bag, role, &holder.covers, &contact)
}

/// What one person carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Load {
    /// Every role they hold, in command order: ids.
    pub roles: Vec<String>,
    /// How many people report to them through those roles.
    pub reports: u32,
    /// How many may, by the role that allows most.
    pub most: u32,
}

impl Load {
    /// Several roles, or more people than one can lead.
    pub fn is_over(&self) -> bool {
        self.roles.len() > 1 || self.reports > self.most
    }
}

/// What a person carries now. People who report to them are counted once, whatever they hold.
pub fn load(incident: &Incident, bag: &Bag, person: &str) -> Load {
    let holds = |role: &str| incident.holders(role).iter().any(|t| t.person == person);
    let roles: Vec<&battlebag_bag::Role> = bag.roles.iter().filter(|r| holds(&r.id)).collect();
    let theirs: BTreeSet<&str> = roles.iter().map(|r| r.id.as_str()).collect();
    let under = bag.roles.iter().filter(|r| {
        r.reports_to
            .as_deref()
            .is_some_and(|above| theirs.contains(above))
    });
    let people: BTreeSet<&str> = under
        .flat_map(|r| incident.holders(&r.id))
        .map(|t| t.person.as_str())
        .filter(|who| *who != person)
        .collect();
    Load {
        most: roles.iter().map(|r| r.most_reports()).max().unwrap_or(0),
        roles: roles.iter().map(|r| r.id.clone()).collect(),
        reports: u32::try_from(people.len()).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::EntryRef;
    use crate::rules::assign;
    use crate::state::Stamp;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + minutes * 60, 0).unwrap()
    }

    fn stamp(seq: u64) -> Stamp {
        let at = at(i64::try_from(seq).unwrap());
        Stamp {
            entry: EntryRef {
                station: "a".into(),
                seq,
            },
            occurred_at: at,
            recorded_at: at,
            actor: "Robin".into(),
            role: String::new(),
        }
    }

    /// An incident in which these roles were given, in this order.
    fn with(bag: &Bag, given: &[(&str, &str)]) -> Incident {
        let opened = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        let mut incident = Incident::begin(&stamp(1), &opened).unwrap();
        for ((role, person), seq) in given.iter().zip(2..) {
            let body = assign(&incident, bag, role, person, "radio 2").unwrap();
            incident.apply(&stamp(seq), &body);
        }
        incident
    }

    fn covering(by: &str, until: Option<DateTime<Utc>>) -> Covering<'_> {
        Covering {
            role: "tactical-commander",
            by,
            contact: "radio 4",
            until,
        }
    }

    #[test]
    fn a_cover_is_a_span_of_its_own_and_the_role_goes_back_with_the_old_contact() {
        let bag = Bag::shipped().unwrap();
        let mut incident = with(&bag, &[("tactical-commander", "Ann")]);
        let body = cover((&incident, &bag), &covering("Ben", Some(at(60))), at(10)).unwrap();
        incident.apply(&stamp(10), &body);
        let [holder] = incident.holders("tactical-commander")[..] else {
            panic!("one holder");
        };
        assert_eq!((holder.person.as_str(), holder.covers.as_str()), ("Ben", "Ann"));
        // Somebody stands in for the one who stands in: it is still Ann's role.
        let body = cover((&incident, &bag), &covering("Cleo", None), at(20)).unwrap();
        incident.apply(&stamp(20), &body);
        let body = back(&incident, &bag, "tactical-commander").unwrap();
        incident.apply(&stamp(30), &body);
        let spans: Vec<(&str, &str, Option<i64>)> = incident.roles["tactical-commander"]
            .iter()
            .map(|t| {
                let until = t.until.map(|u| (u - at(0)).num_minutes());
                (t.person.as_str(), t.covers.as_str(), until)
            })
            .collect();
        assert_eq!(
            spans,
            [
                ("Ann", "", Some(10)),
                ("Ben", "Ann", Some(20)),
                ("Cleo", "Ann", Some(30)),
                ("Ann", "", None)
            ]
        );
        assert_eq!(incident.holders("tactical-commander")[0].contact, "radio 2");
        assert!(incident.disputes().is_empty());
    }

    #[test]
    fn what_cannot_be_covered_is_refused_with_the_reason() {
        let bag = Bag::shipped().unwrap();
        let incident = with(&bag, &[("tactical-commander", "Ann")]);
        let refused = |said: &Covering<'_>| cover((&incident, &bag), said, at(10)).unwrap_err().to_string();
        insta::assert_snapshot!(refused(&covering("Ann", None)), @"Ann already holds Tactical commander (Silver). Nothing was changed");
        insta::assert_snapshot!(refused(&covering("Ben", Some(at(5)))), @"The time until which they stand in is past. Give a time to come, or leave it out");
        insta::assert_snapshot!(back(&incident, &bag, "tactical-commander").unwrap_err(), @"Nobody stands in for this role's holder. Hand it over instead");
    }

    #[test]
    fn several_roles_or_more_people_than_seven_are_too_many() {
        let bag = Bag::shipped().unwrap();
        let two = with(&bag, &[("pathology-lead", "Ann"), ("blood-bank-lead", "Ann")]);
        let carries = load(&two, &bag, "Ann");
        assert_eq!(carries.roles, ["pathology-lead", "blood-bank-lead"]);
        assert!(carries.is_over());
        assert_eq!(carries.reports, 0, "nobody reports to themselves");
        let under: Vec<&str> = bag
            .roles
            .iter()
            .filter(|r| r.reports_to.as_deref() == Some("medical-lead"))
            .map(|r| r.id.as_str())
            .collect();
        let names: Vec<String> = (0..under.len()).map(|n| format!("P{n}")).collect();
        let mut given = vec![("medical-lead", "Ann")];
        given.extend(under.iter().copied().zip(names.iter().map(String::as_str)));
        assert!(!load(&with(&bag, &given[..8]), &bag, "Ann").is_over(), "seven");
        let eight = load(&with(&bag, &given[..9]), &bag, "Ann");
        assert_eq!((eight.reports, eight.most, eight.is_over()), (8, 7, true));
    }
}
