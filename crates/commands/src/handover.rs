//! The hand-over brief of a role: what whoever takes it over must know, made from the log and the board. Nothing in it is written by
//! hand; what nobody wrote in the log is asked for on the paper.

use battlebag_bag::{Phase, Role};
use battlebag_incident::{Body, LegalSays, Way};
use battlebag_paper::{ReportForm, ReportPart};
use chrono::{DateTime, Utc};

use crate::cards::{is_closed, late_min, status};
use crate::journal::waiting;
use crate::now::{minutes_words, wards};
use crate::record_sheet::moment;
use crate::report_board::{counts, patients_in_words, short};
use crate::report_sheet::{Ready, on_paper, size_of};
use crate::reports::major;
use crate::roles::{find_role, reached};
use crate::station::{Logged, Open, Station};
use crate::systems::rows;
use crate::times::minutes_between;
use crate::views::{
    AvailabilityWord, BriefPart, BriefView, IntegrityWord, LegalStand, ReportWritten, RoleKey, SystemRow,
    WriteBrief,
};
use crate::{ErrorView, steering};

/// Newest tellings that are listed; the rest is counted.
const MOST_TOLD: usize = 20;

/// The brief as it stands.
pub fn view(station: &Station, request: RoleKey) -> Result<BriefView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let role = find_role(open, &request.role)?.clone();
        let since = since(open, &role)?;
        Ok(BriefView {
            role: role.id.clone(),
            title: role.title.clone(),
            at: open.clock.rfc3339(now),
            since: open.clock.rfc3339(since),
            parts: parts(open, &role, since, now),
        })
    })
}

/// Writes it to a PDF, with a checkpoint of the log.
pub fn write(station: &Station, request: WriteBrief) -> Result<ReportWritten, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let paper = size_of(open, &request.paper)?;
        let role = find_role(open, &request.role)?.clone();
        let since = since(open, &role)?;
        let held: Vec<String> = holders(open, &role)
            .into_iter()
            .map(|(who, at)| format!("{who}, since {}", open.clock.day_and_time(at)))
            .collect();
        let mut facts = vec![
            ("Role", role.title.clone()),
            (
                "Held by",
                if held.is_empty() {
                    "nobody: it is vacant".to_owned()
                } else {
                    held.join("; ")
                },
            ),
            ("Told since", open.clock.day_and_time(since)),
        ];
        if !role.ways().is_empty() {
            facts.push(("Reach the role", role.ways()));
        }
        let part = |part: BriefPart| ReportPart {
            letter: String::new(),
            word: part.word,
            asks: String::new(),
            text: part.lines.join("\n"),
        };
        let ready = Ready {
            name: format!("Hand-over of {}", role.title),
            signed: None,
            data_as_at: moment(open, now),
            facts,
            parts: parts(open, &role, since, now).into_iter().map(part).collect(),
        };
        on_paper(
            station,
            open,
            (ReportForm::Handover, ready),
            (paper, &request.to),
            now,
        )
    })
}

/// Who holds a role, with how they are reached, and since when.
fn holders(open: &Open, role: &Role) -> Vec<(String, DateTime<Utc>)> {
    let current = open.current.as_ref();
    let held = current.map(|c| c.state.holders(&role.id)).unwrap_or_default();
    held.into_iter().map(|t| (reached(role, t), t.since)).collect()
}

/// Since when the holder has held it; since the incident began, for nobody.
fn since(open: &Open, role: &Role) -> Result<DateTime<Utc>, ErrorView> {
    let begins = open.incident()?.state.begins();
    Ok(holders(open, role)
        .into_iter()
        .map(|(_, at)| at)
        .min()
        .unwrap_or(begins))
}

