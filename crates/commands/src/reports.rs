//! METHANE, SitRep and the IIMARCH briefing as the board and the log would fill them now: a person reads, mends and signs
//! them. What is not known stays empty, so that somebody is asked.

use battlebag_incident::{Beat, Incident, Life};
use chrono::{DateTime, Duration, Utc};

use crate::ErrorView;
use crate::report_board::{
    contacts, counts, down, hazards, here_and_needed, joined, not_to_be_believed, overdue, p1_by_ward,
    patients_in_words, sentences, short, vacant_roles, wards_hit,
};
use crate::report_changes::{changes, done};
use crate::station::{Open, Station};
use crate::systems::rows;
use crate::views::{BriefingText, MethaneText, Nothing, SitRepText};

/// Minutes to the next report when nobody has set a rhythm.
const USUAL_MIN: u32 = 60;

/// The M/ETHANE message.
pub fn methane(station: &Station, _: Nothing) -> Result<MethaneText, ErrorView> {
    let now = station.now();
    station.with(|open| methane_of(open, now))
}

pub(crate) fn methane_of(open: &mut Open, now: DateTime<Utc>) -> Result<MethaneText, ErrorView> {
    let state = &open.incident()?.state;
    let (major, sort) = (major(open, state), state.title.clone());
    let rows = rows(open, now);
    let hospital = open.home.hospital().to_owned();
    let exact = sentences([
        ("", hospital),
        ("Down", joined(down(&rows))),
        ("Wards hit", joined(wards_hit(open, now))),
    ]);
    let numbers = counts(open, now)
        .map(|c| sentences([("", patients_in_words(&c)), ("", p1_by_ward(open, now))]))
        .unwrap_or_default();
    Ok(MethaneText {
        major,
        exact,
        sort,
        hazards: hazards(open, &rows, now),
        access: contacts(open),
        numbers,
        emergency: here_and_needed(open),
        told: String::new(),
        occurred_at: None,
    })
}

/// M, as it is said first; EXERCISE three times in a drill. What is not declared is no major incident: ETHANE.
pub(crate) fn major(open: &Open, state: &Incident) -> String {
    let at = |t: DateTime<Utc>| open.clock.day_and_time(t);
    let declared = at(state.begins());
    let turned = state
        .turns
        .last()
        .map(|t| at(t.stamp.occurred_at))
        .unwrap_or_default();
    let drill = if state.exercise {
        "EXERCISE EXERCISE EXERCISE. "
    } else {
        ""
    };
    let words = match state.life {
        Life::StandBy => {
            format!("Not declared (say ETHANE): major incident standby, cyber, since {declared}")
        }
        Life::Declared => format!("Major incident, cyber: declared {declared}"),
        Life::Escalated => format!("Major incident, cyber: declared {declared}, escalated {turned}"),
        Life::Recovery => format!("Major incident, cyber: declared {declared}, in recovery since {turned}"),
        Life::StoodDown | Life::Debrief => "Major incident, cyber: stood down".to_owned(),
    };
    format!("{drill}{words}")
}

/// Minutes from one report to the next, as the team set them.
fn every(state: &Incident, beat: Beat) -> i64 {
    let set = state.steering.rhythm.get(&beat).map_or(0, |(r, _)| r.every_min);
    i64::from(if set == 0 { USUAL_MIN } else { set })
}

/// The situation report since the last one.
pub fn sitrep(station: &Station, _: Nothing) -> Result<SitRepText, ErrorView> {
    let now = station.now();
    station.with(|open| sitrep_of(open, now))
}

