//! The runners' log: what was sent by hand, and what has not arrived.

use battlebag_bag::WaitOf;
use battlebag_incident::runners as rules;
use battlebag_incident::{Sending, SendingEnd, Sent};
use chrono::{DateTime, Utc};

use crate::journal_subject::key_of;
use crate::results::say;
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::minutes_between;
use crate::views::{
    ArriveRunner, GiveUpRunner, Nothing, RunStand, RunView, RunnersView, SendRunner, Written,
};
use crate::writing::{occurred, plain, write};
use crate::{ErrorView, waits};

/// The runners' log.
pub fn view(station: &Station, _: Nothing) -> Result<RunnersView, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, now))
}

/// The same, as screen and paper show it.
pub(crate) fn of(open: &Open, now: DateTime<Utc>) -> Result<RunnersView, ErrorView> {
    let state = &open.incident()?.state;
    let mut runs: Vec<(DateTime<Utc>, RunView)> = state
        .runners
        .0
        .iter()
        .map(|sent| (sent.due(), run(open, sent, now)))
        .collect();
    runs.sort_by(|(due, a), (other, b)| {
        a.stands.cmp(&b.stands).then_with(|| {
            if a.ended_at.is_some() {
                other.cmp(due)
            } else {
                due.cmp(other)
            }
        })
    });
    let runs: Vec<RunView> = runs.into_iter().map(|(_, run)| run).collect();
    let (urgent_min, routine_min) = waits::of_kind(open, WaitOf::Runner)?;
    Ok(RunnersView {
        at: open.clock.rfc3339(now),
        under_way: count(runs.iter().filter(|r| r.ended_at.is_none()).count()),
        late: count(runs.iter().filter(|r| r.stands == RunStand::Late).count()),
        urgent_min,
        routine_min,
        runs,
    })
}

fn run(open: &Open, sent: &Sent, now: DateTime<Utc>) -> RunView {
    let time = |at| open.clock.rfc3339(at);
    let (stands, ended) = match &sent.ended {
        Some((SendingEnd::Arrived(by), _)) => (RunStand::Arrived, by.clone()),
        Some((SendingEnd::NotArrived(because), _)) => (RunStand::NotArrived, because.clone()),
        None if now > sent.due() => (RunStand::Late, String::new()),
        None => (RunStand::UnderWay, String::new()),
    };
    RunView {
        key: key_of(&sent.stamp.entry),
        number: u32::try_from(sent.stamp.entry.seq).unwrap_or(u32::MAX),
        what: sent.sending.what.clone(),
        runner: sent.sending.runner.clone(),
        from: sent.sending.from.clone(),
        to: sent.sending.to.clone(),
        sent_at: time(sent.stamp.occurred_at),
        due_at: time(sent.due()),
        late_min: if stands == RunStand::Late {
            minutes_between(sent.due(), now)
        } else {
            0
        },
        stands,
        ended,
        ended_at: sent.ended.as_ref().map(|(_, stamp)| time(stamp.occurred_at)),
    }
}

/// Something leaves by hand.
pub fn send(station: &Station, request: SendRunner) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    station.with(|open| {
        let (urgent, routine) = waits::of_kind(open, WaitOf::Runner)?;
        let usual = if request.urgent { urgent } else { routine };
        open.incident()?;
        let body = rules::send(&Sending {
            what: request.what,
            runner: request.runner,
            from: request.from,
            to: request.to,
            expected_min: match request.expected_min {
                0 => usual,
                given => given,
            },
        })?;
        write(station, open, (&plain(&body, at), "messages.runner"), |n| {
            format!("On its way, entry {n}")
        })
    })
}

/// It is there.
pub fn arrive(station: &Station, request: ArriveRunner) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    let about = (request.key.as_str(), "messages.arrive");
    say(
        station,
        about,
        at,
        |_, state, of| Ok(rules::arrive(state, of, &request.taken_by, at)?),
        |n| format!("Arrived, entry {n}"),
    )
}

/// It is given up.
pub fn give_up(station: &Station, request: GiveUpRunner) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.give_up");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::give_up(state, of, &request.because)?),
        |n| format!("Given up, entry {n}"),
    )
}