fn parts(open: &mut Open, role: &Role, since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<BriefPart> {
    let part = |word: &str, lines: Vec<String>| BriefPart {
        word: word.to_owned(),
        lines,
    };
    vec![
        part("The incident", incident(open, now)),
        part("Above and below", people(open, role)),
        part("Systems down, or not to be believed", systems(open, now)),
        part("P1 and P2 by ward", patients(open, now)),
        part("Open decisions", decisions(open, since, now)),
        part("Open tasks", tasks(open, now)),
        part("Steps of the card not finished", steps(open, role, now)),
        part("Due next", due(open, now)),
        part("Waits for a person to settle", to_settle(open, now)),
        part("Who was told what", told(open, since, now)),
    ]
}

/// "06:51"; with its day when that is another.
fn time(open: &Open, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if open.clock.date(at) == open.clock.date(now) {
        open.clock.time(at)
    } else {
        open.clock.day_and_time(at)
    }
}

fn time_of(open: &Open, at: Option<&str>, now: DateTime<Utc>) -> Option<String> {
    Some(time(open, at?.parse::<DateTime<Utc>>().ok()?, now))
}

/// What it is, since when, what the team means to reach.
fn incident(open: &Open, now: DateTime<Utc>) -> Vec<String> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    let state = &current.state;
    let stands = major(open, state);
    let mut lines = if stands.contains(&state.title) {
        vec![stands]
    } else {
        vec![format!("{}: {stands}", state.title)]
    };
    if let Some(at) = state.clock_start().filter(|_| !state.life.is_over()) {
        lines.push(format!(
            "The clock runs for {}",
            minutes_words(minutes_between(at, now))
        ));
    }
    if let Some(turn) = state.turns.last().filter(|t| !t.because.is_empty()) {
        lines.push(format!("Last turn: {} ({})", turn.because, turn.stamp.actor));
    }
    for o in state.steering.running_objectives() {
        let owner = if o.set.owner.is_empty() {
            "nobody"
        } else {
            &o.set.owner
        };
        lines.push(format!(
            "Objective {}: {} ({owner} sees to it)",
            o.set.number, o.set.objective
        ));
    }
    let sheets = crate::back_entry::in_one_line(open, now);
    if !sheets.is_empty() {
        lines.push(format!("Back-entry: {sheets}"));
    }
    if let Some(p) = state.steering.period() {
        lines.push(
            format!("Period {}: {}", p.period.number, p.period.aim)
                .trim_end_matches([':', ' '])
                .to_owned(),
        );
    }
    lines
}

/// Whom the role reports to, who reports to it, and who is missing.
fn people(open: &Open, role: &Role) -> Vec<String> {
    let said = |other: &Role| {
        let held: Vec<String> = holders(open, other).into_iter().map(|(who, _)| who).collect();
        match (held.is_empty(), other.required) {
            (false, _) => Some(format!("{}: {}", other.title, held.join(" and "))),
            (true, true) => Some(format!("{}: vacant", other.title)),
            (true, false) => None,
        }
    };
    let above = role.reports_to.as_deref().and_then(|id| open.bag.role(id));
    let below = open
        .bag
        .roles
        .iter()
        .filter(|r| r.reports_to.as_deref() == Some(role.id.as_str()));
    above
        .map(|r| said(r).unwrap_or_else(|| format!("{}: not called", r.title)))
        .map(|words| format!("Reports to {words}"))
        .into_iter()
        .chain(below.filter_map(said))
        .collect()
}

fn systems(open: &mut Open, now: DateTime<Utc>) -> Vec<String> {
    let all = rows(open, now);
    let open = &*open;
    let hit = |r: &SystemRow| {
        r.availability == AvailabilityWord::Unavailable
            || matches!(r.integrity, IntegrityWord::Suspect | IntegrityWord::Compromised)
            || r.lapsed
    };
    let line = |r: &SystemRow| {
        let works = match r.availability {
            AvailabilityWord::Available => "runs",
            AvailabilityWord::Unavailable => "down",
        };
        let believed = match r.integrity {
            IntegrityWord::Trusted => "trusted",
            IntegrityWord::Suspect => "suspect",
            IntegrityWord::Compromised => "compromised",
            IntegrityWord::Unknown => "not known whether it is right",
        };
        let mut words = format!("{}: {works}, {believed}", r.name);
        if let (false, Some(at)) = (r.said_by.is_empty(), time_of(open, r.said_at.as_deref(), now)) {
            words = format!("{words}, said by {} {at}", r.said_by);
        }
        if r.lapsed {
            words = format!("{words}, lapsed: say again how it is");
        } else if let Some(at) = time_of(open, r.expires_at.as_deref(), now) {
            words = format!("{words}, lapses {at}");
        }
        match time_of(open, r.back_at.as_deref(), now) {
            Some(at) => format!("{words}; back {at}, signed by {}", r.back_signed_by),
            None => words,
        }
    };
    all.iter().filter(|r| hit(r)).map(line).collect()
}

