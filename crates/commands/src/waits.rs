//! How long things are waited for: as the bag has it, as this hospital set it.

use battlebag_bag::{Wait, WaitOf};
use battlebag_incident::result_rules;
use battlebag_store::SideWrite;

use crate::station::{Act, Open, Station};
use crate::views::{SetWait, WaitTime, Written};
use crate::{ErrorKind, ErrorView};

fn setting(id: &str) -> String {
    format!("waits.{id}")
}

/// What this hospital set: urgent and routine minutes.
fn own(open: &Open, id: &str) -> Result<Option<(u32, u32)>, ErrorView> {
    let of_incident = open
        .current
        .as_ref()
        .and_then(|c| c.state.results.expected.get(id));
    if let Some(minutes) = of_incident {
        return Ok(Some(*minutes));
    }
    let kept = open.home.setting(&setting(id))?.unwrap_or_default();
    let minutes = kept.split_once('/');
    Ok(minutes.and_then(|(urgent, routine)| Some((urgent.parse().ok()?, routine.parse().ok()?))))
}

fn time(open: &Open, wait: &Wait) -> Result<WaitTime, ErrorView> {
    let own = own(open, &wait.id)?;
    let (urgent_min, routine_min) = own.unwrap_or((wait.urgent_min, wait.routine_min));
    Ok(WaitTime {
        id: wait.id.clone(),
        name: wait.name.clone(),
        test: wait.of == WaitOf::Test,
        urgent_min,
        routine_min,
        own: own.is_some(),
        source: wait.source.clone(),
    })
}

/// Every time, in the bag's order.
pub(crate) fn times(open: &Open) -> Result<Vec<WaitTime>, ErrorView> {
    open.bag.waits.iter().map(|wait| time(open, wait)).collect()
}

/// Name and minutes of a test, by its id or any words; an hour and four for a bag that has no times.
pub(crate) fn of_test(open: &Open, test: &str, urgent: bool) -> Result<(String, u32), ErrorView> {
    let Some(wait) = open.bag.wait_for_test(test) else {
        return Ok((test.trim().to_owned(), if urgent { 60 } else { 240 }));
    };
    let time = time(open, wait)?;
    let minutes = if urgent { time.urgent_min } else { time.routine_min };
    // A test without a time of its own keeps the words that a person gave it.
    let name = if wait.id == battlebag_bag::OTHER_TEST {
        test.trim().to_owned()
    } else {
        wait.name.clone()
    };
    Ok((name, minutes))
}

/// Urgent and routine minutes of runners or of answers; half an hour and an hour for a bag that has none.
pub(crate) fn of_kind(open: &Open, of: WaitOf) -> Result<(u32, u32), ErrorView> {
    match open.bag.wait_of(of) {
        Some(wait) => time(open, wait).map(|t| (t.urgent_min, t.routine_min)),
        None => Ok((30, 60)),
    }
}

/// Sets how long something is waited for: an entry, and a setting of the home for the next incident.
pub fn set(station: &Station, request: SetWait) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let id = request.id.trim();
        let wait = open.bag.waits.iter().find(|w| w.id == id).ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                format!("The bag has nothing called {id} that is waited for."),
                "Look it up in the list of times; a new one is added in waits.toml of the bag.",
            )
        })?;
        let name = wait.name.clone();
        let body = result_rules::expect(id, request.urgent_min, request.routine_min)?;
        let keep = SideWrite::Setting {
            name: setting(id),
            value: format!("{}/{}", request.urgent_min, request.routine_min),
        };
        let act = Act::plain(std::slice::from_ref(&body), now);
        station.write(open, &act, &[keep], |n| format!("{name}: times set, entry {n}"))
    })
}
