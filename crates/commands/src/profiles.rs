//! What a patient depends on: what the rules found with a person's word over it, and a person's word itself.

use battlebag_bag::{Bag, ProfileCode};
use battlebag_census::Patient;
use battlebag_incident::profiled::{self, ORDINARY, Saying};
use battlebag_incident::{Body, How, Incident, ProfileWord, ProfileWords, Profiled, Stamp};
use battlebag_priority::{Because, Doubt, DoubtKind, Found, Tier};

use crate::journal_words::{Names, Words, labelled};
use crate::patients::{place_and_name, second_checked};
use crate::ranking::{Cases, Ranking};
use crate::station::{Act, Census, Open, Station};
use crate::times::Clock;
use crate::views::{
    DoubtView, Nothing, ProfileChoice, ProfileChoices, ProfileView, SayProfile, WhyView, Written,
};
use crate::{ErrorKind, ErrorView};

/// Most facts named as unknown in one reason sentence.
const NAMED: usize = 3;

/// A patient's profiles with a person's word over them, by the patient's present and earlier keys.
pub(crate) fn standing(incident: Option<&Incident>, patient: &Patient, found: &Found) -> Vec<Profiled> {
    let nothing_said = ProfileWords::default();
    let said = incident.map_or(&nothing_said, |incident| &incident.profiles);
    let keys: Vec<&str> = std::iter::once(&patient.id)
        .chain(&patient.aka)
        .map(battlebag_census::PatientId::as_str)
        .collect();
    said.over(&keys, &found.matches, &found.doubts)
}

/// Codes of the profiles that count.
pub(crate) fn counting(standing: &[Profiled]) -> Vec<ProfileCode> {
    standing
        .iter()
        .filter(|one| one.counts())
        .map(|one| one.code.clone())
        .collect()
}

/// What the bag does not know of a patient, for the reason sentence: of somebody without a profile everything; of anybody
/// a drip or a support of the breathing that no rule knows. A person who said "ordinary care" has answered for it.
pub(crate) fn not_known(standing: &[Profiled], found: &Found) -> Vec<String> {
    let counts = standing.iter().any(Profiled::counts);
    let answered = standing
        .iter()
        .any(|one| one.code.as_str() == ORDINARY && matches!(one.how, How::Added(..)));
    let carries = |about: &Because| about.field.starts_with("medicines") || about.field == "breathing";
    found
        .doubts
        .iter()
        .filter(|doubt| doubt.kind == DoubtKind::NotKnown && !answered)
        .filter(|doubt| !counts || carries(&doubt.about))
        .map(|doubt| doubt.about.fact.clone())
        .take(NAMED)
        .collect()
}

/// A patient's profiles and doubts for a screen or a script.
pub(crate) struct Needs {
    pub profiles: Vec<ProfileView>,
    pub set_aside: Vec<ProfileView>,
    pub doubts: Vec<DoubtView>,
}

/// Of one patient at one moment.
pub(crate) fn of(
    bag: &Bag,
    clock: Clock,
    incident: Option<&Incident>,
    cases: &Cases,
    patient: &Patient,
) -> Needs {
    let nothing = Found::default();
    let found = cases
        .index
        .get(patient.id.as_str())
        .and_then(|at| cases.found.get(*at))
        .unwrap_or(&nothing);
    let standing = standing(incident, patient, found);
    let (counts, aside): (Vec<&Profiled>, Vec<&Profiled>) = standing.iter().partition(|one| one.counts());
    let view = |one: &&Profiled| profile_view(bag, clock, one);
    Needs {
        profiles: counts.iter().map(view).collect(),
        set_aside: aside.iter().map(view).collect(),
        doubts: found.doubts.iter().map(|doubt| doubt_view(bag, doubt)).collect(),
    }
}

/// Of one patient of the census in use.
pub(crate) fn now(open: &Open, census: &Census, patient: &Patient) -> Needs {
    let incident = open.current.as_ref().map(|current| &current.state);
    of(&open.bag, open.clock, incident, &census.cases, patient)
}

fn name_of(bag: &Bag, code: &ProfileCode) -> String {
    bag.profiles
        .get(code)
        .map_or_else(|| code.0.clone(), |profile| profile.name.clone())
}

