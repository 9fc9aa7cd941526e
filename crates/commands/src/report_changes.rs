//! What changed since the last report, from the log: systems, tiers, roles, decisions, steps, stock, the incident itself.

use battlebag_incident::{Body, StepStatus};
use chrono::{DateTime, Utc};

use crate::journal::view;
use crate::priority_compare::compared;
use crate::report_board::{joined, overdue, short};
use crate::station::{Logged, Open};

/// Changes since `from`, a line each kind; kinds without a change are said in the last line, so that silence is not taken for
/// "nobody looked".
pub(crate) fn changes(open: &mut Open, from: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (systems, tiers) = lists(open, from, now);
    let late = overdue(open, now);
    let late = match late.len() {
        0 => String::new(),
        n => format!("{n}: {}", joined(late)),
    };
    let stock = [
        since(open, from, |b| matches!(b, Body::FallbackConfirmed { .. })),
        match joined(short(open, now)) {
            none if none.is_empty() => none,
            short => format!("short now: {short}"),
        },
    ];
    let kinds = [
        ("Incident", since(open, from, is_turn)),
        ("Systems", systems),
        ("Tiers", tiers),
        ("Roles", since(open, from, is_role)),
        ("Decisions", since(open, from, |b| matches!(b, Body::Decided(_)))),
        ("Objectives", since(open, from, is_objective)),
        ("Steps overdue", late),
        (
            "Other ways",
            stock
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
        ),
    ];
    let (changed, quiet): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|(_, text)| !text.is_empty());
    let mut lines: Vec<String> = changed
        .into_iter()
        .map(|(kind, text)| format!("{kind}: {text}"))
        .collect();
    let quiet: Vec<String> = quiet.into_iter().map(|(kind, _)| kind.to_lowercase()).collect();
    if !quiet.is_empty() {
        lines.push(format!("No change: {}", quiet.join(", ")));
    }
    lines.join("\n")
}

fn is_turn(body: &Body) -> bool {
    matches!(
        body,
        Body::Declared { .. }
            | Body::Escalated(_)
            | Body::Recovering { .. }
            | Body::StoodDown { .. }
            | Body::Reopened { .. }
    )
}

fn is_role(body: &Body) -> bool {
    matches!(
        body,
        Body::RoleAssigned { .. }
            | Body::RoleHandedOver { .. }
            | Body::RoleCovered { .. }
            | Body::RoleVacated { .. }
            | Body::NameSettled(_)
    )
}

fn is_objective(body: &Body) -> bool {
    matches!(
        body,
        Body::ObjectiveSet(_) | Body::ObjectiveEnded(_) | Body::PeriodStarted(_)
    )
}

/// Systems and tiers, from the two lists held against each other.
fn lists(open: &mut Open, from: DateTime<Utc>, now: DateTime<Utc>) -> (String, String) {
    // The incident is opened a moment before its census is in the log: there is no list before that.
    let first = open
        .entries()
        .iter()
        .filter(|e| matches!(e.body, Some(Body::CensusTaken { .. })));
    let first = first.map(|e| e.stamp.recorded_at).min().unwrap_or(from);
    let (Ok(then), Ok(later)) = (open.past(from.max(first)), open.past(now)) else {
        return (
            since(open, from, |b| matches!(b, Body::SystemSet { .. })),
            String::new(),
        );
    };
    let all = compared(open, &then, &later, "");
    let systems = joined(
        all.systems
            .iter()
            .map(|s| s.text.trim_end_matches('.').to_owned())
            .collect(),
    );
    let at = |past: &crate::moment::Past| {
        let m = past.moment();
        let c = crate::patient_rows::counts_of(m.incident, m.ranking, &m.ranking.places, m.clock, m.at);
        (c.p1, c.p2)
    };
    let (before, after) = (at(&then), at(&later));
    if all.rose + all.fell + all.new + all.gone == 0 {
        return (systems, String::new());
    }
    let tiers = format!(
        "P1 {} to {}, P2 {} to {}; {} rose, {} fell, {} new, {} gone",
        before.0, after.0, before.1, after.1, all.rose, all.fell, all.new, all.gone
    );
    (systems, tiers)
}

fn recent(open: &Open, from: DateTime<Utc>) -> impl Iterator<Item = &Logged> {
    open.entries().iter().filter(move |e| e.stamp.recorded_at > from)
}

/// What was written of some kinds since a time, in words, oldest first.
pub(crate) fn since(open: &Open, from: DateTime<Utc>, wanted: fn(&Body) -> bool) -> String {
    let of_kind = recent(open, from).filter(|e| e.body.as_ref().is_some_and(wanted));
    joined(
        of_kind
            .map(|e| format!("{} {}", open.clock.time(e.stamp.occurred_at), view(open, e).text))
            .collect(),
    )
}

/// What was done since a time: steps closed, tasks closed, paper, devices, messages.
pub(crate) fn done(open: &Open, from: DateTime<Utc>) -> String {
    let closed = recent(open, from)
        .filter(|e| {
            matches!(
                &e.body,
                Some(Body::CardStep {
                    status: StepStatus::Complete | StepStatus::AlreadyDone,
                    ..
                })
            )
        })
        .count();
    let steps = match closed {
        0 => String::new(),
        1 => "1 card step done".to_owned(),
        n => format!("{n} card steps done"),
    };
    let acts = since(open, from, |b| {
        matches!(
            b,
            Body::TaskClosed(_)
                | Body::Printed { .. }
                | Body::PaperEnded(_)
                | Body::DeviceHeld(_)
                | Body::Methane(_)
        )
    });
    let parts: Vec<String> = [steps, acts].into_iter().filter(|p| !p.is_empty()).collect();
    parts.join("; ")
}
