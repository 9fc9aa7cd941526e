//! The log: reading it, adding to it, verifying it.

use battlebag_incident::{Body, Decision, rules};
use battlebag_log::{Checkpoint, IncidentId, Verdict};
use battlebag_store::SideWrite;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::journal_words::{Names, words};
use crate::patients::place_and_name;
use crate::session::{count, required};
use crate::station::{Logged, Open, STANDING, Station};
use crate::times::parse_some;
use crate::views::{
    AddDecision, AddNote, EntryView, FindingView, ListLog, LogView, Nothing, VerifyView, Written,
};

/// Minutes after which an entry counts as written late.
const LATE_MIN: i64 = 5;
/// Entries shown unless the person asks for more.
const SHOWN: usize = 500;

/// One entry in words.
pub(crate) fn view(open: &Open, entry: &Logged) -> EntryView {
    let patient = |key: &str| {
        open.census
            .as_ref()
            .and_then(|c| c.snapshot.patients.get(*c.cases.index.get(key)?))
            .map_or_else(|| key.to_owned(), place_and_name)
    };
    let names = Names {
        bag: &open.bag,
        clock: &open.clock,
        patient: &patient,
    };
    let (kind_word, text, lines) = match &entry.body {
        Some(body) => {
            let w = words(body, &names);
            (w.kind, w.text, w.lines)
        }
        None => (
            "Erased",
            "The words of this entry were erased or cannot be read. Its place in the log is kept.".to_owned(),
            Vec::new(),
        ),
    };
    let stamp = &entry.stamp;
    EntryView {
        number: entry.number,
        station: entry.station.clone(),
        kind: entry.kind.clone(),
        kind_word: kind_word.to_owned(),
        occurred_at: open.clock.rfc3339(stamp.occurred_at),
        recorded_at: open.clock.rfc3339(stamp.recorded_at),
        late: (stamp.recorded_at - stamp.occurred_at).num_minutes() > LATE_MIN,
        actor: stamp.actor.clone(),
        role: stamp.role.clone(),
        text,
        lines,
        unread: entry.body.is_none() || matches!(entry.body, Some(Body::Unread { .. })),
    }
}

fn entries(open: &Open) -> &[Logged] {
    open.current
        .as_ref()
        .map_or(open.standing.as_slice(), |c| c.entries.as_slice())
}

/// The log of the incident on screen, newest first.
pub fn list(station: &Station, request: ListLog) -> Result<LogView, ErrorView> {
    let since = parse_some(request.since.as_deref(), "Since")?;
    let kind = request.kind.trim().to_lowercase();
    let search = request.search.trim().to_lowercase();
    let limit = if request.limit == 0 {
        SHOWN
    } else {
        request.limit as usize
    };
    station.with(|open| {
        let all = entries(open);
        let of_kind =
            |e: &&Logged| kind.is_empty() || e.kind == kind || e.kind.starts_with(&format!("{kind}."));
        let recent = |e: &&Logged| since.is_none_or(|t| e.stamp.occurred_at >= t);
        let found = |v: &EntryView| {
            let hay = format!("{} {} {} {}", v.kind_word, v.actor, v.text, v.lines.join(" ")).to_lowercase();
            search.is_empty() || hay.contains(&search)
        };
        let matching: Vec<EntryView> = all
            .iter()
            .rev()
            .filter(of_kind)
            .filter(recent)
            .map(|e| view(open, e))
            .filter(found)
            .collect();
        let matched = count(matching.len());
        Ok(LogView {
            entries: matching.into_iter().take(limit).collect(),
            all: count(all.len()),
            matched,
            verified: open.verified.clone(),
        })
    })
}

