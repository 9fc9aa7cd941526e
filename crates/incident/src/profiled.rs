//! A person's word on what a patient depends on: a profile added, taken away or put back, laid over what the rules found.
//!
//! Everything fails upward. A profile taken away stays named with who did it and when; when the record later says something
//! new for it, the question is open again and the profile counts; a patient whose last profile was taken away is "not
//! profiled", which is never below P3.

use std::collections::BTreeMap;

use battlebag_bag::{Bag, Power, ProfileCode};
use battlebag_priority::{Doubt, Match, Tier};
use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::powers::permit;
use crate::rules::{Refusal, filled};
use crate::state::{Incident, Stamp};

/// The profile of ordinary care: said by hand, it answers for the doubts that were there.
pub const ORDINARY: &str = "inpatient_base";

/// What an entry says of one profile of one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileWord {
    /// Patient key.
    pub patient: String,
    /// The profile.
    pub profile: ProfileCode,
    /// Why. Always there for one taken away.
    pub reason: String,
    /// What the record said for it then, fact by fact: something else later opens the question again.
    #[serde(default)]
    pub facts: Vec<String>,
    /// The second person, where it takes a patient off P1.
    #[serde(default)]
    pub second_person: String,
    /// Whether the second person gave their own passphrase.
    #[serde(default)]
    pub second_checked: bool,
}

/// What was said last of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It is so, whatever the rules find.
    Added,
    /// It is not so.
    Removed,
}

/// The words that stand: patient, profile, what was said last and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileWords {
    words: BTreeMap<String, BTreeMap<ProfileCode, (Stamp, Said, ProfileWord)>>,
}

/// How a profile stands on a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The rules found it.
    Found,
    /// A person added it.
    Added(Stamp, ProfileWord),
    /// A person took it away.
    Removed(Stamp, ProfileWord),
    /// A person took it away, and the record has said something new since: it counts until somebody looks again.
    OpenAgain(Stamp, ProfileWord),
    /// A person said that ordinary care is all, and something needs a look that did not then: it holds no longer.
    Lapsed(Stamp, ProfileWord),
}

/// One profile of a patient, with what the rules found for it and what people said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiled {
    /// The profile.
    pub code: ProfileCode,
    /// What the rules found; none when a person alone says so.
    pub found: Option<Match>,
    /// How it stands.
    pub how: How,
}

impl Profiled {
    /// Whether the patient is ranked by it.
    pub fn counts(&self) -> bool {
        !matches!(self.how, How::Removed(..) | How::Lapsed(..))
    }
}

impl ProfileWords {
    /// Folds one entry; other kinds are left alone.
    pub(crate) fn apply(&mut self, stamp: &Stamp, body: &Body) {
        let (said, word) = match body {
            Body::ProfileAdded(word) => (Said::Added, word),
            Body::ProfileRemoved(word) => (Said::Removed, word),
            Body::ProfileRestored(word) => {
                if let Some(of_patient) = self.words.get_mut(&word.patient) {
                    of_patient.remove(&word.profile);
                }
                return;
            }
            _ => return,
        };
        self.words
            .entry(word.patient.clone())
            .or_default()
            .insert(word.profile.clone(), (stamp.clone(), said, word.clone()));
    }

    /// Nobody has said anything.
    pub fn is_empty(&self) -> bool {
        self.words.values().all(BTreeMap::is_empty)
    }

