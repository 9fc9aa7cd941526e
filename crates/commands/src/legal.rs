//! Legal clocks of the incident on screen: how each stands, and what people say of it.

use battlebag_bag::{LegalClock, Vocabulary};
use battlebag_incident::legal::{self as rules, Telling};
use battlebag_incident::{Body, Incident, KeptClock, LegalSays, LegalWord};
use chrono::{DateTime, Duration, Utc};

use crate::ErrorView;
use crate::journal_words::{Names, Words, labelled};
use crate::session::count;
use crate::station::{Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{
    LegalClockView, LegalSaid, LegalStand, LegalView, NextDue, Nothing, SayLegal, StartLegal, TellLegal,
    Written,
};
use crate::writing::{plain, write};

/// Every legal clock: late first, then by due time; own law before others.
pub fn view(station: &Station, _: Nothing) -> Result<LegalView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        Ok(clocks(open, now))
    })
}

/// The clocks as the screen and the paper show them.
pub(crate) fn clocks(open: &Open, now: DateTime<Utc>) -> LegalView {
    let mut clocks: Vec<(Option<DateTime<Utc>>, LegalClockView)> = Vec::new();
    if let Some(current) = &open.current {
        for clock in &open.bag.legal {
            let kept = current.state.legal.of(&clock.id);
            let due = kept.and_then(|k| k.due(clock, open.clock.zone()));
            clocks.push((due, shown(open, &current.state, (clock, kept), due, now)));
        }
    }
    clocks.sort_by(|(due, a), (other, b)| {
        (a.stands, !a.own, due.is_none(), due).cmp(&(b.stands, !b.own, other.is_none(), other))
    });
    let clocks: Vec<LegalClockView> = clocks.into_iter().map(|(_, view)| view).collect();
    LegalView {
        at: open.clock.rfc3339(now),
        late: count(clocks.iter().filter(|c| c.stands == LegalStand::Late).count()),
        not_started: count(
            clocks
                .iter()
                .filter(|c| c.own && c.stands == LegalStand::NotStarted)
                .count(),
        ),
        clocks,
    }
}

