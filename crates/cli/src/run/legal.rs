//! Legal clocks.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    LegalClockView, LegalStand, LegalView, Nothing, SayLegal, StartLegal, TellLegal,
};

use super::systems::written;
use super::time;
use crate::args_legal::LegalClocks;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: LegalClocks) -> Result<Outcome, ErrorView> {
    let say = |id, text| SayLegal { id, text };
    match command {
        LegalClocks::List { all, to } => match super::desk::elsewhere(asked, "legal", &to)? {
            Some(outcome) => Ok(outcome),
            None => list(asked, all),
        },
        LegalClocks::Start {
            id,
            aware,
            due,
            because,
        } => {
            let request = StartLegal {
                id,
                aware_at: aware,
                due_at: due,
                because,
            };
            written(asked, "legal_start", &request)
        }
        LegalClocks::Done {
            id,
            reference,
            whom,
            evidence,
            at,
        } => {
            let request = TellLegal {
                id,
                at,
                whom,
                reference,
                evidence,
            };
            written(asked, "legal_tell", &request)
        }
        LegalClocks::NotApplicable { id, because } => {
            written(asked, "legal_not_applicable", &say(id, because))
        }
        LegalClocks::Reopen { id, because } => written(asked, "legal_reopen", &say(id, because)),
        LegalClocks::Owner { id, person } => written(asked, "legal_owner", &say(id, person)),
    }
}

/// What is late is said on standard error too, and the status is 3.
fn list(asked: &Asked, all: bool) -> Result<Outcome, ErrorView> {
    let mut view: LegalView = asked.ask("legal", &Nothing {})?;
    if !all {
        view.clocks.retain(LegalClockView::is_ours);
    }
    asked.say(&view, || view.clocks.iter().flat_map(lines).collect())?;
    let late = view.clocks.iter().filter(|c| c.stands == LegalStand::Late);
    Ok(Outcome {
        look: late.map(|c| format!("{} is late", c.name)).collect(),
    })
}

/// How it stands, in words.
fn stands(c: &LegalClockView) -> String {
    let due = c.due_at.as_deref().map(time).unwrap_or_default();
    match c.stands {
        LegalStand::Late => format!("LATE: was due {due}"),
        LegalStand::Running => format!("due {due}"),
        LegalStand::NotStarted => match c.latest_due_at.as_deref() {
            Some(at) => format!(
                "NOT STARTED: due {} if you were aware when the incident was declared",
                time(at)
            ),
            None => "NOT STARTED".to_owned(),
        },
        LegalStand::Told => {
            let told = c.told_at.as_deref().map(time).unwrap_or_default();
            format!("told {told}, reference {}", c.reference)
        }
        LegalStand::NotApplicable => format!("does not apply: {}", c.because),
        LegalStand::NotInForce => "not law yet, by this bag".to_owned(),
    }
}

fn lines(c: &LegalClockView) -> Vec<String> {
    let owner = match c.owner.as_str() {
        "" => format!("nobody: {} is vacant", c.role),
        owner => format!("{owner} ({})", c.role),
    };
    let mut lines = vec![
        format!("{:<18} {} {}: {}", c.id, c.jurisdiction, c.name, stands(c)),
        format!("    tell {}, {} ({})", c.tell, c.term, c.basis),
        format!("    sees to it: {owner}"),
    ];
    if !c.contact.is_empty() {
        lines.push(format!("    contact: {}", c.contact));
    }
    if c.unverified {
        lines.push("    NOT VERIFIED against the law itself: check before you rely on it".to_owned());
    }
    if !c.remark.is_empty() {
        lines.push(format!("    {}", c.remark));
    }
    lines
}
