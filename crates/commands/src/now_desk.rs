//! What of results, runners, help and diversions needs somebody now.

use battlebag_incident::SheetStand;
use battlebag_incident::back_entry_list::time_zero;
use chrono::{DateTime, Duration, Utc};

use crate::counted::counted;
use crate::now::{minutes_words, needs};
use crate::station::Open;
use crate::times::minutes_between;
use crate::views::{AidStand, NeedsYou};
use crate::{ErrorView, aid};

/// Minutes after which a result that nobody read back is worth a line.
const READ_BACK_MIN: i64 = 10;

/// Critical results that no clinician knows of, and everything else of the desk that is late.
pub(crate) fn counts(open: &Open, now: DateTime<Utc>) -> (u32, u32) {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return (0, 0);
    };
    if state.life.is_over() {
        return (0, 0);
    }
    let critical = state.results.phoned.iter().filter(|r| r.waits_for_a_clinician());
    let not_read = state
        .results
        .phoned
        .iter()
        .filter(|r| r.read_back.is_none() && !r.waits_for_a_clinician());
    let late = state.results.open().filter(|w| now > w.due()).count()
        + state.runners.under_way().filter(|r| now > r.due()).count()
        + state
            .aid
            .running()
            .filter(|d| d.until.is_some_and(|until| now > until))
            .count()
        + usize::from(crate::lab_list::past(open, now).is_some());
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (number(critical.count()), number(not_read.count() + late))
}

/// "3 are late, the latest since …"; empty when none is.
pub(crate) fn late_results(open: &Open, now: DateTime<Utc>) -> String {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return String::new();
    };
    let late = state.results.open().filter(|w| now > w.due()).count();
    if late == 0 {
        return String::new();
    }
    format!(
        "{} of {} waited for late",
        late,
        counted(state.results.open().count(), "result", "results")
    )
}

fn critical(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return;
    };
    for result in state.results.phoned.iter().filter(|r| r.waits_for_a_clinician()) {
        let p = &result.phoned;
        let value = format!("{} {} {}", p.test, p.value, p.unit);
        list.push(needs(
            "critical_result",
            format!(
                "Critical {}",
                minutes_words(minutes_between(result.stamp.occurred_at, now))
            ),
            if result.read_back.is_some() {
                String::new()
            } else {
                "not read back".to_owned()
            },
            format!("{}: {}. Tell a clinician", p.of_patient.name, value.trim_end()),
            "Open",
            ("messages", "results"),
        ));
    }
    let since = now - Duration::minutes(READ_BACK_MIN);
    let unread = state
        .results
        .phoned
        .iter()
        .filter(|r| r.read_back.is_none() && r.stamp.recorded_at <= since)
        .count();
    if unread > 0 {
        list.push(needs(
            "read_back",
            "Not read back".to_owned(),
            String::new(),
            format!("Ring back and read {}", counted(unread, "result", "results")),
            "Open",
            ("messages", "results"),
        ));
    }
}

/// One line for all that are late: the latest is named.
fn late(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return;
    };
    let others = |n: usize| match n {
        0 | 1 => String::new(),
        n => format!("and {} more", n - 1),
    };
    let mut waited: Vec<_> = state.results.open().filter(|w| now > w.due()).collect();
    waited.sort_by_key(|w| w.due());
    if let Some(first) = waited.first() {
        list.push(needs(
            "waited",
            format!("Late {}", minutes_words(minutes_between(first.due(), now))),
            others(waited.len()),
            format!("Chase {} of {}", first.asked.test, first.asked.of_patient.name),
            "Chase",
            ("messages", "waited"),
        ));
    }
    let mut runs: Vec<_> = state.runners.under_way().filter(|r| now > r.due()).collect();
    runs.sort_by_key(|r| r.due());
    if let Some(first) = runs.first() {
        list.push(needs(
            "runner",
            format!("Late {}", minutes_words(minutes_between(first.due(), now))),
            others(runs.len()),
            format!(
                "{} has not arrived at {}: find {}",
                first.sending.what, first.sending.to, first.sending.runner
            ),
            "Open",
            ("messages", "runners"),
        ));
    }
}

/// One line for the sheets that are late, once back-entry has begun; also after the stand-down.
pub(crate) fn sheets(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) {
    let Some(state) = open.current.as_ref().map(|c| &c.state) else {
        return;
    };
    if time_zero(state).is_none() || state.prints.is_empty() {
        return;
    }
    let lines = crate::back_entry::lines(open, state, now);
    let late: Vec<_> = lines.iter().filter(|line| line.late).collect();
    let Some(due) = late.iter().filter_map(|line| line.due).min() else {
        return;
    };
    let out = late.iter().filter(|line| line.stand == SheetStand::Out).count();
    list.push(needs(
        "back_entry",
        format!("Late {}", minutes_words(minutes_between(due, now))),
        if out > 0 {
            format!("{out} not come back")
        } else {
            String::new()
        },
        format!("Back-entry of {} is late", counted(late.len(), "sheet", "sheets")),
        "Open",
        ("backentry", ""),
    ));
}

/// Adds what needs somebody.
pub(crate) fn needs_of(open: &Open, now: DateTime<Utc>, list: &mut Vec<NeedsYou>) -> Result<(), ErrorView> {
    critical(open, now, list);
    late(open, now, list);
    let register = aid::of(open, now)?;
    for one in register.diversions.iter().filter(|d| d.over) {
        list.push(needs(
            "diversion",
            "Time is over".to_owned(),
            format!("agreed by {}", one.agreed_by),
            format!("{} to {}: does the diversion still hold?", one.what, one.to),
            "Open",
            ("messages", "aid"),
        ));
    }
    if let Some(plate) = crate::lab_list::past(open, now) {
        list.push(needs(
            "lab_list",
            plate,
            "not printed any more".to_owned(),
            "The laboratory’s list: ask the laboratory what it can do".to_owned(),
            "Open",
            ("messages", "laboratory"),
        ));
    }
    for one in register.aid.iter().filter(|a| a.stands == AidStand::Late) {
        list.push(needs(
            "aid",
            "No answer".to_owned(),
            String::new(),
            format!("{}: {}", one.whom, one.what),
            "Open",
            ("messages", "aid"),
        ));
    }
    Ok(())
}
