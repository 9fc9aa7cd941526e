//! The life of an incident.

use battlebag_bag::Bag;
use battlebag_incident::back_entry_list::left_sheets;
use battlebag_incident::{Body, Escalation, Incident, Refusal, life};
use battlebag_log::IncidentId;
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::back_entry;
use crate::bag_in_force::adopt;
use crate::session::{ON_SCREEN, frame_of, head_of};
use crate::station::{self, Open, STANDING, Station};
use crate::times::parse_some;
use crate::views::{
    Because, EscalateIncident, FrameView, IncidentHead, IncidentId as Chosen, IncidentsView, Nothing,
    OpenIncident,
};
use crate::writing::by_the_clock;
use crate::{ErrorKind, ErrorView};

/// Opens an incident: declared at once, or stood by. The choice between real and exercise is made here, once.
pub fn open(station: &Station, request: OpenIncident) -> Result<FrameView, ErrorView> {
    let now = station.now();
    let began = life::opened_at(given(request.occurred_at.as_deref())?, now)?;
    station.with(|open| {
        none_runs(open, None, !request.exercise)?;
        let title = match request.title.trim() {
            "" if request.exercise => "Exercise, cyber".to_owned(),
            "" => "Major incident, cyber".to_owned(),
            title => life::titled(title)?,
        };
        // With another bag the census is matched anew: it stays the one in use.
        let in_use = open.census.as_ref().map(|census| census.hash.clone());
        let check = crate::bag::last_check(open);
        let id = IncidentId(station.random()?);
        let body = Body::Opened {
            title,
            exercise: request.exercise,
            zone: open.clock.name().to_owned(),
        };
        let on_screen = SideWrite::Setting {
            name: ON_SCREEN.to_owned(),
            value: id.to_string(),
        };
        station.record_in(open, id, &body, began, &[on_screen])?;
        open.current = station::load(&open.home, id)?;
        adopt(station, open, now)?;
        if let Some(adopted) = crate::register::for_new_incident(open)? {
            station.record(open, &adopted, now, &[])?;
        }
        if let Some((at, body)) = check.and_then(|check| crate::bag::taken_over(&check, began, now)) {
            station.record(open, &body, at, &[])?;
        }
        open.find_register()?;
        if let Some(hash) = in_use {
            open.load_census(&hash)?;
        }
        if let Some(census) = open.census.clone() {
            let body = crate::census::taken(&census.hash, &census.snapshot, crate::census::Asked::ByPerson);
            station.record(open, &body, now, &[])?;
        }
        if !request.standby {
            station.record(
                open,
                &Body::Declared {
                    because: String::new(),
                },
                began,
                &[],
            )?;
        }
        Ok(frame_of(open, now))
    })
}

/// Declares a stood-by incident: the clock starts.
pub fn declare(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    turn(station, &request, life::declare)
}

/// Stands the incident down. Sheets whose back-entry is not done stand in the entry; they do not stop it.
pub fn stand_down(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let at = turned(open, request.occurred_at.as_deref(), now)?;
        let current = open.incident()?;
        let id = current.id;
        let left = left_sheets(&back_entry::lines(open, &current.state, now));
        let bodies = life::stand_down(
            (&current.state, &open.bag),
            left,
            &open.person(),
            &request.because,
            &request.break_glass,
        )?;
        take(station, open, (id, &bodies), (at, now))
    })
}

/// Turns a declared incident to recovery.
pub fn recover(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    turn(station, &request, life::recover)
}

/// Takes a stood-down incident up again.
pub fn reopen(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    station.with(|open| {
        let current = open.incident()?;
        none_runs(open, Some(current.id), !current.state.exercise)
    })?;
    turn(station, &request, life::reopen)
}

/// Escalates a declared incident.
pub fn escalate(station: &Station, request: EscalateIncident) -> Result<FrameView, ErrorView> {
    let now = station.now();
    let escalation = Escalation {
        to: request.to,
        because: request.because,
    };
    station.with(|open| {
        let at = turned(open, request.occurred_at.as_deref(), now)?;
        let current = open.incident()?;
        let (id, person) = (current.id, open.person());
        let bodies = life::escalate(
            &current.state,
            &open.bag,
            &person,
            &escalation,
            &request.break_glass,
        )?;
        take(station, open, (id, &bodies), (at, now))
    })
}