fn patients(open: &mut Open, now: DateTime<Utc>) -> Vec<String> {
    let Some(all) = counts(open, now) else {
        return vec!["No census: nobody is counted".to_owned()];
    };
    let mut lines = vec![patients_in_words(&all)];
    let (hit, quiet): (Vec<_>, Vec<_>) = wards(open, now).into_iter().partition(|w| w.p1 + w.p2 > 0);
    for w in hit {
        let confirm = match w.to_confirm {
            0 => String::new(),
            n => format!(", {n} to confirm"),
        };
        lines.push(format!(
            "{}: P1 {}, P2 {}{confirm}, of {}",
            w.ward, w.p1, w.p2, w.patients
        ));
    }
    if !quiet.is_empty() {
        let names: Vec<String> = quiet.into_iter().map(|w| w.ward).collect();
        lines.push(format!("No P1 and no P2: {}", names.join(", ")));
    }
    lines.extend(short(open, now).into_iter().map(|way| format!("Short: {way}")));
    lines
}

/// Decisions that are looked at again, and those taken since the holder took over, newest last.
fn decisions(open: &Open, since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<String> {
    let aside = open.current.as_ref().map(|c| &c.state.journal.set_aside);
    let stands = |e: &&Logged| aside.is_none_or(|aside| !aside.contains(&e.stamp.entry));
    let mut open_ones = Vec::new();
    for e in open.entries().iter().filter(stands) {
        let Some(Body::Decided(d)) = &e.body else { continue };
        let review = match d.review_at {
            Some(at) if at < now => format!("was to be looked at again {}", time(open, at, now)),
            Some(at) => format!("looked at again {}", time(open, at, now)),
            None if e.stamp.occurred_at < since => continue,
            None => "no time to look at it again".to_owned(),
        };
        open_ones.push(format!(
            "{} {}: {} ({review}, entry {})",
            time(open, e.stamp.occurred_at, now),
            e.stamp.actor,
            d.decision,
            e.number
        ));
    }
    open_ones
}

fn tasks(open: &Open, now: DateTime<Utc>) -> Vec<String> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    let mut all: Vec<_> = current.state.journal.open_tasks().collect();
    all.sort_by_key(|t| (t.given.due_at.is_none(), t.given.due_at));
    let line = |who: &str, task: &str, at: Option<DateTime<Utc>>| match at {
        Some(at) if at < now => format!("Late, was due {}: {who}: {task}", time(open, at, now)),
        Some(at) => format!("{who}: {task}, due {}", time(open, at, now)),
        None => format!("{who}: {task}"),
    };
    all.into_iter()
        .map(|t| line(&t.given.to, &t.given.task, t.given.due_at))
        .collect()
}

/// Critical steps one by one, the others as a number. Steps of the stand-down are nobody's yet while it runs.
fn steps(open: &Open, role: &Role, now: DateTime<Utc>) -> Vec<String> {
    let Some(card) = role.card.as_ref().and_then(|id| open.bag.cards.get(id)) else {
        return vec!["The role has no card".to_owned()];
    };
    let incident = open.current.as_ref().map(|c| &c.state);
    let over = incident.is_some_and(|i| i.life.is_over());
    let left = card.steps.iter().filter(|s| over || s.phase != Phase::StandDown);
    let (critical, other): (Vec<_>, Vec<_>) = left
        .filter(|s| !is_closed(status(incident, &card.id, s.number)))
        .partition(|s| s.critical);
    let mut lines: Vec<String> = critical
        .into_iter()
        .map(|s| {
            let late = match late_min(incident, card, s, now) {
                Some(min) => format!("Late {}: ", minutes_words(min)),
                None => String::new(),
            };
            format!("{late}{}, step {}, critical: {}", card.title, s.number, s.text)
        })
        .collect();
    if !other.is_empty() {
        let numbers: Vec<String> = other.iter().map(|s| s.number.to_string()).collect();
        lines.push(format!(
            "Not critical, not finished: steps {}",
            numbers.join(", ")
        ));
    }
    lines
}

