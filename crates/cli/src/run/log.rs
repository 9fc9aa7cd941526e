//! The incident log.

use battlebag_commands::views::{
    AddDecision, AddNote, CheckCheckpoint, CheckpointView, ConsideredText, CorrectEntry, EntryView,
    ExportRecord, FlagEntry, JobView, ListLog, LogView, MakeCheckpoint, Nothing, ProofView, RedactEntry,
    VerifyView,
};
use battlebag_commands::{ErrorView, counted};

use super::systems::written;
use super::time;
use crate::args_record::{Log, LogAdd, LogList};
use crate::asked::Asked;
use crate::outcome::Outcome;

/// More entries than any incident has.
const ALL: u32 = 1_000_000;

pub fn run(asked: &Asked, command: Log, break_glass: String) -> Result<Outcome, ErrorView> {
    match command {
        Log::Add(add) => entry(asked, add),
        Log::List(which) => list(asked, which),
        Log::Verify => verify(asked),
        Log::Export { file } => export(asked, file),
        Log::Checkpoint { print } => checkpoint(asked, print),
        Log::Prove { words } => prove(asked, &words.join(" ")),
        Log::Correct { entry: key, text } => written(asked, "entry_correct", &CorrectEntry { key, text }),
        Log::Flag {
            entry: key,
            remark,
            off,
        } => written(
            asked,
            "entry_flag",
            &FlagEntry {
                key,
                on: !off,
                remark,
            },
        ),
        Log::Redact {
            entry: key,
            because,
            ground,
        } => {
            let request = RedactEntry {
                key,
                because,
                ground,
                break_glass,
            };
            written(asked, "entry_redact", &request)
        }
    }
}

fn list(asked: &Asked, which: LogList) -> Result<Outcome, ErrorView> {
    let request = ListLog {
        since: which.since,
        kind: which.kind,
        search: which.search,
        person: which.person,
        ward: which.ward,
        system: which.system,
        flagged: which.flagged,
        standing: which.standing,
        limit: ALL,
        ..ListLog::default()
    };
    let log: LogView = asked.ask("log", &request)?;
    asked.say(&log.entries, || log.entries.iter().flat_map(lines).collect())?;
    Ok(Outcome::done())
}

fn lines(e: &EntryView) -> Vec<String> {
    let who = match e.role.as_str() {
        "" => e.actor.clone(),
        role => format!("{}, {role}", e.actor),
    };
    let flag = if e.flagged { " [debrief]" } else { "" };
    let mut lines = vec![format!(
        "{:>4}  {}  {}: {}  ({who}){flag}",
        e.number,
        time(&e.occurred_at),
        e.kind_word,
        e.text
    )];
    if e.late {
        lines.push(format!("      written late, {}", time(&e.recorded_at)));
    }
    lines.extend(e.lines.iter().map(|l| format!("      {l}")));
    if !e.erased.is_empty() {
        lines.push(format!("      {}", e.erased));
    }
    lines.extend(
        e.corrected
            .iter()
            .map(|c| format!("      Corrected by number {} ({}): {}", c.number, c.actor, c.text)),
    );
    lines
}

fn export(asked: &Asked, file: Option<std::path::PathBuf>) -> Result<Outcome, ErrorView> {
    let request = ExportRecord {
        to: file.map(|f| f.display().to_string()).unwrap_or_default(),
        pdf_only: false,
    };
    let job: JobView = asked.ask("record_export", &request)?;
    let made = asked.wait(&job)?;
    asked.say(&made.files, || {
        let said = made.files.iter().map(|f| format!("Record written: {}", f.file));
        said.chain(["Anybody can check it: battlebag verify FILE".to_owned()])
            .collect()
    })?;
    Ok(Outcome::done())
}

fn checkpoint(asked: &Asked, print: bool) -> Result<Outcome, ErrorView> {
    let made: CheckpointView = asked.ask("checkpoint_make", &MakeCheckpoint { print })?;
    asked.say(&made, || {
        let mut lines = vec![
            format!(
                "Checkpoint of {}, {}",
                counted(made.entries, "entry", "entries"),
                time(&made.at)
            ),
            made.words.join(" "),
        ];
        if !made.file.is_empty() {
            lines.push(format!("Sheet: {}", made.file));
        }
        lines
    })?;
    Ok(Outcome::done())
}

fn prove(asked: &Asked, text: &str) -> Result<Outcome, ErrorView> {
    let request = CheckCheckpoint {
        text: text.to_owned(),
    };
    let proof: ProofView = asked.ask("checkpoint_check", &request)?;
    asked.say(&proof, || vec![proof.said.clone()])?;
    if proof.holds {
        return Ok(Outcome::done());
    }
    Err(ErrorView::new(
        battlebag_commands::ErrorKind::Refused,
        "The sheet and the log do not agree.",
        "Read the sheet once more; if it is right, keep it away from the computers and tell the commander.",
    ))
}

fn entry(asked: &Asked, add: LogAdd) -> Result<Outcome, ErrorView> {
    if add.decision {
        let request = AddDecision {
            decision: add.text,
            known: add.known,
            options: add.options,
            considered: add.not_taken.iter().map(|text| not_taken(text)).collect(),
            policy: add.policy,
            rationale: add.rationale,
            risks: add.risks,
            told: add.told,
            review_at: add.review_at,
            occurred_at: add.occurred_at,
        };
        return written(asked, "decision_add", &request);
    }
    written(
        asked,
        "log_add",
        &AddNote {
            text: add.text,
            occurred_at: add.occurred_at,
        },
    )
}

/// "OPTION: WHY NOT".
fn not_taken(text: &str) -> ConsideredText {
    let (option, why_not) = text.split_once(':').unwrap_or((text, ""));
    ConsideredText {
        option: option.trim().to_owned(),
        why_not: why_not.trim().to_owned(),
    }
}

fn verify(asked: &Asked) -> Result<Outcome, ErrorView> {
    let v: VerifyView = asked.ask("log_verify", &Nothing {})?;
    asked.say(&v, || {
        let mut lines = vec![format!("{}.", v.said)];
        if !v.words.is_empty() {
            lines.push(format!("Checkpoint: {}", v.words.join(" ")));
        }
        lines.extend(v.findings.iter().map(|f| format!("{}: {}", f.record, f.what)));
        lines
    })?;
    if v.ok {
        return Ok(Outcome::done());
    }
    Err(ErrorView::new(
        battlebag_commands::ErrorKind::Storage,
        v.said,
        "Keep this laptop as it is, copy the home folder to a USB stick, and tell the commander and whoever holds the evidence.",
    ))
}