/// One incident runs at a time, so that nobody writes into the wrong log: refused while another than `but` runs. A rehearsal
/// never stands in the way of a real one: it waits where it is.
fn none_runs(open: &Open, but: Option<IncidentId>, real: bool) -> Result<(), ErrorView> {
    for id in open.home.incidents()? {
        if id == STANDING || Some(id) == but {
            continue;
        }
        let in_the_way = |kept: &Incident| !(kept.life.is_over() || real && kept.exercise);
        let title = match &open.current {
            Some(current) if current.id == id => {
                in_the_way(&current.state).then(|| current.state.title.clone())
            }
            _ => station::load(&open.home, id)?
                .filter(|kept| in_the_way(&kept.state))
                .map(|kept| kept.state.title),
        };
        if let Some(title) = title {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{title} is still open."),
                "Show it on Now and stand it down first, or go on in it.",
            ));
        }
    }
    Ok(())
}

/// The incidents of this home, newest first.
pub(crate) fn kept(open: &Open) -> Result<Vec<IncidentHead>, ErrorView> {
    let mut incidents = Vec::new();
    for id in open.home.incidents()? {
        if id == STANDING {
            continue;
        }
        if let Some(current) = station::load(&open.home, id)? {
            incidents.push(head_of(open, id, &current.state));
        }
    }
    incidents.sort_by(|a, b| b.opened_at.cmp(&a.opened_at));
    Ok(incidents)
}

/// The incidents of this home.
pub fn list(station: &Station, _: Nothing) -> Result<IncidentsView, ErrorView> {
    station.with(|open| {
        Ok(IncidentsView {
            incidents: kept(open)?,
        })
    })
}

/// A rule that turns the incident's life: incident, bag, person, why, and why without the power.
type Turn = fn(&Incident, &Bag, &str, &str, &str) -> Result<Vec<Body>, Refusal>;

fn turn(station: &Station, request: &Because, rule: Turn) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let at = turned(open, request.occurred_at.as_deref(), now)?;
        let current = open.incident()?;
        let id = current.id;
        let bodies = rule(
            &current.state,
            &open.bag,
            &open.person(),
            &request.because,
            &request.break_glass,
        )?;
        take(station, open, (id, &bodies), (at, now))
    })
}

fn given(when: Option<&str>) -> Result<Option<DateTime<Utc>>, ErrorView> {
    parse_some(when, "When it happened")
}

/// When a turn was taken. Looked at before anything else: nobody breaks a glass to be told that the time is wrong.
fn turned(open: &Open, when: Option<&str>, now: DateTime<Utc>) -> Result<DateTime<Utc>, ErrorView> {
    let turned = life::turned_at(&open.incident()?.state, given(when)?, now);
    turned.map_err(|refused| by_the_clock(open.clock, refused))
}

/// Writes a turn at its time. A glass is broken when it is broken: now.
fn take(
    station: &Station,
    open: &mut Open,
    (id, bodies): (IncidentId, &[Body]),
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<FrameView, ErrorView> {
    let of = |place: usize| if place + 1 == bodies.len() { at } else { now };
    let timed: Vec<_> = bodies.iter().enumerate().map(|(n, body)| (of(n), body)).collect();
    station.record_timed(open, id, (&timed, None), &[])?;
    Ok(frame_of(open, now))
}

/// The incident that a person names: by its id, or by the label that stands on its sheets ("CYB-7F3K").
fn named(open: &Open, name: &str) -> Result<Option<IncidentId>, ErrorView> {
    let name = name.trim();
    if let Ok(id) = name.parse() {
        return Ok(Some(id));
    }
    let label = |head: &IncidentHead| head.label.eq_ignore_ascii_case(name);
    Ok(kept(open)?
        .iter()
        .find(|h| label(h))
        .and_then(|h| h.id.parse().ok()))
}

/// Shows another of the kept incidents.
pub fn choose(station: &Station, request: Chosen) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let not_found = || {
            ErrorView::new(
                ErrorKind::NotFound,
                "There is no such incident in this home.",
                "Choose one from the list on Now.",
            )
        };
        let id = named(open, &request.id)?.ok_or_else(not_found)?;
        let current = station::load(&open.home, id)?.ok_or_else(not_found)?;
        open.home.set_setting(ON_SCREEN, &id.to_string())?;
        open.current = Some(current);
        open.ranking = None;
        open.revision = open.revision.wrapping_add(1);
        adopt(station, open, now)?;
        open.find_register()?;
        open.find_census()?;
        Ok(frame_of(open, now))
    })
}
