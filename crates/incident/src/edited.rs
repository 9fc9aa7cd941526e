//! The census as it stands: the snapshot with the changes by hand over it, and where a later feed says otherwise.
//!
//! Nobody is joined or dropped silently. Until a person settles a difference, what was written by hand stands, because
//! somebody stood at the bed; allergies of both are always kept.

use std::collections::HashMap;

use battlebag_census::news2::{self, Applies};
use battlebag_census::{
    Allergies, Allergy, BY_HAND, Claim, DOWNTIME_NUMBER, Field, News2, NhsNumber, Observations, Patient,
    PatientClass, PatientId, PersonName, Place, Snapshot, Source, Weight, allergy_words, name_words,
    place_words,
};

use crate::bedside_set::{add_set, newest_score};
use crate::edits::{Bedspace, Change, Edit, Edits, Identity, Keep};
use crate::state::Stamp;

/// A change by hand that a later feed does not confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Who changed it, when, in which entry.
    pub stamp: Stamp,
    /// Key of the patient as shown.
    pub patient: String,
    /// "Bed", "Discharge", "Allergies", "Weight", "Who this is".
    pub about: &'static str,
    /// What was written by hand.
    pub hand: String,
    /// What the feed says.
    pub feed: String,
    /// Key of the feed's patient who may be the one admitted by hand; else empty.
    pub other: String,
}

/// The snapshot with the changes over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// As it stands now.
    pub snapshot: Snapshot,
    /// What a person must settle, oldest first.
    pub differences: Vec<Difference>,
}

/// Lays the changes by hand over a snapshot, in the order in which they happened.
pub fn edited(snapshot: &Snapshot, edits: &Edits) -> Edited {
    let mut over = Over {
        feed: snapshot,
        snapshot: snapshot.clone(),
        index: HashMap::new(),
        differences: Vec::new(),
    };
    for (i, p) in snapshot.patients.iter().enumerate() {
        for key in std::iter::once(&p.id).chain(&p.aka) {
            over.index.entry(key.0.clone()).or_insert(i);
        }
    }
    let mut changes: Vec<&(Stamp, Edit)> = edits.changes.iter().collect();
    changes.sort_by(|(a, _), (b, _)| {
        let order = a.occurred_at.cmp(&b.occurred_at);
        order
            .then(a.recorded_at.cmp(&b.recorded_at))
            .then(a.entry.cmp(&b.entry))
    });
    let gone = over.apply_all(&changes, edits);
    let Over {
        mut snapshot,
        differences,
        ..
    } = over;
    let mut at = 0usize;
    snapshot.patients.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    snapshot.counts.inpatients = u32::try_from(snapshot.patients.len()).unwrap_or(u32::MAX);
    snapshot.put_in_order();
    Edited {
        snapshot,
        differences,
    }
}

struct Over<'a> {
    feed: &'a Snapshot,
    snapshot: Snapshot,
    /// Keys, those of other numbers too, to places in `snapshot.patients`. Nobody is taken out before the end.
    index: HashMap<String, usize>,
    differences: Vec<Difference>,
}