    /// The last word on a profile under any of a patient's keys.
    fn last<'w>(&'w self, keys: &[&str], profile: &ProfileCode) -> Option<&'w (Stamp, Said, ProfileWord)> {
        let words = keys.iter().filter_map(|key| self.words.get(*key)?.get(profile));
        words.max_by_key(|(stamp, ..)| (stamp.occurred_at, stamp.recorded_at))
    }

    /// Lays the words over what the rules found for a patient, known under these keys. By code, each once.
    pub fn over(&self, keys: &[&str], found: &[Match], doubts: &[Doubt]) -> Vec<Profiled> {
        let mut standing: Vec<Profiled> = found
            .iter()
            .map(|found| Profiled {
                how: match self.last(keys, &found.code) {
                    None => How::Found,
                    Some((stamp, Said::Added, word)) => How::Added(stamp.clone(), word.clone()),
                    Some((stamp, Said::Removed, word)) if says_more(found, word) => {
                        How::OpenAgain(stamp.clone(), word.clone())
                    }
                    Some((stamp, Said::Removed, word)) => How::Removed(stamp.clone(), word.clone()),
                },
                code: found.code.clone(),
                found: Some(found.clone()),
            })
            .collect();
        for (profile, (stamp, said, word)) in keys.iter().filter_map(|key| self.words.get(*key)).flatten() {
            let is_last = self.last(keys, profile).is_some_and(|(last, ..)| last == stamp);
            if !is_last || standing.iter().any(|one| one.code == *profile) {
                continue;
            }
            let how = match said {
                Said::Added if profile.as_str() == ORDINARY && doubts_more(doubts, word) => {
                    How::Lapsed(stamp.clone(), word.clone())
                }
                Said::Added => How::Added(stamp.clone(), word.clone()),
                Said::Removed => How::Removed(stamp.clone(), word.clone()),
            };
            standing.push(Profiled {
                code: profile.clone(),
                found: None,
                how,
            });
        }
        standing.sort_by(|a, b| a.code.cmp(&b.code));
        standing
    }
}

/// The record says something for a profile that it did not say when it was taken away.
fn says_more(found: &Match, word: &ProfileWord) -> bool {
    found
        .because
        .iter()
        .any(|because| !word.facts.contains(&because.fact))
}

/// Something needs a look that was not there when the patient was said to be ordinary.
fn doubts_more(doubts: &[Doubt], word: &ProfileWord) -> bool {
    doubts.iter().any(|doubt| !word.facts.contains(&doubt.about.fact))
}

/// What a person says of a profile, with what stands when they say it.
#[derive(Debug, Clone)]
pub struct Saying<'a> {
    /// Patient key.
    pub patient: &'a str,
    /// Profile code as given.
    pub profile: &'a str,
    /// The patient's profiles as they stand.
    pub standing: &'a [Profiled],
    /// What needs a look now.
    pub doubts: &'a [Doubt],
    /// Why.
    pub reason: &'a str,
    /// Tier shown now.
    pub now: Tier,
    /// Tier that it would be afterwards.
    pub then: Tier,
    /// Second person, where it takes a patient off P1.
    pub second_person: &'a str,
    /// Whether the second person gave their own passphrase.
    pub second_checked: bool,
    /// Why it is done without the power, when it is.
    pub glass: &'a str,
}

fn known(bag: &Bag, profile: &str) -> Result<ProfileCode, Refusal> {
    let code = ProfileCode::from(profile.trim());
    if bag.profiles.contains_key(&code) {
        return Ok(code);
    }
    Err(Refusal::Unknown {
        what: "profile",
        id: profile.trim().to_owned(),
        look: "the list of profiles",
    })
}

/// Adds a profile: anybody, no reason needed; ordinary care alone needs one, because it answers for what is not known.
pub fn add(bag: &Bag, saying: &Saying<'_>) -> Result<Body, Refusal> {
    let profile = known(bag, saying.profile)?;
    let stands = saying.standing.iter().find(|one| one.code == profile);
    if stands.is_some_and(|one| matches!(one.how, How::Found | How::Added(..))) {
        return Err(Refusal::Already {
            what: "the patient has that profile",
        });
    }
    let is_ordinary = profile.as_str() == ORDINARY;
    if is_ordinary && saying.standing.iter().any(Profiled::counts) {
        return Err(Refusal::NotSo {
            what: "the patient has other profiles, so ordinary care is not all they need",
            instead: "Take those away first, if they are wrong",
        });
    }
    let reason = if is_ordinary {
        filled(saying.reason, "how it is known that nothing else is needed")?
    } else {
        saying.reason.trim().to_owned()
    };
    let facts = if is_ordinary {
        saying
            .doubts
            .iter()
            .map(|doubt| doubt.about.fact.clone())
            .collect()
    } else {
        facts_of(stands)
    };
    Ok(Body::ProfileAdded(ProfileWord {
        patient: saying.patient.to_owned(),
        profile,
        reason,
        facts,
        second_person: String::new(),
        second_checked: false,
    }))
}

