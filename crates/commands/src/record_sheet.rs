//! The log on paper: the record of an incident for people, the checkpoint sheet, and the sheet for the sealed envelope.

use battlebag_incident::{Body, Decision, EntryRef};
use battlebag_log::Checkpoint;
use battlebag_paper::{
    CheckpointHead, CheckpointMark, CheckpointSheet, PaperError, PrintContext, RecordDecision, RecordEntry,
    RecordErasure, RecordOption, RecordPointer, RecordRole, RecordSheet, RecordStation,
    RecoverySheet as EnvelopeSheet, SheetNumbers,
};
use chrono::{DateTime, Utc};

use crate::journal::{self, late_at};
use crate::paper::numbers_taken;
use crate::paper_context::context;
use crate::paper_files::write_new;
use crate::records::checkpoint_of;
use crate::station::{Logged, Open, Station};
use crate::views::{RecoverySheet, WrittenFile};
use crate::{ErrorKind, ErrorView};

pub(crate) fn cannot_draw(e: &PaperError) -> ErrorView {
    ErrorView::from_sentences(ErrorKind::Broken, &e.to_string())
}

pub(crate) fn mark(checkpoint: &Checkpoint) -> CheckpointMark {
    CheckpointMark {
        words: checkpoint.words().map(str::to_owned),
        qr: checkpoint.qr_text(),
    }
}

fn plain_context(open: &Open, now: DateTime<Utc>) -> PrintContext {
    context(open, now, (crate::paper_context::usual(open), false), None)
}

/// "21 Nov 2026 03:05 GMT": a moment on paper that is kept for years.
pub(crate) fn moment(open: &Open, at: DateTime<Utc>) -> String {
    format!(
        "{} {}",
        open.clock.local(at).format("%-d %b %Y %H:%M"),
        open.clock.abbreviation(at)
    )
}