/// Adds a note; its draft is cleared in the same transaction.
pub fn add_note(station: &Station, request: AddNote) -> Result<Written, ErrorView> {
    let now = station.now();
    let occurred = rules::occurred(
        parse_some(request.occurred_at.as_deref(), "When it happened")?,
        now,
    )?;
    let body = rules::note(&request.text)?;
    station.with(|open| {
        let clear = SideWrite::ClearDraft {
            name: "log.note".to_owned(),
        };
        let number = station.record(open, &body, occurred, &[clear])?;
        Ok(Written {
            number,
            at: open.clock.rfc3339(occurred),
            said: format!("Entry {number} added"),
        })
    })
}

/// Adds a decision with the parts that an inquiry asks for.
pub fn add_decision(station: &Station, request: AddDecision) -> Result<Written, ErrorView> {
    let now = station.now();
    let occurred = rules::occurred(
        parse_some(request.occurred_at.as_deref(), "When it was decided")?,
        now,
    )?;
    let body = Body::Decided(Decision {
        decision: required(&request.decision, "what was decided")?,
        known: request.known.trim().to_owned(),
        options: request.options.trim().to_owned(),
        rationale: required(&request.rationale, "the reason for the decision")?,
        risks: request.risks.trim().to_owned(),
        told: request.told.trim().to_owned(),
        review_at: parse_some(request.review_at.as_deref(), "Review")?,
    });
    station.with(|open| {
        open.incident()?;
        let clear = SideWrite::ClearDraft {
            name: "log.decision".to_owned(),
        };
        let number = station.record(open, &body, occurred, &[clear])?;
        Ok(Written {
            number,
            at: open.clock.rfc3339(occurred),
            said: format!("Decision signed, entry {number}"),
        })
    })
}

fn record_name(open: &Open, id: IncidentId) -> String {
    if id == STANDING {
        return "the standing record".to_owned();
    }
    match &open.current {
        Some(c) if c.id == id => c.state.title.clone(),
        _ => format!("incident {}", id.to_string().get(..8).unwrap_or_default()),
    }
}

/// Verifies every record in the home. Gives the verdicts and one sentence.
pub(crate) fn verify_all(
    open: &Open,
    now: DateTime<Utc>,
) -> Result<(Vec<(String, Verdict)>, String), ErrorView> {
    let mut verdicts = Vec::new();
    for id in open.home.incidents()? {
        verdicts.push((record_name(open, id), open.home.verify(id, &[])?));
    }
    let entries: usize = verdicts.iter().map(|(_, v)| v.entries).sum();
    let broken = verdicts.iter().find_map(|(name, v)| v.first().map(|f| (name, f)));
    let said = if let Some((name, finding)) = broken {
        format!("Broken: in {name}, {finding}")
    } else {
        let counted = if entries == 1 {
            "1 entry".to_owned()
        } else {
            format!("{entries} entries")
        };
        let at = open.clock.time(now);
        format!("Unbroken: {counted} checked at {at}, each signed and in its place")
    };
    Ok((verdicts, said))
}

/// Verifies the whole log, in plain words.
pub fn verify(station: &Station, _: Nothing) -> Result<VerifyView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (verdicts, said) = verify_all(open, now)?;
        open.verified.clone_from(&said);
        let findings: Vec<FindingView> = verdicts
            .iter()
            .flat_map(|(name, v)| v.findings.iter().map(move |f| (name, f)))
            .map(|(name, f)| FindingView {
                record: name.clone(),
                number: f.seq.and_then(|s| u32::try_from(s).ok()).unwrap_or_default(),
                station: f.station.map(|s| s.short()).unwrap_or_default(),
                what: f.to_string(),
            })
            .collect();
        let id = open.current.as_ref().map_or(STANDING, |c| c.id);
        let sealed = open.home.entries(id)?;
        let words = match Checkpoint::of(id, &sealed, now.timestamp_millis()) {
            Ok(checkpoint) => checkpoint.words().iter().map(|w| (*w).to_owned()).collect(),
            Err(_) => Vec::new(),
        };
        Ok(VerifyView {
            ok: findings.is_empty(),
            said,
            entries: count(verdicts.iter().map(|(_, v)| v.entries).sum()),
            words,
            at: open.clock.rfc3339(now),
            findings,
        })
    })
}
