//! The life of an incident.

use battlebag_bag::Bag;
use battlebag_incident::{Body, Incident, Life, Refusal, rules};
use battlebag_log::IncidentId;
use battlebag_store::SideWrite;

use crate::bag_in_force::adopt;
use crate::session::{ON_SCREEN, frame_of};
use crate::station::{self, Act, Station};
use crate::views::{Because, FrameView, IncidentId as Chosen, OpenIncident};
use crate::{ErrorKind, ErrorView};

/// Opens an incident: declared at once, or stood by. The choice between real and exercise is made here, once.
pub fn open(station: &Station, request: OpenIncident) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        if let Some(current) = &open.current
            && current.state.life != Life::StoodDown
        {
            return Err(ErrorView::new(
                ErrorKind::Refused,
                format!("{} is still open.", current.state.title),
                "Stand it down first, or go on in it.",
            ));
        }
        let title = match request.title.trim() {
            "" if request.exercise => "Exercise, cyber".to_owned(),
            "" => "Major incident, cyber".to_owned(),
            title => title.to_owned(),
        };
        // With another bag the census is matched anew: it stays the one in use.
        let in_use = open.census.as_ref().map(|census| census.hash.clone());
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
        station.record_in(open, id, &body, now, &[on_screen])?;
        open.current = station::load(&open.home, id)?;
        adopt(station, open, now)?;
        if let Some(adopted) = crate::register::for_new_incident(open)? {
            station.record(open, &adopted, now, &[])?;
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
                now,
                &[],
            )?;
        }
        Ok(frame_of(open, now))
    })
}

/// Declares a stood-by incident: the clock starts.
pub fn declare(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    turn(station, &request, rules::declare)
}

/// Stands the incident down.
pub fn stand_down(station: &Station, request: Because) -> Result<FrameView, ErrorView> {
    turn(station, &request, rules::stand_down)
}

/// A rule that turns the incident's life: incident, bag, person, why, and why without the power.
type Turn = fn(&Incident, &Bag, &str, &str, &str) -> Result<Vec<Body>, Refusal>;

fn turn(station: &Station, request: &Because, rule: Turn) -> Result<FrameView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let current = open.incident()?;
        let id = current.id;
        let bodies = rule(
            &current.state,
            &open.bag,
            &open.person(),
            &request.because,
            &request.break_glass,
        )?;
        station.record_act(open, id, &Act::plain(&bodies, now), &[])?;
        Ok(frame_of(open, now))
    })
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
        let id: IncidentId = request.id.parse().map_err(|_| not_found())?;
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
