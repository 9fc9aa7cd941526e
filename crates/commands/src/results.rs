//! Results by phone, and the samples and requests whose result is still out.

use battlebag_census::nhs_number::grouped;
use battlebag_incident::result_rules as rules;
use battlebag_incident::{
    Asked, AskedResult, Body, EntryRef, Incident, Named, Phoned, PhonedResult, WaitEnd,
};
use chrono::{DateTime, Utc};

use crate::journal_subject::{find, key_of};
use crate::patients::place_and_name;
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::{minutes_between, parse_some};
use crate::views::{
    AcknowledgeResult, AskResult, ChaseResult, ChaseView, CloseWait, Nothing, PhonedView, ReadBackResult,
    ResultsView, TakeResult, WaitedView, Written,
};
use crate::writing::{occurred, plain, write};
use crate::{ErrorView, waits};

/// Results and what is waited for.
pub fn view(station: &Station, _: Nothing) -> Result<ResultsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        of(open, now)
    })
}

/// The same, as screen and paper show it.
pub(crate) fn of(open: &Open, now: DateTime<Utc>) -> Result<ResultsView, ErrorView> {
    let state = &open.incident()?.state;
    let mut results: Vec<PhonedView> = state.results.phoned.iter().map(|r| phoned(open, r)).collect();
    // Newest first within a rank: the log is in the order of time.
    results.reverse();
    results.sort_by_key(|r| (!r.waits, !r.read_back.is_empty()));
    let mut waited: Vec<(bool, DateTime<Utc>, WaitedView)> = state
        .results
        .asked
        .iter()
        .map(|asked| (asked.ended.is_some(), asked.due(), waited_for(open, asked, now)))
        .collect();
    waited.sort_by(|(ended, due, _), (other_ended, other_due, _)| {
        ended.cmp(other_ended).then_with(|| {
            if *ended {
                other_due.cmp(due)
            } else {
                due.cmp(other_due)
            }
        })
    });
    let waited: Vec<WaitedView> = waited.into_iter().map(|(.., view)| view).collect();
    let open_ones = || waited.iter().filter(|w| w.ended.is_empty());
    Ok(ResultsView {
        at: open.clock.rfc3339(now),
        critical: count(results.iter().filter(|r| r.waits).count()),
        not_read_back: count(results.iter().filter(|r| r.read_back.is_empty()).count()),
        open: count(open_ones().count()),
        late: count(open_ones().filter(|w| w.late_min > 0).count()),
        times: waits::times(open)?,
        results,
        waited,
    })
}

fn number(entry: &EntryRef) -> u32 {
    u32::try_from(entry.seq).unwrap_or(u32::MAX)
}

fn phoned(open: &Open, result: &PhonedResult) -> PhonedView {
    let p = &result.phoned;
    let time = |at| open.clock.rfc3339(at);
    let read_back = result.read_back.as_ref();
    let said = read_back.map(|r| {
        format!(
            "Read back by {} to {}, {}",
            r.by,
            r.to,
            open.clock.day_and_time(r.at)
        )
    });
    let second_listener = read_back.map_or_else(
        || p.second_listener.clone(),
        |r| match r.second_listener.as_str() {
            "" => p.second_listener.clone(),
            name => name.to_owned(),
        },
    );
    let mut lacks = Vec::new();
    if said.is_none() {
        lacks.push("Not read back".to_owned());
    }
    if second_listener.is_empty() {
        lacks.push("No second listener".to_owned());
    }
    if p.of_patient.second.is_empty() {
        lacks.push("One identifier only".to_owned());
    }
    let acknowledged = result.acknowledged.as_ref();
    PhonedView {
        key: key_of(&result.stamp.entry),
        number: number(&result.stamp.entry),
        patient: p.of_patient.patient.clone(),
        name: p.of_patient.name.clone(),
        second: p.of_patient.second.clone(),
        test: p.test.clone(),
        value: p.value.clone(),
        unit: p.unit.clone(),
        range: p.range.clone(),
        sampled_at: p.sampled_at.map(time),
        critical: p.critical,
        given_by: p.given_by.clone(),
        from: p.from.clone(),
        taken_by: p.taken_by.clone(),
        at: time(result.stamp.occurred_at),
        read_back: said.unwrap_or_default(),
        second_listener,
        clinician: acknowledged.map(|(who, ..)| who.clone()).unwrap_or_default(),
        acknowledged_at: acknowledged.map(|(.., stamp)| time(stamp.occurred_at)),
        doing: acknowledged
            .map(|(_, doing, _)| doing.clone())
            .unwrap_or_default(),
        waits: result.waits_for_a_clinician(),
        lacks,
    }
}

fn waited_for(open: &Open, waited: &AskedResult, now: DateTime<Utc>) -> WaitedView {
    let asked = &waited.asked;
    let time = |at| open.clock.rfc3339(at);
    let ended = waited.ended.as_ref().map(|(end, _)| match end {
        WaitEnd::Phoned(by) => format!("Phoned, number {}", by.seq),
        WaitEnd::Came(place) => format!("Came: {place}"),
        WaitEnd::NotNeeded(because) => format!("Not needed: {because}"),
    });
    let late_min = if ended.is_none() {
        minutes_between(waited.due(), now)
    } else {
        0
    };
    WaitedView {
        key: key_of(&waited.stamp.entry),
        number: number(&waited.stamp.entry),
        patient: asked.of_patient.patient.clone(),
        name: asked.of_patient.name.clone(),
        second: asked.of_patient.second.clone(),
        test: asked.test.clone(),
        urgent: asked.urgent,
        to: asked.to.clone(),
        tell: asked.tell.clone(),
        by: asked.by.clone(),
        sent_at: time(waited.stamp.occurred_at),
        due_at: time(waited.due()),
        late_min,
        chased: waited
            .chased
            .iter()
            .rev()
            .map(|c| ChaseView {
                at: time(c.stamp.occurred_at),
                by: c.stamp.actor.clone(),
                whom: c.whom.clone(),
                answer: c.answer.clone(),
                expected_at: c.expected_at.map(time),
            })
            .collect(),
        ended: ended.unwrap_or_default(),
        ended_at: waited.ended.as_ref().map(|(_, stamp)| time(stamp.occurred_at)),
    }
}