pub(crate) fn sitrep_of(open: &mut Open, now: DateTime<Utc>) -> Result<SitRepText, ErrorView> {
    let state = &open.incident()?.state;
    let given = &state.journal.sitreps;
    let last = given.last();
    let from = last
        .and_then(|(stamp, s)| s.to.or(Some(stamp.occurred_at)))
        .unwrap_or_else(|| state.begins());
    let number = given.iter().map(|(_, s)| s.number).max().unwrap_or(0) + 1;
    let next_at = now + Duration::minutes(every(state, Beat::Sitrep));
    let tasks = state.journal.open_tasks();
    let tasks = joined(
        tasks
            .map(|t| format!("{}: {}", t.given.to, t.given.task))
            .collect(),
    );
    let objectives = objectives(state);
    let rows = rows(open, now);
    let patients = counts(open, now)
        .map(|c| patients_in_words(&c))
        .unwrap_or_default();
    let needed = vacant_roles(open);
    Ok(SitRepText {
        number,
        from: Some(open.clock.rfc3339(from)),
        to: Some(open.clock.rfc3339(now)),
        no_change: false,
        situation: sentences([
            ("Down", joined(down(&rows))),
            ("Not to be believed", joined(not_to_be_believed(&rows))),
            ("", patients),
            ("", p1_by_ward(open, now)),
            ("Diverted", joined(crate::aid::diverted_lines(open))),
            ("Back-entry", crate::back_entry::in_one_line(open, now)),
        ]),
        changed: changes(open, from, now),
        done: done(open, from),
        planned: sentences([("Objectives", objectives), ("Tasks", tasks)]),
        foreseen: sentences([
            ("Vacant", joined(needed)),
            ("Late", joined(overdue(open, now))),
            ("Short", joined(short(open, now))),
            ("Help from others", joined(crate::aid::help_lines(open))),
            ("Results", crate::now_desk::late_results(open, now)),
        ]),
        told: String::new(),
        next_at: Some(open.clock.rfc3339(next_at)),
        occurred_at: None,
    })
}

fn objectives(state: &Incident) -> String {
    let running = state.steering.running_objectives();
    joined(
        running
            .map(|o| format!("{} {}", o.set.number, o.set.objective))
            .collect(),
    )
}

/// "Period 2, until Sat 14-Nov 19:00, the day"; empty while none runs.
fn period(open: &Open, state: &Incident) -> String {
    let Some(running) = state.steering.period().map(|p| &p.period) else {
        return String::new();
    };
    let mut words = format!("Period {}", running.number);
    if let Some(at) = running.until {
        words = format!("{words}, until {}", open.clock.day_and_time(at));
    }
    match running.aim.as_str() {
        "" => words,
        aim => format!("{words}: {aim}"),
    }
}

/// The briefing in the order of IIMARCH.
pub fn briefing(station: &Station, _: Nothing) -> Result<BriefingText, ErrorView> {
    let now = station.now();
    station.with(|open| briefing_of(open, now))
}

pub(crate) fn briefing_of(open: &mut Open, now: DateTime<Utc>) -> Result<BriefingText, ErrorView> {
    let state = &open.incident()?.state;
    let given = &state.steering.briefings;
    let number = given.iter().map(|(_, b)| b.number).max().unwrap_or(0) + 1;
    let next_at = now + Duration::minutes(every(state, Beat::Briefing));
    let intent = sentences([("", objectives(state)), ("", period(open, state))]);
    let tasks = state.journal.open_tasks();
    let method = joined(
        tasks
            .map(|t| format!("{}: {}", t.given.to, t.given.task))
            .collect(),
    );
    let next_sitrep = state.steering.next(Beat::Sitrep).map(|at| open.clock.time(at));
    let major = major(open, state);
    let rows = rows(open, now);
    let patients = counts(open, now);
    let information = sentences([
        ("", major),
        ("Down", joined(down(&rows))),
        ("Not to be believed", joined(not_to_be_believed(&rows))),
        ("", patients.as_ref().map(patients_in_words).unwrap_or_default()),
    ]);
    let humanitarian = match patients {
        Some(c) if c.p1_to_confirm > 0 => {
            format!(
                "{} P1 not confirmed at the bedside. Families told: ",
                c.p1_to_confirm
            )
        }
        _ => String::new(),
    };
    Ok(BriefingText {
        number,
        information,
        intent,
        method,
        administration: here_and_needed(open),
        risk: hazards(open, &rows, now),
        communications: sentences([
            ("Reach us", contacts(open)),
            ("Next SitRep", next_sitrep.unwrap_or_default()),
        ]),
        humanitarian,
        told: String::new(),
        next_at: Some(open.clock.rfc3339(next_at)),
        occurred_at: None,
    })
}