impl Over<'_> {
    /// Gives the places of those who are not in the hospital any more.
    fn apply_all(&mut self, changes: &[&(Stamp, Edit)], edits: &Edits) -> std::collections::BTreeSet<usize> {
        let mut gone = std::collections::BTreeSet::new();
        for (stamp, edit) in changes.iter().copied() {
            if let Change::Admitted {
                downtime_number,
                identity,
                place,
            } = &edit.change
            {
                let key = &edit.patient;
                if !self.index.contains_key(key) {
                    let new = admitted(key, downtime_number, stamp);
                    self.index.insert(key.clone(), self.snapshot.patients.len());
                    self.snapshot.patients.push(new);
                }
                self.with(key, |p| {
                    identify(p, identity, stamp);
                    lay(p, place, stamp);
                });
                continue;
            }
            if let Change::Identified { identity, same_as } = &edit.change {
                self.identified(edit, identity, same_as, stamp, &mut gone);
                continue;
            }
            let Some(at) = self.index.get(&edit.patient).copied() else {
                continue;
            };
            if !self.holds(stamp, edit, at, edits) {
                continue;
            }
            match &edit.change {
                Change::Discharged { .. } => {
                    gone.insert(at);
                }
                // Back again, or discharged by mistake and placed anew.
                Change::Moved { .. } => {
                    gone.remove(&at);
                }
                _ => {}
            }
            if let Some(p) = self.snapshot.patients.get_mut(at) {
                change(p, &edit.change, stamp);
            }
        }
        self.perhaps_the_same(changes, edits, &mut gone);
        gone
    }

    fn with(&mut self, key: &str, run: impl FnOnce(&mut Patient)) {
        if let Some(p) = self
            .index
            .get(key)
            .and_then(|at| self.snapshot.patients.get_mut(*at))
        {
            run(p);
        }
    }

    /// The feed's word on a patient, when the feed is later than the change.
    fn later(&self, stamp: &Stamp, at: usize) -> Option<&Patient> {
        if self.feed.as_of <= stamp.occurred_at {
            return None;
        }
        self.feed.patients.get(at)
    }

    /// Whether the change by hand is laid over the feed. A later feed that says the same needs it no more; one that says
    /// otherwise is a difference until somebody settles it.
    fn holds(&mut self, stamp: &Stamp, edit: &Edit, at: usize, edits: &Edits) -> bool {
        let Some(feed) = self.later(stamp, at) else {
            return true;
        };
        let Some((about, hand, says)) = compare(feed, &edit.change) else {
            return !matches!(edit.change, Change::Moved { .. });
        };
        let settled = edits.settlement(&stamp.entry).filter(|s| s.feed == says);
        match settled.map(|s| s.keep) {
            Some(Keep::Feed) => return false,
            Some(_) => return true,
            None => {}
        }
        self.differences.push(Difference {
            stamp: stamp.clone(),
            patient: edit.patient.clone(),
            about,
            hand,
            feed: says,
            other: String::new(),
        });
        true
    }

    fn identified(
        &mut self,
        edit: &Edit,
        identity: &Identity,
        same_as: &str,
        stamp: &Stamp,
        gone: &mut std::collections::BTreeSet<usize>,
    ) {
        self.with(&edit.patient, |p| identify(p, identity, stamp));
        if !same_as.is_empty() {
            self.join(&edit.patient, same_as, stamp, gone);
        }
    }

    /// The one admitted by hand is a person whom the census has: where they lie and what was found out goes over to
    /// that person, and the key by hand stays one of theirs.
    fn join(&mut self, from: &str, to: &str, stamp: &Stamp, gone: &mut std::collections::BTreeSet<usize>) {
        let (Some(from_at), Some(to_at)) = (self.index.get(from).copied(), self.index.get(to).copied())
        else {
            return;
        };
        if from_at == to_at {
            return;
        }
        let Some(by_hand) = self.snapshot.patients.get(from_at).cloned() else {
            return;
        };
        let later = self.later(stamp, to_at).is_some();
        if let Some(known) = self.snapshot.patients.get_mut(to_at) {
            if !later {
                known.place = by_hand.place.clone();
            }
            if let Allergies::Recorded { items } = &by_hand.allergies {
                for item in items {
                    add_allergy(known, item.clone());
                }
            }
            if known.weight.is_none() {
                known.weight.clone_from(&by_hand.weight);
            }
            for set in by_hand.observations.iter().cloned() {
                add_set(known, set);
            }
            if let Some(score) = by_hand.news2.clone() {
                newest_score(known, score);
            }
            known.aka.push(by_hand.id.clone());
            known.claims.extend(by_hand.claims);
            known.flags.extend(by_hand.flags);
        }
        gone.insert(from_at);
        self.index.insert(from.to_owned(), to_at);
    }

    /// People admitted by hand whom a later feed may have under its own number: shown, and joined only when a person
    /// says so.
    fn perhaps_the_same(
        &mut self,
        changes: &[&(Stamp, Edit)],
        edits: &Edits,
        gone: &mut std::collections::BTreeSet<usize>,
    ) {
        for (stamp, edit) in changes.iter().copied() {
            let Change::Admitted { .. } = &edit.change else {
                continue;
            };
            let Some(at) = self
                .index
                .get(&edit.patient)
                .copied()
                .filter(|at| !gone.contains(at))
            else {
                continue;
            };
            if at < self.feed.patients.len() || self.feed.as_of <= stamp.occurred_at {
                continue;
            }
            let settled = edits.settlement(&stamp.entry);
            if let Some(s) = settled.filter(|s| s.keep == Keep::SamePerson) {
                let other = s.other.clone();
                self.join(&edit.patient, &other, stamp, gone);
                continue;
            }
            let Some(hand) = self.snapshot.patients.get(at) else {
                continue;
            };
            let alike = self
                .feed
                .patients
                .iter()
                .find(|p| may_be_same(hand, p) && settled.is_none_or(|s| s.other != p.id.0));
            if let Some(p) = alike {
                self.differences.push(Difference {
                    stamp: stamp.clone(),
                    patient: edit.patient.clone(),
                    about: "Who this is",
                    hand: format!("{}, {}", name_words(hand), place_words(&hand.place)),
                    feed: format!("{}, {}", name_words(p), place_words(&p.place)),
                    other: p.id.0.clone(),
                });
            }
        }
    }
}

