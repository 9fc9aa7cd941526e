//! The list held against what it was: who rose, who fell, who is new, who is gone, and which state or input did it.
//!
//! Both lists are worked out from the log by the same code. The reason for a change is found by holding what the method
//! looked at for the patient then against what it looks at now, not by holding sentences against each other.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use battlebag_bag::{Bag, FallbackId, SystemCode};
use battlebag_census::Patient;
use battlebag_incident::Change;
use battlebag_priority::overrides::Inputs;
use battlebag_priority::{Acuity, Case, Effective, Installed, Rules, Standing, State, SystemRef};

use crate::ErrorView;
use crate::earlier::{earlier, moment_named};
use crate::moment::{Moment, Past};
use crate::patients::{full_name, overruled_in};
use crate::ranking::Placing;
use crate::session::{count, sentence};
use crate::standings::spoken;
use crate::station::{Open, Station};
use crate::times::{parse, parse_some};
use crate::views::{
    ComparePriority, ComparedRow, OverrideView, PriorityCompared, SystemChanged, state_words,
};

/// One side of the comparison.
struct Side<'a> {
    m: Moment<'a>,
    rules: Rules<'a>,
}

/// One patient on one side.
struct Stood<'a> {
    placing: &'a Placing,
    patient: &'a Patient,
    case: &'a Case,
    inputs: Inputs,
    overruled: Option<OverrideView>,
}

impl<'a> Side<'a> {
    fn new(m: Moment<'a>) -> Self {
        Self {
            rules: m.ranking.rules(),
            m,
        }
    }

    fn stood(&self, placing: &'a Placing) -> Option<Stood<'a>> {
        let (patient, case) = (self.m.patient(placing)?, self.m.ranking.case(placing)?);
        Some(Stood {
            placing,
            patient,
            case,
            inputs: Inputs::of(&self.rules, case),
            overruled: overruled_in(self.m.ranking, &case.id, self.m.clock),
        })
    }

    /// The place of a person who may have had another key on this side.
    fn place_of(&self, patient: &Patient) -> Option<&'a Placing> {
        let mut keys = std::iter::once(&patient.id).chain(&patient.aka);
        let at = keys.find_map(|key| self.m.cases.index.get(&key.0))?;
        self.m.ranking.of(&self.m.snapshot.patients.get(*at)?.id.0)
    }

    fn bag(&self) -> &'a Bag {
        &self.m.ranking.bag
    }
}

/// Holds the list at one moment against the list at an earlier one.
pub fn compare(station: &Station, request: ComparePriority) -> Result<PriorityCompared, ErrorView> {
    let now = station.now();
    let at = parse_some(request.at.as_deref(), "At")?.unwrap_or(now);
    let asked = moment_named(&request.with, at)?;
    station.with(|open| {
        let with = earlier(open, asked, at, now)?;
        let (then, later) = (open.past(with.at)?, open.past(at)?);
        Ok(PriorityCompared {
            instead: with.said,
            ..compared(open, &then, &later, request.ward.trim())
        })
    })
}

