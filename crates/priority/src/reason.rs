//! Why a patient stands where they stand, and what to do: sentences made from the numbers, never typed for one patient.

use battlebag_bag::{NeedRole, Profile};

use crate::acuity::Reserve;
use crate::case::{Acuity, Case};
use crate::ranked::{Floor, NeedAssessed, OtherWay, Standing};
use crate::state::{Availability, Integrity};
use crate::tier::Tier;
use crate::words::{self, URGENCY_STILL_APPLIES, capital, duration, list};

/// A touched need together with the names it is told by.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The numbers.
    pub need: NeedAssessed,
    /// The condition, in full.
    pub name: &'a str,
    /// The condition, for a row.
    pub short: &'a str,
    /// What to do, full.
    pub act: &'a str,
    /// What to do, for a row.
    pub act_short: &'a str,
    /// The system inside a sentence.
    pub spoken: String,
    /// A decision was already taken on its result.
    pub acted_on: bool,
    /// Doubted only because it takes data from a system that must not be believed.
    pub by_data_only: bool,
}

/// The profile by which a floor holds somebody, where it is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeldBy<'a> {
    /// The emergency.
    pub emergency: Option<&'a Profile>,
    /// What cannot wait for the next round.
    pub urgent: Option<&'a Profile>,
}

impl HeldBy<'_> {
    /// Its name inside a sentence.
    fn name(profile: Option<&Profile>) -> String {
        profile.map_or_else(|| "this".to_owned(), |profile| lower_first(&profile.name))
    }

    /// For a row: with its short name where that fits.
    fn row(profile: Option<&Profile>, rest: &str, alone: &str) -> String {
        let named = profile.map(|profile| format!("{}: {rest}", profile.short));
        words::fitting(&named.into_iter().chain([alone.to_owned()]).collect::<Vec<_>>())
    }
}

