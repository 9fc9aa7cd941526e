//! Action cards, worked live.

use battlebag_bag::{Bag, Card, CardKind, Phase, Step};
use battlebag_incident::rules::{self, StepSaid};
use battlebag_incident::{Incident, StepMark, StepStatus};
use chrono::{DateTime, Duration, Utc};

use crate::roles::holders;
use crate::session::count;
use crate::standings::{Standing, of_class};
use crate::station::{Open, Station};
use crate::times::{Clock, minutes_between, parse_some};
use crate::views::{
    CardKey, CardRow, CardView, CardsView, LeftOpenStep, LeftStepView, MarkView, NextDue, Nothing, OtherCard,
    StepView, WorkStep, Written,
};
use crate::{ErrorKind, ErrorView};

pub(crate) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Standby => "standby",
        Phase::First15 => "first15",
        Phase::FirstHour => "first_hour",
        Phase::Ongoing => "ongoing",
        Phase::StandDown => "stand_down",
    }
}

pub(crate) fn status(incident: Option<&Incident>, card: &str, step: u32) -> StepStatus {
    incident
        .and_then(|i| i.mark(card, step))
        .map_or(StepStatus::Open, |m| m.status)
}

pub(crate) fn is_closed(status: StepStatus) -> bool {
    matches!(
        status,
        StepStatus::Complete | StepStatus::AlreadyDone | StepStatus::NotApplicable
    )
}

/// When a card's minutes begin: a role's with the declaration, a task's with the first of its steps that is worked.
fn begun(incident: &Incident, card: &Card) -> Option<DateTime<Utc>> {
    match card.kind {
        CardKind::Role => incident.clock_start(),
        CardKind::Task => card
            .steps
            .iter()
            .filter_map(|step| incident.steps.get(&(card.id.clone(), step.number)))
            .flatten()
            .map(|mark| mark.stamp.occurred_at)
            .min(),
    }
}

fn due_at(incident: Option<&Incident>, card: &Card, step: &Step) -> Option<DateTime<Utc>> {
    let due = step.due_min?;
    Some(begun(incident?, card)? + Duration::minutes(i64::from(due)))
}

pub(crate) fn late_min(
    incident: Option<&Incident>,
    card: &Card,
    step: &Step,
    now: DateTime<Utc>,
) -> Option<u32> {
    let due = due_at(incident, card, step)?;
    let open = !is_closed(status(incident, &card.id, step.number));
    // Nobody is any later after stand-down: what was open then stays open, with the lateness it had.
    let incident = incident?;
    let down = incident.stood_down.as_ref().filter(|_| incident.life.is_over());
    let now = down.map_or(now, |down| down.occurred_at.min(now));
    (open && now > due).then(|| minutes_between(due, now))
}

fn held_or_task(open: &Open, card: &Card) -> bool {
    match (&card.role, &open.current) {
        (Some(role), Some(current)) => !current.state.holders(role).is_empty(),
        _ => false,
    }
}

/// Steps overdue on cards whose role is held: how many, how many critical, and what is due next.
pub(crate) fn overdue(open: &Open, now: DateTime<Utc>) -> (u32, u32, Option<(DateTime<Utc>, NextDue)>) {
    let incident = open.current.as_ref().map(|c| &c.state);
    let (mut late, mut critical) = (0, 0);
    let mut next: Option<(DateTime<Utc>, NextDue)> = None;
    for card in open.bag.cards.values().filter(|c| held_or_task(open, c)) {
        for step in &card.steps {
            let Some(due) = due_at(incident, card, step) else {
                continue;
            };
            if is_closed(status(incident, &card.id, step.number)) {
                continue;
            }
            let is_late = now > due;
            late += u32::from(is_late);
            critical += u32::from(is_late && step.critical);
            if next.as_ref().is_none_or(|(at, _)| due < *at) {
                let what = format!("{}, step {}", card.title, step.number);
                let at = open.clock.rfc3339(due);
                next = Some((
                    due,
                    NextDue {
                        what,
                        at,
                        late_critical: is_late && step.critical,
                    },
                ));
            }
        }
    }
    (late, critical, next)
}

