//! The log as a person reads it: entries in words, filters, and what in it waits for somebody.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_incident::writing::written_late;
use battlebag_incident::{Body, DisputeAbout, EntryRef, Journal, Stamp};
use battlebag_log::IncidentId;
use battlebag_store::Found;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::journal_subject;
use crate::journal_words::{Names, Words, words};
use crate::patients::place_and_name;
use crate::session::count;
use crate::station::{self, Logged, Open, STANDING, Station};
use crate::times::parse_some;
use crate::views::{CorrectionView, EntryView, ListLog, LogChoices, LogView, WaitingEntry, WaitingView};

/// Entries shown unless the person asks for more.
const SHOWN: usize = 500;

/// A body in words, with names for ids.
fn in_words(open: &Open, body: &Body) -> Words {
    let patient = |key: &str| {
        open.census
            .as_ref()
            .and_then(|c| c.snapshot.patients.get(*c.cases.index.get(key)?))
            .map_or_else(|| key.to_owned(), place_and_name)
    };
    let state = open.current.as_ref().map(|c| &c.state);
    let matter = |of: &EntryRef| crate::matter_words::matter(state?, of);
    let names = Names {
        bag: &open.bag,
        clock: &open.clock,
        patient: &patient,
        matter: &matter,
    };
    words(body, &names)
}

/// One entry in words, with what later entries say of it.
pub(crate) fn view(open: &Open, entry: &Logged) -> EntryView {
    let said = match &entry.body {
        Some(body) => in_words(open, body),
        None => Words {
            kind: "Erased",
            text: "The words of this entry were erased or cannot be read. Its place in the log is kept."
                .to_owned(),
            lines: Vec::new(),
        },
    };
    let stamp = &entry.stamp;
    let body = entry.body.as_ref();
    let journal = open.current.as_ref().map(|c| &c.state.journal);
    let flag = journal.and_then(|j| j.flags.get(&stamp.entry));
    let erased = journal.and_then(|j| j.erased.get(&stamp.entry));
    EntryView {
        number: entry.number,
        station: entry.station.clone(),
        kind: entry.kind.clone(),
        kind_word: said.kind.to_owned(),
        occurred_at: open.clock.rfc3339(stamp.occurred_at),
        recorded_at: open.clock.rfc3339(stamp.recorded_at),
        late: written_late(stamp),
        actor: stamp.actor.clone(),
        role: stamp.role.clone(),
        text: said.text,
        lines: said.lines,
        unread: entry.body.is_none() || matches!(entry.body, Some(Body::Unread { .. })),
        key: journal_subject::key_of(&stamp.entry),
        about: body
            .and_then(journal_subject::about)
            .map(|of| number_of(of, &stamp.entry))
            .unwrap_or_default(),
        corrected: corrections(open, &stamp.entry),
        erased: erased
            .map(|(by, why)| format!("Erased by number {}: {why}", by.seq))
            .unwrap_or_default(),
        flagged: flag.is_some(),
        flag_remark: flag.cloned().unwrap_or_default(),
        ward: body
            .and_then(|b| journal_subject::ward(open, b))
            .unwrap_or_default(),
        system: body
            .and_then(journal_subject::system)
            .unwrap_or_default()
            .to_owned(),
        patient: body
            .and_then(journal_subject::patient)
            .unwrap_or_default()
            .to_owned(),
        open_as: journal
            .map(|j| open_as(j, &stamp.entry))
            .unwrap_or_default()
            .to_owned(),
    }
}

/// When an entry was written, when that was late: with its day when that is another.
pub(crate) fn late_at(open: &Open, stamp: &Stamp) -> Option<String> {
    let same_day = open.clock.date(stamp.occurred_at) == open.clock.date(stamp.recorded_at);
    written_late(stamp).then(|| {
        if same_day {
            open.clock.time(stamp.recorded_at)
        } else {
            open.clock.day_and_time(stamp.recorded_at)
        }
    })
}

