//! Two people of one name: found where one name is reached in two ways, shown, and settled by a person.
//!
//! A home knows most holders of roles by name only. Whoever holds two roles and gives another way to be reached for each may be
//! one person with two telephones, or two people: nobody but a person can say.

use std::collections::BTreeMap;

use battlebag_bag::Bag;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp, Tenure};

/// Longest word that sets two people of one name apart, in letters.
const LONGEST_APART: usize = 40;

/// What somebody says of a name that stands in more than one role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameSettled {
    /// The role whose holder it is about.
    pub role: String,
    /// The name as it stood there.
    pub person: String,
    /// What sets this holder apart from the other; empty when it is one person.
    pub apart: String,
}

impl NameSettled {
    /// The name from here on.
    pub fn named(&self) -> String {
        match self.apart.as_str() {
            "" => self.person.clone(),
            apart => format!("{} ({apart})", self.person),
        }
    }
}

/// Names that are one person, in small letters, and when that was said last.
pub(crate) type OnePerson = BTreeMap<String, DateTime<Utc>>;

/// A name as it is compared: small letters, single spaces.
pub fn same_name(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

impl Incident {
    pub(crate) fn settle_name(&mut self, stamp: &Stamp, said: &NameSettled) {
        if said.apart.is_empty() {
            self.one_person.insert(same_name(&said.person), stamp.recorded_at);
            return;
        }
        let tenures = self.roles.get_mut(&said.role).into_iter().flatten();
        for tenure in tenures.filter(|t| t.until.is_none() && t.person == said.person) {
            tenure.person = said.named();
        }
    }

    /// Other roles held under the name of a holder where another way to be reached was given: perhaps by somebody else of that
    /// name. None once somebody said that it is one person.
    pub fn namesakes<'i>(&'i self, role: &str, holder: &Tenure) -> Vec<(&'i str, &'i Tenure)> {
        let name = same_name(&holder.person);
        let settled = self.one_person.get(&name);
        let open = self.roles.iter().flat_map(|(id, tenures)| {
            let now = tenures.iter().filter(|t| t.until.is_none());
            now.map(move |t| (id.as_str(), t))
        });
        let otherwise = |t: &Tenure| {
            let (one, other) = (same_name(&t.contact), same_name(&holder.contact));
            let since = t.stamp.recorded_at.max(holder.stamp.recorded_at);
            !one.is_empty() && !other.is_empty() && one != other && settled.is_none_or(|at| since > *at)
        };
        open.filter(|(id, t)| *id != role && same_name(&t.person) == name && otherwise(t))
            .collect()
    }
}

/// Settles whether one name is one person or two. Two are told apart by a word behind the name: "Ann Example (pharmacy)".
pub fn settle_name(incident: &Incident, bag: &Bag, said: &NameSettled) -> Result<Body, Refusal> {
    let role = bag.role(said.role.trim()).ok_or_else(|| Refusal::Unknown {
        what: "role",
        id: said.role.clone(),
        look: "the list of roles",
    })?;
    let person = filled(&said.person, "the holder's name")?;
    if !incident.holders(&role.id).iter().any(|t| t.person == person) {
        return Err(Refusal::Unknown {
            what: "holder",
            id: person,
            look: "the list of roles",
        });
    }
    let apart = said.apart.split_whitespace().collect::<Vec<_>>().join(" ");
    if apart.chars().count() > LONGEST_APART || apart.contains(['(', ')']) {
        return Err(Refusal::NotSo {
            what: "What sets two people apart is a short word, 40 letters at most and no brackets",
            instead: "Write their ward, grade or bleep number",
        });
    }
    let settled = NameSettled {
        role: role.id.clone(),
        person,
        apart,
    };
    let taken = same_name(&settled.named());
    let is_taken = |t: &Tenure| t.until.is_none() && same_name(&t.person) == taken;
    if !settled.apart.is_empty() && incident.roles.values().flatten().any(is_taken) {
        return Err(Refusal::NotSo {
            what: "Somebody of that name and word holds a role already",
            instead: "Write another word",
        });
    }
    Ok(Body::NameSettled(settled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::EntryRef;
    use crate::rules::assign;

    fn stamp(seq: u64) -> Stamp {
        let at = DateTime::from_timestamp(1_790_000_000 + i64::try_from(seq).unwrap() * 60, 0).unwrap();
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

    fn with(given: &[(&str, &str, &str)]) -> (Incident, Bag) {
        let bag = Bag::shipped().unwrap();
        let opened = Body::Opened {
            title: "t".into(),
            exercise: false,
            zone: "Europe/London".into(),
        };
        let mut incident = Incident::begin(&stamp(1), &opened).unwrap();
        for ((role, person, contact), seq) in given.iter().zip(2..) {
            let body = assign(&incident, &bag, role, person, contact).unwrap();
            incident.apply(&stamp(seq), &body);
        }
        (incident, bag)
    }

    fn others(incident: &Incident, role: &str) -> Vec<String> {
        let holders = incident.holders(role);
        let found = incident.namesakes(role, holders[0]);
        found
            .iter()
            .map(|(id, t)| format!("{id}, {}", t.contact))
            .collect()
    }

    fn say(incident: &Incident, bag: &Bag, apart: &str) -> Result<Body, Refusal> {
        let said = NameSettled {
            role: "loggist".into(),
            person: "Ann Example".into(),
            apart: apart.into(),
        };
        settle_name(incident, bag, &said)
    }

    #[test]
    fn one_name_reached_in_two_ways_is_shown_until_a_person_says_who_it_is() {
        let two = [
            ("pathology-lead", "Ann Example", "bleep 12"),
            ("loggist", "Ann  Example", "radio 4"),
        ];
        let (mut incident, bag) = with(&two);
        assert_eq!(others(&incident, "loggist"), ["pathology-lead, bleep 12"]);
        let mut apart = incident.clone();
        apart.apply(&stamp(9), &say(&apart, &bag, "theatre 3").unwrap());
        assert_eq!(apart.holders("loggist")[0].person, "Ann Example (theatre 3)");
        assert_eq!(
            apart.roles_of("Ann Example"),
            ["pathology-lead"],
            "nor has she the other's powers"
        );
        assert!(others(&apart, "loggist").is_empty());
        incident.apply(&stamp(9), &say(&incident, &bag, "").unwrap());
        assert!(others(&incident, "loggist").is_empty());
        let body = assign(&incident, &bag, "blood-bank-lead", "ann example", "bleep 77").unwrap();
        incident.apply(&stamp(10), &body);
        assert_eq!(
            others(&incident, "blood-bank-lead").len(),
            2,
            "a later role asks again"
        );
    }

    #[test]
    fn one_way_to_be_reached_or_none_is_one_person() {
        let (incident, bag) = with(&[
            ("pathology-lead", "Ann Example", "bleep 12"),
            ("loggist", "Ann Example", " Bleep  12"),
            ("blood-bank-lead", "Ann Example", ""),
        ]);
        assert!(others(&incident, "loggist").is_empty());
        let long = say(&incident, &bag, &"x".repeat(41)).unwrap_err();
        insta::assert_snapshot!(long, @"What sets two people apart is a short word, 40 letters at most and no brackets. Write their ward, grade or bleep number");
    }
}