pub(crate) fn compared(open: &Open, then: &Arc<Past>, later: &Arc<Past>, ward: &str) -> PriorityCompared {
    let (then, now) = (Side::new(then.moment()), Side::new(later.moment()));
    let mut all = PriorityCompared {
        with: open.clock.rfc3339(then.m.at),
        at: open.clock.rfc3339(now.m.at),
        instead: String::new(),
        then: count(then.m.everybody(ward).count()),
        now: count(now.m.everybody(ward).count()),
        rose: 0,
        fell: 0,
        new: 0,
        gone: 0,
        same_tier: 0,
        as_before: 0,
        systems: systems_changed(&then, &now),
        all: for_everybody(&then, &now),
        rows: Vec::new(),
    };
    let here = |p: &Patient| ward.is_empty() || p.place.ward == ward;
    for (placing, patient) in now.m.everybody(ward) {
        let Some(stands) = now.stood(placing) else {
            continue;
        };
        let before = then.place_of(patient).and_then(|p| then.stood(p));
        let before_here = before.as_ref().filter(|b| here(b.patient));
        let (change, why) = match (&before, before_here) {
            (Some(before), Some(_)) => change_of(&then, &now, before, &stands),
            (Some(before), None) => ("new", vec![format!("Came from {}.", bed(before.patient))]),
            (None, _) => ("new", vec![came(&now, &stands)]),
        };
        match change {
            "rose" => all.rose += 1,
            "fell" => all.fell += 1,
            "new" => all.new += 1,
            "same_tier" => all.same_tier += 1,
            _ => {
                all.as_before += 1;
                continue;
            }
        }
        all.rows.push(row(change, before_here, Some(&stands), why));
    }
    for (placing, patient) in then.m.everybody(ward) {
        let Some(stood) = then.stood(placing) else {
            continue;
        };
        let after = now.place_of(patient).and_then(|p| now.m.patient(p));
        let why = match after {
            Some(after) if here(after) => continue,
            Some(after) => format!("Moved to {}.", bed(after)),
            None => went(&now, patient),
        };
        all.gone += 1;
        all.rows.push(row("gone", Some(&stood), None, vec![why]));
    }
    let order = ["rose", "new", "fell", "same_tier", "gone"];
    all.rows.sort_by_key(|r| {
        let group = order.iter().position(|c| *c == r.change);
        (group, r.rank_now.or(r.rank_then))
    });
    all
}

fn row(change: &str, then: Option<&Stood<'_>>, now: Option<&Stood<'_>>, why: Vec<String>) -> ComparedRow {
    let patient = now.or(then).map(|s| s.patient);
    ComparedRow {
        id: patient.map(|p| p.id.0.clone()).unwrap_or_default(),
        name: patient.map(full_name).unwrap_or_default(),
        ward: patient.map(|p| p.place.ward.clone()).unwrap_or_default(),
        bed: patient.and_then(|p| p.place.bay_and_bed()).unwrap_or_default(),
        change: change.to_owned(),
        tier_then: then.map(|s| s.placing.tier.into()),
        affected_then: then.is_some_and(|s| s.placing.affected),
        tier_now: now.map(|s| s.placing.tier.into()),
        affected_now: now.is_some_and(|s| s.placing.affected),
        rank_then: then.map(|s| s.placing.rank),
        rank_now: now.map(|s| s.placing.rank),
        why,
    }
}

fn bed(patient: &Patient) -> String {
    let bed = patient
        .place
        .bay_and_bed()
        .unwrap_or_else(|| "bed not known".to_owned());
    format!("{} {bed}", patient.place.ward)
}

fn came(now: &Side<'_>, stands: &Stood<'_>) -> String {
    let clock = now.m.clock;
    match stands.patient.admitted_at {
        Some(at) => format!("Not in the census before; admitted {}.", clock.day_and_time(at)),
        None => "Not in the census before; when they were admitted is not known.".to_owned(),
    }
}

fn went(now: &Side<'_>, patient: &Patient) -> String {
    let keys: BTreeSet<&str> = std::iter::once(&patient.id)
        .chain(&patient.aka)
        .map(|k| k.0.as_str())
        .collect();
    let changes = now
        .m
        .incident
        .map(|i| i.edits.changes.as_slice())
        .unwrap_or_default();
    let taken_off = changes.iter().rev().find(|(_, edit)| {
        keys.contains(edit.patient.as_str()) && matches!(edit.change, Change::Discharged { .. })
    });
    match taken_off {
        Some((stamp, _)) => format!(
            "Written off the census by hand, {} {}.",
            stamp.actor,
            now.m.clock.time(stamp.occurred_at)
        ),
        None => format!(
            "Not in the census of {} any more; it does not say whether moved, gone home or dead.",
            now.m.clock.time(now.m.snapshot.as_of)
        ),
    }
}