/// The checkpoint sheet as a PDF.
pub(crate) fn checkpoint(
    station: &Station,
    open: &Open,
    checkpoint: &Checkpoint,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, ErrorView> {
    let sheet = CheckpointSheet {
        made_at: moment(open, now),
        heads: checkpoint
            .heads()
            .iter()
            .map(|head| CheckpointHead {
                station: format!("Station {}", head.station.short()),
                key: first_16(&head.station.to_string()),
                height: head.seq,
            })
            .collect(),
        mark: mark(checkpoint),
    };
    let ctx = plain_context(open, now);
    let mut numbers = numbers(station, open, &ctx)?;
    let pack = battlebag_paper::checkpoint(&ctx, &mut numbers, &sheet).map_err(|e| cannot_draw(&e))?;
    Ok(pack.pdf)
}

pub(crate) fn numbers(station: &Station, open: &Open, ctx: &PrintContext) -> Result<SheetNumbers, ErrorView> {
    let seed = u64::from_le_bytes(station.random()?);
    Ok(SheetNumbers::new(seed, ctx.exercise, numbers_taken(open)))
}

fn first_16(key: &str) -> String {
    key.chars().take(16).collect()
}

/// Whoever leads, and the post usually called to that, in the words in force.
fn may_open(open: &Open) -> Vec<String> {
    let lead = open.bag.roles.iter().find(|r| r.reports_to.is_none());
    lead.map(|r| vec![r.title.clone(), r.usual_holder.clone()])
        .unwrap_or_default()
}

/// Writes the recovery code as a sheet for the sealed envelope. The file is plain: print it and destroy it.
pub fn recovery(station: &Station, request: RecoverySheet) -> Result<WrittenFile, ErrorView> {
    let now = station.now();
    let code = battlebag_store::RecoveryCode::parse(request.recovery_code.reveal())?;
    station.with(|open| {
        let sheet = EnvelopeSheet {
            home: format!("{}, home {}", open.home.hospital(), first_16(open.home.id())),
            made_at: moment(open, now),
            code: code.reveal().to_string(),
            may_open: may_open(open),
        };
        let ctx = plain_context(open, now);
        let mut numbers = numbers(station, open, &ctx)?;
        let pack = battlebag_paper::recovery(&ctx, &mut numbers, &sheet).map_err(|e| cannot_draw(&e))?;
        let name = format!(
            "Sheet for the envelope {}.pdf",
            open.clock.local(now).format("%Y-%m-%d %H%M%S")
        );
        let file = station.host.paper_folder().join(name);
        write_new(&file, &pack.pdf)?.keep()?;
        Ok(WrittenFile {
            file: file.display().to_string(),
        })
    })
}

/// The record of an incident, ready to be drawn away from the open home.
pub(crate) struct Record {
    ctx: PrintContext,
    numbers: SheetNumbers,
    sheet: RecordSheet,
    name: String,
}

impl Record {
    /// The PDF.
    pub(crate) fn draw(mut self) -> Result<Vec<u8>, ErrorView> {
        let pack = battlebag_paper::record(&self.ctx, &mut self.numbers, &self.sheet);
        Ok(pack.map_err(|e| cannot_draw(&e))?.pdf)
    }

    /// A name for the exported file.
    pub(crate) fn file_name(&self, ending: &str) -> String {
        format!("{}.{ending}", self.name)
    }
}

/// Gathers the record of the incident on screen.
pub(crate) fn record(station: &Station, open: &Open, now: DateTime<Utc>) -> Result<Record, ErrorView> {
    let current = open.incident()?;
    let state = &current.state;
    let sealed = open.home.entries(current.id)?;
    let checkpoint = checkpoint_of(current.id, &sealed, now)?;
    let verdict = open.home.verify(current.id, &[])?;
    let verification = match verdict.first() {
        None => format!(
            "Every one of {} entries is as it was signed and in its place.",
            verdict.entries
        ),
        Some(finding) => format!("The log is broken. {finding}"),
    };
    let newest = current
        .entries
        .iter()
        .map(|e| e.stamp.recorded_at)
        .max()
        .unwrap_or(now);
    let ctx = plain_context(open, now);
    let letters = Letters::of(&current.entries);
    let sheet = RecordSheet {
        title: state.title.clone(),
        zone: state.zone.clone(),
        opened: moment(open, state.opened.occurred_at),
        declared: state.declared.as_ref().map(|s| moment(open, s.occurred_at)),
        stood_down: state
            .stood_down
            .as_ref()
            .filter(|_| state.life.is_over())
            .map(|s| moment(open, s.occurred_at)),
        data_as_at: moment(open, newest),
        entries_in_log: current.entries.len() as u64,
        stations: stations(&letters, &current.entries),
        verified: verdict.is_whole(),
        verification,
        checkpoint_at: moment(open, now),
        checkpoint: mark(&checkpoint),
        roles: roles(open),
        decisions: current
            .entries
            .iter()
            .filter_map(|e| decision(open, &letters, e))
            .collect(),
        entries: current.entries.iter().map(|e| entry(open, &letters, e)).collect(),
    };
    let numbers = numbers(station, open, &ctx)?;
    let drill = if state.exercise { "EXERCISE " } else { "" };
    let title: String = state
        .title
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .collect();
    Ok(Record {
        name: format!(
            "{drill}Record {title} {}",
            open.clock.local(now).format("%Y-%m-%d %H%M%S")
        ),
        ctx,
        numbers,
        sheet,
    })
}

/// A letter for each station, in the order they first wrote: "A 41" is easier to find than "5e68fd62 41".
struct Letters(Vec<String>);

impl Letters {
    fn of(entries: &[Logged]) -> Self {
        let mut stations: Vec<String> = Vec::new();
        for e in entries {
            if !stations.contains(&e.stamp.entry.station) {
                stations.push(e.stamp.entry.station.clone());
            }
        }
        Self(stations)
    }

    fn letter(&self, station: &str) -> String {
        let at = self.0.iter().position(|s| s == station).unwrap_or(self.0.len());
        let letters = ('A'..='Z').nth(at).map(String::from);
        letters.unwrap_or_else(|| format!("S{}", at + 1))
    }

    /// Station and number of an entry: "A 41".
    fn name(&self, of: &EntryRef) -> String {
        format!("{} {}", self.letter(&of.station), of.seq)
    }
}

fn stations(letters: &Letters, entries: &[Logged]) -> Vec<RecordStation> {
    let wrote_on = |key: &String| {
        let mut people: Vec<String> = Vec::new();
        let theirs: Vec<&Logged> = entries.iter().filter(|e| e.stamp.entry.station == *key).collect();
        for e in &theirs {
            let by = match e.stamp.role.as_str() {
                "" => e.stamp.actor.clone(),
                role => format!("{}, {role}", e.stamp.actor),
            };
            if !people.contains(&by) {
                people.push(by);
            }
        }
        RecordStation {
            short: letters.letter(key),
            name: format!("Station {}", key.get(..8).unwrap_or(key)),
            key: first_16(key),
            entries: theirs.len() as u64,
            written_by: people,
        }
    };
    letters.0.iter().map(wrote_on).collect()
}

fn roles(open: &Open) -> Vec<RecordRole> {
    let Some(current) = &open.current else {
        return Vec::new();
    };
    let in_order = open
        .bag
        .roles
        .iter()
        .filter_map(|r| Some((r, current.state.roles.get(&r.id)?)));
    let spans = in_order.flat_map(|(role, tenures)| {
        tenures.iter().map(|t| RecordRole {
            role: role.title.clone(),
            holder: t.person.clone(),
            contact: t.contact.clone(),
            from: open.clock.day_and_time(t.since),
            until: t.until.map(|at| open.clock.day_and_time(at)),
        })
    });
    spans.collect()
}

fn decision(open: &Open, letters: &Letters, e: &Logged) -> Option<RecordDecision> {
    let Some(Body::Decided(d)) = &e.body else {
        return None;
    };
    Some(RecordDecision {
        entry: letters.name(&e.stamp.entry),
        occurred_at: open.clock.day_and_time(e.stamp.occurred_at),
        written_later_at: late_at(open, &e.stamp),
        who: e.stamp.actor.clone(),
        role: e.stamp.role.clone(),
        decided: d.decision.clone(),
        information: d.known.clone(),
        options: options(d),
        rationale: d.rationale.clone(),
        risks: d.risks.clone(),
        policy: d.policy.clone(),
        told: d.told.clone(),
        review_at: d
            .review_at
            .map(|at| open.clock.day_and_time(at))
            .unwrap_or_default(),
    })
}

fn options(d: &Decision) -> Vec<RecordOption> {
    let one_text = (!d.options.is_empty()).then(|| RecordOption {
        option: d.options.clone(),
        why_not: String::new(),
    });
    let each = d.considered.iter().map(|c| RecordOption {
        option: c.option.clone(),
        why_not: c.why_not.clone(),
    });
    one_text.into_iter().chain(each).collect()
}

fn entry(open: &Open, letters: &Letters, e: &Logged) -> RecordEntry {
    let seen = journal::view(open, e);
    let journal = open.current.as_ref().map(|c| &c.state.journal);
    let corrects = match &e.body {
        Some(Body::Correction { of, .. }) => Some(RecordPointer {
            entry: letters.name(of),
            text: words_of(open, of),
        }),
        _ => None,
    };
    let erased = journal
        .and_then(|j| j.erased.get(&e.stamp.entry))
        .map(|(by, why)| RecordErasure {
            by: letters.name(by),
            reason: why.clone(),
        });
    RecordEntry {
        day: open
            .clock
            .local(e.stamp.occurred_at)
            .format("%A %-d %B %Y")
            .to_string(),
        occurred_at: open.clock.time(e.stamp.occurred_at),
        written_later_at: late_at(open, &e.stamp),
        entry: letters.name(&e.stamp.entry),
        station: e.station.clone(),
        who: seen.actor,
        role: seen.role,
        kind: seen.kind_word,
        text: seen.text,
        details: seen.lines,
        corrects,
        corrected_by: corrections(open, letters, &e.stamp.entry),
        erased,
        flagged: seen.flagged,
    }
}

/// The corrections of an entry, each with the right words.
fn corrections(open: &Open, letters: &Letters, of: &EntryRef) -> Vec<RecordPointer> {
    let journal = open.current.as_ref().map(|c| &c.state.journal);
    let by = journal.and_then(|j| j.corrections.get(of)).into_iter().flatten();
    let right = by.filter_map(|entry| {
        let found = open.entries().iter().find(|e| e.stamp.entry == *entry)?;
        match &found.body {
            Some(Body::Correction { text, .. }) => Some(RecordPointer {
                entry: letters.name(entry),
                text: text.clone(),
            }),
            _ => None,
        }
    });
    right.collect()
}

fn words_of(open: &Open, of: &EntryRef) -> String {
    let found = open.entries().iter().find(|e| e.stamp.entry == *of);
    found.map(|e| journal::view(open, e).text).unwrap_or_default()
}
