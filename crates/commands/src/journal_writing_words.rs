//! The words for what people wrote: reports, messages, tasks, devices, and entries about entries.

use battlebag_incident::{Body, Considered, Message, Methane, PersonChange, SitRep, TaskEnd, Way};

use crate::counted::counted;
use crate::journal_words::{Names, Words, labelled};

/// The kinds that [`crate::journal_words::words`] leaves to this room.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    match body {
        Body::Methane(m) => methane(m),
        Body::SitRep(s) => sitrep(s, names),
        Body::Message(m) => message(m),
        Body::TaskGiven(_) | Body::TaskClosed(_) => task(body, names),
        Body::DeviceHeld(_) | Body::DeviceReleased(_) => device(body, names),
        Body::PersonAdded(_)
        | Body::PersonRevoked(_)
        | Body::PassphraseChanged(_)
        | Body::RecoveryUsed(_)
        | Body::RecoveryRenewed(_) => person(body),
        _ => about_entries(body, names),
    }
}

fn said(kind: &'static str, text: String, lines: Vec<String>) -> Words {
    Words { kind, text, lines }
}

/// Options and why they were not taken, a line each.
pub(crate) fn options(considered: &[Considered]) -> impl Iterator<Item = String> {
    considered
        .iter()
        .map(|c| format!("Not taken: {}. Why not: {}", c.option, c.why_not))
}

fn methane(m: &Methane) -> Words {
    let mut lines = Vec::new();
    for (label, text) in [
        ("Exact location", &m.exact),
        ("Type", &m.sort),
        ("Hazards", &m.hazards),
        ("Access", &m.access),
        ("Numbers", &m.numbers),
        ("Emergency response", &m.emergency),
        ("Told", &m.told),
    ] {
        labelled(&mut lines, label, text);
    }
    said("METHANE", format!("METHANE {}: {}", m.number, m.major), lines)
}

fn sitrep(s: &SitRep, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    if let (Some(from), Some(to)) = (s.from, s.to) {
        lines.push(format!("Period {} to {}", names.time(from), names.time(to)));
    }
    for (label, text) in [
        ("Changed", &s.changed),
        ("Done", &s.done),
        ("Planned", &s.planned),
        ("Foreseen", &s.foreseen),
        ("Told", &s.told),
    ] {
        labelled(&mut lines, label, text);
    }
    lines.extend(s.next_at.map(|at| format!("Next one {}", names.time(at))));
    let text = match (s.no_change, s.situation.as_str()) {
        (true, "") => format!("SitRep {}: no change", s.number),
        (true, situation) => format!("SitRep {}: no change. {situation}", s.number),
        (false, situation) => format!("SitRep {}: {situation}", s.number),
    };
    said("SitRep", text, lines)
}

fn message(m: &Message) -> Words {
    let way = match m.way {
        Way::Sent => "Sent",
        Way::Received => "Received",
    };
    let read_back = match m.read_back_by.as_str() {
        "" => "Not read back".to_owned(),
        by => format!("Read back by {by}"),
    };
    let text = format!("{way}, {} to {}, by {}: {}", m.from, m.to, m.by, m.text);
    said("Message", text, vec![read_back])
}

fn task(body: &Body, names: &Names<'_>) -> Words {
    match body {
        Body::TaskGiven(t) => {
            let due = t.due_at.map(|at| format!("Due {}", names.time(at)));
            said("Task", format!("{}: {}", t.to, t.task), due.into_iter().collect())
        }
        Body::TaskClosed(t) => {
            let mut lines = Vec::new();
            labelled(&mut lines, "Remark", &t.remark);
            let end = match t.end {
                TaskEnd::Done => "done",
                TaskEnd::NotDone => "not done",
            };
            said("Task", format!("{}: {end}", names.matter(&t.of, "Task")), lines)
        }
        _ => said("Task", String::new(), Vec::new()),
    }
}

fn device(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::DeviceHeld(d) => {
            for (label, text) in [
                ("Seen", &d.seen),
                ("Left", &d.left),
                ("Held by", &d.held_by),
                ("Seal", &d.seal),
            ] {
                labelled(&mut lines, label, text);
            }
            format!("{} {} kept aside in {}", d.device, d.identity, d.place)
        }
        Body::DeviceReleased(d) => {
            labelled(&mut lines, "On the word of", &d.because);
            format!("{} given to {}", names.matter(&d.of, "Device"), d.to)
        }
        _ => String::new(),
    };
    said("Device", text, lines)
}