/// What became of somebody who stands on both lists, and why.
fn change_of(
    then: &Side<'_>,
    now: &Side<'_>,
    before: &Stood<'_>,
    stands: &Stood<'_>,
) -> (&'static str, Vec<String>) {
    // Nothing that broke touched them then or now: a bag that was checked is no news of them.
    let touched = before.placing.urgency() < 4 || stands.placing.urgency() < 4;
    let mut why = if touched {
        reasons(then, now, before, stands)
    } else {
        Vec::new()
    };
    if before.patient.place.ward != stands.patient.place.ward
        || before.patient.place.bay_and_bed() != stands.patient.place.bay_and_bed()
    {
        why.push(format!("Was in {}.", bed(before.patient)));
    }
    match stands.placing.urgency().cmp(&before.placing.urgency()) {
        Ordering::Equal if why.is_empty() => ("as_before", why),
        Ordering::Equal => ("same_tier", why),
        order => {
            if why.is_empty() {
                why.push(rules_changed(then, now));
            }
            (if order == Ordering::Less { "rose" } else { "fell" }, why)
        }
    }
}

fn rules_changed(then: &Side<'_>, now: &Side<'_>) -> String {
    if then.bag().hash == now.bag().hash {
        "Time passed: nothing that was said or measured is other than it was.".to_owned()
    } else {
        "The bag's rules are other than they were.".to_owned()
    }
}

fn reasons(then: &Side<'_>, now: &Side<'_>, before: &Stood<'_>, stands: &Stood<'_>) -> Vec<String> {
    let mut why = Vec::new();
    why.extend(overridden(
        before.overruled.as_ref(),
        stands.overruled.as_ref(),
        now,
    ));
    let concern = concern(then, now, before, stands);
    why.extend(states_changed(
        now,
        &concern.systems,
        &before.inputs,
        &stands.inputs,
    ));
    why.extend(acuity_changed(before, stands));
    why.extend(profiles_changed(now.bag(), &before.inputs, &stands.inputs));
    why.extend(ways_changed((then, now), &concern.ways, before, stands));
    for (code, hours) in &stands.inputs.restoration_h {
        if !before.inputs.restoration_h.contains_key(code) {
            why.push(format!(
                "{} is promised back in {hours:.1} h.",
                spoken_of(now, code)
            ));
        }
    }
    for code in before.inputs.restoration_h.keys() {
        if !stands.inputs.restoration_h.contains_key(code) {
            why.push(format!(
                "No return of {} is promised any more.",
                spoken_of(now, code)
            ));
        }
    }
    match (before.inputs.acted_on_suspect, stands.inputs.acted_on_suspect) {
        (false, true) => why.push("A decision was taken on a result that must not be believed.".to_owned()),
        (true, false) => why.push("The decision on a doubted result was looked at again.".to_owned()),
        _ => {}
    }
    if !before.inputs.vulnerable && stands.inputs.vulnerable {
        why.push("Now marked as not able to call for help.".to_owned());
    }
    why
}

/// What can have moved a patient: systems and ways of the needs that were touched then or are now.
struct Concern {
    systems: BTreeSet<SystemCode>,
    ways: BTreeSet<FallbackId>,
}

fn concern(then: &Side<'_>, now: &Side<'_>, before: &Stood<'_>, stands: &Stood<'_>) -> Concern {
    let mut concern = Concern {
        systems: BTreeSet::new(),
        ways: BTreeSet::new(),
    };
    let mut touched = then.rules.touched_systems(before.case);
    touched.extend(now.rules.touched_systems(stands.case));
    for (side, stood) in [(then, before), (now, stands)] {
        for need in side.rules.needs_of(stood.case) {
            if !touched.contains(&need.system) {
                continue;
            }
            concern.systems.insert(need.system.clone());
            for way in need
                .fallbacks
                .iter()
                .filter_map(|id| side.bag().fallbacks.get(id))
            {
                concern.systems.extend(way.needs.iter().cloned());
                concern.ways.insert(way.id.clone());
            }
        }
    }
    concern
}