fn stands(
    clock: &LegalClock,
    kept: Option<&KeptClock>,
    due: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> LegalStand {
    let Some(kept) = kept else {
        return if clock.in_force {
            LegalStand::NotStarted
        } else {
            LegalStand::NotInForce
        };
    };
    if kept.told.is_some() {
        LegalStand::Told
    } else if kept.not_applicable.is_some() {
        LegalStand::NotApplicable
    } else if let Some(due) = due {
        if now > due {
            LegalStand::Late
        } else {
            LegalStand::Running
        }
    } else if clock.in_force {
        LegalStand::NotStarted
    } else {
        LegalStand::NotInForce
    }
}

fn shown(
    open: &Open,
    state: &Incident,
    (clock, kept): (&LegalClock, Option<&KeptClock>),
    due: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> LegalClockView {
    let time = |at| open.clock.rfc3339(at);
    let stands = stands(clock, kept, due, now);
    let started = kept.and_then(|k| k.started.as_ref());
    let told = kept.and_then(|k| k.told.as_ref());
    let holders = state.holders(&clock.owner);
    let owner = kept.and_then(|k| k.owner.clone()).unwrap_or_else(|| {
        let names: Vec<&str> = holders.iter().map(|t| t.person.as_str()).collect();
        names.join(", ")
    });
    let latest = (stands == LegalStand::NotStarted)
        .then(|| state.clock_start())
        .flatten()
        .map(|declared| clock.term.due(declared, open.clock.zone()));
    LegalClockView {
        id: clock.id.clone(),
        jurisdiction: clock.jurisdiction.clone(),
        own: is_own(open, clock),
        name: clock.name.clone(),
        trigger: clock.trigger.clone(),
        tell: clock.tell.clone(),
        basis: clock.basis.clone(),
        term: clock.term.to_string(),
        contact: clock.contact.clone(),
        unverified: clock.unverified,
        remark: clock.remark.clone(),
        source: clock.source.clone(),
        changed: clock.changed_on.map_or_else(String::new, |day| {
            format!("changed {} by {}", day.format("%d-%b-%Y"), clock.changed_by)
        }),
        stands,
        role: open.role_titles(&[&clock.owner]).join(", "),
        owner,
        aware_at: started.map(|s| time(s.aware_at)),
        due_at: due.map(time),
        other_due: started.is_some_and(|s| s.due_at.is_some()),
        latest_due_at: latest.map(time),
        told_at: told.map(|(at, ..)| time(*at)),
        told_whom: told.map(|(_, whom, ..)| whom.clone()).unwrap_or_default(),
        reference: told
            .map(|(_, _, reference, _)| reference.clone())
            .unwrap_or_default(),
        evidence: told.map(|(.., evidence)| evidence.clone()).unwrap_or_default(),
        because: kept
            .and_then(|k| k.not_applicable.clone())
            .or_else(|| started.map(|s| s.because.clone()))
            .unwrap_or_default(),
        said: said(open.clock, kept),
    }
}

fn said(clock: Clock, kept: Option<&KeptClock>) -> Vec<LegalSaid> {
    let all = kept.map(|k| k.said.as_slice()).unwrap_or_default();
    all.iter()
        .rev()
        .map(|(says, stamp)| {
            let (text, lines) = in_words(says, |at| clock.day_and_time(at));
            LegalSaid {
                at: clock.rfc3339(stamp.recorded_at),
                by: stamp.actor.clone(),
                text: [vec![text], lines].concat().join(". "),
            }
        })
        .collect()
}

/// What was said, and more lines beneath.
fn in_words(says: &LegalSays, time: impl Fn(DateTime<Utc>) -> String) -> (String, Vec<String>) {
    let mut lines = Vec::new();
    let text = match says {
        LegalSays::Started {
            aware_at,
            due_at,
            because,
        } => {
            lines.extend(due_at.map(|due| format!("Due by another time than the term: {}", time(due))));
            labelled(&mut lines, "How", because);
            format!("aware {}, the clock runs", time(*aware_at))
        }
        LegalSays::Owner { person } => format!("{person} sees to it"),
        LegalSays::Told {
            at,
            whom,
            reference,
            evidence,
        } => {
            labelled(&mut lines, "To", whom);
            labelled(&mut lines, "Proof", evidence);
            format!("told {}, reference {reference}", time(*at))
        }
        LegalSays::NotApplicable { because } => format!("does not apply: {because}"),
        LegalSays::Reopened { because } => format!("runs again: {because}"),
    };
    (text, lines)
}

/// The entry in words, for the log.
pub(crate) fn words(word: &LegalWord, names: &Names<'_>) -> Words {
    let clock = names.bag.legal.iter().find(|c| c.id == word.clock);
    let name = clock.map_or(word.clock.as_str(), |c| c.name.as_str());
    let (text, lines) = in_words(&word.says, |at| names.time(at));
    Words {
        kind: "Legal clock",
        text: format!("{name}: {text}"),
        lines,
    }
}

/// Hours before a duty by law is due when it stands in the bar: a shift. Earlier it would hide what the team does next.
const IN_THE_BAR_H: i64 = 12;

/// Of the law that this hospital's words belong to.
fn is_own(open: &Open, clock: &LegalClock) -> bool {
    clock.jurisdiction
        == match open.bag.manifest.vocabulary {
            Vocabulary::Uk => "UK",
            Vocabulary::Us => "US",
        }
}

/// The clocks that run, each with when it is due. Legal clocks outlast the stand-down.
fn running(open: &Open) -> impl Iterator<Item = (DateTime<Utc>, &LegalClock)> {
    let state = open.current.as_ref().map(|c| &c.state);
    state.into_iter().flat_map(|state| {
        open.bag.legal.iter().filter_map(|clock| {
            let kept = state.legal.of(&clock.id).filter(|k| k.runs())?;
            Some((kept.due(clock, open.clock.zone())?, clock))
        })
    })
}

/// The clocks that run and are past their time: own law before others, earliest first.
pub(crate) fn late(open: &Open, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, &LegalClock)> {
    let mut late: Vec<_> = running(open).filter(|(due, _)| now > *due).collect();
    late.sort_by_key(|&(due, clock)| (!is_own(open, clock), due));
    late
}

/// What is due next by law, within a shift.
pub(crate) fn next_due(open: &Open, now: DateTime<Utc>) -> Option<(DateTime<Utc>, NextDue)> {
    let (at, clock) = running(open).min_by_key(|&(due, clock)| (due, clock.name.as_str()))?;
    if at - now > Duration::hours(IN_THE_BAR_H) {
        return None;
    }
    let next = NextDue {
        what: format!("By law: {}", clock.name),
        at: open.clock.rfc3339(at),
        late_critical: false,
    };
    Some((at, next))
}

fn sign(
    station: &Station,
    (act, id): (&str, &str),
    body: impl FnOnce(&Open, DateTime<Utc>) -> Result<Body, ErrorView>,
) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let body = body(open, now)?;
        let draft = format!("legal.{act}.{}", id.trim());
        write(station, open, (&plain(&body, now), &draft), |n| {
            format!("Legal clock noted, entry {n}")
        })
    })
}

/// Starts a clock, or corrects its start.
pub fn start(station: &Station, request: StartLegal) -> Result<Written, ErrorView> {
    let aware_at = parse_some(request.aware_at.as_deref(), "When you became aware")?;
    let due_at = parse_some(request.due_at.as_deref(), "Due")?;
    sign(station, ("start", &request.id), |open, now| {
        let times = (aware_at.unwrap_or(now), due_at);
        Ok(rules::start(
            &open.bag,
            &request.id,
            times,
            &request.because,
            now,
        )?)
    })
}

/// Stops a clock: told.
pub fn tell(station: &Station, request: TellLegal) -> Result<Written, ErrorView> {
    let at = parse_some(request.at.as_deref(), "When it was told")?;
    sign(station, ("tell", &request.id), |open, now| {
        let telling = Telling {
            whom: &request.whom,
            reference: &request.reference,
            evidence: &request.evidence,
        };
        let known = (&open.incident()?.state, &*open.bag);
        Ok(rules::tell(known, &request.id, at.unwrap_or(now), &telling, now)?)
    })
}

/// Says why a clock does not apply.
pub fn not_applicable(station: &Station, request: SayLegal) -> Result<Written, ErrorView> {
    sign(station, ("not_applicable", &request.id), |open, _| {
        let known = (&open.incident()?.state, &*open.bag);
        Ok(rules::not_applicable(known, &request.id, &request.text)?)
    })
}

/// A stopped clock runs again.
pub fn reopen(station: &Station, request: SayLegal) -> Result<Written, ErrorView> {
    sign(station, ("reopen", &request.id), |open, _| {
        let known = (&open.incident()?.state, &*open.bag);
        Ok(rules::reopen(known, &request.id, &request.text)?)
    })
}

/// Names who sees to a clock.
pub fn own(station: &Station, request: SayLegal) -> Result<Written, ErrorView> {
    sign(station, ("owner", &request.id), |open, _| {
        Ok(rules::own(&open.bag, &request.id, &request.text)?)
    })
}