/// Steps that are late, worst first: card, step, minutes.
pub(crate) fn late_steps(open: &Open, now: DateTime<Utc>) -> Vec<(&Card, &Step, u32)> {
    let incident = open.current.as_ref().map(|c| &c.state);
    let mut late: Vec<_> = open
        .bag
        .cards
        .values()
        .filter(|c| held_or_task(open, c))
        .flat_map(|card| card.steps.iter().map(move |step| (card, step)))
        .filter_map(|(card, step)| late_min(incident, card, step, now).map(|min| (card, step, min)))
        .collect();
    late.sort_by_key(|(_, step, min)| (!step.critical, std::cmp::Reverse(*min)));
    late
}

/// Effective states of all systems: worked out once for all cards.
pub(crate) type Board = Standing;

/// The board as it stands.
pub(crate) fn board(open: &Open, now: DateTime<Utc>) -> Board {
    open.standings(now).effective
}

/// Late steps of a card.
pub(crate) fn late_on(open: &Open, card: &Card, now: DateTime<Utc>) -> u32 {
    let incident = open.current.as_ref().map(|c| &c.state);
    let late = |step: &&Step| late_min(incident, card, step, now).is_some();
    count(card.steps.iter().filter(late).count())
}

pub(crate) fn row(open: &Open, board: &Board, card: &Card, now: DateTime<Utc>) -> CardRow {
    let incident = open.current.as_ref().map(|c| &c.state);
    let people: Vec<String> = match (&card.role, incident) {
        (Some(role), Some(incident)) => incident.holders(role).iter().map(|t| t.person.clone()).collect(),
        _ => Vec::new(),
    };
    let person = open.person();
    let late = |step: &&Step| late_min(incident, card, step, now).is_some();
    CardRow {
        id: card.id.clone(),
        title: card.title.clone(),
        number: card.number.clone(),
        kind: if card.kind == CardKind::Role {
            "role"
        } else {
            "task"
        }
        .to_owned(),
        role: card.role.clone(),
        mine: people.contains(&person),
        holders: people,
        steps: count(card.steps.len()),
        closed: count(
            card.steps
                .iter()
                .filter(|s| is_closed(status(incident, &card.id, s.number)))
                .count(),
        ),
        overdue: late_on(open, card, now),
        overdue_critical: count(card.steps.iter().filter(late).filter(|s| s.critical).count()),
        mission: card.mission.clone(),
        called_for: card
            .systems
            .iter()
            .any(|s| of_class(board, s).is_some_and(|e| !e.state.is_sound())),
    }
}

/// Cards: mine first, then those called for, then the rest.
pub fn list(station: &Station, _: Nothing) -> Result<CardsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let mut rows: Vec<CardRow> = {
            let board = board(open, now);
            open.bag
                .cards
                .values()
                .map(|c| row(open, &board, c, now))
                .collect()
        };
        // Mine first; among them, and among the rest, what is late before what is not.
        rows.sort_by_key(|r| {
            (
                !r.mine,
                std::cmp::Reverse((r.overdue_critical, r.overdue)),
                !r.called_for,
                r.holders.is_empty(),
                r.title.clone(),
            )
        });
        Ok(CardsView {
            rows,
            unfinished: left_open(open, now),
        })
    })
}

fn step_view(
    incident: Option<&Incident>,
    card: &Card,
    step: &Step,
    clock: Clock,
    now: DateTime<Utc>,
) -> StepView {
    let marks = incident.and_then(|i| i.steps.get(&(card.id.clone(), step.number)));
    let closers: std::collections::BTreeSet<&str> = marks
        .into_iter()
        .flatten()
        .filter(|m| matches!(m.status, StepStatus::Complete | StepStatus::AlreadyDone))
        .map(StepMark::doer)
        .collect();
    StepView {
        number: step.number,
        text: step.text.clone(),
        phase: phase_word(step.phase).to_owned(),
        due_min: step.due_min,
        due_at: due_at(incident, card, step).map(|t| clock.rfc3339(t)),
        critical: step.critical,
        second_person: step.second_person,
        status: status(incident, &card.id, step.number).into(),
        late_min: late_min(incident, card, step, now),
        ticked_twice: closers.len() > 1,
        marks: marks
            .into_iter()
            .flatten()
            .rev()
            .map(|m| mark_view(m, clock))
            .collect(),
    }
}

