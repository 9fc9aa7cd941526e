//! A new signing key for this station, after its old one was in use on two machines.

use battlebag_bag::Power;
use battlebag_incident::powers::permit;
use battlebag_incident::{Body, StationRenewed};

use crate::ErrorView;
use crate::session::required;
use crate::station::{Act, STANDING, Station};
use crate::views::{RenewStation, Written};

/// Gives this station a new key. Entries signed with the old one stay and still verify; a chain that forked stays as
/// evidence, and what is written from now on goes into a new one.
pub fn renew(station: &Station, request: RenewStation) -> Result<Written, ErrorView> {
    let now = station.now();
    let because = required(&request.because, "why the station gets a new key")?;
    let seed = station.random()?;
    station.with(|open| {
        let broken = match &open.current {
            Some(c) => {
                let glass = &request.break_glass;
                permit(&c.state, &open.bag, &open.person(), Power::ManagePeople, glass)?
            }
            None => None,
        };
        let before = open.home.station()?.to_string();
        open.home.renew_station_key(seed, now.timestamp_millis())?;
        let renewed = Body::StationRenewed(StationRenewed {
            before,
            because,
            backup_of: None,
        });
        let bodies: Vec<Body> = broken.into_iter().chain([renewed]).collect();
        let record = open.current.as_ref().map_or(STANDING, |c| c.id);
        let act = Act {
            bodies: &bodies,
            occurred_at: now,
            about: None,
        };
        let number = station.record_act(open, record, &act, &[])?;
        Ok(Written {
            number,
            at: open.clock.rfc3339(now),
            said: format!("This station signs with a new key, entry {number}"),
        })
    })
}