/// What a change by hand and the feed say, when they differ: about what, by hand, by the feed.
fn compare(feed: &Patient, change: &Change) -> Option<(&'static str, String, String)> {
    match change {
        Change::Moved { place } => {
            let same = |a: &str, b: Option<&str>| a.trim().eq_ignore_ascii_case(b.unwrap_or("").trim());
            let agrees =
                same(&place.ward, Some(&feed.place.ward)) && same(&place.bed, feed.place.bed.as_deref());
            (!agrees).then(|| ("Bed", place_words(&place_of(place)), place_words(&feed.place)))
        }
        Change::Discharged { to } => Some(("Discharge", format!("left: {to}"), place_words(&feed.place))),
        Change::Allergic { substance, .. } => {
            let has = matches!(&feed.allergies, Allergies::Recorded { items }
                if items.iter().any(|a| a.substance.eq_ignore_ascii_case(substance)));
            (!has).then(|| ("Allergies", substance.clone(), allergy_words(&feed.allergies)))
        }
        Change::NoAllergies {} => {
            let none = matches!(feed.allergies, Allergies::NoneKnown { .. });
            (!none).then(|| {
                let hand = "asked, none known".to_owned();
                ("Allergies", hand, allergy_words(&feed.allergies))
            })
        }
        Change::AllergyDoubted { substance } => {
            let has = matches!(&feed.allergies, Allergies::Recorded { items }
                if items.iter().any(|a| a.substance.eq_ignore_ascii_case(substance)));
            has.then(|| {
                let hand = format!("{substance} is said to be wrong");
                ("Allergies", hand, allergy_words(&feed.allergies))
            })
        }
        Change::Weighed { kg, .. } => {
            let says = feed
                .weight
                .as_ref()
                .map_or_else(|| "not known".to_owned(), |w| format!("{} kg", w.kg));
            (says != format!("{kg} kg")).then(|| ("Weight", format!("{kg} kg"), says))
        }
        // A set taken at the bedside is one more set: a feed that has others says nothing against it.
        Change::Observed { .. }
        | Change::Admitted { .. }
        | Change::Identified { .. }
        | Change::TakenBack { .. } => None,
    }
}

/// The same number, or the same name and date of birth.
fn may_be_same(hand: &Patient, feed: &Patient) -> bool {
    let nhs = |p: &Patient| p.nhs_number.as_ref().map(|n| n.digits.clone());
    if let (Some(a), Some(b)) = (nhs(hand), nhs(feed)) {
        return a == b;
    }
    if hand.local_id.is_some() && hand.local_id == feed.local_id {
        return true;
    }
    let name = |p: &Patient| name_words(p).to_lowercase();
    hand.born.is_some() && hand.born == feed.born && name(hand) == name(feed)
}

fn source(stamp: &Stamp) -> Source {
    Source {
        file: BY_HAND.to_owned(),
        at: format!("entry {}, {}", stamp.entry.seq, stamp.actor),
    }
}