/// Number of an entry as another one names it: with its station when that is another one.
fn number_of(of: &EntryRef, from: &EntryRef) -> String {
    if of.station == from.station {
        of.seq.to_string()
    } else {
        format!("{}:{}", of.station.get(..8).unwrap_or(&of.station), of.seq)
    }
}

fn corrections(open: &Open, of: &EntryRef) -> Vec<CorrectionView> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    let by = current.state.journal.corrections.get(of).into_iter().flatten();
    by.filter_map(|entry| {
        let logged = current.entries.iter().rev().find(|e| e.stamp.entry == *entry)?;
        match &logged.body {
            Some(Body::Correction { text, .. }) => Some(CorrectionView {
                key: journal_subject::key_of(entry),
                number: logged.number,
                actor: logged.stamp.actor.clone(),
                at: open.clock.rfc3339(logged.stamp.occurred_at),
                text: text.clone(),
            }),
            _ => None,
        }
    })
    .collect()
}

fn open_as(journal: &Journal, entry: &EntryRef) -> &'static str {
    if journal.open_tasks().any(|t| t.stamp.entry == *entry) {
        "task"
    } else if journal
        .devices
        .iter()
        .any(|d| d.stamp.entry == *entry && d.released.is_none())
    {
        "device"
    } else {
        ""
    }
}

/// What the person looks for, made ready once.
struct Wanted {
    since: Option<DateTime<Utc>>,
    kind: String,
    request: ListLog,
    found: Option<BTreeSet<EntryRef>>,
}

impl Wanted {
    fn of(open: &mut Open, request: ListLog) -> Result<Self, ErrorView> {
        let found = match request.search.trim() {
            "" => None,
            words => Some(search(open, words)?),
        };
        Ok(Self {
            since: parse_some(request.since.as_deref(), "Since")?,
            kind: request.kind.trim().to_lowercase(),
            found,
            request,
        })
    }

    /// Whether an entry is wanted; words are made for none of them.
    fn takes(&self, open: &Open, e: &Logged) -> bool {
        let (want, kind) = (&self.request, &self.kind);
        let is = |asked: &str, there: &str| asked.is_empty() || asked == there;
        let body = e.body.as_ref();
        (kind.is_empty()
            || e.kind == *kind
            || e.kind
                .strip_prefix(kind.as_str())
                .is_some_and(|r| r.starts_with('.')))
            && self.since.is_none_or(|t| e.stamp.occurred_at >= t)
            && is(&want.person, &e.stamp.actor)
            && (want.role.is_empty() || e.stamp.role.split(", ").any(|r| r == want.role))
            && (want.system.is_empty()
                || body.and_then(journal_subject::system) == Some(want.system.as_str()))
            && (want.ward.is_empty()
                || body.and_then(|b| journal_subject::ward(open, b)).as_deref() == Some(want.ward.as_str()))
            && (!want.flagged
                || open
                    .current
                    .as_ref()
                    .is_some_and(|c| c.state.journal.flags.contains_key(&e.stamp.entry)))
            && self
                .found
                .as_ref()
                .is_none_or(|found| found.contains(&e.stamp.entry))
    }
}

/// Entries whose words hold what the person typed.
fn search(open: &mut Open, typed: &str) -> Result<BTreeSet<EntryRef>, ErrorView> {
    index_rest(open)?;
    let record = open.current.as_ref().map_or(STANDING, |c| c.id);
    let found = open.home.search(record, typed, usize::MAX)?;
    let entry = |f: battlebag_store::Found| EntryRef {
        station: f.station.to_string(),
        seq: f.seq,
    };
    Ok(found.into_iter().map(entry).collect())
}

/// Entries indexed in one step.
const INDEXED: usize = 500;