fn overridden(then: Option<&OverrideView>, now: Option<&OverrideView>, side: &Side<'_>) -> Option<String> {
    let clock = side.m.clock;
    let time = |at: &str| parse(at, "time").map(|at| clock.time(at)).unwrap_or_default();
    match (then, now) {
        (then, Some(now)) if then != Some(now) => {
            let verb = if now.raised { "Raised" } else { "Lowered" };
            let tier = now.to;
            let because = if now.reason.is_empty() {
                String::new()
            } else {
                format!(": {}", now.reason)
            };
            Some(format!(
                "{verb} to {tier:?} by {} {}{because}.",
                now.by,
                time(&now.at)
            ))
        }
        (Some(then), None) => {
            let verb = if then.raised { "raising" } else { "lowering" };
            Some(format!("The {verb} by {} of {} ended.", then.by, time(&then.at)))
        }
        _ => None,
    }
}

fn in_words(state: Option<&State>) -> String {
    let state = state.copied().unwrap_or(State::SOUND);
    state_words(state.availability.into(), state.integrity.into())
}

/// A system among the inputs of a patient: a class, or an instance as `CLASS/instance`.
fn reference(code: &SystemCode) -> SystemRef {
    match code.as_str().split_once('/') {
        Some((class, id)) => SystemRef {
            class: class.into(),
            instance: Some(id.into()),
        },
        None => SystemRef::class(code),
    }
}

/// "Laboratory system": as it is spoken of in a sentence about one patient.
fn spoken_of(side: &Side<'_>, code: &SystemCode) -> String {
    sentence(&spoken(&side.m.ranking.installed(), &reference(code)))
}

fn states_changed(
    now: &Side<'_>,
    concern: &BTreeSet<SystemCode>,
    before: &Inputs,
    after: &Inputs,
) -> Vec<String> {
    let codes: BTreeSet<&SystemCode> = before.states.keys().chain(after.states.keys()).collect();
    let other = codes
        .into_iter()
        .filter(|code| concern.contains(&reference(code).class))
        .filter(|code| before.states.get(*code) != after.states.get(*code));
    other
        .map(|code| {
            format!(
                "{}: was {}, now {}.",
                spoken_of(now, code),
                in_words(before.states.get(code)),
                in_words(after.states.get(code))
            )
        })
        .collect()
}

fn acuity_changed(before: &Stood<'_>, stands: &Stood<'_>) -> Option<String> {
    let words = |acuity: Acuity| match acuity {
        Acuity::News2 { score, rising, .. } => format!("{score}{}", if rising { " and rising" } else { "" }),
        Acuity::Band { band } => format!("band {}", format!("{band:?}").to_lowercase()),
        Acuity::Missing => "not known".to_owned(),
    };
    let (was, is) = (before.case.acuity, stands.case.acuity);
    if was == is {
        return None;
    }
    // The same observations, past their own re-check interval.
    let same_set = before.patient.news2 == stands.patient.news2 && stands.patient.news2.is_some();
    if is == Acuity::Missing && same_set {
        return Some(format!(
            "NEWS2 was {}; it is past its own re-check and does not count any more.",
            words(was)
        ));
    }
    Some(format!("NEWS2 was {}, now {}.", words(was), words(is)))
}

fn profiles_changed(bag: &Bag, before: &Inputs, after: &Inputs) -> Vec<String> {
    let name = |code: &String| {
        let profile = bag.profiles.values().find(|p| p.code.0 == *code);
        profile.map_or_else(|| code.clone(), |p| p.name.clone())
    };
    let more = after
        .codes
        .difference(&before.codes)
        .map(|c| format!("Now ranked as {}.", name(c)));
    let fewer = before.codes.difference(&after.codes);
    more.chain(fewer.map(|c| format!("No longer ranked as {}.", name(c))))
        .collect()
}

