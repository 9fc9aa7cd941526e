//! METHANE, SitRep and briefing as they stand: to be read out, mended, signed and printed.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    BriefingText, MethaneText, Nothing, ReportWord, ReportWritten, SitRepText, WriteReport, Written,
};
use serde::Serialize;

use super::time;
use crate::args_incident::Report;
use crate::asked::Asked;
use crate::outcome::Outcome;

/// A report with what was done with it.
#[derive(Serialize)]
struct Reported<T> {
    #[serde(flatten)]
    text: T,
    /// The entry that it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<Written>,
    /// The paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pdf: Option<ReportWritten>,
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "not known yet" } else { text }
}

/// Signs it when asked to, writes it when asked to, and says it.
fn said<T: Serialize>(
    asked: &Asked,
    (report, word): (Report, ReportWord),
    (text, add): (T, &str),
    lines: impl FnOnce(&T) -> Vec<String>,
) -> Result<Outcome, ErrorView> {
    let signed: Option<Written> = if report.sign {
        Some(asked.ask(add, &text)?)
    } else {
        None
    };
    let key = signed
        .as_ref()
        .map(|written| written.number.to_string())
        .or(report.entry)
        .unwrap_or_default();
    let pdf: Option<ReportWritten> = match report.pdf {
        Some(to) => {
            let request = WriteReport {
                report: word,
                key,
                to: to.display().to_string(),
                paper: report.paper,
            };
            Some(asked.ask("report_write", &request)?)
        }
        None => None,
    };
    let reported = Reported { text, signed, pdf };
    asked.say(&reported, || {
        let mut lines = lines(&reported.text);
        lines.extend(reported.signed.iter().map(|w| w.said.clone()));
        if let Some(pdf) = &reported.pdf {
            let pages = if pdf.pages == 1 { "page" } else { "pages" };
            lines.push(format!("Written to {}, {} {pages}", pdf.file, pdf.pages));
            lines.push(format!("Checkpoint: {}", pdf.words.join(" ")));
        }
        lines
    })?;
    Ok(Outcome::done())
}

pub fn methane(asked: &Asked, report: Report) -> Result<Outcome, ErrorView> {
    let mut m: MethaneText = asked.ask("methane_draft", &Nothing {})?;
    m.told.clone_from(&report.told);
    said(asked, (report, ReportWord::Methane), (m, "methane_add"), |m| {
        [
            ("M  Major incident", &m.major),
            ("E  Exact location", &m.exact),
            ("T  Type", &m.sort),
            ("H  Hazards", &m.hazards),
            ("A  Access", &m.access),
            ("N  Numbers", &m.numbers),
            ("E  Emergency response", &m.emergency),
        ]
        .iter()
        .map(|(letter, text)| format!("{letter}: {}", or_unknown(text)))
        .collect()
    })
}

pub fn sitrep(asked: &Asked, report: Report) -> Result<Outcome, ErrorView> {
    let mut s: SitRepText = asked.ask("sitrep_draft", &Nothing {})?;
    s.told.clone_from(&report.told);
    if report.next_at.is_some() {
        s.next_at.clone_from(&report.next_at);
    }
    said(asked, (report, ReportWord::Sitrep), (s, "sitrep_add"), |s| {
        let (from, to) = (s.from.as_deref().map(time), s.to.as_deref().map(time));
        let mut lines = vec![format!(
            "SitRep {}, {} to {}",
            s.number,
            from.unwrap_or_default(),
            to.unwrap_or_default()
        )];
        for (head, text) in [
            ("Situation", &s.situation),
            ("Changed", &s.changed),
            ("Done", &s.done),
            ("Planned", &s.planned),
            ("Foreseen", &s.foreseen),
        ] {
            lines.push(format!("{head}: {}", or_unknown(text)));
        }
        lines
    })
}

pub fn briefing(asked: &Asked, report: Report) -> Result<Outcome, ErrorView> {
    let mut b: BriefingText = asked.ask("briefing_draft", &Nothing {})?;
    b.told.clone_from(&report.told);
    if report.next_at.is_some() {
        b.next_at.clone_from(&report.next_at);
    }
    // Intent is the commander's to say: without an objective there is none to fill in.
    said(asked, (report, ReportWord::Briefing), (b, "briefing_add"), |b| {
        let mut lines = vec![format!("Briefing {}", b.number)];
        let letters = [
            ("I  Information", &b.information),
            ("I  Intent", &b.intent),
            ("M  Method", &b.method),
            ("A  Administration", &b.administration),
            ("R  Risk", &b.risk),
            ("C  Communications", &b.communications),
            ("H  Humanitarian", &b.humanitarian),
        ];
        let letters = letters.iter();
        lines.extend(letters.map(|(letter, text)| format!("{letter}: {}", or_unknown(text))));
        lines
    })
}
