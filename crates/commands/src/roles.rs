//! Roles: who holds what, since when.

use battlebag_bag::{Bag, Level, Role, Vocabulary};
use battlebag_incident::holding::{self, Covering};
use battlebag_incident::{Body, Incident, NameSettled, Refusal, Tenure, namesakes, rules};
use battlebag_priority::Tier;
use std::collections::BTreeSet;

use crate::candidates::{self, load_words};
use crate::cards;
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::{minutes_between, parse_some};
use crate::views::{
    AssignRole, CoverRole, HolderView, Nothing, RoleKey, RoleRow, RolesView, SettleName, VacateRole, Written,
};
use crate::{ErrorKind, ErrorView};

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Strategic => "strategic",
        Level::Tactical => "tactical",
        Level::Operational => "operational",
        Level::Ward => "ward",
        Level::Support => "support",
    }
}

/// The level in the words in force: UK command, or a hospital incident command system.
pub(crate) fn level_title(open: &Open, level: Level) -> &'static str {
    match (open.bag.manifest.vocabulary, level) {
        (Vocabulary::Uk, Level::Strategic) => "Strategic",
        (Vocabulary::Uk, Level::Tactical) => "Tactical",
        (Vocabulary::Uk, Level::Operational) => "Operational leads",
        (Vocabulary::Uk, Level::Ward) => "Wards",
        (Vocabulary::Uk, Level::Support) => "Beside the commanders",
        (Vocabulary::Us, Level::Strategic) => "Incident command",
        (Vocabulary::Us, Level::Tactical) => "Section chiefs and medical care",
        (Vocabulary::Us, Level::Operational) => "Branch directors and unit leaders",
        (Vocabulary::Us, Level::Ward) => "Inpatient units",
        (Vocabulary::Us, Level::Support) => "Command and planning staff",
    }
}

/// One role of the bag in force.
pub(crate) fn find_role<'o>(open: &'o Open, id: &str) -> Result<&'o Role, ErrorView> {
    open.bag.role(id.trim()).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("The bag has no role called {id}."),
            "See the list of roles for their ids.",
        )
    })
}

/// A holder and how they are reached: what they signed on with, else the role's own ways.
pub(crate) fn reached(role: &Role, tenure: &Tenure) -> String {
    let ways = match tenure.contact.as_str() {
        "" => role.ways(),
        contact => contact.to_owned(),
    };
    let whose = match tenure.covers.as_str() {
        "" => String::new(),
        whose => format!(" for {whose}"),
    };
    match ways.as_str() {
        "" => format!("{}{whose}", tenure.person),
        ways => format!("{}{whose}, {ways}", tenure.person),
    }
}

/// "Loggist, reached by bleep 12": roles under the same name where another way to be reached was given.
fn namesakes(open: &Open, role: &str, tenure: &Tenure) -> Vec<String> {
    let Some(current) = open.current.as_ref().filter(|_| tenure.until.is_none()) else {
        return Vec::new();
    };
    let others = current.state.namesakes(role, tenure).into_iter();
    others
        .map(|(id, t)| format!("{}, reached by {}", title(open, id), t.contact))
        .collect()
}

fn holder(open: &Open, role: &str, tenure: &Tenure) -> HolderView {
    let (load, sentence) = match tenure.until {
        None => load_words(open, &tenure.person),
        Some(_) => Default::default(),
    };
    HolderView {
        namesakes: namesakes(open, role, tenure),
        covers: tenure.covers.clone(),
        cover_until: tenure.cover_until.map(|t| open.clock.rfc3339(t)),
        load,
        load_words: sentence,
        person: tenure.person.clone(),
        contact: tenure.contact.clone(),
        since: open.clock.rfc3339(tenure.since),
        until: tenure.until.map(|t| open.clock.rfc3339(t)),
    }
}

/// Holders of a role now.
pub(crate) fn holders(open: &Open, role: &str) -> Vec<HolderView> {
    open.current
        .as_ref()
        .map(|c| {
            c.state
                .holders(role)
                .into_iter()
                .map(|t| holder(open, role, t))
                .collect()
        })
        .unwrap_or_default()
}

/// Required roles without a holder, in command order.
pub(crate) fn vacant(open: &Open) -> Vec<&Role> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    open.bag
        .roles
        .iter()
        .filter(|r| r.required && current.state.holders(&r.id).is_empty())
        .collect()
}

/// When a role last fell vacant: the end of the last tenure, or the opening of the incident.
pub(crate) fn vacant_since(open: &Open, role: &Role) -> Option<chrono::DateTime<chrono::Utc>> {
    let current = open.current.as_ref()?;
    if !role.required || !current.state.holders(&role.id).is_empty() {
        return None;
    }
    let ended = current
        .state
        .roles
        .get(&role.id)
        .and_then(|t| t.iter().filter_map(|t| t.until).max());
    Some(ended.unwrap_or(current.state.opened.occurred_at))
}

/// P1 patients who depend on the systems that a role leads.
pub(crate) fn p1_waiting(open: &Open, role: &Role) -> u32 {
    let Some((_, _, ranking)) = &open.ranking else {
        return 0;
    };
    let rules = ranking.rules();
    let waits = |p: &&crate::ranking::Placing| {
        p.tier == Tier::P1
            && ranking
                .touched(&rules, p)
                .iter()
                .any(|code| role.systems.contains(*code))
    };
    count(ranking.places.iter().filter(waits).count())
}