fn profile_view(bag: &Bag, clock: Clock, one: &Profiled) -> ProfileView {
    let (how, said): (_, Option<(&Stamp, &ProfileWord)>) = match &one.how {
        How::Found => ("found", None),
        How::Added(stamp, word) => ("added", Some((stamp, word))),
        How::Removed(stamp, word) => ("removed", Some((stamp, word))),
        How::OpenAgain(stamp, word) => ("open_again", Some((stamp, word))),
        How::Lapsed(stamp, word) => ("lapsed", Some((stamp, word))),
    };
    let why: Vec<WhyView> = one
        .found
        .iter()
        .flat_map(|found| found.because.iter().map(why_view))
        .collect();
    ProfileView {
        code: one.code.0.clone(),
        name: name_of(bag, &one.code),
        because: why
            .iter()
            .map(|why| format!("{}: {}", why.place, why.fact))
            .chain(
                said.filter(|_| how == "added")
                    .map(|(stamp, word)| by_hand(stamp, word)),
            )
            .collect(),
        why,
        rules: one
            .found
            .as_ref()
            .map(|found| found.rules.clone())
            .unwrap_or_default(),
        weak: one.found.as_ref().is_some_and(|found| found.weak),
        how: how.to_owned(),
        by: said.map(|(stamp, _)| stamp.actor.clone()).unwrap_or_default(),
        at: said
            .map(|(stamp, _)| clock.rfc3339(stamp.occurred_at))
            .unwrap_or_default(),
        reason: said.map(|(_, word)| word.reason.clone()).unwrap_or_default(),
    }
}

fn by_hand(stamp: &Stamp, word: &ProfileWord) -> String {
    match word.reason.as_str() {
        "" => format!("Added by {}", stamp.actor),
        reason => format!("Added by {}: {reason}", stamp.actor),
    }
}

fn doubt_view(bag: &Bag, doubt: &Doubt) -> DoubtView {
    let kind = match doubt.kind {
        DoubtKind::NotKnown => "not_known",
        DoubtKind::Suspicion => "suspicion",
        DoubtKind::HowGiven => "how_given",
        DoubtKind::Contradicts => "contradicts",
        DoubtKind::NothingRecorded => "nothing_recorded",
    };
    DoubtView {
        kind: kind.to_owned(),
        words: doubt.kind.words().to_owned(),
        about: why_view(&doubt.about),
        profile: doubt
            .profile
            .as_ref()
            .map(|code| name_of(bag, code))
            .unwrap_or_default(),
    }
}

pub(crate) fn why_view(because: &Because) -> WhyView {
    WhyView {
        fact: because.fact.clone(),
        field: because.field.clone(),
        place: place_in_words(&because.field),
    }
}

/// "medicines[3]" as people say it: "Medicine 4".
fn place_in_words(field: &str) -> String {
    let (list, number) = match field.split_once('[') {
        Some((list, rest)) => (list, rest.trim_end_matches(']').parse::<usize>().ok()),
        None => (field, None),
    };
    let word = match list {
        "conditions" => "Problem",
        "procedures" => "Procedure",
        "medicines" => "Medicine",
        "devices" => "Device",
        "orders" => "Open order",
        "flags" => "Flag",
        "allergies" => "Allergy",
        "observations" => return "Latest observations".to_owned(),
        "breathing" => "Breathing",
        "isolation" => "Isolation",
        "escalation" => "Treatment limits",
        "born" => "Date of birth",
        "place.ward" | "place.kind" => "Ward",
        "place.side_room" => "Room",
        "class" => "How they are here",
        "pregnant" | "vulnerable" => "Mark",
        other => other,
    };
    number.map_or_else(|| word.to_owned(), |number| format!("{word} {}", number + 1))
}

/// Every profile of the bag, by name.
pub fn choices(station: &Station, _: Nothing) -> Result<ProfileChoices, ErrorView> {
    station.with(|open| {
        let mut rows: Vec<ProfileChoice> = open
            .bag
            .profiles
            .values()
            .map(|profile| ProfileChoice {
                code: profile.code.0.clone(),
                name: profile.name.clone(),
                area: profile.group.clone(),
            })
            .collect();
        rows.sort_by_key(|row| row.name.to_lowercase());
        Ok(ProfileChoices { rows })
    })
}

/// What somebody means to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Add,
    Remove,
    Restore,
}

/// Adds a profile.
pub fn add(station: &Station, request: SayProfile) -> Result<Written, ErrorView> {
    say(station, &request, Does::Add)
}

/// Takes a profile away, or puts another in its place.
pub fn remove(station: &Station, request: SayProfile) -> Result<Written, ErrorView> {
    say(station, &request, Does::Remove)
}

