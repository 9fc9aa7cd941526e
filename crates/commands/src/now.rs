//! The commander's board: what needs somebody, worst first.

use std::collections::BTreeMap;

use battlebag_incident::Beat;
use battlebag_priority::Tier;
use chrono::{DateTime, Utc};

use crate::cards::late_steps;
use crate::counted::counted;
use crate::desk_lists::{Column, Table};
use crate::fallbacks::workaround_rows;
use crate::patient_rows::{confirmed_in, tier_counts};
use crate::roles::{p1_waiting, vacant, vacant_since};
use crate::station::{Open, Station};
use crate::systems::{matrix, rows};
use crate::times::minutes_between;
use crate::views::{NeedsYou, Nothing, NowView, SystemRow, WardRow};
use crate::{ErrorView, journal};

/// Minutes before a status lapses when it is worth saying.
const LAPSES_SOON_MIN: i64 = 10;
/// Last entries on the board.
const LAST: usize = 6;

/// "38 min", "1 h 02".
pub(crate) fn minutes_words(min: u32) -> String {
    if min < 60 {
        format!("{min} min")
    } else {
        format!("{} h {:02}", min / 60, min % 60)
    }
}

pub(crate) fn needs(
    kind: &str,
    plate: String,
    note: String,
    text: String,
    act: &str,
    target: (&str, &str),
) -> NeedsYou {
    NeedsYou {
        kind: kind.into(),
        plate,
        note,
        text,
        act: act.into(),
        screen: target.0.into(),
        target: target.1.into(),
    }
}

fn late(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    for (card, step, min) in late_steps(open, now) {
        let kind = if step.critical { "late_critical" } else { "late" };
        let note = format!(
            "{}, step {}{}",
            card.title,
            step.number,
            if step.critical { ", critical" } else { "" }
        );
        list.push(needs(
            kind,
            format!("Late {}", minutes_words(min)),
            note,
            step.text.clone(),
            "Open",
            ("cards", &card.id),
        ));
    }
}

fn unconfirmed(open: &mut Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    if crate::session::too_old_to_rank(open, now) {
        return;
    }
    let Some(ranking) = open.ranking_if_any(now) else {
        return;
    };
    let waiting = tier_counts(open, &ranking, &ranking.places, now).p1_to_confirm;
    if waiting > 0 {
        let text = format!("Confirm {waiting} P1, each by a named clinician");
        list.push(needs(
            "confirm",
            format!("{waiting} P1"),
            "not confirmed".into(),
            text,
            "Open",
            ("patients", ""),
        ));
    }
}

fn empty_roles(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(current) = &open.current else { return };
    for role in vacant(open) {
        let since = vacant_since(open, role).unwrap_or(now);
        let plate = format!("Vacant {}", minutes_words(minutes_between(since, now)));
        let p1 = p1_waiting(open, role);
        let note = if p1 > 0 {
            format!("{p1} P1 depend on it")
        } else {
            String::new()
        };
        list.push(needs(
            "vacant",
            plate,
            note,
            format!("{} has no holder", role.title),
            "Assign",
            ("roles", &role.id),
        ));
    }
    for role in &open.bag.roles {
        let holders = current.state.holders(&role.id);
        for tenure in &holders {
            let Some(until) = tenure.cover_until.filter(|until| now > *until) else {
                continue;
            };
            list.push(needs(
                "cover",
                format!("Over {}", minutes_words(minutes_between(until, now))),
                format!("{} stands in for {}", tenure.person, tenure.covers),
                format!("{}: is {} back?", role.title, tenure.covers),
                "Open",
                ("roles", &role.id),
            ));
        }
        if holders.len() > 1 {
            let names: Vec<&str> = holders.iter().map(|t| t.person.as_str()).collect();
            let text = format!("Two people hold {}", role.title);
            list.push(needs(
                "two_say",
                "Two say".into(),
                names.join(", "),
                text,
                "Settle",
                ("roles", &role.id),
            ));
        }
    }
}