impl Told<'_> {
    /// The system inside a sentence, with the instance's own name where there are several.
    pub fn system(&self) -> String {
        match self.need.instance_name.as_str() {
            "" => self.spoken.clone(),
            name => format!("{} ({name})", self.spoken),
        }
    }

    /// Condition, system, its state, clock, other way, why not.
    pub fn sentence(&self) -> String {
        let need = &self.need;
        let every = if need.every.is_empty() {
            String::new()
        } else {
            format!(" ({})", need.every)
        };
        let said = match need.said.as_str() {
            "" => String::new(),
            said => format!(" ({said})"),
        };
        let mut parts = vec![format!(
            "{} needs the {} for {}{every}, and it {}{said}.",
            lower_first(self.name),
            self.system(),
            need.what,
            words::state(need.state, need.presumed_lost),
        )];
        if self.by_data_only && need.state.availability == Availability::Available {
            parts.push(
                "Nobody doubts it itself, but it takes data from a system that must not be believed."
                    .to_owned(),
            );
        }
        if self.acted_on {
            parts.push("A decision was already taken on what it showed.".to_owned());
        }
        if need
            .other_way
            .as_ref()
            .is_some_and(|way| way.standing == Standing::Running)
        {
            parts.push(self.other_way());
            return parts.join(" ");
        }
        parts.push(format!("Harm is possible in {}.", duration(need.clock_h)));
        parts.push(self.other_way());
        parts.extend(self.why_not());
        parts.push(format!("{}.", words::time_in_hand(need.slack_h)));
        if need.relieved {
            parts.push(
                "Its owner has signed a return well inside that time, so this is one step less urgent."
                    .to_owned(),
            );
        }
        parts.join(" ")
    }

    /// The way that counts.
    fn other_way(&self) -> String {
        let need = &self.need;
        match &need.other_way {
            Some(way) if way.standing == Standing::Running => {
                format!("Already running: {}. Check that it holds.", way.name)
            }
            Some(way) if way.full => format!(
                "The other way, {}, takes {} ({}).",
                way.name,
                duration(way.lead_h),
                words::standing(way.standing)
            ),
            Some(way) => format!(
                "Only a bridge: {} ({}); the full alternative takes {}.",
                way.name,
                words::standing(way.standing),
                duration(need.lead_h)
            ),
            None => format!("The other way takes {}.", duration(need.lead_h)),
        }
    }

    /// Why nothing quicker counts.
    fn why_not(&self) -> Option<String> {
        if self.need.other_way.as_ref().is_some_and(|way| way.full) {
            return None;
        }
        let named = |wanted: &dyn Fn(&OtherWay) -> bool| {
            let ways = self.need.not_counted.iter().filter(|way| wanted(way));
            let names: Vec<String> = ways.map(|way| way.name.clone()).collect();
            (!names.is_empty()).then(|| list(&names))
        };
        let carried = matches!(self.need.role, NeedRole::Delivery | NeedRole::LifeSupport);
        if let Some(names) = named(&|way| way.standing == Standing::NotConfirmed) {
            Some(format!("Not confirmed on site: {names}."))
        } else if let Some(names) = named(&|way| way.standing == Standing::Blocked) {
            Some(format!(
                "Not usable, because it hangs on something that broke: {names}."
            ))
        } else if carried
            && self.need.state.integrity == Integrity::Compromised
            && !self.need.not_counted.is_empty()
        {
            Some("No bridge counts while the wrong device is still connected.".to_owned())
        } else if self.need.other_way.is_none() {
            Some("The bag has no quicker way.".to_owned())
        } else {
            None
        }
    }

    /// The instance's own name, or the class's.
    fn own_name(&self) -> &str {
        match self.need.instance_name.as_str() {
            "" => &self.spoken,
            name => name,
        }
    }

    /// Condition, system and state in one row.
    pub fn row(&self) -> String {
        let state = words::state_short(self.need.state, self.need.presumed_lost);
        let running = self
            .need
            .other_way
            .as_ref()
            .filter(|way| way.standing == Standing::Running);
        let told = match running {
            Some(way) => vec![
                format!("{}: {} running, check it", self.short, way.name),
                format!("{}: work-around running, check it", self.short),
            ],
            None => vec![
                format!("{}: {} {state}", self.short, self.own_name()),
                format!("{}: {} {state}", self.short, self.spoken),
                format!(
                    "{}: {} {}",
                    self.short,
                    self.spoken,
                    words::state_shortest(self.need.state)
                ),
                capital(&format!("{} {state}", self.spoken)),
            ],
        };
        words::fitting(&told)
    }
}

/// One sentence for a need's own row.
pub fn need_text(told: &Told<'_>) -> String {
    capital(&told.sentence())
}

