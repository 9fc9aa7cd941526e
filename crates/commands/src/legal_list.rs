//! The legal clocks as a list: for a lawyer's hand, a regulator's file and the wall.

use chrono::{DateTime, Utc};

use crate::desk_lists::{Column, Said, Table, joined, known};
use crate::legal;
use crate::station::Open;
use crate::views::{LegalClockView, LegalStand};

pub(crate) const LEGAL: &[Column] = &[
    Column("duty", "Duty, law", 40.0),
    Column("tell", "Whom to tell", 36.0),
    Column("term", "Term", 16.0),
    Column("owner", "Who sees to it", 24.0),
    Column("aware_at", "Aware since", 18.0),
    Column("stands", "Stands", 46.0),
];

/// This hospital's law, and whatever else somebody has started or settled.
pub(crate) fn table(open: &Open, now: DateTime<Utc>) -> Table {
    let view = legal::clocks(open, now);
    let said = Said(open);
    let shown: Vec<&LegalClockView> = view.clocks.iter().filter(|c| c.is_ours()).collect();
    let late = shown.iter().filter(|c| c.stands == LegalStand::Late).count();
    Table {
        title: "Legal clocks",
        name: "Who must be told by law",
        patients: false,
        headline: format!(
            "{late} late, {} not started. No lawyer has approved this list",
            view.not_started
        ),
        none: "The bag has no legal clocks.",
        columns: LEGAL,
        rows: shown.into_iter().map(|c| row(&said, c)).collect(),
    }
}

fn row(said: &Said<'_>, c: &LegalClockView) -> Vec<String> {
    let unverified = if c.unverified {
        "NOT VERIFIED against the law"
    } else {
        ""
    };
    let owner = match c.owner.as_str() {
        "" => format!("nobody: {} is vacant", c.role),
        owner => joined(&[owner, &c.role]),
    };
    vec![
        joined(&[&c.name, &c.basis, unverified]),
        joined(&[&c.tell, &c.contact]),
        c.term.clone(),
        owner,
        c.aware_at
            .as_ref()
            .map_or_else(|| "nobody has said".to_owned(), |at| said.at(at)),
        stands(said, c),
    ]
}

fn stands(said: &Said<'_>, c: &LegalClockView) -> String {
    let due = said.maybe(c.due_at.as_ref());
    match c.stands {
        LegalStand::Late => format!("LATE: was due {due}"),
        LegalStand::Running => format!("due {due}"),
        LegalStand::NotStarted => match &c.latest_due_at {
            Some(at) => format!("NOT STARTED: due {} if aware when declared", said.at(at)),
            None => "NOT STARTED".to_owned(),
        },
        LegalStand::Told => joined(&[
            &format!("told {}", said.maybe(c.told_at.as_ref())),
            &c.told_whom,
            &format!("reference {}", known(&c.reference)),
            &c.evidence,
        ]),
        LegalStand::NotApplicable => format!("does not apply: {}", c.because),
        LegalStand::NotInForce => "not law yet".to_owned(),
    }
}
