//! Objectives, operational periods and the battle rhythm of the incident on screen.

use battlebag_incident::steering::{RunningObjective, RunningPeriod};
use battlebag_incident::{Beat, Incident, Objective, ObjectiveEnd, Period, Rhythm, steering_rules as rules};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::journal_subject::key_of;
use crate::station::{Act, Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{
    BeatView, EndObjective, EndPeriod, NextDue, Nothing, ObjectiveView, PeriodView, SetObjective, SetRhythm,
    StartPeriod, SteeringView, Written,
};
use crate::writing::{about, by_the_clock, occurred, plain, write};

/// Objectives, periods and the battle rhythm.
pub fn view(station: &Station, _: Nothing) -> Result<SteeringView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let state = &open.incident()?.state;
        let mut objectives: Vec<ObjectiveView> = state
            .steering
            .objectives
            .iter()
            .map(|o| objective(open.clock, o, now))
            .collect();
        objectives.sort_by_key(|o| o.state != "running");
        let past = state.steering.periods.iter().rev().filter(|p| p.ended.is_some());
        Ok(SteeringView {
            at: open.clock.rfc3339(now),
            objectives,
            period: state.steering.period().map(|p| period(open.clock, p, now)),
            periods: past.map(|p| period(open.clock, p, now)).collect(),
            rhythm: beats(open.clock, state, now),
        })
    })
}

fn objective(clock: Clock, o: &RunningObjective, now: DateTime<Utc>) -> ObjectiveView {
    let state = match o.ended.as_ref().map(|(ended, _)| ended.end) {
        None => "running",
        Some(ObjectiveEnd::Met) => "met",
        Some(ObjectiveEnd::Abandoned) => "abandoned",
    };
    let ended = o.ended.as_ref();
    ObjectiveView {
        key: key_of(&o.stamp.entry),
        number: o.set.number,
        objective: o.set.objective.clone(),
        owner: o.set.owner.clone(),
        by: o.set.by.map(|at| clock.rfc3339(at)),
        late: ended.is_none() && o.set.by.is_some_and(|by| now > by),
        state: state.to_owned(),
        set_by: o.stamp.actor.clone(),
        set_at: clock.rfc3339(o.stamp.occurred_at),
        ended_by: ended.map(|(_, stamp)| stamp.actor.clone()).unwrap_or_default(),
        ended_at: ended.map(|(_, stamp)| clock.rfc3339(stamp.occurred_at)),
        remark: ended.map(|(e, _)| e.remark.clone()).unwrap_or_default(),
    }
}

fn period(clock: Clock, p: &RunningPeriod, now: DateTime<Utc>) -> PeriodView {
    let ended = p.ended.as_ref();
    PeriodView {
        key: key_of(&p.stamp.entry),
        number: p.period.number,
        aim: p.period.aim.clone(),
        started_at: clock.rfc3339(p.stamp.occurred_at),
        until: p.period.until.map(|at| clock.rfc3339(at)),
        late: ended.is_none() && p.period.until.is_some_and(|until| now > until),
        ended_at: ended.map(|(_, stamp)| clock.rfc3339(stamp.occurred_at)),
        remark: ended.map(|(e, _)| e.remark.clone()).unwrap_or_default(),
    }
}

/// The name of the next one: "SitRep 3".
fn next_name(state: &Incident, beat: Beat) -> String {
    let given = match beat {
        Beat::Sitrep => state.journal.sitreps.iter().map(|(_, s)| s.number).max(),
        Beat::Briefing => state.steering.briefings.iter().map(|(_, b)| b.number).max(),
    };
    format!("{} {}", beat.name(), given.unwrap_or(0) + 1)
}

fn last_given(state: &Incident, beat: Beat) -> Option<DateTime<Utc>> {
    match beat {
        Beat::Sitrep => state.journal.sitreps.last().map(|(s, _)| s.occurred_at),
        Beat::Briefing => state.steering.briefings.last().map(|(s, _)| s.occurred_at),
    }
}

/// The battle rhythm, for the board too.
pub(crate) fn beats(clock: Clock, state: &Incident, now: DateTime<Utc>) -> Vec<BeatView> {
    Beat::ALL
        .into_iter()
        .map(|beat| {
            let said = state.steering.rhythm.get(&beat).map(|(rhythm, _)| rhythm);
            let next_at = said.and_then(|r| r.next_at);
            BeatView {
                beat: beat.into(),
                name: next_name(state, beat),
                next_at: next_at.map(|at| clock.rfc3339(at)),
                late: !state.life.is_over() && next_at.is_some_and(|at| now > at),
                every_min: said.map_or(0, |r| r.every_min),
                place: said.map(|r| r.place.clone()).unwrap_or_default(),
                last_at: last_given(state, beat).map(|at| clock.rfc3339(at)),
            }
        })
        .collect()
}

