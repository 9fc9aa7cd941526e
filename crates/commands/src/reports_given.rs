//! The reports that were given: their parts in the order they are spoken, for the screen and for paper.

use battlebag_incident::{Briefing, EntryRef, Methane, SitRep, Stamp};

use crate::ErrorView;
use crate::journal_subject::key_of;
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{
    BriefingText, MethaneText, Nothing, ReportPartView, ReportView, ReportWord, ReportsView, SitRepText,
};

fn parts(of: impl IntoIterator<Item = (&'static str, &'static str, String)>) -> Vec<ReportPartView> {
    let part = |(letter, word, text): (&str, &str, String)| ReportPartView {
        letter: letter.to_owned(),
        word: word.to_owned(),
        text,
    };
    of.into_iter().map(part).collect()
}

/// M/ETHANE, in the order of the joint doctrine (JESIP).
pub(crate) fn methane_parts(m: MethaneText) -> Vec<ReportPartView> {
    parts([
        ("M", "Major incident", m.major),
        ("E", "Exact location", m.exact),
        ("T", "Type of incident", m.sort),
        ("H", "Hazards", m.hazards),
        ("A", "Access", m.access),
        ("N", "Number of patients", m.numbers),
        ("E", "Emergency response", m.emergency),
    ])
}

/// A situation report. A part that is empty is not left out: it says so.
pub(crate) fn sitrep_parts(s: SitRepText) -> Vec<ReportPartView> {
    let situation = match (s.no_change, s.situation.is_empty()) {
        (true, true) => "No change since the last one".to_owned(),
        (true, false) => format!("No change since the last one. {}", s.situation),
        (false, _) => s.situation,
    };
    parts([
        ("", "Situation to date", situation),
        ("", "Changed since the last one", s.changed),
        ("", "Actions to date", s.done),
        ("", "Actions planned", s.planned),
        ("", "Issues foreseen", s.foreseen),
    ])
}

/// IIMARCH.
pub(crate) fn briefing_parts(b: BriefingText) -> Vec<ReportPartView> {
    parts([
        ("I", "Information", b.information),
        ("I", "Intent", b.intent),
        ("M", "Method", b.method),
        ("A", "Administration", b.administration),
        ("R", "Risk assessment", b.risk),
        ("C", "Communications", b.communications),
        ("H", "Humanitarian issues", b.humanitarian),
    ])
}

fn methane_text(m: &Methane) -> MethaneText {
    MethaneText {
        major: m.major.clone(),
        exact: m.exact.clone(),
        sort: m.sort.clone(),
        hazards: m.hazards.clone(),
        access: m.access.clone(),
        numbers: m.numbers.clone(),
        emergency: m.emergency.clone(),
        told: m.told.clone(),
        occurred_at: None,
    }
}

fn sitrep_text(s: &SitRep) -> SitRepText {
    SitRepText {
        no_change: s.no_change,
        situation: s.situation.clone(),
        changed: s.changed.clone(),
        done: s.done.clone(),
        planned: s.planned.clone(),
        foreseen: s.foreseen.clone(),
        ..SitRepText::default()
    }
}

fn briefing_text(b: &Briefing) -> BriefingText {
    BriefingText {
        information: b.information.clone(),
        intent: b.intent.clone(),
        method: b.method.clone(),
        administration: b.administration.clone(),
        risk: b.risk.clone(),
        communications: b.communications.clone(),
        humanitarian: b.humanitarian.clone(),
        ..BriefingText::default()
    }
}

/// One that was given, without its parts.
fn given(open: &Open, report: ReportWord, number: u32, (stamp, told): (&Stamp, &str)) -> ReportView {
    let name = match report {
        ReportWord::Methane => "METHANE",
        ReportWord::Sitrep => "SitRep",
        ReportWord::Briefing => "Briefing",
    };
    ReportView {
        key: key_of(&stamp.entry),
        report,
        name: format!("{name} {number}"),
        at: open.clock.rfc3339(stamp.occurred_at),
        actor: stamp.actor.clone(),
        role: stamp.role.clone(),
        parts: Vec::new(),
        told: told.to_owned(),
        from: None,
        to: None,
        corrections: corrections(open, &stamp.entry),
    }
}

fn corrections(open: &Open, of: &EntryRef) -> u32 {
    let journal = open.current.as_ref().map(|c| &c.state.journal);
    count(journal.and_then(|j| j.corrections.get(of)).map_or(0, Vec::len))
}

/// Every report of the incident on screen, newest first.
pub(crate) fn all(open: &Open) -> Result<Vec<ReportView>, ErrorView> {
    let state = &open.incident()?.state;
    let methanes = state.journal.methanes.iter().map(|(stamp, m)| {
        let parts = methane_parts(methane_text(m));
        let head = given(open, ReportWord::Methane, m.number, (stamp, &m.told));
        (stamp.occurred_at, ReportView { parts, ..head })
    });
    let sitreps = state.journal.sitreps.iter().map(|(stamp, s)| {
        let head = given(open, ReportWord::Sitrep, s.number, (stamp, &s.told));
        let view = ReportView {
            parts: sitrep_parts(sitrep_text(s)),
            from: s.from.map(|at| open.clock.rfc3339(at)),
            to: s.to.map(|at| open.clock.rfc3339(at)),
            ..head
        };
        (stamp.occurred_at, view)
    });
    let briefings = state.steering.briefings.iter().map(|(stamp, b)| {
        let parts = briefing_parts(briefing_text(b));
        let head = given(open, ReportWord::Briefing, b.number, (stamp, &b.told));
        (stamp.occurred_at, ReportView { parts, ..head })
    });
    let mut reports: Vec<_> = methanes.chain(sitreps).chain(briefings).collect();
    reports.sort_by(|a, b| (b.0, &b.1.name).cmp(&(a.0, &a.1.name)));
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}

/// The reports of the incident on screen.
pub fn list(station: &Station, _: Nothing) -> Result<ReportsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        Ok(ReportsView {
            at: open.clock.rfc3339(now),
            reports: all(open)?,
        })
    })
}
