//! The rules for objectives, operational periods, the battle rhythm and briefings.

use chrono::{DateTime, Duration, Utc};

use crate::body::Body;
use crate::parts::EntryRef;
use crate::rules::{Refusal, filled, follows, occurred};
use crate::state::Incident;
use crate::steering::{
    Briefing, Objective, ObjectiveEnd, ObjectiveEnded, Period, PeriodEnded, Rhythm, RunningObjective,
    RunningPeriod,
};

/// The longest battle rhythm, minutes: a day. Longer is a typing error.
pub const LONGEST_RHYTHM_MIN: u32 = 24 * 60;

fn running(incident: &Incident) -> Result<(), Refusal> {
    if incident.life.is_over() {
        return Err(Refusal::StoodDown);
    }
    Ok(())
}

/// What is due cannot be due before the incident was declared (or opened, while it stands by).
pub fn due(incident: &Incident, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>, Refusal> {
    match at {
        Some(at) if at < incident.begins() => Err(Refusal::NotSo {
            what: "The time it is due is before this incident began",
            instead: "Give a time after the declaration, with its date",
        }),
        at => Ok(at),
    }
}

/// What is still to come cannot lie in the past. A minute is let pass: typing takes time.
fn to_come(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Refusal> {
    match at {
        Some(at) if at < now - Duration::minutes(1) => Err(Refusal::NotSo {
            what: "The next time is already past",
            instead: "Give a time that is still to come, with its date",
        }),
        at => Ok(at),
    }
}

/// Sets an objective, numbered after the last one.
pub fn set_objective(incident: &Incident, o: &Objective) -> Result<Body, Refusal> {
    running(incident)?;
    let last = incident.steering.objectives.iter().map(|o| o.set.number).max();
    Ok(Body::ObjectiveSet(Objective {
        number: last.unwrap_or(0) + 1,
        objective: filled(&o.objective, "the objective")?,
        owner: o.owner.trim().to_owned(),
        by: due(incident, o.by)?,
    }))
}

fn objective<'a>(incident: &'a Incident, of: &EntryRef) -> Result<&'a RunningObjective, Refusal> {
    let all = &incident.steering.objectives;
    let found = all.iter().find(|o| o.stamp.entry == *of);
    found.ok_or_else(|| Refusal::Unknown {
        what: "objective",
        id: format!("number {}", of.seq),
        look: "the list of objectives",
    })
}

/// Ends an objective: met, or given up with the reason.
pub fn end_objective(
    incident: &Incident,
    of: &EntryRef,
    end: ObjectiveEnd,
    remark: &str,
) -> Result<Body, Refusal> {
    if objective(incident, of)?.ended.is_some() {
        return Err(Refusal::Already {
            what: "the objective has ended",
        });
    }
    let remark = match end {
        ObjectiveEnd::Met => remark.trim().to_owned(),
        ObjectiveEnd::Abandoned => filled(remark, "why it is given up")?,
    };
    Ok(Body::ObjectiveEnded(ObjectiveEnded {
        of: of.clone(),
        end,
        remark,
    }))
}

/// When a period began or ended, as a person says it: not later than now, and not before the one that runs began.
pub fn period_at(
    incident: &Incident,
    when: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Refusal> {
    let at = occurred(when, now)?;
    if when.is_none() {
        return Ok(at);
    }
    let ended = |p: &RunningPeriod| p.ended.as_ref().map(|(_, stamp)| stamp.occurred_at);
    let after = match incident.steering.period() {
        Some(running) => ("the period that runs began", running.stamp.occurred_at),
        None => match incident.steering.periods.iter().filter_map(ended).max() {
            Some(end) => ("the last period ended", end),
            None => ("the incident was opened", incident.opened.occurred_at),
        },
    };
    follows(at, after)
}

/// Starts an operational period at `now`. The one that ran ends with it.
pub fn start_period(incident: &Incident, p: &Period, now: DateTime<Utc>) -> Result<Vec<Body>, Refusal> {
    running(incident)?;
    let last = incident.steering.periods.iter().map(|p| p.period.number).max();
    let started = Body::PeriodStarted(Period {
        number: last.unwrap_or(0) + 1,
        aim: p.aim.trim().to_owned(),
        until: to_come(p.until, now)?,
    });
    let before = incident.steering.period().map(|p| {
        Body::PeriodEnded(PeriodEnded {
            of: p.stamp.entry.clone(),
            remark: String::new(),
        })
    });
    Ok(before.into_iter().chain([started]).collect())
}

/// Ends the operational period that runs.
pub fn end_period(incident: &Incident, remark: &str) -> Result<Body, Refusal> {
    let Some(running) = incident.steering.period() else {
        return Err(Refusal::NotSo {
            what: "No operational period is running",
            instead: "Start one first; nothing was changed",
        });
    };
    Ok(Body::PeriodEnded(PeriodEnded {
        of: running.stamp.entry.clone(),
        remark: remark.trim().to_owned(),
    }))
}

/// Sets when a report or briefing is due next, and how often.
pub fn set_rhythm(incident: &Incident, r: &Rhythm, now: DateTime<Utc>) -> Result<Body, Refusal> {
    running(incident)?;
    if r.every_min > LONGEST_RHYTHM_MIN {
        return Err(Refusal::NotSo {
            what: "More than a day from one to the next is no rhythm",
            instead: "Give minutes, 1440 at most; 0 when each next one is said by hand",
        });
    }
    Ok(Body::RhythmSet(Rhythm {
        beat: r.beat,
        next_at: to_come(r.next_at, now)?,
        every_min: r.every_min,
        place: r.place.trim().to_owned(),
    }))
}

/// A briefing in the order of IIMARCH, numbered after the last one. What nobody said is written as not known.
pub fn brief(incident: &Incident, b: &Briefing, now: DateTime<Utc>) -> Result<Body, Refusal> {
    running(incident)?;
    let or_unknown = |text: &str| match text.trim() {
        "" => "Not known yet".to_owned(),
        text => text.to_owned(),
    };
    let last = incident.steering.briefings.iter().map(|(_, b)| b.number).max();
    Ok(Body::Briefed(Briefing {
        number: last.unwrap_or(0) + 1,
        information: filled(&b.information, "the first I, what has happened")?,
        intent: filled(&b.intent, "the second I, what is to be reached")?,
        method: or_unknown(&b.method),
        administration: or_unknown(&b.administration),
        risk: or_unknown(&b.risk),
        communications: or_unknown(&b.communications),
        humanitarian: or_unknown(&b.humanitarian),
        told: b.told.trim().to_owned(),
        next_at: to_come(b.next_at, now)?,
    }))
}

/// When the next report is due must still be to come.
pub fn next_report(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Refusal> {
    to_come(at, now)
}
