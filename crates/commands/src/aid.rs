//! Help between hospitals, and what is sent elsewhere.

use battlebag_bag::WaitOf;
use battlebag_incident::aid as rules;
use battlebag_incident::{Aid, AidAnswer, AidMatter, AidWay, Diversion, Divert};
use chrono::{DateTime, Duration, Utc};

use crate::journal_subject::key_of;
use crate::results::say;
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::parse_some;
use crate::views::{
    AidAnswerWord, AidRow, AidSaid, AidStand, AidView, AidWayWord, AnswerAid, DivertRow, HoldDivert, Nothing,
    OpenAid, SayAid, StartDivert, Written,
};
use crate::writing::{occurred, plain, write};
use crate::{ErrorView, waits};

/// Help and diversions.
pub fn view(station: &Station, _: Nothing) -> Result<AidView, ErrorView> {
    let now = station.now();
    station.with(|open| of(open, now))
}

/// The same, as screen and paper show it.
pub(crate) fn of(open: &Open, now: DateTime<Utc>) -> Result<AidView, ErrorView> {
    let state = &open.incident()?.state;
    let (_, minutes) = waits::of_kind(open, WaitOf::Aid)?;
    let answer_in = Duration::minutes(i64::from(minutes));
    let mut aid: Vec<AidRow> = state
        .aid
        .aid
        .iter()
        .map(|one| help(open, one, now, answer_in))
        .collect();
    aid.sort_by_key(|row| row.stands);
    let mut diversions: Vec<DivertRow> = state
        .aid
        .diversions
        .iter()
        .map(|one| diverted(open, one, now))
        .collect();
    diversions.sort_by_key(|row| (!row.ended.is_empty(), !row.over));
    Ok(AidView {
        at: open.clock.rfc3339(now),
        open: count(state.aid.open_aid().count()),
        running: count(state.aid.running().count()),
        aid,
        diversions,
    })
}

/// The answer in a word.
pub(crate) fn answer_word(answer: AidAnswer) -> &'static str {
    match answer {
        AidAnswer::Offered => "Offered",
        AidAnswer::Accepted => "Accepted",
        AidAnswer::Declined => "Declined",
    }
}

fn help(open: &Open, aid: &Aid, now: DateTime<Utc>, answer_in: Duration) -> AidRow {
    let time = |at| open.clock.rfc3339(at);
    let stands = match (&aid.ended, aid.answer()) {
        (Some(_), _) => AidStand::Ended,
        (None, Some(AidAnswer::Offered)) => AidStand::Offered,
        (None, Some(AidAnswer::Accepted)) => AidStand::Accepted,
        (None, Some(AidAnswer::Declined)) => AidStand::Declined,
        (None, None) if now > aid.stamp.occurred_at + answer_in => AidStand::Late,
        (None, None) => AidStand::Asked,
    };
    let mut said: Vec<AidSaid> = aid
        .answers
        .iter()
        .map(|(answer, words, by, stamp)| AidSaid {
            at: time(stamp.occurred_at),
            text: match words.as_str() {
                "" => format!("{}, {by}", answer_word(*answer)),
                words => format!("{}: {words}, {by}", answer_word(*answer)),
            },
        })
        .collect();
    said.extend(aid.ended.as_ref().map(|(because, stamp)| AidSaid {
        at: time(stamp.occurred_at),
        text: format!("Ended: {because}"),
    }));
    AidRow {
        key: key_of(&aid.stamp.entry),
        number: u32::try_from(aid.stamp.entry.seq).unwrap_or(u32::MAX),
        way: match aid.matter.way {
            AidWay::WeAsked => AidWayWord::WeAsked,
            AidWay::TheyOffered => AidWayWord::TheyOffered,
            AidWay::TheyAsked => AidWayWord::TheyAsked,
        },
        whom: aid.matter.whom.clone(),
        what: aid.matter.what.clone(),
        contact: aid.matter.contact.clone(),
        since: time(aid.stamp.occurred_at),
        stands,
        said,
    }
}

fn diverted(open: &Open, one: &Diversion, now: DateTime<Utc>) -> DivertRow {
    let time = |at| open.clock.rfc3339(at);
    DivertRow {
        key: key_of(&one.stamp.entry),
        number: u32::try_from(one.stamp.entry.seq).unwrap_or(u32::MAX),
        what: one.divert.what.clone(),
        to: one.divert.to.clone(),
        since: time(one.stamp.occurred_at),
        until: one.until.map(time),
        over: one.ended.is_none() && one.until.is_some_and(|until| now > until),
        agreed_by: one.divert.agreed_by.clone(),
        because: one.divert.because.clone(),
        told: one
            .told
            .iter()
            .map(|(whom, stamp)| AidSaid {
                at: time(stamp.occurred_at),
                text: whom.clone(),
            })
            .collect(),
        ended: one
            .ended
            .as_ref()
            .map(|(because, _)| because.clone())
            .unwrap_or_default(),
        ended_at: one.ended.as_ref().map(|(_, stamp)| time(stamp.occurred_at)),
    }
}