/// Gives words to entries that have none yet. They are made when somebody searches and not when the entry is saved: saving
/// must cost as little as the disk allows, and a few new entries are put into words in no time.
fn index_rest(open: &mut Open) -> Result<(), ErrorView> {
    loop {
        let rest = open.home.unindexed(INDEXED)?;
        let mut by_record: BTreeMap<IncidentId, Vec<(Found, String)>> = BTreeMap::new();
        for sealed in &rest {
            let entry = station::logged(sealed);
            let text = text_to_find(open, &entry);
            let words = (Found::of(sealed), text);
            by_record.entry(sealed.header().incident).or_default().push(words);
        }
        for (record, words) in &by_record {
            open.home.index_words(words, *record)?;
        }
        if rest.len() < INDEXED {
            return Ok(());
        }
    }
}

/// The words by which an entry is found.
fn text_to_find(open: &Open, entry: &Logged) -> String {
    let Some(body) = &entry.body else {
        return String::new();
    };
    let w = in_words(open, body);
    format!(
        "{} {} {} {}",
        entry.stamp.actor,
        w.kind,
        w.text,
        w.lines.join(" ")
    )
}

/// The log of the incident on screen, newest first; or the home's own record, that an incident on screen would hide.
pub fn list(station: &Station, request: ListLog) -> Result<LogView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        if !request.standing {
            return list_of(open, request, now);
        }
        index_rest(open)?;
        // An entry is named by station and number: beside the incident's words, the other record's would be taken for them.
        let aside = open.current.take();
        let listed = list_of(open, request, now);
        open.current = aside;
        listed
    })
}

fn list_of(open: &mut Open, request: ListLog, now: DateTime<Utc>) -> Result<LogView, ErrorView> {
    let limit = if request.limit == 0 {
        SHOWN
    } else {
        request.limit as usize
    };
    let jump = parse_some(request.jump_to.as_deref(), "Jump to")?;
    let offset = request.offset as usize;
    let wanted = Wanted::of(open, request)?;
    let all = open.entries();
    let matching: Vec<&Logged> = all.iter().rev().filter(|e| wanted.takes(open, e)).collect();
    let offset = match jump {
        Some(at) => matching
            .iter()
            .position(|e| e.stamp.occurred_at <= at)
            .unwrap_or(matching.len()),
        None => offset,
    };
    let shown = matching.iter().skip(offset).take(limit);
    Ok(LogView {
        entries: shown.map(|e| view(open, e)).collect(),
        all: count(all.len()),
        matched: count(matching.len()),
        offset: count(offset),
        verified: open.verified.clone(),
        choices: choices(open),
        waiting: waiting(open, now),
    })
}

/// What the filters offer: only what occurs in the log.
fn choices(open: &Open) -> LogChoices {
    let (mut kinds, mut people, mut roles) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut wards, mut systems) = (BTreeSet::new(), BTreeSet::new());
    for e in open.entries() {
        kinds.insert(e.kind.split('.').next().unwrap_or(&e.kind).to_owned());
        people.insert(e.stamp.actor.clone());
        roles.extend(
            e.stamp
                .role
                .split(", ")
                .filter(|r| !r.is_empty())
                .map(str::to_owned),
        );
        if let Some(body) = &e.body {
            wards.extend(journal_subject::ward(open, body));
            systems.extend(journal_subject::system(body).map(str::to_owned));
        }
    }
    let system_name = |code: &str| {
        let found = open.bag.systems.values().find(|s| s.code.as_str() == code);
        found.map_or_else(|| code.to_owned(), |s| s.name.clone())
    };
    let mut wards: Vec<String> = wards.into_iter().collect();
    wards.sort_by(|a, b| battlebag_census::natural(a, b));
    LogChoices {
        kinds: kinds
            .into_iter()
            .map(|k| (k.clone(), kind_in_words(&k).to_owned()))
            .collect(),
        people: people.into_iter().collect(),
        roles: roles.into_iter().collect(),
        wards,
        systems: systems
            .into_iter()
            .map(|code| (code.clone(), system_name(&code)))
            .collect(),
    }
}