fn facts_of(one: Option<&Profiled>) -> Vec<String> {
    one.and_then(|one| one.found.as_ref())
        .map(|found| found.because.iter().map(|because| because.fact.clone()).collect())
        .unwrap_or_default()
}

/// Takes a profile away: with a reason; and where the patient would leave P1 by it, as a P1 is lowered, by somebody
/// with that power and a second person.
pub fn remove(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    saying: &Saying<'_>,
) -> Result<Vec<Body>, Refusal> {
    let profile = known(bag, saying.profile)?;
    let Some(stands) = saying
        .standing
        .iter()
        .find(|one| one.code == profile && one.counts())
    else {
        return Err(Refusal::NotSo {
            what: "the patient does not have that profile",
            instead: "Look at the patient again",
        });
    };
    let reason = filled(saying.reason, "why the profile is wrong")?;
    let mut broken = None;
    if saying.now == Tier::P1 && saying.then > Tier::P1 {
        broken = permit(incident, bag, person, Power::LowerP1, saying.glass)?;
        let second = filled(
            saying.second_person,
            "the second person for taking a patient off P1",
        )?;
        if second == person {
            return Err(Refusal::Empty {
                field: "a second person other than you",
            });
        }
    }
    let act = Body::ProfileRemoved(ProfileWord {
        patient: saying.patient.to_owned(),
        profile,
        reason,
        facts: facts_of(Some(stands)),
        second_person: saying.second_person.trim().to_owned(),
        second_checked: saying.second_checked,
    });
    Ok(broken.into_iter().chain([act]).collect())
}

/// Takes back what was said of a profile: the rules' word holds again. What falls by it is looked at as in [`remove`].
pub fn restore(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    saying: &Saying<'_>,
) -> Result<Vec<Body>, Refusal> {
    let profile = known(bag, saying.profile)?;
    let stands = saying.standing.iter().find(|one| one.code == profile);
    match stands.map(|one| &one.how) {
        Some(How::Removed(..) | How::OpenAgain(..) | How::Lapsed(..)) => {
            Ok(vec![Body::ProfileRestored(ProfileWord {
                patient: saying.patient.to_owned(),
                profile,
                reason: saying.reason.trim().to_owned(),
                facts: facts_of(stands),
                second_person: String::new(),
                second_checked: false,
            })])
        }
        Some(How::Added(..)) if stands.is_some_and(|one| one.found.is_none()) => {
            remove(incident, bag, person, saying)
        }
        _ => Err(Refusal::Already {
            what: "the rules' own word holds for that profile",
        }),
    }
}

#[cfg(test)]
mod tests {
    use battlebag_priority::Because;
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::prelude::*;

    use super::*;
    use crate::parts::EntryRef;

    fn stamp(minute: i64) -> Stamp {
        let at: DateTime<Utc> =
            DateTime::from_timestamp(1_795_227_240, 0).unwrap() + TimeDelta::minutes(minute);
        Stamp {
            entry: EntryRef {
                station: "a".into(),
                seq: u64::try_from(minute).unwrap() + 1,
            },
            occurred_at: at,
            recorded_at: at,
            actor: "Ann".into(),
            role: String::new(),
        }
    }

    fn found(code: &str, facts: &[&str]) -> Match {
        Match {
            code: ProfileCode::from(code),
            rules: vec!["rule".into()],
            because: facts
                .iter()
                .map(|fact| Because {
                    fact: (*fact).to_owned(),
                    field: "conditions[0]".into(),
                })
                .collect(),
            weak: false,
        }
    }