fn claim(p: &mut Patient, field: Field, value: String, stamp: &Stamp) {
    p.claims.push(Claim {
        field,
        value,
        source: source(stamp),
        at: Some(stamp.occurred_at),
    });
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn place_of(place: &Bedspace) -> Place {
    Place {
        ward: place.ward.trim().to_owned(),
        bay: some(&place.bay),
        bed: some(&place.bed),
        ..Place::default()
    }
}

/// Somebody of whom nothing is known but that they are here.
fn admitted(key: &str, downtime_number: &str, stamp: &Stamp) -> Patient {
    Patient {
        id: PatientId(key.to_owned()),
        aka: Vec::new(),
        nhs_number: None,
        local_id: Some(downtime_number.to_owned()),
        encounter_id: None,
        name: PersonName::default(),
        born: None,
        sex: None,
        class: PatientClass::Inpatient,
        place: Place::default(),
        admitted_at: Some(stamp.occurred_at),
        consultant: None,
        specialty: None,
        language: None,
        conditions: Vec::new(),
        procedures: Vec::new(),
        medicines: Vec::new(),
        allergies: Allergies::NotKnown,
        allergy_conflict: None,
        observations: Vec::new(),
        news2: None,
        acuity: None,
        breathing: None,
        devices: Vec::new(),
        orders: Vec::new(),
        escalation: battlebag_census::Escalation::NotKnown,
        weight: None,
        pregnant: None,
        vulnerable: false,
        isolation: None,
        flags: vec![format!("{DOWNTIME_NUMBER}{downtime_number}")],
        sources: vec![source(stamp)],
        claims: Vec::new(),
    }
}

fn identify(p: &mut Patient, identity: &Identity, stamp: &Stamp) {
    if let Some(family) = some(&identity.family) {
        p.name = PersonName {
            family,
            given: identity.given.split_whitespace().map(str::to_owned).collect(),
            native: None,
        };
        let words = name_words(p);
        claim(p, Field::Name, words, stamp);
    }
    if let Some(born) = identity.born {
        p.born = Some(born);
        claim(p, Field::Born, born.to_string(), stamp);
        if news2::applies(p.born, p.pregnant, stamp.occurred_at) == Applies::Child {
            p.news2 = None;
        }
    }
    if let Some(sex) = identity.sex {
        p.sex = Some(sex);
        claim(p, Field::Sex, format!("{sex:?}").to_lowercase(), stamp);
    }
    if let Some(digits) = some(&identity.nhs_number) {
        claim(p, Field::NhsNumber, digits.clone(), stamp);
        p.nhs_number = Some(NhsNumber {
            digits,
            verified: Some(false),
        });
    }
    if let Some(local) = some(&identity.local_id) {
        claim(p, Field::LocalId, local.clone(), stamp);
        p.local_id = Some(local);
    }
}

fn lay(p: &mut Patient, place: &Bedspace, stamp: &Stamp) {
    let kind = if p.place.ward.eq_ignore_ascii_case(place.ward.trim()) {
        p.place.kind
    } else {
        battlebag_census::wards::kind_of(&place.ward)
    };
    p.place = Place {
        kind,
        site: p.place.site.take(),
        ..place_of(place)
    };
    let words = place_words(&p.place);
    claim(p, Field::Place, words, stamp);
}

fn add_allergy(p: &mut Patient, allergy: Allergy) {
    match &mut p.allergies {
        Allergies::Recorded { items } => {
            if !items
                .iter()
                .any(|a| a.substance.eq_ignore_ascii_case(&allergy.substance))
            {
                items.push(allergy);
            }
        }
        other => {
            if matches!(other, Allergies::NoneKnown { .. }) {
                p.allergy_conflict = Some("Another record says none known".to_owned());
            }
            *other = Allergies::Recorded { items: vec![allergy] };
        }
    }
}

fn change(p: &mut Patient, what: &Change, stamp: &Stamp) {
    match what {
        Change::Moved { place } => lay(p, place, stamp),
        Change::Allergic { substance, reaction } => {
            claim(p, Field::Allergy, substance.clone(), stamp);
            let allergy = Allergy {
                substance: substance.trim().to_owned(),
                codes: Vec::new(),
                reaction: some(reaction),
                severity: None,
                source: Some(stamp.actor.clone()),
                recorded: Some(stamp.occurred_at.date_naive()),
                unconfirmed: false,
            };
            add_allergy(p, allergy);
        }
        Change::NoAllergies {} => no_allergies(p, stamp),
        Change::AllergyDoubted { substance } => {
            let words = format!("{substance}: said to be wrong");
            claim(p, Field::Allergy, words, stamp);
            if let Allergies::Recorded { items } = &mut p.allergies {
                for item in items
                    .iter_mut()
                    .filter(|a| a.substance.eq_ignore_ascii_case(substance))
                {
                    item.unconfirmed = true;
                }
            }
            p.allergy_conflict = Some(format!("{} says that {substance} is wrong", stamp.actor));
        }
        Change::Weighed { kg, estimated } => {
            claim(p, Field::Weight, format!("{kg} kg"), stamp);
            p.weight = Some(Weight {
                kg: kg.clone(),
                estimated: Some(*estimated),
                at: Some(stamp.occurred_at),
            });
        }
        Change::Observed { set } => observed(p, &set.taken(stamp.occurred_at), stamp),
        Change::Admitted { .. }
        | Change::Discharged { .. }
        | Change::Identified { .. }
        | Change::TakenBack { .. } => {}
    }
}

/// A set by hand stands among those of the feed by the time at which it was taken; the newest score counts, and of two of
/// one time the higher.
fn observed(p: &mut Patient, set: &Observations, stamp: &Stamp) {
    add_set(p, set.clone());
    let Ok(score) = news2::score(set) else {
        return;
    };
    claim(p, Field::News2, score.total.to_string(), stamp);
    newest_score(
        p,
        News2 {
            score: score.total,
            single_three: score.single_three,
            at: set.at,
            calculated: true,
        },
    );
}

fn no_allergies(p: &mut Patient, stamp: &Stamp) {
    claim(p, Field::Allergy, "none known".to_owned(), stamp);
    if matches!(p.allergies, Allergies::Recorded { .. }) {
        p.allergy_conflict = Some(format!("{} was told that there are none", stamp.actor));
    } else {
        p.allergies = Allergies::NoneKnown {
            by: Some(stamp.actor.clone()),
            at: Some(stamp.occurred_at),
        };
    }
}

#[cfg(test)]
#[path = "edited_tests.rs"]
mod tests;