fn lapsing(open: &Open, rows: &[SystemRow], now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(current) = &open.current else { return };
    // A word on a class as a whole is one word, however many instances it covers.
    let mut told = std::collections::BTreeSet::new();
    for row in rows.iter().filter(|r| r.said && !r.gone) {
        let Some(word) = current.state.systems.word(&crate::systems::ref_of(row)) else {
            continue;
        };
        if !told.insert((&word.stamp.entry.station, word.stamp.entry.seq)) {
            continue;
        }
        let (name, id) = match &word.instance {
            Some(_) => (&row.name, &row.id),
            None => (&row.class_name, &row.code),
        };
        let left = (word.expires_at - now).num_minutes();
        let said = format!("said {}", open.clock.time(word.stamp.occurred_at));
        let target = ("systems", id.as_str());
        if now >= word.expires_at {
            list.push(needs(
                "lapsed",
                "Lapsed".into(),
                said,
                format!("{name}: say again how it is"),
                "Renew",
                target,
            ));
        } else if left < LAPSES_SOON_MIN {
            list.push(needs(
                "expires",
                format!("Lapses in {left} min"),
                said,
                format!("{name}: still so?"),
                "Renew",
                target,
            ));
        }
    }
}

pub(crate) fn wards(open: &mut Open, now: DateTime<Utc>) -> Vec<WardRow> {
    let (Some(ranking), Some(census)) = (open.ranking_if_any(now), open.census.clone()) else {
        return Vec::new();
    };
    let mut wards: BTreeMap<&str, WardRow> = BTreeMap::new();
    let incident = open.current.as_ref().map(|c| &c.state);
    for placing in &ranking.places {
        let Some(p) = census.snapshot.patients.get(placing.case) else {
            continue;
        };
        let tier = placing.tier;
        let confirmed = confirmed_in(incident, (&p.id.0, tier), now, open.clock);
        let row = wards.entry(&p.place.ward).or_insert_with(|| WardRow {
            ward: p.place.ward.clone(),
            p1: 0,
            to_confirm: 0,
            p2: 0,
            patients: 0,
        });
        row.patients += 1;
        row.p1 += u32::from(tier == Tier::P1);
        row.p2 += u32::from(tier == Tier::P2);
        row.to_confirm += u32::from(tier <= Tier::P2 && confirmed.is_none());
    }
    let mut wards: Vec<WardRow> = wards.into_values().collect();
    wards.sort_by(|a, b| {
        (b.p1, b.p2)
            .cmp(&(a.p1, a.p2))
            .then_with(|| battlebag_census::natural(&a.ward, &b.ward))
    });
    wards
}

/// Reports and briefings that are late, the period that should have ended, objectives past their time.
fn reports_due(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(current) = &open.current else { return };
    for beat in Beat::ALL {
        let Some(at) = current.state.steering.next(beat).filter(|at| now > *at) else {
            continue;
        };
        let (target, text) = match beat {
            Beat::Sitrep => ("sitrep", "Give the situation report"),
            Beat::Briefing => ("briefing", "Brief the team"),
        };
        list.push(needs(
            "report",
            format!("Late {}", minutes_words(minutes_between(at, now))),
            format!("{} was due {}", beat.name(), open.clock.time(at)),
            text.to_owned(),
            "Open",
            ("reports", target),
        ));
    }
    let late = current.state.steering.running_objectives();
    for objective in late.filter(|o| o.set.by.is_some_and(|by| now > by)) {
        let by = objective.set.by.unwrap_or(now);
        list.push(needs(
            "report",
            format!("Late {}", minutes_words(minutes_between(by, now))),
            format!("objective {}", objective.set.number),
            objective.set.objective.clone(),
            "Open",
            ("reports", "objectives"),
        ));
    }
}

