//! Roles on paper: the contact list, the organisation chart, tabards.

use battlebag_bag::{Level, Role};
use battlebag_paper::{ContactPart, ContactRow, ContactSheet, OrgBox, OrgChart, OrgState, Tabard};
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::candidates::{candidates, load_words, roster};
use crate::now::minutes_words;
use crate::record_sheet::moment;
use crate::roles::{find_role, level_title, vacant_since};
use crate::station::Open;
use crate::times::minutes_between;

/// Candidates that are named where nobody holds a role.
const CALLED: usize = 2;

/// In the order of command.
const LEVELS: [Level; 5] = [
    Level::Strategic,
    Level::Tactical,
    Level::Support,
    Level::Operational,
    Level::Ward,
];

/// Every role, who holds it, and the ways to reach them.
pub(crate) fn contacts(open: &Open, now: DateTime<Utc>) -> ContactSheet {
    let roster = roster(open);
    let row = |role: &Role| {
        let tenures = open.current.as_ref().map(|c| c.state.holders(&role.id));
        let held = tenures.into_iter().flatten();
        let call = candidates(open, &roster, role, now).into_iter().take(CALLED);
        let colour = match role.tabard_colour() {
            "" => String::new(),
            colour => format!(" ({colour})"),
        };
        ContactRow {
            role: format!("{}{colour}", role.spoken()),
            held: held
                .map(|t| match t.contact.as_str() {
                    "" => t.person.clone(),
                    contact => format!("{}, {contact}", t.person),
                })
                .collect(),
            vacant: vacant_since(open, role).is_some(),
            call: call.map(|one| format!("{}, {}", one.person, one.reach)).collect(),
            phone: role.phone.clone(),
            radio: role.radio.clone(),
            runner: role.runner.clone(),
        }
    };
    let of_level = |level: Level| ContactPart {
        name: level_title(open, level).to_owned(),
        rows: open
            .bag
            .roles
            .iter()
            .filter(|r| r.level == level)
            .map(row)
            .collect(),
    };
    let parts = LEVELS.into_iter().map(of_level);
    ContactSheet {
        data_as_at: moment(open, now),
        facts: vec![
            ("Hospital", open.home.hospital().to_owned()),
            (
                "Mind",
                "Hospital mail and chat may be overheard: telephone, radio, runner".to_owned(),
            ),
        ],
        parts: parts.filter(|part| !part.rows.is_empty()).collect(),
    }
}

/// Every role with a line to the one it reports to.
pub(crate) fn org_chart(open: &Open, now: DateTime<Utc>) -> OrgChart {
    let drawn = |role: &Role| {
        let held = open
            .current
            .as_ref()
            .map(|c| c.state.holders(&role.id))
            .unwrap_or_default();
        let names: Vec<String> = held
            .iter()
            .map(|t| match t.covers.as_str() {
                "" => t.person.clone(),
                whose => format!("{} for {whose}", t.person),
            })
            .collect();
        let load = held
            .first()
            .map(|t| load_words(open, &t.person).0)
            .unwrap_or_default();
        let state = match (held.as_slice(), vacant_since(open, role)) {
            ([], Some(since)) => OrgState::Vacant(minutes_words(minutes_between(since, now))),
            ([], None) => OrgState::NotCalled,
            ([_], _) if load.is_empty() => OrgState::Held,
            ([_], _) => OrgState::Overloaded(load),
            _ => OrgState::TwoSay,
        };
        OrgBox {
            id: role.id.clone(),
            title: role.spoken().to_owned(),
            reports_to: role.reports_to.clone(),
            reach: match held.as_slice() {
                [one] if !one.contact.is_empty() => one.contact.clone(),
                [_] if !role.radio.is_empty() => role.radio.clone(),
                _ => String::new(),
            },
            holder: names.join(" and "),
            state,
        }
    };
    OrgChart {
        data_as_at: moment(open, now),
        boxes: open.bag.roles.iter().map(drawn).collect(),
    }
}

/// Tabards of some roles; of all with none named.
pub(crate) fn tabards(open: &Open, ids: &[String]) -> Result<Vec<Tabard>, ErrorView> {
    let chosen: Vec<&Role> = if ids.is_empty() {
        open.bag.roles.iter().collect()
    } else {
        ids.iter()
            .map(|id| find_role(open, id))
            .collect::<Result<_, _>>()?
    };
    let number = |role: &Role| {
        let card = role.card.as_ref().and_then(|id| open.bag.cards.get(id));
        card.map(|card| card.number.clone()).unwrap_or_default()
    };
    Ok(chosen
        .into_iter()
        .map(|role| Tabard {
            role: role.spoken().to_owned(),
            colour: role.tabard_colour().to_owned(),
            ways: role.ways(),
            card: number(role),
        })
        .collect())
}