fn ways_changed(
    (then, now): (&Side<'_>, &Side<'_>),
    concern: &BTreeSet<FallbackId>,
    before: &Stood<'_>,
    stands: &Stood<'_>,
) -> Vec<String> {
    let short = |side: &Side<'_>, id: &FallbackId| {
        let way = side.bag().fallbacks.get(id);
        way.map_or_else(|| id.0.clone(), |f| f.short.clone())
    };
    let mut why = Vec::new();
    for (id, standing) in &stands.inputs.ways {
        let was = before.inputs.ways.get(id);
        if was == Some(standing) || !concern.contains(id) {
            continue;
        }
        why.push(match standing {
            Standing::Running => format!("{} now runs for this patient.", short(now, id)),
            Standing::Confirmed => format!("{} was counted on site.", short(now, id)),
            _ if was == Some(&Standing::Running) => {
                format!("{} no longer runs for this patient.", short(now, id))
            }
            _ => format!("{} counts now: the bag check is in date.", short(now, id)),
        });
    }
    for (id, standing) in &before.inputs.ways {
        if stands.inputs.ways.contains_key(id) || !concern.contains(id) {
            continue;
        }
        why.push(match standing {
            Standing::Running => format!("{} no longer runs for this patient.", short(then, id)),
            Standing::Confirmed => format!(
                "{} no longer counts: it was counted as none, or what it needs broke.",
                short(then, id)
            ),
            _ => format!(
                "{} no longer counts: the bag check ran out, or what it needs broke.",
                short(then, id)
            ),
        });
    }
    why
}

/// Effective states that became other, with who said so where somebody did.
fn systems_changed(then: &Side<'_>, now: &Side<'_>) -> Vec<SystemChanged> {
    let (before, after) = (
        &then.m.ranking.standings.effective,
        &now.m.ranking.standings.effective,
    );
    let other = after
        .iter()
        .filter(|(of, e)| before.get(*of).map(|b| b.state) != Some(e.state));
    // What was not there before was neither sound nor broken, and is not told as changed unless it is broken.
    let other = other.filter(|(of, e)| before.contains_key(*of) || !e.state.is_sound());
    let installed = now.m.ranking.installed();
    other
        .map(|(of, e)| {
            let was = before.get(of).map(|b| b.state);
            let word = now.m.incident.and_then(|i| i.systems.word(of));
            let source = match word {
                Some(word) if now.m.at >= word.expires_at => {
                    format!(
                        "The word of {} lapsed {}.",
                        word.said_by,
                        now.m.clock.time(word.expires_at)
                    )
                }
                Some(word) if word.stamp.recorded_at > then.m.at => {
                    let by = if word.said_by.is_empty() {
                        &word.stamp.actor
                    } else {
                        &word.said_by
                    };
                    format!("{by}, {}.", now.m.clock.time(word.stamp.occurred_at))
                }
                _ => follows(&installed, e),
            };
            SystemChanged {
                code: of.id().to_owned(),
                text: format!(
                    "{}: was {}, now {}. {source}",
                    installed.name(of),
                    in_words(was.as_ref()),
                    in_words(Some(&e.state))
                ),
            }
        })
        .collect()
}

/// Why a system is as it is though nobody spoke of it.
fn follows(installed: &Installed<'_>, e: &Effective<SystemRef>) -> String {
    let mut names: Vec<String> = e
        .down_because
        .iter()
        .chain(&e.doubted_because)
        .map(|b| installed.name(&b.upstream))
        .collect();
    names.dedup();
    if names.is_empty() {
        return "Nobody spoke of it since; what it stood on is other.".to_owned();
    }
    format!("It stands on {}.", names.join(" and "))
}

fn for_everybody(then: &Side<'_>, now: &Side<'_>) -> Vec<String> {
    let mut all = Vec::new();
    let clock = now.m.clock;
    if then.m.snapshot.as_of != now.m.snapshot.as_of {
        all.push(format!(
            "The census was of {}, it is of {} now.",
            clock.day_and_time(then.m.snapshot.as_of),
            clock.day_and_time(now.m.snapshot.as_of)
        ));
    }
    if then.bag().hash != now.bag().hash {
        all.push(format!(
            "The bag was {} ({}), it is {} ({}) now.",
            then.bag().manifest.version,
            then.bag().short_hash(),
            now.bag().manifest.version,
            now.bag().short_hash()
        ));
    }
    let dated = |side: &Side<'_>| side.m.ranking.circumstances.bag_in_date;
    match (dated(then), dated(now)) {
        (false, true) => all.push("Somebody checked the bag: what it holds counts now.".to_owned()),
        (true, false) => {
            all.push("The check of the bag ran out: what it holds does not count any more.".to_owned());
        }
        _ => {}
    }
    all
}
