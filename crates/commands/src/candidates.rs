//! Who can be called to a role: kept in the standing record, because it outlives incidents.

use battlebag_bag::Role;
use battlebag_incident::{Body, Candidate, CandidateGone, Load, Roster, Shift, holding, roster as rules};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::counted::counted;
use crate::journal_words::{Names, Words, labelled};
use crate::station::{Logged, Open, STANDING, Station};
use crate::views::{CandidateView, RemoveCandidate, SetCandidate, Written};

/// The list as the standing record and the incident on screen tell it.
pub(crate) fn roster(open: &Open) -> Roster {
    let current = open.current.iter().flat_map(|c| c.entries.iter());
    let mut entries: Vec<&Logged> = open.standing.iter().chain(current).collect();
    entries.sort_by_key(|e| e.stamp.recorded_at);
    Roster::fold(entries.into_iter().filter_map(Logged::said))
}

/// The shift that runs now, by the hospital's wall clock.
pub(crate) fn shift(open: &Open, now: DateTime<Utc>) -> Shift {
    Shift::at(&open.clock.local(now))
}

/// Who can be called to a role, the best choice of this shift first.
pub(crate) fn candidates(
    open: &Open,
    roster: &Roster,
    role: &Role,
    now: DateTime<Utc>,
) -> Vec<CandidateView> {
    let shift = shift(open, now);
    let holds = |person: &str| {
        let current = open.current.as_ref();
        current
            .map(|c| open.role_titles(&c.state.roles_of(person)))
            .unwrap_or_default()
    };
    let all = roster.of(role, shift).into_iter();
    all.map(|one| CandidateView {
        person: one.person.clone(),
        grade: one.grade.clone(),
        shifts: one.shifts.iter().copied().map(Into::into).collect(),
        deputy: one.deputy,
        reach: one.reach.clone(),
        when: one.when.clone(),
        on_now: one.shifts.contains(&shift),
        holds: holds(&one.person),
    })
    .collect()
}

/// What a person carries: in two words for a plate, and in a sentence; both empty when it is not too much.
pub(crate) fn load_words(open: &Open, person: &str) -> (String, String) {
    let Some(current) = &open.current else {
        return (String::new(), String::new());
    };
    let load = holding::load(&current.state, &open.bag, person);
    if !load.is_over() {
        return (String::new(), String::new());
    }
    let Load { roles, reports, most } = load;
    let ids: Vec<&str> = roles.iter().map(String::as_str).collect();
    let (mut short, mut long) = (Vec::new(), Vec::new());
    if roles.len() > 1 {
        short.push(format!("{} roles", roles.len()));
        long.push(format!("{person} holds {}", open.role_titles(&ids).join(" and ")));
    }
    if reports > most {
        short.push(counted(reports, "person", "people"));
        long.push(format!(
            "{reports} people report to {person}; one can lead {most}"
        ));
    }
    (short.join(", "), long.join(". "))
}

/// Puts somebody on a role's list, or says it anew.
pub fn set(station: &Station, request: SetCandidate) -> Result<Written, ErrorView> {
    let said = Candidate {
        role: request.role.trim().to_owned(),
        person: request.person,
        grade: request.grade,
        shifts: request.shifts.into_iter().map(Into::into).collect(),
        deputy: request.deputy,
        reach: request.reach,
        when: request.when,
    };
    station.with(|open| {
        let body = rules::set_candidate(&open.bag, &said)?;
        let title = open.role_titles(&[&said.role]).join("");
        let words = format!("{} can be called to {title}", said.person.trim());
        keep(station, open, &body, words)
    })
}

/// Takes somebody off a role's list; off all of them, because they have left, with an empty role.
pub fn remove(station: &Station, request: RemoveCandidate) -> Result<Written, ErrorView> {
    let gone = CandidateGone {
        role: request.role.trim().to_owned(),
        person: request.person,
        because: request.because,
    };
    station.with(|open| {
        let body = rules::remove_candidate(&roster(open), &gone)?;
        let person = gone.person.trim();
        let words = match gone.role.as_str() {
            "" => format!("{person} has left: no role is given to them"),
            role => format!(
                "{person} is not called to {} any more",
                open.role_titles(&[role]).join("")
            ),
        };
        keep(station, open, &body, words)
    })
}

fn keep(station: &Station, open: &mut Open, body: &Body, said: String) -> Result<Written, ErrorView> {
    let now = station.now();
    let number = station.record_in(open, STANDING, body, now, &[])?;
    Ok(Written {
        number,
        at: open.clock.rfc3339(now),
        said,
    })
}

/// An entry of the roster in words.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::CandidateSet(one) => {
            let shifts: Vec<&str> = one.shifts.iter().map(|s| s.word()).collect();
            labelled(&mut lines, "Shifts", &shifts.join(", "));
            labelled(&mut lines, "Grade", &one.grade);
            labelled(&mut lines, "Reach by", &one.reach);
            labelled(&mut lines, "When", &one.when);
            let deputy = if one.deputy { " as deputy" } else { "" };
            format!(
                "{} can be called to {}{deputy}",
                one.person,
                names.role(&one.role)
            )
        }
        Body::CandidateRemoved(gone) => {
            labelled(&mut lines, "Why", &gone.because);
            match gone.role.as_str() {
                "" => format!("{} has left: no role is given to them", gone.person),
                role => format!("{} is not called to {} any more", gone.person, names.role(role)),
            }
        }
        _ => String::new(),
    };
    Words {
        kind: "Candidate",
        text,
        lines,
    }
}