/// Reports, the end of the period, objectives and legal clocks, by time.
fn due(open: &Open, now: DateTime<Utc>) -> Vec<String> {
    let mut all: Vec<(DateTime<Utc>, String)> = steering::all_due(open);
    let legal = crate::legal::clocks(open, now);
    for clock in &legal.clocks {
        let runs = matches!(clock.stands, LegalStand::Late | LegalStand::Running);
        let at = clock
            .due_at
            .as_deref()
            .and_then(|at| at.parse::<DateTime<Utc>>().ok());
        if let (true, Some(at)) = (runs, at) {
            let owner = if clock.owner.is_empty() {
                "nobody"
            } else {
                &clock.owner
            };
            all.push((at, format!("By law: {} ({owner} sees to it)", clock.name)));
        }
    }
    all.sort();
    let mut lines: Vec<String> = all
        .into_iter()
        .map(|(at, what)| {
            let at_words = time(open, at, now);
            if at < now {
                format!("Late, was due {at_words}: {what}")
            } else {
                format!("{at_words} {what}")
            }
        })
        .collect();
    if legal.not_started > 0 {
        lines.push(format!(
            "{} legal clocks that nobody has started or set aside",
            legal.not_started
        ));
    }
    lines
}

/// Contradictions and broken glass; tasks have a part of their own.
fn to_settle(open: &Open, now: DateTime<Utc>) -> Vec<String> {
    let all = waiting(open, now).into_iter();
    all.filter(|w| w.sort != "task").map(|w| w.text).collect()
}

/// What one entry told to whom; none when it told nobody.
fn telling(e: &Logged) -> Option<String> {
    let to = |what: String, told: &str| (!told.trim().is_empty()).then(|| format!("{told}: {what}"));
    match e.body.as_ref()? {
        Body::Message(m) if m.way == Way::Sent => {
            let by = if m.by.is_empty() {
                String::new()
            } else {
                format!(" by {}", m.by)
            };
            let read = if m.read_back_by.is_empty() {
                " (not read back)"
            } else {
                " (read back)"
            };
            Some(format!("{}{by}: {}{read}", m.to, m.text))
        }
        Body::Methane(m) => to(format!("METHANE {}", m.number), &m.told),
        Body::SitRep(s) => to(format!("SitRep {}", s.number), &s.told),
        Body::Briefed(b) => to(format!("Briefing {}", b.number), &b.told),
        Body::Decided(d) => to(format!("the decision {}", d.decision), &d.told),
        Body::Legal(word) => match &word.says {
            LegalSays::Told { whom, reference, .. } => {
                let whom = if whom.is_empty() { &word.clock } else { whom };
                Some(format!("{whom}: by law, reference {reference}"))
            }
            _ => None,
        },
        _ => None,
    }
}

fn told(open: &Open, since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<String> {
    let recent = open.entries().iter().filter(|e| e.stamp.occurred_at >= since);
    let all: Vec<String> = recent
        .filter_map(|e| {
            Some(format!(
                "{} {}",
                time(open, e.stamp.occurred_at, now),
                telling(e)?
            ))
        })
        .collect();
    let more = all.len().saturating_sub(MOST_TOLD);
    let mut lines: Vec<String> = all.into_iter().skip(more).collect();
    if more > 0 {
        lines.insert(0, format!("{more} earlier ones are in the log"));
    }
    lines
}