/// A name inside a sentence: lower case, unless it starts with an abbreviation or a person's name.
fn lower_first(name: &str) -> String {
    let first_word = name.split_whitespace().next().unwrap_or_default();
    let plain = first_word
        .chars()
        .skip(1)
        .all(|letter| letter.is_lowercase() || letter == '-');
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if plain => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// The reason sentence. `told` is most urgent first; `floors` likewise; `computed` is the tier of the method and
/// `shown` the tier on the list.
pub fn reason(
    case: &Case,
    told: &[Told<'_>],
    (floors, by): (&[(Tier, Floor)], HeldBy<'_>),
    computed: Tier,
    shown: Tier,
) -> String {
    let mut parts = vec![];
    if shown < computed {
        parts.push(format!(
            "Raised to {shown} by a clinician; the method gives {computed}."
        ));
    } else if shown > computed {
        parts.push(format!(
            "Lowered to {shown} by a clinician for now; the method gives {computed}."
        ));
    }
    let deciding = told.first().filter(|told| told.need.tier == computed);
    let holding = floors.iter().find(|(tier, _)| *tier == computed);
    match (deciding, holding) {
        (Some(told), _) if computed != Tier::P4 => {
            parts.push(format!("{computed} because {}", told.sentence()));
        }
        (_, Some((_, floor))) => {
            parts.push(format!("{computed} because {}.", floor_clause(*floor, case, by)));
            match told.first() {
                Some(told) => parts.push(capital(&told.sentence())),
                None => parts.push("Nothing that broke is known to touch this patient.".to_owned()),
            }
        }
        (Some(told), None) => parts.push(format!("{computed}: {}", told.sentence())),
        (None, None) => parts.push("Not affected by what broke.".to_owned()),
    }
    let already = deciding
        .is_none()
        .then_some(holding.map(|(_, floor)| *floor))
        .flatten();
    for floor in [Floor::TwoUnknowns, Floor::NoObservations, Floor::NotProfiled] {
        if Some(floor) != already && floors.iter().any(|(_, held)| *held == floor) {
            parts.push(format!("{}.", capital(&floor_clause(floor, case, by))));
        }
    }
    if shown == Tier::P4 || computed == Tier::P4 {
        parts.push(URGENCY_STILL_APPLIES.to_owned());
    }
    parts.join(" ")
}

/// Why a floor holds, as the end of "P2 because".
fn floor_clause(floor: Floor, case: &Case, by: HeldBy<'_>) -> String {
    let physiology = match case.acuity {
        Acuity::News2 { score, .. } => format!("NEWS2 is {score}"),
        Acuity::Band { .. } => "the unit's own score puts acuity at this level".to_owned(),
        Acuity::Missing => "NEWS2 is not known".to_owned(),
    };
    match floor {
        Floor::FailingPhysiology => format!("{physiology}, which is never below P2"),
        Floor::RaisedPhysiology => match case.acuity {
            Acuity::News2 {
                single_three: true,
                score,
                ..
            } if score < 5 => "one observation alone scores 3, which is never below P3".to_owned(),
            _ => format!("{physiology}, which is never below P3"),
        },
        Floor::NoObservations => "NEWS2 is not known and counts as 5 until somebody has looked".to_owned(),
        Floor::NotProfiled if case.unprofiled.is_empty() => {
            "not profiled: nothing on record says what this patient depends on".to_owned()
        }
        Floor::NotProfiled => {
            format!("not profiled: the bag does not know {}", list(&case.unprofiled))
        }
        Floor::Emergency => {
            let name = HeldBy::name(by.emergency);
            format!("{name} is an emergency in its own right: confirm that the whole pathway works")
        }
        Floor::EmergencyFailing if case.acuity.reserve() == Reserve::Failing => {
            format!(
                "{} is an emergency in its own right and {physiology}",
                HeldBy::name(by.emergency)
            )
        }
        Floor::EmergencyFailing => {
            let name = HeldBy::name(by.emergency);
            format!("{name} is an emergency in its own right in a failing patient")
        }
        Floor::Urgent => {
            let name = HeldBy::name(by.urgent);
            format!("{name} cannot wait for the next round: confirm that it goes on")
        }
        Floor::TwoUnknowns => {
            "nobody vouches for what pushes the drug, and there are no observations: two unknowns".to_owned()
        }
        Floor::Raised => "a clinician raised this patient".to_owned(),
    }
}

/// The reason in a row.
pub fn reason_short(
    case: &Case,
    told: &[Told<'_>],
    (floors, by): (&[(Tier, Floor)], HeldBy<'_>),
    computed: Tier,
) -> String {
    let deciding = told.first().filter(|told| told.need.tier == computed);
    let holding = floors.iter().find(|(tier, _)| *tier == computed);
    match (deciding, holding, told.first()) {
        (Some(told), _, _) | (None, None, Some(told)) => told.row(),
        (None, Some((_, Floor::NotProfiled)), _) => words::fitting(&[
            format!("Not profiled: {}", list(&case.unprofiled)),
            "Not profiled: the bag does not know a code".to_owned(),
        ])
        .trim_end_matches(": ")
        .to_owned(),
        (None, Some((_, floor)), _) => floor_row(*floor, case, by),
        (None, None, None) => "Not affected by what broke".to_owned(),
    }
}

fn floor_row(floor: Floor, case: &Case, by: HeldBy<'_>) -> String {
    match (floor, case.acuity) {
        (Floor::FailingPhysiology | Floor::RaisedPhysiology, Acuity::News2 { score, .. }) => {
            format!("NEWS2 {score} alone holds this tier")
        }
        (Floor::FailingPhysiology | Floor::RaisedPhysiology, _) => {
            "Acuity as set by the unit alone holds this tier".to_owned()
        }
        (Floor::NoObservations, _) => "NEWS2 not known: counted as 5".to_owned(),
        (Floor::Emergency, _) => HeldBy::row(
            by.emergency,
            "an emergency, confirm its pathway",
            "An emergency: confirm that its pathway works",
        ),
        (Floor::EmergencyFailing, _) => HeldBy::row(
            by.emergency,
            "an emergency, and failing",
            "An emergency, and the patient is failing",
        ),
        (Floor::Urgent, _) => HeldBy::row(
            by.urgent,
            "cannot wait for the round",
            "Cannot wait for the next round: confirm it goes on",
        ),
        (Floor::TwoUnknowns, _) => "Pump and observations both not known".to_owned(),
        (Floor::NotProfiled, _) => "Not profiled: nothing on record".to_owned(),
        (Floor::Raised, _) => "Raised by a clinician".to_owned(),
    }
}

/// What to do now, in full and for a row.
pub fn act(told: &[Told<'_>], floors: &[(Tier, Floor)], computed: Tier) -> (String, String) {
    let deciding = told.first().filter(|told| told.need.tier == computed);
    let holding = floors
        .iter()
        .find(|(tier, _)| *tier == computed)
        .map(|(_, floor)| *floor);
    if floors.iter().any(|(_, floor)| *floor == Floor::TwoUnknowns) {
        let (full, short) = floor_act(Floor::TwoUnknowns);
        let full = told
            .first()
            .map_or_else(|| full.to_owned(), |told| format!("{full} {}", told.act));
        return (full, short.to_owned());
    }
    match (deciding, holding, told.first()) {
        (Some(told), _, _) | (None, None, Some(told)) => (told.act.to_owned(), told.act_short.to_owned()),
        (None, Some(floor), first) => {
            let (full, short) = floor_act(floor);
            let full = first.map_or_else(|| full.to_owned(), |told| format!("{full} {}", told.act));
            (full, short.to_owned())
        }
        (None, None, None) => (
            "Carry on with usual care.".to_owned(),
            "Carry on with usual care".to_owned(),
        ),
    }
}

fn floor_act(floor: Floor) -> (&'static str, &'static str) {
    match floor {
        Floor::FailingPhysiology => (
            "Call the usual emergency response; find another way if the call fails.",
            "Call the emergency response as usual",
        ),
        Floor::RaisedPhysiology => (
            "Repeat the observations and ask for an urgent review.",
            "Repeat observations; ask for an urgent review",
        ),
        Floor::NoObservations => (
            "Take a full set of observations now.",
            "Take a full set of observations now",
        ),
        Floor::NotProfiled => (
            "See the patient, write down why they are here and what they are attached to, and give them a profile.",
            "See the patient; write down what they depend on",
        ),
        Floor::Emergency => (
            "Confirm step by step that the pathway works: who is called, what is needed, what it hangs on.",
            "Confirm each step of the pathway by voice",
        ),
        Floor::EmergencyFailing => (
            "Stay with the patient, call a senior by voice, and treat now without waiting for any system.",
            "Stay; call a senior by voice; treat without waiting",
        ),
        Floor::Urgent => (
            "Ask by voice whether the next step (scan, result, drug) is booked and will happen, and write down when.",
            "Ask by voice that the next step happens, and when",
        ),
        Floor::TwoUnknowns => (
            "Go to the bedside: look at the pump and the patient together, count the breaths, stop what cannot be checked.",
            "Go to the bedside; check pump and breathing together",
        ),
        Floor::Raised => (
            "Do what the clinician who raised this patient asked for.",
            "Do as the raising clinician asked",
        ),
    }
}