/// All roles, in command order.
pub fn list(station: &Station, _: Nothing) -> Result<RolesView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let _ = open.ranking_if_any(now);
        let roster = candidates::roster(open);
        let rows: Vec<RoleRow> = open
            .bag
            .roles
            .iter()
            .map(|role| {
                let tenures = open.current.as_ref().and_then(|c| c.state.roles.get(&role.id));
                let before = tenures.into_iter().flatten().rev().filter(|t| t.until.is_some());
                RoleRow {
                    id: role.id.clone(),
                    title: role.title.clone(),
                    title_us: role.title_us.clone(),
                    title_uk: role.title_uk.clone(),
                    spoken: role.spoken().to_owned(),
                    level: level_word(role.level).to_owned(),
                    level_word: level_title(open, role.level).to_owned(),
                    reports_to: role.reports_to.clone(),
                    required: role.required,
                    usual_holder: role.usual_holder.clone(),
                    grades: role.grades.clone(),
                    tabard: role.tabard.clone(),
                    phone: role.phone.clone(),
                    radio: role.radio.clone(),
                    runner: role.runner.clone(),
                    candidates: candidates::candidates(open, &roster, role, now),
                    card: role.card.clone(),
                    holders: holders(open, &role.id),
                    before: before.map(|t| holder(open, &role.id, t)).collect(),
                    vacant_min: vacant_since(open, role).map(|t| minutes_between(t, now)),
                    p1: p1_waiting(open, role),
                    overdue: role
                        .card
                        .as_ref()
                        .and_then(|id| open.bag.cards.get(id))
                        .map_or(0, |c| cards::late_on(open, c, now)),
                }
            })
            .collect();
        let mut people: BTreeSet<String> = open.home.people().into_iter().map(|p| p.name).collect();
        if let Some(current) = &open.current {
            people.extend(current.state.roles.values().flatten().map(|t| t.person.clone()));
        }
        people.extend(rows.iter().flat_map(|r| &r.candidates).map(|c| c.person.clone()));
        people.retain(|name| roster.left(name).is_none());
        Ok(RolesView {
            rows,
            people: people.into_iter().collect(),
            vocabulary: match open.bag.manifest.vocabulary {
                Vocabulary::Uk => "uk",
                Vocabulary::Us => "us",
            }
            .to_owned(),
            shift: candidates::shift(open, now).into(),
        })
    })
}

fn title(open: &Open, role: &str) -> String {
    open.role_titles(&[role]).join("")
}

/// Gives a role to a person; a held role is handed over.
pub fn assign(station: &Station, request: AssignRole) -> Result<Written, ErrorView> {
    give(station, &request, rules::assign, "given")
}

/// Hands a held role over.
pub fn hand_over(station: &Station, request: AssignRole) -> Result<Written, ErrorView> {
    give(station, &request, rules::hand_over, "handed")
}

/// A rule that gives a role: incident, bag, role, person, contact.
type Give = fn(&Incident, &Bag, &str, &str, &str) -> Result<Body, Refusal>;

fn give(station: &Station, request: &AssignRole, rule: Give, word: &str) -> Result<Written, ErrorView> {
    let now = station.now();
    let (role, person) = (request.role.trim(), request.person.trim());
    station.with(|open| {
        let state = &open.incident()?.state;
        candidates::roster(open).may_take(person)?;
        let body = rule(state, &open.bag, role, person, &request.contact)?;
        let said = format!("{} {word} to {person}", title(open, role));
        station.acted(open, &body, now, said)
    })
}

/// Somebody stands in for the holder for a while.
pub fn cover(station: &Station, request: CoverRole) -> Result<Written, ErrorView> {
    let now = station.now();
    let until = parse_some(request.until.as_deref(), "Until")?;
    station.with(|open| {
        let state = &open.incident()?.state;
        candidates::roster(open).may_take(&request.person)?;
        let said = Covering {
            role: request.role.trim(),
            by: &request.person,
            contact: &request.contact,
            until,
        };
        let body = holding::cover((state, &open.bag), &said, now)?;
        let words = format!(
            "{} stands in as {}",
            request.person.trim(),
            title(open, said.role)
        );
        station.acted(open, &body, now, words)
    })
}

/// Whoever was stood in for is back.
pub fn back(station: &Station, request: RoleKey) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let role = request.role.trim();
        let body = holding::back(&open.incident()?.state, &open.bag, role)?;
        let words = format!("{} is with its holder again", title(open, role));
        station.acted(open, &body, now, words)
    })
}

/// Leaves a role empty.
pub fn vacate(station: &Station, request: VacateRole) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let role = request.role.trim();
        let body = rules::vacate(&open.incident()?.state, &open.bag, role, &request.person)?;
        let said = format!("{} is vacant", title(open, role));
        station.acted(open, &body, now, said)
    })
}

/// Settles whether one name in two roles is one person or two.
pub fn settle_name(station: &Station, request: SettleName) -> Result<Written, ErrorView> {
    let now = station.now();
    let said = NameSettled {
        role: request.role,
        person: request.person,
        apart: request.apart,
    };
    station.with(|open| {
        let body = namesakes::settle_name(&open.incident()?.state, &open.bag, &said)?;
        let words = match &body {
            Body::NameSettled(settled) if !settled.apart.is_empty() => {
                format!("Called {} from here on", settled.named())
            }
            _ => format!("{} is one person", said.person.trim()),
        };
        station.acted(open, &body, now, words)
    })
}