fn person(body: &Body) -> Words {
    let (text, p): (&str, &PersonChange) = match body {
        Body::PersonAdded(p) => ("can sign in from now on", p),
        Body::PersonRevoked(p) => ("can no longer sign in", p),
        Body::PassphraseChanged(p) => ("has a new passphrase", p),
        Body::RecoveryUsed(p) => ("came in with the sealed recovery code", p),
        Body::RecoveryRenewed(p) => ("made a new recovery code; the old one opens nothing", p),
        _ => return said("People", String::new(), Vec::new()),
    };
    let mut lines = Vec::new();
    labelled(&mut lines, "Why", &p.because);
    said("People", format!("{} {text}", p.person), lines)
}

fn about_entries(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    match body {
        Body::Redacted(r) => {
            labelled(&mut lines, "Ground", &r.ground);
            let text = format!("The words of number {} were erased: {}", r.of.seq, r.because);
            said("Erased", text, lines)
        }
        Body::Settled(s) => {
            let between: Vec<String> = s.between.iter().map(|e| e.seq.to_string()).collect();
            lines.push(format!(
                "Between numbers {}. All are kept.",
                between.join(" and ")
            ));
            labelled(&mut lines, "Why", &s.because);
            said(
                "Settled",
                format!("{}: number {} holds", s.matter, s.holds.seq),
                lines,
            )
        }
        Body::Flagged(f) => {
            labelled(&mut lines, "Remark", &f.remark);
            let what = if f.on {
                "marked for the debrief"
            } else {
                "no longer marked for the debrief"
            };
            said("Debrief", format!("Number {} {what}", f.of.seq), lines)
        }
        Body::GlassBroken(g) => {
            labelled(&mut lines, "It is for", &g.needs);
            labelled(&mut lines, "Could not wait because", &g.because);
            said(
                "Break-glass",
                format!("Break-glass: {} without the role for it", g.act),
                lines,
            )
        }
        Body::GlassReviewed(g) => {
            labelled(&mut lines, "Found", &g.finding);
            said(
                "Break-glass",
                format!("Break-glass of number {} looked at", g.of.seq),
                lines,
            )
        }
        Body::StationRenewed(s) => {
            labelled(&mut lines, "Why", &s.because);
            lines.extend(s.backup_of.map(|at| format!("Backup of {}", names.time(at))));
            let before = s.before.get(..8).unwrap_or(&s.before);
            said(
                "Station",
                format!("This station signs with a new key; before it was {before}"),
                lines,
            )
        }
        Body::BackupMade(b) => {
            let mb = b.bytes.div_ceil(1_000_000);
            said(
                "Backup",
                format!("Backup made: {mb} MB"),
                vec![format!("To {}", b.to)],
            )
        }
        _ => about_what_came_and_went(body),
    }
}

/// Feeds, printers, snapshots, and what left the home.
fn about_what_came_and_went(body: &Body) -> Words {
    let mut lines = Vec::new();
    match body {
        // A change of a feed or a printer may be one of none: whether any is looked for.
        Body::FeedChanged(f) => said(
            "Feed",
            format!("{} {}", f.feed, f.change).trim().to_owned(),
            lines,
        ),
        Body::PrinterChanged(p) => said(
            "Printer",
            format!("{} {}", p.printer, p.change).trim().to_owned(),
            p.claims.clone(),
        ),
        Body::CensusShredded(s) => said(
            "Census",
            format!(
                "{} erased{}",
                match s.snapshots.len() {
                    1 => "1 old snapshot".to_owned(),
                    n => format!("{n} old snapshots"),
                },
                if s.by_timer {
                    " by this station's timer"
                } else {
                    ""
                }
            ),
            vec![format!("Why: {}", s.because)],
        ),
        Body::Exported(e) => said(
            "Export",
            format!("Record exported: {}", counted(e.entries, "entry", "entries")),
            vec![format!("To {}", e.to)],
        ),
        Body::CheckpointMade(c) => {
            lines.push(format!("Words: {}", c.words));
            let printed = (!c.to.is_empty()).then(|| format!("Printed to {}", c.to));
            lines.extend(printed);
            said(
                "Checkpoint",
                format!("Checkpoint of {} signed", counted(c.entries, "entry", "entries")),
                lines,
            )
        }
        _ => said("Entry", String::new(), lines),
    }
}