    fn word(patient: &str, code: &str, facts: &[&str]) -> ProfileWord {
        ProfileWord {
            patient: patient.into(),
            profile: ProfileCode::from(code),
            reason: "seen".into(),
            facts: facts.iter().map(|fact| (*fact).to_owned()).collect(),
            second_person: String::new(),
            second_checked: false,
        }
    }

    fn after(bodies: &[Body]) -> ProfileWords {
        let mut words = ProfileWords::default();
        for (minute, body) in (0..).zip(bodies) {
            words.apply(&stamp(minute), body);
        }
        words
    }

    fn counts(words: &ProfileWords, keys: &[&str], found: &[Match]) -> Vec<String> {
        let standing = words.over(keys, found, &[]);
        let counting = standing.iter().filter(|one| one.counts());
        counting.map(|one| one.code.0.clone()).collect()
    }

    #[test]
    fn what_was_taken_away_comes_back_with_a_new_fact_and_under_another_key() {
        let words = after(&[Body::ProfileRemoved(word(
            "old",
            "epidural",
            &["Epidural in situ"],
        ))]);
        let same = [found("epidural", &["Epidural in situ"])];
        assert!(
            counts(&words, &["new", "old"], &same).is_empty(),
            "under the earlier key too"
        );
        assert_eq!(counts(&words, &["new"], &same), ["epidural"]);
        let more = [found("epidural", &["Epidural in situ", "Levobupivacaine 8 mL/h"])];
        assert_eq!(counts(&words, &["old"], &more), ["epidural"]);
        let standing = words.over(&["old"], &more, &[]);
        assert!(matches!(
            standing.first().map(|one| &one.how),
            Some(How::OpenAgain(..))
        ));
    }

    #[test]
    fn entries_are_read_back_as_they_were_written() {
        let body = Body::ProfileRemoved(word("p", "epidural", &["Epidural in situ"]));
        let bytes = body.to_bytes().unwrap();
        assert_eq!(Body::from_bytes("profile.removed", &bytes).unwrap(), body);
        let old = br#"{"kind":"profile.added","patient":"p","profile":"niv","reason":""}"#;
        let Body::ProfileAdded(read) = Body::from_bytes("profile.added", old).unwrap() else {
            panic!("another body");
        };
        assert!(read.facts.is_empty() && !read.second_checked);
    }

    fn acts() -> impl Strategy<Value = Vec<Body>> {
        let codes = prop_oneof![Just("epidural"), Just("niv"), Just(ORDINARY)];
        let one = (codes, 0..3_u8).prop_map(|(code, act)| {
            let word = word("p", code, &["a fact"]);
            match act {
                0 => Body::ProfileAdded(word),
                1 => Body::ProfileRemoved(word),
                _ => Body::ProfileRestored(word),
            }
        });
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn nobody_and_nothing_is_lost(bodies in acts(), has in prop::collection::vec(any::<bool>(), 2)) {
            let all = [found("epidural", &["a fact"]), found("niv", &["a fact"])];
            let matches: Vec<Match> = all.iter().zip(&has).filter(|(_, has)| **has).map(|(one, _)| one.clone()).collect();
            let words = after(&bodies);
            let standing = words.over(&["p"], &matches, &[]);
            // Whatever the rules found is still named, and each profile stands there once.
            for found in &matches {
                prop_assert_eq!(standing.iter().filter(|one| one.code == found.code).count(), 1);
            }
            // Ordinary care is never there but by a person's own word.
            let ordinary = standing.iter().any(|one| one.code.as_str() == ORDINARY && one.counts());
            let said = bodies.iter().any(|body| matches!(body, Body::ProfileAdded(word) if word.profile.as_str() == ORDINARY));
            prop_assert!(!ordinary || said);
            // What nobody spoke of is as the rules found it.
            if bodies.is_empty() {
                prop_assert!(standing.iter().all(|one| one.how == How::Found));
            }
            // The same entries give the same.
            prop_assert_eq!(after(&bodies).over(&["p"], &matches, &[]), standing);
        }
    }
}