/// Whom it is about: from the census when picked there, else as typed.
fn named(open: &Open, patient: &str, name: &str, second: &str) -> Result<Named, ErrorView> {
    let key = patient.trim();
    if key.is_empty() {
        return Ok(Named {
            patient: String::new(),
            name: name.to_owned(),
            second: second.to_owned(),
        });
    }
    let census = open.census()?;
    let found = open.patient(&census, key)?;
    let nhs = found.nhs_number.as_ref();
    let born = || found.born.map(|day| format!("born {}", day.format("%d-%b-%Y")));
    let known = nhs
        .map(|number| format!("NHS {}", grouped(&number.digits)))
        .or_else(|| found.local_id.as_ref().map(|id| format!("number {id}")))
        .or_else(born);
    Ok(Named {
        patient: found.id.0.clone(),
        name: place_and_name(found),
        second: known.unwrap_or_else(|| second.trim().to_owned()),
    })
}

/// The entry that a request points at; none for an empty key.
fn pointed(open: &Open, key: &str) -> Result<Option<EntryRef>, ErrorView> {
    match key.trim() {
        "" => Ok(None),
        key => Ok(Some(find(open.entries(), key)?.stamp.entry.clone())),
    }
}

fn or_me(open: &Open, name: &str) -> String {
    match name.trim() {
        "" => open.person(),
        name => name.to_owned(),
    }
}

/// Takes a phoned result down.
pub fn take(station: &Station, request: TakeResult) -> Result<Written, ErrorView> {
    let now = station.now();
    let at = occurred(request.occurred_at.as_deref(), now)?;
    let sampled_at = parse_some(request.sampled_at.as_deref(), "When the sample was taken")?;
    station.with(|open| {
        let given = Phoned {
            of_patient: named(open, &request.patient, &request.name, &request.second)?,
            answers: pointed(open, &request.answers)?,
            taken_by: or_me(open, &request.taken_by),
            test: request.test,
            value: request.value,
            unit: request.unit,
            range: request.range,
            sampled_at,
            critical: request.critical,
            given_by: request.given_by,
            from: request.from,
            read_back: request.read_back,
            second_listener: request.second_listener,
        };
        let body = rules::take(&open.incident()?.state, &given, at)?;
        write(station, open, (&plain(&body, at), "messages.result"), |n| {
            let critical = if given.critical {
                "Critical result"
            } else {
                "Result"
            };
            format!("{critical} taken down, entry {n}")
        })
    })
}

/// Writes one word about an entry of this list.
pub(crate) fn say(
    station: &Station,
    (key, draft): (&str, &str),
    at: DateTime<Utc>,
    body: impl FnOnce(&Open, &Incident, &EntryRef) -> Result<Body, ErrorView>,
    said: impl FnOnce(u32) -> String,
) -> Result<Written, ErrorView> {
    station.with(|open| {
        let of = find(open.entries(), key)?.stamp.entry.clone();
        let body = body(open, &open.incident()?.state, &of)?;
        let draft = format!("{draft}.{key}");
        write(station, open, (&plain(&body, at), &draft), said)
    })
}

/// Reads a result back that was not.
pub fn read_back(station: &Station, request: ReadBackResult) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.read_back");
    say(
        station,
        about,
        station.now(),
        |open, state, of| {
            let by = or_me(open, &request.by);
            let listener = &request.second_listener;
            Ok(rules::read_back(state, of, (&by, &request.to), listener)?)
        },
        |n| format!("Read back, entry {n}"),
    )
}

/// A named clinician knows of a result.
pub fn acknowledge(station: &Station, request: AcknowledgeResult) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.acknowledge");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::acknowledge(state, of, &request.clinician, &request.doing)?),
        |n| format!("{} knows of it, entry {n}", request.clinician.trim()),
    )
}

/// A sample was sent or a request made.
pub fn ask(station: &Station, request: AskResult) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    station.with(|open| {
        let (test, minutes) = waits::of_test(open, &request.test, request.urgent)?;
        let expected_min = match request.expected_min {
            0 => minutes,
            given => given,
        };
        let given = Asked {
            of_patient: named(open, &request.patient, &request.name, &request.second)?,
            test,
            urgent: request.urgent,
            to: request.to,
            tell: request.tell,
            by: request.by,
            expected_min,
        };
        open.incident()?;
        let body = rules::ask(&given)?;
        write(station, open, (&plain(&body, at), "messages.ask"), |n| {
            format!("Waiting for {}, entry {n}", given.test)
        })
    })
}

/// Somebody asked where a result is.
pub fn chase(station: &Station, request: ChaseResult) -> Result<Written, ErrorView> {
    let now = station.now();
    let expected_at = parse_some(request.expected_at.as_deref(), "When it will be there")?;
    let about = (request.key.as_str(), "messages.chase");
    say(
        station,
        about,
        now,
        |_, state, of| {
            let said = (request.whom.as_str(), request.answer.as_str());
            Ok(rules::chase(state, of, said, expected_at, now)?)
        },
        |n| format!("Chased, entry {n}"),
    )
}

/// The result came on paper, or none is needed any more.
pub fn close(station: &Station, request: CloseWait) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.close");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::close(state, of, request.came, &request.because)?),
        |n| format!("No longer waited for, entry {n}"),
    )
}