fn mark_view(m: &StepMark, clock: Clock) -> MarkView {
    MarkView {
        status: m.status.into(),
        by: m.doer().to_owned(),
        typed_by: if m.done_by.is_empty() {
            String::new()
        } else {
            m.stamp.actor.clone()
        },
        at: clock.rfc3339(m.stamp.occurred_at),
        typed_at: clock.rfc3339(m.stamp.recorded_at),
        remark: m.remark.clone(),
        second_person: m.second_person.clone(),
    }
}

/// Steps that stood open when the incident was stood down, on cards that somebody held or worked: they do not go away.
fn left_open(open: &Open, now: DateTime<Utc>) -> Vec<LeftOpenStep> {
    let current = open.current.as_ref().map(|c| &c.state);
    let Some(incident) = current.filter(|i| i.life.is_over()) else {
        return Vec::new();
    };
    crate::incident_life::unfinished_steps(open, incident)
        .into_iter()
        .map(|(card, step, status)| LeftOpenStep {
            card: card.id.clone(),
            title: card.heading(),
            number: step.number,
            text: step.text.clone(),
            critical: step.critical,
            blocked: status == StepStatus::Blocked,
            late_min: late_min(Some(incident), card, step, now),
        })
        .collect()
}

pub(crate) fn find_card<'b>(bag: &'b Bag, id: &str) -> Result<&'b Card, ErrorView> {
    bag.cards.get(id.trim()).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("The bag has no card called {id}."),
            "See the list of cards for their ids.",
        )
    })
}

/// One card, live.
pub fn show(station: &Station, request: CardKey) -> Result<CardView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let card = find_card(&open.bag, &request.id)?;
        let incident = open.current.as_ref().map(|c| &c.state);
        Ok(CardView {
            row: row(open, &board(open, now), card, now),
            version: card.version.clone(),
            version_date: card.version_date.map(|day| day.format("%Y-%m-%d").to_string()),
            approved_by: card.approved_by.clone().unwrap_or_default(),
            review_due: card.review_due.format("%Y-%m-%d").to_string(),
            reports_to: card.reports_to.clone(),
            supervises: card.supervises.clone(),
            triggers: card.triggers.clone(),
            location: card.location.clone(),
            reach_by: card.reach_by.clone(),
            min_grade: card.min_grade.clone(),
            tabard: card.tabard.clone(),
            steps: card
                .steps
                .iter()
                .map(|s| step_view(incident, card, s, open.clock, now))
                .collect(),
            left: incident
                .iter()
                .flat_map(|i| &i.left_steps)
                .filter(|left| left.card == card.id)
                .map(|left| LeftStepView {
                    number: left.step,
                    text: left.words.clone(),
                    marks: left
                        .marks
                        .iter()
                        .rev()
                        .map(|m| mark_view(m, open.clock))
                        .collect(),
                })
                .collect(),
            do_not: card.do_not.clone(),
            escalate_if: card.escalate_if.clone(),
            equipment: card.equipment.clone(),
            systems: card
                .systems
                .iter()
                .filter_map(|code| open.bag.systems.get(code))
                .map(|system| system.name.clone())
                .collect(),
            see: card
                .see
                .iter()
                .filter_map(|id| open.bag.cards.get(id))
                .map(|other| OtherCard {
                    id: other.id.clone(),
                    title: other.heading(),
                })
                .collect(),
            forms: card.forms.clone(),
            evidence: card.evidence.clone(),
            holders: card.role.as_ref().map(|r| holders(open, r)).unwrap_or_default(),
        })
    })
}

/// Works a step; every tick is an entry.
pub fn step(station: &Station, request: WorkStep) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let occurred = rules::occurred(
            parse_some(request.occurred_at.as_deref(), "When it was done")?,
            now,
        )?;
        let status: StepStatus = request.status.into();
        let body = rules::step(
            &open.bag,
            &StepSaid {
                card: request.card.trim(),
                step: request.step,
                status,
                remark: &request.remark,
                second_person: &request.second_person,
                done_by: "",
            },
        )?;
        let title = find_card(&open.bag, &request.card)?.title.clone();
        let said = format!("{title}, step {}", request.step);
        station.acted(open, &body, occurred, said)
    })
}