/// Takes back what was said of a profile.
pub fn restore(station: &Station, request: SayProfile) -> Result<Written, ErrorView> {
    say(station, &request, Does::Restore)
}

fn say(station: &Station, request: &SayProfile, does: Does) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let patient = open.patient(&census, request.patient.trim())?;
        let at = census.cases.index.get(patient.id.as_str());
        let found = at
            .and_then(|at| census.cases.found.get(*at))
            .cloned()
            .unwrap_or_default();
        let state = &open.incident()?.state;
        let standing = standing(Some(state), patient, &found);
        let checked = second_checked(station, open, &request.second_person, &request.second_passphrase)?;
        let (now_is, then) = tiers(open, &ranking, patient, request, does)?;
        let saying = Saying {
            patient: patient.id.as_str(),
            profile: &request.profile,
            standing: &standing,
            doubts: &found.doubts,
            reason: &request.reason,
            now: now_is,
            then,
            second_person: &request.second_person,
            second_checked: checked,
            glass: &request.break_glass,
        };
        let person = open.person();
        let mut bodies = match does {
            Does::Add => vec![profiled::add(&open.bag, &saying)?],
            Does::Remove => profiled::remove(state, &open.bag, &person, &saying)?,
            Does::Restore => profiled::restore(state, &open.bag, &person, &saying)?,
        };
        let instead = request.instead.trim();
        if does == Does::Remove && !instead.is_empty() {
            let other = Saying {
                profile: instead,
                ..saying.clone()
            };
            bodies.insert(bodies.len() - 1, profiled::add(&open.bag, &other)?);
        }
        let said = format!(
            "{}: {}",
            place_and_name(patient),
            in_short(&open.bag, request, does, instead)
        );
        station.write(open, &Act::plain(&bodies, now), &[], |_| said)
    })
}

fn in_short(bag: &Bag, request: &SayProfile, does: Does, instead: &str) -> String {
    let name = |code: &str| name_of(bag, &ProfileCode::from(code.trim()));
    match does {
        Does::Add => format!("{} added", name(&request.profile)),
        Does::Remove if instead.is_empty() => format!("{} taken away", name(&request.profile)),
        Does::Remove => format!("{} in place of {}", name(instead), name(&request.profile)),
        Does::Restore => format!("{} as the rules find it", name(&request.profile)),
    }
}

/// The tier shown now, and the one it would be without the profile.
fn tiers(
    open: &Open,
    ranking: &Ranking,
    patient: &Patient,
    request: &SayProfile,
    does: Does,
) -> Result<(Tier, Tier), ErrorView> {
    let missing = || {
        ErrorView::new(
            ErrorKind::NotFound,
            "That patient is not on the list.",
            "Look for them by name or bed.",
        )
    };
    let now = ranking.of(patient.id.as_str()).ok_or_else(missing)?.tier;
    if does == Does::Add {
        return Ok((now, now));
    }
    let case = ranking.cases.iter().find(|case| case.id == patient.id.0);
    let mut case = case.cloned().ok_or_else(missing)?;
    case.profiles
        .retain(|code| code.as_str() != request.profile.trim());
    if !request.instead.trim().is_empty() {
        case.profiles.push(ProfileCode::from(request.instead.trim()));
    }
    let list = battlebag_priority::rank(&open.bag, &ranking.circumstances, &[case], &ranking.overrides);
    Ok((now, list.first().map_or(now, |ranked| ranked.tier)))
}

/// An entry about a profile in the words a person reads.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    let (word, done) = match body {
        Body::ProfileAdded(word) => (word, "added"),
        Body::ProfileRemoved(word) => (word, "taken away"),
        Body::ProfileRestored(word) => (word, "as the rules find it again"),
        _ => {
            return Words {
                kind: "Profile",
                text: String::new(),
                lines: Vec::new(),
            };
        }
    };
    let mut lines = Vec::new();
    labelled(&mut lines, "Reason", &word.reason);
    labelled(&mut lines, "The record said then", &word.facts.join("; "));
    if !word.second_person.is_empty() {
        let checked = if word.second_checked {
            "gave their passphrase"
        } else {
            "by name only"
        };
        lines.push(format!("Second person: {}, {checked}", word.second_person));
    }
    Words {
        kind: "Profile",
        text: format!(
            "{}: {} {done}",
            (names.patient)(&word.patient),
            name_of(names.bag, &word.profile)
        ),
        lines,
    }
}