/// The operational period that runs.
pub(crate) fn running_period(open: &Open, now: DateTime<Utc>) -> Option<PeriodView> {
    let running = open.current.as_ref()?.state.steering.period()?;
    Some(period(open.clock, running, now))
}

/// Objectives neither met nor given up.
pub(crate) fn running_objectives(open: &Open, now: DateTime<Utc>) -> Vec<ObjectiveView> {
    let state = open.current.as_ref().map(|c| &c.state);
    let running = state.into_iter().flat_map(|s| s.steering.running_objectives());
    running.map(|o| objective(open.clock, o, now)).collect()
}

/// What of the steering is due next.
pub(crate) fn next_due(open: &Open) -> Option<(DateTime<Utc>, NextDue)> {
    let (at, what) = all_due(open).into_iter().min()?;
    Some((
        at,
        NextDue {
            what,
            at: open.clock.rfc3339(at),
            late_critical: false,
        },
    ))
}

/// Everything of the steering that is due: reports, briefings, the end of the period, objectives. Nothing is once it is over.
pub(crate) fn all_due(open: &Open) -> Vec<(DateTime<Utc>, String)> {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return Vec::new();
    };
    if state.life.is_over() {
        return Vec::new();
    }
    let beats = Beat::ALL
        .into_iter()
        .filter_map(|beat| Some((state.steering.next(beat)?, next_name(state, beat))));
    let period = state
        .steering
        .period()
        .and_then(|p| Some((p.period.until?, format!("Period {} ends", p.period.number))));
    let objectives = state
        .steering
        .running_objectives()
        .filter_map(|o| Some((o.set.by?, format!("Objective {}", o.set.number))));
    beats.chain(period).chain(objectives).collect()
}

/// Sets an objective.
pub fn set_objective(station: &Station, request: SetObjective) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let given = Objective {
        number: 0,
        objective: request.objective,
        owner: request.owner,
        by: parse_some(request.by.as_deref(), "To be reached by")?,
    };
    station.with(|open| {
        let body = rules::set_objective(&open.incident()?.state, &given)?;
        write(station, open, (&plain(&body, at), "steering.objective"), |n| {
            format!("Objective set, entry {n}")
        })
    })
}

/// Ends an objective.
pub fn end_objective(station: &Station, request: EndObjective) -> Result<Written, ErrorView> {
    let (end, word) = if request.met {
        (ObjectiveEnd::Met, "met")
    } else {
        (ObjectiveEnd::Abandoned, "given up")
    };
    about(
        station,
        &request.key,
        |open, of, _| {
            let state = &open.incident()?.state;
            Ok(vec![rules::end_objective(state, of, end, &request.remark)?])
        },
        |n| format!("Objective {word}, entry {n}"),
    )
}

/// Starts an operational period; the one that runs ends with it.
pub fn start_period(station: &Station, request: StartPeriod) -> Result<Written, ErrorView> {
    let now = station.now();
    let given = Period {
        number: 0,
        aim: request.aim,
        until: parse_some(request.until.as_deref(), "Until")?,
    };
    station.with(|open| {
        let at = period_at(open, request.occurred_at.as_deref(), now)?;
        let bodies = rules::start_period(&open.incident()?.state, &given, at)?;
        write(
            station,
            open,
            (&Act::plain(&bodies, at), "steering.period"),
            |n| format!("Period started, entry {n}"),
        )
    })
}

/// Ends the operational period that runs.
pub fn end_period(station: &Station, request: EndPeriod) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let at = period_at(open, request.occurred_at.as_deref(), now)?;
        let body = rules::end_period(&open.incident()?.state, &request.remark)?;
        write(station, open, (&plain(&body, at), ""), |n| {
            format!("Period ended, entry {n}")
        })
    })
}

fn period_at(open: &Open, when: Option<&str>, now: DateTime<Utc>) -> Result<DateTime<Utc>, ErrorView> {
    let when = parse_some(when, "When it happened")?;
    rules::period_at(&open.incident()?.state, when, now).map_err(|refused| by_the_clock(open.clock, refused))
}

/// Sets when a report or briefing is due next, and how often.
pub fn set_rhythm(station: &Station, request: SetRhythm) -> Result<Written, ErrorView> {
    let now = station.now();
    let given = Rhythm {
        beat: request.beat.into(),
        next_at: parse_some(request.next_at.as_deref(), "Next one")?,
        every_min: request.every_min,
        place: request.place,
    };
    station.with(|open| {
        let body = rules::set_rhythm(&open.incident()?.state, &given, now)?;
        let name = given.beat.name();
        write(station, open, (&plain(&body, now), ""), |n| {
            format!("{name} times set, entry {n}")
        })
    })
}
