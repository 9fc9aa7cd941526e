//! The words for the turns of an incident's life, its objectives and periods, the battle rhythm and briefings.

use battlebag_incident::{Body, Briefing, ObjectiveEnd};

use crate::journal_words::{Names, Words, labelled};

fn said(kind: &'static str, text: String, lines: Vec<String>) -> Words {
    Words { kind, text, lines }
}

/// The kinds that [`crate::journal_words::words`] leaves to this room.
pub(crate) fn words(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    match body {
        Body::Escalated(e) => {
            labelled(&mut lines, "Why", &e.because);
            said("Escalated", format!("Escalated to {}", e.to), lines)
        }
        Body::Recovering { because } => said("Recovery", format!("Recovery began: {because}"), lines),
        Body::Reopened { because } => said("Reopened", format!("Reopened: {because}"), lines),
        Body::Debriefed(d) => {
            for (label, text) in [
                ("There", &d.present),
                ("Went well", &d.well),
                ("Did not", &d.badly),
                ("To be changed", &d.change),
            ] {
                labelled(&mut lines, label, text);
            }
            let text = match d.sort.as_str() {
                "" => "Debrief held".to_owned(),
                sort => format!("Debrief held: {sort}"),
            };
            said("Debrief", text, lines)
        }
        Body::ObjectiveSet(o) => {
            labelled(&mut lines, "Owner", &o.owner);
            lines.extend(o.by.map(|at| format!("By {}", names.time(at))));
            said(
                "Objective",
                format!("Objective {}: {}", o.number, o.objective),
                lines,
            )
        }
        Body::ObjectiveEnded(o) => {
            labelled(&mut lines, "Remark", &o.remark);
            let end = match o.end {
                ObjectiveEnd::Met => "met",
                ObjectiveEnd::Abandoned => "given up",
            };
            said(
                "Objective",
                format!("{}: {end}", names.matter(&o.of, "Objective")),
                lines,
            )
        }
        Body::PeriodStarted(p) => {
            lines.extend(p.until.map(|at| format!("Until {}", names.time(at))));
            let text = match p.aim.as_str() {
                "" => format!("Operational period {} began", p.number),
                aim => format!("Operational period {} began: {aim}", p.number),
            };
            said("Period", text, lines)
        }
        Body::PeriodEnded(p) => {
            labelled(&mut lines, "Came of it", &p.remark);
            said(
                "Period",
                format!("{} ended", names.matter(&p.of, "Operational period")),
                lines,
            )
        }
        Body::RhythmSet(r) => {
            labelled(&mut lines, "Where", &r.place);
            if r.every_min > 0 {
                lines.push(format!("Then every {} min", r.every_min));
            }
            let name = r.beat.name();
            let text = r.next_at.map_or_else(
                || format!("{name}: no next one is set"),
                |at| format!("{name}: next one {}", names.time(at)),
            );
            said("Rhythm", text, lines)
        }
        Body::Briefed(b) => briefing(b, names),
        _ => said("Entry", String::new(), lines),
    }
}

fn briefing(b: &Briefing, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    for (label, text) in [
        ("Intent", &b.intent),
        ("Method", &b.method),
        ("Administration", &b.administration),
        ("Risk", &b.risk),
        ("Communications", &b.communications),
        ("Humanitarian", &b.humanitarian),
        ("Briefed", &b.told),
    ] {
        labelled(&mut lines, label, text);
    }
    lines.extend(b.next_at.map(|at| format!("Next one {}", names.time(at))));
    said(
        "Briefing",
        format!("Briefing {}: {}", b.number, b.information),
        lines,
    )
}