/// What is diverted, in a line each: "Stroke to Harrow Vale until Sat 14-Nov 08:00".
pub(crate) fn diverted_lines(open: &Open) -> Vec<String> {
    let state = open.current.as_ref().map(|c| &c.state);
    let running = state.into_iter().flat_map(|s| s.aid.running());
    running
        .map(|d| match d.until {
            Some(until) => format!(
                "{} to {} until {}",
                d.divert.what,
                d.divert.to,
                open.clock.day_and_time(until)
            ),
            None => format!("{} to {} until further notice", d.divert.what, d.divert.to),
        })
        .collect()
}

/// Help that is open, in a line each: "Harrow Vale: four syringe drivers (offered)".
pub(crate) fn help_lines(open: &Open) -> Vec<String> {
    let state = open.current.as_ref().map(|c| &c.state);
    let matters = state.into_iter().flat_map(|s| s.aid.open_aid());
    matters
        .map(|a| {
            let stands = match (a.answer(), a.matter.way) {
                (Some(answer), _) => answer_word(answer).to_lowercase(),
                (None, AidWay::WeAsked) => "no answer".to_owned(),
                (None, AidWay::TheyOffered) => "offered to us".to_owned(),
                (None, AidWay::TheyAsked) => "asked of us".to_owned(),
            };
            format!("{}: {} ({stands})", a.matter.whom, a.matter.what)
        })
        .collect()
}

/// Help was asked or offered.
pub fn open_matter(station: &Station, request: OpenAid) -> Result<Written, ErrorView> {
    let at = occurred(request.occurred_at.as_deref(), station.now())?;
    station.with(|open| {
        open.incident()?;
        let body = rules::open(&AidMatter {
            way: match request.way {
                AidWayWord::WeAsked => AidWay::WeAsked,
                AidWayWord::TheyOffered => AidWay::TheyOffered,
                AidWayWord::TheyAsked => AidWay::TheyAsked,
            },
            whom: request.whom,
            what: request.what,
            contact: request.contact,
        })?;
        write(station, open, (&plain(&body, at), "messages.aid"), |n| {
            format!("Written down, entry {n}")
        })
    })
}

/// It was answered.
pub fn answer(station: &Station, request: AnswerAid) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.answer");
    let answer = match request.answer {
        AidAnswerWord::Offered => AidAnswer::Offered,
        AidAnswerWord::Accepted => AidAnswer::Accepted,
        AidAnswerWord::Declined => AidAnswer::Declined,
    };
    say(
        station,
        about,
        station.now(),
        |_, state, of| {
            let said = (request.words.as_str(), request.by.as_str());
            Ok(rules::answer(state, of, answer, said)?)
        },
        |n| format!("{}, entry {n}", answer_word(answer)),
    )
}

/// It ended.
pub fn end(station: &Station, request: SayAid) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.aid_end");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::end_aid(state, of, &request.text)?),
        |n| format!("Ended, entry {n}"),
    )
}

/// A diversion begins.
pub fn divert(station: &Station, request: StartDivert) -> Result<Written, ErrorView> {
    let now = station.now();
    let at = occurred(request.occurred_at.as_deref(), now)?;
    let until = parse_some(request.until.as_deref(), "Until")?;
    station.with(|open| {
        open.incident()?;
        let given = Divert {
            what: request.what,
            to: request.to,
            until,
            agreed_by: request.agreed_by,
            because: request.because,
        };
        let body = rules::divert(&given, now)?;
        write(station, open, (&plain(&body, at), "messages.divert"), |n| {
            format!("{} diverted, entry {n}", given.what.trim())
        })
    })
}

/// Somebody was told of a diversion.
pub fn tell(station: &Station, request: SayAid) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.divert_told");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::tell(state, of, &request.text)?),
        |n| format!("Told, entry {n}"),
    )
}

/// A diversion holds until another time.
pub fn hold(station: &Station, request: HoldDivert) -> Result<Written, ErrorView> {
    let now = station.now();
    let until = parse_some(request.until.as_deref(), "Until")?;
    let about = (request.key.as_str(), "messages.divert_until");
    say(
        station,
        about,
        now,
        |_, state, of| Ok(rules::hold(state, of, (until, &request.agreed_by), now)?),
        |n| format!("It still holds, entry {n}"),
    )
}

/// A diversion is over.
pub fn end_diversion(station: &Station, request: SayAid) -> Result<Written, ErrorView> {
    let about = (request.key.as_str(), "messages.divert_end");
    say(
        station,
        about,
        station.now(),
        |_, state, of| Ok(rules::end_diversion(state, of, &request.text)?),
        |n| format!("The diversion is over, entry {n}"),
    )
}
