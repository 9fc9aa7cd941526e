//! A new signing key for this station, after its old one was in use on two machines.

use battlebag_incident::{Body, StationRenewed};

use crate::ErrorView;
use crate::people::permitted;
use crate::session::required;
use crate::station::{Act, Station};
use crate::views::{RenewStation, Written};

/// Gives this station a new key. Entries signed with the old one stay and still verify; a chain that forked stays as
/// evidence, and what is written from now on goes into a new one.
pub fn renew(station: &Station, request: RenewStation) -> Result<Written, ErrorView> {
    let now = station.now();
    let because = required(&request.because, "why the station gets a new key")?;
    let seed = station.random()?;
    station.with(|open| {
        let renewed = Body::StationRenewed(StationRenewed {
            before: open.home.station()?.to_string(),
            because,
            backup_of: None,
        });
        let bodies = permitted(open, renewed, &request.break_glass)?;
        open.home.renew_station_key(seed, now.timestamp_millis())?;
        let said = |number| format!("This station signs with a new key, entry {number}");
        station.write(open, &Act::plain(&bodies, now), &[], said)
    })
}