/// Duties by law that are late, and those of this hospital's law that nobody has looked at an hour after declaring.
fn legal_due(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    for (due, clock) in crate::legal::late(open, now) {
        list.push(needs(
            "legal",
            format!("Late {}", minutes_words(minutes_between(due, now))),
            format!("{} was due {}", clock.basis, open.clock.day_and_time(due)),
            format!("By law: {}", clock.name),
            "Open",
            ("reports", "legal"),
        ));
    }
    let declared = open.current.as_ref().and_then(|c| c.state.clock_start());
    if declared.is_none_or(|at| now - at < chrono::Duration::hours(1)) {
        return;
    }
    let not_started = crate::legal::clocks(open, now).not_started;
    if not_started > 0 {
        list.push(needs(
            "legal",
            "Not looked at".to_owned(),
            format!("{not_started} not started"),
            "Who must be told by law? Start each clock, or say why it does not apply".to_owned(),
            "Open",
            ("reports", "legal"),
        ));
    }
}

/// What needs somebody, worst first.
pub(crate) fn needs_you(
    open: &mut Open,
    rows: &[SystemRow],
    now: DateTime<Utc>,
) -> Result<Vec<NeedsYou>, ErrorView> {
    let mut list = Vec::new();
    if !open.incident()?.state.life.is_over() {
        late(open, now, &mut list);
        unconfirmed(open, now, &mut list);
        empty_roles(open, now, &mut list);
        lapsing(open, rows, now, &mut list);
        reports_due(open, now, &mut list);
        crate::now_desk::needs_of(open, now, &mut list)?;
    }
    legal_due(open, now, &mut list);
    crate::now_desk::sheets(open, now, &mut list);
    let worst = [
        "critical_result",
        "late_critical",
        "confirm",
        "vacant",
        "lapsed",
        "late",
        "waited",
        "runner",
        "legal",
        "diversion",
        "lab_list",
        "report",
        "read_back",
        "aid",
        "back_entry",
        "expires",
        "two_say",
        "cover",
    ];
    list.sort_by_key(|n| worst.iter().position(|k| *k == n.kind).unwrap_or(worst.len()));
    Ok(list)
}

/// The same as a list that is printed: for a room without a screen.
pub(crate) fn needs_table(open: &mut Open, now: DateTime<Utc>) -> Result<Table, ErrorView> {
    const COLUMNS: &[Column] = &[
        Column("state", "How it is", 36.0),
        Column("what", "What to do", 80.0),
        Column("about", "About", 44.0),
        Column("done", "Done: by, time", 20.0),
    ];
    let rows = rows(open, now);
    let needs = needs_you(open, &rows, now)?;
    Ok(Table {
        title: "What needs somebody",
        name: "Needs somebody",
        patients: true,
        headline: counted(
            needs.len(),
            "thing needs somebody, worst first",
            "things need somebody, worst first",
        ),
        none: "Nothing is late, vacant or about to lapse.",
        columns: COLUMNS,
        rows: needs
            .into_iter()
            .map(|need| vec![need.plate, need.text, need.note, "____________".to_owned()])
            .collect(),
    })
}

/// The board.
pub fn board(station: &Station, _: Nothing) -> Result<NowView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let rows = rows(open, now);
        let list = needs_you(open, &rows, now)?;
        let wards = wards(open, now);
        let shortages = workaround_rows(open, now)
            .into_iter()
            .filter(|w| w.short > 0)
            .collect();
        let counts = open
            .ranking_if_any(now)
            .map(|r| tier_counts(open, &r, &r.places, now))
            .unwrap_or_default();
        let entries = open
            .current
            .as_ref()
            .map(|c| c.entries.as_slice())
            .unwrap_or_default();
        let last_entries = entries
            .iter()
            .rev()
            .take(LAST)
            .map(|e| journal::view(open, e))
            .collect();
        let read = open
            .census
            .as_ref()
            .map(|c| c.snapshot.counts)
            .unwrap_or_default();
        Ok(NowView {
            at: open.clock.rfc3339(now),
            counts,
            needs_you: list,
            wards,
            shortages,
            matrix: matrix(&rows),
            rhythm: open
                .current
                .as_ref()
                .map(|c| crate::steering::beats(open.clock, &c.state, now))
                .unwrap_or_default(),
            period: crate::steering::running_period(open, now),
            objectives: crate::steering::running_objectives(open, now),
            diverted: crate::aid::diverted_lines(open),
            help: crate::aid::help_lines(open),
            last_entries,
            read: read.records,
            rejected: read.rejected,
        })
    })
}