/// The first part of a kind, as the filter shows it.
fn kind_in_words(kind: &str) -> &str {
    match kind {
        "incident" => "Incident",
        "census" => "Census",
        "bag" => "Bag",
        "role" => "Roles",
        "candidate" => "Candidates",
        "card" => "Cards",
        "system" => "Systems",
        "fallback" => "Other ways",
        "priority" => "Patients",
        "note" => "Notes",
        "decision" => "Decisions",
        "printed" => "Paper",
        "correction" => "Corrections",
        "methane" => "METHANE",
        "sitrep" => "SitReps",
        "message" => "Messages",
        "task" => "Tasks",
        "device" => "Devices",
        "redaction" => "Erasures",
        "dispute" => "Settlements",
        "debrief" => "Debrief marks",
        "objective" => "Objectives",
        "period" => "Periods",
        "rhythm" => "Battle rhythm",
        "briefing" => "Briefings",
        "legal" => "Legal clocks",
        "result" => "Results",
        "runner" => "Runners",
        "back_entry" => "Back-entry",
        "aid" => "Mutual aid",
        "diversion" => "Diversions",
        "lab_list" => "Laboratory’s list",
        "contacts" => "Contacts",
        "glass" => "Break-glass",
        "person" | "recovery" => "People",
        "station" => "Stations",
        "backup" => "Backups",
        "record" => "Exports",
        "checkpoint" => "Checkpoints",
        other => other,
    }
}

fn waiting_entry(open: &Open, of: &EntryRef) -> Option<WaitingEntry> {
    let entry = open.entries().iter().find(|e| e.stamp.entry == *of)?;
    Some(WaitingEntry {
        key: journal_subject::key_of(of),
        number: entry.number,
        text: view(open, entry).text,
        actor: entry.stamp.actor.clone(),
    })
}

/// What in the log waits for a person: contradictions, broken glass, open tasks.
pub(crate) fn waiting(open: &Open, now: DateTime<Utc>) -> Vec<WaitingView> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    let entry = |of: &EntryRef| waiting_entry(open, of);
    let disputes = current.state.disputes().into_iter().map(|d| {
        let text = match &d.about {
            DisputeAbout::Role(id) => format!("Two people hold {}", open.role_titles(&[id]).join(", ")),
            DisputeAbout::Step(card, step) => {
                let title = open
                    .bag
                    .cards
                    .get(card)
                    .map_or(card.as_str(), |c| c.title.as_str());
                format!("Two stations marked step {step} of {title}")
            }
            DisputeAbout::Sheet(code) => format!("Two stations say different things of sheet {code}"),
            DisputeAbout::LabList => {
                "Two stations say different things of what the laboratory can do".to_owned()
            }
            DisputeAbout::Override(_) => "Two stations overrode the tier of one patient".to_owned(),
        };
        WaitingView {
            sort: "dispute".to_owned(),
            text,
            due_at: None,
            late: false,
            entries: d.entries.iter().filter_map(|s| entry(&s.entry)).collect(),
        }
    });
    let glass = current.state.journal.glass_to_review().map(|g| WaitingView {
        sort: "glass".to_owned(),
        text: format!(
            "{} broke the glass for {}: {}",
            g.stamp.actor, g.glass.act, g.glass.because
        ),
        due_at: None,
        late: false,
        entries: entry(&g.stamp.entry).into_iter().collect(),
    });
    let tasks = current.state.journal.open_tasks().map(|t| WaitingView {
        sort: "task".to_owned(),
        text: format!("{}: {}", t.given.to, t.given.task),
        due_at: t.given.due_at.map(|at| open.clock.rfc3339(at)),
        late: t.given.due_at.is_some_and(|at| at < now),
        entries: entry(&t.stamp.entry).into_iter().collect(),
    });
    disputes.chain(glass).chain(tasks).collect()
}
